"""The table parts of a sheet → their places and columns, and the same parts reaching further down."""

from collections.abc import Iterator
from dataclasses import dataclass

from duban_xl.apply.ooxml.area import Area, area
from duban_xl.apply.ooxml.book import Package
from duban_xl.apply.ooxml.markup import Node, Splices, text_of, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """One Excel table (ListObject) of a sheet."""

    part: str
    name: str
    root: Node
    place: Area  # header and totals included
    header_rows: int
    totals_rows: int
    is_query: bool
    has_insert_row: bool  # its one row is the blank one that Excel shows in a table without data
    calculated: tuple[tuple[int, str], ...]  # sheet column → formula of the calculated columns

    @property
    def header_row(self) -> int:
        """The row of its headers; the row above its data if it shows none."""
        return self.place.top + self.header_rows - 1

    @property
    def data_bottom(self) -> int:
        """The last row of its data."""
        return self.place.bottom - self.totals_rows

    def holds_columns(self, columns: frozenset[int]) -> bool:
        """Whether all `columns` lie in its width."""
        return all(self.place.left <= column <= self.place.right for column in columns)


def tables_of(package: Package, sheet_part: str) -> tuple[ListTable, ...]:
    """The tables that lie on the sheet `sheet_part`."""
    return tuple(table for part in package.related(sheet_part, "table") if (table := _table(package, part)))


def extend(package: Package, table: ListTable, bottom: int) -> Splices:
    """The table part with its range, and its filter's, reaching down to the data row `bottom`."""
    splices = Splices(package.read(table.part))
    place = table.place
    down = Area(place.left, place.top, place.right, bottom + table.totals_rows)
    splices.set_attributes(table.root, ref=_reference(down), insertRow=None, insertRowShift=None)
    filter_node = table.root.first("autoFilter")
    if filter_node:
        splices.set_attributes(filter_node, ref=_reference(Area(place.left, place.top, place.right, bottom)))
    return splices


def filled(package: Package, table: ListTable) -> Splices:
    """The table part without its insert row, which holds data now."""
    splices = Splices(package.read(table.part))
    splices.set_attributes(table.root, insertRow=None, insertRowShift=None)
    return splices


def _table(package: Package, part: str) -> ListTable | None:
    root = package.root(part)
    place = area(root.get("ref"))
    if root.name != "table" or place is None:
        return None
    return ListTable(
        part=part,
        name=root.get("displayName") or root.get("name") or "",
        root=root,
        place=place,
        header_rows=whole(root.get("headerRowCount"), 1, part=part),
        totals_rows=whole(root.get("totalsRowCount"), part=part),
        has_insert_row=root.get("insertRow") in ("1", "true"),
        is_query=root.get("tableType") == "queryTable" or bool(package.related(part, "queryTable")),
        calculated=tuple(_calculated(package.read(part), root, place.left)),
    )


def _calculated(data: bytes, root: Node, left: int) -> Iterator[tuple[int, str]]:
    columns = root.first("tableColumns")
    for at, column in enumerate(columns.children if columns else ()):
        formula = column.first("calculatedColumnFormula")
        if formula and formula.get("array") not in ("1", "true"):
            yield left + at, text_of(data, formula)


def _reference(place: Area) -> str:
    return str(place) if place.left != place.right or place.top != place.bottom else f"{place}:{place}"
