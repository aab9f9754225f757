"""The ledger's own checks: each test shows the rows and says which cells are found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.catalogue import hint, message
from duban_xl.check.ledger import LEDGER_CHECKS, check_ledger
from tests.tables import found, ledger_from

UNITS = """
    | 单位代码 | 单位名称         | 简称 | 别名   | 组别     |
    | 001      | 云溪县交通运输局 | 交通局 | 县交通局 | 县直部门 |
    | 002      | 云溪县水利局     | 水利局 |        | 县直部门 |
"""


def findings_of(code: str, **sheets: str) -> list[str]:
    """The cells at which checking the ledger gives `code`."""
    return [cell for name, cell in found(check_ledger(ledger_from(**sheets))) if name == code]


def test_consistent_ledger__nothing_found() -> None:
    ledger = ledger_from(
        matters="""
            | 事项编号 | 类别 | 事项名称 | 主办单位 | 协办单位 | 交办日期   | 签收日期   | 时限要求   | 办结时限   | 状态   |
            | D-001    | 会议 | 修路     | 交通局   | 水利局   | 2026-03-02 | 2026-03-03 | 7个工作日 | 2026-03-11 | 承办中 |
        """,
        units=UNITS,
        categories="""
            | 类别代码 | 类别 | 办理时限 |
            | M        | 会议 | WD(7)@receipt |
        """,
    )
    assert found(check_ledger(ledger)) == []


def test_required_cell_empty__reported_at_the_cell() -> None:
    matters = """
        | 事项编号 | 事项名称 | 主办单位 |
        | D-001    |          | 甲局     |
        | D-002    | 修桥     |          |
    """
    assert findings_of("L201", matters=matters) == ["B3", "C4"]


def test_required_cell_not_understood__not_called_empty() -> None:
    assert findings_of("L201", milestones="| 事项编号 | 节点 | 计划日期 |\n| D-1 | 开工 | 择期 |") == []


def test_number_used_twice__reported_once_with_every_cell() -> None:
    ledger = ledger_from(matters="| 事项编号 | 备注 |\n| D-001 | |\n| D-002 | |\n| D-001 | |")
    [twice] = [f for f in check_ledger(ledger) if f.code == "L202"]
    assert [source.cell for source in twice.sources] == ["A3", "A5"]


def test_due_date_before_assignment__reported_at_both_cells() -> None:
    ledger = ledger_from(
        matters="""
            | 事项编号 | 交办日期   | 办结时限   |
            | D-001    | 2026-03-02 | 2026-03-01 |
            | D-002    | 2026-03-02 | 2026-03-02 |
        """
    )
    assert [[s.cell for s in f.sources] for f in check_ledger(ledger) if f.code == "L203"] == [["C3", "B3"]]


def test_receipt_before_assignment__reported() -> None:
    matters = "| 事项编号 | 交办日期 | 签收日期 |\n| D-001 | 2026-03-02 | 2026-02-27 |"
    assert findings_of("L204", matters=matters) == ["C3"]


def test_completion_before_assignment__reported() -> None:
    matters = "| 事项编号 | 交办日期 | 办结日期 |\n| D-001 | 2026-03-02 | 2026-02-27 |"
    assert findings_of("L224", matters=matters) == ["C3"]


def test_unknown_unit__reported_once_in_every_column_that_names_it() -> None:
    ledger = ledger_from(
        units=UNITS,
        matters="| 事项编号 | 主办单位 | 协办单位 |\n| D-1 | 丙局 | 县交通局、丁局 |\n| D-2 | 丙局 | 丁局、丁局 |",
        deductions="| 事件日期 | 单位 |\n| 2026-03-02 | 戊局 |",
        inspections="| 日期 | 单位 |\n| 2026-03-02 | 水利局、己局 |",
    )
    findings = [f for f in check_ledger(ledger) if f.code == "L205"]
    assert [(f.source.sheet, [s.cell for s in f.sources], f.args["unit"], f.args["count"]) for f in findings] == [
        ("督办事项", ["B3", "B4"], "丙局", "2"),
        ("督办事项", ["C3", "C4"], "丁局", "2"),
        ("督查记录", ["B3"], "己局", "1"),
        ("扣分登记", ["B3"], "戊局", "1"),
    ]


def test_units_named_while_directory_is_empty__not_reported() -> None:
    assert findings_of("L205", matters="| 事项编号 | 主办单位 |\n| D-1 | 丙局 |") == []


def test_unknown_category__reported_but_code_and_name_are_known() -> None:
    cells = findings_of(
        "L206",
        matters="| 事项编号 | 类别 |\n| D-1 | 会议 |\n| D-2 | M |\n| D-3 | 批示件 |",
        categories="| 类别代码 | 类别 |\n| M | 会议 |",
    )
    assert cells == ["B5"]


def test_unknown_rule_in_an_event__reported() -> None:
    cells = findings_of(
        "L207",
        deductions="| 事件日期 | 单位 | 规则编号 |\n| 2026-03-02 | 甲局 | A1 |\n| 2026-03-02 | 甲局 | Z9 |",
        scoring_rules="| 规则号 | 情形 |\n| A1 | 逾期 |",
    )
    assert cells == ["C4"]


def test_event_outside_the_year__noticed_for_events_and_inspections() -> None:
    ledger = ledger_from(
        settings="| 参数 | 值 |\n| 年度 | 2026 |",
        deductions="| 事件日期 | 单位 |\n| 2025-12-31 | 甲局 |\n| 2026-01-01 | 甲局 |",
        inspections="| 日期 | 单位 |\n| 2027-01-04 | 甲局 |",
    )
    places = [(f.source.sheet, f.source.cell) for f in check_ledger(ledger) if f.code == "L209"]
    assert places == [("扣分登记", "A3"), ("督查记录", "A3")]


def test_status_not_in_list__reported() -> None:
    assert findings_of("L210", matters="| 事项编号 | 状态 |\n| D-1 | 承办中 |\n| D-2 | 办理中 |") == ["B4"]


def test_event_status_misspelt__reported_because_it_would_not_count() -> None:
    assert findings_of("L210", deductions="| 事件日期 | 单位 | 状态 |\n| 2026-03-02 | 甲局 | 己确认 |") == ["C3"]


def test_setting_given_twice__reported() -> None:
    assert findings_of("L211", settings="| 参数 | 值 |\n| 年度 | 2026 |\n| 年度 | 2025 |") == ["A3"]


def test_agreed_extension_without_consent__reported_with_what_is_missing() -> None:
    ledger = ledger_from(
        extensions="""
            | 事项编号 | 单位 | 同意人 | 同意日期   | 批准延至   | 结论 |
            | D-1      | 甲局 |        | 2026-03-02 |            | 同意 |
            | D-2      | 甲局 | 李明   | 2026-03-02 | 2026-06-30 | 同意 |
            | D-3      | 甲局 |        |            |            | 待批 |
        """
    )
    lacking = [[s.cell for s in f.sources] for f in check_ledger(ledger) if f.code == "L212"]
    assert lacking == [["C3", "E3"]]


def test_extension_not_on_record__reported() -> None:
    cells = findings_of(
        "L213",
        matters="| 事项编号 | 延期至 |\n| D-1 | 2026-06-30 |\n| D-2 | 2026-06-30 |\n| D-3 | 2026-06-30 |",
        extensions="""
            | 事项编号 | 单位 | 批准延至   | 结论   |
            | D-1      | 甲局 | 2026-06-30 | 同意   |
            | D-2      | 甲局 | 2026-06-30 | 不同意 |
            | D-3      | 甲局 | 2026-05-31 | 同意   |
        """,
    )
    assert cells == ["B4", "B5"]


def test_extension_to_an_earlier_day__reported() -> None:
    extensions = (
        "| 事项编号 | 原时限 | 批准延至 |\n| D-1 | 2026-03-31 | 2026-03-31 |\n| D-1 | 2026-03-31 | 2026-04-01 |"
    )
    assert findings_of("L226", extensions=extensions) == ["C3"]


def test_ended_without_completion_date__reported() -> None:
    matters = """
        | 事项编号 | 状态   | 办结日期   |
        | D-1      | 办结   |            |
        | D-2      | 归档   | 2026-03-31 |
        | D-3      | 承办中 |            |
    """
    assert findings_of("L215", matters=matters) == ["C3"]


def test_ended_without_close_out__noticed_at_the_empty_cell() -> None:
    matters = """
        | 事项编号 | 状态   | 销号人 | 销号日期   |
        | D-1      | 办结   |        |            |
        | D-2      | 归档   | 李明   |            |
        | D-3      | 归档   | 李明   | 2026-04-01 |
        | D-4      | 已转交 |        |            |
    """
    assert findings_of("L216", matters=matters) == ["C3", "D4"]


def test_lead_unit_also_supporting__found_under_its_alias() -> None:
    matters = (
        "| 事项编号 | 主办单位 | 协办单位 |\n| D-1 | 云溪县交通运输局 | 水利局、县交通局 |\n| D-2 | 水利局 | 交通局 |"
    )
    assert findings_of("L218", matters=matters, units=UNITS) == ["C3"]


def test_unit_without_group__reported_unless_out_of_use() -> None:
    units = "| 单位代码 | 单位名称 | 组别 | 启用 |\n| 001 | 甲局 | | |\n| 002 | 乙局 | | 否 |\n| 003 | 丙局 | 乡镇 | |"
    assert findings_of("L217", units=units) == ["C3"]


def test_units_sharing_a_code__reported_once() -> None:
    assert findings_of("L219", units="| 单位代码 | 单位名称 |\n| 001 | 甲局 |\n| 001 | 乙局 |") == ["A3"]


def test_units_sharing_a_name__reported_at_the_column_that_repeats_it() -> None:
    units = """
        | 单位代码 | 单位名称 | 简称 | 别名       |
        | 001      | 云溪县教育局 | 教育局 |        |
        | 002      | 云溪县教育体育局 | 教体局 | 文教局、教育局 |
        | 003      | 教 体 局 |      |            |
    """
    assert findings_of("L220", units=units) == ["D4", "B5"]


def test_unit_whose_short_name_repeats_its_own_name__not_reported() -> None:
    assert findings_of("L220", units="| 单位代码 | 单位名称 | 简称 |\n| 001 | 城关镇 | 城关镇 |") == []


def test_day_both_holiday_and_workday__reported_at_the_second() -> None:
    calendar = (
        "| 日期 | 性质 |\n| 2026-10-01 | 放假 |\n| 2026-10-01 | 上班 |\n| 2026-10-02 | 放假 |\n| 2026-10-02 | 放假 |"
    )
    assert findings_of("L221", calendar=calendar) == ["B4"]


def test_category_listed_twice__reported() -> None:
    assert findings_of("L222", categories="| 类别代码 | 类别 |\n| A | 会议 |\n| B | 会议 |") == ["B3"]


def test_cycle_not_understood__reported_in_matters_and_categories() -> None:
    ledger = ledger_from(
        matters="| 事项编号 | 报送周期 |\n| D-1 | 每月28日前 |\n| D-2 | 想起来就报 |",
        categories="| 类别代码 | 类别 | 办理时限 |\n| A | 会议 | 月亮圆的时候 |",
    )
    places = [(f.source.sheet, f.source.cell) for f in check_ledger(ledger) if f.code == "L223"]
    assert places == [("督办事项", "B4"), ("事项类别", "C3")]


@pytest.mark.parametrize("limit", ["7个工作日", "WD(7)@receipt", "2026年6月30日前", "长期坚持"])
def test_usual_time_limit__understood(limit: str) -> None:
    assert findings_of("T101", matters=f"| 事项编号 | 交办日期 | 时限要求 |\n| D-1 | 2026-03-02 | {limit} |") == []


def test_time_limit_not_understood__reported_unless_somebody_typed_the_day() -> None:
    matters = """
        | 事项编号 | 交办日期   | 时限要求   | 办结时限   | 时限依据                       |
        | D-1      | 2026-03-02 | 雨季来临前 |            |                                |
        | D-2      | 2026-03-02 | 雨季来临前 | 2026-05-31 |                                |
        | D-3      | 2026-03-02 | 雨季来临前 | 2026-03-11 | 第7个工作日为2026-03-11 |
    """
    assert findings_of("T162", matters=matters) == ["C3", "C5"]


def test_unknown_matter__reported_in_every_sheet_that_names_one() -> None:
    ledger = ledger_from(
        matters="| 事项编号 | 备注 |\n| D-1 | |",
        milestones="| 事项编号 | 节点 |\n| D-1 | 开工 |\n| D-9 | 完工 |",
        inspections="| 日期 | 事项编号 |\n| 2026-03-02 | D-8 |",
    )
    places = [(f.source.sheet, f.source.cell) for f in check_ledger(ledger) if f.code == "L225"]
    assert places == [("节点计划", "A4"), ("督查记录", "B3")]


CELLS = st.sampled_from(
    ["", "D-1", "甲局", "甲局、乙局", "2026-03-02", "2025-03-02", "80%", "3", "办结", "同意", "放假", "是"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=5))
def test_any_cells__every_finding_has_a_place_and_a_sentence(rows: list[list[str]]) -> None:
    body = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    ledger = ledger_from(
        matters="| 事项编号 | 主办单位 | 协办单位 | 交办日期 | 办结时限 | 延期至 | 状态 | 办结日期 |\n" + body,
        units="| 单位代码 | 单位名称 | 简称 | 别名 | 组别 | 排序 | 启用 | 电话 |\n" + body,
        extensions="| 事项编号 | 单位 | 申请日期 | 原时限 | 同意人 | 同意日期 | 批准延至 | 结论 |\n" + body,
    )
    for each in (*ledger.findings, *check_ledger(ledger)):
        assert each.source.cell
        assert "{" not in message(each) + hint(each)


def test_registry__every_check_is_a_named_documented_function() -> None:
    assert len(LEDGER_CHECKS) == len(set(LEDGER_CHECKS)) >= 15
    assert all(check.__doc__ for check in LEDGER_CHECKS)


def test_serial_used_twice__reported_once_with_every_cell() -> None:
    ledger = ledger_from(deductions="| 序号 | 单位 |\n| 1 | 甲局 |\n| 2 | 甲局 |\n| 1 | 乙局 |")
    [twice] = [f for f in check_ledger(ledger) if f.code == "L227"]
    assert [source.cell for source in twice.sources] == ["A3", "A5"]
