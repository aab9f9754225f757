"""Any batch can be taken back: the whole file if nothing was written since, else its own cells, and never over later work."""

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.apply.backup import ALWAYS_KEPT, Backup, Keeping, backups_of, outlived, prune, save_backup
from duban_xl.apply.journal import read_journal
from duban_xl.apply.ooxml import CellValue, Formula
from duban_xl.apply.record import Record, WrittenCell, WrittenRow, from_json, to_json
from duban_xl.catalogue import CannotRun
from duban_xl.model.changeset import CellEdit, ChangeSet, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.source import Value
from tests.apply_books import replaced, values
from tests.apply_ledger import FIRST_PLAN, LOG, MATTERS, MOMENT, edit, make, row, take_back, write

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


def refusal(action: Callable[..., object], *arguments: Any, **options: Any) -> Finding:
    with pytest.raises(CannotRun) as raised:
        action(*arguments, **options)
    return raised.value.finding


def by_hand(path: Path, change: Callable[[Any], None]) -> None:
    """What a person does to 督办事项 in an office program that writes the whole file anew."""
    book = openpyxl.load_workbook(path)
    change(book[MATTERS.tab])
    book.save(path)


def matters(path: Path) -> list[list[Any]]:
    return values(path.read_bytes(), MATTERS.tab)[1:]


# The last batch


def test_last_batch_taken_back__the_bytes_are_those_before(path: Path) -> None:
    old = path.read_bytes()
    write(path)
    new = path.read_bytes()
    taken = take_back(path)
    assert path.read_bytes() == old
    assert (taken.undone, taken.changes) == ("B001", ())
    assert taken.restored is not None
    assert taken.backup.read_bytes() == new


def test_batches__are_taken_back_one_after_the_other(path: Path) -> None:
    states = [path.read_bytes()]
    for number in (1, 2, 3):
        write(path, ChangeSet((), (row(number=f"N-{number}"),)), number=number)
        states.append(path.read_bytes())
    assert refusal(take_back, path, undone="B007").code == "A146"
    assert take_back(path, undone="B003").undone == "B003"
    assert path.read_bytes() == states[2]
    assert refusal(take_back, path, undone="B003").code == "A146"
    assert take_back(path, 10).undone == "B002"
    write(path, ChangeSet((), (row(number="N-4"),)), number=4)
    assert take_back(path, 11).undone == "B004"
    assert take_back(path, 12).undone == "B001"
    assert path.read_bytes() == states[0]
    found = refusal(take_back, path)
    assert (found.code, found.args["folder"]) == ("A140", str(path.parent / "备份"))


# Any batch


def test_earlier_batch_taken_back__its_cells_only_and_told_in_the_log(path: Path) -> None:
    before = matters(path)
    write(path)
    write(path, ChangeSet((edit(4, "status", "承办中", "办结"),), (row(number="D-4", title="修渠"),)), number=2)
    taken = take_back(path, undone="B001")
    after = matters(path)
    assert [line[:4] + line[5:] for line in after[1:3]] == [line[:4] + line[5:] for line in before[1:3]]
    assert after[2][4] == "办结"
    assert after[3] == ["", "", "", "", "", ""]
    assert after[4][:2] == ["D-4", "修渠"]
    assert taken.restored is None
    assert [(one.cell, one.key, one.before, one.after) for one in taken.changes] == [
        ("D3", "D-1", "80%", "50%"),
        ("F4", "D-2", "", "旧备注"),
        ("A5:E5", "D-3", "事项编号：D-3；事项名称：=植树；办结时限：2026-09-30；完成率：0%；状态：已交办", ""),
    ]
    log = [line for line in values(path.read_bytes(), LOG.tab)[2:] if line[9] == "B009"]
    assert [(line[4], line[5], line[8]) for line in log] == [
        ("D3", "完成率", "撤销批次 B001"), ("F4", "备注", "撤销批次 B001"), ("A5:E5", "清空一行", "撤销批次 B001"),
    ]  # fmt: skip


def test_every_batch_in_any_order__leaves_the_cells_of_the_beginning(path: Path) -> None:
    before = matters(path)
    write(path)
    write(path, ChangeSet((edit(4, "status", "承办中", "办结"),)), number=2)
    write(path, ChangeSet((edit(3, "remark", None, "催过"),)), number=3)
    for number, undone in enumerate(("B002", "B001", "B003"), start=10):
        take_back(path, number, undone=undone)
    assert [line for line in matters(path) if any(line)] == before
    assert read_journal(path.parent).batches(path.name) == ()
    assert refusal(take_back, path, 20).code == "A140"


def test_row_added_after_an_undo__goes_under_the_data(path: Path) -> None:
    write(path)
    write(path, ChangeSet((edit(4, "status", "承办中", "办结"),)), number=2)
    take_back(path, undone="B001")
    write(path, ChangeSet((), (row(number="D-5"),)), number=3)
    assert [line[0] for line in matters(path)[1:]] == ["D-1", "D-2", "D-5"]


def test_later_batch_wrote_over_it__is_named_with_the_places(path: Path) -> None:
    write(path)
    write(path, ChangeSet((edit(3, "percent_done", Decimal(80), Decimal(90)),)), number=2)
    write(path, ChangeSet((edit(5, "remark", None, "x"),)), number=3)
    old = path.read_bytes()
    found = refusal(take_back, path, undone="B001")
    assert (found.code, found.args["later"], found.args["count"]) == ("A142", "B003、B002", "2")
    assert found.args["places"] == "督办事项 D-1 完成率；督办事项 D-3 备注"
    assert [source.cell for source in found.sources] == ["D3", "F5"]
    assert path.read_bytes() == old
    take_back(path, 10, undone="B003")
    take_back(path, 11, undone="B002")
    assert take_back(path, 12).undone == "B001"


def test_cell_changed_by_hand_since__is_named_and_nothing_is_taken_back(path: Path) -> None:
    write(path)

    def touch(sheet: Any) -> None:
        sheet["D3"] = 0.85
        sheet["F5"] = "现场看过"

    by_hand(path, touch)
    old = path.read_bytes()
    found = refusal(take_back, path)
    assert (found.code, found.args["count"]) == ("A141", "2")
    assert found.args["places"] == ("督办事项 D3现为“85%”，当时写的是“80%”；督办事项 F5现为“现场看过”，当时写的是“”")
    assert path.read_bytes() == old


def test_workbook_saved_again_by_hand__its_other_changes_stay(path: Path) -> None:
    write(path)
    by_hand(path, lambda sheet: sheet.__setitem__("B4", "铺大路"))
    take_back(path)
    assert [line[:4] for line in matters(path)[1:3]] == [
        ["D-1", "修桥", date(2026, 3, 1), 0.5],
        ["D-2", "铺大路", date(2026, 4, 1), 0.25],
    ]


def test_value_put_back_by_hand_already__is_left_as_it_is(path: Path) -> None:
    write(path)
    by_hand(path, lambda sheet: sheet.__setitem__("D3", 0.5))
    assert [one.cell for one in take_back(path).changes] == ["F4", "A5:E5"]


def test_rows_sorted_and_columns_moved_since__are_found_again(path: Path) -> None:
    write(path)

    def rearrange(sheet: Any) -> None:
        lines = [[cell.value for cell in line] for line in sheet["A2:F5"]]
        for at, line in enumerate([lines[0], lines[3], lines[2], lines[1]], start=2):
            for column, value in enumerate([line[3], *line[:3], *line[4:]], start=1):
                sheet.cell(at, column).value = value
                if isinstance(value, str):
                    sheet.cell(at, column).data_type = "s"
        sheet.tables.clear()

    by_hand(path, rearrange)
    take_back(path)
    assert [line[:3] + line[5:] for line in matters(path)] == [
        ["完成率", "事项编号", "事项名称", "备注"],
        ["", "", "", ""],
        [0.25, "D-2", "铺路", "旧备注"],
        [0.5, "D-1", "修桥", ""],
    ]


@pytest.mark.parametrize("what", ["row", "column"])
def test_row_or_column_gone_since__is_named(path: Path, what: str) -> None:
    write(path)

    def remove(sheet: Any) -> None:
        sheet.tables.clear()
        if what == "row":
            sheet.delete_rows(3)
        else:
            sheet.delete_cols(4)

    by_hand(path, remove)
    found = refusal(take_back, path)
    assert found.code == "A147"
    assert found.args["places"].startswith("督办事项 D-1 完成率")


def test_formula_written_over__comes_back_with_its_result(path: Path) -> None:
    path.write_bytes(replaced(path.read_bytes(), SHEET, "<v>0.5</v>", "<f>SUM(1,1)/4</f><v>0.5</v>"))
    write(path, ChangeSet((edit(3, "percent_done", Decimal(50), Decimal(80)),)))
    write(path, ChangeSet((edit(4, "status", "承办中", "办结"),)), number=2)
    take_back(path, undone="B001")
    book = openpyxl.load_workbook(path)
    assert book[MATTERS.tab]["D3"].value == "=SUM(1,1)/4"
    assert matters(path)[1][3] == 0.5


def test_array_formula_written_over__is_not_guessed(path: Path) -> None:
    formula = '<f t="array" ref="D3">SUM(1,1)/4</f><v>0.5</v>'
    path.write_bytes(replaced(path.read_bytes(), SHEET, "<v>0.5</v>", formula))
    write(path, ChangeSet((edit(3, "percent_done", Decimal(50), Decimal(80)),)))
    write(path, ChangeSet((edit(4, "status", "承办中", "办结"),)), number=2)
    assert refusal(take_back, path, undone="B001").code == "A149"


# Without backup or record


def test_backup_gone_or_damaged__the_record_of_the_journal_helps(path: Path) -> None:
    before = matters(path)
    write(path).backup.write_bytes(b"x")
    take_back(path)
    assert [line for line in matters(path) if any(line)] == before


def test_backup_and_record_gone__nothing_is_taken_back(path: Path) -> None:
    backup = write(path).backup
    forget_records(path)
    now = path.read_bytes()
    path.write_bytes(now + b"\0")
    assert refusal(take_back, path).code == "A148"
    path.write_bytes(now)
    backup.unlink()
    assert refusal(take_back, path).code == "A143"
    assert path.read_bytes() == now


@pytest.mark.parametrize(
    "told",
    [
        {"sheet": 1},
        {"sheet": "nope"},
        {"field": "nope"},
        {"row": "3"},
        {"row": 0},
        {"column": None},
        {"unit": 7},
        {"who": {"nope": "D-1"}},
        {"who": {"number": 1}},
        {"before": {"d": 5}},
        {"after": {"f": None, "v": None}},
    ],
)
def test_record_that_cannot_be_read__counts_as_none(path: Path, told: Mapping[str, object]) -> None:
    write(path)
    sound = to_json(read_journal(path.parent).record(path.name, "B001") or Record())
    forget_records(path, record=sound)
    assert read_journal(path.parent).record(path.name, "B001") is not None
    forget_records(path, record={"cells": [sound["cells"][0] | told], "rows": []})
    assert read_journal(path.parent).record(path.name, "B001") is None


def forget_records(path: Path, record: Mapping[str, object] | None = None) -> None:
    """Make the journal one from before single cells were recorded."""
    journal = path.parent / "日志" / "journal.jsonl"
    lines = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    told = [line | {"record": record} if record else {k: v for k, v in line.items() if k != "record"} for line in lines]
    journal.write_text("".join(json.dumps(line) + "\n" for line in told), encoding="utf-8")


# Always

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(lambda text: text.strip() == text)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))
CONTENTS: Mapping[str, st.SearchStrategy[Value]] = {
    "title": st.none() | TEXTS.filter(bool),
    "due_date": st.none() | DAYS,
    "percent_done": st.none() | st.integers(0, 100).map(Decimal),
    "status": st.sampled_from((None, "承办中", "办结", "=1+1")),
    "remark": st.none() | TEXTS.filter(bool),
}
FIELDS = tuple(CONTENTS)
STARTS: dict[tuple[int, str], Value] = {
    (3, "title"): "修桥", (3, "due_date"): date(2026, 3, 1), (3, "percent_done"): Decimal(50), (3, "status"): "承办中",
    (4, "title"): "铺路", (4, "due_date"): date(2026, 4, 1), (4, "percent_done"): Decimal(25), (4, "status"): "承办中",
    (4, "remark"): "旧备注",
}  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> list[ChangeSet]:
    """One to three plans, each made for the state that the one before leaves."""
    state, made = dict(STARTS), list[ChangeSet]()
    for at in range(draw(st.integers(1, 3))):
        edits: list[CellEdit] = []
        for number, field in draw(st.sets(st.tuples(st.sampled_from((3, 4)), st.sampled_from(FIELDS)), max_size=5)):
            after = draw(CONTENTS[field])
            edits.append(edit(number, field, state.get((number, field)), after))
            state[number, field] = after
        rows: list[RowAppend] = []
        for n in range(draw(st.integers(0, 2))):
            filled = {field: value for field in FIELDS if (value := draw(CONTENTS[field])) is not None}
            rows.append(row(number=f"N-{at}-{n}", **filled))
        made.append(ChangeSet(tuple(edits), tuple(rows)))
    return made


@settings(max_examples=40, deadline=None)
@given(plans(), st.randoms(use_true_random=False))
def test_any_plans_applied_then_undone_in_any_order_that_goes__give_the_original_cells(
    made: list[ChangeSet], dice: Any
) -> None:
    with TemporaryDirectory() as folder:
        path = make(Path(folder))
        before = matters(path)
        for number, plan in enumerate(made, start=1):
            write(path, plan, number=number)
        standing = [line.batch for line in read_journal(path.parent).batches(path.name)]
        tries = 10
        while standing:
            chosen = dice.choice(standing)
            try:
                take_back(path, tries, undone=chosen)
            except CannotRun as refused:
                assert refused.finding.code == "A142"
                chosen = standing[-1]
                take_back(path, tries, undone=chosen)
            standing.remove(chosen)
            tries += 1
        assert [line for line in matters(path) if any(line)] == before
        assert read_journal(path.parent).findings == ()


@given(
    st.lists(
        st.none() | st.booleans() | TEXTS | DAYS | st.datetimes() | st.decimals(allow_nan=False, allow_infinity=False)
        | st.builds(Formula, TEXTS, st.none() | TEXTS),
        min_size=2, max_size=6,
    )
)  # fmt: skip
def test_record__is_the_same_after_writing_and_reading_it(contents: list[CellValue]) -> None:
    named: dict[str, Any] = {"sheet": "matters", "tab": "督办事项", "row": 3, "who": {"number": "D-1"}, "unit": "甲局"}
    cell = WrittenCell(**named, column=4, field="remark", before=contents[0], after=contents[1])
    added = WrittenRow(
        **named, values={field.key: value for field, value in zip(SHEETS["matters"].fields, contents, strict=False)}
    )
    record = Record((cell,), (added,))
    assert from_json(json.loads(json.dumps(to_json(record)))) == record


# Backups


def test_backups__are_numbered_and_told_by_their_names(path: Path) -> None:
    write(path)
    write(path, ChangeSet((), (row(number="N-1"),)), number=2)
    old = path.parent / "备份" / "督查台账_20250101-080000-合并.xlsx"
    old.write_bytes(b"123")
    (path.parent / "备份" / "我的.xlsx").write_bytes(b"")
    found = [(one.number, one.day, one.path.name) for one in backups_of(path)]
    assert found == [
        (0, date(2025, 1, 1), "督查台账_20250101-080000-合并.xlsx"),
        (1, date(2026, 7, 10), "督查台账_0001_20260710-090100_B001.xlsx"),
        (2, date(2026, 7, 10), "督查台账_0002_20260710-090200_B002.xlsx"),
    ]


@pytest.mark.parametrize(
    ("ages", "keeping", "gone"),
    [
        ([90] * 5, Keeping(days=60, most=200), 0),
        ([90] * 25, Keeping(days=60, most=200), 5),
        ([90] * 3 + [1] * 25, Keeping(days=60, most=200), 3),
        ([1] * 30, Keeping(days=60, most=25), 5),
        ([1] * 30, Keeping(days=60, most=1), 10),
    ],
)
def test_backups_too_old_or_too_many__are_cleared_but_for_the_newest(
    ages: list[int], keeping: Keeping, gone: int
) -> None:
    today = date(2026, 7, 10)
    kept = [
        Backup(path=Path(str(at)), number=at, day=date.fromordinal(today.toordinal() - age), size=1)
        for at, age in enumerate(ages)
    ]
    assert [one.number for one in outlived(kept, keeping, on=today)] == list(range(gone))


def test_pruning__removes_files_of_this_workbook_only(path: Path) -> None:
    for number in range(ALWAYS_KEPT + 3):
        save_backup(path, b"1", at=MOMENT.replace(month=1, second=number), batch=f"B{number}")
    other = save_backup(path.with_name("别的台账.xlsx"), b"1", at=MOMENT, batch="B")
    mine = path.parent / "备份" / "年底手工备份.xlsx"
    shutil.copy(path, mine)
    removed = prune(path, Keeping(days=30, most=200), on=date(2026, 7, 10))
    assert [one.name.split("_")[1] for one in removed] == ["0001", "0002", "0003"]
    assert other.exists()
    assert mine.exists()
    assert save_backup(path, b"1", at=MOMENT, batch="B").name.startswith("督查台账_0024_")


def test_write__clears_old_backups_away_after_it_is_done(path: Path) -> None:
    for number in range(ALWAYS_KEPT):
        save_backup(path, b"1", at=MOMENT.replace(month=1, second=number), batch=f"B{number}")
    write(path, FIRST_PLAN)
    assert [one.number for one in backups_of(path)] == list(range(2, ALWAYS_KEPT + 2))
