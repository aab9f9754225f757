"""One column's definition → a reader for its cells: raw value in, typed value and the code of any doubt out (pure)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from duban_xl.model.fields import FieldDef, Kind
from duban_xl.model.source import Value, plain, shown
from duban_xl.model.text import comparable, squeeze
from duban_xl.read.codes import Codes
from duban_xl.read.seam import day_in, number_in, percent_in

YES_WORDS = frozenset(("是", "有", "已", "√", "✓", "✔", "☑", "y", "yes", "true", "对", "1"))
NO_WORDS = frozenset(("否", "无", "未", "没有", "×", "✗", "✘", "x", "n", "no", "false", "不", "0", "☐"))

FRACTION_LIMIT = Decimal("1.5")  # a larger plain number in a column of percentages is meant as percent
DOUBT_LIMIT = Decimal(2)  # in a mixed column a number up to here could be meant either way


class Reading(NamedTuple):
    """What a cell was understood as; `code` names the doubt, "" when there is none."""

    value: Value
    code: str = ""


Reader = Callable[[Value], Reading]


class Scale(Enum):
    """How a column of percentages holds its plain numbers."""

    FRACTION = "0.8 is 80 %"
    PERCENT = "80 is 80 %"
    MIXED = "both occur: each number by its size"


def reader_for(field: FieldDef, codes: Codes, *, scale: Scale = Scale.FRACTION) -> Reader:
    """The function that reads the cells of `field`; `scale` matters for percentages only."""
    match field.kind:
        case Kind.TEXT | Kind.LONG:
            return _read_text
        case Kind.ID:
            return _read_id
        case Kind.DATE:
            return lambda raw: _read_day(raw, codes)
        case Kind.DATETIME:
            return lambda raw: _read_moment(raw, codes)
        case Kind.INTEGER | Kind.NUMBER | Kind.POINTS:
            whole = field.kind is Kind.INTEGER
            return lambda raw: _read_amount(raw, codes, whole=whole)
        case Kind.PERCENT:
            return lambda raw: _read_share(raw, codes, scale)
        case Kind.YES_NO:
            return lambda raw: _read_yes_no(raw, codes)


def scale_of(values: Iterable[Value]) -> Scale:
    """How the numbers of one column of percentages are meant: all up to 1.5 are fractions, none but 0 up to 1 are percents."""
    numbers = [number for number in map(_plain_number, values) if number]
    if all(number <= FRACTION_LIMIT for number in numbers):
        return Scale.FRACTION
    return Scale.MIXED if any(number <= FRACTION_LIMIT for number in numbers) else Scale.PERCENT


def _read_text(raw: Value) -> Reading:
    if isinstance(raw, str):
        return Reading(raw.strip() or None)
    return Reading(_words(raw))


def _read_id(raw: Value) -> Reading:
    return Reading(squeeze(_words(raw)) or None)


def _words(raw: Value) -> str:
    """A value of any type as the text that the cell shows, more or less."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    return shown(raw)


def _read_day(raw: Value, codes: Codes) -> Reading:
    if isinstance(raw, datetime):
        return Reading(raw.date())
    if raw is None or isinstance(raw, date):
        return Reading(raw)
    found = None if isinstance(raw, bool) else day_in(raw)
    if found is None:
        return Reading(None, codes.date_unread)
    return Reading(found.value, "" if found.sure else codes.date_read)


def _read_moment(raw: Value, codes: Codes) -> Reading:
    if raw is None or isinstance(raw, datetime):
        return Reading(raw)
    if isinstance(raw, str):
        try:
            return Reading(datetime.fromisoformat(raw.strip()).replace(tzinfo=None))
        except ValueError:
            pass  # a day without time, perhaps
    day, code = _read_day(raw, codes)
    return Reading(datetime.combine(day, time()) if isinstance(day, date) else None, code)


def _read_amount(raw: Value, codes: Codes, *, whole: bool) -> Reading:
    code = ""
    if isinstance(raw, str):
        found = number_in(raw)
        if found is None:
            return Reading(None, codes.number_unread)
        raw, code = found.value, codes.number_read
    if raw is None:
        return Reading(None)
    if not isinstance(raw, Decimal) or (whole and raw != raw.to_integral_value()):
        return Reading(None, codes.number_unread)
    return Reading(raw, code)


def _read_share(raw: Value, codes: Codes, scale: Scale) -> Reading:
    if raw is None:
        return Reading(None)
    number = _plain_number(raw)
    if number is not None:
        return _scaled(number, scale, codes)
    found = percent_in(raw) if isinstance(raw, str) else None
    if found is None:
        return Reading(None, codes.percent_unread)
    return Reading(found.value, "" if found.sure else codes.percent_read)


def _plain_number(raw: Value) -> Decimal | None:
    """The number of a cell that holds nothing else (also one stored as text), without any sign of its scale."""
    if isinstance(raw, Decimal):
        return raw
    text = squeeze(raw) if isinstance(raw, str) else ""
    return Decimal(text) if text.isascii() and text.replace(".", "", 1).isdigit() else None


def _scaled(number: Decimal, scale: Scale, codes: Codes) -> Reading:
    as_fraction = number <= FRACTION_LIMIT if scale is Scale.MIXED else scale is Scale.FRACTION
    percent = number * 100 if as_fraction else number
    doubtful = scale is Scale.MIXED and 0 < number <= DOUBT_LIMIT
    return Reading(Decimal(plain(round(percent, 10))), codes.percent_scale if doubtful else "")


def _read_yes_no(raw: Value, codes: Codes) -> Reading:
    if raw is None or isinstance(raw, bool):
        return Reading(raw)
    word = comparable(_words(raw))
    if word in YES_WORDS or word in NO_WORDS:
        return Reading(word in YES_WORDS)
    return Reading(None, codes.yes_no_unread)
