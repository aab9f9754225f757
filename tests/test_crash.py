"""Killed at any moment of a write, the ledger is the old one or the new one, and the next command goes on from there."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from duban_xl.apply.closed_file import undo
from duban_xl.apply.journal import read_journal
from duban_xl.model.changeset import ChangeSet
from tests.apply_books import values
from tests.apply_crash_child import DIED
from tests.apply_ledger import FIRST_PLAN, MATTERS, batch, make, row, write

ROOT = Path(__file__).resolve().parent.parent
FEWEST_STEPS = 20


def child(ledger: Path, step: int, moment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.apply_crash_child", str(ledger), str(step), moment]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def old_new_steps(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, list[str]]:
    """The ledger before and after an undisturbed write, and the steps it took."""
    path = make(tmp_path_factory.mktemp("whole"))
    old = path.read_bytes()
    steps = child(path, 0, "never").stdout.split()
    assert len(steps) >= FEWEST_STEPS
    return old, path.read_bytes(), steps


@pytest.mark.parametrize("moment", ["before", "torn", "after"])
def test_killed_at_any_step__ledger_is_old_or_new_and_work_goes_on(
    moment: str, old_new_steps: tuple[bytes, bytes, list[str]], tmp_path: Path
) -> None:
    old, new, steps = old_new_steps
    states: list[bool] = []
    for step, name in enumerate(steps, start=1):
        if moment == "torn" and name != "write":
            continue
        folder = tmp_path / str(step)
        folder.mkdir()
        path = folder / "督查台账.xlsx"
        path.write_bytes(old)
        assert child(path, step, moment).returncode == DIED
        now = path.read_bytes()
        assert now in (old, new), f"{moment} {step}"
        states.append(now == new)
        goes_on(path, is_written=now == new)
        shutil.rmtree(folder)
    assert states == sorted(states)
    assert set(states) == {False, True}


def goes_on(path: Path, *, is_written: bool) -> None:
    """The next command settles what the crash left, writes, and can be taken back."""
    before = path.read_bytes()
    write(path, ChangeSet((), (row(number="D-4"),)) if is_written else FIRST_PLAN, number=2)
    assert values(path.read_bytes(), MATTERS.tab)[-1][0] == ("D-4" if is_written else "D-3")
    journal = read_journal(path.parent)
    assert [line.batch for line in journal.batches(path.name)] == (["B001", "B002"] if is_written else ["B002"])
    assert {found.code for found in journal.findings} <= {"A144"}
    assert not list(path.parent.rglob(".*tmp"))
    undo(path, batch=batch(3))
    assert path.read_bytes() == before
