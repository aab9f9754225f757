"""署名 and 成文日期 at their places, of one office or of several (Document → Document)."""

from collections.abc import Sequence
from copy import deepcopy

from duban_xl.documents.word.layout import LINE, Style, signature_indents, signature_rows
from duban_xl.documents.word.opened import Document
from duban_xl.documents.word.xml import Element, W, element, set_property, set_text, text_of

_LINES_UNDER_A_SEAL = 5  # from one row of seals to the next: 51 mm for seals of 42 mm


def add_partners(document: Document, partners: Sequence[str]) -> None:
    """The names of the other offices below that of the host."""
    issuers = document.named(Style.SIGNATURE)
    if issuers and partners:
        _write(issuers, [text_of(issuers[0]), *partners])


def place_signature(document: Document, *, sealed: bool) -> None:
    """署名 and 成文日期 at their indents; more room above when a seal will be pressed on them.

    Several names under seals stand side by side with room for each seal; without seals one below the other.
    """
    issuers, days = document.named(Style.SIGNATURE), document.named(Style.DATE)
    if not issuers or not days:
        return
    names = [name.strip() for p in issuers for name in text_of(p).split("\t") if name.strip()]
    if len(names) > 1 and sealed:
        _place_seals(issuers, days, names, _line_pitch(document))
        return
    if len(names) > 1:
        issuers = _write(issuers, names)
    last = text_of(issuers[-1])
    indents = signature_indents(last, text_of(days[0]), sealed=sealed)
    for paragraph in issuers:
        set_property(paragraph, "pPr/ind", right=str(indents.issuer))
    for paragraph in days:
        set_property(paragraph, "pPr/ind", right=str(indents.dated))
    for paragraph in issuers[1:]:
        set_property(paragraph, "pPr/spacing", before="0")
    set_property(issuers[0], "pPr/spacing", before=str((2 if sealed else 1) * _line_pitch(document)))


def _place_seals(issuers: list[Element], days: list[Element], names: Sequence[str], line: int) -> None:
    placed = signature_rows(names, text_of(days[0]))
    rows = _write(issuers, ["\t" + "\t".join(row) for row in placed.rows])
    for paragraph, centres in zip(rows, placed.centres, strict=True):
        stops = set_property(paragraph, "pPr/tabs")
        for stop in list(stops):
            stops.remove(stop)
        for centre in centres:
            stops.append(element("tab", {"val": "center", "pos": str(centre)}))
        set_property(paragraph, "pPr/ind", right="0")
        set_property(paragraph, "pPr/jc", val="left")
        before = 2 if paragraph is rows[0] else _LINES_UNDER_A_SEAL - 1
        set_property(paragraph, "pPr/spacing", before=str(before * line))
    for paragraph in days:
        set_property(paragraph, "pPr/ind", right=str(placed.dated))


def _write(paragraphs: list[Element], texts: Sequence[str]) -> list[Element]:
    """`texts`, one a paragraph: the first paragraph's look for all of them, no tab stops."""
    first = paragraphs[0]
    for surplus in paragraphs[1:]:
        if (holder := surplus.getparent()) is not None:
            holder.remove(surplus)
    properties = first.find(W + "pPr")
    for name in ("tabs", "jc"):
        own = properties.find(W + name) if properties is not None else None
        if properties is not None and own is not None:
            properties.remove(own)
    written = [first]
    for _ in texts[1:]:
        written.append(deepcopy(first))
        written[-2].addnext(written[-1])
    for paragraph, text in zip(written, texts, strict=True):
        set_text(paragraph, text)
    return written


def _line_pitch(document: Document) -> int:
    """The line pitch of the document's margin profile."""
    grid = next(document.root.iter(W + "docGrid"), None)
    return int(grid.get(W + "linePitch") or LINE) if grid is not None else LINE
