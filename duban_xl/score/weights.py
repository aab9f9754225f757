"""What weighs how much: top sections by group, and the periods of a section (steps 12 and 13; K19, K20, K25)."""

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from duban_xl.model.period import Period
from duban_xl.model.rulebook import Section
from duban_xl.score import words as w
from duban_xl.score.exact import half_up
from duban_xl.score.method import Method
from duban_xl.score.span import Span

_PARTS = re.compile(r"[;；、，,\n]")
_PERCENT = re.compile(r"(?:.*[=＝:：])?\s*(\d+(?:\.\d+)?)\s*[%％]?")
HUNDRED = Decimal(100)


def top_weights(method: Method, group: str, present: Collection[str]) -> Mapping[str, Decimal]:
    """Top section → its weight for the group, a fraction; without those that are added after weighting.

    Only sections that the unit has (`present`) share the 100 % (K19).
    """
    if len(method.tops) == 1:
        return {}
    tops = (top for top in method.tops if top.section in present)
    stated = {top.section: weight for top in tops if (weight := method.weight_in(top, group)) is not None}
    if method.says(w.WEIGHTS_TO_100) == "不折算" or not stated:
        return stated
    return to_hundred(stated, method.words.whole(w.WEIGHT_PLACES, "1", 6))


def to_hundred(weights: Mapping[str, Decimal], places: int) -> dict[str, Decimal]:
    """`weights` rescaled to 100 % with so many decimals of a percent, the residual on the last (T12)."""
    total = sum(weights.values(), Decimal(0))
    if not total:
        return dict(weights)
    scaled = {key: half_up(Fraction(weight) / Fraction(total) * 100, places) for key, weight in weights.items()}
    *_, last = scaled
    scaled[last] += HUNDRED - sum(scaled.values(), Decimal(0))
    return {key: percent / HUNDRED for key, percent in scaled.items()}


def cycle_weights(section: Section, periods: Sequence[Period | None], span: Span) -> tuple[Fraction, ...]:
    """周期权重 of the given periods, by their place in the assessment year, rescaled so that they make 1."""
    stated = [Fraction(number) for number in percents(section.cycle_weights)]
    year = Span(
        period=span.period, start=span.year_start, end=span.year_end, year_start=span.year_start, year_end=span.year_end
    )
    order = list(year.cycles(section.cycle))
    found = [_at(stated, order.index(period)) if period in order else Fraction(0) for period in periods]
    total = sum(found, Fraction(0))
    return tuple(weight / total if total else Fraction(1, len(periods)) for weight in found)


def percents(text: str) -> tuple[Decimal, ...]:
    """The numbers of a list of percents: 20%、20%、60% or 1季=20%；2季=80%. Unreadable parts are dropped."""
    found = (_PERCENT.fullmatch(part.strip()) for part in _PARTS.split(text) if part.strip())
    return tuple(Decimal(hit[1]) for hit in found if hit)


def _at(weights: Sequence[Fraction], place: int) -> Fraction:
    return weights[place] if place < len(weights) else Fraction(0)
