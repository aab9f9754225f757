"""Sections with a cycle → the sheet 周期: what each period gave, and the combination of the periods for 分项."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import Book
from duban_xl.documents.scores.basis import MINUS, PLUS, Basis
from duban_xl.documents.scores.cells import Cell, Way, exactly, figure, limited, number_of, settled, within, write_row
from duban_xl.documents.scores.details import Days, Details, Named
from duban_xl.documents.scores.layout import FIRST_ROW, POINTS, SCORES, Column, Grid, add_sheet
from duban_xl.documents.scores.measured import Measured
from duban_xl.model.columns.assessment import LAST, MEAN, WEIGHTED
from duban_xl.model.score import ZERO, PeriodScore, SectionScore, UnitScore

_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*([%％]?)")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a section starts with and may not fall below or rise above."""

    start: Decimal
    floor: Decimal | None
    ceiling: Decimal | None

    @classmethod
    def of(cls, basis: Basis, part: SectionScore) -> "Limits":
        """As the method's sheets state them."""
        row = basis.method.sections.get(part.section) if basis.method else None
        ceiling = basis.method.ceiling_of(row) if basis.method and row else None
        return cls(part.start, row.floor if row else None, ceiling)


class Cycles:
    """The rows of 周期."""

    def __init__(self, basis: Basis, details: Details, measured: Measured) -> None:
        self.basis, self.details, self.measured = basis, details, measured
        found = [(u, s, p) for u in basis.board.units for s in u.sections for p in s.periods]
        self.grid = Grid(words.CYCLES, _columns(basis), max(FIRST_ROW, FIRST_ROW - 1 + len(found)))
        self.rows = [self._cells(row, *each) for row, each in enumerate(found, FIRST_ROW)]
        self._scores: defaultdict[tuple[str, str], list[dict[str, Cell]]] = defaultdict(list)
        for (unit, part, _), cells in zip(found, self.rows, strict=True):
            self._scores[unit.unit, part.section].append(cells)

    def combined(self, unit: Named, section: Named, part: SectionScore) -> Way | None:
        """The periods' scores added up, averaged, weighted, or the last one, as 周期合成 says."""
        rows = self._scores.get((unit.text, part.section), [])
        if not rows:
            return None
        row = self.basis.method.sections.get(part.section) if self.basis.method else None
        column, scores = self.grid.outside, [number_of(cells[words.SCORE]) for cells in rows]
        named = f"{column(words.UNIT)},{unit.expression},{column(words.SECTION)},{section.expression}"
        how = row.combined if row else ""
        if how == MEAN:
            mean = exactly(f"AVERAGEIFS({column(words.SCORE)},{named})")
            return Way(mean, sum(scores, ZERO) / len(scores))
        if how == WEIGHTED:
            gives = sum((number_of(cells[words.WEIGHTED]) for cells in rows), ZERO)
            return Way(exactly(f"SUMIFS({column(words.WEIGHTED)},{named})"), gives)
        if how == LAST:
            last = str(rows[-1][words.CYCLE].value)
            return Way(f'SUMIFS({column(words.SCORE)},{named},{column(words.CYCLE)},"{last}")', scores[-1])
        return Way(exactly(f"SUMIFS({column(words.SCORE)},{named})"), sum(scores, ZERO))

    def add(self, book: Book) -> None:
        """The sheet."""
        sheet = add_sheet(book, self.grid, self.basis.board, title=words.CYCLES_TITLE, subtitle=words.CYCLES_HELP)
        for row, cells in enumerate(self.rows, FIRST_ROW):
            write_row(book, sheet, self.grid, row, cells)
        sheet.autofilter(FIRST_ROW - 2, 0, self.grid.last_row - 1, len(self.grid.columns) - 1)

    def _cells(self, row: int, unit: UnitScore, part: SectionScore, period: PeriodScore) -> dict[str, Cell]:
        def at(header: str) -> str:
            return self.grid.cell(header, row)

        name, label = Named(at(words.UNIT), unit.unit), Named(at(words.SECTION), self.basis.label(part.section))
        stretch = Days(at(words.FROM), at(words.TO), period.period.start, period.period.end)
        limits = Limits.of(self.basis, part)
        sums = {
            words.LOST: self.details.points(name, stretch, sign=MINUS, section=label),
            words.GAINED: self.details.points(name, stretch, sign=PLUS, section=label),
            words.MARKS: self.measured.marks(name, label, Named(at(words.CYCLE), period.period.name)),
        }
        cells = {h: Cell(settled(way.gives), way.formula) for h, way in sums.items() if isinstance(way.gives, Decimal)}
        cells[words.RAW] = figure(period.raw, earned(self.grid, row, limits.start, cells))
        cells[words.SCORE] = figure(period.score, bounded(self.grid, row, limits, cells))
        cells |= {
            words.UNIT: Cell(unit.unit),
            words.SECTION: Cell(label.text),
            words.CYCLE: Cell(period.period.name),
            words.FROM: Cell(period.period.start),
            words.TO: Cell(period.period.end),
            words.START: Cell(limits.start),
            words.LEAST: Cell(limits.floor),
            words.MOST: Cell(limits.ceiling),
        }
        return cells | self._weighted(at, part, period, cells[words.SCORE])

    def _weighted(
        self, at: Callable[[str], str], part: SectionScore, period: PeriodScore, score: Cell
    ) -> dict[str, Cell]:
        """The period's weight, where 周期合成 is 加权, and the weighted score."""
        row = self.basis.method.sections.get(part.section) if self.basis.method else None
        shares = _SHARE.findall(row.cycle_weights) if row and row.combined == WEIGHTED else []
        place = part.periods.index(period)
        if place >= len(shares):
            return {}
        number, percent = shares[place]
        weight = Decimal(number) / (100 if percent else 1)
        product = Cell(settled(number_of(score) * weight), exactly(f"{at(words.SCORE)}*{at(words.WEIGHT)}"))
        return {words.WEIGHT: Cell(weight), words.WEIGHTED: product}


def earned(grid: Grid, row: int, start: Decimal, cells: Mapping[str, Cell], more: str = "") -> Way:
    """Start − 扣分 + 加分 + 测算 (+ the column `more`), of the columns that the table has."""
    signs = {words.LOST: "-", words.GAINED: "+", words.MARKS: "+", more: "+"}
    used = [(sign, column.header) for column in grid.columns for h, sign in signs.items() if h == column.header]
    expression = grid.cell(words.START, row) + "".join(f"{sign}{grid.cell(header, row)}" for sign, header in used)
    gives = start + sum((int(f"{sign}1") * number_of(cells.get(header)) for sign, header in used), ZERO)
    return Way(exactly(expression), gives)


def bounded(grid: Grid, row: int, limits: Limits, cells: Mapping[str, Cell]) -> Way:
    """未限分 within 下限 and 上限."""
    floor = grid.cell(words.LEAST, row) if limits.floor is not None else ""
    ceiling = grid.cell(words.MOST, row) if limits.ceiling is not None else ""
    held = limited(number_of(cells[words.RAW]), limits.floor, limits.ceiling)
    return Way(within(grid.cell(words.RAW, row), floor, ceiling), held)


def _columns(basis: Basis) -> tuple[Column, ...]:
    weighted = any(s.combined == WEIGHTED for s in basis.ledger.rulebook.sections)
    columns = [
        (True, Column(words.UNIT, 20, align="left", wrap=True)),
        (True, Column(words.SECTION, 20, align="left", wrap=True)),
        (True, Column(words.CYCLE, 17)),
        (True, Column(words.FROM, 12, "yyyy-mm-dd")),
        (True, Column(words.TO, 12, "yyyy-mm-dd")),
        (True, Column(words.START, 9, POINTS)),
        (True, Column(words.LOST, 9, POINTS)),
        (basis.has_bonuses, Column(words.GAINED, 9, POINTS)),
        (basis.has_parts, Column(words.MARKS, 10, POINTS)),
        (True, Column(words.RAW, 9, SCORES)),
        (True, Column(words.LEAST, 8, POINTS)),
        (True, Column(words.MOST, 8, POINTS)),
        (True, Column(words.SCORE, 9, SCORES)),
        (weighted, Column(words.WEIGHT, 8, "0.##%")),
        (weighted, Column(words.WEIGHTED, 10, SCORES)),
    ]
    return tuple(column for wanted, column in columns if wanted)
