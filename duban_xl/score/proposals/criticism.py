"""通报问责 and 文书登记 → evidence that a unit was criticised (通报批评): each document once for each unit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from duban_xl.catalogue import proposals as said
from duban_xl.model.columns.office import DOCUMENT_STATUSES
from duban_xl.model.noun import split_names
from duban_xl.model.office import Consequence, DocumentEntry
from duban_xl.model.source import shown
from duban_xl.model.text import comparable
from duban_xl.score.judged import folded
from duban_xl.score.proposals.evidence import CRITICISED, Evidence, Facts
from duban_xl.score.words import CIRCULARS, OWN_CIRCULARS

SIGNED = DOCUMENT_STATUSES[2]
CRITICAL = "批评"
"""A document whose 文种 or 标题 says so is proof; one that only names a unit may praise it."""
PER_MATTER = "按事项"


def criticisms(facts: Facts) -> Iterator[Evidence]:
    """Every criticism that the ledger can prove: registered in 通报问责 with its 文号, or a signed document that says so.

    The office's own score circulars list what was deducted and are no criticism (cangnan-amb-22). By 口径 通报计次 a
    document is one event for each unit, or one for each of its matters (cangnan-amb-10).
    """
    seen: set[tuple[str, str, str]] = set()
    own, per_matter = _own_circulars(facts), facts.words.choice(CIRCULARS) == PER_MATTER
    for found in (*_registered(facts), *_signed(facts)):
        key = (found.unit, folded(found.document), found.number if per_matter else "")
        if key not in seen and not any(name in folded(found.document) for name in own):
            seen.add(key)
            yield replace(found, per_matter=per_matter)


def _own_circulars(facts: Facts) -> frozenset[str]:
    """The names and numbers of the office's own score circulars."""
    names = frozenset(folded(name) for name in split_names(facts.words.text(OWN_CIRCULARS)))
    entries = (
        entry for entry in facts.ledger.documents if any(name in folded(entry.kind + entry.title) for name in names)
    )
    return names | {folded(entry.document_number) for entry in entries if entry.document_number}


def _registered(facts: Facts) -> Iterator[Evidence]:
    for row in facts.ledger.consequences:
        day = row.held_on
        if row.type == CRITICISED and row.document_number and day and day <= facts.as_of and row.revoked_on is None:
            for unit in _units(row.unit, facts):
                for number in _matters(row.number, facts):
                    yield _criticised(row, unit, number, day)


def _criticised(row: Consequence, unit: str, number: str, day: date) -> Evidence:
    words = {"day": shown(day), "document": row.document_number, "facts": row.facts}
    text = said.BECAUSE_OF.format(text=said.CRITICISED, facts="{facts}") if row.facts else said.CRITICISED
    return Evidence(
        kind=CRITICISED,
        unit=unit,
        day=day,
        number=number,
        document=row.document_number,
        states=(CRITICISED,),
        template=text,
        words=words,
        source=row.source("document_number"),
        cites=row.clause,
    )


def _signed(facts: Facts) -> Iterator[Evidence]:
    for entry in facts.ledger.documents:
        day = entry.signed_on
        if entry.status == SIGNED and entry.document_number and day and day <= facts.as_of and _is_critical(entry):
            for unit in _named(entry, facts):
                for number in _matters(entry.number, facts):
                    yield _found_in(entry, unit, number, day)


def _is_critical(entry: DocumentEntry) -> bool:
    return CRITICAL in entry.kind or CRITICAL in entry.title


def _found_in(entry: DocumentEntry, unit: str, number: str, day: date) -> Evidence:
    return Evidence(
        kind=CRITICISED,
        unit=unit,
        day=day,
        number=number,
        document=entry.document_number,
        states=(CRITICISED,),
        template=said.CRITICISED_IN,
        words={"day": shown(day), "title": entry.title or entry.kind, "document": entry.document_number},
        source=entry.source("document_number"),
    )


def _units(text: str, facts: Facts) -> Iterable[str]:
    """The units that a cell names; one that the directory knows under the whole text is one."""
    whole = facts.ledger.units.find(text)
    return (whole.name,) if whole else tuple(dict.fromkeys(map(facts.official, split_names(text))))


def _named(entry: DocumentEntry, facts: Facts) -> Iterable[str]:
    """The units in 单位, else those of the directory that the title names, longer names before shorter ones."""
    if entry.unit:
        return _units(entry.unit, facts)
    title, found = comparable(entry.title), list[str]()
    for name, unit in _names(facts).items():
        if name in title:
            title = title.replace(name, " ")
            found.append(unit)
    return tuple(dict.fromkeys(found))


def _names(facts: Facts) -> Mapping[str, str]:
    pairs = ((comparable(name), unit.name) for unit in facts.ledger.units.units for name in unit.names)
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _matters(text: str, facts: Facts) -> tuple[str, ...]:
    """The matters that count by themselves; otherwise the one matter that is named, or none."""
    numbers = split_names(text)
    if facts.words.choice(CIRCULARS) == PER_MATTER and numbers:
        return numbers
    return numbers if len(numbers) == 1 else ("",)
