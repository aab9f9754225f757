"""What a caller asks for and gets: cells and rows per sheet tab in, the new file's bytes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from duban_xl.model.source import Value


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its "=", in the file's notation, with the value it was computed to (None: not known)."""

    text: str
    cached: Value = None


CellValue: TypeAlias = Value | Formula
"""What can be put into a cell; None and "" blank its content and keep its style."""

NO_CELLS: Mapping[tuple[int, int], CellValue] = MappingProxyType({})

NO_HEIGHTS: Mapping[int, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEdits:
    """Changes of one sheet. `after_row` is the header's row: rows are never appended above it.

    `last_row` is where the data end, if the caller knows: rows under a table down to it, typed where the table was not
    stretched, are its own, and it takes them in. Without it what stands under a table is something else.

    Heights are in points: an edited row (by number) grows to at least its height, a new one (by its place in `rows`) gets
    it. A height that a person set stays. Without heights, long text is cut in programs that don't fit rows on opening.
    """

    tab: str
    cells: Mapping[tuple[int, int], CellValue] = field(default_factory=lambda: NO_CELLS)  # (column, row), 1-based
    rows: tuple[Mapping[int, CellValue], ...] = ()  # column → value, each a new row under the data
    after_row: int | None = None
    last_row: int = 0
    heights: Mapping[int, float] = field(default_factory=lambda: NO_HEIGHTS)
    row_heights: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Patched:
    """The new workbook, the rows that were added per tab, and the names of the parts that changed."""

    data: bytes
    appended: Mapping[str, tuple[int, ...]]
    touched: frozenset[str]
