"""Edge: ledger on disk → which years' days off are known; a notice as bytes → the plan that enters its days."""

from dataclasses import dataclass
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.finding import Finding, distinct
from duban_xl.model.holiday_notice import read_holiday_notice
from duban_xl.model.source import Source
from duban_xl.plan.calendar import plan_notice, plan_pasted
from duban_xl.plan.calendar_years import CalendarYear, calendar_years
from duban_xl.read.holidays import official_workdays
from duban_xl.read.notice_text import text_of
from duban_xl.workflows.ledger_file import Planned, read_ledger
from duban_xl.workflows.office import Run


@dataclass(frozen=True, slots=True)
class KnownYears:
    """The years concerned, and what is wrong with the notices pasted into 工作日历."""

    years: tuple[CalendarYear, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class NoticeResult:
    """The plan for a notice, the years that it speaks of, and what was found in it."""

    planned: Planned
    years: tuple[int, ...]
    findings: tuple[Finding, ...]


def known_years(ledger_path: Path, run: Run) -> KnownYears:
    """What the ledger and the program know of the years around the run's day and of those that due dates wait for."""
    ledger = read_ledger(ledger_path)
    years = calendar_years(ledger, run.as_of, official=official_workdays())
    return KnownYears(years, distinct(plan_pasted(ledger).findings))


def enter_notice(ledger_path: Path, data: bytes, *, name: str, year: int | None = None) -> NoticeResult:
    """What the notice `data`, read from `name`, adds to 工作日历; `year` if the text itself names none.

    Raises CannotRun: T159 if it is no text, T158 if no day off is in it.
    """
    text = text_of(data)
    if text is None:
        raise cannot_run("T159", Source(name), name=name)
    notice = read_holiday_notice(text, year=year)
    if not notice.days and not notice.doubts:
        raise cannot_run("T158", Source(name), name=name)
    ledger = read_ledger(ledger_path)
    plan = plan_notice(ledger, notice, at=Source(name))
    return NoticeResult(
        Planned(ledger_path, ledger, ChangeSet(appends=plan.appends)), notice.years, distinct(plan.findings)
    )
