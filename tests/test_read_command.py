"""`duban read` (识读): a cell's text in, its reading in the notation of the interface or in words out."""

import json
from datetime import date
from pathlib import Path

import pytest

from duban_xl.cli.commands import read as command
from duban_xl.workflows.read_cell import Cell, CellKind, CellType, Office, office_of, read_cell
from tests.cli import build_office, enter, row_of, run_duban

ON = ("--on", "2026-03-10")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = build_office(tmp_path_factory.mktemp("office"))
    words = [("状态用语（滞后）", "慢半拍"), ("首位单位牵头", "是")]
    enter(folder, *(row_of("settings", key, {"key": key, "value": value}) for key, value in words))
    return folder


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


Answer = dict[str, object]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Answer:
    said = run_duban(capsys, "read", *arguments, *ON, "--json")
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out)


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("arguments", "reading", "confirm"),
    [
        (("progress", "约80%"), "pct=80; approx", False),
        (("progress", "0.8"), "pct=80", True),
        (("progress", "0.8", "--scale", "fraction"), "pct=80", False),
        (("progress", "0.8", "--scale", "percent"), "pct=0.8", False),
        (("progress", "0.8", "--scale", "小数"), "pct=80", False),
        (("progress", "1", "--scale", "percent"), "pct=1", False),
        (("progress", "80"), "pct=80", False),
        (("progress", "-5%"), "unknown", True),
        (("progress", "2026-03-05", "--cell-type", "date"), "ratio=3/5; pct=60", True),
        (("progress", "同上月", "--above", "完成60%"), "pct=60; no-update", True),
        (("progress", "同上月", "--above", "pct=60; approx"), "pct=60; approx; no-update", True),
        (("status", "进度缓慢"), "status=滞后", False),
        (("status", "同上", "--above", "进度缓慢"), "status=滞后", True),
        (("status", "同上"), "unknown", True),
        (("units", "财政局等5部门"), "units=财政局; unresolved=4", True),
        (("units", "财政局、发改局", "--lead-first"), "units=财政局|发改局; lead=财政局", False),
        (("units", "同上", "--above", "财政局"), "units=财政局", True),
        (("deadline", "2026.3.15"), "date=2026-03-15", False),
        (("deadline", "46096"), "date=2026-03-15", True),
        (("deadline", "3.1"), "unknown", True),
        (("deadline", "46203.0"), "date=2026-06-30", True),
        (("deadline", "2025-03-15", "--cell-type", "date"), "date=2025-03-15", True),
        (("deadline", "3月底前", "--year", "2026"), "date=2026-03-31", False),
        (("进度", "过半"), "pct>50; approx", False),
        (("单位", ""), "empty", False),
        (("units", "各乡镇"), "group=各乡镇", False),
    ],
)
def test_read_without_a_ledger__answers_in_the_notation(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], reading: str, confirm: bool
) -> None:
    answer = asked(capsys, *arguments)
    assert (answer["reading"], answer["confirm"]) == (reading, confirm)
    assert set(answer) == {"reading", "confirm", "note"}
    assert answer["note"] or not confirm


def test_read_beside_a_ledger__knows_its_units_and_words(
    built: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built)
    assert asked(capsys, "units", "交通局、水利局")["reading"] == "units=县交通局|县水利局; lead=县交通局"
    assert asked(capsys, "units", "各乡镇")["reading"] == "group=各乡镇; members=丙镇人民政府"
    assert asked(capsys, "units", "市交通局") == {
        "reading": "units=市交通局; outside=市交通局",
        "confirm": True,
        "note": "单位名录里没有“市交通局”",
    }
    assert asked(capsys, "status", "慢半拍")["reading"] == "status=滞后"
    assert office_of(built / "督查台账.xlsx").year == 2026


@pytest.mark.usefixtures("nowhere")
def test_read_with_a_named_ledger__uses_it(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "units", "丙镇", "--ledger", str(built))["reading"] == "units=丙镇人民政府"


@pytest.mark.usefixtures("nowhere")
def test_read_for_people__in_words_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "识读", "progress", "85%-90%", *ON)
    assert said.code == 0
    for word in ("85%-90%", "完成率 85% 至 90%", "是", "只说了范围"):
        assert word in said.out


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("progress", "80%"), "C020"),
        (("mood", "80%", *ON), "C020"),
        (("progress", *ON), "C020"),
        (("progress", "80%", "多余", *ON), "C020"),
        (("progress", "80%", "--on", "改天"), "C013"),
        (("progress", "80%", *ON, "--scale", "half"), "C020"),
        (("progress", "80%", *ON, "--ledger", "没有.xlsx"), "C003"),
    ],
)
def test_wrong_usage__refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    said = run_duban(capsys, "read", *arguments)
    assert (said.code, said.finding) == (2, code)


def test_two_ledgers_in_the_folder__asked_which(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("甲台账.xlsx", "乙台账.xlsx"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert run_duban(capsys, "read", "progress", "80%", *ON).finding == "C002"


def test_kinds__have_an_english_and_a_chinese_name() -> None:
    assert set(command.KINDS.values()) == set(CellKind)
    assert {CellType.AUTO, *command.TYPES.values()} == set(CellType)


@pytest.mark.parametrize(
    ("text", "cell_type", "reading"),
    [
        ("46096", CellType.NUMBER, "date=2026-03-15"),
        ("20260315", CellType.NUMBER, "date=2026-03-15"),
        ("20260315", CellType.TEXT, "date=2026-03-15"),
        ("2026-02-30", CellType.DATE, "invalid"),
    ],
)
def test_cell_of_a_type__read_as_that(text: str, cell_type: CellType, reading: str) -> None:
    cell = Cell(kind=CellKind.DEADLINE, text=text, on=date(2026, 3, 10), cell_type=cell_type)
    assert read_cell(cell, Office()).reading.startswith(reading)
