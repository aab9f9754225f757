"""An OOXML package's bytes → what the reading library does not tell: time of saving, error cells, sheets of absurd size."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from io import BytesIO
from posixpath import normpath
from zipfile import BadZipFile, ZipFile

from duban_xl.model.source import column_index
from duban_xl.read.saved_time import ooxml_time

MOST_BYTES = 600_000_000  # of all parts together, unpacked
MOST_CELLS = 12_000_000  # of the rectangle that a sheet's cells span: a reader takes some 30 bytes for each

_ATTRIBUTE = rb'\b%s=["\']([^"\']*)["\']'
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_NAME, _ID = re.compile(_ATTRIBUTE % b"name"), re.compile(_ATTRIBUTE % rb"\w+:id")
_KEY, _TARGET = re.compile(_ATTRIBUTE % b"Id"), re.compile(_ATTRIBUTE % b"Target")
_COLUMNS = re.compile(rb' r="([A-Z]{1,3})\d')  # written so that the search can hop from one ` r="` to the next
_CELLS = re.compile(rb"<c[\s/>]")
_FAR_ROW = re.compile(rb' r="[A-Z]{0,3}\d{6}')
_NEAR_ROWS = 99_999
_ANY_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})")  # slow, for markup that no spreadsheet program writes
_ERROR_CELL = re.compile(rb'<c\s([^>]*\bt="e"[^>]*)>(.*?)</c>', re.DOTALL)
_FORMULA_CELL = re.compile(rb"<c\s([^>]*[^/>])>\s*<f[\s>/](.*?)</c>", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHOWN = re.compile(rb"<v>([^<]*)")


class Damaged(Exception):
    """The package can't be unpacked completely."""


class TooLarge(Exception):
    """Reading the package would take an absurd amount of memory; the argument says how much there is of what."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the package's parts say beside its values. `faults` is keyed by tab, then by (row, column)."""

    saved_at: datetime | None = None  # local time without zone
    faults: Mapping[str, Mapping[tuple[int, int], str]] = field(default_factory=dict[str, dict[tuple[int, int], str]])


def scan(data: bytes) -> Evidence:
    """Unpack every part that holds cells, once, and note what is odd. Raises Damaged or TooLarge.

    A part that unpacks to more than it declares fails its checksum here, before any other library sees it.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            return _scan(package)
    except (BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise Damaged(str(error)) from error


def _scan(package: ZipFile) -> Evidence:
    sizes = {info.filename: info.file_size for info in package.infolist()}
    if sum(sizes.values()) > MOST_BYTES:
        raise TooLarge(f"{sum(sizes.values()) // 1_000_000} MB")
    for name in ("xl/sharedStrings.xml", "xl/styles.xml"):
        if name in sizes:
            package.read(name)
    faults: dict[str, Mapping[tuple[int, int], str]] = {}
    for tab, part in _sheet_parts(package, sizes):
        markup = package.read(part)
        _measure(markup)
        if odd := dict(_faults(markup)):
            faults[tab] = odd
    core = package.read("docProps/core.xml") if "docProps/core.xml" in sizes else b""
    return Evidence(ooxml_time(core), faults)


def _sheet_parts(package: ZipFile, sizes: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Tab and part name of every sheet that is stored as XML."""
    workbook, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if workbook not in sizes or relations not in sizes:
        return
    targets = {_first(_KEY, tag): _first(_TARGET, tag) for tag in _RELATION.findall(package.read(relations))}
    for tag in _SHEET.findall(package.read(workbook)):
        target = targets.get(_first(_ID, tag), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        if part in sizes and part.endswith(".xml"):
            yield _first(_NAME, tag), part


def _first(pattern: re.Pattern[bytes], markup: bytes) -> str:
    found = pattern.search(markup)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _measure(markup: bytes) -> None:
    """Raises TooLarge for two far-apart cells: the rectangle between them would be filled with empty ones."""
    names = _COLUMNS.findall(markup)
    columns = max(map(column_index, {name.decode() for name in names}), default=1)
    usual = len(names) == len(_CELLS.findall(markup)) and not _FAR_ROW.search(markup)
    if usual and columns * _NEAR_ROWS <= MOST_CELLS:
        return
    places = _ANY_PLACE.findall(markup)
    columns = max(map(column_index, {name.decode() for name, _ in places}), default=1)
    rows = max((int(row) for _, row in places), default=1)
    if rows * columns > max(MOST_CELLS, len(markup)):
        raise TooLarge(f"{rows}×{columns}")


def _faults(markup: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Cells that show an error value, and formulas that were never calculated."""
    if b't="e"' in markup:
        for attributes, inner in _ERROR_CELL.findall(markup):
            shown = _SHOWN.search(inner)
            yield from _placed(attributes, shown[1].decode("utf-8", "replace") if shown else "#N/A")
    for attributes, inner in _FORMULA_CELL.findall(markup):
        shown = _SHOWN.search(inner)
        if not (shown and shown[1]) and b't="str"' not in attributes:
            yield from _placed(attributes, "")


def _placed(attributes: bytes, word: str) -> Iterator[tuple[tuple[int, int], str]]:
    place = _PLACE.search(attributes)
    if place:
        yield (int(place[2]), column_index(place[1].decode())), word
