"""A circular that is being signed → what follows: its number in 通报问责, candidates for 扣分登记, steps of 问责阶梯.

Everything is proposed only: a candidate counts when a person confirms it, a step is taken when a person agrees.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from duban_xl.catalogue import finding
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Consequence, DocumentEntry
from duban_xl.plan.escalation import StepDue, escalation
from duban_xl.plan.ground import ground_of
from duban_xl.plan.numbering import SIGNED
from duban_xl.plan.sign_off import Word
from duban_xl.plan.told import void_numbers
from duban_xl.score.proposals import propose
from duban_xl.workflows.ledger_file import calendar_of

Published = Mapping[int, tuple[Consequence, ...]]
"""Row of 文书登记 → the praise and criticism that its document publishes."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What to enter together with the signature, and what to tell the person who signs."""

    changes: ChangeSet
    findings: tuple[Finding, ...]


def follow_up(
    ledger: Ledger, entries: Sequence[DocumentEntry], numbers: Sequence[str], word: Word, published: Published
) -> FollowUp:
    """What follows when `entries` are signed by `word` with `numbers`, in the same order (none for unnumbered kinds)."""
    given = {entry.record.row: number for entry, number in zip(entries, numbers, strict=False)}
    void = void_numbers(ledger)
    edits = tuple(edit for row, number in given.items() for edit in _numbered(published.get(row, ()), number, void))
    after = _as_signed(ledger, given, word, {edit.row: str(edit.after) for edit in edits})
    candidates = tuple(_candidates(after, set(given.values()), word))
    steps = _steps(after, word, published)
    told = (
        *(_candidate_told(one) for one in candidates),
        *(_step_told(one) for one in steps),
    )
    return FollowUp(ChangeSet(edits, candidates), told)


def _numbered(rows: Sequence[Consequence], number: str, void: frozenset[str]) -> Iterator[CellEdit]:
    """The number of the document beside every row it publishes; a row that has one already keeps it, if it is not `void`."""
    for row in rows:
        if not row.document_number or row.document_number in void:
            yield CellEdit(
                sheet="consequences",
                row=row.record.row,
                key=row.unit,
                field="document_number",
                before=row.record["document_number"],
                after=number,
                because=Reason(f"{row.type}：{number}"),
            )


def _as_signed(ledger: Ledger, given: Mapping[int, str], word: Word, published: Mapping[int, str]) -> Ledger:
    """The ledger as it will be: documents signed, their numbers beside what they publish."""
    documents = tuple(
        replace(one, document_number=number, status=SIGNED, signed_on=word.on)
        if (number := given.get(one.record.row))
        else one
        for one in ledger.documents
    )
    consequences = tuple(
        replace(one, document_number=number) if (number := published.get(one.record.row)) else one
        for one in ledger.consequences
    )
    return replace(ledger, documents=documents, consequences=consequences)


def _candidates(after: Ledger, numbers: set[str], word: Word) -> Iterator[RowAppend]:
    """The candidates that rest on one of the new documents; others wait for `duban score`."""
    for one in propose(after, word.as_of, workdays=calendar_of(after)).appends:
        if one.values.get("document") in numbers:
            yield one


def _steps(after: Ledger, word: Word, published: Published) -> tuple[StepDue, ...]:
    """The steps of the ladder that nobody has decided on yet, of the units that the documents name."""
    named = {after.units.official_name(row.unit) for rows in published.values() for row in rows}
    if not named:
        return ()
    ground = ground_of(after, calendar_of(after))
    return tuple(one for one in escalation(ground, word.as_of) if one.is_open and one.unit in named)


def _candidate_told(one: RowAppend) -> Finding:
    values = one.values
    return finding("D143", unit=str(values["unit"]), rule=str(values["rule"]), serial=str(values["serial"]))


def _step_told(one: StepDue) -> Finding:
    step = one.step
    return finding(
        "D144",
        step.source("measure"),
        unit=one.unit,
        what=step.trigger,
        count=one.count,
        measure=step.measure,
        rule=step.rule,
    )
