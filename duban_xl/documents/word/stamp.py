"""A draft that somebody may have edited in Word or WPS → the signed document: number, date, no 送审稿; the text stays.

Parts are found by the names of their styles. Where the text quotes the draft's number (签收回执), it gets the new one.
"""

import re
from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import wording
from duban_xl.documents.chinese import normal_text
from duban_xl.documents.word import parts
from duban_xl.documents.word.finish import set_fonts
from duban_xl.documents.word.heads import place_signers
from duban_xl.documents.word.layout import Layout, Style, required_styles
from duban_xl.documents.word.opened import Document, open_document
from duban_xl.documents.word.signatures import place_signature
from duban_xl.documents.word.xml import Element, W, set_text, text_of, write_package
from duban_xl.model.document_number import DocumentNumber, parse_number
from duban_xl.model.source import chinese_day

_PRINTED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日印发")
_ROOM = re.compile(r"\S*〔\d{4}〕\s*号|\d{4}年第\s*期")
_LIKE_A_NUMBER = re.compile(
    r"\S+[〔\[［（(【]\d{4}[〕\]］）)】]第?\s*\d*\s*号|\d{4}年第\s*\d*\s*期(?:（总第\s*\d*\s*期）)?"
)
_EDITED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_UNSIGNED = re.compile(re.escape(wording.SIGNED_BY) + r"\s*" + re.escape(wording.NOT_SIGNED_YET))


def stamp(draft: bytes, *, number: str, dated_on: date, sealed: bool, issuer: str, signer: str = "") -> bytes:
    """`draft` signed: 发文字号 `number` and 成文日期 `dated_on` at their places, the mark of a draft gone.

    `signer` is written after 签发人 of an upward document, and where the text waits for him; "" leaves what stands there.
    The same input gives the same bytes. Raises what `open_document` raises for a file that is no Word document.
    """
    document = open_document(draft)
    _renumber(document, number)
    for paragraph in document.named(Style.DATE):
        set_text(paragraph, chinese_day(dated_on))
    for paragraph in document.named(Style.PRINTED):
        _replace(paragraph, _PRINTED, f"{chinese_day(dated_on)}印发")
    for paragraph in document.named(Style.EDITED):
        _replace(paragraph, _EDITED, chinese_day(dated_on))
    if signer:
        place_signers(document, normal_text(signer))
        for paragraph in document.leaves():
            _replace(paragraph, _UNSIGNED, wording.SIGNED_BY + normal_text(signer))
    place_signature(document, sealed=sealed)
    for root in (document.root, *document.edges.values()):
        set_fonts(root)
    document.store()
    parts.unmark_draft(document.parts)
    title = "".join(text_of(paragraph) for paragraph in document.named(Style.TITLE)[:1]).replace("\n", "")
    parts.set_properties(document.parts, title=title, issuer=issuer, day=dated_on, is_draft=False)
    return write_package(document.parts)


def unplaced(data: bytes, *, number: str, signer: str = "") -> tuple[Style, ...]:
    """The parts that `stamp` found no paragraph for: a clerk has given them another style, or taken them out."""
    document = open_document(data)
    written = {Style.DATE, *([Style.NUMBER] if number else []), *([Style.SIGNER] if signer else [])}
    wanted = [style for style in required_styles(document.layout) if style in written]
    if document.layout is Layout.BRIEF:
        wanted.append(Style.EDITED)
    return tuple(style for style in wanted if not document.named(style))


def rooms(data: bytes) -> tuple[str, ...]:
    """Where a document still has room for a number: the text of each such place."""
    document = open_document(data)
    return tuple(found.group() for p in _paragraphs(document) if (found := _ROOM.search(text_of(p))))


def numbers_of(data: bytes) -> tuple[str, ...]:
    """What stands in the number lines of a document."""
    lines = (text_of(paragraph).strip() for paragraph in open_document(data).named(Style.NUMBER))
    return tuple(filter(None, lines))


def _renumber(document: Document, number: str) -> None:
    """`number` in the number line, and wherever the text quotes what stood there or leaves room for it."""
    lines = [text_of(paragraph).strip() for paragraph in document.named(Style.NUMBER)]
    quoted = {re.escape(line) for line in lines if line != number and _LIKE_A_NUMBER.fullmatch(line)}
    parsed = parse_number(number)
    if isinstance(parsed, DocumentNumber):
        quoted.add(rf"{re.escape(parsed.code)}〔\d{{4}}〕\s*号")
    if number and quoted:
        pattern = re.compile("|".join(sorted(quoted, key=len, reverse=True)))
        for paragraph in _paragraphs(document):
            _replace(paragraph, pattern, number)
    for paragraph in document.named(Style.NUMBER):
        set_text(paragraph, number)


def _paragraphs(document: Document) -> Iterator[Element]:
    """Those of the body, and of the headers and footers with parts of the head."""
    yield from document.leaves()
    for root in document.edges.values():
        yield from root.iter(W + "p")


def _replace(paragraph: Element, pattern: re.Pattern[str], new: str) -> None:
    """`new` for `pattern`, within its run where one holds it, else in the paragraph as a whole."""
    for piece in paragraph.iter(W + "t"):
        if pattern.search(piece.text or ""):
            piece.text = pattern.sub(new, piece.text or "")
    text = text_of(paragraph)
    if pattern.sub(new, text) != text:
        set_text(paragraph, pattern.sub(new, text))
