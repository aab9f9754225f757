"""All versions of one return (matter, unit, period), those of the ledger and those that came → which counts, in what order.

What the ledger holds in the end depends only on the set of versions, never on the order or the batches in which they
came: equal content is one version, received when it was received first; the latest version counts, all others name it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple, TypeAlias

from duban_xl.catalogue.returns import SOURCE_ROW
from duban_xl.check.returns import Checked
from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.form import FormLine
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import UnitReturn
from duban_xl.model.period import parse_period
from duban_xl.model.source import Source, Value, shown
from duban_xl.model.text import comparable

CONTENT = (
    "report_type", "progress_state", "percent_done", "progress", "difficulties", "next_steps",
    "report_number", "signatory", "sealed",
)  # fmt: skip
"""What two equal versions have in common; the columns of 反馈记录 that the unit fills in."""

_BY_US = re.compile(r"由 .+ 替代")
_FILE = re.compile(r"(.*) 第\d+行")
_UNWRITABLE = {code: None for code in range(0x20) if chr(code) not in "\t\n\r"}  # a workbook can't hold them
_NEVER = datetime.combine(date.min, time())
_ONE_SECOND = timedelta(seconds=1)  # a cell's time may lose that much on its way through a file

Content: TypeAlias = tuple[str, ...]


class Key(NamedTuple):
    """What makes two rows versions of one return."""

    number: str
    unit: str  # full name
    period: str

    @property
    def rank(self) -> tuple[date, date]:
        """Earlier periods before later ones; a text that names no period comes first."""
        return _rank(self.period)


@cache
def _rank(text: str) -> tuple[date, date]:
    period = parse_period(text)
    return (period.end, period.start) if period else (date.min, date.min)


History: TypeAlias = Mapping[str, Sequence[tuple[Key, UnitReturn]]]
"""事项编号 → the rows of 反馈记录 about it, each under the key of its return."""


def history(ledger: Ledger) -> History:
    """反馈记录 by matter; units under their full names, periods in one notation."""
    found: dict[str, list[tuple[Key, UnitReturn]]] = {}
    for row in ledger.returns:
        period = parse_period(row.period)
        key = Key(row.number, ledger.units.official_name(row.unit), period.text if period else row.period)
        found.setdefault(row.number, []).append((key, row))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version. `row` is its row in 反馈记录, `line` its row in a form that came now; one of them may be missing."""

    content: Content
    received_at: datetime | None
    source_file: str
    saved_at: datetime | None = None
    row: UnitReturn | None = None
    line: FormLine | None = None
    checked: Checked | None = None

    @property
    def order(self) -> tuple[datetime, Content]:
        """Older before newer; of two saved in the same second the content decides, so that every computer agrees."""
        return self.received_at or _NEVER, self.content

    @property
    def is_withdrawn(self) -> bool:
        """Whether a person struck the row out, in words other than ours: it never counts again."""
        return bool(self.row and self.row.superseded and not _BY_US.fullmatch(self.row.superseded))

    @property
    def file(self) -> str:
        """The name of the returned file."""
        found = _FILE.fullmatch(self.source_file)
        return found[1] if found else self.source_file

    @property
    def source(self) -> Source:
        """The row to name as the reason of a change, by its number: in the form if it came now, else in the ledger."""
        return self.cell("number")

    def cell(self, key: str) -> Source:
        """The cell to name as the reason of a change; the row's number where the row has no such column."""
        noun = self.line or self.row
        if noun is None:
            return Source(self.file)
        return noun.source(key if key in noun.record.shape.columns else "number")

    def value(self, key: str) -> Value:
        """The value of a column of 反馈记录."""
        if self.row is not None:
            return getattr(self.row, key)
        return arriving_value(self.line, key) if self.line else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One return: its versions in the ledger, the versions that came, and all of them together, oldest first."""

    key: Key
    before: tuple[Version, ...]
    after: tuple[Version, ...]
    edited: tuple[Version, ...]  # came, but the office had changed the ledger's row of the same file
    arriving: tuple[Version, ...]

    @property
    def new(self) -> tuple[Version, ...]:
        """The versions that the ledger gets or whose time it sets right."""
        return tuple(version for version in self.after if version.line is not None)

    @property
    def is_changed(self) -> bool:
        """Whether what came makes any difference."""
        return bool(self.new)

    @property
    def outdated(self) -> frozenset[Content]:
        """The contents that a later version replaced."""
        latest = counting(self.after)
        return frozenset(v.content for v in self.after if latest and v is not latest and not v.is_withdrawn)


def version_of_row(row: UnitReturn) -> Version:
    """A row of 反馈记录 as a version."""
    content = tuple(_plain(getattr(row, key)) for key in CONTENT)
    return Version(content=content, received_at=row.received_at, source_file=row.source_file, row=row)


def version_of_line(line: FormLine, checked: Checked) -> Version:
    """A row of a form that came now as a version; its time is cut to the second, as cells hold it."""
    name = checked.file.replace("\\", "/").rsplit("/", 1)[-1]
    return Version(
        content=tuple(_plain(arriving_value(line, key)) for key in CONTENT),
        received_at=_to_the_second(checked.received_at),
        saved_at=_to_the_second(checked.saved_at),
        source_file=SOURCE_ROW.format(file=name, row=line.record.row),
        line=line,
        checked=checked,
    )


def arriving_value(line: FormLine, key: str) -> Value:
    """What 反馈记录 gets of a form's cell: a document number in the brackets of the standard, no control characters."""
    value: Value = getattr(line, key)
    if not isinstance(value, str):
        return value
    text = value.translate(_UNWRITABLE)
    return (normalise_document_number(text) or text) if key == "report_number" else text


def united(held: Sequence[Version], arriving: Iterable[Version]) -> tuple[tuple[Version, ...], tuple[Version, ...]]:
    """The versions after `arriving` came, oldest first; and those that differ from the ledger's row of the same file.

    Equal content adds nothing; it only sets back the time of receipt if it is the earlier one. A row that came from the
    same file and time but reads differently was changed by the office and stays.
    """
    found = {version.content: version for version in held}
    origins = {(version.source_file, version.received_at) for version in held}
    edited: list[Version] = []
    for version in sorted(arriving, key=lambda v: (v.order, v.source_file)):
        twin = found.get(version.content)
        moments = (version.received_at, version.saved_at)  # it may have been merged before anybody collected it
        if twin is None and any((version.source_file, moment) in origins for moment in moments):
            edited.append(version)
        elif twin is None:
            found[version.content] = version
        elif _earlier(version, twin):
            found[version.content] = replace(version, row=twin.row)
    doubles = (version for version in held if found[version.content].row is not version.row)
    return tuple(sorted((*found.values(), *doubles), key=lambda v: v.order)), tuple(edited)


def _to_the_second(moment: datetime | None) -> datetime | None:
    return moment.replace(microsecond=0, tzinfo=None) if moment else None


def counting(versions: Iterable[Version]) -> Version | None:
    """The version that counts: the latest that no person struck out."""
    return max((v for v in versions if not v.is_withdrawn), key=lambda v: v.order, default=None)


def _earlier(version: Version, twin: Version) -> bool:
    if version.received_at is None or twin.received_at is None:
        return False
    return twin.received_at - version.received_at > _ONE_SECOND


def _plain(value: Value) -> str:
    """A value as it is compared: texts without blanks and widths, percents to four places."""
    if isinstance(value, str):
        return comparable(value)
    if isinstance(value, Decimal):
        return shown(round(value, 4).normalize() + 0)
    return shown(value.date()) if isinstance(value, datetime) else shown(value)


def day_of(moment: date | None) -> date | None:
    """The day of a time of receipt."""
    return moment.date() if isinstance(moment, datetime) else moment
