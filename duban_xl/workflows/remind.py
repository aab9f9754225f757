"""Edge: ledger on disk → who must be reminded of what; letters and drafts in 催办/, mails, and the rows that tell of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from duban_xl.apply.files import errors_said
from duban_xl.apply.lock import refuse_if_open
from duban_xl.catalogue import CannotRun, cannot_run, finding
from duban_xl.catalogue import mailing as words
from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.documents.chinese import file_name
from duban_xl.model.cell_text.reading import read_date
from duban_xl.model.changeset import ChangeSet, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.letter import Attachment, Letter
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.source import Source
from duban_xl.plan.dispatch import usual_due_day
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.plan.mail_out import Outgoing, receivers, sender_of
from duban_xl.plan.remind_letter import letter_text, subject_of
from duban_xl.plan.reminders import UnitReminders, form_reminders, plan_reminders, reminders
from duban_xl.plan.summary import return_tallies
from duban_xl.plan.validity import validity_findings
from duban_xl.read.returns import read_return
from duban_xl.workflows.ledger_file import Applied, Planned, calendar_of, ledger_faults, read_ledger, write_plan
from duban_xl.workflows.mail_out import Pause, Posted, post, write_eml
from duban_xl.workflows.office import FORMS, Run, write_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom to remind of what: the form of `period` (else everything owed), how many days before the day, which units."""

    period: Period | None = None
    before: int | None = None
    units: tuple[str, ...] = ()
    with_form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindPlan:
    """Who is reminded of what, the letters, the rows that will tell of it, and where the letters go."""

    planned: Planned
    units: tuple[UnitReminders, ...]
    letters: tuple[Outgoing, ...]
    folder: Path
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """What became of the letters, the rows of those that went out, and how these were written (None: there were none)."""

    posted: Posted
    planned: Planned
    applied: Applied | None


def plan_remind(ledger_path: Path, run: Run, wanted: Wanted) -> RemindPlan:
    """What is to be reminded of on the run's day.

    Raises CannotRun: C029 for a unit that nobody knows, C031 without 督查记录, C069 for --with-form without a period.
    """
    if wanted.with_form and wanted.period is None:
        raise cannot_run("C069")
    ledger = read_ledger(ledger_path)
    if "inspections" not in ledger.tables:
        raise cannot_run("C031", Source(str(ledger_path)), tab=SHEETS["inspections"].tab)
    ground = ground_of(ledger, calendar_of(ledger))
    found = _of(wanted.units, _found(ground, ledger_path.parent, run.as_of, wanted), ledger)
    changes = plan_reminders(ledger, found, run.as_of, operator=run.operator)
    letters, lacking = _letters(ground, found, run.as_of, wanted, ledger_path.parent)
    findings = (*ledger_faults(ledger), *ground.findings, *validity_findings(ledger, run.as_of), *lacking)
    return RemindPlan(
        planned=Planned(ledger_path, ledger, changes),
        units=found,
        letters=letters,
        folder=ledger_path.parent / COMMAND_NAMES["remind"] / run.as_of.isoformat(),
        findings=distinct(findings),
    )


def write_letters(plan: RemindPlan, run: Run) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """A letter for every unit, as text that a message takes and as a draft: 催办/2026-10-12/甲局.txt and .eml; of a form
    2026Q3_甲局.txt and .eml.

    Raises CannotRun C012.
    """
    texts = {(plan.folder / one.file).with_suffix(".txt"): one.letter.body for one in plan.letters}
    written = tuple(write_file(path, f"\ufeff{text}".encode()) for path, text in texts.items())
    return written, write_eml(plan.folder, plan.letters, run)


def send_letters(plan: RemindPlan, run: Run, *, pause: Pause) -> Mailed:
    """Send the letters, then put on record the reminders of the units that have theirs.

    Raises CannotRun: A104 before anything is sent if the ledger is open elsewhere, C067 if it could not be written after.
    """
    with errors_said(plan.planned.path):
        refuse_if_open(plan.planned.path)
    posted = post(plan.folder, plan.letters, plan.planned.ledger, run, pause=pause)
    names = {one.unit for one in plan.letters if one.code in posted.codes}
    appends = tuple(_by_mail(row) for row in plan.planned.changes.appends if row.values["unit"] in names)
    planned = replace(plan.planned, changes=ChangeSet(appends=appends))
    try:
        return Mailed(posted=posted, planned=planned, applied=write_plan(planned, run, command="remind"))
    except CannotRun as why:
        if not posted.sent:
            raise
        raise cannot_run("C067", count=len(posted.sent), why=str(why), day=run.as_of) from why


def _by_mail(row: RowAppend) -> RowAppend:
    """The row, which also tells that the reminder was sent."""
    told = words.BY_MAIL.format(told=row.values["situation"])
    return replace(row, values={**row.values, "situation": told})


def _found(ground: Ground, folder: Path, as_of: date, wanted: Wanted) -> tuple[UnitReminders, ...]:
    if wanted.period is None:
        return reminders(ground, as_of, before=wanted.before)
    due = _due_days(ground, folder / FORMS / wanted.period.text, wanted.period)
    return form_reminders(ground, wanted.period, due, as_of, before=wanted.before)


def _due_days(ground: Ground, forms: Path, period: Period) -> dict[str, date]:
    """单位代码 → the day that its form names; the usual day for a form that does not lie in 下发."""
    usual = usual_due_day(period, ground.workdays)
    missing = [tally.unit for tally in return_tallies(ground.ledger, period) if tally.missing]
    return {unit.code: _due_day(forms / form_name(period, unit), unit) or usual for unit in missing}


def _due_day(path: Path, unit: Unit) -> date | None:
    meta = read_return(path).meta if path.is_file() else None
    return read_date(meta.due_on).value if meta and meta.unit_code == unit.code else None


def form_name(period: Period, unit: Unit) -> str:
    """What the unit's form of the period is called."""
    return file_name([period.text, unit.name], ".xlsx")


def _of(names: Sequence[str], found: tuple[UnitReminders, ...], ledger: Ledger) -> tuple[UnitReminders, ...]:
    """The reminders of the units asked for; all of them if none is named."""
    owners = {duty.owner for duty in ledger.duties}
    wanted: set[str] = set()
    for name in names:
        unit = ledger.units.by_code(name) or ledger.units.find(name)
        if unit is None and name not in owners:
            raise cannot_run("C029", unit=name)
        wanted.add(unit.name if unit else name)
    return tuple(one for one in found if one.unit in wanted) if names else found


def _letters(
    ground: Ground, found: Iterable[UnitReminders], as_of: date, wanted: Wanted, folder: Path
) -> tuple[tuple[Outgoing, ...], tuple[Finding, ...]]:
    ledger, days = ground.ledger, ground.conventions.reply_days
    reply_by = ground.workdays.add(as_of, days) if days else None
    address, name = sender_of(ledger)
    letters: list[Outgoing] = []
    findings: list[Finding] = []
    for of_unit in found:
        unit = ledger.units.find(of_unit.unit)
        text = letter_text(ground, of_unit, as_of, reply_by=reply_by)
        if not text:
            continue
        to, lacking = receivers(unit) if unit else ((), (finding("W140", unit=of_unit.unit),))
        attached, without = _form_of(unit, wanted, folder)
        letter = Letter(
            to=to, subject=subject_of(of_unit), body=text, sender=address, sender_name=name, attachments=attached
        )
        tells = tuple(dict.fromkeys(one.key for one in of_unit.told))
        code = unit.code if unit else of_unit.unit
        file = file_name([wanted.period.text if wanted.period else "", of_unit.unit], ".eml")
        letters.append(Outgoing(code=code, unit=of_unit.unit, letter=letter, file=file, tells=tells))
        findings += [*lacking, *without]
    return tuple(letters), tuple(findings)


def _form_of(unit: Unit | None, wanted: Wanted, folder: Path) -> tuple[tuple[Attachment, ...], tuple[Finding, ...]]:
    """The form that was handed out, to be attached once more; W147 if it does not lie in 下发."""
    if unit is None or wanted.period is None or not wanted.with_form:
        return (), ()
    path = folder / FORMS / wanted.period.text / form_name(wanted.period, unit)
    if not path.is_file():
        return (), (finding("W147", unit=unit.name, file=path.name),)
    return (Attachment(path.name, path.read_bytes()),), ()
