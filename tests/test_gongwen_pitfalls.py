"""The format suite can fail: every item reports a document that is broken on purpose; every pitfall is caught."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers.document import check_template, render
from duban_xl.documents.papers.notice.sample import notice
from duban_xl.documents.papers.sample import OFFICE
from tests.gongwen import broken as first
from tests.gongwen import broken_ends as last
from tests.gongwen import broken_layouts, broken_pages, page_checks
from tests.gongwen.breaking import Broken, broken, repacked
from tests.gongwen.reader import Docx
from tests.gongwen.subjects import TEMPLATES, good, written
from tests.gongwen.xml_checks import XML_ITEMS, failures

USUAL = "督查通知书"
CASES = (
    *(*first.PAGE, *first.HEAD, *first.TITLE, *first.BODY),
    *(*last.WORDS, *last.ENDING, *last.TABLES, *last.FOOT, *last.FILE),
    *broken_layouts.LAYOUTS,
)
BY_CODE = {item.code: item for item in XML_ITEMS}


def reported(code: str, data: bytes) -> bool:
    return bool(list(BY_CODE[code].failures(Docx(data))))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_broken_document__is_reported_by_its_item(case: Broken) -> None:
    whole = good(case.base)
    assert not reported(case.item, whole)
    assert reported(case.item, broken(whole, case))


@pytest.mark.parametrize("year", [1980, 2026])
def test_parts_packed_by_the_clock__are_reported(year: int) -> None:
    assert reported("G163", repacked(good(USUAL), year=year)) == (year == 2026)


def test_every_item__has_a_document_that_it_reports() -> None:
    assert {*BY_CODE} - {case.item for case in CASES} == {"G163"}


def test_items__are_numbered_once_and_name_a_clause() -> None:
    items = (*XML_ITEMS, *page_checks.PAGE_ITEMS)
    assert [item.code for item in items] == sorted({item.code for item in items}, key=lambda code: int(code[1:]))
    clause = re.compile(r"\d+(\.\d+)*|条例 \d+(-\d+)?|GB/T 158(34|35)|实")
    assert not [item for item in items if not clause.fullmatch(item.clause)]
    assert len(items) >= 94


# ---- the twenty pitfalls --------------------------------------------------------------------------------------------

PITFALLS = {
    2: ("theme fonts, no Chinese font", ("G15", "G16", "G18")),
    3: ("29 pt or 1.5 lines", ("G07",)),
    4: ("US Letter", ("G01",)),
    5: ("signature by blanks, off the date's middle, apart from it", ("G101", "G103", "G105", "G185")),
    6: ("[2025], （2025）, 第007号, 04月08日", ("G32", "G79", "G88")),
    7: ("page 1 without text", ("G183",)),
    8: ("one footer, a hyphen, numbers that start again", ("G135", "G136", "G137", "G141")),
    9: ("grid of characters", ("G10",)),
    10: ("the text's pitch and indent in cells, head not repeated", ("G117", "G119", "G120")),
    11: ("None, nan, 95.0, 00:00:00, Alt+Enter", ("G60", "G83", "G84")),
    12: ("annex titles and 附件说明 drift apart", ("G108",)),
    13: ("版记 before the annexes or in the middle of a page", ("G113", "G128", "G188")),
    14: ("a number at drafting time", ("G159",)),
    17: ("quotes in a Latin font", ("G17",)),
    18: ("a zip that is never the same twice", ("G162", "G163")),
}
"""Those that a look at the document tells; the others are below."""


@pytest.mark.parametrize("number", PITFALLS)
def test_pitfall__is_provoked_and_reported(number: int) -> None:
    provoked = {case.item for case in (*CASES, *broken_pages.PAGES)} | {"G163"}
    assert {*PITFALLS[number][1]} <= provoked


def draft(**changes: str) -> bytes:
    facts = replace(notice(), **changes)
    return render(USUAL, facts, OFFICE, template=TEMPLATES / f"{USUAL}.docx", status="草稿")


def test_pitfall_1_markup_in_a_cell__cuts_nothing_off() -> None:
    whole = Docx(draft(matter_title="甲<乙>丙 & 丁</w:t>"))
    assert any("甲<乙>丙 & 丁</w:t>" in p.text for p in whole.paragraphs)
    assert [p.style for p in whole.paragraphs][-3:-1] == ["抄送", "印发"]


def test_pitfall_1_document_cut_off__is_reported() -> None:
    cut = Broken("", "署名", 'pStyle w:val="署名"', 'pStyle w:val="公文正文"')
    found = {failure.item for failure in failures(broken(good(USUAL), cut))}
    assert {"G98"} <= found


def edited(tmp_path: Path, old: str, new: str) -> Path:
    template = tmp_path / f"{USUAL}.docx"
    source = (TEMPLATES / f"{USUAL}.docx").read_bytes()
    template.write_bytes(broken(source, Broken("", "document", old, new)))
    return template


def test_pitfall_15_issued_document_as_a_template__is_told(tmp_path: Path) -> None:
    template = tmp_path / f"{USUAL}.docx"
    template.write_bytes(written(USUAL))
    unused = [found for found in check_template(USUAL, template) if found.code == "D103"]
    assert len(unused) > 20  # not one of its blanks is left


@pytest.mark.parametrize(
    "expression", ["cycler.__init__.__globals__", "title.__class__", "lipsum()", "title.format(1)"]
)
def test_pitfall_16_expression_that_reaches_out__is_refused(tmp_path: Path, expression: str) -> None:
    template = edited(tmp_path, "{{ matter_title", "{{ " + expression)
    with pytest.raises(CannotRun) as caught:
        render(USUAL, notice(), OFFICE, template=template, status="草稿")
    assert caught.value.finding.code in ("D102", "D104", "D105")


def test_pitfall_14_number_for_a_draft__is_refused() -> None:
    with pytest.raises(CannotRun) as caught:
        template = TEMPLATES / f"{USUAL}.docx"
        render(USUAL, notice(), OFFICE, template=template, status="草稿", number="清委督〔2026〕7号")
    assert caught.value.finding.code == "D111"


def test_pitfall_18_same_facts__same_bytes() -> None:
    assert draft() == draft()


def test_pitfall_19_checks_of_pages__name_no_font() -> None:
    source = Path(page_checks.__file__).read_text(encoding="utf-8")
    assert not re.search("仿宋|楷体|黑体|宋体|Noto|Times", source)


def test_pitfall_20_practice__is_never_called_the_standard() -> None:
    named = re.compile("(国标|GB/T ?9704).*(规定|要求|强制)")
    practice = re.compile(r"579|589|28\.95|29\.45|双面|加粗|五号|小四|行距|期号|简报|表头|字距")
    package = Path(render.__code__.co_filename).parents[2]
    texts = (path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    sentences = [found for text in texts for found in re.split('[。；"\n]', text) if named.search(found)]
    assert sentences
    assert [sentence for sentence in sentences if practice.search(sentence)] == []
