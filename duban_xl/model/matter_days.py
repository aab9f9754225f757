"""A matter's row → the days that its limits and cycles are counted from, and the cycle in which it is reported on."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from duban_xl.model.deadline import Anniversary, Cycle, cycle_of
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.event import Event
from duban_xl.model.matter import Matter
from duban_xl.model.method import Category


def events_of(matter: Matter) -> Mapping[Event, date]:
    """The days that limits of the matter may be counted from, as far as its row knows them.

    批示日期 is the day of whatever the matter comes from: an instruction, a meeting, a document or its minutes.
    """
    origin = matter.instructed_on
    known = {
        Event.ARRANGEMENT: matter.arranged_on,
        Event.ASSIGN: origin,
        Event.MEETING: origin,
        Event.PUBLISH: origin,
        Event.MINUTES: origin,
        Event.HANDOVER: matter.assigned_on,
        Event.ISSUE: matter.assigned_on,
        Event.RECEIPT: matter.received_on,
    }
    return MappingProxyType({event: day for event, day in known.items() if day is not None})


def anchor_day(cycle: Cycle, matter: Matter, *, otherwise: date) -> date:
    """The day that anniversaries are counted from: that of the event which the cycle names, if the row knows it."""
    event = cycle.event if isinstance(cycle, Anniversary) else None
    return events_of(matter).get(event, otherwise) if event else otherwise


def reached_units_on(matter: Matter) -> date | None:
    """The day from which the units report: that of 交办, else the receipt."""
    return matter.assigned_on or matter.received_on


def stated_cycle(matter: Matter) -> Cycle | None:
    """The cycle that the matter's own row states, in 报送周期 or in 时限要求; None if it states none."""
    for text in (matter.return_cycle, matter.time_limit):
        if text and (cycle := cycle_of(parse_expression(text))):
            return cycle
    return None


def usual_cycle(category: Category | None) -> Cycle | None:
    """The cycle in which matters of the category are reported on; None if it has none."""
    return cycle_of(parse_expression(category.return_cycle)) if category and category.return_cycle else None
