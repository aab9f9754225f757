"""A row of a sheet as a noun: the dataclass's field names are the column keys, so one function builds every noun."""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TypeVar

from duban_xl.model.source import Source
from duban_xl.model.table import Record, Table

SEPARATORS = "、，,；;/\n\r\t 　"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A row after reading; `record` knows the cells it came from."""

    record: Record

    def source(self, field_key: str = "") -> Source:
        """The cell that holds `field_key` of this row."""
        return self.record.source(field_key)


N = TypeVar("N", bound=Noun)


def nouns(kind: type[N], table: Table) -> tuple[N, ...]:
    """Every row of `table` as a `kind`."""
    text_fields = {f.name: f.type in ("str", str) for f in fields(kind) if f.name != "record"}
    return tuple(_noun(kind, record, text_fields) for record in table.rows)


def _noun(kind: type[N], record: Record, text_fields: dict[str, bool]) -> N:
    values = {key: record.text(key) if is_text else record[key] for key, is_text in text_fields.items()}
    return kind(record=record, **values)


@lru_cache(maxsize=8192)
def split_names(text: str) -> tuple[str, ...]:
    """The names in a cell that lists several: "甲局、乙局" → ("甲局", "乙局"); empty parts are dropped."""
    for separator in SEPARATORS[1:]:
        text = text.replace(separator, SEPARATORS[0])
    return tuple(part for part in text.split(SEPARATORS[0]) if part)
