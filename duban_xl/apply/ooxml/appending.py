"""A sheet, its tables and new rows → where those rows go, what they look like, and how far the data then reaches."""

from collections.abc import Mapping
from dataclasses import dataclass

from duban_xl.apply.ooxml.area import LAST_COLUMN, LAST_ROW, Area, Growth
from duban_xl.apply.ooxml.edits import CellValue, Formula, SheetEdits
from duban_xl.apply.ooxml.formulas import formula_text, moved
from duban_xl.apply.ooxml.refusal import refused
from duban_xl.apply.ooxml.sheet import Row, Sheet
from duban_xl.apply.ooxml.tables import ListTable
from duban_xl.apply.ooxml.values import is_blank
from duban_xl.model.source import cell_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Appending:
    """New rows with their places: row number → column → value. `model` is the row whose styles they take, in `styled`.

    Where a totals row makes room, `totals_to` is its new row; the cells that it leaves behind take the model's styles.
    """

    rows: Mapping[int, Mapping[int, CellValue]]
    model: Row | None
    styled: range  # columns: those of the table, or all
    table: ListTable | None  # the table that has to grow
    growth: Growth | None
    totals_to: int | None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the new rows."""
        return tuple(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The data that rows go under: its columns, the rows it may hold, and the last one that holds something.

    `last_look` is that row too, unless merged areas stand between it and the new rows.
    """

    left: int
    right: int
    first: int
    last_filled: int
    last_look: int
    bottom: int
    table: ListTable | None


def append(sheet: Sheet, tables: tuple[ListTable, ...], edits: SheetEdits) -> Appending:
    """Where the rows of `edits` go: the first free rows under the data. Refused (A168, A170–A174) if they can't."""
    columns = frozenset(column for row in edits.rows for column, value in row.items() if not is_blank(value))
    table = _table(tables, edits, columns)
    block = (
        _table_block(sheet, table, columns, last_row=edits.last_row) if table else _plain_block(sheet, edits, columns)
    )
    start = block.last_filled + 1
    bottom = max(block.bottom, start + len(edits.rows) - 1)
    if bottom > LAST_ROW:
        raise refused("A168", tab=edits.tab, cell=cell_name(block.left, bottom))
    if table and bottom > block.bottom:
        _check_room(sheet, tables, table=table, below=block.last_filled, bottom=bottom, tab=edits.tab)
    has_data = block.last_filled >= block.first
    model = sheet.row(block.last_look if block.last_look >= block.first else start)
    calculated = _calculated(sheet, table, model) if table else {}
    rows = {start + at: _row(values, calculated, start + at) for at, values in enumerate(edits.rows)}
    end = start + len(rows) - 1
    ends = {block.bottom: max(end, block.bottom)} | ({block.last_filled: end} if has_data else {})
    totals_to = (
        table.place.bottom + bottom - block.bottom if table and table.totals_rows and bottom > block.bottom else None
    )
    if table and totals_to:
        ends |= {table.place.bottom: totals_to}
        totals = dict.fromkeys(range(block.left, block.right + 1))
        rows[table.place.bottom] = totals | rows[table.place.bottom]
    growth = Growth(left=block.left, right=block.right, first=block.first, ends=ends)
    return Appending(
        rows=rows,
        model=model,
        styled=range(block.left, block.right + 1) if table else range(1, LAST_COLUMN + 1),
        table=table if bottom > block.bottom else None,
        growth=growth if table or block.bottom >= block.first else None,
        totals_to=totals_to,
    )


def _table(tables: tuple[ListTable, ...], edits: SheetEdits, columns: frozenset[int]) -> ListTable | None:
    """The table that the new rows belong to; None if they go under data that is no table."""
    near = [table for table in tables if any(table.place.left <= c <= table.place.right for c in columns)]
    named = [table for table in near if table.header_row == edits.after_row] or near
    fitting = [table for table in named if table.holds_columns(columns)]
    if named and not fitting:
        outside = next(c for c in sorted(columns) if not named[0].place.left <= c <= named[0].place.right)
        cell = cell_name(outside, named[0].place.bottom + 1)
        raise refused("A170", tab=edits.tab, cell=cell, table=named[0].name)
    if len(fitting) > 1:
        raise refused("A172", tab=edits.tab, tables="、".join(table.name for table in fitting))
    if fitting and fitting[0].is_query:
        raise refused("A173", tab=edits.tab, table=fitting[0].name)
    return fitting[0] if fitting else None


def _table_block(sheet: Sheet, table: ListTable, columns: frozenset[int], *, last_row: int) -> _Block:
    """The table's data, with the rows down to `last_row` that stand directly under it; a totals row has none of its own."""
    place, first = table.place, table.header_row + 1
    reached = table.data_bottom if table.totals_rows else max(table.data_bottom, last_row)
    inside = Area(place.left, first, place.right, reached)
    last = _last_filled(sheet, inside, columns)
    return _Block(
        left=place.left, right=place.right, first=first, last_filled=last or table.header_row, last_look=last or 0,
        bottom=table.data_bottom, table=table,
    )  # fmt: skip


def _plain_block(sheet: Sheet, edits: SheetEdits, columns: frozenset[int]) -> _Block:
    """The data under the header `after_row`, in the columns that have a header; without a header, in all columns.

    A filter over the header says how far the data reach, like a table does, also where its rows are still blank.
    """
    header = sheet.row(edits.after_row) if edits.after_row else None
    titled = {cell.column for cell in sheet.cells(header) if sheet.has_value(cell)} if header else set[int]()
    width = titled | columns
    left, right = (min(width), max(width)) if titled else (1, 16_384)
    top = edits.after_row or 0
    look = _last_filled(sheet, Area(left, top + 1, right, LAST_ROW), columns) or top
    last = _under_merged(sheet, Area(left, look, right, look + len(edits.rows)), columns)
    filtered = (f.bottom for f in sheet.areas_of("autoFilter") if f.top == top and f.left <= right and left <= f.right)
    return _Block(
        left=left, right=right, first=top + 1, last_filled=last, last_look=look, bottom=max(last, *filtered, 0), table=None
    )  # fmt: skip


def _under_merged(sheet: Sheet, wanted: Area, columns: frozenset[int]) -> int:
    """The row to go under, the first row of `wanted` or a later one, so that merged areas swallow none of the `columns`.

    Merged areas that the data end in are passed by too, whatever their columns.
    """
    last, height = wanted.top, wanted.bottom - wanted.top
    merged = [m for m in sheet.areas_of("mergeCell") if m.left <= wanted.right and wanted.left <= m.right]
    for place in sorted(merged, key=lambda place: place.top):
        first = place.left if place.top < place.bottom else place.left + 1
        swallows = any(first <= column <= place.right for column in columns)
        if place.top <= last + height and place.bottom > last and (swallows or place.top <= last):
            last = place.bottom
    return last


def _last_filled(sheet: Sheet, place: Area, columns: frozenset[int]) -> int | None:
    """The last row in `place` that holds something typed, or a formula where a new value would go."""
    for row in sheet.rows_upwards():
        if row.number > place.bottom:
            continue
        if row.number < place.top:
            return None
        for cell in sheet.cells(row):
            if place.holds(cell.column, row.number) and (
                sheet.has_value(cell) or (cell.column in columns and sheet.formula(cell))
            ):
                return row.number
    return None


def _check_room(
    sheet: Sheet, tables: tuple[ListTable, ...], *, table: ListTable, below: int, bottom: int, tab: str
) -> None:
    """Refuse to grow `table` down to `bottom` if anything stands there; down to `below` the cells are its own."""
    place = table.place
    room = Area(place.left, place.bottom + 1, place.right, bottom + table.totals_rows)
    taken = [other.place for other in tables if other is not table] + list(sheet.areas_of("mergeCell"))
    for other in taken:
        if other.meets(room):
            raise refused("A171", tab=tab, cell=cell_name(other.left, other.top), table=table.name)
    for row in sheet.rows_upwards():
        if row.number <= max(place.bottom, below):
            return
        for cell in sheet.cells(row):
            if room.holds(cell.column, row.number) and (sheet.has_value(cell) or sheet.formula(cell)):
                raise refused("A171", tab=tab, cell=cell_name(cell.column, row.number), table=table.name)


def _calculated(sheet: Sheet, table: ListTable, model: Row | None) -> dict[int, tuple[str, int]]:
    """Column → formula of the table's calculated columns and the row where it reads so (0: in any row)."""
    found = {column: (text, 0) for column, text in table.calculated}
    for cell in sheet.cells(model) if model else ():
        if cell.column in found and (text := formula_text(sheet, cell)):
            found[cell.column] = (text, cell.row)
    return found


def _row(
    values: Mapping[int, CellValue], calculated: Mapping[int, tuple[str, int]], number: int
) -> dict[int, CellValue]:
    row: dict[int, CellValue] = {
        column: Formula(moved(text, columns=0, rows=number - origin if origin else 0))
        for column, (text, origin) in calculated.items()
    }
    return row | {column: value for column, value in values.items() if value is not None or column not in row}
