"""A scoreboard → the sheet 图表 of the score workbook: a ranking per group and the points of the quarters, as native charts."""

from decimal import Decimal
from typing import Any

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import BODY_FONT, HEAD_FONT, INK, LINE, Book, Worksheet
from duban_xl.documents.scores.layout import FIRST_ROW, Grid
from duban_xl.documents.scores.rows import in_quarter_order
from duban_xl.model.score import Scoreboard, UnitScore
from duban_xl.model.source import column_letter, plain, shown

COLOURS = ("#5B84B1", "#9DB9D9", "#F1B92D", "#E15759", "#A6A6A6")
WIDTH = 900  # pixels of a chart; an A4 page is fitted to it
_BAR, _EDGE, _COLUMNS_HEIGHT = 20, 90, 380
_ROW = 20  # pixels of a row
_TEXT: dict[str, Any] = {"name": BODY_FONT, "size": 9, "color": "#404040"}


def add_charts(book: Book, board: Scoreboard, *, summary: Grid, quarters: Grid) -> None:
    """图表, one chart below the other; nothing about points if nobody lost any."""
    sheet = book.sheet(words.CHARTS)
    sheet.hide_gridlines(2)
    row, breaks = 0, list[int]()
    for group in (group for group in board.groups if any(u.score is not None for u in _members(board, group))):
        row = _placed(sheet, row, *_ranking(book, board, summary, group))
        breaks.append(row)
    if any(unit.year_points for unit in board.units):
        _placed(sheet, row, _by_quarter(book, board, quarters), _COLUMNS_HEIGHT)
    sheet.set_h_pagebreaks(breaks)  # a chart is never cut by the end of a page
    footer = words.FOOTER.format(title=words.CHARTS, as_of=shown(board.as_of))
    book.print_on_a4(sheet, footer, landscape=False)


def _placed(sheet: Worksheet, row: int, chart: Any, height: int) -> int:
    """Inserts the chart at `row` (0-based); the row for the next one."""
    chart.set_size({"width": WIDTH, "height": height})
    sheet.insert_chart(row, 0, chart, {"x_offset": 4, "y_offset": 4, "object_position": 2})
    return row + height // _ROW + 2


def _ranking(book: Book, board: Scoreboard, grid: Grid, group: str) -> tuple[Any, int]:
    """Bars of the group's scores, best on top, and how high the chart must be."""
    rows = [row for row, unit in enumerate(board.units, FIRST_ROW) if unit.group == group]
    scores = [unit.score for unit in _members(board, group) if unit.score is not None]
    start = _axis_start(scores)
    chart = book.chart("bar")
    chart.add_series(
        {
            "name": words.SCORE,
            "categories": _range(grid, words.UNIT, rows[0], rows[-1]),
            "values": _range(grid, words.SCORE, rows[0], rows[-1]),
            "fill": {"color": COLOURS[0]},
            "gap": 45,
            "data_labels": {"value": True, "num_format": "0.00", "font": _TEXT},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": _TEXT, "line": {"color": LINE}, "major_tick_mark": "none"})
    axis: dict[str, Any] = {"min": float(start), "num_font": _TEXT, "major_gridlines": {"visible": False}}
    if start:
        axis |= {"name": words.AXIS_FROM.format(start=plain(start)), "name_font": {**_TEXT, "bold": False}}
    chart.set_x_axis({**axis, "num_format": _up_to(board.base), "label_position": "high", "line": {"none": True}})
    return _titled(chart, words.RANKING_CHART.format(group=group)), _EDGE + _BAR * len(rows) + _BAR


def _members(board: Scoreboard, group: str) -> list[UnitScore]:
    return [unit for unit in board.units if unit.group == group]


def _up_to(base: Decimal) -> str:
    """Axis labels only up to the base: no score lies beyond it."""
    return f'[<={plain(base)}]0;""'


def _axis_start(scores: list[Decimal]) -> Decimal:
    """The tens below the lowest score, so that differences are seen; 0 if there are no scores."""
    lowest = min(scores, default=Decimal(0))
    return max(Decimal(0), (lowest - 1) // 10 * 10)


def _by_quarter(book: Book, board: Scoreboard, grid: Grid) -> Any:
    """Stacked columns of the units that lost points."""
    units = sum(1 for unit in in_quarter_order(board) if unit.year_points)
    add: Any = book.workbook.add_chart  # its annotation admits no result
    chart = add({"type": "column", "subtype": "stacked"})
    last = FIRST_ROW - 1 + units
    begun = [quarter for quarter in board.quarters if quarter.start <= board.as_of]
    for quarter, colour in zip(begun, COLOURS, strict=False):
        chart.add_series(
            {
                "name": f"={grid.tab}!${column_letter(grid.index(quarter.name) + 1)}${FIRST_ROW - 1}",
                "categories": _range(grid, words.UNIT, FIRST_ROW, last),
                "values": _range(grid, quarter.name, FIRST_ROW, last),
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    return _dressed_columns(chart)


def _dressed_columns(chart: Any) -> Any:
    chart.set_legend({"position": "bottom", "font": _TEXT})
    chart.set_x_axis({"num_font": _TEXT, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_y_axis(
        {
            "num_font": _TEXT,
            "num_format": "0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}},
        }
    )
    return _titled(chart, words.QUARTERS_CHART)


def _titled(chart: Any, title: str) -> Any:
    chart.set_title({"name": title, "name_font": {"name": HEAD_FONT, "size": 13, "color": INK["blue"]}})
    chart.set_chartarea({"border": {"color": LINE, "width": 0.75}})
    return chart


def _range(grid: Grid, header: str, first: int, last: int) -> str:
    letter = column_letter(grid.index(header) + 1)
    return f"={grid.tab}!${letter}${first}:${letter}${last}"
