"""Notes (comments) of a worksheet: our lines in, those of an earlier time out; what others wrote stays.

A note is a `<comment>` and a shape in the sheet's VML drawing, which says how large it is. A line of ours begins with ▲ or
△ and a code, so that it is known again after Excel, WPS or LibreOffice has saved the file. A thread (`threadedComment`)
gets an answer, and its note for older programs gets the lines.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from duban_xl.apply.ooxml.area import area
from duban_xl.apply.ooxml.markup import Node, Splices, escaped, text_of
from duban_xl.apply.ooxml.note_shapes import Shapes
from duban_xl.apply.ooxml.note_threads import answer_threads
from duban_xl.apply.ooxml.parts import Parts
from duban_xl.apply.ooxml.values import LOOKS_ESCAPED, NOT_ALLOWED
from duban_xl.model.answer import without_our_lines
from duban_xl.model.source import cell_name

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
NOT_RUNS = ("rPh", "phoneticPr")
LONGEST = 8_000  # characters of a note; Excel shows some 32 000

Place: TypeAlias = tuple[int, int]
Notes: TypeAlias = Mapping[Place, Sequence[str]]


def put_notes(parts: Parts, sheet: str, notes: Notes, *, author: str, at: datetime) -> None:
    """Give the cells (column, row) of the worksheet part `sheet` these lines; lines of ours elsewhere are taken away."""
    part = next(iter(parts.package.related(sheet, "comments")), None)
    if part is None and not notes:
        return
    answer_threads(parts, sheet, notes, author=author, at=at)
    shapes = Shapes(parts, sheet)
    if part is None:
        _new_part(parts, sheet, notes, author=author)
        kept: frozenset[Place] = frozenset()
    else:
        kept = _Comments(parts, part, shapes).change(notes, author=author)
    for place in sorted(notes.keys() - kept):
        shapes.need(place, notes[place])
    shapes.write()


def _new_part(parts: Parts, sheet: str, notes: Notes, *, author: str) -> None:
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="%b"><authors><author>%b</author></authors>'
    every = b"".join(_comments(notes, prefix=b"", author=0))
    data = (
        head % (parts.book.namespace.encode(), escaped(author))
        + b"<commentList>"
        + every
        + b"</commentList></comments>"
    )
    folder = posixpath.dirname(parts.book.part)
    name = parts.add(posixpath.join(folder, "comments"), ".xml", data, kind=COMMENTS_TYPE)
    parts.relate(sheet, name, f"{parts.base}/comments")


@dataclass(frozen=True, slots=True)
class _Comments:
    """The comments part of a sheet that has one."""

    parts: Parts
    part: str
    shapes: Shapes

    def change(self, notes: Notes, *, author: str) -> frozenset[Place]:
        """Change the comments that are there and add the others; the places of those that had one already."""
        root = self.parts.package.root(self.part)
        listed = root.first("commentList")
        kept: set[Place] = set()
        for node in listed.children if listed else ():
            place, text = area(node.get("ref")), node.first("text")
            if place and text:
                corner = (place.left, place.top)
                if self._change_one(node, text, corner, lines=() if corner in kept else notes.get(corner, ())):
                    kept.add(corner)
        missing = {place: lines for place, lines in notes.items() if place not in kept}
        if missing:
            self._add(root, listed, missing, author=author)
        return frozenset(kept)

    def _change_one(self, node: Node, text: Node, corner: Place, *, lines: Sequence[str]) -> bool:
        """Put `lines` into the comment, take older ones of ours out; whether the comment holds the lines now."""
        splices = self.parts.splices(self.part)
        before = _written(splices, text)
        others = without_our_lines(before)
        is_ours = others != before
        others = others.strip("\n") if is_ours else others
        if is_ours and not others.strip() and not lines:
            splices.replace(node.start, node.end, b"")
            self.shapes.drop(corner)
        elif is_ours:
            both = "\n".join(part for part in (others, "\n".join(lines)) if part)
            splices.replace(text.inner, text.close, _run(both, text.prefix))
        elif lines and not text.is_empty:
            at = next((child.start for child in text.children if child.name in NOT_RUNS), text.close)
            splices.replace(at, at, _run("\n" + "\n".join(lines), text.prefix))
        elif lines:
            return False
        if lines:
            self.shapes.resize(corner, [*others.split("\n"), *lines])
        return bool(lines)

    def _add(self, root: Node, listed: Node | None, notes: Notes, *, author: str) -> None:
        p, authors = root.prefix, root.first("authors")
        name = b"<%bauthor>%b</%bauthor>" % (p, escaped(author), p)
        if authors:
            self.parts.append_child(self.part, authors, name)
        else:
            name = b"<%bauthors>%b</%bauthors>" % (p, name, p)
            self.parts.splices(self.part).replace(root.inner, root.inner, name)
        every = b"".join(_comments(notes, prefix=p, author=len(authors.children) if authors else 0))
        if listed:
            self.parts.append_child(self.part, listed, every)
        else:
            self.parts.append_child(self.part, root, b"<%bcommentList>%b</%bcommentList>" % (p, every, p))


def _written(splices: Splices, text: Node) -> str:
    """The text of a comment, line ends as \n."""
    runs = (child for child in text.children if child.name not in NOT_RUNS)
    nodes = (node for child in runs for node in ((child,) if child.name == "t" else child.every("t")))
    return "".join(text_of(splices.data, node) for node in nodes).replace("\r\n", "\n").replace("_x000D_", "")


def _comments(notes: Notes, *, prefix: bytes, author: int) -> Iterator[bytes]:
    """New comments, top to bottom."""
    for column, row in sorted(notes, key=lambda place: (place[1], place[0])):
        head = b'<%bcomment ref="%b" authorId="%d">' % (prefix, cell_name(column, row).encode(), author)
        body = _run("\n".join(notes[column, row]), prefix)
        yield head + b"<%btext>%b</%btext></%bcomment>" % (prefix, body, prefix, prefix)


def _run(text: str, p: bytes) -> bytes:
    """A piece of text in the house's font; what a comment can't hold is left out."""
    fitting = NOT_ALLOWED.sub("", text)[:LONGEST]
    look = b'<%brPr><%bsz val="9"/><%brFont val="%b"/></%brPr>' % (p, p, p, "宋体".encode(), p)
    content = escaped(LOOKS_ESCAPED.sub("_x005F_", fitting))
    return b'<%br>%b<%bt xml:space="preserve">%b</%bt></%br>' % (p, look, p, content, p, p)
