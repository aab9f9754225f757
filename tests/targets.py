"""The three kinds of workbook that a plan can be written into, for the tests that hold for all of them alike."""

import errno
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import pytest

from duban_xl.apply import closed_file
from duban_xl.apply.closed_file import apply_changes
from duban_xl.apply.files import digest
from duban_xl.apply.live_excel import apply_live
from duban_xl.apply.ooxml import Formula, Patcher
from duban_xl.apply.present import Present
from duban_xl.apply.work import Applied
from duban_xl.catalogue import CannotRun
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.source import Value
from duban_xl.model.table import TableShape
from tests.apply_ledger import batch, shapes
from tests.excel_stand_in import Excel, excel_error
from tests.fake_target import FakeWorkbook

FORMULA = "a formula"
Grid = list[list[Value]]


class Target(Protocol):
    """A workbook that is written, and what its cells hold then."""

    path: Path

    def apply(self, changes: ChangeSet, *, shapes: Mapping[str, TableShape] | None = None, number: int = 1) -> Applied:
        """Write `changes` as batch `number`."""
        ...

    def cells(self, tab: str) -> Grid:
        """What `tab` holds from A1 on, without blank ends; formulas are only told as such."""
        ...

    def fail_midway(self, patch: pytest.MonkeyPatch) -> type[Exception]:
        """Let the next write fail after it has begun; the error that comes of it."""
        ...


class ClosedFile:
    """A file on the disk, read back by calamine."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        path.write_bytes(data)

    def apply(self, changes: ChangeSet, *, shapes: Mapping[str, TableShape] | None = None, number: int = 1) -> Applied:
        read = digest(self.path.read_bytes())
        return apply_changes(self.path, changes, shapes=_shapes(self, shapes), fingerprint=read, batch=batch(number))

    def cells(self, tab: str) -> Grid:
        return stored(self.path.read_bytes(), tab)

    def fail_midway(self, patch: pytest.MonkeyPatch) -> type[Exception]:
        def full(*_: Any) -> None:
            raise OSError(errno.ENOSPC, "full", str(self.path))

        patch.setattr(closed_file, "swap", full)
        return CannotRun


class LiveBook:
    """The same file, open in Excel; its cells are those of the open workbook, which must be those of the file."""

    def __init__(self, path: Path, data: bytes, excel: Excel) -> None:
        self.path, self.excel = path, excel
        path.write_bytes(data)
        self.book = excel.open(path)

    def apply(self, changes: ChangeSet, *, shapes: Mapping[str, TableShape] | None = None, number: int = 1) -> Applied:
        read, own = digest(self.path.read_bytes()), _shapes(self, shapes)
        return apply_live(self.book, changes, path=self.path, shapes=own, fingerprint=read, batch=batch(number))

    def cells(self, tab: str) -> Grid:
        sheet = self.book.sheets[tab]
        used = sheet.used_range.api
        block = sheet.range((1, 1), (used.Row + used.Rows.Count - 1, used.Column + used.Columns.Count - 1))
        values, formulas = (block.options(ndim=2).value, block.options(ndim=2).formula)
        rows = [
            [
                FORMULA if _is_formula(block[r, c], formulas[r][c]) else _value(value)
                for c, value in enumerate(values_of_row)
            ]
            for r, values_of_row in enumerate(values)
        ]
        assert trimmed(rows) == stored(self.path.read_bytes(), tab)
        return trimmed(rows)

    def fail_midway(self, patch: pytest.MonkeyPatch) -> type[Exception]:
        writes = count(1)

        def refuse_fourth(call: str) -> None:
            if call in ("set Range.Value2", "set Range.Formula") and next(writes) == 4:
                raise excel_error("不能更改。")

        patch.setattr(self.excel, "watch", refuse_fourth)
        return CannotRun


class Fake:
    """A workbook in memory with the cells of that file."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        present, patcher = Present(data, file=path.name), Patcher(data)
        self.book = FakeWorkbook(sheets={})
        for tab in patcher.book.tabs:
            self.book.sheets[tab.name] = [
                [_cell(patcher, tab.name, c, r, value) for c, value in enumerate(row, 1)]
                for r, row in enumerate(present.rows(tab.name), 1)
            ]
        self.book.totals = {tab.name: bottom for tab in patcher.book.tabs if (bottom := _totals(patcher, tab.name))}

    def apply(self, changes: ChangeSet, *, shapes: Mapping[str, TableShape] | None = None, number: int = 1) -> Applied:
        return self.book.apply(changes, shapes=_shapes(self, shapes), batch=batch(number))

    def cells(self, tab: str) -> Grid:
        return trimmed(
            [[FORMULA if isinstance(c, Formula) else _exact(c) for c in row] for row in self.book.sheets[tab]]
        )

    def fail_midway(self, patch: pytest.MonkeyPatch) -> type[Exception]:
        writes = count(1)

        def refuse_third(_column: int, _row: int) -> None:
            if next(writes) == 3:
                raise MemoryError

        patch.setattr(self.book, "watch", refuse_third)
        return MemoryError


Make = Callable[[str, Path, bytes], Target]


def stored(data: bytes, tab: str) -> Grid:
    """What `tab` of the workbook `data` holds, read by calamine."""
    patcher = Patcher(data)
    rows = Present(data, file="x.xlsx").rows(tab)
    width = max((len(row) for row in rows), default=0)
    return trimmed(
        [
            [
                FORMULA if patcher.formula(tab, c, r) else (_exact(row[c - 1]) if c <= len(row) else None)
                for c in range(1, width + 1)
            ]
            for r, row in enumerate(rows, 1)
        ]
    )


def trimmed(rows: list[list[Value]]) -> Grid:
    """`rows` without blank cells at their ends and blank rows at the end."""
    cut = [_without_blank_end(row) for row in rows]
    while cut and not cut[-1]:
        cut.pop()
    return cut


def _without_blank_end(row: list[Value]) -> list[Value]:
    end = max((at for at, value in enumerate(row, 1) if value is not None), default=0)
    return row[:end]


def _shapes(target: Target, given: Mapping[str, TableShape] | None) -> Mapping[str, TableShape]:
    return shapes(target.path) if given is None else given


def _is_formula(cell: Any, formula: str) -> bool:
    return formula.startswith("=") and bool(cell.api.HasFormula)


def _value(value: Any) -> Value:
    """What xlwings gives for a cell, in the terms of the model."""
    if isinstance(value, float):
        return _exact(Decimal(repr(value)))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    if isinstance(value, str) and not value.strip():
        return None
    return value


def _exact(value: Any) -> Value:
    """Numbers alike however they were written, moments to the second as Excel keeps them."""
    if isinstance(value, Decimal):
        return Decimal(repr(float(value))).normalize()
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if isinstance(value, str) and not value.strip():
        return None
    return value if isinstance(value, str | bool | date) else None


def _cell(patcher: Patcher, tab: str, column: int, row: int, value: Value) -> Any:
    formula = patcher.formula(tab, column, row)
    return Formula(formula[1:], value) if formula else value


def _totals(patcher: Patcher, tab: str) -> int | None:
    from duban_xl.apply.ooxml.tables import tables_of

    tables = tables_of(patcher.package, patcher.sheet(tab).part)
    return next((table.place.bottom for table in tables if table.totals_rows), None)
