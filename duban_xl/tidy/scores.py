"""A scoreboard → tidy tables: units, units by section, by period, by measured part and by quarter, events, consequences."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from duban_xl.catalogue.scoring import trace
from duban_xl.model.columns.assessment import NOT_APPLICABLE, SECTION_MODES
from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS, EVENT_STATUSES
from duban_xl.model.period import Period
from duban_xl.model.score import Held, Outcome, PartScore, PeriodScore, Scoreboard, ScoredEvent, SectionScore, UnitScore
from duban_xl.model.source import Value
from duban_xl.tidy.sheets import ROW, TAB, findings_table, row_of
from duban_xl.tidy.table import Holds, TidyTable, Told, tidy_table, told

UNITS, SECTIONS, PERIODS, PARTS, QUARTERS = "成绩", "得分", "分期", "测算", "扣分季度"
EVENTS, CONSEQUENCES, FOUND = "事件", "后果", "计分问题"
SEVERAL = "；"
N, YES_NO, WHOLE = Holds.NUMBER, Holds.YES_NO, Holds.WHOLE

OfSection: TypeAlias = tuple[UnitScore, SectionScore]
OfPeriod: TypeAlias = tuple[UnitScore, SectionScore, PeriodScore]
OfPart: TypeAlias = tuple[UnitScore, PartScore]
OfQuarter: TypeAlias = tuple[UnitScore, Period, Value]
OfConsequence: TypeAlias = tuple[UnitScore, Held]


def _count(number: int | None) -> Value:
    return None if number is None else Decimal(number)


def _text(period: Period | None) -> str:
    return period.text if period else ""


UNIT_COLUMNS: tuple[Told[UnitScore], ...] = (
    told("单位", lambda unit: unit.unit),
    told("组别", lambda unit: unit.group),
    told("被督查", lambda unit: unit.inspected, YES_NO),
    told("未设限得分", lambda unit: unit.raw, N),
    told("自身得分", lambda unit: unit.own_score, N),
    told("得分", lambda unit: unit.score, N),
    told("权重", lambda unit: unit.weight, N),
    told("折算分", lambda unit: unit.counted, N),
    told("本期扣分", lambda unit: unit.period_points, N),
    told("累计扣分", lambda unit: unit.year_points, N),
    told("剩余", lambda unit: unit.remaining, N),
    told("组内名次", lambda unit: _count(unit.rank), WHOLE),
    told("总名次", lambda unit: _count(unit.overall_rank), WHOLE),
    told("参加排名", lambda unit: unit.ranked, YES_NO),
    told("等次", lambda unit: unit.band),
    told("经过", lambda unit: unit.trace),
)
SECTION_COLUMNS: tuple[Told[OfSection], ...] = (
    told("单位", lambda pair: pair[0].unit),
    told("组别", lambda pair: pair[0].group),
    told("分项号", lambda pair: pair[1].section),
    told("上级分项", lambda pair: pair[1].parent),
    told("名称", lambda pair: pair[1].name),
    told("计分方式", lambda pair: pair[1].mode, choices=SECTION_MODES),
    told("满分", lambda pair: pair[1].full, N),
    told("起始分", lambda pair: pair[1].start, N),
    told("扣分", lambda pair: pair[1].points, N),
    told("测算分", lambda pair: pair[1].marks, N),
    told("未设限得分", lambda pair: pair[1].raw, N),
    told("得分", lambda pair: pair[1].score, N),
    told("权重", lambda pair: pair[1].weight, N),
    told("是否适用", lambda pair: pair[1].applies, YES_NO),
    told("不适用处理", lambda pair: pair[1].treatment, choices=NOT_APPLICABLE),
    told("经过", lambda pair: pair[1].trace),
)
PERIOD_COLUMNS: tuple[Told[OfPeriod], ...] = (
    told("单位", lambda of: of[0].unit),
    told("组别", lambda of: of[0].group),
    told("分项号", lambda of: of[1].section),
    told("期", lambda of: of[2].period.text),
    told("扣分", lambda of: of[2].points, N),
    told("未设限得分", lambda of: of[2].raw, N),
    told("得分", lambda of: of[2].score, N),
)
PART_COLUMNS: tuple[Told[OfPart], ...] = (
    told("单位", lambda pair: pair[0].unit),
    told("组别", lambda pair: pair[0].group),
    told("规则编号", lambda pair: pair[1].rule),
    told("分项号", lambda pair: pair[1].section),
    told("期", lambda pair: _text(pair[1].period)),
    told("测算分", lambda pair: pair[1].marks, N),
    told("是否适用", lambda pair: pair[1].applies, YES_NO),
    told("后果代码", lambda pair: SEVERAL.join(pair[1].consequences)),
    told("经过", lambda pair: pair[1].trace),
)
QUARTER_COLUMNS: tuple[Told[OfQuarter], ...] = (
    told("单位", lambda of: of[0].unit),
    told("组别", lambda of: of[0].group),
    told("季度", lambda of: of[1].text),
    told("扣分", lambda of: of[2], N),
)
EVENT_COLUMNS: tuple[Told[ScoredEvent], ...] = (
    told("序号", lambda event: event.serial),
    told("事件日期", lambda event: event.event_on, Holds.MOMENT),
    told("季度", lambda event: _text(event.quarter)),
    told("单位", lambda event: event.unit),
    told("组别", lambda event: event.group),
    told("规则编号", lambda event: event.rule),
    told("分项号", lambda event: event.section),
    told("条款", lambda event: event.clause),
    told("情形", lambda event: event.condition),
    told("事项编号", lambda event: event.matter),
    told("依据文件", lambda event: event.document),
    told("状态", lambda event: event.status, choices=EVENT_STATUSES),
    told("结果", lambda event: event.outcome.value, choices=Outcome),
    told("原值", lambda event: event.raw, N),
    told("第几次", lambda event: _count(event.nth), WHOLE),
    told("倍数", lambda event: event.factor, N),
    told("应扣分", lambda event: event.value, N),
    told("扣分", lambda event: event.points, N),
    told("认定人", lambda event: event.decided_by),
    told("认定日期", lambda event: event.decided_on, Holds.MOMENT),
    told("补记", lambda event: _text(event.late_in)),
    told("关联事件", lambda event: event.related),
    told("理由", lambda event: event.reason),
    told("后果代码", lambda event: SEVERAL.join(event.consequences)),
    told("经过", trace),
    told(TAB, lambda event: event.source.sheet),
    told(ROW, lambda event: row_of(event.source), WHOLE),
)
CONSEQUENCE_COLUMNS: tuple[Told[OfConsequence], ...] = (
    told("单位", lambda pair: pair[0].unit),
    told("组别", lambda pair: pair[0].group),
    told("代码", lambda pair: pair[1].code),
    told("名称", lambda pair: pair[1].name),
    told("效果", lambda pair: pair[1].effect),
    told("类型", lambda pair: pair[1].type, choices=CONSEQUENCE_KINDS),
    told("条款", lambda pair: pair[1].clause),
    told("原因", lambda pair: pair[1].because),
    told("序号", lambda pair: SEVERAL.join(pair[1].serials)),
)


def score_tables(board: Scoreboard) -> tuple[TidyTable, ...]:
    """成绩, 得分, 分期, 测算, 扣分季度, 事件, 后果 and 计分问题. Points are points lost: a bonus or a refund is negative.

    事件 holds every event that the board knows, those that wait (待定) or can't be scored (不计) too.
    """
    units = board.units
    return (
        tidy_table(UNITS, UNIT_COLUMNS, units),
        tidy_table(SECTIONS, SECTION_COLUMNS, ((unit, one) for unit in units for one in unit.sections)),
        tidy_table(PERIODS, PERIOD_COLUMNS, _of_periods(board)),
        tidy_table(PARTS, PART_COLUMNS, ((unit, one) for unit in units for one in unit.parts)),
        tidy_table(QUARTERS, QUARTER_COLUMNS, _of_quarters(board)),
        tidy_table(EVENTS, EVENT_COLUMNS, _events(board)),
        tidy_table(CONSEQUENCES, CONSEQUENCE_COLUMNS, ((unit, one) for unit in units for one in unit.held)),
        findings_table(FOUND, board.findings),
    )


def _of_periods(board: Scoreboard) -> Iterator[OfPeriod]:
    for unit in board.units:
        for section in unit.sections:
            yield from ((unit, section, one) for one in section.periods)


def _of_quarters(board: Scoreboard) -> Iterator[OfQuarter]:
    for unit in board.units:
        for quarter, points in zip(board.quarters, unit.quarter_points, strict=True):
            yield unit, quarter, points


def _events(board: Scoreboard) -> Iterator[ScoredEvent]:
    """The units' events in the order of the board, then those that no unit of the directory bears."""
    of_units = tuple(event for unit in board.units for event in unit.events)
    borne = set(map(_identity, of_units))
    yield from of_units
    yield from (event for event in (*board.pending, *board.refused) if _identity(event) not in borne)


def _identity(event: ScoredEvent) -> tuple[Value, ...]:
    return (event.source.sheet, event.source.cell, event.unit, event.outcome.value)
