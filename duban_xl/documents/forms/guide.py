"""A form's content → its first sheet, 填报说明: whose form it is, by when, how to fill it in, with an example."""

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import FILLS, HEAD_FONT, INK, Book, Worksheet
from duban_xl.documents.forms.layout import PROTECTION
from duban_xl.documents.forms.sizes import row_size
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.form import GUIDE_TAB
from duban_xl.model.fields import Editor
from duban_xl.model.form import FormContent

WIDTHS = (16, 44, 44)


def add_guide(book: Book, content: FormContent) -> None:
    """Add 填报说明 as the form's first tab."""
    sheet = book.sheet(GUIDE_TAB)
    sheet.hide_gridlines(2)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    title = book.style(font_name=HEAD_FONT, font_size=20, bold=True, align="center", font_color=INK["blue"])
    sheet.set_row(0, 42)
    sheet.merge_range(0, 0, 0, 2, words.GUIDE_TITLE, title)
    row = _identity(book, sheet, content)
    row = _steps(book, sheet, row + 1, content=content)
    row = _example(book, sheet, row + 1)
    book.print_on_a4(sheet, words.FOOTER.format(title=words.GUIDE_TITLE), landscape=False, high=1)
    sheet.print_area(0, 0, row - 1, 2)
    sheet.protect("", PROTECTION)


def _identity(book: Book, sheet: Worksheet, content: FormContent) -> int:
    label = book.boxed(font_name=HEAD_FONT, align="center", bg_color=FILLS["head"])
    value, urgent = book.boxed(text_wrap=True), book.boxed(text_wrap=True, bold=True, font_color=INK["red"])
    lines = (
        (words.GUIDE_UNIT, content.meta.unit_name, value),
        (words.GUIDE_PERIOD, content.period_name, value),
        (words.GUIDE_DUE, words.chinese_day(content.due_on), urgent),
        (words.GUIDE_MATTERS, words.GUIDE_COUNT.format(count=len(content.rows)), value),
        (words.GUIDE_OFFICE, content.office, value),
        (words.GUIDE_CONTACT, content.contact or words.GUIDE_ASK, value),
        (words.GUIDE_RETURN_TO, content.return_to or words.GUIDE_REPLY, urgent),
    )
    for row, (name, text, look) in enumerate(lines, 1):
        sheet.set_row(row, row_size(((text, WIDTHS[1] + WIDTHS[2]),), least=22).height)
        sheet.write_string(row, 0, name, label)
        sheet.merge_range(row, 1, row, 2, text, look)
    return len(lines) + 1


def _steps(book: Book, sheet: Worksheet, row: int, *, content: FormContent) -> int:
    _heading(book, sheet, row, words.GUIDE_HOW)
    look = book.style(text_wrap=True)
    for number, step in enumerate(words.GUIDE_STEPS, 1):
        text = f"{number}. {step.format(tab=RETURN_FORM.tab, due=words.chinese_day(content.due_on))}"
        sheet.set_row(row + number, row_size(((text, sum(WIDTHS)),), least=20).height)
        sheet.merge_range(row + number, 0, row + number, 2, text, look)
    return row + len(words.GUIDE_STEPS) + 1


def _example(book: Book, sheet: Worksheet, row: int) -> int:
    """The open columns, one below the other: what to write, and how it looks filled in."""
    _heading(book, sheet, row, words.GUIDE_EXAMPLE)
    head = book.boxed(font_name=HEAD_FONT, align="center", bg_color=FILLS["head"])
    sheet.set_row(row + 1, 22)
    for column, text in enumerate(words.GUIDE_COLUMNS):
        sheet.write_string(row + 1, column, text, head)
    row += 2
    must = book.boxed(font_name=HEAD_FONT, align="center", bg_color=FILLS["must"])
    plain, example = book.boxed(text_wrap=True), book.boxed(text_wrap=True, font_color=INK["blue"])
    for field in RETURN_FORM.fields:
        if field.editor is Editor.UNIT:
            texts = (field.header, field.help, words.EXAMPLE[field.key])
            sheet.set_row(row, row_size(zip(texts, WIDTHS, strict=True), least=20).height)
            sheet.write_string(row, 0, texts[0], must if field.required else head)
            sheet.write_string(row, 1, texts[1], plain)
            sheet.write_string(row, 2, texts[2], example)
            row += 1
    return row


def _heading(book: Book, sheet: Worksheet, row: int, text: str) -> None:
    sheet.set_row(row, 26)
    sheet.merge_range(
        row, 0, row, 2, text, book.style(font_name=HEAD_FONT, font_size=13, bold=True, font_color=INK["blue"])
    )
