"""Portrait and landscape pages of a document, put in order (body → body): which sections there are, how wide each is."""

from collections.abc import Iterator

from duban_xl.documents.word.layout import LANDSCAPE_WIDTH, TEXT_WIDTH
from duban_xl.documents.word.xml import WP, Element, W, properties, text_of


def settle_sections(root: Element) -> None:
    """Sections that came out empty go, and each break moves into the paragraph before it, lest it takes a page of its own.

    Only the first section keeps what stands on page 1 alone (the mark of a letter).
    """
    body = root.find(W + "body")
    if body is None:
        return
    _drop_empty(body)
    _end_landscape(body)
    for paragraph in list(_breaks(body)):
        _move_up(body, paragraph)
    for section in list(root.iter(W + "sectPr"))[1:]:
        for child in list(section):
            first_only = (
                child.tag in (W + "headerReference", W + "footerReference") and child.get(W + "type") == "first"
            )
            if first_only or child.tag == W + "titlePg":
                section.remove(child)


def table_widths(root: Element) -> dict[Element, int]:
    """The width that each table of the body must have: that of the type area of its section."""
    waiting: list[Element] = []
    found: dict[Element, int] = {}
    for child in root.findall(f"{W}body/*"):
        waiting += child.iter(W + "tbl")
        section = child if child.tag == W + "sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            found |= dict.fromkeys(waiting, LANDSCAPE_WIDTH if is_landscape(section) else TEXT_WIDTH)
            waiting = []
    return found | dict.fromkeys(waiting, TEXT_WIDTH)


def is_landscape(section: Element) -> bool:
    """Whether the pages of `section` lie on their side."""
    size = section.find(W + "pgSz")
    return size is not None and size.get(W + "orient") == "landscape"


def _breaks(body: Element) -> Iterator[Element]:
    """The paragraphs that end a section."""
    return (child for child in body if child.find(f"{W}pPr/{W}sectPr") is not None)


def _drop_empty(body: Element) -> None:
    """Of two breaks with nothing between them, the second ends a section without content."""
    for paragraph in list(_breaks(body)):
        before = paragraph.getprevious()
        ends = before is None or before.find(f"{W}pPr/{W}sectPr") is not None
        if ends and _is_empty(paragraph):
            body.remove(paragraph)


def _end_landscape(body: Element) -> None:
    """Where nothing follows the last break, its section is the last one."""
    last = next(reversed(list(_breaks(body))), None)
    closing = body.find(W + "sectPr")
    if last is None or closing is None:
        return
    after = list(body)[list(body).index(last) + 1 :]
    if all(child is closing or _is_empty(child) for child in after):
        for child in after:
            body.remove(child)
        holder = properties(last, "pPr")
        section = holder.find(W + "sectPr")
        if section is not None:
            holder.remove(section)
            body.append(section)


def _move_up(body: Element, paragraph: Element) -> None:
    before = paragraph.getprevious()
    if before is None or before.tag != W + "p" or not _is_empty(paragraph):
        return
    section = properties(paragraph, "pPr").find(W + "sectPr")
    if section is not None:
        properties(before, "pPr").append(section)
        body.remove(paragraph)


def _is_empty(child: Element) -> bool:
    """A paragraph in which nothing is to be seen."""
    return child.tag == W + "p" and not text_of(child).strip() and next(child.iter(WP + "anchor"), None) is None
