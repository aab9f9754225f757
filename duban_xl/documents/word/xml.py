"""The edge to lxml and to the zip of a .docx: bytes → parts and typed elements, and back to reproducible bytes.

The only module of the documents that imports lxml. Entities and network access are off: a template may come from anyone.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Protocol, cast

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARAGRAPH_PROPERTIES, _PARAGRAPH_STYLE, _VALUE = W + "pPr", W + "pStyle", W + "val"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; no clock enters a document
_FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")


class Element(Protocol):
    """The part of lxml's element that the documents use."""

    tag: str
    text: str | None

    def get(self, key: str, default: str = ...) -> str | None: ...
    def set(self, key: str, value: str) -> None: ...
    def find(self, path: str) -> "Element | None": ...
    def findall(self, path: str) -> "list[Element]": ...
    def iter(self, *tags: str) -> "Iterator[Element]": ...
    def getparent(self) -> "Element | None": ...
    def getprevious(self) -> "Element | None": ...
    def append(self, element: "Element") -> None: ...
    def insert(self, index: int, element: "Element") -> None: ...
    def remove(self, element: "Element") -> None: ...
    def addnext(self, element: "Element") -> None: ...
    def iterancestors(self, *tags: str) -> "Iterator[Element]": ...
    def __iter__(self) -> "Iterator[Element]": ...
    def __len__(self) -> int: ...


class BadXml(Exception):
    """The bytes are no well-formed XML."""


def parse(data: bytes) -> Element:
    """The root element of `data`; raises BadXml."""
    from lxml import etree  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue, reportUnknownVariableType]

    make = cast("Callable[..., object]", etree.XMLParser)
    read = cast("Callable[[bytes, object], Element]", etree.fromstring)
    syntax_error = cast("type[Exception]", etree.XMLSyntaxError)
    try:
        return read(data, make(resolve_entities=False, no_network=True, huge_tree=True))
    except syntax_error as error:
        raise BadXml(str(error)) from error


def serialise(root: Element) -> bytes:
    """`root` as a UTF-8 part with its declaration."""
    from lxml import etree  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue, reportUnknownVariableType]

    write = cast("Callable[..., bytes]", etree.tostring)
    return write(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def element(tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    """A new element of the WordprocessingML namespace: ("ind", {"right": "1260"}) → w:ind w:right="1260"."""
    return raw_element(W + tag, {W + name: value for name, value in (attributes or {}).items()})


def raw_element(tag: str, attributes: Mapping[str, str]) -> Element:
    """A new element; tag and attributes are written with their namespaces."""
    from lxml import etree  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue, reportUnknownVariableType]

    make = cast("Callable[[str], Element]", etree.Element)
    made = make(tag)
    for name, value in attributes.items():
        made.set(name, value)
    return made


def read_package(data: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name; raises zipfile.BadZipFile."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """A .docx of `parts`: fixed order, times, permissions and compression, so the same parts give the same bytes."""
    buffer = BytesIO()
    order = [name for name in _FIRST_PARTS if name in parts]
    order += sorted(name for name in parts if name not in _FIRST_PARTS)
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, parts[name], compresslevel=6)
    return buffer.getvalue()


# ---- paragraphs, runs, properties -----------------------------------------------------------------------------------

# Order of the children that the program sets inside w:pPr (CT_PPr is a sequence).
_PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip
_RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
    "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
)  # fmt: skip
_ROW_ORDER = ("cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader")
_TABLE_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip
_CELL_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar")
_ORDERS = {
    "pPr": _PARAGRAPH_ORDER,
    "rPr": _RUN_ORDER,
    "trPr": _ROW_ORDER,
    "tblPr": _TABLE_ORDER,
    "tcPr": _CELL_ORDER,
}


def properties(owner: Element, kind: str) -> Element:
    """The property child `kind` ("pPr", "rPr", "trPr" …) of `owner`, made as its first child if missing."""
    found = owner.find(W + kind)
    if found is None:
        found = element(kind)
        owner.insert(1 if kind == "trPr" and owner.find(W + "tblPrEx") is not None else 0, found)
    return found


def set_property(owner: Element, path: str, **attributes: str) -> Element:
    """Sets `attributes` on the property `path` ("pPr/ind") of `owner`; others stay; made at its place if missing."""
    kind, name = path.split("/")
    holder = properties(owner, kind)
    found = holder.find(W + name)
    if found is None:
        found = element(name)
        before = set(_ORDERS[kind][: _ORDERS[kind].index(name)])
        places = [place for place, child in enumerate(holder, start=1) if child.tag.removeprefix(W) in before]
        holder.insert(max(places, default=0), found)
    for key, value in attributes.items():
        found.set(W + key, value)
    return found


def style_of(paragraph: Element) -> str:
    """The style id of `paragraph`; "" when it has none."""
    for holder in paragraph:  # asked thousands of times a document: a search by path takes twice as long
        if holder.tag == _PARAGRAPH_PROPERTIES:
            return next((one.get(_VALUE) or "" for one in holder if one.tag == _PARAGRAPH_STYLE), "")
    return ""


def text_of(owner: Element) -> str:
    """The text under `owner`; a line break is a line feed, a tab a tab."""
    pieces: list[str] = []
    for node in owner.iter(W + "t", W + "br", W + "tab"):
        if node.tag == W + "t":
            pieces.append(node.text or "")
        elif node.tag == W + "br":
            pieces.append("\n")
        elif next(node.iterancestors(W + "tabs"), None) is None:  # a tab of the text, not a tab stop
            pieces.append("\t")
    return "".join(pieces)


def set_text(paragraph: Element, text: str) -> None:
    """Puts `text` into the first run of `paragraph`, with its formatting; line feeds become breaks, tabs tabs; other runs go."""
    runs = paragraph.findall(W + "r")
    run = runs[0] if runs else element("r")
    if not runs:
        paragraph.append(run)
    for other in runs[1:]:
        paragraph.remove(other)
    for child in list(run):
        if child.tag != W + "rPr":
            run.remove(child)
    for sign, words in re.findall(r"([\n\t]|^)([^\n\t]*)", text):
        if sign:
            run.append(element("br" if sign == "\n" else "tab"))
        piece = element("t")
        piece.text = words
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(piece)
