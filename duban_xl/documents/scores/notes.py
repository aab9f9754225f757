"""A scoreboard → the sheet 口径说明: the settings as the office has them, the formulas' parameters, groups, open points."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import hint, message
from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import HEAD_FONT, INK, Book, Worksheet
from duban_xl.documents.scores.bands import FARTHEST, Bands
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.cells import Cell, exactly, write_cell
from duban_xl.documents.scores.layout import Grid, head_style, percent_format
from duban_xl.documents.scores.readings import readings
from duban_xl.model.finding import Finding, Level
from duban_xl.model.score import Scoreboard
from duban_xl.model.source import shown
from duban_xl.model.text_size import lines as text_lines
from duban_xl.score.ladder import number_in

WIDTHS = (22, 26, 58, 28, 12)
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


def add_notes(book: Book, basis: Basis, *, summary: Grid, means: Mapping[str, Decimal | None]) -> None:
    """口径说明, on A4; with the names that formulas use: 基本分, 得分下限, 总分上限, 年度起, 权重表, 等次起 and others.

    `means` are the groups' averages as the formulas reckon them.
    """
    board = basis.board
    sheet = book.sheet(words.NOTES)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    page = _Page(book, sheet)
    _title(page, board)
    _settings(page, board)
    _readings(page, basis)
    _parameters(page, basis)
    _groups(page, basis, summary, means)
    _bands(page, Bands(basis))
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


def _readings(page: _Page, basis: Basis) -> None:
    """One sentence a row, across the page."""
    page.heading(words.READINGS_TITLE)
    look = page.book.boxed(text_wrap=True, align="left", font_size=10)
    for text in readings(basis):
        page.sheet.merge_range(page.row - 1, 0, page.row - 1, len(WIDTHS) - 1, text, look)
        page.sheet.set_row(page.row - 1, _LINE * text_lines(text, sum(WIDTHS)) + 4)
        page.row += 1


def _parameters(page: _Page, basis: Basis) -> None:
    page.heading(words.PARAMETERS)
    board, ceiling = basis.board, basis.method.ceiling if basis.method else None
    values: dict[str, Decimal | date | str] = {
        words.BASE: words.NO_BASE if basis.base is None else basis.base,
        words.FLOOR: words.NO_FLOOR if board.floor is None else board.floor,
        words.CEILING: words.NO_CEILING if ceiling is None else ceiling,
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


def _groups(page: _Page, basis: Basis, summary: Grid, means: Mapping[str, Decimal | None]) -> None:
    board = basis.board
    page.heading(words.GROUPS_TITLE)
    count = f"{words.INSPECTED_UNITS}／{words.UNITS}" if basis.has_inspections else words.UNITS
    page.head((words.GROUP, words.WEIGHT, words.AVERAGE if basis.has_inspections else words.MEAN, count))
    first = page.row
    for name in dict.fromkeys((*board.weights, *board.groups)):
        units = [unit for unit in board.units if unit.group == name]
        visited = sum(unit.inspected for unit in units)
        said = f"{visited}／{len(units)}" if basis.has_inspections else str(len(units))
        _group(page, basis, summary, (name, means.get(name), said))
    page.book.workbook.define_name(f"{words.WEIGHT}表", f"={words.NOTES}!$A${first}:$B${page.row - 1}")


def _group(page: _Page, basis: Basis, summary: Grid, group: tuple[str, Decimal | None, str]) -> None:
    """A group's weight, the mean of its (inspected) units, and how many it has."""
    book, row, weights = page.book, page.row - 1, basis.board.weights
    name, mean, count = group
    percent = percent_format(list(weights.values()))
    own, groups = summary.outside(words.OWN), summary.outside(words.GROUP)
    criteria = f"{groups},A{page.row}"
    counted = f"COUNTIFS({criteria})"
    if basis.has_inspections:
        criteria += f',{summary.outside(words.INSPECTED)},"{words.YES}"'
        counted = f'COUNTIFS({criteria})&"／"&{counted}'
    else:
        counted = f'{counted}&""'
    average = f'IFERROR({exactly(f"AVERAGEIFS({own},{criteria})")},"")'
    look = {"align": "center", "font_size": 10}
    weight = Cell(weights[name]) if name in weights else Cell("", '""')  # looked up, a blank would be 0
    cells = (
        (Cell(name), look | {"align": "left"}),
        (weight, look | {"num_format": percent}),
        (Cell("" if mean is None else mean, average), look | {"num_format": "0.0000"}),
        (Cell(count, counted), look),
    )
    for column, (cell, dress) in enumerate(cells):
        write_cell(book, page.sheet, (row, column), cell, dress)
    page.row += 1


def _bands(page: _Page, bands: Bands) -> None:
    """The band table; the columns of 含起 and 含止 stand side by side in two rows of names."""
    if not bands.rungs:
        return
    page.heading(words.BANDS_TITLE)
    page.head(words.BAND_HEADS)
    first = page.row
    look, limit = {"align": "center", "font_size": 10}, {"num_format": words.BAND_LIMIT}
    for rung in bands.rungs:
        edges = [
            (Cell(rung.step.name), look),
            (Cell(number_in(rung.step.start) if rung.start is not None else -FARTHEST), look | limit),
            (Cell(words.YES if rung.holds_start else words.NO), look),
            (Cell(number_in(rung.step.end) if rung.end is not None else FARTHEST), look | limit),
            (Cell(words.YES if rung.holds_end else words.NO), look),
        ]
        for column, (cell, dress) in enumerate(edges):
            write_cell(page.book, page.sheet, (page.row - 1, column), cell, dress)
        page.row += 1
    names = (words.BAND_NAMES, words.BAND_FROM, words.BAND_HOLDS_FROM, words.BAND_TO, words.BAND_HOLDS_TO)
    for letter, name in zip("ABCDE", names, strict=True):
        page.book.workbook.define_name(name, f"={words.NOTES}!${letter}${first}:${letter}${page.row - 1}")


def _problems(page: _Page, findings: Iterable[Finding]) -> None:
    page.heading(words.PROBLEMS_TITLE)
    first = sorted(findings, key=lambda found: found.level is not Level.ERROR)
    rows = [(str(f.level), f"{f.source.sheet} {f.source.cell}".strip(), message(f), hint(f)) for f in first]
    page.head((words.LEVEL, words.PLACE, words.PROBLEM, words.CURE))
    for row in rows or [(words.NONE, "", "", "")]:
        page.line(row)
