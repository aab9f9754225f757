"""A time limit, its start and a calendar → the due date with its explanation; lateness; what overrides what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeGuard

from duban_xl.model.cell_text.span_end import end_of
from duban_xl.model.cycles import next_occurrence
from duban_xl.model.deadline import (
    CYCLES,
    LASTING_WORDS,
    Anniversary,
    Before,
    Capped,
    Event,
    Expression,
    ExternalRule,
    FirstOf,
    Given,
    Milestones,
    Now,
    Simple,
    Soft,
    Span,
    Unit,
    UntilDone,
    Validity,
    YearEnd,
    cycle_of,
)
from duban_xl.model.due import USUAL, Conventions, Deadline, LimitFacts, Mark, Overdue, Roll
from duban_xl.model.period import add_months
from duban_xl.model.workdays import Workdays
from duban_xl.plan.due_basis import explained, with_mark

ONE_DAY = timedelta(days=1)

_SUBSTITUTES: Mapping[Event, tuple[Event, ...]] = {
    Event.RECEIPT: (Event.ISSUE, Event.ASSIGN),
    Event.ISSUE: (Event.ASSIGN,),
    Event.ASSIGN: (Event.ISSUE,),
    Event.HANDOVER: (Event.ASSIGN, Event.ISSUE),
}
"""From which day a limit is counted, visibly, while the day of its own event is not known."""

SUPERIOR = "上级时限"
"""`BEFORE(上级时限)`: so early that the office can still report to its superior on the day given (xiayi-2.1-3-upward)."""

_ASSIGNED = (Event.ASSIGN, Event.ISSUE, Event.RECEIPT, Event.ARRANGEMENT)


def due(
    expression: Expression | None,
    *,
    start: date,
    workdays: Workdays,
    given: date | None = None,
    urgent: bool = False,
    rule: str | None = None,
    event: Event | None = None,
    anchor: date | None = None,
    milestones: tuple[date, ...] = (),
    conventions: Conventions = USUAL,
) -> Deadline:
    """When what `expression` asks for is due, counted from `start`.

    The day of `start` is not counted, the due day is. A day `given` by the notice comes before every default, but
    never replaces a reporting cycle. `event` is what `start` is the day of, if that is not the event that the
    expression names; `anchor` is the day that anniversaries are counted from (`start` if not given).
    """
    limit, cap = (expression.limit, expression.cap) if isinstance(expression, Capped) else (expression, None)
    chosen = _chosen(limit, given=given, urgent=urgent)
    bound = cap is not None and not isinstance(chosen, Given)  # a day given is bounded by who gave it
    last = end_of(cap, start=start, workdays=workdays) if cap and bound else None
    ground = _Ground(start, workdays, given, anchor or start, milestones, conventions, last)
    nominal, found = _dated(chosen, ground, rule=rule, event=event or event_of(chosen))
    details = {"anchor": ground.anchor, "deadline": given, "nominal": nominal if nominal != found.due else None}
    return explained(found, limit=chosen, workdays=workdays, details=details)


def effective_due(facts: LimitFacts, *, workdays: Workdays, conventions: Conventions = USUAL) -> Deadline:
    """The due date of a matter by the order of authority.

    Extension granted > day given > urgent (an alert, no date) > limit stated > default of the category > 未定期限.
    An extension beyond the cap is not counted; the deadline then carries the mark 超上限. The cap belongs to the
    default limit: where a day is given, only the person who gave it can say how far it may be moved.
    """
    limit = _ruling(facts)
    start, event = starting_day(limit, facts)
    if start is None:
        return _unstarted(limit, facts, workdays=workdays)
    found = due(
        limit,
        start=start,
        workdays=workdays,
        given=facts.given,
        urgent=facts.urgent,
        rule=_rule_of(limit, facts),
        event=event,
        milestones=facts.milestones,
        conventions=conventions,
    )
    wanted = event_of(limit) or facts.category_event
    if found.kind in set(Unit) and wanted is Event.RECEIPT and event is not Event.RECEIPT:
        found = with_mark(found, Mark.NOT_SIGNED)
    return extended(found, to=facts.extended_to, workdays=workdays) if facts.extended_to else found


def _rule_of(limit: Expression | None, facts: LimitFacts) -> str | None:
    """The rule that gives the form which applies; what no rule speaks of has the category's first.

    What the notice says in its own words ("5个工作日", "年底前") is a stated limit, whatever form the category has.
    """
    inner = limit.limit if isinstance(limit, Capped) else limit
    chosen = _chosen(inner, given=facts.given, urgent=facts.urgent)
    if facts.stated is not None and facts.stated in (limit, inner) and not isinstance(chosen, Now):
        return facts.rules.get(Given.kind, facts.rule)
    return facts.rules.get(chosen.kind if chosen else "", facts.rule)


def event_of(expression: Expression | None) -> Event | None:
    """The event that `expression` is counted from, if it names one."""
    match expression:
        case Span(_, _, event) | Anniversary(_, event) | Validity(_, event):
            return event
        case FirstOf(options):
            return next((event for option in options if (event := event_of(option))), None)
        case Capped(limit, cap):
            return event_of(limit) or cap.event
        case _:
            return None


def starting_day(limit: Expression | None, facts: LimitFacts) -> tuple[date | None, Event | None]:
    """The day from which `limit` is counted and what happened on it; (None, None) if that day is not known.

    A cycle starts from the assignment. A limit from the receipt falls back to the issue of the notice.
    """
    if cycle_of(limit) and event_of(limit) is None:
        wanted = _ASSIGNED
    else:
        event = event_of(limit) or facts.category_event
        wanted = (event, *_SUBSTITUTES.get(event, ()))
    if facts.given or not _needs_start(limit):
        wanted = (*wanted, *_ASSIGNED)
    known = next((event for event in wanted if event in facts.events), None)
    if known is None:
        return facts.given, None
    return facts.events[known], known


def overdue(due_date: date | None, *, on: date, workdays: Workdays) -> Overdue:
    """How late `on` is. Lateness starts the day after `due_date`; without a due date nothing is ever late."""
    if due_date is None or on <= due_date:
        return Overdue(0, 0)
    return Overdue((on - due_date).days, workdays.between(due_date, on))


def _chosen(limit: Simple | FirstOf | None, *, given: date | None, urgent: bool) -> Simple | None:
    """The one form that applies."""
    options = limit.options if isinstance(limit, FirstOf) else ((limit,) if limit else ())
    recurring = bool(options) and all(isinstance(option, (*CYCLES, Before, UntilDone)) for option in options)
    if given and not recurring:
        return Given(given)
    if urgent and not recurring and not any(isinstance(option, Given) and option.day for option in options):
        return Now()
    applying = [option for option in options if not _is_empty(option, urgent=urgent)]
    return (applying or [*options] or [None])[0]


def _is_empty(option: Simple, *, urgent: bool) -> bool:
    """Whether a form in a list of priorities says nothing here, so that the next one applies."""
    return (isinstance(option, Given) and option.day is None) or (isinstance(option, Now) and not urgent)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a due date is counted on."""

    start: date
    workdays: Workdays
    given: date | None
    anchor: date
    milestones: tuple[date, ...]
    conventions: Conventions
    cap: date | None  # the absolute maximum, any extension included


def _dated(
    limit: Simple | None, ground: _Ground, *, rule: str | None, event: Event | None
) -> tuple[date | None, Deadline]:
    """The due date before any rolling, and the deadline with what follows from it; not yet explained."""
    workdays = ground.workdays
    counted = workdays.counted(ground.start, limit.count) if _is_in_workdays(limit) else ()
    nominal = counted[-1] if counted else _nominal(limit, ground)
    mark = _mark(limit, nominal)
    if ground.cap and nominal and nominal > ground.cap and isinstance(limit, Span):
        nominal, counted, mark = None, (), Mark.CONTRADICTORY
    last = workdays.on_or_after(nominal) if nominal and ground.conventions.roll is Roll.NEXT else nominal
    reminder = workdays.on_or_before(last) if last else None
    return nominal, Deadline(
        due=last,
        remind_on=ground.start if isinstance(limit, Now) else reminder,
        cap=ground.cap,
        provisional=False,
        kind=limit.kind if limit else "NONE",
        counted=counted,
        rule=rule,
        basis="",
        start=ground.start,
        event=event,
        marks=(mark,) if mark else (),
    )


def _mark(limit: Simple | None, nominal: date | None) -> Mark | None:
    """What must be shown in place of a date, for limits that have none."""
    match limit:
        case None | Given(None):
            return Mark.NO_LIMIT
        case Before() | Milestones() if nominal is None:
            return Mark.NO_LIMIT
        case ExternalRule():
            return Mark.LIMIT_TO_ENTER
        case Now():
            return Mark.AT_ONCE
        case _:
            return None


def _is_in_workdays(limit: Simple | None) -> TypeGuard[Span]:
    return isinstance(limit, Span) and limit.unit is Unit.WORKDAYS


def _nominal(limit: Simple | None, ground: _Ground) -> date | None:
    """The due date before any rolling."""
    start, workdays, conventions = ground.start, ground.workdays, ground.conventions
    match limit:
        case Span():
            return end_of(limit, start=start, workdays=workdays)
        case YearEnd():
            return date(start.year, 12, 31)
        case Given(day):
            return day
        case Validity(months, _):
            end = add_months(start, months)
            return end if end.day < start.day else end - ONE_DAY  # the first day is one of the period's
        case Milestones():
            return min((day for day in ground.milestones if day > start), default=None)
        case Before(what):
            lead = conventions.upward_lead if what == SUPERIOR else conventions.extension_lead
            return workdays.subtract(ground.given, lead) if ground.given else None
        case UntilDone(interval):
            return next_occurrence(interval or conventions.interval, after=start, conventions=conventions)
        case _:
            cycle = cycle_of(limit)
            if cycle is None:
                return None
            return next_occurrence(cycle, after=start, anchor=ground.anchor, conventions=conventions)


def _ruling(facts: LimitFacts) -> Expression | None:
    """The limit that counts: what the notice states, unless it is only a soft word and the category has a number.

    The category's cap belongs to its own limit: what a person stated, only a person can bound.
    """
    if facts.unreadable:
        return None
    vague = isinstance(facts.stated, Soft) and facts.stated.word not in LASTING_WORDS
    vague = vague or facts.stated == Given()
    if facts.stated is not None and not (vague and facts.category and not facts.urgent):
        return facts.stated
    if facts.cap and facts.category is not None and not isinstance(facts.category, Capped):
        return Capped(facts.category, facts.cap)
    return facts.category


def _needs_start(limit: Expression | None) -> bool:
    """Whether the limit cannot be told without a day to count from."""
    match limit:
        case Capped(inner, _):
            return _needs_start(inner)
        case FirstOf(options):
            return any(_needs_start(option) for option in options)
        case _:
            return isinstance(limit, (Span, YearEnd, UntilDone, *CYCLES))


def _unstarted(limit: Expression | None, facts: LimitFacts, *, workdays: Workdays) -> Deadline:
    found = Deadline(
        due=None,
        remind_on=None,
        cap=None,
        provisional=False,
        kind="NO_START",
        counted=(),
        rule=facts.rule,
        basis="",
        event=event_of(limit) or facts.category_event,
        marks=(Mark.NO_START,),
    )
    said = limit.chinese() if limit else ""
    return explained(found, limit=None, workdays=workdays, details={"limit": said})


def extended(found: Deadline, *, to: date, workdays: Workdays) -> Deadline:
    """`found` with a granted extension; the original due date stays in the sentence."""
    if found.cap and to > found.cap and (found.due is None or found.due <= found.cap):
        return with_mark(found, Mark.OVER_CAP, asked=to)
    kept = tuple(mark for mark in found.marks if mark is Mark.NOT_SIGNED)
    extended = replace(found, due=to, remind_on=workdays.on_or_before(to), kind="EXTENDED", counted=(), marks=kept)
    original = found.due.isoformat() if found.due else Mark.NO_LIMIT.value
    return explained(extended, limit=None, workdays=workdays, details={"original": original})
