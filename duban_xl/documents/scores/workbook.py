"""A scoreboard → the score workbook: summary, details, quarters, charts and notes, with formulas that recalculate it."""

from datetime import datetime

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import FILLS, Book, Worksheet, new_book
from duban_xl.documents.scores.charts import add_charts
from duban_xl.documents.scores.layout import (
    DIGITS,
    FIRST_ROW,
    POINTS,
    Column,
    Grid,
    add_sheet,
    height_of,
    number,
    percent_format,
    period_header,
)
from duban_xl.documents.scores.notes import add_notes
from duban_xl.documents.scores.rows import add_details, add_quarters, details_grid, quarters_grid
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import Scoreboard, UnitScore
from duban_xl.model.source import plain, shown
from duban_xl.score.words import AVERAGE, BASE_SCORE, NOT_INSPECTED, RANK_NOT_INSPECTED

_SCORE = "0.00"


def build_score_book(board: Scoreboard, *, ledger: Ledger, created: datetime) -> bytes:
    """The bytes of 计分表. Every figure of 汇总 and 季度 is a formula over 明细 and carries Python's value.

    The board must have units: a method that can't be applied gives no workbook, only findings.
    """
    office = ledger.setting("办公室名称", words.BOOK_NAME)
    book = new_book(title=f"{words.BOOK_NAME}（{board.period.name}）", author=office, created=created)
    book.workbook.set_calc_mode("auto")
    summary, details, quarters = summary_grid(board), details_grid(board), quarters_grid(board)
    _add_summary(book, board, summary, details=details, quarters=quarters).activate()
    add_details(book, board, details)
    add_quarters(book, board, quarters, details=details)
    add_charts(book, board, summary=summary, quarters=quarters)
    add_notes(book, board, summary=summary)
    return book.finish()


def summary_grid(board: Scoreboard) -> Grid:
    """The columns of 汇总."""
    columns = (
        Column(words.RANK, 6, "0"),
        Column(words.UNIT, 24, align="left", wrap=True),
        Column(words.GROUP, 10),
        Column(words.INSPECTED, 9),
        Column(words.POINTS, 9, POINTS),
        Column(words.RAW, 9, _SCORE),
        Column(words.OWN, 9, _SCORE),
        Column(words.SCORE, 9, _SCORE),
        Column(words.WEIGHT, 7, percent_format(list(board.weights.values()))),
        Column(words.COUNTED, 9, f"0.{'0' * board.places}" if board.places else "0"),
        Column(period_header(board), 9, POINTS),
        Column(words.TO_DATE, 9, POINTS),
        Column(words.REMAINING, 9, _SCORE),
        Column(words.CONSEQUENCES, 30, align="left", wrap=True),
    )
    return Grid(words.SUMMARY, columns, FIRST_ROW - 1 + len(board.units))


def _add_summary(book: Book, board: Scoreboard, grid: Grid, *, details: Grid, quarters: Grid) -> Worksheet:
    subtitle = words.SUBTITLE.format(
        title=f"《{board.title.strip('《》')}》",
        as_of=shown(board.as_of),
        start=shown(board.year_start),
        end=shown(board.year_end),
        base=plain(board.base),
        places=board.places,
    )
    sheet = add_sheet(book, grid, board, title=words.TITLE.format(period=board.period.name), subtitle=subtitle)
    for row, unit in enumerate(board.units, FIRST_ROW):
        _unit_row(book, sheet, board, _SummaryRow(grid, details, quarters, row, unit))
    sheet.autofilter(FIRST_ROW - 2, 0, grid.last_row - 1, len(grid.columns) - 1)
    return sheet


class _SummaryRow:
    """One unit's row: formula and cached value by header."""

    def __init__(self, grid: Grid, details: Grid, quarters: Grid, row: int, unit: UnitScore) -> None:
        self.grid, self.details, self.quarters, self.row, self.unit = grid, details, quarters, row, unit

    def at(self, header: str) -> str:
        return self.grid.cell(header, self.row)

    def deducted(self, start: str) -> str:
        """The sum of the unit's counting events from the day named `start` to 统计截止."""
        days = self.details.outside(words.DAY)
        return (
            f"=SUMIFS({self.details.outside(words.DEDUCTED)},{self.details.outside(words.UNIT)},{self.at(words.UNIT)},"
            f'{days},">="&{start},{days},"<="&{words.AS_OF})'
        )

    def own(self, board: Scoreboard) -> str:
        return f"=MAX({words.FLOOR},{self.at(words.RAW)})" if board.floor is not None else f"={self.at(words.RAW)}"

    def score(self, board: Scoreboard) -> str:
        """Its own score if inspected, else what 口径 says: the group's average, the base, or nothing."""
        own, group, inspected = (self.grid.range(h) for h in (words.OWN, words.GROUP, words.INSPECTED))
        average = f'ROUND(AVERAGEIFS({own},{group},{self.at(words.GROUP)},{inspected},"{words.YES}"),{DIGITS})'
        otherwise = {AVERAGE: f'IFERROR({average},"")', BASE_SCORE: words.BASE}
        setting = next((line.value for line in board.settings if line.key == NOT_INSPECTED), AVERAGE)
        rest = otherwise.get(setting or AVERAGE, '""')
        return f'=IF({self.at(words.INSPECTED)}="{words.YES}",{self.at(words.OWN)},{rest})'

    def rank(self, board: Scoreboard) -> str:
        scores, groups = self.grid.range(words.SCORE), self.grid.range(words.GROUP)
        own = self.at(words.SCORE)
        better = f"({groups}={self.at(words.GROUP)})*ISNUMBER({scores})*({scores}>{own})"
        takes_part = f"ISNUMBER({own})"
        if any((line.key, line.value) == (RANK_NOT_INSPECTED, "不参加") for line in board.settings):
            better += f'*({self.grid.range(words.INSPECTED)}="{words.YES}")'
            takes_part = f'AND({takes_part},{self.at(words.INSPECTED)}="{words.YES}")'
        return f'=IF({takes_part},SUMPRODUCT({better})+1,"")'

    def left(self, board: Scoreboard) -> str:
        left = f"ROUND({words.BASE}-{self.at(words.TO_DATE)},{DIGITS})"
        return f"=MAX({words.FLOOR},{left})" if board.floor is not None else f"={left}"


def _unit_row(book: Book, sheet: Worksheet, board: Scoreboard, row: _SummaryRow) -> None:
    unit, at = row.unit, row.at
    weight = f'=IFERROR(VLOOKUP({at(words.GROUP)},{words.WEIGHT}表,2,FALSE),"")'
    counted = f"=IF(AND(ISNUMBER({at(words.SCORE)}),ISNUMBER({at(words.WEIGHT)}))," + (
        f'ROUND({at(words.SCORE)}*{at(words.WEIGHT)},{words.PLACES}),"")'
    )
    to_date = f"=SUMIFS({row.quarters.outside(words.TO_DATE)},{row.quarters.outside(words.UNIT)},{at(words.UNIT)})"
    cells: dict[str, tuple[str, float | str]] = {
        words.RANK: (row.rank(board), unit.rank if unit.rank is not None else ""),
        words.UNIT: ("", unit.unit),
        words.GROUP: ("", unit.group),
        words.INSPECTED: ("", words.YES if unit.inspected else words.NO),
        words.POINTS: (row.deducted(words.YEAR_FROM), number(unit.year_points)),
        words.RAW: (f"=ROUND({words.BASE}-{at(words.POINTS)},{DIGITS})", number(unit.raw)),
        words.OWN: (row.own(board), number(unit.own_score)),
        words.SCORE: (row.score(board), number(unit.score)),
        words.WEIGHT: (weight, number(unit.weight)),
        words.COUNTED: (counted, number(unit.counted)),
        period_header(board): (row.deducted(words.PERIOD_FROM), number(unit.period_points)),
        words.TO_DATE: (to_date, number(unit.year_points)),
        words.REMAINING: (row.left(board), number(unit.remaining)),
        words.CONSEQUENCES: ("", "；".join(unit.consequences)),
    }
    shade = {} if unit.inspected else {"bg_color": FILLS["locked"]}
    sheet.set_row(row.row - 1, height_of(row.grid, {header: str(value) for header, (_, value) in cells.items()}))
    for index, column in enumerate(row.grid.columns):
        formula, value = cells[column.header]
        look = book.boxed(**column.look(), **shade)
        if formula:
            book.formula(sheet, row.row - 1, index, formula=formula, look=look, cached=value)
        else:
            sheet.write_string(row.row - 1, index, str(value), look)
