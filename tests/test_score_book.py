"""The score workbook shows what Python scored, and its formulas give the same when an office suite recalculates them."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from duban_xl.documents.scores.workbook import build_score_book
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import Scoreboard
from duban_xl.model.text_size import lines
from duban_xl.score.engine import score
from tests.scoring import period_of, scoring_ledger

CREATED = datetime(2026, 10, 8)  # noqa: DTZ001 - a workbook's date knows no time zone
UNITS = """
    甲镇 乡镇; 乙镇 乡镇; 丙镇 乡镇; 丁镇 乡镇; 戊镇 乡镇; 己镇 乡镇; 甲局 县直部门; 乙局 县直部门; 丙局 县直部门;
    丁局 县直部门; 戊局 县直部门; 东街道 街道
"""
INSPECTED = "甲镇 乙镇 丙镇 丁镇 己镇 甲局 乙局 丙局 丁局"
EVENTS = """
    | 序号 | 事件日期   | 单位 | 事项编号 | 规则编号 | 依据文件        | 发文机关   | 核实   | 状态   | 正当理由 | 认定日期   |
    | 1    | 2026-02-28 | 甲镇 | D-1      | A7a      |                 |            |        | 已确认 |          | 2026-03-02 |
    | 2    | 2026-03-20 | 甲镇 |          | A12a     | 云督〔2026〕3号 | 县委督查室 |        | 已确认 |          | 2026-03-20 |
    | 3    | 2026-03-20 | 甲镇 |          | A12a     | 云督[2026]3号   | 县委督查室 |        | 已确认 |          | 2026-03-21 |
    | 4    | 2026-03-30 | 甲镇 |          | A10b     | 批示〔2026〕7号 |            |        | 已确认 |          | 2026-04-08 |
    | 5    | 2026-05-06 | 乙镇 |          | A9       | 云安〔2026〕9号 | 县应急局   |        | 已确认 |          | 2026-05-06 |
    | 6    | 2026-06-30 | 丙镇 | D-2      | A7a      |                 |            |        | 免扣   | 台风停工 | 2026-07-01 |
    | 7    | 2026-07-01 | 丁镇 |          | A12b     | 《断头路之问》  |            | 属实   | 已确认 |          | 2026-07-09 |
    | 8    | 2026-07-02 | 丁镇 |          | A12b     | 《断头路之问》  |            | 属实   | 已确认 |          | 2026-07-09 |
    | 9    | 2026-07-03 | 丁镇 |          | A12c     | 内参第9期       |            | 待核实 | 已确认 |          | 2026-07-09 |
    | 10   | 2026-08-12 | 乙局 |          | A8b      | 县委常委会纪要  |            |        | 已确认 |          | 2026-08-20 |
    | 11   | 2026-09-30 | 乙局 | D-3      | A11a     |                 |            |        | 已确认 |          | 2026-10-02 |
    | 12   | 2026-09-30 | 丙局 | D-4      | A7a      |                 |            |        | 候选   |          |            |
    | 13   | 2026-04-07 | 丙局 |          | A9       | 云安〔2026〕8号 |            |        | 已撤销 |          | 2026-04-09 |
    | 14   | 2026-05-20 | 丁局 |          | A6       | 瓯办〔2026〕1号 | 瓯江市府办 |        | 已确认 |          | 2026-05-20 |
    | 15   | 2026-11-20 | 丁局 |          | A9       | 云安〔2026〕20号|            |        | 已确认 |          | 2026-11-20 |
    | 16   | 2026-06-20 | 戊局 |          | A10a     | 全县大会        |            |        | 已确认 |          | 2026-06-21 |
"""
PRAISE = "| 日期 | 类型 | 单位 | 文号 |\n| 2026-05-04 | 通报表扬 | 甲局 | 云督〔2026〕5号 |"
BELOW_ZERO = "".join(
    f"    | {n} | 2026-05-{n - 20:02d} | 己镇 | | A8b | 第{n}号文件 | | | 已确认 | | 2026-05-30 |\n"
    for n in range(21, 42)
)


def the_ledger(**changes: str) -> Ledger:
    return scoring_ledger(
        EVENTS + BELOW_ZERO, units=UNITS, inspected=INSPECTED, consequences=PRAISE, settings=changes or None
    )


def the_board(period: str = "2026Q3", **changes: str) -> Scoreboard:
    return score(the_ledger(**changes), period_of(period))


def the_bytes(period: str = "2026Q3", **changes: str) -> bytes:
    return build_score_book(the_board(period, **changes), ledger=the_ledger(**changes), created=CREATED)


def opened(data: bytes, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def column(book: Workbook, tab: str, header: str) -> dict[str, object]:
    """Unit → the value of a column."""
    rows = list(book[tab].iter_rows(min_row=3, values_only=True))
    unit, wanted = rows[0].index("单位"), rows[0].index(header)
    return {str(row[unit]): row[wanted] for row in rows[1:] if row[unit]}


def details(data: bytes) -> list[dict[str, object]]:
    """The rows of 明细 by header."""
    header, *rows = opened(data)["明细"].iter_rows(min_row=3, values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def formulas(data: bytes) -> Iterator[tuple[str, str]]:
    for sheet in opened(data, values=False).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    yield sheet.title, cell.coordinate


def as_decimal(value: object) -> Decimal | None:
    return None if value in ("", None) else Decimal(str(value))


COLUMNS = {
    "名次": "rank",
    "扣分合计": "year_points",
    "原始分": "raw",
    "限底后": "own_score",
    "得分": "score",
    "权重": "weight",
    "折算分": "counted",
    "本季扣分": "period_points",
    "累计扣分": "year_points",
    "剩余分": "remaining",
}


@pytest.mark.parametrize("header", COLUMNS)
def test_summary__carries_the_values_that_python_found(header: str) -> None:
    board, shown = the_board(), column(opened(the_bytes()), "汇总", header)
    expected = {unit.unit: getattr(unit, COLUMNS[header]) for unit in board.units}
    assert {unit: as_decimal(value) for unit, value in shown.items()} == {
        unit: None if value is None else round(Decimal(value), 10) for unit, value in expected.items()
    }


def test_summary__lists_the_units_by_group_and_place() -> None:
    assert list(column(opened(the_bytes()), "汇总", "名次")) == [unit.unit for unit in the_board().units]


def test_details__one_row_per_event_with_its_trace() -> None:
    rows, board = details(the_bytes()), the_board()
    assert [row["说明"] for row in rows] == [event.trace for event in board.events]
    assert [as_decimal(row["扣分"]) for row in rows] == [event.points for event in board.events]


def test_late_entry__marked_in_the_details() -> None:
    rows = details(the_bytes("2026Q2"))
    assert [row["处理"] for row in rows if row["规则"] == "A10b"] == ["计分（2026年第二季度补记）"]


def test_quarters__sum_up(period: str = "2026") -> None:
    book, board = opened(the_bytes(period)), the_board(period)
    for quarter, index in zip(board.quarters, range(4), strict=True):
        shown = column(book, "季度", quarter.name)
        assert {unit.unit: unit.quarter_points[index] for unit in board.units} == {
            name: as_decimal(value) for name, value in shown.items()
        }


def test_notes__print_every_setting_and_mark_the_conventions() -> None:
    rows = list(opened(the_bytes())["口径说明"].iter_rows(values_only=True))
    shown = {str(row[0]).lstrip("※"): row[1] for row in reversed(rows)}
    assert {line.key: line.value for line in the_board().settings}.items() <= shown.items()
    assert {"※得分下限", "※季度通报截止"} <= {row[0] for row in rows}


def test_notes__list_what_keeps_a_unit_from_a_value() -> None:
    words = [str(row[2]) for row in opened(the_bytes())["口径说明"].iter_rows(values_only=True)]
    assert any("东街道" in text for text in words)


def test_book__has_charts_print_setup_and_frozen_headers() -> None:
    data = the_bytes()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 4
    book = opened(data)
    assert book.sheetnames == ["汇总", "明细", "待定", "季度", "条款", "图表", "单位成绩单", "口径说明"]
    assert {sheet.page_setup.paperSize for sheet in book.worksheets} == {9}
    assert [book[tab].freeze_panes for tab in ("汇总", "明细", "季度")] == ["D4", "E4", "B4"]


def test_book__same_input_same_bytes() -> None:
    assert the_bytes() == the_bytes()


def test_long_names_of_units__are_wrapped_in_rows_that_are_high_enough() -> None:
    name = "中共云溪县委机构编制委员会办公室"
    rows = f"| 序号 | 事件日期 | 单位 | 规则编号 | 依据文件 | 状态 |\n| 1 | 2026-03-02 | {name} | A8b | 会议纪要 | 已确认 |"
    ledger = scoring_ledger(rows, units=f"{name} 县直部门; 乙局 县直部门")
    book = opened(build_score_book(score(ledger, period_of("2026Q1")), ledger=ledger, created=CREATED))
    for tab in ("汇总", "明细", "季度"):
        cell = next(cell for row in book[tab].iter_rows(min_row=4) for cell in row if cell.value == name)
        width, height = book[tab].column_dimensions[cell.column_letter].width, book[tab].row_dimensions[cell.row].height
        assert cell.alignment.wrap_text
        assert height >= 15 * lines(name, width), tab


def test_nobody_lost_points__no_chart_of_points() -> None:
    ledger = scoring_ledger(units=UNITS)
    data = build_score_book(score(ledger, period_of("2026")), ledger=ledger, created=CREATED)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 3


def without_cached_values(data: bytes) -> bytes:
    """The workbook with every formula's value removed, so that nothing but a calculation can bring it back."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            target.writestr(name, part)
    return result.getvalue()


def recalculated(data: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it after calculating."""
    (folder / "in").mkdir()
    (folder / "in" / "score.xlsx").write_bytes(without_cached_values(data))
    office = shutil.which("soffice")
    assert office
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), "in/score.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return (folder / "score.xlsx").read_bytes()


OFFICE_CASES: list[dict[str, str]] = [
    {},
    {"未被督查单位": "基本分", "同一事项多条规则": "就高"},
    {"未被督查单位": "不计分", "未被督查单位排名": "不参加"},
]


@pytest.mark.office
@pytest.mark.parametrize("changes", OFFICE_CASES)
def test_recalculated_by_an_office_suite__every_formula_gives_pythons_value(
    changes: dict[str, str], tmp_path: Path
) -> None:
    data = the_bytes("2026Q3", **changes)
    ours, theirs = opened(data), opened(recalculated(data, tmp_path))
    places = list(formulas(data))
    assert len(places) > 150
    pairs = {(tab, cell): (ours[tab][cell].value or None, theirs[tab][cell].value or None) for tab, cell in places}
    zeros = [place for place in places if ours[place[0]][place[1]].value == 0]
    assert {theirs[tab][cell].value for tab, cell in zeros} == {0}
    differences = {place: values for place, values in pairs.items() if values[0] != values[1]}
    assert differences == {}
