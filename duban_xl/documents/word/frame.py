"""What every shipped template has around its text: head, signature, annexes, imprint → a .docx, by layout.

Pure text building; the same input always gives the same bytes. The blocks that templates are written in are here too.
"""

from collections.abc import Callable

from duban_xl.documents.word.blocks import (
    SERIAL,
    Column,
    SigningBox,
    body,
    control,
    for_each,
    form_table,
    heading,
    list_table,
    only_if,
    paragraph,
)
from duban_xl.documents.word.boxes import brief_imprint, imprint, letter_imprint, presented_imprint
from duban_xl.documents.word.layout import LANDSCAPE_WIDTH, LETTER, MARGINS, TEXT_WIDTH, Layout, MarginProfile, Style
from duban_xl.documents.word.package import LANDSCAPE_SECTION, THIS_LAYOUT, package, section_break
from duban_xl.documents.word.styles import KAITI

__all__ = [
    "LANDSCAPE_WIDTH",
    "RECIPIENTS",
    "SERIAL",
    "Column",
    "Layout",
    "SigningBox",
    "annex",
    "body",
    "control",
    "for_each",
    "form_table",
    "head_lines",
    "heading",
    "list_table",
    "only_if",
    "paragraph",
    "signature",
    "template",
]

RECIPIENTS = "{{ office.recipients }}："
_NO_BORDERS = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_TITLE = "{{ title }}"
_NUMBER = "{{ number_line }}"


def template(
    *,
    layout: Layout = Layout.GENERAL,
    head: str = "",
    recipients: str = RECIPIENTS,
    text: str,
    annexes: str = "",
    copies: str = "",
    presented_to: str = "",
) -> bytes:
    """A whole template file: `head` stands above the mark, `text` between recipients and signature.

    Briefs and forms have neither recipients nor signature of their own: where one wants them, `text` opens with
    paragraph(Style.RECIPIENTS, RECIPIENTS) and ends with signature(). `copies` says how many copies of a brief were
    printed, `presented_to` that it goes to these leaders alone. Each line of `head` (see `head_lines`) vanishes when nothing is left of it.
    """
    main = _HEADS[layout](head)
    if layout in _OFFICIAL:
        ending = _annex_note() + signature() + _contact()
        main += paragraph(Style.TITLE, _TITLE) + paragraph(Style.RECIPIENTS, recipients) + text + ending
    elif layout is Layout.BRIEF:
        main += paragraph(Style.TITLE, _TITLE) + text + _annex_note()
    else:
        main += text
    return package(main + annexes + _foot(layout, copies, presented_to), layout)


def head_lines(copy_number: str = "", secrecy: str = "", urgency: str = "") -> str:
    """The `head` of a document: 份号, 密级★期限 and 紧急程度 in the order of 7.2.3, each a field like "{{ urgency }}"."""
    return "\n".join(line for line in (copy_number, secrecy, urgency) if line)


def annex(title: str, *blocks: str, landscape: bool = False) -> str:
    """An annex on its own page: label (numbered when finished), title, content.

    A landscape one is a section of its own, LANDSCAPE_WIDTH wide; a portrait page follows it if anything does.
    """
    content = paragraph(Style.ANNEX_LABEL, "附件") + paragraph(Style.ANNEX_TITLE, title) + "".join(blocks)
    if not landscape:
        return content
    return section_break(THIS_LAYOUT) + content + section_break(LANDSCAPE_SECTION)


def signature() -> str:
    """署名 and 成文日期, for a text that its layout gives none."""
    return paragraph(Style.SIGNATURE, "{{ office.issuer }}") + paragraph(Style.DATE, "{{ dated_on }}")


# ---- heads ----------------------------------------------------------------------------------------------------------


def _general_head(head: str) -> str:
    return (
        _head_row(head)
        + paragraph(Style.MARK, "{{ office.masthead }}")
        + paragraph(Style.NUMBER, _NUMBER)
        + paragraph(Style.RULE, "")
    )


def _upward_head(head: str) -> str:
    """With 签发人 on the line of the 发文字号 (7.2.5, 7.2.6)."""
    name = f'<w:r><w:rPr><w:rFonts w:eastAsia="{KAITI}"/></w:rPr><w:t xml:space="preserve">{{{{ signer }}}}</w:t></w:r>'
    signer = paragraph(Style.SIGNER, "签发人：").replace("</w:p>", f"{name}</w:p>")
    return (
        _head_row(head)
        + paragraph(Style.MARK, "{{ office.masthead }}")
        + _side_by_side(paragraph(Style.NUMBER, _NUMBER), signer, align="bottom")
        + paragraph(Style.RULE, "")
    )


def _letter_head(head: str) -> str:
    """What stands below the first double rule; mark and rules are in header and footer of page 1 (10.1)."""
    return _side_by_side(_head_paragraphs(head), paragraph(Style.NUMBER, _NUMBER), align="top")


def _brief_head(head: str) -> str:
    edited = paragraph(
        Style.EDITED,
        "{{ office.printed_by or office.issuer }}\t{{ dated_on }}",
        more=f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - LETTER}"/></w:tabs>',
    ).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return (
        _head_row(head)
        + paragraph(Style.BRIEF_MARK, "{{ series }}")
        + paragraph(Style.NUMBER, _NUMBER)
        + edited
        + paragraph(Style.RULE, "")
    )


def _form_head(head: str) -> str:
    number = only_if("number_line", paragraph(Style.NUMBER, _NUMBER))
    return (_head_paragraphs(head) if head else "") + paragraph(Style.TITLE, _TITLE) + number


_HEADS: dict[Layout, Callable[[str], str]] = {
    Layout.GENERAL: _general_head,
    Layout.UPWARD: _upward_head,
    Layout.LETTER: _letter_head,
    Layout.BRIEF: _brief_head,
    Layout.FORM: _form_head,
}
_OFFICIAL = (Layout.GENERAL, Layout.UPWARD, Layout.LETTER)


def _head_paragraphs(head: str) -> str:
    return "".join(paragraph(Style.HEAD, line) for line in head.split("\n"))


def _head_row(head: str) -> str:
    """The borderless row that puts the mark 35 mm below the top of the type area and holds the lines of `head`."""
    height = f'<w:trPr><w:trHeight w:val="{MARGINS[MarginProfile.COMMON].head_row}" w:hRule="exact"/></w:trPr>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>{_head_paragraphs(head)}</w:tc>'
    return _bare_table((TEXT_WIDTH,), f"<w:tr>{height}{cell}</w:tr>")


def _side_by_side(left: str, right: str, *, align: str) -> str:
    half = TEXT_WIDTH // 2
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/><w:vAlign w:val="{align}"/></w:tcPr>{content}</w:tc>'
        for content in (left, right)
    )
    return _bare_table((half, half), f"<w:tr>{cells}</w:tr>")


def _bare_table(widths: tuple[int, ...], rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{_NO_BORDERS}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


# ---- endings --------------------------------------------------------------------------------------------------------


def _annex_note() -> str:
    return paragraph(Style.ANNEX_NOTE, "附件：（按附件题自动列出）")


def _contact() -> str:
    words = "（联系人：{{ office.contact }}{% if office.phone %}，电话：{{ office.phone }}{% endif %}）"
    return only_if("office.contact", paragraph(Style.REMARK, words))


def _foot(layout: Layout, copies: str, presented_to: str) -> str:
    if layout is Layout.LETTER:
        return letter_imprint()
    if layout is Layout.BRIEF:
        return presented_imprint(presented_to) if presented_to else brief_imprint(copies)
    return section_break("") if layout is Layout.FORM else imprint()  # a table may not be the last thing of a page
