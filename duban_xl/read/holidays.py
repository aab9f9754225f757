"""The official holiday tables of past and present years → a working calendar; the one door to `chinese_calendar`."""

from functools import cache

from duban_xl.model.workdays import Workdays


@cache
def official_workdays() -> Workdays:
    """The State Council's yearly tables as far as the installed package knows them (2004 to the last published year)."""
    # Imported here, so that only commands that count workdays pay for it.
    from chinese_calendar import constants  # pyright: ignore[reportMissingTypeStubs]

    days_off = frozenset(constants.holidays)
    return Workdays(
        days_off=days_off,
        makeup_workdays=frozenset(constants.workdays),
        years=frozenset(day.year for day in days_off),
    )
