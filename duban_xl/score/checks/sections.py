"""计分分项 → findings: parents, cycles, limits and modes that do not fit together, sections in which nothing can happen."""

import re
from collections.abc import Iterator
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.model.columns.assessment import (
    ADD,
    BY_MEASURE,
    CLEARING,
    COMPOSED,
    DEDUCT,
    RESCALED,
    SIGNS,
    SPILLS,
    WEIGHTED,
)
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ScoringRule, Section
from duban_xl.score import words as w
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book

LIMITS = (("floor", "ceiling"), ("floor", "full_marks"), ("floor", "start"), ("start", "ceiling"))
MOST_PLACES = 6
PERIODS = {"月": 12, "季": 4, "半年": 2, "年": 1}
"""周期 → how many of them a year has; of weeks there are 52 or 53."""
YEARLY = "年"
_SHARE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*([%％]?)")


def parent_is_unknown(book: Book) -> Iterator[Finding]:
    """上级分项 names no section."""
    for row in book.rulebook.sections:
        if row.parent and row.parent not in book.sections:
            yield faults.unknown(row, "parent", row.parent, faults.in_sheet("scoring_sections"), book.sections)


def parents_run_in_a_circle(book: Book) -> Iterator[Finding]:
    """A section is, through its parents, its own parent."""
    yield from faults.circles(book.sections, "parent")


def limits_contradict(book: Book) -> Iterator[Finding]:
    """下限 above 上限, 满分 or 起始分; 起始分 above 上限, or above 满分 where the section may not exceed it."""
    for row in book.rulebook.sections:
        capped = row.mode in ("", DEDUCT, ADD) and row.ceiling is None and not book.children(row)
        limited = capped and book.words.choice(w.OVER_FULL) == w.CHOICES[w.OVER_FULL][0]
        yield from faults.greater(row, (*LIMITS, *((("start", "full_marks"),) if limited else ())))
        yield from faults.negative(row, ("ceiling",))
        yield from faults.no_limit_meant(row, ("ceiling",))


def needed_cell_is_empty(book: Book) -> Iterator[Finding]:
    """周期合成 without 周期, 周期 without 周期合成, 加权 without weights, 计入总分 without 下限, 折算 without 满分."""
    for row in book.rulebook.sections:
        if row.combined and not row.cycle:
            yield faults.lacks(row, "cycle", "combined")
        if row.cycle and row.cycle != YEARLY and not row.combined:
            yield faults.lacks(row, "combined", "cycle")
        if row.combined == WEIGHTED and not row.cycle_weights:
            yield faults.lacks(row, "cycle_weights", "combined")
        if row.cycle_weights and row.combined != WEIGHTED:
            yield faults.useless(row, "cycle_weights", "combined")
        if row.below_floor == SPILLS and row.floor is None:
            yield faults.lacks(row, "floor", "below_floor")
        if row.not_applicable == RESCALED and row.full_marks is None and not book.children(row):
            yield faults.lacks(row, "full_marks", "not_applicable")


def cycle_weights_do_not_fit(book: Book) -> Iterator[Finding]:
    """周期权重 can't be read, are not one for each period, or do not make 100 %."""
    for row in book.rulebook.sections:
        if row.combined == WEIGHTED and row.cycle_weights:
            yield from _cycle_weights(row)


def _cycle_weights(row: Section) -> Iterator[Finding]:
    parts = split_names(row.cycle_weights)
    unread = [part for part in parts if not _SHARE.fullmatch(part)]
    for part in unread:
        yield faults.unreadable(row, "cycle_weights", part)
    expected = PERIODS.get(row.cycle)
    if expected and len(parts) != expected:
        places = row.source("cycle_weights"), row.source("cycle")
        yield finding("S219", *places, number=row.section, count=len(parts), chosen=row.cycle, expected=expected)
    elif not unread:
        total = sum((_percent(part) for part in parts), Decimal(0))
        if total != 100:
            title = faults.header(row, "cycle_weights")
            yield faults.wrong_sum(faults.named(row), title, total, row.source("cycle_weights"))


def parts_have_no_cycle(book: Book) -> Iterator[Finding]:
    """周期 of a section that is made up of others, some of which run over the whole year: only theirs count (K20)."""
    for row in book.sections.values():
        yearly = [child for child in book.children(row) if not child.cycle and not book.children(child)]
        if row.cycle not in ("", YEARLY) and yearly:
            places = (row.source("cycle"), *(child.source("cycle") for child in yearly))
            names = "、".join(child.section for child in yearly)
            yield finding("S187", *places, number=row.section, chosen=row.cycle, names=names)


def _percent(part: str) -> Decimal:
    found = _SHARE.fullmatch(part)
    return Decimal(found[1]) * (1 if found[2] else 100) if found else Decimal(0)


def places_are_no_number_of_decimals(book: Book) -> Iterator[Finding]:
    """保留小数 is no whole number from 0 to 6."""
    for row in book.rulebook.sections:
        number = row.places
        if number is not None and not (0 <= number <= MOST_PLACES and number == number.to_integral_value()):
            what, header = faults.named(row), faults.header(row, "places")
            yield finding("S215", row.source("places"), what=what, header=header, value=number)


def composed_section_has_rules(book: Book) -> Iterator[Finding]:
    """A section that only its sub-sections make up has rules of its own."""
    for row in book.sections.values():
        rules = book.rules_of(row)
        if row.mode == COMPOSED and rules and book.children(row):
            places = (row.source("mode"), *(rule.source("section") for rule in rules))
            names = "、".join(rule.rule for rule in rules)
            yield finding("S216", *places, number=row.section, count=len(rules), rules=names)


def section_has_no_rules(book: Book) -> Iterator[Finding]:
    """A section without sub-sections that no rule acts on: nothing can ever change there."""
    for row in book.sections.values() if book.rules else ():
        if not book.children(row) and not book.rules_of(row):
            yield finding("S217", row.source("section"), number=row.section)


def rules_all_go_the_other_way(book: Book) -> Iterator[Finding]:
    """From the full marks only bonuses, or from 0 only deductions: the score stays where it begins."""
    for row in book.sections.values():
        rules = [rule for rule in book.rules_of(row) if rule.value_kind != CLEARING]
        sign = _the_other_way(row, book)
        if sign and rules and not book.children(row) and all(_only(rule, sign) for rule in rules):
            places = (row.source("mode"), *(rule.source("sign") for rule in rules))
            yield finding("S218", *places, number=row.section, chosen=row.mode or DEDUCT, sign=sign)


def _only(rule: ScoringRule, sign: str) -> bool:
    return rule.sign == sign and rule.value_kind != BY_MEASURE


def _the_other_way(row: Section, book: Book) -> str:
    """The sign that can't move the section from where it begins; "" if both can."""
    limited = book.words.choice(w.OVER_FULL) == w.CHOICES[w.OVER_FULL][0]
    if row.mode in ("", DEDUCT) and row.start in (None, row.full_marks) and row.ceiling is None and limited:
        return SIGNS[1] if row.full_marks is not None else ""
    return SIGNS[0] if row.mode == ADD and not row.start and row.floor is not None and row.floor >= 0 else ""


SECTION_CHECKS = (
    parent_is_unknown,
    parents_run_in_a_circle,
    limits_contradict,
    needed_cell_is_empty,
    cycle_weights_do_not_fit,
    parts_have_no_cycle,
    places_are_no_number_of_decimals,
    composed_section_has_rules,
    section_has_no_rules,
    rules_all_go_the_other_way,
)
