"""A scoreboard → the sheet 季度: each unit's points per quarter, to date, and what remains."""

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import Book
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.cells import Cell, Content, Way, exactly, figure, settled, total, write_row
from duban_xl.documents.scores.details import Details, Named
from duban_xl.documents.scores.layout import FIRST_ROW, POINTS, SCORES, Column, Grid, add_sheet
from duban_xl.model.score import ZERO, UnitScore
from duban_xl.model.source import column_letter


class Quarters:
    """The rows of 季度: most points first, then as in 汇总."""

    def __init__(self, basis: Basis, details: Details) -> None:
        self.basis, self.details = basis, details
        self.units = sorted(basis.board.units, key=lambda unit: -unit.year_points)
        self.grid = Grid(words.QUARTERS, _columns(basis), FIRST_ROW - 1 + len(self.units))
        self.rows = {unit.unit: self._cells(row, unit) for row, unit in enumerate(self.units, FIRST_ROW)}

    def to_date(self, unit: Named) -> Way:
        """The sum of a unit's quarters, as 汇总 looks it up."""
        header, column = self.basis.to_date_header, self.grid.outside
        gives = self.rows[unit.text][header].value
        return Way(f"SUMIFS({column(header)},{column(words.UNIT)},{unit.expression})", gives)

    def add(self, book: Book, summary: Grid, remaining: dict[str, Content]) -> None:
        """The sheet; what remains is looked up in 汇总."""
        sheet = add_sheet(book, self.grid, self.basis.board, title=words.QUARTERS_TITLE, subtitle=words.QUARTERS_HELP)
        for row, unit in enumerate(self.units, FIRST_ROW):
            looked_up = looked_up_in(summary, words.REMAINING, self.grid.cell(words.UNIT, row))
            cells = self.rows[unit.unit] | {words.REMAINING: Cell(remaining[unit.unit], looked_up)}
            write_row(book, sheet, self.grid, row, cells)
        sheet.autofilter(FIRST_ROW - 2, 0, self.grid.last_row - 1, len(self.grid.columns) - 1)

    def _cells(self, row: int, unit: UnitScore) -> dict[str, Cell]:
        name = Named(self.grid.cell(words.UNIT, row), unit.unit)
        cells = {words.UNIT: Cell(unit.unit), words.GROUP: Cell(unit.group)}
        sums: list[Cell] = []
        for quarter, points in zip(self.basis.board.quarters, unit.quarter_points, strict=False):
            header = f"{column_letter(self.grid.index(quarter.name) + 1)}${FIRST_ROW - 1}"
            way = self.details.points(name, self.details.year, quarter=Named(header, quarter.name))
            cells[quarter.name] = figure(points, way)
            sums.append(cells[quarter.name])
        places = [self.grid.cell(quarter.name, row) for quarter in self.basis.board.quarters]
        summed = Way(exactly(f"SUM({places[0]}:{places[-1]})"), settled(total(sums))) if places else Way("0", ZERO)
        cells[self.basis.to_date_header] = figure(unit.year_points, summed)
        return cells


def looked_up_in(grid: Grid, header: str, unit: str) -> str:
    """A unit's cell of another sheet; `unit` is the cell with its name."""
    return f"INDEX({grid.outside(header)},MATCH({unit},{grid.outside(words.UNIT)},0))"


def _columns(basis: Basis) -> tuple[Column, ...]:
    return (
        Column(words.UNIT, 24, align="left", wrap=True),
        Column(words.GROUP, 11, wrap=True),
        *(Column(quarter.name, 16, POINTS) for quarter in basis.board.quarters),
        Column(basis.to_date_header, 12, POINTS),
        Column(words.REMAINING, 11, SCORES),
    )
