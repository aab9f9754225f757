"""The door to XlsxWriter: a new workbook with the house's styles → its bytes, the same for the same input."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

__all__ = ["FILLS", "Book", "Format", "Workbook", "Worksheet", "new_book"]

BODY_FONT = "宋体"
HEAD_FONT = "黑体"
FILLS = {
    "head": "#DCE6F1",  # header of columns that people fill in
    "program": "#EDEDED",  # columns that the program fills in
    "locked": "#F2F2F2",  # cells of a form that belong to the office
    "red": "#F8CBAD",
    "yellow": "#FFE699",
    "green": "#C6E0B4",
    "grey": "#D9D9D9",
    "missing": "#FFF2CC",  # a required cell that is still empty
}
LINE = "#A6A6A6"


@dataclass(slots=True)
class Book:
    """A workbook being built: `sheet()` adds a tab, `style()` gives a format (made once), `finish()` gives the bytes."""

    workbook: Workbook
    buffer: BytesIO
    styles: dict[str, Format] = field(default_factory=dict[str, Format])

    def sheet(self, tab: str) -> Worksheet:
        """A new tab."""
        return self.workbook.add_worksheet(tab)

    def style(self, **properties: Any) -> Format:
        """The format with these XlsxWriter properties over the house's defaults."""
        key = repr(sorted(properties.items()))
        if key not in self.styles:
            defaults = {"font_name": BODY_FONT, "font_size": 11, "valign": "vcenter"}
            self.styles[key] = self.workbook.add_format(defaults | properties)
        return self.styles[key]

    def boxed(self, **properties: Any) -> Format:
        """A style for a table cell: thin grey border all round."""
        return self.style(border=1, border_color=LINE, **properties)

    def finish(self) -> bytes:
        """Close the workbook and return the .xlsx file's bytes."""
        self.workbook.close()
        return self.buffer.getvalue()


def new_book(*, title: str, author: str, created: datetime) -> Book:
    """An empty workbook. `created` is written as its date, so equal input gives equal bytes."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": title, "author": author, "created": created})
    workbook.set_calc_mode("auto")
    return Book(workbook, buffer)
