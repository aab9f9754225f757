"""What one batch wrote, exact enough to be taken back: every cell with its content before and after, every new row.

Kept in the journal as JSON: text as it is, true and false, null for an empty cell, {"n": number}, {"d": day},
{"t": moment}, {"f": formula, "v": its result}.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from duban_xl.apply.ooxml import CellValue, Formula
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import FieldDef, Kind, shown_in
from duban_xl.model.source import Value, cell_name, plain, shown

Who: TypeAlias = Mapping[str, str]
"""Which row: key of an identifying column → what it shows."""

NOBODY: Who = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCell:
    """One cell that a batch wrote over. `row` and `column` are where it stood then; `who` tells the row if it moved."""

    sheet: str
    tab: str
    column: int
    row: int
    field: str
    who: Who
    unit: str = ""
    origin: str = ""
    before: CellValue
    after: CellValue

    @property
    def cell(self) -> str:
        """Its address then."""
        return cell_name(self.column, self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """One row that a batch added: field key → what it put there."""

    sheet: str
    tab: str
    row: int
    who: Who
    unit: str = ""
    origin: str = ""
    values: Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that one batch wrote, the rows of 变更日志 left out."""

    cells: tuple[WrittenCell, ...] = ()
    rows: tuple[WrittenRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells or self.rows)

    def __iter__(self) -> Iterator[WrittenCell | WrittenRow]:
        yield from self.cells
        yield from self.rows


def to_json(record: Record) -> dict[str, Any]:
    """`record` as plain lists and mappings."""
    return {
        "cells": [
            _named(cell) | {"column": cell.column, "field": cell.field, "before": _packed(cell.before), "after": _packed(cell.after)}
            for cell in record.cells
        ],
        "rows": [
            _named(row) | {"values": {key: _packed(value) for key, value in row.values.items()}} for row in record.rows
        ],
    }  # fmt: skip


def from_json(told: Mapping[str, Any]) -> Record:
    """The record that `told` (see `to_json`) stands for. Raises ValueError, KeyError or TypeError for anything else."""
    cells = tuple(_cell(**cell) for cell in told["cells"])
    rows = tuple(_row(**row) for row in told["rows"])
    return Record(cells, rows)


def content_shown(field: FieldDef | None, content: CellValue) -> str:
    """`content` as a person reads it in the column `field`: percents with their sign, a formula with its "="."""
    if isinstance(content, Formula):
        return content.text
    if field is None:
        return shown(content)
    if field.kind is Kind.PERCENT and isinstance(content, Decimal):
        return shown_in(field, content * 100)
    return shown_in(field, content)


def _cell(*, before: Any, after: Any, **named: Any) -> WrittenCell:
    cell = WrittenCell(before=_unpacked(before), after=_unpacked(after), **named)
    _check(cell, numbers=(cell.row, cell.column), keys=(cell.field,))
    return cell


def _row(*, values: Mapping[str, Any], **named: Any) -> WrittenRow:
    row = WrittenRow(values={key: _unpacked(value) for key, value in values.items()}, **named)
    _check(row, numbers=(row.row,), keys=tuple(row.values))
    return row


def _check(written: WrittenCell | WrittenRow, *, numbers: tuple[Any, ...], keys: tuple[str, ...]) -> None:
    """Raises KeyError for a sheet or column that is not known, TypeError or ValueError for what is no place."""
    words: tuple[Any, ...] = (written.tab, written.unit, written.origin, *written.who.values())
    if not all(isinstance(word, str) for word in words) or not all(type(number) is int for number in numbers):
        raise TypeError(written)
    if not keys or min(numbers) < 1:
        raise ValueError(written)
    for key in (*keys, *written.who):
        SHEETS[written.sheet][key]


def _named(written: WrittenCell | WrittenRow) -> dict[str, Any]:
    return {
        "sheet": written.sheet, "tab": written.tab, "row": written.row, "who": dict(written.who),
        "unit": written.unit, "origin": written.origin,
    }  # fmt: skip


def _packed(content: CellValue) -> object:
    if isinstance(content, Formula):
        return {"f": content.text, "v": _packed(content.cached)}
    if isinstance(content, datetime):
        return {"t": content.isoformat()}
    if isinstance(content, date):
        return {"d": content.isoformat()}
    if isinstance(content, Decimal):
        return {"n": plain(content)}
    return content


def _unpacked(packed: Any) -> CellValue:
    if not isinstance(packed, dict):
        if packed is None or isinstance(packed, (str, bool)):
            return packed
        raise ValueError(packed)
    told: dict[str, Any] = packed  # pyright: ignore[reportUnknownVariableType]
    if not all(isinstance(word, str) for key, word in told.items() if key != "v"):
        raise TypeError(told)
    if "f" in told:
        return Formula(told["f"], _plain(_unpacked(told["v"])))
    if "n" in told:
        return Decimal(told["n"])
    return datetime.fromisoformat(told["t"]) if "t" in told else date.fromisoformat(told["d"])


def _plain(content: CellValue) -> Value:
    if isinstance(content, Formula):
        raise TypeError(content)
    return content
