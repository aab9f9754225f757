"""The hidden columns of 看板 → its three native charts: lamps, statuses, categories."""

from typing import Any

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import BODY_FONT, HEAD_FONT, INK, LINE, Book, Worksheet
from duban_xl.documents.ledger import dashboard_data as data
from duban_xl.documents.ledger.dashboard_data import block_with_tab
from duban_xl.model.columns.matters import ALERTS

LAMP_COLOURS = ("#E15759", "#F1B92D", "#59A14F", "#A6A6A6", "#D9D9D9")
BAR_COLOUR = "#5B84B1"
PIXELS = 53  # width of a column of the page
HEIGHT = 272

_TEXT: dict[str, Any] = {"name": BODY_FONT, "size": 9, "color": "#404040"}
_HIDE_ZERO = "0;;;"


def add_charts(book: Book, sheet: Worksheet, *, row: int) -> None:
    """Place the charts side by side from `row` (0-based) on."""
    sheet.insert_chart(row, 0, _lamps(book), _placed(6))
    sheet.insert_chart(row, 6, _bars(book, words.STATUS_TITLE, names="AD", counts="AE", rows=data.SLOTS), _placed(9))
    sheet.insert_chart(row, 15, _bars(book, words.CATEGORY_TITLE, names="AK", counts="AL", rows=data.BARS), _placed(9))


def _placed(columns: int) -> dict[str, Any]:
    scale = {"x_scale": (columns * PIXELS - 6) / 480, "y_scale": HEIGHT / 288}
    return {**scale, "x_offset": 3, "object_position": 1}


def _dress(chart: Any, title: str) -> Any:
    chart.set_title(
        {"name": title, "name_font": {"name": HEAD_FONT, "size": 12, "color": INK["blue"]}, "overlay": False}
    )
    chart.set_chartarea({"border": {"color": LINE, "width": 0.75}, "fill": {"color": "white"}})
    chart.show_hidden_data()
    return chart


def _lamps(book: Book) -> Any:
    rows = len(ALERTS)
    chart = book.chart("doughnut")
    chart.add_series(
        {
            "name": words.LAMPS_TITLE,
            "categories": block_with_tab("AF", rows),
            "values": block_with_tab("AG", rows),
            "points": [{"fill": {"color": colour}, "border": {"color": "white"}} for colour in LAMP_COLOURS],
            "data_labels": {"value": True, "num_format": _HIDE_ZERO, "font": {**_TEXT, "size": 11, "bold": True}},
        }
    )
    chart.set_hole_size(52)
    chart.set_legend({"position": "bottom", "font": _TEXT})
    return _dress(chart, words.LAMPS_TITLE)


def _bars(book: Book, title: str, *, names: str, counts: str, rows: int) -> Any:
    chart = book.chart("bar")
    chart.add_series(
        {
            "name": title,
            "categories": block_with_tab(names, rows),
            "values": block_with_tab(counts, rows),
            "fill": {"color": BAR_COLOUR},
            "gap": 45,
            "data_labels": {"value": True, "num_format": _HIDE_ZERO, "font": _TEXT},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": _TEXT, "line": {"color": LINE}, "major_tick_mark": "none"})
    hidden = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    chart.set_x_axis(hidden)
    return _dress(chart, title)
