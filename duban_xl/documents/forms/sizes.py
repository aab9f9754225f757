"""Texts and the widths of their columns → how wide a column and how high a row must be, so that nothing is cut."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from duban_xl.model.text_size import HIGHEST_ROW, half_widths, lines

WIDE_ENOUGH = 40  # a column of the office grows so far at once
WIDEST = 90  # and so far for a text that would not fit into the highest row
LINES_WANTED = 18
OPEN_HEIGHT = 64.0  # room to write in, in points
USUAL, SMALL = 11, 8
"""Font sizes: of a table, of texts too long for the highest row."""
_LINE = {USUAL: 15.0, SMALL: 11.0}
_PADDING = 8


class RowSize(NamedTuple):
    """The height of a row in points, and the font size with which its longest text fits into it."""

    height: float
    font: int


def column_width(texts: Iterable[str], usual: int) -> int:
    """The `usual` width, or more if a text would take too many lines."""
    every = tuple(texts)
    longest = max((half_widths(text) for text in every), default=0)
    width = max(usual, min(WIDE_ENOUGH, ceil(longest / LINES_WANTED) + 2))
    while width < WIDEST and any(_needed(text, width, SMALL) > HIGHEST_ROW for text in every):
        width += 5
    return width


def row_size(cells: Iterable[tuple[str, float]], *, least: float = OPEN_HEIGHT) -> RowSize:
    """The size of a row with these (text, column width in characters); the font shrinks only where the row is too low."""
    placed = tuple(cells)
    for size in (USUAL, SMALL):
        needed = max((_needed(text, width, size) for text, width in placed), default=0)
        if needed <= HIGHEST_ROW:
            return RowSize(max(least, needed), size)
    return RowSize(HIGHEST_ROW, SMALL)


def _needed(text: str, width: float, font: int) -> float:
    return lines(text, width * USUAL / font) * _LINE[font] + _PADDING
