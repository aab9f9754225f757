"""The sheets of a workbook and what was written → the cached results that may be wrong now are dropped, the others stay."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from duban_xl.apply.ooxml.appending import Appending
from duban_xl.apply.ooxml.area import LAST_COLUMN, LAST_ROW, Area, area
from duban_xl.apply.ooxml.book import Book
from duban_xl.apply.ooxml.dependents import FormulaCell, stale_formulas
from duban_xl.apply.ooxml.edits import CellValue
from duban_xl.apply.ooxml.formulas import CELL_IMAGE, GROUPED, written_formulas
from duban_xl.apply.ooxml.markup import Node, Splices, attribute, text_of, with_attributes
from duban_xl.apply.ooxml.reading import Known, NamedTable, Place
from duban_xl.apply.ooxml.references import Grown, follow
from duban_xl.apply.ooxml.sheet import Cell, Sheet
from duban_xl.apply.ooxml.tables import ListTable

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
NOT_CELLS = ("function", "vbProcedure", "xlm")  # attributes of names that stand for macros


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSheet:
    """A sheet with what is to change in it; the formula cells are known by where they start."""

    tab: str
    sheet: Sheet
    splices: Splices
    replaced: frozenset[int]  # cells that hold something else now
    grown: frozenset[int]  # cells whose formula reads a range that grew


def drop_stale(sheets: Sequence[WrittenSheet], changed: Sequence[Place], *, known: Known) -> None:
    """Take the cached result out of every formula of `sheets` that may read a changed cell, directly or through others.

    Data tables keep theirs, because a workbook may be set to calculate everything but them; so do pictures in cells.
    """
    found = [(one, cell, formula) for one in sheets for cell, formula in _formula_cells(one)]
    for position in sorted(stale_formulas([formula for _, _, formula in found], changed, known=known)):
        one, cell, formula = found[position]
        if _is_kept(one.sheet, cell):
            continue
        _drop_result(one, cell)
        if formula.is_array:
            _drop_around(one, cell)


def changed_places(tab: str, rows: Mapping[int, Mapping[int, CellValue]], appending: Appending | None) -> list[Place]:
    """The cells that `rows` (row → column → value) change, column by column, and those that the data grew by."""
    columns: dict[int, list[int]] = {}
    for row in sorted(rows):
        for column in rows[row]:
            columns.setdefault(column, []).append(row)
    places = [
        Place(tab, Area(column, top, column, bottom)) for column in columns for top, bottom in _runs(columns[column])
    ]
    if appending and (growth := appending.growth):
        last = max(growth.ends.values())
        places.append(Place(tab, Area(growth.left, min(appending.numbers), growth.right, last)))
    return places


def known_to_formulas(book: Book, tables: Mapping[str, Sequence[ListTable]], grown: Sequence[Grown]) -> Known:
    """The tabs, names and tables (by tab, as they are now) that formulas can mean, names following the data that grew."""
    tabs = tuple(tab.name.casefold() for tab in book.tabs)
    numbered = {str(at): tab for at, tab in enumerate(tabs)}
    names: dict[tuple[str, str], str] = {}
    listed = book.root.first("definedNames")
    data = book.package.read(book.part)
    for node in listed.children if listed else ():
        if any(node.get(word) in ("1", "true") for word in NOT_CELLS):
            continue
        at = node.get("localSheetId")
        scope = "" if at is None else numbered.get(at, "?")
        names[scope, (node.get("name") or "").casefold()] = follow(text_of(data, node), grown, is_list=True)
    return Known(tabs=tabs, names=names, tables=dict(_named_tables(tables)))


def extended(table: ListTable, appending: Appending | None) -> ListTable:
    """`table` as it is after the new rows."""
    if not (appending and appending.table and appending.table.part == table.part):
        return table
    bottom = max(appending.numbers) + table.totals_rows
    return replace(table, place=replace(table.place, bottom=bottom))


def _formula_cells(one: WrittenSheet) -> Iterator[tuple[Cell, FormulaCell]]:
    for written in written_formulas(one.sheet):
        cell, node = written.cell, written.node
        if cell.start not in one.replaced:
            yield cell, FormulaCell(
                tab=one.tab, column=cell.column, row=cell.row, fills=_filled(cell, node),
                text=None if node.get("t") == GROUPED[1] else written.text,
                is_array=node.get("t") == "array", has_changed=cell.start in one.grown,
            )  # fmt: skip


def _filled(cell: Cell, node: Node) -> Area:
    """The cells that show the results of a formula. One that spills (`cm`) may fill more of them at the next calculation."""
    place = area(node.get("ref")) if node.get("t") in GROUPED else None
    if attribute(cell.raw, b"cm"):
        return Area(cell.column, cell.row, LAST_COLUMN, LAST_ROW)
    return place or Area(cell.column, cell.row, cell.column, cell.row)


def _drop_around(one: WrittenSheet, cell: Cell) -> None:
    """Drop the results of an array formula in the cells around the one that writes it."""
    node = one.sheet.formula(cell)
    place = area(node.get("ref")) if node else None
    for number in range(place.top, place.bottom + 1) if place else ():
        row = one.sheet.row(number)
        for other in one.sheet.cells(row) if row else ():
            if place and place.holds(other.column, number) and one.sheet.formula(other) is None:
                _drop_result(one, other)


def _drop_result(one: WrittenSheet, cell: Cell) -> None:
    value = one.sheet.child(cell, "v")
    if value is None:
        return
    tag = one.sheet.data[cell.start : cell.inner]
    one.splices.replace(cell.start, cell.inner, with_attributes(tag, t=None))
    one.splices.replace(value.start, value.end, b"")


def _is_kept(sheet: Sheet, cell: Cell) -> bool:
    content = sheet.data[cell.inner : cell.close]
    return b"dataTable" in content or CELL_IMAGE in content


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of every run of rows without a gap."""
    top = last = rows[0]
    for row in rows[1:]:
        if row > last + 1:
            yield top, last
            top = row
        last = row
    yield top, last


def _named_tables(tables: Mapping[str, Sequence[ListTable]]) -> Iterator[tuple[str, NamedTable]]:
    for tab, listed in tables.items():
        for table in listed:
            columns = table.root.first("tableColumns")
            names = [_unescaped(node.get("name") or "").casefold() for node in (columns.children if columns else ())]
            yield table.name.casefold(), NamedTable(
                tab=tab.casefold(), whole=table.place, first=table.header_row + 1, last=table.data_bottom,
                columns={name: table.place.left + at for at, name in enumerate(names)},
            )  # fmt: skip


def _unescaped(name: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
