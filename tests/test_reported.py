"""How the units reported: one counting for every document, by the days on which the rules want a report."""

from typing import Any

import pytest

from duban_xl.model.ledger import Ledger
from duban_xl.plan.refresh import plan_refresh
from duban_xl.plan.summary import summarise
from duban_xl.read.holidays import official_workdays
from tests.packs import pack_with
from tests.papers import AS_OF, faults, lines_of, subjects
from tests.scoring import period_of
from tests.tables import ledger_from

UNITS = """
    | 单位代码 | 单位名称 | 简称 | 启用 |
    | U1 | 甲镇人民政府 | 甲镇 | 是 |
    | U2 | 乙局 | | 是 |
    | U3 | 丙局 | | 否 |
"""
MATTERS = """
    | 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 签收日期 | 办结时限 | 报送周期 | 状态 |
    | D-1 | 批示 | 山塘加固 | 甲镇 | 2026-06-20 | 2026-06-20 | 2026-12-31 | MD(28) | 承办中 |
    | D-2 | 批示 | 道路改造 | 乙局 | 2026-08-10 | 2026-08-10 | 2026-12-31 | {cycle} | 承办中 |
    | D-3 | 批示 | 已停用的 | 丙局 | 2026-08-10 | 2026-08-10 | 2026-12-31 | MD(28) | 承办中 |
    | D-4 | 批示 | 没有周期 | 乙局 | 2026-08-10 | 2026-08-10 | 2026-12-31 | | 承办中 |
"""
RETURNS = """
    | 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 |
    | D-1 | 甲镇 | 2026-07 | 2026-07-28 | 2026-07-27 09:00 |
    | D-1 | 甲镇 | 2026-08 | 2026-08-28 | 2026-09-01 09:00 |
    | D-1 | 甲镇 | 2026Q3 | 2026-09-30 | 2026-09-27 09:00 |
"""


def office(cycle: str = "MD(28)", matters: str = MATTERS, **sheets: str) -> Ledger:
    return ledger_from(units=UNITS, matters=matters.format(cycle=cycle), **sheets)


def facts_of(ledger: Ledger, name: str, period: str) -> Any:
    (subject,) = subjects(ledger, name, period)
    return subject.facts


@pytest.mark.parametrize(
    ("period", "expected", "on_time", "late", "missing"),
    [
        ("2026-07", 1, 1, 0, 0),
        ("2026-09", 2, 1, 0, 1),
        ("2026Q3", 5, 2, 1, 2),
        ("2026H1", 1, 0, 0, 1),
        ("2026", 6, 2, 1, 3),
    ],
)
def test_circular_of_any_period__counts_the_reports_due_in_it(
    period: str, expected: int, on_time: int, late: int, missing: int
) -> None:
    told = facts_of(office(returns=RETURNS), "督查通报", period).returns
    assert (told.expected, told.on_time, told.late, told.missing) == (expected, on_time, late, missing)
    assert told.received == on_time + late


def test_all_documents_of_a_period__count_alike() -> None:
    ledger = office(returns=RETURNS)
    circular, brief, quarter, summary = (
        facts_of(ledger, name, "2026Q3") for name in ("督查通报", "督查简报", "季度通报", "汇总")
    )
    assert circular.returns == brief.returns == quarter.returns
    assert (summary.expected, summary.received) == (circular.returns.expected, circular.returns.received) == (5, 3)
    assert circular.missing_units == quarter.missing_units == summary.missing_units == ("乙局",)
    rows = {row.unit: (row.expected, row.on_time, row.late, row.missing) for row in quarter.unit_figures}
    assert (rows["甲镇人民政府"], rows["乙局"]) == ((3, 2, 1, 0), (2, 0, 0, 2))
    year = facts_of(ledger, "年度督查结果", "2026")
    assert [(row.expected, row.on_time, row.late, row.missing) for row in year.unit_figures] == [
        (4, 2, 1, 1),
        (2, 0, 0, 2),
        (0, 0, 0, 0),
    ]


def test_ten_things_and_circulars__name_the_same_units() -> None:
    returns = """
        | 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 |
        | D-1 | 甲镇 | 2026-09 | 2026-09-10 | 2026-09-12 09:00 |
        | D-1 | 甲镇 | 2026-09 | 2026-09-15 | 2026-09-15 09:00 |
    """
    matters = """
        | 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 签收日期 | 办结时限 | 状态 |
        | D-1 | MC22a | 修路 | 甲镇 | 2026-09-01 | 2026-09-01 | 2026-12-31 | 承办中 |
    """
    ledger = pack_with("xiayi", units=UNITS, matters=matters, returns=returns)
    month, circular, quarter = (
        facts_of(ledger, name, period)
        for name, period in (("十件实事通报", "2026-09"), ("督查通报", "2026-09"), ("季度通报", "2026Q3"))
    )
    assert month.late_units == circular.late_units == quarter.late_units == ("甲镇人民政府",)
    assert (month.expected, month.on_time, month.late) == (2, 1, 1)
    assert circular.returns == quarter.returns


def test_report_due_on_the_last_day_of_the_period__is_missing_afterwards_and_not_yet_on_that_day() -> None:
    ledger = office("MD(31)")
    (after,) = subjects(ledger, "督查通报", "2026-08")
    assert after.facts.returns.missing == 2  # type: ignore[attr-defined]


def test_no_report_due_in_the_period__nothing_is_said_about_reporting() -> None:
    lines = MATTERS.splitlines()
    ledger = office(matters="\n".join((lines[1], lines[4], lines[5])))
    for name, period in (("督查通报", "2026-09"), ("季度通报", "2026Q3"), ("汇总", "2026-09"), ("督查简报", "2026Q3")):
        (subject,) = subjects(ledger, name, period)
        text = "".join(lines_of(subject))
        assert "应报送" not in text
        assert "未报送情况" not in text
        assert "下期进展情况" not in text
        assert "下一期" not in text


# The next report


@pytest.mark.parametrize(
    ("cycle", "said"),
    [
        ("MD(28)", "各承办单位于2026年10月28日前向县督查室报送下期进展情况。"),
        ("MD(15)", "各承办单位按各事项规定的报送时限向县督查室报送下期进展情况。"),
    ],
)
def test_next_report__by_the_rules_after_the_day_of_the_paper(cycle: str, said: str) -> None:
    ledger = office(cycle, settings="| 参数 | 值 |\n| 办公室名称 | 县督查室 |")
    for period in ("2026Q1", "2026Q3", "2026"):
        (subject,) = subjects(ledger, "督查通报", period)
        if period != "2026Q1":
            assert f"{said}" in "".join(lines_of(subject, ledger))
            assert not faults(subject, ledger)
        else:
            assert "下期进展情况" not in "".join(lines_of(subject, ledger))


# A final report that came late (rules T21)


REVIEWED = """
    | 事项编号 | 事项名称 | 主办单位 | 交办日期 | 签收日期 | 办结时限 | 状态 | 完成率 | 预警 |
    | D-1 | 报得迟 | 甲镇 | 2026-06-20 | 2026-06-20 | 2026-08-20 | {status} | 100% | |
    | D-2 | 报得准时 | 甲镇 | 2026-06-20 | 2026-06-20 | 2026-08-20 | 已反馈待审 | 100% | |
    | D-3 | 退过一次 | 甲镇 | 2026-06-20 | 2026-06-20 | 2026-08-20 | 已反馈待审 | 100% | |
"""
FINALS = """
    | 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 审核结论 |
    | D-1 | 甲镇 | 2026Q3 | 2026-09-24 09:00 | 办结报告 | 待审 |
    | D-2 | 甲镇 | 2026Q3 | 2026-08-20 09:00 | 办结报告 | 待审 |
    | D-2 | 甲镇 | 2026Q3 | 2026-09-24 09:00 | 进展报告 | 待审 |
    | D-3 | 甲镇 | 2026Q3 | 2026-08-10 09:00 | 办结报告 | 退回 |
    | D-3 | 甲镇 | 2026Q3 | 2026-10-08 09:00 | 办结报告 | 待审 |
"""


@pytest.mark.parametrize(("status", "late"), [("已反馈待审", ["D-1", "D-3"]), ("审核通过", ["D-3"])])
def test_trap_t21__a_late_final_report_ends_no_delay_before_it_is_accepted(status: str, late: list[str]) -> None:
    ledger = ledger_from(units=UNITS, matters=REVIEWED.format(status=status), returns=FINALS)
    (subject,) = subjects(ledger, "督查通报", "2026Q3")
    assert [row.number for row in subject.facts.open_matters] == late  # type: ignore[attr-defined]
    if status == "已反馈待审":
        said = "“报得迟”，应于2026年8月20日前办结，截至2026年9月30日已逾期41天，目前进展：完成率100%，办结报告待审核"
        assert said in "".join(lines_of(subject))
    workdays = official_workdays()
    state = summarise(ledger, AS_OF, period=period_of("2026Q3"), workdays=workdays)
    assert ([one.matter.number for one in state.overdue], state.lamps["红"]) == (late, len(late))
    edits = plan_refresh(ledger, AS_OF, workdays=workdays).changes.edits
    assert [edit.key for edit in edits if edit.field == "alert" and edit.after == "红"] == late
    slips = subjects(ledger, "三色督查单", "D-1", "D-2", "D-3")
    assert [one.matter for one in slips if one.facts.colour == "红色"] == late  # type: ignore[attr-defined]


# What inspections found


FOUND = """
    | 日期 | 方式 | 单位 | 发现问题 | 整改时限 | 整改情况 |
    | 2026-08-20 | 实地督查 | 甲镇 | 台账不全 | 2026-08-31 | 已经补齐 |
    | 2026-08-21 | 实地督查 | 乙局 | 没有施工队伍 | 2026-09-10 | {open} |
"""


@pytest.mark.parametrize(
    ("state", "said", "named"),
    [
        ("", "督查发现问题2条，已整改1条，尚未整改的见“存在问题”。", True),
        ("队伍已进场", "督查发现问题2条，均已整改。", False),
    ],
)
def test_problems_put_right__counted_as_rectified_and_not_reported_as_open(state: str, said: str, named: bool) -> None:
    ledger = office(inspections=FOUND.format(open=state))
    for name in ("督查通报", "季度通报", "督查简报"):
        (subject,) = subjects(ledger, name, "2026Q3")
        lines = lines_of(subject)
        assert said in lines
        assert not [line for line in lines if "台账不全" in line]
        assert ("乙局：没有施工队伍（2026年9月10日前整改到位）。" in lines) is named
        assert not faults(subject)
