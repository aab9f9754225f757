"""Whatever a clerk does to the ledger by hand, every command goes on as before, or says what to mend and writes nothing."""

import json
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from duban_xl.apply.ooxml import Patcher, Refused, SheetEdits
from duban_xl.check.ledger import check_ledger
from duban_xl.model.columns import SHEETS
from duban_xl.model.grid import Grid, Merged
from duban_xl.read.ledger import ledger_from_grids
from duban_xl.read.table import read_table
from duban_xl.workflows.office import LEDGER_NAME
from tests import hand_edits as by_hand
from tests.cli import AS_OF, Said, copy_office, fill, run_duban
from tests.hand_edits import LOG, SCORES, STEPS, Change, Do, Names, hand, saved_copy
from tests.hand_edits import MATTERS as M
from tests.hand_edits import RETURNS as R
from tests.office import convert
from tests.tables import LEDGER_FILE, found, grid_from, ledger_from

Capture = pytest.CaptureFixture[str]
WRITERS: Mapping[str, tuple[str, ...]] = {
    "refresh": ("refresh",),
    "merge": ("merge", "收件"),
    "remind": ("remind",),
    "close-out": ("close-out", "D-010"),
    "score": ("score", "--period", "2026Q3"),
}
"""The commands that write into the ledger, in the order of an office's month."""


class Outcome(NamedTuple):
    """How a command ended and what it changed in the ledger."""

    code: int
    changes: Counter[Change]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office as it is built once; no test works in it."""
    return by_hand.build_worked_office(tmp_path_factory.mktemp("hands") / "督查室")


@pytest.fixture
def office(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office of the test's own, and the current folder."""
    folder = copy_office(prepared, tmp_path / "督查室")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUBAN_OPERATOR", "李四")
    return folder


@pytest.fixture(scope="module")
def expected() -> dict[str, Outcome]:
    """What the commands do to the ledger that nobody touched; the first test that asks fills it."""
    return {}


def run(capsys: Capture, *arguments: str) -> Said:
    return run_duban(capsys, *arguments, "--json", "--yes", "--as-of", AS_OF)


def played(capsys: Capture, ledger: Path, names: Names = by_hand.OURS) -> dict[str, Outcome]:
    """The office's month: every command changes what it does, and again nothing."""
    outcomes: dict[str, Outcome] = {}
    for command, arguments in WRITERS.items():
        before = saved_copy(ledger)
        said = run(capsys, *arguments)
        outcomes[command] = Outcome(said.code, by_hand.changes(before, ledger, names))
        written = ledger.read_bytes()
        run(capsys, *arguments)
        assert (command, ledger.read_bytes() == written) == (command, True)
    return outcomes


@pytest.fixture
def untouched(expected: dict[str, Outcome], prepared: Path, tmp_path: Path, capsys: Capture) -> dict[str, Outcome]:
    """What every command changes in the ledger as it is."""
    if not expected:
        folder = copy_office(prepared, tmp_path / "untouched" / "督查室")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            patch.setenv("DUBAN_OPERATOR", "李四")
            expected.update(played(capsys, folder / LEDGER_NAME))
    return expected


def test_untouched_ledger__every_command_has_something_to_do(untouched: dict[str, Outcome]) -> None:
    told = {command: {(c.tab, c.row, c.header) for c in one.changes} for command, one in untouched.items()}
    assert told["refresh"] >= {(M, "D-011", "办结时限"), (M, "D-001", "下次报送"), (M, "D-002", "预警")}
    assert told["merge"] >= {(M, "D-001", "最新进展"), (R, "D-002 县交通局", "完成率")}
    assert told["remind"] >= {("督查记录", "D-002 县交通局", "方式")}
    assert told["close-out"] >= {(M, "D-010", "销号日期"), (STEPS, "D-010", "新状态")}
    assert told["score"] >= {(SCORES, "D-002 县交通局", "分值")}


# All keep working

SPELT = Names(
    headers={
        "牵头\n单位（必填）": "主办单位",
        " 督办 编号 * ": "事项编号",
        "完成进度(%)": "完成率",
        "进展情况：": "最新进展",
    }
)
TABS = Names(tabs={M: "督办台账", R: "2026年", STEPS: "办理过程", SCORES: "表四", LOG: "表五"})

KEEPS: Mapping[str, tuple[Do, ...]] = {
    "rows sorted, the log short of a row": (
        by_hand.sorted_by(M, "事项名称"),
        by_hand.sorted_by(R, "事项编号"),
        by_hand.sorted_by("单位名录", "单位代码"),
        by_hand.sorted_by(LOG, "字段"),
        by_hand.row_deleted(LOG, 5),
    ),
    "rows filtered, the last one hidden": tuple(by_hand.filtered(tab) for tab in (M, R, STEPS, "单位名录", LOG)),
    "folded, frozen, hidden, locked, commented": (
        by_hand.folded(M),
        by_hand.folded(R),
        by_hand.noted(M),
        by_hand.protected,
    ),
    "columns in the opposite order": tuple(by_hand.columns_reversed(tab) for tab in (M, R, STEPS, SCORES, LOG)),
    "the number moved behind everything": (
        by_hand.column_moved(M, "事项编号", 41),
        by_hand.column_moved(LOG, "新值", 1),
    ),
    "columns of the clerk's own between ours": (
        by_hand.column_added(M, "我的备注", 2),
        by_hand.column_added(M, "包联领导", 20),
        by_hand.column_added(R, "催过没有", 5),
        by_hand.column_added(LOG, "核对", 1),
    ),
    "headers spelt otherwise": (by_hand.renamed(M, SPELT),),
    "sheets called otherwise, or anything and told by their headers": (by_hand.tabs_renamed(TABS),),
    "sheets in another order, hidden, copied, others added": (
        by_hand.tabs_shuffled,
        by_hand.copied(M, "督办事项 (2)"),
        by_hand.own_sheets,
    ),
    "no title above the header, or more rows": (
        by_hand.moved_down(M, -1),
        by_hand.moved_down(R, 3),
        by_hand.moved_down(STEPS, -1),
        by_hand.moved_down(LOG, 33),
    ),
    "blank rows, a heading, a subtotal and a note": (
        by_hand.row_inserted(M, 3, "一、领导批示（5件）"),
        by_hand.row_inserted(M, 6, None, None, "小计", *(None for _ in range(25)), 2),
        by_hand.row_inserted(M, 5),
        by_hand.row_inserted(R, 4, "注：2 件已报。"),
        by_hand.row_inserted(LOG, 4),
    ),
    "tables made ranges": (by_hand.to_ranges,),
    "a table stretched over blank rows, rows typed under the others": (
        by_hand.stretched(M, 9),
        by_hand.stretched(R, -1),
        by_hand.stretched(LOG, -2),
    ),
    "totals rows": (
        by_hand.totals_on(M, A="汇总", C="=SUBTOTAL(103,matters[事项名称])"),
        by_hand.totals_on(R, R="合计"),
        by_hand.totals_on(LOG, A="汇总"),
    ),
    "cells merged over the rows they stand for": (
        by_hand.merged(M, "B3:B7"),
        by_hand.merged(M, "J3:J4"),
        by_hand.merged(M, "H3:I3"),
    ),
    "dates, numbers and names as text": (
        by_hand.retyped(M, "交办日期", "{0:%Y}年{0.month}月{0.day}日".format),
        by_hand.retyped(R, "收到时间", str),
        by_hand.retyped(R, "完成率", str),
        by_hand.retyped(R, "事项编号", " {}　".format),
    ),
    "days counted from 1904": (by_hand.from_1904,),
}
"""What the clerk did."""

CALLED: Mapping[str, Names] = {
    "headers spelt otherwise": SPELT,
    "sheets called otherwise, or anything and told by their headers": TABS,
}
"""The deeds after which things are called otherwise."""


@pytest.mark.parametrize("deed", KEEPS)
def test_hand_edit__every_command_changes_the_same_cells(
    office: Path, capsys: Capture, untouched: dict[str, Outcome], deed: str
) -> None:
    hand(office / LEDGER_NAME, *KEEPS[deed])
    outcomes = played(capsys, office / LEDGER_NAME, CALLED.get(deed, by_hand.OURS))
    assert different(outcomes, untouched) == {}


def different(outcomes: Mapping[str, Outcome], usual: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """What the commands did that they usually don't, or did not what they usually do."""
    return {
        command: Outcome(one.code, (one.changes - usual[command].changes) + (usual[command].changes - one.changes))
        for command, one in outcomes.items()
        if one != usual[command]
    }


@pytest.mark.office
def test_saved_again_by_libreoffice__every_command_changes_the_same_cells(
    office: Path, capsys: Capture, untouched: dict[str, Outcome], tmp_path: Path
) -> None:
    ledger = office / LEDGER_NAME
    hand(ledger, by_hand.sorted_by(M, "事项名称"), by_hand.columns_reversed(M), by_hand.filtered(M), by_hand.folded(R))
    (saved,) = convert([ledger], "xlsx", tmp_path / "saved")
    ledger.write_bytes(saved.read_bytes())
    hand(ledger)
    assert different(played(capsys, ledger), untouched) == {}


def test_macro_workbook_under_another_name_in_a_folder_with_blanks__the_macros_stay(
    office: Path, capsys: Capture, untouched: dict[str, Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.rename(office.parent / "督 查 室（2026 年）")
    monkeypatch.chdir(folder)
    ledger = by_hand.with_macros(folder / LEDGER_NAME, "云溪县 督查台账 (最终版).xlsm")
    assert different(played(capsys, ledger), untouched) == {}
    with zipfile.ZipFile(ledger) as package:
        assert package.read("xl/vbaProject.bin") == by_hand.MACROS


def test_batches_after_hand_edits__are_on_record_and_the_last_can_be_taken_back(office: Path, capsys: Capture) -> None:
    ledger = office / LEDGER_NAME
    hand(ledger, by_hand.sorted_by(M, "事项名称"), by_hand.columns_reversed(M), by_hand.filtered(M))
    run(capsys, "refresh")
    before = by_hand.sheets_of(ledger)
    run(capsys, "merge", "收件")
    merged = by_hand.sheets_of(ledger)
    assert json.loads(run_duban(capsys, "log", "--json").out)["batches"][-1]["command"] == "合并"
    assert run_duban(capsys, "undo", "--yes").code == 0
    after = by_hand.sheets_of(ledger)
    assert {tab for tab in before if before[tab] != merged[tab]} == {M, R, LOG}
    assert {tab for tab in before if before[tab] != after[tab]} <= {LOG}
    assert run(capsys, "merge", "收件").code == 0
    assert {tab: by_hand.sheets_of(ledger)[tab] for tab in (M, R)} == {tab: merged[tab] for tab in (M, R)}


# Formulas typed over cells


def test_formula_over_a_computed_column__is_written_over_and_told_as_it_was_written(
    office: Path, capsys: Capture
) -> None:
    ledger = office / LEDGER_NAME
    run(capsys, "refresh")
    typed = {"AA3": ("TODAY()+7", 46400), "X4": ('"算"&"的"', "算的"), "W7": ("T7+400", 46483)}
    by_hand.formulas(ledger, M, typed)
    assert run(capsys, "refresh").code == 0
    with_formulas = openpyxl.load_workbook(ledger)
    assert [with_formulas[M][cell].value for cell in ("AA3", "X4")] != ["=TODAY()+7", '="算"&"的"']
    log = {(row[5], row[6]) for row in with_formulas[LOG].iter_rows(min_row=3, values_only=True)}
    assert log >= {("下次报送", "=TODAY()+7"), ("时限依据", '="算"&"的"')}
    typed_by_a_person = [with_formulas[M][cell].value for cell in ("W7", "X7")]
    assert typed_by_a_person == ["=T7+400", "以台账所填办结时限为准"]


def test_formula_over_what_a_person_fills_in__is_read_by_its_result_and_stays(
    office: Path, capsys: Capture, untouched: dict[str, Outcome]
) -> None:
    ledger = office / LEDGER_NAME
    by_hand.formulas(ledger, M, {"A3": ('"D-"&"001"', "D-001"), "W4": ("DATE(2026,8,31)", 46265)})
    assert different(played(capsys, ledger), untouched) == {}
    assert [openpyxl.load_workbook(ledger)[M][cell].value for cell in ("A3", "W4")] == [
        '="D-"&"001"',
        "=DATE(2026,8,31)",
    ]


def test_formula_without_result_in_a_computed_column__is_told_and_mended_by_the_refresh(
    office: Path, capsys: Capture
) -> None:
    ledger = office / LEDGER_NAME
    hand(ledger, by_hand.put(M, AN3='=IF(W3<TODAY(),"红","绿")', AO3=None))
    assert run(capsys, "merge", "收件").code == 0
    first = json.loads(run(capsys, "refresh").out)
    assert ("L166", "AN3") in [(one["code"], one["cell"]) for one in first["findings"]]
    assert openpyxl.load_workbook(ledger)[M]["AN3"].value == "绿"
    assert "L166" not in [one["code"] for one in json.loads(run(capsys, "refresh").out)["findings"]]


# What no longer works is a finding with the cure, and nothing is written

REFUSED: Mapping[str, tuple[str, str, tuple[Do, ...]]] = {
    "a required column called anything": (
        "L160",
        "缺少列「状态」",
        (by_hand.renamed(M, Names(headers={"情形": "状态"})),),
    ),
    "a required column called almost as it should be": (
        "L160",
        "是否为「事项编码」",
        (by_hand.renamed(M, Names(headers={"事项编码": "事项编号"})),),
    ),
    "one header on two columns": ("L160", "列「主办单位」出现了两次", (by_hand.column_added(M, "主办单位", 5),)),
    "a column of the log gone": ("A220", "新值", (by_hand.renamed(LOG, Names(headers={"改成": "新值"})),)),
    "two matters with one number": ("L161", "D-001 出现了 3 次", (by_hand.put(M, A4="D-001", A6="D-001"),)),
    "numbers merged over two matters": (
        "L161",
        "D-001 出现了 2 次",
        (by_hand.merged(M, "A3:A4"), by_hand.merged(M, "A6:A7")),
    ),
}
"""What the clerk did → code, words of the sentence, and the deed."""


@pytest.mark.parametrize("deed", REFUSED)
def test_hand_edit_that_leaves_no_sure_reading__is_told_with_the_cure_and_nothing_is_written(
    office: Path, capsys: Capture, deed: str
) -> None:
    code, words, edits = REFUSED[deed]
    ledger = office / LEDGER_NAME
    hand(ledger, *edits)
    written = ledger.read_bytes()
    for command in ("refresh", "remind") if code == "L161" else WRITERS:
        said = run(capsys, *WRITERS[command])
        assert (command, said.code, said.err[:4], words in said.err) == (command, 2, code, True)
    assert ledger.read_bytes() == written


def test_computed_cells_merged__no_value_can_be_put_into_the_second(office: Path, capsys: Capture) -> None:
    ledger = office / LEDGER_NAME
    hand(ledger, by_hand.merged(M, "AN3:AN4"))
    written = ledger.read_bytes()
    said = run(capsys, "refresh")
    assert (said.code, said.finding, "AN4" in said.err, "AN3:AN4" in said.err) == (2, "L165", True, True)
    assert (ledger.read_bytes() == written, run(capsys, "remind").code) == (True, 0)


def test_optional_column_called_anything__is_told_and_the_rest_goes_on(office: Path, capsys: Capture) -> None:
    hand(office / LEDGER_NAME, by_hand.renamed(M, Names(headers={"灯": "预警"})))
    answer = json.loads(run(capsys, "refresh").out)
    told = {one["code"]: one["message"] for one in answer["findings"]}
    assert ("预警" in told["L113"], "灯（AN列）" in told["L115"]) == (True, True)
    assert {change["field"] for change in answer["changes"]} == {"办结时限", "时限依据", "下次报送"}


def test_unreadable_cell__is_told_by_every_command_that_reckons_with_it(office: Path, capsys: Capture) -> None:
    hand(office / LEDGER_NAME, by_hand.put(M, W4="等通知"))
    for command in ("refresh", "merge", "remind", "score"):
        said = run(capsys, *WRITERS[command])
        assert (command, said.code, "W4" in said.out) == (command, 1, True)


# Reading: rows that are none, cells that stand for several rows, sheets that are copies


MATTER_ROWS = """
    | 事项编号 | 类别   | 事项名称 | 主办单位 | 状态   |
    | D-001    | 批示件 | 修路     | 甲局     | 承办中 |
    | {}       | {}     | {}       | {}       | {}     |
    | D-002    | 批示件 | 修桥     | 乙局     | 承办中 |
"""


@pytest.mark.parametrize(
    "cells",
    [
        ("合计", "", "2件", "", ""),
        ("", "", "小 计：", "", ""),
        ("", "本页小计（2件）", "", "", ""),
        ("", "", "", "", "2"),
        ("一、政府工作报告任务（32项）", "", "", "", ""),
        ("", "", "（二）领导批示", "", ""),
        ("第三部分 其他", "", "", "", ""),
        ("注：本表按月更新", "", "", "", ""),
        ("", "填表人：张三", "", "审核人：李四", ""),
    ],
)
def test_row_that_is_no_matter__is_passed_over_and_told(cells: tuple[str, ...]) -> None:
    table, findings = read_table(grid_from(MATTER_ROWS.format(*cells)), SHEETS["matters"])
    assert table
    assert [record.row for record in table] == [3, 5]
    assert ("L162", "A4") in found(findings)


@pytest.mark.parametrize(
    "cells",
    [
        ("D-009", "", "小计", "", ""),
        ("D-009", "合计", "", "", ""),
        ("", "", "一、修路", "甲局", "承办中"),
        ("", "", "汇总全县数据", "", ""),
        ("", "", "说明情况", "", ""),
        ("2026", "", "", "", ""),
    ],
)
def test_row_of_a_matter_half_filled_in__is_read(cells: tuple[str, ...]) -> None:
    table, findings = read_table(grid_from(MATTER_ROWS.format(*cells)), SHEETS["matters"])
    assert table
    assert [record.row for record in table] == [3, 4, 5]
    assert "L162" not in dict(found(findings))


def test_note_under_the_rows__does_not_belong_to_the_table() -> None:
    rows = MATTER_ROWS.format("D-009", "", "", "", "") + "| | | | | |\n| 注：本表按月更新 | | | | |"
    table, _ = read_table(grid_from(rows), SHEETS["matters"])
    assert table
    assert (table.shape.last_row, {record.shape.last_row for record in table}) == (5, {5})


def merged_grid(*areas: Merged) -> Grid:
    rows = MATTER_ROWS.format("D-009", "", "挖渠", "", "承办中")
    return replace(grid_from(rows), merged=areas)


def test_cells_merged_over_rows__stand_for_each_of_them() -> None:
    table, findings = read_table(
        merged_grid(Merged(3, 2, 4, 2), Merged(3, 4, 4, 5), Merged(1, 1, 1, 5)), SHEETS["matters"]
    )
    assert table
    assert [(r.text("category"), r.text("lead_unit"), r.text("status")) for r in table][1] == (
        "批示件",
        "甲局",
        "承办中",
    )
    assert ("L163", "B3") in found(findings)
    assert [area for area in table.merged if area.covers(4, 2)] == [Merged(3, 2, 4, 2)]


def test_blank_cells_that_are_not_merged__stay_blank() -> None:
    table, findings = read_table(merged_grid(), SHEETS["matters"])
    assert table
    assert [record.text("category") for record in table] == ["批示件", "", "批示件"]
    assert "L163" not in dict(found(findings))


def test_copy_of_a_sheet__is_told_and_not_read() -> None:
    rows = MATTER_ROWS.format("D-009", "批示件", "挖渠", "甲局", "承办中")
    headers = "|".join(SHEETS["matters"].headers)
    full = f"|{headers}|\n" + "\n".join(f"| {number} |" + " 甲 |" * 40 for number in ("D-1", "D-2"))
    ledger = ledger_from_grids([grid_from(rows), grid_from(full, "督办事项 (2)")], file=LEDGER_FILE)
    assert [matter.number for matter in ledger.matters] == ["D-001", "D-009", "D-002"]
    assert [f.source.sheet for f in ledger.findings if f.code == "L135"] == ["督办事项 (2)"]


RULES = """
    | 规则编号 | 条款 | 内容 | 级别 | 作用                       | 做法 |
    | x-1      | 一   | 甲   | 明定 | 工作时限、参数.临期天数    | 乙   |
    | x-2      | 二   | 甲   | 明定 | 计分规则.分值、事项类别.类别 | 乙 |
"""
DUTIES = "| 规则编号 | 内容 | 周期 | 责任 |\n| {} | 汇总 | MD(28) | 督查室 |"
SCORED = "| 规则号 | 情形 | 条款 |\n| A1 | 逾期 | 附件一 {} |"


@pytest.mark.parametrize(
    ("duty", "scored", "lost"),
    [("x-1", "x-2", []), ("x-9", "x-2", [("x-1", "工作时限")]), ("x-1", "", [("x-2", "计分规则")])],
)
def test_row_of_a_rule_deleted__the_rule_that_acts_there_is_named(
    duty: str, scored: str, lost: list[tuple[str, str]]
) -> None:
    ledger = ledger_from(rules=RULES, duties=DUTIES.format(duty), scoring_rules=SCORED.format(scored))
    assert [(f.args["rule"], f.args["tab"]) for f in check_ledger(ledger) if f.code == "L164"] == lost


# Writing: rows under a table


def test_rows_directly_under_a_table__are_taken_in_only_if_the_caller_says_that_they_are_its_own(
    office: Path,
) -> None:
    ledger = office / LEDGER_NAME
    hand(ledger, by_hand.stretched(M, -2))
    row = {1: "D-099"}
    with pytest.raises(Refused, match="已有内容"):
        Patcher(ledger.read_bytes()).patch([SheetEdits(tab=M, rows=(row,), after_row=2)])
    patched = Patcher(ledger.read_bytes()).patch([SheetEdits(tab=M, rows=(row,), after_row=2, last_row=7)])
    assert patched.appended[M] == (8,)
    ledger.write_bytes(patched.data)
    (table,) = openpyxl.load_workbook(ledger)[M].tables.values()
    assert table.ref == "A2:AO8"


def test_form_and_ledger_sorted_after_it_was_sent_out__the_digest_still_fits(office: Path, capsys: Capture) -> None:
    ledger, (form,) = office / LEDGER_NAME, tuple((office / "收件").rglob("*.xlsx"))
    hand(ledger, by_hand.sorted_by(M, "事项名称"))
    run_duban(capsys, "dispatch", "--period", "2026-09", "--unit", "交通局", "--yes", "--as-of", AS_OF)
    (sent,) = (office / "下发" / "2026-09").rglob("*.xlsx")
    for path in (form, fill(sent, office / "收件" / sent.name)):
        hand(path, by_hand.sorted_by("事项反馈", "事项名称"))
    hand(ledger, by_hand.sorted_by(M, "事项编号"))
    for path in (form, office / "收件" / sent.name):
        assert "R508" not in run_duban(capsys, "check", str(path), "--json").out
