"""A ChangeSet and the shapes of its tables → which cells of which tab get which values, as the log tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from duban_xl.apply.ooxml import CellValue, SheetEdits
from duban_xl.apply.target import Ground
from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.texts import NEW_ROW
from duban_xl.model.changeset import AppliedEdit, CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import FieldDef, shown_in, to_cell
from duban_xl.model.source import Source, Value, cell_name
from duban_xl.model.table import TableShape
from duban_xl.model.text_size import row_height

LOG = "log"
LONGEST_TEXT = 32_767
LONGEST_TOLD = 160  # characters of a new row in the log; the row itself holds the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What every row of the log says about its batch."""

    batch: str
    command: str
    operator: str
    at: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCells:
    """The edits per tab, and every change as it will be told."""

    edits: tuple[SheetEdits, ...]
    changes: tuple[AppliedEdit, ...]


def plan_cells(ground: Ground, changes: ChangeSet, *, shapes: Mapping[str, TableShape], stamp: Stamp) -> PlannedCells:
    """`changes` as cells and rows of tabs, with their rows for 变更日志 if `shapes` has that sheet."""
    sheets = dict.fromkeys([edit.sheet for edit in changes.edits] + [row.sheet for row in changes.appends])
    edits: list[SheetEdits] = []
    told: list[AppliedEdit] = []
    for key in sheets:
        shape = shape_of(shapes, key)
        own = [edit for edit in changes.edits if edit.sheet == key]
        rows = [row for row in changes.appends if row.sheet == key]
        one = _sheet_edits(shape, own, rows)
        numbers = ground.places(one) if rows else ()
        edits.append(one)
        told += [_told_edit(ground, shape, edit) for edit in own]
        told += [_told_row(shape, row, number) for row, number in zip(rows, numbers, strict=True)]
    if LOG in shapes and told:
        _refuse_incomplete(shapes[LOG])
        edits = with_log(edits, shapes[LOG], told, stamp)
    return PlannedCells(edits=tuple(edits), changes=tuple(told))


def effective(changes: ChangeSet) -> ChangeSet:
    """`changes` without edits that change nothing, several edits of one cell joined, and rows without any value."""
    joined: dict[tuple[str, int, str], CellEdit] = {}
    for edit in changes.edits:
        place = (edit.sheet, edit.row, edit.field)
        earlier = joined.get(place)
        joined[place] = replace(edit, before=earlier.before) if earlier else edit
    edits = tuple(edit for edit in joined.values() if edit.before != edit.after)
    return ChangeSet(edits, tuple(row for row in changes.appends if any(v is not None for v in row.values.values())))


def field_of(sheet: str, key: str) -> FieldDef:
    """The definition of the column `key` of the sheet `sheet`."""
    return SHEETS[sheet][key]


def shape_of(shapes: Mapping[str, TableShape], sheet: str) -> TableShape:
    """Where the table of `sheet` lies. Raises CannotRun A113 if the workbook has none."""
    if sheet not in shapes:
        raise cannot_run("A113", tab=SHEETS[sheet].tab)
    return shapes[sheet]


def place_of(shape: TableShape, edit: CellEdit) -> tuple[int, int]:
    """The (column, row) of `edit`. Raises CannotRun A111 if the sheet has no such column."""
    return _column(shape, edit.field), edit.row


def origin_of(because: Reason) -> str:
    """Where a change comes from, in words: file, sheet and cell, or the rule, or the reason itself."""
    source = because.source
    place = " ".join(part for part in (source.file, source.sheet, source.cell) if part) if source else ""
    return "；".join(part for part in (place, because.rule) if part) or because.text


def _sheet_edits(shape: TableShape, own: list[CellEdit], rows: list[RowAppend]) -> SheetEdits:
    edited: dict[int, dict[str, Value]] = {}
    for edit in own:
        edited.setdefault(edit.row, {})[edit.field] = edit.after
    heights = {row: _height(shape.key, values) for row, values in edited.items()}
    return SheetEdits(
        tab=shape.tab,
        cells={place_of(shape, edit): to_cell(field_of(shape.key, edit.field), edit.after) for edit in own},
        rows=tuple(_cells(shape, row.values) for row in rows),
        after_row=shape.header_row,
        last_row=shape.last_row,
        heights={row: height for row, height in heights.items() if height},
        row_heights=tuple(_height(shape.key, row.values) for row in rows),
    )


def _height(sheet: str, values: Mapping[str, Value]) -> float | None:
    """The height that a row with these values needs at the columns' usual widths."""
    fields = ((field_of(sheet, key), value) for key, value in values.items() if value is not None)
    return row_height((shown_in(field, value), field.width) for field, value in fields)


def _cells(shape: TableShape, values: Mapping[str, Value]) -> dict[int, CellValue]:
    return {
        _column(shape, key): to_cell(field_of(shape.key, key), value)
        for key, value in values.items()
        if value is not None
    }


def _column(shape: TableShape, key: str) -> int:
    if key not in shape.columns:
        header = field_of(shape.key, key).header
        raise cannot_run("A111", Source(shape.file, shape.tab), tab=shape.tab, field=header)
    return shape.columns[key]


def _told_edit(ground: Ground, shape: TableShape, edit: CellEdit) -> AppliedEdit:
    """An edit in one line. A formula that is written over is told as such: its result alone would not bring it back."""
    column, row = place_of(shape, edit)
    field = field_of(shape.key, edit.field)
    return AppliedEdit(
        tab=shape.tab,
        cell=cell_name(column, row),
        key=edit.key,
        header=field.header,
        before=ground.formula(shape.tab, column, row) or shown_in(field, edit.before),
        after=shown_in(field, edit.after),
        because=edit.because,
    )


def _told_row(shape: TableShape, row: RowAppend, number: int) -> AppliedEdit:
    """A new row is told in one line: the cells it fills and the beginning of what they say."""
    filled = {key: value for key, value in row.values.items() if value is not None}
    columns = [_column(shape, key) for key in filled]
    first, last = (cell_name(column, number) for column in (min(columns), max(columns)))
    fields = {key: field_of(shape.key, key) for key in filled}
    words = "；".join(f"{fields[key].header}：{shown_in(fields[key], value)}" for key, value in filled.items())
    return AppliedEdit(
        tab=shape.tab,
        cell=first if first == last else f"{first}:{last}",
        key=row.key,
        header=NEW_ROW,
        before="",
        after=words if len(words) <= LONGEST_TOLD else words[: LONGEST_TOLD - 1] + "…",
        because=row.because,
    )


def with_log(edits: list[SheetEdits], shape: TableShape, told: list[AppliedEdit], stamp: Stamp) -> list[SheetEdits]:
    """`edits` with the log's rows; a plan that changes the log itself gets them behind its own."""
    values = [_log_values(change, stamp) for change in told]
    rows = tuple(_known_cells(shape, one) for one in values)
    heights = tuple(_height(LOG, one) for one in values)
    own = next((one for one in edits if one.tab == shape.tab), None)
    if own is None:
        only_log = SheetEdits(
            tab=shape.tab, rows=rows, after_row=shape.header_row, last_row=shape.last_row, row_heights=heights
        )
        return [*edits, only_log]
    both = replace(own, rows=(*own.rows, *rows), row_heights=(*own.row_heights, *heights))
    return [both if one is own else one for one in edits]


def _refuse_incomplete(log: TableShape) -> None:
    """A220 if the log lacks columns: what can't be put on record is not done."""
    lacking = [field.header for field in SHEETS[LOG].fields if field.key not in log.columns]
    if lacking:
        raise cannot_run("A220", Source(log.file, log.tab), tab=log.tab, headers="、".join(lacking))


def _known_cells(shape: TableShape, values: Mapping[str, Value]) -> dict[int, CellValue]:
    return {shape.columns[key]: value for key, value in values.items() if key in shape.columns}


def _log_values(change: AppliedEdit, stamp: Stamp) -> dict[str, Value]:
    return {
        "at": stamp.at,
        "operator": stamp.operator,
        "command": stamp.command,
        "sheet": change.tab,
        "cell": change.cell,
        "field": change.header,
        "before": change.before[:LONGEST_TEXT] or None,
        "after": change.after[:LONGEST_TEXT] or None,
        "source_file": origin_of(change.because),
        "batch": stamp.batch,
    }
