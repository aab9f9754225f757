"""A phrase for a point in time (3月底, 下周三, 二季度, 国庆节前) and the day it was written for → its last day."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from duban_xl.model.cell_text.day_phrase import Phrase, phrase_of
from duban_xl.model.cell_text.festivals import NAMES, festival_days
from duban_xl.model.cell_text.written_day import (
    FIRST_YEAR,
    LAST_YEAR,
    PLAUSIBLE_YEARS,
    SEVERAL_READINGS,
    TWO_DIGIT_YEAR,
    VAGUE,
    existing,
    written_day,
)
from duban_xl.model.deadline import WEEKDAYS
from duban_xl.model.period import add_months, month_end

ONE_DAY = timedelta(days=1)
NEXT_YEAR, ODD_YEAR, NO_SUCH_DAY = "T125", "T127", "T121"
BEFORE_START, OTHER_WEEKDAY, NOT_FIRM, DAY_BEFORE = "T160", "T165", "T164", "T169"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """What a phrase names: its `first` day and its last, `day`. `day` is None for one that does not exist or can't be told."""

    day: date | None
    first: date | None = None
    note: str = ""  # why a person should look at it; "" if nothing is doubtful
    suggestion: date | None = None
    is_dated: bool = False  # a year was written
    is_period: bool = False  # a month, quarter, year: "before" it may mean before its first day
    is_limit: bool = False  # the words say that something is to be done by then

    @property
    def is_impossible(self) -> bool:
        """Whether there is no such day."""
        return self.day is None and self.note == NO_SUCH_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a phrase is relative to: the day of assignment, the year of the ledger, and the day it can't lie before."""

    assigned_on: date
    year: int
    floor: date

    @classmethod
    def of(cls, assigned_on: date, year: int) -> "Moment":
        """The moment of a cell that is read by itself."""
        return cls(assigned_on=assigned_on, year=year, floor=assigned_on)

    def following(self, point: TimePoint) -> "Moment":
        """The moment of what stands behind `point` in the same cell: it has its year and does not lie before it."""
        if point.day is None:
            return self
        year = point.day.year if point.is_dated else self.year
        return replace(self, year=year, floor=max(point.day, self.floor) if not point.is_dated else point.day)


@lru_cache(maxsize=4096)
def time_point(text: str, moment: Moment, *, with_tail: bool = True) -> TimePoint | None:
    """The last day of what folded `text` names; None if it names no point in time.

    "前", "之前", "(含)", a time of day, "务必于" and "完成" change nothing: the day itself is included. What makes the
    day doubtful (不含, 左右, 预计, another weekday) is noted. Without `with_tail`, 完成 is no part of it.
    """
    phrase = phrase_of(text, with_tail=with_tail)
    point = _core(phrase, moment)
    if point is None:
        return None
    point = replace(point, is_limit=phrase.is_limit)
    if point.day is None:
        return point
    if phrase.is_excluded:
        return replace(point, day=point.day - ONE_DAY, note=DAY_BEFORE)
    doubts = (
        (NOT_FIRM, phrase.is_soft),
        (OTHER_WEEKDAY, phrase.weekday not in (None, point.day.weekday())),
        (VAGUE, phrase.has_end and point.is_period),
    )
    doubt = next((note for note, is_so in doubts if is_so), "")
    return replace(point, note=doubt if doubt and point.note == BEFORE_START else point.note or doubt)


def _core(phrase: Phrase, moment: Moment) -> TimePoint | None:
    year = re.match(r"\d{4}(?!\d)", phrase.core)
    if not phrase.core or (year and not FIRST_YEAR <= int(year[0]) <= LAST_YEAR):
        return None
    for form, build in _FORMS:
        if found := form.fullmatch(phrase.core):
            return build(found, moment)
    for form, build in _BEFORE_FORMS if phrase.has_end else ():
        if found := form.fullmatch(phrase.core):
            return build(found, moment)
    as_text = re.sub(r"^(\d\d?)\.(?=\d\d?$)", r"\1月", phrase.core) if phrase.is_limit or phrase.is_text else ""
    return _in_figures(as_text or phrase.core, moment)


# --- the year of a phrase ---------------------------------------------------------------------------------------------

_Days = tuple[date, date]
_RELATIVE_YEARS = {"今年": 0, "当年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2, "去年": -1, "上年": -1}


def _settled(written: str | None, days_in: Callable[[int], _Days], moment: Moment) -> TimePoint:
    """The days in the year that is written; without one, in the ledger's year or the first one after it that is not past."""
    if not written:
        return _ahead(days_in, moment)
    year, note = _year(written, moment)
    first, last = days_in(year)
    return TimePoint(day=last, first=first, note=note or _judged(last, moment), is_dated=True)


def _ahead(days_in: Callable[[int], _Days], moment: Moment) -> TimePoint:
    first, last = days_in(moment.year)
    for year in range(moment.year + 1, LAST_YEAR + 1):
        if last >= moment.floor:
            break
        first, last = days_in(year)
    return TimePoint(day=last, first=first, note=NEXT_YEAR if last.year > moment.year else "")


def _year(written: str, moment: Moment) -> tuple[int, str]:
    """The year that a phrase begins with, and what is doubtful about it."""
    name = re.sub(r"[年度的]*$", "", written) if written[0].isdigit() else written[:2]
    if name.isdigit():
        return (int(name), "") if len(name) > len("26") else (2000 + int(name), TWO_DIGIT_YEAR)
    if name == "次年":
        return moment.year + 1, ""
    return moment.assigned_on.year + _RELATIVE_YEARS[name], VAGUE if moment.year != moment.assigned_on.year else ""


def _judged(day: date, moment: Moment) -> str:
    """What is odd about a day whose year is written: far from the ledger's year, or past when it was assigned."""
    if abs(day.year - moment.year) > PLAUSIBLE_YEARS:
        return ODD_YEAR
    return BEFORE_START if day < moment.assigned_on else ""


# --- one builder for each form ----------------------------------------------------------------------------------------

_YEAR = r"(\d{4}年?度?|\d\d年|(?:明年|次年|来年|今年|当年|本年|后年|去年|上年)度?)"
_BARE_YEAR = r"(\d{4}年度?|\d\d年|(?:明年|次年|来年|今年|当年|本年|后年|去年|上年)度?)"
_PART = r"(?:的)?(月?底|月?末|内|初|中下旬|上中旬|中上旬|中旬|中|上旬|下旬)"
_MONTH_PARTS = {
    "初": (1, 5),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "中": (1, 15),
    "下旬": (21, 31),
    **dict.fromkeys(("上中旬", "中上旬"), (1, 20)),
    "中下旬": (11, 31),
}
_VAGUE_PARTS = frozenset({"初", "中", "中下旬", "上中旬", "中上旬", "年初", "年中"})
_YEAR_PARTS = {"年初": (1, 2), "上半年": (1, 6), "年中": (1, 6), "下半年": (7, 12)}
_FIVE_YEAR_PLANS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}


def _in_month(year: int, month: int, part: str) -> _Days:
    last = month_end(year, month)
    if part in _MONTH_PARTS:
        first, end = _MONTH_PARTS[part]
        return last.replace(day=first), last.replace(day=min(end, last.day))
    return last if part.endswith(("底", "末")) else last.replace(day=1), last


def _month(found: re.Match[str], moment: Moment) -> TimePoint | None:
    written, month, part = found[1], int(found[2]), found[3] or ""
    if not 1 <= month <= 12:
        return TimePoint(day=None, note=NO_SUCH_DAY)
    point = _settled(written, lambda year: _in_month(year, month, part), moment)
    return _with_part(point, part)


def _with_part(point: TimePoint, part: str) -> TimePoint:
    if part in _VAGUE_PARTS:
        return replace(point, note=point.note or VAGUE)
    return replace(point, is_period=not part.endswith(("底", "末", "内")))


def _year_and_month(found: re.Match[str], moment: Moment) -> TimePoint | None:
    """2026.4 and 2026-12; 2026.1 may have been 2026.10."""
    if found[2] == "." and found[3] == "1":
        return TimePoint(day=None, note=SEVERAL_READINGS)
    return _month_of_year(int(found[1]), int(found[3]), moment)


def _month_of_year(year: int, month: int, moment: Moment, note: str = "") -> TimePoint | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if not 1 <= month <= 12:
        return TimePoint(day=None, note=NO_SUCH_DAY)
    last = month_end(year, month)
    noted = _judged(last, moment) or note
    return TimePoint(day=last, first=last.replace(day=1), note=noted, is_dated=True, is_period=True)


def _six_figures(found: re.Match[str], moment: Moment) -> TimePoint | None:
    """202604 is a month; doubtful, since six figures are also a day with a short year."""
    year, month = int(found[1]), int(found[2])
    is_month = abs(year - moment.year) <= PLAUSIBLE_YEARS and 1 <= month <= 12
    return _month_of_year(year, month, moment, VAGUE) if is_month else _in_figures(found[0], moment)


def _near_month(found: re.Match[str], moment: Moment) -> TimePoint | None:
    first = add_months(moment.assigned_on.replace(day=1), {"下": 1, "次": 1}.get(found[1] or "", 0))
    if not found[3]:
        start, end = _in_month(first.year, first.month, found[2] or "")
        return _with_part(TimePoint(day=end, first=start, note=_judged(end, moment)), found[2] or "")
    day = existing(first.year, first.month, int(found[3]))
    if day is None:
        return TimePoint(day=None, note=NO_SUCH_DAY, suggestion=month_end(first.year, first.month))
    return TimePoint(day=day, first=day, note=_judged(day, moment))


def _bare_day(found: re.Match[str], moment: Moment) -> TimePoint | None:
    """20日 alone: of this month, or of the next one if that is past."""
    months = (add_months(moment.assigned_on.replace(day=1), count) for count in range(3))
    days = (existing(first.year, first.month, int(found[1])) for first in months)
    day = next((day for day in days if day and day >= moment.assigned_on), None)
    return TimePoint(day=day, first=day, note=VAGUE if day else NO_SUCH_DAY)


def _weekday(found: re.Match[str], moment: Moment) -> TimePoint:
    which = found[1] or ""
    monday = moment.assigned_on - ONE_DAY * moment.assigned_on.weekday() + ONE_DAY * 7 * which.count("下")
    day = monday + ONE_DAY * WEEKDAYS.index(found[2].replace("天", "日"))
    if not which and day < moment.assigned_on:
        return TimePoint(day=day + ONE_DAY * 7, first=day + ONE_DAY * 7, note=VAGUE)
    return TimePoint(day=day, first=day, note=_judged(day, moment))


def _week(found: re.Match[str], moment: Moment) -> TimePoint:
    """本周内, 下周: to its Sunday, doubtful since an office's week ends on Friday."""
    monday = moment.assigned_on - ONE_DAY * moment.assigned_on.weekday() + ONE_DAY * 7 * (found[1] or "").count("下")
    return TimePoint(day=monday + ONE_DAY * 6, first=monday, note=VAGUE)


def _quarter(found: re.Match[str], moment: Moment) -> TimePoint | None:
    last_month = int(found[3]) * 3
    first_month = 1 if found[2] == "前" else last_month - 2
    point = _settled(found[1], lambda year: (date(year, first_month, 1), month_end(year, last_month)), moment)
    return replace(point, is_period=not found[4])


def _near_quarter(found: re.Match[str], moment: Moment) -> TimePoint:
    shifted = add_months(moment.assigned_on.replace(day=1), 3 if found[1] == "下" else 0)
    month = (shifted.month - 1) // 3 * 3 + 1
    last = month_end(shifted.year, month + 2)
    note = "" if found[1] or found[2] else VAGUE
    return TimePoint(day=last, first=date(shifted.year, month, 1), note=note, is_period=not found[2])


def _part_of_year(found: re.Match[str], moment: Moment) -> TimePoint | None:
    part = {"岁末": "年末", "年终": "年末"}.get(found[2], found[2] if len(found[2]) > 1 else f"年{found[2]}")
    first, last = _YEAR_PARTS.get(part, (1, 12))
    point = _settled(found[1], lambda year: (date(year, first, 1), month_end(year, last)), moment)
    if part in _VAGUE_PARTS:
        return replace(point, note=point.note or VAGUE)
    is_end = part in ("年底", "年末", "年内") or found[0].endswith(("底", "末", "内"))
    return replace(point, is_period=not is_end)


def _plan_end(found: re.Match[str], moment: Moment) -> TimePoint:
    day = date(_FIVE_YEAR_PLANS[found[1]], 12, 31)
    return TimePoint(
        day=day, first=date(day.year - 4, 1, 1), note=ODD_YEAR if day < moment.assigned_on else "", is_dated=True
    )


def _near_day(found: re.Match[str], moment: Moment) -> TimePoint:
    """今天, 明天: doubtful, since nobody knows when it was typed."""
    day = moment.assigned_on + ONE_DAY * {"明": 1, "后": 2}.get(found[0][0], 0)
    return TimePoint(day=day, first=day, note=VAGUE)


def _festival(found: re.Match[str], moment: Moment) -> TimePoint | None:
    """The day before a festival; always to be confirmed."""
    year = _year(found[1], moment)[0] if found[1] else None
    days = (day for day in festival_days(found[2]) if (day.year == year if year else day > moment.floor))
    day = next(days, None)
    if day is None:
        return None
    return TimePoint(day=day - ONE_DAY, first=day - ONE_DAY, note=VAGUE, is_dated=year is not None)


def _in_figures(core: str, moment: Moment) -> TimePoint | None:
    """A day in figures, with or without its year; 明年3月15日 too."""
    found = re.fullmatch(rf"{_BARE_YEAR}(\d\d?月\d\d?[日号]?)", core)
    relative = found is not None and not found[1][0].isdigit()
    written = written_day(found[2] if found and relative else core, about=moment.year)
    if written is None:
        return None
    if written.year is None and not 1 <= written.month <= 12 and "月" not in core:
        return None
    if written.day is None:
        suggestion = existing(moment.year, written.month, int(core[-1])) if written.month else None
        return TimePoint(day=None, note=written.note, suggestion=suggestion)
    if found and relative:
        year, note = _year(found[1], moment)
    else:
        year, note = written.year, written.note
    return _dated(written.in_year, written.nearest, year, note, moment)


def _dated(
    in_year: Callable[[int], date | None],
    nearest: Callable[[int], date | None],
    year: int | None,
    note: str,
    moment: Moment,
) -> TimePoint:
    """The day in `year`; without one, in the ledger's year or the next; or that there is none."""
    wanted = moment.year if year is None else year
    day = in_year(wanted)
    while year is None and day is not None and day < moment.floor and wanted < LAST_YEAR:
        wanted += 1
        day = in_year(wanted)
    if day is None:
        return TimePoint(day=None, note=NO_SUCH_DAY, suggestion=nearest(wanted))
    if year is None:
        return TimePoint(day=day, first=day, note=NEXT_YEAR if wanted > moment.year else note)
    return TimePoint(day=day, first=day, note=note or _judged(day, moment), is_dated=True)


_Build = Callable[[re.Match[str], Moment], TimePoint | None]
_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(form), build)
    for form, build in (
        (rf"{_YEAR}?(\d\d?)月份?{_PART}?", _month),
        (r"(\d{4})([-./\\])(\d\d?)", _year_and_month),
        (r"(\d{4})(\d\d)", _six_figures),
        (r"(?:(本|当|这|下|次)个?)?月份?(?:的)?(底|末|内|初|中旬|中|上旬|下旬)()", _near_month),
        (r"(本|当|这|下|次)个?月份?()(?:的)?(?:(\d\d?)[日号])?", _near_month),
        (r"()(上旬|中旬|下旬)()", _near_month),
        (r"(本|这|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天])", _weekday),
        (r"(本|这|下下|下)个?(?:周|星期|礼拜)[末内]?", _week),
        (r"()周末", _week),
        (rf"{_YEAR}?(第|前)?([1-4])个?季度?([末底内])?", _quarter),
        (rf"{_YEAR}?()[Qq]([1-4])()", _quarter),
        (r"(本|当|这|下)个?季度?([末底内])?", _near_quarter),
        (r"()季度?([末底内])", _near_quarter),
        (rf"{_YEAR}?(?:的)?(上半年|下半年)[末底内]?", _part_of_year),
        (rf"{_YEAR}?(?:的)?(全年|年度|年底|年末|年内|年中|年初|年终|岁末)[末底内]?", _part_of_year),
        (rf"{_BARE_YEAR}(底|末|内|中|初|终|)", _part_of_year),
        (r"(\d{4})(底|末)", _part_of_year),
        (r"(十[三四五六]五)(?:规划|时期)?(?:期?末|期间|规划期末|期内|收官)?", _plan_end),
        (r"(?:今|当|即|本|明|后)[天日]", _near_day),
    )
)
"""How a point in time may be written → what it means."""
_FESTIVAL = rf"{_YEAR}?({NAMES})(?:国际)?(?:劳动|妇女|儿童|青年)?节?(?:小?长假|假期|放假|假日)?"
_BEFORE_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = (
    (re.compile(_FESTIVAL), _festival),
    (re.compile(r"(\d\d?)[日号]"), _bare_day),
)
"""The same for what only 前 makes a limit: 10日 alone may be ten days."""
