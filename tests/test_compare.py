"""What if, and one period against another: who gains and loses how much, and by which events."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.documents.difference_book import build_difference_book
from duban_xl.model.columns import SHEETS
from duban_xl.model.ledger import Ledger
from duban_xl.read.what_if import WhatIf, read_what_if
from duban_xl.score.compare import ScoreChange, compare
from duban_xl.score.engine import score
from duban_xl.workflows.compare import write_what_if_form
from duban_xl.workflows.office import Run
from tests.scoring import period_of, scoring_ledger
from tests.tables import found

UNITS = "甲镇 乡镇; 丙镇 乡镇; 乙局 县直部门"
EVENTS = """
    | 序号 | 事件日期   | 单位 | 事项编号 | 规则编号 | 依据文件 |
    | 1    | 2026-02-10 | 甲镇 | D-1      | A7a      |          |
    | 2    | 2026-05-20 | 丙镇 | D-2      | A7b      |          |
"""
EXTRA = "    | 3    | 2026-06-20 | 甲镇 | D-3      | A7a      |          |\n"
RUN = Run(as_of=date(2026, 7, 1), now=datetime.fromisoformat("2026-07-01 09:00"), operator="张三")
Rows = list[list[object]]


@pytest.fixture
def ledger() -> Ledger:
    return scoring_ledger(EVENTS, units=UNITS)


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook as somebody types it: sheet key → header and rows."""
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for key, rows in sheets.items():
        sheet = book.create_sheet(SHEETS[key].tab if key in SHEETS else key)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def supposed(tmp_path: Path, ledger: Ledger, **sheets: Rows) -> WhatIf:
    return read_what_if(workbook(tmp_path / "假设.xlsx", **sheets), ledger)


def changes(ledger: Ledger, other: Ledger, period: str = "2026") -> Mapping[str, ScoreChange]:
    pairs = compare(score(ledger, period_of(period)), score(other, period_of(period)))
    return {one.unit: one for one in pairs if one.differs}


def test_new_event__counts_as_if_confirmed(tmp_path: Path, ledger: Ledger) -> None:
    rows: Rows = [["事件日期", "单位", "事项编号", "规则编号"], [date(2026, 6, 1), "甲镇", "D-3", "A7a"]]
    what_if = supposed(tmp_path, ledger, deductions=rows)
    one = changes(ledger, what_if.ledger)["甲镇"]
    assert what_if.findings == ()
    assert (one.before, one.after, one.change) == (Decimal(98), Decimal(96), Decimal(-2))
    assert (one.rank_before, one.rank_after, one.places) == (1, 2, -1)
    assert (one.reasons, one.serials) == (("序号3（规则A7a）-2分",), ("3",))
    assert [row.serial for row in ledger.deductions] == ["1", "2"]  # the ledger itself is as it was


def test_new_event_with_a_chosen_value__needs_no_further_form(tmp_path: Path) -> None:
    rule = "| 规则号 | 情形 | 单位 | 加减 | 取值方式 | 最小 | 最大 |\n| R1 | 敷衍 | 次 | 扣 | 区间 | 2 | 5 |"
    ledger = scoring_ledger("", units=UNITS, scoring_rules=rule)
    rows: Rows = [["事件日期", "单位", "规则编号", "酌定值"], [date(2026, 6, 1), "甲镇", "R1", 3]]
    assert changes(ledger, supposed(tmp_path, ledger, deductions=rows).ledger)["甲镇"].change == Decimal(-3)


def test_known_serial__replaced_where_something_is_typed(tmp_path: Path, ledger: Ledger) -> None:
    what_if = supposed(tmp_path, ledger, deductions=[["序号", "状态"], ["1", "已撤销"]])
    told = changes(ledger, what_if.ledger)
    assert told["甲镇"].reasons == ("序号1（规则A7a）由-2分变为0分",)
    assert what_if.ledger.deductions[0].unit == "甲镇" and what_if.ledger.deductions[0].status == "已撤销"


def test_clear__takes_the_value_of_the_ledger_away(tmp_path: Path) -> None:
    rule = "| 规则号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 单项上限 |\n| R1 | 敷衍 | 次 | 扣 | 定值 | 5 | 3 |"
    one = scoring_ledger(
        EVENTS.replace("A7a", "R1"),
        units=UNITS,
        scoring_rules=rule,
        indicators="| 单位 | 指标 | 目标 |\n| 甲镇 | 投诉 | 5 |",
    )
    what_if = supposed(
        tmp_path,
        one,
        deductions=[["序号", "事件日期", "事项编号"], ["2", " 清空 ", "清空"]],
        scoring_rules=[["规则号", "单项上限", "条款"], ["R1", "清空", None]],
        indicators=[["单位", "指标", "实绩", "目标"], ["甲镇", "投诉", 2, "清空"]],
    )
    assert what_if.findings == ()
    assert changes(one, what_if.ledger)["甲镇"].reasons[0] == "序号1（规则R1）由-3分变为-5分"
    second = what_if.ledger.deductions[1]
    assert (second.event_on, second.record["number"], second.unit, second.rule) == (None, None, "丙镇", "A7b")
    assert [(row.actual, row.target) for row in what_if.ledger.indicators] == [(Decimal(2), None)]


def test_clear_where_nothing_is_replaced__left_blank_and_pointed_out(tmp_path: Path, ledger: Ledger) -> None:
    rows: Rows = [["事件日期", "单位", "规则编号", "依据文件"], [date(2026, 6, 1), "甲镇", "A7a", "清空"]]
    what_if = supposed(
        tmp_path, ledger, deductions=rows, scoring_rules=[["规则号", "主办值"], ["A7a", 3], [None, "清空"]]
    )
    assert sorted(found(what_if.findings)) == [("S370", "B3"), ("S370", "D2")]
    assert what_if.ledger.deductions[-1].document == ""


def test_unknown_serial__a_new_event_and_pointed_out(tmp_path: Path, ledger: Ledger) -> None:
    rows: Rows = [["序号", "事件日期", "单位", "规则编号"], ["99", date(2026, 6, 1), "甲镇", "A7a"]]
    what_if = supposed(tmp_path, ledger, deductions=rows)
    assert found(what_if.findings) == [("S367", "A2")]
    assert changes(ledger, what_if.ledger)["甲镇"].serials == ("99",)


def test_unknown_unit_column_or_missing_identity__each_at_its_cell(tmp_path: Path, ledger: Ledger) -> None:
    events: Rows = [["事件日期", "单位", "规则编号", "谁说的"], [date(2026, 6, 1), "甲乡", "A7a", "某人"]]
    what_if = supposed(
        tmp_path, ledger, deductions=events, scoring_rules=[["规则号", "情形", "主办值"], [None, "临时增加", 5]]
    )
    assert found(what_if.findings) == [("L115", "D1"), ("S369", "A2")]
    wrong = [f for f in score(what_if.ledger, period_of("2026")).findings if f.code == "S121"]
    assert [(f.source.file, f.source.cell) for f in wrong] == [("假设.xlsx", "B2")]


def test_other_rule_setting_and_ladder__replace_by_their_identity(tmp_path: Path, ledger: Ledger) -> None:
    what_if = supposed(
        tmp_path,
        ledger,
        scoring_rules=[["规则号", "主办值"], ["A7a", 5]],
        scoring_settings=[["口径", "取值"], ["得分下限", "10"]],
        scoring_steps=[["表号", "起", "值"], ["T1", "省", 3], ["T1", "市", 2]],
    )
    one = changes(ledger, what_if.ledger)["甲镇"]
    assert (one.after, one.reasons) == (Decimal(95), ("序号1（规则A7a）由-2分变为-5分",))
    rules = what_if.ledger.rulebook.rules
    assert len(rules) == len(ledger.rulebook.rules) and next(r for r in rules if r.rule == "A7a").condition
    assert [step.start for step in what_if.ledger.rulebook.steps] == ["省", "市"]
    again = read_what_if(
        workbook(tmp_path / "又.xlsx", scoring_steps=[["表号", "起", "值"], ["T1", "县", 1]]), what_if.ledger
    )
    assert [step.start for step in again.ledger.rulebook.steps] == ["县"]


def test_indicators__of_one_unit_period_and_name(tmp_path: Path) -> None:
    ledger = scoring_ledger(
        EVENTS, units=UNITS, indicators="| 单位 | 周期 | 指标 | 实绩 | 目标 |\n| 甲镇 | | 投诉 | 3 | 5 |"
    )
    rows: Rows = [["单位", "指标", "实绩"], ["甲镇", "投诉", 4], ["丙镇", "投诉", 1]]
    what_if = supposed(tmp_path, ledger, indicators=rows)
    said = [(row.unit, row.actual, row.target) for row in what_if.ledger.indicators]
    assert said == [("甲镇", Decimal(4), Decimal(5)), ("丙镇", Decimal(1), None)]


@pytest.mark.parametrize(
    "rows", [{"工作簿": [["甲", "乙"], [1, 2]]}, {"deductions": [["事件日期", "单位", "规则编号"]]}]
)
def test_file_that_supposes_nothing__refused(tmp_path: Path, ledger: Ledger, rows: dict[str, Rows]) -> None:
    with pytest.raises(CannotRun) as stopped:
        supposed(tmp_path, ledger, **rows)
    assert stopped.value.finding.code == "S368"


def test_file_that_is_no_workbook__refused(tmp_path: Path, ledger: Ledger) -> None:
    (tmp_path / "假设.xlsx").write_bytes(b"")
    with pytest.raises(CannotRun) as stopped:
        read_what_if(tmp_path / "假设.xlsx", ledger)
    assert stopped.value.finding.code == "L101"


def test_place_that_moves_with_others__says_so(tmp_path: Path, ledger: Ledger) -> None:
    rows: Rows = [["事件日期", "单位", "事项编号", "规则编号"], [date(2026, 6, 1), "甲镇", "D-3", "A7a"]]
    one = changes(ledger, supposed(tmp_path, ledger, deductions=rows).ledger)["丙镇"]
    assert (one.rank_before, one.rank_after, one.reasons) == (2, 1, ("得分未变，名次随其他单位变动",))


def test_average_of_the_group__moves_without_an_event_of_its_own() -> None:
    ledger = scoring_ledger(EVENTS, units=UNITS, inspected="甲镇 乙局")
    without = scoring_ledger(EVENTS.replace("丙镇", "甲镇"), units=UNITS, inspected="甲镇 乙局")
    one = changes(scoring_ledger("", units=UNITS, inspected="甲镇 乙局"), without)["丙镇"]
    assert (one.after, one.reasons) == (Decimal(95), ("未被督查，得分随口径和本组其他单位变动",))
    assert changes(ledger, ledger) == {}


def test_unit_that_is_inspected_by_now__stands_for_itself() -> None:
    units = f"{UNITS}; 丁镇 乡镇"
    few, more = (scoring_ledger(EVENTS, units=units, inspected=names) for names in ("甲镇 丙镇", "甲镇 丙镇 丁镇"))
    one = changes(few, more)["丁镇"]
    assert (one.before, one.after, one.reasons) == (Decimal("97.5"), Decimal(100), ("已被督查，改按自己的得分",))


def test_other_method__no_event_to_name() -> None:
    stricter = scoring_ledger(EVENTS, units=UNITS, settings={"总分上限": "90"})
    one = changes(scoring_ledger(EVENTS, units=UNITS), stricter)["乙局"]
    assert (one.after, one.reasons) == (Decimal(90), ("因办法或本组其他单位变动",))


def test_two_periods__the_events_in_between(ledger: Ledger) -> None:
    boards = (score(ledger, period_of(text)) for text in ("2026Q1", "2026Q2"))
    told = {one.unit: (one.before, one.after, one.reasons) for one in compare(*boards) if one.differs}
    assert told["丙镇"] == (Decimal(100), Decimal(97), ("序号2（规则A7b）-3分",))
    assert told["甲镇"][2] == ("得分未变，名次随其他单位变动",)


def test_unit_on_one_side_only__no_difference_to_count() -> None:
    old, new = (scoring_ledger("", units=units) for units in ("甲镇 乡镇; 丁镇 乡镇", "甲镇 乡镇"))
    one = changes(old, new)["丁镇"]
    assert (one.before, one.after, one.change, one.places) == (Decimal(100), None, None, None)


def test_form__has_the_headers_and_can_be_read_once_filled(tmp_path: Path, ledger: Ledger) -> None:
    form = write_what_if_form(tmp_path / "测算表.xlsx", RUN)
    with pytest.raises(CannotRun) as stopped:
        read_what_if(form, ledger)
    assert stopped.value.finding.code == "S368"
    with pytest.raises(CannotRun):
        write_what_if_form(form, RUN)
    book: Any = openpyxl.load_workbook(form)
    sheet = book["扣分登记"]
    head = {cell.value: cell.column for cell in sheet[2]}
    lists = [found for found in sheet.data_validations.dataValidation if found.type == "list"]
    assert lists and all("清空" in found.formula1 for found in lists)  # else Excel would refuse the word
    assert {one.page_setup.fitToHeight for one in book.worksheets} == {0}
    assert "清空" in sheet["A1"].value
    for name, value in {"事件日期": date(2026, 6, 1), "单位": "甲镇", "事项编号": "D-3", "规则编号": "A7a"}.items():
        sheet.cell(3, head[name]).value = value
    book.save(form)
    what_if = read_what_if(form, ledger)
    assert (what_if.findings, changes(ledger, what_if.ledger)["甲镇"].change) == ((), Decimal(-2))


STEPS = """
    | 表号 | 起 | 止 | 含止 | 名称 |
    | T1 | 98 | | | 优秀 |
    | T1 | | 98 | 否 | 合格 |
"""
HELD = "| 代码 | 名称 | 触发 | 比较 | 数值 | 效果 | 类型 |\n| C1 | 约谈负责人 | 得分 | < | 97 | 提出建议 | 约谈 |"


def shown_in(pairs: tuple[ScoreChange, ...]) -> Any:
    data = build_difference_book(pairs, title="2026年比较 & 其他", note="", created=datetime(2026, 7, 1))  # noqa: DTZ001
    return openpyxl.load_workbook(BytesIO(data))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(min_row=3)
    return [dict(zip((cell.value for cell in header), row, strict=True)) for row in rows]


def test_book__what_differs_comes_first_and_is_marked() -> None:
    old = scoring_ledger(EVENTS, units=UNITS, scoring_consequences=HELD)
    new = scoring_ledger(EVENTS + EXTRA, units=UNITS, scoring_consequences=HELD)
    pairs = compare(score(old, period_of("2026")), score(new, period_of("2026")))
    book = shown_in(pairs)
    first = rows_of(book["比较"])[0]
    assert first["单位"].value == "甲镇"
    assert first["差"].value == '=IF(AND(ISNUMBER(D4),ISNUMBER(C4)),ROUND(D4-C4,10),"")'
    assert first["后果变化"].value == "新增：约谈负责人"
    colours = {header: first[header].fill.fgColor.rgb for header in ("名次变化", "后果变化", "单位")}
    assert colours == {"名次变化": "FFF8CBAD", "后果变化": "FFFFE699", "单位": "00000000"}
    assert first["原因"].value == "序号3（规则A7a）-2分；后果新增：约谈负责人"
    assert book["比较"].oddFooter.left.text == "2026年比较 && 其他"


def test_book__lists_the_events_that_differ_and_why() -> None:
    old, new = (scoring_ledger(events, units=UNITS) for events in (EVENTS, EVENTS + EXTRA))
    (row,) = rows_of(shown_in(compare(score(old, period_of("2026")), score(new, period_of("2026"))))["不同之处"])
    assert [row[header].value for header in ("单位", "序号", "规则", "原影响", "新影响")] == [
        "甲镇",
        "3",
        "A7a",
        None,
        -2,
    ]
    assert row["差"].value == "=ROUND(N(H4)-N(G4),10)"
    assert "A7a" in row["新说明"].value and not row["原说明"].value


def test_band_that_is_another__told_and_shown() -> None:
    settings = {"等次表": "T1"}
    old, new = (
        scoring_ledger(events, units=UNITS, scoring_steps=STEPS, settings=settings)
        for events in (EVENTS, EVENTS + EXTRA)
    )
    pairs = compare(score(old, period_of("2026")), score(new, period_of("2026")))
    one = next(one for one in pairs if one.unit == "甲镇")
    assert (one.band_before, one.band_after, one.status_differs) == ("优秀", "合格", True)
    assert one.reasons[-1] == "等次由优秀变为合格"
    assert rows_of(shown_in(pairs)["比较"])[0]["新等次"].fill.fgColor.rgb == "FFFFE699"


def test_nothing_differs__no_chart_and_no_events(ledger: Ledger) -> None:
    board = score(ledger, period_of("2026"))
    assert shown_in(compare(board, board)).sheetnames == ["比较"]
