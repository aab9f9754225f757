"""The documents that assign and press: 督办通知, 督查通知书, 督促查办事项通知单, 抄告单, 督办令, 催办单, 函告."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers.document import Status, check_document, render
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.naming import asked_for, unit_names
from duban_xl.documents.papers.notice.facts import CopySlipFacts, HotlineNoticeFacts, SupervisionNoticeFacts
from duban_xl.documents.papers.registry import kind_of
from duban_xl.documents.papers.reminder_slip import ReminderSlipFacts
from duban_xl.documents.papers.reply_letter import ReplyLetterFacts
from duban_xl.documents.papers.requirements import items_of
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.documents.papers.supervision_order import SupervisionOrderFacts
from duban_xl.model.ledger import Ledger
from duban_xl.model.settings import ORDER_ISSUER
from duban_xl.model.source import Value
from duban_xl.packs import pack_names
from duban_xl.plan.ground import ground_of, ledger_workdays
from duban_xl.plan.reminders import plan_reminders, reminders
from duban_xl.plan.sign_off import document_chain
from duban_xl.read.holidays import official_workdays
from duban_xl.workflows.init import create_office
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME, Run
from duban_xl.workflows.write import asked, registered
from tests.cli import UNITS as CLI_UNITS
from tests.cli import enter, row_of
from tests.golden_year import FOLDER, ground_of_text
from tests.packs import pack_with
from tests.papers import lines_of
from tests.test_write import RUN, written

TEMPLATES = Path(__file__).resolve().parent.parent / "workbook_templates" / "word"
AS_OF = date(2026, 10, 12)
KINDS = ("督办通知", "督查通知书", "督促查办事项通知单", "抄告单", "督办令", "催办单", "函告")
UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 启用 |
    | U1 | 甲镇人民政府 | 甲镇 | 乡镇 | 是 |
    | U2 | 县水利局 | 水利局 | 部门 | 是 |
    | U3 | 县住建局 | 住建局 | 部门 | 是 |
"""
SETTINGS = "| 参数 | 值 |\n| 联系人 | 林晓 |\n| 联系电话 | 0570-1 |\n| 机关代字 | 云督 |\n| 办公室名称 | 督查室 |"
REGISTER = "| 文种 | 文号 | 标题 | 事项编号 | 单位 | 拟稿日期 | 签发人 | 签发日期 | 状态 |"


def matters(*rows: dict[str, str]) -> str:
    """督办事项 with these rows; what a row does not say is usual."""
    usual = {
        "事项编号": "D-1", "类别": "MC14", "事项名称": "污水管网改造", "来源": "", "来源文号": "", "批示领导": "",
        "批示日期": "", "任务要求": "查清户数\\n完成接管", "主办单位": "甲镇", "协办单位": "住建局、水利局", "交办文号": "",
        "交办日期": "2026-07-08", "签收日期": "2026-07-09", "办结时限": "2026-07-31", "状态": "承办中",
    }  # fmt: skip
    lines = [" | ".join((usual | row).values()) for row in rows or ({},)]
    return "\n".join(f"| {line} |" for line in (" | ".join(usual), *lines))


def ledger_of(pack: str = "cangnan", **sheets: str) -> Ledger:
    usual = {"units": UNITS, "settings": SETTINGS, "matters": matters()}
    return pack_with(pack, **(usual | sheets))


def composed(ledger: Ledger, kind: str, *about: str, as_of: date = AS_OF) -> tuple[Subject, ...]:
    wanted, name = asked_for(kind, ledger)
    workdays = ledger_workdays(ledger, official_workdays())
    return tuple(wanted.compose(Request(ledger=ledger, about=about, name=name, as_of=as_of, workdays=workdays)))


def drafted(subject: Subject, status: Status = "草稿") -> bytes:
    kind = kind_of(subject.facts)
    return render(kind.name, subject.facts, OFFICE, template=TEMPLATES / kind.file, status=status)


def text_of(subject: Subject) -> str:
    document = docx.Document(io.BytesIO(drafted(subject)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def codes(subject: Subject) -> list[str]:
    found = (*subject.findings, *check_document(drafted(subject), subject.facts))
    return [one.code for one in found if one.code not in ("D140", "D153")]


# Every kind on the small office of every method


@pytest.mark.parametrize("pack", pack_names())
def test_every_kind_of_every_method__is_written_without_fault(pack: str) -> None:
    text = (FOLDER / "papers" / f"{pack}.md").read_text(encoding="utf-8")
    ledger = ground_of_text(f"年度：2026\n{text}", pack).ledger
    for kind in KINDS:
        for subject in composed(ledger, kind, "全部"):
            said = text_of(subject)
            lacking = codes(subject)
            assert set(lacking) <= {"D128", "D150", "D151"}, (kind, subject.label, lacking)
            if "D128" not in lacking:
                assert subject.unit.removesuffix("人民政府") in said


def test_hostile_cells__printed_as_they_are() -> None:
    row = {
        "事项名称": "<a> & {{ x }} 项",
        "任务要求": "甲&乙<丙>" + "长" * 10_000,
        "协办单位": "",
        "主办单位": "无名<局>",
    }
    ledger = ledger_of(matters=matters(row))
    for kind in ("督办通知", "抄告单", "督办令", "函告"):
        (subject,) = composed(ledger, kind, "D-1")
        assert "<a> & {{ x }} 项" in text_of(subject)
        assert set(codes(subject)) <= {"D151"}


# 督办通知 (DT01)


def test_supervision_notice__matter_basis_units_schedule_and_whom_to_report_to() -> None:
    milestones = "| 事项编号 | 节点 | 计划日期 | 目标值 |\n| D-1 | 完成设计 | 2026-09-30 | |\n| D-1 | 接管 | | 1260 |"
    row = {
        "类别": "MC06",
        "来源": "常委会第8次会议",
        "来源文号": "纪要〔2026〕8号",
        "批示日期": "2026-07-01",
        "办结时限": "",
    }
    ledger = ledger_of("shiwei", matters=matters(row), milestones=milestones)
    (subject,) = composed(ledger, "督办通知", "D-1")
    said = render_for(subject, ledger)
    assert isinstance(subject.facts, SupervisionNoticeFacts)
    assert subject.facts.title == "关于办理“污水管网改造”事项的督办通知"
    for words in (
        "常委会第8次会议（纪要〔2026〕8号），2026年7月1日",
        "牵头单位：甲镇人民政府",
        "责任单位：县水利局、县住建局",  # the directory's order
        "完成设计，2026年9月30日前完成",
        "接管，目标值1260",
        "每季度末月28日前报送进展情况",
    ):
        assert words in said


def test_category_reported_on_until_it_is_done__regularly() -> None:
    (subject,) = composed(ledger_of("weinan", matters=matters({"类别": "MC14"})), "督查通知书", "D-1")
    assert "办理期间，定期报送进展情况。" in text_of(subject)


def test_instruction_that_the_method_wants_in_the_requirements__is_quoted_as_such() -> None:
    row = {"类别": "MC16", "批示领导": "书记王某", "批示日期": "2026-07-06", "任务要求": "尽快解决群众饮水问题"}
    (subject,) = composed(ledger_of("shiwei", matters=matters(row)), "督办通知", "D-1")
    said = text_of(subject)
    assert "书记王某于2026年7月6日批示：“尽快解决群众饮水问题。”" in said
    assert said.count("尽快解决群众饮水问题") == 1
    assert "按照批示内容抓紧办理。" in said
    assert codes(subject) == []


# 督查通知书 (DT02)


@pytest.mark.parametrize(
    ("pack", "typed", "name"),
    [
        ("cangnan", "督查通知书", "督查通知书"),
        ("weinan", "督查通知", "督查通知"),
        ("weinan", "办理通知", "督查通知"),
        ("xiayi", "督查通知单", "督查通知单"),
        ("xiayi", "督办通知", "督查通知单"),  # the draft's name
        ("shiwei", "督查通知", "督查通知"),
        ("shiwei", "督办通知", "督办通知"),
        ("xiayi", "督促查办事项通知单", "督促查办事项通知单"),
        ("cangnan", "抄告单", "抄告单"),
        ("weinan", "督办令", "督办令"),
        ("xiayi", "函告", "函告"),
    ],
)
def test_name__is_the_methods_own(pack: str, typed: str, name: str) -> None:
    assert asked_for(typed, ledger_of(pack))[1] == name


def test_notice__units_task_limit_contact_and_receipt() -> None:
    (subject,) = composed(ledger_of(), "督查通知书", "D-1")
    said = text_of(subject)
    for words in (
        "主办单位：甲镇人民政府", "协办单位：县水利局、县住建局", "查清户数", "完成接管", "2026年7月31日前办结",
        "联系人：林晓", "签收单位（盖章）", "签收人", "督查通知书文号",
    ):  # fmt: skip
        assert words in said
    assert codes(subject) == []


def test_notice_before_the_limit_is_known__says_the_methods_own() -> None:
    row = {"类别": "MC14", "办结时限": "", "签收日期": ""}
    (subject,) = composed(ledger_of("weinan", matters=matters(row)), "督查通知", "D-1")
    assert "时限要求为“签收后5个工作日内”" in text_of(subject)


def test_notice__limit_before_the_assignment_and_persons_that_the_method_wants_are_told() -> None:
    ledger = ledger_of(matters=matters({"办结时限": "2026-06-30"}))
    (subject,) = composed(ledger, "督查通知书", "D-1")
    told = [(one.code, one.args.get("header", "")) for one in subject.findings]
    assert told == [("L203", ""), ("D153", "责任领导"), ("D153", "责任人")]
    (free,) = composed(ledger_of("shiwei"), "督查通知书", "D-1")
    assert free.findings == ()


def test_straight_quotes__are_printed_as_chinese_ones() -> None:
    (subject,) = composed(
        ledger_of(matters=matters({"事项名称": '推进"双减"工作', "任务要求": '落实"双减"'})), "督查通知书", "D-1"
    )
    said = text_of(subject)
    assert '"' not in said and "落实“双减”" in said and "“推进‘双减’工作”" in said.replace("\n", "")
    assert codes(subject) == []


def test_office_without_contact__told_once() -> None:
    ledger = ledger_of(settings="| 参数 | 值 |\n| 联系电话 | 1 |", matters=matters({}, {"事项编号": "D-2"}))
    subjects = composed(ledger, "督查通知书", "全部")
    assert [[one.code for one in subject.findings if one.code != "D153"] for subject in subjects] == [["D150"], []]


def test_two_hundred_of_one_category__only_those_not_ended_each_once() -> None:
    rows = [{"事项编号": f"D-{n}", "类别": "MC14" if n % 2 else "MC13"} for n in range(1, 401)]
    rows += [{"事项编号": "E-1", "状态": "办结"}, {"事项编号": "E-2", "状态": "归档"}]
    subjects = composed(ledger_of(matters=matters(*rows)), "督查通知书", "MC14", "D-1", "D-3")
    assert [subject.matter for subject in subjects] == [f"D-{n}" for n in range(1, 401, 2)]
    assert len(composed(ledger_of(matters=matters(*rows)), "督查通知书", "全部")) == 400


# 督促查办事项通知单 (DT03)

APPROVAL = """
    | 日期 | 事项编号 | 动作 | 审批步骤 | 批准人 | 批准日期 | 同意 | 理由 |
    | 2026-07-02 | D-1 | 审批 | 主任签阅 | 周某 | 2026-07-02 | 是 | |
    | 2026-07-03 | D-1 | 审批 | 常务副县长审定 | 孙某 | 2026-07-03 | {agreed} | 五个工作日内办结 |
"""


def hotline(agreed: str, number: str = "热单〔2026〕7号") -> Subject:
    sheet = matters({"类别": "MC24", "来源文号": number, "来源": "市长热线电话室"})
    (subject,) = composed(
        ledger_of("xiayi", matters=sheet, steps=APPROVAL.format(agreed=agreed)), "督促查办事项通知单", "D-1"
    )
    return subject


def test_hotline_notice__number_of_the_slip_own_number_and_the_approval() -> None:
    said = text_of(hotline("是"))
    assert "热线通知单号：热单〔2026〕7号，本室登记号：D-1" in said
    assert "常务副县长孙某于2026年7月3日审定：五个工作日内办结。" in said


def test_hotline_notice_that_is_not_approved__leaves_room() -> None:
    subject = hotline("否")
    assert isinstance(subject.facts, HotlineNoticeFacts)
    assert "审定意见" in subject.facts.approval
    assert subject.facts.approved_by == ""


def test_hotline_notice_without_number__is_not_written() -> None:
    assert codes(hotline("是", number="")) == ["D128"]


# 抄告单 (DT04)


def slips(requirement: str, **more: str) -> tuple[CopySlipFacts, ...]:
    subjects = composed(ledger_of(matters=matters({"任务要求": requirement} | more)), "抄告单", "D-1")
    return tuple(subject.facts for subject in subjects if isinstance(subject.facts, CopySlipFacts))


def test_copy_slip__one_for_each_unit_with_its_own_task_and_receipt() -> None:
    found = slips("甲镇：征地\\n水利局、住建局：设计\\n每周报告")
    assert [(one.unit, one.role, one.requirements) for one in found] == [
        ("甲镇人民政府", "责任单位", ("征地", "每周报告")),
        ("县水利局", "协办单位", ("设计", "每周报告")),
        ("县住建局", "协办单位", ("设计", "每周报告")),
    ]
    assert found[1].other_units == ("甲镇人民政府", "县住建局")


def test_copy_slip__matters_unit_and_label_of_its_own() -> None:
    subjects = composed(ledger_of(), "抄告单", "D-1")
    assert [(one.matter, one.unit, one.label) for one in subjects] == [
        ("D-1", "甲镇人民政府", "D-1_甲镇人民政府"),
        ("D-1", "县水利局", "D-1_县水利局"),
        ("D-1", "县住建局", "D-1_县住建局"),
    ]
    said = text_of(subjects[1])
    assert "县水利局为本事项协办单位" in said
    assert "批示原文摘要" in said


def test_task_that_names_no_unit_of_the_matter__is_the_leads_and_the_others_support_it() -> None:
    lead, *others = slips("要求：三天内报告\\n1.查清户数。2.完成接管。")
    assert lead.requirements == ("要求：三天内报告", "查清户数。", "完成接管。")
    supports = "配合责任单位甲镇人民政府办理：要求：三天内报告；查清户数；完成接管"
    assert {one.requirements for one in others} == {(supports,)}


def test_copy_slip__what_the_course_hands_over_to_a_unit_is_its_task() -> None:
    steps = "| 日期 | 事项编号 | 动作 | 单位 | 理由 |\n| 2026-07-08 | D-1 | 转交 | 水利局 | 一是核水位；二是报方案 |"
    found = [one.facts for one in composed(ledger_of(steps=steps), "抄告单", "D-1")]
    assert [one.requirements for one in found if isinstance(one, CopySlipFacts) and one.unit == "县水利局"] == [
        ("核水位", "报方案")
    ]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1.完成A。2.完成B。3.完成C。", ("完成A。", "完成B。", "完成C。")),
        ("一是查清\n二是报告", ("查清", "报告")),
        ("（1）一件", ("一件",)),
        ("1、三件", ("三件",)),
        ("①甲；②乙", ("甲", "乙")),
        ("一、甲；二、乙", ("甲", "乙")),
        ("1.2026年9月完成", ("2026年9月完成",)),
        ("1.5倍以上", ("1.5倍以上",)),
        ("一、二期工程同步", ("一、二期工程同步",)),
        ("1、2号楼封顶", ("1、2号楼封顶",)),
        ("完成1.甲和3.乙", ("完成1.甲和3.乙",)),
    ],
)
def test_requirement_typed_with_numbers__the_list_numbers_it(cell: str, items: tuple[str, ...]) -> None:
    assert items_of(cell) == items
    ledger = ledger_of(matters=matters({"任务要求": cell.replace("\n", "\\n")}))
    (subject,) = composed(ledger, "督查通知书", "D-1")
    assert codes(subject) == []


@pytest.mark.parametrize(
    ("pack", "typed", "lead", "support"),
    [
        ("shiwei", "督查通知", "牵头单位", "责任单位"),
        ("weinan", "督查通知书", "主办单位", "协办单位"),
        ("xiayi", "督查通知单", "责任单位", "协办单位"),
        ("cangnan", "督查通知书", "责任单位", "协办单位"),
        ("jiangsu", "督查通知书", "主办单位", "协办单位"),
    ],
)
def test_units__are_called_as_the_method_calls_them(pack: str, typed: str, lead: str, support: str) -> None:
    ledger = ledger_of(pack)
    (subject,) = composed(ledger, typed, "D-1")
    data = render_for(subject, ledger)
    assert f"{lead}：甲镇人民政府" in data and f"{support}：县水利局" in data
    (table,) = composed(ledger, "任务分解表", "D-1")
    assert f"{lead}要细化" in (said := render_for(table, ledger)) and f"会同{support}" in said


def render_for(subject: Subject, ledger: Ledger) -> str:
    return "".join(lines_of(subject, ledger))


def test_unit_without_a_task_of_its_own__a_blank_and_never_a_guess() -> None:
    lead, *others = slips("甲镇：征地")
    assert lead.requirements == ("征地",)
    assert all("本单位任务" in one.requirements[0] for one in others)


def test_slip_that_asks_for_nothing__is_not_written() -> None:
    subjects = composed(ledger_of(matters=matters({"任务要求": ""})), "抄告单", "D-1")
    assert {code for subject in subjects for code in codes(subject)} == {"D128"}


def entry_titles(ledger: Ledger, kind: str, *about: str, run: Run = RUN) -> list[str]:
    """The unit of the row of 文书登记 that each document asked for has; "" for none."""
    found = registered(asked(ledger, kind, about, run))
    return [entry.unit if entry else "" for _, entry in found]


def test_register__has_a_row_for_each_unit_of_a_slip_and_one_for_a_notice() -> None:
    register = f"""{REGISTER}
        | 抄告单 | | 抄 | D-1 | 水利局 | 2026-07-07 | | | 草稿 |
        | 抄告单 | | 抄 | D-1 | 住建局 | 2026-07-07 | | | 作废 |
        | 督查通知书 | | 督 | D-1 | 县教育局 | 2026-07-07 | | | 草稿 |
    """
    ledger = ledger_of(documents=register)
    assert entry_titles(ledger, "抄告单", "D-1") == ["", "水利局", ""]
    assert entry_titles(ledger, "督查通知书", "D-1") == ["县教育局"]  # its lead unit has changed since


# 督办令 (DT05)

PRESSED = """
    | 日期 | 方式 | 事项编号 | 单位 | 情况 |
    | 2026-08-10 | 催办 | D-1 | 甲镇 | 第一次 |
    | 2026-08-20 | 电话催办 | D-1、D-9 | 甲镇 | 第二次 |
    | 2026-08-21 | 催办 | D-9 | 甲镇 | 别的事项 |
    | 2026-12-01 | 催办 | D-1 | 甲镇 | 以后的 |
"""
NOTICE_ROW = f"{REGISTER}\n| 督查通知 | 云督〔2026〕1号 | 督 | D-1 | 甲镇 | 2026-07-07 | 王某 | 2026-07-08 | 已签发 |"


def order(**sheets: str) -> Subject:
    (subject,) = composed(ledger_of("weinan", **sheets), "督办令", "D-1")
    return subject


def test_order__matter_limit_who_issues_it_and_what_came_before() -> None:
    subject = order(inspections=PRESSED, documents=NOTICE_ROW)
    said, facts = text_of(subject), subject.facts
    assert isinstance(facts, SupervisionOrderFacts)
    assert (facts.pressed, facts.days_over, len(facts.earlier)) == (2, 73, 3)
    assert subject.issuer == "区党工委、管委会"
    for words in (
        "现已逾期73日", "经2次催办、督查", "2026年7月8日，下达督查通知（云督〔2026〕1号）", "2026年8月20日，电话催办",
        "督办令下达后仍无明显进展的，通报批评", "（待签发）",
    ):  # fmt: skip
        assert words in said
    assert "限期" in facts.limit  # a blank: the old one is over
    assert codes(subject) == []


def test_order_without_reminders__says_so() -> None:
    assert codes(order(documents=NOTICE_ROW)) == ["D151"]


def test_order_of_a_matter_in_time__has_its_limit() -> None:
    facts = order(matters=matters({"办结时限": "2026-12-31"}), inspections=PRESSED).facts
    assert isinstance(facts, SupervisionOrderFacts)
    assert (facts.limit, facts.days_over) == ("2026年12月31日", 0)


def test_signed_order__names_who_signed_it() -> None:
    signed = f"{REGISTER}\n| 督办令 | 云督〔2026〕2号 | 令 | D-1 | 甲镇 | 2026-10-08 | 王某 | 2026-10-09 | 已签发 |"
    subject = order(inspections=PRESSED, documents=signed)
    assert "签发人：王某" in text_of(subject)
    assert len(getattr(subject.facts, "earlier", ())) == 2  # the order itself is not among them


def test_order_of_a_matter_that_has_ended__is_refused() -> None:
    with pytest.raises(CannotRun) as caught:
        order(matters=matters({"状态": "办结"}))
    assert caught.value.finding.code == "D152"


# 催办单

MANY = (
    {"事项编号": "D-1", "办结时限": "2026-09-30", "协办单位": "", "交办文号": "云督〔2026〕1号"},
    {"事项编号": "D-2", "办结时限": "2026-10-15", "协办单位": "", "事项名称": "桥梁"},
    {"事项编号": "D-3", "办结时限": "2026-12-31", "协办单位": "", "主办单位": "水利局"},
    {"事项编号": "D-4", "办结时限": "2026-09-01", "协办单位": "", "状态": "办结"},
)
RETURNS = """
    | 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 进展情况 | 审核结论 |
    | D-1 | 甲镇 | 2026Q3 | 2026-09-20 09:00 | 办结报告 | 已完成 | 退回 |
"""
REPLY = f"{SETTINGS}\n| 催办答复工作日 | 3 |"
REMINDERS = "| 日期 | 方式 | 事项编号 | 单位 |\n"


def slip_of(ledger: Ledger, *about: str, as_of: date = AS_OF) -> ReminderSlipFacts:
    (subject,) = composed(ledger, "催办单", *about, as_of=as_of)
    assert isinstance(subject.facts, ReminderSlipFacts)
    return subject.facts


def pressing(**sheets: str) -> Ledger:
    usual = {"settings": REPLY, "matters": matters(*MANY), "returns": RETURNS, "inspections": REMINDERS}
    return ledger_of("weinan", **(usual | sheets))


def test_reminder_slip__one_for_the_unit_with_all_that_is_late_and_soon() -> None:
    logged = f"{REMINDERS}| 2026-10-08 | 催办 | D-1 | 甲镇 |"
    facts = slip_of(pressing(inspections=logged), "甲镇")
    late = facts.lines[0]
    assert {line.number for line in facts.lines} == {"D-1", "D-2"}
    assert (late.number, late.days_over, late.count) == ("D-1", 12, 2)
    assert (late.notice_number, late.answer) == ("云督〔2026〕1号", "2026年9月20日报来的办结报告已退回，未再报")
    assert facts.lines[-1].answer == "未收到"
    assert (facts.count, facts.overdue, facts.soon, facts.at_once) == (2, 1, 1, 0)
    assert facts.reply_by == date(2026, 10, 15)


def test_reminder_slip__says_it_all() -> None:
    (subject,) = composed(pressing(), "催办单", "甲镇")
    said = text_of(subject)
    for words in ("第1次催办", "逾期12日", "还有3日", "云督〔2026〕1号", "于2026年10月15日前", "桥梁（D-2"):
        assert words in said
    assert codes(subject) == []


BEFORE = "尚未到期而确实不能按期办结的，请在到期前说明原因，并按规定申请延期。"


def test_matter_late_with_several_things__counts_once_and_is_not_asked_before_its_day() -> None:
    plan = "| 事项编号 | 节点 | 计划日期 | 完成日期 |\n| D-1 | 完成招标 | 2026-08-31 | |\n| D-1 | 开工 | 2026-09-10 | |"
    (subject,) = composed(pressing(milestones=plan), "催办单", "甲镇")
    facts = subject.facts
    assert isinstance(facts, ReminderSlipFacts)
    assert [line.number for line in facts.lines if line.days_over].count("D-1") == 3
    assert (facts.overdue, facts.soon) == (1, 1)
    assert "已逾期1项，即将到期1项。" in text_of(subject)
    assert BEFORE in text_of(subject)
    (late,) = composed(pressing(milestones=plan, matters=matters(MANY[0])), "催办单", "甲镇")
    assert BEFORE not in text_of(late)
    assert codes(late) == []


def test_unit_without_anything_late__is_passed_over() -> None:
    assert [subject.unit for subject in composed(pressing(), "催办单", "全部")] == ["甲镇人民政府"]
    assert composed(pressing(), "催办单", "部门") == ()


def test_office_that_sets_no_time_to_reply__no_day_is_made_up() -> None:
    facts = slip_of(pressing(settings=SETTINGS), "甲镇")
    assert facts.reply_by is None


SIGNED = f"{REGISTER}\n| 催办单 | 云督〔2026〕5号 | 催 | D-1、D-2 | 甲镇 | 2026-10-08 | 王某 | 2026-10-09 | 已签发 |"


@pytest.mark.parametrize(
    ("register", "as_of", "begun", "count"),
    [
        ("", AS_OF, AS_OF, 1),
        (SIGNED, date(2026, 10, 9), date(2026, 10, 8), 1),  # the signed one is asked for again
        (SIGNED, date(2026, 10, 13), date(2026, 10, 8), 1),  # its time to reply runs until the 14th
        (SIGNED, date(2026, 10, 15), date(2026, 10, 15), 2),  # the next one
        (
            SIGNED.replace("已签发", "草稿").replace("2026-10-09", ""),
            AS_OF,
            date(2026, 10, 8),
            1,
        ),  # still being drafted
        (SIGNED.replace("已签发", "作废"), AS_OF, AS_OF, 1),
    ],
)
def test_next_slip__after_the_time_to_reply_has_passed(register: str, as_of: date, begun: date, count: int) -> None:
    ledger = pressing(**({"documents": register} if register else {}))
    (subject,) = composed(ledger, "催办单", "甲镇", as_of=as_of)
    assert (subject.drafted_on, getattr(subject.facts, "count", 0)) == (begun, count)
    run = replace(RUN, as_of=as_of)
    assert entry_titles(ledger, "催办单", "甲镇", run=run) == (["甲镇"] if begun < as_of else [""])


def test_slip_and_reminder_of_one_day__count_once_and_the_reminder_is_still_logged() -> None:
    both = f"{REMINDERS}| 2026-10-09 | 催办 | D-1 | 甲镇 |"
    assert slip_of(pressing(documents=SIGNED, inspections=both), "甲镇", as_of=date(2026, 10, 15)).count == 2
    ledger, day = pressing(documents=SIGNED), date(2026, 10, 9)
    found = reminders(ground_of(ledger, official_workdays()), day)
    logged = plan_reminders(ledger, found, day, operator="张三").appends
    assert "D-1" in [row.values["number"] for row in logged]


# 函告 (DT25)


def letter(**sheets: str) -> ReplyLetterFacts:
    row = {"类别": "MC23a", "事项名称": "完善充电桩布局的建议", "来源": "市人大代表林某", "来源文号": "第107号建议"}
    (subject,) = composed(ledger_of("xiayi", matters=matters(row), **sheets), "函告", "D-1")
    assert codes(subject) == []
    assert isinstance(subject.facts, ReplyLetterFacts)
    return subject.facts


def test_reply_letter__the_lead_units_answer_to_whom_the_ledger_says() -> None:
    answered = RETURNS.replace("退回", "合格").replace("已完成", "已建站6座\\n另有3座在建")
    told = "| 日期 | 事项编号 | 动作 | 对象 |\n| 2026-10-01 | D-1 | 上报 | 市发展改革委 |"
    facts = letter(returns=answered, steps=told)
    assert (facts.recipient, facts.opinions) == ("市发展改革委", ("已建站6座", "另有3座在建"))


@pytest.mark.parametrize("returns", [RETURNS, RETURNS.replace("办结报告", "进展报告").replace("退回", "")])
def test_reply_letter_without_answer_or_addressee__blanks(returns: str) -> None:
    facts = letter(returns=returns)
    assert "函告对象" in facts.recipient
    assert "答复意见" in facts.opinions[0]


@pytest.mark.parametrize(
    ("category", "said"),
    [
        ("MC23a", "“完善充电桩布局的建议”（第107号建议）收悉。"),
        ("MC14", "“污水管网改造”（批〔2026〕3号）事项，由甲镇人民政府主办"),
    ],
)
def test_reply_letter__answers_what_was_written_to_the_office_alone(category: str, said: str) -> None:
    row = {"类别": category, "来源文号": "批〔2026〕3号"}
    plain = composed(ledger_of("xiayi", matters=matters(row)), "函告", "D-1")[0]
    assert said in text_of(plain if category == "MC14" else replace(plain, facts=letter()))


def test_reply_letter__is_approved_as_the_answer_is() -> None:
    register = f"{REGISTER}\n| 函告 | | 函 | D-1 | 甲镇 | 2026-10-08 | | | 草稿 |"
    ledger = ledger_of("xiayi", matters=matters({"类别": "MC23a"}), documents=register)
    chain = document_chain(ledger, ledger.documents[0], "上报")
    assert chain is not None
    assert chain.steps == ("督查室审核汇总", "县政府领导审定")


# Who is told of a contradiction

DISAGREEING: list[tuple[str, Callable[[], tuple[Subject, ...]], dict[str, object]]] = [
    ("催办单", lambda: composed(pressing(), "催办单", "甲镇"), {"overdue": 9}),
    ("催办单", lambda: composed(pressing(), "催办单", "甲镇"), {"count": 9}),
    ("督办令", lambda: (order(inspections=PRESSED),), {"pressed": 9}),
]


@pytest.mark.parametrize(("kind", "made", "change"), DISAGREEING)
def test_figures_that_disagree__found(
    kind: str, made: Callable[[], tuple[Subject, ...]], change: dict[str, object]
) -> None:
    (subject,) = made()
    assert kind_of(subject.facts).name == kind
    changed = replace(subject, facts=replace(subject.facts, **change))
    assert "D124" in codes(changed)


# In an office's folder

MATTER_2: dict[str, Value] = {
    "number": "D-2",
    "title": "公路",
    "category": "县领导批示",
    "status": "承办中",
    "lead_unit": "县水利局",
    "requirement": "按期完成",
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The ledger of a new office with one matter of three units."""
    folder = tmp_path / "督查室"
    create_office(folder, "cangnan", replace(RUN, as_of=date(2026, 1, 4)), ledger_id="L-1", form_key="k")
    matter: dict[str, Value] = {"number": "D-1", "title": "桥梁", "category": "县领导批示", "status": "承办中"}
    matter |= {"lead_unit": "县交通局", "supporting_units": "县水利局、丙镇", "requirement": "按期完成"}
    rows = [row_of("units", unit["code"], unit) for unit in CLI_UNITS]
    enter(folder, *rows, row_of("matters", "D-1", matter | {"assigned_on": date(2026, 3, 2)}))
    return folder / LEDGER_NAME


def rows_of(path: Path) -> list[tuple[str, str, str]]:
    return [(one.kind, one.number, one.unit) for one in read_ledger(path).documents]


def test_slips_in_the_folder__a_file_and_a_row_for_each_unit_and_no_second_one(office: Path) -> None:
    _, paths = written(office, "抄告单", "D-1")
    before = [path.read_bytes() for path in paths]
    assert len(set(paths)) == 3
    assert rows_of(office) == [("抄告单", "D-1", unit) for unit in ("县交通局", "县水利局", "丙镇人民政府")]
    written(office, "抄告单", "D-1")
    assert len(rows_of(office)) == 3
    assert [path.read_bytes() for path in paths] == before


def test_order_in_the_folder__goes_out_in_the_name_that_the_settings_say(office: Path) -> None:
    enter(office.parent, row_of("settings", ORDER_ISSUER, {"key": ORDER_ISSUER, "value": "丁县人民政府"}))
    _, (path,) = written(office, "督办令", "D-1")
    said = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert said.count("丁县人民政府") == 2  # mark and signature


def test_notice_once_signed__is_passed_over_when_all_are_asked_for(office: Path) -> None:
    values: dict[str, Value] = {"kind": "督查通知书", "title": "关于办理“桥梁”事项的督查通知书", "number": "D-1"}
    values |= {"document_number": "云督〔2026〕1号", "signed_on": date(2026, 3, 2), "status": "已签发"}
    enter(
        office.parent,
        row_of("documents", "N", values | {"unit": "县交通局", "drafted_on": date(2026, 3, 1)}),
        row_of("matters", "D-2", MATTER_2),
    )
    plan, paths = written(office, "督查通知书", "全部")
    again, none = written(office, "督查通知书", "全部")
    assert [draft.subject.matter for draft in plan.drafts] == ["D-1", "D-2"]  # the signed copy, which did not lie there
    assert len(paths) == 2
    assert [draft.subject.matter for draft in again.drafts] == ["D-2"]
    assert len(none) == 1
    assert len(rows_of(office)) == 2
    assert "C102" not in [one.code for one in again.findings]
    assert "C102" in [one.code for one in written(office, "督查通知书", "D-1")[0].findings]  # asked for by its number


def test_documents_of_which_each_unit_has_its_own__known_by_all_their_names(office: Path) -> None:
    ledger = read_ledger(office)
    assert unit_names(ledger) == {"抄告单", "催办单", "催办函", "催办通知"}
