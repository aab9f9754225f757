"""Ledger, scope → the facts of a 督查方案 (DT06): its open matters and their units, what is overdue or still to be put right."""

from collections.abc import Iterator, Sequence
from datetime import date

from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.papers.circular.compose import reached
from duban_xl.documents.papers.circular.figures import ended_by
from duban_xl.documents.papers.inspection_plan.facts import OpenProblem, PlanFacts, PlannedMatter, PlannedVisit
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.office import blank, lead_unit_of
from duban_xl.documents.papers.reports.facts import limit_of, visit, visits_of
from duban_xl.documents.papers.reports.scope import Scope, by_category, scopes_of
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.period import PeriodKind
from duban_xl.model.reporting import LEAD, SUPPORT
from duban_xl.plan.summary import RED, open_matters

EXAMPLE = "duban write 督查方案 2026-09"
METHOD_TERM = "方式"
MOST_METHODS = 6


def compose(request: Request) -> Iterator[Subject]:
    """One for every period asked for, one for all matters named; raises CannotRun (C004, C009, C017, D114)."""
    for scope in scopes_of(request, tuple(PeriodKind), example=EXAMPLE):
        yield Subject(facts=_facts(request, scope), label=scope.label, matter=scope.matter)


def _facts(request: Request, scope: Scope) -> PlanFacts:
    ledger = request.ledger
    still_open = [matter for matter in scope.matters if not ended_by(matter, scope.as_of)]
    matters = by_category(ledger, still_open)
    red = open_matters(ledger, scope.as_of, workdays=request.workdays, lamp=RED)
    late = {one.matter.number: one.days for one in red}
    planned = tuple(
        PlannedMatter(
            number=matter.number,
            title=matter.title,
            requirement=matter.requirement,
            target=matter.target,
            lead_unit=lead_unit_of(ledger, matter),
            due=limit_of(matter),
            overdue_days=late.get(matter.number, 0),
        )
        for matter in matters
    )
    visits = tuple(_visits(ledger, matters, late))
    return PlanFacts(
        title=words.TASKS_TITLE.format(scope=scope.name, name=request.name),
        dated_on=request.as_of,
        scope=scope.name,
        basis=ledger.setting("督查依据"),
        matters=planned,
        total=len(planned),
        overdue=sum(1 for one in planned if one.overdue_days),
        open_problems=_open_problems(request, scope, matters),
        units=tuple(dict.fromkeys(one.unit for one in visits)),
        manner=_manner(ledger),
        days=blank(words.DAYS),
        groups=blank(words.GROUPS),
        visits=visits,
    )


def _visits(ledger: Ledger, matters: Sequence[Matter], late: dict[str, int]) -> Iterator[PlannedVisit]:
    """Every unit with every matter of its own, units in the directory's order, what it leads first."""
    rows: list[PlannedVisit] = []
    for matter in matters:
        lead = lead_unit_of(ledger, matter)
        supporting = (ledger.units.official_name(name) for name in matter.supporting)
        roles = dict.fromkeys(supporting, SUPPORT) | {lead: LEAD}
        rows += (
            PlannedVisit(
                unit=unit,
                role=role,
                number=matter.number,
                title=matter.title,
                reached=reached(matter),
                overdue_days=late.get(matter.number, 0),
            )
            for unit, role in roles.items()
        )
    yield from sorted(rows, key=lambda row: (ledger.units.position(row.unit), row.unit, row.role != LEAD))


def _open_problems(request: Request, scope: Scope, matters: Sequence[Matter]) -> tuple[OpenProblem, ...]:
    """The problems that inspections of these matters found and that nobody has recorded as put right."""
    numbers = tuple(matter.number for matter in matters)
    rows = visits_of(request.ledger, numbers, first=date.min, last=scope.as_of) if numbers else ()
    seen = (row for row in rows if row.problems.strip() and not row.rectification.strip())
    told = (visit(request.ledger, row) for row in seen)
    return tuple(
        OpenProblem(held_on=one.held_on, units=one.units, problem=one.problems, rectify_by=one.rectify_by)
        for one in told
    )


def _manner(ledger: Ledger) -> str:
    """A blank that names the method's own manners of inspection to choose from."""
    names = list(dict.fromkeys(term.name for term in ledger.terms if term.kind == METHOD_TERM))
    if not names:
        return blank(words.MANNER)
    more = words.MORE if len(names) > MOST_METHODS else ""
    return blank(words.MANNER_OF.format(choice="、".join(names[:MOST_METHODS]) + more))
