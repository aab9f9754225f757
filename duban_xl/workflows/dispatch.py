"""Edge: ledger, period → return forms in 下发/<报送期>/; a form that lies there with the same content stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duban_xl.catalogue import CannotRun, cannot_run, finding
from duban_xl.documents.chinese import file_name
from duban_xl.documents.forms.form import build_form
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormContent
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period
from duban_xl.model.source import Source
from duban_xl.model.workdays import Workdays
from duban_xl.plan.dispatch import plan_forms
from duban_xl.read.returns import read_return
from duban_xl.workflows.ledger_file import calendar_of, ledger_faults, read_ledger
from duban_xl.workflows.office import FORMS, Run, watched, write_file

_ABOUT_UNITS = ("W101", "W102", "W103")  # a unit that was named gets no form, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPlan:
    """The forms to write: path → content; `unchanged` lie there already. `forms` are all of them, by path."""

    folder: Path
    ledger: Ledger
    forms: dict[Path, FormContent]
    new: dict[Path, FormContent]
    unchanged: tuple[Path, ...]
    findings: tuple[Finding, ...]


def plan_dispatch(
    ledger_path: Path, period: Period, run: Run, *, units: Sequence[str] = (), due_on: date | None = None
) -> DispatchPlan:
    """The forms of `period`. Without `due_on` they are due on the period's last workday (本系统约定)."""
    ledger = read_ledger(ledger_path)
    workdays = calendar_of(ledger)
    due = due_on or usual_due_day(period, workdays)
    unknown = () if due_on else workdays.unknown_years(due, due)
    provisional = [finding("T102", Source(ledger.file), due=due, years=str(year)) for year in unknown]
    forms, findings = plan_forms(ledger, period, due_on=due, issued_at=run.now, only=tuple(units))
    if not forms:
        named = [found for found in findings if found.code in _ABOUT_UNITS]
        raise CannotRun(named[0]) if named else cannot_run("C016", period=period.name)
    folder = ledger_path.parent / FORMS / period.text
    paths = {folder / name: form for name, form in _named(forms).items()}
    same = {path for path, form in paths.items() if _is_there(path, form)}
    return DispatchPlan(
        folder=folder,
        ledger=ledger,
        forms=paths,
        new={path: form for path, form in paths.items() if path not in same},
        unchanged=tuple(sorted(same)),
        findings=(*ledger_faults(ledger), *provisional, *findings),
    )


def write_forms(plan: DispatchPlan, run: Run) -> tuple[Path, ...]:
    """Write the new forms and return their paths."""
    return tuple(write_file(path, build_form(plan.new[path])) for path in watched(run, plan.new))


def usual_due_day(period: Period, workdays: Workdays) -> date:
    """The last workday of the period: when its returns are due if nothing else is said (本系统约定)."""
    return workdays.on_or_before(period.end)


def _named(forms: Sequence[FormContent]) -> dict[str, FormContent]:
    """`<报送期>_<单位名称>.xlsx` → form; a name that no file can have is mended, and two alike are told apart by code."""
    named: dict[str, FormContent] = {}
    for form in forms:
        meta = form.meta
        name = file_name([meta.period, meta.unit_name], ".xlsx")
        named[file_name([meta.period, meta.unit_name, meta.unit_code], ".xlsx") if name in named else name] = form
    return named


def _is_there(path: Path, form: FormContent) -> bool:
    """Whether the form at `path` has the same identity, due day and locked cells."""
    if not path.exists():
        return False
    meta = read_return(path).meta
    return meta is not None and (meta.digest, meta.due_on) == (form.meta.digest, form.meta.due_on)
