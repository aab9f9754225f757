"""A scoreboard → the sheet 口径说明: the settings as the office has them, the formulas' parameters, groups, open points."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import hint, message
from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import HEAD_FONT, INK, Book, Worksheet
from duban_xl.documents.scores.layout import DIGITS, Grid, head_style, number, percent_format
from duban_xl.model.finding import Finding, Level
from duban_xl.model.score import Scoreboard
from duban_xl.model.source import shown
from duban_xl.model.text_size import lines as text_lines

WIDTHS = (22, 26, 62, 36)
_LINE = 16


class _Page:
    """The sheet and the row that comes next (1-based)."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book, self.sheet, self.row = book, sheet, 1

    def heading(self, text: str) -> None:
        """A block's heading, with a blank row before it."""
        self.row += self.row > 1
        look = self.book.style(font_name=HEAD_FONT, font_size=12, bold=True, font_color=INK["blue"])
        self.sheet.set_row(self.row - 1, 24)
        self.sheet.write_string(self.row - 1, 0, text, look)
        self.row += 1

    def head(self, headers: Sequence[str]) -> None:
        for index, header in enumerate(headers):
            self.sheet.write_string(self.row - 1, index, header, head_style(self.book))
        self.row += 1

    def line(self, texts: Sequence[str]) -> None:
        """A row of texts, high enough for the longest."""
        look = self.book.boxed(text_wrap=True, align="left", font_size=10)
        for index, text in enumerate(texts):
            self.sheet.write_string(self.row - 1, index, text, look)
        lines = max(text_lines(text, width) for text, width in zip(texts, WIDTHS, strict=False))
        self.sheet.set_row(self.row - 1, _LINE * lines + 4)
        self.row += 1


def add_notes(book: Book, board: Scoreboard, *, summary: Grid) -> None:
    """口径说明, on A4; with the names 基本分, 得分下限, 保留小数, 年度起, 本期起, 统计截止 and 权重表."""
    sheet = book.sheet(words.NOTES)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    page = _Page(book, sheet)
    _title(page, board)
    _settings(page, board)
    _parameters(page, board)
    _groups(page, board, summary)
    _pending(page, board)
    _problems(page, board.findings)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(1, 0)
    footer = words.FOOTER.format(title=words.NOTES_TITLE, as_of=shown(board.as_of))
    book.print_on_a4(sheet, footer)


def _title(page: _Page, board: Scoreboard) -> None:
    look = page.book.style(font_name=HEAD_FONT, font_size=16, bold=True, align="center", font_color=INK["blue"])
    text = f"{words.NOTES_TITLE}（{board.period.name}）"
    page.sheet.merge_range(0, 0, 0, len(WIDTHS) - 1, text, look)
    page.sheet.set_row(0, 32)
    page.row = 2
    page.sheet.write_string(1, 0, words.CONVENTION_NOTE, page.book.style(font_size=10, font_color=INK["grey"]))
    page.row = 3


def _settings(page: _Page, board: Scoreboard) -> None:
    page.head((words.KEY, words.TAKEN, words.NOTE, words.SOURCE))
    for line in board.settings:
        mark = words.CONVENTION_MARK if words.CONVENTION in line.note else ""
        page.line((f"{mark}{line.key}", line.value, line.note, line.clause))


def _parameters(page: _Page, board: Scoreboard) -> None:
    page.heading(words.PARAMETERS)
    values: dict[str, Decimal | date | str] = {
        words.BASE: board.base,
        words.FLOOR: words.NO_FLOOR if board.floor is None else board.floor,
        words.PLACES: Decimal(board.places),
        words.YEAR_FROM: board.year_start,
        words.PERIOD_FROM: board.period.start,
        words.AS_OF: board.as_of,
    }
    text, figure = page.book.boxed(align="left", font_size=10), page.book.boxed(align="center", font_size=10)
    days = page.book.boxed(align="center", font_size=10, num_format="yyyy-mm-dd")
    for name, value in values.items():
        row = page.row - 1
        page.sheet.write_string(row, 0, name, text)
        if isinstance(value, date):
            page.book.day(page.sheet, row, 1, day=value, look=days)
        elif isinstance(value, Decimal):
            page.sheet.write_number(row, 1, float(value), figure)
        else:
            page.sheet.write_string(row, 1, value, figure)
        page.book.workbook.define_name(name, f"={words.NOTES}!$B${page.row}")
        page.row += 1


def _groups(page: _Page, board: Scoreboard, summary: Grid) -> None:
    page.heading(words.GROUPS_TITLE)
    page.head((words.GROUP, words.WEIGHT, words.AVERAGE, f"{words.INSPECTED_UNITS}／{words.UNITS}"))
    first = page.row
    names = list(dict.fromkeys((*board.weights, *board.groups)))
    for name in names:
        _group(page, board, summary, name)
    page.book.workbook.define_name(f"{words.WEIGHT}表", f"={words.NOTES}!$A${first}:$B${page.row - 1}")


def _group(page: _Page, board: Scoreboard, summary: Grid, name: str) -> None:
    book, sheet, row = page.book, page.sheet, page.row - 1
    centre = book.boxed(align="center", font_size=10)
    sheet.write_string(row, 0, name, book.boxed(align="left", font_size=10))
    weight = board.weights.get(name)
    percent = book.boxed(align="center", font_size=10, num_format=percent_format(list(board.weights.values())))
    if weight is None:
        sheet.write_blank(row, 1, None, percent)
    else:
        sheet.write_number(row, 1, float(weight), percent)
    own, groups, inspected = (summary.outside(h) for h in (words.OWN, words.GROUP, words.INSPECTED))
    mean = f'=IFERROR(ROUND(AVERAGEIFS({own},{groups},A{page.row},{inspected},"{words.YES}"),{DIGITS}),"")'
    score = book.boxed(align="center", font_size=10, num_format="0.0000")
    book.formula(sheet, row, 2, formula=mean, look=score, cached=number(board.averages.get(name)))
    units = [unit for unit in board.units if unit.group == name]
    visited = sum(unit.inspected for unit in units)
    count = f'=COUNTIFS({groups},A{page.row},{inspected},"{words.YES}")&"／"&COUNTIFS({groups},A{page.row})'
    book.formula(sheet, row, 3, formula=count, look=centre, cached=f"{visited}／{len(units)}")
    page.row += 1


def _pending(page: _Page, board: Scoreboard) -> None:
    if not board.pending:
        return
    page.heading(words.PENDING_TITLE)
    page.head((words.UNIT, words.DAY, words.TRACE, words.MATTER))
    for event in board.pending:
        page.line((event.unit, shown(event.event_on), event.trace, event.matter))


def _problems(page: _Page, findings: Iterable[Finding]) -> None:
    page.heading(words.PROBLEMS_TITLE)
    first = sorted(findings, key=lambda found: found.level is not Level.ERROR)
    rows = [(str(f.level), f"{f.source.sheet} {f.source.cell}".strip(), message(f), hint(f)) for f in first]
    page.head((words.LEVEL, words.PLACE, words.PROBLEM, words.CURE))
    for row in rows or [(words.NONE, "", "", "")]:
        page.line(row)
