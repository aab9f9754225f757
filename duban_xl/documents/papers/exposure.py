"""曝光稿 (DT23, cangnan-5.2-news): what newspaper and television say of units that handle matters badly.

Units only, never a person: the decision, the criticism and the approval for publication are looked for in `plan.exposure`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.papers.checking import Shown, lacks, wrong
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.release import PERIODS
from duban_xl.documents.papers.selection import not_over, periods_of
from duban_xl.documents.word.frame import SERIAL, Column, body, list_table, signature, template
from duban_xl.documents.word.layout import Layout
from duban_xl.model.document_number import Numbering
from duban_xl.model.finding import Finding
from duban_xl.model.source import chinese_day
from duban_xl.plan.exposure import Exposure, exposures

EXAMPLE = "duban write 曝光稿 2026-10"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedUnit:
    """A unit, or several together, with what they are exposed for."""

    units: Annotated[tuple[str, ...], "单位"]
    works: Annotated[tuple[str, ...], "事项名称；与具体事项无关时为空"] = ()
    fact: Annotated[str, "事由"]
    rectify_by: Annotated[str, "责令整改到位的日期；没有登记时为占位"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureFacts(PaperFacts):
    """曝光稿: the units exposed in a period."""

    period_name: Annotated[str, "曝光的期间，如“2026年9月”"]
    total: Annotated[int, "曝光的单位数"]
    exposed: Annotated[tuple[ExposedUnit, ...], "曝光的单位和事由"] = ()


def exposure() -> bytes:
    """曝光稿: a sheet without red head, since it goes to newspaper or television."""
    columns = (
        SERIAL,
        Column("单位", 9, "{{ one.units|units }}"),
        Column("事项", 10, "{{ one.works|units }}"),
        Column("曝光事由", 16, "{{ one.fact|sentence }}"),
        Column("责令整改到位", 8, "{{ one.rectify_by }}前"),
    )
    text = (
        body("经批准，对{{ period_name }}办理督办事项不力的{{ total }}个单位公开曝光，责令限时整改到位。")
        + list_table(columns, ("one in exposed",))
        + body("被曝光的单位要查明原因、落实责任，按时整改到位。欢迎社会各界监督。")
    )
    return template(layout=Layout.FORM, text=text + signature())


def compose(request: Request) -> Iterator[Subject]:
    """The exposures of every period asked for; raises CannotRun (C004, C017, D114)."""
    for period in periods_of(request, PERIODS, example=EXAMPLE):
        if request.as_of < period.start:
            raise not_over(request, period)
        found = exposures(request.ledger, period.start, min(period.end, request.as_of), kind=request.name)
        exposed = tuple(map(_exposed, found.exposed))
        facts = ExposureFacts(
            title=words.EXPOSURE_TITLE.format(period=period.name, name=request.name),
            dated_on=request.as_of,
            period_name=period.name,
            total=_units_in(exposed),
            exposed=exposed,
        )
        yield Subject(facts=facts, label=period.text, findings=found.findings)


def _exposed(one: Exposure) -> ExposedUnit:
    return ExposedUnit(
        units=one.units,
        works=tuple(matter.title for matter in one.matters),
        fact=one.fact,
        rectify_by=chinese_day(one.rectify_by) if one.rectify_by else blank(words.RECTIFY_BY_DAY),
    )


def _units_in(exposed: tuple[ExposedUnit, ...]) -> int:
    return len({unit for one in exposed for unit in one.units})


def nobody_exposed(facts: ExposureFacts) -> Iterator[Finding]:
    """Nobody who may be exposed: no document (D128)."""
    if not facts.exposed:
        yield lacks(facts, ExposureFacts, "exposed")


def count_disagrees(facts: ExposureFacts) -> Iterator[Finding]:
    """A count that is not that of the list."""
    if facts.total != (count := _units_in(facts.exposed)):
        yield wrong(facts, f"写曝光{facts.total}个单位，列出{count}个")


def shows(facts: ExposureFacts) -> Iterator[Shown]:
    """The count; every unit with its matters, what for, and by when it must be put right."""
    yield "title", facts.title
    yield "total", facts.total
    for one in facts.exposed:
        yield from (("exposed.units", unit) for unit in one.units)
        yield "exposed.fact", one.fact.rstrip("。；，：、 \n")
        yield "exposed.rectify_by", one.rectify_by


def sample() -> ExposureFacts:
    """Two made-up units."""
    exposed = (
        ExposedUnit(
            units=("青溪镇",),
            works=("污水管网改造",),
            fact="逾期两个月仍未启动入户接管，两次催办后没有明显进展",
            rectify_by=chinese_day(date(2026, 10, 31)),
        ),
        ExposedUnit(
            units=("大坪乡",), fact="连续三次不按规定报送进展情况。", rectify_by=chinese_day(date(2026, 10, 16))
        ),
    )
    return ExposureFacts(
        title=words.EXPOSURE_TITLE.format(period="2026年9月", name="曝光稿"),
        dated_on=date(2026, 10, 9),
        period_name="2026年9月",
        total=2,
        exposed=exposed,
    )


EXPOSURE_COPY = DocumentKind(
    name="曝光稿",
    code="DT23",
    names=("公开曝光稿", "媒体曝光稿"),
    facts=ExposureFacts,
    template=exposure,
    sample=sample,
    compose=compose,
    about="月份、季度、半年或年度",
    example=EXAMPLE,
    purpose="公开",
    layout=Layout.FORM,
    numbering=Numbering.NONE,
    shows=shows,
    checks=(nobody_exposed, count_disagrees),
)
