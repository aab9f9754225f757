"""Edge: this installation and the office's folder → what is in order, what is not, and what to do about it."""

import platform
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from duban_xl.apply.files import reason_of
from duban_xl.catalogue import CannotRun, message, told
from duban_xl.catalogue import method as words
from duban_xl.check.ledger import check_ledger
from duban_xl.documents.papers.lint import lint
from duban_xl.documents.papers.naming import unnumbered_names
from duban_xl.documents.papers.registry import KINDS
from duban_xl.model import settings
from duban_xl.model.finding import Finding, Level, distinct, has_errors
from duban_xl.model.ledger import Ledger
from duban_xl.plan.ground import ground_of
from duban_xl.plan.numbering import register_findings
from duban_xl.plan.obligations import provisional_matters
from duban_xl.plan.validity import trial_end, validity_findings
from duban_xl.read import ledger as reader
from duban_xl.score.checks import scoring_findings
from duban_xl.workflows.history import history, verified
from duban_xl.workflows.ledger_file import calendar_of
from duban_xl.workflows.office import TEMPLATES, Run
from duban_xl.workflows.paper_checks import paper_findings

PACKAGE = "duban-xl"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at: its name, 正常 提示 or 错误, and what was seen."""

    name: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that was looked at, and the findings of the ledger and the templates."""

    examined: tuple[Examined, ...]
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is at level 错误."""
        return all(one.result != words.BAD for one in self.examined)


def diagnose(ledger_path: Path | None, run: Run) -> Diagnosis:
    """Look at the installation and, if there is a ledger, at it, its method, calendar, templates, papers, journal and folder."""
    examined = [_program(), _libraries()]
    if ledger_path is None:
        return Diagnosis((*examined, Examined(words.DOCTOR_LEDGER, words.NOTED, words.NO_LEDGER)), ())
    try:
        ledger = reader.read_ledger(ledger_path)
    except CannotRun as stopped:
        broken = Examined(words.DOCTOR_LEDGER, words.BAD, told(stopped.finding))
        return Diagnosis((*examined, broken), (stopped.finding,))
    of_method = (*validity_findings(ledger, run.as_of), *scoring_findings(ledger, run.as_of))
    of_register = register_findings(ledger.documents, as_of=run.as_of, unnumbered=unnumbered_names(ledger))
    findings = distinct((*ledger.findings, *check_ledger(ledger), *of_register, *of_method))
    templates = tuple(_template_findings(ledger_path.parent / TEMPLATES))
    of_ledger = (_ledger(ledger, findings), _method(ledger, run), _calendar(ledger))
    papers = tuple(paper_findings(ledger_path.parent, ledger))
    of_files = (_templates(templates), _papers(papers))
    of_folder = (_journal(ledger_path, verified(ledger_path)), _folder(ledger_path.parent))
    return Diagnosis((*examined, *of_ledger, *of_files, *of_folder), (*findings, *templates, *papers))


def _program() -> Examined:
    said = words.PROGRAM_VERSION.format(version=version(PACKAGE), python=platform.python_version())
    return Examined(words.DOCTOR_PROGRAM, words.GOOD, said)


def _libraries() -> Examined:
    names = tuple(_required())
    missing = [name for name in names if not _is_installed(name)]
    if missing:
        return Examined(words.DOCTOR_LIBRARIES, words.BAD, words.LIBRARIES_MISSING.format(names="、".join(missing)))
    return Examined(words.DOCTOR_LIBRARIES, words.GOOD, words.LIBRARIES_FINE.format(count=len(names)))


def _required() -> Iterator[str]:
    """The libraries that every installation needs; those of extras and of other systems are left out."""
    for line in requires(PACKAGE) or ():
        name, _, marker = line.partition(";")
        if "extra" not in marker and "sys_platform" not in marker:
            yield name.split(">")[0].split("<")[0].split("=")[0].split("[")[0].strip()


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _ledger(ledger: Ledger, findings: tuple[Finding, ...]) -> Examined:
    errors = sum(1 for one in findings if one.level is Level.ERROR)
    said = words.LEDGER_COUNTS.format(
        matters=len(ledger.matters), units=len(ledger.units.units), errors=errors, notices=len(findings) - errors
    )
    return Examined(words.DOCTOR_LEDGER, _result(findings), said)


def _method(ledger: Ledger, run: Run) -> Examined:
    if not ledger.rules:
        return Examined(words.DOCTOR_METHOD, words.NOTED, words.METHOD_EMPTY)
    said = words.METHOD_IN_FORCE.format(pack=ledger.setting(settings.PACK), count=len(ledger.rules))
    if ends := trial_end(ledger):
        said += words.TRIAL_UNTIL.format(day=ends)
    over = any(validity_findings(ledger, run.as_of))
    return Examined(words.DOCTOR_METHOD, words.NOTED if over else words.GOOD, said)


def _calendar(ledger: Ledger) -> Examined:
    workdays = calendar_of(ledger)
    years, count = provisional_matters(ground_of(ledger, workdays))
    if years:
        said = words.CALENDAR_UNKNOWN.format(years="、".join(map(str, years)), count=count)
        return Examined(words.DOCTOR_CALENDAR, words.NOTED, said)
    known = f"{min(workdays.years)}—{max(workdays.years)}"
    return Examined(words.DOCTOR_CALENDAR, words.GOOD, words.CALENDAR_KNOWN.format(years=known))


def _template_findings(folder: Path) -> Iterator[Finding]:
    """What is wrong with the office's own Word templates; one that is not there is the program's, which is sound."""
    for kind in KINDS:
        path = folder / kind.file
        if path.is_file():
            yield from lint(kind, path.read_bytes(), file=path.name)


def _templates(findings: tuple[Finding, ...]) -> Examined:
    if not has_errors(findings):
        return Examined(words.DOCTOR_TEMPLATES, words.GOOD, words.TEMPLATES_FINE.format(count=len(KINDS)))
    faulty = dict.fromkeys(one.source.file for one in findings if one.level is Level.ERROR)
    return Examined(words.DOCTOR_TEMPLATES, words.BAD, words.TEMPLATES_FAULTY.format(names="、".join(faulty)))


def _papers(findings: tuple[Finding, ...]) -> Examined:
    said = words.PAPERS_ODD.format(count=len(findings)) if findings else words.PAPERS_FINE
    return Examined(words.DOCTOR_PAPERS, _result(findings), said)


def _journal(ledger_path: Path, found: tuple[Finding, ...]) -> Examined:
    if found:
        said = "；".join(message(one) for one in found)
        return Examined(words.DOCTOR_JOURNAL, words.BAD if has_errors(found) else words.NOTED, said)
    count = len(history(ledger_path).batches)
    return Examined(words.DOCTOR_JOURNAL, words.GOOD, words.JOURNAL_FINE.format(count=count))


def _folder(folder: Path) -> Examined:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Examined(words.DOCTOR_FOLDER, words.GOOD, words.FOLDER_FINE)
    except OSError as problem:
        said = words.FOLDER_READ_ONLY.format(why=reason_of(problem))
        return Examined(words.DOCTOR_FOLDER, words.BAD, said)


def _result(findings: tuple[Finding, ...]) -> str:
    if has_errors(findings):
        return words.BAD
    return words.NOTED if findings else words.GOOD
