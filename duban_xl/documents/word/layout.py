"""The geometry of GB/T 9704-2012 as numbers and small decisions: text → title lines, mark size, signature indents.

Units: twips (1/20 pt) for lengths in the file, half characters for widths (an ASCII letter is 1, a Chinese one 2).
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil, inf

from duban_xl.documents.word.title_words import PARTICLES, begins_with_word, ends_with_word, is_inside

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
TEXT_WIDTH = 8844  # 156 mm
LANDSCAPE_WIDTH = 12756  # 225 mm: the height of the type area is the width of a landscape page's
EMU_PER_TWIP = 635
MARK_BELOW_PAPER_TOP = 4082  # 72 mm: 天头 37 mm + 35 mm (7.2.4)
LETTER = 315  # advance of one body character: 16 pt less 0.25 pt, so that 28 fill 156 mm
LINE = 579  # 28.95 pt: 22 lines fill 225 mm
LINES_PER_PAGE, LETTERS_PER_LINE = 22, 28
HEAD_LINE = 320  # 16 pt: a line of the head is as high as its letters, so that rules stand where they are measured from
MOST_EVEN_LINES = 4  # a title of more lines is a fault (D118); it is cut where a line is full
TITLE_LETTERS = 20  # 22 pt characters that fit 156 mm
MARK_POINTS = 48  # as large as the mark gets; "醒目、美观、庄重" leaves the size to the office
BRIEF_MARK_POINTS = 64  # the few letters of 督查简报
JOINT_MARK_POINTS = 170  # as high as the names of a joint mark get together, or page 1 has no room for the text
IMPRINT_LETTERS = 25  # 14 pt characters on a line of 抄送, indents and "抄送：" taken off, one for line-end rules
LETTER_MARK_BELOW_PAPER_TOP = 1701  # 30 mm (10.1)
FOUR_MILLIMETRES = 227  # from the number, or the mark of a letter, to the red rule (7.2.7, 10.1)
LETTER_FOOTER = 1104  # puts the second double rule of a letter 20 mm above the paper's lower edge
LETTER_RULE_ASIDE = 1134  # 20 mm of paper at either end of the double rules: 170 mm are left
SEAL = 2381  # 42 mm across
_SEAL_ROOM = 2665  # 47 mm from centre to centre: seals must not touch (7.3.5.1)
_SIGNATURES_ABREAST = 3
HEADER = 851  # 15 mm
FOOTER = 1440  # puts the dash of the page number 7 mm below the type area


class Layout(StrEnum):
    """What stands around the text of a document."""

    GENERAL = "公文"
    UPWARD = "上行文"
    LETTER = "信函"
    BRIEF = "简报"
    FORM = "表单"


class MarginProfile(StrEnum):
    """How the white edges are set: the usual figures, or those that put the glyphs where the standard says."""

    COMMON = "常用"
    COMPENSATED = "补偿"


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """One profile in twips. `line` is the exact line pitch that gives 22 lines."""

    top: int
    bottom: int
    left: int
    right: int
    line: int

    @property
    def head_row(self) -> int:
        """Height of the row above the mark, so that the mark starts 72 mm below the paper's edge."""
        return MARK_BELOW_PAPER_TOP - self.top


MARGINS = {
    MarginProfile.COMMON: Margins(top=2098, bottom=1984, left=1588, right=1474, line=LINE),
    MarginProfile.COMPENSATED: Margins(top=1961, bottom=1847, left=1588, right=1474, line=589),
}


class Style(StrEnum):
    """Paragraph styles by which parts of a document are found: the contract between a template and the program."""

    MARK = "公文标志"
    HEAD = "版头标注"
    NUMBER = "公文文号"
    RULE = "红色分隔线"
    TITLE = "公文标题"
    RECIPIENTS = "主送机关"
    BODY = "公文正文"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    ANNEX_NOTE = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    REMARK = "附注"
    ANNEX_LABEL = "附件标"
    ANNEX_TITLE = "附件题"
    TABLE_HEAD = "表头"
    TABLE_TEXT = "表文"
    TABLE_SERIAL = "表序"
    COPIED = "抄送"
    PRINTED = "印发"
    PAGE_NUMBER = "页码"
    CONTROL = "模板标记"
    SIGNER = "签发人"
    LETTER_MARK = "信函标志"
    UPPER_RULE = "信函上双线"
    LOWER_RULE = "信函下双线"
    BRIEF_MARK = "简报标志"
    EDITED = "编印单位"


REQUIRED_STYLES = (Style.NUMBER, Style.TITLE, Style.RECIPIENTS, Style.BODY, Style.SIGNATURE, Style.DATE)
_REQUIRED = {
    Layout.GENERAL: REQUIRED_STYLES,
    Layout.UPWARD: (*REQUIRED_STYLES, Style.SIGNER),
    Layout.LETTER: (*REQUIRED_STYLES, Style.LETTER_MARK),
    Layout.BRIEF: (Style.BRIEF_MARK, Style.NUMBER, Style.TITLE, Style.BODY),
    Layout.FORM: (Style.TITLE,),
}
_TELLING = {
    Style.SIGNER: Layout.UPWARD,
    Style.LETTER_MARK: Layout.LETTER,
    Style.BRIEF_MARK: Layout.BRIEF,
    Style.MARK: Layout.GENERAL,
}
JOINT_LAYOUTS = (Layout.GENERAL, Layout.UPWARD)  # a letter carries the host's name alone (10.1)
MARKS = (Style.MARK, Style.LETTER_MARK, Style.BRIEF_MARK)
RED_RULES = (Style.RULE, Style.UPPER_RULE, Style.LOWER_RULE)
HEADINGS = {Style.HEADING_1: 1, Style.HEADING_2: 2, Style.HEADING_3: 3}

INSIDE = 250.0
"""What it costs to break a word or a name in 《》."""
_NOT_FIRST = "的》”）〕】、，。；：！？%"
_NOT_LAST = "《“（〔【第各"


def required_styles(layout: Layout) -> tuple[Style, ...]:
    """The styles without a paragraph of which a template of `layout` is not complete."""
    return _REQUIRED[layout]


def layout_with(styles: Collection[str]) -> Layout:
    """The layout of a file that defines these styles; one that defines no mark at all is a form.

    Each layout's template defines its own mark's style only, and Word keeps a style whose last paragraph was deleted.
    """
    return next((layout for style, layout in _TELLING.items() if style in styles), Layout.FORM)


def width(text: str) -> int:
    """How wide `text` is, in half characters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def mark_half_points(mark: str, most: int = MARK_POINTS) -> int:
    """Font size of the masthead in half points: as large as one line of the type area allows, at most `most` points."""
    letters = max(width(mark), 2) / 2
    return min(most * 2, int(TEXT_WIDTH / 10 / letters))


def letter_rule_gap(half_points: int) -> int:
    """Twips from the line of a letter's mark to the rule 4 mm below its ink, which ends an eighth of its height higher."""
    return max(20, FOUR_MILLIMETRES - round(half_points * 10 * 0.12))


def break_title(title: str, most: int = TITLE_LETTERS) -> tuple[str, ...]:
    """`title` in lines of at most `most` characters, few and even, broken between words; a line feed in it decides."""
    if "\n" in title:
        return tuple(line.strip() for line in title.splitlines() if line.strip())
    lines = ceil(_set_width(title) / (2 * most)) if title else 1
    if lines > MOST_EVEN_LINES:
        return tuple(title[start : start + most - 1] for start in range(0, len(title), most - 1))
    return _best_split(title, lines, most)


@dataclass(frozen=True, slots=True)
class SignatureIndents:
    """Right indents, in twips, of 署名 and 成文日期."""

    issuer: int
    dated: int


def signature_indents(issuer: str, dated: str, *, sealed: bool) -> SignatureIndents:
    """Where signature and date stand, from their widths (7.3.5.1 with seal, 7.3.5.2 without)."""
    half = LETTER / 2
    wide, day = width(issuer), width(dated)
    if sealed:  # date 4 characters from the right, the issuer centred on it
        issuer_right = 8 + (day - wide) / 2
        overhang = max(0.0, -issuer_right)
        return SignatureIndents(round((issuer_right + overhang) * half), round((8 + overhang) * half))
    dated_right = 4 + wide - 4 - day
    missing = max(0, 4 - dated_right)
    return SignatureIndents(round((4 + missing) * half), round((dated_right + missing) * half))


@dataclass(frozen=True, slots=True)
class SignatureRows:
    """Names under seals, side by side: the names of each row with the tab stops, in twips, that they are centred on."""

    rows: tuple[tuple[str, ...], ...]
    centres: tuple[tuple[int, ...], ...]
    dated: int


def signature_rows(names: Sequence[str], dated: str) -> SignatureRows:
    """Where the names of a joint document stand, each with room for a seal, the last one above the date (7.3.5.1)."""
    indents = signature_indents(names[-1], dated, sealed=True)
    half = LETTER / 2
    last = TEXT_WIDTH - indents.dated - round(width(dated) * half / 2)
    widest = round(max(width(name) for name in names) * half)
    pitch = max(_SEAL_ROOM, widest + LETTER)
    abreast = min(_SIGNATURES_ABREAST, 1 + max(0, last - max(SEAL, widest) // 2) // pitch)
    rows = tuple(tuple(names[start : start + abreast]) for start in range(0, len(names), abreast))
    centres = tuple(tuple(last - pitch * place for place in reversed(range(len(row)))) for row in rows)
    return SignatureRows(rows, centres, indents.dated)


@dataclass(frozen=True, slots=True)
class SignerLines:
    """签发人 by lines of two names, and how wide, in twips, the widest line is."""

    lines: tuple[str, ...]
    width: int


def signer_lines(signers: str) -> SignerLines:
    """The names of `signers` (parted by 、), two a line, one under the other (7.2.6); room for one where none is given."""
    names = [name.strip() for name in signers.split("、") if name.strip()] or ["\u3000" * 3]
    widest = max(width(name) for name in names)
    padded = [name + "\u3000" * ((widest - width(name)) // 2) for name in names]
    pairs = ("\u3000".join(padded[start : start + 2]) for start in range(0, len(padded), 2))
    lines = tuple(pair.rstrip("\u3000") or pair for pair in pairs)
    return SignerLines(lines, max(width(line) for line in lines) * LETTER // 2)


def _set_width(text: str) -> float:
    """The width of `text` as it is set: a quarter of a character between Chinese and digits, and digits of a font put in
    place of the one asked for, which are up to a third wider.
    """
    seams = sum(1 for a, b in pairwise(text) if (a.isascii() and a.isalnum()) != (b.isascii() and b.isalnum()))
    return width(text) + seams * 0.5 + sum(0.3 for letter in text if letter.isascii() and letter.isdigit())


def _best_split(title: str, lines: int, most: int) -> tuple[str, ...]:
    """The cheapest way to cut `title` into `lines`, or into one more when no cut between words fits."""
    if lines <= 1 or len(title) <= lines:
        return (title,)
    cost, parts = _cheapest(title, lines, most)
    if cost < INSIDE:
        return parts
    if not parts:
        return _best_split(title, lines + 1, most)
    dearer, more = _cheapest(title, lines + 1, most)
    return more if lines < MOST_EVEN_LINES and dearer + INSIDE / 2 < cost else parts


def _cheapest(title: str, lines: int, most: int) -> tuple[float, tuple[str, ...]]:
    """The cost of the best way to cut `title` into `lines`, and its parts; (inf, ()) if they don't fit."""
    target = _set_width(title) / lines
    costs = [0.0, *(_cut_cost(title, end) for end in range(1, len(title) + 1))]
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for number in range(lines):
        last = number == lines - 1
        reached: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, before) in best.items():
            ends = (len(title),) if last else range(start + 1, len(title))
            for end in ends:
                part = title[start:end]
                if not part or _set_width(part) > 2 * most:
                    continue
                total = cost + costs[end] + ((_set_width(part) - target) / 2) ** 2
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*before, part))
        best = reached
    return best.get(len(title), (inf, ()))


def _cut_cost(title: str, end: int) -> float:
    """What it costs to break before position `end`: nothing between words, much inside quotes or numbers."""
    if end == len(title):
        return 0.0
    before, after = title[:end], title[end:]
    if after[0] in _NOT_FIRST or before[-1] in _NOT_LAST:
        return 900.0
    if before[-1].isascii() or after[0].isascii() or _is_open(before, ("“”", "（）", "〔〕")):
        return 300.0
    if after.startswith("关于"):
        return 0.0
    named = INSIDE if _is_open(before, ("《》",)) else 0.0
    if is_inside(before, after):
        return INSIDE + named
    known = ends_with_word(before) + begins_with_word(after)
    cost = 4.0 if before[-1] in PARTICLES else (90.0, 30.0, 10.0)[known]
    return cost + named


def _is_open(before: str, pairs: tuple[str, ...]) -> bool:
    return any(before.count(opening) > before.count(closing) for opening, closing in pairs)
