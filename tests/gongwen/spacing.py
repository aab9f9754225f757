"""How far apart things stand: blank lines above a paragraph, the height of what comes before it."""

from tests.gongwen.reader import Docx, Paragraph
from tests.gongwen.xml import Element, W, flat, number

MARKS = ("公文标志", "信函标志", "简报标志")


def previous(document: Docx, paragraph: Paragraph) -> Paragraph | None:
    """The one before in the whole body."""
    place = next(i for i, p in enumerate(document.paragraphs) if p.element is paragraph.element)
    return document.paragraphs[place - 1] if place else None


def blank_above(document: Docx, paragraph: Paragraph) -> float:
    """Lines of white above the letters of `paragraph`: its room, the leading of its line, empty paragraphs before it."""
    size = max((run.points for run in paragraph.runs), default=16.0) * 20
    room = paragraph.before + max(0.0, paragraph.exact - size)
    before = previous(document, paragraph)
    while before is not None and _is_blank(before):
        room += before.exact + before.before
        before = previous(document, before)
    if before is not None:
        room += number(before.look, "spacing.after")
    return room / document.pitch


def _is_blank(paragraph: Paragraph) -> bool:
    """Whether it is an empty line: a rule, a cell and a mark on preprinted paper are something."""
    drawn = "pBdr.bottom.val" in paragraph.look or paragraph.in_table or paragraph.style in MARKS
    return not paragraph.text.strip() and not drawn


def is_blank_lines(lines: float, wanted: int) -> bool:
    """Whether that is what one calls so many blank lines: the leading of the next line counts or doesn't."""
    return wanted - 0.1 <= lines <= wanted + 0.7


def height_above(document: Docx, paragraph: Paragraph) -> int | None:
    """How far below the top margin `paragraph` of page 1 begins, in twips; None if anything above has no fixed height."""
    total = paragraph.before
    block: Element | None = paragraph.element
    while block is not None:
        before = block.getprevious()
        while before is not None:
            height = _height(document, before)
            if height is None:
                return None
            total += height
            before = before.getprevious()
        block = block.getparent()
        while block is not None and block.tag not in (W + "tr", W + "tbl", W + "p"):
            block = block.getparent()
    return total


def _height(document: Docx, block: Element) -> int | None:
    if block.tag == W + "tbl":
        rows = [_height(document, row) for row in block.findall(W + "tr")]
        return None if None in rows else sum(row or 0 for row in rows)
    if block.tag == W + "tr":
        look = flat(block.find(W + "trPr"))
        return number(look, "trHeight.val") if look.get("trHeight.hRule") == "exact" else None
    if block.tag == W + "p":
        found = document.paragraph(block)
        return found.exact + found.before + number(found.look, "spacing.after") if found.exact else None
    return 0
