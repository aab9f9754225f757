"""A ledger that is open in Excel is written as a whole or stays as it was; what keeps Excel from it is said."""

import contextlib
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duban_xl.apply.files import digest
from duban_xl.apply.journal import read_journal
from duban_xl.apply.live_excel import ATTEMPTS, apply_live, open_book
from duban_xl.apply.live_sheet import LiveSheet, Undo
from duban_xl.apply.lock import write_lock
from duban_xl.apply.work import Applied
from duban_xl.catalogue import CannotRun, message
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.table import TableShape
from tests.apply_books import replaced, values
from tests.apply_ledger import FIRST_PLAN, LOG, MATTERS, batch, edit, ledger_bytes, make, row, shapes, take_back
from tests.excel_stand_in import REJECTED, ComError, Excel, excel_error, running_excel
from tests.targets import trimmed

MATTERS_SHEET = "xl/worksheets/sheet1.xml"
SETTINGS = ("ScreenUpdating", "EnableEvents", "DisplayAlerts", "Calculation")


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running_excel() as excel:
        yield excel


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


def write(book: Any, path: Path, plan: ChangeSet = FIRST_PLAN, **options: Any) -> Applied:
    """Write `plan` into the open `book`, as if the file had been read just now."""
    read = {"fingerprint": digest(path.read_bytes()), "batch": batch(), "shapes": shapes(path)}
    return apply_live(book, plan, path=path, **(read | options))


def only_matters(path: Path) -> dict[str, TableShape]:
    """The shapes of a ledger without a log."""
    return {"matters": shapes(path)["matters"]}


def code_of(book: Any, path: Path, plan: ChangeSet = FIRST_PLAN, **options: Any) -> str:
    with pytest.raises(CannotRun) as raised:
        write(book, path, plan, **options)
    return raised.value.finding.code


def everything(book: Any) -> list[Any]:
    """Values, formulas and number formats of the open workbook, where its tables end, and Excel's settings."""
    sheets = [book.sheets[tab] for tab in (MATTERS.tab, LOG.tab)]
    blocks = [sheet.range("A1:J9") for sheet in sheets]
    cells = [(trimmed(block.options(ndim=2).value), block.options(ndim=2).formula) for block in blocks]
    formats = [cell.api.NumberFormat for block in blocks for cell in block]
    tables = [sheet.api.ListObjects(1).Range.Address for sheet in sheets]
    excel = book.app.api
    corrections = (excel.AutoCorrect.AutoExpandListRange, excel.AutoCorrect.AutoFillFormulasInLists)
    return [cells, formats, tables, [getattr(excel, name) for name in SETTINGS], corrections, book.api.Saved]


def left_over(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()} - {"督查台账.xlsx", ".duban.lock", "备份", "日志"}


# Finding the ledger in Excel


def test_no_excel__has_no_book(path: Path) -> None:
    assert open_book(path) is None


def test_excel_without_the_ledger__has_no_book(path: Path, tmp_path: Path, excel: Excel) -> None:
    assert open_book(path) is None
    (tmp_path / "别处").mkdir()
    excel.open(make(tmp_path / "别处"))
    assert open_book(path) is None


def test_open_ledger__is_found_in_any_excel_by_its_file(path: Path, tmp_path: Path, excel: Excel) -> None:
    (tmp_path / "别处").mkdir()
    excel.open(make(tmp_path / "别处"))
    excel.open(path, another_instance=True)
    link = tmp_path / "链接"
    link.symlink_to(tmp_path, target_is_directory=True)
    for name in (path, link / path.name):
        book = open_book(name)
        assert book is not None
        assert Path(book.api.FullName) == path


def test_ledger_open_twice__is_the_one_that_can_be_saved(path: Path, excel: Excel) -> None:
    excel.open(path, read_only=True)
    excel.open(path, another_instance=True)
    book = open_book(path)
    assert book is not None
    assert not book.api.ReadOnly


def test_busy_excel__is_named_only_if_it_may_have_the_ledger(path: Path, excel: Excel) -> None:
    excel.open(path)
    calls: list[str] = []

    def busy(call: str) -> None:
        calls.append(call)
        raise ComError(REJECTED, "被呼叫方拒绝接收呼叫。")

    excel.watch = busy
    assert open_book(path) is None
    path.with_name(f"~${path.name}").write_bytes(b"\x01x")
    with pytest.raises(CannotRun) as raised:
        open_book(path)
    assert raised.value.finding.code == "A200"
    assert len(calls) <= 4 * ATTEMPTS


# What is written, and how it looks


def test_plan_written__is_saved_with_a_backup_of_the_state_before(path: Path, excel: Excel) -> None:
    book, old = excel.open(path), path.read_bytes()
    applied = write(book, path)
    assert applied.backup == path.parent / "备份" / "督查台账_0001_20260710-090100_B001.xlsx"
    assert values(applied.backup.read_bytes(), MATTERS.tab) == values(old, MATTERS.tab)
    assert values(path.read_bytes(), MATTERS.tab)[4][:2] == ["D-3", "=植树"]
    assert book.api.Saved
    assert left_over(path.parent) == set()


def test_excel__has_its_settings_back(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    book.app.api.Calculation, book.app.api.EnableEvents = -4135, False
    before = everything(book)[3:5]
    write(book, path)
    assert everything(book)[3:5] == before


def test_new_rows__look_like_the_row_above_and_edited_cells_keep_their_look(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    write(book, path)
    sheet = book.sheets[MATTERS.tab]
    looks = [
        (sheet.range(cell).number_format, sheet.range(cell).api.PrefixCharacter) for cell in ("A5", "B5", "C5", "D5")
    ]
    assert looks == [("General", ""), ("General", "'"), ("yyyy-mm-dd", ""), ("0.0%", "")]
    assert sheet.range("D3").number_format == "0.0%"


def test_day_in_a_cell_without_a_format__is_shown_as_a_day(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    write(book, path, ChangeSet((edit(3, "remark", None, date(2026, 12, 31)),)))
    assert book.sheets[MATTERS.tab].range("F3").number_format == "m/d/yyyy"


def test_number_in_a_cell_for_text__stays_a_number(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    book.sheets[MATTERS.tab].range("D3").number_format = "@"
    book.save()
    calls: list[str] = []
    excel.watch = calls.append
    write(book, path, ChangeSet((edit(3, "percent_done", Decimal(50), Decimal(80)),)), shapes=only_matters(path))
    cell = book.sheets[MATTERS.tab].range("D3")
    assert (cell.value, cell.number_format) == (0.8, "@")
    assert calls.count("set Range.NumberFormat") == 2  # to General and back: some versions make text of a number


def test_column_beside_the_table__is_written_and_the_table_stays(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    shape = only_matters(path)["matters"]
    beside = {"matters": replace(shape, columns={**shape.columns, "remark": 7})}
    write(book, path, ChangeSet((edit(3, "remark", None, "新"),)), shapes=beside)
    assert book.sheets[MATTERS.tab].range("G3").value == "新"
    assert book.sheets[MATTERS.tab].api.ListObjects(1).Range.Address == "$A$2:$F$4"


def test_yes_and_no_of_excel__are_put_as_such(path: Path, excel: Excel) -> None:
    undo: list[Undo] = []
    sheet = excel.open(path).sheets[MATTERS.tab]
    LiveSheet(sheet, undo, epoch_1904=False).put(6, 3, True)
    assert sheet.range("F3").value is True
    undo.pop()()
    assert sheet.range("F3").value is None


def test_calculated_column__goes_on_in_the_new_rows(path: Path, excel: Excel) -> None:
    formula = "matters[[#This Row],[完成率]]*2"
    column = '<tableColumn id="6" name="备注"{}'
    with_formula = column.format(f"><calculatedColumnFormula>{formula}</calculatedColumnFormula></tableColumn>")
    data = replaced(path.read_bytes(), "xl/tables/table1.xml", column.format("/>"), with_formula)
    path.write_bytes(data)
    book = excel.open(path)
    book.sheets[MATTERS.tab].range("F3:F4").formula = f"={formula}"
    book.save()
    rows = tuple(row(number=f"D-{n}", percent_done=Decimal(n)) for n in (3, 4))
    write(book, path, ChangeSet(appends=rows))
    assert book.sheets[MATTERS.tab].range("F3:F6").formula == (("=[@完成率]*2",),) * 4
    assert [line[0] for line in book.sheets[MATTERS.tab].range("F5:F6").options(ndim=2).value] == [0.06, 0.08]


def test_filtered_and_hidden_rows__are_written_too(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    sheet = book.sheets[MATTERS.tab]
    sheet.range("A2:F4").api.AutoFilter(1, "D-2")
    book.save()
    assert sheet.range("3:3").api.Hidden
    write(book, path, ChangeSet((edit(3, "status", "承办中", "已办结"),), FIRST_PLAN.appends))
    assert [line[4] for line in sheet.range("A3:F5").value] == ["已办结", "承办中", "已交办"]


def test_list_without_a_table__gets_rows_that_look_like_the_last(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    write(book, path, ChangeSet(appends=FIRST_PLAN.appends), shapes=only_matters(path))
    without = replaced(ledger_bytes(), MATTERS_SHEET, '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>', "")
    without = replaced(without, "xl/worksheets/_rels/sheet1.xml.rels", 'Target="../tables/table1.xml"', 'Target="none"')
    other = path.with_name("另一本.xlsx")
    other.write_bytes(without)
    second = excel.open(other)
    write(second, other, ChangeSet(appends=FIRST_PLAN.appends), shapes=only_matters(path))
    looks = [[book.sheets[0].range(cell).number_format for cell in ("C5", "D5")] for book in (book, second)]
    assert looks == [["yyyy-mm-dd", "0.0%"]] * 2
    assert second.sheets[0].range("A3:F5").value == book.sheets[0].range("A3:F5").value


def test_many_rows__take_no_more_calls_than_few(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    needed: list[int] = []
    for first, last in ((3, 8), (8, 58)):
        calls: list[str] = []
        excel.watch = calls.append
        rows = (row(number=f"D-{n}", title="植树", percent_done=Decimal(n)) for n in range(first, last))
        write(book, path, ChangeSet(appends=tuple(rows)))
        needed.append(len(calls))
    assert needed[1] <= needed[0]
    assert book.sheets[LOG.tab].range("E57").value == "A59:D59"


# What is refused, with Excel and the file as they were


@contextlib.contextmanager
def unchanged(book: Any, path: Path) -> Generator[None, None, None]:
    """Inside, neither the open workbook nor the file may change, nor a backup be left behind without need."""
    before, file = everything(book), path.read_bytes()
    yield
    assert everything(book) == before
    assert path.read_bytes() == file
    assert left_over(path.parent) == set()


def test_busy_excel__is_asked_a_limited_number_of_times(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    calls: list[str] = []

    def busy(call: str) -> None:
        calls.append(call)
        raise ComError(REJECTED, "被呼叫方拒绝接收呼叫。")

    with unchanged(book, path):
        excel.watch = busy
        assert code_of(book, path) == "A200"
        excel.watch = lambda _call: None
    assert len(calls) <= 2 * ATTEMPTS


def test_excel_that_ignores_calls__is_busy_too(path: Path, excel: Excel) -> None:
    book = excel.open(path)

    ignored = 0

    def ignore(call: str) -> None:
        nonlocal ignored
        ignored += call == "set Range.Value2"
        if call == "set Range.Value2" and ignored <= ATTEMPTS:
            raise excel_error("", code=-2146777998)

    with unchanged(book, path):
        excel.watch = ignore
        assert code_of(book, path) == "A200"
        excel.watch = lambda _call: None


def test_ledger_never_saved_or_on_the_web__is_refused(path: Path, excel: Excel) -> None:
    excel.open(path)
    assert code_of(excel.app(1).books.add(), path) == "A201"
    book = excel.open(path)
    book.impl.xl._inner.model.path = "https://example.sharepoint.com/sites"
    assert code_of(book, path) == "A201"


def test_read_only_ledger__is_refused(path: Path, excel: Excel) -> None:
    book = excel.open(path, read_only=True)
    with unchanged(book, path):
        assert code_of(book, path) == "A202"


@pytest.mark.parametrize("tab", [MATTERS.tab, LOG.tab])
def test_protected_sheet__is_refused_by_name(path: Path, excel: Excel, tab: str) -> None:
    book = excel.open(path)
    book.sheets[tab].api.Protect()
    book.save()
    with unchanged(book, path), pytest.raises(CannotRun) as raised:
        write(book, path)
    assert raised.value.finding.code == "A203"
    assert tab in message(raised.value.finding)


def test_changes_not_saved_yet__are_refused_with_the_first_cell(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    book.sheets[MATTERS.tab].range("B4").value = "改过"
    with unchanged(book, path), pytest.raises(CannotRun) as raised:
        write(book, path)
    assert (raised.value.finding.code, raised.value.finding.source.cell) == ("A204", "B4")


def test_results_calculated_anew__are_no_changes(path: Path, excel: Excel) -> None:
    path.write_bytes(replaced(path.read_bytes(), MATTERS_SHEET, "<v>0.5</v>", "<f>1/2</f>"))
    book = excel.open(path)
    book.app.api.Calculate()
    write(book, path, ChangeSet(appends=FIRST_PLAN.appends))
    assert book.sheets[MATTERS.tab].range("D3").formula == "=1/2"


def test_file_changed_since_it_was_read__is_refused(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    with unchanged(book, path):
        assert code_of(book, path, fingerprint=digest(b"")) == "A102"


def test_another_command_writing__is_waited_for_and_then_named(
    path: Path, excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duban_xl.apply.live_excel.PATIENCE", 0)
    book = excel.open(path)
    with write_lock(path), unchanged(book, path):
        assert code_of(book, path) == "A103"


def test_part_of_a_merged_area__is_refused_as_in_a_closed_file(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    book.sheets[MATTERS.tab].range("H3:H4").api.Merge()
    book.save()
    shape = only_matters(path)["matters"]
    moved = {"matters": replace(shape, columns={**shape.columns, "remark": 8})}
    with unchanged(book, path):
        assert code_of(book, path, ChangeSet((edit(4, "remark", None, "新"),)), shapes=moved) == "A160"


def test_control_character__is_refused_as_in_a_closed_file(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    with unchanged(book, path):
        assert code_of(book, path, ChangeSet((edit(3, "remark", None, "坏\x01"),))) == "A165"


# What fails on the way


@pytest.mark.parametrize("at", range(1, 13))
def test_refusal_at_any_cell__puts_everything_back(path: Path, excel: Excel, at: int) -> None:
    book = excel.open(path)
    book.sheets[MATTERS.tab].range("F3").formula = "=1+1"
    book.sheets[MATTERS.tab].range("E4").value = "'007"
    book.save()
    written = 0

    def refuse(call: str) -> None:
        nonlocal written
        if call in ("set Range.Value2", "set Range.NumberFormat", "get ListObject.Resize", "get Range.AutoFill"):
            written += 1
            if written == at:
                raise excel_error("不能更改工作表。")

    plan = ChangeSet((edit(3, "remark", Decimal(2), "新"), edit(4, "status", "007", "办结")), FIRST_PLAN.appends)
    with unchanged(book, path):
        excel.watch = refuse
        with pytest.raises(CannotRun) as raised:
            write(book, path, plan)
        excel.watch = lambda _call: None
    assert raised.value.finding.code == "A205"
    assert message(raised.value.finding) == "Excel 没有写成：不能更改工作表；写过的单元格都已恢复"
    assert len(list((path.parent / "备份").iterdir())) == 1


def test_excel_that_cannot_save__puts_everything_back(path: Path, excel: Excel) -> None:
    book = excel.open(path)

    def refuse(call: str) -> None:
        if call == "call Workbook.Save":
            raise excel_error("磁盘已满。")

    with unchanged(book, path):
        excel.watch = refuse
        assert code_of(book, path) == "A205"
        excel.watch = lambda _call: None


def test_cell_that_holds_something_else_afterwards__puts_everything_back(path: Path, excel: Excel) -> None:
    book = excel.open(path)
    copies = 0

    def meddle(call: str) -> None:
        nonlocal copies
        copies += call == "call Workbook.SaveCopyAs"
        if copies == 2:
            excel.watch = lambda _call: None
            book.sheets[MATTERS.tab].range("A5").value = "D-99"

    with unchanged(book, path):
        excel.watch = meddle
        with pytest.raises(CannotRun) as raised:
            write(book, path)
    assert (raised.value.finding.code, raised.value.finding.source.cell) == ("A109", "A5")


def test_excel_that_goes_away__is_told_with_the_backup(path: Path, excel: Excel) -> None:
    book, old = excel.open(path), path.read_bytes()
    writes = 0

    def gone(call: str) -> None:
        nonlocal writes
        writes += call == "set Range.Value2"
        if writes >= 3:
            raise ComError(-2147023174, "RPC 服务器不可用。")

    excel.watch = gone
    with pytest.raises(CannotRun) as raised:
        write(book, path)
    assert raised.value.finding.code == "A206"
    assert path.read_bytes() == old
    assert Path(raised.value.finding.args["backup"]).exists()


# What the journal sees


def test_batch__stands_in_the_journal_with_the_bytes_that_excel_saved(path: Path, excel: Excel) -> None:
    book, before = excel.open(path), digest(path.read_bytes())
    excel.watch = _no_saving
    assert code_of(book, path) == "A205"
    excel.watch = lambda _call: None
    write(book, path, batch=batch(2))
    journal = read_journal(path.parent)
    assert [(line.event, line.batch) for line in journal.lines] == [
        ("intent", "B001"), ("dropped", "B001"), ("intent", "B002"), ("done", "B002"),
    ]  # fmt: skip
    assert (journal.lines[-1].before, journal.lines[-1].after) == (before, digest(path.read_bytes()))
    assert [line.batch for line in journal.batches(path.name)] == ["B002"]
    assert journal.findings == ()


def test_batch__is_taken_back_from_the_closed_file(path: Path, excel: Excel) -> None:
    old, book = path.read_bytes(), excel.open(path)
    write(book, path)
    write(book, path, ChangeSet((edit(4, "status", "承办中", "办结"),)), batch=batch(2))
    take_back(path, undone="B001")
    after = values(path.read_bytes(), MATTERS.tab)
    assert [line[3:] for line in after[2:4]] == [[0.5, "承办中", ""], [0.25, "办结", "旧备注"]]
    take_back(path, 10)
    filled = [line for line in values(path.read_bytes(), MATTERS.tab) if any(line)]
    assert filled == values(old, MATTERS.tab)


def _no_saving(call: str) -> None:
    if call == "call Workbook.Save":
        raise excel_error("磁盘已满。")
