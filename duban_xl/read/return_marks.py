"""What a returned workbook shows or carries beside its values → one notice of each kind, with its places."""

import re
from collections.abc import Iterator, Mapping, Sequence

from duban_xl.catalogue import finding
from duban_xl.model.answer import own_words
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.fields import Editor
from duban_xl.model.finding import Finding
from duban_xl.model.grid import Extras, Grid
from duban_xl.model.source import Source, Value
from duban_xl.model.table import Table
from duban_xl.read.return_tabs import TabRead

MOST_NAMED = 10
LONGEST_QUOTED = 60  # characters
_OTHER_BOOK = re.compile(r"\[\d+\]|\[[^\]]+\.(?:xls|et|ods)\w?\]|^of:.*'file:", re.IGNORECASE)
_PICTURE = re.compile(r"DISPIMG\(")
_LIKE_A_FORMULA = re.compile(r"[=\uff1d@\uff20](?=\S)|[+\-\uff0b\uff0d](?=\S*(?:[A-Za-z.]+\(|\|))|[\w ]*\|'[^']*'!")
_OPEN = {  # the columns that the unit fills in: the others repeat what the office's own ledger says
    sheet.key: frozenset(field.key for field in sheet.fields if field.editor is Editor.UNIT)
    for sheet in (RETURN_FORM, EXTENSION_FORM)
}
_HEADERS = {sheet.key: {field.key: field.header for field in sheet.fields} for sheet in (RETURN_FORM, EXTENSION_FORM)}


def told_marks(read: Sequence[TabRead]) -> Iterator[Finding]:
    """Hidden rows and columns, formulas, crossed-out text, comments, pictures and texts like formulas of the sheets read."""
    for one in read:
        if one.table:
            cells = {(row.row, column): key for row in one.table for key, column in one.table.shape.columns.items()}
            yield from _hidden(one.grid, one.table)
            yield from _formulas(one.grid, cells)
            yield from _like_formulas(one.table)
            yield from _struck(one.grid, cells)
        yield from _notes(one.grid)


def told_extras(extras: Extras, file: str) -> Iterator[Finding]:
    """Macros, links, commands, files and connections that the workbook carries."""
    where = Source(file)
    if extras.macros:
        yield finding("R155", where)
    if extras.links:
        yield finding("R156", where, count=len(extras.links), value=extras.links[0][:LONGEST_QUOTED])
    if extras.commands:
        yield finding("R157", where, value=extras.commands[0][:LONGEST_QUOTED])
    if extras.embedded:
        yield finding("R158", where, count=extras.embedded)
    if extras.connections:
        yield finding("R159", where, count=extras.connections)


def told_pictures(grids: Sequence[Grid], file: str, *, is_read: bool) -> Iterator[Finding]:
    """Pictures, which nobody reads: beside the table a notice, instead of it an error."""
    of_cells = sum(1 for grid in grids for formula in grid.marks.formulas.values() if _PICTURE.search(formula))
    if count := sum(grid.marks.pictures for grid in grids) + of_cells:
        yield finding("R160" if is_read else "R161", Source(file), count=count)


def _hidden(grid: Grid, table: Table) -> Iterator[Finding]:
    rows = [row.row for row in table if row.row in grid.marks.hidden_rows]
    if rows:
        places = (grid.source(row, 1) for row in rows)
        yield finding("R141", *places, count=len(rows), rows="、".join(map(str, rows[:MOST_NAMED])))
    names = _HEADERS[table.shape.key]
    hidden = {names[key]: column for key, column in table.shape.columns.items() if column in grid.marks.hidden_columns}
    if hidden:
        places = (grid.source(table.shape.header_row, column) for column in hidden.values())
        yield finding("R142", *places, count=len(hidden), headers="、".join(hidden))


def _formulas(grid: Grid, cells: Mapping[tuple[int, int], str]) -> Iterator[Finding]:
    formulas = {
        place: formula
        for place, formula in grid.marks.formulas.items()
        if place in cells and place not in grid.faults and not _PICTURE.search(formula)
    }
    linked = [place for place, formula in formulas.items() if _OTHER_BOOK.search(formula)]
    for code, places in (("R148", linked), ("R147", [place for place in formulas if place not in linked])):
        if places:
            shown = f"={formulas[places[0]]}"[:LONGEST_QUOTED]
            yield finding(code, *(grid.source(*place) for place in places), count=len(places), value=shown)


def _like_formulas(table: Table) -> Iterator[Finding]:
    open_keys = _OPEN[table.shape.key]
    found = [
        (row.source(key), text)
        for row in table
        for key, text in row.values.items()
        if key in open_keys and looks_like_formula(text)
    ]
    if found:
        yield finding("R149", *(where for where, _ in found), count=len(found), value=str(found[0][1])[:LONGEST_QUOTED])


def looks_like_formula(text: Value) -> bool:
    """Whether a spreadsheet program might take the text for a formula if it were typed in: =…, ＝…, @…, +X(…), cmd|'…'!A1."""
    return isinstance(text, str) and _LIKE_A_FORMULA.match(text) is not None


def _struck(grid: Grid, cells: Mapping[tuple[int, int], str]) -> Iterator[Finding]:
    places = sorted(place for place in grid.marks.struck if place in cells)
    if places:
        yield finding("R153", *(grid.source(*place) for place in places), count=len(places))


def _notes(grid: Grid) -> Iterator[Finding]:
    notes = [
        (grid.source(note.row, note.column), own_words(note.text.replace("_x000D_", "")).strip())
        for note in grid.marks.notes
    ]
    told = [(where, text) for where, text in notes if text]
    if told:
        yield finding("R154", *(where for where, _ in told), count=len(told), value=told[0][1][:LONGEST_QUOTED])
