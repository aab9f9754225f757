"""Units with their sections → scores, the groups' averages, weights and ranks (steps 10 and 12 to 16 of the order)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from duban_xl.catalogue import finding
from duban_xl.catalogue.scoring import RECORDED
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, PeriodKind, periods_between
from duban_xl.model.score import ONE, ZERO, Outcome, PartScore, PeriodScore, ScoredEvent, SectionScore, UnitScore
from duban_xl.model.source import shown
from duban_xl.score import words as w
from duban_xl.score.exact import decimal_of, rounded, total
from duban_xl.score.method import Method
from duban_xl.score.sections import TOTAL, Standing, Whole, moved
from duban_xl.score.span import Span
from duban_xl.score.traces import Tally, section_trace, tallies, unit_trace


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScore:
    """A unit with what it reached by itself, before averages of its group and ranks."""

    unit: Unit
    inspected: bool
    whole: Whole
    events: tuple[ScoredEvent, ...]
    parts: tuple[PartScore, ...]
    recorded: tuple[str, ...]  # consequences, in words

    @property
    def total(self) -> Fraction:
        """Its total; 0 where it has none."""
        return self.whole.total if self.whole.total is not None else Fraction(0)


def unit_score(own: OwnScore, mean: Fraction | None, *, method: Method, span: Span) -> UnitScore:
    """The unit's row of the board, without its places and what comes of them. `mean` is that of its group."""
    whole, events = own.whole, own.events
    quarters = periods_between(PeriodKind.QUARTER, span.year_start, span.end)
    by_quarter: dict[Period | None, Decimal] = defaultdict(lambda: ZERO)
    for event in events:
        by_quarter[event.quarter] += event.points
    tally, own_score = tallies(events), decimal_of(own.total)
    final = _final(own, mean, method)
    score = None if final is None else decimal_of(final)
    weight = method.annual_weights.get(own.unit.group, method.annual_weights.get(""))
    return UnitScore(
        unit=own.unit.name,
        group=own.unit.group,
        inspected=own.inspected,
        raw=decimal_of(whole.raw),
        own_score=own_score,
        score=score,
        weight=weight,
        counted=_counted(final, weight, method),
        period_points=_points(event for event in events if _within(event, span.period)),
        year_points=_points(events),
        remaining=own_score,
        quarter_points=tuple(by_quarter[quarter] for quarter in quarters),
        rank=None,
        consequences=own.recorded,
        events=events,
        sections=tuple(_section(one, whole, method, tally.get(one.section.section)) for one in whole.sections),
        parts=own.parts,
        ranked=whole.ranked,
        trace=unit_trace(whole, method, tally.get(TOTAL), inspected=own.inspected, score=score),
    )


def _final(own: OwnScore, mean: Fraction | None, method: Method) -> Fraction | None:
    """The score of the unit: its own total, or what 未被督查单位 gives a unit that was not inspected."""
    treated = method.says(w.NOT_INSPECTED)
    if own.inspected or treated == w.AS_SCORED:
        return own.whole.total
    return {w.AVERAGE: mean, w.BASE_SCORE: Fraction(method.base)}.get(treated)


def _counted(final: Fraction | None, weight: Decimal | None, method: Method) -> Decimal | None:
    """What goes into the annual evaluation, rounded; a method with weights gives a group without one no figure."""
    weight = weight if method.annual_weights else ONE
    if final is None or weight is None:
        return None
    return rounded(final * Fraction(weight), method.places, method.says(w.ROUNDING))


def _section(standing: Standing, whole: Whole, method: Method, tally: Tally | None) -> SectionScore:
    section = standing.section
    return SectionScore(
        section=section.section,
        parent=section.parent,
        name=section.name,
        mode=section.mode,
        full=section.full_marks,
        start=decimal_of(moved(standing.raw, less=standing.marks, more=standing.lost)),
        points=decimal_of(standing.lost),
        marks=decimal_of(standing.marks),
        raw=decimal_of(standing.raw),
        score=None if standing.score is None else decimal_of(standing.score),
        weight=standing.weight,
        applies=standing.applies,
        treatment="" if standing.applies else section.not_applicable,
        periods=tuple(
            PeriodScore(period=t.period, points=decimal_of(t.lost), raw=decimal_of(t.raw), score=decimal_of(t.score))
            for t in standing.terms
            if t.period
        ),
        trace=section_trace(standing, whole, method, tally),
    )


def averages(owns: Sequence[OwnScore]) -> dict[str, Fraction | None]:
    """Group → exact mean of the final scores of its inspected units, never of another group's (cangnan-A5-average)."""
    inspected: dict[str, list[Fraction]] = {own.unit.group: [] for own in owns}
    for own in owns:
        if own.inspected and own.whole.total is not None:
            inspected[own.unit.group].append(own.total)
    return {group: total(scores) / len(scores) if scores else None for group, scores in inspected.items()}


def ranked(units: Sequence[UnitScore], method: Method, ledger: Ledger) -> tuple[UnitScore, ...]:
    """Places within each group and over all, best first; equal scores as 并列名次 and 并列依据 say (K25)."""
    all_take_part = method.says(w.RANK_NOT_INSPECTED) == "参加"
    part = [u for u in units if u.score is not None and u.ranked and (u.inspected or all_take_part)]
    keys = {unit.unit: _rank_key(unit, method, ledger) for unit in part}
    within: dict[str, int] = {}
    for group in {unit.group for unit in part}:
        within |= _places([unit for unit in part if unit.group == group], keys, method)
    over_all = _places(part, keys, method)
    return tuple(replace(u, rank=within.get(u.unit), overall_rank=over_all.get(u.unit)) for u in units)


def _places(units: Sequence[UnitScore], keys: Mapping[str, tuple[Decimal, ...]], method: Method) -> dict[str, int]:
    """Unit → its place; equal keys share one, and the next is left out unless 不跳号."""
    ordered = sorted((keys[unit.unit] for unit in units), reverse=True)
    if method.says(w.TIES) == w.DENSE_RANK:
        ordered = sorted(set(ordered), reverse=True)
    first: dict[tuple[Decimal, ...], int] = {}
    for place, key in enumerate(ordered, 1):
        first.setdefault(key, place)
    return {unit.unit: first[keys[unit.unit]] for unit in units}


def _rank_key(unit: UnitScore, method: Method, ledger: Ledger) -> tuple[Decimal, ...]:
    """What is compared, larger first: the score, and after it the tie-breakers of 并列依据."""
    by_counted = method.says(w.RANKED_BY) == "折算分" and unit.counted is not None
    score = (unit.counted if by_counted else unit.score) or ZERO
    if method.says(w.TIES) != w.BY_TIE_BREAK:
        return (score,)
    return (score, *(_tie(unit, said, ledger, method) for said in w.listed(method.words.text(w.TIE_BREAK))))


def _tie(unit: UnitScore, said: str, ledger: Ledger, method: Method) -> Decimal:
    """One tie-breaker as a number of which the larger is better; unknown words decide nothing."""
    simple: dict[str, Callable[[], Decimal]] = {
        "扣分少者": lambda: -sum((e.points for e in unit.events if not method.is_bonus(e.rule)), ZERO),
        "加分多者": lambda: -sum((e.points for e in unit.events if method.is_bonus(e.rule)), ZERO),
        "单位顺序": lambda: Decimal(-ledger.units.position(unit.unit)),
    }
    if said in simple:
        return simple[said]()
    kind, _, name = said.partition(" ")
    if kind == "分项":
        return next((s.score or ZERO for s in unit.sections if name in (s.section, s.name)), ZERO)
    if kind == "指标":
        named = (row for row in ledger.indicators if row.indicator == name)
        return next((row.actual or ZERO for row in named if ledger.units.official_name(row.unit) == unit.unit), ZERO)
    return ZERO


def in_board_order(units: Sequence[UnitScore], ledger: Ledger, method: Method) -> tuple[UnitScore, ...]:
    """By group (as the weights name them, then as the directory does), place, official order."""
    groups = [*filter(None, method.annual_weights), *dict.fromkeys(unit.group for unit in ledger.units.units)]
    first = {group: place for place, group in reversed(list(enumerate(groups)))}
    position = {unit.name: place for place, unit in reversed(list(enumerate(ledger.units.units)))}

    def key(unit: UnitScore) -> tuple[int, int, int]:
        return first[unit.group], unit.rank or len(units) + 1, position[unit.unit]

    return tuple(sorted(units, key=key))


def standing_findings(units: Sequence[UnitScore], ledger: Ledger, method: Method) -> tuple[Finding, ...]:
    """Units without weight, groups without average, scores below the floor."""
    found: list[Finding] = []
    empty: dict[str, list[UnitScore]] = {}
    for unit in units:
        row = ledger.units.find(unit.unit)
        places = [row.source("group")] if row else []
        if method.annual_weights and unit.weight is None:
            found.append(finding("S150", *places, unit=unit.unit, group=unit.group))
        if method.floor is not None and unit.raw < method.floor:
            words = {"points": unit.year_points, "raw": unit.raw, "floor": method.floor}
            found.append(finding("S152", *places, unit=unit.unit, **words))
        if unit.score is None and not unit.inspected and method.says(w.NOT_INSPECTED) == w.AVERAGE:
            empty.setdefault(unit.group, []).append(unit)
    for group, without in empty.items():
        row = ledger.units.find(without[0].unit)
        found.append(finding("S151", *([row.source("group")] if row else []), group=group, count=len(without)))
    return tuple(found)


def recorded_consequences(ledger: Ledger, span: Span) -> dict[str, tuple[str, ...]]:
    """What persons recorded in 通报问责 within the year, in their words, by unit; praise brings no points."""
    texts: dict[str, tuple[str, ...]] = {}
    for row in ledger.consequences:
        if row.held_on and span.start <= row.held_on <= span.end:
            details = "，".join(filter(None, (row.document_number, shown(row.held_on))))
            unit = ledger.units.official_name(row.unit)
            texts[unit] = (*texts.get(unit, ()), RECORDED.format(type=row.type, details=details))
    return texts


def _points(events: Iterable[ScoredEvent]) -> Decimal:
    return sum((event.points for event in events), ZERO)


def _within(event: ScoredEvent, period: Period) -> bool:
    """Whether the event belongs to the board's period, by the day that decides."""
    if event.quarter is None or period.kind is PeriodKind.YEAR:
        return event.quarter is not None
    if period.kind is PeriodKind.QUARTER:
        return event.quarter == period
    return period.contains(event.event_on or date.min)


def inspected_units(ledger: Ledger, method: Method, span: Span) -> frozenset[str]:
    """Units with a 督查记录 in the year so far (cangnan-amb-12); that a letter reminded them is none, unless it counts.

    The ways of supervising (rules §2.9) name 电话催办, which is one, but no 催办 by letter.
    """
    reminders_count = method.says(w.REMINDERS) == w.COUNTED
    rows = (row for row in ledger.inspections if row.held_on and span.start <= row.held_on <= span.end)
    rows = (row for row in rows if reminders_count or not row.is_reminder)
    return frozenset(ledger.units.official_name(name) for row in rows for name in row.units)


def is_inspected(unit: str, events: Iterable[ScoredEvent], inspected: frozenset[str]) -> bool:
    """Whether the unit was inspected: a record says so, or an event of it counts (S23)."""
    return unit in inspected or any(event.outcome is Outcome.COUNTED for event in events)
