"""Workdays: official tables, overrides of the ledger, counting in both directions, years not yet published."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.model.workdays import DayKind, Workdays, with_overrides
from duban_xl.read.holidays import official_workdays

ONE_DAY = timedelta(days=1)
OFFICIAL = official_workdays()
DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))
COUNTS = st.integers(0, 60)


def days_of(first_year: int, last_year: int) -> list[date]:
    start, end = date(first_year, 1, 1), date(last_year, 12, 31)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def test_every_day_since_2004__as_the_official_tables_say() -> None:
    wrong = [day for day in days_of(2004, 2026) if OFFICIAL.is_workday(day) != chinese_calendar.is_workday(day)]
    assert wrong == []


def test_counting_over_all_years__agrees_with_a_list_of_workdays() -> None:
    working = [day for day in days_of(2004, 2026) if chinese_calendar.is_workday(day)]
    place = {day: n for n, day in enumerate(working)}
    for day in working[:-31:7]:
        assert OFFICIAL.add(day, 30) == working[place[day] + 30]
        assert OFFICIAL.between(day, working[place[day] + 30]) == 30


@given(DAYS, COUNTS)
def test_add_then_subtract__back_at_a_workday(day: date, count: int) -> None:
    workday = OFFICIAL.on_or_after(day)
    assert OFFICIAL.subtract(OFFICIAL.add(workday, count), count) == workday


@given(DAYS, COUNTS, COUNTS)
def test_add__grows_with_day_and_count(day: date, count: int, more: int) -> None:
    assert OFFICIAL.add(day, count) <= OFFICIAL.add(day, count + more)
    assert OFFICIAL.add(day, count) <= OFFICIAL.add(day + timedelta(days=more), count)


@given(DAYS, st.integers(1, 60))
def test_counted_days__workdays_after_the_start_and_nothing_left_out(day: date, count: int) -> None:
    counted = OFFICIAL.counted(day, count)
    assert len(counted) == count
    assert all(OFFICIAL.is_workday(one) for one in counted)
    assert day < counted[0]
    assert OFFICIAL.between(day, counted[-1]) == count


@given(DAYS)
def test_neighbouring_workdays__nearest_ones(day: date) -> None:
    before, after = OFFICIAL.on_or_before(day), OFFICIAL.on_or_after(day)
    assert before <= day <= after
    assert OFFICIAL.is_workday(before)
    assert OFFICIAL.is_workday(after)
    assert OFFICIAL.between(before, after) == (0 if before == after else 1)


def test_end_before_start__no_workdays_between() -> None:
    assert OFFICIAL.between(date(2026, 3, 10), date(2026, 3, 2)) == 0


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 1, 1), False),  # fixed statutory day
        (date(2027, 5, 3), True),  # may turn out to be a day off: unknown
        (date(2027, 10, 1), False),
        (date(2027, 1, 2), False),  # Saturday
        (date(2026, 5, 4), False),  # official table
    ],
)
def test_year_without_table__weekends_and_fixed_days_only(day: date, works: bool) -> None:
    assert OFFICIAL.is_workday(day) is works


def test_year_without_table__not_covered() -> None:
    assert not OFFICIAL.unknown_years(date(2026, 1, 1), date(2026, 12, 31))
    assert OFFICIAL.unknown_years(date(2026, 12, 31), date(2027, 1, 1))
    assert OFFICIAL.unknown_years(date(2026, 12, 1), date(2028, 1, 1)) == (2027, 2028)


def test_ledger_row__wins_over_the_official_table() -> None:
    rows = [(date(2026, 10, 10), DayKind.OFF), (date(2026, 10, 8), DayKind.WORK), (date(2026, 10, 1), DayKind.WORK)]
    calendar = with_overrides(OFFICIAL, rows)
    assert [calendar.is_workday(day) for day, _ in rows] == [False, True, True]
    assert calendar.is_workday(date(2026, 10, 9))


def test_same_day_twice__later_row_wins() -> None:
    day = date(2026, 3, 2)
    assert with_overrides(OFFICIAL, [(day, DayKind.OFF), (day, DayKind.WORK)]).is_workday(day)


def test_single_override_in_a_new_year__year_stays_unknown() -> None:
    assert with_overrides(OFFICIAL, [(date(2027, 2, 8), DayKind.OFF)]).unknown_years(date(2027, 1, 1), date(2027, 1, 2))


def test_whole_notice_typed_in__year_is_known() -> None:
    rows = [(date(2027, 1, 1), DayKind.OFF), (date(2027, 5, 1), DayKind.OFF), (date(2027, 10, 1), DayKind.OFF)]
    calendar = with_overrides(OFFICIAL, rows)
    assert not calendar.unknown_years(date(2026, 12, 1), date(2027, 12, 31))
    assert calendar.is_workday(date(2027, 5, 3))


def test_year_named_as_complete__known() -> None:
    assert not with_overrides(OFFICIAL, [], complete_years=[2027]).unknown_years(date(2027, 1, 1), date(2027, 1, 1))


def test_no_tables_at_all__monday_to_friday() -> None:
    bare = Workdays()
    assert bare.is_workday(date(2026, 2, 16))
    assert not bare.is_workday(date(2026, 2, 14))
