"""A workbook's parts → what the reading library does not tell: hidden rows, formulas, crossed-out text, comments, pictures.

Only returned forms are looked at so closely. Formats that are no package of XML tell less, and nothing is made up for them.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from posixpath import dirname, normpath

from duban_xl.model.grid import Extras, Marks, Note
from duban_xl.model.source import column_index
from duban_xl.read.evidence import cells_beginning, looks_of, places_of, sheet_parts
from duban_xl.read.extent import ATTRIBUTES, LAST_COLUMN, LAST_ROW, prefix_of
from duban_xl.read.package import Package

MOST_NOTES = 1_000
_ROW, _COLUMN = re.compile(rb"<(?:\w+:)?row\s([^<>]*+)>"), re.compile(rb"<(?:\w+:)?col\s([^<>]*+)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER, _FIRST, _LAST = (re.compile(rb"\b%b=[\"'](\d{1,7})[\"']" % name) for name in (b"r", b"min", b"max"))
_FILTER = re.compile(rb"<(?:\w+:)?filterColumn[\s>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s>])%b>([^<]*+)<" % ATTRIBUTES)
_STYLE, _KIND = re.compile(rb"\bs=[\"'](\d{1,6})[\"']"), re.compile(rb"\bt=[\"'](\w++)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>(\d{1,8})<")
_FONTS, _FONT = re.compile(rb"<(?:\w+:)?fonts[\s>]"), re.compile(rb"<(?:\w+:)?font[\s/>]")
_LOOKS, _LOOK = re.compile(rb"<(?:\w+:)?cellXfs[\s>]"), re.compile(rb"<(?:\w+:)?xf\s([^<>]*+)>")
_FONT_NUMBER = re.compile(rb"\bfontId=[\"'](\d{1,6})[\"']")
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?:\s*+/>|\s++val=[\"'](?:1|true)[\"']\s*+/>)")
_STRING, _CELL = re.compile(rb"<(?:\w+:)?si[\s/>]"), re.compile(rb"<(?:\w+:)?c\s([^<>]*+)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*+>")
_TARGET = re.compile(rb"\bTarget=[\"']([^\"']*+)[\"']")
_NOTE = re.compile(rb"<(?:\w+:)?comment\s([^<>]*+)>")
_PLACE = re.compile(rb"\bref=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*+)?>([^<]++)<")
_PICTURE = re.compile(rb"<(?:\w+:)?pic[\s>]")
_COMMAND = re.compile(rb"<(?:\w+:)?ddeLink\s[^<>]*+>")
_SERVICE, _TOPIC = (re.compile(rb"\bdde%b=[\"']([^\"']*+)[\"']" % name) for name in (b"Service", b"Topic"))
_OBJECT = re.compile(r"object [^/]+/content\.xml")  # in an .ods
_CONNECTION = re.compile(rb"<(?:\w+:)?connection\s")


def marks_of(package: Package) -> Mapping[str, Marks]:
    """Tab → what its sheet shows beside its values. Raises what `package.read` raises."""
    styles, strings = _struck_styles(package), _struck_strings(package)
    filtered = any(_FILTER.search(package.read(name)) for name in package.records if name.startswith("xl/tables/"))
    names = {name.casefold(): name for name in package.records}
    found: dict[str, Marks] = {}
    for part, tab in sheet_parts(package):
        if part in names:
            markup = package.read(names[part])
            related = [names[target] for target in _related(package, names, part) if target in names]
            found[tab] = Marks(
                hidden_rows=frozenset(_hidden_rows(markup)),
                hidden_columns=frozenset(_hidden_columns(markup)),
                is_filtered=filtered or _FILTER.search(markup) is not None,
                formulas=dict(_formulas(markup)),
                struck=frozenset(_struck(markup, styles, strings)),
                notes=tuple(note for name in related for note in _notes(package.read(name)))[:MOST_NOTES],
                pictures=sum(len(_PICTURE.findall(package.read(name))) for name in related if "/drawings/" in name),
            )
    return found


def extras_of(package: Package) -> Extras:
    """What the package carries that is never run, opened or followed."""
    names = {name.casefold(): name for name in package.records}
    outside = [names[name] for name in names if name.startswith("xl/externallinks/")]
    links = [target for name in outside if name.endswith(".rels") for target in _targets(package.read(name))]
    commands = [tag for name in outside for tag in _COMMAND.findall(package.read(name))]
    connections = names.get("xl/connections.xml")
    return Extras(
        macros=any(name.endswith("vbaproject.bin") or name.startswith(("xl/macrosheets/", "basic/")) for name in names),
        links=tuple(dict.fromkeys(links)),
        commands=tuple(f"{_first(_SERVICE, tag)}|{_first(_TOPIC, tag)}" for tag in commands),
        embedded=sum(
            name.startswith(("xl/embeddings/", "object ")) and name.count("/") == (2 if name[0] == "x" else 1)
            for name in names
        ),
        connections=len(_CONNECTION.findall(package.read(connections))) if connections else 0,
    )


def old_extras(names: Collection[str]) -> Extras:
    """What an .xls carries, by the names of its streams and folders in lower case."""
    return Extras(macros="_vba_project_cur" in names, embedded=sum(name.startswith("mbd") for name in names))


def _hidden_rows(markup: bytes) -> Iterator[int]:
    for tag in _ROW.findall(markup) if b"hidden=" in markup else ():
        if (number := _NUMBER.search(tag)) and _HIDDEN.search(tag):
            yield int(number[1])


def _hidden_columns(markup: bytes) -> Iterator[int]:
    for tag in _COLUMN.findall(markup) if b"hidden=" in markup else ():
        first, last = _FIRST.search(tag), _LAST.search(tag)
        if first and last and _HIDDEN.search(tag):
            yield from range(int(first[1]), min(int(last[1]), LAST_COLUMN) + 1)


def _formulas(markup: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    prefix = prefix_of(markup)
    if prefix is None:
        return
    for attributes, inner in cells_beginning(looks_of(prefix).formula, markup, prefix):
        formula = _FORMULA.search(inner + b"<")
        for place, _ in places_of(attributes, ""):
            yield place, unescape(formula[1].decode("utf-8", "replace")) if formula else ""


def _struck_styles(package: Package) -> frozenset[int]:
    """The numbers of the looks of cells whose whole text is crossed out."""
    markup = package.read("xl/styles.xml") if "xl/styles.xml" in package.records else b""
    fonts, looks = _FONTS.search(markup), _LOOKS.search(markup)
    if not fonts or not looks or b"strike" not in markup:
        return frozenset()
    inside = markup[fonts.start() : markup.find(b"fonts>", fonts.end())]
    crossed = {at for at, (_, font) in enumerate(_pieces(_FONT, inside)) if _STRIKE.search(font)}
    inside = markup[looks.start() : markup.find(b"cellXfs>", looks.end())]
    numbers = (_FONT_NUMBER.search(tag) for tag in _LOOK.findall(inside))
    return frozenset(at for at, number in enumerate(numbers) if number and int(number[1]) in crossed)


def _struck_strings(package: Package) -> frozenset[int]:
    """The numbers of the texts of which a part is crossed out."""
    name = next((name for name in package.records if name.casefold() == "xl/sharedstrings.xml"), "")
    markup = package.read(name) if name else b""
    if b"strike" not in markup:
        return frozenset()
    return frozenset(at for at, (_, text) in enumerate(_pieces(_STRING, markup)) if _STRIKE.search(text))


def _struck(markup: bytes, styles: frozenset[int], strings: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The cells that hold something and are crossed out, as a whole or in part."""
    for opening, inner in _pieces(_CELL, markup) if styles or strings or b"strike" in markup else ():
        attributes = opening[1]
        style, kind, number = _STYLE.search(attributes), _KIND.search(attributes), _VALUE.search(inner)
        is_text = kind is not None and kind[1] == b"s"
        whole = style is not None and int(style[1]) in styles and not attributes.endswith(b"/")
        if whole or _STRIKE.search(inner) or (is_text and number is not None and int(number[1]) in strings):
            for place, _ in places_of(attributes, ""):
                yield place


def _pieces(opening: re.Pattern[bytes], markup: bytes) -> Iterator[tuple[re.Match[bytes], bytes]]:
    """Every opening tag and what stands between it and the next one; one look at every byte, whatever is never closed."""
    last: re.Match[bytes] | None = None
    for found in opening.finditer(markup):
        if last:
            yield last, markup[last.end() : found.start()]
        last = found
    if last:
        yield last, markup[last.end() :]


def _related(package: Package, names: Mapping[str, str], part: str) -> Iterator[str]:
    """The parts that a sheet refers to, in lower case."""
    folder = dirname(part)
    relations = names.get(f"{folder}/_rels/{part.rpartition('/')[2]}.rels")
    for target in _targets(package.read(relations)) if relations else ():
        yield normpath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}").casefold()


def _targets(markup: bytes) -> Iterator[str]:
    for tag in _RELATION.findall(markup):
        if target := _first(_TARGET, tag):
            yield target


def _notes(markup: bytes) -> Iterator[Note]:
    for opening, inner in _pieces(_NOTE, markup):
        place = _PLACE.search(opening[1])
        text = unescape(b"".join(_TEXT.findall(inner)).decode("utf-8", "replace")).strip()
        if text and place and int(place[2]) <= LAST_ROW:
            yield Note(int(place[2]), column_index(place[1].decode()), text)


def _first(pattern: re.Pattern[bytes], markup: bytes) -> str:
    found = pattern.search(markup)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""
