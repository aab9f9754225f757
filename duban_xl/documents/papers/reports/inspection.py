"""What inspections saw: 督促检查情况 (DT08), 督查调研报告, 回访报告, 评估报告 (DT24).

shiwei-1.1-output, shiwei-1.3-output, shiwei-3.1-output-upward; weinan-13-08-research, weinan-13-09-revisit,
weinan-13-10-thirdparty. Causes, measures and suggestions are a person's: the ledger does not hold them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from duban_xl.catalogue import papers_reports as words
from duban_xl.documents.papers.checking import Shown, lacks
from duban_xl.documents.papers.circular.facts import MatterCounts
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.reports.blocks import (
    RECIPIENTS,
    difficulties,
    found,
    instruction_box,
    matter_by_matter,
    matters_annex,
    overview,
    visits,
)
from duban_xl.documents.papers.reports.check import counts_disagree, matters_show, rows_disagree
from duban_xl.documents.papers.reports.facts import (
    MattersFacts,
    Visit,
    matters_in,
    silent_visits,
    visit,
    visits_of,
)
from duban_xl.documents.papers.reports.sample import MATTERS, ROWS, VISITS
from duban_xl.documents.papers.reports.scope import Scope, leaders, scopes_of, tallies_of, title_for
from duban_xl.documents.word.frame import SERIAL, Column, annex, body, heading, list_table, only_if, template
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.office import Inspection
from duban_xl.model.period import PeriodKind

EXAMPLE = "duban write 督促检查情况 2026-09"
LENGTHS = tuple(PeriodKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFacts(MattersFacts):
    """督促检查情况: how what was inspected stands, and what was wrong."""

    visits: Annotated[tuple[Visit, ...], "督查活动；最早的在前"]
    visited_units: Annotated[tuple[str, ...], "督查对象：所有单位"]
    methods: Annotated[tuple[str, ...], "督查方式"] = ()
    with_problems: Annotated[int, "发现问题的督查次数"] = 0
    troubled: Annotated[int, "报有存在问题的事项数"] = 0
    missing_units: Annotated[tuple[str, ...], "有未报送进展情况的单位；只按期汇总"] = ()
    suggestions: Annotated[str, "建议"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFacts(PaperFacts):
    """What reports on a study, a second visit and an assessment state alike."""

    recipients: Annotated[str, "报送对象，末尾不带冒号"]
    scope: Annotated[str, "报告的范围"]
    visits: Annotated[tuple[Visit, ...], "调研、回访或评估活动；最早的在前"]
    visited_units: Annotated[tuple[str, ...], "所到单位"]
    people: Annotated[tuple[str, ...], "参加人员"] = ()
    with_problems: Annotated[int, "发现问题的次数"] = 0
    problems: Annotated[str, "没有登记问题时的占位"] = ""
    causes: Annotated[str, "原因"]
    measures: Annotated[str, "对策"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFacts(StudyFacts):
    """督查调研报告."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisitFacts(StudyFacts):
    """回访报告."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFacts(StudyFacts):
    """评估报告."""


_Study = TypeVar("_Study", bound=StudyFacts)
METHODS: dict[type[StudyFacts], tuple[str, ...]] = {
    SurveyFacts: ("督查调研",),
    RevisitFacts: ("回访调研", "回头看"),
    AssessmentFacts: ("专业评估", "民意调查"),
}


def inspection_template() -> bytes:
    """督促检查情况."""
    opening = body(
        "{{ office.short_name }}{% for method in methods %}{% if loop.first %}采取{% else %}、{% endif %}{{ method }}"
        "{% if loop.last %}方式，{% endif %}{% endfor %}对{{ visited_units|units }}开展了督促检查"
        "（数据截至{{ as_of }}）。现将{{ scope|clause }}的督促检查情况报告如下："
    )
    missing = only_if("missing_units", heading("部分单位未按规定报送进展情况"), body("{{ missing_units|units }}。"))
    seen = only_if("with_problems", heading("督查发现的问题"), found())
    text = (
        opening
        + heading("督查对象、时间和方式")
        + visits()
        + only_if("matters", overview(table=False), matter_by_matter("落实情况", "counts.total"))
        + seen
        + difficulties("落实中的困难和逾期事项")
        + missing
        + heading("建议")
        + body("{{ suggestions }}。")
        + instruction_box()
    )
    annexes = only_if("matters", matters_annex("督促检查事项落实情况表"))
    return template(recipients=RECIPIENTS, text=text, annexes=annexes)


def _study(what: str) -> bytes:
    text = (
        body(
            f"{{{{ office.short_name }}}}对{{{{ visited_units|units }}}}开展了{what}"
            "{% if people %}（参加人员：{{ people|units }}）{% endif %}。现将{{ scope|clause }}的"
            f"{what}情况报告如下："
        )
        + heading("基本情况")
        + visits()
        + heading("存在问题")
        + only_if("with_problems", found())
        + only_if("problems", body("{{ problems }}。"))
        + heading("原因分析")
        + body("{{ causes }}。")
        + heading("对策建议")
        + body("{{ measures }}。")
        + instruction_box()
    )
    return template(recipients=RECIPIENTS, text=text, annexes=annex(f"{what}发现问题和整改情况表", _visit_table()))


def _visit_table() -> str:
    columns = (
        SERIAL,
        Column("日期", 6, "{{ visit.held_on }}"),
        Column("方式", 5, "{{ visit.method }}"),
        Column("单位", 8, "{{ visit.units|units }}"),
        Column("发现问题", 12, "{{ visit.problems }}"),
        Column("整改情况", 9, "{{ visit.rectification }}"),
    )
    return list_table(columns, ("visit in visits",))


def survey_template() -> bytes:
    """督查调研报告."""
    return _study("督查调研")


def revisit_template() -> bytes:
    """回访报告."""
    return _study("回访")


def assessment_template() -> bytes:
    """评估报告."""
    return _study("评估")


def compose(request: Request) -> Iterator[Subject]:
    """One for every period asked for, one for all matters named; raises CannotRun (C004, C009, C017, D114)."""
    ledger = request.ledger
    for scope in scopes_of(request, LENGTHS, example=EXAMPLE):
        rows = _visits(request, scope)
        told = tuple(visit(ledger, row) for row in rows)
        inspected = {number for row in rows for number in split_names(row.number)}
        matters = [m for m in (scope.matters if scope.period is None else ledger.matters) if m.number in inspected]
        about = matters_in(request, scope, matters)
        facts = InspectionFacts(
            title=title_for(scope.name, request.name),
            dated_on=request.as_of,
            recipients=leaders(request, matters, words.LEADERS),
            scope=scope.name,
            as_of=scope.as_of,
            counts=about.counts,
            matters=about.rows,
            visits=told,
            visited_units=_units(request, told),
            methods=tuple(dict.fromkeys(one.method for one in told if one.method)),
            with_problems=sum(1 for one in told if one.problems.strip()),
            troubled=sum(1 for row in about.rows if row.difficulties.whole),
            missing_units=_missing(request, scope, inspected),
            suggestions=blank(words.SUGGESTIONS),
        )
        yield Subject(
            facts=facts, label=scope.label, findings=(*silent_visits(rows), *about.findings), matter=scope.matter
        )


def compose_surveys(request: Request) -> Iterator[Subject]:
    """督查调研报告 about periods or matters; raises CannotRun (C004, C009, C017, D114)."""
    return _compose_study(request, SurveyFacts)


def compose_revisits(request: Request) -> Iterator[Subject]:
    """回访报告 about periods or matters; raises CannotRun (C004, C009, C017, D114)."""
    return _compose_study(request, RevisitFacts)


def compose_assessments(request: Request) -> Iterator[Subject]:
    """评估报告 about periods or matters; raises CannotRun (C004, C009, C017, D114)."""
    return _compose_study(request, AssessmentFacts)


def _compose_study(request: Request, kind: type[_Study]) -> Iterator[Subject]:
    for scope in scopes_of(request, LENGTHS, example=EXAMPLE):
        rows = tuple(row for row in _visits(request, scope) if row.method in METHODS[kind])
        told = tuple(visit(request.ledger, row) for row in rows)
        with_problems = sum(1 for one in told if one.problems.strip())
        facts = kind(
            title=title_for(scope.name, request.name),
            dated_on=request.as_of,
            recipients=leaders(request, scope.matters, words.LEADERS),
            scope=scope.name,
            visits=told,
            visited_units=_units(request, told),
            people=tuple(dict.fromkeys(name for row in rows for name in split_names(row.people))),
            with_problems=with_problems,
            problems="" if with_problems else blank(words.PROBLEMS),
            causes=blank(words.CAUSES),
            measures=blank(words.MEASURES),
        )
        yield Subject(facts=facts, label=scope.label, findings=tuple(silent_visits(rows)), matter=scope.matter)


def _visits(request: Request, scope: Scope) -> tuple[Inspection, ...]:
    """The inspections of the period, or all of the matters named."""
    first = scope.period.start if scope.period else date.min
    numbers = () if scope.period else tuple(matter.number for matter in scope.matters)
    if scope.period is None and not numbers:
        return ()
    return visits_of(request.ledger, numbers, first=first, last=scope.as_of)


def _units(request: Request, told: Sequence[Visit]) -> tuple[str, ...]:
    names = {name for one in told for name in one.units}
    return tuple(sorted(names, key=request.ledger.units.position))


def _missing(request: Request, scope: Scope, inspected: set[str]) -> tuple[str, ...]:
    """The units that owe a return of the period on what was inspected."""
    return tuple(tally.unit.name for tally in tallies_of(request, scope, inspected) if tally.missing)


def no_visits(facts: InspectionFacts | StudyFacts) -> Iterator[Finding]:
    """Nothing was inspected: no document (D128)."""
    if not facts.visits:
        yield lacks(facts, type(facts), "visits")


def visits_show(facts: InspectionFacts | StudyFacts) -> Iterator[Shown]:
    """Whom it goes to and every inspection: method, units, what it saw, what was wrong."""
    yield "title", facts.title
    yield "recipients", facts.recipients
    for one in facts.visits:
        yield "visits.method", one.method
        yield from (("visits.units", unit) for unit in one.units)
        yield "visits.situation", one.situation.rstrip("。；，：、 \n")
        yield "visits.problems", one.problems.rstrip("。；，：、 \n")


def inspection_shows(facts: InspectionFacts) -> Iterator[Shown]:
    """The inspections and, if it names any, the matters."""
    yield from visits_show(facts)
    if facts.matters:
        yield from matters_show(facts)


def sample() -> InspectionFacts:
    """督促检查情况."""
    return InspectionFacts(
        title="关于2026年9月督查事项督促检查情况的报告",
        dated_on=MATTERS.dated_on,
        recipients=words.LEADERS,
        scope=MATTERS.scope,
        as_of=MATTERS.as_of,
        counts=MatterCounts.of(completed=0, in_hand=1, overdue=1),
        matters=ROWS[1:2],
        visits=VISITS,
        visited_units=("青溪镇", "县教育局", "县住房和城乡建设局"),
        methods=("实地督查",),
        with_problems=1,
        troubled=1,
        missing_units=("大坪乡",),
        suggestions="建议约谈青溪镇，协调县财政局落实管网资金",
    )


def _sample(kind: type[_Study], name: str) -> _Study:
    return kind(
        title=f"关于2026年9月督查事项的{name}",
        dated_on=MATTERS.dated_on,
        recipients=words.LEADERS,
        scope=MATTERS.scope,
        visits=VISITS,
        visited_units=("青溪镇", "县教育局", "县住房和城乡建设局"),
        people=("林晓", "周明"),
        with_problems=1,
        causes="责任没有落实到人，资金筹措滞后",
        measures="逐户建立台账，每周调度一次",
    )


def sample_survey() -> SurveyFacts:
    """督查调研报告."""
    return _sample(SurveyFacts, "督查调研报告")


def sample_revisit() -> RevisitFacts:
    """回访报告."""
    return _sample(RevisitFacts, "回访报告")


def sample_assessment() -> AssessmentFacts:
    """评估报告."""
    return _sample(AssessmentFacts, "评估报告")


INSPECTION_REPORT = DocumentKind(
    name="督促检查情况",
    code="DT08",
    names=("督促检查情况报告",),
    facts=InspectionFacts,
    template=inspection_template,
    sample=sample,
    compose=compose,
    about="报送期、类别或事项编号",
    example=EXAMPLE,
    purpose="呈阅",
    shows=inspection_shows,
    checks=(no_visits, counts_disagree, rows_disagree),
)
SURVEY = DocumentKind(
    name="督查调研报告",
    code="DT24",
    names=("调研报告",),
    facts=SurveyFacts,
    template=survey_template,
    sample=sample_survey,
    compose=compose_surveys,
    about="报送期、类别或事项编号",
    example="duban write 督查调研报告 2026-09",
    purpose="呈阅",
    shows=visits_show,
    checks=(no_visits,),
)
REVISIT = DocumentKind(
    name="回访报告",
    code="DT24",
    names=("回访调研报告", "督查回访报告"),
    facts=RevisitFacts,
    template=revisit_template,
    sample=sample_revisit,
    compose=compose_revisits,
    about="报送期、类别或事项编号",
    example="duban write 回访报告 2026-09",
    purpose="呈阅",
    shows=visits_show,
    checks=(no_visits,),
)
ASSESSMENT = DocumentKind(
    name="评估报告",
    code="DT24",
    names=("专业评估报告", "督查评估报告"),
    facts=AssessmentFacts,
    template=assessment_template,
    sample=sample_assessment,
    compose=compose_assessments,
    about="报送期、类别或事项编号",
    example="duban write 评估报告 2026-09",
    purpose="呈阅",
    shows=visits_show,
    checks=(no_visits,),
)
