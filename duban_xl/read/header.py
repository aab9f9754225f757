"""A sheet's grid and its definition → the row that holds its headers, which column is which, and what is odd about them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import islice, pairwise

from duban_xl.catalogue import finding
from duban_xl.model.columns.form import FORM_EXTRA_HEADERS
from duban_xl.model.fields import SheetDef
from duban_xl.model.finding import Finding
from duban_xl.model.grid import Grid
from duban_xl.model.source import Source, Value, cell_name, column_letter, shown
from duban_xl.model.table import TableShape
from duban_xl.model.text import comparable
from duban_xl.read.codes import LEDGER, Codes

HEADER_ROWS = 30  # rows that hold something; a header below so many is not looked for
FEWEST_HEADERS = 2  # a title line may happen to equal one header
LIKENESS = 0.7  # one of four characters differs

_REMARK = re.compile(r"\((?:必填|选填|必填项|选填项|可选|可空|下拉选择?|请选择|%)\)")


@lru_cache(maxsize=4096)
def normalised(header: str) -> str:
    """A header as it is compared: one width, no blanks or line breaks, without （必填）, （%）, * and a closing colon."""
    return _REMARK.sub("", comparable(header)).replace("*", "").rstrip(":")


def find_table(grid: Grid, sheet: SheetDef, codes: Codes = LEDGER) -> tuple[TableShape | None, tuple[Finding, ...]]:
    """Where the table of `sheet` lies in `grid`: of the first 30 rows that hold something, the one with most of its headers.

    Columns may stand in any order, with others between them. None if no row holds two known headers.
    """
    best, most = 0, FEWEST_HEADERS - 1
    for row, cells in _first_rows(grid):
        count = len(_columns(cells, sheet))
        if count > most:
            best, most = row, count
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
    rows = [frozenset(_columns(cells, sheet)) for _, cells in _first_rows(grid)]
    return max(rows, key=len) if rows else frozenset[str]()


def with_one_header(grid: Grid, sheet: SheetDef) -> tuple[Grid, int | None]:
    """The grid with a header of two rows made one, and the number of the lower row; unchanged where one row has it all.

    Under a heading that spans several columns their own headers stand in the next row: each column is named by the lower
    cell if that is known, else by the upper one.
    """
    for (above, upper), (below, lower) in pairwise(_first_rows(grid)):
        in_upper, in_lower = set(_columns(upper, sheet)), set(_columns(lower, sheet))
        if below == above + 1 and in_upper - in_lower and len(in_lower) >= FEWEST_HEADERS:
            joined = _joined(upper, lower, sheet)
            if len(_columns(joined, sheet)) > max(len(in_upper), len(in_lower)):
                return replace(grid, rows=(*grid.rows[: below - 1], joined, *grid.rows[below:])), below
    return grid, None


def _joined(upper: tuple[Value, ...], lower: tuple[Value, ...], sheet: SheetDef) -> tuple[Value, ...]:
    """One cell for each column: the lower where it is a header of `sheet` or the upper is none."""
    ranks = _ranks(sheet)
    width = max(len(upper), len(lower))
    pairs = zip(upper + (None,) * (width - len(upper)), lower + (None,) * (width - len(lower)), strict=True)

    def is_known(cell: Value) -> bool:
        return isinstance(cell, str) and normalised(cell) in ranks

    return tuple(
        under if is_known(under) or (under is not None and not is_known(over)) else over for over, under in pairs
    )


def _first_rows(grid: Grid) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Number and cells of the first rows that hold something; blank ones above a table count for nothing."""
    filled = ((row, cells) for row, cells in enumerate(grid.rows, start=1) if any(cell is not None for cell in cells))
    return islice(filled, HEADER_ROWS)


def holds(cells: tuple[Value, ...], index: int) -> bool:
    """Whether the 1-based column `index` of a row holds something."""
    return index <= len(cells) and cells[index - 1] is not None


def _last_row(grid: Grid, header_row: int, columns: Mapping[str, int]) -> int:
    places = tuple(columns.values())
    for row in range(len(grid.rows), header_row, -1):
        if any(holds(grid.rows[row - 1], index) for index in places):
            return row
    return header_row


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
