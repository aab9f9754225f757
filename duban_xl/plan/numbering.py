"""文书登记 → the numbers that come next, and what is wrong with those given so far.

A brief counts its issues instead: in the year, and over all years.
A number is given when a document is signed, never to a draft; one that was given is never given again, also if its
document was withdrawn (条例 25: 登记 comes after 签发). Every 代字 counts each calendar year from 1 without gaps.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.document_number import DocumentNumber, IssueNumber, Number, Numbering, parse_number
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry
from duban_xl.model.settings import DOCUMENT_CODE, ISSUE_TOTALS, KIND_CODES
from duban_xl.model.text import one_width

SIGNED, VOID = "已签发", "作废"
MOST_NAMED = 5
_OF_NUMBERS = ("L290", "L293", "L295")  # misspelt, unlike its parts, given twice

Numbered = tuple[Number, DocumentEntry]


def next_numbers(documents: Iterable[DocumentEntry], code: str, year: int, count: int) -> tuple[DocumentNumber, ...]:
    """The next `count` numbers of `code` in `year`, in one block after the highest that was ever given."""
    numbers = (number for number, _ in _numbered(documents) if isinstance(number, DocumentNumber))
    first = max((n.serial for n in numbers if (n.code, n.year) == (code, year)), default=0) + 1
    return tuple(DocumentNumber(code, year, serial) for serial in range(first, first + count))


def next_issues(
    documents: Iterable[DocumentEntry], names: Collection[str], year: int, count: int, *, issued_before: int | None
) -> tuple[IssueNumber, ...]:
    """The next `count` issues of the series that 文书登记 holds under `names`, in one block.

    `issued_before` says how many issues there were before the register began; None leaves the total uncounted.
    """
    issues = [n for n, entry in _numbered(documents) if isinstance(n, IssueNumber) and entry.kind in names]
    first = max((n.serial for n in issues if n.year == year), default=0) + 1
    total = 0 if issued_before is None else max(issued_before, *(n.total for n in issues), 0) + 1
    return tuple(IssueNumber(year, first + k, total + k if total else 0) for k in range(count))


def numbers_for(
    ledger: Ledger, entries: Sequence[DocumentEntry], year: int, numbering: Numbering
) -> tuple[Number, ...]:
    """The numbers that `entries` get when they are signed together in `year`; none for kinds that have no number."""
    if numbering is Numbering.DOCUMENT:
        codes = [document_code(ledger, entry.kind) for entry in entries]
        blocks = {code: iter(next_numbers(ledger.documents, code, year, codes.count(code))) for code in codes}
        return tuple(next(blocks[code]) for code in codes)
    if numbering is Numbering.ISSUE:
        names = {entry.kind for entry in entries}
        before = issued_before(ledger.setting(ISSUE_TOTALS), names)
        return next_issues(ledger.documents, names, year, len(entries), issued_before=before)
    return ()


def issued_before(text: str, names: Collection[str]) -> int | None:
    """How many issues of the series `names` 参数 总期号起点 ("督查简报=120；督查专报=45") tells of; None if it tells nothing."""
    counts = (count for name, count in _listed(text).items() if name in names and count.isdecimal())
    return next(map(int, counts), None)


def document_code(ledger: Ledger, kind: str) -> str:
    """机关代字 of documents called `kind`: what 参数 文种代字 ("函告=云督函；督办令=云管督") says, else the office's."""
    return _listed(ledger.setting(KIND_CODES)).get(kind) or ledger.setting(DOCUMENT_CODE)


def _listed(text: str) -> Mapping[str, str]:
    """The pairs of a setting that lists kinds of documents with something of each."""
    parts = (part.partition("=") for part in re.split("[；;，,、\\s]+", text.replace("＝", "=")))
    return {name.strip(): value.strip() for name, _, value in parts if value.strip()}


def register_findings(
    documents: Sequence[DocumentEntry], *, as_of: date, unnumbered: Collection[str] = ()
) -> Iterator[Finding]:
    """Numbers of 文书登记 that are misspelt, given twice, missing, out of order, dated ahead, or on no signed document.

    `unnumbered` are the kinds of documents that have no number.
    """
    for entry in documents:
        yield from _of_row(entry, as_of, needs_number=entry.kind not in unnumbered)
    by_series: dict[str, list[Numbered]] = defaultdict(list)
    for number, entry in _numbered(documents):
        by_series[_series(number, entry)].append((number, entry))
    for name, series in by_series.items():
        yield from _of_series(name, sorted(series, key=lambda one: one[0].serial))


def faults_of_numbers(
    documents: Sequence[DocumentEntry], *, codes: Collection[str], year: int
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is wrong with the numbers given so far: what keeps the next of `codes` in `year` from being told, and the rest.

    A misspelt number is not counted, so that one of the same series might be given again.
    """
    in_the_way, others = list[Finding](), list[Finding]()
    for found in register_findings(documents, as_of=date.max):
        if found.code in _OF_NUMBERS:
            text = one_width(found.args["value"]) if found.code == "L290" else ""
            is_of_series = any(code in text for code in codes) and str(year) in text
            (in_the_way if text and is_of_series else others).append(found)
    return tuple(in_the_way), tuple(others)


def _series(number: Number, entry: DocumentEntry) -> str:
    """What the number is counted in: the 代字, or the brief, and the year."""
    return number.stem if isinstance(number, DocumentNumber) else f"{entry.kind}{number.stem}"


def _numbered(documents: Iterable[DocumentEntry]) -> Iterator[Numbered]:
    for entry in documents:
        number = parse_number(entry.document_number)
        if number:
            yield number, entry


def _of_row(entry: DocumentEntry, as_of: date, *, needs_number: bool) -> Iterator[Finding]:
    text, place = entry.document_number, entry.source("document_number")
    number = parse_number(text)
    if text and number is None:
        yield finding("L290", place, value=text, expected=normalise_document_number(text) or "云督〔2026〕12号")
    if needs_number and not text and entry.status == SIGNED:
        yield finding("C104", place, title=entry.title)
    if text and entry.status not in (SIGNED, VOID):
        yield finding("L291", place, value=text, status=entry.status)
    if entry.signed_on and entry.signed_on > as_of:
        yield finding("L292", entry.source("signed_on"), value=text or entry.title, day=entry.signed_on, as_of=as_of)
    if number:
        yield from _unlike(entry, number)


def _unlike(entry: DocumentEntry, number: Number) -> Iterator[Finding]:
    """年份 and 序号 that say something else than the number; the year of signing that is not that of the number."""
    said: Mapping[str, int] = {"year": number.year, "serial": number.serial}
    for field, meant in said.items():
        written = getattr(entry, field)
        if written is not None and written != meant:
            yield finding("L293", entry.source(field), value=written, number=number.text)
    if entry.signed_on and entry.signed_on.year != number.year:
        yield finding("L294", entry.source("signed_on"), day=entry.signed_on, number=number.text)


def _of_series(name: str, series: Sequence[Numbered]) -> Iterator[Finding]:
    """One 代字, or brief, and year in the order of its numbers."""
    places = {number: entry.source("document_number") for number, entry in reversed(series)}
    for number, entry in series:
        if entry.source("document_number") != places[number]:
            yield finding("L295", entry.source("document_number"), number=number.text, place=places[number].cell)
    last, place = series[-1][0], series[-1][1].source("document_number")
    missing = sorted(set(range(1, last.serial)) - {number.serial for number, _ in series})
    if missing:
        named = "、".join(map(str, missing[:MOST_NAMED]))
        yield finding("L296", place, series=name, count=len(missing), serials=named)
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
