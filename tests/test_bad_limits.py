"""Limits that contradict each other and milestones that go in circles: told at their cells; the matter is 未定期限, nothing else stops."""

from datetime import date

import pytest

from duban_xl.check.ledger import check_ledger
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import shown
from duban_xl.plan.ground import ground_of
from duban_xl.plan.obligations import obligations
from duban_xl.plan.refresh import plan_refresh
from duban_xl.read.holidays import official_workdays
from tests.tables import found, ledger_from

AS_OF = date(2026, 10, 12)
UNITS = "| 单位代码 | 单位名称 | 组别 |\n| U1 | 甲局 | 部门 |"
CATEGORIES = """
    | 类别代码 | 类别   | 办理时限      | 起算事件 | 上限          | 报送周期 |
    | MC01     | 矛盾的 | WD(15)        | 签收     | WD(5)         |          |
    | MC02     | 正常的 | WD(7)@receipt | 签收     | WD(15)@receipt | MD(28)   |
"""
MATTERS = """
    | 事项编号 | 类别   | 主办单位 | 交办日期   | 签收日期   | 时限要求 | 办结时限 | 时限依据 | 状态   | 预警 |
    | D-1      | 矛盾的 | 甲局     | 2026-09-23 | 2026-09-24 |          |          |          | 承办中 |      |
    | D-2      | 正常的 | 甲局     | 2026-09-23 | 2026-09-24 |          |          |          | 承办中 |      |
    | D-3      | 正常的 | 甲局     | 2026-09-23 | 2026-09-24 | 7个工作日，最长不超过5个工作日 | | | 承办中 |      |
    | D-4      | 正常的 | 甲局     | 2026-09-23 | 2026-09-24 | 尽量早点 |          |          | 承办中 |      |
"""


def office(matters: str = MATTERS, **more: str) -> Ledger:
    return ledger_from(units=UNITS, categories=CATEGORIES, matters=matters, **more)


def refreshed(ledger: Ledger, as_of: date = AS_OF) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Matter → 办结时限 as planned, and what was found on the way."""
    plan = plan_refresh(ledger, as_of, workdays=official_workdays())
    due = {edit.key: shown(edit.after) for edit in plan.changes.edits if edit.field == "due_date"}
    return due, found(plan.findings)


def test_cap_before_the_limit__undetermined_and_told_while_the_others_go_on() -> None:
    due, findings = refreshed(office())
    assert due == {"D-2": "2026-10-12"}
    assert [place for code, place in findings if code == "T115"] == ["F3", "F5"]
    owed = obligations(ground_of(office(), official_workdays()), AS_OF, AS_OF, as_of=AS_OF)
    notes = {"D-1": "时限矛盾", "D-3": "时限矛盾", "D-4": "未定期限"}
    assert {one.matter: one.note for one in owed.undated} == notes
    assert [one.matter for one in owed.dated] == ["D-2"]


def test_cap_before_the_limit__told_at_the_category_too() -> None:
    assert "L252" in [code for code, _ in found(check_ledger(office()))]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("尽量早点", "T101"), ("2026年9月31日前", "T121"), ("5-7个工作日", "T101"), ("省里要求10月15日前报", "T101")],
)
def test_limit_that_nobody_understands__told_and_undetermined(typed: str, code: str) -> None:
    due, findings = refreshed(office(MATTERS.replace("尽量早点", typed)))
    assert (code, "F6") in findings
    assert "D-4" not in due


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("及时", "2026-10-12"),  # a word without a number: the category's default
        ("长期坚持", ""),  # no end is wanted
        ("随到随办", ""),  # an alert, not a date
        ("20个工作日", "2026-10-29"),  # stated, so the category's cap does not bound it
        ("交办后10日内", "2026-10-03"),  # from the row's own 交办日期
    ],
)
def test_limit_as_stated__before_the_category_and_its_cap(typed: str, due: str) -> None:
    found_due, _ = refreshed(office(MATTERS.replace("尽量早点", typed)))
    assert found_due.get("D-4", "") == due


def test_in_hand_after_the_cap__told_until_it_ends() -> None:
    assert ("T111", "G4") not in refreshed(office(), date(2026, 10, 22))[1]
    assert ("T111", "G4") in refreshed(office(), date(2026, 10, 23))[1]


def scheduled(milestones: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Milestone → its day, and what is wrong with the schedule."""
    ground = ground_of(office(milestones=milestones), official_workdays())
    days = {one.milestone.milestone: shown(one.planned_on) for one in ground.milestones["D-2"]}
    return days, found(ground.findings)


def test_milestones__counted_from_each_other_whatever_their_order() -> None:
    days, findings = scheduled("""
        | 事项编号 | 节点 | 计划日期   | 完成日期   | 前置节点 | 间隔       |
        | D-2      | 验收 |            |            | 竣工     | 2个月      |
        | D-2      | 竣工 |            |            | 开工     | 20个工作日 |
        | D-2      | 开工 | 2026-09-01 | 2026-09-24 |          |            |
    """)
    assert (days, findings) == ({"开工": "2026-09-01", "竣工": "2026-10-29", "验收": "2026-12-29"}, [])


@pytest.mark.parametrize(
    ("rows", "days", "codes"),
    [
        ("| D-2 | 甲 | | 乙 | 5日 |\n| D-2 | 乙 | | 甲 | 5日 |\n| D-2 | 丙 | 2026-10-20 | | |", {"丙": "2026-10-20"}, [("T112", "D3")]),
        ("| D-2 | 甲 | | 甲 | 5日 |", {}, [("T112", "D3")]),
        ("| D-2 | 甲 | | 没有 | 5日 |\n| D-2 | 乙 | | 甲 | 5日 |", {}, [("T113", "D3")]),
        ("| D-2 | 甲 | 2026-10-20 | | |\n| D-2 | 乙 | | 甲 | 不久 |", {"甲": "2026-10-20"}, [("T114", "E4")]),
    ],
    ids=["circle", "itself", "unknown", "no span"],
)  # fmt: skip
def test_milestones_that_lead_nowhere__told_and_the_others_keep_their_days(
    rows: str, days: dict[str, str], codes: list[tuple[str, str]]
) -> None:
    got, findings = scheduled(f"| 事项编号 | 节点 | 计划日期 | 前置节点 | 间隔 |\n{rows}")
    assert ({name: day for name, day in got.items() if day}, findings) == (days, codes)
