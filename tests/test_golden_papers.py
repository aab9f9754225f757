"""Every kind of document in the small office of every pack says what was read line by line when it was kept."""

import pytest

from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.registry import KINDS
from tests.golden_papers import golden_path, golden_text
from tests.papers import PACKS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("pack", PACKS)
def test_golden_paper__says_what_was_read(pack: str, kind: DocumentKind) -> None:
    """If this fails on purpose: `python -m tests.golden_papers`, and read the difference line by line."""
    assert golden_text(pack, kind) == golden_path(pack, kind.name).read_text(encoding="utf-8")
