"""The head of a document, finished: mark, lines above it, 签发人; nothing red on preprinted paper (Document → Document)."""

from collections.abc import Sequence
from copy import deepcopy

from duban_xl.documents.word.layout import (
    BRIEF_MARK_POINTS,
    HEAD_LINE,
    JOINT_MARK_POINTS,
    LETTER,
    LINE,
    MARK_POINTS,
    MARKS,
    RED_RULES,
    TEXT_WIDTH,
    Style,
    letter_rule_gap,
    mark_half_points,
    signer_lines,
    width,
)
from duban_xl.documents.word.opened import Document
from duban_xl.documents.word.styles import KAITI
from duban_xl.documents.word.xml import Element, W, element, properties, set_property, set_text, text_of

_FILE = "文件"
_BLANK = "\u3000"
_LABEL = "签发人："
_SLACK = 0.2  # letters of room, lest a name that fills its cell turns over
_EDGE = 100  # twips at either side of a joint mark
_NAME_PITCH = 1.2  # from name to name, in heights of a letter


def drop_blank_lines(document: Document) -> None:
    """Lines of the head that are blank in this document go; a cell keeps its last one."""
    for paragraph in document.named(Style.HEAD):
        holder = paragraph.getparent()
        if holder is None or text_of(paragraph).strip():
            continue
        if holder.tag != W + "tc" or len(holder.findall(W + "p")) > 1:
            holder.remove(paragraph)


def fit_marks(document: Document, partners: Sequence[str], *, is_preprinted: bool) -> None:
    """The mark on one line, as large as it goes, or the names of a joint one below each other.

    A letter shows its issuer's name alone (10.1). On preprinted paper nothing red is drawn, its room stays.
    """
    for paragraph in document.named(*MARKS):
        style = document.style(paragraph)
        if style == Style.LETTER_MARK:
            _fit_letter(document, paragraph)
        elif partners and style == Style.MARK:
            _join(paragraph, partners)
        else:
            most = BRIEF_MARK_POINTS if style == Style.BRIEF_MARK else MARK_POINTS
            _set_size(paragraph, mark_half_points(text_of(paragraph), most))
    if is_preprinted:
        for paragraph in document.named(*MARKS):
            set_text(paragraph, _BLANK)
        for paragraph in document.named(*RED_RULES):
            set_property(paragraph, "pPr/pBdr").append(element("bottom", {"val": "nil"}))


def _fit_letter(document: Document, mark: Element) -> None:
    set_text(mark, text_of(mark).removesuffix(_FILE))
    size = mark_half_points(text_of(mark))
    _set_size(mark, size)
    for rule in document.named(Style.UPPER_RULE):
        set_property(rule, "pPr/spacing", line=str(letter_rule_gap(size)), lineRule="exact")


def _set_size(paragraph: Element, half_points: int) -> None:
    for run in paragraph.iter(W + "r"):
        for name in ("sz", "szCs"):
            set_property(run, f"rPr/{name}", val=str(half_points))
    set_property(paragraph, "pPr/spacing", line=str(half_points * 10), lineRule="exact")


# ---- joint documents ------------------------------------------------------------------------------------------------


def _join(mark: Element, partners: Sequence[str]) -> None:
    """The host's name with the partners' below it, 文件 at their right, as another row of the table that stands above."""
    own = text_of(mark)
    names = (own.removesuffix(_FILE), *partners)
    suffix = _FILE if own.endswith(_FILE) else ""
    letters = max(width(name) for name in names) / 2
    letters += _SLACK
    beside = width(suffix) / 2 + _SLACK
    fitting = (TEXT_WIDTH - 2 * _EDGE) / 20 / (letters + beside)
    points = int(min(MARK_POINTS, fitting, JOINT_MARK_POINTS / (_NAME_PITCH * len(names))))
    wide = round(points * 20 * letters), round(points * 20 * beside)
    edge = (TEXT_WIDTH - sum(wide)) // 2
    widths = (edge, *wide, TEXT_WIDTH - edge - sum(wide))
    lines = [_line(mark, name, points, "distribute") for name in names]
    for line in lines[1:]:
        set_property(line, "pPr/spacing", before=str(round(points * 20 * (_NAME_PITCH - 1))))
    empty = _line(mark, "", 1, "center")
    cells = ([empty], lines, [_line(mark, suffix, points, "right")], [deepcopy(empty)])
    row = element("tr")
    for cell_width, content in zip(widths, cells, strict=True):
        cell = element("tc")
        row.append(cell)
        set_property(cell, "tcPr/tcW", w=str(cell_width), type="dxa")
        properties(cell, "tcPr").append(element("vAlign", {"val": "center"}))
        for paragraph in content:
            cell.append(paragraph)
    _add_row(mark, row, widths)


def _line(mark: Element, text: str, points: int, align: str) -> Element:
    """A copy of `mark` with `text`."""
    line = deepcopy(mark)
    set_text(line, text)
    _set_size(line, points * 2)
    set_property(line, "pPr/jc", val=align)
    return line


def _add_row(mark: Element, row: Element, widths: tuple[int, ...]) -> None:
    """`row` in place of `mark`: below the row that holds the lines of the head, whose cell now spans all columns."""
    above = mark.getprevious()
    holder = mark.getparent()
    if holder is None:
        return
    table = above if above is not None and above.tag == W + "tbl" else None
    if table is None:
        table = element("tbl")
        set_property(table, "tblPr/tblW", w=str(TEXT_WIDTH), type="dxa")
        set_property(table, "tblPr/tblLayout", type="fixed")
        table.append(element("tblGrid"))
        mark.addnext(table)
    for cell in table.findall(f"{W}tr/{W}tc"):
        set_property(cell, "tcPr/gridSpan", val=str(len(widths)))
    grid = table.find(W + "tblGrid")
    if grid is not None:
        for column in list(grid):
            grid.remove(column)
        for wide in widths:
            grid.append(element("gridCol", {"w": str(wide)}))
    table.append(row)
    holder.remove(mark)


# ---- 签发人 ---------------------------------------------------------------------------------------------------------


def place_signers(document: Document, signers: str = "") -> None:
    """签发人 right by one letter, two names a line, the further lines under the first name (7.2.6).

    `signers`, parted by 、, replaces the names that stand there; where there are none, room for one stays.
    """
    found = document.named(Style.SIGNER)
    if not found:
        return
    first, *surplus = found
    for paragraph in surplus:
        if (holder := paragraph.getparent()) is not None:
            holder.remove(paragraph)
    placed = signer_lines(signers or text_of(first).replace(_BLANK, "").removeprefix(_LABEL))
    label, name = _label_and_name(first)
    aside = width(_LABEL) * LETTER // 2
    left = max(0, _room(first) - LETTER - aside - placed.width)
    set_property(first, "pPr/ind", left=str(left), firstLine="0")
    previous = first
    for line in placed.lines[1:]:
        following = deepcopy(first)
        for run in following.findall(W + "r"):
            following.remove(run)
        following.append(deepcopy(name))
        set_text(following, line)
        set_property(following, "pPr/ind", left=str(left + aside), firstLine="0")
        set_property(following, "pPr/spacing", before=str(LINE - HEAD_LINE))
        previous.addnext(following)
        previous = following
    _say(label, _LABEL)
    _say(name, placed.lines[0])


def _label_and_name(paragraph: Element) -> tuple[Element, Element]:
    """The two runs of 签发人: the name is set in 楷体 even where a clerk has put both into one."""
    runs = paragraph.findall(W + "r")
    for run in runs[1:-1]:
        paragraph.remove(run)
    if len(runs) > 1:
        return runs[0], runs[-1]
    label = runs[0] if runs else element("r")
    if not runs:
        paragraph.append(label)
    name = deepcopy(label)
    set_property(name, "rPr/rFonts", eastAsia=KAITI)
    paragraph.append(name)
    return label, name


def _say(run: Element, words: str) -> None:
    for piece in run.findall(W + "t"):
        run.remove(piece)
    piece = element("t")
    piece.text = words
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(piece)


def _room(paragraph: Element) -> int:
    """How wide the cell is that holds `paragraph`, or the whole line."""
    cell = paragraph.getparent()
    found = cell.find(f"{W}tcPr/{W}tcW") if cell is not None else None
    return int(found.get(W + "w") or TEXT_WIDTH) if found is not None else TEXT_WIDTH
