"""Edge: the ledger on disk — read it, write a plan into it as one batch, tell what was written."""

from dataclasses import dataclass
from pathlib import Path

from duban_xl.apply.backup import Keeping
from duban_xl.apply.closed_file import apply_changes
from duban_xl.apply.work import Applied, Batch
from duban_xl.catalogue import cannot_run, hint, message
from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.check.ledger import check_ledger
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.columns import SHEETS
from duban_xl.model.conventions import conventions_of
from duban_xl.model.finding import Finding, Level, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.repeats import repeated
from duban_xl.model.source import Source, shown
from duban_xl.model.workdays import Workdays
from duban_xl.plan.ground import ledger_workdays
from duban_xl.read import ledger as reader
from duban_xl.read.holidays import official_workdays
from duban_xl.workflows.office import Run

__all__ = ["Applied", "Planned", "calendar_of", "ledger_faults", "read_ledger", "write_plan"]

UNCALCULATED, NUMBER_TWICE = "L129", "L202"
NO_HEADER = "L110"
HEADER_FAULTS = frozenset({NO_HEADER, "L111", "L112", "L114"})
"""No header, a required column missing, two columns with one name: whatever is read then may be something else."""
LOG = "log"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and the ledger it was made for: enough to show it, save it or write it."""

    path: Path
    ledger: Ledger
    changes: ChangeSet


def read_ledger(path: Path) -> Ledger:
    """The ledger, if it can be relied on.

    Raises CannotRun: L13x or L10x if it is none, L160 if its headers can't be told, C025 if formulas hold no result.
    """
    ledger = reader.read_ledger(path)
    _refuse_headers(ledger)
    unknown = [f for f in ledger.findings if f.code == UNCALCULATED]
    if unknown:
        place = f"{unknown[0].source.sheet} {unknown[0].source.cell}"
        raise cannot_run("C025", Source(str(path)), name=path.name, count=len(unknown), place=place)
    return ledger


def _refuse_headers(ledger: Ledger) -> None:
    """L160 if the header of a sheet that has rows is at fault; without rows nothing is taken for something else."""
    filled = {table.shape.tab for table in ledger.tables.values() if table.rows}
    faults = [
        f for f in ledger.findings if f.code in HEADER_FAULTS and (f.code == NO_HEADER or f.source.sheet in filled)
    ]
    if faults:
        first, places = faults[0], tuple(f.source for f in faults)
        tab, said, cure = f"{first.source.sheet} {first.source.cell}".strip(), message(first), hint(first)
        raise cannot_run("L160", *places, name=ledger.file, count=len(faults), tab=tab, first=said, help=cure)


def ledger_faults(ledger: Ledger) -> tuple[Finding, ...]:
    """The errors of the ledger itself that make what is merged into it doubtful: unreadable cells, numbers used twice."""
    unreadable = (f for f in ledger.findings if f.level is Level.ERROR)
    return distinct((*unreadable, *(f for f in check_ledger(ledger) if f.code == NUMBER_TWICE)))


def write_plan(planned: Planned, run: Run, *, command: str) -> Applied | None:
    """Write the plan as one batch; None if there is nothing to write.

    Raises CannotRun: A1xx, C026 without 变更日志, L161 for a matter whose number another one bears, L165 for merged cells.
    """
    if not planned.changes:
        return None
    _refuse_doubtful(planned)
    if LOG not in planned.ledger.tables:
        raise cannot_run("C026", Source(str(planned.path)), name=planned.path.name, tab=SHEETS[LOG].tab)
    batch = Batch(id=run.batch_id(command), command=COMMAND_NAMES[command], operator=run.operator, at=run.now)
    conventions = conventions_of(planned.ledger)
    return apply_changes(
        planned.path,
        planned.changes,
        shapes=planned.ledger.shapes(),
        fingerprint=planned.ledger.fingerprint,
        batch=batch,
        keeping=Keeping(days=conventions.backup_days, most=conventions.backup_most),
    )


def _refuse_doubtful(planned: Planned) -> None:
    """Changes of which it can't be said where they belong."""
    ledger, changes = planned.ledger, planned.changes
    numbers = {edit.key for edit in changes.edits if edit.sheet == "matters"}
    numbers |= {word for row in changes.appends for word in split_names(shown(row.values.get("number")))}
    for number, rows in repeated(ledger.matters, lambda matter: matter.number).items():
        if number in numbers:
            raise cannot_run("L161", *(row.source("number") for row in rows), number=number, count=len(rows))
    for edit in changes.edits:
        table = ledger.tables.get(edit.sheet)
        column = table.shape.columns.get(edit.field, 0) if table else 0
        area = next((area for area in table.merged if area.covers(edit.row, column)), None) if table else None
        if table and area:
            source = table.shape.source(edit.row, edit.field)
            raise cannot_run("L165", source, tab=source.sheet, cell=source.cell, area=str(area))


def calendar_of(ledger: Ledger) -> Workdays:
    """The official holidays with the ledger's 工作日历 over them."""
    return ledger_workdays(ledger, official_workdays())
