"""Reporting periods: `2026`, `2026H1`, `2026Q3`, `2026-09`, `2026-09上`, `2026W39` → their days, names and neighbours."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, total_ordering

from duban_xl.model.text import arabic_counts, comparable

ONE_DAY = timedelta(days=1)
_CHINESE_DIGITS = "一二三四"
_MONTHS_PER = {"year": 12, "half": 6, "quarter": 3, "month": 1}


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    HALF_MONTH = "half-month"
    WEEK = "week"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day number `months` later (or earlier, if negative); the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period. Periods sort by their first day, a shorter one before a longer one."""

    kind: PeriodKind
    year: int  # for weeks the ISO year
    index: int = 1  # 1-based place in the year: half 1–2, quarter 1–4, month 1–12, half-month 1–24, ISO week 1–53

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> "Period":
        """The period of `kind` that holds `day`."""
        return _period_of(kind, day)

    @property
    def start(self) -> date:
        """The first day."""
        if self.kind is PeriodKind.WEEK:
            return date.fromisocalendar(self.year, self.index, 1)
        if self.kind is PeriodKind.HALF_MONTH:
            return date(self.year, (self.index + 1) // 2, 1 if self.index % 2 else 16)
        return date(self.year, (self.index - 1) * _MONTHS_PER[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """The last day; it belongs to the period."""
        if self.kind is PeriodKind.WEEK:
            return date.fromisocalendar(self.year, self.index, 7)
        if self.kind is PeriodKind.HALF_MONTH:
            first = self.start
            return date(first.year, first.month, 15) if self.index % 2 else month_end(first.year, first.month)
        return month_end(self.year, self.index * _MONTHS_PER[self.kind])

    @property
    def text(self) -> str:
        """How it is written in cells and file names: `2026Q3`."""
        year = f"{self.year:04d}"
        match self.kind:
            case PeriodKind.YEAR:
                return year
            case PeriodKind.HALF:
                return f"{year}H{self.index}"
            case PeriodKind.QUARTER:
                return f"{year}Q{self.index}"
            case PeriodKind.MONTH:
                return f"{year}-{self.index:02d}"
            case PeriodKind.HALF_MONTH:
                return f"{year}-{self.start.month:02d}{'上' if self.index % 2 else '下'}"
            case PeriodKind.WEEK:
                return f"{year}W{self.index:02d}"

    @property
    def name(self) -> str:
        """How a document calls it: 2026年第三季度."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year}年"
            case PeriodKind.HALF:
                return f"{self.year}年{'上下'[self.index - 1]}半年"
            case PeriodKind.QUARTER:
                return f"{self.year}年第{_CHINESE_DIGITS[self.index - 1]}季度"
            case PeriodKind.MONTH:
                return f"{self.year}年{self.index}月"
            case PeriodKind.HALF_MONTH:
                return f"{self.year}年{self.start.month}月{'上' if self.index % 2 else '下'}半月"
            case PeriodKind.WEEK:
                return f"{self.year}年第{self.index}周"

    @property
    def sort_key(self) -> tuple[date, date]:
        """Sorts by time; no two different periods share it."""
        return self.start, self.end

    def __lt__(self, other: "Period") -> bool:
        return self.sort_key < other.sort_key

    def __str__(self) -> str:
        return self.text

    def contains(self, day: date) -> bool:
        """Whether `day` is one of its days, first and last included."""
        return self.start <= day <= self.end

    def previous(self) -> "Period":
        """The period of the same kind that ends the day before."""
        return Period.of(self.kind, self.start - ONE_DAY)

    def following(self) -> "Period":
        """The period of the same kind that starts the day after."""
        return Period.of(self.kind, self.end + ONE_DAY)


@lru_cache(maxsize=4096)
def _period_of(kind: PeriodKind, day: date) -> Period:
    if kind is PeriodKind.WEEK:
        year, week, _ = day.isocalendar()
        return Period(kind, year, week)
    if kind is PeriodKind.HALF_MONTH:
        return Period(kind, day.year, day.month * 2 - (day.day <= 15))
    return Period(kind, day.year, (day.month - 1) // _MONTHS_PER[kind] + 1)


@lru_cache(maxsize=256)
def periods_between(kind: PeriodKind, start: date, end: date) -> tuple[Period, ...]:
    """Every period of `kind` that has a day from `start` to `end`, in order."""
    found: list[Period] = []
    period = Period.of(kind, start)
    while period.start <= end:
        found.append(period)
        period = period.following()
    return tuple(found)


def quarters(year: int) -> tuple[Period, ...]:
    """The four quarters of `year`."""
    return tuple(Period(PeriodKind.QUARTER, year, index) for index in range(1, 5))


def _half_month(year: str, month: str, half: str) -> tuple[PeriodKind, int, int]:
    return PeriodKind.HALF_MONTH, int(year), int(month) * 2 - (half == "上")


def _half_year(year: str, half: str) -> tuple[PeriodKind, int, int]:
    return PeriodKind.HALF, int(year), {"上": 1, "下": 2}.get(half) or int(half)


def _plain(kind: PeriodKind) -> Callable[..., tuple[PeriodKind, int, int]]:
    def build(year: str, index: str = "1") -> tuple[PeriodKind, int, int]:
        return kind, int(year), int(index)

    return build


_YEAR = r"((?:19|20|21)\d\d)"
_SEPARATOR = r"[-/.年]"
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., tuple[PeriodKind, int, int]]], ...] = tuple(
    (re.compile(f"{_YEAR}{form}"), build)
    for form, build in (
        (r"年?度?", _plain(PeriodKind.YEAR)),
        (r"[-年]?h([12])", _half_year),
        (r"年?([上下])半年", _half_year),
        (r"[-年]?q([1-4])", _plain(PeriodKind.QUARTER)),
        (r"年?第?([1-4])季度?", _plain(PeriodKind.QUARTER)),
        (rf"{_SEPARATOR}(\d\d?)月?份?", _plain(PeriodKind.MONTH)),
        (r"(0[1-9]|1[0-2])", _plain(PeriodKind.MONTH)),
        (rf"{_SEPARATOR}(\d\d?)月?([上下])(?:半月)?", _half_month),
        (r"[-年]?w(\d\d?)", _plain(PeriodKind.WEEK)),
        (r"年第?(\d\d?)周", _plain(PeriodKind.WEEK)),
    )
)


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """The period that `text` names, in our own form or as people type it; None if it names none.

    "2026q3", "2026年第三季度", "２０２６年3季度" → 2026Q3; "2026.9", "2026年9月份" → 2026-09.
    """
    folded = arabic_counts(comparable(text))
    for form, build in _FORMS:
        if found := form.fullmatch(folded):
            kind, year, index = build(*found.groups())
            return Period(kind, year, index) if _exists(kind, year, index) else None
    return None


def _exists(kind: PeriodKind, year: int, index: int) -> bool:
    if kind is PeriodKind.WEEK:
        return 1 <= index <= date(year, 12, 28).isocalendar().week
    last = 24 if kind is PeriodKind.HALF_MONTH else 12 // _MONTHS_PER[kind]
    return 1 <= index <= last
