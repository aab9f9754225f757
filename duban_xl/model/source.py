"""Values and the place where each was read: text, number, day or yes/no → a `Source` that a person can find in Excel."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = str | Decimal | date | datetime | bool | None
"""What one cell holds after reading. Numbers are exact decimals, an empty cell is None, text is never blank."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read. Empty parts mean "the whole file" or "the whole sheet"."""

    file: str
    sheet: str = ""
    cell: str = ""  # "F12", as the reader of the message sees it in Excel


@lru_cache(maxsize=256)
def column_letter(index: int) -> str:
    """The Excel name of the 1-based column `index`: 1 → "A", 27 → "AA"."""
    letters = ""
    while index > 0:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The 1-based number of the column named `letters`: "A" → 1, "AA" → 27."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index


def cell_name(column: int, row: int) -> str:
    """The Excel address of the 1-based `column` and `row`: (6, 12) → "F12"."""
    return f"{column_letter(column)}{row}"


def shown(value: Value) -> str:
    """`value` as a person would type it: days as ISO dates, numbers without trailing zeros, nothing as ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat()


def chinese_day(day: date) -> str:
    """A day as official Chinese writes it: full year, no padding (2026年9月8日)."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain(number: Decimal) -> str:
    """`number` without exponent and without trailing zeros: Decimal("3.10") → "3.1", Decimal("1E+2") → "100"."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def readable(number: Decimal) -> str:
    """`number` as people read it, with at most four decimals: the mean 99.13157894736842… → "99.1316"."""
    return plain(Decimal(f"{number:z.4f}"))
