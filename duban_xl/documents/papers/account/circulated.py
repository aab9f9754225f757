"""通报表扬 and 通报批评: whom the office names before all others, for what, who agreed (DT20; weinan 14(5), xiayi 3.3, cangnan 4(4)).

Both are about a period or about units, share one body and say only what a person agreed to; a criticism names what follows
from its count by 问责阶梯 (weinan 16(2), 16(3)).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, TypeVar

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_account as words
from duban_xl.documents.papers.account.case import (
    CRITICISM,
    PRAISE,
    Background,
    agreed,
    background_of,
    basis_of,
    months_of,
    named_in,
    rows_of,
    times_of,
    unit_title,
)
from duban_xl.documents.papers.account.circulated_template import criticism, praise
from duban_xl.documents.papers.articles import cited
from duban_xl.documents.papers.checking import Shown, lacks, wrong
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import office_facts
from duban_xl.documents.papers.selection import not_over, units_of
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.method import LadderStep
from duban_xl.model.office import Consequence
from duban_xl.model.period import Period, parse_period
from duban_xl.plan.counting import YEAR
from duban_xl.plan.told import own_numbers, to_publish, told_before

PURPOSE = "通报"
IN_NAME = "通报批评名义"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A unit or person that is praised or criticised."""

    name: Annotated[str, "单位，或单位和个人"]
    deed: Annotated[str, "事由"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What 问责阶梯 makes follow from a criticism."""

    measure: Annotated[str, "措施"]
    target: Annotated[str, "对象"] = ""
    executed_by: Annotated[str, "由谁执行"] = ""
    basis: Annotated[str, "依据条款"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The how-maniest 通报批评 of a unit this is, and what follows."""

    unit: Annotated[str, "单位"]
    nth: Annotated[int, "计次期内第几次"]
    window_from: Annotated[date, "计次期第一天"]
    window_to: Annotated[date, "计次期最后一天"]
    follow_ups: Annotated[tuple[FollowUp, ...], "按问责阶梯应采取的措施，由人决定"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculatedFacts(PaperFacts):
    """What praise and criticism state alike."""

    period_name: Annotated[str, "通报期；只通报某些单位时为空"] = ""
    in_name: Annotated[str, "以谁的名义通报；没有规定时为空"] = ""
    basis: Annotated[str, "依据条款；没有写明时为空"] = ""
    approved_by: Annotated[tuple[str, ...], "同意通报的领导"]
    named: Annotated[tuple[Named, ...], "通报的单位和个人"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseFacts(CirculatedFacts):
    """通报表扬: units and people who did well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticismFacts(CirculatedFacts):
    """通报批评: units and people who did badly, and what follows from the count."""

    counts: Annotated[tuple[Count, ...], "各单位的通报批评次数和后续措施"] = ()


Facts = TypeVar("Facts", PraiseFacts, CriticismFacts)


def compose_praise(request: Request) -> Iterator[Subject]:
    """A 通报表扬 of every period, or for every unit, asked for; raises CannotRun (C004, C029, D114)."""
    return _compose(request, PraiseFacts, PRAISE)


def compose_criticism(request: Request) -> Iterator[Subject]:
    """A 通报批评 of every period, or for the units, asked for; raises CannotRun (C004, C029, D114)."""
    return _compose(request, CriticismFacts, CRITICISM)


def _compose(request: Request, kind: type[Facts], type_: str) -> Iterator[Subject]:
    background = background_of(request)
    for text in request.about:
        period = parse_period(text)
        if period:
            if request.as_of < period.start:
                raise not_over(request, period)
            rows = [row for row in rows_of(request.ledger, type_) if row.held_on and period.contains(row.held_on)]
            own = own_numbers(request.ledger, request.name, title=_period_title(period, request.name))
            yield _subject(request, background, kind, rows, own, period=period)
            continue
        for unit in units_of(replace(request, about=(text,))):
            rows = background.rows(unit.name, type_)
            own = (
                ()
                if to_publish(request.ledger, rows, ())
                else own_numbers(request.ledger, request.name, unit=unit.name)
            )
            if rows or request.ledger.units.find(text):
                yield _subject(request, background, kind, rows, own[-1:], unit=unit.name)


def _period_title(period: Period, name: str) -> str:
    return words.PERIOD_TITLE.format(period=period.name, name=name)


def _subject(
    request: Request,
    background: Background,
    kind: type[Facts],
    known: Sequence[Consequence],
    own: tuple[str, ...],
    *,
    period: Period | None = None,
    unit: str = "",
) -> Subject:
    """The circular of those rows that no other document has told of; `own`: the number that it went out with."""
    rows = to_publish(request.ledger, known, own)
    told = [row for row in agreed(rows) if not _lacking(row)]
    ordered = sorted(told, key=lambda row: (request.ledger.units.position(row.unit), row.held_on or date.max))
    facts = _facts(request, background, kind, ordered, period=period, unit=unit)
    before = told_before(request.ledger, known, own) if period else []
    found = (
        *_left_out(rows, request.name),
        *_told_of(before, request.name),
        *_signature(request.ledger, facts.in_name, request.name),
    )
    label = period.text if period else unit
    return Subject(facts=facts, label=label, findings=found, unit=unit, publishes=tuple(ordered))


def _facts(
    request: Request,
    background: Background,
    kind: type[Facts],
    rows: list[Consequence],
    *,
    period: Period | None,
    unit: str,
) -> Facts:
    ledger = request.ledger
    pattern = words.PRAISE_TITLE if kind is PraiseFacts else words.CRITICISM_TITLE
    latest = max((row.held_on for row in rows if row.held_on), default=None)
    type_ = PRAISE if kind is PraiseFacts else CRITICISM
    told = [row.held_on for row in background.rows(unit, type_) if row not in rows]
    own = unit_title(pattern, unit, latest, request.name, others=told)
    facts = kind(
        title=_period_title(period, request.name) if period else own,
        dated_on=request.as_of,
        period_name=period.name if period else "",
        in_name=_in_name(ledger, type_),
        basis=basis_of(ledger, rows, None) or cited(ledger, _power(ledger, type_)),
        approved_by=tuple(dict.fromkeys(row.approved_by for row in rows)),
        named=tuple(Named(name=named_in(ledger, row), deed=row.facts) for row in rows),
    )
    return replace(facts, counts=_counts(background, rows)) if isinstance(facts, CriticismFacts) else facts


def _power(ledger: Ledger, type_: str) -> str:
    """The rule that lets the office name units: of 审批程序 for all categories, else the step that ends in it."""
    rules = [p.rule for p in ledger.procedures if p.purpose == PURPOSE and not p.categories]
    rules += [step.rule for step in ledger.ladder if type_ in step.measure and not step.precondition]
    return next(iter(rules), "")


def _lacking(row: Consequence) -> tuple[str, ...]:
    """The columns without which a row says nothing: whom it names and, of a criticism, what for."""
    nobody = () if row.unit or row.person else ("unit",)
    return nobody if row.type == PRAISE or row.facts.strip() else (*nobody, "facts")


def _left_out(rows: Sequence[Consequence], name: str) -> Iterator[Finding]:
    """D170 for rows without consent, D117 for rows that say nothing."""
    for row in rows:
        if not row.approved_by:
            yield finding("D170", row.source("approved_by"), kind=name)
        elif lacking := _lacking(row):
            headers = "、".join(SHEETS["consequences"][key].header for key in lacking)
            yield finding("D117", row.source(lacking[0]), words=headers)


def _told_of(rows: Sequence[Consequence], name: str) -> Iterator[Finding]:
    """D147 for rows that another document has told of."""
    for row in rows:
        yield finding("D147", row.source("document_number"), kind=name, number=row.document_number)


def _in_name(ledger: Ledger, type_: str) -> str:
    """In whose name: 参数 通报批评名义 for a criticism, else what 审批程序 says of 通报 (weinan-14-5-tongbao-power)."""
    own = ledger.setting(IN_NAME) if type_ == CRITICISM else ""
    return own or next((p.in_name for p in ledger.procedures if p.purpose == PURPOSE and p.in_name), "")


def _signature(ledger: Ledger, in_name: str, name: str) -> Iterator[Finding]:
    issuer = office_facts(ledger).issuer
    if in_name and in_name != issuer:
        yield finding("D171", kind=name, name=in_name, issuer=issuer)


def _counts(background: Background, rows: Sequence[Consequence]) -> tuple[Count, ...]:
    """The count of every unit named, as of its latest row."""
    ledger = background.ledger
    latest = {ledger.units.official_name(row.unit): row.held_on for row in rows if row.unit and row.held_on}
    return tuple(_count(background, unit, day) for unit, day in latest.items())


def _count(background: Background, unit: str, day: date) -> Count:
    ladder = background.ledger.ladder
    counting = [step for step in ladder if step.trigger == CRITICISM and months_of(step)]
    months = months_of(counting[0]) if counting else YEAR
    nth = background.counted(unit, CRITICISM, months, on=day)
    first, last = background.window(months, on=day)
    highest = max((times_of(step) for step in counting if times_of(step) <= nth), default=0)
    reached = [step for step in counting if times_of(step) == highest]
    each = [step for step in ladder if CRITICISM in step.trigger and not step.times and CRITICISM not in step.measure]
    follow_ups = tuple(_follow_up(background.ledger, step) for step in (*reached, *each))
    return Count(unit=unit, nth=nth, window_from=first, window_to=last, follow_ups=follow_ups)


def _follow_up(ledger: Ledger, step: LadderStep) -> FollowUp:
    return FollowUp(
        measure=step.measure, target=step.target, executed_by=step.executed_by, basis=cited(ledger, step.rule)
    )


def nobody_is_named(facts: CirculatedFacts) -> Iterator[Finding]:
    """A circular that names nobody, since nothing was agreed to."""
    if not facts.named:
        yield lacks(facts, type(facts), "named")


def counts_disagree(facts: CriticismFacts) -> Iterator[Finding]:
    """A count of less than once, or of a unit that is not named."""
    for one in facts.counts:
        if one.nth < 1 or not any(one.unit in row.name for row in facts.named):
            yield wrong(facts, f"{one.unit}写第{one.nth}次，与通报的名单不符")


def circulated_shows(facts: CirculatedFacts) -> Iterator[Shown]:
    """Whom it names, what for, who agreed, on what basis."""
    yield "title", facts.title
    yield from (("basis", facts.basis), ("in_name", facts.in_name))
    for name in facts.approved_by:
        yield "approved_by", name
    for one in facts.named:
        yield "named.name", one.name
        yield "named.deed", one.deed.rstrip("。；， \n")


def criticism_shows(facts: CriticismFacts) -> Iterator[Shown]:
    """The same, with every count."""
    yield from circulated_shows(facts)
    for one in facts.counts:
        yield "counts.nth", one.nth


def sample_praise() -> PraiseFacts:
    """通报表扬."""
    return PraiseFacts(
        title="关于对2026年第三季度督查工作有关单位和个人予以通报表扬的通报",
        dated_on=date(2026, 10, 9),
        period_name="2026年第三季度",
        basis="督查工作制度三（三）",
        approved_by=("县长张某",),
        named=(
            Named(name="县教育局", deed="秋季学期新建学位3200个全部提前交付"),
            Named(name="云岭乡", deed="领导批示事项当日建账、逐周销号"),
            Named(name="县财政局"),
        ),
    )


def sample_criticism() -> CriticismFacts:
    """通报批评."""
    talk = FollowUp(measure="约谈", target="单位主要负责人", executed_by="主要领导", basis="督查工作制度十六（二）")
    return CriticismFacts(
        title="关于对青溪镇2026年9月有关问题予以通报批评的通报",
        dated_on=date(2026, 9, 18),
        in_name="县委、县政府",
        basis="督查工作制度十四（五）",
        approved_by=("县委书记王某",),
        named=(
            Named(name="青溪镇", deed="污水管网改造推进不力，督办令下达后仍无明显进展"),
            Named(name="青溪镇李某", deed="虚报进度"),
        ),
        counts=(
            Count(
                unit="青溪镇",
                nth=2,
                window_from=date(2026, 1, 1),
                window_to=date(2026, 12, 31),
                follow_ups=(talk, FollowUp(measure="取消评先树优", target="责任单位")),
            ),
        ),
    )


PRAISE_CIRCULAR = DocumentKind(
    name=PRAISE,
    code="DT20",
    facts=PraiseFacts,
    template=praise,
    sample=sample_praise,
    compose=compose_praise,
    about="报送期或单位",
    example="duban write 通报表扬 2026Q3",
    purpose=PURPOSE,
    shows=circulated_shows,
    checks=(nobody_is_named,),
)
CRITICISM_CIRCULAR = DocumentKind(
    name=CRITICISM,
    code="DT20",
    facts=CriticismFacts,
    template=criticism,
    sample=sample_criticism,
    compose=compose_criticism,
    about="报送期或单位",
    example="duban write 通报批评 2026Q3",
    purpose=PURPOSE,
    shows=criticism_shows,
    checks=(nobody_is_named, counts_disagree),
)
