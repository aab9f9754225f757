"""A stretch of time in a deadline cell (3-6月, 6月25日-30日, 2026年10月至次年3月) → its first day and its last, the limit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from duban_xl.model.cell_text.time_point import (
    BEFORE_START,
    NEXT_YEAR,
    NOT_FIRM,
    ODD_YEAR,
    Moment,
    TimePoint,
    time_point,
)
from duban_xl.model.cell_text.written_day import VAGUE

_SIGN = re.compile(r"(?<!截)(?:起|开始)?,?(?:至|到|-)")
_FROM = re.compile(r"^(?:自|从)")
_FROM_NOW = frozenset({"即日", "现在", "目前", "今日", "今天"})
_UNIT = re.compile(r"(?:第|前)?\d\d?(个?季度?|月|[日号])|\d{4}(年)")
_BARE_DAY = re.compile(r"(\d\d?)[日号]?(?:之前|以前|前|止|为止)?")
_LONE = re.compile(r"\d\d?[日号]")  # of which month?
_BARE_NUMBER = re.compile(r"\d{1,4}")
_WITHIN_MONTH = re.compile(r"(?P<month>.*?\d\d?月)份?(?:上旬|中旬|初|\d\d?[日号])")
_LATER_PART = re.compile(r"(?:月?[底末]|[中下]旬)(?:之前|以前|前|止|为止)?")
_ENDS_WITH_DAY = re.compile(r"(?<=[月.\-/])\d\d?[日号]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRange:
    """From `first` to `end`, whose day is None if there is no such day."""

    first: date
    end: TimePoint
    note: str = ""


def time_range(text: str, moment: Moment) -> TimeRange | None:
    """The stretch that folded `text` names; None if it names none, or could name two."""
    core = _FROM.sub("", text)
    found = [
        pair for sign in _SIGN.finditer(core) if (pair := _between(core[: sign.start()], core[sign.end() :], moment))
    ]
    return found[0] if len(found) == 1 else None


def _between(left: str, right: str, moment: Moment) -> TimeRange | None:
    if not left or not right or left.startswith("每"):
        return None
    if (within := _WITHIN_MONTH.fullmatch(left)) and _LATER_PART.fullmatch(right):
        right = within["month"] + right.removeprefix("月")
    if left in _FROM_NOW:
        end = time_point(_in_words(right), moment)
        return TimeRange(first=moment.assigned_on, end=end, note=end.note) if end else None
    return next((pair for start in _completed(left, right) if (pair := _from(start, right, moment))), None)


def _completed(left: str, right: str) -> Iterator[str]:
    """The left side as it is, or with the unit that only the right side has: 3-6月, 2至3季度, 2026-2028年."""
    if not _BARE_NUMBER.fullmatch(left):
        yield _in_words(left)
    if re.search(r"\d$", left) and (unit := _UNIT.match(right)):
        yield left + (unit[1] or unit[2])


def _in_words(side: str) -> str:
    """4.1 and 2026.1 with 月: beside another date they are no numbers that lost a zero."""
    return re.sub(r"^(\d{4})\.(\d\d?)$", r"\1年\2月", re.sub(r"^(\d\d?)\.(\d\d?)$", r"\1月\2日", side))


def _from(left: str, right: str, moment: Moment) -> TimeRange | None:
    start = time_point(left, moment)
    if start is None or start.first is None or start.note == NOT_FIRM or _LONE.fullmatch(left):
        return None
    if day := _BARE_DAY.fullmatch(right):
        if not _ENDS_WITH_DAY.search(left):
            return None
        if int(day[1]) < int(_ENDS_WITH_DAY.findall(left)[0].rstrip("日号")):
            return None
        right = _ENDS_WITH_DAY.sub(f"{day[1]}日", left)
    right = _in_words(right)
    if re.fullmatch(r"\d{4}年", left) and not re.search("[年底末]", right):
        return None
    if not start.is_dated:
        return _up_to(left, time_point(right, moment), moment, is_written=right[0].isdigit())
    end = time_point(right, replace(moment, year=start.first.year, floor=start.first))
    if end is None or (end.day and end.day < start.first):
        return None
    return TimeRange(first=start.first, end=end, note=end.note or _beside_year(start.note))


def _beside_year(note: str) -> str:
    """What is doubtful about a start, apart from its being past: a stretch may have begun."""
    return "" if note in (BEFORE_START, NEXT_YEAR, ODD_YEAR) else note


def _up_to(left: str, end: TimePoint | None, moment: Moment, *, is_written: bool) -> TimeRange | None:
    """From the last start without year that does not lie after the end; 3月—明年6月 begins in the ledger's year.

    `is_written`: the year of the end stands there in figures; then 3月—2027年6月 may begin in either year.
    """
    if end is None or end.day is None:
        return TimeRange(first=moment.assigned_on, end=end) if end else None
    latest = end.day.year
    is_later = end.is_dated and moment.year < latest
    fitting = [
        (year, start)
        for year in ((moment.year, latest, latest - 1) if is_later else (latest, latest - 1))
        if (start := _first_in(year, left, moment)) and start.first and start.first <= end.day
    ]
    if not fitting:
        return None
    year, start = fitting[0]
    turned = NEXT_YEAR if year < latest and not end.is_dated else ""
    is_several = is_later and is_written and year < latest and latest in dict(fitting)
    note = end.note or turned or (VAGUE if is_several else "") or _beside_year(start.note)
    return TimeRange(first=start.first or end.day, end=end, note=note)


def _first_in(year: int, text: str, moment: Moment) -> TimePoint | None:
    return time_point(text, replace(moment, year=year, floor=date.min))
