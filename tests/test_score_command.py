"""`duban score`: what it writes, and what it leaves alone when the method can't be applied."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.cli.scores import scoreboard_json
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import AS_OF, build_office, run_duban
from tests.scoring import scored

SCORE = ("score", "--period", "2026Q3", "--yes", "--json", "--as-of", AS_OF)
BROKEN = [("基本分", "一百", "S103"), ("基本分", "20230", "S102"), ("保留小数", "两位", "S103")]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office, and the current folder."""
    folder = build_office(tmp_path / "督查室")
    monkeypatch.chdir(folder)
    return folder


def set_value(ledger: Path, key: str, value: str) -> None:
    """What a clerk types into 计分口径."""
    book = openpyxl.load_workbook(ledger)
    sheet: Any = book["计分口径"]
    next(row for row in sheet.iter_rows() if row[0].value == key)[1].value = value
    book.save(ledger)


@pytest.mark.parametrize(("key", "value", "code"), BROKEN)
def test_method_that_cannot_be_applied__leaves_the_workbook_and_says_why(
    office: Path, capsys: pytest.CaptureFixture[str], key: str, value: str, code: str
) -> None:
    made = office / json.loads(run_duban(capsys, *SCORE).out)["workbook"]
    good = made.read_bytes()
    set_value(office / LEDGER_NAME, key, value)
    said = run_duban(capsys, *SCORE)
    answer = json.loads(said.out)
    assert (said.code, answer["workbook"], answer["units"]) == (1, None, [])
    assert code in [found["code"] for found in answer["findings"]]
    assert made.read_bytes() == good
    in_words = run_duban(capsys, *(word for word in SCORE if word != "--json"))
    assert (in_words.code, "计分表_2026Q3.xlsx" in in_words.out) == (1, False)


@pytest.mark.parametrize(
    ("places", "value", "expected"), [(0, "2", "2"), (2, "1.9", "1.90"), (3, "1.905", "1.905"), (4, "1.9045", "1.9045")]
)
def test_counted__has_the_decimals_of_the_method_and_is_not_rounded_again(
    places: int, value: str, expected: str
) -> None:
    board = scored()
    units = tuple(replace(unit, counted=Decimal(value)) for unit in board.units)
    answer = scoreboard_json(replace(board, places=places, units=units), None)
    assert {unit["counted"] for unit in answer["units"]} == {expected}
