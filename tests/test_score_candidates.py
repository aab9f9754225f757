"""Candidates from reports, returns for rework, reminders, criticism and extensions: shown with evidence, once, under their rules."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from duban_xl.model.changeset import ChangeSet
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import Outcome
from duban_xl.model.source import Value, shown
from duban_xl.model.workdays import Workdays
from duban_xl.score.engine import score
from duban_xl.score.proposals import propose
from tests.returned import applied
from tests.scoring import period_of, scoring_ledger

AS_OF = date(2026, 4, 10)
CALENDAR = Workdays(years=frozenset({2026}))
COLUMNS = ("规则号", "情形", "单位", "加减", "取值方式", "主办值", "阶梯表号", "计数范围", "去重键", "去重方式", "适用组别",
           "适用类别", "自动提出", "提出次数", "备注（原文条款号）")  # fmt: skip
MATTERS = """
    | 事项编号 | 类别       | 主办单位 | 协办单位 | 交办文号          | 交办日期   | 办结时限   | 报送周期 | 状态   | 退回次数 |
    | D-1      | 县领导批示 | 甲镇     | 乙局     | 云督通〔2026〕1号 | 2026-01-05 | 2026-12-31 | MD(28)   | 承办中 | {}       |
"""
RETURNS = "| 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 | 报告文号 | 审核结论 | 替代 |\n"
DEDUCTIONS = "| 序号 | 事件日期 | 单位 | 事项编号 | 规则编号 | 数量 | 层级 | 依据文件 | 认定人 | 状态 | 理由 | 角色 | 分值 | 认定日期 |\n"
NO_DEDUCTION = "| 900 | 2025-01-01 | 乙局 | | Z9 | | | | | 已撤销 | 试 | | | |"
INSPECTIONS = "| 日期 | 方式 | 事项编号 | 单位 | 情况 |\n"
CRITICISMS = "| 日期 | 类型 | 单位 | 事项编号 | 事由 | 依据条款 | 文号 | 撤销日期 |\n"
EXTENSIONS = "| 事项编号 | 单位 | 申请日期 | 原时限 | 同意日期 | 批准延至 | 结论 |\n"


def rule(number: str, source: str, **cells: str) -> str:
    """A row of 计分规则: one point each time unless `cells` say otherwise."""
    usual = {"规则号": number, "情形": source or "情形", "单位": "次", "加减": "扣", "取值方式": "定值", "主办值": "1"}
    row = usual | {"自动提出": source} | cells
    return f"| {' | '.join(row.get(name, '') for name in COLUMNS)} |"


def office(
    *rules: str,
    sent_back: str = "",
    deductions: str = NO_DEDUCTION,
    settings: Mapping[str, str] | None = None,
    **sheets: str,
) -> Ledger:
    """The office of these tests with the rows of `sheets`."""
    rows = "\n".join((f"| {' | '.join(COLUMNS)} |", *rules))
    own = {"matters": MATTERS.format(sent_back), "scoring_rules": rows, "deductions": DEDUCTIONS + deductions}
    return scoring_ledger(settings=settings, **(own | sheets))


def proposed(ledger: Ledger, *keys: str, as_of: date = AS_OF) -> list[tuple[str, ...]]:
    rows = propose(ledger, as_of, workdays=CALENDAR).appends
    return [tuple(shown(row.values.get(key)) for key in keys) for row in rows]


def edited(ledger: Ledger, as_of: date = AS_OF) -> list[tuple[str, str, Value]]:
    return [(edit.key, edit.field, edit.after) for edit in propose(ledger, as_of, workdays=CALENDAR).edits]


# Reports

ON_TIME = "| D-1 | 甲镇 | 2026-01 | 2026-01-28 | 2026-01-28 09:00 | | | |\n"
LATE = "| D-1 | 甲镇 | 2026-02 | 2026-02-28 | 2026-03-05 09:00 | 甲政〔2026〕4号 | | |\n"


def test_reports__late_and_missing_ones_of_the_year_with_days_and_cell() -> None:
    ledger = office(rule("L", "迟报"), rule("M", "未报"), returns=RETURNS + ON_TIME + LATE)
    assert proposed(ledger, "rule", "event_on", "unit", "number", "role", "document") == [
        ("L", "2026-02-28", "甲镇", "D-1", "主办", "甲政〔2026〕4号"),
        ("M", "2026-03-28", "甲镇", "D-1", "主办", "云督通〔2026〕1号"),
    ]
    late, missing = propose(ledger, AS_OF, workdays=CALENDAR).appends
    assert late.values["reason"] == "应于2026-02-28报送的2026年2月报告，2026-03-05才收到，迟5日（4个工作日）"
    assert "截至2026-04-10没有收到，已过13日" in str(missing.values["reason"])
    assert (late.because.source and late.because.source.cell) == "E4"
    assert late.values["points"] == 1


def test_reports__nothing_without_a_rule_that_says_so() -> None:
    ledger = office(rule("A", ""), rule("B", "逾期"), returns=RETURNS + LATE)
    assert proposed(ledger, "rule") == []


def test_first_version_in_time__a_later_correction_is_not_late() -> None:
    corrected = ON_TIME.replace("| |\n", "| 新版 |\n") + ON_TIME.replace("01-28 09:00", "02-06 09:00")
    assert proposed(office(rule("L", "迟报"), returns=RETURNS + corrected), "rule") == []


def test_row_of_return__told_without_a_day_proves_nothing() -> None:
    told = "| D-1 | 甲镇 | 2026-01 | 2026-01-28 | | 甲政〔2026〕1号 | | |\n"
    ledger = office(rule("L", "迟报"), rule("M", "未报"), returns=RETURNS + told + LATE)
    assert proposed(ledger, "rule", "event_on") == [("L", "2026-02-28"), ("M", "2026-03-28")]


STEPS = "| 表号 | 起 | 值 |\n| S | 迟报 | 1 |\n| S | 催报后报 | 2 |\n| S | 未报 | 3 |"
REMINDED = "| 2026-03-03 | 电话催办 | D-1 | 甲镇 | |\n"


@pytest.mark.parametrize(("inspections", "state"), [("", "迟报"), (REMINDED, "催报后报")])
def test_ladder_of_states__one_rung_for_each_report(inspections: str, state: str) -> None:
    one = rule("S", "迟报", 取值方式="层级表", 阶梯表号="S", 主办值="")
    told = INSPECTIONS + "| 2026-01-10 | 专项督查 | | 甲镇 | |\n" + inspections
    ledger = office(one, scoring_steps=STEPS, returns=RETURNS + ON_TIME + LATE, inspections=told)
    assert proposed(ledger, "event_on", "tier", "points") == [("2026-02-28", state, ""), ("2026-03-28", "未报", "")]


STANDING = "| 7 | 2026-02-28 | 甲镇 | D-1 | M | | | | {by} | {status} | 缺报 | | | |"


def test_missing_by_the_ladder__moves_to_its_rung_when_the_report_comes() -> None:
    one = rule("S", "迟报", 取值方式="层级表", 阶梯表号="S", 主办值="")
    missing = office(one, scoring_steps=STEPS, returns=RETURNS + ON_TIME)
    entered = applied(missing, propose(missing, date(2026, 3, 2), workdays=CALENDAR))
    assert [row.tier for row in entered.deductions if row.rule == "S"] == ["未报"]
    standing = STANDING.format(status="候选", by="").replace("| M | | | |", "| S | | 未报 | |")
    came = office(one, scoring_steps=STEPS, returns=RETURNS + ON_TIME + LATE, deductions=standing)
    assert ("7", "tier", "迟报") in edited(came)


def test_candidate__shows_what_it_would_cost_and_costs_nothing() -> None:
    ledger = office(rule("L", "迟报", 主办值="2"), returns=RETURNS + ON_TIME + LATE)
    board = score(applied(ledger, propose(ledger, AS_OF)), period_of("2026"))
    (event,) = [one for one in board.pending if one.rule == "L"]
    assert (event.outcome, event.value, event.points) == (Outcome.PENDING, 2, 0)


@pytest.mark.parametrize(("status", "late"), [("候选", 0), ("已确认", 0), ("免扣", 0), ("已撤销", 1)])
def test_missing_report_that_came__is_not_doubled_while_it_stands(status: str, late: int) -> None:
    standing = STANDING.format(status=status, by="")
    ledger = office(rule("L", "迟报"), rule("M", "未报"), deductions=standing, returns=RETURNS + ON_TIME + LATE)
    assert [row for row in proposed(ledger, "rule", "event_on") if row[1] == "2026-02-28"] == [
        ("L", "2026-02-28")
    ] * late


def test_missing_report_that_came__its_candidate_says_so_once_and_a_persons_is_left_alone() -> None:
    rules, returns = (rule("L", "迟报"), rule("M", "未报")), RETURNS + ON_TIME + LATE
    ledger = office(*rules, deductions=STANDING.format(status="候选", by=""), returns=returns)
    ((serial, field, after),) = edited(ledger)
    assert (serial, field) == ("7", "reason")
    assert str(after).startswith("缺报；该报告已于2026-03-05收到，迟5日")
    assert "按规则L提出" in str(after)
    assert edited(applied(ledger, propose(ledger, AS_OF, workdays=CALENDAR))) == []
    for by, status in (("王某", "候选"), ("", "已确认")):
        assert edited(office(*rules, deductions=STANDING.format(status=status, by=by), returns=returns)) == []


# Days, groups, categories

MISSED = MATTERS.format("").replace("2026-12-31", "2026-03-31")


def test_limit_counted_in_days__the_number_grows_until_somebody_decides() -> None:
    ledger = office(rule("D", "逾期", 单位="天"), matters=MISSED)
    assert proposed(ledger, "count", "points") == [("10", "")]
    entered = applied(ledger, propose(ledger, AS_OF, workdays=CALENDAR))
    later = edited(entered, date(2026, 4, 15))
    assert [(field, after) for _, field, after in later if field == "count"] == [("count", 15)]
    assert "截至2026-04-15" in str(later[1][2])
    assert proposed(entered, "rule", as_of=date(2026, 4, 15)) == []


def test_limit_counted_in_workdays() -> None:
    assert proposed(office(rule("D", "逾期", 单位="工作日"), matters=MISSED), "count") == [("8",)]


COVERED = [
    ({"适用类别": "MC15"}, 1),
    ({"适用类别": "MC31"}, 0),
    ({"适用组别": "乡镇"}, 1),
    ({"适用组别": "县直部门"}, 0),
    ({"适用组别": "甲镇"}, 1),
]


@pytest.mark.parametrize(("cells", "count"), COVERED)
def test_category_and_group_of_the_rule__hold(cells: dict[str, str], count: int) -> None:
    assert len(proposed(office(rule("L", "迟报", **cells), returns=RETURNS + LATE + ON_TIME), "rule")) == count


def test_new_limit_after_a_return__is_a_limit_of_its_own() -> None:
    """S14: the limit missed, sent back, the new limit missed too: two events."""
    matters = MATTERS.format("").replace("2026-12-31", "2026-02-10")
    returns = (
        "| 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 审核结论 |\n"
        "| D-1 | 甲镇 | 2026-02 | 2026-02-22 09:00 | 办结报告 | 退回 |"
    )
    steps = "| 日期 | 事项编号 | 动作 | 新时限 |\n| 2026-02-25 | D-1 | 退回 | 2026-03-20 |"
    ledger = office(rule("A", "逾期"), matters=matters, returns=returns, steps=steps)
    assert proposed(ledger, "event_on") == [("2026-02-10",), ("2026-03-20",)]


# Returns for rework

BACK = "| 日期 | 事项编号 | 动作 | 单位 |\n| 2026-02-01 | D-1 | 退回 | |\n| 2026-03-01 | D-1 | 退回 | |\n"
REJECTED = "| D-1 | 甲镇 | 2026-01 | | 2026-01-30 09:00 | | 退回 | |\n"


@pytest.mark.parametrize(
    ("times", "dates"), [("", ["2026-02-01", "2026-03-01"]), ("2", ["2026-03-01"]), ("3", [])]
)  # fmt: skip
def test_return_for_rework__proposed_from_the_nth_on(times: str, dates: list[str]) -> None:
    ledger = office(rule("T", "退回", 提出次数=times), steps=BACK, returns=RETURNS + REJECTED, sent_back="2")
    assert [day for (day,) in proposed(ledger, "event_on")] == dates


def test_returns_counted_without_a_day__come_once_whatever_the_day() -> None:
    ledger = office(rule("T", "退回", 提出次数="2"), sent_back="3")
    assert proposed(ledger, "event_on") == [("2026-04-10",), ("2026-04-10",)]
    entered = applied(ledger, propose(ledger, AS_OF))
    assert proposed(entered, "event_on", as_of=date(2026, 5, 2)) == []


def test_row_sent_back_without_a_step__is_a_return_too() -> None:
    assert proposed(office(rule("T", "退回"), returns=RETURNS + REJECTED), "event_on") == [("2026-01-30",)]


# Reminders

LETTERS = (
    "| 2026-02-03 | 催办 | D-1 | 甲镇 | |\n"
    "| 2026-03-03 | 电话催办 | D-1 | 甲镇、乙局 | |\n"
    "| 2026-03-09 | 催办 | | 甲镇 | |\n"
    "| 2026-03-20 | 实地督查 | D-1 | 甲镇 | |\n"
)
REMINDERS: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    ({}, [("甲镇", "2026-02-03"), ("甲镇", "2026-03-03"), ("乙局", "2026-03-03"), ("甲镇", "2026-03-09")]),
    ({"提出次数": "2"}, [("甲镇", "2026-03-03")]),
    ({"提出次数": "3", "计数范围": "规则"}, [("甲镇", "2026-03-09")]),
]


@pytest.mark.parametrize(("cells", "expected"), REMINDERS)
def test_reminders__counted_on_the_matter_or_for_the_unit(
    cells: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert (
        proposed(office(rule("R", "催办", **cells), inspections=INSPECTIONS + LETTERS), "unit", "event_on") == expected
    )


# Criticism

CIRCULAR = "| 2026-03-02 | 通报批评 | 甲镇、乙局 | D-1 | 推进缓慢 | {} | 云督〔2026〕3号 | |\n"
OTHER_ROWS = (
    CIRCULAR.format("").replace("甲镇、乙局", "甲镇").replace("〔2026〕3号", "[2026]3号")
    + "| 2026-03-05 | 通报批评 | 甲镇 | | | | | |\n"
    + "| 2026-03-06 | 通报批评 | 甲镇 | | | | 云督〔2026〕4号 | 2026-03-20 |\n"
    + "| 2026-03-07 | 通报表扬 | 甲镇 | | | | 云督〔2026〕5号 | |\n"
)


def test_criticism__needs_its_document_and_counts_once_for_each_unit() -> None:
    ledger = office(rule("C", "通报批评"), consequences=CRITICISMS + CIRCULAR.format("") + OTHER_ROWS)
    assert proposed(ledger, "unit", "document") == [("甲镇", "云督〔2026〕3号"), ("乙局", "云督〔2026〕3号")]
    assert "事由：推进缓慢" in proposed(ledger, "reason")[0][0]


DOCUMENTS = [
    ("督查通报", "关于对甲镇通报批评的通报", "已签发", "", 1),
    ("通报批评", "关于征地进度的通报", "已签发", "甲镇", 1),
    ("通报批评", "关于征地进度的通报", "草稿", "甲镇", 0),
    ("督查通报", "关于甲镇做法的通报", "已签发", "甲镇", 0),
    ("扣分情况季度通报", "扣分情况季度通报（批评）", "已签发", "甲镇", 0),
]


@pytest.mark.parametrize(("kind", "title", "status", "unit", "count"), DOCUMENTS)
def test_signed_document__proves_criticism_if_it_says_so_and_is_not_the_offices_own_list(
    kind: str, title: str, status: str, unit: str, count: int
) -> None:
    documents = (
        "| 文种 | 文号 | 标题 | 单位 | 签发日期 | 状态 |\n"
        f"| {kind} | 云督〔2026〕8号 | {title} | {unit} | 2026-03-02 | {status} |"
    )
    assert len(proposed(office(rule("C", "通报批评"), documents=documents), "unit")) == count


ENTERED = "| 7 | 2026-03-04 | 甲镇 | | {} | | | 云督[2026]3号 | | 已撤销 | | | |"
FAMILY = {"去重键": "单位+通报", "去重方式": "跨规则一次"}


@pytest.mark.parametrize("standing", ["C", "C2"])
def test_document_under_rules_that_exclude_each_other__once_whatever_became_of_it(standing: str) -> None:
    rules = (rule("C", "通报批评", **FAMILY), rule("C2", "通报批评", **FAMILY))
    told = CRITICISMS + CIRCULAR.format("")
    assert proposed(office(*rules, consequences=told), "unit", "rule") == [("甲镇", "C"), ("乙局", "C")]
    cited = CRITICISMS + CIRCULAR.format("规则C2")
    assert proposed(office(*rules, consequences=cited), "rule") == [("C2",), ("C2",)]
    entered = office(*rules, consequences=told, deductions=ENTERED.format(standing))
    assert proposed(entered, "unit") == [("乙局",)]


@pytest.mark.parametrize(("setting", "count"), [("按通报", 1), ("按事项", 2)])
def test_document_on_two_matters__one_event_or_two_by_the_setting(setting: str, count: int) -> None:
    rows = "| 2026-03-02 | 通报批评 | 甲镇 | D-1、D-2 | | | 云督〔2026〕3号 | |\n"
    ledger = office(rule("C", "通报批评"), settings={"通报计次": setting}, consequences=CRITICISMS + rows)
    assert len(proposed(ledger, "number")) == count


# Extensions

REQUESTS: list[tuple[str, list[tuple[str, str]]]] = [
    ("| D-1 | 甲镇 | 2026-03-24 | 2026-03-20 | | | 不同意 |", [("2026-03-24", "4")]),
    ("| D-1 | 甲镇 | 2026-03-18 | 2026-03-20 | 2026-03-19 | 2026-03-30 | 同意 |", [("2026-03-19", "10")]),
    ("| D-1 | 甲镇 | 2026-03-18 | 2026-03-20 | | | 不同意 |", []),
    ("| D-1 | 甲镇 | 2026-03-18 | 2026-03-20 | | | 待批 |", []),
]


@pytest.mark.parametrize(("row", "expected"), REQUESTS)
def test_extension__asked_after_the_limit_or_granted(row: str, expected: list[tuple[str, str]]) -> None:
    assert proposed(office(rule("E", "延期", 单位="天"), extensions=EXTENSIONS + row), "event_on", "count") == expected


# What always holds

DAYS = st.dates(date(2026, 1, 2), date(2026, 4, 20))
SOURCES = ("逾期", "迟报", "未报", "退回", "催办", "通报批评", "延期")


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """An office with a rule from every source and any records of one matter."""
    rules = [
        rule(name, name, 提出次数=draw(st.sampled_from(["", "1", "2"])), 单位=draw(st.sampled_from(["次", "天"])))
        for name in SOURCES
    ]
    unit = draw(st.sampled_from(["甲镇", "乙局", "甲镇、乙局"]))
    days = [draw(DAYS) for _ in range(9)]
    review = draw(st.sampled_from(["", "退回"]))
    return office(
        *rules,
        matters=MATTERS.format(draw(st.sampled_from(["", "1", "3"]))).replace("2026-12-31", str(days[8])),
        returns=RETURNS
        + f"| D-1 | 甲镇 | 2026-01 | 2026-01-28 | {days[0]} 09:00 | | {review} | |\n"
        + f"| D-1 | 乙局 | 2026-02 | {days[1]} | {days[2]} 09:00 | | | |\n",
        steps=f"| 日期 | 事项编号 | 动作 | 新时限 |\n| {days[3]} | D-1 | 退回 | {days[4]} |",
        inspections=f"{INSPECTIONS}| {days[5]} | 催办 | D-1 | {unit} | |\n| {days[6]} | 电话催办 | D-1 | {unit} | |\n",
        consequences=f"{CRITICISMS}| {days[6]} | 通报批评 | {unit} | D-1 | | | 云督〔2026〕{days[7].day}号 | |\n",
        extensions=f"{EXTENSIONS}| D-1 | 甲镇 | {days[7]} | {days[5]} | | {days[2]} | 同意 |",
    )


@profile(max_examples=40)
@given(ledgers(), DAYS)
def test_proposing_again_after_writing__nothing_new(ledger: Ledger, as_of: date) -> None:
    plan = propose(ledger, as_of, workdays=CALENDAR)
    assert propose(applied(ledger, plan), as_of, workdays=CALENDAR) == ChangeSet()
    assert all(row.values["status"] == "候选" and row.values["reason"] for row in plan.appends)
