"""Events that wait for a person, or can't be scored as they stand → the sheet 待定: what is missing; never summed up."""

from duban_xl.catalogue import score_book as words
from duban_xl.catalogue.scoring import trace
from duban_xl.documents.book import Book
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.cells import Cell, write_row
from duban_xl.documents.scores.layout import FIRST_ROW, Column, Grid, add_sheet


def add_open_events(book: Book, basis: Basis) -> None:
    """待定, if there are such events."""
    board = basis.board
    events = [*board.pending, *(event for event in board.refused if event not in board.pending)]
    if not events:
        return
    grid = Grid(words.OPEN, _columns(), FIRST_ROW - 1 + len(events))
    sheet = add_sheet(book, grid, board, title=words.OPEN_TITLE, subtitle=words.OPEN_HELP)
    for row, event in enumerate(events, FIRST_ROW):
        cells = {
            words.SERIAL: Cell(event.serial),
            words.DAY: Cell(event.event_on),
            words.UNIT: Cell(event.unit),
            words.RULE: Cell(event.rule),
            words.CONDITION: Cell(event.condition),
            words.MATTER: Cell(event.matter),
            words.DOCUMENT: Cell(event.document),
            words.STATUS: Cell(event.status),
            words.OUTCOME: Cell(str(event.outcome)),
            words.MISSING: Cell(trace(event)),
        }
        write_row(book, sheet, grid, row, cells)
    sheet.autofilter(FIRST_ROW - 2, 0, grid.last_row - 1, len(grid.columns) - 1)


def _columns() -> tuple[Column, ...]:
    return (
        Column(words.SERIAL, 7),
        Column(words.DAY, 11.5, "yyyy-mm-dd"),
        Column(words.UNIT, 18, align="left", wrap=True),
        Column(words.RULE, 7),
        Column(words.CONDITION, 32, align="left", wrap=True),
        Column(words.MATTER, 10, wrap=True),
        Column(words.DOCUMENT, 19, align="left", wrap=True),
        Column(words.STATUS, 9),
        Column(words.OUTCOME, 8),
        Column(words.MISSING, 56, align="left", wrap=True),
    )
