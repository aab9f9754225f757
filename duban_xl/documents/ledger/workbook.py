"""The definitions of the sheets → an empty ledger workbook (督查台账.xlsx): 看板 first, then one sheet per definition."""

from datetime import datetime
from pathlib import Path

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import FILLS, FREELY, HEAD_FONT, INK, Book, Format, Worksheet, new_book
from duban_xl.documents.ledger.dashboard import add_dashboard
from duban_xl.documents.ledger.lamps import light
from duban_xl.documents.ledger.ranges import FIRST_ROW, HEADER_ROW, LAST_ROW, TITLE_ROW, lookup_range
from duban_xl.documents.validation import validation
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import Editor, FieldDef, Kind, SheetDef

TEMPLATE = Path("workbook_templates") / "督查台账.xlsx"
TEMPLATE_DATE = datetime.fromisoformat("2026-01-01")  # fixed, so that the file can be rebuilt byte for byte
PROTECTED = frozenset(key for key, sheet in SHEETS.items() if any(f.editor is Editor.PROGRAM for f in sheet.fields))
"""Sheets with columns that the program works out. Those cells are locked, all others are not; there is no password,
because Excel sorts, deletes rows and grows tables only after 撤消工作表保护, and the clerk must be free to do so."""

PAGE = 130  # characters of 宋体 11 that fill an A4 page across
SMALLEST = 0.5  # of full size: what is printed smaller can't be read
FREEZE_AT_MOST = 64  # characters of the frozen key columns
TAB_COLOURS = {"matters": "#C00000", "units": "#548235", "scoring_settings": "#BF8F00", "calendar": "#7F7F7F"}
_TO_THE_LEFT = {Kind.TEXT, Kind.LONG}


def build_ledger(created: datetime) -> bytes:
    """The bytes of a new, empty ledger; `created` is the date in the file's properties."""
    book = new_book(title=words.LEDGER_NAME, author=words.LEDGER_NAME, created=created)
    board = add_dashboard(book, created)
    colour = ""
    for definition in SHEETS.values():
        colour = TAB_COLOURS.get(definition.key, colour)
        _add_sheet(book, definition).set_tab_color(colour)
    board.activate()
    return book.finish()


def key_columns(definition: SheetDef) -> int:
    """How many columns stay in sight: up to the last required one among the first three, as far as they fit."""
    count = max((i for i, f in enumerate(definition.fields[:3], 1) if f.required), default=1)
    while count > 1 and sum(f.width for f in definition.fields[:count]) > FREEZE_AT_MOST:
        count -= 1
    return count


def pages_wide(definition: SheetDef) -> int:
    """How many pages a print is wide, so that it can still be read; the key columns are repeated on each."""
    width = sum(f.width for f in definition.fields)
    keys = sum(f.width for f in definition.fields[: key_columns(definition)])
    page = PAGE / SMALLEST
    return 1 if width <= page else int(-(-(width - keys) // (page - keys)))


def _add_sheet(book: Book, definition: SheetDef) -> Worksheet:
    sheet = book.sheet(definition.tab)
    _columns(book, sheet, definition)
    _title(book, sheet, definition)
    _table(book, sheet, definition)
    light(book, sheet, definition)
    for index, field in enumerate(definition.fields):
        if options := validation(field, lookup=lookup_range(field.lookup)):
            sheet.data_validation(FIRST_ROW - 1, index, LAST_ROW - 1, index, options)
    sheet.freeze_panes(HEADER_ROW, key_columns(definition))
    sheet.set_selection(FIRST_ROW - 1, 0, FIRST_ROW - 1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW}:XFD{LAST_ROW}"})
    _print(book, sheet, definition)
    if definition.key in PROTECTED:
        sheet.protect("", FREELY)
    return sheet


def _columns(book: Book, sheet: Worksheet, definition: SheetDef) -> None:
    """Widths and default styles, so that rows typed below the table keep their formats."""
    for index, field in enumerate(definition.fields):
        sheet.set_column(index, index, field.width, book.style(**_look(field)))


def _title(book: Book, sheet: Worksheet, definition: SheetDef) -> None:
    """The merged title, with what the sheet is for as its comment."""
    look = book.style(font_name=HEAD_FONT, font_size=18, bold=True, align="center", font_color=INK["blue"])
    plain = book.style()
    last = _title_columns(definition) - 1
    for column in range(len(definition.fields)):
        sheet.write_blank(TITLE_ROW - 1, column, None, plain)
    sheet.set_row(TITLE_ROW - 1, 34)
    sheet.merge_range(TITLE_ROW - 1, 0, TITLE_ROW - 1, last, definition.title, look)
    book.note(sheet, TITLE_ROW - 1, 0, text=f"{definition.help}\n{words.LEGEND}")


def _title_columns(definition: SheetDef) -> int:
    """How many columns the title spans: as many as fit a screen; on a print of several pages those that are repeated."""
    if pages_wide(definition) > 1:
        return key_columns(definition)
    width = count = 0
    for field in definition.fields:
        width += field.width
        count += width <= PAGE
    return count


def _table(book: Book, sheet: Worksheet, definition: SheetDef) -> None:
    """Header and one blank styled row as an Excel table: programs and people append below it."""
    columns = [{"header": f.header, "header_format": _head(book, f)} for f in definition.fields]
    last = len(definition.fields) - 1
    sheet.add_table(
        HEADER_ROW - 1,
        0,
        FIRST_ROW - 1,
        last,
        {"name": definition.table, "style": "Table Style Light 2", "columns": columns},
    )
    sheet.set_row(HEADER_ROW - 1, 36)
    for index, field in enumerate(definition.fields):
        fill = {"bg_color": FILLS["program"]} if field.editor is Editor.PROGRAM else {}
        sheet.write_blank(FIRST_ROW - 1, index, None, book.boxed(**_look(field), **fill))
        book.note(sheet, HEADER_ROW - 1, index, text=field.help)


def _look(field: FieldDef) -> dict[str, object]:
    align = "left" if field.kind in _TO_THE_LEFT and not field.choices else "center"
    locked = field.editor is Editor.PROGRAM
    return {"num_format": field.number_format, "text_wrap": True, "align": align, "locked": locked}


def _head(book: Book, field: FieldDef) -> Format:
    fill = "program" if field.editor is Editor.PROGRAM else ("must" if field.required else "head")
    return book.boxed(font_name=HEAD_FONT, text_wrap=True, align="center", bg_color=FILLS[fill], locked=True)


def _print(book: Book, sheet: Worksheet, definition: SheetDef) -> None:
    wide = pages_wide(definition)
    book.print_on_a4(sheet, words.FOOTER.format(title="".join(definition.title.split())), wide=wide)
    sheet.repeat_rows(TITLE_ROW - 1, HEADER_ROW - 1)
    if wide > 1:
        sheet.repeat_columns(0, key_columns(definition) - 1)


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(build_ledger(TEMPLATE_DATE))
