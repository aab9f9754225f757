"""Publishing scores: frozen figures, the days for objections, corrections, and what changed since (K26)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.catalogue import message
from duban_xl.model.changeset import RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding, Level
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Value, shown
from duban_xl.model.workdays import Workdays
from duban_xl.read.holidays import official_workdays
from duban_xl.score.engine import score
from duban_xl.score.objections import check_objections, open_objections
from duban_xl.score.published import differences, publication_findings, with_published
from duban_xl.score.published_rows import check_published
from duban_xl.score.publishing import Decision, Publication, plan_correction, plan_publication
from duban_xl.score.versions import ledger_version, method_version
from tests.scoring import UNITS, period_of, scoring_ledger
from tests.tables import found

CALENDAR = official_workdays()
NOTHING = "| 期 | 单位 | 类别 | 得分 | 发布日期 |"
EVENTS = """
    | 序号 | 事件日期   | 单位 | 事项编号 | 规则编号 | 状态   | 认定人 | 认定日期   |
    | 1    | 2026-02-10 | 甲镇 | D-1      | A7a      | 已确认 | 王督查 | 2026-02-20 |
"""
LATE = EVENTS + "    | 2    | 2026-03-20 | 甲镇 | D-2      | A7a      | 已确认 | 王督查 | 2026-04-15 |\n"
REVOKED = EVENTS.replace("已确认", "已撤销").replace("2026-02-20", "2026-04-15")


def office(
    events: str = EVENTS,
    published: str = NOTHING,
    objections: str = "",
    *,
    units: str = UNITS,
    inspected: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> Ledger:
    sheets = {"published_scores": published} | ({"objections": objections} if objections else {})
    return scoring_ledger(events, units=units, inspected=inspected, settings=settings, **sheets)


def publish(
    ledger: Ledger, kind: str = "公示", on: str = "2026-04-07", period: str = "2026Q1", by: str = "李主任"
) -> Publication:
    board = score(ledger, period_of(period))
    day = date.fromisoformat(on)
    return plan_publication(board, ledger, kind=kind, on=day, by=by, workdays=CALENDAR)


def correct(ledger: Ledger, on: str = "2026-04-16", reason: str = "补记", by: str = "李主任") -> Publication:
    decision = Decision(on=date.fromisoformat(on), by=by, reason=reason)
    return plan_correction(score(ledger, period_of("2026Q1")), ledger, decision)


def as_sheet(*rows: Mapping[str, Value]) -> str:
    """Rows of 计分发布 as they stand in the sheet after they were written."""
    fields = SHEETS["published_scores"].fields
    lines = [" | ".join(field.header for field in fields)]
    lines += [" | ".join(_cell(row.get(field.key)) for field in fields) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(value: Value) -> str:
    return f"'{value}'" if isinstance(value, str) and value else shown(value)


def written(*plans: Publication) -> str:
    return as_sheet(*(row.values for plan in plans for row in plan.changes.appends))


def codes(findings: Sequence[Finding]) -> list[str]:
    return [one.code for one in findings]


def refused(plan: Publication) -> list[str]:
    """The codes of the errors, which let nothing be written."""
    errors = [one.code for one in plan.findings if one.level is Level.ERROR]
    assert bool(errors) is not bool(plan.changes)
    return errors


# Publishing


def test_notice__has_one_row_per_unit_with_exact_figures_and_the_last_day_for_objections() -> None:
    plan = publish(office())
    rows = {str(row.values["unit"]): row.values for row in plan.changes.appends}
    town = rows["甲镇"]
    assert plan.findings == () and list(rows) == ["甲镇", "乙局"]
    assert [town[key] for key in ("period", "kind", "score", "counted", "points", "rank", "decided_by")] == [
        "2026Q1", "公示", "98", "1.96", "2", Decimal(1), "李主任",
    ]  # fmt: skip
    assert town["objections_until"] == date(2026, 4, 14)  # five workdays after Tuesday, 7 April


def test_days_for_objections__leave_out_holidays_and_count_days_made_up() -> None:
    ledger = office(EVENTS, settings={"公示工作日": "3"}, published=NOTHING)
    ends = [
        publish(ledger, on=day).changes.appends[0].values["objections_until"] for day in ("2026-04-03", "2026-04-30")
    ]
    assert ends == [CALENDAR.add(date(2026, 4, 3), 3), CALENDAR.add(date(2026, 4, 30), 3)]
    assert ends[0] == date(2026, 4, 9)  # the 6th is the day off for 清明
    assert str(ends[1]) > "2026-05-06"


def test_days_that_reach_a_year_without_calendar__are_provisional() -> None:
    plan = plan_publication(
        score(office(), period_of("2026")),
        office(),
        kind="公示",
        on=date(2026, 12, 31),
        by="李主任",
        workdays=Workdays(years=frozenset({2026})),
    )
    assert codes(plan.findings) == ["S342"]


def test_published_twice__refused_at_the_first_row() -> None:
    ledger = office(published=written(publish(office())))
    plan = publish(ledger, on="2026-04-08")
    assert refused(plan) == ["S332"] and plan.findings[0].source.cell == "I3"


def test_second_quarter_before_the_first__pointed_out() -> None:
    plan = publish(office(), period="2026Q2", on="2026-07-07")
    assert (codes(plan.findings), bool(plan.changes)) == (["S333"], True)


def test_board_with_errors__not_published() -> None:
    ledger = office(EVENTS.replace("A7a", "A77"))
    plan = publish(ledger)
    assert refused(plan) == ["S330"] and "A77" in message(plan.findings[0])


def test_unit_without_score__stops_publishing_unless_the_method_gives_none() -> None:
    units = "甲镇 乡镇; 乙局 县直部门"
    board = score(office(units=units, inspected="甲镇"), period_of("2026Q1"))
    ledger = office(units=units, inspected="甲镇")
    plan = plan_publication(
        replace(board, findings=()), ledger, kind="公示", on=date(2026, 4, 7), by="李主任", workdays=CALENDAR
    )
    assert refused(plan) == ["S331"]
    without = office(EVENTS, inspected="甲镇", settings={"未被督查单位": "不计分"}, published=NOTHING)
    plan = publish(without)
    assert [row.values.get("score") for row in plan.changes.appends] == ["98", None]


def test_candidate_left_open__pointed_out() -> None:
    plan = publish(office(EVENTS.replace("已确认", "候选")))
    assert (codes(plan.findings), bool(plan.changes)) == (["S341"], True)


def test_nobody_decides__or_the_quarter_is_not_over__or_there_is_no_sheet() -> None:
    assert refused(publish(office(), by=" ")) == ["S338"]
    assert refused(publish(office(), on="2026-03-30")) == ["S339"]
    assert refused(publish(scoring_ledger(EVENTS))) == ["S340"]


# 定稿


def test_final__waits_for_the_notice_and_its_last_day() -> None:
    assert refused(publish(office(), "定稿")) == ["S334"]
    ledger = office(published=written(publish(office())))
    assert refused(publish(ledger, "定稿", on="2026-04-14")) == ["S335"]
    plan = publish(ledger, "定稿", on="2026-04-15")
    assert (refused(plan), [row.values["kind"] for row in plan.changes.appends]) == ([], ["定稿", "定稿"])


def test_final_without_notice__where_the_method_has_none() -> None:
    ledger = office(EVENTS, settings={"公示工作日": "0"}, published=NOTHING)
    assert refused(publish(ledger, "定稿")) == []


def test_notice_after_final__refused() -> None:
    ledger = office(EVENTS, settings={"公示工作日": "0"}, published=NOTHING)
    done = written(publish(ledger, "定稿"))
    ledger = office(EVENTS, settings={"公示工作日": "0"}, published=done)
    assert refused(publish(ledger, "公示", on="2026-04-09")) == ["S332"]


def test_final__waits_for_answers_and_corrections() -> None:
    done = written(publish(office()))
    asked = """
        | 提出日期   | 单位 | 期     | 复核结论 | 答复日期   | 复核人 |
        | 2026-04-10 | 甲镇 | 2026Q1 | {}       | {}         | {}     |
    """
    open_one = office(published=done, objections=asked.format("", "", ""))
    assert refused(publish(open_one, "定稿", on="2026-04-20")) == ["S336"]
    answered = office(published=done, objections=asked.format("维持", "2026-04-14", "李主任"))
    assert refused(publish(answered, "定稿", on="2026-04-20")) == []
    promised = office(published=done, objections=asked.format("更正", "2026-04-14", "李主任"))
    assert refused(publish(promised, "定稿", on="2026-04-20")) == ["S336"]
    changed = office(LATE, published=done)
    plan = publish(changed, "定稿", on="2026-04-20")
    assert refused(plan) == ["S337"] and "甲镇" in message(plan.findings[0])


# What changed since


def test_frozen_and_recomputed__equal_while_nothing_changed() -> None:
    ledger = office(published=written(publish(office())))
    board = score(ledger, period_of("2026Q1"))
    assert differences(board, ledger) == ()
    assert publication_findings(board, ledger) == ()


RULES = ("A7a", "A7b", "A9", "A10a", "A10b")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(("甲镇", "丙镇", "乙局", "丁局")),
        st.sampled_from(RULES),
        st.integers(1, 90),
        st.sampled_from(("已确认", "候选", "已撤销")),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(ROWS, st.sampled_from(("2026Q1", "2026")))
def test_freeze_then_recompute__equals_the_frozen_figure(rows: list[tuple[str, str, int, str]], period: str) -> None:
    lines = ["| 序号 | 事件日期 | 单位 | 事项编号 | 规则编号 | 依据文件 | 状态 |"]
    for number, (unit, rule, day, status) in enumerate(rows, 1):
        on = date.fromordinal(date(2026, 1, 1).toordinal() + day - 1)
        lines.append(f"| {number} | {on} | {unit} | D-{number} | {rule} | 云安{number}号 | {status} |")
    units = "甲镇 乡镇; 丙镇 乡镇; 戊镇 乡镇; 乙局 县直部门; 丁局 县直部门"
    inspected = "甲镇 丙镇 乙局 丁局"
    ledger = office("\n".join(lines), units=units, inspected=inspected)
    plan = publish(ledger, period=period, on="2027-01-05")
    assert plan.changes, codes(plan.findings)
    frozen = office("\n".join(lines), written(plan), units=units, inspected=inspected)
    board = score(frozen, period_of(period))
    assert differences(board, frozen) == ()
    kept = {figure.unit: (figure.score, figure.counted) for figure in with_published(board, frozen).published}
    assert kept == {unit.unit: (unit.score, unit.counted) for unit in board.units}


def test_late_entry__published_figure_kept_beside_the_new_one() -> None:
    ledger = office(LATE, published=written(publish(office())))
    board = score(ledger, period_of("2026Q1"))
    (one,) = differences(board, ledger)
    assert (one.unit, one.before, one.after, one.reasons, one.serials) == ("甲镇", "98", "96", ("补记序号2",), ("2",))
    assert found(publication_findings(board, ledger)) == [("S345", "D3")]
    assert [(f.unit, f.score) for f in with_published(board, ledger).published] == [
        ("甲镇", Decimal(98)),
        ("乙局", Decimal(100)),
    ]


def test_late_entry__belongs_to_the_quarter_after_the_published_one() -> None:
    published = written(publish(office()))
    events = LATE.replace("2026-04-15", "2026-04-08")  # after the notice of the 7th
    late = [e.late_in.text for e in score(office(events, published), period_of("2026Q2")).events if e.late_in]
    assert late == ["2026Q2"]
    assert not [
        e for e in score(office(events.replace("2026-04-08", "2026-04-03")), period_of("2026Q2")).events if e.late_in
    ]


def test_revoked_since__named() -> None:
    ledger = office(REVOKED, published=written(publish(office())))
    (one,) = differences(score(ledger, period_of("2026Q1")), ledger)
    assert (one.before, one.after, one.reasons) == ("98", "100", ("撤销序号1",))


def test_row_changed_without_a_new_decision__sheet_named() -> None:
    ledger = office(EVENTS.replace("A7a", "A7b"), published=written(publish(office())))
    (one,) = differences(score(ledger, period_of("2026Q1")), ledger)
    assert (one.after, one.reasons) == ("97", ("“扣分登记”有改动",))


def test_method_edited_after_publication__period_and_sheets_named() -> None:
    done = written(publish(office()))
    ledger = office(EVENTS, settings={"得分下限": "10"}, published=done)
    (one,) = publication_findings(score(ledger, period_of("2026Q1")), ledger)
    assert one.code == "S346" and "2026年第一季度" in message(one) and message(one).endswith("：计分口径")


def test_place_moved_by_others__says_so() -> None:
    units = "甲镇 乡镇; 丙镇 乡镇"
    done = written(publish(office(units=units)))
    more = REVOKED + "    | 2 | 2026-03-20 | 丙镇 | D-2 | A7a | 已确认 | 王督查 | 2026-04-15 |\n"
    ledger = office(more, done, units=units)
    told = {one.unit: one.reasons for one in differences(score(ledger, period_of("2026Q1")), ledger)}
    assert told == {"甲镇": ("撤销序号1",), "丙镇": ("补记序号2",)}
    only = office(REVOKED, done, units=units)
    told = {one.unit: one.reasons for one in differences(score(only, period_of("2026Q1")), only)}
    assert told == {"甲镇": ("撤销序号1",)}  # both share the first place now, as 丙镇 had it


def test_unit_new_or_gone__pointed_out() -> None:
    done = written(publish(office()))
    ledger = office(EVENTS, units="甲镇 乡镇; 丁局 县直部门", published=done)
    assert codes(publication_findings(score(ledger, period_of("2026Q1")), ledger)) == ["S347", "S348"]


# Corrections


def test_correction__a_row_for_each_changed_unit_and_the_old_figure_kept() -> None:
    done = publish(office())
    ledger = office(LATE, published=written(done))
    plan = correct(ledger)
    (row,) = plan.changes.appends
    assert (row.values["unit"], row.values["kind"], row.values["score"]) == ("甲镇", "更正", "96")
    assert row.values["reason"] == "补记（原得分 98，现得分 96；补记序号2）"
    corrected = office(LATE, published=written(done, plan))
    board = score(corrected, period_of("2026Q1"))
    assert differences(board, corrected) == ()
    assert [f.kind for f in with_published(board, corrected).published if f.unit == "甲镇"] == ["公示", "更正"]
    assert refused(publish(corrected, "定稿", on="2026-04-20")) == []


def test_correction__refused_without_reason_publication_change_or_order() -> None:
    done = written(publish(office()))
    assert refused(correct(office(LATE, published=done), reason="", by="")) == ["S338"]
    assert refused(correct(office(LATE))) == ["S343"]
    assert codes(correct(office(published=done)).findings) == ["S344"]
    assert refused(correct(office(LATE, published=done), on="2026-04-06")) == ["S349"]


# Versions


def test_versions__do_not_depend_on_order_of_columns_and_rows_or_blank_rows() -> None:
    plain = scoring_ledger(EVENTS, scoring_rules="| 规则号 | 情形 | 主办值 |\n| A1 | 迟报 | 1.5 |\n| A2 | 漏报 | 2 |")
    moved = scoring_ledger(
        EVENTS, scoring_rules="| 主办值 | 情形 | 规则号 |\n| 2 | 漏报 | A2 |\n| | | |\n| 1.50 | 迟报 | A1 |"
    )
    other = scoring_ledger(EVENTS, scoring_rules="| 规则号 | 情形 | 主办值 |\n| A1 | 迟报 | 1.6 |\n| A2 | 漏报 | 2 |")
    assert method_version(plain) == method_version(moved) != method_version(other)
    differing = [
        a != b for a, b in zip(method_version(plain).split("-"), method_version(other).split("-"), strict=True)
    ]
    assert differing == [False, False, True, False, False, False, False]


def test_version_of_the_ledger__does_not_see_a_later_quarter() -> None:
    later = EVENTS + "    | 2    | 2026-05-20 | 甲镇 | D-2      | A7a      | 已确认 | 王督查 | 2026-05-25 |\n"
    versions = [
        ledger_version(score(ledger, period_of("2026Q1")), ledger) for ledger in (office(), office(later), office(LATE))
    ]
    assert versions[0] == versions[1] != versions[2]


# The rows of the two sheets


def test_rows_of_published_scores__each_fault_at_its_cell() -> None:
    ledger = office(
        published="""
        | 期     | 单位 | 类别 | 得分   | 发布日期   | 办法版本 | 理由 | 决定人 |
        | 三季   | 甲镇 | 公示 | 98     | 2026-04-07 |          |      |        |
        | 2026Q1 | 丙镇 | 公示 | 98     | 2026-04-07 |          |      |        |
        | 2026Q1 | 甲镇 | 初稿 | 98     | 2026-04-07 |          |      |        |
        | 2026Q1 | 甲镇 | 公示 | 98     |            |          |      |        |
        | 2026Q1 | 甲镇 | 公示 | 九十八 | 2026-04-07 |          |      |        |
        | 2026Q1 | 甲镇 | 公示 | 98     | 2026-04-07 | 第二版   |      |        |
        | 2026Q1 | 甲镇 | 更正 | 97     | 2026-04-09 |          |      | 李主任 |
        | 2026Q1 | 甲镇 | 公示 | 97     | 2026-04-07 |          |      |        |
        | 2026Q2 | 甲镇 | 更正 | 97     | 2026-07-09 |          | 补记 | 李主任 |
        """
    )
    assert found(check_published(ledger)) == [
        ("S350", "A3"),
        ("S351", "B4"),
        ("S352", "C5"),
        ("S353", "E6"),
        ("S354", "D7"),
        ("S355", "F8"),
        ("S356", "G9"),
        ("S357", "B10"),
        ("S358", "C11"),
    ]


def test_rows_of_objections__each_fault_at_its_cell() -> None:
    ledger = office(
        published=written(publish(office())),
        objections="""
        | 提出日期   | 单位 | 期     | 序号 | 答复期限   | 复核结论 | 答复日期   | 复核人 |
        | 2026-04-10 | 甲镇 | 一季   |      | 2026-05-30 |          |            |        |
        | 2026-04-10 | 丙镇 | 2026Q1 |      | 2026-05-30 |          |            |        |
        |            | 甲镇 | 2026Q1 |      |            |          |            |        |
        | 2026-04-10 | 甲镇 | 2026Q2 |      | 2026-05-30 |          |            |        |
        | 2026-04-20 | 甲镇 | 2026Q1 | 9    | 2026-05-30 |          |            |        |
        | 2026-04-10 | 甲镇 | 2026Q1 | 1    |            |          |            |        |
        | 2026-04-10 | 甲镇 | 2026Q1 | 1    |            | 维持     | 2026-04-20 | 李主任 |
        | 2026-04-10 | 甲镇 | 2026Q1 | 1    |            | 更正     | 2026-04-14 |        |
        """,
    )
    assert found(check_objections(ledger, as_of=date(2026, 4, 20), workdays=CALENDAR)) == [
        ("S350", "C3"),
        ("S351", "B4"),
        ("S360", "C4"),
        ("S359", "A5"),
        ("S360", "C6"),
        ("S366", "D7"),
        ("S361", "A7"),
        ("S362", "E8"),
        ("S363", "G9"),
        ("S365", "F10"),
        ("S364", "F10"),
    ]


def test_open_objections__most_urgent_first() -> None:
    ledger = office(
        published=written(publish(office())),
        objections="""
        | 提出日期   | 单位 | 期     | 答复期限   | 复核结论 | 答复日期   | 复核人 |
        | 2026-04-10 | 甲镇 | 2026Q1 |            |          |            |        |
        | 2026-04-10 | 乙局 | 2026Q1 | 2026-04-13 |          |            |        |
        | 2026-04-10 | 甲镇 | 2026Q1 |            | 维持     | 2026-04-14 | 李主任 |
        """,
    )
    waiting = open_objections(ledger, as_of=date(2026, 4, 15), workdays=CALENDAR)
    assert [(one.unit, str(one.answer_by), one.overdue) for one in waiting] == [
        ("乙局", "2026-04-13", True),
        ("甲镇", "2026-04-17", False),
    ]


def test_rows_of_a_plan__say_why() -> None:
    row: RowAppend = publish(office()).changes.appends[0]
    assert (row.key, row.because.text) == ("甲镇", "2026年第一季度成绩公示")
