"""Counting events by rule → the sheet 条款: how often each clause was applied, and what it cost; the dearest first."""

from collections import defaultdict
from decimal import Decimal

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import Book
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.cells import Cell, exactly, number_of, settled, write_row
from duban_xl.documents.scores.details import Details, EventRow
from duban_xl.documents.scores.layout import FIRST_ROW, POINTS, Column, Grid, add_sheet
from duban_xl.model.clause import articles


class Clauses:
    """The rows of 条款: one per rule that has events which count."""

    def __init__(self, basis: Basis, details: Details) -> None:
        self.basis, self.details = basis, details
        found: defaultdict[str, list[EventRow]] = defaultdict(list)
        for row in details.rows:
            if row.counts:
                found[row.event.rule].append(row)
        sums = {
            rule: sum((number_of(row.cells[words.DEDUCTED]) for row in rows), Decimal(0))
            for rule, rows in found.items()
        }
        self.sums = dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))
        self.times = {rule: len(rows) for rule, rows in found.items()}
        self.units = {rule: len({row.event.unit for row in rows}) for rule, rows in found.items()}
        self.grid = Grid(words.CLAUSES, _columns(), max(FIRST_ROW, FIRST_ROW - 1 + len(self.sums)))

    @property
    def dearest(self) -> list[Decimal]:
        """The points of the rules that cost any, the most first."""
        return [points for points in self.sums.values() if points > 0]

    def add(self, book: Book) -> None:
        """The sheet, if there are any."""
        if not self.sums:
            return
        sheet = add_sheet(book, self.grid, self.basis.board, title=words.CLAUSES_TITLE, subtitle=words.CLAUSES_HELP)
        for row, rule in enumerate(self.sums, FIRST_ROW):
            write_row(book, sheet, self.grid, row, self._cells(row, rule))
        sheet.autofilter(FIRST_ROW - 2, 0, self.grid.last_row - 1, len(self.grid.columns) - 1)

    def _cells(self, row: int, rule: str) -> dict[str, Cell]:
        """Rule numbers may look like numbers (1.1, 1.10), which COUNTIFS takes for the same: compared as texts here."""
        column, stated = self.details.grid.outside, self.basis.rules.get(rule)
        same = f'({column(words.RULE)}={self.grid.cell(words.RULE, row)})*({column(words.COUNTS)}="{words.YES}")'
        return {
            words.RULE: Cell(rule),
            words.CLAUSE: Cell(articles(stated.clause) if stated else ""),
            words.CONDITION: Cell(stated.condition if stated else ""),
            words.TIMES: Cell(Decimal(self.times[rule]), f"SUMPRODUCT({same})"),
            words.UNITS: Cell(Decimal(self.units[rule])),
            words.COST: Cell(settled(self.sums[rule]), exactly(f"SUMPRODUCT({same},{column(words.DEDUCTED)})")),
        }


def _columns() -> tuple[Column, ...]:
    return (
        Column(words.RULE, 9),
        Column(words.CLAUSE, 16, align="left", wrap=True),
        Column(words.CONDITION, 60, align="left", wrap=True),
        Column(words.TIMES, 9, "0"),
        Column(words.UNITS, 9, "0"),
        Column(words.COST, 12, POINTS),
    )
