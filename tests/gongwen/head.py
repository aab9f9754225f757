"""What stands above the text: 份号 to red rule (7.2)."""

import re
from collections.abc import Iterator

from tests.gongwen.items import OFFICIAL, RED_HEAD, item
from tests.gongwen.page import FANGSONG, HEITI, KAITI, RED, XIAOBIAOSONG
from tests.gongwen.reader import MILLIMETRE, Docx, Paragraph, ems, millimetres
from tests.gongwen.spacing import MARKS, blank_above, height_above, is_blank_lines
from tests.gongwen.xml import W, flat, number

MARKED = (*OFFICIAL, "简报")
COPY_NUMBER = re.compile(r"\d+")
SECRECY = re.compile(r"(绝密|机密|秘密)(★([1-9]\d*年|[1-9]\d*个月|长期|.*前))?")
URGENCY = ("特急", "加急", "特提", "平急")
NUMBER = re.compile(r"[^\s〔〕\[\]（）()【】［］]+〔\d{4}〕[1-9]\d*号")
DRAFT_NUMBER = re.compile(r"[^\s〔〕\[\]（）()【】［］]+〔\d{4}〕[ \u3000]*号")
ORDER = ("版头标注", "公文标志", "公文文号", "红色分隔线", "公文标题", "主送机关", "公文正文")


def marks(document: Docx) -> list[Paragraph]:
    """The paragraphs of the mark, wherever they are; on preprinted paper they are blank."""
    return [p for p in (*document.paragraphs, *document.edges) if p.style in MARKS]


def head_lines(document: Docx) -> list[Paragraph]:
    """份号, 密级 and 紧急程度 that say something."""
    return [p for p in document.named("版头标注") if p.text.strip()]


@item("G20", "7.2", RED_HEAD)
def head_is_out_of_order(document: Docx) -> Iterator[str]:
    """份号 …, mark, 发文字号, red rule, title, 主送机关, text."""
    first = {style: next((i for i, p in enumerate(document.paragraphs) if p.style == style), None) for style in ORDER}
    places = [(place, style) for style, place in first.items() if place is not None]
    if places != sorted(places):
        yield " → ".join(style for _, style in sorted(places))


@item("G21", "7.2.1")
def copy_number_has_not_6_digits(document: Docx) -> Iterator[str]:
    """份号: six Arabic digits; a document with 密级 has one."""
    lines = [p.text.strip() for p in head_lines(document)]
    numbers = [text for text in lines if COPY_NUMBER.fullmatch(text)]
    yield from (text for text in numbers if len(text) != 6)
    if not numbers and any(SECRECY.fullmatch(text) for text in lines):
        yield "密级 without 份号"


@item("G22", "7.2.2")
def secrecy_is_misspelt(document: Docx) -> Iterator[str]:
    """秘密★1年: the star between class and period, the period in Arabic digits."""
    for paragraph in head_lines(document):
        if "密" in (text := paragraph.text.strip()) and not SECRECY.fullmatch(text):
            yield text


@item("G23", "7.2.3")
def urgency_is_not_a_word_of_the_standard(document: Docx) -> Iterator[str]:
    """特急 or 加急 (telegrams have two more)."""
    for paragraph in head_lines(document):
        text = paragraph.text.strip()
        if not COPY_NUMBER.fullmatch(text) and "密" not in text and text not in URGENCY:
            yield text


@item("G24", "7.2.3")
def head_lines_are_out_of_order(document: Docx) -> Iterator[str]:
    """份号, 密级, 紧急程度 from the top, one on a line."""
    lines = [p.text.strip() for p in head_lines(document)]
    ranks = [0 if COPY_NUMBER.fullmatch(text) else 1 if "密" in text else 2 for text in lines]
    if ranks != sorted(set(ranks)):
        yield " / ".join(lines)


@item("G25", "7.2.2")
def head_line_is_not_3_heiti(document: Docx) -> Iterator[str]:
    """3号, 密级 and 紧急程度 in 黑体."""
    for paragraph in head_lines(document):
        for run in paragraph.runs:
            if run.points != 16 or (run.east not in HEITI and not COPY_NUMBER.fullmatch(paragraph.text.strip())):
                yield f"{run.points} pt {run.east}: {paragraph.name}"


@item("G26", "7.2.1")
def head_line_is_not_flush_left(document: Docx) -> Iterator[str]:
    """At the left edge of the type area."""
    for paragraph in head_lines(document):
        if paragraph.left or paragraph.first or paragraph.align not in ("left", "both"):
            yield f"indent {paragraph.left + paragraph.first}, {paragraph.align}: {paragraph.name}"


@item("G27", "7.2.4", MARKED)
def mark_is_missing(document: Docx) -> Iterator[str]:
    """There is a mark; it has room even on preprinted paper."""
    if not marks(document):
        yield "no mark"


@item("G28", "7.2.4", MARKED)
def mark_is_not_red_xiaobiaosong(document: Docx) -> Iterator[str]:
    """小标宋, red."""
    for paragraph in marks(document):
        for run in paragraph.runs:
            if run.text.strip() and not (run.east in XIAOBIAOSONG and RED.fullmatch(run.colour)):
                yield f"{run.east} {run.colour}: {paragraph.name}"


@item("G29", "7.2.4", MARKED)
def mark_is_not_centred(document: Docx) -> Iterator[str]:
    """In the middle of the type area; the names of a joint mark are spread to one width in a table."""
    for paragraph in marks(document):
        if (
            (paragraph.align != "center" and not paragraph.in_table)
            or paragraph.left != paragraph.right
            or paragraph.first
        ):
            yield f"{paragraph.align}, {paragraph.left}/{paragraph.right}: {paragraph.name}"


@item("G30", "7.2.4", MARKED)
def mark_does_not_fit_a_line(document: Docx) -> Iterator[str]:
    """Its letters, at their size, take no more than 156 mm."""
    for paragraph in marks(document):
        wide = sum(ems(run.text) * run.points for run in paragraph.runs)
        if wide > 156 / 25.4 * 72 + 1 or "\n" in paragraph.text:
            yield f"{wide / 72 * 25.4:.0f} mm: {paragraph.name}"


@item("G31", "7.2.4", (*RED_HEAD, "简报"))
def mark_is_not_35_mm_below_the_type_area(document: Docx) -> Iterator[str]:
    """Its upper edge 72 mm below the paper's."""
    for first in document.named(*MARKS)[:1]:
        above = height_above(document, first)
        if above is None:
            yield "what stands above it has no fixed height"
        elif abs(place := (document.sections[0].margin("top") + above) / MILLIMETRE - 72) > 1:
            yield f"{72 + place:.1f} mm"


@item("G32", "7.2.5", OFFICIAL)
def number_is_against_the_grammar(document: Docx) -> Iterator[str]:
    """代字〔YYYY〕N号 with six-angle brackets, no 第, no zero before it, no blanks; a draft leaves N open."""
    found = document.named("公文文号")
    if len(found) != 1:
        yield f"{len(found)} numbers"
    for paragraph in found:
        text = paragraph.text
        fits = DRAFT_NUMBER.fullmatch(text) if document.is_draft else NUMBER.fullmatch(text)
        if not fits or "第" in text:
            yield text


@item("G33", "7.2.5", OFFICIAL)
def number_is_not_3_fangsong(document: Docx) -> Iterator[str]:
    """3号 仿宋."""
    for paragraph in document.named("公文文号"):
        for run in paragraph.runs:
            if run.points != 16 or run.east not in FANGSONG:
                yield f"{run.points} pt {run.east}"


@item("G34", "7.2.5", OFFICIAL)
def number_stands_elsewhere(document: Docx) -> Iterator[str]:
    """Centred; upward left by 1 字; in a letter flush right."""
    letter = document.advance
    for p in document.named("公文文号"):
        right_place = {
            "公文": p.align == "center" and p.left == p.right == p.first == 0,
            "上行文": p.align in ("left", "both") and abs(p.left + p.first - letter) <= letter / 4,
            "信函": p.align == "right" and p.right == 0,
        }[document.layout]
        if not right_place:
            yield f"{p.align}, {p.left + p.first}/{p.right}"


@item("G35", "7.2.5", RED_HEAD)
def number_is_not_two_lines_below_the_mark(document: Docx) -> Iterator[str]:
    """2 blank lines between mark and 发文字号 (or the first 签发人 beside it)."""
    found = document.named("签发人") or document.named("公文文号")
    lines = blank_above(document, found[0]) if found else 0
    if not is_blank_lines(lines, 2):
        yield f"{lines:.1f} lines"


@item("G36", "7.2.7", (*RED_HEAD, "简报"))
def red_rule_is_missing(document: Docx) -> Iterator[str]:
    """One red rule below the number, a single line."""
    rules = document.named("红色分隔线")
    if len(rules) != 1:
        yield f"{len(rules)} rules"
    for rule in rules:
        kind, colour = rule.look.get("pBdr.bottom.val", "nil"), rule.look.get("pBdr.bottom.color", "").upper()
        preprinted = not any(p.text.strip() for p in marks(document))
        if not preprinted and (kind != "single" or not RED.fullmatch(colour)):
            yield f"{kind} {colour}"


@item("G37", "7.2.7", RED_HEAD)
def red_rule_is_not_4_mm_below_the_number(document: Docx) -> Iterator[str]:
    """The paragraph that carries it is 4 mm high and stands right below."""
    for rule in document.named("红色分隔线"):
        gap = rule.exact + rule.before + number(rule.look, "pBdr.bottom.space") * 20
        if abs(millimetres(gap) - 4) > 0.8:
            yield f"{millimetres(gap)} mm"


@item("G38", "7.2.7", (*RED_HEAD, "简报"))
def red_rule_is_not_as_wide_as_the_type_area(document: Docx) -> Iterator[str]:
    """156 mm: no indents."""
    for rule in document.named("红色分隔线"):
        if abs(millimetres(rule.left + rule.right + rule.first)) > 1 or rule.in_table:
            yield f"indents {rule.left}/{rule.right}"


# ---- 签发人 ---------------------------------------------------------------------------------------------------------


@item("G39", "7.2.6", ("上行文",))
def signer_is_not_labelled(document: Docx) -> Iterator[str]:
    """签发人：, then names of two to a line; the following lines have no label."""
    lines = [p.text for p in document.named("签发人")]
    if not lines or not lines[0].startswith("签发人："):
        yield lines[0] if lines else "no 签发人"
    for text in lines:
        if len(text.removeprefix("签发人：").split()) > 2:
            yield f"three names on a line: {text}"


@item("G40", "7.2.6", ("上行文",))
def signer_is_not_fangsong_and_kaiti(document: Docx) -> Iterator[str]:
    """The label 3号 仿宋, the name 3号 楷体."""
    for paragraph in document.named("签发人"):
        for run in paragraph.runs:
            wanted = FANGSONG if run.text.strip() == "签发人：" else KAITI
            if run.points != 16 or run.east not in wanted:
                yield f"{run.points} pt {run.east}: {run.text}"


@item("G41", "7.2.6", ("上行文",))
def signer_is_not_one_letter_from_the_right(document: Docx) -> Iterator[str]:
    """Right by 1 字: indent, label and names end there; further names stand below the first."""
    letter = document.advance
    lines = document.named("签发人")
    widest = max((p.left + p.first + ems(p.text) * letter for p in lines), default=0)
    if lines and lines[0].align != "right" and abs(_room(document, lines[0]) - letter - widest) > letter * 0.75:
        yield f"{(_room(document, lines[0]) - widest) / letter:.1f} 字"
    for paragraph in lines[1:]:
        name_at = lines[0].left + lines[0].first + 4 * letter
        if abs(paragraph.left + paragraph.first - name_at) > letter / 2:
            yield f"not below the first name: {paragraph.text}"


def _room(document: Docx, paragraph: Paragraph) -> int:
    """How wide the cell is that holds `paragraph`, or the type area."""
    cell = next(paragraph.element.iterancestors(W + "tc"), None)
    return document.sections[0].width if cell is None else number(flat(cell.find(W + "tcPr")), "tcW.w")


@item("G42", "7.2.5", ("上行文",))
def number_is_not_on_the_line_of_the_signer(document: Docx) -> Iterator[str]:
    """发文字号 and the last 签发人 share a row."""
    rows = [
        next((row for row in p.element.iterancestors(W + "tr")), None)
        for p in (*document.named("公文文号")[:1], *document.named("签发人")[-1:])
    ]
    if len(rows) == 2 and (rows[0] is None or rows[0] is not rows[1]):
        yield "in different rows"
