"""Scoring by the pack cangnan: the worked examples S01–S34 one by one, the traps around them, and what always holds."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from duban_xl.catalogue import hint, message
from duban_xl.catalogue.scoring import trace
from duban_xl.model.office import UnitDirectory
from duban_xl.model.score import Outcome, Scoreboard
from duban_xl.score.engine import score
from tests.scoring import period_of, scored, scoring_ledger


def result(board: Scoreboard, unit: str) -> tuple[str, str]:
    """Score and counted figure as a person reads them."""
    found = board.unit(unit)
    assert found is not None
    return str(found.score), str(found.counted)


def both(board: Scoreboard) -> dict[str, str]:
    return {unit.unit: str(unit.counted) for unit in board.units}


def codes(board: Scoreboard) -> list[str]:
    """What was found in events and units; the checks of the sheets (S2…) have tests of their own."""
    return [found.code for found in board.findings if not found.code.startswith("S2")]


def outcomes(board: Scoreboard) -> list[Outcome]:
    return [event.outcome for event in board.events]


def test_s01_township_inspected_without_events__full() -> None:
    assert result(scored(), "甲镇") == ("100", "2.00")


def test_s02_department_inspected_without_events__full() -> None:
    assert result(scored(), "乙局") == ("100", "4.00")


def test_s03_one_overdue__two_points() -> None:
    board = scored("| 事件日期 | 单位 | 事项编号 | 规则编号 |\n| 2026-03-31 | 甲镇 | D-1 | A7a |")
    assert result(board, "甲镇") == ("98", "1.96")


def test_s04_overdue_and_poor_on_one_matter__both_count() -> None:
    board = scored("""
        | 事件日期   | 单位 | 事项编号 | 规则编号 |
        | 2026-03-31 | 乙局 | D-1      | A7a      |
        | 2026-04-20 | 乙局 | D-1      | A7b      |
    """)
    assert result(board, "乙局") == ("95", "3.80")


def test_s05_overdue_with_recognised_reason__exempt_and_kept() -> None:
    board = scored("""
        | 事件日期   | 单位 | 事项编号 | 规则编号 | 正当理由 | 状态 |
        | 2026-03-31 | 甲镇 | D-1      | A7a      | 台风停工 | 免扣 |
    """)
    assert result(board, "甲镇") == ("100", "2.00")
    assert outcomes(board) == [Outcome.EXEMPT]


@pytest.mark.parametrize("missing", ["认定人", "认定日期", "正当理由"])
def test_s05_exemption_without_name_day_or_reason__waits(missing: str) -> None:
    cells = {"认定人": "王督查", "认定日期": "2026-04-02", "正当理由": "台风停工"} | {missing: ""}
    board = scored(
        f"| 事件日期 | 单位 | 事项编号 | 规则编号 | 状态 | {' | '.join(cells)} |\n"
        f"| 2026-03-31 | 甲镇 | D-1 | A7a | 免扣 | {' | '.join(cells.values())} |"
    )
    assert [event.outcome for event in board.pending] == [Outcome.PENDING]
    assert "S126" in codes(board)


@pytest.mark.parametrize(("status", "code"), [("已确认", "S124"), ("免扣", "S125")])
def test_s06_reason_for_poor_work__counts_all_the_same(status: str, code: str) -> None:
    board = scored(f"""
        | 事件日期   | 单位 | 事项编号 | 规则编号 | 正当理由 | 状态     |
        | 2026-03-31 | 甲镇 | D-1      | A7b      | 台风停工 | {status} |
    """)
    assert result(board, "甲镇") == ("97", "1.94")
    assert code in codes(board)


def test_s07_reasons_for_a8_and_a11__count_all_the_same() -> None:
    board = scored("""
        | 事件日期   | 单位 | 事项编号 | 规则编号 | 依据文件    | 正当理由 |
        | 2026-03-31 | 乙局 |          | A8a      | 县委〔2026〕5号 | 人手不足 |
        | 2026-04-30 | 乙局 | D-2      | A11a     |             | 人手不足 |
    """)
    assert result(board, "乙局") == ("95", "3.80")


def test_s08_poor_on_a_meeting_and_criticised_from_above() -> None:
    board = scored("""
        | 事件日期   | 单位 | 规则编号 | 依据文件        | 发文机关     |
        | 2026-03-31 | 乙局 | A8b      | 县委常委会纪要  |              |
        | 2026-05-06 | 乙局 | A6       | 瓯安办〔2026〕9号 | 瓯江市应急局 |
    """)
    assert result(board, "乙局") == ("92", "3.68")


@pytest.mark.parametrize(
    ("verification", "expected"),
    [("待核实", ("100", "2.00")), ("", ("100", "2.00")), ("属实", ("95", "1.90")), ("不属实", ("100", "2.00"))],
)
def test_s09_media_criticism__counts_only_once_verified(verification: str, expected: tuple[str, str]) -> None:
    board = scored(f"""
        | 事件日期   | 单位 | 规则编号 | 依据文件 | 核实           |
        | 2026-03-31 | 甲镇 | A12b     | 日报二版 | {verification} |
    """)
    assert result(board, "甲镇") == expected


ONE_MATTER_THREE_RULES = """
    | 事件日期   | 单位 | 事项编号 | 规则编号 | 依据文件        | 发文机关   | 核实 |
    | 2026-03-31 | {0}  | D-1      | A7a      |                 |            |      |
    | 2026-04-10 | {0}  | D-1      | A12a     | 云督〔2026〕4号 | 县委督查室 |      |
    | 2026-04-15 | {0}  | D-1      | A12b     | 日报二版        |            | 属实 |
"""


@pytest.mark.parametrize(
    ("unit", "setting", "expected"),
    [
        ("甲镇", "逐条计", ("90", "1.80")),
        ("甲镇", "就高", ("95", "1.90")),
        ("乙局", "逐条计", ("90", "3.60")),
        ("乙局", "就高", ("95", "3.80")),
    ],
)
def test_s10_one_matter_under_three_rules__each_or_highest(unit: str, setting: str, expected: tuple[str, str]) -> None:
    board = scored(ONE_MATTER_THREE_RULES.format(unit), settings={"同一事项多条规则": setting})
    assert result(board, unit) == expected


def test_s11_circular_entered_twice__once_and_the_other_linked() -> None:
    board = scored("""
        | 序号 | 事件日期   | 单位 | 规则编号 | 依据文件        |
        | 1    | 2026-04-10 | 甲镇 | A12a     | 云督〔2026〕4号 |
        | 2    | 2026-04-11 | 甲镇 | A12a     | 云督[2026] ４号 |
    """)
    assert result(board, "甲镇") == ("97", "1.94")
    assert [(event.outcome, event.related) for event in board.events] == [
        (Outcome.COUNTED, ""),
        (Outcome.DUPLICATE, "1"),
    ]
    assert codes(board) == ["S129"]


@pytest.mark.parametrize(("setting", "expected"), [("按通报", "97"), ("按事项", "94")])
def test_s12_one_circular_on_two_matters__one_occasion(setting: str, expected: str) -> None:
    events = """
        | 事件日期   | 单位 | 事项编号 | 规则编号 | 依据文件        |
        | 2026-04-10 | 甲镇 | D-1      | A12a     | 云督〔2026〕4号 |
        | 2026-04-10 | 甲镇 | D-2      | A12a     | 云督〔2026〕4号 |
    """
    assert result(scored(events, settings={"通报计次": setting}), "甲镇")[0] == expected


def test_s13_two_circulars_on_one_matter__two_occasions() -> None:
    board = scored("""
        | 事件日期   | 单位 | 事项编号 | 规则编号 | 依据文件        |
        | 2026-03-10 | 甲镇 | D-1      | A12a     | 云督〔2026〕3号 |
        | 2026-04-10 | 甲镇 | D-1      | A12a     | 云督〔2026〕4号 |
    """)
    assert result(board, "甲镇") == ("94", "1.88")


def test_s14_two_missed_limits__two_points_each_never_per_day() -> None:
    board = scored("""
        | 事件日期   | 单位 | 事项编号 | 规则编号 | 数量 |
        | 2026-03-10 | 甲镇 | D-1      | A7a      | 12   |
        | 2026-04-10 | 甲镇 | D-1      | A7a      |      |
    """)
    assert result(board, "甲镇") == ("96", "1.92")
    assert "S135" in codes(board)


A_YEAR = """
    | 事件日期   | 单位 | 事项编号 | 规则编号 | 依据文件        | 认定日期   |
    | 2026-02-28 | {0}  | D-1      | A7a      |                 | 2026-03-02 |
    | 2026-03-20 | {0}  |          | A12a     | 云督〔2026〕3号 | 2026-03-20 |
    | 2026-05-06 | {0}  |          | A9       | 云安〔2026〕9号 | 2026-05-06 |
    | 2026-10-08 | {0}  |          | A8b      | 县委常委会纪要  | 2026-10-08 |
    | 2026-12-01 | {0}  |          | A10a     | 全县大会        | 2026-12-01 |
"""
ENTERED_LATE = "    | 2026-03-30 | {0} | | A10b | 批示〔2026〕7号 | 2026-04-08 |\n"
QUARTERS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4")


@pytest.mark.parametrize(("unit", "counted"), [("甲镇", "1.68"), ("乙局", "3.36")])
def test_s15_a_year_quarter_by_quarter(unit: str, counted: str) -> None:
    boards = [scored(A_YEAR.format(unit), period=quarter).unit(unit) for quarter in QUARTERS]
    assert [(u.period_points, u.year_points, u.remaining) for u in boards if u] == [
        (5, 5, 95),
        (3, 8, 92),
        (0, 8, 92),
        (8, 16, 84),
    ]
    assert result(scored(A_YEAR.format(unit)), unit) == ("84", counted)


@pytest.mark.parametrize(("unit", "counted"), [("甲镇", "1.62"), ("乙局", "3.24")])
def test_s16_entered_after_the_circular__first_quarter_corrected_and_told_in_the_second(
    unit: str, counted: str
) -> None:
    boards = [scored((A_YEAR.rstrip() + "\n" + ENTERED_LATE).format(unit), period=quarter) for quarter in QUARTERS]
    units = [board.unit(unit) for board in boards]
    assert [(u.year_points, u.remaining) for u in units if u] == [(8, 92), (11, 89), (11, 89), (19, 81)]
    assert units[3] is not None
    assert units[3].quarter_points == (8, 3, 0, 8)
    assert [[event.rule for event in board.late] for board in boards] == [[], ["A10b"], [], []]
    assert "属2026年第一季度，2026年第二季度补记" in trace(boards[1].late[0])
    assert str(units[3].counted) == counted


@pytest.mark.parametrize(("signed_on", "late"), [("2026-04-07", ["A10b"]), ("2026-04-09", [])])
def test_s16_circular_registered__its_day_decides_what_is_late(signed_on: str, late: list[str]) -> None:
    documents = f"""
        | 文种             | 文号            | 标题                          | 签发日期    | 状态   |
        | 扣分情况季度通报 | 云督〔2026〕6号 | 2026年第一季度扣分情况的通报  | {signed_on} | 已签发 |
    """
    events = "| 事件日期 | 单位 | 事项编号 | 规则编号 | 依据文件 | 认定日期 |\n" + ENTERED_LATE.format("甲镇")
    board = scored(events, period="2026Q2", documents=documents)
    assert [event.rule for event in board.late] == late


TOWNSHIPS = "甲镇 乡镇; 乙镇 乡镇; 丙镇 乡镇; 丁镇 乡镇"
LOST_17 = {"甲镇": 6, "乙镇": 3, "丙镇": 8}


def losses(points: Mapping[str, int]) -> str:
    """A table of events that take just these points: threes and fives and twos, all of different occasions."""
    rows = ["| 事件日期 | 单位 | 事项编号 | 规则编号 | 依据文件 |"]
    for unit, lost in points.items():
        while lost:
            rule, value = next(
                (r, v) for r, v in (("A8b", 5), ("A9", 3), ("A7a", 2)) if lost - v in {0, 2, 3} or lost - v > 4
            )
            lost -= value
            rows.append(f"| 2026-05-{len(rows) % 28 + 1:02d} | {unit} | D-{len(rows)} | {rule} | 文件{len(rows)} |")
    return "\n".join(rows)


def test_s17_not_inspected__average_of_the_group_unrounded() -> None:
    board = scored(losses(LOST_17), units=TOWNSHIPS, inspected="甲镇 乙镇 丙镇")
    assert result(board, "丁镇") == ("94.33333333333333333333333333", "1.89")


def test_s18_not_inspected__not_averaged_in_as_full() -> None:
    board = scored(losses(LOST_17), units=TOWNSHIPS, inspected="甲镇 乙镇 丙镇")
    unit = board.unit("丁镇")
    assert unit is not None
    assert (unit.inspected, unit.score != Decimal("95.75")) == (False, True)


def test_s19_not_inspected_department__average_of_departments_only() -> None:
    units = f"{TOWNSHIPS}; 乙局 县直部门; 丙局 县直部门; 丁局 县直部门"
    lost = LOST_17 | {"乙局": 2, "丙局": 5}
    board = scored(losses(lost), units=units, inspected="甲镇 乙镇 丙镇 乙局 丙局")
    assert result(board, "丁局") == ("96.5", "3.86")


def test_s20_average_at_half_a_cent__rounded_up() -> None:
    units = f"{TOWNSHIPS}; 戊镇 乡镇"
    board = scored(losses({"乙镇": 3, "丙镇": 5, "丁镇": 19}), units=units, inspected="甲镇 乙镇 丙镇 丁镇")
    assert result(board, "戊镇") == ("93.25", "1.87")


def test_s21_average_of_eight_at_half_a_cent__rounded_up() -> None:
    lost = {"甲": 0, "乙": 2, "丙": 3, "丁": 5, "戊": 7, "己": 9, "庚": 8, "辛": 11}
    units = "; ".join(f"{name} 县直部门" for name in (*lost, "壬"))
    board = scored(losses(lost), units=units, inspected=" ".join(lost))
    assert result(board, "壬") == ("94.375", "3.78")


def test_s22_inspected_without_events__stays_full_and_counts_in_the_average() -> None:
    units = f"{TOWNSHIPS}; 戊镇 乡镇"
    board = scored(losses(LOST_17), units=units, inspected="甲镇 乙镇 丙镇 戊镇")
    assert (result(board, "戊镇"), result(board, "丁镇")) == (("100", "2.00"), ("95.75", "1.92"))


def test_s23_no_record_but_a_confirmed_event__inspected() -> None:
    events = "| 事件日期 | 单位 | 规则编号 | 依据文件 |\n| 2026-03-30 | 甲镇 | A10a | 全县大会 |"
    board = scored(events, units=TOWNSHIPS, inspected="乙镇")
    assert result(board, "甲镇") == ("97", "1.94")


def test_s24_nobody_inspected_in_the_group__no_value() -> None:
    board = scored(units=TOWNSHIPS, inspected="")
    assert both(board) == dict.fromkeys(("甲镇", "乙镇", "丙镇", "丁镇"), "None")
    assert codes(board) == ["S151"]


def test_s25_more_than_the_base__counted_zero_and_raw_shown() -> None:
    board = scored(losses({"甲镇": 103}))
    unit = board.unit("甲镇")
    assert unit is not None
    assert (unit.raw, unit.score, str(unit.counted), unit.remaining) == (-3, 0, "0.00", 0)
    assert "S152" in codes(board)


def test_s26_december_event_entered_in_january__belongs_to_its_year() -> None:
    events = "| 事件日期 | 单位 | 规则编号 | 依据文件 | 认定日期 |\n| 2026-12-30 | 甲镇 | A9 | 云安〔2026〕30号 | 2027-01-05 |"
    later = "| 日期 | 单位 |\n| 2026-03-01 | 甲镇 |\n| 2027-01-04 | 甲镇 |"
    boards = [scored(events, period=year, units="甲镇 乡镇", inspections=later) for year in ("2026", "2027", "2027Q1")]
    assert [result(board, "甲镇")[0] for board in boards] == ["97", "100", "100"]


def test_s27_praise__brings_no_points() -> None:
    praise = "| 日期 | 类型 | 单位 |\n" + "\n".join(f"| 2026-0{month}-01 | 通报表扬 | 甲镇 |" for month in (3, 4, 5))
    board = scored(losses({"甲镇": 3}), consequences=praise)
    unit = board.unit("甲镇")
    assert unit is not None
    assert (str(unit.counted), len(unit.consequences)) == ("1.94", 3)


def test_s28_unit_of_an_unknown_group__error_and_no_weight_guessed() -> None:
    board = scored(units="甲镇 乡镇; 东街道 街道")
    unit = board.unit("东街道")
    assert unit is not None
    assert (unit.weight, unit.counted) == (None, None)
    assert codes(board) == ["S150"]


@pytest.mark.parametrize("document", ["2026年第一季度扣分情况季度通报", "云督〔2026〕6号"])
def test_s29_own_score_circular__is_no_event(document: str) -> None:
    documents = """
        | 文种             | 文号            | 标题                         |
        | 扣分情况季度通报 | 云督〔2026〕6号 | 2026年第一季度扣分情况的通报 |
    """
    events = f"| 事件日期 | 单位 | 规则编号 | 依据文件 |\n| 2026-04-07 | 甲镇 | A12a | {document} |"
    board = scored(events, documents=documents)
    assert result(board, "甲镇") == ("100", "2.00")
    assert codes(board) == ["S132"]


def test_s30_joint_matter__only_the_unit_named_loses() -> None:
    matters = """
        | 事项编号 | 类别           | 主办单位 | 协办单位 | 状态   |
        | D-1      | 县委全会部署   | 甲镇     | 乙局     | 承办中 |
    """
    events = (
        "| 事件日期 | 单位 | 事项编号 | 规则编号 | 依据文件 |\n| 2026-04-07 | 甲镇 | D-1 | A12a | 云督〔2026〕4号 |"
    )
    board = scored(events, matters=matters)
    assert [(unit.unit, unit.score) for unit in board.units] == [("甲镇", 97), ("乙局", 100)]


def test_s31_revoked__points_removed_and_the_event_kept_with_its_reason() -> None:
    board = scored("""
        | 事件日期   | 单位 | 规则编号 | 依据文件        | 状态   | 理由     |
        | 2026-04-07 | 甲镇 | A9       | 云安〔2026〕9号 | 已撤销 | 登记有误 |
    """)
    assert result(board, "甲镇") == ("100", "2.00")
    assert [(event.outcome, event.reason) for event in board.events] == [(Outcome.REVOKED, "登记有误")]


@pytest.mark.parametrize(
    ("sections", "stated", "base"),
    [
        ("| 1 | | 督查 | 100 | 扣分 | |", "", "100"),
        (
            "| 1 | | 督查 | 100 | 合成 | |\n| 1.1 | 1 | 日常 | 60 | 扣分 | |\n| 1.2 | 1 | 测评 | 40 | 测评 | |",
            "",
            "100",
        ),
        ("| 1 | | 督查 | 60 | 扣分 | |\n| 2 | | 创新 | 40 | 加分 | |", "", "100"),
        (
            "| 1 | | 督查 | 100 | 扣分 | 60% |\n| 2 | | 指标 | 100 | 测算 | 40% |\n| 3 | | 加分 | 5 | 加分 | |",
            "",
            "100",
        ),
        ("| 1 | | 督查 | 100 | 扣分 | 60% |\n| 2 | | 指标 | 100 | 测算 | 40% |", "1000", "1000"),
    ],
)
def test_base__is_what_a_unit_starts_from(sections: str, stated: str, base: str) -> None:
    board = scored(
        scoring_settings=f"| 口径 | 取值 |\n| 方法名称 | 考核 |\n| 基本分 | {stated} |",
        scoring_sections=f"| 分项号 | 上级分项 | 名称 | 满分 | 计分方式 | 各组权重 |\n{sections}",
        scoring_rules="| 规则号 | 分项号 | 情形 | 加减 | 取值方式 | 主办值 |\n| R | 1 | 甲 | 扣 | 定值 | 1 |",
    )
    assert board.base == Decimal(base)


@pytest.mark.parametrize("base", ["20230", "0", "-5", "一百"])
def test_s32_base_that_cannot_be_meant__nothing_scored(base: str) -> None:
    board = scored(settings={"基本分": base})
    assert board.units == ()
    assert codes(board)[0] in {"S102", "S103"}


def test_s32_large_base_insisted_on__scored() -> None:
    sections = "| 分项号 | 满分 | 计分方式 | 下限 | 各组权重 |\n| 1 | 2000 | 扣分 | 0 | 乡镇=2% |"
    settings = {"基本分": "2000", "基本分超限": "允许"}
    assert result(scored(units="甲镇 乡镇", settings=settings, scoring_sections=sections), "甲镇") == ("2000", "40.00")


def test_s33_late_periodic_return__no_event() -> None:
    returns = (
        "| 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 |\n| D-1 | 甲镇 | 2026-05上 | 2026-05-15 | 2026-05-17 09:00 |"
    )
    assert result(scored(returns=returns), "甲镇") == ("100", "2.00")


def test_s34_report_reprinted_by_three_outlets__one_occasion() -> None:
    board = scored("""
        | 事件日期   | 单位 | 规则编号 | 依据文件       | 核实 | 数量 |
        | 2026-04-07 | 甲镇 | A12b     | 《断头路之问》 | 属实 | 3    |
        | 2026-04-08 | 甲镇 | A12b     | 《断头路之问》 | 属实 |      |
        | 2026-04-09 | 甲镇 | A12b     | 《断头路之问》 | 属实 |      |
    """)
    assert result(board, "甲镇") == ("95", "1.90")


# ---- around the examples --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "kept"),
    [("中共云溪县委督查室", "A12a"), ("云溪县应急管理局", "A9"), ("瓯江市生态环境局", "A6"), ("", "A9")],
)
def test_one_document_under_several_rules__the_issuer_decides(issuer: str, kept: str) -> None:
    board = scored(f"""
        | 序号 | 事件日期   | 单位 | 规则编号 | 依据文件        | 发文机关 |
        | 1    | 2026-04-07 | 甲镇 | A9       | 云安〔2026〕9号 | {issuer} |
        | 2    | 2026-04-07 | 甲镇 | A12a     | 云安〔2026〕9号 | {issuer} |
        | 3    | 2026-04-07 | 甲镇 | A6       | 云安〔2026〕9号 | {issuer} |
    """)
    assert [event.rule for event in board.events if event.points] == [kept]
    assert codes(board).count("S130") == 2


def test_issuer_of_another_rule__pointed_out_and_counted() -> None:
    board = scored("""
        | 事件日期   | 单位 | 规则编号 | 依据文件        | 发文机关           |
        | 2026-04-07 | 甲镇 | A12a     | 云市〔2026〕9号 | 云溪县市场监管局   |
    """)
    assert (codes(board), result(board, "甲镇")[0]) == (["S131"], "97")


def test_candidate__waits_and_does_not_count() -> None:
    board = scored(
        "| 事件日期 | 单位 | 事项编号 | 规则编号 | 状态 |\n| 2026-04-07 | 甲镇 | D-1 | A7a | 候选 |", inspected="甲镇"
    )
    assert result(board, "甲镇")[0] == "100"
    assert [event.value for event in board.pending] == [2]


def test_candidate_only__does_not_make_a_unit_inspected() -> None:
    board = scored(
        "| 事件日期 | 单位 | 事项编号 | 规则编号 | 状态 |\n| 2026-04-07 | 甲镇 | D-1 | A7a | 候选 |", inspected="乙局"
    )
    assert result(board, "甲镇") == ("None", "None")


def test_entered_points_differ__the_rule_counts() -> None:
    board = scored("| 事件日期 | 单位 | 规则编号 | 依据文件 | 分值 |\n| 2026-04-07 | 甲镇 | A10a | 全县大会 | 5 |")
    assert (result(board, "甲镇")[0], codes(board)) == ("97", ["S123"])


def test_entered_points__may_be_what_the_cap_left() -> None:
    board = scored(
        """
        | 事件日期   | 单位 | 规则编号 | 分值 |
        | 2026-04-07 | 甲镇 | R1       | 2    |
        | 2026-05-07 | 甲镇 | R1       | 1    |
        | 2026-06-07 | 甲镇 | R1       | 0    |
        """,
        scoring_rules="| 规则号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 单项上限 |\n| R1 | 迟报 | 次 | 扣 | 定值 | 2 | 3 |",
    )
    assert (result(board, "甲镇")[0], codes(board)) == ("97", [])


def test_entered_points_of_a_row_for_two_units__are_their_sum() -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 | 分值 |\n| 2026-04-07 | 甲镇、乙局 | R1 | 4 |",
        scoring_rules="| 规则号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 |\n| R1 | 迟报 | 次 | 扣 | 定值 | 2 |",
    )
    assert (result(board, "甲镇")[0], result(board, "乙局")[0], codes(board)) == ("98", "98", [])


def test_number_on_a_rule_that_counts_times__one_row_is_one_time() -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 | 数量 |\n| 2026-04-07 | 甲镇 | R1 | 5 |",
        scoring_rules="| 规则号 | 情形 | 单位 | 加减 | 取值方式 | 阶梯表号 | 计数范围 |\n| R1 | 催办 | 次 | 扣 | 阶梯表 | C | 规则 |",
        scoring_steps="| 表号 | 起 | 止 | 值 |\n| C | 1 | 3 | 0 |\n| C | 4 | | 1 |",
    )
    assert codes(board) == ["S171"]


@pytest.mark.parametrize(
    ("column", "written", "code"),
    [("数量", "很多", "S172"), ("角色", "旁观", "S172"), ("所属期", "2026Q9", "S172"), ("整改日期", "尽快", "S172")],
)
def test_cell_that_decides_the_points_and_cannot_be_read__waits(column: str, written: str, code: str) -> None:
    board = scored(
        f"| 事件日期 | 单位 | 事项编号 | 规则编号 | {column} |\n| 2026-04-07 | 甲镇 | D-1 | A7a | {written} |"
    )
    assert (result(board, "甲镇")[0], code in codes(board), len(board.pending)) == ("100", True, 1)
    assert "有一格看不懂，暂不计分" in trace(board.pending[0])
    assert column != "数量" or board.pending[0].value is None


def test_clearing_that_names_a_bonus__takes_it_back() -> None:
    board = scored(
        """
        | 事件日期   | 单位 | 规则编号 |
        | 2026-04-07 | 甲镇 | B1       |
        | 2026-05-07 | 甲镇 | Q1       |
        | 2026-06-07 | 甲镇 | B1       |
        """,
        scoring_sections="| 分项号 | 名称 | 计分方式 |\n| 1 | 积分 | 累计 |",
        scoring_settings="| 口径 | 取值 |\n| 方法名称 | 积分 |",
        scoring_rules="""
            | 规则号 | 分项号 | 情形     | 单位 | 加减 | 取值方式 | 主办值 | 针对规则 |
            | B1     | 1      | 好人好事 | 次   | 加   | 定值     | 2      |          |
            | Q1     | 1      | 积分清零 | 次   |      | 清零     |        | B1       |
        """,
    )
    assert result(board, "甲镇")[0] == "2"


@pytest.mark.parametrize(
    ("edges", "points"),
    [
        ("| 1 | 5 | | 0.5 |\n| P | 6 | | | 1 |", "5.5"),
        ("| 0 | 5 | | 0.5 |\n| P | 6 | | | 1 |", "5.5"),
        ("| | 5 | | 0.5 |\n| P | 5 | | 否 | 1 |", "5.5"),
        ("| | 5 | | 0.5 |\n| P | 5 | | | 1 |", "6"),  # the fifth day belongs where 5 is held
        ("| 1 | 5 | | 0.5 |\n| P | 7 | | | 1 |", None),  # the sixth day has no step
    ],
)
def test_by_parts__every_day_at_its_own_step(edges: str, points: str | None) -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 | 数量 |\n| 2026-04-07 | 甲镇 | R1 | 8 |",
        scoring_rules="| 规则号 | 情形 | 单位 | 加减 | 取值方式 | 阶梯表号 |\n| R1 | 逾期 | 天 | 扣 | 分段累计 | P |",
        scoring_steps=f"| 表号 | 起 | 止 | 含起 | 值 |\n| P {edges}",
    )
    assert len(board.pending) == (points is None)
    assert result(board, "甲镇")[0] == str(100 - Decimal(points or 0))


@pytest.mark.parametrize(("word", "score"), [("甲镇", "96"), ("乡镇", "96"), ("乙局", "98")])
def test_factor_for_a_unit_or_its_group(word: str, score: str) -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 |\n| 2026-04-07 | 甲镇 | R1 |",
        scoring_rules=f"| 规则号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 倍数条件 |\n| R1 | 迟报 | 次 | 扣 | 定值 | 2 | {word}=2 |",
    )
    assert result(board, "甲镇")[0] == score


REFUSED = [
    ("S120", "|            | 甲镇 | A9  |"),
    ("S143", "| '2026-13-01' | 甲镇 | A9  |"),
    ("S121", "| 2026-04-07 | 某镇 | A9  |"),
    ("S122", "| 2026-04-07 | 甲镇 | A99 |"),
]


@pytest.mark.parametrize(("code", "row"), REFUSED)
def test_event_without_day_unit_or_rule__refused_not_guessed(code: str, row: str) -> None:
    board = scored(f"| 事件日期 | 单位 | 规则编号 | 认定日期 |\n{row} 2026-04-08 |")
    assert [found.code for found in board.findings] == [code]
    assert [event.outcome for event in board.refused] == [Outcome.REFUSED]
    assert {unit.year_points for unit in board.units} == {0}


def test_confirmed_without_name_or_day__counts_and_is_pointed_out() -> None:
    board = scored("| 事件日期 | 单位 | 规则编号 | 依据文件 | 认定人 |\n| 2026-04-07 | 甲镇 | A9 | 云安1号 | |")
    assert (codes(board), result(board, "甲镇")[0]) == (["S127"], "97")


POINTED_OUT = [
    ("S128", "| A9   |     |          |        |        | 2026-04-08 |", 3),
    ("S134", "| A7b  | D-9 |          |        |        | 2026-04-08 |", 3),
    ("S136", "| A10a |     | 全县大会 |        |        | 2026-07-20 |", 3),
    ("S140", "| A7a  |     | 台风停工 | 台风   |        | 2026-04-08 |", 2),
    ("S142", "| A10a |     | 全县大会 |        | 不属实 | 2026-04-08 |", 3),
    ("S144", "| A10a |     | 全县大会 |        | 待核实 | 2026-04-08 |", 3),
]


@pytest.mark.parametrize(("code", "row", "lost"), POINTED_OUT)
def test_event_with_a_doubt__pointed_out_and_counted(code: str, row: str, lost: int) -> None:
    header = "| 事件日期 | 单位 | 规则编号 | 事项编号 | 依据文件 | 正当理由 | 核实 | 认定日期 |"
    board = scored(f"{header}\n| 2026-04-07 | 甲镇 {row}")
    assert code in codes(board)
    assert result(board, "甲镇")[0] == str(100 - lost)


def test_event_without_a_status__waits() -> None:
    board = scored("| 事件日期 | 单位 | 规则编号 | 依据文件 | 状态 |\n| 2026-04-07 | 甲镇 | A9 | 云安1号 | |")
    assert (codes(board), len(board.pending)) == (["S141"], 1)


def test_no_units__nothing_to_score() -> None:
    board = score(replace(scoring_ledger(), units=UnitDirectory(())), period_of("2026"))
    assert (codes(board), board.units) == (["S153"], ())


def test_quarter_over_the_end_of_the_year__not_scored() -> None:
    board = scored(settings={"考核年度": "12-01..11-30"}, period="2026Q4")
    assert (codes(board), board.units) == (["S154"], ())


def test_rule_of_another_category__pointed_out_and_counted() -> None:
    matters = "| 事项编号 | 类别 | 主办单位 | 状态 |\n| D-1 | 两办通知事项 | 甲镇 | 承办中 |"
    events = "| 事件日期 | 单位 | 事项编号 | 规则编号 |\n| 2026-04-07 | 甲镇 | D-1 | A7b |"
    board = scored(events, matters=matters)
    assert (codes(board), result(board, "甲镇")[0]) == (["S133"], "97")


def test_linked_by_hand__supports_the_event_it_names() -> None:
    board = scored("""
        | 序号 | 事件日期   | 单位 | 规则编号 | 依据文件 | 关联事件 | 核实 |
        | 1    | 2026-04-07 | 甲镇 | A12b     | 日报     | 2        | 属实 |
        | 2    | 2026-04-07 | 甲镇 | A12b     | 晚报     |          | 属实 |
    """)
    assert result(board, "甲镇")[0] == "95"
    assert outcomes(board) == [Outcome.DUPLICATE, Outcome.COUNTED]


def test_ranking__ties_share_a_place_and_the_next_is_left_out() -> None:
    board = scored(losses({"甲镇": 3, "丙镇": 3, "丁镇": 5}), units=TOWNSHIPS)
    assert [(unit.unit, unit.rank) for unit in board.units] == [("乙镇", 1), ("甲镇", 2), ("丙镇", 2), ("丁镇", 4)]


RULES = """
    | 规则号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 协办值 | 最小 | 最大 | 阶梯表号 | 倍数 | 去重键        |
    | R1     | 区间 | 件   | 扣   | 区间     |        |        | 5    | 10   |          |      |               |
    | R2     | 层级 | 次   | 扣   | 层级表   |        |        |      |      | T1       |      |               |
    | R3     | 角色 | 件   | 扣   | 定值     | 4      | 1.5    |      |      |          |      |               |
    | R4     | 加分 | 篇   | 加   | 定值     | 0.1    |        |      |      |          |      |               |
    | R5     | 加倍 | 次   | 扣   | 定值     | 1.25   |        |      |      |          | 2    |               |
    | R6     | 空值 | 次   | 扣   | 定值     |        |        |      |      |          |      | 单位+天气     |
"""
STEPS = "| 表号 | 起 | 值 |\n| T1 | 省 | 3 |\n| T1 | 市 | 2 |"
OTHER_METHOD = [
    ("R1", "7", "", "", "", ("93", [])),
    ("R1", "", "", "", "", ("100", ["S138"])),
    ("R1", "11", "", "", "", ("100", ["S137"])),
    ("R2", "", "市", "", "", ("98", [])),
    ("R2", "", "乡", "", "", ("100", ["S139"])),
    ("R3", "", "", "主办", "2", ("92", [])),
    ("R3", "", "", "协办", "3", ("95.5", [])),
    ("R4", "", "", "", "3", ("100", [])),  # no section exceeds its marks unless the office says so
    ("R5", "", "", "", "", ("97.5", [])),
    ("R6", "", "", "", "", ("100", ["S157"])),
]


@pytest.mark.parametrize(("rule", "chosen", "tier", "role", "count", "expected"), OTHER_METHOD)
def test_rule_of_another_method(
    rule: str, chosen: str, tier: str, role: str, count: str, expected: tuple[str, list[str]]
) -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 | 酌定值 | 层级 | 角色 | 数量 | 理由 |\n"
        f"| 2026-04-07 | 甲镇 | {rule} | {chosen} | {tier} | {role} | {count} | 情节较轻 |",
        scoring_rules=RULES,
        scoring_steps=STEPS,
    )
    of_the_event = [code for code in codes(board) if code != "S108"]
    assert (result(board, "甲镇")[0], of_the_event) == expected
    assert "S108" in codes(board)


def test_chosen_value_without_reason__waits() -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 | 酌定值 |\n| 2026-04-07 | 甲镇 | R1 | 7 |",
        scoring_rules=RULES,
        scoring_steps=STEPS,
    )
    assert (result(board, "甲镇")[0], "S160" in codes(board)) == ("100", True)


CAN_NOT_SAY = [
    ("S155", "| R7 | 只对部门 | 次 | 扣 | 定值 | 2 | | | 县直部门 | |", ""),
    ("S156", "| R7 | 须有依据 | 次 | 扣 | 定值 | 2 | | | | 是 |", ""),
    ("S157", "| R7 | 没有分值 | 次 | 扣 | 定值 | | | | | |", ""),
    ("S158", "| R7 | 按天数查表 | 天 | 扣 | 阶梯表 | | T2 | | | |", "9"),
    ("S158", "| R7 | 按次数查表 | 次 | 扣 | 阶梯表 | | T3 | 规则 | | |", ""),
    ("S159", "| R7 | 完成率 | | 扣 | 测算 | | | | | |", ""),
]


@pytest.mark.parametrize(("code", "rule", "count"), CAN_NOT_SAY)
def test_event_whose_points_nobody_can_say__is_told_and_not_counted(code: str, rule: str, count: str) -> None:
    header = "| 规则号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 阶梯表号 | 计数范围 | 适用组别 | 须有依据 |"
    board = scored(
        f"| 事件日期 | 单位 | 规则编号 | 数量 |\n| 2026-04-07 | 甲镇 | R7 | {count} |",
        scoring_rules=f"{header}\n{rule}",
        scoring_steps="| 表号 | 起 | 止 | 值 |\n| T2 | 1 | 5 | 1 |\n| T3 | | | 1 |",
    )
    waiting = board.refused if code == "S155" else board.pending
    assert (result(board, "甲镇")[0], codes(board), len(waiting)) == ("100", [code], 1)


@pytest.mark.parametrize(("groups", "codes_found"), [("县直部门", ["S155"]), ("乡镇", [])])
def test_section_above__for_other_units__keeps_the_event_out(groups: str, codes_found: list[str]) -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 |\n| 2026-04-07 | 甲镇 | R7 |",
        scoring_sections=f"""
            | 分项号 | 上级分项 | 名称 | 满分 | 计分方式 | 适用组别 |
            | 1      |          | 督查 | 100  | 合成     | {groups} |
            | 1.1    | 1        | 日常 | 100  | 扣分     |          |
        """,
        scoring_rules="| 规则号 | 分项号 | 情形 | 加减 | 取值方式 | 主办值 |\n| R7 | 1.1 | 甲 | 扣 | 定值 | 2 |",
    )
    assert [code for code in codes(board) if code == "S155"] == codes_found


@pytest.mark.parametrize(("part", "missing"), [("同一事", "同一事的号"), ("层级", "层级"), ("角色", "角色")])
def test_part_of_the_key_left_empty__is_named_and_the_event_counts(part: str, missing: str) -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 |\n| 2026-04-07 | 甲镇 | R7 |",
        scoring_rules=f"| 规则号 | 情形 | 加减 | 取值方式 | 主办值 | 去重键 | 去重方式 |\n| R7 | 甲 | 扣 | 定值 | 2 | 单位+{part} | 就高 |",
    )
    (found,) = [one for one in board.findings if one.code == "S128"]
    assert (found.args["missing"], result(board, "甲镇")[0]) == (missing, "98")


def test_group_with_a_list_in_brackets__is_one_group() -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 |\n| 2026-04-07 | 甲县 | R7 |",
        units="甲县 县（市、区）",
        scoring_sections="| 分项号 | 满分 | 计分方式 | 各组权重 |\n| 1 | 100 | 扣分 | 县（市、区）=2%；市直部门=4% |",
        scoring_rules="| 规则号 | 情形 | 加减 | 取值方式 | 主办值 | 适用组别 |\n| R7 | 甲 | 扣 | 定值 | 10 | 县（市、区）、市直部门 |",
    )
    assert result(board, "甲县") == ("90", "1.80")


def test_weights_below_the_only_top_section__combine_its_parts() -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 |\n| 2026-04-07 | 甲镇 | R7 |",
        scoring_sections="""
            | 分项号 | 上级分项 | 名称 | 满分 | 计分方式 | 各组权重   |
            | 1      |          | 总分 | 100  | 合成     | 乡镇=2%；县直部门=4% |
            | 11     | 1        | 日常 | 100  | 扣分     | 60%        |
            | 12     | 1        | 年终 | 100  | 扣分     | 40%        |
        """,
        scoring_rules="| 规则号 | 分项号 | 情形 | 加减 | 取值方式 | 主办值 |\n| R7 | 11 | 甲 | 扣 | 定值 | 10 |",
    )
    assert result(board, "甲镇") == ("94", "1.88")


METHOD_FAULTS = [
    ("S101", {"scoring_rules": "| 规则号 | 情形 |"}),
    ("S101", {"scoring_sections": "| 分项号 | 满分 |"}),
]


@pytest.mark.parametrize(("code", "sheets"), METHOD_FAULTS)
def test_method_that_cannot_be_applied__nothing_scored(code: str, sheets: dict[str, str]) -> None:
    board = scored(**sheets)
    assert (codes(board), board.units) == ([code], ())


@pytest.mark.parametrize("key", ["舍入方式", "未被督查单位", "保留小数", "考核年度", "通报表扬"])
def test_setting_the_engine_cannot_follow__nothing_scored(key: str) -> None:
    board = scored(settings={key: "随意"})
    assert (codes(board), board.units) == (["S103"], ())


def test_figures_that_disagree__section_counts() -> None:
    board = scored(settings={"基本分": "120"})
    assert (codes(board), result(board, "甲镇")[0]) == (["S109"], "100")


def test_weights_not_understood__group_without_weight() -> None:
    sections = "| 分项号 | 满分 | 计分方式 | 各组权重 |\n| 1 | 100 | 扣分 | 乡镇=2%；部门四个点 |"
    board = scored(scoring_sections=sections)
    assert sorted(codes(board)) == ["S104", "S150"]


@pytest.mark.parametrize(
    ("units", "told"), [("甲 乡镇; 乙 街道; 丙 街道", ["S212"]), ("甲 乡镇; 乙 街道", ["S150", "S212"])]
)
def test_group_without_weight__told_once_for_all_its_units(units: str, told: list[str]) -> None:
    sections = "| 分项号 | 满分 | 计分方式 | 各组权重 |\n| 1 | 100 | 扣分 | 乡镇=2% |"
    board = scored(units=units, scoring_sections=sections)
    assert sorted(found.code for found in board.findings if found.code in ("S150", "S212")) == told


def test_empty_cell_of_a_measure__told_once() -> None:
    board = scored(
        scoring_rules="| 规则号 | 情形 | 加减 | 取值方式 |\n| M1 | 完成率 | 加 | 测算 |",
        scoring_measures="| 规则号 | 指标 | 测算方式 | 满分 |\n| M1 | 完成率 | 按比例 | |",
    )
    assert [found.code for found in board.findings if found.code in ("S200", "S263")] == ["S200"]


def test_rule_number_twice__first_counts() -> None:
    rules = "| 规则号 | 情形 | 取值方式 | 主办值 |\n| A1 | 甲 | 定值 | 3 |\n| A1 | 乙 | 定值 | 5 |"
    board = scored("| 事件日期 | 单位 | 规则编号 |\n| 2026-04-07 | 甲镇 | A1 |", scoring_rules=rules)
    assert (codes(board), result(board, "甲镇")[0]) == (["S107"], "97")


def test_year_that_does_not_start_in_january__quarters_of_that_year() -> None:
    events = (
        "| 事件日期 | 单位 | 规则编号 | 依据文件 |\n| 2025-12-05 | 甲镇 | A9 | 1号 |\n| 2026-12-05 | 甲镇 | A9 | 2号 |"
    )
    board = scored(events, settings={"考核年度": "12-01..11-30"}, period="2026")
    unit = board.unit("甲镇")
    assert unit is not None
    assert (str(board.year_start), str(board.year_end)) == ("2025-12-01", "2026-11-30")
    assert (unit.year_points, sum(unit.quarter_points)) == (3, 3)


def test_traces__one_chinese_line_with_clause_points_and_decision() -> None:
    board = scored("| 序号 | 事件日期 | 单位 | 规则编号 | 依据文件 |\n| 1 | 2026-04-07 | 甲镇 | A10a | 全县大会 |")
    assert [trace(event) for event in board.events] == [
        "附件第十条（规则A10a）；每次扣3分；依据全县大会；王督查于2026-04-07认定；计扣3分"
    ]


def test_findings__can_be_said() -> None:
    board = scored(ONE_MATTER_THREE_RULES.format("甲镇"), settings={"同一事项多条规则": "就高"}, units="甲镇 街道")
    assert all(message(found) and hint(found) for found in board.findings)
    assert board.findings != ()
