"""The sample office's returned workbooks: every planted mistake is found at its cell, and right files are left in peace."""

import csv
from pathlib import Path

import pytest

from duban_xl.model.finding import Level
from duban_xl.model.period import Period
from duban_xl.resources import resource
from duban_xl.workflows.demo import WORKING_DAYS, play_demo
from samples.generator.returns import COLUMNS, Postman
from samples.generator.returns_faults_sheet import FAULTS
from samples.generator.returns_post import FATES
from samples.generator.returns_schedule import plans
from tests.played import RUN, FileKey, Played

pytestmark = pytest.mark.xdist_group("demo")  # the year is played once, on one worker

SAMPLES = resource("samples")
MOST_BYTES = 4_000_000


class Enough(Exception):
    """Stops the play after its first quarter."""


def faults() -> list[dict[str, str]]:
    with (SAMPLES / "faults.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files() -> set[FileKey]:
    return {(path.parent.name, path.name) for path in (SAMPLES / "returns").glob("*/*")}


def faulty_files() -> set[FileKey]:
    return {(row["报送期"], row["文件"]) for row in faults()}


def test_mistakes__year_played_in_order__are_found_at_their_cell(played: Played) -> None:
    lost = []
    for row in faults():
        said = {(f.code, f.source.sheet, f.source.cell) for f in played.findings[row["报送期"], row["文件"]]}
        if row["代码"] and (row["代码"], row["工作表"], row["单元格"]) not in said:
            lost.append((row, said))
    assert lost == []


def test_oddities__that_are_no_mistakes__are_read_without_a_word(played: Played) -> None:
    silent = [row for row in faults() if not row["代码"]]
    assert silent
    for row in silent:
        key = row["报送期"], row["文件"]
        cells = {f.source.cell for f in played.findings[key]}
        assert played.checked[key].good
        assert not row["单元格"] or row["单元格"] not in cells, row


def test_unreadable_files__say_why_and_nothing_else(played: Played) -> None:
    unreadable = [row for row in faults() if row["代码"].startswith("L")]
    assert len(unreadable) >= 3
    for row in unreadable:
        assert [f.code for f in played.findings[row["报送期"], row["文件"]]] == [row["代码"]]


def test_text_that_looks_like_a_formula__is_kept_as_it_stands(played: Played) -> None:
    said = {str(line.attachments): line.progress for checked in played.checked.values() for line in checked.good}
    assert said["=1+1"].startswith("-")


def test_right_files__have_no_error(played: Played) -> None:
    right = files() - faulty_files()
    wrong = [(key, f) for key in right for f in played.findings[key] if f.level is Level.ERROR]
    assert wrong == []
    assert all(played.checked[key].good for key in right)


def test_silent_units__are_missing_and_no_unit_with_a_right_file_is(played: Played) -> None:
    for period, plan in plans().items():
        borrowed = {sent.fate.partition("：")[2] for sent in plan.sent.values()}
        assert set(plan.silent) - borrowed <= played.missing[period]
        came = [
            c for (sent_for, _), c in played.checked.items() if sent_for == period and c.good and c.period == period
        ]
        answered = {checked.unit.short_name for checked in came if checked.unit}
        assert not answered & played.missing[period]


def test_first_quarter__made_again__is_the_same_byte_for_byte(tmp_path: Path) -> None:
    postman = Postman()

    def receive(folder: Path, period: Period) -> Path:
        postman(folder, period)
        raise Enough

    with pytest.raises(Enough):
        play_demo(tmp_path, RUN, lambda _headline: None, receive=receive)
    (made,) = postman.delivered.values()
    stored = {path.name: path.read_bytes() for path in (SAMPLES / "returns" / "2026Q1").iterdir()}
    assert {parcel.file for parcel in made} == set(stored)
    assert [parcel.file for parcel in made if parcel.data != stored[parcel.file]] == []
    rows = [(p.period, p.file, p.what, p.code, p.sheet, p.cell) for parcel in made for p in parcel.planted]
    assert rows == [tuple(row[c] for c in COLUMNS) for row in faults() if row["报送期"] == "2026Q1"]


def test_files__in_all_quarters__are_small_and_a_third_are_faulty() -> None:
    assert {period for period, _ in files()} == set(WORKING_DAYS)
    assert faulty_files() <= files()
    assert 3 * len(faulty_files()) >= len(files())
    assert sum(path.stat().st_size for path in (SAMPLES / "returns").glob("*/*")) < MOST_BYTES


def test_schedule__over_the_year__has_every_kind_of_mistake() -> None:
    sent = [sent for plan in plans().values() for sent in plan.sent.values()]
    assert {name for one in sent for name in one.faults} == set(FAULTS)
    assert {one.fate.partition("：")[0] for one in sent} == set(FATES)
    assert all(2 <= len(plan.silent) <= 4 for plan in plans().values())
