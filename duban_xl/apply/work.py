"""A batch on its way: the changes and the workbook's bytes → new bytes, how they are told, what lets them be taken back.

Nothing is written here: the closed file and the workbook open in Excel both begin with this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from duban_xl.apply.journal import INTENT, Line
from duban_xl.apply.ooxml import Patched, Patcher, SheetEdits
from duban_xl.apply.plan_cells import Stamp, plan_cells
from duban_xl.apply.present import refuse_stale
from duban_xl.apply.record import Record
from duban_xl.apply.recording import record_of
from duban_xl.apply.target import Shown
from duban_xl.model.changeset import AppliedEdit, ChangeSet
from duban_xl.model.finding import Finding
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
    notices: tuple[Finding, ...] = ()  # what the drive can't promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A new state of a workbook: its bytes, the edits that made it, how they are told, and the record of them."""

    patched: Patched
    edits: tuple[SheetEdits, ...]
    changes: tuple[AppliedEdit, ...]
    record: Record


def work_out(old: bytes, shown: Shown, changes: ChangeSet, *, shapes: Mapping[str, TableShape], batch: Batch) -> Work:
    """What writing `changes` into the workbook `old`, whose cells are `shown`, comes to.

    Raises CannotRun A101 for cells that hold something else by now, Refused for what can't be done.
    """
    refuse_stale(shown, changes, shapes=shapes)
    patcher = Patcher(old)
    planned = plan_cells(patcher, changes, shapes=shapes, stamp=stamp_of(batch))
    patched = patcher.patch(planned.edits)
    record = record_of(changes, shapes=shapes, rows=shown.rows, formula=patcher.formula, numbers=patched.appended)
    return Work(patched=patched, edits=planned.edits, changes=planned.changes, record=record)


def stamp_of(batch: Batch) -> Stamp:
    """What the log says about `batch` in every row."""
    return Stamp(batch=batch.id, command=batch.command, operator=batch.operator, at=batch.at)


def intent_of(batch: Batch, *, action: str, file: str, before: str, after: str) -> Line:
    """The journal's line before `batch` is written into `file`; `before` and `after` are SHA-256."""
    return Line(
        event=INTENT, action=action, file=file, batch=batch.id, at=batch.at.isoformat(timespec="seconds"),
        operator=batch.operator, command=batch.command, before=before, after=after, backup="",
    )  # fmt: skip
