"""Edge: the ledger on disk — read it, write a plan into it as one batch, tell what was written."""

from dataclasses import dataclass
from pathlib import Path

from duban_xl.apply.backup import Keeping
from duban_xl.apply.closed_file import apply_changes
from duban_xl.apply.work import Applied, Batch
from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.check.ledger import check_ledger
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.columns import SHEETS
from duban_xl.model.conventions import conventions_of
from duban_xl.model.finding import Finding, Level, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Source
from duban_xl.model.workdays import Workdays
from duban_xl.plan.ground import ledger_workdays
from duban_xl.read import ledger as reader
from duban_xl.read.holidays import official_workdays
from duban_xl.workflows.office import Run

__all__ = ["Applied", "Planned", "calendar_of", "ledger_faults", "read_ledger", "write_plan"]

UNCALCULATED, NUMBER_TWICE = "L129", "L202"
LOG = "log"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and the ledger it was made for: enough to show it, save it or write it."""

    path: Path
    ledger: Ledger
    changes: ChangeSet


def read_ledger(path: Path) -> Ledger:
    """The ledger, if it can be relied on. Raises CannotRun: L13x or L10x if it is none, C025 if formulas hold no result."""
    ledger = reader.read_ledger(path)
    unknown = [f for f in ledger.findings if f.code == UNCALCULATED]
    if unknown:
        place = f"{unknown[0].source.sheet} {unknown[0].source.cell}"
        raise cannot_run("C025", Source(str(path)), name=path.name, count=len(unknown), place=place)
    return ledger


def ledger_faults(ledger: Ledger) -> tuple[Finding, ...]:
    """The errors of the ledger itself that make what is merged into it doubtful: unreadable cells, numbers used twice."""
    unreadable = (f for f in ledger.findings if f.level is Level.ERROR)
    return distinct((*unreadable, *(f for f in check_ledger(ledger) if f.code == NUMBER_TWICE)))


def write_plan(planned: Planned, run: Run, *, command: str) -> Applied | None:
    """Write the plan as one batch; None if there is nothing to write. Raises CannotRun: A1xx, C026 without 变更日志."""
    if not planned.changes:
        return None
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


def calendar_of(ledger: Ledger) -> Workdays:
    """The official holidays with the ledger's 工作日历 over them."""
    return ledger_workdays(ledger, official_workdays())
