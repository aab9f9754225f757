"""A sheet's grid and its definition → where its table lies, then its rows with typed values; everything odd is a finding."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache

from duban_xl.catalogue import finding
from duban_xl.model.columns.form import FORM_EXTRA_HEADERS
from duban_xl.model.fields import Editor, FieldDef, Kind, SheetDef, to_cell
from duban_xl.model.finding import Finding
from duban_xl.model.grid import Grid, Merged
from duban_xl.model.scale import Scale, scale_of
from duban_xl.model.source import Source, Value, cell_name, column_letter, shown
from duban_xl.model.table import NOTHING, Record, Table, TableShape
from duban_xl.model.text import comparable
from duban_xl.read.aside_rows import identity_of, is_aside
from duban_xl.read.cells import Cell, Reader, reader_for
from duban_xl.read.codes import LEDGER, Codes

HEADER_ROWS = 30  # a header lower than this is not looked for
FEWEST_HEADERS = 2  # a title line may happen to equal one header
LONGEST_HEADER = 40
LIKENESS = 0.7  # one of four characters differs
PASTED_INTO = frozenset({"calendar"})
"""Sheets into which whole texts are pasted, a holiday notice line by line: "一、元旦：…" is no heading there."""
SAYS_WHO = frozenset({"due_basis"})
"""Computed columns that tell what a person typed from what was reckoned: blank is not the same as not known."""

_REMARK = re.compile(r"\((?:必填|选填|必填项|选填项|可选|可空|下拉选择?|请选择|%)\)")


@lru_cache(maxsize=4096)
def normalised(header: str) -> str:
    """A header as it is compared: one width, no blanks or line breaks, without （必填）, （%）, * and a closing colon."""
    return _REMARK.sub("", comparable(header)).replace("*", "").rstrip(":")


def find_table(grid: Grid, sheet: SheetDef, codes: Codes = LEDGER) -> tuple[TableShape | None, tuple[Finding, ...]]:
    """Where the table of `sheet` lies in `grid`: the row among the first 30 that holds most of its headers.

    Columns may stand in any order, with others between them. None if no row holds two known headers.
    """
    best, most = 0, FEWEST_HEADERS - 1
    for index, cells in enumerate(grid.rows[:HEADER_ROWS]):
        count = len(_columns(cells, sheet))
        if count > most:
            best, most = index + 1, count
    if not best:
        where = grid.source(1, 1)
        return None, (finding(codes.no_header, where, tab=grid.tab, headers="、".join(sheet.headers)),)
    columns = _columns(grid.rows[best - 1], sheet)
    shape = TableShape(
        key=sheet.key,
        file=grid.file,
        tab=grid.tab,
        header_row=best,
        columns=columns,
        last_row=_last_row(grid, best, columns),
    )
    twice = _claimed_twice(grid, sheet, shape)
    found = [*_twice(twice, grid, sheet, shape=shape, codes=codes)]
    taken = {*columns.values(), *twice}
    left_over = {
        column: cell
        for column, cell in enumerate(grid.rows[best - 1], start=1)
        if isinstance(cell, str) and column not in taken and cell.strip() not in FORM_EXTRA_HEADERS
    }
    near = _near_misses(left_over, sheet, shape)
    unknown = {column: text for column, text in left_over.items() if column not in near.values()}
    found += _near(near, left_over, sheet, shape=shape, codes=codes)
    return shape, (*found, *_absent(near, sheet, shape, codes), *_unknown(unknown, grid, shape, codes))


def headers_known(grid: Grid, sheet: SheetDef) -> frozenset[str]:
    """The keys of `sheet` whose headers stand in the best header row of `grid`."""
    rows = [frozenset(_columns(cells, sheet)) for cells in grid.rows[:HEADER_ROWS]]
    return max(rows, key=len) if rows else frozenset[str]()


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
    """The rows that are none of the table's; those of a returned form are read as they are."""
    if not codes.aside_rows or sheet.key in PASTED_INTO:
        return ()
    identity, rows = identity_of(sheet), range(shape.header_row + 1, shape.last_row + 1)
    return tuple(row for row in rows if is_aside(grid.rows[row - 1], shape, identity))


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
            scale = scale_of(cells[index - 1] for cells in rows if _holds(cells, index))
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


def _holds(cells: tuple[Value, ...], index: int) -> bool:
    return index <= len(cells) and cells[index - 1] is not None


def _last_row(grid: Grid, header_row: int, columns: Mapping[str, int]) -> int:
    places = tuple(columns.values())
    for row in range(len(grid.rows), header_row, -1):
        if any(_holds(grid.rows[row - 1], index) for index in places):
            return row
    return header_row


def _repeats(cells: tuple[Value, ...], header: Mapping[int, str]) -> bool:
    """Whether a row is the header once more: every filled cell repeats its column's header."""
    repeated = 0
    for index, words in header.items():
        if _holds(cells, index):
            text = cells[index - 1]
            if not isinstance(text, str) or not _is_header(text, words):
                return False
            repeated += 1
    return repeated >= FEWEST_HEADERS


def _is_header(text: str, words: str) -> bool:
    return len(text) <= LONGEST_HEADER and normalised(text) == words


@cache
def _ranks(sheet: SheetDef) -> dict[str, tuple[str, int]]:
    """Normalised text of a header → field key and rank: the header itself is 0, its spellings count up."""
    found: dict[str, tuple[str, int]] = {normalised(f.header): (f.key, 0) for f in sheet.fields}
    for field in sheet.fields:
        for rank, spelling in enumerate(field.spellings, start=1):
            found.setdefault(normalised(spelling), (field.key, rank))
    return found


def _claims(cells: tuple[Value, ...], sheet: SheetDef) -> Iterator[tuple[str, int, int]]:
    """Field key, rank and 1-based column of every cell that may be a header of `sheet`."""
    ranks = _ranks(sheet)
    for column, cell in enumerate(cells, start=1):
        if isinstance(cell, str) and (claim := ranks.get(normalised(cell))):
            yield (*claim, column)


def _columns(cells: tuple[Value, ...], sheet: SheetDef) -> dict[str, int]:
    """Field key → column. The header itself goes before a spelling, the first of two equals before the second."""
    taken: dict[str, tuple[int, int]] = {}
    for key, rank, column in _claims(cells, sheet):
        claim = (min(rank, 1), column)
        if key not in taken or claim < taken[key]:
            taken[key] = claim
    return {field.key: taken[field.key][1] for field in sheet.fields if field.key in taken}


def _claimed_twice(grid: Grid, sheet: SheetDef, shape: TableShape) -> dict[int, str]:
    """Column → field key, for columns that claim a field with the same right as the column that got it."""
    cells = grid.rows[shape.header_row - 1]
    claims = [(key, min(rank, 1), column) for key, rank, column in _claims(cells, sheet)]
    right = {key: rank for key, rank, column in claims if shape.columns[key] == column}
    return {column: key for key, rank, column in claims if column != shape.columns[key] and rank == right[key]}


def _twice(
    twice: Mapping[int, str], grid: Grid, sheet: SheetDef, *, shape: TableShape, codes: Codes
) -> Iterator[Finding]:
    for column, key in twice.items():
        first = cell_name(shape.columns[key], shape.header_row)
        where = grid.source(shape.header_row, column)
        value = shown(grid.rows[shape.header_row - 1][column - 1])
        yield finding(codes.column_twice, where, header=sheet[key].header, first=first, value=value)


def _near_misses(left_over: Mapping[int, str], sheet: SheetDef, shape: TableShape) -> dict[str, int]:
    """Key of a missing column → the column whose header may be meant."""
    spelt = {normalised(text): column for column, text in left_over.items()}
    found: dict[str, int] = {}
    for field in sheet.fields:
        if field.key not in shape.columns:
            near = get_close_matches(normalised(field.header), spelt, n=1, cutoff=LIKENESS)
            if near and spelt[near[0]] not in found.values():
                found[field.key] = spelt[near[0]]
    return found


def _near(
    near: Mapping[str, int], left_over: Mapping[int, str], sheet: SheetDef, *, shape: TableShape, codes: Codes
) -> Iterator[Finding]:
    for key, column in near.items():
        code = codes.column_near_miss if sheet[key].required else codes.optional_near_miss
        where = Source(shape.file, shape.tab, cell_name(column, shape.header_row))
        near_text = left_over[column].strip()
        yield finding(code, where, header=sheet[key].header, near=near_text, value=near_text)


def _absent(near: Mapping[str, int], sheet: SheetDef, shape: TableShape, codes: Codes) -> Iterator[Finding]:
    """Columns of `sheet` that the header row lacks altogether: required ones one by one, the others together."""
    absent = [field for field in sheet.fields if field.key not in shape.columns and field.key not in near]
    where = Source(shape.file, shape.tab)
    for field in absent:
        if field.required:
            yield finding(codes.column_missing, where, header=field.header)
    optional = [field.header for field in absent if not field.required]
    if optional:
        yield finding(codes.optional_missing, where, headers="、".join(optional))


def _unknown(left_over: Mapping[int, str], grid: Grid, shape: TableShape, codes: Codes) -> Iterator[Finding]:
    """Columns that are not read."""
    if left_over:
        places = [grid.source(shape.header_row, column) for column in left_over]
        names = "、".join(f"{text.strip()}（{column_letter(column)}列）" for column, text in left_over.items())
        first = next(iter(left_over.values())).strip()
        yield finding(codes.column_unknown, *places, headers=names, value=first)
