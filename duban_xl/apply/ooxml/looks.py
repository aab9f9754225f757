"""The styles part of a workbook → numbers of cell styles: a cell's own with another fill, and those of a new page."""

from duban_xl.apply.ooxml.markup import Node, Splices, escaped, readable, tree, whole, with_attributes
from duban_xl.apply.ooxml.refusal import broken
from duban_xl.apply.ooxml.styles import EMPTY
from duban_xl.model.answer import Look
from duban_xl.model.finding import Level

MARKS = {Level.ERROR: "FFF9C6C1", Level.NOTICE: "FFFFF0B3"}
"""The colours of faulty cells; a fill of one of them is known again as a mark of ours."""

_LISTS = ("fonts", "fills", "borders", "cellXfs")
_LINE = "FFA6A6A6"
_FONTS = {
    Look.TITLE: ("黑体", 18, True, "FF1F4E79"),
    Look.BODY: ("宋体", 11, False, "FF000000"),
    Look.STRONG: ("宋体", 11, True, "FFC00000"),
    Look.HEAD: ("黑体", 11, True, "FF000000"),
    Look.CELL: ("宋体", 11, False, "FF000000"),
    Look.CENTRE: ("宋体", 11, False, "FF000000"),
    Look.LINK: ("宋体", 11, False, "FF0563C1"),
    Look.ERROR: ("宋体", 11, True, "FFC00000"),
    Look.NOTICE: ("宋体", 11, False, "FF7F6000"),
}
_FILLED = {Look.HEAD: "FFDCE6F1", Look.ERROR: MARKS[Level.ERROR], Look.NOTICE: MARKS[Level.NOTICE]}
_BOXED = frozenset({Look.HEAD, Look.CELL, Look.CENTRE, Look.LINK, Look.ERROR, Look.NOTICE})
_CENTRED = frozenset({Look.TITLE, Look.HEAD, Look.CENTRE, Look.LINK, Look.ERROR, Look.NOTICE})


class Looks:
    """The styles of one workbook; what is added goes to the end of its lists, and nothing is renumbered."""

    def __init__(self, data: bytes | None, *, part: str, space: str) -> None:
        self._data = EMPTY.format(space=space).encode() if data is None else data
        self.is_new = data is None
        self._part = part
        self._root = tree(readable(self._data, part=part), part=part)
        found = {name: self._root.first(name) for name in _LISTS}
        self._lists: dict[str, Node] = {name: node for name, node in found.items() if node}
        if len(self._lists) < len(_LISTS) or not self._lists["cellXfs"].children:
            raise broken(f"{part} 没有单元格样式")
        self._added: dict[str, list[bytes]] = {name: [] for name in _LISTS}
        self._known: dict[tuple[str, bytes], int] = {}
        for name, node in self._lists.items():
            for number, child in enumerate(node.children):
                self._known.setdefault((name, self._data[child.start : child.end]), number)
        self._marks: dict[int, bool] = {}

    def marked(self, style: int, level: Level) -> int:
        """`style` with the colour of `level`; what lies under the colour is kept in the fill, where nobody sees it."""
        style = self.unmarked(style)
        under = self._colour_under(style)
        pattern = b'<%bpatternFill patternType="solid"><%bfgColor rgb="%b"/>%b</%bpatternFill>'
        p = self._root.prefix
        ground = b"<%bbgColor%b/>" % (p, under or b' indexed="64"')
        fill = b"<%bfill>" % p + pattern % (p, p, MARKS[level].encode(), ground, p) + b"</%bfill>" % p
        return self._with_fill(style, self._index("fills", fill))

    def unmarked(self, style: int) -> int:
        """`style` as it was before it was marked."""
        if not self.is_marked(style):
            return style
        fill = self._fill(style)
        ground = fill.first("bgColor") if fill else None
        if ground is None or ground.get("indexed") == "64":
            return self._with_fill(style, 0)
        p = self._root.prefix
        new = b'<%bfill><%bpatternFill patternType="solid"><%bfgColor%b/><%bbgColor indexed="64"/></%bpatternFill></%bfill>'
        return self._with_fill(style, self._index("fills", new % (p, p, p, _attributes(ground), p, p, p)))

    @property
    def any_marked(self) -> bool:
        """Whether the workbook has a fill in one of our colours, so that cells may be marked from an earlier time."""
        return any(colour.encode() in self._data.upper() for colour in MARKS.values())

    def is_marked(self, style: int) -> bool:
        """Whether cells of `style` bear one of our colours."""
        if style not in self._marks:
            fill = self._fill(style)
            colour = fill.first("fgColor") if fill else None
            self._marks[style] = colour is not None and (colour.get("rgb") or "").upper() in MARKS.values()
        return self._marks[style]

    def of(self, look: Look) -> int:
        """The style of a cell of our own page."""
        p = self._root.prefix
        border = self._border() if look in _BOXED else 0
        fill = self._solid(_FILLED[look]) if look in _FILLED else 0
        across = b"center" if look in _CENTRED else b"left"
        down = b"center" if look in _BOXED or look is Look.TITLE else b"top"
        align = b'<%balignment horizontal="%b" vertical="%b" wrapText="1"/>' % (p, across, down)
        xf = (
            b'<%bxf numFmtId="0" fontId="%d" fillId="%d" borderId="%d" xfId="0" quotePrefix="1" applyFont="1" applyFill="1" '
            b'applyBorder="1" applyAlignment="1">%b</%bxf>'
        )
        return self._index("cellXfs", xf % (p, self._font(look), fill, border, align, p))

    def result(self) -> bytes | None:
        """The new content of the part, or None if nothing was added."""
        if not any(self._added.values()):
            return None
        splices = Splices(self._data)
        for name, new in self._added.items():
            node = self._lists[name]
            if not new:
                continue
            if node.is_empty:
                raise broken(f"{self._part} 没有单元格样式")
            splices.set_attributes(node, count=str(len(node.children) + len(new)))
            splices.replace(node.close, node.close, b"".join(new))
        return splices.result()

    def _font(self, look: Look) -> int:
        name, size, bold, colour = _FONTS[look]
        p = self._root.prefix
        weight = b"<%bb/>" % p if bold else b""
        line = b"<%bu/>" % p if look is Look.LINK else b""
        rest = b'<%bsz val="%d"/><%bcolor rgb="%b"/><%bname val="%b"/>' % (
            p, size, p, colour.encode(), p, escaped(name),
        )  # fmt: skip
        return self._index("fonts", b"<%bfont>%b%b%b</%bfont>" % (p, weight, line, rest, p))

    def _border(self) -> int:
        p = self._root.prefix
        side = b'<%b%%b style="thin"><%bcolor rgb="%b"/></%b%%b>' % (p, p, _LINE.encode(), p)
        sides = b"".join(side % (name, name) for name in (b"left", b"right", b"top", b"bottom"))
        return self._index("borders", b"<%bborder>%b<%bdiagonal/></%bborder>" % (p, sides, p, p))

    def _solid(self, colour: str) -> int:
        p = self._root.prefix
        inside = b'<%bfgColor rgb="%b"/><%bbgColor indexed="64"/>' % (p, colour.encode(), p)
        pattern = b'<%bpatternFill patternType="solid">%b</%bpatternFill>' % (p, inside, p)
        return self._index("fills", b"<%bfill>%b</%bfill>" % (p, pattern, p))

    def _with_fill(self, style: int, fill: int) -> int:
        element = self._element("cellXfs", style)
        end = element.index(b">") + 1
        tag = with_attributes(element[:end], fillId=str(fill), applyFill="1")
        return self._index("cellXfs", tag + element[end:])

    def _colour_under(self, style: int) -> bytes:
        """The attributes of the colour of a plain fill, with a blank before; none for patterns and gradients."""
        fill = self._fill(style)
        colour = fill.first("fgColor") if fill and fill.get("patternType") == "solid" else None
        return _attributes(colour) if colour else b""

    def _fill(self, style: int) -> Node | None:
        """The `patternFill` of `style`."""
        xf = tree(self._element("cellXfs", style), part=self._part)
        number = whole(xf.get("fillId"), part=self._part)
        count = len(self._lists["fills"].children) + len(self._added["fills"])
        if number >= count:
            return None
        return tree(readable(self._element("fills", number), part=self._part), part=self._part).first("patternFill")

    def _element(self, name: str, number: int) -> bytes:
        """The element of the list, the first one for a number that the list does not have."""
        children, added = self._lists[name].children, self._added[name]
        if len(children) <= number < len(children) + len(added):
            return added[number - len(children)]
        node = children[number if number < len(children) else 0]
        return self._data[node.start : node.end]

    def _index(self, name: str, element: bytes) -> int:
        key = (name, element)
        if key not in self._known:
            self._added[name].append(element)
            self._known[key] = len(self._lists[name].children) + len(self._added[name]) - 1
        return self._known[key]


def _attributes(node: Node) -> bytes:
    """The attributes of an empty element as they are written, with a blank before."""
    return b" " + node.raw.strip().rstrip(b"/").strip()
