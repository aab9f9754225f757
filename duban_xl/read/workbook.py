"""The door to python-calamine: a spreadsheet file of any format → its sheets as grids, or `Unreadable`; nothing is executed."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duban_xl.catalogue import finding
from duban_xl.catalogue.ledger import FILE_KINDS, UNREAD_SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.grid import NO_FAULTS, Grid, Merged
from duban_xl.model.source import Source, Value
from duban_xl.read.encrypted import is_encrypted
from duban_xl.read.evidence import Evidence, refuse_open_document, scan
from duban_xl.read.file_kind import FileKind, kind_of
from duban_xl.read.package import MOST_PACKED, Damaged, TooLarge, Unsound
from duban_xl.read.saved_time import saved_time

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


_SOUND: set[str] = set()
"""SHA-256 of the workbooks that this process has looked through without finding harm."""


class Unreadable(Exception):
    """The file can't be read as a spreadsheet; `finding` says why (L100–L107, L140)."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.code)
        self.finding = found


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookContent:
    """Everything read from one workbook: its bytes' SHA-256, when it was saved (local time), its worksheets in order.

    Unless `tells_time`, the workbook itself is silent and `saved_at` is the date of the file, which copying changes.
    """

    file: str
    sha256: str
    saved_at: datetime | None
    grids: tuple[Grid, ...]
    tells_time: bool = True


def read_workbook(path: Path, data: bytes | None = None) -> WorkbookContent:
    """The sheets of the .xlsx, .xlsm, .xlsb, .xls, .et or .ods at `path`; `data` are its bytes if they are known already.

    The format is told by the content. Numbers become exact decimals, days without a time dates, blank text None.
    Formulas give their stored results. Raises Unreadable.
    """
    if data is None:
        data = _bytes_of(path)
    evidence = _evidence(path.name, data)
    fingerprint = sha256(data).hexdigest()
    _SOUND.add(fingerprint)
    return WorkbookContent(
        file=path.name,
        sha256=fingerprint,
        saved_at=evidence.saved_at or _file_time(path),
        grids=_grids(path.name, data, evidence),
        tells_time=evidence.saved_at is not None,
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if (size := path.stat().st_size) > MOST_PACKED:
            raise _unreadable("L106", path.name, size=f"{size // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unreadable(finding("L100", Source(path.name), name=path.name, reason=reason)) from error


def _evidence(file: str, data: bytes) -> Evidence:
    """What the package says beside its values; Unreadable for everything that is no spreadsheet, or a dangerous one."""
    try:
        return _scanned(file, data)
    except Damaged as damaged:
        raise _unreadable("L102", file) from damaged
    except TooLarge as large:
        raise _unreadable("L106", file, size=str(large)) from large
    except Unsound as unsound:
        part, reason = unsound.args
        raise _unreadable("L140", file, part=part, reason=reason) from unsound
    except MemoryError as error:
        raise _unreadable("L106", file, size=f"{len(data) // 1_000_000} MB") from error


def _scanned(file: str, data: bytes) -> Evidence:
    kind = kind_of(data)
    if kind is FileKind.EMPTY:
        raise _unreadable("L101", file)
    if kind is FileKind.DAMAGED:
        raise _unreadable("L102", file)
    if kind.value in FILE_KINDS:
        raise _unreadable("L104", file, what=FILE_KINDS[kind.value])
    if kind.value in UNREAD_SHEETS:
        raise _unreadable("L107", file, what=UNREAD_SHEETS[kind.value])
    if kind is not FileKind.OOXML:
        if is_encrypted(data):
            raise _unreadable("L103", file)
        if kind is FileKind.ODS:
            refuse_open_document(data)
        return Evidence(saved_time(data, kind))
    return scan(data)


def _unreadable(code: str, file: str, **args: str) -> Unreadable:
    return Unreadable(finding(code, Source(file), name=file, **args))


def _file_time(path: Path) -> datetime | None:
    """When the file itself was last written; None for bytes that are no file here (an attachment)."""
    try:
        seconds = path.stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC).astimezone().replace(tzinfo=None, microsecond=0)


def _grids(file: str, data: bytes, evidence: Evidence) -> tuple[Grid, ...]:
    from python_calamine import CalamineWorkbook

    with _as_unreadable(file, len(data)), CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        grids = tuple(_worksheets(file, workbook, evidence))
    if not grids:
        raise _unreadable("L105", file)
    return grids


@contextmanager
def _as_unreadable(file: str, size: int) -> Generator[None, None, None]:
    """Turns what the library raises into Unreadable."""
    from python_calamine import PasswordError

    try:
        yield
    except PasswordError as error:
        raise _unreadable("L103", file) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except MemoryError as error:
        raise _unreadable("L106", file, size=f"{size // 1_000_000} MB") from error
    except BaseException as error:  # a panic of the native reader is no Exception
        raise _unreadable("L102", file) from error


def _worksheets(file: str, workbook: "CalamineWorkbook", evidence: Evidence) -> Iterator[Grid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ is SheetTypeEnum.WorkSheet:
            cells = workbook.get_sheet_by_index(index)
            rows = cells.to_python(skip_empty_area=False)
            yield Grid(
                file=file,
                tab=sheet.name,
                visible=sheet.visible is SheetVisibleEnum.Visible,
                rows=tuple(values_of(row) for row in rows),
                faults=evidence.faults.get(sheet.name, NO_FAULTS),
                merged=tuple(
                    Merged(top + 1, left + 1, bottom + 1, right + 1)
                    for (top, left), (bottom, right) in cells.merged_cell_ranges or ()
                ),
            )


class RawWorkbook:
    """The bytes of a workbook → its cells as the library gives them, one sheet in memory at a time. Raises Unreadable.

    Bytes that were read here before are not looked through again for what no library should meet.
    """

    def __init__(self, file: str, data: bytes) -> None:
        from python_calamine import CalamineWorkbook, SheetTypeEnum

        self._file, self._size = file, len(data)
        if sha256(data).hexdigest() not in _SOUND:
            _evidence(file, data)
        with _as_unreadable(file, self._size):
            self._workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = enumerate(self._workbook.sheets_metadata)
        self._places = {sheet.name: index for index, sheet in sheets if sheet.typ is SheetTypeEnum.WorkSheet}

    @property
    def tabs(self) -> tuple[str, ...]:
        """The names of its worksheets in order."""
        return tuple(self._places)

    def rows(self, tab: str) -> Iterator[list[Any]]:
        """The rows of `tab` from A1 on; none if there is no such sheet."""
        if tab not in self._places:
            return iter(())
        with _as_unreadable(self._file, self._size):
            sheet = self._workbook.get_sheet_by_index(self._places[tab])
        before: list[Any] = [""] * (sheet.start[1] if sheet.start else 0)
        return (before + row for row in sheet.iter_rows())


def values_of(row: Sequence[Any]) -> tuple[Value, ...]:
    """A row of the library as values."""
    return tuple([_VALUES[type(cell)](cell) for cell in row])


def _text(cell: str) -> str | None:
    return cell if cell and not cell.isspace() else None


def _number(cell: float) -> Decimal | str:
    """A decimal; what is no number that Excel can hold (1e999) stays as a word, so that whoever wants a number says so."""
    if not isfinite(cell):
        return str(cell)
    return Decimal(int(cell)) if cell.is_integer() else Decimal(repr(cell))


def _moment(cell: datetime) -> date | datetime:
    """A day without a time is a date; fractions of a second are noise of the serial number."""
    rounded = (cell + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
    return rounded.date() if rounded.time() == time() else rounded


_VALUES: dict[type, Callable[[Any], Value]] = {
    str: _text,
    float: _number,
    int: Decimal,
    bool: bool,
    date: lambda cell: cell,
    datetime: _moment,
    time: lambda cell: cell.isoformat(timespec="seconds"),
    timedelta: str,
}
"""Type of a cell as the library gives it → the value it stands for."""
