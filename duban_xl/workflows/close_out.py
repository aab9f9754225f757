"""Edge: ledger on disk, numbers of matters → the plan that closes them out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duban_xl.plan.close_out import CloseOut, Closing, plan_close_out
from duban_xl.plan.ground import ground_of
from duban_xl.workflows.ledger_file import Planned, calendar_of, read_ledger

__all__ = ["CloseOutResult", "Closing", "close_matters"]


@dataclass(frozen=True, slots=True)
class CloseOutResult:
    """The plan, and which matters it closes, archives and refuses."""

    planned: Planned
    outcome: CloseOut


def close_matters(ledger_path: Path, numbers: Sequence[str], closing: Closing) -> CloseOutResult:
    """What closing the matters `numbers` would change in the ledger. Raises CannotRun as `read_ledger` does."""
    ledger = read_ledger(ledger_path)
    outcome = plan_close_out(ground_of(ledger, calendar_of(ledger)), numbers, closing)
    return CloseOutResult(Planned(ledger_path, ledger, outcome.changes), outcome)
