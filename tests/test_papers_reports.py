"""What the office reports to leaders and upwards: 督促检查情况, 查办件办理情况, 督查专报, 汇总, 上报, 调研."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers.document import blanks_of
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.registry import KINDS
from duban_xl.documents.papers.reports.annual import YearFacts
from duban_xl.documents.papers.reports.facts import BRIEF, MattersFacts, Quote
from duban_xl.documents.papers.reports.inspection import InspectionFacts, SurveyFacts
from duban_xl.documents.papers.reports.one_matter import SpecialFacts
from duban_xl.documents.papers.reports.progress import CaseFacts, SummaryFacts, UpwardFacts
from duban_xl.documents.papers.reports.scope import categories_of
from duban_xl.documents.word.xml import read_package, write_package
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.source import Value
from duban_xl.plan.ground import ledger_workdays
from duban_xl.read.holidays import official_workdays
from duban_xl.workflows.init import create_office
from duban_xl.workflows.office import Run
from tests.cli import ASSIGNED, enter, row_of, run_duban
from tests.cli import UNITS as UNIT_ROWS
from tests.packs import pack_with
from tests.papers import PACKS, faults, lines_of, office_of, subjects

REPORTS = tuple(kind for kind in KINDS if ".reports." in kind.facts.__module__)
ABOUT = ("2026-09", "2026Q3", "2026", "2026-09下", "D-001", "D-006", "全部")
UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 启用 |
    | U1 | 甲镇人民政府 | 甲镇 | 乡镇 | 是 |
    | U2 | 县水利局 | 水利局 | 部门 | 是 |
"""
LONG = "已完成勘察。" + "，".join(["第一批管网开工"] * 30) + "。"
HEAD = (
    "| 事项编号 | 类别 | 事项名称 | 批示领导 | 任务要求 | 主办单位 | 协办单位 | 交办日期 | 签收日期 | 办结时限 | 状态 |"
    " 完成率 | 最新进展 | 存在问题 | 下步打算 | 办结日期 | 审核结论 |"
)
LATE = (
    "| D-1 | {category} | 污水管网改造 | 书记王某 | 查清户数，完成接管 | 甲镇 | 水利局 | 2026-07-08 | 2026-07-09 |"
    f" 2026-07-31 | 承办中 | 60% | {LONG} | 资金缺口300万元 | 8月底招标 | | |"
)
DONE = (
    "| D-2 | {category} | 山塘加固 | | 加固12座 | 水利局 | | 2026-03-02 | 2026-03-03 | 2026-08-31 | 办结 |"
    " 100% | 12座全部完工 | | | 2026-09-10 | 合格 |"
)
VISITS = """
    | 日期 | 方式 | 事项编号 | 单位 | 人员 | 情况 | 发现问题 | 整改时限 | 整改情况 |
    | 2026-09-02 | 催办 | D-1 | 甲镇 | 林晓 | 第一次催办 | | | |
    | 2026-09-15 | 实地督查 | D-1 | 甲镇 | 林晓 | 查看3个村 | 没有施工队伍 | 2026-10-10 | |
    | 2026-09-16 | 督查调研 | | 水利局、甲镇 | 周明 | 座谈5次 | 责任没有到人 | | |
    | 2026-09-17 | 实地督查 | D-2 | 水利局 | 林晓 | | | | |
"""


def ledger_of(pack: str, category: str, *rows: str, **sheets: str) -> Ledger:
    matters = "\n".join((HEAD, *(row.format(category=category) for row in rows or (LATE, DONE))))
    return pack_with(pack, **({"units": UNITS, "matters": matters, "inspections": VISITS} | sheets))


def one(ledger: Ledger, name: str, *about: str, as_of: date = date(2026, 10, 12)) -> Subject:
    [subject] = subjects(ledger, name, *about, as_of=as_of)
    return subject


def said(subject: Subject) -> str:
    return "\n".join(lines_of(subject))


# every kind


@pytest.mark.parametrize("kind", REPORTS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("pack", PACKS)
def test_every_report_of_every_method__is_written_without_fault(pack: str, kind: object) -> None:
    name = str(getattr(kind, "name", ""))
    for about in ABOUT:
        try:
            found = subjects(office_of(pack), name, about)
        except CannotRun as refused:
            assert refused.finding.code in ("C004", "C009", "C017"), (about, refused.finding.code)
            continue
        for subject in found:
            assert set(faults(subject)) <= {"D128"}, (about, subject.label)


def test_every_document_of_a_duty__can_be_asked_for_by_its_own_name() -> None:
    others = {"台账", "年度督查得分表", "督查方案", "督查简报", "网络公布稿"}
    for pack in PACKS:
        ledger = office_of(pack)
        for name in {name for duty in ledger.duties for name in split_names(duty.document)} - others:
            kind = next((kind for kind in KINDS if name in kind.all_names), None)
            meant = any(term.name == name and any(term.means in k.all_names for k in KINDS) for term in ledger.terms)
            assert kind or meant, (pack, name)


def test_hostile_cells__printed_as_they_are() -> None:
    row = LATE.replace("污水管网改造", "<a> & {{{{ x }}}} 项").replace("资金缺口300万元", "甲&乙<丙>" + "长" * 10_000)
    ledger = ledger_of("shiwei", "MC16", row)
    for name in ("查办件办理情况", "督查专报", "汇总", "贯彻落实情况报告", "督促检查情况", "督查办理情况报告"):
        subject = one(ledger, name, "D-1")
        assert "<a> & {{ x }} 项" in said(subject)
        assert faults(subject) == []


def test_no_matter__no_document() -> None:
    ledger = ledger_of("shiwei", "MC16", inspections="| 日期 | 方式 | 单位 |")
    for name in ("查办件办理情况", "汇总", "贯彻落实情况报告", "督促检查情况", "督查调研报告"):
        assert "D128" in faults(one(ledger, name, "2025-01"))


def test_period_that_lies_ahead__refused() -> None:
    with pytest.raises(CannotRun) as refused:
        one(ledger_of("shiwei", "MC16"), "查办件办理情况", "2026-11")
    assert refused.value.finding.code == "D114"


# 查办件办理情况 (DT09)


def test_cases_of_a_month__instruction_unit_result_and_what_is_open() -> None:
    subject = one(ledger_of("shiwei", "MC16"), "查办件办理情况", "2026-09", as_of=date(2026, 9, 30))
    facts, text = subject.facts, said(subject)
    assert isinstance(facts, CaseFacts)
    assert (facts.counts.total, facts.counts.completed, facts.counts.overdue) == (2, 1, 1)
    assert facts.recipients == "主要负责同志"  # 其他领导同志 don't get it (shiwei-2.4-monthly-chaban)
    assert "主要负责同志：" in text
    assert "“山塘加固”（D-2，县水利局承办）。任务要求：加固12座。办理结果：12座全部完工，完成率100%。" in text
    assert "应于2026年7月31日前办结，已逾期61天。" in text
    assert "领导阅批" in text
    assert faults(subject) == []


def test_cases__only_those_of_the_categories_that_have_the_document() -> None:
    rows = (LATE.replace("{category}", "MC16"), DONE.replace("{category}", "MC06"))
    facts = one(ledger_of("shiwei", "", *rows), "查办件办理情况", "2026-09").facts
    assert isinstance(facts, MattersFacts)
    assert [row.number for row in facts.matters] == ["D-1"]


def test_units_words__brief_in_the_text_whole_in_the_annex() -> None:
    text = said(one(ledger_of("shiwei", "MC16"), "查办件办理情况", "D-1"))
    assert "目前进展：已完成勘察（全文见附件），完成率60%。" in text
    assert LONG in text


@given(st.text(alphabet="甲乙。，；\n", max_size=400))
def test_quote__a_beginning_of_the_whole(text: str) -> None:
    quote = Quote.of(text)
    assert quote.whole.startswith(quote.brief)
    assert len(quote.brief) <= BRIEF
    assert quote.is_cut == (quote.brief != quote.whole)


def test_past_month__what_came_in_later_is_not_told() -> None:
    returns = """
        | 事项编号 | 单位 | 角色 | 报送期 | 收到时间 | 报告类型 | 完成率 | 进展情况 |
        | D-1 | 甲镇 | 主办 | 2026-08 | 2026-08-28 09:00 | 进展报告 | 30% | 完成勘察 |
        | D-1 | 甲镇 | 主办 | 2026-09 | 2026-09-28 09:00 | 进展报告 | 60% | 开工建设 |
    """
    ledger = ledger_of("shiwei", "MC16", returns=returns)
    august = one(ledger, "查办件办理情况", "2026-08").facts
    assert isinstance(august, CaseFacts)
    assert [(row.progress.whole, row.reached) for row in august.matters if row.number == "D-1"] == [
        ("完成勘察", "完成率30%")
    ]
    july = one(ledger, "查办件办理情况", "2026-07")
    assert [found.code for found in july.findings] == ["D161"]
    assert "目前进展：没有收到进展情况。" in said(july)


# 汇总 (DT14)


def test_half_month_summary__categories_of_its_duty_units_that_did_not_report_and_to_whom() -> None:
    ledger = ledger_of("cangnan", "MC26")
    subject = one(ledger, "半月汇总报告", "2026-09下", as_of=date(2026, 10, 8))
    facts = subject.facts
    assert isinstance(facts, SummaryFacts)
    assert facts.title == "关于2026年9月下半月督查事项的半月汇总报告"
    assert facts.recipients == "县主要领导"
    assert facts.missing_units == ("甲镇人民政府",)  # the lead unit reports, D-2 had ended
    assert (facts.expected, facts.received) == (1, 0)
    assert "按规定应报送进展情况1件次，已报送0件次。有未报送情况的单位：甲镇人民政府。" in said(subject)
    other = one(ledger, "批办事项汇总", "2026-09").facts
    assert isinstance(other, SummaryFacts)
    assert other.matters == ()  # MC26 is none of the categories of 批办事项


def test_summary_by_the_name_of_the_kind__keeps_that_name() -> None:
    assert one(ledger_of("cangnan", "MC26"), "汇总", "2026-09").facts.title == "关于2026年9月督查事项汇总的报告"


def test_summary_of_plans__by_the_name_of_the_duty() -> None:
    assert one(ledger_of("shiwei", "MC12"), "贯彻落实方案汇总", "D-1").facts.title.endswith("贯彻落实方案汇总的报告")


# 贯彻落实情况报告 (DT15)


def test_upward_report__superior_signer_progress_and_who_agreed() -> None:
    steps = """
        | 日期 | 事项编号 | 动作 | 审批步骤 | 批准人 | 批准日期 | 同意 |
        | 2026-09-20 | D-1 | 审批 | 常务副县长审定 | 赵某 | 2026-09-20 | 是 |
        | 2026-09-20 | D-1 | 审批 | 无关步骤 | 钱某 | 2026-09-20 | 是 |
    """
    documents = """
        | 文种 | 文号 | 标题 | 签发人 | 签发日期 | 状态 |
        | 贯彻落实情况报告 | 督〔2026〕1号 | 关于2026年9月督查事项贯彻落实情况的报告 | 孙某 | 2026-10-09 | 已签发 |
    """
    ledger = ledger_of("xiayi", "MC24", steps=steps, documents=documents)
    subject = one(ledger, "贯彻落实情况报告", "2026-09")
    facts, text = subject.facts, said(subject)
    assert isinstance(facts, UpwardFacts)
    assert facts.recipients == "市长热线电话室"
    assert facts.signer == "孙某"
    assert "常务副县长审定，赵某（2026年9月20日）。" in text
    assert "钱某" not in text
    assert faults(subject) == []


def test_superior_that_a_person_must_choose__a_blank() -> None:
    facts = one(ledger_of("xiayi", "MC13"), "贯彻落实情况报告", "2026-09").facts
    assert "主送机关，市政府或市政府办公室中选定" in blanks_of(facts)
    assert blanks_of(one(ledger_of("shiwei", "MC12"), "贯彻落实情况", "2026").facts) == ("主送机关",)


def test_matters_of_several_superiors__a_report_each() -> None:
    rows = (LATE.replace("{category}", "MC24"), DONE.replace("{category}", "MC20"))
    found = subjects(ledger_of("xiayi", "", *rows), "贯彻落实情况报告", "2026-09")
    assert {getattr(subject.facts, "recipients", "") for subject in found} == {"市长热线电话室", "市政府、县政府"}
    assert len({subject.facts.title for subject in found}) == 2


# 督促检查情况, 督查调研报告 (DT08, DT24)


def test_inspection_report__visits_problems_suggestions_and_no_reminders() -> None:
    subject = one(ledger_of("shiwei", "MC06"), "督促检查情况", "2026-09")
    facts, text = subject.facts, said(subject)
    assert isinstance(facts, InspectionFacts)
    assert facts.methods == ("实地督查", "督查调研")
    assert facts.visited_units == ("甲镇人民政府", "县水利局")  # the directory's order
    assert "实地督查甲镇人民政府（2026年9月15日，事项D-1）：查看3个村。" in text
    assert "甲镇人民政府：没有施工队伍（2026年10月10日前整改到位）。" in text
    assert "第一次催办" not in text
    assert blanks_of(facts) == ("建议",)
    assert "D162" in [found.code for found in subject.findings]
    assert faults(subject) == []


def test_survey__only_visits_of_its_method_causes_and_measures_are_a_persons() -> None:
    subject = one(ledger_of("weinan", "MC14"), "调研报告", "2026-09")
    facts = subject.facts
    assert isinstance(facts, SurveyFacts)
    assert [visit.method for visit in facts.visits] == ["督查调研"]
    assert facts.title == "关于2026年9月督查事项的调研报告"
    assert blanks_of(facts) == ("原因", "对策")


# one matter (DT10, DT12, DT13)


def test_special_report__masthead_issue_number_one_matter_and_box() -> None:
    subject = one(ledger_of("shiwei", "MC16"), "督查专报", "D-1")
    facts, lines = subject.facts, lines_of(subject)
    assert isinstance(facts, SpecialFacts)
    assert "督查专报" in lines
    assert "2026年第　期" in lines
    assert "领导批示" in lines
    assert "呈报：主要负责同志。" in lines
    assert not any(line.startswith("发：") for line in lines)  # for leaders alone
    assert any("实地督查甲镇人民政府（2026年9月15日" in line for line in lines)
    assert blanks_of(facts) == ("情况分析", "建议")


def test_feedback__only_for_a_matter_that_was_found_good() -> None:
    ledger = ledger_of("cangnan", "MC13")
    good, bad = one(ledger, "督查反馈意见", "D-2"), one(ledger, "督查反馈意见", "D-1")
    assert "审查结论：合格。" in said(good)
    assert (good.findings, faults(good)) == ((), [])
    assert [found.code for found in bad.findings] == ["D160"]
    assert faults(bad) == ["D128"]


# 年度督查结果


def test_results_of_a_year__a_row_for_every_unit_with_praise_and_criticism() -> None:
    consequences = """
        | 日期 | 类型 | 单位 | 事由 | 同意人 | 撤销日期 |
        | 2026-05-06 | 通报表扬 | 水利局 | 提前完工 | 王某 | |
        | 2026-09-25 | 通报批评 | 甲镇 | 推进不力 | 王某 | |
        | 2026-09-26 | 通报批评 | 甲镇 | 推进不力 | | |
    """
    subject = one(ledger_of("weinan", "MC14", consequences=consequences), "年度督查结果", "2026")
    facts = subject.facts
    assert isinstance(facts, YearFacts)
    rows = {row.unit: (row.matters, row.completed, row.praised, row.criticised) for row in facts.unit_figures}
    assert rows == {"甲镇人民政府": (1, 0, 0, 1), "县水利局": (1, 1, 1, 0)}
    assert faults(subject) == []


# from the draft to the signed document

RUN = Run(as_of=date(2026, 10, 12), now=datetime.fromisoformat("2026-10-12 09:00"), operator="张三")
REGISTERED: Mapping[str, Value] = {
    "number": "D-1",
    "title": "桥梁",
    "lead_unit": "县交通局",
    "category": "上级领导批示",
    **ASSIGNED,
}

OWN = {"机关代字": "云督", "发文机关": "中共云岭县委督查室", "办公室名称": "县委督查室"}


@pytest.mark.parametrize("is_edited", [False, True])
def test_upward_report_signed__number_and_signer_stand_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_edited: bool
) -> None:
    folder = tmp_path / "督查室"
    create_office(folder, "cangnan", RUN, ledger_id="L-1", form_key="k")
    step: Mapping[str, Value] = {
        "taken_on": date(2026, 9, 1),
        "number": "D-1",
        "action": "上报",
        "to_whom": "市委督查室",
    }
    enter(
        folder,
        *(row_of("units", "", unit) for unit in UNIT_ROWS),
        row_of("matters", "D-1", REGISTERED),
        row_of("steps", "D-1", step),
        *(row_of("settings", key, {"key": key, "value": value}) for key, value in OWN.items()),
    )
    monkeypatch.chdir(folder)
    day = ("--as-of", "2026-10-12", "--yes")
    assert run_duban(capsys, "write", "贯彻落实情况报告", "D-1", *day).code == 0
    (file,) = (folder / "文书").glob("*.docx")
    if is_edited:
        parts = read_package(file.read_bytes())
        text = parts["word/document.xml"].decode("utf-8").replace("特此报告", "特此报告，请审阅")
        file.write_bytes(write_package(parts | {"word/document.xml": text.encode("utf-8")}))
    signed = run_duban(capsys, "sign", "贯彻落实情况报告", "D-1", "--by", "李某", *day)
    assert signed.code == 0, signed.out
    assert is_edited is ("请审阅" in "".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs))
    cells = "".join(cell.text for t in docx.Document(str(file)).tables for row in t.rows for cell in row.cells)
    assert "签发人：李某" in cells
    assert "1号" in cells


def test_summary_of_a_half_month__holds_the_categories_of_that_duty() -> None:
    ledger = ledger_of("cangnan", "MC14")
    half = Request(
        ledger=ledger,
        about=("2026-09下",),
        name="汇总",
        as_of=date(2026, 10, 8),
        workdays=ledger_workdays(ledger, official_workdays()),
    )
    assert categories_of(half) == {"MC05", "MC21", "MC26", "MC29"}
    assert categories_of(replace(half, about=("2026-09",))) == {"MC13", "MC14", "MC15", "MC19"}
