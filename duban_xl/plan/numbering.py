"""文书登记 → the numbers that come next, and what is wrong with those given so far.

A number is given when a document is signed, never to a draft; one that was given is never given again, also if its
document was withdrawn (条例 25: 登记 comes after 签发). Every 代字 counts each calendar year from 1 without gaps.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.document_number import DocumentNumber, parse_document_number
from duban_xl.model.finding import Finding
from duban_xl.model.office import DocumentEntry

SIGNED, VOID = "已签发", "作废"
MOST_NAMED = 5

Numbered = tuple[DocumentNumber, DocumentEntry]


def next_numbers(documents: Iterable[DocumentEntry], code: str, year: int, count: int) -> tuple[DocumentNumber, ...]:
    """The next `count` numbers of `code` in `year`, in one block after the highest that was ever given."""
    given = [n.serial for n, _ in _numbered(documents) if (n.code, n.year) == (code, year)]
    first = max(given, default=0) + 1
    return tuple(DocumentNumber(code, year, serial) for serial in range(first, first + count))


def register_findings(documents: Sequence[DocumentEntry], *, as_of: date) -> Iterator[Finding]:
    """Numbers of 文书登记 that are misspelt, given twice, missing, out of order, dated ahead, or on no signed document."""
    for entry in documents:
        yield from _of_row(entry, as_of)
    by_series: dict[tuple[str, int], list[Numbered]] = defaultdict(list)
    for number, entry in _numbered(documents):
        by_series[number.code, number.year].append((number, entry))
    for series in by_series.values():
        yield from _of_series(sorted(series, key=lambda one: one[0]))


def _numbered(documents: Iterable[DocumentEntry]) -> Iterator[Numbered]:
    for entry in documents:
        number = parse_document_number(entry.document_number)
        if number:
            yield number, entry


def _of_row(entry: DocumentEntry, as_of: date) -> Iterator[Finding]:
    text, place = entry.document_number, entry.source("document_number")
    number = parse_document_number(text)
    if text and number is None:
        yield finding("L290", place, value=text, expected=normalise_document_number(text) or "云督〔2026〕12号")
    if not text and entry.status == SIGNED:
        yield finding("C104", place, title=entry.title)
    if text and entry.status not in (SIGNED, VOID):
        yield finding("L291", place, value=text, status=entry.status)
    if entry.signed_on and entry.signed_on > as_of:
        yield finding("L292", entry.source("signed_on"), value=text or entry.title, day=entry.signed_on, as_of=as_of)
    if number:
        yield from _unlike(entry, number)


def _unlike(entry: DocumentEntry, number: DocumentNumber) -> Iterator[Finding]:
    """年份 and 序号 that say something else than the number; the year of signing that is not that of the number."""
    said: Mapping[str, int] = {"year": number.year, "serial": number.serial}
    for field, meant in said.items():
        written = getattr(entry, field)
        if written is not None and written != meant:
            yield finding("L293", entry.source(field), value=written, number=number.text)
    if entry.signed_on and entry.signed_on.year != number.year:
        yield finding("L294", entry.source("signed_on"), day=entry.signed_on, number=number.text)


def _of_series(series: Sequence[Numbered]) -> Iterator[Finding]:
    """One 代字 and year in the order of its numbers."""
    places = {number: entry.source("document_number") for number, entry in reversed(series)}
    for number, entry in series:
        if entry.source("document_number") != places[number]:
            yield finding("L295", entry.source("document_number"), number=number.text, place=places[number].cell)
    last, place = series[-1][0], series[-1][1].source("document_number")
    missing = sorted(set(range(1, last.serial)) - {number.serial for number, _ in series})
    if missing:
        named = "、".join(map(str, missing[:MOST_NAMED]))
        yield finding("L296", place, code=last.code, year=last.year, count=len(missing), serials=named)
    yield from _out_of_order([(n, e) for n, e in series if e.signed_on and e.status == SIGNED])


def _out_of_order(series: Sequence[Numbered]) -> Iterator[Finding]:
    """A number that was signed later than a higher one; the first of each stretch is told."""
    earliest: Numbered | None = None
    for number, entry in reversed(series):
        if earliest and entry.signed_on and earliest[1].signed_on and entry.signed_on > earliest[1].signed_on:
            yield finding(
                "L297",
                entry.source("signed_on"),
                number=number.text,
                day=entry.signed_on,
                later_number=earliest[0].text,
                later_day=earliest[1].signed_on,
            )
        else:
            earliest = number, entry
