"""Merging: every version is kept, the newest counts, doing it again does nothing, and the order never matters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.check.returned.moment import with_plausible_time
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason
from duban_xl.model.form import ReturnedFile
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import shown
from duban_xl.plan.merge import MergePlan, plan_merge
from tests.returned import GOOD_LINES, MATTERS, SAVED, applied, checked, form, merge_all, merged, office, rows_of

HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 下步打算 | 报告类型 | 报告文号 | 签发人 | 已盖公章 |"
PROGRESS = "| {number} | 正常推进 | {percent} | {text} | {trouble} | {plan} | 进展报告 | | | |"
FINAL = "| {number} | 办结待审 | 100% | {text} | 无 | 无 | 办结报告 | 云交[2026]第12号 | 赵一 | 是 |"
EMPTY = {
    "returns": "| 事项编号 | 单位 | 报送期 |\n| | | |",
    "extensions": "| 事项编号 | 单位 | 申请日期 |\n| | | |",
}
ASKED = "| 事项编号 | 申请日期 | 申请延至 | 延期原因 | 目前进展 |\n| D-001 | 2026-09-20 | 2026-12-31 | 征地受阻 | 完成六成 |"


def start(**sheets: str) -> Ledger:
    """The small office with empty sheets to append to."""
    return office(**EMPTY | sheets)


def report(  # the test's own words for one row of one form
    text: str,
    *,
    number: str = "D-001",
    percent: str = "60%",
    trouble: str = "无",
    plan: str = "继续",
    minutes: int = 0,
    final: bool = False,
    unit: str = "U01",
    name: str = "县交通局",
    period: str = "2026Q3",
    file: str = "",
) -> ReturnedFile:
    row = (FINAL if final else PROGRESS).format(number=number, percent=percent, text=text, trouble=trouble, plan=plan)
    saved = SAVED + timedelta(minutes=minutes)
    return form(f"{HEAD}\n{row}", unit=unit, name=name, period=period, saved_at=saved, file=file)


def matter_cell(ledger: Ledger, field: str, number: str = "D-001") -> str:
    matter = ledger.matter(number)
    assert matter
    return shown(matter.record[field])


def returned_rows(ledger: Ledger) -> list[tuple[str, str]]:
    """Progress and mark of every row of 反馈记录, oldest first."""
    rows = sorted(ledger.returns, key=lambda row: shown(row.received_at))
    return [(row.progress, row.superseded) for row in rows if row.number]


def codes(plan: MergePlan) -> list[str]:
    return [found.code for found in plan.findings]


# --- what a merge writes ----------------------------------------------------------------------------------------------


def test_lead_units_return__is_recorded_and_shown_on_the_matter() -> None:
    plan = merged(start(), form(GOOD_LINES))
    first = plan.changes.appends[0]
    assert [(row.sheet, row.key) for row in plan.changes.appends] == [("returns", "D-001"), ("returns", "D-002")]
    assert {key: shown(value) for key, value in first.values.items()} == {
        "number": "D-001",
        "unit": "县交通局",
        "role": "主办",
        "period": "2026Q3",
        "return_due_on": "2026-09-28",
        "received_at": "2026-09-25 10:00:00",
        "report_type": "进展报告",
        "progress_state": "正常推进",
        "percent_done": "60",
        "progress": "已完成路面改造12公里",
        "difficulties": "无",
        "source_file": "2026Q3_县交通局.xlsx 第3行",
    }
    ledger = applied(start(), plan.changes)
    assert [matter_cell(ledger, f) for f in ("percent_done", "progress", "last_return_on")] == [
        "60",
        "已完成路面改造12公里",
        "2026-09-25",
    ]


def test_every_change__names_the_cell_of_the_form() -> None:
    changes = merged(start(), form(GOOD_LINES, extensions=ASKED)).changes
    places = {(edit.key, edit.field): edit.because.source for edit in changes.edits}
    assert (s := places[("D-001", "percent_done")]) and (s.sheet, s.cell) == ("事项反馈", "C3")
    assert (s := places[("D-002", "progress")]) and (s.sheet, s.cell) == ("事项反馈", "D4")
    reasons = [change.because for change in (*changes.edits, *changes.appends)]
    assert all(reason.text and reason.source and reason.source.cell for reason in reasons)


def test_supporting_unit__only_adds_a_row() -> None:
    plan = merged(start(), report("已拨付配套资金", unit="U02", name="县财政局"))
    assert plan.changes.edits == ()
    assert [row.values["role"] for row in plan.changes.appends] == ["协办"]


def test_row_about_an_ended_matter__leaves_the_matter_alone() -> None:
    plan = merged(start(), report("已完成整改十二处", number="D-004", period="2026Q2"))
    assert (plan.changes.edits, len(plan.changes.appends)) == ((), 1)


def test_refused_row__is_kept_with_its_reason() -> None:
    plan = merged(start(), report("同上"))
    assert not plan.changes
    assert [(row.unit, row.period, [f.code for f in row.findings]) for row in plan.refused] == [
        ("县交通局", "2026Q3", ["R306"])
    ]


def test_older_period__changes_no_value_that_a_newer_one_gave() -> None:
    ledger = merge_all(start(), [[report("三季度进展到六成")]])
    plan = merged(ledger, report("二季度进展到三成", period="2026Q2", minutes=5))
    assert (plan.changes.edits, len(plan.changes.appends)) == ((), 1)


def test_blank__does_not_erase_and_a_written_none_does() -> None:
    ledger = merge_all(start(), [[report("二季度进展到三成", trouble="征地受阻", plan="催办", period="2026Q2")]])
    blank = merge_all(ledger, [[report("三季度进展到六成", trouble="", plan="")]])
    assert [matter_cell(blank, f) for f in ("difficulties", "next_steps")] == ["征地受阻", "催办"]
    none = merge_all(ledger, [[report("三季度进展到六成", trouble="无")]])
    assert matter_cell(none, "difficulties") == "无"


def test_what_the_office_typed_into_the_matter__stays_when_the_same_files_come_again() -> None:
    ledger = merge_all(start(), [[form(GOOD_LINES)]])
    typed = applied(ledger, _typed(ledger, "D-001", "progress", "督查室现场核实为11公里"))
    assert not merged(typed, form(GOOD_LINES)).changes
    older = report("更早的一版进展", minutes=-60)
    assert "progress" not in {edit.field for edit in merged(typed, older).changes.edits}
    assert matter_cell(merge_all(typed, [[report("更新的一版进展", minutes=60)]]), "progress") == "更新的一版进展"


def _typed(ledger: Ledger, number: str, field: str, text: str) -> ChangeSet:
    """A cell of a matter overwritten by a person."""
    matter = ledger.matter(number)
    assert matter
    before = matter.record[field]
    edit = CellEdit(
        sheet="matters",
        row=matter.record.row,
        key=number,
        field=field,
        before=before,
        after=text,
        because=Reason("手工修改"),
    )
    return ChangeSet((edit,))


# --- versions ---------------------------------------------------------------------------------------------------------


def test_newer_version__replaces_and_the_older_is_kept() -> None:
    ledger = merge_all(
        start(), [[report("完成路面改造10公里")], [report("完成路面改造12公里", minutes=9, file="更正.xlsx")]]
    )
    assert returned_rows(ledger) == [("完成路面改造10公里", "由 更正.xlsx 替代"), ("完成路面改造12公里", "")]
    assert matter_cell(ledger, "progress") == "完成路面改造12公里"


def test_older_version_arriving_later__is_kept_with_its_mark_and_changes_nothing_else() -> None:
    ledger = merge_all(start(), [[report("完成路面改造12公里", minutes=9, file="更正.xlsx")]])
    plan = merged(ledger, report("完成路面改造10公里"))
    assert plan.changes.edits == ()
    assert [row.values["superseded"] for row in plan.changes.appends] == ["由 更正.xlsx 替代"]
    assert codes(plan) == ["R421"]


def test_same_file_under_another_name_or_twice__plans_nothing() -> None:
    ledger = merge_all(start(), [[form(GOOD_LINES, extensions=ASKED)]])
    again = form(GOOD_LINES, extensions=ASKED, file="附件2(1)最终版.xlsx")
    plan = merged(ledger, again, form(GOOD_LINES, extensions=ASKED))
    assert not plan.changes
    assert codes(plan) == ["R426", "R426"]
    twice = merged(start(), form(GOOD_LINES, extensions=ASKED), again)
    assert [row.sheet for row in twice.changes.appends] == ["returns", "returns", "extensions"]


def test_same_content_saved_again_later__plans_nothing() -> None:
    ledger = merge_all(start(), [[report("完成路面改造12公里")]])
    assert not merged(ledger, report(" 完成路面改造 12公里", minutes=30)).changes


@pytest.mark.parametrize("clock", ["2099-01-01 00:00:00", "1900-01-01 00:00:00"])
def test_clock_that_is_wrong__content_come_again_on_another_day_plans_nothing(clock: str) -> None:
    wrong = replace(report("完成路基12公里"), saved_at=datetime.fromisoformat(clock))
    first, again = (with_plausible_time(wrong, now=SAVED + timedelta(days=days)) for days in (0, 3))
    ledger = merge_all(start(), [[first]])
    assert returned_rows(ledger) == [("完成路基12公里", "")]
    assert merged(ledger, again).changes == ChangeSet()


def test_clock_in_the_far_future__does_not_keep_later_versions_from_counting() -> None:
    wrong = replace(report("完成路基12公里"), saved_at=datetime.fromisoformat("2099-01-01 00:00:00"))
    ledger = merge_all(start(), [[with_plausible_time(wrong, now=SAVED)], [report("完成路基15公里", minutes=60)]])
    assert matter_cell(ledger, "progress") == "完成路基15公里"


def test_number_of_two_matters__changes_neither_row() -> None:
    twice = f"{MATTERS}| D-001 | 重点工作 | 另一件事 | 另一要求 | 甲局 | | 2026-03-02 | | 2026-11-30 | 承办中 | | |"
    plan = merged(start(matters=twice), report("完成路基12公里"))
    assert plan.changes == ChangeSet()
    assert [[f.code for f in row.findings] for row in plan.refused] == [["R410"]]


def test_same_content_found_to_have_come_earlier__sets_the_time_right() -> None:
    ledger = merge_all(start(), [[report("完成路面改造12公里", minutes=30)]])
    plan = merged(ledger, report("完成路面改造12公里", file="先收.xlsx"))
    assert [(e.sheet, e.field, shown(e.after)) for e in plan.changes.edits] == [
        ("returns", "received_at", "2026-09-25 10:00:00"),
        ("returns", "source_file", "先收.xlsx 第3行"),
    ]
    assert plan.changes.appends == ()


def test_return_to_a_content_that_was_replaced__is_left_to_a_person() -> None:
    ledger = merge_all(start(), [[report("完成路面改造10公里")], [report("完成路面改造12公里", minutes=9)]])
    plan = merged(ledger, report("完成路面改造10公里", minutes=20, file="又改回.xlsx"))
    assert not plan.changes
    assert codes(plan) == ["R422", "R426"]


def test_row_that_the_office_corrected__is_not_overwritten_by_its_own_file() -> None:
    returns = """
        | 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 进展状态 | 完成率 | 进展情况 | 来源文件 |
        | D-001 | 县交通局 | 2026Q3 | 2026-09-25 10:00 | 进展报告 | 正常推进 | 60% | 经核实为11公里 | 2026Q3_县交通局.xlsx 第3行 |
    """
    plan = merged(start(returns=returns), report("完成路面改造12公里"))
    assert (bool(plan.changes), codes(plan)) == (False, ["R423"])


def test_row_struck_out_by_a_person__never_counts_again() -> None:
    returns = """
        | 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 进展状态 | 完成率 | 进展情况 | 来源文件 | 替代 |
        | D-001 | 甲局 | 2026年3季度 | 2026-09-26 10:00 | 进展报告 | 正常推进 | 90% | 误报的一版 | a.xlsx 第3行 | 电话更正作废 |
    """
    plan = merged(start(returns=returns), report("完成路面改造12公里"))
    assert [row.values.get("superseded") for row in plan.changes.appends] == [None]
    assert {edit.sheet for edit in plan.changes.edits} == {"matters"}


def test_reviewed_version_replaced__is_told() -> None:
    returns = """
        | 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 进展状态 | 完成率 | 进展情况 | 审核结论 | 来源文件 |
        | D-001 | 甲局 | 2026Q3 | 2026-09-20 10:00 | 进展报告 | 正常推进 | 50% | 先前的一版 | 合格 | a.xlsx 第3行 |
    """
    assert codes(merged(start(returns=returns), report("完成路面改造12公里"))) == ["R427"]


# --- states -----------------------------------------------------------------------------------------------------------

STATES = [
    ("已交办", "2026-03-03", False, "承办中"),
    ("已交办", "", False, "已交办"),
    ("承办中", "2026-03-03", False, "承办中"),
    ("退回重办", "2026-03-03", False, "退回重办"),
    ("已交办", "2026-03-03", True, "已反馈待审"),
    ("承办中", "2026-03-03", True, "已反馈待审"),
    ("退回重办", "2026-03-03", True, "已反馈待审"),
    ("审核通过", "2026-03-03", True, "审核通过"),
    ("滚动跟踪", "2026-03-03", True, "滚动跟踪"),
]


def one_matter(status: str, received: str, review: str = "") -> str:
    return f"""
        | 事项编号 | 类别 | 事项名称 | 主办单位 | 协办单位 | 交办日期 | 签收日期 | 状态 | 审核结论 | 完成率 |
        | D-001 | 重点工作 | 农村公路 | 甲局 | 乙局、丙镇 | 2026-03-02 | {received} | {status} | {review} | |
    """


@pytest.mark.parametrize(("before", "received", "final", "after"), STATES)
def test_state__follows_the_lead_units_report(before: str, received: str, final: bool, after: str) -> None:
    ledger = merge_all(start(matters=one_matter(before, received)), [[report("完成路面改造12公里", final=final)]])
    assert matter_cell(ledger, "status") == after


def test_final_report_of_the_lead__waits_for_review_and_names_the_units_still_missing() -> None:
    supporting = report("配套资金全部到位", final=True, unit="U02", name="县财政局")
    plan = merged(start(), supporting, report("完成路面改造20公里", final=True))
    assert [(f.code, f.args["units"]) for f in plan.findings] == [("R424", "丙镇人民政府")]
    row = plan.changes.appends[0].values
    assert (row["review"], row["report_number"]) == ("待审", "云交〔2026〕12号")


def test_final_report_of_a_supporting_unit__does_not_move_the_matter() -> None:
    plan = merged(start(), report("配套资金全部到位", final=True, unit="U02", name="县财政局"))
    assert (plan.changes.edits, codes(plan)) == ((), [])


def test_final_report_where_the_state_can_not_follow__is_told() -> None:
    plan = merged(start(matters=one_matter("审核通过", "2026-03-03")), report("完成路面改造20公里", final=True))
    assert "R425" in codes(plan)


def test_final_report_withdrawn_by_a_newer_version__takes_the_state_back() -> None:
    final = report("完成路面改造20公里", final=True)
    progress = report("完成路面改造18公里", percent="90%", minutes=9)
    assert matter_cell(merge_all(start(), [[final], [progress]]), "status") == "承办中"
    sent_back = start(matters=one_matter("退回重办", "2026-03-03", review="退回"))
    assert matter_cell(merge_all(sent_back, [[final], [progress]]), "status") == "退回重办"


def test_progress_of_the_next_period__leaves_a_final_report_to_be_reviewed() -> None:
    final = report("完成路面改造20公里", final=True)
    later = report("等待审核办结报告中的材料", percent="99%", period="2026Q4", minutes=9)
    assert matter_cell(merge_all(start(), [[final], [later]]), "status") == "已反馈待审"
    assert matter_cell(merge_all(start(), [[later], [final]]), "status") == "已反馈待审"


# --- extension requests -----------------------------------------------------------------------------------------------


def test_extension_request__is_entered_once_as_pending() -> None:
    ledger = start()
    plan = merged(ledger, form(GOOD_LINES, extensions=ASKED))
    row = next(row for row in plan.changes.appends if row.sheet == "extensions")
    assert [shown(row.values[key]) for key in ("unit", "original_due", "requested_to", "outcome")] == [
        "县交通局",
        "2026-10-31",
        "2026-12-31",
        "待批",
    ]
    again = merged(applied(ledger, plan.changes), form(GOOD_LINES, extensions=ASKED, file="又一份.xlsx"))
    assert not again.changes


# --- what always holds ------------------------------------------------------------------------------------------------

UNITS = {"U01": "县交通局", "U02": "县财政局", "U03": "丙镇人民政府"}
OWN = {"U01": ("D-001", "D-002"), "U02": ("D-001", "D-003"), "U03": ("D-001", "D-003")}
FILE_NAMES = ("source_file", "superseded")
TEXTS = ("完成路面改造10公里", "完成路面改造12公里", "完成路面改造15公里")


@st.composite
def files(draw: st.DrawFn, *, ties: bool = True) -> list[ReturnedFile]:
    """A few forms of several units and periods; versions of one return differ in content, time, both or (ties) neither."""
    drawn: list[ReturnedFile] = []
    minutes = draw(st.lists(st.integers(0, 3 if ties else 60), min_size=1, max_size=6, unique=not ties))
    for index, minute in enumerate(minutes):
        unit = draw(st.sampled_from(("U01", "U01", "U01", "U02", "U03")))
        rows = [
            FINAL.format(number=number, text=draw(st.sampled_from(TEXTS)))
            if draw(st.integers(0, 2)) == 0
            else PROGRESS.format(
                number=number,
                percent=draw(st.sampled_from(("30%", "60%"))),
                text=draw(st.sampled_from(TEXTS)),
                trouble=draw(st.sampled_from(("", "无", "征地受阻"))),
                plan=draw(st.sampled_from(("", "继续"))),
            )
            for number in draw(st.lists(st.sampled_from(OWN[unit]), min_size=1, max_size=2, unique=True))
        ]
        drawn.append(
            form(
                "\n".join((HEAD, *rows)),
                unit=unit,
                name=UNITS[unit],
                period=draw(st.sampled_from(("2026Q3", "2026Q3", "2026Q2"))),
                extensions=ASKED if unit == "U01" and draw(st.booleans()) else "",
                saved_at=SAVED + timedelta(minutes=minute),
                file=f"第{index}份.xlsx",
            )
        )
    return drawn


def outcome(ledger: Ledger, *, names: bool = True) -> tuple[set[object], ...]:
    """What the three sheets say; without `names`, which file a version came from is left open."""
    returns = {
        tuple((k, v if names or k not in FILE_NAMES else bool(v)) for k, v in row) for row in rows_of(ledger, "returns")
    }
    return returns, set(rows_of(ledger, "matters")), set(rows_of(ledger, "extensions"))


def split(items: Sequence[ReturnedFile], cuts: Sequence[int]) -> list[Sequence[ReturnedFile]]:
    """`items` in batches that end at `cuts`."""
    ends = sorted({cut % (len(items) + 1) for cut in cuts} | {0, len(items)})
    return [items[a:b] for a, b in pairwise(ends)]


@given(files())
def test_merging_twice__plans_nothing_the_second_time(batch: list[ReturnedFile]) -> None:
    ledger = merge_all(start(), [batch])
    assert not merged(ledger, *batch).changes
    assert not merged(ledger, *reversed(batch)).changes


@given(files(ties=False), st.data())
def test_order_and_batches__never_matter(batch: list[ReturnedFile], data: st.DataObject) -> None:
    expected = outcome(merge_all(start(), [batch]))
    for _ in range(2):
        order = data.draw(st.permutations(batch))
        cuts = data.draw(st.lists(st.integers(0, 6), max_size=4))
        assert outcome(merge_all(start(), split(order, cuts))) == expected


@given(files(), st.data())
def test_order_and_batches_of_files_saved_in_the_same_minute__never_matter(
    batch: list[ReturnedFile], data: st.DataObject
) -> None:
    """Of equal contents of one moment either file may be named as the origin; nothing else is open."""
    expected = outcome(merge_all(start(), [batch]), names=False)
    order = data.draw(st.permutations(batch))
    cuts = data.draw(st.lists(st.integers(0, 6), max_size=4))
    assert outcome(merge_all(start(), [order]), names=False) == expected
    assert outcome(merge_all(start(), split(order, cuts)), names=False) == expected


@given(files())
def test_plan__is_the_same_for_every_order_of_the_files(batch: list[ReturnedFile]) -> None:
    ledger = start()
    plans = [plan_merge(ledger, checked(ledger, order)) for order in (batch, batch[::-1])]
    assert repr(plans[0].changes) == repr(plans[1].changes)


@given(files())
def test_merge__never_erases_ends_or_loses_anything(batch: list[ReturnedFile]) -> None:
    before = start(matters=MATTERS.replace("| 承办中 | | |", "| 承办中 | | 已有的进展文字 |"))
    plan = merged(before, *batch)
    for edit in plan.changes.edits:
        assert edit.sheet == "returns" or edit.after not in (None, "")
        assert edit.field != "status" or edit.after in ("承办中", "已反馈待审")
    after = applied(before, plan.changes)
    lines = {(line.number, line.progress) for c in checked(before, batch) for line in c.good}
    assert lines == {(row.number, row.progress) for row in after.returns if row.number}
    active = [row.key for row in after.returns if not row.superseded]
    assert len(active) == len(set(active)) == len({row.key for row in after.returns})
