"""Paper, margins, grid, fonts and colours (5.2, 6.1)."""

import re
from collections.abc import Iterator

from tests.gongwen.items import item
from tests.gongwen.reader import MILLIMETRE, Docx, Paragraph, millimetres
from tests.gongwen.spacing import MARKS
from tests.gongwen.xml import W, is_on, number

PROFILES = ((37.0, 35.0), (34.58, 32.58))
"""天头 and bottom edge in mm: as typed in by most, and compensated so that the ink begins where the standard says."""
FANGSONG = ("仿宋_GB2312", "仿宋", "方正仿宋_GBK")
KAITI = ("楷体_GB2312", "楷体", "方正楷体_GBK")
HEITI = ("黑体", "方正黑体_GBK")
SONGTI = ("宋体",)
XIAOBIAOSONG = ("方正小标宋简体", "方正小标宋_GBK")
BODY = ("公文正文", "一级标题", "二级标题", "三级标题", "四级标题")
RED = re.compile(r"(E[0-9A-F]|F[0-9A-F])[0-3][0-9A-F][0-3][0-9A-F]")
CHINESE = re.compile("[\u3400-\u9fff]")
AMBIGUOUS = re.compile("[“”‘’…—]")


def near(twips: float, wanted_mm: float, allowed_mm: float = 1.0) -> bool:
    """Whether a length is what it should be."""
    return abs(twips / MILLIMETRE - wanted_mm) <= allowed_mm


def everything(document: Docx) -> tuple[Paragraph, ...]:
    """The paragraphs of body, headers and footers."""
    return (*document.paragraphs, *document.edges)


@item("G01", "5.1")
def paper_is_not_a4(document: Docx) -> Iterator[str]:
    """210 × 297 mm, upright or on its side."""
    for place, section in enumerate(document.sections, start=1):
        size = sorted((number(section.look, "pgSz.w"), number(section.look, "pgSz.h")))
        if not (near(size[0], 210) and near(size[1], 297)):
            yield f"section {place}: {millimetres(size[0])} × {millimetres(size[1])} mm"


def _turned(document: Docx) -> Iterator[tuple[int, dict[str, float]]]:
    """The margins of every section as they lie on the sheet bound at the left: a wide page is turned by a quarter."""
    turn = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}
    for place, section in enumerate(document.sections, start=1):
        sides = {side: section.margin(turn[side] if section.is_landscape else side) for side in turn}
        yield place, {side: twips / MILLIMETRE for side, twips in sides.items()}


@item("G02", "5.2.1")
def top_margin_is_wrong(document: Docx) -> Iterator[str]:
    """天头 37 mm, or the compensated figure; on a wide page the edge that lies at the sheet's top (8)."""
    for place, sides in _turned(document):
        if not any(abs(sides["top"] - top) <= 1 for top, _ in PROFILES):
            yield f"section {place}: {sides['top']:.1f} mm"


@item("G03", "5.2.1")
def binding_margin_is_wrong(document: Docx) -> Iterator[str]:
    """订口 28 mm."""
    for place, sides in _turned(document):
        if abs(sides["left"] - 28) > 1:
            yield f"section {place}: {sides['left']:.1f} mm"


@item("G04", "5.2.1")
def type_area_is_not_156_wide(document: Docx) -> Iterator[str]:
    """版心 156 mm: 26 mm are left at the right."""
    for place, sides in _turned(document):
        if abs(210 - sides["left"] - sides["right"] - 156) > 1:
            yield f"section {place}: {210 - sides['left'] - sides['right']:.1f} mm"


@item("G05", "5.2.1")
def bottom_margin_belongs_to_no_profile(document: Docx) -> Iterator[str]:
    """版心 225 mm high with 天头 37 mm; the compensated one is higher by the leading of a line."""
    for place, sides in _turned(document):
        if not any(abs(sides["top"] - top) <= 1 and abs(sides["bottom"] - foot) <= 1 for top, foot in PROFILES):
            yield f"section {place}: top {sides['top']:.1f}, bottom {sides['bottom']:.1f} mm"


@item("G06", "5.2.1")
def gutter_or_mirrored_margins(document: Docx) -> Iterator[str]:
    """Nothing is added to the margins, and they don't change sides."""
    for place, section in enumerate(document.sections, start=1):
        if section.margin("gutter"):
            yield f"section {place}: gutter {section.margin('gutter')}"
    if document.settings.find(W + "mirrorMargins") is not None:
        yield "mirrored margins"


@item("G07", "5.2.3")
def page_has_not_22_lines(document: Docx) -> Iterator[str]:
    """The exact pitch of the text gives 22 lines, and they fill the type area."""
    for paragraph in document.named(*BODY):
        section = document.sections[paragraph.section]
        if section.is_landscape or paragraph.in_table:
            continue
        if not paragraph.exact:
            yield f"no exact pitch: {paragraph.name}"
        elif section.height // paragraph.exact != 22:
            yield f"{section.height // paragraph.exact} lines: {paragraph.name}"
        elif section.height - 22 * paragraph.exact > 3 * MILLIMETRE:
            yield f"22 lines fill {millimetres(22 * paragraph.exact)} mm only: {paragraph.name}"


@item("G08", "5.2.3")
def line_has_not_28_letters(document: Docx) -> Iterator[str]:
    """Size and spacing of the text's letters give 28 on a line."""
    for paragraph in document.named(*BODY):
        section = document.sections[paragraph.section]
        for run in () if section.is_landscape or paragraph.in_table else paragraph.runs:
            advance = run.points * 20 + number(run.look, "spacing.val")
            if int(section.width / advance) != 28:
                yield f"{int(section.width / advance)} letters: {paragraph.name}"


@item("G09", "5.2.3")
def line_grid_is_not_the_pitch(document: Docx) -> Iterator[str]:
    """A grid of lines, if there is one, has the pitch of the text, or "one line" means two things."""
    if not document.named("公文正文"):
        return
    for place, section in enumerate(document.sections, start=1):
        kind, pitch = section.look.get("docGrid.type", "default"), number(section.look, "docGrid.linePitch")
        if kind != "default" and abs(pitch - document.pitch) > 1:
            yield f"section {place}: grid {pitch}, text {document.pitch} twips"


@item("G10", "5.2.3")
def letters_are_snapped_to_a_grid(document: Docx) -> Iterator[str]:
    """No grid of characters: it gives 14 or 21 on a line as soon as one size differs."""
    for place, section in enumerate(document.sections, start=1):
        if (kind := section.look.get("docGrid.type", "default")) not in ("default", "lines"):
            yield f"section {place}: {kind}"


@item("G11", "5.2.3")
def paragraph_snaps_to_the_grid(document: Docx) -> Iterator[str]:
    """Exact pitches stay exact: LibreOffice moves even those onto a grid of lines."""
    if all(section.look.get("docGrid.type", "default") == "default" for section in document.sections):
        return
    for paragraph in everything(document):
        if "snapToGrid.val" not in paragraph.look or is_on(paragraph.look, "snapToGrid"):
            yield paragraph.name


@item("G12", "5.2.2")
def text_is_not_3_fangsong(document: Docx) -> Iterator[str]:
    """公文 as a whole: 3号 仿宋."""
    for paragraph in document.named("公文正文"):
        for run in () if paragraph.in_table else paragraph.runs:
            if run.points != 16 or run.east not in FANGSONG:
                yield f"{run.points} pt {run.east}: {paragraph.name}"


@item("G13", "5.2.4")
def letters_are_not_black(document: Docx) -> Iterator[str]:
    """Black but for the mark."""
    for paragraph in everything(document):
        for run in paragraph.runs:
            if run.colour not in ("auto", "000000") and paragraph.style not in MARKS:
                yield f"{run.colour}: {paragraph.name}"


@item("G14", "5.2.4")
def letters_are_marked(document: Docx) -> Iterator[str]:
    """No highlighting, no shading, no underlining, no italics: nothing of the standard is set that way."""
    for paragraph in everything(document):
        for run in paragraph.runs:
            drawn = [
                name
                for name in ("highlight.val", "u.val", "shd.fill")
                if run.look.get(name, "none") not in ("none", "auto")
            ]
            drawn += [
                name for name in ("i", "strike", "dstrike", "shadow", "outline", "emboss") if is_on(run.look, name)
            ]
            if drawn:
                yield f"{', '.join(drawn)}: {paragraph.name}"


@item("G15", "5.2.2")
def theme_decides_a_font(document: Docx) -> Iterator[str]:
    """Fonts are named: a theme's differ from program to program."""
    for name, part in document.parts.items():
        if name.endswith(".xml") and (found := re.search(rb"w:(ascii|hAnsi|eastAsia|cs)Theme=", part)):
            yield f"{name}: {found[0].decode()}"


@item("G16", "5.2.2")
def chinese_font_is_not_one_of_the_standard(document: Docx) -> Iterator[str]:
    """Every Chinese letter says 仿宋, 楷体, 黑体, 宋体 or 小标宋; without a word Word takes 等线 or 宋体."""
    allowed = (*FANGSONG, *KAITI, *HEITI, *SONGTI, *XIAOBIAOSONG)
    for paragraph in everything(document):
        for run in paragraph.runs:
            if (CHINESE.search(run.text) or AMBIGUOUS.search(run.text)) and run.east not in allowed:
                yield f"{run.east or 'no font'}: {paragraph.name}"


@item("G17", "5.2.2")
def quotes_come_from_a_latin_font(document: Docx) -> Iterator[str]:
    """Quotes, dashes and points that Latin has too are asked from the Chinese font."""
    for paragraph in everything(document):
        for run in paragraph.runs:
            latin = run.look.get("rFonts.ascii", "")
            if AMBIGUOUS.search(run.text) and run.look.get("rFonts.hint") != "eastAsia" and not CHINESE.search(latin):
                yield paragraph.name


@item("G18", "5.2.2")
def chinese_font_is_named_for_latin_only(document: Docx) -> Iterator[str]:
    """A run whose Latin font is a Chinese one has it for Chinese as well (what font.name of a library forgets)."""
    for paragraph in everything(document):
        for run in paragraph.runs:
            latin = run.look.get("rFonts.ascii", "")
            if CHINESE.search(latin) and CHINESE.search(run.text) and run.east != latin:
                yield f"{latin}, {run.east or 'nothing'} for Chinese: {paragraph.name}"


@item("G19", "5.2.3")
def page_is_not_one_column(document: Docx) -> Iterator[str]:
    """One column of lines from left to right, set from the top."""
    for place, section in enumerate(document.sections, start=1):
        if number(section.look, "cols.num") > 1:
            yield f"section {place}: {section.look['cols.num']} columns"
        if section.look.get("textDirection.val", "lrTb") != "lrTb":
            yield f"section {place}: {section.look['textDirection.val']}"
        if section.look.get("vAlign.val", "top") != "top":
            yield f"section {place}: set from the {section.look['vAlign.val']}"
