"""Frames for analysts: every row and value of the ledger, every event of the board, and the manual's page as it runs."""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import duban_xl
from duban_xl.catalogue import CannotRun
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import FieldDef, Kind
from duban_xl.model.ledger import Ledger
from duban_xl.model.rulebook import ScoringEvent
from duban_xl.model.score import Outcome, Scoreboard
from duban_xl.model.source import Value
from duban_xl.score.engine import score
from duban_xl.tidy.scores import score_tables
from duban_xl.tidy.sheets import ledger_tables
from duban_xl.tidy.table import TidyTable
from duban_xl.workflows.office import LEDGER_NAME
from tests.methods_random import books
from tests.methods_whole import METHODS, Book, ledger_of_book
from tests.methods_year import year_book
from tests.notebook import BLOCK, rerun
from tests.played import Played
from tests.scoring import period_of, scored, scoring_ledger
from tests.tables import ledger_from, ledger_from_rows

PAGE = Path(__file__).resolve().parent.parent / "docs" / "analysis.md"
READ = {key: sheet for key, sheet in SHEETS.items() if key != "log"}
DTYPES = {
    Kind.DATE: "datetime64[us]",
    Kind.DATETIME: "datetime64[us]",
    Kind.INTEGER: "Int64",
    Kind.NUMBER: "float64",
    Kind.POINTS: "float64",
    Kind.PERCENT: "float64",
    Kind.YES_NO: "boolean",
}


def dtype_of(field: FieldDef) -> str:
    if field.choices and field.kind is not Kind.YES_NO:
        return "category"
    return DTYPES.get(field.kind, "string")


# Sheets


def test_ledger_without_sheets__gives_every_frame_with_its_columns_and_dtypes() -> None:
    frames = duban_xl.to_frames(Ledger(file="督查台账.xlsx"))
    assert list(frames) == [*(sheet.tab for sheet in READ.values()), "事项单位", "改读的单元格", "读表问题"]
    for sheet in READ.values():
        expected = {field.header: dtype_of(field) for field in sheet.fields} | {"工作表": "string", "行": "Int64"}
        assert {name: str(dtype) for name, dtype in frames[sheet.tab].dtypes.items()} == expected
        assert len(expected) == len(sheet.fields) + 2
    assert all(len(frame) == 0 and frame.columns.is_unique for frame in frames.values())


MATTERS = """
    | 事项编号 | 主办单位 | 协办单位   | 办结时限   | 状态   | 完成率 | 重点督办 | 退回次数 | 备注 |
    | D-001    | 甲局     | 乙局、丙厂 | 2026-09-30 | 承办中 | 80%    | 是       | 2        |      |
    | D-002    | 乙局     | 乙局       | 某年底吧   | 挂起   |        |          | 几次   | '12' |
"""
UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别     |
    | U1       | 县甲局   | 甲局 | 县直部门 |
    | U2       | 县乙局   | 乙局 | 县直部门 |
"""


def test_matters__come_as_dates_numbers_words_and_their_place() -> None:
    matters = duban_xl.to_frames(ledger_from(matters=MATTERS, units=UNITS))["督办事项"]
    assert matters["办结时限"].isna().tolist() == [False, True]
    assert matters["办结时限"][0].date() == date(2026, 9, 30)
    assert matters["完成率"].fillna(-1).tolist() == [80.0, -1]
    assert matters["重点督办"].fillna(False).tolist() == [True, False]
    assert matters["退回次数"].fillna(-1).tolist() == [2, -1]
    assert matters["备注"].fillna("").tolist() == ["", "12"]
    assert matters[["工作表", "行"]].values.tolist() == [["督办事项", 3], ["督办事项", 4]]


def test_word_outside_the_list__is_kept_after_those_of_the_list() -> None:
    matters = duban_xl.to_frames(ledger_from(matters=MATTERS))["督办事项"]
    assert matters["状态"].tolist() == ["承办中", "挂起"]
    assert matters["状态"].cat.categories.tolist() == [*SHEETS["matters"]["status"].choices, "挂起"]


def test_cell_that_is_not_understood__is_empty_and_told_with_its_text_and_cure() -> None:
    frames = duban_xl.to_frames(ledger_from(matters=MATTERS))
    readings = frames["改读的单元格"].fillna("").set_index("单元格")
    assert readings.loc["D4", ["列", "原文", "读作"]].tolist() == ["办结时限", "某年底吧", ""]
    assert readings.loc["H4", ["列", "原文", "读作", "行"]].tolist() == ["退回次数", "几次", "", 4]
    found = frames["读表问题"].set_index("单元格")
    assert {"D4", "H4"} <= set(found.index)
    assert found["问题"].str.len().min() > 5
    assert found["处理"].str.len().min() > 5
    assert set(found["工作表"]) == {"督办事项"}


def test_whole_number_beyond_all_frames__is_empty_and_told_as_it_stands() -> None:
    ledger = ledger_from(matters="| 事项编号 | 主办单位 | 退回次数 |\n| D-001 | 甲局 | 99999999999999999999 |")
    frames = duban_xl.to_frames(ledger)
    assert frames["督办事项"]["退回次数"].isna().tolist() == [True]
    assert frames["改读的单元格"]["原文"].tolist() == ["99999999999999999999"]


def test_handling_units__are_one_row_each_with_role_and_official_name() -> None:
    units = duban_xl.to_frames(ledger_from(matters=MATTERS, units=UNITS))["事项单位"]
    assert units.fillna("")[["事项编号", "角色", "单位", "组别", "所填名称", "在名录", "行"]].values.tolist() == [
        ["D-001", "主办", "县甲局", "县直部门", "甲局", True, 3],
        ["D-001", "协办", "县乙局", "县直部门", "乙局", True, 3],
        ["D-001", "协办", "丙厂", "", "丙厂", False, 3],
        ["D-002", "主办", "县乙局", "县直部门", "乙局", True, 4],
    ]


POINTS = st.decimals(min_value=-1000, max_value=1000, places=3)
OF_KIND: Mapping[Kind, st.SearchStrategy[Value]] = {
    Kind.DATE: st.dates(),
    Kind.DATETIME: st.datetimes(),
    Kind.INTEGER: st.integers(-(2**63) + 1, 2**63 - 1).map(Decimal),
    Kind.NUMBER: POINTS,
    Kind.POINTS: POINTS,
    Kind.PERCENT: POINTS,
    Kind.YES_NO: st.booleans(),
}
TEXTS = st.text("督查台账 a1=,\n", min_size=1, max_size=8)


@st.composite
def rows_of_a_sheet(draw: st.DrawFn) -> tuple[str, list[dict[str, Value]]]:
    key = draw(st.sampled_from(sorted(READ)))
    cells = {
        field.key: st.none() | (st.sampled_from(field.choices) if dtype_of(field) == "category" else st.nothing())
        | OF_KIND.get(field.kind, TEXTS)
        for field in READ[key].fields
    }  # fmt: skip
    return key, draw(st.lists(st.fixed_dictionaries(cells), max_size=4))


def as_read(field: FieldDef, cell: object) -> Value:
    """A frame's cell as the ledger has it."""
    if pandas.isna(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date() if field.kind is Kind.DATE else cell
    if field.kind is Kind.YES_NO:
        return bool(cell)
    return Decimal(str(cell)) if field.kind in DTYPES else str(cell)


@settings(max_examples=15)
@given(rows_of_a_sheet())
def test_frames__hold_every_row_and_value_of_every_sheet(sheet: tuple[str, list[dict[str, Value]]]) -> None:
    key, rows = sheet
    frame = duban_xl.to_frames(ledger_from_rows({key: rows}))[READ[key].tab]
    found = {field.key: [as_read(field, cell) for cell in frame[field.header]] for field in READ[key].fields}
    assert [{name: cells[at] for name, cells in found.items()} for at in range(len(frame))] == rows
    assert frame["行"].tolist() == list(range(3, len(rows) + 3))


# Scores


def by_unit(table: TidyTable, column: str) -> dict[Value, Decimal]:
    """Unit → the sum of its cells in `column`."""
    sums: dict[Value, Decimal] = defaultdict(Decimal)
    for unit, points in zip(table["单位"], table[column], strict=True):
        assert isinstance(points, Decimal)
        sums[unit] += points
    return sums


def is_within(row: ScoringEvent, board: Scoreboard) -> bool:
    """Whether it belongs to the board's days, whichever of its dates the method goes by."""
    days = [day for day in (row.event_on, row.decided_on) if day]
    return not row.belongs_to and bool(days) and all(board.year_start <= day <= board.as_of for day in days)


def hold_the_board(board: Scoreboard, ledger: Ledger) -> None:
    """All events, points, sections and quarters of the board stand in its tables."""
    tables = {table.name: table for table in score_tables(board)}
    of_events, of_quarters = by_unit(tables["事件"], "扣分"), by_unit(tables["扣分季度"], "扣分")
    for unit in board.units:
        assert of_events.get(unit.unit, Decimal()) == unit.year_points
        assert of_quarters.get(unit.unit, Decimal()) == sum(unit.quarter_points)
    assert tables["成绩"]["得分"] == tuple(unit.score for unit in board.units)
    assert tables["得分"]["得分"] == tuple(one.score for unit in board.units for one in unit.sections)
    assert len(tables["测算"].rows) == sum(len(unit.parts) for unit in board.units)
    counted = [outcome for outcome in tables["事件"]["结果"] if outcome in (Outcome.PENDING, Outcome.REFUSED)]
    assert len(counted) == len(board.pending) + len(board.refused)
    rows = set(tables["事件"]["行"])
    within = {Decimal(row.record.row) for row in ledger.deductions if board.units and is_within(row, board)}
    assert within <= rows


@pytest.mark.parametrize("name", METHODS)
def test_tables_of_a_whole_method__add_up_to_its_board(name: str) -> None:
    ledger = ledger_of_book(year_book(name))
    hold_the_board(score(ledger, period_of("2026")), ledger)


@settings(max_examples=30)
@given(books())
def test_events__add_up_to_the_points_of_every_unit(book: Book) -> None:
    ledger = ledger_of_book(book)
    hold_the_board(score(ledger, period_of("2026")), ledger)


DEDUCTIONS = """
    | 序号 | 事件日期   | 单位 | 规则编号 | 依据文件     |
    | 1    | 2026-02-03 | 甲镇 | A7a      | 云督〔2026〕1号 |
    | 2    | 2026-05-03 | 甲镇 | A9       | 云督〔2026〕2号 |
    | 3    | 2026-05-04 | 丁局 | A9       | 云督〔2026〕3号 |
    | 4    | 2026-05-05 | 乙局 | 没有     | 云督〔2026〕4号 |
"""


def test_score_frames__add_up_to_the_board_and_keep_what_is_not_scored() -> None:
    board, frames = scored(DEDUCTIONS, period="2026Q2"), duban_xl.score_frames(scoring_ledger(DEDUCTIONS), "2026Q2")
    events, units = frames["事件"], frames["成绩"].set_index("单位")
    assert events.groupby("单位")["扣分"].sum()["甲镇"] == units.loc["甲镇", "累计扣分"] == 5
    assert frames["扣分季度"].query("单位 == '甲镇'")["扣分"].tolist() == [2.0, 3.0]
    assert sorted(events["序号"]) == ["1", "2", "3", "4"]
    assert events.set_index("序号").loc[["3", "4"], "结果"].tolist() == ["不计", "不计"]
    assert [float(str(unit.score)) for unit in board.units] == units["得分"].tolist()
    assert events.set_index("序号").loc["2", ["工作表", "行"]].tolist() == ["扣分登记", 4]
    assert set(frames["计分问题"]["代码"]) == {found.code for found in board.findings}


def test_frames_with_a_period__are_those_of_the_ledger_and_of_its_scores() -> None:
    ledger = scoring_ledger(DEDUCTIONS)
    both = [*duban_xl.to_frames(ledger), *duban_xl.score_frames(ledger, period_of("2026"))]
    assert list(duban_xl.to_frames(ledger, period="2026")) == both
    assert len(set(both)) == len(both)


def test_method_that_is_not_there__gives_empty_frames_and_says_why() -> None:
    frames = duban_xl.score_frames(Ledger(file="督查台账.xlsx"), "2026")
    assert [name for name, frame in frames.items() if len(frame)] == ["计分问题"]
    dtypes = frames["事件"].dtypes[["事件日期", "结果", "扣分", "第几次"]]
    assert [str(dtype) for dtype in dtypes] == ["datetime64[us]", "category", "float64", "Int64"]


def test_period_that_is_none__is_refused() -> None:
    with pytest.raises(CannotRun) as refused:
        duban_xl.score_frames(Ledger(file="督查台账.xlsx"), "三季")
    assert refused.value.finding.code == "C004"


# The door


def test_pandas_missing__is_said_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(CannotRun) as refused:
        duban_xl.to_frames(Ledger(file="督查台账.xlsx"))
    assert refused.value.finding.code == "C070"
    assert "pip install 'duban-xl[analysis]'" in str(refused.value)


def test_import__loads_neither_pandas_nor_the_package_until_a_frame_is_asked_for() -> None:
    script = (
        "import sys, duban_xl\nprint([m for m in sys.modules if m.startswith('duban_xl.')], 'pandas' in sys.modules)\n"
    )
    script += (
        "duban_xl.to_frames, duban_xl.read_ledger\nimport duban_xl.workflows.score\nprint('pandas' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stdout.split("\n") == ["[] False", "False", ""]


def test_name_that_the_package_lacks__is_no_attribute() -> None:
    assert not hasattr(duban_xl, "to_frame")


# The page


@pytest.mark.xdist_group("demo")
def test_page__shows_what_its_blocks_print(played: Played, tmp_path: Path) -> None:
    """If this fails: `python -m tests.notebook docs/analysis.md FOLDER`, where FOLDER holds the 督查演示 of `duban demo`."""
    (tmp_path / "督查演示").mkdir()
    shutil.copyfile(played.folder / LEDGER_NAME, tmp_path / "督查演示" / LEDGER_NAME)
    page = PAGE.read_text(encoding="utf-8")
    options = ("display.unicode.east_asian_width", "display.width")
    with pandas.option_context(*(part for name in options for part in (name, pandas.get_option(name)))):
        assert rerun(page, tmp_path) == page
    assert sum(1 for block in BLOCK.finditer(page) if block["said"]) > 10


def test_page__lists_every_column_of_the_frames_that_are_no_sheets() -> None:
    rows = re.findall(r"^\| (\S+) \| 一[^|]+ \| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    listed = {name: tuple(columns.split("、")) for name, columns in rows if name != "数据框"}
    empty = Ledger(file="督查台账.xlsx")
    own = (*ledger_tables(empty)[len(READ) :], *score_tables(score(empty, period_of("2026"))))
    assert listed == {table.name: tuple(column.name for column in table.columns) for table in own}


def test_block_whose_output_differs__is_shown_anew(tmp_path: Path) -> None:
    page = "文字\n\n```python\nx = 2\n```\n\n```python\nprint(x)\n```\n\n```text\n3\n```\n"
    assert rerun(page, tmp_path) == page.replace("3\n", "2\n")
