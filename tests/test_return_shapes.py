"""Returned forms in the shapes that people give them: what is read, what is told, and that nothing is taken for something else."""

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from duban_xl.catalogue import Level
from duban_xl.check.returns import check_return
from duban_xl.documents.aside_book import build_aside_book
from duban_xl.documents.forms.layout import DATA, FIRST, GAP, HEADER, letter
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.form import ReturnedFile
from duban_xl.read.return_marks import looks_like_formula
from duban_xl.read.returns import read_return
from tests.fuzz_child import LEDGER
from tests.fuzz_seeds import zipped
from tests.returned import SAVED, at, form, merged, office
from tests.tables import found
from tests.test_read_returns import FORM, NAME, ROWS, edited, filled, read

HEADS = HEADER + 1  # the row of the headers
SIGNED = FIRST + len(ROWS) + GAP  # the row of the line for signature and seal
BELOW = SIGNED + 1
FIRST_OPEN, LAST_OPEN = letter("progress"), letter("phone")
SHEET = "xl/worksheets/sheet2.xml"


def put(row: int = FIRST + 1, **cells: Any) -> Callable[[Any], None]:
    """Type into a row of 事项反馈: put(progress="…")."""

    def change(book: Any) -> None:
        for key, value in cells.items():
            book["事项反馈"][at(key, row)] = value

    return change


def both_filled(book: Any) -> None:
    """Fill in the two rows of the form."""
    for row in (4, 5):
        put(row, progress_state="正常推进", percent_done=0.5, progress="完成大坝主体。", report_type="进展报告")(book)


def codes(returned: ReturnedFile) -> list[str]:
    return [one.code for one in returned.findings]


def numbers(returned: ReturnedFile) -> list[str]:
    return [line.number for line in returned.lines or ()]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


# --- the header -------------------------------------------------------------------------------------------------------


def test_header_in_two_rows__joined_and_told() -> None:
    def split(book: Any) -> None:
        sheet = book["事项反馈"]
        sheet.insert_rows(4)
        for key in ("progress", "progress_state", "percent_done", "difficulties", "next_steps"):
            sheet[at(key, HEADS + 1)] = sheet[at(key, HEADS)].value
            sheet[at(key, HEADS)] = None
        sheet[at("progress", HEADS)] = "本期办理的情形"

    returned = read(edited(split, edited(both_filled)))
    assert numbers(returned) == ["YX-001", "YX-002"]
    assert [line.percent_done for line in returned.lines or ()] == [50, 50]
    assert found(returned.findings) == [("R140", "A4")]


def test_header_with_breaks_blanks_and_remarks__read_in_silence() -> None:
    remarked = put(HEADS, percent_done="完成率\n（必填）", progress="本期　进展\n情况 *", report_type="报告类型：")
    returned = read(edited(remarked, edited(both_filled)))
    assert found(returned.findings) == []
    assert [line.report_type for line in returned.lines or ()] == ["进展报告"] * 2


@pytest.mark.parametrize("above", [1, 28, 60, 500])
def test_blank_rows_above_the_table__header_still_found(above: int) -> None:
    def lower(book: Any) -> None:
        book["事项反馈"].insert_rows(1, above)

    returned = read(edited(lower))
    assert numbers(returned) == ["YX-001", "YX-002"]


def test_sixty_blank_rows_then_data__read() -> None:
    def apart(book: Any) -> None:
        book["事项反馈"].insert_rows(5, 60)

    returned = read(edited(apart, edited(both_filled)))
    assert numbers(returned) == ["YX-001", "YX-002"]
    assert found(returned.findings) == [("R125", "A5")]


# --- rows that are none -----------------------------------------------------------------------------------------------


def test_total_note_and_signature_below_the_table__no_rows() -> None:
    def close(book: Any) -> None:
        sheet = book["事项反馈"]
        for row, text in enumerate(
            (
                "合计",
                "注：数据截至9月25日。",
                "签发人：王建国　　（公章）　　2026年9月28日",
                "填表人：张伟　审核人：李明",
            ),
            start=7,
        ):
            sheet[at("number", row)] = text
        sheet[at("percent_done", 7)] = 1
        put(11, number="单位负责人（签字）：", requirement="（公章）", progress="2026年9月28日")(book)

    returned = read(edited(close, edited(both_filled)))
    assert numbers(returned) == ["YX-001", "YX-002"]
    assert found(returned.findings) == [("R125", "A6"), ("R143", "A7")]
    assert next(one for one in returned.findings if one.code == "R143").args["count"] == "5"


def test_name_and_day_in_the_line_for_the_signature__no_row() -> None:
    signed = put(SIGNED, title="王建国", requirement="2026年9月28日")
    returned = read(edited(signed, edited(both_filled)))
    assert numbers(returned) == ["YX-001", "YX-002"]
    assert found(returned.findings) == [("R125", "A6"), ("R143", f"A{SIGNED}")]


@pytest.mark.parametrize("filled_in", [{"title": "自加的事项", "progress": "已经开工。"}, {"number": "YX-003"}])
def test_row_in_the_line_for_the_signature__is_read(filled_in: dict[str, str]) -> None:
    returned = read(edited(put(SIGNED, **filled_in), edited(both_filled)))
    assert numbers(returned) == ["YX-001", "YX-002", filled_in.get("number", "")]
    assert found(returned.findings) == [("R125", "A6")]


@pytest.mark.parametrize("number", ["YX-003", "签发-01", "注1", "2026001"])
def test_row_with_a_number__is_a_row(number: str) -> None:
    returned = read(edited(put(6, number=number, progress="签发人：王建国")))
    assert numbers(returned) == ["YX-001", "YX-002", number]


def test_rows_added_without_number_and_row_twice__refused_and_the_others_good() -> None:
    def add(book: Any) -> None:
        sheet = book["事项反馈"]
        for column in range(DATA + 1, DATA + 1 + len(RETURN_FORM.fields)):
            sheet.cell(6, column).value = sheet.cell(5, column).value
        put(7, title="本单位自加的事项", progress="已经开工。")(book)

    checked = check_return(read(edited(add, edited(both_filled))), LEDGER)
    assert [line.number for line in checked.good] == ["YX-001"]
    assert {"R402", "R404"} <= {one.code for one in checked.findings}


# --- hidden, merged, filtered -----------------------------------------------------------------------------------------


def test_hidden_rows_and_columns__read_and_counted() -> None:
    def hide(book: Any) -> None:
        sheet = book["事项反馈"]
        sheet.row_dimensions[5].hidden = True
        sheet.row_dimensions[40].hidden = True  # below the table
        sheet.column_dimensions[letter("difficulties")].hidden = True

    returned = read(edited(hide, edited(both_filled)))
    assert numbers(returned) == ["YX-001", "YX-002"]
    assert found(returned.findings) == [("R141", "A5"), ("R142", at("difficulties", HEADS))]


def test_filter_left_on__rows_read_all_the_same() -> None:
    def filtered(book: Any) -> None:
        sheet = book["事项反馈"]
        sheet.auto_filter.add_filter_column(DATA, ["YX-001"])
        sheet.row_dimensions[5].hidden = True

    returned = read(edited(filtered, edited(both_filled)))
    assert (numbers(returned), codes(returned)) == (["YX-001", "YX-002"], ["R141"])


def test_cells_merged_over_rows__each_row_has_the_content_and_it_is_told() -> None:
    def merge(book: Any) -> None:
        book["事项反馈"].merge_cells(f"{at('progress')}:{at('progress', 5)}")

    returned = read(edited(merge, edited(both_filled)))
    assert [line.progress for line in returned.lines or ()] == ["完成大坝主体。"] * 2
    assert found(returned.findings) == [("R146", at("progress"))]


# --- several sheets ---------------------------------------------------------------------------------------------------


def copied(change: Callable[[Any, Any], None], title: str = "事项反馈 (2)") -> Callable[[Any], None]:
    def copy(book: Any) -> None:
        other = book.copy_worksheet(book["事项反馈"])
        other.title = title
        change(book["事项反馈"], other)

    return copy


def test_copy_filled_in_instead_of_the_form__read_in_its_place() -> None:
    def clear(form: Any, _other: Any) -> None:
        for cells in form[f"{FIRST_OPEN}4:{LAST_OPEN}5"]:
            for cell in cells:
                cell.value = None

    returned = read(edited(copied(clear), edited(both_filled)))
    assert [line.progress for line in returned.lines or ()] == ["完成大坝主体。"] * 2
    assert [(one.code, one.source.sheet) for one in returned.findings] == [
        ("R164", "事项反馈 (2)"),
        ("R114", "事项反馈"),
    ]


def test_old_copy_beside_the_new_one__not_read_and_what_only_it_holds_is_an_error() -> None:
    def half(form: Any, _other: Any) -> None:
        for cell in form[f"{FIRST_OPEN}5:{LAST_OPEN}5"][0]:
            cell.value = None

    returned = read(edited(copied(half, "2026Q2"), edited(both_filled)))
    [told] = returned.findings
    assert (told.code, told.level, told.args["names"]) == ("R144", Level.ERROR, "YX-002")
    assert (told.source.sheet, told.source.cell) == ("2026Q2", at("number", 5))
    checked = check_return(returned, LEDGER)
    assert [line.number for line in checked.good] == ["YX-001"]


def test_old_copy_of_the_same_matters__only_told() -> None:
    returned = read(edited(copied(lambda _form, _other: None), edited(both_filled)))
    assert [(one.code, one.source.sheet) for one in returned.findings] == [("R114", "事项反馈 (2)")]


def test_two_sheets_about_different_matters__read_together() -> None:
    def divide(form: Any, other: Any) -> None:
        form.delete_rows(5)
        other.delete_rows(4)

    returned = read(edited(copied(divide, "续表"), edited(both_filled)))
    assert numbers(returned) == ["YX-001", "YX-002"]
    assert [(one.code, one.source.sheet) for one in returned.findings] == [("R145", "续表")]
    assert [line.source("progress").sheet for line in returned.lines or ()] == ["事项反馈", "续表"]


# --- cells ------------------------------------------------------------------------------------------------------------


def cell_replaced(sheet: bytes, cell: str) -> bytes:
    """The sheet's XML with another first cell under 本期进展情况."""
    begin = sheet.index(f'<c r="{at("progress")}"'.encode())
    return sheet[:begin] + cell.encode() + sheet[sheet.index(b"</c>", begin) + 4 :]


def cached(data: bytes, formula: str) -> bytes:
    """The form with a formula under 本期进展情况 whose stored result is 完成八成."""
    of = parts(data)
    return zipped(
        of | {SHEET: cell_replaced(of[SHEET], f'<c r="{at("progress")}" t="str"><f>{formula}</f><v>完成八成</v></c>')}
    )


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("A1", "R147"),
        ("[1]Sheet1!A1", "R148"),
        ("'D:\\文件\\[旧表.xlsx]甲'!B2", "R148"),
        ("_xlfn.DISPIMG(&quot;ID_1&quot;,1)", "R160"),
    ],
)
def test_formula_in_an_entry_cell__its_result_is_read_and_told(formula: str, code: str) -> None:
    returned = read(cached(edited(both_filled), formula))
    assert returned.lines and returned.lines[0].progress == "完成八成"
    assert codes(returned) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x.example")',
        "=cmd|'/c calc'!A1",
        "＝1+1",
        "@SUM(A1)",
        "+SUM(1)",
        "-cmd|' /c'!A1",
        "cmd|'/c calc'!A1",
        "\t=1+1",
        "\r=1+1",
    ],
)
def test_text_like_a_formula__stays_text_and_is_told(text: str) -> None:
    def fill(book: Any) -> None:
        cell = book["事项反馈"][at("progress")]
        cell.value, cell.data_type = text, "s"

    returned = read(edited(fill))
    assert returned.lines and returned.lines[0].progress == text.strip()
    assert found(returned.findings) == [("R149", at("progress"))]


DANGEROUS = '=HYPERLINK("http://x.example")'


def test_text_like_a_formula__is_text_in_the_plan_and_in_the_book_of_rows_not_taken() -> None:
    lines = f"""
        | 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 报告类型 |
        | D-001 | 正常推进 | 60% | {DANGEROUS} 已完成路面改造12公里 | @SUM(A1) | 进展报告 |
        | D-999 | 正常推进 | 60% | {DANGEROUS} 已完成桥梁加固3座 | 无 | 进展报告 |
    """
    plan = merged(office(), form(lines))
    [new] = [row for row in plan.changes.appends if row.sheet == "returns"]
    assert str(new.values["progress"]).startswith(DANGEROUS)
    book: Any = openpyxl.load_workbook(BytesIO(build_aside_book(plan.refused, created=SAVED)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if DANGEROUS in str(cell.value)]
    assert cells and {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("text", ["-5%", "- 完成招标", "+10个百分点", "—", "完成=是", "a@b.example", "-", "＋", "-3"])
def test_harmless_text__not_told(text: str) -> None:
    assert not looks_like_formula(text)


@pytest.mark.parametrize(
    ("typed", "read_as", "code"),
    [
        ("2026001.0", "2026001", "R150"),
        ("'YX-001", "YX-001", "R150"),
        ("＇YX-001", "YX-001", "R150"),
        (2026001, "2026001", "R152"),
        (date(2026, 3, 5), "", "R151"),
        (" YX-001 ", "YX-001", ""),
        ("ＹＸ-００１", "YX-001", ""),
        ("YX-001\n", "YX-001", ""),
        ("\u200bYX-001\ufeff", "YX-001", ""),
        ("YX-001_x000D_", "YX-001", ""),
    ],
)
def test_number_of_a_matter__as_it_was_before_excel_changed_it(typed: Any, read_as: str, code: str) -> None:
    returned = read(edited(put(number=typed), edited(both_filled)))
    assert numbers(returned)[0] == read_as
    assert found(returned.findings) == ([(code, at("number"))] if code else [])


def test_signs_that_nobody_sees__not_read() -> None:
    returned = read(
        filled(progress="完成\u200b大\u202e坝\ufeff主体。\u2028第二段_x000D_\n第三段\u3000", difficulties="\u200b")
    )
    assert returned.lines
    line = returned.lines[0]
    assert (line.progress, line.difficulties) == ("完成大坝主体。\n第二段\n第三段", "")


def test_full_width_digits_and_numbers_as_text__read() -> None:
    returned = read(filled(percent_done="８０％", phone="０５７７－１２３４５６"))
    assert returned.lines
    assert (returned.lines[0].percent_done, returned.lines[0].phone) == (Decimal(80), "0577-123456")


def test_crossed_out_text__read_and_told() -> None:
    def strike(book: Any) -> None:
        book["事项反馈"][at("progress")].font = Font(strike=True)
        book["事项反馈"]["Z50"].font = Font(strike=True)

    returned = read(edited(strike, edited(both_filled)))
    assert returned.lines and returned.lines[0].progress == "完成大坝主体。"
    assert found(returned.findings) == [("R153", at("progress"))]


def test_text_partly_crossed_out__told() -> None:
    of = parts(edited(both_filled))
    rich = "<is><r><rPr><strike/></rPr><t>完成八成</t></r><r><t>完成大坝主体。</t></r></is>"
    cell = f'<c r="{at("progress")}" t="inlineStr">{rich}</c>'
    returned = read(zipped(of | {SHEET: cell_replaced(of[SHEET], cell)}))
    assert returned.lines and returned.lines[0].progress == "完成八成完成大坝主体。"
    assert found(returned.findings) == [("R153", at("progress"))]


# --- what a workbook carries ------------------------------------------------------------------------------------------


def test_comments__told_but_our_own_notes_not() -> None:
    def note(book: Any) -> None:
        book["事项反馈"][at("progress")].comment = Comment("详见附件照片", "张伟")
        book["事项反馈"][at("progress", 5)].comment = Comment("R306：没有实质内容", "督查室")

    returned = read(edited(note, edited(both_filled)))
    [told] = returned.findings
    assert (told.code, told.source.cell, told.args["value"]) == ("R154", at("progress"), "详见附件照片")


LINKS = b'<Relationships><Relationship Id="rId1" Type="x" Target="file:///D:/%E6%97%A7.xlsx" TargetMode="External"/></Relationships>'
CARRIED: dict[str, tuple[str, bytes, str]] = {
    "macros": ("xl/vbaProject.bin", b"\xd0\xcf", "R155"),
    "a link to another workbook": ("xl/externalLinks/_rels/externalLink1.xml.rels", LINKS, "R156"),
    "DDE": (
        "xl/externalLinks/externalLink1.xml",
        b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
        "R157",
    ),
    "an embedded file": ("xl/embeddings/oleObject1.bin", b"\xd0\xcf", "R158"),
    "a connection": ("xl/connections.xml", b'<connections><connection id="1" name="q"/></connections>', "R159"),
}


@pytest.mark.parametrize("what", CARRIED)
def test_what_is_never_run_or_followed__read_past_and_told(what: str) -> None:
    name, content, code = CARRIED[what]
    returned = read(zipped(parts(edited(both_filled)) | {name: content}))
    assert (numbers(returned), codes(returned)) == (["YX-001", "YX-002"], [code])


DRAWING = b'<xdr:wsDr xmlns:xdr="x"><xdr:twoCellAnchor><xdr:pic><xdr:nvPicPr/></xdr:pic></xdr:twoCellAnchor></xdr:wsDr>'
TO_DRAWING = (
    b'<Relationships><Relationship Id="rId1" Type="drawing" Target="../drawings/drawing1.xml"/></Relationships>'
)
PICTURE = {"xl/drawings/drawing1.xml": DRAWING, "xl/worksheets/_rels/sheet2.xml.rels": TO_DRAWING}


def test_picture_beside_the_table__told_as_not_read() -> None:
    returned = read(zipped(parts(edited(both_filled)) | PICTURE))
    assert (numbers(returned), codes(returned)) == (["YX-001", "YX-002"], ["R160"])


def test_picture_instead_of_the_table__an_error_of_its_own() -> None:
    def only(book: Any) -> None:
        book["事项反馈"].delete_rows(1, 10)
        book["事项反馈"].title = "扫描件"

    returned = read(zipped(parts(edited(only)) | PICTURE))
    assert (returned.lines, codes(returned)) == (None, ["R161"])


# --- size -------------------------------------------------------------------------------------------------------------


def test_ten_thousand_rows_pasted__all_read() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="{letter("number")}{row}" t="inlineStr"><is><t>D-{row}</t></is></c>'
        f'<c r="{letter("progress")}{row}" t="inlineStr"><is><t>完成{row}米</t></is></c></row>'
        for row in range(BELOW, BELOW + 10_000)
    )
    of = parts(edited(both_filled))
    returned = read(zipped(of | {SHEET: of[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>")}))
    assert len(numbers(returned)) == 10_002


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
        "".join(f'<row r="{row}" ht="20"><c r="A{row}" s="1"/></row>' for row in range(BELOW, 30_000)),
        f'<row r="{BELOW}">' + "<c/>" * 16_384 + "</row>",
    ],
    ids=["a styled cell in the last corner", "formatted rows", "a row of all columns"],
)
def test_formatted_emptiness__harmless(rows: str) -> None:
    of = parts(edited(both_filled))
    returned = read(zipped(of | {SHEET: of[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>")}))
    assert (numbers(returned), codes(returned)) == (["YX-001", "YX-002"], [])


def test_value_in_the_last_corner__refused_for_its_size() -> None:
    of = parts(edited(both_filled))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert codes(read(zipped(of | {SHEET: of[SHEET].replace(b"</sheetData>", far)}))) == ["L106"]


def test_dimension_of_one_cell__all_read() -> None:
    of = parts(edited(both_filled))
    head, _, rest = of[SHEET].partition(b"<dimension ref=")
    lying = head + b'<dimension ref="A1:A1"' + rest[rest.index(b"/>") :]
    assert numbers(read(zipped(of | {SHEET: lying}))) == ["YX-001", "YX-002"]


def test_name_of_the_file__says_nothing_about_its_format() -> None:
    assert numbers(read_return(Path("nowhere") / "2026Q3_县交通局.xls", FORM)) == ["YX-001", "YX-002"]
    assert NAME.endswith(".xlsx")
