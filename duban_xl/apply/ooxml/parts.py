"""A workbook opened to get new parts: sheets, notes, relationships and content types in → the new file's bytes."""

import re
from collections.abc import Callable
from functools import partial

from duban_xl.apply.ooxml.archive import DEFLATED, STORED, Pieces, rewrite
from duban_xl.apply.ooxml.book import CONTENT_TYPES, Book, relations_part
from duban_xl.apply.ooxml.markup import Node, Splices, escaped
from duban_xl.apply.ooxml.refusal import broken
from duban_xl.apply.ooxml.sheet import Sheet

RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_PARTS = ("vbaProject", "attachedToolbars")
"""Relationships of a workbook that holds macros; a copy that is sent on has none."""
CALL = re.compile(rb"<(?:\w+:)?(?:ddeLink\s|f(?:\s[^<>]*+)?>[^<]*?\|(?:(?:'|&apos;)[^'<]*?(?:'|&apos;)|[\w.]++)!)")
"""A link or a formula that starts another program (=cmd|'/C calc'!A0)."""


class Parts:
    """The parts of one workbook: those that are there are changed by splices, new ones are added; `finish` writes them."""

    def __init__(self, data: bytes) -> None:
        self.book = Book(data)
        self.package = self.book.package
        self._splices: dict[str, Splices] = {}
        self._sheets: dict[str, Sheet] = {}
        self._children: dict[tuple[str, int], tuple[Node, list[bytes]]] = {}
        self._new: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._relations: dict[str, list[bytes]] = {}
        self._ids: dict[str, set[str]] = {}

    @property
    def base(self) -> str:
        """What the types of relationships begin with: strict files have another start than the usual one."""
        node = next((r.node for r in self.book.relations if r.type == "worksheet"), None)
        if node is None:
            raise broken("没有工作表")
        return (node.get("Type") or "").rstrip("/").rpartition("/")[0]

    def sheet(self, part: str) -> Sheet:
        """The worksheet `part`."""
        if part not in self._sheets:
            self._sheets[part] = Sheet(self.package.text(part), part=part)
        return self._sheets[part]

    def splices(self, part: str) -> Splices:
        """The replacements in `part`."""
        if part not in self._splices:
            self._splices[part] = Splices(self._sheets[part].data if part in self._sheets else self.package.read(part))
        return self._splices[part]

    def append_child(self, part: str, node: Node, new: bytes) -> None:
        """Put `new` behind the last child of `node`, an element of `part`."""
        self._children.setdefault((part, node.start), (node, []))[1].append(new)

    def add(self, stem: str, suffix: str, data: bytes, *, kind: str) -> str:
        """A new part named `stem`, a number and `suffix`; its name. `kind` is its content type, told by its name."""
        number = 1
        while self.package.name(f"{stem}{number}{suffix}") or f"{stem}{number}{suffix}" in self._new:
            number += 1
        name = f"{stem}{number}{suffix}"
        self._new[name] = data
        self._declare(name, kind)
        return name

    def relate(self, part: str, target: str, kind: str) -> str:
        """A new relationship from `part` to the part `target`, of the full type `kind`; its id."""
        taken = self._taken(part)
        number = len(taken) + 1
        while f"rIdDb{number}" in taken:
            number += 1
        taken.add(f"rIdDb{number}")
        new = b'Relationship Id="rIdDb%d" Type="%b" Target="/%b"/>'
        self._relations.setdefault(part, []).append(new % (number, escaped(kind), escaped(target.lstrip("/"))))
        return f"rIdDb{number}"

    def remove(self, part: str) -> None:
        """Leave the entry out of the new file; who pointed at it must be told otherwise."""
        self._removed.add(self.package.name(part) or part)

    def without_macros(self) -> None:
        """Make it a plain workbook: macros and the mark of a template or macro workbook go.

        Refused for sheets of macros, and for links and formulas that start another program.
        """
        if any(tab.kind.casefold().endswith("macrosheet") for tab in self.book.tabs):
            raise broken("含有宏表")
        sheets = [tab.part for tab in self.book.tabs if tab.part]
        links = [r.target for r in self.book.relations if r.type == "externalLink" and self.package.name(r.target)]
        if any(CALL.search(self.package.read(part)) for part in (*sheets, *links)):
            raise broken("含有启动其他程序的公式或链接")
        rels = relations_part(self.book.part)
        for relation in self.book.relations:
            if relation.type in MACRO_PARTS:
                self.splices(rels).replace(relation.node.start, relation.node.end, b"")
                self.remove(relation.target)
        for node in self.package.root(CONTENT_TYPES).children:
            target = self.package.name(node.get("PartName") or "")
            if node.name != "Override" or target is None:
                continue
            if target in self._removed:
                self.splices(CONTENT_TYPES).replace(node.start, node.end, b"")
            elif target == self.book.part and node.get("ContentType") != MAIN:
                self.splices(CONTENT_TYPES).set_attributes(node, ContentType=MAIN)

    def finish(self) -> bytes:
        """The new file. Refused if a part that stays as it is is damaged (A151) or can do harm (A191)."""
        for part, new in self._relations.items():
            self._write_relations(part, new)
        for (part, _), (node, new) in self._children.items():
            self._append(part, node, b"".join(new))
        changed: dict[str, Callable[[], Pieces]] = {
            self.package.name(part) or part: splices.pieces for part, splices in self._splices.items() if splices
        }
        changed |= {name: partial(_whole, data) for name, data in self._new.items()}
        for entry in self.package.archive.entries:
            if entry.name not in changed and entry.name not in self._removed and entry.method in (STORED, DEFLATED):
                self.package.check(entry)
        return rewrite(self.package.archive, changed=changed, removed=frozenset(self._removed))

    def _taken(self, part: str) -> set[str]:
        """The ids of the relationships of `part`, old and new."""
        if part not in self._ids:
            rels = self.package.name(relations_part(part))
            nodes = self.package.root(rels).children if rels and rels not in self._removed else ()
            self._ids[part] = {node.get("Id") or "" for node in nodes}
        return self._ids[part]

    def _declare(self, name: str, kind: str) -> None:
        types = self.package.root(CONTENT_TYPES)
        new = b'<%bOverride PartName="/%b" ContentType="%b"/>' % (types.prefix, escaped(name), escaped(kind))
        self.append_child(CONTENT_TYPES, types, new)

    def _write_relations(self, part: str, new: list[bytes]) -> None:
        rels = relations_part(part)
        if self.package.name(rels) and self.package.name(rels) not in self._removed:
            root = self.package.root(rels)
            self.append_child(rels, root, b"".join(b"<" + root.prefix + one for one in new))
        else:
            head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%b">'
            body = b"".join(b"<" + one for one in new)
            self._removed.discard(rels)
            self._new[rels] = head % RELATIONS_SPACE.encode() + body + b"</Relationships>"

    def _append(self, part: str, node: Node, new: bytes) -> None:
        splices = self.splices(part)
        if not node.is_empty:
            splices.replace(node.close, node.close, new)
            return
        tag = bytes(splices.data[node.start : node.end])[:-2].rstrip() + b">"
        splices.replace(node.start, node.end, tag + new + b"</%b%b>" % (node.prefix, node.name.encode()))


def _whole(content: bytes) -> Pieces:
    return (content,)
