"""Workbooks in old formats as bytes, with or without a word on when they were saved; made by hand, the same everywhere."""

import struct
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import olefile
import xlwt

SECTOR = 512
FREE, END_OF_CHAIN, FAT_SECTOR, NO_STREAM = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
ODS_CELLS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="甲"><table:table-row><table:table-cell office:value-type="string"><text:p>甲</text:p>'
    "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def plain_xls() -> bytes:
    """An .xls with 甲 in A1 that says nothing about its saving."""
    book = xlwt.Workbook()
    book.add_sheet("甲").write(0, 0, "甲")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls_saved(saved_at: datetime) -> bytes:
    """The same as a spreadsheet program saves it at `saved_at` (with zone): with a summary beside the cells."""
    with olefile.OleFileIO(BytesIO(plain_xls())) as package:
        cells = package.openstream("Workbook").read()
    return ole_file({"Workbook": cells, "\x05SummaryInformation": _summary(saved_at)})


def ods(meta: str) -> bytes:
    """An .ods with 甲 in A1 whose meta.xml holds `meta`."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{ODS_CELLS}')
        package.writestr("meta.xml", f"<office:document-meta><office:meta>{meta}</office:meta></office:document-meta>")
    return buffer.getvalue()


def _summary(saved_at: datetime) -> bytes:
    """A property set with one property: 13, when it was last saved, in ticks of 100 ns since 1601."""
    ticks = (saved_at - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    section = struct.pack("<IIIIIQ", 28, 1, 13, 16, 64, ticks)
    format_id = bytes.fromhex("E0859FF2F94F6810AB9108002B27B3D9")
    return struct.pack("<HHI16xI16sI", 0xFFFE, 0, 0x00020006, 1, format_id, 48) + section


def ole_file(streams: dict[str, bytes]) -> bytes:
    """A compound file: allocation table, directory, then every stream, padded so that none is a short one."""
    padded = {name: data.ljust(-(-max(len(data), 4096) // SECTOR) * SECTOR, b"\0") for name, data in streams.items()}
    fat, entries, place = [FAT_SECTOR, END_OF_CHAIN], [_entry("Root Entry", 5, child=1)], 2
    for index, (name, data) in enumerate(padded.items(), start=1):
        count = len(data) // SECTOR
        right = index + 1 if index < len(padded) else NO_STREAM
        entries.append(_entry(name, 2, right=right, start=place, size=len(data)))
        fat += [*range(place + 1, place + count), END_OF_CHAIN]
        place += count
    table = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", olefile.MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0, 0
    )  # fmt: skip
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return header.ljust(SECTOR, b"\xff") + table + directory + b"".join(padded.values())


def _entry(
    name: str, kind: int, *, right: int = NO_STREAM, child: int = NO_STREAM, start: int = END_OF_CHAIN, size: int = 0
) -> bytes:
    spelt = f"{name}\0".encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", spelt, len(spelt), kind, 1, NO_STREAM, right, child, start, size)
