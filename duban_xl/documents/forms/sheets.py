"""A form's content → its sheet 事项反馈: self-check, the office's grey cells, the unit's white ones, what is asked of each row."""

from collections.abc import Sequence
from typing import Any

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import FILLS, INK, Book, GrowingRows
from duban_xl.documents.forms import layout
from duban_xl.documents.forms import self_check as check
from duban_xl.documents.forms.layout import ASKED, CHECK, DATA, FIRST, HEADER, INFO
from duban_xl.documents.forms.sizes import column_width, row_size
from duban_xl.documents.validation import day_as_typed, hint_only, validation
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.form import ASKED_HEADER, CHECK_HEADER
from duban_xl.model.fields import Editor, FieldDef, Kind
from duban_xl.model.form import LOCKED, FormContent, FormRow
from duban_xl.model.source import Value, cell_name

_GROWING = ("title", "requirement", "last_progress")
_FIRST_OPEN = DATA + len(LOCKED)


def add_return_sheet(book: Book, content: FormContent) -> None:
    """Add 事项反馈 with one row per matter."""
    sheet = book.growing_sheet(RETURN_FORM.tab)
    widths = _widths(content.rows)
    last = FIRST + max(len(content.rows), 1) - 1
    sheet.growing = frozenset(range(FIRST, last + 1))
    info = words.FORM_INFO.format(
        unit=content.meta.unit_name, period=content.period_name, due=words.chinese_day(content.due_on)
    )
    layout.top(book, sheet, f"{content.period_name}{RETURN_FORM.title}")
    layout.heads(book, sheet, RETURN_FORM.fields, widths=widths)
    for column, header, width in ((CHECK, CHECK_HEADER, layout.CHECK_WIDTH), (ASKED, ASKED_HEADER, layout.ASKED_WIDTH)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADER, column, header, layout.head(book, "grey"))
    if content.rows:
        _rows(book, sheet, content, widths=widths)
    else:
        sheet.write_string(FIRST, CHECK, words.NOTHING_ASKED, book.style(bold=True))
    _info(book, sheet, content, info)
    sheet.freeze_panes(FIRST, DATA + layout.NUMBER_AND_TITLE)
    sheet.repeat_columns(DATA, DATA + layout.NUMBER_AND_TITLE - 1)
    layout.finish(book, sheet, RETURN_FORM, info=info, wide=2, last_column=ASKED - 1)
    sheet.set_selection(FIRST, _FIRST_OPEN, FIRST, _FIRST_OPEN)


def _rows(book: Book, sheet: GrowingRows, content: FormContent, *, widths: dict[str, int]) -> None:
    wanted = check.keys_wanted(content)
    for index, row in enumerate(content.rows):
        _matter(book, sheet, FIRST + index, row=row, widths=widths)
        said = check.first_words(1)[0]
        formula = check.row_check(FIRST + index + 1, wanted)
        book.formula(sheet, FIRST + index, CHECK, formula=formula, look=layout.checked(book), cached=said)
        asked = book.boxed(text_wrap=True, font_size=10, bg_color=FILLS["locked"])
        layout.put(book, sheet, FIRST + index, ASKED, value=check.asked_of(row, content), look=asked)
    last = FIRST + len(content.rows) - 1
    for field in (*check.NEEDED, *(RETURN_FORM[key] for key in wanted)):
        column = _place(field)
        formula = check.empty_and_needed(field.key, FIRST + 1)
        layout.colour(book, sheet, (FIRST, column, last, column), formula=formula, bg_color=FILLS["missing"])
    layout.check_colours(book, sheet, last, CHECK)
    for field in RETURN_FORM.fields:
        if field.editor is Editor.UNIT:
            sheet.data_validation(FIRST, _place(field), last, _place(field), _typed(field))
    sheet.autofilter(HEADER, CHECK, last, ASKED)


def _typed(field: FieldDef) -> dict[str, Any]:
    """What may be typed into a column of the unit, and the hint that is shown there."""
    if field.kind is Kind.DATE:
        return day_as_typed(field, cell_name(_place(field) + 1, FIRST + 1))
    return validation(field) or hint_only(field)


def _place(field: FieldDef) -> int:
    return DATA + RETURN_FORM.fields.index(field)


def _widths(rows: Sequence[FormRow]) -> dict[str, int]:
    """Each column's width; those with the office's long texts grow with them."""
    widths = {f.key: f.width for f in RETURN_FORM.fields}
    for key in _GROWING:
        widths[key] = column_width((getattr(row, key) for row in rows), widths[key])
    return widths


def _info(book: Book, sheet: GrowingRows, content: FormContent, info: str) -> None:
    """Above the table: how much is still to be filled in, always in sight; whose form it is; what the colours mean."""
    look = book.style(bold=True, font_size=12, font_color=INK["red"], text_wrap=True)
    last_frozen = DATA + layout.NUMBER_AND_TITLE - 1
    sheet.merge_range(INFO, CHECK, INFO, last_frozen, "", look)
    count = len(content.rows)
    if count:
        formula = check.count(FIRST + 1, FIRST + count, check.keys_wanted(content))
        book.formula(sheet, INFO, CHECK, formula=formula, look=look, cached=check.first_words(count)[1])
    bold, grey = book.style(bold=True, text_wrap=True), book.style(font_color=INK["grey"], text_wrap=True)
    sheet.merge_range(INFO, last_frozen + 1, INFO, _FIRST_OPEN - 1, info, bold)
    sheet.merge_range(INFO, _FIRST_OPEN, INFO, _place(RETURN_FORM["next_steps"]), words.FORM_COLOURS, grey)


def _matter(book: Book, sheet: GrowingRows, at: int, *, row: FormRow, widths: dict[str, int]) -> None:
    """One matter: the office's cells and the unit's empty ones."""
    office = tuple(zip(RETURN_FORM.fields, row.locked(), strict=False))
    size = row_size((value, widths[field.key]) for field, value in office if isinstance(value, str))
    sheet.set_row(at, size.height)
    for column, (field, value) in enumerate(office, DATA):
        layout.put(book, sheet, at, column, value=value, look=layout.locked_cell(book, field, size))
    unit: tuple[tuple[FieldDef, Value], ...] = tuple((field, None) for field in RETURN_FORM.fields[len(LOCKED) :])
    for column, (field, value) in enumerate(unit, _FIRST_OPEN):
        layout.put(book, sheet, at, column, value=value, look=layout.open_cell(book, field))
