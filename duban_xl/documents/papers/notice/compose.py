"""Ledger, matters → the facts of the documents that assign each of them (DT01 to DT04)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from duban_xl.catalogue import finding, wording
from duban_xl.catalogue import papers_notices as words
from duban_xl.documents.chinese import how_often, number_text, quoted
from duban_xl.documents.papers.articles import full_articles, method_title
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.notice.facts import (
    AssignmentFacts,
    CopySlipFacts,
    HotlineNoticeFacts,
    NoticeFacts,
    PlannedStep,
    SupervisionNoticeFacts,
)
from duban_xl.documents.papers.office import blank, role_words, setting_cell
from duban_xl.documents.papers.requirements import items_of
from duban_xl.documents.papers.selection import matters_of
from duban_xl.model import settings
from duban_xl.model.clause import articles
from duban_xl.model.columns import SHEETS
from duban_xl.model.cycles import next_occurrence
from duban_xl.model.deadline import Before, Capped, Cycle, FirstOf, Span, cycle_of
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.method import Category
from duban_xl.model.office import squeezed
from duban_xl.plan.deadlines import SUPERIOR
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.plan.matter_limit import matter_deadline
from duban_xl.score.words import TITLE, Words

APPROVAL_ARROW = "→"

PERSONS = ("lead_leader", "responsible_leader", "person_responsible")
Facts = TypeVar("Facts", bound=AssignmentFacts)


def compose_notices(request: Request) -> Iterator[Subject]:
    """A 督查通知书 for every matter asked for (DT02); raises CannotRun (C009)."""
    return _composed(request, lambda ground, matter: (assignment(NoticeFacts, ground, matter, request),))


def compose_supervision_notices(request: Request) -> Iterator[Subject]:
    """A 督办通知 for every matter asked for (DT01, shiwei 1.2 to 1.4, 2.4, 3.1); raises CannotRun (C009)."""
    return _composed(request, lambda ground, matter: (assignment(SupervisionNoticeFacts, ground, matter, request),))


def compose_hotline_notices(request: Request) -> Iterator[Subject]:
    """A 督促查办事项通知单 for every matter asked for (DT03, xiayi-2.7-1-hotline); raises CannotRun (C009)."""
    return _composed(request, lambda ground, matter: (_approved(ground, matter, request),))


def compose_copy_slips(request: Request) -> Iterator[Subject]:
    """An 抄告单 for each unit of every matter asked for (DT04, cangnan-2.3-chaogao); raises CannotRun (C009)."""
    return _composed(request, lambda ground, matter: copy_slips(ground, matter, request))


def _composed(request: Request, facts_of: Callable[[Ground, Matter], tuple[AssignmentFacts, ...]]) -> Iterator[Subject]:
    ground = ground_of(request.ledger, request.workdays)
    lacking = tuple(_contact_lacks(request.ledger))
    for matter in matters_of(request):
        told = tuple(_disputable(ground, matter))
        for facts in facts_of(ground, matter):
            is_slip = isinstance(facts, CopySlipFacts)
            unit = facts.unit if is_slip else facts.lead_unit
            label = f"{matter.number}_{unit}" if is_slip else matter.number
            yield Subject(facts=facts, label=label, findings=lacking + told, matter=matter.number, unit=unit)
            lacking = told = ()


def _contact_lacks(ledger: Ledger) -> Iterator[Finding]:
    """D150: nobody whom a unit could ask (rules DT02: 联系人)."""
    for key in (settings.CONTACT, settings.PHONE):
        if not ledger.setting(key):
            yield finding("D150", setting_cell(ledger, key), key=key)


def _disputable(ground: Ground, matter: Matter) -> Iterator[Finding]:
    """What a notice should not go out with: a limit before the assignment (L203), persons that the method asks for (D153)."""
    if matter.due_date and matter.assigned_on and matter.due_date < matter.assigned_on:
        places = matter.source("due_date"), matter.source("assigned_on")
        yield finding("L203", *places, due=matter.due_date, assigned=matter.assigned_on)
    category = ground.category(matter)
    asked = [
        item for item in ground.ledger.required_items
        if item.test == words.MUST_BE_FILLED and not item.condition and item.covers(category.code if category else "")
        and item.stage in words.STAGES_OF_NOTICE
    ]  # fmt: skip
    for field in PERSONS:
        header = SHEETS["matters"][field].header
        rules = [item.rule for item in asked if item.column == f"{SHEETS['matters'].tab}.{header}"]
        if rules and not getattr(matter, field).strip():
            yield finding("D153", matter.source(field), number=matter.number, header=header, rule=rules[0])


def assignment(kind: type[Facts], ground: Ground, matter: Matter, request: Request) -> Facts:
    """What a document says that assigns `matter`: task, basis, limit, schedule, reporting duty."""
    ledger, category = ground.ledger, ground.category(matter)
    cycle = parse_expression(matter.return_cycle or (category.return_cycle if category else ""))
    method = method_title(Words(ledger.rulebook.settings).text(TITLE))
    is_instruction = _requirement_is_instruction(ledger, category)
    return kind(
        title=wording.NOTICE_TITLE.format(matter=quoted(matter.title), name=request.name),
        dated_on=matter.assigned_on or request.as_of,
        urgency=matter.urgency if matter.urgency in ("特急", "加急") else "",
        document_name=request.name,
        matter_number=matter.number,
        matter_title=matter.title,
        lead_unit=ledger.units.official_name(matter.lead_unit),
        supporting_units=ledger.units.in_order(matter.supporting),
        leading_official=matter.lead_leader,
        responsible_leader=matter.responsible_leader,
        origin=matter.origin,
        origin_number=matter.origin_number,
        instruction_by=matter.instructing_leader,
        instruction_on=matter.instructed_on,
        instruction=matter.requirement if is_instruction else "",
        requirements=() if is_instruction else items_of(matter.requirement),
        target=matter.target,
        milestones=_milestones(ground, matter),
        due_date=matter.due_date,
        due_text=_limit_text(matter, category),
        due_basis=full_articles(articles(category.clause), method) if category else "",
        due_provisional=bool(matter.due_date) and matter_deadline(ground, matter).provisional,
        return_cycle=how_often(cycle),
        next_return_on=_first_return(ground, matter, cycle_of(cycle), dated_on=request.as_of),
        return_to=category.return_to if category else "",
        extension_rule=wording.EXTENSION_RULE,
    )


def _requirement_is_instruction(ledger: Ledger, category: Category | None) -> bool:
    """Whether the method wants the words of the instruction in 任务要求 (shiwei-2.4-notice: 批示内容)."""
    return category is not None and any(
        one.item == words.INSTRUCTION and one.column == words.REQUIREMENT_COLUMN and one.covers(category.code)
        for one in ledger.required_items
    )


def _milestones(ground: Ground, matter: Matter) -> tuple[PlannedStep, ...]:
    """时序进度 in the order of the sheet (shiwei-3.1-decompose-7wd)."""
    return tuple(
        PlannedStep(
            name=one.milestone.milestone,
            planned_on=one.planned_on,
            target=number_text(value) if (value := one.milestone.target_value) is not None else "",
        )
        for one in ground.milestones.get(matter.number, ())
        if one.milestone.milestone.strip()
    )


def _limit_text(matter: Matter, category: Category | None) -> str:
    """时限要求 as typed, else, where no day is known yet, the category's limit; not the superior's own date."""
    usual = parse_expression(category.time_limit) if category else None
    if usual == Before(SUPERIOR):
        return ""
    if matter.time_limit or matter.due_date:
        return matter.time_limit
    usual = usual.limit if isinstance(usual, Capped) else usual
    options = usual.options if isinstance(usual, FirstOf) else (usual,)
    return next((option.chinese() for option in options if isinstance(option, Span)), "")


def _first_return(ground: Ground, matter: Matter, cycle: Cycle | None, *, dated_on: date) -> date | None:
    """The first cycle date strictly after the assignment; a notice written later says the same day."""
    if cycle is None:
        return None
    assigned = matter.assigned_on or dated_on
    return next_occurrence(cycle, after=assigned, anchor=assigned, conventions=ground.conventions)


def _approved(ground: Ground, matter: Matter, request: Request) -> HotlineNoticeFacts:
    """The notice with the word of the last step of 审批链; a blank where 流转记录 does not hold it."""
    facts = assignment(HotlineNoticeFacts, ground, matter, request)
    category = ground.category(matter)
    last = squeezed(category.approval_chain.split(APPROVAL_ARROW)[-1]) if category else ""
    said = [step for step in ground.ledger.steps if step.number == matter.number and squeezed(step.step) == last]
    if not last or not said or not said[-1].agreed:
        return replace(facts, approval=blank(words.APPROVAL))
    row = said[-1]
    return replace(
        facts,
        approval=row.reason or words.AGREED,
        approved_by=row.approved_by,
        approved_on=row.approved_on or row.taken_on,
    )


def copy_slips(ground: Ground, matter: Matter, request: Request) -> tuple[CopySlipFacts, ...]:
    """A slip for the lead and for every supporting unit: the excerpt of the instruction, and what that unit is to do."""
    facts = assignment(CopySlipFacts, ground, matter, request)
    units = tuple(dict.fromkeys((facts.lead_unit, *facts.supporting_units)))
    told = replace(facts, instruction=facts.instruction or blank(words.EXCERPT))
    lines = facts.requirements or items_of(facts.instruction)
    tasks = _tasks(ground.ledger, matter, lines, units)
    lead, support = role_words(ground.ledger)
    return tuple(
        replace(
            told,
            unit=unit,
            role=lead if unit == facts.lead_unit else support,
            requirements=tasks[unit] or ((blank(words.TASK),) if lines else ()),
            other_units=tuple(other for other in units if other != unit),
        )
        for unit in units
    )


def _tasks(
    ledger: Ledger, matter: Matter, lines: tuple[str, ...], units: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Unit → its own task: what 流转记录 hands over to it, else the lines of 任务要求 that begin with its name.

    Lines that name no unit are everybody's beside tasks of units; where no line names any, they are the lead's, and the
    others support it.
    """
    tasks: dict[str, tuple[str, ...]] = dict.fromkeys(units, ())
    named = {line: _whose(ledger, line, units) for line in lines}
    if not any(named.values()):
        support = words.SUPPORTING.format(
            role=role_words(ledger)[0], unit=units[0], tasks=words.JOIN.join(_bare(lines))
        )
        tasks = {unit: lines if unit == units[0] else (support,) if lines else () for unit in units}
    else:
        for line, whose in named.items():
            for unit in whose or units:
                tasks[unit] = (*tasks[unit], line.replace(":", "：").partition("：")[2] if whose else line)
    handed = _handed_over(ledger, matter)
    return {unit: handed.get(unit, tasks[unit]) for unit in units}


def _whose(ledger: Ledger, line: str, units: tuple[str, ...]) -> set[str]:
    """The units of the matter that `line` begins with: "县水利局、住建局：…"; empty for a line of no unit."""
    named, colon, _ = line.replace(":", "：").partition("：")
    whose = {ledger.units.official_name(name.strip()) for name in named.replace("，", "、").split("、")}
    return whose if colon and whose <= set(units) else set()


def _handed_over(ledger: Ledger, matter: Matter) -> dict[str, tuple[str, ...]]:
    """Unit → what 流转记录 says that it is to do (交办 or 转交 to that unit, 理由)."""
    found: dict[str, tuple[str, ...]] = {}
    for step in ledger.steps:
        if step.number == matter.number and step.action in words.HANDING_OVER and step.unit and step.reason.strip():
            unit = ledger.units.official_name(step.unit)
            found[unit] = (*found.get(unit, ()), *items_of(step.reason))
    return found


def _bare(lines: tuple[str, ...]) -> Iterator[str]:
    return (line.rstrip("。；， ") for line in lines)
