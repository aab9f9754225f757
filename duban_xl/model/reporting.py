"""Ledger, unit, reporting period → the matters that the unit has to report on, when, and its part in each of them."""

from collections.abc import Iterator
from datetime import date

from duban_xl.model.columns.matters import ROLES
from duban_xl.model.conventions import conventions_of
from duban_xl.model.cycles import ONE_DAY, occurrences
from duban_xl.model.due import Conventions
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.matter_days import anchor_day, reached_units_on, stated_cycle, usual_cycle
from duban_xl.model.office import Unit
from duban_xl.model.period import Period

LEAD, SUPPORT = ROLES
WITHDRAWN = "经批准不办"


def due_matters(ledger: Ledger, unit: Unit, period: Period) -> tuple[Matter, ...]:
    """The matters that `unit` leads or supports and has to report on for `period`, in the ledger's order."""
    conventions = conventions_of(ledger)
    mine = (matter for matter in ledger.matters if role_of(ledger, matter, unit))
    return tuple(matter for matter in mine if is_due(ledger, matter, period, conventions=conventions))


def due_by_unit(ledger: Ledger, period: Period) -> dict[str, tuple[Matter, ...]]:
    """`due_matters` of every unit at once: 单位代码 → matters, units in the directory's order, none without matters."""
    found: dict[str, list[Matter]] = {unit.code: [] for unit in ledger.units.units}
    conventions = conventions_of(ledger)
    for matter in ledger.matters:
        if is_due(ledger, matter, period, conventions=conventions):
            for code in dict.fromkeys(unit.code for unit in units_of(ledger, matter)):
                found[code].append(matter)
    return {code: tuple(matters) for code, matters in found.items() if matters}


def is_due(ledger: Ledger, matter: Matter, period: Period, *, conventions: Conventions) -> bool:
    """Whether a form for `period` asks for `matter`: it runs in the period, and its cycle wants a report there.

    A matter without a cycle, or with several report days in the period, is asked for while it runs. One that reports
    more rarely is asked for only if a report day later than its assignment, or its 办结时限, lies in the period.
    """
    if not is_running(matter, period):
        return False
    days = report_days(ledger, matter, period, conventions=conventions)
    if days is None or len(days) > 1:
        return True
    due, reached = matter.effective_due, reached_units_on(matter)
    return bool(due and period.contains(due)) or any(reached is None or day > reached for day in days)


def report_days(ledger: Ledger, matter: Matter, period: Period, *, conventions: Conventions) -> tuple[date, ...] | None:
    """The days of `period` on which the matter's 报送周期, else that of its category, wants a report; None without any."""
    cycle = stated_cycle(matter) or usual_cycle(ledger.category(matter.category))
    if cycle is None:
        return None
    before = period.start - ONE_DAY
    anchor = anchor_day(cycle, matter, otherwise=reached_units_on(matter) or before)
    return occurrences(cycle, after=before, until=period.end, anchor=anchor, conventions=conventions)


def is_running(matter: Matter, period: Period) -> bool:
    """Whether the units of `matter` may report on it for `period` (see `runs_within`)."""
    return runs_within(matter, period.start, period.end)


def runs_within(matter: Matter, first: date, last: date) -> bool:
    """Whether `matter` was with its units on a day from `first` to `last`: assigned by then, not ended before.

    A matter that ended within these days (or later) is still reported on. One that ended on no known day is not:
    nothing shows that it was open then, and the office expects nothing more.
    """
    if not matter.is_assigned or (matter.assigned_on is not None and matter.assigned_on > last):
        return False
    if not matter.is_ended:
        return True
    ends = [day for day in (matter.completed_on, matter.closed_out_on) if day is not None]
    return matter.status != WITHDRAWN and bool(ends) and min(ends) >= first


def role_of(ledger: Ledger, matter: Matter, unit: Unit) -> str:
    """主办 or 协办: the part of `unit` in `matter`; "" if it has none. Any spelling of the directory counts."""
    if ledger.units.find(matter.lead_unit) == unit:
        return LEAD
    return SUPPORT if any(ledger.units.find(name) == unit for name in matter.supporting) else ""


def units_of(ledger: Ledger, matter: Matter) -> Iterator[Unit]:
    """The units of `matter`, lead first; names that the directory doesn't know are left out."""
    for name in (matter.lead_unit, *matter.supporting):
        if unit := ledger.units.find(name):
            yield unit
