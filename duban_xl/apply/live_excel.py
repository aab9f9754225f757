"""Edge: a ChangeSet and the ledger open in Excel → the changed and saved ledger, or everything as it was.

The workbook that Excel would save now stands for the open one: what is planned is worked out and tried on its bytes, as for
a closed file, and only what came out well is typed into Excel. Then the same is read back and compared.
"""

import atexit
import contextlib
import sys
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from duban_xl.apply.backup import save_backup
from duban_xl.apply.files import TEMPORARY, digest, errors_said, remove
from duban_xl.apply.journal import APPLY, DONE, Line, read_journal
from duban_xl.apply.live_sheet import ExcelObject, LiveSheet, Undo
from duban_xl.apply.lock import PATIENCE, write_lock
from duban_xl.apply.ooxml import Patcher, Refused, SheetEdits
from duban_xl.apply.ooxml.tables import tables_of
from duban_xl.apply.plan_cells import effective
from duban_xl.apply.present import Present
from duban_xl.apply.record import to_json
from duban_xl.apply.verify import Rows, at, differences, holds, shows_result, verify_sheet
from duban_xl.apply.work import Applied, Batch, Work, intent_of, work_out
from duban_xl.catalogue import cannot_run
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.source import Source, cell_name, shown
from duban_xl.model.table import TableShape

ATTEMPTS, PATIENT_ATTEMPTS = 100, 10_000  # to reach a busy Excel: for a step forward, and to put things back
REJECTED, RETRY_LATER = -2147418111, -2147417846  # COM: the call was not taken
EXCEPTION, IGNORED = -2147352567, -2146777998  # COM: an error of Excel's; and Excel's own word for being busy
BY_HAND = -4135  # xlCalculationManual


def open_book(path: Path) -> ExcelObject | None:
    """The workbook `path` as an xlwings Book if a running Excel has it open; no Excel is started.

    If several have, the one that may save it. Raises CannotRun A200 if an Excel that does not answer may have it open.
    """
    try:
        import xlwings
    except ImportError:
        return None
    windows: Any = sys.modules.get("xlwings._xlwindows")
    if windows is None:  # another system: there is no Excel that can be asked
        return None
    atexit.unregister(windows.cleanup)  # it would end every Excel without a window
    with _attempts(ATTEMPTS):
        found, is_silent = _books_at(path, xlwings.apps)
    if not found and is_silent and path.with_name(f"~${path.name}").exists():
        raise cannot_run("A200", Source(str(path)), name=path.name)
    return next((book for book in found if not book.api.ReadOnly), found[0] if found else None)


def apply_live(
    book: ExcelObject,
    changes: ChangeSet,
    *,
    path: Path,
    shapes: Mapping[str, TableShape],
    fingerprint: str,
    batch: Batch,
) -> Applied:
    """Write `changes` into the open `book` of the ledger `path` and save it, all or nothing; as `apply_changes` does.

    `fingerprint` is the SHA-256 of the file the plan was made from. Raises CannotRun (A1xx, A20x); the workbook in Excel is
    then as it was (but for A206, which says so), and so is the file.
    """
    path = path.resolve()
    with errors_said(path), _attempts(ATTEMPTS), _excel_said(path), contextlib.ExitStack() as held:
        _refuse_unwritable(book, path)
        held.enter_context(write_lock(path, patience=PATIENCE))
        disk = path.read_bytes()
        if digest(disk) != fingerprint:
            raise cannot_run("A102", Source(str(path)), name=path.name)
        changes = effective(changes)
        if not changes:
            return Applied(batch=batch.id, backup=path, changes=())
        batch = replace(batch, id=read_journal(path.parent).unused(batch.id))
        with _quiet(book.app):
            old = _content(book, path)
            now = Present(old, file=str(path))
            _refuse_unsaved(Present(disk, file=str(path)), now, Patcher(old), shapes=shapes, path=path)
            work = work_out(old, now, changes, shapes=shapes, batch=batch)
            _refuse_protected(book, work, path)
            backup = save_backup(path, disk, at=batch.at, batch=batch.id)
            intent = intent_of(batch, action=APPLY, file=path.name, before=fingerprint, after="")
            intent = replace(intent, backup=backup.name, record=to_json(work.record))
            with _journalled(path, intent), _put_back_on_error(book, path, backup) as undo:
                _write(book, work, undo)
                _verify(old, _content(book, path), work, path=path)
                book.api.Save()
    return Applied(batch=batch.id, backup=backup, changes=work.changes)


@contextlib.contextmanager
def _journalled(path: Path, intent: Line) -> Generator[None, None, None]:
    """The intent before, and how it ended; what the workbook becomes is known only once Excel has saved it."""
    journal = read_journal(path.parent).settle(path.name, present=intent.before).add(intent)
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            journal.settle(path.name, present=digest(path.read_bytes()))
        raise
    journal.add(replace(intent.ended(DONE), after=digest(path.read_bytes())))


def _refuse_unwritable(book: ExcelObject, path: Path) -> None:
    name = str(book.api.Name)
    if not book.api.Path or "://" in str(book.api.FullName):
        raise cannot_run("A201", Source(name), name=name)
    if book.api.ReadOnly:
        raise cannot_run("A202", Source(str(path)), name=name)


def _refuse_protected(book: ExcelObject, work: Work, path: Path) -> None:
    for edits in work.edits:
        if book.sheets[edits.tab].api.ProtectContents:
            raise cannot_run("A203", Source(str(path), edits.tab), tab=edits.tab)


def _refuse_unsaved(
    disk: Present, now: Present, patcher: Patcher, *, shapes: Mapping[str, TableShape], path: Path
) -> None:
    """Raises CannotRun A204 if a sheet that was read holds something else in Excel than on the disk, results aside."""
    for tab in dict.fromkeys(shape.tab for shape in shapes.values()):
        saved, open_now = disk.rows(tab), now.rows(tab)
        for column, row in differences(saved, open_now):
            before, after = at(saved, column, row), at(open_now, column, row)
            if holds(before, after) or (open_now and shows_result(patcher.sheet(tab), column, row)):
                continue
            place = Source(str(path), tab, cell_name(column, row))
            raise cannot_run("A204", place, name=path.name, before=shown(before), now=shown(after))


def _write(book: ExcelObject, work: Work, undo: list[Undo]) -> None:
    """Type the plan into Excel; `undo` gets the way back."""
    wanted = Patcher(work.patched.data)
    for edits in work.edits:
        sheet = LiveSheet(book.sheets[edits.tab], undo, epoch_1904=bool(book.api.Date1904))
        for (column, row), value in edits.cells.items():
            sheet.put(column, row, value)
        if edits.rows:
            _add_rows(sheet, edits, work.patched.appended[edits.tab], wanted)


def _add_rows(sheet: LiveSheet, edits: SheetEdits, numbers: tuple[int, ...], wanted: Patcher) -> None:
    """Let the table reach as far as it must in the end, fill the rows, and write what its columns calculate."""
    columns = {column for row in edits.rows for column in row}
    tables = tables_of(wanted.package, wanted.sheet(edits.tab).part)
    table = next((one for one in tables if one.place.holds(min(columns), numbers[0])), None)
    if table:
        sheet.grow(table.name, table.data_bottom)
    elif numbers[0] - 1 > (edits.after_row or 0):
        sheet.look_like_above(numbers[0], numbers[-1])
    sheet.fill(numbers, edits.rows)
    for column, _ in table.calculated if table else ():
        rows = (number for number, row in zip(numbers, edits.rows, strict=True) if row.get(column) is None)
        formulas = {row: text for row in rows if (text := wanted.formula(edits.tab, column, row))}
        if formulas:
            sheet.complete(column, formulas)


def _verify(old: bytes, new: bytes, work: Work, *, path: Path) -> None:
    """Hold the workbook that Excel would save now against the plan, sheet by sheet."""
    file = str(path)
    before, after, patcher, now = (
        Present(old, file=file),
        Present(new, file=file, is_new=True),
        Patcher(old),
        Patcher(new),
    )
    planned_for = {edits.tab: edits for edits in work.edits}
    for tab in patcher.book.tabs:
        if tab.kind != "worksheet" or not tab.part:
            continue
        edits = planned_for.get(tab.name, SheetEdits(tab=tab.name))
        rows = _without_results(before.rows(tab.name), after.rows(tab.name), now, tab.name)
        numbers = work.patched.appended.get(tab.name, ())
        verify_sheet(edits, before.rows(tab.name), rows, patcher=patcher, numbers=numbers, file=file)


def _without_results(before: Rows, after: Rows, now: Patcher, tab: str) -> Rows:
    """`after` with blanks for results that are not what they were: Excel has calculated them anew."""
    rows = [list(row) for row in after]
    for column, row in differences(before, after):
        if at(after, column, row) is not None and shows_result(now.sheet(tab), column, row):
            rows[row - 1][column - 1] = None
    return rows


def _content(book: ExcelObject, path: Path) -> bytes:
    """The workbook as Excel would save it now."""
    copy = path.with_name(f".{path.name}.live{TEMPORARY}")
    remove(copy)
    try:
        book.api.SaveCopyAs(str(copy))
        return copy.read_bytes()
    finally:
        remove(copy)


@contextlib.contextmanager
def _put_back_on_error(book: ExcelObject, path: Path, backup: Path) -> Generator[list[Undo], None, None]:
    """A list for the ways back, which are walked from its end if anything goes wrong inside."""
    was_saved = bool(book.api.Saved)
    undo: list[Undo] = [lambda: setattr(book.api, "Saved", was_saved)]
    try:
        yield undo
    except BaseException:
        failed = False
        with _attempts(PATIENT_ATTEMPTS):
            for step in reversed(undo):
                try:
                    step()
                except Exception:
                    failed = True
        if failed:
            raise cannot_run("A206", Source(str(path)), backup=str(backup)) from None
        raise


@contextlib.contextmanager
def _quiet(app: ExcelObject) -> Generator[None, None, None]:
    """Excel without drawing, events, questions, calculating and tables that grow by themselves; then as it was."""
    excel = app.api
    corrections = excel.AutoCorrect
    switches = (
        (excel, "ScreenUpdating", False),
        (excel, "EnableEvents", False),
        (excel, "DisplayAlerts", False),
        (excel, "Calculation", BY_HAND),
        (corrections, "AutoExpandListRange", False),
        (corrections, "AutoFillFormulasInLists", False),
    )
    before: list[tuple[ExcelObject, str, object]] = []
    try:
        for owner, name, value in switches:
            before.append((owner, name, getattr(owner, name)))
            setattr(owner, name, value)
        yield
    finally:
        with _attempts(PATIENT_ATTEMPTS):
            for owner, name, value in reversed(before):
                with contextlib.suppress(Exception):  # an Excel that is gone needs no settings; the others still do
                    setattr(owner, name, value)


@contextlib.contextmanager
def _attempts(most: int) -> Generator[None, None, None]:
    """Lets xlwings ask a busy Excel `most` times; it would ask for ever."""
    windows: Any = sys.modules["xlwings._xlwindows"]
    before, windows.N_COM_ATTEMPTS = windows.N_COM_ATTEMPTS, most
    try:
        yield
    finally:
        windows.N_COM_ATTEMPTS = before


@contextlib.contextmanager
def _excel_said(path: Path) -> Generator[None, None, None]:
    """Refusals with the workbook's name, and what Excel says as CannotRun: A200 busy, A205 anything else."""
    try:
        yield
    except Refused as refusal:
        raise refusal.in_file(str(path)) from refusal
    except Exception as error:
        if _is_busy(error):
            raise cannot_run("A200", Source(str(path)), name=path.name) from error
        if not hasattr(error, "hresult"):
            raise
        raise cannot_run("A205", Source(str(path)), reason=_words_of(error)) from error


def _is_busy(error: BaseException) -> bool:
    number, details = getattr(error, "hresult", None), getattr(error, "excepinfo", None)
    if number in (REJECTED, RETRY_LATER) or type(error).__name__ == "ExcelBusyError":
        return True
    return number == EXCEPTION and bool(details) and details[-1] == IGNORED


def _words_of(error: Any) -> str:
    """What Excel says is wrong, without a full stop; what Windows says if Excel says nothing."""
    details = getattr(error, "excepinfo", None)
    words = (details[2] if details else None) or getattr(error, "strerror", None) or str(error)
    return str(words).strip().rstrip("。.")


def _books_at(path: Path, apps: Any) -> tuple[list[ExcelObject], bool]:
    """The open workbooks that are the file `path`, and whether some Excel did not answer."""
    found: list[ExcelObject] = []
    is_silent = False
    for app in apps:
        try:
            found += [book for book in app.books if _is_file(book, path)]
        except OSError:  # an Excel without any workbook
            continue
        except Exception as error:
            if not (_is_busy(error) or hasattr(error, "hresult")):
                raise
            is_silent = True
    return found, is_silent


def _is_file(book: ExcelObject, path: Path) -> bool:
    """Whether `book` is the file `path`, by whatever name or drive it was opened."""
    if not book.api.Path:
        return False
    with contextlib.suppress(OSError, ValueError):
        return path.samefile(str(book.api.FullName))
    return False
