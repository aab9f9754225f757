"""A time limit as a deadline cell states it: dates, cycles and doubts; its reading in one line, its words for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from duban_xl.model.deadline import (
    LAST_DAY,
    Anniversary,
    AnnualDays,
    Cycle,
    Every,
    HalfMonthly,
    MonthDays,
    QuarterDay,
    Span,
    Unit,
    Weekly,
)
from duban_xl.model.source import Value

UNDETERMINED = "T109"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A time limit as read. Nothing is invented: what is not understood has neither date nor cycle."""

    written: str = ""
    due: date | None = None
    start: date | None = None
    original: date | None = None  # the limit before a change that the cell itself mentions
    target: date | None = None  # 力争: an aim, not the limit
    stages: tuple[tuple[date, str], ...] = ()  # several dates with what is due on each
    cycle: Cycle | None = None
    relative: Span | None = None  # counted from an event that the cell names; with `due` if the event's day is known
    is_open: bool = False  # 长期坚持: stays open, also after `due`
    is_immediate: bool = False  # 立行立改: the office's settings say how soon
    is_done: bool = False  # the cell states a completion, not a limit
    is_impossible: bool = False  # the cell names a day that does not exist
    same_as_above: bool = False  # 同上; with the reading of the row above, if that is known
    confirm: bool = False
    note: str = ""  # code in the catalogue; its sentence quotes `quoted`
    suggestion: date | None = None  # for a date that does not exist

    @property
    def is_understood(self) -> bool:
        """Whether there is anything that a due date or a report can follow from."""
        dated = self.due or self.stages or self.target or self.cycle or self.relative
        return bool(dated or self.is_open or self.is_immediate or self.is_done)

    @property
    def is_unreadable(self) -> bool:
        """Whether something is written that nobody can take for a limit; 待定 and the like are understood."""
        return bool(self.note) and self.note != UNDETERMINED and not (self.is_understood or self.same_as_above)

    @property
    def reading(self) -> str:
        """The reading in one line, each part once and in this order, joined by "; ".

        `start=`, `original=`, `target=`, `date=2026-03-15` · `multi=2026-04-30:完成设计|2026-08-31:开工` ·
        `recurring=` monthly-05, monthly-15,last, quarterly-last-month-25, quarterly-first-month-10, weekly-1,
        yearly-06-30, or the bare monthly, quarterly, half-yearly, yearly, weekly, half-monthly, every-2-months ·
        `relative=meeting+7d` (d days, wd workdays, m months) · `immediate` · `open`. Or nothing but `empty` (blank,
        "/", 无), `empty; status=办结`, `invalid` (a day that does not exist; the note suggests one), `unknown`.
        """
        if not self.written or self.is_done:
            return "empty; status=办结" if self.is_done else "empty"
        if self.is_impossible:
            return "invalid"
        dated = (("start", self.start), ("original", self.original), ("target", self.target), ("date", self.due))
        parts = [f"{name}={day}" for name, day in dated if day]
        parts += ["multi=" + "|".join(f"{day}:{label}" for day, label in self.stages)] if self.stages else []
        parts += [f"recurring={_recurring(self.cycle)}"] if self.cycle else []
        parts += [f"relative={_relative(self.relative)}"] if self.relative else []
        flags = (("immediate", self.is_immediate), ("open", self.is_open))
        return "; ".join([*parts, *(name for name, flag in flags if flag)]) or "unknown"

    @property
    def words(self) -> str:
        """The reading for people: `2026-12-31，长期`, `2026-04-30 完成设计；2026-08-31 开工`, `与上一行相同`, `未定`."""
        dated = (("原为 ", self.original), ("力争 ", self.target), ("", self.due))
        parts = [f"{name}{day}" for name, day in dated if day]
        if self.start and self.due:
            parts = [f"{self.start} 至 {self.due}"]
        parts += ["；".join(f"{day} {label}".rstrip() for day, label in self.stages)] if self.stages else []
        parts += [rule.chinese() for rule in (self.cycle, self.relative) if rule]
        flags = (
            ("立即办理", self.is_immediate),
            ("长期", self.is_open),
            ("与上一行相同", self.same_as_above and not parts),
            ("已办结", self.is_done),
        )
        return "，".join([*parts, *(name for name, flag in flags if flag)]) or "未定"

    @property
    def quoted(self) -> Mapping[str, Value]:
        """The values for the sentence of `note`: what was written and what was understood, both for people."""
        return {"text": self.written, "value": self.words, "suggestion": self.suggestion}


NO_TIME_LIMIT = TimeLimit()
"""Nothing is written."""

_EVERY_NAMES = {1: "monthly", 3: "quarterly", 6: "half-yearly", 12: "yearly"}
_QUARTER_MONTHS = {1: "first", 2: "second"}


def _recurring(cycle: Cycle) -> str:
    match cycle:
        case MonthDays(days):
            return "monthly-" + ",".join(map(_day_number, days))
        case QuarterDay(day):
            return f"quarterly-last-month-{_day_number(day)}"
        case Weekly(weekday):
            return "weekly" if weekday is None else f"weekly-{weekday + 1}"
        case HalfMonthly():
            return "half-monthly"
        case Every(months):
            return _EVERY_NAMES.get(months, f"every-{months}-months")
        case Anniversary(months, event):
            return f"every-{months}-months-from-{event or 'start'}"
        case AnnualDays(days):
            return _yearly(days)
        case _:
            return cycle.notation()


def _yearly(days: tuple[tuple[int, int], ...]) -> str:
    """The same day of every third month is a quarterly cycle; anything else is told as days of the year."""
    first, day = days[0]
    if first in _QUARTER_MONTHS and days == tuple((month, day) for month in range(first, 13, 3)):
        return f"quarterly-{_QUARTER_MONTHS[first]}-month-{_day_number(day)}"
    return "yearly-" + ",".join(f"{month:02d}-{day:02d}" for month, day in days)


def _day_number(day: int) -> str:
    return "last" if day == LAST_DAY else f"{day:02d}"


def _relative(span: Span) -> str:
    unit = {Unit.WORKDAYS: "wd", Unit.CALENDAR_DAYS: "d", Unit.MONTHS: "m"}[span.unit]
    return f"{span.event}+{span.count}{unit}"
