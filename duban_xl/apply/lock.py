"""Edge: a workbook's path → the right to write it, or the reason why not (another command, an office program)."""

import contextlib
import errno
import os
import warnings
from collections.abc import Callable, Generator
from pathlib import Path

from duban_xl.apply.files import NO_ACCESS
from duban_xl.catalogue import CannotRun, cannot_run
from duban_xl.model.source import Source

PATIENCE = 3.0  # seconds to wait for another command
POLL = 0.01  # seconds between two looks
NAME = ".duban.lock"
FOR_ALL = 0o666  # a colleague must be able to take the lock after us
NO_LOCKS = frozenset((errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP))


@contextlib.contextmanager
def write_lock(path: Path, *, patience: float = PATIENCE) -> Generator[None, None, None]:
    """Hold the lock of the folder of `path`: its journal and backups belong to all ledgers there.

    The system takes the lock from a process that dies. Raises CannotRun: A103 if another command holds it for longer
    than `patience`, A105 if the folder may not be written, A121 if the drive knows no locks.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(lock_path(path), timeout=patience, mode=FOR_ALL)
    try:
        with warnings.catch_warnings():  # of a drive with locks of another kind, which serve as well
            warnings.simplefilter("ignore")
            lock.acquire(poll_interval=POLL)
    except Timeout:
        raise cannot_run("A103", Source(str(path)), name=path.name) from None
    except (OSError, NotImplementedError) as error:
        said = _why_not_locked(error, path)
        if said is None:
            raise
        raise said from error
    try:
        yield
    finally:
        lock.release()


def lock_path(path: Path) -> Path:
    """The lock file of the folder that `path` lies in."""
    return path.with_name(NAME)


def refuse_if_open(path: Path) -> None:
    """Raises CannotRun A104 if Excel, WPS or LibreOffice has left its own lock file beside `path`.

    Raises OSError if `path` may not be written; on Windows that is so while a program has it open.
    """
    for lock, program, read_owner in (
        (path.with_name(f"~${path.name}"), "Excel 或 WPS", _excel_owner),
        (path.with_name(f"~${path.name[2:]}"), "WPS", _excel_owner),  # some replace the first two letters
        (path.with_name(f".~lock.{path.name}#"), "LibreOffice", _libreoffice_owner),
    ):
        if lock.exists():
            owner = _owner(lock, read_owner)
            shown = f" {program}（{owner}）" if owner else f" {program} "
            raise cannot_run("A104", Source(str(path)), name=path.name, owner=shown, lock=lock.name)
    os.close(os.open(path, os.O_RDWR))


def _why_not_locked(error: OSError | NotImplementedError, path: Path) -> CannotRun | None:
    """What to say when the lock file can't be made or locked; None if it is an error like any other."""
    if isinstance(error, NotImplementedError) or error.errno in NO_LOCKS:
        return cannot_run("A121", Source(str(path)), path=str(path.parent))
    if error.errno in NO_ACCESS:
        return cannot_run("A105", Source(str(path)), path=str(path.parent))
    return None


def _owner(lock: Path, read_owner: Callable[[bytes], str]) -> str:
    """Who holds `lock`; "" if it does not say or may not be read, which Windows denies while it is in use."""
    try:
        return read_owner(lock.read_bytes()).strip()
    except OSError:
        return ""


def _excel_owner(content: bytes) -> str:
    """One byte of length, then the user's name in the system's code page."""
    return content[1 : 1 + content[0]].decode("gbk", "ignore") if content else ""


def _libreoffice_owner(content: bytes) -> str:
    """User name, host and more, separated by commas."""
    return content.decode("utf-8", "ignore").split(",")[0]
