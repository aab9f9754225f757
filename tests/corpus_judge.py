"""A judge of edits that shares no code with the patcher: two workbooks and what was asked → all that differs besides."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from lxml import etree
from python_calamine import CalamineWorkbook, SheetTypeEnum

Spot = tuple[int, int]  # column, row
Box = tuple[int, int, int, int]  # left, top, right, bottom
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One edit: the sheet, what its cells must show, and whether they are a new row under its table or data."""

    tab: str
    cells: Mapping[Spot, Any]
    is_new_row: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's element with what a judge asks of it."""

    element: Any
    has_formula: bool
    has_value: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table's part and place."""

    part: str
    box: Box
    headers: int
    totals: int


@dataclass(slots=True)
class Workbook:
    """A workbook as zipfile and lxml see it."""

    data: bytes
    parts: dict[str, zipfile.ZipInfo] = field(init=False)
    _zip: zipfile.ZipFile = field(init=False)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(self.data))
        self.parts = {info.filename: info for info in self._zip.infolist()}

    def read(self, part: str) -> bytes:
        """The content of a part."""
        return self._zip.read(self.parts[part])

    def packed(self, part: str) -> bytes:
        """The compressed bytes of a part."""
        at, size = self.parts[part].header_offset, self.parts[part].compress_size
        lengths = (int.from_bytes(self.data[at + where : at + where + 2], "little") for where in (26, 28))
        start = at + 30 + sum(lengths)
        return self.data[start : start + size]

    def root(self, part: str) -> Any:
        """The elements of a part."""
        return etree.fromstring(self.read(part), etree.XMLParser(huge_tree=True, resolve_entities=False))

    def related(self, part: str) -> list[tuple[str, str, str]]:
        """Id, kind and target of the relationships of a part ("" for the package)."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found: list[tuple[str, str, str]] = []
        for node in self.root(rels) if rels in self.parts else ():
            path = posixpath.normpath(posixpath.join("/", folder, unquote(node.get("Target", "")))).lstrip("/")
            if path in self.parts:
                found.append((node.get("Id"), node.get("Type").rpartition("/")[2], path))
        return found

    @property
    def main(self) -> str:
        """The workbook part."""
        return next(path for _, kind, path in self.related("") if kind == "officeDocument")

    def tabs(self) -> dict[str, str]:
        """Name → part of the worksheets."""
        kinds = {id_: (kind, path) for id_, kind, path in self.related(self.main)}
        found: dict[str, str] = {}
        for node in named(self.root(self.main), "sheet"):
            id_ = next(value for name, value in node.attrib.items() if etree.QName(name).localname == "id")
            if kinds[id_][0] == "worksheet":
                found[node.get("name")] = kinds[id_][1]
        return found

    def tables(self, sheet_part: str) -> list[Table]:
        """The tables of a sheet."""
        found: list[Table] = []
        for _, kind, part in self.related(sheet_part):
            if kind == "table" and (box := box_of(self.root(part).get("ref"))):
                root = self.root(part)
                headers, totals = int(root.get("headerRowCount", 1)), int(root.get("totalsRowCount", 0))
                found.append(Table(part, box, headers, totals))
        return found


class Grid:
    """The cells of a worksheet part by place; those without a name follow the one before."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.row_of: dict[Any, int] = {}  # row element → its number
        self.cells: dict[Spot, Cell] = {}
        self.rows: list[int] = []
        for row in named(root, "row"):
            self.rows.append(int(row.get("r") or (self.rows[-1] if self.rows else 0) + 1))
            self.row_of[row] = self.rows[-1]
            column = 0
            for element in named(row, "c"):
                box = box_of(element.get("r"))
                column = box[0] if box else column + 1
                self.cells[column, self.rows[-1]] = _cell(element)

    @cached_property
    def arrays(self) -> list[Box]:
        """The areas that array formulas fill."""
        places = [node.get("ref") for node in named(self.root, "f") if node.get("t") == "array"]
        return [box for place in places if (box := box_of(place))]

    def is_calculated(self, spot: Spot) -> bool:
        """Whether the cell shows the result of a formula."""
        cell = self.cells.get(spot)
        return (cell is not None and cell.has_formula) or any(inside(box, spot) for box in self.arrays)


def harm(before: bytes, after: bytes, asked: Asked) -> list[str]:
    """What is wrong with `after`: what was asked and is not there, and what else differs from `before`."""
    old, new = Workbook(before), Workbook(after)
    changed = [name for name in new.parts if name not in old.parts or old.read(name) != new.read(name)]
    found = list(_entries(old, new, changed, asked))
    for name in changed if not found else ():
        found += _elements(old, new, name, asked)
    return found or list(_readings(old, before, after, asked))


def _entries(old: Workbook, new: Workbook, changed: Iterable[str], asked: Asked) -> Iterator[str]:
    """Entries lost, added, moved, packed anew, or changed without a right to."""
    lost = [name for name in old.parts if name not in new.parts]
    if [name for name in old.parts if name not in lost] != list(new.parts):
        yield f"other entries: {list(new.parts)}"
    if any("calcChain" not in name for name in lost):
        yield f"lost: {lost}"
    sheet = old.tabs()[asked.tab]
    allowed = {sheet, old.main, *old.tabs().values()}
    if lost:
        allowed |= {"[Content_Types].xml", posixpath.join(posixpath.dirname(old.main), "_rels/workbook.xml.rels")}
    if asked.is_new_row:
        allowed |= {table.part for table in old.tables(sheet)} | {name for name in old.parts if "/charts/" in name}
    for name in new.parts:
        one, other = old.parts.get(name), new.parts[name]
        if one and (one.date_time, one.external_attr, one.comment) != (
            other.date_time,
            other.external_attr,
            other.comment,
        ):
            yield f"{name}: date or attributes"
        if name in changed and name not in allowed:
            yield f"{name} changed"
        if name not in changed and one and old.packed(name) != new.packed(name):
            yield f"{name} packed anew"


def _elements(old: Workbook, new: Workbook, part: str, asked: Asked) -> Iterator[str]:
    """Elements, attributes and texts of one part that differ, those that the edit must touch left out."""
    is_sheet = part == old.tabs()[asked.tab]
    one, other = (list(_flat(book.root(part), asked.cells if is_sheet else {})) for book in (old, new))
    for item, now in zip(one, other, strict=False):
        if item != now and not (asked.is_new_row and _has_grown(item, now)):
            yield f"{part}: {item} is now {now}"
            return
    if len(one) != len(other):
        yield f"{part}: {len(one)} elements are now {len(other)}"


def _flat(root: Any, touched: Mapping[Spot, Any]) -> Iterator[tuple[str, tuple[tuple[str, str], ...], str]]:
    """Every element that no edit must touch: tag with prefix and declarations, attributes, text."""
    grid = Grid(root) if etree.QName(root).localname == "worksheet" else None
    left_out = {cell.element for spot, cell in grid.cells.items() if spot in touched} if grid else set[Any]()
    results = {c.element for spot, c in grid.cells.items() if grid.is_calculated(spot)} if grid else set[Any]()
    rows = {row for _, row in touched}
    stack = [root]
    while stack:
        node = stack.pop()
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        attributes = {key: value for key, value in node.attrib.items() if name} if name else {}
        if name == "calcPr":
            attributes.pop("fullCalcOnLoad", None)
        if node in left_out or name == "dimension" or (name == "calcPr" and not attributes):
            continue
        children = list(node)
        if name == "row" and grid and grid.row_of[node] in rows:
            attributes.pop("spans", None)
            if all(child in left_out or not len(child) for child in children):
                continue
        if node in results:
            attributes.pop("t", None)
            children = [child for child in children if etree.QName(child).localname != "v"]
        yield (
            f"{node.prefix}:{name} {sorted(map(str, node.nsmap.items()))}",
            tuple(attributes.items()),
            (node.text or "").strip(),
        )
        stack += reversed(children)


def _has_grown(item: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    """Whether the two differ in row numbers only, which are larger now, or in a cell that became a range."""
    one, other = (str(thing[1:]).replace(":", " ").replace("$", "") for thing in (item, now))
    numbers = [[int(word) for word in NUMBERS.findall(text)] for text in (one, other)]
    is_same = item[0] == now[0] and NUMBERS.sub("0", one) == NUMBERS.sub("0", other)
    return is_same and all(before <= after for before, after in zip(*numbers, strict=True))


def _readings(old: Workbook, before: bytes, after: bytes, asked: Asked) -> Iterator[str]:
    """What calamine reads differently, besides the asked cells, which must read as asked, and results of formulas."""
    shown, now = readings(before), readings(after)
    for tab, part in old.tabs().items():
        grid = Grid(old.root(part))
        for spot in shown.get(tab, {}).keys() | now.get(tab, {}).keys():
            if (tab == asked.tab and spot in asked.cells) or grid.is_calculated(spot):
                continue
            one, other = shown.get(tab, {}).get(spot), now.get(tab, {}).get(spot)
            if one != other:
                yield f"{tab} {spot} read {one!r}, now {other!r}"
    for spot, value in asked.cells.items():
        if now[asked.tab].get(spot) != value:
            yield f"{asked.tab} {spot} reads {now[asked.tab].get(spot)!r}, asked {value!r}"


def readings(data: bytes) -> dict[str, dict[Spot, Any]]:
    """What calamine reads, by sheet and place."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: dict[str, dict[Spot, Any]] = {}
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            filled = ((x, y, value) for y, row in enumerate(rows, start=1) for x, value in enumerate(row, start=1))
            found[sheet.name] = {(x, y): value for x, y, value in filled if value != ""}
    return found


def named(root: Any, name: str) -> Iterator[Any]:
    """All elements of that local name."""
    return root.iter(f"{{*}}{name}")


def box_of(text: str | None) -> Box | None:
    """The rectangle that "A1" or "A1:B2" means."""
    found = PLACE.fullmatch(text or "")
    if not found:
        return None
    left, top = _column(found[1]), int(found[2])
    return (left, top, _column(found[3]), int(found[4])) if found[3] else (left, top, left, top)


def inside(box: Box, spot: Spot) -> bool:
    """Whether the rectangle holds the cell."""
    return box[0] <= spot[0] <= box[2] and box[1] <= spot[1] <= box[3]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _cell(element: Any) -> Cell:
    kinds = {etree.QName(child).localname: child for child in element if isinstance(child.tag, str)}
    texts = [(node.text or "") for name in ("v", "t") for node in named(element, name)]
    return Cell(element, "f" in kinds, "f" not in kinds and any(texts))
