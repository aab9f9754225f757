"""Edge: a return that can't be marked as it is → a new form of the same unit and period, with what the unit had filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from duban_xl.apply.ooxml import CellValue, Patched, Refused, SheetEdits, patch
from duban_xl.check.returns import Checked
from duban_xl.documents.forms.form import build_form
from duban_xl.model.answer import Fault
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.fields import Editor, SheetDef, to_cell
from duban_xl.model.form import FormExtension, FormLine
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import parse_period
from duban_xl.model.source import Source, Value, cell_name
from duban_xl.model.table import Record, TableShape
from duban_xl.plan.dispatch import Order, plan_forms
from duban_xl.plan.send_back import rows_of
from duban_xl.read.codes import RETURN
from duban_xl.read.table import find_table, read_table
from duban_xl.read.tabs import match_all
from duban_xl.read.workbook import read_workbook
from duban_xl.workflows.ledger_file import calendar_of
from duban_xl.workflows.office import Run

_UNWRITABLE = {code: None for code in range(0x20) if chr(code) not in "\t\n\r"}
NEW_FORM = Path("填报表.xlsx")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A new form, and where the cells of the returned file stand in it."""

    data: bytes
    places: Mapping[Source, Source]

    def moved(self, faults: Sequence[Fault]) -> tuple[Fault, ...]:
        """The faults at their cells of the new form; those that have none there are about the file as a whole."""
        return tuple(
            replace(
                fault,
                place=self.places.get(fault.place, Source(fault.place.file)),
                others=tuple(self.places[place] for place in fault.others if place in self.places),
            )
            for fault in faults
        )


def rebuilt_form(checked: Checked, ledger: Ledger, run: Run, *, due_on: date) -> Rebuilt | None:
    """The form as `dispatch` would make it today, with the unit's own cells filled in; None without unit, period or matters."""
    period = parse_period(checked.period or "")
    if checked.unit is None or period is None:
        return None
    order = Order(period=period, issued_at=run.now, due_on=due_on, units=(checked.unit.code,))
    forms, _ = plan_forms(ledger, order, workdays=calendar_of(ledger))
    if not forms:
        return None
    data = build_form(forms[0])
    lines = [row for row in rows_of(checked) if isinstance(row, FormLine)]
    asked = [row for row in rows_of(checked) if isinstance(row, FormExtension)]
    targets, shapes = _targets(data, lines=lines, asked=asked)
    places = {
        Source(checked.file, old.shape.tab, cell_name(column, old.row)): Source(
            checked.file, new.tab, cell_name(new.columns[key], row)
        )
        for old, new, row in targets
        for key, column in old.shape.columns.items()
        if key in new.columns
    }
    try:
        filled = _filled(data, targets)
    except Refused:
        return None
    return Rebuilt(filled.data, places | _headers(checked, lines, shapes))


_Target = tuple[Record, TableShape, int]
"""A row of the returned file, and the table and row of the new form that it goes to."""


def _targets(
    data: bytes, *, lines: Sequence[FormLine], asked: Sequence[FormExtension]
) -> tuple[list[_Target], Mapping[str, TableShape]]:
    matches = match_all(read_workbook(NEW_FORM, data).grids, (RETURN_FORM, EXTENSION_FORM))
    shapes: dict[str, TableShape] = {}
    for sheet in (RETURN_FORM, EXTENSION_FORM):
        shape = find_table(matches[sheet.key].grid, sheet, RETURN)[0] if sheet.key in matches else None
        if shape:
            shapes[sheet.key] = shape
    table, _ = read_table(matches[RETURN_FORM.key].grid, RETURN_FORM, RETURN)
    free = {record.text("number"): record.row for record in (table.rows if table else ())}
    ordered_lines = sorted(lines, key=lambda one: one.record.row)
    found: list[_Target] = [
        (line.record, shapes[RETURN_FORM.key], row) for line in ordered_lines if (row := free.pop(line.number, None))
    ]
    if below := shapes.get(EXTENSION_FORM.key):
        ordered = sorted(asked, key=lambda one: one.record.row)
        found += [(one.record, below, below.header_row + place) for place, one in enumerate(ordered, 1)]
    return found, shapes


def _filled(data: bytes, targets: Sequence[_Target]) -> Patched:
    cells: dict[str, dict[tuple[int, int], CellValue]] = {}
    for record, shape, row in targets:
        sheet = RETURN_FORM if shape.key == RETURN_FORM.key else EXTENSION_FORM
        of_tab = cells.setdefault(shape.tab, {})
        for key, value in _values(record, sheet).items():
            if key in shape.columns:
                of_tab[shape.columns[key], row] = value
    return patch(data, [SheetEdits(tab=tab, cells=of_tab) for tab, of_tab in cells.items()])


def _values(record: Record, sheet: SheetDef) -> dict[str, Value]:
    """The unit's own cells of a row: as written where that is not what was understood."""
    found: dict[str, Value] = {}
    for field in sheet.fields:
        if field.editor is Editor.UNIT:
            value = record.written.get(field.key) or to_cell(field, record[field.key])
            value = ("是" if value else "否") if isinstance(value, bool) else value
            if value not in (None, ""):
                found[field.key] = value.translate(_UNWRITABLE) if isinstance(value, str) else value
    return found


def _headers(checked: Checked, lines: Sequence[FormLine], shapes: Mapping[str, TableShape]) -> dict[Source, Source]:
    """The header cells of 事项反馈, old → new."""
    if not lines:
        return {}
    old, new = lines[0].record.shape, shapes[RETURN_FORM.key]
    return {
        Source(checked.file, old.tab, cell_name(column, old.header_row)): Source(
            checked.file, new.tab, cell_name(new.columns[key], new.header_row)
        )
        for key, column in old.columns.items()
        if key in new.columns
    }
