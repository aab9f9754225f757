"""季度通报 (DT17, xiayi-3.3-quarterly): every unit with its figures, praise and criticism that a person agreed to.

Whom the figures would praise or criticise is proposed to the clerk in findings (D180, D181), never in the document.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.papers.checking import Shown, sum_of, wrong
from duban_xl.documents.papers.circular.check import (
    annex_disagrees,
    counts_disagree,
    percents_disagree,
    period_shows,
)
from duban_xl.documents.papers.circular.compose import period_facts, span_asked, subject_of
from duban_xl.documents.papers.circular.facts import PeriodFacts
from duban_xl.documents.papers.circular.figures import Span, ended_by
from duban_xl.documents.papers.circular.sample import circular as circular_sample
from duban_xl.documents.papers.circular.template import (
    MOST_NAMES,
    matters_annex,
    opening,
    overview,
    praise,
    problems,
    ranking_annex,
    requirements,
)
from duban_xl.documents.papers.facts import values_of
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.selection import periods_of
from duban_xl.documents.word.frame import RECIPIENTS, SERIAL, Column, annex, body, list_table, only_if, template
from duban_xl.documents.word.layout import TEXT_WIDTH
from duban_xl.model.finding import Finding
from duban_xl.model.period import PeriodKind

EXAMPLE = "duban write 季度通报 2026Q3"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """One unit in the period: the matters that it leads, and how it reported."""

    unit: Annotated[str, "单位"]
    matters: Annotated[int, "主办事项数"]
    completed: Annotated[int, "已办结项数"]
    in_hand: Annotated[int, "正在办理项数"]
    overdue: Annotated[int, "逾期项数"]
    expected: Annotated[int, "应报件次"]
    on_time: Annotated[int, "按时报送件次"]
    late: Annotated[int, "逾期报送件次"]
    missing: Annotated[int, "未报送件次"]
    sent_back: Annotated[int, "被退回次数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFacts(PeriodFacts):
    """季度通报: how every unit stands at the end of a quarter."""

    units_total: Annotated[int, "责任单位总数"]
    idle_units: Annotated[tuple[str, ...], "本期没有主办事项和应报情况的单位"] = ()
    unit_figures: Annotated[tuple[UnitFigures, ...], "附件：各单位落实情况统计表，每个单位一行"] = ()


def quarter() -> bytes:
    """The template: the sections of the 督查通报, and a table of all units."""
    units = body(
        "{{ units_total }}个责任单位的落实情况见附件。{% if idle_units %}其中，本期没有主办事项和应报情况的单位："
        f"{{{{ idle_units|units({MOST_NAMES}) }}}}。{{% endif %}}"
    )
    text = opening() + overview() + only_if("unit_figures", units) + praise() + problems("各单位落实情况统计表")
    annexes = only_if("unit_figures", annex("各单位落实情况统计表", units_table())) + matters_annex() + ranking_annex()
    return template(recipients=RECIPIENTS, text=text + requirements(), annexes=annexes)


def units_table(*more: Column, width: int = TEXT_WIDTH) -> str:
    """A row for every unit of `unit_figures`, with `more` columns at its end."""
    figures = (
        ("主办事项", "matters"), ("已办结", "completed"), ("在办", "in_hand"), ("逾期", "overdue"), ("应报件次", "expected"),
        ("按时报送", "on_time"), ("逾期报送", "late"), ("未报送", "missing"), ("退回次数", "sent_back"),
    )  # fmt: skip
    columns = (Column(head, 3.3, f"{{{{ row.{name} }}}}", align="center") for head, name in figures)
    return list_table(
        (SERIAL, Column("单位", 9.4, "{{ row.unit }}"), *columns, *more), ("row in unit_figures",), width=width
    )


def compose(request: Request) -> Iterator[Subject]:
    """The circular of every quarter asked for; raises CannotRun (C004, C017, D114)."""
    for period in periods_of(request, (PeriodKind.QUARTER,), example=EXAMPLE):
        span = span_asked(request, period)
        rows = unit_rows(span)
        facts = period_facts(
            QuarterFacts,
            span,
            title=words.QUARTER_TITLE.format(period=period.name),
            units_total=len(rows),
            idle_units=tuple(row.unit for row in rows if not row.matters and not row.expected),
            unit_figures=rows,
        )
        yield subject_of(span, facts, *_proposals(span, facts))


def unit_rows(span: Span) -> tuple[UnitFigures, ...]:
    """Every unit in use, and any other that leads a matter, in the directory's order (rules trap 37)."""
    lead = {matter.number: span.official(matter.lead_unit) for matter in span.matters}
    matters = Counter(lead.values())
    completed = Counter(lead[one.number] for one in span.matters if ended_by(one, span.as_of))
    overdue = Counter(lead[one.matter.number] for one in span.overdue)
    sent_back = Counter(map(span.unit_of, span.sent_back))
    tallies = {tally.unit.name: tally for tally in span.tallies}
    directory = [unit.name for unit in span.ledger.units.units if unit.active is not False or unit.name in matters]
    rows: list[UnitFigures] = []
    for name in dict.fromkeys((*directory, *matters)):
        tally = tallies.get(name)
        rows.append(
            UnitFigures(
                unit=name,
                matters=matters[name],
                completed=completed[name],
                in_hand=matters[name] - completed[name],
                overdue=overdue[name],
                expected=tally.expected if tally else 0,
                on_time=tally.on_time if tally else 0,
                late=tally.late if tally else 0,
                missing=len(tally.missing) if tally else 0,
                sent_back=sent_back[name],
            )
        )
    return tuple(rows)


def _proposals(span: Span, facts: QuarterFacts) -> Iterator[Finding]:
    """Units that the figures would praise or criticise and about which nobody has decided yet (xiayi-3.3)."""
    praised = {name for row in (*facts.praises, *facts.told_praises) for name in row.unit.split("、")}
    criticised = {name for row in (*facts.criticisms, *facts.told_criticisms) for name in row.unit.split("、")}
    for row in facts.unit_figures:
        unit = span.ledger.units.find(row.unit)
        if unit is None:
            continue
        figures = words.FIGURES_OF_UNIT.format(**values_of(row))
        is_slack = bool(row.overdue or row.late or row.missing)
        if is_slack and row.unit not in criticised:
            yield finding("D181", unit.source("name"), unit=row.unit, detail=figures)
        if not is_slack and not row.sent_back and row.matters and row.expected and row.unit not in praised:
            yield finding("D180", unit.source("name"), unit=row.unit, detail=figures)


def units_disagree(facts: QuarterFacts) -> Iterator[Finding]:
    """Columns of the table of units that do not add up to the figures of the text."""
    sums = (
        ("事项", facts.matters.total, [row.matters for row in facts.unit_figures]),
        ("已办结", facts.matters.completed, [row.completed for row in facts.unit_figures]),
        ("逾期", facts.matters.overdue, [row.overdue for row in facts.unit_figures]),
        ("应报送", facts.returns.expected, [row.expected for row in facts.unit_figures]),
        ("未报送", facts.returns.missing, [row.missing for row in facts.unit_figures]),
    )
    yield from (wrong(facts, sum_of(name, total, *parts)) for name, total, parts in sums if total != sum(parts))


def shows(facts: QuarterFacts) -> Iterator[Shown]:
    """What every circular about a period shows, and every unit with its figures."""
    yield from period_shows(facts)
    for row in facts.unit_figures:
        yield from ((f"unit_figures.{name}", value) for name, value in values_of(row).items())


def sample() -> QuarterFacts:
    """Made-up facts of a quarter."""
    base = values_of(circular_sample())
    del base["unit_returns"]
    base |= {"title": "关于2026年第三季度各责任单位落实情况的通报", "dated_on": date(2026, 10, 13)}
    figures = (
        _row("青溪镇", 60, 50, 2, 5, 1, 3, 1),
        _row("大坪乡", 7, 5, 0, 4, 0, 2, 0),
        _row("县农业农村局", 70, 63, 1, 242, 11, 0, 2),
        _row("县委党校", 0, 0, 0, 0, 0, 0, 0),
    )
    return QuarterFacts(**base, units_total=len(figures), idle_units=("县委党校",), unit_figures=figures)


def _row(
    unit: str, matters: int, completed: int, overdue: int, on_time: int, late: int, missing: int, sent_back: int
) -> UnitFigures:
    return UnitFigures(
        unit=unit,
        matters=matters,
        completed=completed,
        in_hand=matters - completed,
        overdue=overdue,
        expected=on_time + late + missing,
        on_time=on_time,
        late=late,
        missing=missing,
        sent_back=sent_back,
    )


QUARTER_CIRCULAR = DocumentKind(
    name="季度通报",
    code="DT17",
    facts=QuarterFacts,
    template=quarter,
    sample=sample,
    compose=compose,
    about="季度",
    example=EXAMPLE,
    purpose="通报",
    shows=shows,
    checks=(counts_disagree, percents_disagree, annex_disagrees, units_disagree),
)
