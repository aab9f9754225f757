"""The ledger's records → what was done and when: returns by matter and unit, papers by rule, documents and inspections."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, UnitReturn
from duban_xl.model.noun import split_names
from duban_xl.model.obligation import Standing
from duban_xl.model.office import DocumentEntry
from duban_xl.model.period import parse_period

SENT_BACK_REVIEW, VOID, SIGNED = "退回", "作废", "已签发"

Dated = tuple[date, tuple[str, ...]]
"""The day of a record and the matters that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the ledger holds on record, found by what it may answer."""

    returns: Mapping[tuple[str, str], tuple[UnitReturn, ...]]  # (matter, unit) → valid ones, oldest first
    steps: Mapping[str, tuple[CourseStep, ...]]  # matter → 流转记录, oldest first
    rules: Mapping[str, tuple[date, ...]]  # rule → the days of its steps, whatever the matter
    documents: Mapping[str, tuple[Dated, ...]]  # 文种 → the signed ones, oldest first
    inspections: tuple[Dated, ...]  # oldest first


def answers_of(ledger: Ledger) -> Answers:
    """The records of `ledger`, sorted by day."""
    returns: dict[tuple[str, str], list[UnitReturn]] = {}
    for entry in ledger.returns:
        if not entry.superseded and entry.received_at is not None:
            returns.setdefault((entry.number, ledger.units.official_name(entry.unit)), []).append(entry)
    steps: dict[str, list[CourseStep]] = {}
    rules: dict[str, list[date]] = {}
    for step in sorted((s for s in ledger.steps if s.taken_on), key=lambda s: (s.taken_on or date.min, s.record.row)):
        steps.setdefault(step.number, []).append(step)
        if step.rule and step.taken_on:
            rules.setdefault(step.rule, []).append(step.taken_on)
    documents: dict[str, list[Dated]] = {}
    for document in ledger.documents:
        if day := _issued_on(document):
            documents.setdefault(document.kind, []).append((day, split_names(document.number)))
    visits = ((i.held_on, split_names(i.number)) for i in ledger.inspections if i.held_on and not i.is_reminder)
    return Answers(
        returns={key: tuple(sorted(found, key=_received)) for key, found in returns.items()},
        steps={number: tuple(found) for number, found in steps.items()},
        rules={rule: tuple(sorted(days)) for rule, days in rules.items()},
        documents={kind: tuple(sorted(signed)) for kind, signed in documents.items()},
        inspections=tuple(sorted(visits, key=lambda visit: visit[0])),
    )


def standing(due: date | None, answered: date | None, *, as_of: date) -> Standing:
    """What became of something due: lateness starts the day after, and without a due date nothing is ever late."""
    if due is None:
        return Standing.OPEN if answered is None else Standing.ON_TIME
    if answered is not None and answered <= as_of:
        return Standing.ON_TIME if answered <= due else Standing.LATE
    return Standing.MISSING if as_of > due else Standing.NOT_YET


def reports(dues: Sequence[date], returns: Sequence[UnitReturn]) -> Mapping[date, date]:
    """Due date → the day on which it was answered first; due dates without an answer are absent.

    A return answers the due date that stands in its 应报日期; else one that lies in its 报送期, the next after the
    receipt if there is one; else the next after the receipt, else the last before it.
    """
    found: dict[date, date] = {}
    for entry in returns:
        received = _received(entry)
        if dues and (answered := _answered(entry, received, dues)) is not None:
            found[answered] = min(received, found.get(answered, received))
    return found


def _answered(entry: UnitReturn, received: date, dues: Sequence[date]) -> date | None:
    if entry.return_due_on is not None:
        place = bisect_left(dues, entry.return_due_on)
        if place < len(dues) and dues[place] == entry.return_due_on:
            return entry.return_due_on
    period = _bounds(entry.period)
    inside = dues[bisect_left(dues, period[0]) : bisect_right(dues, period[1])] if period else ()
    if period and not inside:
        return None  # it tells of another time
    candidates = inside or dues
    return next((day for day in candidates if day >= received), candidates[-1])


@cache
def _bounds(text: str) -> tuple[date, date] | None:
    """The first and the last day of a 报送期; None if nothing readable is written."""
    period = parse_period(text)
    return (period.start, period.end) if period else None


def final_report(
    returns: Sequence[UnitReturn], *, after: date | None = None, until: date | None = None, passed: bool = True
) -> date | None:
    """The day of the first 办结报告 that came after `after` and by `until`; None if there is none.

    `passed`: one that was sent back does not count.
    """
    finals = (entry for entry in returns if entry.report_type == FINAL_REPORT)
    days = (_received(entry) for entry in finals if not passed or entry.review != SENT_BACK_REVIEW)
    return next((day for day in days if (after is None or day > after) and (until is None or day <= until)), None)


def settled(dues: Sequence[date], days: Sequence[date], *, owed: Collection[date]) -> Mapping[date, date]:
    """Due date → the day of the record that answers it; each of `days` (in order) answers one due date at most.

    A record answers the due date that comes next. The one before it, late, if that is `owed` and still open and the
    nearer of the two, or if the next is answered already: January's summary of 3 February is January's.
    """
    found: dict[date, date] = {}
    for day in days:
        place = bisect_left(dues, day)
        coming = next((due for due in dues[place : place + 1] if due in owed and due not in found), None)
        past = next((due for due in dues[max(place - 1, 0) : place] if due in owed and due not in found), None)
        if past and (coming is None or day - past < coming - day):
            found[past] = day
        elif coming:
            found[coming] = day
    return found


def _issued_on(document: DocumentEntry) -> date | None:
    """The day on which a document went out; None for a draft or a void one."""
    if document.status == VOID:
        return None
    return document.signed_on or (document.drafted_on if document.status == SIGNED else None)


def _received(entry: UnitReturn) -> date:
    return entry.received_at.date() if entry.received_at else date.max
