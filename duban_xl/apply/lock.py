"""Edge: a workbook's path → the right to write it, or the reason why not (another command, an office program)."""

import contextlib
from collections.abc import Callable, Generator
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.model.source import Source

PATIENCE = 3.0  # seconds to wait for another command


@contextlib.contextmanager
def write_lock(path: Path, *, patience: float = PATIENCE) -> Generator[None, None, None]:
    """Hold the lock file beside `path`. Raises CannotRun A103 if another command holds it for longer than `patience`."""
    from filelock import FileLock, Timeout

    lock = FileLock(lock_path(path), timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise cannot_run("A103", Source(str(path)), name=path.name) from None
    try:
        yield
    finally:
        lock.release()


def lock_path(path: Path) -> Path:
    """The lock file beside `path`."""
    return path.with_name(f".{path.name}.lock")


def refuse_if_open(path: Path) -> None:
    """Raises CannotRun A104 if Excel, WPS or LibreOffice has left its own lock file beside `path`."""
    for lock, program, read_owner in (
        (path.with_name(f"~${path.name}"), "Excel 或 WPS", _excel_owner),
        (path.with_name(f"~${path.name[2:]}"), "WPS", _excel_owner),  # some replace the first two letters
        (path.with_name(f".~lock.{path.name}#"), "LibreOffice", _libreoffice_owner),
    ):
        if lock.exists():
            owner = _owner(lock, read_owner)
            shown = f" {program}（{owner}）" if owner else f" {program} "
            raise cannot_run("A104", Source(str(path)), name=path.name, owner=shown, lock=lock.name)


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
