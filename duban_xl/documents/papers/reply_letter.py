"""函告: what came of a suggestion or proposal, told to the department, deputy or member who made it (DT25, xiayi-2.6-1-city)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from duban_xl.catalogue import papers_notices as words
from duban_xl.documents.chinese import quoted
from duban_xl.documents.papers.checking import Shown, lacks
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.selection import matters_of
from duban_xl.documents.word.frame import body, for_each, heading, only_if, template
from duban_xl.documents.word.layout import Layout
from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.plan.answers import SENT_BACK_REVIEW, Answers, answers_of

REPORTED_UPWARD = "上报"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLetterFacts(PaperFacts):
    """函告: the reply to one suggestion or proposal."""

    recipient: Annotated[str, "函告对象：市直机关、代表或委员"]
    matter_number: Annotated[str, "事项编号"]
    matter_title: Annotated[str, "事项或建议提案的名称"]
    is_answer: Annotated[bool, "是否答复来文（建议、提案、来信）"] = False
    origin: Annotated[str, "来源，如“市人大代表李某”"] = ""
    origin_number: Annotated[str, "建议提案编号"] = ""
    instruction_by: Annotated[str, "作出批示的县政府领导"] = ""
    instruction_on: Annotated[date | None, "批示日期"] = None
    lead_unit: Annotated[str, "主办单位"]
    supporting_units: Annotated[tuple[str, ...], "协办单位"] = ()
    opinions: Annotated[tuple[str, ...], "答复意见，每条一段"]
    next_steps: Annotated[tuple[str, ...], "下步打算，每条一段"] = ()


def letter_template() -> bytes:
    """函告."""
    came = body(
        "{% if is_answer %}{% if origin %}{{ origin|clause }}提出的{% endif %}"
        "{{ matter_title|clause|quoted }}{% if origin_number %}（{{ origin_number|clause }}）{% endif %}收悉。"
        "{% else %}{{ matter_title|clause|quoted }}{% if origin_number %}（{{ origin_number|clause }}）{% endif %}事项，{% endif %}"
        "{% if instruction_by %}按照{{ instruction_by }}{% if instruction_on %}{{ instruction_on }}{% endif %}的批示，"
        "{% endif %}由{{ lead_unit }}主办{% if supporting_units %}，{{ supporting_units|units }}协办{% endif %}，"
        "登记号{{ matter_number }}。现将办理情况函告如下："
    )
    text = (
        came
        + heading("答复意见")
        + for_each("opinion in opinions", body("{{ opinion|sentence }}"))
        + only_if("next_steps", heading("下步打算"), for_each("step in next_steps", body("{{ step|sentence }}")))
        + body("对办理情况有意见和建议的，请反馈{{ office.short_name }}。")
        + body("特此函告。")
    )
    return template(layout=Layout.LETTER, recipients="{{ recipient }}：", text=text)


def compose(request: Request) -> Iterator[Subject]:
    """A letter for every matter asked for; raises CannotRun (C009)."""
    answers = answers_of(request.ledger)
    for matter in matters_of(request):
        facts = letter_facts(request.ledger, answers, matter, dated_on=request.as_of)
        yield Subject(facts=facts, label=matter.number, matter=matter.number, unit=facts.lead_unit)


def letter_facts(ledger: Ledger, answers: Answers, matter: Matter, *, dated_on: date) -> ReplyLetterFacts:
    """What the lead unit's last report says in answer to `matter`; whom it goes to is known from 流转记录 alone."""
    units = ledger.units
    lead = units.official_name(matter.lead_unit)
    report = _report(answers.returns.get((matter.number, lead), ()))
    facts = ReplyLetterFacts(
        title=words.LETTER_TITLE.format(matter=quoted(matter.title)),
        dated_on=dated_on,
        recipient=_recipient(answers, matter) or blank(words.ADDRESSEE),
        matter_number=matter.number,
        matter_title=matter.title,
        is_answer=_answers_a_letter(ledger, matter),
        origin=matter.origin,
        origin_number=matter.origin_number,
        instruction_by=matter.instructing_leader,
        instruction_on=matter.instructed_on,
        lead_unit=lead,
        supporting_units=tuple(sorted(map(units.official_name, matter.supporting), key=units.position)),
        opinions=(blank(words.REPLY),),
    )
    opinions = _lines(report.progress) if report else ()
    return replace(facts, opinions=opinions, next_steps=_lines(report.next_steps)) if report and opinions else facts


def _answers_a_letter(ledger: Ledger, matter: Matter) -> bool:
    """Whether the matter is of a category for what others wrote to the office."""
    category = ledger.category(matter.category)
    return category is not None and any(word in category.name for word in words.LETTERS)


def _report(returns: tuple[UnitReturn, ...]) -> UnitReturn | None:
    """The last 办结报告 that was not sent back."""
    finals = [one for one in returns if one.report_type == FINAL_REPORT and one.review != SENT_BACK_REVIEW]
    return finals[-1] if finals else None


def _recipient(answers: Answers, matter: Matter) -> str:
    """对象 of the last 上报 of the matter."""
    steps = (one for one in answers.steps.get(matter.number, ()) if one.action == REPORTED_UPWARD and one.to_whom)
    return next(reversed([one.to_whom for one in steps]), "")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def letter_is_incomplete(facts: ReplyLetterFacts) -> Iterator[Finding]:
    """A letter about a matter that nobody handles."""
    if not facts.lead_unit.strip():
        yield lacks(facts, ReplyLetterFacts, "lead_unit")


def letter_shows(facts: ReplyLetterFacts) -> Iterator[Shown]:
    """To whom, about what, by whom, and the whole answer."""
    yield "title", facts.title
    yield "recipient", facts.recipient
    yield "matter_number", facts.matter_number
    yield "lead_unit", facts.lead_unit
    for opinion in facts.opinions:
        yield "opinions", opinion.rstrip("。；， \n")


def sample() -> ReplyLetterFacts:
    """函告."""
    return ReplyLetterFacts(
        title="关于“完善城区充电桩布局”建议办理情况的函",
        dated_on=date(2026, 9, 24),
        recipient="市人大代表林某",
        matter_number="J-2026-007",
        matter_title="关于完善城区充电桩布局的建议",
        is_answer=True,
        origin="市人大代表林某",
        origin_number="市十届人大五次会议第107号建议",
        instruction_by="县长李某",
        instruction_on=date(2026, 3, 20),
        lead_unit="县发展和改革局",
        supporting_units=("县住房和城乡建设局", "县供电公司"),
        opinions=("今年已在城区新建公共充电站6座、充电桩84个", "老旧小区充电设施改造列入年度民生实事，已完成12个小区"),
        next_steps=("年底前再建充电站3座，实现城区主要片区全覆盖",),
    )


REPLY_LETTER = DocumentKind(
    name="函告",
    code="DT25",
    facts=ReplyLetterFacts,
    template=letter_template,
    sample=sample,
    compose=compose,
    about="事项编号、类别或“全部”",
    example="duban write 函告 2026-001",
    purpose="上报",
    layout=Layout.LETTER,
    shows=letter_shows,
    checks=(letter_is_incomplete,),
)
