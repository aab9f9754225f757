"""A row of 扣分登记 → what its decision lacks: why it was revoked, whether it was decided at all."""

from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.scoring import CANDIDATE, REVOKED
from duban_xl.model.rulebook import ScoringEvent


def missing_of_revocation(row: ScoringEvent) -> tuple[str, ...]:
    """理由 if a revoked row does not say why; it is revoked all the same."""
    return _headers("reason") if row.status == REVOKED and not row.reason else ()


def signed_but_undecided(row: ScoringEvent) -> tuple[str, ...]:
    """The columns of a decision that a candidate has filled: somebody decided and forgot 状态, or began too early."""
    if row.status != CANDIDATE:
        return ()
    return _headers(*(key for key in ("decided_by", "decided_on") if row.record[key]))


def _headers(*keys: str) -> tuple[str, ...]:
    return tuple(SHEETS["deductions"][key].header for key in keys)
