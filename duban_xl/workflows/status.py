"""Edge: ledger on disk, day → the state of affairs."""

from pathlib import Path

from duban_xl.model.period import Period, PeriodKind
from duban_xl.plan.summary import Summary, summarise
from duban_xl.workflows.ledger_file import calendar_of, read_ledger
from duban_xl.workflows.office import Run


def current_status(ledger_path: Path, run: Run, *, period: Period | None = None) -> Summary:
    """The state of affairs on the run's day; who has not reported is asked for `period`, default the last quarter."""
    ledger = read_ledger(ledger_path)
    asked = period or Period.of(PeriodKind.QUARTER, run.as_of).previous()
    return summarise(ledger, run.as_of, period=asked, workdays=calendar_of(ledger))
