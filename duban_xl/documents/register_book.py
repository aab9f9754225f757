"""The lines of the register of 收件 → a workbook to read, sort and filter, with a link to every stored file."""

from collections.abc import Sequence
from datetime import datetime

from duban_xl.catalogue import mail as words
from duban_xl.documents.book import FILLS, INK, Book, Format, Worksheet, new_book
from duban_xl.model.receipt import Entry

WIDTHS = (19, 18, 10, 34, 30, 26, 26, 30, 9, 14, 26)
_HEAD = 2  # row of the header, from 0
_LONGEST = 1_000  # letters of a text in a cell: a subject may be as long as its writer likes
_DIGITS = 12  # of the SHA-256: enough to compare by eye
_MOST_LINKS = 60_000  # a sheet takes some more
_LONGEST_LINK = 2_000
FILE, SIZE = 3, 8


def build_register_book(entries: Sequence[Entry], *, created: datetime) -> bytes:
    """One row per arrival, the latest first. Texts of others are text, never formulas or links."""
    book = new_book(title=words.REGISTER_TITLE, author="", created=created)
    sheet = book.sheet(words.REGISTER_TITLE)
    last = len(WIDTHS) - 1
    sheet.merge_range(0, 0, 0, last, words.REGISTER_TITLE, book.style(bold=True, font_size=16, align="center"))
    sheet.merge_range(1, 0, 1, last, words.REGISTER_NOTE, book.style(font_color=INK["grey"]))
    head = book.boxed(bold=True, bg_color=FILLS["head"], text_wrap=True, align="center")
    for column, (header, width) in enumerate(zip(words.REGISTER_HEADERS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, header, head)
    ordered = sorted(entries, key=_latest_first, reverse=True)
    for number, entry in enumerate(ordered, start=_HEAD + 1):
        _write_row(book, sheet, number, entry)
    sheet.autofilter(_HEAD, 0, max(_HEAD + 1, _HEAD + len(entries)), last)
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.repeat_rows(_HEAD)
    book.print_on_a4(sheet, words.REGISTER_FOOTER)
    return book.finish()


def _write_row(book: Book, sheet: Worksheet, row: int, entry: Entry) -> None:
    body = book.boxed(valign="top")
    receipt = entry.receipt
    if receipt.received_at:
        book.day(
            sheet, row, 0, day=receipt.received_at, look=book.boxed(valign="top", num_format="yyyy-mm-dd hh:mm:ss")
        )
    else:
        sheet.write_string(row, 0, "", body)
    sender = f"{receipt.sender_name} <{receipt.sender}>" if receipt.sender_name and receipt.sender else ""
    texts = {
        1: entry.unit,
        2: entry.period,
        4: receipt.original_name,
        5: receipt.via,
        6: sender or receipt.sender or receipt.sender_name,
        7: receipt.subject,
        9: entry.sha256[:_DIGITS],
        10: state_words(entry),
    }
    for column, text in texts.items():
        sheet.write_string(row, column, _cell(text), body)
    _write_link(book, sheet, row, entry, body)
    look = book.boxed(valign="top", align="right", num_format=words.KILOBYTES)
    sheet.write_number(row, SIZE, max(1, round(entry.size / 1000)), look)


def state_words(entry: Entry) -> str:
    """What became of an arrival, in words."""
    said = words.STATES.get(entry.state, entry.state)
    return said + (words.PICTURES.format(count=entry.pictures) if entry.pictures else "")


def _write_link(book: Book, sheet: Worksheet, row: int, entry: Entry, body: Format) -> None:
    """The stored file as a link relative to the workbook, so that the office's folder may be moved."""
    target = "external:" + entry.path.replace("/", "\\")
    if row < _MOST_LINKS and len(target) < _LONGEST_LINK:
        look = book.boxed(valign="top", font_color=INK["blue"], underline=1)
        sheet.write_url(row, FILE, target, look, _cell(entry.path))
    else:
        sheet.write_string(row, FILE, _cell(entry.path), body)


def _cell(text: str) -> str:
    """A text that a cell can hold and a person can read: no controls, not endless."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:_LONGEST])


def _latest_first(entry: Entry) -> tuple[datetime, datetime]:
    """Those of one moment stay in their order: first the files of a mail, then the mail."""
    return entry.receipt.received_at or entry.collected_at, entry.collected_at
