"""A .docx opened to be looked at or finished: bytes → its body, its headers and footers with red parts, its style names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from duban_xl.documents.word.layout import MARKS, RED_RULES, Layout, Style, layout_with
from duban_xl.documents.word.xml import Element, W, element, parse, read_package, serialise, style_of

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True, slots=True)
class Document:
    """A package with its body parsed; `styles` are the names of the style ids (Word and WPS rename ids at will).

    `edges` are the headers and footers that hold marks or red rules, by the name of their part.
    """

    parts: dict[str, bytes]
    root: Element
    styles: dict[str, str]
    edges: dict[str, Element] = field(default_factory=dict[str, Element])

    @property
    def layout(self) -> Layout:
        """What stands around the text, told by the styles that the file defines."""
        return layout_with(set(self.styles.values()))

    def named(self, *styles: Style) -> list[Element]:
        """The paragraphs of these styles, in order; those of headers and footers come last."""
        return [p for root in (self.root, *self.edges.values()) for p in self._named(root, styles)]

    def _named(self, root: Element, styles: tuple[Style, ...]) -> Iterator[Element]:
        """By the marks of their styles, which are far fewer than the paths to look along; one of a revision is none."""
        for mark in root.iter(W + "pStyle"):
            style_id = mark.get(W + "val") or ""
            if self.styles.get(style_id, style_id) in styles:
                holder = mark.getparent()
                owner = holder.getparent() if holder is not None else None
                if owner is not None and owner.tag == W + "p":
                    yield owner

    def leaves(self) -> Iterator[Element]:
        """The paragraphs that hold no other paragraph (the one that anchors a text box does)."""
        return (p for p in self.root.iter(W + "p") if all(inner is p for inner in p.iter(W + "p")))

    def style(self, paragraph: Element) -> str:
        """The name of the style of `paragraph`."""
        style_id = style_of(paragraph)
        return self.styles.get(style_id, style_id)

    def drop_fallbacks(self) -> None:
        """Takes out what older programs would read instead of a text box: nothing would keep it in step."""
        for fallback in list(self.root.iter(_FALLBACK)):
            if (parent := fallback.getparent()) is not None:
                parent.remove(fallback)

    def store(self) -> None:
        """Writes body, headers and footers back into the parts."""
        self.parts["word/document.xml"] = serialise(self.root)
        for name, root in self.edges.items():
            self.parts[name] = serialise(root)


def open_document(data: bytes) -> Document:
    """A .docx to look at or to finish; raises zipfile.BadZipFile, KeyError or xml.BadXml."""
    parts = read_package(data)
    document = Document(parts, parse(parts["word/document.xml"]), style_names(parts))
    document.edges.update(_edges(document))
    return document


def style_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Style id → style name."""
    styles = parse(parts["word/styles.xml"]) if "word/styles.xml" in parts else element("styles")
    names: dict[str, str] = {}
    for style in styles.findall(W + "style"):
        name = style.find(W + "name")
        if name is not None:
            names[style.get(W + "styleId") or ""] = name.get(W + "val") or ""
    return names


def _edges(document: Document) -> Iterator[tuple[str, Element]]:
    red = {*MARKS, *RED_RULES}
    for name in sorted(document.parts):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            root = parse(document.parts[name])
            if any(document.style(p) in red for p in root.iter(W + "p")):
                yield name, root
