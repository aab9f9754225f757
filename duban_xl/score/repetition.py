"""The how-maniest time it is, and what doubles an event: steps of repetition and factors (step 4 of the order; K07, K08)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from duban_xl.model.columns.assessment import IN_A_ROW, PER_MATTER, PER_RULE, PER_UNIT, REPLACES
from duban_xl.model.noun import split_names
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.rulebook import ScoringRule
from duban_xl.model.score import ONE, ZERO
from duban_xl.score import words as w
from duban_xl.score.judged import Judged
from duban_xl.score.method import BONUS, Method, covers
from duban_xl.score.span import cycle_of
from duban_xl.score.values import is_by_time

_CONDITION = re.compile(r"(.+?)(?:[=＝×*](\d+(?:\.\d+)?))?")
_PARTS = re.compile(r"[;；、，,\n]")
_NTH = re.compile(r"第(\d+)次(起?)")
Key = tuple[str, ...]


def repeated(events: Sequence[Judged], method: Method) -> tuple[Judged, ...]:
    """`events` with the value of the nth time and of the factors that hold; the order given is kept."""
    groups: dict[Key, list[Judged]] = defaultdict(list)
    done: dict[int, Judged] = {}
    for event in events:
        key = _scope(event)
        if key and event.counts and event.value is not None:
            groups[key].append(event)
        else:
            done[id(event)] = _settled(event, method, nth=None)
    for group in groups.values():
        in_order = sorted(group, key=lambda event: event.by_day)
        done |= {id(event): after for event, after in zip(in_order, _in_turn(in_order, method), strict=True)}
    return tuple(done[id(event)] for event in events)


def _scope(event: Judged) -> Key | None:
    """Within what the times are counted (计数范围; 规则 where only a factor asks for the nth)."""
    rule, unit = event.rule, event.unit
    if rule is None or unit is None:
        return None
    scope = rule.count_scope or (PER_RULE if "第" in rule.factor_condition else "")
    if not scope:
        return None
    matter, period = event.row.number or event.row.occasion, str(_own_period(event) or "")
    keys: dict[str, Key] = {
        PER_MATTER: (unit.name, rule.rule, matter or f"#{event.serial}"),
        PER_UNIT: (unit.name, f"表{rule.step_table}" if rule.step_table else rule.rule, period),
        IN_A_ROW: (unit.name, rule.rule, matter),
        PER_RULE: (unit.name, rule.rule, period),
    }
    return (scope, *keys[scope]) if scope in keys else None


def _in_turn(events: Sequence[Judged], method: Method) -> Iterable[Judged]:
    """Events of one scope by day: each with its nth, its value, and less what the earlier ones counted if it replaces them."""
    before = ZERO
    for event, (nth, starts) in zip(events, _numbers(events), strict=True):
        before = ZERO if starts else before
        after = _settled(event, method, nth=nth)
        if after.value is not None and after.rule and _replaces(after.rule, method):
            value = after.value
            if before:
                after = after.saying("replaces", nth=str(nth), value=abs(value), before=abs(before)).but(
                    value=value - before
                )
            before = value
        yield after


def _numbers(events: Sequence[Judged]) -> Iterable[tuple[int, bool]]:
    """The how-maniest each event is (for 连续 the length of the run of periods that it ends), and whether it starts anew."""
    rule = events[0].rule
    if not rule or rule.count_scope != IN_A_ROW:
        yield from ((nth, nth == 1) for nth in range(1, len(events) + 1))
        return
    run, last = 0, None
    for event in events:
        period = _period(event)
        is_new = period != last
        if is_new:
            run = run + 1 if last is not None and period == last.following() else 1
            last = period
        yield run, is_new and run == 1


def _period(event: Judged) -> Period:
    assert event.day is not None  # only dated events count
    return _own_period(event) or Period.of(PeriodKind.QUARTER, event.day)


def _own_period(event: Judged) -> Period | None:
    """The period of the section's 周期; times of a rule or unit are counted within it."""
    return cycle_of(event.section.cycle, event.day) if event.section and event.day else None


def _replaces(rule: ScoringRule, method: Method) -> bool:
    """Whether a later step stands for the earlier ones: as the rule says; of steps by time, as 口径 递进方式 says."""
    said = rule.progression or (method.says(w.PROGRESSION) if is_by_time(rule) else "")
    return said == REPLACES


def _settled(event: Judged, method: Method, *, nth: int | None) -> Judged:
    """With the step's value, where it goes by the nth time, and with its factor."""
    rule = event.rule
    if rule is None or event.value is None:
        return event
    if nth is not None:
        event = as_one_time(event.but(nth=nth), rule, nth)
    if is_by_time(rule):
        event = _by_step(event, rule, method, nth or 1)
    return _with_factor(event, rule, method)


def as_one_time(event: Judged, rule: ScoringRule, nth: int) -> Judged:
    """Points out a number on an event of a rule that counts times: a row is one time, whatever its 数量."""
    count = event.row.count
    return event if count in (None, ONE) else event.found("S171", "count", count=count, rule=rule.rule, nth=str(nth))


def _by_step(event: Judged, rule: ScoringRule, method: Method, nth: int) -> Judged:
    ladder = method.ladders.get(rule.step_table)
    step = ladder.at(nth) if ladder else None
    if step is None and ladder and nth < min((r.start or ZERO for r in ladder.rungs), default=ZERO):
        value, codes = ZERO, event.codes  # before the first step nothing is taken
    elif step is None or step.value is None:
        unknown = event.found("S158", "rule", count=str(nth), rule=rule.rule, table=rule.step_table)
        return unknown.waits("no_step").but(value=None)
    else:
        value, codes = step.value, (*event.codes, step.consequence) if step.consequence else event.codes
    times = abs(ONE if event.value is None else event.value)
    signed = -value * times if rule.sign == BONUS else value * times
    told = event.told("nth", nth=str(nth), value=value)
    return event.but(raw=value, value=signed, codes=codes, trace=told)


def _with_factor(event: Judged, rule: ScoringRule, method: Method) -> Judged:
    if rule.factor is None and not rule.factor_condition:
        return event
    stated = conditions(rule.factor_condition) or ((event.row.rule, None),)  # without a condition it always holds
    held = [
        (word, factor or rule.factor) for word, factor in stated if not rule.factor_condition or _holds(word, event)
    ]
    held = [(word, _total(factor, method)) for word, factor in held if factor is not None]
    if not held or event.value is None:
        return event
    factor = max(factor for _, factor in held)
    if method.says(w.SEVERAL_FACTORS) == w.MULTIPLIED:
        factor = ONE
        for _, more in held:
            factor *= more
    told = event.told("factor", words="、".join(word for word, _ in held), factor=factor)
    return event.but(value=event.value * factor, factor=factor, trace=told)


@lru_cache(maxsize=512)
def conditions(text: str) -> tuple[tuple[str, Decimal | None], ...]:
    """倍数条件 → its words, each with a factor of its own if it has one: 媒体曝光=2；重复 → (媒体曝光, 2), (重复, None)."""
    parts = (part.strip() for part in _PARTS.split(text))
    found = (_CONDITION.fullmatch(part) for part in parts if part)
    return tuple((hit[1].strip(), Decimal(hit[2]) if hit[2] else None) for hit in found if hit)


def _holds(word: str, event: Judged) -> bool:
    if nth := _NTH.fullmatch(word):
        asked = int(nth[1])
        return event.nth is not None and (event.nth >= asked if nth[2] else event.nth == asked)
    row = event.row
    of_unit = event.unit is not None and covers(word, event.unit)
    return of_unit or word in (row.tier, event.role, *split_names(row.circumstances))


def _total(factor: Decimal, method: Method) -> Decimal:
    """口径 倍数含义: “加罚一倍” is twice in all."""
    return ONE + factor if method.says(w.FACTOR_MEANS) == w.EXTRA_FACTOR else factor
