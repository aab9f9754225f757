"""Rows given as plain lists of values → the columns they belong in: from the left edge of the sheet's table or data on.

Which table: one that is wide enough, of exactly the row's width before wider ones, the topmost and then the leftmost
of equals, and the first of them that can take the rows. Without a table, the data are the block of filled cells that the last filled row
belongs to (what Ctrl+A marks in Excel); an empty sheet is filled from column A.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from duban_xl.apply.ooxml.appending import append
from duban_xl.apply.ooxml.edits import CellValue, SheetEdits
from duban_xl.apply.ooxml.refusal import Refused, refused
from duban_xl.apply.ooxml.sheet import Row, Sheet
from duban_xl.apply.ooxml.tables import ListTable
from duban_xl.apply.ooxml.values import is_blank
from duban_xl.model.source import cell_name


def placed(
    sheet: Sheet, tables: Sequence[ListTable], edits: SheetEdits, rows: Sequence[Sequence[CellValue]]
) -> SheetEdits:
    """`edits` with `rows` under the table or data that they fit. Refused (A168, A170–A174) if there is no such place."""
    width = max((at for row in rows for at, value in enumerate(row, start=1) if not is_blank(value)), default=0)
    if not tables or not width:
        return replace(edits, rows=_columns(rows, _left_edge(sheet)))
    fitting = sorted((table for table in tables if _width(table) >= width), key=_rank)
    if not fitting:
        cell = cell_name(tables[0].place.right + 1, tables[0].place.bottom + 1)
        raise refused("A170", tab=edits.tab, cell=cell, table=tables[0].name)
    reasons: list[Refused] = []
    for table in fitting:
        wanted = replace(edits, rows=_columns(rows, table.place.left), after_row=table.header_row)
        try:
            append(sheet, (table, *(other for other in tables if other is not table)), wanted)
        except Refused as reason:
            reasons.append(reason)
        else:
            return wanted
    raise reasons[0]


def _columns(rows: Iterable[Sequence[CellValue]], left: int) -> tuple[dict[int, CellValue], ...]:
    return tuple(dict(enumerate(row, start=left)) for row in rows)


def _width(table: ListTable) -> int:
    return table.place.right - table.place.left + 1


def _rank(table: ListTable) -> tuple[int, int, int]:
    return _width(table), table.place.top, table.place.left


def _left_edge(sheet: Sheet) -> int:
    """The first column of the block of filled cells that ends with the last filled row; 1 on an empty sheet."""
    left, right, above = 0, 0, 0
    for row in sheet.rows_upwards():
        columns = _filled(sheet, row)
        if not columns:
            continue
        if not above:
            left, right = columns[0], columns[-1]
        elif row.number < above - 1 or not any(left - 1 <= column <= right + 1 for column in columns):
            break
        left, right = _widened(columns, left, right)
        above = row.number
        if left == 1:
            break
    return left or 1


def _filled(sheet: Sheet, row: Row) -> list[int]:
    return [cell.column for cell in sheet.cells(row) if sheet.has_value(cell) or sheet.formula(cell)]


def _widened(columns: Sequence[int], left: int, right: int) -> tuple[int, int]:
    """`left` and `right` moved over the ascending `columns` that touch what lies between them."""
    for column in columns:
        if left <= column <= right + 1:
            right = max(right, column)
    for column in reversed(columns):
        if left - 1 <= column <= right:
            left = min(left, column)
    return left, right
