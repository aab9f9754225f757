"""The hidden columns of 看板: what its charts and its tables of units show, counted by formulas.

They stand on the page's own sheet, right of what is printed, so the ledger needs no extra tab.
"""

from collections.abc import Callable

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.book import Book, Worksheet
from duban_xl.documents.ledger import figures
from duban_xl.model.columns import DASHBOARD_TAB
from duban_xl.model.columns.matters import ALERTS, STATUSES
from duban_xl.model.source import column_index

TOP = 5  # first row of every block, as Excel counts
CATEGORIES, UNITS = 60, 200
BARS, LIST = 10, 5
SLOTS = 12  # statuses in use that the chart has room for
YEAR_START = f"$AT${TOP + 3}"
"""Where the first day of the assessment year stands."""
FIRST_COLUMN, LAST_COLUMN = "AA", "AW"


def block(column: str, rows: int) -> str:
    """A block of the hidden columns on its own sheet: $AB$5:$AB$21."""
    return f"${column}${TOP}:${column}${TOP + rows - 1}"


def block_with_tab(column: str, rows: int) -> str:
    """The same as a chart's reference."""
    return f"={DASHBOARD_TAB}!{block(column, rows)}"


def add_data(book: Book, sheet: Worksheet, *, day: str, days: str, period: str) -> None:
    """Write the blocks; `day`, `days` and `period` are the cells that hold them."""
    writer = _Writer(sheet, book)
    sheet.write_string(0, column_index(FIRST_COLUMN) - 1, words.BOARD_SETTINGS)
    _statuses(writer)
    for index, word in enumerate(ALERTS):
        writer.text("AF", index, word)
        writer.formula("AG", index, figures.lamp(word))
    _categories(writer)
    _year(writer, day=day)
    _units(writer, day=day, period=period)
    for index in range(LIST):
        writer.array("AU", index, figures.nth_due_soon(day, days, index + 1))
        writer.array("AV", index, figures.nth_overdue(day, index + 1))
    first, last = column_index(FIRST_COLUMN) - 1, column_index(LAST_COLUMN) - 1
    sheet.set_column(first, last, None, None, {"hidden": True})


class _Writer:
    """Writes into row `index` of a block."""

    def __init__(self, sheet: Worksheet, book: Book) -> None:
        self._book, self._sheet, self._plain = book, sheet, book.style(font_size=9)

    def text(self, column: str, index: int, value: str) -> None:
        self._sheet.write_string(TOP - 1 + index, column_index(column) - 1, value, self._plain)

    def formula(self, column: str, index: int, formula: str, *, cached: str | int = 0) -> None:
        row, place = TOP - 1 + index, column_index(column) - 1
        self._book.formula(self._sheet, row, place, formula=f"={formula}", look=self._plain, cached=cached)

    def array(self, column: str, index: int, formula: str) -> None:
        row, place = TOP - 1 + index, column_index(column) - 1
        self._sheet.write_array_formula(row, place, row, place, f"{{={formula}}}", self._plain, 0)


def _statuses(writer: _Writer) -> None:
    """AA status, AB count, AC its place if it occurs; AD, AE those that occur, in the order of a matter's life."""
    rows = len(STATUSES)
    for index, status in enumerate(STATUSES):
        row = TOP + index
        writer.text("AA", index, status)
        writer.formula("AB", index, figures.with_status((status,)))
        writer.formula("AC", index, f'IF($AB{row}>0,{index + 1},"")', cached="")
    for index in range(SLOTS - 1):
        place = f"SMALL({block('AC', rows)},{index + 1})"
        writer.formula("AD", index, f'IFERROR(INDEX({block("AA", rows)},{place}),"")', cached="")
        writer.formula("AE", index, f"IFERROR(INDEX({block('AB', rows)},{place}),0)")
    # The last slot holds the last status, or what the others left over, so that the chart adds up.
    used, last = f"COUNT({block('AC', rows)})", f"INDEX({block('AA', rows)},SMALL({block('AC', rows)},{SLOTS}))"
    name = f'IF({used}<{SLOTS},"",IF({used}>{SLOTS},"{words.OTHER_STATUSES}",{last}))'
    writer.formula("AD", SLOTS - 1, name, cached="")
    writer.formula("AE", SLOTS - 1, f"SUM({block('AB', rows)})-SUM({block('AE', SLOTS - 1)})")


def _categories(writer: _Writer) -> None:
    """AH category, AI count, AJ rank key; AK, AL the most frequent ones."""
    for index in range(CATEGORIES):
        row, code = TOP + index, figures.nth("categories", "code", index + 1)
        writer.formula("AH", index, f'{figures.nth("categories", "name", index + 1)}&""', cached="")
        writer.formula("AI", index, f'IF($AH{row}="",0,{figures.of_category(f"$AH{row}", code)})')
        writer.formula("AJ", index, f"IF($AI{row}>0,$AI{row}*1000+{999 - index},0)")
    for index in range(BARS):
        key = f"LARGE({block('AJ', CATEGORIES)},{index + 1})"
        place = f"MATCH({key},{block('AJ', CATEGORIES)},0)"
        writer.formula("AK", index, f'IF({key}>0,INDEX({block("AH", CATEGORIES)},{place}),"")', cached="")
        writer.formula("AL", index, f"IF({key}>0,INDEX({block('AI', CATEGORIES)},{place}),0)")


def _year(writer: _Writer, *, day: str) -> None:
    """AT the assessment year as written, the month and the day it begins with, and its first day before `day`."""
    setting, month, first = (f"$AT${TOP + index}" for index in range(3))
    writer.formula("AT", 0, figures.year_setting(), cached="")
    writer.formula("AT", 1, figures.year_month(setting), cached=1)
    writer.formula("AT", 2, figures.year_day(setting), cached=1)
    writer.formula("AT", 3, figures.year_start(day, month, first))


def _units(writer: _Writer, *, day: str, period: str) -> None:
    """AM unit, AN short name, AO in hand, AP overdue, AQ 1 if it owes a return and sent none, AR points, AS rank key."""
    for index in range(UNITS):
        row = TOP + index
        full, brief, active = (figures.nth("units", key, index + 1) for key in ("name", "short_name", "active"))
        writer.formula("AM", index, f'{full}&""', cached="")
        writer.formula("AN", index, f'IF({brief}={full},"",{brief}&"")', cached="")
        writer.formula("AO", index, _both(row, lambda c: figures.with_status(figures.IN_HAND_STATUSES, lead=c)))
        writer.formula("AP", index, _both(row, lambda c: figures.overdue(day, lead=c)))
        helps = _both(row, lambda c: figures.with_status(figures.IN_HAND_STATUSES, support=c))
        sent = _both(row, lambda c: figures.returned(c, period))
        owes = (
            f'IF({active}="否",FALSE,IF($AO{row}>0,TRUE,{helps}>0))'  # only idle units are sought among the supporting
        )
        writer.formula("AQ", index, f'IF($AM{row}="","",IF({owes},IF({sent}>0,0,1),""))', cached="")
        writer.formula("AR", index, _both(row, lambda c: figures.deducted(YEAR_START, day, unit=c)))
        # Overdue first, then points, then matters in hand, then the directory's order; 15 digits hold all four.
        key = f"$AP{row}*10^11+MIN(ROUND($AR{row}*100,0),99999)*10^6+MIN($AO{row},999)*1000+{999 - index}"
        writer.formula("AS", index, f'IF(AND($AM{row}<>"",$AP{row}+$AR{row}+$AO{row}>0),{key},0)')


def _both(row: int, count: Callable[[str], str]) -> str:
    """`count` for the unit's full name plus, if it has another one, for its short name; 0 in rows without a unit."""
    full, short = f"$AM{row}", f"$AN{row}"
    return f'IF({full}="",0,{count(full)}+IF({short}="",0,{count(short)}))'
