"""Blocks of a template: paragraphs, headings, lists as tables, forms to fill in → WordprocessingML with template tags."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from duban_xl.documents.word.layout import TEXT_WIDTH, Style

THICK, THIN = 'w:val="single" w:sz="8" w:space="0"', 'w:val="single" w:sz="6" w:space="0"'
_FORM_SIZE = 28  # 四号: a form is filled in by hand
_FORM_ROW = 740  # 13 mm, as little as one writes in by hand
_LABEL_WIDTH, _NARROW_LABEL_WIDTH = 2700, 1900
_NO_LINE = 'w:val="nil"'


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width in characters, what a row shows, how it stands."""

    head: str
    letters: float
    shows: str
    style: Style = Style.TABLE_TEXT
    align: str = ""


SERIAL = Column("序号", 2.9, "1", Style.TABLE_SERIAL, "center")
"""The first column of a list: counted when the document is finished."""


def paragraph(style: Style, text: str, *, align: str = "", size: int = 0, more: str = "") -> str:
    """One paragraph of `style`; `text` may hold template tags; what else is given is set on the paragraph itself."""
    jc = f'<w:jc w:val="{align}"/>' if align else ""
    look = f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>' if size else ""
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style.value}"/>{more}{jc}</w:pPr>{run}</w:p>'


def control(tag: str) -> str:
    """A paragraph that only holds a tag and vanishes: control("if praises") → {%p if praises %}."""
    return paragraph(Style.CONTROL, f"{{%p {tag} %}}")


def only_if(condition: str, *blocks: str) -> str:
    """`blocks` that stand only if `condition` holds."""
    return control(f"if {condition}") + "".join(blocks) + control("endif")


def for_each(loop: str, *blocks: str) -> str:
    """`blocks` once per round of `loop` ("line in notes")."""
    return control(f"for {loop}") + "".join(blocks) + control("endfor")


def body(text: str) -> str:
    """A paragraph of running text."""
    return paragraph(Style.BODY, text)


def heading(text: str, level: int = 1) -> str:
    """A heading; its number is set when the document is finished, so that it closes up over empty sections."""
    return paragraph((Style.HEADING_1, Style.HEADING_2, Style.HEADING_3)[level - 1], text)


def list_table(columns: Iterable[Column], loops: Iterable[str], *, width: int = TEXT_WIDTH) -> str:
    """A ruled table with a repeated head and one row per round of the (nested) `loops`; LANDSCAPE_WIDTH on a wide page."""
    columns = tuple(columns)
    loops = tuple(loops)
    widths = _widths(columns, width)
    head = _row((_cell(w, paragraph(Style.TABLE_HEAD, c.head)) for c, w in zip(columns, widths, strict=True)), True)
    row = _row(
        _cell(w, paragraph(c.style, c.shows, align=c.align)) for c, w in zip(columns, widths, strict=True)
    )  # one line per row of data
    opens = "".join(_tag_row(f"for {loop}", columns, widths) for loop in loops)
    closes = "".join(_tag_row("endfor", columns, widths) for _ in loops)
    return _table(widths, head + opens + row + closes)


@dataclass(frozen=True, slots=True)
class SigningBox:
    """A tall box of a form: an opinion to write, and below it who signs and when."""

    label: str
    opinion: str = "意见："
    signed: str = "签名：　　　　　　　　年　　月　　日"
    height: int = 1200


FormRow = tuple[str, str] | tuple[str, str, str, str] | SigningBox
"""A label with its value, two of them side by side, or a box for an opinion."""


def form_table(rows: Iterable[FormRow], label_width: int = 0) -> str:
    """A form: labels at the left, values (or room to write) at the right, in two columns or, where a row asks for it, four.

    `label_width` in twips; 0 for the usual one.
    """
    rows = tuple(rows)
    if any(not isinstance(row, SigningBox) and len(row) == 4 for row in rows):
        label = label_width or _NARROW_LABEL_WIDTH
        value = TEXT_WIDTH // 2 - label
        widths = (label, value, label, TEXT_WIDTH - 2 * label - value)
    else:
        label = label_width or _LABEL_WIDTH
        widths = (label, TEXT_WIDTH - label)
    lines = (_signing_rows(row, widths) if isinstance(row, SigningBox) else _form_row(row, widths) for row in rows)
    return _table(widths, "".join(lines))


def _form_row(row: tuple[str, ...], widths: tuple[int, ...]) -> str:
    """Labels and values in turn; the last value takes the columns that are left."""
    last = len(row) - 1
    cells = (
        _cell(
            widths[place] if place < last else sum(widths[last:]),
            paragraph(Style.TABLE_TEXT if place % 2 else Style.TABLE_HEAD, text, size=_FORM_SIZE),
            span=1 if place < last else len(widths) - last,
        )
        for place, text in enumerate(row)
    )
    return _row(cells, height=_FORM_ROW)


def _signing_rows(box: SigningBox, widths: tuple[int, ...]) -> str:
    """Two rows without a rule between them and one label: the opinion stands at the top, the signature at the foot."""
    label = paragraph(Style.TABLE_HEAD, box.label, size=_FORM_SIZE, more="<w:keepNext/>")
    kept = '<w:keepNext/><w:spacing w:before="80"/>'
    opinion = paragraph(Style.TABLE_TEXT, box.opinion, size=_FORM_SIZE, more=kept)
    signed = paragraph(Style.TABLE_TEXT, box.signed, size=_FORM_SIZE, align="right", more='<w:ind w:right="210"/>')
    wide, span = sum(widths[1:]), len(widths) - 1
    upper = (
        _cell(widths[0], label, merge="restart"),
        _cell(wide, opinion, span=span, open_side="bottom", align="top"),
    )
    lower = (
        _cell(widths[0], paragraph(Style.TABLE_HEAD, ""), merge="continue"),
        _cell(wide, signed, span=span, open_side="top"),
    )
    return _row(upper, height=box.height) + _row(lower, height=_FORM_ROW)


def _widths(columns: tuple[Column, ...], width: int) -> tuple[int, ...]:
    unit = width / sum(column.letters for column in columns)
    widths = [round(column.letters * unit) for column in columns]
    widths[-1] += width - sum(widths)
    return tuple(widths)


def _table(widths: tuple[int, ...], rows: str) -> str:
    outer = "".join(f'<w:{side} {THICK} w:color="000000"/>' for side in ("top", "left", "bottom", "right"))
    inner = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{outer}{inner}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: Iterable[str], is_head: bool = False, *, height: int = 400) -> str:
    repeat = "<w:tblHeader/>" if is_head else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeat}</w:trPr>'
        f"{''.join(cells)}</w:tr>"
    )


def _cell(
    width: int, content: str, *, span: int = 1, merge: str = "", open_side: str = "", align: str = "center"
) -> str:
    more = (
        (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + (f"<w:tcBorders><w:{open_side} {_NO_LINE}/></w:tcBorders>" if open_side else "")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}<w:vAlign w:val="{align}"/></w:tcPr>{content}</w:tc>'
    )


def _tag_row(tag: str, columns: tuple[Column, ...], widths: tuple[int, ...]) -> str:
    text = f"{{%tr {tag} %}}"
    return _row(
        _cell(width, paragraph(Style.CONTROL, text if number == 0 else ""))
        for number, (_, width) in enumerate(zip(columns, widths, strict=True))
    )
