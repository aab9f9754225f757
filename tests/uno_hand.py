"""A person at LibreOffice, by its UNO bridge: opens forms, types, rearranges, saves. Run by the Python that has `uno`.

stdin: {"pipe": name, "cases": [case …]}; stdout: one answer per case. A case: {"file": path, "rows": {事项编号: {header:
text}}, "requests": [[text …] …], "edits": [method of Hand …], "save": {filter: path}, "steps": [事项编号, [{header: text} …]]}.
"at_the_keyboard": whether its first row is typed there; requests always are. An answer: what the self-checks and the sentence on top said
before and after, and what the check of one matter said after each of the steps.
"""

import json
import re
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellRangeAddress, TableSortField

FORM, REQUESTS = "事项反馈", "延期申请"
FIGURE = re.compile(r"\d+%|\d{4}-\d+-\d+")
HEADER, FIRST, LAST_COLUMN, LAST_ROW = 2, 3, 30, 30
PATIENCE = 60.0


def main() -> None:
    """Answer every case in one run of the office program."""
    order = json.load(sys.stdin)
    desktop = connected(order["pipe"])
    answers = [play(desktop, case) for case in order["cases"]]
    json.dump(answers, sys.stdout, ensure_ascii=True)
    sys.stdout.flush()
    desktop.terminate()


def connected(pipe: str):
    """The running program's desktop, as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def play(desktop, case: dict) -> dict:
    """Open, type, rearrange, save under every filter, close."""
    book = desktop.loadComponentFromURL(Path(case["file"]).as_uri(), "_blank", 0, ())
    try:
        book.enableAutomaticCalculation(False)  # the checks are reckoned when they are read
        hand = Hand(book)
        answer = {
            "before": hand.checks(),
            "on_top_before": hand.on_top(),
            "steps": hand.steps(*case.get("steps", ("", ()))),
        }
        for place, (number, cells) in enumerate(case.get("rows", {}).items()):
            hand.fill(number, cells, hand.type_in if place == 0 and case["at_the_keyboard"] else hand.enter)
        for row, texts in enumerate(case.get("requests", ()), FIRST):
            for column, text in enumerate(texts, 1):
                hand.type_in(REQUESTS, column, row, text)
        answer |= {"after": hand.checks(), "on_top_after": hand.on_top(), "requests": hand.request_checks()}
        book.enableAutomaticCalculation(True)
        for edit in case.get("edits", ()):
            getattr(hand, edit)()
        for name, path in case.get("save", {}).items():
            book.storeToURL(Path(path).as_uri(), (said("FilterName", name),))
        return answer
    finally:
        book.close(True)


def said(name: str, value: object) -> PropertyValue:
    """A named argument."""
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


class Hand:
    """One open form. Columns and rows are counted from 0."""

    def __init__(self, book) -> None:
        self.book, self.sheet = book, book.Sheets.getByName(FORM)
        context = uno.getComponentContext()
        self.dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def column(self, header: str) -> int:
        """Where a header stands."""
        return self.look()[HEADER].index(header)

    def row(self, number: str) -> int:
        """Where a matter stands."""
        return self.rows()[number]

    def rows(self) -> dict[str, int]:
        """Matter → row, up to the first row without a number."""
        place, cells = self.column("事项编号"), self.look()
        numbers = [row[place] for row in cells[FIRST:]]
        return {number: row for row, number in enumerate(numbers[: numbers.index("")], FIRST)}

    def look(self, tab: str = FORM) -> tuple[tuple[object, ...], ...]:
        """Every cell of the upper left part of a sheet, at one glance."""
        area = self.book.Sheets.getByName(tab).getCellRangeByPosition(0, 0, LAST_COLUMN, LAST_ROW)
        return area.getDataArray()

    def type_in(self, tab: str, column: int, row: int, text: str) -> None:
        """Go to a cell and type, as at the keyboard: protection, validation and recognition of days are all at work."""
        if "\n" in text:  # a new line within a cell is another key
            self.enter(tab, column, row, text)
            return
        frame = self.book.CurrentController.Frame
        self.book.CurrentController.setActiveSheet(self.book.Sheets.getByName(tab))
        letters = chr(ord("A") + column)
        self.dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, (said("ToPoint", f"{letters}{row + 1}"),))
        self.dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, (said("StringName", text),))

    def enter(self, tab: str, column: int, row: int, text: str) -> None:
        """Fill a cell as a macro would, which is faster: figures and days are recognised, anything else is text."""
        cell = self.book.Sheets.getByName(tab).getCellByPosition(column, row)
        if FIGURE.fullmatch(text):
            cell.setFormula(text)
        else:
            cell.setString(text)

    def fill(self, number: str, cells: dict[str, str], write) -> None:
        """Put `cells` (header → text) into the row of a matter."""
        headers, row = self.look()[HEADER], self.row(number)
        for header, text in cells.items():
            write(FORM, headers.index(header), row, text)

    def steps(self, number: str, steps: list[dict[str, str]]) -> list[object]:
        """What the self-check says of a matter after each of `steps`."""
        said = []
        for cells in steps:
            self.fill(number, cells, self.enter)
            said.append(self.checks()[list(self.rows()).index(number)])
        return said

    def checks(self) -> list[object]:
        """What the self-check says of every row."""
        self.book.calculateAll()
        cells = self.look()
        return [cells[row][self.column("填报自检")] for row in self.rows().values()]

    def request_checks(self) -> list[object]:
        """What the self-check says of the first requests, and the sentence above them."""
        self.book.calculateAll()
        cells = self.look(REQUESTS)
        return [cells[row][0] for row in (FIRST - 2, FIRST, FIRST + 1)]

    def on_top(self) -> object:
        """The sentence above the table."""
        self.book.calculateAll()
        return self.look()[1][0]

    def insert_column(self) -> None:
        """A column of one's own in the middle."""
        self.sheet.unprotect("")
        place = self.column("存在问题")
        self.sheet.Columns.insertByIndex(place, 1)
        self.sheet.getCellByPosition(place, HEADER).String = "经办科室"
        self.sheet.getCellByPosition(place, FIRST).String = "综合科"

    def sort_rows(self) -> None:
        """The rows in the opposite order of their numbers."""
        self.sheet.unprotect("")
        rows = list(self.rows().values())
        area = self.sheet.getCellRangeByPosition(0, rows[0], self.column("填报要求"), rows[-1])
        order = TableSortField()
        order.Field, order.IsAscending = self.column("事项编号"), False
        area.sort((said("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (order,))),))

    def insert_blank_rows(self) -> None:
        """Two blank rows between the first matter and the others, and one above the header."""
        self.sheet.unprotect("")
        self.sheet.Rows.insertByIndex(FIRST + 1, 2)
        self.sheet.Rows.insertByIndex(HEADER, 1)

    def move_column(self) -> None:
        """联系电话 to the place before 进展状态."""
        self.sheet.unprotect("")
        source, target = self.column("联系电话"), self.column("进展状态")
        self.sheet.Columns.insertByIndex(target, 1)
        area = CellRangeAddress()
        area.Sheet = self.sheet.RangeAddress.Sheet
        area.StartColumn = area.EndColumn = source + 1
        area.StartRow, area.EndRow = HEADER, max(self.rows().values())
        self.sheet.moveRange(self.sheet.getCellByPosition(target, HEADER).CellAddress, area)


if __name__ == "__main__":
    main()
