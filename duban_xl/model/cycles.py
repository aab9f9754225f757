"""A reporting cycle and two days → its due dates between them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from duban_xl.model.deadline import (
    Anniversary,
    AnnualDays,
    Cycle,
    Every,
    HalfMonthly,
    MonthDays,
    Phases,
    QuarterDay,
    Weekly,
)
from duban_xl.model.due import USUAL, Conventions, Roll
from duban_xl.model.period import add_months, month_end
from duban_xl.model.workdays import Workdays

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
QUARTER = 3


def occurrences(
    expression: Cycle, *, after: date, until: date, anchor: date | None = None, conventions: Conventions = USUAL
) -> tuple[date, ...]:
    """Every due date of the cycle later than `after` and not later than `until`, in order.

    `anchor` is the day that anniversaries are counted from (`after` if not given); other cycles ignore it.
    """
    dates = _dates(expression, after, anchor or after, conventions)
    found: list[date] = []
    for day in dates:
        if day > until:
            break
        found.append(day)
    return tuple(found)


def next_occurrence(
    expression: Cycle, *, after: date, anchor: date | None = None, conventions: Conventions = USUAL
) -> date:
    """The first due date strictly after `after`: a matter assigned on a cycle date reports at the next one."""
    return next(_dates(expression, after, anchor or after, conventions))


def rolled(days: Iterable[date], *, workdays: Workdays, conventions: Conventions) -> tuple[date, ...]:
    """`days` as the office takes them: moved to the next workday where 到期日遇休息日 says so, each once."""
    if conventions.roll is not Roll.NEXT:
        return tuple(days)
    return tuple(dict.fromkeys(workdays.on_or_after(day) for day in days))


def _dates(expression: Cycle, after: date, anchor: date, conventions: Conventions) -> Iterator[date]:
    """The due dates strictly after `after`, without end."""
    match expression:
        case Weekly(weekday):
            wanted = conventions.week_day if weekday is None else weekday
            yield from _weekly(after, wanted)
        case Anniversary(months, _):
            yield from _anniversaries(anchor, months, after=after)
        case _:
            yield from _by_month(expression, after, conventions)


def _weekly(after: date, weekday: int) -> Iterator[date]:
    day = after + ONE_DAY * ((weekday - after.weekday() - 1) % 7 + 1)
    while True:
        yield day
        day += WEEK


def _anniversaries(anchor: date, months: int, *, after: date) -> Iterator[date]:
    """Always counted from the anchor: 08-31 → 02-28 → 08-31, never 08-28."""
    count = 1
    while True:
        day = add_months(anchor, months * count)
        if day > after:
            yield day
        count += 1


def _by_month(expression: Cycle, after: date, conventions: Conventions) -> Iterator[date]:
    month = after.replace(day=1)
    while True:
        for number in sorted(_days_of(expression, month, conventions)):
            day = month.replace(day=number)
            if day > after:
                yield day
        month = add_months(month, 1)


def _days_of(expression: Cycle, month: date, conventions: Conventions) -> set[int]:
    """The days of one month on which the cycle falls; a day that the month lacks is its last one."""
    days: tuple[int, ...] = ()
    match expression:
        case MonthDays(days):
            pass
        case QuarterDay(day) if month.month % QUARTER == 0:
            days = (day,)
        case AnnualDays(dates):
            days = tuple(day for number, day in dates if number == month.month)
        case Phases(points):
            days = tuple(day for _, number, day in points if number == month.month)
        case HalfMonthly():
            days = conventions.half_month_days
        case Every(months) if (month.year * 12 + month.month) % months == 0:
            days = (conventions.cycle_day,)
        case _:
            pass
    last = month_end(month.year, month.month).day
    return {min(day, last) for day in days}
