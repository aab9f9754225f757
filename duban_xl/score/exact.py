"""Exact fractions → decimals: rounded the way the office rounds, or with as many digits as a decimal carries."""

from decimal import Decimal
from fractions import Fraction

from duban_xl.score.words import DOWN, TO_EVEN, UP

_HALF = Fraction(1, 2)


def half_up(number: Fraction, places: int) -> Decimal:
    """`number` rounded half up (away from zero) to `places` decimals, exactly: no binary float, no cut-off average."""
    return _signed(number, int(abs(number) * 10**places + _HALF), places)


def rounded(number: Fraction, places: int, mode: str) -> Decimal:
    """`number` at `places` decimals by a 舍入方式 of 计分口径; a mode that is none of them is 四舍五入."""
    scaled = abs(number) * 10**places
    if mode == DOWN:
        return _signed(number, int(scaled), places)
    if mode == UP:
        return _signed(number, -int(-scaled // 1), places)
    if mode == TO_EVEN:
        return _signed(number, round(scaled), places)
    return half_up(number, places)


def decimal_of(number: Fraction) -> Decimal:
    """`number` with as many digits as a Decimal carries (28)."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def _signed(number: Fraction, digits: int, places: int) -> Decimal:
    return Decimal(digits if number >= 0 else -digits).scaleb(-places)
