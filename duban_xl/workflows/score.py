"""Edge: ledger, period → what 扣分登记 gets (settled rows, candidates), the scoreboard, the score workbook in 计分/."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.documents.scores.workbook import build_score_book
from duban_xl.model.finding import distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.score import Scoreboard
from duban_xl.score.engine import score
from duban_xl.score.entries import plan_entries
from duban_xl.workflows.ledger_file import Planned, calendar_of, ledger_faults, read_ledger
from duban_xl.workflows.office import SCORES, Run, write_file


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """The rows to settle and the candidates to enter, and the scores as the ledger stands."""

    planned: Planned
    board: Scoreboard


def plan_score(ledger_path: Path, period: Period, run: Run) -> ScorePlan:
    """What `score` proposes and computes for a quarter or a year. Raises CannotRun for other periods."""
    if period.kind not in (PeriodKind.QUARTER, PeriodKind.YEAR):
        raise cannot_run("C014", period=period.text)
    ledger = read_ledger(ledger_path)
    until = min(run.as_of, period.end)
    board = score(ledger, period)
    board = replace(board, findings=distinct((*ledger_faults(ledger), *board.findings)))
    changes = plan_entries(ledger, period, until, workdays=calendar_of(ledger))
    return ScorePlan(Planned(ledger_path, ledger, changes), board)


def write_score_book(ledger_path: Path, period: Period, run: Run) -> tuple[Scoreboard, Path | None]:
    """Score the ledger as it stands on disk and write 计分/计分表_<期>.xlsx.

    If the method can't be applied there is nothing to write: the board's findings say why, and an earlier workbook stays.
    """
    ledger: Ledger = read_ledger(ledger_path)
    board = score(ledger, period)
    if not board.units:
        return board, None
    created = datetime.combine(min(run.as_of, period.end), time())
    data = build_score_book(board, ledger=ledger, created=created)
    return board, write_file(score_book_path(ledger_path, period), data)


def score_book_path(ledger_path: Path, period: Period) -> Path:
    """Where the score workbook of `period` lies."""
    return ledger_path.parent / SCORES / f"计分表_{period.text}.xlsx"
