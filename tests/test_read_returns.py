"""Returned forms as units send them back: renamed, retyped, saved by other programs; nothing raises, nothing is lost."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from duban_xl.catalogue import Level
from duban_xl.catalogue.returns import UNKNOWN_TIME
from duban_xl.documents.forms.form import build_form
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.form import META_KEYS, FormContent, FormMeta, FormRow, ReturnedFile, locked_digest
from duban_xl.model.source import shown
from duban_xl.read.returns import read_return, return_from_content
from duban_xl.read.workbook import WorkbookContent
from tests.office import convert
from tests.old_formats import ods, plain_xls, xls_saved
from tests.tables import found, grid_from

ROWS = (
    FormRow(
        number="YX-001",
        title="修建水库",
        role="主办",
        requirement="年内完工。\n按季报送。",
        assigned_on=date(2026, 3, 2),
        due_date=date(2026, 12, 31),
        last_progress="完成招标。",
    ),
    FormRow(
        number="YX-002",
        title="河道清淤",
        role="协办",
        requirement="配合县水利局。",
        assigned_on=date(2026, 3, 2),
        due_date=None,
        last_progress="",
    ),
)
META = FormMeta(
    version="1",
    ledger_id="YX-2026",
    unit_code="007",
    unit_name="县交通局",
    period="2026Q3",
    due_on="2026-09-28",
    issued_at="2026-09-18T09:00:00",
    digest=locked_digest("key", ("007", "2026Q3"), [row.locked() for row in ROWS]),
)
CONTENT = FormContent(
    meta=META,
    office="县委督查室",
    contact="李明 0577-123456",
    return_to="duban@example.cn",
    period_name="2026年第三季度",
    due_on=date(2026, 9, 28),
    rows=ROWS,
)
FORM = build_form(CONTENT)
NAME = "2026Q3_县交通局.xlsx"


def read(data: bytes, name: str = NAME) -> ReturnedFile:
    return read_return(Path("nowhere") / name, data)


def edited(change: Any, data: bytes = FORM) -> bytes:
    """The form after a unit's program opened it, did `change(book)` and saved it."""
    book = openpyxl.load_workbook(BytesIO(data))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled(**cells: Any) -> bytes:
    """The form with cells of the first matter's row filled in, by column key."""

    def fill(book: Any) -> None:
        sheet = book["事项反馈"]
        keys = [field.key for field in RETURN_FORM.fields]
        for key, value in cells.items():
            sheet.cell(row=4, column=keys.index(key) + 2, value=value)

    return edited(fill)


# --- a form as it was sent -------------------------------------------------------------------------------------------


def test_untouched_form__identity_and_locked_cells_come_back_exactly() -> None:
    returned = read(FORM)
    assert returned.meta == META
    assert returned.lines is not None
    assert [line.locked() for line in returned.lines] == [row.locked() for row in ROWS]
    assert locked_digest("key", ("007", "2026Q3"), [line.locked() for line in returned.lines]) == META.digest
    assert (returned.extensions, returned.findings) == ((), ())
    assert (returned.file, len(returned.sha256)) == (NAME, 64)
    assert returned.saved_at is not None


def test_filled_form__values_typed() -> None:
    returned = read(
        filled(
            progress_state="正常推进",
            percent_done=0.8,
            progress="完成大坝主体。",
            expected_on=datetime.fromisoformat("2026-11-30"),
            report_type="进展报告",
            sealed="是",
            phone=13800000000,
        )
    )
    assert returned.lines is not None
    line = returned.lines[0]
    assert (line.progress_state, line.percent_done, line.expected_on) == ("正常推进", Decimal(80), date(2026, 11, 30))
    assert (line.sealed, line.phone, line.source("progress").cell) == (True, "13800000000", "I4")
    assert returned.findings == ()


def test_text_that_begins_like_a_formula__stays_text() -> None:
    def fill(book: Any) -> None:
        cell = book["事项反馈"]["I4"]
        cell.value, cell.data_type = "=HYPERLINK(1)", "s"

    returned = read(edited(fill))
    assert returned.lines is not None
    assert returned.lines[0].progress == "=HYPERLINK(1)"


def test_formula_without_result__reported_and_empty() -> None:
    returned = read(filled(percent_done="=1-0.2"))
    assert returned.lines is not None
    assert returned.lines[0].percent_done is None
    assert found(returned.findings) == [("R139", "K4")]


def test_doubtful_cells__value_and_notice_or_nothing_and_error() -> None:
    returned = read(filled(percent_done="约80%", expected_on="2026.11.30", sealed="差不多"))
    assert returned.lines is not None
    line = returned.lines[0]
    assert (line.percent_done, line.expected_on, line.sealed) == (Decimal(80), date(2026, 11, 30), None)
    assert [(f.code, f.source.cell, f.level) for f in returned.findings] == [
        ("T131", "K4", Level.NOTICE),
        ("R131", "N4", Level.NOTICE),
        ("R137", "S4", Level.ERROR),
    ]


def test_date_without_year__read_in_the_year_of_the_period() -> None:
    returned = read(filled(expected_on="11月30日"))
    assert returned.lines is not None
    assert returned.lines[0].expected_on == date(2026, 11, 30)


def test_extension_request__read() -> None:
    def ask(book: Any) -> None:
        for column, value in enumerate(["YX-001", "2026-9-20", "2027年6月30日", "汛期长", "完成八成"], start=2):
            book["延期申请"].cell(row=4, column=column, value=value)

    returned = read(edited(ask))
    [request] = returned.extensions
    assert (request.number, request.requested_on, request.requested_to) == (
        "YX-001",
        date(2026, 9, 20),
        date(2027, 6, 30),
    )
    assert found(returned.findings) == [("R131", "D4")]


# --- what units do to a form -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["填报表", "Sheet1"])
def test_sheet_renamed__found_by_spelling_or_headers_with_a_notice(name: str) -> None:
    def rename(book: Any) -> None:
        book["事项反馈"].title = name

    returned = read(edited(rename))
    assert returned.lines is not None
    assert len(returned.lines) == 2
    assert [(f.code, f.source.sheet) for f in returned.findings] == [("R111", name)]


def test_column_inserted__others_still_found() -> None:
    def insert(book: Any) -> None:
        book["事项反馈"].insert_cols(3)
        book["事项反馈"]["C3"] = "本单位备注"

    returned = read(edited(insert))
    assert returned.lines is not None
    assert returned.lines[0].requirement == ROWS[0].requirement
    assert found(returned.findings) == [("R120", "C3")]


def test_required_column_deleted__reported() -> None:
    def delete(book: Any) -> None:
        book["事项反馈"].delete_cols(10)

    assert found(read(edited(delete)).findings) == [("R121", "")]


def test_copy_of_the_sheet__named_as_not_read() -> None:
    def copy(book: Any) -> None:
        book.copy_worksheet(book["事项反馈"]).title = "事项反馈 (2)"

    returned = read(edited(copy))
    assert returned.lines is not None
    assert len(returned.lines) == 2
    assert [(f.code, f.source.sheet) for f in returned.findings] == [("R114", "事项反馈 (2)")]


def test_identity_shown_instead_of_hidden__still_read() -> None:
    def show(book: Any) -> None:
        book["_meta"].sheet_state = "visible"

    assert read(edited(show)).meta == META


def test_identity_removed__noticed() -> None:
    returned = read(edited(lambda book: book.remove(book["_meta"])))
    assert returned.meta is None
    assert returned.lines is not None
    assert found(returned.findings) == [("R112", "")]


def test_identity_incomplete__noticed_with_what_is_missing() -> None:
    def clear(book: Any) -> None:
        for row in book["_meta"].iter_rows():
            if row[0].value in (META_KEYS["period"], META_KEYS["digest"]):
                row[1].value = None

    returned = read(edited(clear))
    assert returned.meta == replace(META, period="", digest="")
    [incomplete] = returned.findings
    assert (incomplete.code, incomplete.args["words"]) == ("R113", "报送期、校验码")


def test_sheet_removed__nothing_to_read() -> None:
    returned = read(edited(lambda book: book.remove(book["事项反馈"])))
    assert returned.lines is None
    assert found(returned.findings) == [("R110", "")]


def test_header_removed__nothing_to_read() -> None:
    returned = read(edited(lambda book: book["事项反馈"].delete_rows(3)))
    assert returned.lines is None
    assert found(returned.findings) == [("R115", "A1")]


def test_workbook_that_is_no_form__nothing_to_read() -> None:
    returned = return_from_content(
        WorkbookContent(file=NAME, sha256="", saved_at=None, grids=(grid_from("| 姓名 | 年龄 |\n| 甲 | 30 |", "名单"),))
    )
    assert returned.lines is None
    assert [f.code for f in returned.findings] == ["R112", "R110"]


def test_unreadable_file__finding_and_digest_but_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "扫描件.xlsx"
    path.write_bytes(b"%PDF-1.7")
    returned = read_return(path)
    assert (returned.lines, returned.meta, len(returned.sha256)) == (None, None, 64)
    assert [f.code for f in returned.findings] == ["L104"]


def test_file_that_vanished__finding() -> None:
    returned = read_return(Path("nowhere") / NAME)
    assert ([f.code for f in returned.findings], returned.sha256) == (["L100"], "")


# --- when it was saved ------------------------------------------------------------------------------------------------


def test_form_that_tells_no_time__order_rests_on_the_date_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(plain_xls())
    os.utime(path, (1_790_000_000, 1_790_000_000))
    returned = read_return(path)
    [told] = [f for f in returned.findings if f.code == "R520"]
    assert (told.args["saved"], told.source.cell) == (shown(returned.saved_at), "")


def test_attachment_that_tells_no_time__is_said_not_to() -> None:
    [told] = [f for f in read(plain_xls(), "表.xls").findings if f.code == "R520"]
    assert told.args["saved"] == UNKNOWN_TIME


def test_form_that_tells_its_time__nothing_to_say() -> None:
    saved = datetime(2026, 9, 25, 2, 0, tzinfo=UTC)
    for data in (FORM, xls_saved(saved), ods("<dc:date>2026-09-25T10:00:00</dc:date>")):
        assert "R520" not in [f.code for f in read(data).findings]


def test_older_xls_copied_last__does_not_come_after_the_newer_xlsx(tmp_path: Path) -> None:
    older, newer = tmp_path / "旧.xls", tmp_path / "新.xlsx"
    newer.write_bytes(edited(lambda _book: None))  # saved just now
    older.write_bytes(xls_saved(datetime(2026, 9, 20, tzinfo=UTC)))
    os.utime(older, (4_000_000_000, 4_000_000_000))
    first, last = read_return(older).saved_at, read_return(newer).saved_at
    assert first and last and first < last


# --- other programs --------------------------------------------------------------------------------------------------


def test_xls_typed_anew_by_another_program__read_alike() -> None:
    book = xlwt.Workbook()
    sheet, meta = book.add_sheet("事项反馈"), book.add_sheet("_meta")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for column, field in enumerate(RETURN_FORM.fields):
        sheet.write(2, column, field.header)
    for column, value in enumerate(ROWS[0].locked()):
        sheet.write(3, column, value, day if isinstance(value, date) else xlwt.Style.default_style)
    sheet.write(3, RETURN_FORM.headers.index("完成率"), 0.8)
    for row, (key, words) in enumerate(META_KEYS.items()):
        meta.write(row, 0, words)
        meta.write(row, 1, getattr(META, key))
    buffer = BytesIO()
    book.save(buffer)
    returned = read(buffer.getvalue(), "回执.xls")
    assert returned.meta == META
    assert returned.lines is not None
    assert (returned.lines[0].locked(), returned.lines[0].percent_done) == (ROWS[0].locked(), Decimal(80))


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_form_saved_by_libreoffice__identity_and_locked_cells_survive(tmp_path: Path, suffix: str) -> None:
    sent = tmp_path / NAME
    sent.write_bytes(FORM)
    [saved] = convert([sent], suffix, tmp_path / "saved")
    returned = read_return(saved)
    assert returned.meta == META
    assert returned.lines is not None
    assert [line.locked() for line in returned.lines] == [row.locked() for row in ROWS]
    assert returned.findings == ()


def test_extension_sheet__has_no_header_in_common_that_could_mislead() -> None:
    keys = {field.key for field in RETURN_FORM.fields if field.required}
    assert not keys <= {field.key for field in EXTENSION_FORM.fields}
