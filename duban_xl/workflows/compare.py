"""Edge: ledger and supposed events, or two periods → the scores on either side, and the workbook that compares them."""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.catalogue import comparing as words
from duban_xl.documents.difference_book import build_difference_book, build_what_if_form
from duban_xl.model.finding import Finding, distinct
from duban_xl.model.period import Period
from duban_xl.model.score import Scoreboard
from duban_xl.read.what_if import read_what_if
from duban_xl.score.compare import ScoreChange, compare
from duban_xl.score.engine import score
from duban_xl.workflows.ledger_file import ledger_faults, read_ledger
from duban_xl.workflows.office import SCORES, Run, write_file
from duban_xl.workflows.score import refuse_other_periods

__all__ = ["Comparison", "ScoreChange", "compare_periods", "compare_what_if", "write_comparison", "write_what_if_form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two scoreboards side by side, what was found, and where the workbook is to lie."""

    before: Scoreboard
    after: Scoreboard
    changes: tuple[ScoreChange, ...]
    findings: tuple[Finding, ...]
    title: str
    note: str
    path: Path


def compare_what_if(ledger_path: Path, period: Period, events: Path) -> Comparison:
    """The scores as they are and as they would be with what `events` supposes; nothing is written to the ledger.

    Raises CannotRun for other periods than quarters and years, and for a file that can't be read or supposes nothing.
    """
    refuse_other_periods(period)
    ledger = read_ledger(ledger_path)
    if not events.is_file():
        raise cannot_run("C003", path=str(events))
    supposed = read_what_if(events, ledger)
    before, after = score(ledger, period), score(supposed.ledger, period)
    known = list(before.findings)
    new = tuple(found for found in after.findings if found not in known)
    return Comparison(
        before=before,
        after=after,
        changes=compare(before, after),
        findings=distinct((*ledger_faults(ledger), *supposed.findings, *new)),
        title=words.WHAT_IF_TITLE.format(period=period.name, name=events.name),
        note=words.WHAT_IF_NOTE,
        path=ledger_path.parent / SCORES / words.WHAT_IF_FILE.format(period=period.text),
    )


def compare_periods(ledger_path: Path, period: Period, other: Period) -> Comparison:
    """The scores of `period` against those of `other`. Raises CannotRun for periods that are no quarters or years."""
    refuse_other_periods(period)
    refuse_other_periods(other)
    ledger = read_ledger(ledger_path)
    before, after = score(ledger, other), score(ledger, period)
    return Comparison(
        before=before,
        after=after,
        changes=compare(before, after),
        findings=distinct((*ledger_faults(ledger), *after.findings, *before.findings)),
        title=words.COMPARE_TITLE.format(after=period.name, before=other.name),
        note=words.COMPARE_NOTE.format(before=other.name, after=period.name),
        path=ledger_path.parent / SCORES / words.COMPARE_FILE.format(period=period.text, other=other.text),
    )


def write_comparison(comparison: Comparison, run: Run) -> Path | None:
    """Write the workbook; None, and nothing written, if one side could not be scored."""
    if not comparison.before.units or not comparison.after.units:
        return None
    created = datetime.combine(min(run.as_of, comparison.after.period.end), time())
    data = build_difference_book(
        comparison.changes, title=comparison.title, note=comparison.note, created=created
    )  # fmt: skip
    return write_file(comparison.path, data)


def write_what_if_form(path: Path, run: Run) -> Path:
    """Write an empty form for supposed events to `path`. Raises CannotRun if there is such a file already."""
    if path.exists():
        raise cannot_run("C012", folder=str(path), why=words.FORM_EXISTS)
    return write_file(path, build_what_if_form(created=datetime.combine(run.as_of, time())))
