"""`duban score` beyond scoring: publishing, correcting, what if, comparing."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import AS_OF, Said, build_office, contents, copy_office, enter, row_of, run_duban

EVENT = {
    "serial": "1",
    "event_on": date(2026, 8, 12),
    "unit": "县交通局",
    "rule": "A9",
    "document": "云安〔2026〕1号",
    "issuer": "省安监局",
    "decided_by": "王督查",
    "decided_on": date(2026, 8, 20),
    "status": "已确认",
}
VISIT = {"held_on": date(2026, 2, 10), "method": "专项督查", "unit": "县交通局、县水利局、丙镇人民政府"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = build_office(tmp_path_factory.mktemp("office") / "督查室")
    enter(folder, row_of("inspections", "1", VISIT), row_of("deductions", "1", EVENT))
    return folder


@pytest.fixture
def office(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_office(built, tmp_path / "督查室")
    monkeypatch.chdir(folder)
    return folder


def ask(capsys: pytest.CaptureFixture[str], *words: str, on: str = AS_OF) -> tuple[int, Any]:
    said = run_duban(capsys, "score", *words, "--json", "--as-of", on)
    return said.code, json.loads(said.out)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    return run_duban(capsys, "score", *words, "--as-of", AS_OF)


def published(office: Path) -> list[tuple[str, str, str]]:
    return [(row.kind, row.unit, row.score) for row in read_ledger(office / LEDGER_NAME).published_scores]


def test_publish__shown_asked_written_and_kept(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    posting = ("--period", "2026Q3", "--publish", "公示", "--by", "李主任")
    before = contents(office)
    code, answer = ask(capsys, *posting, "--dry-run")
    assert (code, answer["applied"], len(answer["appended"]), contents(office) == before) == (0, False, 3, True)
    code, answer = ask(capsys, *posting, "--yes")
    assert (code, answer["applied"]) == (0, True)
    rows = published(office)
    assert ("公示", "县交通局", "97") in rows and len(rows) == 3
    code, answer = ask(capsys, *posting, "--yes")
    assert (code, answer["applied"], [f["code"] for f in answer["findings"] if f["level"] == "错误"]) == (
        1,
        False,
        ["S332"],
    )
    early = said(capsys, "--period", "2026Q3", "--publish", "定稿", "--by", "李主任", "--on", "2026-10-13", "--yes")
    assert early.code == 1 and "S335" in early.out


def test_late_event_after_publication__shown_and_corrected(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(capsys, "--period", "2026Q3", "--publish", "公示", "--by", "李主任", "--yes")
    late = {**EVENT, "serial": "2", "document": "云安〔2026〕2号", "decided_on": date(2026, 10, 14)}
    enter(office, row_of("deductions", "2", late), at="2026-10-14 10:00")
    _, answer = ask(capsys, "--period", "2026Q3", "--dry-run", on="2026-10-15")
    (one,) = [one for one in answer["published_differences"] if one["unit"] == "县交通局"]
    assert (one["published"], one["now"], one["reasons"], one["events"]) == ("97", "94", ["补记序号2"], ["2"])
    assert "S345" in [f["code"] for f in answer["findings"]]
    told = said(capsys, "--period", "2026Q3", "--dry-run")
    assert "已发布的成绩与现在算出的不同" in told.out
    correcting = ("--period", "2026Q3", "--correct", "--by", "李主任", "--on", "2026-10-15", "--yes")
    code, answer = ask(capsys, *correcting)
    assert (code, [f["code"] for f in answer["findings"]]) == (1, ["S338"])
    code, answer = ask(capsys, *correcting, "--reason", "迟到的通报")
    assert code == 0 and ("更正", "县交通局", "94") in published(office)
    _, answer = ask(capsys, "--period", "2026Q3", "--dry-run", on="2026-10-15")
    assert answer["published_differences"] == []


def test_open_objection__listed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(capsys, "--period", "2026Q3", "--publish", "公示", "--by", "李主任", "--yes")
    asked = {"raised_on": date(2026, 10, 13), "unit": "县交通局", "period": "2026Q3", "content": "数据有误"}
    enter(office, row_of("objections", "1", asked), at="2026-10-13 10:00")
    _, answer = ask(capsys, "--period", "2026Q3", "--dry-run", on="2026-10-26")
    (one,) = answer["objections"]
    assert (one["unit"], one["answer_by"], one["overdue"]) == ("县交通局", "2026-10-20", True)
    assert "S362" in [f["code"] for f in answer["findings"]]
    told = run_duban(capsys, "score", "--period", "2026Q3", "--dry-run", "--as-of", "2026-10-15")
    assert "待办的成绩异议" in told.out and "数据有误" in told.out


def test_what_if__table_json_and_workbook_and_an_untouched_ledger(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "--what-if-form", "测算.xlsx").code == 0
    book: Any = openpyxl.load_workbook("测算.xlsx")
    sheet = book["扣分登记"]
    head = {cell.value: cell.column for cell in sheet[2]}
    for name, value in {"序号": "1", "状态": "已撤销"}.items():
        sheet.cell(3, head[name]).value = value
    book.save("测算.xlsx")
    ledger = (office / LEDGER_NAME).read_bytes()
    asking = ("--period", "2026Q3", "--what-if", "测算.xlsx")
    code, answer = ask(capsys, *asking)
    (one,) = [one for one in answer["difference"] if one["change"] != "0"]
    assert (code, one["unit"], one["before"], one["after"], one["change"]) == (0, "县交通局", "97", "100", "3")
    assert (one["rank_before"], one["rank_after"], one["places"], one["events"]) == (2, 1, 1, ["1"])
    assert (office / LEDGER_NAME).read_bytes() == ledger
    made: Any = openpyxl.load_workbook(answer["workbook"], data_only=True)
    assert Path(answer["workbook"]).name == "测算_2026Q3.xlsx"
    rows = [[cell.value for cell in row] for row in made["比较"].iter_rows(min_row=3)]
    assert rows[0] == ["单位", "组别", "原得分", "新得分", "差", "原名次", "新名次", "名次变化", "原因"]
    assert [row[:8] for row in rows[1:] if row[0] == "县交通局"] == [["县交通局", "县直部门", 97, 100, 3, 2, 1, 1]]
    assert any("chart" in name for name in ZipFile(answer["workbook"]).namelist())
    told = said(capsys, *asking)
    assert "县交通局" in told.out and "测算_2026Q3.xlsx" in told.out.replace("\n", "")


def test_compare__this_period_against_another(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = (office / LEDGER_NAME).read_bytes()
    code, answer = ask(capsys, "--period", "2026Q3", "--compare", "2026Q2")
    assert (office / LEDGER_NAME).read_bytes() == ledger
    changes = {one["unit"]: one["change"] for one in answer["difference"]}
    assert (code, answer["compared_with"], changes["县交通局"]) == (0, "2026Q2", "-3")
    assert Path(answer["workbook"]).name == "比较_2026Q3_2026Q2.xlsx"
    code, answer = ask(capsys, "--period", "2026Q2", "--compare", "2026Q1", "--dry-run")
    assert (answer["workbook"], {Decimal(one["change"]) for one in answer["difference"]}) == (None, {Decimal(0)})
    assert "没有变化" in said(capsys, "--period", "2026Q2", "--compare", "2026Q1").out


@pytest.mark.parametrize(
    "words",
    [
        ("--period", "2026Q3", "--publish", "公示", "--correct"),
        ("--period", "2026Q3", "--compare", "2026Q2", "--what-if", "测算.xlsx"),
        ("--period", "2026Q3", "--publish", "初稿"),
        (),
    ],
)
def test_two_things_at_once_or_nothing__misused(
    office: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert office.is_dir()
    refused = said(capsys, *words)
    assert (refused.code, refused.finding) == (2, "C020")


def test_file_of_supposed_events_that_is_not_there__told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.is_dir()
    refused = said(capsys, "--period", "2026Q3", "--what-if", "没有.xlsx")
    assert (refused.code, refused.finding) == (2, "C003")
