"""A workbook's bytes before a write → a digest of every row and the values of some: enough to tell later what has changed."""

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import zip_longest
from typing import Any

from duban_xl.catalogue import CannotRun, cannot_run, message
from duban_xl.model.source import Source, Value
from duban_xl.read.workbook import RawWorkbook, Unreadable, values_of

DIGEST = 16  # bytes per row
NOTHING: tuple[Value, ...] = ()

Row = tuple[Value, ...]
Pair = tuple[int, Sequence[Value], Sequence[Value]]
"""A row's number and what it held before and holds now."""


_Tab = tuple[bytearray, dict[int, Row]]  # the digests of all rows one behind the other; the rows that were kept
NO_TAB: _Tab = (bytearray(), {})


class Snapshot:
    """The cells of a workbook, of which only the rows in `wanted` (by tab) are kept as values. Raises CannotRun if they can't be read."""

    def __init__(self, data: bytes, *, file: str, wanted: Mapping[str, Collection[int]]) -> None:
        self.data, self._file = data, file
        self._tabs: dict[str, _Tab] = {}
        self._rows: dict[str, Sequence[Row]] = {}
        book = _opened(data, file)
        for tab in book.tabs:
            digests, kept = bytearray(), dict[int, Row]()
            rows_wanted = frozenset(wanted.get(tab, ()))
            for number, raw in enumerate(_rows(book, tab, file), start=1):
                digests += _digest(raw)
                if number in rows_wanted:
                    kept[number] = values_of(raw)
            self._tabs[tab] = (digests, kept)

    def rows(self, tab: str) -> Sequence[Row]:
        """The rows of `tab` from row 1 on; those that were not wanted are empty."""
        if tab not in self._rows:
            digests, kept = self._tabs.get(tab, NO_TAB)
            self._rows[tab] = tuple(kept.get(number, NOTHING) for number in range(1, len(digests) // DIGEST + 1))
        return self._rows[tab]

    def opened(self, data: bytes) -> RawWorkbook:
        """The new bytes of the same workbook, to be compared with. Raises CannotRun A112."""
        return _opened(data, self._file, is_new=True)

    def changes(self, book: RawWorkbook, tab: str, *, besides: Collection[int] = ()) -> Iterator[Pair]:
        """The rows of `tab` that differ in the new workbook `book`, and those `besides`, top to bottom."""
        pairs = self._known_changes(book, tab, frozenset(besides))
        return iter(pairs) if pairs is not None else self._all_rows(book, tab)

    def _known_changes(self, book: RawWorkbook, tab: str, besides: frozenset[int]) -> list[Pair] | None:
        """The same from digests and kept rows alone; None if a row has changed that was not kept."""
        digests, kept = self._tabs.get(tab, NO_TAB)
        count = len(digests) // DIGEST
        pairs: list[Pair] = []
        last = 0
        for last, raw in enumerate(_rows(book, tab, self._file, is_new=True), start=1):
            before = digests[(last - 1) * DIGEST : last * DIGEST] or BLANK
            if last not in besides and before == _digest(raw):
                continue
            if last <= count and last not in kept:
                return None
            pairs.append((last, kept.get(last, NOTHING), values_of(raw)))
        if any(number not in kept for number in range(last + 1, count + 1)):
            return None
        return pairs + [(number, kept[number], NOTHING) for number in range(last + 1, count + 1)]

    def _all_rows(self, book: RawWorkbook, tab: str) -> Iterator[Pair]:
        """All rows of both workbooks side by side."""
        old = _rows(_opened(self.data, self._file), tab, self._file)
        sides = zip_longest(old, _rows(book, tab, self._file, is_new=True), fillvalue=())
        return ((number, values_of(before), values_of(now)) for number, (before, now) in enumerate(sides, start=1))


def _digest(raw: Sequence[Any]) -> bytes:
    """What stands for a row: equal only for equal cells, wherever the sheet ends on the right."""
    width = len(raw)
    while width and raw[width - 1] == "":
        width -= 1
    return blake2b(repr(raw[:width]).encode(), digest_size=DIGEST).digest()


BLANK = _digest([])


def _opened(data: bytes, file: str, *, is_new: bool = False) -> RawWorkbook:
    with _told(file, is_new=is_new):
        return RawWorkbook(file, data)


def _rows(book: RawWorkbook, tab: str, file: str, *, is_new: bool = False) -> Iterator[list[Any]]:
    with _told(file, is_new=is_new):
        return book.rows(tab)


@contextmanager
def _told(file: str, *, is_new: bool) -> Generator[None, None, None]:
    """Turns Unreadable into CannotRun, for a file that `is_new` and of our own making A112."""
    try:
        yield
    except Unreadable as unreadable:
        if not is_new:
            raise CannotRun(unreadable.finding) from unreadable
        reason = message(unreadable.finding)
        raise cannot_run("A112", Source(file), reason=reason) from unreadable
