"""Edge: ledger, period → what 扣分登记 gets (settled rows, candidates), the scoreboard, the score workbook in 计分/."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.documents.scores.workbook import build_score_book
from duban_xl.model.finding import Finding, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.score import Scoreboard
from duban_xl.score.engine import score
from duban_xl.score.entries import plan_entries
from duban_xl.score.objections import OpenObjection, check_objections, open_objections
from duban_xl.score.published import Difference, differences, publication_findings, with_published
from duban_xl.score.published_rows import check_published
from duban_xl.workflows.ledger_file import Planned, calendar_of, ledger_faults, read_ledger
from duban_xl.workflows.office import SCORES, Run, write_file

__all__ = [
    "Difference",
    "OpenObjection",
    "ScorePlan",
    "board_of",
    "plan_score",
    "refuse_other_periods",
    "score_book_path",
    "write_score_book",
]


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """The rows to settle and the candidates to enter, the scores as the ledger stands, and what was published of them."""

    planned: Planned
    board: Scoreboard
    differing: tuple[Difference, ...] = ()
    objections: tuple[OpenObjection, ...] = ()


def plan_score(ledger_path: Path, period: Period, run: Run) -> ScorePlan:
    """What `score` proposes and computes for a quarter or a year. Raises CannotRun for other periods."""
    refuse_other_periods(period)
    ledger = read_ledger(ledger_path)
    until = min(run.as_of, period.end)
    board = board_of(ledger, period, run)
    planned = Planned(ledger_path, ledger, plan_entries(ledger, period, until, workdays=calendar_of(ledger)))
    waiting = open_objections(ledger, as_of=run.as_of, workdays=calendar_of(ledger)) if ledger.objections else ()
    return ScorePlan(planned, board, differences(board, ledger), waiting)


def board_of(ledger: Ledger, period: Period, run: Run) -> Scoreboard:
    """The scores of `period` with what was published of the year, and everything found in the ledger and on the way."""
    board = with_published(score(ledger, period), ledger)
    return replace(board, findings=distinct((*ledger_faults(ledger), *board.findings, *_published(board, ledger, run))))


def _published(board: Scoreboard, ledger: Ledger, run: Run) -> tuple[Finding, ...]:
    """What is found about published scores and objections; nothing where nobody uses those sheets."""
    if not ledger.published_scores and not ledger.objections:
        return ()
    asked = check_objections(ledger, as_of=run.as_of, workdays=calendar_of(ledger)) if ledger.objections else ()
    return (*check_published(ledger), *publication_findings(board, ledger), *asked)


def refuse_other_periods(period: Period) -> None:
    """CannotRun unless `period` is a quarter or a year."""
    if period.kind not in (PeriodKind.QUARTER, PeriodKind.YEAR):
        raise cannot_run("C014", period=period.text)


def write_score_book(ledger_path: Path, period: Period, run: Run) -> tuple[Scoreboard, Path | None]:
    """Score the ledger as it stands on disk and write 计分/计分表_<期>.xlsx.

    If the method can't be applied there is nothing to write: the board's findings say why, and an earlier workbook stays.
    """
    ledger: Ledger = read_ledger(ledger_path)
    board = with_published(score(ledger, period), ledger)
    if not board.units:
        return board, None
    created = datetime.combine(min(run.as_of, period.end), time())
    data = build_score_book(board, ledger=ledger, created=created)
    return board, write_file(score_book_path(ledger_path, period), data)


def score_book_path(ledger_path: Path, period: Period) -> Path:
    """Where the score workbook of `period` lies."""
    return ledger_path.parent / SCORES / f"计分表_{period.text}.xlsx"
