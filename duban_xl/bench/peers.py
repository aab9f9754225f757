"""The door to openpyxl, which is only measured against: the same edits, by loading and saving the whole workbook."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from duban_xl.apply.ooxml import SheetEdits


def is_there() -> bool:
    """Whether openpyxl is installed; the product does not need it."""
    return find_spec("openpyxl") is not None


def openpyxl_edit(source: Path, target: Path, edits: SheetEdits, *, first_row: int) -> None:
    """Carry out `edits` on the workbook `source` with openpyxl, new rows from `first_row` on, and save it as `target`."""
    import openpyxl

    book: Any = openpyxl.load_workbook(source)
    sheet: Any = book[edits.tab]
    for (column, row), value in edits.cells.items():
        sheet.cell(row, column).value = value
    for number, values in enumerate(edits.rows, start=first_row):
        for column, value in values.items():
            sheet.cell(number, column).value = value
    for table in sheet.tables.values():
        table.ref = (
            f"{table.ref.partition(':')[0]}:{sheet.cell(first_row + len(edits.rows) - 1, sheet.max_column).coordinate}"
        )
    book.save(target)
