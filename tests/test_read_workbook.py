"""Spreadsheets of every format as grids; everything that is none of them, or dangerous, as a finding."""

import os
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml as ooxml
import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue.ledger import FILE_KINDS, UNREAD_SHEETS
from duban_xl.model.grid import Grid
from duban_xl.read import package as reading
from duban_xl.read.file_kind import FileKind, kind_of
from duban_xl.read.ole import summary_time
from duban_xl.read.workbook import Unreadable, WorkbookContent, read_workbook
from tests.office import convert
from tests.old_formats import ods, plain_xls, xls_saved

Fill = Callable[[Any, Any], object]


def workbook(fill: Fill) -> bytes:
    """The bytes of an .xlsx whose only sheet 甲 was filled by `fill(book, sheet)`."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book, book.add_worksheet("甲"))
    book.close()
    return buffer.getvalue()


def read(data: bytes, name: str = "表.xlsx") -> WorkbookContent:
    return read_workbook(Path("nowhere") / name, data)


def grid_of(fill: Fill) -> Grid:
    return read(workbook(fill)).grids[0]


def fault_of(data: bytes, name: str = "表.xlsx") -> tuple[str, dict[str, str]]:
    """The code and the quoted values with which reading `data` is refused."""
    with pytest.raises(Unreadable) as refused:
        read(data, name)
    return refused.value.finding.code, dict(refused.value.finding.args)


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return buffer.getvalue()


# --- values ----------------------------------------------------------------------------------------------------------


def test_first_rows_and_columns_empty__rows_keep_their_numbers() -> None:
    grid = grid_of(lambda _book, sheet: sheet.write(2, 1, "甲"))
    assert grid.rows == ((None, None), (None, None), (None, "甲"))


def test_numbers__exact_decimals() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, [3.0, 0.1, 80, -2.5, 1e15])

    assert grid_of(fill).rows[0] == tuple(map(Decimal, ("3", "0.1", "80", "-2.5", "1000000000000000")))


def test_dates__days_without_time_moments_with() -> None:
    def fill(book: Any, sheet: Any) -> None:
        day, moment = (
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        )
        sheet.write_datetime(0, 0, datetime.fromisoformat("2026-03-02"), day)
        sheet.write_datetime(0, 1, datetime.fromisoformat("2026-03-02 09:30:15"), moment)

    assert grid_of(fill).rows[0] == (date(2026, 3, 2), datetime.fromisoformat("2026-03-02 09:30:15"))


@pytest.mark.parametrize("number", [14, 27, 31, 57])
def test_date_in_a_built_in_format__also_a_date(number: int) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 46096, book.add_format({"num_format": number}))

    assert grid_of(fill).rows[0] == (date(2026, 3, 15),)


def test_texts__kept_as_they_are_and_blank_ones_are_none() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        for column, text in enumerate(["=1+1", "@甲", " 甲 ", "  ", "１"]):
            sheet.write_string(0, column, text)

    assert grid_of(fill).rows[0] == ("=1+1", "@甲", " 甲 ", None, "１")


def test_formulas__stored_results() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_formula(0, 0, "=1+2", None, 3)
        sheet.write_formula(0, 1, '="a"&"b"', None, "ab")
        sheet.write_boolean(0, 2, True)

    assert grid_of(fill).rows[0] == (Decimal(3), "ab", True)


def test_error_cells_and_uncalculated_formulas__none_and_on_record() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C2"] = "=1+1", "甲", "#REF!"
    sheet["C2"].data_type = "e"
    buffer = BytesIO()
    book.save(buffer)
    grid = read(buffer.getvalue()).grids[0]
    assert grid.rows == ((None, "甲", None), (None, None, None))
    assert dict(grid.faults) == {(1, 1): "", (2, 3): "#REF!"}


def test_formula_that_gives_an_empty_text__no_fault() -> None:
    data = workbook(lambda _book, sheet: sheet.write_formula(0, 0, '=""', None, "x"))
    empty = with_part(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>x</v>", b"<v></v>"))
    assert dict(read(empty).grids[0].faults) == {}


def test_hidden_sheet__read_and_marked() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "甲")
        book.add_worksheet("_meta").very_hidden()

    assert [(grid.tab, grid.visible) for grid in read(workbook(fill)).grids] == [("甲", True), ("_meta", False)]


def test_stored_dimension_that_lies__all_cells_still_read() -> None:
    data = workbook(lambda _book, sheet: sheet.write_column(0, 0, ["甲", "乙", "丙"]))
    lying = with_part(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:A3"', b'ref="A1"'))
    assert lying != data
    assert len(read(lying).grids[0].rows) == 3


# --- when it was saved -----------------------------------------------------------------------------------------------


def test_saved_at__from_the_workbook_in_local_time() -> None:
    created = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)
    data = workbook(lambda book, _sheet: book.set_properties({"created": created}))
    assert read(data).saved_at == created.astimezone().replace(tzinfo=None)


def test_saved_at__else_the_time_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(plain_xls())
    os.utime(path, (1_790_000_000, 1_790_000_000))
    content = read_workbook(path)
    assert content.saved_at == datetime.fromtimestamp(1_790_000_000, tz=UTC).astimezone().replace(tzinfo=None)
    assert not content.tells_time


def test_saved_at__unknown_for_bytes_without_a_file() -> None:
    content = read(plain_xls(), "表.xls")
    assert (content.saved_at, content.tells_time) == (None, False)


def test_saved_at__inside_an_old_workbook_whatever_the_date_of_its_file(tmp_path: Path) -> None:
    saved = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)
    here = saved.astimezone().replace(tzinfo=None)
    contents = {"表.xls": xls_saved(saved), "表.ods": ods(f"<dc:date>{here.isoformat()}.123456789</dc:date>")}
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, (1_790_000_000, 1_790_000_000))
        content = read_workbook(tmp_path / name)
        assert (content.saved_at, content.tells_time) == (here, True)
        assert content.grids[0].rows == (("甲",),)


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00", "昨天", ""])
def test_saved_at__absurd_words__never_keep_the_cells_from_being_read(date: str) -> None:
    core = f"<dcterms:modified>{date}</dcterms:modified>".encode()
    absurd = with_part(workbook(lambda _book, sheet: sheet.write(0, 0, "甲")), "docProps/core.xml", lambda _: core)
    assert read(absurd).grids[0].rows == (("甲",),)
    assert read(ods(f"<dc:date>{date}</dc:date>")).grids[0].rows == (("甲",),)


@given(st.integers(0, len(xls_saved(datetime(2026, 9, 28, tzinfo=UTC))) - 1), st.binary(min_size=1, max_size=8))
def test_summary_damaged_anywhere__is_a_time_or_none(place: int, noise: bytes) -> None:
    data = xls_saved(datetime(2026, 9, 28, tzinfo=UTC))
    found = summary_time(data[:place] + noise + data[place + len(noise) :])
    assert found is None or found.tzinfo is UTC


# --- formats ---------------------------------------------------------------------------------------------------------


def test_xls_under_any_name__read_by_its_content() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("甲")
    sheet.write(1, 0, "乙")
    sheet.write(1, 1, 0.8)
    buffer = BytesIO()
    book.save(buffer)
    assert read(buffer.getvalue(), "改了扩展名.xlsx").grids[0].rows == ((None, None), ("乙", Decimal("0.8")))


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_copy_by_another_program__same_values(tmp_path: Path, suffix: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["甲", 0.8, "007", "=1+1"])
        sheet.write_datetime(2, 0, datetime.fromisoformat("2026-03-02"), book.add_format({"num_format": "yyyy-mm-dd"}))

    original = tmp_path / "表.xlsx"
    original.write_bytes(workbook(fill))
    [copy] = convert([original], suffix, tmp_path / "copies")
    assert read_workbook(copy).grids[0].rows == read_workbook(original).grids[0].rows


# --- what can't be read ----------------------------------------------------------------------------------------------


def test_missing_file__said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read_workbook(tmp_path / "没有.xlsx")
    assert refused.value.finding.code == "L100"


def test_empty_file__said() -> None:
    assert fault_of(b"")[0] == "L101"


@pytest.mark.parametrize("kept", [40, 400, 2000])
def test_truncated_package__damaged(kept: int) -> None:
    assert fault_of(workbook(lambda _book, sheet: sheet.write(0, 0, "甲"))[:kept])[0] == "L102"


def test_flipped_bytes_in_a_sheet__damaged() -> None:
    data = bytearray(workbook(lambda _book, sheet: sheet.write_column(0, 0, [f"第{i}行" for i in range(500)])))
    with zipfile.ZipFile(BytesIO(data)) as package:
        start = package.getinfo("xl/worksheets/sheet1.xml").header_offset
    for place in range(start + 80, start + 120):
        data[place] ^= 0xFF
    assert fault_of(bytes(data))[0] == "L102"


def test_password__said() -> None:
    sealed = BytesIO()
    ooxml.OOXMLFile(BytesIO(workbook(lambda _book, sheet: sheet.write(0, 0, "甲")))).encrypt("密码", sealed)
    assert fault_of(sealed.getvalue())[0] == "L103"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n....", FileKind.PICTURE),
        (b"\xff\xd8\xff\xe0....", FileKind.PICTURE),
        (b"Rar!\x1a\x07\x00", FileKind.ARCHIVE),
        (b"\xef\xbb\xbf<html><table><tr>", FileKind.WEB),
        ("事项编号,完成率\nD-1,80%\n".encode(), FileKind.TEXT),
        ("事项编号,名称,完成率\nD-1,甲,80%\n".encode("gbk"), FileKind.CSV),
        (b"Received: from mail", FileKind.MAIL),
        (b"\x00\x01\x02\x03", FileKind.UNKNOWN),
    ],
)
def test_file_of_another_kind__named(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind
    code, said = fault_of(data)
    assert code == "L104"
    assert said["what"]


FLAT_ODS = b'<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', FileKind.XML2003),
        (b'<?xml version="1.0"?>' + b" " * 5000 + FLAT_ODS, FileKind.FLAT_ODS),
        ('<?xml version="1.0"?><uof:UOF uof:language="cn"><uof:电子表格>'.encode(), FileKind.UOF),
    ],
)
def test_spreadsheet_in_a_format_that_is_not_read__called_a_spreadsheet(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind
    code, said = fault_of(data, "表.fods")
    assert (code, said["what"]) == ("L107", UNREAD_SHEETS[kind.value])


def test_early_open_office_spreadsheet__called_a_spreadsheet() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.sun.xml.calc")
    assert kind_of(buffer.getvalue()) is FileKind.SXC
    assert fault_of(buffer.getvalue())[0] == "L107"


@pytest.mark.parametrize(
    ("part", "kind"),
    [("word/document.xml", FileKind.WORD), ("ppt/presentation.xml", FileKind.SLIDES), ("附件1.xlsx", FileKind.ARCHIVE)],
)
def test_package_of_another_kind__named(part: str, kind: FileKind) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(part, b"<x/>")
    assert kind_of(buffer.getvalue()) is kind
    assert fault_of(buffer.getvalue())[0] == "L104"


def test_workbook_of_charts_only__no_sheets() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_column(0, 0, [1, 2])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=甲!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)

    data = workbook(fill)
    only_chart = with_part(
        data, "xl/workbook.xml", lambda xml: xml.replace('<sheet name="甲" sheetId="1" r:id="rId1"/>'.encode(), b"")
    )
    assert only_chart != data
    assert fault_of(only_chart)[0] == "L105"


@pytest.mark.parametrize("reference", [b'r="XFD1048576"', b"r='XFD1048576'", b' r = "XFD1048576"', b'\tr="XFD1048576"'])
def test_two_cells_far_apart__refused_before_memory_is_filled(reference: bytes) -> None:
    data = workbook(lambda _book, sheet: sheet.write_column(0, 0, [1, 2]))
    far = with_part(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A2"', reference))
    assert far != data
    assert fault_of(far)[0] in ("L106", "L140")  # too large, or a cell in a row that is not its own


def test_package_that_unpacks_to_an_absurd_size__refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_UNPACKED", 100)
    assert fault_of(workbook(lambda _book, sheet: sheet.write(0, 0, "甲")))[0] == "L106"


def test_part_that_unpacks_to_more_than_it_declares__damaged() -> None:
    data = workbook(lambda _book, sheet: sheet.write_column(0, 0, [f"第{i}行" for i in range(2000)]))
    with zipfile.ZipFile(BytesIO(data)) as package:
        size = package.getinfo("xl/sharedStrings.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != data
    assert fault_of(lying)[0] == "L102"


def test_kinds_of_files__each_has_its_words() -> None:
    read_at_all = {FileKind.OOXML, FileKind.ODS, FileKind.OLE, FileKind.DAMAGED, FileKind.EMPTY}
    assert {kind.value for kind in FileKind} - {kind.value for kind in read_at_all} == {*FILE_KINDS, *UNREAD_SHEETS}


@given(st.binary(max_size=300))
def test_any_bytes__refused_with_a_finding(data: bytes) -> None:
    assert fault_of(data)[0].startswith("L10")


PACKAGE = workbook(lambda _book, sheet: sheet.write_column(0, 0, ["甲", 1, 2.5]))


@given(st.integers(0, len(PACKAGE) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage__is_a_finding_or_a_grid(place: int, noise: bytes) -> None:
    damaged = PACKAGE[:place] + noise + PACKAGE[place + len(noise) :]
    try:
        assert read(damaged).grids
    except Unreadable as refused:
        assert refused.finding.code.startswith(("L10", "L140"))
