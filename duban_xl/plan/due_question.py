"""A limit and everything asked about it → its deadline, the further dates of a cycle, lateness, what speaks against an extension."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.cycles import occurrences, rolled
from duban_xl.model.deadline import Expression, Window, cycle_of
from duban_xl.model.due import USUAL, Conventions, Deadline, LimitFacts, Overdue
from duban_xl.model.event import Event
from duban_xl.model.finding import Finding
from duban_xl.model.workdays import Workdays
from duban_xl.plan.counting import in_window, window_of
from duban_xl.plan.deadlines import due, effective_due, event_of, extended, overdue
from duban_xl.plan.due_basis import deadline_findings
from duban_xl.plan.extensions import latest_request


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about a limit that starts on a day; `event` is what that day is the day of, if the limit names another."""

    limit: Expression
    start: date
    event: Event | None = None
    given: date | None = None
    rule: str | None = None
    urgent: bool = False
    until: date | None = None  # how far the dates of a cycle are told
    extended_to: date | None = None
    asked_on: date | None = None  # when the extension was asked for
    replied: date | None = None
    remind: int | None = None  # workdays before the due date
    hits: tuple[date, ...] = ()  # what a counting window counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The deadline and what follows from it for the days that were asked about."""

    found: Deadline
    dates: tuple[date, ...] = ()
    late: Overdue | None = None
    findings: tuple[Finding, ...] = ()
    window: tuple[date, date] | None = None  # of a counting limit: the days within which it counts


def answer(question: Question, *, workdays: Workdays, conventions: Conventions = USUAL) -> Answer:
    """Everything that can be said of the limit, by the order of authority (rules §2.4, §3.0)."""
    if isinstance(question.limit, Window):
        return _counted(question, question.limit, workdays=workdays, conventions=conventions)
    first = _first(question, workdays, conventions)
    found = extended(first, to=question.extended_to, workdays=workdays) if question.extended_to else first
    if question.remind is not None and found.due:
        found = replace(found, remind_on=workdays.subtract(found.due, question.remind))
    return Answer(
        found=found,
        dates=rolled(_dates(question, conventions), workdays=workdays, conventions=conventions),
        late=overdue(found.due, on=question.replied, workdays=workdays) if question.replied else None,
        findings=(*deadline_findings(found), *_late_request(question, first, workdays, conventions)),
    )


def _first(question: Question, workdays: Workdays, conventions: Conventions) -> Deadline:
    """The deadline before any extension. Where the day is that of another event, the receipt may still be missing."""
    wanted = event_of(question.limit)
    if question.event in (None, wanted):
        return due(
            question.limit,
            start=question.start,
            workdays=workdays,
            given=question.given,
            urgent=question.urgent,
            rule=question.rule,
            event=question.event,
            conventions=conventions,
        )
    facts = LimitFacts(
        events={question.event: question.start} if question.event else {},
        given=question.given,
        category=question.limit,
        category_event=wanted or question.event or Event.RECEIPT,
        urgent=question.urgent,
        rule=question.rule,
    )
    return effective_due(facts, workdays=workdays, conventions=conventions)


def _counted(question: Question, window: Window, *, workdays: Workdays, conventions: Conventions) -> Answer:
    """The events that a window counts together on its day, as its counted days."""
    found = due(window, start=question.start, workdays=workdays, rule=question.rule, conventions=conventions)
    counted = in_window(question.hits, window.months, on=question.start, conventions=conventions)
    within = window_of(window.months, on=question.start, rolling=conventions.rolling_window)
    return Answer(found=replace(found, counted=counted), window=within)


def _late_request(
    question: Question, first: Deadline, workdays: Workdays, conventions: Conventions
) -> Sequence[Finding]:
    """T106 for an extension that was asked for after the last day on which it may be."""
    if question.asked_on is None or first.due is None:
        return ()
    latest = latest_request(first.due, workdays=workdays, conventions=conventions)
    return (finding("T106", asked_on=question.asked_on, latest=latest),) if question.asked_on > latest else ()


def _dates(question: Question, conventions: Conventions) -> tuple[date, ...]:
    cycle, start = cycle_of(question.limit), question.start
    if cycle is None or question.until is None:
        return ()
    return occurrences(cycle, after=start, until=question.until, anchor=start, conventions=conventions)
