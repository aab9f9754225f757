"""The door to XlsxWriter: a new workbook with the house's styles → its bytes, the same for the same input."""

from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

__all__ = ["FILLS", "FREELY", "INK", "Book", "Format", "GrowingRows", "Workbook", "Worksheet", "new_book"]

BODY_FONT = "宋体"
HEAD_FONT = "黑体"
FILLS = {
    "band": "#1F4E79",  # the title band of a page for leaders
    "head": "#DCE6F1",  # header of columns that people fill in
    "must": "#B8CCE4",  # header of columns that must be filled in
    "program": "#EDEDED",  # columns that the program fills in
    "locked": "#F2F2F2",  # cells of a form that belong to the office
    "red": "#F8CBAD",
    "yellow": "#FFE699",
    "green": "#C6E0B4",
    "grey": "#D9D9D9",
    "pale": "#FDECEA",  # an overdue row
    "missing": "#FFF2CC",  # a required cell that is still empty
}
INK = {"red": "#C00000", "yellow": "#7F6000", "green": "#375623", "grey": "#7F7F7F", "blue": "#1F4E79"}
LINE = "#A6A6A6"

FREELY = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "insert_hyperlinks": True,
    "sort": True,
    "autofilter": True,
    "objects": True,
    "scenarios": True,
}
"""What stays allowed on a protected sheet: everything but typing over locked cells."""

_DEFAULTS = {"font_name": BODY_FONT, "font_size": 11, "valign": "vcenter"}
_PIXELS = 72  # width of a default column in 宋体 11; it tells XlsxWriter that a character is 8 pixels wide


class GrowingRows(Worksheet):
    """A sheet whose rows in `growing` (0-based) keep their height only until somebody types more: then they grow."""

    growing: frozenset[int] = frozenset()

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        """XlsxWriter marks every height as set by hand, which a spreadsheet program never changes again."""
        said = attributes or []
        if tag == "row" and int(dict(said)["r"]) - 1 in self.growing:
            said = [(name, value) for name, value in said if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, said)


@dataclass(slots=True)
class Book:
    """A workbook being built: `sheet()` adds a tab, `style()` gives a format (made once), `finish()` gives the bytes."""

    workbook: Workbook
    buffer: BytesIO
    styles: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict[tuple[tuple[str, Any], ...], Format])

    def sheet(self, tab: str) -> Worksheet:
        """A new tab."""
        return self.workbook.add_worksheet(tab)

    def growing_sheet(self, tab: str) -> GrowingRows:
        """A new tab in which rows may grow with what is typed into them."""
        sheet: Any = self.workbook.add_worksheet(tab, GrowingRows)
        return sheet

    def style(self, **properties: Any) -> Format:
        """The format with these XlsxWriter properties over the house's defaults."""
        key = tuple(sorted(properties.items()))
        if key not in self.styles:
            self.styles[key] = self.workbook.add_format(_DEFAULTS | properties)
        return self.styles[key]

    def boxed(self, **properties: Any) -> Format:
        """A style for a table cell: thin grey border all round."""
        return self.style(border=1, border_color=LINE, **properties)

    def lamp(self, **properties: Any) -> Format:
        """A style for conditional formatting: only what it changes, nothing of the house's defaults."""
        key = (("lamp", True), *sorted(properties.items()))
        if key not in self.styles:
            self.styles[key] = self.workbook.add_format(properties)
        return self.styles[key]

    def print_on_a4(
        self, sheet: Worksheet, footer: str, *, landscape: bool = True, wide: int = 1, high: int = 0
    ) -> None:
        """A4, narrow margins, centred, `wide` pages across and `high` down (0: as many as needed), pages numbered."""
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.65)
        sheet.center_horizontally()
        sheet.fit_to_pages(wide, high)
        sheet.set_footer(footer, {"margin": 0.3, "scale_with_doc": False})

    def note(self, sheet: Worksheet, row: int, column: int, *, text: str) -> None:
        """A comment on the cell (0-based), sized so that `text` can be read."""
        lines = sum(len(part) // 17 + 1 for part in text.splitlines())
        look = {"author": "", "font_name": BODY_FONT, "font_size": 9, "x_scale": 1.7, "y_scale": 0.25 + 0.22 * lines}
        sheet.write_comment(row, column, text, look)

    def formula(
        self, sheet: Worksheet, row: int, column: int, *, formula: str, look: Format, cached: str | float = ""
    ) -> None:
        """A formula (with its "=") in the cell (0-based), and what it shows until it is calculated."""
        write: Any = sheet.write_formula  # its annotation admits only whole numbers as cached values
        write(row, column, formula, look, cached)

    def day(self, sheet: Worksheet, row: int, column: int, *, day: date, look: Format) -> None:
        """A day or moment in the cell (0-based)."""
        write: Any = sheet.write_datetime  # its annotation leaves out plain days, which it takes
        write(row, column, day, look)

    def chart(self, kind: str) -> Any:
        """A native chart of XlsxWriter's `kind`; place it with the sheet's `insert_chart`."""
        return self.workbook.add_chart({"type": kind})

    def finish(self) -> bytes:
        """Close the workbook and return the .xlsx file's bytes."""
        self.workbook.close()
        return self.buffer.getvalue()


def new_book(*, title: str, author: str, created: datetime) -> Book:
    """An empty workbook. `created` is written as its date, so equal input gives equal bytes."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": BODY_FONT, "font_size": 11},
        "default_column_width": _PIXELS,
    }
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"title": title, "author": author, "created": created})
    workbook.set_calc_mode("auto")
    return Book(workbook, buffer)
