"""What a 督查通报 states: how the matters of a period stand, praise, problems and what follows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from duban_xl.documents.chinese import percent_pair
from duban_xl.documents.papers.facts import PaperFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterCounts:
    """Matters of the period; `completed` + `in_hand` = `total`, `overdue` is a part of `in_hand`."""

    total: Annotated[int, "纳入督查的事项总数"]
    completed: Annotated[int, "已办结（含销号）项数"]
    in_hand: Annotated[int, "正在办理项数"]
    overdue: Annotated[int, "正在办理中逾期项数"]
    completed_percent: Annotated[Decimal | None, "办结率（%）；没有事项时为空"]
    in_hand_percent: Annotated[Decimal | None, "在办率（%），与办结率合计为100"]

    @classmethod
    def of(cls, *, completed: int, in_hand: int, overdue: int) -> "MatterCounts":
        """The counts with total and percents worked out (one decimal, half up)."""
        total = completed + in_hand
        done, open_ = percent_pair(completed, total)
        return cls(
            total=total,
            completed=completed,
            in_hand=in_hand,
            overdue=overdue,
            completed_percent=done,
            in_hand_percent=open_,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCounts:
    """Returns owed in the period, one per matter, unit and due date; `on_time` + `late` + `missing` = `expected`."""

    expected: Annotated[int, "应报件次"]
    received: Annotated[int, "已报件次"]
    on_time: Annotated[int, "按时报送件次"]
    late: Annotated[int, "逾期报送件次"]
    missing: Annotated[int, "未报送件次"]
    on_time_percent: Annotated[Decimal | None, "按时报送率（%）；没有应报时为空"]

    @classmethod
    def of(cls, *, on_time: int, late: int, missing: int) -> "ReturnCounts":
        """The counts with sums and percent worked out (one decimal, half up)."""
        expected = on_time + late + missing
        return cls(
            expected=expected,
            received=on_time + late,
            on_time=on_time,
            late=late,
            missing=missing,
            on_time_percent=percent_pair(on_time, expected)[0],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCounts:
    """The matters of one category; `completed` + `in_hand` = `total`, `overdue` is a part of `in_hand`."""

    name: Annotated[str, "事项类别"]
    total: Annotated[int, "该类事项数"]
    completed: Annotated[int, "该类已办结项数"]
    in_hand: Annotated[int, "该类正在办理项数"]
    overdue: Annotated[int, "该类逾期项数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCounts:
    """How well matters were done: `on_time` + `late` + `unlimited` are the completed ones."""

    on_time: Annotated[int, "按时办结项数"]
    late: Annotated[int, "超期办结项数"]
    unlimited: Annotated[int, "未定时限而办结的项数"]
    sent_back: Annotated[int, "办理结果被退回重办次数"]
    sent_back_matters: Annotated[int, "被退回重办的事项数"]
    forms_sent_back: Annotated[int, "填报表被退回次数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Praise:
    """A unit that did well."""

    unit: Annotated[str, "单位"]
    deed: Annotated[str, "做法或成效；没有时只列单位"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPraise(Praise):
    """A unit that another document has praised in the period."""

    document_number: Annotated[str, "通报的文号"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticism:
    """What a unit is criticised for, with a person's consent."""

    unit: Annotated[str, "单位"]
    number: Annotated[str, "事项编号；与具体事项无关时为空"]
    fact: Annotated[str, "事由"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCriticism(Criticism):
    """What another document has criticised a unit for in the period."""

    document_number: Annotated[str, "通报的文号"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueMatter:
    """A matter that a unit has not completed in time."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    due_date: Annotated[date, "办结时限"]
    overdue_days: Annotated[int, "逾期天数"]
    progress: Annotated[str, "目前进展"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProblem:
    """The overdue matters of one lead unit."""

    unit: Annotated[str, "主办单位"]
    matters: Annotated[tuple[OverdueMatter, ...], "该单位逾期事项"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing the units must do next."""

    text: Annotated[str, "要求"]
    due_date: Annotated[date | None, "完成日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """A row of the annex: a matter not yet completed."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    unit: Annotated[str, "主办单位"]
    due_date: Annotated[date | None, "办结时限"]
    overdue_days: Annotated[int, "逾期天数，未逾期为0"]
    progress: Annotated[str, "目前进展"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReturns:
    """A row of the annex: how one unit reported."""

    unit: Annotated[str, "单位"]
    expected: Annotated[int, "应报件次"]
    on_time: Annotated[int, "按时报送件次"]
    late: Annotated[int, "逾期报送件次"]
    missing: Annotated[int, "未报送件次"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRow:
    """A row of the annex: where a unit stands by the method of scoring."""

    group: Annotated[str, "组别"]
    rank: Annotated[int, "组内名次"]
    unit: Annotated[str, "单位"]
    score: Annotated[Decimal, "得分"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFacts(PaperFacts):
    """What every circular about a period states: figures, praise, problems and what follows."""

    period_name: Annotated[str, "通报期，如“2026年第三季度”"]
    period_from: Annotated[date, "通报期第一天"]
    period_to: Annotated[date, "通报期最后一天"]
    as_of: Annotated[date, "数据截止日期"]
    basis: Annotated[str, "督查依据；没有写明时为空"]
    scope: Annotated[str, "督查内容"]
    methods: Annotated[tuple[str, ...], "督查方式；没有督查记录时为空"]
    matters: Annotated[MatterCounts, "事项数字"]
    quality: Annotated[QualityCounts, "办理质量数字"]
    returns: Annotated[ReturnCounts, "报送数字"]
    by_category: Annotated[tuple[CategoryCounts, ...], "各类事项数字；只有一类时为空"] = ()
    praises: Annotated[tuple[Praise, ...], "表扬名单"] = ()
    told_praises: Annotated[tuple[ToldPraise, ...], "本期内已由其他文书通报表扬的"] = ()
    criticisms: Annotated[tuple[Criticism, ...], "批评名单，已经同意的"] = ()
    told_criticisms: Annotated[tuple[ToldCriticism, ...], "本期内已由其他文书通报批评的"] = ()
    problems: Annotated[tuple[UnitProblem, ...], "逾期事项，按主办单位"] = ()
    missing_units: Annotated[tuple[str, ...], "有未报送情况的单位"] = ()
    late_units: Annotated[tuple[str, ...], "有逾期报送情况的单位"] = ()
    sent_back_units: Annotated[tuple[str, ...], "办理结果或填报表被退回的单位"] = ()
    problems_found: Annotated[int, "督查记录发现问题的条数"] = 0
    problems_rectified: Annotated[int, "其中已经整改的条数"] = 0
    other_problems: Annotated[tuple[str, ...], "督查发现而没有整改的问题，每条一段"] = ()
    requirements: Annotated[tuple[Requirement, ...], "下一步要求"] = ()
    rectify_by: Annotated[date | None, "整改情况报送截止日期"] = None
    next_return_on: Annotated[date | None, "下期进展情况报送截止日期；各事项不同或没有规定时为空"] = None
    next_returns_vary: Annotated[bool, "下期进展情况的报送日期是否因事项而不同"] = False
    open_matters: Annotated[tuple[OpenMatter, ...], "附件：未完成（逾期）事项清单"] = ()
    ranking: Annotated[tuple[RankRow, ...], "附件：排名表；办法不排名时为空"] = ()
    ranking_note: Annotated[str, "计分口径说明；不排名时为空"] = ""
    uninspected: Annotated[tuple[str, ...], "排名表中未被督查、另按口径计分的单位"] = ()
    uninspected_note: Annotated[str, "未被督查单位的计分口径"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularFacts(PeriodFacts):
    """督查通报: how the matters of a period stand, praise, problems and what follows."""

    unit_returns: Annotated[tuple[UnitReturns, ...], "附件：报送情况表"] = ()
