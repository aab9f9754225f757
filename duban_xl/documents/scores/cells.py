"""A figure of the board and the formulas that could give it → the cell: the formula that does, or the figure by program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import FILLS, Book, Worksheet
from duban_xl.documents.scores.layout import DIGITS, Grid, height_of
from duban_xl.model.score import ZERO
from duban_xl.model.source import shown
from duban_xl.score.words import DOWN, TO_EVEN, UP

Content: TypeAlias = Decimal | date | str | None
_LAST = Decimal(1).scaleb(-DIGITS)
_NEAR = 10 * _LAST
"""Formulas work on figures of `DIGITS` decimals: a sum of several may be off by a few of the last one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: the value that it shows, and the formula that gives it ("" for plain text or a number)."""

    value: Content = None
    formula: str = ""
    by_program: bool = False  # a figure that no formula gives: the sheet says so


@dataclass(frozen=True, slots=True)
class Way:
    """A formula, and what it gives with the values that the cells it refers to show."""

    formula: str
    gives: Content

    @property
    def number(self) -> Decimal:
        """What it gives, as a sum takes it: texts and blanks are 0."""
        return self.gives if isinstance(self.gives, Decimal) else ZERO


def figure(value: Content, *ways: Way | None) -> Cell:
    """The first formula that gives `value`; where none does, the value itself, marked as reckoned by the program."""
    for way in ways:
        if way is None:
            continue
        if isinstance(value, Decimal) and isinstance(way.gives, Decimal):
            if abs(value - way.gives) <= _NEAR:
                return Cell(settled(way.gives), way.formula)
        elif value == way.gives:
            return Cell(value, way.formula)
    return Cell(settled(value) if isinstance(value, Decimal) else value, by_program=True)


def settled(value: Decimal) -> Decimal:
    """`value` as a cell holds it: at `DIGITS` decimals."""
    return value.quantize(_LAST, ROUND_HALF_UP)


def number_of(cell: Cell | None) -> Decimal:
    """The number in a cell as a sum takes it: texts and blanks are 0."""
    return cell.value if cell and isinstance(cell.value, Decimal) else ZERO


def total(cells: Iterable[Cell]) -> Decimal:
    """The sum of the numbers in these cells."""
    return sum((number_of(cell) for cell in cells), ZERO)


def exactly(expression: str) -> str:
    """A formula's result without the tail of binary arithmetic."""
    return f"ROUND({expression},{DIGITS})"


def rounded(value: str, mode: str, places: str) -> str:
    """The expression `value` rounded as 舍入方式 says; `places` is an expression as well."""
    if mode == DOWN:
        return f"ROUNDDOWN({exactly(value)},{places})"
    if mode == UP:
        return f"ROUNDUP({exactly(value)},{places})"
    if mode != TO_EVEN:
        return f"ROUND({exactly(value)},{places})"
    whole = exactly(f"({value})*10^{places}")
    half = f"ROUND(ABS({whole}-TRUNC({whole})),6)=0.5"
    return f"IF({half},2*ROUND({whole}/2,0),ROUND({whole},0))/10^{places}"


def within(value: str, floor: str, ceiling: str) -> str:
    """The expression `value` not below `floor` and not above `ceiling`; "" for no such limit."""
    value = f"MAX({floor},{value})" if floor else value
    return f"MIN({ceiling},{value})" if ceiling else value


def limited(value: Decimal, floor: Decimal | None, ceiling: Decimal | None) -> Decimal:
    """`value` within the limits, as `within` reckons it."""
    value = value if floor is None else max(floor, value)
    return value if ceiling is None else min(ceiling, value)


def write_row(book: Book, sheet: Worksheet, grid: Grid, row: int, cells: Mapping[str, Cell], shade: str = "") -> None:
    """The row (1-based) of a table, high enough for its wrapped texts; figures by program lie on grey."""
    texts = {header: shown(cell.value) for header, cell in cells.items()}
    sheet.set_row(row - 1, height_of(grid, texts))
    for index, column in enumerate(grid.columns):
        cell = cells.get(column.header, Cell())
        look = dict(column.look())
        if cell.by_program:
            look |= {"bg_color": FILLS["program"], "italic": True}
        elif shade:
            look["bg_color"] = shade
        write_cell(book, sheet, (row - 1, index), cell, look)


def write_cell(book: Book, sheet: Worksheet, place: tuple[int, int], cell: Cell, look: Mapping[str, object]) -> None:
    """One cell (0-based row and column)."""
    style, value = book.boxed(**look), cell.value
    if cell.formula:
        cached = float(value) if isinstance(value, Decimal) else shown(value)
        book.formula(sheet, *place, formula=f"={cell.formula}", look=style, cached=cached)
    elif isinstance(value, Decimal):
        sheet.write_number(*place, float(value), style)
    elif isinstance(value, date):
        book.day(sheet, *place, day=value, look=style)
    elif value:
        sheet.write_string(*place, value, style)
    elif cell.by_program:
        sheet.write_string(*place, words.NOTHING, style)
    else:
        sheet.write_blank(*place, None, style)
