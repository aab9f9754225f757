"""Where everything stands in the score workbook: columns, rows, ranges and names that its formulas refer to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import FILLS, HEAD_FONT, INK, Book, Format, Worksheet
from duban_xl.model.score import Scoreboard
from duban_xl.model.source import column_letter, shown
from duban_xl.model.text_size import HIGHEST_ROW, lines

TITLE_ROW, SUBTITLE_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3, 4
ROW_HEIGHT, LINE_HEIGHT = 20, 15  # points
POINTS = "0.00;-0.00;0"
"""Number format of points: a plain 0 where nobody lost anything."""
SCORES = "0.00##"
"""Number format of scores: two decimals, more where they tell units apart."""
SPARE = 200
"""Rows below the details that the formulas already cover, for events typed in by hand."""
DIGITS = 10
"""Sums are rounded to so many decimals, so that equal scores stay equal in binary arithmetic; far below any weight."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: header, width in characters, number format ("" for text), wrapped or not."""

    header: str
    width: float
    number_format: str = ""
    align: str = "center"
    wrap: bool = False

    def look(self) -> dict[str, Any]:
        """The XlsxWriter properties of its cells."""
        look: dict[str, Any] = {"align": self.align}
        if self.align == "left":
            look["indent"] = 1
        if self.number_format:
            look["num_format"] = self.number_format
        if self.wrap:
            look["text_wrap"] = True
        return look


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of one sheet: its tab, columns and last row; it names its own ranges."""

    tab: str
    columns: tuple[Column, ...]
    last_row: int

    def index(self, header: str) -> int:
        """The 0-based position of a column."""
        return next(index for index, column in enumerate(self.columns) if column.header == header)

    def cell(self, header: str, row: int) -> str:
        """The address of a cell of the sheet itself, e.g. E4; `row` is 1-based."""
        return f"{column_letter(self.index(header) + 1)}{row}"

    def range(self, header: str) -> str:
        """A whole column as an absolute range of this sheet."""
        letter = column_letter(self.index(header) + 1)
        return f"${letter}${FIRST_ROW}:${letter}${self.last_row}"

    def outside(self, header: str) -> str:
        """A whole column as other sheets refer to it."""
        return f"{self.tab}!{self.range(header)}"


def percent_format(weights: Sequence[Decimal]) -> str:
    """Percents without decimals if all are whole."""
    return "0%" if all(weight * 100 == int(weight * 100) for weight in weights) else "0.0#%"


def add_sheet(book: Book, grid: Grid, board: Scoreboard, *, title: str, subtitle: str) -> Worksheet:
    """A tab with title, subtitle, header, frozen panes and A4 print set-up; the rows are the caller's."""
    sheet = book.sheet(grid.tab)
    last = len(grid.columns) - 1
    sheet.set_row(TITLE_ROW - 1, 32)
    sheet.set_row(SUBTITLE_ROW - 1, 22)
    most = max(lines(column.header, column.width - 1) for column in grid.columns)  # bold is a little wider
    sheet.set_row(HEADER_ROW - 1, max(26, 8 + LINE_HEIGHT * most))
    big = book.style(font_name=HEAD_FONT, font_size=16, bold=True, align="center", font_color=INK["blue"])
    sheet.merge_range(TITLE_ROW - 1, 0, TITLE_ROW - 1, last, title, big)
    small = book.style(font_size=10, align="center", font_color=INK["grey"], shrink=True)
    sheet.merge_range(SUBTITLE_ROW - 1, 0, SUBTITLE_ROW - 1, last, subtitle, small)
    write_head(book, sheet, HEADER_ROW, grid.columns)
    columns = [column.header for column in grid.columns]
    sheet.freeze_panes(HEADER_ROW, columns.index(words.UNIT) + 1 if words.UNIT in columns else 1)
    sheet.repeat_rows(TITLE_ROW - 1, HEADER_ROW - 1)
    footer = words.FOOTER.format(title=title, as_of=shown(board.as_of))
    book.print_on_a4(sheet, footer)
    return sheet


def height_of(grid: Grid, texts: Mapping[str, str]) -> float:
    """The height in points of a row with these texts by header: enough for the longest wrapped one."""
    most = max((lines(texts.get(column.header, ""), column.width) for column in grid.columns if column.wrap), default=1)
    return min(HIGHEST_ROW, ROW_HEIGHT + LINE_HEIGHT * (most - 1))


def write_head(book: Book, sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    """Header cells in `row` (1-based), with help as comments; sets the columns' widths."""
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(row - 1, index, column.header, head_style(book))
        if text := words.HELP.get(column.header):
            book.note(sheet, row - 1, index, text=text)


def head_style(book: Book) -> Format:
    """The look of a header cell."""
    return book.boxed(bold=True, align="center", bg_color=FILLS["head"], text_wrap=True)
