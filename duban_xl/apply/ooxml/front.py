"""A page of texts → the first sheet of a workbook, or new content for the sheet that already bears its name."""

import posixpath
from collections.abc import Callable, Iterator

from duban_xl.apply.ooxml.book import Tab, relations_part
from duban_xl.apply.ooxml.markup import Node, escaped
from duban_xl.apply.ooxml.parts import Parts
from duban_xl.apply.ooxml.values import LOOKS_ESCAPED, NOT_ALLOWED
from duban_xl.model.answer import Look, Page, PageCell
from duban_xl.model.source import Source, cell_name

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
PRINT_TITLES = "_xlnm.Print_Titles"
BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "AlternateContent", "revisionPtr",
)  # fmt: skip
VIEW = '<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><selection activeCell="A1" sqref="A1"/></sheetView>'


def put_front(parts: Parts, page: Page, style: Callable[[Look], int]) -> None:
    """Write `page` as the first sheet; its name, if a sheet has it already, tells which sheet to write over."""
    data = _sheet_xml(page, space=parts.book.namespace, style=style).encode()
    there = next((tab for tab in parts.book.tabs if tab.name.casefold() == page.tab.casefold()), None)
    if there and there.part and there.kind == "worksheet":
        _write_over(parts, there, data)
    else:
        _insert(parts, page.tab, data)
    position = there.position if there else 0
    _names(parts, page, position=position, shift=0 if there else 1)
    _show(parts, there, position=position)


def _write_over(parts: Parts, tab: Tab, data: bytes) -> None:
    splices = parts.splices(tab.part)
    splices.replace(0, len(splices.data), data)
    if parts.package.name(relations_part(tab.part)):
        parts.remove(relations_part(tab.part))


def _insert(parts: Parts, name: str, data: bytes) -> None:
    book = parts.book
    folder = posixpath.join(posixpath.dirname(book.part), "worksheets")
    part = parts.add(posixpath.join(folder, "sheet"), ".xml", data, kind=SHEET_TYPE)
    found = parts.relate(book.part, part, f"{parts.base}/worksheet")
    sheets = book.root.first("sheets")
    if sheets is None:
        return
    used = [int(number) for node in sheets.children if (number := node.get("sheetId") or "").isdigit()]
    known = book.root.get("xmlns:r") == parts.base
    space = "" if known else f' xmlns:r="{parts.base}"'
    new = f'sheet name="{escaped(name).decode()}" sheetId="{max(used, default=0) + 1}"{space} r:id="{found}"/>'
    parts.splices(book.part).replace(sheets.inner, sheets.inner, b"<" + sheets.prefix + new.encode())


def _names(parts: Parts, page: Page, *, position: int, shift: int) -> None:
    """Names that belong to a sheet follow it to its new position; the page's header is repeated on every printed page."""
    root, splices = parts.book.root, parts.splices(parts.book.part)
    named = root.first("definedNames")
    for node in named.children if named else ():
        local = node.get("localSheetId") or ""
        if not shift and local == str(position) and node.get("name") == PRINT_TITLES:
            splices.replace(node.start, node.end, b"")
        elif shift and local.isdigit():
            splices.set_attributes(node, localSheetId=str(int(local) + shift))
    p = root.prefix.decode()
    text = f"'{page.tab}'!${page.head}:${page.head}"
    new = f'<{p}definedName name="{PRINT_TITLES}" localSheetId="{position}">{text}</{p}definedName>'.encode()
    if named:
        parts.append_child(parts.book.part, named, new)
        return
    at = max((child.end for child in root.children if child.name in BEFORE_NAMES), default=root.inner)
    splices.replace(at, at, b"<%bdefinedNames>%b</%bdefinedNames>" % (root.prefix, new, root.prefix))


def _show(parts: Parts, there: Tab | None, *, position: int) -> None:
    """Open the workbook on the page, and on no other sheet together with it: what is typed would go into both."""
    root, splices = parts.book.root, parts.splices(parts.book.part)
    views = root.first("bookViews")
    for node in views.children if views else ():
        splices.set_attributes(node, activeTab=str(position) if position else None, firstSheet=None)
    if there:
        for node in _nodes_of(root, "sheets"):
            if (node.get("name") or "") == there.name and node.get("state"):
                splices.set_attributes(node, state=None)
    for tab in parts.book.tabs:
        if tab.part and tab != there:
            _unselect(parts, tab)


def _unselect(parts: Parts, tab: Tab) -> None:
    root = parts.sheet(tab.part).root if tab.kind == "worksheet" else parts.package.root(tab.part)
    for view in _nodes_of(root, "sheetViews"):
        if view.get("tabSelected") not in (None, "0", "false"):
            parts.splices(tab.part).set_attributes(view, tabSelected=None)


def _nodes_of(root: Node, name: str) -> tuple[Node, ...]:
    found = root.first(name)
    return found.children if found else ()


def _sheet_xml(page: Page, *, space: str, style: Callable[[Look], int]) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>' for n, width in enumerate(page.widths, 1)
    )
    rows = "".join(
        f'<row r="{number}" ht="{row.height:g}" customHeight="1">{"".join(_cells(row.cells, number, style))}</row>'
        for number, row in enumerate(page.rows, 1)
    )
    merged, links = list(_merged(page)), list(_links(page))
    merges = f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>' if merged else ""
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    footer = escaped(page.footer).decode()
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
        f'<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>{VIEW}</sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{rows}</sheetData>{merges}{linked}'
        '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" '
        'footer="0.3"/><pageSetup paperSize="9" orientation="portrait" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{footer}</oddFooter></headerFooter></worksheet>"
    )


def _cells(cells: tuple[PageCell, ...], row: int, style: Callable[[Look], int]) -> Iterator[str]:
    column = 1
    for cell in cells:
        look = style(cell.look)
        text = LOOKS_ESCAPED.sub("_x005F_", NOT_ALLOWED.sub("", cell.text))
        inside = f'<is><t xml:space="preserve">{escaped(text).decode()}</t></is>'
        yield f'<c r="{cell_name(column, row)}" s="{look}" t="inlineStr">{inside}</c>'
        yield from (f'<c r="{cell_name(column + more, row)}" s="{look}"/>' for more in range(1, cell.across))
        column += cell.across


def _merged(page: Page) -> Iterator[str]:
    for number, row in enumerate(page.rows, 1):
        column = 1
        for cell in row.cells:
            if cell.across > 1:
                yield f'<mergeCell ref="{cell_name(column, number)}:{cell_name(column + cell.across - 1, number)}"/>'
            column += cell.across


def _links(page: Page) -> Iterator[str]:
    for number, row in enumerate(page.rows, 1):
        column = 1
        for cell in row.cells:
            if cell.link:
                place = escaped(_location(cell.link)).decode()
                yield f'<hyperlink ref="{cell_name(column, number)}" location="{place}" display="{escaped(cell.text).decode()}"/>'
            column += cell.across


def _location(place: Source) -> str:
    tab = place.sheet.replace("'", "''")
    return f"'{tab}'!{place.cell or 'A1'}"
