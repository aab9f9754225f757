"""Exact fractions → decimals: rounded the way the method says, or with as many digits as a decimal carries."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from duban_xl.score.words import DOWN, TO_EVEN, UP

SIMPLE, CUT_OFF = 10**9, 10**20
"""Denominators up to the first are recognised in a decimal whose own is beyond the second."""


def half_up(number: Fraction, places: int) -> Decimal:
    """`number` rounded half up (away from zero) to `places` decimals, exactly: no binary float, no cut-off average."""
    return Decimal(whole_units(number, places)).scaleb(-places)


def whole_units(number: Fraction, places: int) -> int:
    """How many units of the last of `places` decimals `number` is, rounded half up (away from zero)."""
    top, bottom = number.numerator, number.denominator
    whole = (2 * abs(top) * 10**places + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole


def rounded(number: Fraction, places: int, mode: str) -> Decimal:
    """`number` rounded to `places` decimals by 舍入方式 (K25); an unknown mode rounds half up."""
    if mode not in (TO_EVEN, DOWN, UP):
        return half_up(number, places)
    scaled = number * 10**places
    if mode == TO_EVEN:
        return Decimal(round(scaled)).scaleb(-places)
    if mode == DOWN:
        return Decimal(int(scaled)).scaleb(-places)
    whole = -int(-abs(scaled) // 1)
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


def decimal_of(number: Fraction) -> Decimal:
    """`number` with as many digits as a Decimal carries (28)."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def exact(number: Decimal | None) -> Fraction | None:
    """A cell's number without rounding."""
    return None if number is None else as_fraction(number)


def as_fraction(number: Decimal) -> Fraction:
    """`number` as it is. `Fraction(number)` gives the same and takes twice as long to find out what it was given."""
    return Fraction(*number.as_integer_ratio())


def fraction_of(number: Decimal) -> Fraction:
    """The fraction that `number` stands for: a third that was cut off after 28 digits is a third again.

    So three thirds are one, and 舍去 does not make them nothing. A figure that ends is taken as it is.
    """
    return Fraction(*_ratio_of(number))


def total_of(numbers: Iterable[Decimal]) -> Fraction:
    """The sum of the fractions that the numbers stand for (`fraction_of`)."""
    return _sum([_ratio_of(number) for number in numbers])


def total(numbers: Iterable[Decimal | Fraction]) -> Fraction:
    """The exact sum of numbers that are taken as they are."""
    return _sum([number.as_integer_ratio() for number in numbers])


def _ratio_of(number: Decimal) -> tuple[int, int]:
    """Numerator and denominator of the fraction that `number` stands for."""
    top, bottom = number.as_integer_ratio()
    if bottom < CUT_OFF:
        return top, bottom
    written = Fraction(top, bottom)
    whole = written.limit_denominator(SIMPLE)
    return (whole if abs(whole - written) < abs(written) / CUT_OFF else written).as_integer_ratio()


def _sum(ratios: Sequence[tuple[int, int]]) -> Fraction:
    """Added over one denominator, so that only the sum has to become a fraction in lowest terms."""
    if len(ratios) == 1:
        return Fraction(*ratios[0])
    common = lcm(*(bottom for _, bottom in ratios))
    return Fraction(sum(top * (common // bottom) for top, bottom in ratios), common)
