"""What a rule gives for an event: fixed points, a tier, a chosen value, a share of the marks or a step (step 3 of the order)."""

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from duban_xl.model.columns.assessment import BY_PARTS, CLEARING, FIXED, RANGE, SHARE, STEPPED, TIERED
from duban_xl.model.columns.matters import ROLES
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ScoringRule, Step
from duban_xl.model.score import ONE, ZERO, Outcome
from duban_xl.model.source import shown
from duban_xl.score import words as w
from duban_xl.score.exact import decimal_of
from duban_xl.score.judged import Judged
from duban_xl.score.method import BONUS, Method
from duban_xl.score.occasions import counts_once

HALF = Decimal("0.5")
_PER = re.compile(r"每?(\d+(?:\.\d+)?)(.*)")


def valued(event: Judged, method: Method) -> Judged:
    """`event` with its value: per count and signed, a bonus being negative; the rule decides, not the entered 分值.

    A value that follows from the how-maniest time it is (阶梯表 with 计数范围) is settled by `repetition`.
    """
    rule = event.rule
    unread = event.row.count is None and "count" in event.row.record.written
    if rule is None or unread or event.outcome is Outcome.REFUSED:
        return event
    read = _READERS.get(rule.value_kind or FIXED, _by_no_event)(event, rule, method)
    if read.raw is None:
        return read
    raw, (count, read) = read.raw, _count(read, rule, method)
    if read.sharers > 1:
        share = decimal_of(Fraction(raw * count) / read.sharers)
        return read.but(value=_signed(share, rule), trace=read.told("shared", count=str(read.sharers)))
    return read if count == ONE else read.but(value=_signed(raw * count, rule))


def _given(event: Judged, rule: ScoringRule, raw: Decimal, **changes: Any) -> Judged:
    """`event` with what the rule gives it, as it counts if it counts once."""
    return event.but(raw=raw, value=_signed(raw, rule), **changes)


def _signed(value: Decimal, rule: ScoringRule) -> Decimal:
    return -value if rule.sign == BONUS else value


def as_entered(event: Judged) -> Judged:
    """Points out a typed 分值 that is neither what the rule gives nor what is left of it under the caps."""
    typed, rule, value = event.row.points, event.rule, event.value
    if typed is None or rule is None or value is None or not event.counts:
        return event
    shares_a_row = len(split_names(event.row.record.text("unit"))) > 1  # then 分值 is the sum of several units
    if shares_a_row or abs(typed) in (abs(value), abs(event.counted)):
        return event
    return event.found("S123", "points", points=typed, rule=rule.rule, value=abs(value))


def is_by_time(rule: ScoringRule) -> bool:
    """Whether the rule's step is looked up by the how-maniest time it is, not by 数量."""
    return rule.value_kind == STEPPED and bool(rule.count_scope)


def _fixed(event: Judged, rule: ScoringRule, method: Method) -> Judged:
    value = _of_role(event, rule, method)
    if value is None:
        return event.found("S157", "rule", rule=rule.rule).waits("no_value")
    return _given(event, rule, value, trace=event.told("value", per=rule.per, sign=rule.sign, value=value))


def _of_role(event: Judged, rule: ScoringRule, method: Method) -> Decimal | None:
    """主办值, or for a supporting unit 协办值; where that is empty, what 协办默认 says (K03)."""
    if event.role != ROLES[1]:
        return rule.lead_value
    if rule.support_value is not None or rule.lead_value is None:
        return rule.support_value
    return {"减半": rule.lead_value * HALF, "不计": ZERO}.get(method.says(w.SUPPORT), rule.lead_value)


def _ranged(event: Judged, rule: ScoringRule, _: Method) -> Judged:
    """A value that a person chose; the program never picks one (house promise: 扣5–10分 is judgement)."""
    chosen = event.row.discretion
    limits = {"rule": rule.rule, "minimum": shown(rule.minimum), "maximum": shown(rule.maximum)}
    if chosen is None:
        missing = event.found("S138", "discretion", **limits) if event.counts else event
        return missing.waits("undecided")
    if not (rule.minimum or 0) <= chosen <= (chosen if rule.maximum is None else rule.maximum):
        return event.found("S137", "discretion", value=chosen, **limits).waits("undecided")
    if not (event.row.reason and (event.row.discretion_by or event.row.decided_by)):
        return event.found("S160", "discretion", value=chosen, rule=rule.rule).waits("undecided")
    limits.pop("rule")
    return _given(event, rule, chosen, trace=event.told("range", value=chosen, **limits))


def _tiered(event: Judged, rule: ScoringRule, method: Method) -> Judged:
    step = _named_step(event, rule, method)
    if step is None or step.value is None:
        return event.found("S139", "tier", tier=event.row.tier, rule=rule.rule).waits("no_step")
    told = event.told("tier", tier=event.row.tier, value=step.value)
    value = _for_role(step.value, event, rule, method)
    return _given(event, rule, value, codes=_codes(event, step), trace=told)


def _for_role(value: Decimal, event: Judged, rule: ScoringRule, method: Method) -> Decimal:
    """A tier's value for a supporting unit: as 协办默认 says; 协办值 is the office's own figure for all tiers."""
    if event.role != ROLES[1]:
        return value
    if rule.support_value is not None:
        return rule.support_value
    return {"减半": value * HALF, "不计": ZERO}.get(method.says(w.SUPPORT), value)


def _share(event: Judged, rule: ScoringRule, method: Method) -> Judged:
    """A percentage of the section's marks, or of the marks that the tier's step gives the project (K09)."""
    step = _named_step(event, rule, method) if rule.step_table else None
    whole = event.section.full_marks if event.section else method.base
    marks = step.value if step else (None if rule.step_table else whole)
    percent = _of_role(event, rule, method)
    if marks is None or percent is None:
        code, column = ("S139", "tier") if rule.step_table else ("S157", "rule")
        reason = "no_step" if rule.step_table else "no_value"
        return event.found(code, column, tier=event.row.tier, rule=rule.rule).waits(reason)
    value = decimal_of(Fraction(marks) * Fraction(percent) / 100)
    return _given(event, rule, value, trace=event.told("share", marks=marks, percent=percent, value=value))


def _stepped(event: Judged, rule: ScoringRule, method: Method) -> Judged:
    """The step that holds 数量; one that is looked up by the nth time has its value later."""
    if is_by_time(rule):
        return _given(event, rule, ONE)
    ladder, number = method.ladders.get(rule.step_table), event.row.count
    step = ladder.at(ONE if number is None else number) if ladder else None
    if step is None or step.value is None:
        return event.found("S158", "count", count=shown(number), rule=rule.rule, table=rule.step_table).waits("no_step")
    told = event.told("step", count=number or ONE, per=_word(rule.per), value=step.value)
    return _given(event, rule, step.value, codes=_codes(event, step), trace=told)


def _by_parts(event: Judged, rule: ScoringRule, method: Method) -> Judged:
    """Every part of 数量 at the value of its own step (K06: five days at 0.5, the rest at 1)."""
    ladder, number = method.ladders.get(rule.step_table), event.row.count
    count = ONE if number is None else number
    total = ladder.by_parts(count) if ladder else None
    if total is None:
        said = event.found("S158", "count", count=shown(count), rule=rule.rule, table=rule.step_table)
        return said.waits("no_step")
    value = decimal_of(total)
    return _given(event, rule, value, trace=event.told("parts", count=count, per=_word(rule.per), value=value))


def _clearing(event: Judged, rule: ScoringRule, _: Method) -> Judged:
    return _given(event, rule, ZERO)


def _by_no_event(event: Judged, rule: ScoringRule, _: Method) -> Judged:
    """测算 rules follow from data, not from events."""
    return event.found("S159", "rule", rule=rule.rule).waits("measured_rule")


_READERS: Mapping[str, Callable[[Judged, ScoringRule, Method], Judged]] = {
    FIXED: _fixed,
    RANGE: _ranged,
    TIERED: _tiered,
    SHARE: _share,
    STEPPED: _stepped,
    BY_PARTS: _by_parts,
    CLEARING: _clearing,
}
"""取值方式 → how an event's value is read. A further kind is a function and a line here."""


def _named_step(event: Judged, rule: ScoringRule, method: Method) -> Step | None:
    ladder = method.ladders.get(rule.step_table)
    return ladder.named(event.row.tier) if ladder else None


def _codes(event: Judged, step: Step) -> tuple[str, ...]:
    return (*event.codes, step.consequence) if step.consequence else event.codes


def _count(event: Judged, rule: ScoringRule, method: Method) -> tuple[Decimal, Judged]:
    """How often the value counts. Where one occasion counts once, neither days late nor reprints multiply (S14, S34)."""
    count = event.row.count
    by_count = rule.value_kind == BY_PARTS or (rule.value_kind == STEPPED and not rule.count_scope)
    if by_count or rule.value_kind == CLEARING:
        return ONE, event
    size = per_how_many(rule.per)
    if size != ONE and count is not None:
        times = _times(count / size, method)
        return times, event.saying("times", count=count, per=rule.per, times=times)
    if count is None or count == ONE:
        return ONE, event
    if counts_once(rule):
        more = event.found("S135", "count", count=count, rule=rule.rule, key=rule.dedupe_key) if event.counts else event
        return ONE, more
    return count, event.saying("count", count=count, per=rule.per)


@lru_cache(maxsize=256)
def per_how_many(per: str) -> Decimal:
    """The number in 单位: 3件 → 3; 1 where there is none."""
    found = _PER.fullmatch(per.strip())
    number = Decimal(found[1]) if found else ONE
    return number or ONE


def _word(per: str) -> str:
    found = _PER.fullmatch(per.strip())
    return found[2] if found else per


def _times(times: Decimal, method: Method) -> Decimal:
    """口径 不足一个计数单位: what is left over counts not at all, in proportion, or as a whole one."""
    rounding = {"不计": ROUND_FLOOR, "按一个": ROUND_CEILING}.get(method.says(w.PART_OF_COUNT))
    return times.to_integral_value(rounding) if rounding else times
