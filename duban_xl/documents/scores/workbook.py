"""A scoreboard → the score workbook: ranking, sections, details, periods, charts, notes and a page per unit, recalculable."""

from datetime import datetime

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import new_book
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.charts import add_charts
from duban_xl.documents.scores.clauses import Clauses
from duban_xl.documents.scores.cycles import Cycles
from duban_xl.documents.scores.details import Details
from duban_xl.documents.scores.measured import Measured
from duban_xl.documents.scores.notes import add_notes
from duban_xl.documents.scores.open_events import add_open_events
from duban_xl.documents.scores.pages import Pages
from duban_xl.documents.scores.quarters import Quarters
from duban_xl.documents.scores.sections import Sections
from duban_xl.documents.scores.summary import Summary
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import Scoreboard


def build_score_book(board: Scoreboard, *, ledger: Ledger, created: datetime) -> bytes:
    """The bytes of 计分表. Every figure is a formula that gives Python's value, or says that the program reckoned it.

    The board must have units: a method that can't be applied gives no workbook, only findings.
    """
    basis = Basis(board, ledger)
    office = ledger.setting("办公室名称", words.BOOK_NAME)
    book = new_book(title=f"{words.BOOK_NAME}（{board.period.name}）", author=office, created=created)
    details, measured = Details(basis), Measured(basis)
    cycles = Cycles(basis, details, measured)
    sections, quarters = Sections(basis, details, measured, cycles), Quarters(basis, details)
    summary, clauses = Summary(basis, details, sections, quarters), Clauses(basis, details)
    summary.add(book).activate()
    if basis.has_sections:
        sections.add(book)
    details.add(book)
    add_open_events(book, basis)
    if basis.has_parts:
        measured.add(book)
    if basis.has_cycles:
        cycles.add(book)
    remaining = {unit.unit: summary.cell_of(unit.unit, words.REMAINING).value for unit in board.units}
    quarters.add(book, summary.grid, remaining)
    clauses.add(book)
    add_charts(book, summary, quarters, clauses)
    Pages(book, basis, summary).add()
    add_notes(book, basis, summary=summary.grid, means=summary.means())
    return book.finish()
