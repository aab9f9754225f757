"""Edge: drafts and their rows as signed → the signed files, read back before anything is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from duban_xl.catalogue import cannot_run, finding
from duban_xl.documents.papers.document import blanks_in, check_document, is_draft_copy
from duban_xl.documents.papers.facts import OfficeFacts
from duban_xl.documents.papers.kind import Subject
from duban_xl.documents.word.stamp import numbers_of, rooms, stamp, unplaced
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry
from duban_xl.model.settings import DOCUMENT_CODE
from duban_xl.model.source import Source
from duban_xl.workflows.paper_files import content_of, place_of, title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """One signed file: where it goes, the draft that it replaces, its content, and what comparing it with the ledger found."""

    path: Path
    draft: bytes
    data: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def is_in_place(self) -> bool:
        """Whether the signed file lies there."""
        return content_of(self.path) == self.data


@dataclass(frozen=True, slots=True)
class Stamping:
    """The signed files, none if anything speaks against one of them; and what speaks against them."""

    files: tuple[Stamped, ...] = ()
    refused: tuple[Finding, ...] = ()


def issuing(office: OfficeFacts, subject: Subject) -> OfficeFacts:
    """The office, in the name in which the document goes out."""
    return replace(office, issuer=subject.issuer, masthead=subject.issuer) if subject.issuer else office


def of_signed(office: OfficeFacts, signed: DocumentEntry, ledger: Ledger) -> OfficeFacts:
    """The office with the 代字 under which the document was signed, where 参数 has none any more."""
    return office if ledger.setting(DOCUMENT_CODE) else replace(office, code=signed.document_number.partition("〔")[0])


def without_draft(path: Path, subject: Subject) -> Iterator[Finding]:
    """Why the file at `path` can't be signed: there is none (D192), it is no draft (D193), it has blanks (D141)."""
    title, data = title_of(subject), content_of(path)
    if not data:
        yield finding("D192", Source(path.name), title=title, file=path.name)
    elif not is_draft_copy(data):
        yield finding("D193", Source(path.name), title=title, file=path.name)
    elif blanks := blanks_in(data):
        yield finding("D141", Source(path.name), title=title, count=len(blanks), blanks="、".join(blanks))


def stamp_all(
    folder: Path, ledger: Ledger, office: OfficeFacts, signed: Iterable[tuple[Subject, DocumentEntry]]
) -> Stamping:
    """The drafts of `signed`, whose rows hold number, day and signatory already, with all that written in."""
    files: list[Stamped] = []
    refused: list[Finding] = []
    for subject, entry in signed:
        path = place_of(folder, subject, entry)
        draft = content_of(path)
        data = stamped(draft, entry, subject, of_signed(issuing(office, subject), entry, ledger))
        refused += faults(data, entry, file=path.name)
        files.append(
            Stamped(path=path, draft=draft, data=data, findings=check_document(data, subject.facts, is_fresh=False))
        )
    return Stamping(refused=tuple(refused)) if refused else Stamping(tuple(files))


def stamped(draft: bytes, signed: DocumentEntry, subject: Subject, office: OfficeFacts) -> bytes:
    """The draft as it lies there, somebody's edits included, with what its row says of the signature."""
    return stamp(
        draft,
        number=signed.document_number,
        dated_on=signed.signed_on or subject.facts.dated_on,
        sealed=office.sealed,
        issuer=office.issuer,
        signer=signed.signatory,
    )


def faults(data: bytes, signed: DocumentEntry, *, file: str) -> Iterator[Finding]:
    """What a stamped document lacks when it is read back: parts that have no place (D190), its number (D191)."""
    title, place, number = signed.title, Source(file), signed.document_number
    for style in unplaced(data, number=number, signer=signed.signatory):
        yield finding("D190", place, title=title, style=style.value)
    if number:
        for text in dict.fromkeys((*rooms(data), *(line for line in numbers_of(data) if line != number))):
            yield finding("D191", place, title=title, text=text)


def refuse_changed(files: tuple[Stamped, ...]) -> None:
    """Raises CannotRun (D196) if somebody has saved one of the drafts since it was read."""
    for one in files:
        if content_of(one.path) != one.draft:
            raise cannot_run("D196", Source(one.path.name), file=one.path.name)
