"""Edge: a ChangeSet and a workbook on disk → the changed workbook, or the old one untouched; and batches taken back.

Lock → same file as was read → same cells as were planned on → new bytes in memory → backup → new file beside the old one →
read back and compared → intent in the journal → swapped in one step → done in the journal → old backups cleared away.
"""

import contextlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from duban_xl.apply.backup import Keeping, backup_path, prune, save_backup
from duban_xl.apply.drive import Drive, confirm_written, drive_notice, drive_of, refuse_read_only
from duban_xl.apply.files import TEMPORARY, digest, errors_said, remove, swap, sweep, write_new
from duban_xl.apply.journal import APPLY, DONE, UNDO, Journal, Line, read_journal
from duban_xl.apply.lock import PATIENCE, refuse_if_open, write_lock
from duban_xl.apply.ooxml import Patcher, Refused
from duban_xl.apply.plan_cells import LOG, effective, with_log
from duban_xl.apply.present import Present, rows_edited
from duban_xl.apply.record import Record, to_json
from duban_xl.apply.snapshot import Snapshot
from duban_xl.apply.taking_back import Standing, take_back
from duban_xl.apply.verify import verify_parts, verify_workbook
from duban_xl.apply.work import Applied, Batch, Work, intent_of, stamp_of, work_out
from duban_xl.catalogue import cannot_run
from duban_xl.model.changeset import AppliedEdit, ChangeSet
from duban_xl.model.source import Source
from duban_xl.model.table import TableShape
from duban_xl.read.shapes import located

KEEPING = Keeping()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back: the batch, what changed for it, and where the state before the undo lies.

    `restored` is the backup that was put back as a whole; None if single cells were put back, which `changes` tells.
    """

    batch: str
    undone: str
    restored: Path | None
    backup: Path
    changes: tuple[AppliedEdit, ...] = ()


def apply_changes(
    path: Path,
    changes: ChangeSet,
    *,
    shapes: Mapping[str, TableShape],
    fingerprint: str,
    batch: Batch,
    keeping: Keeping = KEEPING,
) -> Applied:
    """Write `changes` into the workbook `path`, all or nothing.

    `shapes` says by sheet key where the tables lie (with "log", every change gets a row there); `fingerprint` is the
    SHA-256 of the file they were read from; `keeping` says how long backups stay. Raises CannotRun (A1xx); the workbook
    is then as it was.
    """
    path = path.resolve()
    with _writing(path) as drive:
        old = path.read_bytes()
        journal = read_journal(path.parent).settle(path.name, present=digest(old))
        batch = replace(batch, id=journal.unused(batch.id))
        if digest(old) != fingerprint:
            raise cannot_run("A102", Source(str(path)), name=path.name)
        changes = effective(changes)
        if not changes:
            return Applied(batch=batch.id, backup=path, changes=())
        before = Snapshot(old, file=str(path), wanted=rows_edited(changes, shapes))
        work = work_out(old, before, changes, shapes=shapes, batch=batch)
        line = intent_of(batch, action=APPLY, file=path.name, before=digest(old), after=digest(work.patched.data))
        backup = _write(path, before, work, replace(line, record=to_json(work.record)), journal=journal, batch=batch)
        with contextlib.suppress(OSError):  # the workbook is written; what stays is cleared away the next time
            prune(path, keeping, on=batch.at.date())
    notice = drive_notice(path, drive=drive)
    return Applied(batch=batch.id, backup=backup, changes=work.changes, notices=(notice,) if notice else ())


def undo(path: Path, *, batch: Batch, undone: str | None = None) -> Undone:
    """Take back the last batch of the workbook `path`, or the one that `undone` names.

    If nothing was written since, the workbook becomes what it was, byte for byte. Otherwise the cells of the batch get
    their old content and its new rows are cleared, as a batch of its own, provided that nobody has changed them since.
    Raises CannotRun: A140 nothing to undo, A146 no such batch, A141, A142, A147, A149 what is in the way, A143 and A148
    if neither backup nor record can help.
    """
    path = path.resolve()
    with _writing(path):
        now = path.read_bytes()
        journal = read_journal(path.parent).settle(path.name, present=digest(now))
        batch = replace(batch, id=journal.unused(batch.id))
        taken = batch_to_undo(journal, path, undone)
        whole = _state_before(path, taken) if digest(now) == taken.after else None
        if whole is not None:
            return _put_back(path, now, whole, taken, journal=journal, batch=batch)
        return _put_cells_back(path, now, taken, journal=journal, batch=batch)


def batch_to_undo(journal: Journal, path: Path, undone: str | None) -> Line:
    """The batch of the workbook `path` that `undo` takes back: the last, or the one named. Raises CannotRun A140, A146."""
    batches = journal.batches(path.name)
    if undone is not None:
        for line in batches:
            if line.batch == undone:
                return line
        raise cannot_run("A146", Source(str(journal.path)), batch=undone)
    if not batches:
        raise cannot_run("A140", Source(str(path)), folder=str(backup_path(path, "")))
    return batches[-1]


@contextlib.contextmanager
def _writing(path: Path) -> Generator[Drive, None, None]:
    """The right to write `path`, and the drive it lies on; errors of the system and of the patcher leave as CannotRun."""
    with errors_said(path):
        if not path.parent.is_dir() or not path.is_file():
            raise cannot_run("A106", Source(str(path)), path=str(path))
        drive = drive_of(path)
        refuse_read_only(path, drive=drive)
        with write_lock(path, patience=PATIENCE):
            refuse_if_open(path)
            sweep(path.parent, path.name)
            try:
                yield drive
            except Refused as refusal:
                raise refusal.in_file(str(path)) from refusal


def _write(path: Path, before: Snapshot, work: Work, line: Line, *, journal: Journal, batch: Batch) -> Path:
    """Back up, write the new file beside, check it, swap; the backup comes back."""
    old, file = before.data, str(path)
    backup = save_backup(path, old, at=batch.at, batch=batch.id)
    with _beside(path, work.patched.data) as new:
        verify_parts(old, work.patched.data, work.patched, file=file)
        verify_workbook(before, old, work.patched, edits=work.edits, file=file)
        _commit(journal, replace(line, backup=backup.name), new=new, path=path)
    return backup


def _state_before(path: Path, taken: Line) -> bytes | None:
    """The workbook before the batch `taken`, from its backup; None if that is gone or damaged."""
    source = backup_path(path, taken.backup)
    try:
        data = source.read_bytes()
    except FileNotFoundError:
        return None
    return data if digest(data) == taken.before else None


def _put_back(path: Path, now: bytes, whole: bytes, taken: Line, *, journal: Journal, batch: Batch) -> Undone:
    backup = save_backup(path, now, at=batch.at, batch=batch.id)
    line = intent_of(batch, action=UNDO, file=path.name, before=taken.after, after=taken.before)
    with _beside(path, whole) as new:
        _commit(journal, replace(line, undone=taken.batch, backup=backup.name), new=new, path=path)
    restored = backup_path(path, taken.backup)
    return Undone(batch=batch.id, undone=taken.batch, restored=restored, backup=backup)


def _put_cells_back(path: Path, now: bytes, taken: Line, *, journal: Journal, batch: Batch) -> Undone:
    work = _work_back(path, now, taken, journal=journal, batch=batch)
    line = intent_of(batch, action=UNDO, file=path.name, before=digest(now), after=digest(work.patched.data))
    wanted = {edits.tab: {row for _, row in edits.cells} for edits in work.edits}
    before = Snapshot(now, file=str(path), wanted=wanted)
    backup = _write(path, before, work, replace(line, undone=taken.batch), journal=journal, batch=batch)
    return Undone(batch=batch.id, undone=taken.batch, restored=None, backup=backup, changes=work.changes)


def _work_back(path: Path, now: bytes, taken: Line, *, journal: Journal, batch: Batch) -> Work:
    """The state of the workbook with the batch `taken` undone cell by cell."""
    source = backup_path(path, taken.backup)
    record = journal.record(path.name, taken.batch)
    if record is None:
        code = "A148" if source.exists() else "A143"
        raise cannot_run(code, Source(str(source)), batch=taken.batch, backup=str(source))
    standing = _standing(path, now)
    later = _later(journal, path, taken)
    back = take_back(taken.batch, record, later=later, standing=standing, backup=str(source))
    edits = list(back.edits)
    if LOG in standing.shapes and back.changes:
        edits = with_log(edits, standing.shapes[LOG], list(back.changes), stamp_of(batch))
    return Work(patched=Patcher(now).patch(edits), edits=tuple(edits), changes=back.changes, record=Record())


def _later(journal: Journal, path: Path, taken: Line) -> Mapping[str, Record]:
    """The records of the batches that stand above `taken`."""
    ids = [line.batch for line in journal.batches(path.name)]
    above = ids[ids.index(taken.batch) + 1 :]
    return {one: record for one in above if (record := journal.record(path.name, one))}


def _standing(path: Path, data: bytes) -> Standing:
    """The workbook as it is now, for `take_back`."""
    grids = Present(data, file=str(path)).grids
    rows = {grid.tab: grid.rows for grid in grids}
    return Standing(
        file=str(path), shapes=located(grids), rows=lambda tab: rows.get(tab, ()), formula=Patcher(data).formula
    )


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Generator[Path, None, None]:
    """A new file beside `path` that was read back and holds `data`; it is gone afterwards, moved or removed."""
    new = path.with_name(f".{path.name}.{digest(data)[:12]}{TEMPORARY}")
    write_new(new, data)
    try:
        if new.read_bytes() != data:
            raise cannot_run("A110", Source(str(path)), part=new.name)
        yield new
    finally:
        remove(new)


def _commit(journal: Journal, line: Line, *, new: Path, path: Path) -> None:
    """The intent, the swap, and the word that it is done."""
    if digest(path.read_bytes()) != line.before:
        raise cannot_run("A102", Source(str(path)), name=path.name)
    journal = journal.add(line)
    swap(new, path)
    confirm_written(path, after=line.after)
    with contextlib.suppress(OSError):  # the workbook is written; the next command ends an intent left open
        journal.add(line.ended(DONE))
