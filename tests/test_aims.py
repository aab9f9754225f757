"""A day to come, as units write it into 预计完成日期 and 申请延至."""

from datetime import date, datetime

import pytest

from duban_xl.model.cell_text.aim_text import read_aim
from duban_xl.model.source import Value

YEAR_END, SPRING = date(2026, 12, 31), date(2027, 3, 31)

UNDERSTOOD = [
    ("12月底前", YEAR_END, "2026-12-31"),
    ("12月底", YEAR_END, "2026-12-31"),
    ("年底", YEAR_END, "2026-12-31"),
    ("2027年1月底", YEAR_END, "2027-01-31"),
    ("明年3月底前", YEAR_END, "2027-03-31"),
    ("1月20日", YEAR_END, "2027-01-20"),
    ("2.10前", YEAR_END, "2027-02-10"),
    ("11月30日", YEAR_END, "2026-11-30"),
    ("2026。12。31", YEAR_END, "2026-12-31"),
    ("2026-11-30", YEAR_END, "2026-11-30"),
    ("26.12.31", YEAR_END, "2026-12-31"),
    ("12月20日", SPRING, "2026-12-20"),
    ("4月上旬", SPRING, "2027-04-10"),
]


@pytest.mark.parametrize(("text", "about", "day"), UNDERSTOOD)
def test_day_to_come__is_the_one_nearest_to_the_day_of_the_form(text: str, about: date, day: str) -> None:
    assert read_aim(text, about=about).value == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["本周五", "下月5日前", "10个工作日内", "尽快", "昨天", "长期", "春节后", "月底", "每月底"]
)
def test_day_that_depends_on_when_it_was_written__is_asked_for(text: str) -> None:
    read = read_aim(text, about=YEAR_END)
    assert (read.value, read.note) == (None, "T122")


def test_day_of_no_calendar__is_refused_with_a_suggestion() -> None:
    read = read_aim("12月32日", about=YEAR_END)
    assert (read.value, read.note, read.suggestion) == (None, "T121", YEAR_END)


@pytest.mark.parametrize("value", [datetime.fromisoformat("2026-01-20"), date(2026, 1, 20)])
def test_day_with_its_year__stays(value: Value) -> None:
    assert read_aim(value, about=YEAR_END).value == date(2026, 1, 20)
