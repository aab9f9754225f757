"""A counting window (一年内累计) and a day → the window's first and last day, and the days that it counts together."""

from collections.abc import Iterable
from datetime import date, timedelta

from duban_xl.model.due import Conventions
from duban_xl.model.period import add_months

ONE_DAY = timedelta(days=1)
YEAR = 12


def window_of(months: int, *, on: date, rolling: bool) -> tuple[date, date]:
    """The first and last day of the window that holds `on`: its calendar year, or the months up to and including it.

    A calendar year is meant only where the window is one year (weinan-amb-6).
    """
    if rolling or months != YEAR:
        return add_months(on, -months) + ONE_DAY, on
    return date(on.year, 1, 1), date(on.year, 12, 31)


def in_window(days: Iterable[date], months: int, *, on: date, conventions: Conventions) -> tuple[date, ...]:
    """Those of `days` that the window holding `on` counts, in order; none of them later than `on`."""
    first, last = window_of(months, on=on, rolling=conventions.rolling_window)
    return tuple(sorted(day for day in days if first <= day <= min(last, on)))
