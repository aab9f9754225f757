"""A returned form and the ledger → the verdict, every finding, the rows that may be merged and those kept aside."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from duban_xl.check.returned import history, papers, periods, reports, rows, secrets, texts, values
from duban_xl.check.returned.batch import Identified, findings_of_batch
from duban_xl.check.returned.context import FormContext, MoreTime, Surroundings, context_of, surroundings_of
from duban_xl.check.returned.extensions import EXTENSION_CHECKS
from duban_xl.check.returned.identity import Identity, identify
from duban_xl.check.returned.sender import sender_findings
from duban_xl.check.returned.states import with_states_understood
from duban_xl.check.switches import switches_of
from duban_xl.model.finding import Finding, Level, has_errors
from duban_xl.model.form import FormExtension, FormLine, ReturnedFile
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import Noun
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, parse_period
from duban_xl.model.receipt import Receipt
from duban_xl.model.reporting import due_matters

Verdict: TypeAlias = Literal["accepted", "accepted-with-warnings", "returned", "unreadable"]
Refused: TypeAlias = tuple[FormLine | FormExtension, tuple[Finding, ...]]

FORM_CHECKS = tuple(check for module in (rows, periods, secrets, papers, history) for check in module.FORM_CHECKS)
LEDGER_CHECKS = tuple(
    check for module in (rows, values, reports, papers, texts, history) for check in module.LEDGER_CHECKS
)
LINE_CHECKS = tuple(check for module in (values, reports, papers, texts) for check in module.LINE_CHECKS)
SPOILS_NOTHING = frozenset({"R144", "R405"})
"""Errors about no row that leave the other rows good: a row is missing, those that came are as good as before."""

CELL_UNREAD, BLANK = frozenset({"R138", "R139"}), frozenset({"R301", "R340"})
Place: TypeAlias = tuple[str, str]  # sheet and row
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one returned file is worth. `good` rows and `extensions` may be merged; `refused` ones are kept with the reason."""

    file: str
    sha256: str
    verdict: Verdict
    unit: Unit | None = None
    period: str | None = None  # as in `Period.text`
    saved_at: datetime | None = None
    receipt: Receipt | None = None
    due_on: date | None = None  # 应报日期, as the form says
    findings: tuple[Finding, ...] = ()
    good: tuple[FormLine, ...] = ()
    extensions: tuple[FormExtension, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def received_at(self) -> datetime | None:
        """When the office got it; of a file that nobody collected, when it was saved."""
        return (self.receipt.received_at if self.receipt else None) or self.saved_at


def check_return(returned: ReturnedFile, ledger: Ledger) -> Checked:
    """Everything that is wrong with `returned` alone; see `check_returns`."""
    (checked,) = check_returns((returned,), ledger)
    return checked


def check_returns(
    files: Sequence[ReturnedFile], ledger: Ledger, *, more_time: Mapping[str, MoreTime] | None = None
) -> tuple[Checked, ...]:
    """Everything that is wrong with each file, in the order: reading, identity, form, rows, extension requests, batch.

    A row with an error is refused, the others are good (unless 参数 无误行先合并 is 否); an error about the file as a
    whole refuses all rows. Errors never depend on what merging other returns changes; notices may. Last of all the
    switches of 参数 say what counts: a check that is off finds nothing, a level that is changed decides the row.
    """
    around, switches = surroundings_of(ledger, more_time), switches_of(ledger)
    understood = (with_states_understood(returned, ledger) for returned in files)
    identified = [Identified(returned, identify(returned, ledger)) for returned in understood]
    of_batch = findings_of_batch(identified)
    return tuple(
        _settled(one, switches.applied(_told_once((*_found(one, around, beside),))), ledger)
        for one, beside in zip(identified, of_batch, strict=True)
    )


def _found(one: Identified, around: Surroundings, beside: tuple[Finding, ...]) -> Iterator[Finding]:
    yield from one.returned.findings
    yield from one.identity.findings
    yield from sender_findings(one.returned, around.ledger.units, one.identity.unit)
    yield from _row_findings(one.returned, around, one.identity)
    yield from beside


def _told_once(found: tuple[Finding, ...]) -> Iterator[Finding]:
    """`found` without what another says better: a formula's cell is not blank, a lost `_meta` has its R501 or R502."""
    unread = {source for f in found if f.code in CELL_UNREAD for source in f.sources}
    lost = any(f.code in ("R501", "R502") for f in found)
    for f in found:
        if not (f.code in BLANK and unread.intersection(f.sources)) and not (f.code == "R112" and lost):
            yield f


def _settled(one: Identified, found: tuple[Finding, ...], ledger: Ledger) -> Checked:
    """What the file is worth when all is found and switched."""
    returned, identity = one.returned, one.identity
    lines, extensions = returned.lines or (), returned.extensions
    errors = _errors_by_row(found)
    spoilt = _spoilt((*lines, *extensions), found, ledger)
    whole = tuple(f for f in found if f.level is Level.ERROR)
    return Checked(
        file=returned.file,
        sha256=returned.sha256,
        verdict=_verdict(returned, found),
        unit=identity.unit,
        period=identity.period.text if identity.period else None,
        saved_at=returned.saved_at,
        receipt=returned.receipt,
        due_on=_day(returned.meta.due_on) if returned.meta else None,
        findings=found,
        good=() if spoilt else tuple(row for row in lines if _place(row) not in errors),
        extensions=() if spoilt else tuple(row for row in extensions if _place(row) not in errors),
        refused=tuple(
            (row, errors.get(_place(row), whole)) for row in (*lines, *extensions) if spoilt or _place(row) in errors
        ),
    )


def missing_units(ledger: Ledger, period: Period, checked: Sequence[Checked]) -> tuple[Unit, ...]:
    """Units that owe a report for `period` and of which no good row has come, neither in `checked` nor in 反馈记录."""
    came = {c.unit.code for c in checked if c.unit and c.good and c.period == period.text}
    for entry in ledger.returns:
        if (unit := ledger.units.find(entry.unit)) and parse_period(entry.period) == period:
            came.add(unit.code)
    owing = (unit for unit in ledger.units.units if unit.active is not False and unit.code not in came)
    return tuple(unit for unit in owing if due_matters(ledger, unit, period))


def _row_findings(returned: ReturnedFile, around: Surroundings, identity: Identity) -> tuple[Finding, ...]:
    """What the checks of the form, its rows and its requests find; nothing where nobody knows whose form it is."""
    if identity.unit is None or identity.period is None or returned.lines is None:
        return ()
    unit, period = identity.unit, identity.period
    doubtful = has_errors(identity.findings)
    ctx = context_of(returned, around, unit=unit, period=period, verified=identity.verified, doubtful=doubtful)
    of_form = (f for check in FORM_CHECKS for f in check(ctx))
    of_lines = (f for line in ctx.lines for f in _line_findings(line, ctx))
    of_requests = (f for row in returned.extensions for check in EXTENSION_CHECKS for f in check(row, ctx))
    return (*of_form, *of_lines, *of_requests)


def _line_findings(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    for ledger_check in LEDGER_CHECKS:
        yield from ledger_check(line, ctx)
    for check in LINE_CHECKS:
        yield from check(line)


def _verdict(returned: ReturnedFile, found: tuple[Finding, ...]) -> Verdict:
    if not returned.lines:
        return "unreadable"
    if has_errors(found):
        return "returned"
    return "accepted-with-warnings" if found else "accepted"


def _spoilt(rows: tuple[Noun, ...], found: tuple[Finding, ...], ledger: Ledger) -> bool:
    """Whether no row may be merged: an error concerns the file as a whole, or the office takes all rows or none."""
    places = {_place(row) for row in rows}
    errors = [f for f in found if f.level is Level.ERROR]
    whole = any(f.code not in SPOILS_NOTHING and places.isdisjoint(_places(f)) for f in errors)
    return whole or (bool(errors) and ledger.setting("无误行先合并", "是") == "否")


def _errors_by_row(found: tuple[Finding, ...]) -> Mapping[Place, tuple[Finding, ...]]:
    """Sheet and row → the errors that name a cell there."""
    errors: dict[Place, tuple[Finding, ...]] = {}
    for f in found:
        if f.level is Level.ERROR:
            for place in dict.fromkeys(_places(f)):
                errors[place] = (*errors.get(place, ()), f)
    return errors


def _places(found: Finding) -> Iterator[Place]:
    """The rows that a finding names."""
    return ((source.sheet, source.cell.lstrip(LETTERS)) for source in found.sources)


def _place(row: Noun) -> Place:
    return row.record.shape.tab, str(row.record.row)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
