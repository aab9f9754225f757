"""督查简报 and 督查方案: what they state of a period's matters, what a person must still write, and that nothing contradicts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from duban_xl.documents.papers.brief import BRIEF, BriefFacts
from duban_xl.documents.papers.document import blanks_of, check_facts
from duban_xl.documents.papers.inspection_plan import INSPECTION_PLAN
from duban_xl.documents.papers.inspection_plan.facts import PlanFacts
from duban_xl.documents.papers.kind import Subject
from duban_xl.documents.papers.office import blank
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Value
from duban_xl.plan.sign_off import document_chain
from duban_xl.workflows.init import create_office
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import ASSIGNED, enter, row_of, run_duban
from tests.packs import pack_with
from tests.papers import PACKS, faults, lines_of, office_of, subjects
from tests.tables import ledger_from
from tests.test_papers_reports import RUN

UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 |
    | U1 | 甲镇人民政府 | 甲镇 | 乡镇 |
    | U2 | 乙局 | | 部门 |
    | U3 | 丙局 | | 部门 |
"""
MATTERS = """
    | 事项编号 | 类别 | 事项名称 | 任务要求 | 量化目标 | 主办单位 | 协办单位 | 交办日期 | 办结时限 | 状态 | 办结日期 |
    | D-1 | 批示 | 山塘加固 | 查清隐患 | 12座 | 甲镇 | 丙局、乙局 | 2026-07-01 | 2026-08-31 | 承办中 | |
    | D-2 | 批示 | 道路改造 | | | 乙局 | 甲镇 | 2026-07-01 | 2026-12-31 | 承办中 | |
    | D-3 | 年度重点 | 学校建设 | | | 乙局 | | 2026-07-01 | 2026-08-31 | 办结 | 2026-08-05 |
    | D-4 | 年度重点 | 停车场 | | | 甲镇 | | 2026-07-01 | 2026-08-31 | 办结 | 2026-09-05 |
    | D-5 | 年度重点 | 公交站 | | | 甲镇 | | 2026-07-01 | 2026-08-31 | 办结 | 2026-08-30 |
    | D-6 | 年度重点 | 没有主办 | | | | | 2026-07-01 | 2026-12-31 | 承办中 | |
"""
CONSEQUENCES = """
    | 日期 | 类型 | 单位 | 事项编号 | 事由 | 同意人 |
    | 2026-08-20 | 通报批评 | 甲镇 | D-1 | 久拖不决 | 王某 |
    | 2026-08-22 | 通报表扬 | 丙局 | | 协同有力 | 王某 |
    | 2026-08-22 | 通报表扬 | 乙局 | | 没有人同意的 | |
"""
INSPECTIONS = """
    | 日期 | 方式 | 事项编号 | 单位 | 发现问题 | 整改时限 | 整改情况 |
    | 2026-08-20 | 实地督查 | D-1 | 甲镇 | 台账不全。 | 2026-08-31 | |
    | 2026-08-21 | 实地督查 | D-2 | 乙局 | 已经改了的 | | 改好了 |
"""
SHEETS = {"units": UNITS, "matters": MATTERS, "consequences": CONSEQUENCES, "inspections": INSPECTIONS}


def brief(**sheets: str) -> tuple[BriefFacts, Subject]:
    (subject,) = subjects(ledger_from(**(SHEETS | sheets)), "督查简报", "2026Q3")
    assert isinstance(subject.facts, BriefFacts)
    return subject.facts, subject


def plan(*about: str, ledger: Ledger | None = None, **sheets: str) -> tuple[PlanFacts, Subject]:
    (subject,) = subjects(ledger or ledger_from(**(SHEETS | sheets)), "督查方案", *about)
    assert isinstance(subject.facts, PlanFacts)
    return subject.facts, subject


# 督查简报 (DT11)


def test_brief__figures_good_practice_and_slow_units() -> None:
    facts, subject = brief()
    assert (facts.matters.total, facts.matters.completed, facts.matters.overdue) == (6, 3, 1)
    early = [(one.unit, [(m.number, m.days) for m in one.matters]) for one in facts.early]
    assert early == [("甲镇人民政府", [("D-5", 1)]), ("乙局", [("D-3", 26)])]
    assert [one.unit for one in facts.praises] == ["丙局"]  # nobody agreed to the other one
    assert [(one.unit, one.number) for one in facts.criticisms] == [("甲镇人民政府", "D-1")]
    text = "\n".join(lines_of(subject))
    for said in ("第D-5号“公交站”提前1天办结", "丙局：协同有力", "第D-1号“山塘加固”", "各单位要对照", "久拖不决"):
        assert said in text
    assert faults(subject) == []


def test_brief__leaves_analysis_to_a_person_and_makes_nothing_public() -> None:
    facts, subject = brief()
    assert blanks_of(facts)[:2] == ("经验做法", "原因分析")
    assert subject.publishes == ()
    text = "\n".join(lines_of(subject))
    assert "受到通报批评的单位" in text and "予以通报批评" not in text


def test_brief_of_a_quiet_period__has_no_empty_sections_and_no_blanks() -> None:
    facts, subject = brief(
        matters="| 事项编号 | 事项名称 | 主办单位 | 交办日期 | 状态 |\n| D-1 | 修路 | 甲镇 | 2026-09-01 | 承办中 |",
        returns="| 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 |\n| D-1 | 甲镇 | 2026Q3 | 2026-09-28 | 2026-09-27 09:00 |",
        consequences="| 日期 | 类型 | 单位 |",
        inspections="| 日期 | 方式 | 单位 |",
    )
    text = "\n".join(lines_of(subject))
    assert (facts.practice, facts.analysis) == ("", "")
    assert [word for word in ("好的做法", "存在问题", "经验做法", "原因分析") if word in text] == []
    assert "二、下一步要求" in text


def test_brief_without_matters__is_not_written() -> None:
    facts, _ = brief(matters="| 事项编号 | 事项名称 |")
    assert [one.code for one in check_facts(facts)] == ["D128"]


def test_brief__is_counted_in_the_year_and_over_all_years(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "督查室"
    create_office(folder, "jiangsu", RUN, ledger_id="L-1", form_key="k")
    unit: dict[str, Value] = {"code": "U1", "name": "东山市", "group": "市", "active": True}
    matter = {"number": "D-1", "title": "桥梁", "lead_unit": "东山市", **ASSIGNED, "due_date": date(2026, 12, 31)}
    answered = {"number": "D-1", "unit": "东山市", "period": "2026Q3", "received_at": RUN.now, "progress": "开工"}
    settings = {"发文机关": "省政府办公厅", "机关代字": "省办督", "总期号起点": "督查简报=120"}
    enter(
        folder,
        row_of("units", "U1", unit),
        row_of("matters", "D-1", matter),
        row_of("returns", "D-1", answered),
        *(row_of("settings", key, {"key": key, "value": value}) for key, value in settings.items()),
    )
    monkeypatch.chdir(folder)
    day = ("--as-of", "2026-10-12", "--yes")
    assert run_duban(capsys, "write", "督查简报", "2026Q3", *day).code == 0
    signed = run_duban(capsys, "sign", "督查简报", "2026Q3", "--by", "李某", *day)
    assert signed.code == 0, signed.out
    (entry,) = read_ledger(folder / LEDGER_NAME).documents
    assert entry.document_number == "2026年第1期（总第121期）"


# 督查方案 (DT06)


def test_plan__content_objects_demands_and_a_row_for_every_unit_and_matter() -> None:
    facts, subject = plan("2026Q3")
    assert (facts.total, facts.overdue) == (3, 1)
    assert facts.units == ("甲镇人民政府", "乙局", "丙局", blank("主办单位"))
    assert [(row.unit, row.leads, row.supports) for row in facts.by_unit] == [
        ("甲镇人民政府", ("D-1",), ("D-2",)),
        ("乙局", ("D-2",), ("D-1",)),
        ("丙局", (), ("D-1",)),
        (blank("主办单位"), ("D-6",), ()),
    ]
    assert [one.problem for one in facts.open_problems] == ["台账不全。"]
    text = "\n".join(lines_of(subject))
    for said in ("查清隐患", "12座", "第D-1号“山塘加固”（甲镇人民政府，已逾期30天）", "应于2026年8月31日前整改到位"):
        assert said in text
    assert faults(subject) == []


def test_plan__days_manner_and_groups_are_visible_blanks() -> None:
    facts, _ = plan("2026Q3")
    assert (facts.manner, facts.days, facts.groups) == tuple(map(blank, ("督查方式", "督查时间", "督查分组和各组人员")))
    words = plan("2026Q3", ledger=pack_with("weinan", **SHEETS))[0].manner
    assert words == blank("督查方式，从督促催办、书面调度、电话催办、实地督查、暗访调查、媒体曝光等中选定")


def test_plan_of_a_period__for_the_categories_that_the_duty_names() -> None:
    rows = [f"| D-{n} | {code} | 事{n} | 甲镇 | 2026-07-01 | 承办中 |" for n, code in enumerate(("MC19", "MC14"), 1)]
    matters = "\n".join(["| 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 状态 |", *rows])
    ledger = pack_with("xiayi", units=UNITS, matters=matters)
    assert [one.number for one in plan("2026-09", ledger=ledger)[0].matters] == ["D-1"]
    named, subject = plan("D-2", ledger=ledger)
    assert ([one.number for one in named.matters], subject.matter) == (["D-2"], "D-2")
    assert named.title == "关于“事2”的督查方案"


def test_plan__goes_through_the_chain_that_the_method_has_for_it() -> None:
    row = "| 文种 | 标题 | 拟稿日期 | 状态 |\n| 督查方案 | 关于2026年9月督查事项的督查方案 | 2026-10-08 | 草稿 |"
    ledger = pack_with("xiayi", documents=row)
    chain = document_chain(ledger, ledger.documents[0], INSPECTION_PLAN.purpose)
    assert chain and chain.steps == ("副主任", "主任审定")


def test_plan_of_what_is_done__is_not_written() -> None:
    facts, _ = plan("D-3")
    assert [one.code for one in check_facts(facts)] == ["D128"]


def test_plan_for_many_units__the_first_by_name_and_all_in_the_annex() -> None:
    units = "\n".join([UNITS.splitlines()[1], *(f"| U{n} | 第{n}镇 | | 乡镇 |" for n in range(1, 31))])
    rows = "\n".join(f"| D-{n} | 事{n} | 第{n}镇 | 2026-07-01 | 2026-09-30 | 承办中 |" for n in range(1, 31))
    matters = f"| 事项编号 | 事项名称 | 主办单位 | 交办日期 | 办结时限 | 状态 |\n{rows}"
    _, subject = plan("全部", units=units, matters=matters, inspections="| 日期 | 方式 | 单位 |")
    text = "\n".join(lines_of(subject))
    assert "第12镇等30个单位（名单见附件2）。" in text
    assert "补救措施：共30项，见附件1。" in text
    assert faults(subject) == []


# both


@pytest.mark.parametrize("kind", [BRIEF, INSPECTION_PLAN], ids=["brief", "plan"])
@pytest.mark.parametrize("pack", PACKS)
def test_in_every_pack__draft_without_a_fault(pack: str, kind: object) -> None:
    name = BRIEF.name if kind is BRIEF else INSPECTION_PLAN.name
    for about in ("2026-09", "2026Q3", "2026", "2026-09下"):
        for subject in subjects(office_of(pack), name, about):
            assert [code for code in faults(subject, office_of(pack)) if code != "D128"] == []


@pytest.mark.parametrize("nasty", ["甲<w:p/>乙 & {{ 7*7 }}", "一\\n二\\n三", "长" * 10_000, "‘单’“双”"])
@pytest.mark.parametrize("name", ["督查简报", "督查方案"])
def test_hostile_cells__printed_as_they_are(name: str, nasty: str) -> None:
    matters = MATTERS.replace("山塘加固", nasty).replace("查清隐患", nasty)
    inspections = INSPECTIONS.replace("台账不全。", nasty)
    (subject,) = subjects(ledger_from(**(SHEETS | {"matters": matters, "inspections": inspections})), name, "2026Q3")
    assert faults(subject) == []


def test_figures_that_disagree__are_found() -> None:
    facts, _ = plan("2026Q3")
    assert {one.code for one in check_facts(replace(facts, total=4))} == {"D124"}
    assert {one.code for one in check_facts(replace(facts, by_unit=facts.by_unit[1:3]))} == {"D125"}
