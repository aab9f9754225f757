"""Edge: a ChangeSet and a workbook on disk → the changed workbook, or the old one untouched; and the last batch taken back.

Lock → same file as was read → same cells as were planned on → new bytes in memory → backup → new file beside the old one →
read back and compared → intent in the journal → swapped in one step → done in the journal.
"""

import contextlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from duban_xl.apply.backup import backup_path, save_backup
from duban_xl.apply.files import TEMPORARY, digest, errors_said, remove, swap, sweep, write_new
from duban_xl.apply.journal import APPLY, DONE, INTENT, UNDO, Journal, Line, read_journal
from duban_xl.apply.lock import PATIENCE, refuse_if_open, write_lock
from duban_xl.apply.ooxml import Patched, Patcher, Refused, SheetEdits
from duban_xl.apply.plan_cells import PlannedCells, Stamp, effective, plan_cells
from duban_xl.apply.present import Present, refuse_stale
from duban_xl.apply.verify import verify_parts, verify_sheet
from duban_xl.catalogue import CannotRun, cannot_run
from duban_xl.model.changeset import AppliedEdit, ChangeSet
from duban_xl.model.source import Source
from duban_xl.model.table import TableShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Who writes what and when; id and time come from the edge."""

    id: str
    command: str
    operator: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What was written: one change per edited cell and one per new row; where the state before lies."""

    batch: str
    backup: Path  # the workbook itself if there was nothing to write
    changes: tuple[AppliedEdit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back: the batch, the backup that was put back, and where the state before the undo lies."""

    batch: str
    undone: str
    restored: Path
    backup: Path


def apply_changes(
    path: Path, changes: ChangeSet, *, shapes: Mapping[str, TableShape], fingerprint: str, batch: Batch
) -> Applied:
    """Write `changes` into the workbook `path`, all or nothing.

    `shapes` says by sheet key where the tables lie (with "log", every change gets a row there); `fingerprint` is the
    SHA-256 of the file they were read from. Raises CannotRun (A1xx); the workbook is then as it was.
    """
    path = path.resolve()
    with _writing(path):
        old = path.read_bytes()
        journal = read_journal(path.parent).settle(path.name, present=digest(old))
        if digest(old) != fingerprint:
            raise cannot_run("A102", Source(str(path)), name=path.name)
        changes = effective(changes)
        if not changes:
            return Applied(batch=batch.id, backup=path, changes=())
        patched, planned = _patched(old, changes, shapes=shapes, batch=batch, file=str(path))
        backup = save_backup(path, old, at=batch.at, batch=batch.id)
        line = _line(path, batch, action=APPLY, before=fingerprint, after=digest(patched.data), backup=backup.name)
        with _beside(path, patched.data) as new:
            _verify(new, old, patched, planned, file=str(path))
            _commit(journal, line, new=new, path=path)
    return Applied(batch=batch.id, backup=backup, changes=planned.changes)


def undo(path: Path, *, batch: Batch, undone: str | None = None) -> Undone:
    """Put the workbook `path` back to what it was before its last batch (which `undone` may name).

    Raises CannotRun: A140 nothing to undo, A141 the workbook was changed since, A142 other batches followed, A143 the
    backup is gone or damaged, A146 no such batch.
    """
    path = path.resolve()
    with _writing(path):
        now = path.read_bytes()
        journal = read_journal(path.parent).settle(path.name, present=digest(now))
        last = _batch_to_undo(journal, path, undone)
        source = backup_path(path, last.backup)
        if digest(now) != last.after:
            raise cannot_run("A141", Source(str(path)), batch=last.batch, backup=str(source))
        old = source.read_bytes() if source.exists() else b""
        if digest(old) != last.before:
            raise cannot_run("A143", Source(str(source)), batch=last.batch, backup=source.name)
        backup = save_backup(path, now, at=batch.at, batch=batch.id)
        line = _line(path, batch, action=UNDO, before=last.after, after=last.before, backup=backup.name)
        with _beside(path, old) as new:
            _commit(journal, replace(line, undone=last.batch), new=new, path=path)
    return Undone(batch=batch.id, undone=last.batch, restored=source, backup=backup)


@contextlib.contextmanager
def _writing(path: Path) -> Generator[None, None, None]:
    """The right to write `path`; errors of the system and of the patcher leave as CannotRun."""
    with errors_said(path):
        if not path.parent.is_dir() or not path.is_file():
            raise cannot_run("A106", Source(str(path)), path=str(path))
        with write_lock(path, patience=PATIENCE):
            refuse_if_open(path)
            sweep(path.parent, path.name)
            try:
                yield
            except Refused as refusal:
                raise _said_of(refusal, path) from refusal


def _patched(
    old: bytes, changes: ChangeSet, *, shapes: Mapping[str, TableShape], batch: Batch, file: str
) -> tuple[Patched, PlannedCells]:
    refuse_stale(Present(old, file=file), changes, shapes=shapes)
    patcher = Patcher(old)
    stamp = Stamp(batch=batch.id, command=batch.command, operator=batch.operator, at=batch.at)
    planned = plan_cells(patcher, changes, shapes=shapes, stamp=stamp)
    return patcher.patch(planned.edits), planned


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Generator[Path, None, None]:
    """A new file with `data` beside `path`; it is gone afterwards, moved or removed."""
    new = path.with_name(f".{path.name}.{digest(data)[:12]}{TEMPORARY}")
    write_new(new, data)
    try:
        if new.read_bytes() != data:
            raise cannot_run("A110", Source(str(path)), part=new.name)
        yield new
    finally:
        remove(new)


def _verify(new: Path, old: bytes, patched: Patched, planned: PlannedCells, *, file: str) -> None:
    """Read the new file from the disk and hold it against the plan."""
    data = new.read_bytes()
    verify_parts(old, data, patched, file=file)
    before, after, patcher = Present(old, file=file), Present(data, file=file, is_new=True), Patcher(old)
    planned_for = {edits.tab: edits for edits in planned.edits}
    for tab in patcher.book.tabs:
        if tab.part in patched.touched:
            edits = planned_for.get(tab.name, SheetEdits(tab=tab.name))
            numbers = patched.appended.get(tab.name, ())
            verify_sheet(
                edits, before.rows(tab.name), after.rows(tab.name), patcher=patcher, numbers=numbers, file=file
            )


def _commit(journal: Journal, line: Line, *, new: Path, path: Path) -> None:
    """The intent, the swap, and the word that it is done."""
    if digest(path.read_bytes()) != line.before:
        raise cannot_run("A102", Source(str(path)), name=path.name)
    journal = journal.add(line)
    swap(new, path)
    with contextlib.suppress(OSError):  # the workbook is written; the next command ends an intent left open
        journal.add(replace(line, event=DONE))


def _batch_to_undo(journal: Journal, path: Path, undone: str | None) -> Line:
    batches = journal.batches(path.name)
    if not batches:
        raise cannot_run("A140", Source(str(path)), folder=str(backup_path(path, "")))
    ids = [line.batch for line in batches]
    if undone is None or undone == ids[-1]:
        return batches[-1]
    if undone not in ids:
        raise cannot_run("A146", Source(str(journal.path)), batch=undone)
    later = ids[ids.index(undone) + 1 :]
    raise cannot_run("A142", Source(str(journal.path)), batch=undone, count=len(later), later="、".join(later))


def _line(path: Path, batch: Batch, *, action: str, before: str, after: str, backup: str) -> Line:
    return Line(
        event=INTENT,
        action=action,
        file=path.name,
        batch=batch.id,
        at=batch.at.isoformat(timespec="seconds"),
        operator=batch.operator,
        command=batch.command,
        before=before,
        after=after,
        backup=backup,
    )


def _said_of(refusal: Refused, path: Path) -> CannotRun:
    """The refusal with the workbook's name in its places."""
    found = refusal.finding
    return CannotRun(replace(found, sources=tuple(replace(source, file=str(path)) for source in found.sources)))
