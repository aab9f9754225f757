"""The sheets of a returned workbook that look like the form → the one that is read, what is joined to it, what is left out.

The sheet with the form's name goes first. A copy that was filled in instead is read in its place; a sheet about other
matters is read as well; of a sheet about the same matters nothing is taken, and what only stands there is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.fields import Editor, SheetDef
from duban_xl.model.finding import Finding
from duban_xl.model.grid import Grid
from duban_xl.model.source import Source
from duban_xl.model.table import Record, Table
from duban_xl.read.codes import RETURN
from duban_xl.read.header import with_one_header
from duban_xl.read.table import read_table
from duban_xl.read.tabs import By, Match

MOST_NAMED = 10  # numbers of matters that a sentence lists


@dataclass(frozen=True, slots=True, kw_only=True)
class TabRead:
    """One sheet as it was read; without `table` no header was found."""

    grid: Grid
    table: Table | None
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> tuple[Record, ...]:
        """Its rows."""
        return self.table.rows if self.table else ()


def read_tabs(match: Match, sheet: SheetDef, *, on: date | None) -> tuple[tuple[TabRead, ...], tuple[Finding, ...]]:
    """The sheets whose rows count, and what is to be said about all that look like `sheet`."""
    first, *others = (read_tab(grid, sheet, on=on) for grid in (match.grid, *match.others))
    found: list[Finding] = list(_renamed(match, sheet))
    filled = next((one for one in others if _filled(one, sheet)), None)
    if filled and not _filled(first, sheet):
        others = [first, *(one for one in others if one is not filled)]
        found.append(
            finding("R164", Source(filled.grid.file, filled.grid.tab), tab=filled.grid.tab, expected=first.grid.tab)
        )
        first = filled
    taken = [first]
    for other in others:
        joins, said = _beside(first, other, sheet)
        found += said
        taken += [other] if joins else []
    return tuple(taken), tuple(found)


def read_tab(grid: Grid, sheet: SheetDef, *, on: date | None) -> TabRead:
    """One sheet, its header in one row or two."""
    one, lower = with_one_header(grid, sheet)
    table, found = read_table(one, sheet, RETURN, on=on)
    if lower is not None:
        found = (finding("R140", Source(grid.file, grid.tab, f"A{lower}"), row=lower - 1, rows=lower), *found)
    return TabRead(grid=one, table=table, findings=found)


def _renamed(match: Match, sheet: SheetDef) -> Iterator[Finding]:
    if match.by is not By.NAME:
        tab = match.grid.tab
        yield finding("R111", Source(match.grid.file, tab), tab=tab, expected=sheet.tab)


def _beside(first: TabRead, other: TabRead, sheet: SheetDef) -> tuple[bool, Sequence[Finding]]:
    """Whether the rows of `other` count beside those of `first`, and what is said about it."""
    if not other.rows:
        return False, ()
    tab, expected = other.grid.tab, first.grid.tab
    where = Source(other.grid.file, tab)
    known, there = _numbers(first.rows), _numbers(_filled(other, sheet))
    if there and known and not there & known and not _numbers(other.rows) & known:
        return True, (finding("R145", where, tab=tab, expected=expected, count=len(other.rows)),)
    if lost := sorted(there - _numbers(_filled(first, sheet))):
        places = (row.source("number") for row in other.rows if row.text("number") in lost)
        return False, (
            finding("R144", *places, tab=tab, expected=expected, names="、".join(lost[:MOST_NAMED]), count=len(lost)),
        )
    return False, (finding("R114", where, tab=tab, expected=expected),)


def _filled(one: TabRead, sheet: SheetDef) -> tuple[Record, ...]:
    """The rows in which the unit has written something."""
    open_keys = {field.key for field in sheet.fields if field.editor is Editor.UNIT and field.key != "number"}
    return tuple(row for row in one.rows if open_keys & (row.values.keys() | row.written.keys()))


def _numbers(rows: Iterable[Record]) -> frozenset[str]:
    return frozenset(row.text("number") for row in rows) - {""}
