"""督查简报 (DT11, jiangsu-4.3-jianbao, jiangsu-4.3-good-bad): several matters at once, good practice, units that are slow.

It counts as the 督查通报 does and adds what was done before its limit. Praise and criticism of 通报问责 are told again, not
made public by it. What made the good ones good and why others are slow is for a person to write.
Its issues are counted in the year and over all years.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any

from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.papers.checking import Shown, lacks
from duban_xl.documents.papers.circular.check import (
    annex_disagrees,
    counts_disagree,
    percents_disagree,
    period_shows,
    returns_disagree,
)
from duban_xl.documents.papers.circular.compose import incomplete_rows, period_facts, span_asked
from duban_xl.documents.papers.circular.facts import CircularFacts
from duban_xl.documents.papers.circular.figures import Span, ended_by, ended_on, return_row
from duban_xl.documents.papers.circular.sample import circular as circular_sample
from duban_xl.documents.papers.circular.template import (
    matters_annex,
    opening,
    overview,
    praised,
    praised_before,
    problems,
    ranking_annex,
    requirements,
    returns_annex,
)
from duban_xl.documents.papers.facts import values_of
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank, lead_unit_of
from duban_xl.documents.papers.selection import periods_of
from duban_xl.documents.word.frame import Layout, body, for_each, heading, only_if, template
from duban_xl.model.document_number import Numbering
from duban_xl.model.finding import Finding
from duban_xl.model.period import PeriodKind

EXAMPLE = "duban write 督查简报 2026Q3"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyMatter:
    """A matter that was done before its limit."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    days: Annotated[int, "提前天数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyUnit:
    """The matters that one lead unit had done before their limit."""

    unit: Annotated[str, "主办单位"]
    matters: Annotated[tuple[EarlyMatter, ...], "该单位提前办结的事项"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts(CircularFacts):
    """督查简报: how the matters of a period stand, what went well, what did not and why."""

    series: Annotated[str, "简报的名称，作刊头"]
    early: Annotated[tuple[EarlyUnit, ...], "提前办结的事项，按主办单位"] = ()
    practice: Annotated[str, "经验做法，由人写；没有表扬和提前办结时为空"] = ""
    analysis: Annotated[str, "原因分析，由人写；没有问题时为空"] = ""


def brief() -> bytes:
    """督查简报."""
    early = (
        "{{ one.unit }}：{% for matter in one.matters %}第{{ matter.number }}号{{ matter.title|clause|quoted }}"
        "提前{{ matter.days }}天办结{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    )
    good = only_if(
        "praises or told_praises or early",
        heading("好的做法"),
        only_if(
            "praises or told_praises",
            heading("受到通报表扬的单位", 2),
            only_if("praises", praised("受到通报表扬")),
            praised_before(),
        ),
        only_if("early", heading("提前办结的事项", 2), for_each("one in early", body(early))),
        only_if("practice", heading("经验做法", 2), body("{{ practice|sentence }}")),
    )
    reasons = only_if("analysis", heading("原因分析", 2), body("{{ analysis|sentence }}"))
    text = opening() + overview() + good + problems(criticised="受到通报批评的单位") + reasons + requirements("简报")
    return template(layout=Layout.BRIEF, text=text, annexes=matters_annex() + returns_annex() + ranking_annex())


def compose(request: Request) -> Iterator[Subject]:
    """The brief of every period asked for; raises CannotRun (C004, D114)."""
    for period in periods_of(request, tuple(PeriodKind), example=EXAMPLE):
        span = replace(span_asked(request, period), name="")  # it publishes nothing, no number is its own
        yield Subject(
            facts=_facts(span, request.name),
            label=period.text,
            findings=tuple(incomplete_rows(span.ledger, period)),
        )


def _facts(span: Span, name: str) -> BriefFacts:
    stated = period_facts(
        CircularFacts,
        span,
        title=words.BRIEF_TITLE.format(period=span.period.name),
        unit_returns=tuple(map(return_row, span.tallies)),
    )
    early = tuple(_early(span))
    return BriefFacts(
        **values_of(stated),
        series=name,
        early=early,
        practice=blank(words.PRACTICE) if stated.praises or stated.told_praises or early else "",
        analysis=blank(words.ANALYSIS) if _has_problems(stated) else "",
    )


def _early(span: Span) -> Iterator[EarlyUnit]:
    """What was done before its limit (the granted extension counts), units in the directory's order."""
    by_unit: dict[str, list[EarlyMatter]] = {}
    for matter in span.matters:
        due, day = matter.effective_due, ended_on(matter)
        if due and day and day < due and ended_by(matter, span.as_of):
            one = EarlyMatter(number=matter.number, title=matter.title, days=(due - day).days)
            by_unit.setdefault(lead_unit_of(span.ledger, matter), []).append(one)
    for unit in sorted(by_unit, key=span.ledger.units.position):
        yield EarlyUnit(unit=unit, matters=tuple(by_unit[unit]))


def _has_problems(facts: CircularFacts) -> bool:
    return bool(
        facts.problems
        or facts.missing_units
        or facts.late_units
        or facts.sent_back_units
        or facts.other_problems
        or facts.criticisms
        or facts.told_criticisms
    )


def nothing_to_tell(facts: BriefFacts) -> Iterator[Finding]:
    """A period without matters: no brief (D128)."""
    if not facts.matters.total:
        yield lacks(facts, BriefFacts, "matters")


def shows(facts: BriefFacts) -> Iterator[Shown]:
    """What a circular shows, the name of the series, and what was done early."""
    yield from period_shows(facts)
    yield "series", facts.series
    for one in facts.early:
        yield "early.unit", one.unit
        for matter in one.matters:
            yield "early.matters.number", matter.number
            yield "early.matters.days", matter.days


def sample() -> BriefFacts:
    """The quarter of the sample circular, as a brief."""
    stated: dict[str, Any] = values_of(circular_sample()) | {"title": "2026年第三季度督查事项落实情况"}
    school = EarlyMatter(number="D-2026-008", title="秋季学校建设", days=26)
    roads = (
        EarlyMatter(number="D-2026-019", title="断头路打通", days=12),
        EarlyMatter(number="D-2026-022", title="公交站亭更新", days=3),
    )
    return BriefFacts(
        **stated,
        series="督查简报",
        early=(EarlyUnit(unit="县教育局", matters=(school,)), EarlyUnit(unit="县交通运输局", matters=roads)),
        practice="县教育局实行周调度、月会商，把每所学校的进度落实到责任人",
        analysis="前期没有逐户核实，资金筹措和招标滞后",
    )


BRIEF = DocumentKind(
    name="督查简报",
    code="DT11",
    facts=BriefFacts,
    template=brief,
    sample=sample,
    compose=compose,
    about="报送期",
    example=EXAMPLE,
    purpose="通报",
    layout=Layout.BRIEF,
    numbering=Numbering.ISSUE,
    shows=shows,
    checks=(nothing_to_tell, counts_disagree, percents_disagree, annex_disagrees, returns_disagree),
)
