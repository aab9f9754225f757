"""A span of days or months and the day it is counted from → its last day."""

from datetime import date, timedelta

from duban_xl.model.deadline import Span, Unit
from duban_xl.model.period import add_months
from duban_xl.model.workdays import Workdays


def end_of(span: Span, *, start: date, workdays: Workdays) -> date:
    """The last day of `span` after `start`, whose own day is not counted."""
    match span.unit:
        case Unit.WORKDAYS:
            return workdays.add(start, span.count)
        case Unit.CALENDAR_DAYS:
            return start + timedelta(days=span.count)
        case Unit.MONTHS:
            return add_months(start, span.count)
