"""The door to python-calamine: a spreadsheet file of any format → its sheets as grids, or `Unreadable`; nothing is executed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from duban_xl.model.finding import Finding
from duban_xl.model.grid import Grid
from duban_xl.model.source import Value

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


class Unreadable(Exception):
    """The file can't be read as a spreadsheet; `finding` says why."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.code)
        self.finding = found


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookContent:
    """Everything read from one workbook; `saved_at` is local time without zone."""

    file: str
    sha256: str
    saved_at: datetime | None
    grids: tuple[Grid, ...]


def read_workbook(path: Path, data: bytes | None = None) -> WorkbookContent:
    raise NotImplementedError
