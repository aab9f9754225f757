"""Edge: ledger on disk, two days → what is owed between them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duban_xl.model.finding import Finding, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.workdays import Workdays
from duban_xl.plan.ground import ground_of
from duban_xl.plan.obligations import Obligations, obligations
from duban_xl.plan.validity import validity_findings
from duban_xl.workflows.ledger_file import calendar_of, read_ledger
from duban_xl.workflows.office import Run


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed, with the ledger it was worked out from and what was odd on the way."""

    ledger: Ledger
    workdays: Workdays
    found: Obligations
    findings: tuple[Finding, ...]


def owed_between(ledger_path: Path, start: date, end: date, run: Run) -> Owed:
    """Everything due from `start` to `end`, judged on the run's day."""
    ledger = read_ledger(ledger_path)
    workdays = calendar_of(ledger)
    ground = ground_of(ledger, workdays)
    found = obligations(ground, start, end, as_of=run.as_of)
    findings = distinct((*ground.findings, *validity_findings(ledger, run.as_of)))
    return Owed(ledger, workdays, found, findings)
