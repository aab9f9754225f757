"""Edge: a rule pack's TOML file (data, editable by hand) → rows for the ledger's rule sheets, refused if a row is wrong."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any, cast

from duban_xl.catalogue import cannot_run
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import FieldDef, Kind, SheetDef
from duban_xl.model.noun import split_names
from duban_xl.model.source import Source, Value

__all__ = ["Pack", "load_pack", "pack_from", "pack_names"]

SUFFIX = ".toml"
_NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.POINTS, Kind.PERCENT)
_HEAD = ("name", "title", "meta", "defaults")

Row = Mapping[str, Value]


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
    """The pack called `name`; P101 if there is none, P102–P106 if its file has a fault."""
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
    _refuse_unknown_categories(rows, file)
    meta = {key: _meta(value) for key, value in _mapping(data.get("meta")).items()}
    return Pack(name=str(data.get("name", "")), title=str(data.get("title", "")), rows=rows, meta=meta)


def _rows(key: str, data: Mapping[str, Any], file: str) -> tuple[Row, ...]:
    if key not in SHEETS or not isinstance(data[key], list):
        raise cannot_run("P103", Source(file), sheet=key)
    sheet = SHEETS[key]
    defaults = _mapping(_mapping(data.get("defaults")).get(key))
    written = [defaults | _mapping(row) for row in cast("list[object]", data[key])]
    return tuple(
        {name: _value(sheet, name, value, _place(sheet, number, file)) for name, value in row.items()}
        for number, row in enumerate(written, start=1)
    )


def _place(sheet: SheetDef, number: int, file: str) -> Source:
    """Row `number` (from 1) of the pack's sheet, as a finding shows it."""
    return Source(file, sheet.tab, f"第{number}行")


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


def _refuse_unknown_categories(rows: Mapping[str, tuple[Row, ...]], file: str) -> None:
    """A rule that names a category which the pack does not have would never apply: better not to load."""
    known = {str(row.get("code")) for row in rows.get("categories", ())}
    for number, code in _named_categories(rows.get("scoring_rules", ())):
        if code not in known:
            place = _place(SHEETS["scoring_rules"], number, file)
            raise cannot_run("P106", place, tab=place.sheet, row=place.cell, category=code)


def _named_categories(rules: tuple[Row, ...]) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(rules, start=1):
        for code in split_names(str(row.get("categories", ""))):
            yield number, code


def _mapping(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _meta(value: object) -> str | tuple[str, ...]:
    return tuple(map(str, cast("list[object]", value))) if isinstance(value, list) else str(value)
