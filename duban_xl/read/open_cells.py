"""The content.xml of an .ods → how far its cells reach; repeated cells, rows and blanks are counted before they are made."""

import re
from collections.abc import Iterator

from duban_xl.read.extent import ATTRIBUTES, Extent
from duban_xl.read.package import Unsound

CONTENT = "content.xml"
MOST_REPEATED = 10_000_000  # of one thing; a sheet has a million rows
MOST_BLANKS = 1_000_000  # in one text
_TAG = re.compile(
    rb"<(/?)(table:table|table:table-row|table:(?:covered-)?table-cell|text:s)(?=[\s/>])(%b)>" % ATTRIBUTES
)
_REPEATED = re.compile(rb"""(?:number-rows-repeated|number-columns-repeated|text:c)\s*+=\s*+["']([^"']*+)["']""")
_HOLDS = re.compile(rb"office:[a-z-]*value|table:formula")


def open_extents(markup: bytes) -> Iterator[Extent]:
    """The extent of every sheet. Raises Unsound for a repetition that is no sensible number.

    A sheet ends where the first one ends that began in it, as the reading library has it.
    """
    table = _Table()
    for tag in _TAG.finditer(markup):
        closing, kind, attributes = tag.groups()
        if kind == b"table:table":
            if closing:
                yield table.extent()
                table = _Table()
        elif not closing and kind == b"text:s":
            table.blanks += _times(attributes, MOST_BLANKS)
        elif not closing and kind == b"table:table-row":
            table.begin_row(_times(attributes, MOST_REPEATED))
        elif not closing:
            table.add_cell(_times(attributes, MOST_REPEATED), holds=_HOLDS.search(attributes) is not None)
    yield table.extent()


class _Table:
    """One sheet while it is counted."""

    __slots__ = ("blanks", "columns", "made", "repeated", "row", "rows", "width")

    def __init__(self) -> None:
        self.rows = self.columns = self.made = self.blanks = 0
        self.row = self.width = 0
        self.repeated = 1

    def begin_row(self, repeated: int) -> None:
        self.row, self.repeated, self.width = self.row + repeated, repeated, 0

    def add_cell(self, repeated: int, *, holds: bool) -> None:
        self.width += repeated
        if holds:
            self.rows, self.columns = self.row, max(self.columns, self.width)
            self.made += repeated

    def extent(self) -> Extent:
        """Blanks in texts and repeated cells of rows that are made once count as values."""
        return Extent(self.rows, self.columns, self.made + self.blanks // 100)


def _times(attributes: bytes, most: int) -> int:
    found = _REPEATED.search(attributes)
    if found is None:
        return 1
    if not found[1].isdigit() or len(found[1]) > 8 or int(found[1]) > most:
        raise Unsound(CONTENT, f"的重复次数是“{found[1][:40].decode('utf-8', 'replace')}”")
    return int(found[1])
