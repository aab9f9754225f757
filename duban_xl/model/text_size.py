"""A text and the width of its column → how many lines it takes there, and how high its row must be."""

from collections.abc import Iterable
from math import ceil
from unicodedata import east_asian_width

HIGHEST_ROW = 409.0  # Excel's limit, in points
LINE_HEIGHT = 15.0  # of 宋体 11, in points


def half_widths(text: str) -> int:
    """The width of `text` in half-width characters; a Chinese character counts as two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def lines(text: str, width: float) -> int:
    """How many lines `text` takes in a column of `width` characters."""
    room = max(width - 2, 2)  # a Chinese sign that does not fit moves to the next line whole
    parts = text.split("\n")
    return sum(1 if 2 * len(part) <= room else max(1, ceil(half_widths(part) / room)) for part in parts)


def row_height(cells: Iterable[tuple[str, float]]) -> float | None:
    """The height in points of a row with these (text, column width); None if one line is enough."""
    most = max((lines(text, width) for text, width in cells), default=1)
    return min(most * LINE_HEIGHT + 2, HIGHEST_ROW) if most > 1 else None
