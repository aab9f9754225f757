"""The rows of a pack by sheet, each with its number, and how a finding names one of them."""

from collections.abc import Iterator, Mapping

from duban_xl.model.columns import SHEETS
from duban_xl.model.source import Source, Value, shown

Row = Mapping[str, Value]
Rows = Mapping[str, tuple[Row, ...]]


def place_of(key: str, number: int, file: str) -> Source:
    """Row `number` (from 1) of the sheet in the pack `file`, as a finding shows it."""
    return Source(file, SHEETS[key].tab, f"第{number}行")


def numbered(rows: Rows, key: str) -> Iterator[tuple[int, Row]]:
    """The rows of one sheet with their numbers."""
    yield from enumerate(rows.get(key, ()), start=1)


def text(row: Row, column: str) -> str:
    """What the cell says, "" if it is empty."""
    return shown(row.get(column)).strip()
