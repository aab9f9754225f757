"""What a tidy table is: named columns that each hold one kind of value, and rows of exact values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from duban_xl.model.source import Value

T = TypeVar("T")


class Holds(StrEnum):
    """What the cells of a column hold; None where there is nothing."""

    TEXT = "文字"
    CHOICE = "选项"
    MOMENT = "日期"  # a day, or a day with its time
    WHOLE = "整数"
    NUMBER = "数值"  # a Decimal
    YES_NO = "是否"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a tidy table. `choices` is the closed list of a CHOICE column, in its order."""

    name: str
    holds: Holds = Holds.TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TidyTable:
    """A table for analysts: its name, its columns and as many cells in every row."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()

    def __getitem__(self, name: str) -> tuple[Value, ...]:
        """The cells of the column `name`, from top to bottom."""
        at = [column.name for column in self.columns].index(name)
        return tuple(row[at] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """A column and how its cell is told of a thing; an empty text is an empty cell."""

    column: Column
    of: Callable[[T], Value]


def told(name: str, of: Callable[[T], Value], holds: Holds = Holds.TEXT, *, choices: Iterable[str] = ()) -> Told[T]:
    """A column in one line; with `choices` it holds one of them."""
    closed = tuple(map(str, choices))
    return Told(Column(name, Holds.CHOICE if closed else holds, closed), of)


def tidy_table(name: str, columns: Iterable[Told[T]], things: Iterable[T]) -> TidyTable:
    """One row per thing."""
    columns = tuple(columns)
    rows = tuple(tuple(_unless_empty(column.of(thing)) for column in columns) for thing in things)
    return TidyTable(name, tuple(column.column for column in columns), rows)


def _unless_empty(value: Value) -> Value:
    return None if value == "" else value
