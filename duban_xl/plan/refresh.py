"""Ledger, day, calendar → the changes that bring its computed columns up to date: due dates, next returns, lamps."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from duban_xl.catalogue import finding
from duban_xl.catalogue.texts import DUE_AS_TYPED
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason
from duban_xl.model.columns.matters import REFUSED
from duban_xl.model.cycles import next_occurrence, rolled
from duban_xl.model.due import Conventions, Deadline
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, ExtensionRequest, Matter
from duban_xl.model.matter_days import anchor_day, reached_units_on
from duban_xl.model.source import Value
from duban_xl.model.workdays import Workdays
from duban_xl.plan.calendar import plan_pasted
from duban_xl.plan.due_basis import deadline_findings
from duban_xl.plan.extensions import extension_findings
from duban_xl.plan.ground import Ground, ground_of, ledger_workdays
from duban_xl.plan.matter_limit import (
    limit_on,
    matter_cycle,
    matter_deadline,
    moved_to,
    stated_limit,
)
from duban_xl.plan.summary import alert, soon_days, waiting_since

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
    """What a refresh plans, what it found on the way, and the ground it stood on."""

    changes: ChangeSet
    findings: tuple[Finding, ...]
    ground: Ground


def plan_refresh(ledger: Ledger, as_of: date, *, workdays: Workdays) -> Refreshed:
    """Every computed cell that no longer says what follows from the rest of the ledger on `as_of`.

    A 办结时限 that a person typed is never changed; one that the program worked out is worked out again. A holiday
    notice pasted into 工作日历 becomes rows of days, and every due date follows from them at once. `workdays` is the
    official calendar, with or without the ledger's 工作日历 over it.
    """
    pasted = plan_pasted(ledger)
    workdays = ledger_workdays(ledger, workdays)
    ground, soon, reported = ground_of(ledger, workdays), soon_days(ledger), waiting_since(ledger)
    edits: list[CellEdit] = []
    findings: list[Finding] = [*pasted.findings, *ground.findings]
    for matter in ledger.matters:
        asked = ground.requests.get(matter.number, ())
        deadline = matter_deadline(ground, matter)
        moved, row = moved_to(ground, matter, deadline)
        lamp = partial(alert, matter, as_of, soon=soon, reported_on=reported.get(matter.number))
        wanted = _computed(matter, deadline, moved=moved, lamp=lamp)
        wanted["next_return_on"] = next_return(ground, matter, as_of=as_of)
        edits.extend(_edits(matter, wanted, deadline, row=row))
        findings.extend(_deadline_findings(matter, deadline, ground))
        findings.extend(_request_findings(matter, asked, deadline, ground))
        findings.extend(_beyond_cap(matter, deadline, as_of))
        findings.extend(_dragging(matter, moved or wanted["due_date"], as_of, ground.conventions))
    return Refreshed(ChangeSet(tuple(edits), pasted.appends), tuple(findings), ground)


def _computed(matter: Matter, deadline: Deadline, *, moved: date | None, lamp: Callable[..., str]) -> dict[str, Value]:
    """Column → what it should hold. A typed day that differs from the reckoned one stays, and 时限依据 says so."""
    differs = matter.due_was_typed and matter.due_date != deadline.due
    due = matter.due_date if differs else deadline.due
    return {
        "due_date": due,
        "due_basis": DUE_AS_TYPED if differs else deadline.basis,
        "extended_to": moved,
        "alert": lamp(due_date=moved or due),
    }


def next_return(ground: Ground, matter: Matter, *, as_of: date) -> date | None:
    """The first day on or after `as_of` on which a return is due; the first cycle is strictly after the assignment."""
    cycle, _rule = matter_cycle(ground, matter)
    reached, conventions = reached_units_on(matter), ground.conventions
    if cycle is None or matter.is_ended or not matter.is_assigned or reached is None:
        return None
    anchor = anchor_day(cycle, matter, otherwise=reached)
    following = next_occurrence(cycle, after=max(reached, as_of - ONE_DAY), anchor=anchor, conventions=conventions)
    return rolled((following,), workdays=ground.workdays, conventions=conventions)[0]


def _edits(
    matter: Matter, wanted: Mapping[str, Value], deadline: Deadline, *, row: ExtensionRequest | CourseStep | None
) -> Iterator[CellEdit]:
    shape = matter.record.shape
    for key, after in wanted.items():
        before = matter.record[key]
        if key not in shape.columns or (before or None) == (after or None):
            continue
        because = Reason("更新", matter.source(FOLLOWS_FROM[key]), deadline.rule or "")
        if key == "extended_to" and row is not None:
            moved_by = "granted_to" if isinstance(row, ExtensionRequest) else "new_limit"
            because = Reason(row.record.shape.tab, row.source(moved_by))
        yield CellEdit(
            sheet=shape.key,
            row=matter.record.row,
            key=matter.number,
            field=key,
            before=before,
            after=after,
            because=because,
        )


def _beyond_cap(matter: Matter, deadline: Deadline, as_of: date) -> Iterator[Finding]:
    """T111: in hand after the last day that any extension may reach, the record of it stays; T105: moved beyond it by hand."""
    if matter.is_ended or not matter.is_assigned or deadline.cap is None:
        return
    if as_of > deadline.cap:
        yield finding("T111", matter.source("due_date"), cap=deadline.cap)
    if matter.extended_to and matter.extended_to > deadline.cap:
        yield finding("T105", matter.source("extended_to"), asked=matter.extended_to, cap=deadline.cap)


def _dragging(matter: Matter, due: Value, as_of: date, conventions: Conventions) -> Iterator[Finding]:
    """T119: overdue for longer than 参数 久拖不决天数: the head of the unit takes it up himself (weinan-04-head-personally)."""
    most, open_still = conventions.dragging_days, matter.is_assigned and not matter.is_ended
    if most and open_still and isinstance(due, date) and (as_of - due).days > most:
        yield finding("T119", matter.source("status"), count=(as_of - due).days, most=most)


def _request_findings(
    matter: Matter, requests: Sequence[ExtensionRequest], deadline: Deadline, ground: Ground
) -> Iterator[Finding]:
    """What speaks against the requests that are not refused, while the matter is open."""
    for request in requests if not matter.is_ended else ():
        if request.outcome != REFUSED:
            due, counting = limit_on(ground, matter, request), ground.workdays
            yield from extension_findings(
                request, due_date=due, cap=deadline.cap, workdays=counting, conventions=ground.conventions
            )


def _deadline_findings(matter: Matter, deadline: Deadline, ground: Ground) -> Iterator[Finding]:
    """What the clerk should know about a limit that still runs; 未定期限 is shown by the lamp, not said again here."""
    if matter.is_ended or not matter.is_assigned:
        return
    stated, limit = stated_limit(ground, matter)
    if matter.due_was_typed and deadline.due and matter.due_date != deadline.due:
        yield finding("T110", matter.source("due_date"), due=matter.due_date, value=deadline.due)
    elif not matter.due_was_typed:
        yield from (f for f in deadline_findings(deadline, matter.source("time_limit")) if f.code != NO_LIMIT)
    if limit.note and limit.note != NO_LIMIT and (stated is None or limit.same_as_above):
        yield finding(limit.note, matter.source("time_limit"), **limit.quoted)
