"""参数 印发日期 and 试行期 → the last day of the method's trial, and a finding once it is over."""

from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.cell_text.reading import read_date
from duban_xl.model.deadline import Validity
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Setting
from duban_xl.model.settings import ISSUED_ON, TRIAL
from duban_xl.model.workdays import Workdays
from duban_xl.plan.deadlines import due


def trial_end(ledger: Ledger) -> date | None:
    """The last day of the trial, counted from the day of issue, that day included; None without trial or day of issue."""
    issued, trial = _setting(ledger, ISSUED_ON), _setting(ledger, TRIAL)
    started = _issued_on(issued) if issued else None
    limit = parse_expression(f"试行{trial.value}") if trial else None
    if started is None or not isinstance(limit, Validity):
        return None
    return due(limit, start=started, workdays=Workdays()).due


def validity_findings(ledger: Ledger, as_of: date) -> Iterator[Finding]:
    """T116 from the day after the trial's last one (weinan-21-validity); T117 for a day or a trial that nobody understands."""
    ends = trial_end(ledger)
    issued, trial = _setting(ledger, ISSUED_ON), _setting(ledger, TRIAL)
    if issued and _issued_on(issued) is None:
        yield finding("T117", issued.source("value"), setting=issued.key, text=issued.value)
    if trial and not isinstance(parse_expression(f"试行{trial.value}"), Validity):
        yield finding("T117", trial.source("value"), setting=trial.key, text=trial.value)
    if ends and issued and as_of > ends:
        yield finding("T116", issued.source("value"), due=ends)


def _issued_on(issued: Setting) -> date | None:
    return read_date(issued.record["value"] or issued.value).value


def _setting(ledger: Ledger, key: str) -> Setting | None:
    return next((row for row in ledger.settings if row.key == key and row.value), None)
