"""What tests write down as Markdown → grids, ledgers and returned forms; what checks find → codes and cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM, SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormExtension, FormLine, FormMeta, ReturnedFile
from duban_xl.model.grid import Grid
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import nouns
from duban_xl.model.source import Value
from duban_xl.model.table import Record, Table, TableShape
from duban_xl.read.codes import RETURN
from duban_xl.read.header import find_table
from duban_xl.read.ledger import ledger_of
from duban_xl.read.table import read_rows

LEDGER_FILE = "督查台账.xlsx"
RETURN_FILE = "2026Q3_甲局.xlsx"
NO_META = FormMeta(
    version="", ledger_id="", unit_code="", unit_name="", period="", due_on="", issued_at="", digest=""
)  # fmt: skip

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")  # 007 is a text
_PERCENT = re.compile(r"\d+(\.\d+)?%")


def grid_from(markdown: str, tab: str = "督办事项", *, first_row: int = 2, file: str = LEDGER_FILE) -> Grid:
    """A sheet whose header, the first line of `markdown`, stands in row `first_row`.

    2026-03-02 is a date, 80% the number 0.8, 12 and 1.5 are numbers, a blank is empty; 'quoted' is text: '2026.3.2'.
    """
    lines = [line.strip() for line in markdown.strip().splitlines()]
    rows = [line.strip("|").split("|") for line in lines if not re.fullmatch(r"[|\-: ]*-[|\-: ]*", line)]
    return Grid(file=file, tab=tab, rows=((),) * (first_row - 1) + tuple(tuple(map(typed, row)) for row in rows))


def typed(text: str) -> Value:
    """One Markdown cell as the value that Excel would hold."""
    text = text.strip().replace("\\n", "\n")
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if _MOMENT.fullmatch(text):
        return datetime.fromisoformat(text)
    if _PERCENT.fullmatch(text):
        return Decimal(text.rstrip("%")) / 100
    return Decimal(text) if _NUMBER.fullmatch(text) else text or None


def ledger_from(**sheets: str) -> Ledger:
    """A ledger whose sheets (by key) are given in Markdown; columns not written are empty, sheets not given have no rows.

    Its `findings` hold what reading the cells saw; what is only missing from the Markdown is no fault.
    """
    tables: dict[str, Table] = {}
    found: list[Finding] = []
    for key, markdown in sheets.items():
        sheet = SHEETS[key]
        grid = grid_from(markdown, sheet.tab)
        shape, _ = find_table(grid, sheet)
        if shape is None:
            raise ValueError(f"no header of {sheet.tab} in the first line of:\n{markdown}")
        tables[key], in_cells = read_rows(grid, shape, sheet)
        found += in_cells
    return ledger_of(tables, file=LEDGER_FILE, findings=found)


def ledger_from_rows(rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> Ledger:
    """A ledger whose sheets hold these rows (sheet key → rows, each field key → value), as `init` would write them."""
    tables: dict[str, Table] = {}
    for key, of_sheet in rows.items():
        columns = {field.key: place for place, field in enumerate(SHEETS[key].fields, 1)}
        shape = TableShape(
            key=key,
            file=LEDGER_FILE,
            tab=SHEETS[key].tab,
            header_row=2,
            columns=columns,
            last_row=len(of_sheet) + 2,
        )
        records = (Record(shape=shape, row=number, values=dict(row)) for number, row in enumerate(of_sheet, 3))
        tables[key] = Table(shape, tuple(records))
    return ledger_of(tables, file=LEDGER_FILE)


def returned_from(
    lines: str, *, extensions: str = "", meta: FormMeta | None = NO_META, file: str = RETURN_FILE
) -> ReturnedFile:
    """A returned form whose 事项反馈 (header in row 2) and 延期申请 are given in Markdown."""
    grid = grid_from(lines, RETURN_FORM.tab, file=file)
    shape, _ = find_table(grid, RETURN_FORM, RETURN)
    if shape is None:
        raise ValueError(f"no header of {RETURN_FORM.tab} in the first line of:\n{lines}")
    table, found = read_rows(grid, shape, RETURN_FORM, RETURN)
    asked: tuple[FormExtension, ...] = ()
    if extensions:
        asked_grid = grid_from(extensions, EXTENSION_FORM.tab, file=file)
        asked_shape, _ = find_table(asked_grid, EXTENSION_FORM, RETURN)
        if asked_shape is None:
            raise ValueError(f"no header of {EXTENSION_FORM.tab} in the first line of:\n{extensions}")
        asked_table, more = read_rows(asked_grid, asked_shape, EXTENSION_FORM, RETURN)
        asked, found = nouns(FormExtension, asked_table), found + more
    return ReturnedFile(
        file=file, sha256="", meta=meta, lines=nouns(FormLine, table), extensions=asked, findings=found
    )  # fmt: skip


def found(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Code and first cell of every finding, in their order."""
    return [(f.code, f.source.cell) for f in findings]
