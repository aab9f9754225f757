"""Ledger, document → the rows of 通报问责 that it makes public, and those that another document has made public before.

文号 of a row names the document that told of it; a document that was withdrawn told of nothing (rules trap 32).
"""

from collections.abc import Iterable

from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Consequence, DocumentEntry
from duban_xl.plan.answers import VOID


def own_numbers(ledger: Ledger, kind: str, *, title: str = "", unit: str = "") -> tuple[str, ...]:
    """The numbers under which the document `kind` with that title, or about that unit alone, went out; withdrawn ones not."""

    def is_it(entry: DocumentEntry) -> bool:
        about = bool(unit) and ledger.units.official_name(entry.unit) == unit
        return entry.kind == kind and (about or (bool(title) and entry.title == title))

    found = (entry for entry in ledger.documents if entry.status != VOID and is_it(entry))
    return tuple(entry.document_number for entry in found if entry.document_number)


def void_numbers(ledger: Ledger) -> frozenset[str]:
    """The numbers of documents that were withdrawn."""
    return frozenset(entry.document_number for entry in ledger.documents if entry.status == VOID)


def to_publish(ledger: Ledger, rows: Iterable[Consequence], own: tuple[str, ...]) -> list[Consequence]:
    """Those of `rows` that no document has told of yet; once the document has its `own` number, exactly those it told of."""
    if own:
        return [row for row in rows if row.document_number in own]
    void = void_numbers(ledger)
    return [row for row in rows if not row.document_number or row.document_number in void]


def told_before(ledger: Ledger, rows: Iterable[Consequence], own: tuple[str, ...]) -> list[Consequence]:
    """Those of `rows` that another document has told of."""
    known = {"", *own, *void_numbers(ledger)}
    return [row for row in rows if row.document_number not in known]
