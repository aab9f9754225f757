"""The boxes of a worksheet's notes in its VML drawing: new ones as large as their text, others enlarged or taken away."""

import posixpath
import re
from collections.abc import Callable, Sequence

from duban_xl.apply.ooxml.markup import Node, attribute, escaped, readable, text_of, tree
from duban_xl.apply.ooxml.parts import Parts
from duban_xl.model.text_size import lines as lines_of

VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
HEAD = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>'
)
KIND = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    b'<v:shape%b id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;width:%dpt;'
    b'height:%dpt;z-index:%d;visibility:hidden" fillcolor="#fffbe6" o:insetmode="auto"><v:fill color2="#fffbe6"/>'
    b'<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%b</x:Anchor>'
    b"<x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
SPACES = (
    b' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
BEHIND = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""What follows `<legacyDrawing>` in a worksheet."""
SHAPE_NUMBER = re.compile(r"_s(\d{1,9})")
WIDTH, LINE, MARGIN = 300, 17, 14  # pixels: of a box, of a line of 宋体 9, of its edge
HIGHEST = 400
CHARACTER, BLOCK = 7, 1024  # pixels of a half-width sign in 宋体 9; how many shapes a drawing's number stands for
COLUMN_WIDTH, ROW_HEIGHT = 72, 20  # pixels, where the sheet says nothing


class Shapes:
    """The VML drawing of one worksheet part; Refused if what is there is no XML."""

    def __init__(self, parts: Parts, sheet: str) -> None:
        self._parts, self._sheet = parts, parts.sheet(sheet)
        self._part = next(iter(parts.package.related(sheet, "vmlDrawing")), None)
        self._root: Node | None = None
        self._new: list[tuple[tuple[int, int], Sequence[str]]] = []
        self._boxes: dict[tuple[int, int], tuple[Node, Node]] = {}
        self._data = b""
        if self._part:
            self._data = readable(parts.package.read(self._part), part=self._part)
            self._root = tree(self._data, part=self._part)
            for shape in self._root.every("shape"):
                data = shape.first("ClientData")
                if data and data.get("ObjectType") == "Note" and (place := self._place(data)):
                    self._boxes.setdefault(place, (shape, data))

    def need(self, place: tuple[int, int], lines: Sequence[str]) -> None:
        """A box for a note in the cell (column, row), unless it has one."""
        if place in self._boxes:
            self.resize(place, lines)
        else:
            self._new.append((place, lines))

    def resize(self, place: tuple[int, int], lines: Sequence[str]) -> None:
        """Make the box large enough for `lines`; a note without a box gets one."""
        if place not in self._boxes:
            self._new.append((place, lines))
            return
        anchor = self._boxes[place][1].first("Anchor")
        if anchor and self._part:
            self._parts.splices(self._part).replace(anchor.inner, anchor.close, self._anchor(place, _height(lines)))

    def drop(self, place: tuple[int, int]) -> None:
        """Take the box away."""
        if place in self._boxes and self._part:
            node = self._boxes[place][0]
            self._parts.splices(self._part).replace(node.start, node.end, b"")

    def write(self) -> None:
        """Write the new boxes into the drawing of the sheet, which gets one if need be."""
        if not self._new:
            return
        if self._root is None or self._part is None:
            self._new_drawing()
            return
        numbers = [int(n) for node in self._root.every("shape") for n in SHAPE_NUMBER.findall(node.get("id") or "")]
        kinds = [node.get("id") for node in self._root.every("shapetype")]
        kind = b"" if "_x0000_t202" in kinds else KIND.replace(b"<v:shapetype", b"<v:shapetype" + SPACES)
        shapes = self._shapes(max(numbers, default=BLOCK) + 1, spaces=SPACES)
        self._parts.append_child(self._part, self._root, kind + shapes)

    def _new_drawing(self) -> None:
        folder = posixpath.join(posixpath.dirname(self._parts.book.part), "drawings")
        block = self._free_block()
        data = HEAD % block + KIND + self._shapes(block * BLOCK + 1, spaces=b"") + b"</xml>"
        name = self._parts.add(posixpath.join(folder, "vmlDrawing"), ".vml", data, kind=VML_TYPE)
        found = self._parts.relate(self._sheet.part, name, f"{self._parts.base}/vmlDrawing")
        root = self._sheet.root
        at = next((node.start for node in root.children if node.name in BEHIND), root.close)
        new = b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>'
        new %= (root.prefix, escaped(self._parts.base), found.encode())
        self._parts.splices(self._sheet.part).replace(at, at, new)

    def _free_block(self) -> int:
        """The first number that no drawing of the workbook has taken for its shapes; 1 for the first sheet, 2 for the second …"""
        tabs = [tab.part for tab in self._parts.book.tabs]
        return len(tabs) + 1 + tabs.index(self._sheet.part)

    def _shapes(self, first: int, *, spaces: bytes) -> bytes:
        return b"".join(
            SHAPE
            % (
                spaces, first + at, WIDTH * 3 // 4, _height(lines) * 3 // 4, at + 1,
                self._anchor(place, _height(lines)), place[1] - 1, place[0] - 1,
            )
            for at, (place, lines) in enumerate(self._new)
        )  # fmt: skip

    def _anchor(self, place: tuple[int, int], height: int) -> bytes:
        """Where the box lies: beside its cell, from a little above."""
        column, row = place
        top = max(row - 2, 0)
        right, right_offset = _reach(column, 15 + WIDTH, self._column_width)
        bottom, bottom_offset = _reach(top, 8 + height, self._row_height)
        return f"{column}, 15, {top}, 8, {right}, {right_offset}, {bottom}, {bottom_offset}".encode()

    def _column_width(self, index: int) -> int:
        columns = self._sheet.root.first("cols")
        for node in columns.children if columns else ():
            first, last = (node.get("min") or "0"), (node.get("max") or "0")
            if first.isdigit() and last.isdigit() and int(first) <= index + 1 <= int(last):
                hidden = node.get("hidden") in ("1", "true")
                return 0 if hidden else _pixels(node.get("width"), 8.0, COLUMN_WIDTH)
        return COLUMN_WIDTH

    def _row_height(self, index: int) -> int:
        row = self._sheet.row(index + 1)
        if row is None:
            return ROW_HEIGHT
        hidden = attribute(row.raw, b"hidden") in ("1", "true")
        return 0 if hidden else _pixels(attribute(row.raw, b"ht"), 4 / 3, ROW_HEIGHT)

    def _place(self, data: Node) -> tuple[int, int] | None:
        row, column = data.first("Row"), data.first("Column")
        words = [text_of(self._data, node).strip() if node else "" for node in (column, row)]
        return (int(words[0]) + 1, int(words[1]) + 1) if all(w.isdigit() and len(w) < 9 for w in words) else None


def _height(lines: Sequence[str]) -> int:
    """The height of a box that holds `lines`, in pixels."""
    count = sum(lines_of(line, (WIDTH - MARGIN) / CHARACTER + 1) for line in lines)
    return min(count * LINE + MARGIN, HIGHEST)


def _reach(start: int, length: int, size: Callable[[int], int]) -> tuple[int, int]:
    """How far `length` pixels reach from the beginning of column or row `start` on: its number, and pixels into it."""
    index = start
    while length > (found := size(index)) and index < start + BLOCK:
        length, index = length - found, index + 1
    return index, length


def _pixels(written: str | None, factor: float, usual: int) -> int:
    try:
        found = float(written or "")
    except ValueError:
        return usual
    return round(found * factor) if 0 <= found < 1000 else usual
