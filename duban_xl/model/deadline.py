"""Time limits and reporting cycles as typed nouns; each prints itself as notation (`WD(7)@receipt`) and as Chinese."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

from duban_xl.model.event import Event

FRIDAY = 4
LAST_DAY = 31  # a day number of 31 means the last day of a shorter month too
WEEKDAYS = "一二三四五六日"
LASTING_WORDS = ("长期坚持", "持续推进")
SOFT_WORDS = ("及时", "适时", "定期", "迅速", "经常", "尽快", *LASTING_WORDS)


class Unit(StrEnum):
    """How a span is counted."""

    CALENDAR_DAYS = "CD"
    WORKDAYS = "WD"
    MONTHS = "M"


_UNIT_NAMES = {Unit.CALENDAR_DAYS: "日", Unit.WORKDAYS: "个工作日", Unit.MONTHS: "个月"}


@dataclass(frozen=True, slots=True)
class Span:
    """`CD(n)@E`, `WD(n)@E`, `M(n)@E`: so long after an event, whose own day is not counted."""

    unit: Unit
    count: int
    event: Event | None = None  # None: the caller says from which day

    @property
    def kind(self) -> str:
        """The name of its form in the notation."""
        return self.unit.value

    def notation(self) -> str:
        return f"{self.unit}({self.count}){_at(self.event)}"

    def chinese(self) -> str:
        return f"{self.length}内"

    @property
    def length(self) -> str:
        """The Chinese without 内: what a cap prints after 不超过."""
        return f"{_after(self.event)}{self.count}{_UNIT_NAMES[self.unit]}"


@dataclass(frozen=True, slots=True)
class MonthDays:
    """`MD(28)`, `MD(10,15)`: every month on or before these days."""

    days: tuple[int, ...]
    kind: ClassVar[str] = "MD"

    def notation(self) -> str:
        return f"MD({','.join(map(str, self.days))})"

    def chinese(self) -> str:
        days = "、".join("月底" if day == LAST_DAY else f"{day}日" for day in self.days)
        return f"每月{days.removeprefix('月')}前"


@dataclass(frozen=True, slots=True)
class QuarterDay:
    """`QMD(28)`: on or before this day of March, June, September and December."""

    day: int
    kind: ClassVar[str] = "QMD"

    def notation(self) -> str:
        return f"QMD({self.day})"

    def chinese(self) -> str:
        return "每季度末前" if self.day == LAST_DAY else f"每季度末月{self.day}日前"


@dataclass(frozen=True, slots=True)
class AnnualDays:
    """`AD(06-25,12-25)`: the same (month, day) pairs every year."""

    days: tuple[tuple[int, int], ...]
    kind: ClassVar[str] = "AD"

    def notation(self) -> str:
        return f"AD({','.join(f'{month:02d}-{day:02d}' for month, day in self.days)})"

    def chinese(self) -> str:
        return f"每年{'、'.join(f'{month}月{day}日' for month, day in self.days)}前"


@dataclass(frozen=True, slots=True)
class Anniversary:
    """`ANNIV(6M)@publish`: every so many months after the event itself, never from the previous clamped day."""

    months: int
    event: Event | None = None
    kind: ClassVar[str] = "ANNIV"

    def notation(self) -> str:
        return f"ANNIV({self.months}M){_at(self.event)}"

    def chinese(self) -> str:
        return f"自{self.event.chinese if self.event else '起算日'}后{_every(self.months)}"


@dataclass(frozen=True, slots=True)
class Weekly:
    """`WK(五)`: every week on this day (0 is Monday); `WK`: on the day that the office's settings name."""

    weekday: int | None = None
    kind: ClassVar[str] = "WK"

    def notation(self) -> str:
        return "WK" if self.weekday is None else f"WK({WEEKDAYS[self.weekday]})"

    def chinese(self) -> str:
        return "每周" if self.weekday is None else f"每周{WEEKDAYS[self.weekday]}"


@dataclass(frozen=True, slots=True)
class HalfMonthly:
    """`HM`: on the 15th and the last day of every month."""

    kind: ClassVar[str] = "HM"

    def notation(self) -> str:
        return "HM"

    def chinese(self) -> str:
        return "每半月"


@dataclass(frozen=True, slots=True)
class Every:
    """`EVERY(2M)`: an office cycle of so many months, ending with the months that the number divides."""

    months: int
    kind: ClassVar[str] = "EVERY"

    def notation(self) -> str:
        return f"EVERY({self.months}M)"

    def chinese(self) -> str:
        return _every(self.months)


@dataclass(frozen=True, slots=True)
class Phases:
    """`PHASE(年初建账,年中查账,年终结账)`: named points of a year as (name, month, day)."""

    points: tuple[tuple[str, int, int], ...]
    kind: ClassVar[str] = "PHASE"

    def notation(self) -> str:
        return f"PHASE({','.join(_point(*point) for point in self.points)})"

    def chinese(self) -> str:
        return "、".join(f"{name}（{month}月{day}日前）" for name, month, day in self.points)


@dataclass(frozen=True, slots=True)
class YearEnd:
    """`YE`: by the end of the year in which it starts."""

    kind: ClassVar[str] = "YE"

    def notation(self) -> str:
        return "YE"

    def chinese(self) -> str:
        return "年底前"


@dataclass(frozen=True, slots=True)
class Given:
    """`GIVEN`: the day that the notice or instruction itself states; `GIVEN(2026-09-30)` when it was read."""

    day: date | None = None
    kind: ClassVar[str] = "GIVEN"

    def notation(self) -> str:
        return f"GIVEN({self.day.isoformat()})" if self.day else "GIVEN"

    def chinese(self) -> str:
        return f"{self.day.year}年{self.day.month}月{self.day.day}日前" if self.day else "按要求的时限"


@dataclass(frozen=True, slots=True)
class Milestones:
    """`MILESTONE`: the dates of the approved schedule (时序进度)."""

    kind: ClassVar[str] = "MILESTONE"

    def notation(self) -> str:
        return "MILESTONE"

    def chinese(self) -> str:
        return "按时序进度"


@dataclass(frozen=True, slots=True)
class Now:
    """`NOW`: 随到随办. No number of days; top priority; never overdue by itself."""

    kind: ClassVar[str] = "NOW"

    def notation(self) -> str:
        return "NOW"

    def chinese(self) -> str:
        return "随到随办"


@dataclass(frozen=True, slots=True)
class Soft:
    """`SOFT(及时)`: a word without a number; never overdue."""

    word: str
    kind: ClassVar[str] = "SOFT"

    def notation(self) -> str:
        return f"SOFT({self.word})"

    def chinese(self) -> str:
        return self.word


@dataclass(frozen=True, slots=True)
class Before:
    """`BEFORE(due)`: must happen before something else; `due` is the matter's due date."""

    what: str = "due"
    kind: ClassVar[str] = "BEFORE"

    def notation(self) -> str:
        return f"BEFORE({self.what})"

    def chinese(self) -> str:
        return f"须在{'时限届满' if self.what == 'due' else self.what}前"


@dataclass(frozen=True, slots=True)
class Window:
    """`WINDOW(1Y)`: the months within which events are counted together; a limit of counting, not a due date."""

    months: int
    kind: ClassVar[str] = "WINDOW"

    def notation(self) -> str:
        return f"WINDOW({self.months // 12}Y)" if self.months % 12 == 0 else f"WINDOW({self.months}M)"

    def chinese(self) -> str:
        return f"{self.months // 12}年内累计" if self.months % 12 == 0 else f"{self.months}个月内累计"


@dataclass(frozen=True, slots=True)
class Validity:
    """`VALID(2Y)@publish`: a trial period that runs from the event on, its first day included (试行2年)."""

    months: int
    event: Event | None = None
    kind: ClassVar[str] = "VALID"

    def notation(self) -> str:
        span = f"{self.months // 12}Y" if self.months % 12 == 0 else f"{self.months}M"
        return f"VALID({span}){_at(self.event)}"

    def chinese(self) -> str:
        span = f"{self.months // 12}年" if self.months % 12 == 0 else f"{self.months}个月"
        return f"自{self.event.chinese if self.event else '起算日'}之日起试行{span}"


@dataclass(frozen=True, slots=True)
class ExternalRule:
    """`EXTREF(doc)`: the limit stands in a document that we do not have; a person must enter it."""

    document: str
    kind: ClassVar[str] = "EXTREF"

    def notation(self) -> str:
        return f"EXTREF({self.document})"

    def chinese(self) -> str:
        return f"按{self.document}的规定"


Cycle: TypeAlias = MonthDays | QuarterDay | AnnualDays | Anniversary | Weekly | HalfMonthly | Every | Phases
"""Forms that come again and again."""

CYCLES = (MonthDays, QuarterDay, AnnualDays, Anniversary, Weekly, HalfMonthly, Every, Phases)


@dataclass(frozen=True, slots=True)
class UntilDone:
    """`UNTIL_DONE(interval=MD(28))`: report again and again until the matter is done; no interval: the office's own."""

    interval: Cycle | None = None
    kind: ClassVar[str] = "UNTIL_DONE"

    def notation(self) -> str:
        return f"UNTIL_DONE(interval={self.interval.notation()})" if self.interval else "UNTIL_DONE"

    def chinese(self) -> str:
        return f"办结前{self.interval.chinese() if self.interval else '定期'}报告进展"


Simple: TypeAlias = (
    Span | Cycle | YearEnd | Given | Milestones | Now | Soft | Before | Window | Validity | ExternalRule | UntilDone
)
"""One form of the notation, without priorities and caps."""


@dataclass(frozen=True, slots=True)
class FirstOf:
    """`GIVEN > WD(7)@receipt`: the first of these that says anything about the matter at hand."""

    options: tuple[Simple, ...]
    kind: ClassVar[str] = "FIRST"

    def notation(self) -> str:
        return " > ".join(option.notation() for option in self.options)

    def chinese(self) -> str:
        return "，否则".join(option.chinese() for option in self.options)


@dataclass(frozen=True, slots=True)
class Capped:
    """`WD(7)@receipt; cap=WD(15)@receipt`: a limit with its absolute maximum, any extension included.

    `limit` is None in a cell that holds the cap alone (`cap=WD(15)@receipt`).
    """

    limit: Simple | FirstOf | None
    cap: Span
    kind: ClassVar[str] = "CAP"

    def notation(self) -> str:
        cap = f"cap={self.cap.notation()}"
        return f"{self.limit.notation()}; {cap}" if self.limit else cap

    def chinese(self) -> str:
        cap = f"最长不超过{self.cap.length}"
        return f"{self.limit.chinese()}，{cap}" if self.limit else cap


Expression: TypeAlias = Simple | FirstOf | Capped
"""Anything that a cell 办理时限, 上限, 时限要求 or 报送周期 may hold."""

PHASE_DAYS = {"年初": (1, 31), "年中": (6, 30), "年终": (12, 31), "年末": (12, 31), "年底": (12, 31)}
"""The day of a phase that is named but not dated (本系统约定)."""


def cycle_of(expression: Expression | None) -> Cycle | None:
    """The recurring part of `expression`; None if it has none."""
    match expression:
        case Capped(limit, _):
            return cycle_of(limit)
        case FirstOf(options):
            return next((cycle for option in options if (cycle := cycle_of(option))), None)
        case UntilDone(interval):
            return interval
        case _:
            return expression if isinstance(expression, CYCLES) else None


def cap_of(expression: Expression | None) -> Span | None:
    """The cap that a cell 上限 means, written as `cap=WD(15)@receipt` or simply as `WD(15)@receipt`."""
    match expression:
        case Capped(_, cap) | (Span() as cap):
            return cap
        case _:
            return None


def _at(event: Event | None) -> str:
    return f"@{event}" if event else ""


def _after(event: Event | None) -> str:
    return f"{event.chinese}后" if event else ""


def _every(months: int) -> str:
    return {1: "每月", 2: "每两个月", 3: "每季度", 6: "每半年", 12: "每年"}.get(months, f"每{months}个月")


def _point(name: str, month: int, day: int) -> str:
    usual = PHASE_DAYS.get(name[:2])
    return name if usual == (month, day) else f"{name}={month:02d}-{day:02d}"
