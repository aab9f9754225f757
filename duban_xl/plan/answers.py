"""The ledger's records → what was done and when: returns by matter and unit, papers by rule, documents and inspections."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, UnitReturn
from duban_xl.model.noun import split_names
from duban_xl.model.obligation import Standing
from duban_xl.model.period import parse_period

SENT_BACK_REVIEW, VOID = "退回", "作废"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the ledger holds on record, found by what it may answer."""

    returns: Mapping[tuple[str, str], tuple[UnitReturn, ...]]  # (matter, unit) → valid ones, oldest first
    steps: Mapping[str, tuple[CourseStep, ...]]  # matter → 流转记录, oldest first
    rules: Mapping[str, tuple[date, ...]]  # rule → the days of its steps, whatever the matter
    documents: Mapping[str, tuple[date, ...]]  # 文种 → days of documents that are not void
    inspections: tuple[tuple[date, tuple[str, ...]], ...]  # day and matters of each inspection


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
    documents: dict[str, list[date]] = {}
    for document in ledger.documents:
        day = document.signed_on or document.drafted_on
        if day and document.status != VOID:
            documents.setdefault(document.kind, []).append(day)
    visits = ((i.held_on, split_names(i.number)) for i in ledger.inspections if i.held_on)
    return Answers(
        returns={key: tuple(sorted(found, key=_received)) for key, found in returns.items()},
        steps={number: tuple(found) for number, found in steps.items()},
        rules={rule: tuple(sorted(days)) for rule, days in rules.items()},
        documents={kind: tuple(sorted(days)) for kind, days in documents.items()},
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
    period = parse_period(entry.period)
    inside = [day for day in dues if period.contains(day)] if period else []
    if period and not inside:
        return None  # it tells of another time
    candidates = inside or dues
    return next((day for day in candidates if day >= received), candidates[-1])


def final_report(returns: Sequence[UnitReturn], *, after: date | None = None) -> date | None:
    """The day of the first 办结报告 that was not sent back (and came after `after`); None if there is none."""
    days = (
        _received(entry) for entry in returns if entry.report_type == FINAL_REPORT and entry.review != SENT_BACK_REVIEW
    )
    return next((day for day in days if after is None or day > after), None)


def first_within(days: Sequence[date], *, after: date | None, until: date | None = None) -> date | None:
    """The first of `days` (in order) later than `after` and not later than `until`."""
    found = next((day for day in days if after is None or day > after), None)
    return found if found is not None and (until is None or found <= until) else None


def _received(entry: UnitReturn) -> date:
    return entry.received_at.date() if entry.received_at else date.max
