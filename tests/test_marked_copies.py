"""Marked copies: the unit's own workbook with colours, notes and 退回说明, or a new form where that can't be; the whole loop."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from duban_xl.apply.annotate import Refused, annotated
from duban_xl.apply.ooxml.looks import MARKS
from duban_xl.model.answer import Look, Mark, Marking, Page, PageCell, PageRow
from duban_xl.model.columns import EXTENSION_FORM
from duban_xl.model.finding import Level
from duban_xl.model.source import Source
from duban_xl.read.returns import read_return
from duban_xl.read.workbook import read_workbook
from tests.answering import ANSWERS, COPY, FORM, INBOX, SENT, VAGUE, as_xls, at, change, colour, copy_of, faulty, note
from tests.apply_books import parts, zipped
from tests.cli import ANSWERS as GIVEN
from tests.cli import AS_OF, Said, copy_office, fill, run_duban
from tests.corpus_books import SHEET, made
from tests.office import convert

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

Duban = Callable[..., Said]
RED, YELLOW = MARKS[Level.ERROR], MARKS[Level.NOTICE]
PAGE = Page(
    tab="退回说明",
    widths=(6.0, 12.0, 30.0),
    rows=(
        PageRow((PageCell("填报表退回说明", Look.TITLE, 3),), 36),
        PageRow(tuple(PageCell(text, Look.HEAD) for text in ("序号", "单元格", "问题")), 24),
        PageRow(
            (
                PageCell("1", Look.CENTRE),
                PageCell("C4", Look.LINK, link=Source("", SHEET, "C4")),
                PageCell("=1+1 & <甲>", Look.CELL),
            ),
            30,
        ),
    ),
    head=2,
    footer="&C第 &P 页",
)
NOT_OPENED_BY_OPENPYXL = {"strict.xlsx"}


def marking(marks: Mapping[tuple[str, str], Mark]) -> Marking:
    every = {Source("", tab, cell): mark for (tab, cell), mark in marks.items()}
    return Marking(page=PAGE, marks=every, author="督查室", at=datetime.fromisoformat("2026-10-12 09:00"))


def fault(text: str = "▲R306 没有实质内容。请写具体。", level: Level = Level.ERROR) -> Mark:
    return Mark(level, (text,))


@pytest.fixture
def office(built_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_office(built_office, tmp_path / "督查室")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def duban(office: Path, capsys: pytest.CaptureFixture[str]) -> Duban:  # noqa: ARG001 (it runs in the office)
    return lambda *arguments: run_duban(capsys, *arguments)


def answered(duban: Duban) -> dict[str, Any]:
    said = duban("check", str(INBOX), "--annotate", str(ANSWERS), "--as-of", AS_OF, "--json")
    assert said.code in (0, 1), said.err
    return json.loads(said.out)


def codes(answer: dict[str, Any]) -> set[str]:
    return {found["code"] for found in answer["findings"]}


def verdict(answer: dict[str, Any]) -> str:
    return answer["files"][0]["verdict"]


# The unit's own workbook


def test_faulty_cell__is_coloured_and_noted__all_else_is_as_it_came(office: Path, duban: Duban) -> None:
    path = faulty(office, progress=VAGUE, expected_on="2026.11.30")
    answered(duban)
    before, after = openpyxl.load_workbook(path), copy_of(office)
    assert after.sheetnames == ["退回说明", *before.sheetnames] and after.active.title == "退回说明"
    form, original = after["事项反馈"], before["事项反馈"]
    assert (colour(form[at("progress")]), colour(form[at("expected_on")]), colour(form[at("progress", 5)])) == (
        RED,
        YELLOW,
        "",
    )
    assert note(form[at("progress")]).startswith("▲R306 ") and "请写具体措施" in note(form[at("progress")])
    assert note(form[at("expected_on")]).startswith("△R131 ")
    for row in original.iter_rows():
        for cell in row:
            marked = form[cell.coordinate]
            assert (marked.value, marked.number_format) == (cell.value, cell.number_format), cell.coordinate
            assert [look(one) for one in (marked, cell)] == [look(cell)] * 2, cell.coordinate
    assert form.protection.sheet and not form[at("progress")].protection.locked and form[at("number")].protection.locked
    assert form.data_validations.count == original.data_validations.count
    assert after["_meta"].sheet_state == "hidden"


def look(cell: Any) -> tuple[Any, ...]:
    """What a mark must not change of a cell's look."""
    sides = [getattr(cell.border, side).style for side in ("left", "right", "top", "bottom")]
    return (*sides, cell.font.name, cell.font.sz, cell.font.b, cell.alignment.wrap_text, cell.protection.locked)


def test_page__tells_what_where_and_by_when__and_leads_to_the_cell(office: Path, duban: Duban) -> None:
    faulty(office)
    answered(duban)
    page = copy_of(office)["退回说明"]
    text = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    for told in (
        "县交通局：",
        "2026年第三季度",
        "2026年10月15日（周四）前",
        "第1次退回",
        "必须改",
        "D-001",
        VAGUE,
        FORM,
    ):
        assert told in text
    linked = [cell for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert [(cell.value, cell.hyperlink.location) for cell in linked] == [
        (at("progress"), f"'事项反馈'!{at('progress')}")
    ]
    assert page.page_setup.paperSize == "9" or page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.print_title_rows
    assert "模板" not in text


def test_only_one_sheet_is_selected__so_that_typing_goes_into_one(office: Path, duban: Duban) -> None:
    faulty(office)
    answered(duban)
    assert [sheet.title for sheet in copy_of(office) if sheet.sheet_view.tabSelected] == ["退回说明"]


def test_loop__unit_corrects_the_marked_copy__it_is_a_good_return(office: Path, duban: Duban) -> None:
    path = faulty(office)
    answered(duban)
    path.unlink()
    back = (office / ANSWERS / COPY).rename(office / INBOX / COPY)
    change(back, progress="已完成路面改造15公里，占年度计划的七成五。")
    answer = answered(duban)
    assert verdict(answer) == "accepted" and answer["files"][0]["findings"] == []
    assert answer["files"][0]["unit"] == "县交通局" and answer["answers"]["marked"] == {}


def test_loop__still_wrong__is_marked_anew_and_nothing_piles_up(office: Path, duban: Duban) -> None:
    path = faulty(office)
    change(path, row=5, progress="待补充")
    answered(duban)
    path.unlink()
    for _ in range(3):
        back = (office / ANSWERS / COPY).rename(office / INBOX / COPY)
        change(back, progress="已完成路面改造15公里，占年度计划的七成五。")
        answer = answered(duban)
        assert list(answer["answers"]["marked"].values()) == [str(ANSWERS / COPY)]
        book = copy_of(office)
        form = book["事项反馈"]
        assert book.sheetnames.count("退回说明") == 1 and len(book.sheetnames) == 5
        assert (colour(form[at("progress")]), note(form[at("progress")])) == ("", "")
        assert colour(form[at("progress", 5)]) == RED and len(note(form[at("progress", 5)]).splitlines()) == 1


def test_loop__our_own_notes_come_back__and_are_no_comments_of_the_unit(office: Path, duban: Duban) -> None:
    path, theirs = faulty(office, progress=VAGUE, expected_on="2026.11.30"), at("difficulties", 5)
    book = openpyxl.load_workbook(path)
    book["事项反馈"][theirs].comment = Comment("王五：数据待核", "王五")
    book.save(path)
    answered(duban)
    (office / ANSWERS / COPY).replace(path)
    assert "△R131" in note(openpyxl.load_workbook(path)["事项反馈"][at("expected_on")])
    (told,) = (found for found in read_return(path).findings if found.code == "R154")
    assert (told.source.cell, told.args) == (theirs, {"count": "1", "value": "王五：数据待核"})
    book = openpyxl.load_workbook(path)
    book["事项反馈"][theirs].comment = None
    book.save(path)
    assert "R154" not in [found.code for found in read_return(path).findings]


def test_required_cell_left_empty__shows_the_mark_above_the_colour_of_the_form(office: Path, duban: Duban) -> None:
    path = faulty(
        office, report_type="办结报告", percent_done=1, progress_state="办结待审", report_number="云交〔2026〕9号"
    )
    for _ in range(2):
        answered(duban)
        form = copy_of(office)["事项反馈"]
        rules = [(str(area.sqref), rule) for area in form.conditional_formatting for rule in area.rules]
        ours = [(cells, rule.priority) for cells, rule in rules if rule.formula == ['"退回"="退回"']]
        assert ours == [(f"{at('signatory')} {at('sealed')}", 1)] and colour(form[at("signatory")]) == RED
        assert min(rule.priority for _, rule in rules if rule.formula != ['"退回"="退回"']) == 3
        (office / ANSWERS / COPY).replace(path)
    change(path, signatory="赵一", sealed="是", progress=VAGUE)
    answered(duban)
    form = copy_of(office)["事项反馈"]
    assert not any(
        r.formula == ['"退回"="退回"'] and at("signatory") in str(a.sqref)
        for a in form.conditional_formatting
        for r in a.rules
    )


def test_note_of_the_unit__is_kept_and_ours_is_put_behind_it(office: Path, duban: Duban) -> None:
    path = faulty(office)
    book = openpyxl.load_workbook(path)
    book["事项反馈"][at("progress")].comment = Comment("经办人：数据待统计局核定", "王五")
    book["事项反馈"][at("difficulties", 5)].comment = Comment("无", "王五")
    book.save(path)
    notes: list[str] = []
    for _ in range(2):
        answered(duban)
        form = copy_of(office)["事项反馈"]
        notes.append(note(form[at("progress")]))
        first, *rest = notes[-1].splitlines()
        assert first == "经办人：数据待统计局核定" and [line[:5] for line in rest if line] == ["▲R306", "△R154"]
        assert (
            note(form[at("difficulties", 5)]).splitlines()[0] == "无" and form[at("progress")].comment.author == "王五"
        )
        (office / ANSWERS / COPY).replace(path)
    assert notes[0] == notes[1]


def test_name_of_the_copy__is_one_that_every_system_accepts(office: Path, duban: Duban) -> None:
    data = faulty(office).read_bytes()
    (office / INBOX / FORM).unlink()
    names = ["\u202excod.县交通局.xlsx", "县交通局2026Q3?...xlsx", "CON.xlsx", f"{'长' * 80}.xlsx", "=1+1.xlsx"]
    for count, name in enumerate(names):
        (office / INBOX / name).write_bytes(data + b"\0" * count)  # trailing bytes make different files of one workbook
    copies = [Path(name) for name in answered(duban)["answers"]["marked"].values()]
    assert len(copies) == len(names) and all(copy.parent == ANSWERS for copy in copies)
    assert all(re.fullmatch(r"[^\u202e?/:*<>|]+_退回\.xlsx", copy.name) for copy in copies)
    assert all(len(copy.name) <= 80 and not copy.name.startswith(("CON.", "..")) for copy in copies)


def test_hostile_text_in_the_form__is_text_in_the_copy(office: Path, duban: Duban) -> None:
    path = faulty(office, progress_state="＝cmd|' /C calc'!A0", signatory="=1+1")
    book = openpyxl.load_workbook(path)
    book["事项反馈"][at("signatory")].data_type = "s"
    book.save(path)
    before = formulas(path.read_bytes())
    answered(duban)
    data = (office / ANSWERS / COPY).read_bytes()
    assert formulas(data) == before
    page = copy_of(office)["退回说明"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert all(cell.quotePrefix for row in page.iter_rows() for cell in row if cell.value)


def formulas(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_macros__do_not_go_back() -> None:
    with zipfile.ZipFile(io.BytesIO(next(data for name, data in BOOKS.items() if name == "macros.xlsm"))) as package:
        assert any("vba" in name for name in package.namelist())
    found = parts(annotated(BOOKS["macros.xlsm"], marking({(SHEET, "C4"): fault()})))
    assert not any("vba" in name.lower() for name in found)
    assert b"macroEnabled" not in found["[Content_Types].xml"]
    assert b"vbaProject" not in found["xl/_rels/workbook.xml.rels"]


def test_more_faults_than_notes__all_are_coloured_and_it_is_said(
    office: Path, duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 20
    monkeypatch.setattr("duban_xl.apply.annotate.MOST_NOTES", most)
    monkeypatch.setattr("duban_xl.workflows.marked.MOST_NOTES", most)
    path = faulty(office)
    book = openpyxl.load_workbook(path)
    sheet = book["事项反馈"]
    for row in range(6, 6 + most):
        sheet[at("number", row)].value = f"X-{row}"
        sheet[at("progress", row)].value = "已完成路面改造12公里"
    book.save(path)
    assert "W125" in codes(answered(duban))
    form = copy_of(office)["事项反馈"]
    cells = [cell for row in form.iter_rows(min_row=4) for cell in row]
    assert sum(bool(note(cell)) for cell in cells) == most
    assert sum(colour(cell) == RED for cell in cells) > most


# Another way: a new form


def test_old_format__is_answered_in_a_new_form_with_what_was_filled_in(office: Path, duban: Duban) -> None:
    path = faulty(office, progress=VAGUE, percent_done="看情况")
    book = openpyxl.load_workbook(path)
    for key, value in (("number", "D-002"), ("reason", "雨季停工")):
        book["延期申请"][at(key, sheet=EXTENSION_FORM)].value = value
    book.save(path)
    as_xls(path)
    answer = answered(duban)
    assert "W121" in codes(answer) and list(answer["answers"]["marked"].values()) == [str(ANSWERS / COPY)]
    after = copy_of(office)
    form, asked = after["事项反馈"], after["延期申请"]
    first = [form[at(key)] for key in ("progress", "percent_done")]
    assert [cell.value for cell in first] == [VAGUE, "看情况"] and [colour(cell) for cell in first] == [RED, RED]
    assert note(first[0]).startswith("▲R306") and form[at("progress", 5)].value.startswith("已完成")
    second = [form[at(key, 5)].value for key in ("percent_done", "progress_state")]
    assert second == [GIVEN["percent_done"], GIVEN["progress_state"]]
    assert asked[at("reason", sheet=EXTENSION_FORM)].value == "雨季停工"
    assert colour(asked[at("requested_on", sheet=EXTENSION_FORM)]) == RED and form.protection.sheet
    assert "已照原样填入本表" in "".join(str(c.value) for row in after["退回说明"].iter_rows() for c in row)


def test_old_format__columns_and_rows_stood_elsewhere__marks_go_to_the_cells_of_the_new_form(
    office: Path, duban: Duban
) -> None:
    path = faulty(office)
    book = openpyxl.load_workbook(path)
    sheet = book["事项反馈"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(3)
    sheet.insert_rows(4)
    book.save(path)
    as_xls(path)
    answered(duban)
    form = copy_of(office)["事项反馈"]
    assert (form[at("progress")].value, colour(form[at("progress")]), colour(form[at("difficulties", 5)])) == (
        VAGUE,
        RED,
        "",
    )


def test_old_format__corrected_in_the_new_form__is_a_good_return(office: Path, duban: Duban) -> None:
    as_xls(faulty(office))
    answered(duban)
    for file in (office / INBOX).iterdir():
        file.unlink()
    back = (office / ANSWERS / COPY).rename(office / INBOX / COPY)
    change(back, progress="已完成路面改造15公里，占年度计划的七成五。")
    assert verdict(answered(duban)) == "accepted"


def test_unreadable_file__is_answered_with_an_empty_form_that_can_be_filled_in(office: Path, duban: Duban) -> None:
    (office / INBOX / FORM).write_bytes(b"\x89PNG\r\n\x1a\n scanned")
    answered(duban)
    (office / ANSWERS / COPY).rename(office / SENT / FORM)
    fill(office / SENT / FORM, office / INBOX / FORM)
    assert verdict(answered(duban)) == "accepted"


@pytest.mark.parametrize("damage", ["cut", "comments", "styles"])
def test_workbook_that_can_not_be_marked__is_answered_all_the_same(office: Path, duban: Duban, damage: str) -> None:
    path = faulty(office)
    found = parts(path.read_bytes())
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    elif damage == "styles":
        found["xl/styles.xml"] = re.sub(rb"<fills.*?</fills>", b"", found["xl/styles.xml"])
        path.write_bytes(zipped(found))
    else:
        book = openpyxl.load_workbook(path)
        book["事项反馈"][at("progress", 5)].comment = Comment("x", "王五")
        book.save(path)
        found = parts(path.read_bytes())
        name = next(name for name in found if "comment" in name and name.endswith(".xml") and "rels" not in name)
        path.write_bytes(zipped(found | {name: b"<comments><broken>"}))
    answer = answered(duban)
    assert codes(answer) & {"W121", "W126"}
    assert read_return(office / ANSWERS / COPY).lines is not None


@pytest.mark.parametrize("call", ["=cmd|'/C calc'!A0", "=DDE|x!A1"])
def test_formula_that_starts_a_program__is_no_formula_in_the_answer(office: Path, duban: Duban, call: str) -> None:
    path = faulty(office, progress=VAGUE)
    book = openpyxl.load_workbook(path)
    book["事项反馈"][at("next_steps")].value = call
    book.save(path)
    assert call[1:] in "".join(formulas(path.read_bytes()))
    assert "W121" in codes(answered(duban))
    data = (office / ANSWERS / COPY).read_bytes()
    assert call[1:] not in "".join(formulas(data)) and colour(copy_of(office)["事项反馈"][at("progress")]) == RED


def test_one_bad_file__does_not_stop_the_others(office: Path, duban: Duban) -> None:
    faulty(office)
    for count, data in enumerate((b"", b"PK\3\4 no zip", b"%PDF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900)):
        (office / INBOX / f"2026Q3_县水利局 {count}.xlsx").write_bytes(data)
    marked = answered(duban)["answers"]["marked"]
    assert len(marked) == 5 and str(ANSWERS / COPY) in marked.values()


# Workbooks of every kind


@pytest.fixture(scope="module", autouse=True)
def _books(tmp_path_factory: pytest.TempPathFactory) -> None:
    BOOKS.update(dict(made(tmp_path_factory.mktemp("books"))))


BOOKS: dict[str, bytes] = {}
NAMES = (
    *("plain", "table", "totals", "computed", "lists", "charts", "comments", "formulas", "names", "merged", "looks"),
    *("dates", "1904", "ledger", "openpyxl", "protected", "prefixed", "strict", "absolute", "marked", "nameless"),
    *("shared", "chained", "alternate", "threads"),
)


@pytest.mark.parametrize("name", [f"{name}.xlsx" for name in NAMES])
def test_workbook_of_any_kind__keeps_its_values_and_opens(name: str) -> None:
    data = BOOKS[name]
    before = read_workbook(Path(name), data)
    marks = {
        (grid.tab, cell): fault(level=level)
        for grid in before.grids
        for cell, level in (("C4", Level.ERROR), ("B3", Level.NOTICE))
    }
    once = annotated(data, marking(marks))
    after = read_workbook(Path(name), once)
    assert [(g.tab, g.rows) for g in after.grids if g.tab != "退回说明"] == [(g.tab, g.rows) for g in before.grids]
    twice = annotated(once, marking(marks))
    assert parts(annotated(twice, marking(marks))) == parts(twice)
    if name not in NOT_OPENED_BY_OPENPYXL:
        book = openpyxl.load_workbook(io.BytesIO(once))
        assert book.sheetnames[0] == "退回说明"
        assert {colour(book[tab][cell]) for tab, cell in marks} <= {RED, YELLOW}
    bare = annotated(twice, marking({}))
    if name not in NOT_OPENED_BY_OPENPYXL:
        book = openpyxl.load_workbook(io.BytesIO(bare))
        assert not any("▲" in note(c) for sheet in book for row in sheet.iter_rows() for c in row)
        assert not {colour(book[tab][cell]) for tab, cell in marks} & {RED, YELLOW}


def test_names_and_the_open_tab__follow_the_sheets_to_their_new_places() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for tab in ("甲", "乙"):
            sheet = book.add_worksheet(tab)
            sheet.write(0, 0, tab)
            sheet.repeat_rows(0)
            sheet.print_area(0, 0, 3, 3)
        sheet.activate()
    book = openpyxl.load_workbook(io.BytesIO(annotated(buffer.getvalue(), marking({("乙", "A1"): fault()}))))
    assert [(s.title, s.print_title_rows) for s in book] == [("退回说明", "$2:$2"), ("甲", "$1:$1"), ("乙", "$1:$1")]
    assert book["乙"].print_area == "'乙'!$A$1:$D$4"


def test_mark_in_a_merged_cell__goes_to_its_first_cell() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("甲").merge_range("B2:D4", "合并")
    marks = {("甲", "C3"): fault("▲R301 一。"), ("甲", "D4"): fault("▲R302 二。")}
    sheet = openpyxl.load_workbook(io.BytesIO(annotated(buffer.getvalue(), marking(marks))))["甲"]
    assert colour(sheet["B2"]) == RED and note(sheet["B2"]).splitlines() == ["▲R301 一。", "▲R302 二。"]


def test_colour_of_the_office__comes_back_when_the_mark_goes() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        look = book.add_format({"bg_color": "#F2F2F2", "border": 1, "num_format": "0.0%"})
        book.add_worksheet("甲").write(0, 0, 0.5, look)
    once = annotated(buffer.getvalue(), marking({("甲", "A1"): fault()}))
    cell = openpyxl.load_workbook(io.BytesIO(annotated(once, marking({}))))["甲"]["A1"]
    assert (colour(cell), cell.number_format, cell.border.left.style, cell.value) == ("FFF2F2F2", "0.0%", "thin", 0.5)


PERSON = "{11111111-2222-3333-4444-555555555555}"
SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def threaded() -> bytes:
    """A workbook with a thread on B2 as Excel 365 writes it: the thread, its person and a note for older programs."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("甲")
        sheet.write(1, 1, "在办")
        sheet.write_comment(1, 1, "[线程批注]\n注释:\n    请统计局核一下", {"author": "tc={A}"})
    found = parts(buffer.getvalue())
    thread = f'<threadedComment ref="B2" dT="2026-09-01T00:00:00.00" personId="{PERSON}" id="{{A}}"><text>请统计局核一下</text></threadedComment>'
    person = f'<person displayName="王五" id="{PERSON}" userId="w5" providerId="None"/>'
    relation = (
        '<Relationship Id="rId{}" Type="http://schemas.microsoft.com/office/2017/10/relationships/{}" Target="{}"/>'
    )
    found["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{SPACE}">{thread}</ThreadedComments>'.encode()
    )
    found["xl/persons/person.xml"] = f'<personList xmlns="{SPACE}">{person}</personList>'.encode()
    rels, book_rels = "xl/worksheets/_rels/sheet1.xml.rels", "xl/_rels/workbook.xml.rels"
    close = b"</Relationships>"
    of_sheet = relation.format(90, "threadedComment", "../threadedComments/threadedComment1.xml").encode()
    found[rels] = found[rels].replace(close, of_sheet + close)
    found[book_rels] = found[book_rels].replace(
        close, relation.format(91, "person", "persons/person.xml").encode() + close
    )
    kinds = "".join(
        f'<Override PartName="/xl/{name}" ContentType="application/vnd.ms-excel.{kind}+xml"/>'
        for name, kind in (
            ("threadedComments/threadedComment1.xml", "threadedcomments"),
            ("persons/person.xml", "person"),
        )
    )
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(b"</Types>", kinds.encode() + b"</Types>")
    return zipped(found)


def test_thread_of_the_unit__gets_an_answer_and_is_kept() -> None:
    once = annotated(threaded(), marking({("甲", "B2"): fault(), ("甲", "C3"): fault()}))
    for data in (once, annotated(once, marking({("甲", "B2"): fault(), ("甲", "C3"): fault()}))):
        thread = parts(data)["xl/threadedComments/threadedComment1.xml"].decode()
        assert thread.count("<threadedComment ") == 2 and "请统计局核一下" in thread
        assert thread.count("▲R306") == 1 and 'parentId="{A}"' in thread
        assert parts(data)["xl/persons/person.xml"].count(b"<person ") == 2
        sheet = openpyxl.load_workbook(io.BytesIO(data))["甲"]
        assert "请统计局核一下" in note(sheet["B2"]) and note(sheet["B2"]).count("▲") == 1 and "▲" in note(sheet["C3"])


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)
CELLS = st.builds(lambda c, r: f"{c}{r}", st.sampled_from("ABCDHJ"), st.integers(1, 12))

MARKED = st.dictionaries(CELLS, st.tuples(TEXTS, st.sampled_from(Level)), max_size=8)


@settings(max_examples=25)
@given(
    st.dictionaries(CELLS, st.tuples(TEXTS, st.sampled_from(Level)), max_size=8),
    st.sampled_from(["comments.xlsx", "merged.xlsx", "openpyxl.xlsx"]),
)
def test_any_marks__are_read_back_and_leave_the_values_alone(marks: dict[str, tuple[str, Level]], name: str) -> None:
    data = BOOKS[name]
    tab = read_workbook(Path(name), data).grids[0].tab
    lines = {cell: f"▲R306 {' '.join(text.split())}" for cell, (text, _) in marks.items()}
    wanted = {(tab, cell): Mark(level, (lines[cell],)) for cell, (_, level) in marks.items()}
    after = annotated(data, marking(wanted))
    assert [g.rows for g in read_workbook(Path(name), data).grids] == [
        g.rows for g in read_workbook(Path(name), after).grids if g.tab != "退回说明"
    ]
    assert parts(annotated(after, marking(wanted))).keys() == parts(after).keys()


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook__is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        annotated(data, marking({}))


# Looked at by LibreOffice


@pytest.mark.office
def test_libreoffice__shows_the_notes_the_colours_and_the_page(office: Path, duban: Duban, tmp_path: Path) -> None:
    faulty(office, progress=VAGUE, expected_on="2026.11.30")
    as_xls(faulty(office, unit="县水利局", progress=VAGUE))
    answered(duban)
    copies = [office / ANSWERS / COPY, office / ANSWERS / COPY.replace("交通局", "水利局")]
    for saved in convert(copies, "xlsx", tmp_path / "saved"):
        form = openpyxl.load_workbook(saved)["事项反馈"]
        assert "▲R306" in note(form[at("progress")]) and colour(form[at("progress")]) == RED
        assert form.protection.sheet and read_return(saved).lines
    for pdf in convert(copies, "pdf", tmp_path / "pdf"):
        picture = tmp_path / pdf.stem
        subprocess.run(["pdftoppm", "-r", "40", "-png", pdf, picture], check=True, timeout=60)
        pages = sorted(tmp_path.glob(f"{pdf.stem}-*.png"))
        assert len(pages) >= 2 and all(page.stat().st_size > 1000 for page in pages)


@pytest.mark.office
def test_loop_through_libreoffice__marked_copy_saved_there__is_marked_anew_without_piling_up(
    office: Path, duban: Duban, tmp_path: Path
) -> None:
    path = faulty(office)
    answered(duban)
    (saved,) = convert([office / ANSWERS / COPY], "xlsx", tmp_path)
    path.unlink()
    saved.replace(office / INBOX / COPY)
    answered(duban)
    book = copy_of(office)
    assert book.sheetnames.count("退回说明") == 1
    assert note(book["事项反馈"][at("progress")]).count("▲") == 1 and colour(book["事项反馈"][at("progress")]) == RED
