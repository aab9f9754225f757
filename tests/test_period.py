"""Periods: what a clerk may type, their days, their order and their neighbours."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.model.period import Period, PeriodKind, add_months, parse_period, periods_between, quarters

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
PERIODS = st.builds(Period.of, st.sampled_from(PeriodKind), DAYS)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("2026", "2026"),
        ("2026年", "2026"),
        ("２０２６年度", "2026"),
        ("2026H1", "2026H1"),
        ("2026年上半年", "2026H1"),
        ("2026下半年", "2026H2"),
        ("2026q3", "2026Q3"),
        ("2026 Q3", "2026Q3"),
        ("2026-Q3", "2026Q3"),
        ("２０２６Ｑ３", "2026Q3"),
        ("2026年第三季度", "2026Q3"),
        ("2026年3季度", "2026Q3"),
        ("2026年第3季度", "2026Q3"),
        ("2026年四季度", "2026Q4"),
        ("2026-09", "2026-09"),
        ("2026-9", "2026-09"),
        ("2026.9", "2026-09"),
        ("2026/09", "2026-09"),
        ("202609", "2026-09"),
        ("2026年9月", "2026-09"),
        ("2026年9月份", "2026-09"),
        ("2026年十二月", "2026-12"),
        ("2026-09上", "2026-09上"),
        ("2026年9月下半月", "2026-09下"),
        ("2026W39", "2026W39"),
        ("2026w5", "2026W05"),
        ("2026年第39周", "2026W39"),
    ],
)
def test_period_as_typed__understood(typed: str, text: str) -> None:
    period = parse_period(typed)
    assert period is not None
    assert period.text == text


@pytest.mark.parametrize(
    "typed", ["", "第三季度", "2026Q5", "2026-13", "2026H3", "2026-00", "2025W53", "9999", "Q3", "2026Q33"]
)
def test_no_period__none(typed: str) -> None:
    assert parse_period(typed) is None


@pytest.mark.parametrize(
    ("text", "start", "end", "name"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        ("2026H2", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30), "2026年第三季度"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "2028年2月"),
        ("2026-02上", date(2026, 2, 1), date(2026, 2, 15), "2026年2月上半月"),
        ("2026-02下", date(2026, 2, 16), date(2026, 2, 28), "2026年2月下半月"),
        ("2026W01", date(2025, 12, 29), date(2026, 1, 4), "2026年第1周"),
        ("2026W53", date(2026, 12, 28), date(2027, 1, 3), "2026年第53周"),
    ],
)
def test_period__days_and_name(text: str, start: date, end: date, name: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.start, period.end, period.name) == (start, end, name)


@given(PERIODS)
def test_period_printed_and_read__same(period: Period) -> None:
    assert parse_period(period.text) == period
    assert parse_period(period.name) == period


@given(PERIODS)
def test_neighbours__meet_without_gap(period: Period) -> None:
    assert period.following().start == period.end + timedelta(days=1)
    assert period.following().previous() == period
    assert period.previous() < period < period.following()


@given(st.sampled_from(PeriodKind), DAYS)
def test_period_of_a_day__contains_it(kind: PeriodKind, day: date) -> None:
    assert Period.of(kind, day).contains(day)


@given(PERIODS, PERIODS)
def test_order__total_and_by_time(one: Period, other: Period) -> None:
    assert (one < other) + (other < one) + (one == other) == 1
    if one.kind == other.kind and one != other:
        assert (one < other) == (one.end < other.start)


def test_quarters_of_a_year__four_in_order() -> None:
    assert [quarter.text for quarter in quarters(2026)] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]


def test_periods_between_two_days__touched_ones_included() -> None:
    found = periods_between(PeriodKind.HALF_MONTH, date(2026, 9, 15), date(2026, 10, 16))
    assert [period.text for period in found] == ["2026-09上", "2026-09下", "2026-10上", "2026-10下"]


@given(DAYS, st.integers(-240, 240))
def test_months_added__same_day_or_month_end(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
