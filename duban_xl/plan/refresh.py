"""Ledger, day, calendar → the changes that bring its computed columns up to date: due dates, next returns, lamps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from duban_xl.catalogue import finding
from duban_xl.catalogue.texts import DUE_AS_TYPED
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason
from duban_xl.model.clause import rule_ids
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
from duban_xl.plan.summary import alert, soon_days

GRANTED = "同意"
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
    granted = _granted(ledger)
    milestones = _milestone_days(ledger)
    soon, conventions = soon_days(ledger), conventions_of(ledger)
    edits: list[CellEdit] = []
    findings: list[Finding] = []
    for matter in ledger.matters:
        category = ledger.category(matter.category)
        days = milestones.get(matter.number, ())
        deadline = matter_deadline(matter, category, milestones=days, workdays=workdays, conventions=conventions)
        extension = granted.get(matter.number)
        wanted = _computed(matter, deadline, as_of=as_of, soon=soon, extension=extension)
        wanted["next_return_on"] = next_return(matter, category, as_of=as_of, conventions=conventions)
        edits.extend(_edits(matter, wanted, deadline, extension=extension))
        findings.extend(_deadline_findings(matter, deadline, workdays))
    return Refreshed(ChangeSet(tuple(edits)), tuple(findings))


def matter_deadline(
    matter: Matter,
    category: Category | None,
    *,
    milestones: tuple[date, ...],
    workdays: Workdays,
    conventions: Conventions = USUAL,
) -> Deadline:
    """The matter's due date before any extension, by the order of authority (rules §2.4)."""
    stated = parse_expression(matter.time_limit) if matter.time_limit else None
    typed = matter.due_date if matter.due_was_typed else None
    facts = LimitFacts(
        events=_events(matter),
        given=typed or (None if stated else _stated_day(matter, workdays).due),
        stated=stated,
        urgent=matter.urgency == MOST_URGENT and not matter.time_limit,
        category=parse_expression(category.time_limit) if category and category.time_limit else None,
        category_event=(parse_event(category.anchor) if category and category.anchor else None) or Event.RECEIPT,
        cap=cap_of(parse_expression(category.cap)) if category and category.cap else None,
        milestones=milestones,
        rule=rule_ids(category.clause) if category else None,
    )
    return effective_due(facts, workdays=workdays, conventions=conventions)


def _stated_day(matter: Matter, workdays: Workdays) -> TimeLimit:
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


def _granted(ledger: Ledger) -> dict[str, ExtensionRequest]:
    """Matter number → the granted extension that reaches furthest."""
    found: dict[str, ExtensionRequest] = {}
    for request in ledger.extensions:
        if request.outcome == GRANTED and request.granted_to and request.approved_by:
            earlier = found.get(request.number)
            if earlier is None or (earlier.granted_to or date.min) < request.granted_to:
                found[request.number] = request
    return found


def _milestone_days(ledger: Ledger) -> dict[str, tuple[date, ...]]:
    days: dict[str, list[date]] = {}
    for milestone in ledger.milestones:
        if milestone.planned_on and milestone.done_on is None:
            days.setdefault(milestone.number, []).append(milestone.planned_on)
    return {number: tuple(sorted(found)) for number, found in days.items()}


def _computed(
    matter: Matter, deadline: Deadline, *, as_of: date, soon: int, extension: ExtensionRequest | None
) -> dict[str, Value]:
    """Column → what it should hold."""
    typed = matter.due_was_typed
    due = matter.due_date if typed else deadline.due
    extended = matter.extended_to or (extension.granted_to if extension else None)
    return {
        "due_date": due,
        "due_basis": DUE_AS_TYPED if typed and not matter.time_limit else deadline.basis,
        "extended_to": extended,
        "alert": alert(matter, as_of, due_date=extended or due, soon=soon),
    }


def next_return(
    matter: Matter, category: Category | None, *, as_of: date, conventions: Conventions = USUAL
) -> date | None:
    """The first day on or after `as_of` on which a return is due; the first cycle is strictly after the assignment."""
    text = matter.return_cycle or (category.return_cycle if category else "")
    cycle = cycle_of(parse_expression(text)) if text else None
    if cycle is None or matter.is_ended or not matter.is_assigned or matter.assigned_on is None:
        return None
    after = max(matter.assigned_on, as_of - ONE_DAY)
    return next_occurrence(cycle, after=after, anchor=matter.assigned_on, conventions=conventions)


def _edits(
    matter: Matter, wanted: Mapping[str, Value], deadline: Deadline, *, extension: ExtensionRequest | None
) -> Iterator[CellEdit]:
    shape = matter.record.shape
    for key, after in wanted.items():
        before = matter.record[key]
        if key not in shape.columns or (before or None) == (after or None):
            continue
        because = Reason("更新", matter.source(FOLLOWS_FROM[key]), deadline.rule or "")
        if key == "extended_to" and extension is not None:
            because = Reason("延期登记", extension.source("granted_to"))
        yield CellEdit(
            sheet=shape.key,
            row=matter.record.row,
            key=matter.number,
            field=key,
            before=before,
            after=after,
            because=because,
        )


def _deadline_findings(matter: Matter, deadline: Deadline, workdays: Workdays) -> Iterator[Finding]:
    """What the clerk should know about a limit that still runs; 未定期限 is shown by the lamp, not said again here."""
    if matter.is_ended or not matter.is_assigned:
        return
    yield from (f for f in deadline_findings(deadline, matter.source("time_limit")) if f.code != NO_LIMIT)
    if matter.time_limit and parse_expression(matter.time_limit) is None:
        limit = _stated_day(matter, workdays)
        if limit.note and limit.note != NO_LIMIT:
            yield finding(limit.note, matter.source("time_limit"), **limit.quoted)
