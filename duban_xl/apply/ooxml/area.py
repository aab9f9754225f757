"""References such as "B3:F40" → rectangles of cells, and how a range that ended at the last row grows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from duban_xl.model.source import cell_name, column_index

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
CELL = r"(\$?[A-Za-z]{1,3}\$?)(\d{1,7})"
RANGE = re.compile(rf"{CELL}(?::{CELL})?")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, 1-based, all four sides included."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, column: int, row: int) -> bool:
        """Whether the cell lies inside."""
        return self.left <= column <= self.right and self.top <= row <= self.bottom

    def meets(self, other: "Area") -> bool:
        """Whether the two share a cell."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def __str__(self) -> str:
        corner = cell_name(self.left, self.top)
        return (
            corner
            if (self.left, self.top) == (self.right, self.bottom)
            else f"{corner}:{cell_name(self.right, self.bottom)}"
        )


def area(text: str | None) -> Area | None:
    """The rectangle written as "A1" or "$A$1:B5"; None for whole columns, whole rows and anything else."""
    found = RANGE.fullmatch(text or "")
    if not found:
        return None
    left, top = column_index(found[1].replace("$", "").upper()), int(found[2])
    if found[3] is None:
        return Area(left, top, left, top)
    return Area(left, top, column_index(found[3].replace("$", "").upper()), int(found[4]))


def areas(text: str | None) -> tuple[Area, ...]:
    """The rectangles of a blank-separated list (`sqref`), others left out."""
    return tuple(found for word in (text or "").split() if (found := area(word)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How data grew downwards between the columns `left` and `right`; `first` is its first row.

    `ends` gives, for each row where the data ended (by its values, by its table), the row where it ends now.
    """

    left: int
    right: int
    first: int
    ends: Mapping[int, int]

    def applies(self, place: Area) -> bool:
        """Whether a range over `place` followed the data: it ended with them and was not made for the last row alone."""
        follows = self.ends.get(place.bottom, 0) > place.bottom
        whole = place.top < place.bottom or place.bottom <= self.first
        return follows and whole and place.left <= self.right and self.left <= place.right

    def grown(self, text: str) -> str:
        """The reference `text` ("$A$3:$F$40") reaching to the new last row, or as it was."""
        place, found = area(text), RANGE.fullmatch(text)
        if not place or not found or not self.applies(place):
            return text
        return f"{found[1]}{found[2]}:{found[3] or found[1]}{self.ends[place.bottom]}"

    def added(self, place: Area) -> Area:
        """The cells that a grown range over `place` gains."""
        return Area(place.left, place.bottom + 1, place.right, self.ends.get(place.bottom, place.bottom))

    @property
    def data(self) -> Area:
        """The data before they grew, as far down as anything says."""
        return Area(self.left, self.first, self.right, max(self.ends))
