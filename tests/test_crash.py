"""Killed at any moment, or failed by the disk at any call, the ledger is the old or the new one and the next command works."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from duban_xl.apply.backup import backup_path
from duban_xl.apply.closed_file import undo
from duban_xl.apply.files import digest
from duban_xl.apply.journal import FOLDER, NAME, read_journal
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.columns import SHEETS
from duban_xl.workflows.office import LEDGER_NAME
from tests.apply_books import values
from tests.apply_ledger import MATTERS, batch, make, row, write
from tests.cli import AS_OF, build_office, copy_office
from tests.crash_lab import Call, Ended, Lab, calls_in, labs, memory_folder, require_strace

KILLED = -9
NEXT, UNDOING = 8, 9  # numbers of the batches that come after the crash
FEWEST_POINTS = 200
COMMANDS_KILLED = 6  # points of each command
OLD_BACKUPS = 23
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")
SENTENCES = frozenset(("A102", "A105", "A106", "A107", "A108", "A114"))
"""What a command may say when the disk fails it; A114 alone leaves the new ledger."""
SHARES = ("0", "0.5", "1")
"""How much of a torn write arrives: one byte, half, all but one byte."""
pytestmark = pytest.mark.xdist_group("crash")


@dataclass(frozen=True, slots=True)
class State:
    """A ledger that may lie there after a crash, and the batches that are in it."""

    ledger: bytes
    batches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A folder as it lies before a command, the command, and what the ledger may be after it, oldest first."""

    name: str
    folder: Path
    job: str
    arguments: dict[str, Any]
    states: tuple[State, ...]
    steps: tuple[tuple[str, str], ...]  # of an undisturbed run; places without the folder

    def run(self, lab: Lab, folder: Path, **outside: Any) -> Ended:
        """The command on a copy of the folder."""
        path = self.laid_out(folder)
        return lab.run(self.job, ledger=str(path), **self.arguments, **outside)

    def laid_out(self, folder: Path) -> Path:
        """A fresh copy of the folder; the ledger in it."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return folder / "督查台账.xlsx"


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with labs(1) as (only,):
        yield only


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def scenes(lab: Lab, memory: Path) -> dict[str, Scene]:
    """Two batches one after the other; an undo; and a command that comes upon what a crash has left."""
    fresh = memory / "新"
    fresh.mkdir()
    path = make(fresh)
    old = State(path.read_bytes(), ())
    two = _scene(lab, "two batches", fresh, [old], ["B001"], ["B001", "B002"], job="apply", numbers=[1, 2])
    swapped = next(at for at, (_, place) in enumerate(two.steps, start=1) if place == path.name and at > 6)
    intent = next(at for at, (name, place) in enumerate(two.steps, start=1) if name == "write" and place.endswith(NAME))
    torn = _left_by(lab, two, memory / "断", intent, "torn 0.5")
    for number in range(OLD_BACKUPS):  # more than are kept
        (torn / "备份" / f"督查台账_{number:04}_20250101-090000_B9{number:02}.xlsx").touch()
    open_intent = _left_by(lab, two, memory / "悬", swapped, "after")
    written = _written(lab, two, memory / "成")
    new = two.states[1]
    return {
        scene.name: scene
        for scene in (
            two,
            _scene(lab, "undo", written, [new], [], job="undo", number=5),
            _scene(lab, "after a torn line", torn, [old], ["B001"], job="apply", numbers=[1]),
            _scene(lab, "after a swap", open_intent, [new], ["B001", "B002"], job="apply", numbers=[2]),
        )
    }


def _scene(lab: Lab, name: str, folder: Path, states: list[State], *batches: list[str], job: str, **do: Any) -> Scene:
    """The scene with the states that an undisturbed run goes through."""
    run = folder.with_name("试")
    draft = Scene(name, folder, job, do, tuple(states), ())
    for at, ids in enumerate(batches, start=1):
        part = do | ({"numbers": do["numbers"][:at]} if "numbers" in do else {})
        ended = Scene(name, folder, job, part, (), ()).run(lab, run, watch={"folder": str(run)})
        assert ended.code == 0 and "failed" not in ended.said and "refused" not in ended.said, ended
        states.append(State((run / "督查台账.xlsx").read_bytes(), tuple(ids)))
        draft = Scene(name, folder, job, do, tuple(states), tuple(_within(run, ended.steps)))
    return draft


def _within(folder: Path, steps: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, place in steps:
        yield name, str(Path(place).relative_to(folder))


def _left_by(lab: Lab, scene: Scene, folder: Path, at: int, moment: str) -> Path:
    """The folder that a death at that step leaves."""
    assert scene.run(lab, folder, watch={"folder": str(folder), "at": at, "moment": moment}).code == KILLED
    return folder


def _written(lab: Lab, two: Scene, folder: Path) -> Path:
    """The folder after the first batch."""
    path = two.laid_out(folder)
    assert lab.run("apply", ledger=str(path), numbers=[1]).code == 0
    return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_office(tmp_path_factory.mktemp("crash") / "督查室")


SCENES = ("two batches", "undo", "after a torn line", "after a swap")


def deaths(scene: Scene) -> Iterator[tuple[int, str]]:
    """The points of a scene: before every step, in the middle of those that write, and after the last."""
    for at, (step, _) in enumerate(scene.steps, start=1):
        yield at, "before"
        yield from ((at, f"torn {share}") for share in SHARES if step == "write")
    yield len(scene.steps), "after"


def test_crash_points__are_many(scenes: dict[str, Scene]) -> None:
    assert sum(len(list(deaths(scene))) for scene in scenes.values()) >= FEWEST_POINTS


@pytest.mark.parametrize("name", SCENES)
def test_killed_at_any_step__ledger_is_old_or_new_and_work_goes_on(
    name: str, lab: Lab, scenes: dict[str, Scene], memory: Path
) -> None:
    scene, reached = scenes[name], [0]
    for at, moment in deaths(scene):
        ended = scene.run(lab, memory / "甲", watch={"folder": str(memory / "甲"), "at": at, "moment": moment})
        assert ended.code == KILLED, (scene.steps[at - 1], moment, ended)
        reached.append(goes_on(scene, memory / "甲"))
    assert all(earlier <= later for earlier, later in pairwise(reached))
    assert reached[-1] == len(scene.states) - 1


@pytest.mark.parametrize(("name", "moment"), [*((name, "renamed") for name in SCENES[1:]), ("undo", "removed")])
def test_folder_gone_at_any_step__is_said_and_work_goes_on_where_it_went(
    name: str, moment: str, lab: Lab, scenes: dict[str, Scene], memory: Path
) -> None:
    scene, folder = scenes[name], memory / "乙"
    for at, (step, place) in enumerate(scene.steps, start=1):
        ended = scene.run(lab, folder, watch={"folder": str(folder), "at": at, "moment": moment})
        assert "failed" not in ended.said, (step, place, ended.said)
        gone = folder.with_name("乙走了")
        if moment == "renamed":
            assert not (folder / "督查台账.xlsx").exists()
            shutil.rmtree(folder, ignore_errors=True)  # the lock was asked for where the folder had been
            gone.rename(folder)
            judge_refusal(scene, folder, ended)
        else:
            assert ended.said.get("refused", "A106") in SENTENCES, ended.said


@pytest.mark.parametrize("room", [0, 1, 60, 300])
def test_disk_full_while_the_journal_is_written__it_is_cut_back(
    room: int, lab: Lab, scenes: dict[str, Scene], memory: Path
) -> None:
    scene, folder = scenes["undo"], memory / "丙"
    path = scene.laid_out(folder)
    journal = folder / FOLDER / NAME
    with journal.open("ab") as file:
        file.write(b"{" + b" " * 40_000)  # longer than the ledger: the limit strikes here first
    before = journal.read_bytes()
    ended = lab.run("undo", ledger=str(path), number=5, largest_file=len(before) + room)
    assert ended.said["refused"] == "A107"
    assert journal.read_bytes() == before
    assert goes_on(scene, folder, before) == 0


@pytest.mark.parametrize("size", [1, 4096, 8000])
def test_disk_full_while_a_workbook_is_written__the_old_one_stays(
    size: int, lab: Lab, scenes: dict[str, Scene], memory: Path
) -> None:
    scene, folder = scenes["two batches"], memory / "丙"
    ended = scene.run(lab, folder, largest_file=size)
    assert ended.said["refused"] == "A107"
    assert goes_on(scene, folder) == 0


# The command line


@pytest.mark.parametrize("arguments", [("merge", "收件/2026Q3"), ("refresh",)], ids=lambda words: words[0])
def test_command_killed__the_same_command_again_ends_where_it_would_have(
    arguments: tuple[str, ...], lab: Lab, office: Path, tmp_path: Path
) -> None:
    """A death before a step leaves the folder as it is then: one run gives all the folders to begin again from."""
    whole, left = copy_office(office, tmp_path / "督查室"), tmp_path / "断"
    words = [*arguments, "--yes", "--as-of", AS_OF]
    watch = {"folder": str(whole), "at": 1, "moment": f"copied {left}"}
    ended = lab.run("duban", folder=str(whole), arguments=words, watch=watch)
    assert ended.said["code"] == 0
    steps = len(ended.steps)
    for at in sorted({1 + at * (steps - 1) // (COMMANDS_KILLED - 1) for at in range(COMMANDS_KILLED)}):
        again = lab.run("duban", folder=str(left / str(at)), arguments=words).said
        assert (again["code"], again["err"]) == (0, ""), (at, again)
        assert cells(left / str(at)) == cells(whole)
        journal = read_journal(left / str(at))
        assert journal.findings == ()
        assert journal.lines[-1].after == digest((left / str(at) / LEDGER_NAME).read_bytes())
        assert not list((left / str(at)).rglob(".*tmp"))


def cells(folder: Path) -> dict[str, list[list[Any]]]:
    """What stands in the ledger but for the log, which tells when it was written."""
    data = (folder / LEDGER_NAME).read_bytes()
    return {sheet.tab: values(data, sheet.tab) for sheet in SHEETS.values() if sheet.key != "log"}


# Told by the system itself, not by the functions of Python


@pytest.fixture(scope="module")
def first_calls(lab: Lab, scenes: dict[str, Scene], memory: Path) -> dict[str, list[Call]]:
    """Scene → the system calls that change its folder, seen from outside."""
    require_strace()
    return {name: _traced(lab, scene, memory)[1] for name, scene in scenes.items()}


def _traced(lab: Lab, scene: Scene, memory: Path, inject: str = "") -> tuple[Ended, list[Call]]:
    folder, trace = memory / "丁", memory / "calls"
    path = scene.laid_out(folder)
    ended = lab.traced(
        trace, scene.job, inject=inject, ledger=str(path), **scene.arguments, watch={"folder": str(folder)}
    )
    return ended, calls_in(trace, folder)


@pytest.mark.parametrize("name", SCENES)
def test_steps_watched__are_all_the_calls_that_change_the_folder(
    name: str, scenes: dict[str, Scene], first_calls: dict[str, list[Call]], memory: Path
) -> None:
    seen = [(call.step, call.place) for call in first_calls[name]]
    assert tuple(_within(memory / "丁", seen)) == scenes[name].steps


def test_killed_at_any_system_call__ledger_is_old_or_new_and_work_goes_on(
    lab: Lab, scenes: dict[str, Scene], first_calls: dict[str, list[Call]], memory: Path
) -> None:
    name, reached = "after a swap", [0]
    for call in first_calls[name]:
        ended, _ = _traced(lab, scenes[name], memory, inject=f"{call.call}:signal=KILL:when={call.number}")
        assert ended.code == KILLED, call
        reached.append(goes_on(scenes[name], memory / "丁"))
    assert all(earlier <= later for earlier, later in pairwise(reached))


@pytest.mark.parametrize("error", ERRORS)
def test_any_call_failed_by_the_system__is_said_and_leaves_the_old_ledger_or_the_new(
    error: str, lab: Lab, scenes: dict[str, Scene], first_calls: dict[str, list[Call]], memory: Path
) -> None:
    name = "after a torn line"
    for call in first_calls[name]:
        ended, _ = _traced(lab, scenes[name], memory, inject=f"{call.call}:error={error}:when={call.number}")
        assert (ended.code, "failed" in ended.said) == (0, False), (call, ended.said)
        judge_refusal(scenes[name], memory / "丁", ended)


@pytest.mark.parametrize("name", SCENES)
def test_power_cut__what_a_swap_relies_on_is_on_the_disk_before_it(
    name: str, scenes: dict[str, Scene], first_calls: dict[str, list[Call]], memory: Path
) -> None:
    folder, scene = memory / "丁", scenes[name]
    lying = {folder / place.relative_to(scene.folder) for place in scene.folder.rglob("*")}
    assert list(lost_by_a_power_cut(first_calls[name], lying, ledger=folder / "督查台账.xlsx")) == []


def lost_by_a_power_cut(calls: list[Call], lying: set[Path], *, ledger: Path) -> Iterator[tuple[str, str]]:
    """What may not be on the disk when something is done that relies on it.

    Of what is `lying` there at first, only the name of the journal is sure to be: it is before the first line. A file's
    content is there when the file was synchronised, a name when its folder was. A swap of the ledger relies on
    everything before it; a line of the journal on the journal's own name and on the ledger's last swap.
    """
    folder, journal = ledger.parent / FOLDER, ledger.parent / FOLDER / NAME
    unsure = {name_of(name): str(name.parent) for name in lying - {folder, journal}}  # what → whose fsync makes it sure
    for call in (call for call in calls if call.done and not call.place.endswith(".lock")):
        place = Path(call.place)
        if call.step == "fsync":
            unsure = {what: by for what, by in unsure.items() if by != call.place}
        elif call.step == "write":
            needed = {name_of(one) for one in (ledger, folder, journal)} if place == journal else set[str]()
            yield from ((call.step, what) for what in needed & set(unsure))
            unsure[call.place] = call.place
        elif call.step in ("mkdir", "replace", "unlink") or (call.makes and place not in lying):
            yield from ((call.step, what) for what in unsure if (call.step, place) == ("replace", ledger))
            unsure[name_of(place)] = str(place.parent)
            lying = lying | {place}


def name_of(path: Path) -> str:
    """The name of a file, as a thing that can be lost apart from its content."""
    return f"name {path}"


def test_power_cut__a_missing_synchronising_would_be_found(first_calls: dict[str, list[Call]], memory: Path) -> None:
    ledger, calls = memory / "丁" / "督查台账.xlsx", first_calls["two batches"]
    without = [calls[:at] + calls[at + 1 :] for at, call in enumerate(calls) if call.step == "fsync"]
    found = [bool(list(lost_by_a_power_cut(rest, {ledger}, ledger=ledger))) for rest in without]
    assert sum(found) > len(found) // 2


def judge_refusal(scene: Scene, folder: Path, ended: Ended) -> None:
    """A command that was failed: what it said, and that the ledger agrees with it."""
    refused = ended.said.get("refused")
    reached = goes_on(scene, folder)
    if refused is None:
        assert reached == len(scene.states) - 1
    else:
        assert refused in SENTENCES, ended.said
        assert refused == "A114" or reached < len(scene.states) - 1, ended.said


def goes_on(scene: Scene, folder: Path, journal_before: bytes | None = None) -> int:
    """The next command settles what the crash left, writes, and can be taken back; which of the states lay there."""
    path, journal = folder / "督查台账.xlsx", Path(FOLDER) / NAME
    now = path.read_bytes()
    reached = [state.ledger for state in scene.states].index(now)
    if journal_before is None and (scene.folder / journal).exists():
        journal_before = (scene.folder / journal).read_bytes()
    write(path, ChangeSet((), (row(number="N-8"),)), number=NEXT)
    assert values(path.read_bytes(), MATTERS.tab)[-1][0] == "N-8"
    assert (folder / journal).read_bytes().startswith(journal_before or b"")
    told = read_journal(folder)
    written = told.batches(path.name)
    assert [line.batch for line in written] == [*scene.states[reached].batches, "B008"]
    assert [found.code for found in told.findings] in ([], ["A144"], ["A144"] * 2)
    assert [digest(backup_path(path, line.backup).read_bytes()) for line in written] == [
        line.before for line in written
    ]
    assert not list(folder.rglob(".*tmp"))
    undo(path, batch=batch(UNDOING))
    assert values(path.read_bytes(), MATTERS.tab) == values(now, MATTERS.tab)
    return reached
