"""The first tab of the ledger, 看板: one page for leaders, all of it live formulas and native charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import FILLS, FREELY, HEAD_FONT, INK, Book, Format, Worksheet
from duban_xl.documents.ledger import dashboard_data as data
from duban_xl.documents.ledger import figures
from duban_xl.documents.ledger.dashboard_charts import add_charts
from duban_xl.documents.ledger.dashboard_data import block
from duban_xl.documents.validation import FIRST_DAY, LAST_DAY
from duban_xl.model.columns import DASHBOARD_TAB
from duban_xl.model.columns.matters import ENDED_STATUSES, NOT_ASSIGNED_STATUSES
from duban_xl.model.source import cell_name

COLUMNS, WIDTH = 24, 6
DAY, PERIOD, DAYS = "$J$2", "$O$2", "$T$2"
TILE_ROW, CHART_ROW, LIST_ROW = 3, 7, 20  # 0-based
CHART_ROWS, LIST_HEIGHT, UNITS_SHOWN = 12, 24, 12


SERIAL_ZERO = date(1899, 12, 30)  # from here Excel counts its days


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet being laid out; rows and columns are 0-based, spans count columns."""

    book: Book
    sheet: Worksheet

    def formula(
        self, row: int, column: int, *, span: int, formula: str, look: Format, cached: str | float = ""
    ) -> None:
        """A formula over `span` columns."""
        if span > 1:
            self.sheet.merge_range(row, column, row, column + span - 1, "", look)
        self.book.formula(self.sheet, row, column, formula=f"={formula}", look=look, cached=cached)

    def text(self, row: int, column: int, *, span: int, text: str, look: Format) -> None:
        """A text over `span` columns."""
        if span > 1:
            self.sheet.merge_range(row, column, row, column + span - 1, text, look)
        else:
            self.sheet.write_string(row, column, text, look)


def add_dashboard(book: Book, created: datetime) -> Worksheet:
    """Add 看板 as the next tab; `created` stands in for today until the formulas are calculated."""
    sheet = book.sheet(DASHBOARD_TAB)
    page = Page(book, sheet)
    sheet.hide_gridlines(2)
    sheet.set_column(0, COLUMNS - 1, WIDTH)
    sheet.set_tab_color(FILLS["band"])
    _head(page, created)
    _tiles(page)
    add_charts(book, sheet, row=CHART_ROW)
    _units(page)
    _list(page, LIST_ROW, title=words.SOON_TITLE, head=words.SOON_HEAD, keys="AU", nothing=words.NONE_SOON, sign="")
    _list(
        page, LIST_ROW + 7, title=words.OVERDUE_TITLE, head=words.OVERDUE_HEAD, keys="AV",
        nothing=words.NONE_OVERDUE, sign="-",
    )  # fmt: skip
    data.add_data(book, sheet, day=DAY, days=DAYS, period=PERIOD)
    _finish(page)
    return sheet


def _head(page: Page, created: datetime) -> None:
    style, sheet = page.book.style, page.sheet
    band = style(
        font_name=HEAD_FONT, font_size=22, bold=True, align="center", bg_color=FILLS["band"], font_color="white"
    )
    name = style(font_size=11, bold=True, font_color=INK["blue"])
    label = style(align="right", font_color=INK["grey"])
    chosen: dict[str, Any] = {"align": "center", "bold": True, "bg_color": FILLS["missing"], "locked": False}
    sheet.set_row(0, 40)
    sheet.set_row(1, 24)
    sheet.set_row(2, 6)
    for row in range(CHART_ROW, CHART_ROW + CHART_ROWS):
        sheet.set_row(row, 18)
    page.text(0, 0, span=COLUMNS, text=words.BOARD_TITLE, look=band)
    page.formula(1, 0, span=7, formula=figures.setting_text("办公室名称", ""), look=name)
    page.text(1, 7, span=2, text=words.BOARD_AS_OF, look=label)
    day = page.book.boxed(num_format="yyyy-mm-dd", **chosen)
    page.formula(1, 9, span=3, formula="TODAY()", look=day, cached=(created.date() - SERIAL_ZERO).days)
    page.text(1, 12, span=2, text=words.BOARD_PERIOD, look=label)
    quarter = f'YEAR({DAY})&"Q"&ROUNDUP(MONTH({DAY})/3,0)'
    said = f"{created.year}Q{(created.month + 2) // 3}"
    page.formula(1, 14, span=3, formula=quarter, look=page.book.boxed(num_format="@", **chosen), cached=said)
    page.text(1, 17, span=2, text=words.BOARD_SOON, look=label)
    page.formula(1, 19, span=1, formula=figures.setting("临期天数", "7"), look=style(align="center"), cached=7)
    page.text(1, 20, span=4, text=words.BOARD_HINT, look=style(font_size=9, align="right", font_color=INK["grey"]))
    _prompts(sheet)


def _prompts(sheet: Worksheet) -> None:
    sheet.data_validation(
        "J2",
        {
            "validate": "date",
            "criteria": "between",
            "minimum": FIRST_DAY,
            "maximum": LAST_DAY,
            "input_title": words.BOARD_AS_OF,
            "input_message": words.BOARD_AS_OF_HELP,
            "error_title": words.BOARD_AS_OF,
            "error_message": words.NOT_A_DAY,
        },
    )
    sheet.data_validation(
        "O2", {"validate": "any", "input_title": words.BOARD_PERIOD, "input_message": words.BOARD_PERIOD_HELP}
    )


def _tiles(page: Page) -> None:
    in_hand, ended = figures.with_status(figures.IN_HAND_STATUSES), figures.with_status(("办结", "归档"))
    late, soon = figures.overdue(DAY), figures.due_soon(DAY, DAYS)
    owing = block("AQ", data.UNITS)
    waiting = figures.candidates(), figures.pending_extensions()
    tiles = (
        (figures.matters(), f'"重点督办 "&{figures.key_matters()}&" 件"', "blue"),
        (in_hand, f'"待交办 "&{figures.with_status(NOT_ASSIGNED_STATUSES)}&" 件"', "blue"),
        (
            figures.with_status(ENDED_STATUSES),
            f'"办结率 "&TEXT(IFERROR({ended}/({in_hand}+{ended}),0),"0%")',
            "green",
        ),
        (late, f'"占在办 "&TEXT(IFERROR({late}/{in_hand},0),"0%")', "red"),
        (soon, f'"今后 "&{DAYS}&" 天内"', "yellow"),
        (f"SUM({owing})", f'"应报单位 "&COUNT({owing})&" 个"', "red"),
        (
            figures.deducted(data.YEAR_START, DAY),
            f'{figures.deductions(data.YEAR_START, DAY)}&"{words.TILE_POINTS_NOTE}"',
            "red",
        ),
        ("+".join(waiting), f'"扣分 "&{waiting[0]}&" · 延期 "&{waiting[1]}', "yellow"),
    )
    for height, row in ((20, 0), (38, 1), (20, 2), (8, 3)):
        page.sheet.set_row(TILE_ROW + row, height)
    for index, ((number, note, ink), label) in enumerate(zip(tiles, words.TILES, strict=True)):
        _tile(page, index * 3, label=label, number=number, note=note, ink=INK[ink])


def _tile(page: Page, column: int, *, label: str, number: str, note: str, ink: str) -> None:
    ground: dict[str, Any] = {"bg_color": "#F3F7FB", "align": "center", "left": 5, "right": 5}
    white = {"left_color": "white", "right_color": "white"}
    style = page.book.style
    page.text(TILE_ROW, column, span=3, text=label, look=style(font_color="#404040", **ground, **white))
    big = style(font_name=HEAD_FONT, font_size=26, bold=True, font_color=ink, num_format="General", **ground, **white)
    page.formula(TILE_ROW + 1, column, span=3, formula=number, look=big, cached=0)
    small = style(font_size=9, font_color=INK["grey"], **ground, **white)
    page.formula(TILE_ROW + 2, column, span=3, formula=note, look=small)


def _heading(page: Page, row: int, column: int, *, title: str, head: Sequence[str], spans: Sequence[int]) -> None:
    look = page.book.style(font_name=HEAD_FONT, font_size=12, bold=True, font_color=INK["blue"])
    page.text(row, column, span=sum(spans), text=title, look=look)
    cell = page.book.boxed(font_name=HEAD_FONT, align="center", bg_color=FILLS["head"])
    for text, span in zip(head, spans, strict=True):
        page.text(row + 1, column, span=span, text=text, look=cell)
        column += span


def _units(page: Page) -> None:
    """The units that need attention, most pressing first."""
    spans = (5, 1, 1, 1, 1)
    _heading(page, LIST_ROW, 0, title=words.UNITS_TITLE, head=words.UNITS_HEAD, spans=spans)
    boxed = page.book.boxed
    centre, name = boxed(align="center", font_size=10), boxed(font_size=10, text_wrap=True)
    points, red = (
        boxed(align="center", font_size=10, num_format="0.##;-0.##;"),
        boxed(align="center", font_size=10, num_format="0;-0;", font_color=INK["red"]),
    )
    keys = block("AS", data.UNITS)
    for index in range(UNITS_SHOWN):
        row = LIST_ROW + 2 + index
        key = f"LARGE({keys},{index + 1})"
        there, place = f"{key}>0", f"MATCH({key},{keys},0)"
        flag = f"INDEX({block('AQ', data.UNITS)},{place})"
        answer = f'IF({flag}=1,"{words.UNREPORTED}",IF({flag}=0,"{words.REPORTED}",""))'
        cells = (
            (f"INDEX({block('AM', data.UNITS)},{place})", name),
            (f"INDEX({block('AO', data.UNITS)},{place})", centre),
            (f"INDEX({block('AP', data.UNITS)},{place})", red),
            (f'IF({flag}="","",{answer})', centre),
            (f"INDEX({block('AR', data.UNITS)},{place})", points),
        )
        column = 0
        for (formula, look), span in zip(cells, spans, strict=True):
            page.formula(row, column, span=span, formula=f'IF({there},{formula},"")', look=look)
            column += span
    area = f"{cell_name(8, LIST_ROW + 3)}:{cell_name(8, LIST_ROW + 2 + UNITS_SHOWN)}"
    unreported = page.book.lamp(font_color=INK["red"], bold=True)
    page.sheet.conditional_format(
        area, {"type": "cell", "criteria": "==", "value": f'"{words.UNREPORTED}"', "format": unreported}
    )


def _list(page: Page, row: int, *, title: str, head: Sequence[str], keys: str, nothing: str, sign: str) -> None:
    """Five matters whose keys stand in the hidden column `keys`; `sign` turns the days left into days overdue."""
    first, spans = 10, (2, 6, 3, 2, 1)
    _heading(page, row, first, title=title, head=head, spans=spans)
    boxed = page.book.boxed
    text = boxed(font_size=10, text_wrap=True)
    centre = boxed(font_size=10, align="center", text_wrap=True)
    day, number = (
        boxed(font_size=10, align="center", num_format="yyyy-mm-dd"),
        boxed(font_size=10, align="center", bold=True),
    )
    for index in range(data.LIST):
        key = f"${keys}${data.TOP + index}"
        due = figures.day_of_key(key)
        title_cell = f'{figures.of_key("title", key)}&""'
        cells = (
            (f'{figures.of_key("number", key)}&""', centre, ""),
            (title_cell, text, nothing if index == 0 else ""),
            (f'{figures.of_key("lead_unit", key)}&""', text, ""),
            (due, day, ""),
            (f"{sign}({due}-{DAY})", number, ""),
        )
        column = first
        for (formula, look, otherwise), span in zip(cells, spans, strict=True):
            page.formula(
                row + 2 + index,
                column,
                span=span,
                formula=f'IF({key}>0,{formula},"{otherwise}")',
                look=look,
                cached=otherwise,
            )
            column += span


def _finish(page: Page) -> None:
    sheet = page.sheet
    for row in range(LIST_ROW, LIST_ROW + 14):
        heading = row in (LIST_ROW, LIST_ROW + 7)
        sheet.set_row(row, 22 if heading else LIST_HEIGHT)
    page.book.print_on_a4(sheet, words.FOOTER.format(title="".join(words.BOARD_TITLE.split())), high=1)
    sheet.print_area(0, 0, LIST_ROW + 13, COLUMNS - 1)
    sheet.protect("", FREELY)
    sheet.set_selection("J2")
