"""Traps of the rules (§4) that no other file meets by number: scoring, statistics, cells of Excel, the first cycle."""

from datetime import date
from decimal import Decimal

import pytest

from duban_xl.check.ledger import check_ledger
from duban_xl.model.cell_text.reading import normalise_document_number, read_date
from duban_xl.model.obligation import OwedKind, Standing, tally
from duban_xl.plan.escalation import escalation
from duban_xl.plan.ground import ground_of
from duban_xl.plan.obligations import obligations
from duban_xl.plan.summary import return_tallies
from duban_xl.read.holidays import official_workdays
from duban_xl.score.proposals import propose
from tests.scoring import period_of, scored, scoring_ledger
from tests.tables import found, ledger_from

AS_OF = date(2026, 10, 12)
MATTERS = """
    | 事项编号 | 类别             | 主办单位 | 交办日期   | 签收日期   | 办结时限   | 报送周期 | 状态   |
    | D-1      | 县委主要领导批示 | 甲镇     | 2026-09-01 | 2026-09-01 | 2026-09-30 | MD(28)   | 承办中 |
    | D-2      | 县委主要领导批示 | 乙局     | 2026-09-28 | 2026-09-28 | 2026-11-30 | MD(28)   | 承办中 |
"""


def points(events: str, unit: str, **options: object) -> tuple[str, str]:
    """Score and counted figure of a unit; the cells of each event stand between |."""
    board = scored(events, **options)  # type: ignore[arg-type]
    of_unit = board.unit(unit)
    assert of_unit is not None
    return str(of_unit.score), str(of_unit.counted)


# Points: what a person decides, and how it is counted


def test_trap_28__overdue_is_only_proposed_and_media_waits_for_verification() -> None:
    ledger = scoring_ledger(matters=MATTERS)
    (row,) = propose(ledger, AS_OF).appends
    assert (row.values["rule"], row.values["status"]) == ("A7a", "候选")  # cangnan-A7-overdue
    media = "| 事件日期 | 单位 | 规则编号 | 核实 |\n| 2026-03-31 | 甲镇 | A12b | {} |"
    assert points(media.format("待核实"), "甲镇") == ("100", "2.00")
    assert points(media.format("属实"), "甲镇") == ("95", "1.90")


def test_trap_30__not_inspected_is_the_average_of_its_own_group() -> None:
    units = "甲镇 乡镇; 丙镇 乡镇; 乙局 县直部门"
    events = "| 事件日期 | 单位 | 规则编号 |\n| 2026-03-31 | 甲镇 | A9 |"
    assert points(events, "丙镇", units=units, inspected="甲镇 乙局") == ("97", "1.94")
    assert points(events, "乙局", units=units, inspected="甲镇 乙局") == ("100", "4.00")


def test_trap_31__averages_are_not_rounded_and_halves_go_up() -> None:
    units = "; ".join(f"{name}镇 乡镇" for name in "甲乙丙丁戊")
    rows = [
        ("乙镇", "A9"),
        ("丙镇", "A8b"),
        ("丁镇", "A8b"),
        ("丁镇", "A9"),
        ("丁镇", "A10a"),
        ("丁镇", "A12b"),
        ("丁镇", "A11b"),
    ]
    lines = [f"| 2026-03-{n:02d} | {unit} | {rule} | D-{n} | 件{n} | 属实 |" for n, (unit, rule) in enumerate(rows, 1)]
    events = "\n".join(["| 事件日期 | 单位 | 规则编号 | 事项编号 | 依据文件 | 核实 |", *lines])
    board = scored(events, units=units, inspected="甲镇 乙镇 丙镇 丁镇")
    of_unit = board.unit("戊镇")
    assert of_unit is not None and (of_unit.score, of_unit.counted) == (Decimal("93.25"), Decimal("1.87"))  # S20


def test_trap_32__one_circular_counts_once_however_often_it_is_entered() -> None:
    events = """
        | 事件日期   | 单位 | 规则编号 | 依据文件       | 发文机关   |
        | 2026-03-31 | 甲镇 | A12a     | 云督〔2026〕3号 | 县委督查室 |
        | 2026-03-31 | 甲镇 | A12a     | 云督[2026]3号   | 县委督查室 |
    """
    assert points(events, "甲镇") == ("97", "1.94")


def test_trap_33__the_day_of_the_event_decides_not_the_day_of_typing() -> None:
    events = """
        | 事件日期   | 单位 | 规则编号 | 认定日期   |
        | 2025-12-30 | 甲镇 | A9       | 2026-01-05 |
    """
    assert points(events, "甲镇", period="2026") == ("100", "2.00")
    assert points(events, "甲镇", period="2025") == ("97", "1.94")


# Statistics, the unit's year, cells of Excel, the first cycle


def test_trap_38__what_is_expected_comes_from_the_rules_not_from_what_came() -> None:
    ledger = scoring_ledger(matters=MATTERS)
    ground = ground_of(ledger, official_workdays())
    reports = obligations(ground, date(2026, 9, 1), date(2026, 10, 31), as_of=AS_OF)
    counts = {one.unit: (one.expected, one.missing, one.not_yet) for one in tally(reports.dated)}
    assert (counts["甲镇"], counts["乙局"]) == ((3, 2, 1), (1, 0, 1))
    assert [(t.unit.name, t.expected, t.missing) for t in return_tallies(ledger, period_of("2026Q3"))] == [
        ("甲镇", 1, ("D-1",)),
        ("乙局", 1, ("D-2",)),
    ]


def test_trap_46__what_followed_stands_on_the_units_card_of_the_year() -> None:
    consequences = """
        | 日期       | 类型       | 单位 | 事由     |
        | 2026-03-20 | 书面检查   | 甲镇 | 未按时限 |
        | 2026-06-20 | 取消评先树优 | 甲镇 | 两次通报 |
    """
    board = scored(consequences=consequences)
    of_unit = board.unit("甲镇")
    assert of_unit is not None and [text[-8:] for text in of_unit.consequences] != []
    assert escalation(ground_of(scoring_ledger(consequences=consequences), official_workdays()), AS_OF) == ()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("9月28日", "2026-09-28"),
        ("2026.9.28", "2026-09-28"),
        ("二○二六年九月二十八日", "2026-09-28"),
        ("2026年9月 28 日前", "2026-09-28"),
    ],
)
def test_trap_47__dates_typed_as_text_are_read(typed: str, day: str) -> None:
    assert read_date(typed, on=date(2026, 1, 1)).value == date.fromisoformat(day)


def test_trap_47__numbers_names_and_leading_zeros_survive() -> None:
    assert normalise_document_number("云督 [２０２６] 第 ０7 号") == "云督〔2026〕7号"  # weinan-11-format
    ledger = ledger_from(
        units="| 单位代码 | 单位名称 | 组别 |\n| 007 | 甲 局 | 部门 |",
        matters="| 事项编号 | 事项名称 | 主办单位 | 状态 |\n| 0012 | 修路 | '甲局 ' | 登记 |",
    )
    (matter,) = ledger.matters
    assert (matter.number, ledger.units.official_name(matter.lead_unit), ledger.units.units[0].code) == (
        "0012",
        "甲 局",
        "007",
    )
    assert "L205" not in [code for code, _ in found(check_ledger(ledger))]


def test_trap_48__assigned_on_a_cycle_date__first_due_at_the_next_one() -> None:
    ledger = scoring_ledger(matters=MATTERS)
    owed = obligations(ground_of(ledger, official_workdays()), date(2026, 9, 1), date(2026, 12, 31), as_of=AS_OF)
    reports = [(one.matter, one.due, one.standing) for one in owed.dated if one.kind is OwedKind.REPORT]
    first = {number: min(due for n, due, _ in reports if n == number and due) for number in ("D-1", "D-2")}
    assert first == {"D-1": date(2026, 9, 28), "D-2": date(2026, 10, 28)}  # D30, D31
    assert ("D-1", date(2026, 9, 28), Standing.MISSING) in reports
