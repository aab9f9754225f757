"""Formula texts and data that grew → the same texts with ranges that ended with the data reaching to its new end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duban_xl.apply.ooxml.area import CELL, Area, Growth, area

SKIPPED = r"""(?P<skip>"(?:[^"]|"")*"|\[(?:[^\[\]]|\[[^\[\]]*\])*\])"""  # strings, structured and external references
SHEET = r"""(?P<sheet>(?:'(?:[^']|'')+'|[^\s'"!,;()+\-*/:=<>&^{}\[\]%]+)!)?"""
# What follows a colon spans several sheets, what follows a bracket is another workbook's.
RANGE_OF = re.compile(rf"{SKIPPED}|(?<![\w.$!:\]]){SHEET}(?P<range>{CELL}:{CELL})(?![\w(.:])")
CELLS_OF = re.compile(rf"{SKIPPED}|(?<![\w.$!\]]){SHEET}(?P<range>{CELL}(?::{CELL})?)(?![\w(.!])")
FIXED = re.compile(r"\$?[A-Za-z]+\$\d+:\$?[A-Za-z]+\$\d+")


@dataclass(frozen=True, slots=True)
class Grown:
    """A tab whose data grew."""

    tab: str
    growth: Growth


def follow(text: str, grown: Sequence[Grown], *, own: str = "", is_list: bool = False, fixed: bool = False) -> str:
    """`text` with its ranges following the data. `own` is the tab that ranges without a sheet name mean.

    A range over one row grows only if it is one column wide, unless `is_list` says that it stands for rows of data;
    with `fixed`, ranges that move from cell to cell stay.
    """

    def grow(found: re.Match[str]) -> str:
        place = area(found["range"]) if found["range"] else None
        if place is None or (fixed and not FIXED.fullmatch(found["range"])):
            return found[0]
        if not is_list and place.top == place.bottom and place.left != place.right:
            return found[0]
        tab = named_tab(found["sheet"]) if found["sheet"] else own
        for one in grown:
            if one.tab.casefold() == tab.casefold():
                return (found["sheet"] or "") + one.growth.grown(found["range"])
        return found[0]

    return RANGE_OF.sub(grow, text) if ":" in text else text


def starts_in(text: str, place: Area, *, tab: str, own: str = "") -> bool:
    """Whether the formula `text` refers to cells of `tab` that begin inside `place`."""
    for found in CELLS_OF.finditer(text):
        other = area(found["range"]) if found["range"] else None
        meant = named_tab(found["sheet"]) if found["sheet"] else own
        if other and meant.casefold() == tab.casefold() and other.meets(place) and other.top >= place.top:
            return True
    return False


def named_tab(qualifier: str) -> str:
    """The tab that "'看板 ''26'!" names."""
    name = qualifier.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
