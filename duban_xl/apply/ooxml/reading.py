"""A formula's text → the areas it may read, or None where that can't be told (INDIRECT, unknown names, odd notation)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from duban_xl.apply.ooxml.area import LAST_COLUMN, LAST_ROW, Area
from duban_xl.apply.ooxml.references import named_tab
from duban_xl.model.source import column_index

_BARE = r"""[^\s'"!,;()+\-*/:=<>&^{}\[\]%@\#]"""  # a letter of a sheet name that needs no quotes
_CELL = r"\$?[A-Za-z]{1,3}\$?\d{1,7}"
_RANGE = rf"{_CELL}:{_CELL}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?\d{{1,7}}:\$?\d{{1,7}}|{_CELL}"
TOKEN = re.compile(
    rf"""(?P<harmless>(?:"(?:[^"]|"")*"|\#(?:N/A|NULL!|DIV/0!|VALUE!|NUM!|NAME\?)|[\s+\-*/^&=<>(),;{{}}%@]
        |(?<![\w.$])(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?(?![\w.:$]))++)
    |(?P<sheet>(?:'(?:[^']|'')+'|(?:\[[^\[\]]*\])?{_BARE}+(?::{_BARE}+)?|\[[^\[\]]*\])!)?
     (?:(?P<range>{_RANGE})(?![\w(.!\[])
      |(?P<name>[^\W\d][\w.?\\]*)(?:(?P<call>\()|(?P<of>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]))?)
    |(?P<own>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    |(?P<unknown>.)""",
    re.VERBOSE | re.DOTALL,
)
CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d{0,7})")
ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
PREFIXES = ("_XLFN.", "_XLWS.")
FUNCTION = re.compile(r"[A-Z][A-Z0-9.]*")  # Excel writes its own functions so; a macro's are named as somebody liked
READS_ELSEWHERE = frozenset(
    ("INDIRECT", "OFFSET", "CELL", "INFO", "GETPIVOTDATA", "ANCHORARRAY", "EVALUATE", "CALL", "REGISTER.ID", "RTD")
)
PARAMETER = "_XLPM."  # of LET and LAMBDA: stands for something that the same formula names
CONSTANTS = ("TRUE", "FALSE")
SIZED_BY_ANOTHER = ("SUMIF(", "AVERAGEIF(")  # the range to add up is taken as large as the range to test
WHOLE = ("#all", "#headers", "#totals")
LONGEST_FORMULA = 8_192  # characters; Excel makes no longer ones, and looking at them takes long
DEEPEST = 8  # names that stand for names


@dataclass(frozen=True, slots=True)
class Place:
    """Cells of one tab; the tab's name is in lower case."""

    tab: str
    area: Area


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTable:
    """An Excel table as formulas see it: the whole of it, the rows of its data, its columns by name in lower case."""

    tab: str
    whole: Area
    first: int
    last: int
    columns: Mapping[str, int]  # → column of the sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What formulas of a workbook can name. Names of tabs, names and tables are in lower case; the scope "" is the book."""

    tabs: tuple[str, ...]
    names: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])  # (scope, name) → text
    tables: Mapping[str, NamedTable] = field(default_factory=dict[str, NamedTable])


Seen: TypeAlias = dict[tuple[str, str], tuple[Place, ...]]
"""Tab and word of a formula → the places that it means there."""


class _InDoubt(Exception):
    """It can't be told what the formula reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads the formulas of one cell; a name's text has no cell of its own (row 0)."""

    known: Known
    tab: str
    seen: Seen
    column: int = 0
    row: int = 0
    depth: int = 0

    def places(self, text: str) -> list[Place]:
        found: list[Place] = []
        last_arguments: list[int] = []
        for token in TOKEN.finditer(text):
            if token["harmless"]:
                continue
            here = self._places_of(token)
            if text[token.start() - 1 : token.start()] == "," and text[token.end() : token.end() + 1] == ")":
                last_arguments += range(len(found), len(found) + len(here))
            found += here
        upper = text.upper()
        return _sized(found, last_arguments) if any(name in upper for name in SIZED_BY_ANOTHER) else found

    def _places_of(self, token: re.Match[str]) -> Sequence[Place]:
        """The places of a token; what it says is looked up once per tab unless it depends on the cell."""
        if token["of"] or token["own"] or self.depth:
            return tuple(self._token(token))
        key = (self.tab, token[0])
        if key not in self.seen:
            self.seen[key] = tuple(self._token(token))
        return self.seen[key]

    def _token(self, token: re.Match[str]) -> Iterator[Place]:
        if token["unknown"]:
            raise _InDoubt
        if token["own"]:
            yield self._of_table(self._around(), token["own"])
            return
        tabs = self._tabs(token["sheet"])
        if tabs is None:
            return  # another workbook's cells don't change here
        if token["range"]:
            place = self._area(token["range"], qualified=bool(token["sheet"]))
            yield from (Place(tab, place) for tab in tabs)
        elif token["call"]:
            self._function(token["name"])
        else:
            yield from self._named(tabs, token["name"], token["of"] or "")

    def _tabs(self, qualifier: str | None) -> tuple[str, ...] | None:
        """The tabs that "'一月:三月'!" names; None for another workbook's."""
        if not qualifier:
            return (self.tab,)
        name = named_tab(qualifier).casefold()
        if "[" in name:
            if "[0]" in name:
                raise _InDoubt  # this workbook, in a notation that is not meant for cells
            return None
        ends = name.split(":")
        if any(end not in self.known.tabs for end in ends):
            raise _InDoubt
        first, last = sorted(self.known.tabs.index(end) for end in (ends[0], ends[-1]))
        return self.known.tabs[first : last + 1]

    def _area(self, text: str, *, qualified: bool) -> Area:
        corners = [CORNER.fullmatch(word) for word in text.split(":")]
        columns, rows = [1, LAST_COLUMN], [1, LAST_ROW]
        found = [corner for corner in corners if corner]
        if found[0][2]:
            columns = sorted(column_index(corner[2].upper()) for corner in found)
        if found[0][4]:
            rows = sorted(int(corner[4]) for corner in found)
        if rows[0] < 1 or rows[-1] > LAST_ROW or columns[-1] > LAST_COLUMN:
            raise _InDoubt
        if self.depth and not (qualified and all(_is_fixed(corner) for corner in found)):
            raise _InDoubt  # a name that means other cells in every cell that uses it
        return Area(columns[0], rows[0], columns[-1], rows[-1])

    def _function(self, name: str) -> None:
        word = name.upper() if name.upper().startswith(PREFIXES) else name
        for prefix in PREFIXES:
            word = word.removeprefix(prefix)
        is_named = any((scope, name.casefold()) in self.known.names for scope in (self.tab, ""))  # a LAMBDA
        if is_named or not FUNCTION.fullmatch(word) or word in READS_ELSEWHERE or word.startswith("GET."):
            raise _InDoubt

    def _named(self, tabs: tuple[str, ...], name: str, of: str) -> Iterator[Place]:
        """The cells that a name means, or a table's, all of them or the column `of`."""
        key = name.casefold()
        if not of and (name.upper() in CONSTANTS or name.upper().startswith(PARAMETER)):
            return
        text = self.known.names.get((tabs[0], key), self.known.names.get(("", key)))
        if text is not None and not of:
            if self.depth >= DEEPEST:
                raise _InDoubt
            yield from _Reader(known=self.known, tab=self.tab, seen=self.seen, depth=self.depth + 1).places(text)
        elif key in self.known.tables:
            yield self._of_table(self.known.tables[key], of)
        else:
            raise _InDoubt

    def _around(self) -> NamedTable:
        """The table that the formula stands in."""
        for table in self.known.tables.values():
            if table.tab == self.tab and table.whole.holds(self.column, self.row):
                return table
        raise _InDoubt

    def _of_table(self, table: NamedTable, of: str) -> Place:
        """What `of` means: "[完成率]", "[[#This Row],[完成率]]", "[@完成率]", "[[甲]:[丙]]", nothing for all data."""
        inside = of[1:-1].strip()
        row_only, inside = inside.startswith("@"), inside.removeprefix("@").strip()
        is_list = inside.startswith("[")
        items = [found[1] for found in ITEM.finditer(inside)] if is_list else [inside] if inside else []
        if is_list and ITEM.sub("", inside).strip(" ,:"):
            raise _InDoubt
        words = [item.casefold() for item in items if item.startswith("#")]
        columns = [_column(table, item) for item in items if not item.startswith("#")]
        left, right = (min(columns), max(columns)) if columns else (table.whole.left, table.whole.right)
        if "#this row" in words or row_only:
            if self.tab != table.tab or not table.first <= self.row <= table.last:
                raise _InDoubt
            return Place(table.tab, Area(left, self.row, right, self.row))
        if any(word in WHOLE for word in words):
            return Place(table.tab, Area(left, table.whole.top, right, table.whole.bottom))
        return Place(table.tab, Area(left, table.first, right, table.last))


def places_read(
    text: str, *, known: Known, tab: str, column: int, row: int, seen: Seen | None = None
) -> tuple[Place, ...] | None:
    """The places that the formula `text` (without "=") in that cell of `tab` may read; None if that is in doubt.

    `seen` keeps what the words of formulas mean from one call to the next.
    """
    if len(text) > LONGEST_FORMULA:
        return None
    seen = {} if seen is None else seen
    try:
        return tuple(_Reader(known=known, tab=tab.casefold(), seen=seen, column=column, row=row).places(text))
    except _InDoubt:
        return None


def _is_fixed(corner: re.Match[str]) -> bool:
    """Whether "$A$3", "$A" or "$3" means the same cells everywhere."""
    if corner[2] and corner[4]:
        return bool(corner[1] and corner[3])
    return bool(corner[1] or corner[3])


def _column(table: NamedTable, item: str) -> int:
    name = re.sub(r"'(.)", r"\1", item).casefold()
    if name not in table.columns:
        raise _InDoubt
    return table.columns[name]


def _sized(found: list[Place], last_arguments: list[int]) -> list[Place]:
    """`found` with those that stand last in a call as large as the largest of all."""
    width = max((place.area.right - place.area.left for place in found), default=0)
    height = max((place.area.bottom - place.area.top for place in found), default=0)
    for at in last_arguments:
        tab, area = found[at].tab, found[at].area
        right, bottom = min(area.left + width, LAST_COLUMN), min(area.top + height, LAST_ROW)
        found[at] = Place(tab, Area(area.left, area.top, max(area.right, right), max(area.bottom, bottom)))
    return found
