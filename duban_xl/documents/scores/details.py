"""A scoreboard's events → the sheet 明细: one row per event, what it costs, and sums over it for the other sheets."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from duban_xl.catalogue import score_book as words
from duban_xl.catalogue.scoring import trace
from duban_xl.documents.book import FILLS, Book
from duban_xl.documents.scores.basis import COUNTING, PLUS, Basis
from duban_xl.documents.scores.cells import Cell, Way, exactly, figure, number_of, write_row
from duban_xl.documents.scores.layout import FIRST_ROW, POINTS, SPARE, Column, Grid, add_sheet
from duban_xl.model.period import Period
from duban_xl.model.score import ONE, ZERO, ScoredEvent
from duban_xl.model.source import column_letter, shown


class Named(NamedTuple):
    """An expression in a formula and the text that it stands for."""

    expression: str
    text: str


class Days(NamedTuple):
    """A stretch of days: the cells that hold its ends, and the ends."""

    start: str
    end: str
    first: date
    last: date


@dataclass(frozen=True)
class EventRow:
    """One row of 明细: its place and its cells."""

    row: int
    event: ScoredEvent
    sign: str
    cells: dict[str, Cell]

    @property
    def counts(self) -> bool:
        """Whether its points are part of any sum."""
        return self.event.outcome in COUNTING


class Details:
    """The rows of 明细; other sheets sum them up."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.grid = _grid(basis)
        self.rows: list[EventRow] = []
        self.before: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)  # (unit, cap) → values so far
        for row, event in enumerate(basis.board.events, FIRST_ROW):
            self.rows.append(_event_row(self, row, event))

    @cached_property
    def of_unit(self) -> dict[str, list[EventRow]]:
        """The rows of each unit."""
        found: defaultdict[str, list[EventRow]] = defaultdict(list)
        for row in self.rows:
            found[row.event.unit].append(row)
        return found

    @cached_property
    def year(self) -> Days:
        """The assessment year up to the day that counts last."""
        board = self.basis.board
        return Days(words.YEAR_FROM, words.AS_OF, board.year_start, board.as_of)

    @cached_property
    def period(self) -> Days:
        """The board's period."""
        board = self.basis.board
        return Days(words.PERIOD_FROM, words.AS_OF, board.period.start, board.as_of)

    def points(
        self, unit: Named, within: Days, *, sign: str = "", section: Named | None = None, quarter: Named | None = None
    ) -> Way:
        """The points of a unit's counting events: all, or those of one sign (a bonus is positive then), section, quarter."""
        column, named = self.grid.outside, {words.UNIT: unit.expression}
        if section and self.basis.has_sections:
            named[words.SECTION] = section.expression
        if quarter:
            named[words.QUARTER] = quarter.expression
        if sign and self.basis.has_bonuses:
            named[words.SIGN] = f'"{sign}"'
        criteria = "".join(f",{column(header)},{wanted}" for header, wanted in named.items())
        on = column(words.DAY)
        sums = f'SUMIFS({column(words.DEDUCTED)}{criteria},{on},">="&{within.start},{on},"<="&{within.end})'
        rows = (row for row in self.of_unit.get(unit.text, ()) if _falls_in(row, within, quarter))
        rows = (row for row in rows if section is None or self.section_of(row.event) == section.text)
        if sign:
            rows = (row for row in rows if row.sign == sign)
        points = sum((number_of(row.cells[words.DEDUCTED]) for row in rows), ZERO)
        return Way(exactly(f"-{sums}"), -points) if sign == PLUS else Way(exactly(sums), points)

    def section_of(self, event: ScoredEvent) -> str:
        """The label of the section that bears the event."""
        return self.basis.label(event.section)

    def add(self, book: Book) -> None:
        """The sheet."""
        grid = self.grid
        sheet = add_sheet(book, grid, self.basis.board, title=words.DETAILS_TITLE, subtitle=words.DETAILS_HELP)
        if not self.rows:
            write_row(book, sheet, grid, FIRST_ROW, {words.CONDITION: Cell(words.NONE)})
        for row in self.rows:
            write_row(book, sheet, grid, row.row, row.cells, shade="" if row.counts else FILLS["locked"])
        last = max(FIRST_ROW, FIRST_ROW - 1 + len(self.rows))
        sheet.autofilter(FIRST_ROW - 2, 0, last - 1, len(grid.columns) - 1)
        place = grid.index(words.COUNTS)
        choice = {"validate": "list", "source": [words.YES, words.NO]}
        sheet.data_validation(FIRST_ROW - 1, place, grid.last_row - 1, place, choice)
        sheet.print_area(0, 0, last - 1, len(grid.columns) - 1)


def _falls_in(row: EventRow, within: Days, quarter: Named | None) -> bool:
    on = row.event.event_on or date.min
    return within.first <= on <= within.last and (quarter is None or row.cells[words.QUARTER].value == quarter.text)


def _grid(basis: Basis) -> Grid:
    """The columns that the method needs; the ranges reach below the events, for what is typed in by hand."""
    columns: list[tuple[bool, Column]] = [
        (True, Column(words.NUMBER, 5, "0")),
        (True, Column(words.DAY, 11.5, "yyyy-mm-dd")),
        (True, Column(words.QUARTER, 11, wrap=True)),
        (True, Column(words.UNIT, 16, align="left", wrap=True)),
        (True, Column(words.GROUP, 10, wrap=True)),
        (basis.has_sections, Column(words.SECTION, 12, align="left", wrap=True)),
        (True, Column(words.RULE, 7)),
        (True, Column(words.CLAUSE, 13, wrap=True)),
        (True, Column(words.CONDITION, 26, align="left", wrap=True)),
        (basis.has_bonuses, Column(words.SIGN, 6)),
        (basis.has_raw, Column(words.OWN_VALUE, 8, POINTS)),
        (basis.has_steps, Column(words.NTH, 6, "0")),
        (basis.has_factors, Column(words.FACTOR, 6, "0.##")),
        (True, Column(words.VALUE, 8, POINTS)),
        (basis.has_caps, Column(words.CAP_SCOPE, 12, wrap=True)),
        (basis.has_caps, Column(words.CAP, 6.5, POINTS)),
        (basis.has_caps, Column(words.HELD_BACK, 6.5, POINTS)),
        (True, Column(words.COUNTS, 6)),
        (True, Column(words.DEDUCTED, 8, POINTS)),
        (True, Column(words.MATTER, 10, wrap=True)),
        (True, Column(words.DOCUMENT, 16, align="left", wrap=True)),
        (True, Column(words.OUTCOME, 12, wrap=True)),
        (True, Column(words.DECIDED, 12.5, wrap=True)),
        (True, Column(words.TRACE, 44, align="left", wrap=True)),
    ]
    used = tuple(column for wanted, column in columns if wanted)
    return Grid(words.DETAILS, used, FIRST_ROW - 1 + len(basis.board.events) + SPARE)


def _event_row(details: Details, row: int, event: ScoredEvent) -> EventRow:
    basis = details.basis
    cells = {header: Cell(text) for header, text in _texts(details, event).items()}
    cells[words.NUMBER] = _number(row - FIRST_ROW + 1)
    cells[words.DAY] = Cell(event.event_on)
    cells[words.QUARTER] = _quarter(details.grid, row, event)
    cells[words.NTH] = _number(event.nth) if event.nth is not None else Cell()
    cells[words.FACTOR] = Cell(event.factor)
    cells[words.OWN_VALUE] = Cell(event.raw if event.raw is not None else event.value)
    cells[words.VALUE] = _value(details.grid, row, event, cells)
    built = EventRow(row, event, basis.sign(event), cells)
    cells |= _caps(details, built) if basis.has_caps else {}
    cells[words.DEDUCTED] = _points(details.grid, built)
    return built


def _number(number: int) -> Cell:
    return Cell(ONE * number)


def _texts(details: Details, event: ScoredEvent) -> dict[str, str]:
    outcome = str(event.outcome)
    if event.late_in:
        outcome = words.LATE.format(outcome=event.outcome, quarter=event.late_in.name)
    return {
        words.UNIT: event.unit,
        words.GROUP: event.group,
        words.SECTION: details.section_of(event),
        words.RULE: event.rule,
        words.CLAUSE: event.clause,
        words.CONDITION: event.condition,
        words.SIGN: details.basis.sign(event),
        words.COUNTS: words.YES if event.outcome in COUNTING else words.NO,
        words.MATTER: event.matter,
        words.DOCUMENT: event.document,
        words.OUTCOME: outcome,
        words.DECIDED: decided(event),
        words.TRACE: trace(event),
    }


def decided(event: ScoredEvent) -> str:
    """Who decided on the event, and when."""
    return "\n".join(filter(None, (event.decided_by, shown(event.decided_on))))


def _quarter(grid: Grid, row: int, event: ScoredEvent) -> Cell:
    """The quarter of the day; a text where the event belongs to another (所属期)."""
    if event.event_on is None or event.quarter is None:
        return Cell("")
    day = grid.cell(words.DAY, row)
    formula = f'YEAR({day})&"年第"&MID("{words.NUMERALS}",ROUNDUP(MONTH({day})/3,0),1)&"季度"'
    return figure(event.quarter.name, Way(formula, Period.of(event.quarter.kind, event.event_on).name))


def _value(grid: Grid, row: int, event: ScoredEvent, cells: dict[str, Cell]) -> Cell:
    """The rule's value, an empty cell while a person has not chosen it; times the factor where there is one."""
    raw = cells[words.OWN_VALUE].value
    headers = {column.header for column in grid.columns}
    if event.factor == ONE or event.raw is None or not {words.OWN_VALUE, words.FACTOR} <= headers:
        return Cell(event.value)
    own, factor = grid.cell(words.OWN_VALUE, row), grid.cell(words.FACTOR, row)
    reckoned = event.raw * event.factor
    return figure(event.value, Way(exactly(f"{own}*{factor}"), reckoned)) if raw is not None else Cell(event.value)


def _caps(details: Details, row: EventRow) -> dict[str, Cell]:
    """What caps hold back: by formula over the rows above that share the cap, else as the program found it."""
    event = row.event
    held = number_of(row.cells[words.VALUE]) - event.points if row.counts else ZERO
    scope = details.basis.cap_scope(event)
    if scope is None:
        return {words.HELD_BACK: Cell(held, by_program=held != 0)}
    name, cap = scope
    way = _running(details, row, name, cap)
    return {words.CAP_SCOPE: Cell(name), words.CAP: Cell(cap), words.HELD_BACK: figure(held, way)}


def _running(details: Details, row: EventRow, scope: str, cap: Decimal) -> Way:
    """What the cap holds back of this event's value, after the values of the same scope in the rows above."""
    grid, value = details.grid, number_of(row.cells[words.VALUE])
    before = details.before[row.event.unit, scope]
    above = f"$%s${FIRST_ROW - 1}:$%s{row.row - 1}"
    units, scopes, counts, values = (
        above % ((column_letter(grid.index(header) + 1),) * 2)
        for header in (words.UNIT, words.CAP_SCOPE, words.COUNTS, words.VALUE)
    )
    at = {h: grid.cell(h, row.row) for h in (words.UNIT, words.CAP_SCOPE, words.CAP, words.COUNTS, words.VALUE)}
    shared = f'({units}={at[words.UNIT]})*({scopes}={at[words.CAP_SCOPE]})*({counts}="{words.YES}")'
    so_far, own, most = f"SUMPRODUCT({shared},{values})", at[words.VALUE], at[words.CAP]
    if row.sign == PLUS:  # a bonus is negative
        change = f"MAX(-{most},{so_far}+{own})-MAX(-{most},{so_far})"
        changes = max(-cap, before + value) - max(-cap, before)
    else:
        change = f"MIN({most},{so_far}+{own})-MIN({most},{so_far})"
        changes = min(cap, before + value) - min(cap, before)
    if row.counts:
        details.before[row.event.unit, scope] += value
    held = exactly(f"{own}-({change})")
    return Way(f'IF({at[words.COUNTS]}="{words.YES}",{held},0)', value - changes if row.counts else ZERO)


def _points(grid: Grid, row: EventRow) -> Cell:
    """What counts: the value less what is held back, of the rows that count."""
    value, counts = grid.cell(words.VALUE, row.row), grid.cell(words.COUNTS, row.row)
    left, reckoned = exactly(value), number_of(row.cells[words.VALUE])
    if words.HELD_BACK in row.cells:
        left = exactly(f"{value}-{grid.cell(words.HELD_BACK, row.row)}")
        reckoned -= number_of(row.cells[words.HELD_BACK])
    return figure(row.event.points, Way(f'IF({counts}="{words.YES}",{left},0)', reckoned if row.counts else ZERO))
