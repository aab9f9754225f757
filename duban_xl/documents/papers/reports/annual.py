"""年度督查结果: every unit's figures of a year, for those who assess it (DT15; weinan duty 年度督查结果, shiwei 年度落实情况)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_reports as words
from duban_xl.documents.papers.checking import Shown, lacks, place_of
from duban_xl.documents.papers.circular.compose import CRITICISM, PRAISE, decided, span_asked
from duban_xl.documents.papers.circular.facts import MatterCounts
from duban_xl.documents.papers.circular.figures import Span, matter_counts
from duban_xl.documents.papers.facts import PaperFacts, values_of
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.quarter_circular import UnitFigures, unit_rows, units_table
from duban_xl.documents.papers.reports.blocks import RECIPIENTS
from duban_xl.documents.papers.reports.scope import superiors, title_for
from duban_xl.documents.papers.selection import periods_of
from duban_xl.documents.word.frame import LANDSCAPE_WIDTH, Column, annex, body, heading, template
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.period import PeriodKind

EXAMPLE = "duban write 年度督查结果 2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures(UnitFigures):
    """One unit in the year, with what was said of it by name."""

    praised: Annotated[int, "通报表扬次数"]
    criticised: Annotated[int, "通报批评次数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts(PaperFacts):
    """年度督查结果: how every unit did in the year."""

    recipients: Annotated[str, "报送对象，末尾不带冒号"]
    period_name: Annotated[str, "年度"]
    as_of: Annotated[date, "数据截至日期"]
    units_total: Annotated[int, "责任单位总数"]
    counts: Annotated[MatterCounts, "事项统计"]
    praised: Annotated[int, "受到通报表扬的单位数"] = 0
    criticised: Annotated[int, "受到通报批评的单位数"] = 0
    unit_figures: Annotated[tuple[YearFigures, ...], "附件：各单位年度督查结果表，每个单位一行"] = ()


def year_template() -> bytes:
    """年度督查结果."""
    figures = (
        "{% if counts.total %}{{ period_name }}纳入督查的事项共{{ counts.total }}项。其中，已办结{{ counts.completed }}项，"
        "占{{ counts.completed_percent|percent }}；正在办理{{ counts.in_hand }}项，占{{ counts.in_hand_percent|percent }}"
        "{% if counts.overdue %}，其中逾期{{ counts.overdue }}项{% endif %}。{% else %}{{ period_name }}没有纳入督查的事项。{% endif %}"
    )
    named = (
        "{% if praised %}受到通报表扬的单位{{ praised }}个。{% endif %}"
        "{% if criticised %}受到通报批评的单位{{ criticised }}个。{% endif %}"
        "{{ units_total }}个责任单位的督查结果见附件，供年度考核评价使用。"
    )
    opening = "现将{{ period_name }}各责任单位的督查结果报告如下（数据截至{{ as_of }}）："
    text = (
        body(opening) + heading("总体情况") + body(figures) + heading("各单位情况") + body(named) + body("特此报告。")
    )
    more = (
        Column("通报表扬", 3.3, "{{ row.praised }}", align="center"),
        Column("通报批评", 3.3, "{{ row.criticised }}", align="center"),
    )
    table = units_table(*more, width=LANDSCAPE_WIDTH)
    return template(recipients=RECIPIENTS, text=text, annexes=annex("各单位年度督查结果表", table, landscape=True))


def compose(request: Request) -> Iterator[Subject]:
    """The results of every year asked for; raises CannotRun (C004, C017, D114)."""
    for period in periods_of(request, (PeriodKind.YEAR,), example=EXAMPLE):
        span = span_asked(request, period)
        rows = tuple(_rows(span))
        facts = YearFacts(
            title=title_for(words.ALL_UNITS.format(period=period.name), request.name),
            dated_on=request.as_of,
            recipients=superiors(request, ()),
            period_name=period.name,
            as_of=span.as_of,
            units_total=len(rows),
            counts=matter_counts(span),
            praised=sum(1 for row in rows if row.praised),
            criticised=sum(1 for row in rows if row.criticised),
            unit_figures=rows,
        )
        yield Subject(facts=facts, label=period.text)


def _rows(span: Span) -> Iterator[YearFigures]:
    """Every unit with its figures; praise and criticism as a person agreed to them."""
    praised, criticised = _named(span, PRAISE), _named(span, CRITICISM)
    for row in unit_rows(span):
        yield YearFigures(**values_of(row), praised=praised[row.unit], criticised=criticised[row.unit])


def _named(span: Span, kind: str) -> Counter[str]:
    """How often each unit was named by the day of the figures."""
    rows = (row for row in decided(span.ledger, span.period, kind) if row.held_on and row.held_on <= span.as_of)
    return Counter(span.official(name) for row in rows for name in split_names(row.unit))


def no_units(facts: YearFacts) -> Iterator[Finding]:
    """No unit to tell of: no document (D128)."""
    if not facts.unit_figures:
        yield lacks(facts, YearFacts, "unit_figures")


def units_disagree(facts: YearFacts) -> Iterator[Finding]:
    """A table of units that does not add up to the figures of the text (D125)."""
    pairs = (
        ("事项", facts.counts.total, sum(row.matters for row in facts.unit_figures)),
        ("已办结", facts.counts.completed, sum(row.completed for row in facts.unit_figures)),
        ("逾期", facts.counts.overdue, sum(row.overdue for row in facts.unit_figures)),
        ("单位", facts.units_total, len(facts.unit_figures)),
    )
    for name, said, listed in pairs:
        if said != listed:
            yield finding("D125", place_of(facts), detail=f"正文{name}{said}，附件合计{listed}")


def shows(facts: YearFacts) -> Iterator[Shown]:
    """The figures and every unit's row."""
    yield "title", facts.title
    yield "recipients", facts.recipients
    if facts.counts.total:
        yield from ((f"counts.{name}", getattr(facts.counts, name)) for name in ("total", "completed", "in_hand"))
    for row in facts.unit_figures:
        yield from ((f"unit_figures.{name}", value) for name, value in values_of(row).items())


def sample() -> YearFacts:
    """年度督查结果."""
    rows = (
        _row("青溪镇", matters=60, completed=50, overdue=2, praised=0, criticised=1),
        _row("县农业农村局", matters=70, completed=63, overdue=1, praised=2, criticised=0),
    )
    return YearFacts(
        title="关于2026年各责任单位年度督查结果的报告",
        dated_on=date(2026, 12, 31),
        recipients="县委组织部、县考核办",
        period_name="2026年",
        as_of=date(2026, 12, 31),
        units_total=2,
        counts=MatterCounts.of(completed=113, in_hand=17, overdue=3),
        praised=1,
        criticised=1,
        unit_figures=rows,
    )


def _row(unit: str, *, matters: int, completed: int, overdue: int, praised: int, criticised: int) -> YearFigures:
    return YearFigures(
        unit=unit,
        matters=matters,
        completed=completed,
        in_hand=matters - completed,
        overdue=overdue,
        expected=24,
        on_time=21,
        late=2,
        missing=1,
        sent_back=0,
        praised=praised,
        criticised=criticised,
    )


YEAR_RESULTS = DocumentKind(
    name="年度督查结果",
    code="DT15",
    names=("年度落实情况",),
    facts=YearFacts,
    template=year_template,
    sample=sample,
    compose=compose,
    about="年度",
    example=EXAMPLE,
    purpose="上报",
    shows=shows,
    checks=(no_units, units_disagree),
)
