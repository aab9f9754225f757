"""What `score` settles in 扣分登记: once, shown as edits, and afterwards 看板 and the score workbook say the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from duban_xl.apply.ooxml.edits import SheetEdits
from duban_xl.apply.ooxml.patching import patch
from duban_xl.documents.ledger import dashboard_data as data
from duban_xl.documents.ledger.dashboard import SERIAL_ZERO, TILE_ROW
from duban_xl.model.changeset import ChangeSet, RowAppend
from duban_xl.model.columns import DASHBOARD_TAB
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Value
from duban_xl.score.engine import score
from duban_xl.score.entries import plan_entries
from duban_xl.workflows.ledger_file import read_ledger, write_plan
from duban_xl.workflows.office import LEDGER_NAME, Run
from duban_xl.workflows.score import plan_score, score_book_path, write_score_book
from tests.cli import BECAUSE, build_office, enter
from tests.office import convert
from tests.scoring import period_of, scoring_ledger
from tests.tables import ledger_from

Q3, AS_OF = period_of("2026Q3"), date(2026, 9, 30)
RUN = Run(as_of=AS_OF, now=datetime.fromisoformat("2026-10-08 09:00"), operator="张三")
EVENTS = """
    | 序号 | 事件日期   | 单位 | 事项编号 | 规则编号 | 分值 | 依据文件        | 发文机关   | 核实   | 状态   | 关联事件 |
    | 1    | 2026-03-20 | 甲镇 |          | A12a     |      | 云督〔2026〕3号 | 县委督查室 |        | 已确认 |          |
    | 2    | 2026-03-20 | 甲镇 |          | A12a     | 3    | 云督[2026]3号   | 县委督查室 |        | 已确认 |          |
    |      | 2026-04-20 | 乙局 |          | A9       | 3    | 云安〔2026〕9号 | 县应急局   |        | 已确认 |          |
    |      | 2026-04-20 | 乙局 |          | A9       | 3    | 云安〔2026〕9号 | 县应急局   |        | 已确认 |          |
    | 5    | 2026-05-06 | 甲镇 | D-1      | A7a      | 9    |                 |            |        | 已确认 | 77       |
    | 6    | 2026-07-01 | 甲镇 |          | A12b     | 5    | 《断头路之问》  |            |        | 已确认 |          |
    | 7    | 2026-07-02 | 甲镇 |          | A12b     |      | 《断头路再问》  |            | 不属实 | 已确认 |          |
    | 8    | 2026-08-12 | 乙局 |          | A8b      |      | 县委常委会纪要  |            |        | 候选   |          |
"""


def edits(ledger: Ledger) -> list[tuple[str, str, Value]]:
    return [(edit.key, edit.field, edit.after) for edit in plan_entries(ledger, Q3, AS_OF).edits]


def settled(ledger: Ledger) -> Ledger:
    """The ledger after its plan was written."""
    changed: dict[int, dict[str, Value]] = {}
    for edit in plan_entries(ledger, Q3, AS_OF).edits:
        changed.setdefault(edit.row, {})[edit.field] = edit.after
    rows = tuple(replace(row, **as_noun(changed.get(row.record.row, {}))) for row in ledger.deductions)
    return replace(ledger, deductions=rows)


def as_noun(values: Mapping[str, Value]) -> dict[str, Value]:
    return {key: "" if value is None and key != "points" else value for key, value in values.items()}


def test_decided_rows__say_what_was_scored() -> None:
    assert sorted(edits(scoring_ledger(EVENTS))) == [
        ("1", "points", Decimal(3)),  # empty: what the rule gives
        ("10", "related", "9"),
        ("10", "serial", "10"),
        ("2", "related", "1"),
        ("5", "points", Decimal(2)),  # the rule decides, not what was typed
        ("5", "related", None),  # a link to no event that counts
        ("6", "verification", "待核实"),
        ("9", "serial", "9"),
    ]


@pytest.mark.parametrize("settings", [{}, {"同一事项多条规则": "就高"}])
def test_settling_again__nothing_new(settings: dict[str, str]) -> None:
    assert edits(settled(scoring_ledger(EVENTS, settings=settings))) == []


def test_settling__changes_no_score() -> None:
    ledger = scoring_ledger(EVENTS)
    before, after = score(ledger, Q3), score(settled(ledger), Q3)
    assert [(u.unit, u.counted) for u in after.units] == [(u.unit, u.counted) for u in before.units]


def test_every_quarter_asked_for__settles_the_same_rows() -> None:
    ledger = scoring_ledger(EVENTS)
    assert plan_entries(ledger, period_of("2026Q1"), AS_OF) == plan_entries(ledger, period_of("2026"), AS_OF)


def test_document_under_two_rules__the_other_row_names_the_one_that_counts() -> None:
    ledger = scoring_ledger("""
        | 序号 | 事件日期   | 单位 | 规则编号 | 分值 | 依据文件        | 发文机关       | 状态   |
        | 1    | 2026-03-20 | 甲镇 | A9       | 3    | 云督〔2026〕3号 | 中共云溪县委督查室 | 已确认 |
        | 2    | 2026-03-20 | 甲镇 | A12a     | 3    | 云督〔2026〕3号 | 中共云溪县委督查室 | 已确认 |
    """)
    counting = [e.serial for e in score(ledger, Q3).events if e.points]
    (edit,) = edits(ledger)
    assert [edit] == [({"1": "2", "2": "1"}[counting[0]], "related", counting[0])]
    assert edits(settled(ledger)) == []


def test_highest_of_a_matter__leaves_no_link_that_would_count_as_the_same_occasion() -> None:
    rows = """
        | 序号 | 事件日期   | 单位 | 事项编号 | 规则编号 | 分值 | 角色 | 状态   |
        | 1    | 2026-03-20 | 甲镇 | D-1      | A7a      | 2    | 主办 | 已确认 |
        | 2    | 2026-05-20 | 甲镇 | D-1      | A7a      | 2    | 主办 | 已确认 |
    """
    highest = settled(scoring_ledger(rows, settings={"同一事项多条规则": "就高"}))
    assert [row.related for row in highest.deductions] == ["", "1（就高）"]
    each = replace(highest, rulebook=scoring_ledger(rows).rulebook)
    assert [event.points for event in score(each, Q3).events] == [2, 2]
    assert edits(each) == [("2", "related", None)]


def test_first_entry_revoked__the_other_counts_again() -> None:
    ledger = settled(scoring_ledger(EVENTS))
    revoked = replace(
        ledger, deductions=tuple(replace(r, status="已撤销") if r.serial == "1" else r for r in ledger.deductions)
    )
    assert edits(revoked) == [("2", "related", None)]


def test_unit_under_its_alias__gets_its_name_and_short_names_stay() -> None:
    rows = """
        | 序号 | 事件日期   | 单位     | 规则编号 | 分值 | 依据文件 | 状态   |
        | 1    | 2026-03-20 | 甲镇政府 | A8b      | 5    | 纪要1    | 已确认 |
        | 2    | 2026-03-21 | 甲镇     | A8b      | 5    | 纪要2    | 已确认 |
    """
    units = "| 单位代码 | 单位名称 | 简称 | 别名 | 组别 |\n| U1 | 甲镇人民政府 | 甲镇 | 甲镇政府 | 乡镇 |"
    ledger = replace(scoring_ledger(rows), units=ledger_from(units=units).units)
    assert edits(ledger) == [("1", "unit", "甲镇人民政府")]


def test_method_that_cannot_be_applied__settles_nothing() -> None:
    assert edits(scoring_ledger(EVENTS.replace("|      | 2026", "| 99 | 2026"), settings={"基本分": "20230"})) == []


# On disk

TYPED: tuple[Mapping[str, Value], ...] = (
    {"serial": "1", "event_on": date(2026, 3, 20), "unit": "县交通局", "rule": "A12a", "document": "云督〔2026〕3号"},
    {"serial": "2", "event_on": date(2026, 3, 20), "unit": "交通局", "rule": "A12a", "document": "云督[2026]3号"},
    {"event_on": date(2026, 4, 8), "unit": "水利局", "rule": "A8b", "document": "纪要1", "points": Decimal(9)},
    {"event_on": date(2026, 7, 1), "unit": "丙镇", "rule": "A12b", "document": "报道1", "verification": "不属实"},
    {"event_on": date(2026, 7, 2), "unit": "丙镇", "rule": "A12b", "document": "报道2", "points": Decimal(5)},
    {"event_on": date(2026, 11, 2), "unit": "丙镇", "rule": "A8b", "document": "纪要2", "points": Decimal(3)},
)
DECIDED: Mapping[str, Value] = {"status": "已确认", "decided_by": "王督查", "decided_on": date(2026, 9, 1)}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose clerk entered events as they came; `score` was run on the last day of the third quarter."""
    folder = build_office(tmp_path_factory.mktemp("entries") / "督查室")
    enter(folder, *(RowAppend(sheet="deductions", key="", values={**row, **DECIDED}, because=BECAUSE) for row in TYPED))
    write_plan(plan_score(folder / LEDGER_NAME, Q3, RUN).planned, RUN, command="score")
    write_score_book(folder / LEDGER_NAME, Q3, RUN)
    return folder


def test_score_again__plans_nothing(office: Path) -> None:
    later = replace(RUN, now=datetime.fromisoformat("2026-10-08 10:00"))
    assert plan_score(office / LEDGER_NAME, Q3, later).planned.changes == ChangeSet()


def as_of_the_quarters_end(office: Path, tmp_path: Path) -> Path:
    """A copy of the ledger whose 看板 shows that day."""
    path = tmp_path / LEDGER_NAME
    day = SheetEdits(tab=DASHBOARD_TAB, cells={(10, 2): AS_OF})
    path.write_bytes(patch((office / LEDGER_NAME).read_bytes(), [day]).data)
    return path


@pytest.mark.office
def test_dashboard__shows_the_points_of_the_score_workbook(office: Path, tmp_path: Path) -> None:
    ledger = as_of_the_quarters_end(office, tmp_path)
    book = score_book_path(office / LEDGER_NAME, Q3)
    calculated = convert([ledger, book], "xlsx", tmp_path / "out")
    board, summary = (openpyxl.load_workbook(path, data_only=True) for path in calculated)
    rows = list(summary["汇总"].iter_rows(min_row=3, values_only=True))
    unit, points = rows[0].index("单位"), rows[0].index("扣分合计")
    scored = {row[unit]: row[points] for row in rows[1:] if row[unit]}
    sheet = board[DASHBOARD_TAB]
    shown = {sheet[f"AM{row}"].value: sheet[f"AR{row}"].value for row in range(data.TOP, data.TOP + len(scored))}
    assert shown == scored
    assert sheet.cell(TILE_ROW + 2, 6 * 3 + 1).value == 3 + 5
    assert (scored["县交通局"], scored["县水利局"], scored["丙镇人民政府"]) == (3, 5, 0)


@pytest.mark.office
@pytest.mark.parametrize(("year", "first"), [("7-1..6-30", date(2026, 7, 1)), ("12-01..11-30", date(2025, 12, 1))])
def test_dashboard__counts_from_the_first_day_of_the_assessment_year(
    office: Path, tmp_path: Path, year: str, first: date
) -> None:
    path = as_of_the_quarters_end(office, tmp_path)
    rows = read_ledger(path).rulebook.settings
    at = next(row.record for row in rows if row.key == "考核年度")
    column = at.shape.columns["value"]
    path.write_bytes(patch(path.read_bytes(), [SheetEdits(tab="计分口径", cells={(column, at.row): year})]).data)
    (calculated,) = convert([path], "xlsx", tmp_path / "out")
    start = openpyxl.load_workbook(calculated, data_only=True)[DASHBOARD_TAB][data.YEAR_START.replace("$", "")].value
    assert start in ((first - SERIAL_ZERO).days, datetime.combine(first, time()))
