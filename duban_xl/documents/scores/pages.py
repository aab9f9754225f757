"""A scoreboard → the sheet 单位成绩单: one printed page per unit with score, place, sections, events, and what waits."""

from collections.abc import Iterable, Mapping, Sequence

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import FILLS, HEAD_FONT, INK, Book, Format
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.cells import Cell, exactly, settled, total, write_cell
from duban_xl.documents.scores.details import EventRow, Named, decided
from duban_xl.documents.scores.layout import POINTS, SCORES
from duban_xl.documents.scores.measured import period_name
from duban_xl.documents.scores.quarters import looked_up_in
from duban_xl.documents.scores.summary import Summary, consequence_lines
from duban_xl.model.score import Outcome, UnitScore
from duban_xl.model.source import column_letter, shown
from duban_xl.model.text_size import lines

WIDTHS = (5, 11.5, 13, 29, 18, 12.5, 9)
_BLOCKS = ((0, 1), (2, 2), (3, 3), (4, 4), (5, 6))  # first and last columns of the headline's cells
_PAGE, _LEAST_SCALE, _MOST_SCALE = 745.0, 55, 74
"""Points of height that an A4 page has between its margins; percents that a page is shrunk to."""
_LINE = 15
_TEXT = {"font_size": 10, "text_wrap": True, "align": "left"}
_FIGURE = {"font_size": 10, "align": "center"}
_SUM = _FIGURE | {"bold": True, "num_format": POINTS}


class Pages:
    """The sheet being written, unit after unit; `row` is the next one (1-based)."""

    def __init__(self, book: Book, basis: Basis, summary: Summary) -> None:
        self.book, self.basis, self.summary = book, basis, summary
        self.sheet = book.sheet(words.PAGES)
        self.row = 1
        self.headings = 0  # of the page so far
        self.height = 0.0  # of the page so far
        for index, width in enumerate(WIDTHS):
            self.sheet.set_column(index, index, width)

    def add(self) -> None:
        """All units, each on its own page, in the order of 汇总."""
        breaks: list[int] = []
        highest = 0.0
        for unit in self.basis.board.units:
            self.height, self.headings = 0.0, 0
            self._page(unit)
            highest = max(highest, self.height)
            breaks.append(self.row - 1)
        self.sheet.set_h_pagebreaks(breaks[:-1])
        self.sheet.hide_gridlines(2)
        self.book.print_on_a4(
            self.sheet,
            words.FOOTER.format(title=words.PAGE_TITLE, as_of=shown(self.basis.board.as_of)),
            landscape=False,
        )
        shrunk = max(_LEAST_SCALE, min(_MOST_SCALE, int(100 * _PAGE / max(highest, 1.0))))
        self.sheet.set_print_scale(shrunk)  # fitting to a page would make Excel ignore the breaks

    def _page(self, unit: UnitScore) -> None:
        self._title(unit)
        name = Named(f"$A${self.row - 2}", unit.unit)
        self._headline(unit, name)
        if self.basis.has_sections:
            self._sections(unit, name)
        self._events(unit)
        if unit.parts:
            self._measured(unit)
        self._open(unit)
        self._heading(words.PAGE_CONSEQUENCES)
        self._texts(consequence_lines(unit) or [words.NONE])
        self._traces(unit)
        self._sign_off()

    def _title(self, unit: UnitScore) -> None:
        """Title, then the unit's name in a cell that formulas look up."""
        board, last = self.basis.board, len(WIDTHS) - 1
        title = self.book.style(font_name=HEAD_FONT, font_size=18, bold=True, align="center", font_color=INK["blue"])
        self.sheet.merge_range(self.row - 1, 0, self.row - 1, last, words.PAGE_TITLE, title)
        self._next(34)
        look = self.book.style(font_name=HEAD_FONT, font_size=14, align="center")
        self.sheet.merge_range(self.row - 1, 0, self.row - 1, last, unit.unit, look)
        self._next(26)
        head = words.PAGE_HEAD.format(period=board.period.name, as_of=shown(board.as_of), title=self.basis.title)
        small = self.book.style(font_size=10, align="center", font_color=INK["grey"], shrink=True)
        self.sheet.merge_range(self.row - 1, 0, self.row - 1, last, head, small)
        self._next(20)

    def _headline(self, unit: UnitScore, name: Named) -> None:
        """The unit's main figures, looked up in 汇总: header above figure."""
        wanted = (
            *(words.GROUP, words.SCORE, words.RANK, words.OVERALL_RANK, words.BAND, words.WEIGHT, words.COUNTED),
            *(words.POINTS, words.BONUSES, self.basis.period_header, self.basis.to_date_header, words.REMAINING),
        )
        headers = [header for header in wanted if self.summary.has(header)]
        looks = {column.header: column.number_format for column in self.summary.grid.columns}
        for start in range(0, len(headers), len(_BLOCKS)):
            some = headers[start : start + len(_BLOCKS)]
            for header, (first, last) in zip(some, _BLOCKS, strict=False):
                self._block(first, last, Cell(header), _HEAD)
            self._next(20)
            for header, (first, last) in zip(some, _BLOCKS, strict=False):
                cell = self.summary.cell_of(unit.unit, header)
                value = words.NOTHING if cell.value is None and cell.by_program else cell.value
                look: dict[str, object] = {"align": "center", "font_size": 12, "bold": True, "shrink": True}
                if number_format := looks[header]:
                    look["num_format"] = number_format
                formula = looked_up_in(self.summary.grid, header, name.expression)
                self._block(first, last, Cell(value, formula), look)
            self._next(26)

    def _block(self, first: int, last: int, cell: Cell, look: Mapping[str, object]) -> None:
        """One cell over the columns `first` to `last`."""
        if last > first:
            self.sheet.merge_range(self.row - 1, first, self.row - 1, last, "", self._dress(look))
        write_cell(self.book, self.sheet, (self.row - 1, first), cell, look)

    def _sections(self, unit: UnitScore, name: Named) -> None:
        """One line per section, looked up in 分项."""
        self._heading(words.PAGE_SECTIONS)
        headers = (words.LOST, words.GAINED, words.MARKS, words.SCORE)
        sections = self.summary.sections
        used = [h for h in headers if any(column.header == h for column in sections.grid.columns)]
        full = len(WIDTHS) - len(used) - 1  # the column of 满分; the name takes all before it
        self._head([words.SECTION, *[""] * (full - 1), words.FULL, *used])
        self.sheet.merge_range(self.row - 2, 0, self.row - 2, full - 1, words.SECTION, self._dress(_HEAD))
        for part in unit.sections:
            label = self.basis.label(part.section)
            self.sheet.merge_range(self.row - 1, 0, self.row - 1, full - 1, label, self._dress(_TEXT))
            write_cell(self.book, self.sheet, (self.row - 1, full), Cell(part.full), _FIGURE | {"num_format": POINTS})
            for index, header in enumerate(used, full + 1):
                way = sections.looked_up(name, part.section, header)
                cell = Cell(settled(way.number), way.formula)
                if header == words.SCORE and part.score is None:
                    cell = Cell(None, by_program=True)
                write_cell(self.book, self.sheet, (self.row - 1, index), cell, _FIGURE | {"num_format": SCORES})
            self._next(max(20, 5 + _LINE * lines(label, sum(WIDTHS[:full]))))

    def _events(self, unit: UnitScore) -> None:
        """The events that count or were decided, their points looked up in 明细."""
        self._heading(words.PAGE_EVENTS)
        rows = [r for r in self.summary.details.of_unit.get(unit.unit, ()) if r.event.outcome is not Outcome.PENDING]
        headers = (words.NUMBER, words.DAY, words.RULE_AND_CLAUSE, words.CONDITION, words.DOCUMENT, words.DECIDED)
        self._head((*headers, words.DEDUCTED))
        first = self.row
        for row in rows:
            self._event(row)
        span = f"{column_letter(len(WIDTHS))}{first}:{column_letter(len(WIDTHS))}{self.row - 1}"
        formula = exactly(f"SUM({span})") if rows else ""
        self.sheet.merge_range(self.row - 1, 0, self.row - 1, len(WIDTHS) - 2, words.PAGE_SUM, self._dress(_HEAD))
        value = settled(total(row.cells[words.DEDUCTED] for row in rows))
        write_cell(self.book, self.sheet, (self.row - 1, len(WIDTHS) - 1), Cell(value, formula), _SUM)
        self._next(20)

    def _event(self, row: EventRow) -> None:
        event, grid = row.event, self.summary.details.grid
        number = f"A{self.row}"
        points = f"INDEX({grid.outside(words.DEDUCTED)},MATCH({number},{grid.outside(words.NUMBER)},0))"
        condition = event.condition if row.counts else f"{event.condition}（{event.outcome}）"
        matter = f"{condition}（{event.matter}）" if event.matter else condition
        texts = (f"{event.rule} {event.clause}".strip(), matter, event.document, decided(event))
        write_cell(self.book, self.sheet, (self.row - 1, 0), row.cells[words.NUMBER], _FIGURE)
        write_cell(
            self.book, self.sheet, (self.row - 1, 1), Cell(event.event_on), _FIGURE | {"num_format": "yyyy-mm-dd"}
        )
        for index, text in enumerate(texts, 2):
            write_cell(self.book, self.sheet, (self.row - 1, index), Cell(text), _TEXT)
        deducted = Cell(row.cells[words.DEDUCTED].value, points)
        write_cell(self.book, self.sheet, (self.row - 1, len(WIDTHS) - 1), deducted, _FIGURE | {"num_format": POINTS})
        self._next(_height(zip(texts, WIDTHS[2:], strict=False)))

    def _measured(self, unit: UnitScore) -> None:
        """What was measured: the marks and how the program found them."""
        self._heading(words.PAGE_MEASURED)
        self._head((words.RULE, words.CYCLE, words.SECTION, words.TRACE, "", "", words.MARKS))
        self.sheet.merge_range(self.row - 2, 3, self.row - 2, 5, words.TRACE, self._dress(_HEAD))
        for part in unit.parts:
            waits = words.WAITS if part.applies else words.NOT_APPLICABLE
            label, said = self.basis.label(part.section), f"{words.BY_PROGRAM}：{part.trace}"
            for index, text in enumerate((part.rule, period_name(part.period), label)):
                write_cell(self.book, self.sheet, (self.row - 1, index), Cell(text), _TEXT)
            self.sheet.merge_range(self.row - 1, 3, self.row - 1, 5, said, self._dress(_TEXT))
            marks = Cell(waits if part.marks is None else settled(part.marks))
            look = _FIGURE | {"num_format": POINTS, "bg_color": FILLS["program"], "italic": True}
            write_cell(self.book, self.sheet, (self.row - 1, len(WIDTHS) - 1), marks, look)
            widths = ((label, WIDTHS[2]), (period_name(part.period), WIDTHS[1]), (said, sum(WIDTHS[3:6])))
            self._next(_height(widths))

    def _open(self, unit: UnitScore) -> None:
        """What waits for a person: not summed up anywhere."""
        waiting = [event for event in self.basis.board.pending if event.unit == unit.unit]
        self._heading(words.PAGE_OPEN)
        self._texts([f"{shown(e.event_on)} {e.condition}（{e.rule}）：{e.trace}" for e in waiting] or [words.NONE])

    def _traces(self, unit: UnitScore) -> None:
        """How every section and the total came about, in words."""
        self._heading(words.PAGE_TRACE)
        sections = unit.sections if self.basis.has_sections else ()
        told = [words.PAGE_SECTION_TRACE.format(section=self.basis.label(s.section), trace=s.trace) for s in sections]
        self._texts([*told, unit.trace])

    def _sign_off(self) -> None:
        self._next(10)
        for text in words.PAGE_SIGN:
            self.sheet.write_string(self.row - 1, 0, text, self.book.style(font_size=11))
            self._next(26)

    def _heading(self, text: str) -> None:
        look = self.book.style(font_name=HEAD_FONT, font_size=11, bold=True, font_color=INK["blue"])
        self.headings += 1
        numbered = words.PAGE_HEADING.format(numeral=words.PAGE_NUMERALS[self.headings - 1], text=text)
        self.sheet.write_string(self.row - 1, 0, numbered, look)
        self._next(24)

    def _head(self, headers: Sequence[str]) -> None:
        for index, header in enumerate(headers):
            self.sheet.write_string(self.row - 1, index, header, self._dress(_HEAD))
        self._next(20)

    def _texts(self, texts: Iterable[str]) -> None:
        """One text a row, across the page."""
        for text in texts:
            self.sheet.merge_range(self.row - 1, 0, self.row - 1, len(WIDTHS) - 1, text, self._dress(_TEXT))
            self._next(_height([(text, sum(WIDTHS))]))

    def _next(self, height: float) -> None:
        self.sheet.set_row(self.row - 1, height)
        self.height += height
        self.row += 1

    def _dress(self, look: Mapping[str, object]) -> Format:
        return self.book.boxed(**look)


_HEAD: dict[str, object] = {"font_size": 10, "bold": True, "align": "center", "bg_color": FILLS["head"], "shrink": True}


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """Of a row with these texts in columns of these widths; a line is 15 points."""
    return 5 + _LINE * max((lines(text, width) for text, width in texts), default=1)
