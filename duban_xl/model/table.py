"""A sheet that was read as a table: where its header stands, which column is which, and its rows with their places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from duban_xl.model.grid import Merged
from duban_xl.model.source import Source, Value, cell_name

NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """Where a table lies: file, tab, header row (1-based) and field key → column (1-based)."""

    key: str  # key of the sheet in `model/fields.py`
    file: str
    tab: str
    header_row: int
    columns: Mapping[str, int]
    last_row: int  # last row that holds a value; the header row when there are none

    def source(self, row: int, field_key: str = "") -> Source:
        """The cell of `field_key` in `row`; the row's first cell if that column is missing."""
        return Source(self.file, self.tab, cell_name(self.columns.get(field_key, 1), row))

    def header(self, field_key: str = "") -> Source:
        """The header cell of `field_key`, or the sheet as a whole if that column is missing."""
        if field_key in self.columns:
            return self.source(self.header_row, field_key)
        return Source(self.file, self.tab)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row. `values` holds what was understood, `written` what stood there when it differs or was not understood."""

    shape: TableShape
    row: int
    values: Mapping[str, Value]
    written: Mapping[str, Value] = field(default_factory=lambda: NOTHING)

    def __getitem__(self, field_key: str) -> Value:
        return self.values.get(field_key)

    def text(self, field_key: str) -> str:
        """The value as text; "" when there is none."""
        value = self.values.get(field_key)
        return value if isinstance(value, str) else ("" if value is None else str(value))

    def source(self, field_key: str = "") -> Source:
        """The cell of `field_key`."""
        return self.shape.source(self.row, field_key)


@dataclass(frozen=True, slots=True)
class Table:
    """A shape and its rows, top to bottom, blank rows left out."""

    shape: TableShape
    rows: tuple[Record, ...] = field(default=())
    merged: tuple[Merged, ...] = ()  # cells that stand for several rows; a value can be put into the first only

    def __iter__(self) -> Iterator[Record]:
        return iter(self.rows)
