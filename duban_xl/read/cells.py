"""One column's definition → a reader for its cells: raw value in, typed value and the doubts about it out (pure)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType

from duban_xl.model.cell_text import reading
from duban_xl.model.cell_text.aim_text import read_aim
from duban_xl.model.cell_text.amount_text import read_number
from duban_xl.model.cell_text.progress_text import read_percent
from duban_xl.model.cell_text.scale import Scale, plain_number
from duban_xl.model.fields import FieldDef, Kind, shown_in
from duban_xl.model.source import Value, plain, shown
from duban_xl.model.text import comparable, squeeze, visible
from duban_xl.read.codes import Codes

YES_WORDS = frozenset(("是", "有", "已", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "1"))
NO_WORDS = frozenset(("否", "无", "未", "没有", "不", "×", "✗", "✘", "☐", "x", "n", "no", "false", "0"))
SENSIBLE = 1_000_000  # percent; beyond it nothing is tidied
YEARS_BELIEVED = 3  # a date cell further from the ledger's year was probably typed wrong

_APOSTROPHES = "'`’‘＇"
_MADE_A_NUMBER = re.compile(r"(\d+)\.0+")
_AS_ASKED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_NO_WORDS_QUOTED: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell was understood as. `code` names the doubt ("" for none), `quoted` is what its sentence quotes."""

    value: Value
    code: str = ""
    quoted: Mapping[str, Value] = field(default_factory=lambda: _NO_WORDS_QUOTED)


Reader = Callable[[Value], Value | Cell]
"""Gives the raw value back if there was nothing to interpret, else a `Cell`; takes any value but None."""


def reader_for(column: FieldDef, codes: Codes, *, scale: Scale = Scale.FRACTION, on: date | None = None) -> Reader:
    """The function that reads the cells of `column`. `scale` matters for percentages, `on` (the year meant) for dates.

    A cell that was not understood has no value, but a code.
    """
    match column.kind:
        case Kind.TEXT | Kind.LONG:
            return _read_text
        case Kind.ID:
            return lambda raw: _read_id(raw, column, codes)
        case Kind.DATE:
            return lambda raw: _read_day(raw, column, codes, on)
        case Kind.DATETIME:
            return lambda raw: _read_moment(raw, column, codes, on)
        case Kind.INTEGER | Kind.NUMBER | Kind.POINTS:
            return lambda raw: _read_amount(raw, column, codes)
        case Kind.PERCENT:
            return lambda raw: _read_share(raw, column, codes, scale)
        case Kind.YES_NO:
            return lambda raw: _read_yes_no(raw, column, codes)


def _read_text(raw: Value) -> Value | Cell:
    if isinstance(raw, str):
        text = visible(raw).strip()
        return raw if text == raw else Cell(text or None)
    return Cell(_words(raw))


def _read_id(raw: Value, column: FieldDef, codes: Codes) -> Value | Cell:
    """A number of a matter or a telephone: as it is typed, without what a spreadsheet program has made of it."""
    text = squeeze(_words(raw))
    if codes.id_is_day and column.required and isinstance(raw, date):
        return _doubt(column, codes.id_is_day, raw, None)
    tidy = _without_zeros(text.lstrip(_APOSTROPHES)) if codes.id_tidied else text
    if tidy != text:
        return _doubt(column, codes.id_tidied, raw, tidy or None)
    if codes.id_is_number and column.required and isinstance(raw, Decimal):
        return _doubt(column, codes.id_is_number, raw, text)
    return raw if text == raw else Cell(text or None)


def _without_zeros(text: str) -> str:
    found = _MADE_A_NUMBER.fullmatch(text)
    return found[1] if found else text


def _words(raw: Value) -> str:
    """A value of any type as the text that its cell shows."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    return shown(raw)


def _doubt(column: FieldDef, code: str, raw: Value, value: Value) -> Cell:
    said: dict[str, Value] = {"header": column.header, "value": _words(raw), "reading": shown_in(column, value)}
    return Cell(value, code, said)


def _read_day(raw: Value, column: FieldDef, codes: Codes, on: date | None) -> Value | Cell:
    if isinstance(raw, date) and (on is None or abs(raw.year - on.year) <= YEARS_BELIEVED):
        return Cell(raw.date()) if isinstance(raw, datetime) else raw
    read = read_aim(raw, about=on) if column.lies_ahead and on else reading.read_date(raw, on=on)
    if read.note:
        return Cell(read.value, read.note, read.quoted)
    if isinstance(raw, str) and read.value and not _AS_ASKED.fullmatch(raw.strip()):
        return _doubt(column, codes.date_read, raw, read.value)
    return Cell(read.value)


def _read_moment(raw: Value, column: FieldDef, codes: Codes, on: date | None) -> Value | Cell:
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, str):
        try:
            return Cell(datetime.fromisoformat(raw.strip()).replace(tzinfo=None))
        except ValueError:
            pass  # a day without time, perhaps
    read = _read_day(raw, column, codes, on)
    day = read if isinstance(read, Cell) else Cell(read)
    return Cell(datetime.combine(day.value, time()) if isinstance(day.value, date) else None, day.code, day.quoted)


def _read_amount(raw: Value, column: FieldDef, codes: Codes) -> Value | Cell:
    read = read_number(raw)
    if read.note:
        return Cell(None, read.note, read.quoted)
    if read.value is not None and column.kind is Kind.INTEGER and read.value != read.value.to_integral_value():
        return Cell(None, codes.not_whole, _doubt(column, "", raw, None).quoted)
    if isinstance(raw, str) and read.value is not None and plain_number(raw) is None:
        return _doubt(column, codes.number_read, raw, read.value)
    return raw if read.value == raw else Cell(read.value)


def _read_share(raw: Value, column: FieldDef, codes: Codes, scale: Scale) -> Value | Cell:
    number = plain_number(raw)
    if number is None:
        read = read_percent(raw)
        return Cell(read.value, read.note, read.quoted)
    percent = number * 100 if scale.is_fraction(number) else number
    if abs(percent) < SENSIBLE:
        percent = Decimal(plain(round(percent, 10)))  # a computed 0.30000000000000004 is 30 %
    if scale.is_odd(number):
        doubt = _doubt(column, codes.percent_scale, raw, percent)
        return Cell(percent, doubt.code, {**doubt.quoted, "shown": shown_in(column, number * 100)})
    return Cell(percent)


def _read_yes_no(raw: Value, column: FieldDef, codes: Codes) -> Value | Cell:
    if isinstance(raw, bool):
        return raw
    word = comparable(_words(raw))
    if word in YES_WORDS or word in NO_WORDS:
        return Cell(word in YES_WORDS)
    if word in reading.BLANK_SIGNS:
        return Cell(None)
    return _doubt(column, codes.yes_no_unread, raw, None)
