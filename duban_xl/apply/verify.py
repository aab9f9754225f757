"""A workbook before and after a write → proof that the planned cells hold what was planned and that nothing else changed.

The cells are read back by a library that shares no code with the writer; the parts are compared entry by entry.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from duban_xl.apply.ooxml import CellValue, Formula, Patched, Patcher, SheetEdits
from duban_xl.apply.ooxml.archive import open_archive
from duban_xl.apply.ooxml.formulas import grouped_areas
from duban_xl.apply.ooxml.sheet import Sheet
from duban_xl.apply.ooxml.values import day_number
from duban_xl.catalogue import cannot_run
from duban_xl.model.source import Source, Value, cell_name, shown

CLOSE = 1e-9  # relative; what a binary number does to decimals
ONE_SECOND = 1 / 86_400

Rows = Sequence[Sequence[Value]]


def verify_parts(old: bytes, new: bytes, patched: Patched, *, file: str) -> None:
    """Every entry that was not to change is there, in its place, byte for byte. Raises CannotRun A110 otherwise."""
    archive, fresh = open_archive(old), open_archive(new)
    after = {entry.name: entry for entry in fresh.entries}
    if [entry.name for entry in archive.entries if entry.name in after] != list(after):
        raise cannot_run("A110", Source(file), part="目录")
    for entry in archive.entries:
        twin = after.get(entry.name)
        if entry.name in patched.touched:
            if twin is not None:
                fresh.read(twin)
        elif twin is None or twin.crc != entry.crc or archive.packed(entry) != fresh.packed(twin):
            raise cannot_run("A110", Source(file), part=entry.name)


def verify_sheet(
    edits: SheetEdits, old: Rows, new: Rows, *, patcher: Patcher, numbers: Sequence[int], file: str
) -> None:
    """The tab of `edits` holds what was planned, with new rows at `numbers`, and elsewhere what it held before.

    `patcher` has the old workbook open. Cells with formulas may have lost their result, and a totals row may have moved
    down. Raises CannotRun A109 for the first cell that is not as it should be.
    """
    planned, moves, sheet = planned_cells(edits, numbers), patcher.moves(edits), patcher.sheet(edits.tab)
    for (column, row), value in planned.items():
        now = at(new, column, row)
        if not holds(value, now, epoch_1904=patcher.book.epoch_1904):
            raise _differs(edits.tab, column, row, shown(_result(value)), now, file=file)
    left = frozenset(moves.values())
    for column, row in differences(old, new):
        now, place = at(new, column, row), moves.get((column, row), (column, row))
        if (column, row) in planned or now == at(old, *place):
            continue
        if now is not None or not ((column, row) in left or shows_result(sheet, *place)):
            raise _differs(edits.tab, column, row, shown(at(old, *place)), now, file=file)


def planned_cells(edits: SheetEdits, numbers: Sequence[int]) -> Mapping[tuple[int, int], CellValue]:
    """All cells that `edits` gives a value, with the rows at their `numbers`."""
    planned = dict(edits.cells)
    for number, row in zip(numbers, edits.rows, strict=True):
        planned |= {(column, number): value for column, value in row.items()}
    return planned


def holds(planned: CellValue, now: Value, *, epoch_1904: bool = False) -> bool:
    """Whether a cell read as `now` is what `planned` becomes in a file."""
    value = _result(planned)
    if value is None or value == "":
        return now is None
    if isinstance(value, str):
        return value == now or (now is None and not value.strip())
    if isinstance(now, str) or now is None:
        return False
    if isinstance(value, bool) or isinstance(now, bool):
        return value is now
    wanted, found = _number(value, epoch_1904), _number(now, epoch_1904)
    slack = ONE_SECOND if isinstance(value, datetime) else CLOSE * max(1.0, abs(wanted))
    return abs(wanted - found) <= slack


def at(rows: Rows, column: int, row: int) -> Value:
    """The value at the 1-based place; None outside of what was read."""
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None


def _result(value: CellValue) -> Value:
    return value.cached if isinstance(value, Formula) else value


def _number(value: Decimal | date, epoch_1904: bool) -> float:
    if isinstance(value, date):
        return float(day_number(value, epoch_1904=epoch_1904) or 0)
    return float(value)


def differences(old: Rows, new: Rows) -> Iterator[tuple[int, int]]:
    """The (column, row) of every cell that holds one thing in `old` and another in `new`."""
    for row in range(1, max(len(old), len(new)) + 1):
        before, after = (rows[row - 1] if row <= len(rows) else () for rows in (old, new))
        if before == after:
            continue
        for column in range(1, max(len(before), len(after)) + 1):
            if at(old, column, row) != at(new, column, row):
                yield column, row


def shows_result(sheet: Sheet, column: int, row: int) -> bool:
    """Whether the cell shows the result of a formula, its own or that of an array formula around it."""
    cell = sheet.cell(column, row)
    if cell is not None and sheet.formula(cell) is not None:
        return True
    return any(place.holds(column, row) for place in grouped_areas(sheet))


def _differs(tab: str, column: int, row: int, planned: str, now: Value, *, file: str) -> Exception:
    return cannot_run("A109", Source(file, tab, cell_name(column, row)), planned=planned, now=shown(now))
