"""XML bytes → elements with their byte positions, and back with some of the bytes replaced.

Nothing is parsed into a tree and written again: what an edit does not name stays as it was, byte for byte. Elements are
known by their local name, so that strict files and prefixed roots (`x:row`) need no special case.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from duban_xl.apply.ooxml.refusal import broken, refused
from duban_xl.apply.ooxml.text import Text, text_of_bytes

ATTRIBUTES = rb"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""
TAG = re.compile(rb"<(/?)((?:[^\s<>/!?:]++:)?)([^\s<>/!?:]++)(" + ATTRIBUTES + rb")>")
HIDDEN = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))
CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
ATTRIBUTE = re.compile(rb"""(?<![^\s="'/])([^\s="'/]++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
ENCODING = re.compile(rb"""\sencoding\s*+=\s*+["']([^"']++)["']""")
REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]{1,8}|#[0-9]{1,9}|amp|lt|gt|quot|apos);")
WHOLE = re.compile(r"\s*\d{1,10}\s*", re.ASCII)
TO_ESCAPE = re.compile('[&<>"\\r]')
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
DECLARES = "含有文档类型定义（DTD）"
BOM = b"\xef\xbb\xbf"
LONGEST_DECLARATION = 1_000  # bytes of <?xml … ?>
MOST_ELEMENTS = 1_000_000  # of a part, rows and cells left out; charts hold three for every point
DEEPEST = 100  # levels; the deepest charts have some twenty

Data: TypeAlias = bytes | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One element: its tag runs from `start` to `inner`, its content to `close`, its end tag to `end`."""

    name: str
    prefix: bytes  # with its colon, or empty
    raw: bytes  # the tag's text behind the name
    start: int
    inner: int
    close: int
    end: int
    children: tuple["Node", ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the element is written as one tag, `<a/>`."""
        return self.close == self.end

    def get(self, name: str) -> str | None:
        """The value of the attribute written as `name` (prefix included)."""
        return attribute(self.raw, name.encode())

    def first(self, name: str) -> "Node | None":
        """The first child called `name`."""
        return next((child for child in self.children if child.name == name), None)

    def every(self, *names: str) -> "Iterator[Node]":
        """All descendants called one of `names`, in document order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.every(*names)


class Splices:
    """Replacements in one part, collected in any order and written in one pass."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self._is_ascii = bool(_other_encoding(data))  # see `readable`
        self._edits: list[tuple[int, int, bytes]] = []

    def __bool__(self) -> bool:
        return bool(self._edits)

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put `new` where the bytes `start` to `end` stand; equal positions insert in the order of the calls."""
        if self._is_ascii:
            new = new.decode().encode("ascii", "xmlcharrefreplace")
        if self.data[start:end] != new:
            self._edits.append((start, end, new))

    def set_attributes(self, node: Node, **values: str | None) -> None:
        """Give the tag of `node` these attributes; None takes one away."""
        tag = self.data[node.start : node.inner]
        self.replace(node.start, node.inner, with_attributes(tag, **values))

    def pieces(self) -> Iterator[bytes | memoryview]:
        """The new content of the part in pieces, in order."""
        text = self.data if isinstance(self.data, Text) else text_of_bytes(self.data)
        at = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < at:
                raise RuntimeError(f"overlapping edits at byte {start}")
            yield from text.pieces(at, start)
            yield new
            at = end
        yield from text.pieces(at, len(text))

    def result(self) -> bytes:
        """The new content of the part."""
        return b"".join(self.pieces())


def readable(data: bytes, *, part: str) -> bytes:
    """`data` with comments, CDATA and instructions blanked, every other byte at its place.

    Refused if it is not UTF-8, nor ASCII under another encoding's name (A154), or declares a document type (A191).
    """
    check_encoding(data, part=part)
    if b"<!" not in data and data.find(b"<?", 8) < 0:
        return data
    text = text_of_bytes(data)
    return text.without(tuple(_hidden(text, part=part)))[:]


def readable_text(data: Text, *, part: str) -> Text:
    """The same for a part of any size."""
    check_encoding(data, part=part)
    if data.find(b"<!", 0, len(data)) < 0 and data.find(b"<?", 8, len(data)) < 0:
        return data
    return data.without(tuple(_hidden(data, part=part)))


def check_encoding(data: Data, *, part: str) -> None:
    """Refused (A154) unless the part is written in UTF-8, or in ASCII under another encoding's name."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise refused("A154", part=part, encoding="UTF-16")
    declared = _other_encoding(data)
    if declared and not _is_ascii(data):
        raise refused("A154", part=part, encoding=declared)


def tree(*masked: bytes, part: str, offsets: Sequence[int] = (0,)) -> Node:
    """The one element that the stretches `masked` (see `readable`) hold, which begin at the positions `offsets` of the part."""
    open_tags: list[tuple[re.Match[bytes], int, list[Node]]] = []
    done: list[Node] = []
    count = 0
    for stretch, offset in zip(masked, offsets, strict=True):
        for tag in _tags(stretch, part=part):
            closing, _, _, raw = tag.groups()
            count += not closing
            if count > MOST_ELEMENTS:
                raise refused("A190", size=f"{part}，超过 {MOST_ELEMENTS} 个元素")
            if closing:
                node = _closed(open_tags, tag, offset, part=part)
            elif raw.endswith(b"/"):
                node = _node(tag, offset, tag.end() + offset, tag.end() + offset)
            else:
                open_tags.append((tag, offset, []))
                if len(open_tags) > DEEPEST:
                    raise refused("A191", part=part, reason=f"的元素套了 {DEEPEST} 层以上")
                continue
            (open_tags[-1][2] if open_tags else done).append(node)
    if open_tags or len(done) != 1:
        raise broken(f"{part} 的标记不配对")
    return done[0]


def attribute(raw: bytes, name: bytes) -> str | None:
    """The value of the attribute `name` in a tag's text `raw`."""
    if name not in raw:
        return None
    for found in ATTRIBUTE.finditer(raw):
        if found[1] == name:
            return unescaped(found[2][1:-1])
    return None


def whole(text: str | None, default: int = 0, *, part: str) -> int:
    """The whole number that an attribute holds, `default` without one; Refused (A191) if it is none or absurd."""
    if text is None or text == "":
        return default
    if not WHOLE.fullmatch(text):
        raise refused("A191", part=part, reason=f"应为整数的地方是“{text[:20]}”")
    return int(text)


def with_attributes(tag: bytes, **values: str | None) -> bytes:
    """The start tag `tag` with these attributes set where they stand or at the end; None takes one away."""
    for name, value in values.items():
        tag = _with_attribute(tag, name.encode(), value)
    return tag


def text_of(data: Data, node: Node) -> str:
    """The text inside `node`, which has no child elements."""
    raw = data[node.inner : node.close]
    if b"<![CDATA[" not in raw:
        return unescaped(raw)
    return "".join(
        part.decode("utf-8", "replace") if at % 2 else unescaped(part) for at, part in enumerate(CDATA.split(raw))
    )


def unescaped(raw: bytes) -> str:
    """XML text as characters."""
    text = raw.decode("utf-8", "replace")
    return REFERENCE.sub(_character, text) if "&" in text else text


def escaped(text: str) -> bytes:
    """Characters as XML text or attribute value in double quotes; a carriage return as a reference, or it would be lost."""
    if not TO_ESCAPE.search(text):
        return text.encode()
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return plain.replace("\r", "&#13;").encode()


def _tags(stretch: bytes, *, part: str) -> Iterator[re.Match[bytes]]:
    """All tags of `stretch`, behind its XML declaration. Refused (A155) if a "<" is none of a tag's."""
    at = stretch.find(b"?>") if stretch.startswith((b"<?", BOM + b"<?")) else 0
    while tag := TAG.search(stretch, at):
        if stretch.find(b"<", at, tag.start()) >= 0:
            raise broken(f"{part} 的标记不完整")
        at = tag.end()
        yield tag
    if stretch.find(b"<", at) >= 0:
        raise broken(f"{part} 的标记不完整")


def _closed(
    open_tags: list[tuple[re.Match[bytes], int, list[Node]]], tag: re.Match[bytes], offset: int, *, part: str
) -> Node:
    """The element that the end tag `tag` closes."""
    if not open_tags or open_tags[-1][0].group(2, 3) != tag.group(2, 3):
        raise broken(f"{part} 的标记不配对")
    opened, start, children = open_tags.pop()
    return _node(opened, start, tag.start() + offset, tag.end() + offset, children=tuple(children))


def _hidden(data: Text, *, part: str) -> Iterator[tuple[int, int]]:
    """Where the comments, CDATA and instructions of `data` begin and end; one pass, also over those that never end.

    Refused for other declarations (A191) and for what never ends (A155).
    """
    at, end = 0, len(data)
    ahead = {opening: data.find(opening, 0, end) for opening in (b"<!", b"<?")}
    while at < end:
        for opening, place in ahead.items():
            if 0 <= place < at:
                ahead[opening] = data.find(opening, at, end)
        start = min((place for place in ahead.values() if place >= 0), default=end)
        if start == end:
            return
        begins = data[start : start + 9]
        opening, closing = next((pair for pair in HIDDEN if begins.startswith(pair[0])), (b"", b""))
        if not closing:
            raise refused("A191", part=part, reason=DECLARES)
        close = data.find(closing, start + len(opening), end)
        if close < 0:
            raise broken(f"{part} 的标记不配对")
        at = close + len(closing)
        yield start, at


def _is_ascii(data: Data) -> bool:
    return all(bytes(piece).isascii() for piece in (data.pieces(0, len(data)) if isinstance(data, Text) else (data,)))


def _other_encoding(data: Data) -> str:
    """The encoding that `data` declares, if it is another than UTF-8."""
    head = data[:LONGEST_DECLARATION].removeprefix(BOM).lstrip()
    declared = ENCODING.search(head[: head.find(b"?>")]) if head.startswith(b"<?xml") else None
    name = declared[1].decode("ascii", "replace") if declared else ""
    return "" if name.lower() in ("utf-8", "utf8") else name


def _node(opened: re.Match[bytes], offset: int, close: int, end: int, *, children: tuple[Node, ...] = ()) -> Node:
    return Node(
        name=opened[3].decode("utf-8", "replace"), prefix=opened[2], raw=opened[4], start=opened.start() + offset,
        inner=opened.end() + offset, close=close, end=end, children=children,
    )  # fmt: skip


def _with_attribute(tag: bytes, name: bytes, value: str | None) -> bytes:
    for found in ATTRIBUTE.finditer(tag):
        if found[1] == name:
            if value is None:
                return tag[: found.start()].rstrip() + tag[found.end() :]
            return tag[: found.start(2)] + b'"' + escaped(value) + b'"' + tag[found.end() :]
    if value is None:
        return tag
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b" " + name + b'="' + escaped(value) + b'"' + tag[end:]


def _character(reference: re.Match[str]) -> str:
    body = reference[1]
    if body in NAMED:
        return NAMED[body]
    number = int(body[2:], 16) if body.startswith("#x") else int(body[1:])
    is_character = number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if is_character else "\N{REPLACEMENT CHARACTER}"
