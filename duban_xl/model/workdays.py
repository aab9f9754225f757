"""Days off and make-up workdays → which days are workdays, counted forwards, backwards and between two days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
SATURDAY = 5

FIXED_DAYS_OFF = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""Statutory days that do not move with the lunar calendar: all that is known of a year before its notice is published."""


class DayKind(StrEnum):
    """What a row of the ledger's 工作日历 says about its day."""

    OFF = "放假"
    WORK = "上班"


@dataclass(frozen=True, slots=True)
class Workdays:
    """A working calendar: Monday to Friday without `days_off`, plus `makeup_workdays` (调休上班).

    `years` are those with an official table. In other years only weekends and the fixed statutory days are known
    to be off, so whatever is counted there is 暂定: ask `unknown_years`.
    """

    days_off: frozenset[date] = frozenset()
    makeup_workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether people work on `day`."""
        if day in self.makeup_workdays:
            return True
        if day in self.days_off or day.weekday() >= SATURDAY:
            return False
        return day.year in self.years or (day.month, day.day) not in FIXED_DAYS_OFF

    def unknown_years(self, start: date, end: date) -> tuple[int, ...]:
        """The years from `start` to `end` without an official table, in order."""
        return tuple(year for year in range(start.year, end.year + 1) if year not in self.years)

    def counted(self, start: date, count: int) -> tuple[date, ...]:
        """The first `count` workdays after `start`; `start` itself is not counted."""
        following = self._from(start, ONE_DAY)
        return tuple(next(following) for _ in range(count))

    def add(self, day: date, count: int) -> date:
        """The `count`-th workday after `day`; `day` itself for 0; counts backwards if negative."""
        days = self._from(day, ONE_DAY if count > 0 else -ONE_DAY)
        for _ in range(abs(count)):
            day = next(days)
        return day

    def subtract(self, day: date, count: int) -> date:
        """The `count`-th workday before `day`; `day` itself for 0."""
        return self.add(day, -count)

    def between(self, start: date, end: date) -> int:
        """How many workdays lie after `start` up to and including `end`; 0 if `end` is not later."""
        days = (end - start).days
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, days + 1))

    def on_or_before(self, day: date) -> date:
        """`day` if it is a workday, else the last workday before it (the 提醒日 of a limit that ends on a day off)."""
        return day if self.is_workday(day) else self.subtract(day, 1)

    def on_or_after(self, day: date) -> date:
        """`day` if it is a workday, else the next one."""
        return day if self.is_workday(day) else self.add(day, 1)

    def _from(self, day: date, step: timedelta) -> Iterator[date]:
        """The workdays after `day` (before it, for a negative step), nearest first."""
        while True:
            day += step
            if self.is_workday(day):
                yield day


def with_overrides(
    base: Workdays, rows: Iterable[tuple[date, DayKind]], *, complete_years: Iterable[int] = ()
) -> Workdays:
    """`base` changed by the rows of the ledger's 工作日历; for a day named twice the later row wins.

    A year counts as officially known once the rows hold its days off for 元旦, 劳动节 and 国庆节 (a clerk who typed in
    the whole notice has these; a clerk who changed one day has not), or when `complete_years` names it.
    """
    said = dict(rows)
    off = frozenset(day for day, kind in said.items() if kind is DayKind.OFF)
    work = frozenset(day for day, kind in said.items() if kind is DayKind.WORK)
    entered = {day.year for day in off if off >= {date(day.year, 1, 1), date(day.year, 5, 1), date(day.year, 10, 1)}}
    return Workdays(
        days_off=(base.days_off - work) | off,
        makeup_workdays=(base.makeup_workdays - off) | work,
        years=base.years | entered | frozenset(complete_years),
    )
