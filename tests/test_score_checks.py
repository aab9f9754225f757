"""The sheets of a method and its data, edited into something wrong: every fault is found at its cell, a sound method has none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.catalogue import told
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.source import Value
from duban_xl.score.checks import scoring_findings
from tests.packs import ledger_of_pack
from tests.tables import ledger_from, ledger_from_rows

AS_OF = date(2026, 11, 1)
SOUND: dict[str, str] = {
    "units": """
        | 单位代码 | 单位名称 | 组别 |
        | U01 | 甲镇 | 乡镇 |
        | U02 | 乙镇 | 乡镇 |
        | U03 | 丙局 | 县直部门 |
        | U04 | 丁局 | 县直部门 |
    """,
    "scoring_settings": """
        | 口径 | 取值 |
        | 方法名称 | 考核办法 |
        | 等次表 | B |
        | 分档比例 | 50 |
        | 并列依据 | 扣分少者、分项 1、指标 完成率 |
    """,
    "scoring_sections": """
        | 分项号 | 上级分项 | 名称 | 满分 | 计分方式 | 下限 | 周期 | 周期合成 | 周期权重 | 适用组别 | 各组权重 |
        | 1 | | 日常 | 100 | 合成 | | | | | | 60% |
        | 11 | 1 | 办理 | 60 | 扣分 | 0 | 季 | 加权 | 20%、20%、20%、40% | | |
        | 12 | 1 | 报送 | 40 | 测算 | 0 | | | | 乡镇、丙局、丁局 | |
        | 13 | 1 | 表彰 | 5 | 加分 | 0 | | | | | |
        | 2 | | 重点 | 100 | 扣分 | 0 | | | | | 乡镇=40%；县直部门=40% |
    """,
    "scoring_rules": """
        | 规则号 | 分项号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 协办值 | 最小 | 最大 | 阶梯表号 | 倍数条件 | 倍数 | 计数范围 | 递进方式 | 单项上限 | 次数上限 | 上限组 | 去重键 | 去重方式 | 整改退回比例 | 后果代码 |
        | A1 | 11 | 逾期 | 件 | 扣 | 定值 | 2 | 1 | | | | 媒体曝光；第2次起=1.5；协办=0.5 | 2 | | | 10 | 季3；年6 | G1 | 单位+事项 | 就高 | 50% | C1 |
        | A2 | 11 | 敷衍 | 次 | 扣 | 区间 | | | 1 | 3 | | | | | | | | | 单位+文件 | 跨规则就高 | | |
        | A3 | 11 | 催办 | 次 | 扣 | 阶梯表 | | | | | T1 | | | 事项 | 替代 | | | | 单位+文件 | 跨规则就高 | | |
        | A4 | 12 | 报送率 | | 加 | 测算 | | | | | | | | | | | | | | | | |
        | A5 | 13 | 表扬 | 次 | 加 | 层级表 | | | | | T2 | | | | | | | | | | | |
        | A6 | 2 | 未完成 | 项 | 扣 | 占满分% | 5 | | | | | | | | | | | | | | | |
        | A7 | 2 | 销账 | | | 清零 | | | | | | | | | | | | | | | | |
    """,  # noqa: E501
    "scoring_measures": """
        | 规则号 | 指标 | 测算方式 | 满分 | 目标 |
        | A4 | 完成率 | 按比例 | 40 | 95 |
    """,
    "scoring_steps": """
        | 表号 | 起 | 止 | 含止 | 值 | 名称 |
        | T1 | 1 | 1 | | 0 | |
        | T1 | 2 | 2 | | 2 | |
        | T1 | 3 | | | 6 | |
        | T2 | 市 | | | 1 | |
        | T2 | 省 | | | 2 | |
        | B | 90 | | | | 优秀 |
        | B | 60 | 90 | | | 合格 |
        | B | | 60 | 否 | | 较差 |
    """,
    "cap_groups": "| 组号 | 上级组 | 加分上限 | 扣分上限 |\n| G1 | G | | 8 |\n| G | | 10 | 20 |",
    "scoring_consequences": """
        | 代码 | 条件组 | 触发 | 对象 | 比较 | 数值 | 名称 | 效果 | 等次或分项 |
        | C1 | | 事件 | | | | 约谈 | 提出建议 | |
        | C2 | | 得分 | | < | 60 | 书面检查 | 定为等次 | 较差 |
        | C3 | | 组内名次 | | 后 | 1 | 约谈 | 提出建议 | |
        | C4 | a | 得分 | | ≥ | 60 | 提醒 | 提出建议 | |
        | C4 | a | 得分 | | < | 70 | 提醒 | 提出建议 | |
        | C4 | b | 分项得分 | 2 | 低于均值 | | 提醒 | 提出建议 | |
    """,
    "deductions": """
        | 序号 | 事件日期 | 单位 | 规则编号 | 数量 | 情节 | 酌定值 | 状态 | 认定日期 | 所属期 | 整改日期 |
        | 1 | 2026-03-02 | 甲镇 | A1 | 2 | 媒体曝光 | | 已确认 | 2026-03-05 | 2026Q1 | 2026-04-01 |
        | 2 | 2025-03-02 | 甲镇 | A2 | | | 2 | 已确认 | 2025-03-09 | | |
    """,
    "indicators": "| 单位 | 周期 | 指标 | 实绩 | 是否适用 |\n| 甲镇 | 2026 | 完成率 | 90 | |\n| 乙镇 | | 12 | | 否 |",
}  # fmt: skip


def told_in(**sheets: str) -> list[Finding]:
    ledger = ledger_from(**(SOUND | sheets))
    assert ledger.findings == ()
    return list(scoring_findings(ledger, AS_OF))


def test_sound_method__has_no_finding() -> None:
    assert [(f.code, f.source.sheet, f.source.cell, told(f)) for f in told_in()] == []


@pytest.mark.parametrize("pack", ["cangnan", "jiangsu", "shiwei", "weinan", "xiayi"])
def test_pack_as_it_is__has_no_finding(pack: str) -> None:
    assert scoring_findings(ledger_of_pack(pack), AS_OF) == ()


def changed(sheet: str, old: str, new: str) -> dict[str, str]:
    assert old in SOUND[sheet], old
    return {sheet: SOUND[sheet].replace(old, new)}


SETTINGS, SECTIONS, RULES, MEASURES = "scoring_settings", "scoring_sections", "scoring_rules", "scoring_measures"
STEPS, CAPS, RESULTS, EVENTS, FIGURES = (
    "scoring_steps", "cap_groups", "scoring_consequences", "deductions", "indicators",
)  # fmt: skip
FAULTS = [
    # code, sheet, what is changed, into what, the cell of the finding
    ("L210", RULES, "| 敷衍 | 次 | 扣 |", "| 敷衍 | 次 | 减 |", "E4"),
    ("L201", RULES, "| A2 | 11 | 敷衍", "| | 11 | 敷衍", "A4"),
    ("S200", RULES, "| 定值 | 2 | 1 |", "| 定值 | | 1 |", "G3"),
    ("S200", RULES, "| 区间 | | | 1 | 3 |", "| 区间 | | | 1 | |", "J4"),
    ("S200", RULES, "| T1 | | | 事项", "| | | | 事项", "K5"),
    ("S200", RULES, "协办=0.5 | 2 |", "协办=0.5 | |", "M3"),
    ("S200", SECTIONS, "| 加权 | 20%、20%、20%、40% |", "| 加权 | |", "I4"),
    ("S200", SECTIONS, "| 季 | 加权 |", "| | 加权 |", "G4"),
    ("S200", SECTIONS, "| 2 | | 重点 | 100 |", "| 2 | | 重点 | |", "D7"),
    ("S200", SETTINGS, "| 并列依据 | 扣分少者、分项 1、指标 完成率 |", "| 并列名次 | 按并列依据 |", "B6"),
    ("S200", MEASURES, "| 按比例 | 40 |", "| 按比例 | |", "D3"),
    ("S200", RESULTS, "| < | 60 |", "| < | |", "F4"),
    ("S200", RESULTS, "| 定为等次 | 较差 |", "| 定为等次 | |", "I4"),
    ("S201", RULES, "| 区间 | | | 1 | 3 |", "| 区间 | 2 | | 1 | 3 |", "G4"),
    ("S201", RULES, "| 销账 | | | 清零 |", "| 销账 | | 加 | 清零 |", "E9"),
    ("S201", RULES, "| T2 | | | | | | | | | |", "| T2 | | | | 累加 | | | | | |", "O7"),
    ("S201", RULES, "| T2 | | | | | | | | | |", "| T2 | | | | | | | | | 一次 |", "T7"),
    ("S201", SECTIONS, "| 加权 | 20%", "| 平均 | 20%", "I4"),
    ("S201", MEASURES, "| 按比例 | 40 | 95 |", "| 比首位 | 40 | 95 |", "E3"),
    ("S201", EVENTS, "| A2 | | | 2 |", "| A1 | | | 2 |", "G4"),
    ("S201", EVENTS, "| 2025-03-09 | | |", "| 2025-03-09 | | 2025-04-01 |", "K4"),
    ("S202", RULES, "| 定值 | 2 | 1 |", "| 定值 | -2 | 1 |", "G3"),
    ("S202", CAPS, "| G1 | G | | 8 |", "| G1 | G | | -8 |", "D3"),
    ("S203", CAPS, "| G | | 10 | 20 |", "| G | | 10 | 20 |\n| G | | 10 | 30 |", "A4"),
    ("S203", STEPS, "| T2 | 省 |", "| T2 | 市 |", "B6"),
    ("S203", SETTINGS, "| 分档比例 | 50 |", "| 分档比例 | 50 |\n| 分档比例 | 60 |", "A5"),
    ("S203", MEASURES, "| A4 | 完成率 |", "| A4 | 完成率 | 按比例 | 40 | 95 |\n| A4 | 完成率 |", "A3"),
    ("S204", SECTIONS, "| 13 | 1 |", "| 13 | 9 |", "B6"),
    ("S204", RULES, "| A6 | 2 |", "| A6 | 22 |", "B8"),
    ("S204", RULES, "| 层级表 | | | | | T2 |", "| 层级表 | | | | | T9 |", "K7"),
    ("S204", RULES, "| 季3；年6 | G1 |", "| 季3；年6 | G2 |", "R3"),
    ("S204", MEASURES, "| A4 | 完成率 |", "| A4 | 分项 9 |", "B3"),
    ("S204", MEASURES, "| A4 |", "| A44 |", "A3"),
    ("S204", SETTINGS, "| 等次表 | B |", "| 等次表 | B1 |", "B4"),
    ("S204", SETTINGS, "分项 1、", "分项 7、", "B6"),
    ("S204", RESULTS, "| 定为等次 | 较差 |", "| 定为等次 | 差 |", "I4"),
    ("S204", RESULTS, "| 分项得分 | 2 |", "| 分项得分 | 7 |", "D8"),
    ("S205", SECTIONS, "| 1 | | 日常", "| 1 | 11 | 日常", "B3"),
    ("S205", CAPS, "| G | | 10 | 20 |", "| G | G1 | 10 | 20 |", "B3"),
    ("S206", SECTIONS, "| 重点 | 100 | 扣分 | 0 |", "| 重点 | 100 | 扣分 | 120 |", "F7"),
    ("S206", RULES, "| 1 | 3 |", "| 4 | 3 |", "I4"),
    ("S206", STEPS, "| B | 60 | 90 |", "| B | 90 | 60 |", "B9"),
    ("S206", SETTINGS, "| 分档比例 | 50 |", "| 分档比例 | 50 |\n| 得分下限 | 60 |\n| 总分上限 | 50 |", "B6"),
    ("S207", RULES, "季3；年6", "每季三回", "Q3"),
    ("S207", RULES, "第2次起=1.5", "第2次起=两倍", "L3"),
    ("S207", SECTIONS, "20%、20%、20%、40%", "20%、20%、20%、其余", "I4"),
    ("S207", SETTINGS, "扣分少者、", "抽签、", "B6"),
    ("S207", EVENTS, "| 2026Q1 |", "| 一季 |", "J3"),
    ("S208", SECTIONS, "乡镇=40%；县直部门=40%", "乡镇=40%；县直部门=30%", "K3"),
    ("S208", SECTIONS, "20%、20%、20%、40%", "20%、20%、20%、30%", "I4"),
    ("S209", SECTIONS, "乡镇、丙局、丁局", "乡镇、县直", "J5"),
    ("S210", SECTIONS, "| 报送 | 40 |", "| 报送 | 30 |", "D3"),
    ("S213", SECTIONS, "乡镇=40%；县直部门=40%", "乡镇=40%；县直部门=40%；街道=40%", "K7"),
    ("S214", SECTIONS, "乡镇=40%；", "乡镇=40；", "K7"),
    ("S187", SECTIONS, "| 日常 | 100 | 合成 | | | | |", "| 日常 | 100 | 合成 | | 季 | 平均 | |", "G3"),
    ("S217", RULES, "| A5 | 13 |", "| A5 | 11 |", "A6"),
    ("S216", RULES, "| A5 | 13 |", "| A5 | 1 |", "E3"),
    ("S218", RULES, "| 表扬 | 次 | 加 |", "| 表扬 | 次 | 扣 |", "E6"),
    ("S219", SECTIONS, "20%、20%、20%、40%", "30%、30%、40%", "I4"),
    ("S220", FIGURES, "| 完成率 |", "| 办结率 |", "B3"),
    ("S221", RULES, "| 敷衍 | 次 | 扣 |", "| 敷衍 | 次 | |", "E4"),
    ("S222", RULES, "| 10 | 季3", "| 1 | 季3", "P3"),
    ("S223", CAPS, "| G1 | G | | 8 |", "| G1 | G | | 1 |", "D3"),
    ("S224", RULES, "年6 | G1 |", "年6 | |", "A3"),
    ("S225", CAPS, "| G1 | G | | 8 |\n| G | | 10 | 20 |", "| G1 | G | 8 | |\n| G | | 10 | |", "R3"),
    ("S226", CAPS, "| G1 | G | | 8 |", "| G1 | G | | 30 |", "D3"),
    ("S227", CAPS, "| G1 | G | | 8 |", "| G1 | G | | 0 |", "D3"),
    ("S227", RULES, "季3；年6", "季3；年0", "Q3"),
    ("S228", STEPS, "| T1 | 1 | 1 | | 0 | |\n", "", "K5"),
    ("S229", RULES, "协办=0.5 | 2 |", "协办=0.5 | 0 |", "M3"),
    ("S230", RULES, "媒体曝光；第2次起=1.5", "媒体曝光；第二次以上=1.5", "L3"),
    ("S230", RULES, "协办=0.5", "协办单位=0.5", "L3"),
    ("S231", RULES, "| 单位+文件 | 跨规则就高 | | |\n        | A4", "| 单位+会议 | 跨规则就高 | | |\n        | A4", "S4"),
    ("S232", RULES, "| 占满分% | 5 |", "| 占满分% | 150 |", "G8"),
    ("S233", RULES, "| 50% | C1 |", "| 50% | C9 |", "V3"),
    ("S235", RULES, "| 占满分% | 5 |", "| 占满分% | 0 |", "G8"),
    ("S236", RULES, "| A7 | 2 | 销账 | | | 清零 | | ", "| A7 | 2 | 未完成 | 项 | 扣 | 占满分% | 6 | ", "C8"),
    ("S237", EVENTS, "| 媒体曝光 |", "| 媒体 |", "F3"),
    ("S238", RULES, "| 报送率 | | 加 | 测算 | |", "| 报送率 | | 加 | 定值 | 1 |", "A3"),
    ("S239", MEASURES, "| A4 | 完成率 | 按比例 | 40 | 95 |", "", "F6"),
    ("S240", MEASURES, "| 95 |", "| 0 |", "E3"),
    ("S242", FIGURES, "| 完成率 |", "| 办结率 |", "C3"),
    ("S243", STEPS, "| T1 | 2 | 2 |", "| T1 | 2 | |", "C4"),
    ("S243", STEPS, "| B | 60 | 90 | |", "| B | 60 | 90 | 是 |", "C9"),
    ("S244", STEPS, "| B | 60 | 90 |", "| B | 60 | 89 |", "C9"),
    ("S244", STEPS, "| T1 | 3 | |", "| T1 | 4 | |", "C4"),
    ("S245", STEPS, "| 合格 |", "| |", "F9"),
    ("S245", STEPS, "| T1 | 2 | 2 | | 2 |", "| T1 | 2 | 2 | | |", "E4"),
    ("S246", STEPS, "| T1 | 3 | | | 6 |", "| T1 | 3 | | | 1 |", "E5"),
    ("S247", STEPS, "| T1 | 3 | |", "| T1 | 3次以上 | |", "B5"),
    ("S248", STEPS, "| T2 | 市 |", "| T8 | 市 |", "A6"),
    ("S249", STEPS, "| B | | 60 | 否 | | 较差 |", "| B | 50 | 60 | 否 | | 较差 |", "B10"),
    ("S250", STEPS, "| T1 | 3 | |", "| T1 | 3 | 3 |", "C5"),
    ("S251", RULES, "| 50% | C1 |", "| 50% | |", "A3"),
    ("S252", RESULTS, "| 后 | 1 |", "| 后 | 3 |", "F5"),
    ("S253", RESULTS, "| < | 70 |", "| < | 50 |", "F6"),
    ("S254", RESULTS, "| < | 70 |", "| 前 | 70 |", "E7"),
    ("S255", SETTINGS, "| 分档比例 | 50 |", "| 分档比例 | 50 |\n| 舍入方法 | 舍去 |", "A6"),
    ("S256", EVENTS, "| 2025-03-09 |", "| 2026-03-09 |", "B4"),
    ("S257", EVENTS, "| 2026-04-01 |", "| 2026-01-01 |", "K3"),
    ("S258", EVENTS, "| A1 | 2 |", "| A1 | 0 |", "E3"),
    ("S259", EVENTS, "| 2026Q1 |", "| 2026Q4 |", "J3"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "sheet", "old", "new", "cell"), FAULTS)
def test_fault__is_found_at_its_cell(code: str, sheet: str, old: str, new: str, cell: str) -> None:
    findings = told_in(**changed(sheet, old, new))
    assert (code, cell) in [(f.code, f.source.cell) for f in findings]
    assert all(told(f) for f in findings)


def found_with(code: str, **sheets: str) -> list[tuple[str, str]]:
    return [(f.source.sheet, f.source.cell) for f in told_in(**sheets) if f.code == code]


def test_shares_of_the_lower__need_the_setting() -> None:
    rules = SOUND[RULES].replace("| 单位+事项 | 就高 |", "| 单位+事项 | 分档 |")
    assert found_with("S200", scoring_rules=rules) == []
    without = SOUND[SETTINGS].replace("| 分档比例 | 50 |", "| 版本 | 1 |")
    assert [sheet for sheet, _ in found_with("S200", scoring_rules=rules, scoring_settings=without)] == ["计分口径"]


def test_t17_marks_that_do_not_add_up__are_told_with_both_readings() -> None:
    sections = """
        | 分项号 | 上级分项 | 满分 | 计分方式 |
        | 1 | | 20 | 合成 |
        | 2 | 1 | 6 | 扣分 |
        | 3 | 1 | 7 | 扣分 |
        | 4 | 1 | 8 | 扣分 |
    """
    [found] = [f for f in told_in(scoring_sections=sections) if f.code == "S210"]
    assert "21 分；取“折算”，相加以后乘以 20/21，全得满为 20 分。现在取“照印”" in told(found)


def test_parts_without_marks__are_not_compared_with_the_whole() -> None:
    sections = "| 分项号 | 上级分项 | 满分 | 计分方式 |\n| 1 | | 20 | 合成 |\n| 2 | 1 | | 累计 |\n| 3 | 1 | | 累计 |"
    assert found_with("S210", scoring_sections=sections) == []


@pytest.mark.parametrize(("base", "expected"), [("90", [("计分口径", "B3")]), ("100", [])])
def test_sections_at_the_top__make_the_total(base: str, expected: list[tuple[str, str]]) -> None:
    sections = "| 分项号 | 满分 | 计分方式 |\n| 1 | 60 | 扣分 |\n| 2 | 40 | 扣分 |\n| 3 | 10 | 加分 |"
    settings_sheet = f"| 口径 | 取值 |\n| 基本分 | {base} |"
    assert found_with("S211", scoring_sections=sections, scoring_settings=settings_sheet) == expected


def test_group_without_weight__is_told_once_with_its_units() -> None:
    sections = SOUND[SECTIONS].replace("| 60% |", "| 乡镇=60% |").replace("；县直部门=40%", "")
    assert found_with("S212", scoring_sections=sections) == [("计分分项", "K3")]


@pytest.mark.parametrize(("places", "expected"), [("8", ["F3"]), ("-1", ["F3"]), ("2", [])])
def test_places__are_0_to_6(places: str, expected: list[str]) -> None:
    sections = f"| 分项号 | 名称 | 满分 | 计分方式 | 下限 | 保留小数 |\n| 1 | 日常 | 100 | 扣分 | 0 | {places} |"
    assert [cell for _, cell in found_with("S215", scoring_sections=sections)] == expected


def test_rule_for_other_units_than_its_section__applies_to_nobody() -> None:
    sections = "| 分项号 | 满分 | 计分方式 | 适用组别 |\n| 1 | 100 | 扣分 | 乡镇 |"
    rules = "| 规则号 | 分项号 | 情形 | 主办值 | 适用组别 |\n| A | 1 | 甲 | 1 | 县直部门 |\n| B | 1 | 乙 | 1 | 甲镇 |"
    assert found_with("S234", scoring_sections=sections, scoring_rules=rules) == [("计分规则", "E3")]


@pytest.mark.parametrize(("votes", "expected"), [("1", ["F3"]), ("6", [])])
def test_trimming__leaves_votes(votes: str, expected: list[str]) -> None:
    measures = f"| 规则号 | 指标 | 测算方式 | 满分 | 评分组权重 | 去极值 |\n| A4 | 完成率 | 测评 | 40 | 甲=60%；乙=40% | {votes} |"
    assert [cell for _, cell in found_with("S241", scoring_measures=measures)] == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [("甲=60%；乙=40%", []), ("甲=60；乙=40", []), ("甲=60；乙=30", ["E3"]), ("甲=60%；乙=30%", ["E3"])],
)
def test_weights_of_raters__make_100_with_or_without_the_sign(weights: str, expected: list[str]) -> None:
    measures = f"| 规则号 | 指标 | 测算方式 | 满分 | 评分组权重 |\n| A4 | 完成率 | 测评 | 40 | {weights} |"
    assert [cell for _, cell in found_with("S208", scoring_measures=measures)] == expected


@pytest.mark.parametrize(
    ("said", "subject", "sign", "expected"),
    [
        ("只扣点名单位", "各承办单位", "扣", ["H3"]),
        ("只扣点名单位", "平分", "扣", ["H3"]),
        ("只扣点名单位", "登记单位", "扣", []),
        ("只扣点名单位", "平分", "加", []),
        ("按规则的计分对象", "各承办单位", "扣", []),
        ("", "各承办单位", "扣", []),
    ],
)
def test_rule_that_spreads__fits_what_is_printed(said: str, subject: str, sign: str, expected: list[str]) -> None:
    rules = f"| 规则号 | 分项号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 计分对象 |\n| A | 1 | 甲 | 次 | {sign} | 定值 | 1 | {subject} |"
    settings = f"| 口径 | 取值 |\n| 联合承办 | {said} |"
    assert [cell for _, cell in found_with("S188", scoring_rules=rules, scoring_settings=settings)] == expected


@pytest.mark.parametrize(("said", "expected"), [("不加分", ["C3"]), ("按规则加分", []), ("", [])])
def test_praise_with_points__fits_what_is_printed(said: str, expected: list[str]) -> None:
    rules = (
        "| 规则号 | 分项号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 |\n| B | 1 | 受到通报表扬 | 次 | 加 | 定值 | 1 |"
    )
    settings = f"| 口径 | 取值 |\n| 通报表扬 | {said} |"
    assert [cell for _, cell in found_with("S189", scoring_rules=rules, scoring_settings=settings)] == expected


def test_window_of_a_rank__does_nothing_and_is_told() -> None:
    results = "| 代码 | 触发 | 比较 | 数值 | 窗口 | 名称 |\n| C1 | 组内名次 | 后 | 1 | 季 | 约谈 |"
    assert ("计分后果", "E3") in found_with("S201", scoring_consequences=results)


GARBAGE = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(-(10**6), 10**6, places=2),
    st.sampled_from(
        ["1", "2", "A", "扣", "加", "合成", "加权", "阶梯表", "测算", "1e999999", "乡镇=2", "第2次", "＝=；"]
    ),
    st.text(max_size=6).filter(bool),
)
TEXT = GARBAGE.map(lambda value: value if value is None or isinstance(value, str) else str(value))
METHOD = (SETTINGS, SECTIONS, RULES, MEASURES, STEPS, CAPS, RESULTS, FIGURES)


@st.composite
def garbage(draw: st.DrawFn) -> dict[str, list[dict[str, Value]]]:
    """Rows with anything in every cell that its kind lets through the reader."""
    rows: dict[str, list[dict[str, Value]]] = {}
    for key in METHOD:
        numbers = {"分值", "数值", "整数", "百分比"}
        cells = {
            field.key: st.none() | st.decimals(-(10**6), 10**6, places=2)
            if field.kind.value in numbers
            else (st.none() | st.booleans() if field.kind.value == "是否" else TEXT)
            for field in SHEETS[key].fields
        }
        rows[key] = draw(st.lists(st.fixed_dictionaries(cells), max_size=3))
    return rows


@settings(max_examples=60, deadline=None)
@given(garbage())
def test_garbage_in_the_sheets__never_stops_the_checks(rows: dict[str, list[dict[str, Value]]]) -> None:
    units: list[dict[str, Value]] = [{"code": "U1", "name": "甲镇", "group": "乡镇"}]
    ledger = ledger_from_rows(rows | {"units": units})
    assert all(told(found) for found in scoring_findings(ledger, AS_OF))


@pytest.mark.parametrize(("over", "expected"), [("不可以", ["S218"]), ("可以", [])])
def test_bonus_in_a_full_section__can_move_it_only_where_it_may_exceed_its_marks(
    over: str, expected: list[str]
) -> None:
    rules = SOUND[RULES].replace("| A6 | 2 | 未完成 | 项 | 扣 |", "| A6 | 2 | 超额 | 项 | 加 |")
    rules = rules.replace("| A7 | 2 |", "| A7 | 11 |")
    settings = SOUND[SETTINGS] + f"| 分项可否超满分 | {over} |\n"
    assert [f.code for f in told_in(scoring_rules=rules, scoring_settings=settings) if f.code == "S218"] == expected


@pytest.mark.parametrize(("indicator", "expected"), [("完成率", ["S244"]), ("完成件数", [])])
def test_gap_of_a_point_between_steps__is_none_where_things_are_counted(indicator: str, expected: list[str]) -> None:
    """89 and 90 are neighbours for numbers of things; a rate may be 89.5."""
    measures = f"| 规则号 | 指标 | 测算方式 | 满分 | 阶梯表号 |\n| A4 | {indicator} | 分档 | 40 | F |"
    steps = SOUND[STEPS] + "| F | 90 | | | 40 | |\n| F | | 89 | 是 | 20 | |\n"
    got = told_in(scoring_measures=measures, scoring_steps=steps)
    assert [f.code for f in got if f.code == "S244"] == expected


@pytest.mark.parametrize(("included", "missing"), [("否", "3"), ("是", "4")])
def test_gap_between_counts__begins_with_the_end_that_is_left_out(included: str, missing: str) -> None:
    steps = SOUND[STEPS].replace("| T1 | 2 | 2 | |", f"| T1 | 2 | 3 | {included} |").replace("| T1 | 3 |", "| T1 | 5 |")
    (gap,) = [f for f in told_in(scoring_steps=steps) if f.code == "S244"]
    assert gap.args["value"] == {"3": "3—4", "4": "4"}[missing]


def test_weights_that_do_not_add_up__are_told_in_percent() -> None:
    (one,) = [f for f in told_in(**changed(SECTIONS, "县直部门=40%", "县直部门=30%")) if f.code == "S208"]
    assert "90" in told(one)


@pytest.mark.parametrize(("over", "expected"), [("不可以", ["S206"]), ("可以", [])])
def test_start_above_the_full_marks__contradicts_only_where_they_may_not_be_exceeded(
    over: str, expected: list[str]
) -> None:
    header, *rows = SOUND[SECTIONS].strip().splitlines()
    starts = {"| 2 |": "120"}
    lines = [f"{header} 起始分 |", *(f"{row} {starts.get(row.strip()[:5], '')} |" for row in rows)]
    settings = SOUND[SETTINGS] + f"| 分项可否超满分 | {over} |\n"
    got = told_in(scoring_sections="\n".join(lines), scoring_settings=settings)
    assert [f.code for f in got if f.code == "S206"] == expected
