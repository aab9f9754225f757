"""The method's sheets, the ways of inspecting, publicity and criticism: what was edited into nonsense is found at its cell."""

import pytest

from duban_xl.catalogue import message
from duban_xl.check.ledger import check_ledger
from duban_xl.check.ledger_conduct import never_public
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.named import COLUMNS, column_named
from duban_xl.model.finding import Level
from duban_xl.model.ledger import Ledger
from tests.packs import pack_with
from tests.tables import ledger_from


def cells(code: str, ledger: Ledger) -> list[str]:
    """The first cells at which checking the ledger gives `code`."""
    return [f.source.cell for f in check_ledger(ledger) if f.code == code]


@pytest.mark.parametrize("pack", ["cangnan", "jiangsu", "shiwei", "weinan", "xiayi"])
def test_pack_as_it_is__has_nothing_wrong_in_its_sheets(pack: str) -> None:
    assert [(f.code, f.source.sheet, f.source.cell) for f in check_ledger(pack_with(pack))] == []


# --- limits -----------------------------------------------------------------------------------------------------------

LIMITS = [
    ("requirements", "| 规则编号 | 时限 |\n| x-1 | 10日内 |\n| x-2 | 尽早吧 |", "B4"),
    ("requirements", "| 规则编号 | 时限 |\n| x-1 | CD(10)@arrangement |\n| x-2 | CD(十日)@arrangement |", "B4"),
    ("duties", "| 规则编号 | 周期 |\n| x-1 | EVERY(1M) |\n| x-2 | 适时 |\n| x-3 | EVERY(月) |", "B5"),
    ("duties", "| 规则编号 | 周期 |\n| x-1 | |\n| x-2 | 有空就办 |", "B4"),
    ("ladder", "| 规则编号 | 窗口 |\n| x-1 | WINDOW(1Y) |\n| x-2 | 一阵子 |", "B4"),
    ("categories", "| 类别代码 | 类别 | 上限 |\n| M1 | 甲 | WD(15)@receipt |\n| M2 | 乙 | 十五天左右 |", "C4"),
]


@pytest.mark.parametrize(("sheet", "rows", "cell"), LIMITS)
def test_limit_of_the_method__that_nobody_understands__is_reported(sheet: str, rows: str, cell: str) -> None:
    assert cells("L223", ledger_from(**{sheet: rows})) == [cell]


KINDS = [
    ("categories", "| 类别代码 | 类别 | 上限 |\n| M1 | 甲 | cap=WD(15)@receipt |\n| M2 | 乙 | 每周五 |", "C4"),
    ("categories", "| 类别代码 | 类别 | 办理时限 |\n| M1 | 甲 | MILESTONE |\n| M2 | 乙 | 每周五 |", "C4"),
    ("categories", "| 类别代码 | 类别 | 办理时限 |\n| M1 | 甲 | YE |\n| M2 | 乙 | 1年内累计 |", "C4"),
    ("categories", "| 类别代码 | 类别 | 报送周期 |\n| M1 | 甲 | MILESTONE |\n| M2 | 乙 | 5个工作日内 |", "C4"),
    ("categories", "| 类别代码 | 类别 | 报送周期 |\n| M1 | 甲 | UNTIL_DONE |\n| M2 | 乙 | 及时 |", "C4"),
    ("categories", "| 类别代码 | 类别 | 督查频次 |\n| M1 | 甲 | 适时 |\n| M2 | 乙 | 年底前 |", "C4"),
    ("requirements", "| 规则编号 | 时限 |\n| x-1 | 每月28日前 |\n| x-2 | WINDOW(1Y) |", "B4"),
    ("duties", "| 规则编号 | 周期 |\n| x-1 | WD(7)@assign |\n| x-2 | 1年内累计 |", "B4"),
    ("ladder", "| 规则编号 | 窗口 |\n| x-1 | 1年内累计 |\n| x-2 | 每年 |", "B4"),
]


@pytest.mark.parametrize(("sheet", "rows", "cell"), KINDS)
def test_limit_of_another_kind__is_reported(sheet: str, rows: str, cell: str) -> None:
    assert cells("L250", ledger_from(**{sheet: rows})) == [cell]


OPEN = """
    | 参数 | 值 |
    | 批示件时限 | 每月28日前 |
    | 上限 | WD(5) |
    | 周期 | 看着办 |
    | 未定 | |
"""


def test_limit_left_to_a_setting__is_judged_where_the_setting_stands() -> None:
    categories = """
        | 类别代码 | 类别 | 办理时限 | 上限 | 报送周期 |
        | M1 | 甲 | 参数.未定 | 参数.未定 | 参数.未定 |
        | M2 | 乙 | 参数.批示件时限 | | 参数.批示件时限 |
        | M3 | 丙 | WD(7) | 参数.上限 | 参数.周期 |
        | M4 | 丁 | 参数.没有 | | |
    """
    ledger = ledger_from(categories=categories, settings=OPEN, duties="| 规则编号 | 周期 |\n| x-1 | 参数.没有 |")
    found = [(f.code, *((s.sheet, s.cell) for s in f.sources)) for f in check_ledger(ledger)]
    assert found == [
        ("L223", ("参数", "B5"), ("事项类别", "E5")),
        ("L250", ("参数", "B3"), ("事项类别", "C4")),
        ("L265", ("事项类别", "C6")),
        ("L265", ("工作时限", "B3")),
        ("L252", ("事项类别", "D5"), ("事项类别", "C5")),
    ]


def test_window__is_never_left_to_a_setting() -> None:
    ladder = "| 规则编号 | 触发 | 次数 | 窗口 |\n| x-1 | 通报批评 | 1 | 参数.窗口 |"
    assert cells("L223", ledger_from(ladder=ladder, settings="| 参数 | 值 |\n| 窗口 | WINDOW(1Y) |")) == ["D3"]


COUNTED = [
    ("L261", "B3", "屡教不改", "1", "WINDOW(1Y)", ""),
    ("L261", "B3", "", "1", "WINDOW(1Y)", ""),
    ("L261", "E3", "通报批评", "1", "WINDOW(1Y)", "谈心"),
    ("L262", "C3", "通报批评", "0", "WINDOW(1Y)", ""),
    ("L262", "C3", "通报批评", "-2", "WINDOW(1Y)", ""),
    ("L122", "C3", "通报批评", "1.5", "WINDOW(1Y)", "督办令"),  # told while reading; the step is not counted
    ("L263", "D3", "通报批评", "2", "", ""),
    ("", "", "通报批评", "2", "WINDOW(1Y)", "督办令"),
    ("", "", "屡教不改", "", "", "谈心"),  # not counted: in words
]


@pytest.mark.parametrize(("code", "cell", "trigger", "times", "window", "precondition"), COUNTED)
def test_step_that_counts_nothing__is_reported(
    code: str, cell: str, trigger: str, times: str, window: str, precondition: str
) -> None:
    row = f"| x-1 | {trigger} | {times} | {window} | {precondition} |"
    ledger = ledger_from(ladder=f"| 规则编号 | 触发 | 次数 | 窗口 | 前置条件 |\n{row}")
    found = [(f.code, f.source.cell) for f in (*ledger.findings, *check_ledger(ledger))]
    assert found == ([(code, cell)] if code else [])


def test_reminder__is_a_whole_number_of_days() -> None:
    duties = "| 规则编号 | 提前提醒 |\n| x-1 | 0 |\n| x-2 | -1 |\n| x-3 | 2.5 |\n| x-4 | |"
    ledger = ledger_from(duties=duties)
    found = [(f.code, f.source.cell) for f in (*ledger.findings, *check_ledger(ledger))]
    assert [one for one in found if one[1].startswith("B")] == [("L122", "B5"), ("L264", "B4")]


def test_code_of_two_categories__is_reported_at_both() -> None:
    categories = "| 类别代码 | 类别 |\n| M1 | 甲 |\n| M2 | 乙 |\n| M1 | 丙 |"
    [found] = [f for f in check_ledger(ledger_from(categories=categories)) if f.code == "L260"]
    assert [s.cell for s in found.sources] == ["A3", "A5"]


def test_limit_that_no_rule_gives__is_a_notice_once_rules_are_listed() -> None:
    categories = """
        | 类别代码 | 类别 | 办理时限 | 上限 | 报送周期 |
        | M1 | 甲 | GIVEN | WD(15) | MD(28) |
        | M2 | 乙 | GIVEN | | MD(28) |
    """
    rules = """
        | 规则编号 | 条款 | 类别 | 作用 |
        | x-1 | 一 | | 事项类别.办理时限 |
        | x-2 | 二 | M2 | 事项类别.上限、事项类别.报送周期 |
    """
    found = [f for f in check_ledger(ledger_from(categories=categories, rules=rules)) if f.code == "L266"]
    assert [(f.source.cell, f.level) for f in found] == [("D3", Level.NOTICE), ("E3", Level.NOTICE)]
    assert cells("L266", ledger_from(categories=categories)) == []


@pytest.mark.parametrize(
    ("key", "value", "understood"),
    [
        ("试行期", "2年", True),
        ("试行期", "18个月", True),
        ("试行期", "一阵子", False),
        ("印发日期", "2026-01-01", True),
        ("印发日期", "2024年6月1日", True),
        ("印发日期", "'2026-02-30'", False),
        ("印发日期", "去年", False),
    ],
)
def test_trial_and_day_of_issue__must_be_understood(key: str, value: str, *, understood: bool) -> None:
    ledger = ledger_from(settings=f"| 参数 | 值 |\n| {key} | {value} |")
    assert cells("T117", ledger) == ([] if understood else ["B3"])


def test_anchor_that_is_no_event__is_reported() -> None:
    categories = "| 类别代码 | 类别 | 起算事件 |\n| M1 | 甲 | 签收 |\n| M2 | 乙 | 心情好 |"
    assert cells("L251", ledger_from(categories=categories)) == ["C4"]


CAPS = [
    ("WD(7)@receipt", "WD(15)@receipt", "", False),
    ("WD(7)@receipt", "WD(7)@receipt", "", False),
    ("WD(7)@receipt", "WD(5)@receipt", "", True),
    ("GIVEN > WD(7)@receipt", "cap=WD(5)@receipt", "", True),
    ("7个工作日内", "WD(5)@receipt", "", True),  # counted from the receipt unless 起算事件 says otherwise
    ("7个工作日内", "WD(5)@receipt", "交办", False),
    ("M(3)@handover", "WD(15)@receipt", "", False),
    ("M(3)@handover", "CD(30)@handover", "", True),
    ("M(1)@handover", "CD(30)@handover", "", False),  # a month may have 28 days
    ("WD(30)@receipt", "CD(15)@receipt", "", True),
    ("CD(40)@receipt", "WD(10)@receipt", "", True),
    ("CD(20)@receipt", "WD(10)@receipt", "", False),  # ten working days may take as long
    ("YE", "WD(10)@receipt", "", False),
    ("", "WD(10)@receipt", "", False),
    ("WD(7)@receipt; cap=WD(5)@receipt", "", "", True),
]


@pytest.mark.parametrize(("limit", "cap", "anchor", "wrong"), CAPS)
def test_cap__that_ends_before_its_limit__is_reported(limit: str, cap: str, anchor: str, *, wrong: bool) -> None:
    row = f"| 类别代码 | 类别 | 办理时限 | 上限 | 起算事件 |\n| M1 | 甲 | {limit} | {cap} | {anchor} |"
    assert cells("L252", ledger_from(categories=row)) == (["D3"] if wrong else [])


# --- categories, rules, columns, steps ----------------------------------------------------------------------------------

KNOWN = "| 类别代码 | 类别 |\n| MC01 | 中央部署 |\n| MC02 | 省级部署 |"
OF_CATEGORIES = ["requirements", "duties", "procedures", "required_items", "rules", "scoring_rules"]


@pytest.mark.parametrize("sheet", OF_CATEGORIES)
def test_category_code_that_nobody_knows__is_reported(sheet: str) -> None:
    header = SHEETS[sheet]["categories"].header
    first = SHEETS[sheet].fields[0].header
    rows = f"| {first} | {header} |\n| x-1 | MC01、MC02 |\n| x-2 | |\n| x-3 | MC01、MC99 |"
    assert cells("L253", ledger_from(categories=KNOWN, **{sheet: rows})) == ["B5"]
    assert cells("L253", ledger_from(**{sheet: rows})) == []


@pytest.mark.parametrize("sheet", ["requirements", "duties", "procedures", "required_items", "terms", "ladder"])
def test_rule_that_is_not_listed__is_reported_unless_no_rule_is(sheet: str) -> None:
    rows = f"| 规则编号 | {SHEETS[sheet].fields[1].header} |\n| x-1 | |\n| x-9 | |"
    rules = "| 规则编号 | 条款 |\n| x-1 | 一 |\n| x-2 | 二 |"
    assert cells("L254", ledger_from(rules=rules, **{sheet: rows})) == ["A4"]
    assert cells("L254", ledger_from(**{sheet: rows})) == []


def test_column_of_an_item__must_exist_unless_a_person_looks() -> None:
    rows = """
        | 规则编号 | 环节 | 要素 | 对应列 | 核对 |
        | x-1 | 签收 | 责任人 | 督办事项.责任人 | 必填 |
        | x-1 | 报告 | 文号 | 事项反馈.报告文号 | 格式 |
        | x-1 | 签收 | 责任人 | 督办事项.负责人 | 必填 |
        | x-1 | 签收 | 责任人 | 责任人 | 人工 |
        | x-1 | 签收 | 专班 | | 必填 |
        | x-1 | 签收 | 专班 | | 人工 |
    """
    assert cells("L255", ledger_from(required_items=rows)) == ["D5", "D6"]
    assert cells("L256", ledger_from(required_items=rows)) == ["D7"]


def test_names_of_columns__are_unambiguous() -> None:
    assert all(column_named(name) == column for name, column in COLUMNS.items())
    assert column_named("督办事项") is None


STEPS = [
    ("L257", "D3", "督查室→→主任", ""),
    ("L257", "D3", "→主任", ""),
    ("L257", "D3", "督查室→主任→ ", ""),
    ("", "", "督查室→副主任→主任", "副主任"),
    ("L258", "E3", "督查室→副主任→主任", "副主任、县长"),
]


@pytest.mark.parametrize(("code", "cell", "steps", "optional"), STEPS)
def test_procedure__names_every_step_and_its_optional_steps(code: str, cell: str, steps: str, optional: str) -> None:
    rows = f"| 规则编号 | 用途 | 类别 | 步骤 | 可选步骤 |\n| x-1 | 通报 | | {steps} | {optional} |"
    found = [(f.code, f.source.cell) for f in check_ledger(ledger_from(procedures=rows)) if f.code in ("L257", "L258")]
    assert found == ([(code, cell)] if code else [])


def test_chain_of_a_category__names_every_step() -> None:
    rows = "| 类别代码 | 类别 | 审批链 |\n| M1 | 甲 | 督查室起草→副主任 |\n| M2 | 乙 | 督查室起草→→主任 |"
    assert cells("L257", ledger_from(categories=rows)) == ["C4"]


def test_setting_that_is_not_understood__is_reported_at_its_value() -> None:
    rows = "| 参数 | 值 |\n| 周报送日 | 三 |\n| 半月报送日 | 看情况 |\n| 到期日遇休息日 | 提前 |\n| 联系人 | 看情况 |"
    assert cells("T117", ledger_from(settings=rows)) == ["B4", "B5"]


def test_milestone__needs_a_day_or_another_one_to_follow() -> None:
    rows = """
        | 事项编号 | 节点 | 计划日期 | 完成日期 | 前置节点 | 间隔 |
        | D-1 | 开工 | 2026-03-01 | | | |
        | D-1 | 完工 | | | 开工 | 30日 |
        | D-1 | 验收 | | | | |
        | D-1 | 移交 | | | | 30日 |
        | D-1 | 选址 | | 2026-02-01 | | |
        | D-1 | 审计 | 择期 | | | |
    """
    assert cells("L259", ledger_from(milestones=rows)) == ["C5", "C6"]


def test_nonsense_everywhere__is_all_found_and_stops_nothing() -> None:
    ledger = ledger_from(
        categories="| 类别代码 | 类别 | 办理时限 | 上限 | 起算事件 |\n| M1 | 甲 | 呵呵 | 哈哈 | 嘻嘻 |",
        requirements="| 规则编号 | 类别 | 时限 |\n| x-1 | M9 | 呵呵 |",
        rules="| 规则编号 | 条款 |\n| x-2 | 一 |",
        matters="| 事项编号 | 类别 | 事项名称 | 主办单位 | 状态 |\n| D-1 | 甲 | | 甲局 | 承办中 |",
    )
    codes = {f.code for f in check_ledger(ledger)}
    assert {"L223", "L251", "L253", "L254", "L201"} <= codes
    assert all(message(f) for f in check_ledger(ledger))


# --- ways of inspecting -------------------------------------------------------------------------------------------------

VISITS = """
    | 日期 | 方式 | 单位 |
    | 2026-03-02 | 电话催办 | 甲局 |
    | 2026-03-03 | 交叉检查 | 甲局 |
    | 2026-03-04 | 交叉检查 | 乙局 |
    | 2026-03-05 | | 乙局 |
    | 2026-03-06 | 微服私访 | 乙局 |
"""


def test_method_that_the_rules_do_not_name__is_a_notice_for_all_its_rows() -> None:
    ledger = pack_with("weinan", inspections=VISITS)  # weinan-13-00-innovate
    [other] = [f for f in check_ledger(ledger) if f.code == "L270"]
    assert ([s.cell for s in other.sources], other.level) == (["B4", "B5"], Level.NOTICE)
    assert "电话催办" in other.args["choices"]
    assert cells("L210", ledger) == ["B7"]


def test_method__named_by_another_word_of_the_rules__is_known() -> None:
    visits = "| 日期 | 方式 | 单位 |\n| 2026-03-02 | 跟踪督查 | 甲局 |\n| 2026-03-02 | 季度督查 | 甲局 |"
    assert cells("L270", pack_with("shiwei", inspections=visits)) == []  # 滚动式跟踪督办, 按季度督查督办


def test_rules_that_name_no_method__leave_all_open() -> None:
    assert cells("L270", ledger_from(inspections=VISITS)) == []


# --- publicity and criticism ----------------------------------------------------------------------------------------------

PUBLIC_MATTERS = """
    | 事项编号 | 类别 | 状态 |
    | D-001 | MC21 | 承办中 |
    | D-002 | MC16 | 承办中 |
    | D-003 | MC14 | 已转交 |
    | D-004 | MC21 | 承办中 |
"""
PUBLIC_CATEGORIES = "| 类别代码 | 类别 |\n| MC14 | 批示 |\n| MC16 | 信访件 |\n| MC21 | 重点工作 |"
PUBLIC_STEPS = """
    | 日期 | 事项编号 | 动作 | 批准人 | 同意 |
    | 2026-03-02 | D-001 | 公开审批 | 书记 | 是 |
    | 2026-03-02 | D-004 | 公开审批 | | 是 |
    | 2026-03-02 | D-004 | 公开审批 | 书记 | 否 |
"""


def public(consequences: str, steps: str = PUBLIC_STEPS) -> list[tuple[str, str, str]]:
    ledger = ledger_from(matters=PUBLIC_MATTERS, categories=PUBLIC_CATEGORIES, consequences=consequences, steps=steps)
    found = [f for f in check_ledger(ledger) if f.code in ("L271", "L272", "L274")]
    assert all(f.level is Level.ERROR for f in found)
    return [(f.code, f.source.sheet, f.source.cell) for f in found]


def test_trap_43__nothing_is_public_without_a_person_s_approval() -> None:
    rows = """
        | 日期 | 类型 | 单位 | 事项编号 | 同意人 |
        | 2026-03-03 | 公开曝光 | 甲局 | D-001 | |
        | 2026-03-03 | 公开曝光 | 甲局 | D-004 | 书记 |
        | 2026-03-03 | 公开曝光 | 甲局 | | 书记 |
        | 2026-03-03 | 公开曝光 | 甲局 | | |
        | 2026-03-03 | 通报表扬 | 甲局 | D-004 | |
    """
    assert public(rows) == [("L271", "通报问责", "D4"), ("L271", "通报问责", "E6"), ("L274", "流转记录", "D4")]


def test_trap_43__petitions_personal_instructions_and_accountability_are_never_public() -> None:
    rows = """
        | 日期 | 类型 | 单位 | 事项编号 | 同意人 |
        | 2026-03-01 | 问责 | 甲局 | D-004 | 书记 |
        | 2026-03-03 | 公开曝光 | 甲局 | D-002 | 书记 |
        | 2026-03-03 | 公开曝光 | 甲局 | D-001、D-004 | 书记 |
    """
    steps = """
        | 日期 | 事项编号 | 动作 | 批准人 | 同意 |
        | 2026-03-02 | D-001 | 公开审批 | 书记 | 是 |
        | 2026-03-02 | D-002 | 公开审批 | 书记 | 是 |
        | 2026-03-02 | D-003 | 公开审批 | 书记 | 是 |
        | 2026-03-02 | D-004 | 公开审批 | 书记 | 是 |
    """
    exposed = [("L272", "通报问责", "D4"), ("L272", "通报问责", "D5")]
    assert public(rows, steps) == [*exposed, *(("L272", "流转记录", cell) for cell in ("B4", "B5", "B6"))]


def test_what_may_be_public__is_told_for_any_matter() -> None:
    ledger = ledger_from(matters=PUBLIC_MATTERS, categories=PUBLIC_CATEGORIES)
    assert [bool(never_public(ledger, number)) for number in ("D-001", "D-002", "D-003", "D-999")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("pack", ["cangnan", "weinan", "xiayi", "shiwei", "jiangsu"])
def test_trap_36__criticism_needs_the_consent_of_a_leader_and_is_told_once(pack: str) -> None:
    rows = """
        | 日期 | 类型 | 单位 | 同意人 | 同意日期 |
        | 2026-03-03 | 通报批评 | 甲局 | 书记 | 2026-03-02 |
        | 2026-03-03 | 通报批评 | 甲局 | | 2026-03-02 |
        | 2026-03-03 | 通报表扬 | 甲局 | 书记 | 2026-03-02 |
    """  # weinan-14-5-tongbao-power
    found = [f for f in check_ledger(pack_with(pack, consequences=rows)) if f.source.cell == "D4"]
    assert [(f.code, f.level) for f in found] == [("L273", Level.ERROR)]
