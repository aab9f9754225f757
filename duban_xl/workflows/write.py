"""Edge: kind of document, what it is about → drafts in 文书/ and their rows in 文书登记."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duban_xl.catalogue import CannotRun, Level, cannot_run, finding
from duban_xl.documents.chinese import file_name
from duban_xl.documents.compose.circular import circular_facts, incomplete_rows
from duban_xl.documents.compose.notice import notice_facts, office_blanks, office_facts
from duban_xl.documents.compose.scores import score_circular_facts
from duban_xl.documents.facts import OfficeFacts
from duban_xl.documents.word.document import (
    Facts,
    Status,
    check_document,
    check_facts,
    is_draft_copy,
    is_unedited,
    render,
)
from duban_xl.documents.word.stamp import stamp
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.settings import DOCUMENT_CODE
from duban_xl.model.source import Source
from duban_xl.resources import resource
from duban_xl.score.engine import score
from duban_xl.workflows.ledger_file import Planned, calendar_of, read_ledger
from duban_xl.workflows.office import DOCUMENTS, TEMPLATES, Run, period_of, write_file

CIRCULAR, SCORE_CIRCULAR, NOTICE = "督查通报", "扣分情况季度通报", "督查通知书"
DRAFT: Status = "草稿"
SIGNED: Status = "已签发"
VOID = "作废"
INCOMPLETE = "D128"
LENGTHS = {
    CIRCULAR: (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR),
    SCORE_CIRCULAR: (PeriodKind.QUARTER,),
}
"""Circular → the periods that it is written about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document ready to be written."""

    kind: str
    title: str
    path: Path
    data: bytes
    matter: str = ""
    unit: str = ""
    number: str = ""  # of a signed document; a draft has none
    draft: bytes = b""  # the edited draft that the signed document replaces

    @property
    def status(self) -> Status:
        """Whether it is a draft or the copy of a signed document."""
        return SIGNED if self.number else DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePlan:
    """The drafts, the rows they add to 文书登记, and what their self-checks found."""

    drafts: tuple[Draft, ...]
    planned: Planned
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What one document is about."""

    facts: Facts
    name: str  # part of the file name: period or matter number
    findings: tuple[Finding, ...] = ()  # what composing it found
    matter: str = ""
    unit: str = ""


def plan_write(ledger_path: Path, kind: str, about: Sequence[str], run: Run) -> WritePlan:
    """Compose the documents of `kind` about periods or matters. Nothing is written yet.

    Raises CannotRun: C008 for an unknown kind, C017 without anything to write about, C009 and C004 for unknown ones,
    D114 for a period that is not over, and the finding of scoring when there are no scores.
    """
    compose = _composer(kind, about)
    ledger = read_ledger(ledger_path)
    office, template = office_facts(ledger), _template(ledger_path.parent, kind)
    drafts: list[Draft] = []
    findings: list[Finding] = []
    for done, subject in enumerate(compose(ledger, about, run)):
        run.progress(subject.name, done, len(about))
        draft, found = _draft(ledger, kind, subject, office=office, template=template, folder=ledger_path.parent)
        drafts += [draft] if draft else []
        findings += found
    findings += office_blanks(ledger) if drafts else ()
    changes = ChangeSet(appends=tuple(_entries(ledger, drafts, run)))
    return WritePlan(drafts=tuple(drafts), planned=Planned(ledger_path, ledger, changes), findings=tuple(findings))


def _composer(kind: str, about: Sequence[str]) -> "Composer":
    compose = COMPOSERS.get(kind)
    if compose is None:
        raise cannot_run("C008", kind=kind, kinds="、".join(COMPOSERS))
    if not about:
        raise cannot_run("C017", text="", kind=kind, example=EXAMPLES[kind])
    return compose


def registered(ledger: Ledger, kind: str, about: Sequence[str], run: Run) -> Iterator[tuple[str, DocumentEntry | None]]:
    """The title of every document of `kind` about these periods or matters, and its row in 文书登记 if it has one.

    Raises what `plan_write` raises.
    """
    for subject in _composer(kind, about)(ledger, about, run):
        title = _title(subject)
        yield title, _entry(ledger, kind, title, subject.matter)


def edited_drafts(ledger_path: Path, ledger: Ledger, kind: str, about: Sequence[str], run: Run) -> Iterator[Finding]:
    """What the self-check finds in drafts that somebody has edited: figures and formalities that no longer stand."""
    for subject in _composer(kind, about)(ledger, about, run):
        path = ledger_path.parent / DOCUMENTS / file_name([subject.name, _title(subject)])
        data = path.read_bytes() if path.exists() else b""
        if is_draft_copy(data) and not is_unedited(data):
            yield from check_document(data, subject.facts)


def _title(subject: _Subject) -> str:
    return "".join(subject.facts.title.split())


def _draft(
    ledger: Ledger, kind: str, subject: _Subject, *, office: OfficeFacts, template: Path, folder: Path
) -> tuple[Draft | None, tuple[Finding, ...]]:
    """One document: a draft, or, once it is signed, the copy with number and date, unless that is there already.

    A document that lacks what it must say is not written (D128).
    """
    title = _title(subject)
    path = folder / DOCUMENTS / file_name([subject.name, title])
    signed = _signed(ledger, kind, title, subject.matter)
    if signed:
        return _signed_copy(
            signed, kind, subject, office=_of_signed(office, signed, ledger), template=template, path=path
        )
    if lacking := _lacking(subject):
        return None, lacking
    data = render(kind, subject.facts, office, template=template, status=DRAFT)
    written, kept = _beside_edited(path, [subject.name, title])
    draft = Draft(kind=kind, title=title, path=written, data=data, matter=subject.matter, unit=subject.unit)
    return draft, (*kept, *subject.findings, *check_document(data, subject.facts))


def _signed_copy(
    signed: DocumentEntry, kind: str, subject: _Subject, *, office: OfficeFacts, template: Path, path: Path
) -> tuple[Draft | None, tuple[Finding, ...]]:
    """The signed document: the draft that lies there with number and date (somebody's edits stay), else a new copy."""
    title, number = signed.title, signed.document_number
    if not number:
        return None, (finding("C104", signed.source("document_number"), title=title),)
    before = path.read_bytes() if path.exists() else b""
    if before and not is_draft_copy(before):
        return None, (finding("C102", Source(path.name), title=title),)
    facts = replace(subject.facts, dated_on=signed.signed_on) if signed.signed_on else subject.facts
    if before and not is_unedited(before):
        data = stamp(before, number=number, dated_on=facts.dated_on, sealed=office.sealed, issuer=office.issuer)
        found = check_document(data, facts)
    elif lacking := _lacking(subject):
        return None, lacking
    else:
        data = render(kind, facts, office, template=template, status=SIGNED, number=number)
        made_later = () if before else (finding("C103", Source(path.name), title=title, number=number),)
        found = (*made_later, *subject.findings, *check_document(data, facts))
    draft = Draft(
        kind=kind,
        title=title,
        path=path,
        data=data,
        matter=subject.matter,
        unit=subject.unit,
        number=number,
        draft=before,
    )
    return draft, found


def _of_signed(office: OfficeFacts, signed: DocumentEntry, ledger: Ledger) -> OfficeFacts:
    """The office with the 代字 under which the document was signed, where 参数 has none any more."""
    return office if ledger.setting(DOCUMENT_CODE) else replace(office, code=signed.document_number.partition("〔")[0])


def _lacking(subject: _Subject) -> tuple[Finding, ...]:
    """What a document must say and its facts do not hold; with it come the findings of composing it."""
    lacking = tuple(found for found in check_facts(subject.facts) if found.code == INCOMPLETE)
    return (*subject.findings, *lacking) if lacking else ()


def _beside_edited(path: Path, parts: Sequence[str]) -> tuple[Path, tuple[Finding, ...]]:
    """Where to write: `path`, or a name beside it while somebody's work lies there (D115). No edited file is lost."""
    place, number = path, 1
    while _is_edited(place):
        place = path.with_name(file_name(parts, suffix=f"（新稿{number if number > 1 else ''}）.docx"))
        number += 1
    if place == path:
        return path, ()
    return place, (finding("D115", Source(path.name), file=path.name, newer=place.name),)


def _is_edited(path: Path) -> bool:
    return path.exists() and not is_unedited(path.read_bytes())


def write_drafts(plan: WritePlan) -> tuple[Path, ...]:
    """Write the drafts' files and return their paths; a file with the same content is left alone.

    The place is looked for once more: somebody may have saved the document since the plan was made.
    """
    written: list[Path] = []
    for draft in plan.drafts:
        path = draft.path
        if not path.exists() or path.read_bytes() != draft.draft:
            path, _ = _beside_edited(draft.path, [draft.path.stem])
        if not path.exists() or path.read_bytes() != draft.data:
            write_file(path, draft.data)
        written.append(path)
    return tuple(written)


def _template(folder: Path, kind: str) -> Path:
    """The office's own template if it has one, else the one that came with the program."""
    own = folder / TEMPLATES / f"{kind}.docx"
    return own if own.exists() else resource("workbook_templates", "word", f"{kind}.docx")


def _period(text: str, kind: str) -> Period:
    """The period that `text` names, of a length that `kind` is written about: C004, C017."""
    period = period_of(text)
    if period.kind not in LENGTHS[kind]:
        raise cannot_run("C017", text=text, kind=kind, example=EXAMPLES[kind])
    return period


def _not_over(period: Period, kind: str) -> CannotRun:
    return cannot_run("D114", period=period.name, day=period.end, kind=kind)


def _circulars(ledger: Ledger, about: Sequence[str], run: Run) -> Iterator[_Subject]:
    workdays = calendar_of(ledger)
    for text in about:
        period = _period(text, CIRCULAR)
        if run.as_of < period.start:
            raise _not_over(period, CIRCULAR)
        as_of = min(run.as_of, period.end)
        facts = circular_facts(ledger, period, as_of=as_of, dated_on=run.as_of, workdays=workdays)
        yield _Subject(facts=facts, name=period.text, findings=tuple(incomplete_rows(ledger, period)))


def _score_circulars(ledger: Ledger, about: Sequence[str], run: Run) -> Iterator[_Subject]:
    for text in about:
        period = _period(text, SCORE_CIRCULAR)
        if run.as_of < period.end:
            raise _not_over(period, SCORE_CIRCULAR)
        board = score(ledger, period)
        if not board.units:
            raise CannotRun(_why_not(board.findings))
        facts = score_circular_facts(ledger, board, dated_on=run.as_of)
        yield _Subject(facts=facts, name=period.text, findings=board.findings)


def _why_not(findings: Sequence[Finding]) -> Finding:
    """The finding that kept the scores from being worked out."""
    return next((found for found in findings if found.level is Level.ERROR), findings[0])


def _notices(ledger: Ledger, about: Sequence[str], run: Run) -> Iterator[_Subject]:
    for number in about:
        matter = ledger.matter(number)
        if matter is None:
            raise cannot_run("C009", number=number)
        unit = ledger.units.official_name(matter.lead_unit)
        yield _Subject(facts=notice_facts(ledger, matter, dated_on=run.as_of), name=number, matter=number, unit=unit)


Composer = Callable[[Ledger, Sequence[str], Run], Iterator[_Subject]]
COMPOSERS: dict[str, Composer] = {
    CIRCULAR: _circulars,
    SCORE_CIRCULAR: _score_circulars,
    NOTICE: _notices,
}
EXAMPLES = {
    CIRCULAR: f"duban write {CIRCULAR} 2026Q3",
    SCORE_CIRCULAR: f"duban write {SCORE_CIRCULAR} 2026Q3",
    NOTICE: f"duban write {NOTICE} 2026-001 2026-002",
}


def _entry(ledger: Ledger, kind: str, title: str, matter: str) -> DocumentEntry | None:
    """The row of 文书登记 for that document: by its matter if it is about one, else by its title."""
    same = (d for d in ledger.documents if d.kind == kind and d.status != VOID)
    return next((d for d in same if (d.number == matter if matter else d.title == title)), None)


def _signed(ledger: Ledger, kind: str, title: str, matter: str) -> DocumentEntry | None:
    """Its row if the document has been signed: it must not change any more."""
    entry = _entry(ledger, kind, title, matter)
    return entry if entry and entry.status == SIGNED else None


def _entries(ledger: Ledger, drafts: Sequence[Draft], run: Run) -> Iterator[RowAppend]:
    """A row of 文书登记 for every draft that has none; numbers are given at sign-off, not here."""
    for draft in drafts:
        if _entry(ledger, draft.kind, draft.title, draft.matter) is None:
            values = {
                "kind": draft.kind,
                "title": draft.title,
                "number": draft.matter or None,
                "unit": draft.unit or None,
                "drafted_on": run.as_of,
                "status": DRAFT,
                "file": f"{DOCUMENTS}/{draft.path.name}",
            }
            yield RowAppend(sheet="documents", key=draft.title, values=values, because=Reason("起草文书"))
