"""Edge: one worksheet that is open in Excel → cells put and rows added to its tables, and all of that taken back.

Every step is noted before it is taken. What is put into a cell is read by Excel as if it were typed. So text that could be
taken for a number or a day goes in while the cell is set to hold text, text that looks like a formula goes in behind an
apostrophe, and days go in as their numbers.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any, TypeAlias

from duban_xl.apply.ooxml import CellValue, Formula
from duban_xl.apply.ooxml.styles import DATE_LETTERS, NOT_A_DATE
from duban_xl.apply.ooxml.values import day_number

ExcelObject: TypeAlias = Any
"""An object of xlwings or of Excel behind it: neither has types, and xlwings is there on Windows only."""

FILL_FORMATS = 3  # xlFillFormats
TEXT, GENERAL = "@", "General"
DAY, MOMENT = "m/d/yyyy", "m/d/yyyy h:mm"  # the built-in formats, which every language shows in its own way
LONGEST_IN_A_BLOCK = 8_000  # characters; longer texts go in one by one, Excel takes them in blocks only up to 8,203
SAFE_START = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]")
SAFE_SIGN = re.compile(r"(?![年月日号时点分秒上下午星期周一二三四五六七八九十百千万亿零元角])[\u4e00-\u9fff]")
SCIENTIFIC = re.compile(r"E[+-]")
NEEDS_APOSTROPHE = re.compile("[=+@'-]")

Undo: TypeAlias = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Was:
    """What stood in a cell: its formula, or its value and whether that was typed behind an apostrophe; its format."""

    formula: str | None
    value: Any
    is_quoted: bool
    number_format: Any


class LiveSheet:
    """A worksheet of an open workbook. `undo` gets the way back of every step, to be walked from its end."""

    def __init__(self, sheet: ExcelObject, undo: list[Undo], *, epoch_1904: bool) -> None:
        self._sheet, self._undo, self._epoch_1904 = sheet, undo, epoch_1904

    def put(self, column: int, row: int, value: CellValue) -> None:
        """Put `value` into the cell, whose look stays; None and "" blank it."""
        cell = self._sheet.range((row, column))
        was = _was(cell)
        self._undo.append(lambda: _put_back(cell, was))
        self._type(cell, [[value]])

    def grow(self, table: str, bottom: int) -> None:
        """Let the table called `table` reach down to the row `bottom` with its data; new rows look like the last one."""
        grown = self._sheet.api.ListObjects(table)
        rows: int = grown.ListRows.Count
        whole = grown.Range
        top, left, width = int(whole.Row), int(whole.Column), int(whole.Columns.Count)
        last, right = top + rows, left + width - 1
        if not grown.ShowHeaders:
            last -= 1
        if bottom <= last:
            return
        if grown.ShowTotals:
            for _ in range(bottom - last):
                grown.ListRows.Add()
                self._undo.append(lambda: grown.ListRows(grown.ListRows.Count).Delete())
            return
        old = self._sheet.range((top, left), (last, right)).api
        self._undo.append(lambda: grown.Resize(old))
        grown.Resize(self._sheet.range((top, left), (bottom, right)).api)
        if rows:
            self.look_like_above(last + 1, bottom, columns=(left, right))

    def look_like_above(self, first: int, last: int, *, columns: tuple[int, int] | None = None) -> None:
        """Give the rows `first` to `last` the look of the row above them, in these columns or in all that are used."""
        used = self._sheet.used_range.api
        bottom, across = int(used.Row) + int(used.Rows.Count) - 1, int(used.Column) + int(used.Columns.Count) - 1
        left, right = columns or (int(used.Column), across)
        if last > bottom:  # formats of rows that were never used; those of other rows can't be told from here
            fresh = self._sheet.range((max(first, bottom + 1), left), (last, right))
            self._undo.append(lambda: fresh.api.ClearFormats())
        source = self._sheet.range((first - 1, left), (first - 1, right))
        source.api.AutoFill(self._sheet.range((first - 1, left), (last, right)).api, FILL_FORMATS)

    def fill(self, numbers: Sequence[int], rows: Sequence[Mapping[int, CellValue]]) -> None:
        """Put new rows (column → value) into the free rows `numbers`, in blocks."""
        for top, block in _blocks(numbers, rows):
            for columns in _runs(block[0]):
                self._fill_block(top, columns, [[row[column] for column in columns] for row in block])

    def complete(self, column: int, formulas: Mapping[int, str]) -> None:
        """Write the `formulas` (by row) of a calculated column where Excel has not put them by itself."""
        part = self._sheet.range((min(formulas), column), (max(formulas), column))
        if part.api.HasFormula is True:
            return
        for row, formula in formulas.items():
            cell = self._sheet.range((row, column)).api
            if not cell.HasFormula:
                self._undo.append(partial(_blank, cell))
                cell.Formula = formula

    def _fill_block(self, top: int, columns: Sequence[int], values: list[list[CellValue]]) -> None:
        block = self._sheet.range((top, columns[0]), (top + len(values) - 1, columns[-1]))
        self._undo.append(lambda: block.api.ClearContents())
        long = {(r, c): value for r, line in enumerate(values) for c, value in enumerate(line) if _is_long(value)}
        self._type(block, [[None if _is_long(value) else value for value in line] for line in values])
        for (r, c), text in long.items():
            self._type(self._sheet.range((top + r, columns[c])), [[text]])

    def _type(self, block: ExcelObject, values: list[list[CellValue]]) -> None:
        """Put `values` into the cells of `block`, column by column set to hold what comes."""
        (top, left), back = (block.row, block.column), list[tuple[ExcelObject, str]]()
        typed: list[list[Any]] = []
        for at, column in enumerate(zip(*values, strict=True)):
            part = self._sheet.range((top, left + at), (top + len(values) - 1, left + at)).api
            during, after = _formats(part.NumberFormat, column)
            if during:
                self._note_formats(part)
                part.NumberFormat = during
            if after:
                back.append((part, after))
            typed.append([_for_excel(value, self._epoch_1904, as_text=during == TEXT) for value in column])
        block.api.Value2 = tuple(zip(*typed, strict=True)) if len(block) > 1 else typed[0][0]
        for part, number_format in back:
            part.NumberFormat = number_format

    def _note_formats(self, part: ExcelObject) -> None:
        """Note the way back to the number formats of the cells of `part`, which may be several."""
        was = part.NumberFormat
        cells = [part] if was is not None else list(part.Cells)
        for cell in cells:
            self._undo.append(partial(setattr, cell, "NumberFormat", cell.NumberFormat))


def _formats(now: Any, values: Sequence[CellValue]) -> tuple[str | None, str | None]:
    """The format in which cells of the format `now` (None: of several) take `values`, and the one they get afterwards.

    None stands for no change. Days get a format that shows days unless they have one. Cells that hold text would make text
    of a number, so they hold anything for the moment; and text is kept as it is by cells that hold text for the moment.
    """
    days = [value for value in values if isinstance(value, date)]
    if days and not _shows_days(now):
        return (MOMENT if any(isinstance(day, datetime) for day in days) else DAY), None
    if days or any(isinstance(value, Decimal | bool) for value in values):
        return (GENERAL, TEXT) if now == TEXT else (None, None)
    if isinstance(now, str) and now != TEXT and any(isinstance(v, str) and not is_plain(v) for v in values):
        return TEXT, now
    return None, None


def _for_excel(value: CellValue, epoch_1904: bool, *, as_text: bool) -> Any:
    """`value` as it is to be typed into a cell, which for the moment keeps every text if `as_text`."""
    if value is None or value == "":
        return ""
    if isinstance(value, Formula):
        return f"={value.text}"
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return float(day_number(value, epoch_1904=epoch_1904) or 0)
    if isinstance(value, Decimal):
        return float(value)
    is_kept = is_plain(value) or (as_text and not NEEDS_APOSTROPHE.match(value))
    return value if is_kept else f"'{value}"


def is_plain(text: str) -> bool:
    """Whether Excel can read nothing but text in `text`: it begins with a letter and has a sign that is in no date."""
    return bool(SAFE_START.match(text) and SAFE_SIGN.search(text))


def _shows_days(number_format: Any) -> bool:
    """Whether a format shows numbers as days; None, which Excel gives for mixed formats, is taken for no."""
    if not isinstance(number_format, str) or number_format == GENERAL:
        return False
    return bool(DATE_LETTERS.search(SCIENTIFIC.sub("", NOT_A_DATE.sub("", number_format))))


def _is_long(value: CellValue) -> bool:
    return isinstance(value, str) and len(value) > LONGEST_IN_A_BLOCK


def _was(cell: ExcelObject) -> _Was:
    api = cell.api
    formula = str(api.Formula) if api.HasFormula else None
    return _Was(formula, None if formula else api.Value2, api.PrefixCharacter == "'", api.NumberFormat)


def _blank(cell: ExcelObject) -> None:
    cell.ClearContents()


def _put_back(cell: ExcelObject, was: _Was) -> None:
    """Put the cell back to what it was; text goes in as text, whatever it looks like."""
    api = cell.api
    api.NumberFormat = TEXT if isinstance(was.value, str) else GENERAL
    if was.formula is not None:
        api.Formula = was.formula
    elif isinstance(was.value, str):
        api.Value2 = f"'{was.value}" if was.is_quoted or was.value.startswith("'") else was.value
    else:
        api.Value2 = "" if was.value is None else was.value
    api.NumberFormat = was.number_format


def _blocks(
    numbers: Sequence[int], rows: Sequence[Mapping[int, CellValue]]
) -> Iterator[tuple[int, list[Mapping[int, CellValue]]]]:
    """Rows that follow each other and fill the same columns, with the number of the first."""
    start = 0
    for at in range(1, len(rows) + 1):
        together = at < len(rows) and numbers[at] == numbers[at - 1] + 1 and rows[at].keys() == rows[at - 1].keys()
        if not together:
            yield numbers[start], list(rows[start:at])
            start = at


def _runs(row: Mapping[int, CellValue]) -> Iterator[list[int]]:
    """The columns of `row` in groups of neighbours."""
    columns = sorted(row)
    breaks = [at for at, (left, right) in enumerate(pairwise(columns), start=1) if right != left + 1]
    for first, last in pairwise([0, *breaks, len(columns)]):
        yield columns[first:last]
