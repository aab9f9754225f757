"""Edge: the ledger on disk — read it, write a plan into it as one batch, tell what was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duban_xl.apply.closed_file import Applied, Batch, apply_changes
from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.ledger import Ledger
from duban_xl.model.workdays import Workdays
from duban_xl.plan.refresh import ledger_workdays
from duban_xl.read.holidays import official_workdays
from duban_xl.read.ledger import read_ledger
from duban_xl.workflows.office import Run

__all__ = ["Applied", "Planned", "calendar_of", "read_ledger", "write_plan"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and the ledger it was made for: enough to show it, save it or write it."""

    path: Path
    ledger: Ledger
    changes: ChangeSet


def write_plan(planned: Planned, run: Run, *, command: str) -> Applied | None:
    """Write the plan as one batch; None if there is nothing to write."""
    if not planned.changes:
        return None
    batch = Batch(id=run.batch_id(command), command=COMMAND_NAMES[command], operator=run.operator, at=run.now)
    return apply_changes(
        planned.path,
        planned.changes,
        shapes=planned.ledger.shapes(),
        fingerprint=planned.ledger.fingerprint,
        batch=batch,
    )


def calendar_of(ledger: Ledger) -> Workdays:
    """The official holidays with the ledger's 工作日历 over them."""
    return ledger_workdays(ledger, official_workdays())


def joined(plans: Sequence[ChangeSet]) -> ChangeSet:
    """Several plans as one, in their order."""
    return sum(plans, ChangeSet())
