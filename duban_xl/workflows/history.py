"""Edge: the journal beside the ledger → what was written when, by matter, unit, batch or day; and batches taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from duban_xl.apply.backup import backups_of
from duban_xl.apply.closed_file import Undone, batch_to_undo, undo
from duban_xl.apply.files import digest
from duban_xl.apply.journal import APPLY, DONE, INTENT, UNCLEAR, Journal, Line, read_journal
from duban_xl.apply.record import Record, WrittenCell, WrittenRow, content_shown
from duban_xl.apply.work import Batch
from duban_xl.catalogue import CannotRun, cannot_run, finding
from duban_xl.catalogue.texts import COMMAND_NAMES, NEW_ROW
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source, cell_name, shown
from duban_xl.model.text import comparable
from duban_xl.plan.numbering import SIGNED
from duban_xl.read.shapes import located
from duban_xl.read.workbook import Unreadable, read_workbook
from duban_xl.workflows.office import Run

LOG, MATTER, UNIT = "log", "number", "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which batches are asked for: those that touched the matter or the unit, the one named, those of certain days."""

    matter: str = ""
    unit: str = ""
    batch: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_about_cells(self) -> bool:
        """Whether single changes are asked for, not only batches."""
        return bool(self.matter or self.unit or self.batch)


EVERYTHING = Asked()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastBatch:
    """One batch as the journal tells it; `state` is done, undone or intent (a write that never ended).

    `undone_at` and `undone_by` tell when and by whom it was taken back.
    """

    at: str
    batch: str
    command: str
    operator: str
    backup: str
    state: str
    undone_at: str = ""
    undone_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastChange:
    """One cell that a batch wrote, or one row that it added, as people read it."""

    at: str
    batch: str
    sheet: str
    cell: str
    matter: str
    unit: str
    field: str
    before: str
    after: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The batches asked for, oldest first, their changes, what is wrong with the journal, and the backups (number, bytes)."""

    batches: tuple[PastBatch, ...]
    changes: tuple[PastChange, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    backups: int = 0
    backup_bytes: int = 0


def history(ledger_path: Path, asked: Asked = EVERYTHING) -> History:
    """What was written into the ledger by any command, as far as it is `asked` for."""
    path = ledger_path.resolve()
    journal = read_journal(path.parent).settled(path.name, present=digest(path.read_bytes()))
    batches: list[PastBatch] = []
    changes: list[PastChange] = []
    for past in _batches(journal, path.name):
        record = journal.record(path.name, past.batch) if asked.is_about_cells and _is_in(past, asked) else None
        own = [change for change in _changes(past, record) if _is_asked(change, asked)] if record else []
        if _is_in(past, asked) and (own or not (asked.matter or asked.unit)):
            batches.append(past)
            changes += own
    kept = backups_of(path)
    return History(
        batches=tuple(batches), changes=tuple(changes), findings=journal.findings,
        backups=len(kept), backup_bytes=sum(one.size for one in kept),
    )  # fmt: skip


def verified(ledger_path: Path) -> tuple[Finding, ...]:
    """What is wrong with the journal: its chain, unfinished writes, its backups, its ledger's 变更日志.

    A134, A144 and A145 lines, A130 a write without an end, A131 the ledger is another than was written last, A132 a backup is
    another, A133 变更日志 has batches that the journal lacks. A journal without faults gives nothing.
    """
    path = ledger_path.resolve()
    journal = read_journal(path.parent)
    found = [*journal.findings, *_unfinished(journal, path), *_other_backups(journal, path)]
    return (*found, *_other_ledger(journal, path), *_lost_batches(journal, path))


def batch_asked(ledger_path: Path, batch: str | None) -> PastBatch:
    """The batch that `undo_batch` would take back: the one named, else the last.

    Raises CannotRun: A140, A146, and D130 for a batch that signed documents. A number that was given out stays given out.
    """
    path = ledger_path.resolve()
    journal = read_journal(path.parent)
    line = batch_to_undo(journal, path, batch)
    record = journal.record(path.name, line.batch)
    if record and (count := sum(map(_is_signature, record.cells))):
        raise cannot_run("D130", Source(str(path)), batch=line.batch, count=count)
    return _past(line, "done")


def _is_signature(cell: WrittenCell) -> bool:
    """Whether the cell says that a document is signed."""
    return (cell.sheet, cell.field, cell.after) == ("documents", "status", SIGNED)


def undo_batch(ledger_path: Path, run: Run, *, batch: str | None) -> Undone:
    """Take back the last batch, or the one named. Raises CannotRun (A14x, D130)."""
    batch = batch_asked(ledger_path, batch).batch
    stamp = Batch(id=run.batch_id("undo"), command=COMMAND_NAMES["undo"], operator=run.operator, at=run.now)
    return undo(ledger_path, batch=stamp, undone=batch)


def _batches(journal: Journal, file: str) -> Sequence[PastBatch]:
    standing = {line.batch for line in journal.batches(file)}
    undone = {line.undone: line for line in journal.lines if line.file == file and line.undone and line.event == DONE}
    found: dict[str, PastBatch] = {}
    for line in journal.lines:
        if line.file == file and line.action == APPLY and line.event in (DONE, INTENT, UNCLEAR):
            state = "done" if line.batch in standing else ("undone" if line.batch in undone else "intent")
            found[line.batch] = _past(line, state, undone.get(line.batch) if state == "undone" else None)
    return tuple(found.values())


def _past(line: Line, state: str, undone: Line | None = None) -> PastBatch:
    return PastBatch(
        at=_moment(line), batch=line.batch, command=line.command, operator=line.operator, backup=line.backup, state=state,
        undone_at=_moment(undone) if undone else "", undone_by=undone.operator if undone else "",
    )  # fmt: skip


def _moment(line: Line) -> str:
    return line.at.replace("T", " ")


def _is_in(past: PastBatch, asked: Asked) -> bool:
    """Whether the batch is the one named, and of the days asked for."""
    day = datetime.fromisoformat(past.at).date()
    is_named = not asked.batch or comparable(past.batch) == comparable(asked.batch)
    return is_named and (asked.first is None or asked.first <= day) and (asked.last is None or day <= asked.last)


def _is_asked(change: PastChange, asked: Asked) -> bool:
    of_matter = not asked.matter or comparable(change.matter) == comparable(asked.matter)
    return of_matter and (not asked.unit or comparable(change.unit) == comparable(asked.unit))


def _changes(past: PastBatch, record: Record) -> Iterator[PastChange]:
    for one in record:
        if isinstance(one, WrittenCell):
            of = SHEETS[one.sheet][one.field]
            before, after = content_shown(of, one.before), content_shown(of, one.after)
            yield _change(past, one, one.cell, field=of.header, before=before, after=after)
        else:
            fields = {key: SHEETS[one.sheet][key] for key in one.values}
            words = "；".join(f"{fields[key].header}：{content_shown(fields[key], v)}" for key, v in one.values.items())
            yield _change(past, one, cell_name(1, one.row), field=NEW_ROW, before="", after=words)


def _change(
    past: PastBatch, one: WrittenCell | WrittenRow, cell: str, *, field: str, before: str, after: str
) -> PastChange:
    return PastChange(
        at=past.at, batch=past.batch, sheet=one.tab, cell=cell, matter=one.who.get(MATTER, ""), unit=one.unit,
        field=field, before=before, after=after, origin=one.origin,
    )  # fmt: skip


def _unfinished(journal: Journal, path: Path) -> Iterator[Finding]:
    intent = journal.open_intent(path.name)
    if intent:
        yield finding("A130", Source(str(journal.path)), batch=intent.batch, at=_moment(intent))


def _other_backups(journal: Journal, path: Path) -> Iterator[Finding]:
    """Backups that are no longer what was saved; those that were cleared away are no fault."""
    saved = {line.backup: line.before for line in journal.lines if line.file == path.name}
    for backup in backups_of(path):
        if backup.path.name in saved and digest(backup.path.read_bytes()) != saved[backup.path.name]:
            yield finding("A132", Source(str(backup.path)), name=backup.path.name)


def _other_ledger(journal: Journal, path: Path) -> Iterator[Finding]:
    """The ledger is another than the last batch left; one that a crash left without its end counts as well."""
    present = digest(path.read_bytes())
    lines = journal.settled(path.name, present=present).lines
    ended = [line for line in lines if line.file == path.name and line.event in (DONE, UNCLEAR)]
    if ended and present != ended[-1].after:
        yield finding("A131", Source(str(path)), name=path.name, batch=ended[-1].batch, at=_moment(ended[-1]))


def _lost_batches(journal: Journal, path: Path) -> Iterator[Finding]:
    """Batches that the ledger's own log tells of and the journal does not: lines at its end were cut off."""
    known = {line.batch for line in journal.lines if line.file == path.name}
    lost = dict.fromkeys(batch for batch in _logged(path) if batch not in known)
    if lost:
        yield finding("A133", Source(str(journal.path)), count=len(lost), batches="、".join(lost))


def _logged(path: Path) -> Iterator[str]:
    try:
        grids = read_workbook(path).grids
    except Unreadable as unreadable:
        raise CannotRun(unreadable.finding) from unreadable
    shape = located(grids).get(LOG)
    column = shape.columns.get("batch") if shape else None
    for grid in grids:
        if shape and column and grid.tab == shape.tab:
            for cells in grid.rows[shape.header_row :]:
                if column <= len(cells) and (batch := shown(cells[column - 1])):
                    yield batch
