"""Edge: an empty folder → the sample office's year as far as the third quarter, through the same workflows as any command.

Every step is idempotent, so a second run in the same folder changes nothing.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.texts import DEMO_STEPS
from duban_xl.check.returns import Checked
from duban_xl.documents.papers.circular import CIRCULAR
from duban_xl.documents.papers.notice import NOTICE
from duban_xl.documents.papers.score_circular import SCORE_CIRCULAR
from duban_xl.model.period import Period, parse_period
from duban_xl.model.settings import LEDGER_ID
from duban_xl.model.source import shown
from duban_xl.resources import resource
from duban_xl.workflows.answers import write_answers
from duban_xl.workflows.aside import keep_aside
from duban_xl.workflows.dispatch import plan_dispatch, write_forms
from duban_xl.workflows.init import create_office
from duban_xl.workflows.ledger_file import read_ledger, write_plan
from duban_xl.workflows.office import DOCUMENTS, INBOX, LEDGER_NAME, SCORES, SENT_BACK, Run
from duban_xl.workflows.refresh import refresh_ledger
from duban_xl.workflows.returns import merge_paths
from duban_xl.workflows.sample_rows import plan_sample_rows
from duban_xl.workflows.score import plan_score, score_book_path, write_score_book
from duban_xl.workflows.write import plan_write, write_drafts

SAMPLE_ID, SAMPLE_KEY = "SAMPLE-2026", "yunxi-sample-key"
PACK = "cangnan"
OPENED_ON = date(2026, 1, 4)
WORKING_DAYS = {  # quarter → forms sent, returns merged
    "2026Q1": (date(2026, 3, 20), date(2026, 4, 10)),
    "2026Q2": (date(2026, 6, 18), date(2026, 7, 10)),
    "2026Q3": (date(2026, 9, 18), date(2026, 10, 12)),
}
NOTICES = 5
MORNING, AFTERNOON = time(9, 0), time(15, 0)

Step = Callable[[str], None]
"""Called with the headline of each step before it begins."""
Receive = Callable[[Path, Period], Path]
"""Office folder, quarter → the folder in which the returned workbooks lie when it is done."""


@dataclass(slots=True)
class DemoReport:
    """What the demo made, for the closing table."""

    folder: Path
    ledger: Path
    batches: list[str] = field(default_factory=list[str])
    forms: int = 0
    new_forms: int = 0
    returns: int = 0
    faulty: int = 0
    aside: list[Path] = field(default_factory=list[Path])
    marked: int = 0
    missing: dict[str, int] = field(default_factory=dict[str, int])  # period → units that did not answer

    @property
    def score_books(self) -> tuple[Path, ...]:
        """The score workbooks in the folder."""
        return tuple(sorted((self.folder / SCORES).glob("*.xlsx")))

    @property
    def documents(self) -> tuple[Path, ...]:
        """The documents in the folder."""
        return tuple(sorted((self.folder / DOCUMENTS).glob("*.docx")))

    @property
    def changed(self) -> bool:
        """Whether this run changed anything in the ledger or made new forms."""
        return bool(self.batches or self.new_forms)


def play_demo(folder: Path, run: Run, step: Step, *, receive: Receive | None = None) -> DemoReport:
    """Play the sample office in `folder`; `receive` brings the returns of a quarter, by default those of samples/returns.

    Raises CannotRun C019 if another office's ledger lies there.
    """
    opening = _at(run, OPENED_ON, MORNING)
    report = DemoReport(folder, folder / LEDGER_NAME)
    step(DEMO_STEPS["init"])
    _open_office(folder, opening, report)
    for text, (sent_on, merged_on) in WORKING_DAYS.items():
        period = parse_period(text)
        if period is not None:
            sent, merged = _at(run, sent_on, MORNING), _at(run, merged_on, MORNING)
            _play_quarter(period, report, sent=sent, merged=merged, step=step, receive=receive or receive_samples)
    return report


def receive_samples(folder: Path, period: Period) -> Path:
    """Put the sample's returned workbooks of `period` into 收件/<期>, as if they had come by mail; what lies there stays."""
    inbox = folder / INBOX / period.text
    inbox.mkdir(parents=True, exist_ok=True)
    came_at = datetime.combine(period.end, MORNING).timestamp()  # an .xls tells no other time than that of its file
    for source in sorted(resource("samples", "returns", period.text).iterdir()):
        if not (inbox / source.name).exists():
            shutil.copyfile(source, inbox / source.name)
            os.utime(inbox / source.name, (came_at, came_at))
    return inbox


def open_sample_office(folder: Path, run: Run) -> str | None:
    """The sample office before its first quarter: pack, directory, matters. The batch written, None if all was there."""
    ledger = folder / LEDGER_NAME
    if not ledger.exists():
        create_office(folder, PACK, run, ledger_id=SAMPLE_ID, form_key=SAMPLE_KEY)
    elif read_ledger(ledger).setting(LEDGER_ID) != SAMPLE_ID:
        raise cannot_run("C019", folder=str(folder.resolve()))
    applied = write_plan(plan_sample_rows(ledger), run, command="import")
    return applied.batch if applied else None


def _open_office(folder: Path, run: Run, report: DemoReport) -> None:
    batch = open_sample_office(folder, run)
    if batch:
        report.batches.append(batch)
        _refresh(report, replace(run, now=datetime.combine(OPENED_ON, AFTERNOON)))


def _play_quarter(period: Period, report: DemoReport, *, sent: Run, merged: Run, step: Step, receive: Receive) -> None:
    step(DEMO_STEPS["dispatch"].format(period=period.name))
    plan = plan_dispatch(report.ledger, period, sent)
    report.new_forms += len(write_forms(plan, sent))
    report.forms += len(plan.new) + len(plan.unchanged)
    step(DEMO_STEPS["receive"].format(period=period.name))
    inbox = receive(report.folder, period)
    step(DEMO_STEPS["merge"].format(period=period.name))
    if not _merge(report, inbox, period, merged) and score_book_path(report.ledger, period).exists():
        return  # this quarter was played before; later quarters have moved the ledger on
    step(DEMO_STEPS["refresh"].format(as_of=shown(merged.as_of)))
    _refresh(report, _later(merged, 1))
    step(DEMO_STEPS["score"].format(period=period.name))
    _score(report, period, _later(merged, 2))
    step(DEMO_STEPS["write"].format(period=period.name))
    _write(report, period, _later(merged, 3))


def _merge(report: DemoReport, inbox: Path, period: Period, run: Run) -> bool:
    """Merge the quarter's returns and answer the units whose forms go back; whether anything was new."""
    result = merge_paths(report.ledger, [inbox], run, period=period)
    files: tuple[Checked, ...] = result.checked.files
    report.returns += len(files)
    report.faulty += sum(1 for checked in files if checked.verdict in ("returned", "unreadable"))
    report.missing[period.name] = len(result.checked.missing)
    applied = write_plan(result.planned, run, command="merge")
    if applied:
        report.batches.append(applied.batch)
    aside = keep_aside(report.ledger, result.plan.refused, run)
    report.aside += [aside] if aside else []
    if applied:
        answers = write_answers(result.checked, report.folder / SENT_BACK / period.text, run)
        report.marked += len(answers.marked)
    return applied is not None


def _refresh(report: DemoReport, run: Run) -> None:
    applied = write_plan(refresh_ledger(report.ledger, run).planned, run, command="refresh")
    if applied:
        report.batches.append(applied.batch)


def _score(report: DemoReport, period: Period, run: Run) -> None:
    applied = write_plan(plan_score(report.ledger, period, run).planned, run, command="score")
    if applied:
        report.batches.append(applied.batch)
    write_score_book(report.ledger, period, run)


def _write(report: DemoReport, period: Period, run: Run) -> None:
    ledger = read_ledger(report.ledger)
    recent = [m.number for m in ledger.matters if m.assigned_on and period.contains(m.assigned_on) and m.is_assigned]
    for kind, about in (
        (CIRCULAR.name, [period.text]),
        (SCORE_CIRCULAR.name, [period.text]),
        (NOTICE.name, recent[:NOTICES]),
    ):
        if not about:
            continue
        plan = plan_write(report.ledger, kind, about, run)
        applied = write_plan(plan.planned, run, command="write")
        if applied:
            report.batches.append(applied.batch)
        write_drafts(plan)


def _at(run: Run, day: date, hour: time) -> Run:
    """The run as it would have been on `day`: the sample office has its own calendar."""
    return replace(run, as_of=day, now=datetime.combine(day, hour))


def _later(run: Run, hours: int) -> Run:
    return replace(run, now=run.now.replace(hour=run.now.hour + hours))
