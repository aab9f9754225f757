"""The ladder: criticisms counted per unit and document in the window, steps due and taken, preconditions; only proposals."""

from datetime import date

import pytest

from duban_xl.model.ledger import Ledger
from duban_xl.model.source import shown
from duban_xl.plan.escalation import StepDue, escalation
from duban_xl.plan.ground import ground_of
from duban_xl.read.holidays import official_workdays
from duban_xl.read.ledger import ledger_of
from tests.packs import ledger_of_pack
from tests.tables import ledger_from

UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 |
    | U1       | 甲局     | 甲   | 部门 |
    | U2       | 乙街道   | 乙   | 街道 |
"""
ROLLING = """
    | 参数             | 值   |
    | 通报批评计数窗口 | 滚动 |
"""
ONE = """
    | 日期       | 类型     | 单位 | 文号             |
    | 2026-03-10 | 通报批评 | 甲局 | 高新督〔2026〕2号 |
"""
THREE = """
    | 日期       | 类型     | 单位 | 文号             |
    | 2025-11-20 | 通报批评 | 甲局 | 高新督〔2025〕9号 |
    | 2026-03-10 | 通报批评 | 甲   | 高新督〔2026〕2号 |
    | 2026-10-15 | 通报批评 | 甲局 | 高新督〔2026〕8号 |
"""


def office(consequences: str, settings: str = "") -> Ledger:
    """An office with the weinan ladder and these rows of 通报问责."""
    typed = ledger_from(units=UNITS, consequences=consequences, **({"settings": settings} if settings else {}))
    return ledger_of({**ledger_of_pack("weinan").tables, **typed.tables}, file=typed.file)


def steps(ledger: Ledger, as_of: str = "2026-10-15") -> list[StepDue]:
    ground = ground_of(ledger, official_workdays())
    return list(escalation(ground, date.fromisoformat(as_of)))


def test_d49_calendar_year__two_criticisms_reach_the_second_rung_with_both_its_actions() -> None:
    of_2026 = [one for one in steps(office(THREE)) if one.window == (date(2026, 1, 1), date(2026, 12, 31))]
    assert [(one.step.rule, one.count, one.step.measure) for one in of_2026] == [
        ("weinan-16-2-once", 2, "书面检查"),
        ("weinan-16-2-twice", 2, "约谈"),
        ("weinan-16-2-twice", 2, "取消评先树优"),
    ]


def test_step_of_last_year_that_nobody_took__stays_open_in_the_new_one() -> None:
    (old,) = [one for one in steps(office(THREE)) if one.window[0].year == 2025]
    assert (old.step.rule, old.count, old.reached_on, old.is_open) == ("weinan-16-2-once", 1, date(2025, 11, 20), True)
    done = office(THREE + "    | 2025-12-01 | 书面检查 | 甲局 | |\n")
    assert [one for one in steps(done) if one.window[0].year == 2025] == []


@pytest.mark.parametrize("number", ["高新督[2026]2号", "高新督（2026）2号", "高新督〔２０２６〕 2号"])
def test_one_document_whatever_its_brackets__counts_once(number: str) -> None:
    rows = f"{ONE}    | 2026-03-10 | 通报批评 | 甲局 | {number} |\n"
    assert [one.count for one in steps(office(rows))] == [1]


def test_talk_of_another_level__does_not_carry_out_the_step() -> None:
    rows = """
        | 日期       | 类型     | 单位 | 文号             | 依据条款            |
        | 2026-03-10 | 通报批评 | 甲局 | 高新督〔2026〕2号 |                     |
        | 2026-05-10 | 通报批评 | 甲局 | 高新督〔2026〕5号 |                     |
        | 2026-05-20 | 约谈     | 甲局 |                  | weinan-16-1-yuetan  |
    """
    talks = [one for one in steps(office(rows)) if one.step.measure == "约谈"]
    assert [one.taken_on for one in talks] == [None]  # weinan-16-2-twice


@pytest.mark.parametrize("times", ["0", "-1", "1.5"])
def test_ladder_step_of_no_number__does_nothing(times: str) -> None:
    ladder = f"| 规则编号 | 触发 | 次数 | 窗口 | 措施 |\n| X | 通报批评 | {times} | WINDOW(1Y) | 书面检查 |"
    typed = ledger_from(units=UNITS, consequences=ONE, ladder=ladder)
    assert [one.count for one in steps(ledger_of(typed.tables, file=typed.file))] in ([], [1])


def test_d49_rolling_year__three_reach_the_third_rung_and_the_window_is_told() -> None:
    found = steps(office(THREE, ROLLING))
    assert [one.step.rule for one in found][-1] == "weinan-16-3-three"
    assert {(one.count, one.window) for one in found} == {(3, (date(2025, 10, 16), date(2026, 10, 15)))}
    assert found[-1].step.approved_by == "主要领导"


def test_trap_35__counted_per_unit_and_document_not_per_person_or_row() -> None:
    twice = """
        | 日期       | 类型     | 单位   | 对象 | 文号             |
        | 2026-03-10 | 通报批评 | 甲局   | 张三 | 高新督〔2026〕2号 |
        | 2026-03-10 | 通报批评 | 甲局   | 李四 | 高新督〔2026〕2号 |
        | 2026-03-10 | 通报批评 | 乙街道 | 王五 | 高新督〔2026〕2号 |
    """
    assert [(one.unit, one.count) for one in steps(office(twice))] == [("甲局", 1), ("乙街道", 1)]


def test_trap_46__steps_taken_are_remembered_and_not_proposed_again() -> None:
    taken = THREE + "    | 2026-03-20 | 书面检查 | 甲局 | |\n    | 2026-10-20 | 约谈 | 甲局 | |\n"
    of_2026 = [one for one in steps(office(taken), "2026-10-31") if one.window[0].year == 2026]
    found = {one.step.measure: shown(one.taken_on) for one in of_2026}
    assert found == {"书面检查": "2026-03-20", "约谈": "2026-10-20", "取消评先树优": ""}


def test_criticism_withdrawn__lowers_the_count_and_stays_on_record() -> None:
    withdrawn = """
        | 日期       | 类型     | 单位 | 文号             | 撤销日期   |
        | 2026-03-10 | 通报批评 | 甲局 | 高新督〔2026〕2号 | 2026-04-01 |
        | 2026-10-15 | 通报批评 | 甲局 | 高新督〔2026〕8号 |            |
    """
    ledger = office(withdrawn)
    assert [(one.step.rule, one.count) for one in steps(ledger)] == [("weinan-16-2-once", 1)]
    assert len(ledger.consequences) == 2


@pytest.mark.parametrize(
    ("as_of", "count"), [("2026-03-09", 0), ("2026-03-10", 1), ("2026-12-31", 2), ("2027-01-01", 0)]
)
def test_count__on_the_day_and_anew_every_year(as_of: str, count: int) -> None:
    found = [one for one in steps(office(THREE), as_of) if one.window[0].year == date.fromisoformat(as_of).year]
    assert max((one.count for one in found), default=0) == count
