"""The parts of a template file: body, styles, footers and, where a layout has them, headers → .docx bytes.

The same body always gives the same bytes.
"""

from dataclasses import dataclass

from duban_xl.documents.word.blocks import paragraph
from duban_xl.documents.word.boxes import turned_number
from duban_xl.documents.word.layout import (
    FOOTER,
    HEADER,
    LETTER_FOOTER,
    LETTER_MARK_BELOW_PAPER_TOP,
    MARGINS,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Layout,
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
_NAMESPACES = (
    f"{NAMESPACE} "
    f'xmlns:r="{_OFFICE_RELATIONS}" '
    f'xmlns:wp="{_SCHEMAS}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_SCHEMAS}/drawingml/2006/main" '
    f'xmlns:mc="{_SCHEMAS}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_DRAFT_LINE = 560  # where 送审稿 stands above the mark of a letter
_GRID = f'<w:docGrid w:type="lines" w:linePitch="{_MARGINS.line}"/>'

THIS_LAYOUT = "<w:sectPr/>"
"""Stands in a block for the section of the document's own layout, which the block does not know."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the package: its relation's id, its name, its kind, its XML; `reference` says which pages it stands on."""

    relation: str
    name: str
    kind: str
    text: str
    reference: str = ""


def package(body: str, layout: Layout) -> bytes:
    """A template file of `layout` with the content `body`."""
    sections = body.replace(THIS_LAYOUT, _portrait(layout))
    document = f"{_HEAD}<w:document {_NAMESPACES}><w:body>{sections}{_portrait(layout)}</w:body></w:document>"
    parts = [*_parts(layout), *(_turned() if LANDSCAPE_SECTION in body else ())]
    relations = "".join(_relation(part.relation, part.kind, f"{part.name}.xml") for part in parts)
    core = f'<Relationship Id="rId2" Type="{_SCHEMAS}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    texts = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations(_relation("rId1", "officeDocument", "word/document.xml") + core),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(relations),
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_SCHEMAS}/package/2006/metadata/core-properties"/>',
        **{f"word/{part.name}.xml": part.text for part in parts},
    }
    return write_package({name: text.encode("utf-8") for name, text in texts.items()})


# ---- sections -------------------------------------------------------------------------------------------------------


def _portrait(layout: Layout) -> str:
    is_letter = layout is Layout.LETTER
    references = "".join(
        f'<w:{part.kind}Reference w:type="{part.reference}" r:id="{part.relation}"/>'
        for part in _parts(layout)
        if part.reference
    )
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{_MARGINS.top}" w:right="{_MARGINS.right}" w:bottom="{_MARGINS.bottom}" '
        f'w:left="{_MARGINS.left}" w:header="{HEADER}" w:footer="{LETTER_FOOTER if is_letter else FOOTER}" '
        f'w:gutter="0"/>{"<w:titlePg/>" if is_letter else ""}{_GRID}</w:sectPr>'
    )


LANDSCAPE_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="even" r:id="rId7"/>'
    f'<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/><w:pgMar w:top="{_MARGINS.left}" '
    f'w:right="{_MARGINS.top}" w:bottom="{_MARGINS.right}" w:left="{_MARGINS.bottom}" w:header="{HEADER}" '
    f'w:footer="{HEADER}" w:gutter="0"/>{_GRID}</w:sectPr>'
)
"""A page bound sideways: its top at the 订口, its left edge at the paper's foot (8)."""


def section_break(section: str) -> str:
    """The end of a section: an all but invisible paragraph, which goes into the one before it when the document is finished."""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
    )


# ---- parts ----------------------------------------------------------------------------------------------------------


def _parts(layout: Layout) -> tuple[_Part, ...]:
    is_letter = layout is Layout.LETTER
    lift = FOOTER - LETTER_FOOTER if is_letter else 0
    common = (
        _Part("rId1", "styles", "styles", styles_xml(layout)),
        _Part("rId2", "settings", "settings", _settings()),
        _Part("rId3", "footer1", "footer", _footer(_number("right", lift)), "default"),
        _Part("rId4", "footer2", "footer", _footer(_number("left", lift)), "even"),
        _Part("rId5", "fontTable", "fontTable", f"{_HEAD}<w:fonts {NAMESPACE}/>"),
    )
    letter = (
        _Part("rId8", "header1", "header", _letter_header(), "first"),
        _Part("rId9", "footer5", "footer", _footer(paragraph(Style.LOWER_RULE, "")), "first"),
    )
    return (*common, *letter) if is_letter else common


def _turned() -> tuple[_Part, ...]:
    """The page numbers of landscape pages."""
    odd, even = turned_number(_number("right"), identity=2001), turned_number(_number("left"), identity=2002)
    return (
        _Part("rId6", "footer3", "footer", _footer(odd, _NAMESPACES)),
        _Part("rId7", "footer4", "footer", _footer(even, _NAMESPACES)),
    )


def _footer(content: str, namespaces: str = NAMESPACE) -> str:
    return f"{_HEAD}<w:ftr {namespaces}>{content}</w:ftr>"


def _number(side: str, lift: int = 0) -> str:
    """The page number — 1 —: right by one character on odd pages, left on even ones (7.5); `lift` raises it."""
    spacing = f'<w:spacing w:after="{lift}"/>' if lift else ""
    indent = '<w:ind w:left="0" w:right="320"/>' if side == "right" else '<w:ind w:left="320" w:right="0"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{Style.PAGE_NUMBER.value}"/>{spacing}{indent}'
        f'<w:jc w:val="{side}"/></w:pPr>{dash.format("— ")}{field}{dash.format(" —")}</w:p>'
    )


def _letter_header() -> str:
    """Page 1 of a letter: room, the mark 30 mm below the paper's edge, the first double rule 4 mm below it (10.1)."""
    room = LETTER_MARK_BELOW_PAPER_TOP - HEADER - _DRAFT_LINE
    empty = f'<w:spacing w:before="0" w:after="{room}" w:line="{_DRAFT_LINE}" w:lineRule="exact"/>'
    return (
        f'{_HEAD}<w:hdr {NAMESPACE}><w:p><w:pPr>{empty}<w:jc w:val="right"/></w:pPr></w:p>'
        f"{paragraph(Style.LETTER_MARK, '{{ office.masthead }}')}{paragraph(Style.UPPER_RULE, '')}</w:hdr>"
    )


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_OFFICE_RELATIONS}/{kind}" Target="{target}"/>'


def _relations(items: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{items}</Relationships>'


def _content_types(parts: list[_Part]) -> str:
    part = '<Override PartName="/word/{name}.xml" ContentType="{type}.{kind}+xml"/>'
    named = (("document", "document.main"), *((one.name, one.kind) for one in parts))
    overrides = "".join(part.format(name=name, type=_WORD_TYPES, kind=kind) for name, kind in named)
    return (
        f'{_HEAD}<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
