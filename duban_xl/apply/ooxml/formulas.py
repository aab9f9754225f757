"""Formulas of a sheet: moved by rows and columns, read as text, and shared ones written out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duban_xl.apply.ooxml.area import LAST_COLUMN, LAST_ROW, Area, area
from duban_xl.apply.ooxml.markup import Node, Splices, escaped, text_of
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
    return next((one.text for one in written_formulas(sheet) if one.cell.start == cell.start), None)


@dataclass(frozen=True, slots=True)
class WrittenFormula:
    """A formula with its text (None: a data table, or a shared one without a master) and the cell that writes it out."""

    cell: Cell
    node: Node
    text: str | None
    master: Cell


def written_formulas(sheet: Sheet) -> Iterator[WrittenFormula]:
    """All formulas, top to bottom; a shared one reads as moved from the last cell before it that wrote out its group."""
    masters: dict[str | None, tuple[Cell, str]] = {}
    for cell, node in formulas(sheet):
        group = node.get("si") if node.get("t") == "shared" else None
        if node.close > node.inner:
            text = text_of(sheet.data, node)
            if group is not None:
                masters[group] = (cell, text)
            yield WrittenFormula(cell, node, text, cell)
        elif group in masters:
            master, text = masters[group]
            text = moved(text, columns=cell.column - master.column, rows=cell.row - master.row)
            yield WrittenFormula(cell, node, text, master)
        else:
            yield WrittenFormula(cell, node, None, cell)


def write_out_shared(sheet: Sheet, splices: Splices, written: frozenset[tuple[int, int]]) -> frozenset[int]:
    """Give the followers of every shared formula whose master is `written` over a formula of their own.

    The positions of the cells that were rewritten come back.
    """
    done: set[int] = set()
    name = sheet.prefix + b"f"
    for one in written_formulas(sheet) if sheet.says(b"shared") else ():
        cell, node, master = one.cell, one.node, one.master
        is_orphan = master is not cell and (master.column, master.row) in written
        if is_orphan and (cell.column, cell.row) not in written and one.text is not None:
            splices.replace(node.start, node.end, b"<%b>%b</%b>" % (name, escaped(one.text), name))
            done.add(cell.start)
    return frozenset(done)


def grouped_areas(sheet: Sheet) -> Iterator[Area]:
    """The rectangles that one array formula or data table fills, if larger than a cell."""
    if not sheet.has_formulas or not any(sheet.says(kind.encode()) for kind in GROUPED):
        return
    for _, node in formulas(sheet):
        place = area(node.get("ref"))
        if node.get("t") in GROUPED and place and (place.left, place.top) != (place.right, place.bottom):
            yield place


def formulas(sheet: Sheet) -> Iterator[tuple[Cell, Node]]:
    """All cells that hold a formula, with it, top to bottom."""
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
