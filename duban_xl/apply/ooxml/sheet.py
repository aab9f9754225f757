"""A worksheet part's bytes → its elements around the data, and its rows and cells as byte positions, found on demand."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from duban_xl.apply.ooxml.area import Area, areas
from duban_xl.apply.ooxml.markup import ATTRIBUTES, TAG, Node, attribute, readable_text, tree, whole
from duban_xl.apply.ooxml.refusal import broken
from duban_xl.apply.ooxml.text import Text
from duban_xl.model.source import cell_name, column_index

ROW_NUMBER = re.compile(rb"""\sr\s*+=\s*+["']([^"']*+)["']""")
SHEET_DATA = re.compile(rb"<((?:[^\s<>/!?:]++:)?)sheetData(?=[\s/>])(" + ATTRIBUTES + rb")>")
NAME_ENDS = (b" ", b"\t", b"\n", b"\r", b"/", b">")
CELL_NAME = re.compile(rb"""\sr\s*+=\s*+["']([A-Za-z]{1,3})(\d{1,7})["']""")


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

    def __init__(self, data: Text, *, part: str) -> None:
        self.data, self.part = data, part
        self.masked = readable_text(data, part=part)
        inner, close = self._around_cells()
        head, tail = self.masked[:inner], self.masked[close:]
        self.root = tree(head, tail, part=part, offsets=(0, close))
        found = self.root.first("sheetData")
        if found is None:
            raise broken(f"{part} 没有单元格部分")
        self.cells_node: Node = found
        _, head = next(self.masked.windows(found.inner, found.close), (0, b""))
        first = TAG.search(head)
        self.prefix = first[2] if first and first[3] == b"row" else found.prefix

    def _around_cells(self) -> tuple[int, int]:
        """Where the cells begin and end; twice the end of the part if there are none."""
        end = len(self.masked)
        for at, window in self.masked.windows(0, end):
            opening = SHEET_DATA.search(window)
            if opening:
                inner = at + opening.end()
                close = (
                    inner
                    if opening[2].endswith(b"/")
                    else self.masked.find(b"</" + opening[1] + b"sheetData", inner, end)
                )
                if close < 0:
                    raise broken(f"{self.part} 的标记不配对")
                return inner, close
        return end, end

    @cached_property
    def _tags(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """Numbers, starts and ends of all row tags by number, however they are ordered; Refused if a row is there twice."""
        numbers, starts, inners = array("q"), array("q"), array("q")
        last, is_sorted = 0, True
        for at, window in self.masked.windows(self.cells_node.inner, self.cells_node.close):
            for start, tag in _tags_in(window, b"<" + self.prefix + b"row"):
                named = ROW_NUMBER.search(tag)
                number = _row_number(named[1]) if named else last + 1
                if number <= 0 or tag.rfind(b"<"):
                    raise broken(f"{self.part} 第 {last} 行之后的行不完整，或行号不对")
                is_sorted = is_sorted and number > last
                last = number
                numbers.append(number)
                starts.append(at + start)
                inners.append(at + start + len(tag))
        return (numbers, starts, inners) if is_sorted else self._sorted(numbers, starts, inners)

    def _sorted(
        self, numbers: Sequence[int], starts: Sequence[int], inners: Sequence[int]
    ) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        order = sorted(range(len(numbers)), key=numbers.__getitem__)
        for at, after in pairwise(order):
            if numbers[at] == numbers[after]:
                raise broken(f"{self.part} 的第 {numbers[at]} 行出现了两次")
        return [numbers[at] for at in order], [starts[at] for at in order], [inners[at] for at in order]

    @cached_property
    def _by_start(self) -> list[tuple[int, int]]:
        """Start and place in `_tags` of all rows as they stand in the part."""
        return sorted((start, at) for at, start in enumerate(self._tags[1]))

    @cached_property
    def _starts(self) -> Sequence[int]:
        """The starts of all rows, ascending."""
        starts = self._tags[1]
        return starts if isinstance(starts, array) else sorted(starts)

    @property
    def row_numbers(self) -> Sequence[int]:
        """The numbers of the rows that are written in the part, ascending."""
        return self._tags[0]

    def row(self, number: int) -> Row | None:
        """The row `number`, if it is written."""
        at = bisect_left(self.row_numbers, number)
        return self._row(at) if at < len(self.row_numbers) and self.row_numbers[at] == number else None

    def rows_upwards(self) -> Iterator[Row]:
        """The rows that are written, from the last that may hold something to the first: millions may be blank."""
        starts, last = self._tags[1], -1
        for name in (b"v", b"f", b"is"):
            found = self.masked.rfind(
                b"<" + self.prefix + name, max(last, self.cells_node.inner), self.cells_node.close
            )
            last = max(last, found)
        return (self._row(at) for at in range(len(starts) - 1, -1, -1) if starts[at] < last)

    def gap_before(self, number: int) -> int:
        """Where a row `number` that is not written belongs."""
        numbers, starts, _ = self._tags
        at = bisect_left(numbers, number)
        return starts[at] if at < len(starts) else self.cells_node.close

    def cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells written in `row`, left to right however they are ordered; Refused if one is there twice."""
        found: list[Cell] = []
        content = self.masked[row.inner : row.close]
        at, last, is_sorted = 0, 0, True
        while (tag := self._cell_tag.search(content, at)) is not None:
            cell = self._cell(tag, content, row.inner, row=row.number, column=last + 1)
            if cell.row != row.number:
                raise broken(f"{self.part} 第 {row.number} 行有别行的单元格")
            is_sorted = is_sorted and cell.column > last
            found.append(cell)
            at, last = cell.end - row.inner, cell.column
        if not is_sorted:
            found.sort(key=lambda cell: cell.column)
            if any(cell.column == after.column for cell, after in pairwise(found)):
                raise broken(f"{self.part} 第 {row.number} 行有单元格出现了两次")
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
        content = self.masked[cell.start : cell.end]
        if cell.close == cell.end or b"<" + self.prefix + name.encode() not in content:
            return None
        children = tree(content, part=self.part, offsets=(cell.start,)).children
        return next((node for node in children if node.name == name), None)

    def children(self, cell: Cell) -> tuple[Node, ...]:
        """The elements directly in `cell`, with positions in the part."""
        return tree(self.masked[cell.start : cell.end], part=self.part, offsets=(cell.start,)).children

    def has_value(self, cell: Cell) -> bool:
        """Whether `cell` holds something typed: a value that no formula made."""
        content = self.masked[cell.inner : cell.close]
        if b"<" not in content or self.formula(cell):
            return False
        return any(
            node.close > node.inner if node.name == "v" else any(text.close > text.inner for text in node.every("t"))
            for node in self.children(cell)
        )

    @cached_property
    def has_formulas(self) -> bool:
        """Whether any cell holds a formula."""
        return self._next_formula(self.cells_node.inner) >= 0

    def _next_formula(self, at: int) -> int:
        """Where the first `<f>` tag from `at` on begins; -1 if there is none."""
        opening = b"<" + self.prefix + b"f"
        found = self.masked.find(opening, at, self.cells_node.close)
        while found >= 0 and self.masked[found + len(opening) : found + len(opening) + 1] not in NAME_ENDS:
            found = self.masked.find(opening, found + 1, self.cells_node.close)
        return found

    def says(self, word: bytes) -> bool:
        """Whether `word` stands anywhere among the cells."""
        return self.masked.find(word, self.cells_node.inner, self.cells_node.close) >= 0

    def formula_cells(self) -> Iterator[Cell]:
        """All cells that hold a formula, top to bottom."""
        if not self.has_formulas:
            return
        cell_opening = b"<" + self.prefix + b"c"
        opening = re.compile(rb"<" + re.escape(self.prefix) + rb"f(?=[\s/>])")
        ends = (self.cells_node.inner, self.cells_node.close)
        for offset, window in self.masked.windows(*ends, opening=cell_opening):
            at = 0
            while (found := opening.search(window, at)) is not None:
                start = window.rfind(cell_opening, at, found.start())
                tag = self._cell_tag.match(window, start) if start >= 0 else None
                if tag is None:
                    raise broken(f"{self.part} 的公式不在单元格内")
                cell = self._cell(tag, window, offset, row=0, column=0)
                yield cell if cell.is_named else self._placed(cell)
                at = cell.end - offset

    def _placed(self, unnamed: Cell) -> Cell:
        """The same cell with its place, which follows from the cells before it."""
        row = self._row(self._by_start[bisect_left(self._by_start, (unnamed.start, 0)) - 1][1])
        return next(cell for cell in self.cells(row) if cell.start == unnamed.start)

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
        tag = self.masked[start:inner]
        close = end = inner
        if not tag.endswith(b"/>"):
            after = bisect_right(self._starts, start)
            limit = self._starts[after] if after < len(self._starts) else self.cells_node.close
            close = self.masked.find(b"</" + self.prefix + b"row", inner, limit)
            end = self.masked.find(b">", close, len(self.masked)) + 1 if close >= 0 else close
            self._check_end(self.masked[close:end] if close >= 0 else b"", b"row")
        return Row(numbers[at], tag[len(self.prefix) + 4 : -1], start, inner, close, end)

    def _cell(self, tag: re.Match[bytes], content: bytes, offset: int, *, row: int, column: int) -> Cell:
        """The cell whose tag is `tag` in `content`, which begins at `offset`; `column` and `row` are its place if it is silent."""
        named = CELL_NAME.search(tag[1])
        if named:
            column, row = column_index(named[1].decode().upper()), int(named[2])
        if not named and attribute(tag[1], b"r") is not None:
            raise broken(f"{self.part} 第 {row} 行有不存在的单元格")
        close = end = tag.end()
        if not tag[1].endswith(b"/"):
            close = content.find(b"</" + self.prefix + b"c", tag.end())
            end = content.find(b">", close) + 1
            self._check_end(content[close:end] if close >= 0 else b"", b"c")
        places = (tag.start() + offset, tag.end() + offset, close + offset, end + offset)
        return Cell(column, row, tag[1], *places, bool(named))

    def _check_end(self, tag: bytes, name: bytes) -> None:
        """Refused (A155) unless `tag` is the end tag of `name`."""
        if tag[2 + len(self.prefix) + len(name) :].strip() != b">":
            raise broken(f"{self.part} 的标记不配对")


def _tags_in(window: bytes, opening: bytes) -> Iterator[tuple[int, bytes]]:
    """Start and text of every tag that begins with `opening`: a search for two words is several times faster than a pattern."""
    pattern = re.compile(re.escape(opening) + ATTRIBUTES + rb">")
    at = window.find(opening)
    while at >= 0:
        end = window.find(b">", at) + 1
        if not end:
            return
        tag = window[at:end]
        if tag[len(opening) : len(opening) + 1] in NAME_ENDS:
            if b"'" in tag or tag.count(b'"') % 2:  # the sign may stand in an attribute
                found = pattern.match(window, at)
                tag = found[0] if found else tag
            yield at, tag
        at = window.find(opening, at + len(tag))


def _row_number(written: bytes) -> int:
    """The number in a row's tag; 0 if it is none. Rows below Excel's last are left alone."""
    return int(written) if written.isdigit() and len(written) <= 9 else 0
