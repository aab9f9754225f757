"""Edge: one cell's text, with or without a ledger → how it is understood, whether to confirm it, and why."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from duban_xl.catalogue import finding, message
from duban_xl.catalogue.readings import spoken
from duban_xl.model.cell_text.deadline_cell import read_deadline
from duban_xl.model.cell_text.progress_text import read_progress
from duban_xl.model.cell_text.scale import Scale, plain_number
from duban_xl.model.cell_text.status_text import StatusWords, read_status, start_words, words_of
from duban_xl.model.cell_text.unit_text import read_units
from duban_xl.model.office import UnitDirectory
from duban_xl.model.settings import FIRST_LEADS, YEAR
from duban_xl.model.source import Value, plain
from duban_xl.model.text import one_width
from duban_xl.model.workdays import Workdays
from duban_xl.read.holidays import official_workdays
from duban_xl.workflows.ledger_file import calendar_of, read_ledger

FROM_ABOVE, UNKNOWN = "T147", "unknown"


class CellKind(StrEnum):
    """What a cell is about."""

    DEADLINE = "deadline"
    PROGRESS = "progress"
    STATUS = "status"
    UNITS = "units"


class CellType(StrEnum):
    """What the cell itself holds, where the text does not tell."""

    AUTO = "auto"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What an office knows that helps to read a cell; without a ledger the start words and the official holidays."""

    workdays: Workdays = field(default_factory=official_workdays)
    words: StatusWords = field(default_factory=start_words)
    directory: UnitDirectory | None = None
    year: int | None = None
    first_leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell to be read."""

    kind: CellKind
    text: str
    on: date
    cell_type: CellType = CellType.AUTO
    scale: Scale | None = None
    above: str = ""  # the cell above, or the reading of the previous period


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How a cell is understood, in the notation of the interface. `note` is a sentence, "" if there is nothing to say."""

    reading: str
    confirm: bool
    note: str = ""
    words: str = ""  # the reading for people


def office_of(path: Path) -> Office:
    """What the ledger at `path` knows: its calendar, units, states and year. Raises CannotRun if it can't be relied on."""
    ledger = read_ledger(path)
    year = ledger.setting(YEAR).removesuffix("年")
    return Office(
        workdays=calendar_of(ledger),
        words=words_of((setting.key, setting.value) for setting in ledger.settings),
        directory=ledger.units,
        year=int(year) if year.isdecimal() else None,
        first_leads=ledger.setting(FIRST_LEADS) == "是",
    )


def read_cell(cell: Cell, office: Office) -> Understood:
    """How `cell` is understood. Nothing raises: what nobody can read is `unknown`, to be confirmed."""
    match cell.kind:
        case CellKind.DEADLINE:
            return _deadline(cell, office)
        case CellKind.PROGRESS:
            return _progress(cell, office)
        case CellKind.STATUS | CellKind.UNITS:
            return _from_above(cell, office) if _SAME.fullmatch(one_width(cell.text)) else _named(cell, office)


_SAME = re.compile(r"同上|〃|同前|同左")
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def _deadline(cell: Cell, office: Office) -> Understood:
    above = None
    if cell.above:
        above = read_deadline(cell.above, on=cell.on, workdays=office.workdays, year=office.year)
    limit = read_deadline(_value(cell), on=cell.on, workdays=office.workdays, year=office.year, above=above)
    note = message(finding(limit.note, **limit.quoted)) if limit.note else ""
    return Understood(reading=limit.reading, confirm=limit.confirm, note=note, words=limit.words)


def _progress(cell: Cell, office: Office) -> Understood:
    above = cell.above
    if above and "=" not in above:
        above = read_progress(above, scale=cell.scale, words=office.words).reading
    value = cell.text if cell.cell_type is not CellType.DATE else _value(cell)
    read = read_progress(value, scale=cell.scale, above=above, words=office.words)
    note = message(finding(read.note, **read.quoted)) if read.note else ""
    return _of(read.reading, note, confirm=read.confirm)


def _named(cell: Cell, office: Office) -> Understood:
    if cell.kind is CellKind.STATUS:
        state = read_status(cell.text, office.words)
        note = message(finding(state.note, **state.quoted)) if state.note else ""
        return _of(state.reading, note, confirm=state.confirm)
    units = read_units(cell.text, directory=office.directory, first_leads=office.first_leads)
    said = (message(finding(code, **units.quoted)) for code in units.notes)
    return _of(units.reading, "；".join(said), confirm=units.confirm)


def _of(reading: str, note: str, *, confirm: bool) -> Understood:
    return Understood(reading=reading, confirm=confirm, note=note, words=spoken(reading))


def _from_above(cell: Cell, office: Office) -> Understood:
    """同上: what the cell above says, to be confirmed."""
    if not cell.above:
        return _of(UNKNOWN, _said(cell.text, spoken(UNKNOWN)), confirm=True)
    above = _named(Cell(kind=cell.kind, text=cell.above, on=cell.on), office)
    return _of(above.reading, _said(cell.text, above.words), confirm=True)


def _said(text: str, reading: str) -> str:
    return message(finding(FROM_ABOVE, text=text, value=reading))


def _value(cell: Cell) -> Value:
    """The cell's value as a spreadsheet holds it: 46096 and 3.1 are numbers, "3.10" and "46203.0" can only be texts."""
    number = plain_number(cell.text)
    if cell.cell_type is CellType.DATE and _ISO.fullmatch(cell.text.strip()):
        return _day(cell.text.strip()) or cell.text
    if number is None or cell.cell_type in (CellType.TEXT, CellType.DATE):
        return cell.text
    is_number = cell.cell_type is CellType.NUMBER or plain(Decimal(number)) == cell.text.strip()
    return number if is_number else cell.text


def _day(text: str) -> date | None:
    year, month, day = map(int, text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return None
