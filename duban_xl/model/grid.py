"""One sheet as cells: what the door to the reading library gives and what the table readers take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from duban_xl.model.source import Source, Value, cell_name

NO_FAULTS: Mapping[tuple[int, int], str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet's values; `rows[0]` is row 1 even when the sheet begins lower. Rows may differ in length."""

    file: str
    tab: str
    visible: bool = True
    rows: tuple[tuple[Value, ...], ...] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=lambda: NO_FAULTS)
    """Cells (row, column; 1-based) that show an error such as `#REF!`; "" for a formula that was never calculated."""

    def source(self, row: int, column: int) -> Source:
        """The cell at the 1-based `row` and `column`."""
        return Source(self.file, self.tab, cell_name(column, row))
