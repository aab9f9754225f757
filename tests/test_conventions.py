"""What 参数 settles: every setting that is read changes what follows from it; what nobody understands is told and left out."""

from datetime import date
from typing import Any

import pytest

from duban_xl.model.conventions import conventions_of, misread_settings
from duban_xl.model.deadline import MonthDays, Weekly
from duban_xl.model.due import USUAL, Conventions, Roll
from duban_xl.model.event import Event
from duban_xl.model.ledger import Ledger
from duban_xl.model.obligation import OwedKind
from duban_xl.plan.ground import ground_of
from duban_xl.plan.obligations import obligations
from duban_xl.plan.refresh import plan_refresh
from duban_xl.read.holidays import official_workdays
from tests.packs import with_pack
from tests.tables import ledger_from

YEAR = date(2026, 1, 1), date(2026, 12, 31)
UNITS = "| 单位代码 | 单位名称 | 组别 |\n| U1 | 甲镇 | 乡镇 |"
COLUMNS = "| 事项编号 | 类别 | 主办单位 | 安排日期 | 批示日期 | 交办日期 | 签收日期 | 时限要求 | 办结时限 | 紧急程度 | 状态 | 下次报送 |"


def setting(key: str, value: str) -> Ledger:
    return ledger_from(settings=f"| 参数 | 值 |\n| {key} | {value} |")


READ = [
    ("周报送日", "三", {"week_day": 2}),
    ("周报送日", "星期三", {"week_day": 2}),
    ("半月报送日", "每月10日、25日前", {"half_month_days": (10, 25)}),
    ("半月报送日", " 10日、月末 ", {"half_month_days": (10, 31)}),
    ("督查室周期工作日", "25日", {"cycle_day": 25}),
    ("督查室周期工作日", "每月25日前", {"cycle_day": 25}),
    ("滚动报告间隔", "每周五", {"interval": Weekly(4)}),
    ("滚动报告间隔", "MD(10)", {"interval": MonthDays((10,))}),
    ("到期日遇休息日", "顺延", {"roll": Roll.NEXT}),
    ("延期提前工作日", "2个工作日", {"extension_lead": 2}),
    ("上报提前工作日", "五天", {"upward_lead": 5}),
    ("方案汇总起算", "本级作出安排", {"summary_start": Event.ARRANGEMENT}),
    ("方案汇总起算", "各单位报送期满", {"summary_start": Event.UNITS_DUE}),
    ("定期适时提醒", "每季度末月28日前", {}),
    ("通报批评计数窗口", "滚动", {"rolling_window": True}),
    ("临期天数", "三天", {"soon_days": 3}),
    ("久拖不决天数", "30", {"dragging_days": 30}),
    ("催办答复工作日", "3", {"reply_days": 3}),
    ("启用日期", "2026年3月1日", {"started_on": date(2026, 3, 1)}),
    ("进展最少字数", "10个字", {"least_progress": 10}),
    ("进展最少字数", "0", {"least_progress": 0}),
    ("与上期相似度上限", "85%", {"most_alike": 85}),
    ("与上期相似度上限", "0.85", {"most_alike": 85}),
    ("与上期相似度上限", "100", {"most_alike": 100}),
    ("无实质内容用语", "久久为功、抓铁有痕", {"stock_phrases": ("久久为功", "抓铁有痕")}),
]


@pytest.mark.parametrize(("key", "value", "expected"), READ, ids=[f"{key}={value}" for key, value, _ in READ])
def test_setting__read_as_people_write_it(key: str, value: str, expected: dict[str, Any]) -> None:
    found = conventions_of(setting(key, value))
    assert {name: getattr(found, name) for name in expected} == expected
    assert misread_settings(setting(key, value)) == ()


MISREAD = [
    ("周报送日", "随便"), ("半月报送日", "月中"), ("督查室周期工作日", "10日、25日"), ("滚动报告间隔", "7个工作日"),
    ("到期日遇休息日", "提前"), ("延期提前工作日", "-1"), ("上报提前工作日", "几天"), ("方案汇总起算", "随便"), ("定期适时提醒", "常常"),
    ("通报批评计数窗口", "一年"), ("临期天数", "-5"), ("久拖不决天数", "0"), ("催办答复工作日", "尽快"), ("启用日期", "去年"),
    ("进展最少字数", "少"), ("与上期相似度上限", "差不多"), ("与上期相似度上限", "30%"), ("与上期相似度上限", "120%"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), MISREAD)
def test_setting_that_nobody_understands__told_and_the_usual_one_holds(key: str, value: str) -> None:
    ledger = setting(key, value)
    assert conventions_of(ledger) == USUAL
    assert [row.key for row in misread_settings(ledger)] == [key]


def test_empty_settings__are_the_usual_ones() -> None:
    assert conventions_of(ledger_from(settings="| 参数 | 值 |\n| 周报送日 | |")) == Conventions() == USUAL


def office(pack: str, row: str, settings: str = "") -> Ledger:
    """An office of the pack with one matter; `settings` replace its 参数."""
    typed = ledger_from(
        units=UNITS, matters=f"{COLUMNS}\n{row}", **({"settings": f"| 参数 | 值 |\n{settings}"} if settings else {})
    )
    return with_pack(pack, typed.tables)


def days(ledger: Ledger, kind: OwedKind, rule: str = "") -> list[str]:
    found = obligations(ground_of(ledger, official_workdays()), *YEAR, as_of=YEAR[0])
    return [str(one.due) for one in found.dated if one.kind is kind and rule in one.rule]


WEEKLY = "| 1 | MC14 | 甲镇 | | 2026-11-20 | 2026-12-07 | 2026-12-08 | | | | 承办中 | |"


def test_weekly_reports__on_the_day_that_the_setting_names() -> None:
    assert days(office("cangnan", WEEKLY), OwedKind.REPORT)[0] == "2026-12-11"
    assert (
        days(office("cangnan", WEEKLY, "| 周报送日 | 三 |"), OwedKind.REPORT)[0] == "2026-12-09"
    )  # cangnan-2.3-weekly


def test_public_cycle__that_of_the_setting_which_the_cell_names() -> None:
    rule = "cangnan-4.1-public"
    assert days(office("cangnan", WEEKLY), OwedKind.DUTY, rule)[0] == "2026-02-28"
    assert days(office("cangnan", WEEKLY, "| 社会公开周期 | 每月 |"), OwedKind.DUTY, rule)[0] == "2026-01-31"
    assert days(office("cangnan", WEEKLY, "| 社会公开周期 | |"), OwedKind.DUTY, rule) == []


def test_two_lists_of_ten__apart_if_the_office_says_so() -> None:
    row = "| 1 | MC22a | 甲镇 | | 2026-11-20 | 2026-12-01 | 2026-12-01 | | | | 承办中 | |"
    rule = "xiayi-2.3-2-10-15"
    assert days(office("xiayi", row, "| 市定十件实事报送日 | MD(10,15) |"), OwedKind.REPORT, rule) == [
        "2026-12-10",
        "2026-12-15",
    ]
    assert days(office("xiayi", row, "| 市定十件实事报送日 | 每月10日前 |"), OwedKind.REPORT, rule) == ["2026-12-10"]


def test_limit_of_another_document__once_the_office_has_entered_it() -> None:
    row = "| 1 | MC13a | 甲镇 | | 2026-09-20 | 2026-09-23 | 2026-09-24 | | | | 承办中 | |"
    assert days(office("jiangsu", row), OwedKind.RESULT) == []
    assert days(office("jiangsu", row, "| 国务院领导批示时限 | 7个工作日 |"), OwedKind.RESULT) == ["2026-10-12"]


def test_roll__moves_reports_as_well_as_limits() -> None:
    row = "| 1 | MC08 | 甲镇 | | 2026-02-20 | 2026-03-01 | 2026-03-01 | | | | 承办中 | |"
    assert days(office("shiwei", row), OwedKind.REPORT)[0] == "2026-03-28"
    rolled = office("shiwei", row, "| 到期日遇休息日 | 顺延 |")
    assert days(rolled, OwedKind.REPORT)[0] == "2026-03-30"
    edits = plan_refresh(rolled, date(2026, 3, 2), workdays=official_workdays()).changes.edits
    assert {str(edit.after) for edit in edits if edit.field == "next_return_on"} == {"2026-03-30"}


def test_office_that_began_in_march__owes_nothing_of_january() -> None:
    rule = "cangnan-2.1-three-books"
    yearly = "| 1 | MC05 | 甲镇 | | 2026-01-02 | 2026-01-05 | 2026-01-05 | | | | 承办中 | |"
    assert days(office("cangnan", yearly), OwedKind.DUTY, rule)[0] == "2026-01-31"
    began = "| 启用日期 | 2026-03-01 |"
    assert days(office("cangnan", yearly, began), OwedKind.DUTY, rule) == ["2026-06-30", "2026-12-31"]


@pytest.mark.parametrize(("days_late", "codes"), [("4", ["T119"]), ("5", [])])
def test_dragging__only_after_more_days_than_the_office_allows(days_late: str, codes: list[str]) -> None:
    row = "| 1 | MC14 | 甲镇 | | 2026-03-01 | 2026-03-02 | 2026-03-02 | | 2026-03-10 | | 承办中 | |"
    ledger = office("weinan", row, f"| 久拖不决天数 | {days_late} |")  # weinan-04-head-personally
    found = plan_refresh(ledger, date(2026, 3, 15), workdays=official_workdays()).findings
    assert [one.code for one in found if one.code == "T119"] == codes


@pytest.mark.parametrize(
    ("pack", "category", "due"),
    [("shiwei", "MC13", ""), ("weinan", "MC14", "2026-10-09"), ("jiangsu", "MC13b", "2026-11-12")],
)
def test_urgency__takes_the_place_of_a_date_only_where_the_method_says_so(pack: str, category: str, due: str) -> None:
    row = f"| 1 | {category} | 甲镇 | | 2026-09-24 | 2026-09-25 | 2026-09-25 | | | 特急 | 承办中 | |"
    ledger = office(pack, row)
    assert days(ledger, OwedKind.RESULT) == [due] * bool(due)  # shiwei-2.2-urgent
    found = obligations(ground_of(ledger, official_workdays()), *YEAR, as_of=YEAR[0])
    assert OwedKind.AT_ONCE in {one.kind for one in found.undated}


def test_anniversary__counted_from_the_publication_in_the_next_return_too() -> None:
    row = "| 1 | MC04 | 甲镇 | | 2026-01-31 | 2026-03-05 | 2026-03-05 | | | | 承办中 | |"
    ledger = office("shiwei", row)
    assert days(ledger, OwedKind.REPORT) == ["2026-07-31"]  # shiwei-1.1c-halfyear-written
    edits = plan_refresh(ledger, date(2026, 3, 10), workdays=official_workdays()).changes.edits
    assert {str(edit.after) for edit in edits if edit.field == "next_return_on"} == {"2026-07-31"}
