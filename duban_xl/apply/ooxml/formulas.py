"""Formulas of a sheet: moved by rows and columns, shared ones written out, and cached results dropped."""

import re
from collections.abc import Iterator

from duban_xl.apply.ooxml.area import LAST_COLUMN, LAST_ROW, Area, area
from duban_xl.apply.ooxml.markup import Node, Splices, escaped, text_of, with_attributes
from duban_xl.apply.ooxml.sheet import Cell, Sheet
from duban_xl.model.source import column_index, column_letter

# Strings, quoted sheet names and bracketed (structured or external) references are passed over; the rest is looked at.
PART = re.compile(
    r"""(?P<skip>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    |(?P<rows>(?<![\w.$])\$?\d{1,7}:\$?\d{1,7}(?![\w.(]))
    |(?P<columns>(?<![\w.$])\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(!]))
    |(?P<cell>(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(!]))""",
    re.VERBOSE,
)
CELL_IMAGE = b"DISPIMG("  # WPS keeps pictures in cells as this formula
GROUPED = ("array", "dataTable")
GROUP_MARK = re.compile(rb"""\st\s*=\s*["'](?:array|dataTable)["']""")


def moved(formula: str, *, columns: int, rows: int) -> str:
    """`formula` as it reads `columns` to the right and `rows` down: relative references shift, fixed ones stay."""

    def shift(found: re.Match[str]) -> str:
        if found["cell"]:
            return _shifted_cell(found, columns, rows)
        if found["rows"]:
            return ":".join(_shifted_row(word, rows) for word in found["rows"].split(":"))
        if found["columns"]:
            return ":".join(_shifted_column(word, columns) for word in found["columns"].split(":"))
        return found[0]

    return PART.sub(shift, formula) if columns or rows else formula


def formula_text(sheet: Sheet, cell: Cell) -> str | None:
    """The formula of `cell` as text, a shared one moved from its master; None if it has none of its own."""
    node = sheet.formula(cell)
    if node is None or node.get("t") in GROUPED:
        return None
    if node.close > node.inner:
        return text_of(sheet.data, node)
    group = node.get("si")
    for other in sheet.formula_cells():
        master = sheet.formula(other)
        if master and master.get("t") == "shared" and master.get("si") == group and master.close > master.inner:
            text = text_of(sheet.data, master)
            return moved(text, columns=cell.column - other.column, rows=cell.row - other.row)
    return None


def write_out_shared(sheet: Sheet, splices: Splices, written: frozenset[tuple[int, int]]) -> frozenset[int]:
    """Give the followers of every shared formula whose master is `written` over a formula of their own.

    The positions of the cells that were rewritten come back: they have lost their cached results as well.
    """
    masters: dict[str, tuple[Cell, str]] = {}
    done: set[int] = set()
    for cell, node in _formulas(sheet):
        group = node.get("si")
        if node.get("t") != "shared" or group is None:
            continue
        if node.close > node.inner:
            if (cell.column, cell.row) in written:
                masters[group] = (cell, text_of(sheet.data, node))
        elif group in masters and (cell.column, cell.row) not in written:
            master, text = masters[group]
            text = moved(text, columns=cell.column - master.column, rows=cell.row - master.row)
            tag = with_attributes(sheet.data[cell.start : cell.inner], t=None)
            name = sheet.prefix + b"f"
            splices.replace(cell.start, cell.close, tag + b"<%b>%b</%b>" % (name, escaped(text), name))
            done.add(cell.start)
    return frozenset(done)


def drop_results(sheet: Sheet, splices: Splices, *, besides: frozenset[int]) -> None:
    """Take the cached results out of all formula cells that do not start at one of the positions `besides`.

    Data tables keep theirs, because a workbook may be set to calculate everything but them; so do pictures in cells.
    """
    for cell in sheet.formula_cells():
        if cell.start not in besides and not _is_kept(sheet, cell):
            _drop_result(sheet, splices, cell)
    for place in grouped_areas(sheet, "array"):
        for number in range(place.top, place.bottom + 1):
            row = sheet.row(number)
            for cell in sheet.cells(row) if row else ():
                if place.holds(cell.column, number) and sheet.formula(cell) is None:
                    _drop_result(sheet, splices, cell)


def grouped_areas(sheet: Sheet, *kinds: str) -> Iterator[Area]:
    """The rectangles that one array formula or data table (or only one of `kinds`) fills, if larger than a cell."""
    if not sheet.has_formulas or not GROUP_MARK.search(sheet.data):
        return
    for _, node in _formulas(sheet):
        place = area(node.get("ref"))
        if node.get("t") in (kinds or GROUPED) and place and (place.left, place.top) != (place.right, place.bottom):
            yield place


def _is_kept(sheet: Sheet, cell: Cell) -> bool:
    content = sheet.data[cell.inner : cell.close]
    return b"dataTable" in content or CELL_IMAGE in content


def _drop_result(sheet: Sheet, splices: Splices, cell: Cell) -> None:
    value = sheet.child(cell, "v")
    if value is None:
        return
    splices.replace(cell.start, cell.inner, with_attributes(sheet.data[cell.start : cell.inner], t=None))
    splices.replace(value.start, value.end, b"")


def _formulas(sheet: Sheet) -> Iterator[tuple[Cell, Node]]:
    for cell in sheet.formula_cells():
        node = sheet.formula(cell)
        if node:
            yield cell, node


def _shifted_cell(found: re.Match[str], columns: int, rows: int) -> str:
    dollar_column, letters, dollar_row, digits = found.group(5, 6, 7, 8)
    column, row = column_index(letters.upper()), int(digits)
    if not (1 <= column <= LAST_COLUMN and 1 <= row <= LAST_ROW):
        return found[0]  # a name such as TAX2026, no cell
    column, row = (column if dollar_column else column + columns), (row if dollar_row else row + rows)
    if not (1 <= column <= LAST_COLUMN and 1 <= row <= LAST_ROW):
        return "#REF!"
    return f"{dollar_column}{column_letter(column)}{dollar_row}{row}"


def _shifted_row(word: str, rows: int) -> str:
    number = int(word.strip("$")) + rows
    return word if word.startswith("$") else (str(number) if 1 <= number <= LAST_ROW else "#REF!")


def _shifted_column(word: str, columns: int) -> str:
    number = column_index(word.strip("$").upper()) + columns
    return word if word.startswith("$") else (column_letter(number) if 1 <= number <= LAST_COLUMN else "#REF!")
