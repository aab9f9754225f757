"""任务分解表 (DT07, shiwei-1.2-decompose, xiayi-2.1-1-issue, jiangsu-2.3-decompose): tasks, who does them, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.chinese import how_often
from duban_xl.documents.papers.checking import Shown, lacks, place_of
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank, lead_unit_of, role_words
from duban_xl.documents.papers.selection import matters_by_text
from duban_xl.documents.word.frame import (
    LANDSCAPE_WIDTH,
    SERIAL,
    Column,
    annex,
    body,
    for_each,
    heading,
    list_table,
    only_if,
    template,
)
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.method import Category
from duban_xl.model.source import chinese_day
from duban_xl.plan.milestones import Scheduled, schedule

EXAMPLE = "duban write 任务分解表 全部"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A point of the approved schedule."""

    name: Annotated[str, "节点"]
    planned_on: Annotated[date | None, "计划日期"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task with those who answer for it."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "任务"]
    requirement: Annotated[str, "任务要求"]
    target: Annotated[str, "量化目标"]
    lead_unit: Annotated[str, "主办单位"]
    supporting_units: Annotated[tuple[str, ...], "协办单位"]
    leaders: Annotated[tuple[str, ...], "牵头领导、责任领导"]
    person: Annotated[str, "责任人"]
    due: Annotated[str, "完成时限"]
    nodes: Annotated[tuple[Node, ...], "时间节点"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTableFacts(PaperFacts):
    """任务分解表: what was decided, divided into tasks."""

    scope: Annotated[str, "分解的是什么，如“党代会、全会重要事项”"]
    total: Annotated[int, "任务项数"]
    lead_units: Annotated[tuple[str, ...], "主办单位"]
    cycles: Annotated[tuple[str, ...], "报送要求，每条一句"] = ()
    tasks: Annotated[tuple[Task, ...], "附件：任务分解表"] = ()


def task_table() -> bytes:
    """任务分解表: a short text and the table, as wide as a page on its side."""
    text = (
        body("现将{{ scope|clause }}分解为{{ total }}项任务，明确承办单位、责任人和完成时限，请认真组织实施。")
        + heading("任务分工")
        + body("{{ total }}项任务由{{ lead_units|units }}牵头，各项任务的承办单位、目标、时限和节点见附件。")
        + heading("工作要求")
        + heading(
            "{{ office.lead_word }}要细化量化目标和时间节点，任务分解到位、责任到人，并会同{{ office.support_word }}抓好落实。",
            3,
        )
        + only_if("cycles", for_each("cycle in cycles", heading("{{ cycle|sentence }}", 3)))
        + heading("{{ office.short_name }}对照任务分解表跟踪督查，未办结的不予销号。", 3)
    )
    return template(text=text, annexes=annex("任务分解表", _table(), landscape=True))


def _table() -> str:
    nodes = (
        "{% for node in task.nodes %}{{ node.name }}{% if node.planned_on %}（{{ node.planned_on }}）{% endif %}"
        "{% if not loop.last %}；{% endif %}{% endfor %}"
    )
    return list_table(
        (
            SERIAL,
            Column("事项编号", 5, "{{ task.number }}"),
            Column("任务", 9, "{{ task.title }}"),
            Column("要求", 9, "{{ task.requirement }}"),
            Column("量化目标", 6.5, "{{ task.target }}"),
            Column("{{ office.lead_word }}", 5.5, "{{ task.lead_unit }}"),
            Column("{{ office.support_word }}", 6.5, "{{ task.supporting_units|units }}"),
            Column("领导", 5, "{{ task.leaders|units }}"),
            Column("责任人", 3.5, "{{ task.person }}"),
            Column("完成时限", 5.5, "{{ task.due }}"),
            Column("时间节点", 7, nodes),
        ),
        ("task in tasks",),
        width=LANDSCAPE_WIDTH,
    )


def compose(request: Request) -> Iterator[Subject]:
    """A table for every category or matter asked for, or one for 全部; raises CannotRun (C009)."""
    ledger = request.ledger
    plans, _ = schedule(ledger.milestones, request.workdays)
    for text, matters in matters_by_text(request):
        category = ledger.category(text)
        matter = ledger.matter(text)
        scope = category.name if category else matter.title if matter else words.ALL_TASKS
        yield Subject(
            facts=TaskTableFacts(
                title=words.TASKS_TITLE.format(scope=scope, name=request.name),
                dated_on=request.as_of,
                scope=scope,
                total=len(matters),
                lead_units=_lead_units(ledger, matters),
                cycles=_cycles(category),
                tasks=tuple(_task(ledger, matter, plans.get(matter.number, ())) for matter in matters),
            ),
            label=text,
            findings=tuple(found for matter in matters for found in _lacking(ledger, matter)),
            matter=matter.number if matter else "",
        )


def _cycles(category: Category | None) -> tuple[str, ...]:
    """How often the units of the category report, and to whom, as its row of 事项类别 says."""
    cycle = parse_expression(category.return_cycle) if category else None
    if category is None or cycle is None:
        return ()
    return (words.REPORT_CYCLE.format(cycle=how_often(cycle), to=category.return_to or words.THE_OFFICE),)


def _lead_units(ledger: Ledger, matters: tuple[Matter, ...]) -> tuple[str, ...]:
    names = {ledger.units.official_name(matter.lead_unit) for matter in matters if matter.lead_unit}
    return tuple(sorted(names, key=ledger.units.position))


def _task(ledger: Ledger, matter: Matter, plan: tuple[Scheduled, ...]) -> Task:
    due = matter.effective_due
    return Task(
        number=matter.number,
        title=matter.title,
        requirement=matter.requirement,
        target=matter.target,
        lead_unit=lead_unit_of(ledger, matter),
        supporting_units=ledger.units.in_order(matter.supporting),
        leaders=tuple(dict.fromkeys(name for name in (matter.lead_leader, matter.responsible_leader) if name)),
        person=matter.person_responsible,
        due=chinese_day(due) if due else matter.time_limit or blank(words.DUE_DATE),
        nodes=tuple(Node(name=one.milestone.milestone, planned_on=one.planned_on) for one in plan),
    )


def _lacking(ledger: Ledger, matter: Matter) -> Iterator[Finding]:
    """A task without lead unit or limit (D188)."""
    if not matter.lead_unit:
        yield finding("D188", matter.source("lead_unit"), number=matter.number, words=role_words(ledger)[0])
    if not (matter.effective_due or matter.time_limit):
        yield finding("D188", matter.source("due_date"), number=matter.number, words=words.DUE_DATE)


def is_empty(facts: TaskTableFacts) -> Iterator[Finding]:
    """No task to divide: no document."""
    if not facts.tasks:
        yield lacks(facts, TaskTableFacts, "tasks")


def disagrees(facts: TaskTableFacts) -> Iterator[Finding]:
    """A table that does not have as many rows as the text says."""
    if facts.total != len(facts.tasks):
        yield finding("D125", place_of(facts), detail=f"正文{facts.total}项，附件列出{len(facts.tasks)}项")


def shows(facts: TaskTableFacts) -> Iterator[Shown]:
    """Every task with its units, target, limit and nodes."""
    yield "title", facts.title
    yield "total", facts.total
    for task in facts.tasks:
        yield "tasks.number", task.number
        yield "tasks.lead_unit", task.lead_unit
        yield from (("tasks.supporting_units", unit) for unit in task.supporting_units)
        yield "tasks.target", task.target
        yield "tasks.due", task.due
        yield from (("tasks.nodes.name", node.name) for node in task.nodes)


def sample() -> TaskTableFacts:
    """Made-up tasks."""
    tasks = (
        Task(
            number="D-2026-058",
            title="青溪镇镇区污水管网改造",
            requirement="查清未接入户数，制定整改方案，完成入户接管",
            target="新增接管1260户",
            lead_unit="青溪镇",
            supporting_units=("县住房和城乡建设局", "县生态环境分局"),
            leaders=("副县长陈某",),
            person="周某",
            due="2026年12月20日",
            nodes=(Node(name="完成招标", planned_on=date(2026, 8, 31)), Node(name="通水", planned_on=None)),
        ),
        Task(
            number="D-2026-060",
            title="新建学校按期交付",
            requirement="年底前建成",
            target="学位3200个",
            lead_unit="县教育局",
            supporting_units=(),
            leaders=(),
            person="",
            due="长期坚持",
        ),
    )
    return TaskTableFacts(
        title="关于年度重点工作的任务分解表",
        dated_on=date(2026, 3, 2),
        scope="年度重点工作",
        total=2,
        lead_units=("青溪镇", "县教育局"),
        cycles=("每月28日前报送进展情况",),
        tasks=tasks,
    )


TASK_TABLE = DocumentKind(
    name="任务分解表",
    code="DT07",
    names=("任务分解方案",),
    facts=TaskTableFacts,
    template=task_table,
    sample=sample,
    compose=compose,
    about="类别、事项编号或全部",
    example=EXAMPLE,
    purpose="方案",
    shows=shows,
    checks=(is_empty, disagrees),
)
