"""The pack jiangsu says what the provincial method of 2008 says, rule by rule and place by place."""

from datetime import date

import pytest

from duban_xl.model.deadline import Soft
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.due import Deadline, LimitFacts, Mark
from duban_xl.model.event import Event
from duban_xl.packs import load_pack
from duban_xl.plan.deadlines import effective_due
from duban_xl.read.holidays import official_workdays
from tests.packs import expectations, ledger_of_pack, told

PACK = "jiangsu"

IDS = """
    jiangsu-0-format jiangsu-0-basis jiangsu-1-scope jiangsu-2.1-documents jiangsu-2.1-meetings jiangsu-2.2-state-council
    jiangsu-2.2-urgent jiangsu-2.2-lead jiangsu-2.2-content jiangsu-2.2-signoff jiangsu-2.2-in-name jiangsu-2.3-decompose
    jiangsu-2.3-frequent jiangsu-3-combine jiangsu-3.1-joint jiangsu-3.2-invite jiangsu-3.3-news jiangsu-3.4-poll
    jiangsu-3.4-public jiangsu-3.5-platform jiangsu-4.1-required jiangsu-4.1-lead-co jiangsu-4.1-reward
    jiangsu-4.2-docs-on-time jiangsu-4.2-given jiangsu-4.2-30wd jiangsu-4.2-extend jiangsu-4.3-jianbao jiangsu-4.3-good-bad
    jiangsu-4.3-lower jiangsu-4.4-contact jiangsu-4.4-guide jiangsu-5.1-when jiangsu-5.1-first jiangsu-5.2-org
    jiangsu-5.3-team
"""
LEFT_OPEN = "jiangsu-2.2-state-council jiangsu-2.3-frequent jiangsu-4.2-extend"
SHOWN_ONLY = """
    jiangsu-0-basis jiangsu-3.5-platform jiangsu-4.1-reward jiangsu-4.3-lower jiangsu-4.4-guide jiangsu-5.1-when
    jiangsu-5.3-team
"""

RULES = """
| 规则 | 在哪里 | 是什么 |
| jiangsu-0-format | 参数[印发日期].值 | 2008-12-09 |
| jiangsu-0-basis | 制度条款[jiangsu-0-basis].级别 | 查阅 |
| jiangsu-1-scope | 制度条款[jiangsu-1-scope].类别 | MC01、MC04、MC07、MC13a、MC13b、MC14、MC19、MC21、MC23、MC25、MC30 |
| jiangsu-1-scope | 事项类别[MC30].类别 | 人代会和常委会决定决议 |
| jiangsu-1-scope | 事项类别[MC25].类别 | 省长信箱来信 |
| jiangsu-1-scope | 事项类别[MC30].办理时限 | |
| jiangsu-2.1-documents | 事项类别[MC01].办理时限 | GIVEN |
| jiangsu-2.1-documents | 事项类别[MC02].办理时限 | GIVEN |
| jiangsu-2.1-documents | 事项类别[MC01].督查频次 | 适时 |
| jiangsu-2.1-documents | 工作时限[jiangsu-2.1-documents].周期 | 及时、适时 |
| jiangsu-2.1-documents | 工作时限[jiangsu-2.1-documents].文种 | 督查方案、 |
| jiangsu-2.1-documents | 制度用语[jiangsu-2.1-documents].用语 | 督查方案 |
| jiangsu-2.1-meetings | 事项类别[MC07].办理时限 | GIVEN |
| jiangsu-2.1-meetings | 事项类别[MC07].督查频次 | 适时 |
| jiangsu-2.1-meetings | 工作时限[jiangsu-2.1-meetings].周期 | 及时、适时 |
| jiangsu-2.1-meetings | 工作时限[jiangsu-2.1-meetings].类别 | MC07、MC07 |
| jiangsu-2.2-state-council | 事项类别[MC13a].办理时限 | EXTREF(苏政办发〔2002〕57号) |
| jiangsu-2.2-state-council | 事项类别[MC13a].上限 | |
| jiangsu-2.2-state-council | 参数[国务院领导批示时限].值 | EXTREF(苏政办发〔2002〕57号) |
| jiangsu-2.2-state-council | 办理要素[jiangsu-2.2-state-council].对应列 | 督办事项.时限要求 |
| jiangsu-2.2-urgent | 报送要求[jiangsu-2.2-urgent].时限 | NOW |
| jiangsu-2.2-urgent | 报送要求[jiangsu-2.2-urgent].类别 | MC13b |
| jiangsu-2.2-urgent | 报送要求[jiangsu-2.2-urgent].报送对象 | 主要负责同志 |
| jiangsu-2.2-urgent | 办理要素[jiangsu-2.2-urgent].要素 | 批示要求办理并报告结果、急件、送主要负责同志阅批 |
| jiangsu-2.2-urgent | 办理要素[jiangsu-2.2-urgent].对应列 | 、督办事项.紧急程度、流转记录.批准人 |
| jiangsu-2.2-urgent | 办理要素[jiangsu-2.2-urgent].类别 | MC13b、MC13b、MC13b |
| jiangsu-2.2-lead | 办理要素[jiangsu-2.2-lead].对应列 | 督办事项.责任领导 |
| jiangsu-2.2-lead | 办理要素[jiangsu-2.2-lead].核对 | 必填 |
| jiangsu-2.2-lead | 制度用语[jiangsu-2.2-lead].对应 | 分管领导 |
| jiangsu-2.2-content | 办理要素[jiangsu-2.2-content].要素 | 事实、结论、措施、事实清楚、结论准确、措施切实 |
| jiangsu-2.2-content | 办理要素[jiangsu-2.2-content].核对 | 必填、人工、必填、人工、人工、人工 |
| jiangsu-2.2-signoff | 办理要素[jiangsu-2.2-signoff].核对 | 主要负责人 |
| jiangsu-2.2-signoff | 办理要素[jiangsu-2.2-signoff].对应列 | 反馈记录.签发人 |
| jiangsu-2.2-signoff | 办理要素[jiangsu-2.2-signoff].环节 | 报告 |
| jiangsu-2.2-signoff | 制度用语[jiangsu-2.2-signoff].对应 | 主要负责人 |
| jiangsu-2.2-signoff | 审批程序[jiangsu-2.2-signoff].步骤 | 主要负责同志签发 |
| jiangsu-2.2-signoff | 审批程序[jiangsu-2.2-signoff].名义 | 地方政府、省有关部门 |
| jiangsu-2.2-in-name | 事项类别[MC13b].报送对象 | 省政府或省政府办公厅 |
| jiangsu-2.2-in-name | 办理要素[jiangsu-2.2-in-name].要素 | 署名为地方政府或省有关部门 |
| jiangsu-2.3-decompose | 办理要素[jiangsu-2.3-decompose].要素 | 责任部门、责任领导、工作要求、时序进度、目标分解、任务细化和方案 |
| jiangsu-2.3-decompose | 事项类别[MC20].办理时限 | MILESTONE |
| jiangsu-2.3-decompose | 事项类别[MC21].办理时限 | MILESTONE |
| jiangsu-2.3-decompose | 事项类别[MC20].分解责任 | 各地各部门按政府工作报告分解到责任部门 |
| jiangsu-2.3-decompose | 制度用语[jiangsu-2.3-decompose].对应 | 主办、牵头领导 |
| jiangsu-2.3-frequent | 工作时限[jiangsu-2.3-frequent].周期 | 经常 |
| jiangsu-2.3-frequent | 事项类别[MC20].督查频次 | 经常 |
| jiangsu-2.3-frequent | 制度条款[jiangsu-2.3-frequent].级别 | 约定 |
| jiangsu-3-combine | 制度用语[jiangsu-3-combine].用语 | 全面自查、组织抽查、书面督查、实地督查、督查调研 |
| jiangsu-3.1-joint | 制度用语[jiangsu-3.1-joint].用语 | 联合督查 |
| jiangsu-3.2-invite | 制度用语[jiangsu-3.2-invite].用语 | 邀请视察检查 |
| jiangsu-3.2-invite | 办理要素[jiangsu-3.2-invite].要素 | 受邀人员类别、意见建议 |
| jiangsu-3.3-news | 制度用语[jiangsu-3.3-news].用语 | 新闻调查 |
| jiangsu-3.4-poll | 制度用语[jiangsu-3.4-poll].用语 | 民意调查、电话、网站、问卷 |
| jiangsu-3.4-public | 制度用语[jiangsu-3.4-public].用语 | 社会公开 |
| jiangsu-3.4-public | 工作时限[jiangsu-3.4-public].周期 | 适时 |
| jiangsu-3.4-public | 办理要素[jiangsu-3.4-public].核对 | 人工 |
| jiangsu-3.5-platform | 制度条款[jiangsu-3.5-platform].级别 | 查阅 |
| jiangsu-4.1-required | 办理要素[jiangsu-4.1-required].要素 | 目标任务、工作内容、完成时限、执行单位、责任人 |
| jiangsu-4.1-required | 办理要素[jiangsu-4.1-required].核对 | 必填、必填、必填、必填、必填 |
| jiangsu-4.1-required | 办理要素[jiangsu-4.1-required].条件 | 重点督办、重点督办、重点督办、重点督办、重点督办 |
| jiangsu-4.1-lead-co | 办理要素[jiangsu-4.1-lead-co].要素 | 主办单位、协办单位、主办、协办单位各自的责任 |
| jiangsu-4.1-lead-co | 办理要素[jiangsu-4.1-lead-co].条件 | 多单位、多单位、多单位 |
| jiangsu-4.1-lead-co | 制度用语[jiangsu-4.1-lead-co].对应 | 主办、协办 |
| jiangsu-4.1-reward | 制度条款[jiangsu-4.1-reward].级别 | 查阅 |
| jiangsu-4.2-docs-on-time | 事项类别[MC04].办理时限 | GIVEN |
| jiangsu-4.2-docs-on-time | 制度条款[jiangsu-4.2-docs-on-time].类别 | MC01、MC02、MC04、MC07 |
| jiangsu-4.2-given | 制度条款[jiangsu-4.2-given].读法 | GIVEN |
| jiangsu-4.2-given | 事项类别[MC13b].办理时限 | GIVEN > WD(30)@receipt |
| jiangsu-4.2-given | 制度条款[jiangsu-4.2-given].类别 | MC13b、MC14 |
| jiangsu-4.2-30wd | 事项类别[MC13b].办理时限 | GIVEN > WD(30)@receipt |
| jiangsu-4.2-30wd | 事项类别[MC14].办理时限 | GIVEN > WD(30)@receipt |
| jiangsu-4.2-30wd | 事项类别[MC13b].起算事件 | 签收 |
| jiangsu-4.2-30wd | 事项类别[MC13b].上限 | |
| jiangsu-4.2-extend | 办理要素[jiangsu-4.2-extend].要素 | 原因、进展、同意人 |
| jiangsu-4.2-extend | 办理要素[jiangsu-4.2-extend].对应列 | 延期登记.原因、延期登记.进展、延期登记.同意人 |
| jiangsu-4.2-extend | 参数[延期批准].值 | 登记同意人 |
| jiangsu-4.2-extend | 流转[T8] | 承办中→延期待批；延期待批→承办中 |
| jiangsu-4.3-jianbao | 制度用语[jiangsu-4.3-jianbao].用语 | 督查简报、督查专报 |
| jiangsu-4.3-jianbao | 工作时限[jiangsu-4.3-jianbao].周期 | 及时、及时 |
| jiangsu-4.3-jianbao | 工作时限[jiangsu-4.3-jianbao].文种 | 督查简报、督查专报 |
| jiangsu-4.3-jianbao | 事项类别[MC04].成果文种 | 督查简报、督查专报 |
| jiangsu-4.3-good-bad | 问责阶梯[jiangsu-4.3-good-bad].触发 | 落实得好、工作不得力 |
| jiangsu-4.3-good-bad | 问责阶梯[jiangsu-4.3-good-bad].措施 | 总结推广、督促整改 |
| jiangsu-4.3-lower | 制度条款[jiangsu-4.3-lower].级别 | 查阅 |
| jiangsu-4.4-contact | 制度用语[jiangsu-4.4-contact].用语 | 督查联系人名录 |
| jiangsu-4.4-contact | 制度用语[jiangsu-4.4-contact].对应 | 单位名录 |
| jiangsu-4.4-guide | 制度条款[jiangsu-4.4-guide].级别 | 查阅 |
| jiangsu-5.1-when | 制度条款[jiangsu-5.1-when].级别 | 查阅 |
| jiangsu-5.1-first | 制度用语[jiangsu-5.1-first].用语 | 第一责任人、主要助手 |
| jiangsu-5.1-first | 制度用语[jiangsu-5.1-first].对应 | 主要负责人、秘书长、办公室主任 |
| jiangsu-5.2-org | 办理要素[jiangsu-5.2-org].要素 | 专门机构、专门人员 |
| jiangsu-5.2-org | 办理要素[jiangsu-5.2-org].对应列 | 、单位名录.联络员 |
| jiangsu-5.2-org | 制度用语[jiangsu-5.2-org].用语 | 专门人员、组织协调、督办处理、提出意见建议 |
| jiangsu-5.3-team | 制度条款[jiangsu-5.3-team].级别 | 查阅 |
"""


@pytest.mark.parametrize(("rule", "place", "expected"), expectations(RULES))
def test_rule__says_what_the_method_says(rule: str, place: str, expected: str) -> None:
    assert told(PACK, place) == expected, rule


def test_rules__every_id_once_and_in_order() -> None:
    assert [rule.rule for rule in ledger_of_pack(PACK).rules] == IDS.split()


def test_rules__every_one_has_an_expectation() -> None:
    assert {rule for rule, _, _ in expectations(RULES)} == set(IDS.split())


def test_grades__as_the_text_leaves_them() -> None:
    grades = {rule.rule: rule.grade for rule in ledger_of_pack(PACK).rules}
    open_ones, shown = dict.fromkeys(LEFT_OPEN.split(), "约定"), dict.fromkeys(SHOWN_ONLY.split(), "查阅")
    assert grades == dict.fromkeys(IDS.split(), "明定") | open_ones | shown


def test_categories__every_code_of_the_method() -> None:
    codes = "MC01 MC02 MC04 MC07 MC13a MC13b MC14 MC19 MC20 MC21 MC23 MC25 MC30"
    assert [category.code for category in ledger_of_pack(PACK).categories] == codes.split()


def test_categories__no_title_chain_or_cycle_that_the_text_does_not_have() -> None:
    invented = {
        (one.assignment_document, one.approval_chain, one.return_cycle, one.cap)
        for one in ledger_of_pack(PACK).categories
    }
    assert invented == {("", "", "", "")}


def reckoned(code: str, *, received: date, given: date | None = None) -> Deadline:
    category = next(one for one in ledger_of_pack(PACK).categories if one.code == code)
    limit = parse_expression(category.time_limit)
    facts = LimitFacts(events={Event.RECEIPT: received}, given=given, category=limit)
    return effective_due(facts, workdays=official_workdays())


@pytest.mark.parametrize(
    ("received", "due"),
    [(date(2026, 2, 2), date(2026, 3, 20)), (date(2026, 9, 1), date(2026, 10, 19))],
)
def test_trap_02__thirty_workdays_count_make_up_days(received: date, due: date) -> None:
    assert reckoned("MC13b", received=received).due == due


def test_trap_11__a_stated_limit_goes_before_thirty_workdays() -> None:
    stated = date(2026, 9, 29)
    assert reckoned("MC13b", received=date(2026, 9, 1), given=stated).due == stated


def test_trap_09__no_cap_but_reason_progress_and_consent() -> None:
    assert reckoned("MC13b", received=date(2026, 9, 1)).cap is None
    assert told(PACK, "办理要素[jiangsu-4.2-extend].核对") == "必填、必填、必填"
    assert "本系统约定" in told(PACK, "参数[延期批准].说明")


def test_trap_44__state_council_instructions_never_get_thirty_workdays() -> None:
    found = reckoned("MC13a", received=date(2026, 9, 1))
    assert (found.due, found.marks) == (None, (Mark.LIMIT_TO_ENTER,))
    assert "本系统约定" in told(PACK, "参数[国务院领导批示时限].说明")


def test_trap_26__the_principal_signs_not_the_deputy() -> None:
    (signed,) = [one for one in ledger_of_pack(PACK).required_items if one.column == "反馈记录.签发人"]
    assert (signed.test, signed.codes) == ("主要负责人", ("MC13b",))
    means = {one.name: one.means for one in ledger_of_pack(PACK).terms if one.kind == "角色"}
    assert (means["主要负责同志"], means["牵头分管领导"]) == ("主要负责人", "分管领导")


def test_trap_12__an_urgent_paper_keeps_its_due_date() -> None:
    """特急 would stand for 随到随办 and leave the matter without a day (jiangsu-amb-6)."""
    assert "填“加急”" in told(PACK, "办理要素[jiangsu-2.2-urgent].说明")


KEY_COLUMNS = "督办事项.量化目标 督办事项.任务要求 督办事项.时限要求 督办事项.主办单位 督办事项.责任人"


def test_key_matters__five_things_each_in_a_column_of_the_ledger() -> None:
    assert told(PACK, "办理要素[jiangsu-4.1-required].对应列").split("、") == KEY_COLUMNS.split()


def test_trap_22__lead_and_supporting_units_each_have_their_part() -> None:
    assert (
        told(PACK, "办理要素[jiangsu-4.1-lead-co].对应列") == "督办事项.主办单位、督办事项.协办单位、督办事项.任务要求"
    )


def test_trap_34__no_points_anywhere() -> None:
    assert [key for key in load_pack(PACK).rows if key.startswith("scoring")] == []


def test_trap_40__every_duty_is_a_soft_word() -> None:
    assert [one.rule for one in ledger_of_pack(PACK).duties if not isinstance(parse_expression(one.cycle), Soft)] == []


def test_trap_43__a_person_decides_what_is_made_public() -> None:
    assert told(PACK, "办理要素[jiangsu-3.4-public].核对") == "人工"
    assert told(PACK, "制度用语[jiangsu-3.4-public].说明") == "适时、适度，须有人批准。"
