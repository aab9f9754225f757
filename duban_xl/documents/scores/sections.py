"""Units' sections → the sheet 分项: start, points, marks, parts below, limits, weight; a formula or a figure by program."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import FILLS, Book
from duban_xl.documents.scores.basis import MINUS, PLUS, Basis
from duban_xl.documents.scores.cells import Cell, Way, exactly, figure, number_of, rounded, settled, total, write_row
from duban_xl.documents.scores.cycles import Cycles, Limits, bounded, earned
from duban_xl.documents.scores.details import Details, Named
from duban_xl.documents.scores.layout import FIRST_ROW, POINTS, SCORES, Column, Grid, add_sheet
from duban_xl.documents.scores.measured import Measured
from duban_xl.model.columns.assessment import AS_FULL, SPILLS
from duban_xl.model.rulebook import Section
from duban_xl.model.score import ZERO, SectionScore, UnitScore
from duban_xl.model.source import plain
from duban_xl.score import words as w
from duban_xl.score.exact import rounded as round_to
from duban_xl.score.weights import top_weights


class Sections:
    """The rows of 分项, those of one unit together; sections below others come first in the reckoning."""

    def __init__(self, basis: Basis, details: Details, measured: Measured, cycles: Cycles) -> None:
        self.basis, self.details, self.measured, self.cycles = basis, details, measured, cycles
        units = basis.board.units if basis.has_sections else ()
        places = [(unit, part) for unit in units for part in unit.sections]
        self.grid = Grid(words.SECTIONS, _columns(basis), max(FIRST_ROW, FIRST_ROW - 1 + len(places)))
        self.row_of = {(u.unit, s.section): row for row, (u, s) in enumerate(places, FIRST_ROW)}
        self.cells: dict[tuple[str, str], dict[str, Cell]] = {}
        for unit in units:
            for part in sorted(unit.sections, key=lambda part: -self._depth(unit, part)):
                self.cells[unit.unit, part.section] = self._reckoned(unit, part)

    def looked_up(self, unit: Named, section: str, header: str) -> Way:
        """A section's figure of a unit, as other sheets look it up."""
        column, label = self.grid.outside, self.basis.label(section)
        formula = f'SUMIFS({column(header)},{column(words.UNIT)},{unit.expression},{column(words.SECTION)},"{label}")'
        return Way(formula, number_of(self.cells.get((unit.text, section), {}).get(header)))

    def combined(self, unit: Named) -> Way:
        """The total of the sections at the top, weighted where they have weights."""
        column = self.grid.outside
        formula = f'SUMIFS({column(words.WEIGHTED)},{column(words.UNIT)},{unit.expression},{column(words.ABOVE)},"{words.WHOLE}")'
        found = [cells for (name, _), cells in self.cells.items() if name == unit.text]
        tops = total(cells[words.WEIGHTED] for cells in found if cells[words.ABOVE].value == words.WHOLE)
        if not any(header.header == words.SPILLED for header in self.grid.columns):
            return Way(formula, tops)
        spilled = f"SUMIFS({column(words.SPILLED)},{column(words.UNIT)},{unit.expression})"
        return Way(f"{formula}+{spilled}", tops + total(cells.get(words.SPILLED, Cell()) for cells in found))

    def add(self, book: Book) -> None:
        """The sheet; it can't be sorted, for sections refer to those below them."""
        sheet = add_sheet(book, self.grid, self.basis.board, title=words.SECTIONS_TITLE, subtitle=words.SECTIONS_HELP)
        for place, row in self.row_of.items():
            above = len(self.basis.parents) > 1 and self.cells[place][words.ABOVE].value == words.WHOLE
            write_row(book, sheet, self.grid, row, self.cells[place], shade=FILLS["head"] if above else "")

    def _depth(self, unit: UnitScore, part: SectionScore) -> int:
        parents, depth = {s.section: s.parent for s in unit.sections}, 0
        above = part.parent
        while above in parents and depth < len(parents):
            above, depth = parents[above], depth + 1
        return depth

    def _reckoned(self, unit: UnitScore, part: SectionScore) -> dict[str, Cell]:
        row = self.row_of[unit.unit, part.section]
        limits = Limits.of(self.basis, part)
        above = part.parent in self.basis.sections
        cells: dict[str, Cell] = {
            words.UNIT: Cell(unit.unit),
            words.GROUP: Cell(unit.group),
            words.SECTION: Cell(self.basis.label(part.section)),
            words.ABOVE: Cell(self.basis.label(part.parent) if above else words.WHOLE),
            words.MODE: Cell(part.mode),
            words.FULL: Cell(part.full),
            words.WEIGHT: Cell(self._weight(unit, part)),
        }
        cells |= self._sums(row, unit, part, cells)
        if part.periods:  # each period has its own start and limits: 周期
            cells[words.SCORE] = figure(part.score, *self._of_periods(row, unit, part, cells))
        else:
            cells[words.START] = Cell(limits.start)
            cells[words.LEAST], cells[words.MOST] = Cell(limits.floor), Cell(limits.ceiling)
            cells[words.RAW] = self._raw(row, unit, part, cells, limits)
            cells[words.SCORE] = figure(part.score, *self._score_ways(row, part, limits, cells))
            cells[words.SPILLED] = self._spilled(row, part, limits, cells)
        cells[words.WEIGHTED] = self._weighted(row, cells)
        return cells | _said(cells, part)

    def _weight(self, unit: UnitScore, part: SectionScore) -> Decimal | None:
        """The section's weight, at the top after 权重折算."""
        if part.weight is None or self.basis.method is None:
            return part.weight
        present = {section.section for section in unit.sections}
        return top_weights(self.basis.method, unit.group, present).get(part.section, part.weight)

    def _of_periods(self, row: int, unit: UnitScore, part: SectionScore, cells: Mapping[str, Cell]) -> list[Way | None]:
        """The periods combined, and rounded if sections are."""
        name = Named(self.grid.cell(words.UNIT, row), unit.unit)
        label = Named(self.grid.cell(words.SECTION, row), str(cells[words.SECTION].value))
        way = self.cycles.combined(name, label, part)
        places = self._places(self.basis.method.sections.get(part.section) if self.basis.method else None)
        return [self._rounded(way, places) if way and places is not None else way]

    def _spilled(self, row: int, part: SectionScore, limits: Limits, cells: Mapping[str, Cell]) -> Cell:
        """What lies below the floor and goes to the total (超扣处理=计入总分), negative."""
        section = self.basis.method.sections.get(part.section) if self.basis.method else None
        if section is None or section.below_floor != SPILLS or limits.floor is None:
            return Cell()
        beyond = f"{self.grid.cell(words.RAW, row)}-{self.grid.cell(words.LEAST, row)}"
        return Cell(min(ZERO, number_of(cells[words.RAW]) - limits.floor), f"MIN(0,{exactly(beyond)})")

    def _sums(self, row: int, unit: UnitScore, part: SectionScore, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        """What the section's events and measured parts give, and the sections below it."""
        name = Named(self.grid.cell(words.UNIT, row), unit.unit)
        label = Named(self.grid.cell(words.SECTION, row), str(cells[words.SECTION].value))
        ways = {
            words.LOST: self.details.points(name, self.details.year, sign=MINUS, section=label),
            words.GAINED: self.details.points(name, self.details.year, sign=PLUS, section=label),
            words.MARKS: self.measured.marks(name, label),
        }
        sums = {h: Cell(settled(way.gives), way.formula) for h, way in ways.items() if isinstance(way.gives, Decimal)}
        below = [s for s in unit.sections if s.parent == part.section]
        if below:
            header = words.WEIGHTED if any(s.weight is not None for s in below) else words.SCORE
            found = [self.cells[unit.unit, s.section][header] for s in below]
            places = "+".join(f"N({self.grid.cell(header, self.row_of[unit.unit, s.section])})" for s in below)
            sums[words.BELOW] = Cell(settled(total(found)), exactly(places))
        return sums

    def _raw(self, row: int, unit: UnitScore, part: SectionScore, cells: Mapping[str, Cell], limits: Limits) -> Cell:
        """The marks before any limit; where sections lie below, with their scores as they are within their own limits."""
        ways = self._raw_ways(row, unit, part, cells)
        if words.BELOW in cells and part.score is not None:
            for way in filter(None, ways):
                raw = Cell(settled(way.number), way.formula)
                found = figure(part.score, *self._score_ways(row, part, limits, {**cells, words.RAW: raw}))
                if not found.by_program:
                    return raw
        return figure(part.raw, *ways)

    def _raw_ways(self, row: int, unit: UnitScore, part: SectionScore, cells: Mapping[str, Cell]) -> list[Way | None]:
        """How the marks before any limit may come about."""
        sums = earned(self.grid, row, number_of(cells[words.START]), cells, words.BELOW)
        return [sums, self._rescaled(row, unit, part, cells)]

    def _rescaled(self, row: int, unit: UnitScore, part: SectionScore, cells: Mapping[str, Cell]) -> Way | None:
        """分值不等处理=折算: the parts below, times this section's marks by theirs."""
        below = [s for s in unit.sections if s.parent == part.section]
        marks = sum((s.full or ZERO for s in below), ZERO)
        if part.full is None or not marks:
            return None
        own = {header: cell for header, cell in cells.items() if header != words.BELOW}
        sums = earned(self.grid, row, number_of(cells[words.START]), own, words.BELOW)
        share = part.full / marks
        at = self.grid.cell(words.BELOW, row)
        factor = f"{at}*({self.grid.cell(words.FULL, row)}/{plain(marks)}-1)"
        reckoned = number_of(cells[words.BELOW])
        return Way(exactly(f"{sums.formula}+{factor}"), sums.number + reckoned * share)

    def _score_ways(self, row: int, part: SectionScore, limits: Limits, cells: Mapping[str, Cell]) -> list[Way | None]:
        """How the section's score may come about: within its limits and rounded, or as it stands."""
        plainly = Way(self.grid.cell(words.RAW, row), cells[words.RAW].value)
        if not part.applies:
            full = Way(self.grid.cell(words.FULL, row), part.full)
            return [full] if part.treatment == AS_FULL else []
        ways = [bounded(self.grid, row, limits, cells), plainly]
        section = self.basis.method.sections.get(part.section) if self.basis.method else None
        places = self._places(section)
        if places is not None:
            return [self._rounded(way, places) for way in ways]
        return [*ways]

    def _places(self, section: Section | None) -> int | None:
        """To how many decimals the section is rounded before it is combined."""
        if section and section.places is not None:
            return int(section.places)
        early = self.basis.says(w.ROUNDED_AT) == w.EACH_PART
        return self.basis.board.places if early else None

    def _rounded(self, way: Way, places: int) -> Way:
        if not isinstance(way.gives, Decimal):
            return way
        mode = self.basis.rounding
        return Way(rounded(way.formula, mode, str(places)), round_to(Fraction(way.gives), places, mode))

    def _weighted(self, row: int, cells: Mapping[str, Cell]) -> Cell:
        """What goes into the section above or the total."""
        score = f"N({self.grid.cell(words.SCORE, row)})"
        weight = cells[words.WEIGHT].value
        if not isinstance(weight, Decimal):
            return Cell(number_of(cells[words.SCORE]), score)
        weighted = exactly(f"{score}*{self.grid.cell(words.WEIGHT, row)}")
        return Cell(settled(number_of(cells[words.SCORE]) * weight), weighted)


def _said(cells: Mapping[str, Cell], part: SectionScore) -> dict[str, Cell]:
    """Which figures the program reckoned, and how."""
    by_program = [header for header, cell in cells.items() if cell.by_program]
    said = words.RECKONED_FIGURES.format(figures="、".join(by_program)) if by_program else words.BY_FORMULA
    trace = part.trace if part.applies else words.ABSENT.format(treatment=part.treatment or words.NOTHING)
    return {words.RECKONED: Cell(said), words.TRACE: Cell(trace)}


def _columns(basis: Basis) -> tuple[Column, ...]:
    weights = any(part.weight is not None for unit in basis.board.units for part in unit.sections)
    stated = basis.ledger.rulebook.sections
    columns = [
        (True, Column(words.UNIT, 18, align="left", wrap=True)),
        (True, Column(words.GROUP, 9, wrap=True)),
        (True, Column(words.SECTION, 20, align="left", wrap=True)),
        (True, Column(words.ABOVE, 16, align="left", wrap=True)),
        (True, Column(words.MODE, 7)),
        (True, Column(words.FULL, 7, POINTS)),
        (True, Column(words.START, 7, POINTS)),
        (True, Column(words.LOST, 8, POINTS)),
        (basis.has_bonuses, Column(words.GAINED, 8, POINTS)),
        (basis.has_parts, Column(words.MARKS, 9, POINTS)),
        (len(basis.parents) > 1, Column(words.BELOW, 9, SCORES)),
        (True, Column(words.RAW, 9, SCORES)),
        (True, Column(words.LEAST, 6, POINTS)),
        (True, Column(words.MOST, 6, POINTS)),
        (True, Column(words.SCORE, 9, SCORES)),
        (any(s.below_floor == SPILLS for s in stated), Column(words.SPILLED, 8, POINTS)),
        (weights, Column(words.WEIGHT, 8, "0.##%")),
        (True, Column(words.WEIGHTED, 9, SCORES)),
        (True, Column(words.RECKONED, 16, wrap=True)),
        (True, Column(words.TRACE, 46, align="left", wrap=True)),
    ]
    return tuple(column for wanted, column in columns if wanted)
