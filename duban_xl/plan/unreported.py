"""Checked returns, the ledger and a day → the units that have not answered: since when they are late, and whom to ask."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.check.returns import Checked
from duban_xl.model.due import Overdue
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, parse_period
from duban_xl.model.reporting import due_matters
from duban_xl.model.workdays import Workdays
from duban_xl.plan.deadlines import overdue
from duban_xl.plan.reminded import reminded_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreported:
    """One unit of which no good row has come for the period."""

    unit: Unit
    due_on: date
    late: Overdue
    matters: int
    reminded_on: date | None


def unreported(
    ledger: Ledger, missing: Sequence[Unit], period: Period, *, due_on: date, as_of: date, workdays: Workdays
) -> tuple[Unreported, ...]:
    """The `missing` units with how late they are on `as_of`, in their order."""
    reminded = reminded_days(ledger)
    late = overdue(due_on, on=as_of, workdays=workdays)
    return tuple(
        Unreported(
            unit=unit,
            due_on=due_on,
            late=late,
            matters=len(due_matters(ledger, unit, period)),
            reminded_on=reminded.last(unit.name),
        )
        for unit in missing
    )


def due_day(ledger: Ledger, files: Sequence[Checked], period: Period, *, usual: date) -> date:
    """When the returns of `period` were due: as most forms of it say, else as 反馈记录 says, else on its `usual` day."""
    forms = Counter(c.due_on for c in files if c.due_on and c.period == period.text)
    entered = Counter(
        row.return_due_on for row in ledger.returns if row.return_due_on and parse_period(row.period) == period
    )
    for counts in (forms, entered):
        if counts:
            return max(counts, key=lambda day: (counts[day], day))
    return usual
