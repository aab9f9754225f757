"""A workbook's bytes → its parts found through relationships: tabs, tables, pivot tables, styles, calculation chain."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from duban_xl.apply.ooxml.archive import Archive, Entry, open_archive
from duban_xl.apply.ooxml.markup import DECLARES, Node, readable, tree
from duban_xl.apply.ooxml.refusal import broken, refused
from duban_xl.apply.ooxml.text import Text, text_of_entry
from duban_xl.read.package import declares_types

SEAM = 8  # bytes: a declaration may begin in one piece and end in the next
MOST_SHEETS = 5_000  # every one is looked up by its name
CONTENT_TYPES = "[Content_Types].xml"
KEPT = 1 << 25  # bytes of the sheets of a workbook that stay in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One internal relationship: the last word of its type, the part it points at, and its element in the .rels part."""

    id: str
    type: str
    target: str
    node: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One sheet of the workbook; `position` is what `localSheetId` means; `kind` is worksheet, chartsheet …"""

    name: str
    position: int
    part: str
    kind: str


class Package:
    """The entries of a workbook file by part name, whatever the case and slashes they are written with."""

    def __init__(self, data: bytes) -> None:
        self.archive: Archive = open_archive(data)
        self._entries: dict[str, Entry] = {_key(entry.name): entry for entry in self.archive.entries}
        self._read: dict[str, bytes] = {}
        self._whole: set[str] = set()  # names of the entries that were inflated without a fault
        self._keep = KEPT
        self._related: dict[str, tuple[Relation, ...]] = {}

    def name(self, part: str) -> str | None:
        """The entry's own spelling of `part`, or None if there is no such entry."""
        entry = self._entries.get(_key(part))
        return entry.name if entry else None

    def read(self, part: str) -> bytes:
        """The content of `part`; Refused if it is missing (A155), damaged (A151) or declares a document type (A191)."""
        if part not in self._read:
            entry = self._entry(part)
            content = self.archive.read(entry)
            _refuse_types(entry, content)
            self._read[part] = content
            self._whole.add(entry.name)
        return self._read[part]

    def text(self, part: str) -> Text:
        """The content of a `part` that may be large; Refused (A155) if it is missing."""
        entry = self._entry(part)
        text = text_of_entry(self.archive, entry, keep=self._keep)
        self._keep = max(self._keep - len(text), 0)
        self._whole.add(entry.name)
        return text

    def check(self, entry: Entry) -> None:
        """Refused if `entry`, which nobody has read, is damaged (A151) or declares a document type (A191)."""
        if entry.name in self._whole:
            return
        last = b""
        for piece in self.archive.pieces(entry):
            _refuse_types(entry, piece)
            _refuse_types(entry, last + piece[:SEAM])
            last = (last + piece[-SEAM:])[-SEAM:]

    def root(self, part: str) -> Node:
        """The elements of `part`."""
        return tree(readable(self.read(part), part=part), part=part)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The internal relationships of `part` ("" for the package itself) whose targets exist."""
        if part not in self._related:
            rels = relations_part(part)
            self._related[part] = () if self.name(rels) is None else tuple(self._relations(rels, part))
        return self._related[part]

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts that `part` points at with relationships of type `kind`."""
        return tuple(relation.target for relation in self.relations(part) if relation.type == kind)

    def _entry(self, part: str) -> Entry:
        entry = self._entries.get(_key(part))
        if entry is None:
            raise broken(f"缺少 {part}")
        return entry

    def _relations(self, rels: str, part: str) -> Iterator[Relation]:
        folder = posixpath.dirname(part.replace("\\", "/"))
        for node in self.root(rels).children:
            if node.name != "Relationship" or (node.get("TargetMode") or "").casefold() == "external":
                continue
            path = unquote((node.get("Target") or "").replace("\\", "/"))
            path = path if path.startswith("/") else posixpath.join(folder, path)
            target = self.name(posixpath.normpath(path))
            if target is not None:
                kind = (node.get("Type") or "").rstrip("/").rpartition("/")[2]
                yield Relation(id=node.get("Id") or "", type=kind, target=target, node=node)


class Book:
    """The workbook part of a package and what it points at; Refused if it must not be changed."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        parts = self.package.related("", "officeDocument")
        if not parts:
            raise broken("找不到工作簿部分")
        self.part = parts[0]
        self.root = self.package.root(self.part)
        if self.root.name != "workbook":
            raise broken(f"{self.part} 不是工作簿")
        self._refuse_bound()

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relationships of the workbook part."""
        return self.package.relations(self.part)

    @cached_property
    def tabs(self) -> tuple[Tab, ...]:
        """All sheets in the order of their tabs."""
        found = {relation.id: relation for relation in self.relations}
        sheets = self.root.first("sheets")
        nodes = sheets.children if sheets else ()
        if len(nodes) > MOST_SHEETS:
            raise refused("A190", size=f"{len(nodes)} 个工作表")
        tabs = tuple(_tab(node, at, found) for at, node in enumerate(nodes))
        for words in ([tab.name.lower() for tab in tabs], [tab.part for tab in tabs if tab.part]):
            if len(set(words)) < len(words):
                raise refused("A191", part=self.part, reason="有两个工作表同名，或指向同一内容")
        return tabs

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether day numbers count from 1904."""
        properties = self.root.first("workbookPr")
        return bool(properties) and properties.get("date1904") in ("1", "true", "on")

    @cached_property
    def namespace(self) -> str:
        """The namespace of the workbook's elements: strict files have another than the usual one."""
        prefix = self.root.prefix.decode().rstrip(":")
        return self.root.get(f"xmlns:{prefix}" if prefix else "xmlns") or ""

    def tab(self, name: str) -> Tab:
        """The worksheet called `name`; Refused if there is none (A157) or it holds no cells (A158)."""
        found = next((tab for tab in self.tabs if tab.name == name), None)
        found = found or next((tab for tab in self.tabs if tab.name.casefold() == name.casefold()), None)
        if found is None:
            raise refused("A157", tab=name)
        if found.kind != "worksheet" or not found.part:
            raise refused("A158", tab=name)
        return found

    def chart_parts(self) -> tuple[str, ...]:
        """The charts on all sheets."""
        parts = [tab.part for tab in self.tabs if tab.part]
        drawings = dict.fromkeys(drawing for part in parts for drawing in self.package.related(part, "drawing"))
        return tuple(dict.fromkeys(chart for drawing in drawings for chart in self.package.related(drawing, "chart")))

    def part_of(self, kind: str) -> str | None:
        """The part that the workbook points at with a relationship of type `kind` (styles, calcChain …)."""
        return next((relation.target for relation in self.relations if relation.type == kind), None)

    def _refuse_bound(self) -> None:
        package = self.package.relations("")
        if any(r.type == "origin" for r in package) or any(
            "_xmlsignatures" in e.name for e in self.package.archive.entries
        ):
            raise refused("A153")
        if self.part_of("revisionHeaders"):
            raise refused("A156")


def _refuse_types(entry: Entry, content: bytes) -> None:
    if declares_types(entry.name, content):
        raise refused("A191", part=entry.name, reason=DECLARES)


def relations_part(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part.replace("\\", "/"))
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _tab(node: Node, position: int, found: dict[str, Relation]) -> Tab:
    names = [text for text in (node.get(f"{prefix}id") for prefix in _prefixes(node)) if text]
    relation = next((found[name] for name in names if name in found), None)
    return Tab(
        name=node.get("name") or "",
        position=position,
        part=relation.target if relation else "",
        kind=relation.type if relation else "",
    )


def _prefixes(node: Node) -> tuple[str, ...]:
    """The attribute prefixes in the tag, most often "r:"."""
    words = node.raw.decode("utf-8", "replace").replace("=", " ").split()
    return tuple(
        {word.partition(":")[0] + ":": None for word in words if ":" in word and '"' not in word and "'" not in word}
    )


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()
