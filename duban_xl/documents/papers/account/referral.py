"""问责建议: a unit or its people are put before the discipline organs, with the evidence (DT22; shiwei 4.3, weinan 15 and 16, xiayi 3.3).

The ledger says what is on record; whether it amounts to one of the method's situations, a person has said in 通报问责.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from duban_xl.catalogue import papers_account as words
from duban_xl.documents.papers.account.case import (
    ACCOUNTABILITY,
    Background,
    LateMatter,
    agreed,
    background_of,
    basis_of,
    named_units,
    persons_in,
    unit_title,
    with_a_basis,
)
from duban_xl.documents.papers.checking import Shown, lacks, wrong
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.word.frame import SERIAL, Column, annex, body, for_each, heading, list_table, only_if, template
from duban_xl.model.clause import articles
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Consequence, Unit
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.score import ZERO, Outcome, ScoredEvent
from duban_xl.model.source import chinese_day, plain
from duban_xl.score.engine import score

MEASURES = (ACCOUNTABILITY, "责任追究")
"""What 措施 of the methods' steps call it."""
ORDERS, SLACK = "督办令", "书面检查"
SITUATION = "情形"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One line of the evidence list."""

    kind: Annotated[str, "类别：通报批评、督办令、逾期事项、扣分认定"]
    dated_on: Annotated[date | None, "日期"]
    number: Annotated[str, "文号或事项编号"]
    content: Annotated[str, "内容"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFacts(PaperFacts):
    """问责建议: who is to be called to account for what, on what evidence, and who decided it."""

    unit: Annotated[str, "责任单位"]
    persons: Annotated[tuple[str, ...], "责任人；没有写明时为空"] = ()
    submitted_to: Annotated[str, "移送的机关：问责阶梯中的“执行”"]
    as_of: Annotated[date, "数据截止日期"]
    situation: Annotated[str, "问责情形"]
    basis: Annotated[str, "依据条款"]
    causes: Annotated[tuple[str, ...], "主要事实，每条一段"] = ()
    count: Annotated[int, "计次期内被通报批评的次数；这一步不计次时为0"] = 0
    window_from: Annotated[date, "计次期第一天"]
    window_to: Annotated[date, "计次期最后一天"]
    criticism_count: Annotated[int, "证据清单中的通报批评份数"]
    late_count: Annotated[int, "证据清单中的逾期事项项数"]
    deduction_count: Annotated[int, "证据清单中经认定的扣分条数"]
    deducted_points: Annotated[Decimal, "证据清单中经认定的扣分合计"]
    evidence: Annotated[tuple[Evidence, ...], "附件：证据清单"] = ()
    decided_by: Annotated[str, "审定人；还没有审定时为空"] = ""
    decided_on: Annotated[date | None, "审定日期"] = None
    approval: Annotated[str, "应由谁审定：问责阶梯中的“同意”"] = ""
    effect: Annotated[str, "后续：问责阶梯中的“效果”"] = ""


def referral() -> bytes:
    """问责建议."""
    text = (
        body(
            "{{ unit }}在督查事项办理中落实不力，属于{{ situation|clause|quoted }}的情形。根据{{ basis|clause }}，"
            "{% if decided_by %}经{{ decided_by }}{% if decided_on %}于{{ decided_on }}{% endif %}审定，{% endif %}"
            "现提出问责建议，并移送有关证据材料。"
        )
        + heading("问责对象")
        + body("责任单位：{{ unit }}。{% if persons %}责任人：{{ persons|units }}。{% endif %}")
        + heading("主要事实")
        + for_each("cause in causes", body("{{ cause|sentence }}"))
        + only_if("count", body("{{ window_from }}至{{ window_to }}期间，截至{{ as_of }}累计被通报批评{{ count }}次。"))
        + only_if(
            "evidence",
            body(
                "证据清单所列截至{{ as_of }}的材料中，通报批评{{ criticism_count }}份，逾期未办结事项{{ late_count }}项"
                "{% if deduction_count %}，经认定的扣分{{ deduction_count }}条、共{{ deducted_points }}分{% endif %}。"
            ),
        )
        + heading("问责建议")
        + body("建议{{ submitted_to }}依规依纪依法调查处理，处理结果请反馈{{ office.short_name }}。")
        + only_if("effect", body("{{ effect|sentence }}"))
        + only_if(
            "not decided_by",
            body("本建议{% if approval %}须经{{ approval|clause }}{% else %}尚待{% endif %}审定，审定后移送。"),
        )
    )
    table = list_table(
        (
            SERIAL,
            Column("类别", 5, "{{ row.kind }}", align="center"),
            Column("日期", 8.7, "{{ row.dated_on }}", align="center"),
            Column("文号（编号）", 9, "{{ row.number }}"),
            Column("内容", 16, "{{ row.content }}"),
        ),
        ("row in evidence",),
    )
    return template(recipients="{{ submitted_to }}：", text=text, annexes=only_if("evidence", annex("证据清单", table)))


def compose(request: Request) -> Iterator[Subject]:
    """A 问责建议 for every unit asked for; of a group, for those that 通报问责 or the ladder names. Raises CannotRun (C029)."""
    background = background_of(request)
    events = _deductions(background)
    drafts = (
        Subject(facts=facts, label=unit.name, unit=unit.name)
        for unit, is_named in named_units(request)
        for facts in (referral_facts(background, unit, events.get(unit.name, ()), name=request.name),)
        if is_named or facts.causes or facts.count
    )
    yield from with_a_basis(request, drafts, *MEASURES)


def referral_facts(background: Background, unit: Unit, events: Sequence[ScoredEvent], *, name: str) -> ReferralFacts:
    """What is on record against `unit`; `events` are its deductions that count."""
    ledger = background.ledger
    rows = background.rows(unit.name, ACCOUNTABILITY)
    reached = background.reached(unit.name, *MEASURES)
    step = reached.step if reached else None
    window = reached.window if reached else background.window()
    late = background.late_matters(unit.name)
    criticisms = background.criticisms(unit.name, window)
    decided = next(reversed(agreed(rows)), None)
    return ReferralFacts(
        title=unit_title(words.UNIT_TITLE, unit.name, background.as_of, name),
        dated_on=background.as_of,
        unit=unit.name,
        persons=tuple(dict.fromkeys(name for row in rows for name in persons_in(ledger, row))),
        submitted_to=(step.executed_by if step else "") or blank(words.BLANKS["addressee"]),
        as_of=background.as_of,
        situation=situation_of(ledger, rows) or blank(words.BLANKS["situation"]),
        basis=basis_of(ledger, rows, step),
        causes=tuple(row.facts for row in rows if row.facts),
        count=reached.count if reached else 0,
        window_from=window[0],
        window_to=window[1],
        criticism_count=len(criticisms),
        late_count=len(late),
        deduction_count=len(events),
        deducted_points=sum((event.points for event in events), ZERO),
        evidence=(
            *(_evidence("criticism", one.held_on, one.document_number, one.reason) for one in criticisms),
            *_recorded(background, unit, window),
            *(_of_matter(one) for one in late),
            *(_of_event(event) for event in events),
        ),
        decided_by=decided.approved_by if decided else "",
        decided_on=decided.approved_on if decided else None,
        approval=step.approved_by if step else "",
        effect=step.effect if step else "",
    )


def situation_of(ledger: Ledger, rows: Iterable[Consequence]) -> str:
    """The situation of 制度用语 whose rule the rows cite; where an article names several, those that the facts name."""
    found: list[str] = []
    for row in rows:
        cited = set(row.clause.split())
        cited |= {rule.rule for rule in ledger.rules if rule.article and rule.article == articles(row.clause)}
        names = [term.name for term in ledger.terms if term.kind == SITUATION and term.rule in cited]
        found += names if len(names) == 1 else [name for name in names if name in row.facts]
    return "、".join(dict.fromkeys(found))


def _deductions(background: Background) -> dict[str, tuple[ScoredEvent, ...]]:
    """Unit → its confirmed deductions of the assessment year that count, up to the day; none where nothing is scored."""
    if not background.ledger.deductions:
        return {}
    board = score(background.ledger, Period.of(PeriodKind.YEAR, background.as_of))
    return {
        unit.unit: tuple(
            event
            for event in unit.events
            if event.outcome is Outcome.COUNTED
            and event.points > 0
            and (event.event_on or date.max) <= background.as_of
        )
        for unit in board.units
    }


def _recorded(background: Background, unit: Unit, window: tuple[date, date]) -> Iterator[Evidence]:
    """督办令 and 书面检查 of the window that a person agreed to."""
    for key, kind in (("order", ORDERS), ("slack", SLACK)):
        for row in agreed(background.rows(unit.name, kind)):
            if row.held_on and window[0] <= row.held_on <= window[1]:
                yield _evidence(key, row.held_on, row.document_number, row.facts)


def _of_matter(matter: LateMatter) -> Evidence:
    told = words.LATE_EVIDENCE.format(title=matter.title, due=chinese_day(matter.due_date), days=matter.overdue_days)
    content = words.LATE_REMINDED.format(told=told, count=matter.reminders) if matter.reminders else told
    return _evidence("matter", matter.due_date, matter.number, content)


def _of_event(event: ScoredEvent) -> Evidence:
    content = words.DEDUCTED.format(condition=event.condition, points=plain(event.points))
    return _evidence("deduction", event.event_on, event.document or event.matter, content)


def _evidence(kind: str, day: date | None, number: str, content: str) -> Evidence:
    return Evidence(kind=words.EVIDENCE_KINDS[kind], dated_on=day, number=number, content=content)


def referral_is_incomplete(facts: ReferralFacts) -> Iterator[Finding]:
    """A proposal without a step of the method, or with nothing to show."""
    if not facts.basis:
        yield lacks(facts, ReferralFacts, "basis")
    if not (facts.causes or facts.evidence):
        yield lacks(facts, ReferralFacts, "causes")


def evidence_disagrees(facts: ReferralFacts) -> Iterator[Finding]:
    """Figures of the text that are not those of the list."""
    kinds = [row.kind for row in facts.evidence]
    given = {"criticism": facts.criticism_count, "matter": facts.late_count, "deduction": facts.deduction_count}
    for key, count in given.items():
        name = words.EVIDENCE_KINDS[key]
        if kinds.count(name) != count:
            yield wrong(facts, f"{name}写{count}条，证据清单有{kinds.count(name)}条")
    if facts.count > facts.criticism_count:
        yield wrong(facts, f"计次{facts.count}次，证据清单的通报批评只有{facts.criticism_count}份")


def referral_shows(facts: ReferralFacts) -> Iterator[Shown]:
    """Unit, people, situation, basis, who decided, and every line of evidence."""
    yield "title", facts.title
    for name in ("unit", "submitted_to", "basis", "decided_by"):
        yield name, getattr(facts, name)
    for person in facts.persons:
        yield "persons", person
    for row in facts.evidence:
        yield "evidence.number", row.number
        yield "evidence.content", row.content


def sample() -> ReferralFacts:
    """问责建议."""
    return ReferralFacts(
        title="关于青溪镇2026年11月有关问题的问责建议",
        dated_on=date(2026, 11, 5),
        unit="青溪镇",
        persons=("镇长周某", "分管副镇长李某"),
        submitted_to="纪检监察机关、组织部门",
        as_of=date(2026, 11, 5),
        situation="执行不力",
        basis="督查工作制度十六（三）",
        causes=("污水管网改造三次延期后仍未办结，约谈提出的整改要求没有落实",),
        count=1,
        window_from=date(2026, 1, 1),
        window_to=date(2026, 12, 31),
        criticism_count=1,
        late_count=1,
        deduction_count=2,
        deducted_points=Decimal("4.5"),
        evidence=(
            _evidence("criticism", date(2026, 9, 18), "清委督〔2026〕37号", "污水管网改造推进不力"),
            _evidence("order", date(2026, 9, 1), "清委督令〔2026〕2号", "限9月30日前完成入户接管"),
            _evidence(
                "matter",
                date(2026, 8, 31),
                "D-2026-014",
                "镇区污水管网改造，应于2026年8月31日前办结，逾期66天，催办3次",
            ),
            _evidence("deduction", date(2026, 9, 18), "清委督〔2026〕37号", "督查通报中被通报批评，扣3分"),
            _evidence("deduction", date(2026, 10, 10), "D-2026-014", "未按时报送进展情况，扣1.5分"),
        ),
        decided_by="县委书记王某",
        decided_on=date(2026, 11, 3),
        approval="主要领导",
        effect="结果在一定范围公布",
    )


REFERRAL = DocumentKind(
    name="问责建议",
    code="DT22",
    names=("问责移送",),
    facts=ReferralFacts,
    template=referral,
    sample=sample,
    compose=compose,
    about="单位",
    example="duban write 问责建议 青溪镇",
    purpose="问责",
    shows=referral_shows,
    checks=(referral_is_incomplete, evidence_disagrees),
)
