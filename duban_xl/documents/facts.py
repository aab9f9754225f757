"""What a document states, as data: one frozen class per kind of document, one typed field per blank of its template.

The text beside a field (`Annotated`) is what the clerk reads who edits the template; `word.template_fields` lists it.
Facts hold dates, counts, decimals and texts; wording and layout belong to the template. No field may be named like
a method of dict (items, keys, values, get, copy, pop, update, clear), or a template could not reach it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from duban_xl.documents.chinese import percent_pair
from duban_xl.documents.word.layout import MarginProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """What every document of a series says about the office that issues it."""

    issuer: Annotated[str, "发文机关署名（全称或规范化简称）"]
    short_name: Annotated[str, "正文中的自称，如“县委督查室”"]
    masthead: Annotated[str, "发文机关标志（红头）"]
    code: Annotated[str, "发文机关代字，如“苍督”"]
    recipients: Annotated[str, "主送机关，末尾不带冒号"]
    copied_to: Annotated[tuple[str, ...], "抄送机关"] = ()
    printed_by: Annotated[str, "印发机关"] = ""
    contact: Annotated[str, "联系人"] = ""
    phone: Annotated[str, "联系电话"] = ""
    address: Annotated[str, "联系地址"] = ""
    sealed: Annotated[bool, "是否加盖印章（决定署名位置）"] = True
    preprinted: Annotated[bool, "是否套打红头纸（不印红色部分）"] = False
    margins: Annotated[MarginProfile, "页边距方案"] = MarginProfile.COMMON


# ---- 督查通报 -------------------------------------------------------------------------------------------------------


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
class Praise:
    """A unit that did well."""

    unit: Annotated[str, "单位"]
    deed: Annotated[str, "做法或成效；没有时只列单位"] = ""


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
class CircularFacts:
    """督查通报: how the matters of a period stand, praise, problems and what follows."""

    title: Annotated[str, "公文标题；可用换行指定分行"]
    dated_on: Annotated[date, "成文日期"]
    period_name: Annotated[str, "通报期，如“2026年第三季度”"]
    period_from: Annotated[date, "通报期第一天"]
    period_to: Annotated[date, "通报期最后一天"]
    as_of: Annotated[date, "数据截止日期"]
    basis: Annotated[str, "督查依据；没有写明时为空"]
    scope: Annotated[str, "督查内容"]
    methods: Annotated[tuple[str, ...], "督查方式；没有督查记录时为空"]
    matters: Annotated[MatterCounts, "事项数字"]
    returns: Annotated[ReturnCounts, "报送数字"]
    praises: Annotated[tuple[Praise, ...], "表扬名单"] = ()
    problems: Annotated[tuple[UnitProblem, ...], "逾期事项，按主办单位"] = ()
    missing_units: Annotated[tuple[str, ...], "有未报送情况的单位"] = ()
    late_units: Annotated[tuple[str, ...], "有逾期报送情况的单位"] = ()
    other_problems: Annotated[tuple[str, ...], "其他问题，每条一段"] = ()
    requirements: Annotated[tuple[Requirement, ...], "下一步要求"] = ()
    rectify_by: Annotated[date | None, "整改情况报送截止日期"] = None
    next_return_on: Annotated[date | None, "下期进展情况报送截止日期"] = None
    open_matters: Annotated[tuple[OpenMatter, ...], "附件：未完成（逾期）事项清单"] = ()
    unit_returns: Annotated[tuple[UnitReturns, ...], "附件：报送情况表"] = ()


# ---- 扣分情况季度通报 -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """One confirmed deduction, bonus or refund; which of them says the list that holds it."""

    occurred_on: Annotated[date, "事件日期；退回的为退回日期"]
    rule: Annotated[str, "条款，如“第七条”"]
    basis: Annotated[str, "条款全称，如“《日常工作督查考核办法》第七条”"]
    event: Annotated[str, "计分情形"]
    points: Annotated[Decimal, "计入的分值，扣分、加分、退回都写正数"]
    full_points: Annotated[Decimal | None, "按规则应计的分值；全部计入时为空"] = None
    document: Annotated[str, "依据文件"] = ""
    matter: Annotated[str, "事项编号"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSums:
    """What was taken off, added and given back; each a positive sum."""

    deducted: Annotated[Decimal, "扣分合计"] = Decimal(0)
    added: Annotated[Decimal, "加分合计"] = Decimal(0)
    refunded: Annotated[Decimal, "退回合计"] = Decimal(0)

    @property
    def net(self) -> Decimal:
        """The points lost once bonuses and refunds are taken into account; negative where more was added."""
        return self.deducted - self.added - self.refunded

    @classmethod
    def of(cls, parts: Iterable["PointSums"]) -> "PointSums":
        """The sums of the sums."""
        parts = tuple(parts)
        return cls(
            deducted=sum((part.deducted for part in parts), Decimal(0)),
            added=sum((part.added for part in parts), Decimal(0)),
            refunded=sum((part.refunded for part in parts), Decimal(0)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """What a unit has in one section of the method."""

    name: Annotated[str, "分项名称"]
    score: Annotated[Decimal | None, "分项得分；不适用或暂无得分时为空"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """What one unit lost and earned in the quarter and in the year, and where it stands."""

    unit: Annotated[str, "单位"]
    quarter: Annotated[PointSums, "本季度扣分、加分、退回"]
    year: Annotated[PointSums, "年内累计扣分、加分、退回"]
    quarter_points: Annotated[Decimal, "本季度净扣分：扣分减加分、退回，净加分为负数"]
    year_points: Annotated[Decimal, "年内累计净扣分"]
    remaining: Annotated[Decimal | None, "剩余分；办法不是基本分减扣分时为空"] = None
    score: Annotated[Decimal | None, "得分；暂无得分时为空"] = None
    counted: Annotated[Decimal | None, "折算分；办法不折算时为空"] = None
    rank: Annotated[int | None, "组内名次；不参加排名时为空"] = None
    sections: Annotated[tuple[SectionLine, ...], "各分项得分；办法不分项时为空"] = ()
    deductions: Annotated[tuple[ScoreLine, ...], "本季扣分明细"] = ()
    bonuses: Annotated[tuple[ScoreLine, ...], "本季加分明细"] = ()
    refunds: Annotated[tuple[ScoreLine, ...], "本季退回明细（整改退回、清零）"] = ()
    remark: Annotated[str, "备注"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreGroup:
    """A group of units (乡镇, 县直部门) with its sums."""

    name: Annotated[str, "组别"]
    units_total: Annotated[int, "本组单位数"]
    units_deducted: Annotated[int, "本组本季被扣分单位数"]
    quarter: Annotated[PointSums, "本组本季扣分、加分、退回合计"]
    has_lines: Annotated[bool, "本组本季是否有扣分、加分或退回"]
    units: Annotated[tuple[UnitScore, ...], "本组各单位，按名录排序"]

    @classmethod
    def of(cls, name: str, units: tuple[UnitScore, ...]) -> "ScoreGroup":
        """The group with its sums worked out."""
        return cls(
            name=name,
            units_total=len(units),
            units_deducted=sum(1 for unit in units if unit.quarter.deducted > 0),
            quarter=PointSums.of(unit.quarter for unit in units),
            has_lines=any(unit.deductions or unit.bonuses or unit.refunds for unit in units),
            units=units,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """An event of an earlier quarter that was entered, or revoked, after that quarter's circular."""

    unit: Annotated[str, "单位"]
    action: Annotated[str, "补记或撤销"]
    effect: Annotated[str, "扣分或加分"]
    belongs_to: Annotated[str, "所属季度，如“2026年第一季度”"]
    occurred_on: Annotated[date, "事件日期"]
    decided_on: Annotated[date, "认定或撤销日期"]
    basis: Annotated[str, "条款全称，如“《日常工作督查考核办法》第七条”"]
    event: Annotated[str, "计分情形或撤销理由"]
    points: Annotated[Decimal, "分值（正数）"]
    quarter: Annotated[PointSums, "更正后该季度扣分、加分、退回"]
    document: Annotated[str, "依据文件"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UninspectedGroup:
    """The units of one group that no inspection has reached this year."""

    name: Annotated[str, "组别"]
    units: Annotated[tuple[str, ...], "未被督查的单位"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTotals:
    """The sums of all groups in the quarter."""

    units: Annotated[int, "列入考核的单位数"]
    units_deducted: Annotated[int, "本季被扣分的单位数"]
    units_added: Annotated[int, "本季加分的单位数"]
    deductions: Annotated[int, "本季扣分次数"]
    bonuses: Annotated[int, "本季加分次数"]
    refunds: Annotated[int, "本季退回次数"]
    quarter: Annotated[PointSums, "本季扣分、加分、退回合计"]

    @classmethod
    def of(cls, groups: tuple[ScoreGroup, ...]) -> "ScoreTotals":
        """What the totals of `groups` must be."""
        units = [unit for group in groups for unit in group.units]
        return cls(
            units=len(units),
            units_deducted=sum(1 for unit in units if unit.quarter.deducted > 0),
            units_added=sum(1 for unit in units if unit.quarter.added > 0),
            deductions=sum(len(unit.deductions) for unit in units),
            bonuses=sum(len(unit.bonuses) for unit in units),
            refunds=sum(len(unit.refunds) for unit in units),
            quarter=PointSums.of(unit.quarter for unit in units),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCircularFacts:
    """扣分情况季度通报: every deduction of a quarter, sums and where the units stand; an alert, never itself a criticism."""

    title: Annotated[str, "公文标题；可用换行指定分行"]
    dated_on: Annotated[date, "成文日期"]
    period_name: Annotated[str, "通报季度，如“2026年第三季度”"]
    period_from: Annotated[date, "季度第一天"]
    period_to: Annotated[date, "季度最后一天"]
    as_of: Annotated[date, "数据截止日期"]
    method_title: Annotated[str, "考核办法名称，带书名号"]
    base_points: Annotated[Decimal | None, "基本分；没有统一的基本分时为空"]
    shows_scores: Annotated[bool, "是否列得分和名次；基本分减扣分的办法列剩余分"]
    shows_counted: Annotated[bool, "是否列折算分"]
    shows_sections: Annotated[bool, "是否列分项得分"]
    has_mixed: Annotated[bool, "年内是否有加分或退回"]
    totals: Annotated[ScoreTotals, "本季合计"]
    groups: Annotated[tuple[ScoreGroup, ...], "各组各单位"]
    attribution: Annotated[str, "计入哪个季度的口径"]
    amendments: Annotated[tuple[Amendment, ...], "补记和撤销"] = ()
    uninspected: Annotated[tuple[UninspectedGroup, ...], "年内未被督查的单位，按组别"] = ()
    uninspected_note: Annotated[str, "未被督查单位的计分口径"] = ""
    notes: Annotated[tuple[str, ...], "其他口径说明"] = ()
    objection_by: Annotated[date | None, "异议反馈截止日期"] = None


# ---- 督查通知书 -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """督查通知书: one matter assigned to its handling units, with limit, reporting duty and a return slip."""

    title: Annotated[str, "公文标题；可用换行指定分行"]
    dated_on: Annotated[date, "成文日期"]
    urgency: Annotated[str, "紧急程度（特急、加急）；平件为空"] = ""
    matter_number: Annotated[str, "事项编号"]
    matter_title: Annotated[str, "事项名称"]
    lead_unit: Annotated[str, "主办单位"]
    supporting_units: Annotated[tuple[str, ...], "协办单位"] = ()
    leading_official: Annotated[str, "牵头领导"] = ""
    responsible_leader: Annotated[str, "责任领导"] = ""
    origin: Annotated[str, "交办依据：会议、文件或批示；没有写明时为空"] = ""
    origin_number: Annotated[str, "来源文号"] = ""
    instruction_by: Annotated[str, "批示领导及职务"] = ""
    instruction_on: Annotated[date | None, "批示日期"] = None
    instruction: Annotated[str, "批示内容"] = ""
    requirements: Annotated[tuple[str, ...], "任务要求，每条一段"]
    target: Annotated[str, "量化目标"] = ""
    due_date: Annotated[date | None, "办结时限；没有日期时为空"]
    due_text: Annotated[str, "时限要求原文，如“收到之日起7个工作日内”"] = ""
    due_basis: Annotated[str, "时限依据（条款）"] = ""
    due_provisional: Annotated[bool, "时限是否暂定（节假日安排未公布）"] = False
    return_cycle: Annotated[str, "报送周期，如“每周五前”；一次性事项为空"] = ""
    next_return_on: Annotated[date | None, "首次报送日期"] = None
    return_to: Annotated[str, "报送对象；空为本室"] = ""
    extension_rule: Annotated[str, "延期规定，一句话"] = ""
    receipt_by: Annotated[date | None, "回执反馈截止日期"] = None
