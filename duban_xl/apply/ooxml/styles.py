"""The styles part and the number of a cell's style → the same style with a date format or a text mark, added if need be.

A workbook without the part gets one as soon as a day needs its format, unless cells already count on styles.
"""

import re

from duban_xl.apply.ooxml.markup import Node, Splices, readable, tree, whole, with_attributes
from duban_xl.apply.ooxml.refusal import refused

BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
DATE, MOMENT = "14", "22"  # built-in formats that every language shows in its own way
NOT_A_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General|E[+-]', re.IGNORECASE)
DATE_LETTERS = re.compile(r"[ymdhse年月日]", re.IGNORECASE)
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{space}"><fonts count="1"><font>'
    '<sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>'
    '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '</cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    "</styleSheet>"
)


class Styles:
    """The `cellXfs` of a workbook; new ones go to the end and none is renumbered."""

    def __init__(self, data: bytes | None, *, part: str, is_new: bool = False) -> None:
        self._data, self._part = data, part
        self.is_new = is_new
        self._added: list[bytes] = []
        self._known: dict[tuple[int, str], int] = {}
        self._formats: dict[int, str] = {}
        self._list: Node | None = None
        if data is None:
            return
        root = tree(readable(data, part=part), part=part)
        self._list = root.first("cellXfs")
        custom = root.first("numFmts")
        for node in custom.children if custom else ():
            self._formats[whole(node.get("numFmtId"), part=part)] = node.get("formatCode") or ""

    def is_date(self, style: int) -> bool:
        """Whether cells of `style` show their number as a day or time."""
        node = self._node(style)
        number = whole(node.get("numFmtId"), part=self._part) if node else 0
        if number in self._formats:
            return bool(DATE_LETTERS.search(NOT_A_DATE.sub("", self._formats[number])))
        return number in BUILT_IN_DATES

    def dated(self, style: int, *, with_time: bool) -> int:
        """`style` if it shows days, otherwise the same style with a date format. Refused (A155) without styles."""
        if self.is_date(style):
            return style
        return self._variant(style, numFmtId=MOMENT if with_time else DATE, applyNumberFormat="1")

    def quoted(self, style: int) -> int:
        """`style` marked as text even if it looks like a formula, so that editing the cell in Excel keeps it text."""
        node = self._node(style)
        if self._list is None or self.is_new or (node and node.get("quotePrefix") in ("1", "true")):
            return style
        return self._variant(style, quotePrefix="1")

    def result(self) -> bytes | None:
        """The new content of the part, or None if nothing was added."""
        if not self._added or self._list is None or self._data is None:
            return None
        splices = Splices(self._data)
        splices.set_attributes(self._list, count=str(len(self._list.children) + len(self._added)))
        splices.replace(self._list.close, self._list.close, b"".join(self._added))
        return splices.result()

    def _node(self, style: int) -> Node | None:
        if self._list is None or style >= len(self._list.children):
            return None
        return self._list.children[style]

    def _variant(self, style: int, **attributes: str) -> int:
        key = (style, repr(attributes))
        if key not in self._known:
            node = self._node(style) or self._node(0)
            if node is None or self._list is None or self._data is None:
                raise refused("A155", reason="没有单元格样式")
            tag = with_attributes(self._data[node.start : node.inner], **attributes)
            self._added.append(tag + self._data[node.inner : node.end])
            self._known[key] = len(self._list.children) + len(self._added) - 1
        return self._known[key]
