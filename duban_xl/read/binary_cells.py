"""A part of an .xlsb → how far its cells reach, before a reader makes room for all between them.

Records say their kind and length in bytes of seven bits each; one that claims more than there is, is refused.
"""

from collections.abc import Iterator

from duban_xl.read.extent import LAST_COLUMN, LAST_ROW, Extent
from duban_xl.read.package import Damaged, Unsound

_ROW, _END = 0, 0x92
_FIRST_CELL, _LAST_CELL = 2, 11  # those that hold something
_LONGEST_KIND, _LONGEST_LENGTH = 2, 4  # bytes


def is_binary_part(name: str) -> bool:
    """Whether the part `name` consists of records that the reading library goes through."""
    plain = name.casefold()
    is_sheet = plain.startswith("xl/worksheets/") and not plain.endswith((".xml", ".rels"))
    return is_sheet or plain in ("xl/workbook.bin", "xl/sharedstrings.bin", "xl/styles.bin")


def binary_extent(name: str, content: bytes) -> Extent:
    """How far the cells of a part reach. Raises Damaged, or Unsound for a cell where none can be."""
    row = rows = columns = values = 0
    for kind, begin, end in _records(name, content):
        if kind == _ROW and end - begin >= 4:
            row = int.from_bytes(content[begin : begin + 4], "little")
        elif kind == _END:
            break
        elif _FIRST_CELL <= kind <= _LAST_CELL and end - begin >= 4:
            column = int.from_bytes(content[begin : begin + 4], "little")
            if row >= LAST_ROW or column >= LAST_COLUMN:
                raise Unsound(name, f"单元格的位置不对（第 {row + 1} 行、第 {column + 1} 列）")
            rows, columns, values = max(rows, row + 1), max(columns, column + 1), values + 1
    return Extent(rows, columns, values)


def _records(name: str, content: bytes) -> Iterator[tuple[int, int, int]]:
    at, size = 0, len(content)
    while at < size:
        kind, at = _number(content, at, _LONGEST_KIND)
        length, begin = _number(content, at, _LONGEST_LENGTH)
        at = begin + length
        if at > size:
            raise Damaged(name)
        yield kind, begin, at


def _number(content: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number whose bytes hold seven bits each, the lowest first; the eighth says that another follows."""
    number = 0
    for step, byte in enumerate(content[at : at + longest]):
        number |= (byte & 0x7F) << (7 * step)
        at += 1
        if byte < 0x80:
            break
    return number, at
