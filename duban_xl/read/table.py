"""A sheet's grid and its definition → where its table lies, then its rows with typed values; everything odd is a finding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.cell_text.scale import Scale, scale_of
from duban_xl.model.columns.form import FORM_EXTRA_HEADERS
from duban_xl.model.fields import Editor, FieldDef, Kind, SheetDef, to_cell
from duban_xl.model.finding import Finding
from duban_xl.model.grid import Grid, Merged
from duban_xl.model.source import Value, shown
from duban_xl.model.table import NOTHING, Record, Table, TableShape
from duban_xl.read.aside_rows import identity_of, is_aside
from duban_xl.read.cells import Cell, Reader, reader_for
from duban_xl.read.codes import LEDGER, Codes
from duban_xl.read.header import FEWEST_HEADERS, find_table, holds, normalised

LONGEST_HEADER = 40
PASTED_INTO = frozenset({"calendar"})
"""Sheets into which whole texts are pasted, a holiday notice line by line: "一、元旦：…" is no heading there."""
SAYS_WHO = frozenset({"due_basis"})
"""Computed columns that tell what a person typed from what was reckoned: blank is not the same as not known."""


def read_rows(
    grid: Grid, shape: TableShape, sheet: SheetDef, codes: Codes = LEDGER, *, on: date | None = None
) -> tuple[Table, tuple[Finding, ...]]:
    """Every row below the header that holds something, typed by its columns' kinds; `on` lies in the year meant.

    A cell that is not understood gives no value: its content stays in `Record.written` and an error finding quotes it.
    Cells merged over several rows count for each of them. Subtotals, headings between rows and notes are no rows.
    """
    aside = _aside(grid, shape, sheet, codes)
    found = list(_faults(grid, shape, sheet, codes=codes, aside=aside))
    columns = [
        _Column(grid, shape, sheet[key], index=index, codes=codes, on=on) for key, index in shape.columns.items()
    ]
    header = {index: normalised(shown(grid.rows[shape.header_row - 1][index - 1])) for index in shape.columns.values()}
    merged = _merged(grid, shape)
    records: list[Record] = []
    blanks: list[int] = []
    for row in range(shape.header_row + 1, shape.last_row + 1):
        cells = _with_merged(grid, row, merged)
        if row in aside:
            continue
        if _repeats(cells, header):
            found.append(finding(codes.header_again, grid.source(row, 1), row=row, value=shown(cells[0])))
        elif record := _record(grid, shape, row, cells=cells, columns=columns, found=found):
            records.append(record)
        else:
            blanks.append(row)
    found += _told_rows(grid, codes, blanks=blanks, aside=aside, merged=merged)
    return Table(*_ending_with_records(shape, records), merged), tuple(found)


def _aside(grid: Grid, shape: TableShape, sheet: SheetDef, codes: Codes) -> tuple[int, ...]:
    """The rows that are none of the table's."""
    if not codes.aside_rows or sheet.key in PASTED_INTO:
        return ()
    identity, rows = identity_of(sheet), range(shape.header_row + 1, shape.last_row + 1)
    beside = _beside_data(grid, shape)
    musts = [shape.columns[field.key] for field in sheet.fields if field.required and field.key in shape.columns]
    return tuple(row for row in rows if is_aside(_telling(grid.rows[row - 1], beside, musts), shape, identity))


def _beside_data(grid: Grid, shape: TableShape) -> frozenset[int]:
    """The columns of a form that hold no data; the line for signature and seal begins in one of them."""
    header = enumerate(grid.rows[shape.header_row - 1], start=1)
    return frozenset(at for at, cell in header if isinstance(cell, str) and cell.strip() in FORM_EXTRA_HEADERS)


def _telling(cells: tuple[Value, ...], beside: frozenset[int], musts: Sequence[int]) -> tuple[Value, ...]:
    """The cells that tell what a row is: where it fills a column that must be filled, its data alone."""
    if not beside or not any(holds(cells, at) for at in musts):
        return cells
    return tuple(None if at in beside else cell for at, cell in enumerate(cells, start=1))


def _told_rows(
    grid: Grid, codes: Codes, *, blanks: Sequence[int], aside: Sequence[int], merged: Sequence[Merged]
) -> Iterator[Finding]:
    """Rows that were passed over and merged cells, each kind once."""
    if blanks:
        yield finding(codes.blank_rows, grid.source(blanks[0], 1), count=len(blanks))
    if aside:
        first = shown(next(cell for cell in grid.rows[aside[0] - 1] if cell is not None))
        places = (grid.source(row, 1) for row in aside)
        yield finding(codes.aside_rows, *places, count=len(aside), row=aside[0], value=first)
    if merged and codes.merged_cells:
        places = (grid.source(area.top, area.left) for area in merged)
        yield finding(codes.merged_cells, *places, count=len(merged), area=str(merged[0]))


def _merged(grid: Grid, shape: TableShape) -> tuple[Merged, ...]:
    """The merged cells that cover several rows of the table's own columns."""
    return tuple(
        area
        for area in grid.merged
        if area.bottom > area.top > shape.header_row
        and area.top <= shape.last_row
        and any(area.left <= column <= area.right for column in shape.columns.values())
    )


def _with_merged(grid: Grid, row: int, merged: Sequence[Merged]) -> tuple[Value, ...]:
    """The cells of `row`, those covered by a merged cell of a row above with its value."""
    cells = grid.rows[row - 1]
    over = [area for area in merged if area.top < row <= area.bottom]
    if not over:
        return cells
    filled = [*cells, *(None for _ in range(max(area.left for area in over) - len(cells)))]
    for area in over:
        corner = grid.rows[area.top - 1]
        if filled[area.left - 1] is None and area.left <= len(corner):
            filled[area.left - 1] = corner[area.left - 1]
    return tuple(filled)


def _ending_with_records(shape: TableShape, records: list[Record]) -> tuple[TableShape, tuple[Record, ...]]:
    """The shape and its records where the last record ends the table; what stands below them is none of it."""
    last = records[-1].row if records else shape.header_row
    if last == shape.last_row:
        return shape, tuple(records)
    shape = replace(shape, last_row=last)
    return shape, tuple(replace(record, shape=shape) for record in records)


def read_table(
    grid: Grid, sheet: SheetDef, codes: Codes = LEDGER, *, on: date | None = None
) -> tuple[Table | None, tuple[Finding, ...]]:
    """`find_table`, then `read_rows`."""
    shape, found = find_table(grid, sheet, codes)
    if shape is None:
        return None, found
    table, in_rows = read_rows(grid, shape, sheet, codes, on=on)
    return table, found + in_rows


class _Column:
    """One column while its rows are read: its definition, its place and its reader."""

    __slots__ = ("field", "index", "key", "read")

    def __init__(
        self, grid: Grid, shape: TableShape, field: FieldDef, *, index: int, codes: Codes, on: date | None
    ) -> None:
        self.field, self.index, self.key = field, index, field.key
        scale = Scale.FRACTION
        if field.kind is Kind.PERCENT:
            rows = grid.rows[shape.header_row :]
            scale = scale_of(cells[index - 1] for cells in rows if holds(cells, index))
        self.read: Reader = reader_for(field, codes, scale=scale, on=on)


def _record(
    grid: Grid,
    shape: TableShape,
    row: int,
    *,
    cells: Sequence[Value],
    columns: list[_Column],
    found: list[Finding],
) -> Record | None:
    """The row as a record; None if it holds nothing."""
    values: dict[str, Value] = {}
    written: dict[str, Value] = {}
    for column in columns:
        raw = cells[column.index - 1] if column.index <= len(cells) else None
        if raw is None:
            continue
        read = column.read(raw)
        if not isinstance(read, Cell):
            values[column.key] = read
            continue
        if read.value is not None:
            values[column.key] = read.value
        if to_cell(column.field, read.value) != raw:
            written[column.key] = raw
        if read.code:
            found.append(finding(read.code, grid.source(row, column.index), **read.quoted))
    if not values and not written:
        return None
    return Record(shape=shape, row=row, values=values, written=written or NOTHING)


def _faults(grid: Grid, shape: TableShape, sheet: SheetDef, *, codes: Codes, aside: Sequence[int]) -> Iterator[Finding]:
    """Cells below the header that show an error value, or hold a formula without its result."""
    keys = {index: key for key, index in shape.columns.items()}
    for (row, column), word in sorted(grid.faults.items()):
        if row > shape.header_row and row not in aside and column in keys:
            field = sheet[keys[column]]
            code = codes.cell_error if word else codes.cell_uncalculated
            if not word and field.editor is Editor.PROGRAM and field.key not in SAYS_WHO:
                code = codes.computed_formula
            yield finding(code, grid.source(row, column), header=field.header, value=word)


def _repeats(cells: tuple[Value, ...], header: Mapping[int, str]) -> bool:
    """Whether a row is the header once more: every filled cell repeats its column's header."""
    repeated = 0
    for index, words in header.items():
        if holds(cells, index):
            text = cells[index - 1]
            if not isinstance(text, str) or not _is_header(text, words):
                return False
            repeated += 1
    return repeated >= FEWEST_HEADERS


def _is_header(text: str, words: str) -> bool:
    return len(text) <= LONGEST_HEADER and normalised(text) == words
