"""Thirds stay thirds: what has no last digit is not cut off before it is rounded the method's way."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from duban_xl.score.exact import decimal_of, fraction_of, total, total_of
from tests.scoring import scored

RULES = """
    | 规则号 | 分项号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 计分对象 |
    | R1     | 1      | 采用 | 3篇  | 加   | 定值     | 1      |          |
    | R2     | 1      | 共建 | 次   | 加   | 定值     | 1      | 平分     |
"""
SECTIONS = "| 分项号 | 名称 | 计分方式 |\n| 1 | 信息 | 累计 |"
UNITS = "甲镇 乡镇; 乙镇 乡镇; 丙镇 乡镇"
METHOD = """
    | 口径 | 取值 |
    | 方法名称 | 信息积分 |
    | 不足一个计数单位 | 按比例 |
    | 舍入方式 | 舍去 |
    | 保留小数 | 0 |
"""


def counted(events: str) -> dict[str, Decimal | None]:
    """What each unit's score counts, cut to whole points."""
    board = scored(events, units=UNITS, scoring_rules=RULES, scoring_sections=SECTIONS, scoring_settings=METHOD)
    return {unit.unit: unit.counted for unit in board.units}


def test_three_thirds__are_one() -> None:
    rows = "".join(f"    | {n} | 2026-0{n}-10 | 甲镇 | R1 | 1 |\n" for n in (1, 2, 3))
    assert counted(f"| 序号 | 事件日期 | 单位 | 规则编号 | 数量 |\n{rows}")["甲镇"] == 1


def test_shared_by_three__three_times_is_the_whole() -> None:
    rows = "".join(f"    | {n} | 2026-0{n}-10 | 甲镇、乙镇、丙镇 | R2 |\n" for n in (1, 2, 3))
    assert set(counted(f"| 序号 | 事件日期 | 单位 | 规则编号 |\n{rows}").values()) == {Decimal(1)}


@given(st.fractions(max_denominator=10**6, min_value=-1000, max_value=1000))
def test_fraction__comes_back_from_its_decimal(number: Fraction) -> None:
    assert fraction_of(decimal_of(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**6), max_value=10**6))
def test_decimal_that_ends__is_taken_as_it_is(number: Decimal) -> None:
    assert fraction_of(number) == Fraction(number)


@given(st.lists(st.fractions() | st.decimals(allow_nan=False, allow_infinity=False, places=4)))
def test_total__is_the_exact_sum(numbers: list[Fraction | Decimal]) -> None:
    assert total(numbers) == sum((Fraction(number) for number in numbers), Fraction(0))


@given(st.lists(st.fractions(max_denominator=10**6, min_value=-1000, max_value=1000)))
def test_total_of_decimals__is_the_sum_of_what_they_stand_for(numbers: list[Fraction]) -> None:
    assert total_of(map(decimal_of, numbers)) == sum(numbers)
