"""Edge: checked returns → a folder with marked copies, a letter per unit and 检查结果.xlsx; the ledger is not touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duban_xl.catalogue import answers as words
from duban_xl.catalogue import cannot_run, finding
from duban_xl.check.returns import Checked
from duban_xl.documents.answers.letters import receipt_subject, receipt_text, send_back_subject, send_back_text
from duban_xl.documents.answers.result_book import build_result_book
from duban_xl.documents.chinese import file_name
from duban_xl.mail.message import eml_of
from duban_xl.model import settings
from duban_xl.model.answer import Letterhead, SendBack
from duban_xl.model.conventions import conventions_of
from duban_xl.model.finding import Finding, Level
from duban_xl.model.ledger import Ledger
from duban_xl.model.letter import Attachment, Letter
from duban_xl.model.office import Unit
from duban_xl.model.period import parse_period
from duban_xl.model.source import Source
from duban_xl.model.workdays import Workdays
from duban_xl.plan.dispatch import usual_due_day
from duban_xl.plan.mail_out import receivers
from duban_xl.plan.send_back import goes_back, send_back_of, times_sent_back
from duban_xl.plan.unreported import due_day
from duban_xl.workflows.ledger_file import calendar_of
from duban_xl.workflows.marked import Marked, Marker, copy_name
from duban_xl.workflows.office import Run, watched, write_file
from duban_xl.workflows.result_sheets import Copies, result_sheets
from duban_xl.workflows.returns import CheckResult

REPLY_DAYS = 3
"""Workdays for sending a corrected form back, where 参数 催办答复工作日 says nothing (本系统约定)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was written: 检查结果.xlsx, the marked copy of each file that goes back, letters (.eml beside .txt)."""

    folder: Path
    results: Path
    marked: Mapping[Path, Path]
    letters: tuple[Path, ...]
    receipts: tuple[Path, ...]
    findings: tuple[Finding, ...]


def write_answers(
    result: CheckResult, folder: Path, run: Run, *, receipts: bool = False, reply_by: date | None = None
) -> Answers:
    """Write everything into `folder`, which is made if need be; files of an earlier run are replaced.

    Raises CannotRun: C012 if it can't be written.
    """
    ledger, workdays = result.ledger, calendar_of(result.ledger)
    head = _letterhead(ledger, run, reply_by or workdays.add(run.as_of, _reply_days(ledger)))
    made = _marked(result, Marker(ledger=ledger, head=head, run=run), workdays)
    paths = _write_copies(made, folder, result, run)
    letters, of_letters = _letters(result, made, paths, folder=folder, head=head, run=run)
    confirmed = _receipts(result, folder, head, run) if receipts else ()
    copies = Copies(folder=folder, paths=paths, marked=made)
    sheets = result_sheets(result, copies, workdays, as_of=run.as_of)
    content = build_result_book(sheets, created=run.now, day=run.as_of)
    book = write_file(folder / f"{words.RESULT_NAME}.xlsx", content)
    ours = (
        finding("W127", Source(str(path)), name=path.name)
        for path, checked in result.by_path.items()
        if not goes_back(checked) and any(f.level is Level.ERROR for f in checked.findings)
    )
    return Answers(
        folder=folder,
        results=book,
        marked=paths,
        letters=letters,
        receipts=confirmed,
        findings=(*(f for one in made.values() for f in one.findings), *of_letters, *ours),
    )


def refuse_mixed(folder: Path, paths: Sequence[Path]) -> None:
    """CannotRun W120 if `folder` is one of the places from which returns are read."""
    if any(path.is_dir() and path.resolve() == folder.resolve() for path in paths):
        raise cannot_run("W120", Source(str(folder)), folder=str(folder))


def _letterhead(ledger: Ledger, run: Run, reply_by: date) -> Letterhead:
    named = (ledger.setting(settings.CONTACT), ledger.setting(settings.PHONE))
    return Letterhead(
        office=ledger.setting(settings.OFFICE_NAME, "督查室"),
        contact=" ".join(part for part in named if part),
        return_to=ledger.setting(settings.RETURN_TO),
        day=run.as_of,
        reply_by=reply_by,
    )


def _reply_days(ledger: Ledger) -> int:
    return conventions_of(ledger).reply_days or REPLY_DAYS


def _marked(result: CheckResult, marker: Marker, workdays: Workdays) -> dict[Path, Marked]:
    """The marked copy of every file that goes back, by its path."""
    ledger, files = result.ledger, result.files
    times = times_sent_back(ledger, files)
    made: dict[Path, Marked] = {}
    for path in watched(marker.run, (path for path, checked in result.by_path.items() if goes_back(checked))):
        checked = result.by_path[path]
        period = parse_period(checked.period or "")
        due = marker.head.reply_by
        if period:
            due = due_day(ledger, files, period, usual=usual_due_day(period, workdays))
        back = send_back_of(checked, times=times[checked.sha256])
        held = result.packed.get(path)
        made[path] = marker.mark(path, checked, back, due_on=checked.due_on or due, held=held)
    return made


def _write_copies(made: Mapping[Path, Marked], folder: Path, result: CheckResult, run: Run) -> dict[Path, Path]:
    """Write the copies under names of their own: no copy replaces another one, nor a file that was checked."""
    originals = {path.resolve() for path in result.by_path}
    taken: set[str] = set()
    paths: dict[Path, Path] = {}
    for path, one in made.items():
        if one.data is None:
            continue
        name, number = copy_name(path), 1
        while name.casefold() in taken or (folder / name).resolve() in originals:
            number += 1
            name = copy_name(path.with_name(f"{path.stem}_{number}"))
        taken.add(name.casefold())
        run.progress(name, len(paths), len(made))
        paths[path] = write_file(folder / name, one.data)
    return paths


def _letters(
    result: CheckResult,
    made: Mapping[Path, Marked],
    paths: Mapping[Path, Path],
    *,
    folder: Path,
    head: Letterhead,
    run: Run,
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """One letter for every unit with something to correct; W122 and W123 where it can't be addressed."""
    of_unit: dict[str, list[Path]] = {}
    units: dict[str, Unit] = {}
    found: list[Finding] = []
    for path in made:
        unit = result.by_path[path].unit
        if unit is None:
            found.append(finding("W122", Source(str(path)), name=path.name))
        else:
            units[unit.code] = unit
            of_unit.setdefault(unit.code, []).append(path)
    written: list[Path] = []
    for code, files in of_unit.items():
        unit = units[code]
        backs = sorted((made[path].back for path in files), key=lambda back: back.times)
        copies = [paths[path] for path in files if path in paths]
        text = send_back_text(backs, head, [copy.name for copy in copies])
        attached = tuple(Attachment(copy.name, copy.read_bytes()) for copy in copies)
        to = _address(unit, [result.by_path[path] for path in files])
        letter = Letter(to=to, subject=send_back_subject(backs), body=text, attachments=attached)
        written += _write_letter(letter, unit, folder / words.LETTER_FOLDER, run)
        found += (fault for fault in receivers(unit)[1] if fault.code == "W141")
        if not letter.to and not unit.email:
            found.append(finding("W123", unit.source("email"), unit=unit.name))
    return tuple(written), tuple(found)


def _receipts(result: CheckResult, folder: Path, head: Letterhead, run: Run) -> tuple[Path, ...]:
    """A short confirmation for every unit whose forms have nothing that must be corrected."""
    of_unit: dict[str, list[tuple[SendBack, date | None]]] = {}
    units: dict[str, Unit] = {}
    back = {checked.unit.code for checked in result.files if checked.unit and goes_back(checked)}
    for checked in result.files:
        if checked.unit and checked.good and checked.unit.code not in back:
            units[checked.unit.code] = checked.unit
            of_unit.setdefault(checked.unit.code, []).append((send_back_of(checked, times=0), _came_on(checked)))
    written: list[Path] = []
    for code, accepted in of_unit.items():
        unit = units[code]
        subject = receipt_subject(unit.name, [form.period for form, _ in accepted])
        to = _address(unit, [checked for checked in result.files if checked.unit == unit])
        letter = Letter(to=to, subject=subject, body=receipt_text(accepted, head))
        written += _write_letter(letter, unit, folder / words.RECEIPT_FOLDER, run)
    return tuple(written)


def _came_on(checked: Checked) -> date | None:
    return checked.received_at.date() if checked.received_at else None


def _address(unit: Unit, files: Sequence[Checked]) -> tuple[str, ...]:
    """The unit's addresses in 单位名录, else the one from which its newest form came."""
    named = receivers(unit)[0]
    if named:
        return named
    came = sorted((c for c in files if c.receipt and c.receipt.sender), key=lambda c: str(c.received_at or ""))
    address = next((c.receipt.sender for c in reversed(came) if c.receipt), "")
    return (address,) if address else ()


def _write_letter(letter: Letter, unit: Unit, folder: Path, run: Run) -> tuple[Path, Path]:
    """The letter as a draft for the mail program and as text for everything else."""
    draft = write_file(folder / file_name([unit.name], ".eml"), eml_of(letter, written_at=run.now))
    text = f"\ufeff{letter.subject}\n\n{letter.body}"
    return draft, write_file(folder / file_name([unit.name], ".txt"), text.encode())
