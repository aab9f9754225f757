"""A plan as data: which cells change from what to what, which rows are added, and why each of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from duban_xl.model.source import Source, Value


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change is planned: words for 变更日志, the cell it comes from, the rule it follows."""

    text: str
    source: Source | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """One planned change of a cell. `before` is what the plan saw; applying refuses if the cell holds something else."""

    sheet: str  # key of the sheet in `model/fields.py`, e.g. "matters"
    row: int  # 1-based row of the sheet when it was read
    key: str  # what a person calls the row: matter number, unit …
    field: str  # key of the column
    before: Value
    after: Value
    because: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAppend:
    """One planned new row: field key → value; columns not named stay empty."""

    sheet: str
    key: str
    values: Mapping[str, Value]
    because: Reason


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything one command wants to change, in a stable order. Empty means: nothing to do."""

    edits: tuple[CellEdit, ...] = ()
    appends: tuple[RowAppend, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits or self.appends)

    def __add__(self, other: "ChangeSet") -> "ChangeSet":
        return ChangeSet(self.edits + other.edits, self.appends + other.appends)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedEdit:
    """One change as it was written, told for people: an edited cell, or a whole new row."""

    tab: str
    cell: str  # "F12", or "A12:S12" for a new row
    key: str
    header: str  # of the column; 新增一行 for a new row
    before: str  # as the column shows it
    after: str
    because: Reason
