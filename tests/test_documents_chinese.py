"""Chinese wording: dates, numerals, percents, units, cell texts, file names; and the geometry that follows from text."""

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.documents import chinese
from duban_xl.documents.word.layout import (
    LETTER,
    MARGINS,
    TITLE_LETTERS,
    MarginProfile,
    break_title,
    mark_half_points,
    signature_indents,
    width,
)
from duban_xl.model.source import chinese_day


def test_date__arabic_without_zero_padding() -> None:
    assert chinese_day(date(2026, 9, 8)) == "2026年9月8日"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (3, "三"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (2006, "二千零六"),
    ],
)
def test_numeral__as_headings_write_it(number: int, text: str) -> None:
    assert chinese.numeral(number) == text


@pytest.mark.parametrize(("level", "mark"), [(1, "十一、"), (2, "（十一）"), (3, "11."), (4, "（11）")])
def test_layer_mark__of_each_level(level: int, mark: str) -> None:
    assert chinese.layer_mark(11, level) == mark


@pytest.mark.parametrize(
    ("period", "text"),
    [("2026Q3", "2026年第三季度"), ("2026-09", "2026年9月"), ("2026", "2026年"), ("上半年", "上半年")],
)
def test_period__in_words(period: str, text: str) -> None:
    assert chinese.period_name(period) == text


def test_percent_of_nothing__is_none() -> None:
    assert chinese.percent_pair(0, 0) == (None, None)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_percent_pair__always_adds_up(part: int, rest: int) -> None:
    first, second = chinese.percent_pair(part, part + rest)
    if first is None or second is None:
        assert part + rest == 0
    else:
        assert first + second == 100
        assert 0 <= first <= 100


def test_percent__half_goes_up() -> None:
    assert chinese.percent_of(1, 800) == Decimal("0.1")
    assert chinese.percent_of(5, 8, places=0) == Decimal(63)
    assert chinese.percent_text(Decimal("87.50")) == "87.5%"


def test_units__beyond_the_limit_are_counted() -> None:
    assert chinese.join_units(("甲局", "乙局", "丙局")) == "甲局、乙局、丙局"
    assert chinese.join_units(("甲局", "乙局", "丙局"), limit=2) == "甲局、乙局等3个单位"


@pytest.mark.parametrize(
    ("text", "clause", "sentence"),
    [
        ("已开工。", "已开工", "已开工。"),
        ("已开工；", "已开工", "已开工。"),
        ("是否完成？", "是否完成", "是否完成？"),
        ("", "", ""),
        ("按“样板”", "按“样板”", "按“样板”。"),
        ("按通知（云督〔2026〕1号）", "按通知（云督〔2026〕1号）", "按通知（云督〔2026〕1号）。"),
        ("他说“抓紧。”", "他说“抓紧。”", "他说“抓紧。”"),
    ],
)
def test_closing_punctuation__exactly_as_needed(text: str, clause: str, sentence: str) -> None:
    assert chinese.clause(text) == clause
    assert chinese.sentence(text) == sentence


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("第一段。\n第二段", "第一段。第二段"),
        ("第一段\r\n  第二段", "第一段 第二段"),
        ("\n甲\t乙\x00\x0b丙\u200b\ufeff", "甲 乙 丙"),
        ("坏\ud800字\ufffe\ufdd0", "坏字"),
    ],
)
def test_cell_text__on_one_line_without_unseen_characters(cell: str, text: str) -> None:
    assert chinese.normal_text(cell) == text


@given(st.text())
def test_cell_text__is_stable_and_printable(text: str) -> None:
    once = chinese.normal_text(text)
    assert chinese.normal_text(once) == once
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in once)


@given(st.lists(st.text(max_size=200), max_size=4))
def test_file_name__is_one_that_windows_and_linux_accept(parts: list[str]) -> None:
    name = chinese.file_name(parts)
    assert name.endswith(".docx")
    assert len(name) <= 80
    assert len(name.encode()) <= 255
    assert not set('\\/:*?"<>|\n\r\t') & set(name)
    assert name.split(".")[0].upper() not in {"", "CON", "NUL", "AUX", "PRN", "COM1", "LPT1"}


def test_file_name__keeps_six_angle_brackets_and_avoids_devices() -> None:
    assert (
        chinese.file_name(("清委督〔2026〕7号", "关于A/B的通报", "青溪镇"))
        == "清委督〔2026〕7号_关于A_B的通报_青溪镇.docx"
    )
    assert chinese.file_name(("con",)) == "_con.docx"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("督查通知书", ("督查通知书",)),
        ("关于2026年第三季度重点事项落实情况的督查通报", ("关于2026年第三季度", "重点事项落实情况的督查通报")),
        ("关于开展“百日\n攻坚”的通知", ("关于开展“百日", "攻坚”的通知")),
    ],
)
def test_title__breaks_between_words_or_where_told(title: str, lines: tuple[str, ...]) -> None:
    assert break_title(title) == lines


TITLES = (Path(__file__).parent / "titles.txt").read_text(encoding="utf-8").split()
"""Where real-looking titles are broken."""


@pytest.mark.parametrize("title", TITLES)
def test_real_title__breaks_between_words_and_never_inside_a_book_title(title: str) -> None:
    assert "/".join(break_title(title.replace("/", ""))) == title


@given(st.text(alphabet="关于的情况督查通报《》“”（）2026年第三季度AB", min_size=1, max_size=90))
def test_title__loses_nothing_and_fits(title: str) -> None:
    lines = break_title(title)
    assert "".join(lines) == title
    assert all(width(line) <= 2 * TITLE_LETTERS for line in lines)


def test_mark__shrinks_to_one_line() -> None:
    assert mark_half_points("县委督查室") == 96
    assert mark_half_points("中共清源县委督查室文件") * 11 / 2 <= 442.2


def test_signature_with_seal__issuer_centred_on_a_date_four_letters_in() -> None:
    indents = signature_indents("县委督查室", "2026年9月28日", sealed=True)
    assert indents.dated == 4 * LETTER
    middle = indents.issuer + width("县委督查室") * LETTER / 4
    assert abs(middle - (indents.dated + width("2026年9月28日") * LETTER / 4)) <= 1


def test_signature_with_seal__long_issuer_stays_on_the_page() -> None:
    indents = signature_indents("清源县委全面深化改革委员会办公室督查考核工作领导小组", "2026年9月28日", sealed=True)
    assert indents.issuer == 0
    assert indents.dated > 4 * LETTER


def test_signature_without_seal__date_starts_two_letters_after_the_issuer() -> None:
    indents = signature_indents("中共清源县委督查室", "2026年9月28日", sealed=False)
    issuer_start = indents.issuer + width("中共清源县委督查室") * LETTER / 2
    date_start = indents.dated + width("2026年9月28日") * LETTER / 2
    assert abs(issuer_start - date_start - 2 * LETTER) <= 2


def test_signature_without_seal__date_longer_than_the_issuer_moves_it() -> None:
    assert signature_indents("督查室", "2026年10月28日", sealed=False).dated == 2 * LETTER


def test_mark_row__ends_72_mm_below_the_paper_in_both_profiles() -> None:
    assert {MARGINS[profile].top + MARGINS[profile].head_row for profile in MarginProfile} == {4082}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("山塘加固", "“山塘加固”"),
        ("推进“双减”", "“推进‘双减’”"),
        ("学“‘两山’理念”", "“学‘“两山”理念’”"),
        ("", "“”"),
    ],
)
def test_quoted__inner_marks_change_with_each_layer(text: str, wanted: str) -> None:
    assert chinese.quoted(text) == wanted
