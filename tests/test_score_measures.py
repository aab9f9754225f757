"""Measured parts: every way of reckoning with its figures by hand, ranks, ratings, and data that can't be used."""

from decimal import Decimal
from fractions import Fraction

import pytest

from duban_xl.model.ledger import Ledger
from duban_xl.model.score import PartScore
from duban_xl.score.exact import half_up
from duban_xl.score.measures import Measured, absent, measured, needs_sections
from duban_xl.score.method import Method, method_of
from duban_xl.score.span import Span
from tests.scoring import period_of
from tests.tables import found, ledger_from

UNITS = """
    | 单位代码 | 单位名称 | 组别 |
    | U01 | 甲镇 | 乡镇 |
    | U02 | 乙镇 | 乡镇 |
    | U03 | 丙镇 | 乡镇 |
    | U04 | 丁局 | 部门 |
"""
SECTIONS = """
    | 分项号 | 名称 | 满分 | 计分方式 |
    | 1 | 总分 | 100 | 合成 |
    | 2 | 重点工作 | 40 | 测算 |
"""
COLUMNS = {
    "marks": "满分", "target": "目标", "per": "每点分值", "mode": "点计法", "at": "达标得分", "floor": "最低", "ceiling": "最高",
    "table": "阶梯表号", "direction": "方向", "compared": "比较范围", "exempt": "免考指标", "line": "免考线", "factors": "系数",
    "weights": "评分组权重", "trim": "去极值", "quota": "有效票", "low": "低票处理", "missing": "缺数据",
}  # fmt: skip


def office(
    measure: str, *, rule: str = "| R1 | 2 | 加 |  |", sections: str = SECTIONS, units: str = UNITS, **sheets: str
) -> Ledger:
    """An office with one measured rule R1, `measure` being its row: "按比例; marks=10; target=85"."""
    kind, *said = [part.strip() for part in measure.split(";")]
    terms = dict(part.split("=", 1) for part in said)
    indicator = terms.pop("indicator", "完成率")
    header = ["规则号", "指标", "测算方式", *(COLUMNS[name] for name in terms)]
    row = ["R1", indicator, kind, *terms.values()]
    return ledger_from(
        **{
            "units": units,
            "scoring_settings": "| 口径 | 取值 |\n| 方法名称 | 试行办法 |",
            "scoring_sections": sections,
            "scoring_rules": "| 规则号 | 分项号 | 加减 | 适用组别 | 情形 | 取值方式 |\n" + rule + " 完成情况 | 测算 |",
            "scoring_measures": f"| {' | '.join(header)} |\n| {' | '.join(row)} |",
            **sheets,
        }
    )


def method(ledger: Ledger) -> Method:
    made, _ = method_of(ledger.rulebook)
    assert made is not None
    return made


def span(period: str = "2026") -> Span:
    asked = period_of(period)
    year = period_of(str(asked.year))
    return Span(period=asked, start=year.start, end=asked.end, year_start=year.start, year_end=year.end)


def reckoned(ledger: Ledger, period: str = "2026") -> Measured:
    return measured(method(ledger), ledger, span(period))


def marks(ledger: Ledger, period: str = "2026") -> dict[str, str]:
    """Unit → its marks, as a person would write them to two decimals; "-" where there are none."""
    return {part.unit: shown(part) for part in reckoned(ledger, period).parts}


def shown(part: PartScore) -> str:
    if part.marks is None:
        return "待定" if part.applies else "不适用"
    return f"{half_up(Fraction(part.marks), 2).normalize():f}"


def data(*rows: str, header: str = "单位 | 实绩") -> str:
    return "\n".join([f"| {header} | 指标 |", *(f"| {row} | 完成率 |" for row in rows)])


@pytest.mark.parametrize(("mode", "expected"), [("按比例", "33"), ("满一个点", "34"), ("不足一点按一点", "32")])
def test_t8_threshold_85_of_40_marks__proportional_whole_and_begun_points(mode: str, expected: str) -> None:
    ledger = office(f"差点扣分; marks=40; target=85; per=2; mode={mode}", indicators=data("甲镇 | 81.5"))
    assert marks(ledger)["甲镇"] == expected


def test_t8_trace__lets_a_leader_recompute_it() -> None:
    rows = data("甲镇 | 163 | 205 | 5", header="单位 | 实绩 | 应办 | 延期件")
    (part, *_) = reckoned(office("差点扣分; marks=40; target=85; per=2", indicators=rows)).parts
    said = "完成率81.5%（163÷（205−5）），达标线85%，差3.5个百分点，每点扣2分，40−7＝33分"
    assert (part.marks, part.trace) == (Decimal(33), said)


def test_t10_below_the_groups_mean__costs_per_point() -> None:
    ledger = office("比组均; marks=6; per=0.2", indicators=data("甲镇 | 70", "乙镇 | 80", "丙镇 | 90"))
    assert {unit: got for unit, got in marks(ledger).items() if unit != "丁局"} == {
        "甲镇": "4",
        "乙镇": "6",
        "丙镇": "6",
    }
