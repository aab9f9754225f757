"""A workbook before and after a write → proof that the planned cells hold what was planned and that nothing else changed.

The cells are read back by a library that shares no code with the writer; the parts are compared entry by entry.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest

from duban_xl.apply.ooxml import CellValue, Formula, Patched, Patcher, SheetEdits
from duban_xl.apply.ooxml.archive import open_archive
from duban_xl.apply.ooxml.area import Area
from duban_xl.apply.ooxml.formulas import grouped_areas
from duban_xl.apply.ooxml.sheet import Sheet
from duban_xl.apply.ooxml.values import day_number
from duban_xl.apply.snapshot import Pair, Snapshot
from duban_xl.catalogue import cannot_run
from duban_xl.model.source import Source, Value, cell_name, shown

CLOSE = 1e-9  # relative; what a binary number does to decimals
SECONDS_OF_A_DAY = 86_400
ONE_SECOND = 1 / SECONDS_OF_A_DAY

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
                fresh.check(twin)
        elif twin is None or twin.crc != entry.crc or bytes(archive.packed(entry)) != bytes(fresh.packed(twin)):
            raise cannot_run("A110", Source(file), part=entry.name)


def verify_workbook(before: Snapshot, old: bytes, patched: Patched, *, edits: Sequence[SheetEdits], file: str) -> None:
    """Every tab that was touched holds what `edits` planned and elsewhere what it held before. Raises CannotRun A109."""
    patcher, book = Patcher(old), before.opened(patched.data)
    planned = {one.tab: one for one in edits}
    for tab in patcher.book.tabs:
        if tab.part not in patched.touched:
            continue
        own, numbers = planned.get(tab.name, SheetEdits(tab=tab.name)), patched.appended.get(tab.name, ())
        rows = {row for _, row in planned_cells(own, numbers)} | {row for _, row in patcher.moves(own).values()}
        pairs = before.changes(book, tab.name, besides=rows)
        verify_rows(own, pairs, patcher=patcher, numbers=numbers, file=file)


def verify_sheet(
    edits: SheetEdits, old: Rows, new: Rows, *, patcher: Patcher, numbers: Sequence[int], file: str
) -> None:
    """The same as `verify_rows` for the rows of a tab before and after."""
    pairs = ((number, before, now) for number, (before, now) in enumerate(zip_longest(old, new, fillvalue=()), start=1))
    verify_rows(edits, pairs, patcher=patcher, numbers=numbers, file=file)


def verify_rows(
    edits: SheetEdits, pairs: Iterable[Pair], *, patcher: Patcher, numbers: Sequence[int], file: str
) -> None:
    """The tab of `edits` holds what was planned, with new rows at `numbers`, and elsewhere what it held before.

    `pairs` are the rows that may differ, top to bottom: number, cells before, cells now. `patcher` has the old workbook
    open. Cells with formulas may have lost their result, and a totals row may have moved down. Raises CannotRun A109 for
    the first cell that is not as it should be.
    """
    check = _Check(edits, patcher, numbers, file)
    for number, before, now in pairs:
        check.row(number, before, now)
    for number in sorted(check.waiting):
        check.row(number, (), ())


class _Check:
    """Compares the rows of one tab, which come top to bottom."""

    def __init__(self, edits: SheetEdits, patcher: Patcher, numbers: Sequence[int], file: str) -> None:
        self._tab, self._patcher, self._file = edits.tab, patcher, file
        self._epoch_1904 = patcher.book.epoch_1904
        self._moves = patcher.moves(edits)
        self._left = frozenset(self._moves.values())
        self._moved_rows: dict[int, Sequence[Value]] = {row: () for _, row in self._left}
        self.waiting: dict[int, dict[int, CellValue]] = {}  # planned cells by row and column, not seen yet
        for (column, row), value in planned_cells(edits, numbers).items():
            self.waiting.setdefault(row, {})[column] = value

    def row(self, number: int, before: Sequence[Value], now: Sequence[Value]) -> None:
        """Raises CannotRun A109 if a cell of the row is not as it should be."""
        if number in self._moved_rows:
            self._moved_rows[number] = before
        planned = self.waiting.pop(number, {})
        for column, value in planned.items():
            found = at((now,), column, 1)
            if not holds(value, found, epoch_1904=self._epoch_1904):
                raise self._differs(column, number, _result(value), found)
        for column, _ in differences((before,), (now,)):
            if column not in planned:
                self._other(column, number, before, now)

    def _other(self, column: int, row: int, before: Sequence[Value], now: Sequence[Value]) -> None:
        place = self._moves.get((column, row), (column, row))
        was = at((before if place[1] == row else self._moved_rows[place[1]],), place[0], 1)
        found = at((now,), column, 1)
        if found == was:
            return
        if found is None and ((column, row) in self._left or shows_result(self._sheet, *place, groups=self._groups)):
            return
        raise self._differs(column, row, was, found)

    @cached_property
    def _sheet(self) -> Sheet:
        return self._patcher.sheet(self._tab)

    @cached_property
    def _groups(self) -> tuple[Area, ...]:
        return tuple(grouped_areas(self._sheet))

    def _differs(self, column: int, row: int, planned: Value, now: Value) -> Exception:
        place = Source(self._file, self._tab, cell_name(column, row))
        return cannot_run("A109", place, planned=shown(planned), now=shown(now))


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
        return isinstance(value, Decimal) and _clock(value) == now
    if isinstance(value, bool) or isinstance(now, bool):
        return value is now
    wanted, found = _number(value, epoch_1904), _number(now, epoch_1904)
    slack = ONE_SECOND if isinstance(value, datetime) else CLOSE * max(1.0, abs(wanted))
    return abs(wanted - found) <= slack


def _clock(number: Decimal) -> str:
    """How a number less than 1 is read back from a cell with a date's look: as a time of day; "" for others."""
    minutes, seconds = divmod(round(float(number) * SECONDS_OF_A_DAY), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}" if 0 <= number < 1 else ""


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


def shows_result(sheet: Sheet, column: int, row: int, *, groups: Iterable[Area] | None = None) -> bool:
    """Whether the cell shows the result of a formula, its own or that of an array formula around it (one of `groups`)."""
    cell = sheet.cell(column, row)
    if cell is not None and sheet.formula(cell) is not None:
        return True
    return any(place.holds(column, row) for place in (grouped_areas(sheet) if groups is None else groups))
