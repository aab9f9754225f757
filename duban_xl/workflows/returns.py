"""Edge: files and folders of returns → what each file is worth (check), and the plan that merges them (merge)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from duban_xl.catalogue import cannot_run, finding
from duban_xl.check.return_time import with_plausible_time
from duban_xl.check.returns import Checked, check_returns, missing_units
from duban_xl.check.switches import switch_is_not_understood
from duban_xl.model.finding import Finding
from duban_xl.model.form import ReturnedFile
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, parse_period
from duban_xl.model.source import Source
from duban_xl.plan.ground import ground_of
from duban_xl.plan.merge import MergePlan, plan_merge
from duban_xl.plan.more_time import more_time
from duban_xl.read.file_kind import SPREADSHEET_SUFFIXES
from duban_xl.read.returns import read_return
from duban_xl.workflows.ledger_file import Planned, calendar_of, ledger_faults, read_ledger
from duban_xl.workflows.office import Run, watched


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Every file (path → verdict), who is still missing, and what was said about the ledger and the folder."""

    path: Path
    ledger: Ledger
    by_path: Mapping[Path, Checked]
    missing: tuple[Unit, ...]
    findings: tuple[Finding, ...]

    @property
    def files(self) -> tuple[Checked, ...]:
        """The files without their paths."""
        return tuple(self.by_path.values())

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Findings of the folder and of every file."""
        return self.findings + tuple(found for checked in self.files for found in checked.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """A check and the merge that follows from it."""

    checked: CheckResult
    plan: MergePlan

    @property
    def planned(self) -> Planned:
        """The plan with its ledger, ready to be shown or written."""
        return Planned(self.checked.path, self.checked.ledger, self.plan.changes)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found while checking and planning."""
        return self.checked.all_findings + self.plan.findings

    @property
    def period_text(self) -> str:
        """The period that most of the files report on, "" if none is known."""
        period = _usual_period(self.checked.files)
        return period.text if period else ""


def check_paths(ledger_path: Path, paths: Sequence[Path], run: Run, *, period: Period | None = None) -> CheckResult:
    """Check every return in `paths` (files, or folders with all that is below) against the ledger."""
    found, others = _files(paths)
    if not found:
        raise cannot_run("C005", paths="、".join(str(path) for path in paths))
    ledger = read_ledger(ledger_path)
    returned = {path: _returned(path, run) for path in watched(run, found)}
    checked = _checked(tuple(returned.values()), ledger)
    asked = period or _usual_period(checked)
    missing = missing_units(ledger, asked, checked) if asked else ()
    return CheckResult(
        path=ledger_path,
        ledger=ledger,
        by_path=dict(zip(returned, checked, strict=True)),
        missing=tuple({unit.code: unit for unit in missing}.values()),
        findings=(
            *ledger_faults(ledger),
            *switch_is_not_understood(ledger),
            *(finding("C101", Source(str(path)), path=path.name) for path in others),
        ),
    )


def merge_paths(ledger_path: Path, paths: Sequence[Path], run: Run, *, period: Period | None = None) -> MergeResult:
    """Check every return in `paths` and plan the merge of what is good; `period` is the one that is being collected."""
    checked = check_paths(ledger_path, paths, run, period=period)
    return MergeResult(checked=checked, plan=plan_merge(checked.ledger, checked.files))


def _returned(path: Path, run: Run) -> ReturnedFile:
    return with_plausible_time(read_return(path), now=run.now)


def _checked(files: Sequence[ReturnedFile], ledger: Ledger) -> tuple[Checked, ...]:
    """Every file checked beside the others; limits are worked out only for matters of which more time is asked."""
    asked = {row.number for file in files for row in file.extensions}
    allowed = more_time(ground_of(ledger, calendar_of(ledger)), asked) if asked else None
    return check_returns(files, ledger, more_time=allowed)


def _usual_period(files: Sequence[Checked]) -> Period | None:
    """The period that most files report on, the later of two; one stray form must not ask for another period's units."""
    counts = Counter(period for c in files if c.period and (period := parse_period(c.period)))
    return max(counts, key=lambda period: (counts[period], period), default=None)


def _files(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The spreadsheets named or lying below, in a stable order, and the files that are none."""
    for path in paths:
        if not path.exists():
            raise cannot_run("C003", path=str(path))
    named = [path for path in paths if path.is_file()]
    lying = [path for folder in paths if folder.is_dir() for path in _below(folder)]
    every = dict.fromkeys(named + lying)
    spreadsheets = [p for p in every if p.suffix.lower() in SPREADSHEET_SUFFIXES or p in named]
    return tuple(spreadsheets), tuple(p for p in every if p not in set(spreadsheets))


def _below(folder: Path) -> Iterable[Path]:
    """Every file below `folder` but lock files and hidden ones, sorted."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(("~$", ".")):
            yield path
