"""What a cell holds → what is meant: a date or a document number; and the shape of every reading, with its doubts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Generic, TypeVar

from duban_xl.model.period import month_end
from duban_xl.model.source import Value, shown
from duban_xl.model.text import arabic_counts, comparable, one_width, squeeze

__all__ = [
    "BLANK_SIGNS",
    "Reading",
    "comparable",
    "normalise_document_number",
    "read_date",
    "squeeze",
]

T = TypeVar("T", date, Decimal)

BLANK_SIGNS = frozenset({"", "/", "\\", "-", "--", "—", "——", "–", "无", "暂无", "N/A", "n/a"})
"""What people type into a cell that has nothing to say."""

MAX_LENGTH = 200  # a longer text is prose; patterns are not tried on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[T]):
    """How a cell was understood. `value` is None for an empty cell and for one that was not understood."""

    value: T | None = None
    written: str = ""  # what stood there, as a person sees it; "" for an empty cell
    note: str = ""  # code in the catalogue; its sentence quotes `quoted`
    approximate: bool = False
    confirm: bool = False  # a person should look at it
    relation: str = "="  # "<", ">", ">=" or ".." (from `value` upwards) where the cell gives a bound, not a figure
    suggestion: T | None = None  # what may have been meant, where `value` is None
    what: str = ""  # what else was understood, where `note` speaks of it

    @property
    def is_empty(self) -> bool:
        """Whether the cell says nothing (blank, "/", "无")."""
        return not self.written

    @property
    def quoted(self) -> Mapping[str, Value]:
        """The values for the sentence of `note`: `finding(reading.note, source, **reading.quoted)`."""
        return {"text": self.written, "value": self.value, "suggestion": self.suggestion, "what": self.what}


# --- dates ----------------------------------------------------------------------------------------------------------

CLOCK = re.compile(r"(?:\s+|T)\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*$")
"""A time of day behind a date, as spreadsheets write it."""
_HOUR = r"(?:上午|中午|下午|晚上)?(?:\d{1,2}(?:[时点](?:\d{1,2}分?|半)?|:\d{2}))?(?:下班)?"
_TAIL = rf"{_HOUR}(?:\(含\)|含)?(?:之前|以前|为止|截止|前|止|内)?(?:\(含\))?\.?"
_HEAD = r"(?:截至|截止到?|于|在|至)?"
_FULL_DATE = re.compile(rf"{_HEAD}(\d{{4}}|\d\d)[-./年](\d\d?)[-./月](\d\d?)[日号]?{_TAIL}")
_COMPACT_DATE = re.compile(rf"(\d{{4}})(\d\d)(\d\d){_TAIL}")
_SHORT_DATE = re.compile(rf"{_HEAD}(\d\d?)[-./月](\d\d?)[日号]?{_TAIL}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_PLAUSIBLE_YEARS = 3  # how far from `on` a year is believed without asking
_FIRST_YEAR, _LAST_YEAR = 1949, 2099
_CENTURY = 2000


def read_date(value: Value, *, on: date | None = None, future: bool = False) -> Reading[date]:
    """The day that a cell means.

    `on` gives the year where none is written, and the measure of what is plausible. With `future` (due dates) the
    day should not lie before `on`: a day without year is then taken from the next year, and a past one is questioned.
    Notes: T121 no such day, T122 not understood, T123–T127 understood but to be confirmed.
    """
    if isinstance(value, datetime):
        return _judged(value.date(), shown(value.date()), on=on, future=future)
    if isinstance(value, date):
        return _judged(value, value.isoformat(), on=on, future=future)
    if isinstance(value, Decimal):
        return _date_from_number(value, on=on, future=future)
    if isinstance(value, bool):
        return Reading(written=shown(value), note="T122", confirm=True)
    written = (value or "").strip()
    if _is_blank(written):
        return Reading()
    return _date_from_text(written, on=on, future=future)


def _date_from_text(written: str, *, on: date | None, future: bool) -> Reading[date]:
    text = arabic_counts(one_width(CLOCK.sub("", written))).replace("。", ".") if len(written) < MAX_LENGTH else ""
    if found := _SERIAL.fullmatch(text):
        return _from_serial(int(found[1]), written, on=on)
    if found := _FULL_DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text):
        return _date_from_parts(found, written, on=on, future=future)
    if (found := _SHORT_DATE.fullmatch(text)) and on:
        return _date_without_year(int(found[1]), int(found[2]), written, on=on, future=future)
    return Reading(written=written, note="T122", confirm=True)


def _date_from_parts(found: re.Match[str], written: str, *, on: date | None, future: bool) -> Reading[date]:
    year, month, day = (int(part) for part in found.groups())
    short = len(found[1]) == len("26")
    reading = _existing(year + _CENTURY * short, month, day, written)
    if reading.value is None:
        return reading
    judged = _judged(reading.value, written, on=on, future=future)
    return (
        Reading(value=judged.value, written=written, note="T123", confirm=True) if short and not judged.note else judged
    )


def _date_without_year(month: int, day: int, written: str, *, on: date, future: bool) -> Reading[date]:
    reading = _existing(on.year, month, day, written)
    if reading.value is None or not future or reading.value >= on:
        return reading
    later = _existing(on.year + 1, month, day, written)
    return later if later.value is None else Reading(value=later.value, written=written, note="T125", confirm=True)


def _date_from_number(number: Decimal, *, on: date | None, future: bool) -> Reading[date]:
    """A number in a date cell: 20260315, a serial, or a month and day that lost its last zero (3.1)."""
    written = shown(number)
    month, _, day = written.partition(".")
    if on and day in ("1", "2", "3") and len(month) <= len("12"):
        first, second = (_existing(on.year, int(month), days, written) for days in (int(day), int(day) * 10))
        if first.value and second.value:
            return Reading(written=written, note="T126", confirm=True, suggestion=first.value)
    reading = _date_from_text(written, on=on, future=future)
    if "." in written and reading.value and not reading.note:
        return Reading(value=reading.value, written=written, note="T124", confirm=True)
    return reading


def _from_serial(serial: int, written: str, *, on: date | None) -> Reading[date]:
    day = _SERIAL_ZERO + timedelta(days=serial)
    believed = abs(day.year - on.year) <= _PLAUSIBLE_YEARS if on else _FIRST_YEAR < day.year <= _LAST_YEAR
    if not believed:
        return Reading(written=written, note="T122", confirm=True)
    return Reading(value=day, written=written, note="T124", confirm=True)


def _existing(year: int, month: int, day: int, written: str) -> Reading[date]:
    """The day if the calendar has it; else T121 with the month's last day, or T122."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and _FIRST_YEAR <= year <= _LAST_YEAR):
        return Reading(written=written, note="T122", confirm=True)
    last = month_end(year, month)
    if day > last.day:
        return Reading(written=written, note="T121", confirm=True, suggestion=last)
    return Reading(value=date(year, month, day), written=written)


def _judged(day: date, written: str, *, on: date | None, future: bool) -> Reading[date]:
    odd = on is not None and (abs(day.year - on.year) > _PLAUSIBLE_YEARS or (future and day < on))
    return Reading(value=day, written=written, note="T127" if odd else "", confirm=odd)


# --- document numbers ------------------------------------------------------------------------------------------------

_DOCUMENT_NUMBER = re.compile(r"(?=.*[^\W\d_])(.+?)[〔\[({【<]?((?:19|20)\d\d)年?[〕\])}】>]?[-第]?(\d{1,5})号")


def normalise_document_number(text: str) -> str | None:
    """A 发文字号 as GB/T 9704 prints it: "县督[2026] 第０7号" → "县督〔2026〕7号"; None if `text` is no such number."""
    folded = one_width(text)
    found = _DOCUMENT_NUMBER.fullmatch(folded) if len(folded) < MAX_LENGTH else None
    if not found:
        return None
    issuer = found[1].replace("(", "（").replace(")", "）")
    return f"{issuer}〔{found[2]}〕{int(found[3])}号"


def _is_blank(written: str) -> bool:
    return squeeze(written) in BLANK_SIGNS
