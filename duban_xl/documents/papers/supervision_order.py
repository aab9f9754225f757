"""督办令: a last call after supervision without result, with a limit and the name of who signs it (DT05, weinan-16-2-dubanling)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import cannot_run, finding, wording
from duban_xl.catalogue import papers_notices as words
from duban_xl.documents.chinese import quoted
from duban_xl.documents.papers.checking import Shown, lacks, wrong
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.requirements import items_of
from duban_xl.documents.papers.selection import matters_of
from duban_xl.documents.word.frame import body, for_each, heading, only_if, template
from duban_xl.model.columns.scoring import REMINDER
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.noun import split_names
from duban_xl.model.settings import ORDER_ISSUER
from duban_xl.model.source import chinese_day
from duban_xl.plan.answers import SIGNED
from duban_xl.plan.reminded import slip_names

ORDER = "督办令"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAct:
    """What was done before about the matter."""

    done_on: Annotated[date, "日期"]
    what: Annotated[str, "做了什么，如“电话催办”"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionOrderFacts(PaperFacts):
    """督办令: one matter that several reminders did not move."""

    unit: Annotated[str, "责任单位（主办单位）"]
    supporting_units: Annotated[tuple[str, ...], "协办单位"] = ()
    matter_number: Annotated[str, "事项编号"]
    matter_title: Annotated[str, "事项名称"]
    requirements: Annotated[tuple[str, ...], "任务要求，每条一段"]
    due_date: Annotated[date | None, "原办结时限；没有日期时为空"] = None
    days_over: Annotated[int, "逾期日数；没有逾期为0"] = 0
    earlier: Annotated[tuple[EarlierAct, ...], "此前的下达、催办和督查，最早的在前"] = ()
    pressed: Annotated[int, "其中催办、督查的次数"] = 0
    limit: Annotated[str, "限期"]
    consequence: Annotated[str, "再无进展的后果，一句话；办法没有规定的为空"] = ""
    signed_by: Annotated[str, "签发人；还没有签发的为空"] = ""


def order_template() -> bytes:
    """督办令."""
    opening = body(
        "你单位承办的{{ matter_title|clause|quoted }}事项（编号{{ matter_number }}）"
        "{% if due_date %}应于{{ due_date }}办结，{% if days_over %}现已逾期{{ days_over }}日，{% endif %}{% endif %}"
        "{% if pressed %}经{{ pressed }}次催办、督查，{% endif %}至今没有办结。现责令限期办理。"
    )
    earlier = only_if(
        "earlier",
        heading("此前督办情况"),
        for_each("act in earlier", body("{{ act.done_on }}，{{ act.what|sentence }}")),
    )
    tasks = heading("办理要求") + for_each("requirement in requirements", heading("{{ requirement|sentence }}", 3))
    limit = (
        heading("限期")
        + body("责令{{ unit }}于{{ limit }}前办结，并书面报告办理结果、逾期原因和责任落实情况。")
        + only_if("supporting_units", body("{{ supporting_units|units }}按照职责做好配合。"))
        + only_if("consequence", body("{{ consequence|sentence }}"))
    )
    waiting = wording.NOT_SIGNED_YET
    signed = f"{wording.SIGNED_BY}{{% if signed_by %}}{{{{ signed_by }}}}{{% else %}}{waiting}{{% endif %}}。"
    signer = heading("签发") + body(signed)
    return template(recipients="{{ unit }}：", text=opening + earlier + tasks + limit + signer)


def compose(request: Request) -> Iterator[Subject]:
    """An order for every matter asked for; raises CannotRun (C009, D152 for a matter that has ended)."""
    for matter in matters_of(request):
        if matter.is_ended:
            raise cannot_run(
                "D152", matter.source("status"), number=matter.number, status=matter.status, kind=request.name
            )
        facts = order_facts(request, matter)
        lacking = () if facts.pressed else (finding("D151", matter.source("number"), number=matter.number),)
        yield Subject(
            facts=facts,
            label=matter.number,
            findings=lacking,
            matter=matter.number,
            unit=facts.unit,
            issuer=request.ledger.setting(ORDER_ISSUER),
        )


def order_facts(request: Request, matter: Matter) -> SupervisionOrderFacts:
    """What the order says of `matter`; its limit is a blank where the ledger holds none that lies ahead."""
    ledger, as_of = request.ledger, request.as_of
    due, units = matter.effective_due, ledger.units
    acts = sorted(_acts(ledger, matter, as_of), key=lambda one: one[0].done_on)
    earlier = dict.fromkeys(act for act, _ in acts)
    return SupervisionOrderFacts(
        title=wording.NOTICE_TITLE.format(matter=quoted(matter.title), name=request.name),
        dated_on=as_of,
        unit=units.official_name(matter.lead_unit),
        supporting_units=tuple(sorted(map(units.official_name, matter.supporting), key=units.position)),
        matter_number=matter.number,
        matter_title=matter.title,
        requirements=items_of(matter.requirement),
        due_date=due,
        days_over=max((as_of - due).days, 0) if due else 0,
        earlier=tuple(earlier),
        pressed=len({act for act, is_pressing in acts if is_pressing}),
        limit=chinese_day(due) if due and due > as_of else blank(words.NEW_LIMIT),
        consequence=_consequence(ledger),
        signed_by=_signatory(ledger, matter),
    )


def _acts(ledger: Ledger, matter: Matter, as_of: date) -> Iterator[tuple[EarlierAct, bool]]:
    """What 督查记录, 流转记录 and 文书登记 tell of the matter up to that day, and whether it pressed the units."""
    for row in ledger.inspections:
        if row.held_on and row.held_on <= as_of and row.method and matter.number in split_names(row.number):
            yield EarlierAct(done_on=row.held_on, what=row.method), True
    for step in ledger.steps:
        if step.taken_on and step.taken_on <= as_of and step.action == REMINDER and step.number == matter.number:
            yield EarlierAct(done_on=step.taken_on, what=step.action), True
    slips = slip_names(ledger)
    for entry in ledger.documents:
        is_of_matter = entry.status == SIGNED and matter.number in split_names(entry.number)
        if is_of_matter and entry.kind != ORDER and entry.signed_on and entry.signed_on <= as_of:
            said = words.REGISTERED_NUMBER if entry.document_number else words.REGISTERED
            what = said.format(kind=entry.kind, number=entry.document_number)
            yield EarlierAct(done_on=entry.signed_on, what=what), entry.kind in slips


def _consequence(ledger: Ledger) -> str:
    """The step of 问责阶梯 that presupposes an order (weinan-16-2-dubanling)."""
    step = next((step for step in ledger.ladder if step.precondition == ORDER and step.measure), None)
    return words.AFTER_ORDER.format(trigger=step.trigger, measure=step.measure) if step else ""


def _signatory(ledger: Ledger, matter: Matter) -> str:
    """Who signed the order, once 文书登记 says so."""
    signed = (one for one in ledger.documents if one.kind == ORDER and one.status == SIGNED)
    return next((one.signatory for one in signed if one.number == matter.number), "")


def order_is_incomplete(facts: SupervisionOrderFacts) -> Iterator[Finding]:
    """An order without a unit, or that asks for nothing."""
    blanks = {"unit": not facts.unit.strip(), "requirements": not facts.requirements}
    for name, is_blank in blanks.items():
        if is_blank:
            yield lacks(facts, SupervisionOrderFacts, name)


def counts_disagree(facts: SupervisionOrderFacts) -> Iterator[Finding]:
    """More presses than acts."""
    if facts.pressed > len(facts.earlier):
        yield wrong(facts, words.MORE_PRESSED.format(pressed=facts.pressed, count=len(facts.earlier)))


def order_shows(facts: SupervisionOrderFacts) -> Iterator[Shown]:
    """The matter, its unit, what was done before, the limit and who signed."""
    yield "title", facts.title
    yield "matter_number", facts.matter_number
    yield "unit", facts.unit
    yield "limit", facts.limit
    for act in facts.earlier:
        yield "earlier.done_on", chinese_day(act.done_on)
        yield "earlier.what", act.what
    if facts.pressed:
        yield "pressed", facts.pressed
    if facts.days_over and facts.due_date:
        yield "days_over", facts.days_over
    if facts.signed_by:
        yield "signed_by", facts.signed_by


def sample() -> SupervisionOrderFacts:
    """督办令."""
    return SupervisionOrderFacts(
        title="关于办理“城区积水点改造”事项的督办令",
        dated_on=date(2026, 9, 24),
        unit="县住房和城乡建设局",
        supporting_units=("城东街道", "县水利局"),
        matter_number="D-2026-031",
        matter_title="城区积水点改造",
        requirements=("完成三处积水点雨水管网改造", "汛期落实专人值守"),
        due_date=date(2026, 6, 30),
        days_over=86,
        earlier=(
            EarlierAct(done_on=date(2026, 3, 5), what="下达督查通知书（清委督〔2026〕21号）"),
            EarlierAct(done_on=date(2026, 7, 6), what="电话催办"),
            EarlierAct(done_on=date(2026, 8, 3), what="实地督查"),
            EarlierAct(done_on=date(2026, 8, 31), what="下达催办单（清委督〔2026〕46号）"),
        ),
        pressed=3,
        limit="2026年10月31日",
        consequence="督办令下达后仍无明显进展的，由县委督查室通报批评",
        signed_by="王某",
    )


SUPERVISION_ORDER = DocumentKind(
    name=ORDER,
    code="DT05",
    facts=SupervisionOrderFacts,
    template=order_template,
    sample=sample,
    compose=compose,
    about="事项编号、类别或“全部”",
    example="duban write 督办令 2026-001",
    purpose="",
    shows=order_shows,
    checks=(order_is_incomplete, counts_disagree),
)
