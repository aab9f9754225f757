"""Figures of several units → who is the how-maniest, the best one and the mean, in each group or over all (K16 i, K17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from duban_xl.model.columns.assessment import COMPARED

ALL_UNITS = COMPARED[1]


@dataclass(frozen=True, slots=True)
class Field:
    """The units that are compared with each other: the mean and the best of their figures, and their ranks."""

    mean: Fraction
    best: Fraction
    worst: Fraction
    ranks: Mapping[Fraction, int]  # figure → rank; equal figures share it, the next rank is left out
    size: int


def fields_of(
    values: Mapping[str, Fraction], groups: Mapping[str, str], *, compared: str, low: bool
) -> Mapping[str, Field]:
    """Unit → the field it is compared in: its group, or all of them; `low`: the lower figure is the better one."""
    members: dict[str, list[str]] = {}
    for unit in values:
        members.setdefault("" if compared == ALL_UNITS else groups[unit], []).append(unit)
    found: dict[str, Field] = {}
    for units in members.values():
        found.update(dict.fromkeys(units, _field([values[unit] for unit in units], low=low)))
    return found


def _field(figures: list[Fraction], *, low: bool) -> Field:
    ordered = sorted(figures, reverse=not low)
    ranks: dict[Fraction, int] = {}
    for place, figure in enumerate(ordered, 1):
        ranks.setdefault(figure, place)
    mean = sum(ordered, Fraction(0)) / len(ordered)
    return Field(mean=mean, best=ordered[0], worst=ordered[-1], ranks=ranks, size=len(ordered))
