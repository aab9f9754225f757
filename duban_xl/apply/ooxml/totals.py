"""A table with a totals row that has to make room → its totals cells, carried down to their new row."""

from collections.abc import Mapping
from dataclasses import dataclass

from duban_xl.apply.ooxml.area import Area
from duban_xl.apply.ooxml.formulas import GROUPED
from duban_xl.apply.ooxml.markup import escaped, text_of, with_attributes
from duban_xl.apply.ooxml.references import Grown, follow, starts_in
from duban_xl.apply.ooxml.refusal import refused
from duban_xl.apply.ooxml.sheet import Cell, Sheet
from duban_xl.apply.ooxml.tables import ListTable
from duban_xl.model.source import cell_name


@dataclass(frozen=True, slots=True)
class Carried:
    """A cell that moves as it is: its start tag and what is inside."""

    tag: bytes
    content: bytes
    end_tag: bytes

    def at(self, column: int, row: int) -> bytes:
        """The cell at its new place."""
        tag = with_attributes(self.tag, r=cell_name(column, row))
        return tag + self.content + self.end_tag if self.content else tag[:-1].rstrip() + b"/>"


def carried(sheet: Sheet, table: ListTable, grown: Grown) -> Mapping[int, Carried]:
    """Column → totals cell of `table`, its formula following the data. Refused (A174) if it is part of a group."""
    row = sheet.row(table.place.bottom)
    cells = sheet.cells(row) if row else ()
    return {
        cell.column: _carried(sheet, cell, grown, table=table)
        for cell in cells
        if table.place.left <= cell.column <= table.place.right
    }


def check_alone(sheet: Sheet, *, tab: str, table: ListTable, table_tab: str) -> None:
    """Refused (A174) if a formula on the sheet `tab` refers to the totals of `table`, which are about to move."""
    place = table.place
    totals = Area(place.left, place.bottom, place.right, place.bottom)
    for cell in sheet.formula_cells():
        node = sheet.formula(cell)
        if node and starts_in(text_of(sheet.data, node), totals, tab=table_tab, own=tab):
            raise refused("A174", tab=tab, cell=cell_name(cell.column, cell.row), table=table.name)


def _carried(sheet: Sheet, cell: Cell, grown: Grown, *, table: ListTable) -> Carried:
    node = sheet.formula(cell)
    tag = sheet.data[cell.start : cell.inner]
    tag = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
    end_tag = b"</%bc>" % sheet.prefix
    if node is None:
        return Carried(tag, sheet.data[cell.inner : cell.close], end_tag)
    if node.get("t") in (*GROUPED, "shared"):
        raise refused("A174", tab=grown.tab, cell=cell_name(cell.column, cell.row), table=table.name)
    text = follow(text_of(sheet.data, node), (grown,), own=grown.tab)
    content = sheet.data[node.start : node.inner] + escaped(text) + sheet.data[node.close : node.end]
    return Carried(with_attributes(tag, t=None), content, end_tag)
