"""A value → the bytes of a cell: inline text, number, day number, yes/no or formula; Refused if Excel can't hold it.

Text is written inline also into workbooks that keep theirs in sharedStrings: Excel, WPS, LibreOffice and all libraries
read both, an edit then touches no part that other sheets hold indexes into, and a workbook without that part needs none.
The price is repeated text in the part before compression; Excel moves it to sharedStrings when it saves next.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from duban_xl.apply.ooxml.area import LAST_COLUMN, LAST_ROW
from duban_xl.apply.ooxml.edits import CellValue, Formula
from duban_xl.apply.ooxml.markup import escaped, with_attributes
from duban_xl.apply.ooxml.refusal import refused
from duban_xl.apply.ooxml.styles import Styles
from duban_xl.model.source import cell_name, column_letter, plain, shown

LONGEST_TEXT = 32_767
NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
KEEPS_SPACE = re.compile(r"^\s|\s$|[\t\n\r]|  ")
UNUSUAL = re.compile(r"^$|^[=+@-]|^\s|[^ \w，。；：、（）“”《》！？.,;:()%/+-]|  |\s$|_x|.{16000}")
LOOKS_LIKE_FORMULA = re.compile("[=+@-].", re.DOTALL)
LARGEST = Decimal("1E+308")
FROM_1900, FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
LEAP_BUG_ENDS = date(1900, 3, 1)  # Excel counts a 29 February 1900, so earlier days are one less
DAY = timedelta(days=1)


class Place(NamedTuple):
    """Where a value goes, for messages."""

    tab: str
    column: int
    row: int

    def __str__(self) -> str:
        return cell_name(self.column, self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWriter:
    """Makes cells for one sheet: its element prefix, the workbook's epoch and its styles."""

    tab: str
    prefix: bytes
    epoch_1904: bool
    styles: Styles

    def new(self, column: int, row: int, *, style: int, value: CellValue) -> bytes:
        """A whole `<c>` element that names its place."""
        is_there = 1 <= column <= LAST_COLUMN and 1 <= row <= LAST_ROW
        if type(value) is str and is_there and not self.prefix and not UNUSUAL.search(value):  # as most cells are
            look = b' s="%d"' % style if style else b""
            inside = b't="inlineStr"><is><t>%b</t></is></c>' % value.encode()
            return b'<c r="%b%d"%b %b' % (_letters(column), row, look, inside)
        place = Place(self.tab, column, row)
        kind, content = self._checked_content(value, place)
        style = self._style(style, value)
        tag = b'<%bc r="%b%d"' % (self.prefix, _letters(column), row)
        tag += b' s="%d"' % style if style else b""
        tag += b' t="%b"' % kind.encode() if kind else b""
        return b"%b>%b</%bc>" % (tag, content, self.prefix) if content else tag + b"/>"

    def rewritten(self, tag: bytes, place: Place, *, style: int, value: CellValue) -> bytes:
        """The cell with the start tag `tag`, holding `value` and nothing else; its other attributes stay."""
        kind, content = self._checked_content(value, place)
        style = self._style(style, value)
        if tag.endswith(b"/>"):
            tag = tag[:-2].rstrip() + b">"
        tag = with_attributes(tag, t=None, cm=None, vm=None)
        tag = with_attributes(tag, s=str(style) if style else None, t=kind or None)
        if not content:
            return tag[:-1].rstrip() + b"/>"
        return tag + content + b"</%bc>" % self.prefix

    def _checked_content(self, value: CellValue, place: Place) -> tuple[str, bytes]:
        if not (1 <= place.column <= LAST_COLUMN and 1 <= place.row <= LAST_ROW):
            raise refused("A168", tab=place.tab, cell=str(place))
        return self._content(value, place)

    def _style(self, style: int, value: CellValue) -> int:
        shown_value = value.cached if isinstance(value, Formula) else value
        if isinstance(shown_value, date):
            return self.styles.dated(style, with_time=isinstance(shown_value, datetime))
        if isinstance(value, str) and LOOKS_LIKE_FORMULA.match(value):
            return self.styles.quoted(style)
        return style

    def _content(self, value: CellValue, place: Place) -> tuple[str, bytes]:
        """The `t` attribute and the inside of a cell that holds `value`."""
        if isinstance(value, Formula):
            return self._formula(value, place)
        if value is None or value == "":
            return "", b""
        if isinstance(value, str):
            is_plain = value.isprintable() and " " not in value  # then it holds no white space at all
            space = b"" if is_plain or not KEEPS_SPACE.search(value) else b' xml:space="preserve"'
            text = checked(value, place)
            text = escaped(LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text)
            p = self.prefix
            return "inlineStr", b"<%bis><%bt%b>%b</%bt></%bis>" % (p, p, space, text, p, p)
        kind, number = self._number(value, place)
        return kind, self._element(b"v", number)

    def _formula(self, value: Formula, place: Place) -> tuple[str, bytes]:
        formula = self._element(b"f", escaped(checked(value.text.removeprefix("="), place)))
        if value.cached is None:
            return "", formula
        if isinstance(value.cached, str):
            return "str", formula + self._element(b"v", escaped(checked(value.cached, place)))
        kind, number = self._number(value.cached, place)
        return kind, formula + self._element(b"v", number)

    def _number(self, value: Decimal | date | bool, place: Place) -> tuple[str, bytes]:
        if isinstance(value, bool):
            return "b", b"1" if value else b"0"
        if isinstance(value, date):
            serial = day_number(value, epoch_1904=self.epoch_1904)
            if serial is None:
                raise refused("A167", tab=place.tab, cell=str(place), value=shown(value))
            return "", serial.encode()
        if not (value.is_finite() and abs(value) < LARGEST):
            raise refused("A167", tab=place.tab, cell=str(place), value=str(value))
        return "", number_text(value).encode()

    def _element(self, name: bytes, content: bytes) -> bytes:
        return b"<%b%b>%b</%b%b>" % (self.prefix, name, content, self.prefix, name)


def checked(text: str, place: Place) -> str:
    """`text` itself; Refused if Excel can't hold it (A165 control characters, A166 too long)."""
    bad = None if text.isprintable() else NOT_ALLOWED.search(text)
    if bad:
        raise refused("A165", tab=place.tab, cell=str(place), position=bad.start() + 1)
    length = len(text)
    if length > LONGEST_TEXT // 2:
        length += sum(character > "\uffff" for character in text)
    if length > LONGEST_TEXT:
        raise refused("A166", tab=place.tab, cell=str(place), length=length)
    return text


def number_text(value: Decimal) -> str:
    """`value` as a sheet holds it: plain digits, with an exponent only where those would be very many."""
    value = Decimal(value)
    return plain(value) if -12 <= value.adjusted() <= 20 and len(value.as_tuple().digits) <= 30 else f"{float(value)!r}"


def day_number(value: date, *, epoch_1904: bool) -> str | None:
    """The number that stands for the day (and time) `value`, or None before the calendar of the workbook begins."""
    day = date(value.year, value.month, value.day)
    days = (day - (FROM_1904 if epoch_1904 else FROM_1900)).days
    if not epoch_1904 and day < LEAP_BUG_ENDS:
        days -= 1
    if days < (0 if epoch_1904 else 1):
        return None
    if not isinstance(value, datetime):
        return str(days)
    passed = value.replace(tzinfo=None) - datetime(value.year, value.month, value.day)  # noqa: DTZ001 - wall-clock time
    fraction = Decimal(passed // timedelta(microseconds=1)) / Decimal(DAY // timedelta(microseconds=1))
    return plain(round(days + fraction, 11))


@cache
def _letters(column: int) -> bytes:
    return column_letter(column).encode()


def is_blank(value: object) -> bool:
    """Whether writing `value` leaves the cell without content."""
    return value is None or value == ""
