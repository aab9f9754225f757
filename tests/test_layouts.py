"""What stands around the text of each layout: 公文, 上行文, 信函, 简报, 表单; landscape annexes; LibreOffice as a judge."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.documents.word import engine
from duban_xl.documents.word.frame import (
    LANDSCAPE_WIDTH,
    RECIPIENTS,
    Column,
    SigningBox,
    annex,
    body,
    form_table,
    head_lines,
    list_table,
    paragraph,
    signature,
    template,
)
from duban_xl.documents.word.layout import (
    LETTER,
    MARGINS,
    MARKS,
    RED_RULES,
    SEAL,
    TEXT_WIDTH,
    Layout,
    MarginProfile,
    Style,
    required_styles,
    signature_rows,
    signer_lines,
    width,
)
from duban_xl.documents.word.opened import Document, open_document
from duban_xl.documents.word.parts import is_draft, is_stamped
from duban_xl.documents.word.stamp import stamp
from duban_xl.documents.word.styles import looks
from duban_xl.documents.word.xml import Element, W, serialise, set_text, text_of, write_package
from tests import paper
from tests.layouts import DAY, OFFICE, SAID, TITLES, Office, Row, context, finished, made, wide_annex

PARTNERS = ("清源县人民政府办公室", "中共清源县纪律检查委员会")
WIDE = wide_annex("各单位事项落实情况表")
LATER = date(2026, 10, 20)


def opened(layout: Layout, *, annexes: str = "", copies: str = "", **changes: object) -> Document:
    """A finished document of `layout`; what `finished` takes goes there, the rest fills blanks."""
    order = {
        name: changes.pop(name)
        for name in ("preprinted", "margins", "is_draft", "sealed", "partners")
        if name in changes
    }
    source = made(layout, annexes=annexes, copies=copies)
    return open_document(finished(source, context(layout, **changes), **order))  # type: ignore[arg-type]


def lines(document: Document, *styles: Style) -> list[str]:
    return [text_of(p) for p in document.named(*styles)]


def value(owner: Element | None, path: str, name: str = "val") -> str | None:
    """An attribute below `owner`: (p, "pPr/ind", "right")."""
    found = owner.find("/".join(W + step for step in path.split("/"))) if owner is not None else None
    return found.get(W + name) if found is not None else None


def sections(document: Document) -> list[str]:
    """The orientation of each section."""
    return [value(section, "pgSz", "orient") or "portrait" for section in document.root.iter(W + "sectPr")]


# ---- templates ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", Layout)
def test_layout__is_told_by_the_styles_of_the_file(layout: Layout) -> None:
    source = open_document(made(layout, annexes=WIDE))
    assert source.layout is layout
    assert opened(layout).layout is layout
    assert {look.style.value for look in looks(layout)} <= set(source.styles.values())
    assert [style for style in required_styles(layout) if not source.named(style)] == []


def test_layout__is_still_known_when_its_telling_paragraph_was_deleted() -> None:
    source = open_document(made(Layout.UPWARD))
    for signer in source.named(Style.SIGNER):
        for run in signer.findall(W + "r"):
            signer.remove(run)
        style = signer.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        style.set(W + "val", Style.BODY.value)
    source.store()
    edited = open_document(write_package(source.parts))
    assert edited.layout is Layout.UPWARD
    assert [style for style in required_styles(edited.layout) if not edited.named(style)] == [Style.SIGNER]


@pytest.mark.parametrize("layout", Layout)
def test_template__uses_known_fields_only_and_is_the_same_each_time(layout: Layout) -> None:
    source = made(layout, annexes=WIDE)
    known: dict[str, object] = {
        **dict.fromkeys(context(layout), str),
        "office": Office,
        "dated_on": date,
        "parts": tuple[str, ...],
        "rows": tuple[Row, ...],
    }
    assert engine.inspect(source, known).faults == []
    assert made(layout, annexes=WIDE) == source


@pytest.mark.parametrize("layout", Layout)
def test_finished__same_bytes_and_no_tag_left(layout: Layout) -> None:
    source, values = made(layout, annexes=WIDE), context(layout)
    data = finished(source, values, is_draft=True)
    assert finished(source, values, is_draft=True) == data
    document = open_document(data)
    assert is_stamped(document.parts)
    assert not any(b"{{" in part or b"{%" in part for part in document.parts.values())


# ---- head -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [Layout.GENERAL, Layout.UPWARD, Layout.LETTER, Layout.BRIEF])
def test_head_lines__each_vanishes_when_its_field_is_blank(layout: Layout) -> None:
    assert lines(opened(layout), Style.HEAD) == ["000018", "秘密★1年", "特急"]
    assert lines(opened(layout, secrecy=""), Style.HEAD) == ["000018", "特急"]
    assert lines(opened(layout, copy_number="", secrecy="", urgency=""), Style.HEAD) == [""]


def test_head_lines__in_the_order_of_the_standard() -> None:
    assert head_lines("甲", "乙", "丙") == "甲\n乙\n丙"
    assert head_lines(urgency="丙") == "丙"


def test_head_of_a_form__stands_above_the_title_and_goes_when_blank() -> None:
    source = template(layout=Layout.FORM, head="{{ urgency }}", text=form_table((("甲", "乙"),)))
    assert lines(open_document(finished(source, context(Layout.FORM))), Style.HEAD) == ["特急"]
    assert lines(open_document(finished(source, context(Layout.FORM, urgency=""))), Style.HEAD) == []


def test_upward__number_left_and_signer_right_by_one_letter_on_one_line() -> None:
    document = opened(Layout.UPWARD)
    (number,), (signer,) = document.named(Style.NUMBER), document.named(Style.SIGNER)
    rows = {next(p.iterancestors(W + "tr")) for p in (number, signer)}
    assert len(rows) == 1
    assert text_of(signer) == "签发人：张三"
    left = int(value(signer, "pPr/ind", "left") or 0)
    assert left + width("签发人：张三") * LETTER // 2 + LETTER == TEXT_WIDTH // 2
    fonts = [value(run, "rPr/rFonts", "eastAsia") for run in signer.findall(W + "r")]
    assert fonts == [None, "楷体_GB2312"]
    look = {look.style: look for look in looks(Layout.UPWARD)}[Style.NUMBER]
    assert (look.left, look.align) == (LETTER, "left")


def test_signers__two_a_line_one_below_the_other() -> None:
    document = opened(Layout.UPWARD, signer="张三、李四光、王五")
    first, second = document.named(Style.SIGNER)
    assert [text_of(first), text_of(second)] == ["签发人：张三\u3000\u3000李四光", "王五"]
    indents = [int(value(p, "pPr/ind", "left") or 0) for p in (first, second)]
    assert indents[1] - indents[0] == 4 * LETTER


def test_signer_of_a_draft__leaves_room_and_is_stamped_in() -> None:
    data = finished(made(Layout.UPWARD), context(Layout.UPWARD, signer=""), is_draft=True)
    assert lines(open_document(data), Style.SIGNER) == ["签发人：\u3000\u3000\u3000"]
    signed = stamp(data, number="清委督〔2026〕8号", dated_on=DAY, sealed=True, issuer=OFFICE.issuer, signer="王五")
    assert lines(open_document(signed), Style.SIGNER) == ["签发人：王五"]


def test_signer_typed_into_one_run_by_a_clerk__is_set_apart_again() -> None:
    source = open_document(made(Layout.UPWARD))
    (signer,) = source.named(Style.SIGNER)
    label, name = signer.findall(W + "r")
    signer.remove(name)
    next(label.iter(W + "t")).text = "签发人：{{ signer }}"
    source.store()
    document = open_document(finished(write_package(source.parts), context(Layout.UPWARD)))
    (signer,) = document.named(Style.SIGNER)
    assert [text_of(run) for run in signer.findall(W + "r")] == ["签发人：", "张三"]
    assert value(signer.findall(W + "r")[1], "rPr/rFonts", "eastAsia") == "楷体_GB2312"


@given(st.lists(st.text("甲乙丙丁", min_size=2, max_size=4), min_size=1, max_size=7))
def test_signer_lines__all_names_in_order(names: list[str]) -> None:
    placed = signer_lines("、".join(names))
    assert [name for line in placed.lines for name in line.split("\u3000") if name] == names
    assert len(placed.lines) == (len(names) + 1) // 2
    assert placed.width <= TEXT_WIDTH // 2 - 5 * LETTER


# ---- letters --------------------------------------------------------------------------------------------------------


def test_letter__mark_is_the_issuer_in_the_header_of_page_1() -> None:
    document = opened(Layout.LETTER)
    assert list(document.edges) == ["word/footer5.xml", "word/header1.xml"]
    assert lines(document, *MARKS) == ["中共清源县委督查室"]
    assert lines(document, Style.RULE, Style.PRINTED) == []
    (section,) = document.root.iter(W + "sectPr")
    assert section.find(W + "titlePg") is not None
    assert {(ref.tag.removeprefix(W), ref.get(W + "type")) for ref in section if "Reference" in ref.tag} == {
        ("headerReference", "first"), ("footerReference", "first"), ("footerReference", "default"), ("footerReference", "even"),
    }  # fmt: skip


def test_letter__double_rules_170_mm_thick_outside() -> None:
    upper, lower = (
        {look.style: look for look in looks(Layout.LETTER)}[s] for s in (Style.UPPER_RULE, Style.LOWER_RULE)
    )
    for rule in (upper, lower):
        assert TEXT_WIDTH - rule.left - rule.right == round(170 / 25.4 * 1440)
    assert (upper.border, lower.border) == ("thickThinSmallGap", "thinThickSmallGap")


def test_letter__no_page_number_on_page_1_and_none_lower_than_elsewhere() -> None:
    parts = open_document(made(Layout.LETTER)).parts
    assert b"PAGE" not in parts["word/footer5.xml"]
    for name in ("word/footer1.xml", "word/footer2.xml"):
        assert b"PAGE" in parts[name]
        assert b'w:after="336"' in parts[name]
    assert b'w:footer="1104"' in parts["word/document.xml"]


def test_letter__imprint_without_rules_and_only_where_copies_go() -> None:
    document = opened(Layout.LETTER)
    (copied,) = document.named(Style.COPIED)
    assert text_of(copied).startswith("抄送：市委督查室，")
    assert not list(next(copied.iterancestors(W + "tbl")).iter(W + "tcBorders"))
    assert lines(opened(Layout.LETTER, office=replace(OFFICE, copied_to=())), Style.COPIED) == []


def test_letter__is_never_joint() -> None:
    document = opened(Layout.LETTER, partners=PARTNERS)
    assert lines(document, *MARKS, Style.SIGNATURE) == ["中共清源县委督查室", "中共清源县委督查室"]


def test_letter_with_a_landscape_annex__only_page_1_has_the_mark() -> None:
    document = opened(Layout.LETTER, annexes=WIDE)
    assert sections(document) == ["portrait", "landscape", "portrait"]
    found = [section.find(W + "titlePg") is not None for section in document.root.iter(W + "sectPr")]
    assert found == [True, False, False]


# ---- briefs and forms -----------------------------------------------------------------------------------------------


def test_brief__masthead_issue_office_and_date() -> None:
    document = opened(Layout.BRIEF)
    assert lines(document, *MARKS, Style.NUMBER, Style.EDITED) == [
        "督查简报", "第3期（总第18期）", "中共清源县委督查室\t2026年10月9日",
    ]  # fmt: skip
    assert lines(document, Style.RECIPIENTS, Style.SIGNATURE, Style.DATE) == []
    own = opened(Layout.BRIEF, office=replace(OFFICE, printed_by=""), series="督查专报")
    assert lines(own, *MARKS, Style.EDITED) == ["督查专报", "中共清源县委督查室\t2026年10月9日"]


def test_brief__signature_and_recipients_where_its_text_asks_for_them() -> None:
    text = paragraph(Style.RECIPIENTS, RECIPIENTS) + body(SAID) + signature()
    document = open_document(finished(template(layout=Layout.BRIEF, text=text), context(Layout.BRIEF)))
    assert lines(document, Style.RECIPIENTS) == ["各乡镇党委、政府，县直各单位："]
    assert lines(document, Style.SIGNATURE, Style.DATE) == ["中共清源县委督查室", "2026年10月9日"]


def imprint_rules(document: Document) -> list[str]:
    cells = (cell for p in document.named(Style.COPIED, Style.PRINTED) for cell in p.iterancestors(W + "tc"))
    return [f"{value(cell, 'tcPr/tcBorders/top', 'sz')}-{value(cell, 'tcPr/tcBorders/bottom', 'sz')}" for cell in cells]


@pytest.mark.parametrize(
    ("copies", "copied", "recipients", "said", "rules"),
    [
        ("150", True, True, ["报送：", "发：", "\t共印150份"], ["8-6", "6-6", "6-8"]),
        ("", True, True, ["报送：", "发："], ["8-6", "6-8"]),
        ("", True, False, ["报送："], ["8-8"]),
        ("", False, True, ["发："], ["8-8"]),
        ("", False, False, [], []),
    ],
)
def test_brief_imprint__outer_rules_thick(
    copies: str, copied: bool, recipients: bool, said: list[str], rules: list[str]
) -> None:
    office = replace(
        OFFICE, copied_to=OFFICE.copied_to if copied else (), recipients=OFFICE.recipients if recipients else ""
    )
    document = opened(Layout.BRIEF, copies=copies, office=office)
    found = lines(document, Style.COPIED, Style.PRINTED)
    assert [line[: len(start)] for line, start in zip(found, said, strict=True)] == said
    assert imprint_rules(document) == rules


def test_form__title_and_number_no_red_head_no_imprint() -> None:
    document = opened(Layout.FORM)
    assert lines(document, *MARKS, *RED_RULES, Style.RECIPIENTS, Style.SIGNATURE, Style.COPIED, Style.PRINTED) == []
    assert lines(document, Style.TITLE, Style.NUMBER) == [TITLES[Layout.FORM], "清委督〔2026〕7号"]
    assert lines(opened(Layout.FORM, number_line=""), Style.NUMBER) == []
    last = [child.tag for child in document.root.findall(f"{W}body/*")][-2:]
    assert last == [W + "p", W + "sectPr"]  # Word wants a paragraph after a table


def test_form_table__pairs_side_by_side_and_boxes_to_sign() -> None:
    document = open_document(finished(made(Layout.FORM), context(Layout.FORM)))
    table = next(document.root.iter(W + "tbl"))
    rows = table.findall(W + "tr")
    cells = [[text_of(cell) for cell in row.findall(W + "tc")] for row in rows]
    assert cells[0] == ["事项编号", "D-2026-014", "主办单位", "青溪镇"]
    assert cells[1] == ["事项名称", "镇区污水管网改造"]
    assert cells[4][:2] == ["主办单位意见", "意见："]
    assert cells[5][0] == ""
    assert re.fullmatch("签名：\u3000+年\u3000+月\u3000+日", cells[5][1])
    columns = [int(column.get(W + "w") or 0) for column in table.iter(W + "gridCol")]
    assert sum(columns) == TEXT_WIDTH
    for row in rows:
        given = [int(value(cell, "tcPr/tcW", "w") or 0) for cell in row.findall(W + "tc")]
        spans = [int(value(cell, "tcPr/gridSpan") or 1) for cell in row.findall(W + "tc")]
        assert (sum(given), sum(spans)) == (TEXT_WIDTH, 4)
    kept = [value(row, "tc/p/pPr/keepNext", "val") or row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") for row in rows[4:6]]
    assert kept[0] is not None
    assert kept[1] is None
    assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows)


def test_form_table_of_two_columns__as_before() -> None:
    table = form_table((("签收人", ""), ("备注", "无")), label_width=2000)
    assert re.findall(r'gridCol w:w="(\d+)"', table) == ["2000", "6844"]
    assert re.findall(r'gridCol w:w="(\d+)"', form_table((("甲", "乙"), SigningBox("丙")))) == ["2700", "6144"]


# ---- landscape ------------------------------------------------------------------------------------------------------

PORTRAIT = annex("乙表", body(SAID))


@pytest.mark.parametrize(
    ("layout", "annexes", "rows", "wanted"),
    [
        (Layout.GENERAL, WIDE, True, ["portrait", "landscape", "portrait"]),
        (Layout.GENERAL, WIDE, False, ["portrait"]),
        (Layout.GENERAL, WIDE + WIDE, True, ["portrait", "landscape", "landscape", "portrait"]),
        (Layout.GENERAL, PORTRAIT + WIDE + PORTRAIT, True, ["portrait", "landscape", "portrait"]),
        (Layout.BRIEF, WIDE, True, ["portrait", "landscape", "portrait"]),
        (Layout.FORM, WIDE, True, ["portrait", "landscape"]),
        (Layout.FORM, WIDE, False, ["portrait"]),
        (Layout.FORM, WIDE + PORTRAIT, True, ["portrait", "landscape", "portrait"]),
    ],
)
def test_landscape_annex__is_a_section_and_leaves_none_empty(
    layout: Layout, annexes: str, rows: bool, wanted: list[str]
) -> None:
    filled = context(layout)["rows"] if rows else ()
    document = opened(layout, annexes=annexes, rows=filled)
    assert sections(document) == wanted
    breaks = [p for p in document.root.iter(W + "p") if p.find(f"{W}pPr/{W}sectPr") is not None]
    for last in breaks:  # none takes a line of its own, except after a table
        before = last.getprevious()
        assert text_of(last) or (before is not None and before.tag == W + "tbl")


def test_annex_notes_before_a_landscape_page__all_on_the_page_of_the_text() -> None:
    document = opened(Layout.BRIEF, annexes=WIDE + PORTRAIT)
    first, second = document.named(Style.ANNEX_NOTE)
    assert [text_of(first), text_of(second)] == ["附件：1.各单位事项落实情况表", "2.乙表"]
    assert first.find(f"{W}pPr/{W}sectPr") is None
    assert second.find(f"{W}pPr/{W}sectPr") is not None


@pytest.mark.parametrize("profile", MarginProfile)
def test_landscape_page__is_the_portrait_page_turned(profile: MarginProfile) -> None:
    document = opened(Layout.GENERAL, annexes=WIDE, margins=profile)
    _, wide, last = document.root.iter(W + "sectPr")
    margins = MARGINS[profile]
    edges = [int(value(wide, "pgMar", side) or 0) for side in ("top", "right", "bottom", "left")]
    assert edges == [margins.left, margins.top, margins.right, margins.bottom]
    assert [int(value(last, "pgMar", side) or 0) for side in ("top", "bottom")] == [margins.top, margins.bottom]


def test_landscape_table__225_mm_wide_also_when_a_clerk_made_it_narrower() -> None:
    narrow = annex("甲表", list_table((Column("单位", 1, "{{ row.unit }}"),), ("row in rows",)), landscape=True)
    upright = annex("乙表", list_table((Column("单位", 1, "{{ row.unit }}"),), ("row in rows",), width=LANDSCAPE_WIDTH))
    document = opened(Layout.GENERAL, annexes=narrow + upright)
    tables = [t for t in document.root.iter(W + "tbl") if "单位" in text_of(t)]
    assert [value(table, "tblPr/tblW", "w") for table in tables] == [str(LANDSCAPE_WIDTH), str(TEXT_WIDTH)]
    assert round(225 / 25.4 * 1440) == LANDSCAPE_WIDTH


def test_landscape_page_number__turned_in_its_own_footers_and_counted_on() -> None:
    document = opened(Layout.GENERAL, annexes=WIDE)
    _, wide, _ = document.root.iter(W + "sectPr")
    assert [ref.get(W + "type") for ref in wide.findall(W + "footerReference")] == ["default", "even"]
    for name, side in (("word/footer3.xml", b"right"), ("word/footer4.xml", b"left")):
        assert b'vert="vert"' in document.parts[name]
        assert b'<w:jc w:val="' + side in document.parts[name]
    assert not list(document.root.iter(W + "pgNumType"))


# ---- joint documents ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [Layout.GENERAL, Layout.UPWARD])
def test_joint_mark__host_first_and_the_word_file_beside_the_names(layout: Layout) -> None:
    document = opened(layout, partners=PARTNERS)
    table = next(document.root.iter(W + "tbl"))
    head, marks = table.findall(W + "tr")
    assert [value(cell, "tcPr/gridSpan") for cell in head.findall(W + "tc")] == ["4"]
    names = [[text_of(p) for p in cell.findall(W + "p")] for cell in marks.findall(W + "tc")]
    assert names == [[""], ["中共清源县委督查室", *PARTNERS], ["文件"], [""]]
    assert {value(cell, "tcPr/vAlign") for cell in marks.findall(W + "tc")} == {"center"}
    widths = [int(column.get(W + "w") or 0) for column in table.iter(W + "gridCol")]
    assert sum(widths) == TEXT_WIDTH
    assert min(widths) > 0
    size = max(int(size.get(W + "val") or 0) for size in marks.iter(W + "sz"))
    assert size * 10 * len(PARTNERS[1]) <= widths[1]


def test_joint_mark_without_the_word_file__names_alone() -> None:
    document = opened(Layout.GENERAL, partners=PARTNERS[:1], office=replace(OFFICE, masthead="中共清源县委督查室"))
    marks = next(document.root.iter(W + "tbl")).findall(W + "tr")[1]
    assert [text_of(cell) for cell in marks.findall(W + "tc")] == ["", "中共清源县委督查室" + PARTNERS[0], "", ""]


def test_joint_signature_without_seals__names_in_order_over_the_date() -> None:
    document = opened(Layout.GENERAL, partners=PARTNERS, sealed=False)
    assert lines(document, Style.SIGNATURE) == ["中共清源县委督查室", *PARTNERS]
    befores = [value(p, "pPr/spacing", "before") for p in document.named(Style.SIGNATURE)]
    assert befores == ["579", "0", "0"]
    chain = [*document.named(Style.SIGNATURE), *document.named(Style.DATE)]
    assert [a.getparent() for a, _ in pairwise(chain)] == [b.getparent() for _, b in pairwise(chain)]


def test_joint_signature_under_seals__side_by_side_the_last_over_the_date() -> None:
    document = opened(Layout.GENERAL, partners=PARTNERS)
    assert lines(document, Style.SIGNATURE) == [f"\t中共清源县委督查室\t{PARTNERS[0]}", f"\t{PARTNERS[1]}"]
    *_, last = document.named(Style.SIGNATURE)
    (stop,) = last.findall(f"{W}pPr/{W}tabs/{W}tab")
    dated = int(value(document.named(Style.DATE)[0], "pPr/ind", "right") or 0)
    day = width("2026年10月9日") * LETTER // 2
    assert abs(int(stop.get(W + "pos") or 0) - (TEXT_WIDTH - dated - day // 2)) <= 2


def test_partner_with_signs_in_its_name__one_line_of_plain_text() -> None:
    document = opened(Layout.GENERAL, partners=("甲<&>\x07局\n{{ 7*7 }}", " "), sealed=False)
    assert lines(document, Style.SIGNATURE) == ["中共清源县委督查室", "甲<&>局 {{ 7*7 }}"]
    marks = next(document.root.iter(W + "tbl")).findall(W + "tr")[1]
    assert [text_of(p) for p in marks.findall(W + "tc")[1].findall(W + "p")] == [
        "中共清源县委督查室",
        "甲<&>局 {{ 7*7 }}",
    ]


@given(st.lists(st.integers(4, 14), min_size=2, max_size=8))
def test_seals__neither_touch_nor_leave_the_type_area(lengths: list[int]) -> None:
    names = ["督" * length for length in lengths]
    placed = signature_rows(names, "2026年10月9日")
    assert [name for row in placed.rows for name in row] == names
    for row, centres in zip(placed.rows, placed.centres, strict=True):
        assert all(b - a >= SEAL for a, b in pairwise(centres))
        assert len(row) == len(centres) <= 3
        assert centres[0] >= SEAL // 2
        assert centres[-1] + SEAL // 2 <= TEXT_WIDTH
        edges = [(c - len(n) * LETTER / 2, c + len(n) * LETTER / 2) for n, c in zip(row, centres, strict=True)]
        assert all(a[1] <= b[0] for a, b in pairwise(edges))


# ---- paper, drafts, stamping ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("partners", [(), PARTNERS])
def test_preprinted_paper__nothing_red_and_room_for_it(layout: Layout, partners: tuple[str, ...]) -> None:
    plain, blank = (opened(layout, partners=partners, preprinted=red) for red in (False, True))
    assert {line.strip() for line in lines(blank, *MARKS)} <= {""}
    for rule in blank.named(*RED_RULES):
        assert value(rule, "pPr/pBdr/bottom") == "nil"
    heights = [[value(p, "pPr/spacing", "line") for p in document.named(*MARKS)] for document in (plain, blank)]
    assert heights[0] == heights[1]


@pytest.mark.parametrize("layout", Layout)
def test_draft__says_so_on_every_page_of_every_section(layout: Layout) -> None:
    document = opened(layout, annexes=WIDE, is_draft=True)
    assert is_draft(document.parts)
    names = dict(
        re.findall(r'Id="(\w+)"[^>]*Target="(\w+\.xml)"', document.parts["word/_rels/document.xml.rels"].decode())
    )
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for section in document.root.iter(W + "sectPr"):
        found = {ref.get(W + "type"): names[ref.get(relation) or ""] for ref in section.findall(W + "headerReference")}
        wanted = {"default", "even", *(["first"] if section.find(W + "titlePg") is not None else [])}
        assert wanted <= set(found)
        assert all("送审稿".encode() in document.parts[f"word/{name}"] for name in found.values())


def test_draft_of_a_letter__mark_stays_where_it_is() -> None:
    data = finished(made(Layout.LETTER), context(Layout.LETTER), is_draft=True)
    header = open_document(data).edges["word/header1.xml"]
    assert [text_of(p) for p in header.findall(W + "p")] == ["送审稿", "中共清源县委督查室", ""]
    signed = stamp(data, number="清委督函〔2026〕8号", dated_on=LATER, sealed=True, issuer=OFFICE.issuer)
    header = open_document(signed).edges["word/header1.xml"]
    assert [text_of(p) for p in header.findall(W + "p")] == ["", "中共清源县委督查室", ""]
    assert not is_draft(open_document(signed).parts)


def test_draft_of_a_letter_whose_first_line_a_clerk_took_away__still_says_so() -> None:
    source = open_document(made(Layout.LETTER))
    header = source.edges["word/header1.xml"]
    header.remove(header.findall(W + "p")[0])
    source.store()
    document = open_document(finished(write_package(source.parts), context(Layout.LETTER), is_draft=True))
    assert text_of(document.edges["word/header1.xml"].findall(W + "p")[0]) == "送审稿"


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("profile", MarginProfile)
@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("drafted", [True, False])
def test_stamped_draft__reads_like_the_signed_document(
    layout: Layout, profile: MarginProfile, sealed: bool, drafted: bool
) -> None:
    number = "第4期（总第19期）" if layout is Layout.BRIEF else "清委督〔2026〕18号"
    source = made(layout, annexes=WIDE)
    draft = finished(source, context(layout), is_draft=True, margins=profile, sealed=drafted, partners=PARTNERS)
    stamped = open_document(stamp(draft, number=number, dated_on=LATER, sealed=sealed, issuer=OFFICE.issuer))
    values = context(layout, number_line=number, dated_on=LATER)
    wanted = open_document(finished(source, values, margins=profile, sealed=sealed, partners=PARTNERS))
    found, expected = (
        [serialise(p) for p in d.leaves() if p.find(f"{W}pPr/{W}sectPr") is None] for d in (stamped, wanted)
    )
    assert found == expected


@pytest.mark.parametrize("layout", [Layout.GENERAL, Layout.UPWARD, Layout.BRIEF])
def test_compensated_margins__mark_at_the_same_place_on_the_paper(layout: Layout) -> None:
    document = opened(layout, margins=MarginProfile.COMPENSATED)
    row = next(document.root.iter(W + "trHeight"))
    top = int(value(next(document.root.iter(W + "sectPr")), "pgMar", "top") or 0)
    assert top + int(row.get(W + "val") or 0) == round(72 / 25.4 * 1440)
    styles = document.parts["word/styles.xml"].decode()
    line = MARGINS[MarginProfile.COMPENSATED].line
    number = {Layout.GENERAL: 3, Layout.BRIEF: 2}.get(layout)
    if number:
        assert re.search(f'w:styleId="公文文号".*?w:before="{number * line - 320}"', styles)


# ---- LibreOffice ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Documents of all layouts, made into PDF by one run of LibreOffice."""
    from tests.office import convert

    folder = tmp_path_factory.mktemp("layouts")
    both, compensated = made(Layout.LETTER), MarginProfile.COMPENSATED
    bare = context(Layout.LETTER, copy_number="", secrecy="", urgency="")
    documents = {
        "general": finished(made(Layout.GENERAL, annexes=WIDE), context(Layout.GENERAL)),
        "joint": finished(made(Layout.GENERAL), context(Layout.GENERAL), partners=PARTNERS),
        "upward": finished(made(Layout.UPWARD), context(Layout.UPWARD)),
        "upward_compensated": finished(made(Layout.UPWARD), context(Layout.UPWARD), margins=compensated),
        "letter": finished(both, context(Layout.LETTER)),
        "letter_draft": finished(both, bare, is_draft=True, margins=compensated),
        "letter_preprinted": finished(both, bare, preprinted=True),
        "brief": finished(made(Layout.BRIEF, copies="150"), context(Layout.BRIEF)),
        "form": finished(made(Layout.FORM, annexes=WIDE), context(Layout.FORM)),
    }
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    made_of = convert([folder / f"{name}.docx" for name in documents], "pdf", folder / "pdf")
    return dict(zip(documents, made_of, strict=True))


def assert_numbered(pdf: Path, first: int, last: int) -> None:
    """The dash of the page number 7 mm below the type area, by one letter from its right edge or, on even pages, left one."""
    for number in range(first, last + 1):
        found = paper.page(pdf, number).black_bands()[-1]
        assert (found.top + found.bottom) / 2 == pytest.approx(269, abs=1)
        if number % 2:
            assert found.right == pytest.approx(184 - 5.6, abs=1)
        else:
            assert found.left == pytest.approx(28 + 5.6, abs=1)


@pytest.mark.office
@pytest.mark.parametrize("name", ["upward", "upward_compensated"])
def test_upward__on_paper(pdfs: dict[str, Path], name: str) -> None:
    first = paper.page(pdfs[name], 1)
    mark, rule = first.red_bands()
    assert mark.top == pytest.approx(72, abs=1)
    number = [band for band in first.black_bands() if band.bottom < rule.top][-1]
    assert number.left == pytest.approx(28 + 5.6, abs=1)  # one letter from either edge, on one line
    assert number.right == pytest.approx(184 - 5.6, abs=1)
    assert rule.top - number.bottom == pytest.approx(4.5, abs=1)
    assert (rule.left, rule.right) == (pytest.approx(28, abs=0.5), pytest.approx(184, abs=0.5))
    assert_numbered(pdfs[name], 1, paper.page_count(pdfs[name]))


@pytest.mark.office
def test_joint_mark__on_paper(pdfs: dict[str, Path]) -> None:
    first = paper.page(pdfs["joint"], 1)
    *names, rule = first.red_bands()
    assert len(names) == 1 + len(PARTNERS)
    assert names[0].top == pytest.approx(72, abs=1)
    assert min(band.left for band in names) >= 28
    assert max(band.right for band in names) <= 184
    assert [band.left for band in names] == pytest.approx([names[0].left] * 3, abs=1.5)  # spread over one width
    assert first.black_bands()[-2].top > rule.bottom + 20  # the text begins on page 1


@pytest.mark.office
@pytest.mark.parametrize("name", ["letter", "letter_draft"])
def test_letter__on_paper(pdfs: dict[str, Path], name: str) -> None:
    first = paper.page(pdfs[name], 1)
    mark, thick, thin, lower_thin, lower_thick = first.red_bands()
    assert mark.top == pytest.approx(30, abs=1)
    assert thick.top - mark.bottom == pytest.approx(4, abs=0.6)
    for rule in (thick, thin, lower_thin, lower_thick):
        assert (rule.left, rule.right) == (pytest.approx(20, abs=0.3), pytest.approx(190, abs=0.3))
    assert thick.bottom - thick.top > 2 * (thin.bottom - thin.top)
    assert lower_thick.bottom - lower_thick.top > 2 * (lower_thin.bottom - lower_thin.top)
    assert (lower_thin.top + lower_thick.bottom) / 2 == pytest.approx(277, abs=0.6)
    assert first.black_bands()[-1].bottom < 262  # no page number
    number = next(band for band in first.black_bands() if band.top > thin.bottom)
    assert number.right == pytest.approx(184, abs=1)
    count = paper.page_count(pdfs[name])
    assert_numbered(pdfs[name], 2, count)
    last = paper.page(pdfs[name], count).black_bands()
    assert 255 < last[-2].bottom <= 262  # 抄送, at the foot of the type area
    assert not any(band.bottom - band.top < 1 and band.right - band.left > 150 for band in last)
    drafts = [band for band in first.black_bands() if band.bottom < mark.top]
    assert len(drafts) == (name == "letter_draft")


@pytest.mark.office
def test_letter_on_preprinted_paper__nothing_red_and_the_text_where_it_was(pdfs: dict[str, Path]) -> None:
    first, plain = (paper.page(pdfs[name], 1) for name in ("letter_preprinted", "letter"))
    assert first.red_bands() == []
    below = plain.red_bands()[2].bottom
    assert first.black_bands()[0].top == pytest.approx(
        next(band.top for band in plain.black_bands() if band.top > below), abs=0.5
    )


@pytest.mark.office
def test_brief__on_paper(pdfs: dict[str, Path]) -> None:
    first = paper.page(pdfs["brief"], 1)
    mark, rule = first.red_bands()
    assert mark.top == pytest.approx(72, abs=1.5)
    assert mark.left - 28 == pytest.approx(184 - mark.right, abs=2)
    issue, edited = [band for band in first.black_bands() if mark.bottom < band.bottom < rule.top]
    assert issue.left - 28 == pytest.approx(184 - issue.right, abs=4)  # ） is half empty
    assert (edited.left, edited.right) == (pytest.approx(33.6, abs=1), pytest.approx(178.4, abs=1))
    count = paper.page_count(pdfs["brief"])
    rules = [
        band
        for band in paper.page(pdfs["brief"], count).black_bands()
        if band.right - band.left > 150 and band.bottom - band.top < 1
    ]
    assert len(rules) == 4
    assert rules[-1].bottom == pytest.approx(262, abs=0.8)
    assert_numbered(pdfs["brief"], 1, count)


@pytest.mark.office
def test_form__on_paper(pdfs: dict[str, Path]) -> None:
    first = paper.page(pdfs["form"], 1)
    assert first.red_bands() == []
    table = max(first.black_bands(), key=lambda band: band.bottom - band.top)
    assert (table.left, table.right) == (pytest.approx(28, abs=0.5), pytest.approx(184, abs=0.5))
    assert 220 < table.bottom < 262  # four boxes to sign fit on the page
    assert_numbered(pdfs["form"], 1, 1)
    assert paper.page_count(pdfs["form"]) == 4  # three landscape ones, none empty after them


@pytest.mark.office
@pytest.mark.parametrize(("name", "wide"), [("general", (6, 7, 8)), ("form", (2, 3, 4))])
def test_landscape_number__where_a_bound_portrait_page_has_it(
    pdfs: dict[str, Path], name: str, wide: tuple[int, ...]
) -> None:
    upright = {1: (162.5, 178.1), 0: (33.9, 49.5)}
    for number in wide:
        found = paper.page(pdfs[name], number).margin_ink(31)
        assert (found.top, found.bottom) == pytest.approx(upright[number % 2], abs=1)
        assert found.left == pytest.approx(297 - 270.7, abs=0.6)


@pytest.mark.office
def test_imprint_after_a_landscape_annex__on_a_portrait_page_of_its_own(pdfs: dict[str, Path]) -> None:
    assert paper.page_count(pdfs["general"]) == 9
    bands = paper.page(pdfs["general"], 9).black_bands()
    assert bands[-2].bottom == pytest.approx(262, abs=0.8)
    assert_numbered(pdfs["general"], 9, 9)


def test_stamped_draft_saved_elsewhere__takes_its_quotes_from_the_chinese_font_again() -> None:
    draft = finished(made(Layout.GENERAL), context(Layout.GENERAL), is_draft=True)
    source = open_document(draft)
    quote = source.named(Style.BODY)[0]
    set_text(quote, "落实“双减”")
    for fonts in quote.iter(W + "rFonts"):
        fonts.set(W + "hint", "default")
    source.store()
    signed = open_document(
        stamp(write_package(source.parts), number="清委督〔2026〕8号", dated_on=DAY, sealed=True, issuer=OFFICE.issuer)
    )
    assert all(value(run, "rPr/rFonts", "hint") == "eastAsia" for run in signed.named(Style.BODY)[0].iter(W + "r"))
