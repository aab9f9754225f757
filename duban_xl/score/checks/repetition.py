"""Rules about repeated events → findings: counting, factors, times, occasions."""

import re
from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.model.columns.assessment import (
    BY_MEASURE,
    CLEARING,
    EACH,
    HIGHEST_ACROSS,
    ONCE_ACROSS,
    PER_MATTER,
    STEPPED,
    TIERED_SHARES,
)
from duban_xl.model.finding import Finding
from duban_xl.model.rulebook import ScoringRule
from duban_xl.score import words as w
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.rules import kind_of
from duban_xl.score.ladder import Ladder
from duban_xl.score.repetition import conditions

ACROSS = (ONCE_ACROSS, HIGHEST_ACROSS)
NTH = re.compile(r"第(\d{1,3})次(起?)")
ALIKE_NTH = re.compile(r"(?:第?[\d一二两三四五六七八九十]+次.*)|.*(?:以上|以后|及以上|起)")
NTH_WRITTEN = "第2次起"
_SIGNS = frozenset("=＝×*")
_TIMES = re.compile(r"每?(周|月|季|半年|年)?度?\s*(\d{1,6})次?")
_SEPARATORS = re.compile(r"[;；、，,\n]")


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a cell that lists several."""
    return tuple(part for part in map(str.strip, _SEPARATORS.split(text)) if part)


def factor_is_not_understood(book: Book) -> Iterator[Finding]:
    """A condition is not written as one, has no factor, a factor that is not above 0, or one that nothing needs."""
    for rule in book.rulebook.rules:
        read = conditions(rule.factor_condition)
        for word, _ in read:
            if _SIGNS & set(word):
                yield faults.unreadable(rule, "factor_condition", word)
        own = [factor for _, factor in read]
        if None in own and rule.factor is None and "factor" not in rule.record.written:
            yield faults.lacks(rule, "factor", "factor_condition")
        if rule.factor is not None and None not in own:
            yield faults.useless(rule, "factor", "factor_condition")
        numbers = {rule.source("factor"): [rule.factor], rule.source("factor_condition"): own}
        for place, factors in numbers.items():
            for value in factors:
                if value is not None and value <= 0:
                    yield finding("S229", place, rule=rule.rule, value=value)


def factor_word_is_almost_another(book: Book) -> Iterator[Finding]:
    """A condition is no word of tier, role or group, but contains one or nearly says 第2次起: written otherwise there."""
    for rule in book.rulebook.rules:
        for word, _ in conditions(rule.factor_condition):
            like = _meant(word, book)
            if like:
                yield finding("S230", rule.source("factor_condition"), rule=rule.rule, value=word, near=like)


def _meant(word: str, book: Book) -> str:
    """The word that was perhaps meant; "" for a word that matches, and for one of 情节."""
    if NTH.fullmatch(word) or word in book.words_of_events:
        return ""
    if ALIKE_NTH.fullmatch(word) and "次" in word:
        return NTH_WRITTEN
    known = sorted(one for one in book.words_of_events if len(one) > 1)
    return next((one for one in known if one in word or (len(word) > 1 and word in one)), "")


def counting_does_nothing(book: Book) -> Iterator[Finding]:
    """计数范围 that nothing asks for, 递进方式 without it."""
    for rule in book.rulebook.rules:
        nth = any(NTH.fullmatch(word) for word, _ in conditions(rule.factor_condition))
        counts = kind_of(rule) == STEPPED or nth or (kind_of(rule) == CLEARING and rule.count_scope == PER_MATTER)
        if rule.count_scope and not counts and kind_of(rule) != BY_MEASURE:  # of measured rules said already
            yield faults.useless(rule, "count_scope", "value_kind")
        if rule.progression and not rule.count_scope:
            yield faults.useless(rule, "progression", "count_scope")


def first_times_have_no_step(book: Book) -> Iterator[Finding]:
    """The steps for the how-maniest time begin later than with the first."""
    for rule, ladder in counted_ladders(book):
        starts = [rung.start for rung in ladder.rungs]
        if starts and None not in starts and (first := min(start for start in starts if start is not None)) > 1:
            yield finding("S228", rule.source("step_table"), rule=rule.rule, table=ladder.table, value=str(first))


def counted_ladders(book: Book) -> Iterator[tuple[ScoringRule, Ladder]]:
    """Rules that look the how-maniest time up, with their step tables."""
    for rule in book.rules.values():
        if kind_of(rule) == STEPPED and rule.count_scope and rule.step_table in book.ladders:
            yield rule, book.ladders[rule.step_table]


def occasion_is_half_said(book: Book) -> Iterator[Finding]:
    """去重方式 without 去重键, a key with 不去重, 分档 without 口径 分档比例."""
    for rule in book.rulebook.rules:
        if rule.dedupe_mode not in ("", EACH) and not rule.dedupe_key and kind_of(rule) != BY_MEASURE:
            yield faults.useless(rule, "dedupe_mode", "dedupe_key")
        if rule.dedupe_mode == EACH and rule.dedupe_key:
            yield faults.useless(rule, "dedupe_key", "dedupe_mode")
        if rule.dedupe_mode == TIERED_SHARES and book.words.number(w.LOWER_SHARE) is None:
            yield faults.lacks_elsewhere(rule, "dedupe_mode", book.words.source(w.LOWER_SHARE), w.LOWER_SHARE)


def rule_is_alone_across_rules(book: Book) -> Iterator[Finding]:
    """A rule is to be compared with others, but no other rule has its key and mode."""
    families = [(rule.dedupe_key, rule.dedupe_mode) for rule in book.rules.values()]
    for rule in book.rules.values():
        mine = (rule.dedupe_key, rule.dedupe_mode)
        if rule.dedupe_mode in ACROSS and rule.dedupe_key and families.count(mine) == 1:
            places = rule.source("dedupe_key"), rule.source("dedupe_mode")
            yield finding("S231", *places, rule=rule.rule, chosen=rule.dedupe_mode)


def times_are_not_understood(book: Book) -> Iterator[Finding]:
    """次数上限 can't be read, or is 0: then nothing ever counts."""
    for rule in book.rulebook.rules:
        for part in parts_of(rule.count_cap):
            found = _TIMES.fullmatch(part)
            if found is None:
                yield faults.unreadable(rule, "count_cap", part)
            elif not int(found[2]):
                yield faults.no_limit(rule, "count_cap")


REPETITION_CHECKS = (
    factor_is_not_understood,
    factor_word_is_almost_another,
    counting_does_nothing,
    first_times_have_no_step,
    occasion_is_half_said,
    rule_is_alone_across_rules,
    times_are_not_understood,
)
