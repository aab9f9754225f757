"""What every shipped template has around its text: head, tables, signature, annexes, imprint → the parts of a .docx.

Pure text building; the same input always gives the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from duban_xl.documents.word.layout import (
    EMU_PER_TWIP,
    FOOTER,
    LINE,
    MARGINS,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_WIDTH,
    MarginProfile,
    Style,
)
from duban_xl.documents.word.styles import NAMESPACE, styles_xml
from duban_xl.documents.word.xml import write_package

_MARGINS = MARGINS[MarginProfile.COMMON]
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMAS = "http://schemas.openxmlformats.org"
_OFFICE_RELATIONS = f"{_SCHEMAS}/officeDocument/2006/relationships"
_WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT_NAMESPACES = (
    f"{NAMESPACE} "
    f'xmlns:r="{_OFFICE_RELATIONS}" '
    f'xmlns:wp="{_SCHEMAS}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_SCHEMAS}/drawingml/2006/main" '
    f'xmlns:mc="{_SCHEMAS}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_NO_BORDERS = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_FORM_SIZE = 28  # 四号: a form is filled in by hand
_THICK, _THIN = 'w:val="single" w:sz="8" w:space="0"', 'w:val="single" w:sz="6" w:space="0"'


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
RECIPIENTS = "{{ office.recipients }}："


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


def list_table(columns: Iterable[Column], loops: Iterable[str]) -> str:
    """A ruled table with a repeated head and one row per round of the (nested) `loops`."""
    columns = tuple(columns)
    loops = tuple(loops)
    widths = _widths(columns)
    head = _row((_cell(w, paragraph(Style.TABLE_HEAD, c.head)) for c, w in zip(columns, widths, strict=True)), True)
    row = _row(
        _cell(w, paragraph(c.style, c.shows, align=c.align)) for c, w in zip(columns, widths, strict=True)
    )  # one line per row of data
    opens = "".join(_tag_row(f"for {loop}", columns, widths) for loop in loops)
    closes = "".join(_tag_row("endfor", columns, widths) for _ in loops)
    return _table(widths, head + opens + row + closes)


def form_table(rows: Iterable[tuple[str, str]], label_width: int = 2700) -> str:
    """A two-column form: labels at the left, values (or room to write) at the right."""
    widths = (label_width, TEXT_WIDTH - label_width)
    lines = "".join(
        _row(
            (
                _cell(widths[0], paragraph(Style.TABLE_HEAD, label, size=_FORM_SIZE)),
                _cell(widths[1], paragraph(Style.TABLE_TEXT, value, size=_FORM_SIZE)),
            ),
            height=740,
        )
        for label, value in rows
    )
    return _table(widths, lines)


def annex(title: str, *blocks: str) -> str:
    """An annex on its own page: label (numbered when finished), title, content."""
    return paragraph(Style.ANNEX_LABEL, "附件") + paragraph(Style.ANNEX_TITLE, title) + "".join(blocks)


def template(*, head: str, recipients: str, text: str, annexes: str) -> bytes:
    """A whole template file: `head` stands above the mark, `text` between recipients and signature."""
    main = (
        _head_row(head)
        + paragraph(Style.MARK, "{{ office.masthead }}")
        + paragraph(Style.NUMBER, "{{ number_line }}")
        + paragraph(Style.RULE, "")
        + paragraph(Style.TITLE, "{{ title }}")
        + paragraph(Style.RECIPIENTS, recipients)
        + text
        + paragraph(Style.ANNEX_NOTE, "附件：（按附件题自动列出）")
        + paragraph(Style.SIGNATURE, "{{ office.issuer }}")
        + paragraph(Style.DATE, "{{ dated_on }}")
        + only_if(
            "office.contact",
            paragraph(
                Style.REMARK,
                "（联系人：{{ office.contact }}{% if office.phone %}，电话：{{ office.phone }}{% endif %}）",
            ),
        )
        + annexes
        + _imprint()
    )
    return write_package(
        _parts(f"{_HEAD}<w:document {_DOCUMENT_NAMESPACES}><w:body>{main}{_SECTION}</w:body></w:document>")
    )


def _widths(columns: tuple[Column, ...]) -> tuple[int, ...]:
    unit = TEXT_WIDTH / sum(column.letters for column in columns)
    widths = [round(column.letters * unit) for column in columns]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return tuple(widths)


def _table(widths: tuple[int, ...], rows: str) -> str:
    outer = "".join(f'<w:{side} {_THICK} w:color="000000"/>' for side in ("top", "left", "bottom", "right"))
    inner = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
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


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def _tag_row(tag: str, columns: tuple[Column, ...], widths: tuple[int, ...]) -> str:
    text = f"{{%tr {tag} %}}"
    return _row(
        _cell(width, paragraph(Style.CONTROL, text if number == 0 else ""))
        for number, (_, width) in enumerate(zip(columns, widths, strict=True))
    )


def _head_row(text: str) -> str:
    """The borderless row that puts the mark 35 mm below the top of the type area and holds 紧急程度."""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{_NO_BORDERS}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{_MARGINS.head_row}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>{paragraph(Style.HEAD, text)}</w:tc></w:tr></w:tbl>'
    )


def _imprint() -> str:
    """版记: a text box at the bottom of the type area of the last page; its own paragraph keeps the room free."""
    height = 2 * LINE
    size = f'cx="{TEXT_WIDTH * EMU_PER_TWIP}" cy="{height * EMU_PER_TWIP}"'
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/></w:pPr><w:r>'
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="1001" name="版记"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>"
        f"{_imprint_table()}"
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
        "</w:pPr></w:p></w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:spAutoFit/></wps:bodyPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )


def _imprint_table() -> str:
    copied = _imprint_row("抄送：{{ office.copied_to|commas }}。", Style.COPIED, top=_THICK, bottom=_THIN)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - 280}"/></w:tabs>'
    printed = _imprint_row(
        "{{ office.printed_by or office.issuer }}\t{{ dated_on }}印发",
        Style.PRINTED,
        top=_THIN,
        bottom=_THICK,
        more=tabs,
    )
    tag = '<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{tag}</w:tc></w:tr>'
    opening = tag.format(width=TEXT_WIDTH, tag=paragraph(Style.CONTROL, "{%tr if office.copied_to %}"))
    closing = tag.format(width=TEXT_WIDTH, tag=paragraph(Style.CONTROL, "{%tr endif %}"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{opening}{copied}{closing}{printed}</w:tbl>'
    )


def _imprint_row(text: str, style: Style, *, top: str, bottom: str, more: str = "") -> str:
    upper = f'<w:top {top} w:color="000000"/>'
    line = paragraph(style, text, more=more).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return (
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tcBorders>{upper}'
        f'<w:bottom {bottom} w:color="000000"/></w:tcBorders></w:tcPr>{line}</w:tc></w:tr>'
    )


_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{_MARGINS.top}" w:right="{_MARGINS.right}" '
    f'w:bottom="{_MARGINS.bottom}" w:left="{_MARGINS.left}" w:header="851" w:footer="{FOOTER}" w:gutter="0"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{_MARGINS.line}"/></w:sectPr>'
)


def _parts(document: str) -> dict[str, bytes]:
    relation = f'<Relationship Id="{{id}}" Type="{_OFFICE_RELATIONS}/{{kind}}" Target="{{target}}"/>'
    relations = f'{_HEAD}<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{{items}}</Relationships>'
    inner = (("rId1", "styles"), ("rId2", "settings"), ("rId3", "footer1"), ("rId4", "footer2"), ("rId5", "fontTable"))
    items = "".join(relation.format(id=id_, kind=name.rstrip("12"), target=f"{name}.xml") for id_, name in inner)
    core = '<Relationship Id="rId2" Type="{s}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    outer = relation.format(id="rId1", kind="officeDocument", target="word/document.xml") + core.format(s=_SCHEMAS)
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": relations.format(items=outer),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations.format(items=items),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": f"{_HEAD}<w:fonts {NAMESPACE}/>",
        "word/footer1.xml": footer_xml("right"),
        "word/footer2.xml": footer_xml("left"),
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_SCHEMAS}/package/2006/metadata/core-properties"/>',
    }
    return {name: text.encode("utf-8") for name, text in texts.items()}


def footer_xml(side: str) -> str:
    """The page number — 1 —: right by one character on odd pages, left on even ones (7.5)."""
    indent = '<w:ind w:left="0" w:right="320"/>' if side == "right" else '<w:ind w:left="320" w:right="0"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'{_HEAD}<w:ftr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="{Style.PAGE_NUMBER.value}"/>{indent}'
        f'<w:jc w:val="{side}"/></w:pPr>{dash.format("— ")}{field}{dash.format(" —")}</w:p></w:ftr>'
    )


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _content_types() -> str:
    part = '<Override PartName="/word/{name}.xml" ContentType="{type}.{kind}+xml"/>'
    kinds = (
        ("document", "document.main"), ("styles", "styles"), ("settings", "settings"), ("footer1", "footer"),
        ("footer2", "footer"), ("fontTable", "fontTable"),
    )  # fmt: skip
    overrides = "".join(part.format(name=name, type=_WORD_TYPES, kind=kind) for name, kind in kinds)
    return (
        f'{_HEAD}<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
