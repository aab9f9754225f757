"""What a 扣分情况季度通报 states: every deduction of a quarter, sums, and where the units stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from duban_xl.documents.papers.facts import PaperFacts


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
class ScoreCircularFacts(PaperFacts):
    """扣分情况季度通报: every deduction of a quarter, sums and where the units stand; an alert, never itself a criticism."""

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
