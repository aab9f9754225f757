"""Text of a date, percent or number cell → the value and whether it is certain; None if it is not understood."""

import re
from datetime import date
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from duban_xl.model.text import squeeze

T = TypeVar("T")


class Understood(NamedTuple, Generic[T]):
    """A value with the mark whether a person need not look at it."""

    value: T
    sure: bool


_DATE = re.compile(r"(\d{4})[-/.。年](\d{1,2})[-/.。月](\d{1,2})日?(?:0:00:00|00:00:00)?[.。]?")
_PERCENT = re.compile(r"(约|近|>|≥|超|大约)?(\d+(?:\.\d+)?)[%](左右|以上)?")
_NUMBER = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")


def day_in(text: str | Decimal) -> Understood[date] | None:
    found = _DATE.fullmatch(squeeze(str(text)).replace(" ", ""))
    if not found:
        return None
    try:
        return Understood(date(int(found[1]), int(found[2]), int(found[3])), sure=False)
    except ValueError:
        return None


def percent_in(text: str) -> Understood[Decimal] | None:
    found = _PERCENT.fullmatch(squeeze(text))
    return Understood(Decimal(found[2]), sure=not (found[1] or found[3])) if found else None


def number_in(text: str) -> Understood[Decimal] | None:
    found = _NUMBER.fullmatch(squeeze(text))
    return Understood(Decimal(found[0].replace(",", "").replace("，", "")), sure=False) if found else None
