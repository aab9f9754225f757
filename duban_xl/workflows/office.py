"""Edge: the office's folder — which file is the ledger, where forms, returns, documents and score books go."""

import contextlib
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from duban_xl.apply.files import TEMPORARY, digest, reason_of, remove, swap, sweep, write_new
from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.model.period import Period, parse_period

LEDGER_NAME = "督查台账.xlsx"
FORMS, INBOX, SCORES, DOCUMENTS, TEMPLATES, ASIDE, SENT_BACK = "下发", "收件", "计分", "文书", "模板", "未采用", "退回"

Progress = Callable[[str, int, int], None]
"""Called with the name of what is at hand, how many are done, and how many there are."""


def silent(_name: str, _done: int, _total: int) -> None:
    """The progress of a run that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command: what day it is, what time, who runs it, and who watches."""

    as_of: date
    now: datetime
    operator: str
    progress: Progress = silent
    password: str | None = field(default=None, repr=False)  # of encrypted returns; written nowhere

    def batch_id(self, command: str) -> str:
        """A batch's name: time and command, e.g. 20261008-093000-合并."""
        return f"{self.now:%Y%m%d-%H%M%S}-{COMMAND_NAMES[command]}"


def find_ledger(folder: Path) -> Path:
    """The one ledger in `folder`: 督查台账.xlsx, else the only workbook whose name contains 台账."""
    if (folder / LEDGER_NAME).is_file():
        return folder / LEDGER_NAME
    found = sorted(p for p in folder.glob("*台账*.xls[xm]") if not p.name.startswith(("~$", ".")))
    if len(found) > 1:
        raise cannot_run("C002", folder=str(folder), count=len(found), names="、".join(p.name for p in found))
    if not found:
        raise cannot_run("C001", folder=str(folder.resolve()))
    return found[0]


def period_of(text: str) -> Period:
    """The period that a person typed, or CannotRun."""
    period = parse_period(text)
    if period is None:
        raise cannot_run("C004", text=text)
    return period


def write_file(path: Path, data: bytes) -> Path:
    """Write `data` beside `path`, see it on the disk and put it in place in one step; the folder is made. Raises CannotRun."""
    with laid_beside({path: data}) as put_in_place:
        put_in_place()
    return path


@contextlib.contextmanager
def laid_beside(files: Mapping[Path, bytes]) -> Generator[Callable[[], None], None, None]:
    """Write each content beside its path and see it on the disk; what is yielded puts them all in place.

    Raises CannotRun (C012) while nothing is in place yet, except for a path that can't be replaced.
    """
    beside = {path: path.with_name(f".{path.name}.{digest(data)[:8]}{TEMPORARY}") for path, data in files.items()}

    def put_in_place() -> None:
        for path, temporary in beside.items():
            with _folder_said(path.parent):
                swap(temporary, path)

    try:
        for path, temporary in beside.items():
            with _folder_said(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
                sweep(path.parent, path.name)
                write_new(temporary, files[path])
        yield put_in_place
    finally:
        for temporary in beside.values():
            remove(temporary)


@contextlib.contextmanager
def _folder_said(folder: Path) -> Generator[None, None, None]:
    """An error of the system about a file in `folder` as CannotRun (C012), in Chinese."""
    try:
        yield
    except OSError as problem:
        raise cannot_run("C012", folder=str(folder), why=reason_of(problem)) from problem


def watched(run: Run, items: Iterable[Path]) -> Iterable[Path]:
    """Each path, with the run's progress told before it is worked on."""
    paths = tuple(items)
    for done, path in enumerate(paths):
        run.progress(path.name, done, len(paths))
        yield path
    run.progress("", len(paths), len(paths))
