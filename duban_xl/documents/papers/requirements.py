"""A 任务要求 cell → its items without the numbers that a person typed: the list of a document numbers them itself."""

import re

from duban_xl.model.text import chinese_integer

_NUMERALS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKS = (
    re.compile(r"(\d{1,2})[.．](?!\d)|(\d{1,2})[.．](?=\d{4}年)|(\d{1,2})、(?!\d)"),
    re.compile(r"[（(](\d{1,2})[)）][、.．]?"),
    re.compile(rf"[（(]([{_NUMERALS}]{{1,3}})[)）]、?"),
    re.compile(rf"([{_NUMERALS}]{{1,3}})、(?![{_NUMERALS}])"),
    re.compile(rf"第?([{_NUMERALS}]{{1,3}})是(?:要)?[:：，]?"),
    re.compile(f"([{_CIRCLED}])[、.．]?"),
)
_BEFORE = "。；;，,！：: \t\u3000"
_ENDS = "；;，,、 \t\u3000"


def items_of(text: str) -> tuple[str, ...]:
    """The items of a cell: its lines, and within a line what is numbered 1, 2, 3 … in order; typed numbers are left out.

    "1.完成A。2.完成B。" → ("完成A。", "完成B。"); numbers that are part of the text (1.5倍, 一、二期) stay.
    """
    return tuple(item for line in text.splitlines() for item in _items(line.strip()) if item)


def _items(line: str) -> list[str]:
    for pattern in _MARKS:
        found = pattern.match(line)
        if found is None:
            continue
        marks = [found]
        for mark in pattern.finditer(line, found.end()):
            if line[mark.start() - 1] in _BEFORE and _value(mark) == _value(marks[-1]) + 1:
                marks.append(mark)
        ends = [mark.start() for mark in marks[1:]] + [len(line)]
        return [line[mark.end() : end].strip().rstrip(_ENDS) for mark, end in zip(marks, ends, strict=True)]
    return [line]


def _value(mark: re.Match[str]) -> int:
    said = next(group for group in mark.groups() if group)
    if said in _CIRCLED:
        return _CIRCLED.index(said) + 1
    return int(said) if said.isdigit() else chinese_integer(said) or 0
