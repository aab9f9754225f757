"""督查方案 (DT06; xiayi-2.8-1-other, jiangsu-2.1-documents, jiangsu-2.1-meetings): what is to be inspected, where, how, when, by whom.

Matters and units come from the ledger, those that are overdue and what earlier inspections found first. The days, the
manner and the groups are a person's decision: the ledger holds none of them before the inspection has taken place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.papers.checking import Shown, meaning, place_of, wrong
from duban_xl.documents.papers.circular.compose import reached
from duban_xl.documents.papers.circular.figures import ended_by
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank, lead_unit_of
from duban_xl.documents.papers.reports.facts import limit_of, visit, visits_of
from duban_xl.documents.papers.reports.scope import Scope, by_category, scopes_of
from duban_xl.documents.word.frame import (
    RECIPIENTS,
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
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.period import PeriodKind
from duban_xl.model.reporting import LEAD, SUPPORT
from duban_xl.plan.summary import RED, open_matters

EXAMPLE = "duban write 督查方案 2026-09"
METHOD_TERM = "方式"
MOST_METHODS = 6
MOST_UNITS = 12
"""So many units are named in the text; of more, 等N个单位, since the annex names all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMatter:
    """A matter to be inspected."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    requirement: Annotated[str, "任务要求"] = ""
    target: Annotated[str, "量化目标"] = ""
    lead_unit: Annotated[str, "主办单位"]
    due: Annotated[str, "办结时限；没有日期时为时限要求原文"]
    overdue_days: Annotated[int, "已逾期天数；没有逾期为0"] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """A row of the annex on units: a unit and a matter that it is inspected for."""

    unit: Annotated[str, "单位"]
    role: Annotated[str, "主办或协办"]
    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    reached: Annotated[str, "完成率；没有报时为空"] = ""
    overdue_days: Annotated[int, "已逾期天数；没有逾期为0"] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProblem:
    """What an inspection found and nobody has recorded as put right."""

    held_on: Annotated[date, "督查日期"]
    units: Annotated[tuple[str, ...], "单位"]
    problem: Annotated[str, "发现问题"]
    rectify_by: Annotated[date | None, "整改时限"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts(PaperFacts):
    """督查方案: content, objects, manner, time, groups and demands of an inspection."""

    scope: Annotated[str, "督查的范围，如“2026年9月督查事项”"]
    basis: Annotated[str, "督查依据；没有写明时为空"] = ""
    matters: Annotated[tuple[PlannedMatter, ...], "附件：要督查的事项"]
    total: Annotated[int, "要督查的事项数"]
    overdue: Annotated[int, "其中逾期未办结的事项数"]
    open_problems: Annotated[tuple[OpenProblem, ...], "此前督查发现、还没有登记整改情况的问题"] = ()
    units: Annotated[tuple[str, ...], "督查对象，按单位名录的顺序"]
    manner: Annotated[str, "督查方式，由人定"]
    days: Annotated[str, "督查时间，由人定"]
    groups: Annotated[str, "分组，由人定"]
    visits: Annotated[tuple[PlannedVisit, ...], "附件：单位和事项对照，一行一个单位的一件事项"]


def plan() -> bytes:
    """督查方案."""
    late = (
        "{% for matter in matters if matter.overdue_days %}第{{ matter.number }}号{{ matter.title|clause|quoted }}"
        "（{{ matter.lead_unit }}，已逾期{{ matter.overdue_days }}天）{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    )
    found = (
        "{{ one.units|units }}（{{ one.held_on }}）：{{ one.problem|clause }}"
        "{% if one.rectify_by %}，应于{{ one.rectify_by }}前整改到位{% endif %}。"
    )
    opening = body(
        "为掌握{{ scope|clause }}的落实情况，推动问题解决，{% if basis %}根据{{ basis|clause }}，{% endif %}制定本方案。"
    )
    content = (
        heading("督查内容")
        + body(
            "本次督查{{ total }}项，{% if overdue %}其中逾期未办结{{ overdue }}项，{% endif %}"
            "任务要求和量化目标见附件1，各单位的事项见附件2。重点查看："
        )
        + heading("任务要求和量化目标的完成情况，上报进展是否属实，佐证材料是否齐全。", 3)
        + heading("责任领导、责任人和时序进度是否明确，能否按时限办结。", 3)
        + heading("存在的困难和问题，需要协调解决的事项。", 3)
        + only_if("overdue", heading(f"逾期未办结事项的原因和补救措施：{late}", 3))
        + only_if(
            "open_problems",
            heading("此前督查发现、还没有登记整改情况的问题：", 3),
            for_each("one in open_problems", body(found)),
        )
    )
    objects = heading("督查对象") + body(
        f"{{{{ units|units({MOST_UNITS}) }}}}"
        f"{{% for unit in units %}}{{% if loop.last and loop.index > {MOST_UNITS} %}}（名单见附件2）{{% endif %}}{{% endfor %}}。"
    )
    how = (
        heading("督查方式")
        + body("{{ manner|sentence }}")
        + heading("督查时间")
        + body("{{ days|sentence }}")
        + heading("督查分组")
        + body("{{ groups|sentence }}")
    )
    demands = (
        heading("有关要求")
        + heading("被督查单位对照附件逐项自查，备好进展情况、佐证材料和问题清单，如实反映情况。", 3)
        + heading("督查人员坚持实事求是，逐项核对、现场查看，把情况和问题记入督查记录；不增加基层负担。", 3)
        + heading("发现的问题及时交办，限期整改；督查结束后汇总形成情况报告，按程序报审。", 3)
    )
    annexes = annex("督查事项清单", _matters_table()) + annex("督查单位和事项对照表", _visits_table())
    return template(recipients=RECIPIENTS, text=opening + content + objects + how + demands, annexes=annexes)


def _matters_table() -> str:
    columns = (
        SERIAL,
        Column("事项编号", 5.7, "{{ matter.number }}"),
        Column("事项名称", 7, "{{ matter.title }}"),
        Column("任务要求", 9, "{{ matter.requirement }}"),
        Column("量化目标", 6, "{{ matter.target }}"),
        Column("主办单位", 5.6, "{{ matter.lead_unit }}"),
        Column("办结时限", 6, "{{ matter.due }}"),
    )
    return list_table(columns, ("matter in matters",))


def _visits_table() -> str:
    state = "{% if visit.overdue_days %}逾期{{ visit.overdue_days }}天{% if visit.reached %}，{% endif %}{% endif %}{{ visit.reached }}"
    columns = (
        SERIAL,
        Column("单位", 8, "{{ visit.unit }}"),
        Column("承办", 3, "{{ visit.role }}", align="center"),
        Column("事项编号", 5.7, "{{ visit.number }}"),
        Column("事项名称", 12, "{{ visit.title }}"),
        Column("目前情况", 8, state),
    )
    return list_table(columns, ("visit in visits",))


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


def nothing_to_inspect(facts: PlanFacts) -> Iterator[Finding]:
    """No matter is open: no plan (D128)."""
    if not facts.matters:
        yield finding("D128", place_of(facts), field=meaning(PlanFacts, "matters"))


def annex_disagrees(facts: PlanFacts) -> Iterator[Finding]:
    """Counts that are not those of the matters, an annex with other matters or units than the text."""
    overdue = sum(1 for matter in facts.matters if matter.overdue_days)
    if (facts.total, facts.overdue) != (len(facts.matters), overdue):
        yield wrong(facts, f"正文{facts.total}项、逾期{facts.overdue}项，事项为{len(facts.matters)}项、逾期{overdue}项")
    listed = {row.number for row in facts.visits}
    if listed != {matter.number for matter in facts.matters} or {row.unit for row in facts.visits} != set(facts.units):
        yield finding("D125", place_of(facts), detail=f"正文{facts.total}项，附件列出{len(listed)}项，或单位不一致")


def shows(facts: PlanFacts) -> Iterator[Shown]:
    """Counts, every unit and matter of the annex, the overdue days, the problems."""
    yield "title", facts.title
    yield "total", facts.total
    yield from (("overdue", n) for n in (facts.overdue,) if n)
    for matter in facts.matters:
        yield "matters.requirement", matter.requirement
        yield "matters.target", matter.target
    for row in facts.visits:
        yield "visits.unit", row.unit
        yield "visits.number", row.number
    for matter in facts.matters:
        if matter.overdue_days:
            yield "matters.overdue_days", matter.overdue_days
    yield from (("open_problems.problem", one.problem.rstrip("。；，：、 \n")) for one in facts.open_problems)
    for name in ("manner", "days", "groups"):
        yield name, getattr(facts, name).rstrip("。；，：、 \n")


def sample() -> PlanFacts:
    """An inspection of two matters in three units."""
    pipes, school = (
        PlannedMatter(
            number="D-2026-058",
            title="青溪镇镇区污水管网改造",
            requirement="查清未接入户数，制定整改方案，完成入户接管",
            target="新增接管1260户",
            lead_unit="青溪镇",
            due="2026年7月31日",
            overdue_days=61,
        ),
        PlannedMatter(
            number="D-2026-060",
            title="新建学校按期交付",
            lead_unit="县教育局",
            due="2026年12月20日",
            target="学位3200个",
        ),
    )
    rows = (
        ("青溪镇", LEAD, pipes, "完成率60%"),
        ("县教育局", LEAD, school, ""),
        ("县住房和城乡建设局", SUPPORT, pipes, "完成率60%"),
    )
    found = OpenProblem(
        held_on=date(2026, 9, 15),
        units=("青溪镇",),
        problem="入户接管没有施工队伍，方案没有细化到户",
        rectify_by=date(2026, 10, 10),
    )
    return PlanFacts(
        title="关于2026年9月督查事项的督查方案",
        dated_on=date(2026, 9, 30),
        scope="2026年9月督查事项",
        basis="县委年度工作安排",
        matters=(pipes, school),
        total=2,
        overdue=1,
        open_problems=(found,),
        units=("青溪镇", "县教育局", "县住房和城乡建设局"),
        manner="采取实地查看、查阅资料、座谈了解相结合的方式",
        days="2026年10月12日至10月16日",
        groups="第一组由林晓任组长，督查青溪镇；第二组由周明任组长，督查县教育局和县住房和城乡建设局",
        visits=tuple(
            PlannedVisit(
                unit=unit,
                role=role,
                number=matter.number,
                title=matter.title,
                reached=said,
                overdue_days=matter.overdue_days,
            )
            for unit, role, matter, said in rows
        ),
    )


INSPECTION_PLAN = DocumentKind(
    name="督查方案",
    code="DT06",
    facts=PlanFacts,
    template=plan,
    sample=sample,
    compose=compose,
    about="报送期、类别或事项编号",
    example=EXAMPLE,
    purpose="方案",
    shows=shows,
    checks=(nothing_to_inspect, annex_disagrees),
)
