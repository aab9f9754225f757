"""Units with their events → points, scores, the groups' averages, weights and ranks (steps 7, 10, 12, 15 and 16)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from duban_xl.catalogue import finding
from duban_xl.catalogue.scoring import RECORDED
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.score import ZERO, Outcome, ScoredEvent, UnitScore
from duban_xl.model.source import shown
from duban_xl.score.method import Method
from duban_xl.score.words import AVERAGE, BASE_SCORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days that count: the period asked for, and the assessment year up to its end."""

    period: Period
    start: date
    end: date
    quarters: tuple[Period, ...]


def half_up(number: Fraction, places: int) -> Decimal:
    """`number` rounded half up (away from zero) to `places` decimals, exactly: no binary float, no cut-off average."""
    whole = int(abs(number) * 10**places + Fraction(1, 2))
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


def own_standing(
    unit: Unit, events: Sequence[ScoredEvent], *, method: Method, span: Span, inspected: bool
) -> UnitScore:
    """The unit's points and its own score: base minus points, within floor and ceiling."""
    by_quarter = tuple(_points(event for event in events if event.quarter == quarter) for quarter in span.quarters)
    year = _points(events)
    raw = method.base - year
    return UnitScore(
        unit=unit.name,
        group=unit.group,
        inspected=inspected or any(event.outcome is Outcome.COUNTED for event in events),
        raw=raw,
        own_score=_limited(raw, method),
        score=None,
        weight=method.weights.get(unit.group),
        counted=None,
        period_points=_points(e for e in events if e.event_on and span.period.contains(e.event_on)),
        year_points=year,
        remaining=_limited(raw, method),
        quarter_points=by_quarter,
        rank=None,
        consequences=(),
        events=tuple(events),
    )


def averages(units: Sequence[UnitScore]) -> dict[str, Fraction | None]:
    """Group → exact mean of the final scores of its inspected units, never of another group's (cangnan-A5-average)."""
    inspected: dict[str, list[Fraction]] = {unit.group: [] for unit in units}
    for unit in units:
        if unit.inspected:
            inspected[unit.group].append(Fraction(unit.own_score))
    return {group: sum(scores, Fraction(0)) / len(scores) if scores else None for group, scores in inspected.items()}


def final_scores(
    units: Sequence[UnitScore], means: Mapping[str, Fraction | None], method: Method
) -> tuple[UnitScore, ...]:
    """Each unit with its score and the weighted, rounded figure that goes into the annual evaluation."""
    return tuple(_final(unit, means[unit.group], method) for unit in units)


def _final(unit: UnitScore, mean: Fraction | None, method: Method) -> UnitScore:
    exact: Fraction | None = Fraction(unit.own_score)
    if not unit.inspected:
        exact = {AVERAGE: mean, BASE_SCORE: Fraction(method.base)}.get(method.not_inspected)
    if exact is None:
        return unit
    counted = half_up(exact * Fraction(unit.weight), method.places) if unit.weight is not None else None
    return replace(unit, score=decimal_of(exact), counted=counted)


def ranked(units: Sequence[UnitScore], method: Method) -> tuple[UnitScore, ...]:
    """Places within each group, best first; equal scores share a place and the next one is left out."""
    takes_part = [unit for unit in units if unit.score is not None and (unit.inspected or method.rank_not_inspected)]
    scores = {group: [u.score or ZERO for u in takes_part if u.group == group] for group in {u.group for u in units}}
    places = {u.unit: 1 + sum(other > (u.score or ZERO) for other in scores[u.group]) for u in takes_part}
    return tuple(replace(unit, rank=places.get(unit.unit)) for unit in units)


def in_board_order(units: Sequence[UnitScore], ledger: Ledger, method: Method) -> tuple[UnitScore, ...]:
    """By group (as the weights name them, then as the directory does), place, official order."""
    groups = [*method.weights, *dict.fromkeys(unit.group for unit in ledger.units.units)]

    def key(unit: UnitScore) -> tuple[int, int, int]:
        return groups.index(unit.group), unit.rank or len(units) + 1, ledger.units.position(unit.unit)

    return tuple(sorted(units, key=key))


def standing_findings(units: Sequence[UnitScore], ledger: Ledger, method: Method) -> tuple[Finding, ...]:
    """Units without weight, groups without average, scores below the floor."""
    found: list[Finding] = []
    empty: dict[str, list[UnitScore]] = {}
    for unit in units:
        row = ledger.units.find(unit.unit)
        places = [row.source("group")] if row else []
        if method.weights and unit.weight is None:
            found.append(finding("S150", *places, unit=unit.unit, group=unit.group))
        if unit.raw < unit.own_score:
            words = {"points": unit.year_points, "raw": unit.raw, "floor": method.floor}
            found.append(finding("S152", *places, unit=unit.unit, **words))
        if unit.score is None and method.not_inspected == AVERAGE:
            empty.setdefault(unit.group, []).append(unit)
    found += [finding("S151", group=group, count=len(without)) for group, without in empty.items()]
    return tuple(found)


def recorded_consequences(unit: UnitScore, ledger: Ledger, span: Span) -> tuple[str, ...]:
    """What persons recorded in 通报问责 for the unit within the year, in their words; praise brings no points."""
    texts: list[str] = []
    for row in ledger.consequences:
        if row.held_on and span.start <= row.held_on <= span.end and ledger.units.official_name(row.unit) == unit.unit:
            details = "，".join(filter(None, (row.document_number, shown(row.held_on))))
            texts.append(RECORDED.format(type=row.type, details=details))
    return tuple(texts)


def decimal_of(number: Fraction) -> Decimal:
    """`number` with as many digits as a Decimal carries (28)."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def _points(events: Iterable[ScoredEvent]) -> Decimal:
    return sum((event.points for event in events), ZERO)


def _limited(raw: Decimal, method: Method) -> Decimal:
    floored = raw if method.floor is None else max(raw, method.floor)
    return floored if method.ceiling is None else min(floored, method.ceiling)
