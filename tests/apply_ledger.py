"""A small ledger for the tests of the transaction: matters and the log as tables, with their shapes and plans for them."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from duban_xl.apply.closed_file import Undone, apply_changes, undo
from duban_xl.apply.files import digest
from duban_xl.apply.work import Applied, Batch
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import SheetDef
from duban_xl.model.source import Source, Value
from duban_xl.model.table import TableShape

MATTERS, LOG = SHEETS["matters"], SHEETS["log"]
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "matters": ("number", "title", "due_date", "percent_done", "status", "remark"),
    "log": tuple(field.key for field in LOG.fields),
}
ROWS = (
    ("D-1", "修桥", date(2026, 3, 1), 0.5, "承办中", None),
    ("D-2", "铺路", date(2026, 4, 1), 0.25, "承办中", "旧备注"),
)
MOMENT = datetime.fromisoformat("2026-07-10 09:30:00")
REASON = Reason("合并填报表", Source("甲局.xlsx", "事项反馈", "I3"))


def ledger_bytes(*, totals: bool = False, whole: bool = False) -> bytes:
    """督查台账 with the two sheets; the matters with a totals row under them, or with every required column, if asked for."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    share = book.add_format({"num_format": "0.0%"})
    for sheet in (MATTERS, LOG):
        keys = COLUMNS[sheet.key] + (("category", "lead_unit") if whole and sheet is MATTERS else ())
        page = book.add_worksheet(sheet.tab)
        page.write("A1", sheet.title)
        rows = ROWS if sheet is MATTERS else ()
        headers: list[dict[str, str]] = [{"header": sheet[key].header} for key in keys]
        if totals and sheet is MATTERS:
            headers[0]["total_string"] = "合计"
            headers[3]["total_function"] = "average"
        last = 2 + max(len(rows), 1)
        with_row = totals and sheet is MATTERS
        table = {"name": sheet.table, "columns": headers, "total_row": with_row}
        page.add_table(1, 0, last - 1 + with_row, len(keys) - 1, table)
        for at, row in enumerate(rows, start=2):
            page.write_row(at, 0, row)
            page.write_number(at, 3, row[3], share)
    book.close()
    return out.getvalue()


def shapes(path: Path) -> dict[str, TableShape]:
    """Where the tables lie, with fresh last rows left out of account: the writer finds those itself."""
    return {sheet.key: _shape(path, sheet) for sheet in (MATTERS, LOG)}


def _shape(path: Path, sheet: SheetDef) -> TableShape:
    columns = {key: at for at, key in enumerate(COLUMNS[sheet.key], start=1)}
    last = 4 if sheet is MATTERS else 2
    return TableShape(key=sheet.key, file=path.name, tab=sheet.tab, header_row=2, columns=columns, last_row=last)


def batch(number: int = 1) -> Batch:
    """Batch number so-and-so."""
    return Batch(id=f"B{number:03}", command="合并", operator="李四", at=MOMENT.replace(minute=number % 60))


def edit(row: int, field: str, before: Value, after: Value, sheet: str = "matters") -> CellEdit:
    """One planned change of a cell."""
    return CellEdit(sheet=sheet, row=row, key=f"D-{row - 2}", field=field, before=before, after=after, because=REASON)


def row(**values: Value) -> RowAppend:
    """One planned new matter."""
    return RowAppend(sheet="matters", key=str(values["number"]), values=values, because=REASON)


FIRST_PLAN = ChangeSet(
    (edit(3, "percent_done", Decimal(50), Decimal(80)), edit(4, "remark", "旧备注", None)),
    (row(number="D-3", title="=植树", due_date=date(2026, 9, 30), percent_done=Decimal(0), status="已交办"),),
)


def make(folder: Path) -> Path:
    """The ledger as a file in `folder`."""
    path = folder / "督查台账.xlsx"
    path.write_bytes(ledger_bytes())
    return path


def write(path: Path, plan: ChangeSet = FIRST_PLAN, number: int = 1, fingerprint: str = "") -> Applied:
    """Write `plan` as batch `number`, as if the file had been read just now."""
    fingerprint = fingerprint or digest(path.read_bytes())
    return apply_changes(path, plan, shapes=shapes(path), fingerprint=fingerprint, batch=batch(number))


def take_back(path: Path, number: int = 9, undone: str | None = None) -> Undone:
    """Undo as batch `number`: the last batch, or the one named."""
    return undo(path, batch=batch(number), undone=undone)
