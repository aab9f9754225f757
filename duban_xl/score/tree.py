"""The sections that hold a unit, with what is the same for all units that they hold: limits, periods, weights (K01, K19)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from duban_xl.model.period import Period
from duban_xl.model.rulebook import Section
from duban_xl.score import words as w
from duban_xl.score.exact import exact, total
from duban_xl.score.method import Method
from duban_xl.score.span import Span
from duban_xl.score.weights import top_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """Sections that are put together to one figure: their weights, where they have any, and their marks."""

    branches: tuple["Branch", ...]
    weights: Mapping[str, Fraction]
    marks: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One section and those below it."""

    section: Section
    start: Fraction  # before anything happens
    floor: Fraction | None
    ceiling: Fraction | None
    marks: Fraction  # 满分, 0 without
    weight: Decimal | None
    places: int | None  # decimals to which it is rounded before it is combined (K25); None: as it is
    periods: tuple[Period | None, ...]
    below: Below
    stretch: Fraction  # what the sum of those below is multiplied by, to come to the section's own marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """All sections that make up the total of a unit."""

    tops: Below
    weights: Mapping[str, Decimal]  # of the sections at the top, as the board shows them


def tree_of(method: Method, span: Span, group: str, held_by: Collection[str]) -> Tree:
    """The tree for units of `group` that the sections with the numbers `held_by` hold."""
    grower = _Grower(method=method, span=span, group=group, held_by=held_by)
    tops = [top for top in method.tops if top.section in held_by]
    weights = top_weights(method, group, {top.section for top in tops})
    return Tree(tops=grower.below(tops, weights), weights=weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grower:
    method: Method
    span: Span
    group: str
    held_by: Collection[str]

    def below(self, sections: Collection[Section], weights: Mapping[str, Decimal]) -> Below:
        branches = tuple(self.branch(section) for section in sections)
        return Below(
            branches=branches,
            weights={number: Fraction(weight) for number, weight in weights.items()},
            marks=total(branch.marks for branch in branches),
        )

    def branch(self, section: Section) -> Branch:
        method = self.method
        children = [child for child in method.children(section) if child.section in self.held_by]
        weighed = ((child.section, method.weight_in(child, self.group)) for child in children)
        below = self.below(children, {number: weight for number, weight in weighed if weight is not None})
        marks = Fraction(section.full_marks or 0)
        stretched = method.says(w.UNEQUAL_MARKS) == w.TO_TOTAL and marks and below.marks and not below.weights
        each = method.says(w.ROUNDED_AT) == w.EACH_PART
        return Branch(
            section=section,
            start=Fraction(method.start_of(section)),
            floor=exact(section.floor),
            ceiling=exact(method.ceiling_of(section)),
            marks=marks,
            weight=method.weight_in(section, self.group),
            places=int(section.places) if section.places is not None else (method.places if each else None),
            periods=tuple(self.span.cycles(section.cycle)),
            below=below,
            stretch=marks / below.marks if stretched else Fraction(1),
        )
