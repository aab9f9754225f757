"""Edge: files and folders of returns → what each file is worth (check), and the plan that merges them (merge)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.check.returns import Checked, check_returns, missing_units
from duban_xl.check.switches import switch_is_not_understood
from duban_xl.model.file_name import numbered
from duban_xl.model.finding import Finding
from duban_xl.model.form import ReturnedFile
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, parse_period
from duban_xl.model.receipt import Register
from duban_xl.plan.ground import ground_of
from duban_xl.plan.merge import MergePlan, plan_merge
from duban_xl.plan.more_time import more_time
from duban_xl.plan.send_back import plan_send_back
from duban_xl.workflows.ledger_file import Planned, calendar_of, ledger_faults, read_ledger
from duban_xl.workflows.office import Run
from duban_xl.workflows.register import inbox_of, read_register
from duban_xl.workflows.returned_files import Taken, returned_in


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Every file (path → verdict), who is still missing, and what was said about the ledger and the folder."""

    path: Path
    ledger: Ledger
    by_path: Mapping[Path, Checked]
    missing: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    period: Period | None = None  # the one that is being collected
    packed: Mapping[Path, bytes] = field(default_factory=dict[Path, bytes])  # files that lie in a mail or archive

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


def check_paths(
    ledger_path: Path, paths: Sequence[Path], run: Run, *, period: Period | None = None, besides: Path | None = None
) -> CheckResult:
    """Check every return in `paths` (files, or folders with all that is below) against the ledger.

    What lies in the folder `besides` is passed over where nobody named it: answers that were written there.
    """
    for path in paths:
        if not path.exists():
            raise cannot_run("C003", path=str(path))
    ledger = read_ledger(ledger_path)
    returned, packed, told = _by_path(paths, read_register(inbox_of(ledger_path)), run, besides=besides)
    if not returned:
        raise cannot_run("C005", paths="、".join(str(path) for path in paths))
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
            *told,
        ),
        period=asked,
        packed=packed,
    )


def merge_paths(
    ledger_path: Path, paths: Sequence[Path], run: Run, *, period: Period | None = None, besides: Path | None = None
) -> MergeResult:
    """Check every return in `paths` and plan the merge of what is good; `period` is the one that is being collected.

    What is refused is counted in 流转记录 (退表).
    """
    checked = check_paths(ledger_path, paths, run, period=period, besides=besides)
    plan = plan_merge(checked.ledger, checked.files)
    back, found = plan_send_back(checked.ledger, checked.files, as_of=run.as_of, operator=run.operator)
    return MergeResult(
        checked=checked, plan=replace(plan, changes=plan.changes + back, findings=(*plan.findings, *found))
    )


def _by_path(
    paths: Sequence[Path], register: Register, run: Run, *, besides: Path | None
) -> tuple[dict[Path, ReturnedFile], dict[Path, bytes], tuple[Finding, ...]]:
    """Every returned workbook, and the bytes of those within mails; two that would have one path are told apart."""
    by_path: dict[Path, ReturnedFile] = {}
    packed: dict[Path, bytes] = {}
    told: list[Finding] = [*register.findings]
    for one in returned_in(paths, register.receipts, run, besides=besides):
        if isinstance(one, Taken):
            names = (one.path if n == 1 else one.path.with_name(numbered(one.path.name, n)) for n in count(1))
            path = next(name for name in names if name not in by_path)
            by_path[path] = one.returned
            packed |= {path: one.data} if one.data is not None else {}
        else:
            told.append(one)
    return by_path, packed, tuple(told)


def _checked(files: Sequence[ReturnedFile], ledger: Ledger) -> tuple[Checked, ...]:
    """Every file checked beside the others; limits are worked out only for matters of which more time is asked."""
    asked = {row.number for file in files for row in file.extensions}
    allowed = more_time(ground_of(ledger, calendar_of(ledger)), asked) if asked else None
    return check_returns(files, ledger, more_time=allowed)


def _usual_period(files: Sequence[Checked]) -> Period | None:
    """The period that most files report on, the later of two; one stray form must not ask for another period's units."""
    counts = Counter(period for c in files if c.period and (period := parse_period(c.period)))
    return max(counts, key=lambda period: (counts[period], period), default=None)
