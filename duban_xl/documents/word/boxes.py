"""Text boxes: 版记 at the foot of the last page, the page number of a landscape page → WordprocessingML."""

from duban_xl.documents.word.blocks import THICK, THIN, only_if, paragraph
from duban_xl.documents.word.layout import EMU_PER_TWIP, FOOTER, LINE, MARGINS, TEXT_WIDTH, MarginProfile, Style

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_UPRIGHT = '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>'
_TURNED = '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></wps:bodyPr>'
_TINY = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
    "</w:pPr></w:p>"
)
_IMPRINT_INDENT = 280  # one letter of 14 pt
_NUMBER_LINE = 280


def imprint() -> str:
    """版记 of a document: 抄送 if any, 印发机关 and 印发日期 (7.4)."""
    copied = _row("抄送：{{ office.copied_to|commas }}。", Style.COPIED, top=THICK, bottom=THIN)
    printed = _row(
        "{{ office.printed_by or office.issuer }}\t{{ dated_on }}印发",
        Style.PRINTED,
        top=THIN,
        bottom=THICK,
        more=_RIGHT_TAB,
    )
    return _anchored(_imprint_table(_row_if("office.copied_to", copied) + printed))


def letter_imprint() -> str:
    """版记 of a letter: 抄送 without rules, and no 印发 (10.1)."""
    copied = _row("抄送：{{ office.copied_to|commas }}。", Style.COPIED)
    return only_if("office.copied_to", _anchored(_imprint_table(copied)))


def presented_imprint(presented_to: str) -> str:
    """报尾 of a brief for leaders alone: nobody of 主送 and 抄送 gets it."""
    return _anchored(_imprint_table(_row(f"呈报：{presented_to}。", Style.COPIED, top=THICK, bottom=THICK)))


def brief_imprint(copies: str) -> str:
    """报尾 of a brief: whom it goes to and, where `copies` says so, how many were printed."""
    sent = _row("报送：{{ office.copied_to|commas }}。", Style.COPIED, top=THICK, bottom=THIN)
    issued = _row(
        "发：{{ office.recipients }}。",
        Style.COPIED,
        top=THIN,
        bottom=THIN,
        more=f'<w:ind w:left="{3 * _IMPRINT_INDENT}" w:hanging="{2 * _IMPRINT_INDENT}"/>',
    )
    counted = _row(f"\t共印{copies}份", Style.PRINTED, top=THIN, bottom=THICK, more=_RIGHT_TAB) if copies else ""
    rows = _row_if("office.copied_to", sent) + _row_if("office.recipients", issued) + counted
    box = _anchored(_imprint_table(rows))
    return box if copies else only_if("office.copied_to or office.recipients", box)


def turned_number(number: str, *, identity: int) -> str:
    """The paragraph `number` where a portrait page has its page number, turned with the page that is bound sideways.

    The page's left edge becomes the paper's foot, its lower edge the paper's right one (8).
    """
    box = _box(
        number,
        width=_NUMBER_LINE,
        height=TEXT_WIDTH,
        across=_offset("H", FOOTER),
        down=_offset("V", MARGINS[MarginProfile.COMMON].left),
        identity=identity,
        name="页码",
        frame=_TURNED,
    )
    return f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr><w:r>{box}</w:r></w:p>'


def _anchored(content: str) -> str:
    """A text box at the bottom of the type area; the paragraph that holds it keeps the room free."""
    height = 2 * LINE
    box = _box(
        content + _TINY,
        width=TEXT_WIDTH,
        height=height,
        across='<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>',
        down='<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>',
        identity=1001,
        name="版记",
        frame=_UPRIGHT,
    )
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/></w:pPr><w:r>'
        f"{box}</w:r></w:p>"
    )


def _box(content: str, *, width: int, height: int, across: str, down: str, identity: int, name: str, frame: str) -> str:
    size = f'cx="{width * EMU_PER_TWIP}" cy="{height * EMU_PER_TWIP}"'
    return (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f"{across}{down}"
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{identity}" name="{name}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
        f'uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>"
        f"{content}</w:txbxContent></wps:txbx>{frame}</wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"
    )


def _offset(axis: str, twips: int) -> str:
    """A distance from the edge of the paper."""
    return f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{twips * EMU_PER_TWIP}</wp:posOffset></wp:position{axis}>'


_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - _IMPRINT_INDENT}"/></w:tabs>'


def _imprint_table(rows: str) -> str:
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _row(text: str, style: Style, *, top: str = "", bottom: str = "", more: str = "") -> str:
    lines = (("top", top), ("bottom", bottom))
    drawn = "".join(f'<w:{side} {line} w:color="000000"/>' for side, line in lines if line)
    borders = f"<w:tcBorders>{drawn}</w:tcBorders>" if drawn else ""
    content = paragraph(style, text, more=more).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/>{borders}</w:tcPr>{content}</w:tc></w:tr>'


def _row_if(condition: str, row: str) -> str:
    tag = '<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{tag}</w:tc></w:tr>'
    opening = tag.format(width=TEXT_WIDTH, tag=paragraph(Style.CONTROL, f"{{%tr if {condition} %}}"))
    closing = tag.format(width=TEXT_WIDTH, tag=paragraph(Style.CONTROL, "{%tr endif %}"))
    return opening + row + closing
