"""公开稿 (DT23, cangnan-4.1-public, jiangsu-3.4-public): what the public reads of matters whose publication a person approved.

No person, number of a matter or word of a unit's report stands in it: titles, targets, units and percents only. Under the
name 网络公布稿 it must say who is responsible (cangnan-5.2-web): a blank, since only a person may put a name before the public.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.chinese import percent_pair
from duban_xl.documents.papers.checking import Shown, lacks, meaning, place_of, sum_of, wrong
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.selection import not_over, periods_of
from duban_xl.documents.word.frame import SERIAL, Column, body, heading, list_table, signature, template
from duban_xl.documents.word.layout import Layout
from duban_xl.model.deadline import Every
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.document_number import Numbering
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind, add_months
from duban_xl.plan.publicity import releases

EXAMPLE = "duban write 公开稿 2026-10"
PERIODS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
CYCLE = "社会公开周期"
ON_THE_WEB = "网络公布稿"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMatter:
    """A matter as the public sees it."""

    title: Annotated[str, "工作名称"]
    target: Annotated[str, "量化目标"]
    unit: Annotated[str, "责任单位"]
    percent: Annotated[Decimal, "完成率（%）"]
    responsible: Annotated[str, "责任人，由人填；只有网络公布稿写"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts(PaperFacts):
    """公开稿: how far the work has come that the public may know of."""

    period_name: Annotated[str, "公开的期间，如“2026年9月至10月”"]
    as_of: Annotated[date, "数据截止日期"]
    total: Annotated[int, "公开的工作项数"]
    completed: Annotated[int, "已完成项数"]
    in_hand: Annotated[int, "正在推进项数"]
    completed_percent: Annotated[Decimal | None, "完成的占比（%）；没有工作时为空"]
    in_hand_percent: Annotated[Decimal | None, "推进的占比（%），与完成的占比合计为100"]
    works: Annotated[tuple[PublicMatter, ...], "经批准公开的工作"] = ()


def release() -> bytes:
    """公开稿: a sheet without red head, since it goes to newspaper, television or a website."""
    responsible = "{% if work.responsible %}（责任人：{{ work.responsible }}）{% endif %}"
    text = (
        body(
            "现将{{ period_name }}重点工作进展情况公布如下，数据截至{{ as_of }}。本次公布的重点工作共{{ total }}项，"
            "已完成{{ completed }}项，占{{ completed_percent|percent }}；"
            "正在推进{{ in_hand }}项，占{{ in_hand_percent|percent }}。"
        )
        + heading("各项工作进展")
        + list_table(
            (
                SERIAL,
                Column("重点工作", 13, "{{ work.title }}"),
                Column("目标", 11, "{{ work.target }}"),
                Column("责任单位", 9, f"{{{{ work.unit }}}}{responsible}"),
                Column("完成率", 5, "{{ work.percent|percent }}", align="center"),
            ),
            ("work in works",),
        )
    )
    return template(layout=Layout.FORM, text=text + signature())


def compose(request: Request) -> Iterator[Subject]:
    """The public copy of every period asked for; raises CannotRun (C004, C017, D114)."""
    for period in periods_of(request, PERIODS, example=EXAMPLE):
        first = _first_day(request.ledger, period)
        if request.as_of < first:
            raise not_over(request, period)
        last = min(period.end, request.as_of)
        found = releases(request.ledger, first, last, kind=request.name)
        works = tuple(
            PublicMatter(
                title=matter.title,
                target=matter.target,
                unit=request.ledger.units.official_name(matter.lead_unit),
                percent=matter.percent_done or Decimal(0),
                responsible=blank(words.RESPONSIBLE) if request.name == ON_THE_WEB else "",
            )
            for matter in found.matters
        )
        yield Subject(
            facts=release_facts(works, _name(period, first), request.name, last, request.as_of),
            label=period.text,
            findings=found.findings,
        )


def release_facts(works: tuple[PublicMatter, ...], period: str, name: str, as_of: date, dated_on: date) -> ReleaseFacts:
    """The facts about these works; what has reached 100% is completed."""
    completed = sum(1 for work in works if work.percent >= 100)
    done, open_ = percent_pair(completed, len(works))
    return ReleaseFacts(
        title=words.RELEASE_TITLE.format(period=period, name=name),
        dated_on=dated_on,
        period_name=period,
        as_of=as_of,
        total=len(works),
        completed=completed,
        in_hand=len(works) - completed,
        completed_percent=done,
        in_hand_percent=open_,
        works=works,
    )


def _first_day(ledger: Ledger, period: Period) -> date:
    """A month ends the office's cycle of publication: with 参数 社会公开周期 每两个月 it covers the month before, too."""
    cycle = parse_expression(ledger.setting(CYCLE))
    if period.kind is PeriodKind.MONTH and isinstance(cycle, Every):
        return add_months(period.start, 1 - cycle.months)
    return period.start


def _name(period: Period, first: date) -> str:
    if first == period.start:
        return period.name
    opening = Period.of(PeriodKind.MONTH, first).name
    return f"{opening}至{period.name.removeprefix(f'{first.year}年')}"


def is_empty(facts: ReleaseFacts) -> Iterator[Finding]:
    """Nothing that may be published: no document."""
    if not facts.works:
        yield lacks(facts, ReleaseFacts, "works")


def disagrees(facts: ReleaseFacts) -> Iterator[Finding]:
    """Counts that are not those of the list, percents that don't add up."""
    if facts.total != len(facts.works) or facts.total != facts.completed + facts.in_hand:
        yield wrong(facts, sum_of(meaning(ReleaseFacts, "total"), facts.total, facts.completed, facts.in_hand))
    first, second = facts.completed_percent, facts.in_hand_percent
    if first is not None and second is not None and first + second != 100:
        yield finding("D123", place_of(facts), first=first, second=second)


def shows(facts: ReleaseFacts) -> Iterator[Shown]:
    """Counts, and every work with its target, unit and percent."""
    yield "title", facts.title
    yield "total", facts.total
    yield "completed", facts.completed
    for work in facts.works:
        yield "works.title", work.title
        yield "works.target", work.target
        yield "works.unit", work.unit
        yield "works.percent", work.percent
        yield "works.responsible", work.responsible


def sample() -> ReleaseFacts:
    """Made-up works of two months."""
    works = (
        PublicMatter(title="新建学校", target="新增学位3200个", unit="县教育局", percent=Decimal(100)),
        PublicMatter(
            title="农村公路贯通",
            target="贯通断头路6条",
            unit="县交通运输局",
            percent=Decimal("62.5"),
            responsible="局长",
        ),
        PublicMatter(title="污水管网改造", target="新增接管1260户", unit="青溪镇", percent=Decimal(60)),
    )
    return release_facts(works, "2026年9月至10月", "公开稿", date(2026, 10, 31), date(2026, 11, 3))


RELEASE = DocumentKind(
    name="公开稿",
    code="DT23",
    names=(ON_THE_WEB,),
    facts=ReleaseFacts,
    template=release,
    sample=sample,
    compose=compose,
    about="月份、季度、半年或年度",
    example=EXAMPLE,
    purpose="公开",
    layout=Layout.FORM,
    numbering=Numbering.NONE,
    shows=shows,
    checks=(is_empty, disagrees),
)
