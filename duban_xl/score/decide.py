"""A person's decision on entries of 扣分登记 → the edits that record it, and why some entries can't be decided so."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import decisions as said
from duban_xl.catalogue import finding
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.assessment import RANGE
from duban_xl.model.columns.scoring import CONFIRMED, EXEMPT, REVOKED
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.rulebook import ScoringEvent, ScoringRule
from duban_xl.model.source import Source, Value, shown

SHEET = "deductions"
_RANGE = re.compile(r"(\d+)\s*[-—–~至]\s*(\d+)")
NEEDED = ("status", "decided_by", "decided_on", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided. `status` "" leaves 状态 as it is and only chooses the value."""

    by: str
    on: date
    as_of: date  # the day of entering; a decision is never later
    status: str = ""
    reason: str = ""
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """An entry that keeps its state, and everything that speaks against the decision."""

    serial: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What deciding comes to."""

    changes: ChangeSet = field(default_factory=ChangeSet)
    decided: tuple[str, ...] = ()
    refused: tuple[Undecided, ...] = ()


def plan_decisions(ledger: Ledger, asked: Sequence[str], decision: Decision) -> Decided:
    """Record `decision` on the entries that `asked` names (`12`, `15-20`), each once; the others are told.

    A decided entry is changed only with a reason, and 理由 keeps the former decision; a revoked one is never decided
    again. Nothing but the decision is written: points follow from the rule when the ledger is scored.
    """
    if lacking := _lacking_columns(ledger, decision):
        return Decided(refused=(Undecided(said.LISTED.join(asked), (lacking,)),))
    rules = {rule.rule: rule for rule in reversed(ledger.rulebook.rules)}
    edits, decided, refused = list[CellEdit](), list[str](), list[Undecided]()
    for serial, rows in _named(ledger, asked):
        found = _not_one(ledger, serial, rows) or _against(rows[0], rules.get(rows[0].rule), decision)
        if found:
            refused.append(Undecided(serial, found))
        else:
            decided.append(serial)
            edits += _edits(rows[0], decision)
    return Decided(changes=ChangeSet(tuple(edits)), decided=tuple(decided), refused=tuple(refused))


def _lacking_columns(ledger: Ledger, decision: Decision) -> Finding | None:
    """The columns without which nobody could see later what was decided, in ledgers of older make."""
    table = ledger.tables.get(SHEET)
    needed = (*NEEDED, *(("discretion",) if decision.value is not None else ()))
    missing = [key for key in needed if table is None or key not in table.shape.columns]
    if not missing:
        return None
    headers = said.LISTED.join(SHEETS[SHEET][key].header for key in missing)
    return finding("S319", Source(ledger.file, SHEETS[SHEET].tab), tab=SHEETS[SHEET].tab, headers=headers)


def _named(ledger: Ledger, asked: Sequence[str]) -> Iterator[tuple[str, list[ScoringEvent]]]:
    """Every serial asked for, once, with its rows; a range is the entries that lie in it, its two ends always."""
    by_serial: dict[str, list[ScoringEvent]] = {}
    for row in ledger.deductions:
        if row.serial:
            by_serial.setdefault(_plain(row.serial), []).append(row)
    wanted: list[str] = []
    for text in asked:
        span = _RANGE.fullmatch(text)
        if span is None or _plain(text) in by_serial:
            wanted.append(_plain(text))
            continue
        first, last = sorted((int(span[1]), int(span[2])))
        within = sorted((s for s in by_serial if s.isdecimal() and first < int(s) < last), key=int)
        wanted += [str(first), *within, str(last)]
    for serial in dict.fromkeys(wanted):
        rows = by_serial.get(serial, [])
        yield (rows[0].serial if rows else serial), rows


def _plain(serial: str) -> str:
    """A serial without leading zeros: 0012 and 12 are one number."""
    return str(int(serial)) if serial.isdecimal() else serial


def _not_one(ledger: Ledger, serial: str, rows: Sequence[ScoringEvent]) -> tuple[Finding, ...]:
    if not rows:
        return (finding("S310", Source(ledger.file, SHEETS[SHEET].tab), serial=serial),)
    if len(rows) > 1:
        return (finding("S311", *(row.source("serial") for row in rows), serial=serial, count=len(rows)),)
    return ()


def _against(row: ScoringEvent, rule: ScoringRule | None, decision: Decision) -> tuple[Finding, ...]:
    """Everything that speaks against `decision` on `row`."""
    if row.status == REVOKED:
        return (finding("S316", row.source("status"), serial=row.serial),)
    return tuple(found for check in _CHECKS for found in check(row, rule, decision))


def _says_nothing_new(row: ScoringEvent, rule: ScoringRule | None, decision: Decision) -> Iterator[Finding]:  # noqa: ARG001
    if decision.status in ("", row.status) and decision.value in (None, row.discretion):
        yield finding("S317", row.source("status"), serial=row.serial, status=row.status)


def _not_exemptible(row: ScoringEvent, rule: ScoringRule | None, decision: Decision) -> Iterator[Finding]:
    """免扣 only where the method provides for it (cangnan-amb-6)."""
    if decision.status == EXEMPT and not (rule and rule.exemptible):
        yield finding("S312", row.source("rule"), serial=row.serial, rule=row.rule)


def _value_out_of_place(row: ScoringEvent, rule: ScoringRule | None, decision: Decision) -> Iterator[Finding]:
    """A value for a rule that leaves no choice, or outside its range (K05)."""
    value = decision.value
    if value is None:
        return
    if rule is None or rule.value_kind != RANGE:
        yield finding("S314", row.source("rule"), serial=row.serial, rule=row.rule)
    elif not (rule.minimum or 0) <= value <= (value if rule.maximum is None else rule.maximum):
        limits = rule.minimum, rule.maximum
        place, (low, high) = row.source("discretion"), limits
        yield finding("S313", place, serial=row.serial, value=value, rule=row.rule, minimum=low, maximum=high)


def _without_reason(row: ScoringEvent, rule: ScoringRule | None, decision: Decision) -> Iterator[Finding]:  # noqa: ARG001
    changes = row.status in (CONFIRMED, EXEMPT) and decision.status not in ("", row.status)
    wanted = {"exempt": decision.status == EXEMPT, "revoke": decision.status == REVOKED}
    wanted |= {"value": decision.value is not None, "change": changes}
    action = next((said.ACTIONS[key] for key, holds in wanted.items() if holds), "")
    if action and not decision.reason:
        yield finding("S315", row.source("reason"), serial=row.serial, action=action)


def _out_of_time(row: ScoringEvent, rule: ScoringRule | None, decision: Decision) -> Iterator[Finding]:  # noqa: ARG001
    start = row.event_on or decision.on
    if not start <= decision.on <= decision.as_of:
        place = row.source("decided_on")
        yield finding("S318", place, serial=row.serial, day=decision.on, start=start, end=decision.as_of)


_Check = Callable[[ScoringEvent, ScoringRule | None, Decision], Iterator[Finding]]
_CHECKS: tuple[_Check, ...] = (
    _says_nothing_new,
    _not_exemptible,
    _value_out_of_place,
    _without_reason,
    _out_of_time,
)


def _edits(row: ScoringEvent, decision: Decision) -> Iterator[CellEdit]:
    """The cells that change; columns that an older ledger does not have are left out."""
    wanted: dict[str, Value] = {}
    reasons = [row.reason]
    if decision.status not in ("", row.status):
        wanted |= {"status": decision.status, "decided_by": decision.by, "decided_on": decision.on}
        reasons += _former(row)
        wanted |= _justification(row, decision)
        reasons += _own_reason(row, decision, wanted)
    if decision.value is not None:
        if row.discretion is not None and row.discretion != decision.value:
            by = row.discretion_by or row.decided_by or said.NOBODY
            reasons.append(said.FORMER_VALUE.format(value=shown(row.discretion), by=by))
        wanted |= {"discretion": decision.value, "discretion_by": decision.by}
        reasons.append(said.CHOSEN_BECAUSE.format(value=shown(decision.value), reason=decision.reason))
    wanted["reason"] = said.JOIN.join(filter(None, reasons)) or None
    because = Reason(_told(decision), row.source("status"), row.rule)
    for key, after in wanted.items():
        if key in row.record.shape.columns and row.record[key] != after:
            yield _edit(row, key, after, because)


def _former(row: ScoringEvent) -> Iterator[str]:
    """The decision that is changed, so that it stays readable."""
    if row.status not in (CONFIRMED, EXEMPT):
        return
    by = said.LISTED.join(filter(None, (row.decided_by, shown(row.decided_on)))) or said.NOBODY
    template = said.FORMER_EXEMPTION if row.justification else said.FORMER
    yield template.format(status=row.status, by=by, justification=row.justification)


def _justification(row: ScoringEvent, decision: Decision) -> dict[str, Value]:
    """正当理由 belongs to an exemption; that of a former one is kept in 理由."""
    if decision.status == EXEMPT:
        return {"justification": decision.reason}
    return {"justification": None} if row.status == EXEMPT and row.justification else {}


def _own_reason(row: ScoringEvent, decision: Decision, wanted: dict[str, Value]) -> Iterator[str]:
    """What the decision adds to 理由; the reason of an exemption stands in 正当理由, if there is such a column."""
    apart = decision.value is not None or ("justification" in row.record.shape.columns and wanted.get("justification"))
    if not decision.reason or apart:
        return
    if decision.status == REVOKED:
        yield said.REVOKED_BECAUSE.format(reason=decision.reason)
    elif row.status in (CONFIRMED, EXEMPT):
        yield said.CHANGED_BECAUSE.format(status=decision.status, reason=decision.reason)
    else:
        yield decision.reason


def _told(decision: Decision) -> str:
    words = {"by": decision.by, "on": shown(decision.on)}
    decided = said.DECIDED.format(status=decision.status, **words) if decision.status else ""
    chosen = said.CHOSEN.format(value=shown(decision.value), **words) if decision.value is not None else ""
    return said.JOIN.join(filter(None, (decided, chosen)))


def _edit(row: ScoringEvent, key: str, after: Value, because: Reason) -> CellEdit:
    before = row.record[key]
    return CellEdit(
        sheet=SHEET, row=row.record.row, key=row.serial, field=key, before=before, after=after, because=because
    )
