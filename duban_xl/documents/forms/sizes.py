"""Texts and the widths of their columns → how wide a column and how high a row must be, so that nothing is cut."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from duban_xl.model.text_size import HIGHEST_ROW, half_widths, lines

WIDEST = 60
LINES_WANTED = 18
OPEN_HEIGHT = 64.0  # room to write in, in points
USUAL, LARGE, SMALL = 11, 12, 8
"""Font sizes: of a table, of its long texts (a wide form is printed small), of texts too long for the highest row."""
_LINE = {USUAL: 15.0, LARGE: 16.5, SMALL: 11.0}


class RowSize(NamedTuple):
    """The height of a row in points, and the font size with which its longest text fits into it."""

    height: float
    font: int


def column_width(texts: Iterable[str], usual: int) -> int:
    """The `usual` width, or more if a text would take too many lines."""
    longest = max((half_widths(text) for text in texts), default=0)
    return max(usual, min(WIDEST, ceil(longest / LINES_WANTED) + 2))


def row_size(cells: Iterable[tuple[str, float]], *, least: float = OPEN_HEIGHT, font: int = LARGE) -> RowSize:
    """The size of a row with these (text, column width in characters) in `font`; the font shrinks only where the highest row is too low."""
    placed = tuple(cells)
    for size in (font, SMALL):
        needed = max((lines(text, width * USUAL / size) for text, width in placed), default=1) * _LINE[size] + 8
        if needed <= HIGHEST_ROW:
            return RowSize(max(least, needed), size)
    return RowSize(HIGHEST_ROW, SMALL)
