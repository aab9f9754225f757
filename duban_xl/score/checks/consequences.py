"""计分后果 → findings: conditions about what is not there, that lack a number, contradict each other or can never hold."""

from collections.abc import Iterator, Mapping

from duban_xl.catalogue import finding
from duban_xl.catalogue import scoring_checks as said
from duban_xl.model.columns.assessment import COMPARISONS, EFFECTS, TRIGGERS
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ConsequenceRule
from duban_xl.model.source import shown
from duban_xl.score import words as w
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book

(
    BY_EVENT, TIMES, MATTERS, LOST, WON, SCORE, SECTION_SCORE, RANK, OVERALL_RANK, BAND, INDICATOR, CODES,
) = TRIGGERS  # fmt: skip
AT_LEAST, AT_MOST, ABOVE, BELOW, EQUAL, FIRST, LAST, *MEANS = COMPARISONS
RANKS = (RANK, OVERALL_RANK)
WINDOWED = (TIMES, MATTERS, LOST, WON, SCORE, SECTION_SCORE)
COUNTED = (TIMES, MATTERS, LOST, WON, SCORE, SECTION_SCORE, INDICATOR, CODES)
"""Triggers that are compared with a number that must be said."""
ABOUT = (SECTION_SCORE, INDICATOR, BAND)
"""Triggers that need a subject."""
SET_BAND, SECTION_ZERO = EFFECTS[3], EFFECTS[4]
OF_A_PLACE = (SET_BAND, SECTION_ZERO, *EFFECTS[7:])
"""Effects that need to be told which band, section or figure."""


def needed_value_is_empty(book: Book) -> Iterator[Finding]:
    """A condition lacks its number or its subject, an effect its band or section."""
    for row in book.rulebook.consequences:
        if (
            row.trigger in COUNTED
            and row.comparison not in MEANS
            and row.number is None
            and "number" not in row.record.written
        ):
            yield faults.lacks(row, "number", "trigger")
        if row.trigger in ABOUT and not row.subject:
            yield faults.lacks(row, "subject", "trigger")
        if row.effect in OF_A_PLACE and not row.band:
            yield faults.lacks(row, "band", "effect")


def subject_is_unknown(book: Book) -> Iterator[Finding]:
    """对象 names no rule, section, band or code; 等次或分项 no band or section."""
    for row in book.rulebook.consequences:
        where, known = _subjects(row, book)
        for name in split_names(row.subject) if where else ():
            if name not in known:
                yield faults.unknown(row, "subject", name, where, known)
        place, names = _of_effect(row, book)
        if place and names and row.band and row.band not in names:
            yield faults.unknown(row, "band", row.band, place, names)


def _subjects(row: ConsequenceRule, book: Book) -> tuple[str, frozenset[str]]:
    """Where the subject of a row must stand, and the names there; "" where it is not looked up here."""
    if row.trigger in (BY_EVENT, TIMES, MATTERS, LOST, WON):
        return faults.in_sheet("scoring_rules"), frozenset((*book.rules, *_sections(book)))
    if row.trigger == SECTION_SCORE:
        return faults.in_sheet("scoring_sections"), _sections(book)
    if row.trigger == BAND:
        return said.AS_SETTING.format(key=w.BANDS), _bands(book)
    return (faults.in_sheet("scoring_consequences"), _codes(book)) if row.trigger == CODES else ("", frozenset())


def _of_effect(row: ConsequenceRule, book: Book) -> tuple[str, frozenset[str]]:
    if row.effect == SET_BAND:
        return said.AS_SETTING.format(key=w.BANDS), _bands(book)
    if row.effect == SECTION_ZERO:
        return faults.in_sheet("scoring_sections"), _sections(book)
    return "", frozenset()


def _sections(book: Book) -> frozenset[str]:
    return frozenset((*book.sections, *(one.name for one in book.sections.values() if one.name)))


def _bands(book: Book) -> frozenset[str]:
    """The names of 口径 等次表."""
    ladder = book.ladders.get(book.words.text(w.BANDS))
    return frozenset(step.name for step in ladder.steps if step.name) if ladder else frozenset()


def _codes(book: Book) -> frozenset[str]:
    return frozenset(row.code for row in book.rulebook.consequences) | _carried(book)


def _carried(book: Book) -> frozenset[str]:
    """The codes that rules and steps bear."""
    rows = (*book.rulebook.rules, *book.rulebook.steps)
    return frozenset(code for row in rows for code in split_names(row.consequence))


def event_never_happens(book: Book) -> Iterator[Finding]:
    """A code whose only conditions are events, though no rule and no step bears it."""
    carried = _carried(book)
    for row in book.rulebook.consequences:
        if row.code and row.trigger == BY_EVENT and not row.subject and row.code not in carried:
            like = faults.near(row.code, carried)
            yield finding("S251", row.source("code"), code=row.code, near=like)


def comparison_does_not_fit(book: Book) -> Iterator[Finding]:
    """前 and 后 are for ranks only."""
    for row in book.rulebook.consequences:
        if row.comparison in (FIRST, LAST) and row.trigger in TRIGGERS and row.trigger not in RANKS:
            places = row.source("comparison"), row.source("trigger")
            yield finding("S254", *places, code=row.code, chosen=row.trigger, value=row.comparison)


def window_does_nothing(book: Book) -> Iterator[Finding]:
    """窗口 with a trigger that looks at the whole board: an event, a rank, a band, an indicator, other consequences."""
    for row in book.rulebook.consequences:
        if row.window and row.trigger in TRIGGERS and row.trigger not in WINDOWED:
            yield faults.useless(row, "window", "trigger")


def rank_takes_in_everybody(book: Book) -> Iterator[Finding]:
    """The first (last) n of a group that has no more than n units."""
    for row in book.rulebook.consequences:
        if row.trigger not in RANKS or row.comparison not in (FIRST, LAST) or row.number is None:
            continue
        sizes = book.groups if row.trigger == RANK else {said.ANY_UNIT: len(book.active)}
        for group, count in sizes.items():
            if row.number >= count > 0 and row.number > 1:
                chosen, place = row.trigger + row.comparison, row.source("number")
                yield finding("S252", place, code=row.code, chosen=chosen, value=row.number, group=group, count=count)


def conditions_contradict(book: Book) -> Iterator[Finding]:
    """Two rows that must hold together ask for a number above one bound and below a lower one."""
    families: dict[tuple[str, ...], list[ConsequenceRule]] = {}
    for row in book.rulebook.consequences:
        key = (row.code, row.alternative, row.trigger, row.subject, row.window)
        if row.code and row.trigger in COUNTED and row.number is not None:
            families.setdefault(key, []).append(row)
    for rows in families.values():
        lows = [row for row in rows if row.comparison in ("", AT_LEAST, ABOVE, EQUAL)]
        highs = [row for row in rows if row.comparison in (AT_MOST, BELOW, EQUAL)]
        pairs = ((low, high) for low in lows for high in highs if low is not high and _excludes(low, high))
        for low, high in list(pairs)[:1]:
            places = low.source("number"), high.source("number")
            yield finding("S253", *places, code=low.code, first=_said(low), second=_said(high))


def _excludes(low: ConsequenceRule, high: ConsequenceRule) -> bool:
    if low.number is None or high.number is None:
        return False
    touching = low.comparison in ("", AT_LEAST, EQUAL) and high.comparison in (AT_MOST, EQUAL)
    return low.number > high.number or (low.number == high.number and not touching)


def _said(row: ConsequenceRule) -> str:
    words: Mapping[str, str] = {"trigger": row.trigger, "comparison": row.comparison or AT_LEAST}
    return said.CONDITION.format(number=shown(row.number), **words)


CONSEQUENCE_CHECKS = (
    needed_value_is_empty,
    subject_is_unknown,
    event_never_happens,
    comparison_does_not_fit,
    rank_takes_in_everybody,
    window_does_nothing,
    conditions_contradict,
)
