"""The course of a matter: every transition of the rules, what each asks for, what goes on record, and no way around a review."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.check.ledger import check_ledger
from duban_xl.model.columns.matters import ACTIONS, STATUSES
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import BY_ACTION, NUMBERS, TRANSITIONS, Move
from duban_xl.plan.course import EFFECTS, Moved
from duban_xl.plan.course_guards import GUARDS
from duban_xl.read.ledger import ledger_of
from tests.course import (
    FILLED,
    MATTERS_HEAD,
    MOVE,
    REQUESTS_HEAD,
    RETURNS_HEAD,
    UNITS,
    ground,
    ledger_in,
    made,
    matter_row,
    matters,
    move,
    of_pack,
    step_to,
    steps,
    with_rows,
)
from tests.packs import ledger_of_pack
from tests.returned import applied
from tests.tables import found

OWN_CATEGORY = {"科室自督": "副职批示", "转入督查": "副职批示"}
"""Actions that only some categories know."""
WAYS = [(status, action) for action, one in BY_ACTION.items() for status in one.before]
FORBIDDEN = [
    (status, action) for status in STATUSES for action in ACTIONS
    if action not in BY_ACTION or status not in BY_ACTION[action].before
]  # fmt: skip


def codes(result: Moved) -> list[str]:
    return [f.code for f in result.findings]


def full_move(action: str) -> Move:
    """The move that a careful person makes: an extension within its cap, a new limit after the day."""
    if action == "批复延期":
        return move(action, agreed=True, new_limit=date(2026, 3, 20))
    return move(action)


def legal(status: str, action: str) -> Ledger:
    if action == "滚动跟踪":
        return with_returns(status, INTERIM)
    return ledger_in(status, 类别=OWN_CATEGORY.get(action, FILLED["类别"]))


def after(ledger: Ledger, one: Move) -> Ledger:
    result = made(ledger, one)
    assert codes(result) == []
    return applied(ledger, result.changes)


def course_findings(ledger: Ledger) -> list[str]:
    return [f.code for f in check_ledger(ledger) if f.code.startswith("F")]


# The transitions


@pytest.mark.parametrize(("status", "action"), WAYS)
def test_transition__with_everything_on_record__is_made_and_recorded(status: str, action: str) -> None:
    ledger = legal(status, action)
    result = made(ledger, full_move(action))
    assert found(result.findings) == []
    (row,) = result.changes.appends
    assert (row.sheet, row.values["action"], row.values["before"], row.values["after"]) == (
        "steps", action, status, BY_ACTION[action].after,
    )  # fmt: skip
    again = applied(ledger, result.changes)
    assert again.matters[0].status == BY_ACTION[action].after
    assert course_findings(again) == []


@pytest.mark.parametrize(("status", "action"), FORBIDDEN)
def test_transition__the_rules_do_not_know__is_one_finding_and_no_change(status: str, action: str) -> None:
    result = made(ledger_in(status), move(action))
    assert found(result.findings) == [("F101", "P3")]
    assert not result.changes


def test_transitions__are_the_twenty_one_of_the_rules() -> None:
    assert sorted(NUMBERS, key=lambda number: int(number[1:])) == [f"T{n}" for n in range(1, 22)]
    assert {state for one in TRANSITIONS for state in (*one.before, one.after)} == set(STATUSES)


def test_guards_and_effects__belong_to_actions_that_exist() -> None:
    assert set(GUARDS) | set(EFFECTS) <= set(BY_ACTION)


@pytest.mark.parametrize(
    ("action", "key"), [(one.action, key) for one in TRANSITIONS for key in one.of_step if key in Move.__slots__]
)
def test_step__without_what_it_must_tell__is_refused(action: str, key: str) -> None:
    one = BY_ACTION[action]
    empty = None if key in ("approved_on", "new_limit") else ""
    result = made(legal(one.before[0], action), move(action, **{key: empty}))
    assert "F103" in codes(result)
    assert not result.changes


@pytest.mark.parametrize(
    ("action", "header"),
    [("立项", "来源"), ("交办", "任务要求"), ("交办", "交办日期"), ("签收", "签收日期"), ("签收", "责任人"), ("归档", "归档卷号")],
)  # fmt: skip
def test_matter__without_what_the_step_needs__is_told_at_its_cell(action: str, header: str) -> None:
    ledger = ledger_in(BY_ACTION[action].before[0], **{header: ""})
    result = made(ledger, move(action))
    (only,) = result.findings
    assert only.code == "F102"
    heads = [head.strip() for head in MATTERS_HEAD.strip("| ").split("|")]
    assert only.source.cell == f"{chr(ord('A') + heads.index(header))}3"


def test_history__without_its_sheet__nothing_is_done() -> None:
    ledger = ledger_in("登记")
    bare = of_pack(ledger, matters=matters(状态="登记"))
    tables = {key: table for key, table in bare.tables.items() if key != "steps"}
    without = type(bare)(file=bare.file, tables=tables, matters=bare.matters, categories=bare.categories)
    assert codes(made(without, move("立项"))) == ["F104"]


def test_move__dated_before_the_last_step__is_refused() -> None:
    ledger = ledger_in("报告")
    assert found(made(ledger, move("办结", taken_on=date(2026, 5, 24))).findings) == [("F105", "A3")]


@pytest.mark.parametrize(("action", "agreed"), [("批准不办", False), ("不同意", True), ("不予批准", True)])
def test_move__that_contradicts_its_consent__is_refused(action: str, agreed: bool) -> None:
    ledger = ledger_in(BY_ACTION[action].before[0])
    assert "F107" in codes(made(ledger, move(action, agreed=agreed)))


# 立项, 转交, 科室自督


def test_category__unknown__cannot_be_registered() -> None:
    assert found(made(ledger_in("登记", 类别="没有的类"), move("立项")).findings) == [("L206", "B3")]


@pytest.mark.parametrize("rule", ["xiayi-2.1-1-issue"])
def test_leader_that_the_method_asks_for__must_be_named_at_registration(rule: str) -> None:
    ledger = of_pack(ledger_of_pack("xiayi"), matters=matters(状态="登记", 类别="市政府公文", 批示领导=""))
    (only,) = made(ledger, move("立项")).findings
    assert (only.code, only.source.cell, only.args["rule"]) == ("F102", "E3", rule)


@pytest.mark.parametrize(
    ("category", "rule"),
    [("副县长协调会议", "xiayi-2.4-2-deputy-default"), ("副县长批示件", "xiayi-2.5-2-deputy")],
)
def test_trap_18__deputys_matter__stays_with_its_section_unless_major(category: str, rule: str) -> None:
    ledger = of_pack(ledger_of_pack("xiayi"), matters=matters(状态="登记", 类别=category), units=UNITS)
    (refused,) = made(ledger, move("立项")).findings
    assert (refused.code, refused.args["rule"]) == ("F115", rule)
    kept = after(ledger, move("科室自督"))
    assert kept.steps[-1].rule == rule
    assert "F103" in codes(made(kept, move("转入督查", reason="")))
    assert after(kept, move("转入督查", reason="重大")).matters[0].status == "待审批"


@pytest.mark.parametrize("rule", ["cangnan-2.3-personal"])
@pytest.mark.parametrize(
    ("category", "expected"),
    [("县委主要领导批示", []), ("县委全会部署", [("F118", "B3")]), ("领导交办事项", [("F118", "B3")])],
)
def test_handing_over__only_of_the_instructions_that_the_rule_names(
    rule: str, category: str, expected: list[tuple[str, str]]
) -> None:
    ledger = of_pack(ledger_of_pack("cangnan"), matters=matters(状态="登记", 类别=category), units=UNITS)
    assert {one.rule for one in ledger.rules if "流转.T2" in one.places} == {rule}
    assert found(made(ledger, move("转交")).findings) == expected


def test_section__for_another_category__is_refused() -> None:
    assert found(made(ledger_in("登记"), move("科室自督")).findings) == [("F116", "B3")]


@pytest.mark.parametrize("rule", ["cangnan-2.3-personal"])
def test_trap_24__personal_instruction__is_handed_over_without_a_notice(rule: str) -> None:
    row = matters(状态="登记", 类别="县委主要领导批示")
    ledger = of_pack(ledger_of_pack("cangnan"), matters=row, units=UNITS)
    assert codes(made(ledger, move("转交", to_whom=""))) == ["F103"]
    handed = after(ledger, move("转交"))
    assert (handed.steps[0].to_whom, handed.steps[0].by, handed.steps[0].rule) == ("周某", "张三", rule)
    noticed = of_pack(ledger_of_pack("cangnan"), matters=row.replace("| 吴某 |  |", "| 吴某 | 县督〔2026〕1号 |"))
    (refused,) = made(noticed, move("转交")).findings
    assert (refused.code, refused.source.cell, refused.args["rule"]) == ("F117", "J3", rule)


# 交办

CHAINS = [
    ("市政府公文", ("督查室立项分解", "县政府领导审定"), "xiayi-2.1-1-issue"),
    ("政府工作报告重点工作", ("督查室立项分解", "县政府主要领导审定"), "xiayi-2.2-1-decompose"),
    ("市定十件实事", ("督查室立项分解", "县政府主要领导审定"), "xiayi-2.3-1-decompose"),
    ("县长办公会议", ("督查室起草", "副主任", "主任审定"), "xiayi-2.4-1-magistrate"),
    ("县长批示件", ("督查室起草", "副主任", "主任审定"), "xiayi-2.5-1-magistrate"),
    ("副县长批示件", ("有关科室起草", "副主任", "主任审定", "督查室下发"), "xiayi-2.5-2-deputy"),
    ("市长热线通知单", ("督查室登记", "副主任签阅", "主任签阅", "常务副县长审定"), "xiayi-2.7-1-hotline"),
]


def approval(step: str, *, day: str = "2026-03-01", agreed: str = "是", by: str = "某人") -> str:
    return f"| {day} | D-1 | 审批 | | | 张三 | | {step} | {by} | {day if by else ''} | {agreed} | | | | | |"


SENT = "| 2026-02-28 | D-1 | 送审 | 立项 | 待审批 | 张三 | | | | | | | | | | |"


def in_xiayi(category: str, status: str, *rows: str) -> Ledger:
    sheet = matters(状态=status, 类别=category, 时限要求="2026年6月30日前")
    return of_pack(ledger_of_pack("xiayi"), matters=sheet, units=UNITS, steps=steps(*rows))


@pytest.mark.parametrize(("category", "chain", "rule"), CHAINS)
def test_trap_17__chain_of_the_category__is_gone_through_step_by_step(
    category: str, chain: tuple[str, ...], rule: str
) -> None:
    rows = [approval(step) for step in chain]
    complete = in_xiayi(category, "待审批", SENT, *rows)
    assert after(complete, move("交办")).matters[0].status == "已交办"
    for place in range(len(chain)):
        lacking = in_xiayi(category, "待审批", SENT, *rows[:place], *rows[place + 1 :])
        (only,) = made(lacking, move("交办")).findings
        assert (only.code, only.args["step"], only.args["rule"]) == ("F110", chain[place], rule)
    (skipped,) = made(in_xiayi(category, "立项"), move("交办")).findings
    assert (skipped.code, skipped.args["rule"]) == ("F112", rule)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((SENT, approval("副主任"), approval("督查室起草"), approval("主任审定")), [("F111", "H4")]),
        ((SENT, approval("督查室起草"), approval("副主任"), approval("主任审定", agreed="否")), [("F110", "K6")]),
        ((SENT, approval("督查室起草"), approval("副主任"), approval("主任审定", by="")), [("F110", "I6")]),
        (
            (approval("督查室起草"), approval("副主任"), approval("主任审定"), SENT.replace("02-28", "03-01")),
            [("F110", "H2")] * 3,
        ),
    ],
    ids=["out-of-order", "refused", "nobody-named", "before-it-was-sent"],
)
def test_trap_45__approval_not_on_record_as_it_should_be__does_not_count(
    rows: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert found(made(in_xiayi("县长批示件", "待审批", *rows), move("交办")).findings) == expected


def test_chain_of_the_category_itself__is_asked_for_where_no_procedure_is() -> None:
    ledger = ledger_in("待审批", 类别="部门提请", 时限要求="7个工作日")
    assert [f.args["step"] for f in made(ledger, move("交办")).findings] == ["督查室", "领导同意"]
    assert codes(made(ledger_in("立项", 类别="部门提请", 时限要求="7个工作日"), move("交办"))) == ["F112"]


@pytest.mark.parametrize("rule", ["weinan-07-1-unit-request"])
def test_request_of_a_unit__goes_through_its_own_chain(rule: str) -> None:
    chain = ("单位申请", "区督查室", "党工委、管委会领导同意")
    method = ledger_of_pack("weinan")
    row = matters(
        状态="待审批", 类别=next(one.name for one in method.categories if one.code == "MC28"), 时限要求="月底前"
    )
    for place in range(len(chain)):
        agreed = steps(SENT, *(approval(step) for step in (*chain[:place], *chain[place + 1 :])))
        (only,) = made(of_pack(method, matters=row, units=UNITS, steps=agreed), move("交办")).findings
        assert (only.code, only.args["step"], only.args["rule"]) == ("F110", chain[place], rule)


@pytest.mark.parametrize("rule", ["weinan-07-2-lead-co", "jiangsu-4.1-lead-co"])
def test_trap_22__assignment__has_exactly_one_lead(rule: str) -> None:
    assert rule
    assert found(made(ledger_in("立项", 主办单位="甲局、乙局"), move("交办")).findings) == [("L228", "G3")]


@pytest.mark.parametrize("rule", ["weinan-07-2-notice"])
@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("待定", ["F113"]),
        ("及时", ["F113"]),
        ("按要求的时限", ["F113"]),
        ("7个工作日", []),
        ("2026年6月30日前", []),
        ("长期坚持", []),
        ("每月5日前", []),
        ("GIVEN(2026-06-30)", []),
    ],
)
def test_notice__says_clearly_by_when(rule: str, limit: str, expected: list[str]) -> None:
    assert rule
    assert codes(made(ledger_in("立项", 类别="重点工作", 时限要求=limit), move("交办"))) == expected
    assert codes(made(ledger_in("立项", 类别="重点工作", 时限要求=limit, 办结时限="2026-06-30"), move("交办"))) == []
    assert codes(made(ledger_in("立项", 类别="主要领导批示", 时限要求=limit), move("交办"))) == []


def test_notice__without_any_limit__is_refused_unless_the_category_sets_one() -> None:
    assert found(made(ledger_in("立项", 类别="重点工作"), move("交办")).findings) == [("F113", "M3")]
    assert codes(made(ledger_in("立项", 类别="重点工作", 时限要求="月底前"), move("交办"))) == []
    assert codes(made(ledger_in("立项", 类别="主要领导批示"), move("交办"))) == []


# 延期


def with_request(row: str, status: str = "承办中", **columns: str) -> Ledger:
    return ledger_in(status, more={"extensions": f"{REQUESTS_HEAD}\n{row}"}, **columns)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| D-1 | 甲局 | 2026-03-12 | 2026-03-12 | 2026-03-24 | 雨 | 过半 | | | | 待批 |", []),
        ("| D-1 | 甲局 | 2026-03-13 | 2026-03-12 | 2026-03-24 | 雨 | 过半 | | | | 待批 |", [("T106", "C3")]),
        ("| D-1 | 甲局 | 2026-03-12 | 2026-03-12 | 2026-03-25 | 雨 | 过半 | | | | 待批 |", [("T105", "E3")]),
        ("| D-1 | 甲局 | 2026-03-12 | 2026-03-12 | 2026-03-24 | | 过半 | | | | 待批 |", [("T107", "F3")]),
        ("| D-1 | 甲局 | 2026-03-12 | 2026-03-12 | 2026-03-24 | 雨 | | | | | 待批 |", [("F121", "G3")]),
        ("| D-1 | 甲局 | | 2026-03-12 | 2026-03-24 | 雨 | 过半 | | | | 待批 |", [("F121", "C3")]),
        ("| D-1 | 甲局 | 2026-03-12 | 2026-03-12 | 2026-03-24 | 雨 | 过半 | 周 | 2026-03-12 | | 不同意 |", [("F120", "A3")]),
        ("| D-9 | 甲局 | 2026-03-12 | 2026-03-12 | 2026-03-24 | 雨 | 过半 | | | | 待批 |", [("F120", "A3")]),
    ],
)  # fmt: skip
def test_trap_09_and_10__extension__is_asked_for_in_time_with_reason_and_below_the_cap(
    row: str, expected: list[tuple[str, str]]
) -> None:
    """shiwei-2.2-cap-15wd: 15 workdays from the receipt of 2026-03-03 end on 03-24, whatever was granted before."""
    assert found(made(with_request(row), move("申请延期")).findings) == expected


ASKED = "| D-1 | 甲局 | 2026-03-10 | 2026-03-12 | 2026-03-20 | 雨 | 过半 | | | | 待批 |"


@pytest.mark.parametrize("rule", ["shiwei-2.2-cap-15wd", "weinan-09-extension"])
def test_trap_10__granted_extension__leaves_the_original_due_date(rule: str) -> None:
    assert rule
    ledger = after(with_request(ASKED, 办结时限="2026-03-12"), move("申请延期"))
    granted = after(ledger, move("批复延期", agreed=True, new_limit=date(2026, 3, 24)))
    matter, request = granted.matters[0], granted.extensions[0]
    assert (matter.status, matter.due_date, matter.extended_to) == ("承办中", date(2026, 3, 12), date(2026, 3, 24))
    assert (request.outcome, request.approved_by, request.granted_to) == ("同意", "周某", date(2026, 3, 24))
    assert granted.steps[-1].new_limit == date(2026, 3, 24)


def test_trap_09__grant_beyond_the_cap_or_without_consent__is_refused() -> None:
    waiting = with_request(ASKED, "延期待批")
    beyond = made(waiting, move("批复延期", agreed=True, new_limit=date(2026, 3, 25)))
    assert codes(beyond) == ["T105"]
    assert codes(made(waiting, move("批复延期", agreed=True, approved_by=""))) == ["F103", "T105"]
    assert codes(made(waiting, move("批复延期"))) == ["F103"]
    assert codes(made(waiting, move("批复延期", agreed=True, new_limit=None))) == ["F103"]


@pytest.mark.parametrize(
    ("day", "expected"), [(11, ["T118"]), (12, ["T118"]), (13, [])], ids=["before", "the-same-day", "later"]
)
def test_grant__that_moves_nothing__is_refused(day: int, expected: list[str]) -> None:
    """weinan-09-extension: the due date is 03-12."""
    result = made(with_request(ASKED, "延期待批"), move("批复延期", agreed=True, new_limit=date(2026, 3, day)))
    assert codes(result) == expected


@pytest.mark.parametrize("agreed", [True, False])
def test_decision__of_before_the_request__is_refused(agreed: bool) -> None:
    """weinan-09-extension"""
    given = {"agreed": agreed, "new_limit": date(2026, 3, 20)}
    before = made(with_request(ASKED, "延期待批"), move("批复延期", approved_on=date(2026, 3, 9), **given))
    assert found(before.findings) == [("F123", "C3")]
    assert codes(made(with_request(ASKED, "延期待批"), move("批复延期", approved_on=date(2026, 3, 10), **given))) == []


RETURNED = "| 2026-03-10 | D-1 | 退回 | 已反馈待审 | 退回重办 | 张三 | | | | | | | 不实 | 2026-03-19 | | |"


@pytest.mark.parametrize("rule", ["weinan-07-5-return", "weinan-09-extension"])
@pytest.mark.parametrize(
    ("asked", "until", "expected"),
    [
        ("2026-03-19", "2026-03-24", []),
        ("2026-03-20", "2026-03-24", ["T106"]),
        ("2026-03-19", "2026-03-19", ["T118"]),
        ("2026-03-09", "2026-03-18", []),
    ],
    ids=["by-the-new-limit", "after-it", "no-later-than-it", "before-it-was-sent-back"],
)
def test_trap_21__extension_after_a_return__is_held_against_the_new_limit(
    rule: str, asked: str, until: str, expected: list[str]
) -> None:
    """T11: the due date was 03-12; sent back on 03-10 with a new limit of 03-19."""
    assert rule
    row = f"| D-1 | 甲局 | {asked} | | {until} | 雨 | 过半 | 周 | {asked} | {until} | 同意 |"
    more = {"extensions": f"{REQUESTS_HEAD}\n{row}", "steps": steps(RETURNED)}
    one = move("批复延期", agreed=True, new_limit=date.fromisoformat(until))
    assert codes(made(ledger_in("延期待批", more=more), one)) == expected
    pending = {**more, "extensions": f"{REQUESTS_HEAD}\n{row.replace('周 |', '|').replace('同意', '待批')}"}
    late = [code for code in expected if code != "T118"]
    assert [code for code in codes(made(ledger_in("承办中", more=pending), move("申请延期"))) if code != "T118"] == late


@pytest.mark.parametrize("named", [None, date(2026, 3, 20)])
def test_extension_refused__leads_back_without_a_date(named: date | None) -> None:
    back = after(with_request(ASKED, "延期待批"), move("批复延期", agreed=False, new_limit=named))
    assert (back.matters[0].status, back.matters[0].extended_to) == ("承办中", None)
    assert (back.extensions[0].outcome, back.extensions[0].granted_to) == ("不同意", None)
    assert (back.steps[-1].agreed, back.steps[-1].new_limit) == (False, None)


@pytest.mark.parametrize(
    ("end", "given", "expected"),
    [
        ("周 | 2026-03-11 | 2026-03-18 | 同意 |", {"new_limit": None}, []),
        ("周 | 2026-03-11 | 2026-03-18 | 同意 |", {"new_limit": date(2026, 3, 20)}, ["F122"]),
        ("周 | 2026-03-11 | 2026-03-18 | 同意 |", {"agreed": False, "new_limit": None}, ["F122"]),
        ("周 | 2026-03-11 | | 不同意 |", {"agreed": True, "new_limit": date(2026, 3, 18)}, ["F122"]),
        ("周 | 2026-03-11 | | 不同意 |", {"new_limit": None}, []),
    ],
)
def test_decision_already_in_the_register__is_followed_not_contradicted(
    end: str, given: dict[str, date | bool | None], expected: list[str]
) -> None:
    ledger = with_request(ASKED.replace("| | | 待批 |", end), "延期待批")
    assert codes(made(ledger, move("批复延期", **given))) == expected


def test_decision__without_a_request__is_refused() -> None:
    assert codes(made(with_request("| D-9 | 甲局 | | | | | | | | | 待批 |", "延期待批"), move("批复延期"))) == ["F120"]


# 反馈, 退回, 审核


def with_returns(status: str, *rows: str, **columns: str) -> Ledger:
    return ledger_in(status, more={"returns": "\n".join((RETURNS_HEAD, *rows))}, **columns)


FINAL = "| D-1 | 甲局 | 2026-05 | 2026-05-21 09:00 | 办结报告 | 县交〔2026〕7号 | 赵一 | 是 | | | |"
INTERIM = "| D-1 | 甲局 | 2026-05 | 2026-05-21 09:00 | 阶段性报告 | | | | | | |"
HELPING = "| D-1 | 乙局 | 2026-05 | 2026-05-20 09:00 | 进展报告 | | | | | | |"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (FINAL, []),
        (INTERIM, []),
        (INTERIM.replace("阶段性报告", "进展报告"), [("F130", "G3")]),
        (FINAL.replace("| | | |", "| 退回 | 缺公章 | |"), [("F130", "G3")]),
        (FINAL.replace("| | | |", "| | | 由 新版 替代 |"), [("F130", "G3")]),
        (FINAL.replace("县交〔2026〕7号", "来函"), [("F131", "F3")]),
        (FINAL.replace("县交〔2026〕7号 | 赵一 | 是", " | | 否"), [("F131", "F3"), ("F131", "G3"), ("F131", "H3")]),
        (FINAL.replace("甲局", "乙局"), [("F130", "G3")]),
    ],
)
def test_report__is_accepted_only_from_the_lead_and_in_its_form(row: str, expected: list[tuple[str, str]]) -> None:
    """weinan-11-format"""
    assert found(made(with_returns("承办中", row), move("反馈")).findings) == expected


@pytest.mark.parametrize(
    ("pack", "rules"),
    [
        ("weinan", ["weinan-11-format"] * 3),
        ("cangnan", ["cangnan-3.3-report"] * 3),
        ("xiayi", []),
        ("shiwei", []),
    ],
)
def test_report__has_the_form_that_the_pack_asks_for(pack: str, rules: list[str]) -> None:
    method = ledger_of_pack(pack)
    row = f"{RETURNS_HEAD}\n{FINAL.replace('县交〔2026〕7号 | 赵一 | 是', ' | | ')}"
    sheet = matters(状态="承办中", 类别=method.categories[0].name)
    result = made(of_pack(method, matters=sheet, units=UNITS, returns=row), move("反馈"))
    assert [f.args["rule"] for f in result.findings if f.code == "F131"] == rules


def test_report_of_before_the_return__does_not_count_again() -> None:
    ledger = with_rows(
        ledger_in("承办中"),
        "steps",
        {"taken_on": date(2026, 5, 22), "number": "D-1", "action": "退回", "before": "已反馈待审", "after": "退回重办"},
    )
    assert codes(made(ledger, move("反馈"))) == ["F130"]


def test_trap_21__sent_back__with_reason_new_limit_and_count() -> None:
    """weinan-07-5-return"""
    ledger = ledger_in("已反馈待审", 退回次数="")
    assert codes(made(ledger, move("退回", reason=""))) == ["F103"]
    assert codes(made(ledger, move("退回", new_limit=None))) == ["F103"]
    assert codes(made(ledger, move("退回", new_limit=date(2026, 6, 1)))) == ["F134"]
    once = after(ledger, move("退回"))
    assert (once.matters[0].status, once.matters[0].review, once.matters[0].sent_back_count) == ("退回重办", "退回", 1)
    twice = after(with_rows(ledger_in("已反馈待审", 退回次数="1"), "steps"), move("退回"))
    assert twice.matters[0].sent_back_count == 2
    assert (once.steps[0].reason, once.steps[0].new_limit) == ("原因在此", date(2026, 6, 20))


def test_trap_22__review__waits_for_every_supporting_unit() -> None:
    """weinan-07-2-lead-co"""
    assert found(made(with_returns("已反馈待审", FINAL), move("审核通过")).findings) == [("F132", "H3")]
    assert codes(made(with_returns("已反馈待审", FINAL, HELPING), move("审核通过"))) == []
    assert codes(made(with_returns("已反馈待审", HELPING), move("审核通过"))) == ["F133"]
    passed = after(with_returns("已反馈待审", FINAL, HELPING), move("审核通过"))
    assert (passed.matters[0].review, passed.steps[0].by) == ("合格", "张三")


def test_trap_22__reply_of_before_the_return__does_not_count_again() -> None:
    """weinan-07-2-lead-co: what a supporting unit sent before the matter was sent back is no reply to the new round."""
    sent_back = steps("| 2026-05-20 | D-1 | 退回 | 已反馈待审 | 退回重办 | 张三 | | | | | | | 不实 | 2026-05-30 | | |")
    again = HELPING.replace("2026-05-20", "2026-05-22")
    for rows, expected in (((FINAL, HELPING), ["F132"]), ((FINAL, again), []), ((again,), ["F133"])):
        more = {"returns": "\n".join((RETURNS_HEAD, *rows)), "steps": sent_back}
        assert codes(made(ledger_in("已反馈待审", more=more), move("审核通过"))) == expected


# 呈报, 上报, 办结

PRESENTED = "| 2026-05-25 | D-1 | 呈报 | 审核通过 | 报告 | 张三 | 周某 | | | | | | | | | |"


def reported(pack: str, category: str, *rows: str) -> Ledger:
    sheet = matters(状态="报告", 类别=category, 审核结论="合格")
    return of_pack(ledger_of_pack(pack), matters=sheet, units=UNITS, steps=steps(*rows))


@pytest.mark.parametrize(
    ("pack", "category", "chain"),
    [
        ("shiwei", "上级领导指示批示", ("主要负责同志阅批", "其他领导同志阅批")),
        ("xiayi", "市政府公文", ("县政府领导审定",)),
        ("xiayi", "市长热线通知单", ("副主任审阅", "主任审阅")),
        ("cangnan", "上级领导批示", ("县委领导",)),
    ],
)
def test_trap_45__nothing_goes_upward_before_the_leaders_have_read_it(
    pack: str, category: str, chain: tuple[str, ...]
) -> None:
    """shiwei-2.2-upward, xiayi-2.1-3-upward, xiayi-2.7-3-back, cangnan-3.3-opinion"""
    rows = [approval(step, day="2026-05-26") for step in chain]
    assert codes(made(reported(pack, category, PRESENTED, *rows), move("上报"))) == []
    assert codes(made(reported(pack, category, PRESENTED, *rows[1:]), move("上报")))[0] in ("F110", "F141")
    assert codes(made(reported(pack, category, *rows), move("上报"))) == ["F141"]
    signed = PRESENTED.replace("| 周某 | | | | |", "| 周某 | | 周某 | 2026-05-26 | 是 |")
    assert codes(made(reported(pack, category, signed), move("上报"))) == []


def test_upward__for_a_category_that_stays_at_home__is_refused() -> None:
    assert codes(made(reported("shiwei", "常委会议议定事项", step_to("报告")), move("上报"))) == ["F140"]


@pytest.mark.parametrize(
    ("rows", "review", "expected"),
    [
        ((FINAL,), "合格", []),
        ((FINAL,), "", ["F151"]),
        ((FINAL,), "退回", ["F151"]),
        ((INTERIM,), "合格", ["F150"]),
        ((FINAL, INTERIM.replace("2026-05", "2026-06").replace("06-21", "06-20")), "合格", ["F150"]),
        ((HELPING,), "合格", ["F133"]),
        ((FINAL.replace("| | | |", "| 退回 | 缺公章 | |"),), "合格", ["F133"]),
    ],
)
def test_trap_20__closing__takes_a_final_report_that_was_passed(
    rows: tuple[str, ...], review: str, expected: list[str]
) -> None:
    """weinan-12-interim, weinan-07-8-archive"""
    assert codes(made(with_returns("报告", *rows, 审核结论=review), move("办结"))) == expected


READ = "| 2026-05-26 | D-1 | 审批 | | | 张三 | | {} | 周某 | 2026-05-26 | {} | | | | | |"
OPINIONS: list[tuple[tuple[str, ...], list[tuple[str, str]]]] = [
    ((PRESENTED,), []),
    ((PRESENTED, READ.format("阅批", "是")), []),
    ((PRESENTED, READ.format("阅批", "否")), [("F152", "K4")]),
    ((PRESENTED, READ.format("阅批", "否"), READ.format("阅批", "是")), []),
    ((PRESENTED, READ.format("阅批", "否"), READ.format("审定", "是")), [("F152", "K4")]),
    ((PRESENTED.replace("| 周某 | | | | |", "| 周某 | | 周某 | 2026-05-26 | 否 |"),), [("F152", "K3")]),
    ((PRESENTED.replace("| 周某 | | | | |", "| 周某 | | 周某 | 2026-05-26 | 否 |"), READ.format("", "是")), []),
    ((READ.replace("05-26", "05-24").format("阅批", "否"), PRESENTED), []),
]


@pytest.mark.parametrize(("rows", "expected"), OPINIONS)
def test_trap_45__closing__takes_no_result_that_was_refused(
    rows: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert found(made(ledger_in("报告", more={"steps": steps(*rows)}), move("办结")).findings) == expected


def test_trap_45__nothing_goes_upward__that_was_refused() -> None:
    signed = PRESENTED.replace("| 周某 | | | | |", "| 周某 | | 周某 | 2026-05-26 | 是 |")
    rows = {"steps": steps(signed, READ.format("阅批", "否"))}
    assert found(made(ledger_in("报告", more=rows), move("上报")).findings) == [("F152", "K4")]


def test_closing__sets_day_person_and_close_out() -> None:
    closed = after(ledger_in("报告"), move("办结")).matters[0]
    assert (closed.completed_on, closed.closed_out_by, closed.closed_out_on) == (MOVE.taken_on, "张三", MOVE.taken_on)
    passed = {"taken_on": date(2026, 5, 24), "number": "D-1", "action": "审核通过", "after": "审核通过"}
    reviewed = after(with_rows(ledger_in("报告"), "steps", passed), move("办结")).matters[0]
    assert (reviewed.completed_on, reviewed.closed_out_on) == (date(2026, 5, 24), MOVE.taken_on)
    typed = after(ledger_in("报告", 办结日期="2026-05-20"), move("办结")).matters[0]
    assert typed.completed_on == date(2026, 5, 20)


# 滚动, 不办, 归档, 复核


def test_tracking__only_where_the_category_rolls_or_the_cap_has_passed() -> None:
    """shiwei-2.2-rolling, shiwei-2.2-periodic"""
    assert codes(made(with_returns("报告", INTERIM), move("滚动跟踪"))) == []
    assert found(made(with_returns("报告", INTERIM, 类别="重点工作"), move("滚动跟踪")).findings) == [("F160", "B3")]
    capped = "| 类别代码 | 类别 | 办理时限 | 上限 |\n| MC23 | 提案 | M(3)@handover | M(6)@handover |"
    interim = "\n".join((RETURNS_HEAD, INTERIM))
    ledger = ledger_in("报告", more={"categories": capped, "returns": interim}, 类别="提案")
    assert codes(made(ledger, move("滚动跟踪", taken_on=date(2026, 9, 2)))) == ["F160"]
    assert codes(made(ledger, move("滚动跟踪", taken_on=date(2026, 9, 3)))) == []


@pytest.mark.parametrize("rule", ["shiwei-2.2-rolling"])
def test_tracking__after_a_final_report_that_was_passed__is_refused(rule: str) -> None:
    assert rule
    assert found(made(with_returns("报告", INTERIM, FINAL), move("滚动跟踪")).findings) == [("F161", "E4")]
    assert codes(made(with_returns("报告", FINAL, 审核结论="待审"), move("滚动跟踪"))) == []


@pytest.mark.parametrize("key", ["to_whom", "approved_by", "approved_on", "material", "reason_type", "reason"])
def test_trap_23__release__needs_ground_approver_day_and_paper(key: str) -> None:
    """cangnan-3.3-cannot: without evidence the matter stays open."""
    row = matters(状态="不能办理待批", 类别="领导交办事项")
    ledger = of_pack(ledger_of_pack("cangnan"), matters=row, units=UNITS)
    empty = None if key == "approved_on" else ""
    (refused,) = made(ledger, move("批准不办", **{key: empty})).findings
    assert (refused.code, refused.args["rule"]) == ("F103", "cangnan-3.3-cannot")
    assert after(ledger, move("批准不办")).matters[0].status == "经批准不办"
    assert course_findings(after(ledger, move("批准不办"))) == []


def test_trap_23__ground_told_with_the_request__need_not_be_told_again() -> None:
    ledger = ledger_in("不能办理待批")
    assert codes(made(ledger, move("批准不办", reason_type="", reason=""))) == []


def test_trap_23__other_grounds__are_none() -> None:
    assert codes(made(ledger_in("承办中"), move("申请不办", reason_type="人手不足"))) == ["F170"]


def test_release_refused__leads_back() -> None:
    back = after(ledger_in("不能办理待批"), move("不予批准"))
    assert (back.matters[0].status, back.steps[-1].agreed) == ("承办中", False)


def test_reopening__keeps_what_was_in_the_history() -> None:
    """weinan-13-07-recheck"""
    ledger = ledger_in("归档")
    opened = after(ledger, move("复核重办", reason="反弹"))
    matter, told = opened.matters[0], opened.steps[-1].reason
    assert (matter.status, matter.completed_on, matter.closed_out_by, matter.closed_out_on) == (
        "承办中",
        None,
        "",
        None,
    )
    assert (matter.archive_number, matter.review) == ("卷1", "合格")
    assert all(part in told for part in ("反弹", "2026-05-25", "张三", "2026-05-26"))
    assert len(opened.steps) == len(ledger.steps) + 1
    assert codes(made(opened, move("反馈", taken_on=date(2026, 6, 2)))) == ["F130"]


# From the first day to the last


def test_whole_course__from_entry_to_archive_and_back__is_told_step_by_step() -> None:
    ledger = everything("登记")
    way = ("立项", "送审", "交办", "签收", "申请延期", "批复延期", "进展", "反馈", "退回", "重新办理")
    for action in way:
        ledger = after(ledger, full_move(action))
    for action, day in (("反馈", 30), ("审核通过", 30), ("呈报", 30), ("上报", 30), ("办结", 31)):
        ledger = after(ledger, move(action, taken_on=date(2026, 12, day)))
    ledger = after(filed(ledger), move("归档", taken_on=date(2026, 12, 31)))
    ledger = after(ledger, move("复核重办", taken_on=date(2027, 1, 8)))
    assert [step.action for step in ledger.steps][-7:] == [
        "反馈",
        "审核通过",
        "呈报",
        "上报",
        "办结",
        "归档",
        "复核重办",
    ]
    assert len(ledger.steps) == len(way) + 7
    assert course_findings(ledger) == []
    assert ledger.matters[0].status == "承办中"


# Whatever is tried

FREE = ("登记", "承办中", "已反馈待审", "审核通过")


def everything(status: str) -> Ledger:
    final = FINAL.replace("2026-05-21", "2026-12-30").replace("2026-05 ", "2026-12 ")
    review = "合格" if status == "审核通过" else ""
    rows = "\n".join((MATTERS_HEAD, matter_row(状态=status, 审核结论=review, 退回次数="")))
    helping = HELPING.replace("2026-05-20", "2026-12-29")
    return ledger_in(status, more={"matters": rows, "returns": "\n".join((RETURNS_HEAD, helping, final))})


def filed(ledger: Ledger) -> Ledger:
    """The matter's papers have a number, as its 归档 asks for."""
    matter = ledger.matters[0].record
    numbered = replace(matter, values={**matter.values, "archive_number": "卷1"})
    table = ledger.tables["matters"]
    return ledger_of({**ledger.tables, "matters": replace(table, rows=(numbered,))}, file=ledger.file)


@given(
    start=st.sampled_from(FREE),
    tried=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(("", *ACTIONS)),
            st.sampled_from(["", "", "", "", "reason", "by", "to_whom", "material", "new_limit"]),
        ),
        max_size=16,
    ),
)
def test_any_sequence__never_closes_without_a_passed_review_and_records_every_step(
    start: str, tried: list[tuple[int, str, str]]
) -> None:
    ledger = everything(start)
    for place, anything, lacking in tried:
        status = ledger.matters[0].status
        ways = [one.action for one in TRANSITIONS if status in one.before]
        one = full_move(ways[place % len(ways)] if ways and place else anything)
        if one.action == "归档" and status in BY_ACTION["归档"].before:
            ledger = filed(ledger)
        if lacking:
            one = move(one.action, agreed=one.agreed, **{lacking: None if lacking == "new_limit" else ""})
        result = made(ledger, one)
        if result.findings:
            assert not result.changes
            continue
        assert [(a.sheet, a.values["before"]) for a in result.changes.appends] == [("steps", status)]
        ledger = applied(ledger, result.changes)
        assert course_findings(ledger) == []
        taken = [step.action for step in ledger.steps]
        if "办结" in taken and start != "审核通过":
            assert "审核通过" in taken[: taken.index("办结")]
        if ledger.matters[0].status in ("办结", "归档") and "转交" not in taken and "批准不办" not in taken:
            assert ledger.matters[0].review == "合格"
    assert ground(ledger).ledger is ledger
