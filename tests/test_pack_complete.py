"""A pack edited into nonsense does not load: the finding names the row, and what to write there."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from duban_xl.catalogue import CannotRun, hint, message
from duban_xl.model.finding import Finding
from duban_xl.model.open_limits import OF_SETTING
from duban_xl.model.settings import KNOWN_SETTINGS, ORDER_ISSUER
from duban_xl.packs import load_pack, pack_from, pack_names
from duban_xl.packs.complete import faults

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def edited(change: Callable[[Rows], object]) -> list[Finding]:
    """What is found in the pack weinan after a change of its rows."""
    rows = {key: [dict(row) for row in of_sheet] for key, of_sheet in load_pack("weinan").rows.items()}
    change(rows)
    return list(faults({key: tuple(of_sheet) for key, of_sheet in rows.items()}, "weinan.toml"))


def with_cell(sheet: str, number: int, **cells: object) -> Callable[[Rows], object]:
    return lambda rows: rows[sheet][number - 1].update(cells)


EDITS: list[tuple[str, str, str, Callable[[Rows], object]]] = [
    ("P107", "", "", lambda rows: rows.pop("duties")),
    ("P108", "事项类别", "第2行", with_cell("categories", 2, name="")),
    ("P109", "事项类别", "第3行", with_cell("categories", 3, time_limit="很快")),
    ("P109", "问责阶梯", "第1行", with_cell("ladder", 1, window="一阵子")),
    ("P106", "报送要求", "第1行", with_cell("requirements", 1, categories="MC99")),
    ("P110", "制度条款", "第2行", lambda rows: rows["rules"].insert(1, rows["rules"][0])),
    ("P111", "审批程序", "第1行", with_cell("procedures", 1, rule="weinan-nowhere")),
    ("P112", "制度条款", "第1行", with_cell("rules", 1, acts="参数.没有这一项")),
    ("P112", "制度条款", "第1行", with_cell("rules", 1, acts="流转.T99")),
    ("P112", "制度条款", "第1行", with_cell("rules", 1, acts="事项类别.没有这一列")),
    ("P112", "制度条款", "第1行", with_cell("rules", 1, acts="问责阶梯")),
    ("P113", "制度条款", "第1行", with_cell("rules", 1, grade="约定", acts="督办事项.备注")),
    ("P109", "事项类别", "第11行", with_cell("categories", 11, cap="每周五")),
    ("P109", "事项类别", "第11行", with_cell("categories", 11, time_limit="每月28日前")),
    ("P109", "事项类别", "第11行", with_cell("categories", 11, time_limit="GIVEN > EVERY(1M)")),
    ("P109", "事项类别", "第11行", with_cell("categories", 11, time_limit="UNTIL_DONE")),
    ("P109", "事项类别", "第11行", with_cell("categories", 11, time_limit="WINDOW(1Y)")),
    ("P109", "事项类别", "第11行", with_cell("categories", 11, return_cycle="WD(7)@receipt")),
    ("P109", "事项类别", "第11行", with_cell("categories", 11, return_cycle="及时")),
    ("P109", "事项类别", "第11行", with_cell("categories", 11, inspection_cycle="7个工作日")),
    ("P109", "报送要求", "第1行", with_cell("requirements", 1, time_limit="1年内累计")),
    ("P109", "工作时限", "第1行", with_cell("duties", 1, cycle="试行2年")),
    ("P109", "问责阶梯", "第4行", with_cell("ladder", 4, window="每年")),
    ("P109", "问责阶梯", "第4行", with_cell("ladder", 4, window="参数.通报批评计数窗口")),
    ("P114", "事项类别", "第18行", with_cell("categories", 18, cap="M(2)@handover")),
    ("P114", "事项类别", "第11行", with_cell("categories", 11, cap="3个工作日")),
    ("P114", "事项类别", "第11行", with_cell("categories", 11, time_limit="WD(30)", cap="WD(15)@receipt")),
    ("P114", "事项类别", "第11行", with_cell("categories", 11, time_limit="10日内", cap="5日内")),
    ("P114", "事项类别", "第11行", with_cell("categories", 11, time_limit="6个月内", cap="WD(10)")),
    ("P115", "问责阶梯", "第4行", with_cell("ladder", 4, trigger="屡教不改")),
    ("P115", "问责阶梯", "第4行", with_cell("ladder", 4, trigger="")),
    ("P115", "问责阶梯", "第4行", with_cell("ladder", 4, precondition="谈心")),
    ("P116", "问责阶梯", "第4行", with_cell("ladder", 4, times=Decimal(0))),
    ("P116", "问责阶梯", "第4行", with_cell("ladder", 4, times=Decimal(-1))),
    ("P116", "问责阶梯", "第4行", with_cell("ladder", 4, times=Decimal("1.5"))),
    ("P117", "问责阶梯", "第4行", with_cell("ladder", 4, window="")),
    ("P118", "事项类别", "第11行", with_cell("categories", 11, anchor="心情好")),
    ("P119", "事项类别", "第2行", with_cell("categories", 2, code="MC01")),
    ("P119", "事项类别", "第2行", with_cell("categories", 2, name="中央重大决策部署")),
    ("P120", "审批程序", "第1行", with_cell("procedures", 1, steps="单位申请→→主要领导")),
    ("P120", "审批程序", "第1行", with_cell("procedures", 1, steps="单位申请→")),
    ("P120", "事项类别", "第2行", with_cell("categories", 2, approval_chain="→主任")),
    ("P121", "审批程序", "第1行", with_cell("procedures", 1, optional="县长")),
    ("P122", "工作时限", "第1行", with_cell("duties", 1, remind_days=Decimal(-2))),
    ("P122", "工作时限", "第1行", with_cell("duties", 1, remind_days=Decimal("0.5"))),
    ("P123", "参数", "第4行", with_cell("settings", 4, value="一阵子")),
    ("P123", "参数", "第3行", with_cell("settings", 3, value="2026-02-30")),
    ("P123", "参数", "第3行", with_cell("settings", 3, value="去年")),
    ("P124", "办理要素", "第1行", with_cell("required_items", 1, column="督办事项.没有这一列")),
    ("P124", "办理要素", "第1行", with_cell("required_items", 1, column="责任人")),
    ("P125", "事项类别", "第1行", with_cell("categories", 1, cap="WD(15)@receipt")),
    ("P125", "事项类别", "第1行", with_cell("categories", 1, return_cycle="MD(28)")),
    ("P125", "事项类别", "第1行", with_cell("categories", 1, return_cycle="参数.滚动报告间隔")),
    ("P126", "事项类别", "第11行", with_cell("categories", 11, time_limit="参数.没有这一项")),
    ("P126", "工作时限", "第1行", with_cell("duties", 1, cycle="参数.没有这一项")),
]


@pytest.mark.parametrize(("code", "sheet", "row", "change"), EDITS, ids=[f"{e[0]}-{n}" for n, e in enumerate(EDITS)])
def test_pack_edited_into_nonsense__names_the_row(
    code: str, sheet: str, row: str, change: Callable[[Rows], object]
) -> None:
    told = [(one.code, one.source.sheet, one.source.cell) for one in edited(change)]
    assert (code, sheet, row) in told


@pytest.mark.parametrize("name", pack_names())
def test_pack_as_it_comes__is_complete(name: str) -> None:
    assert list(faults(load_pack(name).rows, f"{name}.toml")) == []


def test_pack_that_is_not_complete__does_not_load() -> None:
    with pytest.raises(CannotRun) as refused:
        pack_from("[[categories]]\ncode = 'MC01'\nname = '甲'\n", file="mine.toml")
    assert refused.value.finding.code == "P107"


def with_setting(value: str, **cells: object) -> Callable[[Rows], object]:
    """A row of 参数 behind those of the pack (the eighth), and cells of the eleventh category that name it."""

    def change(rows: Rows) -> None:
        rows["settings"].append({"key": "批示件时限", "value": value})
        rows["categories"][10].update(cells)

    return change


LEFT_OPEN: list[tuple[str, str, dict[str, object], list[tuple[str, str, str]]]] = [
    ("a limit", "10个工作日内", {"time_limit": "参数.批示件时限"}, []),
    ("no limit yet", "", {"time_limit": "参数.批示件时限"}, []),
    ("a cycle", "每月28日前", {"return_cycle": "参数.批示件时限"}, []),
    ("no limit at all", "看着办", {"time_limit": "参数.批示件时限"}, [("P109", "参数", "第9行")]),
    ("a cycle for a limit", "每月28日前", {"time_limit": "参数.批示件时限"}, [("P109", "参数", "第9行")]),
    ("a limit for a cycle", "WD(7)", {"return_cycle": "参数.批示件时限"}, [("P109", "参数", "第9行")]),
    ("a limit of every office", "", {"return_cycle": "参数.滚动报告间隔"}, []),
    ("a setting that is no cycle", "", {"return_cycle": "参数.临期天数"}, [("P109", "事项类别", "第11行")]),
    (
        "longer than the cap",
        "WD(10)",
        {"time_limit": "参数.批示件时限", "cap": "WD(7)"},
        [("P114", "事项类别", "第11行")],
    ),
]


@pytest.mark.parametrize(
    ("value", "cells", "expected"), [case[1:] for case in LEFT_OPEN], ids=[c[0] for c in LEFT_OPEN]
)
def test_limit_left_to_a_setting__is_judged_by_its_value(
    value: str, cells: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    told = [(one.code, one.source.sheet, one.source.cell) for one in edited(with_setting(value, **cells))]
    assert [one for one in told if one[0] != "P125"] == expected


HOLDS: list[Callable[[Rows], object]] = [
    with_cell("categories", 18, cap="M(3)@handover"),
    with_cell("categories", 18, cap="WD(60)@handover"),  # sixty working days may take longer than three months
    with_cell("categories", 18, cap="M(2)@receipt"),  # another event: nobody can tell
    with_cell("ladder", 4, precondition="督办令"),
    with_cell("duties", 1, remind_days=Decimal(0)),
    with_cell("settings", 3, value="2024年6月1日"),
    with_cell("settings", 4, value="18个月"),
    with_cell("settings", 4, value=""),
    with_cell("categories", 11, return_cycle="MILESTONE"),
    with_cell("categories", 11, inspection_cycle="适时"),
]


@pytest.mark.parametrize("change", HOLDS)
def test_pack_edited_with_sense__still_loads(change: Callable[[Rows], object]) -> None:
    assert edited(change) == []


def test_finding_about_a_limit__quotes_it_and_says_what_stands_there() -> None:
    [found] = [one for one in edited(with_cell("categories", 18, cap="每周五")) if one.code == "P109"]
    assert "每周五" in message(found) and "上限" in message(found) and "WD(15)@receipt" in hint(found)


@pytest.mark.parametrize("name", pack_names())
def test_setting_of_a_pack__is_read_by_a_limit_or_says_that_nobody_reads_it(name: str) -> None:
    rows = load_pack(name).rows
    cells = {
        value
        for sheet in ("categories", "requirements", "duties")
        for row in rows.get(sheet, ())
        for value in row.values()
    }
    every_office = {known.key for known in KNOWN_SETTINGS}
    own = [row for row in rows["settings"] if row["key"] not in (*every_office, ORDER_ISSUER)]
    unread = {row["key"] for row in own if f"{OF_SETTING}{row['key']}" not in cells}
    assert unread == {row["key"] for row in own if "供查阅" in str(row.get("note"))}
