"""The plain numbers of a column of percentages → whether 0.8 or 80 is 80 %: decided for the column, never cell by cell."""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from duban_xl.model.source import Value
from duban_xl.model.text import squeeze

FRACTION_LIMIT = Decimal("1.5")  # a larger plain number in a column of percentages is meant as percent


class Scale(Enum):
    """How a column of percentages holds its plain numbers."""

    FRACTION = "0.8 is 80 %"
    PERCENT = "80 is 80 %"
    MOSTLY_FRACTIONS = "both occur, each number by its size: those above 1.5 are the odd ones"
    MOSTLY_PERCENTS = "both occur, each number by its size: those up to 1.5 are the odd ones"

    def is_fraction(self, number: Decimal) -> bool:
        """Whether `number` is a fraction in a column of this scale."""
        small = abs(number) <= FRACTION_LIMIT
        return self is Scale.FRACTION or (small and self is not Scale.PERCENT)

    def is_odd(self, number: Decimal) -> bool:
        """Whether `number` is one of the few that are written unlike most of the column."""
        odd = Scale.MOSTLY_PERCENTS if abs(number) <= FRACTION_LIMIT else Scale.MOSTLY_FRACTIONS
        return bool(number) and self is odd


def scale_of(values: Iterable[Value]) -> Scale:
    """How the numbers of one column of percentages are meant: fractions if none exceeds 1.5, percents if all do.

    Of a mixed column the fewer are the odd ones; of two equal parts the larger numbers, since the column's own format
    shows fractions as they are meant.
    """
    numbers = [abs(number) for number in map(plain_number, values) if number]
    fractions = sum(number <= FRACTION_LIMIT for number in numbers)
    if fractions == len(numbers):
        return Scale.FRACTION
    if not fractions:
        return Scale.PERCENT
    return Scale.MOSTLY_FRACTIONS if 2 * fractions >= len(numbers) else Scale.MOSTLY_PERCENTS


def plain_number(raw: Value) -> Decimal | None:
    """The number of a cell that holds nothing else (also one stored as text), without any sign of its scale."""
    if isinstance(raw, Decimal):
        return raw
    text = squeeze(raw) if isinstance(raw, str) else ""
    return Decimal(text) if text.isascii() and text.replace(".", "", 1).isdigit() else None
