"""Edge: registered documents and a person's word → approvals, signatures with numbers, withdrawals; the signed files.

The signed files are made and read back before anything is written. They lie beside their drafts before the ledger says
that they are signed, and take the drafts' places after it: a run that is killed between leaves drafts that the register
calls signed, which the next `sign` finishes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duban_xl.catalogue import finding
from duban_xl.documents.papers.document import is_draft_copy
from duban_xl.documents.papers.kind import Subject
from duban_xl.documents.papers.office import office_facts
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry
from duban_xl.plan.numbering import SIGNED
from duban_xl.plan.sign_off import SignOff, Word, plan_approval, plan_signature, plan_withdrawal
from duban_xl.workflows.follow_up import follow_up
from duban_xl.workflows.ledger_file import Applied, Planned, read_ledger, write_plan
from duban_xl.workflows.office import Run, laid_beside
from duban_xl.workflows.paper_files import content_of, place_of, title_of
from duban_xl.workflows.stamped import Stamped, refuse_changed, stamp_all, without_draft
from duban_xl.workflows.write import Asked, asked, nothing_to_write, registered

__all__ = ["SignPlan", "Word", "carry_out", "plan_sign"]

Signed = tuple[Subject, DocumentEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPlan:
    """What is to be entered, the numbers given, the signed files, what speaks against it, and what there is to tell."""

    planned: Planned
    numbers: tuple[str, ...] = ()
    refused: tuple[Finding, ...] = ()
    noticed: tuple[Finding, ...] = ()
    files: tuple[Stamped, ...] = ()


def plan_sign(
    ledger_path: Path, kind: str, about: Sequence[str], word: Word, run: Run, *, withdraw: bool = False
) -> SignPlan:
    """Approve (`word.step`), sign, or withdraw the documents of `kind` about these periods or matters: all or none.

    Documents that the register calls signed and whose files are drafts are finished first. Raises what `plan_write`
    raises. Nothing is written yet.
    """
    ledger = read_ledger(ledger_path)
    wanted = asked(ledger, kind, about, run)
    rows = list(registered(wanted))
    found = [(subject, entry) for subject, entry in rows if entry is not None]
    entries = [entry for _, entry in found]
    missing = tuple(finding("D139", title=title_of(subject)) for subject, entry in rows if entry is None)
    if missing := (*nothing_to_write(wanted), *missing):
        return _planned(ledger_path, ledger, SignOff(findings=missing))
    if withdraw:
        return _planned(ledger_path, ledger, plan_withdrawal(ledger, entries, word))
    if word.step:
        return _planned(ledger_path, ledger, plan_approval(ledger, entries, word, wanted.kind.purpose))
    if unfinished := [one for one in found if _is_unfinished(ledger_path.parent, *one)]:
        return _finishing(ledger_path, ledger, unfinished)
    return _signing(ledger_path, wanted, found, word)


def _planned(path: Path, ledger: Ledger, made: SignOff) -> SignPlan:
    return SignPlan(planned=Planned(path, ledger, made.changes), refused=made.findings, noticed=made.noticed)


def _is_unfinished(folder: Path, subject: Subject, entry: DocumentEntry) -> bool:
    """Whether the register calls a document signed whose file is still a draft."""
    return entry.status == SIGNED and is_draft_copy(content_of(place_of(folder, subject, entry)))


def _finishing(path: Path, ledger: Ledger, unfinished: Sequence[Signed]) -> SignPlan:
    """The files of signed documents that a run did not come to write."""
    made = stamp_all(path.parent, ledger, office_facts(ledger), unfinished)
    told = tuple(
        finding("D194", entry.source("status"), title=entry.title, number=entry.document_number)
        for _, entry in unfinished
    )
    planned = Planned(path, ledger, ChangeSet())
    return SignPlan(planned=planned, refused=made.refused, noticed=told, files=made.files)


def _signing(path: Path, wanted: Asked, found: Sequence[Signed], word: Word) -> SignPlan:
    """The signature with its numbers, its files, and what follows from it; refused if one of the files can't be made."""
    ledger, entries = wanted.ledger, [entry for _, entry in found]
    made = plan_signature(ledger, entries, word, wanted.kind.purpose, wanted.kind.numbering)
    if not made.signs:
        return _planned(path, ledger, made)
    places = [(place_of(path.parent, subject, entry), subject) for subject, entry in found]
    if lacking := tuple(one for place, subject in places for one in without_draft(place, subject)):
        return _planned(path, ledger, SignOff(findings=lacking))
    signed = [(subject, _as_signed(entry, made.given(entry), word)) for subject, entry in found]
    stamping = stamp_all(path.parent, ledger, office_facts(ledger), signed)
    if stamping.refused:
        return _planned(path, ledger, SignOff(findings=stamping.refused))
    published = {entry.record.row: subject.publishes for subject, entry in found}
    further = follow_up(ledger, entries, made.numbers, word, published)
    return SignPlan(
        planned=Planned(path, ledger, made.changes + further.changes),
        numbers=made.numbers,
        noticed=(*made.noticed, *(one for file in stamping.files for one in file.findings), *further.findings),
        files=stamping.files,
    )


def _as_signed(entry: DocumentEntry, number: str, word: Word) -> DocumentEntry:
    return replace(entry, document_number=number, signatory=word.by, signed_on=word.on, status=SIGNED)


def carry_out(plan: SignPlan, run: Run) -> Applied | None:
    """Write what was planned: the signed files beside their drafts, the ledger, then the files in their places.

    Raises CannotRun: D196 for a draft saved since, C012 and A1xx. Before the ledger is written nothing has changed.
    """
    refuse_changed(plan.files)
    with laid_beside({one.path: one.data for one in plan.files}) as put_in_place:
        applied = write_plan(plan.planned, run, command="sign")
        put_in_place()
    return applied
