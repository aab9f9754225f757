"""Events and measured parts of one unit → the tree of its sections and the total (steps 7, 8, 12–14 of the order)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from duban_xl.model.columns.assessment import (
    AS_AVERAGE,
    AS_FULL,
    LAST,
    MEAN,
    NO_SCORE,
    RESCALED,
    SPILLS,
    WEIGHTED,
    WITHOUT_WORST,
)
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.rulebook import Section
from duban_xl.score import words as w
from duban_xl.score.exact import rounded
from duban_xl.score.method import Method, covers
from duban_xl.score.span import Span
from duban_xl.score.weights import cycle_weights, top_weights

NOTHING = Fraction(0)
TOTAL = ""
"""分项号 of what the total itself bears."""
Place = tuple[str, Period | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a unit has by section and period: points lost by events, refunds that come after the floor, measured marks."""

    lost: Mapping[Place, Fraction] = field(default_factory=dict[Place, Fraction])
    given_back: Mapping[Place, Fraction] = field(default_factory=dict[Place, Fraction])
    marks: Mapping[Place, Fraction] = field(default_factory=dict[Place, Fraction])


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One period of a section (None: the year): before floor and ceiling, after them, and what spills into the total."""

    period: Period | None
    lost: Fraction
    raw: Fraction
    score: Fraction
    spilled: Fraction = NOTHING
    after_floor: bool = False  # the floor was reached before refunds were given back


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a unit has in one section. `score` None: no score at all (不计分, or an average of nobody)."""

    section: Section
    lost: Fraction
    marks: Fraction
    raw: Fraction
    score: Fraction | None
    spilled: Fraction = NOTHING
    weight: Decimal | None = None
    applies: bool = True
    terms: tuple[Term, ...] = ()
    together: Fraction | None = None  # of the sections below
    unlimited: Fraction | None = None  # before floor and ceiling
    unrounded: Fraction | None = None  # after them
    after_floor: bool = False  # refunds came after the floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A unit's sections and its total; None: no score."""

    sections: tuple[Standing, ...]
    raw: Fraction
    total: Fraction | None
    ranked: bool
    together: Fraction | None = None  # of the sections at the top
    unlimited: Fraction | None = None  # before floor and ceiling
    weights: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])  # of the sections at the top


Averages = Callable[[str], Fraction | None]
"""Section → the mean of the units of the group to which it applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The sections of one unit under one method."""

    method: Method
    span: Span
    unit: Unit
    intake: Intake
    absent: Mapping[Place, bool]  # what does not apply to the unit; under None: all year
    average: Averages

    def whole(self) -> Whole:
        """Every section of the unit, in the order of the sheet, and the total within its limits."""
        found: dict[str, Standing] = {}
        tops = [top for top in self.method.tops if covers(top.groups, self.unit)]
        standings = [self._section(top, found) for top in tops]
        weights = top_weights(self.method, self.unit.group, {top.section for top in tops})
        raw, together = self._combined(standings, weights, self._marks_of(tops))
        lost = self.intake.lost.get((TOTAL, None), NOTHING)
        raw -= lost
        spilled = sum((s.spilled for s in found.values()), NOTHING)
        unlimited = total = None
        if together is not None:
            unlimited = together - lost + spilled
            total = _within(unlimited, self._exact(self.method.floor), self._exact(self.method.ceiling))
        order = [number for number in self.method.sections if number in found]
        unranked = any(not s.applies and s.section.not_applicable == "不参加排名" for s in found.values())
        return Whole(
            sections=tuple(found[n] for n in order),
            raw=raw,
            total=total,
            ranked=not unranked,
            together=together,
            unlimited=unlimited,
            weights=weights,
        )

    def _section(self, section: Section, found: dict[str, Standing]) -> Standing:
        children = [c for c in self.method.children(section) if covers(c.groups, self.unit) and c.section not in found]
        if self.absent.get((section.section, None)):
            standing = self._absent(section)
        elif children:
            found[section.section] = _nothing(section)  # a circle of parents ends here
            standing = self._parent(section, [self._section(child, found) for child in children])
        else:
            standing = self._leaf(section)
        weight = self.method.weight_in(section, self.unit.group)
        found[section.section] = standing = self._rounded(replace(standing, weight=weight))
        return standing

    def _leaf(self, section: Section) -> Standing:
        periods = [p for p in self.span.cycles(section.cycle) if not self.absent.get((section.section, p))]
        terms = tuple(self._term(section, period) for period in periods)
        if not terms:
            return self._absent(section)
        combine = self._combination(section)
        raw = combine([(t.period, t.raw) for t in terms])
        return Standing(
            section=section,
            lost=sum((t.lost for t in terms), NOTHING),
            marks=sum((self.intake.marks.get((section.section, t.period), NOTHING) for t in terms), NOTHING),
            raw=raw,
            score=combine([(t.period, t.score) for t in terms]),
            spilled=combine([(t.period, t.spilled) for t in terms]),
            terms=terms if section.cycle else (),
            unlimited=raw,
            after_floor=any(t.after_floor for t in terms),
        )

    def _term(self, section: Section, period: Period | None) -> Term:
        """One period by itself: start − lost + marks, within floor and ceiling; refunds before or after the floor (K10)."""
        place = (section.section, period)
        lost, back = self.intake.lost.get(place, NOTHING), self.intake.given_back.get(place, NOTHING)
        start, marks = Fraction(self.method.start_of(section)), self.intake.marks.get(place, NOTHING)
        floor, ceiling = self._exact(section.floor), self._exact(self.method.ceiling_of(section))
        raw = start - lost + marks
        score = _within(raw, floor, None) + back
        score = _within(score, floor, ceiling)
        spills = section.below_floor == SPILLS and floor is not None and raw < floor
        return Term(
            period=period,
            lost=lost - back,
            raw=raw + back,
            score=score,
            spilled=raw - (floor or NOTHING) if spills else NOTHING,
            after_floor=bool(back) and floor is not None and raw < floor,
        )

    def _parent(self, section: Section, children: Sequence[Standing]) -> Standing:
        """The children's sum, weighted where a child has a weight, plus the section's own events and marks (K01)."""
        weights = {c.section.section: c.weight for c in children if c.weight is not None}
        raw, score = self._combined(children, weights, self._marks_of([c.section for c in children]))
        if self.method.says(w.UNEQUAL_MARKS) == w.TO_TOTAL and section.full_marks and not weights:
            printed = sum((c.section.full_marks or Decimal(0) for c in children), Decimal(0))
            share = Fraction(section.full_marks) / Fraction(printed) if printed else Fraction(1)
            raw, score = raw * share, None if score is None else score * share
        place = (section.section, None)
        lost, marks = self.intake.lost.get(place, NOTHING), self.intake.marks.get(place, NOTHING)
        own = Fraction(self.method.start_of(section)) - lost + marks
        floor, ceiling = self._exact(section.floor), self._exact(self.method.ceiling_of(section))
        spills = section.below_floor == SPILLS and floor is not None and score is not None and score + own < floor
        return Standing(
            section=section,
            lost=lost + sum((c.lost for c in children), NOTHING),
            marks=marks + sum((c.marks for c in children), NOTHING),
            raw=raw + own,
            score=None if score is None else _within(score + own, floor, ceiling),
            spilled=(score or NOTHING) + own - (floor or NOTHING) if spills else NOTHING,
            together=score,
            unlimited=None if score is None else score + own,
        )

    def _combined(
        self, standings: Sequence[Standing], weights: Mapping[str, Decimal], marks: Fraction
    ) -> tuple[Fraction, Fraction | None]:
        """Weighted sections together, the others added; what does not apply is made up for where the method rescales (K15)."""
        shared = [s for s in standings if not weights or s.section.section in weights]
        added = [s for s in standings if weights and s.section.section not in weights]
        share = _rescaling(shared, weights, marks)
        raw = sum((s.raw * _weight(s, weights) for s in shared), NOTHING) * share
        raw += sum((s.raw for s in added), NOTHING)
        if any(s.score is None for s in standings):
            return raw, None
        total = sum(((s.score or NOTHING) * _weight(s, weights) for s in shared), NOTHING) * share
        return raw, total + sum((s.score or NOTHING for s in added), NOTHING)

    def _marks_of(self, sections: Sequence[Section]) -> Fraction:
        return sum((Fraction(s.full_marks or 0) for s in sections), NOTHING)

    def _absent(self, section: Section) -> Standing:
        """A section without a task for the unit, as 不适用处理 says (K15)."""
        marks: dict[str, Fraction | None] = {
            AS_FULL: Fraction(section.full_marks or 0),
            AS_AVERAGE: self.average(section.section),
            NO_SCORE: None,
        }
        score = marks.get(section.not_applicable, NOTHING)
        return replace(_nothing(section), raw=score or NOTHING, score=score, applies=False)

    def _combination(self, section: Section) -> Callable[[Sequence[tuple[Period | None, Fraction]]], Fraction]:
        return lambda terms: _over_periods(section, terms, self.span)

    def _rounded(self, standing: Standing) -> Standing:
        """Rounded before it is combined, if the section or the method says so (K25)."""
        section, method = standing.section, self.method
        standing = replace(standing, unrounded=standing.score)
        each = method.says(w.ROUNDED_AT) == w.EACH_PART
        places = int(section.places) if section.places is not None else (method.places if each else None)
        if places is None or standing.score is None:
            return standing
        return replace(standing, score=Fraction(rounded(standing.score, places, method.says(w.ROUNDING))))

    @staticmethod
    def _exact(number: Decimal | None) -> Fraction | None:
        return None if number is None else Fraction(number)


def _over_periods(section: Section, terms: Sequence[tuple[Period | None, Fraction]], span: Span) -> Fraction:
    """The periods of a section together: sum, mean, by weight, the last, or the mean without the worst (K20)."""
    values = [value for _, value in terms]
    if section.combined == LAST:
        return values[-1]
    if section.combined == WITHOUT_WORST and len(values) > 1:
        values.remove(min(values))
    if section.combined == WEIGHTED:
        weights = cycle_weights(section, [period for period, _ in terms], span)
        return sum((value * weight for value, weight in zip(values, weights, strict=True)), NOTHING)
    total = sum(values, NOTHING)
    return total / len(values) if section.combined in (MEAN, WITHOUT_WORST) else total


def _rescaling(standings: Sequence[Standing], weights: Mapping[str, Decimal], marks: Fraction) -> Fraction:
    """By how much the applicable sections are blown up for those that do not apply and are rescaled."""
    out = [s for s in standings if not s.applies and s.section.not_applicable == RESCALED]
    if not out:
        return Fraction(1)
    if weights:
        whole = sum((Fraction(weights[s.section.section]) for s in standings), NOTHING)
        gone = sum((Fraction(weights[s.section.section]) for s in out), NOTHING)
    else:
        whole, gone = marks, sum((Fraction(s.section.full_marks or 0) for s in out), NOTHING)
    return whole / (whole - gone) if whole > gone else NOTHING


def _weight(standing: Standing, weights: Mapping[str, Decimal]) -> Fraction:
    return Fraction(weights[standing.section.section]) if weights else Fraction(1)


def _within(number: Fraction, floor: Fraction | None, ceiling: Fraction | None) -> Fraction:
    floored = number if floor is None else max(number, floor)
    return floored if ceiling is None else min(floored, ceiling)


def _nothing(section: Section) -> Standing:
    return Standing(section=section, lost=NOTHING, marks=NOTHING, raw=NOTHING, score=NOTHING)
