"""A worksheet part's bytes → its elements around the data, and its rows and cells as byte positions, found on demand."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from duban_xl.apply.ooxml.area import Area, areas
from duban_xl.apply.ooxml.markup import ATTRIBUTES, Node, attribute, readable, tree, whole
from duban_xl.apply.ooxml.refusal import broken
from duban_xl.model.source import cell_name, column_index

ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
CELL_NAME = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,9})["']""")


@dataclass(frozen=True, slots=True)
class Row:
    """One `<row>`: its tag runs from `start` to `inner`, its cells to `close`, its end tag to `end`."""

    number: int
    raw: bytes  # the tag's text behind the name
    start: int
    inner: int
    close: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether the row is written as one tag, `<row/>`."""
        return self.close == self.end


@dataclass(frozen=True, slots=True)
class Cell:
    """One `<c>`, with the same positions as a row."""

    column: int
    row: int
    raw: bytes
    start: int
    inner: int
    close: int
    end: int
    is_named: bool  # whether it has its `r` attribute

    @property
    def style(self) -> int:
        """The index of its style in styles.xml."""
        return whole(attribute(self.raw, b"s"), part=cell_name(self.column, self.row))


class Sheet:
    """A worksheet part. Positions count in `data`; `masked` is the same text without comments and CDATA."""

    def __init__(self, data: bytes, *, part: str) -> None:
        self.data, self.part = data, part
        self.masked = readable(data, part=part)
        self.root = tree(self.masked, part=part, skip=b"sheetData")
        found = self.root.first("sheetData")
        if found is None:
            raise broken(f"{part} 没有单元格部分")
        self.cells_node: Node = found
        self.prefix = found.prefix

    @cached_property
    def _tags(self) -> tuple[list[int], list[int], list[int]]:
        """Numbers, starts and ends of all row tags, top to bottom; Refused if they are out of order."""
        pattern = re.compile(rb"<" + re.escape(self.prefix) + rb"row(?=[\s/>])" + ATTRIBUTES + rb">")
        numbers: list[int] = []
        starts: list[int] = []
        inners: list[int] = []
        last = 0
        for tag in pattern.finditer(self.masked, self.cells_node.inner, self.cells_node.close):
            named = ROW_NUMBER.search(tag[0])
            number = _row_number(named[1]) if named else last + 1
            if number <= last:
                raise broken(f"{self.part} 的行次序混乱（第 {last} 行之后）")
            last = number
            numbers.append(number)
            starts.append(tag.start())
            inners.append(tag.end())
        return numbers, starts, inners

    @property
    def row_numbers(self) -> list[int]:
        """The numbers of the rows that are written in the part, ascending."""
        return self._tags[0]

    def row(self, number: int) -> Row | None:
        """The row `number`, if it is written."""
        at = bisect_left(self.row_numbers, number)
        return self._row(at) if at < len(self.row_numbers) and self.row_numbers[at] == number else None

    def rows_upwards(self) -> Iterator[Row]:
        """The rows that are written, from the last that may hold something to the first: millions may be blank."""
        node, ends = self.cells_node, (b"v", b"is", b"f")
        last = max(self.masked.rfind(b"<" + self.prefix + end, node.inner, node.close) for end in ends)
        return (self._row(at) for at in range(bisect_left(self._tags[1], last) - 1, -1, -1))

    def gap_before(self, number: int) -> int:
        """Where a row `number` that is not written belongs."""
        numbers, starts, _ = self._tags
        at = bisect_left(numbers, number)
        return starts[at] if at < len(starts) else self.cells_node.close

    def cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells written in `row`, left to right; Refused if they are out of order."""
        found: list[Cell] = []
        at, last = row.inner, 0
        while (tag := self._cell_tag.search(self.masked, at, row.close)) is not None:
            cell = self._cell(tag, row.number, last + 1)
            if cell.column <= last or cell.row != row.number:
                raise broken(f"{self.part} 第 {row.number} 行的单元格次序混乱")
            found.append(cell)
            at, last = cell.end, cell.column
        return tuple(found)

    def cell(self, column: int, row: int) -> Cell | None:
        """The cell at that place, if it is written."""
        line = self.row(row)
        return next((cell for cell in self.cells(line) if cell.column == column), None) if line else None

    def formula(self, cell: Cell) -> Node | None:
        """The `<f>` element of `cell`."""
        return self.child(cell, "f")

    def child(self, cell: Cell, name: str) -> Node | None:
        """The element called `name` directly in `cell`, with positions in the part."""
        if cell.close == cell.end or b"<" + self.prefix + name.encode() not in self.masked[cell.inner : cell.close]:
            return None
        return next((node for node in self.children(cell) if node.name == name), None)

    def children(self, cell: Cell) -> tuple[Node, ...]:
        """The elements directly in `cell`, with positions in the part."""
        return tree(self.masked, part=self.part, start=cell.start, end=cell.end).children

    def has_value(self, cell: Cell) -> bool:
        """Whether `cell` holds something typed: a value that no formula made."""
        content = self.masked[cell.inner : cell.close]
        if b"<" not in content or self.formula(cell):
            return False
        return any(node.name == "is" or (node.name == "v" and node.close > node.inner) for node in self.children(cell))

    @cached_property
    def has_formulas(self) -> bool:
        """Whether any cell holds a formula."""
        opening, end = b"<" + self.prefix + b"f", self.cells_node.close
        at = self.masked.find(opening, self.cells_node.inner, end)
        return at >= 0 and re.compile(re.escape(opening) + rb"(?=[\s/>])").search(self.masked, at, end) is not None

    def formula_cells(self) -> Iterator[Cell]:
        """All cells that hold a formula, top to bottom."""
        if not self.has_formulas:
            return
        opening = re.compile(rb"<" + re.escape(self.prefix) + rb"f(?=[\s/>])")
        at = self.cells_node.inner
        while (found := opening.search(self.masked, at, self.cells_node.close)) is not None:
            start = self.masked.rfind(b"<" + self.prefix + b"c", at, found.start())
            tag = self._cell_tag.match(self.masked, start)
            if tag is None:
                raise broken(f"{self.part} 的公式不在单元格内")
            named = CELL_NAME.search(tag[0])
            if named:
                cell = self._cell(tag, int(named[2]), 0)
            else:
                row = self._row(bisect_left(self._tags[1], start) - 1)
                cell = next(cell for cell in self.cells(row) if cell.start == start)
            yield cell
            at = cell.end

    def areas_of(self, name: str, attribute_name: str = "ref") -> Iterator[Area]:
        """The rectangles named by the elements `name` behind or before the data."""
        for node in self.root.every(name):
            yield from areas(node.get(attribute_name))

    @cached_property
    def _cell_tag(self) -> re.Pattern[bytes]:
        return re.compile(rb"<" + re.escape(self.prefix) + rb"c(?=[\s/>])(" + ATTRIBUTES + rb")>")

    def _row(self, at: int) -> Row:
        numbers, starts, inners = self._tags
        start, inner = starts[at], inners[at]
        limit = starts[at + 1] if at + 1 < len(starts) else self.cells_node.close
        close, end = self._closing(b"row", inner, limit)
        raw = self.masked[start + len(self.prefix) + 4 : inner - 1]
        return Row(numbers[at], raw, start, inner, close, end)

    def _cell(self, tag: re.Match[bytes], row: int, column: int) -> Cell:
        """The cell whose tag is `tag`; `column` and `row` are its place if it does not say so."""
        named = CELL_NAME.search(tag[1])
        if named:
            column, row = column_index(named[1].decode().upper()), int(named[2])
        if not named and attribute(tag[1], b"r") is not None:
            raise broken(f"{self.part} 第 {row} 行有不存在的单元格")
        close, end = self._closing(b"c", tag.end(), self.cells_node.close)
        return Cell(column, row, tag[1], tag.start(), tag.end(), close, end, bool(named))

    def _closing(self, name: bytes, inner: int, limit: int) -> tuple[int, int]:
        """Where the content and the end tag of the element end whose start tag ends at `inner`."""
        if self.masked[inner - 2 : inner] == b"/>":
            return inner, inner
        close = self.masked.find(b"</" + self.prefix + name, inner, limit)
        end = self.masked.find(b">", close) + 1
        if close < 0 or self.masked[close + 2 + len(self.prefix) + len(name) : end].strip() != b">":
            raise broken(f"{self.part} 的标记不配对")
        return close, end


def _row_number(written: bytes) -> int:
    """The number in a row's tag; 0 if it is none. Rows below Excel's last are left alone."""
    return int(written) if written.isdigit() and len(written) <= 9 else 0
