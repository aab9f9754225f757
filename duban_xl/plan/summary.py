"""Ledger, day → the state of affairs: counts, lamps, what is overdue or due soon, who has reported and who has not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from duban_xl.model.columns.matters import ALERTS
from duban_xl.model.conventions import conventions_of
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import AWAITING_REVIEW
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.reporting import due_by_unit
from duban_xl.model.workdays import Workdays
from duban_xl.plan.answers import answers_of, final_report

RED, YELLOW, GREEN, ENDED, UNKNOWN = ALERTS
ANSWERED_STATUSES = ("已反馈待审", "审核通过", "报告", "滚动跟踪", "不能办理待批")
"""The unit has done its part for now; waiting for the office is not the unit's delay, if it did so in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """A matter still in hand, its due date, and how far from it the day is (negative days: not yet due)."""

    matter: Matter
    due_date: date
    days: int
    workdays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTally:
    """How one unit reported in a period: `expected` = `on_time` + `late` + `missing`."""

    unit: Unit
    expected: int
    on_time: int
    late: int
    missing: tuple[str, ...]  # numbers of the matters, one for every return that did not come


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The state of affairs on one day."""

    as_of: date
    statuses: Mapping[str, int]
    lamps: Mapping[str, int]
    overdue: tuple[OpenMatter, ...]
    due_soon: tuple[OpenMatter, ...]
    unreported: tuple[ReturnTally, ...]


def soon_days(ledger: Ledger) -> int:
    """How many days before the due date a matter turns yellow: 参数 临期天数, 7 if not set (本系统约定)."""
    return conventions_of(ledger).soon_days


def waiting_since(ledger: Ledger) -> Mapping[str, date]:
    """Matter under review → the day on which its 办结报告 came; one that was sent back does not count."""
    returns = answers_of(ledger).returns
    waiting = (matter for matter in ledger.matters if matter.status == AWAITING_REVIEW)
    reports = ((m.number, returns.get((m.number, ledger.units.official_name(m.lead_unit)), ())) for m in waiting)
    return {number: day for number, found in reports if (day := final_report(found))}


def alert(matter: Matter, as_of: date, *, due_date: date | None, soon: int, reported_on: date | None = None) -> str:
    """The lamp of `matter` on `as_of`: overdue starts the day after the due date (rules §3.0, 9).

    A 办结报告 that came too late (`reported_on`) ends no delay before it is accepted (rules T21).
    """
    if matter.is_ended:
        return ENDED
    if due_date is None:
        return UNKNOWN
    late = matter.status == AWAITING_REVIEW and reported_on is not None and reported_on > due_date
    if not matter.is_assigned or (matter.status in ANSWERED_STATUSES and not late):
        return GREEN
    if as_of > due_date:
        return RED
    return YELLOW if as_of + timedelta(days=soon) >= due_date else GREEN


def open_matters(ledger: Ledger, as_of: date, *, workdays: Workdays, lamp: str) -> tuple[OpenMatter, ...]:
    """The matters with that lamp, the most pressing first."""
    soon, reported = soon_days(ledger), waiting_since(ledger)
    found = [
        OpenMatter(
            matter=matter,
            due_date=due,
            days=(as_of - due).days,
            workdays=workdays.between(due, as_of) if as_of > due else -workdays.between(as_of, due),
        )
        for matter in ledger.matters
        if (due := matter.effective_due)
        and alert(matter, as_of, due_date=due, soon=soon, reported_on=reported.get(matter.number)) == lamp
    ]
    return tuple(sorted(found, key=lambda o: (o.due_date, o.matter.number)))


def active_returns(ledger: Ledger, period: Period) -> dict[tuple[str, str], UnitReturn]:
    """The valid return per (matter number, unit's full name) for `period`; superseded versions are left out."""
    return {
        (entry.number, ledger.units.official_name(entry.unit)): entry
        for entry in ledger.returns
        if not entry.superseded and entry.period == period.text
    }


def return_tallies(ledger: Ledger, period: Period) -> tuple[ReturnTally, ...]:
    """Whose 填报表 of `period` came back, one row per matter, in the directory's order; `period` is that of the forms.

    Documents count what the rules want on any days (`plan/reported.py`). What is expected comes from the matters
    assigned, never from the rows received (rules §2.10).
    """
    received = active_returns(ledger, period)
    tallies: list[ReturnTally] = []
    for code, matters in due_by_unit(ledger, period).items():
        unit = ledger.units.by_code(code)
        if unit is None or unit.active is False:
            continue
        entries = {matter.number: received.get((matter.number, unit.name)) for matter in matters}
        late = sum(1 for entry in entries.values() if entry and is_late(entry))
        missing = tuple(number for number, entry in entries.items() if entry is None)
        on_time = len(entries) - late - len(missing)
        tallies.append(ReturnTally(unit=unit, expected=len(entries), on_time=on_time, late=late, missing=missing))
    return tuple(tallies)


def is_late(entry: UnitReturn) -> bool:
    """Whether the return came after the day it was due; the day itself is in time."""
    due, received = entry.return_due_on, entry.received_at
    return due is not None and received is not None and received.date() > due


def summarise(ledger: Ledger, as_of: date, *, period: Period, workdays: Workdays) -> Summary:
    """The state of affairs on `as_of`; who is unreported is asked for `period`."""
    soon, reported = soon_days(ledger), waiting_since(ledger)
    lamps = Counter(
        alert(m, as_of, due_date=m.effective_due, soon=soon, reported_on=reported.get(m.number)) for m in ledger.matters
    )
    return Summary(
        as_of=as_of,
        statuses=dict(Counter(m.status for m in ledger.matters if m.status).most_common()),
        lamps={lamp: lamps[lamp] for lamp in ALERTS},
        overdue=open_matters(ledger, as_of, workdays=workdays, lamp=RED),
        due_soon=open_matters(ledger, as_of, workdays=workdays, lamp=YELLOW),
        unreported=tuple(tally for tally in return_tallies(ledger, period) if tally.missing),
    )
