"""A matter on its ground → its time limit and reporting cycle as due dates, by the order of authority (rules §2.4)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from duban_xl.model.cell_text.deadline_cell import is_same_as_above, read_deadline
from duban_xl.model.cell_text.time_limit import NO_TIME_LIMIT, TimeLimit
from duban_xl.model.clause import first_rule_id
from duban_xl.model.columns.matters import GRANTED
from duban_xl.model.deadline import (
    AnnualDays,
    Before,
    Capped,
    Cycle,
    Event,
    Expression,
    Now,
    Phases,
    Soft,
    Span,
    cap_of,
    cycle_of,
)
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.due import Deadline, LimitFacts
from duban_xl.model.matter import CourseStep, ExtensionRequest, Matter
from duban_xl.model.matter_days import events_of, usual_cycle
from duban_xl.model.method import Category
from duban_xl.model.rule_index import CYCLE, LIMIT, OWN_CYCLE
from duban_xl.plan.deadlines import SUPERIOR, effective_due
from duban_xl.plan.extensions import latest_request
from duban_xl.plan.ground import Ground

ANY_DAY = date(2000, 1, 1)  # where nothing is counted from it


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
    stated, limit = stated_limit(ground, matter)
    code = category.code if category else ""
    stated = _of_the_row(stated)
    return LimitFacts(
        events=events_of(matter),
        given=None if stated else limit.due or max((day for day, _ in limit.stages), default=None),
        stated=None if cycle_of(stated) else stated,  # "每月5日前" says when to report, not when to have done
        unreadable=stated is None and limit.is_unreadable,
        urgent=_is_at_once(ground, matter, code) and (not matter.time_limit or isinstance(stated, Soft | Now)),
        category=parse_expression(category.time_limit) if category and category.time_limit else None,
        category_event=anchor_of(category),
        cap=cap_of(parse_expression(category.cap)) if category and category.cap else None,
        milestones=open_days(ground, matter),
        rule=_rule_of(ground, category) if category else None,
        rules=ground.rules.by_kind(LIMIT, code) if category else MappingProxyType({}),
    )


def _is_at_once(ground: Ground, matter: Matter, code: str) -> bool:
    """Whether urgency takes the place of a date: only where the method says so (shiwei-2.2-urgent, jiangsu-amb-6).

    A ledger that does not list its rules is taken by the general order of authority (rules §2.4).
    """
    return matter.is_urgent and (not ground.rules.rules or Now.kind in ground.rules.by_kind(LIMIT, code))


def _rule_of(ground: Ground, category: Category) -> str | None:
    """The rule behind the category's limit; in a ledger that lists no rules, the first that its 条款 cites."""
    if ground.rules.rules:
        return ground.rules.first(LIMIT, category.code)
    return first_rule_id(category.clause)


def _of_the_row(stated: Expression | None) -> Expression | None:
    """What a row says is counted from 交办 is counted from its own 交办日期, not from the leader's instruction."""
    match stated:
        case Span(unit, count, Event.ASSIGN):
            return Span(unit, count, Event.HANDOVER)
        case Capped(Span(unit, count, Event.ASSIGN), cap):
            return Capped(Span(unit, count, Event.HANDOVER), cap)
        case _:
            return stated


def stated_limit(ground: Ground, matter: Matter) -> tuple[Expression | None, TimeLimit]:
    """What the 时限要求 of a matter says: an expression of the notation, if it is one, and how it reads as a deadline cell.

    The expression goes before the reading. 同上 takes over what the nearest row above says, an expression counted from the matter's own days.
    """
    said = _own_or_above(ground, matter)
    written_on = said.assigned_on or said.arranged_on
    stated = parse_expression(said.time_limit) if said.time_limit else None
    limit = NO_TIME_LIMIT
    if said.time_limit and written_on:
        limit = read_deadline(said.time_limit, on=written_on, workdays=ground.workdays)
    if said is not matter:
        limit = read_deadline(matter.time_limit, on=written_on or ANY_DAY, workdays=ground.workdays, above=limit)
    return None if stated and _is_dated(stated, limit) else stated, limit


def _own_or_above(ground: Ground, matter: Matter) -> Matter:
    """The matter whose 时限要求 counts: the nearest one above that states its own, for 同上."""
    if not is_same_as_above(matter.time_limit):
        return matter
    above = [other for other in ground.ledger.matters if other.record.row < matter.record.row]
    stating = [other for other in above if not is_same_as_above(other.time_limit)]
    return max(stating, key=lambda other: other.record.row, default=matter)


def _is_dated(stated: Expression, limit: TimeLimit) -> bool:
    """Whether the days that a cell names count, although the notation could take it for something else (须在6月底前)."""
    return isinstance(stated, AnnualDays | Phases | Before) and bool(limit.due or limit.stages)


def extension_of(ground: Ground, matter: Matter, deadline: Deadline) -> tuple[date | None, ExtensionRequest | None]:
    """延期至, and the request it follows from: the granted one that reaches furthest, asked for in time and within the cap.

    A day that no request of the matter names was typed by a person and stays; one whose request is no longer granted goes.
    A request made after the limit in force moves nothing, nor does one beyond the cap (rules D42, D43; T105 and T106
    tell of it).
    """
    requests = ground.requests.get(matter.number, ())
    if not requests and not matter.extended_to:
        return None, None
    on_record = {request.granted_to for request in requests} | {step.new_limit for step in _sent_back(ground, matter)}
    if matter.extended_to and matter.extended_to not in on_record:
        return matter.extended_to, None
    found: ExtensionRequest | None = None
    for request, due in _granted_in_turn(ground, matter, deadline):
        if _counts(request, due=due, deadline=deadline, ground=ground):
            found = max(found or request, request, key=lambda one: one.granted_to or date.min)
    return (found.granted_to, found) if found else (None, None)


def moved_to(
    ground: Ground, matter: Matter, deadline: Deadline
) -> tuple[date | None, ExtensionRequest | CourseStep | None]:
    """The day to which the limit was moved, by an extension or by being sent back, whichever came last; and its row."""
    extended, request = extension_of(ground, matter, deadline)
    step = next(reversed(_sent_back(ground, matter)), None)
    if step is None or (extended and request is None):
        return extended, request
    decided = _decided_on(request) if request else None
    if decided and step.taken_on and decided > step.taken_on:
        return extended, request
    return step.new_limit, step


def limit_on(ground: Ground, matter: Matter, request: ExtensionRequest) -> date | None:
    """The limit in force when `request` was made, by which it had to be made."""
    deadline = matter_deadline(ground, matter)
    moves = [
        (_decided_on(other), other.granted_to)
        for other, due in _granted_in_turn(ground, matter, deadline)
        if other is not request and _counts(other, due=due, deadline=deadline, ground=ground)
    ]
    return _in_force(ground, matter, deadline, moves, on=request.requested_on) or request.original_due


Moves = Sequence[tuple[date | None, date | None]]
"""When a limit was moved, and to which day."""


def _granted_in_turn(
    ground: Ground, matter: Matter, deadline: Deadline
) -> Iterator[tuple[ExtensionRequest, date | None]]:
    """The granted requests in the order in which they were made, each with the limit in force at that time."""
    moves: list[tuple[date | None, date | None]] = []
    requests = ground.requests.get(matter.number, ())
    granted = [one for one in requests if one.outcome == GRANTED and one.granted_to and one.approved_by]
    for request in sorted(granted, key=lambda one: (one.requested_on or date.min, one.granted_to or date.min)):
        due = _in_force(ground, matter, deadline, moves, on=request.requested_on) or request.original_due
        if _counts(request, due=due, deadline=deadline, ground=ground):
            moves.append((_decided_on(request), request.granted_to))
        yield request, due


def _in_force(ground: Ground, matter: Matter, deadline: Deadline, moves: Moves, *, on: date | None) -> date | None:
    """The limit in force on a day: the last move by then, else the due date itself."""
    every = [*moves, *((step.taken_on, step.new_limit) for step in _sent_back(ground, matter))]
    earlier = [(day, to) for day, to in every if to and (day is None or on is None or day <= on)]
    last = max(earlier, key=lambda move: move[0] or date.min, default=(None, None))
    return last[1] or _due_before(matter, deadline)


def _sent_back(ground: Ground, matter: Matter) -> tuple[CourseStep, ...]:
    return ground.sent_back.get(matter.number, ())


def _decided_on(request: ExtensionRequest) -> date | None:
    return request.approved_on or request.requested_on


def _counts(request: ExtensionRequest, *, due: date | None, deadline: Deadline, ground: Ground) -> bool:
    """Whether a granted request moves the limit: later than it, asked for by then, and not beyond the cap."""
    granted, asked = request.granted_to, request.requested_on
    if granted is None or (due and granted <= due):
        return False
    if due and asked and asked > latest_request(due, workdays=ground.workdays, conventions=ground.conventions):
        return False
    return deadline.cap is None or granted <= deadline.cap


def matter_cycle(ground: Ground, matter: Matter) -> tuple[Cycle | None, str]:
    """The cycle in which the matter is reported on, and the rule that gives it.

    The ledger's own choice has the rule that leaves it to the ledger (shiwei-1.1b-feedback-mech); "" if there is none.
    """
    stated, limit = stated_limit(ground, matter)
    own = parse_expression(matter.return_cycle) if matter.return_cycle else None
    if cycle := cycle_of(own) or cycle_of(stated) or limit.cycle:
        usual, rule = _category_cycle(ground, matter)
        category = ground.category(matter)
        return cycle, rule if cycle == usual else ground.rules.first(OWN_CYCLE, category.code if category else "")
    return _category_cycle(ground, matter)


def _category_cycle(ground: Ground, matter: Matter) -> tuple[Cycle | None, str]:
    category = ground.category(matter)
    if category is None or not category.return_cycle:
        return None, ""
    return usual_cycle(category), ground.rules.first(CYCLE, category.code)


def anchor_of(category: Category | None) -> Event:
    """The 起算事件 of a category, for limits that name none."""
    return (parse_event(category.anchor) if category and category.anchor else None) or Event.RECEIPT


def open_days(ground: Ground, matter: Matter) -> tuple[date, ...]:
    """The days of the milestones that are still ahead, in order."""
    ahead = (one for one in ground.milestones.get(matter.number, ()) if one.is_open)
    return tuple(sorted(one.planned_on for one in ahead if one.planned_on))
