"""Numbers of documents: given once, in blocks, without gaps; what is wrong in 文书登记 is told with its cell."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.model.document_number import DocumentNumber, IssueNumber, Numbering, parse_number
from duban_xl.model.ledger import Ledger
from duban_xl.plan.numbering import issued_before, next_issues, next_numbers, numbers_for, register_findings
from tests.tables import ledger_from

HEADER = "| 文种 | 文号 | 年份 | 序号 | 标题 | 签发日期 | 状态 |"
TODAY = date(2026, 11, 9)


def register(*rows: str) -> Ledger:
    return ledger_from(documents="\n".join([HEADER, *(f"| 督查通报 | {row} |" for row in rows)]))


def codes(*rows: str) -> list[tuple[str, str]]:
    return [(one.code, one.source.cell) for one in register_findings(register(*rows).documents, as_of=TODAY)]


def numbers(*rows: str, code: str = "云督", year: int = 2026, count: int = 1) -> list[str]:
    return [number.text for number in next_numbers(register(*rows).documents, code, year, count)]


def test_number__parts_and_text() -> None:
    assert parse_number("云督〔2026〕12号") == DocumentNumber("云督", 2026, 12)
    assert [parse_number(text) for text in ("云督[2026]12号", "云督〔2026〕012号", "云督〔26〕1号", "")] == [None] * 4


def test_next_numbers__one_block_after_the_highest_of_that_series() -> None:
    rows = (
        "云督〔2026〕1号 | | | 甲 | 2026-01-09 | 已签发",
        "云督〔2026〕4号 | | | 乙 | 2026-02-09 | 作废",
        "云督函〔2026〕9号 | | | 丙 | 2026-02-09 | 已签发",
        "云督〔2025〕30号 | | | 丁 | 2025-12-30 | 已签发",
        " | | | 戊 | | 草稿",
    )
    assert numbers(*rows, count=3) == ["云督〔2026〕5号", "云督〔2026〕6号", "云督〔2026〕7号"]
    assert numbers(*rows, year=2027) == ["云督〔2027〕1号"]
    assert numbers(*rows, code="云督函") == ["云督函〔2026〕10号"]
    assert numbers() == ["云督〔2026〕1号"]


@given(st.lists(st.integers(1, 40), unique=True), st.integers(1, 20))
def test_next_numbers__never_one_that_was_given(serials: list[int], count: int) -> None:
    rows = [f"云督〔2026〕{serial}号 | | | 甲 | 2026-01-09 | 作废" for serial in serials]
    new = next_numbers(register(*rows).documents, "云督", 2026, count)
    assert not {number.serial for number in new} & set(serials)
    assert [number.serial for number in new] == list(range(new[0].serial, new[0].serial + count))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("云督[2026]1号 | 2026 | 1 | 甲 | 2026-01-09 | 已签发", [("L290", "B3")]),
        (" | | | 甲 | 2026-01-09 | 已签发", [("C104", "B3")]),
        ("云督〔2026〕1号 | | | 甲 | | 草稿", [("L291", "B3")]),
        ("云督〔2026〕1号 | | | 甲 | 2026-11-10 | 已签发", [("L292", "F3")]),
        ("云督〔2026〕1号 | 2025 | 2 | 甲 | 2026-01-09 | 已签发", [("L293", "C3"), ("L293", "D3")]),
        ("云督〔2026〕1号 | | | 甲 | 2025-12-31 | 已签发", [("L294", "F3")]),
        ("云督〔2026〕1号 | 2026 | 1 | 甲 | 2026-01-09 | 已签发", []),
        ("云督〔2026〕1号 | 2026 | 1 | 甲 | | 作废", []),
        (" | | | 甲 | | 草稿", []),
    ],
)
def test_row_of_the_register__told_with_its_cell(row: str, found: list[tuple[str, str]]) -> None:
    assert codes(row) == found


def test_same_number_twice__also_if_one_was_withdrawn() -> None:
    rows = ("云督〔2026〕1号 | | | 甲 | 2026-01-09 | 作废", "云督〔2026〕1号 | | | 乙 | 2026-01-10 | 已签发")
    found = list(register_findings(register(*rows).documents, as_of=TODAY))
    assert [(one.code, one.source.cell, one.args["place"]) for one in found] == [("L295", "B4", "B3")]


def test_gap__the_missing_serials() -> None:
    rows = [f"云督〔2026〕{serial}号 | | | 甲 | 2026-01-09 | 已签发" for serial in (2, 5)]
    (found,) = register_findings(register(*rows).documents, as_of=TODAY)
    assert (found.code, found.source.cell, found.args["count"], found.args["serials"]) == ("L296", "B4", "3", "1、3、4")


def test_lower_number_signed_later__each_such_number_once() -> None:
    days = ("2026-01-12", "2026-01-09", "2026-01-20", "2026-01-10")
    rows = [f"云督〔2026〕{serial}号 | | | 甲 | {day} | 已签发" for serial, day in enumerate(days, 1)]
    found = list(register_findings(register(*rows).documents, as_of=TODAY))
    assert [(one.code, one.source.cell, one.args["later_number"]) for one in found] == [
        ("L297", "F5", "云督〔2026〕4号"),
        ("L297", "F3", "云督〔2026〕2号"),
    ]


# ---- issues of a brief ----------------------------------------------------------------------------------------------


def issues(*rows: str, year: int = 2026, count: int = 1, before: int | None = None) -> list[str]:
    documents = ledger_from(documents="\n".join([HEADER, *(f"| 督查简报 | {row} |" for row in rows)])).documents
    return [one.text for one in next_issues(documents, {"督查简报"}, year, count, issued_before=before)]


def test_issue__parts_and_text() -> None:
    assert parse_number("2026年第5期（总第17期）") == IssueNumber(2026, 5, 17)
    assert parse_number("2026年第5期") == IssueNumber(2026, 5)
    assert [parse_number(text) for text in ("第5期", "2026年第05期", "2026年第5期（总第期）")] == [None] * 3


def test_issues__count_in_the_year_and_over_all_years() -> None:
    rows = (
        "2025年第9期（总第129期） | | | 甲 | 2025-12-09 | 已签发",
        "2026年第1期（总第130期） | | | 乙 | 2026-01-09 | 作废",
        "云督〔2026〕8号 | | | 丙 | 2026-02-09 | 已签发",
    )
    assert issues(*rows, count=2, before=120) == ["2026年第2期（总第131期）", "2026年第3期（总第132期）"]
    assert issues(*rows, year=2027, before=120) == ["2027年第1期（总第131期）"]
    assert issues(before=120) == ["2026年第1期（总第121期）"]
    assert issues(before=0) == ["2026年第1期（总第1期）"]
    assert issues(*rows) == ["2026年第2期"]  # nobody counts the total


@pytest.mark.parametrize(
    ("text", "before"),
    [("督查简报=120；督查专报=45", 120), ("督查专报 = 45", None), ("督查简报=", None), ("", None), ("督查简报=0", 0)],
)
def test_issued_before__is_read_from_the_setting(text: str, before: int | None) -> None:
    assert issued_before(text, {"督查简报"}) == before


def test_register__issues_are_a_series_of_their_own() -> None:
    rows = ["2026年第1期 | 2026 | 1 | 甲 | 2026-01-09 | 已签发", "2026年第3期 | 2026 | 3 | 乙 | 2026-03-09 | 已签发"]
    documents = ledger_from(documents="\n".join([HEADER, *(f"| 督查简报 | {row} |" for row in rows)])).documents
    [found] = register_findings(documents, as_of=TODAY)
    assert (found.code, found.args["series"], found.args["serials"]) == ("L296", "督查简报2026年", "2")


def test_register__a_form_needs_no_number() -> None:
    documents = ledger_from(documents=HEADER + "\n| 销号审批单 | | | | 甲 | 2026-01-09 | 已签发 |").documents
    assert [one.code for one in register_findings(documents, as_of=TODAY)] == ["C104"]
    assert list(register_findings(documents, as_of=TODAY, unnumbered={"销号审批单"})) == []


def test_kinds_with_codes_of_their_own__have_series_of_their_own() -> None:
    ledger = ledger_from(
        documents="| 文种 | 文号 | 状态 |\n| 督查通报 | 云督〔2026〕7号 | 已签发 |\n| 函告 | 云督函〔2026〕2号 | 已签发 |",
        settings="| 参数 | 值 |\n| 机关代字 | 云督 |\n| 文种代字 | 函告＝云督函；督办令=云管督 |",
    )
    entries = [replace(ledger.documents[0], kind=kind) for kind in ("函告", "督查通报", "督办令", "函告")]
    given = [number.text for number in numbers_for(ledger, entries, 2026, Numbering.DOCUMENT)]
    assert given == ["云督函〔2026〕3号", "云督〔2026〕8号", "云管督〔2026〕1号", "云督函〔2026〕4号"]
