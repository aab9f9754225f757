"""Letters (10.1), wide pages (8), forms and briefs, which the standard does not know."""

import re
from collections.abc import Iterator

from tests.gongwen.foot import NUMBER, footers
from tests.gongwen.head import head_lines
from tests.gongwen.items import EVERY, item
from tests.gongwen.page import RED
from tests.gongwen.reader import MILLIMETRE, Docx, Paragraph, Section, millimetres
from tests.gongwen.xml import WP, WPS, W, flat, is_on, number

LETTERS = ("信函",)
THREE_HAO_7_8 = 280
"""7/8 of a 3号 letter in twips."""


def _in_edge(document: Docx, kind: str, style: str) -> list[Paragraph]:
    return [p for p in document.edge(document.sections[0], kind) if p.style == style]


@item("G143", "10.1", LETTERS)
def letter_mark_is_not_in_the_head_of_page_1(document: Docx) -> Iterator[str]:
    """One mark, on page 1 only, the issuer's name without 文件."""
    found = _in_edge(document, "header first", "信函标志")
    if len(found) != 1:
        yield f"{len(found)} marks in the first page's header"
    yield from (p.text for p in found if p.text.endswith("文件"))
    yield from (f"again on {kind}" for kind in ("default", "even") if _in_edge(document, f"header {kind}", "信函标志"))


@item("G144", "10.1", LETTERS)
def letter_mark_is_not_30_mm_below_the_paper_edge(document: Docx) -> Iterator[str]:
    """Its upper edge: the header's distance and what stands above it."""
    lines = document.edge(document.sections[0], "header first")
    for place, p in enumerate(lines):
        if p.style == "信函标志":
            above = sum(q.exact + q.before + number(q.look, "spacing.after") for q in lines[:place])
            above += p.before + document.sections[0].margin("header")
            if abs(above / MILLIMETRE - 30) > 1:
                yield f"{millimetres(above)} mm"


def _double(document: Docx, kind: str, style: str, border: str) -> Iterator[str]:
    found = _in_edge(document, kind, style)
    if len(found) != 1:
        yield f"{len(found)} rules in the {kind}"
    preprinted = not any(p.text.strip() for p in _in_edge(document, "header first", "信函标志"))
    for p in found:
        drawn, colour = p.look.get("pBdr.bottom.val", "none"), p.look.get("pBdr.bottom.color", "").upper()
        if not preprinted and not (drawn.startswith(border) and RED.fullmatch(colour)):
            yield f"{drawn} {colour}"


@item("G145", "10.1", LETTERS)
def upper_double_rule_is_wrong(document: Docx) -> Iterator[str]:
    """Red, thick above thin, below the mark on page 1."""
    yield from _double(document, "header first", "信函上双线", "thickThin")


@item("G146", "10.1", LETTERS)
def lower_double_rule_is_wrong(document: Docx) -> Iterator[str]:
    """Red, thin above thick, at the foot of page 1."""
    yield from _double(document, "footer first", "信函下双线", "thinThick")


@item("G147", "10.1", LETTERS)
def double_rule_is_not_170_mm_wide(document: Docx) -> Iterator[str]:
    """170 mm in the middle of the paper: 20 mm are left at either side."""
    section = document.sections[0]
    for p in (q for q in document.edges if q.style in ("信函上双线", "信函下双线")):
        aside = (millimetres(section.margin("left") + p.left), millimetres(section.margin("right") + p.right))
        if max(abs(side - 20) for side in aside) > 1:
            yield f"{aside[0]} / {aside[1]} mm beside {p.style}"


@item("G148", "10.1", LETTERS)
def upper_double_rule_is_not_4_mm_below_the_mark(document: Docx) -> Iterator[str]:
    """From the ink of the mark, which ends an eighth of its size above the foot of its line."""
    size = max((r.points * 20 for p in _in_edge(document, "header first", "信函标志") for r in p.runs), default=0)
    for p in _in_edge(document, "header first", "信函上双线"):
        if abs(millimetres(p.exact + p.before + size / 8) - 4) > 1.5:
            yield f"{millimetres(p.exact + p.before + size / 8)} mm"


@item("G149", "10.1", LETTERS)
def lower_double_rule_is_not_20_mm_above_the_paper_edge(document: Docx) -> Iterator[str]:
    """The bottom of the first page's footer."""
    for p in _in_edge(document, "footer first", "信函下双线"):
        foot = document.sections[0].margin("footer") + number(p.look, "spacing.after")
        if abs(millimetres(foot) - 20) > 1:
            yield f"{millimetres(foot)} mm"


@item("G150", "10.1", LETTERS)
def letter_head_is_not_right_below_the_rule(document: Docx) -> Iterator[str]:
    """份号, 密级, 紧急程度 left, 发文字号 right, 7/8 of a 3号 letter below the rule."""
    for p in (*head_lines(document)[:1], *document.named("公文文号")):
        gap = p.before + max(0, p.exact - 320)
        if abs(gap - THREE_HAO_7_8) > 80:
            yield f"{gap / 20} pt: {p.name}"


@item("G151", "10.1", LETTERS)
def letter_numbers_its_first_page(document: Docx) -> Iterator[str]:
    """None on page 1."""
    section = document.sections[0]
    if not is_on(section.look, "titlePg"):
        yield "the first page has no foot of its own"
    if any(NUMBER in p.text for p in document.edge(section, "footer first")):
        yield "a number at its foot"


@item("G152", "10.1", LETTERS)
def letter_imprint_has_rules_or_a_date(document: Docx) -> Iterator[str]:
    """No 印发 line, no rules."""
    yield from (p.name for p in document.named("印发") if p.text.strip())
    for p in document.named("抄送"):
        for cell in p.element.iterancestors(W + "tc"):
            drawn = [
                v
                for name, v in flat(cell.find(W + "tcPr")).items()
                if name.startswith("tcBorders") and name.endswith("val")
            ]
            if set(drawn) - {"nil", "none"}:
                yield f"ruled: {p.name}"


# ---- wide pages -----------------------------------------------------------------------------------------------------


def wide(document: Docx) -> Iterator[tuple[int, Section]]:
    """The landscape sections with their place."""
    return ((place, s) for place, s in enumerate(document.sections, start=1) if s.is_landscape)


@item("G153", "8")
def wide_page_is_not_said_to_be_one(document: Docx) -> Iterator[str]:
    """Printers go by the orientation, not by the size."""
    for place, section in wide(document):
        if section.look.get("pgSz.orient") != "landscape":
            yield f"section {place}"


@item("G154", "8")
def number_of_a_wide_page_is_not_turned(document: Docx) -> Iterator[str]:
    """Where upright pages have it: in a box turned by a quarter, 28 mm from the left edge."""
    for place, section in wide(document):
        for kind, p in footers(document, section):
            anchor = next(p.element.iterancestors(WP + "anchor"), None)
            if anchor is None:
                yield f"section {place} {kind}: no box"
                continue
            frame = next(anchor.iter(WPS + "bodyPr"), None)
            across, at = anchor.find(WP + "positionH"), anchor.find(f"{WP}positionH/{WP}posOffset")
            size = anchor.find(WP + "extent")
            middle = (
                int((at.text if at is not None else None) or 0)
                + int((size.get("cx") if size is not None else None) or 0) / 2
            ) / 36000
            if frame is None or frame.get("vert") != "vert":
                yield f"section {place} {kind}: not turned"
            if across is None or across.get("relativeFrom") != "page" or abs(middle - 28) > 1.5:
                yield f"section {place} {kind}: {middle:.1f} mm from the left edge"


@item("G155", "8")
def wide_page_is_followed_by_nothing_upright(document: Docx) -> Iterator[str]:
    """A wide page follows upright ones as a section that begins a page."""
    for place, section in wide(document):
        if section.look.get("type.val", "nextPage") not in ("nextPage", "oddPage", "evenPage"):
            yield f"section {place}: {section.look['type.val']}"


# ---- forms, briefs --------------------------------------------------------------------------------------------------


@item("G156", "实", ("表单",))
def form_has_a_red_head(document: Docx) -> Iterator[str]:
    """A form has neither mark nor red rule nor 版记."""
    yield from (p.name for p in document.named("公文标志", "红色分隔线", "印发"))


@item("G157", "实", ("表单",))
def form_leaves_no_room_to_write(document: Docx) -> Iterator[str]:
    """Rows of a label and its value are at least 7 mm high: most are filled in by hand."""
    for row in document.body.iter(W + "tr"):
        styles = {document.paragraph(p).style for p in row.iter(W + "p")}
        if styles >= {"表头", "表文"} and number(flat(row.find(W + "trPr")), "trHeight.val") < 7 * MILLIMETRE:
            yield "".join(t.text or "" for t in row.iter(W + "t"))[:20]


@item("G158", "实", ("简报",))
def issue_is_not_numbered(document: Docx) -> Iterator[str]:
    """期号 in Arabic digits without zeros: 第7期 or 2026年第7期（总第41期）; a draft leaves it open."""
    for p in document.named("公文文号"):
        wanted = (
            r"(\d{4}年)?第[ \u3000]*期.*"
            if document.is_draft
            else r"[（(]?(\d{4}年)?第[1-9]\d*期[）)]?(（总第[1-9]\d*期）)?"
        )
        if not re.fullmatch(wanted, p.text.strip()):
            yield p.text


# ---- drafts ---------------------------------------------------------------------------------------------------------


@item("G159", "实", EVERY)
def draft_and_number_disagree(document: Docx) -> Iterator[str]:
    """A draft says 送审稿 on every page; a document with a number is none."""
    if not document.is_draft:
        return
    for place, section in enumerate(document.sections, start=1):
        kinds = ("default", "even", *(("first",) if is_on(section.look, "titlePg") else ()))
        for kind in kinds:
            if not any("送审稿" in p.text for p in document.edge(section, f"header {kind}")):
                yield f"section {place}: no 送审稿 on {kind} pages"
    yield from (p.text for p in document.named("公文文号") if re.search(r"〕[1-9]\d*号|第\d+期", p.text))
