"""A filled form in every format that is read, as bytes: the seeds that the fuzzer mutates. Made by hand, the same everywhere."""

import struct
import zipfile
from collections.abc import Iterable
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import xlwt

from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.form import META_KEYS
from tests.test_read_returns import FORM, META, ROWS

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "returns"
HEADERS = [field.header for field in RETURN_FORM.fields]
ODS = "urn:oasis:names:tc:opendocument:xmlns:"
BUNDLE, DIMENSION, BEGIN_DATA, END_DATA, ROW, REAL, TEXT, BLANK = 156, 148, 145, 146, 0, 5, 6, 1
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Cells = list[list[str | float]]


def sheets() -> dict[str, Cells]:
    """The form's two sheets as rows of text and numbers."""
    rows: Cells = [["督查事项进展情况填报表"], [], [*HEADERS]]
    for row in ROWS:
        known = [row.number, row.title, row.role, row.requirement, 46083.0, 46387.0, row.last_progress]
        rows.append([*known, "正常推进", 0.8, "完成大坝主体。", "无", "抓紧验收", 46356.0, "", "进展报告"])
    return {"事项反馈": rows, "_meta": [[words, getattr(META, key)] for key, words in META_KEYS.items()]}


def xls() -> bytes:
    """The form as an .xls, with a merged title and days in a format of days."""
    book: Any = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for tab, rows in sheets().items():
        sheet = book.add_sheet(tab)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                is_day = isinstance(value, float) and value > 1
                sheet.write(row, column, value, day if is_day else xlwt.Style.default_style)
        sheet.merge(40, 41, 0, 5)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods() -> bytes:
    """The form as an .ods, with repeated cells and rows as LibreOffice writes them."""
    tables = (
        f'<table:table table:name="{tab}">{"".join(map(_ods_row, rows))}'
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="1024"/>'
        "</table:table-row></table:table>"
        for tab, rows in sheets().items()
    )
    names = " ".join(f'xmlns:{name}="{ODS}{name}:1.0"' for name in ("office", "table", "text"))
    content = f"<office:document-content {names}><office:body><office:spreadsheet>{''.join(tables)}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": b'<?xml version="1.0" encoding="UTF-8"?>' + content.encode(),
            "meta.xml": b"<office:document-meta><office:meta><dc:date>2026-09-25T10:00:00</dc:date></office:meta>"
            b"</office:document-meta>",
        }
    )


def _ods_row(cells: Iterable[str | float]) -> str:
    told = (
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        if isinstance(cell, str)
        else f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{''.join(told)}<table:table-cell table:number-columns-repeated='3'/></table:table-row>"


def xlsb() -> bytes:
    """The form as an .xlsb: records instead of XML."""
    parts = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>"}
    bundles, relations = b"", ""
    for number, (tab, rows) in enumerate(sheets().items(), 1):
        bundle = struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(tab)
        bundles += record(BUNDLE, bundle)
        relations += (
            f'<Relationship Id="rId{number}" Type="{RELATION}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        )
        parts[f"xl/worksheets/sheet{number}.bin"] = _xlsb_sheet(rows)
    parts["xl/workbook.bin"] = record(131) + record(143) + bundles + record(144) + record(132)
    parts["xl/_rels/workbook.bin.rels"] = f"<Relationships>{relations}</Relationships>".encode()
    return zipped(parts)


def _xlsb_sheet(rows: Cells) -> bytes:
    content = record(129) + record(DIMENSION, struct.pack("<IIII", 0, len(rows) - 1, 0, 20)) + record(BEGIN_DATA)
    for row, cells in enumerate(rows):
        content += record(ROW, struct.pack("<II9x", row, 0))
        for column, value in enumerate(cells):
            where = struct.pack("<II", column, 0)
            content += (
                record(TEXT, where + wide(value))
                if isinstance(value, str)
                else record(REAL, where + struct.pack("<d", value))
            )
    return content + record(END_DATA) + record(130)


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xlsb part."""
    return _varied(kind) + _varied(len(content)) + content


def _varied(number: int) -> bytes:
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def wide(text: str) -> bytes:
    """A text of an .xlsb record."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def zipped(parts: dict[str, bytes]) -> bytes:
    """A package of `parts`."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


@cache
def seeds() -> dict[str, bytes]:
    """Name → bytes: one form of every format, and two of the sample office's returns as they came in."""
    came = sorted(
        (path for path in SAMPLES.glob("2026Q1/*") if path.stat().st_size),
        key=lambda path: (path.stat().st_size, path.name),
    )
    small_xls = next(path for path in came if path.suffix == ".xls")
    return {
        "form.xlsx": FORM,
        "form.xls": xls(),
        "form.ods": ods(),
        "form.xlsb": xlsb(),
        "sample.xls": small_xls.read_bytes(),
        "sample.xlsx": next(path for path in came if path.suffix == ".xlsx").read_bytes(),
    }
