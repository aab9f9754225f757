"""A ChangeSet and the workbook it is written into → the record that lets the batch be taken back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from typing import TypeAlias

from duban_xl.apply.ooxml import CellValue, Formula
from duban_xl.apply.plan_cells import field_of, origin_of, place_of, shape_of
from duban_xl.apply.record import Record, Who, WrittenCell, WrittenRow
from duban_xl.apply.verify import Rows, at
from duban_xl.model.changeset import CellEdit, ChangeSet, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import to_cell
from duban_xl.model.source import Value, shown
from duban_xl.model.table import TableShape

FormulaAt: TypeAlias = Callable[[str, int, int], str | None]
"""Tab, column and row → the formula there with its "=", as a person sees it."""

OF_UNIT = ("unit", "lead_unit")


def record_of(
    changes: ChangeSet,
    *,
    shapes: Mapping[str, TableShape],
    rows: Callable[[str], Rows],
    formula: FormulaAt,
    numbers: Mapping[str, Sequence[int]],
) -> Record:
    """What `changes` write. `rows` gives a tab's cells before; `numbers` says by tab where new rows go."""
    after: dict[tuple[str, int], dict[str, Value]] = {}
    for edit in changes.edits:
        after.setdefault((edit.sheet, edit.row), {})[edit.field] = to_cell(field_of(edit.sheet, edit.field), edit.after)
    cells = [
        _cell(edit, shape_of(shapes, edit.sheet), after[edit.sheet, edit.row], rows=rows, formula=formula)
        for edit in changes.edits
    ]
    left = {key: iter(numbers.get(shape.tab, ())) for key, shape in shapes.items()}
    added = [_row(row, shape_of(shapes, row.sheet), next(left[row.sheet])) for row in changes.appends]
    return Record(tuple(cells), tuple(added))


def who_in(shape: TableShape, cells: Sequence[Value]) -> Who:
    """What the identifying columns of a row with these `cells` show; empty ones are left out."""
    found = {key: shape.columns[key] for key in SHEETS[shape.key].identity if key in shape.columns}
    told = {key: _told(cells[column - 1]) for key, column in found.items() if column <= len(cells)}
    return {key: text for key, text in told.items() if text}


def content_at(rows: Rows, formula: FormulaAt, *, tab: str, column: int, row: int) -> CellValue:
    """The content of a cell: its formula with the result, or its value."""
    value, text = at(rows, column, row), formula(tab, column, row)
    return value if text is None else Formula(text, value)


def _cell(
    edit: CellEdit,
    shape: TableShape,
    after: Mapping[str, Value],
    *,
    rows: Callable[[str], Rows],
    formula: FormulaAt,
) -> WrittenCell:
    column, number = place_of(shape, edit)
    grid = rows(shape.tab)
    before = content_at(grid, formula, tab=shape.tab, column=column, row=number)
    cells = list(grid[number - 1]) if number <= len(grid) else []
    cells += [None] * (max(shape.columns.values()) - len(cells))
    for key, value in after.items():
        cells[shape.columns[key] - 1] = value
    return WrittenCell(
        sheet=edit.sheet,
        tab=shape.tab,
        column=column,
        row=number,
        field=edit.field,
        who=who_in(shape, cells),
        unit=_unit({key: cells[column - 1] for key, column in shape.columns.items()}),
        origin=origin_of(edit.because),
        before=before,
        after=after[edit.field],
    )


def _row(row: RowAppend, shape: TableShape, number: int) -> WrittenRow:
    values = {key: to_cell(field_of(row.sheet, key), value) for key, value in row.values.items() if value is not None}
    told = {key: _told(values[key]) for key in SHEETS[row.sheet].identity if key in values}
    return WrittenRow(
        sheet=row.sheet, tab=shape.tab, row=number, who=told, unit=_unit(values), origin=origin_of(row.because),
        values=dict(values),
    )  # fmt: skip


def _told(value: Value) -> str:
    """`value` as it reads when it comes back from a workbook: midnight is a day."""
    if isinstance(value, datetime) and value.time() == time():
        return shown(value.date())
    return shown(value)


def _unit(values: Mapping[str, Value]) -> str:
    return next((shown(values[key]) for key in OF_UNIT if values.get(key) is not None), "")
