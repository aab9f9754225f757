"""上限组 and 单项上限 → findings: caps below what one event costs, groups nobody uses, circles."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.assessment import BY_MEASURE, CLEARING, FIXED, RANGE, SIGNS, STEPPED, TIERED
from duban_xl.model.finding import Finding
from duban_xl.model.rulebook import CapGroup, ScoringRule
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.rules import kind_of

COLUMNS: Mapping[str, str] = {SIGNS[0]: "deduction_cap", SIGNS[1]: "bonus_cap"}
YEARLY = ("", "年")


def group_is_misplaced(book: Book) -> Iterator[Finding]:
    """组号 twice, 上级组 unknown or in a circle."""
    yield from faults.twice(book.rulebook.cap_groups, lambda row: row.group, column="group")
    for row in book.rulebook.cap_groups:
        if row.parent and row.parent not in book.cap_groups:
            yield faults.unknown(row, "parent", row.parent, faults.in_sheet("cap_groups"), book.cap_groups)
    yield from faults.circles(book.cap_groups, "parent")


def cap_is_impossible(book: Book) -> Iterator[Finding]:
    """A cap below 0, or of 0."""
    for row in book.rulebook.cap_groups:
        yield from faults.negative(row, COLUMNS.values())
        yield from faults.no_limit_meant(row, COLUMNS.values())


def group_is_not_used(book: Book) -> Iterator[Finding]:
    """No rule and no group below it names a cap group."""
    used = {rule.cap_group for rule in book.rulebook.rules} | {row.parent for row in book.rulebook.cap_groups}
    for row in book.cap_groups.values():
        if row.group not in used:
            yield finding("S224", row.source("group"), group=row.group)


def cap_of_the_sign_is_empty(book: Book) -> Iterator[Finding]:
    """The group of a rule, and the groups above it, have no cap on the rule's side."""
    for rule in book.rules.values():
        sign, chain = rule.sign or SIGNS[0], _chain(rule.cap_group, book)
        column = COLUMNS.get(sign, "")
        by_events = kind_of(rule) not in (BY_MEASURE, CLEARING)
        if column and chain and by_events and all(_cap(row, column) is None for row in chain):
            places, header = (rule.source("cap_group"), chain[0].source(column)), faults.header(chain[0], column)
            yield finding("S225", *places, rule=rule.rule, sign=sign, group=rule.cap_group, header=header)


def cap_is_below_one_event(book: Book) -> Iterator[Finding]:
    """A cap of a rule, or of the groups it belongs to, that one event exceeds."""
    for rule in book.rules.values():
        value = largest_value(rule, book)
        if value is None:
            continue
        if rule.rule_cap is not None and 0 < rule.rule_cap < value:
            places = rule.source("rule_cap"), rule.source(_column_of(rule))
            yield finding("S222", *places, rule=rule.rule, bound=rule.rule_cap, value=value)
        column = COLUMNS.get(rule.sign or SIGNS[0], "")
        for row in _chain(rule.cap_group, book) if column else ():
            cap = _cap(row, column)
            if cap is not None and 0 < cap < value:
                yield _below(row, column, cap, rule, value)


def _below(row: CapGroup, column: str, cap: Decimal, rule: ScoringRule, value: Decimal) -> Finding:
    places = row.source(column), rule.source(_column_of(rule))
    header = SHEETS["cap_groups"][column].header
    return finding("S223", *places, group=row.group, header=header, bound=cap, rule=rule.rule, value=value)


def inner_cap_is_larger(book: Book) -> Iterator[Finding]:
    """A group may lose more than the group above it, which ends first."""
    for row in book.cap_groups.values():
        above = book.cap_groups.get(row.parent)
        if above is None or not (row.period == above.period or above.period in YEARLY):
            continue  # a year's cap and a month's have nothing to do with each other
        for column in COLUMNS.values():
            cap, limit = _cap(row, column), _cap(above, column)
            if cap is not None and limit is not None and cap > limit:
                yield _larger(row, above, column, cap, limit)


def _larger(row: CapGroup, above: CapGroup, column: str, cap: Decimal, limit: Decimal) -> Finding:
    places, header = (row.source(column), above.source(column)), SHEETS["cap_groups"][column].header
    return finding("S226", *places, group=row.group, header=header, value=cap, other=above.group, bound=limit)


def largest_value(rule: ScoringRule, book: Book) -> Decimal | None:
    """The most that one event of the rule takes or gives before factors; None if the sheet does not say."""
    kind = kind_of(rule)
    if kind == FIXED:
        return rule.lead_value
    if kind == RANGE:
        return rule.maximum
    if kind in (TIERED, STEPPED) and rule.step_table in book.ladders:
        values = [step.value for step in book.ladders[rule.step_table].steps if step.value is not None]
        return max(values, default=None)
    return None


def _column_of(rule: ScoringRule) -> str:
    return {FIXED: "lead_value", RANGE: "maximum"}.get(kind_of(rule), "step_table")


def _cap(row: CapGroup, column: str) -> Decimal | None:
    value = row.record[column]
    return value if isinstance(value, Decimal) else None


def _chain(group: str, book: Book) -> tuple[CapGroup, ...]:
    """A group and those above it; a circle is left where it closes."""
    chain: list[CapGroup] = []
    row = book.cap_groups.get(group)
    while row is not None and row not in chain:
        chain.append(row)
        row = book.cap_groups.get(row.parent)
    return tuple(chain)


CAP_CHECKS = (
    group_is_misplaced,
    cap_is_impossible,
    group_is_not_used,
    cap_of_the_sign_is_empty,
    cap_is_below_one_event,
    inner_cap_is_larger,
)
