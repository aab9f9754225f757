"""流转记录, 反馈记录 and 督查记录 → evidence of every time that a unit's result was sent back (退回) or it was reminded (催办)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from duban_xl.catalogue import proposals as said
from duban_xl.model.columns.scoring import REMINDER
from duban_xl.model.matter import CourseStep, Matter, UnitReturn
from duban_xl.model.period import parse_period
from duban_xl.model.source import Source, shown
from duban_xl.plan.answers import SENT_BACK_REVIEW
from duban_xl.plan.ground import SENT_BACK_MOVE
from duban_xl.plan.reminded import reminded_days
from duban_xl.score.proposals.evidence import REMINDED, SENT_BACK, Evidence, Facts

_Dated = tuple[date, Source, str]
"""The day of a return, the cell that tells of it, and the report's number."""
_Record = tuple[Source, str]
"""The cell that tells of a reminder, and what it is called there."""


def returns_for_rework(facts: Facts) -> Iterator[Evidence]:
    """Every time that a unit's result was sent back to be done again.

    流转记录 tells of it with its day; a row of 反馈记录 with 审核结论 退回 tells of it too, and is another one only if no
    step accounts for it; what 退回次数 counts beyond both has no day.
    """
    steps: dict[tuple[str, str], list[CourseStep]] = {}
    for step in facts.ledger.steps:
        if step.action == SENT_BACK_MOVE and step.taken_on and step.taken_on <= facts.as_of:
            matter = facts.matters.get(step.number)
            unit = step.unit or (matter.lead_unit if matter else "")
            steps.setdefault((step.number, facts.official(unit)), []).append(step)
    rows: dict[tuple[str, str], list[UnitReturn]] = {}
    for entry in facts.ledger.returns:
        if entry.review == SENT_BACK_REVIEW and entry.received_at and entry.received_at.date() <= facts.as_of:
            rows.setdefault((entry.number, facts.official(entry.unit)), []).append(entry)
    counted = {(m.number, facts.official(m.lead_unit)): m for m in facts.matters.values() if m.sent_back_count}
    for number, unit in dict.fromkeys((*counted, *steps, *rows)):
        found = _dated(steps.get((number, unit), ()), rows.get((number, unit), ()))
        yield from _without_day(counted.get((number, unit)), unit, len(found), facts)
        for day, source, document in found:
            yield Evidence(
                kind=SENT_BACK,
                unit=unit,
                day=day,
                number=number,
                document=document or facts.assignment(number),
                states=(SENT_BACK,),
                template=said.SENT_BACK,
                words={"day": shown(day)},
                source=source,
            )


def _dated(steps: Sequence[CourseStep], rows: Sequence[UnitReturn]) -> list[_Dated]:
    """The returns with their days: the steps, then the rows that came before no step of their own."""
    found: list[_Dated] = []
    free = sorted(rows, key=_received)
    for step in sorted(steps, key=lambda step: step.taken_on or date.max):
        day = step.taken_on or date.max
        told = [row for row in free if _received(row) <= day]
        if told:
            free.remove(told[-1])
        found.append((day, step.source("taken_on"), told[-1].report_number if told else ""))
    found += ((_received(row), row.source("review"), row.report_number) for row in free)
    return sorted(found, key=lambda one: one[0])


def _received(row: UnitReturn) -> date:
    return row.received_at.date() if row.received_at else date.max


def _without_day(matter: Matter | None, unit: str, dated: int, facts: Facts) -> Iterator[Evidence]:
    if matter is None or matter.sent_back_count is None:
        return
    for _ in range(int(matter.sent_back_count) - dated):
        yield Evidence(
            kind=SENT_BACK,
            unit=unit,
            day=facts.as_of,
            number=matter.number,
            document=facts.assignment(matter.number),
            states=(SENT_BACK,),
            template=said.SENT_BACK_ON_RECORD,
            words={"count": shown(matter.sent_back_count)},
            source=matter.source("sent_back_count"),
            undated=True,
        )


def reminders(facts: Facts) -> Iterator[Evidence]:
    """Every day on which a unit was reminded of a matter or of its form, by letter or telephone: one reminder a day.

    A reminder that names neither matter nor form is one of the unit alone.
    """
    records = _records(facts)
    told = reminded_days(facts.ledger).days
    found = dict.fromkeys((unit, key, day) for (unit, key), days in told.items() for day in sorted(days))
    named = {(unit, day) for unit, _key, day in found}
    found |= dict.fromkeys((unit, "", day) for unit, day in records if (unit, day) not in named)
    for unit, key, day in found:
        if day <= facts.as_of:
            yield _reminder(unit, key, day, facts, record=records[unit, day])


def _records(facts: Facts) -> Mapping[tuple[str, date], _Record]:
    """Unit and day → the row that tells of the reminder (督查记录 before 流转记录), and what it is called there."""
    found: dict[tuple[str, date], _Record] = {}
    for row in facts.ledger.inspections:
        if row.held_on and row.method.endswith(REMINDER):
            for name in row.units:
                found.setdefault((facts.official(name), row.held_on), (row.source("held_on"), row.method))
    for step in facts.ledger.steps:
        if step.taken_on and step.action == REMINDER:
            found.setdefault((facts.official(step.unit), step.taken_on), (step.source("taken_on"), step.action))
    return found


def _reminder(unit: str, key: str, day: date, facts: Facts, *, record: _Record) -> Evidence:
    source, method = record
    period = parse_period(key) if key and key not in facts.matters else None
    number = "" if period else key
    words = {"day": shown(day), "method": method}
    form = {"form": said.OF_FORM.format(period=period.name)} if period else {}
    return Evidence(
        kind=REMINDED,
        unit=unit,
        day=day,
        number=number,
        document=facts.assignment(number),
        states=(REMINDED,),
        template=said.REMINDED,
        words=words | form,
        source=source,
    )
