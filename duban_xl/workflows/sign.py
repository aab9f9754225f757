"""Edge: registered documents and a person's word → approvals, signatures with numbers, withdrawals; the signed files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding
from duban_xl.plan.sign_off import SignOff, Word, plan_approval, plan_signature, plan_withdrawal
from duban_xl.workflows.follow_up import follow_up
from duban_xl.workflows.ledger_file import Planned, read_ledger
from duban_xl.workflows.office import Run
from duban_xl.workflows.write import (
    asked,
    edited_drafts,
    nothing_to_write,
    plan_write,
    registered,
    title_of,
    unfilled,
    write_drafts,
)

__all__ = ["SignPlan", "Word", "finish_signed", "plan_sign"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPlan:
    """What is to be entered, the numbers given, what speaks against it, and what the drafts' self-check found."""

    planned: Planned
    numbers: tuple[str, ...]
    refused: tuple[Finding, ...]
    noticed: tuple[Finding, ...]


def plan_sign(
    ledger_path: Path, kind: str, about: Sequence[str], word: Word, run: Run, *, withdraw: bool = False
) -> SignPlan:
    """Approve (`word.step`), sign, or withdraw the documents of `kind` about these periods or matters: all or none.

    Raises what `plan_write` raises. Nothing is written yet.
    """
    ledger = read_ledger(ledger_path)
    wanted = asked(ledger, kind, about, run)
    rows = list(registered(wanted))
    missing = tuple(finding("D139", title=title_of(subject)) for subject, entry in rows if entry is None)
    entries = [entry for _, entry in rows if entry is not None]
    published = {entry.record.row: subject.publishes for subject, entry in rows if entry is not None}
    purpose, numbering = wanted.kind.purpose, wanted.kind.numbering
    if missing := (*nothing_to_write(wanted), *missing):
        made = SignOff(findings=missing)
    elif withdraw:
        made = plan_withdrawal(ledger, entries, word)
    elif word.step:
        made = plan_approval(ledger, entries, word, purpose)
    elif open_blanks := tuple(unfilled(ledger_path, wanted)):
        made = SignOff(findings=open_blanks)
    else:
        made = plan_signature(ledger, entries, word, purpose, numbering)
    changes, noticed = made.changes, ()
    if made.signs:
        further = follow_up(ledger, entries, made.numbers, word, published)
        changes, noticed = changes + further.changes, (*edited_drafts(ledger_path, wanted), *further.findings)
    return SignPlan(
        planned=Planned(ledger_path, ledger, changes), numbers=made.numbers, refused=made.findings, noticed=noticed
    )


def finish_signed(ledger_path: Path, kind: str, about: Sequence[str], run: Run) -> tuple[Path, ...]:
    """The files of documents that 文书登记 now calls signed: number and date in them, no 送审稿; their paths."""
    return write_drafts(plan_write(ledger_path, kind, about, run))
