"""A phrase for a point in time (3月底, 下周三, 二季度, 国庆节前) and the day it was written for → its last day."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from duban_xl.model.deadline import WEEKDAYS
from duban_xl.model.period import add_months, month_end
from duban_xl.model.reading import read_date
from duban_xl.model.text import arabic_counts

ONE_DAY = timedelta(days=1)
_MONTH_PARTS = {"初": 5, "上旬": 10, "中旬": 20}
_YEAR_PARTS = {"年初": 2, "上半年": 6, "年中": 6}  # part of a year → its last month; any other part ends with the year
_VAGUE_PARTS = frozenset({"初", "年初", "年中"})
_FIVE_YEAR_PLANS = {"十三五": 2020, "十四五": 2025, "十五五": 2030}
_FIXED_FESTIVALS = {"元旦": (1, 1), "五一": (5, 1), "劳动": (5, 1), "国庆": (10, 1)}
_LUNAR_FESTIVALS = {
    "春": ("2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03"),
    "清明": ("2025-04-04", "2026-04-05", "2027-04-05", "2028-04-04", "2029-04-04", "2030-04-05"),
    "端午": ("2025-05-31", "2026-06-19", "2027-06-09", "2028-05-28", "2029-06-16", "2030-06-05"),
    "中秋": ("2025-10-06", "2026-09-25", "2027-09-15", "2028-10-03", "2029-09-22", "2030-09-12"),
}


@dataclass(frozen=True, slots=True)
class TimePoint:
    """The day that a phrase ends with. `day` is None for a day that does not exist; `suggestion` then may help."""

    day: date | None
    confirm: bool = False
    note: str = ""
    suggestion: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a phrase is relative to: the day of assignment and the year of the ledger."""

    assigned_on: date
    year: int

    def ahead(self, day: date) -> TimePoint:
        """`day`, or the same day a year later, to be confirmed, if it is past already."""
        if day >= self.assigned_on:
            return TimePoint(day)
        later = add_months(day, 12)
        return TimePoint(month_end(later.year, later.month) if _ends_month(day) else later, confirm=True, note="T125")


def time_point(text: str, moment: Moment) -> TimePoint | None:
    """The last day of what `text` names; None if it names no point in time.

    `text` has one width and no blanks. "前", "之前", "(含)" at the end change nothing: the day itself is included.
    """
    core = arabic_counts(re.sub(r"(?:\(含\))?(?:之前|以前|前|止)?$", "", text))
    for form, build in _FORMS:
        if found := form.fullmatch(core):
            return build(found, moment)
    return _festival(text, moment) or _written_day(text, moment)


def _written_day(text: str, moment: Moment) -> TimePoint | None:
    reading = read_date(text, on=moment.assigned_on.replace(year=moment.year, day=1), future=False)
    if reading.value is None:
        return TimePoint(None, confirm=True, note="T121", suggestion=reading.suggestion) if reading.suggestion else None
    if not re.match(r"(?:\d{4}|\d\d[-./]\d\d?[-./])", text.lstrip("截至止到")):
        return moment.ahead(reading.value)
    return TimePoint(reading.value, confirm=reading.confirm, note=reading.note)


def _month(found: re.Match[str], moment: Moment) -> TimePoint | None:
    written, month, part = found[1], int(found[2]), found[3] or ""
    year = _year(written, moment)
    if year is None or not 1 <= month <= 12:
        return None
    day = _in_month(year, month, part)
    point = TimePoint(day) if written else moment.ahead(day)
    return _questioned(point) if part in _VAGUE_PARTS else point


def _near_month(found: re.Match[str], moment: Moment) -> TimePoint | None:
    first = add_months(moment.assigned_on.replace(day=1), {"下": 1, "次": 1}.get(found[1] or "", 0))
    if found[3]:
        last = month_end(first.year, first.month)
        return TimePoint(first.replace(day=int(found[3]))) if 1 <= int(found[3]) <= last.day else None
    point = TimePoint(_in_month(first.year, first.month, found[2] or ""))
    return _questioned(point) if found[2] in _VAGUE_PARTS else point


def _weekday(found: re.Match[str], moment: Moment) -> TimePoint:
    monday = moment.assigned_on - ONE_DAY * moment.assigned_on.weekday() + ONE_DAY * 7 * (found[1] == "下")
    return TimePoint(monday + ONE_DAY * WEEKDAYS.index(found[2].replace("天", "日")))


def _quarter(found: re.Match[str], moment: Moment) -> TimePoint | None:
    year = _year(found[1], moment)
    if year is None:
        return None
    day = month_end(year, int(found[2]) * 3)
    return TimePoint(day) if found[1] else moment.ahead(day)


def _part_of_year(found: re.Match[str], moment: Moment) -> TimePoint | None:
    year = _year(found[1], moment)
    part = found[2] if len(found[2]) > 1 else f"年{found[2]}"
    if year is None:
        return None
    day = month_end(year, _YEAR_PARTS.get(part, 12))
    point = TimePoint(day) if found[1] else moment.ahead(day)
    return _questioned(point) if part in _VAGUE_PARTS else point


def _plan_end(found: re.Match[str], moment: Moment) -> TimePoint:
    day = date(_FIVE_YEAR_PLANS[found[1]], 12, 31)
    past = day < moment.assigned_on
    return TimePoint(day, confirm=past, note="T127" if past else "")


def _festival(text: str, moment: Moment) -> TimePoint | None:
    """The day before a festival; always to be confirmed."""
    found = re.fullmatch(r"(元旦|五一|劳动|国庆|春|清明|端午|中秋)节?(?:之|以)?前", text)
    following = [day for day in _festival_days(found[1]) if day > moment.assigned_on] if found else []
    return TimePoint(min(following) - ONE_DAY, confirm=True, note="T128") if following else None


def _festival_days(name: str) -> Iterator[date]:
    if name in _FIXED_FESTIVALS:
        month, day = _FIXED_FESTIVALS[name]
        yield from (date(year, month, day) for year in range(2020, 2100))
    else:
        yield from map(date.fromisoformat, _LUNAR_FESTIVALS[name])


def _year(written: str | None, moment: Moment) -> int | None:
    """The year that a phrase begins with; the ledger's year if it has none; None for a year out of range."""
    if not written:
        return moment.year
    relative = {"明年": 1, "次年": 1, "今年": 0, "当年": 0, "本年": 0, "去年": -1}.get(written)
    if relative is not None:
        return moment.assigned_on.year + relative
    year = int(written[:4])
    return year if 1949 <= year <= 2099 else None


def _in_month(year: int, month: int, part: str) -> date:
    last = month_end(year, month)
    return last.replace(day=_MONTH_PARTS[part]) if part in _MONTH_PARTS else last


def _ends_month(day: date) -> bool:
    return (day + ONE_DAY).day == 1


def _questioned(point: TimePoint) -> TimePoint:
    return TimePoint(point.day, confirm=True, note=point.note or "T128")


_YEAR = r"(\d{4}[年.\-/]|明年|次年|今年|当年|本年|去年)"
_PART = r"(?:的)?(底|末|初|上旬|中旬|下旬)"
_Build = Callable[[re.Match[str], Moment], TimePoint | None]
_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(form), build)
    for form, build in (
        (rf"{_YEAR}?(\d\d?)月份?{_PART}?", _month),
        (r"(\d{4}[.\-/])(\d\d?)()", _month),
        (rf"(?:(本|当|这个|下|次)个?)?月{_PART}()", _near_month),
        (r"(下|次|本|当)个?月(?:份)?()(?:(\d\d?)[日号])?", _near_month),
        (r"(本|这|下)?个?(?:周|星期)([一二三四五六日天])", _weekday),
        (rf"{_YEAR}?(?:第|前)?([1-4])季度?[末底]?", _quarter),
        (rf"{_YEAR}?(?:的)?(上半年|下半年|全年|年底|年末|年内|年中|年初|年终)[末底]?", _part_of_year),
        (r"(\d{4}年|明年|次年|今年|当年|本年)(底|末|内|中|初|终|)", _part_of_year),
        (r"[“\"]?(十三五|十四五|十五五)[”\"]?(?:期?末|期间|规划期末)?", _plan_end),
    )
)
