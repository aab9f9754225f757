"""Large parts are read in pieces and a write is checked from digests: the result is the same as from whole ones."""

import io
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.apply.ooxml import Patched, Refused, SheetEdits, archive, book, patch
from duban_xl.apply.ooxml.archive import open_archive
from duban_xl.apply.ooxml.markup import readable, readable_text
from duban_xl.apply.ooxml.text import Text, text_of_bytes, text_of_entry
from duban_xl.apply.snapshot import Snapshot
from duban_xl.apply.verify import verify_workbook
from duban_xl.catalogue import CannotRun
from tests.apply_books import ROWS, TAB, by_hand, by_xlsxwriter, prefixed, zipped

TOTALS = {"total_row": True, "columns": [{"header": "编号", "total_string": "合计"}, {"header": "数"}]}


@pytest.fixture
def in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of some bytes, none of which is kept."""
    monkeypatch.setattr(archive, "PIECE", 7)
    monkeypatch.setattr(archive, "FED", 3)
    monkeypatch.setattr(book, "KEPT", 0)


@contextmanager
def in_pieces(content: bytes) -> Generator[Text, None, None]:
    """`content` as a text in pieces of three bytes that are inflated again whenever they are asked for."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(archive, "PIECE", 3)
        opened = open_archive(zipped({"a": content}))
        yield text_of_entry(opened, opened.entries[0], keep=4)


TEXTS = st.lists(st.sampled_from((b"<a>", b"<!--", b"-->", b"<?", b"?>", b"<![CDATA[", b"]]>", b"ab", b">"))).map(
    b"".join
)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30), st.sampled_from((b"<", b"<!", b"-->", b"ab", b"b<")))
def test_text__is_sliced_and_searched_like_bytes(content: bytes, start: int, end: int, word: bytes) -> None:
    end = min(end, len(content))
    with in_pieces(content) as text:
        assert len(text) == len(content)
        assert text[start:end] == content[start:end]
        assert text.find(word, start, end) == content.find(word, start, end)
        assert text.rfind(word, start, end) == content.rfind(word, start, end)
        assert b"".join(text.pieces(start, end)) == content[start:end]
        windows = list(text.windows(start, end))
    assert b"".join(window for _, window in windows) == content[start:end]
    assert all(window.startswith(b"<") and content.startswith(window, at) for at, window in windows[1:])


@given(TEXTS)
def test_hidden_text__is_blanked_as_in_a_whole_part(content: bytes) -> None:
    def outcome(read: Any, data: Any) -> Any:
        try:
            return read(data, part="x")[:]
        except Refused as refusal:
            return refusal.finding.code

    with in_pieces(content) as text:
        assert outcome(readable_text, text) == outcome(readable, content)


BOOKS = {
    "xlsxwriter": by_xlsxwriter(),
    "prefixed": prefixed(by_xlsxwriter()),
    "hidden": by_hand(
        '<sheetData><!-- <row r="9"/> --><row r="2"><c r="A2"><f><![CDATA[1<2]]></f></c></row></sheetData>'
    ),
    "unnamed": by_hand("<sheetData><row><c><v>1</v></c><c><f>A1</f><v>1</v></c></row><row/></sheetData>"),
}


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.usefixtures("in_small_pieces")
def test_workbook_in_small_pieces__is_patched_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edits = [SheetEdits(tab=TAB, cells={(2, 3): "改"}, rows=({1: "D-9", 4: Decimal(1)},), after_row=2)]
    in_small = patch(BOOKS[name], edits)
    monkeypatch.undo()
    assert in_small == patch(BOOKS[name], edits)


@pytest.mark.usefixtures("in_small_pieces")
def test_damaged_part_in_pieces__is_refused() -> None:
    data = bytearray(by_hand("<sheetData/>"))
    at = data.rfind(b"PK\1\2") + 16  # the checksum in the last entry of the directory
    data[at] ^= 1
    with pytest.raises(Refused) as refused:
        patch(bytes(data), [SheetEdits(tab=TAB, cells={(1, 1): "甲"})])
    assert refused.value.finding.code == "A151"


# The check of a write


def checked(old: bytes, edits: SheetEdits, new: bytes | None = None, wanted: tuple[int, ...] = ()) -> str:
    """The code with which the check of `edits` ends, on their own result or on `new`; "" if it is content."""
    before = Snapshot(old, file="x", wanted={TAB: wanted})
    patched = patch(old, [edits])
    patched = patched if new is None else Patched(new, patched.appended, patched.touched)
    try:
        verify_workbook(before, old, patched, edits=(edits,), file="x")
    except CannotRun as stopped:
        return stopped.finding.code
    return ""


EDITS = SheetEdits(tab=TAB, cells={(2, 3): "改"}, rows=({1: "D-9"},), after_row=2)


@pytest.mark.parametrize("wanted", [(), (3,), (1, 2, 3, 4, 5)])
def test_written_as_planned__passes(wanted: tuple[int, ...]) -> None:
    assert checked(by_xlsxwriter(), EDITS, wanted=wanted) == ""


@pytest.mark.parametrize("wanted", [(), (3,), (1, 2, 3, 4, 5)])
@pytest.mark.parametrize(
    "more",
    [
        pytest.param({(2, 3): "别"}, id="a planned cell holds something else"),
        pytest.param({(1, 4): "别"}, id="a cell of another row has changed"),
        pytest.param({(1, 3): "别"}, id="another cell of the same row has changed"),
        pytest.param({(1, 9): "别"}, id="something stands below all rows"),
        pytest.param({(1, 4): None}, id="a cell was emptied"),
        pytest.param({(4, 4): "0.5"}, id="a number became text"),
    ],
)
def test_anything_else_changed__is_found(wanted: tuple[int, ...], more: dict[tuple[int, int], Any]) -> None:
    old = by_xlsxwriter()
    new = patch(old, [replace(EDITS, cells={**EDITS.cells, **more})]).data
    assert checked(old, EDITS, new, wanted) == "A109"


def test_rows_missing_below__are_found() -> None:
    assert checked(by_xlsxwriter(), SheetEdits(tab=TAB, cells={(2, 3): "改"}), by_xlsxwriter(ROWS[:1])) == "A109"


def test_totals_row_that_made_room__passes() -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet(TAB)
    sheet.add_table("A2:B4", {"name": "matters", **TOTALS})
    sheet.write_row("A3", ("甲", 1))
    made.close()
    rows = ({1: "乙", 2: Decimal(2)}, {1: "丙"})
    assert checked(out.getvalue(), SheetEdits(tab=TAB, rows=rows, after_row=2)) == ""


def test_snapshot_of_a_missing_sheet__has_no_rows() -> None:
    before = Snapshot(by_xlsxwriter(), file="x", wanted={})
    assert list(before.rows("没有")) == []
    assert len(text_of_bytes(b"")) == 0


# Starting


def test_patcher_on_its_own__imports_no_other_library() -> None:
    heavy = {"lxml", "openpyxl", "python_calamine", "click", "rich", "xlsxwriter", "filelock", "zipfile", "subprocess"}
    script = "import sys, duban_xl.apply.ooxml.__main__\n"
    script += f"print(sorted({heavy!r} & set(sys.modules)))\n"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"
