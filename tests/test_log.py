"""`duban log` finds what was written by matter, unit, batch and day, and `--verify` tells what is wrong with the journal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import Said, build_office, copy_office, run_duban

RETURNS = "收件/2026Q3"
Duban = Callable[..., Said]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose one return is merged."""
    return build_office(tmp_path_factory.mktemp("office") / "督查室")


@pytest.fixture
def office(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_office(prepared, tmp_path / "督查室")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUBAN_OPERATOR", "李四")
    return folder


@pytest.fixture
def duban(office: Path, capsys: pytest.CaptureFixture[str]) -> Duban:  # noqa: ARG001 (it runs in the office)
    run_duban(capsys, "merge", RETURNS, "--yes", "--quiet")
    return lambda *arguments: run_duban(capsys, *arguments)


def told(duban: Duban, *arguments: str) -> Any:
    return json.loads(duban("log", "--json", *arguments).out)


def codes(duban: Duban) -> list[str]:
    return [found["code"] for found in told(duban, "--verify")["findings"]]


def test_matter__its_batches_and_every_cell_of_it(duban: Duban) -> None:
    about = told(duban, "--matter", "d-001")
    assert [batch["command"] for batch in about["batches"]] == ["导入", "合并"]
    assert {change["matter"] for change in about["changes"]} == {"D-001"}
    progress = next(one for one in about["changes"] if one["field"] == "最新进展")
    assert (progress["sheet"], progress["unit"], progress["before"]) == ("督办事项", "县交通局", "")
    assert progress["after"].startswith("已完成路面改造12公里")
    assert "2026Q3_县交通局.xlsx" in progress["origin"]


def test_unit__only_what_concerns_it(duban: Duban) -> None:
    about = told(duban, "--unit", "县水利局")
    assert [batch["command"] for batch in about["batches"]] == ["导入"]
    assert [(one["sheet"], one["field"]) for one in about["changes"]] == [("督办事项", "新增一行")]


def test_batch_and_days__choose(duban: Duban) -> None:
    batches = told(duban)["batches"]
    assert told(duban)["changes"] == []
    chosen = told(duban, "--batch", batches[-1]["batch"])
    assert [batch["batch"] for batch in chosen["batches"]] == [batches[-1]["batch"]]
    assert len(chosen["changes"]) > 2
    assert [one["command"] for one in told(duban, "--from", "2026-01-01", "--to", "2026-01-31")["batches"]] == ["导入"]
    assert told(duban, "--to", "2025-12-31")["batches"] == []


def test_nothing_found__is_said(duban: Duban) -> None:
    assert "没有符合条件的写入记录" in duban("log", "--matter", "D-999").out
    assert duban("log", "--from", "前天吧").finding == "C013"


def test_backups__are_counted_with_their_size(office: Path, duban: Duban) -> None:
    kept = list((office / "备份").iterdir())
    size = sum(path.stat().st_size for path in kept)
    assert told(duban)["backups"] == {"count": len(kept), "bytes": size}
    assert f"备份 {len(kept)} 份，共 {size // 1000} KB" in duban("log").out


def test_undone_batch__tells_who_took_it_back(duban: Duban) -> None:
    duban("undo", "--yes")
    assert told(duban)["batches"][-1]["undone_by"] == "李四"
    assert "已撤销（" in duban("log").out


def test_undo__shows_what_it_takes_back_before_it_asks(duban: Duban) -> None:
    said = duban("undo", "--dry-run").out
    assert "D-001" in said and "完成率" in said


def test_earlier_batch_that_later_ones_built_on__is_refused_with_the_later_one(duban: Duban) -> None:
    first, last = (batch["batch"] for batch in told(duban)["batches"])
    said = duban("undo", first, "--yes")
    assert (said.code, said.finding) == (2, "A142")
    assert last in said.err


# --verify


def test_journal_as_it_was_written__is_sound(duban: Duban) -> None:
    said = duban("log", "--verify")
    assert said.code == 0
    assert "没有被改动" in said.out
    assert told(duban, "--verify")["verified"]


def test_line_changed_or_taken_out__breaks_the_chain(office: Path, duban: Duban) -> None:
    journal = office / "日志" / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole.replace("李四".encode(), "王五".encode(), 1))
    assert (codes(duban), duban("log", "--verify").code) == (["A145"], 1)
    lines = whole.splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:1] + lines[2:]))
    assert "A145" in codes(duban)
    assert not told(duban, "--verify")["verified"]


def test_lines_cut_off_at_the_end__are_missed_by_the_ledger(office: Path, duban: Duban) -> None:
    journal = office / "日志" / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:2]))
    assert codes(duban) == ["A131", "A133"]


def test_write_without_an_end__is_told(office: Path, duban: Duban) -> None:
    journal = office / "日志" / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:3]))
    assert codes(duban) == ["A130"]


def test_ledger_saved_by_hand__is_no_fault_but_told(office: Path, duban: Duban) -> None:
    book = openpyxl.load_workbook(office / LEDGER_NAME)
    book.save(office / LEDGER_NAME)
    assert (codes(duban), duban("log", "--verify").code) == (["A131"], 0)


def test_backup_changed__is_told_and_one_that_is_gone_is_not(office: Path, duban: Duban) -> None:
    first, last = sorted((office / "备份").iterdir())
    first.unlink()
    assert codes(duban) == []
    last.write_bytes(b"x")
    assert codes(duban) == ["A132"]
