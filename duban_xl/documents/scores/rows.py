"""A scoreboard's events and quarters → the sheets 明细 and 季度 of the score workbook."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import FILLS, Book, Worksheet
from duban_xl.documents.scores.layout import (
    DIGITS,
    FIRST_ROW,
    POINTS,
    SPARE,
    Column,
    Grid,
    add_sheet,
    height_of,
    number,
)
from duban_xl.model.score import Outcome, Scoreboard, ScoredEvent, UnitScore
from duban_xl.model.source import column_letter


def details_grid(board: Scoreboard) -> Grid:
    """The columns of 明细; its ranges reach below the events, for what is typed in by hand."""
    columns = (
        Column(words.DAY, 12, "yyyy-mm-dd"),
        Column(words.QUARTER, 15),
        Column(words.UNIT, 20, align="left", wrap=True),
        Column(words.GROUP, 10),
        Column(words.RULE, 7),
        Column(words.CLAUSE, 13),
        Column(words.CONDITION, 34, align="left", wrap=True),
        Column(words.VALUE, 8, POINTS),
        Column(words.COUNTS, 6),
        Column(words.DEDUCTED, 8, POINTS),
        Column(words.MATTER, 11),
        Column(words.DOCUMENT, 20, align="left", wrap=True),
        Column(words.OUTCOME, 12, wrap=True),
        Column(words.TRACE, 56, align="left", wrap=True),
    )
    return Grid(words.DETAILS, columns, FIRST_ROW - 1 + len(board.events) + SPARE)


def add_details(book: Book, board: Scoreboard, grid: Grid) -> None:
    """明细: one row per event of a known unit, counted or not."""
    sheet = add_sheet(book, grid, board, title=words.DETAILS_TITLE, subtitle=words.DETAILS_HELP)
    for row, event in enumerate(board.events, FIRST_ROW):
        _event_row(book, sheet, grid, row, event)
    last = max(FIRST_ROW, FIRST_ROW - 1 + len(board.events))
    sheet.autofilter(FIRST_ROW - 2, 0, last - 1, len(grid.columns) - 1)
    sheet.data_validation(
        FIRST_ROW - 1,
        grid.index(words.COUNTS),
        grid.last_row - 1,
        grid.index(words.COUNTS),
        {"validate": "list", "source": [words.YES, words.NO]},
    )
    sheet.print_area(0, 0, last - 1, len(grid.columns) - 1)


def _event_row(book: Book, sheet: Worksheet, grid: Grid, row: int, event: ScoredEvent) -> None:
    outcome = str(event.outcome)
    if event.late_in:
        outcome = words.LATE.format(outcome=event.outcome, quarter=event.late_in.name)
    counts = event.outcome is Outcome.COUNTED
    texts = {
        words.UNIT: event.unit,
        words.GROUP: event.group,
        words.RULE: event.rule,
        words.CLAUSE: event.clause,
        words.CONDITION: event.condition,
        words.COUNTS: words.YES if counts else words.NO,
        words.MATTER: event.matter,
        words.DOCUMENT: event.document,
        words.OUTCOME: outcome,
        words.TRACE: event.trace,
    }
    shade = {} if counts else {"bg_color": FILLS["locked"]}
    looks = [book.boxed(**column.look(), **shade) for column in grid.columns]
    for header, text in texts.items():
        sheet.write_string(row - 1, grid.index(header), text, looks[grid.index(header)])
    book.day(sheet, row - 1, 0, day=event.event_on or date.min, look=looks[0])
    day, value, yes = (grid.cell(header, row) for header in (words.DAY, words.VALUE, words.COUNTS))
    quarter = f'=YEAR({day})&"年第"&MID("{words.NUMERALS}",ROUNDUP(MONTH({day})/3,0),1)&"季度"'
    said = event.quarter.name if event.quarter else ""
    book.formula(sheet, row - 1, grid.index(words.QUARTER), formula=quarter, look=looks[1], cached=said)
    _points(book, sheet, grid, row, event)
    deducted = f'=IF({yes}="{words.YES}",{value},0)'
    place = grid.index(words.DEDUCTED)
    book.formula(sheet, row - 1, place, formula=deducted, look=looks[place], cached=number(event.points))
    sheet.set_row(row - 1, height_of(grid, texts))


def _points(book: Book, sheet: Worksheet, grid: Grid, row: int, event: ScoredEvent) -> None:
    """The rule's value; an empty cell while a person has not chosen it."""
    place = grid.index(words.VALUE)
    shade = {} if event.outcome is Outcome.COUNTED else {"bg_color": FILLS["locked"]}
    look = book.boxed(**grid.columns[place].look(), **shade)
    if event.value is None:
        sheet.write_blank(row - 1, place, None, look)
    else:
        sheet.write_number(row - 1, place, float(event.value), look)


def quarters_grid(board: Scoreboard) -> Grid:
    """The columns of 季度: one for each quarter of the assessment year."""
    columns = (
        Column(words.UNIT, 24, align="left", wrap=True),
        Column(words.GROUP, 11),
        *(Column(quarter.name, 16, POINTS) for quarter in board.quarters),
        Column(words.TO_DATE, 11, POINTS),
        Column(words.REMAINING, 11, POINTS),
    )
    return Grid(words.QUARTERS, columns, FIRST_ROW - 1 + len(board.units))


def in_quarter_order(board: Scoreboard) -> Sequence[UnitScore]:
    """The units as 季度 lists them: most points first, then as in 汇总."""
    return sorted(board.units, key=lambda unit: -unit.year_points)


def add_quarters(book: Book, board: Scoreboard, grid: Grid, *, details: Grid) -> None:
    """季度: each unit's points per quarter, to date, and what remains."""
    sheet = add_sheet(book, grid, board, title=words.QUARTERS_TITLE, subtitle=words.QUARTERS_HELP)
    for row, unit in enumerate(in_quarter_order(board), FIRST_ROW):
        _quarter_row(book, sheet, board, _Place(grid, details, row), unit)
    sheet.autofilter(FIRST_ROW - 2, 0, grid.last_row - 1, len(grid.columns) - 1)


class _Place:
    """Where a row of 季度 stands, and its formulas."""

    def __init__(self, grid: Grid, details: Grid, row: int) -> None:
        self.grid, self.details, self.row = grid, details, row

    def points(self, header: str) -> str:
        """The unit's points in the quarter that stands in the column's header, up to 统计截止."""
        quarter = f"{column_letter(self.grid.index(header) + 1)}${FIRST_ROW - 1}"
        sums, units, quarters, days = (
            self.details.outside(h) for h in (words.DEDUCTED, words.UNIT, words.QUARTER, words.DAY)
        )
        unit = self.grid.cell(words.UNIT, self.row)
        return (
            f'=SUMIFS({sums},{units},{unit},{quarters},{quarter},{days},">="&{words.YEAR_FROM},'
            f'{days},"<="&{words.AS_OF})'
        )


def _quarter_row(book: Book, sheet: Worksheet, board: Scoreboard, place: _Place, unit: UnitScore) -> None:
    grid, row = place.grid, place.row
    first, last = (grid.cell(quarter.name, row) for quarter in (board.quarters[0], board.quarters[-1]))
    left = f"ROUND({words.BASE}-{grid.cell(words.TO_DATE, row)},{DIGITS})"
    floored = f"=MAX({words.FLOOR},{left})" if board.floor is not None else f"={left}"
    formulas: dict[str, tuple[str, Decimal]] = {
        quarter.name: (place.points(quarter.name), points)
        for quarter, points in zip(board.quarters, unit.quarter_points, strict=True)
    }
    formulas[words.TO_DATE] = (f"=SUM({first}:{last})", unit.year_points)
    formulas[words.REMAINING] = (floored, unit.remaining)
    sheet.set_row(row - 1, height_of(grid, {words.UNIT: unit.unit}))
    for index, column in enumerate(grid.columns):
        look = book.boxed(**column.look())
        if column.header in formulas:
            formula, value = formulas[column.header]
            book.formula(sheet, row - 1, index, formula=formula, look=look, cached=number(value))
        else:
            sheet.write_string(row - 1, index, unit.unit if column.header == words.UNIT else unit.group, look)
