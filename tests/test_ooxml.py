"""The patcher changes what it is told to and nothing else, in the workbooks of three writers and in odd ones made by hand."""

import io
import struct
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.apply.ooxml import CellValue, Formula, Refused, SheetEdits, patch
from duban_xl.apply.ooxml.area import Growth
from duban_xl.apply.ooxml.formulas import moved
from duban_xl.apply.ooxml.references import Grown, follow
from tests.apply_books import (
    BOARD,
    HEADERS,
    ROWS,
    TAB,
    by_hand,
    by_libreoffice,
    by_openpyxl,
    by_xlsxwriter,
    elements_around,
    packed,
    parts,
    prefixed,
    replaced,
    sheet_part,
    values,
    zipped,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

Maker = Callable[[Path], bytes]
WRITERS = [
    pytest.param(lambda _: by_openpyxl(), id="openpyxl"),
    pytest.param(lambda _: by_xlsxwriter(), id="xlsxwriter"),
    pytest.param(lambda _: prefixed(by_xlsxwriter()), id="prefixed"),
    pytest.param(by_libreoffice, id="libreoffice", marks=pytest.mark.office),
]
MOMENT = datetime.fromisoformat("2026-02-28 17:45:30")
NEW_ROW: dict[int, CellValue] = {1: "D-9", 2: "=1+1", 3: date(2026, 9, 28), 4: Decimal("0.5")}


def edited(
    data: bytes, *, rows: tuple[dict[int, CellValue], ...] = (), after: int | None = 2, **cells: CellValue
) -> bytes:
    return patch(data, [edits(rows=rows, after=after, **cells)]).data


def edits(*, rows: tuple[dict[int, CellValue], ...] = (), after: int | None = 2, **cells: CellValue) -> SheetEdits:
    places = {(ord(name[0]) - ord("A") + 1, int(name[1:])): value for name, value in cells.items()}
    return SheetEdits(tab=TAB, cells=places, rows=rows, after_row=after)


def refusal(data: bytes, change: SheetEdits | None = None) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        patch(data, [change or edits(B3="改")])
    return refused.value.finding.code, refused.value.finding.source.cell


def cell_of(data: bytes, column: int, row: int) -> Any:
    grid = values(data)
    return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else ""


# What three writers make


@pytest.mark.parametrize("make", WRITERS)
def test_cells_set__hold_their_values_and_all_else_is_as_it_was(make: Maker, tmp_path: Path) -> None:
    before = make(tmp_path)
    result = patch(before, [edits(B3="改为“约 80%”", D4=None, C5=date(2026, 12, 31))])
    wanted = values(before)
    wanted[2][1], wanted[3][3], wanted[4][2] = "改为“约 80%”", "", date(2026, 12, 31)
    now = values(result.data)
    assert [row[:4] for row in now] == [row[:4] for row in wanted]
    assert changed_parts(before, result.data) == result.touched
    part = sheet_part(before)
    assert elements_around(parts(result.data)[part]) == elements_around(parts(before)[part])


@pytest.mark.parametrize("make", WRITERS)
def test_rows_appended__stand_under_the_data_in_the_grown_table(make: Maker, tmp_path: Path) -> None:
    before = make(tmp_path)
    result = patch(before, [edits(rows=(NEW_ROW, {1: "D-10"}))])
    assert result.appended == {TAB: (6, 7)}
    assert values(result.data)[5][:4] == ["D-9", "=1+1", date(2026, 9, 28), 0.5]
    assert values(result.data)[6][0] == "D-10"
    assert changed_parts(before, result.data) == result.touched
    sheet = openpyxl.load_workbook(io.BytesIO(result.data))[TAB]
    assert sheet.tables["matters"].ref == "A2:E7"
    assert sheet.tables["matters"].autoFilter is None or sheet.tables["matters"].autoFilter.ref == "A2:E7"
    assert sheet.print_area == f"'{TAB}'!$A$1:$E$7"
    assert [str(choice.sqref) for choice in sheet.data_validations.dataValidation] == ["B3:B7"]
    assert "D3:D7" in {str(ranges.sqref) for ranges in sheet.conditional_formatting}
    assert sheet.parent.defined_names["全部"].attr_text.replace("'", "") == f"{TAB}!$A$3:$E$7"
    part = sheet_part(before)
    names = [name for name, _, _ in elements_around(parts(before)[part])]
    assert [name for name, _, _ in elements_around(parts(result.data)[part])] == names


@pytest.mark.parametrize("make", WRITERS)
def test_new_row__takes_the_styles_of_the_row_above(make: Maker, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(edited(make(tmp_path), rows=(NEW_ROW,))))[TAB]
    assert [sheet.cell(6, column).number_format for column in (1, 3, 4)] == [
        sheet.cell(5, column).number_format for column in (1, 3, 4)
    ]


@pytest.mark.parametrize("make", WRITERS)
def test_any_change__drops_results_that_may_be_stale_and_asks_for_calculation(make: Maker, tmp_path: Path) -> None:
    before = make(tmp_path)
    after = edited(before, D3=Decimal("0.75"))
    old, book = (openpyxl.load_workbook(io.BytesIO(data), data_only=True) for data in (before, after))
    assert book[TAB]["E3"].value is None
    assert [book[TAB]["E4"].value, book[BOARD]["A1"].value] == [old[TAB]["E4"].value, old[BOARD]["A1"].value]
    live = openpyxl.load_workbook(io.BytesIO(after))
    assert live[TAB]["E4"].value == "=D4*2"
    assert live.calculation.fullCalcOnLoad


@pytest.mark.office
def test_patched_workbook__is_calculated_by_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "patched.xlsx"
    source.write_bytes(edited(by_xlsxwriter(), rows=(NEW_ROW,), D3=Decimal("0.75")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=180)
    lines = (tmp_path / f"patched-{TAB}.csv").read_text(encoding="utf-8").splitlines()
    assert lines[2].endswith(",0.75,1.5")
    assert lines[5].startswith("D-9,=1+1,2026-09-28,0.5")


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The entries that differ, after a look at the order and the attributes of those that don't."""
    old, new = packed(before), packed(after)
    assert [name for name in old if name in new] == list(new)
    return {name for name in old if old[name] != new.get(name)}


# Values


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("001234", "001234"),
        (" 两边有空格  ", " 两边有空格  "),
        ("第一行\n第二行\t", "第一行\n第二行\t"),
        ("<&>\"'", "<&>\"'"),
        ("_x000D_", "_x000D_"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("字" * 32_767, "字" * 32_767),
        ("😀𠀀", "😀𠀀"),
        (Decimal("0.1"), 0.1),
        (Decimal("-1E+3"), -1000),
        (Decimal("1E-20"), 1e-20),
        (True, True),
        (False, False),
        (date(2026, 2, 28), date(2026, 2, 28)),
        (MOMENT, MOMENT),
        (Formula("1+1", Decimal(2)), 2),
        (Formula('"甲"&1', "甲1"), "甲1"),
        (None, ""),
        ("", ""),
    ],
)
def test_value_written__reads_back(value: CellValue, read: Any) -> None:
    assert cell_of(edited(by_xlsxwriter(), B3=value), 2, 3) == read
    assert cell_of(edited(by_xlsxwriter(), G8=value), 7, 8) == read


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 9), st.integers(8, 40)),
        st.one_of(
            st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12),
            st.decimals(-10_000, 10_000, places=3),
            st.dates(date(1901, 1, 1), date(2099, 12, 31)),
            st.booleans(),
            st.none(),
        ),
        max_size=25,
    )
)
def test_any_cells__read_back_as_planned_and_again_change_nothing(cells: dict[tuple[int, int], CellValue]) -> None:
    before = by_openpyxl()
    after = patch(before, [SheetEdits(tab=TAB, cells=cells)]).data
    for (column, row), value in cells.items():
        read = cell_of(after, column, row)
        assert read == (float(value) if isinstance(value, Decimal) else "" if value is None else value)
    again = patch(after, [SheetEdits(tab=TAB, cells=cells)])
    assert again.touched == frozenset()
    assert again.data == after


def test_number_over_a_date_cell_and_date_over_a_number_cell__are_shown_as_what_they_are() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(edited(by_xlsxwriter(), D3=date(2026, 5, 1))))[TAB]
    assert sheet["D3"].value == datetime.fromisoformat("2026-05-01")
    assert sheet["D4"].number_format == "General"


def test_text_like_a_formula__is_marked_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(edited(by_xlsxwriter(), B3="=cmd|' /c calc'!A0", B4="-")))[TAB]
    assert [sheet["B3"].quotePrefix, sheet["B4"].quotePrefix, sheet["B5"].quotePrefix] == [True, False, False]
    assert sheet["B3"].data_type == "s"


def test_day_in_a_1904_workbook__is_the_same_day() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True})
    book.add_worksheet(TAB).write("A1", "x")
    book.close()
    assert cell_of(edited(out.getvalue(), B3=date(2026, 3, 1)), 2, 3) == date(2026, 3, 1)


@pytest.mark.parametrize("make", [by_openpyxl, by_xlsxwriter])
def test_blank_over_blank__changes_nothing(make: Callable[[], bytes]) -> None:
    before = make()
    result = patch(before, [edits(G9=None, B30="", A7=None)])
    assert (result.data, result.touched) == (before, frozenset())


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("响\x07铃", "A165"),
        ("\ud800", "A165"),
        ("字" * 32_768, "A166"),
        (Decimal("NaN"), "A167"),
        (Decimal("1E+400"), "A167"),
        (date(1899, 12, 31), "A167"),
    ],
)
def test_value_that_excel_cannot_hold__is_refused(value: CellValue, code: str) -> None:
    assert refusal(by_xlsxwriter(), edits(B3=value)) == (code, "B3")


# Appending


def test_empty_table__is_filled_from_its_blank_row() -> None:
    before = by_xlsxwriter(())
    result = patch(before, [edits(rows=(NEW_ROW, {1: "D-10"}))])
    assert result.appended == {TAB: (3, 4)}
    assert openpyxl.load_workbook(io.BytesIO(result.data))[TAB].tables["matters"].ref == "A2:E4"


def test_table_with_blank_rows_at_its_end__is_filled_before_it_grows() -> None:
    result = patch(by_xlsxwriter(last=7), [edits(rows=(NEW_ROW, {1: "D-10"}))])
    assert result.appended == {TAB: (6, 7)}
    assert "xl/tables/table1.xml" not in result.touched


def test_styled_blank_row_under_the_data__is_filled_not_doubled() -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>编号</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    before = by_hand(f'<sheetData>{rows}<row r="3" ht="30"><c r="A3"/><c r="C3"/></row><row r="1048576"/></sheetData>')
    result = patch(before, [edits(rows=({1: "新", 2: "乙"},), after=1)])
    assert result.appended == {TAB: (3,)}
    assert parts(result.data)["xl/s.xml"].count(b'<row r="3"') == 1
    assert b'<row r="3" ht="30">' in parts(result.data)["xl/s.xml"]
    assert values(result.data)[2] == ["新", "乙"]


def test_sheet_with_a_header_only__gets_its_first_row_under_it() -> None:
    before = by_hand('<sheetData><row r="2"><c r="A2" t="str"><v>编号</v></c></row></sheetData>')
    assert patch(before, [edits(rows=({1: "新"},), after=2)]).appended == {TAB: (3,)}
    assert patch(by_hand("<sheetData />"), [edits(rows=({1: "新"},), after=2)]).appended == {TAB: (3,)}


def test_value_beyond_the_table__is_refused() -> None:
    assert refusal(by_xlsxwriter(), edits(rows=({1: "D-9", 6: "多"},))) == ("A170", "F6")


def test_text_under_the_table__is_refused() -> None:
    assert refusal(edited(by_xlsxwriter(), B8="说明"), edits(rows=({1: "1"}, {1: "2"}, {1: "3"}))) == ("A171", "B8")
    assert patch(edited(by_xlsxwriter(), G6="旁注"), [edits(rows=(NEW_ROW,))]).appended == {TAB: (6,)}


def test_calculated_column__goes_on_in_new_rows() -> None:
    column = '<tableColumn id="5" name="加倍"/>'
    calculated = '<tableColumn id="5" name="加倍"><calculatedColumnFormula>D3*2</calculatedColumnFormula></tableColumn>'
    before = replaced(by_xlsxwriter(), "xl/tables/table1.xml", column, calculated)
    sheet = openpyxl.load_workbook(io.BytesIO(edited(before, rows=(NEW_ROW, NEW_ROW))))[TAB]
    assert [sheet["E6"].value, sheet["E7"].value] == ["=D6*2", "=D7*2"]


def test_ranges_elsewhere__stay_as_they_are() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(edited(by_xlsxwriter(), rows=(NEW_ROW,))))[TAB]
    assert {str(ranges.sqref) for ranges in sheet.conditional_formatting} == {"D3:D6", "G1:G9"}


def with_totals(formula: str = "") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(TAB)
    bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
    columns = [
        {"header": "编号", "total_string": "合计"},
        {"header": "完成率", "total_function": "sum", "format": share},
    ]
    sheet.add_table("A2:B5", {"name": "matters", "columns": columns, "total_row": True})
    for at, (number, done) in enumerate((("D-1", 0.25), ("D-2", 0.5)), start=2):
        sheet.write(at, 0, number)
        sheet.write(at, 1, done, share)
    sheet.write("A5", "合计", bold)
    sheet.write("D5", "旁注")
    sheet.conditional_format("B3:B4", {"type": "cell", "criteria": ">", "value": 1, "format": bold})
    sheet.print_area("A1:B5")
    board = book.add_worksheet("看板")
    board.write_formula("A1", formula or "=SUM(督办事项!B3:B4)")
    book.close()
    return out.getvalue()


def test_totals_row__moves_down_below_new_rows() -> None:
    result = patch(with_totals(), [edits(rows=({1: "D-3", 2: Decimal("0.75")}, {1: "D-4"}))])
    assert result.appended == {TAB: (5, 6)}
    book = openpyxl.load_workbook(io.BytesIO(result.data))
    sheet = book[TAB]
    assert [[sheet.cell(at, column).value for column in (1, 2, 4)] for at in (5, 6, 7)] == [
        ["D-3", 0.75, "旁注"],
        ["D-4", None, None],
        ["合计", "=SUBTOTAL(109,[完成率])", None],
    ]
    assert [sheet["A5"].font.bold, sheet["A7"].font.bold, sheet["B5"].number_format] == [False, True, "0.0%"]
    table = sheet.tables["matters"]
    assert (table.ref, table.autoFilter.ref, sheet.print_area) == ("A2:B7", "A2:B6", f"'{TAB}'!$A$1:$B$7")
    assert {str(ranges.sqref) for ranges in sheet.conditional_formatting} == {"B3:B6"}
    assert book["看板"]["A1"].value == f"=SUM({TAB}!B3:B6)"


def test_totals_row_that_a_formula_points_at__stays_and_the_rows_are_refused() -> None:
    assert refusal(with_totals("=督办事项!B5"), edits(rows=({1: "D-3"},))) == ("A174", "A1")
    assert refusal(edited(with_totals(), B6="说明"), edits(rows=({1: "D-3"},))) == ("A171", "B6")


def test_formulas_charts_and_lists_that_ended_with_the_data__follow_them() -> None:
    after = edited(by_xlsxwriter(), rows=(NEW_ROW, NEW_ROW), G12=Formula("SUM(D3:D5)"))
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book[BOARD]["A1"].value == f"=COUNTA({TAB}!A3:A7)"
    assert book[TAB]["E5"].value == "=D5*2"
    chart = next(text for name, text in parts(after).items() if "charts/chart" in name).decode()
    assert f"<c:f>{TAB}!$D$3:$D$7</c:f>" in chart


@pytest.mark.parametrize(
    ("formula", "followed"),
    [
        ("SUM(数据!A3:A5)", "SUM(数据!A3:A9)"),
        ("SUM($A$3:$B$5,A3:A4)", "SUM($A$3:$B$9,A3:A4)"),
        ("COUNTIF('数据'!A3:A5,\"A3:A5\")", "COUNTIF('数据'!A3:A9,\"A3:A5\")"),
        (
            "SUM(别的!A3:A5)+SUM([1]数据!A3:A5)+SUM('[1]数据'!A3:A5)",
            "SUM(别的!A3:A5)+SUM([1]数据!A3:A5)+SUM('[1]数据'!A3:A5)",
        ),
        ("SUM(一:数据!A3:A5)", "SUM(一:数据!A3:A5)"),
        ("SUM(D3:D5)+SUM(A5:B5)+SUM(A:A)", "SUM(D3:D5)+SUM(A5:B5)+SUM(A:A)"),
    ],
)
def test_range_in_a_formula__follows_the_data_it_ended_with(formula: str, followed: str) -> None:
    grown = Grown("数据", Growth(left=1, right=2, first=3, ends={5: 9}))
    assert follow(formula, (grown,), own="数据") == followed


@pytest.mark.parametrize(("filtered", "grown"), [("A2:C3", "A2:C12"), ("A2:C7", "A2:C12"), ("A2:C40", "A2:C40")])
def test_filter_over_blank_rows__reaches_down_to_the_new_ones(filtered: str, grown: str) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(TAB)
    sheet.write_row("A2", HEADERS[:3])
    sheet.autofilter(filtered)
    book.close()
    result = patch(out.getvalue(), [edits(rows=tuple({1: f"D-{at}"} for at in range(10)))])
    assert result.appended == {TAB: tuple(range(3, 13))}
    after = openpyxl.load_workbook(io.BytesIO(result.data))[TAB]
    assert after.auto_filter.ref == grown
    absolute = ":".join(f"${corner[0]}${corner[1:]}" for corner in grown.split(":"))
    assert absolute.encode() in parts(result.data)["xl/workbook.xml"]


def test_merged_area_at_the_end__is_not_written_into() -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>编号</v></c></row><row r="2"><c r="A2" t="str"><v>合并</v></c></row>'
    merged = '<mergeCells count="1"><mergeCell ref="A2:B4"/></mergeCells>'
    before = by_hand(f"<sheetData>{rows}</sheetData>", after=merged)
    assert patch(before, [edits(rows=({1: "新", 3: None},), after=1)]).appended == {TAB: (5,)}


row_values = st.one_of(st.none(), st.text("甲乙=<& _x0041", min_size=1).filter(str.strip), st.booleans())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(st.integers(1, 4), row_values, min_size=1), min_size=1, max_size=9))
def test_any_rows__stand_one_under_the_other(rows: list[dict[int, CellValue]]) -> None:
    result = patch(by_openpyxl(), [edits(rows=tuple(rows))])
    assert result.appended == {TAB: tuple(range(6, 6 + len(rows)))}
    for number, row in zip(result.appended[TAB], rows, strict=True):
        read = [cell_of(result.data, column, number) for column in range(1, 5)]
        assert read == ["" if row.get(column) is None else row[column] for column in range(1, 5)]


# Things that belong together


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        (edits(C1="改"), "A160", "C1"),
        (edits(B2="改"), "A163", "B2"),
        (SheetEdits(tab=TAB, cells={(20_000, 1): "远"}), "A168", "ACOF1"),
        (SheetEdits(tab="没有", cells={(1, 1): "远"}), "A157", ""),
    ],
)
def test_cell_that_is_part_of_something__is_refused(change: SheetEdits, code: str, cell: str) -> None:
    assert refusal(by_xlsxwriter(), change) == (code, cell)


def test_corner_of_a_merged_area__is_written() -> None:
    assert cell_of(edited(by_xlsxwriter(), A1="新标题"), 1, 1) == "新标题"


def test_array_formula__is_refused_inside_and_loses_its_results_elsewhere() -> None:
    cells = '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    before = by_hand(f"<sheetData>{cells}</sheetData>")
    assert refusal(before, edits(A2="改")) == ("A161", "A2")
    assert b"<v>" not in parts(edited(before, B2="改"))["xl/s.xml"]
    assert cells.encode() in parts(edited(before, B3="改"))["xl/s.xml"]


def test_data_table__keeps_its_results() -> None:
    cells = '<row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" r1="B1"/><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    before = by_hand(f"<sheetData>{cells}</sheetData>")
    assert refusal(before, edits(A2="改")) == ("A161", "A2")
    assert cells.encode() in parts(edited(before, B3="改"))["xl/s.xml"]


def related(content: dict[str, bytes], part: str, kind: str, target: str) -> dict[str, bytes]:
    """The entries with one more relationship, from `part`."""
    folder, name = part.rpartition("/")[::2]
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    old = content.get(rels, b"<Relationships></Relationships>").decode()
    new = f'<Relationship Id="more" Type="http://x/{kind}" Target="{target}"/></Relationships>'
    return content | {rels: old.replace("</Relationships>", new).encode()}


def test_cell_in_a_pivot_table__is_refused() -> None:
    content = related(parts(by_openpyxl()), "xl/worksheets/sheet2.xml", "pivotTable", "/xl/pivot1.xml")
    content["xl/pivot1.xml"] = b"<pivotTableDefinition><location ref='B2:D9'/></pivotTableDefinition>"
    assert refusal(zipped(content), SheetEdits(tab=BOARD, cells={(3, 9): "改"})) == ("A162", "C9")


def test_table_filled_by_a_query__is_refused() -> None:
    content = related(parts(by_xlsxwriter()), "xl/tables/table1.xml", "queryTable", "/xl/query1.xml")
    content["xl/query1.xml"] = b"<queryTable/>"
    assert refusal(zipped(content), edits(rows=(NEW_ROW,)))[0] == "A173"


def test_two_tables_that_fit__the_header_row_decides_or_the_rows_are_refused() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(TAB)
    sheet.add_table("A2:B3", {"name": "first"})
    sheet.add_table("A12:B13", {"name": "second"})
    book.close()
    assert refusal(out.getvalue(), edits(rows=({1: "新"},), after=None))[0] == "A172"
    assert patch(out.getvalue(), [edits(rows=({1: "新"},), after=12)]).appended == {TAB: (13,)}


def test_shared_workbook_with_revisions__is_refused() -> None:
    content = related(parts(by_xlsxwriter()), "xl/workbook.xml", "revisionHeaders", "/xl/headers.xml")
    assert refusal(zipped(content | {"xl/headers.xml": b"<headers/>"}))[0] == "A156"


def test_cell_picture_of_wps__is_refused() -> None:
    cells = '<row r="3"><c r="B3" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>'
    assert refusal(by_hand(f"<sheetData>{cells}</sheetData>")) == ("A164", "B3")


def test_master_of_a_shared_formula_overwritten__leaves_its_followers_with_their_own() -> None:
    cells = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1+$C$1+Sheet!D1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="A3"><f t="shared" si="0"/></c></row>'
    )
    after = parts(edited(by_hand(f"<sheetData>{cells}</sheetData>"), A1="改"))["xl/s.xml"].decode()
    assert '<c r="A2"><f>B2+$C$1+Sheet!D2</f></c>' in after
    assert '<c r="A3"><f>B3+$C$1+Sheet!D3</f></c>' in after
    assert "shared" not in after


def test_formula_overwritten__takes_the_calculation_chain_with_it() -> None:
    content = parts(by_xlsxwriter())
    chain = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    content["xl/calcChain.xml"] = b"<calcChain/>"
    for name, end, new in (
        ("[Content_Types].xml", b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="x"/>'),
        (
            "xl/_rels/workbook.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="rc" Type="{chain}" Target="calcChain.xml"/>'.encode(),
        ),
    ):
        content[name] = content[name].replace(end, new + end)
    before = zipped(content)
    kept, dropped = parts(edited(before, B3="改")), parts(edited(before, E3=Decimal(1)))
    assert "xl/calcChain.xml" in kept
    assert not any(b"calcChain" in text for text in dropped.values())
    assert set(kept) - set(dropped) == {"xl/calcChain.xml"}


@pytest.mark.parametrize(
    ("formula", "moved_down"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("SUM(A1:B2,A:A,1:1,$1:$2)", "SUM(B3:C4,B:B,3:3,$1:$2)"),
        ("'A1 B1'!A1&\"A1\"", "'A1 B1'!B3&\"A1\""),
        ("LOG10(A1)+ZZZ2026+AB1!C3", "LOG10(B3)+ZZZ2026+AB1!D5"),
        ("matters[[#This Row],[A1]]*事项!A1", "matters[[#This Row],[A1]]*事项!B3"),
        ("XFD1048576", "#REF!"),
    ],
)
def test_formula_moved__shifts_relative_references_only(formula: str, moved_down: str) -> None:
    assert moved(formula, columns=1, rows=2) == moved_down


# Odd but legal


CELLS = (
    '<{p}row r="1"><{p}c r="A1"><{p}v>1</{p}v></{p}c></{p}row><{p}row r="4"><{p}c r="B4"><{p}v>4</{p}v></{p}c></{p}row>'
)


@pytest.mark.parametrize(
    ("cells", "grid"),
    [
        ("<sheetData/>", [["", ""], ["", ""], ["", "改"]]),
        ("<sheetData></sheetData>", [["", ""], ["", ""], ["", "改"]]),
        ("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row></sheetData>",
         [[1, 2], ["", ""], [3, "改"]]),
        ("<sheetData><row r='3' spans='1:1'><c r='A3'><v>3</v></c></row></sheetData>", [["", ""], ["", ""], [3, "改"]]),
        ("<sheetData><row r='3' ><c r='B3' t='s' vm='1' cm='1'><f>A1</f><v>0</v></c ></row ></sheetData>",
         [["", ""], ["", ""], ["", "改"]]),
        ("<sheetData><!-- <row r='3'><c r='B3'/></row> --><row r='3'/></sheetData>", [["", ""], ["", ""], ["", "改"]]),
        ("<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t><![CDATA[</c><c r='B3'/>]]></t></is></c></row></sheetData>",
         [["</c><c r='B3'/>", ""], ["", ""], ["", "改"]]),
    ],
)  # fmt: skip
def test_odd_sheet__is_changed_in_its_own_way(cells: str, grid: list[list[Any]]) -> None:
    after = edited(by_hand(cells), B3="改")
    assert values(after) == grid
    assert b"vm=" not in parts(after)["xl/s.xml"]
    assert patch(after, [edits(B3="改")]).touched == frozenset()


def test_prefixed_sheet__gets_prefixed_cells() -> None:
    before = by_hand(f"<x:sheetData>{CELLS.format(p='x:')}</x:sheetData>", prefix="x:")
    after = edited(before, A4=Decimal(7), B3="改")
    assert values(after) == [[1, ""], ["", ""], ["", "改"], [7, 4]]
    assert b'<x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t>' in parts(after)["xl/s.xml"]


def test_strict_workbook__is_changed_like_any_other() -> None:
    content = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
        for name, data in parts(by_xlsxwriter()).items()
    }
    result = patch(zipped(content), [edits(rows=(NEW_ROW,), B3="改")])
    assert result.appended == {TAB: (6,)}
    assert {"xl/tables/table1.xml", "xl/worksheets/sheet1.xml"} <= result.touched
    assert b'ref="A2:E6"' in parts(result.data)["xl/tables/table1.xml"]


def test_root_tag_and_unknown_things__stay_byte_for_byte() -> None:
    root = " xmlns:mc='http://mc' xmlns:z=\"http://z\"  mc:Ignorable='z'"
    cell = "<c  r='A1' z:k='>'><v>1</v><extLst><ext><z:a>b</z:a></ext></extLst></c>"
    before = by_hand(
        f"<sheetData ><row r='1' z:h='1'>{cell}</row ></sheetData >", root=root, after="<z:last/><!-- x -->"
    )
    after = parts(edited(before, B1="改", after=None))["xl/s.xml"].decode()
    text = parts(before)["xl/s.xml"].decode()
    assert after == text.replace(cell, cell + '<c r="B1" t="inlineStr"><is><t>改</t></is></c>')


def test_byte_order_mark_and_windows_line_ends__stay() -> None:
    before = replaced(by_xlsxwriter(), "xl/worksheets/sheet1.xml", "<?xml", "\ufeff<?xml")
    after = parts(edited(before, B3="改"))["xl/worksheets/sheet1.xml"]
    assert after.startswith(b"\xef\xbb\xbf<?xml")
    assert cell_of(edited(before, B3="改"), 2, 3) == "改"


def test_column_and_row_styles__are_taken_by_new_cells() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(edited(by_xlsxwriter(), G4="新", G20="新")))[TAB]
    assert {sheet["G4"].fill.fgColor.rgb, sheet["G20"].fill.fgColor.rgb} == {"FFFFFF00"}


def test_entries_with_data_descriptors__are_copied_with_known_sizes() -> None:
    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.inside = io.BytesIO()

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            return self.inside.write(data)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # not seekable: sizes go behind the data
        for name, data in parts(by_xlsxwriter()).items():
            archive.writestr(name, data)
        archive.comment = "备注".encode()
    before = stream.inside.getvalue()
    after = edited(before, B3="改")
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert all(info.flag_bits & 8 for info in old.infolist())
        assert not any(info.flag_bits & 8 for info in new.infolist())
        assert new.comment == old.comment
        assert new.testzip() is None
    assert cell_of(after, 2, 3) == "改"


def test_zip64_fields__are_read_and_left_out() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(by_xlsxwriter()).items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(data)
    assert cell_of(edited(out.getvalue(), B3="改"), 2, 3) == "改"


def test_parts_with_unusual_names__are_found_through_relationships() -> None:
    content = parts(by_hand("<sheetData/>"))
    content["XL\\Book.XML"] = content.pop("xl/workbook.xml")
    content["xl/_rels/book.xml.rels"] = content.pop("xl/_rels/workbook.xml.rels")
    content["xl/My Sheet.xml"] = content.pop("xl/s.xml")
    content["_rels/.rels"] = content["_rels/.rels"].replace(b"/xl/workbook.xml", b"xl/book.xml")
    content["xl/_rels/book.xml.rels"] = content["xl/_rels/book.xml.rels"].replace(b"s.xml", b".\\my%20sheet.xml")
    result = patch(zipped(content), [edits(B3="改")])
    assert result.touched == {"xl/My Sheet.xml"}
    assert list(parts(result.data)) == list(content)


# Files that are left alone


def test_encrypted_or_old_file__is_refused() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))[0] == "A150"


@pytest.mark.parametrize("cut", [10, 300, 2000])
def test_cut_file__is_refused(cut: int) -> None:
    assert refusal(by_xlsxwriter()[:-cut])[0] == "A151"


def test_damage_in_an_untouched_part__is_refused() -> None:
    data = bytearray(by_xlsxwriter())
    at = data.find(b"xl/theme/theme1.xml") + 400
    data[at] ^= 0xFF
    assert refusal(bytes(data))[0] == "A151"


def test_entry_twice__is_refused() -> None:
    out = io.BytesIO(by_xlsxwriter())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/Workbook.xml", "<workbook/>")
    assert refusal(out.getvalue())[0] == "A152"


def test_signed_workbook__is_refused() -> None:
    content = parts(by_xlsxwriter()) | {"_xmlsignatures/origin.sigs": b""}
    assert refusal(zipped(content))[0] == "A153"


def test_utf_16_part__is_refused() -> None:
    content = parts(by_xlsxwriter())
    name = "xl/worksheets/sheet1.xml"
    content[name] = content[name].decode().encode("utf-16")
    assert refusal(zipped(content))[0] == "A154"


def test_document_type_in_a_part__is_refused() -> None:
    assert refusal(replaced(by_xlsxwriter(), "xl/workbook.xml", "<workbook", "<!DOCTYPE x><workbook"))[0] == "A191"


def test_zip_that_is_no_workbook__is_refused() -> None:
    assert refusal(zipped({"a.txt": b"x"}))[0] == "A155"
    assert refusal(b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 0, 0, 0, 0, 0))[0] == "A155"


def test_chart_sheet__is_refused() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("数据").write("A1", 1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=数据!$A$1:$A$1"})
    book.add_chartsheet(TAB).set_chart(chart)
    book.close()
    assert refusal(out.getvalue())[0] == "A158"


def test_helpers__make_what_the_tests_think() -> None:
    assert [row[:4] for row in values(by_openpyxl())[2:]] == [row[:4] for row in values(by_xlsxwriter())[2:]]
    assert values(by_openpyxl())[1] == list(HEADERS)
    assert len(ROWS) == 3


# --- heights ----------------------------------------------------------------------------------------------------------


def height_of(data: bytes, row: int) -> float | None:
    return openpyxl.load_workbook(io.BytesIO(data))[TAB].row_dimensions[row].height


def test_heights__new_rows_get_theirs_and_edited_rows_only_grow() -> None:
    new = ({1: "D-8"}, {1: "D-9"})
    one = SheetEdits(tab=TAB, cells={(1, 3): "改"}, rows=new, after_row=2, heights={3: 47.0}, row_heights=(62.0, None))
    patched = patch(by_hand_rows(), [one])
    first, second = patched.appended[TAB]
    assert [height_of(patched.data, row) for row in (3, first, second)] == [47.0, 62.0, None]
    again = patch(patched.data, [SheetEdits(tab=TAB, cells={(1, 3): "再改"}, heights={3: 17.0})])
    assert height_of(again.data, 3) == 47.0


def test_height_set_by_a_person__stays() -> None:
    data = by_hand_rows(b' ht="20" customHeight="1"')
    patched = patch(data, [SheetEdits(tab=TAB, cells={(1, 3): "改"}, heights={3: 99.0})])
    assert height_of(patched.data, 3) == 20.0


def by_hand_rows(attributes: bytes = b"") -> bytes:
    """A sheet with a header in row 2 and one data row that has these attributes."""
    cells = '<row r="2"><c r="A2" t="inlineStr"><is><t>编号</t></is></c></row>'
    cells += f'<row r="3"{attributes.decode()}><c r="A3" t="inlineStr"><is><t>D-1</t></is></c></row>'
    return by_hand(f"<sheetData>{cells}</sheetData>")
