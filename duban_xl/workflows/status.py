"""Edge: ledger on disk, day → the state of affairs: counts, the ladder's open steps, what is 暂定, whether the trial is over."""

from dataclasses import dataclass
from pathlib import Path

from duban_xl.model.finding import Finding
from duban_xl.model.period import Period, PeriodKind
from duban_xl.plan.escalation import StepDue, escalation
from duban_xl.plan.ground import ground_of
from duban_xl.plan.obligations import provisional_matters
from duban_xl.plan.summary import Summary, summarise
from duban_xl.plan.validity import validity_findings
from duban_xl.workflows.ledger_file import calendar_of, read_ledger
from duban_xl.workflows.office import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of affairs on one day."""

    summary: Summary
    ladder: tuple[StepDue, ...]
    unknown_years: tuple[int, ...]  # without an official calendar, and due dates of open matters in them
    provisional: int  # how many matters that concerns
    findings: tuple[Finding, ...]


def current_status(ledger_path: Path, run: Run, *, period: Period | None = None) -> Status:
    """The state of affairs on the run's day; who has not reported is asked for `period`, default the last quarter."""
    ledger = read_ledger(ledger_path)
    asked = period or Period.of(PeriodKind.QUARTER, run.as_of).previous()
    workdays = calendar_of(ledger)
    ground = ground_of(ledger, workdays)
    years, count = provisional_matters(ground)
    return Status(
        summary=summarise(ledger, run.as_of, period=asked, workdays=workdays),
        ladder=escalation(ground, run.as_of),
        unknown_years=years,
        provisional=count,
        findings=tuple(validity_findings(ledger, run.as_of)),
    )
