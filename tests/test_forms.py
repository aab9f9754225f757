"""The return form: who has to report what, what the sheets hold and allow, what comes back, what it says of itself."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from duban_xl.documents.forms import sizes
from duban_xl.documents.forms.form import build_form
from duban_xl.documents.forms.self_check import NEEDED
from duban_xl.documents.forms.sheets import EXTENSION_ROWS, FIRST
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.columns.form import FORM_EXTRA_HEADERS, GUIDE_TAB, META_TAB
from duban_xl.model.fields import Editor, Kind
from duban_xl.model.form import LOCKED, META_KEYS, FormContent, FormRow, locked_digest
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, parse_period
from duban_xl.model.reporting import due_by_unit, due_matters, role_of
from duban_xl.plan.dispatch import plan_forms
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
    assert Q3
    return plan_forms(ledger, Q3, due_on=date(2026, 9, 28), issued_at=ISSUED, only=only)[0]


def codes_of(ledger: Ledger, *only: str) -> list[str]:
    assert Q3
    return [f.code for f in plan_forms(ledger, Q3, due_on=date(2026, 9, 28), issued_at=ISSUED, only=only)[1]]


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
    assert meta.digest == locked_digest("一把钥匙", ("YX2026", "U1", "2026Q3"), [r.locked() for r in content.rows])


# The workbook


def test_tabs__three_visible_and_a_hidden_one(book: Workbook) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert states == {
        GUIDE_TAB: "visible", RETURN_FORM.tab: "visible", EXTENSION_FORM.tab: "visible", META_TAB: "hidden",
    }  # fmt: skip


def test_headers__as_defined_and_the_self_check_at_the_end(book: Workbook) -> None:
    header = [cell.value for cell in book[RETURN_FORM.tab][FIRST]]
    assert header == [*RETURN_FORM.headers, *FORM_EXTRA_HEADERS]
    assert [cell.value for cell in book[EXTENSION_FORM.tab][FIRST]] == list(EXTENSION_FORM.headers)


def test_protection__open_columns_only(book: Workbook, content: FormContent) -> None:
    sheet = book[RETURN_FORM.tab]
    for row in range(FIRST + 1, FIRST + 1 + len(content.rows)):
        is_open = [not sheet.cell(row, column).protection.locked for column in range(1, sheet.max_column + 1)]
        assert is_open == [*(f.editor is Editor.UNIT for f in RETURN_FORM.fields), False]
    for tab in (GUIDE_TAB, RETURN_FORM.tab, EXTENSION_FORM.tab, META_TAB):
        assert book[tab].protection.sheet
        assert book[tab].protection.password is None
    assert not sheet.protection.formatColumns  # False: allowed
    assert not sheet.protection.formatRows


def test_extension_sheet__ten_open_rows_and_the_forms_matters_to_choose(book: Workbook, content: FormContent) -> None:
    sheet = book[EXTENSION_FORM.tab]
    rows = range(FIRST + 1, FIRST + 1 + EXTENSION_ROWS)
    assert not any(sheet.cell(row, column).protection.locked for row in rows for column in range(1, 6))
    lists = validations(sheet)
    assert lists["A"].formula1 == f"{RETURN_FORM.tab}!$A${FIRST + 1}:$A${FIRST + len(content.rows)}"


def test_open_columns__lists_limits_and_hints_as_defined(book: Workbook) -> None:
    sheet = book[RETURN_FORM.tab]
    found = validations(sheet)
    for column, field in enumerate(RETURN_FORM.fields, 1):
        letter = sheet.cell(FIRST, column).column_letter
        if field.editor is not Editor.UNIT:
            assert letter not in found
            continue
        rule = found[letter]
        assert (rule.promptTitle, rule.prompt) == (field.header, field.help)
        if field.choices:
            assert rule.formula1 == f'"{",".join(field.choices)}"'
        if field.kind is Kind.PERCENT:
            assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "2")


def test_print_setup__landscape_a4_one_page_wide_with_header_and_signature_line(book: Workbook) -> None:
    sheet = book[RETURN_FORM.tab]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"$1:${FIRST}"
    assert sheet.freeze_panes == f"C{FIRST + 1}"
    assert "签发人" in str(sheet.oddFooter.center.text)
    assert "公章" in str(sheet.oddFooter.left.text)


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
    width = sheet.column_dimensions["D"].width
    cell = sheet.cell(FIRST + 1, at + 1)
    height = sheet.row_dimensions[FIRST + 1].height
    assert cell.value == text
    assert width and height
    assert sizes.lines(text, width * 11 / 12) * 16.5 <= height


# What the form says of itself


@pytest.mark.office
def test_self_check__names_what_is_missing_and_counts_it(content: FormContent, tmp_path: Path) -> None:
    book = opened(content)
    sheet = book[RETURN_FORM.tab]
    fill(sheet, FIRST + 1, progress_state="正常推进", percent_done=0.65, progress="已完成。", report_type="进展报告")
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
    said = [values.cell(row, len(RETURN_FORM.fields) + 1).value for row in range(FIRST + 1, FIRST + 4)]
    everything = "缺：" + "、".join(field.header for field in NEEDED)
    assert said == ["√", "缺：完成率、本期进展情况、报告文号、签发人、已盖公章", everything]
    assert values.cell(FIRST - 1, len(LOCKED) + 1).value == "还有 9 处未填"


def validations(sheet: Worksheet) -> dict[str, openpyxl.worksheet.datavalidation.DataValidation]:
    """Column letter → its rule."""
    return {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation}


def fill(sheet: Worksheet, row: int, **values: str | float) -> None:
    keys = [field.key for field in RETURN_FORM.fields]
    for key, value in values.items():
        sheet.cell(row, keys.index(key) + 1).value = value
