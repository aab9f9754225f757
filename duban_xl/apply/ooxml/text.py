"""A part of a package → its bytes by position, without holding all of a large part in memory."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duban_xl.apply.ooxml.archive import STORED, Archive, Entry, Inflating

CACHED = 3  # pieces that were inflated again


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some bytes of the part from `start` on: kept, or where in the packed bytes to inflate them from again."""

    start: int
    kept: bytes
    mark: Inflating | None = None


class Text:
    """The bytes of one part, sliced and searched like `bytes`; what was not kept is inflated again when it is asked for."""

    def __init__(self, pieces: Sequence[_Piece], size: int, hidden: Sequence[tuple[int, int]] = ()) -> None:
        self._pieces, self._size, self._hidden = pieces, size, hidden
        self._starts = [piece.start for piece in pieces]
        self._again: dict[int, bytes] = {}

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, where: slice) -> bytes:
        start, end, _ = where.indices(self._size)
        at = bisect_right(self._starts, start) - 1
        if start >= end:
            return b""
        content, offset = self._content(at), self._starts[at]
        if end - offset <= len(content):
            return content[start - offset : end - offset]
        return b"".join(self.pieces(start, end))

    def pieces(self, start: int, end: int) -> Iterator[bytes | memoryview]:
        """The bytes from `start` to `end` as they lie in memory."""
        at = bisect_right(self._starts, start) - 1
        while start < end:
            content, offset = self._content(at), self._starts[at]
            yield memoryview(content)[start - offset : end - offset]
            at, start = at + 1, offset + len(content)

    def windows(self, start: int, end: int, *, opening: bytes = b"<") -> Iterator[tuple[int, bytes]]:
        """The bytes from `start` to `end` with the position of each portion; all but the first begin with `opening`."""
        rest: list[bytes | memoryview] = []
        at = start
        for piece in self.pieces(start, end):
            cut = bytes(piece).rfind(opening)
            if cut > 0 or (rest and not cut):
                window = b"".join((*rest, piece[:cut]))
                yield at, window
                rest, at = [piece[cut:]], at + len(window)
            else:
                rest.append(piece)
        if rest:
            yield at, b"".join(rest)

    def find(self, word: bytes, start: int, end: int) -> int:
        """Where `word` first stands between `start` and `end`; -1 if it does not."""
        at, over, first = bisect_right(self._starts, start) - 1, len(word) - 1, start
        while start < end:
            content, offset = self._content(at), self._starts[at]
            rare = content.find(word[-1:], start - offset + over, end - offset)  # one letter is found much faster
            found = content.find(word, rare - over, end - offset) if rare >= 0 else -1
            if found >= 0:
                return offset + found
            start = offset + len(content)
            if over and start < end:
                lap = max(start - over, first)
                found = self[lap : min(start + over, end)].find(word)
                if found >= 0:
                    return lap + found
            at += 1
        return -1

    def rfind(self, word: bytes, start: int, end: int) -> int:
        """Where `word` last stands between `start` and `end`; -1 if it does not."""
        while start < end:
            offset = max(self._starts[bisect_left(self._starts, end) - 1], start)
            found = self[offset:end].rfind(word)
            if found >= 0 or offset == start:
                return offset + found if found >= 0 else -1
            end = min(offset + len(word) - 1, end - 1)
        return -1

    def without(self, hidden: Sequence[tuple[int, int]]) -> "Text":
        """The same text with blanks at the positions `hidden`, which are ascending pairs of start and end."""
        return Text(self._pieces, self._size, hidden)

    def _content(self, at: int) -> bytes:
        piece = self._pieces[at]
        if piece.mark is None and not self._hidden:
            return piece.kept
        if at not in self._again:
            content = piece.kept if piece.mark is None else piece.mark.copy().step()
            while len(self._again) >= CACHED:
                del self._again[next(iter(self._again))]
            self._again[at] = _blanked(content, piece.start, self._hidden) if self._hidden else content
        return self._again[at]


def text_of_entry(archive: Archive, entry: Entry, *, keep: int) -> Text:
    """The text of `entry`, of which `keep` bytes stay in memory. Refused (A151) if it is damaged."""
    if entry.method == STORED:
        return text_of_bytes(archive.read(entry))
    pieces: list[_Piece] = []
    size = 0
    inflating = Inflating(archive.packed(entry), entry.name)
    mark = inflating.copy() if size >= keep else None
    for content in archive.pieces(entry, inflating):
        pieces.append(_Piece(size, content if mark is None else b"", mark))
        size += len(content)
        mark = inflating.copy() if size >= keep else None
    return Text(pieces, size)


def text_of_bytes(content: bytes) -> Text:
    """`content` as a text."""
    return Text((_Piece(0, content),), len(content))


def _blanked(content: bytes, offset: int, hidden: Sequence[tuple[int, int]]) -> bytes:
    first = bisect_left(hidden, offset, key=lambda span: span[1])
    blanked = bytearray(content)
    for start, end in hidden[first:]:
        if start >= offset + len(content):
            break
        start, end = max(start - offset, 0), min(end - offset, len(content))
        blanked[start:end] = b" " * (end - start)
    return bytes(blanked)
