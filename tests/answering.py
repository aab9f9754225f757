"""Faulty returns of the small office and the answers to them, as tests look at both."""

import io
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import openpyxl
import xlwt

from duban_xl.model.columns import RETURN_FORM
from tests.cli import fill

VAGUE = "正在按计划有序推进。"
FORM, COPY = "2026Q3_县交通局.xlsx", "2026Q3_县交通局_退回.xlsx"
SENT, INBOX, ANSWERS = Path("下发/2026Q3"), Path("收件/2026Q3"), Path("退回")
HEADER_ROW, FIRST_ROW = 3, 4


def faulty(office: Path, *, unit: str = "县交通局", name: str = "", **answers: Any) -> Path:
    """The unit's form sent back with a fault in its first row (R306 without `answers`), its other rows right."""
    form = f"2026Q3_{unit}.xlsx"
    path = fill(office / SENT / form, office / INBOX / (name or form))
    change(path, **{f"{key}": value for key, value in (answers or {"progress": VAGUE}).items()})
    return path


def change(path: Path, *, row: int = FIRST_ROW, **answers: Any) -> None:
    """Type into the unit's cells of a row, as the unit does in its form or in the marked copy."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book[RETURN_FORM.tab]
    for key, value in answers.items():
        sheet[f"{column(key)}{row}"].value = value
    book.save(path)


def column(key: str) -> str:
    """The letter of a column of 事项反馈, in which 填报自检 stands first."""
    return openpyxl.utils.get_column_letter([field.key for field in RETURN_FORM.fields].index(key) + 2)


def as_xls(path: Path) -> Path:
    """The workbook's values in an old .xls beside it, in place of it."""
    old = xlwt.Workbook()
    for sheet in openpyxl.load_workbook(path):
        new = old.add_sheet(sheet.title)
        for line in cast(Any, sheet).iter_rows():
            for cell in line:
                if cell.value is not None and not str(cell.value).startswith("="):
                    style = xlwt.easyxf(num_format_str="YYYY-MM-DD") if cell.is_date else xlwt.Style.default_style
                    new.write(cell.row - 1, cell.column - 1, cell.value, style)
    target = path.with_suffix(".xls")
    old.save(str(target))
    path.unlink()
    return target


def copy_of(office: Path, name: str = COPY) -> Any:
    """The marked copy, opened."""
    return openpyxl.load_workbook(office / ANSWERS / name)


def colour(cell: Any) -> str:
    """The colour of a cell's fill, "" without one."""
    return cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else ""


def note(cell: Any) -> str:
    """The text of a cell's note."""
    return cell.comment.text if cell.comment else ""


def letter(office: Path, unit: str = "县交通局", folder: str = "回函") -> EmailMessage:
    """The draft to the unit."""
    return message_from_bytes((office / ANSWERS / folder / f"{unit}.eml").read_bytes(), policy=default)


def text_of(mail: EmailMessage) -> str:
    """Its text."""
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


def attachments(mail: EmailMessage) -> dict[str, bytes]:
    """The names and contents of what is attached."""
    return {str(part.get_filename()): part.get_content() for part in mail.iter_attachments()}


def sheet_rows(data: bytes | Path, tab: str) -> list[dict[str, Any]]:
    """The rows of a list by their headers."""
    book = openpyxl.load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)
    head, *rows = cast(Any, book[tab]).iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]
