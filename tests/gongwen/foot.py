"""版记 and page numbers (7.4, 7.5)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.gongwen.items import EVERY, OFFICIAL, RED_HEAD, item
from tests.gongwen.page import FANGSONG, SONGTI
from tests.gongwen.reader import MILLIMETRE, Docx, Paragraph, Section, millimetres
from tests.gongwen.xml import WP, Element, W, flat, is_on, number

LETTER = 280
"""One 字 of 4号 in twips."""
NUMBER = "{PAGE}"


# ---- 版记 -----------------------------------------------------------------------------------------------------------


def imprint(document: Docx) -> list[Paragraph]:
    """主送, 抄送 and 印发 lines of 版记."""
    return document.named("抄送", "印发")


def _table(document: Docx) -> Element | None:
    """The table that holds 版记."""
    lines = imprint(document)
    return next(lines[0].element.iterancestors(W + "tbl"), None) if lines else None


@item("G125", "7.4.3", RED_HEAD)
def imprint_is_missing(document: Docx) -> Iterator[str]:
    """One 印发 line, the last of the document."""
    if len(found := document.named("印发")) != 1:
        yield f"{len(found)} 印发 lines"
    written = [p.style for p in document.paragraphs if p.text.strip()]
    if written[-1:] != ["印发"]:
        yield f"the last line is {written[-1]}"


def _rules(table: Element) -> list[int]:
    """Thickness (eighths of a point) of the rules above, between and below the rows; 0 where there is none."""
    whole = flat(table.find(W + "tblPr"))
    rows = [flat(cell.find(W + "tcPr")) for row in table.findall(W + "tr") for cell in row.findall(W + "tc")[:1]]

    def side(look: dict[str, str], name: str, inherited: str) -> int:
        source, key = (
            (look, f"tcBorders.{name}") if f"tcBorders.{name}.val" in look else (whole, f"tblBorders.{inherited}")
        )
        return number(source, f"{key}.sz") if source.get(f"{key}.val", "nil") not in ("nil", "none") else 0

    edges = [side(rows[0], "top", "top")] if rows else []
    for upper, lower in pairwise(rows):
        edges.append(max(side(upper, "bottom", "insideH"), side(lower, "top", "insideH")))
    return [*edges, side(rows[-1], "bottom", "bottom")] if rows else []


@item("G126", "7.4.1", RED_HEAD)
def imprint_rules_are_wrong(document: Docx) -> Iterator[str]:
    """First and last 0.35 mm (1 pt), those between 0.25 mm (0.7 pt), none between 主送 and 抄送."""
    table = _table(document)
    rules = _rules(table) if table is not None else []
    between = rules[1:-1]
    lines = [p.text for p in imprint(document)]
    together = [above.startswith("主送") and below.startswith("抄送") for above, below in pairwise(lines)]
    right = all((thick == 0) if free else 5 <= thick <= 7 for thick, free in zip(between, together, strict=False))
    if not rules or not 7 <= rules[0] <= 10 or rules[0] != rules[-1] or not right:
        yield f"{rules} eighths of a point"


@item("G127", "7.4.1", RED_HEAD)
def imprint_is_not_as_wide_as_the_type_area(document: Docx) -> Iterator[str]:
    """156 mm."""
    table = _table(document)
    if table is not None and abs(millimetres(number(flat(table.find(W + "tblPr")), "tblW.w")) - 156) > 1:
        yield f"{millimetres(number(flat(table.find(W + 'tblPr')), 'tblW.w'))} mm"


@item("G128", "7.4.1", RED_HEAD)
def imprint_does_not_stand_at_the_bottom(document: Docx) -> Iterator[str]:
    """Its last rule is the bottom of the type area: held by the bottom margin, as text box or floating table."""
    table = _table(document)
    if table is None:
        return
    floating = flat(table.find(W + "tblPr"))
    held = floating.get("tblpPr.vertAnchor") == "margin" and floating.get("tblpPr.tblpYSpec") == "bottom"
    for anchor in table.iterancestors(WP + "anchor"):
        place, align = anchor.find(WP + "positionV"), anchor.find(f"{WP}positionV/{WP}align")
        held = (
            place is not None and place.get("relativeFrom") == "margin" and align is not None and align.text == "bottom"
        )
    if not held:
        yield "it floats with the text"


@item("G129", "7.4.2", OFFICIAL)
def copied_is_not_placed(document: Docx) -> Iterator[str]:
    """4号 仿宋, left and right 1 字, further lines below the first name."""
    for p in document.named("抄送"):
        if abs(p.left + p.first - LETTER) > 40 or abs(p.right - LETTER) > 40:
            yield f"left {p.left + p.first}, right {p.right}: {p.name}"
        if abs(-p.first - 3 * LETTER) > 60:
            yield f"turns over at {p.left}: {p.name}"
        yield from (f"{r.points} pt {r.east}: {p.name}" for r in p.runs if r.points != 14 or r.east not in FANGSONG)


@item("G130", "7.4.2", OFFICIAL)
def copied_is_misspelt(document: Docx) -> Iterator[str]:
    """抄送：….  — full-width colon, names in between, one full stop at the end."""
    for p in document.named("抄送"):
        if not re.fullmatch("(主送|抄送)：[^。：]+。", p.text):
            yield p.text


@item("G131", "7.4.3", RED_HEAD)
def printed_is_not_placed(document: Docx) -> Iterator[str]:
    """4号 仿宋 on one line: office left 1 字, date right 1 字."""
    for p in document.named("印发"):
        stops = [
            (tab.get(W + "val"), int(tab.get(W + "pos") or 0))
            for tab in p.element.iter(W + "tab")
            if tab.get(W + "pos")
        ]
        wide = document.sections[-1].width
        if abs(p.left + p.first - LETTER) > 40:
            yield f"left {p.left + p.first}"
        if p.text.count("\t") != 1 or not any(
            kind in ("right", "end") and abs(wide - LETTER - at) < 60 for kind, at in stops
        ):
            yield f"no tab to {wide - LETTER}: {stops}"
        yield from (f"{r.points} pt {r.east}" for r in p.runs if r.points != 14 or r.east not in FANGSONG)


@item("G132", "7.4.3", RED_HEAD)
def printed_is_misspelt(document: Docx) -> Iterator[str]:
    """印发机关, then 2025年4月8日印发, not before 成文日期's year."""
    for p in document.named("印发"):
        if not re.fullmatch(r"[^\t]+\t20\d\d年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日印发", p.text):
            yield p.text


@item("G133", "7.4.2", OFFICIAL)
def imprint_is_out_of_order(document: Docx) -> Iterator[str]:
    """主送, 抄送, 印发."""
    ranks = ["印发" if p.style == "印发" else p.text[:2] for p in imprint(document)]
    wanted = [rank for rank in ("主送", "抄送", "印发") if rank in ranks]
    if ranks != wanted:
        yield " ".join(ranks)


@item("G134", "7.4.1", RED_HEAD)
def imprint_is_on_a_wide_page(document: Docx) -> Iterator[str]:
    """The last page, which carries 版记, is upright."""
    if document.sections[-1].is_landscape:
        yield "last section is landscape"


# ---- page numbers ---------------------------------------------------------------------------------------------------


def footers(document: Docx, section: Section) -> Iterator[tuple[str, Paragraph]]:
    """The numbered paragraphs of a section: "default" or "even", paragraph."""
    for kind in ("default", "even"):
        yield from ((kind, p) for p in document.edge(section, f"footer {kind}") if NUMBER in p.text)


@item("G135", "7.5")
def page_number_is_missing(document: Docx) -> Iterator[str]:
    """Odd and even pages of every section have one."""
    for place, section in enumerate(document.sections, start=1):
        found = [kind for kind, _ in footers(document, section)]
        if found != ["default", "even"]:
            yield f"section {place}: {found}"


@item("G136", "7.5")
def odd_and_even_pages_are_not_told_apart(document: Docx) -> Iterator[str]:
    """The settings say that even pages have their own footer."""
    on = document.settings.find(W + "evenAndOddHeaders")
    if on is None or on.get(W + "val") in ("0", "false"):
        yield "no evenAndOddHeaders"


@item("G137", "7.5")
def page_number_is_not_between_dashes(document: Docx) -> Iterator[str]:
    """— 1 —: one 一字线 (U+2014) on each side."""
    for section in document.sections:
        yield from (p.text for _, p in footers(document, section) if not re.fullmatch(r"— ?\{PAGE\} ?—", p.text))


@item("G138", "7.5")
def page_number_is_not_4_songti(document: Docx) -> Iterator[str]:
    """4号, digits and dashes in 宋体."""
    for section in document.sections:
        for _, p in footers(document, section):
            for run in p.runs:
                fonts = {run.east, run.look.get("rFonts.ascii", ""), run.look.get("rFonts.hAnsi", "")}
                if run.points != 14 or fonts - set(SONGTI):
                    yield f"{run.points} pt {sorted(fonts)}"


@item("G139", "7.5")
def page_number_is_on_the_wrong_side(document: Docx) -> Iterator[str]:
    """Odd right by 1 字, even left by 1 字 (of 4号 or 3号)."""
    for section in document.sections:
        for kind, p in footers(document, section):
            side, away = ("right", p.right) if kind == "default" else ("left", p.left + p.first)
            if p.align != side or not 260 <= away <= 340:
                yield f"{kind}: {p.align}, {away} twips"


@item("G140", "7.5")
def page_number_is_not_7_mm_below_the_type_area(document: Docx) -> Iterator[str]:
    """The dash 269 mm below the paper's upper edge: footer distance, and the middle of the line."""
    for place, section in enumerate(document.sections, start=1):
        for kind, p in () if section.is_landscape else footers(document, section):
            lines = document.edge(section, f"footer {kind}")
            below = sum(q.exact + q.before for q in lines[[q.element for q in lines].index(p.element) + 1 :])
            below += number(p.look, "spacing.after") + section.margin("footer")
            middle = (number(section.look, "pgSz.h") - below - p.exact / 2) / MILLIMETRE
            if not p.exact or abs(middle - 269) > 1:
                yield f"section {place} {kind}: {middle:.1f} mm"


@item("G141", "7.5")
def page_numbers_start_again(document: Docx) -> Iterator[str]:
    """Annexes go on counting; plain Arabic numbers."""
    for place, section in enumerate(document.sections, start=1):
        start, kind = section.look.get("pgNumType.start"), section.look.get("pgNumType.fmt", "decimal")
        if (start is not None and (place > 1 or start != "1")) or kind != "decimal":
            yield f"section {place}: start {start}, {kind}"


@item("G142", "7.5", tuple(layout for layout in EVERY if layout != "信函"))
def first_page_has_no_number(document: Docx) -> Iterator[str]:
    """Only a letter leaves page 1 without."""
    for place, section in enumerate(document.sections, start=1):
        own = document.edge(section, "footer first")
        if is_on(section.look, "titlePg") and not any(NUMBER in p.text for p in own):
            yield f"section {place}"
