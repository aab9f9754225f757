"""Annexes and tables (7.3.7; what offices do with tables is practice, marked 实)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tests.gongwen.ending import annex_names
from tests.gongwen.items import item
from tests.gongwen.page import HEITI, XIAOBIAOSONG
from tests.gongwen.reader import Docx, Paragraph, Section, millimetres
from tests.gongwen.spacing import blank_above, is_blank_lines
from tests.gongwen.xml import Element, Look, W, flat, is_on, number

CELL = ("表头", "表文", "表序")
LONG = 600
"""Letters of a cell from which its row may break over pages."""


# ---- annexes --------------------------------------------------------------------------------------------------------


@item("G108", "7.3.7")
def annexes_are_not_those_announced(document: Docx) -> Iterator[str]:
    """As many annexes, in the same order, under the same titles as 附件说明 says."""
    titles = [p.text.replace("\n", "") for p in document.named("附件题")]
    names = [name for _, name in annex_names(document)]
    if titles != names and (names or document.layout != "表单"):
        yield f"{names} / {titles}"


@item("G109", "7.3.7")
def annex_is_labelled_wrongly(document: Docx) -> Iterator[str]:
    """附件1, 附件2 …; a lone one 附件; no colon, no blank."""
    labels = [p.text for p in document.named("附件标")]
    if labels and labels != (["附件"] if len(labels) == 1 else [f"附件{n}" for n in range(1, len(labels) + 1)]):
        yield " ".join(labels)
    if len(labels) != len(document.named("附件题")):
        yield f"{len(labels)} labels, {len(document.named('附件题'))} titles"


@item("G110", "7.3.7")
def annex_label_is_not_3_heiti_flush_left(document: Docx) -> Iterator[str]:
    """3号 黑体, at the left edge."""
    for p in document.named("附件标"):
        if p.left or p.first or p.align not in ("left", "both"):
            yield f"{p.align} {p.left}/{p.first}: {p.name}"
        yield from (f"{r.points} pt {r.east}: {p.name}" for r in p.runs if r.points != 16 or r.east not in HEITI)


@item("G111", "7.3.7")
def annex_does_not_begin_a_page(document: Docx) -> Iterator[str]:
    """另面: by a page break before, or as a section of its own."""
    for p in document.named("附件标"):
        before = p.element.getprevious()
        new_section = before is not None and before.find(f"{W}pPr/{W}sectPr") is not None
        broken = before is not None and any(br.get(W + "type") == "page" for br in before.iter(W + "br"))
        if not (is_on(p.look, "pageBreakBefore") or new_section or broken):
            yield p.name


@item("G112", "7.3.7")
def annex_title_is_not_centred_on_line_3(document: Docx) -> Iterator[str]:
    """Centred 小标宋, one blank line below the label."""
    for p in document.named("附件题"):
        if p.align != "center" or p.left != p.right or p.first:
            yield f"{p.align}: {p.name}"
        if not is_blank_lines(lines := blank_above(document, p), 1):
            yield f"{lines:.1f} blank lines: {p.name}"
        yield from (f"{r.east}: {p.name}" for r in p.runs if r.east not in XIAOBIAOSONG)


@item("G113", "7.3.7")
def annex_stands_before_the_signature_or_after_the_imprint(document: Docx) -> Iterator[str]:
    """Text, 署名, 附注, annexes, 版记."""
    ranks = {"署名": 0, "成文日期": 0, "附注": 0, "附件标": 1, "抄送": 2, "印发": 2}
    order = [p.style for p in document.paragraphs if p.style in ranks]
    if [ranks[style] for style in order] != sorted(ranks[style] for style in order):
        yield " → ".join(order)


# ---- tables ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """A table with letters in it; those that only hold parts of the head in place, and 版记, are none."""

    element: Element
    section: Section
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def look(self) -> Look:
        """Width, layout, borders."""
        return flat(self.element.find(W + "tblPr"))

    @cached_property
    def rows(self) -> list[Element]:
        """From the top."""
        return self.element.findall(W + "tr")

    @cached_property
    def columns(self) -> list[int]:
        """Their widths in twips."""
        return [int(column.get(W + "w") or 0) for column in self.element.findall(f"{W}tblGrid/{W}gridCol")]

    @property
    def name(self) -> str:
        """For a message."""
        return f"table 「{self.paragraphs[0].text[:8]}…」"


def tables(document: Docx) -> Iterator[Table]:
    """Every table of the text and the annexes."""
    held: dict[int, tuple[Element, list[Paragraph]]] = {}
    for p in document.paragraphs:
        element = next(p.element.iterancestors(W + "tbl"), None)
        if element is not None and not p.in_box:
            held.setdefault(id(element), (element, []))[1].append(p)
    for element, paragraphs in held.values():
        if any(p.style in CELL for p in paragraphs):
            yield Table(element, document.sections[paragraphs[0].section], tuple(paragraphs))


@item("G114", "实")
def table_is_not_as_wide_as_the_type_area(document: Docx) -> Iterator[str]:
    """156 mm, on a wide page 225 mm; not moved out of it."""
    for table in tables(document):
        wide = number(table.look, "tblW.w") if table.look.get("tblW.type") == "dxa" else sum(table.columns)
        room = (225.0, millimetres(table.section.width)) if table.section.is_landscape else (156.0,)
        if min(abs(millimetres(wide) - wanted) for wanted in room) > 1:
            yield f"{millimetres(wide)} mm: {table.name}"
        if abs(number(table.look, "tblInd.w")) > 60:
            yield f"indent {table.look['tblInd.w']}: {table.name}"


@item("G115", "实")
def table_fits_itself_to_its_letters(document: Docx) -> Iterator[str]:
    """Fixed layout: columns stay as wide as they are."""
    for table in tables(document):
        if table.look.get("tblLayout.type") != "fixed":
            yield table.name


@item("G116", "实")
def columns_do_not_add_up(document: Docx) -> Iterator[str]:
    """Grid, table and the cells of every row are of one width."""
    for table in tables(document):
        if abs(sum(table.columns) - (number(table.look, "tblW.w") or sum(table.columns))) > len(table.columns):
            yield f"grid {sum(table.columns)}, table {table.look['tblW.w']}: {table.name}"
        for place, row in enumerate(table.rows, start=1):
            cells = [flat(cell.find(W + "tcPr")) for cell in row.findall(W + "tc")]
            spans = sum(number(cell, "gridSpan.val") or 1 for cell in cells)
            wide = sum(number(cell, "tcW.w") for cell in cells)
            if spans != len(table.columns) or abs(wide - sum(table.columns)) > len(table.columns):
                yield f"row {place}: {spans} columns, {wide} twips: {table.name}"


def _head_rows(document: Docx, table: Table) -> list[bool]:
    """Which rows hold nothing but 表头; in a form, labels stand in every row and there is no head."""
    styles = [{document.paragraph(p).style for p in row.iter(W + "p")} for row in table.rows]
    return [found == {"表头"} for found in styles]


@item("G117", "实")
def head_of_a_table_is_not_repeated(document: Docx) -> Iterator[str]:
    """The head rows, which are the first, are repeated on every page."""
    for table in tables(document):
        heads = _head_rows(document, table)
        repeated = [is_on(flat(row.find(W + "trPr")), "tblHeader") for row in table.rows]
        first = heads.index(False) if False in heads else len(heads)
        wanted = [place < first for place in range(len(heads))] if len(table.rows) > first else repeated
        if repeated != wanted:
            yield table.name


@item("G118", "实")
def row_breaks_over_pages(document: Docx) -> Iterator[str]:
    """Rows stay whole unless one fills a page."""
    for table in tables(document):
        for place, row in enumerate(table.rows, start=1):
            longest = max(
                (sum(len(t.text or "") for t in cell.iter(W + "t")) for cell in row.findall(W + "tc")), default=0
            )
            if longest < LONG and not is_on(flat(row.find(W + "trPr")), "cantSplit"):
                yield f"row {place}: {table.name}"


@item("G119", "实")
def cell_has_the_pitch_of_the_text(document: Docx) -> Iterator[str]:
    """Cells follow their letters: an exact pitch cuts them or tears rows apart."""
    for table in tables(document):
        yield from (f"pitch {p.exact}: {p.name}" for p in table.paragraphs if p.exact)


@item("G120", "实")
def cell_has_the_indent_of_the_text(document: Docx) -> Iterator[str]:
    """No first-line indent in a cell."""
    for table in tables(document):
        for p in table.paragraphs:
            if p.first or p.left or number(p.look, "ind.firstLineChars"):
                yield f"indent {p.first + p.left}: {p.name}"


@item("G121", "实")
def table_is_not_ruled(document: Docx) -> Iterator[str]:
    """Black single lines around and between, those around not thinner."""
    for table in tables(document):
        sides = {
            side: table.look.get(f"tblBorders.{side}.val", "none")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        }
        yield from (f"{side} {kind}: {table.name}" for side, kind in sides.items() if kind != "single")
        colours = {value.upper() for name, value in table.look.items() if re.fullmatch(r"tblBorders\..*\.color", name)}
        if colours - {"000000", "AUTO"}:
            yield f"{colours}: {table.name}"
        if number(table.look, "tblBorders.top.sz") < number(table.look, "tblBorders.insideH.sz"):
            yield f"outer rule thinner than inner: {table.name}"


@item("G122", "实")
def letters_of_a_table_are_too_small(document: Docx) -> Iterator[str]:
    """Not below 小五 (9 pt), not above the text."""
    for table in tables(document):
        for p in table.paragraphs:
            yield from (f"{run.points} pt: {p.name}" for run in p.runs if not 9 <= run.points <= 16)


@item("G123", "实")
def serial_numbers_are_wrong(document: Docx) -> Iterator[str]:
    """1, 2, 3 … below 序号."""
    for table in tables(document):
        numbers = [p.text for p in table.paragraphs if p.style == "表序"]
        if numbers != [str(n) for n in range(1, len(numbers) + 1)]:
            yield f"{numbers[:9]}: {table.name}"


@item("G124", "实")
def table_has_a_head_only(document: Docx) -> Iterator[str]:
    """A list without a row is no list: it is left out with its annex."""
    for table in tables(document):
        if table.rows and all(_head_rows(document, table)):
            yield table.name
