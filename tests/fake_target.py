"""A workbook in memory for tests that need one without a file: sheets as lists of rows, written by the real plan of cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from duban_xl.apply.ooxml import CellValue, Formula, SheetEdits
from duban_xl.apply.plan_cells import Stamp, effective, plan_cells
from duban_xl.apply.present import refuse_stale
from duban_xl.apply.verify import Rows, planned_cells
from duban_xl.apply.work import Applied, Batch
from duban_xl.catalogue import cannot_run
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.source import Value
from duban_xl.model.table import TableShape

Sheet = list[list[CellValue]]


def _nothing(_column: int, _row: int) -> None:
    """Lets every cell be written."""


@dataclass(kw_only=True)
class FakeWorkbook:
    """Tab → rows from A1 on; tab → the row of a totals row under its data. `watch` is called before a cell is written."""

    sheets: dict[str, Sheet]
    totals: dict[str, int] = field(default_factory=dict[str, int])
    watch: Callable[[int, int], None] = _nothing

    def apply(self, changes: ChangeSet, *, shapes: Mapping[str, TableShape], batch: Batch) -> Applied:
        """Write `changes`, all or nothing. Raises CannotRun as the other targets do."""
        changes = effective(changes)
        if not changes:
            return Applied(batch=batch.id, backup=Path(), changes=())
        refuse_stale(self, changes, shapes=shapes)
        stamp = Stamp(batch=batch.id, command=batch.command, operator=batch.operator, at=batch.at)
        planned = plan_cells(self, changes, shapes=shapes, stamp=stamp)
        after = {tab: [list(row) for row in rows] for tab, rows in self.sheets.items()}
        totals = dict(self.totals)
        for edits in planned.edits:
            self._write(after[edits.tab], edits, totals)
        self.sheets, self.totals = after, totals
        return Applied(batch=batch.id, backup=Path(), changes=planned.changes)

    def rows(self, tab: str) -> Rows:
        """The values of `tab`; a formula shows what it was computed to."""
        return [[_shown(cell) for cell in row] for row in self.sheets.get(tab, [])]

    def formula(self, tab: str, column: int, row: int) -> str | None:
        """The formula in that cell, with its "="."""
        cell = _at(self._sheet(tab), column, row)
        return f"={cell.text}" if isinstance(cell, Formula) else None

    def places(self, edits: SheetEdits) -> tuple[int, ...]:
        """The first free rows under the data, in the columns that have a header."""
        sheet, top = self._sheet(edits.tab), edits.after_row or 0
        titled = {column for column in range(1, len(sheet[top - 1]) + 1) if _at(sheet, column, top) is not None}
        columns = titled | {column for row in edits.rows for column in row}
        end = self.totals.get(edits.tab, len(sheet) + 1)
        filled = (row for row in range(top + 1, end) if any(_at(sheet, column, row) is not None for column in columns))
        start = max(filled, default=top) + 1
        return tuple(range(start, start + len(edits.rows)))

    def _sheet(self, tab: str) -> Sheet:
        if tab not in self.sheets:
            raise cannot_run("A157", tab=tab)
        return self.sheets[tab]

    def _write(self, sheet: Sheet, edits: SheetEdits, totals: dict[str, int]) -> None:
        numbers = self.places(edits) if edits.rows else ()
        at = totals.get(edits.tab)
        if at and numbers and numbers[-1] >= at:
            totals[edits.tab] = numbers[-1] + 1
            sheet[at - 1 : at - 1] = [[] for _ in range(at, numbers[-1] + 1)]
        for (column, row), value in planned_cells(edits, numbers).items():
            self.watch(column, row)
            sheet.extend([] for _ in range(len(sheet), row))
            line = sheet[row - 1]
            line.extend([None] * (column - len(line)))
            line[column - 1] = value if value != "" else None


def _at(sheet: Sheet, column: int, row: int) -> CellValue:
    return sheet[row - 1][column - 1] if row <= len(sheet) and column <= len(sheet[row - 1]) else None


def _shown(cell: CellValue) -> Value:
    return cell.cached if isinstance(cell, Formula) else cell
