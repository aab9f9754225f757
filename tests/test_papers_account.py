"""Papers that call a unit to account: what is held against it, who agreed, what follows; nothing is decided by the program."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers import document
from duban_xl.documents.papers.account.circulated import CriticismFacts, PraiseFacts, sample_criticism
from duban_xl.documents.papers.account.referral import ReferralFacts
from duban_xl.documents.papers.account.referral import sample as referral_sample
from duban_xl.documents.papers.account.talks.facts import ProposalFacts, SummonsFacts
from duban_xl.documents.papers.account.talks.sample import sample_proposal
from duban_xl.documents.papers.articles import cited
from duban_xl.documents.papers.kind import Subject
from duban_xl.model.ledger import Ledger
from tests.packs import pack_with
from tests.papers import PACKS, faults, lines_of, office_of, subjects
from tests.scoring import scoring_ledger
from tests.tables import ledger_from

UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 主要负责人 | 启用 |
    | U1 | 甲镇人民政府 | 甲镇 | 乡镇 | 周某 | 是 |
    | U2 | 乙局 | | 部门 | 钱某 | 是 |
"""
ONE_LATE = """
    | 事项编号 | 事项名称 | 主办单位 | 交办日期 | 办结时限 | 状态 |
    | D-1 | 山塘加固 | 甲镇 | 2026-03-02 | 2026-08-31 | 承办中 |
"""
REMINDERS = """
    | 日期 | 方式 | 事项编号 | 单位 |
    | 2026-09-02 | 催办 | D-1 | 甲镇 |
    | 2026-09-09 | 电话催办 | D-1 | 甲镇人民政府 |
    | 2026-11-09 | 催办 | D-1 | 甲镇 |
"""
HEAD = "| 日期 | 类型 | 单位 | 对象 | 事由 | 依据条款 | 文号 | 同意人 | 同意日期 | 撤销日期 |"
TWICE = """
    | 2026-03-10 | 通报批评 | 甲镇 | | 两次未报 | | 督〔2026〕4号 | 王某 | 2026-03-09 | |
    | 2026-09-18 | 通报批评 | 甲镇人民政府 | | 推进不力 | | 督〔2026〕9号 | 王某 | 2026-09-17 | |
"""
FALSE = "| 2026-10-01 | 问责 | 甲镇 | 镇长周某 | 完成率不实 | weinan-15-3-false | | {by} | {on} | |"


OPEN = TWICE.replace("督〔2026〕9号", "")
REGISTER = "| 文种 | 文号 | 标题 | 单位 | 状态 |"


def weinan(rows: str = "", *, matters: str = ONE_LATE, inspections: str = REMINDERS, register: str = "") -> Ledger:
    return pack_with(
        "weinan",
        units=UNITS,
        matters=matters,
        inspections=inspections,
        consequences=f"{HEAD}\n{rows}",
        documents=f"{REGISTER}\n{register}",
    )


def one(ledger: Ledger, name: str, *about: str) -> Subject:
    [subject] = subjects(ledger, name, *about)
    return subject


def proposed(ledger: Ledger, unit: str = "甲镇") -> ProposalFacts:
    facts = one(ledger, "约谈建议", unit).facts
    assert isinstance(facts, ProposalFacts)
    return facts


def referred(ledger: Ledger, unit: str = "甲镇") -> ReferralFacts:
    facts = one(ledger, "问责建议", unit).facts
    assert isinstance(facts, ReferralFacts)
    return facts


def criticised(ledger: Ledger, about: str) -> CriticismFacts:
    facts = one(ledger, "通报批评", about).facts
    assert isinstance(facts, CriticismFacts)
    return facts


# 约谈建议 (DT21; shiwei 4.3, weinan 16(1), 16(2))


def test_proposal__says_facts_who_talks_to_whom_and_the_article() -> None:
    subject = one(weinan(), "约谈建议", "甲镇")
    text = "\n".join(lines_of(subject))
    assert "第D-1号“山塘加固”，应于2026年8月31日前办结，截至2026年10月12日已逾期42天，已催办2次。" in text
    assert "根据督查工作制度十六（一），建议约谈该单位" in text
    assert "约谈人：有关领导。" in text
    assert "约谈对象：甲镇人民政府（责任单位负责人）。" in text
    assert "责成整改。" in text
    assert faults(subject) == []


def test_proposal_after_two_criticisms__the_higher_step_with_its_count() -> None:
    facts = proposed(weinan(TWICE))
    assert (facts.count, facts.interviewer, facts.target, facts.person) == (2, "主要领导", "单位主要负责人", "周某")
    assert facts.trigger == "2026年1月1日至2026年12月31日内被通报批评2次"
    assert [row.document_number for row in facts.criticisms] == ["督〔2026〕4号", "督〔2026〕9号"]
    assert facts.basis == "督查工作制度十六（二）"


@pytest.mark.parametrize(
    "rows",
    [
        TWICE.replace("| 王某 | 2026-09-17 | |", "| | | |"),  # nobody agreed
        TWICE.replace("| 王某 | 2026-09-17 | |", "| 王某 | 2026-09-17 | 2026-10-01 |"),  # withdrawn
        TWICE.replace("督〔2026〕9号", "督[2026]4号"),  # the same document
        TWICE.replace("2026-03-10", "2025-12-31"),  # another year
        TWICE.replace("2026-09-18", "2026-10-13"),  # still to come
    ],
)
def test_criticism_that_does_not_count__leaves_the_lower_step(rows: str) -> None:
    assert (proposed(weinan(rows)).count, proposed(weinan(rows)).interviewer) == (0, "有关领导")


def test_proposal_of_a_person__its_reason_is_stated() -> None:
    facts = proposed(weinan("| 2026-10-10 | 约谈 | 甲镇 | 副镇长李某 | 整改走过场 | weinan-16-1-yuetan | | | | |"))
    assert (facts.causes, facts.person) == (("整改走过场",), "副镇长李某")


def test_proposal_about_all_units__only_those_that_anything_is_held_against() -> None:
    assert [subject.label for subject in subjects(weinan(), "约谈建议", "全部")] == ["甲镇人民政府"]
    assert faults(one(weinan(), "约谈建议", "乙局")) == ["D128"]


def test_unknown_unit__refused() -> None:
    with pytest.raises(CannotRun) as refused:
        subjects(weinan(), "约谈建议", "丙局")
    assert refused.value.finding.code == "C029"


@pytest.mark.parametrize("pack", ["cangnan", "jiangsu", "xiayi"])
def test_method_without_talks__no_proposal(pack: str) -> None:
    ledger = pack_with(pack, units=UNITS, matters=ONE_LATE)
    [subject] = subjects(ledger, "约谈建议", "甲镇", "乙局")  # told once, not for each unit
    assert [found.code for found in subject.findings] == ["D189"]
    cited_row = f"{HEAD}\n| 2026-10-01 | 约谈 | 甲镇 | | 久拖不决 | 《问责办法》第三条 | | | | |"
    fine = one(pack_with(pack, units=UNITS, matters=ONE_LATE, consequences=cited_row), "约谈建议", "甲镇")
    assert (fine.findings, faults(fine)) == ((), [])


def test_published_ranks__the_last_four() -> None:
    rows = [f"| 2026-0{n} | 甲镇 | 定稿 | 90 | {n} | 2026-0{n}-28 |" for n in range(1, 7)]
    published = "\n".join(("| 期 | 单位 | 类别 | 得分 | 组内名次 | 发布日期 |", *rows))
    ledger = pack_with("weinan", units=UNITS, matters=ONE_LATE, published_scores=published)
    assert [row.rank for row in proposed(ledger).ranks] == [3, 4, 5, 6]


def test_criticisms_fewer_than_counted__found() -> None:
    facts = sample_proposal()
    assert [f.code for f in document.check_facts(replace(facts, criticisms=facts.criticisms[:1]))] == ["D124"]
    assert [f.code for f in document.check_facts(replace(facts, window_to=date(2026, 9, 1)))] == ["D124"]


# 约谈通知书, 约谈记录

TALK = "| 2026-10-08 | 约谈 | 甲镇 | | 通报批评后仍无进展 | | | {by} | 2026-10-09 | |"


def test_summons__rests_on_the_agreed_row_and_leaves_blanks_for_a_person() -> None:
    subject = one(weinan(TALK.format(by="王某")), "约谈通知书", "甲镇")
    text = "\n".join(lines_of(subject))
    assert "经王某于2026年10月9日同意，决定对你单位进行约谈" in text
    assert "通报批评后仍无进展。" in text
    for blank in ("约谈时间", "约谈地点", "约谈人姓名及职务"):
        assert f"【待填：{blank}】" in text
    assert "携带书面材料" in text


@pytest.mark.parametrize("name", ["约谈通知书", "约谈记录"])
def test_second_talk_of_a_month__has_a_title_and_so_a_number_of_its_own(name: str) -> None:
    first, to_come = TALK.format(by="王某"), TALK.format(by="王某").replace("10-08", "10-20")
    titles = [one(weinan(rows), name, "甲镇").facts.title for rows in (first, f"{first}\n{to_come}")]
    assert "2026年10月" in titles[0]
    assert titles[1] == titles[0].replace("10月", "10月20日")


@pytest.mark.parametrize("name", ["约谈通知书", "约谈记录"])
def test_talk_that_nobody_agreed_to__no_document_and_its_cell(name: str) -> None:
    subject = one(weinan(TALK.format(by="")), name, "甲镇")
    assert [(found.code, found.source.cell) for found in subject.findings] == [("D170", "H3")]
    assert "D128" in faults(subject)


def test_summons_of_a_method_without_talks__still_says_who_agreed() -> None:
    rows = f"{HEAD}\n{TALK.format(by='王某')}"
    subject = one(pack_with("xiayi", units=UNITS, consequences=rows), "约谈通知书", "甲镇")
    assert isinstance(subject.facts, SummonsFacts)
    assert subject.facts.basis == ""
    assert faults(subject) == []


def test_record__boxes_for_what_was_said_and_promised() -> None:
    text = lines_of(one(weinan(TALK.format(by="王某")), "约谈记录", "甲镇"))
    assert {"约谈时间", "约谈地点", "被约谈人说明", "整改承诺及完成时间", "记录人签名"} <= set(text)


# 问责建议 (DT22; weinan 15, 16(3), xiayi 3.3, cangnan 4(4))


def test_referral__situation_people_decision_and_every_piece_of_evidence() -> None:
    subject = one(weinan(TWICE + FALSE.format(by="王某", on="2026-10-05")), "问责建议", "甲镇")
    text = "\n".join(lines_of(subject))
    assert "属于“虚报瞒报”的情形" in text
    assert "根据督查工作制度十五（三），经王某于2026年10月5日审定" in text
    assert "责任人：镇长周某。" in text
    assert "通报批评2份，逾期未办结事项1项" in text
    assert {"督〔2026〕4号", "督〔2026〕9号", "D-1"} <= set(lines_of(subject))
    assert faults(subject) == []


def test_referral_that_nobody_decided__says_so() -> None:
    text = "\n".join(lines_of(one(weinan(FALSE.format(by="", on="")), "问责建议", "甲镇")))
    assert "本建议尚待审定，审定后移送。" in text


def test_third_criticism__referral_by_the_count_to_those_who_carry_it_out() -> None:
    third = "| 2026-10-09 | 通报批评 | 甲镇 | | 虚报 | | 督〔2026〕12号 | 王某 | 2026-10-08 | |"
    facts = referred(weinan(TWICE + third))
    assert (facts.count, facts.submitted_to) == (3, "纪检监察机关（问责）、党群工作部（组织处理）")
    assert (facts.approval, facts.effect) == ("主要领导", "结果在一定范围公布")
    assert facts.situation == "【待填：问责情形】"


def test_article_of_several_situations__only_what_the_facts_name() -> None:
    row = "| 2026-10-01 | 问责 | 甲镇 | | {said} | 十五（五） | | | | |"
    assert referred(weinan(row.format(said="打击报复举报人"))).situation == "打击报复"
    assert referred(weinan(row.format(said="情节恶劣"))).situation == "【待填：问责情形】"


def test_confirmed_deductions__are_evidence_with_their_sum() -> None:
    events = """
        | 序号 | 事件日期 | 单位 | 规则编号 | 状态 | 依据文件 |
        | 1 | 2026-04-02 | 甲镇 | A12a | 已确认 | 督〔2026〕4号 |
        | 2 | 2026-05-02 | 甲镇 | A12a | 候选 | 督〔2026〕5号 |
        | 3 | 2026-11-02 | 甲镇 | A12a | 已确认 | 督〔2026〕6号 |
    """
    ladder = "| 规则编号 | 触发 | 措施 | 执行 |\n| x-4 | 工作不力 | 启动问责程序 | 纪检监察机关 |"
    rules = "| 规则编号 | 条款 | 读法 |\n| x-4 | 四（四） | |"
    facts = referred(scoring_ledger(events, ladder=ladder, rules=rules))
    assert (facts.deduction_count, facts.deducted_points) == (1, Decimal(3))
    assert [row.number for row in facts.evidence] == ["督〔2026〕4号"]
    assert facts.basis == "督查工作制度四（四）"


def test_evidence_that_disagrees_with_the_text__found() -> None:
    facts = referral_sample()
    assert [f.code for f in document.check_facts(replace(facts, evidence=facts.evidence[1:]))] == ["D124"]
    assert [f.code for f in document.check_facts(replace(facts, deduction_count=3))] == ["D124"]


def test_referral_about_a_group__not_of_units_that_are_only_late() -> None:
    assert subjects(weinan(), "问责建议", "全部") == ()


# 通报表扬, 通报批评 (DT20; weinan 14(5), xiayi 3.3, cangnan 4(4))


def test_criticism__names_the_count_and_what_follows_from_it() -> None:
    facts = criticised(weinan(OPEN), "甲镇")
    [count] = facts.counts
    assert (count.unit, count.nth, count.window_from) == ("甲镇人民政府", 2, date(2026, 1, 1))
    assert [row.measure for row in count.follow_ups] == ["约谈", "取消评先树优"]
    text = "\n".join(lines_of(one(weinan(OPEN), "通报批评", "甲镇")))
    assert "2026年1月1日至2026年12月31日期间第2次被通报批评。按规定应当：" in text
    assert "约谈，对象为单位主要负责人，由主要领导执行（督查工作制度十六（二））。" in text


@pytest.mark.parametrize(
    ("person", "name", "persons"),
    [
        ("单位", "甲镇人民政府", ()),
        ("", "甲镇人民政府", ()),
        ("甲镇", "甲镇人民政府", ()),
        ("主要负责人", "甲镇人民政府主要负责人", ("主要负责人",)),
        ("单位主要负责人", "甲镇人民政府主要负责人", ("主要负责人",)),
        ("单位、主要负责人", "甲镇人民政府及其主要负责人", ("主要负责人",)),
        ("镇长周某", "甲镇人民政府镇长周某", ("镇长周某",)),
    ],
)
def test_object_of_a_row__the_unit_itself_is_named_once(person: str, name: str, persons: tuple[str, ...]) -> None:
    row = "| 2026-09-10 | {kind} | 甲镇 | {person} | 推进不力 | weinan-15-3-false | | 王某 | 2026-09-10 | |"
    criticism = criticised(weinan(row.format(kind="通报批评", person=person)), "甲镇")
    assert [one.name for one in criticism.named] == [name]
    assert referred(weinan(row.format(kind="问责", person=person))).persons == persons


def test_criticism_of_a_period__all_agreed_rows_in_the_order_of_the_directory() -> None:
    rows = OPEN + "| 2026-08-01 | 通报批评 | 乙局 | 科长赵某 | 推诿 | | | 李某 | 2026-08-01 | |"
    facts = criticised(weinan(rows), "2026Q3")
    assert [named.name for named in facts.named] == ["甲镇人民政府", "乙局科长赵某"]
    assert facts.approved_by == ("王某", "李某")
    assert facts.title == "关于对2026年第三季度督查工作有关单位和个人予以通报批评的通报"


def test_second_criticism_of_a_month__has_a_title_and_so_a_number_of_its_own() -> None:
    told = "| 2026-09-05 | 通报批评 | 乙局 | | 推诿 | | 督〔2026〕9号 | 李某 | 2026-09-05 | |"
    new = "| 2026-09-25 | 通报批评 | 乙局 | | 仍未改 | | | 李某 | 2026-09-25 | |"
    register = "| 通报批评 | 督〔2026〕9号 | | 乙局 | 已签发 |"
    titles = [criticised(weinan(rows, register=register), "乙局").title for rows in (told, f"{told}\n{new}")]
    assert titles[1] == titles[0].replace("9月", "9月25日")


def test_circular__in_whose_name_and_by_what_power() -> None:
    subject = one(weinan(TWICE), "通报批评", "甲镇")
    assert isinstance(subject.facts, CriticismFacts)
    assert (subject.facts.in_name, subject.facts.basis) == ("区党工委、管委会", "督查工作制度十四（五）")
    assert [found.code for found in subject.findings] == ["D171"]


def test_rows_without_consent_or_facts__left_out_with_their_cells() -> None:
    rows = """
        | 2026-09-01 | 通报批评 | 甲镇 | | 推进不力 | | | | | |
        | 2026-09-02 | 通报批评 | 甲镇 | | | | | 王某 | 2026-09-02 | |
    """
    subject = one(pack_with("xiayi", units=UNITS, consequences=f"{HEAD}\n{rows.strip()}"), "通报批评", "2026Q3")
    assert [(found.code, found.source.cell) for found in subject.findings] == [("D170", "H3"), ("D117", "E4")]
    assert faults(subject) == ["D128"]


def test_unit__what_no_document_has_told_of_yet() -> None:
    fresh = "| 2026-10-02 | 通报批评 | 甲镇 | | 又未报 | | | 王某 | 2026-10-02 | |"
    subject = one(weinan(TWICE + fresh), "通报批评", "甲镇")
    assert [row.facts for row in subject.publishes] == ["又未报"]
    assert isinstance(subject.facts, CriticismFacts)
    assert [count.nth for count in subject.facts.counts] == [3]


@pytest.mark.parametrize(
    ("register", "told"),
    [
        ("", []),
        ("| 督查通报 | 督〔2026〕9号 | 关于三季度的通报 | | 已签发 |", []),
        ("| 通报批评 | 督〔2026〕9号 | 关于甲镇的通报 | 甲镇 | 作废 |", ["推进不力"]),
        ("| 通报批评 | 督〔2026〕9号 | 关于甲镇的通报 | 甲镇 | 已签发 |", ["推进不力"]),
    ],
)
def test_unit_of_whom_every_row_is_told__only_the_documents_own(register: str, told: list[str]) -> None:
    subject = one(weinan(TWICE, register=register), "通报批评", "甲镇")
    assert [row.facts for row in subject.publishes] == told
    assert isinstance(subject.facts, CriticismFacts)
    assert [row.deed for row in subject.facts.named] == told


PERIOD_TITLE = "关于对2026年第三季度督查工作有关单位和个人予以通报批评的通报"
CIRCULAR_TITLE = "关于2026年第三季度督查事项落实情况的通报"
SEPTEMBER = """
    | 2026-07-31 | 通报批评 | 甲镇 | | 进度不实 | | 督〔2026〕167号 | 王某 | 2026-07-30 | |
    | 2026-08-05 | 通报表扬 | 乙局 | | 协同有力 | | 督〔2026〕154号 | 王某 | 2026-08-04 | |
    | 2026-09-18 | 通报批评 | 乙局 | | 推进不力 | | {number} | 王某 | 2026-09-17 | |
"""


def told_in(kind: str, title: str, *, number: str = "", status: str = "草稿") -> Subject:
    """The document `kind` of 2026Q3, which the register calls so."""
    register = f"{REGISTER}\n| {kind} | {number} | {title} | | {status} |"
    rows = f"{HEAD}\n{SEPTEMBER.format(number=number)}"
    return one(pack_with("weinan", units=UNITS, consequences=rows, documents=register), kind, "2026Q3")


@pytest.mark.parametrize(("number", "status"), [("", "草稿"), ("督〔2026〕201号", "已签发")])
def test_trap_32__what_another_document_has_told_of_is_not_published_again(number: str, status: str) -> None:
    subject = told_in("通报批评", PERIOD_TITLE, number=number, status=status)
    assert [row.facts for row in subject.publishes] == ["推进不力"]
    assert [(found.code, found.args["number"]) for found in subject.findings if found.code == "D147"] == [
        ("D147", "督〔2026〕167号")
    ]
    for kind, title in (("督查通报", CIRCULAR_TITLE), ("季度通报", "关于2026年第三季度各责任单位落实情况的通报")):
        subject = told_in(kind, title, number=number, status=status)
        assert subject.facts.title == title
        assert [row.facts for row in subject.publishes] == ["推进不力"]
        lines = lines_of(subject)
        assert "甲镇人民政府：进度不实（已以督〔2026〕167号通报）。" in lines
        assert "乙局：协同有力（已以督〔2026〕154号通报）。" in lines
        assert "乙局：推进不力。" in lines
        assert not faults(subject)


def test_brief__tells_again_and_names_the_document() -> None:
    subject = told_in("督查简报", "2026年第三季度督查事项落实情况", number="督〔2026〕3期", status="已签发")
    assert not subject.publishes
    assert "甲镇人民政府：进度不实（已以督〔2026〕167号通报）。" in lines_of(subject)


def test_praise__of_unit_and_person_with_article() -> None:
    rows = f"{HEAD}\n| 2026-09-01 | 通报表扬 | 甲镇 | 周某 | | 三（三） | | 张某 | 2026-09-01 | |"
    facts = one(pack_with("xiayi", units=UNITS, consequences=rows), "通报表扬", "2026-09").facts
    assert isinstance(facts, PraiseFacts)
    assert ([row.name for row in facts.named], facts.basis) == (["甲镇人民政府周某"], "督查工作制度三（三）")


def test_cangnan__each_criticism_brings_its_deduction() -> None:
    ledger = pack_with("cangnan", units=UNITS, consequences=f"{HEAD}\n{OPEN}")
    [count] = criticised(ledger, "甲镇").counts
    assert [row.measure for row in count.follow_ups] == ["扣分（每次3分，由人认定）"]


def test_period_ahead__refused() -> None:
    with pytest.raises(CannotRun) as refused:
        subjects(weinan(TWICE), "通报批评", "2027Q1")
    assert refused.value.finding.code == "D114"


def test_count_of_a_unit_that_is_not_named__found() -> None:
    facts = sample_criticism()
    assert "D124" in [f.code for f in document.check_facts(replace(facts, named=facts.named[:0]))]


# All of them


@pytest.mark.parametrize("pack", PACKS)
def test_small_office__every_paper_is_without_fault(pack: str) -> None:
    ledger = office_of(pack)
    unit = ledger.units.units[0].name
    for name in ("约谈通知书", "约谈记录", "通报批评"):
        assert faults(one(ledger, name, unit), ledger) == [], name
    assert faults(one(ledger, "通报表扬", "2026Q3"), ledger) == []


def test_hostile_cells__stand_in_the_documents_as_they_are() -> None:
    said = "<w:p>&{{ 7*7 }}{% if %}" + "甲" * 10_000
    rows = f"{HEAD}\n| 2026-09-18 | 通报批评 | 甲镇 | 赵“某”\\n甲 | {said} | | | 王某 | 2026-09-17 | |"
    ledger = pack_with("xiayi", units=UNITS, matters=ONE_LATE, consequences=rows)
    subject = one(ledger, "通报批评", "甲镇")
    assert said in "".join(lines_of(subject))
    assert faults(subject) == []


def test_ledger_without_anything__nothing_is_made_up() -> None:
    empty = ledger_from(units=UNITS)
    for name in ("约谈建议", "约谈通知书", "约谈记录", "问责建议", "通报表扬", "通报批评"):
        assert set(faults(one(empty, name, "甲镇"))) == {"D128"}, name


@given(st.integers(min_value=1, max_value=30))
def test_count__never_differs_from_the_documents_listed(times: int) -> None:
    rows = "\n".join(
        f"| 2026-{n % 9 + 1:02d}-{n % 28 + 1:02d} | 通报批评 | 甲镇 | | 未报 | | 督〔2026〕{n}号 | 王某 | 2026-01-01 | |"
        for n in range(1, times + 1)
    )
    facts = referred(weinan(rows))
    assert facts.criticism_count == times
    assert facts.count == (times if times >= 3 else 0)
    assert document.check_facts(facts) == ()


@pytest.mark.parametrize(
    ("pack", "clause", "said"),
    [
        ("weinan", "weinan-16-1-yuetan", "督查工作制度十六（一）"),
        ("weinan", "十六（三） weinan-16-3-three", "督查工作制度十六（三）"),
        ("cangnan", "cangnan-A12-circular", "《日常工作督查考核办法》第十二条"),
        ("cangnan", "四（四）", "督查工作制度四（四）"),
        ("cangnan", "《督查条例》第三条", "《督查条例》第三条"),
        ("weinan", "weinan-none", ""),
        ("weinan", "", ""),
    ],
)
def test_clause_of_a_row__as_a_paper_cites_it(pack: str, clause: str, said: str) -> None:
    assert cited(pack_with(pack), clause) == said
