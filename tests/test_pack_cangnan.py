"""The pack cangnan says what the method says, and a pack with a fault does not load."""

import re
from decimal import Decimal

import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.model.deadline import Soft
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.noun import split_names
from duban_xl.model.open_limits import resolved
from duban_xl.model.source import shown
from duban_xl.packs import Pack, load_pack, pack_from, pack_names
from duban_xl.score.checks import method_findings
from duban_xl.score.method import method_of
from duban_xl.score.occasions import key_findings
from duban_xl.score.words import CHOICES
from tests.packs import expectations, told
from tests.scoring import as_markdown
from tests.tables import ledger_from

CATEGORIES = """
    MC03 上级公文和部署; MC04 县委县政府重要文件; MC05 县委全会部署; MC06 常委会议定事项; MC07 政府常务会议定事项;
    MC08 主要领导会议议定事项; MC10 全县性会议部署; MC13 上级领导批示; MC14 县委主要领导批示; MC15 县领导批示;
    MC19 领导交办事项; MC21 年度重点工作; MC26 专项工作和重点项目; MC29 重大问题和热点问题; MC30 人代会决议决定;
    MC31 两办通知事项
"""
POINTS = "A6 3; A7a 2; A7b 3; A8a 3; A8b 5; A9 3; A10a 3; A10b 3; A11a 2; A11b 3; A12a 3; A12b 5; A12c 5"
RULE_ID = re.compile(r"cangnan-[A-Za-z0-9.]+(?:-[a-z0-9]+)*")
CITING = {
    "duties": "rule",
    "procedures": "rule",
    "required_items": "rule",
    "terms": "rule",
    "rules": "rule",
    "scoring_settings": "clause",
    "scoring_sections": "name",
    "scoring_rules": "clause",
    "ladder": "rule",
}

RULES = """
    | 规则 | 在哪里 | 是什么 |
    | cangnan-0-format | 办理要素[cangnan-0-format].要素 | 印发份数 |
    | cangnan-2.1-keypoints | 办理要素[cangnan-2.1-keypoints].要素 | 量化目标、牵头领导、责任单位、具体责任人 |
    | cangnan-2.1-keypoints | 办理要素[cangnan-2.1-keypoints].对应列 | 督办事项.量化目标、督办事项.牵头领导、督办事项.主办单位、督办事项.责任人 |
    | cangnan-2.1-keypoints | 制度条款[cangnan-2.1-keypoints].类别 | MC05、MC30 |
    | cangnan-2.1-keypoints | 事项类别[MC30].分解责任 | 县委督查室制定年度县委工作要点，量化目标、分解任务 |
    | cangnan-2.1-three-books | 工作时限[cangnan-2.1-three-books].周期 | PHASE(年初建账=01-31,年中查账=06-30,年终结账=12-31) |
    | cangnan-2.1-three-books | 制度条款[cangnan-2.1-three-books].读法 | PHASE(年初建账,年中查账,年终结账) |
    | cangnan-2.1-three-books | 参数[建账查账结账日期].值 | PHASE(年初建账=01-31,年中查账=06-30,年终结账=12-31) |
    | cangnan-2.2-special | 办理要素[cangnan-2.2-special].对应列 | 节点计划.计划日期、节点计划.目标值、节点计划.完成值 |
    | cangnan-2.2-special | 制度条款[cangnan-2.2-special].类别 | MC26 |
    | cangnan-2.2-special | 制度条款[cangnan-2.2-special].读法 | MILESTONE |
    | cangnan-2.2-list | 制度用语[cangnan-2.2-list].种类 | 名单、名单、名单、名单、名单、名单、名单 |
    | cangnan-2.2-list | 参数[十项重点工作].值 | |
    | cangnan-2.2-analysis | 办理要素[cangnan-2.2-analysis].要素 | 进展、分析研判 |
    | cangnan-2.2-analysis | 工作时限[cangnan-2.2-analysis].文种 | 进展通报 |
    | cangnan-2.3-weekly | 事项类别[MC13].报送周期 | WK |
    | cangnan-2.3-weekly | 事项类别[MC14].报送周期 | WK |
    | cangnan-2.3-weekly | 事项类别[MC19].报送周期 | WK |
    | cangnan-2.3-weekly | 事项类别[MC14].报送对象 | 县委督查室 |
    | cangnan-2.3-weekly | 事项类别[MC14].报送责任 | 主办 |
    | cangnan-2.3-weekly | 制度条款[cangnan-2.3-weekly].读法 | WK |
    | cangnan-2.3-weekly | 参数[周报送日].值 | 五 |
    | cangnan-2.3-monthly-sum | 工作时限[cangnan-2.3-monthly-sum].周期 | EVERY(1M) |
    | cangnan-2.3-monthly-sum | 工作时限[cangnan-2.3-monthly-sum].文种 | 批办事项汇总 |
    | cangnan-2.3-monthly-sum | 工作时限[cangnan-2.3-monthly-sum].责任 | 县委督查室 |
    | cangnan-2.3-each | 事项类别[MC14].分解责任 | 县委督查室逐一立项查办 |
    | cangnan-2.3-each | 事项类别[MC14].下达文种 | 督查通知书 |
    | cangnan-2.3-each | 办理要素[cangnan-2.3-each].要素 | 一件批示立一项 |
    | cangnan-2.3-limit | 事项类别[MC14].办理时限 | GIVEN |
    | cangnan-2.3-limit | 制度条款[cangnan-2.3-limit].读法 | GIVEN |
    | cangnan-2.3-limit | 流转[T11] | 已反馈待审→退回重办；退回重办→承办中 |
    | cangnan-2.3-chaogao | 参数[多部门批示下达文种].值 | 抄告单 |
    | cangnan-2.3-chaogao | 办理要素[cangnan-2.3-chaogao].要素 | 抄告单每个相关单位一份、签收单位、各相关单位都已签收 |
    | cangnan-2.3-chaogao | 办理要素[cangnan-2.3-chaogao].条件 | 多单位、多单位、多单位 |
    | cangnan-2.3-chaogao | 制度用语[cangnan-2.3-chaogao].用语 | 抄告单、相关单位 |
    | cangnan-2.3-personal | 流转[T2] | 登记→已转交 |
    | cangnan-2.3-personal | 办理要素[cangnan-2.3-personal].要素 | 转交人、接收人、转交日期 |
    | cangnan-2.3-personal | 办理要素[cangnan-2.3-personal].对应列 | 流转记录.经办人、流转记录.对象、流转记录.日期 |
    | cangnan-2.3-personal | 办理要素[cangnan-2.3-personal].核对 | 必填、必填、必填 |
    | cangnan-2.3-personal | 制度用语[cangnan-2.3-personal].对应 | 已转交 |
    | cangnan-3.1-start | 流转[T1] | 登记→立项 |
    | cangnan-3.1-start | 工作时限[cangnan-3.1-start].周期 | 迅速 |
    | cangnan-3.1-start | 工作时限[cangnan-3.1-start].类别 | MC03、MC04、MC14、MC19、MC29 |
    | cangnan-3.2-notice | 事项类别[MC21].下达文种 | 督查通知书 |
    | cangnan-3.2-notice | 办理要素[cangnan-3.2-notice].要素 | 承办单位、任务要求、办理时限 |
    | cangnan-3.2-notice | 办理要素[cangnan-3.2-notice].环节 | 交办、交办、交办 |
    | cangnan-3.2-notice | 制度条款[cangnan-3.2-notice].读法 | GIVEN |
    | cangnan-3.2-track | 制度用语[cangnan-3.2-track].对应 | 现场检查、督查调研、调度 |
    | cangnan-3.3-report | 流转[T10] | 承办中→已反馈待审 |
    | cangnan-3.3-report | 办理要素[cangnan-3.3-report].对应列 | 反馈记录.报告文号、反馈记录.签发人、反馈记录.公章 |
    | cangnan-3.3-report | 办理要素[cangnan-3.3-report].核对 | 格式、必填、必填 |
    | cangnan-3.3-report | 事项类别[MC31].报送对象 | 县委督查室 |
    | cangnan-3.3-opinion | 事项类别[MC14].成果文种 | 督查反馈意见 |
    | cangnan-3.3-opinion | 事项类别[MC14].呈送对象 | 上级有关部门、领导 |
    | cangnan-3.3-opinion | 工作时限[cangnan-3.3-opinion].周期 | 及时 |
    | cangnan-3.3-opinion | 流转[T12] | 已反馈待审→审核通过 |
    | cangnan-3.3-redo | 问责阶梯[cangnan-3.3-redo].措施 | 退回重办 |
    | cangnan-3.3-redo | 办理要素[cangnan-3.3-redo].要素 | 问题彻底解决、退回原因、新时限 |
    | cangnan-3.3-cannot | 办理要素[cangnan-3.3-cannot].要素 | 原因类型、报告对象、批准人、批准日期、书面意见 |
    | cangnan-3.3-cannot | 办理要素[cangnan-3.3-cannot].核对 | 必填、必填、必填、必填、必填 |
    | cangnan-3.3-cannot | 审批程序[cangnan-3.3-cannot].步骤 | 承办单位报告→原工作安排机构或县委主要领导批准→书面意见报县委督查室 |
    | cangnan-3.3-cannot | 流转[T17] | 承办中→不能办理待批；不能办理待批→经批准不办 |
    | cangnan-3.3-cannot | 流转[T18] | 不能办理待批→承办中 |
    | cangnan-4.1-halfmonth | 事项类别[MC21].报送周期 | HM |
    | cangnan-4.1-halfmonth | 事项类别[MC21].报送对象 | 县委督查室 |
    | cangnan-4.1-halfmonth | 参数[半月报送日].值 | 15日、月末 |
    | cangnan-4.1-halfmonth-sum | 工作时限[cangnan-4.1-halfmonth-sum].周期 | HM |
    | cangnan-4.1-halfmonth-sum | 工作时限[cangnan-4.1-halfmonth-sum].文种 | 半月汇总报告 |
    | cangnan-4.1-halfmonth-sum | 工作时限[cangnan-4.1-halfmonth-sum].报送对象 | 县主要领导 |
    | cangnan-4.1-monthly-inspect | 事项类别[MC21].督查频次 | EVERY(1M) |
    | cangnan-4.1-monthly-inspect | 工作时限[cangnan-4.1-monthly-inspect].周期 | EVERY(1M) |
    | cangnan-4.1-monthly-inspect | 工作时限[cangnan-4.1-monthly-inspect].文种 | 督查通报 |
    | cangnan-4.1-monthly-inspect | 制度用语[cangnan-4.1-monthly-inspect].对应 | 集中督查、督查通报 |
    | cangnan-4.1-monthly-inspect | 办理要素[cangnan-4.1-monthly-inspect].要素 | 立项清单、分头督办组 |
    | cangnan-4.1-public | 工作时限[cangnan-4.1-public].周期 | EVERY(2M) |
    | cangnan-4.1-public | 办理要素[cangnan-4.1-public].要素 | 宜公开、可量化、有形象进度要求、公开审批人 |
    | cangnan-4.1-public | 制度用语[cangnan-4.1-public].对应 | 电视、报纸、公开稿 |
    | cangnan-4.1-public | 参数[社会公开周期].值 | EVERY(2M) |
    | cangnan-4.1-quarter-check | 工作时限[cangnan-4.1-quarter-check].周期 | EVERY(3M) |
    | cangnan-4.2-ledger-score | 计分口径[方法名称].取值 | 日常工作督查考核办法 |
    | cangnan-4.2-base | 计分口径[基本分].取值 | 100 |
    | cangnan-4.2-base | 计分分项[1].计分方式 | 扣分 |
    | cangnan-4.2-year | 计分口径[考核年度].取值 | 01-01..12-31 |
    | cangnan-4.2-quarter-warn | 工作时限[cangnan-4.2-quarter-warn].周期 | EVERY(3M) |
    | cangnan-4.2-quarter-warn | 工作时限[cangnan-4.2-quarter-warn].文种 | 扣分情况季度通报 |
    | cangnan-4.2-quarter-warn | 办理要素[cangnan-4.2-quarter-warn].要素 | 本季扣分明细、累计扣分、剩余分 |
    | cangnan-4.2-weights | 计分分项[1].各组权重 | 乡镇=2%；县直部门=4% |
    | cangnan-4.3-solve-unit | 审批程序[cangnan-4.3-solve-unit].步骤 | 责任单位提出处置方案→牵头领导或联系领导协调 |
    | cangnan-4.3-solve-unit | 审批程序[cangnan-4.3-solve-unit].文种 | 问题处置方案 |
    | cangnan-4.3-solve-unit | 办理要素[cangnan-4.3-solve-unit].要素 | 问题台账 |
    | cangnan-4.3-solve-major | 审批程序[cangnan-4.3-solve-major].步骤 | 提请县委、县政府→定期会议或重大问题化解联席会研究 |
    | cangnan-4.3-solve-major | 工作时限[cangnan-4.3-solve-major].周期 | 定期 |
    | cangnan-4.3-solve-major | 办理要素[cangnan-4.3-solve-major].要素 | 议题、决定、责任 |
    | cangnan-4.4-systems | 制度用语[cangnan-4.4-systems].用语 | 情况通报、责任倒查、问效问责 |
    | cangnan-4.4-systems | 制度用语[cangnan-4.4-systems].对应 | 县日常工作督查组、县日常工作督查组、县日常工作督查组 |
    | cangnan-4.4-praise | 问责阶梯[cangnan-4.4-praise].对象 | 单位 |
    | cangnan-4.4-praise | 计分口径[通报表扬].取值 | 不加分 |
    | cangnan-4.4-criticise | 问责阶梯[cangnan-4.4-criticise].对象 | 单位、个人 |
    | cangnan-4.4-criticise | 问责阶梯[cangnan-4.4-criticise].措施 | 通报批评，启动问责程序 |
    | cangnan-5.1-roles | 制度用语[cangnan-5.1-roles].用语 | 第一责任人、主要责任人、直接责任人 |
    | cangnan-5.1-roles | 制度用语[cangnan-5.1-roles].对应 | 主要负责人、分管领导、承办人员 |
    | cangnan-5.1-roles | 办理要素[cangnan-5.1-roles].对应列 | 单位名录.主要负责人、督办事项.责任领导、督办事项.责任人 |
    | cangnan-5.1-roles | 办理要素[cangnan-5.1-roles].核对 | 必填、必填、必填 |
    | cangnan-5.2-methods | 制度用语[cangnan-5.2-methods].对应 | 跟踪督查、联合督查、专项督查、交叉检查、现场点评 |
    | cangnan-5.2-sms | 制度用语[cangnan-5.2-sms].对应 | 短信督查、短信 |
    | cangnan-5.2-sms | 办理要素[cangnan-5.2-sms].要素 | 收件范围、短信文本、发送批次 |
    | cangnan-5.2-web | 工作时限[cangnan-5.2-web].周期 | 定期 |
    | cangnan-5.2-web | 办理要素[cangnan-5.2-web].要素 | 责任单位、责任人、事项、情况 |
    | cangnan-5.2-web | 制度用语[cangnan-5.2-web].对应 | 网络公布、门户网站 |
    | cangnan-5.2-news | 问责阶梯[cangnan-5.2-news].措施 | 公开曝光，责令限时整改到位 |
    | cangnan-5.2-news | 问责阶梯[cangnan-5.2-news].对象 | 单位、责任人 |
    | cangnan-5.2-news | 制度用语[cangnan-5.2-news].对应 | 新闻公开、电视、报纸、曝光稿 |
    | cangnan-5.2-news | 制度条款[cangnan-5.2-news].读法 | GIVEN |
    | cangnan-A2-link | 制度条款[cangnan-A2-link].作用 | 计分口径.方法名称、计分口径.并列名次 |
    | cangnan-A2-link | 计分口径[方法名称].条款 | 附件 cangnan-A2-link |
    | cangnan-A4-object | 制度条款[cangnan-A4-object].作用 | 单位名录.组别 |
    | cangnan-A5-average | 计分口径[未被督查单位].取值 | 组内平均 |
    | cangnan-A6-upper | 计分规则[A6].主办值 | 3 |
    | cangnan-A6-upper | 计分规则[A6].提供单位 | 省有关部门、市有关部门 |
    | cangnan-A6-upper | 计分规则[A6].去重键 | 单位+通报 |
    | cangnan-A7-overdue | 计分规则[A7a].主办值 | 2 |
    | cangnan-A7-overdue | 计分规则[A7a].可免扣 | 是 |
    | cangnan-A7-overdue | 计分规则[A7a].去重键 | 单位+事项+时限 |
    | cangnan-A7-overdue | 计分规则[A7a].适用类别 | MC13、MC14、MC15、MC19 |
    | cangnan-A7-poor | 计分规则[A7b].主办值 | 3 |
    | cangnan-A7-poor | 计分规则[A7b].可免扣 | 否 |
    | cangnan-A7-poor | 计分规则[A7b].去重键 | 单位+事项+认定 |
    | cangnan-A8-slow | 计分规则[A8a].主办值 | 3 |
    | cangnan-A8-slow | 计分规则[A8a].可免扣 | 否 |
    | cangnan-A8-slow | 计分规则[A8a].去重键 | 单位+文件会议 |
    | cangnan-A8-slow | 计分规则[A8a].适用类别 | MC04、MC05、MC06、MC07、MC08、MC10 |
    | cangnan-A8-poor | 计分规则[A8b].主办值 | 5 |
    | cangnan-A8-poor | 计分规则[A8b].去重键 | 单位+文件会议+认定 |
    | cangnan-A9-dept | 计分规则[A9].主办值 | 3 |
    | cangnan-A9-dept | 计分规则[A9].提供单位 | 县有关部门 |
    | cangnan-A10-oral | 计分规则[A10a].主办值 | 3 |
    | cangnan-A10-oral | 计分规则[A10a].依据材料 | 会议、领导、日期 |
    | cangnan-A10-named | 计分规则[A10b].主办值 | 3 |
    | cangnan-A10-named | 计分规则[A10b].依据材料 | 批示件编号 |
    | cangnan-A11-late | 计分规则[A11a].主办值 | 2 |
    | cangnan-A11-late | 计分规则[A11a].可免扣 | 否 |
    | cangnan-A11-late | 计分规则[A11a].适用类别 | MC31 |
    | cangnan-A11-poor | 计分规则[A11b].主办值 | 3 |
    | cangnan-A11-poor | 计分规则[A11b].适用类别 | MC31 |
    | cangnan-A12-circular | 计分规则[A12a].主办值 | 3 |
    | cangnan-A12-circular | 计分规则[A12a].依据材料 | 通报文号 |
    | cangnan-A12-circular | 计分口径[通报计次].取值 | 按通报 |
    | cangnan-A12-media | 计分规则[A12b].主办值 | 5 |
    | cangnan-A12-media | 计分规则[A12b].须经核实 | 是 |
    | cangnan-A12-media | 计分规则[A12b].去重键 | 单位+报道 |
    | cangnan-A12-neican | 计分规则[A12c].主办值 | 5 |
    | cangnan-A12-neican | 计分规则[A12c].须经核实 | 是 |
    | cangnan-A12-neican | 计分规则[A12c].去重键 | 单位+期号 |
    | cangnan-A13-manage | 审批程序[cangnan-A13-manage].步骤 | 县委督查室提出→县日常工作督查组认定 |
    | cangnan-A13-manage | 制度用语[cangnan-A13-manage].用语 | 县委督查室、县日常工作督查组 |
    | cangnan-A15-effective | 制度条款[cangnan-A15-effective].作用 | 参数.印发日期 |
"""
READ_ONLY = {"cangnan-0-purpose", "cangnan-5.3-public", "cangnan-A1-content", "cangnan-A14-interpret"}
OPEN = {
    "cangnan-2.1-three-books",
    "cangnan-2.2-list",
    "cangnan-2.3-weekly",
    "cangnan-4.1-halfmonth",
    "cangnan-4.1-public",
    "cangnan-4.2-year",
    "cangnan-5.2-web",
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("cangnan")


def pairs(text: str) -> list[list[str]]:
    return [part.split() for part in text.split(";")]


def test_categories__named_as_the_method_names_them(pack: Pack) -> None:
    assert [[row["code"], row["name"]] for row in pack.rows["categories"]] == pairs(CATEGORIES)


def test_rules__thirteen_codes_with_their_points(pack: Pack) -> None:
    assert [[row["rule"], shown(row["lead_value"])] for row in pack.rows["scoring_rules"]] == pairs(POINTS)


def test_rules__only_overdue_instructions_can_be_exempt(pack: Pack) -> None:
    assert [row["rule"] for row in pack.rows["scoring_rules"] if row["exemptible"]] == ["A7a"]


def test_rules__only_media_and_neican_need_verification(pack: Pack) -> None:
    assert [row["rule"] for row in pack.rows["scoring_rules"] if row["needs_verification"]] == ["A12b", "A12c"]


def test_rules__proposed_from_overdue_and_from_criticism(pack: Pack) -> None:
    rules = [row for row in pack.rows["scoring_rules"] if row.get("proposed_from")]
    assert {row["rule"]: (row["proposed_from"], row.get("categories", "")) for row in rules} == {
        "A7a": ("逾期", "MC13、MC14、MC15、MC19"),
        "A11a": ("逾期", "MC31"),
        "A12a": ("通报批评", ""),
    }


def test_limits__given_everywhere_and_no_number_invented(pack: Pack) -> None:
    assert {row["time_limit"] for row in pack.rows["categories"]} == {"GIVEN"}


def test_cycles__weekly_for_instructions_half_monthly_for_key_work(pack: Pack) -> None:
    cycles = {row["code"]: row["return_cycle"] for row in pack.rows["categories"] if "return_cycle" in row}
    assert cycles == dict.fromkeys(("MC13", "MC14", "MC15", "MC19"), "WK") | dict.fromkeys(
        ("MC05", "MC21", "MC26", "MC29"), "HM"
    )


@pytest.mark.parametrize(("rule", "place", "expected"), expectations(RULES))
def test_rule__says_what_the_method_says(rule: str, place: str, expected: str) -> None:
    assert told("cangnan", place) == expected, rule


def test_rules__graded_as_the_catalogue_grades_them_and_none_without_an_expectation(pack: Pack) -> None:
    grades = {str(row["rule"]): row["grade"] for row in pack.rows["rules"]}
    assert {rule for rule, grade in grades.items() if grade == "查阅"} == READ_ONLY
    assert {rule for rule, grade in grades.items() if grade == "约定"} == OPEN
    assert {rule for rule, _, _ in expectations(RULES)} == grades.keys() - READ_ONLY


def test_categories__cite_articles_only(pack: Pack) -> None:
    assert [row["code"] for row in pack.rows["categories"] if RULE_ID.search(str(row["clause"]))] == []


def test_categories__only_what_comes_from_above_is_reported_upward(pack: Pack) -> None:
    assert [row["code"] for row in pack.rows["categories"] if row.get("upward")] == ["MC03", "MC13"]


@pytest.mark.parametrize("key", CITING)
def test_every_row__cites_its_rule(pack: Pack, key: str) -> None:
    assert [row for row in pack.rows[key] if not RULE_ID.search(str(row[CITING[key]]))] == []


def test_cells_of_time__understood(pack: Pack) -> None:
    rows = [*pack.rows["categories"], *pack.rows["duties"]]
    cells = [row.get(key) for row in rows for key in ("time_limit", "return_cycle", "inspection_cycle", "cycle")]
    said = {str(row["key"]): str(row["value"]) for row in pack.rows["settings"]}
    meant = [resolved(str(cell), said) for cell in cells if cell]
    assert [cell for cell in meant if parse_expression(cell) is None] == []
    assert {parse_event(str(row["anchor"])) for row in pack.rows["categories"]} != {None}


def test_conventions__marked(pack: Pack) -> None:
    open_in_the_text = {"得分下限", "保留小数", "舍入方式", "归属日期", "同一事项多条规则", "通报计次", "季度通报截止"}
    marked = {row["key"] for row in pack.rows["scoring_settings"] if "本系统约定" in str(row["note"])}
    assert open_in_the_text <= marked


def test_trap_07__notices_have_the_methods_own_title(pack: Pack) -> None:
    assert {row["assignment_document"] for row in pack.rows["categories"]} == {"督查通知书"}


def test_trap_19__the_responsible_unit_is_the_lead_and_the_person_in_charge_is_who_handles_it(pack: Pack) -> None:
    means = {row["name"]: row["means"] for row in pack.rows["terms"] if row["kind"] == "角色"}
    expected = {"责任单位": "主办", "承办单位": "主办", "相关单位": "协办", "直接责任人": "承办人员"}
    assert expected.items() <= means.items()
    assert {row["return_by"] for row in pack.rows["categories"]} == {"主办"}


def test_trap_23__cannot_be_done_is_no_free_state() -> None:
    columns = "流转记录.理由类别、流转记录.对象、流转记录.批准人、流转记录.批准日期、流转记录.材料"
    assert told("cangnan", "办理要素[cangnan-3.3-cannot].对应列") == columns
    assert told("cangnan", "办理要素[cangnan-3.3-cannot].条件").strip("、") == ""
    assert "政策因素、客观条件、原工作安排机构、县委主要领导" in told("cangnan", "制度用语[cangnan-3.3-cannot].用语")


def test_trap_24__personal_instructions_are_handed_over_without_a_notice() -> None:
    acts = split_names(told("cangnan", "制度条款[cangnan-2.3-personal].作用"))
    assert "流转.T2" in acts
    assert {"流转.T5", "事项类别.下达文种"}.isdisjoint(acts)


def test_trap_25__every_unit_concerned_gets_its_copy_and_signs_for_it() -> None:
    assert told("cangnan", "办理要素[cangnan-2.3-chaogao].环节") == "交办、签收、签收"
    assert told("cangnan", "办理要素[cangnan-2.3-chaogao].对应列") == "文书登记.单位、流转记录.单位、"


def test_trap_29__late_periodic_reports_and_sent_back_reports_cost_nothing(pack: Pack) -> None:
    assert {row.get("proposed_from") for row in pack.rows["scoring_rules"]} == {None, "逾期", "通报批评"}
    conditions = "".join(str(row["condition"]) for row in pack.rows["scoring_rules"])
    assert [word for word in ("半月", "每周", "退回", "反馈") if word in conditions] == []


def test_trap_34__praise_adds_nothing(pack: Pack) -> None:
    assert {row["sign"] for row in pack.rows["scoring_rules"]} == {"扣"}


def test_trap_39__the_office_has_deadlines_too(pack: Pack) -> None:
    cycles = {str(row["rule"]).removeprefix("cangnan-"): row["cycle"] for row in pack.rows["duties"]}
    assert {
        "2.3-monthly-sum": "EVERY(1M)",
        "4.1-halfmonth-sum": "HM",
        "4.1-monthly-inspect": "EVERY(1M)",
        "4.1-public": "参数.社会公开周期",
        "4.1-quarter-check": "EVERY(3M)",
        "4.2-quarter-warn": "EVERY(3M)",
    }.items() <= cycles.items()


def test_trap_40__soft_words_stay_without_a_number(pack: Pack) -> None:
    cycles = {row["rule"]: parse_expression(str(row["cycle"])) for row in pack.rows["duties"]}
    soft = {rule for rule, cycle in cycles.items() if isinstance(cycle, Soft)}
    expected = ("2.2-analysis", "3.1-start", "3.3-opinion", "4.3-solve-major", "5.2-web")
    assert soft == {f"cangnan-{rule}" for rule in expected}


def test_trap_41__damaged_words_are_only_quoted_as_damage(pack: Pack) -> None:
    texts = [str(value) for rows in pack.rows.values() for row in rows for value in row.values()]
    damaged = [text for text in texts if re.search("反响|催促检查|20230|XX县区", text)]
    assert [text for text in damaged if "原文" not in text] == []
    assert told("cangnan", "计分口径[基本分].取值") == "100"


def test_trap_43__publishing_needs_three_conditions_and_a_person() -> None:
    assert told("cangnan", "办理要素[cangnan-4.1-public].核对") == "人工、人工、人工、必填"
    assert told("cangnan", "办理要素[cangnan-4.1-public].对应列").endswith("流转记录.批准人")


def test_settings__choices_are_those_the_engine_knows(pack: Pack) -> None:
    written = {
        row["key"]: split_names(str(row["choices"])) for row in pack.rows["scoring_settings"] if row.get("choices")
    }
    assert written == {key: choices for key, choices in CHOICES.items() if key in written}
    assert len(written) > 10  # other settings hold as 计分口径 leaves them out


def test_method__read_from_the_sheets_without_a_fault(pack: Pack) -> None:
    keys = tuple(pack.rows)
    ledger = ledger_from(**{key: as_markdown(pack, key) for key in keys})
    method, faults = method_of(ledger.rulebook)
    assert (ledger.findings, faults) == ((), ())
    assert method is not None
    assert (method_findings(ledger.rulebook, ledger.units), key_findings(method)) == ((), ())
    assert method.annual_weights == {"乡镇": Decimal("0.02"), "县直部门": Decimal("0.04")}
    assert (method.base, method.floor, method.places, method.own_circulars) == (100, 0, 2, ("扣分情况季度通报",))


def test_names__all_load() -> None:
    assert "cangnan" in pack_names()
    assert [load_pack(name).name for name in pack_names()] == list(pack_names())


FAULTS = [
    ("P102", "name = "),
    ("P103", "[[recipes]]\nrule = 'A1'\n"),
    ("P103", "categories = 'MC01'\n"),
    ("P104", "[[categories]]\ncode = 'MC01'\ncolour = '红'\n"),
    ("P104", "[defaults.categories]\ncolour = '红'\n[[categories]]\ncode = 'MC01'\n"),
    ("P105", "[[categories]]\ncode = 1\n"),
    ("P105", "[[categories]]\nrolling = '是'\n"),
    ("P105", "[[scoring_rules]]\nrule = 'A1'\nlead_value = '三分'\n"),
    ("P105", "[[scoring_rules]]\nrule = 'A1'\nsign = '减'\n"),
    ("P106", "[[categories]]\ncode = 'MC01'\n[[scoring_rules]]\nrule = 'A1'\ncategories = 'MC01、MC99'\n"),
]


@pytest.mark.parametrize(("code", "text"), FAULTS)
def test_pack_with_a_fault__does_not_load(code: str, text: str) -> None:
    with pytest.raises(CannotRun) as refused:
        pack_from(text, file="mine.toml")
    assert refused.value.finding.code == code


def test_fault__names_the_row() -> None:
    with pytest.raises(CannotRun) as refused:
        pack_from("[[categories]]\ncode = 'MC01'\n[[categories]]\ncode = 2\n", file="mine.toml")
    source = refused.value.finding.source
    assert (source.file, source.sheet, source.cell) == ("mine.toml", "事项类别", "第2行")


def test_unknown_pack__named_with_those_there_are() -> None:
    with pytest.raises(CannotRun) as refused:
        load_pack("nowhere")
    assert refused.value.finding.code == "P101"
    assert "cangnan" in refused.value.finding.args["names"]
