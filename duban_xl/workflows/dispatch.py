"""Edge: ledger, period → return forms in 下发/<报送期>/; a form that lies there with the same content stays as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duban_xl.catalogue import CannotRun, cannot_run, finding
from duban_xl.catalogue.workbooks import SEVERAL
from duban_xl.documents.chinese import file_name
from duban_xl.documents.forms.form import build_form
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormContent
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period
from duban_xl.model.settings import FORM_KEY
from duban_xl.model.source import Source
from duban_xl.model.workdays import Workdays
from duban_xl.plan.dispatch import Order, as_issued, plan_forms
from duban_xl.read.returns import read_return
from duban_xl.workflows.ledger_file import calendar_of, ledger_faults, read_ledger
from duban_xl.workflows.office import FORMS, Run, watched, write_file

_SAY_WHY = ("W101", "W102", "W103", "W110", "W111")  # what was named gets no form, and why
MOST_NAMED = 3  # matters in the name of a file


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
    ledger_path: Path,
    period: Period,
    run: Run,
    *,
    units: Sequence[str] = (),
    due_on: date | None = None,
    matters: Sequence[str] = (),
) -> DispatchPlan:
    """The forms of `period`, due on `due_on`, else on the day that the rules name, else on the period's last workday.

    `matters`: only these, whatever their cycle. Raises CannotRun with the reason if there is no form to send out.
    """
    ledger = read_ledger(ledger_path)
    workdays = calendar_of(ledger)
    order = Order(
        period=period, issued_at=run.now, due_on=due_on, units=tuple(units), matters=tuple(dict.fromkeys(matters))
    )
    forms, findings = plan_forms(ledger, order, workdays=workdays)
    if not forms:
        named = [found for found in findings if found.code in _SAY_WHY]
        raise CannotRun(named[0]) if named else cannot_run("C016", period=period.name)
    folder = ledger_path.parent / FORMS / period.text
    paths = {folder / name: form for name, form in _named(forms, order.matters).items()}
    key = ledger.setting(FORM_KEY)
    same = {path for path, form in paths.items() if _is_there(path, form, key)}
    return DispatchPlan(
        folder=folder,
        ledger=ledger,
        forms=paths,
        new={path: form for path, form in paths.items() if path not in same},
        unchanged=tuple(sorted(same)),
        findings=(*ledger_faults(ledger), *_provisional(ledger, order, forms, workdays=workdays), *findings),
    )


def write_forms(plan: DispatchPlan, run: Run) -> tuple[Path, ...]:
    """Write the new forms and return their paths."""
    return tuple(write_file(path, build_form(plan.new[path])) for path in watched(run, plan.new))


def _provisional(
    ledger: Ledger, order: Order, forms: Sequence[FormContent], *, workdays: Workdays
) -> Iterator[Finding]:
    """T102 for every day that was reckoned in a year without an official calendar."""
    for due in () if order.due_on else sorted({form.due_on for form in forms}):
        for year in workdays.unknown_years(due, due):
            yield finding("T102", Source(ledger.file), due=due, years=str(year))


def _named(forms: Sequence[FormContent], matters: Sequence[str]) -> dict[str, FormContent]:
    """`<报送期>_<单位名称>.xlsx` → form, the named matters behind it.

    A name that no file can have is mended, and two alike are told apart by code.
    """
    which = (
        ["、".join(matters)] if len(matters) <= MOST_NAMED else [SEVERAL.format(first=matters[0], count=len(matters))]
    )
    named: dict[str, FormContent] = {}
    for form in forms:
        meta = form.meta
        parts = [meta.period, meta.unit_name, *(which if matters else ())]
        name = file_name(parts, ".xlsx")
        named[file_name([*parts, meta.unit_code], ".xlsx") if name in named else name] = form
    return named


def _is_there(path: Path, form: FormContent, key: str) -> bool:
    """Whether the form at `path` was sent out with the same identity, due day and locked cells."""
    if not path.exists():
        return False
    meta = read_return(path).meta
    return meta is not None and meta == as_issued(form, meta.issued_at, key=key)
