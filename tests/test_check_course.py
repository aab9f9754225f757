"""状态 held against the row and against 流转记录: states without evidence, and steps that nobody could have taken."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from duban_xl.check.ledger import check_ledger
from duban_xl.check.ledger_course import reachable
from duban_xl.model.columns.matters import STATUSES
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import TRANSITIONS
from duban_xl.workflows.demo import open_sample_office
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME
from tests.course import FILLED, RETURNS_HEAD, ledger_in, steps
from tests.packs import ledger_of_pack
from tests.played import RUN
from tests.tables import found, ledger_from


def told(ledger: Ledger) -> list[tuple[str, str]]:
    return [place for place in found(check_ledger(ledger)) if place[0].startswith("F")]


def levels(ledger: Ledger) -> set[str]:
    return {f.level.value for f in check_ledger(ledger) if f.code.startswith("F")}


@pytest.mark.parametrize("status", STATUSES)
def test_state__with_its_evidence__is_quiet(status: str) -> None:
    category = "副职批示" if status == "科室自督" else FILLED["类别"]
    assert told(ledger_in(status, 类别=category)) == []


ASSIGNED = ("已交办", "承办中", "延期待批", "已反馈待审", "审核通过", "报告", "办结", "滚动跟踪", "经批准不办")


@pytest.mark.parametrize("status", ASSIGNED)
def test_assigned__without_day__is_an_error_and_without_receipt_a_notice(status: str) -> None:
    without_day = ledger_in(status, 交办日期="")
    assert (told(without_day), levels(without_day)) == ([("F201", "K3")], {"错误"})
    without_receipt = ledger_in(status, 签收日期="")
    expected = [] if status == "已交办" else [("F202", "L3")]
    assert told(without_receipt) == expected
    assert levels(without_receipt) == ({"提示"} if expected else set())


@pytest.mark.parametrize("status", ["登记", "立项", "待审批", "科室自督"])
def test_not_assigned__needs_no_day(status: str) -> None:
    category = "副职批示" if status == "科室自督" else FILLED["类别"]
    assert told(ledger_in(status, 类别=category, 交办日期="", 签收日期="")) == []


BACK = "| 2026-05-25 | D-1 | 退回 | 已反馈待审 | 退回重办 | 张三 | | | | | | | {reason} | {limit} | | |"


@pytest.mark.parametrize(
    ("row", "count", "expected"),
    [
        (BACK.format(reason="不实", limit="2026-06-30"), "1", []),
        (BACK.format(reason="不实", limit="2026-06-30"), "", [("F203", "R3")]),
        (BACK.format(reason="不实", limit="2026-06-30"), "0", [("F203", "R3")]),
        (BACK.format(reason="", limit="2026-06-30"), "1", [("F204", "P3")]),
        (BACK.format(reason="不实", limit=""), "1", [("F205", "N3")]),
        ("", "1", [("F204", "P3")]),
    ],
)
def test_trap_21__sent_back__has_count_reason_and_new_limit(
    row: str, count: str, expected: list[tuple[str, str]]
) -> None:
    """weinan-07-5-return, cangnan-3.3-redo"""
    ledger = ledger_in("退回重办", more={"steps": steps(*([row] if row else []))}, 退回次数=count)
    assert told(ledger) == expected


def test_sent_back__reason_may_stand_with_the_return() -> None:
    row = "| D-1 | 甲局 | 2026-05 | 2026-05-21 09:00 | 办结报告 | 县交〔2026〕7号 | 赵一 | 是 | 退回 | 不实 | |"
    more = {"steps": steps(), "returns": f"{RETURNS_HEAD}\n{row}"}
    assert told(ledger_in("退回重办", more=more)) == []


@pytest.mark.parametrize("status", ["审核通过", "报告", "办结", "归档"])
@pytest.mark.parametrize(
    ("review", "code", "level"), [("退回", "F206", "错误"), ("", "F207", "提示"), ("待审", "F207", "提示")]
)
def test_trap_20__passed__agrees_with_the_review(status: str, review: str, code: str, level: str) -> None:
    ledger = ledger_in(status, 审核结论=review)
    assert (told(ledger), levels(ledger)) == ([(code, "Q3")], {level})


ASKED = "| 2026-05-20 | D-1 | 申请不办 | 承办中 | 不能办理待批 | 张三 | 周某 | | | | | 客观条件 | 规划调整 | | | |"
RELEASED = "| 2026-05-25 | D-1 | 批准不办 | 不能办理待批 | 经批准不办 | 张三 | {} | | {} | {} | {} | | | | {} | |"


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        ([ASKED, RELEASED.format("周某", "周某", "2026-05-24", "是", "意见书")], None),
        ([], "“理由类别”、“理由”、“对象”、“批准人”、“批准日期”、“材料”"),
        ([RELEASED.format("周某", "周某", "2026-05-24", "是", "意见书")], "“理由类别”、“理由”"),
        ([ASKED, RELEASED.format("周某", "周某", "2026-05-24", "是", "")], "“材料”"),
        ([ASKED, RELEASED.format("周某", "", "", "是", "意见书")], "“批准人”、“批准日期”"),
        ([ASKED, RELEASED.format("周某", "周某", "2026-05-24", "否", "意见书")], "“对象”、“批准人”、“批准日期”、“材料”"),
    ],
)  # fmt: skip
def test_trap_23__released__is_proven(rows: list[str], missing: str | None) -> None:
    """cangnan-3.3-cannot"""
    findings = [f for f in check_ledger(ledger_in("经批准不办", more={"steps": steps(*rows)})) if f.code[0] == "F"]
    assert [(f.code, f.args["missing"]) for f in findings] == ([("F208", missing)] if missing else [])


def test_trap_24__handed_over__names_both_persons_and_has_no_notice() -> None:
    """cangnan-2.3-personal"""
    row = "| 2026-05-25 | D-1 | 转交 | 登记 | 已转交 | {} | {} | | | | | | | | | |"
    assert told(ledger_in("已转交", more={"steps": steps(row.format("张三", "周某"))})) == []
    assert told(ledger_in("已转交", more={"steps": steps(row.format("张三", ""))})) == [("F209", "P3")]
    assert told(ledger_in("已转交", more={"steps": steps()})) == [("F209", "P3")]
    assert told(ledger_in("已转交", 交办文号="县督〔2026〕1号")) == [("F213", "J3")]


def test_archived__has_a_number() -> None:
    ledger = ledger_in("归档", 归档卷号="")
    assert (told(ledger), levels(ledger)) == ([("F210", "V3")], {"提示"})


@pytest.mark.parametrize("status", ["已转交", "经批准不办"])
def test_archived_without_having_been_completed__needs_no_completion(status: str) -> None:
    row = f"| 2026-05-26 | D-1 | 归档 | {status} | 归档 | 张三 | | | | | | | | | 清单 | |"
    ledger = ledger_in("归档", more={"steps": steps(row)}, 办结日期="", 销号人="", 销号日期="", 审核结论="")
    assert [code for code, _cell in found(check_ledger(ledger)) if code in ("F207", "L215", "L216")] == []


@pytest.mark.parametrize(
    ("pack", "category", "status", "expected"),
    [
        ("shiwei", "上级领导指示批示", "滚动跟踪", []),
        ("shiwei", "常委会议议定事项", "滚动跟踪", [("F211", "D3")]),
        ("weinan", "人大代表建议和政协委员提案", "滚动跟踪", []),
        ("xiayi", "副县长批示件", "科室自督", []),
        ("xiayi", "县长批示件", "科室自督", [("F212", "D3")]),
    ],
)
def test_state_of_the_method__is_one_that_the_category_provides(
    pack: str, category: str, status: str, expected: list[tuple[str, str]]
) -> None:
    row = f"| 事项编号 | 类别 | 主办单位 | 状态 |\n| D-1 | {category} | 甲局 | {status} |"
    given = ledger_from(matters=row)
    method = ledger_of_pack(pack)
    merged = type(given)(file=given.file, tables=given.tables, matters=given.matters, categories=method.categories)
    assert told(merged) == expected


# Jumps

FIRST = "| 2026-03-02 | D-1 | 交办 | 立项 | 已交办 | 张三 | | | | | | | | | | |"
JUMPS: Mapping[str, tuple[tuple[str, ...], str, list[tuple[str, str]]]] = {
    "nothing-between-but-returns": ((FIRST,), "已反馈待审", []),
    "closed-without-review": ((FIRST,), "办结", [("F216", "P3")]),
    "closed-after-being-sent-back": ((BACK.format(reason="不实", limit="2026-06-30"),), "办结", [("F216", "P3")]),
    "passed-by-nobody": ((FIRST,), "审核通过", [("F216", "P3")]),
    "report-withdrawn": (
        ("| 2026-05-25 | D-1 | 反馈 | 承办中 | 已反馈待审 | 张三 | | | | | | | | | | |",), "承办中", [],
    ),
    "step-that-is-none": (
        ("| 2026-03-02 | D-1 | 办结 | 承办中 | 办结 | 张三 | | | | | | | | | | |",), "办结", [("F214", "E3")],
    ),
    "step-with-another-end": (
        ("| 2026-03-02 | D-1 | 反馈 | 承办中 | 审核通过 | 张三 | | | | | | | | | | |",), "审核通过", [("F214", "E3")],
    ),
    "approval-that-moves": (
        (FIRST, "| 2026-03-03 | D-1 | 审批 | 已交办 | 承办中 | 张三 | | 某步 | | | | | | | | |"), "承办中", [("F214", "E4")],
    ),
    "approval-that-does-not": (
        (FIRST, "| 2026-03-03 | D-1 | 审批 | | | 张三 | | 某步 | | | | | | | | |"), "承办中", [],
    ),
    "gap-between-two": (
        (FIRST, "| 2026-05-25 | D-1 | 呈报 | 审核通过 | 报告 | 张三 | 周某 | | | | | | | | | |"), "报告", [("F215", "D4")],
    ),
    "rows-out-of-order-in-the-sheet": (
        ("| 2026-05-25 | D-1 | 审核通过 | 已反馈待审 | 审核通过 | 张三 | | | | | | | | | | |", FIRST), "审核通过", [],
    ),
    "states-left-blank": (
        (FIRST, "| 2026-05-25 | D-1 | 审核通过 | | | 张三 | | | | | | | | | | |"), "审核通过", [],
    ),
    "no-step-at-all": ((), "办结", []),
}  # fmt: skip


@pytest.mark.parametrize("name", JUMPS)
def test_course__jumps_are_told_at_both_cells(name: str) -> None:
    rows, status, expected = JUMPS[name]
    ledger = ledger_in(status, more={"steps": steps(*rows)})
    assert told(ledger) == expected
    assert {len(f.sources) for f in check_ledger(ledger) if f.code in ("F214", "F215", "F216")} <= {2}


def test_reachable__is_what_units_bring_about_by_themselves() -> None:
    assert reachable("已交办") == {"已交办", "承办中", "已反馈待审"}
    assert reachable("退回重办") == {"退回重办", "承办中", "已反馈待审"}
    assert reachable("办结") == {"办结"}
    decided = {one.after for one in TRANSITIONS} - {"承办中", "已反馈待审"}
    assert all(not reachable(state) & (decided - {state, "已交办", "退回重办"}) for state in STATUSES)


def test_step_of_a_matter_that_is_none__is_told() -> None:
    ledger = ledger_in("已交办", more={"steps": steps(FIRST.replace("D-1", "D-9"))})
    assert ("L225", "B3") in found(check_ledger(ledger))


def test_sample_office__contradicts_itself_nowhere(tmp_path: Path) -> None:
    open_sample_office(tmp_path, RUN)
    assert told(read_ledger(tmp_path / LEDGER_NAME)) == []
