"""Obligations: what units and the office owe from matters, rules and calendar, and which record answers what."""

from datetime import date

import pytest

from duban_xl.documents.papers.kind import Request
from duban_xl.documents.papers.notice.compose import compose_notices
from duban_xl.documents.papers.notice.facts import NoticeFacts
from duban_xl.model.lifecycle import Move
from duban_xl.model.matter import Matter
from duban_xl.model.obligation import Obligation, OwedKind
from duban_xl.plan.course import moved
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.plan.matter_limit import matter_deadline, moved_to, settled_due
from duban_xl.plan.obligations import Obligations, obligations
from duban_xl.plan.refresh import plan_refresh
from duban_xl.plan.reminders import reminders
from duban_xl.plan.summary import alert
from duban_xl.read.holidays import official_workdays
from tests.packs import pack_with

UNITS = """
    | 单位代码 | 单位名称 | 组别     |
    | U1       | 甲局     | 县直部门 |
    | U2       | 乙镇     | 乡镇     |
"""
MATTERS = "| 事项编号 | 类别 | 事项名称 | 主办单位 | 协办单位 | 批示日期 | 交办日期 | 签收日期 | 时限要求 | 办结时限 | 报送周期 | 状态 | 办结日期 |\n"
LETTER = "| A | MC16 | 信访件 | 甲局 | | 2026-01-05 | 2026-01-05 | 2026-01-05 | | | | 承办中 | |"
INSTRUCTION = "| A | MC13 | 批示 | 甲局 | | 2026-09-23 | 2026-09-24 | 2026-09-24 | {limit} | {due} | | 承办中 | |"
SURVEY = "| A | MC18 | 调研 | 甲局 | 乙镇 | 2026-01-05 | 2026-01-05 | 2026-01-05 | | | | 承办中 | |"
DOCUMENTS = "| 文种 | 标题 | 事项编号 | 拟稿日期 | 签发日期 | 状态 |\n"
RETURNS = "| 事项编号 | 单位 | 角色 | 报送期 | 收到时间 | 报告类型 | 审核结论 |\n"
STEPS = "| 日期 | 事项编号 | 动作 | 单位 | 新时限 | 规则编号 |\n"
MILESTONES = "| 事项编号 | 节点 | 计划日期 | 完成日期 |\n"


def owed(pack: str, *matters: str, as_of: str = "2026-12-31", **sheets: str) -> Obligations:
    """What is owed in 2026 by the pack's method on these matters."""
    ledger = pack_with(pack, units=UNITS, matters=MATTERS + "\n".join(matters), **sheets)
    workdays = official_workdays()
    return obligations(
        ground_of(ledger, workdays), date(2026, 1, 1), date(2026, 12, 31), as_of=date.fromisoformat(as_of)
    )


def by_rule(found: Obligations, rule: str) -> dict[str, str]:
    """Due date → what became of it, for one rule."""
    return {f"{one.due:%m-%d}": one.standing.value for one in found.dated if one.rule == rule and one.due}


def result(found: Obligations) -> Obligation:
    (one,) = (one for one in (*found.dated, *found.undated) if one.kind is OwedKind.RESULT)
    return one


def limit_in_force(ground: Ground, matter: Matter) -> date | None:
    """What the limit was moved to, else the due date itself."""
    deadline = matter_deadline(ground, matter)
    return moved_to(ground, matter, deadline)[0] or settled_due(ground, matter, deadline)


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("2026-01-30 2026-03-31", {"01-31": "按时", "02-28": "未报", "03-31": "按时"}),
        ("2026-02-03", {"01-31": "逾期", "02-28": "未报", "03-31": "未报"}),
        ("2026-01-30 2026-02-03", {"01-31": "按时", "02-28": "按时", "03-31": "未报"}),
        ("2026-02-20 2026-02-27", {"01-31": "逾期", "02-28": "按时", "03-31": "未报"}),
        ("2026-02-26", {"01-31": "未报", "02-28": "按时", "03-31": "未报"}),
    ],
    ids=["one-left-out", "soon-after", "early", "two-in-a-month", "near-the-next"],
)
def test_trap_39__document_of_a_monthly_duty__answers_one_month_only(signed: str, expected: dict[str, str]) -> None:
    rows = "\n".join(f"| 查办件办理情况 | 汇总 | | {day} | {day} | 已签发 |" for day in signed.split())
    found = owed("shiwei", LETTER, documents=DOCUMENTS + rows, as_of="2026-04-01")
    months = by_rule(found, "shiwei-2.4-monthly-chaban")
    assert {day: months[day] for day in expected} == expected


@pytest.mark.parametrize(
    "row",
    [
        "| 查办件办理情况 | 草稿 | | 2026-01-29 | | 草稿 |",
        "| 查办件办理情况 | 送审稿 | | 2026-01-29 | | 送审 |",
        "| 查办件办理情况 | 作废 | | 2026-01-29 | 2026-01-29 | 作废 |",
        "| 查办件办理情况 | 调研事项的 | B | 2026-01-29 | 2026-01-29 | 已签发 |",
    ],
    ids=["draft", "submitted", "void", "of-another-category"],
)
def test_trap_39__document_that_did_not_go_out_or_tells_of_another_category__answers_nothing(row: str) -> None:
    found = owed("shiwei", LETTER, SURVEY.replace("| A", "| B"), documents=DOCUMENTS + row, as_of="2026-02-10")
    assert by_rule(found, "shiwei-2.4-monthly-chaban")["01-31"] == "未报"


def test_monthly_duty__is_not_owed_for_a_matter_that_ended_before_the_year() -> None:
    ended = "| A | MC14 | 签批件 | 甲局 | | 2025-10-09 | 2025-10-09 | 2025-10-09 | | | | 办结 | 2025-10-20 |"
    assert by_rule(owed("shiwei", ended), "shiwei-2.3-inspect-monthly") == {}


def test_monthly_duty__is_owed_in_the_month_in_which_the_matter_ends_and_not_after() -> None:
    ended = "| A | MC14 | 签批件 | 甲局 | | 2026-01-31 | 2026-01-31 | 2026-01-31 | | | | 办结 | 2026-03-20 |"
    assert list(by_rule(owed("shiwei", ended), "shiwei-2.3-inspect-monthly")) == ["02-28", "03-31"]


def test_trap_40__soft_duty__is_called_to_mind_never_late_and_not_done_by_an_inspection() -> None:
    matter = "| A | MC14 | 签批件 | 甲局 | | 2026-01-05 | 2026-01-05 | 2026-01-05 | | | | 承办中 | |"
    inspected = "| 日期 | 事项编号 | 方式 |\n| 2026-01-20 | A | 督查活动 |"
    settings = "| 参数 | 值 |\n| 定期适时提醒 | EVERY(6M) |"
    found = owed("shiwei", matter, inspections=inspected, settings=settings, as_of="2027-01-05")
    assert by_rule(found, "shiwei-2.3-transfer") == {"06-30": "未定", "12-31": "未定"}
    assert by_rule(found, "shiwei-2.3-inspect-monthly")["01-31"] == "按时"
    assert by_rule(owed("shiwei", matter), "shiwei-2.3-transfer") == {}


@pytest.mark.parametrize(
    ("row", "documents", "standing"),
    [
        ("| A | MC17 | 调研 | 甲局 | | 2026-11-23 | | | | | | 立项 | |", "", "未报"),
        (
            "| A | MC17 | 调研 | 甲局 | | 2026-11-23 | 2026-12-01 | 2026-12-01 | | | | 承办中 | |",
            "| 督办通知 | 通知 | A | 2026-12-01 | 2026-12-01 | 已签发 |",
            "按时",
        ),
        (
            "| A | MC17 | 调研 | 甲局 | | 2026-11-23 | 2026-12-01 | 2026-12-01 | | | | 承办中 | |",
            "| 督办通知 | 别的事项 | B | 2026-12-01 | 2026-12-01 | 已签发 |",
            "未报",
        ),
    ],
    ids=["not-assigned-yet", "notice-sent", "notice-of-another-matter"],
)
def test_trap_39__breaking_down__is_owed_before_the_matter_is_handed_on(
    row: str, documents: str, standing: str
) -> None:
    found = owed("shiwei", row, documents=DOCUMENTS + documents)
    assert by_rule(found, "shiwei-3.1-decompose-7wd") == {"12-02": standing}


def test_trap_29__report_sent_back__does_not_make_the_first_limit_late() -> None:
    matter = "| A | MC14 | 批示 | 甲局 | | 2026-02-13 | 2026-02-13 | 2026-02-13 | 2026-03-06 | | | 办结 | 2026-04-10 |"
    returns = RETURNS + "\n".join(
        (
            "| A | 甲局 | 主办 | 2026-03 | 2026-03-05 10:00 | 办结报告 | 退回 |",
            "| A | 甲局 | 主办 | 2026-03 | 2026-03-23 10:00 | 办结报告 | 退回 |",
            "| A | 甲局 | 主办 | 2026-04 | 2026-04-08 10:00 | 办结报告 | 合格 |",
        )
    )
    steps = STEPS + "| 2026-03-09 | A | 退回 | 甲局 | 2026-03-20 | |\n| 2026-03-25 | A | 退回 | 甲局 | 2026-04-10 | |"
    found = owed("cangnan", matter, returns=returns, steps=steps)
    assert by_rule(found, "cangnan-2.3-limit") == {"03-06": "按时", "03-20": "逾期", "04-10": "按时"}


@pytest.mark.parametrize(
    ("limit", "due", "granted", "expected"),
    [
        ("", "", "", ("2026-10-12", "shiwei-2.2-due-7wd")),
        ("5个工作日", "", "", ("2026-10-09", "shiwei-2.2-due-given")),
        ("2026-09-29", "", "", ("2026-09-29", "shiwei-2.2-due-given")),
        ("", "2026-10-09", "", ("2026-10-09", "shiwei-2.2-due-given")),
        ("", "", "2026-10-22", ("2026-10-22", "shiwei-2.2-cap-15wd")),
        ("", "", "2026-10-23", ("2026-10-12", "shiwei-2.2-due-7wd")),
    ],
    ids=["default", "days-stated", "day-stated", "day-typed", "extended", "beyond-the-cap"],
)
def test_trap_09__result__is_due_by_the_rule_that_gives_its_day(
    limit: str, due: str, granted: str, expected: tuple[str, str]
) -> None:
    requests = "| 事项编号 | 单位 | 申请日期 | 原因 | 同意人 | 批准延至 | 结论 |\n"
    requests += f"| A | 甲局 | 2026-10-09 | 核实 | 张三 | {granted} | 同意 |" if granted else ""
    one = result(owed("shiwei", INSTRUCTION.format(limit=limit, due=due), extensions=requests))
    assert (str(one.due), one.rule) == expected


@pytest.mark.parametrize("done", ["", "2026-02-27"])
def test_schedule__progress_is_asked_for_after_its_end_whatever_was_ticked_off(done: str) -> None:
    plan = MILESTONES + f"| A | 摸底 | 2026-02-28 | {done} |\n| A | 整治 | 2026-10-30 | {done} |"
    found = owed("shiwei", SURVEY, milestones=plan)
    assert list(by_rule(found, "shiwei-3.2-output")) == ["11-28", "12-28"]
    assert OwedKind.RESULT not in {one.kind for one in (*found.dated, *found.undated)}


def test_schedule__missing_where_the_category_goes_by_it__is_shown_as_undated() -> None:
    one = result(owed("shiwei", SURVEY))
    assert (one.due, one.rule, one.note) == (None, "shiwei-3.2-milestone", "未定期限")


def test_own_cycle__cites_the_rule_that_leaves_it_to_the_ledger() -> None:
    matter = "| A | {} | 安排 | 甲局 | | 2026-06-30 | 2026-06-30 | 2026-06-30 | | | QMD(28) | 承办中 | |"
    left_open = owed("shiwei", matter.format("MC02"))
    assert list(by_rule(left_open, "shiwei-1.1b-feedback-mech")) == ["09-28", "12-28"]
    assert list(by_rule(owed("cangnan", matter.format("MC03")), "")) == ["09-28", "12-28"]


def test_matter_that_need_not_be_done__owes_what_fell_due_before_the_approval() -> None:
    matter = "| A | MC29 | 问题 | 乙镇 | | 2026-08-17 | 2026-08-17 | 2026-08-17 | 2026-09-10 | | | 经批准不办 | |"
    steps = STEPS + "| 2026-09-18 | A | 批准不办 | 乙镇 | | cangnan-3.3-cannot |"
    found = owed("cangnan", matter, steps=steps)
    assert list(by_rule(found, "cangnan-4.1-halfmonth")) == ["08-31", "09-15"]
    assert OwedKind.RESULT not in {one.kind for one in (*found.dated, *found.undated)}
    assert by_rule(owed("cangnan", matter), "cangnan-4.1-halfmonth") == {}


def test_trap_05__result_of_a_lead_to_whom_the_others_report__is_not_addressed_to_itself() -> None:
    matter = "| A | MC10 | 会议 | 甲局 | 乙镇 | 2026-04-29 | 2026-05-06 | 2026-05-06 | | | | 承办中 | |"
    found = owed("shiwei", matter)
    assert result(found).to == ""
    assert {(one.unit, one.to) for one in found.dated if one.rule == "shiwei-1.6-report-q28"} == {("乙镇", "牵头单位")}


def test_three_books__say_which_of_them_is_due() -> None:
    matter = "| A | MC30 | 决议 | 甲局 | | 2026-01-05 | 2026-01-05 | 2026-01-05 | | | | 承办中 | |"
    found = owed("cangnan", matter)
    books = [one.what.split("：")[0] for one in found.dated if one.rule == "cangnan-2.1-three-books"]
    assert books == ["年初建账", "年中查账", "年终结账"]


CITY_PAPER = (
    "| A | {code} | 市里要报的 | 甲局 | | 2026-09-14 | 2026-09-15 | 2026-09-16 | {limit} | {due} | | 承办中 | |"
)
UPWARD = "xiayi-2.1-3-upward"


def upward(found: Obligations) -> tuple[date | None, ...]:
    """By when the unit reports to the office, and the office to its superior."""
    return tuple(one.due for one in (*found.dated, *found.undated) if one.rule == UPWARD)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("2026-10-10", (date(2026, 9, 30), date(2026, 10, 10))),
        ("10月10日前", (date(2026, 9, 30), date(2026, 10, 10))),
        ("接通知12个工作日内", (date(2026, 9, 29), date(2026, 10, 9))),
        ("年底前", (date(2026, 12, 28), date(2026, 12, 31))),
        ("", (None, None)),
        ("及时", (None, None)),
    ],
    ids=["D51", "D51-chinese", "span", "year-end", "blank", "soft"],
)
@pytest.mark.parametrize("code", ["MC03", "MC07a", "MC13"])
def test_d51__unit_reports_three_workdays_before_the_superiors_date(
    code: str, limit: str, expected: tuple[date | None, ...]
) -> None:
    """xiayi-2.1-3-upward: the matter states the superior's date; the office reports on it, the unit before it."""
    assert upward(owed("xiayi", CITY_PAPER.format(code=code, limit=limit, due=""))) == expected


def test_d51__lead_is_a_setting_and_a_typed_day_is_the_units_own() -> None:
    settings = "| 参数 | 值 |\n| 上报提前工作日 | 5 |"
    row = CITY_PAPER.format(code="MC03", limit="2026-10-10", due="")
    assert upward(owed("xiayi", row, settings=settings))[0] == date(2026, 9, 28)
    typed = owed("xiayi", CITY_PAPER.format(code="MC03", limit="2026-10-10", due="2026-09-25"))
    assert result(typed).due == date(2026, 9, 25)
    assert [one.due for one in typed.dated if one.kind is OwedKind.DUTY and one.matter] == [date(2026, 10, 10)]


def test_d51__without_the_superiors_date__both_say_that_there_is_no_limit() -> None:
    found = owed("xiayi", CITY_PAPER.format(code="MC03", limit="", due=""))
    assert [one.note for one in found.undated if one.rule == UPWARD] == ["未定期限", "未定期限"]


def test_d51__county_paper__is_due_on_the_day_itself_and_goes_no_further() -> None:
    found = owed("xiayi", CITY_PAPER.format(code="MC04", limit="2026-10-10", due=""))
    assert result(found).due == date(2026, 10, 10)
    assert upward(found) == ()


def test_d51__notice_tells_the_units_their_own_date_not_the_superiors() -> None:
    row = CITY_PAPER.format(code="MC03", limit="2026-10-10", due="2026-09-30")
    ledger = pack_with("xiayi", units=UNITS, matters=MATTERS + row)
    request = Request(
        ledger=ledger,
        about=(ledger.matters[0].number,),
        name="督查通知书",
        as_of=date(2026, 9, 15),
        workdays=official_workdays(),
    )
    [facts] = [subject.facts for subject in compose_notices(request)]
    assert isinstance(facts, NoticeFacts)
    assert (facts.due_date, facts.due_text) == (date(2026, 9, 30), "")


def test_d51__matter_without_the_superiors_date__has_no_limit_to_hand_on() -> None:
    row = CITY_PAPER.format(code="MC04", limit="", due="").replace("承办中", "立项")
    no_limit = [("F113", "I3")]
    for code in ("MC04", "MC03"):
        ledger = pack_with("xiayi", units=UNITS, matters=MATTERS + row.replace("MC04", code))
        ground = ground_of(ledger, official_workdays())
        move = Move(action="交办", taken_on=date(2026, 9, 15), by="张三")
        found = moved(ground, ledger.matters[0], move).findings
        assert [(one.code, one.source.cell) for one in found if one.code == "F113"] == no_limit


EXTENSIONS = "| 事项编号 | 单位 | 申请日期 | 原因 | 进展 | 同意人 | 批准延至 | 结论 |\n"
LEADER = "| A | MC14 | 批示 | 甲局 | | 2026-09-24 | 2026-09-25 | 2026-09-25 | | | | 承办中 | |"
PROPOSAL = "| A | MC23 | 提案 | 甲局 | | | 2026-03-31 | 2026-03-31 | | | | 承办中 | |"


@pytest.mark.parametrize(
    ("matter", "requests", "expected"),
    [
        (LEADER, "2026-10-09 2026-10-23", "2026-10-23 weinan-09-extension"),
        (LEADER, "2026-10-10 2026-10-23", "2026-10-09 weinan-09-deadline-5wd"),
        (LEADER, "2026-10-09 2026-10-23;2026-10-20 2026-11-06", "2026-11-06 weinan-09-extension"),
        (LEADER, "2026-10-09 2026-10-23;2026-10-26 2026-11-06", "2026-10-23 weinan-09-extension"),
        (PROPOSAL, "2026-06-25 2026-09-30", "2026-09-30 weinan-10-proposal-6m"),
        (PROPOSAL, "2026-06-25 2026-10-01", "2026-06-30 weinan-10-proposal-3m"),
    ],
    ids=["on-the-day", "D43-late", "second-in-time", "second-late", "to-the-cap", "beyond-the-cap"],
)
def test_trap_10__extension__counts_if_asked_for_in_time_and_within_the_cap(
    matter: str, requests: str, expected: str
) -> None:
    rows = (
        f"| A | 甲局 | {asked} | 雨 | 过半 | 王某 | {to} | 同意 |" for asked, to in map(str.split, requests.split(";"))
    )
    found = result(owed("weinan", matter, extensions=EXTENSIONS + "\n".join(rows)))
    assert f"{found.due} {found.rule}" == expected


@pytest.mark.parametrize(
    ("status", "review", "expected"),
    [
        ("已反馈待审", "待审", {"10-28": "按时"}),
        ("退回重办", "退回", {"10-28": "按时", "11-28": "未报", "12-28": "未报"}),
        ("滚动跟踪", "合格", {"10-28": "按时", "11-28": "未报", "12-28": "未报"}),
    ],
)
def test_progress__is_asked_for_until_the_final_result(status: str, review: str, expected: dict[str, str]) -> None:
    """weinan-12-interim: 续报至最终结果, unless the office goes on tracking it."""
    returns = RETURNS + f"| A | 甲局 | 主办 | 2026-10 | 2026-10-28 09:00 | 办结报告 | {review} |"
    found = owed("weinan", LEADER.replace("承办中", status), returns=returns)
    assert by_rule(found, "weinan-12-interim") == expected


def test_urgent_matter__cites_no_rule_that_does_not_speak_of_it() -> None:
    """The 5 workdays of weinan-09-deadline-5wd are not why the units are told at once."""
    urgent = "| 事项编号 | 类别 | 事项名称 | 主办单位 | 紧急程度 | 交办日期 | 状态 |\n| A | MC14 | 急件 | 甲局 | 特急 | 2026-10-03 | 承办中 |"
    ledger = pack_with("weinan", units=UNITS, matters=urgent)
    found = obligations(
        ground_of(ledger, official_workdays()), date(2026, 1, 1), date(2026, 12, 31), as_of=date(2026, 12, 31)
    )
    assert [(one.unit, one.rule) for one in found.undated if one.kind is OwedKind.AT_ONCE] == [("甲局", "")]


@pytest.mark.parametrize(("method", "expected"), [("听取汇报", "按时"), ("季度督查", "未定")])
def test_duty_of_the_whole_office__is_told_by_inspections_of_the_ways_of_its_rule(method: str, expected: str) -> None:
    settings = "| 参数 | 值 |\n| 定期适时提醒 | AD(12-18) |"
    visits = f"| 日期 | 方式 | 单位 |\n| 2026-11-05 | {method} | 甲局 |"
    found = owed("xiayi", settings=settings, inspections=visits)
    assert by_rule(found, "xiayi-3.1-roles") == {"12-18": expected}


# What was moved, sent back, or followed up without a limit


SENT_BACK = "| A | MC14 | 批示 | 甲局 | | 2026-03-01 | 2026-03-02 | 2026-03-02 | | | | 退回重办 | |"


@pytest.mark.parametrize(("on", "lamp"), [("2026-06-30", "黄"), ("2026-07-01", "红")])
def test_trap_21__sent_back__the_new_limit_is_the_one_in_force(on: str, lamp: str) -> None:
    steps = STEPS + "| 2026-03-10 | A | 退回 | 甲局 | 2026-06-30 | |"
    ledger = pack_with("weinan", units=UNITS, matters=MATTERS + SENT_BACK, steps=steps)
    ground = ground_of(ledger, official_workdays())
    matter = ledger.matters[0]
    assert limit_in_force(ground, matter) == date(2026, 6, 30)
    moved_day, row = moved_to(ground, matter, matter_deadline(ground, matter))
    assert (moved_day, row and row.record.row) == (date(2026, 6, 30), 3)
    assert alert(matter, date.fromisoformat(on), due_date=moved_day, soon=7) == lamp


def test_trap_21__extension_asked_for_by_the_new_limit__is_in_time() -> None:
    steps = STEPS + "| 2026-03-10 | A | 退回 | 甲局 | 2026-06-30 | |"
    extensions = (
        "| 事项编号 | 单位 | 申请日期 | 申请延至 | 原因 | 进展 | 同意人 | 同意日期 | 批准延至 | 结论 |\n"
        "| A | 甲局 | 2026-06-20 | 2026-08-31 | 雨 | 过半 | 王某 | 2026-06-22 | 2026-08-31 | 同意 |"
    )
    ledger = pack_with("weinan", units=UNITS, matters=MATTERS + SENT_BACK, steps=steps, extensions=extensions)
    assert limit_in_force(ground_of(ledger, official_workdays()), ledger.matters[0]) == date(2026, 8, 31)
    found = plan_refresh(ledger, date(2026, 7, 1), workdays=official_workdays()).findings
    assert [one.code for one in found if one.code in ("T105", "T106", "T118")] == []


@pytest.mark.parametrize(
    ("asked", "granted", "codes", "due"),
    [
        ("2026-10-09", "2026-10-20", [], "2026-10-20"),
        ("2026-10-12", "2026-10-20", ["T106"], "2026-10-09"),  # although 原时限 claims a later day
        ("2026-10-08", "2026-10-01", ["T118"], "2026-10-09"),
    ],
)
def test_trap_10__extension__is_held_against_the_limit_in_force_not_against_what_it_claims(
    asked: str, granted: str, codes: list[str], due: str
) -> None:
    row = "| A | MC14 | 批示 | 甲局 | | 2026-09-24 | 2026-09-24 | 2026-09-25 | | | | 承办中 | |"
    extensions = (
        "| 事项编号 | 单位 | 申请日期 | 原时限 | 原因 | 进展 | 同意人 | 同意日期 | 批准延至 | 结论 |\n"
        f"| A | 甲局 | {asked} | | 雨 | 过半 | 王某 | {asked} | {granted} | 同意 |"
    )
    ledger = pack_with("weinan", units=UNITS, matters=MATTERS + row, extensions=extensions)
    assert limit_in_force(ground_of(ledger, official_workdays()), ledger.matters[0]) == date.fromisoformat(due)
    found = plan_refresh(ledger, date(2026, 10, 13), workdays=official_workdays()).findings
    assert [one.code for one in found if one.code in ("T105", "T106", "T118")] == codes


def test_typed_extension_beyond_the_cap__told_though_nobody_asked_for_it() -> None:
    columns = MATTERS.replace("| 办结日期 |", "| 办结日期 | 延期至 |")
    row = "| A | MC13 | 批示 | 甲局 | | 2026-09-23 | 2026-09-24 | 2026-09-24 | | | | 承办中 | | 2026-12-31 |"
    ledger = pack_with("shiwei", units=UNITS, matters=columns + row)
    found = plan_refresh(ledger, date(2026, 10, 1), workdays=official_workdays()).findings
    assert ("T105", "N3") in [(one.code, one.source.cell) for one in found]  # shiwei-2.2-cap-15wd


@pytest.mark.parametrize(("status", "assigned"), [("滚动跟踪", "2026-01-05"), ("承办中", "")])
def test_rolling_matter_without_limit__reports_from_its_assignment_or_receipt(status: str, assigned: str) -> None:
    row = f"| A | MC17 | 调研 | 甲局 | | 2026-01-05 | {assigned} | 2026-01-05 | | | | {status} | |"
    found = owed("shiwei", row, as_of="2026-02-01")
    assert by_rule(found, "shiwei-3.1-rolling")["01-28"] == "未报"


@pytest.mark.parametrize("typed", ["随到随办", "立即办理"])
def test_trap_40__at_once_typed_as_the_limit__alerts_every_unit_and_is_never_late(typed: str) -> None:
    row = f"| A | MC14 | 批示 | 甲局 | 乙镇 | 2026-03-01 | 2026-03-02 | 2026-03-02 | {typed} | | | 承办中 | |"
    found = owed("weinan", row)
    assert [one.unit for one in found.undated if one.kind is OwedKind.AT_ONCE] == ["甲局", "乙镇"]
    assert OwedKind.RESULT not in {one.kind for one in (*found.dated, *found.undated)}


def test_office_summary__counts_from_the_last_of_the_units_papers() -> None:
    row = "| A | MC12 | 讲话 | 甲局 | | 2026-04-30 | 2026-04-30 | 2026-04-30 | | | | 承办中 | |"
    columns = MATTERS.replace("| 批示日期 |", "| 安排日期 |")
    ledger = pack_with("shiwei", units=UNITS, matters=columns + row)
    found = obligations(
        ground_of(ledger, official_workdays()), date(2026, 1, 1), date(2026, 12, 31), as_of=date(2026, 5, 1)
    )
    assert by_rule(found, "shiwei-2.1-office-summary-5d") == {"05-10": "未到期"}


def test_reminder__of_a_periodic_report_the_last_missing_date_not_the_next_one() -> None:
    row = "| A | MC08 | 会议 | 甲局 | | 2026-01-05 | 2026-01-05 | 2026-01-05 | | | | 承办中 | |"
    ledger = pack_with("shiwei", units=UNITS, matters=MATTERS + row)
    (first, *_others) = reminders(ground_of(ledger, official_workdays()), date(2026, 4, 25))
    told = [str(one.owed.due) for one in first.reminders if one.owed.kind is OwedKind.REPORT]
    assert told == ["2026-03-28"]
