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
    values = sum(markup.count(end % prefix) for end in (b"</%bv>", b"</%bis>"))
    tags = _patterns(prefix)
    names = _named(markup, prefix, tags)
    if names is None:
        return _one_by_one(markup, tags, values)
    if names.cells > most:
        names = _named(markup, prefix, tags, filled=True) or names
    return Extent(names.rows, names.columns, values)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What is looked for in a sheet whose elements have a certain prefix; written so that no input makes them slow."""

    every: re.Pattern[bytes]
    column: re.Pattern[bytes]
    row: re.Pattern[bytes]
    filled_column: re.Pattern[bytes]
    filled_row: re.Pattern[bytes]
    tag: re.Pattern[bytes]


@lru_cache(maxsize=16)
def _patterns(prefix: bytes) -> _Patterns:
    cell, filled = b"<%bc" % re.escape(prefix), b"(?!%b)" % _BLANK
    return _Patterns(
        every=re.compile(cell + rb"[\s/>]"),
        column=re.compile(cell + rb' r="([A-Z]{1,3})\d{1,7}"'),
        row=re.compile(cell + rb' r="[A-Z]{1,3}(\d{1,7})"'),
        filled_column=re.compile(cell + rb' r="([A-Z]{1,3})\d{1,7}"' + filled),
        filled_row=re.compile(cell + rb' r="[A-Z]{1,3}(\d{1,7})"' + filled),
        tag=re.compile(rb"<%b(row|c)(?=[\s/>])(%b)>(</)?" % (re.escape(prefix), ATTRIBUTES)),
    )


def _named(markup: bytes, prefix: bytes, tags: _Patterns, *, filled: bool = False) -> Extent | None:
    """The extent by the names of the cells; None if some are not written as `<c r="A1"`."""
    letters, rows, last = set[bytes](), 0, 0
    for piece in _slices(markup, b"<%bc " % prefix):
        columns = (tags.filled_column if filled else tags.column).findall(piece)
        if not filled and len(columns) != len(tags.every.findall(piece)):
            return None
        letters.update(columns)
        if numbers := (tags.filled_row if filled else tags.row).findall(piece):
            rows, last = max(rows, *map(int, set(numbers))), int(numbers[-1])
    width = max(map(column_index, {name.decode() for name in letters}), default=0)
    if rows > LAST_ROW or width > LAST_COLUMN:
        raise WrongPlace(f"第 {rows} 行、第 {width} 列" if rows else "")
    if last < rows:
        raise WrongPlace(f"第 {rows} 行在第 {last} 行之前")
    return Extent(rows, width)


def _slices(markup: bytes, opening: bytes) -> Iterator[bytes]:
    """`markup` in pieces that each begin with a whole tag."""
    at = 0
    while at < len(markup):
        end = markup.find(opening, at + SLICE)
        end = len(markup) if end < 0 else end
        yield markup[at:end]
        at = end


def _one_by_one(markup: bytes, tags: _Patterns, values: int) -> Extent:
    """The extent of cells that say where they are in any way, or not at all: then each is right of the one before."""
    rows = columns = row = column = odd = 0
    for tag in tags.tag.finditer(markup):
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
