"""The patcher on its own: what the command line asks for is done, and rows find the table or data they belong to."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from duban_xl.apply.ooxml.__main__ import main
from tests.apply_books import BOARD, TAB, by_hand, by_xlsxwriter, parts, replaced, values, zipped

WIDE = ["新", 1, "三"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "duban_xl.apply.ooxml", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_command__sets_and_appends(tmp_path: Path) -> None:
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    source.write_bytes(by_xlsxwriter())
    sets = ("--set", "D3=n:0.9", "--set", "B4=文字", "--set", "C4=d:2026-10-01")
    row = ("--append", '["D-9","乙",null,1.5]')
    done = run(str(source), str(target), "--sheet", TAB, *sets, *row, "--sheet", BOARD, "--set", "B1=f:1+1")
    assert done.returncode == 0, done.stderr
    grid = values(target.read_bytes())
    assert [grid[2][3], grid[3][1], grid[3][2], grid[5][:4]] == [0.9, "文字", date(2026, 10, 1), ["D-9", "乙", "", 1.5]]


def test_command_refused__says_why_and_writes_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    source.write_bytes(by_xlsxwriter())
    done = run(str(source), str(target), "--sheet", TAB, "--set", "B2=改")
    assert (done.returncode, done.stderr.split()[0], target.exists()) == (3, "A163", False)


@pytest.mark.parametrize(
    "asked",
    [
        ["--set", "B3=n: 是文字吗"],
        ["--set", "B0=改"],
        ["--append", '{"a": 1}'],
        ["--append", "[[1]]"],
        ["--append", "["],
    ],
)
def test_command_asked_wrongly__writes_nothing(asked: list[str], tmp_path: Path) -> None:
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    source.write_bytes(by_xlsxwriter())
    with pytest.raises(SystemExit, match="2"):
        main([str(source), str(target), "--sheet", TAB, *asked])
    assert not target.exists()


def test_command_without_its_file__ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "none.xlsx"), str(tmp_path / "out.xlsx"), "--sheet", TAB, "--set", "A1=改"])


# Where a row goes that says no columns


def appended(folder: Path, data: bytes, *rows: list[Any], **cells: str) -> bytes | str:
    """The workbook with `rows` appended by the command line, or the code of its refusal."""
    source, target = folder / "in.xlsx", folder / "out.xlsx"
    source.write_bytes(data)
    lists = [word for row in rows for word in ("--append", json.dumps(row))]
    sets = [word for name, value in cells.items() for word in ("--set", f"{name}={value}")]
    done = run(str(source), str(target), "--sheet", TAB, *sets, *lists)
    return target.read_bytes() if done.returncode == 0 else done.stderr.split()[0]


def places_of(data: bytes | str, *texts: str) -> list[str]:
    """Where the cells with these texts stand."""
    assert isinstance(data, bytes), data
    sheet = openpyxl.load_workbook(io.BytesIO(data))[TAB]
    found = {cell.value: cell.coordinate for row in sheet.iter_rows() for cell in row}
    return [found[text] for text in texts]


def with_tables(*places: str, filled: Iterable[str] = ()) -> bytes:
    """A sheet with a table at each of `places`, and texts in the cells `filled`."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(TAB)
    for place in places:
        corner, end = place.split(":")
        sheet.add_table(
            place, {"data": [["旧"] * (ord(end[0]) - ord(corner[0]) + 1)] * (int(end[1:]) - int(corner[1:]))}
        )
    for cell in filled:
        sheet.write_string(cell, "注")
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("tables", "start"),
    [
        (("C3:E5",), "C6"),
        (("B2:F4", "H2:J4"), "H5"),  # of exactly its width before a wider one
        (("B2:E4", "H2:K6"), "B5"),  # both wider: the left one
        (("F3:H6", "B2:D4"), "B5"),  # the upper one
        (("B2:D4", "B5:D9"), "B10"),  # no room under the first
        (("B2:C4", "E2:H4"), "E5"),  # too narrow
    ],
)
def test_row_on_a_sheet_with_tables__goes_to_the_left_edge_of_the_one_it_fits(
    tables: tuple[str, ...], start: str, tmp_path: Path
) -> None:
    after = appended(tmp_path, with_tables(*tables), WIDE)
    assert places_of(after, "新", "三") == [start, f"{chr(ord(start[0]) + 2)}{start[1:]}"]
    assert isinstance(after, bytes)
    grown = {table.ref for table in openpyxl.load_workbook(io.BytesIO(after))[TAB].tables.values()}
    assert len(grown - set(tables)) == 1


def test_row_wider_than_every_table__is_refused(tmp_path: Path) -> None:
    assert appended(tmp_path, with_tables("B2:C4"), WIDE) == "A170"


def test_row_without_room_under_any_table__is_refused(tmp_path: Path) -> None:
    assert appended(tmp_path, with_tables("B2:D4", filled=["C5"]), WIDE) == "A171"


def test_new_row_of_a_table__takes_no_styles_beside_it(tmp_path: Path) -> None:
    after = appended(tmp_path, with_tables("B2:D4", filled=["G4"]), WIDE)
    assert isinstance(after, bytes)
    assert b'r="G5"' not in after


def texts(*cells: str) -> str:
    """A row (by its first cell's number) of these cells, each holding its own name."""
    inside = "".join(f'<c r="{cell}" t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{cells[0].lstrip("ABCDEFGHIJ")}">{inside}</row>'


@pytest.mark.parametrize(
    ("rows", "start"),
    [
        ([], "A1"),
        ([texts("C3", "D3", "E3"), texts("C4", "D4", "E4")], "C5"),
        ([texts("A1"), texts("C3", "D3", "E3"), texts("C4", "E4")], "C5"),  # a title apart
        ([texts("B3", "C3", "D3"), texts("D4")], "B5"),  # the last row holds but one value
        ([texts("B1", "C1"), texts("D2", "E2"), texts("F3")], "B4"),  # joined by corners
        ([texts("C3", "D3"), '<row r="4"><c r="A4" t="inlineStr"><is><t></t></is></c></row>'], "C4"),  # empty text
    ],
)
def test_row_on_a_sheet_without_tables__starts_where_the_last_block_does(
    rows: list[str], start: str, tmp_path: Path
) -> None:
    assert places_of(appended(tmp_path, by_hand(f"<sheetData>{''.join(rows)}</sheetData>"), WIDE), "新") == [start]


@pytest.mark.parametrize(
    ("merged", "start"),
    [("A3:B3", "A4"), ("A3:B5", "A6"), ("A3:A4", "A5"), ("C3:D3", "A4"), ("E3:F9", "A3"), ("A2:A4", "A5")],
)
def test_row_over_merged_cells__goes_under_them(merged: str, start: str, tmp_path: Path) -> None:
    after = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'
    before = by_hand(f"<sheetData>{texts('A1', 'B1')}{texts('A2', 'B2')}</sheetData>", after=after)
    assert places_of(appended(tmp_path, before, [*WIDE, "四"]), "新") == [start]


def test_merged_cells_that_get_a_value_in_their_corner_only__are_filled(tmp_path: Path) -> None:
    before = by_hand(
        f"<sheetData>{texts('A1', 'B1')}</sheetData>", after='<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    )
    assert places_of(appended(tmp_path, before, ["新", None, "三"]), "新", "三") == ["A2", "C2"]


def test_cell_set_where_a_row_goes__is_refused(tmp_path: Path) -> None:
    before = by_hand(f"<sheetData>{texts('A1', 'B1')}</sheetData>")
    assert appended(tmp_path, before, WIDE, B2="先") == "A175"
    assert places_of(appended(tmp_path, before, WIDE, D2="先"), "新", "先") == ["A2", "D2"]


def test_row_under_merged_cells__looks_like_the_last_row_of_data(tmp_path: Path) -> None:
    rows = (
        texts("A1", "B1").replace('r="A1"', 'r="A1" s="7"').replace('<row r="1"', '<row r="1" ht="33" customHeight="1"')
    )
    before = by_hand(f"<sheetData>{rows}</sheetData>", after='<mergeCells><mergeCell ref="A2:B3"/></mergeCells>')
    after = appended(tmp_path, before, WIDE)
    assert isinstance(after, bytes)
    assert b'<row r="4" ht="33" customHeight="1"><c r="A4" s="7" ' in parts(after)["xl/s.xml"]


@pytest.mark.parametrize("arguments", [["--append", '["新"]'], ["--set", "B3=新"]])
def test_table_that_shows_its_insert_row__is_filled_and_shows_it_no_more(arguments: list[str], tmp_path: Path) -> None:
    before = replaced(with_tables("B2:D3"), "xl/tables/table1.xml", 'ref="B2:D3" ', 'ref="B2:D3" insertRow="1" ')
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    source.write_bytes(without_row(before, 3))
    assert main([str(source), str(target), "--sheet", TAB, *arguments]) == 0
    assert places_of(target.read_bytes(), "新") == ["B3"]
    table = parts(target.read_bytes())["xl/tables/table1.xml"]
    assert b'ref="B2:D3"' in table
    assert b"insertRow" not in table


def without_row(data: bytes, row: int) -> bytes:
    """The workbook without that row of its first sheet."""
    content = parts(data)
    name = "xl/worksheets/sheet1.xml"
    content[name], count = re.subn(rb'<row r="%d".*?</row>' % row, b"", content[name])
    assert count == 1
    return zipped(content)


def test_several_rows__stand_under_each_other_at_one_edge(tmp_path: Path) -> None:
    after = appended(tmp_path, with_tables("C3:E5"), ["甲"], ["乙", None, "丙"])
    assert places_of(after, "甲", "乙", "丙") == ["C6", "C7", "E7"]


def test_row_under_the_last_row_of_a_sheet__is_refused(tmp_path: Path) -> None:
    row = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    assert appended(tmp_path, by_hand(f"<sheetData>{row}</sheetData>"), WIDE) == "A168"
