"""An OOXML package's bytes → what the reading library does not tell: time of saving, error cells, sheets of absurd size."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from html import unescape
from posixpath import normpath
from xml.parsers import expat

from duban_xl.model.source import column_index
from duban_xl.read.binary_cells import binary_extent, is_binary_part
from duban_xl.read.extent import ATTRIBUTES, Extent, WrongPlace, extent_of, prefix_of
from duban_xl.read.limits import OF_LEDGER, Limits
from duban_xl.read.old_cells import refuse_too_many
from duban_xl.read.open_cells import CONTENT, open_extents
from duban_xl.read.package import Damaged, Package, TooLarge, Unsound, declares_types, open_package
from duban_xl.read.saved_time import ooxml_time

MOST_SHEETS = 5_000  # every one is looked up by name
FEW_TEXTS = 1_000_000  # that a file may say it has without their being counted
_OTHER_BOOKS = "xl/externallinks/"  # keep cells of other workbooks in elements of the same names
_MANIFEST = "META-INF/manifest.xml"
_STRINGS = "xl/sharedstrings.xml"

_ATTRIBUTE = rb'\b%s=["\']([^"\']*)["\']'
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*+>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*+>")
_NAME, _ID = re.compile(_ATTRIBUTE % b"name"), re.compile(_ATTRIBUTE % rb"\w+:id")
_KEY, _TARGET = re.compile(_ATTRIBUTE % b"Id"), re.compile(_ATTRIBUTE % b"Target")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_STRINGS_BEGIN = re.compile(rb"<(?:\w+:)?sst(?=\s)(%b)>" % ATTRIBUTES)
_WORKSHEET = re.compile(r"worksheets/.*\.xml$")
_COUNT = re.compile(rb"""[cC]ount\s*+=\s*+["'](\d++)["']""")
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the package's parts say beside its values. `faults` is keyed by tab, then by (row, column)."""

    saved_at: datetime | None = None  # local time without zone
    faults: Mapping[str, Mapping[tuple[int, int], str]] = field(default_factory=dict[str, dict[tuple[int, int], str]])


def scan(data: bytes, limits: Limits = OF_LEDGER) -> Evidence:
    """Unpack every part, once, and note what is odd. Raises Damaged, TooLarge or Unsound.

    A part that unpacks to more than it declares fails here, before any other library sees it; so does one that would
    have that library make room for more cells or texts than there are.
    """
    package = open_package(data, most=limits.unpacked)
    tabs = dict(sheet_parts(package))
    faults: dict[str, Mapping[tuple[int, int], str]] = {}
    extents: list[Extent] = []
    for name in package.records:
        markup = package.read(name)
        _refuse_markup(name, markup)
        tab, prefix = tabs.get(name.casefold()), prefix_of(markup)
        if prefix is not None and (tab is not None or not name.casefold().startswith(_OTHER_BOOKS)):
            extents.append(_extent(name, markup, prefix, limits.cells))
            if tab is not None and (odd := dict(_faults(markup, prefix))):
                faults[tab] = odd
        elif tab is not None and _WORKSHEET.search(name.casefold()):
            raise Unsound(name, "没有单元格部分")
        elif is_binary_part(name):
            extents.append(binary_extent(name, markup))
    refuse_too_many(extents, limits)
    core = package.read("docProps/core.xml") if "docProps/core.xml" in package.records else b""
    return Evidence(ooxml_time(core), faults)


def refuse_open_document(data: bytes, limits: Limits = OF_LEDGER) -> None:
    """Unpack every part of an OpenDocument package, once. Raises Damaged, TooLarge or Unsound."""
    package = open_package(data, most=limits.unpacked)
    for name in package.records:
        markup = package.read(name)
        _refuse_markup(name, markup)
        if name == CONTENT:
            _refuse_unfinished(name, markup)
            refuse_too_many(list(open_extents(markup)), limits)


def is_locked(data: bytes) -> bool:
    """Whether an OpenDocument package is encrypted. Raises Damaged, TooLarge or Unsound."""
    package = open_package(data)
    return _MANIFEST in package.records and b"encryption-data" in package.read(_MANIFEST)


def _refuse_unfinished(name: str, markup: bytes) -> None:
    """The reading library waits for the end of a sheet for ever; Damaged if an element is not closed."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(markup, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Damaged(name) from error


def _refuse_markup(name: str, markup: bytes) -> None:
    """Document types, and bytes that the reading library takes for an empty part."""
    if declares_types(name, markup):
        raise Unsound(name, "含有文档类型定义（DTD）")
    plain = name.casefold()
    if plain.startswith("xl/") and plain.endswith((".xml", ".rels")) and (markup[:2] in _WIDE or b"\0" in markup[:4]):
        raise Unsound(name, "的文字编码是 UTF-16")
    if plain == _STRINGS:
        _refuse_false_count(name, markup)


def _refuse_false_count(name: str, markup: bytes) -> None:
    """The reading library makes room for as many texts as are said to be there."""
    counts = [int(digits[:20]) for tag in _STRINGS_BEGIN.findall(markup) for digits in _COUNT.findall(tag)]
    if max(counts, default=0) > FEW_TEXTS and max(counts) > 2 * sum(1 for _ in _STRING.finditer(markup)):
        raise Unsound(name, f"自称有 {max(counts)} 条文字")


def _extent(name: str, markup: bytes, prefix: bytes, most: int) -> Extent:
    try:
        return extent_of(markup, prefix, most=most)
    except WrongPlace as wrong:
        raise Unsound(name, f"单元格的位置不对（{wrong}）") from wrong


def sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """Part name in lower case and tab of every sheet; Unsound if two sheets share either."""
    workbook, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if workbook not in package.records or relations not in package.records:
        return
    told = _RELATION.findall(package.read(relations))
    if len(told) > MOST_SHEETS * 2:
        raise TooLarge(f"{len(told)} 个内部链接")
    targets = {_first(_KEY, tag): _first(_TARGET, tag) for tag in told}
    tags = _SHEET.findall(package.read(workbook))
    if len(tags) > MOST_SHEETS:
        raise TooLarge(f"{len(tags)} 个工作表")
    names, parts = set[str](), set[str]()
    for tag in tags:
        tab, target = _first(_NAME, tag), targets.get(_first(_ID, tag), "").replace("\\", "/")
        part = normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}").casefold()
        if tab.lower() in names or part in parts:
            raise Unsound(workbook, f"有两个工作表叫“{tab[:40]}”，或指向同一内容")
        names.add(tab.lower())
        if target:
            parts.add(part)
            yield part, tab


def _first(pattern: re.Pattern[bytes], markup: bytes) -> str:
    found = pattern.search(markup)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _faults(markup: bytes, prefix: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Cells that show an error value, and formulas that were never calculated."""
    looks = looks_of(prefix)
    if b't="e"' in markup:
        for attributes, inner in cells_beginning(looks.error, markup, prefix):
            shown = looks.shown.search(inner)
            yield from places_of(attributes, shown[1].decode("utf-8", "replace") if shown else "#N/A")
    for attributes, inner in cells_beginning(looks.formula, markup, prefix):
        shown = looks.shown.search(inner)
        if not (shown and shown[1]) and b't="str"' not in attributes:
            yield from places_of(attributes, "")


def cells_beginning(opening: re.Pattern[bytes], markup: bytes, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The attributes and the inside of the cells that begin so; one look at every byte, whatever is never closed."""
    at, end_tag = 0, b"</%bc>" % prefix
    while found := opening.search(markup, at):
        at = found.end(1)
        if found[1].endswith(b"/"):
            continue
        if (at := markup.find(end_tag, at)) < 0:
            return
        yield found[1], markup[found.end(1) : at]


@dataclass(frozen=True, slots=True)
class _Looks:
    """How odd cells look; the first look ahead makes sure that the tag ends, so that no input is looked at twice."""

    error: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    shown: re.Pattern[bytes]


@lru_cache(maxsize=16)
def looks_of(prefix: bytes) -> _Looks:
    p = re.escape(prefix)
    return _Looks(
        error=re.compile(rb'<%bc\s(?=[^<>]*+>)([^<>]*\bt="e"[^<>]*+)' % p),
        formula=re.compile(rb"<%bc\s([^<>]*+)(?<!/)>\s*+<%bf[\s>/]" % (p, p)),
        shown=re.compile(rb"<%bv>([^<]*+)" % p),
    )


def places_of(attributes: bytes, word: str) -> Iterator[tuple[tuple[int, int], str]]:
    place = _PLACE.search(attributes)
    if place:
        yield (int(place[2]), column_index(place[1].decode())), word
