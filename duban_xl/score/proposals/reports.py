"""Reports owed and reports received → evidence of late ones (迟报) and of those that never came (未报), each report once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import proposals as said
from duban_xl.model.matter import UnitReturn
from duban_xl.model.obligation import Obligation, OwedKind, Standing
from duban_xl.model.period import parse_period
from duban_xl.model.source import Source, shown
from duban_xl.plan.answers import reports
from duban_xl.plan.obligations import obligations
from duban_xl.plan.reminded import Reminded, reminded_days
from duban_xl.score.proposals.evidence import LATE_REPORT, MISSING_REPORT, Evidence, Facts

AFTER_A_REMINDER = "催报后报"
"""What a 层级表 calls a report that came late and only after a reminder."""

_Pair = tuple[str, str]
"""A matter's number and a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owed:
    """One report that one unit owed on one matter, and the day on which its first version came; None: it did not."""

    number: str
    unit: str
    due: date
    also: tuple[date, ...]
    received: date | None
    entry: UnitReturn | None  # the first version; None: only the rules tell of the report
    what: str = ""


def report_conduct(facts: Facts) -> Iterator[Evidence]:
    """Every report of the assessment year so far that came after its day or, by the day of looking, not at all.

    What is owed follows from the rules of the ledger and from 应报日期, never from what was received; the first version
    of a report decides, so that a correction is never late. A report is either late or missing, not both.
    """
    reminded = reminded_days(facts.ledger)
    for owed in _owed(facts):
        if owed.received and owed.received > owed.due:
            yield _late(owed, owed.received, facts, reminded)
        elif owed.received is None and owed.due < facts.as_of:
            yield _missing(owed, facts)


def _owed(facts: Facts) -> Iterator[_Owed]:
    found = obligations(facts.ground, facts.start, facts.as_of, as_of=facts.as_of).dated
    due: dict[_Pair, list[Obligation]] = {}
    for one in found:
        if one.kind in (OwedKind.REPORT, OwedKind.PROGRESS) and one.matter and one.due:
            due.setdefault((one.matter, one.unit), []).append(one)
    told = _told(facts)
    for pair in dict.fromkeys((*told, *due)):
        yield from _of_pair(pair, due.get(pair, ()), told.get(pair, ()), facts)


def _told(facts: Facts) -> dict[_Pair, tuple[UnitReturn, ...]]:
    """Matter and unit → the first version of every report that 反馈记录 tells of."""
    first: dict[tuple[str, str, str], UnitReturn] = {}
    for entry in facts.ledger.returns:
        key = (entry.number, facts.official(entry.unit), entry.period)
        first[key] = min(first.get(key, entry), entry, key=_moment)
    found: dict[_Pair, tuple[UnitReturn, ...]] = {}
    for (number, unit, _period), entry in first.items():
        found[number, unit] = (*found.get((number, unit), ()), entry)
    return found


def _moment(entry: UnitReturn) -> tuple[bool, str]:
    return entry.received_at is None, shown(entry.received_at)


def _of_pair(pair: _Pair, owed: Sequence[Obligation], told: Sequence[UnitReturn], facts: Facts) -> Iterator[_Owed]:
    """The reports of one unit on one matter: those that 反馈记录 dates, then those that only the rules ask for."""
    dues = sorted({one.due for one in owed if one.due})
    received, unclear = dict[date, _Owed](), set[date]()
    for entry in told:
        by_rule = next(iter(reports(dues, [entry])), None)
        day, due, key = _day(entry, facts), entry.return_due_on or by_rule, by_rule or entry.return_due_on
        if due is None or key is None or not _is_asked(entry, due, facts):
            continue
        if entry.received_at is None and (entry.progress or entry.report_number or entry.source_file):
            unclear.add(key)  # what was reported is told, but not when: that proves nothing
            continue
        one = _Owed(number=pair[0], unit=pair[1], due=due, also=(key,), received=day, entry=entry, what=entry.period)
        before = received.get(key)
        if before is None or (day or date.max) < (before.received or date.max):
            received[key] = one
    yield from (one for key, one in received.items() if key not in unclear)
    for one in owed:
        if one.due and one.due not in {*received, *unclear} and one.standing is Standing.MISSING:
            what = one.what
            yield _Owed(number=pair[0], unit=pair[1], due=one.due, also=(), received=None, entry=None, what=what)


def _day(entry: UnitReturn, facts: Facts) -> date | None:
    """The day of receipt, as far as it has come by the day of looking."""
    day = entry.received_at.date() if entry.received_at else None
    return day if day and day <= facts.as_of else None


def _is_asked(entry: UnitReturn, due: date, facts: Facts) -> bool:
    """Whether the report of a row was due in the year so far, on a matter still open then."""
    matter = facts.matters.get(entry.number)
    ends = (matter.completed_on, matter.closed_out_on) if matter and matter.is_ended else ()
    ended = min((day for day in ends if day), default=date.max)
    return facts.start <= due <= min(facts.as_of, ended)


def _late(owed: _Owed, received: date, facts: Facts, reminded: Reminded) -> Evidence:
    late = facts.late(owed.due, received)
    keys = (owed.number, owed.entry.period if owed.entry else "")
    days = (day for key in keys if key for day in reminded.days.get((owed.unit, key), ()))
    asked = max((day for day in days if owed.due < day <= received), default=None)
    template = said.REMINDED_REPORT if asked else said.LATE_REPORT
    words = {"received": shown(received), "reminded": shown(asked), "late": facts.told(late)}
    return Evidence(
        kind=LATE_REPORT,
        unit=owed.unit,
        day=owed.due,
        also=owed.also,
        number=owed.number,
        document=_document(owed, facts),
        late=late,
        states=(AFTER_A_REMINDER, LATE_REPORT) if asked else (LATE_REPORT,),
        template=template,
        words={"due": shown(owed.due), "what": _what(owed), **words},
        source=_source(owed, facts, "received_at"),
    )


def _missing(owed: _Owed, facts: Facts) -> Evidence:
    late = facts.late(owed.due, facts.as_of)
    return Evidence(
        kind=MISSING_REPORT,
        unit=owed.unit,
        day=owed.due,
        also=owed.also,
        number=owed.number,
        document=_document(owed, facts),
        late=late,
        states=(MISSING_REPORT,),
        template=said.MISSING_REPORT,
        words={
            "due": shown(owed.due),
            "what": _what(owed),
            "as_of": shown(facts.as_of),
            "late": facts.told(late),
        },
        source=_source(owed, facts, "return_due_on"),
    )


def _document(owed: _Owed, facts: Facts) -> str:
    """The report's own number, else the document that asked for it."""
    return (owed.entry.report_number if owed.entry else "") or facts.assignment(owed.number)


def _source(owed: _Owed, facts: Facts, column: str) -> Source:
    """The row of 反馈记录; a report that nobody entered is asked for by the matter's row."""
    if owed.entry:
        return owed.entry.source(column)
    matter = facts.matters.get(owed.number)
    return matter.source("return_cycle") if matter else Source(facts.ledger.file)


def _what(owed: _Owed) -> str:
    """What the report is called: by its period if it has one."""
    if owed.entry is None:
        return owed.what
    period = parse_period(owed.what)
    return said.OF_PERIOD.format(period=period.name if period else owed.what) if owed.what else said.PERIODIC
