"""Ledger, matters → the facts of a 督查通知书 for each of them (DT02)."""

from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import wording
from duban_xl.documents.chinese import quoted
from duban_xl.documents.papers.articles import full_articles, method_title
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.notice.facts import NoticeFacts
from duban_xl.documents.papers.selection import matters_of
from duban_xl.model.clause import articles
from duban_xl.model.conventions import conventions_of
from duban_xl.model.cycles import next_occurrence
from duban_xl.model.deadline import Before, Cycle, cycle_of
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.method import Category
from duban_xl.plan.deadlines import SUPERIOR
from duban_xl.score.words import TITLE, Words


def compose(request: Request) -> Iterator[Subject]:
    """A notice for every matter asked for; raises CannotRun (C009)."""
    ledger = request.ledger
    for matter in matters_of(request):
        facts = notice_facts(ledger, matter, dated_on=request.as_of, name=request.name)
        yield Subject(facts=facts, label=matter.number, matter=matter.number, unit=facts.lead_unit)


def notice_facts(ledger: Ledger, matter: Matter, *, dated_on: date, name: str) -> NoticeFacts:
    """The 督查通知书 that assigns `matter` (DT02): task, limit with its basis, reporting duty, return slip."""
    category = ledger.category(matter.category)
    cycle = parse_expression(matter.return_cycle or (category.return_cycle if category else ""))
    method = method_title(Words(ledger.rulebook.settings).text(TITLE))
    return NoticeFacts(
        title=wording.NOTICE_TITLE.format(matter=quoted(matter.title), name=name),
        dated_on=matter.assigned_on or dated_on,
        urgency=matter.urgency if matter.urgency in ("特急", "加急") else "",
        document_name=name,
        matter_number=matter.number,
        matter_title=matter.title,
        lead_unit=ledger.units.official_name(matter.lead_unit),
        supporting_units=tuple(ledger.units.official_name(name) for name in matter.supporting),
        leading_official=matter.lead_leader,
        responsible_leader=matter.responsible_leader,
        origin=matter.origin,
        origin_number=matter.origin_number,
        instruction_by=matter.instructing_leader,
        instruction_on=matter.instructed_on,
        requirements=tuple(line for line in matter.requirement.splitlines() if line.strip()),
        target=matter.target,
        due_date=matter.due_date,
        due_text="" if _is_superiors(category) else matter.time_limit,
        due_basis=full_articles(articles(category.clause), method) if category else "",
        return_cycle=cycle.chinese() if cycle else "",
        next_return_on=_first_return(ledger, matter, cycle_of(cycle), dated_on=dated_on),
        return_to=category.return_to if category else "",
        extension_rule=wording.EXTENSION_RULE,
    )


def _is_superiors(category: Category | None) -> bool:
    """Whether 时限要求 tells the superior's date, which is not the units' own (xiayi-2.1-3-upward)."""
    return category is not None and parse_expression(category.time_limit) == Before(SUPERIOR)


def _first_return(ledger: Ledger, matter: Matter, cycle: Cycle | None, *, dated_on: date) -> date | None:
    """The first cycle date strictly after the assignment; a notice written later says the same day."""
    if cycle is None:
        return None
    assigned = matter.assigned_on or dated_on
    return next_occurrence(cycle, after=assigned, anchor=assigned, conventions=conventions_of(ledger))
