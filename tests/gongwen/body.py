"""The text: indents, layers, no added looks (7.3.3)."""

import re
from collections.abc import Iterator

from tests.gongwen.items import item
from tests.gongwen.page import BODY, FANGSONG, HEITI, KAITI
from tests.gongwen.reader import Docx, Paragraph
from tests.gongwen.xml import is_on, number

LAYERS = {"一级标题": 1, "二级标题": 2, "三级标题": 3, "四级标题": 4}
DIGITS = "零一二三四五六七八九"
MARK = {
    1: re.compile(r"^([一二三四五六七八九十百]+)、"),
    2: re.compile(r"^（([一二三四五六七八九十百]+)）(?!、)"),
    3: re.compile(r"^(\d{1,2})\.(?!\d+[^\d.])"),
    4: re.compile(r"^（(\d{1,2})）"),
}
NUMBERED = re.compile(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．、](?!\d)|（\d{1,2}）)")


def running(document: Docx) -> list[Paragraph]:
    """Text and headings outside tables."""
    return [p for p in document.named(*BODY) if not p.in_table and not p.in_box]


def value_of(mark: str) -> int:
    """十二 → 12, 7 → 7."""
    if mark.isdigit():
        return int(mark)
    tens, _, ones = mark.rpartition("十") if "十" in mark else ("", "", mark)
    ten = (DIGITS.index(tens) if tens else 1) if "十" in mark else 0
    return ten * 10 + (DIGITS.index(ones) if ones else 0)


@item("G56", "7.3.3")
def paragraph_is_not_indented_by_two_letters(document: Docx) -> Iterator[str]:
    """Every paragraph of the text begins 2 字 in; further lines are flush."""
    two = 2 * document.advance
    for p in running(document):
        chars = number(p.look, "ind.firstLineChars")
        if (chars and chars != 200) or (not chars and abs(p.first - two) > 0.15 * two):
            yield f"first line {p.first} twips: {p.name}"
        if p.left or p.right:
            yield f"indents {p.left}/{p.right}: {p.name}"


@item("G57", "7.3.3")
def paragraph_is_indented_by_blanks(document: Docx) -> Iterator[str]:
    """By its indent, not by blanks or tabs, which move with every font."""
    for p in running(document):
        if p.text[:1] in ("\u3000", " ", "\t"):
            yield p.name


@item("G58", "5.2.3")
def paragraph_leaves_the_rhythm_of_lines(document: Docx) -> Iterator[str]:
    """No room before or after paragraphs of the text but whole lines: 22 lines stay 22."""
    for p in running(document):
        for room in (p.before, number(p.look, "spacing.after")):
            if p.exact and min(room % p.exact, p.exact - room % p.exact) > 2:
                yield f"{room} twips: {p.name}"
        if p.exact and p.exact != document.pitch:
            yield f"pitch {p.exact}: {p.name}"


@item("G59", "7.3.3")
def paragraph_is_centred_or_right(document: Docx) -> Iterator[str]:
    """Lines fill the type area from the left."""
    for p in running(document):
        if p.align not in ("both", "left"):
            yield f"{p.align}: {p.name}"


@item("G60", "7.3.3")
def line_is_broken_by_hand(document: Docx) -> Iterator[str]:
    """No line breaks or tabs inside a paragraph: the line before is torn to the full width."""
    for p in running(document):
        if "\n" in p.text or "\t" in p.text.strip():
            yield p.name


def _font(document: Docx, style: str, fonts: tuple[str, ...]) -> Iterator[str]:
    for p in document.named(style):
        for run in p.runs:
            if run.points != 16 or run.east not in fonts:
                yield f"{run.points} pt {run.east}: {p.name}"


@item("G61", "7.3.3")
def first_layer_is_not_heiti(document: Docx) -> Iterator[str]:
    """一、 3号 黑体."""
    yield from _font(document, "一级标题", HEITI)


@item("G62", "7.3.3")
def second_layer_is_not_kaiti(document: Docx) -> Iterator[str]:
    """（一） 3号 楷体."""
    yield from _font(document, "二级标题", KAITI)


@item("G63", "7.3.3")
def lower_layer_is_not_fangsong(document: Docx) -> Iterator[str]:
    """1. and （1） 3号 仿宋."""
    yield from _font(document, "三级标题", FANGSONG)
    yield from _font(document, "四级标题", FANGSONG)


@item("G64", "7.3.3")
def layer_has_the_wrong_mark(document: Docx) -> Iterator[str]:
    """一、 （一） 1. （1）; a lone item of a lower layer has none."""
    for p in running(document):
        layer = LAYERS.get(p.style)
        if layer and not MARK[layer].match(p.text) and (layer == 1 or NUMBERED.match(p.text)):
            yield p.name


@item("G65", "7.3.3")
def layers_are_counted_wrongly(document: Docx) -> Iterator[str]:
    """1, 2, 3 … within the layer above."""
    counts = [0, 0, 0, 0]
    for p in running(document):
        layer = LAYERS.get(p.style)
        found = MARK[layer].match(p.text) if layer else None
        if not layer or not found:
            continue
        counts[layer - 1] += 1
        counts[layer:] = [0] * (4 - layer)
        if value_of(found[1]) != counts[layer - 1]:
            yield f"{counts[layer - 1]} expected: {p.name}"


@item("G66", "7.3.3")
def layer_stands_above_its_own(document: Docx) -> Iterator[str]:
    """一、 → （一） → 1. → （1）; where there are two only, 一、 → 1. will do."""
    above: set[int] = set()
    for p in running(document):
        layer = LAYERS.get(p.style)
        if not layer or not MARK[layer].match(p.text):
            continue
        if (layer == 2 and 1 not in above) or (layer == 4 and 3 not in above):
            yield p.name
        above = {found for found in above if found < layer} | {layer}


@item("G67", "7.3.3")
def mark_of_a_layer_is_misspelt(document: Docx) -> Iterator[str]:
    """Full-width brackets and no 、 after them, a full stop and not 、 after digits."""
    wrong = re.compile(
        r"^(\([一二三四五六七八九十\d]+\)|（[一二三四五六七八九十\d]+）[、.．]|\d{1,2}[、．](?!\d)|[一二三四五六七八九十]+[.．])"
    )
    for p in running(document):
        if wrong.match(p.text):
            yield p.name


@item("G68", "7.3.3")
def letters_are_bold(document: Docx) -> Iterator[str]:
    """Nothing of a document is bold by the standard; fonts tell the layers apart."""
    for p in (*document.paragraphs, *document.edges):
        if any(is_on(run.look, "b") for run in p.runs):
            yield p.name


@item("G69", "7.3.3")
def letters_are_stretched_or_raised(document: Docx) -> Iterator[str]:
    """No scaled, raised or hidden letters in the text, and one spacing throughout."""
    for p in running(document):
        for run in p.runs:
            scaled = run.look.get("w.val", "100") not in ("100", "100%")
            if scaled or is_on(run.look, "vanish") or number(run.look, "position.val"):
                yield p.name


@item("G70", "7.3.3")
def number_is_a_field_of_the_program(document: Docx) -> Iterator[str]:
    """Marks are text: automatic lists change font and indent, and are lost when a paragraph is copied."""
    for p in running(document):
        if number(p.look, "numPr.numId") or p.element.find("{*}pPr/{*}numPr") is not None:
            yield p.name
