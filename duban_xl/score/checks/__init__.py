"""The sheets of an assessment method, and the data typed for it → findings, before anything is scored: all of them."""

from collections.abc import Callable, Iterator
from datetime import date

from duban_xl.model.finding import Finding, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import UnitDirectory
from duban_xl.model.rulebook import Rulebook
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.caps import CAP_CHECKS
from duban_xl.score.checks.cells import CELL_CHECKS
from duban_xl.score.checks.consequences import CONSEQUENCE_CHECKS
from duban_xl.score.checks.events import EVENT_CHECKS
from duban_xl.score.checks.figures import FIGURE_CHECKS
from duban_xl.score.checks.marks import MARK_CHECKS
from duban_xl.score.checks.measures import MEASURE_CHECKS
from duban_xl.score.checks.reach import REACH_CHECKS
from duban_xl.score.checks.repetition import REPETITION_CHECKS
from duban_xl.score.checks.rules import RULE_CHECKS
from duban_xl.score.checks.sections import SECTION_CHECKS
from duban_xl.score.checks.settings import SETTING_CHECKS
from duban_xl.score.checks.steps import STEP_CHECKS
from duban_xl.score.checks.weights import WEIGHT_CHECKS
from duban_xl.score.method import method_of

MethodCheck = Callable[[Book], Iterator[Finding]]
DataCheck = Callable[[Ledger, Book, date, date], Iterator[Finding]]

METHOD_CHECKS: tuple[MethodCheck, ...] = (
    *CELL_CHECKS,
    *SETTING_CHECKS,
    *SECTION_CHECKS,
    *MARK_CHECKS,
    *WEIGHT_CHECKS,
    *REACH_CHECKS,
    *RULE_CHECKS,
    *REPETITION_CHECKS,
    *MEASURE_CHECKS,
    *STEP_CHECKS,
    *CAP_CHECKS,
    *CONSEQUENCE_CHECKS,
)
DATA_CHECKS: tuple[DataCheck, ...] = (*EVENT_CHECKS, *FIGURE_CHECKS)


def method_findings(rulebook: Rulebook, units: UnitDirectory) -> tuple[Finding, ...]:
    """Everything wrong in the sheets of the method, beyond what `method_of` says; nothing for a ledger without method."""
    if not (rulebook.sections or rulebook.rules):
        return ()
    book = Book(rulebook, units)
    return distinct(found for check in METHOD_CHECKS for found in check(book))


def data_findings(ledger: Ledger, start: date, end: date) -> tuple[Finding, ...]:
    """What is odd in 扣分登记, 指标数据 and 测评 for the assessment year from `start` to `end`, beyond the events' own findings."""
    if not (ledger.rulebook.sections or ledger.rulebook.rules):
        return ()
    book = Book(ledger.rulebook, ledger.units)
    return distinct(found for check in DATA_CHECKS for found in check(ledger, book, start, end))


def scoring_findings(ledger: Ledger, as_of: date) -> tuple[Finding, ...]:
    """All that can be said about the method and its data without scoring, for the assessment year of `as_of`."""
    book = ledger.rulebook
    if not (book.sections or book.rules):
        return ()
    method, faults = method_of(book)
    in_data = data_findings(ledger, *method.year_of(as_of)) if method else ()
    return distinct((*faults, *method_findings(book, ledger.units), *in_data))
