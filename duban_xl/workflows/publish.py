"""Edge: ledger, period and decision → the rows that 计分发布 gets, planned to be shown before they are written."""

from dataclasses import dataclass, replace
from pathlib import Path

from duban_xl.model.changeset import ChangeSet
from duban_xl.model.finding import Finding, distinct, has_errors
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period
from duban_xl.model.score import Scoreboard
from duban_xl.score.engine import score
from duban_xl.score.published import Difference, differences
from duban_xl.score.published_rows import check_published
from duban_xl.score.publishing import Decision, Publication, plan_correction, plan_publication
from duban_xl.workflows.ledger_file import Planned, calendar_of, ledger_faults, read_ledger
from duban_xl.workflows.score import refuse_other_periods

__all__ = ["Decision", "PublicationPlan", "plan_corrected", "plan_published"]


@dataclass(frozen=True, slots=True)
class PublicationPlan:
    """The rows to append, what forbids or accompanies them, and the figures that differ from those published before."""

    planned: Planned
    findings: tuple[Finding, ...]
    differing: tuple[Difference, ...] = ()


def plan_published(ledger_path: Path, period: Period, kind: str, decision: Decision) -> PublicationPlan:
    """The rows of 公示 or 定稿. Raises CannotRun for periods that are neither a quarter nor a year."""
    refuse_other_periods(period)
    ledger = read_ledger(ledger_path)
    board = _board(ledger, period)
    publication = plan_publication(
        board,
        ledger,
        kind=kind,
        on=decision.on,
        by=decision.by,
        workdays=calendar_of(ledger),
        document_number=decision.document_number,
    )
    return _plan(ledger_path, ledger, board, publication)


def plan_corrected(ledger_path: Path, period: Period, decision: Decision) -> PublicationPlan:
    """The rows of 更正 for every unit whose figures are not those that stand published. Raises CannotRun like the above."""
    refuse_other_periods(period)
    ledger = read_ledger(ledger_path)
    board = _board(ledger, period)
    return _plan(ledger_path, ledger, board, plan_correction(board, ledger, decision))


def _board(ledger: Ledger, period: Period) -> Scoreboard:
    board = score(ledger, period)
    return replace(board, findings=distinct((*ledger_faults(ledger), *board.findings)))


def _plan(path: Path, ledger: Ledger, board: Scoreboard, publication: Publication) -> PublicationPlan:
    faults = check_published(ledger)
    allowed = ChangeSet() if has_errors(faults) else publication.changes
    findings = distinct((*publication.findings, *faults))
    return PublicationPlan(Planned(path, ledger, allowed), findings, differences(board, ledger))
