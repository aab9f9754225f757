"""The cells of an .xls (BIFF records) → the same in a sound package, after a look at how much a reader would make room for.

The reading library believes the package's chains, the sheet's stated size and the number of its texts; a false one ends
the whole process. Here only the stream of cells is taken over, into a new package, without the stated sizes.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from duban_xl.read.extent import Extent
from duban_xl.read.limits import Limits
from duban_xl.read.package import Damaged, TooLarge, Unsound

SECTOR = 4096
END_OF_CHAIN, FAT_SECTOR, FREE, NO_ENTRY = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF, 0xFFFFFFFF
IN_HEADER = 109  # sectors of the allocation table that the header itself names
STREAM = "Workbook"
_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")
_END, _PASSWORD, _SHEET, _SIZE, _TEXTS, _MORE, _SEVERAL = 0x0A, 0x2F, 0x85, 0x200, 0xFC, 0x3C, 0xBD
_CELLS = frozenset((0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, _SEVERAL))
_UNKNOWN = 0x0FFF  # a kind of record that no reader knows
_SHORTEST_TEXT = 3  # bytes
_MOST_WALKS = 4  # sheets that overlap would be read again and again


@dataclass(slots=True)
class _Book:
    """What the records before the first sheet tell."""

    sheets: list[int] = field(default_factory=list[int])
    texts: int = 0
    bytes_of_texts: int = 0
    needs_password: bool = False


def needs_password(cells: bytes) -> bool:
    """Whether the stream of cells is encrypted."""
    return _book(cells).needs_password


def sound_xls(cells: bytes, limits: Limits) -> bytes:
    """A package with nothing but the stream `cells`, as the reading library may have it.

    Raises TooLarge, Unsound or Damaged.
    """
    book, out = _book(cells), bytearray(cells)
    if book.texts > book.bytes_of_texts // _SHORTEST_TEXT:
        raise Unsound(STREAM, f"自称有 {book.texts} 条文字")
    if len(set(book.sheets)) < len(book.sheets):
        raise Unsound(STREAM, "有两个工作表指向同一内容")
    extents, walked = list[Extent](), 0
    for begin in book.sheets:
        extent, end = _extent(cells, begin, out)
        extents.append(extent)
        walked += end - begin
        if walked > _MOST_WALKS * len(cells):
            raise Unsound(STREAM, "有工作表互相重叠")
    refuse_too_many(extents, limits)
    return packed(STREAM, bytes(out))


def refuse_too_many(extents: list[Extent], limits: Limits) -> None:
    """Raises TooLarge for two far-apart cells (the rectangle between them would be filled) and for too many values."""
    largest = max(extents, key=lambda one: one.cells, default=Extent())
    if sum(one.cells for one in extents) > limits.cells:
        raise TooLarge(f"{largest.rows} 行 × {largest.columns} 列")
    if (values := sum(one.values for one in extents)) > limits.values:
        raise TooLarge(f"{values} 个单元格")


def _records(cells: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, begin and end of every record's content from `at` on, up to the end of the sheet."""
    while at + _HEAD.size <= len(cells):
        kind, length = _HEAD.unpack_from(cells, at)
        begin, at = at + _HEAD.size, at + _HEAD.size + length
        if at > len(cells):
            raise Damaged(STREAM)
        yield kind, begin, at
        if kind == _END:
            return


def _book(cells: bytes) -> _Book:
    book, last = _Book(), 0
    for kind, begin, end in _records(cells, 0):
        if kind == _SHEET and end - begin >= _HEAD.size:
            book.sheets.append(int.from_bytes(cells[begin : begin + 4], "little"))
        elif kind == _TEXTS:
            book.texts = max(book.texts, int.from_bytes(cells[begin + 4 : begin + 8], "little"))
            book.bytes_of_texts += end - begin
        elif kind == _MORE and last == _TEXTS:
            book.bytes_of_texts += end - begin
        elif kind == _PASSWORD:
            book.needs_password = True
        last = last if kind == _MORE else kind
    return book


def _extent(cells: bytes, at: int, out: bytearray) -> tuple[Extent, int]:
    """How far the cells of the sheet at `at` reach, and where it ends; its stated size is struck out in `out`."""
    rows = columns = values = 0
    if at >= len(cells):
        raise Damaged(STREAM)
    for kind, begin, end in _records(cells, at):
        at = end
        if kind == _SIZE:
            _HEAD.pack_into(out, begin - _HEAD.size, _UNKNOWN, end - begin)
        elif kind in _CELLS and end - begin >= _PLACE.size:
            row, column = _PLACE.unpack_from(cells, begin)
            if kind == _SEVERAL:
                values += (end - begin) // 6
                column = max(column, int.from_bytes(cells[end - 2 : end], "little"))
            rows, columns, values = max(rows, row + 1), max(columns, column + 1), values + 1
    return Extent(rows, columns, values), at


def packed(name: str, content: bytes) -> bytes:
    """An OLE package whose only stream is `name`: header, allocation table, folder, an empty sector, the content."""
    content = content.ljust(-(-max(len(content), SECTOR) // SECTOR) * SECTOR, b"\0")
    count = len(content) // SECTOR
    per_sector = SECTOR // 4
    tables = next(n for n in range(1, IN_HEADER + 1) if n * per_sector >= n + 2 + count)
    first = tables + 2
    chain = [*range(first + 1, first + count), END_OF_CHAIN]
    fat = [*[FAT_SECTOR] * tables, END_OF_CHAIN, END_OF_CHAIN, *chain]
    fat += [FREE] * (tables * per_sector - len(fat))
    folder = _entry("Root Entry", 5, child=1, start=tables + 1, size=64) + _entry(
        name, 2, start=first, size=len(content)
    )
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", _MAGIC, 0x3E, 4, 0xFFFE, 12, 6, 1, tables, tables, 0, SECTOR, END_OF_CHAIN, 0, END_OF_CHAIN, 0, 0
    )[:76]  # fmt: skip
    named = [*range(tables), *[FREE] * (IN_HEADER - tables)]
    header += struct.pack(f"<{IN_HEADER}I", *named)
    table = struct.pack(f"<{len(fat)}I", *fat)
    return header.ljust(SECTOR, b"\0") + table + folder.ljust(SECTOR, b"\0") + bytes(SECTOR) + content


def _entry(name: str, kind: int, *, child: int = NO_ENTRY, start: int, size: int) -> bytes:
    spelt = f"{name}\0".encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", spelt, len(spelt), kind, 1, NO_ENTRY, NO_ENTRY, child, start, size)
