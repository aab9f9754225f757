"""Edge: ledger on disk, a person's decision → the plan that records it on entries of 扣分登记, or enters a consequence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.model.columns.scoring import CONFIRMED, EXEMPT, REVOKED
from duban_xl.model.finding import Finding
from duban_xl.model.period import Period
from duban_xl.plan.escalation import escalation
from duban_xl.plan.ground import ground_of
from duban_xl.score.agreements import Agreement, is_step, plan_held, plan_step
from duban_xl.score.decide import Decided, Decision, plan_decisions
from duban_xl.score.engine import score
from duban_xl.workflows.ledger_file import Planned, calendar_of, read_ledger

__all__ = [
    "CONFIRMED",
    "EXEMPT",
    "REVOKED",
    "Agreement",
    "ConsequencePlan",
    "DecidePlan",
    "Decision",
    "agree",
    "decide",
]


@dataclass(frozen=True, slots=True)
class DecidePlan:
    """The plan, and which entries it decides and refuses."""

    planned: Planned
    outcome: Decided


@dataclass(frozen=True, slots=True)
class ConsequencePlan:
    """The plan that enters a consequence, or why it does not."""

    planned: Planned
    findings: tuple[Finding, ...]


def decide(ledger_path: Path, serials: Sequence[str], decision: Decision) -> DecidePlan:
    """What the decision would change in the ledger. Raises CannotRun as `read_ledger` does."""
    ledger = read_ledger(ledger_path)
    outcome = plan_decisions(ledger, serials, decision)
    return DecidePlan(Planned(ledger_path, ledger, outcome.changes), outcome)


def agree(ledger_path: Path, agreement: Agreement, period: Period | None) -> ConsequencePlan | None:
    """What agreeing to a consequence would enter; None if a consequence of the score is asked for without a period.

    `agreement.unit` may be any spelling of the directory. Raises CannotRun: C029 for an unknown unit, as `read_ledger` does.
    """
    ledger = read_ledger(ledger_path)
    unit = ledger.units.by_code(agreement.unit) or ledger.units.find(agreement.unit)
    if unit is None:
        raise cannot_run("C029", unit=agreement.unit)
    agreement = Agreement(
        code=agreement.code, unit=unit.name, by=agreement.by, on=agreement.on, operator=agreement.operator
    )
    if is_step(ledger, agreement.code):
        agreed = plan_step(ledger, agreement, escalation(ground_of(ledger, calendar_of(ledger)), agreement.on))
    elif period is None:
        return None
    else:
        mine = score(ledger, period).unit(unit.name)
        agreed = plan_held(ledger, agreement, period, mine.held if mine else ())
    return ConsequencePlan(Planned(ledger_path, ledger, agreed.changes), agreed.findings)
