"""Ledger, scope → the facts of a 督查方案 (DT06): its open matters and their units, what is overdue or still to be put right."""

from collections.abc import Iterator, Sequence
from datetime import date

from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.papers.circular.compose import reached
from duban_xl.documents.papers.circular.figures import ended_by
from duban_xl.documents.papers.inspection_plan.facts import OpenProblem, PlanFacts, PlannedMatter, PlannedUnit
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.office import blank, lead_unit_of
from duban_xl.documents.papers.reports.facts import limit_of, visit, visits_of
from duban_xl.documents.papers.reports.scope import Scope, by_category, scopes_of
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.period import PeriodKind
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
            reached=reached(matter),
            overdue_days=late.get(matter.number, 0),
        )
        for matter in matters
    )
    by_unit = tuple(_by_unit(ledger, matters))
    return PlanFacts(
        title=words.TASKS_TITLE.format(scope=scope.name, name=request.name),
        dated_on=request.as_of,
        scope=scope.name,
        basis=ledger.setting("督查依据"),
        matters=planned,
        total=len(planned),
        overdue=sum(1 for one in planned if one.overdue_days),
        open_problems=_open_problems(request, scope, matters),
        units=tuple(one.unit for one in by_unit),
        manner=_manner(ledger),
        days=blank(words.DAYS),
        groups=blank(words.GROUPS),
        by_unit=by_unit,
    )


def _by_unit(ledger: Ledger, matters: Sequence[Matter]) -> Iterator[PlannedUnit]:
    """Every unit with the numbers of its matters, units in the directory's order."""
    leads: dict[str, list[str]] = {}
    supports: dict[str, list[str]] = {}
    for matter in matters:
        lead = lead_unit_of(ledger, matter)
        leads.setdefault(lead, []).append(matter.number)
        for unit in dict.fromkeys(map(ledger.units.official_name, matter.supporting)):
            if unit != lead:
                supports.setdefault(unit, []).append(matter.number)
    for unit in sorted(leads.keys() | supports.keys(), key=lambda name: (ledger.units.position(name), name)):
        yield PlannedUnit(unit=unit, leads=tuple(leads.get(unit, ())), supports=tuple(supports.get(unit, ())))


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
