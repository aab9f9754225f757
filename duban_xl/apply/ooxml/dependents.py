"""The formulas of a workbook and the cells that change → which formulas may have another result now."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from duban_xl.apply.ooxml.area import Area
from duban_xl.apply.ooxml.reading import Known, Place, Seen, places_read


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaCell:
    """One formula: its cell, its text (None: it can't be read), and the cells that show its results."""

    tab: str
    column: int
    row: int
    text: str | None
    fills: Area
    is_array: bool = False
    has_changed: bool = False  # its text has, because a range in it grew


def stale_formulas(formulas: Sequence[FormulaCell], changed: Iterable[Place], *, known: Known) -> frozenset[int]:
    """The positions in `formulas` of those that read a changed cell, or a result that does, or are in doubt.

    Every area that formulas read is looked at once: n formulas cost n log n, also where each reads the one before.
    """
    readers: dict[Place, list[int]] = {}
    waiting = [Place(place.tab.casefold(), place.area) for place in changed]
    stale: set[int] = set()
    seen: Seen = {}

    def found_stale(position: int) -> None:
        if position not in stale:
            stale.add(position)
            waiting.append(_filled_by(formulas[position]))

    for position, cell in enumerate(formulas):
        text = None if cell.has_changed else cell.text
        places = (
            None
            if text is None
            else places_read(text, known=known, tab=cell.tab, column=cell.column, row=cell.row, seen=seen)
        )
        if places is None:
            found_stale(position)
        for place in places or ():
            readers.setdefault(place, []).append(position)
    tabs = _by_tab(readers, [*waiting, *map(_filled_by, formulas)])
    while waiting:
        place = waiting.pop()
        for area in tabs[place.tab].meeting(place.area) if place.tab in tabs else ():
            for position in readers.pop(Place(place.tab, area), ()):
                found_stale(position)
    return frozenset(stale)


class _Tab:
    """The areas of one tab that formulas read, by strips of columns that always change together."""

    def __init__(self, areas: Sequence[Area], edges: Sequence[int]) -> None:
        self._edges = edges  # where strips begin, ascending
        strips: list[list[Area]] = [[] for _ in edges]
        for area in areas:
            for strip in self._strips(area):
                strips[strip].append(area)
        self._rows = [_Rows(strip) for strip in strips]

    def meeting(self, changed: Area) -> Iterator[Area]:
        """The areas that share a cell with `changed`, each once per strip; they are not found again."""
        for strip in self._strips(changed):
            yield from self._rows[strip].take(changed.top, changed.bottom)

    def _strips(self, area: Area) -> range:
        first = bisect_right(self._edges, area.left) - 1
        return range(max(first, 0), bisect_right(self._edges, area.right))


class _Rows:
    """Areas sorted by their first row, under a tree that knows the last row below each of its knots."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas = sorted(areas, key=lambda area: area.top)
        self._tops = [area.top for area in self._areas]
        self._size = 1 << max(len(areas) - 1, 0).bit_length()
        self._last = [0] * (2 * self._size)
        self._last[self._size : self._size + len(areas)] = [area.bottom for area in self._areas]
        for knot in range(self._size - 1, 0, -1):
            self._last[knot] = max(self._last[2 * knot], self._last[2 * knot + 1])

    def take(self, top: int, bottom: int) -> Iterator[Area]:
        """The areas that meet the rows from `top` to `bottom`, taken out."""
        limit = bisect_right(self._tops, bottom)
        while self._last[1] >= top:
            knot = 1
            while knot < self._size:
                knot = 2 * knot if self._last[2 * knot] >= top else 2 * knot + 1
            at = knot - self._size
            if at >= limit:
                return
            self._take_out(knot)
            yield self._areas[at]

    def _take_out(self, knot: int) -> None:
        self._last[knot] = 0
        while knot := knot // 2:
            self._last[knot] = max(self._last[2 * knot], self._last[2 * knot + 1])


def _filled_by(cell: FormulaCell) -> Place:
    return Place(cell.tab.casefold(), cell.fills)


def _by_tab(readers: Iterable[Place], writing: Iterable[Place]) -> Mapping[str, _Tab]:
    """The areas read, tab by tab; strips of columns begin and end where something that may change does."""
    read: dict[str, list[Area]] = {}
    edges: dict[str, set[int]] = {}
    for place in readers:
        read.setdefault(place.tab, []).append(place.area)
    for place in writing:
        edges.setdefault(place.tab, set()).update((place.area.left, place.area.right + 1))
    return {tab: _Tab(areas, sorted(edges[tab])) for tab, areas in read.items() if tab in edges}
