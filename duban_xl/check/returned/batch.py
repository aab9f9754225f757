"""Several returned forms at once → what only shows beside each other: versions of one return, one text from two units."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from duban_xl.catalogue import finding
from duban_xl.catalogue.return_checks import NOTHING_THERE, ONE_DIFFERENCE, ROW_ADDED, ROW_LACKING
from duban_xl.check.returned.identity import Identity, file_name
from duban_xl.check.returned.rows import OPEN_FIELDS
from duban_xl.check.returned.words import is_empty_talk, is_placeholder, letters, quoted
from duban_xl.model.fields import shown_in
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormLine, ReturnedFile
from duban_xl.model.source import Source, shown
from duban_xl.model.text import comparable

MOST_NAMED = 3
"""Differences that a sentence names; of the others it gives the count."""
SHORT, QUOTED = 10, 12


class Identified(NamedTuple):
    """A returned form and whose it is."""

    returned: ReturnedFile
    identity: Identity


def findings_of_batch(files: Sequence[Identified]) -> tuple[tuple[Finding, ...], ...]:
    """For each file, in their order, what the others say about it. Files that nobody can place are left out."""
    found: list[list[Finding]] = [[] for _ in files]
    for places in _together(files, _return_key):
        in_order = sorted(places, key=lambda place: (shown(files[place].returned.saved_at), place))
        for rank, later in enumerate(in_order):
            alike = [place for place in in_order if _are_versions(files[place].returned, files[later].returned)]
            if before := [place for place in in_order[:rank] if place in alike]:
                found[later].append(_version(files[later], files[before[-1]].returned, len(alike)))
    for places in _together(files, _texts_key):
        first = files[places[0]]
        for place in places[1:]:
            if files[place].identity.unit != first.identity.unit:
                found[place].append(_of_two_units(files[place], first))
    return tuple(map(tuple, found))


def _together(files: Sequence[Identified], key_of: Callable[[Identified], Hashable]) -> Iterator[list[int]]:
    """The places of files that share a key, two or more at a time; None is no key."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, one in enumerate(files):
        if (key := key_of(one)) is not None:
            groups[key].append(place)
    return (places for places in groups.values() if len(places) > 1)


def _return_key(one: Identified) -> Hashable:
    """Unit and period of a form with rows."""
    unit, period = one.identity.unit, one.identity.period
    return (unit.code, period.text) if unit and period and one.returned.lines else None


def _texts_key(one: Identified) -> Hashable:
    """All texts about the period's work, with their matters; None where there are too few words to compare."""
    lines = one.returned.lines or ()
    texts = [line.progress for line in lines if not (is_placeholder(line.progress) or is_empty_talk(line.progress))]
    if one.identity.unit is None or sum(map(letters, texts)) < SHORT:
        return None
    return tuple(sorted(map(comparable, texts)))


def _are_versions(one: ReturnedFile, other: ReturnedFile) -> bool:
    """Whether both report on one matter: the form of a single instruction stands beside that of the period."""
    numbers, others = _by_number(one).keys(), _by_number(other).keys()
    return not numbers.isdisjoint(others) or not (numbers and others)


def _version(later: Identified, earlier: ReturnedFile, count: int) -> Finding:
    """What the later of two versions says differently."""
    unit, period = later.identity.unit, later.identity.period
    where = Source(later.returned.file), Source(earlier.file)
    whose, when = unit.name if unit else "", period.text if period else ""
    value, other = file_name(later.returned.file), file_name(earlier.file)
    differences = tuple(_differences(later.returned, earlier))
    if not differences:
        return finding("R529", *where, unit=whose, period=when, value=value, other=other)
    named, size = "；".join(differences[:MOST_NAMED]), len(differences)
    return finding(
        "R528", *where, unit=whose, period=when, value=value, other=other, count=count, differences=size, what=named
    )


def _differences(later: ReturnedFile, earlier: ReturnedFile) -> Iterator[str]:
    """Every cell of the unit's columns that differs, then the rows that only one of the two has."""
    before, after = _by_number(earlier), _by_number(later)
    for number, line in after.items():
        old = before.get(number)
        if old is None:
            yield ROW_ADDED.format(number=number)
            continue
        for field in OPEN_FIELDS:
            was, now = (shown_in(field, getattr(row, field.key)) for row in (old, line))
            if comparable(was) != comparable(now):
                words = (quoted(text, QUOTED) or NOTHING_THERE for text in (was, now))
                yield ONE_DIFFERENCE.format(number=number, header=field.header, before=next(words), after=next(words))
    yield from (ROW_LACKING.format(number=number) for number in before if number not in after)


def _by_number(returned: ReturnedFile) -> dict[str, FormLine]:
    return {line.number: line for line in returned.lines or () if line.number}


def _of_two_units(one: Identified, other: Identified) -> Finding:
    unit, owner = one.identity.unit, other.identity.unit
    where = Source(one.returned.file), Source(other.returned.file)
    value, named = file_name(one.returned.file), file_name(other.returned.file)
    whose, owned = unit.name if unit else "", owner.name if owner else ""
    return finding("R530", *where, value=value, other=named, unit=whose, owner=owned)
