"""Edge: ledger on disk → who must be reminded of what; letters in 催办/ and the rows that tell of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.catalogue import obligations as words
from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.model import settings
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.obligation import OwedKind
from duban_xl.model.source import Source, chinese_day
from duban_xl.plan.ground import ground_of
from duban_xl.plan.reminders import Reminder, UnitReminders, plan_reminders, reminders
from duban_xl.plan.validity import validity_findings
from duban_xl.workflows.ledger_file import Planned, calendar_of, ledger_faults, read_ledger
from duban_xl.workflows.office import Run, write_file


@dataclass(frozen=True, slots=True)
class RemindPlan:
    """Who is reminded of what, the rows that will tell of it, and by when an answer is asked for (参数 催办答复工作日)."""

    planned: Planned
    units: tuple[UnitReminders, ...]
    reply_by: date | None
    findings: tuple[Finding, ...]


def plan_remind(ledger_path: Path, run: Run) -> RemindPlan:
    """What is to be reminded of on the run's day."""
    ledger = read_ledger(ledger_path)
    if "steps" not in ledger.tables:
        raise cannot_run("C031", Source(str(ledger_path)), tab=SHEETS["steps"].tab)
    ground = ground_of(ledger, calendar_of(ledger))
    found = reminders(ground, run.as_of)
    changes = plan_reminders(ledger, found, run.as_of, operator=run.operator)
    findings = distinct((*ledger_faults(ledger), *ground.findings, *validity_findings(ledger, run.as_of)))
    days = ground.conventions.reply_days
    reply_by = ground.workdays.add(run.as_of, days) if days else None
    return RemindPlan(Planned(ledger_path, ledger, changes), found, reply_by, findings)


def write_letters(plan: RemindPlan, run: Run) -> tuple[Path, ...]:
    """A letter for every unit, as text that a mail or a message takes: 催办/2026-10-12/甲局.txt. Raises CannotRun C012."""
    folder = plan.planned.path.parent / COMMAND_NAMES["remind"] / run.as_of.isoformat()
    letters = [(one.unit, text) for one in plan.units if (text := _letter(plan, one, run.as_of))]
    return tuple(write_file(folder / f"{unit}.txt", f"\ufeff{text}".encode()) for unit, text in letters)


def _letter(plan: RemindPlan, of_unit: UnitReminders, as_of: date) -> str:
    """What the unit is written; "" for the office's own work."""
    ledger = plan.planned.ledger
    told = [one for one in of_unit.reminders if one.owed.kind is not OwedKind.DUTY]
    if not told:
        return ""
    contact = " ".join(part for part in (ledger.setting(settings.CONTACT), ledger.setting(settings.PHONE)) if part)
    return words.LETTER.format(
        unit=of_unit.unit,
        as_of=chinese_day(as_of),
        lines="\n".join(_line(ledger, place, one) for place, one in enumerate(told, 1)),
        reply=words.LETTER_REPLY_BY.format(day=chinese_day(plan.reply_by)) if plan.reply_by else "",
        office=ledger.setting(settings.OFFICE_NAME, "督查室"),
        contact=words.LETTER_CONTACT.format(contact=contact) if contact else "",
    )


def _line(ledger: Ledger, place: int, one: Reminder) -> str:
    matter = ledger.matter(one.owed.matter or "")
    due = one.owed.due
    title = f"“{matter.title}”" if matter else ""
    if due is None:
        return words.LETTER_LINE_AT_ONCE.format(place=place, matter=one.owed.matter, title=title, state=state_of(one))
    dated = words.LETTER_DUE.format(due=chinese_day(due))
    named = {"place": place, "matter": one.owed.matter, "title": title, "what": one.owed.what}
    return words.LETTER_LINE.format(**named, due=dated, state=state_of(one))


def state_of(one: Reminder) -> str:
    """How late it is, or how much time is left, in words."""
    if one.owed.due is None:
        return words.REMIND_AT_ONCE
    if one.days > 0:
        return words.REMIND_OVERDUE.format(days=one.days, workdays=one.workdays)
    return words.REMIND_SOON.format(days=-one.days)
