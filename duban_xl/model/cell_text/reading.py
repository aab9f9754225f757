"""What a cell holds → what is meant: a date or a document number; and the shape of every reading, with its doubts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from duban_xl.model.cell_text.day_phrase import phrase_of
from duban_xl.model.cell_text.deadline_fold import fold
from duban_xl.model.cell_text.written_day import PLAUSIBLE_YEARS, WrittenDay, existing, serial_day, written_day
from duban_xl.model.source import Value, shown
from duban_xl.model.text import comparable, one_width, squeeze

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


def read_date(value: Value, *, on: date | None = None, future: bool = False) -> Reading[date]:
    """The day that a cell means.

    `on` gives the year where none is written, and the measure of what is plausible. With `future` (due dates) the
    day should not lie before `on`: a day without year is then taken from the next year, and a past one is questioned.
    Notes: T121 no such day, T122 not understood, T126 and T166 two days possible, T123–T127 and T165 understood but to be
    confirmed.
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
    folded = fold(written)
    if len(written) >= MAX_LENGTH or folded.is_odd:
        return Reading(written=written, note="T122", confirm=True)
    about = on.year if on else None
    if serial := serial_day(folded.text, about=about):
        return Reading(value=serial, written=written, note="T124", confirm=True)
    phrase = phrase_of(folded.text)
    found = written_day(phrase.core, about=about)
    if found is None or phrase.is_soft or phrase.is_excluded or (found.year is None and on is None):
        return Reading(written=written, note="T122", confirm=True)
    if found.day is None:
        return Reading(written=written, note=found.note, confirm=True, suggestion=_lost_zero(found, phrase.core, on))
    reading = _of_written(found, written, on=on, future=future)
    if reading.value is None or reading.note:
        return reading
    if phrase.weekday not in (None, reading.value.weekday()):
        return replace(reading, note="T165", confirm=True)
    return replace(reading, note="T127", confirm=True) if folded.is_doubtful else reading


def _lost_zero(found: WrittenDay, core: str, on: date | None) -> date | None:
    """The first of the two days that 3.1 may be."""
    return existing(on.year, found.month, int(core[-1])) if on and found.month else None


def _of_written(found: WrittenDay, written: str, *, on: date | None, future: bool) -> Reading[date]:
    """The day in its year; without one, in the year of `on`, or the next one if it should lie ahead."""
    year = found.year or (on.year if on else 0)
    day = found.in_year(year)
    is_later = bool(not found.year and future and day and on and day < on)
    day = found.in_year(year + 1) if is_later else day
    if day is None:
        suggestion = found.nearest(year + is_later)
        return Reading(written=written, note="T121" if suggestion else "T122", confirm=True, suggestion=suggestion)
    if is_later:
        return Reading(value=day, written=written, note="T125", confirm=True)
    judged = _judged(day, written, on=on, future=future)
    return replace(judged, note=found.note, confirm=True) if found.note and not judged.note else judged


def _date_from_number(number: Decimal, *, on: date | None, future: bool) -> Reading[date]:
    """A number in a date cell: 20260315, a serial, or a month and day that lost its last zero (3.1)."""
    written = shown(number)
    reading = _date_from_text(written, on=on, future=future)
    if "." in written and reading.value and not reading.note:
        return replace(reading, note="T124", confirm=True)
    return reading


def _judged(day: date, written: str, *, on: date | None, future: bool) -> Reading[date]:
    odd = on is not None and (abs(day.year - on.year) > PLAUSIBLE_YEARS or (future and day < on))
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
