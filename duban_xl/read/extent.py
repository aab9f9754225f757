"""A worksheet's XML → how many values it holds and how far apart they lie, before a reader makes room for all between them.

A reading library lays cells out as a rectangle, so two of them can ask for more memory than there is. It also believes
every row number and loses cells that come out of order; no spreadsheet program writes them so, and they are refused here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from duban_xl.model.source import column_index

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
SLICE = 8_000_000  # bytes that are looked at together: the names of their cells are all in memory
MOST_ODD = 5_000_000  # cells that are told one by one, where they are not named as programs name them
_CELLS_BEGIN = re.compile(rb"<((?:\w+:)?)sheetData[\s/>]")
_ROW_NAME, _CELL_NAME = re.compile(rb"0*(\d{1,7})"), re.compile(rb"([A-Za-z]{1,3})0*(\d{1,7})")
ATTRIBUTES = rb"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""
_ATTRIBUTE = re.compile(rb"""([^\s="'/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_TAG = re.compile(rb"<(?:[^\s<>/!?:]++:)?(row|c)(?=[\s/>])(%b)>(</)?" % ATTRIBUTES)
_PREFIXED = re.compile(rb"<[^\s<>/!?:]++:c[\s/>]")
_BLANK = rb"""(?:[^<>"']++|"[^<>"]*+")*+(?:(?<=/)>|>\s*+</)"""  # the rest of a cell that holds nothing


class WrongPlace(Exception):
    """A cell or row stands where none can be; the argument says which."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The last row and column that hold something, 1-based, and the number of values."""

    rows: int = 0
    columns: int = 0
    values: int = 0

    @property
    def cells(self) -> int:
        """The size of the rectangle from A1 on."""
        return self.rows * self.columns


def prefix_of(markup: bytes) -> bytes | None:
    """The prefix of the elements (with its colon, most often empty) if `markup` is a worksheet; None if not."""
    found = _CELLS_BEGIN.search(markup)
    return found[1] if found else None


def extent_of(markup: bytes, prefix: bytes, *, most: int) -> Extent:
    """How far the cells reach; exact where it is more than `most` cells. Raises WrongPlace."""
    values = markup.count(b"v>") // 2 + markup.count(b"is>") // 2
    begin, end = markup.find(b"<%bsheetData" % prefix), markup.rfind(b"sheetData")
    names = _named(markup, begin, end, prefix)
    if names is None:
        return _one_by_one(markup, values)
    if names.cells > most:
        names = _named(markup, begin, end, prefix, filled=True) or names
    return Extent(names.rows, names.columns, values)


@lru_cache(maxsize=16)
def _cells_named(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """The names of all cells, and of those that hold something; written so that no input makes them slow."""
    name = rb'<%bc r="([A-Z]{1,3}\d{1,7})"' % re.escape(prefix)
    return re.compile(name), re.compile(name + b"(?!%b)" % _BLANK)


def _named(markup: bytes, begin: int, end: int, prefix: bytes, *, filled: bool = False) -> Extent | None:
    """The extent by the names of the cells; None if some are not written as `<c r="A1"`."""
    letters, rows, last = set[bytes](), 0, 0
    for piece in _slices(markup, begin, end, opening=b"<%bc " % prefix):
        names = _cells_named(prefix)[filled].findall(piece)
        if not filled and (len(names) != piece.count(b"<%bc" % prefix) or _has_others(piece, prefix)):
            return None
        joined = b" ".join(names)
        letters.update(joined.translate(None, b"0123456789").split())
        if numbers := joined.translate(None, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ").split():
            rows, last = max(rows, *map(int, set(numbers))), int(numbers[-1])
    width = max(map(column_index, {name.decode() for name in letters}), default=0)
    if rows > LAST_ROW or width > LAST_COLUMN:
        raise WrongPlace(f"第 {rows} 行、第 {width} 列")
    if last < rows:
        raise WrongPlace(f"第 {rows} 行在第 {last} 行之前")
    return Extent(rows, width)


def _has_others(piece: bytes, prefix: bytes) -> bool:
    """Whether there may be cells with another prefix, which a reader that goes by local names takes for cells too."""
    if prefix and b"<c" in piece:
        return True
    own = piece.count(b"<%bc" % prefix) + piece.count(b"</%bc" % prefix) if prefix else 0
    return piece.count(b":c") != own and _PREFIXED.search(piece.replace(b"<%bc" % prefix, b"")) is not None


def _slices(markup: bytes, begin: int, end: int, *, opening: bytes) -> Iterator[bytes]:
    """The bytes from `begin` to `end` in pieces that each begin with a whole tag."""
    while begin < end:
        cut = markup.find(opening, begin + SLICE, end)
        cut = end if cut < 0 else cut
        yield markup[begin:cut]
        begin = cut


def _one_by_one(markup: bytes, values: int) -> Extent:
    """The extent of cells that say where they are in any way, or not at all: then each is right of the one before."""
    rows = columns = row = column = odd = 0
    for tag in _TAG.finditer(markup):
        kind, attributes, closed = tag.groups()
        name = next((a[1] or a[2] for a in _ATTRIBUTE.findall(attributes) if a[0] == b"r"), None)
        if kind == b"row":
            row, column = _row(name, row), 0
            continue
        column, odd = _column(name, row, column), odd + 1
        if odd > MOST_ODD:
            raise WrongPlace(f"第 {row} 行以下")
        if not closed and not attributes.endswith(b"/"):
            rows, columns = max(rows, row), max(columns, column)
    return Extent(rows, columns, values)


def _row(name: bytes | None, last: int) -> int:
    found = _ROW_NAME.fullmatch(b"%d" % (last + 1) if name is None else name)
    number = int(found[1]) if found else 0
    if not last < number <= LAST_ROW:
        raise WrongPlace(f"第 {last} 行之后的行号“{_quoted(name)}”")
    return number


def _column(name: bytes | None, row: int, last: int) -> int:
    found = _CELL_NAME.fullmatch(name or b"")
    column = column_index(found[1].decode().upper()) if found else last + 1
    if name is None and column > LAST_COLUMN:
        raise WrongPlace(f"第 {row} 行有 {LAST_COLUMN} 列以外的单元格")
    if column > LAST_COLUMN or (name is not None and (not found or int(found[2]) != row)):
        raise WrongPlace(f"第 {row} 行的“{_quoted(name)}”")
    return column


def _quoted(name: bytes | None) -> str:
    return (name or b"")[:40].decode("utf-8", "replace")
