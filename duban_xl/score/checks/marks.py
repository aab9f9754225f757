"""满分 of sections → findings: parts that do not make the whole, the total that the settings state (T17)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.model.columns.assessment import ACCUMULATE, ADD, SUM
from duban_xl.model.finding import Finding
from duban_xl.model.office import Unit
from duban_xl.model.rulebook import Section
from duban_xl.score import words as w
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.sections import PERIODS
from duban_xl.score.method import covers

OUTSIDE = (ADD, ACCUMULATE)
"""Modes of sections that an office may set beside the whole: marks on top of it."""
NOTHING = Decimal(0)


def parts_do_not_make_the_whole(book: Book) -> Iterator[Finding]:
    """The full marks of the sub-sections differ from those of their parent; both readings are told."""
    for row in book.sections.values():
        sums = _sums(book.children(row), book, row.cycle)
        if row.full_marks is not None and sums and not any(row.full_marks in of_units for of_units in sums):
            places = (row.source("full_marks"), *(child.source("full_marks") for child in book.children(row)))
            chosen, total = book.words.choice(w.UNEQUAL_MARKS), sums[0][0]
            yield finding("S210", *places, number=row.section, bound=row.full_marks, sum=total, chosen=chosen)


def tops_do_not_make_the_total(book: Book) -> Iterator[Finding]:
    """The full marks of several sections at the top, none weighted, make neither 基本分 nor 总分上限."""
    if len(book.tops) < 2 or any(top.weights for top in book.tops):
        return
    stated = {key: number for key in (w.BASE, w.CEILING) if (number := book.words.number(key)) is not None}
    sums = _sums(book.tops, book, "")
    if stated and sums and not any(number in of_units for number in stated.values() for of_units in sums):
        key, total = next(iter(stated)), sums[0][0]
        if key == w.CEILING and total < stated[key] and _may_exceed(book):
            return
        places = (book.words.source(key), *(top.source("full_marks") for top in book.tops))
        yield finding("S211", *places, sum=total, key=key, bound=stated[key])


def _may_exceed(book: Book) -> bool:
    """Whether the total may come above the sum of the full marks."""
    open_sections = any(top.mode in OUTSIDE or top.ceiling is not None for top in book.tops)
    return open_sections or book.words.choice(w.OVER_FULL) != w.CHOICES[w.OVER_FULL][0]


def _sums(parts: Sequence[Section], book: Book, cycle: str) -> list[tuple[Decimal, ...]]:
    """What the parts add up to, without and with those beside the whole, for each kind of units that have other parts.

    Empty if it can't be said: a part is weighted, or has no marks though it should, or none has any.
    """
    if not parts or any(part.weights for part in parts):
        return []
    marks = {part.section: _year_marks(part, book, cycle) for part in parts}
    if not any(marks.values()) or any(marks[part.section] is None and part.mode not in OUTSIDE for part in parts):
        return []
    kinds = dict.fromkeys(_parts_of(unit, parts) for unit in book.active) or {
        tuple(part.section for part in parts): None
    }
    sums: list[tuple[Decimal, ...]] = []
    for kind in filter(None, kinds):
        inside = sum((marks[part.section] or NOTHING for part in parts if _is_inside(part, kind)), NOTHING)
        beside = sum((marks[part.section] or NOTHING for part in parts if part.section in kind), NOTHING)
        sums.append((inside or beside, beside))
    return sums


def _parts_of(unit: Unit, parts: Sequence[Section]) -> tuple[str, ...]:
    return tuple(part.section for part in parts if covers(part.groups, unit))


def _is_inside(part: Section, kind: tuple[str, ...]) -> bool:
    return part.section in kind and part.mode not in OUTSIDE


def _year_marks(part: Section, book: Book, cycle: str) -> Decimal | None:
    """The most that the part gives in a year (or in one period of its parent's `cycle`); without own marks its parts'."""
    one = part.full_marks
    if one is None:
        sums = _sums(book.children(part), book, part.cycle) if _is_sound(part, book) else []
        one = sums[0][0] if sums else None
    adds_up = part.cycle != cycle and part.combined == SUM
    return one * PERIODS.get(part.cycle, 1) if one is not None and adds_up else one


def _is_sound(part: Section, book: Book) -> bool:
    """Whether the way up from `part` ends: no circle of parents (which has its own finding)."""
    *_, last = book.lineage(part)
    return last in book.tops


MARK_CHECKS = (parts_do_not_make_the_whole, tops_do_not_make_the_total)
