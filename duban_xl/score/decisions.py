"""A row of 扣分登记 → what its decision lacks: who chose the points and why, why it was revoked, whether it was decided at all."""

from duban_xl.catalogue import finding
from duban_xl.catalogue.decisions import LISTED
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.scoring import CANDIDATE, REVOKED
from duban_xl.model.finding import Finding
from duban_xl.model.rulebook import ScoringEvent


def missing_of_choice(row: ScoringEvent) -> tuple[str, ...]:
    """What a chosen value (酌定值) lacks, as headers: 酌定人 or 认定人, and 理由. Such an event waits (K05)."""
    if row.discretion is None:
        return ()
    lacking = () if row.discretion_by or row.decided_by else ("discretion_by",)
    return _headers(*lacking, *(() if row.reason else ("reason",)))


def missing_of_revocation(row: ScoringEvent) -> tuple[str, ...]:
    """理由 if a revoked row does not say why; it is revoked all the same."""
    return _headers("reason") if row.status == REVOKED and not row.reason else ()


def signed_but_undecided(row: ScoringEvent) -> tuple[str, ...]:
    """The columns of a decision that a candidate has filled: somebody decided and forgot 状态, or began too early."""
    if row.status != CANDIDATE:
        return ()
    return _headers(*(key for key in ("decided_by", "decided_on") if row.record[key]))


def decision_findings(row: ScoringEvent, serial: str) -> tuple[Finding, ...]:
    """S300, S301 and S302 of the row that a person knows as `serial`."""
    found: list[Finding] = []
    if missing := missing_of_choice(row):
        found.append(finding("S300", row.source("discretion"), serial=serial, missing=LISTED.join(missing)))
    if missing := missing_of_revocation(row):
        found.append(finding("S301", row.source("reason"), serial=serial, missing=LISTED.join(missing)))
    if missing := signed_but_undecided(row):
        found.append(finding("S302", row.source("status"), serial=serial, missing=LISTED.join(missing)))
    return tuple(found)


def _headers(*keys: str) -> tuple[str, ...]:
    return tuple(SHEETS["deductions"][key].header for key in keys)
