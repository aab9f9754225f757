"""Edge: kind of document, what it is about → drafts in 文书/ and their rows in 文书登记."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duban_xl.catalogue import cannot_run, finding, wording
from duban_xl.documents.papers.document import (
    Status,
    check_document,
    check_facts,
    is_draft_copy,
    render,
    template_digest,
)
from duban_xl.documents.papers.facts import OfficeFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.naming import ASSIGNING, asked_for, office_name, register_names
from duban_xl.documents.papers.notice import HOTLINE_NOTICE, NOTICE
from duban_xl.documents.papers.office import office_facts, office_findings
from duban_xl.documents.papers.registry import KINDS
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.document_number import Numbering
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.office import DocumentEntry
from duban_xl.model.source import Source
from duban_xl.plan.numbering import VOID, document_code
from duban_xl.resources import resource
from duban_xl.workflows.ledger_file import Planned, calendar_of, read_ledger
from duban_xl.workflows.office import DOCUMENTS, TEMPLATES, Run, write_file
from duban_xl.workflows.paper_files import content_of, free_place, parts_of, place_of, title_of, withdrawn_names
from duban_xl.workflows.stamped import faults, issuing, of_signed, stamped

DRAFT: Status = "草稿"
SIGNED: Status = "已签发"
INCOMPLETE = "D128"
NOT_WRITTEN = ("D167", "D186", "D189")
"""Findings of composing that say why there is no document better than INCOMPLETE does."""
DIGITS = 12
"""As many of a template's SHA-256 tell it apart from any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document ready to be written; `name` is what the office calls its kind."""

    name: str
    subject: Subject
    path: Path
    data: bytes
    number: str = ""  # of a signed document, where its kind is numbered; a draft has none
    is_signed: bool = False
    draft: bytes = b""  # the edited draft that the signed document replaces

    @property
    def title(self) -> str:
        """Its title on one line."""
        return title_of(self.subject)

    @property
    def status(self) -> Status:
        """Whether it is a draft or the copy of a signed document."""
        return SIGNED if self.is_signed else DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePlan:
    """The drafts, the rows they add to 文书登记, and what their self-checks found."""

    drafts: tuple[Draft, ...]
    planned: Planned
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The documents that a person asked for: their kind, what was asked, and each of them once, composed."""

    kind: DocumentKind
    request: Request
    subjects: tuple[Subject, ...]

    @property
    def ledger(self) -> Ledger:
        """The ledger that the documents are written from."""
        return self.request.ledger

    @property
    def name(self) -> str:
        """What the office calls these documents."""
        return self.request.name


def known_kinds() -> tuple[DocumentKind, ...]:
    """Every kind of document that can be written."""
    return KINDS


def asked(ledger: Ledger, kind: str, about: Sequence[str], run: Run) -> Asked:
    """What `kind` and `about` ask for, composed. What is named twice is one document.

    Raises CannotRun: C008 for an unknown kind, C023 without anything to write about, and what composing raises.
    """
    wanted, name = asked_for(kind, ledger)
    if not about:
        raise cannot_run("C023", kind=name, example=wanted.example)
    request = Request(ledger=ledger, about=tuple(about), name=name, as_of=run.as_of, workdays=calendar_of(ledger))
    subjects = {(subject.label, title_of(subject)): subject for subject in wanted.compose(request)}
    return Asked(kind=wanted, request=request, subjects=tuple(subjects.values()))


def nothing_to_write(wanted: Asked) -> tuple[Finding, ...]:
    """The notice that nothing of what was asked for calls for a document (D145)."""
    about = "、".join(wanted.request.about)
    return () if wanted.subjects else (finding("D145", about=about, kind=wanted.name),)


def plan_write(ledger_path: Path, kind: str, about: Sequence[str], run: Run) -> WritePlan:
    """Compose the documents of `kind` about periods or matters. Nothing is written yet.

    Raises CannotRun: C008 for an unknown kind, C023 without anything to write about, C009 and C004 for unknown ones,
    D114 for a period that is not over, and the finding of scoring when there are no scores.
    """
    ledger = read_ledger(ledger_path)
    wanted = asked(ledger, kind, about, run)
    office = office_facts(ledger)
    office = replace(office, code=document_code(ledger, wanted.name) or office.code)
    template = _template(ledger_path.parent, wanted.kind)
    drafts: list[Draft] = []
    findings = list(nothing_to_write(wanted))
    for done, subject in enumerate(wanted.subjects):
        run.progress(subject.label, done, len(wanted.subjects))
        issuer = issuing(office, subject)
        draft, found = _draft(wanted, subject, office=issuer, template=template, folder=ledger_path.parent)
        drafts += [draft] if draft else []
        findings += found
    findings += office_findings(ledger) if drafts else ()
    changes = ChangeSet(appends=tuple(_entries(wanted, drafts, template)))
    return WritePlan(drafts=tuple(drafts), planned=Planned(ledger_path, ledger, changes), findings=tuple(findings))


def registered(wanted: Asked) -> Iterator[tuple[Subject, DocumentEntry | None]]:
    """Every document asked for, and its row in 文书登记 if it has one."""
    for subject in wanted.subjects:
        yield subject, _entry(wanted, subject)


def _draft(
    wanted: Asked, subject: Subject, *, office: OfficeFacts, template: Path, folder: Path
) -> tuple[Draft | None, tuple[Finding, ...]]:
    """One document: a draft, or, once it is signed, the copy with number and date, unless that is there already.

    A document that lacks what it must say is not written (D128).
    """
    entry = _entry(wanted, subject)
    path = place_of(folder, subject, entry)
    if entry and entry.status == SIGNED:
        signed_by = of_signed(office, entry, wanted.ledger)
        return _signed_copy(entry, wanted, subject, office=signed_by, template=template, path=path)
    told = (*_unknown_units(wanted.ledger, subject), *_other_document(wanted, subject))
    if lacking := _lacking(subject):
        return None, (*told, *lacking)
    data = render(wanted.kind.name, subject.facts, office, template=template, status=DRAFT)
    written, kept = free_place(path, parts_of(subject), withdrawn_names(wanted.ledger))
    draft = Draft(name=wanted.name, subject=subject, path=written, data=data)
    return draft, (*kept, *told, *subject.findings, *check_document(data, subject.facts))


def _signed_copy(
    signed: DocumentEntry, wanted: Asked, subject: Subject, *, office: OfficeFacts, template: Path, path: Path
) -> tuple[Draft | None, tuple[Finding, ...]]:
    """The signed document: the draft that lies there with number and date (somebody's edits stay), else a new copy."""
    title, number = signed.title, signed.document_number
    if not number and wanted.kind.numbering is not Numbering.NONE:
        return None, (finding("C104", signed.source("document_number"), title=title),)
    before = content_of(path)
    if before and not is_draft_copy(before):
        return None, () if _is_swept(wanted, subject) else (finding("C102", Source(path.name), title=title),)
    facts = replace(subject.facts, dated_on=signed.signed_on) if signed.signed_on else subject.facts
    if before:
        data = stamped(before, signed, subject, office)
        told = (finding("D194", Source(path.name), title=title, number=number),)
        if refused := tuple(faults(data, signed, file=path.name)):
            return None, (*told, *refused)
        found = (*told, *check_document(data, facts, is_fresh=False))
    elif lacking := _lacking(subject):
        return None, lacking
    else:
        data = render(wanted.kind.name, facts, office, template=template, status=SIGNED, number=number or None)
        made_later = finding("C103", Source(path.name), title=title, number=number)
        found = (made_later, *subject.findings, *check_document(data, facts))
    return Draft(
        name=wanted.name, subject=subject, path=path, data=data, number=number, is_signed=True, draft=before
    ), found


def _unknown_units(ledger: Ledger, subject: Subject) -> Iterator[Finding]:
    """The unit that the document is about or goes to, and its matter's, that 单位名录 doesn't know (D146)."""
    matter = ledger.matter(subject.matter)
    for unit in dict.fromkeys((subject.unit, *(matter.supporting if matter else ()))):
        if unit and ledger.units.find(unit) is None:
            yield finding("D146", Source(title_of(subject)), unit=unit)


def _other_document(wanted: Asked, subject: Subject) -> Iterator[Finding]:
    """D187: the matter's category is assigned by another document; what is told to each unit (抄告单) comes beside it."""
    matter, kind = wanted.ledger.matter(subject.matter), wanted.kind
    if matter is None or kind.purpose != ASSIGNING or kind.per_unit:
        return
    category = wanted.ledger.category(matter.category)
    usual = split_names(category.assignment_document) if category else ()
    is_fit = bool(register_names(kind, wanted.ledger) & set(usual)) or not (usual or kind is HOTLINE_NOTICE)
    if not is_fit:
        expected = "、".join(usual) or office_name(NOTICE, wanted.ledger)
        place = matter.source("category")
        yield finding(
            "D187", place, number=matter.number, category=matter.category, kind=wanted.name, expected=expected
        )


def _is_swept(wanted: Asked, subject: Subject) -> bool:
    """Whether its matter came with a category or with 全部: nobody asked for this one by name."""
    return bool(subject.matter) and subject.drafted_on is None and subject.matter not in wanted.request.about


def _lacking(subject: Subject) -> tuple[Finding, ...]:
    """What a document must say and its facts do not hold; with it come the findings of composing it."""
    lacking = tuple(found for found in check_facts(subject.facts) if found.code == INCOMPLETE)
    is_told = any(found.code in NOT_WRITTEN for found in subject.findings)
    return (*subject.findings, *(() if is_told else lacking)) if lacking else ()


def write_drafts(plan: WritePlan) -> tuple[Path, ...]:
    """Write the drafts' files and return their paths; a file with the same content is left alone.

    The place is looked for once more: somebody may have saved the document since the plan was made.
    """
    written: list[Path] = []
    for draft in plan.drafts:
        path = draft.path
        if not path.exists() or path.read_bytes() != draft.draft:
            path, _ = free_place(draft.path, [draft.path.stem])
        if not path.exists() or path.read_bytes() != draft.data:
            write_file(path, draft.data)
        written.append(path)
    return tuple(written)


def _template(folder: Path, kind: DocumentKind) -> Path:
    """The office's own template if it has one, else the one that came with the program."""
    own = folder / TEMPLATES / kind.file
    return own if own.exists() else resource("workbook_templates", "word", kind.file)


def _entry(wanted: Asked, subject: Subject) -> DocumentEntry | None:
    """The row of 文书登记 for that document, one that was withdrawn left out."""
    names = register_names(wanted.kind, wanted.ledger)
    same = (d for d in wanted.ledger.documents if d.kind in names and d.status != VOID)
    return next((d for d in same if _tells_of(d, wanted, subject)), None)


def _tells_of(entry: DocumentEntry, wanted: Asked, subject: Subject) -> bool:
    """By the day on which it was begun where a unit gets many, by its matter if it is about one, else by its title; where
    each unit has its own, by the unit too, where a matter has many, by matter and title.
    """
    if wanted.kind.per_unit and wanted.ledger.units.official_name(entry.unit) != subject.unit:
        return False
    if subject.drafted_on:
        return entry.drafted_on == subject.drafted_on
    if subject.matter and entry.number != subject.matter:
        return False
    return (bool(subject.matter) and not subject.is_one_of_many) or entry.title == title_of(subject)


def _entries(wanted: Asked, drafts: Sequence[Draft], template: Path) -> Iterator[RowAppend]:
    """A row of 文书登记 for every draft that has none; numbers are given at sign-off, not here.

    变更日志 says by which template: a template decides what a document says, and an office may edit its own.
    """
    digest = template_digest(template)[:DIGITS]
    because = Reason(wording.DRAFTED.format(file=template.name, digest=digest))
    for draft in drafts:
        if _entry(wanted, draft.subject) is None:
            values = {
                "kind": draft.name,
                "title": draft.title,
                "number": draft.subject.matter or None,
                "unit": draft.subject.unit or None,
                "drafted_on": wanted.request.as_of,
                "status": DRAFT,
                "file": f"{DOCUMENTS}/{draft.path.name}",
            }
            yield RowAppend(sheet="documents", key=draft.title, values=values, because=because)
