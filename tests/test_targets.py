"""The same plan gives the same cells in a closed file, in a workbook open in Excel and in the fake of the tests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.catalogue import CannotRun
from duban_xl.model.changeset import CellEdit, ChangeSet, RowAppend
from tests.apply_ledger import LOG, MATTERS, edit, ledger_bytes, row, shapes
from tests.excel_stand_in import Excel, running_excel
from tests.targets import FORMULA, ClosedFile, Fake, LiveBook, Target, stored

NAMES = ("closed", "live", "fake")
TABS = (MATTERS.tab, LOG.tab)
LONG = "整改" * 16_383 + "完"
FIRST_ROW, SECOND_ROW = 3, 4


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running_excel() as excel:
        yield excel


def made(name: str, path: Path, data: bytes, excel: Excel) -> Target:
    """The target called `name` with the workbook `data`."""
    path.parent.mkdir(exist_ok=True)
    match name:
        case "closed":
            return ClosedFile(path, data)
        case "live":
            return LiveBook(path, data, excel)
    return Fake(path, data)


@pytest.fixture(params=NAMES)
def target(request: pytest.FixtureRequest, tmp_path: Path, excel: Excel) -> Target:
    return made(request.param, tmp_path / "督查台账.xlsx", ledger_bytes(), excel)


@pytest.fixture(params=NAMES)
def with_totals(request: pytest.FixtureRequest, tmp_path: Path, excel: Excel) -> Target:
    return made(request.param, tmp_path / "督查台账.xlsx", ledger_bytes(totals=True), excel)


def new(number: str, **values: object) -> RowAppend:
    return row(number=number, **values)  # type: ignore[arg-type]


EDITS: list[tuple[str, CellEdit, object]] = [
    ("text", edit(3, "status", "承办中", "已办结"), "已办结"),
    ("number", edit(3, "remark", None, Decimal("12.50")), Decimal("12.5")),
    ("day", edit(3, "due_date", date(2026, 3, 1), date(2026, 12, 31)), date(2026, 12, 31)),
    ("day where no day was", edit(3, "remark", None, date(2026, 12, 31)), date(2026, 12, 31)),
    ("moment", edit(3, "remark", None, datetime.fromisoformat("2026-07-10 09:30:05")), None),
    ("percent", edit(3, "percent_done", Decimal(50), Decimal("66.7")), Decimal("0.667")),
    ("blank", edit(4, "remark", "旧备注", None), None),
    ("yes and no", edit(3, "remark", None, True), "是"),
    ("like a formula", edit(3, "remark", None, "=1+1"), "=1+1"),
    ("like a formula 2", edit(3, "remark", None, "+86 0556"), "+86 0556"),
    ("like a formula 3", edit(3, "remark", None, "-见附件"), "-见附件"),
    ("like a formula 4", edit(3, "remark", None, "@张三"), "@张三"),
    ("apostrophe", edit(3, "remark", None, "'旧'"), "'旧'"),
    ("two apostrophes", edit(3, "remark", None, "''"), "''"),
    ("like a number", edit(3, "remark", None, "007"), "007"),
    ("like a day", edit(3, "remark", None, "2026-3-1"), "2026-3-1"),
    ("like a Chinese day", edit(3, "remark", None, "2026年3月1日"), "2026年3月1日"),
    ("like a percent", edit(3, "remark", None, "50%"), "50%"),
    ("like a word of Excel", edit(3, "remark", None, "TRUE"), "TRUE"),
    ("like an error", edit(3, "remark", None, "#N/A"), "#N/A"),
    ("spaces around", edit(3, "remark", None, " 前后 "), " 前后 "),
    ("lines", edit(3, "remark", None, "一\n二"), "一\n二"),
    ("beyond the plane", edit(3, "remark", None, "𠮷"), "𠮷"),
    ("long", edit(3, "remark", None, LONG), LONG),
]


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
def test_edited_cell__holds_the_value_and_its_kind(target: Target, change: CellEdit, expected: object) -> None:
    column = shapes(target.path)["matters"].columns[change.field]
    before = target.cells(MATTERS.tab)
    target.apply(ChangeSet((change,)))
    after = target.cells(MATTERS.tab)
    line = after[change.row - 1]
    now = line[column - 1] if column <= len(line) else None
    assert now == (change.after if expected is None and change.after is not None else expected)
    assert type(now) is type(expected) or expected is None
    assert [other for at, other in enumerate(after, 1) if at != change.row] == [
        other for at, other in enumerate(before, 1) if at != change.row
    ]


PLANS: dict[str, ChangeSet] = {
    "one row": ChangeSet(appends=(new("D-3", title="植树", due_date=date(2026, 9, 30), percent_done=Decimal(0)),)),
    "several rows": ChangeSet(
        appends=tuple(new(f"D-{n}", title=f"=事项{n}", percent_done=Decimal(n), remark="1/2") for n in range(3, 9))
    ),
    "rows with different columns": ChangeSet(
        appends=(new("D-3", title="植树", remark="无"), new("D-4", status="已交办"), new("D-5", title=LONG))
    ),
    "an edit and a row": ChangeSet(
        (edit(3, "percent_done", Decimal(50), Decimal(80)), edit(4, "remark", "旧备注", None)),
        (new("2026-004", title="=植树", status="已交办"),),
    ),
    "an edit of the log and its own rows": ChangeSet(
        appends=(
            RowAppend(sheet="log", key="", values={"operator": "王五"}, because=edit(3, "remark", None, "").because),
        )
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_same_plan__gives_the_same_cells_and_the_same_account(name: str, tmp_path: Path, excel: Excel) -> None:
    targets = [made(kind, tmp_path / kind / "督查台账.xlsx", ledger_bytes(), excel) for kind in NAMES]
    told = [target.apply(PLANS[name]).changes for target in targets]
    assert told[0] == told[1] == told[2] != ()
    for tab in TABS:
        closed, live, fake = (target.cells(tab) for target in targets)
        assert live == closed
        assert fake == closed


def test_rows_added_to_an_empty_table__begin_under_its_header(target: Target) -> None:
    target.apply(ChangeSet((edit(3, "status", "承办中", "已办结"),)))
    log = target.cells(LOG.tab)
    assert [line[4] for line in log[2:]] == ["E3"]
    target.apply(ChangeSet((edit(4, "status", "承办中", "已办结"), edit(4, "remark", "旧备注", "新备注"))), number=2)
    log = target.cells(LOG.tab)
    assert [(line[4], line[9]) for line in log[2:]] == [("E3", "B001"), ("E4", "B002"), ("F4", "B002")]


def test_rows_added_above_a_totals_row__push_it_down(with_totals: Target) -> None:
    plan = ChangeSet(appends=(new("D-3", title="植树", percent_done=Decimal(10)), new("D-4", title="种草")))
    applied = with_totals.apply(plan)
    cells = with_totals.cells(MATTERS.tab)
    assert [line[0] for line in cells[2:]] == ["D-1", "D-2", "D-3", "D-4", "合计"]
    assert cells[6] == ["合计", None, None, FORMULA]
    assert [change.cell for change in applied.changes] == ["A5:D5", "A6:B6"]


def test_stale_plan__is_refused_with_the_cell_and_nothing_changes(target: Target) -> None:
    before = [target.cells(tab) for tab in TABS]
    plan = ChangeSet(
        (edit(3, "status", "承办中", "已办结"), edit(4, "remark", "别的备注", "新备注")), (new("D-3", title="植树"),)
    )
    with pytest.raises(CannotRun) as raised:
        target.apply(plan)
    assert raised.value.finding.code == "A101"
    assert [source.cell for source in raised.value.finding.sources] == ["F4"]
    assert [target.cells(tab) for tab in TABS] == before


def test_sheet_or_column_that_is_missing__is_refused_and_nothing_changes(target: Target) -> None:
    before = [target.cells(tab) for tab in TABS]
    known = shapes(target.path)
    without = {key: place for key, place in known["matters"].columns.items() if key != "remark"}
    cases = {
        "A113": {"log": known["log"]},
        "A111": known | {"matters": replace(known["matters"], columns=without)},
        "A157": known | {"matters": replace(known["matters"], tab="事项")},
    }
    plan = ChangeSet(appends=(new("D-3", remark="植树"),))
    for code, where in cases.items():
        with pytest.raises(CannotRun) as raised:
            target.apply(plan, shapes=where)
        assert raised.value.finding.code == code
    assert [target.cells(tab) for tab in TABS] == before


def test_failure_in_the_middle__leaves_everything_as_it_was(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [target.cells(tab) for tab in TABS]
    with monkeypatch.context() as patch:
        failure = target.fail_midway(patch)
        with pytest.raises(failure):
            target.apply(PLANS["an edit and a row"])
    assert [target.cells(tab) for tab in TABS] == before
    target.apply(PLANS["an edit and a row"])
    assert [target.cells(tab) for tab in TABS] != before


def test_plan_without_effect__changes_nothing(target: Target) -> None:
    before = [target.cells(tab) for tab in TABS]
    applied = target.apply(ChangeSet((edit(3, "status", "承办中", "承办中"),)))
    assert applied.changes == ()
    assert [target.cells(tab) for tab in TABS] == before


# Any plan

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=8
)
LIKE_SOMETHING_ELSE = st.sampled_from(
    ["=1", "+1", "-1", "@a", "1/2", "3-4", "1e3", "TRUE", "'", "''x", "$5", "(3)", "12:30"]
)
VALUES = {
    "title": (TEXTS | LIKE_SOMETHING_ELSE).filter(str.strip),
    "due_date": st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    "percent_done": st.decimals(0, 100, places=1),
    "status": st.sampled_from(["承办中", "已办结"]),
    "remark": (TEXTS | LIKE_SOMETHING_ELSE).filter(str.strip) | st.none(),
}
BEFORE = {
    (3, "title"): "修桥", (4, "title"): "铺路",
    (3, "due_date"): date(2026, 3, 1), (4, "due_date"): date(2026, 4, 1),
    (3, "percent_done"): Decimal(50), (4, "percent_done"): Decimal(25),
    (3, "status"): "承办中", (4, "status"): "承办中",
    (3, "remark"): None, (4, "remark"): "旧备注",
}  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> ChangeSet:
    """A few edits of the two matters and a few new ones."""
    places = draw(st.lists(st.sampled_from(sorted(BEFORE)), unique=True, max_size=4))
    edits = tuple(edit(row, key, BEFORE[row, key], draw(VALUES[key])) for row, key in places)
    keys = draw(st.lists(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=5), max_size=3))
    rows = tuple(new(f"D-{n}", **{key: draw(VALUES[key]) for key in own}) for n, own in enumerate(keys, start=3))
    return ChangeSet(edits, rows)


@given(plans())
@settings(max_examples=25)
def test_any_plan__gives_the_same_grid_on_all_targets(plan: ChangeSet) -> None:
    with running_excel() as excel, TemporaryDirectory() as folder:
        targets = [made(kind, Path(folder) / kind / "督查台账.xlsx", ledger_bytes(), excel) for kind in NAMES]
        told = [target.apply(plan).changes for target in targets]
        assert told[0] == told[1] == told[2]
        for tab in TABS:
            closed, live, fake = (target.cells(tab) for target in targets)
            assert live == closed
            assert fake == closed
            assert stored(targets[1].path.read_bytes(), tab) == closed
