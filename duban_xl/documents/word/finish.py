"""The finishing of a rendered document: rendered bytes + what the office wants → the .docx that is handed out.

Does what a template can't say: numbers, title lines, indents that depend on widths, chains that keep together.
Parts are found by the names of their paragraph styles, never by their text. Nothing here asks the clock.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.documents.chinese import layer_mark, normal_text
from duban_xl.documents.word import parts
from duban_xl.documents.word.heads import drop_blank_lines, fit_marks, place_signers
from duban_xl.documents.word.layout import HEADINGS, JOINT_LAYOUTS, LETTER, LINE, MarginProfile, Style, break_title
from duban_xl.documents.word.opened import Document, document_of
from duban_xl.documents.word.sections import settle_sections
from duban_xl.documents.word.signatures import add_partners, place_signature
from duban_xl.documents.word.xml import (
    Element,
    W,
    element,
    properties,
    set_property,
    set_text,
    style_of,
    text_of,
    write_package,
)

_PREFIXES = (
    re.compile(r"^[一二三四五六七八九十百]+、"),
    re.compile(r"^（[一二三四五六七八九十百]+）"),
    re.compile(r"^\d{1,2}[.．、](?!\d)"),
)
_AMBIGUOUS = re.compile("[“”‘’…—·×]")  # Word takes these from the Latin font unless told otherwise
_CHINESE = re.compile("[\u3400-\u9fff]")
_NOTE_NUMBER = 235  # width of "1." in the body font


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What finishing must know besides the rendered text."""

    title_lines: tuple[str, ...]
    issuer: str
    dated_on: date
    sealed: bool
    preprinted: bool
    margins: MarginProfile
    is_draft: bool
    partners: tuple[str, ...] = ()  # the other offices of a joint document; its host is `issuer`


def finish(rendered: dict[str, bytes], order: Order) -> bytes:
    """The finished document of the rendered parts; the same input always gives the same bytes."""
    document = document_of(rendered)
    document.drop_fallbacks()
    _number_headings(document)
    _list_annexes(document)
    _break_titles(document, order.title_lines)
    _finish_head(document, order)
    _finish_signature(document, order)
    _keep_together(document)
    settle_sections(document.root)
    parts.mend_tables(document.root, document.style)
    parts.apply_margins(document.root, document.parts, order.margins)
    parts.fit_imprint(document.root, document.style, order.margins)
    if order.is_draft:
        parts.mark_as_draft(document)
    for root in (document.root, *document.edges.values()):
        set_fonts(root)
    document.store()
    parts.set_properties(
        document.parts,
        title="".join(order.title_lines),
        issuer=order.issuer,
        day=order.dated_on,
        is_draft=order.is_draft,
    )
    return write_package(document.parts)


def _finish_head(document: Document, order: Order) -> None:
    drop_blank_lines(document)
    fit_marks(document, _partners(document, order), is_preprinted=order.preprinted)
    place_signers(document)


def _finish_signature(document: Document, order: Order) -> None:
    add_partners(document, _partners(document, order))
    place_signature(document, sealed=order.sealed)


def _partners(document: Document, order: Order) -> tuple[str, ...]:
    """The other offices of a joint document; a letter, a brief and a form are of one office."""
    named = (normal_text(name) for name in order.partners)
    return tuple(name for name in named if name) if document.layout in JOINT_LAYOUTS else ()


def _number_headings(document: Document) -> None:
    """Numbers every layer within the one above; a lone sub-heading carries no number."""
    found: list[tuple[Element, int, tuple[int, ...], int]] = []
    counts = [0, 0, 0]
    for paragraph in document.named(*HEADINGS):
        level = HEADINGS[Style(document.style(paragraph))]
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        found.append((paragraph, level, tuple(counts[: level - 1]), counts[level - 1]))
    sizes: dict[tuple[int, tuple[int, ...]], int] = {}
    for _, level, parent, _ in found:
        sizes[level, parent] = sizes.get((level, parent), 0) + 1
    for paragraph, level, parent, number in found:
        lone = level > 1 and sizes[level, parent] == 1
        _set_mark(paragraph, "" if lone else layer_mark(number, level), _PREFIXES[level - 1])


def _set_mark(paragraph: Element, mark: str, pattern: re.Pattern[str]) -> None:
    first = next(paragraph.iter(W + "t"), None)
    if first is not None:
        first.text = mark + pattern.sub("", first.text or "", count=1)


def _list_annexes(document: Document) -> None:
    """Numbers the annexes and derives 附件说明 from their titles, so that the two can't drift apart."""
    labels, titles = document.named(Style.ANNEX_LABEL), document.named(Style.ANNEX_TITLE)
    for number, label in enumerate(labels, start=1):
        set_text(label, "附件" if len(labels) == 1 else f"附件{number}")
    notes = document.named(Style.ANNEX_NOTE)
    names = [text_of(title).replace("\n", "") for title in titles]
    for surplus in notes[1:] if names else notes:
        if (parent := surplus.getparent()) is not None:
            parent.remove(surplus)
    if notes and names:
        _write_notes(notes[0], names)


def _write_notes(first: Element, names: Sequence[str]) -> None:
    """附件：1.甲 / 2.乙, one blank line below the text, turned-over lines under the first character of the name."""
    lone = len(names) == 1
    set_text(first, f"附件：{names[0]}" if lone else f"附件：1.{names[0]}")
    set_property(first, "pPr/spacing", before=str(LINE))
    name_at = 5 * LETTER + (0 if lone else _NOTE_NUMBER)
    _hang(first, name_at, name_at - 2 * LETTER)
    previous = first
    for number, name in enumerate(names[1:], start=2):
        note = element("p")
        set_property(note, "pPr/pStyle", val=style_of(first))
        set_text(note, f"{number}.{name}")
        _hang(note, name_at, _NOTE_NUMBER)
        previous.addnext(note)
        previous = note


def _hang(paragraph: Element, left: int, hanging: int) -> None:
    set_property(paragraph, "pPr/ind", left=str(left), hanging=str(hanging))


def _break_titles(document: Document, wanted: tuple[str, ...]) -> None:
    for paragraph in document.named(Style.TITLE):
        text = text_of(paragraph)
        if "\n" in text:
            continue
        lines = wanted if text == "".join(wanted) else break_title(text)
        set_text(paragraph, "\n".join(lines))


def _keep_together(document: Document) -> None:
    """The last paragraph of the text, 附件说明, 署名, 成文日期 and 附注 stay on one page."""
    chain = document.named(Style.ANNEX_NOTE, Style.SIGNATURE, Style.DATE, Style.REMARK)
    if not chain:
        return
    last_text = next(_previous_text(chain[0], document), None)
    for paragraph in (*([last_text] if last_text is not None else []), *chain[:-1]):
        set_property(paragraph, "pPr/keepNext")


def _previous_text(start: Element, document: Document) -> Iterator[Element]:
    """The paragraphs of running text before `start`, nearest first."""
    place = start.getprevious()
    while place is not None:
        if place.tag == W + "p" and document.style(place) in (Style.BODY, Style.HEADING_3, Style.HEADING_2):
            yield place
        place = place.getprevious()


def set_fonts(root: Element) -> None:
    """Quotes and dashes from the Chinese font; a Chinese font named for Latin letters only is named for Chinese too."""
    for run in root.iter(W + "r"):
        if _AMBIGUOUS.search("".join(piece.text or "" for piece in run.findall(W + "t"))):
            set_property(run, "rPr/rFonts", hint="eastAsia")
        fonts = properties(run, "rPr").find(W + "rFonts") if run.find(W + "rPr") is not None else None
        latin = fonts.get(W + "ascii") if fonts is not None else None
        if fonts is not None and latin and _CHINESE.search(latin) and fonts.get(W + "eastAsia") is None:
            fonts.set(W + "eastAsia", latin)
