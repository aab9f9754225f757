"""A draft that somebody may have edited in Word or WPS → the signed document: number, date, no 送审稿; the text stays.

Parts are found by the names of their styles. Where the text quotes the draft's number (签收回执), it gets the new one.
"""

import re
from datetime import date

from duban_xl.documents.chinese import normal_text
from duban_xl.documents.word import parts
from duban_xl.documents.word.finish import set_fonts
from duban_xl.documents.word.heads import place_signers
from duban_xl.documents.word.layout import Style
from duban_xl.documents.word.opened import Document, open_document
from duban_xl.documents.word.signatures import place_signature
from duban_xl.documents.word.xml import Element, W, set_text, text_of, write_package
from duban_xl.model.source import chinese_day

_PRINTED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日印发")
_DRAFT_NUMBER = re.compile(r"\S+〔\d{4}〕\s*号|\d{4}年第\s*期")
_EDITED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")


def stamp(draft: bytes, *, number: str, dated_on: date, sealed: bool, issuer: str, signer: str = "") -> bytes:
    """`draft` signed: 发文字号 `number` and 成文日期 `dated_on` at their places, the mark of a draft gone.

    `signer` is written after 签发人 of an upward document; "" leaves what stands there.
    The same input gives the same bytes. Raises what `open_document` raises for a file that is no Word document.
    """
    document = open_document(draft)
    blank = _blank_number(document)
    for paragraph in document.leaves() if blank else ():
        _replace(paragraph, re.compile(re.escape(blank)), number)
    for paragraph in document.named(Style.NUMBER):
        set_text(paragraph, number)
    for paragraph in document.named(Style.DATE):
        set_text(paragraph, chinese_day(dated_on))
    for paragraph in document.named(Style.PRINTED):
        _replace(paragraph, _PRINTED, f"{chinese_day(dated_on)}印发")
    for paragraph in document.named(Style.EDITED):
        _replace(paragraph, _EDITED, chinese_day(dated_on))
    if signer:
        place_signers(document, normal_text(signer))
    place_signature(document, sealed=sealed)
    for root in (document.root, *document.edges.values()):
        set_fonts(root)
    document.store()
    parts.unmark_draft(document.parts)
    title = "".join(text_of(paragraph) for paragraph in document.named(Style.TITLE)[:1]).replace("\n", "")
    parts.set_properties(document.parts, title=title, issuer=issuer, day=dated_on, is_draft=False)
    return write_package(document.parts)


def _blank_number(document: Document) -> str:
    """The number line of the draft, with room for the number; "" if it was deleted."""
    lines = (text_of(paragraph).strip() for paragraph in document.named(Style.NUMBER))
    return next((line for line in lines if _DRAFT_NUMBER.fullmatch(line)), "")


def _replace(paragraph: Element, pattern: re.Pattern[str], new: str) -> None:
    """`new` for `pattern`, within its run where one holds it, else in the paragraph as a whole."""
    for piece in paragraph.iter(W + "t"):
        if pattern.search(piece.text or ""):
            piece.text = pattern.sub(new, piece.text or "")
    text = text_of(paragraph)
    if pattern.search(text):
        set_text(paragraph, pattern.sub(new, text))
