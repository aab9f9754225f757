"""A plan is written as a whole or not at all, with backup, log and journal, and the last batch can be taken back."""

import errno
import json
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duban_xl.apply import closed_file
from duban_xl.apply.files import digest
from duban_xl.apply.journal import read_journal
from duban_xl.apply.lock import write_lock
from duban_xl.apply.ooxml import Patched
from duban_xl.apply.present import Present
from duban_xl.apply.verify import holds, verify_parts
from duban_xl.catalogue import CannotRun
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.table import TableShape
from tests.apply_books import replaced, values, zipped
from tests.apply_ledger import FIRST_PLAN, LOG, MATTERS, MOMENT, batch, edit, ledger_bytes, make, row, shapes, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


def code_of(action: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(CannotRun) as raised:
        action(*arguments, **options)
    return raised.value.finding.code


NEW_ROW_TOLD = "事项编号：D-3；事项名称：=植树；办结时限：2026-09-30；完成率：0%；状态：已交办"


def left_over(folder: Path) -> set[str]:
    """What lies in the folder beside the ledger, the lock, the backups and the journal."""
    return {p.name for p in folder.iterdir()} - {"督查台账.xlsx", ".duban.lock", "备份", "日志"}


# Writing


def test_plan_written__cells_rows_and_log_hold_it(path: Path) -> None:
    applied = write(path)
    grid = values(path.read_bytes(), MATTERS.tab)
    assert grid[2][3] == 0.8
    assert grid[3][5] == ""
    assert grid[4] == ["D-3", "=植树", date(2026, 9, 30), 0.0, "已交办", ""]
    log = values(path.read_bytes(), LOG.tab)[2:]
    assert [(line[3], line[4], line[5], line[6], line[7]) for line in log[:3]] == [
        ("督办事项", "D3", "完成率", "50%", "80%"),
        ("督办事项", "F4", "备注", "旧备注", ""),
        ("督办事项", "A5:E5", "新增一行", "", NEW_ROW_TOLD),
    ]
    assert {(line[0], line[1], line[2], line[8], line[9]) for line in log} == {
        (MOMENT.replace(minute=1), "李四", "合并", "甲局.xlsx 事项反馈 I3", "B001")
    }
    assert [(change.cell, change.key, change.after) for change in applied.changes] == [
        ("D3", "D-1", "80%"),
        ("F4", "D-2", ""),
        ("A5:E5", "D-3", NEW_ROW_TOLD),
    ]
    assert len(log) == len(applied.changes)
    assert left_over(path.parent) == set()


def test_formula_written_over__is_told_with_its_text(path: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    with_formula = replaced(path.read_bytes(), sheet, "<v>0.5</v>", "<f>SUM(1,1)/4</f><v>0.5</v>")
    path.write_bytes(with_formula)
    applied = write(path, ChangeSet((edit(3, "percent_done", Decimal(50), Decimal(80)),)))
    assert (applied.changes[0].before, applied.changes[0].after) == ("=SUM(1,1)/4", "80%")
    assert values(path.read_bytes(), LOG.tab)[2][6:8] == ["=SUM(1,1)/4", "80%"]


def test_clerks_formula_columns__keep_their_results_from_batch_to_batch(path: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    formula = '<c r="H3"><f>C3+90</f><v>46172</v></c><c r="I3"><f>D3*2</f><v>1</v></c></row><row r="4"'
    path.write_bytes(replaced(path.read_bytes(), sheet, '</row><row r="4"', formula))
    write(path)
    write(path, ChangeSet((edit(4, "percent_done", Decimal(25), Decimal(30)),)), number=2)
    assert values(path.read_bytes(), MATTERS.tab)[2][7:] == [46172]


def test_plan_written__leaves_a_backup_of_the_state_before(path: Path) -> None:
    old = path.read_bytes()
    applied = write(path)
    assert applied.backup.read_bytes() == old
    assert applied.backup.name == "督查台账_0001_20260710-090100_B001.xlsx"
    assert applied.backup.parent == path.parent / "备份"


def test_two_batches__stand_in_a_chained_journal(path: Path) -> None:
    write(path)
    write(path, ChangeSet((edit(3, "percent_done", Decimal(80), Decimal(100)),)), number=2)
    journal = read_journal(path.parent)
    assert [(line.event, line.batch) for line in journal.lines] == [
        ("intent", "B001"),
        ("done", "B001"),
        ("intent", "B002"),
        ("done", "B002"),
    ]
    assert journal.findings == ()
    assert journal.lines[-1].after == digest(path.read_bytes())
    assert [row[9] for row in values(path.read_bytes(), LOG.tab)[2:]] == ["B001"] * 3 + ["B002"]


def test_nothing_to_write__writes_nothing(path: Path) -> None:
    old = path.read_bytes()
    applied = write(path, ChangeSet((edit(3, "remark", "同", "同"),)))
    assert (applied.changes, path.read_bytes()) == ((), old)
    assert not (path.parent / "备份").exists()


def test_two_edits_of_one_cell__are_written_as_one(path: Path) -> None:
    plan = ChangeSet((edit(3, "status", "承办中", "办结"), edit(3, "status", "办结", "归档")))
    applied = write(path, plan)
    assert [(change.before, change.after) for change in applied.changes] == [("承办中", "归档")]
    assert values(path.read_bytes(), MATTERS.tab)[2][4] == "归档"


def test_workbook_behind_a_link__is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "盘").mkdir()
    real = make(tmp_path / "盘")
    link = tmp_path / "督查台账.xlsx"
    link.symlink_to(real)
    write(link)
    assert link.is_symlink()
    assert values(real.read_bytes(), MATTERS.tab)[2][3] == 0.8


def test_matters_with_a_totals_row__grow_above_it(path: Path) -> None:
    path.write_bytes(ledger_bytes(totals=True))
    write(path)
    assert [line[0] for line in values(path.read_bytes(), MATTERS.tab)[2:]] == ["D-1", "D-2", "D-3", "合计"]


# Refusing


def test_workbook_changed_since_it_was_read__is_left_alone(path: Path) -> None:
    old = path.read_bytes()
    assert code_of(write, path, fingerprint=digest(b"other")) == "A102"
    assert path.read_bytes() == old


def test_cells_not_as_planned__are_all_named_and_nothing_is_written(path: Path) -> None:
    old = path.read_bytes()
    plan = ChangeSet(
        (edit(3, "percent_done", Decimal(40), Decimal(80)), edit(4, "remark", None, "新"), *FIRST_PLAN.edits[1:])
    )
    with pytest.raises(CannotRun) as raised:
        write(path, ChangeSet(plan.edits[:2]))
    assert raised.value.finding.code == "A101"
    assert [source.cell for source in raised.value.finding.sources] == ["D3", "F4"]
    assert path.read_bytes() == old
    assert not (path.parent / "备份").exists()


def test_column_that_is_not_there__is_named(path: Path) -> None:
    assert code_of(write, path, ChangeSet((edit(3, "phone", None, "1"),))) == "A111"
    assert code_of(write, path, ChangeSet((edit(3, "name", None, "1", sheet="units"),))) == "A113"


def test_cell_that_cannot_be_written__is_named_with_its_file(path: Path) -> None:
    with pytest.raises(CannotRun) as raised:
        write(path, ChangeSet((edit(3, "title", "修桥", "响\x07铃"),)))
    source = raised.value.finding.source
    assert (raised.value.finding.code, source.file, source.cell) == ("A165", str(path), "B3")
    assert left_over(path.parent) == set()


@pytest.mark.parametrize(
    ("name", "content"),
    [("~$督查台账.xlsx", b"\x04" + "王五".encode("gbk")), (".~lock.督查台账.xlsx#", b",wang,pc,now")],
)
def test_workbook_open_in_an_office_program__is_left_alone(path: Path, name: str, content: bytes) -> None:
    (path.parent / name).write_bytes(content)
    assert code_of(write, path) == "A104"
    (path.parent / name).unlink()
    write(path)


def test_other_command_writing__is_waited_for_then_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duban_xl.apply.closed_file.PATIENCE", 0.05)
    with write_lock(path):
        assert code_of(write, path) == "A103"
    write(path)


def test_vanished_file_or_folder__is_said(path: Path) -> None:
    gone = path.parent / "没有" / "督查台账.xlsx"
    assert code_of(write, gone, fingerprint="x") == "A106"
    assert code_of(write, path.with_name("别的.xlsx"), fingerprint="x") == "A106"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "A105"),
        (errno.EROFS, "A105"),
        (errno.ENOENT, "A106"),
        (errno.ENOSPC, "A107"),
        (errno.EIO, "A108"),
    ],
)
@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace", "mkdir"])
def test_system_error_at_any_step__leaves_the_old_workbook(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    def fail(first: Any, *arguments: Any, **options: Any) -> Any:
        if str(first).endswith(".lock"):  # taken before the first step
            return real(first, *arguments, **options)
        raise OSError(number, os.strerror(number))

    old, real = path.read_bytes(), getattr(os, step)
    with monkeypatch.context() as patched:
        patched.setattr(os, step, fail)
        assert code_of(write, path) == code
    assert path.read_bytes() == old
    assert left_over(path.parent) == set()
    write(path)


def test_new_file_that_differs_from_the_plan__does_not_replace(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = path.read_bytes()

    def other_cells(*arguments: Any, **options: Any) -> Any:
        work = real(*arguments, **options)
        first, *rest = work.edits
        return replace(work, edits=(replace(first, cells={**first.cells, (4, 3): Decimal("0.7")}), *rest))

    real = closed_file.work_out
    monkeypatch.setattr(closed_file, "work_out", other_cells)
    assert code_of(write, path) == "A109"
    assert path.read_bytes() == old
    assert left_over(path.parent) == set()


@pytest.mark.parametrize(
    ("written", "now", "same"),
    [("0", "00:00:00", True), ("0.5", "12:00:00", True), ("0.5", "12:00:01", False), ("1", "00:00:00", False)],
)
def test_number_read_back_as_a_time_of_day__is_the_same_number(written: str, now: str, same: bool) -> None:
    assert holds(Decimal(written), now) is same


def test_part_that_was_not_to_change__is_found_out() -> None:
    old = ledger_bytes()
    new = replaced(old, "docProps/app.xml", "Microsoft Excel", "Excel")
    untouched = Patched(new, {}, frozenset())
    assert code_of(verify_parts, old, new, untouched, file="x") == "A110"
    assert code_of(verify_parts, old, zipped({"a": b""}), untouched, file="x") == "A110"


def test_new_workbook_that_cannot_be_read__is_found_out() -> None:
    assert code_of(Present, zipped({"a": b""}), file="督查台账.xlsx", is_new=True) == "A112"
    assert code_of(Present, zipped({"a": b""}), file="督查台账.xlsx") == "L104"


# The journal


def test_torn_last_line__is_reported_and_writing_goes_on(path: Path) -> None:
    write(path)
    journal = path.parent / "日志" / "journal.jsonl"
    with journal.open("ab") as file:
        file.write(b'{"event": "int')
    assert [found.code for found in read_journal(path.parent).findings] == ["A144"]
    write(path, ChangeSet((), (row(number="N-1"),)), number=2)
    after = read_journal(path.parent)
    assert [found.code for found in after.findings] == ["A144"]
    assert [line.batch for line in after.batches(path.name)] == ["B001", "B002"]


@pytest.mark.parametrize(
    "line",
    [
        '{"at": "昨天"}', '{"at": 5}', '{"batch": ["x"]}', '{"undone": null}', '{"backup": 7}', '{"record": []}',
    ],
)  # fmt: skip
def test_line_that_the_program_never_writes__is_told_and_left_out(path: Path, line: str) -> None:
    write(path)
    journal = path.parent / "日志" / "journal.jsonl"
    intent, done = journal.read_text(encoding="utf-8").splitlines()
    changed = json.dumps(json.loads(done) | json.loads(line), ensure_ascii=False)
    journal.write_text(f"{intent}\n{changed}\n", encoding="utf-8")
    told = read_journal(path.parent)
    assert ([found.code for found in told.findings], len(told.lines)) == (["A134"], 1)


def test_journal_in_another_encoding_or_nested_without_end__is_no_torn_line(path: Path) -> None:
    write(path)
    journal = path.parent / "日志" / "journal.jsonl"
    journal.write_text(journal.read_text(encoding="utf-8"), encoding="gbk")
    assert [found.code for found in read_journal(path.parent).findings] == ["A134", "A134"]
    journal.write_bytes(b"[" * 100_000 + b"\n")
    assert [found.code for found in read_journal(path.parent).findings] == ["A134"]


def test_journal_that_is_no_file__is_said(path: Path) -> None:
    (path.parent / "日志" / "journal.jsonl").mkdir(parents=True)
    assert code_of(read_journal, path.parent) == "A108"


def test_line_changed_by_hand__is_reported(path: Path) -> None:
    write(path)
    journal = path.parent / "日志" / "journal.jsonl"
    journal.write_text(journal.read_text(encoding="utf-8").replace("李四", "王五", 1), encoding="utf-8")
    assert [found.code for found in read_journal(path.parent).findings] == ["A145"]


def test_lines__are_readable_json_with_the_hash_of_the_line_before(path: Path) -> None:
    write(path)
    first, second = (path.parent / "日志" / "journal.jsonl").read_bytes().splitlines()
    assert json.loads(second)["prev"] == digest(first)
    assert json.loads(first)["backup"] == "督查台账_0001_20260710-090100_B001.xlsx"


def test_sheet_without_a_log__is_written_all_the_same(path: Path) -> None:
    only: dict[str, TableShape] = {"matters": shapes(path)["matters"]}
    closed_file.apply_changes(path, FIRST_PLAN, shapes=only, fingerprint=digest(path.read_bytes()), batch=batch())
    assert len(values(path.read_bytes(), LOG.tab)) == 2
