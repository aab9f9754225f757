"""计分阶梯 rows of one 表号 → the step that a number or a word falls into; shared by lateness, nth time, ranks and bands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from duban_xl.model.rulebook import Step
from duban_xl.model.text import comparable

MOST_DIGITS = 15
"""A text like 1e999999 is no number that a step may begin with: as a fraction it would fill the memory."""


@dataclass(frozen=True)
class Ladder:
    """The steps of one table, in the order of the sheet."""

    table: str
    steps: tuple[Step, ...]

    def at(self, number: Decimal | Fraction | int) -> Step | None:
        """The first step whose 起 and 止 hold `number`; None if none does."""
        exact = Fraction(number)
        return next((rung.step for rung in self.rungs if rung.holds(exact)), None)

    def with_ends_held(self) -> "Ladder":
        """The same steps in the order of their ends, each holding its 止 where 含止 does not say otherwise."""
        held = (replace(s, end_included=s.end_included is not False) if s.end else s for s in self.steps)
        return Ladder(self.table, tuple(sorted(held, key=lambda step: (not step.end, number_in(step.end) or 0))))

    def named(self, word: str) -> Step | None:
        """The step whose 起 (or 名称) is `word`; a word that is a number is looked up as one. None if there is none."""
        said = comparable(word)
        if not said:
            return None
        found = next((step for step in self.steps if said in (comparable(step.start), comparable(step.name))), None)
        number = number_in(word)
        return found or (self.at(number) if number is not None else None)

    def by_parts(self, count: Decimal) -> Fraction | None:
        """What `count` comes to when the units 起 to 止 of every step count its value each; None if a unit has no step.

        Five days at 0.5 and every further day at 1: eight days are 5.5.
        """
        total, held = Fraction(0), Fraction(0)
        for rung in self.rungs:
            first, last = rung.units
            part = min(Fraction(count), Fraction(count) if last is None else last) - first + 1
            if part > 0:
                total += part * Fraction(rung.step.value or 0)
                held += part
        return total if held == count else None

    @cached_property
    def rungs(self) -> tuple["Rung", ...]:
        """The steps that reach from a number to a number, with their edges."""
        starts = frozenset(number_in(step.start) for step in self.steps if step.start_included is not False)
        found = (rung_of(step, starts) for step in self.steps)
        return tuple(rung for rung in found if rung)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step from `start` to `end` (None: without end on that side)."""

    step: Step
    start: Fraction | None
    end: Fraction | None
    holds_start: bool
    holds_end: bool

    @property
    def units(self) -> tuple[int, int | None]:
        """The first and the last whole number from 1 on that lie between the edges; None: without end."""
        first = (
            1 if self.start is None else ceil(self.start) + (not self.holds_start and self.start == ceil(self.start))
        )
        last = None if self.end is None else floor(self.end) - (not self.holds_end and self.end == floor(self.end))
        return max(first, 1), last

    def holds(self, number: Fraction) -> bool:
        """Whether `number` lies between the edges."""
        if self.start is not None and not (number >= self.start if self.holds_start else number > self.start):
            return False
        return self.end is None or (number <= self.end if self.holds_end else number < self.end)


def ladders_of(steps: Sequence[Step]) -> Mapping[str, Ladder]:
    """表号 → its ladder."""
    tables: dict[str, list[Step]] = {}
    for step in steps:
        if step.table:
            tables.setdefault(step.table, []).append(step)
    return {table: Ladder(table, tuple(rows)) for table, rows in tables.items()}


def rung_of(step: Step, starts: Collection[Decimal | None] = ()) -> Rung | None:
    """The edges of a step; None for a step of words. 起 is held unless 含起 says 否.

    止 is held as 含止 says; left empty, it is held unless another step of the table begins and holds there (`starts`).
    """
    start, end = number_in(step.start), number_in(step.end)
    if (step.start and start is None) or (step.end and end is None) or (start is None and end is None):
        return None
    holds_end = step.end_included if step.end_included is not None else start == end or end not in starts
    edges = (Fraction(edge) if edge is not None else None for edge in (start, end))
    return Rung(step, *edges, holds_start=step.start_included is not False, holds_end=holds_end)


def number_in(text: str) -> Decimal | None:
    """The number that a cell of 起 or 止 says, percent signs left out; None for words."""
    try:
        number = Decimal(comparable(text).rstrip("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < MOST_DIGITS else None
