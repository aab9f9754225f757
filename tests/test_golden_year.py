"""The golden office year of every pack: twelve months of obligations, read line by line against the method."""

import pytest

from duban_xl.packs import pack_names
from tests.golden_year import expected, golden_path


@pytest.mark.parametrize("pack", pack_names())
def test_golden_year__every_obligation_as_the_method_says(pack: str) -> None:
    """If this fails on purpose: `python -m tests.golden_year PACK`, and read the difference line by line."""
    text = golden_path(pack).read_text(encoding="utf-8")
    assert text == expected(text, pack)
