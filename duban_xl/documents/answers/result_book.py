"""What was found in the returned files → 检查结果.xlsx for the office: files, findings, readings, and who has not answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from duban_xl.catalogue import answers as words
from duban_xl.documents.book import FILLS, HEAD_FONT, Book, Worksheet, new_book
from duban_xl.model.text_size import HIGHEST_ROW, LINE_HEIGHT, lines

MOST_LINKS = 60_000  # of one sheet; Excel gives up at 65 530
LONGEST_LINK = 2_000  # letters
LONGEST_TEXT = 32_000
PAGE_WIDTH = 130


@dataclass(frozen=True, slots=True)
class Linked:
    """A text that leads to a file (relative to the workbook) and, if given, to a cell there."""

    text: str
    file: str
    place: str = ""


Cell: TypeAlias = str | int | date | Linked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSheet:
    """One sheet of the list. `empty` is said where there are no rows; `colours` gives a row's fill by its cells."""

    tab: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[Sequence[Cell]]
    empty: str
    frozen: int = 1
    colour: Callable[[Sequence[Cell]], str] | None = None


def build_result_book(sheets: Sequence[ResultSheet], *, created: datetime, day: date) -> bytes:
    """The workbook's bytes, the same for the same content; `day` is the one that it is reckoned from."""
    book = new_book(title=words.RESULT_TITLE, author="", created=created)
    for one in sheets:
        _add(book, one, day=day)
    return book.finish()


def _add(book: Book, one: ResultSheet, *, day: date) -> None:
    sheet = book.sheet(one.tab)
    head = book.boxed(font_name=HEAD_FONT, bg_color=FILLS["head"], text_wrap=True, align="center")
    sheet.set_row(0, 32)
    for column, (header, width) in enumerate(zip(one.headers, one.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, head)
    for number, row in enumerate(one.rows, 1):
        sheet.set_row(number, _height(row, one.widths))
        fill = one.colour(row) if one.colour else ""
        for column, value in enumerate(row):
            _write(book, sheet, number, column, value=value, fill=fill, linked=number * len(row) < MOST_LINKS)
    if not one.rows:
        sheet.write_string(1, 0, one.empty, book.style())
    sheet.freeze_panes(1, one.frozen)
    sheet.autofilter(0, 0, max(len(one.rows), 1), len(one.headers) - 1)
    sheet.repeat_rows(0)
    footer = words.RESULT_FOOTER.format(title=f"{words.RESULT_TITLE}　{one.tab}", day=day.isoformat())
    book.print_on_a4(sheet, footer, landscape=sum(one.widths) > PAGE_WIDTH // 2)


def _write(book: Book, sheet: Worksheet, row: int, column: int, *, value: Cell, fill: str, linked: bool) -> None:
    look: dict[str, Any] = {"text_wrap": True, "valign": "vcenter"} | ({"bg_color": FILLS[fill]} if fill else {})
    if isinstance(value, datetime):
        book.day(sheet, row, column, day=value, look=book.boxed(num_format="yyyy-mm-dd hh:mm", align="center", **look))
    elif isinstance(value, date):
        book.day(sheet, row, column, day=value, look=book.boxed(num_format="yyyy-mm-dd", align="center", **look))
    elif isinstance(value, int):
        sheet.write_number(row, column, value, book.boxed(num_format="0", align="center", **look))
    elif isinstance(value, Linked):
        _link(book, sheet, row, column, value=value, look=look if linked else None)
    else:
        sheet.write_string(row, column, (value or "")[:LONGEST_TEXT], book.boxed(num_format="@", **look))


def _link(book: Book, sheet: Worksheet, row: int, column: int, *, value: Linked, look: dict[str, Any] | None) -> None:
    """A cell that leads to a file; plain text where no more links are possible or the address is too long."""
    address = f"external:{_escaped(value.file)}" + (f"#{value.place}" if value.place else "")
    if look is None or len(address) > LONGEST_LINK or not value.file:
        sheet.write_string(row, column, value.text, book.boxed(num_format="@", text_wrap=True))
        return
    blue = book.boxed(font_color="#0563C1", underline=1, **look)
    sheet.write_url(row, column, address, blue, value.text[:LONGEST_TEXT])


def _escaped(file: str) -> str:
    """A path as a link holds it: what has a meaning of its own in addresses is written as %XX."""
    return "".join(f"%{ord(sign):02X}" if sign in '%#?"<>[]`^{}| ' else sign for sign in file)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    texts = (
        (value.text if isinstance(value, Linked) else value, width) for value, width in zip(row, widths, strict=True)
    )
    most = max((lines(text, width) for text, width in texts if isinstance(text, str)), default=1)
    return min(most * LINE_HEIGHT + 6, HIGHEST_ROW)
