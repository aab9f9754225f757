"""Ledger, day, calendar → the changes that bring its computed columns up to date: due dates, next returns, lamps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from duban_xl.catalogue import finding
from duban_xl.catalogue.texts import DUE_AS_TYPED
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason
from duban_xl.model.clause import first_rule_id
from duban_xl.model.columns.matters import GRANTED, REFUSED
from duban_xl.model.deadline import WEEKDAYS, Event, cap_of, cycle_of
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.due import USUAL, Conventions, Deadline, LimitFacts, Roll
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import ExtensionRequest, Matter
from duban_xl.model.office import Category
from duban_xl.model.source import Value
from duban_xl.model.time_limit import TimeLimit, read_time_limit
from duban_xl.model.workdays import DayKind, Workdays, with_overrides
from duban_xl.plan.cycles import next_occurrence
from duban_xl.plan.deadlines import effective_due
from duban_xl.plan.due_basis import deadline_findings
from duban_xl.plan.extensions import extension_findings
from duban_xl.plan.summary import alert, soon_days

MOST_URGENT = "特急"
NO_LIMIT = "T109"
ONE_DAY = timedelta(days=1)
FOLLOWS_FROM = {
    "due_date": "time_limit",
    "due_basis": "time_limit",
    "extended_to": "extended_to",
    "next_return_on": "return_cycle",
    "alert": "due_date",
}
"""Computed column → the column whose cell it is derived from."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh plans and what it found on the way."""

    changes: ChangeSet
    findings: tuple[Finding, ...]


def ledger_workdays(ledger: Ledger, official: Workdays) -> Workdays:
    """The official calendar with the ledger's 工作日历 over it."""
    days = [(d.day, DayKind(d.nature)) for d in ledger.calendar if d.day and d.nature in tuple(DayKind)]
    return with_overrides(official, days)


def conventions_of(ledger: Ledger) -> Conventions:
    """What 参数 says where the rules are silent: the weekly report's day, and limits that end on a day off."""
    weekday = WEEKDAYS.find(ledger.setting("周报送日", WEEKDAYS[USUAL.week_day])[-1:])
    rolls = ledger.setting("到期日遇休息日", Roll.NONE)
    return Conventions(
        week_day=weekday if weekday >= 0 else USUAL.week_day,
        roll=Roll(rolls) if rolls in tuple(Roll) else Roll.NONE,
    )


def plan_refresh(ledger: Ledger, as_of: date, *, workdays: Workdays) -> Refreshed:
    """Every computed cell that no longer says what follows from the rest of the ledger on `as_of`.

    A 办结时限 that a person typed is never changed; one that the program worked out is worked out again.
    """
    requests, milestones = _requests(ledger), _milestone_days(ledger)
    soon, conventions = soon_days(ledger), conventions_of(ledger)
    edits: list[CellEdit] = []
    findings: list[Finding] = []
    for matter in ledger.matters:
        category = ledger.category(matter.category)
        days = milestones.get(matter.number, ())
        deadline = matter_deadline(matter, category, milestones=days, workdays=workdays, conventions=conventions)
        extended, request = _extended_to(matter, requests.get(matter.number, ()))
        wanted = _computed(matter, deadline, as_of=as_of, soon=soon, extended=extended)
        wanted["next_return_on"] = next_return(matter, category, as_of=as_of, conventions=conventions)
        edits.extend(_edits(matter, wanted, deadline, request=request))
        findings.extend(_deadline_findings(matter, deadline, workdays))
        findings.extend(_request_findings(matter, requests.get(matter.number, ()), deadline, workdays, conventions))
    return Refreshed(ChangeSet(tuple(edits)), tuple(findings))


def matter_deadline(
    matter: Matter,
    category: Category | None,
    *,
    milestones: tuple[date, ...],
    workdays: Workdays,
    conventions: Conventions = USUAL,
) -> Deadline:
    """The due date that follows from the rest of the row, before any extension, by the order of authority (rules §2.4).

    What a person typed into 办结时限 is left out: the caller holds it against this.
    """
    stated = parse_expression(matter.time_limit) if matter.time_limit else None
    limit = TimeLimit() if stated else _stated_limit(matter, workdays)
    facts = LimitFacts(
        events=_events(matter),
        given=limit.due or max((day for day, _ in limit.stages), default=None),
        stated=None if cycle_of(stated) else stated,  # "每月5日前" says when to report, not when to have done
        urgent=matter.urgency == MOST_URGENT and not matter.time_limit,
        category=parse_expression(category.time_limit) if category and category.time_limit else None,
        category_event=(parse_event(category.anchor) if category and category.anchor else None) or Event.RECEIPT,
        cap=cap_of(parse_expression(category.cap)) if category and category.cap else None,
        milestones=milestones,
        rule=first_rule_id(category.clause) if category else None,
    )
    return effective_due(facts, workdays=workdays, conventions=conventions)


def _stated_limit(matter: Matter, workdays: Workdays) -> TimeLimit:
    """What the 时限要求 of a matter says when it is not in the notation: a day, an open end, or nothing readable."""
    written_on = matter.assigned_on or matter.arranged_on
    if not matter.time_limit or written_on is None:
        return TimeLimit()
    return read_time_limit(matter.time_limit, assigned_on=written_on, workdays=workdays)


def _events(matter: Matter) -> Mapping[Event, date]:
    known = {
        Event.ARRANGEMENT: matter.arranged_on,
        Event.ASSIGN: matter.instructed_on,
        Event.ISSUE: matter.assigned_on,
        Event.RECEIPT: matter.received_on,
    }
    return MappingProxyType({event: day for event, day in known.items() if day is not None})


def _requests(ledger: Ledger) -> dict[str, list[ExtensionRequest]]:
    """Matter number → its extension requests."""
    found: dict[str, list[ExtensionRequest]] = {}
    for request in ledger.extensions:
        found.setdefault(request.number, []).append(request)
    return found


def _milestone_days(ledger: Ledger) -> dict[str, tuple[date, ...]]:
    days: dict[str, list[date]] = {}
    for milestone in ledger.milestones:
        if milestone.planned_on and milestone.done_on is None:
            days.setdefault(milestone.number, []).append(milestone.planned_on)
    return {number: tuple(sorted(found)) for number, found in days.items()}


def _computed(matter: Matter, deadline: Deadline, *, as_of: date, soon: int, extended: date | None) -> dict[str, Value]:
    """Column → what it should hold. A typed day that differs from the reckoned one stays, and 时限依据 says so."""
    differs = matter.due_was_typed and matter.due_date != deadline.due
    due = matter.due_date if differs else deadline.due
    return {
        "due_date": due,
        "due_basis": DUE_AS_TYPED if differs else deadline.basis,
        "extended_to": extended,
        "alert": alert(matter, as_of, due_date=extended or due, soon=soon),
    }


def _extended_to(matter: Matter, requests: Sequence[ExtensionRequest]) -> tuple[date | None, ExtensionRequest | None]:
    """延期至, and the request it follows from: the granted one that reaches furthest.

    A day that no request of the matter names was typed by a person and stays; one whose request is no longer granted goes.
    """
    granted = [r for r in requests if r.outcome == GRANTED and r.granted_to and r.approved_by]
    furthest = max(granted, key=lambda r: r.granted_to or date.min, default=None)
    if matter.extended_to and matter.extended_to not in {r.granted_to for r in requests}:
        return matter.extended_to, None
    return (furthest.granted_to, furthest) if furthest else (None, None)


def next_return(
    matter: Matter, category: Category | None, *, as_of: date, conventions: Conventions = USUAL
) -> date | None:
    """The first day on or after `as_of` on which a return is due; the first cycle is strictly after the assignment."""
    texts = (matter.return_cycle, matter.time_limit, category.return_cycle if category else "")
    cycle = next((cycle for text in texts if text and (cycle := cycle_of(parse_expression(text)))), None)
    if cycle is None or matter.is_ended or not matter.is_assigned or matter.assigned_on is None:
        return None
    after = max(matter.assigned_on, as_of - ONE_DAY)
    return next_occurrence(cycle, after=after, anchor=matter.assigned_on, conventions=conventions)


def _edits(
    matter: Matter, wanted: Mapping[str, Value], deadline: Deadline, *, request: ExtensionRequest | None
) -> Iterator[CellEdit]:
    shape = matter.record.shape
    for key, after in wanted.items():
        before = matter.record[key]
        if key not in shape.columns or (before or None) == (after or None):
            continue
        because = Reason("更新", matter.source(FOLLOWS_FROM[key]), deadline.rule or "")
        if key == "extended_to" and request is not None:
            because = Reason("延期登记", request.source("granted_to"))
        yield CellEdit(
            sheet=shape.key,
            row=matter.record.row,
            key=matter.number,
            field=key,
            before=before,
            after=after,
            because=because,
        )


def _request_findings(
    matter: Matter,
    requests: Sequence[ExtensionRequest],
    deadline: Deadline,
    workdays: Workdays,
    conventions: Conventions,
) -> Iterator[Finding]:
    """What speaks against the requests that are not refused, while the matter is open."""
    for request in requests if not matter.is_ended else ():
        if request.outcome != REFUSED:
            due = request.original_due or matter.due_date
            yield from extension_findings(
                request, due_date=due, cap=deadline.cap, workdays=workdays, conventions=conventions
            )


def _deadline_findings(matter: Matter, deadline: Deadline, workdays: Workdays) -> Iterator[Finding]:
    """What the clerk should know about a limit that still runs; 未定期限 is shown by the lamp, not said again here."""
    if matter.is_ended or not matter.is_assigned:
        return
    limit = TimeLimit() if parse_expression(matter.time_limit) else _stated_limit(matter, workdays)
    if matter.due_was_typed and deadline.due and matter.due_date != deadline.due:
        yield finding("T110", matter.source("due_date"), due=matter.due_date, value=deadline.due)
    elif not matter.due_was_typed:
        yield from (f for f in deadline_findings(deadline, matter.source("time_limit")) if f.code != NO_LIMIT)
    if limit.note and limit.note != NO_LIMIT:
        yield finding(limit.note, matter.source("time_limit"), **limit.quoted)
