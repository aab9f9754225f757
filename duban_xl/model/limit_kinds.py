"""A column of the method's sheets → which limits and cycles may stand there; and whether a cap can hold its limit at all."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from duban_xl.model.deadline import (
    CYCLES,
    Capped,
    Event,
    Expression,
    FirstOf,
    Milestones,
    Simple,
    Soft,
    Span,
    Unit,
    UntilDone,
    Validity,
    Window,
    cap_of,
)
from duban_xl.model.deadline_text import parse_event, parse_expression

DAYS_OF_MONTH = (28, 31)
MOST_DAYS_OFF = 2  # a span of workdays takes at most about twice as many days, and a long holiday
LONGEST_HOLIDAY = 15


def forms_of(expression: Expression | None) -> tuple[Simple, ...]:
    """The single forms that an expression is made of, without its cap."""
    match expression:
        case None:
            return ()
        case Capped(limit, _):
            return forms_of(limit)
        case FirstOf(options):
            return options
        case _:
            return (expression,)


def _only(*forms: type) -> Callable[[Expression], bool]:
    return lambda expression: all(isinstance(form, forms) for form in forms_of(expression))


def _without(*forms: type) -> Callable[[Expression], bool]:
    return lambda expression: not any(isinstance(form, forms) for form in forms_of(expression))


FITTING: Mapping[tuple[str, str], Callable[[Expression], bool]] = MappingProxyType(
    {
        ("categories", "time_limit"): _without(*CYCLES, UntilDone, Window, Validity),
        ("categories", "cap"): lambda expression: cap_of(expression) is not None,
        ("categories", "return_cycle"): _only(*CYCLES, UntilDone, Milestones),
        ("categories", "inspection_cycle"): _only(*CYCLES, Soft),
        ("requirements", "time_limit"): _without(Window, Validity),
        ("duties", "cycle"): _without(Window, Validity),
        ("ladder", "window"): _only(Window),
    }
)
"""Sheet and column → whether a limit or cycle is of the kind that the program acts on there."""


def fits(sheet: str, column: str, text: str) -> bool:
    """Whether what `text` says is of the kind that the column holds; a text that says nothing readable is none's fault here."""
    expression = parse_expression(text) if text else None
    return expression is None or FITTING[sheet, column](expression)


def cap_is_too_short(limit: str, cap: str, anchor: str) -> bool:
    """Whether 上限 (or the cap written in 办理时限) ends before a span of 办理时限, counted from the same event.

    Spans that name no event are counted from 起算事件, else from the receipt. Workdays against days or months: only
    if no calendar could make the cap reach further.
    """
    written = parse_expression(limit) if limit else None
    own = written.cap if isinstance(written, Capped) else None
    usual = parse_event(anchor) or Event.RECEIPT
    caps = [one for one in (cap_of(parse_expression(cap)) if cap else None, own) if one is not None]
    spans = [form for form in forms_of(written) if isinstance(form, Span)]
    return any(_is_shorter(one, span, usual) for one in caps for span in spans)


def _is_shorter(cap: Span, limit: Span, usual: Event) -> bool:
    if (cap.event or usual) != (limit.event or usual):
        return False
    return cap.count < limit.count if cap.unit is limit.unit else _days(cap)[1] < _days(limit)[0]


def _days(span: Span) -> tuple[int, int]:
    """The fewest and the most days that a span can take."""
    match span.unit:
        case Unit.CALENDAR_DAYS:
            return span.count, span.count
        case Unit.MONTHS:
            return span.count * DAYS_OF_MONTH[0], span.count * DAYS_OF_MONTH[1]
        case Unit.WORKDAYS:
            return span.count, span.count * MOST_DAYS_OFF + LONGEST_HOLIDAY
