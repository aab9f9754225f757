"""Obligations and a day → what each unit must be reminded of, for the how-manieth time, and the rows of 督查记录 that tell of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

from duban_xl.catalogue import mailing as words
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.columns.scoring import REMINDER
from duban_xl.model.ledger import Ledger
from duban_xl.model.obligation import Obligation, OwedKind, Standing
from duban_xl.model.period import Period
from duban_xl.model.source import chinese_day
from duban_xl.model.workdays import Workdays
from duban_xl.plan.deadlines import overdue
from duban_xl.plan.ground import Ground
from duban_xl.plan.obligations import Obligations, obligations
from duban_xl.plan.reminded import Reminded, reminded_days
from duban_xl.plan.summary import ANSWERED_STATUSES, return_tallies, soon_days

LOOK_BACK = timedelta(days=366)
RECURRING = (OwedKind.REPORT, OwedKind.PROGRESS)


class Tone(IntEnum):
    """How a letter speaks: before the day a hint, after it more firmly each time."""

    BEFORE = 0
    TODAY = 1
    FIRST = 2
    SECOND = 3
    MORE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing that a unit is reminded of: how late it is, or how many days are left (negative `days`)."""

    owed: Obligation
    days: int
    workdays: int
    numbers: tuple[str, ...]  # the matters that it is about
    since: date | None  # from which day on reminders count; None: from the beginning
    period: str = ""  # the reporting period of a form that has not come back
    count: int = 0  # 第几次催办; 0 before the day, on it, and where there is none

    @property
    def key(self) -> str:
        """What reminders are counted by: the form of a period, else the matter."""
        return self.period or "、".join(self.numbers)

    @property
    def tone(self) -> Tone:
        """How it is to be said."""
        if self.count:
            return Tone(min(Tone.FIRST + self.count - 1, Tone.MORE))
        return Tone.TODAY if self.days == 0 else Tone.BEFORE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReminders:
    """Everything that one unit is reminded of, the most overdue first."""

    unit: str
    reminders: tuple[Reminder, ...]

    @property
    def told(self) -> tuple[Reminder, ...]:
        """What the unit is written about; the office's own work is not among it."""
        return tuple(one for one in self.reminders if one.owed.kind is not OwedKind.DUTY)

    @property
    def count(self) -> int:
        """第几次催办 the letter is: the highest of its parts."""
        return max((one.count for one in self.told), default=0)

    @property
    def tone(self) -> Tone:
        """The tone of the whole letter: the firmest of its parts."""
        return max((one.tone for one in self.told), default=Tone.BEFORE)


def reminders(ground: Ground, as_of: date, *, before: int | None = None) -> tuple[UnitReminders, ...]:
    """What is missing on `as_of`, what falls due within `before` days (参数 临期天数), and what is to be done at once.

    By unit. Of a periodic report only the last missing date is told; its reminders are counted from the first date of
    the run that was never answered. The office's own work comes last, under its owner.
    """
    ledger = ground.ledger
    soon = timedelta(days=soon_days(ledger) if before is None else before)
    found = obligations(ground, as_of - LOOK_BACK, as_of + soon, as_of=as_of)
    ended = frozenset(matter.number for matter in ledger.matters if matter.is_ended)
    answered = frozenset(matter.number for matter in ledger.matters if matter.status in ANSWERED_STATUSES)
    pressing = _pressing(found, ended=ended, answered=answered)
    plain = [(owed.unit, _reminder(owed, since, as_of, ground.workdays)) for owed, since in pressing]
    return _by_unit(ledger, plain, as_of)


def form_reminders(
    ground: Ground, period: Period, due_on: Mapping[str, date], as_of: date, *, before: int | None = None
) -> tuple[UnitReminders, ...]:
    """The units whose form of `period` has not come back, or not for every matter; `due_on` is 单位代码 → the day.

    Nothing is told of a form that is due later than `before` days from now (参数 临期天数).
    """
    soon = timedelta(days=soon_days(ground.ledger) if before is None else before)
    found: list[tuple[str, Reminder]] = []
    for tally in return_tallies(ground.ledger, period):
        day = due_on.get(tally.unit.code)
        if tally.missing and day and day <= as_of + soon:
            standing = Standing.MISSING if day < as_of else Standing.NOT_YET
            what = words.FORM_WHAT.format(period=period.text)
            owed = Obligation(
                kind=OwedKind.FORM, matter=None, unit=tally.unit.name, rule="", what=what, due=day, standing=standing
            )
            one = _reminder(owed, day, as_of, ground.workdays)
            found.append((tally.unit.name, replace(one, numbers=tally.missing, period=period.text)))
    return _by_unit(ground.ledger, found, as_of)


def plan_reminders(ledger: Ledger, found: Sequence[UnitReminders], as_of: date, *, operator: str) -> ChangeSet:
    """A row of 督查记录 for every matter or form that a unit is reminded of, once a day (rules T9: 催办 is logged)."""
    past = reminded_days(ledger)
    rows: list[RowAppend] = []
    for of_unit in found:
        by_key: dict[str, list[Reminder]] = {}
        for one in of_unit.told:
            by_key.setdefault(one.key, []).append(one)
        rows += [
            _row(of_unit.unit, parts, as_of, operator)
            for key, parts in by_key.items()
            if key and not past.is_logged(of_unit.unit, key, as_of)
        ]
    return ChangeSet(appends=tuple(rows))


def _pressing(
    found: Obligations, *, ended: frozenset[str], answered: frozenset[str]
) -> Iterable[tuple[Obligation, date | None]]:
    """What is missing or near, with the day from which its reminders count; a periodic report once: its last missing
    date, else its next one.

    Of a result that waits for the office, and of reports on a matter that has ended, nobody is reminded.
    """
    periodic: dict[tuple[str, str, str], tuple[Obligation, date | None]] = {}
    first_missing: dict[tuple[str, str, str], date | None] = {}
    for one in found.dated:
        key = one.matter or "", one.unit, one.rule
        if one.is_done or one.standing is Standing.OPEN:
            first_missing.pop(key, None)
        elif one.kind not in RECURRING:
            if not (one.kind is OwedKind.RESULT and one.matter in answered):
                yield one, one.due
        elif one.matter not in ended:
            if one.standing is Standing.MISSING:
                periodic[key] = one, first_missing.setdefault(key, one.due)
            else:
                periodic.setdefault(key, (one, one.due))
    yield from periodic.values()
    yield from ((one, None) for one in found.undated if one.kind is OwedKind.AT_ONCE and not one.is_done)


def _by_unit(ledger: Ledger, found: Iterable[tuple[str, Reminder]], as_of: date) -> tuple[UnitReminders, ...]:
    """The reminders of each unit, numbered; the units in the directory's order, the office's own work last."""
    of_unit: dict[str, list[Reminder]] = {}
    for unit, one in sorted(found, key=lambda pair: pair[1].owed.kind is OwedKind.DUTY):
        of_unit.setdefault(unit, []).append(one)
    position, past = ledger.units.position, reminded_days(ledger)
    ordered = sorted(of_unit, key=lambda unit: (of_unit[unit][0].owed.kind is OwedKind.DUTY, position(unit)))
    return tuple(UnitReminders(unit=unit, reminders=_numbered(unit, of_unit[unit], past, as_of)) for unit in ordered)


def _numbered(unit: str, found: Sequence[Reminder], past: Reminded, as_of: date) -> tuple[Reminder, ...]:
    """The most overdue first, each with its number: one more than the days on which the unit was reminded of the matter
    since the first of what it now owes on it fell due."""
    since: dict[str, date] = {}
    for one in found:
        if one.days > 0 and one.since and one.owed.kind is not OwedKind.DUTY:
            since[one.key] = min(one.since, since.get(one.key, one.since))
    counts = {key: 1 + past.count(unit, key, after=day, until=as_of) for key, day in since.items()}
    numbered = (replace(one, count=counts.get(one.key, 0)) if one.days > 0 else one for one in found)
    return tuple(sorted(numbered, key=lambda one: -one.days))


def _reminder(owed: Obligation, since: date | None, as_of: date, workdays: Workdays) -> Reminder:
    numbers = (owed.matter,) if owed.matter else ()
    if owed.due is None:
        return Reminder(owed=owed, days=0, workdays=0, numbers=numbers, since=since)
    late = overdue(owed.due, on=as_of, workdays=workdays)
    if late:
        return Reminder(owed=owed, days=late.calendar_days, workdays=late.workdays, numbers=numbers, since=since)
    left = workdays.between(as_of, owed.due)
    return Reminder(owed=owed, days=(as_of - owed.due).days, workdays=-left, numbers=numbers, since=since)


def _row(unit: str, parts: Sequence[Reminder], as_of: date, operator: str) -> RowAppend:
    first = max(parts, key=lambda one: (one.count, one.tone))
    told = words.TOLD_JOINED.join(dict.fromkeys(_told(one) for one in parts))
    values = {
        "held_on": as_of,
        "method": REMINDER,
        "number": "、".join(first.numbers),
        "unit": unit,
        "people": operator,
        "situation": _situation(first).format(count=first.count, told=told),
    }
    because = Reason(REMINDER, rule=first.owed.rule)
    return RowAppend(sheet="inspections", key=first.key, values=values, because=because)


def _situation(one: Reminder) -> str:
    if one.owed.due is None:
        return words.REMINDED_AT_ONCE
    if one.tone is Tone.TODAY:
        return words.REMINDED_TODAY
    return words.REMINDED[one.count > 0]


def _told(one: Reminder) -> str:
    if one.owed.due is None:
        return words.TOLD_AT_ONCE.format(what=one.owed.what)
    said = words.TOLD_LATE if one.days > 0 else words.TOLD_DUE
    return said.format(what=one.owed.what, due=chinese_day(one.owed.due), days=one.days)
