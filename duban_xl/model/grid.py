"""One sheet as cells: what the door to the reading library gives and what the table readers take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from duban_xl.model.source import Source, Value, cell_name

NO_FAULTS: Mapping[tuple[int, int], str] = MappingProxyType({})


class Merged(NamedTuple):
    """A range of merged cells, 1-based; only its first cell holds a value."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies in the range and is not its first."""
        inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return inside and (row, column) != (self.top, self.left)

    def __str__(self) -> str:
        return f"{cell_name(self.left, self.top)}:{cell_name(self.right, self.bottom)}"


class Note(NamedTuple):
    """A comment on a cell, 1-based, with its text."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a sheet shows beside its values, as far as its format tells; rows and columns are 1-based."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_filtered: bool = False
    formulas: Mapping[tuple[int, int], str] = field(default_factory=lambda: NO_FAULTS)
    struck: frozenset[tuple[int, int]] = frozenset()
    notes: tuple[Note, ...] = ()
    pictures: int = 0


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a workbook carries beside its sheets, and what is never run, opened or followed here."""

    macros: bool = False
    links: tuple[str, ...] = ()  # other workbooks that its formulas refer to
    commands: tuple[str, ...] = ()  # DDE: programs that it would start
    embedded: int = 0  # whole files inside
    connections: int = 0  # sources of data outside


NO_EXTRAS = Extras()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet's values; `rows[0]` is row 1 even when the sheet begins lower. Rows may differ in length."""

    file: str
    tab: str
    visible: bool = True
    rows: tuple[tuple[Value, ...], ...] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=lambda: NO_FAULTS)
    """Cells (row, column; 1-based) that show an error such as `#REF!`; "" for a formula that was never calculated."""
    merged: tuple[Merged, ...] = ()
    marks: Marks = NO_MARKS

    def source(self, row: int, column: int) -> Source:
        """The cell at the 1-based `row` and `column`."""
        return Source(self.file, self.tab, cell_name(column, row))
