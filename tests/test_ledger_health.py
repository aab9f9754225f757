"""A ledger that can't be relied on: every command says so before it reckons or writes."""

import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import AS_OF, build_office, run_duban
from tests.cli import Q3 as QUARTER

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = build_office(tmp_path / "督查室")
    monkeypatch.chdir(folder)
    return folder / LEDGER_NAME


def edited(ledger: Path, tab: str, **cells: object) -> None:
    """What a person does in Excel: cells of one sheet."""
    book = openpyxl.load_workbook(ledger)
    for cell, value in cells.items():
        book[tab][cell] = value
    book.save(ledger)


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["refresh", "--yes"],
        ["dispatch", "--period", QUARTER.text, "--yes"],
        ["merge", "收件", "--yes"],
        ["check", "收件"],
        ["score", "--period", QUARTER.text, "--yes"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_formula_without_result__no_command_takes_it_for_a_blank(
    ledger: Path, arguments: list[str], capsys: Capture
) -> None:
    edited(ledger, "督办事项", W3="=T3+90")
    before = ledger.read_bytes()
    said = run_duban(capsys, *arguments, *([] if arguments[0] == "check" else ["--as-of", AS_OF]))
    assert (said.code, said.finding, ledger.read_bytes() == before) == (2, "C025", True)


def test_log_sheet_deleted__nothing_is_written(ledger: Path, capsys: Capture) -> None:
    book = openpyxl.load_workbook(ledger)
    del book["变更日志"]
    book.save(ledger)
    before = ledger.read_bytes()
    said = run_duban(capsys, "merge", "收件", "--yes", "--as-of", AS_OF)
    assert (said.code, said.err.split()[0], ledger.read_bytes() == before) == (2, "C026", True)


def test_number_used_twice__is_told_by_check(ledger: Path, capsys: Capture) -> None:
    edited(ledger, "督办事项", A4="D-001")
    said = run_duban(capsys, "check", "收件", "--json", "--as-of", AS_OF)
    assert said.code == 1
    assert '"L202"' in said.out


def test_unit_name_that_no_file_can_have__stays_in_the_folder_of_forms(ledger: Path, capsys: Capture) -> None:
    edited(ledger, "单位名录", B3="../../县*交通/局")
    edited(ledger, "督办事项", J3="../../县*交通/局")
    said = run_duban(capsys, "dispatch", "--period", "2026Q4", "--yes", "--as-of", AS_OF)
    assert said.code == 0
    made = [path.relative_to(ledger.parent) for path in ledger.parent.parent.rglob("2026Q4_*.xlsx")]
    assert made
    assert {path.parent for path in made} == {Path("下发/2026Q4")}


def test_form_saved_by_a_wrong_clock__is_dated_by_its_arrival(ledger: Path, capsys: Capture) -> None:
    form = next((ledger.parent / "收件").rglob("*.xlsx"))
    with zipfile.ZipFile(form) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2099-01-01T00:00:00Z", core).encode()
    with zipfile.ZipFile(form, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    said = run_duban(capsys, "merge", "收件", "--json", "--yes")
    assert '"R521"' in said.out
    assert "2099" not in json.dumps(json.loads(said.out)["appended"])


def test_spreadsheet_in_a_format_not_read__is_named(ledger: Path, capsys: Capture) -> None:
    (ledger.parent / "收件" / "表.fods").write_text('<?xml version="1.0"?><office:document/>', encoding="utf-8")
    assert "表.fods" in run_duban(capsys, "check", "收件", "--json").out


@pytest.mark.usefixtures("ledger")
def test_forms_of_a_year_without_holiday_table__say_that_the_due_day_is_provisional(capsys: Capture) -> None:
    said = run_duban(capsys, "dispatch", "--period", "2027Q1", "--dry-run", "--json")
    assert '"T102"' in said.out
    said = run_duban(capsys, "dispatch", "--period", "2027Q1", "--due", "2027-03-30", "--dry-run", "--json")
    assert '"T102"' not in said.out


def test_document_signed_without_number__is_neither_written_nor_changed(ledger: Path, capsys: Capture) -> None:
    assert run_duban(capsys, "write", "督查通报", "2026Q3", "--yes", "--as-of", AS_OF).code == 0
    book = openpyxl.load_workbook(ledger)
    sheet = book["文书登记"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, heads["状态"]).value = "已签发"
    book.save(ledger)
    written = {path: path.read_bytes() for path in (ledger.parent / "文书").iterdir()}
    said = run_duban(capsys, "write", "督查通报", "2026Q3", "--yes", "--json", "--as-of", "2026-10-20")
    assert (said.code, '"C104"' in said.out, json.loads(said.out)["files"]) == (1, True, [])
    assert {path: path.read_bytes() for path in (ledger.parent / "文书").iterdir()} == written
