"""Workbooks for the tests of `apply`: made by openpyxl, XlsxWriter and LibreOffice, or by hand; and readers to compare them."""

import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook

HEADERS = ("编号", "事项", "日期", "完成率", "加倍")
ROWS = tuple((f"D-{n}", f"事项 <{n}> & 其他", date(2026, 3, n), 0.25 * n) for n in (1, 2, 3))
TAB, BOARD = "督办事项", "看板 '26"
QUOTED_BOARD = "看板 ''26"


def by_xlsxwriter(rows: Iterable[tuple[Any, ...]] = ROWS, *, last: int = 0) -> bytes:
    """Title, headers in row 2, a table called matters from row 2; a second sheet with a formula and a chart."""
    rows = tuple(rows)
    last = last or 2 + max(len(rows), 1)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet(TAB), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range("A1:E1", "督 办 事 项", book.add_format({"bold": True}))
    sheet.add_table(f"A2:E{last}", {"name": "matters", "columns": [{"header": header} for header in HEADERS]})
    for at, (number, title, on, done) in enumerate(rows, start=2):
        sheet.write_row(at, 0, (number, title))
        sheet.write_datetime(at, 2, on, day)
        sheet.write_number(at, 3, done)
        sheet.write_formula(at, 4, f"=D{at + 1}*2", None, done * 2)
    sheet.conditional_format(f"D3:D{last}", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("G1:G9", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format()})
    sheet.data_validation(f"B3:B{last}", {"validate": "list", "source": ["甲", "乙"]})
    sheet.print_area(f"A1:E{last}")
    sheet.write_comment("B3", "批注")
    sheet.set_column("G:G", 12, book.add_format({"bg_color": "#FFFF00"}))
    book.define_name("全部", f"={TAB}!$A$3:$E${last}")
    board = book.add_worksheet(BOARD)
    board.write_formula("A1", f"=COUNTA({TAB}!A3:A{last})", None, len(rows))
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={TAB}!$D$3:$D${last}"})
    board.insert_chart("C3", chart)
    book.close()
    return out.getvalue()


def by_openpyxl() -> bytes:
    """The same ledger as `by_xlsxwriter`, written by the other library."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TAB
    sheet.merge_cells("A1:E1")
    sheet["A1"] = "督 办 事 项"
    sheet.append(HEADERS)
    for at, row in enumerate(ROWS, start=3):
        sheet.append((*row, f"=D{at}*2"))
        sheet.cell(at, 3).number_format = "yyyy-mm-dd"
    sheet.add_table(Table(displayName="matters", ref="A2:E5"))
    sheet.conditional_formatting.add("D3:D5", CellIsRule("lessThan", ["0.5"], fill=PatternFill(bgColor="FFFF0000")))
    choice = DataValidation("list", formula1='"甲,乙"')
    choice.add("B3:B5")
    sheet.add_data_validation(choice)
    sheet.print_area = "A1:E5"
    sheet["B3"].comment = Comment("批注", "张三")
    book.defined_names["全部"] = DefinedName("全部", attr_text=f"{TAB}!$A$3:$E$5")
    board = book.create_sheet(BOARD)
    board["A1"] = f"=COUNTA({TAB}!A3:A5)"
    chart = BarChart()
    chart.add_data(Reference(sheet, range_string=f"{TAB}!$D$3:$D$5"))
    board.add_chart(chart, "C3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_libreoffice(folder: Path) -> bytes:
    """What LibreOffice makes of the ledger when it saves it again."""
    source = folder / "ledger.xlsx"
    source.write_bytes(by_xlsxwriter())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(source)]
    subprocess.run(["soffice", profile, *to], check=True, capture_output=True, timeout=180)
    return (folder / "out" / "ledger.xlsx").read_bytes()


def by_hand(cells: str, *, before: str = "", after: str = "", root: str = "", prefix: str = "", **parts: str) -> bytes:
    """A workbook with one sheet whose `sheetData` is `cells` as it stands; `parts` replace or add parts by name."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    name = f"xmlns:{prefix.rstrip(':')}" if prefix else "xmlns"
    content = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main'
        '+xml"/><Override PartName="/xl/s.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml'
        '.worksheet+xml"/></Types>',
        "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{office}/officeDocument" Target="/xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{office}"><sheets><sheet name="{TAB}" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(f'<Relationship Id="r1" Type="{office}/worksheet" Target="s.xml"/>'),
        "xl/s.xml": f'<{prefix}worksheet {name}="{space}" xmlns:r="{office}"{root}>{before}{cells}{after}'
        f"</{prefix}worksheet>",
    } | {path.replace("__", "/"): text for path, text in parts.items()}
    return zipped({path: text.encode() for path, text in content.items()})


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def zipped(content: Mapping[str, bytes]) -> bytes:
    """A zip file of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 8, 30, 0)), data)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Entry name → inflated content, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    """The workbook with a text in one part replaced (it must be there)."""
    content = parts(data)
    assert old.encode() in content[name]
    content[name] = content[name].replace(old.encode(), new.encode())
    return zipped(content)


def prefixed(data: bytes) -> bytes:
    """The workbook with every element of the main namespace written as `x:…`, as some libraries do."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = parts(data)
    for name, text in content.items():
        if name.endswith(".xml") and f'xmlns="{space}"'.encode() in text:
            with_prefix = re.sub(rb"<(/?)(?=\w+[\s/>])", rb"<\1x:", text)
            content[name] = with_prefix.replace(f'xmlns="{space}"'.encode(), f'xmlns:x="{space}"'.encode())
    return zipped(content)


def packed(data: bytes) -> dict[str, tuple[bytes, int, int, object]]:
    """Entry name → compressed bytes, CRC, attributes and date: what a raw copy keeps."""
    found: dict[str, tuple[bytes, int, int, object]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            at = info.header_offset
            start = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
            start += int.from_bytes(data[at + 28 : at + 30], "little")
            raw = data[start : start + info.compress_size]
            found[info.filename] = (raw, info.CRC, info.external_attr, info.date_time)
            assert zlib.crc32(archive.read(info)) == info.CRC
    return found


def values(data: bytes, tab: str = TAB) -> list[list[Any]]:
    """The cells of `tab` from A1 on, read by a library that shares no code with the patcher."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(tab).to_python(skip_empty_area=False)


def elements_around(xml: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Every element of a sheet part outside of its cells: name, attributes, text."""
    found: list[tuple[str, dict[str, str], str]] = []

    def walk(node: ElementTree.Element) -> None:
        if node.tag.endswith("}sheetData"):
            return
        found.append((node.tag, dict(node.attrib), (node.text or "").strip()))
        for child in node:
            walk(child)

    walk(ElementTree.fromstring(xml))
    return found


def sheet_part(data: bytes, tab: str = TAB) -> str:
    """The name of the part that holds `tab`, for workbooks with the usual names."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return f"xl/worksheets/sheet{book.sheetnames.index(tab) + 1}.xml"
