"""Edge: bytes → files on disk that are whole or not there, and the operating system's errors as sentences."""

import contextlib
import errno
import glob
import hashlib
import os
import shutil
import threading
from collections.abc import Generator
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.apply import SYSTEM_REASONS
from duban_xl.model.source import Source

CHUNK = 1 << 20
TEMPORARY = ".duban-tmp"
NO_ACCESS = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
GONE = frozenset(
    (errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.EHOSTDOWN, errno.ENETDOWN)
)
FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
NO_SUCH_SYNC = frozenset((errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR))
HELD = frozenset((32, 33))  # Windows: another program has the file open, or a part of it locked
HELD_OR_DENIED = HELD | {5}  # replacing an open file is "denied" there
WAITS = (0.05, 0.1, 0.2, 0.4)  # seconds between the tries to replace a file that a virus scanner looks at


def digest(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal: how a file's content is named."""
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def errors_said(path: Path) -> Generator[None, None, None]:
    """Turns an OSError about `path` into CannotRun: A105 no access, A106 gone, A107 disk full, A120 in use, A108 else."""
    try:
        yield
    except OSError as error:
        where = str(error.filename or path)
        source = Source(str(path))
        if _windows_error(error) in HELD:
            raise cannot_run("A120", source, path=where) from error
        if error.errno in NO_ACCESS:
            raise cannot_run("A105", source, path=where) from error
        if error.errno in GONE:
            raise cannot_run("A106", source, path=where) from error
        if error.errno in FULL:
            raise cannot_run("A107", source, path=where) from error
        raise cannot_run("A108", source, path=where, reason=reason_of(error)) from error


def reason_of(error: OSError) -> str:
    """What an error of the system says, in Chinese for those that are known."""
    return SYSTEM_REASONS.get(error.errno or 0) or error.strerror or str(error)


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
    """Add `line` and its line end to `path` and see it on the disk; an incomplete last line is ended first.

    If the disk does not take the whole line, `path` is cut back to what it was. The name of a new file, and of its
    folder, which may be as new, are on the disk before its first byte.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        torn = False
        if size:
            os.lseek(handle, size - 1, os.SEEK_SET)
            torn = os.read(handle, 1) != b"\n"
        else:
            sync_folder(path.parent)
            sync_folder(path.parent.parent)
        try:
            _write_all(handle, (b"\n" if torn else b"") + line + b"\n")
            os.fsync(handle)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


def swap(new: Path, old: Path) -> None:
    """Put `new` in the place of `old` in one step; the permissions, owner and group of an `old` file stay if they may.

    Raises CannotRun: A120 if another program keeps hold of `old`, A114 if `new` is in place but the disk has not said
    that it will stay there.
    """
    _take_over(old, new)
    _replace(new, old)
    try:
        sync_folder(old.parent)
    except OSError as error:
        raise cannot_run("A114", Source(str(old)), path=str(old)) from error


def sync_folder(folder: Path) -> None:
    """See the folder's entries on the disk, where the system can do that (Windows and some network drives cannot)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in NO_SUCH_SYNC:
            raise


def remove(path: Path) -> None:
    """Remove `path` if that is possible; what remains is swept away by the next command."""
    with contextlib.suppress(OSError):
        path.unlink()


def sweep(folder: Path, name: str) -> None:
    """Remove the temporary files of `name` that a killed command left in `folder`; see what else it did on the disk."""
    for left_over in folder.glob(f".{glob.escape(name)}*{TEMPORARY}"):
        remove(left_over)
    sync_folder(folder)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view[:CHUNK]) :]


def _take_over(old: Path, new: Path) -> None:
    """Who may read and write `old` may do so with `new`; a drive without such rights, or a user without any, is no fault."""
    with contextlib.suppress(OSError):
        seen = old.stat()
        if hasattr(os, "chown") and (seen.st_uid, seen.st_gid) != (os.geteuid(), os.getegid()):
            _give(new, seen)
        shutil.copymode(old, new)


def _give(new: Path, seen: os.stat_result) -> None:
    """Owner and group of the old file, or at least the group: others of the group keep their right to write."""
    for owner in (seen.st_uid, -1):
        with contextlib.suppress(OSError):
            os.chown(new, owner, seen.st_gid)
            return


def _replace(new: Path, old: Path) -> None:
    """The one step that must be seen. On Windows it is tried again while another program looks at `old`."""
    for wait in (*WAITS, None):
        try:
            os.replace(new, old)  # noqa: PTH105 - either the old file or the new one
        except OSError as error:
            if _windows_error(error) not in HELD_OR_DENIED:
                raise
            if wait is None:
                raise cannot_run("A120", Source(str(old)), path=str(old)) from error
            threading.Event().wait(wait)
        else:
            return


def _windows_error(error: OSError) -> int | None:
    """The number that Windows gave; None elsewhere."""
    return getattr(error, "winerror", None)
