"""The deduction circular of a quarter in which something was given back: its lines add up to the quarter's points."""

from datetime import date
from decimal import Decimal

from duban_xl.documents.papers.score_circular.compose import score_circular_facts
from duban_xl.score.engine import score
from tests.scoring import period_of
from tests.tables import ledger_from


def test_refund__is_a_line_of_the_quarter_in_which_it_was_put_right() -> None:
    ledger = ledger_from(
        units="| 单位名称 | 组别 |\n| 甲镇 | 乡镇 |",
        scoring_sections="| 分项号 | 名称 | 满分 | 计分方式 | 下限 |\n| '1' | 督办 | 100 | 扣分 | 0 |",
        scoring_rules="""
            | 规则号 | 分项号 | 情形 | 加减 | 取值方式 | 主办值 | 整改退回比例 |
            | R1 | '1' | 未整改的 | 扣 | 定值 | 4 | 50 |
        """,
        deductions="""
            | 序号 | 事件日期 | 单位 | 规则编号 | 状态 | 认定人 | 认定日期 | 整改日期 |
            | 1 | 2026-02-10 | 甲镇 | R1 | 已确认 | 王督查 | 2026-02-10 | 2026-03-20 |
        """,
    )
    board = score(ledger, period_of("2026Q1"))
    unit = score_circular_facts(ledger, board, dated_on=date(2026, 4, 8)).groups[0].units[0]
    (deduction,), (refund,) = unit.deductions, unit.refunds
    assert (deduction.points, refund.points, unit.quarter_points) == (Decimal(4), Decimal(2), Decimal(2))
    assert (deduction.occurred_on, refund.occurred_on) == (date(2026, 2, 10), date(2026, 3, 20))
