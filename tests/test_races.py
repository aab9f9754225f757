"""Several processes at one ledger: what was said to be written is there, what was refused is not, and nobody waits for the dead."""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from duban_xl.apply.files import digest
from duban_xl.apply.journal import read_journal
from duban_xl.apply.lock import lock_path, write_lock
from duban_xl.catalogue import CannotRun
from duban_xl.model.columns import SHEETS
from duban_xl.workflows.office import LEDGER_NAME
from tests.apply_books import values
from tests.apply_ledger import LOG, MATTERS, make, write
from tests.cli import AS_OF, build_office, copy_office, fill
from tests.crash_lab import Lab, labs, memory_folder
from tests.race_child import percent

ROUNDS, ROUNDS_OF_A_LEDGER = 1000, 20
REFUSALS = {"A101", "A102", "A103", "A104"}
NOBODY = 65534
pytestmark = pytest.mark.xdist_group("races")


@pytest.fixture(scope="module")
def pair() -> Iterator[list[Lab]]:
    with labs(2) as two:
        yield two


@pytest.fixture
def memory() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


def raced(pair: list[Lab], orders: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[list[list[str]]]:
    """Both runners get their orders at once, round after round; of every round, the codes of both (""; it was written)."""
    for runner, lab in enumerate(pair):
        lab.start("rounds", runner=runner)
        lab.tell()
    answers: list[list[list[str]]] = []
    for both in orders:
        for lab, order in zip(pair, both, strict=True):
            lab.tell(json.dumps(order))
        answers.append([lab.hear()["codes"] for lab in pair])
    for lab in pair:
        lab.tell("")
        assert lab.end().code == 0
    return answers


def test_thousand_rounds__no_row_is_lost_and_none_appears_that_was_refused(pair: list[Lab], memory: Path) -> None:
    outcomes: list[int] = []
    for block in range(ROUNDS // ROUNDS_OF_A_LEDGER):
        folder = memory / str(block)
        folder.mkdir()
        path = make(folder)
        orders = [
            {"ledger": str(path), "number": number, "edits": number % 3 == 0, "tries": 4 if number % 2 else 1}
            for number in range(1, ROUNDS_OF_A_LEDGER + 1)
        ]
        answers = raced(pair, [(order, order) for order in orders])
        applied = [
            order["number"] * 2 + runner
            for order, codes in zip(orders, answers, strict=True)
            for runner in (0, 1)
            if codes[runner][-1] == ""
        ]
        all_in_once(path, applied)
        assert {code for both in answers for codes in both for code in codes} <= {"", *REFUSALS}
        outcomes += [sum(codes[-1] == "" for codes in both) for both in answers]
        shutil.rmtree(folder)
    assert len(outcomes) == ROUNDS
    assert set(outcomes) == {1, 2}


def all_in_once(path: Path, applied: list[int]) -> None:
    """The rows, the log, the common cell and the journal tell of the same batches."""
    data = path.read_bytes()
    written = read_journal(path.parent)
    batches = written.batches(path.name)
    assert written.findings == ()
    assert sorted(line.batch for line in batches) == sorted(f"B{number:03}" for number in applied)
    assert all(earlier.after == later.before for earlier, later in pairwise(batches))
    assert batches[-1].after == digest(data)
    numbers = [line[0] for line in values(data, MATTERS.tab)[4:]]
    assert numbers == [f"R-{int(line.batch[1:])}" for line in batches]
    log = values(data, LOG.tab)[2:]
    assert [line[9] for line in log if line[5] == "新增一行"] == [line.batch for line in batches]
    edits = [(line[6], line[7]) for line in log if line[4] == "D3"]
    assert all(earlier[1] == later[0] for earlier, later in pairwise([("", "50%"), *edits]))
    assert edits[-1][1] == f"{percent(data):.0f}%"


def test_two_ledgers_of_one_folder__keep_one_unbroken_journal(pair: list[Lab], memory: Path) -> None:
    first = make(memory)
    second = first.with_name("督查台账2.xlsx")  # its name begins like the other's
    shutil.copy(first, second)
    orders = [
        tuple({"ledger": str(path), "number": number, "edits": False, "tries": 1} for path in (first, second))
        for number in range(1, 31)
    ]
    answers = raced(pair, orders)  # type: ignore[arg-type]
    assert [both for both in answers if both != [[""], [""]]] == []
    assert read_journal(memory).findings == ()
    assert [len(read_journal(memory).batches(path.name)) for path in (first, second)] == [30, 30]


def test_reader_while_others_write__sees_whole_ledgers_in_their_order(pair: list[Lab], memory: Path) -> None:
    path, end = make(memory), memory / "完"
    states = [digest(path.read_bytes())]
    reader, writer = pair
    reader.start("look", ledger=str(path), until=str(end))
    writer.start("apply", ledger=str(path), numbers=list(range(1, 21)))
    reader.tell()
    writer.tell()
    assert writer.end().said == {"steps": []}
    end.touch()
    seen = reader.end().said["seen"]
    states += [line.after for line in read_journal(memory).batches(path.name)]
    assert len(states) == 21
    assert seen == [state for state in states if state in set(seen)]
    assert seen[-1] == states[-1]


def test_holder_of_the_lock_killed__the_next_command_goes_on(pair: list[Lab], memory: Path) -> None:
    path, lab = make(memory), pair[0]
    holder = lab.start("hold", ledger=str(path))
    lab.tell()
    assert lab.hear() == {"held": True}
    with pytest.raises(CannotRun) as refused, write_lock(path, patience=0.05):
        pass
    assert refused.value.finding.code == "A103"
    os.kill(holder, signal.SIGKILL)
    assert lab.end().code == -signal.SIGKILL
    write(path)


def test_lock__can_be_taken_by_a_colleague_after_us(memory: Path) -> None:
    path, before = make(memory), os.umask(0o077)
    try:
        with write_lock(path):
            assert lock_path(path).stat().st_mode & 0o777 == 0o666
    finally:
        os.umask(before)


def test_folder_that_may_not_be_written__is_named(pair: list[Lab], memory: Path) -> None:
    path = make(memory)
    before = path.read_bytes()
    memory.chmod(0o555)
    user = NOBODY if os.geteuid() == 0 else None
    ended = pair[0].run("apply", ledger=str(path), numbers=[1], user=user)
    memory.chmod(0o755)
    assert (ended.said["refused"], ended.said["sentence"]) == ("A105", f"没有写入权限：{memory}")
    assert path.read_bytes() == before
    assert [place.name for place in memory.iterdir()] == [path.name]


# The command line


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office to which two units have sent their forms."""
    folder = build_office(tmp_path_factory.mktemp("race") / "督查室")
    (form,) = (path for path in folder.rglob("*水利局*.xlsx") if "收件" not in path.parts)
    fill(form, folder / "收件" / "2026Q3" / form.name)
    return folder


def merge_of(unit: str, folder: Path) -> list[str]:
    (path,) = (folder / "收件").rglob(f"*{unit}*.xlsx")
    return ["merge", str(path), "--yes", "--as-of", AS_OF]


def returned(folder: Path) -> list[str]:
    """The matters of 反馈记录."""
    return [line[0] for line in values((folder / LEDGER_NAME).read_bytes(), SHEETS["returns"].tab)[2:] if line[0]]


@pytest.mark.parametrize("round_", range(3))
def test_two_units_merged_at_once__both_in_or_one_refused_and_in_the_next_time(
    round_: int, pair: list[Lab], office: Path, tmp_path: Path
) -> None:
    folder = copy_office(office, tmp_path / "督查室")
    orders = [merge_of("交通局", folder), merge_of("水利局", folder)]
    for lab, order in zip(pair, orders, strict=True):
        lab.start("duban", folder=str(folder), arguments=order)
    for lab in pair if round_ % 2 else reversed(pair):
        lab.tell()
    ended = [lab.end().said for lab in pair]
    refused = [(order, answer["err"]) for order, answer in zip(orders, ended, strict=True) if answer["code"] == 2]
    assert len(refused) < 2
    assert {answer["code"] for answer in ended} <= {0, 2}
    for order, err in refused:
        assert err[:4] in REFUSALS and len(err.splitlines()) == 1
        assert pair[0].run("duban", folder=str(folder), arguments=order).said["code"] == 0
    assert sorted(returned(folder)) == ["D-001", "D-002", "D-003"]
    assert read_journal(folder).findings == ()
