"""The benchmarks run on a small ledger, say what they measured, and measure the work that they name."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from duban_xl.apply.ooxml import patch
from duban_xl.bench import child, peers
from duban_xl.bench.documents import CHECKED, PEERS, RENDERED
from duban_xl.bench.ledger_file import APPENDED, CHANGED, KEY, ledger_file, planned, sheet_edits
from duban_xl.bench.memory import Memory
from duban_xl.bench.notice_facts import NOTICE, make_facts
from duban_xl.bench.score_ledger import METHOD, UNITS, YEAR, make_ledger
from duban_xl.documents.papers.document import check_facts
from duban_xl.model.columns import SHEETS
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.source import Value, shown
from duban_xl.resources import resource
from duban_xl.score.engine import score
from tests.apply_books import values
from tests.cli import run_duban
from tests.methods_whole import KINDS

TAB, SEED, ROWS = SHEETS[KEY].tab, 1, 250


def test_bench_apply__tells_times_memory_and_ratios(capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "bench", "apply", "--size", "30", "--runs", "1", "--peers", "--json")
    answer: dict[str, Any] = json.loads(said.out)
    assert (said.code, answer["area"], answer["size"]) == (0, "apply", 30)
    floor, patched, transaction, peer = answer["measured"]
    assert [len(one["seconds"]) for one in answer["measured"]] == [1, 1, 1, 1]
    assert "ratios" not in floor | peer
    assert [ratio["of"] for ratio in patched["ratios"] + transaction["ratios"]] == ["floor", "openpyxl", "openpyxl"]


def test_bench_apply__shows_a_table_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "bench", "apply", "--size", "30", "--runs", "1")
    assert said.code == 0
    assert "只改写文件" in said.out
    assert "内存峰值" in said.out


def test_bench_with_peers__without_openpyxl__says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda _name: None)
    said = run_duban(capsys, "bench", "apply", "--size", "30", "--runs", "1", "--peers")
    assert (said.code, said.finding) == (2, "C020")
    assert "没有安装 openpyxl" in said.err


def test_bench_documents__tells_documents_a_second_beside_the_peers(capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "bench", "documents", "--size", "2", "--runs", "1", "--peers", "--json")
    answer: dict[str, Any] = json.loads(said.out)
    assert (said.code, answer["area"], answer["size"]) == (0, "documents", 2)
    assert [one["per_second"] > 0 for one in answer["measured"]] == [True] * 4
    assert [ratio["of"] for one in answer["measured"] for ratio in one.get("ratios", ())] == [*PEERS, *PEERS]
    assert "每秒" in run_duban(capsys, "bench", "documents", "--size", "2", "--runs", "1").out


def test_notices_of_the_bench__whole_without_a_finding_and_the_same_for_the_same_seed() -> None:
    office, notices = make_facts(30, seed=SEED)
    assert (office, notices) == make_facts(30, seed=SEED)
    assert len({facts.matter_number for facts in notices}) == 30
    assert [found.code for facts in notices for found in check_facts(facts)] == []


@pytest.mark.parametrize("work", [RENDERED, CHECKED, *PEERS])
def test_work_of_documents__writes_every_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str], work: str) -> None:
    path = tmp_path / NOTICE
    path.write_bytes(resource("workbook_templates", "word", NOTICE).read_bytes())
    assert child.main([work, str(path), "3", str(SEED)]) == 0
    assert json.loads(capsys.readouterr().out)["peak_mib"] >= 0
    _, notices = make_facts(3, seed=SEED)
    for facts in notices:
        text = "".join(p.text for p in docx.Document(str(tmp_path / f"{facts.matter_number}.docx")).paragraphs)
        assert facts.lead_unit in text
        assert all(requirement in text for requirement in facts.requirements)


def test_ledger_of_the_bench__is_the_same_for_the_same_seed_and_has_its_rows() -> None:
    data = ledger_file(ROWS, seed=SEED)
    assert data == ledger_file(ROWS, seed=SEED)
    assert len(values(data, TAB)) == 2 + ROWS


@pytest.mark.parametrize("work", ["patch", "openpyxl"])
def test_work__changes_and_appends_what_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], work: str) -> None:
    path = tmp_path / "督查台账.xlsx"
    path.write_bytes(ledger_file(ROWS, seed=SEED))
    assert child.main([work, str(path), str(ROWS), str(SEED)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["seconds"] > 0
    expected = values(patch(path.read_bytes(), [sheet_edits(planned(ROWS, seed=SEED))]).data, TAB)
    assert values(path.with_name(child.NEW).read_bytes(), TAB) == expected
    assert len(expected) == 2 + ROWS + APPENDED
    new = openpyxl.load_workbook(path.with_name(child.NEW))
    assert new[TAB].tables["returns"].ref == f"A2:S{2 + ROWS + APPENDED}"


def test_plan_of_the_bench__is_written_as_a_transaction(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "督查台账.xlsx"
    path.write_bytes(ledger_file(ROWS, seed=SEED))
    assert child.main(["transaction", str(path), str(ROWS), str(SEED)]) == 0
    assert json.loads(capsys.readouterr().out)["peak_mib"] >= 0
    assert len(values(path.read_bytes(), SHEETS["log"].tab)) == 2 + CHANGED + APPENDED


def test_memory__sees_a_peak_that_is_over() -> None:
    memory = Memory()
    size = len(bytearray(b"x" * (64 << 20)))
    assert memory.peak_mib() > size / 2**20 / 2


def test_bench_score__scores_and_counts_under_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "bench", "score", "--size", "120", "--runs", "1", "--json")
    answer: dict[str, Any] = json.loads(said.out)
    assert (said.code, answer["area"], len(answer["measured"])) == (0, "score", 3)


def test_method_of_the_bench__uses_every_kind_and_raises_no_finding() -> None:
    board = score(make_ledger(400, seed=SEED), Period(PeriodKind.YEAR, YEAR))
    assert board.findings == ()
    assert len(board.units) == UNITS
    book = {SHEETS[key].tab: [_texts(key, row) for row in rows] for key, rows in METHOD.items()}
    assert {kind for kind, holds in KINDS.items() if not holds(book)} == set()


def _texts(key: str, row: Mapping[str, Value]) -> dict[str, str]:
    return {field.header: shown(row.get(field.key)) for field in SHEETS[key].fields}
