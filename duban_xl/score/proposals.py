"""Overdue matters of the ledger → candidates for 扣分登记 (status 候选, with their evidence); a person decides on each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from duban_xl.catalogue.scoring import LATE, LATE_IN_DAYS, PROPOSED
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.columns.matters import FINAL_REPORT, REVIEWS, ROLES
from duban_xl.model.columns.scoring import CANDIDATE
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ScoringRule
from duban_xl.model.source import Source, Value, shown
from duban_xl.model.workdays import Workdays

OVERDUE = "逾期"
"""What 自动提出 says of a rule whose candidates come from missed limits."""
WAITING_FOR_THE_OFFICE = ("延期待批", "不能办理待批")
NEVER_LATE = ("经批准不办", "已转交")
REVIEWING, ACCEPTED, _ = REVIEWS


@dataclass(frozen=True, slots=True)
class _Miss:
    """A limit that a matter's lead unit missed: which day, until when it was late, and how the sentence says it."""

    due: date
    late_on: date
    kind: str
    said: date  # the day that the sentence quotes besides the limit
    source: Source


def propose(ledger: Ledger, as_of: date, *, workdays: Workdays | None = None) -> ChangeSet:
    """A candidate for every limit missed before `as_of` under the rules that are proposed from 逾期.

    The event's date is the missed limit itself. Nothing is proposed twice: any row of 扣分登记 with the same unit,
    matter, rule and date (whatever became of it) keeps a candidate from coming again. Late periodic reports and
    returns for rework are no events of the method (cangnan-amb-21). `workdays` adds the lateness in workdays.
    """
    known = {(ledger.units.official_name(e.unit), e.number, e.rule, e.event_on) for e in ledger.deductions}
    found = [
        (matter, rule, miss)
        for matter in ledger.matters
        for rule in _rules_for(matter, ledger)
        for miss in _misses(matter, ledger, as_of)
        if (ledger.units.official_name(matter.lead_unit), matter.number, rule.rule, miss.due) not in known
    ]
    found.sort(key=lambda item: (item[2].due, ledger.units.position(item[0].lead_unit), item[0].number, item[1].rule))
    serials = next_serials(ledger)
    rows = (
        _row(matter, rule, miss, ledger=ledger, as_of=as_of, workdays=workdays, serial=next(serials))
        for matter, rule, miss in found
    )
    return ChangeSet(appends=tuple(rows))


def _rules_for(matter: Matter, ledger: Ledger) -> tuple[ScoringRule, ...]:
    """The rules proposed from 逾期 that the matter's category falls under."""
    category = ledger.category(matter.category)
    if category is None or not matter.number or not matter.lead_unit:
        return ()
    names = {category.code, category.name}
    return tuple(
        rule
        for rule in ledger.rulebook.rules
        if rule.proposed_from == OVERDUE and names & set(split_names(rule.categories))
    )


def _misses(matter: Matter, ledger: Ledger, as_of: date) -> Iterator[_Miss]:
    if not matter.is_assigned or matter.status in NEVER_LATE:
        return
    yield from _asked_too_late(matter, ledger, as_of)
    due, source = matter.effective_due, matter.source("extended_to" if matter.extended_to else "due_date")
    if due is None or as_of <= due:
        return
    delivered = _delivered(matter, ledger)
    if delivered and delivered > due:
        yield _Miss(due, delivered, "delivered", delivered, source)
    elif not delivered and not matter.is_ended and matter.status not in WAITING_FOR_THE_OFFICE:
        yield _Miss(due, as_of, "open", as_of, source)


def _delivered(matter: Matter, ledger: Ledger) -> date | None:
    """When the matter was done: its 办结日期, or the day the lead unit's final report first came, whichever is earlier.

    A report counts that was accepted or waits for review; a corrected version does not undo that the first came in time.
    """
    lead = ledger.units.official_name(matter.lead_unit)
    reports = [
        _day(entry)
        for entry in ledger.returns
        if entry.number == matter.number
        and ledger.units.official_name(entry.unit) == lead
        and entry.report_type == FINAL_REPORT
        and entry.review in (ACCEPTED, REVIEWING, "")
    ]
    return min((day for day in (*reports, matter.completed_on) if day), default=None)


def _day(entry: UnitReturn) -> date | None:
    received = entry.received_at
    return received.date() if isinstance(received, datetime) else received


def _asked_too_late(matter: Matter, ledger: Ledger, as_of: date) -> Iterator[_Miss]:
    """An extension asked for after the limit does not undo that the limit was missed."""
    for request in ledger.extensions:
        due, asked = request.original_due, request.requested_on
        if request.number == matter.number and request.granted_to and due and asked and due < asked <= as_of:
            yield _Miss(due, asked, "extended", asked, request.source("requested_on"))


def _row(
    matter: Matter,
    rule: ScoringRule,
    miss: _Miss,
    *,
    ledger: Ledger,
    as_of: date,
    workdays: Workdays | None,
    serial: str,
) -> RowAppend:
    text = _reason(miss, as_of, workdays)
    values: dict[str, Value] = {
        "serial": serial,
        "event_on": miss.due,
        "unit": ledger.units.official_name(matter.lead_unit),
        "number": matter.number,
        "rule": rule.rule,
        "role": ROLES[0],
        "points": rule.lead_value,
        "document": matter.assignment_number or matter.origin_number,
        "status": CANDIDATE,
        "reason": text,
    }
    filled = {key: value for key, value in values.items() if value not in ("", None)}
    return RowAppend(sheet="deductions", key=matter.number, values=filled, because=Reason(text, miss.source, rule.rule))


def _reason(miss: _Miss, as_of: date, workdays: Workdays | None) -> str:
    days = (miss.late_on - miss.due).days
    counted = workdays.between(miss.due, miss.late_on) if workdays else 0
    late = LATE.format(days=days, workdays=counted) if workdays else LATE_IN_DAYS.format(days=days)
    words = {"due": shown(miss.due), "as_of": shown(as_of), "late": late}
    return PROPOSED[miss.kind].format_map({**words, "delivered": shown(miss.said), "asked": shown(miss.said)})


def next_serials(ledger: Ledger) -> Iterator[str]:
    """序号 that continue the largest number, as wide as the widest."""
    used = [event.serial for event in ledger.deductions if event.serial.isdecimal()]
    width = max(map(len, used), default=0) if any(serial.startswith("0") for serial in used) else 0
    number = max(map(int, used), default=0)
    while True:
        number += 1
        yield str(number).zfill(width)
