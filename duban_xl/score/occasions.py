"""Which events are the same occasion, and which rules exclude each other: no double counting (step 5 of the order)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from duban_xl.catalogue import finding
from duban_xl.catalogue.scoring import MISSING_WORDS
from duban_xl.model.columns.assessment import EACH, HIGHEST, HIGHEST_ACROSS, ONCE, ONCE_ACROSS, TIERED_SHARES
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ScoringEvent, ScoringRule
from duban_xl.model.score import ZERO, Outcome
from duban_xl.model.source import shown
from duban_xl.model.text import comparable
from duban_xl.score import words as w
from duban_xl.score.judged import Judged, folded
from duban_xl.score.method import Method
from duban_xl.score.span import CYCLE_KINDS, cycle_of

PER_OCCASION = "次"
CIRCULAR = "通报"
LEVELS = "省市县"
DEPARTMENTS = "有关部门"
IN_TURN = (HIGHEST, HIGHEST_ACROSS, TIERED_SHARES)
"""去重方式 that compare values, so that they are settled after steps and factors."""

_Link = tuple[str, str, str]
"""Serial, rule and unit: by these an entry names the first of its occasion."""

_COLUMNS = {
    "事项": "number",
    "时限": "event_on",  # the missed limit is the event's date (cangnan-amb-17)
    "认定": "event_on",
    "日期": "event_on",
    "角色": "role",
    "层级": "tier",
    "同一事": "occasion",
    "案件": "occasion",
} | dict.fromkeys((CIRCULAR, "文件", "文件会议", "会议", "批示件", "报道", "期号", "依据文件", "稿件"), "document")
KEY_PARTS = ("单位", *_COLUMNS, *CYCLE_KINDS)
"""What 去重键 may be made of, joined with +."""


def counts_once(rule: ScoringRule) -> bool:
    """Whether one occasion counts once, whatever 数量 says."""
    return rule.per == PER_OCCASION and _is_once(rule)


def key_findings(method: Method) -> tuple[Finding, ...]:
    """Parts of 去重键 that mean nothing."""
    return tuple(
        finding("S108", rule.source("dedupe_key"), rule=rule.rule, part=part, parts="、".join(KEY_PARTS))
        for rule in method.rules.values()
        for part in _parts(rule)
        if part not in KEY_PARTS
    )


def without_repeats(events: Sequence[Judged], method: Method) -> tuple[Judged, ...]:
    """`events` (in their order) with every occasion counting once, under one of the rules that exclude each other."""
    complete = [_complete(event, method) for event in events]
    once = _first_of_each(complete, method)
    return _one_rule_per_document(once, method)


def without_lower(events: Sequence[Judged], method: Method) -> tuple[Judged, ...]:
    """`events` (in their order) in which of one thing only the largest counts, or the others a share (就高, 分档; K13)."""
    families: dict[tuple[str, ...], list[Judged]] = defaultdict(list)
    for event in events:
        rule = event.rule
        if rule and rule.dedupe_mode in IN_TURN and event.counts and (key := _key(event, method)):
            own = rule.rule if rule.dedupe_mode == HIGHEST else rule.dedupe_key
            families[(rule.dedupe_mode, own, *key)].append(event)
    result = {id(event): event for event in events}
    for family in families.values():
        result |= {id(event): after for event, after in _lowered(family, method)} if len(family) > 1 else {}
    settled = [result[id(event)] for event in events]
    return _highest_per_matter(settled) if method.says(w.SAME_MATTER) == "就高" else tuple(settled)


def _lowered(family: Sequence[Judged], method: Method) -> Iterable[tuple[Judged, Judged]]:
    best = min(family, key=lambda event: (-abs(event.points), event.by_day))
    for event in family:
        if event is best:
            continue
        if event.rule and event.rule.dedupe_mode != TIERED_SHARES:
            yield event, _lower(event, best)
            continue
        share = method.words.number(w.LOWER_SHARE, "50") or ZERO
        said = event.saying("lower_share", serial=best.serial, share=share)
        yield event, said.but(value=(event.value or ZERO) * share / 100, related=best.row.serial)


def _parts(rule: ScoringRule) -> tuple[str, ...]:
    return _parts_of(rule.dedupe_key)


@lru_cache(maxsize=256)
def _parts_of(key: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in key.replace("＋", "+").split("+") if part.strip())


def _columns(rule: ScoringRule, method: Method) -> tuple[str, ...]:
    """The columns of the event that tell one occasion from another."""
    return _columns_of(rule.dedupe_key, method.says(w.CIRCULARS) == "按事项")


@lru_cache(maxsize=256)
def _columns_of(key: str, by_matter: bool) -> tuple[str, ...]:
    parts = _parts_of(key)
    columns = [_COLUMNS[part] for part in parts if part in _COLUMNS]
    if by_matter and CIRCULAR in parts:
        columns.append("number")
    return tuple(dict.fromkeys(columns))


def _key(event: Judged, method: Method) -> tuple[str, ...] | None:
    """What is equal for two entries of one occasion; None if the rule has no key or the event lacks a part of it."""
    if event.rule is None or event.unit is None or event.rule.dedupe_mode == EACH or not event.rule.dedupe_key:
        return None
    values = [_said(event, column) for column in _columns(event.rule, method)]
    periods = [_period(event, part) for part in _parts(event.rule) if part in CYCLE_KINDS]
    return (event.unit.code or event.unit.name, *values, *periods) if all(values) else None


def _period(event: Judged, cycle: str) -> str:
    return str(cycle_of(cycle, event.day)) if event.day else ""


def _said(event: Judged, column: str) -> str:
    value = event.role if column == "role" else getattr(event.row, column)
    return folded(value if isinstance(value, str) else shown(value))


def _is_once(rule: ScoringRule) -> bool:
    return bool(rule.dedupe_key) and rule.dedupe_mode in (ONCE, ONCE_ACROSS, "")


def _complete(event: Judged, method: Method) -> Judged:
    """Points out what is missing to recognise the occasion; the event counts all the same."""
    rule = event.rule
    if rule is None or not rule.dedupe_key or not event.counts:
        return event
    for column in _columns(rule, method):
        if not _said(event, column):
            words = {"rule": rule.rule, "missing": MISSING_WORDS[column], "proof": rule.proof}
            event = event.found("S128", column, **words)
    return event


def _first_of_each(events: Sequence[Judged], method: Method) -> tuple[Judged, ...]:
    """Of the entries of one occasion under one rule the first counts; the others are 佐证, linked to it."""
    kept: dict[tuple[str, ...], Judged] = {}
    by_serial: dict[_Link, Judged] = {}
    result: dict[int, Judged] = {id(event): event for event in events}
    counting = [event for event in events if event.counts]
    linked = _linked_to(counting)
    for event in _linked_last(counting, linked):
        key = _key(event, method) if event.rule and _is_once(event.rule) else None
        first = by_serial.get(_link(event, event.row.related)) if event.row.related else None
        first = first or (kept.get((event.row.rule, *key)) if key else None)
        if first is not None:
            result[id(event)] = _supporting(event, first)
            continue
        if key is not None:
            kept[(event.row.rule, *key)] = event
        if linked and (own := _link(event, event.row.serial)) in linked:
            by_serial.setdefault(own, event)
    return tuple(result[id(event)] for event in events)


def _linked_to(events: Sequence[Judged]) -> set[_Link]:
    """The events that others name as 关联事件. What is linked to another rule's event is no entry of that occasion."""
    asked = {_link(event, event.row.related) for event in events if event.row.related}
    return asked & {_link(event, event.row.serial) for event in events} if asked else asked


def _linked_last(events: Sequence[Judged], linked: Collection[_Link]) -> list[Judged]:
    """`events` with those after the others that are linked to one of them: an entry follows its first."""
    return sorted(events, key=lambda event: bool(event.row.related) and _link(event, event.row.related) in linked)


def _link(event: Judged, serial: str) -> _Link:
    return serial, event.row.rule, event.unit.name if event.unit else ""


def _supporting(event: Judged, first: Judged) -> Judged:
    rule = event.rule
    key = rule.dedupe_key if rule else ""
    pointed_out = event.found("S129", "document", kept=first.serial, rule=event.row.rule, key=key)
    said = pointed_out.ruled(Outcome.DUPLICATE, "duplicate", serial=first.serial)
    return said.but(related=first.row.serial)


def _one_rule_per_document(events: Sequence[Judged], method: Method) -> tuple[Judged, ...]:
    """Rules with 跨规则一次 and the same key exclude each other: the issuer decides which holds (cangnan-amb-11)."""
    if all(rule.dedupe_mode != ONCE_ACROSS for rule in method.rules.values()):
        return tuple(events)
    checked = [_issuer_checked(event, method) for event in events]
    result = {id(event): event for event in checked}
    families: dict[tuple[str, ...], list[Judged]] = {}
    for event in checked:
        if event.rule and event.rule.dedupe_mode == ONCE_ACROSS and event.counts and (key := _key(event, method)):
            families.setdefault((event.rule.dedupe_key, *key), []).append(event)
    for family in families.values():
        if len(family) > 1:
            result |= {id(event): after for event, after in _chosen(family, method)}
    return tuple(result[id(event)] for event in checked)


def _chosen(family: Sequence[Judged], method: Method) -> Iterable[tuple[Judged, Judged]]:
    kept = next((event for event in family if _rule_by_issuer(event, method) == event.row.rule), family[0])
    rules = "、".join(event.row.rule for event in family)
    for event in family:
        if event is not kept:
            words = {"unit": event.row.unit, "document": event.row.document, "rules": rules, "kept": kept.row.rule}
            out = event.found("S130", "rule", **words)
            said = out.ruled(Outcome.OTHER_RULE, "other_rule", rule=kept.row.rule)
            yield event, said.but(related=kept.row.serial)


def _issuer_checked(event: Judged, method: Method) -> Judged:
    other = _rule_by_issuer(event, method) if event.counts else ""
    if not other or other == event.row.rule:
        return event
    return event.found("S131", "issuer", issuer=event.row.issuer, rule=event.row.rule, other=other)


def _rule_by_issuer(event: Judged, method: Method) -> str:
    """The one rule of the event's family whose 提供单位 fits the issuer; "" if none or several do."""
    rule = event.rule
    if rule is None or rule.dedupe_mode != ONCE_ACROSS or not (issuer := comparable(event.row.issuer)):
        return ""
    family = [r for r in method.rules.values() if (r.dedupe_mode, r.dedupe_key) == (rule.dedupe_mode, rule.dedupe_key)]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: not name.endswith(DEPARTMENTS) and comparable(name) in issuer,
        lambda name: name.endswith(DEPARTMENTS) and name.removesuffix(DEPARTMENTS) == _level(event.row),
    )
    for test in tests:  # an office named outright comes before "the departments of a level"
        fitting = {r.rule for r in family if any(map(test, split_names(r.provider)))}
        if fitting:
            return fitting.pop() if len(fitting) == 1 else ""
    return ""


def _level(row: ScoringEvent) -> str:
    """省, 市 or 县 of the issuer: 层级 if entered, else the first such word of its name (市场 is no city)."""
    if row.tier in LEVELS and row.tier:
        return row.tier
    return next((sign for sign in row.issuer.replace("市场", "") if sign in LEVELS), "")


def _highest_per_matter(events: Sequence[Judged]) -> tuple[Judged, ...]:
    """就高: of the events of one unit on one matter only that with the most points counts."""
    best: dict[tuple[str, str], Judged] = {}
    for event in events:
        if event.counts and event.row.number and event.unit:
            place = (event.unit.name, event.row.number)
            if place not in best or abs(event.points) > abs(best[place].points):
                best[place] = event
    kept = {id(event) for event in best.values()}
    return tuple(
        event
        if not event.counts or not event.row.number or not event.unit or id(event) in kept
        else _lower(event, best[event.unit.name, event.row.number])
        for event in events
    )


def _lower(event: Judged, best: Judged) -> Judged:
    return event.ruled(Outcome.LOWER, "lower", rule=best.row.rule).but(related=best.row.serial)
