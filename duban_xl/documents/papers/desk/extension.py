"""延期审批表: a unit asks for more time, before the limit is over, and who grants it (weinan 九, jiangsu 四(二), documents.md §10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import papers_account as words
from duban_xl.documents.papers.checking import Shown, wrong
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
from duban_xl.model.columns.matters import GRANTED, OUTCOMES
from duban_xl.model.finding import Finding
from duban_xl.model.matter import ExtensionRequest, Matter
from duban_xl.plan.extensions import extension_findings, latest_request
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.plan.matter_limit import matter_deadline

PURPOSES = ("延期",)
MOVE = "T8"
OPEN = ("", OUTCOMES[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFacts(PaperFacts):
    """延期审批表: the matter, the request, whether it came in time, and the boxes of those who decide."""

    matter: Annotated[FormMatter, "所涉事项"]
    basis: Annotated[str, "依据条款；没有写明时为空"] = ""
    unit: Annotated[str, "申请单位"]
    nth: Annotated[int, "第几次申请延期"]
    granted_before: Annotated[int, "已批准延期的次数"]
    original_due: Annotated[date | None, "原时限"]
    requested_on: Annotated[date | None, "申请日期；还没有申请时为空"] = None
    ask_by: Annotated[date | None, "最迟申请日期"] = None
    is_in_time: Annotated[bool, "是否在到期之前申请"] = True
    requested_to: Annotated[date | None, "申请延至"] = None
    latest: Annotated[date | None, "本办法规定的最长期限；没有规定时为空"] = None
    reason: Annotated[str, "延期原因"] = ""
    progress: Annotated[str, "已做的工作和进展"] = ""
    opinions: Annotated[tuple[str, ...], "依次签署意见的人"]


def extension() -> bytes:
    """延期审批表."""
    in_time = "{% if is_in_time %}（到期之前申请）{% else %}（到期之后申请，按逾期计）{% endif %}"
    upper = (
        *matter_rows(),
        ("申请单位", "{{ unit }}", "第几次申请", "第{{ nth }}次（已批{{ granted_before }}次）"),
        ("原时限", "{{ original_due }}", "最迟申请日期", "{{ ask_by }}"),
        ("申请日期", f"{{% if requested_on %}}{{{{ requested_on }}}}{in_time}{{% endif %}}"),
        ("申请延至", "{{ requested_to }}", "最长可延至", "{% if latest %}{{ latest }}{% else %}没有规定{% endif %}"),
        ("依据", "{{ basis }}"),
        ("延期原因", "{{ reason }}"),
        ("工作和进展", "{{ progress }}"),
    )
    lower = (
        ("审批结论", "□同意　□不同意", "批准延至", "　　年　月　日"),
        ("填表日期", "{{ dated_on }}"),
    )
    text = form_table(upper, label_width=LABEL) + opinion_boxes() + form_table(lower, label_width=LABEL)
    return template(layout=Layout.FORM, text=text)


def compose(request: Request) -> Iterator[Subject]:
    """A 延期审批表 for every matter asked for: with its open request, else to apply with. Raises CannotRun (C009).

    T105 to T107 and T118 say what speaks against granting the request.
    """
    ground = ground_of(request.ledger, request.workdays)
    for matter in matters_of(request):
        asked = ground.requests.get(matter.number, ())
        row = next((one for one in reversed(asked) if one.outcome in OPEN), None)
        facts = extension_facts(ground, matter, row, dated_on=request.as_of, name=request.name)
        found = _against(ground, row, facts) if row else ()
        yield Subject(
            facts=facts, label=matter.number, findings=found, matter=matter.number, unit=facts.unit, is_one_of_many=True
        )


def extension_facts(
    ground: Ground, matter: Matter, row: ExtensionRequest | None, *, dated_on: date, name: str
) -> ExtensionFacts:
    """The request `row` on `matter`, or an empty form; how-maniest it is counts all rows of 延期登记 up to it."""
    ledger = ground.ledger
    asked = ground.requests.get(matter.number, ())
    nth = (asked.index(row) if row else len(asked)) + 1
    category = ground.category(matter)
    due = (row.original_due if row else None) or matter.effective_due
    ask_by = latest_request(due, workdays=ground.workdays, conventions=ground.conventions) if due else None
    requested_on = row.requested_on if row else None
    return ExtensionFacts(
        title=words.NTH_TITLE.format(name=name, nth=nth) if nth > 1 else name,
        dated_on=dated_on,
        matter=form_matter(ledger, matter),
        basis=rule_of(ground, matter, MOVE),
        unit=ledger.units.official_name((row.unit if row else "") or matter.lead_unit),
        nth=nth,
        granted_before=sum(one.outcome == GRANTED for one in asked[: nth - 1]),
        original_due=due,
        requested_on=requested_on,
        ask_by=ask_by,
        is_in_time=not (requested_on and ask_by and requested_on > ask_by),
        requested_to=row.requested_to if row else None,
        latest=matter_deadline(ground, matter).cap,
        reason=row.reason if row else "",
        progress=row.progress if row else "",
        opinions=opinions_of(ledger, PURPOSES, category.code if category else "", words.EXTENSION_STEPS),
    )


def _against(ground: Ground, row: ExtensionRequest, facts: ExtensionFacts) -> tuple[Finding, ...]:
    return extension_findings(
        row, due_date=facts.original_due, cap=facts.latest, workdays=ground.workdays, conventions=ground.conventions
    )


def order_disagrees(facts: ExtensionFacts) -> Iterator[Finding]:
    """More extensions granted than asked for, or a wish that is no later than the limit."""
    if facts.granted_before >= facts.nth:
        yield wrong(facts, f"第{facts.nth}次申请，此前批准却有{facts.granted_before}次")


def extension_shows(facts: ExtensionFacts) -> Iterator[Shown]:
    """The matter, who asks, how often, and who signs."""
    yield "title", facts.title
    yield from (("matter.number", facts.matter.number), ("unit", facts.unit), ("nth", f"第{facts.nth}次"))
    for step in facts.opinions:
        yield "opinions", step


def sample() -> ExtensionFacts:
    """延期审批表."""
    return ExtensionFacts(
        title="延期审批表（第2次申请）",
        dated_on=date(2026, 9, 10),
        matter=FormMatter(
            number="D-2026-027",
            title="山塘除险加固",
            lead_unit="青溪镇",
            due_date=date(2026, 9, 15),
            due_text="9月15日前",
        ),
        basis="督查工作制度九",
        unit="青溪镇",
        nth=2,
        granted_before=1,
        original_due=date(2026, 9, 15),
        requested_on=date(2026, 9, 10),
        ask_by=date(2026, 9, 15),
        is_in_time=True,
        requested_to=date(2026, 10, 31),
        latest=date(2026, 11, 30),
        reason="汛期水位高，坝体灌浆不能施工",
        progress="坝顶、溢洪道已完成，灌浆完成60%",
        opinions=words.EXTENSION_STEPS,
    )


EXTENSION_FORM = DocumentKind(
    name="延期审批表",
    code="",
    names=("延期申请表", "延期申请审批表"),
    facts=ExtensionFacts,
    template=extension,
    sample=sample,
    compose=compose,
    about="事项编号",
    example="duban write 延期审批表 2026-001",
    purpose="延期",
    layout=Layout.FORM,
    numbering=Numbering.NONE,
    shows=extension_shows,
    checks=(matter_is_incomplete, order_disagrees),
)
