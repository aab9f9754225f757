"""How cell texts are understood: dates, percents, numbers, document numbers, names."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import CATALOGUE, finding, message
from duban_xl.model.cell_text.amount_text import read_number
from duban_xl.model.cell_text.progress_text import read_percent
from duban_xl.model.cell_text.reading import Reading, comparable, normalise_document_number, read_date, squeeze
from duban_xl.model.source import Value
from duban_xl.model.text import arabic_counts, chinese_integer
from duban_xl.workflows.read_cell import Cell, CellKind, Office, read_cell

ON = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("cell", "day", "note"),
    [
        ("2026.9.28", "2026-09-28", ""),
        ("2026.03.15.", "2026-03-15", ""),
        ("2026。3。15", "2026-03-15", ""),
        ("2026/9/28", "2026-09-28", ""),
        ("2026-09-28", "2026-09-28", ""),
        ("2026/3/15前", "2026-03-15", ""),
        ("2026年9月28日", "2026-09-28", ""),
        ("2026年9月28日之前", "2026-09-28", ""),
        ("截至2026年9月28日止", "2026-09-28", ""),
        ("２０２６年３月１５日", "2026-03-15", ""),
        ("2026 年 3 月 15 日", "2026-03-15", ""),
        ("二〇二六年九月二十八日", "2026-09-28", ""),
        ("二○二六年九月二十八日前", "2026-09-28", ""),
        ("20260928", "2026-09-28", ""),
        (Decimal(20260928), "2026-09-28", ""),
        ("2026/3/15 0:00:00", "2026-03-15", ""),
        ("2026-09-28T10:00:00", "2026-09-28", ""),
        ("9月28日", "2026-09-28", ""),
        ("三月十五日", "2026-03-15", ""),
        ("3.31前", "2026-03-31", ""),
        ("1月5日", "2026-01-05", ""),
        ("6月25日（含）前", "2026-06-25", ""),
        ("11月13日上午下班前", "2026-11-13", ""),
        ("3月15日17:30", "2026-03-15", ""),
        (date(2025, 3, 15), "2025-03-15", ""),
        (datetime.fromisoformat("2026-09-28T10:30:00"), "2026-09-28", ""),
        ("26.3.15", "2026-03-15", "T123"),
        (Decimal(46096), "2026-03-15", "T124"),
        ("46203.0", "2026-06-30", "T124"),
        ("2006.3.15", "2006-03-15", "T127"),
        (Decimal("3.1"), None, "T126"),
        ("6月31日前", None, "T121"),
        ("2026年2月30日", None, "T121"),
        ("2026-13-01", None, "T122"),
        ("待定", None, "T122"),
        ("见附件", None, "T122"),
        (Decimal(99999), None, "T122"),
        (True, None, "T122"),
        ("", None, ""),
        (None, None, ""),
        ("／", None, ""),
        ("——", None, ""),
        ("无", None, ""),
    ],
)
def test_date_cell__understood_or_questioned(cell: Value, day: str | None, note: str) -> None:
    reading = read_date(cell, on=ON)
    assert (reading.value and reading.value.isoformat(), reading.note) == (day, note)


@pytest.mark.parametrize(
    ("cell", "day", "note"),
    [
        ("1月5日", "2027-01-05", "T125"),
        ("3月15日", "2026-03-15", ""),
        (date(2025, 3, 15), "2025-03-15", "T127"),
        ("2月29日", None, "T121"),
    ],
)
def test_due_date_cell__lies_ahead_or_is_questioned(cell: Value, day: str | None, note: str) -> None:
    reading = read_date(cell, on=ON, future=True)
    assert (reading.value and reading.value.isoformat(), reading.note) == (day, note)


@pytest.mark.parametrize(("cell", "suggestion"), [("6月31日前", "2026-06-30"), ("2月30日", "2026-02-28")])
def test_impossible_date__suggests_the_month_end(cell: str, suggestion: str) -> None:
    assert read_date(cell, on=ON).suggestion == date.fromisoformat(suggestion)


def test_day_without_year__not_guessed_without_a_measure() -> None:
    assert read_date("9月28日").note == "T122"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_any_day_in_every_usual_spelling__read_back(day: date) -> None:
    spellings = (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日前",
        f"{day:%Y%m%d}",
        f"{day.year} / {day.month} / {day.day}",
    )
    assert {read_date(spelling).value for spelling in spellings} == {day}


@pytest.mark.parametrize(
    ("cell", "percent", "note", "relation"),
    [
        ("80%", "80", "", "="),
        ("80％", "80", "", "="),
        (Decimal(80), "80", "", "="),
        ("80", "80", "", "="),
        ("98.4%", "98.4", "", "="),
        ("120%", "120", "", "="),
        ("百分之八十", "80", "", "="),
        ("约80%", "80", "T131", "="),
        ("80%左右", "80", "T131", "="),
        ("八成", "80", "T131", "="),
        ("近九成", "90", "T131", "<"),
        ("过半", "50", "T131", ">"),
        (">90%", "90", "T135", ">="),
        ("90%以上", "90", "T135", ">="),
        ("不足30%", None, "T143", "<"),
        ("85%-90%", "85", "T135", ".."),
        ("80%（进度滞后）", "80", "T133", "="),
        ("50%(未开工", None, "T138", "="),
        ("5个完成3个", "60", "", "="),
        ("3/5", "60", "", "="),
        ("1/3", "33.33", "", "="),
        ("完成投资3.2亿元，占年度计划64%", "64", "T133", "="),
        ("占总投资40%，占年度计划75%", None, "T136", "="),
        ("主体完工，下月工作计划30%", None, "T137", "="),
        ("按计划推进", None, "T132", "="),
        ("3/0", None, "T132", "="),
        (Decimal(-5), None, "T132", "="),
        (date(2026, 3, 5), None, "T134", "="),
        ("", None, "", "="),
        ("—", None, "", "="),
    ],
)
def test_percent_cell__understood_or_questioned(cell: Value, percent: str | None, note: str, relation: str) -> None:
    reading = read_percent(cell)
    value = None if percent is None else Decimal(percent)
    assert (reading.value, reading.note, reading.relation) == (value, note, relation)


@pytest.mark.parametrize(("cell", "percent"), [(Decimal("0.8"), 80), (Decimal(1), 100), ("0.8", 80), ("80%", 80)])
def test_percent_in_a_fraction_column__scaled_unless_signed(cell: Value, percent: int) -> None:
    assert read_percent(cell, fraction=True).value == percent


def test_vague_percent__flagged_as_approximate() -> None:
    assert [read_percent(cell).approximate for cell in ("约80%", "八成", "80%", "90%以上")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (Decimal("1.5"), "1.5"),
        ("1,234.5", "1234.5"),
        ("１２", "12"),
        ("三十五", "35"),
        ("3件", "3"),
        ("两次", "2"),
        ("2000万", "20000000"),
        ("3.2亿元", "320000000"),
        ("约5", "5"),
    ],
)
def test_number_cell__understood(cell: Value, number: str) -> None:
    assert read_number(cell).value == Decimal(number)


@pytest.mark.parametrize(
    "cell", ["abc", "80%", "1,2", True, "5人3次", "9" * 5000, "两三次", "三五", "二三十", "十二三人"]
)
def test_no_number__noted(cell: Value) -> None:
    assert read_number(cell).note == "T141"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二十一", 21),
        ("两", 2),
        ("二〇二六", 2026),
        ("二零", 20),
        ("一百零三", 103),
        ("三五", None),
        ("一百二三", None),
    ],
)
def test_numerals_side_by_side__a_number_only_in_years(text: str, number: int | None) -> None:
    assert chinese_integer(text) == number


@pytest.mark.parametrize("text", ["两三天内", "三五日内", "十二三个工作日"])
def test_limit_of_a_few_days__is_asked_about_and_no_number(text: str) -> None:
    read = read_cell(Cell(kind=CellKind.DEADLINE, text=text, on=ON), Office())
    assert (read.reading, read.confirm) == ("unknown", True)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("县督〔2026〕7号", "县督〔2026〕7号"),
        ("县督﹝2026﹞7号", "县督〔2026〕7号"),
        ("县督[2026]07号", "县督〔2026〕7号"),
        ("县督(2026)第7号", "县督〔2026〕7号"),
        ("县督（２０２６）　７ 号", "县督〔2026〕7号"),
        ("县督【2026】7号", "县督〔2026〕7号"),
        ("县督2026〕7号", "县督〔2026〕7号"),
        ("县督 2026-7号", "县督〔2026〕7号"),
        ("政办（督）〔2026〕12号", "政办（督）〔2026〕12号"),
        ("没有文号", None),
        ("县督〔2026〕号", None),
        ("2026年7号", None),
        ("县督〔226〕7号", None),
        ("", None),
    ],
)
def test_document_number__printed_in_one_way(written: str, printed: str | None) -> None:
    assert normalise_document_number(written) == printed


def test_squeeze__one_width_no_blanks_chinese_punctuation_kept() -> None:
    assert squeeze(" 完成\n时限（２８　日 前）：") == "完成时限（28日前）："
    assert squeeze("Q3  2026 年") == "Q3 2026年"
    assert squeeze("财 政\u200b局\ufeff") == "财政局"


def test_comparable__brackets_and_case_do_not_matter() -> None:
    assert comparable("住建局（人防办）") == comparable("住 建 局(人防办)")
    assert comparable("ＷＤ") == comparable("wd")


@given(st.text())
def test_squeeze__twice_changes_nothing(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@given(st.text(), st.booleans())
def test_any_text__never_raises(text: str, flag: bool) -> None:
    readings = (read_date(text, on=ON, future=flag), read_percent(text, fraction=flag), read_number(text))
    assert all(reading.value is not None or reading.is_empty or reading.note for reading in readings)
    assert normalise_document_number(text) is None or "〔" in text or "号" in text


@given(st.integers(1, 9999))
def test_chinese_numeral__read_back(number: int) -> None:
    spelt, zero = "", False
    for digit, scale in zip(f"{number:04d}", ("千", "百", "十", ""), strict=True):
        if digit == "0":
            zero = bool(spelt)
        else:
            spelt += ("零" if zero else "") + "零一二三四五六七八九"[int(digit)] + scale
            zero = False
    assert chinese_integer(spelt) == number


def test_counts_in_chinese__weekdays_left_alone() -> None:
    assert arabic_counts("每两个月的二十八日、每周五") == "每2个月的28日、每周五"


@pytest.mark.parametrize(
    "reading",
    [
        read_date("6月31日", on=ON),
        read_date(Decimal("3.1"), on=ON),
        read_percent("约80%"),
        read_percent(date(2026, 3, 5)),
    ],
)
def test_note__has_a_sentence_that_quotes_the_cell(reading: Reading[date] | Reading[Decimal]) -> None:
    assert reading.note in CATALOGUE
    assert reading.written in message(finding(reading.note, **reading.quoted))
