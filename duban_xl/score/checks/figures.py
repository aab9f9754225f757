"""指标数据 and 测评 beside the method → findings: data that nothing uses, parts for which there are no data.

What is wrong with a single row (unit, period, number, vote) is told where the parts are measured.
"""

import re
from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.assessment import TRIGGERS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import Ballot, Indicator
from duban_xl.score import words as w
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.measures import is_section

FROM_THE_LEDGER = ("主办件数", "协办件数", "办结件数", "按时办结率", "应报次数", "按时报送率")
"""Indicators that the program counts itself."""
INDICATOR = TRIGGERS[10]
_OF_TIES = re.compile(r"指标\s*")


def data_are_not_used(ledger: Ledger, book: Book, _: date, __: date) -> Iterator[Finding]:
    """An indicator or an item of the ratings that no part of the method names."""
    used = _used(book)
    names: dict[tuple[str, str], list[Indicator | Ballot]] = {}
    for row in ledger.indicators:
        names.setdefault(("indicators", row.indicator), []).append(row)
    for row in ledger.ratings:
        names.setdefault(("ratings", row.item), []).append(row)
    for (sheet, name), rows in names.items():
        if name and name not in used and not is_section(name, book):
            column = "indicator" if sheet == "indicators" else "item"
            places, like = (row.source(column) for row in rows), faults.near(name, used)
            yield finding("S242", *places, tab=SHEETS[sheet].tab, value=name, count=len(rows), near=like)


def measured_part_has_no_data(ledger: Ledger, book: Book, _: date, __: date) -> Iterator[Finding]:
    """A measured rule names an indicator of which the data have no row; nothing is said while there are no data."""
    given = {row.indicator for row in ledger.indicators} | {row.item for row in ledger.ratings}
    for row in book.measures.values() if given else ():
        for name in filter(None, (row.indicator, row.exempt_indicator, *split_names(row.coefficients))):
            if name not in given and name not in FROM_THE_LEDGER and not name.startswith("分项"):
                yield finding("S220", row.source("indicator"), rule=row.rule, value=name, near=faults.near(name, given))


def _used(book: Book) -> frozenset[str]:
    names: set[str] = set()
    for row in book.rulebook.measures:
        names |= {row.indicator, row.exempt_indicator, *split_names(row.coefficients)}
    for condition in book.rulebook.consequences:
        names |= {condition.subject, *split_names(condition.subject)} if condition.trigger == INDICATOR else set()
    ties = _OF_TIES.sub("", book.words.text(w.TIE_BREAK))
    return frozenset(filter(None, names | set(split_names(ties))))


FIGURE_CHECKS = (data_are_not_used, measured_part_has_no_data)
