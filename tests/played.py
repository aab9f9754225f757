"""The sample office's year, played once for all tests that look at it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import pytest

from duban_xl.check.returns import Checked, missing_units
from duban_xl.model.finding import Finding
from duban_xl.model.period import Period
from duban_xl.workflows.demo import play_demo, receive_samples
from duban_xl.workflows.office import LEDGER_NAME, Run
from duban_xl.workflows.returns import MergeResult, merge_paths

RUN = Run(as_of=date(2026, 10, 12), now=datetime.combine(date(2026, 10, 12), time(9)), operator="测试")

FileKey = tuple[str, str]  # 报送期, file name


@dataclass(slots=True)
class Played:
    """The demo's folder, and what the program said about every file while the year was played."""

    folder: Path
    findings: dict[FileKey, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    checked: dict[FileKey, Checked] = field(default_factory=dict)
    missing: dict[str, set[str]] = field(default_factory=dict)

    def note(self, period: Period, result: MergeResult) -> None:
        for found in result.findings:
            self.findings[period.text, Path(found.source.file).name].append(found)
        self.checked |= {(period.text, Path(c.file).name): c for c in result.checked.files}
        units = missing_units(result.checked.ledger, period, result.checked.files)
        self.missing[period.text] = {unit.short_name for unit in units}


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The demo, listened to: before each merge the same files are checked against the ledger as it is then."""
    heard = Played(tmp_path_factory.mktemp("office"))

    def receive(folder: Path, period: Period) -> Path:
        inbox = receive_samples(folder, period)
        heard.note(period, merge_paths(folder / LEDGER_NAME, [inbox], RUN))
        return inbox

    play_demo(heard.folder, RUN, lambda _headline: None, receive=receive)
    return heard
