"""Refresh: due dates, next returns and lamps follow from the rest of the row; what a person typed stays."""

from datetime import date

import pytest

from duban_xl.model.ledger import Ledger
from duban_xl.model.period import parse_period
from duban_xl.model.source import Value, shown
from duban_xl.plan.refresh import plan_refresh
from duban_xl.plan.summary import summarise
from duban_xl.read.holidays import official_workdays
from tests.returned import applied
from tests.tables import found, ledger_from

UNITS = """
    | 单位代码 | 单位名称 | 组别     |
    | 001      | 甲局     | 县直部门 |
    | 002      | 乙镇     | 乡镇     |
"""
CATEGORIES = """
    | 类别代码 | 类别         | 条款                     | 办理时限       | 起算事件 | 报送周期 |
    | MC21     | 年度重点工作 | 四（一） cangnan-4.1-halfmonth | GIVEN    | 签收     | HM       |
    | MC99     | 批示件       | 九                       | WD(5)@receipt  | 签收     | WK(五)   |
"""
RULES = """
    | 规则编号               | 条款 | 级别 | 类别 | 作用              |
    | weinan-09-deadline-5wd | 九   | 明定 | MC99 | 事项类别.办理时限 |
"""
HEADER = "| 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 签收日期 | 时限要求 | 办结时限 | 时限依据 | 延期至 | 下次报送 | 状态 | 预警 |"


def ledger(row: str, **more: str) -> Ledger:
    return ledger_from(matters=f"{HEADER}\n{row}", units=UNITS, categories=CATEGORIES, rules=RULES, **more)


def refreshed(one: Ledger, as_of: str) -> dict[str, Value]:
    """Column → new value, for the ledger's one matter."""
    plan = plan_refresh(one, date.fromisoformat(as_of), workdays=official_workdays())
    return {edit.field: edit.after for edit in plan.changes.edits}


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("7个工作日", "2026-10-12"),
        ("WD(7)@receipt", "2026-10-12"),
        ("2026年11月30日前", "2026-11-30"),
        ("11月底前", "2026-11-30"),
        ("", None),
        ("长期坚持", None),
    ],
)
def test_time_limit__gives_the_due_date(limit: str, due: str | None) -> None:
    one = ledger(f"| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-09-23 | 2026-09-24 | {limit} | | | | | 承办中 | |")
    assert shown(refreshed(one, "2026-09-25").get("due_date")) == (due or "")


def test_category_default__counts_from_the_receipt_and_names_the_rule() -> None:
    one = ledger("| D-001 | 批示件 | 修路 | 甲局 | 2026-09-24 | 2026-09-25 | | | | | | 承办中 | |")
    after = refreshed(one, "2026-09-25")
    assert after["due_date"] == date(2026, 10, 9)
    assert "weinan-09-deadline-5wd" in str(after["due_basis"])


def test_due_date_typed_by_a_person__is_never_changed() -> None:
    one = ledger("| D-001 | 批示件 | 修路 | 甲局 | 2026-09-24 | 2026-09-25 | 7个工作日 | 2026-12-01 | | | | 承办中 | |")
    assert "due_date" not in refreshed(one, "2026-09-25")


def test_due_date_worked_out_before__follows_a_receipt_entered_later() -> None:
    first = ledger("| D-001 | 批示件 | 修路 | 甲局 | 2026-09-24 | | | | | | | 承办中 | |")
    plan = plan_refresh(first, date(2026, 9, 25), workdays=official_workdays())
    assert "T103" in dict(found(plan.findings))
    values = {edit.field: edit.after for edit in plan.changes.edits}
    row = f"| D-001 | 批示件 | 修路 | 甲局 | 2026-09-24 | 2026-09-28 | | {values['due_date']} | {values['due_basis']} | | | 承办中 | |"
    assert refreshed(ledger(row), "2026-09-28")["due_date"] == date(2026, 10, 10)


def test_granted_extension__moves_the_lamp_and_keeps_the_first_due_date() -> None:
    one = ledger(
        "| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-03-02 | 2026-03-03 | | 2026-06-30 | | | | 承办中 | |",
        extensions="""
            | 事项编号 | 单位 | 申请日期   | 原时限     | 申请延至   | 同意人 | 同意日期   | 批准延至   | 结论   |
            | D-001    | 甲局 | 2026-06-20 | 2026-06-30 | 2026-09-30 | 张三   | 2026-06-25 | 2026-08-31 | 同意   |
        """,
    )
    after = refreshed(one, "2026-07-10")
    assert (after["extended_to"], after["alert"], "due_date" in after) == (date(2026, 8, 31), "绿", False)


def test_refused_extension__changes_nothing() -> None:
    one = ledger(
        "| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-03-02 | 2026-03-03 | | 2026-06-30 | | | | 承办中 | |",
        extensions="""
            | 事项编号 | 单位 | 申请日期   | 申请延至   | 结论   |
            | D-001    | 甲局 | 2026-06-20 | 2026-09-30 | 不同意 |
        """,
    )
    assert (refreshed(one, "2026-07-10").get("extended_to"), refreshed(one, "2026-07-10")["alert"]) == (None, "红")


@pytest.mark.parametrize(
    ("as_of", "status", "lamp"),
    [
        ("2026-06-22", "承办中", "绿"),
        ("2026-06-23", "承办中", "黄"),
        ("2026-06-30", "承办中", "黄"),
        ("2026-07-01", "承办中", "红"),
        ("2026-07-01", "已反馈待审", "绿"),
        ("2026-07-01", "办结", "办结"),
    ],
)
def test_lamp__turns_seven_days_before_and_the_day_after(as_of: str, status: str, lamp: str) -> None:
    row = f"| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-03-02 | 2026-03-03 | | 2026-06-30 | | | | {status} | |"
    assert refreshed(ledger(row), as_of)["alert"] == lamp


@pytest.mark.parametrize(
    ("category", "as_of", "following"),
    [
        ("年度重点工作", "2026-10-15", "2026-10-15"),
        ("年度重点工作", "2026-10-16", "2026-10-31"),
        ("批示件", "2026-09-23", "2026-09-25"),
    ],
)
def test_next_return__is_the_first_cycle_date_from_the_day_on(category: str, as_of: str, following: str) -> None:
    row = f"| D-001 | {category} | 修路 | 甲局 | 2026-09-01 | 2026-09-02 | | 2026-12-31 | | | | 承办中 | |"
    assert refreshed(ledger(row), as_of)["next_return_on"] == date.fromisoformat(following)


def test_next_return_assigned_on_a_cycle_date__is_the_one_after() -> None:
    one = ledger("| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-10-15 | 2026-10-15 | | 2026-12-31 | | | | 承办中 | |")
    assert refreshed(one, "2026-10-15")["next_return_on"] == date(2026, 10, 31)


def test_refresh_twice__second_plans_nothing() -> None:
    one = ledger("| D-001 | 批示件 | 修路 | 甲局 | 2026-09-24 | 2026-09-25 | | | | | | 承办中 | |")
    day, workdays = date(2026, 9, 28), official_workdays()
    again = applied(one, plan_refresh(one, day, workdays=workdays).changes)
    assert not plan_refresh(again, day, workdays=workdays).changes


def test_year_without_holiday_table__is_marked_provisional() -> None:
    one = ledger("| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-12-24 | 2026-12-25 | 7个工作日 | | | | | 承办中 | |")
    plan = plan_refresh(one, date(2026, 12, 28), workdays=official_workdays())
    assert "T102" in dict(found(plan.findings))


def test_summary__expects_returns_from_matters_not_from_rows() -> None:
    one = ledger_from(
        units=UNITS,
        matters="""
            | 事项编号 | 事项名称 | 主办单位 | 协办单位 | 交办日期   | 办结时限   | 状态   |
            | D-001    | 修路     | 甲局     | 乙镇     | 2026-07-01 | 2026-09-15 | 承办中 |
            | D-002    | 修桥     | 乙镇     |          | 2026-07-01 | 2026-10-10 | 承办中 |
            | D-003    | 种树     | 甲局     |          | 2026-10-08 |            | 承办中 |
        """,
        returns="""
            | 事项编号 | 单位 | 报送期 | 应报日期   | 收到时间            | 替代 |
            | D-001    | 甲局 | 2026Q3 | 2026-09-30 | 2026-10-01 08:00:00 |      |
            | D-002    | 乙镇 | 2026Q3 | 2026-09-30 | 2026-09-29 08:00:00 | 由 某表 替代 |
        """,
    )
    period = parse_period("2026Q3")
    assert period is not None
    state = summarise(one, date(2026, 10, 8), period=period, workdays=official_workdays())
    assert [(t.unit.name, t.expected, t.late, t.missing) for t in state.unreported] == [
        ("乙镇", 2, 0, ("D-001", "D-002"))
    ]
    assert state.lamps == {"红": 1, "黄": 1, "绿": 0, "办结": 0, "未定": 1}
    assert [(o.matter.number, o.days, o.workdays) for o in state.overdue] == [("D-001", 23, 12)]


def twice(one: Ledger, as_of: str) -> Ledger:
    """The ledger after one refresh, seen to be quiet at the second."""
    day, workdays = date.fromisoformat(as_of), official_workdays()
    again = applied(one, plan_refresh(one, day, workdays=workdays).changes)
    assert not plan_refresh(again, day, workdays=workdays).changes
    return again


@pytest.mark.parametrize("typed", ["2026-11-11", "2026-09-16", "2026-10-12"])
@pytest.mark.parametrize("limit", ["7个工作日", "", "2026年12月31日前", "长期坚持"])
def test_typed_due_date__stays_however_often_refreshed(typed: str, limit: str) -> None:
    row = f"| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-09-04 | 2026-09-07 | {limit} | {typed} | | | | 承办中 | |"
    assert [shown(m.due_date) for m in twice(ledger(row), "2026-09-10").matters] == [typed]


def test_typed_due_date_that_differs_from_the_limit__is_told() -> None:
    row = "| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-09-04 | 2026-09-07 | 7个工作日 | 2026-11-11 | | | | 承办中 | |"
    plan = plan_refresh(ledger(row), date(2026, 9, 10), workdays=official_workdays())
    assert ("T110", "H3") in found(plan.findings)


def test_computed_due_date_corrected_by_hand__stays() -> None:
    row = "| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-09-04 | 2026-09-07 | 7个工作日 | | | | | 承办中 | |"
    first = twice(ledger(row), "2026-09-10").matters[0]
    by_hand = row.replace("7个工作日 | | |", f"7个工作日 | 2026-12-01 | {first.due_basis} |")
    assert shown(twice(ledger(by_hand), "2026-09-10").matters[0].due_date) == "2026-12-01"


EXTENDED = "| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-03-02 | 2026-03-03 | | 2026-06-30 | | {} | | 承办中 | |"
REQUESTS = "| 事项编号 | 单位 | 申请日期 | 原因 | 同意人 | 同意日期 | 批准延至 | 结论 |\n"


@pytest.mark.parametrize(
    ("requests", "before", "after"),
    [
        ("| D-001 | 甲局 | 2026-06-01 | 雨 | 张三 | 2026-06-02 | 2026-08-31 | 同意 |", "", "2026-08-31"),
        (
            "| D-001 | 甲局 | 2026-06-01 | 雨 | 张三 | 2026-06-02 | 2026-08-31 | 同意 |\n"
            "| D-001 | 甲局 | 2026-08-01 | 雨 | 张三 | 2026-08-02 | 2026-12-20 | 同意 |",
            "2026-08-31",
            "2026-12-20",
        ),
        ("| D-001 | 甲局 | 2026-06-01 | 雨 | 张三 | 2026-06-02 | 2026-08-31 | 不同意 |", "2026-08-31", ""),
        ("| D-001 | 甲局 | 2026-06-01 | 雨 | 张三 | 2026-06-02 | 2026-08-31 | 同意 |", "2026-10-01", "2026-10-01"),
        ("| D-002 | 甲局 | 2026-06-01 | 雨 | 张三 | 2026-06-02 | 2026-08-31 | 同意 |", "2026-10-01", "2026-10-01"),
    ],
    ids=["granted", "granted-again", "withdrawn", "typed-by-hand-beside", "typed-by-hand"],
)
def test_extended_to__follows_the_register_and_keeps_what_was_typed(requests: str, before: str, after: str) -> None:
    one = ledger(EXTENDED.format(before), extensions=REQUESTS + requests)
    assert shown(twice(one, "2026-07-10").matters[0].extended_to) == after


@pytest.mark.parametrize(
    ("limit", "following"),
    [("每月5日前", "2026-08-05"), ("每周一", "2026-07-13"), ("HM", "2026-07-15"), ("QMD(28)", "2026-09-28")],
)
def test_recurring_limit__is_a_cycle_and_never_an_end(limit: str, following: str) -> None:
    row = f"| D-001 | 其他 | 修路 | 甲局 | 2026-03-02 | 2026-03-03 | {limit} | | | | | 承办中 | |"
    matter = twice(ledger(row), "2026-07-10").matters[0]
    assert (matter.due_date, shown(matter.next_return_on), matter.alert) == (None, following, "未定")


def test_limit_in_stages__is_due_at_the_last_and_told() -> None:
    row = (
        "| D-001 | 年度重点工作 | 修路 | 甲局 | 2026-03-02 | 2026-03-03 | 4月底完成设计，8月底开工 | | | | | 承办中 | |"
    )
    plan = plan_refresh(ledger(row), date(2026, 3, 10), workdays=official_workdays())
    assert ("T129", "G3") in found(plan.findings)
    assert shown(twice(ledger(row), "2026-03-10").matters[0].due_date) == "2026-08-31"


def test_extension_asked_after_the_due_date__is_told_while_the_matter_is_open() -> None:
    requests = REQUESTS + "| D-001 | 甲局 | 2026-07-01 | 雨 | 张三 | 2026-07-02 | 2026-08-31 | {} |"
    told = {}
    for outcome in ("同意", "不同意"):
        one = ledger(EXTENDED.format(""), extensions=requests.format(outcome))
        told[outcome] = found(plan_refresh(one, date(2026, 7, 10), workdays=official_workdays()).findings)
    assert told == {"同意": [("T106", "C3")], "不同意": []}
