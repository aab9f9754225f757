"""A matter on its ground → its time limit and reporting cycle as due dates, by the order of authority (rules §2.4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from duban_xl.model.columns.matters import GRANTED
from duban_xl.model.deadline import Before, Cycle, Event, cap_of, cycle_of
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.due import Deadline, LimitFacts
from duban_xl.model.matter import ExtensionRequest, Matter
from duban_xl.model.method import Category
from duban_xl.model.rule_index import CYCLE, LIMIT, OWN_CYCLE
from duban_xl.model.time_limit import TimeLimit, read_time_limit
from duban_xl.model.workdays import Workdays
from duban_xl.plan.deadlines import SUPERIOR, effective_due
from duban_xl.plan.ground import Ground

MOST_URGENT = "特急"


def matter_deadline(ground: Ground, matter: Matter) -> Deadline:
    """The due date that follows from the rest of the row, before any extension.

    What a person typed into 办结时限 is left out: the caller holds it against this.
    """
    row = matter.record.row
    if row not in ground.deadlines:
        facts = limit_facts(ground, matter)
        ground.deadlines[row] = effective_due(facts, workdays=ground.workdays, conventions=ground.conventions)
    return ground.deadlines[row]


def settled_due(ground: Ground, matter: Matter, deadline: Deadline) -> date | None:
    """The due date that counts in the end: the extension granted, else the day typed by a person, else the reckoned one."""
    extended, _request = extension_of(ground, matter, deadline)
    return extended or _due_before(matter, deadline)


def _due_before(matter: Matter, deadline: Deadline) -> date | None:
    """The due date before any extension."""
    return matter.due_date if matter.due_was_typed else deadline.due


def limit_facts(ground: Ground, matter: Matter) -> LimitFacts:
    """What the matter's row, its category and its milestones say about its time limit.

    Where the units come before a superior's date, that date is what the row states (xiayi-2.1-3-upward, rules D51).
    """
    facts = _facts_of(ground, matter)
    if facts.category != Before(SUPERIOR):
        return facts
    return replace(facts, given=_stated_day(ground, facts), stated=None)


def stated_day(ground: Ground, matter: Matter) -> date | None:
    """The day that the row itself states, whatever its category makes of it; None if it states none."""
    return _stated_day(ground, _facts_of(ground, matter))


def _stated_day(ground: Ground, facts: LimitFacts) -> date | None:
    alone = replace(facts, category=None, cap=None, urgent=False)
    return effective_due(alone, workdays=ground.workdays, conventions=ground.conventions).due


def _facts_of(ground: Ground, matter: Matter) -> LimitFacts:
    category = ground.category(matter)
    stated = parse_expression(matter.time_limit) if matter.time_limit else None
    limit = TimeLimit() if stated else stated_limit(matter, ground.workdays)
    code = category.code if category else ""
    return LimitFacts(
        events=events_of(matter),
        given=limit.due or max((day for day, _ in limit.stages), default=None),
        stated=None if cycle_of(stated) else stated,  # "每月5日前" says when to report, not when to have done
        urgent=is_urgent(matter) and not matter.time_limit,
        category=parse_expression(category.time_limit) if category and category.time_limit else None,
        category_event=anchor_of(category),
        cap=cap_of(parse_expression(category.cap)) if category and category.cap else None,
        milestones=open_days(ground, matter),
        rule=ground.rules.first(LIMIT, code) if category else None,
        rules=ground.rules.by_kind(LIMIT, code) if category else MappingProxyType({}),
    )


def stated_limit(matter: Matter, workdays: Workdays) -> TimeLimit:
    """What the 时限要求 of a matter says when it is not in the notation: a day, an open end, or nothing readable."""
    written_on = matter.assigned_on or matter.arranged_on
    if not matter.time_limit or written_on is None:
        return TimeLimit()
    return read_time_limit(matter.time_limit, assigned_on=written_on, workdays=workdays)


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


def is_urgent(matter: Matter) -> bool:
    """Whether it is to be handled at once (随到随办)."""
    return matter.urgency == MOST_URGENT


def extension_of(ground: Ground, matter: Matter, deadline: Deadline) -> tuple[date | None, ExtensionRequest | None]:
    """延期至, and the request it follows from: the granted one that reaches furthest, by its due time and within the cap.

    A day that no request of the matter names was typed by a person and stays; one whose request is no longer granted goes.
    A request made after the due date moves nothing, nor does one beyond the cap (rules D42, D43; T105 and T106 tell of it).
    """
    requests = ground.requests.get(matter.number, ())
    if matter.extended_to and matter.extended_to not in {r.granted_to for r in requests}:
        return matter.extended_to, None
    found: ExtensionRequest | None = None
    due = _due_before(matter, deadline)
    for request in sorted(_granted(requests), key=lambda r: r.granted_to or date.min):
        if _counts(request, due=due, deadline=deadline, ground=ground):
            found, due = request, request.granted_to
    return (found.granted_to, found) if found else (None, None)


def _granted(requests: Sequence[ExtensionRequest]) -> Iterator[ExtensionRequest]:
    return (r for r in requests if r.outcome == GRANTED and r.granted_to and r.approved_by)


def _counts(request: ExtensionRequest, *, due: date | None, deadline: Deadline, ground: Ground) -> bool:
    """Whether a granted request moves the due date: asked for by then, and not beyond what the default may reach."""
    due = request.original_due or due
    if due and request.requested_on:
        lead = ground.conventions.extension_lead
        if request.requested_on > ground.workdays.subtract(due, lead):
            return False
    within = not deadline.cap or (deadline.due is not None and deadline.due > deadline.cap)
    return within or bool(request.granted_to and deadline.cap and request.granted_to <= deadline.cap)


def matter_cycle(ground: Ground, matter: Matter) -> tuple[Cycle | None, str]:
    """The cycle in which the matter is reported on, and the rule that gives it.

    The ledger's own choice has the rule that leaves it to the ledger (shiwei-1.1b-feedback-mech); "" if there is none.
    """
    for text in (matter.return_cycle, matter.time_limit):
        if text and (cycle := cycle_of(parse_expression(text))):
            usual, rule = _category_cycle(ground, matter)
            category = ground.category(matter)
            return cycle, rule if cycle == usual else ground.rules.first(OWN_CYCLE, category.code if category else "")
    return _category_cycle(ground, matter)


def _category_cycle(ground: Ground, matter: Matter) -> tuple[Cycle | None, str]:
    category = ground.category(matter)
    if category is None or not category.return_cycle:
        return None, ""
    return cycle_of(parse_expression(category.return_cycle)), ground.rules.first(CYCLE, category.code)


def anchor_of(category: Category | None) -> Event:
    """The 起算事件 of a category, for limits that name none."""
    return (parse_event(category.anchor) if category and category.anchor else None) or Event.RECEIPT


def open_days(ground: Ground, matter: Matter) -> tuple[date, ...]:
    """The days of the milestones that are still ahead, in order."""
    ahead = (one for one in ground.milestones.get(matter.number, ()) if one.is_open)
    return tuple(sorted(one.planned_on for one in ahead if one.planned_on))
