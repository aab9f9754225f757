"""The comparison of two scoreboards → a small workbook with a native chart; and the empty form for what-if events."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from duban_xl.catalogue import comparing as words
from duban_xl.documents.book import BODY_FONT, FILLS, HEAD_FONT, INK, Book, Worksheet, new_book
from duban_xl.documents.validation import validation
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import SheetDef
from duban_xl.model.source import column_letter
from duban_xl.model.text_size import row_height
from duban_xl.score.compare import ScoreChange

WIDTHS = (24, 12, 10, 10, 10, 8, 8, 9, 60)
HEAD, FIRST = 2, 3  # rows from 0
SCORE, SIGNED, PLACE, MOVE = "0.00##", "+0.00##;-0.00##;0", "0", "+0;-0;0"
FORM_ROWS = 200
_BAR, _EDGE, _WIDTH = 20, 90, 900
_COLOUR = "#5B84B1"


def build_difference_book(changes: Sequence[ScoreChange], *, title: str, note: str, created: datetime) -> bytes:
    """One row per unit, the difference as a formula over the two scores, and a bar chart of the differences."""
    book = new_book(title=title, author="", created=created)
    sheet = book.sheet(words.TAB)
    last = len(WIDTHS) - 1
    big = book.style(font_name=HEAD_FONT, font_size=16, bold=True, align="center", font_color=INK["blue"])
    sheet.merge_range(0, 0, 0, last, title, big)
    sheet.merge_range(1, 0, 1, last, note, book.style(font_size=10, font_color=INK["grey"], shrink=True))
    head = book.boxed(bold=True, bg_color=FILLS["head"], text_wrap=True, align="center")
    for column, (header, width) in enumerate(zip(words.HEADERS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD, column, header, head)
    for row, change in enumerate(changes, FIRST):
        _write_row(book, sheet, row, change)
    end = max(FIRST, FIRST + len(changes) - 1)
    sheet.autofilter(HEAD, 0, end, last)
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(HEAD)
    book.print_on_a4(sheet, words.FOOTER.format(title=title))
    if changes:
        _add_chart(book, end, len(changes), title)
    return book.finish()


def _write_row(book: Book, sheet: Worksheet, row: int, change: ScoreChange) -> None:
    reasons = "；".join(change.reasons)
    shade = {} if change.differs else {"font_color": INK["grey"]}
    text = book.boxed(text_wrap=True, valign="top", **shade)
    sheet.set_row(row, row_height([(change.unit, WIDTHS[0]), (reasons, WIDTHS[-1])]))
    sheet.write_string(row, 0, change.unit, text)
    sheet.write_string(row, 1, change.group, text)
    for column, score in enumerate((change.before, change.after), 2):
        _number(sheet, row, column, score, book.boxed(num_format=SCORE, valign="top", **shade))
    old, new = (f"{column_letter(column)}{row + 1}" for column in (3, 4))
    formulas = {
        4: (f'=IF(AND(ISNUMBER({old}),ISNUMBER({new})),ROUND({new}-{old},10),"")', change.change, SIGNED),
        7: (_difference(row, 5, 6), change.places, MOVE),
    }
    for column, (formula, value, shape) in formulas.items():
        cached = "" if value is None else float(round(Decimal(value), 10))
        look = book.boxed(num_format=shape, valign="top", **shade)
        book.formula(sheet, row, column, formula=formula, look=look, cached=cached)
    for column, rank in enumerate((change.rank_before, change.rank_after), 5):
        place = None if rank is None else Decimal(rank)
        _number(sheet, row, column, place, book.boxed(num_format=PLACE, valign="top", align="center", **shade))
    sheet.write_string(row, 8, reasons, text)


def _difference(row: int, first: int, second: int) -> str:
    """The first column less the second, of two ranks."""
    a, b = (f"{column_letter(column + 1)}{row + 1}" for column in (first, second))
    return f'=IF(AND(ISNUMBER({a}),ISNUMBER({b})),{a}-{b},"")'


def _number(sheet: Worksheet, row: int, column: int, value: Decimal | None, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, float(value), look)


def _add_chart(book: Book, end: int, units: int, title: str) -> None:
    """得分差: a bar for each unit, the first on top."""
    sheet = book.sheet(words.CHART_TAB)
    sheet.hide_gridlines(2)
    chart = book.chart("bar")
    font = {"name": BODY_FONT, "size": 9}
    chart.add_series(
        {
            "name": words.CHANGE,
            "categories": [words.TAB, FIRST, 0, end, 0],
            "values": [words.TAB, FIRST, 4, end, 4],
            "fill": {"color": _COLOUR},
            "gap": 45,
            "data_labels": {"value": True, "num_format": SIGNED, "font": font},
        }
    )
    chart.set_title({"name": words.CHART, "name_font": {"name": HEAD_FONT, "size": 14, "bold": False}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": font})
    chart.set_x_axis({"num_font": font, "num_format": "0.##", "major_gridlines": {"visible": False}})
    chart.set_size({"width": _WIDTH, "height": _EDGE + _BAR * units + _BAR})
    sheet.insert_chart(0, 0, chart, {"x_offset": 4, "y_offset": 4})
    book.print_on_a4(sheet, words.FOOTER.format(title=title), landscape=False)


def build_what_if_form(*, created: datetime) -> bytes:
    """An empty workbook to type supposed events, rules and indicators into: headers, their help, lists of choices."""
    book = new_book(title=words.FORM_TITLE, author="", created=created)
    for key, text in words.FORM_HELP.items():
        _add_form_sheet(book, SHEETS[key], text)
    return book.finish()


def _add_form_sheet(book: Book, definition: SheetDef, text: str) -> None:
    sheet = book.sheet(definition.tab)
    sheet.write_string(0, 0, text, book.style(font_color=INK["grey"]))
    head = book.boxed(bold=True, bg_color=FILLS["head"], text_wrap=True, align="center")
    for column, field in enumerate(definition.fields):
        sheet.set_column(column, column, field.width, book.style(num_format=field.number_format))
        sheet.write_string(1, column, field.header, head)
        book.note(sheet, 1, column, text=field.help)
        if field.choices and (options := validation(field)):
            sheet.data_validation(2, column, FORM_ROWS, column, options)
    sheet.freeze_panes(2, 1)
