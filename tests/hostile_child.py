"""A process that opens hostile workbooks at every door, each in a fork of its own with bounded memory and time.

The name of a door and a path come in, one a line; what became of it goes out, one line of JSON each.
"""

import contextlib
import io
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from duban_xl.apply.closed_file import apply_changes
from duban_xl.apply.files import digest
from duban_xl.apply.ooxml.__main__ import main as patch_main
from duban_xl.catalogue import CATALOGUE, CannotRun, hint, message
from duban_xl.cli.failures import COULD_NOT_RUN, run_safely
from duban_xl.cli.group import main_group
from duban_xl.model.finding import Finding
from duban_xl.read.workbook import Unreadable, read_workbook
from tests.apply_books import zipped
from tests.apply_ledger import FIRST_PLAN, MATTERS, batch, make, shapes
from tests.hostile import base, base_parts

MEMORY, SECONDS = 1 << 30, 20
STALE = "A101"  # the file holds another value than the plan was made for: said as it should be

Said: TypeAlias = dict[str, Any]


def told(found: Finding) -> Said:
    """A refusal as data."""
    return {"code": found.code, "words": message(found), "cure": hint(found)}


def reading(path: Path) -> Said:
    """Read the file as any workbook."""
    try:
        read_workbook(path)
    except Unreadable as refused:
        return told(refused.finding)
    return {}


def patching(path: Path) -> Said:
    """Change a cell and append a row, with nothing but the patcher."""
    out, err = path.with_name("out.xlsx"), io.StringIO()
    with contextlib.redirect_stderr(err):
        code = patch_main([str(path), str(out), "--sheet", MATTERS.tab, "--set", "B4=新", "--append", '["D-9","种树"]'])
    if (code, out.exists()) not in ((0, True), (3, False)):
        raise AssertionError(code, out)
    found, words = err.getvalue()[:4], err.getvalue()[5:]
    return {"code": found, "words": words, "cure": CATALOGUE[found].todo} if code else {}


def writing(path: Path) -> Said:
    """Write a plan into the ledger."""
    try:
        apply_changes(path, FIRST_PLAN, shapes=shapes(path), fingerprint=digest(path.read_bytes()), batch=batch())
    except CannotRun as stopped:
        found = told(stopped.finding)
        return {} if found["code"] == STALE else found
    return {}


def refreshing(path: Path) -> Said:
    """The command that reads a ledger from end to end."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_safely(main_group, ["refresh", "--ledger", str(path), "--as-of", "2026-07-10", "--dry-run"])
    words, _, cure = err.getvalue()[4:].strip().partition("。")
    return {"code": err.getvalue()[:4], "words": words, "cure": cure} if code == COULD_NOT_RUN else {}


def damaging(seed: Path) -> Said:
    """Flip bits of the small ledger, in the file and in its parts; what is neither refused nor as before is a failure."""
    chance, sound = Random(seed.name), read_workbook(Path("a"), base())
    failures: list[str] = []
    for _ in range(60):
        data = bytearray(base())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(Unreadable):
            if read_workbook(Path("a"), bytes(data)).grids != sound.grids:
                failures.append("the file is read as another")
        _write_damaged(bytes(data))
        name = chance.choice(list(base_parts()))
        part = bytearray(base_parts()[name])
        for _ in range(chance.randint(1, 4)):
            part[chance.randrange(len(part))] = chance.choice(b"<>/\"' =&;:0129AZaz\x00\xff")
        _write_damaged(zipped(base_parts() | {name: bytes(part)}))
    return {"failures": failures}


def _write_damaged(data: bytes) -> None:
    """Write into a damaged ledger: refused, or written and read back as planned, which the write sees to itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "督查台账.xlsx"
        path.write_bytes(data)
        with contextlib.suppress(Unreadable):
            read_workbook(path)
        try:
            apply_changes(path, FIRST_PLAN, shapes=shapes(path), fingerprint=digest(data), batch=batch())
        except CannotRun:
            if path.read_bytes() != data:
                raise AssertionError("refused and written") from None


DOORS: dict[str, Callable[[Path], Said]] = {
    "read": reading,
    "patch": patching,
    "write": writing,
    "refresh": refreshing,
    "damage": damaging,
}


def through(door: Callable[[Path], Said], path: Path) -> Said:
    """What became of the file at `door`, opened in a fork."""
    end, start = os.pipe()
    child = os.fork()
    if not child:
        _in_fork(door, path, start)
    os.close(start)
    with os.fdopen(end, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"crash": signal.Signals(os.WTERMSIG(status)).name} if os.WIFSIGNALED(status) else json.loads(answer)


def _in_fork(door: Callable[[Path], Said], path: Path, pipe: int) -> None:
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, most))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where the native reader tells of its panics
    try:
        answer = door(path)
    except BaseException:  # whatever leaves a door is what the test is about
        answer = {"crash": traceback.format_exc()[-2000:]}
    os.write(pipe, json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    os._exit(0)


def main() -> None:
    """Answer every line of standard input. The sound ledger goes first, so that the forks find every module loaded."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("read", "patch", "write", "refresh"):
            (Path(folder) / name).mkdir()
            DOORS[name](make(Path(folder) / name))
    for line in sys.stdin:
        door, path = line.rstrip("\n").split("\t")
        sys.stdout.write(json.dumps(through(DOORS[door], Path(path)), ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
