"""Cells about to be changed → a refusal for the first one that can't be changed without harm to what it belongs to."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from duban_xl.apply.ooxml.area import Area, area
from duban_xl.apply.ooxml.book import Package
from duban_xl.apply.ooxml.formulas import CELL_IMAGE, grouped_areas
from duban_xl.apply.ooxml.refusal import refused
from duban_xl.apply.ooxml.sheet import Cell, Sheet
from duban_xl.apply.ooxml.tables import ListTable
from duban_xl.model.source import cell_name


def check_cells(
    sheet: Sheet, package: Package, *, tab: str, tables: Iterable[ListTable], cells: Iterable[tuple[int, int]]
) -> None:
    """Refused A160–A163 if one of the (column, row) `cells` is part of something larger."""
    wanted = tuple(cells)
    if not wanted:
        return
    refusing = [("A160", place, (place.left, place.top)) for place in sheet.areas_of("mergeCell")]
    refusing += [("A161", place, None) for place in grouped_areas(sheet)]
    refusing += [("A162", place, None) for place in _pivot_areas(package, sheet.part)]
    rows = _by_column(wanted)
    for code, place, corner in refusing:
        if held := _held(rows, place, corner):
            raise refused(code, tab=tab, cell=cell_name(*held), area=str(place))
    for column, row in wanted:
        cell = cell_name(column, row)
        for table in tables:
            if table.place.holds(column, row) and not table.header_row < row <= table.data_bottom:
                what = "表头" if row <= table.header_row else "汇总行"
                raise refused("A163", tab=tab, cell=cell, table=table.name, what=what)


def _by_column(cells: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """The rows of `cells` by column, ascending, so that a sheet with very many merged cells is no slower than others."""
    rows: dict[int, list[int]] = {}
    for column, row in sorted(cells):
        rows.setdefault(column, []).append(row)
    return rows


def _held(rows: Mapping[int, list[int]], place: Area, corner: tuple[int, int] | None) -> tuple[int, int] | None:
    """The first of the cells in `place` that is not its `corner`."""
    for column, numbers in rows.items():
        if place.left <= column <= place.right:
            at = bisect_left(numbers, place.top)
            for number in numbers[at : at + 2]:
                if number <= place.bottom and (column, number) != corner:
                    return column, number
    return None


def check_image(sheet: Sheet, cell: Cell, *, tab: str) -> None:
    """Refused A164 if `cell` shows a picture of WPS."""
    if CELL_IMAGE in sheet.data[cell.inner : cell.close]:
        raise refused("A164", tab=tab, cell=cell_name(cell.column, cell.row))


def _pivot_areas(package: Package, part: str) -> list[Area]:
    found: list[Area] = []
    for pivot in package.related(part, "pivotTable"):
        location = package.root(pivot).first("location")
        place = area(location.get("ref")) if location else None
        if place:
            found.append(place)
    return found
