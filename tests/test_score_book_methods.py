"""Every example of a method, in a score workbook: it is built, and opens with the board's figures."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.documents.scores.workbook import build_score_book
from duban_xl.read.ledger import read_ledger
from duban_xl.score.engine import score
from samples.generator.methods import METHODS
from tests.scoring import period_of

BOOKS = sorted((METHODS / "xlsx").glob("*.xlsx"))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_example_of_a_method__gives_a_score_workbook_with_every_unit(path: Path) -> None:
    ledger = read_ledger(path)
    board = score(ledger, period_of("2026"))
    data = build_score_book(board, ledger=ledger, created=datetime.combine(date(2026, 12, 31), time()))
    book: Any = openpyxl.load_workbook(BytesIO(data), data_only=True)
    cells = {cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row}
    assert {unit.unit for unit in board.units} <= cells
