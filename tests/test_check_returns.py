"""Every fault of a returned form is found at its cell; a row with an error is refused, the others are good."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from duban_xl.catalogue import CATALOGUE, finding, message
from duban_xl.catalogue.returns import ENTRIES
from duban_xl.check.returned.identity import names_in
from duban_xl.check.returned.moment import with_plausible_time
from duban_xl.check.returned.words import is_empty_talk, is_placeholder, meant_by, quoted
from duban_xl.check.returns import Checked, check_return, check_returns, missing_units
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.form import FIRST_VERSION, ReturnedFile
from duban_xl.model.period import parse_period
from duban_xl.model.source import Source, shown
from tests.packs import pack_with
from tests.returned import GOOD_LINES, MATTERS, SAVED, SETTINGS, UNITS, checked, form, merged, office
from tests.tables import found, grid_from, returned_from

HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 报告类型 |"
REPORT_HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 报告类型 | 报告文号 | 签发人 | 已盖公章 |"
SECOND = "| D-002 | 正常推进 | 40% | 已完成1座桥梁的加固 | 无 | 进展报告 |"


def faults(returned: ReturnedFile, **sheets: str) -> list[tuple[str, str]]:
    return found(check_return(returned, office(**sheets)).findings)


def in_row(row: str, head: str = HEAD) -> list[tuple[str, str]]:
    """What is wrong with one row in a form of D-001; the form's identity is in order."""
    return faults(form(f"{head}\n{row}"))


def test_good_form__is_accepted_without_a_word() -> None:
    result = check_return(form(GOOD_LINES), office())
    assert (result.verdict, result.findings, result.refused) == ("accepted", (), ())
    assert [line.number for line in result.good] == ["D-001", "D-002"]
    assert result.unit and (result.unit.name, result.period) == ("县交通局", "2026Q3")


VALUE_FAULTS = [
    ("R402", "A3", "|  | 正常推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |"),
    ("R301", "C3", "| D-001 | 正常推进 |  | 已完成路面改造12公里 | 无 | 进展报告 |"),
    ("R301", "B3", "| D-001 |  | 60% | 已完成路面改造12公里 | 无 | 进展报告 |"),
    ("R301", "D3", "| D-001 | 正常推进 | 60% |  | 无 | 进展报告 |"),
    ("R301", "F3", "| D-001 | 正常推进 | 60% | 已完成路面改造12公里 | 无 |  |"),
    ("R302", "D3", "| D-001 |  |  |  |  |  |"),
    ("R303", "D3", "| D-001 | 正常推进 | 60% | 已开工 | 无 | 进展报告 |"),
    ("R304", "C3", "| D-001 | 正常推进 | -0.05 | 已完成路面改造12公里 | 无 | 进展报告 |"),
    ("R305", "C3", "| D-001 | 超序时 | 120% | 已完成路面改造24公里 | 无 | 办结报告 |"),
    ("R306", "D3", "| D-001 | 正常推进 | 60% | 正在按计划有序推进中。 | 无 | 进展报告 |"),
    ("R306", "D3", "| D-001 | 正常推进 | 60% | 同上期 | 无 | 进展报告 |"),
    ("R307", "D3", "| D-001 | 正常推进 | 60% | XX…… | 无 | 进展报告 |"),
    ("R309", "F3", "| D-001 | 超序时 | 100% | 已完成路面改造20公里 | 无 | 进展报告 |"),
    ("R316", "B3", "| D-001 | 未启动 | 50% | 已完成路面改造10公里 | 无 | 进展报告 |"),
    ("R316", "B3", "| D-001 | 办结待审 | 90% | 已完成路面改造18公里 | 无 | 进展报告 |"),
    ("R318", "B3", "| D-001 | 马马虎虎 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |"),
    ("R329", "B3", "| D-001 | 有序推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |"),
    (
        "R322",
        "E3",
        f"| D-001 | 正常推进 | 60% | 已完成路面改造12公里 | {RETURN_FORM['difficulties'].help} | 进展报告 |",
    ),
    ("R323", "D3", "| D-001 | 正常推进 | 60% | 已向张三330327199001011234兑付补偿款 | 无 | 进展报告 |"),
    ("R324", "D3", "| D-001 | 正常推进 | 60% | 已与业主13812345678签订合同 | 无 | 进展报告 |"),
    ("R325", "D3", "| D-001 | 正常推进 | 60% | 机密★1年 已完成路面改造 | 无 | 进展报告 |"),
    ("R326", "E3", "| D-001 | 滞后 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |"),
    ("R327", "F3", "| D-001 | 暂停 | 60% | 已完成路面改造12公里 | 政策调整 | 不能办理报告 |"),
]


@pytest.mark.parametrize(("code", "cell", "row"), VALUE_FAULTS)
def test_value_fault__is_reported_at_its_cell(code: str, cell: str, row: str) -> None:
    assert (code, cell) in in_row(row)


@pytest.mark.parametrize("percent", ["0%", "60%", "100%"])
def test_stuck_with_any_percent__contradicts_only_at_the_end(percent: str) -> None:
    reported = in_row(f"| D-001 | 滞后 | {percent} | 已完成路面改造12公里 | 征地受阻 | 进展报告 |")
    assert (("R316", "B3") in reported) == (percent == "100%")


FINAL = "| D-001 | 办结待审 | 100% | 已完成路面改造20公里 | 办结报告 |"
REPORT_FAULTS = [
    ([], f"{FINAL} 云交〔2026〕12号 | 赵一 | 是 |"),
    ([], f"{FINAL} 云交[2026]第12号 | 赵一 | 是 |"),
    ([("R310", "F3"), ("R311", "G3"), ("R312", "H3")], f"{FINAL}  | 无 |  |"),
    ([("R312", "H3")], f"{FINAL} 云交〔2026〕12号 | 赵一 | 否 |"),
    ([("R137", "H3")], f"{FINAL} 云交〔2026〕12号 | 赵一 | 盖了 |"),
    ([("R313", "F3")], f"{FINAL} 第12号便函 | 赵一 | 是 |"),
    ([("R314", "F3")], "| D-001 | 正常推进 | 60% | 已完成路面改造12公里 | 进展报告 | 便函 | | |"),
    (
        [("R315", "C3"), ("R317", "B3")],
        "| D-001 | 超序时 | 90% | 已完成路面改造18公里 | 办结报告 | 云交〔2026〕12号 | 赵一 | 是 |",
    ),
    ([("R317", "B3")], "| D-001 | 正常推进 | 100% | 已完成路面改造20公里 | 办结报告 | 云交〔2026〕12号 | 赵一 | 是 |"),
]


@pytest.mark.parametrize(("expected", "row"), REPORT_FAULTS)
def test_report__must_be_complete_and_agree_with_its_row(expected: list[tuple[str, str]], row: str) -> None:
    assert in_row(row, REPORT_HEAD) == expected


# --- what the rules in force demand of a 办结报告 ------------------------------------------------------------------

OF_REPORTS = "| 规则编号 | 环节 | 类别 | 要素 | 对应列 | 核对 | 条件 |"
CATEGORIES = "| 类别代码 | 类别 |\n| MC21 | 重点工作 |\n| MC13b | 省领导批示 |"
BARE = f"{FINAL}  | | |"
DEMANDS = [
    ([("R310", "F3"), ("R311", "G3"), ("R312", "H3")], ""),  # a method that says nothing of reports
    ([("R310", "F3")], "| x-1 | 报告 | | 发文字号 | 反馈记录.报告文号 | 格式 | |"),
    ([("R310", "F3")], "| x-1 | 报告 | | 发文字号 | 事项反馈.报告文号 | 必填 | |"),
    ([("R311", "G3")], "| x-1 | 报告 | MC21 | 签发人 | 反馈记录.签发人 | 必填 | |"),
    ([("R311", "G3")], "| x-1 | 报告 | | 主要负责人签发 | 反馈记录.签发人 | 主要负责人 | |"),
    ([("R312", "H3")], "| x-1 | 报告 | | 公章 | 反馈记录.公章 | 必填 | 多单位 |"),
    ([], "| x-1 | 报告 | | 公章 | 反馈记录.公章 | 必填 | 查处 |"),
    ([], "| x-1 | 报告 | | 公章 | 反馈记录.公章 | 人工 | |"),
    ([], "| x-1 | 报告 | MC13b | 签发人 | 反馈记录.签发人 | 必填 | |"),
    ([], "| x-1 | 报告 | | 进展情况 | 反馈记录.进展情况 | 必填 | |"),
    ([("R331", "")], "| x-1 | 报告 | | 存在问题 | 反馈记录.存在问题 | 必填 | |"),
    ([("R310", "F3"), ("R311", "G3"), ("R312", "H3")], "| x-1 | 签收 | | 责任人 | 督办事项.责任人 | 必填 | |"),
]


@pytest.mark.parametrize(("expected", "rows"), DEMANDS)
def test_trap_26__final_report__must_have_exactly_what_the_rules_demand(
    expected: list[tuple[str, str]], rows: str
) -> None:
    problems = "| D-001 | 办结待审 | 100% | 已完成路面改造20公里 | 办结报告 | | | | |"
    head = REPORT_HEAD + " 存在问题 |"
    reported = faults(form(f"{head}\n{problems}"), required_items=f"{OF_REPORTS}\n{rows}", categories=CATEGORIES)
    assert reported == [(code, cell or "I3") for code, cell in expected]


@pytest.mark.parametrize(
    ("pack", "category", "codes"),
    [
        ("weinan", "MC14", ["R310", "R311", "R312", "R331"]),  # weinan-11-format, weinan-13-01-written
        ("cangnan", "MC14", ["R310", "R311", "R312"]),  # cangnan-3.3-report
        ("jiangsu", "MC13b", ["R311", "R331"]),  # jiangsu-2.2-signoff, jiangsu-2.2-content
        ("jiangsu", "MC14", []),
        ("xiayi", "MC14", []),  # xiayi-3.2-truth: a person looks at the text
        ("shiwei", "MC14", []),
    ],
)
def test_trap_26__each_pack_demands_what_its_method_says(pack: str, category: str, codes: list[str]) -> None:
    matters = f"""
        | 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 状态 |
        | D-001 | {category} | 农村公路 | 甲局 | 2026-03-02 | 承办中 |
    """
    ledger = pack_with(pack, units=UNITS, matters=matters, settings=SETTINGS)
    returned = form(f"{REPORT_HEAD}\n{BARE}")
    assert [f.code for f in check_return(returned, ledger).findings] == codes


BY_THE_HEAD = f"{OF_REPORTS}\n| jiangsu-2.2-signoff | 报告 | | 主要负责同志签发 | 反馈记录.签发人 | 主要负责人 | |"
LED = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 主要负责人 | 分管领导 |
    | U01 | 县交通局 | 甲局 | 县直部门 | 赵一 | 周五 |
"""
SIGNED = [
    ("赵一", []),
    ("局长 赵一", []),
    ("周五", [("R333", "G3")]),  # the deputy
    ("吴六", [("R328", "G3")]),  # nobody whom the directory knows
    ("综合科", [("R332", "G3")]),
    ("县交通局办公室", [("R332", "G3")]),
    ("", [("R311", "G3")]),
]


@pytest.mark.parametrize(("signed", "expected"), SIGNED)
def test_trap_26__report__must_be_signed_by_the_head_where_the_rules_say_so(
    signed: str, expected: list[tuple[str, str]]
) -> None:
    returned = form(f"{REPORT_HEAD}\n{FINAL} 云交〔2026〕12号 | {signed} | 是 |")
    assert faults(returned, units=LED, required_items=BY_THE_HEAD) == expected


@pytest.mark.parametrize(
    ("signed", "expected"), [("周五", []), ("运输科", [("R332", "G3")]), ("王登科", []), ("局长王登科", [])]
)
def test_trap_26__report_signed_by_a_division__is_refused_whoever_else_may_sign(
    signed: str, expected: list[tuple[str, str]]
) -> None:
    assert in_row(f"{FINAL} 云交〔2026〕12号 | {signed} | 是 |", REPORT_HEAD) == expected


def test_name_of_the_pack__decides_nothing_by_itself() -> None:
    rules = "| 参数 | 值 |\n| 台账编号 | L-1 |\n| 表单密钥 | k-2026 |\n| 制度包 | jiangsu |"
    assert faults(form(f"{REPORT_HEAD}\n{FINAL} 云交〔2026〕12号 | 周五 | 是 |"), settings=rules) == []


NUMBERS = [
    "云交〔2026〕12号",
    "云交﹝2026﹞12号",
    "云交[2026]12号",
    "云交［2026］12号",
    "云交(2026)12号",
    "云交（2026）12号",
    "云交【2026】12号",
    "云交〔２０２６〕１２号",
    "云交〔2026〕第12号",
    "云交〔2026〕012号",
    "云交2026年12号",
    "云交 〔2026〕 12 号",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_trap_27__variants_of_a_document_number__are_one_number_and_printed_one_way(number: str) -> None:
    returned = form(f"{REPORT_HEAD}\n{FINAL} '{number}' | 赵一 | 是 |")
    assert faults(returned) == []
    [row] = [append for append in merged(office(), returned).changes.appends if append.sheet == "returns"]
    assert row.values["report_number"] == "云交〔2026〕12号"


@pytest.mark.parametrize("number", ["便函", "2026年12号", "云交〔26〕12号", "云交〔2026〕号", "云交12号"])
def test_trap_27__what_is_no_document_number__is_refused_where_a_pattern_is_demanded(number: str) -> None:
    returned = form(f"{REPORT_HEAD}\n{FINAL} '{number}' | 赵一 | 是 |")
    assert faults(returned) == [("R313", "F3")]
    present = f"{OF_REPORTS}\n| x-1 | 报告 | | 发文字号 | 反馈记录.报告文号 | 必填 | |"
    assert faults(returned, required_items=present) == [("R314", "F3")]


def test_text_that_no_cell_holds__is_reported() -> None:
    assert in_row(f"| D-001 | 正常推进 | 60% | {'完成改造' * 9000} | 无 | 进展报告 |") == [("R330", "D3")]


DAYS_HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 报告类型 | 预计完成日期 |"
DAY_FAULTS = [
    ([], "2026-10-31"),
    ([("R319", "F3")], "2025-12-30"),
    ([("R320", "F3")], "2026-08-31"),
    ([("R321", "F3")], "2026-11-30"),
]


@pytest.mark.parametrize(("expected", "day"), DAY_FAULTS)
def test_expected_day__is_compared_with_assignment_saving_and_due_date(
    expected: list[tuple[str, str]], day: str
) -> None:
    assert in_row(f"| D-001 | 正常推进 | 60% | 已完成路面改造12公里 | 进展报告 | {day} |", DAYS_HEAD) == expected


def test_progress_copied_from_last_period__is_reported() -> None:
    head = "| 事项编号 | 上期进展 | 进展状态 | 完成率 | 本期进展情况 | 报告类型 |"
    row = "| D-001 | 已完成路面改造10公里。 | 正常推进 | 60% | 已完成 路面改造10公里 | 进展报告 |"
    assert in_row(row, head) == [("R308", "E3")]


def test_percent_lower_than_last_time__is_a_notice() -> None:
    returns = """
        | 事项编号 | 单位 | 报送期 | 收到时间 | 完成率 | 进展情况 | 替代 |
        | D-001 | 甲局 | 2026Q1 | 2026-03-25 10:00 | 90% | 旧 | |
        | D-001 | 甲局 | 2026Q2 | 2026-06-25 10:00 | 70% | 新 | |
        | D-001 | 甲局 | 2026Q2 | 2026-06-20 10:00 | 95% | 错 | 由 b.xlsx 替代 |
        | D-001 | 乙局 | 2026Q2 | 2026-06-25 10:00 | 99% | 别的单位 | |
    """
    assert faults(form(GOOD_LINES), returns=returns) == [("R409", "C3")]


def test_percent_lower_than_the_ledgers_own__counts_where_no_return_is_held() -> None:
    matters = """
        | 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 状态 | 完成率 |
        | D-001 | 重点工作 | 农村公路 | 甲局 | 2026-03-02 | 承办中 | 65% |
        | D-002 | 重点工作 | 桥梁加固 | 甲局 | 2026-03-02 | 承办中 | 10% |
    """
    assert faults(form(GOOD_LINES), matters=matters) == [("R409", "C3")]


# --- rows and the ledger ----------------------------------------------------------------------------------------------

RELATION_FAULTS = [
    ("R401", "| D-099 | 正常推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |"),
    ("R403", "| D-003 | 正常推进 | 60% | 已拨付资金两百万元 | 无 | 进展报告 |"),
    ("R407", "| D-004 | 正常推进 | 60% | 已完成整改十二处 | 无 | 进展报告 |"),
    ("R408", "| D-005 | 正常推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |"),
    ("R406", "| D-006 | 正常推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |"),
]


@pytest.mark.parametrize(("code", "row"), RELATION_FAULTS)
def test_row_that_does_not_belong__is_kept_aside_and_the_other_is_good(code: str, row: str) -> None:
    result = check_return(form(f"{HEAD}\n{SECOND}\n{row}"), office())
    assert found(result.findings) == [(code, "A4")]
    kept = [line.number for line, _ in result.refused]
    assert (["D-002"] if kept else ["D-002", "D-006"]) == [line.number for line in result.good]
    assert all(code in [f.code for f in why] for _, why in result.refused)


def test_matter_that_ended_within_the_period__is_still_reported_on() -> None:
    assert faults(form(f"{HEAD}\n| D-004 | 正常推进 | 60% | 已完成整改十二处 | 无 | 进展报告 |", period="2026Q2")) == []


TWICE = f"{MATTERS}| D-001 | 重点工作 | 另一件事 | 另一要求 | 甲局 | | 2026-03-02 | | 2026-11-30 | 承办中 | | |"


def test_matter_on_two_rows_of_the_ledger__is_refused_and_both_rows_are_named() -> None:
    returned = form(GOOD_LINES, extensions=f"{ASKED_HEAD}\n| D-001 | 2026-09-20 | 2026-12-31 | 征地受阻 | 完成六成 |")
    result = check_return(returned, office(matters=TWICE))
    assert found(result.findings) == [("R410", "A3"), ("R410", "A3")]
    assert [f.source.sheet for f in result.findings] == ["事项反馈", "延期申请"]
    assert result.findings[0].args["rows"] == "3、9"
    assert [line.number for line in result.good] == ["D-002"]
    assert ([row.number for row, _ in result.refused], result.extensions) == (["D-001", "D-001"], ())


def test_matter_on_two_rows__refuses_both() -> None:
    result = check_return(form(f"{GOOD_LINES}{SECOND}"), office())
    assert found(result.findings) == [("R404", "A5")]
    assert [line.number for line in result.good] == ["D-001"]
    assert [line.number for line, _ in result.refused] == ["D-002", "D-002"]


def test_deleted_row__is_reported_and_leaves_the_others_good() -> None:
    result = check_return(form(f"{HEAD}\n{SECOND}", sealed=False), office())
    assert found(result.findings) == [("R508", ""), ("R405", "A2")]
    assert (result.verdict, len(result.good)) == ("returned", 1)


def test_deleted_row_whose_number_stands_twice_in_the_ledger__is_reported_once() -> None:
    assert faults(form(f"{HEAD}\n{SECOND}", sealed=False), matters=TWICE) == [("R508", ""), ("R405", "A2")]


def test_row_missing_from_an_intact_form__was_never_sent_out() -> None:
    assert faults(form(f"{HEAD}\n{SECOND}")) == []


def test_matter_assigned_after_the_form_was_issued__is_not_missed() -> None:
    matters = """
        | 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 状态 |
        | D-002 | 重点工作 | 桥梁加固 | 甲局 | 2026-03-02 | 承办中 |
        | D-007 | 重点工作 | 后来的事 | 甲局 | 2026-09-10 | 承办中 |
    """
    assert faults(form(f"{HEAD}\n{SECOND}", sealed=False), matters=matters) == [("R508", "")]


LOCKED_HEAD = "| 事项编号 | 事项名称 | 我单位角色 | 办结时限 | 上期进展 | 进展状态 | 完成率 | 本期进展情况 | 报告类型 |"
LOCKED_ROWS = f"""{LOCKED_HEAD}
    | D-001 | 农村公路 | 主办 | 2026-12-31 | 已全部完成 | 正常推进 | 60% | 已完成路面改造12公里 | 进展报告 |
    | D-002 | 桥梁拆除 | 协办 | 2026-10-31 | | 正常推进 | 40% | 已完成1座桥梁的加固 | 进展报告 |
"""


def test_changed_locked_cells__are_named_and_ignored() -> None:
    result = check_return(form(LOCKED_ROWS, sealed=False), office())
    changed = [("R509", "D3"), ("R509", "E3"), ("R509", "B4"), ("R509", "C4")]
    assert found(result.findings) == [("R508", ""), *changed]
    assert (result.verdict, len(result.good)) == ("accepted-with-warnings", 2)
    assert {row.values["role"] for row in merged(office(), form(LOCKED_ROWS, sealed=False)).changes.appends} == {"主办"}


def test_locked_cells_of_an_intact_form__may_differ_from_a_ledger_that_moved_on() -> None:
    assert faults(form(LOCKED_ROWS)) == []


def test_rows_sorted_by_the_unit__keep_the_digest() -> None:
    ordered = form(GOOD_LINES)
    turned = replace(ordered, lines=tuple(reversed(ordered.lines or ())))
    assert faults(turned) == []


# --- identity ---------------------------------------------------------------------------------------------------------

NO_META = returned_from(GOOD_LINES, meta=None)


def outcome(returned: ReturnedFile, **sheets: str) -> tuple[str, list[str], int]:
    result: Checked = check_return(returned, office(**sheets))
    return result.verdict, [f.code for f in result.findings], len(result.good)


def test_lost_identity__is_taken_from_the_file_name() -> None:
    result = check_return(replace(NO_META, file="2026Q3_县交通局(1).xlsx"), office())
    assert [f.code for f in result.findings] == ["R501"]
    assert (result.unit and result.unit.code, result.period, len(result.good)) == ("U01", "2026Q3", 2)


@pytest.mark.parametrize("name", ["填报表.xlsx", "2026Q3.xlsx", "县交通局.xlsx", "2026年县交通局.xlsx"])
def test_lost_identity_and_a_name_that_says_too_little__refuses_the_file(name: str) -> None:
    assert outcome(replace(NO_META, file=name)) == ("returned", ["R502"], 0)


NAMES = [
    ("2026Q3_丙镇人民政府.xlsx", "U03", "2026Q3"),
    ("附件2（丙镇）2026-09(1)最终版.xlsx", "U03", "2026-09"),
    ("D:\\收件\\2026年第三季度 交通局.et", "U01", "2026Q3"),
    ("2026_甲局.xlsx", "U01", "2026"),
    ("汇总.xlsx", None, None),
]


@pytest.mark.parametrize(("name", "code", "period"), NAMES)
def test_file_name__tells_unit_and_period(name: str, code: str | None, period: str | None) -> None:
    unit, found_period = names_in(name, office().units)
    assert (unit.code if unit else None, found_period.text if found_period else None) == (code, period)


IDENTITY_FAULTS = [
    ("other ledger", ["R503"], {"ledger_id": "L-2"}),
    ("unknown code", ["R504"], {"unit_code": "U99", "unit_name": "某局"}),
    ("name of another unit", ["R505"], {"unit_name": "县财政局", "digest": "0"}),
    ("unreadable period", ["R512"], {"period": "三季"}),
]


@pytest.mark.parametrize(("what", "codes", "meta"), IDENTITY_FAULTS, ids=[row[0] for row in IDENTITY_FAULTS])
def test_identity_fault__refuses_every_row(what: str, codes: list[str], meta: dict[str, str]) -> None:
    verdict, reported, good = outcome(replaced_meta(form(GOOD_LINES), **meta))
    assert [code for code in reported if code != "R508"] == codes, what
    assert (verdict, good) == ("returned", 0)


def test_form_of_the_first_version__is_proven_by_the_digest_of_its_time() -> None:
    old = form(GOOD_LINES, version=FIRST_VERSION)
    assert outcome(old) == ("accepted-with-warnings", ["R514"], 2)
    assert outcome(replaced_meta(old, due_on="2026-10-31"))[1] == ["R514"]  # it never covered the day


@pytest.mark.parametrize(("part", "said"), [("due_on", "2026-10-31"), ("issued_at", "2026-09-20"), ("version", "1")])
def test_part_of_the_hidden_sheet_changed__breaks_the_digest(part: str, said: str) -> None:
    assert "R508" in outcome(replaced_meta(form(GOOD_LINES), **{part: said}))[1]


def replaced_meta(returned: ReturnedFile, **parts: str) -> ReturnedFile:
    assert returned.meta
    return replace(returned, meta=replace(returned.meta, **parts))


def test_forged_unit_code__is_proven_by_the_digest() -> None:
    forged = replaced_meta(form(GOOD_LINES), unit_code="U02", unit_name="县财政局")
    assert outcome(forged) == ("returned", ["R510"], 0)


def test_forged_unit_code__is_answered_and_counted_where_the_form_was_sent() -> None:
    forged = replaced_meta(form(GOOD_LINES), unit_code="U02", unit_name="县财政局")
    again = form(GOOD_LINES)
    of_forged, of_good = check_returns((forged, again), office())
    assert of_forged.unit and of_forged.unit.code == "U01"
    assert (of_forged.good, len(of_good.good)) == ((), 2)


def test_forged_code_that_no_unit_has__is_quoted_as_it_is_written() -> None:
    [said] = [
        f.args
        for f in check_return(replaced_meta(form(GOOD_LINES), unit_code="U99"), office()).findings
        if f.code == "R510"
    ]
    assert (said["owner"], said["code"], said["value"]) == ("县交通局", "U01", "U99")


def test_forged_period__is_proven_by_the_digest() -> None:
    assert outcome(replaced_meta(form(GOOD_LINES), period="2026Q2")) == ("returned", ["R511"], 0)
    assert check_return(replaced_meta(form(GOOD_LINES), period="2026Q2"), office()).period == "2026Q3"


def test_remark_below_the_table__does_not_break_the_digest() -> None:
    good = form(GOOD_LINES)
    remark = returned_from(f"{HEAD}\n| | | | 以上为本单位全部事项 | | |").lines
    assert good.lines is not None and remark is not None
    assert outcome(replace(good, lines=(*good.lines, *remark)))[1] == ["R402"]


def test_file_named_after_another_unit__is_not_merged_until_somebody_says_whose_it_is() -> None:
    assert outcome(form(GOOD_LINES, file="2026Q3_县财政局.xlsx")) == ("returned", ["R506"], 0)


def test_file_named_after_another_unit_and_tampered__is_refused() -> None:
    assert outcome(form(GOOD_LINES, file="2026Q3_县财政局.xlsx", sealed=False)) == ("returned", ["R508", "R507"], 0)


def test_file_named_after_another_period__counts_for_the_period_inside() -> None:
    assert outcome(form(GOOD_LINES, file="2026Q2_县交通局.xlsx")) == ("accepted-with-warnings", ["R513"], 2)


def test_rows_of_another_unit__are_one_finding() -> None:
    rows = "| D-002 | 正常推进 | 40% | 已完成1座桥梁的加固 | 无 | 进展报告 |"
    assert outcome(form(f"{HEAD}\n{rows}", unit="U02", name="县财政局")) == ("returned", ["R516"], 0)


def test_disabled_unit__is_a_notice() -> None:
    matters = "| 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 状态 |\n| D-002 | 重点 | 桥 | 丁镇 | 2026-03-02 | 承办中 |"
    returned = form(f"{HEAD}\n{SECOND}", unit="U04", name="丁镇人民政府")
    assert outcome(returned, matters=matters) == ("accepted-with-warnings", ["R518"], 1)


def test_form_without_rows__is_unreadable() -> None:
    assert outcome(replace(form(GOOD_LINES), lines=())) == ("unreadable", ["R508", "R519"], 0)
    assert outcome(ReturnedFile(file="a.xlsx", sha256=""))[0] == "unreadable"


def test_ledger_without_key__can_not_judge_the_digest() -> None:
    assert outcome(form(GOOD_LINES), settings="| 参数 | 值 |\n| 台账编号 | L-1 |") == ("accepted", [], 2)


# --- when it was saved ------------------------------------------------------------------------------------------------

NOW = datetime.fromisoformat("2026-09-26 08:00:00.123456")
TOLD = NOW.replace(microsecond=0)


@pytest.mark.parametrize(
    "saved", [SAVED, TOLD + timedelta(days=1), datetime.fromisoformat("2026-09-01 09:00:00"), None]
)
def test_time_that_can_be__is_believed(saved: datetime | None) -> None:
    returned = form(GOOD_LINES, saved_at=saved)
    assert with_plausible_time(returned, now=NOW) is returned


@pytest.mark.parametrize(
    ("saved", "code", "name"),
    [
        ("2099-01-01 00:00:00", "R521", "now"),
        ("2026-09-27 08:00:01", "R521", "now"),
        ("1900-01-01 00:00:00", "R522", "issued"),
        ("2026-09-01 08:59:59", "R522", "issued"),
    ],
)
def test_time_that_can_not_be__is_quoted_and_counts_as_now(saved: str, code: str, name: str) -> None:
    result = with_plausible_time(form(GOOD_LINES, saved_at=datetime.fromisoformat(saved)), now=NOW)
    [told] = result.findings
    assert (result.saved_at, told.code, told.source.cell) == (TOLD, code, "")
    limits = {"now": "2026-09-26 08:00:00", "issued": "2026-09-01 09:00:00"}
    assert (told.args["saved"], told.args[name]) == (saved, limits[name])
    verdict = check_return(result, office())
    assert (verdict.verdict, len(verdict.good), verdict.saved_at) == ("accepted-with-warnings", 2, TOLD)


def test_time_of_sending_out_that_nobody_can_read__limits_nothing() -> None:
    early = datetime.fromisoformat("2020-01-01 00:00:00")
    for returned in (form(GOOD_LINES, saved_at=early, issued_at="九月"), replace(NO_META, saved_at=early)):
        assert with_plausible_time(returned, now=NOW) is returned


# --- what is refused --------------------------------------------------------------------------------------------------

ONE_BAD = f"{HEAD}\n{SECOND}\n| D-001 | 正常推进 | 60% | 同上 | 无 | 进展报告 |"


def test_good_rows__are_merged_beside_bad_ones_unless_the_office_wants_all_or_none() -> None:
    assert outcome(form(ONE_BAD)) == ("returned", ["R306"], 1)
    rules = "| 参数 | 值 |\n| 台账编号 | L-1 |\n| 表单密钥 | k-2026 |\n| 无误行先合并 | 否 |"
    assert outcome(form(ONE_BAD), settings=rules) == ("returned", ["R306"], 0)


def test_cell_that_reading_did_not_understand__refuses_its_row_and_is_not_called_blank() -> None:
    result = check_return(
        form(f"{HEAD}\n{SECOND}\n| D-001 | 正常推进 | 不少 | 已完成路面改造12公里 | 无 | 进展报告 |"), office()
    )
    assert [f.source.cell for f in result.findings] == ["C4"]
    assert [line.number for line in result.good] == ["D-002"]


# --- extension requests -----------------------------------------------------------------------------------------------

ASKED_HEAD = "| 事项编号 | 申请日期 | 申请延至 | 延期原因 | 目前进展 |"
REQUESTS = [
    ([], "| D-001 | 2026-09-20 | 2026-12-31 | 征地受阻 | 完成六成 |"),
    (
        [("R340", "B3"), ("R340", "C3"), ("R340", "D3"), ("R340", "E3")],
        "| D-001 | | | | |",
    ),
    ([("R341", "B3")], "| D-001 | 2026-11-02 | 2026-12-31 | 征地受阻 | 完成六成 |"),
    ([("R342", "C3")], "| D-001 | 2026-09-20 | 2026-10-31 | 征地受阻 | 完成六成 |"),
    ([("R401", "A3")], "| D-099 | 2026-09-20 | 2026-12-31 | 征地受阻 | 完成六成 |"),
    ([("R403", "A3")], "| D-003 | 2026-09-20 | 2026-12-31 | 征地受阻 | 完成六成 |"),
    ([("R407", "A3")], "| D-004 | 2026-03-20 | 2026-12-31 | 征地受阻 | 完成六成 |"),
]


@pytest.mark.parametrize(("expected", "row"), REQUESTS)
def test_extension_request__is_checked_beside_its_matter(expected: list[tuple[str, str]], row: str) -> None:
    result = check_return(form(GOOD_LINES, extensions=f"{ASKED_HEAD}\n{row}"), office())
    errors = [fault for fault in found(result.findings) if fault[0] != "R343"]
    assert errors == expected
    assert len(result.extensions) == (0 if expected else 1)
    assert len(result.good) == 2


def test_extension_request_saved_after_the_due_date__is_doubted() -> None:
    returned = form(
        GOOD_LINES,
        extensions=f"{ASKED_HEAD}\n| D-001 | 2026-10-30 | 2026-12-31 | 征地受阻 | 完成六成 |",
        saved_at=datetime.fromisoformat("2026-11-03 09:00"),
    )
    assert faults(returned) == [("R372", "B3"), ("R372", "B4"), ("R343", "B3")]


def test_extension_of_a_matter_without_due_date__is_doubted() -> None:
    lines = f"{HEAD}\n| D-003 | 正常推进 | 60% | 已拨付资金两百万元 | 无 | 进展报告 |"
    asked = f"{ASKED_HEAD}\n| D-003 | 2026-09-20 | 2026-12-31 | 资金未到 | 完成六成 |"
    assert faults(form(lines, extensions=asked, unit="U02", name="县财政局")) == [("R344", "A3")]


# --- who is missing ---------------------------------------------------------------------------------------------------


def test_missing_units__are_those_of_whom_nothing_good_came() -> None:
    ledger, quarter = office(), parse_period("2026Q3")
    assert quarter
    assert [u.code for u in missing_units(ledger, quarter, [])] == ["U01", "U02", "U03"]
    assert [u.code for u in missing_units(ledger, quarter, checked(ledger, [form(GOOD_LINES)]))] == ["U02", "U03"]
    refused = checked(ledger, [form(GOOD_LINES, ledger_id="L-2")])
    assert [u.code for u in missing_units(ledger, quarter, refused)] == ["U01", "U02", "U03"]
    held = office(returns="| 事项编号 | 单位 | 报送期 | 进展情况 |\n| D-003 | 丙镇 | 2026年第三季度 | 已配合 |")
    assert [u.code for u in missing_units(held, quarter, [])] == ["U01", "U02"]


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["按计划推进", "正在按序时进度有序推进。", "同上", "详见附件", "无变化", "该项工作进展顺利", "已落实"]
)
def test_stock_phrase__says_nothing(text: str) -> None:
    assert is_empty_talk(text)


@pytest.mark.parametrize(
    "text", ["已完成路面改造12公里，正在推进排水沟", "完成招标", "推进拆迁120户", "详见附件3所列12处整改"]
)
def test_text_with_a_fact__is_no_stock_phrase(text: str) -> None:
    assert not is_empty_talk(text)


def test_long_stock_phrase__is_judged_at_once() -> None:
    assert not is_empty_talk("按照按照进度" * 5000 + "。完成12公里")


@pytest.mark.parametrize(
    ("text", "meant"), [("推进缓慢。", "滞后"), ("未开工", "未启动"), ("超进度", "超序时"), ("怪", "")]
)
def test_word_of_people__means_a_state(text: str, meant: str) -> None:
    assert meant_by(text, ("未启动", "滞后", "超序时")) == meant


@pytest.mark.parametrize("text", ["无", "/", "……", "XXX", "待填", "——"])
def test_placeholder__is_none_of_the_units_words(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("code", sorted(ENTRIES))
def test_code__belongs_to_the_family_and_ends_its_sentences(code: str) -> None:
    entry = CATALOGUE[code]
    assert code[:2] in ("R3", "R4", "R5")
    assert entry.why.endswith("。") and entry.todo.endswith(("。", "{help}"))


def test_final_percent_above_100__is_quoted_as_it_is() -> None:
    row = "| D-001 | 超序时 | 150% | 已完成路面改造30公里 | 无 | 进展报告 |"
    [said] = [f for f in check_return(form(f"{HEAD}\n{row}"), office()).findings if f.code == "R309"]
    assert (said.args["percent"], said.args["value"]) == ("150", "进展报告")


MASKED = frozenset({"R323", "R324", "R325"})
"""Of these only a part is quoted: the rest must not be spread."""


# The row of R305 is a 办结报告 without the columns of one, and no form is sealed with the row of R402: those faults lie in no cell.
@pytest.mark.parametrize(
    ("head", "row"),
    [
        *((HEAD, row) for code, _, row in VALUE_FAULTS if code not in ("R305", "R402")),
        *((REPORT_HEAD, row) for _, row in REPORT_FAULTS),
    ],
)
def test_fault_at_a_cell__quotes_what_stood_in_it(head: str, row: str) -> None:
    lines = f"{head}\n{row}"
    cells = grid_from(lines).rows[2]
    for each in check_return(form(lines), office()).findings:
        if each.code not in MASKED:
            raw = cells["ABCDEFGH".index(each.source.cell[0])]
            as_percent = shown(raw * 100) if isinstance(raw, Decimal) else shown(raw)
            assert each.args.get("text", each.args.get("value")) in (quoted(as_percent), shown(raw)), each


def test_every_finding_of_a_bad_form__reads_as_a_sentence() -> None:
    lines = f"{HEAD}\n" + "\n".join(row for _, _, row in VALUE_FAULTS)
    for each in check_return(form(lines, sealed=False), office()).findings:
        assert "{" not in message(each)


def test_formula_without_result__is_not_told_a_second_time_as_a_blank() -> None:
    row = form(f"{HEAD}\n| D-001 | 正常推进 |  | 已完成路面改造12公里 | 无 | 进展报告 |")
    assert row.lines is not None
    unread = finding("R139", row.lines[0].source("percent_done"), header="完成率", value="")
    assert outcome(row)[1] == ["R301"]
    assert outcome(replace(row, findings=(unread,)))[1] == ["R139"]


def test_lost_identity__is_told_once() -> None:
    lost = finding("R112", Source("2026Q3_县交通局.xlsx"))
    named = replace(NO_META, file="2026Q3_县交通局.xlsx", findings=(lost,))
    assert outcome(named)[1] == ["R501"]
    assert outcome(replace(named, file="填报表.xlsx"))[1] == ["R502"]


def test_form_of_a_single_instruction__is_no_version_of_the_form_of_its_period() -> None:
    first, second = GOOD_LINES.splitlines()[2:]
    head = "\n".join(GOOD_LINES.splitlines()[:2])
    of_period, single = form(f"{head}\n{first}"), form(f"{head}\n{second}", file="2026Q3_县交通局_D-002.xlsx")
    assert all("R528" not in {f.code for f in one.findings} for one in check_returns((of_period, single), office()))
    corrected = form(f"{head}\n{first.replace('12公里', '13公里')}", file="2026Q3_县交通局（更正）.xlsx")
    told = [
        [f.args["count"] for f in one.findings if f.code == "R528"]
        for one in check_returns((of_period, single, corrected), office())
    ]
    assert told == [[], [], ["2"]]


def test_number_that_was_not_understood__is_not_told_a_second_time_as_missing() -> None:
    lines = form(f"{HEAD}\n| D-001 | 正常推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |").lines
    assert lines is not None
    record = replace(lines[0].record, written={"number": datetime.fromisoformat("2026-09-01")})
    unread = replace(lines[0], number="", record=record)
    assert "R402" not in outcome(replace(form(GOOD_LINES), lines=(unread,)))[1]
