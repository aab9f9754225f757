"""Ledger, day, official calendar → per year whether its days off are known, from where, and which due dates wait for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.workdays import Workdays
from duban_xl.plan.ground import Ground, ground_of, ledger_workdays
from duban_xl.plan.matter_limit import matter_deadline


class CalendarOrigin(StrEnum):
    """Where the days off of a year come from."""

    LIBRARY = "library"  # the official tables that the program brings along
    SHEET = "sheet"  # 工作日历 of the ledger
    NONE = "none"  # nowhere: weekends and fixed statutory days only


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """One year: its origin, how many days 工作日历 holds of it, and the open matters whose due date is 暂定 because of it."""

    year: int
    origin: CalendarOrigin
    entered: int
    provisional: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Whether its days off are officially known."""
        return self.origin is not CalendarOrigin.NONE


def calendar_years(ledger: Ledger, as_of: date, *, official: Workdays) -> tuple[CalendarYear, ...]:
    """The years concerned, in order: this one and the next, those of 工作日历, and those that a due date waits for.

    `official` is the calendar without the ledger's 工作日历; a year without a table makes due dates 暂定 (rules §3.0, 8).
    """
    workdays = ledger_workdays(ledger, official)
    waiting = _waiting(ground_of(ledger, workdays))
    rows = [row.day.year for row in ledger.calendar if row.day]
    return tuple(
        CalendarYear(
            year=year,
            origin=_origin(year, official, workdays),
            entered=rows.count(year),
            provisional=waiting.get(year, ()),
        )
        for year in sorted({as_of.year, as_of.year + 1, *rows, *waiting})
    )


def _origin(year: int, official: Workdays, workdays: Workdays) -> CalendarOrigin:
    if year in official.years:
        return CalendarOrigin.LIBRARY
    return CalendarOrigin.SHEET if year in workdays.years else CalendarOrigin.NONE


def _waiting(ground: Ground) -> Mapping[int, tuple[str, ...]]:
    """Unknown year → the numbers of the open matters whose reckoned due date or cap depends on it."""
    waiting: dict[int, tuple[str, ...]] = {}
    for matter in ground.ledger.matters:
        for year in _unknown_years(ground, matter):
            waiting[year] = (*waiting.get(year, ()), matter.number)
    return waiting


def _unknown_years(ground: Ground, matter: Matter) -> tuple[int, ...]:
    """The years that keep the due date of `matter` 暂定; none for a day that a person typed or granted."""
    if matter.is_ended or not matter.is_assigned or matter.due_was_typed or matter.extended_to:
        return ()
    deadline = matter_deadline(ground, matter)
    days = [day for day in (deadline.start, deadline.due, deadline.cap) if day]
    return ground.workdays.unknown_years(min(days), max(days)) if deadline.provisional else ()
