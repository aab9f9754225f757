"""工作时限 and the days asked about → what the office itself owes: inspections, circulars, summaries, the year's three books."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from duban_xl.model.deadline import CYCLES, AnnualDays, Cycle, Expression, Soft, Span, YearEnd
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.due import Deadline, LimitFacts, Mark
from duban_xl.model.event import Event
from duban_xl.model.method import Duty
from duban_xl.model.obligation import Obligation, OwedKind, Standing
from duban_xl.plan.answers import first_within, standing
from duban_xl.plan.asked import Asked, Owing
from duban_xl.plan.cycles import occurrences
from duban_xl.plan.deadlines import effective_due
from duban_xl.plan.matter_limit import limit_facts
from duban_xl.plan.owed_by_units import paper_deadline

LAST_OF_YEAR = AnnualDays(((12, 31),))
ONE_DAY = timedelta(days=1)


def owed_by_office(matters: Sequence[Owing], asked: Asked) -> Iterator[Obligation]:
    """Everything that the office owes on the days asked about, in the order of 工作时限.

    A duty of certain categories is owed while a matter of theirs is in hand; one with a limit is owed for each of them.
    """
    for duty in asked.ground.ledger.duties:
        limit = parse_expression(duty.cycle) if duty.cycle else None
        concerned = [one for one in matters if duty.covers(one.code)]
        if isinstance(limit, Soft):
            interval = asked.ground.conventions.soft_interval
            yield from (_softened(one) for one in _recurring(duty, interval, concerned, asked)) if interval else ()
        elif cycle := _cycle(limit):
            yield from _recurring(duty, cycle, concerned, asked)
        elif limit is not None and duty.codes:
            for one in concerned:
                yield from _for_matter(duty, limit, one, asked)


def _cycle(limit: Expression | None) -> Cycle | None:
    if isinstance(limit, YearEnd):
        return LAST_OF_YEAR
    return limit if isinstance(limit, CYCLES) else None


def _recurring(duty: Duty, cycle: Cycle, concerned: Sequence[Owing], asked: Asked) -> Iterator[Obligation]:
    """The due dates of a duty, each answered by the first record after the one before it."""
    before = asked.start - ONE_DAY
    dues = asked.dates(cycle, after=before, until=date.max, anchor=before)
    done = _records(duty, concerned, asked)
    earlier: date | None = None
    for place, due in enumerate(dues):
        if duty.codes and not any(_in_hand(one, earlier, due) for one in concerned):
            earlier = due
            continue
        following = dues[place + 1] if place + 1 < len(dues) else None
        answered = first_within(done, after=earlier or _one_cycle_before(cycle, due, asked), until=following)
        yield _duty(duty, due, answered, asked, limit=cycle.chinese())
        earlier = due


def _one_cycle_before(cycle: Cycle, due: date, asked: Asked) -> date | None:
    """The due date before `due`: a record older than that belongs to it."""
    year_before = due.replace(day=1) - timedelta(days=400)
    found = occurrences(cycle, after=year_before, until=due - ONE_DAY, conventions=asked.ground.conventions)
    return found[-1] if found else None


def _in_hand(one: Owing, after: date | None, until: date) -> bool:
    """Whether units worked on the matter at any time between the two due dates."""
    assigned = one.matter.assigned_on
    return assigned is not None and assigned < until and (after is None or one.until > after)


def _records(duty: Duty, concerned: Sequence[Owing], asked: Asked) -> Sequence[date]:
    """The days on which the ledger tells that the duty was done: its document, its inspection, a step that cites it."""
    answers = asked.answers
    days = [*answers.rules.get(duty.rule, ())]
    if duty.document:
        days += answers.documents.get(duty.document, ())
    else:
        numbers = {one.matter.number for one in concerned}
        days += (day for day, named in answers.inspections if not duty.codes or numbers & set(named))
    return sorted(days)


def _for_matter(duty: Duty, limit: Expression, one: Owing, asked: Asked) -> Iterator[Obligation]:
    """A duty of the office on one matter, by a limit of its own."""
    deadline = duty_deadline(duty, limit, one, asked)
    if not asked.holds(deadline.due) and (deadline.due is not None or one.matter.is_ended):
        return
    steps = asked.answers.steps.get(one.matter.number, ())
    answered = next((step.taken_on for step in steps if step.rule == duty.rule), None)
    found = _duty(duty, deadline.due, answered, asked, limit=deadline.details.get("limit", ""))
    yield replace(
        found,
        matter=one.matter.number,
        provisional=deadline.provisional,
        start=deadline.start,
        note="" if deadline.due else "、".join(mark.value for mark in deadline.marks),
    )


def duty_deadline(duty: Duty, limit: Expression, one: Owing, asked: Asked) -> Deadline:
    """When the office's own work on the matter is due.

    各单位报送期满 is the latest due date of the papers that the units owe (shiwei-amb-6); by 参数 方案汇总起算 the
    arrangement takes its place.
    """
    facts = limit_facts(asked.ground, one.matter)
    conventions = asked.ground.conventions
    if isinstance(limit, Span) and limit.event is Event.UNITS_DUE:
        limit = replace(limit, event=conventions.summary_start)
    events = dict(facts.events)
    if units_due := _units_due(one, asked):
        events[Event.UNITS_DUE] = units_due
    own = LimitFacts(events=events, given=facts.given, category=limit, rule=duty.rule)
    return effective_due(own, workdays=asked.ground.workdays, conventions=conventions)


def _units_due(one: Owing, asked: Asked) -> date | None:
    """The day by which the last of the units' papers is due."""
    wanted = (r for r in asked.ground.ledger.requirements if one.code in r.codes)
    dues = (paper_deadline(requirement, one, asked).due for requirement in wanted)
    return max((due for due in dues if due), default=None)


def _duty(duty: Duty, due: date | None, answered: date | None, asked: Asked, *, limit: str) -> Obligation:
    lead = int(duty.remind_days or 0)
    unknown = due is not None and due.year not in asked.ground.workdays.years
    return Obligation(
        kind=OwedKind.DUTY,
        matter=None,
        unit=duty.owner,
        rule=duty.rule,
        what=duty.content,
        due=due,
        to=duty.to,
        document=duty.document,
        provisional=unknown,
        remind_on=asked.ground.workdays.subtract(due, lead) if due and lead else due,
        limit=limit,
        standing=standing(due, answered, as_of=asked.as_of),
        answered_on=answered,
    )


def _softened(found: Obligation) -> Obligation:
    """A duty without a number in the text: called to mind, never late."""
    late = found.standing in (Standing.LATE, Standing.MISSING)
    return replace(found, note=Mark.NO_LIMIT.value, standing=Standing.OPEN if late else found.standing)
