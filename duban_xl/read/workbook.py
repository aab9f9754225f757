"""The door to python-calamine: a spreadsheet file of any format → its sheets as grids, or `Unreadable`; nothing is executed."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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
from duban_xl.model.grid import NO_EXTRAS, NO_FAULTS, NO_MARKS, Extras, Grid, Marks, Merged
from duban_xl.model.source import Source, Value
from duban_xl.read.encrypted import NO_REAL_PASSWORD, OLE_MAGIC, SEALED, CannotDecrypt, WrongPassword, decrypted
from duban_xl.read.evidence import Evidence, is_locked, refuse_open_document, scan
from duban_xl.read.file_kind import FileKind, kind_of
from duban_xl.read.limits import OF_LEDGER, Limits
from duban_xl.read.marks import extras_of, marks_of, old_extras
from duban_xl.read.old_cells import STREAM, needs_password, sound_xls
from duban_xl.read.ole import stream_names, streams
from duban_xl.read.package import MOST_PACKED, Damaged, TooLarge, Unsound, open_package
from duban_xl.read.saved_time import saved_time

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


_SOUND: set[str] = set()
"""SHA-256 of the workbooks that this process has looked through without finding harm."""


class Unreadable(Exception):
    """The file can't be read as a spreadsheet; `finding` says why (L100–L109, L140)."""

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
    extras: Extras = NO_EXTRAS


@dataclass(frozen=True, slots=True)
class _Sound:
    """What the file says beside its values, and the bytes that the reading library may have."""

    evidence: Evidence
    data: bytes
    marks: Mapping[str, Marks] = field(default_factory=dict[str, Marks])
    extras: Extras = NO_EXTRAS


def read_workbook(
    path: Path, data: bytes | None = None, *, limits: Limits = OF_LEDGER, password: str | None = None
) -> WorkbookContent:
    """The sheets of the .xlsx, .xlsm, .xlsb, .xls, .et or .ods at `path`; `data` are its bytes if they are known already.

    The format is told by the content. Numbers become exact decimals, days without a time dates, blank text None.
    Formulas give their stored results. An encrypted file is opened with `password`. What comes from outside is looked at
    more closely (`Limits.closely`): its grids have marks. Raises Unreadable.
    """
    if data is None:
        data = _bytes_of(path)
    sound = _looked_through(path.name, data, limits, password)
    fingerprint = sha256(data).hexdigest()
    _SOUND.add(fingerprint)
    return WorkbookContent(
        file=path.name,
        sha256=fingerprint,
        saved_at=sound.evidence.saved_at or _file_time(path),
        grids=_grids(path.name, sound),
        tells_time=sound.evidence.saved_at is not None,
        extras=sound.extras,
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if (size := path.stat().st_size) > MOST_PACKED:
            raise _unreadable("L106", path.name, size=f"{size // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unreadable(finding("L100", Source(path.name), name=path.name, reason=reason)) from error


def _looked_through(file: str, data: bytes, limits: Limits, password: str | None = None) -> _Sound:
    """The file when it is a spreadsheet and no dangerous one, its encryption undone; else Unreadable."""
    try:
        return _scanned(file, data, limits, password)
    except Damaged as damaged:
        raise _unreadable("L102", file) from damaged
    except TooLarge as large:
        raise _unreadable("L106", file, size=str(large)) from large
    except Unsound as unsound:
        part, reason = unsound.args
        raise _unreadable("L140", file, part=part, reason=reason) from unsound
    except MemoryError as error:
        raise _unreadable("L106", file, size=f"{len(data) // 1_000_000} MB") from error


def _scanned(file: str, data: bytes, limits: Limits, password: str | None) -> _Sound:
    kind = kind_of(data)
    _refuse_other(file, kind)
    if kind is FileKind.ODS and is_locked(data):
        raise _unreadable("L109" if password else "L103", file)
    if kind in (FileKind.OOXML, FileKind.ODS):
        return _sound_package(data, kind, limits)
    inside = streams(data, SEALED, STREAM, "Book") if data.startswith(OLE_MAGIC) else {STREAM: data}
    cells = next((inside[name] for name in (STREAM, "Book") if name in inside), b"")
    if SEALED in inside or needs_password(cells):
        return _scanned_inside(file, data, limits, password)
    return _sound_old(data, cells, limits)


def _sound_package(data: bytes, kind: FileKind, limits: Limits) -> _Sound:
    if kind is FileKind.OOXML:
        evidence = scan(data, limits)
    else:
        refuse_open_document(data, limits)
        evidence = Evidence(saved_time(data, kind))
    if not limits.closely:
        return _Sound(evidence, data)
    package = open_package(data)
    return _Sound(evidence, data, marks_of(package), extras_of(package))


def _sound_old(data: bytes, cells: bytes, limits: Limits) -> _Sound:
    extras = old_extras(stream_names(data)) if limits.closely and data.startswith(OLE_MAGIC) else NO_EXTRAS
    return _Sound(Evidence(saved_time(data, FileKind.OLE)), sound_xls(cells, limits), extras=extras)


def _refuse_other(file: str, kind: FileKind) -> None:
    """Unreadable for everything that is no spreadsheet, or one in a format that is not read."""
    if kind is FileKind.EMPTY:
        raise _unreadable("L101", file)
    if kind is FileKind.DAMAGED:
        raise _unreadable("L102", file)
    if kind.value in FILE_KINDS:
        raise _unreadable("L104", file, what=FILE_KINDS[kind.value])
    if kind.value in UNREAD_SHEETS:
        raise _unreadable("L107", file, what=UNREAD_SHEETS[kind.value])


def _scanned_inside(file: str, data: bytes, limits: Limits, password: str | None) -> _Sound:
    """The workbook inside an encrypted file."""
    for key in (NO_REAL_PASSWORD, password):
        try:
            inside = decrypted(data, key) if key else b""
        except WrongPassword as wrong:
            if key == password:
                raise _unreadable("L108", file) from wrong
        except CannotDecrypt as stopped:
            raise _unreadable("L109", file) from stopped
        else:
            if inside and inside != data:
                return _opened(file, inside, limits)
    raise _unreadable("L103", file)


def _opened(file: str, inside: bytes, limits: Limits) -> _Sound:
    """What was encrypted, which can't be encrypted once more."""
    kind = kind_of(inside)
    if kind is FileKind.OLE:
        cells = streams(inside, STREAM).get(STREAM, b"")
        return _sound_old(inside, cells, limits)
    _refuse_other(file, kind)
    return _scanned(file, inside, limits, None)


def _unreadable(code: str, file: str, **args: str) -> Unreadable:
    return Unreadable(finding(code, Source(file), name=file, **args))


def _file_time(path: Path) -> datetime | None:
    """When the file itself was last written; None for bytes that are no file here (an attachment)."""
    try:
        seconds = path.stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC).astimezone().replace(tzinfo=None, microsecond=0)


def _grids(file: str, sound: _Sound) -> tuple[Grid, ...]:
    from python_calamine import CalamineWorkbook

    with _as_unreadable(file, len(sound.data)), CalamineWorkbook.from_filelike(BytesIO(sound.data)) as workbook:
        grids = tuple(_worksheets(file, workbook, sound))
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


def _worksheets(file: str, workbook: "CalamineWorkbook", sound: _Sound) -> Iterator[Grid]:
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
                faults=sound.evidence.faults.get(sheet.name, NO_FAULTS),
                marks=sound.marks.get(sheet.name, NO_MARKS),
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
        if data.startswith(OLE_MAGIC) or sha256(data).hexdigest() not in _SOUND:
            data = _looked_through(file, data, OF_LEDGER).data
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
