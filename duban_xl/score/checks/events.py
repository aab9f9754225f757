"""扣分登记 → findings about what is typed there: years, days, counts, words and values that the rule does not look at."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue import scoring_checks as said
from duban_xl.model.columns.assessment import RANGE
from duban_xl.model.columns.scoring import REVOKED
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.period import parse_period
from duban_xl.model.rulebook import ScoringEvent
from duban_xl.score import words as w
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.rules import kind_of
from duban_xl.score.repetition import conditions


def event_is_outside_the_year(ledger: Ledger, book: Book, start: date, end: date) -> Iterator[Finding]:
    """Rows of another year that nobody has decided, or that were decided within this one: one finding for all of them.

    A ledger may hold several years: a row decided in the year of its event is at home there, and nothing is said.
    """
    strays = [row for row in ledger.deductions if _is_stray(row, book, start, end)]
    if strays:
        years = Counter(day.year for row in strays if (day := _day(row, book)))
        texts = (said.YEAR_COUNT.format(year=year, count=count) for year, count in sorted(years.items()))
        places = (row.source("event_on") for row in strays)
        yield finding("S256", *places, count=len(strays), start=start, end=end, years=said.JOINED.join(texts))


def _is_stray(row: ScoringEvent, book: Book, start: date, end: date) -> bool:
    day = _day(row, book)
    if day is None or start <= day <= end or row.status == REVOKED:
        return False
    return row.decided_on is None or start <= row.decided_on <= end


def _day(row: ScoringEvent, book: Book) -> date | None:
    """The day that decides the year: the last of 所属期, else as 归属日期 says."""
    if period := parse_period(row.belongs_to):
        return period.end
    if row.event_on and row.decided_on and book.words.choice(w.DATED_BY) == w.BY_DECISION:
        return row.decided_on
    return row.event_on


def days_are_in_the_wrong_order(ledger: Ledger, _: Book, __: date, ___: date) -> Iterator[Finding]:
    """An event was put right, or decided, before it happened."""
    for row in ledger.deductions:
        for column in ("rectified_on", "decided_on"):
            day = row.rectified_on if column == "rectified_on" else row.decided_on
            if day and row.event_on and day < row.event_on:
                places, names = (row.source(column), row.source("event_on")), [faults.header(row, column)]
                against, what = faults.header(row, "event_on"), faults.named(row)
                yield finding(
                    "S257", *places, what=what, header=names[0], value=day, against=against, bound=row.event_on
                )


def count_is_nothing(ledger: Ledger, _: Book, __: date, ___: date) -> Iterator[Finding]:
    """数量 is 0 or less."""
    for row in ledger.deductions:
        if row.count is not None and row.count <= 0:
            what, header = faults.named(row), faults.header(row, "count")
            yield finding("S258", row.source("count"), what=what, header=header, value=row.count)


def period_is_odd(ledger: Ledger, _: Book, __: date, ___: date) -> Iterator[Finding]:
    """所属期 can't be read, or lies more than one period away from the event."""
    for row in ledger.deductions:
        period = parse_period(row.belongs_to)
        if row.belongs_to and period is None:
            yield faults.unreadable(row, "belongs_to", row.belongs_to, "period")
        if period and row.event_on and not period.previous().start <= row.event_on <= period.following().end:
            places = row.source("belongs_to"), row.source("event_on")
            yield finding("S259", *places, what=faults.named(row), value=row.belongs_to, day=row.event_on)


def cell_is_not_used(ledger: Ledger, book: Book, _: date, __: date) -> Iterator[Finding]:
    """酌定值 for a rule without range, 整改日期 for a rule that gives nothing back, 情节 that no condition knows."""
    for row in ledger.deductions:
        rule = book.rules.get(row.rule)
        if rule is None:
            continue
        if row.discretion is not None and kind_of(rule) != RANGE:
            yield faults.useless(row, "discretion", "value_kind", of=rule)
        if row.rectified_on and not rule.refund_share:
            yield faults.useless(row, "rectified_on", "refund_share", of=rule)
        known = [word for word, _ in conditions(rule.factor_condition)]
        for word in split_names(row.circumstances) if known else ():
            if word not in known:
                choices, what = said.JOINED.join(known), faults.named(row)
                yield finding(
                    "S237", row.source("circumstances"), what=what, value=word, rule=row.rule, choices=choices
                )


EVENT_CHECKS = (
    event_is_outside_the_year,
    days_are_in_the_wrong_order,
    count_is_nothing,
    period_is_odd,
    cell_is_not_used,
)
