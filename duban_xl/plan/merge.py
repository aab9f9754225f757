"""Checked returns and the ledger → the rows and cells to change, so that every version is kept and the newest counts.

What the ledger holds in the end does not depend on the order of the files nor on how they are split into merges:
`merge_versions` settles each return, `merge_matters` what the matters' own rows take from them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from duban_xl.catalogue import finding
from duban_xl.catalogue.returns import BECAUSE, SUPERSEDED_BY
from duban_xl.check.returns import Checked
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormExtension, FormLine
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.reporting import role_of
from duban_xl.model.source import Source, Value
from duban_xl.plan.merge_extensions import plan_extensions
from duban_xl.plan.merge_matters import plan_matters
from duban_xl.plan.merge_versions import (
    CONTENT,
    History,
    Key,
    Settled,
    Version,
    counting,
    history,
    united,
    version_of_line,
    version_of_row,
)

TO_REVIEW, PASSED = "待审", "合格"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that is not merged: whose, from which file, and why. It is kept aside, never lost."""

    file: str
    unit: str
    period: str
    row: FormLine | FormExtension
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What merging changes, what it found itself (the files' own findings stay with them), and what it leaves out."""

    changes: ChangeSet = field(default_factory=ChangeSet)
    findings: tuple[Finding, ...] = ()
    refused: tuple[RefusedRow, ...] = ()


def plan_merge(ledger: Ledger, checked: Sequence[Checked]) -> MergePlan:
    """The changes that bring the good rows of `checked` into `ledger`; nothing for what the ledger already holds.

    Order: by period, matter, unit and time of receipt; first 反馈记录, then 督办事项, then 延期登记.
    """
    files = sorted(checked, key=lambda c: (c.period or "", c.unit.code if c.unit else "", c.file, c.sha256))
    held = history(ledger)
    settled = _settled(ledger, held, files)
    edits = [edit for one in settled for edit in _return_edits(one)]
    matters = {matter.number: matter for matter in ledger.matters}
    appends = [row for one in settled for row in _return_rows(ledger, one, matters[one.key.number])]
    matter_edits, matter_findings = plan_matters(ledger, held, settled)
    extensions = plan_extensions(ledger, files)
    findings = (
        *(f for one in settled for f in _version_findings(one)),
        *matter_findings,
        *_nothing_new(files, settled, extensions),
    )
    return MergePlan(
        changes=ChangeSet((*edits, *matter_edits), (*appends, *extensions)),
        findings=findings,
        refused=tuple(_refused(files)),
    )


def _settled(ledger: Ledger, held: History, files: Sequence[Checked]) -> tuple[Settled, ...]:
    """Every return of which a version came, with its versions before and after, in the stable order."""
    places = {matter.number: place for place, matter in enumerate(ledger.matters)}
    arriving: dict[Key, list[Version]] = {}
    for checked in files:
        for line in checked.good:
            if checked.unit and checked.period and line.number in places:
                key = Key(line.number, checked.unit.name, checked.period)
                arriving.setdefault(key, []).append(version_of_line(line, checked))
    position = {unit.name: place for place, unit in enumerate(ledger.units.units)}
    order = sorted(arriving, key=lambda key: (*key.rank, places[key.number], position.get(key.unit, -1)))
    return tuple(_settle(key, held.get(key.number, ()), arriving[key]) for key in order)


def _settle(key: Key, held: Sequence[tuple[Key, UnitReturn]], arriving: list[Version]) -> Settled:
    versions = (version_of_row(row) for of, row in held if of == key)
    before = tuple(sorted(versions, key=lambda v: v.order))
    after, edited = united(before, arriving)
    return Settled(key=key, before=before, after=after, edited=edited, arriving=tuple(arriving))


def _return_edits(one: Settled) -> Iterator[CellEdit]:
    """Rows of 反馈记录 that change because of what came: who supersedes them, and when they were first received."""
    if not one.is_changed:
        return
    latest = counting(one.after)
    for version in one.after:
        if version.row is None:
            continue
        because = _because(one.key, latest or version, "superseded")
        own = _because(one.key, version, "first_received")
        yield from _edit(version, "received_at", version.received_at, own)
        yield from _edit(version, "source_file", version.source_file, own)
        if not version.is_withdrawn:
            mark = _mark(version, latest)
            yield from _edit(version, "superseded", mark, because if mark else _because(one.key, version, "restored"))


def _edit(version: Version, field: str, after: Value, because: Reason) -> Iterator[CellEdit]:
    row = version.row
    if row is None or (getattr(row, field) or None) == after:
        return
    yield CellEdit(
        sheet="returns",
        row=row.record.row,
        key=row.number,
        field=field,
        before=row.record[field],
        after=after,
        because=because,
    )


def _return_rows(ledger: Ledger, one: Settled, matter: Matter) -> Iterator[RowAppend]:
    """New rows of 反馈记录, oldest first; one that does not count is entered with its mark."""
    latest = counting(one.after)
    for version in one.after:
        checked = version.checked
        if version.row is not None or checked is None or checked.unit is None:
            continue
        mark = _mark(version, latest)
        values: dict[str, Value] = {
            "number": one.key.number,
            "unit": one.key.unit,
            "role": role_of(ledger, matter, checked.unit),
            "period": one.key.period,
            "return_due_on": checked.due_on,
            "received_at": version.received_at,
            **{key: version.value(key) for key in CONTENT},
            "review": TO_REVIEW if version.value("report_type") == FINAL_REPORT else None,
            "source_file": version.source_file,
            "superseded": mark,
        }
        yield RowAppend(
            sheet="returns",
            key=one.key.number,
            values={key: value for key, value in values.items() if value not in (None, "")},
            because=_because(one.key, version, "append_older" if mark else "append"),
        )


def _mark(version: Version, latest: Version | None) -> str | None:
    """替代: which file replaced a version; None for the one that counts."""
    return SUPERSEDED_BY.format(file=latest.file) if latest and latest is not version else None


def _because(key: Key, version: Version, why: str) -> Reason:
    return Reason(BECAUSE[why].format(unit=key.unit, period=key.period), version.source)


def _version_findings(one: Settled) -> Iterator[Finding]:
    """R421 older, R422 back to an older content, R423 changed by the office, R427 a reviewed version replaced."""
    key, latest, last = one.key, counting(one.after), counting(one.before)
    for version in one.edited:
        yield finding("R423", version.source, number=key.number)
    if latest is None:
        return
    for version in one.after:
        if version.row is None and version is not latest:
            yield finding("R421", version.source, number=key.number, unit=key.unit, newer=latest.file)
    for version in one.arriving:
        if version.content in one.outdated and version.order > latest.order:
            yield finding("R422", version.source, number=key.number, unit=key.unit, newer=latest.file)
    if last and last.row and last.row.review == PASSED and latest.row is not last.row:
        yield finding("R427", latest.source, number=key.number, unit=key.unit, review=PASSED)


def _nothing_new(files: Sequence[Checked], settled: Sequence[Settled], asked: Sequence[RowAppend]) -> Iterator[Finding]:
    """R426: a file with good rows that adds nothing, since the ledger or another file of the batch says the same."""
    used = {id(v.checked) for one in settled for v in (*one.new, *one.edited)}
    used_files = {row.because.source.file for row in asked if row.because.source}
    for checked in files:
        if checked.good and id(checked) not in used and checked.file not in used_files:
            yield finding("R426", Source(checked.file))


def _refused(files: Sequence[Checked]) -> Iterator[RefusedRow]:
    for checked in files:
        unit = checked.unit.name if checked.unit else ""
        for row, found in checked.refused:
            yield RefusedRow(file=checked.file, unit=unit, period=checked.period or "", row=row, findings=found)
