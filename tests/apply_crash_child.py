"""A process that has everything imported and forks a child for every task, so that a child may die at any moment.

One JSON task a line on stdin: the name of the job, its arguments, and what shall happen to the child. The answers on stdout:
the child's number; after the line "go", what the child says; then how it ended.
"""

import contextlib
import ctypes
import gc
import io
import json
import os
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from duban_xl.apply.closed_file import undo
from duban_xl.apply.lock import write_lock
from duban_xl.catalogue import CannotRun, cannot_run, message
from duban_xl.cli.failures import run_safely
from duban_xl.cli.group import main_group
from duban_xl.model.changeset import ChangeSet
from tests import race_child
from tests.apply_ledger import FIRST_PLAN, batch, make, row, write
from tests.crash_lab import memory_folder
from tests.said import heard, said

Job = Callable[..., dict[str, Any]]
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
DESTINATION = {"replace": 1, "rename": 1, "link": 1, "symlink": 1}
STEPS = (
    *(
        "open",
        "write",
        "pwrite",
        "writev",
        "fsync",
        "fdatasync",
        "truncate",
        "ftruncate",
        "posix_fallocate",
        "sendfile",
    ),
    *("replace", "rename", "link", "symlink", "unlink", "remove", "mkdir", "rmdir", "copy_file_range", "setxattr"),
    *("chmod", "fchmod", "chown", "fchown", "lchown", "utime"),
)
"""The functions of `os` that change what is on the disk."""
MAY_BE_TRACED = (0x59616D61, -1)  # PR_SET_PTRACER, by anybody


class Watch:
    """Notes the calls that change `folder`, and lets something happen at the n-th: death, the folder gone, or copied.

    Copies are made from there on at every step.
    """

    def __init__(self, *, folder: str, at: int = 0, moment: str = "before") -> None:
        self.steps: list[tuple[str, str]] = []
        self.at, self.moment, self.folder = at, moment, Path(folder)

    def over(self, name: str) -> Callable[..., Any]:
        """The function `os.name`, watched."""
        real = getattr(os, name)

        def watched(*arguments: Any, **options: Any) -> Any:
            if name == "open" and not arguments[1] & WRITES:
                return real(*arguments, **options)
            place = _place(arguments[DESTINATION.get(name, 0)])
            if not Path(place).is_relative_to(self.folder):
                return real(*arguments, **options)
            self.steps.append((name, place))
            if len(self.steps) == self.at:
                self._happens(real, arguments, options)
            return real(*arguments, **options)

        return watched

    def _happens(self, real: Callable[..., Any], arguments: Any, options: Any) -> None:
        match self.moment.split():
            case ["before"]:
                die()
            case ["after"]:
                with contextlib.suppress(OSError):
                    real(*arguments, **options)
                die()
            case ["torn", share]:
                handle, data = arguments
                real(handle, data[: max(1, min(len(data) - 1, round(len(data) * float(share))))])
                die()
            case ["removed"]:
                shutil.rmtree(self.folder)
            case ["copied", target]:  # the folder as a death before this step would leave it
                shutil.copytree(self.folder, Path(target) / f"{self.at}")
                self.at += 1
            case _:  # the folder is called something else now
                self.folder.rename(f"{self.folder}走了")


def die() -> None:
    """As if the plug had been pulled."""
    os.kill(os.getpid(), signal.SIGKILL)


def _place(target: Any) -> str:
    return str(Path(f"/proc/self/fd/{target}").readlink()) if isinstance(target, int) else os.fspath(target)


def apply_job(*, ledger: str, numbers: list[int]) -> dict[str, Any]:
    """The first plan as batch 1, a new row as any other."""
    for number in numbers:
        if not Path(ledger).exists():  # as for a command that reads the ledger
            raise cannot_run("A106", path=ledger)
        plan = FIRST_PLAN if number == 1 else ChangeSet((), (row(number=f"N-{number}"),))
        write(Path(ledger), plan, number=number)
    return {}


def undo_job(*, ledger: str, number: int) -> dict[str, Any]:
    """The last batch taken back."""
    return {"undone": undo(Path(ledger), batch=batch(number)).undone}


def hold_job(*, ledger: str) -> dict[str, Any]:
    """The lock, held until a line comes."""
    with write_lock(Path(ledger)):
        said({"held": True})
        heard()
    return {}


def duban_job(*, folder: str, arguments: list[str]) -> dict[str, Any]:
    """The command line, in the office's folder."""
    os.chdir(folder)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_safely(main_group, arguments)
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


JOBS: dict[str, Job] = {
    "apply": apply_job,
    "undo": undo_job,
    "hold": hold_job,
    "duban": duban_job,
    "rounds": race_child.rounds,
    "look": race_child.look,
}


def child(task: dict[str, Any]) -> None:
    """Waits for "go", does the job and says what came of it: `refused` by which code, or `failed` with a traceback."""
    ctypes.CDLL(None).prctl(*MAY_BE_TRACED, 0, 0, 0)
    heard()
    if user := task.get("user"):
        os.setgid(user)
        os.setuid(user)
    if limit := task.get("largest_file"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    watch = Watch(**task["watch"]) if "watch" in task else None
    for name in STEPS if watch else ():
        setattr(os, name, watch.over(name))
    try:
        answer = JOBS[task["job"]](**task["arguments"])
    except CannotRun as refusal:
        answer = {"refused": refusal.finding.code, "sentence": message(refusal.finding)}
    except BaseException:
        answer = {"failed": traceback.format_exc()}
    said({**answer, "steps": watch.steps if watch else []})


def warm_up() -> None:
    """Everything that is imported on the way is there before the first fork."""
    with memory_folder() as folder:
        path = make(folder)
        write(path)
        undo(path, batch=batch(2))
    gc.freeze()


def serve() -> None:
    """One child after the other until stdin ends."""
    warm_up()
    while line := heard():
        task = json.loads(line)
        number = os.fork()
        if number == 0:
            child(task)
            os._exit(0)
        said({"child": number})
        said({"ended": os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])})


if __name__ == "__main__":
    sys.exit(serve())
