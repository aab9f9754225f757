"""The ledger read from its workbook: sheets under other names, sheets that are missing, files that are no ledger."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from duban_xl.catalogue import CannotRun, Level
from duban_xl.model.columns import SHEETS
from duban_xl.model.source import Value
from duban_xl.read.ledger import ledger_from_grids, read_ledger
from tests.tables import LEDGER_FILE, found, grid_from

MATTERS = grid_from(
    "| 事项编号 | 类别 | 事项名称 | 主办单位 | 状态 | 办结时限 |\n| D-001 | 会议 | 修路 | 甲局 | 承办中 | 3月15日 |"
)


def write(path: Path, sheets: dict[str, list[list[Value]]]) -> Path:
    """An .xlsx with these tabs and rows."""
    with xlsxwriter.Workbook(str(path)) as book:
        for tab, rows in sheets.items():
            sheet = book.add_worksheet(tab)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_ledger_file__read_with_its_fingerprint_and_all_sheets(tmp_path: Path) -> None:
    rows: dict[str, list[list[Value]]] = {
        sheet.tab: [[sheet.title], list(sheet.headers)] for sheet in reversed(SHEETS.values())
    }
    rows["督办事项"].append(["D-001", "会议", "修路"])
    ledger = read_ledger(write(tmp_path / LEDGER_FILE, rows | {"看板": [["看板"]]}))
    assert (ledger.file, len(ledger.fingerprint), ledger.findings) == (LEDGER_FILE, 64, ())
    assert list(ledger.tables) == list(SHEETS)
    assert [(m.number, m.title, m.source("title").cell) for m in ledger.matters] == [("D-001", "修路", "C3")]


def test_change_log__located_for_writing_but_its_rows_not_read() -> None:
    log = grid_from("| 时间 | 操作人 |\n| 2026-03-02 | 甲 |\n| 2026-03-03 | 乙 |", "变更日志")
    table = ledger_from_grids((MATTERS, log), file=LEDGER_FILE).tables["log"]
    assert (table.rows, table.shape.header_row, table.shape.last_row) == ((), 2, 4)


def test_missing_sheets__empty_with_one_notice_each() -> None:
    ledger = ledger_from_grids((MATTERS,), file=LEDGER_FILE)
    assert list(ledger.tables) == ["matters"]
    assert (ledger.returns, ledger.units.units, ledger.rulebook.rules) == ((), (), ())
    missing = [f for f in ledger.findings if f.code == "L133"]
    assert len(missing) == len([sheet for sheet in SHEETS.values() if not sheet.optional]) - 1
    assert {f.level for f in missing} == {Level.NOTICE}


def test_year_in_settings__dates_without_year_belong_to_it() -> None:
    settings = grid_from("| 参数 | 值 |\n| 年度 | 2026 |", "参数")
    assert ledger_from_grids((MATTERS, settings), file="f").matters[0].due_date == date(2026, 3, 15)
    assert ledger_from_grids((MATTERS,), file="f").matters[0].due_date is None


@pytest.mark.parametrize("tab", ["督查事项", " 督办 台账", "Sheet1"])
def test_matters_under_another_name__found_with_a_notice(tab: str) -> None:
    headers = " | ".join(SHEETS["matters"].headers)
    ledger = ledger_from_grids((grid_from(f"| {headers} |\n| D-001 |", tab),), file=LEDGER_FILE)
    assert [m.number for m in ledger.matters] == ["D-001"]
    assert [f.source.sheet for f in ledger.findings if f.code == "L134"] == [tab]


def test_second_sheet_like_matters__named_as_not_read() -> None:
    headers = " | ".join(SHEETS["matters"].headers)
    grids = (grid_from(f"| {headers} |\n| D-001 |", "一季度"), grid_from(f"| {headers} |", "二季度"))
    ledger = ledger_from_grids(grids, file=LEDGER_FILE)
    assert [(f.code, f.source.sheet) for f in ledger.findings if f.code != "L133"] == [
        ("L134", "一季度"),
        ("L135", "二季度"),
    ]


def test_sheet_without_its_header__left_out_and_reported() -> None:
    ledger = ledger_from_grids((MATTERS, grid_from("| 甲 | 乙 |", "参数")), file=LEDGER_FILE)
    assert "settings" not in ledger.tables
    assert ("L110", "A1") in found(ledger.findings)


@pytest.mark.parametrize(
    ("tabs", "code"),
    [
        ({"名单": [["姓名", "年龄"]]}, "L131"),
        ({"事项反馈": [["事项编号", "进展状态"]], "_meta": [["表单版本"]]}, "L132"),
    ],
)
def test_workbook_that_is_no_ledger__cannot_run(tmp_path: Path, tabs: dict[str, list[list[Value]]], code: str) -> None:
    with pytest.raises(CannotRun) as refused:
        read_ledger(write(tmp_path / "表.xlsx", tabs))
    assert refused.value.finding.code == code


def test_no_such_file_and_no_spreadsheet__cannot_run(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"")
    for path, code in ((tmp_path / "没有.xlsx", "L130"), (tmp_path, "L130"), (tmp_path / "台账.xlsx", "L101")):
        with pytest.raises(CannotRun) as refused:
            read_ledger(path)
        assert refused.value.finding.code == code
