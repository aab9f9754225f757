"""Scores as they were published → the sheet 发布: what was said when, and how far the ledger differs from it today."""

from decimal import Decimal

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import Book
from duban_xl.documents.scores.cells import Cell, exactly, settled, write_row
from duban_xl.documents.scores.layout import FIRST_ROW, POINTS, SCORES, Column, Grid, add_sheet
from duban_xl.documents.scores.quarters import looked_up_in
from duban_xl.documents.scores.summary import Summary
from duban_xl.model.score import PublishedFigure


def add_published(book: Book, summary: Summary) -> None:
    """发布, if anything was published in the year; the figures there never change, corrections are rows of their own."""
    board = summary.basis.board
    if not board.published:
        return
    grid = Grid(words.PUBLISHED, _columns(summary), FIRST_ROW - 1 + len(board.published))
    sheet = add_sheet(book, grid, board, title=words.PUBLISHED_TITLE, subtitle=words.PUBLISHED_HELP)
    for row, figure in enumerate(board.published, FIRST_ROW):
        write_row(book, sheet, grid, row, _published(figure) | _today(summary, grid, row, figure))
    sheet.autofilter(FIRST_ROW - 2, 0, grid.last_row - 1, len(grid.columns) - 1)


def _published(figure: PublishedFigure) -> dict[str, Cell]:
    return {
        words.UNIT: Cell(figure.unit),
        words.CYCLE: Cell(figure.period.name),
        words.KIND: Cell(figure.kind),
        words.PUBLISHED_ON: Cell(figure.on),
        words.SCORE: Cell(figure.score),
        words.COUNTED: Cell(figure.counted),
        words.TO_DATE: Cell(figure.points),
        words.RANK: Cell(None if figure.rank is None else Decimal(figure.rank)),
        words.BAND: Cell(figure.band),
        words.REASON: Cell(figure.reason),
    }


def _today(summary: Summary, grid: Grid, row: int, figure: PublishedFigure) -> dict[str, Cell]:
    """The score as it is today and the difference, for figures of the board's own period."""
    now = summary.cell_of(figure.unit, words.SCORE).value
    if figure.period != summary.basis.board.period or figure.score is None or not isinstance(now, Decimal):
        return {}
    looked_up = looked_up_in(summary.grid, words.SCORE, grid.cell(words.UNIT, row))
    difference = exactly(f"{grid.cell(words.NOW, row)}-{grid.cell(words.SCORE, row)}")
    return {words.NOW: Cell(now, looked_up), words.CHANGE: Cell(settled(now - figure.score), difference)}


def _columns(summary: Summary) -> tuple[Column, ...]:
    places = next(column.number_format for column in summary.grid.columns if column.header == words.COUNTED)
    return (
        Column(words.UNIT, 22, align="left", wrap=True),
        Column(words.CYCLE, 17),
        Column(words.KIND, 8),
        Column(words.PUBLISHED_ON, 12, "yyyy-mm-dd"),
        Column(words.SCORE, 10, SCORES),
        Column(words.COUNTED, 10, places),
        Column(words.TO_DATE, 10, POINTS),
        Column(words.RANK, 7, "0"),
        Column(words.BAND, 9),
        Column(words.NOW, 10, SCORES),
        Column(words.CHANGE, 9, SCORES),
        Column(words.REASON, 34, align="left", wrap=True),
    )
