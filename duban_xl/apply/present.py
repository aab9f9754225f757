"""A workbook's bytes as they are now → the values of its cells, and a refusal if a plan was made for other values."""

from collections.abc import Mapping
from pathlib import Path

from duban_xl.apply.plan_cells import field_of, place_of, shape_of
from duban_xl.apply.target import Shown
from duban_xl.apply.verify import Rows, at, holds
from duban_xl.catalogue import CannotRun, cannot_run, message
from duban_xl.model.cell_text.scale import Scale
from duban_xl.model.changeset import CellEdit, ChangeSet
from duban_xl.model.fields import FieldDef, Kind, to_cell
from duban_xl.model.source import Source, Value, shown
from duban_xl.model.table import TableShape
from duban_xl.read.cells import Cell, reader_for
from duban_xl.read.codes import LEDGER
from duban_xl.read.workbook import Unreadable, read_workbook


class Present:
    """The cells of a workbook."""

    def __init__(self, data: bytes, *, file: str, is_new: bool = False) -> None:
        """Raises CannotRun if they can't be read, A112 if the file `is_new` and of our own making."""
        try:
            content = read_workbook(Path(file), data)
        except Unreadable as unreadable:
            if not is_new:
                raise CannotRun(unreadable.finding) from unreadable
            reason = message(unreadable.finding)
            raise cannot_run("A112", Source(file), reason=reason) from unreadable
        self._file = file
        self.grids = content.grids
        self._rows = {grid.tab: grid.rows for grid in content.grids}

    def rows(self, tab: str) -> Rows:
        """The values of `tab` from A1 on; none if there is no such sheet."""
        return self._rows.get(tab, ())


def refuse_stale(present: Shown, changes: ChangeSet, *, shapes: Mapping[str, TableShape]) -> None:
    """Raises CannotRun A101, with the cells, if edits of `changes` were planned on other values than there are."""
    stale: list[tuple[Source, CellEdit, Value]] = []
    for edit in changes.edits:
        shape = shape_of(shapes, edit.sheet)
        now = at(present.rows(shape.tab), *place_of(shape, edit))
        if not _is_same(field_of(shape.key, edit.field), edit.before, now):
            stale.append((shape.source(edit.row, edit.field), edit, now))
    if stale:
        _, edit, now = stale[0]
        places = tuple(source for source, _, _ in stale)
        raise cannot_run("A101", *places, before=shown(edit.before), now=shown(now), count=len(stale))


def rows_edited(changes: ChangeSet, shapes: Mapping[str, TableShape]) -> dict[str, set[int]]:
    """The rows that `changes` edits, by tab. Raises CannotRun A113 if the workbook has no such sheet."""
    rows: dict[str, set[int]] = {}
    for edit in changes.edits:
        rows.setdefault(shape_of(shapes, edit.sheet).tab, set()).add(edit.row)
    return rows


def _is_same(field: FieldDef, before: Value, now: Value) -> bool:
    """Whether the cell `now` is what the plan saw as `before`: as it is written, or as the readers understand it."""
    if holds(to_cell(field, before), now) or _is_unread(field, now):
        return True
    return now is not None and any(_understood(field, now, scale) == before for scale in Scale)


def _understood(field: FieldDef, now: Value, scale: Scale) -> Value:
    understood = reader_for(field, LEDGER, scale=scale)(now)
    return understood.value if isinstance(understood, Cell) else understood


def _is_unread(field: FieldDef, now: Value) -> bool:
    """Whether words stand where the column wants a day or a number: how they were understood can't be told from here."""
    return isinstance(now, str) and field.kind not in (Kind.TEXT, Kind.LONG, Kind.ID, Kind.YES_NO)
