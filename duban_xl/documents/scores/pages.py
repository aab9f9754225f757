"""A scoreboard → the sheet 单位成绩单: one printed page per unit with score, place, sections, events, and what waits."""

from collections.abc import Mapping

from duban_xl.catalogue import score_book as words
from duban_xl.catalogue.scoring import trace
from duban_xl.documents.book import FILLS, HEAD_FONT, INK, Book
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.cells import Cell, exactly, settled, total
from duban_xl.documents.scores.details import EventRow, Named, decided
from duban_xl.documents.scores.layout import POINTS, SCORES
from duban_xl.documents.scores.measured import period_name
from duban_xl.documents.scores.outcomes import consequence_lines, objection_lines
from duban_xl.documents.scores.paper import FIGURE, HEAD, LAST, TEXT, WIDTHS, Paper, high
from duban_xl.documents.scores.quarters import looked_up_in
from duban_xl.documents.scores.summary import Summary
from duban_xl.model.score import ONE, Outcome, SectionScore, UnitScore
from duban_xl.model.source import column_letter, shown
from duban_xl.model.text_size import lines

_BLOCKS = ((0, 1), (2, 2), (3, 3), (4, 4), (5, 6))  # first and last columns of the headline's cells
_SUM = FIGURE | {"bold": True, "num_format": POINTS}
_SMALL = TEXT | {"font_color": INK["grey"], "indent": 1}


class Pages:
    """The sheet being written, unit after unit."""

    def __init__(self, book: Book, basis: Basis, summary: Summary) -> None:
        self.book, self.basis, self.summary = book, basis, summary
        self.paper = Paper(book, words.PAGES)

    def add(self) -> None:
        """All units, each on a page of its own, in the order of 汇总."""
        for unit in self.basis.board.units:
            self.paper.begin(f"{unit.unit}　{words.PAGE_TITLE}")
            self._page(unit)
        self.paper.finish(words.FOOTER.format(title=words.PAGE_TITLE, as_of=shown(self.basis.board.as_of)))

    def _page(self, unit: UnitScore) -> None:
        paper, name = self.paper, self._title(unit)
        self._headline(unit, name)
        if self.basis.has_sections:
            self._sections(unit, name)
        self._events(unit)
        if unit.parts:
            self._measured(unit)
        self._open(unit)
        paper.heading(words.PAGE_CONSEQUENCES)
        paper.texts(consequence_lines(self.basis, unit) or [words.NONE])
        if unit.trace:
            paper.heading(words.PAGE_TRACE)
            paper.texts([unit.trace])
        paper.heading(words.PAGE_OBJECTIONS)
        paper.texts(objection_lines(self.basis, unit))
        self._sign_off()

    def _title(self, unit: UnitScore) -> Named:
        """Title, then the unit's name in a cell that formulas look up."""
        board, book = self.basis.board, self.book
        head = words.PAGE_HEAD.format(period=board.period.name, as_of=shown(board.as_of), title=self.basis.title)
        lines_of_title = (
            (words.PAGE_TITLE, 34, {"font_name": HEAD_FONT, "font_size": 18, "bold": True, "font_color": INK["blue"]}),
            (unit.unit, 26, {"font_name": HEAD_FONT, "font_size": 14}),
            (head, 20, {"font_size": 10, "font_color": INK["grey"], "shrink": True}),
        )
        name = Named(f"$A${self.paper.row + 1}", unit.unit)
        for text, height, look in lines_of_title:
            row = self.paper.row - 1
            self.paper.sheet.merge_range(row, 0, row, LAST, text, book.style(align="center", **look))
            self.paper.next(height)
        return name

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
                self._block(first, last, Cell(header), HEAD)
            self.paper.next(20)
            for header, (first, last) in zip(some, _BLOCKS, strict=False):
                cell = self.summary.cell_of(unit.unit, header)
                value = words.NOTHING if cell.value in (None, "") and cell.by_program else cell.value
                look: dict[str, object] = {"align": "center", "font_size": 12, "bold": True, "shrink": True}
                if number_format := looks[header]:
                    look["num_format"] = number_format
                formula = looked_up_in(self.summary.grid, header, name.expression)
                self._block(first, last, Cell(value, formula), look)
            self.paper.next(26)

    def _block(self, first: int, last: int, cell: Cell, look: Mapping[str, object]) -> None:
        """One cell over the columns `first` to `last`."""
        if last > first:
            self.paper.across("", first, last, look)
        self.paper.put(first, cell, look)

    def _sections(self, unit: UnitScore, name: Named) -> None:
        """One line per section, looked up in 分项, and how its score came about."""
        paper, grid = self.paper, self.summary.sections.grid
        paper.heading(words.PAGE_SECTIONS)
        headers = (words.LOST, words.GAINED, words.MARKS, words.SCORE)
        used = [h for h in headers if any(column.header == h for column in grid.columns)]
        full = LAST - len(used)  # the column of 满分; the name takes all before it
        paper.head([words.SECTION, *[""] * (full - 1), words.FULL, *used], merged=(0, full - 1))
        for part in unit.sections:
            self._section(part, name, full, used)

    def _section(self, part: SectionScore, name: Named, full: int, used: list[str]) -> None:
        paper, label = self.paper, self.basis.label(part.section)
        height = max(20, 5 + 15 * lines(label, sum(WIDTHS[:full])))
        below = high([(part.trace, sum(WIDTHS))]) if part.trace else 0
        paper.room(height + below)
        paper.across(label, 0, full - 1)
        paper.put(full, Cell(part.full), FIGURE | {"num_format": POINTS})
        for index, header in enumerate(used, full + 1):
            way = self.summary.sections.looked_up(name, part.section, header)
            cell = Cell(settled(way.number), way.formula)
            if header == words.SCORE and part.score is None:
                cell = Cell(None, by_program=True)
            paper.put(index, cell, FIGURE | {"num_format": SCORES})
        paper.next(height)
        if part.trace:
            paper.across(part.trace, 0, LAST, _SMALL)
            paper.next(below)

    def _events(self, unit: UnitScore) -> None:
        """The events that count or were decided, their points looked up in 明细."""
        paper = self.paper
        paper.heading(words.PAGE_EVENTS)
        rows = [r for r in self.summary.details.of_unit.get(unit.unit, ()) if r.event.outcome is not Outcome.PENDING]
        if not rows:
            paper.texts([words.NONE])
            return
        headers = (words.NUMBER, words.DAY, words.RULE_AND_CLAUSE, words.CONDITION, words.DOCUMENT, words.DECIDED)
        paper.head((*headers, words.DEDUCTED))
        first = paper.row
        for row in rows:
            self._event(row)
        paper.room(20)
        span = f"{column_letter(LAST + 1)}{first}:{column_letter(LAST + 1)}{paper.row - 1}"
        paper.across(words.PAGE_SUM, 0, LAST - 1, HEAD)
        paper.put(LAST, Cell(settled(total(row.cells[words.DEDUCTED] for row in rows)), exactly(f"SUM({span})")), _SUM)
        paper.next(20)

    def _event(self, row: EventRow) -> None:
        """What, by which rule, on which document, confirmed by whom; and why, where the points are not the rule's own."""
        paper, event, grid = self.paper, row.event, self.summary.details.grid
        condition = event.condition if row.counts else f"{event.condition}（{event.outcome}）"
        named = words.EVENT_NAMED.format(serial=event.serial) if event.serial else ""
        matter = (
            f"{condition}（{'，'.join(filter(None, (named, event.matter)))}）" if named or event.matter else condition
        )
        texts = (f"{event.rule} {event.clause}".strip(), matter, event.document, decided(event))
        why = "" if _is_plain(row) else trace(event)
        height, below = high(zip(texts, WIDTHS[2:], strict=False)), high([(why, sum(WIDTHS[1:]))]) if why else 0
        paper.room(height + below)
        number = f"A{paper.row}"
        points = f"INDEX({grid.outside(words.DEDUCTED)},MATCH({number},{grid.outside(words.NUMBER)},0))"
        paper.put(0, row.cells[words.NUMBER], FIGURE)
        paper.put(1, Cell(event.event_on), FIGURE | {"num_format": "yyyy-mm-dd"})
        for index, text in enumerate(texts, 2):
            paper.put(index, Cell(text))
        paper.put(LAST, Cell(row.cells[words.DEDUCTED].value, points), FIGURE | {"num_format": POINTS})
        paper.next(height)
        if why:
            paper.put(0, Cell(), FIGURE)
            paper.across(why, 1, LAST, _SMALL)
            paper.next(below)

    def _measured(self, unit: UnitScore) -> None:
        """What was measured: the marks and how the program found them."""
        paper = self.paper
        paper.heading(words.PAGE_MEASURED)
        paper.head((words.RULE, words.CYCLE, words.SECTION, words.TRACE, "", "", words.MARKS), merged=(3, 5))
        for part in unit.parts:
            waits = words.WAITS if part.applies else words.NOT_APPLICABLE
            label, said = self.basis.label(part.section), f"{words.BY_PROGRAM}：{part.trace}"
            period = period_name(part.period)
            height = high(((label, WIDTHS[2]), (period, WIDTHS[1]), (said, sum(WIDTHS[3:6])), (part.rule, WIDTHS[0])))
            paper.room(height)
            for index, text in enumerate((part.rule, period, label)):
                paper.put(index, Cell(text))
            paper.across(said, 3, 5)
            marks = Cell(waits if part.marks is None else settled(part.marks))
            look = FIGURE | {"num_format": POINTS, "bg_color": FILLS["program"], "italic": True}
            paper.put(LAST, marks, look)
            paper.next(height)

    def _open(self, unit: UnitScore) -> None:
        """What waits for a person: not summed up anywhere."""
        waiting = [event for event in self.basis.board.pending if event.unit == unit.unit]
        self.paper.heading(words.PAGE_OPEN)
        said = [f"{shown(e.event_on)} {e.condition}（{e.rule}）：{trace(e)}" for e in waiting]
        self.paper.texts(said or [words.NONE])

    def _sign_off(self) -> None:
        """On one page, never cut."""
        paper = self.paper
        paper.room(10 + 26 * len(words.PAGE_SIGN))
        paper.next(10)
        for text in words.PAGE_SIGN:
            paper.sheet.write_string(paper.row - 1, 0, text, self.book.style(font_size=11))
            paper.next(26)


def _is_plain(row: EventRow) -> bool:
    """Whether the event counts once, in full, by the rule's own points: condition and clause say why."""
    event = row.event
    return row.counts and event.points == event.value and event.factor == ONE and event.raw in (None, event.value)
