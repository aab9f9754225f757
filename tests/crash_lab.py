"""Children that die, or whose system calls fail, seen from the test: a task in, how the child ended out."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")  # where it is there, the folders of the tests: no disk is waited for
CALLS = (
    *("open", "openat", "openat2", "creat", "write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile"),
    *(
        "copy_file_range",
        "fallocate",
        "truncate",
        "ftruncate",
        "fsync",
        "fdatasync",
        "sync",
        "syncfs",
        "sync_file_range",
    ),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat"),
    *("mkdir", "mkdirat", "rmdir", "mknod", "mknodat", "chmod", "fchmod", "fchmodat", "fchmodat2"),
    *("chown", "fchown", "lchown", "fchownat", "utime", "utimes", "utimensat", "futimesat", "io_uring_enter"),
    *("setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr"),
)
"""Every system call that can change a folder; those that a machine does not have are passed over ("?")."""
PLAIN = {
    "openat": "open",
    "rename": "replace",
    "renameat": "replace",
    "renameat2": "replace",
    "unlinkat": "unlink",
    "mkdirat": "mkdir",
    "fchmodat": "chmod",
    "fchmodat2": "chmod",
    "fchownat": "chown",
    "pwrite64": "pwrite",
}
"""System call → the function of `os` that makes it."""
OPENED_FOR_WRITING = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC)")
LINE = re.compile(r"(?P<call>\w+)\((?P<rest>.*)")
QUOTED, HANDLE = re.compile(r'"((?:[^"\\]|\\.)*)"'), re.compile(r"^\d+<([^>]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended: its exit code (-9: killed), and what it said last (nothing if it was killed)."""

    code: int
    said: dict[str, Any]

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The calls that it noted: name and place."""
        return [(name, place) for name, place in self.said["steps"]]


class Call(NamedTuple):
    """One system call that changes something: its name, which one of that name it was, what it is called in Python, where."""

    call: str
    number: int
    step: str
    place: str
    done: bool  # and not failed
    makes: bool  # the file, if it is not there yet


class Lab:
    """The server of `tests.apply_crash_child`: one child at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.apply_crash_child"]
        self._server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def start(self, job: str, **task: Any) -> int:
        """A child that waits for "go"; its number. Keywords: `watch`, `user`, `largest_file`, else the job's arguments."""
        outside = {key: task.pop(key) for key in ("watch", "user", "largest_file") if key in task}
        self.tell(json.dumps({"job": job, "arguments": task, **outside}))
        return self.hear()["child"]

    def tell(self, line: str = "go") -> None:
        """A line for the child."""
        assert self._server.stdin
        self._server.stdin.write(line.encode() + b"\n")
        self._server.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """The next thing that is said."""
        assert self._server.stdout
        return json.loads(self._server.stdout.readline())

    def end(self) -> Ended:
        """Waits for the child's end."""
        last: dict[str, Any] = {}
        while "ended" not in (answer := self.hear()):
            last = answer
        return Ended(code=answer["ended"], said=last)

    def run(self, job: str, **task: Any) -> Ended:
        """A child from beginning to end."""
        self.start(job, **task)
        self.tell()
        return self.end()

    def traced(self, trace: Path, job: str, *, inject: str = "", **task: Any) -> Ended:
        """The same under strace, which writes the calls to `trace` and tampers with one of them ("fsync:error=EIO:when=2")."""
        pid = self.start(job, **task)
        calls = ",".join(f"?{call}" for call in CALLS)
        command = ["strace", "-y", "-s", "4096", "-o", str(trace), "-e", f"trace={calls}", "-p", str(pid)]
        if inject:
            command += ["-e", f"inject={inject}"]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as tracer:
            assert tracer.stderr
            attached = tracer.stderr.readline()
            assert b"attached" in attached, attached
            self.tell()
            return self.end()

    def close(self) -> None:
        """No more tasks."""
        assert self._server.stdin and self._server.stdout
        self._server.stdin.close()
        self._server.stdout.close()
        self._server.wait()


@contextmanager
def labs(count: int) -> Iterator[list[Lab]]:
    """So many servers."""
    opened = [Lab() for _ in range(count)]
    try:
        yield opened
    finally:
        for lab in opened:
            lab.close()


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder of one's own that anybody may enter, in memory where that is possible."""
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    folder = Path(tempfile.mkdtemp(prefix="duban-", dir=MEMORY if in_memory else None)).resolve()
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def require_strace() -> None:
    """Skips where strace is missing, fails where the machine must have everything."""
    if shutil.which("strace") is None:
        (pytest.fail if os.environ.get("DUBAN_REQUIRE_OFFICE") else pytest.skip)("missing: strace")


def calls_in(trace: Path, folder: Path) -> list[Call]:
    """The calls of a trace that change `folder` or what lies in it, in their order."""
    seen: dict[str, int] = {}
    found: list[Call] = []
    for line in trace.read_text(encoding="utf-8").splitlines():
        parts = LINE.match(line)
        if not parts:
            continue
        call, rest = parts["call"], parts["rest"]
        seen[call] = seen.get(call, 0) + 1
        place = _place(rest)
        opened = call in ("open", "openat") and not OPENED_FOR_WRITING.search(rest.rsplit('"', 1)[1])
        if not opened and Path(place).is_relative_to(folder):
            done = " = -1 E" not in rest
            found.append(Call(call, seen[call], PLAIN.get(call, call), place, done, "O_CREAT" in rest))
    return found


def _place(rest: str) -> str:
    """The file that a call is about: the last one it names (a new name), else its handle's."""
    handle = HANDLE.match(rest)
    shown = handle[1] if handle else (QUOTED.findall(rest) or [""])[-1]
    return shown.encode("latin-1").decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
