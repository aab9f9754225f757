"""Forms of the desk: what the ledger knows of a matter stands in them, what a person decides is a box."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers import document
from duban_xl.documents.papers.desk.alert_slip import AlertFacts
from duban_xl.documents.papers.desk.alert_slip import sample as alert_sample
from duban_xl.documents.papers.desk.archive_list import ArchiveFacts
from duban_xl.documents.papers.desk.archive_list import sample as archive_sample
from duban_xl.documents.papers.desk.closing import ClosingFacts
from duban_xl.documents.papers.desk.extension import ExtensionFacts
from duban_xl.documents.papers.desk.extension import sample as extension_sample
from duban_xl.documents.papers.kind import Subject
from duban_xl.model.ledger import Ledger
from duban_xl.workflows.office import Run
from duban_xl.workflows.write import asked, registered
from tests.packs import pack_with
from tests.papers import PACKS, faults, lines_of, office_of, subjects
from tests.tables import ledger_from

UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 |
    | U1 | 甲镇人民政府 | 甲镇 | 乡镇 |
    | U2 | 乙局 | | 部门 |
"""
MATTERS = """
    | 事项编号 | 事项名称 | 任务要求 | 主办单位 | 协办单位 | 交办日期 | 办结时限 | 状态 | 最新进展 | 办结日期 | 销号人 | 销号日期 | 归档卷号 |
    | D-1 | 山塘加固 | 加固12座 | 甲镇 | 乙局 | 2026-03-02 | 2026-08-31 | 承办中 | 完成8座 | | | | |
    | D-2 | 道路贯通 | | 乙局 | | 2026-03-02 | 2026-10-15 | 承办中 | | | | | |
    | D-3 | 学校交付 | | 乙局 | | 2026-03-02 | 2026-12-31 | 承办中 | | | | | |
    | D-4 | 停车场 | | 甲镇 | | 2026-03-02 | 2026-08-31 | 归档 | 建成 | 2026-09-02 | 林晓 | 2026-09-10 | 2026-督-4 |
    | D-5 | 饮水 | | 乙局 | | 2026-03-02 | 2026-08-31 | 办结 | 通水 | 2026-07-02 | | | |
"""
RETURNS = """
    | 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 进展情况 | 报告文号 | 签发人 | 审核结论 | 被替代 |
    | D-4 | 甲镇 | 2026Q3 | 2026-09-02 10:00 | 办结报告 | 建成泊位216个 | 甲报〔2026〕9号 | 周某 | 合格 | |
    | D-4 | 甲镇 | 2026Q3 | 2026-09-05 10:00 | 办结报告 | 不完整 | 甲报〔2026〕10号 | 周某 | 退回 | |
    | D-4 | 甲镇 | 2026Q2 | 2026-06-20 10:00 | | 开工 | | | | |
    | D-1 | 甲镇 | 2026Q3 | 2026-09-20 10:00 | 阶段性报告 | 完成8座 | | | | |
"""
STEPS = """
    | 日期 | 事项编号 | 动作 | 单位 | 材料 |
    | 2026-09-03 | D-4 | 收文 | 甲镇 | 竣工照片12张 |
    | 2026-09-10 | D-4 | 归档 | | 竣工照片12张 |
"""
DOCUMENTS = """
    | 文种 | 文号 | 标题 | 事项编号 | 签发日期 | 状态 |
    | 督查通知 | 督〔2026〕3号 | 关于办理停车场的通知 | D-4 | 2026-03-02 | 已签发 |
    | 督查通知 | 督〔2026〕4号 | 关于办理山塘的通知 | D-1 | 2026-03-02 | 已签发 |
    | 督查通知 | | 还没有发的 | D-1 | | 草稿 |
    | 督查通知 | 督〔2026〕5号 | 作废的 | D-1 | 2026-03-03 | 作废 |
"""
REQUESTS = """
    | 事项编号 | 单位 | 申请日期 | 原时限 | 申请延至 | 原因 | 进展 | 同意人 | 同意日期 | 批准延至 | 结论 |
    | D-2 | 乙局 | 2026-08-20 | 2026-08-31 | 2026-10-15 | 汛期 | 完成一半 | 王某 | 2026-08-25 | 2026-10-15 | 同意 |
    | D-2 | 乙局 | {asked} | 2026-10-15 | 2026-11-30 | 征地 | 完成七成 | | | | 待批 |
"""


def office(pack: str = "weinan", *, asked: str = "2026-10-10", **sheets: str) -> Ledger:
    usual = {"units": UNITS, "matters": MATTERS, "returns": RETURNS, "steps": STEPS, "documents": DOCUMENTS}
    return pack_with(pack, **(usual | {"extensions": REQUESTS.format(asked=asked)} | sheets))


def one(ledger: Ledger, name: str, about: str) -> Subject:
    [subject] = subjects(ledger, name, about)
    return subject


def codes(subject: Subject) -> list[tuple[str, str]]:
    return [(found.code, found.source.cell) for found in subject.findings]


def closing(number: str) -> ClosingFacts:
    facts = one(office(), "销号审批单", number).facts
    assert isinstance(facts, ClosingFacts)
    return facts


def extension(number: str, **changes: str) -> ExtensionFacts:
    facts = one(office(**changes), "延期审批表", number).facts
    assert isinstance(facts, ExtensionFacts)
    return facts


def slip(number: str) -> AlertFacts:
    facts = one(office(), "三色督查单", number).facts
    assert isinstance(facts, AlertFacts)
    return facts


def archive(about: str) -> ArchiveFacts:
    facts = one(office(), "归档目录", about).facts
    assert isinstance(facts, ArchiveFacts)
    return facts


# 销号审批单


def test_closing__result_and_report_of_the_unit_proof_and_days() -> None:
    facts = closing("D-4")
    assert (facts.results, facts.report_number, facts.report_signatory) == ("建成泊位216个", "甲报〔2026〕9号", "周某")
    assert (facts.completed_on, facts.overdue_days) == (date(2026, 9, 2), 2)
    assert facts.proofs == ("竣工照片12张",)
    assert facts.basis == "督查工作制度七（八）"


def test_closing__boxes_in_their_order_and_three_outcomes() -> None:
    lines = lines_of(one(office(), "销号审批单", "D-4"))
    places = [lines.index(step) for step in ("责任单位自验", "督查室核查", "领导审批", "审批结论")]
    assert places == sorted(places)
    assert "□同意销号　□转长期坚持　□退回（原因见意见栏）" in lines
    assert "2026年9月2日（逾期2天）" in lines


def test_closing__the_chain_of_the_method_if_it_has_one() -> None:
    procedures = "| 规则编号 | 用途 | 步骤 |\n| x-1 | 销号 | 科长核查→主任审定 |"
    facts = one(office(procedures=procedures), "销号审批单", "D-4").facts
    assert isinstance(facts, ClosingFacts)
    assert facts.opinions == ("科长核查", "主任审定")


@pytest.mark.parametrize("number", ["D-1", "D-5"])
def test_closing_without_final_report__told(number: str) -> None:
    subject = one(office(), "销号审批单", number)
    assert [code for code, _ in codes(subject)] == ["D173"]
    assert faults(subject) == []


# 延期审批表


def test_extension__the_open_request_with_its_count() -> None:
    facts = extension("D-2")
    assert (facts.nth, facts.granted_before, facts.title) == (2, 1, "延期审批表（第2次申请）")
    assert (facts.original_due, facts.ask_by, facts.requested_to) == (
        date(2026, 10, 15),
        date(2026, 10, 15),
        date(2026, 11, 30),
    )
    assert facts.reason == "征地"
    assert facts.opinions == ("承办单位申请", "区督查室同意")


def test_extension_asked_for_too_late__said_and_told() -> None:
    subject = one(office(asked="2026-10-16"), "延期审批表", "D-2")
    assert "T106" in [code for code, _ in codes(subject)]
    assert "2026年10月16日（到期之后申请，按逾期计）" in lines_of(subject)
    assert "2026年10月10日（到期之前申请）" in lines_of(one(office(), "延期审批表", "D-2"))


def test_extension_without_request__a_form_to_apply_with() -> None:
    facts = extension("D-1")
    assert (facts.nth, facts.requested_on, facts.reason) == (1, None, "")
    assert facts.original_due == date(2026, 8, 31)
    assert faults(one(office(), "延期审批表", "D-1")) == []


@pytest.mark.parametrize("pack", ["cangnan", "jiangsu", "shiwei", "xiayi"])
def test_extension_of_a_method_without_chain__the_usual_boxes(pack: str) -> None:
    assert extension("D-2", pack=pack).opinions == ("单位分管领导", "督查室", "领导审批")


def test_more_granted_than_asked__found() -> None:
    assert [f.code for f in document.check_facts(replace(extension_sample(), granted_before=2))] == ["D124"]


# 三色督查单


@pytest.mark.parametrize(
    ("number", "colour", "overdue", "left"), [("D-1", "红色", 42, 0), ("D-2", "黄色", 0, 3), ("D-3", "", 0, 80)]
)
def test_slip__has_the_colour_of_the_lamp_and_its_days(number: str, colour: str, overdue: int, left: int) -> None:
    facts = slip(number)
    assert (facts.colour, facts.overdue_days, facts.days_left) == (colour, overdue, left)
    assert [row.colour for row in facts.criteria if row.is_met] == ([colour] if colour else [])


def test_slip__says_why_what_is_asked_and_what_went_before() -> None:
    inspections = """
        | 日期 | 方式 | 事项编号 | 单位 | 情况 |
        | 2026-09-10 | 实地督查 | D-1、D-2 | 甲镇 | 无人施工 |
        | 2026-11-10 | 实地督查 | D-1 | 甲镇 | 还没有到 |
    """
    subject = one(office(inspections=inspections), "三色督查单", "D-1")
    lines = lines_of(subject)
    assert "关于“山塘加固”的红色督查单" in lines
    assert "符合红色标准：已逾期42天（2026年10月12日）。" in lines
    assert {"加固12座", "新时限", "拟办", "签批", "送达", "整改结果", "销单"} <= set(lines)
    assert isinstance(subject.facts, AlertFacts)
    assert [row.told for row in subject.facts.history] == ["督查通知（督〔2026〕4号）", "实地督查：无人施工"]
    assert faults(subject) == []


def test_slip_of_a_green_matter__no_document_and_why() -> None:
    subject = one(office(), "三色督查单", "D-3")
    assert [code for code, _ in codes(subject)] == ["D172"]
    assert faults(subject) == ["D128"]


def test_red_slip_after_a_signed_yellow_one__is_another_document() -> None:
    signed = """
        | 文种 | 文号 | 标题 | 事项编号 | 签发日期 | 状态 |
        | 三色督查单 | 督〔2026〕7号 | 关于“山塘加固”的黄色督查单 | D-1 | 2026-08-25 | 已签发 |
    """
    assert _entry_of(office(documents=signed), "三色督查单", "D-1") is None
    assert _entry_of(office(documents=signed.replace("黄色", "红色")), "三色督查单", "D-1") == "督〔2026〕7号"


def _entry_of(ledger: Ledger, name: str, about: str) -> str | None:
    run = Run(as_of=date(2026, 10, 12), now=datetime.fromisoformat("2026-10-12 09:00"), operator="张三")
    [(_, entry)] = registered(asked(ledger, name, [about], run))
    return entry.document_number if entry else None


def test_colour_against_the_days__found() -> None:
    facts = alert_sample()
    assert [f.code for f in document.check_facts(replace(facts, overdue_days=0))] == ["D124"]
    assert [f.code for f in document.check_facts(replace(facts, criteria=()))] == ["D124"]


# 归档目录 (DT26; weinan 七(八), xiayi 二(六)3)


def test_archive_of_a_matter__every_paper_by_day() -> None:
    facts = archive("D-4")
    assert [(file.name, file.document_number) for file in facts.files] == [
        ("关于办理停车场的通知", "督〔2026〕3号"),
        ("甲镇人民政府进展报告", ""),
        ("甲镇人民政府办结报告", "甲报〔2026〕9号"),
        ("竣工照片12张", ""),
        ("甲镇人民政府办结报告", "甲报〔2026〕10号"),
        ("竣工照片12张", ""),
    ]
    assert facts.basis == "督查工作制度七（八）"
    assert faults(one(office(), "归档目录", "D-4")) == []


def test_archive_of_a_year__all_that_ended_with_counts_and_what_is_lacking() -> None:
    subject = one(office(), "归档目录", "2026")
    facts = subject.facts
    assert isinstance(facts, ArchiveFacts)
    assert [row.number for row in facts.matters] == ["D-4", "D-5"]
    assert (facts.matter_count, facts.file_count, facts.unbound_count, facts.reported_count) == (2, 6, 1, 1)
    assert [code for code, _ in codes(subject)] == ["D174", "D175"]
    text = "".join(lines_of(subject))
    assert (
        "应立卷的督查事项共2件，其中已有卷号1件；文件6份，已收到办结报告（答复件）1件，收齐率50%。还没有卷号的1件，立卷后补登。"
        in text
    )


def test_archive__a_form_that_went_back_is_listed_by_what_it_is() -> None:
    row = "| 2026-06-21 | D-4 | 退表 | 甲镇 | 2026Q2｜2026Q2_甲镇.xlsx｜1b48c0a2e77a3662 |"
    facts = one(office(steps=f"{STEPS.rstrip()}\n    {row}\n"), "归档目录", "D-4").facts
    assert isinstance(facts, ArchiveFacts)
    files = facts.files
    assert ("甲镇人民政府2026年第二季度进展情况填报表", date(2026, 6, 21)) in [(f.name, f.dated_on) for f in files]
    assert not any("xlsx" in file.name or "1b48" in file.name for file in files)


def test_archive_of_a_period__only_what_ended_in_it() -> None:
    assert [row.number for row in archive("2026-09").matters] == ["D-4"]


def test_archive_of_nothing__no_document() -> None:
    assert set(faults(one(office(), "归档目录", "2025"))) == {"D128"}
    with pytest.raises(CannotRun) as refused:
        subjects(office(), "归档目录", "2027")
    assert refused.value.finding.code == "D114"


def test_archive_counts_against_the_tables__found() -> None:
    facts = archive_sample()
    for changed in ({"matter_count": 3}, {"file_count": 4}, {"unbound_count": 0}):
        assert [f.code for f in document.check_facts(replace(facts, **changed))] == ["D124"]  # pyright: ignore[reportArgumentType]


# All of them


@pytest.mark.parametrize("pack", PACKS)
def test_small_office__every_form_is_without_fault(pack: str) -> None:
    ledger = office_of(pack)
    asked = [("销号审批单", "D-006"), ("延期审批表", "D-003"), ("延期审批表", "D-001"), ("三色督查单", "D-001")]
    for name, about in (*asked, ("三色督查单", "D-003"), ("归档目录", "D-006"), ("归档目录", "2026")):
        assert faults(one(ledger, name, about), ledger) == [], (name, about)


@pytest.mark.parametrize("name", ["销号审批单", "延期审批表", "三色督查单", "归档目录"])
def test_hostile_cells__stand_in_the_forms_as_they_are(name: str) -> None:
    said = "<w:tbl>&{{ 7*7 }}" + "甲" * 10_000
    matters = f"""
        | 事项编号 | 事项名称 | 主办单位 | 交办日期 | 办结时限 | 状态 |
        | D-1 | {said} | 甲镇 | 2026-03-02 | 2026-08-31 | 承办中 |
    """
    subject = one(office(matters=matters), name, "D-1")
    assert said in "".join(lines_of(subject))
    assert set(faults(subject)) <= {"D118"}


@pytest.mark.parametrize("name", ["销号审批单", "延期审批表", "三色督查单"])
def test_matter_without_unit_or_title__no_form(name: str) -> None:
    ledger = ledger_from(matters="| 事项编号 | 事项名称 | 主办单位 | 状态 |\n| D-1 | | | 承办中 |")
    assert set(faults(one(ledger, name, "D-1"))) == {"D128"}


@pytest.mark.parametrize("name", ["销号审批单", "延期审批表", "三色督查单", "归档目录"])
def test_unknown_matter__refused(name: str) -> None:
    with pytest.raises(CannotRun) as refused:
        subjects(office(), name, "D-9")
    assert refused.value.finding.code == "C009"
