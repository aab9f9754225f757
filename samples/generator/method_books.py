"""The examples of samples/methods → a small workbook for each kind, with the ledger's sheets as far as it needs them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from duban_xl.documents.book import FILLS, HEAD_FONT, Book, Worksheet, new_book
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import FieldDef, Kind, SheetDef
from samples.generator.methods import EXPECTED, Example, Rows, examples

CREATED = datetime.fromisoformat("2026-01-01")  # fixed, so that the files can be rebuilt byte for byte
EXPLAINED, ANOTHER = "说明", "例"
ALWAYS = ("督办事项",)  # without it a workbook is no ledger
_WIDTH = 14
_HEADING = "### "
_NUMBERS = {Kind.INTEGER, Kind.NUMBER, Kind.POINTS}


def write_method_books(folder: Path) -> tuple[Path, ...]:
    """Write K01.xlsx … into `folder`, one for each kind."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: dict[Path, list[Example]] = {}
    for example in examples():
        kinds.setdefault(folder / f"{example.kind}.xlsx", []).append(example)
    for path, of_kind in kinds.items():
        path.write_bytes(method_book(of_kind))
    return tuple(kinds)


def method_book(of_kind: Sequence[Example]) -> bytes:
    """The workbook of a kind: 说明 and the sheets of its first example, as a ledger; the other examples one tab each."""
    first, *others = of_kind
    book = new_book(title=f"{first.kind} {first.title}", author="", created=CREATED)
    _add_page(book, EXPLAINED, first, {})
    for sheet in SHEETS.values():
        if sheet.tab in first.sheets or sheet.tab in ALWAYS:
            _add_sheet(book, sheet, first.sheets.get(sheet.tab, ()))
    for example in others:
        _add_page(book, f"{ANOTHER}{example.number}", example, example.sheets)
    return book.finish()


def _add_sheet(book: Book, definition: SheetDef, rows: Rows) -> None:
    """Title, headers and rows of a sheet, with the columns that the rows use and those that must be filled in."""
    used = {header for row in rows for header, text in row.items() if text}
    fields = [field for field in definition.fields if field.header in used or field.required]
    sheet = book.sheet(definition.tab)
    sheet.write_string(0, 0, definition.title, book.style(font_name=HEAD_FONT, font_size=16))
    head = book.boxed(font_name=HEAD_FONT, bg_color=FILLS["head"], align="center")
    for place, field in enumerate(fields):
        sheet.set_column(place, place, field.width)
        sheet.write_string(1, place, field.header, head)
    for line, row in enumerate(rows, 2):
        for place, field in enumerate(fields):
            _write_cell(book, sheet, field, row.get(field.header, ""), at=(line, place))
    sheet.freeze_panes(2, 1)


def _write_cell(book: Book, sheet: Worksheet, field: FieldDef, text: str, *, at: tuple[int, int]) -> None:
    """A cell as a clerk would type it: days, numbers and percentages as such, everything else as text."""
    look = book.boxed(num_format=field.number_format if field.kind is not Kind.POINTS else "General")
    if not text:
        sheet.write_blank(*at, None, look)
    elif field.kind is Kind.DATE:
        book.day(sheet, *at, day=date.fromisoformat(text), look=look)
    elif field.kind is Kind.PERCENT:
        sheet.write_number(*at, float(Decimal(text.rstrip("%")) / 100), look)
    elif field.kind in _NUMBERS:
        sheet.write_number(*at, float(text), look)  # what Excel holds
    else:
        sheet.write_string(*at, text, look)


def _add_page(book: Book, tab: str, example: Example, sheets: Mapping[str, Rows]) -> None:
    """What an example shows, its `sheets`, and what must come out, one below the other as on its page."""
    sheet = book.sheet(tab)
    sheet.set_column(0, 12, _WIDTH)
    bold = book.style(bold=True)
    sheet.write_string(0, 0, example.title, book.style(font_name=HEAD_FONT, font_size=14))
    for line, (text, *more) in enumerate(_lines(example, sheets), 1):
        heading = text.startswith(_HEADING)
        for place, cell in enumerate((text.removeprefix(_HEADING), *more)):
            sheet.write_string(line, place, cell, bold if heading else None)


def _lines(example: Example, sheets: Mapping[str, Rows]) -> Iterator[tuple[str, ...]]:
    """The cells of every line of the page; headings begin with a sign that is not written."""
    yield from ((text,) for text in (*example.text.splitlines(), ""))
    for tab, rows in sheets.items():
        yield (_HEADING + tab,)
        yield from _table(rows)
    for expected in example.expected:
        changes = (f"{change.tab} {change.row} {change.header}={change.value}" for change in expected.changes)
        yield (f"{_HEADING}{EXPECTED}（{'；'.join((expected.period, *changes))}）",)
        for rows in expected.tables:
            yield from _table(rows)
        yield from ((text,) for text in filter(None, expected.text.splitlines()))
        yield ("",)


def _table(rows: Rows) -> Iterator[tuple[str, ...]]:
    headers = tuple(dict.fromkeys(header for row in rows for header in row))
    yield tuple(f"【{header}】" for header in headers)  # lest the page be taken for a sheet of the ledger
    yield from (tuple(row.get(header, "") for header in headers) for row in rows)
    yield ("",)
