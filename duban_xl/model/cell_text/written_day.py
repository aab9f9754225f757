"""A day in figures (2026.4.20, 20260420, 26/4/20, 4-20, 31/12/2026) → year, month and day, with what is doubtful about it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from duban_xl.model.period import month_end

FIRST_YEAR, LAST_YEAR = 1949, 2099
PLAUSIBLE_YEARS = 3  # how far from the year of the ledger a year is believed without asking
TWO_DIGIT_YEAR, LOST_ZERO, VAGUE, SEVERAL_READINGS = "T123", "T126", "T128", "T166"
_CENTURY = 2000

_BETWEEN = r"[-./\\,、]"
_FULL = re.compile(rf"(\d{{4}})(年|{_BETWEEN})(\d\d?)(月|{_BETWEEN})(\d\d?)([日号]?)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:日|\.0+)?")
_SHORT = re.compile(rf"(\d\d?)(年|{_BETWEEN})(\d\d?)(?:月|{_BETWEEN})(\d\d?)[日号]?")
_SIX = re.compile(r"(\d\d)(0\d|1[0-2])([0-2]\d|3[01])")
_YEAR_LAST = re.compile(r"(\d\d?)[-./](\d\d?)[-./](\d{4})")
_NO_YEAR = re.compile(r"(\d\d?)([-./月])(\d\d?)([日号]?)")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_LOST_ZERO = re.compile(r"(\d\d?)\.([123])")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day as it is written. `year` is None where none is written, `day` None where it can't be told which day is meant."""

    year: int | None = None
    month: int = 0
    day: int | None = None
    note: str = ""  # code in the catalogue; "" if nothing is doubtful about the way of writing

    def in_year(self, year: int) -> date | None:
        """The day in `year`; None if there is none such."""
        return existing(year, self.month, self.day or 0)

    def nearest(self, year: int) -> date | None:
        """The month's last day, for a day beyond it; None if the month does not exist either."""
        valid = 1 <= self.month <= 12 and FIRST_YEAR <= year <= LAST_YEAR
        return month_end(year, self.month) if valid and (self.day or 0) > 0 else None


def written_day(text: str, *, about: int | None = None) -> WrittenDay | None:
    """The day that folded `text` writes in figures; None if it is none.

    `about` is the year that decides which of two readings of 25/3/26 is plausible. A month and day without year are
    taken as month first, 4-5 may be two months; 3.1 may have been 3.10 and is not decided.
    """
    if found := _FULL.fullmatch(text):
        return _with_year(int(found[1]), int(found[3]), int(found[5]), signs=(found[2], found[4], found[6]))
    if found := _COMPACT.fullmatch(text):
        return WrittenDay(year=int(found[1]), month=int(found[2]), day=int(found[3]))
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT.fullmatch(text):
        return _two_digit_year(int(found[1]), int(found[3]), int(found[4]), sign=found[2], about=about)
    if found := _SIX.fullmatch(text):
        return _two_digit_year(int(found[1]), int(found[2]), int(found[3]), sign="年", about=about)
    if (found := _LOST_ZERO.fullmatch(text)) and existing(2000, int(found[1]), int(found[2]) * 10):
        return WrittenDay(month=int(found[1]), note=LOST_ZERO)
    if found := _NO_YEAR.fullmatch(text):
        month, day = int(found[1]), int(found[3])
        may_be_months = found[2] == "-" and not found[4] and month < day <= 12
        return WrittenDay(month=month, day=day, note=VAGUE if may_be_months else "")
    return None


def existing(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it and its year is one that offices write about."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def serial_day(text: str, *, about: int | None = None) -> date | None:
    """The day that a spreadsheet's number (46096, 46203.0) stands for, if it is near the year `about`."""
    if not (found := _SERIAL.fullmatch(text)):
        return None
    day = _SERIAL_ZERO + timedelta(days=int(found[1]))
    is_near = abs(day.year - about) <= PLAUSIBLE_YEARS if about else FIRST_YEAR < day.year <= LAST_YEAR
    return day if is_near else None


def _with_year(year: int, month: int, day: int, *, signs: tuple[str, str, str]) -> WrittenDay:
    """2026.3.12; in 2026.3-12 the other sign may part two months."""
    may_be_months = signs[0] != "-" and signs[1:] == ("-", "") and month < day <= 12
    return WrittenDay(year=year, month=month, day=day, note=VAGUE if may_be_months else "")


def _year_last(first: int, second: int, year: int) -> WrittenDay:
    """31/12/2026 and 12/31/2026 can only be one day; 3/4/2026 can be two."""
    both = existing(year, first, second), existing(year, second, first)
    days = {day for day in both if day}
    if len(days) > 1:
        return WrittenDay(year=year, note=SEVERAL_READINGS)
    found = next(iter(days), None)
    if found is None:
        return WrittenDay(year=year, month=first, day=second)
    return WrittenDay(year=year, month=found.month, day=found.day, note=SEVERAL_READINGS)


def _two_digit_year(first: int, second: int, third: int, *, sign: str, about: int | None) -> WrittenDay | None:
    """26.4.20 is a year first, as everybody writes it; with other signs the year may stand last."""
    usual = WrittenDay(year=_CENTURY + first, month=second, day=third, note=TWO_DIGIT_YEAR)
    if sign == "年":
        return usual if first > 9 else None
    readings = ((first, second, third), (third, first, second), (third, second, first))
    days = {day for year, month, number in readings if (day := existing(_CENTURY + year, month, number))}
    likely = {day for day in days if about is None or abs(day.year - about) <= PLAUSIBLE_YEARS}
    if first > 9 and sign == "." and (not likely or usual.in_year(_CENTURY + first) in likely):
        return usual
    if len(likely) > 1:
        return WrittenDay(note=SEVERAL_READINGS)
    if likely:
        day = likely.pop()
        return WrittenDay(year=day.year, month=day.month, day=day.day, note=TWO_DIGIT_YEAR)
    return usual if first > 9 else None
