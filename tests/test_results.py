"""After an edit, a formula keeps its cached result exactly if nothing that it reads has changed, directly or through others."""

import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from duban_xl.apply.ooxml import CellValue, SheetEdits, patch
from duban_xl.apply.ooxml.area import Area
from duban_xl.apply.ooxml.dependents import FormulaCell, stale_formulas
from duban_xl.apply.ooxml.reading import Known, NamedTable, Place, places_read
from tests.apply_books import by_hand, parts, replaced, values
from tests.office import convert

MATTERS, BOARD = "督办事项", "看板 '26"
HEADERS = ("编号", "到期", "完成率", "办结日", "办结时限", "状态")
LAST = 7
OPEN: Any = "承办中"


def ledger(*, table: bool = True) -> bytes:
    """Matters with two formula columns of the clerk's in rows 3 to 7; a board that counts and adds them up."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, board = book.add_worksheet(MATTERS), book.add_worksheet(BOARD)
    sheet.write_row("A2", HEADERS)
    if table:
        sheet.add_table(f"A2:F{LAST}", {"name": "matters", "columns": [{"header": header} for header in HEADERS]})
    for row in range(3, LAST + 1):
        sheet.write_row(row - 1, 0, (f"D-{row}", 46000 + row, row / 10))
        sheet.write_formula(f"E{row}", f"=B{row}+90", None, 46090 + row)
        sheet.write_formula(f"F{row}", f'=IF(D{row}<>"","办结","承办中")', None, OPEN)
    for at, (formula, result) in enumerate(COUNTED.values(), start=1):
        board.write_formula(f"A{at}", f"={formula}", None, result)
    book.define_name("办结日列", f"={MATTERS}!$D$3:$D${LAST}")
    book.define_name("税率", "=0.13")
    book.close()
    return out.getvalue()


COUNTED: Mapping[str, tuple[str, Any]] = {
    "rates": (f"SUM({MATTERS}!C3:C{LAST})", 2.5),
    "rates by name": (f'SUMIFS({MATTERS}!$C$3:$C${LAST},{MATTERS}!$A$3:$A${LAST},"D-3")', 0.3),
    "open": (f'COUNTIF({MATTERS}!F:F,"承办中")', 5),
    "days": ("COUNT(办结日列)", 0),
    "limits": ("SUM(matters[办结时限])", 230475),
    "tax": ("税率*100", 13),
    "first": (f"'{MATTERS}'!A3", 0),
    "doubled": ("A1*2", 5),
    "by hand": ('INDIRECT("A1")', 2.5),
}


def kept(data: bytes) -> set[str]:
    """The formulas of the board that have a result, read by a library that shares no code with the writer."""
    column = [row[0] for row in values(data, BOARD)] + [""] * len(COUNTED)
    return {name for name, result in zip(COUNTED, column, strict=False) if result != ""}


def edited(data: bytes, *rows: dict[int, CellValue], **cells: CellValue) -> bytes:
    places = {(ord(cell[0]) - ord("A") + 1, int(cell[1:])): value for cell, value in cells.items()}
    return patch(data, [SheetEdits(tab=MATTERS, cells=places, rows=rows, after_row=2)]).data


# The clerk's own columns and the board


def test_rate_changed__the_clerks_columns_stay_and_what_adds_it_up_goes() -> None:
    after = edited(ledger(), C4=Decimal("0.9"))
    assert [row[4:6] for row in values(after, MATTERS)[2:]] == [[46090.0 + row, "承办中"] for row in range(3, LAST + 1)]
    assert kept(after) == {"open", "days", "limits", "tax", "first"}


def test_day_changed__what_reads_the_clerks_column_goes_with_it() -> None:
    after = edited(ledger(), D5=Decimal(46100))
    assert [row[5] for row in values(after, MATTERS)[2:]] == ["承办中", "承办中", "", "承办中", "承办中"]
    assert kept(after) == {"rates", "rates by name", "limits", "tax", "first", "doubled"}
    assert kept(edited(ledger(), B5=Decimal(1))) == {
        "rates",
        "rates by name",
        "open",
        "days",
        "tax",
        "first",
        "doubled",
    }


@pytest.mark.parametrize("table", [True, False])
def test_rows_appended__results_per_row_stay_and_ranges_over_the_rows_go(*, table: bool) -> None:
    before = (
        ledger()
        if table
        else replaced(ledger(table=False), "xl/worksheets/sheet2.xml", "matters[办结时限]", "办结日列")
    )
    after = edited(before, {1: "D-8", 3: Decimal("0.5")}, {1: "D-9"})
    assert [row[4:6] for row in values(after, MATTERS)[2:LAST]] == [
        [46090.0 + row, "承办中"] for row in range(3, LAST + 1)
    ]
    assert kept(after) == {"tax", "first"}


def test_sheet_whose_results_all_stay__is_not_touched() -> None:
    before = ledger()
    content = replaced(before, "xl/worksheets/sheet2.xml", "INDIRECT", "LEN")
    result = patch(content, [SheetEdits(tab=MATTERS, cells={(8, 20): "旁注"})])
    assert result.touched == {"xl/worksheets/sheet1.xml"}


def test_formula_written_over__is_no_reason_for_what_does_not_read_it() -> None:
    after = edited(ledger(), F3="办结")
    assert [row[5] for row in values(after, MATTERS)[2:]] == ["办结", "承办中", "承办中", "承办中", "承办中"]
    assert kept(after) == {"rates", "rates by name", "days", "limits", "tax", "first", "doubled"}


def test_shared_formula__each_cell_is_looked_at_by_itself() -> None:
    first = '<c r="B1" t="str"><f t="shared" ref="B1:B3" si="0">A1&amp;"!"</f><v>甲!</v></c>'
    rows = [f'<row r="1"><c r="A1"><v>1</v></c>{first}</row>']
    rows += [
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="str"><f t="shared" si="0"/><v>{n}!</v></c></row>'
        for n in (2, 3)
    ]
    before = by_hand(f"<sheetData>{''.join(rows)}</sheetData>")
    assert [row[1] for row in values(edited(before, A2=Decimal(9)))] == ["甲!", "", "3!"]
    assert [row[1] for row in values(edited(before, B1="写死"))] == ["写死", "2!", "3!"]
    assert b"shared" not in parts(edited(before, B1="写死"))["xl/s.xml"]


def test_number_of_a_shared_formula_used_twice__followers_belong_to_the_last_master_before_them() -> None:
    shared = '<row r="{0}"><c r="A{0}"><f t="shared" ref="A{0}:B{0}" si="0">{1}{0}</f><v>5</v></c>'
    shared += '<c r="B{0}"><f t="shared" si="0"/><v>6</v></c></row>'
    before = by_hand(f"<sheetData>{shared.format(1, 'C')}{shared.format(2, 'F')}</sheetData>")
    assert values(edited(before, D1=Decimal(1))) == [[5.0, "", "", 1.0], [5.0, 6.0, "", ""]]
    after = parts(edited(before, A1="写死"))["xl/s.xml"]
    assert b'<c r="B1"><f>D1</f><v>6</v></c>' in after
    assert after.count(b'si="0"') == 2


def test_array_formula__goes_or_stays_as_a_whole() -> None:
    cells = '<row r="1"><c r="A1"><f t="array" ref="A1:A2">C1:C2*2</f><v>1</v></c><c r="B1"><f>A2</f><v>2</v></c></row>'
    before = by_hand(f'<sheetData>{cells}<row r="2"><c r="A2"><v>2</v></c></row></sheetData>')
    assert values(edited(before, C3=Decimal(5)))[:2] == [[1.0, 2.0, ""], [2.0, "", ""]]
    assert b"<v>2</v>" not in parts(edited(before, C1=Decimal(5)))["xl/s.xml"]


# What a formula reads


KNOWN = Known(
    tabs=("督办事项", "看 板", "q1", "q2", "q3"),
    names={
        ("", "全部"): "督办事项!$A$3:$C$9",
        ("", "两层"): "SUM(全部,q1!$B:$B)",
        ("q1", "全部"): "q1!$A$1",
        ("", "相对"): "督办事项!A3",
        ("", "自己"): "自己+1",
        ("", "myf"): "_xlfn.LAMBDA(_xlpm.x,q1!$A$1)",
        ("", "数"): "0.5",
    },
    tables={"matters": NamedTable(tab="督办事项", whole=Area(1, 2, 3, 9), first=3, last=8,
                                  columns={"编号": 1, "完成 [率]": 2, "状态": 3})},
)  # fmt: skip
SAME = "督办事项"
EVERY_ROW = 1_048_576


def read(formula: str) -> list[tuple[str, str]] | None:
    places = places_read(formula, known=KNOWN, tab=SAME, column=5, row=4)
    return None if places is None else [(place.tab, str(place.area)) for place in places]


@pytest.mark.parametrize(
    ("formula", "places"),
    [
        ("1+2.5E+3*.5%", []),
        ('"A1"&TRUE', []),
        ("TODAY()-NOW()", []),
        ("#N/A", []),
        ("A1+$B2", [(SAME, "A1"), (SAME, "B2")]),
        ("sum", None),
        ("SUM(C5:$B$2)", [(SAME, "B2:C5")]),
        ("SUM($B:C,3:$4)", [(SAME, f"B1:C{EVERY_ROW}"), (SAME, "A3:XFD4")]),
        ("LOG10(A1)+ABCD12", None),
        ("LOG10(A1)", [(SAME, "A1")]),
        ("'看 板'!A1&q1!$B$2:C3", [("看 板", "A1"), ("q1", "B2:C3")]),
        ("SUM(Q1:q3!A1)", [("q1", "A1"), ("q2", "A1"), ("q3", "A1")]),
        ("SUM('q1:q2'!A1:B2)", [("q1", "A1:B2"), ("q2", "A1:B2")]),
        ("没有!A1", None),
        ("[1]表!A1+'[1]一 表'!B2:C3+[1]!名+A1", [(SAME, "A1")]),
        ("[0]!全部", None),
        ("SUM(全部)*数", [(SAME, "A3:C9")]),
        ("两层", [(SAME, "A3:C9"), ("q1", f"B1:B{EVERY_ROW}")]),
        ("q1!全部", [("q1", "A1")]),
        ("相对", None),
        ("自己", None),
        ("MYF(1)", None),
        ("myFunction(A1)", None),
        ("_xludf.ADDED(A1)", None),
        ("_xlfn.XLOOKUP(A1,B:B,C:C)", [(SAME, "A1"), (SAME, f"B1:B{EVERY_ROW}"), (SAME, f"C1:C{EVERY_ROW}")]),
        ("_xlfn.LET(_xlpm.x,A1,_xlpm.x*2)", [(SAME, "A1")]),
        ("_xlfn.ANCHORARRAY(A1)", None),
        ("INDIRECT(A1)", None),
        ("SUM(OFFSET(A1,1,1))", None),
        ("SUM(A1:INDEX(B:B,3))", None),
        ("SUM(A1:B2:C3)", None),
        ("A1#", None),
        ("#REF!+1", None),
        ("SUM(matters)", [(SAME, "A3:C8")]),
        ("SUM(matters[编号])", [(SAME, "A3:A8")]),
        ("SUM(matters[完成 '[率']])", [(SAME, "B3:B8")]),
        ("matters[[#This Row],[状态]]&matters[@编号]", [(SAME, "C4"), (SAME, "A4")]),
        ("SUM(matters[[编号]:[状态]])", [(SAME, "A3:C8")]),
        ("matters[[#Headers],[状态]]&matters[#All]", [(SAME, "C2:C9"), (SAME, "A2:C9")]),
        ("SUM(matters[没有])", None),
        ("SUM(others[编号])", None),
        ("SUM([编号])", None),
        ("SUMIF(A3:A9,\"x\",C3)", [(SAME, "A3:A9"), (SAME, "C3:C9")]),
        ("SUMIF(A:A,A3,C:C)", [(SAME, f"A1:A{EVERY_ROW}"), (SAME, "A3"), (SAME, f"C1:C{EVERY_ROW}")]),
        ("COUNTIF(A3:A9,C3)", [(SAME, "A3:A9"), (SAME, "C3")]),
        ("A1 A2", [(SAME, "A1"), (SAME, "A2")]),
        ("SUM(({1,2;3,4}),@B1:B2)", [(SAME, "B1:B2")]),
        ("ZZZ1", None),
        ("A9999999", None),
        ("A1:'q1'!B2", None),
        ("'没收尾", None),
    ],
)  # fmt: skip
def test_formula__reads_these_places_or_it_is_in_doubt(formula: str, places: list[tuple[str, str]] | None) -> None:
    assert read(formula) == places


def test_this_row_of_a_table__is_in_doubt_outside_of_it() -> None:
    assert places_read("matters[@编号]", known=KNOWN, tab=SAME, column=5, row=20) is None
    assert places_read("matters[@编号]", known=KNOWN, tab="q1", column=5, row=4) is None
    assert places_read("[@编号]", known=KNOWN, tab=SAME, column=3, row=4) == (Place(SAME, Area(1, 4, 1, 4)),)


def test_long_chain__is_followed_to_its_end() -> None:
    chain = [one_cell(row, f"A{row - 1}+1") for row in range(2, 20_002)]
    beside = one_cell(1, "B1")
    stale = stale_formulas([*chain, beside], [Place(SAME, Area(1, 10_000, 1, 10_000))], known=KNOWN)
    assert stale == set(range(9_999, 20_000))


def one_cell(row: int, text: str) -> FormulaCell:
    return FormulaCell(tab=SAME, column=1, row=row, text=text, fills=Area(1, row, 1, row))


# Always


REFERENCE = re.compile(r"(?:(甲|乙)!)?\$?([A-D])\$?(\d)(?::\$?([A-D])\$?(\d))?")
TABS = ("甲", "乙")
cell_names = st.from_regex(r"\$?[A-D]\$?[1-6]", fullmatch=True)
references = st.builds(
    "{}{}{}".format, st.sampled_from(("", "甲!", "乙!")), cell_names, st.just("") | cell_names.map(":{}".format)
)
formula_texts = st.lists(references, min_size=1, max_size=3).map(lambda words: f"SUM({','.join(words)})")
cells_of_two_tabs = st.tuples(st.sampled_from(TABS), st.integers(1, 4), st.integers(1, 6))


def oracle(
    formulas: Mapping[tuple[str, int, int], str], changed: set[tuple[str, int, int]]
) -> set[tuple[str, int, int]]:
    """The formulas that read a changed cell, found by writing every single cell down, again and again."""
    reached = set(changed)
    while True:
        found = {
            cell for cell, text in formulas.items() if cell not in reached and _cells_read(text, cell[0]) & reached
        }
        if not found:
            return reached & formulas.keys() - changed
        reached |= found


def _cells_read(text: str, own: str) -> set[tuple[str, int, int]]:
    found: set[tuple[str, int, int]] = set()
    for tab, letter, row, to_letter, to_row in REFERENCE.findall(text):
        columns = sorted(ord(one) - 64 for one in (letter, to_letter or letter))
        rows = sorted(int(one) for one in (row, to_row or row))
        found |= {
            (tab or own, column, number)
            for column in range(columns[0], columns[1] + 1)
            for number in range(rows[0], rows[1] + 1)
        }
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(cells_of_two_tabs, formula_texts, max_size=14),
    st.sets(cells_of_two_tabs, min_size=1, max_size=4),
)
def test_result__is_kept_exactly_if_no_cell_it_reads_has_changed(
    formulas: dict[tuple[str, int, int], str], changed: set[tuple[str, int, int]]
) -> None:
    before = two_tabs(formulas)
    edits = [
        SheetEdits(tab=tab, cells={(column, row): "改" for own, column, row in changed if own == tab}) for tab in TABS
    ]
    book = openpyxl.load_workbook(io.BytesIO(patch(before, edits).data), data_only=True)
    lost = {cell for cell in formulas.keys() - changed if book[cell[0]].cell(cell[2], cell[1]).value != 7}
    assert lost == oracle(formulas, changed)


def two_tabs(formulas: Mapping[tuple[str, int, int], str]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    pages = {tab: book.add_worksheet(tab) for tab in TABS}
    for (tab, column, row), text in formulas.items():
        pages[tab].write_formula(row - 1, column - 1, f"={text}", None, 7)
    book.close()
    return out.getvalue()


# LibreOffice as a judge


@pytest.mark.office
@pytest.mark.parametrize("edit", ["cells", "rows"])
def test_results_kept__are_those_that_libreoffice_calculates(edit: str, tmp_path: Path) -> None:
    before = ledger()
    rows: list[dict[int, CellValue]] = [{1: "D-8", 3: Decimal("0.5")}] if edit == "rows" else []
    after = edited(before, *rows, C4=Decimal("0.9"), D5=Decimal(46100), A3="D-改")
    source = tmp_path / "after.xlsx"
    source.write_bytes(without_results(after))
    (calculated,) = convert([source], "xlsx:Calc MS Excel 2007 XML", tmp_path / "out")
    now, judged = results(after), results(calculated.read_bytes())
    assert now.keys() == judged.keys()
    assert {cell: value for cell, value in now.items() if value is not None} == {
        cell: judged[cell] for cell, value in now.items() if value is not None
    }
    assert sum(value is not None for value in now.values()) >= LAST


def without_results(data: bytes) -> bytes:
    """The workbook without any cached result, so that a program has to calculate them all."""
    live = openpyxl.load_workbook(io.BytesIO(data))
    out = io.BytesIO()
    live.save(out)
    return out.getvalue()


def results(data: bytes) -> dict[tuple[str, str], Any]:
    live, cached = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
    return {
        (sheet.title, cell.coordinate): cached[sheet.title][cell.coordinate].value
        for sheet in live.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, ArrayFormula) or str(cell.value).startswith("=")
    }
