"""工作时限 and the days asked about → what the office itself owes: inspections, circulars, summaries, the year's three books."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from duban_xl.catalogue.obligations import PHASE
from duban_xl.model.cycles import occurrences
from duban_xl.model.deadline import CYCLES, AnnualDays, Before, Cycle, Expression, Given, Phases, Soft, Span, YearEnd
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.due import Deadline, LimitFacts, Mark
from duban_xl.model.event import Event
from duban_xl.model.matter_days import events_of
from duban_xl.model.method import Duty
from duban_xl.model.obligation import Obligation, OwedKind, Standing
from duban_xl.plan.answers import settled, standing
from duban_xl.plan.asked import Asked, Owing
from duban_xl.plan.deadlines import effective_due
from duban_xl.plan.matter_limit import stated_day
from duban_xl.plan.owed_by_units import paper_deadline

LAST_OF_YEAR = AnnualDays(((12, 31),))
AROUND = timedelta(days=400)  # longer than any cycle
WAY = "方式"
INSPECTED = ("事项类别.督查频次", "督查记录.")


def owed_by_office(matters: Sequence[Owing], asked: Asked, *, unassigned: Sequence[Owing]) -> Iterator[Obligation]:
    """Everything that the office owes on the days asked about, in the order of 工作时限.

    A duty of certain categories is owed while a matter of theirs is in hand; one with a limit is owed for each of them,
    if it has a day also for those `unassigned`: breaking a matter down comes before handing it on (shiwei-3.1-decompose-7wd).
    """
    for duty in asked.ground.ledger.duties:
        limit = parse_expression(duty.cycle) if duty.cycle else None
        codes = frozenset(duty.codes)
        concerned = [one for one in matters if one.code in codes] if codes else matters
        if isinstance(limit, Soft):
            interval = asked.ground.conventions.soft_interval
            yield from (_softened(one) for one in _recurring(duty, interval, concerned, asked)) if interval else ()
        elif cycle := _cycle(limit):
            yield from _recurring(duty, cycle, concerned, asked)
        elif limit is not None and duty.codes:
            for one in concerned:
                yield from _for_matter(duty, limit, one, asked)
            for one in unassigned:
                found = _for_matter(duty, limit, one, asked) if duty.covers(one.code) else ()
                yield from (owed for owed in found if owed.due)


def _cycle(limit: Expression | None) -> Cycle | None:
    if isinstance(limit, YearEnd):
        return LAST_OF_YEAR
    return limit if isinstance(limit, CYCLES) else None


def _recurring(duty: Duty, cycle: Cycle, concerned: Sequence[Owing], asked: Asked) -> Iterator[Obligation]:
    """The due dates of a duty, each answered by a record of its own."""
    dues = _dates_around(cycle, asked)
    owed = [
        due
        for earlier, due in pairwise(dues)
        if not duty.codes or any(_in_hand(one, after=earlier, until=due) for one in concerned)
    ]
    answered = settled(dues, _records(duty, concerned, asked), owed=frozenset(owed))
    started = asked.ground.conventions.started_on
    for due in owed:
        if asked.holds(due) and (started is None or due >= started):
            found = _duty(duty, due, answered.get(due), asked, limit=cycle.chinese())
            yield replace(found, what=_named(duty.content, cycle, due))


def _named(content: str, cycle: Cycle, due: date) -> str:
    """What is to be done by `due`; where the cycle has points with names, which of them it is (cangnan-2.1-three-books)."""
    points = cycle.points if isinstance(cycle, Phases) else ()
    phase = next((name for name, month, day in points if (month, day) == (due.month, due.day)), "")
    return PHASE.format(phase=phase, content=content) if phase else content


def _dates_around(cycle: Cycle, asked: Asked) -> Sequence[date]:
    """The dates of the cycle among the days asked about and at least one before and after: what their records answer."""
    after, until = asked.start - AROUND, asked.end + AROUND
    return occurrences(cycle, after=after, until=until, conventions=asked.ground.conventions)


def _in_hand(one: Owing, *, after: date, until: date) -> bool:
    """Whether units worked on the matter at any time between the two due dates."""
    assigned = one.matter.assigned_on
    return assigned is not None and assigned < until and one.until > after


def _records(duty: Duty, concerned: Sequence[Owing], asked: Asked) -> Sequence[date]:
    """The days on which the ledger tells that the duty was done: its document, its inspection, a step that cites it.

    A record that names matters tells of those alone: two categories may have a document of the same title.
    """
    answers = asked.answers
    days = [*answers.rules.get(duty.rule, ())]
    numbers = {one.matter.number for one in concerned}
    if duty.document:
        signed = answers.documents.get(duty.document, ())
        days += (day for day, named in signed if not (duty.codes and named) or numbers & set(named))
    elif _is_inspection(duty, asked):
        visits = (day for day, named in answers.inspections if numbers & set(named))
        days += visits if duty.codes else _inspected(duty, asked)
    return sorted(days)


def _inspected(duty: Duty, asked: Asked) -> Iterator[date]:
    """The days of inspections that tell of work on no matter in particular: of the ways that its rule names, if any."""
    ledger = asked.ground.ledger
    ways = {
        name for term in ledger.terms if (term.rule, term.kind) == (duty.rule, WAY) for name in (term.name, term.means)
    }
    held = (one for one in ledger.inspections if one.held_on)
    return (one.held_on for one in held if one.held_on and (one.method in ways if ways else not one.is_reminder))


def _is_inspection(duty: Duty, asked: Asked) -> bool:
    """Whether 督查记录 tells of the duty, as the places of its rule say; forwarding or presenting is no inspection."""
    rule = asked.ground.rules.by_id(duty.rule)
    return rule is None or any(place.startswith(INSPECTED) for place in rule.places)


def _for_matter(duty: Duty, limit: Expression, one: Owing, asked: Asked) -> Iterator[Obligation]:
    """A duty of the office on one matter, by a limit of its own."""
    deadline = duty_deadline(duty, limit, one, asked)
    if not asked.holds(deadline.due) and (deadline.due is not None or one.matter.is_ended):
        return
    found = _duty(duty, deadline.due, _done_on(duty, one, asked), asked, limit=deadline.details.get("limit", ""))
    yield replace(
        found,
        matter=one.matter.number,
        provisional=deadline.provisional,
        start=deadline.start,
        note="" if deadline.due else "、".join(mark.value for mark in deadline.marks),
    )


def _done_on(duty: Duty, one: Owing, asked: Asked) -> date | None:
    """The first day on which a step that cites the rule, or a document of the matter, tells that it was done."""
    answers, number = asked.answers, one.matter.number
    steps = (step.taken_on for step in answers.steps.get(number, ()) if step.rule == duty.rule)
    documents = (day for day, named in answers.documents.get(duty.document, ()) if number in named)
    return min((day for day in (*steps, *documents) if day), default=None)


def duty_deadline(duty: Duty, limit: Expression, one: Owing, asked: Asked) -> Deadline:
    """When the office's own work on the matter is due.

    各单位报送期满 is the latest due date of the papers that the units owe (shiwei-amb-6); by 参数 方案汇总起算 the
    arrangement takes its place.
    """
    conventions = asked.ground.conventions
    if isinstance(limit, Span) and limit.event is Event.UNITS_DUE:
        limit = replace(limit, event=conventions.summary_start)
    events = dict(events_of(one.matter))
    if units_due := _units_due(one, asked):
        events[Event.UNITS_DUE] = units_due
    given = None  # a day given for the matter is none for other work
    if isinstance(limit, Given):
        given = stated_day(asked.ground, one.matter)  # what the superior wants; the units' own day is earlier (D51)
    elif isinstance(limit, Before):
        given = one.due
    own = LimitFacts(events=events, given=given, category=limit, rule=duty.rule)
    return effective_due(own, workdays=asked.ground.workdays, conventions=conventions)


def _units_due(one: Owing, asked: Asked) -> date | None:
    """The day by which the last of the units' papers is due."""
    dues = (paper_deadline(requirement, one, asked).due for requirement in asked.required(one.code))
    return max((due for due in dues if due), default=None)


def _duty(duty: Duty, due: date | None, answered: date | None, asked: Asked, *, limit: str) -> Obligation:
    lead, workdays = int(duty.remind_days or 0), asked.ground.workdays
    unknown = due is not None and due.year not in workdays.years
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
        remind_on=(workdays.subtract(due, lead) if lead else workdays.on_or_before(due)) if due else None,
        limit=limit,
        standing=standing(due, answered, as_of=asked.as_of),
        answered_on=answered,
    )


def _softened(found: Obligation) -> Obligation:
    """A duty without a number in the text: called to mind, never late."""
    late = found.standing in (Standing.LATE, Standing.MISSING)
    return replace(found, note=Mark.NO_LIMIT.value, standing=Standing.OPEN if late else found.standing)
