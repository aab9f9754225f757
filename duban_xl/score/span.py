"""The days that a board covers: the period asked for, and the assessment year (or the quarter alone) up to its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from duban_xl.model.period import Period, PeriodKind, periods_between

CYCLE_KINDS = {
    "周": PeriodKind.WEEK,
    "月": PeriodKind.MONTH,
    "季": PeriodKind.QUARTER,
    "半年": PeriodKind.HALF,
    "年": PeriodKind.YEAR,
}
"""周期 of sections, cap groups and windows → the kind of period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `start` to `end` counts; `year_start` and `year_end` are the whole assessment year."""

    period: Period
    start: date
    end: date
    year_start: date
    year_end: date

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters from `start` to `end`."""
        return periods_between(PeriodKind.QUARTER, self.start, self.end)

    def cycles(self, cycle: str) -> Iterator[Period | None]:
        """The periods of a section's 周期 that have begun by `end`; a single None where it has no cycle, or the year's."""
        kind = _within_year(cycle)
        yield from (None,) if kind is None else periods_between(kind, self.start, self.end)

    def holds(self, day: date | None) -> bool:
        """Whether `day` counts."""
        return day is not None and self.start <= day <= self.end


def cycle_of(cycle: str, day: date) -> Period | None:
    """The period of a 周期 that holds `day`; None for the whole assessment year."""
    kind = _within_year(cycle)
    return Period.of(kind, day) if kind else None


def _within_year(cycle: str) -> PeriodKind | None:
    """The kind of a period shorter than the year: 年 is the assessment year, wherever it begins."""
    kind = CYCLE_KINDS.get(cycle)
    return None if kind is PeriodKind.YEAR else kind
