"""Documents of 文书登记 and a person's word → the changes that approve, sign or withdraw them (审批程序, rules §2.5).

A document is signed when everybody whom the method names has agreed; then, and only then, it gets its number. Several
documents are signed together or not at all, with one block of numbers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.catalogue import numbering as words
from duban_xl.check.approvals import Chain
from duban_xl.model.approval import Approval, read_approvals
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason
from duban_xl.model.columns import SHEETS
from duban_xl.model.document_number import Number, Numbering
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.method import Procedure
from duban_xl.model.noun import split_names
from duban_xl.model.office import DocumentEntry, squeezed
from duban_xl.model.settings import DOCUMENT_CODE
from duban_xl.model.source import Source, Value
from duban_xl.plan.numbering import SIGNED, VOID, document_code, faults_of_numbers, numbers_for

SHEET = "documents"
IN_APPROVAL = "送审"
DRAFTING = ("起草", "立项分解", "登记", "汇总", "报告")
ASKING = ("提请", "提出", "申请")
EXAMINED = "审核"
"""A step that examines what others have drafted or gathered is an approval (督查室审核汇总)."""
AFTERWARDS = ("下发", "印发", "移送", "公布", "公开")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says of documents: `step` is whose approval it is, "" for the signature itself."""

    by: str
    on: date
    as_of: date
    step: str = ""
    opinion: str = words.AGREED


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """The planned changes, none if anything speaks against one of the documents; and what speaks against them."""

    changes: ChangeSet = field(default_factory=ChangeSet)
    numbers: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    noticed: tuple[Finding, ...] = ()  # what is wrong with the register, but does not keep anybody from signing
    numbered: Mapping[int, str] = field(default_factory=dict[int, str])  # row of 文书登记 → the number it gets
    signs: bool = False  # whether the documents are signed by it

    def given(self, entry: DocumentEntry) -> str:
        """The number that the document gets; "" if its kind has none."""
        return self.numbered.get(entry.record.row, "")


def document_chain(ledger: Ledger, entry: DocumentEntry, purpose: str) -> Chain | None:
    """Who must agree to the document before it is signed, in their order; None where the method names nobody.

    Drafting and what follows the signature (下发, 移送) are no approvals. A procedure that names the kind of document comes
    before one that does not, one for the matter's category before one for all; of several the longest holds. A kind that
    none of them names goes the way of the others with its purpose (季度通报: that of 督查通报).
    """
    matter = ledger.matter(entry.number) if entry.number else None
    category = ledger.category(matter.category) if matter else None
    code = category.code if category else ""
    names = {entry.kind, *(term.name for term in ledger.terms if term.kind == "文种" and term.means == entry.kind)}
    alike = [p for p in ledger.procedures if p.purpose == purpose and (p.covers(code) or not matter)]
    fitting = [p for p in alike if not p.document or not names.isdisjoint(split_names(p.document))] or alike
    ranked = sorted(
        fitting, key=lambda p: (not names.isdisjoint(split_names(p.document)), code in p.codes, len(_approvers(p)))
    )
    return Chain(_approvers(ranked[-1]), ranked[-1].rule) if ranked else None


def plan_approval(ledger: Ledger, entries: Sequence[DocumentEntry], word: Word, purpose: str) -> SignOff:
    """One step of the chain entered in 审批记录 of every document; a draft is 送审 from then on."""
    return _planned(ledger, entries, word, purpose, checks=(_not_open, _step_unknown, _out_of_time), edits=_approve)


def plan_signature(
    ledger: Ledger,
    entries: Sequence[DocumentEntry],
    word: Word,
    purpose: str,
    numbering: Numbering = Numbering.DOCUMENT,
) -> SignOff:
    """Every document signed by `word.by`, with the next numbers of its series in the order of `entries`."""
    is_numbered = numbering is Numbering.DOCUMENT
    codes = {document_code(ledger, entry.kind) for entry in entries} if is_numbered else {""}
    if is_numbered and not all(codes):
        return SignOff(findings=(finding("D131", key=DOCUMENT_CODE),))
    in_the_way, noticed = faults_of_numbers(ledger.documents, codes=codes, year=word.on.year)
    if in_the_way and numbering is not Numbering.NONE:
        return SignOff(findings=in_the_way)
    numbers = numbers_for(ledger, entries, word.on.year, numbering)
    given = {entry.record.row: number for entry, number in zip(entries, numbers, strict=False)}

    def edits(entry: DocumentEntry, word: Word) -> Iterator[tuple[str, Value]]:
        if number := given.get(entry.record.row):
            yield from _of_number(number)
        yield from _last_step(ledger, entry, word, purpose)
        yield from (("signatory", word.by), ("signed_on", word.on), ("status", SIGNED))

    checks = (_not_open, _unreadable, _not_agreed, _another_signs, _out_of_time)
    planned = _planned(ledger, entries, word, purpose, checks=checks, edits=edits)
    return SignOff(
        changes=planned.changes,
        numbers=tuple(number.text for number in numbers) if planned.changes else (),
        findings=planned.findings,
        noticed=noticed if planned.changes and numbering is not Numbering.NONE else (),
        numbered={row: number.text for row, number in given.items()},
        signs=bool(planned.changes),
    )


def _last_step(ledger: Ledger, entry: DocumentEntry, word: Word, purpose: str) -> Iterator[tuple[str, Value]]:
    """The signature entered as the last step of the chain, where that is not on record yet."""
    chain = document_chain(ledger, entry, purpose)
    if chain and chain.steps and squeezed(chain.steps[-1]) not in _latest(read_approvals(entry.approvals)[0]):
        yield "approvals", _with_line(entry, chain.steps[-1], word)


def _of_number(number: Number) -> Iterator[tuple[str, Value]]:
    yield from (
        ("document_number", number.text),
        ("year", Decimal(number.year)),
        ("serial", Decimal(number.serial)),
    )


def plan_withdrawal(ledger: Ledger, entries: Sequence[DocumentEntry], word: Word) -> SignOff:
    """Every document 作废; its row and its number stay, and the number is never given again."""
    return _planned(ledger, entries, word, "", checks=(_withdrawn, _out_of_time), edits=_withdraw)


@dataclass(frozen=True, slots=True)
class _Case:
    """One document and what is said of it."""

    ledger: Ledger
    entry: DocumentEntry
    word: Word
    purpose: str

    @property
    def chain(self) -> Chain | None:
        return document_chain(self.ledger, self.entry, self.purpose)

    @property
    def approvals(self) -> tuple[Approval, ...]:
        return read_approvals(self.entry.approvals)[0]


_Check = Callable[[_Case], Iterator[Finding]]
_Edits = Callable[[DocumentEntry, Word], Iterator[tuple[str, Value]]]


def _planned(
    ledger: Ledger,
    entries: Sequence[DocumentEntry],
    word: Word,
    purpose: str,
    *,
    checks: Sequence[_Check],
    edits: _Edits,
) -> SignOff:
    if lacking := _lacking_column(ledger):
        return SignOff(findings=(lacking,))
    cases = [_Case(ledger, entry, word, purpose) for entry in entries]
    findings = tuple(found for case in cases for check in checks for found in check(case))
    if findings:
        return SignOff(findings=findings)
    because = Reason(words.BECAUSE.format(by=word.by, on=word.on, opinion=word.opinion))
    changed = tuple(
        CellEdit(
            sheet=SHEET,
            row=entry.record.row,
            key=entry.title,
            field=key,
            before=entry.record[key],
            after=value,
            because=because,
        )
        for entry in entries
        for key, value in edits(entry, word)
        if entry.record[key] != value
    )
    return SignOff(changes=ChangeSet(changed))


def _lacking_column(ledger: Ledger) -> Finding | None:
    """The column without which nobody could see later who agreed, in ledgers of older make."""
    sheet, table = SHEETS[SHEET], ledger.tables.get(SHEET)
    if table and "approvals" in table.shape.columns:
        return None
    place = Source(ledger.file, sheet.tab)
    return finding("D138", place, tab=sheet.tab, headers=sheet["approvals"].header)


def _approve(entry: DocumentEntry, word: Word) -> Iterator[tuple[str, Value]]:
    yield "approvals", _with_line(entry, word.step, word)
    yield "status", IN_APPROVAL


def _withdraw(entry: DocumentEntry, word: Word) -> Iterator[tuple[str, Value]]:
    yield "approvals", _with_line(entry, VOID, word)
    yield "status", VOID


def _with_line(entry: DocumentEntry, step: str, word: Word) -> str:
    """What 审批记录 of `entry` says when `word` is added to it as that step."""
    line = Approval(step=step, by=word.by, on=word.on, opinion=word.opinion).line
    return "\n".join(filter(None, (entry.approvals, line)))


def _latest(approvals: Sequence[Approval]) -> Mapping[str, Approval]:
    """Step (squeezed) → the last word on it, which counts."""
    return {squeezed(one.step): one for one in approvals}


def _approvers(procedure: Procedure) -> tuple[str, ...]:
    return tuple(step for step in procedure.mandatory if not _is_no_approval(step))


def _is_no_approval(step: str) -> bool:
    """The office's or a unit's own work before the approvals, and what is done with the signed document."""
    follows = step.startswith(AFTERWARDS) or step.endswith(AFTERWARDS)
    precedes = step.endswith(DRAFTING) or any(word in step for word in ASKING)
    return step == "督查室" or follows or (precedes and EXAMINED not in step)


def _not_open(case: _Case) -> Iterator[Finding]:
    """Signed or withdrawn already."""
    entry = case.entry
    if entry.status in (SIGNED, VOID):
        yield finding("D132", entry.source("status"), title=entry.title, status=entry.status)


def _withdrawn(case: _Case) -> Iterator[Finding]:
    if case.entry.status == VOID:
        yield finding("D132", case.entry.source("status"), title=case.entry.title, status=VOID)


def _step_unknown(case: _Case) -> Iterator[Finding]:
    """A step that the chain does not have; where the method names nobody any step may be entered."""
    chain = case.chain
    known = [squeezed(step) for step in chain.steps] if chain else []
    if chain and squeezed(case.word.step) not in known:
        steps = words.ARROW.join(chain.steps)
        yield finding("D133", case.entry.source("approvals"), step=case.word.step, steps=steps, rule=chain.rule)


def _unreadable(case: _Case) -> Iterator[Finding]:
    for line in read_approvals(case.entry.approvals)[1]:
        yield finding("D134", case.entry.source("approvals"), text=line)


def _not_agreed(case: _Case) -> Iterator[Finding]:
    """A step before the signature that nobody has agreed to, or one that was refused; the last step is the signature."""
    chain, latest = case.chain, _latest(case.approvals)
    for step in chain.steps if chain else ():
        said = latest.get(squeezed(step))
        place, about, rule = case.entry.source("approvals"), case.entry.title, chain.rule if chain else ""
        if said is None and chain and step != chain.steps[-1]:
            yield finding("D135", place, title=about, step=step, rule=rule)
        elif said and not said.agreed:
            yield finding("D136", place, title=about, step=step, by=said.by, rule=rule)


def _another_signs(case: _Case) -> Iterator[Finding]:
    """The last step is on record, with somebody else than who signs."""
    chain = case.chain
    said = _latest(case.approvals).get(squeezed(chain.steps[-1])) if chain and chain.steps else None
    if chain and said and said.agreed and squeezed(said.by) != squeezed(case.word.by):
        place, title, given = case.entry.source("approvals"), case.entry.title, case.word.by
        yield finding("D199", place, title=title, step=chain.steps[-1], by=said.by, given=given)


def _out_of_time(case: _Case) -> Iterator[Finding]:
    """Dated before the draft or the last word on it, or in the future."""
    days = [case.entry.drafted_on, *(one.on for one in case.approvals)]
    start = max((day for day in days if day), default=case.word.on)
    if not start <= case.word.on <= case.word.as_of:
        place = case.entry.source("signed_on")
        yield finding("D137", place, day=case.word.on, start=start, end=case.word.as_of, title=case.entry.title)
