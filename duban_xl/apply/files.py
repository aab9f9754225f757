"""Edge: bytes → files on disk that are whole or not there, and the operating system's errors as sentences."""

import contextlib
import errno
import glob
import hashlib
import os
import shutil
from collections.abc import Generator
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.model.source import Source

CHUNK = 1 << 20
TEMPORARY = ".duban-tmp"
NO_ACCESS = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
GONE = frozenset(
    (errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.EHOSTDOWN, errno.ENETDOWN)
)
FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def digest(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal: how a file's content is named."""
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def errors_said(path: Path) -> Generator[None, None, None]:
    """Turns an OSError about `path` into CannotRun: A105 no access, A106 gone, A107 disk full, A108 anything else."""
    try:
        yield
    except OSError as error:
        where = str(error.filename or path)
        source = Source(str(path))
        if error.errno in NO_ACCESS:
            raise cannot_run("A105", source, path=where) from error
        if error.errno in GONE:
            raise cannot_run("A106", source, path=where) from error
        if error.errno in FULL:
            raise cannot_run("A107", source, path=where) from error
        raise cannot_run("A108", source, path=where, reason=error.strerror or str(error)) from error


def write_new(path: Path, data: bytes) -> None:
    """Write `data` to the new file `path` and see it on the disk; an incomplete file is removed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        try:
            _write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        remove(path)
        raise
    sync_folder(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Add `line` and its line end to `path` and see it on the disk; an incomplete last line is ended first."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        torn = False
        if size:
            os.lseek(handle, size - 1, os.SEEK_SET)
            torn = os.read(handle, 1) != b"\n"
        _write_all(handle, (b"\n" if torn else b"") + line + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def swap(new: Path, old: Path) -> None:
    """Put `new` in the place of `old` in one step; the permissions of an `old` file stay."""
    if old.exists():
        shutil.copymode(old, new)
    os.replace(new, old)  # noqa: PTH105 - the one step that must be seen: either the old file or the new one
    sync_folder(old.parent)


def sync_folder(folder: Path) -> None:
    """See the folder's entries on the disk, where the system can do that (Windows cannot)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Remove `path` if that is possible; what remains is swept away by the next command."""
    with contextlib.suppress(OSError):
        path.unlink()


def sweep(folder: Path, name: str) -> None:
    """Remove the temporary files of `name` that a killed command left in `folder`."""
    for left_over in folder.glob(f".{glob.escape(name)}*{TEMPORARY}"):
        remove(left_over)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view[:CHUNK]) :]
