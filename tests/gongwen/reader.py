"""A .docx → paragraphs, runs, sections and tables as they will look: styles inherited, themes resolved.

Parts of a document are told by the names of their paragraph styles, which is what a template and any program share.
"""

import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from tests.gongwen.xml import RELATIONS, Element, Look, R, W, flat, is_on, number, over, parse

MILLIMETRE = 1440 / 25.4
"""In twips."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look the same."""

    text: str
    look: Look

    @property
    def east(self) -> str:
        """The font of its Chinese letters; "" if nothing says, "theme …" if a theme does, which differs by machine."""
        theme = self.look.get("rFonts.eastAsiaTheme", "")
        return f"theme {theme}" if theme else self.look.get("rFonts.eastAsia", "")

    @property
    def points(self) -> float:
        """Size; 10 pt if nothing says."""
        return (number(self.look, "sz.val") or 20) / 2

    @property
    def colour(self) -> str:
        """RRGGBB, "auto" if nothing says."""
        return self.look.get("color.val", "auto").upper().replace("AUTO", "auto")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its style's name and everything that holds for it; lengths in twips."""

    element: Element
    style: str
    look: Look
    runs: tuple[Run, ...]
    section: int
    in_table: bool
    in_box: bool

    @property
    def text(self) -> str:
        """What is read: a line break is a line feed, a field is {PAGE}."""
        return "".join(run.text for run in self.runs)

    @property
    def left(self) -> int:
        """Indent of every line."""
        return number(self.look, "ind.left") or number(self.look, "ind.start")

    @property
    def right(self) -> int:
        """Room at the right."""
        return number(self.look, "ind.right") or number(self.look, "ind.end")

    @property
    def first(self) -> int:
        """What the first line has more than the others; less than nothing if it hangs out."""
        return number(self.look, "ind.firstLine") - number(self.look, "ind.hanging")

    @property
    def before(self) -> int:
        """Room above."""
        return number(self.look, "spacing.before")

    @property
    def exact(self) -> int:
        """Exact line pitch; 0 if the pitch follows the font."""
        return number(self.look, "spacing.line") if self.look.get("spacing.lineRule") == "exact" else 0

    @property
    def align(self) -> str:
        """left, right, center, both or distribute."""
        return {"start": "left", "end": "right", "": "left"}.get(found := self.look.get("jc.val", ""), found)

    @property
    def name(self) -> str:
        """For a message."""
        return f"{self.style or 'no style'}「{self.text[:16]}」"


@dataclass(frozen=True, slots=True)
class Section:
    """Paper and margins in twips, and the parts of its headers and footers by "header default"."""

    look: Look
    edges: dict[str, str]

    @property
    def is_landscape(self) -> bool:
        """Wider than high."""
        return number(self.look, "pgSz.w") > number(self.look, "pgSz.h")

    @property
    def width(self) -> int:
        """Of the type area."""
        return number(self.look, "pgSz.w") - self.margin("left") - self.margin("right")

    @property
    def height(self) -> int:
        """Of the type area."""
        return number(self.look, "pgSz.h") - self.margin("top") - self.margin("bottom")

    def margin(self, side: str) -> int:
        """top, left, header …"""
        return number(self.look, f"pgMar.{side}")


class Docx:
    """A document to be judged. Raises zipfile.BadZipFile or KeyError for what is none."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.entries = archive.infolist()
            self.parts = {entry.filename: archive.read(entry) for entry in self.entries}
        self.body = parse(self.parts["word/document.xml"])
        self.settings = self._part("word/settings.xml")
        self._styles = self._part("word/styles.xml")
        self._looks: dict[tuple[str, str], Look] = {}

    def _part(self, name: str) -> Element:
        return parse(self.parts[name]) if name in self.parts else parse(b"<none/>")

    # ---- styles -----------------------------------------------------------------------------------------------------

    @cached_property
    def style_elements(self) -> dict[str, Element]:
        """Style id → style."""
        return {style.get(W + "styleId") or "": style for style in self._styles.findall(W + "style")}

    @cached_property
    def default_style(self) -> str:
        """The id of 正文 (Normal)."""
        default = (
            id_
            for id_, style in self.style_elements.items()
            if style.get(W + "default") in ("1", "true") and style.get(W + "type") == "paragraph"
        )
        return next(default, "")

    def style_name(self, style_id: str) -> str:
        """What the style is called; programs rename ids at will."""
        style = self.style_elements.get(style_id)
        name = style.find(W + "name") if style is not None else None
        return (name.get(W + "val") or "") if name is not None else style_id

    def style_look(self, style_id: str, kind: str) -> Look:
        """Everything that holds by defaults, the style and those it is based on; `kind` is pPr or rPr."""
        if (style_id, kind) not in self._looks:
            self._looks[style_id, kind] = self._inherited(style_id, kind)
        return self._looks[style_id, kind]

    def _inherited(self, style_id: str, kind: str) -> Look:
        style = self.style_elements.get(style_id)
        if style is None:
            return flat(self._styles.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}"))
        based = style.find(W + "basedOn")
        lower = self.style_look((based.get(W + "val") or "") if based is not None else "", kind)
        return over(lower, flat(style.find(W + kind)))

    # ---- paragraphs -------------------------------------------------------------------------------------------------

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All of the body in order, with those in tables and text boxes."""
        found: list[Paragraph] = []
        section = 0
        for element in self.body.iter(W + "p"):
            found.append(self.paragraph(element, section))
            if element.find(f"{W}pPr/{W}sectPr") is not None:
                section += 1
        return tuple(found)

    def paragraph(self, element: Element, section: int = 0) -> Paragraph:
        """`element` with everything that holds for it."""
        chosen = element.find(f"{W}pPr/{W}pStyle")
        style_id = (chosen.get(W + "val") or "") if chosen is not None else self.default_style
        direct = flat(element.find(W + "pPr"))
        return Paragraph(
            element=element,
            style=self.style_name(style_id),
            look=over(self.style_look(style_id, "pPr"), direct),
            runs=tuple(self._runs(element, style_id)),
            section=section,
            in_table=any(True for _ in element.iterancestors(W + "tc")),
            in_box=any(True for _ in element.iterancestors(W + "txbxContent")),
        )

    def _runs(self, paragraph: Element, style_id: str) -> Iterator[Run]:
        lower = self.style_look(style_id, "rPr")
        in_result = False
        for run in paragraph.iter(W + "r"):
            if next(run.iterancestors(W + "p"), None) is not paragraph:
                continue  # of a text box that is anchored here
            text = ""
            for piece in run:
                kind = piece.get(W + "fldCharType") if piece.tag == W + "fldChar" else ""
                in_result = kind == "separate" or (in_result and kind != "end")
                text += "" if in_result else _letters(piece)
            char_style = run.find(f"{W}rPr/{W}rStyle")
            base = lower if char_style is None else over(lower, self.style_look(char_style.get(W + "val") or "", "rPr"))
            if text:
                yield Run(text, over(base, flat(run.find(W + "rPr"))))

    def named(self, *styles: str) -> list[Paragraph]:
        """The paragraphs of these styles, in order."""
        return [p for p in self.paragraphs if p.style in styles]

    # ---- sections ---------------------------------------------------------------------------------------------------

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """In order; a section without a header or footer of its own has that of the one before."""
        targets = self.relations("word/_rels/document.xml.rels")
        found: list[Section] = []
        for properties in self.body.iter(W + "sectPr"):
            edges = dict(found[-1].edges) if found else {}
            for kind in ("header", "footer"):
                for reference in properties.findall(f"{W}{kind}Reference"):
                    target = targets.get(reference.get(R + "id") or "", "")
                    edges[f"{kind} {reference.get(W + 'type')}"] = f"word/{target}"
            found.append(Section(flat(properties), edges))
        return tuple(found)

    def edge(self, section: Section, kind: str) -> tuple[Paragraph, ...]:
        """The paragraphs of a header or footer: "footer even"."""
        part = section.edges.get(kind, "")
        return tuple(self.paragraph(p) for p in self.edge_roots[part].iter(W + "p")) if part in self.edge_roots else ()

    @cached_property
    def edge_roots(self) -> dict[str, Element]:
        """Headers and footers by part."""
        names = (name for name in self.parts if name.startswith(("word/header", "word/footer")))
        return {name: parse(self.parts[name]) for name in names if name.endswith(".xml")}

    @cached_property
    def edges(self) -> tuple[Paragraph, ...]:
        """The paragraphs of every header and footer."""
        return tuple(self.paragraph(p) for root in self.edge_roots.values() for p in root.iter(W + "p"))

    def relations(self, part: str) -> dict[str, str]:
        """Relation id → target."""
        root = self._part(part)
        return {item.get("Id") or "": item.get("Target") or "" for item in root.iter(RELATIONS + "Relationship")}

    # ---- the whole --------------------------------------------------------------------------------------------------

    @property
    def layout(self) -> str:
        """公文, 上行文, 信函, 简报 or 表单, by the styles that are used."""
        return self._layout

    @cached_property
    def _layout(self) -> str:
        used = {p.style for p in (*self.paragraphs, *self.edges)}
        telling = (
            *(("信函标志", "信函"), ("简报标志", "简报"), ("签发人", "上行文")),
            *(("公文标志", "公文"), ("红色分隔线", "公文")),
        )
        return next((layout for style, layout in telling if style in used), "表单")

    @cached_property
    def is_draft(self) -> bool:
        """Whether a header says 送审稿."""
        return any("送审稿" in p.text for p in self.edges)

    @cached_property
    def pitch(self) -> int:
        """The line pitch of the text in twips: what "one line" means in this document."""
        return next((p.exact for p in self.named("公文正文") if p.exact), 579)

    @cached_property
    def advance(self) -> float:
        """The advance of a letter of the text in twips: what "one 字" means in this document."""
        run = next((r for p in self.named("公文正文") for r in p.runs), None)
        return run.points * 20 + number(run.look, "spacing.val") if run else 315.0


def _letters(piece: Element) -> str:
    if piece.tag == W + "t":
        return piece.text or ""
    if piece.tag == W + "instrText":
        return f"{{{(piece.text or '').split()[0]}}}" if (piece.text or "").split() else ""
    return {W + "br": "\n", W + "cr": "\n", W + "tab": "\t"}.get(piece.tag, "")


def ems(text: str) -> float:
    """How wide `text` is, in Chinese letters; one of ASCII is half of it."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


def millimetres(twips: float) -> float:
    """For a message and a comparison."""
    return round(twips / MILLIMETRE, 1)


def keeps_with_next(paragraph: Paragraph) -> bool:
    """Whether it stays on the page of the next one."""
    return is_on(paragraph.look, "keepNext")
