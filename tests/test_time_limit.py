"""What a deadline cell says, told to people: assigned on Tuesday 2026-03-10 in a ledger of 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import finding, message
from duban_xl.model.cell_text.deadline_cell import read_deadline
from duban_xl.model.cell_text.time_limit import TimeLimit
from duban_xl.model.source import Value
from duban_xl.read.holidays import official_workdays


def read(cell: Value) -> TimeLimit:
    return read_deadline(cell, on=date(2026, 3, 10), workdays=official_workdays())


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("同上", "与上一行相同"),
        ("已完成", "已办结"),
        ("持续推进", "长期"),
        ("5个工作日内", "2026-03-17"),
        ("4月初", "2026-04-05"),
        ("2026年底前，并长期坚持", "2026-12-31，长期"),
        ("立行立改，长期坚持", "立即办理，长期"),
        ("原6月30日，调整为8月31日", "原为 2026-06-30，2026-08-31"),
        ("力争9月底，确保10月底", "力争 2026-09-30，2026-10-31"),
        ("3月—6月", "2026-03-01 至 2026-06-30"),
        ("4月底完成设计，8月底开工", "2026-04-30 完成设计；2026-08-31 开工"),
        ("每月5日前", "每月5日前"),
        ("会后7日内", "会议召开后7日内"),
        ("待定", "未定"),
    ],
)
def test_reading__told_to_people_in_words_and_dates(cell: str, words: str) -> None:
    assert read(cell).quoted["value"] == words


@given(
    st.sampled_from(
        ("同上", "已完成", "持续推进", "每季度末月25日前", "每周一", "收到通知后10日内", "4月底设计，8月底开工")
    )
)
def test_reading__shows_nobody_the_notation(cell: str) -> None:
    said = message(finding("T129", **read(cell).quoted))
    assert not set("=|;_") & set(said) and not any(sign.isascii() and sign.isalpha() for sign in said)
