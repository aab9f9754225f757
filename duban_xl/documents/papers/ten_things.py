"""十件实事通报 (DT18, xiayi-2.3-3-methods): how far each of the ten has come this month, and who did not report in time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.papers.checking import Shown, lacks, place_of, sum_of, wrong
from duban_xl.documents.papers.circular.compose import reached
from duban_xl.documents.papers.circular.facts import MatterCounts
from duban_xl.documents.papers.circular.figures import ended_by
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import lead_unit_of
from duban_xl.documents.papers.selection import not_over, periods_of
from duban_xl.documents.word.frame import SERIAL, Column, annex, body, for_each, heading, list_table, only_if, template
from duban_xl.model.finding import Finding
from duban_xl.model.matter import Matter
from duban_xl.model.noun import split_names
from duban_xl.model.obligation import Obligation, Standing
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.reporting import is_running
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.plan.reported import reports_owed

NAME = "十件实事通报"
EXAMPLE = f"duban write {NAME} 2026-09"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One of the ten."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "实事名称"]
    category: Annotated[str, "类别，如“县定十件实事”"]
    unit: Annotated[str, "责任单位"]
    target: Annotated[str, "量化目标"]
    due_date: Annotated[date | None, "完成时限"]
    progress: Annotated[str, "进度；没有完成率时为空"]
    behind: Annotated[tuple[str, ...], "已过计划日期而没有完成的节点"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TenThingsFacts(PaperFacts):
    """十件实事通报: the progress of each, and the units that reported late or not at all."""

    period_name: Annotated[str, "通报月份，如“2026年9月”"]
    as_of: Annotated[date, "数据截止日期"]
    matters: Annotated[MatterCounts, "各件的数字；不列逾期时逾期为0"]
    expected: Annotated[int, "本月已到期的应报件次"]
    on_time: Annotated[int, "按时报送件次"]
    late: Annotated[int, "逾期报送件次"]
    missing: Annotated[int, "未报送件次"]
    late_units: Annotated[tuple[str, ...], "有逾期报送情况的单位"] = ()
    missing_units: Annotated[tuple[str, ...], "有未报送情况的单位"] = ()
    things: Annotated[tuple[Thing, ...], "各件实事"] = ()


def ten_things() -> bytes:
    """十件实事通报."""
    one = (
        "{{ thing.title|clause }}（{{ thing.unit }}）："
        "{% if thing.progress %}{{ thing.progress }}{% else %}没有报送完成率{% endif %}"
        "{% for node in thing.behind %}{% if loop.first %}，未按计划完成的节点：{% else %}、{% endif %}{{ node }}{% endfor %}。"
    )
    text = (
        body("现将{{ period_name }}十件实事落实情况通报如下，数据截至{{ as_of }}：")
        + heading("总体情况")
        + body(
            "列入通报的实事共{{ matters.total }}件，已完成{{ matters.completed }}件，占{{ matters.completed_percent|percent }}；"
            "正在推进{{ matters.in_hand }}件，占{{ matters.in_hand_percent|percent }}"
            "{% if matters.overdue %}，其中逾期{{ matters.overdue }}件{% endif %}。"
        )
        + heading("各件进度")
        + for_each("thing in things", heading(one, 3))
        + only_if(
            "expected",
            heading("报送情况"),
            body(
                "本月应报送{{ expected }}件次，按时报送{{ on_time }}件次，逾期报送{{ late }}件次，未报送{{ missing }}件次。"
            ),
            only_if("late_units", body("逾期报送的单位：{{ late_units|units }}。")),
            only_if("missing_units", body("未报送的单位：{{ missing_units|units }}。")),
        )
        + heading("工作要求")
        + body("各责任单位主要负责同志是第一责任人，要加快进度、按时反馈，确保当年全面完成。")
    )
    return template(text=text, annexes=annex("十件实事进度表", _table()))


def _table() -> str:
    return list_table(
        (
            SERIAL,
            Column("编号", 5, "{{ thing.number }}"),
            Column("实事名称", 9, "{{ thing.title }}"),
            Column("类别", 6, "{{ thing.category }}"),
            Column("责任单位", 6, "{{ thing.unit }}"),
            Column("目标", 6, "{{ thing.target }}"),
            Column("完成时限", 6, "{% if thing.due_date %}{{ thing.due_date }}{% else %}—{% endif %}", align="center"),
            Column("进度", 5, "{{ thing.progress }}", align="center"),
        ),
        ("thing in things",),
    )


def compose(request: Request) -> Iterator[Subject]:
    """The circular of every month asked for; raises CannotRun (C004, C017, D114)."""
    ground = ground_of(request.ledger, request.workdays)
    for period in periods_of(request, (PeriodKind.MONTH,), example=EXAMPLE):
        if request.as_of < period.start:
            raise not_over(request, period)
        yield Subject(facts=_facts(ground, period, request.as_of), label=period.text)


def _facts(ground: Ground, period: Period, today: date) -> TenThingsFacts:
    ledger, as_of = ground.ledger, min(today, period.end)
    matters = [matter for matter in ledger.matters if _is_told(ground, matter) and is_running(matter, period)]
    owed = reports_owed(ground, period, today=today, numbers={matter.number for matter in matters})
    completed = sum(1 for matter in matters if ended_by(matter, as_of))
    overdue = [m for m in matters if not m.is_ended and m.effective_due and m.effective_due < as_of]
    return TenThingsFacts(
        title=words.TEN_THINGS_TITLE.format(period=period.name),
        dated_on=today,
        period_name=period.name,
        as_of=as_of,
        matters=MatterCounts.of(completed=completed, in_hand=len(matters) - completed, overdue=len(overdue)),
        expected=len(owed),
        on_time=sum(1 for one in owed if one.standing is Standing.ON_TIME),
        late=sum(1 for one in owed if one.standing is Standing.LATE),
        missing=sum(1 for one in owed if not one.is_done),
        late_units=_units(ground, (one for one in owed if one.standing is Standing.LATE)),
        missing_units=_units(ground, (one for one in owed if not one.is_done)),
        things=tuple(_thing(ground, matter, as_of) for matter in matters),
    )


def _is_told(ground: Ground, matter: Matter) -> bool:
    """Whether 成果文种 of the matter's category is this circular."""
    category = ground.category(matter)
    return category is not None and NAME in split_names(category.result_document)


def _units(ground: Ground, owed: Iterable[Obligation]) -> tuple[str, ...]:
    names = {one.unit for one in owed}
    return tuple(sorted(names, key=ground.ledger.units.position))


def _thing(ground: Ground, matter: Matter, as_of: date) -> Thing:
    category = ground.category(matter)
    plan = ground.milestones.get(matter.number, ())
    behind = (one.milestone.milestone for one in plan if one.is_open and one.planned_on and one.planned_on < as_of)
    return Thing(
        number=matter.number,
        title=matter.title,
        category=category.name if category else matter.category,
        unit=lead_unit_of(ground.ledger, matter),
        target=matter.target,
        due_date=matter.effective_due,
        progress=reached(matter),
        behind=tuple(behind),
    )


def is_empty(facts: TenThingsFacts) -> Iterator[Finding]:
    """None of the ten is in the ledger: no document."""
    if not facts.things:
        yield lacks(facts, TenThingsFacts, "things")


def disagrees(facts: TenThingsFacts) -> Iterator[Finding]:
    """Counts that are not those of the list or of their parts."""
    if facts.matters.total != len(facts.things):
        yield finding("D125", place_of(facts), detail=f"正文{facts.matters.total}件，附件列出{len(facts.things)}件")
    if facts.expected != facts.on_time + facts.late + facts.missing:
        yield wrong(facts, sum_of("应报送", facts.expected, facts.on_time, facts.late, facts.missing))


def shows(facts: TenThingsFacts) -> Iterator[Shown]:
    """Counts, every thing with its unit and progress, every unit that was not in time."""
    yield "title", facts.title
    yield "matters.total", facts.matters.total
    for thing in facts.things:
        yield "things.number", thing.number
        yield "things.unit", thing.unit
        yield "things.progress", thing.progress
        yield from (("things.behind", node) for node in thing.behind)
    for unit in (*facts.late_units, *facts.missing_units):
        yield "missing_units", unit


def sample() -> TenThingsFacts:
    """Made-up facts of a month."""
    things = (
        Thing(number="S-01", title="新建学校", category="县定十件实事", unit="县教育局", target="学位3200个",
              due_date=date(2026, 12, 31), progress="完成率80%"),
        Thing(number="S-02", title="农村公路贯通", category="市定十件实事", unit="县交通运输局", target="6条",
              due_date=None, progress="", behind=("路基完成",)),
    )  # fmt: skip
    return TenThingsFacts(
        title="关于2026年9月十件实事落实情况的通报",
        dated_on=date(2026, 10, 9),
        period_name="2026年9月",
        as_of=date(2026, 9, 30),
        matters=MatterCounts.of(completed=0, in_hand=2, overdue=1),
        expected=4,
        on_time=2,
        late=1,
        missing=1,
        late_units=("县教育局",),
        missing_units=("县交通运输局",),
        things=things,
    )


TEN_THINGS = DocumentKind(
    name=NAME,
    code="DT18",
    facts=TenThingsFacts,
    template=ten_things,
    sample=sample,
    compose=compose,
    about="月份",
    example=EXAMPLE,
    purpose="通报",
    shows=shows,
    checks=(is_empty, disagrees),
)
