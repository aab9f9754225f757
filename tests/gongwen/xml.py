"""lxml with types, and the names of WordprocessingML: bytes → elements, elements → flat properties."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, cast

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

Look = Mapping[str, str]


class Element(Protocol):
    """The part of lxml's element that is used here."""

    tag: str
    text: str | None

    @property
    def attrib(self) -> Mapping[str, str]: ...
    def get(self, key: str, default: str = ...) -> str | None: ...
    def set(self, key: str, value: str) -> None: ...
    def find(self, path: str) -> "Element | None": ...
    def findall(self, path: str) -> "list[Element]": ...
    def iter(self, *tags: str) -> "Iterator[Element]": ...
    def getparent(self) -> "Element | None": ...
    def getprevious(self) -> "Element | None": ...
    def addnext(self, element: "Element") -> None: ...
    def addprevious(self, element: "Element") -> None: ...
    def append(self, element: "Element") -> None: ...
    def insert(self, index: int, element: "Element") -> None: ...
    def remove(self, element: "Element") -> None: ...
    def iterancestors(self, *tags: str) -> "Iterator[Element]": ...
    def __iter__(self) -> "Iterator[Element]": ...
    def __len__(self) -> int: ...


def parse(data: bytes) -> Element:
    """The root of an XML part; raises lxml's error for anything else."""
    from lxml import etree  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue, reportUnknownVariableType]

    make = cast("Callable[..., object]", etree.XMLParser)
    read = cast("Callable[[bytes, object], Element]", etree.fromstring)
    return read(data, make(resolve_entities=False, no_network=True, huge_tree=True))


def serialise(root: Element) -> bytes:
    """The part again."""
    from lxml import etree  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue, reportUnknownVariableType]

    write = cast("Callable[..., bytes]", etree.tostring)
    return write(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rsplit("}", 1)[-1]


def flat(properties: Element | None) -> dict[str, str]:
    """w:spacing w:line="579" → {"spacing.line": "579"}; an element without attributes is "1"; borders are two deep."""
    found: dict[str, str] = {}
    for child in () if properties is None else properties:
        name = local(child.tag)
        if name in ("pBdr", "tcBorders", "tblBorders", "tblCellMar", "tcMar"):
            for side in child:
                found.update({f"{name}.{local(side.tag)}.{local(key)}": value for key, value in side.attrib.items()})
        elif child.attrib:
            found.update({f"{name}.{local(key)}": value for key, value in child.attrib.items()})
        else:
            found[name] = "1"
    return found


def over(lower: Look, upper: Look) -> dict[str, str]:
    """`upper` laid over `lower`: a hanging indent takes the place of a first-line one, and the other way round."""
    rivals = {"ind.hanging": "ind.firstLine", "ind.firstLine": "ind.hanging"}
    gone = {rivals[name] for name in upper if name in rivals}
    gone |= {f"{name}Theme" for name in upper if name.startswith("rFonts.")}
    flags = {name for name in lower if f"{name}.val" in upper}
    return {**{name: value for name, value in lower.items() if name not in gone | flags}, **upper}


def is_on(look: Look, name: str) -> bool:
    """Whether the on/off property `name` holds."""
    if f"{name}.val" in look:
        return look[f"{name}.val"] not in ("0", "false", "off")
    return name in look


def number(look: Look, name: str) -> int:
    """A length or count; 0 if it isn't given."""
    return int(float(look.get(name) or 0))
