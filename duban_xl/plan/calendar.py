"""A holiday notice and the ledger → the rows that 工作日历 lacks; what speaks against the notice, as findings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue.calendar import NOTICE
from duban_xl.model.changeset import Reason, RowAppend
from duban_xl.model.finding import Finding
from duban_xl.model.holiday_notice import HolidayNotice, NoticeDay, NoticeDoubt, NoticeFault
from duban_xl.model.ledger import Ledger
from duban_xl.model.pasted_notice import PastedNotice, pasted_notices
from duban_xl.model.source import Source
from duban_xl.model.workdays import DayKind

CALENDAR = "calendar"

Held = dict[date, dict[str, Source]]
"""Day → what is said of it already (放假, 上班), and where."""


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """The rows to add, and what was found on the way."""

    appends: tuple[RowAppend, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def days(self) -> tuple[tuple[date, DayKind], ...]:
        """The days that the new rows speak of."""
        rows = (row.values for row in self.appends)
        return tuple((row["day"], DayKind(str(row["nature"]))) for row in rows if isinstance(row["day"], date))


def plan_notice(ledger: Ledger, notice: HolidayNotice, *, at: Source) -> CalendarPlan:
    """The rows that `notice`, read at `at`, adds to 工作日历: only days that the sheet does not hold yet.

    A day that the sheet holds with the other 性质 is a finding (T157) at that cell and no row; the notice's own faults
    (T151–T156) are findings at `at`. Planning the same notice after it was written plans nothing.
    """
    return _planned(notice, _held(ledger), where=lambda _doubt: at, at=at, authority=notice.number)


def plan_pasted(ledger: Ledger) -> CalendarPlan:
    """The same for every notice whose text was pasted into 说明 of 工作日历."""
    held, plans = _held(ledger), list[CalendarPlan]()
    for pasted in pasted_notices(ledger.calendar):
        number = pasted.notice.number or next((row.authority for row in pasted.rows if row.authority), "")
        where, at = _row_of(pasted), pasted.rows[0].source("note")
        plans.append(_planned(pasted.notice, held, where=where, at=at, authority=number))
    rows = tuple(row for plan in plans for row in plan.appends)
    return CalendarPlan(rows, tuple(found for plan in plans for found in plan.findings))


def _row_of(pasted: PastedNotice) -> Callable[[NoticeDoubt], Source]:
    return lambda doubt: pasted.row_of(doubt).source("note")


def _held(ledger: Ledger) -> Held:
    held: Held = {}
    for row in ledger.calendar:
        if row.day and row.nature in tuple(DayKind):
            held.setdefault(row.day, {}).setdefault(row.nature, row.source("nature"))
    return held


def _planned(
    notice: HolidayNotice, held: Held, *, where: Callable[[NoticeDoubt], Source], at: Source, authority: str
) -> CalendarPlan:
    """The plan for one notice; its days are added to `held`, so that the next notice finds them."""
    appends: list[RowAppend] = []
    findings = [_finding(doubt, where(doubt)) for doubt in notice.doubts]
    for one in notice.days:
        said = held.setdefault(one.day, {})
        if said and one.kind.value not in said:
            other, place = next(iter(said.items()))
            findings.append(finding("T157", place, at, day=one.day, value=one.kind.value, text=other))
        elif not said:
            appends.append(_row(one, authority, at))
            said[one.kind.value] = at
    return CalendarPlan(tuple(appends), tuple(findings))


def _row(one: NoticeDay, authority: str, at: Source) -> RowAppend:
    return RowAppend(
        sheet=CALENDAR,
        key=one.day.isoformat(),
        values={
            "day": one.day,
            "nature": one.kind.value,
            "note": one.festival or None,
            "authority": authority or NOTICE,
        },
        because=Reason(NOTICE, at),
    )


def _finding(doubt: NoticeDoubt, source: Source) -> Finding:
    match doubt.fault:
        case NoticeFault.WEEKDAY:
            return finding("T151", source, text=doubt.text, day=doubt.written, value=doubt.right)
        case NoticeFault.COUNT:
            return finding("T152", source, text=doubt.text, count=doubt.written, value=doubt.right)
        case NoticeFault.BOTH:
            return finding("T153", source, text=doubt.text, day=doubt.written)
        case NoticeFault.NO_SUCH_DAY:
            return finding("T154", source, text=doubt.text, value=doubt.written)
        case NoticeFault.UNREAD:
            return finding("T155", source, text=doubt.text)
        case NoticeFault.NO_YEAR:
            return finding("T156", source, text=doubt.text)
