"""时限要求 as a person typed it into the ledger: the due date beside it, and what is said about every doubt."""

from datetime import date

import pytest

from duban_xl.catalogue import message
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import shown
from duban_xl.plan.refresh import plan_refresh
from duban_xl.read.holidays import official_workdays
from tests.tables import ledger_from

UNITS = "| 单位代码 | 单位名称 | 单位类型 | 是否在用 |\n| U001 | 甲局 | 县直部门 | 是 |"
HEADERS = "| 事项编号 | 主办单位 | 交办日期 | 时限要求 | 状态 | 办结时限 | 时限依据 | 下次报送 |"
AS_OF = date(2026, 3, 11)


def ledger_of(*limits: str) -> Ledger:
    rows = "\n".join(
        f"| D-{n} | 甲局 | 2026-03-10 | {limit} | 办理中 | | | |" for n, limit in enumerate(limits, start=1)
    )
    return ledger_from(units=UNITS, matters=f"{HEADERS}\n{rows}")


def planned(ledger: Ledger, field: str) -> dict[str, str]:
    plan = plan_refresh(ledger, AS_OF, workdays=official_workdays())
    return {edit.key: shown(edit.after) for edit in plan.changes.edits if edit.field == field}


def said(ledger: Ledger) -> list[tuple[str, str]]:
    plan = plan_refresh(ledger, AS_OF, workdays=official_workdays())
    return [(found.code, found.sources[0].cell) for found in plan.findings if found.code != "T102"]


@pytest.mark.parametrize(
    ("limit", "due", "codes"),
    [
        ("6月底前", "2026-06-30", []),
        ("须在6月底前", "2026-06-30", []),
        ("6月底前完成并长期坚持", "2026-06-30", []),
        ("6月25日、12月25日", "2026-12-25", ["T163"]),
        ("4月底完成设计，8月底开工", "2026-08-31", ["T129"]),
        ("3月15日（周一）", "2026-03-15", ["T165"]),
        ("4月20日左右", "2026-04-20", ["T164"]),
        ("3月1日前", "2027-03-01", ["T125"]),
        ("46132", "2026-04-20", ["T124"]),
        ("国庆节前", "2026-09-30", ["T128"]),
        ("延期至9月底", "2026-09-30", ["T168"]),
        ("力争9月底", "", ["T176"]),
        ("6月31日前", "", ["T121"]),
        ("4/5/2026", "", ["T166"]),
        ("汛期前", "", ["T162"]),
        ("急件3日内，其他15日内", "", ["T170"]),
        ("已完成", "", ["T171"]),
        ("待定", "", []),
        ("长期坚持", "", []),
    ],
)
def test_typed_limit__dated_beside_it_and_every_doubt_told_at_the_cell(limit: str, due: str, codes: list[str]) -> None:
    ledger = ledger_of(limit)
    assert planned(ledger, "due_date").get("D-1", "") == due
    assert said(ledger) == [(code, "D3") for code in codes]
    assert "time_limit" not in {
        edit.field for edit in plan_refresh(ledger, AS_OF, workdays=official_workdays()).changes.edits
    }


def test_same_as_above__the_nearest_limit_above_and_asked() -> None:
    ledger = ledger_of("6月底前", "同上", "〃", "5个工作日", "同上")
    assert planned(ledger, "due_date") == {
        **dict.fromkeys(("D-1", "D-2", "D-3"), "2026-06-30"),
        **dict.fromkeys(("D-4", "D-5"), "2026-03-17"),
    }
    assert [place for code, place in said(ledger) if code == "T172"] == ["D4", "D5", "D7"]
    plan = plan_refresh(ledger, AS_OF, workdays=official_workdays())
    told = next(found for found in plan.findings if found.code == "T172")
    assert message(told) == "“同上”按上一行的时限理解：2026-06-30"


def test_same_as_above_in_the_first_row__no_date_and_asked() -> None:
    ledger = ledger_of("同上")
    assert planned(ledger, "due_date") == {}
    assert said(ledger) == [("T172", "D3")]


def test_cycle_in_the_limit__says_when_the_next_return_is_due() -> None:
    ledger = ledger_of("每季度首月10日前", "每年6月底前", "每月15日、月底")
    assert planned(ledger, "next_return_on") == {"D-1": "2026-04-10", "D-2": "2026-06-30", "D-3": "2026-03-15"}
    assert planned(ledger, "due_date") == {}
