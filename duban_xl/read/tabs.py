"""Sheets of a workbook and a sheet's definition → the grid that holds it: by its tab's name, a known spelling, or its headers."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from duban_xl.model.fields import SheetDef
from duban_xl.model.grid import Grid
from duban_xl.model.text import comparable
from duban_xl.read.header import headers_known

ENOUGH = 0.5  # share of a sheet's columns that must be there before its headers alone tell what it is


class By(Enum):
    """What a sheet was recognised by."""

    NAME = "name"
    SPELLING = "spelling"
    HEADERS = "headers"


class Match(NamedTuple):
    """A grid taken for a sheet, and the others that could be taken for it as well."""

    grid: Grid
    by: By
    others: tuple[Grid, ...] = ()


def named(grids: Iterable[Grid], sheet: SheetDef) -> Match | None:
    """The grid whose tab bears the sheet's name, else one of its spellings."""
    by_name = {comparable(grid.tab): grid for grid in grids}
    for name, by in ((sheet.tab, By.NAME), *((spelling, By.SPELLING) for spelling in sheet.spellings)):
        if grid := by_name.get(comparable(name)):
            return Match(grid, by)
    return None


def by_headers(grids: Iterable[Grid], sheet: SheetDef) -> Match | None:
    """The grid whose header row is most like the sheet's: every required column and half of all are there."""
    required = {field.key for field in sheet.fields if field.required}
    known = [(grid, headers_known(grid, sheet)) for grid in grids]
    fitting = [(grid, keys) for grid, keys in known if required <= keys and len(keys) >= ENOUGH * len(sheet.fields)]
    if not fitting:
        return None
    ranked = sorted(fitting, key=lambda pair: (not pair[0].visible, -len(pair[1])))
    return Match(ranked[0][0], By.HEADERS, tuple(grid for grid, _ in ranked[1:]))


def match_all(grids: Iterable[Grid], sheets: Iterable[SheetDef]) -> dict[str, Match]:
    """Key of a sheet → its grid and, with it, those that look like copies; a grid serves one sheet only.

    Names go before headers.
    """
    left, wanted = list(grids), list(sheets)
    found: dict[str, Match] = {}
    for finder in (_exactly_named, named, by_headers):
        for sheet in wanted:
            if sheet.key not in found and (match := finder(left, sheet)):
                found[sheet.key] = match
                left.remove(match.grid)
    for sheet in wanted:
        if sheet.key in found and (like := by_headers(left, sheet)):
            others = (like.grid, *like.others)
            found[sheet.key] = Match(found[sheet.key].grid, found[sheet.key].by, others)
            left = [grid for grid in left if grid not in others]
    return found


def _exactly_named(grids: Iterable[Grid], sheet: SheetDef) -> Match | None:
    match = named(grids, sheet)
    return match if match and match.by is By.NAME else None
