"""Exact figures of a measured part → the words in which it is explained."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from duban_xl.catalogue.measured import AND_OTHERS, PARTS, RATED, WHOLE_YEAR
from duban_xl.model.period import Period
from duban_xl.score.exact import whole_units

SHOWN_PLACES = 4
MOST_UNITS = 5


def number(value: Fraction) -> str:
    """`value` for a sentence: without trailing zeros, at most four decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    units = whole_units(value, SHOWN_PLACES)
    whole, rest = divmod(abs(units), 10**SHOWN_PLACES)
    text = f"{whole}.{rest:0{SHOWN_PLACES}}".rstrip("0").rstrip(".")
    return f"-{text}" if units < 0 else text


@lru_cache(maxsize=256)
def percent(share: Decimal) -> str:
    """A weight for a sentence: 0.6 → 60. Every unit's sentences name the same few."""
    return number(Fraction(share) * 100)


def said(key: str, **words: str) -> str:
    """A sentence of a measured part."""
    return PARTS[key].format(**words)


def rated(key: str, **words: str) -> str:
    """A sentence about ratings."""
    return RATED[key].format(**words)


def period_name(period: Period | None) -> str:
    """How a sentence calls the period of a part; None is the assessment year."""
    return period.name if period else WHOLE_YEAR


def listed(units: Sequence[str]) -> str:
    """The units' names, the first few where there are many."""
    names = "、".join(units[:MOST_UNITS])
    return names if len(units) <= MOST_UNITS else AND_OTHERS.format(units=names, count=len(units))
