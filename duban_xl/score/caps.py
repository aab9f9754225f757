"""Counting events by day → what each adds once caps hold, and what is given back when something is put right (steps 6 and 7).

The points of an event are the change that it brings to the capped sum, so totals do not depend on the order, and the
quarters add up to the year. A refund takes its share out of the same sums: where more was lost than the cap, it may
give back less than its share, or nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from duban_xl.model.columns.assessment import CAP_PER_MATTER, CAP_PER_OCCASION, CLEARING, PER_MATTER
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import CapGroup, ScoringRule
from duban_xl.model.score import ZERO, Outcome, Sentence
from duban_xl.score.judged import Judged, folded
from duban_xl.score.method import BONUS, Method
from duban_xl.score.repetition import as_one_time
from duban_xl.score.span import Span, cycle_of

_TIMES = re.compile(r"每?(周|月|季|半年|年)?度?\s*(\d+)次?")
_PARTS = re.compile(r"[;；、，,\n]")
Node = tuple[object, ...]


def limited(events: Sequence[Judged], method: Method, span: Span) -> tuple[Judged, ...]:
    """`events` with their points under every cap, in their order, and after them the refunds that took place by then."""
    counted = _within_count(events)
    sums = _Sums(method)
    done: dict[int, Judged] = {}
    refunds: list[Judged] = []
    standing: dict[str, list[Judged]] = defaultdict(list)
    for move in _moves(counted, span):
        if move.refund:
            refunds += sums.given_back(move, done)
        elif move.event.rule and move.event.rule.value_kind == CLEARING:
            refunds += sums.cleared(move.event, standing[move.event.place], done)
        else:
            done[id(move.event)] = sums.added(move.event)
            standing[move.event.place].append(move.event)
    return (*(done.get(id(event), event) for event in counted), *refunds)


@dataclass(frozen=True, slots=True)
class _Move:
    """An event that adds its value on its day, or the refund of one on the day it was put right."""

    day: date
    event: Judged
    refund: bool = False

    @property
    def order(self) -> tuple[date, int, int, str]:
        rule = self.event.rule
        kind = 1 if self.refund else 2 if rule and rule.value_kind == CLEARING else 0
        serial = self.event.row.serial
        return self.day, kind, len(serial), serial


def _moves(events: Iterable[Judged], span: Span) -> list[_Move]:
    moves: list[_Move] = []
    for event in events:
        if not event.counts or event.value is None or event.day is None:
            continue
        moves.append(_Move(event.day, event))
        back = event.row.rectified_on
        if back and event.rule and event.rule.refund_share and event.rule.value_kind != CLEARING and back <= span.end:
            moves.append(_Move(max(back, event.day), event, refund=True))
    return sorted(moves, key=lambda move: move.order)


@dataclass(slots=True)
class _Sums:
    """The running sums of rules and cap groups, each with its cap, and what of each event still stands."""

    method: Method
    sums: dict[Node, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    stands: dict[int, Decimal] = field(default_factory=dict[int, Decimal])

    def added(self, event: Judged) -> Judged:
        """`event` with what it adds."""
        value = event.value or ZERO
        self.stands[id(event)] = value
        change = self._change(event, value)
        if change == value:
            return event.but(counted=change)
        return event.but(counted=change, trace=event.told("capped", value=abs(value), points=abs(change)))

    def given_back(self, move: _Move, done: dict[int, Judged]) -> Iterator[Judged]:
        """The refund of one event that was put right (K10)."""
        share = move.event.rule.refund_share if move.event.rule else None
        if share and self.stands.get(id(move.event)):
            words = {"share": share, "on": move.event.row.rectified_on}
            asked = (move.event.value or ZERO) * share / 100
            amount = min(asked, self.stands[id(move.event)], key=abs)
            yield self._back(move.event, done, amount, move.day).saying("refunded", **words)

    def cleared(self, clearing: Judged, standing: Sequence[Judged], done: dict[int, Judged]) -> Iterator[Judged]:
        """The refunds of all earlier events of the unit that a 清零 strikes out."""
        share = (clearing.rule.refund_share if clearing.rule else None) or Decimal(100)
        for event in standing:
            if self.stands.get(id(event)) and _strikes(clearing, event):
                amount = self.stands[id(event)] * share / 100
                yield self._back(event, done, amount, clearing.day).saying(
                    "cleared", serial=clearing.serial, share=share
                )

    def _back(self, event: Judged, done: dict[int, Judged], back: Decimal, day: date | None) -> Judged:
        self.stands[id(event)] -= back
        points = self._change(event, -back)
        origin = done.get(id(event), event)
        return origin.but(
            outcome=Outcome.REFUND,
            day=day,
            value=-back,
            counted=points,
            codes=(),
            findings=(),
            trace=_clause(origin),
        )

    def _change(self, event: Judged, value: Decimal) -> Decimal:
        """What `value` changes at the top of the event's chain of caps; a bonus is summed apart from deductions."""
        rule = event.rule
        assert rule is not None and event.unit is not None and event.day is not None  # only such events count
        if rule.rule_cap is None and not rule.cap_group:
            return value
        bonus = rule.sign == BONUS
        change = -value if bonus else value
        for node, caps in _chain(self.method, rule, event):
            if (cap := caps[bonus]) is not None:
                change = self._at((event.unit.name, bonus, *node), change, cap)
        return -change if bonus else change

    def _at(self, node: Node, change: Decimal, cap: Decimal) -> Decimal:
        before = self.sums[node]
        self.sums[node] = after = before + change
        return min(after, cap) - min(before, cap)


def _chain(
    method: Method, rule: ScoringRule, event: Judged
) -> Iterator[tuple[Node, tuple[Decimal | None, Decimal | None]]]:
    """The sums that the event goes through, each with its caps for deductions and bonuses: its rule, then its groups."""
    yield ("rule", rule.rule), (rule.rule_cap, rule.rule_cap)
    name, seen = rule.cap_group, set[str]()
    while name and name not in seen and (group := method.cap_groups.get(name)):
        seen.add(name)
        period = cycle_of(group.period, event.day) if event.day else None
        yield ("group", name, period, _within(group, event)), (group.deduction_cap, group.bonus_cap)
        name = group.parent


def _within(group: CapGroup, event: Judged) -> str:
    """What a cap of 范围 事项 or 同一事 is counted by; an event that names none stands alone."""
    row = event.row
    said = {CAP_PER_MATTER: row.number, CAP_PER_OCCASION: row.occasion}.get(group.scope)
    return "" if said is None else folded(said) or f"#{event.serial}"


def _strikes(clearing: Judged, event: Judged) -> bool:
    """Whether a 清零 concerns an earlier event of its unit: its 针对规则 (else its section), its matter if counted so."""
    rule, other = clearing.rule, event.rule
    if rule is None or other is None:
        return False
    if rule.count_scope == PER_MATTER and clearing.row.number != event.row.number:
        return False
    targets = split_names(rule.targets)
    return other.rule in targets if targets else other.sign != BONUS and event.section == clearing.section


def _clause(event: Judged) -> tuple[Sentence, ...]:
    return tuple(part for part in event.trace if part[0] == "clause")


def _within_count(events: Sequence[Judged]) -> tuple[Judged, ...]:
    """Events beyond 次数上限 count 0, by day (K20: at most once a quarter)."""
    seen: dict[Node, int] = defaultdict(int)
    done: dict[int, Judged] = {}
    numbered = (event for event in events if event.rule and event.rule.count_cap and event.counts)
    for event in sorted(numbered, key=lambda event: event.by_day):
        if event.rule and event.day:
            done[id(event)] = _counted_once_more(event, event.rule, event.day, seen)
    return tuple(done.get(id(event), event) for event in events)


def _counted_once_more(event: Judged, rule: ScoringRule, day: date, seen: dict[Node, int]) -> Judged:
    nodes = [
        ((event.place, rule.rule, cycle_of(cycle, day), cycle), most) for cycle, most in count_caps(rule.count_cap)
    ]
    full = next(((node, most) for node, most in nodes if seen[node] >= most), None)
    if full:
        return event.saying("times_up", most=str(full[1]), cycle=full[0][3] or "年").but(value=ZERO)
    for node, _ in nodes:
        seen[node] += 1
    if event.nth is not None:  # told already
        return event
    return as_one_time(event, rule, max((seen[node] for node, _ in nodes), default=1))


@lru_cache(maxsize=256)
def count_caps(text: str) -> tuple[tuple[str, int], ...]:
    """次数上限 → (周期, how many): 季1；年3 → (季, 1), (年, 3); a bare number is for the year. Unreadable parts are dropped."""
    found = (_TIMES.fullmatch(part.strip()) for part in _PARTS.split(text) if part.strip())
    return tuple((hit[1] or "", int(hit[2])) for hit in found if hit)
