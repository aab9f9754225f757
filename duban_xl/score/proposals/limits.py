"""Matters and extension requests → evidence of missed limits (逾期) and of time asked for too late or granted (延期)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from duban_xl.catalogue.proposals import ASKED_LATE, GRANTED, NEW_LIMIT_LATE, NEW_LIMIT_MISSED
from duban_xl.catalogue.scoring import PROPOSED
from duban_xl.model.columns import matters as columns
from duban_xl.model.matter import CourseStep, ExtensionRequest, Matter, UnitReturn
from duban_xl.model.source import Source, shown
from duban_xl.score.proposals.evidence import EXTENDED, OVERDUE, Evidence, Facts

WAITING_FOR_THE_OFFICE = ("延期待批", "不能办理待批")
NEVER_LATE = ("经批准不办", "已转交")
REVIEWING, ACCEPTED, _ = columns.REVIEWS
COUNTING = (ACCEPTED, REVIEWING, "")
ASKED_AFTER_THE_LIMIT = "逾期申请"
"""What a 层级表 calls an extension asked for after the limit; one asked for in time goes by its 结论."""


def missed_limits(facts: Facts) -> Iterator[Evidence]:
    """Every limit that a matter's lead unit missed before the day of looking: each limit is one event (rules S14)."""
    for matter in facts.ledger.matters:
        if matter.number and matter.lead_unit and matter.is_assigned and matter.status not in NEVER_LATE:
            yield from _asked_too_late(matter, facts)
            yield from _final_limit(matter, facts)
            yield from _new_limits(matter, facts)


def extensions(facts: Facts) -> Iterator[Evidence]:
    """Every request for more time that came after the limit, whatever became of it, and every other one granted."""
    for request in facts.ledger.extensions:
        asked, due, until = request.requested_on, request.original_due, request.granted_to
        granted_on = request.approved_on or asked
        if asked and due and due < asked <= facts.as_of:
            words = {"due": shown(due), "asked": shown(asked)}
            states = (ASKED_AFTER_THE_LIMIT, request.outcome, EXTENDED)
            yield _request(request, facts, day=asked, until=asked, template=ASKED_LATE, words=words, states=states)
        elif due and until and granted_on and granted_on <= facts.as_of and request.outcome in (columns.GRANTED, ""):
            words = {"due": shown(due), "approved": shown(granted_on), "until": shown(until)}
            states = (columns.GRANTED, EXTENDED)
            yield _request(request, facts, day=granted_on, until=until, template=GRANTED, words=words, states=states)


def _request(
    request: ExtensionRequest,
    facts: Facts,
    *,
    day: date,
    until: date,
    template: str,
    words: Mapping[str, str],
    states: tuple[str, ...],
) -> Evidence:
    matter = facts.matters.get(request.number)
    late = facts.late(request.original_due or day, until)
    return Evidence(
        kind=EXTENDED,
        unit=facts.official(request.unit or (matter.lead_unit if matter else "")),
        day=day,
        number=request.number,
        document=facts.assignment(request.number),
        late=late,
        states=states,
        template=template,
        words={**words, "late": facts.told(late)},
        source=request.source("requested_on"),
        also=tuple(other for other in (request.requested_on, request.approved_on) if other),
    )


def _final_limit(matter: Matter, facts: Facts) -> Iterator[Evidence]:
    """The limit that counts, missed: the report came later, or there is none and nothing waits for the office."""
    due, source = matter.effective_due, matter.source("extended_to" if matter.extended_to else "due_date")
    if due is None or facts.as_of <= due:
        return
    delivered = _delivered(matter, facts)
    if delivered and delivered > due:
        yield _missed(matter, facts, due=due, until=delivered, template=PROPOSED["delivered"], source=source)
    elif not delivered and _is_open(matter):
        yield _missed(matter, facts, due=due, until=facts.as_of, template=PROPOSED["open"], source=source)


def _is_open(matter: Matter) -> bool:
    return not matter.is_ended and matter.status not in WAITING_FOR_THE_OFFICE


def _delivered(matter: Matter, facts: Facts) -> date | None:
    """When the matter was done: its 办结日期, or the day the lead unit's final report first came, whichever is earlier.

    A report counts that was accepted or waits for review; a corrected version does not undo that the first came in time.
    One that was sent back counts if there was a new limit for doing it again, which is another event (cangnan-amb-21).
    """
    steps = facts.ground.sent_back.get(matter.number, ())
    first_back = steps[0].taken_on if steps else None
    days = [
        _received(entry)
        for entry in _final_reports(matter, facts)
        if entry.review in COUNTING or (first_back and (_received(entry) or date.max) <= first_back)
    ]
    return min((day for day in (*days, matter.completed_on) if day), default=None)


def _final_reports(matter: Matter, facts: Facts) -> Iterator[UnitReturn]:
    """The 办结报告 of the lead unit, every version."""
    lead = facts.official(matter.lead_unit)
    for entry in facts.returns.get(matter.number, ()):
        if entry.report_type == columns.FINAL_REPORT and facts.official(entry.unit) == lead:
            yield entry


def _received(entry: UnitReturn) -> date | None:
    return entry.received_at.date() if entry.received_at else None


def _new_limits(matter: Matter, facts: Facts) -> Iterator[Evidence]:
    """The limits set when the result was sent back: the next 办结报告 must come by then."""
    steps = facts.ground.sent_back.get(matter.number, ())
    reports = sorted(filter(None, (*map(_received, _final_reports(matter, facts)), matter.completed_on)))
    for place, step in enumerate(steps):
        following = steps[place + 1] if place + 1 < len(steps) else None
        due, back = step.new_limit, step.taken_on or date.max
        until = min(following.taken_on if following and following.taken_on else date.max, facts.as_of)
        delivered = next((day for day in reports if back < day <= until), None)
        if due is None or until <= due or due == matter.effective_due:
            continue
        if delivered and delivered > due:
            yield _redone(matter, step, facts, due=due, until=delivered, template=NEW_LIMIT_LATE)
        elif not delivered and (following or _is_open(matter)):
            yield _redone(matter, step, facts, due=due, until=until, template=NEW_LIMIT_MISSED)


def _redone(matter: Matter, step: CourseStep, facts: Facts, *, due: date, until: date, template: str) -> Evidence:
    found = _missed(matter, facts, due=due, until=until, template=template, source=step.source("new_limit"))
    return replace(found, words={**found.words, "sent_back": shown(step.taken_on)})


def _asked_too_late(matter: Matter, facts: Facts) -> Iterator[Evidence]:
    """An extension asked for after the limit does not undo that the limit was missed."""
    for request in facts.ground.requests.get(matter.number, ()):
        due, asked = request.original_due, request.requested_on
        if request.granted_to and due and asked and due < asked <= facts.as_of:
            source = request.source("requested_on")
            yield _missed(matter, facts, due=due, until=asked, template=PROPOSED["extended"], source=source)


def _missed(matter: Matter, facts: Facts, *, due: date, until: date, template: str, source: Source) -> Evidence:
    late = facts.late(due, until)
    days = {"due": shown(due), "as_of": shown(facts.as_of), "delivered": shown(until), "asked": shown(until)}
    return Evidence(
        kind=OVERDUE,
        unit=facts.official(matter.lead_unit),
        day=due,
        number=matter.number,
        document=facts.assignment(matter.number),
        late=late,
        states=(OVERDUE,),
        template=template,
        words=days | {"late": facts.told(late)},
        source=source,
    )
