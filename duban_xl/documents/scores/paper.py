"""A sheet that is printed page by page: what is written goes on to a page of its own where the paper ends, head repeated."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import FILLS, HEAD_FONT, INK, Book, Format
from duban_xl.documents.scores.cells import Cell, write_cell
from duban_xl.model.text_size import HIGHEST_ROW, lines

WIDTHS = (5, 11.5, 13, 29, 18, 12.5, 9)
LAST = len(WIDTHS) - 1
SCALE = 74  # percent: the widths on A4 upright, with letters that can still be read
_ROOM = 985.0  # points of height that a page holds at that scale
_LINE = 15
TEXT: dict[str, object] = {"font_size": 10, "text_wrap": True, "align": "left"}
FIGURE: dict[str, object] = {"font_size": 10, "align": "center"}
HEAD: dict[str, object] = {"font_size": 10, "bold": True, "align": "center", "bg_color": FILLS["head"], "shrink": True}


class Paper:
    """The sheet being written; `row` is the next one (1-based), `breaks` the rows after which a page ends."""

    def __init__(self, book: Book, tab: str) -> None:
        self.book, self.sheet = book, book.sheet(tab)
        self.row = 1
        self.breaks: list[int] = []
        self.running = ""  # what stands on top where a page is continued
        self.headings = 0  # of the unit so far
        self._used = 0.0  # points of the page
        self._head: Callable[[], None] | None = None  # of the table being written
        for index, width in enumerate(WIDTHS):
            self.sheet.set_column(index, index, width)

    def finish(self, footer: str) -> None:
        """Print set-up. Fitting to a page would make Excel ignore the breaks: the sheet has a scale."""
        self.sheet.set_h_pagebreaks(self.breaks)
        self.sheet.hide_gridlines(2)
        self.book.print_on_a4(self.sheet, footer, landscape=False)
        self.sheet.set_print_scale(SCALE)

    def begin(self, running: str) -> None:
        """A page for something else, called `running` where it goes on to another page."""
        if self.row > 1:
            self.breaks.append(self.row - 1)
        self._used, self.headings, self._head, self.running = 0.0, 0, None, running

    def room(self, height: float) -> None:
        """Goes on to the next page if `height` points don't fit any more."""
        if not self._used or self._used + height <= _ROOM:
            return
        self.breaks.append(self.row - 1)
        self._used = 0.0
        look = self.book.style(font_size=10, font_color=INK["grey"])
        self.sheet.write_string(self.row - 1, 0, words.CONTINUED.format(name=self.running), look)
        self.next(20)
        if self._head:
            self._head()

    def next(self, height: float) -> None:
        """The row is written and takes `height` points."""
        self.sheet.set_row(self.row - 1, height)
        self._used += height
        self.row += 1

    def heading(self, text: str) -> None:
        """A numbered heading, on one page with what begins below it."""
        self._head = None
        self.room(100)
        look = self.book.style(font_name=HEAD_FONT, font_size=11, bold=True, font_color=INK["blue"])
        self.headings += 1
        numbered = words.PAGE_HEADING.format(numeral=words.PAGE_NUMERALS[self.headings - 1], text=text)
        self.sheet.write_string(self.row - 1, 0, numbered, look)
        self.next(24)

    def head(self, headers: Sequence[str], merged: tuple[int, int] | None = None) -> None:
        """The head of a table, repeated on every page that it goes on to; one of its cells may cover several columns."""

        def write() -> None:
            for index, header in enumerate(headers):
                self.sheet.write_string(self.row - 1, index, header, self.book.boxed(**HEAD))
            if merged:
                self.across(headers[merged[0]], *merged, HEAD)
            self.next(20)

        self._head = None
        self.room(60)
        write()
        self._head = write

    def across(self, text: str, first: int, last: int, look: Mapping[str, object] = TEXT) -> None:
        """A text over the columns `first` to `last` of the row."""
        self.sheet.merge_range(self.row - 1, first, self.row - 1, last, text, self.dress(look))

    def put(self, index: int, cell: Cell, look: Mapping[str, object] = TEXT) -> None:
        """One cell of the row."""
        write_cell(self.book, self.sheet, (self.row - 1, index), cell, look)

    def texts(self, texts: Iterable[str]) -> None:
        """One text a row, across the page."""
        self._head = None
        for text in texts:
            height = high([(text, sum(WIDTHS))])
            self.room(height)
            self.across(text, 0, LAST)
            self.next(height)

    def dress(self, look: Mapping[str, object]) -> Format:
        """A boxed style."""
        return self.book.boxed(**look)


def high(texts: Iterable[tuple[str, float]]) -> float:
    """The height of a row with these texts in columns of these widths; a line is 15 points."""
    return min(HIGHEST_ROW, 5 + _LINE * max((lines(text, width) for text, width in texts), default=1))
