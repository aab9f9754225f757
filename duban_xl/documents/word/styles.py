"""The styles of an official document as data → styles.xml of the shipped templates.

Sizes, fonts and places follow GB/T 9704-2012; every value is a style of the file, so a clerk changes it in Word.
"""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from duban_xl.documents.word.layout import (
    FOUR_MILLIMETRES,
    HEAD_LINE,
    LETTER,
    LETTER_RULE_ASIDE,
    LINE,
    MARGINS,
    Layout,
    MarginProfile,
    Style,
)

FANGSONG, KAITI, HEITI, SONGTI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
RED = "FF0000"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NO_STRETCH = -5  # twips taken from each character: 28 of 16 pt then fill 156 mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the paragraphs of one style look. Lengths in twips, `size` in half points; `exact` 0: at least single."""

    style: Style
    font: str = FANGSONG
    latin: str = LATIN
    size: int = 32
    exact: int = LINE
    at_least: int = 0
    before: int = 0
    after: int = 0
    first: int = 0
    hanging: int = 0
    left: int = 0
    right: int = 0
    align: str = "both"
    colour: str = ""
    pitch: int = _NO_STRETCH
    outline: int | None = None
    with_next: bool = False
    new_page: bool = False
    bottom_border: str = ""
    border: str = "single"
    border_size: int = 12


_BODY_INDENT = 2 * LETTER
_MARGINS = MARGINS[MarginProfile.COMMON]


def _cell(style: Style, *, font: str = FANGSONG, align: str = "center") -> Look:
    """Table text: never the body's exact pitch or indent, which would tear the rows apart."""
    return Look(style=style, font=font, align=align, size=21, exact=0, at_least=300, pitch=0)


def _display(style: Style, size: int, *, exact: int = LINE, before: int, after: int = 0) -> Look:
    """Large centred 小标宋."""
    return Look(
        style=style,
        font=XIAOBIAOSONG,
        size=size,
        exact=exact,
        before=before,
        after=after,
        align="center",
        pitch=0,
        with_next=True,
    )


def _mark(style: Style, size: int = 88) -> Look:
    """The red name at the head; its size is set when the document is finished."""
    return Look(
        style=style,
        font=XIAOBIAOSONG,
        latin=XIAOBIAOSONG,
        size=size,
        exact=size * 10,
        align="center",
        colour=RED,
        pitch=0,
    )


def _double_rule(style: Style, border: str, *, exact: int) -> Look:
    """A red double rule 170 mm wide; always a bottom border, since programs disagree which line of a top one is thick."""
    return Look(
        style=style,
        size=2,
        exact=exact,
        left=LETTER_RULE_ASIDE - _MARGINS.left,
        right=LETTER_RULE_ASIDE - _MARGINS.right,
        align="center",
        pitch=0,
        bottom_border=RED,
        border=border,
        border_size=24,
    )


_LETTER_GAP = 280  # 7/8 of a 3号 letter (10.1)
_COMMON = (
    Look(style=Style.HEAD, font=HEITI, align="left"),
    _mark(Style.MARK),
    Look(style=Style.NUMBER, exact=HEAD_LINE, before=2 * LINE + LINE - HEAD_LINE, align="center"),
    Look(style=Style.RULE, size=2, exact=FOUR_MILLIMETRES, align="center", pitch=0, bottom_border=RED),
    _display(Style.TITLE, 44, exact=640, before=2 * LINE),
    Look(style=Style.RECIPIENTS, before=LINE, align="left"),
    Look(style=Style.BODY, first=_BODY_INDENT),
    Look(style=Style.HEADING_1, font=HEITI, first=_BODY_INDENT, outline=0, with_next=True),
    Look(style=Style.HEADING_2, font=KAITI, first=_BODY_INDENT, outline=1, with_next=True),
    Look(style=Style.HEADING_3, first=_BODY_INDENT),
    Look(style=Style.ANNEX_NOTE, align="left", left=5 * LETTER, hanging=3 * LETTER),
    Look(style=Style.SIGNATURE, align="right", before=2 * LINE, right=4 * LETTER, with_next=True),
    Look(style=Style.DATE, align="right", right=4 * LETTER),
    Look(style=Style.REMARK, first=_BODY_INDENT),
    Look(style=Style.ANNEX_LABEL, font=HEITI, align="left", new_page=True, with_next=True),
    _display(Style.ANNEX_TITLE, 36, before=LINE, after=LINE // 2),
    _cell(Style.TABLE_HEAD, font=HEITI),
    _cell(Style.TABLE_TEXT, align="left"),
    _cell(Style.TABLE_SERIAL),
    Look(style=Style.COPIED, size=28, align="left", left=280 + 3 * 280, hanging=3 * 280, right=280, pitch=0),
    Look(style=Style.PRINTED, size=28, align="left", left=280, pitch=0),
    Look(style=Style.PAGE_NUMBER, font=SONGTI, latin=SONGTI, size=28, exact=280, align="right", right=320, pitch=0),
    Look(style=Style.CONTROL, size=18, exact=0, at_least=240, align="left", colour="808080", pitch=0),
)

_OWN = {
    Layout.GENERAL: (),
    Layout.UPWARD: (
        Look(style=Style.NUMBER, exact=HEAD_LINE, left=LETTER, align="left"),
        Look(style=Style.SIGNER, exact=HEAD_LINE, before=2 * LINE + LINE - HEAD_LINE, align="left"),
    ),
    Layout.LETTER: (
        Look(style=Style.HEAD, font=HEITI, exact=HEAD_LINE, before=_LETTER_GAP, align="left"),
        Look(style=Style.NUMBER, exact=HEAD_LINE, before=_LETTER_GAP, align="right"),
        _mark(Style.LETTER_MARK),
        _double_rule(Style.UPPER_RULE, "thickThinSmallGap", exact=FOUR_MILLIMETRES),
        _double_rule(Style.LOWER_RULE, "thinThickSmallGap", exact=20),
    ),
    Layout.BRIEF: (
        Look(style=Style.NUMBER, exact=HEAD_LINE, before=LINE + LINE - HEAD_LINE, align="center"),
        _mark(Style.BRIEF_MARK, 128),
        _display(Style.TITLE, 44, exact=640, before=2 * LINE, after=LINE),
        Look(style=Style.RECIPIENTS, align="left"),
        Look(style=Style.EDITED, exact=HEAD_LINE, before=LINE + LINE - HEAD_LINE, left=LETTER, align="left"),
    ),
    Layout.FORM: (
        _display(Style.TITLE, 44, exact=640, before=0, after=LINE // 2),
        Look(style=Style.NUMBER, size=28, exact=0, at_least=400, align="right", pitch=0),
    ),
}
_LEFT_OUT = {
    Layout.GENERAL: (),
    Layout.UPWARD: (),
    Layout.LETTER: (Style.MARK, Style.RULE, Style.PRINTED),
    Layout.BRIEF: (Style.MARK,),
    Layout.FORM: (Style.MARK, Style.RULE, Style.COPIED, Style.PRINTED),
}


def looks(layout: Layout) -> tuple[Look, ...]:
    """The styles that a template of `layout` defines; by them the finisher knows its layout (`layout.layout_with`)."""
    own = {look.style: look for look in _OWN[layout]}
    common = [own.pop(look.style, look) for look in _COMMON if look.style not in _LEFT_OUT[layout]]
    return (*common, *own.values())


def styles_xml(layout: Layout) -> str:
    """The whole styles part: defaults without theme fonts, 正文 (Normal), the table grid and one style per look."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {NAMESPACE}>'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANGSONG, LATIN)}"
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        '<w:snapToGrid w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(_style_xml(look) for look in looks(layout))}</w:styles>"
    )


def _fonts(east: str, latin: str) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def _style_xml(look: Look) -> str:
    name = quoteattr(look.style.value)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId={name}><w:name w:val={name}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph_xml(look)}</w:pPr><w:rPr>{_run_xml(look)}</w:rPr>'
        "</w:style>"
    )


def _paragraph_xml(look: Look) -> str:
    rule, line = ("exact", look.exact) if look.exact else ("atLeast", look.at_least)
    first = f'w:hanging="{look.hanging}"' if look.hanging else f'w:firstLine="{look.first}"'
    border = (
        f'<w:pBdr><w:bottom w:val="{look.border}" w:sz="{look.border_size}" w:space="0" '
        f'w:color="{look.bottom_border}"/></w:pBdr>'
    )
    outline = f'<w:outlineLvl w:val="{look.outline}"/>'
    return (
        f"{'<w:keepNext/>' if look.with_next else ''}{'<w:pageBreakBefore/>' if look.new_page else ''}"
        f"{border if look.bottom_border else ''}"
        f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="{line}" w:lineRule="{rule}"/>'
        f'<w:ind w:left="{look.left}" w:right="{look.right}" {first}/><w:jc w:val="{look.align}"/>'
        f"{outline if look.outline is not None else ''}"
    )


def _run_xml(look: Look) -> str:
    colour = f'<w:color w:val="{look.colour}"/>' if look.colour else ""
    pitch = f'<w:spacing w:val="{look.pitch}"/>' if look.pitch else ""
    size = f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    return f"{_fonts(look.font, look.latin)}{colour}{pitch}{size}"
