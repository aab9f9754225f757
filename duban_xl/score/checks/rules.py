"""计分规则 → findings: what each 取值方式 needs and does not use, what is not there, rules that can do nothing."""

from collections.abc import Iterator, Mapping

from duban_xl.catalogue import finding
from duban_xl.catalogue import scoring_checks as said
from duban_xl.model.columns.assessment import (
    BY_MEASURE,
    BY_PARTS,
    CLEARING,
    FIXED,
    RANGE,
    SHARE,
    SIGNS,
    STEPPED,
    TIERED,
    VALUE_KINDS,
)
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.repeats import repeated
from duban_xl.model.rulebook import ScoringRule
from duban_xl.model.text import comparable
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book

VALUES = ("lead_value", "support_value", "minimum", "maximum")
NEEDED: Mapping[str, tuple[str, ...]] = {
    FIXED: ("lead_value",),
    TIERED: ("step_table",),
    RANGE: ("maximum",),
    SHARE: ("lead_value",),
    STEPPED: ("step_table",),
    BY_PARTS: ("step_table",),
}
"""取值方式 → the columns without which it gives no value."""
USED: Mapping[str, tuple[str, ...]] = {
    FIXED: ("lead_value", "support_value"),
    TIERED: ("support_value", "step_table"),
    RANGE: ("minimum", "maximum"),
    SHARE: ("lead_value", "support_value", "step_table"),
    STEPPED: ("step_table",),
    BY_PARTS: ("step_table",),
    BY_MEASURE: (),
    CLEARING: ("targets",),
}
"""取值方式 → which of `OF_SOME_KINDS` it looks at."""
OF_SOME_KINDS = (*VALUES, "step_table", "targets")
NOT_MEASURED = ("factor_condition", "count_scope", "count_cap", "dedupe_key", "refund_share", "proposed_from")
"""Columns about events: a measured rule has none."""


def kind_of(rule: ScoringRule) -> str:
    """取值方式; left empty it is 定值."""
    return rule.value_kind or FIXED


def needed_value_is_empty(book: Book) -> Iterator[Finding]:
    """A 取值方式 lacks what it takes its value from."""
    for rule in book.rulebook.rules:
        for column in NEEDED.get(kind_of(rule), ()):
            if rule.record[column] is None and column not in rule.record.written:
                yield faults.lacks(rule, column, "value_kind")
        if kind_of(rule) == SHARE and not rule.step_table:
            yield from _share_of_nothing(rule, book)


def _share_of_nothing(rule: ScoringRule, book: Book) -> Iterator[Finding]:
    section = book.section_of(rule)
    if section is None and not rule.section:
        yield faults.lacks(rule, "section", "value_kind")
    elif section is not None and section.full_marks is None:
        yield faults.lacks_elsewhere(
            rule, "value_kind", section.source("full_marks"), faults.header(section, "full_marks")
        )


def value_is_not_used(book: Book) -> Iterator[Finding]:
    """A cell is filled in that the 取值方式 of the rule does not look at."""
    for rule in book.rulebook.rules:
        kind = kind_of(rule)
        if kind not in VALUE_KINDS:
            continue
        columns = [column for column in OF_SOME_KINDS if column not in USED[kind]]
        columns += NOT_MEASURED if kind == BY_MEASURE else ()
        for column in columns:
            if rule.record[column] is not None:
                yield faults.useless(rule, column, "value_kind")
        if kind == CLEARING and rule.sign == SIGNS[1]:
            yield faults.useless(rule, "sign", "value_kind")


def value_is_impossible(book: Book) -> Iterator[Finding]:
    """Values below 0, a range upside down, percentages outside 0–100, caps of 0."""
    for rule in book.rulebook.rules:
        yield from faults.negative(rule, (*VALUES, "rule_cap", "proposed_at"))
        yield from faults.greater(rule, (("minimum", "maximum"),))
        yield from faults.outside_percent(rule, "refund_share")
        yield from faults.no_limit_meant(rule, ("rule_cap",))
        if kind_of(rule) == SHARE:
            yield from faults.outside_percent(rule, "lead_value")


def referred_row_is_missing(book: Book) -> Iterator[Finding]:
    """分项号, 阶梯表号, 上限组 or 针对规则 names no row."""
    named = (
        ("section", "scoring_sections", book.sections),
        ("step_table", "scoring_steps", book.ladders),
        ("cap_group", "cap_groups", book.cap_groups),
        ("targets", "scoring_rules", book.rules),
    )
    for rule in book.rulebook.rules:
        for column, sheet, known in named:
            for name in split_names(rule.record.text(column)) if column == "targets" else (rule.record.text(column),):
                if name and name not in known:
                    yield faults.unknown(rule, column, name, faults.in_sheet(sheet), known)


def sign_is_not_said(book: Book) -> Iterator[Finding]:
    """加减 is empty: it counts as a deduction."""
    for rule in book.rulebook.rules:
        if not rule.sign and "sign" not in rule.record.written and kind_of(rule) not in (BY_MEASURE, CLEARING):
            yield finding("S221", rule.source("sign"), rule=rule.rule)


def value_is_nothing(book: Book) -> Iterator[Finding]:
    """A fixed value of 0 without a consequence: entering the event changes nothing."""
    spoken_of = {name for row in book.rulebook.consequences for name in split_names(row.subject)}
    for rule in book.rulebook.rules:
        nothing = kind_of(rule) in (FIXED, SHARE) and rule.lead_value == 0 and not rule.support_value
        if nothing and not rule.consequence and rule.rule not in spoken_of:
            yield finding("S235", rule.source("lead_value"), rule=rule.rule)


def situation_is_written_twice(book: Book) -> Iterator[Finding]:
    """Two rules of one section, for the same units and categories, have the same 情形."""
    rules = tuple(book.rules.values())
    for same in repeated(rules, _situation).values():
        places = (rule.source("condition") for rule in same)
        yield finding("S236", *places, rules=said.JOINED.join(rule.rule for rule in same), text=same[0].condition)


def _situation(rule: ScoringRule) -> str:
    words = (rule.condition, rule.section, rule.groups, rule.categories, rule.sign, rule.value_kind)
    return "\n".join(map(comparable, words)) if rule.condition else ""


def consequence_has_no_row(book: Book) -> Iterator[Finding]:
    """后果代码 of a rule or a step that 计分后果 does not explain."""
    known = {row.code for row in book.rulebook.consequences}
    for row in (*book.rulebook.rules, *book.rulebook.steps):
        for code in split_names(row.consequence):
            if code not in known:
                like = faults.near(code, known)
                yield finding("S233", row.source("consequence"), what=faults.named(row), value=code, near=like)


def proposal_is_not_asked_for(book: Book) -> Iterator[Finding]:
    """提出次数 without 自动提出."""
    for rule in book.rulebook.rules:
        if rule.proposed_at is not None and not rule.proposed_from:
            yield faults.useless(rule, "proposed_at", "proposed_from")


RULE_CHECKS = (
    needed_value_is_empty,
    value_is_not_used,
    value_is_impossible,
    referred_row_is_missing,
    sign_is_not_said,
    value_is_nothing,
    situation_is_written_twice,
    consequence_has_no_row,
    proposal_is_not_asked_for,
)
