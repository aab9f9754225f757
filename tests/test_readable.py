"""Numbers in sentences: exact where they end, four decimals where they do not, never an exponent."""

from decimal import Decimal

import pytest

from duban_xl.model.source import plain, readable


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("99.13157894736842105", "99.1316"),
        ("3.10", "3.1"),
        ("-0.00004", "0"),
        ("-0.3", "-0.3"),
        ("1E+30", "1" + "0" * 30),
    ],
)
def test_number_in_a_sentence__has_at_most_four_decimals(number: str, told: str) -> None:
    assert readable(Decimal(number)) == told


def test_number_in_a_cell_or_json__keeps_every_digit() -> None:
    assert plain(Decimal("99.13157894736842105")) == "99.13157894736842105"
