"""`duban decide`: many candidates at once, traceably; what may not be decided is told; consequences that a person agrees to."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from duban_xl.model.ledger import Ledger
from duban_xl.model.score import Held
from duban_xl.model.source import Value, shown
from duban_xl.plan.escalation import escalation
from duban_xl.plan.ground import ground_of
from duban_xl.read.holidays import official_workdays
from duban_xl.score.agreements import Agreed, Agreement, plan_held, plan_step
from duban_xl.score.decide import Decided, Decision, plan_decisions
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import build_office, copy_office, enter, row_of, run_duban
from tests.returned import applied
from tests.scoring import period_of, scored
from tests.tables import found, ledger_from
from tests.test_escalation import ONE, THREE
from tests.test_escalation import office as ladder_office

Capture = pytest.CaptureFixture[str]
ON = date(2026, 4, 10)
RULES = """
    | 规则号 | 情形 | 取值方式 | 主办值 | 最小 | 最大 | 可免扣 |
    | A      | 逾期 | 定值     | 2      |      |      | 是     |
    | B      | 不力 | 区间     |        | 2    | 5    | 否     |
"""
EVENTS = """
    | 序号 | 事件日期   | 单位 | 规则编号 | 酌定值 | 酌定人 | 正当理由 | 认定人 | 认定日期   | 状态   | 理由 |
    | 1    | 2026-03-01 | 甲镇 | A        |        |        |          |        |            | 候选   | 逾期 |
    | 2    | 2026-03-02 | 甲镇 | A        |        |        |          |        |            | 候选   |      |
    | 3    | 2026-03-03 | 甲镇 | B        |        |        |          |        |            | 候选   |      |
    | 4    | 2026-03-04 | 甲镇 | A        |        |        | 政策调整 | 李某   | 2026-03-09 | 免扣   | 逾期 |
    | 5    | 2026-03-05 | 甲镇 | B        | 3      | 赵某   |          | 李某   | 2026-03-09 | 已确认 | 不力 |
    | 6    | 2026-03-06 | 甲镇 | A        |        |        |          | 李某   | 2026-03-09 | 已撤销 | 误登 |
    | 7    | 2026-03-06 | 甲镇 | A        |        |        |          |        |            | 候选   |      |
    | 7    | 2026-03-07 | 甲镇 | A        |        |        |          |        |            | 候选   |      |
"""


def ledger(events: str = EVENTS) -> Ledger:
    return ledger_from(scoring_rules=RULES, deductions=events)


def decided(
    *serials: str, status: str = "已确认", reason: str = "", value: str = "", on: date = ON, one: Ledger | None = None
) -> Decided:
    chosen = Decimal(value) if value else None
    decision = Decision(by="王某", on=on, as_of=ON, status=status, reason=reason, value=chosen)
    return plan_decisions(one or ledger(), serials, decision)


def after(outcome: Decided) -> dict[str, Value]:
    return {edit.field: edit.after for edit in outcome.changes.edits}


def refusals(outcome: Decided) -> dict[str, list[str]]:
    return {one.serial: [f.code for f in one.findings] for one in outcome.refused}


def test_candidates__confirmed_together_by_number_and_range_each_once() -> None:
    outcome = decided("1-3", "2", "0001")
    assert outcome.decided == ("1", "2", "3")
    of_first = {e.field: e.after for e in outcome.changes.edits if e.key == "1"}
    assert of_first == {"status": "已确认", "decided_by": "王某", "decided_on": ON}
    assert outcome.changes.edits[0].because.text == "王某于2026-04-10认定：已确认"


def test_exemption__keeps_its_ground_apart() -> None:
    assert after(decided("1", status="免扣", reason="台风停工")) == {
        "status": "免扣",
        "decided_by": "王某",
        "decided_on": ON,
        "justification": "台风停工",
    }


def test_revocation__says_why_beside_the_reason_that_was_there() -> None:
    assert after(decided("1", status="已撤销", reason="单位有误"))["reason"] == "逾期；撤销：单位有误"


def test_value_within_the_range__with_name_and_reason() -> None:
    assert after(decided("3", status="", value="4", reason="影响较大")) == {
        "discretion": 4,
        "discretion_by": "王某",
        "reason": "酌定4分：影响较大",
    }
    assert after(decided("3", value="4", reason="影响较大"))["status"] == "已确认"


def test_changed_decision__keeps_the_former_one_readable() -> None:
    changed = after(decided("4", reason="理由不成立"))
    assert changed["reason"] == "逾期；原认定：免扣（李某、2026-03-09），正当理由：政策调整；改为已确认：理由不成立"
    assert changed["justification"] is None
    revoked = after(decided("5", status="已撤销", reason="重复"))
    assert revoked["reason"] == "不力；原认定：已确认（李某、2026-03-09）；撤销：重复"
    other = after(decided("5", status="", value="2", reason="已整改"))
    assert other["reason"] == "不力；原酌定3分（赵某）；酌定2分：已整改"


REFUSED: list[tuple[Callable[[], Decided], dict[str, list[str]]]] = [
    (lambda: decided("99"), {"99": ["S310"]}),
    (lambda: decided("1-99"), {"99": ["S310"], "4": ["S315"], "5": ["S317"], "6": ["S316"], "7": ["S311"]}),
    (lambda: decided("7"), {"7": ["S311"]}),
    (lambda: decided("3", status="免扣", reason="有因"), {"3": ["S312"]}),
    (lambda: decided("3", value="6", reason="重"), {"3": ["S313"]}),
    (lambda: decided("1", value="2", reason="重"), {"1": ["S314"]}),
    (lambda: decided("1", status="免扣"), {"1": ["S315"]}),
    (lambda: decided("1", status="已撤销"), {"1": ["S315"]}),
    (lambda: decided("3", value="3"), {"3": ["S315"]}),
    (lambda: decided("4"), {"4": ["S315"]}),
    (lambda: decided("6", reason="改"), {"6": ["S316"]}),
    (lambda: decided("5"), {"5": ["S317"]}),
    (lambda: decided("1", on=date(2026, 2, 1)), {"1": ["S318"]}),
    (lambda: decided("1", on=date(2026, 4, 11)), {"1": ["S318"]}),
]


@pytest.mark.parametrize(("decide", "codes"), REFUSED)
def test_what_may_not_be_decided__is_told_with_its_code(
    decide: Callable[[], Decided], codes: dict[str, list[str]]
) -> None:
    assert refusals(decide()) == codes


def test_refusal__points_at_the_cell_and_changes_nothing() -> None:
    outcome = decided("3", status="免扣", reason="有因")
    assert (found(outcome.refused[0].findings), bool(outcome.changes)) == ([("S312", "D5")], False)


def test_sheet_without_the_columns_of_a_decision__is_refused_as_a_whole() -> None:
    old = ledger("| 序号 | 事件日期 | 单位 | 规则编号 | 状态 |\n| 1 | 2026-03-01 | 甲镇 | A | 候选 |")
    outcome = decided("1", one=old)
    assert refusals(outcome) == {"1": ["S319"]}
    assert "认定人、认定日期、理由" in outcome.refused[0].findings[0].args["headers"]


def test_deciding_twice__the_second_time_says_so() -> None:
    assert refusals(decided("1", one=applied(ledger(), decided("1").changes))) == {"1": ["S317"]}


# What a decision lacks


def test_decision_that_lacks_something__is_found_at_its_cell_and_holds_all_the_same() -> None:
    board = scored("""
        | 序号 | 事件日期   | 单位 | 规则编号 | 依据文件        | 认定人 | 状态   | 理由 |
        | 1    | 2026-03-01 | 甲镇 | A9       | 云安〔2026〕1号 |        | 已撤销 |      |
        | 2    | 2026-03-01 | 甲镇 | A9       | 云安〔2026〕2号 | 李某   | 已撤销 | 误登 |
        | 3    | 2026-03-01 | 甲镇 | A9       | 云安〔2026〕3号 | 李某   | 候选   |      |
    """)  # fmt: skip
    assert [place for place in found(board.findings) if place[0] in ("S301", "S302")] == [
        ("S301", "H3"),
        ("S302", "G5"),
    ]
    assert sorted(event.outcome.value for event in board.events) == ["已撤销", "已撤销", "待定"]


# Consequences

HELD = Held(code="H1", name="约谈", effect="提出建议", type="约谈", clause="第九条", because="一季度扣分6分，达到5分")
Q1 = period_of("2026Q1")
CONSEQUENCES = "| 代码 | 触发 | 名称 | 类型 |\n| H1 | 扣分 | 约谈 | 约谈 |"


def agreed(*held: Held, entered: str = "", code: str = "H1") -> Agreed:
    rows = f"| 日期 | 类型 | 单位 | 事由 | 撤销日期 |\n{entered}"
    one = ledger_from(scoring_consequences=CONSEQUENCES, consequences=rows)
    return plan_held(one, Agreement(code=code, unit="甲镇", by="陈某", on=ON, operator="张三"), Q1, held)


def test_consequence__entered_with_why_by_whom_and_clause() -> None:
    (row,) = agreed(HELD).changes.appends
    assert {key: shown(value) for key, value in row.values.items()} == {
        "held_on": "2026-04-10",
        "unit": "甲镇",
        "type": "约谈",
        "facts": "一季度扣分6分，达到5分（后果 H1，2026Q1）",
        "clause": "第九条",
        "proposed_by": "张三",
        "approved_by": "陈某",
        "approved_on": "2026-04-10",
    }


ENTERED = "| 2026-04-08 | 约谈 | 甲镇 | 扣分（后果 H1，{}） | {} |"


def test_consequence__once_for_each_code_unit_and_period_unless_withdrawn() -> None:
    assert found(agreed(HELD, entered=ENTERED.format("2026Q1", "")).findings) == [("S321", "D3")]
    assert agreed(HELD, entered=ENTERED.format("2026Q2", "")).changes
    assert agreed(HELD, entered=ENTERED.format("2026Q1", "2026-04-09")).changes


def test_consequence__not_held_or_without_a_type_is_refused() -> None:
    assert [f.code for f in agreed().findings] == ["S320"]
    untyped = Held(code="V", name="一票否决", effect="", type="", clause="", because="事件")
    assert [f.code for f in agreed(untyped, code="V").findings] == ["S322"]


def step_agreed(one: Ledger, code: str, on: date = date(2026, 10, 16)) -> Agreed:
    due = escalation(ground_of(one, official_workdays()), on)
    return plan_step(one, Agreement(code=code, unit="甲局", by="陈某", on=on, operator="张三"), due)


def test_step_of_the_ladder__entered_with_both_its_measures_and_known_as_taken() -> None:
    one = ladder_office(THREE)
    plan = step_agreed(one, "weinan-16-2-twice")
    assert [row.values["type"] for row in plan.changes.appends] == ["约谈", "取消评先树优"]
    assert {row.values["clause"] for row in plan.changes.appends} == {"weinan-16-2-twice"}
    assert [f.code for f in step_agreed(applied(one, plan.changes), "weinan-16-2-twice").findings] == ["S320"]


def test_step_of_the_ladder__not_reached_or_without_what_must_come_before() -> None:
    one = ladder_office(ONE)
    assert [f.code for f in step_agreed(one, "weinan-16-2-twice").findings] == ["S320"]
    first = ledger_from(
        ladder="| 规则编号 | 触发 | 次数 | 窗口 | 前置条件 | 措施 |\n| R1 | 通报批评 | 1 | WINDOW(1Y) | 督办令 | 约谈 |",
        units="| 单位代码 | 单位名称 | 组别 |\n| U1 | 甲局 | 部门 |",
        consequences=ONE,
    )
    assert [f.code for f in step_agreed(first, "R1").findings] == ["S323"]


# The command


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with three candidates, one of them under a rule without exemption."""
    folder = build_office(tmp_path_factory.mktemp("decide") / "督查室")
    for serial, rule in (("1", "A7a"), ("2", "A7a"), ("3", "A12a")):
        values: dict[str, Value] = {"serial": serial, "event_on": date(2026, 9, 1), "unit": "县交通局", "rule": rule}
        enter(folder, row_of("deductions", serial, {**values, "status": "候选"}), at=f"2026-09-2{serial} 10:00")
    return folder


@pytest.fixture
def folder(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = copy_office(office, tmp_path / "督查室")
    monkeypatch.chdir(copy)
    monkeypatch.setenv("DUBAN_OPERATOR", "李四")
    return copy


def statuses(folder: Path) -> list[tuple[str, str]]:
    return [(row.status, row.decided_by) for row in read_ledger(folder / LEDGER_NAME).deductions]


def test_command__confirms_and_is_taken_back_by_undo(folder: Path, capsys: Capture) -> None:
    said = run_duban(capsys, "认定", "1-3", "--confirm", "--by", "王某", "--as-of", "2026-10-12", "--yes", "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["applied"], answer["decided"]) == (0, True, ["1", "2", "3"])
    assert statuses(folder) == [("已确认", "王某")] * 3
    assert answer["batch"].endswith("-认定")
    assert run_duban(capsys, "undo", "--yes").code == 0
    assert statuses(folder) == [("候选", "")] * 3


def test_command__refuses_one_and_decides_the_others(folder: Path, capsys: Capture) -> None:
    arguments = ("1", "3", "--exempt", "--by", "王某", "--reason", "台风停工", "--as-of", "2026-10-12", "--yes")
    said = run_duban(capsys, "decide", *arguments)
    assert said.code == 1
    assert "S312" in said.out
    assert statuses(folder) == [("免扣", "王某"), ("候选", ""), ("候选", "")]


def test_command__dry_run__writes_nothing(folder: Path, capsys: Capture) -> None:
    before = (folder / LEDGER_NAME).read_bytes()
    assert run_duban(capsys, "decide", "1", "--confirm", "--by", "王某", "--dry-run", "--as-of", "2026-10-12").code == 0
    assert (folder / LEDGER_NAME).read_bytes() == before


MISUSED = [
    (("1", "--confirm"), "--by"),
    (("1", "--confirm", "--by", " "), "--by 须写姓名"),
    (("--confirm", "--by", "王某"), "须写要认定的序号"),
    (("1", "--by", "王某"), "须写且只写一种"),
    (("1", "--exempt", "--value", "3", "--by", "王某"), "须写且只写一种"),
    (("1", "--value", "三", "--by", "王某"), "--value 须写大于 0 的数"),
    (("1", "--consequence", "H1", "--unit", "县交通局", "--by", "王某"), "不写序号"),
    (("--consequence", "H1", "--unit", "县交通局", "--by", "王某"), "须写 --period"),
]


@pytest.mark.parametrize(("arguments", "why"), MISUSED)
def test_command__misused__says_what_is_wrong(
    folder: Path, capsys: Capture, arguments: tuple[str, ...], why: str
) -> None:
    before = (folder / LEDGER_NAME).read_bytes()
    said = run_duban(capsys, "decide", *arguments, "--yes")
    assert (said.code, said.finding, (folder / LEDGER_NAME).read_bytes() == before) == (2, "C020", True)
    assert why in said.err


def test_command__consequence_entered_once(folder: Path, capsys: Capture) -> None:
    rule: dict[str, Value] = {"code": "H1", "trigger": "扣分", "number": Decimal(2), "name": "约谈", "type": "约谈"}
    enter(folder, row_of("scoring_consequences", "H1", {**rule, "effect": "提出建议"}), at="2026-09-25 10:00")
    given = ("--consequence", "H1", "--unit", "交通局", "--period", "2026Q3", "--by", "陈某")
    run = ("--as-of", "2026-10-12", "--yes", "--json")
    refused = json.loads(run_duban(capsys, "decide", *given, *run).out)
    assert [f["code"] for f in refused["findings"]] == ["S320"]
    assert run_duban(capsys, "decide", "1", "--confirm", "--by", "王某", *run).code == 0
    assert run_duban(capsys, "decide", *given, *run).code == 0
    (row,) = read_ledger(folder / LEDGER_NAME).consequences
    assert (row.type, row.unit, row.approved_by, row.proposed_by) == ("约谈", "县交通局", "陈某", "李四")
    again = run_duban(capsys, "decide", *given, *run)
    assert (again.code, [f["code"] for f in json.loads(again.out)["findings"]]) == (1, ["S321"])
    unknown = run_duban(capsys, "decide", *given[:2], "--unit", "某局", *given[4:], "--yes")
    assert (unknown.code, unknown.finding) == (2, "C029")
