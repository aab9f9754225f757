"""The format suite can fail: every item reports a document that is broken on purpose; every pitfall is caught."""

import pytest

from tests.gongwen import broken as first
from tests.gongwen import broken_ends as last
from tests.gongwen.breaking import Broken, broken
from tests.gongwen.subjects import written
from tests.gongwen.xml_checks import XML_ITEMS, failures

CASES = (
    *(*first.PAGE, *first.HEAD, *first.TITLE, *first.BODY),
    *(*last.WORDS, *last.ENDING, *last.TABLES, *last.FOOT, *last.FILE),
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_broken_document__is_reported_by_its_item(case: Broken) -> None:
    good = written(case.base)
    assert not {found.item for found in failures(good)} & {case.item}
    assert case.item in {found.item for found in failures(broken(good, case))}


def test_every_item__has_a_document_that_it_reports() -> None:
    assert {item.code for item in XML_ITEMS} - {case.item for case in CASES} == set()


def test_items__are_numbered_once() -> None:
    codes = [item.code for item in XML_ITEMS]
    assert len(set(codes)) == len(codes)
    assert len(codes) >= 94
