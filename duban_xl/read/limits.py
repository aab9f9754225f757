"""How much a workbook may hold before reading it is refused: the office's own ledger, and what comes from outside."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most cells in the rectangles that the sheets span, values, and bytes of all parts after unpacking."""

    cells: int
    values: int
    unpacked: int
    closely: bool = False  # whether to look for what is hidden, crossed out, linked or put in


OF_LEDGER = Limits(cells=12_000_000, values=8_000_000, unpacked=600_000_000)
"""A reader takes some 30 bytes for each cell, 150 for each value, twice the bytes of all parts."""

OF_RETURN = Limits(cells=4_000_000, values=1_500_000, unpacked=200_000_000, closely=True)
"""A form has a few dozen rows; a whole sheet pasted into it has ten thousand. Reading it stays below 500 MB."""
