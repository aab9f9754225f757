"""A matter on its ground → its time limit and reporting cycle as due dates, by the order of authority (rules §2.4)."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from duban_xl.model.columns.matters import GRANTED
from duban_xl.model.deadline import Cycle, Event, cap_of, cycle_of
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.due import Deadline, LimitFacts
from duban_xl.model.matter import ExtensionRequest, Matter
from duban_xl.model.method import Category
from duban_xl.model.rule_index import CYCLE, LIMIT
from duban_xl.model.time_limit import TimeLimit, read_time_limit
from duban_xl.model.workdays import Workdays
from duban_xl.plan.deadlines import effective_due
from duban_xl.plan.ground import Ground

MOST_URGENT = "特急"


def matter_deadline(ground: Ground, matter: Matter) -> Deadline:
    """The due date that follows from the rest of the row, before any extension.

    What a person typed into 办结时限 is left out: the caller holds it against this.
    """
    return effective_due(limit_facts(ground, matter), workdays=ground.workdays, conventions=ground.conventions)


def settled_due(ground: Ground, matter: Matter, deadline: Deadline) -> date | None:
    """The due date that counts in the end: the extension granted, else the day typed by a person, else the reckoned one."""
    extended, _request = extension_of(matter, ground.requests.get(matter.number, ()))
    return extended or (matter.due_date if matter.due_was_typed else deadline.due)


def limit_facts(ground: Ground, matter: Matter) -> LimitFacts:
    """What the matter's row, its category and its milestones say about its time limit."""
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
        category_event=_anchor(category),
        cap=cap_of(parse_expression(category.cap)) if category and category.cap else None,
        milestones=_open_days(ground, matter),
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


def extension_of(matter: Matter, requests: Sequence[ExtensionRequest]) -> tuple[date | None, ExtensionRequest | None]:
    """延期至, and the request it follows from: the granted one that reaches furthest.

    A day that no request of the matter names was typed by a person and stays; one whose request is no longer granted goes.
    """
    granted = [r for r in requests if r.outcome == GRANTED and r.granted_to and r.approved_by]
    furthest = max(granted, key=lambda r: r.granted_to or date.min, default=None)
    if matter.extended_to and matter.extended_to not in {r.granted_to for r in requests}:
        return matter.extended_to, None
    return (furthest.granted_to, furthest) if furthest else (None, None)


def matter_cycle(ground: Ground, matter: Matter) -> tuple[Cycle | None, str]:
    """The cycle in which the matter is reported on, and the rule that gives it ("": the ledger's own choice)."""
    for text in (matter.return_cycle, matter.time_limit):
        if text and (cycle := cycle_of(parse_expression(text))):
            usual, rule = _category_cycle(ground, matter)
            return cycle, rule if cycle == usual else ""
    return _category_cycle(ground, matter)


def _category_cycle(ground: Ground, matter: Matter) -> tuple[Cycle | None, str]:
    category = ground.category(matter)
    if category is None or not category.return_cycle:
        return None, ""
    return cycle_of(parse_expression(category.return_cycle)), ground.rules.first(CYCLE, category.code)


def _anchor(category: Category | None) -> Event:
    """The 起算事件 of a category, for limits that name none."""
    return (parse_event(category.anchor) if category and category.anchor else None) or Event.RECEIPT


def _open_days(ground: Ground, matter: Matter) -> tuple[date, ...]:
    """The days of the milestones that are still ahead, in order."""
    ahead = (one for one in ground.milestones.get(matter.number, ()) if one.is_open)
    return tuple(sorted(one.planned_on for one in ahead if one.planned_on))
