"""What a rule gives for an event: fixed points, a value chosen within a range, or a tier's value (step 3 of the order)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.model.columns.assessment import SCORING_RULES
from duban_xl.model.columns.matters import ROLES
from duban_xl.model.finding import Finding
from duban_xl.model.rulebook import ScoringRule
from duban_xl.model.score import Outcome
from duban_xl.model.source import shown
from duban_xl.score.judged import Judged
from duban_xl.score.method import Method
from duban_xl.score.occasions import DEDUPE_MODES, counts_once

ONE = Decimal(1)
BONUS = "加"
FIXED, TIERED, RANGE = "定值", "层级表", "区间"
_NOT_YET = ("factor_condition", "factor", "count_scope", "progression", "rule_cap", "cap_group", "refund_share")


def unsupported(rule: ScoringRule) -> str:
    """What the rule uses that the engine can't calculate, in the words of its columns; "" if it can."""
    if rule.value_kind not in ("", *_READERS):
        return rule.value_kind
    if rule.value_kind in ("", FIXED) and rule.lead_value is None:
        return "空的主办值"
    if rule.dedupe_mode not in DEDUPE_MODES:
        return rule.dedupe_mode
    return next((_header(key) for key in _NOT_YET if getattr(rule, key)), "")


def rule_findings(method: Method) -> tuple[Finding, ...]:
    """One finding per rule that the engine can't calculate."""
    return tuple(
        finding("S105", rule.source("value_kind"), rule=rule.rule, feature=feature)
        for rule in method.rules.values()
        if (feature := unsupported(rule))
    )


def valued(event: Judged, method: Method) -> Judged:
    """`event` with its value: per count and signed, a bonus being negative; the rule decides, not the entered 分值."""
    rule = event.rule
    if rule is None or event.outcome is Outcome.REFUSED:
        return event
    if unsupported(rule):
        return event.ruled(Outcome.PENDING, "unsupported") if event.counts else event
    read = _READERS[rule.value_kind or FIXED](event, rule, method)
    if read.value is None:
        return read
    count, read = _count(read, rule)
    value = read.value * count if read.value is not None else None
    if read.counts and read.row.points is not None and value is not None and abs(read.row.points) != abs(value):
        read = read.found("S123", "points", points=read.row.points, rule=rule.rule, value=value)
    return replace(read, value=-value if rule.sign == BONUS and value is not None else value)


def _fixed(event: Judged, rule: ScoringRule, _: Method) -> Judged:
    supporting = event.row.role == ROLES[1] and rule.support_value is not None
    value = rule.support_value if supporting else rule.lead_value
    said = event.saying("value", per=rule.per, sign=rule.sign, value=value)
    return replace(said, value=value)


def _ranged(event: Judged, rule: ScoringRule, _: Method) -> Judged:
    """A value that a person chose; the program never picks one (house promise: 扣5–10分 is judgement)."""
    chosen = event.row.discretion
    limits = {"rule": rule.rule, "minimum": shown(rule.minimum), "maximum": shown(rule.maximum)}
    if chosen is None:
        missing = event.found("S138", "discretion", **limits) if event.counts else event
        return missing.ruled(Outcome.PENDING, "undecided") if event.counts else missing
    if not (rule.minimum or 0) <= chosen <= (chosen if rule.maximum is None else rule.maximum):
        outside = event.found("S137", "discretion", value=chosen, **limits)
        return outside.ruled(Outcome.PENDING, "undecided") if event.counts else outside
    limits.pop("rule")
    return replace(event.saying("range", value=chosen, **limits), value=chosen)


def _tiered(event: Judged, rule: ScoringRule, method: Method) -> Judged:
    tier = event.row.tier
    steps = method.steps.get(rule.step_table, ())
    value = next((step.value for step in steps if step.start == tier and tier), None)
    if value is None:
        unknown = event.found("S139", "tier", tier=tier, rule=rule.rule)
        return unknown.ruled(Outcome.PENDING, "undecided") if event.counts else unknown
    return replace(event.saying("tier", tier=tier, value=value), value=value)


_READERS: Mapping[str, Callable[[Judged, ScoringRule, Method], Judged]] = {
    FIXED: _fixed,
    RANGE: _ranged,
    TIERED: _tiered,
}
"""取值方式 → how an event's value is read. A further kind is a function and a line here."""


def _count(event: Judged, rule: ScoringRule) -> tuple[Decimal, Judged]:
    """数量, 1 if empty. Where one occasion counts once, neither days late nor reprints multiply (S14, S34)."""
    count = event.row.count
    if count is None or count == ONE:
        return ONE, event
    if counts_once(rule):
        more = event.found("S135", "count", count=count, rule=rule.rule, key=rule.dedupe_key) if event.counts else event
        return ONE, more
    return count, event.saying("count", count=count, per=rule.per)


def _header(key: str) -> str:
    return SCORING_RULES[key].header
