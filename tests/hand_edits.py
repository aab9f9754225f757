"""A clerk's hands on the ledger: an office to mistreat, tools to do it with, and what a command then changed, told by meaning."""

import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import FilterColumn, Filters
from openpyxl.worksheet.table import TableColumn
from python_calamine import CalamineWorkbook

from duban_xl.model.source import Value
from duban_xl.workflows.office import LEDGER_NAME
from tests import cli
from tests.cli import ASSIGNED, build_office, enter, row_of

MATTERS, RETURNS, STEPS, SCORES, LOG = "督办事项", "反馈记录", "流转记录", "扣分登记", "变更日志"
NOBODY: Mapping[str, str] = {}
TOP_ROWS = 40  # a header is looked for in these
NOT_COMPARED = frozenset({"时间", "工作表", "单元格", "批次", "来源文件"})
"""Columns of 变更日志 that say where and when."""

Do = Callable[[Any], None]
"""What a clerk does to the open workbook (of openpyxl)."""
Cells = Mapping[tuple[int, int], object]
"""(row, column) → value, of the cells that hold something."""


class Change(NamedTuple):
    """A cell that a command changed, wherever it stands: its sheet and column as we call them, and its row's names."""

    tab: str
    row: str
    header: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the clerk calls things: our tab → theirs; their header → ours."""

    tabs: Mapping[str, str] = field(default_factory=lambda: NOBODY)
    headers: Mapping[str, str] = field(default_factory=lambda: NOBODY)


OURS = Names()


def build_worked_office(folder: Path) -> Path:
    """An office in which every command has something to do; without 看板, whose formulas only take time here."""
    build_office(folder)
    told: Mapping[str, Value] = {**cli.MATTERS[0], **ASSIGNED, "category": "县领导批示"}
    ready: dict[str, Value] = {**told, "number": "D-010", "title": "河道清淤", "status": "报告", "review": "合格"}
    counted: dict[str, Value] = {**told, "number": "D-011", "title": "森林防火", "lead_unit": "丙镇"}
    counted |= {"due_date": None, "time_limit": "180个工作日"}
    final: dict[str, Value] = {
        "number": "D-010", "unit": "县交通局", "period": "2026-09", "report_type": "办结报告", "signatory": "赵一",
        "report_number": "县交〔2026〕7号", "sealed": True, "received_at": datetime.fromisoformat("2026-09-21 09:00"),
    }  # fmt: skip
    earlier: dict[str, Value] = {
        "number": "D-003", "unit": "县水利局", "period": "2026Q2", "report_type": "进展报告", "progress": "完成立项。",
        "percent_done": Decimal(20), "received_at": datetime.fromisoformat("2026-06-25 09:00"),
    }  # fmt: skip
    rows = [row_of("matters", row["number"], row) for row in (ready, counted)]
    enter(folder, *rows, *(row_of("returns", row["number"], row) for row in (final, earlier)), at="2026-09-21 10:00")
    hand(folder / LEDGER_NAME, without_board)
    return folder


def hand(ledger: Path, *edits: Do) -> None:
    """Open the ledger, do these things to it, save it."""
    book = openpyxl.load_workbook(ledger)
    for do in edits:
        do(book)
    book.save(ledger)


def formulas(ledger: Path, tab: str, cells: Mapping[str, tuple[str, object]]) -> None:
    """Formulas with the results that Excel leaves in the file: cell → formula without =, result."""
    hand(ledger, put(tab, **{cell: f"={text}" for cell, (text, _) in cells.items()}))
    part = f"xl/worksheets/sheet{openpyxl.load_workbook(ledger).sheetnames.index(tab) + 1}.xml"

    def calculated(markup: str) -> str:
        for cell, (_, result) in cells.items():
            kind = ' t="str"' if isinstance(result, str) else ""
            pattern = rf'(<c r="{cell}"[^>]*?)(?: t="\w+")?>(<f>.*?</f>)<v ?/?>(?:</v>)?</c>'
            markup, count = re.subn(pattern, rf"\1{kind}>\2<v>{result}</v></c>", markup)
            assert count == 1
        return markup

    repacked(ledger, ledger, {part: lambda data: calculated(data.decode()).encode()})


MACROS = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
"""What stands for a VBA project: nobody but Excel looks into it."""


def with_macros(ledger: Path, name: str) -> Path:
    """The ledger as a workbook with macros, under another name."""

    def types(data: bytes) -> bytes:
        kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        data = data.replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", kind)
        return data.replace(
            b"<Default", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default', 1
        )

    def relations(data: bytes) -> bytes:
        kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        return data.replace(b"</Rel", b'<Relationship Id="rIdVba" Type="%b" Target="vbaProject.bin"/></Rel' % kind)

    target = ledger.with_name(name)
    edits = {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": relations}
    repacked(ledger, target, edits, more={"xl/vbaProject.bin": MACROS})
    ledger.unlink()
    return target


def repacked(
    source: Path,
    target: Path,
    edits: Mapping[str, Callable[[bytes], bytes]],
    more: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """The package with some parts edited and others added."""
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {**parts, **more}.items():
            package.writestr(name, edits[name](data) if name in edits else data)


def saved_copy(path: Path) -> Path:
    """A copy of the workbook as it is now, beside the office."""
    kept = path.parent.parent / "kept"
    kept.mkdir(exist_ok=True)
    return Path(shutil.copyfile(path, kept / f"{len(list(kept.iterdir()))}{path.suffix}"))


# What a command changed


def changes(before: Path, after: Path, names: Names = OURS) -> Counter[Change]:
    """Every cell that differs, by what it means; one in a column that is not ours is told by the header there."""
    old, new = sheets_of(before), sheets_of(after)
    assert list(old) == list(new)
    tabs = {theirs: tab for tab, theirs in names.tabs.items()}
    found: Counter[Change] = Counter()
    for tab, cells in new.items():
        was = old[tab]
        for place in {**was, **cells} if was != cells else ():
            if was.get(place) != cells.get(place):
                found[_change(tabs.get(tab, tab), place, cells, names)] += 1
    return Counter({change: count for change, count in found.items() if change.header not in NOT_COMPARED})


def sheets_of(path: Path) -> dict[str, Cells]:
    """Tab → its cells that hold something; of formulas the results."""
    with CalamineWorkbook.from_path(path) as book:
        tables = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {
        tab: {(r, c): value for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value != ""}
        for tab, rows in tables.items()
    }


def cells_of(sheet: Any) -> Cells:
    """The same of a sheet that is open in openpyxl."""
    return {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.value not in (None, "")}


def _change(tab: str, place: tuple[int, int], cells: Cells, names: Names) -> Change:
    row, column = place
    head = _header_row(cells)
    headers = {c: names.headers.get(str(text), str(text)) for (r, c), text in cells.items() if r == head}
    where = {header: c for c, header in headers.items()}
    called = [cells.get((row, where[header])) for header in ("事项编号", "单位", "字段") if header in where]
    header = headers.get(column, get_column_letter(column))
    return Change(tab, " ".join(_text(value) for value in called if value), header, _text(cells.get(place)))


def _header_row(cells: Cells) -> int:
    """The first of the rows with most texts."""
    counts = Counter(row for (row, _), value in cells.items() if row <= TOP_ROWS and isinstance(value, str))
    return max(counts, key=lambda row: (counts[row], -row), default=1)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
    return "" if value is None else "".join(str(value).split())


# The hands


def header_row(sheet: Any) -> int:
    """Where the header of the sheet stands."""
    return _header_row(cells_of(sheet))


def column_of(sheet: Any, header: str) -> int:
    """The column with that header."""
    return next(cell.column for cell in sheet[header_row(sheet)] if cell.value == header)


def last_row(sheet: Any) -> int:
    """The last row that holds something."""
    return max(row for row, _ in cells_of(sheet))


def fit_table(sheet: Any) -> None:
    """The table again over header and rows, its columns named as the header is; none where a name occurs twice."""
    head = header_row(sheet)
    names = [str(cell.value) for cell in sheet[head] if cell.value is not None]
    if len(set(names)) < len(names):
        to_range(sheet)
    for table in sheet.tables.values():
        table.ref = f"A{head}:{get_column_letter(len(names))}{max(last_row(sheet), head + 1)}"
        table.autoFilter.ref = table.ref
        table.tableColumns = [TableColumn(id=at, name=name) for at, name in enumerate(names, 1)]


def to_range(sheet: Any) -> None:
    """The sheet's table made plain cells."""
    for name in list(sheet.tables):
        del sheet.tables[name]


def to_ranges(book: Any) -> None:
    """Every table made plain cells."""
    for sheet in book:
        to_range(sheet)


Row = list[tuple[Any, str]]
"""The cells of a row: value and number format."""


def rearranged(tab: str, how: Callable[[list[Row]], list[Row]]) -> Do:
    """The rows of a sheet in another order, or their cells; `how` gets them with the header as the first."""

    def do(book: Any) -> None:
        sheet = book[tab]
        head = header_row(sheet)
        width = max(cell.column for cell in sheet[head] if cell.value)
        cells = [row[:width] for row in sheet.iter_rows(min_row=head, max_row=last_row(sheet))]
        rows = how([[(cell.value, cell.number_format) for cell in row] for row in cells])
        for number, row in enumerate(rows, head):
            for column, (value, form) in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.value, cell.number_format = value, form
        fit_table(sheet)

    return do


def sorted_by(tab: str, header: str) -> Do:
    """The rows sorted downwards by another column."""

    def how(rows: list[Row]) -> list[Row]:
        at = [value for value, _ in rows[0]].index(header)
        return [rows[0], *sorted(rows[1:], key=lambda row: str(row[at][0] or ""), reverse=True)]

    return rearranged(tab, how)


def columns_reversed(tab: str) -> Do:
    """Every column somewhere else: the last one first."""
    return rearranged(tab, lambda rows: [row[::-1] for row in rows])


def column_moved(tab: str, header: str, to: int) -> Do:
    """One column cut out and inserted as column number `to`."""

    def how(rows: list[Row]) -> list[Row]:
        at = [value for value, _ in rows[0]].index(header)
        for row in rows:
            row.insert(to - 1, row.pop(at))
        return rows

    return rearranged(tab, how)


def column_added(tab: str, header: str, at: int) -> Do:
    """A column of the clerk's own as column number `at`, with something in every row."""

    def how(rows: list[Row]) -> list[Row]:
        for place, row in enumerate(rows):
            row.insert(at - 1, (f"自填{place}" if place else header, "General"))
        return rows

    return rearranged(tab, how)


def row_inserted(tab: str, at: int, *values: object) -> Do:
    """A row inserted as row number `at`: blank, or with these cells from column A on."""

    def do(book: Any) -> None:
        sheet = book[tab]
        sheet.insert_rows(at)
        for column, value in enumerate(values, 1):
            sheet.cell(at, column).value = value
        fit_table(sheet)

    return do


def row_deleted(tab: str, at: int) -> Do:
    """The row number `at` taken out."""

    def do(book: Any) -> None:
        book[tab].delete_rows(at)
        fit_table(book[tab])

    return do


def moved_down(tab: str, rows: int) -> Do:
    """So many more rows above the title; -1 takes the title out."""

    def do(book: Any) -> None:
        sheet = book[tab]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        if rows < 0:
            sheet.delete_rows(1, -rows)
        else:
            sheet.insert_rows(1, rows)
            sheet["A1"] = "填报单位：县委督查室"
        fit_table(sheet)

    return do


def renamed(tab: str, names: Names) -> Do:
    """The headers of a sheet overtyped."""

    def do(book: Any) -> None:
        sheet = book[tab]
        for theirs, header in names.headers.items():
            sheet.cell(header_row(sheet), column_of(sheet, header)).value = theirs
        fit_table(sheet)

    return do


def tabs_renamed(names: Names) -> Do:
    """Sheets called something else."""

    def do(book: Any) -> None:
        for tab, theirs in names.tabs.items():
            book[tab].title = theirs

    return do


def copied(tab: str, name: str) -> Do:
    """A second sheet that holds the same."""

    def do(book: Any) -> None:
        book.copy_worksheet(book[tab]).title = name

    return do


def retyped(tab: str, header: str, how: Callable[[Any], Any]) -> Do:
    """Every filled cell of a column typed again in another way."""

    def do(book: Any) -> None:
        sheet = book[tab]
        column = column_of(sheet, header)
        for row in range(header_row(sheet) + 1, last_row(sheet) + 1):
            cell = sheet.cell(row, column)
            if cell.value is not None:
                cell.value, cell.number_format = how(cell.value), "@"

    return do


def put(tab: str, **cells: object) -> Do:
    """Cells overtyped."""

    def do(book: Any) -> None:
        for cell, value in cells.items():
            book[tab][cell] = value

    return do


def merged(tab: str, area: str) -> Do:
    """Cells merged: only the first keeps what it holds."""
    return lambda book: book[tab].merge_cells(area)


def stretched(tab: str, rows: int) -> Do:
    """The table's corner dragged down over blank rows, or up so that rows of its own stand under it."""

    def do(book: Any) -> None:
        for table in book[tab].tables.values():
            corner, bottom = re.fullmatch(r"(.*?)(\d+)", table.ref).groups()
            table.ref = table.autoFilter.ref = f"{corner}{int(bottom) + rows}"

    return do


def totals_on(tab: str, **cells: object) -> Do:
    """汇总行 switched on: letters of a column → what its total says."""

    def do(book: Any) -> None:
        (table,) = book[tab].tables.values()
        over = table.autoFilter.ref
        stretched(tab, 1)(book)
        table.autoFilter.ref, table.totalsRowCount = over, 1
        row = re.search(r"\d+$", table.ref)
        for letters, value in cells.items():
            book[tab][f"{letters}{row[0]}"] = value

    return do


def filtered(tab: str) -> Do:
    """A filter on the first column that lets one row through; the others, the last one too, are hidden."""

    def do(book: Any) -> None:
        sheet = book[tab]
        first = header_row(sheet) + 1
        wanted = Filters(filter=[str(sheet.cell(first, 1).value)])
        for table in sheet.tables.values():
            table.autoFilter.filterColumn = [FilterColumn(colId=0, filters=wanted)]
        for row in range(first + 1, last_row(sheet) + 1):
            sheet.row_dimensions[row].hidden = True

    return do


def folded(tab: str) -> Do:
    """Rows and columns grouped and folded away, panes frozen elsewhere, a column hidden."""

    def do(book: Any) -> None:
        sheet = book[tab]
        sheet.row_dimensions.group(4, last_row(sheet), outline_level=1, hidden=True)
        sheet.column_dimensions.group("D", "H", outline_level=1, hidden=True)
        sheet.column_dimensions["J"].hidden = True
        sheet.freeze_panes = "C5"

    return do


def protected(book: Any) -> None:
    """Every sheet locked, and the workbook's structure too, by a password."""
    for sheet in book:
        sheet.protection.sheet, sheet.protection.password = True, "7788"
    book.security = WorkbookProtection(workbookPassword="7788", lockStructure=True)


def noted(tab: str) -> Do:
    """Comments on cells, and a list of the clerk's own in place of our validations."""

    def do(book: Any) -> None:
        sheet = book[tab]
        for row in range(header_row(sheet) + 1, last_row(sheet) + 1):
            sheet.cell(row, 1).comment = Comment("请核对", "张三")
        own = DataValidation(type="list", formula1='"甲,乙"')
        own.add("AB3:AB99")
        sheet.data_validations.dataValidation = [own]

    return do


def from_1904(book: Any) -> None:
    """A workbook that counts its days from 1904, as old Macs did."""
    book.epoch = CALENDAR_MAC_1904


def tabs_shuffled(book: Any) -> None:
    """The last sheet first, one hidden and one hidden so that only a macro shows it again."""
    for sheet in reversed(book.worksheets):
        book.move_sheet(sheet, len(book.worksheets))
    book[MATTERS].sheet_state, book[LOG].sheet_state = "hidden", "veryHidden"
    book.active = book.sheetnames.index(RETURNS)


def own_sheets(book: Any) -> None:
    """A sheet of notes in front of all, and a summary."""
    for row in (("事项编号", "备注"), ("D-001", "下周催")):
        (book["随手记"] if "随手记" in book.sheetnames else book.create_sheet("随手记", 0)).append(row)
    for row in (("行标签", "计数项:事项编号"), ("承办中", 4)):
        (book["透视"] if "透视" in book.sheetnames else book.create_sheet("透视")).append(row)


def without_board(book: Any) -> None:
    """看板 deleted."""
    del book["看板"]
