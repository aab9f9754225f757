"""Made-up rows of a sheet → the table that a reader would give."""

from collections.abc import Mapping, Sequence

from duban_xl.model.columns import SHEETS
from duban_xl.model.source import Value
from duban_xl.model.table import Record, Table, TableShape

Row = Mapping[str, Value]
"""Field key → value."""
FILE, FIRST_ROW = "bench.xlsx", 3


def table(key: str, rows: Sequence[Row]) -> Table:
    """The table of the sheet `key` that holds `rows`."""
    columns = {field.key: place for place, field in enumerate(SHEETS[key].fields, 1)}
    last = len(rows) + FIRST_ROW - 1
    shape = TableShape(
        key=key, file=FILE, tab=SHEETS[key].tab, header_row=FIRST_ROW - 1, columns=columns, last_row=last
    )
    return Table(shape, tuple(Record(shape=shape, row=n, values=row) for n, row in enumerate(rows, FIRST_ROW)))
