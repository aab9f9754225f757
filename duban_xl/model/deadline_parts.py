"""The inside of one form of the notation, or the same in Chinese (`10,15`, `10日和15日`) → the typed noun, None if it is none."""

import re
from calendar import monthrange
from datetime import date

from duban_xl.model.deadline import (
    LAST_DAY,
    PHASE_DAYS,
    WEEKDAYS,
    AnnualDays,
    Event,
    Given,
    MonthDays,
    Phases,
    QuarterDay,
    Weekly,
)

LONGEST = 9999  # more days or months than that is a slip of the keyboard


def month_days(inside: str, _: Event | None = None) -> MonthDays | None:
    """The text "10,15", "10日和25日", "月底" → the days of every month; None if one of them is none."""
    days = [month_day(part) for part in re.split(r"[,、和及]", inside)]
    return MonthDays(tuple(sorted({day for day in days if day}))) if all(days) else None


def month_day(text: str) -> int:
    """1–31; 31 for 月底; 0 if it is no day of a month."""
    if text in ("底", "末", "月底", "月末", "最后1日", "最后1天"):
        return LAST_DAY
    number = text.removesuffix("日").removesuffix("号")
    return int(number) if is_number(number) and 1 <= int(number) <= LAST_DAY else 0


def quarter_day(inside: str, _: Event | None = None) -> QuarterDay | None:
    """The text "28", "28日" → that day of the last month of every quarter."""
    day = month_day(inside)
    return QuarterDay(day) if day else None


def annual_days(inside: str, _: Event | None = None) -> AnnualDays | None:
    """The text "06-25,12-25", "6月25日、12月25日" → those days of every year; None if one of them does not exist."""
    days = [day_of_year(part) for part in re.split(r"[,、和及]", inside)]
    known = tuple(day for day in days if day)
    return AnnualDays(tuple(sorted(set(known)))) if len(known) == len(days) else None


def first_of_quarters(text: str) -> AnnualDays | None:
    """The text "10日" → that day of January, April, July and October."""
    day = month_day(text)
    return AnnualDays(tuple((month, day) for month in (1, 4, 7, 10))) if day and is_date(2000, 4, day) else None


def day_of_year(text: str) -> tuple[int, int] | None:
    """The text "6月25日", "06-25" → (6, 25), "6月底" → (6, 30); None if there is no such day in any year."""
    if end := re.fullmatch(r"(\d{1,2})月[底末]", text):
        return (int(end[1]), monthrange(2000, int(end[1]))[1]) if 1 <= int(end[1]) <= 12 else None
    found = re.fullmatch(r"(\d{1,2})(?:-|月)(\d{1,2})[日号]?", text)
    if not found or not is_date(2000, int(found[1]), int(found[2])):
        return None
    return int(found[1]), int(found[2])


def phases(inside: str, _: Event | None = None) -> Phases | None:
    """The text "年初建账=01-31,年中查账" → named points of a year; a name alone has its usual day."""
    points: list[tuple[str, int, int]] = []
    for part in re.split(r"[,、]", inside):
        name, _sign, written = part.partition("=")
        day = day_of_year(written) if written else PHASE_DAYS.get(name[:2])
        if not name or day is None:
            return None
        points.append((name, *day))
    return Phases(tuple(points))


def weekly(inside: str, _: Event | None = None) -> Weekly | None:
    """The text "五", "5", "天" → every week on that day."""
    inside = {"天": "日", "7": "日"}.get(inside, inside)
    if inside in tuple("123456"):
        return Weekly(int(inside) - 1)
    return Weekly(WEEKDAYS.index(inside)) if len(inside) == 1 and inside in WEEKDAYS else None


def given(inside: str, _: Event | None = None) -> Given | None:
    """The text "2026-09-30" → that very day; None if it does not exist."""
    found = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", inside)
    if not found or not is_date(int(found[1]), int(found[2]), int(found[3])):
        return None
    return Given(date(int(found[1]), int(found[2]), int(found[3])))


def is_number(text: str) -> bool:
    """Whether `text` is a whole number in ASCII digits that is not absurdly long."""
    return text.isascii() and text.isdigit() and len(text) <= len(str(LONGEST))


def is_date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
