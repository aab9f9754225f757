"""督查反馈意见 (DT13, cangnan-3.3-opinion): what came of a matter whose result was reviewed and found good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_reports as words
from duban_xl.documents.chinese import quoted
from duban_xl.documents.papers.checking import Shown, lacks
from duban_xl.documents.papers.desk.closing import final_report
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.reports.blocks import RECIPIENTS
from duban_xl.documents.papers.reports.one_matter import (
    SAMPLE,
    OneMatterFacts,
    asked,
    is_incomplete,
    shows,
    stated,
    subject_of,
    unit_reports,
)
from duban_xl.documents.papers.reports.scope import superiors
from duban_xl.documents.papers.selection import matters_of
from duban_xl.documents.word.frame import body, heading, only_if, template
from duban_xl.model.finding import Finding
from duban_xl.plan.answers import answers_of

REVIEWED = "审核通过"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackFacts(OneMatterFacts):
    """督查反馈意见: what came of a matter that was reviewed and found good."""

    completed_on: Annotated[date | None, "办结日期"] = None
    reviewed_on: Annotated[date | None, "审核通过的日期"] = None
    conclusion: Annotated[str, "审核结论；没有审核合格的为空"]


def feedback_template() -> bytes:
    """督查反馈意见."""
    review = (
        "{{ lead_unit }}报来办结报告后，{{ office.short_name }}进行了审查"
        "{% if reviewed_on %}（{{ reviewed_on }}）{% endif %}，审查结论：{{ conclusion|clause }}。"
    )
    text = (
        body("现将{{ matter_title|clause|quoted }}的办理情况反馈如下（截至{{ as_of }}）：")
        + asked()
        + heading("办理结果")
        + only_if("completed_on", body("本事项已于{{ completed_on }}办结。"))
        + unit_reports()
        + heading("审查结论")
        + body(review)
    )
    return template(recipients=RECIPIENTS, text=text)


def compose_feedback(request: Request) -> Iterator[Subject]:
    """A 督查反馈意见 for every matter asked for, D160 where it was not reviewed; raises CannotRun (C009)."""
    answers = answers_of(request.ledger)
    for matter in matters_of(request):
        report = final_report(request.ledger, matter)
        conclusion = words.PASSED if words.PASSED in (matter.review, report.review if report else "") else ""
        said = matter.review or (report.review if report else "") or words.UNREVIEWED
        refused = finding("D160", matter.source("review"), number=matter.number, value=said, kind=request.name)
        passed = (step.taken_on for step in answers.steps.get(matter.number, ()) if step.action == REVIEWED)
        facts = FeedbackFacts(
            **stated(request, answers, matter),
            title=words.HANDLING_TITLE.format(matter=quoted(matter.title), name=request.name),
            recipients=superiors(request, (matter,)),
            completed_on=matter.completed_on,
            reviewed_on=max((day for day in passed if day), default=None),
            conclusion=conclusion,
        )
        yield subject_of(facts, *(() if conclusion else (refused,)))


def is_not_passed(facts: FeedbackFacts) -> Iterator[Finding]:
    """An opinion on what was not found good: no document (D128)."""
    if not facts.conclusion:
        yield lacks(facts, FeedbackFacts, "conclusion")


def feedback_shows(facts: FeedbackFacts) -> Iterator[Shown]:
    """The matter, the reports and the conclusion."""
    yield from shows(facts)
    yield "conclusion", facts.conclusion


def sample_feedback() -> FeedbackFacts:
    """督查反馈意见."""
    return FeedbackFacts(
        **SAMPLE,
        title="关于“青溪镇镇区污水管网改造”办理情况的督查反馈意见",
        recipients="上级有关部门、领导",
        completed_on=date(2026, 9, 26),
        reviewed_on=date(2026, 9, 29),
        conclusion=words.PASSED,
    )


FEEDBACK = DocumentKind(
    name="督查反馈意见",
    code="DT13",
    names=("督查反馈意见书",),
    facts=FeedbackFacts,
    template=feedback_template,
    sample=sample_feedback,
    compose=compose_feedback,
    about="事项编号",
    example="duban write 督查反馈意见 2026-001",
    purpose="上报",
    shows=feedback_shows,
    checks=(is_incomplete, is_not_passed),
)
