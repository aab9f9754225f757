"""Threads of comments in a worksheet (Excel 365): our lines as an answer in the thread of a cell, earlier answers out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from duban_xl.apply.ooxml.area import area
from duban_xl.apply.ooxml.markup import Node, escaped
from duban_xl.apply.ooxml.parts import Parts
from duban_xl.apply.ooxml.values import NOT_ALLOWED

US = UUID("6f1c6a52-7a0d-5b7e-9d57-2b4f8f6a1c31")
"""The person whose answers are ours."""


def answer_threads(
    parts: Parts, sheet: str, notes: Mapping[tuple[int, int], Sequence[str]], *, author: str, at: datetime
) -> None:
    """Answer the threads of the worksheet part `sheet` in the cells (column, row) of `notes`; a cell without one has none."""
    part = next(iter(parts.package.related(sheet, "threadedComment")), None)
    persons = parts.book.part_of("person")
    if part is None or persons is None:
        return
    root = parts.package.root(part)
    for node in root.children:
        if _is_ours(node):
            parts.splices(part).replace(node.start, node.end, b"")
    answers = [_answer(node, notes, at) for node in root.children if not node.get("parentId") and not _is_ours(node)]
    every = b"".join(filter(None, answers))
    if every:
        parts.append_child(part, root, every)
        _know_us(parts, persons, author)


def _is_ours(node: Node) -> bool:
    return (node.get("personId") or "").strip("{}").casefold() == str(US)


def _answer(node: Node, notes: Mapping[tuple[int, int], Sequence[str]], at: datetime) -> bytes | None:
    place = area(node.get("ref"))
    lines = notes.get((place.left, place.top)) if place else None
    if place is None or not lines:
        return None
    text = NOT_ALLOWED.sub("", "\n".join(lines))
    one = uuid5(US, f"{node.get('id')}{place}{text}")
    p = node.prefix
    tag = b'<%bthreadedComment ref="%b" dT="%b" personId="%b" id="%b" parentId="%b">' % (
        p, str(place).encode(), at.strftime("%Y-%m-%dT%H:%M:%S.00").encode(), _braced(US), _braced(one),
        escaped(node.get("id") or ""),
    )  # fmt: skip
    return tag + b"<%btext>%b</%btext></%bthreadedComment>" % (p, escaped(text), p, p)


def _know_us(parts: Parts, persons: str, author: str) -> None:
    root = parts.package.root(persons)
    if any((node.get("id") or "").strip("{}").casefold() == str(US) for node in root.children):
        return
    name = escaped(author)
    new = b'<%bperson displayName="%b" id="%b" userId="%b" providerId="None"/>'
    parts.append_child(persons, root, new % (root.prefix, name, _braced(US), name))


def _braced(identity: UUID) -> bytes:
    return f"{{{identity}}}".upper().encode()
