"""Every kind of document against the tables of GB/T 9704-2012: draft and signed, both margins, sealed or not; as printed."""

from functools import reduce
from pathlib import Path

import pytest

from tests.gongwen import page_checks
from tests.gongwen.breaking import FILLER, Broken, broken, lengthened
from tests.gongwen.broken_pages import DRAFT, LETTER, LONG, PAGES, SHEETS
from tests.gongwen.reader import Docx
from tests.gongwen.sheets import Paper, read_pdf
from tests.gongwen.subjects import EXAMPLES, NAMES, PROFILES, STATES, example, good, written
from tests.gongwen.xml_checks import failures

USUAL = "督查通知书"
OTHER_FONT = ("仿宋_GB2312", "Noto Serif CJK SC")

PRINTED = ("上行文", "信函", "联合", "三个签发人")
"""Layouts and variants with a landscape annex or more than one name; the others are printed as kinds or by their own tests."""

Papers = dict[str, Paper]


@pytest.mark.parametrize(("profile", "sealed"), tuple(zip(PROFILES, (True, False), strict=True)))
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", NAMES)
def test_document__follows_the_standard(kind: str, state: str, profile: str, sealed: bool) -> None:
    assert failures(written(kind, state=state, profile=profile, sealed=sealed)) == ()


@pytest.mark.parametrize(("profile", "sealed"), tuple(zip(PROFILES, (True, False), strict=True)))
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("layout", EXAMPLES)
def test_layout__follows_the_standard(layout: str, state: str, profile: str, sealed: bool) -> None:
    assert failures(example(layout, state=state, profile=profile, sealed=sealed)) == ()


# ---- as printed -----------------------------------------------------------------------------------------------------


def _sources() -> dict[str, bytes]:
    """Every document that is printed, by name."""
    usual = written(USUAL)
    bases = {USUAL: usual, LONG: lengthened(usual), DRAFT: good(DRAFT), LETTER: good(LETTER)}
    return {
        **{f"kind {name}": written(name) for name in NAMES},
        **{f"layout {name}": example(name) for name in PRINTED},
        "draft": bases[DRAFT],
        "long": bases[LONG],
        "compensated": lengthened(written(USUAL, profile="补偿", sealed=False)),
        "other font": broken(usual, Broken("", "style 公文正文", *OTHER_FONT)),
        **{f"broken {sheet[0].item}": reduce(broken, sheet, bases[sheet[0].base]) for sheet in SHEETS},
    }


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """All of them through LibreOffice at once."""
    from tests.office import convert

    folder = tmp_path_factory.mktemp("gongwen")
    sources = _sources()
    files: list[Path] = []
    for place, data in enumerate(sources.values()):
        files.append(folder / f"{place}.docx")
        files[-1].write_bytes(data)
    pdfs = convert(files, "pdf", folder / "pdf")
    return {name: Paper(Docx(data), read_pdf(pdf)) for (name, data), pdf in zip(sources.items(), pdfs, strict=True)}


office = [pytest.mark.office, pytest.mark.xdist_group("gongwen")]


class TestPages:
    """Marked as a whole: one conversion for all."""

    pytestmark = office

    @pytest.mark.parametrize("kind", NAMES)
    def test_printed_document__follows_the_standard(self, papers: Papers, kind: str) -> None:
        assert page_checks.failures(papers[f"kind {kind}"]) == ()

    @pytest.mark.parametrize("layout", PRINTED)
    def test_printed_layout__follows_the_standard(self, papers: Papers, layout: str) -> None:
        assert page_checks.failures(papers[f"layout {layout}"]) == ()

    @pytest.mark.parametrize("name", ["draft", "long", "compensated", "other font"])
    def test_printed_variant__follows_the_standard(self, papers: Papers, name: str) -> None:
        assert page_checks.failures(papers[name]) == ()

    @pytest.mark.parametrize("name", ["long", "compensated"])
    def test_page_of_text__has_22_lines_of_28_letters(self, papers: Papers, name: str) -> None:
        full = [sheet.lines for sheet in papers[name].sheets if sheet.lines and set(sheet.text) <= set(FILLER)]
        assert full
        assert {len(lines) for lines in full} == {22}
        assert {len(line.text) for lines in full for line in lines} == {28}

    @pytest.mark.parametrize("case", PAGES, ids=[case.name for case in PAGES])
    def test_broken_page__is_reported_by_its_item(self, papers: Papers, case: Broken) -> None:
        first = next(sheet[0].item for sheet in SHEETS if case in sheet)
        assert case.item in {found.item for found in page_checks.failures(papers[f"broken {first}"])}

    def test_every_item__has_a_page_that_it_reports(self) -> None:
        assert {item.code for item in page_checks.PAGE_ITEMS} - {case.item for case in PAGES} == set()
