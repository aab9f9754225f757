"""附件说明, 署名, 成文日期, 附注 (7.3.4 to 7.3.6)."""

import re
from collections.abc import Iterator

from tests.gongwen.items import OFFICIAL, item
from tests.gongwen.page import FANGSONG
from tests.gongwen.reader import Docx, Paragraph, ems, keeps_with_next
from tests.gongwen.spacing import blank_above, is_blank_lines

DATE = re.compile(r"((?:19|20)\d\d)年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
SEVERAL = re.compile(r"^(?:附件：)?(?:(\d{1,2})\.)?(.+)$")
NOTE = re.compile(r"^(?:附件：)?(?:(\d{1,2})\.(?!\d))?(.+)$")


def _font(paragraphs: list[Paragraph]) -> Iterator[str]:
    for p in paragraphs:
        for run in p.runs:
            if run.points != 16 or run.east not in FANGSONG:
                yield f"{run.points} pt {run.east}: {p.name}"


def annex_names(document: Docx) -> list[tuple[str, str]]:
    """Number and name of every line of 附件说明."""
    lines = [p.text.replace("\n", "") for p in document.named("附件说明")]
    pattern = SEVERAL if len(lines) > 1 else NOTE
    return [(found[1] or "", found[2]) for line in lines if (found := pattern.match(line))]


@item("G92", "7.3.4")
def annex_note_is_not_3_fangsong(document: Docx) -> Iterator[str]:
    """3号 仿宋."""
    yield from _font(document.named("附件说明"))


@item("G93", "7.3.4")
def annex_note_has_no_label(document: Docx) -> Iterator[str]:
    """附件： before the first, with a full-width colon, and only there."""
    for place, p in enumerate(document.named("附件说明")):
        if p.text.startswith("附件：") != (place == 0):
            yield p.name


@item("G94", "7.3.4")
def annex_note_is_numbered_wrongly(document: Docx) -> Iterator[str]:
    """1. 2. 3.; a lone one has no number."""
    numbers = [number for number, _ in annex_names(document)]
    if numbers != ([""] if len(numbers) == 1 else [str(n) for n in range(1, len(numbers) + 1)]):
        yield " ".join(numbers)


@item("G95", "7.3.4")
def annex_note_ends_in_punctuation(document: Docx) -> Iterator[str]:
    """None after the names."""
    yield from (name for _, name in annex_names(document) if name[-1] in "，。；、,.;")


@item("G96", "7.3.4")
def annex_note_is_not_placed(document: Docx) -> Iterator[str]:
    """Left by 2 字, 1 blank line below the text."""
    notes, letter = document.named("附件说明"), document.advance
    for p in notes[:1]:
        if abs(p.left + p.first - 2 * letter) > letter / 4:
            yield f"left {(p.left + p.first) / letter:.1f} 字"
        if not is_blank_lines(lines := blank_above(document, p), 1):
            yield f"{lines:.1f} blank lines"


@item("G97", "7.3.4")
def annex_note_turns_over_elsewhere(document: Docx) -> Iterator[str]:
    """Further lines, and the numbers of further annexes, stand below those of the first."""
    letter = document.advance
    notes = document.named("附件说明")
    for place, (p, (number, _)) in enumerate(zip(notes, annex_names(document), strict=False)):
        name_at = (5 + ems(f"{number}." if number else "")) * letter
        if abs(p.left - name_at) > letter / 2:
            yield f"turns over at {p.left / letter:.1f} 字: {p.name}"
        if place and abs(p.left + p.first - 5 * letter) > letter / 2:
            yield f"begins at {(p.left + p.first) / letter:.1f} 字: {p.name}"


# ---- 署名, 成文日期 -------------------------------------------------------------------------------------------------


def signatures(document: Docx) -> list[Paragraph]:
    """署名 in order."""
    return document.named("署名")


def dates(document: Docx) -> list[Paragraph]:
    """成文日期; one for a document."""
    return document.named("成文日期")


@item("G98", "7.3.5", OFFICIAL)
def signature_or_date_is_missing(document: Docx) -> Iterator[str]:
    """署名, then 成文日期, in neighbouring paragraphs."""
    if not signatures(document) or len(dates(document)) != 1:
        yield f"{len(signatures(document))} 署名, {len(dates(document))} 成文日期"
        return
    order = [p.style for p in document.paragraphs]
    last = max(place for place, style in enumerate(order) if style == "署名")
    if order[last + 1 : last + 2] != ["成文日期"]:
        yield f"署名 is followed by {order[last + 1]}"


@item("G99", "7.3.5")
def signature_is_not_3_fangsong(document: Docx) -> Iterator[str]:
    """3号 仿宋."""
    yield from _font([*signatures(document), *dates(document)])


@item("G100", "7.3.5.4")
def date_is_against_the_grammar(document: Docx) -> Iterator[str]:
    """Arabic, full year, no zero before a digit: 2025年4月8日."""
    yield from (p.text for p in dates(document) if not DATE.fullmatch(p.text))


@item("G101", "7.3.5")
def signature_is_moved_by_blanks(document: Docx) -> Iterator[str]:
    """By its right indent; blanks and tabs move with every font."""
    for p in (*signatures(document), *dates(document)):
        if len(signatures(document)) == 1 and (p.text != p.text.strip() or "\t" in p.text or p.align != "right"):
            yield f"{p.align}: {p.name}"


def _places(document: Docx) -> tuple[float, float, float, float] | None:
    """In 字: right indents of 署名 and date, and their widths; None for a joint document, which has its own places."""
    if len(signatures(document)) != 1 or len(dates(document)) != 1:
        return None
    org, day, letter = signatures(document)[0], dates(document)[0], document.advance
    return org.right / letter, day.right / letter, ems(org.text), ems(day.text)


@item("G102", "7.3.5")
def date_is_not_placed(document: Docx) -> Iterator[str]:
    """With seal right by 4 字; without, 2 字 right of 署名's first letter, 署名 right by 2 字 or more."""
    if places := _places(document):
        org, day, org_wide, day_wide = places
        sealed = day >= 3.9 and (abs(day - 4) < 0.2 or org < 0.2)
        unsealed = day >= 1.9 and abs((org + org_wide) - (day + day_wide) - 2) < 0.3
        if not sealed and not unsealed:
            yield f"right {day:.2f} 字"


@item("G103", "7.3.5")
def signature_is_not_placed_by_the_date(document: Docx) -> Iterator[str]:
    """With seal centred on the date; without, right by 2 字 or as much more as a long date asks for."""
    if places := _places(document):
        org, day, org_wide, day_wide = places
        off_centre = (org + org_wide / 2) - (day + day_wide / 2)
        centred = abs(off_centre) < 0.3 or (org == 0 and off_centre > 0)
        unsealed = org >= 1.9 and abs((org + org_wide) - (day + day_wide) - 2) < 0.3 and min(org, day) < 2.2
        if not centred and not unsealed:
            yield f"right {org:.2f} 字, {off_centre:+.2f} 字 off the date's middle"


@item("G104", "7.3.5", OFFICIAL)
def signature_is_too_near_or_far(document: Docx) -> Iterator[str]:
    """Without seal 1 blank line; with seal as much as its top needs, within a line of the text."""
    for p in signatures(document)[:1]:
        if not 0.9 <= (lines := blank_above(document, p)) <= 3.7:
            yield f"{lines:.1f} blank lines"


@item("G105", "7.3.5.5", OFFICIAL)
def signature_may_part_from_the_text(document: Docx) -> Iterator[str]:
    """The last paragraph of the text, 附件说明 and 署名 keep with the next: no page has a signature alone."""
    first = next((place for place, p in enumerate(document.paragraphs) if p.style in ("附件说明", "署名")), None)
    if first is None:
        return
    above = [p for p in document.paragraphs[:first] if p.text.strip() and not p.in_table][-1:]
    for p in (*above, *document.named("附件说明", "署名")):
        if not keeps_with_next(p):
            yield p.name


@item("G106", "7.3.6")
def remark_is_not_in_brackets(document: Docx) -> Iterator[str]:
    """（…） with full-width brackets."""
    for p in document.named("附注"):
        if not re.fullmatch("（.+）", p.text.strip()):
            yield p.text


@item("G107", "7.3.6")
def remark_is_not_placed(document: Docx) -> Iterator[str]:
    """3号 仿宋, left by 2 字, below the date."""
    yield from _font(document.named("附注"))
    order = [p.style for p in document.paragraphs if p.style in ("成文日期", "附注", "附件标")]
    if "附注" in order and order[: order.index("附注")][-1:] != ["成文日期"]:
        yield f"not below the date: {order}"
    for p in document.named("附注"):
        if abs(p.left + p.first - 2 * document.advance) > document.advance / 4:
            yield f"left {(p.left + p.first) / document.advance:.1f} 字"
