"""Deadline cells as people write them: assigned on Tuesday 2026-03-10 in a ledger of 2026, unless said otherwise."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import finding, message
from duban_xl.model.deadline_cell import read_deadline
from duban_xl.model.source import Value
from duban_xl.model.time_limit import TimeLimit
from duban_xl.read.holidays import official_workdays

ASSIGNED_ON = date(2026, 3, 10)


def read(cell: Value, *, assigned_on: date = ASSIGNED_ON, year: int | None = None) -> TimeLimit:
    return read_deadline(cell, on=assigned_on, workdays=official_workdays(), year=year)


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("2026.3.15", "date=2026-03-15"),
        ("2026.03.15.", "date=2026-03-15"),
        ("2026。3。15", "date=2026-03-15"),
        ("2026/3/15前", "date=2026-03-15"),
        ("20260315", "date=2026-03-15"),
        (Decimal(20260315), "date=2026-03-15"),
        ("2026/3/15 0:00:00", "date=2026-03-15"),
        ("２０２６年３月１５日", "date=2026-03-15"),
        ("3月15日", "date=2026-03-15"),
        ("三月十五日", "date=2026-03-15"),
        ("3.31前", "date=2026-03-31"),
        ("2026年3月", "date=2026-03-31"),
        ("3月底前", "date=2026-03-31"),
        ("3月中旬", "date=2026-03-20"),
        ("4月上旬", "date=2026-04-10"),
        ("6月下旬", "date=2026-06-30"),
        ("6月25日前", "date=2026-06-25"),
        ("6月25日（含）前", "date=2026-06-25"),
        ("11月13日上午下班前", "date=2026-11-13"),
        ("3月15日17:30", "date=2026-03-15"),
        ("月底前", "date=2026-03-31"),
        ("下月5日前", "date=2026-04-05"),
        ("本周五前", "date=2026-03-13"),
        ("下周三", "date=2026-03-18"),
        ("一季度末", "date=2026-03-31"),
        ("二季度", "date=2026-06-30"),
        ("上半年", "date=2026-06-30"),
        ("前三季度", "date=2026-09-30"),
        ("年内", "date=2026-12-31"),
        ("2026年底前", "date=2026-12-31"),
        ("全年", "date=2026-12-31"),
        ("明年3月底前", "date=2027-03-31"),
        ("长期坚持", "open"),
        ("2026年底前，并长期坚持", "date=2026-12-31; open"),
        ("立行立改，长期坚持", "immediate; open"),
        ("立即", "immediate"),
        ("每月5日前", "recurring=monthly-05"),
        ("每季度末月25日前", "recurring=quarterly-last-month-25"),
        ("每周一", "recurring=weekly-1"),
        ("会后7日内", "relative=meeting+7d"),
        ("收到通知后10日内", "relative=receipt+10d"),
        ("3月—6月", "start=2026-03-01; date=2026-06-30"),
        ("2026.3-2026.12", "start=2026-03-01; date=2026-12-31"),
        ("6月25日-30日", "start=2026-06-25; date=2026-06-30"),
        ("4月底完成设计，8月底开工", "multi=2026-04-30:完成设计|2026-08-31:开工"),
        ("第一批3月底，第二批6月底", "multi=2026-03-31:第一批|2026-06-30:第二批"),
        ("力争9月底，确保10月底", "target=2026-09-30; date=2026-10-31"),
        ("2025年12月底前（已超期）", "date=2025-12-31"),
        ("待定", "unknown"),
        ("另行通知", "unknown"),
        ("根据项目进度", "unknown"),
        ("见附件", "unknown"),
        ("及时", "unknown"),
        ("/", "empty"),
        ("—", "empty"),
        ("无", "empty"),
        ("", "empty"),
    ],
)
def test_limit_cell__read_without_asking(cell: Value, reading: str) -> None:
    found = read(cell)
    assert (found.reading, found.confirm) == (reading, False)


@pytest.mark.parametrize(
    ("cell", "reading", "note"),
    [
        ("26.3.15", "date=2026-03-15", "T123"),
        (Decimal(46096), "date=2026-03-15", "T124"),
        ("46203.0", "date=2026-06-30", "T124"),
        (Decimal("3.1"), "unknown", "T126"),
        (date(2025, 3, 15), "date=2025-03-15", "T127"),
        ("2月底", "date=2027-02-28", "T125"),
        ("十四五末", "date=2025-12-31", "T127"),
        ("持续推进", "open", "T129"),
        ("5个工作日内", "date=2026-03-17", "T129"),
        ("100天内", "date=2026-06-18", "T129"),
        ("一个月内", "date=2026-04-10", "T129"),
        ("原6月30日，调整为8月31日", "original=2026-06-30; date=2026-08-31", "T129"),
        ("延期至9月底", "date=2026-09-30", "T129"),
        ("国庆节前", "date=2026-09-30", "T128"),
        ("4月初", "date=2026-04-05", "T128"),
        ("同上", "unknown", "T129"),
        ("已完成", "empty; status=办结", "T129"),
        ("2006.3.15", "date=2006-03-15", "T127"),
        ("6月31日前", "invalid", "T121"),
        ("2月30日", "invalid", "T121"),
        ("汛期前", "unknown", "T101"),
        ("急件3日内，其他15日内", "unknown", "T101"),
    ],
)
def test_doubtful_limit_cell__to_be_confirmed_with_the_reason(cell: Value, reading: str, note: str) -> None:
    found = read(cell)
    assert (found.reading, found.confirm, found.note) == (reading, True, note)
    assert found.written in message(finding(found.note, **found.quoted))


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


def test_spring_festival__the_one_that_follows_the_assignment() -> None:
    assert read("春节前", assigned_on=date(2026, 1, 10)).due == date(2026, 2, 16)
    assert read("春节前", assigned_on=date(2026, 3, 10)).due == date(2027, 2, 5)


@given(st.text(alphabet="0123456789年月日前底末周季度个工作内原调整为至每上下旬半初，、.-/（） 一二三十", max_size=30))
def test_any_text__read_without_failure(text: str) -> None:
    found = read(text)
    assert found.reading == "empty" or found.written == text.strip()
