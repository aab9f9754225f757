"""Ledger, period → the facts of a 督查通报: figures, praise, problems, requirements (DT16)."""

from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import finding, wording
from duban_xl.documents.papers.circular.facts import (
    CircularFacts,
    MatterCounts,
    OpenMatter,
    OverdueMatter,
    Praise,
    Requirement,
    ReturnCounts,
    UnitProblem,
    UnitReturns,
)
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.selection import not_over, periods_of
from duban_xl.model.cell_text.span_end import end_of
from duban_xl.model.columns import SHEETS
from duban_xl.model.deadline import Span
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.office import Consequence
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.reporting import is_running
from duban_xl.model.source import plain
from duban_xl.model.workdays import Workdays
from duban_xl.plan.summary import RED, ReturnTally, open_matters, return_tallies
from duban_xl.plan.summary import OpenMatter as Late

EXAMPLE = "duban write 督查通报 2026Q3"
CIRCULAR_PERIODS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
PRAISE, CRITICISM = "通报表扬", "通报批评"
MOST_METHODS = 4


def compose(request: Request) -> Iterator[Subject]:
    """The circular of every period asked for; raises CannotRun (C004, C017, D114)."""
    for period in periods_of(request, CIRCULAR_PERIODS, example=EXAMPLE):
        if request.as_of < period.start:
            raise not_over(request, period)
        as_of = min(request.as_of, period.end)
        facts = circular_facts(request.ledger, period, as_of=as_of, dated_on=request.as_of, workdays=request.workdays)
        yield Subject(
            facts=facts,
            label=period.text,
            findings=tuple(incomplete_rows(request.ledger, period)),
            publishes=tuple(_published(request.ledger, period)),
        )


def circular_facts(ledger: Ledger, period: Period, *, as_of: date, dated_on: date, workdays: Workdays) -> CircularFacts:
    """The circular of `period` with the figures as of `as_of`; every number is counted here, once."""
    matters = [m for m in ledger.matters if is_running(m, period)]
    numbers = {m.number for m in matters}
    late = [o for o in open_matters(ledger, as_of, workdays=workdays, lamp=RED) if o.matter.number in numbers]
    tallies = return_tallies(ledger, period)
    following = period.following()
    return CircularFacts(
        title=wording.CIRCULAR_TITLE.format(period=period.name),
        dated_on=dated_on,
        period_name=period.name,
        period_from=period.start,
        period_to=period.end,
        as_of=as_of,
        basis=ledger.setting("督查依据"),
        scope=wording.CIRCULAR_SCOPE,
        methods=_methods(ledger, period),
        matters=_counts(matters, overdue=len(late)),
        returns=_return_counts(tallies),
        praises=tuple(
            Praise(unit=ledger.units.official_name(c.unit), deed=c.facts)
            for c in _decided(ledger, period, PRAISE)
            if not _lacking(c)
        ),
        problems=_problems(ledger, late),
        missing_units=tuple(tally.unit.name for tally in tallies if tally.missing),
        late_units=tuple(tally.unit.name for tally in tallies if tally.late),
        other_problems=tuple(
            wording.CRITICISM.format(unit=ledger.units.official_name(c.unit), facts=c.facts)
            for c in _decided(ledger, period, CRITICISM)
            if not _lacking(c)
        ),
        requirements=_requirements(late=bool(late), missing=any(tally.missing for tally in tallies)),
        rectify_by=_rectify_by(ledger, dated_on, workdays) if late else None,
        next_return_on=workdays.on_or_before(following.end),
        open_matters=tuple(_open_row(ledger, entry) for entry in late),
        unit_returns=tuple(_return_row(tally) for tally in tallies),
    )


def _published(ledger: Ledger, period: Period) -> Iterator[Consequence]:
    """The praise and criticism that the circular prints."""
    for row in (*_decided(ledger, period, PRAISE), *_decided(ledger, period, CRITICISM)):
        if not _lacking(row):
            yield row


def incomplete_rows(ledger: Ledger, period: Period) -> Iterator[Finding]:
    """Praise and criticism of the period that can't be printed, for want of a unit or of facts (D117)."""
    for row in (*_decided(ledger, period, PRAISE), *_decided(ledger, period, CRITICISM)):
        if lacking := _lacking(row):
            words = "、".join(SHEETS["consequences"][field].header for field in lacking)
            yield finding("D117", row.source(lacking[0]), words=words)


def _lacking(row: Consequence) -> tuple[str, ...]:
    """The fields without which praise or criticism says nothing; praise may name the unit alone."""
    needed = ("unit",) if row.type == PRAISE else ("unit", "facts")
    return tuple(field for field in needed if not getattr(row, field).strip())


def _methods(ledger: Ledger, period: Period) -> tuple[str, ...]:
    """The methods recorded in the period, the most frequent first, without reminders by letter; none if none was."""
    rows = (row for row in ledger.inspections if row.method and not row.is_reminder)
    held = [row.method for row in rows if row.held_on and period.contains(row.held_on)]
    ranked = sorted(dict.fromkeys(held), key=lambda method: (-held.count(method), held.index(method)))
    return tuple(ranked[:MOST_METHODS])


def _counts(matters: list[Matter], *, overdue: int) -> MatterCounts:
    ended = sum(1 for matter in matters if matter.is_ended)
    return MatterCounts.of(completed=ended, in_hand=len(matters) - ended, overdue=overdue)


def _return_counts(tallies: tuple[ReturnTally, ...]) -> ReturnCounts:
    return ReturnCounts.of(
        on_time=sum(tally.on_time for tally in tallies),
        late=sum(tally.late for tally in tallies),
        missing=sum(len(tally.missing) for tally in tallies),
    )


def _decided(ledger: Ledger, period: Period, kind: str) -> list[Consequence]:
    """The praise or criticism of the period that a person agreed to."""
    return [
        c for c in ledger.consequences if c.type == kind and c.approved_by and c.held_on and period.contains(c.held_on)
    ]


def _problems(ledger: Ledger, late: list[Late]) -> tuple[UnitProblem, ...]:
    """The overdue matters by lead unit, units in the directory's order."""
    by_unit: dict[str, list[OverdueMatter]] = {}
    for entry in late:
        matter = entry.matter
        row = OverdueMatter(
            number=matter.number,
            title=matter.title,
            due_date=entry.due_date,
            overdue_days=entry.days,
            progress=_reached(matter),
        )
        by_unit.setdefault(ledger.units.official_name(matter.lead_unit), []).append(row)
    ordered = sorted(by_unit.items(), key=lambda item: ledger.units.position(item[0]))
    return tuple(UnitProblem(unit=unit, matters=tuple(rows)) for unit, rows in ordered)


def _requirements(*, late: bool, missing: bool) -> tuple[Requirement, ...]:
    texts = [wording.REQUIRE_OVERDUE] * late + [wording.REQUIRE_MISSING] * missing + [wording.REQUIRE_ALL]
    return tuple(Requirement(text=text) for text in texts)


def _rectify_by(ledger: Ledger, dated_on: date, workdays: Workdays) -> date | None:
    """The day by which overdue matters must be put right, if 参数 通报整改期限 gives a span; no number is invented."""
    limit = parse_expression(ledger.setting("通报整改期限"))
    return end_of(limit, start=dated_on, workdays=workdays) if isinstance(limit, Span) else None


def _open_row(ledger: Ledger, entry: Late) -> OpenMatter:
    matter = entry.matter
    return OpenMatter(
        number=matter.number,
        title=matter.title,
        unit=ledger.units.official_name(matter.lead_unit),
        due_date=entry.due_date,
        overdue_days=max(entry.days, 0),
        progress=_reached(matter),
    )


def _reached(matter: Matter) -> str:
    """How far the matter has come, as a figure: a circular does not repeat the units' own words, nor names in them."""
    return wording.REACHED.format(percent=plain(matter.percent_done)) if matter.percent_done is not None else ""


def _return_row(tally: ReturnTally) -> UnitReturns:
    return UnitReturns(
        unit=tally.unit.name,
        expected=tally.expected,
        on_time=tally.on_time,
        late=tally.late,
        missing=len(tally.missing),
    )
