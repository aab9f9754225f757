"""Ledger, period → the facts of a 督查通报: figures, praise, problems, requirements (DT16)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from duban_xl.catalogue import finding, wording
from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.papers.circular.facts import (
    CircularFacts,
    Criticism,
    OpenMatter,
    OverdueMatter,
    PeriodFacts,
    Praise,
    Requirement,
    ToldCriticism,
    ToldPraise,
    UnitProblem,
)
from duban_xl.documents.papers.circular.figures import (
    Span,
    category_counts,
    matter_counts,
    quality_counts,
    return_counts,
    return_row,
    span_of,
    standings,
)
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.office import lead_unit_of
from duban_xl.documents.papers.selection import not_over, periods_of
from duban_xl.model.cell_text.span_end import end_of
from duban_xl.model.columns import SHEETS
from duban_xl.model.deadline import Span as Limit
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import AWAITING_REVIEW
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.noun import split_names
from duban_xl.model.office import Consequence, Inspection
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.source import chinese_day, plain
from duban_xl.plan.reported import next_report_days
from duban_xl.plan.summary import OpenMatter as Late
from duban_xl.plan.told import own_numbers, to_publish, told_before

EXAMPLE = "duban write 督查通报 2026Q3"
CIRCULAR_PERIODS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
PRAISE, CRITICISM = "通报表扬", "通报批评"
MOST_METHODS = 4
_Kind = TypeVar("_Kind", bound=PeriodFacts)


def compose(request: Request) -> Iterator[Subject]:
    """The circular of every period asked for; raises CannotRun (C004, C017, D114)."""
    for period in periods_of(request, CIRCULAR_PERIODS, example=EXAMPLE):
        span = span_asked(request, period)
        yield subject_of(span, circular_facts(span))


def subject_of(span: Span, facts: PeriodFacts, *findings: Finding) -> Subject:
    """The circular about a period, the rows of 通报问责 that it makes public, and those that can't be printed."""
    return Subject(
        facts=facts,
        label=span.period.text,
        findings=(*incomplete_rows(span.ledger, span.period), *findings),
        publishes=(*_said(span, PRAISE, facts.title), *_said(span, CRITICISM, facts.title)),
    )


def span_asked(request: Request, period: Period) -> Span:
    """`period` as it stands on the day of the request, or at its end; raises CannotRun (D114) if it lies ahead."""
    if request.as_of < period.start:
        raise not_over(request, period)
    as_of = min(request.as_of, period.end)
    span = span_of(request.ledger, period, as_of=as_of, dated_on=request.as_of, workdays=request.workdays)
    return replace(span, name=request.name)


def circular_facts(span: Span) -> CircularFacts:
    """What the 督查通报 about that span of time states."""
    title = wording.CIRCULAR_TITLE.format(period=span.period.name)
    return period_facts(CircularFacts, span, title=title, unit_returns=tuple(map(return_row, span.tallies)))


def period_facts(kind: type[_Kind], span: Span, *, title: str, **more: Any) -> _Kind:
    """What every circular about a period states, and `more` that is the kind's own."""
    ledger, period, tallies, standing = span.ledger, span.period, span.tallies, standings(span)
    following = next_report_days(span.ground, today=span.dated_on, numbers={one.number for one in span.matters})
    return kind(
        title=title,
        dated_on=span.dated_on,
        period_name=period.name,
        period_from=period.start,
        period_to=period.end,
        as_of=span.as_of,
        basis=ledger.setting("督查依据"),
        scope=wording.CIRCULAR_SCOPE,
        methods=_methods(ledger, period),
        matters=matter_counts(span),
        quality=quality_counts(span),
        returns=return_counts(tallies),
        by_category=category_counts(ledger, span.matters, span.overdue, as_of=span.as_of),
        **_named(span, title),
        **_found(span),
        problems=_problems(ledger, span.overdue),
        missing_units=tuple(tally.unit.name for tally in tallies if tally.missing),
        late_units=tuple(tally.unit.name for tally in tallies if tally.late),
        sent_back_units=_sent_back_units(span),
        requirements=_requirements(
            _assignments(span.ledger), late=bool(span.overdue), missing=any(tally.missing for tally in tallies)
        ),
        rectify_by=_rectify_by(span) if span.overdue else None,
        next_return_on=next(iter(following)) if len(following) == 1 else None,
        next_returns_vary=len(following) > 1,
        open_matters=tuple(_open_row(ledger, entry) for entry in span.overdue),
        ranking=standing.ranking,
        ranking_note=standing.note,
        uninspected=standing.uninspected,
        uninspected_note=standing.uninspected_note,
        **more,
    )


def _named(span: Span, title: str) -> dict[str, Any]:
    """Whom the document with that title praises and criticises, and whom others have named in the period."""
    said, told = partial(_said, span, title=title), partial(_told, span, title=title)
    return {
        "praises": tuple(Praise(unit=_units(span, row), deed=row.facts) for row in said(PRAISE)),
        "told_praises": tuple(
            ToldPraise(unit=_units(span, row), deed=row.facts, document_number=row.document_number)
            for row in told(PRAISE)
        ),
        "criticisms": tuple(
            Criticism(unit=_units(span, row), number=row.number, fact=row.facts) for row in said(CRITICISM)
        ),
        "told_criticisms": tuple(
            ToldCriticism(
                unit=_units(span, row), number=row.number, fact=row.facts, document_number=row.document_number
            )
            for row in told(CRITICISM)
        ),
    }


def incomplete_rows(ledger: Ledger, period: Period) -> Iterator[Finding]:
    """Praise and criticism of the period that can't be printed, for want of a unit or of facts (D117)."""
    for row in (*decided(ledger, period, PRAISE), *decided(ledger, period, CRITICISM)):
        if lacking := _lacking(row):
            headers = "、".join(SHEETS["consequences"][field].header for field in lacking)
            yield finding("D117", row.source(lacking[0]), words=headers)


def decided(ledger: Ledger, period: Period, kind: str) -> list[Consequence]:
    """The rows of that kind in the period that a person agreed to and nobody revoked, units in the directory's order."""
    rows = (row for row in ledger.consequences if row.type == kind and row.approved_by and row.revoked_on is None)
    held = [row for row in rows if row.held_on and period.contains(row.held_on)]
    return sorted(held, key=lambda row: ledger.units.position(next(iter(split_names(row.unit)), "")))


def _said(span: Span, kind: str, title: str) -> list[Consequence]:
    """The rows of that kind that the document with that title makes public."""
    return to_publish(span.ledger, _complete(span, kind), own_numbers(span.ledger, span.name, title=title))


def _told(span: Span, kind: str, title: str) -> list[Consequence]:
    """The rows of that kind that another document has made public before."""
    return told_before(span.ledger, _complete(span, kind), own_numbers(span.ledger, span.name, title=title))


def _complete(span: Span, kind: str) -> list[Consequence]:
    return [row for row in decided(span.ledger, span.period, kind) if not _lacking(row)]


def _lacking(row: Consequence) -> tuple[str, ...]:
    """The fields without which praise or criticism says nothing; praise may name the unit alone."""
    needed = ("unit",) if row.type == PRAISE else ("unit", "facts")
    return tuple(field for field in needed if not getattr(row, field).strip())


def _units(span: Span, row: Consequence) -> str:
    return "、".join(map(span.official, split_names(row.unit)))


def _methods(ledger: Ledger, period: Period) -> tuple[str, ...]:
    """The methods recorded in the period, the most frequent first, without reminders by letter; none if none was."""
    rows = (row for row in ledger.inspections if row.method and not row.is_reminder)
    held = [row.method for row in rows if row.held_on and period.contains(row.held_on)]
    ranked = sorted(dict.fromkeys(held), key=lambda method: (-held.count(method), held.index(method)))
    return tuple(ranked[:MOST_METHODS])


def _problems(ledger: Ledger, late: tuple[Late, ...]) -> tuple[UnitProblem, ...]:
    """The overdue matters by lead unit, units in the directory's order."""
    by_unit: dict[str, list[OverdueMatter]] = {}
    for entry in late:
        matter = entry.matter
        row = OverdueMatter(
            number=matter.number,
            title=matter.title,
            due_date=entry.due_date,
            overdue_days=entry.days,
            progress=_how_far(matter),
        )
        by_unit.setdefault(lead_unit_of(ledger, matter), []).append(row)
    ordered = sorted(by_unit.items(), key=lambda item: ledger.units.position(item[0]))
    return tuple(UnitProblem(unit=unit, matters=tuple(rows)) for unit, rows in ordered)


def _sent_back_units(span: Span) -> tuple[str, ...]:
    """The units whose results or forms were sent back, in the directory's order."""
    units = dict.fromkeys(unit for step in span.sent_back if (unit := span.unit_of(step)))
    return tuple(sorted(units, key=span.ledger.units.position))


def _found(span: Span) -> dict[str, Any]:
    """发现问题 of the period's inspections: how many, how many are put right (整改情况), the others one by one."""
    rows = [row for row in span.ledger.inspections if row.problems.strip() and row.units and row.held_on]
    held = [row for row in rows if row.held_on and span.period.start <= row.held_on <= span.as_of]
    open_rows = [row for row in held if not row.rectification.strip()]
    ordered = sorted(open_rows, key=lambda row: span.ledger.units.position(row.units[0]))
    return {
        "problems_found": len(held),
        "problems_rectified": len(held) - len(open_rows),
        "other_problems": tuple(_problem(span, row) for row in ordered),
    }


def _problem(span: Span, row: Inspection) -> str:
    """What one inspection found, with the day by which it must be put right."""
    units = "、".join(map(span.official, row.units))
    limit = words.RECTIFY_BY.format(day=chinese_day(row.rectify_by)) if row.rectify_by else ""
    return words.FOUND_PROBLEM.format(unit=units, problem=row.problems.strip().rstrip("。；"), limit=limit)


def _assignments(ledger: Ledger) -> str:
    """What the office calls the documents that assign matters, as 事项类别 names them."""
    names = (name for category in ledger.categories for name in split_names(category.assignment_document))
    return "、".join(dict.fromkeys(names)) or wording.ASSIGNMENT


def _requirements(notice: str, *, late: bool, missing: bool) -> tuple[Requirement, ...]:
    texts = (
        [wording.REQUIRE_OVERDUE] * late
        + [wording.REQUIRE_MISSING] * missing
        + [wording.REQUIRE_ALL.format(notice=notice)]
    )
    return tuple(Requirement(text=text) for text in texts)


def _rectify_by(span: Span) -> date | None:
    """The day by which overdue matters must be put right, if 参数 通报整改期限 gives a span; no number is invented."""
    limit = parse_expression(span.ledger.setting("通报整改期限"))
    return end_of(limit, start=span.dated_on, workdays=span.workdays) if isinstance(limit, Limit) else None


def _open_row(ledger: Ledger, entry: Late) -> OpenMatter:
    matter = entry.matter
    return OpenMatter(
        number=matter.number,
        title=matter.title,
        unit=lead_unit_of(ledger, matter),
        due_date=entry.due_date,
        overdue_days=max(entry.days, 0),
        progress=_how_far(matter),
    )


def _how_far(matter: Matter) -> str:
    """What an overdue matter has come to, with a report that nobody has accepted yet."""
    said = (reached(matter), wording.UNDER_REVIEW if matter.status == AWAITING_REVIEW else "")
    return "，".join(filter(None, said))


def reached(matter: Matter | UnitReturn) -> str:
    """How far the matter has come, as a figure: a circular does not repeat the units' own words, nor names in them."""
    return wording.REACHED.format(percent=plain(matter.percent_done)) if matter.percent_done is not None else ""
