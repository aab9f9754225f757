"""Where everything stands in the two sheets to fill in; their looks, which both share."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import FILLS, HEAD_FONT, INK, Book, Format, GrowingRows
from duban_xl.documents.forms.sizes import USUAL, RowSize
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.fields import Editor, FieldDef, Kind, SheetDef
from duban_xl.model.source import Value, column_letter

TITLE, INFO, HEADER, FIRST = 0, 1, 2, 3  # 0-based rows of both sheets
CHECK, DATA = 0, 1  # 0-based columns: the self-check comes first, where it is always in sight, then the columns of data
ASKED = DATA + len(RETURN_FORM.fields)  # the column 填报要求, in 事项反馈 only
NUMBER_AND_TITLE = 2  # columns that stay in sight beside the self-check
EXTENSION_ROWS = 10
CHECK_WIDTH, ASKED_WIDTH = 17, 20
GAP = 2  # the line for signature and seal stands one row below the table, in no column of the table
PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "objects": True,
    "scenarios": True,
}
_TO_THE_LEFT = {Kind.TEXT, Kind.LONG}
_LETTERS = {
    sheet.key: {field.key: column_letter(DATA + place) for place, field in enumerate(sheet.fields, 1)}
    for sheet in (RETURN_FORM, EXTENSION_FORM)
}


def letter(key: str, sheet: SheetDef = RETURN_FORM) -> str:
    """The column of the field in its sheet."""
    return _LETTERS[sheet.key][key]


def top(book: Book, sheet: GrowingRows, title: str) -> None:
    """The title, at the left where every screen shows it, and the height of the rows above the table."""
    look = book.style(font_name=HEAD_FONT, font_size=18, bold=True, font_color=INK["blue"])
    sheet.set_row(TITLE, 32)
    sheet.write_string(TITLE, CHECK, title, look)
    sheet.set_row(INFO, 34)
    sheet.set_row(HEADER, 36)


def heads(book: Book, sheet: GrowingRows, fields: Sequence[FieldDef], *, widths: dict[str, int]) -> None:
    """The header cells of the table's columns, and the columns' widths."""
    for place, field in enumerate(fields, DATA):
        sheet.set_column(place, place, widths[field.key])
        fill = "program" if field.editor is not Editor.UNIT else ("must" if field.required else "head")
        sheet.write_string(HEADER, place, field.header, head(book, fill))


def finish(book: Book, sheet: GrowingRows, definition: SheetDef, *, info: str, wide: int, last_column: int) -> None:
    """Signature line, print set-up, frozen panes and protection; `info` tells on paper whose form it is."""
    header = words.FORM_HEADER.format(title=definition.title, info=info.replace("&", "&&"))
    book.print_on_a4(sheet, words.FORM_FOOTER.format(tab=definition.tab), wide=wide)
    sheet.set_margins(left=0.4, right=0.4, top=0.95, bottom=0.6)
    sheet.set_header(header[:255], {"margin": 0.35, "scale_with_doc": False})
    sheet.repeat_rows(HEADER)
    sheet.print_across()
    last = max(sheet.growing, default=FIRST)
    sheet.set_row(last + GAP, 40)
    sheet.write_string(last + GAP, CHECK, words.SIGNATURE, book.style(font_size=12))
    sheet.print_area(HEADER, CHECK, last + GAP, last_column)
    sheet.protect("", PROTECTION)


def head(book: Book, fill: str) -> Format:
    """The look of a header cell."""
    return book.boxed(font_name=HEAD_FONT, text_wrap=True, align="center", bg_color=FILLS[fill])


def checked(book: Book) -> Format:
    """The look of the column 填报自检 before its colours."""
    return book.boxed(text_wrap=True, font_size=10, bg_color=FILLS["locked"], font_color=INK["red"])


def locked_cell(book: Book, field: FieldDef, size: RowSize) -> Format:
    """The look of a cell that belongs to the office."""
    font = size.font if field.kind is Kind.LONG else USUAL
    return book.boxed(
        num_format=field.number_format,
        align=_align(field),
        text_wrap=True,
        bg_color=FILLS["locked"],
        font_size=font,
        locked=True,
    )


def open_cell(book: Book, field: FieldDef) -> Format:
    """The look of a cell to fill in."""
    return book.boxed(num_format=field.number_format, align=_align(field), text_wrap=True, locked=False)


def put(book: Book, sheet: GrowingRows, row: int, column: int, *, value: Value, look: Format) -> None:
    """A day as a day, anything else as text, whatever it looks like."""
    if isinstance(value, date):
        book.day(sheet, row, column, day=value, look=look)
    elif value:
        sheet.write_string(row, column, str(value), look)
    else:
        sheet.write_blank(row, column, None, look)


def colour(book: Book, sheet: GrowingRows, area: tuple[int, int, int, int], *, formula: str, **look: Any) -> None:
    """Colour the cells of `area` for which `formula` (written for the first of them) holds."""
    sheet.conditional_format(*area, {"type": "formula", "criteria": formula, "format": book.lamp(**look)})


def check_colours(book: Book, sheet: GrowingRows, last: int, count: int) -> None:
    """The checks of rows 4 to `last` + 1, and the sentence on top in column `count`, turn green when nothing is missing."""
    cell = f"$A{FIRST + 1}"
    area = (FIRST, CHECK, last, CHECK)
    look = {"font_color": INK["green"], "bold": True}
    colour(book, sheet, area, formula=f'={cell}="{words.COMPLETE}"', **look)
    colour(book, sheet, area, formula=f'=LEFT({cell},{len(words.DOUBTS)})="{words.DOUBTS}"', bg_color=FILLS["yellow"])
    sentence = f"${column_letter(count + 1)}${INFO + 1}"
    done = f'=LEFT({sentence},{len(words.STILL[0])})<>"{words.STILL[0]}"'
    colour(book, sheet, (INFO, count, INFO, count), formula=done, font_color=INK["green"])


def _align(field: FieldDef) -> str:
    return "left" if field.kind in _TO_THE_LEFT and not field.choices else "center"
