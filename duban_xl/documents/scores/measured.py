"""A scoreboard's measured parts → the sheet 测算: one row per rule, unit and period, reckoned by the program, with its trace."""

from collections import defaultdict
from decimal import Decimal

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import Book
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.cells import Cell, Way, settled, write_row
from duban_xl.documents.scores.details import Named
from duban_xl.documents.scores.layout import FIRST_ROW, POINTS, Column, Grid, add_sheet
from duban_xl.model.period import Period
from duban_xl.model.score import ZERO, PartScore, UnitScore


class Measured:
    """The rows of 测算; 分项 and 周期 sum them up."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.parts = [(unit, part) for unit in basis.board.units for part in unit.parts]
        self.grid = Grid(words.MEASURED, _columns(), max(FIRST_ROW, FIRST_ROW - 1 + len(self.parts)))
        self._marks: defaultdict[tuple[str, str], list[tuple[str, Decimal]]] = defaultdict(list)
        for _, part in self.parts:
            if part.marks is not None:
                place = (part.unit, basis.label(part.section))
                self._marks[place].append((period_name(part.period), settled(part.marks)))

    def marks(self, unit: Named, section: Named, period: Named | None = None) -> Way:
        """The marks of a unit's measured parts in one section (and period)."""
        column = self.grid.outside
        criteria = f"{column(words.UNIT)},{unit.expression},{column(words.SECTION)},{section.expression}"
        if period:
            criteria += f",{column(words.CYCLE)},{period.expression}"
        found = self._marks.get((unit.text, section.text), ())
        gives = sum((marks for name, marks in found if period is None or name == period.text), ZERO)
        return Way(f"SUMIFS({column(words.MARKS)},{criteria})", gives)

    def add(self, book: Book) -> None:
        """The sheet."""
        sheet = add_sheet(book, self.grid, self.basis.board, title=words.MEASURED_TITLE, subtitle=words.MEASURED_HELP)
        for row, (unit, part) in enumerate(self.parts, FIRST_ROW):
            write_row(book, sheet, self.grid, row, self._cells(unit, part))
        sheet.autofilter(FIRST_ROW - 2, 0, self.grid.last_row - 1, len(self.grid.columns) - 1)

    def _cells(self, unit: UnitScore, part: PartScore) -> dict[str, Cell]:
        rule = self.basis.rules.get(part.rule)
        measure = self.basis.method.measures.get(part.rule) if self.basis.method else None
        waits = words.WAITS if part.applies else words.NOT_APPLICABLE
        return {
            words.UNIT: Cell(unit.unit),
            words.GROUP: Cell(unit.group),
            words.SECTION: Cell(self.basis.label(part.section)),
            words.RULE: Cell(part.rule),
            words.CONDITION: Cell(rule.condition if rule else ""),
            words.INDICATOR: Cell(measure.indicator if measure else ""),
            words.MEASURE: Cell(measure.measure if measure else ""),
            words.FULL: Cell(measure.marks if measure else None),
            words.CYCLE: Cell(period_name(part.period)),
            words.MARKS: Cell(waits if part.marks is None else settled(part.marks), by_program=True),
            words.RECKONED: Cell(words.BY_PROGRAM),
            words.TRACE: Cell(part.trace),
        }


def period_name(period: Period | None) -> str:
    """What the sheets call a period; the assessment year where a part has none."""
    return period.name if period else words.WHOLE_YEAR


def _columns() -> tuple[Column, ...]:
    return (
        Column(words.UNIT, 18, align="left", wrap=True),
        Column(words.GROUP, 10, wrap=True),
        Column(words.SECTION, 15, align="left", wrap=True),
        Column(words.RULE, 7),
        Column(words.CONDITION, 30, align="left", wrap=True),
        Column(words.INDICATOR, 16, align="left", wrap=True),
        Column(words.MEASURE, 10, wrap=True),
        Column(words.FULL, 7, POINTS),
        Column(words.CYCLE, 15, wrap=True),
        Column(words.MARKS, 9, POINTS),
        Column(words.RECKONED, 11),
        Column(words.TRACE, 52, align="left", wrap=True),
    )
