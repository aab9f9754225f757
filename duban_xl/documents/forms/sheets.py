"""A form's content → its two sheets to fill in: 事项反馈 (locked columns grey, open columns white) and 延期申请."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import FILLS, HEAD_FONT, INK, Book, Format, Worksheet
from duban_xl.documents.forms import self_check as check
from duban_xl.documents.forms.sizes import LARGE, USUAL, RowSize, column_width, row_size
from duban_xl.documents.validation import hint_only, validation
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.columns.form import FORM_EXTRA_HEADERS
from duban_xl.model.fields import Editor, FieldDef, Kind
from duban_xl.model.form import LOCKED, FormContent, FormRow
from duban_xl.model.source import Value, cell_name, column_letter

TITLE, INFO, HEADER, FIRST = 0, 1, 2, 3  # 0-based rows of both sheets
FROZEN = 2  # number and title stay in sight
CHECK_WIDTH = 24
EXTENSION_ROWS = 10
PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "objects": True,
    "scenarios": True,
}
_GROWING = ("title", "requirement", "last_progress")
_TO_THE_LEFT = {Kind.TEXT, Kind.LONG}


def add_return_sheet(book: Book, content: FormContent) -> None:
    """Add 事项反馈 with one row per matter."""
    sheet = book.sheet(RETURN_FORM.tab)
    widths = _widths(content.rows)
    _columns(book, sheet, RETURN_FORM.fields, widths=widths)
    check_column = len(RETURN_FORM.fields)
    sheet.set_column(check_column, check_column, CHECK_WIDTH)
    sheet.write_string(HEADER, check_column, FORM_EXTRA_HEADERS[0], _head(book, "grey"))
    _top(book, sheet, content)
    for index, row in enumerate(content.rows):
        _matter(book, sheet, FIRST + index, row=row, widths=widths)
    last = FIRST + max(len(content.rows), 1) - 1
    _colours(book, sheet, last)
    for index, field in enumerate(RETURN_FORM.fields):
        if field.editor is Editor.UNIT:
            sheet.data_validation(FIRST, index, last, index, validation(field) or hint_only(field))
    _finish(book, sheet, freeze=FROZEN, footer=words.FORM_FOOTER)
    sheet.print_area(TITLE, 0, last, len(RETURN_FORM.fields) - 1)
    sheet.set_selection(FIRST, len(LOCKED), FIRST, len(LOCKED))


def add_extension_sheet(book: Book, content: FormContent) -> None:
    """Add 延期申请 with open rows; matters are chosen from the form's own."""
    sheet, fields = book.sheet(EXTENSION_FORM.tab), EXTENSION_FORM.fields
    last_column, last = len(fields) - 1, FIRST + EXTENSION_ROWS - 1
    _columns(book, sheet, fields, widths={f.key: f.width for f in fields})
    sheet.set_row(TITLE, 34)
    sheet.merge_range(TITLE, 0, TITLE, last_column, EXTENSION_FORM.title, _title(book))
    sheet.set_row(INFO, 24)
    info = words.EXTENSION_INFO.format(unit=content.meta.unit_name, help=EXTENSION_FORM.help)
    sheet.merge_range(INFO, 0, INFO, last_column, info, book.style(font_color=INK["grey"]))
    styles = [_open(book, field) for field in fields]
    for row in range(FIRST, last + 1):
        sheet.set_row(row, 44)
        for index, style in enumerate(styles):
            sheet.write_blank(row, index, None, style)
    numbers = f"={RETURN_FORM.tab}!$A${FIRST + 1}:$A${FIRST + max(len(content.rows), 1)}"
    for index, field in enumerate(fields):
        options = validation(field, lookup=numbers if field.key == "number" else "") or hint_only(field)
        if field.key == "number":
            options |= {"error_type": "stop", "error_message": words.CHOOSE}
        sheet.data_validation(FIRST, index, last, index, options)
    begun = f'=AND(COUNTA($A{FIRST + 1}:${column_letter(last_column + 1)}{FIRST + 1})>0,A{FIRST + 1}="")'
    _colour(book, sheet, (FIRST, 0, last, last_column), formula=begun, bg_color=FILLS["missing"])
    _finish(book, sheet, freeze=1, footer=words.FORM_FOOTER)


def _widths(rows: Sequence[FormRow]) -> dict[str, int]:
    """Each column's width; those with the office's long texts grow with them."""
    widths = {f.key: f.width for f in RETURN_FORM.fields}
    for key in _GROWING:
        widths[key] = column_width((getattr(row, key) for row in rows), widths[key])
    return widths


def _columns(book: Book, sheet: Worksheet, fields: Sequence[FieldDef], *, widths: dict[str, int]) -> None:
    for index, field in enumerate(fields):
        sheet.set_column(index, index, widths[field.key])
        fill = "program" if field.editor is not Editor.UNIT else ("must" if field.required else "head")
        sheet.write_string(HEADER, index, field.header, _head(book, fill))
    sheet.set_row(HEADER, 36)


def _top(book: Book, sheet: Worksheet, content: FormContent) -> None:
    """The title, and below it whose form it is and how much is still to be filled in."""
    last_column, locked = len(RETURN_FORM.fields) - 1, len(LOCKED)
    sheet.set_row(TITLE, 38)
    sheet.merge_range(TITLE, 0, TITLE, last_column, RETURN_FORM.title, _title(book))
    sheet.set_row(INFO, 26)
    info = words.FORM_INFO.format(
        unit=content.meta.unit_name, period=content.period_name, due=words.chinese_day(content.due_on)
    )
    sheet.merge_range(INFO, 0, INFO, locked - 1, info, book.style(bold=True))
    formula = check.count_missing(FIRST + 1, FIRST + max(len(content.rows), 1))
    said = check.first_words(len(content.rows))[1]
    look = book.style(bold=True, font_size=12, font_color=INK["red"])
    sheet.merge_range(INFO, locked, INFO, locked + 3, "", look)
    book.formula(sheet, INFO, locked, formula=formula, look=look, cached=said)
    sheet.merge_range(INFO, locked + 4, INFO, last_column, words.FORM_COLOURS, book.style(font_color=INK["grey"]))


def _matter(book: Book, sheet: Worksheet, at: int, *, row: FormRow, widths: dict[str, int]) -> None:
    """One matter: the office's cells, the unit's empty cells, and what is still missing."""
    office = RETURN_FORM.fields[: len(LOCKED)]
    texts = [(value, widths[f.key]) for f, value in zip(office, row.locked(), strict=True) if isinstance(value, str)]
    size = row_size(texts)
    sheet.set_row(at, size.height)
    for index, (field, value) in enumerate(zip(office, row.locked(), strict=True)):
        _put(book, sheet, at, index, value=value, look=_locked(book, field, size))
    for index, field in enumerate(RETURN_FORM.fields[len(LOCKED) :], len(LOCKED)):
        sheet.write_blank(at, index, None, _open(book, field))
    look = book.boxed(font_size=10, text_wrap=True, font_color=INK["red"])
    said = check.first_words(1)[0]
    book.formula(sheet, at, len(RETURN_FORM.fields), formula=check.missing_in(at + 1), look=look, cached=said)


def _put(book: Book, sheet: Worksheet, row: int, column: int, *, value: Value, look: Format) -> None:
    if isinstance(value, date):
        book.day(sheet, row, column, day=value, look=look)
    elif value:
        sheet.write_string(row, column, str(value), look)
    else:
        sheet.write_blank(row, column, None, look)


def _colours(book: Book, sheet: Worksheet, last: int) -> None:
    """Needed cells that are empty turn yellow, the checks turn green when nothing is missing."""
    for field in (*check.NEEDED, *check.NEEDED_AT_THE_END):
        column = RETURN_FORM.fields.index(field)
        formula = check.empty_and_needed(field.key, FIRST + 1)
        _colour(book, sheet, (FIRST, column, last, column), formula=formula, bg_color=FILLS["missing"])
    column = len(RETURN_FORM.fields)
    done = f'={cell_name(column + 1, FIRST + 1)}="{words.COMPLETE}"'
    _colour(book, sheet, (FIRST, column, last, column), formula=done, font_color=INK["green"], bold=True)
    count = cell_name(len(LOCKED) + 1, INFO + 1)
    done = f'={count}="{words.ALL_FILLED}"'
    _colour(book, sheet, (INFO, len(LOCKED), INFO, len(LOCKED)), formula=done, font_color=INK["green"])


def _colour(book: Book, sheet: Worksheet, area: tuple[int, int, int, int], *, formula: str, **look: Any) -> None:
    options = {"type": "formula", "criteria": formula, "format": book.lamp(**look)}
    sheet.conditional_format(*area, options)


def _title(book: Book) -> Format:
    return book.style(font_name=HEAD_FONT, font_size=20, bold=True, align="center", font_color=INK["blue"])


def _head(book: Book, fill: str) -> Format:
    return book.boxed(font_name=HEAD_FONT, text_wrap=True, align="center", bg_color=FILLS[fill])


def _align(field: FieldDef) -> str:
    return "left" if field.kind in _TO_THE_LEFT and not field.choices else "center"


def _locked(book: Book, field: FieldDef, size: RowSize) -> Format:
    font = size.font if field.kind is Kind.LONG else USUAL
    return book.boxed(
        num_format=field.number_format,
        align=_align(field),
        text_wrap=True,
        bg_color=FILLS["locked"],
        font_size=font,
        locked=True,
    )


def _open(book: Book, field: FieldDef) -> Format:
    font = LARGE if field.kind is Kind.LONG else USUAL
    return book.boxed(num_format=field.number_format, align=_align(field), text_wrap=True, font_size=font, locked=False)


def _finish(book: Book, sheet: Worksheet, *, freeze: int, footer: str) -> None:
    sheet.freeze_panes(FIRST, freeze)
    book.print_on_a4(sheet, footer)
    sheet.repeat_rows(TITLE, HEADER)
    sheet.protect("", PROTECTION)
