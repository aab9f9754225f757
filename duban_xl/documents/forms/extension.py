"""A form's content → its sheet 延期申请: open rows that check themselves, matters chosen from the form's own."""

from typing import Any

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import FILLS, INK, Book, GrowingRows
from duban_xl.documents.forms import layout
from duban_xl.documents.forms import self_check as check
from duban_xl.documents.forms.layout import CHECK, DATA, EXTENSION_ROWS, FIRST, HEADER, INFO
from duban_xl.documents.validation import day_as_typed, hint_only, validation
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.columns.form import CHECK_HEADER
from duban_xl.model.fields import FieldDef, Kind
from duban_xl.model.form import FormContent
from duban_xl.model.source import cell_name

ROW_HEIGHT = 44.0
CHECK_WIDTH = 24
_LAST = FIRST + EXTENSION_ROWS - 1


def add_extension_sheet(book: Book, content: FormContent) -> None:
    """Add 延期申请 with ten open rows."""
    sheet, fields = book.growing_sheet(EXTENSION_FORM.tab), EXTENSION_FORM.fields
    sheet.growing = frozenset(range(FIRST, _LAST + 1))
    layout.top(book, sheet, EXTENSION_FORM.title)
    layout.heads(book, sheet, fields, widths={f.key: f.width for f in fields})
    sheet.set_column(CHECK, CHECK, CHECK_WIDTH)
    sheet.write_string(HEADER, CHECK, CHECK_HEADER, layout.head(book, "grey"))
    last_column = DATA + len(fields) - 1
    info = words.EXTENSION_INFO.format(unit=content.meta.unit_name, help=EXTENSION_FORM.help)
    sheet.merge_range(INFO, DATA, INFO, last_column, info, book.style(font_color=INK["grey"], text_wrap=True))
    look = book.style(bold=True, font_size=12, font_color=INK["red"], text_wrap=True)
    formula = check.count_requests(FIRST + 1, _LAST + 1)
    book.formula(sheet, INFO, CHECK, formula=formula, look=look, cached=words.NO_REQUEST)
    _rows(book, sheet, content)
    sheet.freeze_panes(FIRST, DATA + 1)
    layout.finish(book, sheet, EXTENSION_FORM, info=info, wide=1, last_column=last_column)
    sheet.set_selection(FIRST, DATA, FIRST, DATA)


def _rows(book: Book, sheet: GrowingRows, content: FormContent) -> None:
    for row in range(FIRST, _LAST + 1):
        sheet.set_row(row, ROW_HEIGHT)
        formula = check.request_check(row + 1, len(content.rows))
        book.formula(sheet, row, CHECK, formula=formula, look=layout.checked(book))
        for column, field in enumerate(EXTENSION_FORM.fields, DATA):
            sheet.write_blank(row, column, None, layout.open_cell(book, field))
    for column, field in enumerate(EXTENSION_FORM.fields, DATA):
        sheet.data_validation(FIRST, column, _LAST, column, _typed(field, column, matters=len(content.rows)))
        empty = check.request_begun_without(field.key, FIRST + 1)
        layout.colour(book, sheet, (FIRST, column, _LAST, column), formula=empty, bg_color=FILLS["missing"])
    layout.check_colours(book, sheet, _LAST, CHECK)


def _typed(field: FieldDef, column: int, *, matters: int) -> dict[str, Any]:
    """What may be typed into a column, and the hint that is shown there."""
    if field.kind is Kind.DATE:
        return day_as_typed(field, cell_name(column + 1, FIRST + 1))
    if field.key != "number":
        return validation(field) or hint_only(field)
    place = layout.letter("number")
    numbers = f"={RETURN_FORM.tab}!${place}${FIRST + 1}:${place}${FIRST + max(matters, 1)}"
    chosen = validation(field, lookup=numbers) or {}
    return chosen | {"error_type": "stop", "error_message": words.CHOOSE}
