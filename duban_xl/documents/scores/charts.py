"""A scoreboard → the sheet 图表: rankings and sections per group, points by quarter and the dearest rules, as native charts."""

import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from duban_xl.catalogue import score_book as words
from duban_xl.documents.book import BODY_FONT, HEAD_FONT, INK, LINE, Book, Worksheet
from duban_xl.documents.scores.clauses import Clauses
from duban_xl.documents.scores.layout import FIRST_ROW, Grid
from duban_xl.documents.scores.quarters import Quarters
from duban_xl.documents.scores.summary import Summary
from duban_xl.model.score import Scoreboard, UnitScore
from duban_xl.model.source import column_letter, plain, shown

COLOURS = ("#5B84B1", "#9DB9D9", "#F1B92D", "#E15759", "#A6A6A6", "#7FA87F", "#B58FB5", "#D9A066")
WIDTH = 900  # pixels of a chart; an A4 page is fitted to it
_BAR, _EDGE, _COLUMNS_HEIGHT = 26, 110, 380
_PAGE = 1150  # pixels that a page holds when a chart takes its width
_ROW = 20  # pixels of a row
_MOST_RULES = 12
_TEXT: dict[str, Any] = {"name": BODY_FONT, "size": 9, "color": "#404040"}


def add_charts(book: Book, summary: Summary, quarters: Quarters, clauses: Clauses) -> None:
    """图表, one chart below the other; nothing about points if nobody lost or earned any."""
    board = summary.basis.board
    sheet = book.sheet(words.CHARTS)
    sheet.hide_gridlines(2)
    charts: list[tuple[Any, int]] = []
    for group in (group for group in board.groups if any(u.score is not None for u in _members(board, group))):
        charts.append(_ranking(book, summary, group))
        if len(compared := summary.compared_sections) > 1:
            charts.append(_sections(book, summary, group, compared))
    if any(unit.year_points for unit in board.units):
        charts.append((_by_quarter(book, summary, quarters), _COLUMNS_HEIGHT))
    if clauses.dearest:
        charts.append(_dearest(book, clauses))
    sheet.set_h_pagebreaks(_placed(sheet, charts))
    footer = words.FOOTER.format(title=words.CHARTS, as_of=shown(board.as_of))
    book.print_on_a4(sheet, footer, landscape=False)


def _placed(sheet: Worksheet, charts: Sequence[tuple[Any, int]]) -> list[int]:
    """Inserts the charts one below the other; the rows before which a new page begins, so that none is cut."""
    row = top = 0
    breaks: list[int] = []
    for chart, height in charts:
        if row > top and (row - top) * _ROW + height > _PAGE:
            breaks.append(row)
            top = row
        chart.set_size({"width": WIDTH, "height": height})
        sheet.insert_chart(row, 0, chart, {"x_offset": 4, "y_offset": 4, "object_position": 2})
        row += height // _ROW + 2
    return breaks


def _ranking(book: Book, summary: Summary, group: str) -> tuple[Any, int]:
    """Bars of the group's scores, best on top, and how high the chart must be."""
    board, grid, base = summary.basis.board, summary.grid, summary.basis.base
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
    chart.set_x_axis(
        {
            **axis,
            "num_format": _up_to(max([base or Decimal(0), *scores])),
            "label_position": "high",
            "line": {"none": True},
        }
    )
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


def _sections(book: Book, summary: Summary, group: str, tops: Sequence[str]) -> tuple[Any, int]:
    """Bars of the sections `tops`, unit by unit: stacked where they add up to the total, else side by side."""
    units = [row for row, unit in summary.units.items() if unit.group == group]
    add: Any = book.workbook.add_chart
    members = _members(summary.basis.board, group)
    weighted = any(p.weight is not None for unit in members for p in unit.sections if p.section in tops)
    chart = book.chart("bar") if weighted else add({"type": "bar", "subtype": "stacked"})
    for section, colour in zip(tops, itertools.cycle(COLOURS)):
        label = summary.basis.label(section)
        chart.add_series(
            {
                "name": f"={summary.grid.tab}!{summary.grid.cell(label, FIRST_ROW - 1)}",
                "categories": _range(summary.grid, words.UNIT, units[0], units[-1]),
                "values": _range(summary.grid, label, units[0], units[-1]),
                "fill": {"color": colour},
                "gap": 45,
                **({"overlap": 0} if weighted else {}),
            }
        )
    chart.set_legend({"position": "bottom", "font": _TEXT})
    chart.set_y_axis({"reverse": True, "num_font": _TEXT, "line": {"color": LINE}, "label_position": "low"})
    chart.set_x_axis(
        {"num_font": _TEXT, "num_format": "0", "label_position": "high", "major_gridlines": {"visible": False}}
    )
    bars = len(units) * len(tops) // 2 if weighted else len(units)
    title = words.WEIGHTED_SECTIONS_CHART if weighted else words.SECTIONS_CHART
    return _titled(chart, title.format(group=group)), min(_PAGE, _EDGE + _BAR * (bars + 3))


def _dearest(book: Book, clauses: Clauses) -> tuple[Any, int]:
    """Bars of the rules that cost most."""
    last = FIRST_ROW - 1 + min(len(clauses.dearest), _MOST_RULES)
    chart = book.chart("bar")
    chart.add_series(
        {
            "name": words.COST,
            "categories": f"={clauses.grid.tab}!$A${FIRST_ROW}:$A${last}",
            "values": _range(clauses.grid, words.COST, FIRST_ROW, last),
            "fill": {"color": COLOURS[3]},
            "gap": 45,
            "data_labels": {"value": True, "num_format": "0.##", "font": _TEXT},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": _TEXT, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_x_axis(
        {
            "min": 0,
            "num_font": _TEXT,
            "num_format": "0",
            "label_position": "high",
            "major_gridlines": {"visible": False},
        }
    )
    return _titled(chart, words.CLAUSES_CHART), _EDGE + _BAR * (last - FIRST_ROW + 2)


def _by_quarter(book: Book, summary: Summary, quarters: Quarters) -> Any:
    """Stacked columns of the units that lost (or earned) points."""
    board, grid = summary.basis.board, quarters.grid
    add: Any = book.workbook.add_chart  # its annotation admits no result
    chart = add({"type": "column", "subtype": "stacked"})
    rows = [row for row, unit in enumerate(quarters.units, FIRST_ROW) if unit.year_points > 0]
    last = rows[-1] if rows else FIRST_ROW - 1 + len(quarters.units)
    begun = [quarter for quarter in board.quarters if quarter.start <= board.as_of]
    for quarter, colour in zip(begun, itertools.cycle(COLOURS)):
        chart.add_series(
            {
                "name": f"={grid.tab}!${column_letter(grid.index(quarter.name) + 1)}${FIRST_ROW - 1}",
                "categories": _range(grid, words.UNIT, FIRST_ROW, last),
                "values": _range(grid, quarter.name, FIRST_ROW, last),
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    lowest = min((p for unit in quarters.units for p in unit.quarter_points), default=Decimal(0))
    title = words.QUARTERS_NET_CHART if summary.basis.has_bonuses else words.QUARTERS_CHART
    return _dressed_columns(chart, title, from_zero=lowest >= 0)


def _dressed_columns(chart: Any, title: str, *, from_zero: bool) -> Any:
    chart.set_legend({"position": "bottom", "font": _TEXT})
    chart.set_x_axis({"num_font": _TEXT, "line": {"color": LINE}, "major_tick_mark": "none", "label_position": "low"})
    chart.set_y_axis(
        {
            "num_font": _TEXT,
            "num_format": "0",
            **({"min": 0} if from_zero else {}),
            "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}},
        }
    )
    return _titled(chart, title)


def _titled(chart: Any, title: str) -> Any:
    chart.set_title({"name": title, "name_font": {"name": HEAD_FONT, "size": 13, "color": INK["blue"]}})
    chart.set_chartarea({"border": {"color": LINE, "width": 0.75}})
    return chart


def _range(grid: Grid, header: str, first: int, last: int) -> str:
    letter = column_letter(grid.index(header) + 1)
    return f"={grid.tab}!${letter}${first}:${letter}${last}"
