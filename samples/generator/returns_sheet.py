"""A dispatched form as bytes → the form being filled in: its rows and columns by name, wherever faults move them."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from math import ceil

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.columns.form import META_TAB
from samples.generator.returns_answer import Asked

KEYS = tuple(f.key for f in RETURN_FORM.fields)
EXTENSION_KEYS = tuple(f.key for f in EXTENSION_FORM.fields)
HEADER_ROW = 3
LINE_HEIGHT, LEAST_HEIGHT, MOST_HEIGHT = 17.0, 48.0, 400.0
NUMBERS = 2  # the column of 事项编号, in both sheets
_CHECK, _ASKED = "check", "asked"  # the columns 填报自检 and 填报要求
_OURS = (_CHECK, _ASKED, None)  # what is no column of the form, the last one put in by the unit


@dataclass(slots=True)
class FilledForm:
    """One form being filled in. `numbers` and `keys` say what stands in its rows and columns; None is a blank one."""

    book: Workbook
    unit: str  # short name
    period: str
    header_row: int = HEADER_ROW
    numbers: list[str | None] = field(default_factory=list[str | None])
    keys: list[str | None] = field(default_factory=lambda: [_CHECK, *KEYS, _ASKED])

    @classmethod
    def load(cls, data: bytes, *, unit: str, period: str) -> "FilledForm":
        """The form in `data`, as it was sent out."""
        form = cls(load_workbook(BytesIO(data)), unit, period)
        column = form.sheet.iter_rows(min_row=HEADER_ROW + 1, min_col=NUMBERS, max_col=NUMBERS, values_only=True)
        form.numbers = [str(number) for (number,) in column if number]
        return form

    @property
    def sheet(self) -> Worksheet:
        """事项反馈, whatever it is called now."""
        return self.book.worksheets[1]

    @property
    def requests(self) -> Worksheet:
        """延期申请."""
        return self.book.worksheets[2]

    @property
    def meta(self) -> Worksheet:
        """The hidden sheet."""
        return self.book[META_TAB]

    def matters(self) -> Iterator[Asked]:
        """What the form asks about, row by row."""
        for number in self.numbers:
            if number:
                due = self.value(number, "due_date")
                yield Asked(
                    number=number,
                    title=str(self.value(number, "title")),
                    due=due.date() if isinstance(due, datetime) else due,
                    last_progress=str(self.value(number, "last_progress") or ""),
                )

    def cell(self, number: str, key: str) -> Cell:
        """The cell of a matter and a field."""
        return self.sheet.cell(self.row(number), self.keys.index(key) + 1)

    def value(self, number: str, key: str) -> object:
        """What stands in that cell."""
        return self.cell(number, key).value

    def row(self, number: str) -> int:
        """The row of the last line of a matter."""
        return self.header_row + len(self.numbers) - self.numbers[::-1].index(number)

    def place(self, number: str, key: str) -> str:
        """The name of that cell, e.g. K7."""
        return f"{get_column_letter(self.keys.index(key) + 1)}{self.row(number)}"

    def header(self, key: str | None) -> str:
        """The name of a column's header cell; None is the column that the unit put in itself."""
        return f"{get_column_letter(self.keys.index(key) + 1)}{self.header_row}"

    def write(self, number: str, values: dict[str, object]) -> None:
        """Type `values` into a row, and draw the row tall enough."""
        for key, value in values.items():
            self.type_in(self.cell(number, key), value)
        self.fit(number)

    @staticmethod
    def type_in(cell: Cell, value: object) -> None:
        """Type into a cell; a text stays a text even if it looks like a formula."""
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    def fit(self, number: str) -> None:
        """Rows of protected forms may be drawn taller; people do so until they can read what they typed."""
        lines = 1
        for index, key in enumerate(self.keys, 1):
            text = self.sheet.cell(self.row(number), index).value
            if isinstance(text, str) and key not in _OURS:
                width = self.sheet.column_dimensions[get_column_letter(index)].width or 9
                lines = max(lines, ceil(sum(2 if ord(c) > 255 else 1 for c in text) / max(width - 2, 4)))
        height = self.sheet.row_dimensions[self.row(number)].height or LEAST_HEIGHT
        self.sheet.row_dimensions[self.row(number)].height = min(MOST_HEIGHT, max(height, 8 + LINE_HEIGHT * lines))

    def add_row(self, number: str, values: dict[str, object]) -> None:
        """One more row at the end, looking like the one above."""
        above = self.header_row + len(self.numbers)
        self.numbers.append(number)
        for index in range(1, len(self.keys) + 1):
            source, target = self.sheet.cell(above, index), self.sheet.cell(above + 1, index)
            target._style = copy(source._style)
        self.write(number, {"number": number, **values})

    def delete_row(self, number: str) -> None:
        """Remove a row; those below move up."""
        row = self.row(number)
        self.sheet.delete_rows(row)
        self.numbers.remove(number)
        self._redraw()

    def insert_blank(self, before: str) -> int:
        """A blank row before a matter; its row number."""
        row = self.row(before)
        self.sheet.insert_rows(row)
        self.numbers.insert(self.numbers.index(before), None)
        self._redraw()
        return row

    def reorder_rows(self, order: list[str]) -> None:
        """The same rows in another order."""
        first = self.header_row + 1
        moved = [index for index, key in enumerate(self.keys, 1) if key != _CHECK]
        kept = {number: [self.sheet.cell(self.row(number), index).value for index in moved] for number in order}
        for place, number in enumerate(order):
            for index, value in zip(moved, kept[number], strict=True):
                self.type_in(self.sheet.cell(first + place, index), value)
        self.numbers = list(order)
        self._redraw()

    def insert_column(self, before: str, header: str) -> None:
        """A column of one's own before a field."""
        index = self.keys.index(before) + 1
        widths = [self.sheet.column_dimensions[get_column_letter(i + 1)].width for i in range(len(self.keys))]
        self.sheet.insert_cols(index)
        self.keys.insert(index - 1, None)
        widths.insert(index - 1, 12)
        for i, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(i)].width = width
        new, beside = self.sheet.cell(self.header_row, index), self.sheet.cell(self.header_row, index + 1)
        new._style = copy(beside._style)
        new.value = header

    def move_column(self, key: str, behind: str) -> None:
        """A field's column in another place."""
        order = [k for k in self.keys if k != key]
        order.insert(order.index(behind) + 1, key)
        rows = range(self.header_row, self.header_row + len(self.numbers) + 1)
        cells = [[self.sheet.cell(row, self.keys.index(k) + 1) for k in order] for row in rows]
        kept = [[(cell.value, copy(cell._style)) for cell in row] for row in cells]
        widths = [self.sheet.column_dimensions[get_column_letter(self.keys.index(k) + 1)].width for k in order]
        for row, values in zip(rows, kept, strict=True):
            for index, (value, style) in enumerate(values, 1):
                if order[index - 1] != self.keys[index - 1]:
                    self.type_in(self.sheet.cell(row, index), value)
                    self.sheet.cell(row, index)._style = style
        for index, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = width
        self.keys = list(order)

    def drop_title(self) -> None:
        """The two lines above the header are gone."""
        for area in list(self.sheet.merged_cells.ranges):
            self.sheet.unmerge_cells(str(area))
        self.sheet.delete_rows(1, self.header_row - 1)
        self.header_row = 1
        self.sheet.freeze_panes = None
        self._redraw()

    def add_request(self, values: dict[str, object]) -> int:
        """One more row of 延期申请; its row number."""
        row = HEADER_ROW + 1
        while self.requests.cell(row, NUMBERS).value:
            row += 1
        for index, key in enumerate(EXTENSION_KEYS, NUMBERS):
            self.type_in(self.requests.cell(row, index), values.get(key))
        return row

    def request_place(self, row: int, key: str) -> str:
        """The name of a cell of 延期申请, e.g. E4."""
        return f"{get_column_letter(NUMBERS + EXTENSION_KEYS.index(key))}{row}"

    def day(self, number: str, key: str) -> date | None:
        """The day in a cell."""
        value = self.value(number, key)
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None

    def _redraw(self) -> None:
        for row, number in enumerate(self.numbers, self.header_row + 1):
            self.sheet.row_dimensions[row].height = LEAST_HEIGHT
            if number:
                self.fit(number)
