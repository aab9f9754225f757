"""The return form: who has to report what, what the sheets hold and allow, what comes back, what it says of itself."""

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from duban_xl.catalogue.workbooks import NOTHING_ASKED
from duban_xl.documents.forms import sizes
from duban_xl.documents.forms.form import build_form
from duban_xl.documents.forms.layout import ASKED, CHECK, DATA, EXTENSION_ROWS, FIRST, GAP, INFO, letter
from duban_xl.documents.forms.self_check import NEEDED, asked_of
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.columns.form import ASKED_HEADER, CHECK_HEADER, GUIDE_TAB, META_TAB
from duban_xl.model.fields import Editor, Kind
from duban_xl.model.finding import Finding
from duban_xl.model.form import FORM_VERSION, LOCKED, META_KEYS, FormContent, FormRow, RowDemands, form_digest
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, parse_period
from duban_xl.model.reporting import due_by_unit, due_matters, role_of
from duban_xl.plan.dispatch import Order, plan_forms
from duban_xl.read.holidays import official_workdays
from duban_xl.read.returns import read_return
from tests.office import convert
from tests.tables import ledger_from

UNITS = """
    | 单位代码 | 单位名称   | 简称 | 启用 |
    | U1       | 云溪县甲局 | 甲局 | 是   |
    | U2       | 云溪县乙局 | 乙局 |      |
    | U3       | 云溪县丙局 | 丙局 | 否   |
    | U4       | 云溪县丁局 | 丁局 | 是   |
"""
SETTINGS = """
    | 参数       | 值                 |
    | 台账编号   | YX2026             |
    | 表单密钥   | 一把钥匙           |
    | 办公室名称 | 中共云溪县委督查室 |
    | 联系人     | 张伟               |
    | 联系电话   | 0577-68000000      |
    | 填报表寄回 | dc@example.cn      |
"""
MATTERS = """
    |事项编号|事项名称|任务要求|主办单位  |协办单位  |状态      |交办日期  |办结时限  |延期至    |办结日期  |销号日期  |最新进展|
    |D1      |修路    |通车    |甲局      |乙局、丙局|承办中    |2026-03-02|2026-12-31|          |          |          |已开工  |
    |D2      |修桥    |完工    |云溪县甲局|          |办结      |2026-03-02|2026-06-30|          |2026-06-30|          |        |
    |D3      |建校    |招生    |甲局      |          |归档      |2026-03-02|2026-08-31|2026-10-31|2026-07-01|2026-07-05|        |
    |D4      |治水    |达标    |甲局      |          |登记      |          |          |          |          |          |        |
    |D5      |栽树    |成林    |甲局      |          |已交办    |2026-10-01|2026-12-31|          |          |          |        |
    |D6      |清淤    |畅通    |甲局      |          |经批准不办|2026-03-02|          |          |2026-08-01|          |        |
    |D7      |普查    |上报    |甲局      |          |已转交    |2026-03-02|          |          |          |          |        |
    |D8      |安检    |全覆盖  |无此局    |甲局      |承办中    |          |2026-09-30|          |          |          |        |
"""
RETURNS = """
    | 事项编号 | 单位 | 报送期  | 收到时间         | 进展情况 | 替代   |
    | D1       | 甲局 | 2026Q1  | 2026-03-28 09:00 | 一季度   |        |
    | D1       | 甲局 | 2026Q2  | 2026-06-27 09:00 | 二季度旧 | 新版本 |
    | D1       | 甲局 | 2026-05 | 2026-05-28 09:00 | 五月     |        |
    | D1       | 甲局 | 2026Q3  | 2026-09-27 09:00 | 三季度   |        |
    | D3       | 甲局 | 2026Q4  | 2026-12-27 09:00 | 四季度   |        |
"""
Q3 = parse_period("2026Q3")
ISSUED = datetime.fromisoformat("2026-09-10 09:00:00")


def office() -> Ledger:
    return ledger_from(units=UNITS, matters=MATTERS, returns=RETURNS, settings=SETTINGS)


def numbers_due(ledger: Ledger, code: str, period: Period | None = Q3) -> list[str]:
    unit = ledger.units.by_code(code)
    assert unit and period
    return [m.number for m in due_matters(ledger, unit, period)]


def forms_of(ledger: Ledger, *only: str) -> tuple[FormContent, ...]:
    return planned(ledger, units=only, due_on=date(2026, 9, 28))[0]


def codes_of(ledger: Ledger, *only: str) -> list[str]:
    return [f.code for f in planned(ledger, units=only)[1]]


def planned(
    ledger: Ledger, period: Period | None = Q3, **order: Any
) -> tuple[tuple[FormContent, ...], tuple[Finding, ...]]:
    assert period
    return plan_forms(ledger, Order(period=period, issued_at=ISSUED, **order), workdays=official_workdays())


def opened(content: FormContent) -> Workbook:
    return openpyxl.load_workbook(BytesIO(build_form(content)))


@pytest.fixture(scope="module")
def content() -> FormContent:
    return forms_of(office(), "甲局")[0]


@pytest.fixture(scope="module")
def book(content: FormContent) -> Workbook:
    return opened(content)


# Who has to report what


def test_lead_unit__reports_what_was_assigned_and_had_not_ended_before_the_period() -> None:
    assert numbers_due(office(), "U1") == ["D1", "D3", "D8"]


def test_supporting_unit__reports_under_any_of_its_names() -> None:
    assert numbers_due(office(), "U2") == numbers_due(office(), "U3") == ["D1"]


def test_matter_ended_on_the_first_day_of_the_period__is_still_reported() -> None:
    assert "D3" in numbers_due(office(), "U1")
    assert "D3" not in numbers_due(office(), "U1", parse_period("2026Q4"))


def test_matter_assigned_after_the_period__is_not_due_yet() -> None:
    assert "D5" not in numbers_due(office(), "U1")
    assert "D5" in numbers_due(office(), "U1", parse_period("2026Q4"))


def test_all_units_at_once__the_same_as_one_by_one() -> None:
    ledger = office()
    assert Q3
    at_once = {code: [m.number for m in matters] for code, matters in due_by_unit(ledger, Q3).items()}
    assert at_once == {"U1": ["D1", "D3", "D8"], "U2": ["D1"], "U3": ["D1"]}


def test_role__lead_or_supporting_or_none() -> None:
    ledger = office()
    roles = [role_of(ledger, ledger.matters[0], unit) for unit in ledger.units.units]
    assert roles == ["主办", "协办", "协办", ""]


# Cycles: a form asks for what its period's days ask for

CYCLES = """
    |事项编号|事项名称|主办单位|协办单位|状态  |交办日期  |办结时限  |报送周期     |时限要求   |办结日期|
    |W      |周报    |甲局    |        |承办中|2026-03-02|2026-12-31|WK(五)       |           |        |
    |H      |半月报  |甲局    |        |承办中|2026-03-02|2026-12-31|HM           |           |        |
    |M      |月报    |甲局    |        |承办中|2026-03-02|2026-12-31|             |每月28日前 |        |
    |Q      |季报    |甲局    |乙局    |承办中|2026-03-02|2026-12-31|QMD(28)      |           |        |
    |N      |不定期  |甲局    |        |承办中|2026-03-02|2026-09-09|             |           |        |
    |S      |季报到期|甲局    |        |承办中|2026-03-02|2026-09-10|QMD(28)      |           |        |
    |L      |刚交办  |甲局    |        |承办中|2026-09-29|2026-12-31|QMD(28)      |           |        |
    |Y      |半年报  |甲局    |        |承办中|2026-03-02|2027-12-31|AD(06-25,12-25)|         |        |
"""


def cycles(**sheets: str) -> Ledger:
    return ledger_from(units=UNITS, matters=CYCLES, settings=SETTINGS, **sheets)


@pytest.mark.parametrize(
    ("period", "asked"),
    [
        ("2026W37", ["W", "N", "S"]),  # 7 to 13 September: S ends in it
        ("2026W39", ["W", "N"]),
        ("2026-09上", ["W", "H", "N", "S"]),
        ("2026-09下", ["W", "H", "M", "Q", "N", "S"]),
        ("2026-08", ["W", "H", "M", "N"]),
        ("2026-09", ["W", "H", "M", "Q", "N", "S"]),
        ("2026Q3", ["W", "H", "M", "Q", "N", "S"]),  # L reports first in December, Y in June and December
        ("2026Q4", ["W", "H", "M", "Q", "N", "S", "L", "Y"]),
        ("2026", ["W", "H", "M", "Q", "N", "S", "L", "Y"]),
    ],
)
def test_period__asks_for_what_reports_within_it(period: str, asked: list[str]) -> None:
    assert numbers_due(cycles(), "U1", parse_period(period)) == asked


def test_cycle_of_the_category__counts_where_the_row_states_none() -> None:
    categories = "| 类别代码 | 类别 | 报送周期 |\n| MC1 | 重点 | QMD(28) |"
    matters = "| 事项编号 | 类别 | 主办单位 | 状态 | 交办日期 |\n| D1 | 重点 | 甲局 | 承办中 | 2026-03-02 |"
    ledger = ledger_from(units=UNITS, matters=matters, categories=categories)
    assert numbers_due(ledger, "U1", parse_period("2026-08")) == []
    assert numbers_due(ledger, "U1", parse_period("2026-09")) == ["D1"]


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2026W37", "2026-09-11"),
        ("2026-09上", "2026-09-15"),
        ("2026-09", "2026-09-28"),
        ("2026Q3", "2026-09-28"),
        ("2026-08", "2026-08-28"),
        ("2026Q4", "2026-12-25"),
    ],
)
def test_form__is_due_on_the_first_day_that_the_rules_name_for_a_row(period: str, due: str) -> None:
    assert planned(cycles(), parse_period(period))[0][0].meta.due_on == due


def test_form_without_any_day_of_the_rules__is_due_on_the_periods_last_workday() -> None:
    assert planned(office())[0][0].meta.due_on == "2026-09-30"


def test_row_with_another_day__says_so_and_only_that_row() -> None:
    form = planned(cycles(), parse_period("2026Q4"))[0][0]
    days = {number: demands.due_on for number, demands in form.demands.items() if demands.due_on}
    assert days == {"Q": date(2026, 12, 28), "S": date(2026, 12, 28), "L": date(2026, 12, 28)}
    asked = {row.number: asked_of(row, form) for row in form.rows}
    assert asked["Q"] == "2026年12月28日（周一）前报；办结报告须填：报告文号、签发人、已盖公章"
    assert asked["Y"] == "办结报告须填：报告文号、签发人、已盖公章"


def test_named_matters__alone_in_a_form_whatever_their_cycle() -> None:
    forms, found = planned(cycles(), parse_period("2026-08"), matters=("Q", "S"))
    assert {form.meta.unit_code: [row.number for row in form.rows] for form in forms} == {"U1": ["Q", "S"], "U2": ["Q"]}
    assert found == ()
    [form] = planned(cycles(), parse_period("2026-09"), matters=("S",))[0]
    assert form.meta.due_on == "2026-09-10"  # a single instruction is answered by its own limit


def test_named_matter__unknown_or_not_in_hand__is_reported() -> None:
    forms, found = planned(office(), matters=("D1", "D99", "D4"))
    assert [finding.code for finding in found] == ["W110", "W111"]
    assert [[row.number for row in form.rows] for form in forms] == [["D1"], ["D1"]]


def test_demands_of_the_offices_method__stand_in_the_form() -> None:
    items = """
        | 规则编号 | 环节 | 要素     | 对应列            | 核对       |
        | r-1      | 报告 | 主要负责 | 反馈记录.签发人   | 主要负责人 |
        | r-2      | 报告 | 打算     | 反馈记录.下步打算 | 必填       |
    """
    units = UNITS.replace("| 启用 |", "| 启用 | 主要负责人 |").replace("| 是   |", "| 是 | 赵一 |")
    form = planned(ledger_from(units=units, matters=MATTERS, settings=SETTINGS, required_items=items))[0][0]
    assert form.demands["D1"] == RowDemands(final=("signatory", "next_steps"), signatory="赵一")
    assert asked_of(form.rows[0], form) == "办结报告须填：签发人、下步打算；签发人应为赵一"


# The forms as data


def test_plan__one_form_per_active_unit_with_something_due() -> None:
    assert [f.meta.unit_name for f in forms_of(office())] == ["云溪县甲局", "云溪县乙局"]
    assert codes_of(office()) == []


def test_named_units__unknown_idle_and_disabled_ones_are_reported() -> None:
    assert codes_of(office(), "乙局", "戊局", "U3", "丁局") == ["W101", "W103", "W102"]
    assert [f.meta.unit_code for f in forms_of(office(), "乙局", "戊局")] == ["U2"]


def test_settings_missing__reported_once_each() -> None:
    assert codes_of(ledger_from(units=UNITS, matters=MATTERS)) == ["W104", "W104"]


def test_last_progress__newest_valid_return_before_the_period(content: FormContent) -> None:
    assert [row.last_progress for row in content.rows] == ["五月", "", ""]


def test_last_progress_without_any_return__the_ledgers_own_for_the_lead_unit_only() -> None:
    ledger = ledger_from(units=UNITS, matters=MATTERS, settings=SETTINGS)
    assert [form.rows[0].last_progress for form in forms_of(ledger)] == ["已开工", ""]


def test_rows__show_the_granted_extension_as_due_date(content: FormContent) -> None:
    assert [row.due_date for row in content.rows] == [date(2026, 12, 31), date(2026, 10, 31), date(2026, 9, 30)]


def test_meta__identifies_the_form_and_its_locked_cells(content: FormContent) -> None:
    meta = content.meta
    assert (meta.ledger_id, meta.unit_code, meta.period, meta.due_on) == ("YX2026", "U1", "2026Q3", "2026-09-28")
    assert meta.version == FORM_VERSION
    assert meta.digest == form_digest("一把钥匙", meta, [row.locked() for row in content.rows])


@pytest.mark.parametrize("part", [key for key in META_KEYS if key != "digest"])
def test_digest__covers_every_part_of_the_hidden_sheet(content: FormContent, part: str) -> None:
    rows = [row.locked() for row in content.rows]
    other = replace(content.meta, **{part: "9"})
    assert form_digest("一把钥匙", other, rows) != content.meta.digest


# The workbook


def test_tabs__three_visible_and_a_hidden_one(book: Workbook) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert states == {
        GUIDE_TAB: "visible", RETURN_FORM.tab: "visible", EXTENSION_FORM.tab: "visible", META_TAB: "hidden",
    }  # fmt: skip


def test_headers__the_self_check_then_as_defined_then_what_is_asked_of_the_row(book: Workbook) -> None:
    header = [cell.value for cell in book[RETURN_FORM.tab][FIRST]]
    assert header == [CHECK_HEADER, *RETURN_FORM.headers, ASKED_HEADER]
    requests = [cell.value for cell in book[EXTENSION_FORM.tab][FIRST]]
    assert requests == [CHECK_HEADER, *EXTENSION_FORM.headers]


def test_last_text__stands_directly_beside_the_new() -> None:
    headers = RETURN_FORM.headers
    assert headers.index("本期进展情况") == headers.index("上期进展") + 1 == len(LOCKED)


def test_protection__open_columns_only(book: Workbook, content: FormContent) -> None:
    sheet = book[RETURN_FORM.tab]
    for row in range(FIRST + 1, FIRST + 1 + len(content.rows)):
        is_open = [not sheet.cell(row, column).protection.locked for column in range(1, sheet.max_column + 1)]
        assert is_open == [False, *(f.editor is Editor.UNIT for f in RETURN_FORM.fields), False]
    for tab in (GUIDE_TAB, RETURN_FORM.tab, EXTENSION_FORM.tab, META_TAB):
        assert book[tab].protection.sheet
        assert book[tab].protection.password is None
    allowed = ("formatColumns", "formatRows", "sort", "autoFilter")
    assert not any(getattr(sheet.protection, name) for name in allowed)  # False: allowed
    assert sheet.auto_filter.ref == f"A{FIRST}:{sheet.cell(FIRST, ASKED + 1).column_letter}{FIRST + len(content.rows)}"


def test_extension_sheet__ten_open_rows_and_the_forms_matters_to_choose(book: Workbook, content: FormContent) -> None:
    sheet = book[EXTENSION_FORM.tab]
    rows = range(FIRST + 1, FIRST + 1 + EXTENSION_ROWS)
    assert not any(sheet.cell(row, column).protection.locked for row in rows for column in range(2, 7))
    lists = validations(sheet)
    assert lists["B"].formula1 == f"{RETURN_FORM.tab}!$B${FIRST + 1}:$B${FIRST + len(content.rows)}"


def test_open_columns__lists_limits_and_hints_as_defined(book: Workbook) -> None:
    sheet = book[RETURN_FORM.tab]
    found = validations(sheet)
    for field in RETURN_FORM.fields:
        if field.editor is not Editor.UNIT:
            assert letter(field.key) not in found
            continue
        rule = found[letter(field.key)]
        assert (rule.promptTitle, rule.prompt) == (field.header, field.help)
        if field.choices:
            assert rule.formula1 == f'"{",".join(field.choices)}"'
        if field.kind is Kind.PERCENT:
            assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "2")


def test_print_setup__landscape_a4_two_pages_wide_with_number_and_title_on_both(book: Workbook) -> None:
    sheet = book[RETURN_FORM.tab]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == (f"${FIRST}:${FIRST}", "$B:$C")
    assert sheet.freeze_panes == f"D{FIRST + 1}"
    assert "云溪县甲局" in str(sheet.oddHeader.center.text)


def test_signature_line__below_the_table_and_in_none_of_its_columns(book: Workbook, content: FormContent) -> None:
    for tab, last in ((RETURN_FORM.tab, FIRST + len(content.rows)), (EXTENSION_FORM.tab, FIRST + EXTENSION_ROWS)):
        below = [cell for row in book[tab].iter_rows(min_row=last + 1) for cell in row if cell.value]
        assert [cell.coordinate for cell in below] == [f"A{last + GAP}"]
        assert all(word in str(below[0].value) for word in ("签发人", "公章", "填报日期", "联系人"))


def test_rows__may_grow_with_what_is_typed(content: FormContent) -> None:
    with ZipFile(BytesIO(build_form(content))) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode("utf-8")
    rows = {int(row[1]): row[0] for row in re.finditer(r'<row r="(\d+)"[^>]*>', sheet)}
    grows = {number for number, row in rows.items() if "ht=" in row and "customHeight" not in row}
    assert grows == set(range(FIRST + 1, FIRST + 1 + len(content.rows)))


def test_same_content__same_bytes(content: FormContent) -> None:
    assert build_form(content) == build_form(content)


def test_meta_sheet__every_key_with_its_value(book: Workbook, content: FormContent) -> None:
    rows = {row[0].value: row[1].value for row in book[META_TAB].iter_rows()}
    assert rows == {name: getattr(content.meta, key) for key, name in META_KEYS.items()}


# What comes back


def test_form_read_back__rows_identity_and_nothing_to_complain_of(content: FormContent, tmp_path: Path) -> None:
    path = tmp_path / "2026Q3_甲局.xlsx"
    path.write_bytes(build_form(content))
    returned = read_return(path)
    assert returned.findings == ()
    assert returned.meta == content.meta
    assert returned.lines is not None
    assert [line.locked() for line in returned.lines] == [row.locked() for row in content.rows]
    assert returned.extensions == ()


@given(st.text(alphabet="甲乙丙=+-_x0041AB12\n\r\t \u3000“”。", max_size=60).map(lambda text: f"甲{text}"))
def test_any_text_of_the_ledger__comes_back_with_the_same_digest(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    ledger = office()
    sent = forms_of(replace(ledger, matters=(replace(ledger.matters[0], requirement=text),)), "U1")[0]
    path = tmp_path_factory.getbasetemp() / "returned.xlsx"
    path.write_bytes(build_form(sent))
    lines = read_return(path).lines
    assert lines is not None
    assert lines[0].locked() == sent.rows[0].locked()


# Room for the text


@given(st.lists(st.tuples(st.text(alphabet="甲a\n", max_size=2000), st.integers(6, 60)), min_size=1, max_size=4))
def test_row_height__never_beyond_what_excel_allows(cells: list[tuple[str, int]]) -> None:
    size = sizes.row_size(cells)
    assert sizes.OPEN_HEIGHT <= size.height <= sizes.HIGHEST_ROW


def test_long_requirement__wider_column_and_higher_row_hold_it(content: FormContent) -> None:
    text = "加快推进项目前期工作，倒排工期、挂图作战。" * 20
    row = FormRow(
        number="D9", title="长", role="主办", requirement=text, assigned_on=None, due_date=None, last_progress=""
    )
    sheet = opened(replace(content, rows=(row,)))[RETURN_FORM.tab]
    at = LOCKED.index("requirement")
    width = sheet.column_dimensions[letter("requirement")].width
    cell = sheet.cell(FIRST + 1, DATA + at + 1)
    height = sheet.row_dimensions[FIRST + 1].height
    assert cell.value == text
    assert width and height
    assert sizes.lines(text, width) * 15 <= height


def row_of(number: str, **texts: str) -> FormRow:
    usual = {"title": "修路", "role": "主办", "requirement": "通车", "last_progress": ""}
    return FormRow(number=number, assigned_on=None, due_date=None, **usual | texts)


def test_text_of_2000_characters__is_shown_whole(content: FormContent) -> None:
    text = "加快推进项目前期工作，倒排工期、挂图作战。" * 95
    sheet = opened(replace(content, rows=(row_of("D1", last_progress=text),)))[RETURN_FORM.tab]
    width, height = sheet.column_dimensions[letter("last_progress")].width, sheet.row_dimensions[FIRST + 1].height
    size = sheet[f"{letter('last_progress')}{FIRST + 1}"].font.size
    assert width and height and size
    assert (size, sizes.lines(text, width * 11 / size) * 11 <= height) == (sizes.SMALL, True)


@pytest.mark.parametrize("count", [0, 1, 200])
def test_form_of_any_length__is_read_back_row_by_row(content: FormContent, tmp_path: Path, count: int) -> None:
    rows = tuple(row_of(f"D{place:03}", title="=1+1\n第二行", last_progress="@甲") for place in range(count))
    path = tmp_path / "2026Q3_甲局.xlsx"
    path.write_bytes(build_form(replace(content, rows=rows)))
    returned = read_return(path)
    assert [line.locked() for line in returned.lines or ()] == [row.locked() for row in rows]
    assert (returned.findings, returned.extensions) == ((), ())
    sheet = openpyxl.load_workbook(path, data_only=True)[RETURN_FORM.tab]
    first = sheet.cell(FIRST + 1, CHECK + 1).value
    assert first == (f"缺：{'、'.join(field.header for field in NEEDED)}" if count else NOTHING_ASKED)
    assert sheet.cell(INFO + 1, CHECK + 1).value == (f"还有 {4 * count} 处未填" if count else None)


def test_hint_of_a_day__allows_the_way_people_write_it(book: Workbook) -> None:
    rule = validations(book[RETURN_FORM.tab])[letter("expected_on")]
    assert (rule.type, rule.errorStyle) == ("custom", None)  # None: what does not fit is refused
    assert all(part in str(rule.formula1) for part in ("DATEVALUE", '"."', '"。"', "36526", "73050"))
    assert "2026.9.28" in str(rule.error)


# What the form says of itself


@pytest.mark.office
def test_self_check__names_what_is_missing_and_counts_it(content: FormContent, tmp_path: Path) -> None:
    book = opened(content)
    sheet = book[RETURN_FORM.tab]
    fill(
        sheet, FIRST + 1, progress_state="正常推进", percent_done=0.65, progress="已完成路基。", report_type="进展报告"
    )
    fill(
        sheet,
        FIRST + 2,
        progress_state="办结待审",
        percent_done="约八成",
        progress=" ",
        report_type="办结报告",
        sealed="否",
    )
    path = tmp_path / "filled.xlsx"
    book.save(path)
    values = openpyxl.load_workbook(convert([path], "xlsx", tmp_path / "out")[0], data_only=True)[RETURN_FORM.tab]
    said = [values.cell(row, CHECK + 1).value for row in range(FIRST + 1, FIRST + 4)]
    everything = "缺：" + "、".join(field.header for field in NEEDED)
    assert said == ["√", "缺：本期进展情况、完成率、报告文号、签发人、已盖公章", everything]
    assert values.cell(INFO + 1, CHECK + 1).value == "还有 9 处未填"


def validations(sheet: Worksheet) -> dict[str, openpyxl.worksheet.datavalidation.DataValidation]:
    """Column letter → its rule."""
    return {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation}


def fill(sheet: Worksheet, row: int, **values: str | float) -> None:
    keys = [field.key for field in RETURN_FORM.fields]
    for key, value in values.items():
        sheet.cell(row, DATA + keys.index(key) + 1).value = value
