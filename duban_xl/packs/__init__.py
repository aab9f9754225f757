"""Edge: a rule pack's TOML file (data, editable by hand) → rows for the ledger's rule sheets, refused if a row is wrong."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any, cast

from duban_xl.catalogue import CannotRun, cannot_run
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import FieldDef, Kind, SheetDef
from duban_xl.model.source import Source, Value
from duban_xl.packs.complete import faults
from duban_xl.packs.rows import Row, place_of

__all__ = ["Pack", "load_pack", "pack_from", "pack_names"]

SUFFIX = ".toml"
_NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.POINTS, Kind.PERCENT)
_HEAD = ("name", "title", "meta", "defaults")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """An office's method as rows: sheet key → rows, each field key → value; `meta` is for people to read."""

    name: str
    title: str
    rows: Mapping[str, tuple[Row, ...]]
    meta: Mapping[str, str | tuple[str, ...]]


def pack_names() -> tuple[str, ...]:
    """The packs that come with the package, in alphabetical order."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def load_pack(name: str) -> Pack:
    """The pack called `name`; P101 if there is none, P102–P126 if its file has a fault or is not complete."""
    if name not in pack_names():
        raise cannot_run("P101", name=name, names="、".join(pack_names()))
    file = f"{name}{SUFFIX}"
    return pack_from(files(__name__).joinpath(file).read_text(encoding="utf-8"), file=file)


def pack_from(text: str, *, file: str) -> Pack:
    """The pack that `text` writes in TOML; `file` is what findings call it."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise cannot_run("P102", Source(file), file=file, reason=str(fault)) from fault
    rows = {key: _rows(key, data, file) for key in data if key not in _HEAD}
    if fault := next(faults(rows, file), None):
        raise CannotRun(fault)
    meta = {key: _meta(value) for key, value in _mapping(data.get("meta")).items()}
    return Pack(name=str(data.get("name", "")), title=str(data.get("title", "")), rows=rows, meta=meta)


def _rows(key: str, data: Mapping[str, Any], file: str) -> tuple[Row, ...]:
    if key not in SHEETS or not isinstance(data[key], list):
        raise cannot_run("P103", Source(file), sheet=key)
    sheet = SHEETS[key]
    defaults = _mapping(_mapping(data.get("defaults")).get(key))
    written = [defaults | _mapping(row) for row in cast("list[object]", data[key])]
    return tuple(
        {name: _value(sheet, name, value, place_of(sheet.key, number, file)) for name, value in row.items()}
        for number, row in enumerate(written, start=1)
    )


def _value(sheet: SheetDef, name: str, value: object, place: Source) -> Value:
    field = next((field for field in sheet.fields if field.key == name), None)
    if field is None:
        raise cannot_run("P104", place, tab=sheet.tab, row=place.cell, column=name)
    read = _typed(field, value)
    if read is None or (field.choices and read not in ("", True, False, *field.choices)):
        raise cannot_run("P105", place, tab=sheet.tab, row=place.cell, column=field.header, value=str(value))
    return read


def _typed(field: FieldDef, value: object) -> Value:
    """`value` as the model holds it in that column, None if the column can't hold it."""
    if field.kind is Kind.YES_NO:
        return value if isinstance(value, bool) else None
    if field.kind in _NUMBERS:
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
    if field.kind in (Kind.DATE, Kind.DATETIME):
        return value if isinstance(value, date) else None
    return value if isinstance(value, str) else None


def _mapping(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _meta(value: object) -> str | tuple[str, ...]:
    return tuple(map(str, cast("list[object]", value))) if isinstance(value, list) else str(value)
