"""Workbooks as careless programs write them are changed like others, and so little that their flaws stay theirs."""

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from duban_xl.apply.ooxml import CellValue, Formula, Refused, SheetEdits, patch
from tests.apply_books import TAB, by_hand, by_xlsxwriter, parts, values, zipped

STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts><font/></fonts><fills><fill/></fills><borders><border/>'
    '</borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def set_cells(data: bytes, cells: Mapping[tuple[int, int], CellValue]) -> bytes:
    return patch(data, [SheetEdits(tab=TAB, cells=cells)]).data


def refusal(data: bytes, cells: Mapping[tuple[int, int], CellValue]) -> str:
    with pytest.raises(Refused) as refused:
        set_cells(data, cells)
    return refused.value.finding.code


def number(cell: str) -> str:
    """A cell that holds its own row number."""
    return f'<c r="{cell}"><v>{cell[1:]}</v></c>'


# Order


def test_rows_out_of_order__are_found_by_number() -> None:
    rows = f'<row r="3">{number("A3")}</row><row r="1">{number("A1")}</row><row r="5">{number("A5")}</row>'
    after = set_cells(
        by_hand(f"<sheetData>{rows}</sheetData>"), {(1, 1): Decimal(11), (2, 3): "改", (1, 4): Decimal(44)}
    )
    assert values(after) == [[11, ""], ["", ""], [3, "改"], [44, ""], [5, ""]]


def test_row_appended_to_rows_out_of_order__stands_under_the_lowest() -> None:
    rows = f'<row r="3">{number("A3")}</row><row r="1">{number("A1")}</row>'
    result = patch(by_hand(f"<sheetData>{rows}</sheetData>"), [SheetEdits(tab=TAB, rows=({1: "新"},))])
    assert result.appended == {TAB: (4,)}
    assert values(result.data)[2:] == [[3], ["新"]]


def test_cells_out_of_order__are_found_by_column() -> None:
    row = f'<row r="1">{number("D1")}{number("A1")}{number("C1")}</row>'
    after = set_cells(
        by_hand(f"<sheetData>{row}</sheetData>"), {(1, 1): Decimal(5), (2, 1): Decimal(6), (5, 1): Decimal(7)}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(after))[TAB]
    assert [sheet.cell(1, column).value for column in range(1, 6)] == [5, 6, 1, 1, 7]


def test_formula_without_a_place_in_rows_out_of_order__loses_its_result() -> None:
    rows = f'<row r="2"><c><f>A1*2</f><v>2</v></c></row><row r="1">{number("A1")}</row>'
    after = set_cells(by_hand(f"<sheetData>{rows}</sheetData>"), {(1, 1): Decimal(8)})
    assert b"<c><f>A1*2</f></c>" in parts(after)["xl/s.xml"]


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{number("A1")}</row><row r="2"/><row r="1">{number("B1")}</row>',
        f'<row r="1">{number("A1")}{number("B1")}{number("A1")}</row>',
        f'<row r="1">{number("A1")}{number("A2")}</row>',
    ],
)
def test_row_or_cell_that_is_there_twice__is_refused(rows: str) -> None:
    assert refusal(by_hand(f"<sheetData>{rows}</sheetData>"), {(1, 1): "改"}) == "A155"


def test_rows_with_and_without_numbers__count_on_from_each_other() -> None:
    rows = f'<row><c><v>1</v></c></row><row r="4">{number("A4")}</row><row><c/><c><v>5</v></c></row>'
    after = set_cells(by_hand(f"<sheetData>{rows}</sheetData>"), {(1, 5): "改", (1, 2): "新"})
    assert values(after) == [[1, ""], ["新", ""], ["", ""], [4, ""], ["改", 5]]


# Markup


def test_rows_with_another_prefix_than_their_frame__get_cells_like_theirs() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = '<y:row r="1"><y:c r="A1"><y:v>1</y:v></y:c></y:row>'
    before = by_hand(f"<sheetData>{rows}</sheetData>", root=f' xmlns:y="{space}"')
    after = set_cells(before, {(1, 1): Decimal(2), (2, 1): "改", (1, 2): "新"})
    sheet = openpyxl.load_workbook(io.BytesIO(after))[TAB]
    assert [sheet["A1"].value, sheet["B1"].value, sheet["A2"].value] == [2, "改", "新"]
    assert b'<y:row r="2"><y:c r="A2"' in parts(after)["xl/s.xml"]


def test_comments_and_instructions_between_cells__stay() -> None:
    rows = f'<!--a--><row r="1"><?b c?>{number("A1")}<!--<c r="B1"/>-->{number("C1")}</row><?d?>'
    after = set_cells(by_hand(f"<sheetData>{rows}</sheetData>"), {(1, 1): Decimal(2), (2, 1): "改"})
    sheet = parts(after)["xl/s.xml"]
    assert [sheet.count(word) for word in (b"<!--a-->", b"<?b c?>", b'<!--<c r="B1"/>-->', b"<?d?>")] == [1, 1, 1, 1]
    assert values(after) == [[2, "改", 1]]


def test_plain_ascii_under_another_encoding__takes_other_letters_as_references() -> None:
    rows = f'<row r="1">{number("A1")}</row>'
    content = parts(by_hand(f"<sheetData>{rows}</sheetData>"))
    content["xl/s.xml"] = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + content["xl/s.xml"]
    after = set_cells(zipped(content), {(2, 1): "改<é>"})
    assert values(after) == [[1, "改<é>"]]
    assert parts(after)["xl/s.xml"].isascii()


def test_other_letters_under_another_encoding__are_refused() -> None:
    content = parts(by_hand("<sheetData/>"))
    content["xl/s.xml"] = '<?xml version="1.0" encoding="ISO-8859-1"?><!--é-->'.encode("latin-1") + content["xl/s.xml"]
    assert refusal(zipped(content), {(1, 1): "改"}) == "A154"


# Styles


@pytest.mark.parametrize("code", ["General", "GENERAL", "0.00E+00", "#,##0&quot;days&quot;", "[Red]0.0", "yyyy/m/d"])
def test_day_under_any_number_format__is_shown_as_a_day(code: str) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = parts(by_hand('<sheetData><row r="1"><c r="A1" s="1"/></row></sheetData>'))
    content["xl/styles.xml"] = STYLES.format(code=code).encode()
    relation = f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>'
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", relation.encode()
    )
    after = set_cells(zipped(content), {(1, 1): date(2026, 3, 5)})
    assert values(after) == [[date(2026, 3, 5)]]
    is_same = parts(after)["xl/styles.xml"] == content["xl/styles.xml"]
    assert is_same == (code == "yyyy/m/d")


def test_day_in_a_workbook_without_styles__brings_a_styles_part() -> None:
    before = by_hand(f'<sheetData><row r="1">{number("A1")}</row></sheetData>')
    after = set_cells(before, {(2, 1): date(2026, 3, 5), (3, 1): "=1+1"})
    assert values(after) == [[1, date(2026, 3, 5), "=1+1"]]
    assert parts(after).keys() - parts(before).keys() == {"xl/styles.xml"}
    sheet = openpyxl.load_workbook(io.BytesIO(after))[TAB]
    assert [cell.number_format for cell in sheet[1]] == ["General", "mm-dd-yy", "General"]
    again = set_cells(after, {(4, 1): date(2026, 3, 6)})
    assert parts(again).keys() == parts(after).keys()


def test_text_in_a_workbook_without_styles__needs_none() -> None:
    before = by_hand("<sheetData/>")
    assert parts(set_cells(before, {(1, 1): "=1+1"})).keys() == parts(before).keys()


def test_day_in_a_workbook_whose_styles_are_lost__is_refused() -> None:
    rows = '<row r="1"><c r="A1" s="3"><v>1</v></c></row>'
    assert refusal(by_hand(f"<sheetData>{rows}</sheetData>"), {(2, 1): date(2026, 3, 5)}) == "A155"


def test_document_type_in_a_part_that_is_only_copied__is_refused() -> None:
    content = parts(by_xlsxwriter())
    content["xl/sharedStrings.xml"] = content["xl/sharedStrings.xml"].replace(b"<sst", b"<!DOCTYPE sst []><sst", 1)
    assert refusal(zipped(content), {(2, 3): "改"}) == "A191"


# Ranges


def test_sparkline_over_the_data__shows_what_it_showed() -> None:
    spark = "<sparklines><sparkline><f>$A$1:$A$2</f><sqref>C1</sqref></sparkline></sparklines>"
    rows = f'<row r="1">{number("A1")}</row><row r="2">{number("A2")}</row>'
    before = by_hand(f"<sheetData>{rows}</sheetData>", after=f"<extLst><ext>{spark}</ext></extLst>")
    after = patch(before, [SheetEdits(tab=TAB, rows=({1: Decimal(3)},))]).data
    assert spark.encode() in parts(after)["xl/s.xml"]


# Zip


def named_in_chinese(*, says_so: bool) -> bytes:
    """A workbook whose sheet part has a Chinese name, in UTF-8 whether the flag says so or not."""
    content = parts(by_hand(f'<sheetData><row r="1">{number("A1")}</row></sheetData>'))
    content["xl/表一.xml"] = content.pop("xl/s.xml")
    rels = content["xl/_rels/workbook.xml.rels"]
    content["xl/_rels/workbook.xml.rels"] = rels.replace(b"s.xml", "表一.xml".encode())
    data = bytearray(zipped(content))
    at = 0
    while not says_so and (at := data.find(b"PK", at)) >= 0:
        flags = {b"\3\4": at + 6, b"\1\2": at + 8}.get(bytes(data[at + 2 : at + 4]))
        if flags:
            struct.pack_into("<H", data, flags, 0)
        at += 2
    return bytes(data)


@pytest.mark.parametrize("says_so", [True, False])
def test_part_with_a_chinese_name__is_found(says_so: bool) -> None:
    after = set_cells(named_in_chinese(says_so=says_so), {(2, 1): "改"})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        sheet = next(archive.read(info) for info in archive.infolist() if b"<sheetData>" in archive.read(info))
    assert "改".encode() in sheet


@pytest.mark.parametrize("counts_them", [True, False])
def test_bytes_before_the_first_entry__stay(counts_them: bool) -> None:
    front, plain = b"#!/bin/sh\n" + bytes(range(256)), by_xlsxwriter()
    out = io.BytesIO()
    if counts_them:
        out.write(front)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts(plain).items():
                archive.writestr(name, content)
    else:
        out.write(front + plain)
    after = set_cells(out.getvalue(), {(2, 3): "改"})
    assert after.startswith(front)
    assert {name for name, content in parts(after).items() if content != parts(plain)[name]} == {
        "xl/worksheets/sheet1.xml"
    }  # fmt: skip


def test_formula__is_written_without_a_result() -> None:
    after = set_cells(by_hand("<sheetData/>"), {(1, 1): Formula("1+1")})
    assert b'<c r="A1"><f>1+1</f></c>' in parts(after)["xl/s.xml"]
    assert b'fullCalcOnLoad="1"' in parts(after)["xl/workbook.xml"]
