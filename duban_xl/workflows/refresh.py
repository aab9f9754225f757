"""Edge: ledger on disk → the plan that brings its computed columns up to date."""

from dataclasses import dataclass
from pathlib import Path

from duban_xl.check.ledger import check_ledger
from duban_xl.model.finding import Finding, distinct
from duban_xl.plan.refresh import plan_refresh
from duban_xl.workflows.ledger_file import Planned, calendar_of, read_ledger
from duban_xl.workflows.office import Run


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """The plan, and everything found in the ledger on the way."""

    planned: Planned
    findings: tuple[Finding, ...]


def refresh_ledger(ledger_path: Path, run: Run) -> RefreshResult:
    """What `refresh` would change in the ledger, reckoned from the run's day."""
    ledger = read_ledger(ledger_path)
    refreshed = plan_refresh(ledger, run.as_of, workdays=calendar_of(ledger))
    findings = distinct((*ledger.findings, *check_ledger(ledger), *refreshed.findings))
    return RefreshResult(Planned(ledger_path, ledger, refreshed.changes), findings)
