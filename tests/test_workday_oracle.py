"""An independent recount, day by day with tables of its own, of what the program says on due dates, reminders and lateness."""

from datetime import date, timedelta

import pytest
from chinese_calendar import constants  # pyright: ignore[reportMissingTypeStubs]
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.model.cell_text.span_end import end_of
from duban_xl.model.deadline import Span, Unit
from duban_xl.model.due import Conventions, Mark, Overdue, Roll
from duban_xl.model.holiday_notice import read_holiday_notice
from duban_xl.model.workdays import with_overrides
from duban_xl.plan.deadlines import due, overdue
from duban_xl.read.holidays import official_workdays
from tests.notices import notice

FIRST, LAST = date(2004, 1, 1), date(2027, 12, 31)
LAST_TABLE = 2026
WORKDAYS = official_workdays()
STARTS = st.dates(FIRST, LAST)
COUNTS = st.integers(1, 60)

OFF = {day.toordinal() for day in constants.holidays}
ON = {day.toordinal() for day in constants.workdays}
FIXED = {"01-01", "05-01", "05-02", "10-01", "10-02", "10-03"}


def works(number: int) -> bool:
    """Whether people work on the day with that ordinal; of 2027 on only the fixed days off are known."""
    if number in ON:
        return True
    weekend = number % 7 in (6, 0)  # ordinal 1 was a Monday
    known = (
        date.fromordinal(number).strftime("%m-%d") in FIXED if number > date(LAST_TABLE, 12, 31).toordinal() else False
    )
    return not (weekend or known or number in OFF)


TABLE = {number: works(number) for number in range(FIRST.toordinal() - 90, LAST.toordinal() + 400)}


def workdays_later(start: date, count: int) -> date:
    number = start.toordinal()
    while count:
        number += 1
        count -= TABLE[number]
    return date.fromordinal(number)


def months_later(start: date, count: int) -> date:
    year, month = start.year, start.month
    for _ in range(count):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    for number in (start.day, 30, 29, 28):
        try:
            return date(year, month, min(number, start.day))
        except ValueError:
            continue
    raise AssertionError(start)


def reminder(day: date) -> date:
    number = day.toordinal()
    while not TABLE[number]:
        number -= 1
    return date.fromordinal(number)


def every_day() -> list[date]:
    return [date.fromordinal(number) for number in range(FIRST.toordinal(), LAST.toordinal() + 1)]


def test_trap_02__every_single_day_is_what_the_tables_say() -> None:
    assert [day for day in every_day() if WORKDAYS.is_workday(day) != TABLE[day.toordinal()]] == []


@pytest.mark.parametrize(
    ("count", "rule"),
    [
        (5, "weinan-09-deadline-5wd"),
        (7, "shiwei-2.2-due-7wd"),
        (15, "shiwei-2.2-cap-15wd"),
        (30, "jiangsu-4.2-30wd"),
    ],
)
def test_trap_01__workdays_from_every_start__as_recounted(count: int, rule: str) -> None:
    for start in every_day():
        found = due(Span(Unit.WORKDAYS, count), start=start, workdays=WORKDAYS, rule=rule)
        expected = workdays_later(start, count)
        assert (found.due, found.remind_on, len(found.counted)) == (expected, expected, count), start
        assert found.provisional is (Mark.PROVISIONAL in found.marks) is (expected.year > LAST_TABLE), start


@pytest.mark.parametrize(
    ("count", "rule"), [(5, "shiwei-2.1-plan-5d"), (10, "shiwei-1.1a-plan-10d"), (15, "shiwei-1.1b-measures-15d")]
)
def test_trap_01__calendar_days_from_every_start__as_recounted(count: int, rule: str) -> None:
    for start in every_day():
        found = due(Span(Unit.CALENDAR_DAYS, count), start=start, workdays=WORKDAYS, rule=rule)
        expected = date.fromordinal(start.toordinal() + count)
        assert (found.due, found.remind_on, found.counted) == (expected, reminder(expected), ()), start


@pytest.mark.parametrize(("count", "rule"), [(3, "weinan-10-proposal-3m"), (6, "weinan-10-proposal-6m")])
def test_trap_14__months_from_every_start__as_recounted(count: int, rule: str) -> None:
    for start in every_day():
        found = due(Span(Unit.MONTHS, count), start=start, workdays=WORKDAYS, rule=rule)
        expected = months_later(start, count)
        assert (found.due, found.remind_on) == (expected, reminder(expected)), start


@given(STARTS, st.integers(1, 24))
def test_months__end_in_the_right_month_on_its_day_or_its_last_one(start: date, count: int) -> None:
    end = end_of(Span(Unit.MONTHS, count), start=start, workdays=WORKDAYS)
    assert (end.year - start.year) * 12 + end.month - start.month == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(STARTS, COUNTS)
def test_add_and_subtract__undo_each_other_on_workdays(start: date, count: int) -> None:
    there = WORKDAYS.add(start, count)
    back = WORKDAYS.subtract(there, count)
    assert back <= start
    assert WORKDAYS.add(back, count) == there
    assert (back == start) is TABLE[start.toordinal()]


@given(STARTS, COUNTS, st.integers(0, 30), st.sampled_from(Unit))
def test_due__grows_with_start_and_length(start: date, count: int, more: int, unit: Unit) -> None:
    count = count % 13 + 1 if unit is Unit.MONTHS else count
    first = end_of(Span(unit, count), start=start, workdays=WORKDAYS)
    later = end_of(Span(unit, count), start=start + timedelta(days=more), workdays=WORKDAYS)
    longer = end_of(Span(unit, count + 1), start=start, workdays=WORKDAYS)
    assert start < first <= later
    assert first < longer


@given(STARTS, COUNTS)
def test_trap_02__counted_days_are_all_workdays_and_none_between_is_left_out(start: date, count: int) -> None:
    found = due(Span(Unit.WORKDAYS, count), start=start, workdays=WORKDAYS)
    between = range(start.toordinal() + 1, workdays_later(start, count).toordinal() + 1)
    assert [day.toordinal() for day in found.counted] == [number for number in between if TABLE[number]]


@given(STARTS, COUNTS)
def test_rolled_limit__ends_on_the_first_workday_from_its_last_day(start: date, count: int) -> None:
    rolled = due(
        Span(Unit.CALENDAR_DAYS, count), start=start, workdays=WORKDAYS, conventions=Conventions(roll=Roll.NEXT)
    )
    nominal = start.toordinal() + count
    expected = nominal if TABLE[nominal] else workdays_later(date.fromordinal(nominal), 1).toordinal()
    assert rolled.due == rolled.remind_on == date.fromordinal(expected)


@given(STARTS, st.integers(-10, 120))
def test_lateness__calendar_and_working_days_as_recounted(due_date: date, days: int) -> None:
    on = due_date + timedelta(days=days)
    passed = range(due_date.toordinal() + 1, on.toordinal() + 1)
    late = overdue(due_date, on=on, workdays=WORKDAYS)
    assert late == Overdue(len(passed), sum(TABLE[number] for number in passed))
    assert bool(late) is (days > 0)


@given(STARTS)
def test_reminder__last_workday_on_or_before(day: date) -> None:
    assert WORKDAYS.on_or_before(day) == reminder(day)


@pytest.mark.parametrize("count", [5, 7, 30])
def test_trap_04__with_the_notice_of_2027_entered__counted_by_it_and_firm(count: int) -> None:
    entered = read_holiday_notice(notice(2027)).days
    workdays = with_overrides(WORKDAYS, [(one.day, one.kind) for one in entered])
    said = {one.day.toordinal(): one.kind.value == "上班" for one in entered}
    for start in (date.fromordinal(n) for n in range(date(2026, 11, 1).toordinal(), date(2027, 10, 31).toordinal())):
        number, left = start.toordinal(), count
        while left:
            number += 1
            left -= said.get(
                number, number % 7 not in (6, 0) if number > date(2026, 12, 31).toordinal() else TABLE[number]
            )
        found = due(Span(Unit.WORKDAYS, count), start=start, workdays=workdays)
        assert (found.due, found.provisional) == (date.fromordinal(number), False), start
