"""Every item at the level of the pages: what LibreOffice sets → what is not where the standard says.

Font-independent: counts and places only, with the tolerances of substituted fonts.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from tests.gongwen.items import OFFICIAL, RED_HEAD, Failure, Item, Register
from tests.gongwen.reader import ems
from tests.gongwen.sheets import Box, Paper, Sheet, first_ink, last_ink, rules

__all__ = ["PAGE_ITEMS", "failures"]

page_item: Register[Paper] = Register([])
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
_HAN_ONLY = re.compile("[\u4e00-\u9fff]+")


def upright(paper: Paper) -> Iterator[Sheet]:
    """The portrait pages."""
    return (sheet for sheet in paper.sheets if not sheet.is_wide)


def _clean(text: str) -> str:
    return re.sub(r"\s", "", text)


@page_item("G170", "5.1")
def page_is_not_a4(paper: Paper) -> Iterator[str]:
    """As printed."""
    for sheet in paper.sheets:
        small, large = sorted((sheet.width, sheet.height))
        if abs(small - 210) > 1 or abs(large - 297) > 1:
            yield f"page {sheet.number}: {sheet.width:.0f} × {sheet.height:.0f} mm"


@page_item("G171", "5.2.1")
def letters_stand_outside_the_type_area(paper: Paper) -> Iterator[str]:
    """Left and right edges; a stop at the end of a line may hang over them."""
    for sheet in upright(paper):
        for line in sheet.lines:
            hanging = 6.0 if line.text[-1] in "，。；：、？！）》”" else 2.5
            if line.left < LEFT - 1.2 or line.right > RIGHT + hanging:
                yield f"page {sheet.number}: {line.left:.1f}–{line.right:.1f} mm: {line.text[:20]}"


@page_item("G172", "5.2.1")
def letters_stand_above_or_below_the_type_area(paper: Paper) -> Iterator[str]:
    """Upper and lower edges; the head of a letter stands above, page numbers below."""
    for sheet in upright(paper):
        for line in sheet.lines:
            head = paper.layout == "信函" and sheet.number == 1
            if (line.middle < TOP - 2.5 and not head) or line.middle > BOTTOM + 2.5:
                yield f"page {sheet.number}: {line.middle:.1f} mm: {line.text[:20]}"


@page_item("G173", "5.1")
def something_stands_outside_the_paper(paper: Paper) -> Iterator[str]:
    """Nothing is cut off."""
    for sheet in paper.sheets:
        for word in sheet.words:
            if min(word.left, word.top) < 0 or word.right > sheet.width or word.bottom > sheet.height:
                yield f"page {sheet.number}: {word.text[:20]}"


@page_item("G174", "5.2.3")
def letters_overlap(paper: Paper) -> Iterator[str]:
    """No two words on one place: what an exact pitch or a floating box does."""
    for sheet in upright(paper):
        boxes = sorted(sheet.words, key=lambda w: w.middle)
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 : place + 60]:
                high = min(one.bottom - one.top, other.bottom - other.top)
                if other.middle - one.middle > high * 0.4:
                    continue
                if min(one.right, other.right) - max(one.left, other.left) > 1:
                    yield f"page {sheet.number}: {one.text[:12]} / {other.text[:12]}"


def _is_text_page(sheet: Sheet) -> bool:
    """Whether letters of the text fill it from edge to edge: its lines lie one pitch apart."""
    gaps = [b.middle - a.middle for a, b in pairwise(sheet.lines)]
    return len(gaps) > 15 and all(9.5 < gap < 11 for gap in gaps)


@page_item("G175", "5.2.3")
def full_page_has_not_22_lines(paper: Paper) -> Iterator[str]:
    """A page of text from top to bottom: its lines lie as far apart as 22 do, and one may be missing where text is kept."""
    for sheet in upright(paper):
        if _is_text_page(sheet) and sheet.lines[-1].middle > BOTTOM - 9:
            pitch = median(b.middle - a.middle for a, b in pairwise(sheet.lines))
            if len(sheet.lines) not in (21, 22) or not 10.1 < pitch < 10.5:
                yield f"page {sheet.number}: {len(sheet.lines)} lines, {pitch:.2f} mm apart"


@page_item("G176", "5.2.3")
def full_line_has_not_28_letters(paper: Paper) -> Iterator[str]:
    """A line of Chinese letters from edge to edge, without punctuation that may be pressed together."""
    if not paper.document.named("公文正文"):
        return
    for sheet in upright(paper):
        for line in sheet.lines:
            full = line.left < LEFT + 1 and line.right > RIGHT - 3 and _HAN_ONLY.fullmatch(line.text)
            if full and abs(line.bottom - line.top - _height(paper)) < 0.3 and len(line.text) != 28:
                yield f"page {sheet.number}: {len(line.text)} letters: {line.text[:12]}"


def _height(paper: Paper) -> float:
    """How high a line of the text is as the font has it."""
    text = next((p.text for p in paper.document.named("公文正文") if not p.in_table), "")
    found = paper.find(text[:12])
    return found[1].bottom - found[1].top if found else 0.0


@page_item("G177", "5.2.1", RED_HEAD)
def text_begins_elsewhere_on_the_page(paper: Paper) -> Iterator[str]:
    """The first line of a page is the first of the type area, unless the page holds nothing but 版记."""
    imprint = tuple(_clean(p.text)[:8] for p in paper.document.named("抄送", "印发"))
    for sheet in paper.sheets[1:]:
        if sheet.is_wide or not sheet.lines or sheet.lines[0].text.startswith(imprint):
            continue
        if not TOP - 1.5 < sheet.lines[0].middle < TOP + 9:
            yield f"page {sheet.number}: {sheet.lines[0].middle:.1f} mm"


# ---- head -----------------------------------------------------------------------------------------------------------


def _is_preprinted(paper: Paper) -> bool:
    return not paper.sheets[0].red.any()


@page_item("G178", "7.2.4", (*RED_HEAD, "信函", "简报"))
def mark_does_not_begin_where_it_should(paper: Paper) -> Iterator[str]:
    """The upper edge of its ink 72 mm below the paper's, in a letter 30 mm."""
    wanted = 30 if paper.layout == "信函" else 72
    found = first_ink(paper.sheets[0].red)
    if found is not None and abs(found - wanted) > 2:
        yield f"{found:.1f} mm"


@page_item("G179", "7.2.4", (*RED_HEAD, "信函", "简报"))
def mark_breaks_over_two_lines(paper: Paper) -> Iterator[str]:
    """Each of its paragraphs is one line."""
    marks = [
        p
        for p in (*paper.document.paragraphs, *paper.document.edges)
        if p.style in ("公文标志", "信函标志", "简报标志")
    ]
    for text in {_clean(p.text) for p in marks if p.text.strip() and not p.in_table}:
        if not any(line.text == text for line in paper.sheets[0].lines):
            yield text


def _red_rule(paper: Paper) -> float | None:
    return next((rule.at for rule in rules(paper.sheets[0].red, 150)), None)


@page_item("G180", "7.2.7", (*RED_HEAD, "简报"))
def red_rule_is_not_as_wide_as_the_type_area(paper: Paper) -> Iterator[str]:
    """From 28 to 184 mm."""
    found = list(rules(paper.sheets[0].red, 100))
    if not _is_preprinted(paper) and len(found) != 1:
        yield f"{len(found)} rules"
    for rule in found:
        if abs(rule.left - LEFT) > 1 or abs(rule.right - RIGHT) > 1:
            yield f"{rule.left:.1f}–{rule.right:.1f} mm"


@page_item("G181", "7.2.7", RED_HEAD)
def red_rule_is_not_4_mm_below_the_number(paper: Paper) -> Iterator[str]:
    """From the ink of 发文字号 to the rule."""
    rule = _red_rule(paper)
    ink = last_ink(paper.sheets[0].dark, rule - 0.5) if rule else None
    if rule and ink and abs(rule - ink - 4) > 1.3:
        yield f"{rule - ink:.1f} mm"


@page_item("G182", "7.3.1")
def title_breaks_elsewhere(paper: Paper) -> Iterator[str]:
    """Its lines are those that the document has."""
    lines = {line.text for sheet in paper.sheets for line in sheet.lines}
    for p in paper.document.named("公文标题"):
        yield from (text for text in map(_clean, p.text.split("\n")) if text and text not in lines)


@page_item("G183", "7.3.3", (*OFFICIAL, "简报"))
def page_1_shows_no_text(paper: Paper) -> Iterator[str]:
    """首页必须显示正文."""
    first = next((p.text for p in paper.document.named("公文正文", "一级标题", "三级标题") if not p.in_table), "")
    if _clean(first)[:10] not in paper.sheets[0].text:
        yield first[:20]


@page_item("G184", "7.3.3", OFFICIAL)
def first_paragraph_is_not_indented_by_two_letters(paper: Paper) -> Iterator[str]:
    """It begins 39 mm from the paper's left edge."""
    first = next((p.text for p in paper.document.named("公文正文") if not p.in_table), "")
    found = paper.find(first[:10])
    if found and abs(found[1].left - LEFT - 11.1) > 1:
        yield f"{found[1].left:.1f} mm"


# ---- ending ---------------------------------------------------------------------------------------------------------


def _last(paper: Paper, style: str) -> tuple[Sheet, Box] | None:
    """Where the last paragraph of this style stands; a mark above may say the same."""
    text = next((_clean(p.text) for p in reversed(paper.document.named(style))), "")
    for sheet in reversed(paper.sheets):
        for line in reversed(sheet.lines):
            if text and line.text == text:
                return sheet, line
    return None


@page_item("G185", "7.3.5.5", OFFICIAL)
def signature_and_date_are_on_two_pages(paper: Paper) -> Iterator[str]:
    """署名, 成文日期 and some of the text on one page."""
    day, org = _last(paper, "成文日期"), _last(paper, "署名")
    if day is None or (org is None and len(paper.document.named("署名")) == 1):
        yield "署名 or 成文日期 not found as a line of its own"
    elif org is not None and org[0] is not day[0]:
        yield f"pages {org[0].number} and {day[0].number}"
    elif org is not None and org[0].lines[0] is org[1]:
        yield f"alone on page {org[0].number}"


@page_item("G186", "7.3.5", OFFICIAL)
def signature_is_not_placed_by_the_date(paper: Paper) -> Iterator[str]:
    """With seal: the date right by 4 字, 署名 centred on it; without: the date begins 2 字 right of 署名.

    Digits of substituted fonts are wider: left edges are reckoned from the right ones.
    """
    day, org = _last(paper, "成文日期"), _last(paper, "署名")
    if day is None or org is None or len(paper.document.named("署名")) != 1:
        return
    letter = 15.75 * 25.4 / 72
    (org_left, org_right), (day_left, day_right) = (
        (found[1].right - ems(found[1].text) * letter, found[1].right) for found in (org, day)
    )
    off_centre = (org_left + org_right - day_left - day_right) / 2
    sealed = abs(off_centre) < 2 and (RIGHT - day_right) / letter > 3.5
    unsealed = abs(day_left - org_left - 2 * letter) < 2 and (RIGHT - org_right) / letter > 1.6
    if not sealed and not unsealed:
        yield f"署名 to {org_right:.1f}, date to {day_right:.1f} mm, {off_centre:+.1f} mm off its middle"


@page_item("G187", "7.3.7")
def annex_does_not_begin_its_page(paper: Paper) -> Iterator[str]:
    """附件1 is the first line of a page."""
    for p in paper.document.named("附件标"):
        if not any(sheet.lines and sheet.lines[0].text == _clean(p.text) for sheet in paper.sheets):
            yield p.text


@page_item("G188", "7.4.1", RED_HEAD)
def imprint_does_not_end_the_type_area(paper: Paper) -> Iterator[str]:
    """Its last rule 262 mm below the paper's upper edge."""
    last = paper.sheets[-1]
    found = [rule.at for rule in rules(last.dark, 150)]
    if not found or abs(found[-1] - BOTTOM) > 1.5:
        yield f"{found[-1]:.1f} mm" if found else "no rule"


@page_item("G189", "7.4.1", RED_HEAD)
def imprint_rules_are_not_as_wide_as_the_type_area(paper: Paper) -> Iterator[str]:
    """From 28 to 184 mm."""
    for rule in [*rules(paper.sheets[-1].dark, 100)][-2:]:
        if abs(rule.left - LEFT) > 1.2 or abs(rule.right - RIGHT) > 1.2:
            yield f"{rule.left:.1f}–{rule.right:.1f} mm"


@page_item("G190", "7.4.3", RED_HEAD)
def imprint_is_not_on_the_last_page(paper: Paper) -> Iterator[str]:
    """印发 one line above the last rule, on the last page and no other."""
    where = [sheet.number for sheet in paper.sheets if any(line.text.endswith("印发") for line in sheet.lines)]
    if where != [len(paper.sheets)]:
        yield f"pages {where} of {len(paper.sheets)}"


# ---- page numbers ---------------------------------------------------------------------------------------------------


def _numbered(paper: Paper) -> Iterator[tuple[Sheet, Box]]:
    return ((sheet, sheet.page_number) for sheet in paper.sheets if sheet.page_number is not None)


@page_item("G191", "7.5")
def pages_are_counted_wrongly(paper: Paper) -> Iterator[str]:
    """— 1 —, — 2 — … on every page; none on page 1 of a letter."""
    said = [sheet.page_number.text if sheet.page_number else "" for sheet in paper.sheets]
    wanted = [f"—{number}—" for number in range(1, len(said) + 1)]
    if paper.layout == "信函":
        wanted[0] = ""
    if said != wanted:
        yield " ".join(text or "none" for text in said)


@page_item("G192", "7.5")
def page_number_is_not_7_mm_below(paper: Paper) -> Iterator[str]:
    """The dash 269 mm below the paper's upper edge, also of a wide page as it is bound."""
    for sheet, number in _numbered(paper):
        if abs(number.middle - 269) > 2:
            yield f"page {sheet.number}: {number.middle:.1f} mm"


@page_item("G193", "7.5")
def page_number_is_on_the_wrong_side(paper: Paper) -> Iterator[str]:
    """Odd: ends 1 字 before the right edge; even: begins 1 字 after the left; of a wide page as it is bound."""
    for sheet, number in _numbered(paper):
        away = RIGHT - number.right if sheet.number % 2 else number.left - LEFT
        if not 3.5 < away < 8:
            yield f"page {sheet.number}: {away:.1f} mm"


@page_item("G194", "实")
def page_is_blank(paper: Paper) -> Iterator[str]:
    """No page without a word of its own."""
    yield from (f"page {sheet.number}" for sheet in paper.sheets if not sheet.lines)


@page_item("G195", "实")
def draft_does_not_say_so(paper: Paper) -> Iterator[str]:
    """送审稿 on every page of a draft, on none of a signed document."""
    for sheet in paper.sheets:
        if any(word.text == "送审稿" for word in sheet.words) != paper.document.is_draft:
            yield f"page {sheet.number}"


# ---- letters --------------------------------------------------------------------------------------------------------


@page_item("G196", "10.1", ("信函",))
def double_rules_are_elsewhere(paper: Paper) -> Iterator[str]:
    """Two red double rules on page 1, 170 mm wide, the lower one 20 mm above the paper's edge."""
    if _is_preprinted(paper):
        return
    found = list(rules(paper.sheets[0].red, 150))
    lower = [rule for rule in found if rule.at > 200]
    if len(found) < 2 or not lower:
        yield f"{len(found)} rules"
    elif abs(297 - lower[-1].at - 20) > 1.5:
        yield f"lower rule {297 - lower[-1].at:.1f} mm above the edge"
    yield from (f"{r.left:.1f}–{r.right:.1f} mm" for r in found if abs(r.left - 20) > 1.2 or abs(r.right - 190) > 1.2)


@page_item("G197", "10.1", ("信函",))
def upper_double_rule_is_not_4_mm_below_the_mark(paper: Paper) -> Iterator[str]:
    """From the ink of the mark to the rule."""
    rule = _red_rule(paper)
    ink = last_ink(paper.sheets[0].red, rule - 1) if rule and rule < 100 else None
    if rule and ink and abs(rule - ink - 4) > 2.2:
        yield f"{rule - ink:.1f} mm"


PAGE_ITEMS: tuple[Item[Paper], ...] = tuple(page_item.items)


def failures(paper: Paper) -> tuple[Failure, ...]:
    """What is not where the standard says."""
    return tuple(found for one in PAGE_ITEMS for found in one.failures(paper))
