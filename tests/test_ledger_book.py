"""The ledger template: derived from the definitions, rebuilt to the byte, and a 看板 that counts what Python counts."""

import re
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from duban_xl.apply.ooxml.edits import SheetEdits
from duban_xl.apply.ooxml.patching import patch
from duban_xl.documents.ledger import dashboard_data as data
from duban_xl.documents.ledger.dashboard import LIST_ROW, TILE_ROW, UNITS_SHOWN
from duban_xl.documents.ledger.ranges import LAST_ROW, lookup_range
from duban_xl.documents.ledger.workbook import PROTECTED, TEMPLATE, TEMPLATE_DATE, build_ledger, key_columns, pages_wide
from duban_xl.model.columns import DASHBOARD_TAB, SHEETS
from duban_xl.model.columns.matters import ALERTS, STATUSES
from duban_xl.model.fields import Editor, FieldDef, Kind, SheetDef, to_cell
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import parse_period
from duban_xl.model.reporting import role_of
from duban_xl.model.source import Value, column_letter
from duban_xl.model.workdays import Workdays
from duban_xl.plan.summary import summarise
from duban_xl.read.ledger import read_ledger
from tests.office import convert

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 9, 28)
MONTH = "2026-09"  # a text that spreadsheets like to take for a day
EACH_SHEET = pytest.mark.parametrize("definition", SHEETS.values(), ids=list(SHEETS))


@pytest.fixture(scope="module")
def template() -> bytes:
    return build_ledger(TEMPLATE_DATE)


@pytest.fixture(scope="module")
def book(template: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(template))


# The file


def test_template_in_the_repository__is_what_the_definitions_give(template: bytes) -> None:
    assert (ROOT / TEMPLATE).read_bytes() == template


def test_module_run__writes_the_template(template: bytes, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "duban_xl.documents.ledger.workbook"], cwd=tmp_path, check=True)
    assert (tmp_path / TEMPLATE).read_bytes() == template


def test_template__is_read_as_an_empty_ledger_without_findings() -> None:
    ledger = read_ledger(ROOT / TEMPLATE)
    assert ledger.findings == ()
    assert all(not table.rows for table in ledger.tables.values())
    assert list(ledger.tables) == list(SHEETS)


# The sheets


def test_tabs__dashboard_first_then_the_sheets_in_order(book: Workbook) -> None:
    assert book.sheetnames == [DASHBOARD_TAB, *(definition.tab for definition in SHEETS.values())]
    assert book.active.title == DASHBOARD_TAB


@EACH_SHEET
def test_sheet__title_header_and_table(book: Workbook, definition: SheetDef) -> None:
    sheet = book[definition.tab]
    assert sheet["A1"].value == definition.title
    assert [cell.value for cell in sheet[2]] == list(definition.headers)
    table = sheet.tables[definition.table]
    assert table.ref == f"A2:{column_letter(len(definition.fields))}3"
    assert table.autoFilter is not None
    assert [cell.value for cell in sheet[3]] == [None] * len(definition.fields)


@EACH_SHEET
def test_sheet__title_is_merged_over_what_stays_in_sight(book: Workbook, definition: SheetDef) -> None:
    merged = book[definition.tab].merged_cells.ranges
    assert [area.min_row for area in merged] == [1] * len(merged)
    if pages_wide(definition) > 1:
        assert [area.max_col for area in merged] == [key_columns(definition)]


@EACH_SHEET
def test_columns__width_format_and_help(book: Workbook, definition: SheetDef) -> None:
    sheet = book[definition.tab]
    for index, field in enumerate(definition.fields, 1):
        header, below = sheet.cell(2, index), sheet.cell(3, index)
        assert header.comment is not None
        assert header.comment.text.strip() == field.help
        assert below.number_format == field.number_format
        assert default_format(sheet, index) == field.number_format
        assert below.protection.locked is (field.editor is Editor.PROGRAM)
        assert abs(width_of(sheet, index) - field.width) < 1


@EACH_SHEET
def test_columns__what_may_be_typed(book: Workbook, definition: SheetDef) -> None:
    rules = validations(book[definition.tab])
    for index, field in enumerate(definition.fields, 1):
        rule = rules.get(column_letter(index))
        assert expected_rule(field) == (rule and (rule.type, rule.errorStyle or "stop", rule.formula1))
        if rule:
            assert str(rule.sqref) == f"{column_letter(index)}3:{column_letter(index)}{LAST_ROW}"
            assert rule.error


@EACH_SHEET
def test_sheet__frozen_under_the_header_and_right_of_the_key_columns(book: Workbook, definition: SheetDef) -> None:
    assert book[definition.tab].freeze_panes == f"{column_letter(key_columns(definition) + 1)}3"


def test_key_columns_of_matters__number_category_and_name() -> None:
    assert key_columns(SHEETS["matters"]) == 3


@EACH_SHEET
def test_sheet__prints_on_a4_landscape_with_repeated_header(book: Workbook, definition: SheetDef) -> None:
    sheet, wide = book[definition.tab], pages_wide(definition)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (wide, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.print_title_cols is None) == (wide == 1)
    assert "页" in str(sheet.oddFooter.center.text)
    assert str(sheet.oddFooter.left.text) == "".join(definition.title.split())


@EACH_SHEET
def test_protection__only_where_cells_are_computed_and_never_with_a_password(
    book: Workbook, definition: SheetDef
) -> None:
    protection = book[definition.tab].protection
    assert protection.sheet is (definition.key in PROTECTED)
    assert protection.password is None
    if protection.sheet:
        allowed = ("formatColumns", "formatRows", "sort", "autoFilter", "insertRows", "deleteRows", "insertHyperlinks")
        assert not any(getattr(protection, name) for name in allowed)  # False: allowed


@pytest.mark.parametrize("key", sorted(PROTECTED))
def test_protected_sheet__locks_computed_cells_and_no_others(book: Workbook, key: str) -> None:
    sheet = book[SHEETS[key].tab]
    locked = {field.key for at, field in enumerate(SHEETS[key].fields, start=1) if sheet.cell(3, at).protection.locked}
    assert locked == {field.key for field in SHEETS[key].fields if field.editor is Editor.PROGRAM}
    assert SHEETS["matters"].key in PROTECTED


def test_lamps_of_matters__every_alert_has_one_and_overdue_rows_are_live(book: Workbook) -> None:
    rules = book["督办事项"].conditional_formatting
    formulas = [rule.formula[0] for area in rules for rule in area.rules]
    assert all(any(f'="{word}"' in formula for formula in formulas) for word in ALERTS)
    assert any("TODAY()" in formula for formula in formulas)


def test_dashboard__prints_on_one_page_with_three_charts(book: Workbook) -> None:
    sheet = book[DASHBOARD_TAB]
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert len(sheet._charts) == 3
    assert not sheet["J2"].protection.locked
    assert not sheet["O2"].protection.locked


def test_dashboard__neither_structured_references_nor_broken_ones(book: Workbook) -> None:
    formulas = [
        str(getattr(c.value, "text", c.value)) for row in book[DASHBOARD_TAB] for c in row if c.data_type == "f"
    ]
    assert len(formulas) > 100
    names = {definition.table for definition in SHEETS.values()}
    assert not [f for f in formulas if "#REF!" in f or any(f"{name}[" in f for name in names)]


def test_template__no_english_word_in_any_cell(book: Workbook) -> None:
    shown = (c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "s")
    assert [text for text in shown if re.search("[A-Za-z]{2}", str(text))] == []


def test_dashboard__shows_nothing_before_there_are_rows(template: bytes) -> None:
    values = openpyxl.load_workbook(BytesIO(template), data_only=True)[DASHBOARD_TAB]
    assert [tile(values, index) for index in range(8)] == [0] * 8


# The figures


@pytest.fixture(scope="module")
def filled(template: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ledger, Worksheet]:
    """A ledger with rows added by the patcher, and its 看板 as LibreOffice calculates it for `TODAY`."""
    folder = tmp_path_factory.mktemp("board")
    path = folder / "督查台账.xlsx"
    rows = [added(key, records) for key, records in sample_rows().items()]
    path.write_bytes(
        patch(patch(template, rows).data, [SheetEdits(tab=DASHBOARD_TAB, cells={(10, 2): TODAY, (15, 2): MONTH})]).data
    )
    calculated = convert([path], "xlsx", folder / "out")[0]
    return read_ledger(path), openpyxl.load_workbook(calculated, data_only=True)[DASHBOARD_TAB]


@pytest.mark.office
def test_tiles__equal_to_what_python_counts(filled: tuple[Ledger, Worksheet]) -> None:
    ledger, board = filled
    period = parse_period(MONTH)
    assert period
    state = summarise(ledger, TODAY, period=period, workdays=Workdays())
    sent = {ledger.units.official_name(r.unit) for r in ledger.returns if r.period == MONTH and not r.superseded}
    in_hand = [m for m in ledger.matters if m.is_assigned and not m.is_ended]
    owing = [
        unit.name
        for unit in ledger.units.units
        if unit.active is not False and any(role_of(ledger, m, unit) for m in in_hand) and unit.name not in sent
    ]
    confirmed = [e for e in ledger.deductions if e.status == "已确认" and e.event_on and e.event_on.year == 2026]
    counting = [e for e in confirmed if not e.related and e.verification == "属实"]
    assert len(counting) < len(confirmed)
    assert [tile(board, index) for index in range(8)] == [
        len(ledger.matters),
        len(in_hand),
        sum(m.is_ended for m in ledger.matters),
        len(state.overdue),
        len(state.due_soon),
        len(owing),
        pytest.approx(sum(float(e.points or 0) for e in counting if e.event_on and e.event_on <= TODAY)),
        sum(e.status == "候选" for e in ledger.deductions) + sum(e.outcome == "待批" for e in ledger.extensions),
    ]
    assert all(tile(board, index) for index in range(8))


@pytest.mark.office
def test_charts__equal_to_what_python_counts(filled: tuple[Ledger, Worksheet]) -> None:
    ledger, board = filled
    statuses = {s: n for s in STATUSES if (n := sum(m.status == s for m in ledger.matters))}
    shown = pairs(board, "AD", "AE", data.SLOTS)
    assert shown[:-1] == list(statuses.items())[: data.SLOTS - 1]
    assert sum(count for _, count in shown) == len(ledger.matters)
    assert pairs(board, "AF", "AG", len(ALERTS)) == [
        (word, sum(m.alert == word for m in ledger.matters)) for word in ALERTS
    ]
    categories = {c.name: sum(m.category in (c.name, c.code) for m in ledger.matters) for c in ledger.categories}
    expected = sorted(((n, c) for n, c in categories.items() if c), key=lambda pair: -pair[1])
    assert pairs(board, "AK", "AL", data.BARS) == expected[: data.BARS]


@pytest.mark.office
def test_lists__the_same_matters_in_the_same_order_as_python(filled: tuple[Ledger, Worksheet]) -> None:
    ledger, board = filled
    period = parse_period(MONTH)
    assert period
    state = summarise(ledger, TODAY, period=period, workdays=Workdays())
    for first, expected, sign in ((LIST_ROW + 3, state.due_soon, -1), (LIST_ROW + 10, state.overdue, 1)):
        shown = [
            (board.cell(row, 11).value, board.cell(row, 22).value.date(), board.cell(row, 24).value)
            for row in range(first, first + data.LIST)
            if board.cell(row, 11).value
        ]
        assert shown == [(o.matter.number, o.due_date, sign * o.days) for o in expected[: data.LIST]]


@pytest.mark.office
def test_units__counted_under_full_and_short_name_most_pressing_first(filled: tuple[Ledger, Worksheet]) -> None:
    ledger, board = filled
    rows = range(LIST_ROW + 3, LIST_ROW + 3 + UNITS_SHOWN)
    shown = [
        (board.cell(r, 1).value, board.cell(r, 6).value, board.cell(r, 7).value) for r in rows if board.cell(r, 1).value
    ]
    period = parse_period(MONTH)
    assert period
    overdue = [o.matter for o in summarise(ledger, TODAY, period=period, workdays=Workdays()).overdue]
    for name, in_hand, late in shown:
        mine = [m for m in ledger.matters if ledger.units.official_name(m.lead_unit) == name]
        assert in_hand == sum(m.is_assigned and not m.is_ended for m in mine)
        assert late == sum(m in overdue for m in mine)
    assert [late for _, _, late in shown] == sorted((late for _, _, late in shown), reverse=True)
    assert shown


def sample_rows() -> dict[str, list[dict[str, Value]]]:
    """Forty matters over eight units, due around `TODAY`, some extended, some ended, and what belongs to them."""
    units = [f"云溪县第{n}局" for n in "一二三四五六七八"]
    matters = [matter(index, units) for index in range(40)]
    return {
        "matters": matters,
        "units": [
            {"code": f"U{i}", "name": n, "short_name": n[3:], "group": "县直部门", "active": i != 6}
            for i, n in enumerate(units)
        ],
        "categories": [{"code": f"C{i}", "name": f"第{i}类"} for i in range(6)],
        "returns": [
            {
                "number": m["number"],
                "unit": m["lead_unit"],
                "period": MONTH if i % 2 else f"{MONTH}上",
                "superseded": old,
            }
            for i, m in enumerate(matters[:8])
            for old in (("新版本", "") if i == 1 else ("",))
        ],
        "extensions": [{"number": "D1", "unit": units[0], "outcome": o} for o in ("待批", "同意", "待批")],
        "deductions": [
            {
                "serial": str(i),
                "event_on": TODAY - timedelta(days=40 * i - 30),
                "unit": units[i % 3],
                "rule": "2.3",
                "points": Decimal(i) / 4,
                "status": ("已确认", "已确认", "候选", "免扣")[i % 4],
                "verification": {4: "待核实", 6: "不属实"}.get(i, "属实"),
                "related": "1" if i == 5 else "",
            }
            for i in range(16)
        ],
        "settings": [{"key": "临期天数", "value": "10"}, {"key": "办公室名称", "value": "督查室"}],
    }


def matter(index: int, units: list[str]) -> dict[str, Value]:
    status = STATUSES[(index * 5) % len(STATUSES)]
    due = TODAY + timedelta(days=(index * 7) % 41 - 20)
    lead = units[(index * index) % 7]
    return {
        "number": f"D{index}",
        "category": f"C{index % 4}" if index % 5 == 0 else f"第{index % 4}类",
        "title": f"事项{index}",
        "lead_unit": lead[3:] if index % 3 == 0 else lead,
        "supporting_units": "、".join(units[5:8]) if index % 8 == 0 else "",
        "status": status,
        "assigned_on": TODAY - timedelta(days=60),
        "due_date": due if index % 6 else None,
        "extended_to": due + timedelta(days=15) if index % 4 == 1 else None,
        "is_key": index % 3 == 0,
        "alert": ALERTS[index % len(ALERTS)],
    }


def added(key: str, records: list[dict[str, Value]]) -> SheetEdits:
    definition = SHEETS[key]
    place = {field.key: index for index, field in enumerate(definition.fields, 1)}
    rows = tuple(
        {place[name]: to_cell(definition[name], value) for name, value in record.items() if value not in (None, "")}
        for record in records
    )
    return SheetEdits(tab=definition.tab, rows=rows, after_row=2)


def tile(board: Worksheet, index: int) -> object:
    return board.cell(TILE_ROW + 2, index * 3 + 1).value


def pairs(board: Worksheet, names: str, counts: str, rows: int) -> list[tuple[str, int]]:
    found = [(board[f"{names}{row}"].value, board[f"{counts}{row}"].value) for row in range(data.TOP, data.TOP + rows)]
    return [(name, int(count)) for name, count in found if name]


def validations(sheet: Worksheet) -> dict[str, DataValidation]:
    """Column letter → its rule."""
    return {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation}


def expected_rule(field: FieldDef) -> tuple[str, str, str] | None:
    """Type, strictness and first formula of the rule that the definition asks for."""
    if field.editor is Editor.PROGRAM:
        return "custom", "warning", "FALSE"
    if field.choices:
        return "list", "stop", f'"{",".join(field.choices)}"'
    if field.lookup:
        return "list", "warning", lookup_range(field.lookup).removeprefix("=")
    days = ("date", "stop", "36526")
    return {
        Kind.DATE: days,
        Kind.DATETIME: days,
        Kind.PERCENT: ("decimal", "stop", "0"),
        Kind.INTEGER: ("whole", "stop", "0"),
        Kind.NUMBER: ("decimal", "stop", "-1000000000"),
        Kind.POINTS: ("decimal", "stop", "-1000000"),
    }.get(field.kind)


def dimension(sheet: Worksheet, index: int) -> openpyxl.worksheet.dimensions.ColumnDimension:
    """The column's definition; neighbours with the same look share one."""
    return next(d for d in sheet.column_dimensions.values() if d.min <= index <= d.max)


def width_of(sheet: Worksheet, index: int) -> float:
    return dimension(sheet, index).width


def default_format(sheet: Worksheet, index: int) -> str:
    return dimension(sheet, index).number_format
