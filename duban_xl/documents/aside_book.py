"""Rows of returns that were not merged → a workbook that keeps each of them with its place, its content and the reason."""

from collections.abc import Sequence
from datetime import datetime

from duban_xl.catalogue import told
from duban_xl.catalogue.texts import ASIDE_FOOTER, ASIDE_HEADERS, ASIDE_TAB, ASIDE_TITLE
from duban_xl.documents.book import FILLS, new_book
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.fields import SheetDef, shown_in
from duban_xl.model.form import FormLine
from duban_xl.model.text_size import row_height
from duban_xl.plan.merge import RefusedRow

WIDTHS = (26, 18, 9, 10, 5, 10, 60, 60)


def build_aside_book(refused: Sequence[RefusedRow], *, created: datetime) -> bytes:
    """One row per refused row: file, unit, period, sheet, row, matter, what stood there, why and what to do."""
    book = new_book(title=ASIDE_TITLE, author="", created=created)
    sheet = book.sheet(ASIDE_TAB)
    head = book.boxed(bold=True, bg_color=FILLS["head"], text_wrap=True, align="center")
    body = book.boxed(text_wrap=True, valign="top")
    for column, (header, width) in enumerate(zip(ASIDE_HEADERS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, head)
    for number, row in enumerate(refused, start=1):
        texts = _cells(row)
        sheet.set_row(number, row_height(zip(texts, WIDTHS, strict=True)))
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text, body)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    book.print_on_a4(sheet, ASIDE_FOOTER)
    return book.finish()


def _cells(refused: RefusedRow) -> tuple[str, ...]:
    row = refused.row
    sheet = RETURN_FORM if isinstance(row, FormLine) else EXTENSION_FORM
    reasons = "\n".join(f"{f.code} {told(f)}" for f in refused.findings)
    name = refused.file.replace("\\", "/").rsplit("/", 1)[-1]
    place = (row.record.shape.tab, str(row.record.row), row.number)
    return (name, refused.unit, refused.period, *place, _content(refused, sheet), reasons)


def _content(refused: RefusedRow, sheet: SheetDef) -> str:
    """Everything that stood in the row, as written where it was not understood."""
    record = refused.row.record
    values = {field.header: record.written.get(field.key) or record[field.key] for field in sheet.fields}
    fields = {field.header: field for field in sheet.fields}
    return "\n".join(f"{header}：{shown_in(fields[header], value)}" for header, value in values.items() if value)
