"""销号审批单: a matter is to be struck off: what was done, the proof, and who says that it is enough (weinan 七(八), documents.md §9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_account as words
from duban_xl.documents.papers.checking import Shown
from duban_xl.documents.papers.desk.shared import (
    LABEL,
    FormMatter,
    form_matter,
    matter_is_incomplete,
    matter_rows,
    opinion_boxes,
    opinions_of,
    rule_of,
)
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Numbering, Request, Subject
from duban_xl.documents.papers.selection import matters_of
from duban_xl.documents.word.frame import form_table, template
from duban_xl.documents.word.layout import Layout
from duban_xl.model.columns.matters import FINAL_REPORT, REVIEWS
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.source import shown
from duban_xl.plan.ground import Ground, ground_of

PURPOSES = ("销号", "办结")
MOVE = "T15"
SENT_BACK = REVIEWS[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts(PaperFacts):
    """销号审批单: the matter, what was done, the proof, and the boxes of those who decide."""

    matter: Annotated[FormMatter, "所涉事项"]
    basis: Annotated[str, "依据条款；没有写明时为空"] = ""
    completed_on: Annotated[date | None, "实际完成日期"] = None
    overdue_days: Annotated[int, "完成时已逾期天数，未逾期为0"] = 0
    results: Annotated[str, "措施和结果"] = ""
    report_number: Annotated[str, "办结报告文号"] = ""
    report_signatory: Annotated[str, "办结报告签发人"] = ""
    reported_on: Annotated[date | None, "收到办结报告的日期"] = None
    proofs: Annotated[tuple[str, ...], "佐证材料"] = ()
    opinions: Annotated[tuple[str, ...], "依次签署意见的人"]


def closing() -> bytes:
    """销号审批单."""
    upper = (
        *matter_rows(),
        (
            "完成日期",
            "{{ completed_on }}{% if overdue_days %}（逾期{{ overdue_days }}天）{% endif %}",
            "收到报告",
            "{{ reported_on }}",
        ),
        ("办结报告", "{{ report_number }}", "签发人", "{{ report_signatory }}"),
        ("依据", "{{ basis }}"),
        ("措施和结果", "{{ results }}"),
        (
            "佐证材料",
            "{% for proof in proofs %}{{ loop.index }}. {{ proof|clause }}"
            "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}",
        ),
        ("公示情况", "□不需公示　□已公示（　月　日至　月　日）"),
    )
    lower = (
        ("审批结论", "□同意销号　□转长期坚持　□退回（原因见意见栏）"),
        ("销号人", "", "销号日期", "　　年　月　日"),
        ("回头看日期", "　　年　月　日", "归档卷号", ""),
        ("填表日期", "{{ dated_on }}"),
    )
    text = form_table(upper, label_width=LABEL) + opinion_boxes() + form_table(lower, label_width=LABEL)
    return template(layout=Layout.FORM, text=text)


def compose(request: Request) -> Iterator[Subject]:
    """A 销号审批单 for every matter asked for, with D173 where there is no 办结报告; raises CannotRun (C009)."""
    ground = ground_of(request.ledger, request.workdays)
    for matter in matters_of(request):
        report = final_report(request.ledger, matter)
        found = () if report else (finding("D173", matter.source("number"), number=matter.number),)
        facts = closing_facts(ground, matter, report, dated_on=request.as_of, name=request.name)
        yield Subject(
            facts=facts, label=matter.number, findings=found, matter=matter.number, unit=facts.matter.lead_unit
        )


def closing_facts(
    ground: Ground, matter: Matter, report: UnitReturn | None, *, dated_on: date, name: str
) -> ClosingFacts:
    """What is on record of how `matter` was done; `report` is the unit's 办结报告."""
    ledger = ground.ledger
    category = ground.category(matter)
    received = report.received_at.date() if report and report.received_at else None
    completed, due = matter.completed_on or received, matter.effective_due
    return ClosingFacts(
        title=name,
        dated_on=dated_on,
        matter=form_matter(ledger, matter),
        basis=rule_of(ground, matter, MOVE),
        completed_on=completed,
        overdue_days=max((completed - due).days, 0) if completed and due else 0,
        results=(report.progress if report else "") or matter.progress,
        report_number=report.report_number if report else "",
        report_signatory=report.signatory if report else "",
        reported_on=received,
        proofs=tuple(dict.fromkeys(s.material for s in ledger.steps if s.number == matter.number and s.material)),
        opinions=opinions_of(ledger, PURPOSES, category.code if category else "", words.CLOSING_STEPS),
    )


def final_report(ledger: Ledger, matter: Matter) -> UnitReturn | None:
    """The latest 办结报告 on the matter that was not sent back, the lead unit's before others'; None if there is none."""
    lead = ledger.units.official_name(matter.lead_unit)
    found = [
        entry
        for entry in ledger.returns
        if entry.number == matter.number
        and entry.report_type == FINAL_REPORT
        and not entry.superseded
        and entry.review != SENT_BACK
    ]
    by_day = sorted(found, key=lambda entry: shown(entry.received_at))
    return max(by_day, key=lambda entry: ledger.units.official_name(entry.unit) == lead, default=None)


def closing_shows(facts: ClosingFacts) -> Iterator[Shown]:
    """The matter, its unit, the report, the proof and who signs."""
    yield "title", facts.title
    yield from (("matter.number", facts.matter.number), ("matter.lead_unit", facts.matter.lead_unit))
    yield "report_number", facts.report_number
    for step in facts.opinions:
        yield "opinions", step


def sample() -> ClosingFacts:
    """销号审批单."""
    return ClosingFacts(
        title="督查事项销号审批单",
        dated_on=date(2026, 10, 9),
        matter=FormMatter(
            number="D-2026-041",
            title="农村公路“最后一公里”贯通",
            lead_unit="县交通运输局",
            supporting_units=("青溪镇", "大坪乡"),
            due_date=date(2026, 9, 30),
        ),
        basis="督查工作制度七（八）",
        completed_on=date(2026, 10, 8),
        overdue_days=8,
        results="12公里路基、路面和安防工程全部完成，9月28日通过交工验收，沿线7个村全部通车",
        report_number="清交〔2026〕65号",
        report_signatory="局长赵某",
        reported_on=date(2026, 10, 8),
        proofs=("交工验收报告", "通车前后照片12张"),
        opinions=words.CLOSING_STEPS,
    )


CLOSING_FORM = DocumentKind(
    name="销号审批单",
    code="",
    names=("督查事项销号审批单", "销号申请表"),
    facts=ClosingFacts,
    template=closing,
    sample=sample,
    compose=compose,
    about="事项编号",
    example="duban write 销号审批单 2026-001",
    purpose="销号",
    layout=Layout.FORM,
    numbering=Numbering.NONE,
    shows=closing_shows,
    checks=(matter_is_incomplete,),
)
