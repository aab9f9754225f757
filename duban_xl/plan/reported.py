"""Ground, period, day → how the units reported: the one counting of every document, from what the rules want (rules §2.10).

Whose 填报表 of a period has not come back is another question, answered by `return_tallies`.
"""

from collections.abc import Collection
from datetime import date, timedelta

from duban_xl.model.obligation import Obligation, OwedKind, Standing
from duban_xl.model.period import Period
from duban_xl.plan.ground import Ground
from duban_xl.plan.obligations import obligations
from duban_xl.plan.summary import ReturnTally

ONE_DAY, ONE_YEAR = timedelta(days=1), timedelta(days=366)
REPORTS = (OwedKind.REPORT, OwedKind.PROGRESS)


def reports_owed(
    ground: Ground, period: Period, *, today: date, numbers: Collection[str] | None = None
) -> tuple[Obligation, ...]:
    """The periodic reports that fell due in `period`, as they stood at its end, `today` if that comes first.

    A day still running asks for nothing yet; units out of use are left out. `numbers`: only those on these matters.
    """
    as_of = min(today, period.end)
    found = obligations(ground, period.start, as_of, as_of=as_of).dated
    return tuple(
        one
        for one in found
        if _is_asked(ground, one, numbers) and (one.is_done or (one.due is not None and one.due < today))
    )


def _is_asked(ground: Ground, one: Obligation, numbers: Collection[str] | None) -> bool:
    """Whether it is a report on one of these matters by a unit in use."""
    unit = ground.ledger.units.find(one.unit) if one.kind in REPORTS else None
    return unit is not None and unit.active is not False and (numbers is None or one.matter in numbers)


def report_tallies(
    ground: Ground, period: Period, *, today: date, numbers: Collection[str] | None = None
) -> tuple[ReturnTally, ...]:
    """How every unit reported by `reports_owed`, in the directory's order."""
    by_unit: dict[str, list[Obligation]] = {}
    for one in reports_owed(ground, period, today=today, numbers=numbers):
        by_unit.setdefault(one.unit, []).append(one)
    tallies: list[ReturnTally] = []
    for unit in ground.ledger.units.units:
        if owed := by_unit.get(unit.name):
            on_time = sum(1 for one in owed if one.standing is Standing.ON_TIME)
            missing = tuple(one.matter or "" for one in owed if not one.is_done)
            late = len(owed) - on_time - len(missing)
            tallies.append(ReturnTally(unit=unit, expected=len(owed), on_time=on_time, late=late, missing=missing))
    return tuple(tallies)


def next_report_days(ground: Ground, *, today: date, numbers: Collection[str]) -> frozenset[date]:
    """The day of the next report on each of these matters, later than `today`; empty if the rules want none within a year."""
    found = obligations(ground, today + ONE_DAY, today + ONE_YEAR, as_of=today).dated
    first: dict[str, date] = {}
    for one in found:
        if _is_asked(ground, one, numbers) and one.matter and one.due:
            first.setdefault(one.matter, one.due)
    return frozenset(first.values())
