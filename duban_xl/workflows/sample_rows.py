"""Edge: the sample office's sheets (CSV) → the rows that a clerk would have typed into the ledger."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from duban_xl.model.changeset import CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.grid import Grid
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Value
from duban_xl.model.table import Record
from duban_xl.read.header import find_table
from duban_xl.read.table import read_rows
from duban_xl.resources import resource
from duban_xl.workflows.ledger_file import Planned, read_ledger

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "units": ("code",),
    "matters": ("number",),
    "milestones": ("number", "milestone"),
    "extensions": ("number", "unit", "requested_on"),
    "steps": ("taken_on", "number", "action"),
    "inspections": ("held_on", "method", "number", "unit"),
    "deductions": ("serial",),
    "consequences": ("held_on", "type", "unit", "number"),
    "documents": ("kind", "title"),
    "settings": ("key",),
}
"""Sheet → the columns that tell its rows apart; a row that is there already is not entered again."""


def plan_sample_rows(ledger_path: Path) -> Planned:
    """The rows and settings of samples/office that the ledger lacks."""
    ledger = read_ledger(ledger_path)
    appends = [append for sheet, keys in IDENTITY.items() for append in _missing(ledger, sheet, keys)]
    return Planned(ledger_path, ledger, ChangeSet(tuple(_settings(ledger)), tuple(appends)))


def _sample(sheet: str) -> tuple[Record, ...]:
    """The rows of samples/office/<sheet>.csv, typed like any sheet."""
    path = resource("samples", "office", f"{sheet}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows: list[tuple[Value, ...]] = [tuple(cell or None for cell in row) for row in csv.reader(file)]
    grid = Grid(file=path.name, tab=SHEETS[sheet].tab, rows=tuple(rows))
    shape, _findings = find_table(grid, SHEETS[sheet])
    return read_rows(grid, shape, SHEETS[sheet])[0].rows if shape else ()


def _missing(ledger: Ledger, sheet: str, keys: tuple[str, ...]) -> Iterator[RowAppend]:
    there = {tuple(record[key] for key in keys) for record in ledger.tables[sheet]}
    for record in _sample(sheet):
        identity = tuple(record[key] for key in keys)
        if identity not in there:
            because = Reason("示范数据", record.source())
            yield RowAppend(sheet=sheet, key=record.text(keys[0]), values=record.values, because=because)


def _settings(ledger: Ledger) -> Iterator[CellEdit]:
    """The office's own settings, where the ledger's row says something else."""
    rows = {row.key: row for row in ledger.settings}
    for record in _sample("settings"):
        row = rows.get(record.text("key"))
        if row is not None and row.value != record.text("value"):
            yield CellEdit(
                sheet="settings",
                row=row.record.row,
                key=row.key,
                field="value",
                before=row.record["value"],
                after=record["value"],
                because=Reason("示范数据", record.source("value")),
            )
