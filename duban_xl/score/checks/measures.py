"""计分测算 → findings: what each 测算方式 needs and does not use, rows and rules that do not belong together, votes."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.model.columns.assessment import BY_MEASURE, MEASURES, SIGNS
from duban_xl.model.finding import Finding
from duban_xl.model.rulebook import Measure, ScoringRule
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.repetition import parts_of
from duban_xl.score.checks.rules import kind_of
from duban_xl.score.method import ALL_GROUPS, weights_in

(
    BY_RATIO, SHORT_OF, AROUND_TARGET, BY_STEPS, ALL_OR_NOTHING, MISSING_ONES, QUOTA, GROUP_MEAN, SCHEDULE, RANK_LIST,
    BY_PLACES, AGAINST_BEST, SPREAD, RATED,
) = MEASURES  # fmt: skip
NEEDED: Mapping[str, tuple[str, ...]] = {
    BY_RATIO: ("marks",),
    SHORT_OF: ("marks", "per_point"),
    AROUND_TARGET: ("marks", "per_point"),
    BY_STEPS: ("step_table",),
    ALL_OR_NOTHING: ("marks",),
    MISSING_ONES: ("marks", "per_point"),
    QUOTA: ("marks",),
    GROUP_MEAN: ("marks", "per_point"),
    SCHEDULE: ("marks",),
    RANK_LIST: ("step_table",),
    BY_PLACES: ("marks",),
    AGAINST_BEST: ("marks",),
    SPREAD: ("marks",),
}
"""测算方式 → the columns without which it gives no marks."""
SHORTFALLS = (SHORT_OF, MISSING_ONES, GROUP_MEAN)
"""Without 满分 a deducting rule of these takes off what is short."""
USERS: Mapping[str, tuple[str, ...]] = {
    "target": (BY_RATIO, SHORT_OF, AROUND_TARGET, ALL_OR_NOTHING, MISSING_ONES, QUOTA, SCHEDULE, BY_STEPS),
    "per_point": (SHORT_OF, AROUND_TARGET, MISSING_ONES, GROUP_MEAN, BY_PLACES, SCHEDULE),
    "point_mode": (SHORT_OF, AROUND_TARGET, MISSING_ONES, GROUP_MEAN, SCHEDULE),
    "at_target": (AROUND_TARGET, GROUP_MEAN, SPREAD),
    "step_table": (BY_STEPS, RANK_LIST, RATED, BY_PLACES, SCHEDULE),
    "compared": (GROUP_MEAN, RANK_LIST, BY_PLACES, AGAINST_BEST, SPREAD),
    "rater_weights": (RATED, RANK_LIST, BY_PLACES),
    "trim_above": (RATED, RANK_LIST, BY_PLACES),
    "ballot_quota": (RATED, RANK_LIST, BY_PLACES),
    "low_votes": (RATED, RANK_LIST, BY_PLACES),
}
"""Column → the only 测算方式 that look at it."""
DIVIDING = (BY_RATIO, QUOTA, SCHEDULE)
LEAST_TRIMMED = 2
OF_SECTION = re.compile(r"分项\s*[:：]?\s*(.+)")
_QUOTA = re.compile(r"[^≤≥<>＜＞=＝]+\s*(?:≤|≥|<=|>=|<|>|＜|＞|=|＝)\s*\d{1,6}(?:\.\d{1,6})?\s*[%％]?")
_LOW = re.compile(
    r"[^≤≥<>＜＞=＝]+\s*(?:≥|>=|>|＞)\s*\d{1,6}(?:\.\d{1,6})?\s*[%％]?\s*[=＝:：]\s*\d{1,6}(?:\.\d{1,6})?"
)


def row_and_rule_do_not_belong_together(book: Book) -> Iterator[Finding]:
    """A row for no rule, for a rule of another 取值方式 or for one that has a row; a measured rule without a row."""
    yield from faults.twice(book.rulebook.measures, lambda row: row.rule, column="rule")
    for row in book.rulebook.measures:
        rule = book.rules.get(row.rule)
        if row.rule and rule is None:
            yield faults.unknown(row, "rule", row.rule, faults.in_sheet("scoring_rules"), book.rules)
        elif rule is not None and kind_of(rule) != BY_MEASURE:
            places = row.source("rule"), rule.source("value_kind")
            yield finding("S238", *places, rule=row.rule, chosen=kind_of(rule))
    for rule in book.rules.values():
        if kind_of(rule) == BY_MEASURE and rule.rule not in book.measures:
            yield finding("S239", rule.source("value_kind"), rule=rule.rule)


def needed_value_is_empty(book: Book) -> Iterator[Finding]:
    """A 测算方式 lacks what it reckons with."""
    for row in book.rulebook.measures:
        for column in ("indicator", *NEEDED.get(row.measure, ())):
            excused = column == "marks" and row.measure in SHORTFALLS and _deducts(book.rules.get(row.rule))
            if row.measure and row.record[column] is None and column not in row.record.written and not excused:
                yield faults.lacks(row, column, "measure")
        if row.measure == BY_PLACES and row.per_point is None and row.floor is None:
            yield faults.lacks(row, "per_point", "measure")
        if row.exempt_indicator and row.exempt_from is None and "exempt_from" not in row.record.written:
            yield faults.lacks(row, "exempt_from", "exempt_indicator")


def _deducts(rule: ScoringRule | None) -> bool:
    return rule is not None and rule.sign == SIGNS[0]


def value_is_not_used(book: Book) -> Iterator[Finding]:
    """A cell is filled in that the 测算方式 does not look at."""
    for row in book.rulebook.measures:
        for column, users in USERS.items():
            if row.measure in MEASURES and row.measure not in users and row.record[column] is not None:
                yield faults.useless(row, column, "measure")
        if row.exempt_from is not None and not row.exempt_indicator:
            yield faults.useless(row, "exempt_from", "exempt_indicator")


def value_is_impossible(book: Book) -> Iterator[Finding]:
    """Negative marks, 最低 above 最高, percentages outside 0–100, a target of 0 to divide by, all ballots trimmed away."""
    for row in book.rulebook.measures:
        yield from faults.negative(row, ("marks", "per_point"))
        yield from faults.greater(row, (("floor", "ceiling"), ("floor", "marks")))
        yield from faults.outside_percent(row, "at_target")
        if row.target is not None and row.target <= 0 and row.measure in DIVIDING:
            yield finding("S240", row.source("target"), rule=row.rule, value=row.target, chosen=row.measure)
        if row.trim_above is not None and row.trim_above < LEAST_TRIMMED:
            yield finding("S241", row.source("trim_above"), rule=row.rule, value=row.trim_above)


def referred_row_is_missing(book: Book) -> Iterator[Finding]:
    """阶梯表号 names no table, “分项 X” no section."""
    for row in book.rulebook.measures:
        if row.step_table and row.step_table not in book.ladders:
            yield faults.unknown(row, "step_table", row.step_table, faults.in_sheet("scoring_steps"), book.ladders)
        section = OF_SECTION.fullmatch(row.indicator)
        if section and not is_section(section[1], book):
            names = (*book.sections, *(one.name for one in book.sections.values()))
            yield faults.unknown(row, "indicator", section[1], faults.in_sheet("scoring_sections"), names)


def is_section(name: str, book: Book) -> bool:
    """Whether `name` is the number or the name of a section."""
    return name in book.sections or any(section.name == name for section in book.sections.values() if name)


def votes_are_not_understood(book: Book) -> Iterator[Finding]:
    """评分组权重, 有效票 or 低票处理 can't be read; the weights of the raters do not make 100 %."""
    for row in book.rulebook.measures:
        for column, form in (("ballot_quota", _QUOTA), ("low_votes", _LOW)):
            for part in parts_of(row.record.text(column)):
                if not form.fullmatch(part):
                    yield faults.unreadable(row, column, part)
        if row.rater_weights:
            yield from _rater_weights(row)


def rater_weights(row: Measure) -> tuple[Mapping[str, Decimal], tuple[str, ...]]:
    """评分组权重 as group → fraction, and the parts that can't be read; numbers without a percent sign are percents."""
    unread: list[Finding] = []
    weights = weights_in(row.rater_weights, row.source("rater_weights"), unread)
    if not any(sign in row.rater_weights for sign in "%％"):
        weights = {group: weight / 100 for group, weight in weights.items()}
    nameless = [row.rater_weights] if ALL_GROUPS in weights else []
    return weights, (*(fault.args["text"] for fault in unread), *nameless)


def _rater_weights(row: Measure) -> Iterator[Finding]:
    weights, unread = rater_weights(row)
    for part in unread:
        yield faults.unreadable(row, "rater_weights", part)
    total = sum(weights.values(), Decimal(0))
    if not unread and total != 1:
        title = faults.header(row, "rater_weights")
        yield faults.wrong_sum(faults.named(row), title, total * 100, row.source("rater_weights"))


MEASURE_CHECKS = (
    row_and_rule_do_not_belong_together,
    needed_value_is_empty,
    value_is_not_used,
    value_is_impossible,
    referred_row_is_missing,
    votes_are_not_understood,
)
