"""Overdue matters become candidates, once, under the rules that say so; a person decides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from duban_xl.model.changeset import RowAppend
from duban_xl.model.ledger import Ledger
from duban_xl.model.workdays import Workdays
from duban_xl.score.proposals import propose
from tests.scoring import scoring_ledger
from tests.tables import ledger_from

AS_OF = date(2026, 4, 10)
MATTERS = """
    | 事项编号 | 类别             | 主办单位 | 协办单位 | 交办文号         | 办结时限   | 延期至     | 状态     |
    | D-1      | 县委主要领导批示 | 甲镇     | 乙局     | 云督通〔2026〕1号 | 2026-03-31 |            | 承办中   |
    | D-2      | 两办通知事项     | 乙局     |          |                  | 2026-03-20 | 2026-04-01 | 退回重办 |
    | D-3      | 县委全会部署     | 甲镇     |          |                  | 2026-03-31 |            | 承办中   |
    | D-4      | 县领导批示       | 甲镇     |          |                  | 2026-04-10 |            | 承办中   |
    | D-5      | 县领导批示       | 甲镇     |          |                  | 2026-03-31 |            | 办结     |
    | D-6      | 县领导批示       | 甲镇     |          |                  |            |            | 承办中   |
    | D-7      | 县领导批示       | 甲镇     |          |                  | 2026-03-31 |            | 登记     |
    | D-8      | 县领导批示       | 甲镇     |          |                  | 2026-03-31 |            | 延期待批 |
"""


def with_matters(matters: str = MATTERS, **sheets: str) -> Ledger:
    return scoring_ledger(matters=matters, **sheets)


def proposed(ledger: Ledger, as_of: date = AS_OF) -> list[tuple[object, ...]]:
    rows = propose(ledger, as_of).appends
    return [tuple(row.values.get(key) for key in ("serial", "number", "unit", "rule", "event_on")) for row in rows]


def test_missed_limits__proposed_for_the_lead_unit_with_the_limit_as_date() -> None:
    assert proposed(with_matters()) == [
        ("1", "D-1", "甲镇", "A7a", date(2026, 3, 31)),
        ("2", "D-2", "乙局", "A11a", date(2026, 4, 1)),
    ]


def test_candidate__is_no_decision_and_carries_its_evidence() -> None:
    row = propose(with_matters(), AS_OF, workdays=Workdays(years=frozenset({2026}))).appends[0]
    assert {key: row.values.get(key) for key in ("status", "points", "document", "decided_by")} == {
        "status": "候选",
        "points": 2,
        "document": "云督通〔2026〕1号",
        "decided_by": None,
    }
    assert row.because.rule == "A7a"
    assert row.because.source is not None
    assert row.because.source.cell == "F3"
    assert "逾期10日（8个工作日）" in str(row.values["reason"])


def test_proposing_again__nothing_new() -> None:
    ledger = with_matters()
    assert proposed(with_rows(ledger, propose(ledger, AS_OF).appends), AS_OF + timedelta(days=30)) == [
        ("3", "D-4", "甲镇", "A7a", date(2026, 4, 10))
    ]


@pytest.mark.parametrize("status", ["候选", "已确认", "免扣", "已撤销"])
def test_limit_decided_on__not_proposed_again(status: str) -> None:
    decided = f"| 序号 | 事件日期 | 单位 | 事项编号 | 规则编号 | 状态 |\n| '0007' | 2026-03-31 | 甲镇 | D-1 | A7a | {status} |"
    assert [row[:2] for row in proposed(with_matters(deductions=decided))] == [("0008", "D-2")]


def test_new_limit_missed_too__proposed_again() -> None:
    decided = "| 序号 | 事件日期 | 单位 | 事项编号 | 规则编号 | 状态 |\n| 1 | 2026-03-10 | 甲镇 | D-1 | A7a | 已确认 |"
    assert proposed(with_matters(deductions=decided))[0] == ("2", "D-1", "甲镇", "A7a", date(2026, 3, 31))


RETURNED = [
    ("办结报告", "合格", "2026-03-31 17:00", []),
    ("办结报告", "待审", "2026-03-30 17:00", []),
    ("办结报告", "退回", "2026-03-30 17:00", ["D-1"]),
    ("办结报告", "合格", "2026-04-02 09:00", ["D-1"]),
    ("进展报告", "合格", "2026-03-30 17:00", ["D-1"]),
]


@pytest.mark.parametrize(("kind", "review", "received", "expected"), RETURNED)
def test_final_report__only_in_time_and_not_sent_back_saves_the_limit(
    kind: str, review: str, received: str, expected: list[str]
) -> None:
    returns = (
        "| 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 审核结论 |\n"
        f"| D-1 | 甲镇 | 2026-03 | {received} | {kind} | {review} |"
    )
    assert [row[1] for row in proposed(with_matters(returns=returns)) if row[1] == "D-1"] == expected


def test_ended_after_a_late_report__still_proposed() -> None:
    returns = (
        "| 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 审核结论 |\n"
        "| D-5 | 甲镇 | 2026-03 | 2026-04-03 09:00 | 办结报告 | 合格 |"
    )
    assert "D-5" in [row[1] for row in proposed(with_matters(returns=returns))]


def test_extension_asked_for_after_the_limit__does_not_undo_the_miss() -> None:
    matters = """
        | 事项编号 | 类别       | 主办单位 | 办结时限   | 延期至     | 状态   |
        | D-1      | 县领导批示 | 甲镇     | 2026-03-20 | 2026-05-31 | 承办中 |
    """
    asked = "| 事项编号 | 单位 | 申请日期 | 原时限 | 批准延至 | 结论 |\n| D-1 | 甲镇 | {} | 2026-03-20 | 2026-05-31 | 同意 |"
    late = with_matters(matters, extensions=asked.format("2026-03-24"))
    in_time = with_matters(matters, extensions=asked.format("2026-03-20"))
    assert [row[4] for row in proposed(late)] == [date(2026, 3, 20)]
    assert proposed(in_time) == []


def test_rule_that_proposes_from_nothing__no_candidates() -> None:
    rules = "| 规则号 | 情形 | 取值方式 | 主办值 | 适用类别 | 自动提出 |\n| A7a | 逾期 | 定值 | 2 | MC14 | |"
    assert proposed(with_matters(scoring_rules=rules)) == []


def test_late_periodic_return__never_proposed() -> None:
    returns = (
        "| 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 |\n| D-4 | 甲镇 | 2026W13 | 2026-03-27 | 2026-04-02 09:00 |"
    )
    assert "D-4" not in [row[1] for row in proposed(with_matters(returns=returns))]


def with_rows(ledger: Ledger, rows: tuple[RowAppend, ...]) -> Ledger:
    """`ledger` after the planned rows were written."""
    header = ("序号", "事件日期", "单位", "事项编号", "规则编号", "状态")
    keys = ("serial", "event_on", "unit", "number", "rule", "status")
    lines = [header, *(tuple(str(row.values[key]) for key in keys) for row in rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return replace(ledger, deductions=ledger_from(deductions=table).deductions)
