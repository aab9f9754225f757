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
from tests.course import FILLED, REQUESTS_HEAD, RETURNS_HEAD, UNITS, ledger_in, matters, of_pack, steps
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


@pytest.mark.parametrize("review", ["", "退回"])
@pytest.mark.parametrize("status", ["已转交", "经批准不办"])
def test_archived_without_having_been_completed__needs_no_completion(status: str, review: str) -> None:
    row = f"| 2026-05-26 | D-1 | 归档 | {status} | 归档 | 张三 | | | | | | | | | 清单 | |"
    ledger = ledger_in("归档", more={"steps": steps(row)}, 办结日期="", 销号人="", 销号日期="", 审核结论=review)
    assert [code for code, _cell in found(check_ledger(ledger)) if code in ("F206", "F207", "L215", "L216")] == []


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


# Evidence of approvals, requests and returns


def of_method(pack: str, category: str, status: str, *rows: str, **columns: str) -> Ledger:
    sheet = matters(状态=status, 类别=category, 协办单位="", **columns)
    return of_pack(ledger_of_pack(pack), matters=sheet, units=UNITS, steps=steps(*rows))


def approval(step: str, agreed: str = "是", by: str = "某人") -> str:
    return f"| 2026-03-01 | D-1 | 审批 | | | 张三 | | {step} | {by} | 2026-03-01 | {agreed} | | | | | |"


CHAINS = [
    ("weinan", "MC28", ("单位申请", "区督查室", "党工委、管委会领导同意"), "weinan-07-1-unit-request"),
    ("xiayi", "MC03", ("督查室立项分解", "县政府领导审定"), "xiayi-2.1-1-issue"),
    ("xiayi", "MC20", ("督查室立项分解", "县政府主要领导审定"), "xiayi-2.2-1-decompose"),
    ("xiayi", "MC22a", ("督查室立项分解", "县政府主要领导审定"), "xiayi-2.3-1-decompose"),
    ("xiayi", "MC08", ("督查室起草", "副主任", "主任审定"), "xiayi-2.4-1-magistrate"),
    ("xiayi", "MC14", ("督查室起草", "副主任", "主任审定"), "xiayi-2.5-1-magistrate"),
    ("xiayi", "MC24", ("督查室登记", "副主任签阅", "主任签阅", "常务副县长审定"), "xiayi-2.7-1-hotline"),
    ("xiayi", "MC19", ("督查室起草", "副主任", "主任审定"), "xiayi-2.8-1-other"),
]


@pytest.mark.parametrize(("pack", "category", "chain", "rule"), CHAINS)
def test_trap_17__assigned__names_the_approvals_that_are_not_on_record(
    pack: str, category: str, chain: tuple[str, ...], rule: str
) -> None:
    rows = [approval(step) for step in chain]
    assert told(of_method(pack, category, "已交办", *rows)) == []
    assert told(of_method(pack, category, "待审批")) == []
    bare = of_method(pack, category, "已交办")
    assert (told(bare), levels(bare)) == ([("F217", "P3")], {"提示"})
    (only,) = (f for f in check_ledger(of_method(pack, category, "承办中", *rows[1:])) if f.code == "F217")
    assert (only.args["missing"], only.args["rule"]) == (f"“{chain[0]}”", rule)
    (nobody,) = (
        f
        for f in check_ledger(of_method(pack, category, "已交办", *(approval(s, by="") for s in chain)))
        if f.code == "F217"
    )
    assert nobody.args["missing"] == "、".join(f"“{step}”" for step in chain)


def test_trap_17__assigned_though_refused__is_an_error() -> None:
    """xiayi-2.1-1-issue"""
    ledger = of_method("xiayi", "MC03", "已交办", approval("督查室立项分解"), approval("县政府领导审定", "否"))
    assert (told(ledger), levels(ledger)) == ([("F218", "K4")], {"错误"})


TAKEN = "| 2026-02-28 | D-1 | 转入督查 | 科室自督 | 待审批 | 张三 | | | | | | | 重大 | | | |"


@pytest.mark.parametrize("rule", ["xiayi-2.4-2-deputy-default", "xiayi-2.4-2-deputy-major", "xiayi-2.5-2-deputy"])
@pytest.mark.parametrize("category", ["MC09", "MC15"])
@pytest.mark.parametrize("status", ["立项", "待审批", "已交办", "承办中", "报告", "科室自督", "登记"])
def test_trap_18__deputys_matter_at_the_office__was_taken_over(rule: str, category: str, status: str) -> None:
    assert rule
    expected = [] if status in ("科室自督", "登记") else [("F219", "P3")]
    review = {"审核结论": "合格"} if status == "报告" else {}
    bare = of_method("xiayi", category, status, **review)
    assert [one for one in told(bare) if one[0] == "F219"] == expected
    assert not {f.level.value for f in check_ledger(bare) if f.code == "F219"} - {"提示"}
    taken = of_method("xiayi", category, status, TAKEN, **review)
    assert "F219" not in {code for code, _ in told(taken)}


@pytest.mark.parametrize("rule", ["xiayi-2.5-3-feedback"])
@pytest.mark.parametrize("status", ["办结", "归档"])
@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| D-1 | 乙局 | 2026-05 | 2026-05-20 09:00 | 进展报告 | | | | | | |", []),
        ("| D-9 | 乙局 | 2026-05 | 2026-05-20 09:00 | 进展报告 | | | | | | |", [("F220", "P3")]),
        ("| D-1 | 乙局 | 2026-05 | | 进展报告 | | | | | | |", [("F220", "P3")]),
        ("| D-1 | 乙局 | 2026-05 | 2026-05-20 09:00 | 办结报告 | | | | 退回 | 不实 | |", [("F220", "P3")]),
        ("| D-1 | 乙局 | 2026-05 | 2026-05-20 09:00 | 进展报告 | | | | | | 由 新版 替代 |", [("F220", "P3")]),
        ("", []),
    ],
    ids=["answered", "another-matter", "not-received", "sent-back", "replaced", "no-returns-kept-here"],
)
def test_completed__has_a_reply(rule: str, status: str, row: str, expected: list[tuple[str, str]]) -> None:
    assert rule
    ledger = ledger_in(status, more={"returns": "\n".join((RETURNS_HEAD, *([row] if row else [])))})
    assert (told(ledger), levels(ledger)) == (expected, {"提示"} if expected else set())


@pytest.mark.parametrize("rule", ["weinan-07-2-lead-co", "jiangsu-4.1-lead-co"])
@pytest.mark.parametrize("lead", ["甲局、乙局", "甲局，乙局", "甲局 乙局"])
def test_trap_22__lead__is_exactly_one(rule: str, lead: str) -> None:
    assert rule
    ledger = ledger_in("承办中", 主办单位=lead, 协办单位="")
    assert found(check_ledger(ledger)) == [("L228", "G3")]
    assert [f.level.value for f in check_ledger(ledger)] == ["错误"]


def test_lead__whose_own_name_lists_two_things__is_one() -> None:
    units = "| 单位代码 | 单位名称 | 组别 |\n| U01 | 文化、旅游局 | 县直部门 |"
    ledger = ledger_in("承办中", 主办单位="文化、旅游局", 协办单位="", more={"units": units})
    assert "L228" not in {f.code for f in check_ledger(ledger)}


REOPENED = "| 2026-05-27 | D-1 | 复核重办 | 办结 | 承办中 | 张三 | | | | | | | 反弹 | | | |"
IMPOSSIBLE: list[tuple[str, dict[str, str], tuple[str, ...], list[tuple[str, str]]]] = [
    ("登记", {"办结日期": "2026-05-25"}, (), [("F221", "S3")]),
    ("立项", {"办结日期": "2026-05-25"}, (), [("F221", "S3")]),
    ("立项", {"销号日期": "2026-05-25"}, (), [("F221", "U3")]),
    ("承办中", {"销号日期": "2026-05-25"}, (), [("F221", "U3")]),
    ("审核通过", {"归档卷号": "卷1"}, (), [("F221", "V3")]),
    ("承办中", {"销号日期": "2026-05-25", "归档卷号": "卷1"}, (REOPENED,), []),
    ("承办中", {"办结日期": "2026-05-25"}, (), []),
    ("办结", {"归档卷号": "卷1"}, (), []),
    ("办结", {"办结日期": "2026-05-25", "销号日期": "2026-05-24"}, (), [("F222", "U3")]),
    ("已交办", {"审核结论": "合格"}, (), [("F226", "Q3")]),
    ("承办中", {"审核结论": "合格"}, (), []),
    ("不能办理待批", {}, (), [("F224", "P3")]),
    ("不能办理待批", {}, ("| 2026-05-20 | D-1 | 申请不办 | 承办中 | 不能办理待批 | 张三 | | | | | | 客观条件 | 因 | | | |",), []),
    ("报告", {}, (), [("F225", "P3")]),
    ("报告", {}, (approval("某步"),), [("F224", "P3")]),
    ("报告", {}, ("| 2026-05-25 | D-1 | 呈报 | 审核通过 | 报告 | 张三 | 周某 | | | | | | | | | |",), []),
]  # fmt: skip


@pytest.mark.parametrize(("status", "columns", "rows", "expected"), IMPOSSIBLE)
def test_state__that_its_row_makes_impossible__is_told(
    status: str, columns: dict[str, str], rows: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    ledger = ledger_in(status, more={"steps": steps(*rows)}, **columns)
    assert told(ledger) == expected
    assert levels(ledger) == ({"提示" if expected[0][0] == "F225" else "错误"} if expected else set())


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("| | | 待批 |", []),
        ("| | | |", []),
        ("周某 | 2026-03-11 | 2026-03-20 | 同意 |", [("F223", "P3")]),
        ("周某 | 2026-03-11 | | 不同意 |", [("F223", "P3")]),
        (None, [("F223", "P3")]),
    ],
    ids=["waiting", "undecided", "granted", "refused", "nothing-asked"],
)
def test_waiting_for_more_time__has_a_request_that_waits(end: str | None, expected: list[tuple[str, str]]) -> None:
    """weinan-09-extension"""
    row = f"| D-1 | 甲局 | 2026-03-10 | 2026-03-12 | 2026-03-20 | 雨 | 过半 | {end}" if end else ""
    ledger = ledger_in("延期待批", more={"extensions": "\n".join((REQUESTS_HEAD, *([row] if row else [])))})
    assert (told(ledger), levels(ledger)) == (expected, {"错误"} if expected else set())


@pytest.mark.parametrize("status", ["办结", "归档"])
@pytest.mark.parametrize(("agreed", "expected"), [("是", []), ("否", [("F227", "K4")])])
def test_trap_45__closed_though_the_leader_refused__is_an_error(
    status: str, agreed: str, expected: list[tuple[str, str]]
) -> None:
    presented = "| 2026-05-25 | D-1 | 呈报 | 审核通过 | 报告 | 张三 | 周某 | | | | | | | | | |"
    read = f"| 2026-05-25 | D-1 | 审批 | | | 张三 | | 阅批 | 周某 | 2026-05-25 | {agreed} | | | | | |"
    ends = ["| 2026-05-26 | D-1 | 办结 | 报告 | 办结 | 张三 | | | | | | | | | | |"]
    ends += ["| 2026-05-26 | D-1 | 归档 | 办结 | 归档 | 张三 | | | | | | | | | 清单 | |"] if status == "归档" else []
    assert told(ledger_in(status, more={"steps": steps(presented, read, *ends)})) == expected


@pytest.mark.parametrize("rule", ["cangnan-2.3-personal"])
@pytest.mark.parametrize(
    ("pack", "code", "expected"),
    [("cangnan", "MC14", []), ("cangnan", "MC19", [("F228", "P3")]), ("weinan", "MC14", [("F228", "P3")])],
)
def test_trap_24__handed_over__is_a_category_that_the_method_hands_over(
    rule: str, pack: str, code: str, expected: list[tuple[str, str]]
) -> None:
    assert rule
    row = "| 2026-05-25 | D-1 | 转交 | 登记 | 已转交 | 张三 | 周某 | | | | | | | | | |"
    assert told(of_method(pack, code, "已转交", row)) == expected


CRITICISMS = "| 日期 | 类型 | 单位 | 依据条款 | 同意人 | 撤销日期 |"


@pytest.mark.parametrize("rule", ["weinan-16-2-dubanling"])
@pytest.mark.parametrize(
    ("clause", "before", "told_at"),
    [
        ("{rule}", "", "D3"),
        ("十六（二）", "", "D3"),
        ("第十六条第（二）项", "", "D3"),
        ("《办法》第十六条（二）", "", "D3"),
        ("16(2)", "", "D3"),
        ("weinan-14-5-tongbao-power", "", None),
        ("十四（五）", "", None),
        ("渭经〔2016〕2号", "", None),
        ("", "", None),
        ("{rule}", "| 2026-04-01 | 督办令 | 甲局 | | 周某 | |", None),
        ("十六（二）", "| 2026-04-01 | 督办令 | 县交通局 | | 周某 | |", None),
        ("{rule}", "| 2026-04-01 | 督办令 | 乙局 | | 周某 | |", "D3"),
        ("{rule}", "| 2026-06-01 | 督办令 | 甲局 | | 周某 | |", "D3"),
        ("{rule}", "| 2026-04-01 | 督办令 | 甲局 | | 周某 | 2026-04-02 |", "D3"),
    ],
)
def test_trap_35__criticism_by_that_step__follows_a_supervision_order(
    rule: str, clause: str, before: str, told_at: str | None
) -> None:
    rows = f"| 2026-05-01 | 通报批评 | 甲局 | {clause.format(rule=rule)} | 周某 | |"
    sheet = "\n".join((CRITICISMS, rows, *([before] if before else [])))
    ledger = of_pack(ledger_of_pack("weinan"), units=UNITS, consequences=sheet)
    findings = [f for f in check_ledger(ledger) if f.code == "L275"]
    assert [(f.source.cell, f.args["rule"], f.level.value) for f in findings] == (
        [(told_at, rule, "错误")] if told_at else []
    )


def test_step_of_a_matter_that_is_none__is_told() -> None:
    ledger = ledger_in("已交办", more={"steps": steps(FIRST.replace("D-1", "D-9"))})
    assert ("L225", "B3") in found(check_ledger(ledger))


def test_sample_office__contradicts_itself_nowhere(tmp_path: Path) -> None:
    open_sample_office(tmp_path, RUN)
    assert told(read_ledger(tmp_path / LEDGER_NAME)) == []
