"""Sections and units → one sentence each that says how the score came about, step by step in the order of operations."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from duban_xl.catalogue.score_traces import BETWEEN, ITEMS, TOLD
from duban_xl.model.columns.assessment import SPILLS
from duban_xl.model.score import Outcome, ScoredEvent, UnitScore
from duban_xl.score import words as w
from duban_xl.score.exact import as_fraction, exact, total
from duban_xl.score.measures.words import number, percent, period_name
from duban_xl.score.method import Method
from duban_xl.score.sections import Standing, Term, Whole

NOTHING = Fraction(0)
MOST_PERIODS = 12


Tally = Mapping[str, Sequence[Decimal]]
"""lost, won, refunded → the points of each event that did so."""


def tallies(events: Sequence[ScoredEvent]) -> Mapping[str, Tally]:
    """Section ("": the total itself) → what its own events took and gave; events without effect are left out."""
    found: dict[str, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list[Decimal]))
    for event in events:
        if event.outcome is Outcome.REFUND:
            kind = "refunded"
        elif event.outcome is Outcome.COUNTED and event.points:
            kind = "lost" if event.points > 0 else "won"
        else:
            continue
        found[event.section][kind].append(event.points.copy_abs())
    return dict(found)


def section_trace(standing: Standing, whole: Whole, method: Method, tally: Tally | None) -> str:
    """How the section's score came about; the last figure is the score, where it has one."""
    section = standing.section
    if not standing.applies:
        parts = [_said("absent", treatment=section.not_applicable or "零分")]
    else:
        parts = [*_sum(standing, whole, method, tally), *_limits(standing)]
    if standing.unrounded is not None and standing.unrounded != standing.score:
        places = method.places if section.places is None else int(section.places)
        parts.append(_said("rounded", places=str(places)))
    if standing.weight is not None:
        parts.append(_said("share", weight=percent(standing.weight)))
    return BETWEEN.join([*parts, _counts(standing.score)])


def unit_trace(whole: Whole, method: Method, tally: Tally | None, *, inspected: bool, score: Decimal | None) -> str:
    """How the unit's own total and its score came about, up to the score itself."""
    at_top = {top.section for top in method.tops}
    tops = [s for s in whole.sections if s.section.section in at_top]
    parts = [_said("tops", items=_items(tops, whole.weights))] if tops else []
    if whole.together is not None and (len(tops) > 1 or whole.weights):
        parts.append(_said("together", score=number(whole.together)))
    parts += _events(tally)
    if spilled := total(s.spilled for s in whole.sections):
        parts.append(_said("spilled_here", points=number(-spilled)))
    if whole.total is not None and whole.unlimited is not None and whole.total != whole.unlimited:
        parts.append(_said("raw", score=number(whole.unlimited)))
        parts.append(_limit(whole.total, whole.unlimited))
    treated = method.says(w.NOT_INSPECTED)
    if not inspected and treated != w.AS_SCORED:
        own = _counts(None) if whole.total is None else number(whole.total)
        parts.append(_said("not_inspected", score=own, treatment=treated))
    return BETWEEN.join([*parts, _counts(exact(score))])


def with_places_told(
    units: Sequence[UnitScore], in_places: Sequence[UnitScore], method: Method
) -> tuple[UnitScore, ...]:
    """`units` whose traces go on with what counts in the annual evaluation, the places, and how ties were settled.

    `in_places` are the units as they were ranked: consequences come after the ranking and change no place.
    """
    by_counted = method.says(w.RANKED_BY) == "折算分"
    keys = {u.unit: (u.group, u.counted if by_counted and u.counted is not None else u.score) for u in in_places}
    equal = Counter(keys[unit.unit] for unit in in_places if unit.rank is not None)
    scores = {unit.unit: unit.score for unit in in_places}
    return tuple(
        replace(
            unit,
            trace="；".join(
                filter(
                    None,
                    [
                        unit.trace,
                        *_places(unit, equal[keys[unit.unit]], method, before=scores[unit.unit]),
                        waiting_parts(unit),
                    ],
                )
            ),
        )
        for unit in units
    )


def waiting_parts(unit: UnitScore) -> str:
    """That measured parts of the unit wait for data and stand at 0 meanwhile; "" if none does."""
    count = sum(1 for part in unit.parts if part.applies and part.marks is None)
    return _said("waiting", count=str(count)) if count else ""


def _places(unit: UnitScore, equal: int, method: Method, *, before: Decimal | None) -> Iterator[str]:
    if unit.score is None:
        return
    if unit.counted is None:
        yield _said("no_weight")
    elif method.annual_weights and unit.weight is not None:
        words = {"weight": percent(unit.weight), "counted": f"{unit.counted:f}"}
        yield _said("annual", places=str(method.places), **words)
    else:
        yield _said("annual_whole", places=str(method.places), counted=f"{unit.counted:f}")
    if unit.rank is None:
        yield _said("unranked")
        return
    yield _said("rank", rank=str(unit.rank), overall=str(unit.overall_rank))
    if unit.score != before:
        yield _said("ranked_before")
    if equal > 1:
        ties = method.says(w.TIES)
        by = method.words.text(w.TIE_BREAK) if ties == w.BY_TIE_BREAK else ""
        yield _said("tied_by" if by else "tied", count=str(equal), ties=by or ties)


def _sum(standing: Standing, whole: Whole, method: Method, tally: Tally | None) -> Iterator[str]:
    """What the section starts with, what events and measured parts bring, and what is below it or in its periods."""
    section = standing.section
    below = [s for s in whole.sections if s.section.parent == section.section] if standing.together is not None else []
    if below:
        weights = {s.section.section: s.weight for s in below if s.weight is not None}
        yield _said("children", items=_items(below, weights))
        yield _said("together", score=number(standing.together or NOTHING))
    start = method.start_of(section)
    if start or not below:
        words = number(as_fraction(start))
        yield _said("full" if start == section.full_marks else "start", full=words, start=words)
    yield from _events(tally)
    if marks := standing.marks - total(s.marks for s in below) if below else standing.marks:
        yield _said("measured", marks=number(marks))
    if standing.terms:
        yield _said("periods", items=_periods(standing.terms))
        if len(standing.terms) > 1:
            yield _said("combined", combined=section.combined or "合计", score=number(standing.unrounded or NOTHING))


def _periods(terms: Sequence[Term]) -> str:
    """Every period with its score; of weeks and the like, which nobody would read one by one, how many and the sum."""
    names = [period_name(term.period) for term in terms]
    if len(terms) > MOST_PERIODS:
        together = number(total(term.score for term in terms))
        return _said("many_periods", first=names[0], last=names[-1], count=str(len(terms)), score=together)
    return ITEMS.join(
        _said(
            "period" if term.raw == term.score else "limited_period",
            period=name,
            score=number(term.score),
            raw=number(term.raw),
        )
        for name, term in zip(names, terms, strict=True)
    )


def _limits(standing: Standing) -> Iterator[str]:
    """Floor and ceiling where they changed the figure, and where the excess goes."""
    before, after = standing.unlimited, standing.unrounded
    if before is not None and after is not None and not standing.terms:
        if standing.after_floor:
            yield _said("floor_then_refund")
        elif before != after:
            yield _said("raw", score=number(before))
            yield _limit(after, before)
            if after > before and not standing.spilled:
                yield _said("dropped", points=number(after - before))
    if standing.spilled and standing.section.below_floor == SPILLS:
        yield _said("spilled", points=number(-standing.spilled))


def _limit(after: Fraction, before: Fraction) -> str:
    return _said("floor" if after > before else "ceiling", limit=number(after))


def _events(tally: Tally | None) -> Iterator[str]:
    for kind in ("lost", "won", "refunded"):
        if tally and (points := tally.get(kind)):
            yield _said(kind, count=str(len(points)), points=number(total(points)))


def _items(standings: Sequence[Standing], weights: Mapping[str, Decimal]) -> str:
    return ITEMS.join(_item(standing, weights.get(standing.section.section)) for standing in standings)


def _item(standing: Standing, weight: Decimal | None) -> str:
    name = standing.section.name or standing.section.section
    if standing.score is None:
        return _said("no_score", name=name)
    if weight is None:
        return _said("item", name=name, score=number(standing.score))
    return _said("weighted", name=name, score=number(standing.score), weight=percent(weight))


def _counts(score: Fraction | None) -> str:
    return _said("counts_not") if score is None else _said("counts", score=number(score))


def _said(key: str, **words: str) -> str:
    return TOLD[key].format_map(words)
