"""What units write where a day ahead is asked for (12月底前, 1月20日) → that day, or what must be asked."""

from dataclasses import replace
from datetime import date, timedelta

from duban_xl.model.cell_text.deadline_cell import read_deadline
from duban_xl.model.cell_text.reading import Reading, read_date
from duban_xl.model.source import Value
from duban_xl.model.workdays import Workdays

HALF_A_YEAR = timedelta(days=180)


def read_aim(value: Value, *, about: date) -> Reading[date]:
    """The day that a cell means, asked for on a form due `about` that day.

    A day without year is the one nearest to `about`: 1月20日 on the form of the fourth quarter is in the next year.
    The end of a month, quarter or year may stand for its last day, but only where it is the same day half a year
    before: 本周五 and 下月5日 depend on the day of writing, which nobody knows. Notes as in `read_date`.
    """
    read = read_date(value, on=about)
    if not isinstance(value, str):
        return read
    if read.value:
        return replace(read, value=_nearest(read.value, value, about))
    if read.note == "T122" and (day := _last_day(value, about)):
        return Reading(value=day, written=read.written)
    return read


def _nearest(day: date, text: str, about: date) -> date:
    """`day`, or the same one of the year before or after if the text names no year."""
    others = (read_date(text, on=about + timedelta(days=days)).value for days in (-365, 365))
    return min((day, *(other for other in others if other)), key=lambda one: abs(one - about))


def _last_day(text: str, about: date) -> date | None:
    before, now = (read_deadline(text, on=on, workdays=Workdays()) for on in (about - HALF_A_YEAR, about))
    certain = now.due and now.reading == before.reading == f"date={now.due}"
    return now.due if certain else None
