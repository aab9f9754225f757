"""What a cell holds → what is meant: a date, a percent, a number, a document number, with every doubt noted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from duban_xl.model.day_phrase import phrase_of
from duban_xl.model.deadline_fold import fold
from duban_xl.model.source import Value, shown
from duban_xl.model.text import arabic_counts, chinese_integer, comparable, one_width, squeeze
from duban_xl.model.written_day import PLAUSIBLE_YEARS, WrittenDay, existing, serial_day, written_day

__all__ = [
    "BLANK_SIGNS",
    "Reading",
    "comparable",
    "normalise_document_number",
    "read_date",
    "read_number",
    "read_percent",
    "squeeze",
]

T = TypeVar("T", date, Decimal)

BLANK_SIGNS = frozenset({"", "/", "\\", "-", "--", "—", "——", "–", "无", "暂无", "N/A", "n/a"})
"""What people type into a cell that has nothing to say."""

HUNDRED = Decimal(100)
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

    @property
    def is_empty(self) -> bool:
        """Whether the cell says nothing (blank, "/", "无")."""
        return not self.written

    @property
    def quoted(self) -> Mapping[str, Value]:
        """The values for the sentence of `note`: `finding(reading.note, source, **reading.quoted)`."""
        return {"text": self.written, "value": self.value, "suggestion": self.suggestion}


# --- dates ----------------------------------------------------------------------------------------------------------


def read_date(value: Value, *, on: date | None = None, future: bool = False) -> Reading[date]:
    """The day that a cell means.

    `on` gives the year where none is written, and the measure of what is plausible. With `future` (due dates) the
    day should not lie before `on`: a day without year is then taken from the next year, and a past one is questioned.
    Notes: T121 no such day, T122 not understood, T126 and T166 two days possible, T123–T127 understood but to be confirmed.
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
    doubtful = folded.is_doubtful or (phrase.weekday not in (None, reading.value.weekday() if reading.value else None))
    return replace(reading, note="T127", confirm=True) if doubtful and reading.value and not reading.note else reading


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


# --- percents -------------------------------------------------------------------------------------------------------

_FIGURE = r"(\d{1,6}(?:\.\d{1,6})?)"
_BEFORE = r"(大?约|将?近|接近|超过?|不足|不到|不低于|达到?|完成|>=|>|≥|<=|<|≤)?"
_AFTER = r"(左右|以上|以下|上下|多)?"
_PERCENT = re.compile(rf"{_BEFORE}{_FIGURE}(%)?{_AFTER}")
_TENTHS = re.compile(rf"{_BEFORE}(\d(?:\.\d)?)成(半)?{_AFTER}")
_SPELT = re.compile(rf"{_BEFORE}百分之(.+?){_AFTER}")
_RANGE = re.compile(rf"{_FIGURE}%?[-~—–至到]{_FIGURE}%")
_RATIO = re.compile(r"(\d{1,6})/(\d{1,6})")
_DONE_OF = re.compile(r"(?:共|总共)?(\d{1,6})[个件项]\S{0,4}?,?(?:已)?(?:完成|办结)了?(\d{1,6})[个件项]?")
_HALF = re.compile(r"(?:时间过半,?、?)?(?:任务|进度)?(?:已|基本)?过半")
_REMARK = re.compile(r"\([^)]*\)?$")
_INSIDE = re.compile(rf"{_FIGURE}%")
_PLANNED = re.compile(r"下月|下周|下步|下一步|预计|力争|拟|明年|目标")
_RELATIONS = {
    **dict.fromkeys(("将近", "近", "接近", "不足", "不到", "<", "以下"), "<"),
    **dict.fromkeys(("超过", "超", ">", "多"), ">"),
    **dict.fromkeys(("不低于", ">=", "≥", "以上"), ">="),
    **dict.fromkeys(("<=", "≤"), "<="),
}
_VAGUE = frozenset({"约", "大约", "近", "将近", "接近", "左右", "上下", "多"})
_FIRM = frozenset({"达", "达到", "完成", ""})


def read_percent(value: Value, *, fraction: bool = False) -> Reading[Decimal]:
    """The percentage (0–100, never clipped) that a cell means; `fraction`: the column writes 0.8 for 80%.

    Vague figures keep their number and are flagged (T131); a bound keeps its figure and its `relation`. T133: other
    words stood around it. T132: not understood. T134: a fraction that the spreadsheet turned into a date.
    """
    if isinstance(value, date):
        ratio = _share(value.month, value.day) if value.month <= value.day else None
        return Reading(
            written=shown(value), note="T134" if ratio is not None else "T132", confirm=True, suggestion=ratio
        )
    if isinstance(value, Decimal):
        return _scaled(value, shown(value), fraction=fraction)
    written = shown(value).strip()
    if _is_blank(written):
        return Reading()
    text = arabic_counts(one_width(written)) if len(written) < MAX_LENGTH else ""
    plain = _REMARK.sub("", text)
    reading = _whole_percent(plain, written, fraction=fraction) or _percent_inside(text, written)
    if plain != text and reading.value is not None and not reading.note:
        return Reading(value=reading.value, written=written, note="T133", confirm=True)
    return reading


def _whole_percent(text: str, written: str, *, fraction: bool) -> Reading[Decimal] | None:
    """The reading of a text that is nothing but a percentage."""
    if found := _RATIO.fullmatch(text):
        return _shared(int(found[1]), int(found[2]), written)
    if found := _DONE_OF.fullmatch(text):
        return _shared(int(found[2]), int(found[1]), written)
    if found := _PERCENT.fullmatch(text):
        number = Decimal(found[2])
        return _vague(number if found[3] or not fraction else number * HUNDRED, written, found[1], found[4])
    if found := _TENTHS.fullmatch(text):
        tenths = Decimal(found[2]) * 10 + (5 if found[3] else 0)
        return _vague(tenths, written, found[1] or "约", found[4])
    if (found := _SPELT.fullmatch(text)) and (number := _spelt(found[2])) is not None:
        return _vague(number, written, found[1], found[3])
    if (found := _RANGE.fullmatch(text)) and Decimal(found[1]) <= Decimal(found[2]):
        return Reading(value=Decimal(found[1]), written=written, note="T131", confirm=True, relation="..")
    if _HALF.fullmatch(text):
        return Reading(value=Decimal(50), written=written, note="T131", approximate=True, confirm=True, relation=">")
    return None


def _percent_inside(text: str, written: str) -> Reading[Decimal]:
    """The one percentage in a longer text, unless the words before it speak of what is still to come."""
    found = list(_INSIDE.finditer(text))
    if len(found) == 1:
        clause = re.split(r"[,;。;]", text[: found[0].start()])[-1]
        if not _PLANNED.search(clause):
            return Reading(value=Decimal(found[0][1]), written=written, note="T133", confirm=True)
    return Reading(written=written, note="T132", confirm=True)


def _scaled(number: Decimal, written: str, *, fraction: bool) -> Reading[Decimal]:
    if not number.is_finite() or number < 0:
        return Reading(written=written, note="T132", confirm=True)
    return Reading(value=number * HUNDRED if fraction else number, written=written)


def _vague(number: Decimal, written: str, before: str | None, after: str | None) -> Reading[Decimal]:
    words = {before or "", after or ""} - _FIRM
    if not words:
        return Reading(value=number, written=written)
    relation = next((_RELATIONS[word] for word in words if word in _RELATIONS), "=")
    return Reading(
        value=number,
        written=written,
        note="T131",
        approximate=bool(words & _VAGUE),
        confirm=True,
        relation=relation,
    )


def _shared(done: int, total: int, written: str) -> Reading[Decimal]:
    if not 0 < total >= done:
        return Reading(written=written, note="T132", confirm=True)
    return Reading(value=_share(done, total), written=written)


def _share(done: int, total: int) -> Decimal:
    return (Decimal(done) * HUNDRED / Decimal(total)).quantize(Decimal("0.01")).normalize() + 0


def _spelt(text: str) -> Decimal | None:
    if re.fullmatch(_FIGURE, text):
        return Decimal(text)
    number = chinese_integer(text)
    return None if number is None else Decimal(number)


# --- numbers and document numbers -----------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(约|大约)?([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,9})?)([百千万亿]?)"
    r"(?:元|万元|亿元|[个件项次分人天日家户处条])?(左右)?"
)
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DOCUMENT_NUMBER = re.compile(r"(?=.*[^\W\d_])(.+?)[〔\[({【<]?((?:19|20)\d\d)年?[〕\])}】>]?[-第]?(\d{1,5})号")


def read_number(value: Value) -> Reading[Decimal]:
    """The number that a cell means: 1,234.5, 三, 3件, 2000万 (as 20 000 000). T141: not a number."""
    if isinstance(value, Decimal) and value.is_finite():
        return Reading(value=value, written=shown(value))
    written = shown(value).strip()
    if _is_blank(written):
        return Reading()
    text = one_width(written) if len(written) < MAX_LENGTH and isinstance(value, str) else ""
    if found := _NUMBER.fullmatch(text):
        number = Decimal(found[2].replace(",", "")) * _SCALES[found[3]]
        vague = bool(found[1] or found[4])
        return Reading(value=number, written=written, approximate=vague, confirm=vague)
    spelt = chinese_integer(re.sub(r"[个件项次分人]$", "", text))
    if spelt is None:
        return Reading(written=written, note="T141", confirm=True)
    return Reading(value=Decimal(spelt), written=written)


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
