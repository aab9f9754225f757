"""办理要素: what the rules in force demand at the stage reached is looked for, and nothing else."""

from collections.abc import Iterator

import pytest

from duban_xl.check.ledger import check_ledger
from duban_xl.check.required_items import required_item_is_missing
from duban_xl.check.required_stages import REACHED
from duban_xl.model.columns.matters import STATUSES
from duban_xl.model.finding import Finding, Level
from duban_xl.model.ledger import Ledger
from tests.packs import pack_with
from tests.tables import found, ledger_from

CATEGORIES = """
    | 类别代码 | 类别 |
    | MC13 | 上级批示 |
    | MC21 | 重点工作 |
"""
UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 主要负责人 | 联络员 | 电话 |
    | U01 | 县交通局 | 甲局 | 县直部门 | 赵一 | | 1 |
    | U02 | 县财政局 | 乙局 | 县直部门 | | 钱二 | 2 |
"""


def items(*rows: str) -> str:
    return "\n".join(("| 规则编号 | 环节 | 类别 | 要素 | 对应列 | 核对 | 条件 |", *rows))


def missing(ledger: Ledger) -> list[tuple[str, str, str]]:
    """Code, sheet and cell of what is missing."""
    return [(f.code, f.source.sheet, f.source.cell) for f in required_item_is_missing(ledger)]


def cells(ledger: Ledger) -> list[str]:
    return [f.source.cell for f in required_item_is_missing(ledger)]


# --- stages of a matter -------------------------------------------------------------------------------------------

BY_STAGE = [
    ("立项", "登记", False),
    ("立项", "立项", True),
    ("立项", "待审批", True),
    ("立项", "承办中", True),
    ("立项", "科室自督", False),
    ("交办", "待审批", False),
    ("交办", "已交办", True),
    ("交办", "滚动跟踪", True),
    ("交办", "已转交", False),
    ("交办", "办结", False),
    ("签收", "已交办", False),
    ("签收", "承办中", True),
    ("签收", "不能办理待批", True),
    ("退回", "退回重办", True),
    ("审核", "已反馈待审", False),
    ("审核", "审核通过", True),
    ("呈阅", "报告", True),
    ("不能办理", "经批准不办", True),
    ("转交", "已转交", True),
    ("办结", "承办中", False),
    ("办结", "办结", True),
    ("办结", "归档", True),
    ("归档", "办结", False),
    ("归档", "归档", True),
]


@pytest.mark.parametrize(("stage", "status", "asked"), BY_STAGE)
def test_item_of_a_stage__is_asked_for_once_the_matter_is_there(stage: str, status: str, *, asked: bool) -> None:
    ledger = ledger_from(
        matters=f"| 事项编号 | 状态 | 责任人 |\n| D-001 | {status} | |",
        required_items=items(f"| x-1 | {stage} | | 具体责任人 | 督办事项.责任人 | 必填 | |"),
    )
    assert missing(ledger) == ([("L240", "督办事项", "C3")] if asked else [])


def test_every_state__has_its_stages() -> None:
    assert set(REACHED) == set(STATUSES)


def test_missing_item__tells_item_stage_and_rule_and_is_a_notice() -> None:
    ledger = ledger_from(
        matters="| 事项编号 | 状态 | 责任人 |\n| D-001 | 承办中 | |",
        required_items=items("| weinan-07-3-handle | 签收 | | 责任人 | 督办事项.责任人 | 必填 | |"),
    )
    [lack] = required_item_is_missing(ledger)
    assert (lack.level, dict(lack.args)) == (
        Level.NOTICE,
        {"header": "责任人", "stage": "签收", "item": "责任人", "rule": "weinan-07-3-handle"},
    )


def test_several_items_for_one_cell__are_one_finding_that_names_them_all() -> None:
    ledger = ledger_from(
        matters="| 事项编号 | 状态 | 责任人 |\n| D-001 | 承办中 | |",
        required_items=items(
            "| x-1 | 交办 | | 具体责任人 | 督办事项.责任人 | 必填 | |",
            "| x-2 | 签收 | | 直接责任人 | 督办事项.责任人 | 必填 | |",
        ),
    )
    [lack] = required_item_is_missing(ledger)
    assert (lack.args["item"], lack.args["rule"]) == ("具体责任人、直接责任人", "x-1、x-2")


def test_item_that_a_person_looks_at__is_neither_passed_nor_reported() -> None:
    ledger = ledger_from(
        matters="| 事项编号 | 状态 | 责任人 |\n| D-001 | 承办中 | |",
        required_items=items(
            "| x-1 | 签收 | | 专班 | 督办事项.责任人 | 人工 | |", "| x-2 | 签收 | | 事实清楚 | | 人工 | |"
        ),
    )
    assert missing(ledger) == []


CONDITIONS = [
    ("", True),
    ("多单位", True),
    ("重点督办", True),
    ("紧急", True),
    ("滚动", False),
    ("需整改", False),
    ("查处", False),
    ("重大", False),
    ("特殊情况", False),
]


@pytest.mark.parametrize(("condition", "asked"), CONDITIONS)
def test_condition__is_judged_only_where_the_row_tells(condition: str, *, asked: bool) -> None:
    matters = """
        | 事项编号 | 状态 | 协办单位 | 重点督办 | 紧急程度 | 责任人 |
        | D-001 | 承办中 | 乙局 | 是 | 特急 | |
        | D-002 | 承办中 | | 否 | 一般 | |
    """
    rows = items(f"| x-1 | 交办 | | 责任人 | 督办事项.责任人 | 必填 | {condition} |")
    expected = ["F3", "F4"] if not condition else (["F3"] if asked else [])
    assert cells(ledger_from(matters=matters, required_items=rows)) == expected


def test_rolling__is_the_state_of_tracking() -> None:
    matters = "| 事项编号 | 状态 | 责任人 |\n| D-001 | 滚动跟踪 | |\n| D-002 | 承办中 | |"
    rows = items("| x-1 | 交办 | | 责任人 | 督办事项.责任人 | 必填 | 滚动 |")
    assert cells(ledger_from(matters=matters, required_items=rows)) == ["C3"]


def test_category__by_name_or_code__limits_the_item() -> None:
    matters = """
        | 事项编号 | 类别 | 状态 | 责任人 |
        | D-001 | 上级批示 | 承办中 | |
        | D-002 | MC13 | 承办中 | |
        | D-003 | 重点工作 | 承办中 | |
        | D-004 | 未知类别 | 承办中 | |
    """
    rows = items("| x-1 | 交办 | MC13、MC14 | 责任人 | 督办事项.责任人 | 必填 | |")
    assert cells(ledger_from(matters=matters, categories=CATEGORIES, required_items=rows)) == ["D3", "D4"]


def test_time_limit__is_there_when_a_due_date_was_given() -> None:
    matters = """
        | 事项编号 | 状态 | 时限要求 | 办结时限 |
        | D-001 | 已交办 | 7个工作日 | |
        | D-002 | 已交办 | | 2026-09-30 |
        | D-003 | 已交办 | | |
    """
    rows = items("| cangnan-3.2-notice | 交办 | | 办理时限 | 督办事项.时限要求 | 必填 | |")
    assert cells(ledger_from(matters=matters, required_items=rows)) == ["C5"]


def test_yes_no_item__must_be_yes() -> None:
    ledger = pack_with(
        "shiwei",
        matters="""
            | 事项编号 | 类别 | 重点督办 | 状态 |
            | D-001 | MC01 | 是 | 已交办 |
            | D-002 | MC01 | 否 | 已交办 |
            | D-003 | MC01 | | 已交办 |
        """,
    )
    assert missing(ledger) == [("L241", "督办事项", "C4"), ("L241", "督办事项", "C5")]  # shiwei-1.1-key-list


def test_cell_not_understood_or_column_not_there__is_left_to_the_reader() -> None:
    rows = items(
        "| x-1 | 签收 | | 安排日期 | 督办事项.安排日期 | 必填 | |",
        "| x-1 | 签收 | | 目标 | 督办事项.量化目标 | 必填 | |",
    )
    matters = "| 事项编号 | 状态 | 安排日期 |\n| D-001 | 承办中 | 择日 |"
    assert missing(ledger_from(matters=matters, required_items=rows)) == []


def test_what_other_checks_tell__is_not_told_again() -> None:
    ledger = pack_with(
        "weinan",
        matters="""
            | 事项编号 | 类别 | 主办单位 | 状态 | 办结日期 | 销号人 | 销号日期 | 归档卷号 |
            | D-001 | MC14 | | 归档 | | | | |
        """,
    )
    assert missing(ledger) == []


# --- other sheets ---------------------------------------------------------------------------------------------------


def test_directory__what_it_lacks_is_said_once_for_all_matters_of_the_unit() -> None:
    ledger = pack_with(
        "weinan",
        units=UNITS,
        matters="""
            | 事项编号 | 类别 | 任务要求 | 主办单位 | 协办单位 | 时限要求 | 状态 |
            | D-001 | MC21 | 修路 | 甲局 | 乙局 | 5日内 | 已交办 |
            | D-002 | MC21 | 修桥 | 甲局 | 某局 | 5日内 | 已交办 |
            | D-003 | MC21 | 修渠 | 乙局 | 甲局 | 5日内 | 办结 |
        """,
    )
    # weinan-04-first-resp, weinan-17-contact
    assert missing(ledger) == [("L240", "单位名录", "F3"), ("L240", "单位名录", "E4")]


def test_schedule__is_missed_as_a_whole_and_row_by_row() -> None:
    ledger = pack_with(
        "cangnan",
        matters="""
            | 事项编号 | 类别 | 状态 |
            | D-001 | MC26 | 立项 |
            | D-002 | MC26 | 立项 |
            | D-003 | MC21 | 立项 |
        """,
        milestones="""
            | 事项编号 | 节点 | 计划日期 | 目标值 | 前置节点 | 间隔 |
            | D-002 | 开工 | 2026-03-01 | 10 | | |
            | D-002 | 完工 | | | 开工 | 30日 |
            | D-002 | 验收 | | 100 | | |
        """,
    )
    of_schedule = [("L242", "督办事项", "A3"), ("L240", "节点计划", "D4"), ("L240", "节点计划", "C5")]
    assert missing(ledger) == of_schedule  # cangnan-2.2-special


COURSE = """
    | 日期 | 事项编号 | 动作 | 单位 | 经办人 | 对象 | 批准人 | 批准日期 | 同意 | 理由类别 | 理由 | 新时限 | 材料 | 规则编号 |
"""


def course(
    *rows: str, matters: str = "| 事项编号 | 类别 | 状态 |\n| D-001 | MC14 | 承办中 |"
) -> Iterator[tuple[str, str]]:
    """What is missing in the rows of 流转记录 under cangnan: the finding's cell and the item."""
    ledger = pack_with("cangnan", matters=matters, steps="\n".join((COURSE.strip(), *rows)))
    lacks = [f for f in required_item_is_missing(ledger) if f.source.sheet == "流转记录"]
    return ((f.source.cell, f.args["item"]) for f in lacks)


def test_trap_21__sending_back_needs_reason_and_new_limit() -> None:
    row = "| 2026-03-02 | D-001 | 退回 | | 王五 | | | | | | | | | |"
    assert list(course(row)) == [("K3", "退回原因"), ("L3", "新时限")]  # cangnan-3.3-redo


def test_trap_21__sending_back_is_counted__and_told_once() -> None:
    matters = """
        | 事项编号 | 类别 | 退回次数 | 状态 |
        | D-001 | MC14 | | 承办中 |
        | D-002 | MC14 | | 退回重办 |
    """
    steps = """
        | 日期 | 事项编号 | 动作 | 理由 | 新时限 |
        | 2026-03-02 | D-001 | 退回 | 不实 | |
        | 2026-03-02 | D-002 | 退回 | 不实 | |
    """
    ledger = pack_with("weinan", matters=matters, steps=steps)  # weinan-07-5-return
    of_return = [lack for lack in required_item_is_missing(ledger) if "退回" in lack.args["stage"]]
    assert found(of_return) == [("L240", "C3"), ("L240", "E3")]


def test_trap_23__what_cannot_be_done_needs_kind_of_reason_approver_day_and_opinion() -> None:
    asked = "| 2026-03-02 | D-001 | 申请不办 | 甲局 | 王五 | | | | | | 征地未批 | | | |"
    granted = "| 2026-03-09 | D-001 | 批准不办 | 甲局 | 王五 | 书记 | | | | | | | | |"
    of_request = [("F3", "报告对象"), ("J3", "原因类型")]
    of_answer = [("G4", "批准人"), ("H4", "批准日期"), ("M4", "书面意见")]
    assert sorted(course(asked, granted)) == sorted((*of_request, *of_answer))  # cangnan-3.3-cannot


def test_trap_24__handing_over_a_personal_instruction_needs_both_persons() -> None:
    row = "| 2026-03-02 | D-001 | 转交 | | | | | | | | | | | |"
    assert list(course(row)) == [("E3", "转交人"), ("F3", "接收人")]  # cangnan-2.3-personal


def test_trap_25__each_unit_signs_for_its_own_copy() -> None:
    matters = "| 事项编号 | 类别 | 协办单位 | 状态 |\n| D-001 | MC14 | 乙局 | 承办中 |\n| D-002 | MC14 | | 承办中 |"
    rows = (
        "| 2026-03-02 | D-001 | 签收 | | | | | | | | | | | |",
        "| 2026-03-02 | D-002 | 签收 | | | | | | | | | | | |",
    )
    assert list(course(*rows, matters=matters)) == [("D3", "签收单位")]  # cangnan-2.3-chaogao


READ = """
    | 日期 | 事项编号 | 动作 | 对象 | 批准人 | 批准日期 |
    | 2026-03-02 | D-001 | 呈报 | 书记 | | |
"""
READING = [
    ([], "报告", ""),  # it lies with the leaders
    (["E3", "F3"], "滚动跟踪", ""),
    (["E3", "F3"], "报告", "| 2026-03-09 | D-001 | 上报 | 省厅 | | |"),
    ([], "滚动跟踪", "| 2026-03-05 | D-001 | 审批 | | 书记 | 2026-03-05 |"),
]


@pytest.mark.parametrize(("expected", "status", "row"), READING)
def test_trap_13__who_read_the_report_must_be_on_record_once_the_matter_went_on(
    expected: list[str], status: str, row: str
) -> None:
    ledger = pack_with(
        "shiwei", matters=f"| 事项编号 | 类别 | 状态 |\n| D-001 | MC13 | {status} |", steps=f"{READ}{row}"
    )
    assert [f.source.cell for f in required_item_is_missing(ledger) if f.source.sheet == "流转记录"] == expected


def test_plan_received__is_looked_at_by_its_own_rule() -> None:
    steps = """
        | 日期 | 事项编号 | 动作 | 批准人 | 材料 | 规则编号 |
        | 2026-03-02 | D-001 | 收文 | | 方案 | shiwei-1.6-plan-approval |
        | 2026-03-02 | D-001 | 收文 | | 其他 | shiwei-1.6-decompose-7wd |
    """
    ledger = pack_with("shiwei", matters="| 事项编号 | 类别 | 状态 |\n| D-001 | MC10 | 承办中 |", steps=steps)
    assert cells(ledger) == ["D3"]


def test_extension__consent_is_asked_for_once_decided() -> None:
    extensions = """
        | 事项编号 | 单位 | 申请日期 | 申请延至 | 原因 | 进展 | 同意人 | 同意日期 | 批准延至 | 结论 |
        | D-001 | 甲局 | 2026-03-02 | | | 一半 | | | | 待批 |
        | D-001 | 甲局 | 2026-03-02 | 2026-04-02 | 下雨 | 一半 | | | | 不同意 |
        | D-001 | 甲局 | 2026-03-02 | 2026-04-02 | 下雨 | 一半 | | | | 同意 |
    """
    ledger = pack_with("weinan", matters="| 事项编号 | 类别 | 状态 |\n| D-001 | MC14 | 办结 |", extensions=extensions)
    assert sorted(cells(ledger)) == ["D3", "E3", "G4"]  # weinan-09-extension
    assert ("L212", "G5") in found(check_ledger(ledger))


def test_consequences__each_kind_has_its_own_demands() -> None:
    consequences = """
        | 日期 | 类型 | 单位 | 对象 | 事项编号 | 事由 | 依据条款 | 提出人 | 同意人 | 同意日期 |
        | 2026-03-02 | 约谈 | 甲局 | | | 慢 | | | | |
        | 2026-03-02 | 问责 | 甲局 | | | 慢 | | | | |
        | 2026-03-02 | 通报表扬 | 甲局 | | | 快 | | | | |
        | 2026-03-02 | 通报批评 | 甲局 | | | 慢 | | | | |
        | 2026-03-02 | 书面检查 | 甲局 | | | 慢 | | | | |
    """
    expected = ["D3", "G4", "H4", "I4", "J4", "I5", "J5", "J6"]
    assert sorted(cells(pack_with("weinan", consequences=consequences))) == sorted(expected)


def test_inspection__needs_its_method() -> None:
    inspections = "| 日期 | 方式 | 单位 |\n| 2026-03-02 | | 甲局 |\n| 2026-03-02 | 电话催办 | 甲局 |"
    assert cells(pack_with("weinan", inspections=inspections)) == ["B3"]  # weinan-07-4-supervise


def test_report_typed_by_hand__is_held_against_the_same_items() -> None:
    returns = """
        | 事项编号 | 单位 | 报送期 | 报告类型 | 进展情况 | 报告文号 | 签发人 | 公章 | 审核结论 | 替代 |
        | D-001 | 甲局 | 2026Q1 | 办结报告 | 已修好 | | | 否 | | |
        | D-001 | 甲局 | 2026Q1 | 办结报告 | 已修好 | | | | | a.xlsx |
        | D-001 | 甲局 | 2026Q1 | 进展报告 | 在修 | | | | | |
    """
    ledger = pack_with("cangnan", matters="| 事项编号 | 类别 | 状态 |\n| D-001 | MC21 | 审核通过 |", returns=returns)
    of_returns = [f for f in required_item_is_missing(ledger) if f.source.sheet == "反馈记录"]
    assert found(of_returns) == [("L240", "G3"), ("L241", "H3"), ("L240", "I3")]


def test_publicity__asks_for_what_will_be_public() -> None:
    consequences = "| 日期 | 类型 | 单位 | 事项编号 | 同意人 |\n| 2026-03-02 | 公开曝光 | 甲局 | D-001 | 书记 |"
    matters = "| 事项编号 | 类别 | 事项名称 | 责任人 | 最新进展 | 状态 |\n| D-001 | MC21 | 修路 | | | 办结 |"
    ledger = pack_with("cangnan", matters=matters, consequences=consequences)
    assert [f.source.cell for f in required_item_is_missing(ledger)] == ["D3", "E3"]  # cangnan-5.2-web


# --- always -----------------------------------------------------------------------------------------------------------


def test_ledger_without_method__asks_for_nothing() -> None:
    assert missing(ledger_from(matters="| 事项编号 | 状态 |\n| D-001 | 承办中 |")) == []


@pytest.mark.parametrize("pack", ["cangnan", "jiangsu", "shiwei", "weinan", "xiayi"])
def test_packs__never_make_an_error_of_what_may_be_filled_later(pack: str) -> None:
    states = [(category.code, status) for category in pack_with(pack).categories for status in STATUSES]
    rows = "\n".join(f"| D-{n:03} | {code} | {status} | 乙局 | 特急 | 是 |" for n, (code, status) in enumerate(states))
    matters = f"| 事项编号 | 类别 | 状态 | 协办单位 | 紧急程度 | 重点督办 |\n{rows}"
    found_here: list[Finding] = list(required_item_is_missing(pack_with(pack, matters=matters)))
    assert {f.level for f in found_here} <= {Level.NOTICE}
    assert len({(f.code, f.sources) for f in found_here}) == len(found_here)


@pytest.mark.parametrize(("problems", "codes"), [("路灯不亮", ["L240"]), ("", [])])
def test_problem_that_was_found__must_say_by_when_it_is_rectified(problems: str, codes: list[str]) -> None:
    ledger = pack_with(
        "shiwei",
        matters="| 事项编号 | 类别 | 主办单位 | 状态 |\n| A | MC14 | 甲局 | 承办中 |",
        inspections=f"""
            | 日期       | 方式     | 事项编号 | 单位 | 人员 | 情况 | 发现问题   | 整改时限 |
            | 2026-03-02 | 实地督查 | A        | 甲局 | 张三 | 看了 | {problems} |          |
        """,
    )
    told = [one for one in check_ledger(ledger) if one.source.sheet == "督查记录" and one.code == "L240"]
    assert [one.code for one in told if one.source.cell == "H3"] == codes  # shiwei-4.2-problem
