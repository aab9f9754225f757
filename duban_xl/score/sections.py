"""Events and measured parts of one unit → the tree of its sections and the total (steps 7, 8, 12–14 of the order)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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
from duban_xl.model.period import Period
from duban_xl.model.rulebook import Section
from duban_xl.score import words as w
from duban_xl.score.exact import as_fraction, exact, rounded, total
from duban_xl.score.method import Method
from duban_xl.score.span import Span
from duban_xl.score.tree import Below, Branch, Tree
from duban_xl.score.weights import cycle_weights

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
    marks: Fraction
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
    tree: Tree
    intake: Intake
    absent: Mapping[Place, bool]  # what does not apply to the unit; under None: all year
    average: Averages

    def whole(self) -> Whole:
        """Every section of the unit, in the order of the sheet, and the total within its limits."""
        found: dict[str, Standing] = {}
        standings = [self._section(top, found) for top in self.tree.tops.branches]
        raw, together = _combined(standings, self.tree.tops)
        lost = self.intake.lost.get((TOTAL, None), NOTHING)
        raw -= lost
        unlimited = limited = None
        if together is not None:
            unlimited = together - lost + total(s.spilled for s in found.values())
            limited = _within(unlimited, exact(self.method.floor), exact(self.method.ceiling))
        order = [number for number in self.method.sections if number in found]
        unranked = any(not s.applies and s.section.not_applicable == "不参加排名" for s in found.values())
        return Whole(
            sections=tuple(found[n] for n in order),
            raw=raw,
            total=limited,
            ranked=not unranked,
            together=together,
            unlimited=unlimited,
            weights=self.tree.weights,
        )

    def _section(self, branch: Branch, found: dict[str, Standing]) -> Standing:
        """The section's standing, put into `found` with those below it."""
        number = branch.section.section
        if self.absent.get((number, None)):
            standing = self._absent(branch)
        elif branch.below.branches:
            standing = self._parent(branch, [self._section(child, found) for child in branch.below.branches])
        else:
            standing = self._leaf(branch)
        found[number] = standing
        return standing

    def _leaf(self, branch: Branch) -> Standing:
        section = branch.section
        terms = tuple(self._term(branch, p) for p in branch.periods if not self.absent.get((section.section, p)))
        if not terms:
            return self._absent(branch)
        periods = [t.period for t in terms]
        raw = _over_periods(section, periods, [t.raw for t in terms], self.span)
        score = _over_periods(section, periods, [t.score for t in terms], self.span)
        return Standing(
            section=section,
            lost=total(t.lost for t in terms),
            marks=total(t.marks for t in terms),
            raw=raw,
            score=self._rounded(score, branch.places),
            unrounded=score,
            weight=branch.weight,
            spilled=_over_periods(section, periods, [t.spilled for t in terms], self.span),
            terms=terms if section.cycle else (),
            unlimited=raw,
            after_floor=any(t.after_floor for t in terms),
        )

    def _term(self, branch: Branch, period: Period | None) -> Term:
        """One period by itself: start − lost + marks, within floor and ceiling; refunds before or after the floor (K10)."""
        place = (branch.section.section, period)
        lost, marks = self.intake.lost.get(place, NOTHING), self.intake.marks.get(place, NOTHING)
        back = self.intake.given_back.get(place, NOTHING)
        floor = branch.floor
        raw = moved(branch.start, less=lost, more=marks)
        below_floor = floor is not None and raw < floor
        spills = below_floor and branch.section.below_floor == SPILLS
        score = _within(raw, floor, None) + back if back else raw
        return Term(
            period=period,
            lost=lost - back if back else lost,
            marks=marks,
            raw=raw + back if back else raw,
            score=_within(score, floor, branch.ceiling),
            spilled=raw - (floor or NOTHING) if spills else NOTHING,
            after_floor=bool(back) and below_floor,
        )

    def _parent(self, branch: Branch, children: Sequence[Standing]) -> Standing:
        """The children's sum, weighted where a child has a weight, plus the section's own events and marks (K01)."""
        section, floor = branch.section, branch.floor
        raw, together = _combined(children, branch.below)
        raw *= branch.stretch
        place = (section.section, None)
        lost, marks = self.intake.lost.get(place, NOTHING), self.intake.marks.get(place, NOTHING)
        own = moved(branch.start, less=lost, more=marks)
        unlimited = score = None
        spilled = NOTHING
        if together is not None:
            together *= branch.stretch
            unlimited = together + own
            score = _within(unlimited, floor, branch.ceiling)
            if section.below_floor == SPILLS and floor is not None and unlimited < floor:
                spilled = unlimited - floor
        return Standing(
            section=section,
            lost=total([lost, *(c.lost for c in children)]),
            marks=total([marks, *(c.marks for c in children)]),
            raw=raw + own,
            score=self._rounded(score, branch.places),
            unrounded=score,
            weight=branch.weight,
            spilled=spilled,
            together=together,
            unlimited=unlimited,
        )

    def _absent(self, branch: Branch) -> Standing:
        """A section without a task for the unit, as 不适用处理 says (K15)."""
        section = branch.section
        marks: dict[str, Fraction | None] = {
            AS_FULL: branch.marks,
            AS_AVERAGE: self.average(section.section),
            NO_SCORE: None,
        }
        score = marks.get(section.not_applicable, NOTHING)
        return Standing(
            section=section,
            lost=NOTHING,
            marks=NOTHING,
            raw=score or NOTHING,
            score=self._rounded(score, branch.places),
            unrounded=score,
            weight=branch.weight,
            applies=False,
        )

    def _rounded(self, score: Fraction | None, places: int | None) -> Fraction | None:
        """Rounded before it is combined, if the section or the method says so (K25) and it has more decimals."""
        if places is None or score is None or 10**places % score.denominator == 0:
            return score
        return as_fraction(rounded(score, places, self.method.says(w.ROUNDING)))


def moved(figure: Fraction, *, less: Fraction, more: Fraction) -> Fraction:
    """figure − less + more; most sections have only one of the two, and exact arithmetic takes its time."""
    left = figure - less if less else figure
    return left + more if more else left


def _combined(standings: Sequence[Standing], below: Below) -> tuple[Fraction, Fraction | None]:
    """Weighted sections together, the others added; what does not apply is made up for where the method rescales (K15)."""
    weights = below.weights
    shared = [s for s in standings if not weights or s.section.section in weights]
    added = [s for s in standings if weights and s.section.section not in weights]
    share = _rescaling(shared, below)
    raw = total(_weighted(s, s.raw, weights) for s in shared) * share + total(s.raw for s in added)
    if any(s.score is None for s in standings):
        return raw, None
    score = total(_weighted(s, s.score or NOTHING, weights) for s in shared) * share
    return raw, score + total(s.score or NOTHING for s in added)


def _over_periods(
    section: Section, periods: Sequence[Period | None], figures: Sequence[Fraction], span: Span
) -> Fraction:
    """The figures of a section's periods together: sum, mean, by weight, the last, or the mean without the worst (K20)."""
    if len(figures) == 1 or section.combined == LAST:
        return figures[-1]
    if section.combined == WEIGHTED:
        weights = cycle_weights(section, periods, span)
        return total(figure * weight for figure, weight in zip(figures, weights, strict=True))
    kept = sorted(figures)[1:] if section.combined == WITHOUT_WORST else figures
    return total(kept) / len(kept) if section.combined in (MEAN, WITHOUT_WORST) else total(kept)


def _rescaling(standings: Sequence[Standing], below: Below) -> Fraction:
    """By how much the applicable sections are blown up for those that do not apply and are rescaled."""
    out = [s for s in standings if not s.applies and s.section.not_applicable == RESCALED]
    if not out:
        return Fraction(1)
    if below.weights:
        whole = total(below.weights[s.section.section] for s in standings)
        gone = total(below.weights[s.section.section] for s in out)
    else:
        whole, gone = below.marks, total(Fraction(s.section.full_marks or 0) for s in out)
    return whole / (whole - gone) if whole > gone else NOTHING


def _weighted(standing: Standing, figure: Fraction, weights: Mapping[str, Fraction]) -> Fraction:
    return figure * weights[standing.section.section] if weights else figure


def _within(number: Fraction, floor: Fraction | None, ceiling: Fraction | None) -> Fraction:
    floored = number if floor is None else max(number, floor)
    return floored if ceiling is None else min(floored, ceiling)
