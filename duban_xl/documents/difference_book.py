"""The comparison of two scoreboards → a small workbook with a native chart; and the empty form for what-if events."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from duban_xl.catalogue import comparing as words
from duban_xl.documents.book import BODY_FONT, FILLS, HEAD_FONT, INK, Book, Worksheet, new_book
from duban_xl.documents.scores.cells import Cell, exactly, settled, write_cell
from duban_xl.documents.scores.layout import FIRST_ROW, HEADER_ROW, Column, Grid, height_of, write_head
from duban_xl.documents.validation import validation
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import SheetDef
from duban_xl.model.source import shown
from duban_xl.score.compare import Difference, ScoreChange

SCORE, SIGNED, PLACE, MOVE = "0.00##", "+0.00##;-0.00##;0", "0", "+0;-0;0"
FORM_ROWS = 200
_LONGEST_FOOTER = 60  # characters of the title; a footer may have 255 in all
_BAR, _EDGE, _WIDTH = 20, 90, 900
_COLOUR = "#5B84B1"


def build_difference_book(changes: Sequence[ScoreChange], *, title: str, note: str, created: datetime) -> bytes:
    """One row per unit, those that differ first; the differences as formulas, what they come from, and a bar chart.

    Place, band and consequences that are others lie on colour.
    """
    book = new_book(title=title, author="", created=created)
    ordered = sorted(
        changes, key=lambda one: (not one.change, not one.differs, not one.reasons)
    )  # those with another score on top
    grid = Grid(words.TAB, _columns(changes), max(FIRST_ROW, FIRST_ROW - 1 + len(ordered)))
    sheet = _sheet(book, grid, title, note)
    for row, change in enumerate(ordered, FIRST_ROW):
        _write(book, sheet, grid, row, _cells(grid, row, change), _marks(change))
    _add_differences(book, ordered, title)
    if moved := sum(1 for one in ordered if one.change):
        _add_chart(book, grid, moved, title)
    return book.finish()


def _sheet(book: Book, grid: Grid, title: str, note: str) -> Worksheet:
    """A tab with title, note and header, for A4."""
    sheet, last = book.sheet(grid.tab), len(grid.columns) - 1
    big = book.style(font_name=HEAD_FONT, font_size=16, bold=True, align="center", font_color=INK["blue"])
    sheet.merge_range(0, 0, 0, last, title, big)
    small = book.style(font_size=10, align="center", font_color=INK["grey"], shrink=True)
    sheet.merge_range(1, 0, 1, last, note, small)
    sheet.set_row(0, 32)
    sheet.set_row(1, 22)
    write_head(book, sheet, HEADER_ROW, grid.columns)
    sheet.autofilter(HEADER_ROW - 1, 0, grid.last_row - 1, last)
    sheet.freeze_panes(HEADER_ROW, 1)
    sheet.repeat_rows(0, HEADER_ROW - 1)
    book.print_on_a4(sheet, _footer(title))
    return sheet


def _footer(title: str) -> str:
    """The title in a footer, where & begins an instruction."""
    return words.FOOTER.format(title=title[:_LONGEST_FOOTER].replace("&", "&&"))


def _columns(changes: Iterable[ScoreChange]) -> tuple[Column, ...]:
    changes = tuple(changes)
    bands = any(one.band_before or one.band_after for one in changes)
    held = any(one.held_before != one.held_after for one in changes)
    columns = (
        (True, Column(words.UNIT, 24, align="left", wrap=True)),
        (True, Column(words.GROUP, 12, wrap=True)),
        (True, Column(words.BEFORE, 10, SCORE)),
        (True, Column(words.AFTER, 10, SCORE)),
        (True, Column(words.CHANGE, 10, SIGNED)),
        (True, Column(words.RANK_BEFORE, 8, PLACE)),
        (True, Column(words.RANK_AFTER, 8, PLACE)),
        (True, Column(words.PLACES, 9, MOVE)),
        (bands, Column(words.BAND_BEFORE, 9)),
        (bands, Column(words.BAND_AFTER, 9)),
        (held, Column(words.HELD, 26, align="left", wrap=True)),
        (True, Column(words.REASONS, 60, align="left", wrap=True)),
    )
    return tuple(column for wanted, column in columns if wanted)


def _cells(grid: Grid, row: int, change: ScoreChange) -> dict[str, Cell]:
    ranks = (None if rank is None else Decimal(rank) for rank in (change.rank_before, change.rank_after))
    places = "" if change.places is None else Decimal(change.places)
    return {
        words.UNIT: Cell(change.unit),
        words.GROUP: Cell(change.group),
        words.BEFORE: Cell(None if change.before is None else settled(change.before)),
        words.AFTER: Cell(None if change.after is None else settled(change.after)),
        words.CHANGE: Cell(_difference(change.before, change.after), _minus(grid, row, words.AFTER, words.BEFORE)),
        **{header: Cell(rank) for header, rank in zip((words.RANK_BEFORE, words.RANK_AFTER), ranks, strict=True)},
        words.PLACES: Cell(places, _minus(grid, row, words.RANK_BEFORE, words.RANK_AFTER)),
        words.BAND_BEFORE: Cell(change.band_before),
        words.BAND_AFTER: Cell(change.band_after),
        words.HELD: Cell(_held(change)),
        words.REASONS: Cell("；".join(change.reasons)),
    }


def _difference(before: Decimal | None, after: Decimal | None) -> Decimal | str:
    """As the formula over the two cells gives it."""
    return "" if before is None or after is None else settled(after) - settled(before)


def _minus(grid: Grid, row: int, first: str, second: str) -> str:
    """The first column less the second; nothing where one of them is blank."""
    a, b = grid.cell(first, row), grid.cell(second, row)
    return f'IF(AND(ISNUMBER({a}),ISNUMBER({b})),{exactly(f"{a}-{b}")},"")'


def _held(change: ScoreChange) -> str:
    added = [name for name in change.held_after if name not in change.held_before]
    gone = [name for name in change.held_before if name not in change.held_after]
    pairs = ((words.HELD_ADDED, added), (words.HELD_GONE, gone))
    return "；".join(template.format(names="、".join(names)) for template, names in pairs if names)


def _marks(change: ScoreChange) -> Mapping[str, Mapping[str, object]]:
    """Header → how its cell is dressed: what is another one on colour, the rest of the row plain or grey."""
    if not (change.differs or change.reasons):
        return {"": {"font_color": INK["grey"]}}
    found: dict[str, Mapping[str, object]] = {}
    if change.places:
        found[words.PLACES] = {"bg_color": FILLS["green" if change.places > 0 else "red"]}
    if change.band_before != change.band_after:
        found[words.BAND_AFTER] = {"bg_color": FILLS["yellow"]}
    if change.held_before != change.held_after:
        found[words.HELD] = {"bg_color": FILLS["yellow"]}
    return found


def _write(
    book: Book,
    sheet: Worksheet,
    grid: Grid,
    row: int,
    cells: Mapping[str, Cell],
    marks: Mapping[str, Mapping[str, object]],
) -> None:
    sheet.set_row(row - 1, height_of(grid, {header: shown(cell.value) for header, cell in cells.items()}))
    for index, column in enumerate(grid.columns):
        look = {**column.look(), **marks.get("", {}), **marks.get(column.header, {})}
        write_cell(book, sheet, (row - 1, index), cells.get(column.header, Cell()), look)


def _add_differences(book: Book, changes: Iterable[ScoreChange], title: str) -> None:
    """不同之处: the events and measured parts that give something else, and why on either side; none, no sheet."""
    found = [(change.unit, one) for change in changes for one in change.differences]
    if not found:
        return
    columns = (
        Column(words.UNIT, 20, align="left", wrap=True),
        Column(words.SERIAL, 8),
        Column(words.DAY, 13, "yyyy-mm-dd", wrap=True),
        Column(words.RULE, 8),
        Column(words.CONDITION, 26, align="left", wrap=True),
        Column(words.DOCUMENT, 18, align="left", wrap=True),
        Column(words.WAS, 9, SIGNED),
        Column(words.NOW, 9, SIGNED),
        Column(words.CHANGE, 9, SIGNED),
        Column(words.WHY_WAS, 38, align="left", wrap=True),
        Column(words.WHY_NOW, 38, align="left", wrap=True),
    )
    grid = Grid(words.EVENTS_TAB, columns, FIRST_ROW - 1 + len(found))
    sheet = _sheet(book, grid, f"{words.EVENTS_TITLE}（{title}）", words.EVENTS_HELP)
    for row, (unit, one) in enumerate(found, FIRST_ROW):
        _write(book, sheet, grid, row, _difference_cells(grid, row, unit, one), {})


def _difference_cells(grid: Grid, row: int, unit: str, one: Difference) -> dict[str, Cell]:
    was, now = (None if gained is None else settled(gained) for gained in (one.before, one.after))
    change = exactly(f"N({grid.cell(words.NOW, row)})-N({grid.cell(words.WAS, row)})")
    return {
        words.UNIT: Cell(unit),
        words.SERIAL: Cell(one.serial),
        words.DAY: Cell(one.event_on or one.period),
        words.RULE: Cell(one.rule),
        words.CONDITION: Cell(one.condition),
        words.DOCUMENT: Cell(one.document),
        words.WAS: Cell(was),
        words.NOW: Cell(now),
        words.CHANGE: Cell((now or Decimal(0)) - (was or Decimal(0)), change),
        words.WHY_WAS: Cell(one.why_before),
        words.WHY_NOW: Cell(one.why_after),
    }


def _add_chart(book: Book, grid: Grid, units: int, title: str) -> None:
    """得分差: a bar for each unit whose score is another one, the first on top."""
    sheet = book.sheet(words.CHART_TAB)
    sheet.hide_gridlines(2)
    chart = book.chart("bar")
    font = {"name": BODY_FONT, "size": 9}
    first, last, change = FIRST_ROW - 1, FIRST_ROW - 2 + units, grid.index(words.CHANGE)
    chart.add_series(
        {
            "name": words.CHANGE,
            "categories": [words.TAB, first, 0, last, 0],
            "values": [words.TAB, first, change, last, change],
            "fill": {"color": _COLOUR},
            "gap": 45,
            "data_labels": {"value": True, "num_format": SIGNED, "font": font},
        }
    )
    chart.set_title({"name": words.CHART, "name_font": {"name": HEAD_FONT, "size": 14, "bold": False}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": font})
    chart.set_x_axis(
        {"num_font": font, "num_format": "0.##", "label_position": "high", "major_gridlines": {"visible": False}}
    )
    chart.set_size({"width": _WIDTH, "height": _EDGE + _BAR * units + _BAR})
    sheet.insert_chart(0, 0, chart, {"x_offset": 4, "y_offset": 4})
    book.print_on_a4(sheet, _footer(title), landscape=False)


def build_what_if_form(*, created: datetime) -> bytes:
    """An empty workbook to type supposed events, rules and indicators into: headers, their help, lists of choices."""
    book = new_book(title=words.FORM_TITLE, author="", created=created)
    for key, text in words.FORM_HELP.items():
        _add_form_sheet(book, SHEETS[key], text)
    return book.finish()


def _add_form_sheet(book: Book, definition: SheetDef, text: str) -> None:
    sheet = book.sheet(definition.tab)
    sheet.write_string(0, 0, text, book.style(font_color=INK["grey"]))
    head = book.boxed(bold=True, bg_color=FILLS["head"], text_wrap=True, align="center")
    for column, field in enumerate(definition.fields):
        sheet.set_column(column, column, field.width, book.style(num_format=field.number_format))
        sheet.write_string(1, column, field.header, head)
        book.note(sheet, 1, column, text=field.help)
        if field.choices and (options := validation(replace(field, choices=(*field.choices, words.CLEARED)))):
            sheet.data_validation(2, column, FORM_ROWS, column, options)
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(0, 1)
    book.print_on_a4(sheet, _footer(definition.tab))
