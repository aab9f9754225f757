"""How several matters stand: 查办件办理情况 (DT09), 汇总 (DT14), 贯彻落实情况报告 (DT15).

shiwei-2.4-monthly-chaban, shiwei-3.2-output, shiwei-2.1-upward; cangnan 2(3), 4(1); xiayi-2.1-3-upward, xiayi-2.7-3-back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from duban_xl.catalogue import papers_reports as words
from duban_xl.documents.papers.checking import meaning, sum_of, wrong
from duban_xl.documents.papers.circular.facts import CategoryCounts
from duban_xl.documents.papers.circular.figures import category_counts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import signatory_of
from duban_xl.documents.papers.reports.blocks import (
    RECIPIENTS,
    difficulties,
    instruction_box,
    matter_by_matter,
    matters_annex,
    overview,
    progress_table,
)
from duban_xl.documents.papers.reports.check import (
    counts_disagree,
    matters_show,
    no_matters,
    rows_disagree,
)
from duban_xl.documents.papers.reports.facts import MattersFacts, matters_in
from duban_xl.documents.papers.reports.sample import stated
from duban_xl.documents.papers.reports.scope import (
    Scope,
    by_category,
    categories_of,
    code_of,
    leaders,
    scopes_of,
    superiors,
    tallies_of,
    title_for,
)
from duban_xl.documents.word.frame import body, for_each, heading, only_if, template
from duban_xl.documents.word.layout import Layout
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.period import PeriodKind

CASE_EXAMPLE = "duban write 查办件办理情况 2026-09"
SUMMARY_EXAMPLE = "duban write 汇总 2026-09下"
UPWARD_EXAMPLE = "duban write 贯彻落实情况报告 2026-001"
REPORTING = "上报"
_Facts = TypeVar("_Facts", bound="ProgressFacts")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressFacts(MattersFacts):
    """What the three kinds state alike."""

    by_category: Annotated[tuple[CategoryCounts, ...], "各类事项的情况；只有一类时为空"] = ()
    troubled: Annotated[int, "报有存在问题的事项数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts(ProgressFacts):
    """查办件办理情况: what came of each item, what is still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFacts(ProgressFacts):
    """汇总: how the matters of a time stand, which units did not report."""

    expected: Annotated[int, "应报件次；不是按期汇总的为0"] = 0
    received: Annotated[int, "已报件次"] = 0
    missing_units: Annotated[tuple[str, ...], "有未报送情况的单位"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One person's agreement to report upwards, as 流转记录 has it."""

    step: Annotated[str, "审批步骤"]
    by: Annotated[str, "审定人"]
    agreed_on: Annotated[date | None, "日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpwardFacts(ProgressFacts):
    """贯彻落实情况报告: to the superior, with 签发人."""

    signer: Annotated[str, "签发人；还没有签发的为空"] = ""
    planned: Annotated[int, "报有下步打算的事项数"] = 0
    agreements: Annotated[tuple[Agreement, ...], "审定情况"] = ()


def case_template() -> bytes:
    """查办件办理情况."""
    text = (
        body("现将{{ scope|clause }}的查办件办理情况报告如下（数据截至{{ as_of }}）：")
        + overview()
        + matter_by_matter("已办结事项", "counts.completed", condition="row.is_ended", instruction=True)
        + matter_by_matter("未办结事项", "counts.in_hand", condition="not row.is_ended", instruction=True)
        + difficulties()
        + instruction_box()
    )
    return template(recipients=RECIPIENTS, text=text, annexes=matters_annex("查办件办理情况一览表"))


def summary_template() -> bytes:
    """汇总."""
    returns = (
        "按规定应报送进展情况{{ expected }}件次，已报送{{ received }}件次。"
        "{% if missing_units %}有未报送情况的单位：{{ missing_units|units }}。{% else %}没有未报送的单位。{% endif %}"
    )
    text = (
        body("现将{{ scope|clause }}的进展情况汇总报告如下（数据截至{{ as_of }}），各事项进展全文见附件。")
        + overview()
        + heading("主要进展")
        + progress_table()
        + only_if("expected", heading("报送情况"), body(returns))
        + difficulties()
        + instruction_box()
    )
    return template(recipients=RECIPIENTS, text=text, annexes=matters_annex("事项进展情况汇总表"))


def upward_template() -> bytes:
    """贯彻落实情况报告."""
    steps = "{{ row.title|clause|quoted }}（{{ row.number }}）：{{ row.next_steps|sentence }}"
    agreed = (
        "本报告所涉事项的办理情况已经审定："
        "{% for one in agreements %}{{ one.step }}{% if one.step %}，{% endif %}{{ one.by }}"
        "{% if one.agreed_on %}（{{ one.agreed_on }}）{% endif %}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    )
    text = (
        body("现将{{ scope|clause }}的贯彻落实情况报告如下（数据截至{{ as_of }}）：")
        + overview()
        + matter_by_matter("事项进展", "counts.total")
        + difficulties()
        + only_if(
            "planned",
            heading("下步打算"),
            for_each("row in matters", only_if("row.next_steps", heading(steps, 3))),
        )
        + only_if("agreements", heading("审定情况"), body(agreed))
        + body("特此报告。")
    )
    annexes = matters_annex("事项落实情况表")
    return template(layout=Layout.UPWARD, recipients=RECIPIENTS, text=text, annexes=annexes)


def compose_cases(request: Request) -> Iterator[Subject]:
    """One for every month (or longer) asked for, one for all items named; raises CannotRun (C004, C009, C017, D114)."""
    lengths = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
    for scope in scopes_of(request, lengths, example=CASE_EXAMPLE):
        yield _subject(
            request, CaseFacts, scope, scope.matters, recipients=leaders(request, scope.matters, words.LEADERS)
        )


def compose_summaries(request: Request) -> Iterator[Subject]:
    """One for every period asked for, one for all matters named; raises CannotRun (C004, C009, C017, D114)."""
    for scope in scopes_of(request, tuple(PeriodKind), example=SUMMARY_EXAMPLE):
        tallies = tallies_of(request, scope, {matter.number for matter in scope.matters})
        yield _subject(
            request,
            SummaryFacts,
            scope,
            scope.matters,
            recipients=leaders(request, scope.matters, words.COUNTY_LEADERS),
            expected=sum(tally.expected for tally in tallies),
            received=sum(tally.on_time + tally.late for tally in tallies),
            missing_units=tuple(tally.unit.name for tally in tallies if tally.missing),
        )


def compose_upward(request: Request) -> Iterator[Subject]:
    """One for every superior of a period's matters, one for all matters named; raises CannotRun (C004, C009, C017, D114)."""
    for scope in scopes_of(request, tuple(PeriodKind), example=UPWARD_EXAMPLE):
        groups = _by_superior(request, scope)
        for superior, matters in groups.items():
            name = _categories(request.ledger, scope, matters) if len(groups) > 1 else scope.name
            title = title_for(name, request.name)
            yield _subject(
                request,
                UpwardFacts,
                scope,
                matters,
                recipients=superior,
                scope=name,
                title=title,
                signer=signatory_of(request.ledger, request.name, title),
                agreements=tuple(_agreements(request.ledger, matters, until=scope.as_of)),
            )


def _subject(
    request: Request, kind: type[_Facts], about: Scope, matters: Sequence[Matter], *, recipients: str, **more: Any
) -> Subject:
    ledger = request.ledger
    found = matters_in(request, about, by_category(ledger, matters))
    said: dict[str, Any] = {
        "title": title_for(about.name, request.name),
        "dated_on": request.as_of,
        "recipients": recipients,
        "scope": about.name,
        "as_of": about.as_of,
        "counts": found.counts,
        "matters": found.rows,
        "by_category": category_counts(ledger, matters, found.overdue, as_of=about.as_of),
        "troubled": sum(1 for row in found.rows if row.difficulties.whole),
    }
    if kind is UpwardFacts:
        said["planned"] = sum(1 for row in found.rows if row.next_steps)
    return Subject(facts=kind(**(said | more)), label=about.label, findings=found.findings, matter=about.matter)


def _by_superior(request: Request, scope: Scope) -> dict[str, list[Matter]]:
    """Whom the report goes to → its matters; a period's are those that must be reported upwards, unless a rule names them."""
    ledger = request.ledger
    named = bool(categories_of(request)) or scope.period is None
    found: dict[str, list[Matter]] = {}
    for matter in scope.matters:
        category = ledger.category(matter.category)
        if named or (category is not None and category.upward):
            found.setdefault(superiors(request, (matter,), _reported_to(ledger, matter)), []).append(matter)
    return found or {superiors(request, ()): []}


def _reported_to(ledger: Ledger, matter: Matter) -> str:
    """对象 of the last 上报 of the matter; "" if none was."""
    steps = [one for one in ledger.steps if one.number == matter.number and one.action == REPORTING and one.to_whom]
    return steps[-1].to_whom if steps else ""


def _categories(ledger: Ledger, scope: Scope, matters: Sequence[Matter]) -> str:
    """How a title calls one superior's share of a period."""
    codes = {code_of(ledger, matter) for matter in matters}
    names = "、".join(category.name for category in ledger.categories if category.code in codes)
    return words.SCOPE_OF_CATEGORIES.format(period=scope.period.name if scope.period else "", categories=names)


def _agreements(ledger: Ledger, matters: Sequence[Matter], *, until: date) -> Iterator[Agreement]:
    """Who agreed, by the steps of 审批程序 for 上报 of these matters, oldest first."""
    numbers = {matter.number: code_of(ledger, matter) for matter in matters}
    procedures = [procedure for procedure in ledger.procedures if procedure.purpose == REPORTING]
    seen: set[Agreement] = set()
    for row in sorted(ledger.steps, key=lambda row: row.approved_on or date.min):
        code = numbers.get(row.number)
        if code is None or not row.approved_by or row.agreed is False or (row.approved_on or until) > until:
            continue
        steps = {step for procedure in procedures if procedure.covers(code) for step in procedure.sequence}
        one = Agreement(step=row.step, by=row.approved_by, agreed_on=row.approved_on)
        if (row.action == REPORTING or row.step in steps) and one not in seen:
            seen.add(one)
            yield one


def sample_cases() -> CaseFacts:
    """查办件办理情况."""
    title = "关于2026年9月督查事项查办件办理情况的报告"
    return CaseFacts(**stated(title=title, recipients="主要负责同志", troubled=1))


def sample_summary() -> SummaryFacts:
    """汇总."""
    by_category = (
        CategoryCounts(name="县委主要领导批示", total=2, completed=1, in_hand=1, overdue=1),
        CategoryCounts(name="专项工作和重点项目", total=1, completed=0, in_hand=1, overdue=0),
    )
    return SummaryFacts(
        **stated(title="关于2026年9月下半月督查事项的半月汇总报告", recipients="县主要领导", troubled=1),
        by_category=by_category,
        expected=5,
        received=4,
        missing_units=("大坪乡",),
    )


def sample_upward() -> UpwardFacts:
    """贯彻落实情况报告."""
    return UpwardFacts(
        **stated(title="关于2026年9月督查事项贯彻落实情况的报告", recipients="市政府办公室", troubled=1),
        signer="李某某",
        planned=2,
        agreements=(Agreement(step="县政府领导审定", by="李某某", agreed_on=date(2026, 9, 29)),),
    )


def categories_disagree(facts: ProgressFacts) -> Iterator[Finding]:
    """A table by category whose columns do not add up to the figures of the text."""
    for name in ("total", "completed", "in_hand", "overdue") if facts.by_category else ():
        parts = [getattr(row, name) for row in facts.by_category]
        if (total := getattr(facts.counts, name)) != sum(parts):
            yield wrong(facts, sum_of(meaning(CategoryCounts, name), total, *parts))


CHECKS = (no_matters, counts_disagree, rows_disagree, categories_disagree)

CASE_REPORT = DocumentKind(
    name="查办件办理情况",
    code="DT09",
    facts=CaseFacts,
    template=case_template,
    sample=sample_cases,
    compose=compose_cases,
    about="月份（季度、半年、年度）、类别或事项编号",
    example=CASE_EXAMPLE,
    purpose="呈阅",
    shows=matters_show,
    checks=CHECKS,
)
SUMMARY = DocumentKind(
    name="汇总",
    code="DT14",
    names=("汇总报告", "半月汇总报告", "批办事项汇总", "贯彻落实方案汇总", "进度查看情况"),
    facts=SummaryFacts,
    template=summary_template,
    sample=sample_summary,
    compose=compose_summaries,
    about="半月、月份等报送期，类别或事项编号",
    example=SUMMARY_EXAMPLE,
    purpose="呈阅",
    shows=matters_show,
    checks=CHECKS,
)
UPWARD_REPORT = DocumentKind(
    name="贯彻落实情况报告",
    code="DT15",
    names=("贯彻落实情况", "督查情况报告", "答复意见"),
    facts=UpwardFacts,
    template=upward_template,
    sample=sample_upward,
    compose=compose_upward,
    about="报送期、类别或事项编号",
    example=UPWARD_EXAMPLE,
    purpose=REPORTING,
    layout=Layout.UPWARD,
    shows=matters_show,
    checks=CHECKS,
)
