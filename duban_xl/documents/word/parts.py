"""The larger pieces of a finished document: tables, 版记, margins, the draft's header, properties (parts → parts)."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from xml.sax.saxutils import escape

from duban_xl.documents.word.layout import (
    EMU_PER_TWIP,
    HEAD_LINE,
    IMPRINT_LETTERS,
    LINE,
    MARGINS,
    MarginProfile,
    Style,
    width,
)
from duban_xl.documents.word.opened import Document
from duban_xl.documents.word.sections import is_landscape, table_widths
from duban_xl.documents.word.styles import HEITI, NAMESPACE
from duban_xl.documents.word.xml import (
    WP,
    Element,
    R,
    W,
    element,
    parse,
    properties,
    raw_element,
    serialise,
    set_property,
    set_text,
    text_of,
)

DRAFT_MARK = "送审稿"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_HEADER_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_DRAFT_PART, _DRAFT_ID = "header_draft.xml", "rIdDraft"
_CORE = "docProps/core.xml"
_LONG_ROW = 600  # characters of a cell from which a row may break over pages
_CELL_STYLES = (Style.TABLE_HEAD, Style.TABLE_TEXT, Style.TABLE_SERIAL)
StyleOf = Callable[[Element], str]


# ---- tables ---------------------------------------------------------------------------------------------------------


def mend_tables(root: Element, style_of: StyleOf) -> None:
    """Every data table: as wide as the type area, head rows repeated, rows whole, serial numbers counted."""
    for table, wide in table_widths(root).items():
        rows = table.findall(W + "tr")
        styles = [{style_of(p) for p in row.iter(W + "p")} for row in rows]
        if not any(style in _CELL_STYLES for found in styles for style in found):
            continue
        set_property(table, "tblPr/tblLayout", type="fixed")
        _fit_width(table, wide)
        _repeat_head(rows, styles)
        for row in rows:
            if max((len(text_of(cell)) for cell in row.findall(W + "tc")), default=0) < _LONG_ROW:
                set_property(row, "trPr/cantSplit")
            elif (fixed := properties(row, "trPr").find(W + "cantSplit")) is not None:
                properties(row, "trPr").remove(fixed)
        serials = (p for p in table.iter(W + "p") if style_of(p) == Style.TABLE_SERIAL)
        for number, paragraph in enumerate(serials, start=1):
            set_text(paragraph, str(number))


def _repeat_head(rows: list[Element], styles: list[set[str]]) -> None:
    for row, found in zip(rows, styles, strict=True):
        if found != {Style.TABLE_HEAD.value}:
            return
        set_property(row, "trPr/tblHeader")


def _fit_width(table: Element, wanted: int) -> None:
    """Scales the columns of a table that a clerk made wider or narrower than the type area of its page."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = [int(column.get(W + "w") or 0) for column in columns]
    total = sum(widths)
    if total == 0 or abs(total - wanted) <= len(widths):
        return
    scaled = [wide * wanted // total for wide in widths]
    scaled[-1] += wanted - sum(scaled)
    set_property(table, "tblPr/tblW", w=str(wanted), type="dxa")
    for column, wide in zip(columns, scaled, strict=True):
        column.set(W + "w", str(wide))
    for row in table.findall(W + "tr"):
        place = 0
        for cell in row.findall(W + "tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            covered = int(span.get(W + "val") or 1) if span is not None else 1
            set_property(cell, "tcPr/tcW", w=str(sum(scaled[place : place + covered])), type="dxa")
            place += covered


# ---- 版记 -----------------------------------------------------------------------------------------------------------

_MORE_LINES = 2


def fit_imprint(root: Element, style_of: StyleOf, profile: MarginProfile) -> None:
    """The text box as high as its lines, its last rule 262 mm below the paper's top, its outer rules thick.

    The box stands on the bottom margin, its lines at its bottom; its empty last paragraph lifts them where that margin lies
    lower. Its size is fixed, with room for lines that a clerk adds: LibreOffice sets a box that grows too high now and then.
    """
    lift = 20 + MARGINS[MarginProfile.COMMON].bottom - MARGINS[profile].bottom
    for anchor in root.iter(WP + "anchor"):
        paragraphs = [p for p in anchor.iter(W + "p") if style_of(p) in (Style.COPIED, Style.PRINTED)]
        if not paragraphs:
            continue
        height = sum(_lines(text_of(p)) for p in paragraphs) * MARGINS[profile].line + lift
        for size in (*anchor.findall(WP + "extent"), *anchor.iter(_A + "ext")):
            size.set("cy", str((height + _MORE_LINES * MARGINS[profile].line) * EMU_PER_TWIP))
        set_property(list(anchor.iter(W + "p"))[-1], "pPr/spacing", line=str(lift), lineRule="exact")
        holder = next(anchor.iterancestors(W + "p"), None)
        if holder is not None:  # its height keeps the room free
            set_property(holder, "pPr/spacing", line=str(height), lineRule="exact")
        for rule in (*list(anchor.iter(W + "top"))[:1], *list(anchor.iter(W + "bottom"))[-1:]):
            rule.set(W + "sz", "8")


def _lines(text: str) -> int:
    """How many 14 pt lines a line of 版记 takes, counted generously: LibreOffice parts digits from Chinese letters."""
    if "\t" in text:
        return 1
    names = text.split("：", 1)[-1]
    gaps = len(re.findall(r"[0-9A-Za-z](?=[^0-9A-Za-z])|[^0-9A-Za-z](?=[0-9A-Za-z])", names))
    return max(1, -(-(2 * width(names) + gaps) // (4 * IMPRINT_LETTERS)))


# ---- page -----------------------------------------------------------------------------------------------------------


def apply_margins(root: Element, parts: dict[str, bytes], profile: MarginProfile) -> None:
    """Another margin profile than the templates': page margins, line pitch everywhere, the row above the mark."""
    if profile is MarginProfile.COMMON:
        return
    margins = MARGINS[profile]
    for section in root.iter(W + "sectPr"):
        upper, lower = ("right", "left") if is_landscape(section) else ("top", "bottom")
        for page in section.findall(W + "pgMar"):
            page.set(W + upper, str(margins.top))
            page.set(W + lower, str(margins.bottom))
    for grid in root.iter(W + "docGrid"):
        grid.set(W + "linePitch", str(margins.line))
    for height in root.iter(W + "trHeight"):
        if height.get(W + "hRule") == "exact":
            height.set(W + "val", str(margins.head_row))
    styles = parse(parts["word/styles.xml"])
    for owner in (root, styles):
        for spacing in owner.iter(W + "spacing"):
            for name in ("line", "before", "after"):
                _change_pitch(spacing, name, margins.line)
    parts["word/styles.xml"] = serialise(styles)


def _change_pitch(spacing: Element, name: str, line: int) -> None:
    """Whole lines take the new pitch; so does the room above a line of the head that stands at the foot of whole lines."""
    value = int(spacing.get(W + name) or 0)
    for less in (0, HEAD_LINE):
        lines, rest = divmod(value + less, LINE)
        if lines and not rest:
            spacing.set(W + name, str(lines * line - less))


def mark_as_draft(document: Document) -> None:
    """送审稿 at the top right of every page; on page 1 of a letter in the room above the mark."""
    root, parts = document.root, document.parts
    look = f'<w:rPr><w:rFonts w:eastAsia="{HEITI}"/><w:sz w:val="32"/></w:rPr>'
    words = f"<w:r>{look}<w:t>{DRAFT_MARK}</w:t></w:r>"
    header = f'{_HEAD}<w:hdr {NAMESPACE}><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{words}</w:p></w:hdr>'
    parts[f"word/{_DRAFT_PART}"] = header.encode("utf-8")
    letters = [mark.getparent() for mark in document.named(Style.LETTER_MARK)]
    for letter in letters:
        _mark_letter(letter, parse(header.encode("utf-8")), document)
    for section in root.iter(W + "sectPr"):
        for old in section.findall(W + "headerReference"):
            if not letters or old.get(W + "type") != "first":
                section.remove(old)
        for kind in ("even", "default") if letters else ("first", "even", "default"):
            reference = element("headerReference", {"type": kind})
            reference.set(R + "id", _DRAFT_ID)
            section.insert(0, reference)
    types = parse(parts["[Content_Types].xml"])
    part = {"PartName": f"/word/{_DRAFT_PART}", "ContentType": _HEADER_TYPE}
    types.append(raw_element(_TYPES + "Override", part))
    parts["[Content_Types].xml"] = serialise(types)
    relations = parse(parts["word/_rels/document.xml.rels"])
    link = {"Id": _DRAFT_ID, "Type": _HEADER_KIND, "Target": _DRAFT_PART}
    relations.append(raw_element(_RELATIONS + "Relationship", link))
    parts["word/_rels/document.xml.rels"] = serialise(relations)


def _mark_letter(letter: Element | None, header: Element, document: Document) -> None:
    """The draft's words in the empty line at the top of page 1; a line of its own where a clerk took that away."""
    first = letter.find(W + "p") if letter is not None else None
    words = header.find(W + "p")
    if letter is None or words is None:
        return
    if first is None or document.style(first) in (Style.LETTER_MARK, Style.UPPER_RULE):
        letter.insert(0, words)
    else:
        for run in words.findall(W + "r"):
            first.append(run)


def unmark_draft(parts: dict[str, bytes]) -> None:
    """Takes 送审稿 off every page; Word and WPS rename the header that holds it, so it is found by its text."""
    for name in _headers(parts):
        root = parse(parts[name])
        marked = [p for p in root.iter(W + "p") if text_of(p).strip() == DRAFT_MARK]
        for paragraph in marked:
            set_text(paragraph, "")
        if marked:
            parts[name] = serialise(root)


def is_draft(parts: Mapping[str, bytes]) -> bool:
    """Whether the finished document is marked 送审稿."""
    return any(DRAFT_MARK in text_of(parse(parts[name])) for name in _headers(parts))


def _headers(parts: Mapping[str, bytes]) -> list[str]:
    return [name for name in parts if name.startswith("word/header") and name.endswith(".xml")]


# ---- properties -----------------------------------------------------------------------------------------------------


def set_properties(parts: dict[str, bytes], *, title: str, issuer: str, day: date, is_draft: bool) -> None:
    """Author, title and dates of the file from the document itself; nothing of the machine or the libraries stays.

    Comes last: the identifier is the digest of all the other parts, by which `is_stamped` knows an unedited document.
    """
    if "docProps/app.xml" in parts:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        parts["docProps/app.xml"] = f'{_HEAD}<Properties xmlns="{kind}"/>'.encode()
    stamp = f'xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:'
    core = (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:identifier>{_digest(parts)}</dc:identifier><dc:creator>{escape(issuer)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(issuer)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"<dcterms:created {stamp}created><dcterms:modified {stamp}modified><dc:language>zh-CN</dc:language>"
        f"<cp:contentStatus>{DRAFT_MARK if is_draft else '已签发'}</cp:contentStatus></cp:coreProperties>"
    )
    parts[_CORE] = core.encode("utf-8")


def is_stamped(parts: Mapping[str, bytes]) -> bool:
    """Whether the parts are still those whose digest the document carries."""
    return f">{_digest(parts)}<".encode() in parts.get(_CORE, b"")


def _digest(parts: Mapping[str, bytes]) -> str:
    """The SHA-256 of every part but the properties, names included."""
    found = hashlib.sha256()
    for name in sorted(set(parts) - {_CORE}):
        found.update(f"{name}\0{len(parts[name])}\0".encode())
        found.update(parts[name])
    return found.hexdigest()
