"""A scoreboard → the sheet 汇总: each unit's sections, points, score, weight, ranks, band and consequences, by formulas."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import FILLS, Book, Worksheet
from duban_xl.documents.scores.bands import Bands
from duban_xl.documents.scores.basis import MINUS, PLUS, Basis
from duban_xl.documents.scores.cells import (
    Cell,
    Content,
    Way,
    exactly,
    figure,
    limited,
    number_of,
    rounded,
    settled,
    within,
    write_row,
)
from duban_xl.documents.scores.details import Details, Named
from duban_xl.documents.scores.layout import (
    FIRST_ROW,
    POINTS,
    SCORES,
    Column,
    Grid,
    add_sheet,
    percent_format,
)
from duban_xl.documents.scores.outcomes import consequence_lines
from duban_xl.documents.scores.places import Standing, place_ways
from duban_xl.documents.scores.quarters import Quarters
from duban_xl.documents.scores.sections import Sections
from duban_xl.model.score import ZERO, UnitScore
from duban_xl.model.source import shown
from duban_xl.score import words as w
from duban_xl.score.exact import rounded as round_to
from duban_xl.score.traces import waiting_parts

_MOST_SECTIONS = 10  # columns of sections; with more, only those at the top


class Summary:
    """The rows of 汇总, in the board's order."""

    def __init__(self, basis: Basis, details: Details, sections: Sections, quarters: Quarters) -> None:
        self.basis, self.details, self.sections, self.quarters = basis, details, sections, quarters
        self.shown_sections = _shown_sections(basis)
        self.bands = Bands(basis)
        self.grid = Grid(words.SUMMARY, _columns(self), FIRST_ROW - 1 + len(basis.board.units))
        self.units = dict(enumerate(basis.board.units, FIRST_ROW))
        self.cells: dict[int, dict[str, Cell]] = {row: self._sums(row, unit) for row, unit in self.units.items()}
        for reckon in (self._totals, self._score, self._standing):
            for row, unit in self.units.items():
                self.cells[row] |= reckon(row, unit)
        if not any(words.TRACE in cells for cells in self.cells.values()):
            self.grid = replace(self.grid, columns=self.grid.columns[:-1])

    @property
    def compared_sections(self) -> list[str]:
        """The sections with a column that make up the total; those below where there is only one at the top."""
        tops = self.basis.tops
        parents = {part.section: part.parent for unit in self.basis.board.units for part in unit.sections}
        wanted = tops if len(tops) != 1 else [section for section, parent in parents.items() if parent == tops[0]]
        return [section for section in self.shown_sections if section in wanted]

    def means(self) -> dict[str, Decimal | None]:
        """The mean of each group's inspected units, as the formulas reckon it."""
        return {group: mean_of(self.owns(group)) for group in self.basis.board.groups}

    def cell_of(self, unit: str, header: str) -> Cell:
        """A unit's figure."""
        row = next((row for row, found in self.units.items() if found.unit == unit), 0)
        return self.cells.get(row, {}).get(header, Cell())

    def has(self, header: str) -> bool:
        """Whether the sheet has the column."""
        return any(column.header == header for column in self.grid.columns)

    def add(self, book: Book) -> Worksheet:
        """The sheet."""
        board = self.basis.board
        sheet = add_sheet(
            book, self.grid, board, title=words.TITLE.format(period=board.period.name), subtitle=self._subtitle()
        )
        for row, unit in self.units.items():
            write_row(book, sheet, self.grid, row, self.cells[row], shade="" if unit.inspected else FILLS["locked"])
        sheet.autofilter(FIRST_ROW - 2, 0, self.grid.last_row - 1, len(self.grid.columns) - 1)
        return sheet

    def _subtitle(self) -> str:
        board = self.basis.board
        said = words.SUBTITLE.format(
            title=self.basis.title,
            as_of=shown(board.as_of),
            start=shown(board.year_start),
            end=shown(board.year_end),
            base=self.basis.start_said,
            places=board.places,
        )
        by_program = any(c.by_program and self.has(h) for row in self.cells.values() for h, c in row.items())
        return f"{said}；{words.LEGEND}" if by_program else said

    def _sums(self, row: int, unit: UnitScore) -> dict[str, Cell]:
        """What the other sheets give: sections, points, the period's points, the year to date."""
        at, basis = self._at(row), self.basis
        name = Named(at(words.UNIT), unit.unit)
        cells: dict[str, Cell] = {
            words.UNIT: Cell(unit.unit),
            words.GROUP: Cell(unit.group),
            words.INSPECTED: Cell(words.YES if unit.inspected else words.NO),
            words.TAKES_PART: Cell(words.YES if unit.rank is not None else words.NO),
        }
        scores = {part.section: part.score for part in unit.sections}
        for section in self.shown_sections:
            way = self.sections.looked_up(name, section, words.SCORE)
            cells[basis.label(section)] = figure(scores[section], way) if section in scores else Cell()
        lost, gained = (self.details.points(name, self.details.year, sign=sign) for sign in (MINUS, PLUS))
        cells[words.POINTS], cells[words.BONUSES] = taken(lost), taken(gained)
        by_day = self.details.points(name, self.details.period)
        period = Named(f'"{basis.board.period.name}"', basis.board.period.name)
        by_name = self.details.points(name, self.details.year, quarter=period)
        cells[basis.period_header] = figure(unit.period_points, by_day, by_name)
        cells[basis.to_date_header] = figure(unit.year_points, self.quarters.to_date(name))
        return cells

    def _totals(self, row: int, unit: UnitScore) -> dict[str, Cell]:
        """From the base or the sections to the unit's own total, and what remains of the base."""
        at, cells, board, basis = self._at(row), self.cells[row], self.basis.board, self.basis
        ceiling = basis.method.ceiling if basis.method else None
        limits = (words.FLOOR if board.floor is not None else "", words.CEILING if ceiling is not None else "")
        raw, header = self._raw(row, unit), basis.raw_header
        held = Way(within(at(header), *limits), limited(number_of(raw), board.floor, ceiling))
        own = figure(unit.own_score, held, Way(at(header), raw.value))
        ways = [Way(at(words.OWN), own.value)]
        if basis.base is not None:
            net = exactly(f"{words.BASE}-{at(basis.to_date_header)}")
            left = basis.base - number_of(cells[basis.to_date_header])
            ways = [Way(within(net, *limits), limited(left, board.floor, ceiling)), Way(net, left), *ways]
        return {header: raw, words.OWN: own, words.REMAINING: figure(unit.remaining, *ways)}

    def _raw(self, row: int, unit: UnitScore) -> Cell:
        """Base minus points; with sections their total, less what the total itself bears."""
        at, cells, board = self._at(row), self.cells[row], self.basis.board
        if not self.basis.has_sections:
            plus = f"+{at(words.BONUSES)}" if self.basis.has_bonuses else ""
            gives = board.base - number_of(cells[words.POINTS]) + number_of(cells[words.BONUSES])
            return figure(unit.raw, Way(exactly(f"{words.BASE}-{at(words.POINTS)}{plus}"), gives))
        name = Named(at(words.UNIT), unit.unit)
        tops = self.sections.combined(name)
        own = self.details.points(name, self.details.year, section=Named(f'"{words.WHOLE}"', words.WHOLE))
        return Cell(settled(tops.number - own.number), exactly(f"{tops.formula}-{own.formula}"))

    def _score(self, row: int, unit: UnitScore) -> dict[str, Cell]:
        """The score, its weight and the figure that counts in the annual evaluation."""
        at, board = self._at(row), self.basis.board
        own = Way(at(words.OWN), self.cells[row][words.OWN].value)
        score = figure(unit.score, self._score_of_others(row, unit) if self.basis.has_inspections else own, own)
        weight = Way(
            f'IFERROR(VLOOKUP({at(words.GROUP)},{words.WEIGHT}表,2,FALSE),"")', board.weights.get(unit.group, "")
        )
        counted = self._counted(row, number_of(score))
        return {
            words.SCORE: score,
            words.WEIGHT: figure("" if unit.weight is None else unit.weight, weight),
            words.COUNTED: figure("" if unit.counted is None else unit.counted, *counted),
        }

    def _score_of_others(self, row: int, unit: UnitScore) -> Way:
        """Its own total if inspected, else what 口径 says: the group's average, the base, or nothing."""
        at = self._at(row)
        own, group, inspected = (self.grid.range(h) for h in (words.OWN, words.GROUP, words.INSPECTED))
        average = exactly(f'AVERAGEIFS({own},{group},{at(words.GROUP)},{inspected},"{words.YES}")')
        mean: Content = mean_of(self.owns(unit.group))
        rest, gives = {
            w.AVERAGE: (f'IFERROR({average},"")', mean),
            w.BASE_SCORE: (words.BASE, self.basis.board.base),
        }.get(self.basis.says(w.NOT_INSPECTED), ('""', None))
        formula = f'IF({at(words.INSPECTED)}="{words.YES}",{at(words.OWN)},{rest})'
        return Way(formula, self.cells[row][words.OWN].value if unit.inspected else gives)

    def owns(self, group: str) -> list[Decimal]:
        """The own totals of a group's inspected units."""
        rows = [row for row, unit in self.units.items() if unit.group == group and unit.inspected]
        return [number_of(self.cells[row][words.OWN]) for row in rows]

    def _counted(self, row: int, score: Decimal) -> list[Way]:
        """Score × weight, rounded; the rounded score where the method has no weights."""
        at, unit, mode, places = self._at(row), self.units[row], self.basis.rounding, self.basis.board.places

        def way(needs: str, expression: str, gives: Decimal | None) -> Way:
            said = "" if gives is None or unit.score is None else round_to(Fraction(settled(gives)), places, mode)
            return Way(f'IF({needs},{rounded(expression, mode, words.PLACES)},"")', said)

        plainly = way(f"ISNUMBER({at(words.SCORE)})", at(words.SCORE), score)
        if not self.has(words.WEIGHT):
            return [plainly]
        needs = f"AND(ISNUMBER({at(words.SCORE)}),ISNUMBER({at(words.WEIGHT)}))"
        weighted = score * unit.weight if unit.weight is not None else None
        return [way(needs, f"{at(words.SCORE)}*{at(words.WEIGHT)}", weighted), plainly]

    def _standing(self, row: int, unit: UnitScore) -> dict[str, Cell]:
        """Places, band and consequences."""
        header = words.COUNTED if self.basis.says(w.RANKED_BY) == words.COUNTED else words.SCORE
        others = [
            Standing(other.group, self.cells[place][header].value, other.rank is not None)
            for place, other in self.units.items()
        ]
        own = others[row - FIRST_ROW]
        in_group = place_ways(self.grid, row, header, own, others)
        over_all = place_ways(self.grid, row, header, own, others, overall=True)
        cells = {
            words.RANK: figure(_whole(unit.rank), *in_group),
            words.OVERALL_RANK: figure(_whole(unit.overall_rank), *over_all),
            words.BAND: figure(unit.band, *self._band_ways(row)),
            words.CONSEQUENCES: Cell("\n".join(consequence_lines(self.basis, unit))),
        }
        by_program = [h for h, c in (self.cells[row] | cells).items() if c.by_program and self.has(h)]
        figures = words.RECKONED_FIGURES.format(figures="、".join(by_program)) if by_program else ""
        told = unit.trace if by_program else waiting_parts(unit)  # how all others come about stands on the unit's page
        cells[words.TRACE] = Cell("；".join(filter(None, (figures, told))))
        return cells

    def _band_ways(self, row: int) -> list[Way | None]:
        """The band of the rounded score, or of the score as it is."""
        at, score = self._at(row)(words.SCORE), number_of(self.cells[row][words.SCORE])
        if self.units[row].score is None or not self.bands.rungs:
            return []
        mode, places = self.basis.rounding, self.basis.board.places
        after = self.bands.way(rounded(at, mode, words.PLACES), round_to(Fraction(score), places, mode))
        before = self.bands.way(at, score)
        return [before, after] if self.basis.says(w.BAND_BY) == "舍入前" else [after, before]

    def _at(self, row: int) -> Callable[[str], str]:
        return lambda header: self.grid.cell(header, row)


def taken(way: Way) -> Cell:
    """A sum that needs no comparison: the sheet's own."""
    return Cell(settled(way.number), way.formula)


def mean_of(figures: Sequence[Decimal]) -> Decimal | None:
    """The mean at the decimals of a cell; None of nothing."""
    return settled(sum(figures, ZERO) / len(figures)) if figures else None


def _whole(place: int | None) -> Content:
    return "" if place is None else Decimal(place)


def _shown_sections(basis: Basis) -> tuple[str, ...]:
    if not basis.has_sections:
        return ()
    return basis.sections if len(basis.sections) <= _MOST_SECTIONS else basis.tops


def _columns(summary: Summary) -> tuple[Column, ...]:
    basis = summary.basis
    board, units = basis.board, basis.board.units
    places = f"0.{'0' * board.places}" if board.places else "0"
    several = len(board.groups) > 1 and any(unit.overall_rank is not None for unit in units)
    unplaced = any(unit.score is not None and unit.rank is None for unit in units)
    sections = [(True, Column(basis.label(s), 9, SCORES, wrap=True)) for s in summary.shown_sections]
    columns = [
        (True, Column(words.RANK, 6, "0")),
        (several, Column(words.OVERALL_RANK, 6, "0")),
        (True, Column(words.UNIT, 22, align="left", wrap=True)),
        (True, Column(words.GROUP, 10, wrap=True)),
        (basis.has_inspections, Column(words.INSPECTED, 9)),
        (unplaced, Column(words.TAKES_PART, 9)),
        *sections,
        (True, Column(words.POINTS, 9, POINTS)),
        (basis.has_bonuses, Column(words.BONUSES, 9, POINTS)),
        (True, Column(basis.raw_header, 9, SCORES)),
        (True, Column(words.OWN, 9, SCORES)),
        (True, Column(words.SCORE, 9, SCORES)),
        (
            any(u.weight is not None for u in units),
            Column(words.WEIGHT, 7, percent_format(list(board.weights.values()))),
        ),
        (True, Column(words.COUNTED, 9, places)),
        (summary.bands.used, Column(words.BAND, 9)),
        (True, Column(basis.period_header, 9, POINTS)),
        (True, Column(basis.to_date_header, 9, POINTS)),
        (True, Column(words.REMAINING, 9, SCORES)),
        (True, Column(words.CONSEQUENCES, 30, align="left", wrap=True)),
        (True, Column(words.TRACE, 40, align="left", wrap=True)),
    ]
    return tuple(column for wanted, column in columns if wanted)
