"""The demo's folder: everything is there and opens, scores are the same everywhere, and a second run changes nothing."""

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from duban_xl.model.columns import DASHBOARD_TAB, SHEETS
from duban_xl.model.period import parse_period
from duban_xl.read.ledger import read_ledger
from duban_xl.score.engine import score
from duban_xl.workflows.demo import WORKING_DAYS, play_demo
from duban_xl.workflows.office import LEDGER_NAME
from tests.office import convert, pdf_text
from tests.played import RUN, Played

pytestmark = pytest.mark.xdist_group("demo")

FAULTS = re.compile(r"#REF!|#NAME\?|#VALUE!|#DIV/0!|#N/A|Err:\d+|#{3,}|\{\{|\{%")
ENGLISH = re.compile(r"(?<![\w@./\-])[A-Za-z]{4,}(?![\w@./\-])")
WORDS_MEANT = {"GIVEN", "EVERY", "PHASE", "WINDOW", "SOFT", "SAMPLE", "cangnan", "root", "xlsx", "Excel"}


def bytes_of(folder: Path) -> dict[str, str]:
    """Every file below `folder` with the SHA-256 of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_demo__makes_every_kind_of_file(played: Played) -> None:
    for period in WORKING_DAYS:
        assert len(list((played.folder / "下发" / period).glob("*.xlsx"))) >= 55
        assert (played.folder / "计分" / f"计分表_{period}.xlsx").is_file()
        assert list((played.folder / "文书").glob(f"{period}_*督查事项落实情况的通报.docx"))
        assert (played.folder / "退回" / period / "检查结果.xlsx").is_file()
        assert list((played.folder / "退回" / period).glob("*_退回.xlsx"))
        assert list((played.folder / "退回" / period / "回函").glob("*.eml"))
        assert list((played.folder / "文书").glob(f"{period}_*督查扣分情况的通报.docx"))
    assert list((played.folder / "文书").glob("2026-*督查通知书.docx"))
    assert list((played.folder / "未采用").glob("*.xlsx"))


def test_demo_again__changes_no_byte(played: Played) -> None:
    before = bytes_of(played.folder)
    report = play_demo(played.folder, RUN, lambda _headline: None)
    assert (report.changed, report.batches, bytes_of(played.folder)) == (False, [], before)


def test_ledger__holds_every_sheet_and_its_charts(played: Played) -> None:
    book = load_workbook(played.folder / LEDGER_NAME)
    assert book.sheetnames == [DASHBOARD_TAB, *(sheet.tab for sheet in SHEETS.values())]
    tables = {name for sheet in book.worksheets for name in sheet.tables}
    assert {sheet.table for sheet in SHEETS.values()} == tables


def test_table_of_each_sheet__reaches_its_last_row(played: Played) -> None:
    book, ledger = load_workbook(played.folder / LEDGER_NAME), read_ledger(played.folder / LEDGER_NAME)
    for key, table in ledger.tables.items():
        last = int(re.sub(r"\D", "", book[SHEETS[key].tab].tables[SHEETS[key].table].ref.split(":")[1]))
        assert key == "log" or last == max(table.shape.last_row, 3), key


@pytest.mark.parametrize("text", list(WORKING_DAYS))
def test_score_workbook__says_what_the_engine_says(played: Played, text: str) -> None:
    ledger, period = read_ledger(played.folder / LEDGER_NAME), parse_period(text)
    assert period
    sheet = load_workbook(played.folder / "计分" / f"计分表_{text}.xlsx", data_only=True)["汇总"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "单位" in row and "折算分" in row)
    unit_at, counted_at = head.index("单位"), head.index("折算分")
    told = {row[unit_at]: row[counted_at] for row in rows[rows.index(head) + 1 :] if row[unit_at]}
    for unit in score(ledger, period).units:
        assert unit.counted is not None
        assert Decimal(str(told[unit.unit])) == unit.counted, unit.unit


@pytest.mark.office
def test_every_kind_of_file__opens_without_error_or_english(played: Played, tmp_path: Path) -> None:
    folder = played.folder
    chosen = [
        folder / "计分" / "计分表_2026Q3.xlsx",
        sorted((folder / "下发" / "2026Q3").glob("*.xlsx"))[0],
        sorted((folder / "未采用").glob("*.xlsx"))[0],
        folder / "退回" / "2026Q3" / "检查结果.xlsx",
        sorted((folder / "退回" / "2026Q3").glob("*_退回.xlsx"))[0],
        *sorted((folder / "文书").glob("2026Q*.docx")),
        sorted((folder / "文书").glob("2026-*.docx"))[0],
    ]
    for pdf in convert(chosen, "pdf", tmp_path):
        text = pdf_text(pdf)
        assert len(text) > 200, pdf.name
        assert FAULTS.findall(text) == [], pdf.name
        assert set(ENGLISH.findall(text)) - WORDS_MEANT == set(), pdf.name
