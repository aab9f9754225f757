"""Obligations and a day → what each unit must be reminded of, and the rows of 流转记录 that tell of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from duban_xl.catalogue.obligations import REMIND_METHOD, REMINDED
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.ledger import Ledger
from duban_xl.model.obligation import Obligation, OwedKind, Standing
from duban_xl.model.workdays import Workdays
from duban_xl.plan.deadlines import overdue
from duban_xl.plan.ground import Ground
from duban_xl.plan.obligations import Obligations, obligations
from duban_xl.plan.summary import ANSWERED_STATUSES, soon_days

LOOK_BACK = timedelta(days=366)
RECURRING = (OwedKind.REPORT, OwedKind.PROGRESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing that a unit is reminded of: how late it is, or how many days are left (negative `days`)."""

    owed: Obligation
    days: int
    workdays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReminders:
    """Everything that one unit is reminded of, the most overdue first."""

    unit: str
    reminders: tuple[Reminder, ...]


def reminders(ground: Ground, as_of: date) -> tuple[UnitReminders, ...]:
    """What is missing on `as_of`, what falls due within 临期天数, and what is to be done at once; by unit.

    Of a periodic report only the last missing date is told. The office's own work comes last, under its owner.
    """
    soon, workdays = timedelta(days=soon_days(ground.ledger)), ground.workdays
    found = obligations(ground, as_of - LOOK_BACK, as_of + soon, as_of=as_of)
    of_unit: dict[str, list[Reminder]] = {}
    matters = ground.ledger.matters
    ended = frozenset(matter.number for matter in matters if matter.is_ended)
    answered = frozenset(matter.number for matter in matters if matter.status in ANSWERED_STATUSES)
    for owed in sorted(_pressing(found, ended=ended, answered=answered), key=lambda one: one.kind is OwedKind.DUTY):
        of_unit.setdefault(owed.unit, []).append(_reminder(owed, as_of, workdays))
    position = ground.ledger.units.position
    ordered = sorted(of_unit, key=lambda unit: (of_unit[unit][0].owed.kind is OwedKind.DUTY, position(unit)))
    return tuple(
        UnitReminders(unit=unit, reminders=tuple(sorted(of_unit[unit], key=lambda one: -one.days))) for unit in ordered
    )


def plan_reminders(ledger: Ledger, found: Sequence[UnitReminders], as_of: date, *, operator: str) -> ChangeSet:
    """A row of 流转记录 for every matter that a unit is reminded of, once a day (rules T9: 催办 is logged)."""
    held = {(step.number, step.unit, step.taken_on) for step in ledger.steps if step.action == REMIND_METHOD}
    rows: list[RowAppend] = []
    for of_unit in found:
        for one in of_unit.reminders:
            owed = one.owed
            key = (owed.matter or "", of_unit.unit, as_of)
            if owed.matter and owed.kind is not OwedKind.DUTY and key not in held:
                held.add(key)
                rows.append(_row(owed, as_of, operator))
    return ChangeSet(appends=tuple(rows))


def _pressing(found: Obligations, *, ended: frozenset[str], answered: frozenset[str]) -> Iterable[Obligation]:
    """What is missing or near, a periodic report once: its last missing date, else its next one.

    Of a result that waits for the office, and of reports on a matter that has ended, nobody is reminded.
    """
    periodic: dict[tuple[str, str, str], Obligation] = {}
    for one in found.dated:
        if one.is_done or one.standing is Standing.OPEN:
            continue
        if one.kind not in RECURRING:
            if not (one.kind is OwedKind.RESULT and one.matter in answered):
                yield one
        elif one.matter not in ended:
            key = one.matter or "", one.unit, one.rule
            if one.standing is Standing.MISSING or key not in periodic:
                periodic[key] = one
    yield from periodic.values()
    yield from (one for one in found.undated if one.kind is OwedKind.AT_ONCE and not one.is_done)


def _reminder(owed: Obligation, as_of: date, workdays: Workdays) -> Reminder:
    if owed.due is None:
        return Reminder(owed=owed, days=0, workdays=0)
    late = overdue(owed.due, on=as_of, workdays=workdays)
    if late:
        return Reminder(owed=owed, days=late.calendar_days, workdays=late.workdays)
    return Reminder(owed=owed, days=(as_of - owed.due).days, workdays=-workdays.between(as_of, owed.due))


def _row(owed: Obligation, as_of: date, operator: str) -> RowAppend:
    values = {
        "taken_on": as_of,
        "number": owed.matter,
        "action": REMIND_METHOD,
        "unit": owed.unit,
        "by": operator,
        "reason": REMINDED.format(what=owed.what),
        "rule": owed.rule,
    }
    filled = {key: value for key, value in values.items() if value}
    return RowAppend(sheet="steps", key=str(owed.matter), values=filled, because=Reason(REMIND_METHOD, rule=owed.rule))
