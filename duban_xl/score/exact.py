"""Exact fractions → decimals: rounded the way the method says, or with as many digits as a decimal carries."""

from decimal import Decimal
from fractions import Fraction

from duban_xl.score.words import DOWN, TO_EVEN, UP

SIMPLE, CUT_OFF = 10**9, 10**20
"""Denominators up to the first are recognised in a decimal whose own is beyond the second."""


def half_up(number: Fraction, places: int) -> Decimal:
    """`number` rounded half up (away from zero) to `places` decimals, exactly: no binary float, no cut-off average."""
    whole = int(abs(number) * 10**places + Fraction(1, 2))
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


def rounded(number: Fraction, places: int, mode: str) -> Decimal:
    """`number` rounded to `places` decimals by 舍入方式 (K25); an unknown mode rounds half up."""
    scaled = number * 10**places
    if mode == TO_EVEN:
        return Decimal(round(scaled)).scaleb(-places)
    if mode == DOWN:
        return Decimal(int(scaled)).scaleb(-places)
    if mode == UP:
        whole = -int(-abs(scaled) // 1)
        return Decimal(whole if number >= 0 else -whole).scaleb(-places)
    return half_up(number, places)


def decimal_of(number: Fraction) -> Decimal:
    """`number` with as many digits as a Decimal carries (28)."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def fraction_of(number: Decimal) -> Fraction:
    """The fraction that `number` stands for: a third that was cut off after 28 digits is a third again.

    So three thirds are one, and 舍去 does not make them nothing. A figure that ends is taken as it is.
    """
    exact = Fraction(number)
    if exact.denominator < CUT_OFF:
        return exact
    whole = exact.limit_denominator(SIMPLE)
    return whole if abs(whole - exact) < abs(exact) / CUT_OFF else exact
