"""Reports on one matter: 督查专报 (DT10), 督查办理情况报告 (DT12).

shiwei-2.4-zhuanbao, jiangsu-4.3-jianbao; weinan-07-6-one-report, weinan-07-6-synthesis. They share one body: what was
asked, how far it has come, what is wrong. Analysis and suggestions are a person's: the ledger holds none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from duban_xl.catalogue import papers_reports as words
from duban_xl.documents.chinese import quoted
from duban_xl.documents.papers.checking import Shown, lacks
from duban_xl.documents.papers.circular.compose import reached
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.reports.blocks import RECIPIENTS, found, instruction_box, visits
from duban_xl.documents.papers.reports.facts import Visit, limit_of, visit, visits_of
from duban_xl.documents.papers.reports.sample import VISITS
from duban_xl.documents.papers.reports.scope import leaders, title_for
from duban_xl.documents.papers.requirements import items_of
from duban_xl.documents.papers.selection import matters_of
from duban_xl.documents.word.frame import Layout, body, for_each, heading, only_if, paragraph, template
from duban_xl.documents.word.layout import Style
from duban_xl.model.document_number import Numbering
from duban_xl.model.finding import Finding
from duban_xl.model.matter import Matter
from duban_xl.plan.answers import SENT_BACK_REVIEW, Answers, answers_of
from duban_xl.plan.milestones import Scheduled, schedule
from duban_xl.plan.summary import RED, open_matters

SERIES = "督查专报"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReport:
    """The last return of one unit on the matter that was not sent back."""

    unit: Annotated[str, "单位"]
    received_on: Annotated[date | None, "收到日期"]
    type: Annotated[str, "报告类型"]
    number: Annotated[str, "报告文号"] = ""
    progress: Annotated[str, "进展或结果"]
    difficulties: Annotated[str, "存在问题"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the schedule."""

    name: Annotated[str, "节点"]
    planned_on: Annotated[date | None, "计划日期"] = None
    done_on: Annotated[date | None, "完成日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMatterFacts(PaperFacts):
    """What reports on one matter state alike."""

    recipients: Annotated[str, "报送对象，末尾不带冒号"]
    as_of: Annotated[date, "数据截至日期"]
    matter_number: Annotated[str, "事项编号"]
    matter_title: Annotated[str, "事项名称"]
    origin: Annotated[str, "来源"] = ""
    origin_number: Annotated[str, "来源文号"] = ""
    instruction_by: Annotated[str, "批示领导"] = ""
    instruction_on: Annotated[date | None, "批示日期"] = None
    requirements: Annotated[tuple[str, ...], "任务要求，每条一段"] = ()
    lead_unit: Annotated[str, "主办单位"]
    supporting_units: Annotated[tuple[str, ...], "协办单位"] = ()
    due: Annotated[str, "办结时限"]
    reports: Annotated[tuple[UnitReport, ...], "各单位最近一次报告，主办单位在前"] = ()
    progress: Annotated[str, "没有报告时台账中的最新进展，或占位"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedFacts(OneMatterFacts):
    """What 督查专报 and 督查办理情况报告 add: how it stands, what was found, what is suggested."""

    status: Annotated[str, "状态"]
    reached: Annotated[str, "完成率"] = ""
    overdue_days: Annotated[int, "已逾期天数；没有逾期为0"] = 0
    points: Annotated[tuple[Point, ...], "时间节点"] = ()
    visits: Annotated[tuple[Visit, ...], "对本事项的督查；最早的在前"] = ()
    with_problems: Annotated[int, "发现问题的督查次数"] = 0
    difficulties: Annotated[str, "台账中的存在问题"] = ""
    analysis: Annotated[str, "情况分析"]
    suggestions: Annotated[str, "建议、对策"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialFacts(AnalysedFacts):
    """督查专报: for the leader's instruction."""

    series: Annotated[str, "专报的名称，作刊头"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingFacts(AnalysedFacts):
    """督查办理情况报告: full analysis and what to do."""


_Facts = TypeVar("_Facts", bound=OneMatterFacts)


def asked() -> str:
    """Which instruction, to whom, by when, and what was asked for."""
    came = (
        "{% if instruction_by %}{{ instruction_by }}{% if instruction_on %}{{ instruction_on }}{% endif %}作出批示（交办）。"
        "{% elif origin %}本事项来源于{{ origin|clause }}{% if instruction_on %}（{{ instruction_on }}）{% endif %}。{% endif %}"
        "{% if origin_number %}来源文号：{{ origin_number|clause }}。{% endif %}"
        "{{ matter_title|clause|quoted }}（编号{{ matter_number }}）由{{ lead_unit }}主办"
        "{% if supporting_units %}，{{ supporting_units|units }}协办{% endif %}，办结时限：{{ due|clause }}。"
    )
    return (
        heading("基本情况")
        + body(came)
        + only_if(
            "requirements",
            body("批示内容和任务要求："),
            for_each("requirement in requirements", heading("{{ requirement|sentence }}", 3)),
        )
    )


def unit_reports() -> str:
    """What every unit reported last, in its own words."""
    said = (
        "{{ report.unit }}{% if report.received_on %}（{{ report.received_on }}{{ report.type }}"
        "{% if report.number %}，{{ report.number|clause }}{% endif %}）{% endif %}：{{ report.progress|sentence }}"
        "{% if report.difficulties %}存在问题：{{ report.difficulties|sentence }}{% endif %}"
    )
    return for_each("report in reports", body(said)) + only_if("progress", body("{{ progress|sentence }}"))


def _analysed(last: str) -> str:
    state = (
        "截至{{ as_of }}，本事项状态为{{ status|clause }}{% if reached %}，{{ reached }}{% endif %}"
        "{% if overdue_days %}，已逾期{{ overdue_days }}天{% endif %}。"
    )
    points = (
        "时间节点：{% for point in points %}{{ point.name|clause }}{% if point.done_on %}（{{ point.done_on }}完成）"
        "{% elif point.planned_on %}（计划{{ point.planned_on }}）{% endif %}"
        "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    )
    return (
        asked()
        + heading("进展情况")
        + body(state)
        + unit_reports()
        + only_if("points", body(points))
        + only_if("visits", heading("督查情况"), visits())
        + heading("存在问题及原因")
        + only_if("difficulties", body("承办单位反映：{{ difficulties|sentence }}"))
        + only_if("with_problems", found())
        + body("{{ analysis }}。")
        + heading(last)
        + body("{{ suggestions }}。")
    )


def special_template() -> bytes:
    """督查专报."""
    text = paragraph(Style.RECIPIENTS, RECIPIENTS) + _analysed("建议") + instruction_box("领导批示")
    return template(layout=Layout.BRIEF, text=text, presented_to="{{ recipients }}")


def handling_template() -> bytes:
    """督查办理情况报告."""
    return template(recipients=RECIPIENTS, text=_analysed("建议对策") + instruction_box())


def compose_special(request: Request) -> Iterator[Subject]:
    """A 督查专报 for every matter asked for; raises CannotRun (C009)."""
    return _compose_analysed(request, SpecialFacts, words.LEADERS, words.SUGGESTIONS, series=SERIES)


def compose_handling(request: Request) -> Iterator[Subject]:
    """A 督查办理情况报告 for every matter asked for (一事一报); raises CannotRun (C009)."""
    return _compose_analysed(request, HandlingFacts, words.LEADERS, words.MEASURES)


def _compose_analysed(
    request: Request, kind: type[_Facts], recipients: str, last: str, **more: Any
) -> Iterator[Subject]:
    ledger, as_of = request.ledger, request.as_of
    answers = answers_of(ledger)
    plans, _ = schedule(ledger.milestones, request.workdays)
    days = {one.matter.number: one.days for one in open_matters(ledger, as_of, workdays=request.workdays, lamp=RED)}
    for matter in matters_of(request):
        rows = visits_of(ledger, (matter.number,), first=date.min, last=as_of)
        said: Mapping[str, Any] = {
            **stated(request, answers, matter),
            "title": title_for(quoted(matter.title), words.SPECIAL if kind is SpecialFacts else request.name),
            "recipients": leaders(request, (matter,), recipients),
            "status": matter.status or words.UNDATED,
            "reached": reached(matter),
            "overdue_days": days.get(matter.number, 0),
            "points": tuple(map(_point, plans.get(matter.number, ()))),
            "visits": tuple(visit(ledger, row) for row in rows),
            "with_problems": sum(1 for row in rows if row.problems.strip()),
            "difficulties": matter.difficulties,
            "analysis": blank(words.ANALYSIS),
            "suggestions": blank(last),
        }
        yield subject_of(kind(**said, **more))


def subject_of(facts: OneMatterFacts, *findings: Finding) -> Subject:
    """The document about the matter of `facts`."""
    return Subject(
        facts=facts,
        label=facts.matter_number,
        findings=findings,
        matter=facts.matter_number,
        unit=facts.lead_unit,
    )


def stated(request: Request, answers: Answers, matter: Matter) -> dict[str, Any]:
    """What every report on one matter says of it."""
    units = request.ledger.units
    reports = tuple(_reports_of(request, answers, matter))
    return {
        "dated_on": request.as_of,
        "as_of": request.as_of,
        "matter_number": matter.number,
        "matter_title": matter.title,
        "origin": matter.origin,
        "origin_number": matter.origin_number,
        "instruction_by": matter.instructing_leader,
        "instruction_on": matter.instructed_on,
        "requirements": items_of(matter.requirement),
        "lead_unit": units.official_name(matter.lead_unit),
        "supporting_units": tuple(sorted(map(units.official_name, matter.supporting), key=units.position)),
        "due": limit_of(matter),
        "reports": reports,
        "progress": "" if reports else matter.progress or blank(words.PROGRESS),
    }


def _reports_of(request: Request, answers: Answers, matter: Matter) -> Iterator[UnitReport]:
    """The last good return of the lead unit, then of those that support it."""
    official = request.ledger.units.official_name
    for name in dict.fromkeys(map(official, (matter.lead_unit, *matter.supporting))):
        returns = answers.returns.get((matter.number, name), ())
        good = [one for one in returns if one.review != SENT_BACK_REVIEW and one.progress.strip()]
        known = [one for one in good if one.received_at and one.received_at.date() <= request.as_of]
        for one in known[-1:]:
            yield UnitReport(
                unit=name,
                received_on=one.received_at.date() if one.received_at else None,
                type=one.report_type,
                number=one.report_number,
                progress=one.progress,
                difficulties=one.difficulties,
            )


def _point(one: Scheduled) -> Point:
    return Point(name=one.milestone.milestone, planned_on=one.planned_on, done_on=one.milestone.done_on)


def is_incomplete(facts: OneMatterFacts) -> Iterator[Finding]:
    """A matter that nobody handles: no document (D128)."""
    if not facts.lead_unit.strip():
        yield lacks(facts, type(facts), "lead_unit")


def shows(facts: OneMatterFacts) -> Iterator[Shown]:
    """To whom, which matter, whose, and every report in full."""
    yield "title", facts.title
    yield "recipients", facts.recipients
    yield "matter_number", facts.matter_number
    yield "lead_unit", facts.lead_unit
    yield from (("supporting_units", unit) for unit in facts.supporting_units)
    for report in facts.reports:
        yield "reports.progress", report.progress.rstrip("。；，：、 \n")
    if isinstance(facts, AnalysedFacts) and facts.overdue_days:
        yield "overdue_days", facts.overdue_days


SAMPLE: dict[str, Any] = {
    "dated_on": date(2026, 9, 30),
    "as_of": date(2026, 9, 30),
    "matter_number": "D-2026-058",
    "matter_title": "青溪镇镇区污水管网改造",
    "origin": "县委书记王某批示",
    "origin_number": "批〔2026〕38号",
    "instruction_by": "县委书记王某",
    "instruction_on": date(2026, 7, 6),
    "requirements": ("查清未接入户数", "制定整改方案，完成入户接管"),
    "lead_unit": "青溪镇",
    "supporting_units": ("县住房和城乡建设局",),
    "due": "2026年7月31日",
    "reports": (
        UnitReport(
            unit="青溪镇",
            received_on=date(2026, 9, 28),
            type="进展报告",
            number="青镇〔2026〕31号",
            progress="完成主管网4.2公里，入户接管尚未启动",
            difficulties="部分农户不同意接管路径",
        ),
    ),
}
_ANALYSED: dict[str, Any] = {
    "status": "承办中",
    "reached": "完成率60%",
    "overdue_days": 61,
    "points": (
        Point(name="完成招标", planned_on=date(2026, 8, 31)),
        Point(name="主管网贯通", planned_on=date(2026, 6, 30), done_on=date(2026, 6, 25)),
    ),
    "visits": VISITS,
    "with_problems": 1,
    "difficulties": "资金缺口300万元",
    "analysis": "主要原因是前期没有逐户核实，资金筹措滞后",
    "suggestions": "建议由县财政局统筹解决资金缺口，限10月底前启动入户接管",
}


def sample_special() -> SpecialFacts:
    """督查专报."""
    title = "关于“青溪镇镇区污水管网改造”落实情况的报告"
    return SpecialFacts(**SAMPLE, **_ANALYSED, title=title, recipients="主要负责同志", series=SERIES)


def sample_handling() -> HandlingFacts:
    """督查办理情况报告."""
    title = "关于“青溪镇镇区污水管网改造”督查办理情况的报告"
    return HandlingFacts(**SAMPLE, **_ANALYSED, title=title, recipients=words.LEADERS)


SPECIAL_REPORT = DocumentKind(
    name=SERIES,
    code="DT10",
    facts=SpecialFacts,
    template=special_template,
    sample=sample_special,
    compose=compose_special,
    about="事项编号或类别",
    example="duban write 督查专报 2026-001",
    purpose="呈阅",
    layout=Layout.BRIEF,
    numbering=Numbering.ISSUE,
    shows=shows,
    checks=(is_incomplete,),
)
HANDLING_REPORT = DocumentKind(
    name="督查办理情况报告",
    code="DT12",
    names=("督查报告",),
    facts=HandlingFacts,
    template=handling_template,
    sample=sample_handling,
    compose=compose_handling,
    about="事项编号或类别",
    example="duban write 督查办理情况报告 2026-001",
    purpose="呈阅",
    shows=shows,
    checks=(is_incomplete,),
)
