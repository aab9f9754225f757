"""Edge: ledger on disk → the plan that brings its computed columns up to date, and what its year's obligations come to."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duban_xl.check.ledger import check_ledger
from duban_xl.model.finding import Finding, distinct
from duban_xl.plan.obligations import Obligations, obligations
from duban_xl.plan.refresh import plan_refresh
from duban_xl.plan.validity import validity_findings
from duban_xl.workflows.ledger_file import Planned, calendar_of, read_ledger
from duban_xl.workflows.office import Run


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """The plan, everything found in the ledger on the way, and the obligations of the run's year."""

    planned: Planned
    findings: tuple[Finding, ...]
    owed: Obligations


def refresh_ledger(ledger_path: Path, run: Run) -> RefreshResult:
    """What `refresh` would change in the ledger, reckoned from the run's day."""
    ledger = read_ledger(ledger_path)
    refreshed = plan_refresh(ledger, run.as_of, workdays=calendar_of(ledger))
    year = date(run.as_of.year, 1, 1), date(run.as_of.year, 12, 31)
    owed = obligations(refreshed.ground, *year, as_of=run.as_of)
    found = (*ledger.findings, *check_ledger(ledger), *refreshed.findings, *validity_findings(ledger, run.as_of))
    return RefreshResult(Planned(ledger_path, ledger, refreshed.changes), distinct(found), owed)
