"""Workbooks in old, binary and open formats that would end the process or keep it busy for ever: each is refused in a sentence."""

import contextlib
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import olefile
import pytest

from duban_xl.read.file_kind import FileKind, kind_of
from duban_xl.read.limits import OF_RETURN
from duban_xl.read.workbook import Unreadable, read_workbook
from tests.fuzz_seeds import ods, record, xls, xlsb, zipped
from tests.old_formats import ole_file, plain_xls
from tests.test_return_shapes import parts


def cells_of(data: bytes) -> bytes:
    with olefile.OleFileIO(BytesIO(data)) as package:  # pyright: ignore[reportUnknownVariableType]
        return package.openstream("Workbook").read()


def with_cells(change: Callable[[bytes], bytes]) -> bytes:
    return ole_file({"Workbook": change(cells_of(xls()))})


def number_far_away(cells: bytes) -> bytes:
    """The first number of the first sheet in row 65,536 and column 65,536."""
    at = cells.index(b"\x7e\x02\x0a\x00")
    return cells[: at + 4] + b"\xff\xff\xff\xff" + cells[at + 8 :]


def four_billion_texts(cells: bytes) -> bytes:
    at = cells.index(b"\xfc\x00") + 4
    return cells[: at + 4] + b"\xff\xff\xff\x7f" + cells[at + 8 :]


def one_part_for_two_sheets(cells: bytes) -> bytes:
    first = cells.index(b"\x85\x00") + 4
    second = cells.index(b"\x85\x00", first) + 4
    return cells[:second] + cells[first : first + 4] + cells[second + 4 :]


def chain_in_a_ring() -> bytes:
    """The allocation table says of every sector that it follows itself."""
    data = bytearray(plain_xls())
    table = 512 * (1 + int.from_bytes(data[76:80], "little"))
    for sector in range(2, 20):
        struct.pack_into("<I", data, table + 4 * sector, sector)
    return bytes(data)


def xlsb_far_away() -> bytes:
    of = parts(xlsb())
    name = "xl/worksheets/sheet1.bin"
    far = record(0, struct.pack("<II9x", 1_000_000, 0)) + record(5, struct.pack("<IId", 16_000, 0, 1.0))
    return zipped(of | {name: of[name].replace(record(146), far + record(146))})


def xlsb_beyond_every_sheet() -> bytes:
    of = parts(xlsb())
    name = "xl/worksheets/sheet1.bin"
    far = record(5, struct.pack("<IId", 4_000_000_000, 0, 1.0))
    return zipped(of | {name: of[name].replace(record(146), far + record(146))})


def open_cells(old: str, new: str) -> bytes:
    of = parts(ods())
    return zipped(of | {"content.xml": of["content.xml"].replace(old.encode(), new.encode())})


REFUSED: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "xls: two cells far apart": (lambda: with_cells(number_far_away), ("L106",)),
    "xls: four billion texts": (lambda: with_cells(four_billion_texts), ("L140",)),
    "xls: two sheets of one part": (lambda: with_cells(one_part_for_two_sheets), ("L140",)),
    "xls: cut short": (lambda: with_cells(lambda cells: cells[:700]), ("L102",)),
    "xlsb: two cells far apart": (xlsb_far_away, ("L106",)),
    "xlsb: a cell beyond every sheet": (xlsb_beyond_every_sheet, ("L140",)),
    "ods: a row a million times": (
        lambda: open_cells("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">'),
        ("L106",),
    ),
    "ods: a billion times": (
        lambda: open_cells("<table:table-row>", '<table:table-row table:number-rows-repeated="4000000000">'),
        ("L140",),
    ),
    "ods: a billion blanks": (
        lambda: open_cells("<text:p>完成", '<text:p><text:s text:c="4000000000"/>完成'),
        ("L140",),
    ),
    "ods: a sheet that never ends": (lambda: open_cells("</table:table>", ""), ("L102",)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file__is_refused_before_the_library_sees_it(name: str) -> None:
    make, expected = REFUSED[name]
    with pytest.raises(Unreadable) as unread:
        read_workbook(Path("表"), make(), limits=OF_RETURN)
    assert unread.value.finding.code in expected


def test_sectors_in_a_ring__come_to_an_end() -> None:
    with contextlib.suppress(Unreadable):
        read_workbook(Path("表"), chain_in_a_ring(), limits=OF_RETURN)


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("WordDocument", FileKind.WORD),
        ("PowerPoint Document", FileKind.SLIDES),
        ("__properties_version1.0", FileKind.MAIL),
        ("Something", FileKind.DAMAGED),
    ],
)
def test_old_document_named_like_a_workbook__called_what_it_is(stream: str, kind: FileKind) -> None:
    assert kind_of(ole_file({stream: b"\0" * 64})) is kind
