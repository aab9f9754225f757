"""Circulars about a quarter: what they state, what they only propose, and that nothing is left out or contradicts itself."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from duban_xl.documents.papers.circular.compose import circular_facts
from duban_xl.documents.papers.circular.figures import span_of
from duban_xl.documents.papers.document import check_document, check_facts, render
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.quarter_circular import QUARTER_CIRCULAR, QuarterFacts
from duban_xl.documents.papers.quarter_circular import sample as quarter_sample
from duban_xl.documents.papers.registry import kind_of
from duban_xl.documents.papers.release import RELEASE, ReleaseFacts
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.documents.papers.task_table import TASK_TABLE, TaskTableFacts
from duban_xl.documents.papers.ten_things import TEN_THINGS, TenThingsFacts
from duban_xl.documents.word.opened import open_document
from duban_xl.documents.word.xml import text_of
from duban_xl.model.ledger import Ledger
from duban_xl.plan.ground import ledger_workdays
from duban_xl.read.holidays import official_workdays
from tests.packs import pack_with
from tests.scoring import period_of
from tests.tables import ledger_from

TEMPLATES = Path(__file__).resolve().parent.parent / "workbook_templates" / "word"
AS_OF = date(2026, 10, 12)
UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 |
    | U1 | 甲镇人民政府 | 甲镇 | 乡镇 |
    | U2 | 乙局 | | 部门 |
    | U3 | 丙局 | | 部门 |
"""
MATTERS = """
    | 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 办结时限 | 报送周期 | 状态 | 办结日期 |
    | D-1 | 批示 | 山塘加固 | 甲镇 | 2026-07-01 | 2026-08-31 | QMD(28) | 承办中 | |
    | D-2 | 批示 | 道路改造 | 乙局 | 2026-07-01 | 2026-12-31 | QMD(28) | 承办中 | |
    | D-3 | 年度重点 | 学校建设 | 乙局 | 2026-07-01 | 2026-08-31 | QMD(28) | 办结 | 2026-09-05 |
    | D-4 | 年度重点 | 停车场 | 乙局 | 2026-07-01 | 2026-08-31 | QMD(28) | 办结 | 2026-10-05 |
"""
RETURNS = """
    | 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 | 进展情况 |
    | D-2 | 乙局 | 2026Q3 | 2026-09-28 | 2026-09-27 09:00 | 完成一半 |
    | D-3 | 乙局 | 2026Q3 | 2026-09-28 | 2026-09-27 09:00 | 完成 |
    | D-4 | 乙局 | 2026Q3 | 2026-09-28 | 2026-09-27 09:00 | 完成 |
"""
STEPS = """
    | 日期 | 事项编号 | 动作 | 单位 |
    | 2026-08-03 | D-1 | 退回 | |
    | 2026-08-10 | D-1 | 退回 | |
    | 2026-08-11 | D-1 | 退表 | 甲镇 |
    | 2026-10-01 | D-1 | 退回 | |
"""
INSPECTIONS = """
    | 日期 | 方式 | 单位 | 发现问题 | 整改时限 |
    | 2026-08-20 | 实地督查 | 甲镇 | 台账不全。 | 2026-08-31 |
    | 2026-06-20 | 实地督查 | 甲镇 | 上个季度的问题 | |
"""
CONSEQUENCES = """
    | 日期 | 类型 | 单位 | 事项编号 | 事由 | 同意人 | 撤销日期 |
    | 2026-08-20 | 通报批评 | 甲镇 | D-1 | 久拖不决 | 王某 | |
    | 2026-08-21 | 通报批评 | 丙局 | | 已经撤销的 | 王某 | 2026-09-01 |
    | 2026-08-22 | 通报表扬 | 丙局、乙局 | | 协同有力 | 王某 | |
"""
SHEETS = {
    "units": UNITS, "matters": MATTERS, "returns": RETURNS, "steps": STEPS, "inspections": INSPECTIONS,
    "consequences": CONSEQUENCES,
}  # fmt: skip


def asked(ledger: Ledger, *about: str, name: str = "季度通报") -> Request:
    workdays = ledger_workdays(ledger, official_workdays())
    return Request(ledger=ledger, about=about, name=name, as_of=AS_OF, workdays=workdays)


def quarter(**sheets: str) -> tuple[QuarterFacts, Subject]:
    (subject,) = QUARTER_CIRCULAR.compose(asked(ledger_from(**(SHEETS | sheets)), "2026Q3"))
    assert isinstance(subject.facts, QuarterFacts)
    return subject.facts, subject


def written(facts: PaperFacts) -> str:
    """The whole text of the draft, in which nothing is amiss."""
    kind = kind_of(facts)
    data = render(kind.name, facts, OFFICE, template=TEMPLATES / kind.file, status="草稿")
    assert [one.code for one in check_document(data, facts) if one.code != "D140"] == []
    return "\n".join(text_of(paragraph) for paragraph in open_document(data).leaves())


def test_circular__quality_counts_what_was_done_in_time_and_what_went_back() -> None:
    ledger = ledger_from(**SHEETS)
    workdays = ledger_workdays(ledger, official_workdays())
    facts = circular_facts(
        span_of(ledger, period_of("2026Q3"), as_of=date(2026, 9, 30), dated_on=AS_OF, workdays=workdays)
    )
    quality = facts.quality
    assert (facts.matters.completed, quality.on_time, quality.late, quality.unlimited) == (1, 0, 1, 0)  # D-4 came after
    assert (quality.sent_back, quality.sent_back_matters, quality.forms_sent_back) == (2, 1, 1)
    assert facts.sent_back_units == ("甲镇人民政府",)
    assert facts.other_problems == ("甲镇人民政府：台账不全（2026年8月31日前整改到位）",)
    assert [(row.name, row.total, row.overdue) for row in facts.by_category] == [("批示", 2, 1), ("年度重点", 2, 0)]
    assert check_facts(facts) == ()


def test_criticism__names_unit_and_matter_and_leaves_out_what_was_revoked() -> None:
    facts, subject = quarter()
    assert [(row.unit, row.number, row.fact) for row in facts.criticisms] == [("甲镇人民政府", "D-1", "久拖不决")]
    assert [row.unit for row in facts.praises] == ["乙局、丙局"] or [row.unit for row in facts.praises] == [
        "丙局、乙局"
    ]
    assert {row.number for row in subject.publishes} == {"D-1", ""}
    assert "（第D-1号事项）：久拖不决。" in written(facts)


def test_quarter__every_unit_in_the_directorys_order_even_with_nothing_to_report() -> None:
    facts, _ = quarter()
    assert [row.unit for row in facts.unit_figures] == ["甲镇人民政府", "乙局", "丙局"]
    assert facts.idle_units == ("丙局",)
    assert (facts.unit_figures[0].overdue, facts.unit_figures[0].missing, facts.unit_figures[0].sent_back) == (1, 1, 3)
    assert check_facts(facts) == ()


def test_quarter__praise_and_criticism_nobody_decided_are_findings_and_not_in_the_document() -> None:
    facts, subject = quarter(consequences="| 日期 | 类型 | 单位 |")
    said = [(one.code, one.args["unit"]) for one in subject.findings]
    assert said == [("D181", "甲镇人民政府"), ("D180", "乙局")]
    text = written(facts)
    assert (facts.praises, facts.criticisms) == ((), ())
    assert "通报批评" not in text and "予以表扬" not in text


def test_quarter__decided_ones_are_not_proposed_again() -> None:
    _, subject = quarter()
    assert subject.findings == ()


def test_quarter_of_an_empty_ledger__still_a_document() -> None:
    (subject,) = QUARTER_CIRCULAR.compose(asked(ledger_from(units="| 单位代码 | 单位名称 | 组别 |"), "2026Q3"))
    assert isinstance(subject.facts, QuarterFacts)
    assert "没有纳入督查的事项" in written(subject.facts)


@pytest.mark.parametrize("nasty", ["甲<w:p/>乙 & {{ 7*7 }}", "一\n二\n三", "长" * 10_000])
def test_hostile_cells__printed_as_they_are(nasty: str) -> None:
    cell = nasty.replace("\n", "\\n").replace("|", "")
    facts, _ = quarter(inspections=f"| 日期 | 方式 | 单位 | 发现问题 |\n| 2026-08-20 | 实地督查 | 甲镇 | {cell} |")
    assert nasty.split("\n")[0] in written(facts)


def test_many_units__first_ones_by_name_and_all_in_the_annex() -> None:
    units = tuple(f"第{n}镇" for n in range(1, 31))
    sample = quarter_sample()
    row = replace(sample.unit_figures[3], unit="")
    facts = replace(
        sample, idle_units=units, unit_figures=(*sample.unit_figures[:3], *(replace(row, unit=u) for u in units))
    )
    text = written(replace(facts, units_total=33))
    assert "第12镇等30个单位" in text and text.count("第30镇") == 1


def test_figures_of_units_that_do_not_add_up__are_found() -> None:
    facts = quarter_sample()
    wrong = replace(facts, unit_figures=facts.unit_figures[1:])
    assert {one.code for one in check_facts(wrong)} == {"D124"}


# The public copy

PUBLIC_MATTERS = """
    | 事项编号 | 类别 | 事项名称 | 主办单位 | 责任人 | 量化目标 | 交办日期 | 状态 | 完成率 |
    | D-1 | 年度 | 修路 | 甲镇 | 张三丰 | 6条 | 2026-07-01 | 承办中 | 50% |
    | D-2 | 年度 | 建校 | 乙局 | | 1所 | 2026-07-01 | 承办中 | 100% |
    | D-3 | 年度 | 没有目标 | 乙局 | | | 2026-07-01 | 承办中 | 10% |
    | D-4 | 年度 | 没有进度 | 乙局 | | 1所 | 2026-07-01 | 承办中 | |
    | D-5 | 年度 | 张三丰家门口的路，电话13812345678 | 乙局 | | 1条 | 2026-07-01 | 承办中 | 10% |
    | D-6 | 年度 | 信访积案化解 | 乙局 | | 1件 | 2026-07-01 | 承办中 | 10% |
    | D-7 | 信访 | 反映的事 | 乙局 | | 1件 | 2026-07-01 | 承办中 | 10% |
    | D-8 | 年度 | 后来不同意的 | 乙局 | | 1件 | 2026-07-01 | 承办中 | 10% |
    | D-9 | 年度 | 没有审批的 | 乙局 | | 1件 | 2026-07-01 | 承办中 | 10% |
    | D-10 | 年度 | 没有批准人的 | 乙局 | | 1件 | 2026-07-01 | 承办中 | 10% |
"""
APPROVALS = "| 日期 | 事项编号 | 动作 | 批准人 | 同意 |\n" + "\n".join(
    f"| 2026-09-0{n if n < 9 else 9} | D-{n} | 公开审批 | {'' if n == 10 else '王某'} | 是 |"
    for n in (1, 2, 3, 4, 5, 6, 7, 8, 10)
)
CATEGORIES = "| 类别代码 | 类别 |\n| MC21 | 年度 |\n| MC16 | 信访 |"


def public_copy(period: str = "2026-09", settings: str = "| 参数 | 值 |", name: str = "公开稿") -> Subject:
    steps = APPROVALS + "\n| 2026-09-20 | D-8 | 公开审批 | 王某 | 否 |"
    ledger = ledger_from(units=UNITS, matters=PUBLIC_MATTERS, steps=steps, categories=CATEGORIES, settings=settings)
    (subject,) = RELEASE.compose(asked(ledger, period, name=name))
    return subject


def test_public_copy__only_what_a_person_approved_and_the_public_may_see() -> None:
    subject = public_copy()
    facts = subject.facts
    assert isinstance(facts, ReleaseFacts)
    assert [work.title for work in facts.works] == ["修路", "建校"]
    assert (facts.completed, facts.completed_percent, facts.in_hand_percent) == (1, 50, 50)
    said = [
        (one.code, one.args.get("number", ""), one.args.get("what") or one.args.get("words"))
        for one in subject.findings
    ]
    assert said == [
        ("D182", "D-3", "量化目标"),
        ("D182", "D-4", "形象进度（完成率）"),
        ("D183", "", "电话号码、个人姓名"),
        ("D183", "", "信访情况"),
        ("D184", "D-7", "信访件"),
        ("D182", "D-10", "批准人"),
    ]
    text = written(facts)
    assert "张三丰" not in text and "D-1" not in text and "王某" not in text


def test_public_copy_for_the_web__leaves_a_blank_for_who_is_responsible() -> None:
    facts = public_copy(name="网络公布稿").facts
    assert isinstance(facts, ReleaseFacts)
    assert facts.title == "关于2026年9月重点工作进展情况的网络公布稿"
    assert {work.responsible for work in facts.works} == {blank("责任人")}
    assert f"甲镇人民政府（责任人：{blank('责任人')}）" in written(facts)


def test_public_copy_every_two_months__covers_the_month_before() -> None:
    facts = public_copy(settings="| 参数 | 值 |\n| 社会公开周期 | EVERY(2M) |").facts
    assert isinstance(facts, ReleaseFacts)
    assert facts.period_name == "2026年8月至9月"


def test_public_copy_without_anything_to_publish__is_not_written() -> None:
    (subject,) = RELEASE.compose(asked(ledger_from(units=UNITS, matters=PUBLIC_MATTERS), "2026-09", name="公开稿"))
    assert [one.code for one in check_facts(subject.facts)] == ["D128"]
    (told,) = subject.findings
    assert (told.code, told.args["count"], told.args["detail"]) == ("D186", "10", "D-1、D-2、D-7、D-8、D-9、D-10")


def test_public_copy__a_target_that_cannot_be_checked_is_a_finding() -> None:
    matters = PUBLIC_MATTERS.replace("| 6条 |", "| 尽快 |")
    ledger = ledger_from(units=UNITS, matters=matters, steps=APPROVALS, categories=CATEGORIES)
    (subject,) = RELEASE.compose(asked(ledger, "2026-09", name="公开稿"))
    assert ("D185", "尽快") in [(one.code, one.args.get("value")) for one in subject.findings]
    assert "修路" not in written(subject.facts)


# The table of tasks


def test_task_table__units_people_limit_and_nodes_of_every_task_of_the_category() -> None:
    ledger = ledger_from(
        units=UNITS,
        categories="| 类别代码 | 类别 | 报送周期 | 报送对象 |\n| MC05 | 全会事项 | QMD(28) | |",
        matters="""
            | 事项编号 | 类别 | 事项名称 | 主办单位 | 协办单位 | 牵头领导 | 责任人 | 量化目标 | 办结时限 | 状态 |
            | D-1 | MC05 | 修路 | 甲镇 | 乙局、丙局 | 李某 | 张某 | 6条 | 2026-12-31 | 立项 |
            | D-2 | MC05 | 建校 | 乙局 | | | | | | 立项 |
            | D-3 | MC05 | 做完了 | 乙局 | | | | | | 办结 |
        """,
        milestones="| 事项编号 | 节点 | 计划日期 |\n| D-1 | 路基完成 | 2026-09-30 |",
    )
    (subject,) = TASK_TABLE.compose(asked(ledger, "MC05", name="任务分解方案"))
    facts = subject.facts
    assert isinstance(facts, TaskTableFacts)
    assert facts.title == "关于全会事项的任务分解方案"
    assert [task.number for task in facts.tasks] == ["D-1", "D-2"]
    assert facts.cycles == ("办理期间，每季度末月28日前向督查室报送进展情况",)
    assert [(one.code, one.args["words"]) for one in subject.findings] == [("D188", "完成时限")]
    text = written(facts)
    said = ("甲镇人民政府", "丙局", "李某", "张某", "路基完成（2026年9月30日）", blank("完成时限"))
    assert [word for word in said if word not in text] == []


def test_task_table_of_nothing__is_not_written() -> None:
    (subject,) = TASK_TABLE.compose(asked(ledger_from(units=UNITS), "全部", name="任务分解表"))
    assert [one.code for one in check_facts(subject.facts)] == ["D128"]


# The ten things


def test_ten_things__each_with_its_progress_and_units_not_in_time_by_both_days_of_the_month() -> None:
    ledger = pack_with(
        "xiayi",
        units=UNITS,
        matters="""
            | 事项编号 | 类别 | 事项名称 | 主办单位 | 量化目标 | 交办日期 | 签收日期 | 办结时限 | 状态 | 完成率 |
            | D-1 | MC22a | 修路 | 甲镇 | 6条 | 2026-02-01 | 2026-02-01 | 2026-12-31 | 承办中 | 50% |
            | D-2 | MC22b | 建校 | 乙局 | 1所 | 2026-02-01 | 2026-02-01 | 2026-12-31 | 承办中 | |
            | D-3 | MC14 | 别的事 | 乙局 | | 2026-02-01 | 2026-02-01 | 2026-12-31 | 承办中 | |
        """,
        milestones="| 事项编号 | 节点 | 计划日期 | 完成日期 |\n| D-1 | 路基完成 | 2026-08-31 | |",
        returns="""
            | 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 |
            | D-1 | 甲镇 | 2026-09 | 2026-09-10 | 2026-09-09 09:00 |
            | D-1 | 甲镇 | 2026-09 | 2026-09-15 | 2026-09-20 09:00 |
        """,
    )
    (subject,) = TEN_THINGS.compose(asked(ledger, "2026-09", name="十件实事通报"))
    facts = subject.facts
    assert isinstance(facts, TenThingsFacts)
    assert [(one.number, one.progress, one.behind) for one in facts.things] == [
        ("D-1", "完成率50%", ("路基完成",)),
        ("D-2", "", ()),
    ]
    assert (facts.expected, facts.on_time, facts.late, facts.missing) == (4, 1, 1, 2)
    assert (facts.late_units, facts.missing_units) == (("甲镇人民政府",), ("乙局",))
    assert "未按计划完成的节点：路基完成" in written(facts)


def test_ten_things_of_a_ledger_without_any__not_written() -> None:
    (subject,) = TEN_THINGS.compose(asked(ledger_from(units=UNITS), "2026-09", name="十件实事通报"))
    assert [one.code for one in check_facts(subject.facts)] == ["D128"]
