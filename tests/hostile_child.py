"""A process that opens hostile workbooks at every door, each in a fork of its own with bounded memory and time.

Paths of folders come in, one a line; what became of the doors goes out, one line of JSON each.
"""

import contextlib
import io
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from duban_xl.apply.closed_file import apply_changes
from duban_xl.apply.files import digest
from duban_xl.apply.ooxml.__main__ import main as patch_main
from duban_xl.catalogue import CannotRun, hint, message
from duban_xl.cli.failures import run_safely
from duban_xl.cli.group import main_group
from duban_xl.model.finding import Finding
from duban_xl.read.workbook import Unreadable, read_workbook
from tests.apply_ledger import FIRST_PLAN, batch, shapes

MEMORY, SECONDS = 1 << 30, 20


def said(found: Finding) -> dict[str, object]:
    return {"code": found.code, "words": message(found), "cure": hint(found), "files": [s.file for s in found.sources]}


def reading(path: Path) -> dict[str, object]:
    try:
        content = read_workbook(path)
    except Unreadable as refused:
        return said(refused.finding)
    rows = {grid.tab: grid.rows[:4] for grid in content.grids}
    return {"cells": sum(len(row) for grid in content.grids for row in grid.rows), "tabs": len(rows), "first": repr(list(rows.values())[:2])[:3000]}


def patching(path: Path) -> dict[str, object]:
    out, err = path.with_name("out.xlsx"), io.StringIO()
    with contextlib.redirect_stderr(err):
        code = patch_main([str(path), str(out), "--sheet", "督办事项", "--set", "B4=新", "--append", '["D-9","种树"]'])
    return {"exit": code, "words": err.getvalue(), "code": err.getvalue()[:4].strip(), "wrote": out.exists()}


def writing(path: Path) -> dict[str, object]:
    try:
        apply_changes(path, FIRST_PLAN, shapes=shapes(path), fingerprint=digest(path.read_bytes()), batch=batch())
    except CannotRun as stopped:
        return said(stopped.finding)
    return {}


def refreshing(path: Path) -> dict[str, object]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_safely(main_group, ["refresh", "--ledger", str(path), "--as-of", "2026-07-10", "--dry-run"])
    return {"exit": code, "words": err.getvalue()[-600:], "code": err.getvalue()[:4].strip() if code == 2 else ""}


DOORS: dict[str, Callable[[Path], dict[str, object]]] = {
    "read": reading, "refresh": refreshing, "patch": patching, "write": writing,
}


def through(door: Callable[[Path], dict[str, object]], path: Path) -> dict[str, object]:
    """What became of the file at `door`, opened in a fork."""
    end, start = os.pipe()
    child = os.fork()
    if not child:
        _in_fork(door, path, start)
    os.close(start)
    with os.fdopen(end, "rb") as pipe:
        answer = pipe.read()
    _, status, usage = os.wait4(child, 0)
    about = {"cpu": round(usage.ru_utime + usage.ru_stime, 2), "mb": usage.ru_maxrss // 1024}
    if os.WIFSIGNALED(status):
        return {"crash": signal.Signals(os.WTERMSIG(status)).name, **about}
    return {**json.loads(answer), **about}


def _in_fork(door: Callable[[Path], dict[str, object]], path: Path, pipe: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        answer: dict[str, object] = door(path)
    except BaseException:
        answer = {"crash": traceback.format_exc()[-700:]}
    os.write(pipe, json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    os._exit(0)


def main() -> None:
    """Answer every line of standard input."""
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        print(json.dumps({name: through(door, path) for name, door in DOORS.items()}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
