"""A returned workbook's bytes and what is wrong in it → the same workbook with coloured cells, notes and a page in front."""

from collections.abc import Callable, Mapping
from functools import partial

from duban_xl.apply.ooxml.archive import OLE
from duban_xl.apply.ooxml.area import LAST_COLUMN, LAST_ROW, Area, area
from duban_xl.apply.ooxml.book import Tab
from duban_xl.apply.ooxml.front import put_front
from duban_xl.apply.ooxml.looks import Looks
from duban_xl.apply.ooxml.notes import put_notes
from duban_xl.apply.ooxml.parts import Parts
from duban_xl.apply.ooxml.refusal import Refused
from duban_xl.apply.ooxml.rows import RowWriter
from duban_xl.apply.ooxml.sheet import Sheet
from duban_xl.apply.ooxml.styles import Styles
from duban_xl.apply.ooxml.values import CellWriter
from duban_xl.model.answer import Mark, Marking
from duban_xl.model.finding import Level

__all__ = ["MOST_NOTES", "OLE", "Refused", "annotated"]

MOST_NOTES = 500
"""Notes on one sheet; further faulty cells are coloured, and the page in front tells of all."""
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"

Marks = Mapping[tuple[int, int], Mark]


def annotated(data: bytes, marking: Marking) -> bytes:
    """The workbook with the marks of `marking`, without those of an earlier time and without macros.

    Values, formats, protection and all other parts stay. A mark in a merged cell goes to its first cell, one on a sheet
    that is not there to nobody. Raises Refused (A15x, A16x, A19x) for a workbook that can't be changed safely.
    """
    parts = Parts(data)
    parts.without_macros()
    looks = _looks(parts)
    front = marking.page.tab.casefold()
    for tab in parts.book.tabs:
        if tab.kind == "worksheet" and tab.part and tab.name.casefold() != front:
            sheet = parts.sheet(tab.part)
            marks = _placed(sheet, tab, marking)
            _colour(parts, sheet, tab=tab, marks=marks, looks=looks)
            notes = {place: marks[place].lines for place in _first(marks)}
            put_notes(parts, tab.part, notes, author=marking.author, at=marking.at)
    put_front(parts, marking.page, looks.of)
    _write_looks(parts, looks)
    return parts.finish()


def _looks(parts: Parts) -> Looks:
    part = parts.book.part_of("styles")
    data = parts.package.read(part) if part else None
    return Looks(data, part=part or "styles.xml", space=parts.book.namespace)


def _write_looks(parts: Parts, looks: Looks) -> None:
    new, part = looks.result(), parts.book.part_of("styles")
    if new is None:
        return
    if part:
        splices = parts.splices(part)
        splices.replace(0, len(splices.data), new)
        return
    folder = parts.book.part.rpartition("/")[0]
    name = parts.add(f"{folder}/styles", ".xml", new, kind=STYLES_TYPE)
    parts.relate(parts.book.part, name, f"{parts.base}/styles")


def _placed(sheet: Sheet, tab: Tab, marking: Marking) -> Marks:
    """The marks of the sheet by (column, row); several that fall into one merged cell become one."""
    merged = tuple(sheet.areas_of("mergeCell"))
    found: dict[tuple[int, int], Mark] = {}
    for source, mark in marking.marks.items():
        place = area(source.cell)
        if source.sheet != tab.name or place is None or place.left > LAST_COLUMN or place.top > LAST_ROW:
            continue
        corner = _corner(place, merged)
        found[corner] = _both(found[corner], mark) if corner in found else mark
    return found


def _corner(place: Area, merged: tuple[Area, ...]) -> tuple[int, int]:
    column, row = place.left, place.top
    return next(((one.left, one.top) for one in merged if one.holds(column, row)), (column, row))


def _both(one: Mark, other: Mark) -> Mark:
    level = Level.ERROR if Level.ERROR in (one.level, other.level) else one.level
    return Mark(level, (*one.lines, *other.lines))


def _first(marks: Marks) -> list[tuple[int, int]]:
    """The cells that get a note: errors before notices, top to bottom, as many as a sheet can bear."""
    order = sorted(marks, key=lambda place: (marks[place].level is not Level.ERROR, place[1], place[0]))
    return order[:MOST_NOTES]


def _colour(parts: Parts, sheet: Sheet, *, tab: Tab, marks: Marks, looks: Looks) -> None:
    """Colour the marked cells and take the colour off those that were marked an earlier time."""
    stale = _marked_before(sheet, looks) - marks.keys()
    changes: dict[int, dict[int, Callable[[int], int]]] = {}
    for column, row in stale:
        changes.setdefault(row, {})[column] = looks.unmarked
    for (column, row), mark in marks.items():
        changes.setdefault(row, {})[column] = partial(looks.marked, level=mark.level)
    if not changes:
        return
    styles = Styles(None, part="")
    cells = CellWriter(tab=tab.name, prefix=sheet.prefix, epoch_1904=parts.book.epoch_1904, styles=styles)
    writer = RowWriter(sheet, parts.splices(sheet.part), cells, {})
    for row in sorted(changes):
        writer.restyle(row, changes[row])
    writer.close()


def _marked_before(sheet: Sheet, looks: Looks) -> set[tuple[int, int]]:
    """The cells that bear one of our colours."""
    if not looks.any_marked:
        return set()
    rows = (row for number in sheet.row_numbers if (row := sheet.row(number)))
    return {(cell.column, cell.row) for row in rows for cell in sheet.cells(row) if looks.is_marked(cell.style)}
