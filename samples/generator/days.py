"""The working calendar of 2026: the published days off and make-up workdays → workdays, and random ones of a month."""

from datetime import date, timedelta
from random import Random

from duban_xl.model.workdays import Workdays

YEAR = 2026
_OFF = ("01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05", "06-19 06-21", "09-25 09-27", "10-01 10-07")
_WORK = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")


def _day(text: str) -> date:
    return date.fromisoformat(f"{YEAR}-{text}")


def _days(span: str) -> list[date]:
    first, last = (_day(text) for text in span.split())
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


WORKDAYS = Workdays(
    days_off=frozenset(day for span in _OFF for day in _days(span)),
    makeup_workdays=frozenset(_day(text) for text in _WORK),
    years=frozenset({YEAR}),
)


def workdays_between(first: date, last: date) -> list[date]:
    """The workdays from `first` to `last`, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if WORKDAYS.is_workday(day)]


def a_workday(rng: Random, first: date, last: date) -> date:
    """A random workday from `first` to `last`; the nearest one before `last` if there is none between."""
    return rng.choice(workdays_between(first, last) or [WORKDAYS.on_or_before(last)])


def month_of(month: int) -> tuple[date, date]:
    """The first and last day of `month` on which the sample office arranges work (from 5 January to 24 September)."""
    first = date(YEAR, month, 5 if month == 1 else 1)
    last = date(YEAR, month, 24) if month == 9 else date(YEAR, month + 1, 1) - timedelta(days=1)
    return first, last
