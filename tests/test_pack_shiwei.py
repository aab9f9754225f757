"""The pack shiwei says, rule by rule, what the requirements of the Party committee's supervision office say."""

import re
from datetime import date

import pytest

from duban_xl.model.cell_text.span_end import end_of
from duban_xl.model.columns import SHEETS
from duban_xl.model.cycles import next_occurrence
from duban_xl.model.deadline import Anniversary, Capped, Span, Unit
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.noun import split_names
from duban_xl.model.obligation import Obligation, OwedKind
from duban_xl.model.rule_index import LIMIT, ROLLING, index_of
from duban_xl.model.settings import KNOWN_SETTINGS
from duban_xl.model.source import Value
from duban_xl.packs import load_pack
from duban_xl.plan.deadlines import due
from duban_xl.plan.ground import ground_of
from duban_xl.plan.obligations import obligations
from duban_xl.read.holidays import official_workdays
from tests.packs import expectations, ledger_of_pack, told
from tests.tables import ledger_from_rows

PACK = "shiwei"
BOTH, HEAD = "主要负责同志、其他领导同志", "主要负责同志"

IDS = """
    0-basis 0-catalog
    1.1a-plan-10d 1.1a-report 1.1b-measures-15d 1.1b-feedback-mech 1.1c-halfyear-written 1.1-key-list 1.1-output
    1.2-decompose 1.2-notice 1.2-one-task 1.2-report-q28 1.2-inspect 1.2-output
    1.3-decompose 1.3-notice 1.3-report-q28 1.3-output
    1.4-decompose 1.4-notice 1.4-report-m28 1.4-output
    1.5-decompose 1.5-plan-approval 1.5-report-0625-1225 1.5-inspect-halfyear 1.5-output
    1.6-scope 1.6-decompose-7wd 1.6-plan-approval 1.6-report-q28 1.6-inspect-quarterly 1.6-output
    2.1-integrate 2.1-plan-5d 2.1-unit-ledger 2.1-office-summary-5d 2.1-upward 2.1-rolling
    2.2-transfer 2.2-due-given 2.2-due-7wd 2.2-cap-15wd 2.2-urgent 2.2-periodic 2.2-upward 2.2-rolling
    2.3-transfer 2.3-due 2.3-urgent-periodic 2.3-ledger 2.3-inspect-monthly 2.3-output
    2.4-notice 2.4-due 2.4-monthly-chaban 2.4-zhuanbao 2.4-rolling
    3.1-decompose-7wd 3.1-output-upward 3.1-rolling
    3.2-plan-7wd 3.2-milestone 3.2-major-zhuanbao 3.2-notice 3.2-output
    3.3-plan-7wd 3.3-milestone 3.3-notice-output
    4.1-coordination 4.2-goal 4.2-problem 4.2-efficiency 4.3-assessment 4.3-yuetan 4.3-accountability
"""
OPEN = "1.1b-feedback-mech 1.2-inspect 2.1-office-summary-5d 2.1-rolling 2.2-periodic 4.3-assessment"
POLICY = "0-basis 4.1-coordination 4.2-goal"

MATRIX = """
| 类别 | 条款 | 分解责任 | 办理时限 | 上限 | 起算事件 | 报送周期 | 报送责任 | 报送对象 | 督查频次 | 下达文种 | 滚动 | 上报上级 |
| MC01 | 一（一） | | GIVEN | | 本级作出安排 | | | 报批机关 | | | 否 | 否 |
| MC02 | 一（一） | | GIVEN | | 本级作出安排 | | | 报批机关 | | | 否 | 否 |
| MC04 | 一（一） | | | | 文件发布 | ANNIV(6M)@publish | 主办 | 督查室 | | | 否 | 否 |
| MC05 | 一（二） | 督查室 | GIVEN | | 签收 | QMD(28) | 主办 | 督查室 | 适时 | 督办通知 | 否 | 否 |
| MC06 | 一（三） | 牵头单位 | | | 签收 | QMD(28) | 主办 | 督查室 | 适时 | 督办通知 | 否 | 否 |
| MC08 | 一（四） | 办公室会同责任单位 | | | 签收 | MD(28) | 各承办单位 | 督查室 | 适时 | 督办通知 | 否 | 否 |
| MC11 | 一（五） | 主责牵头部门 | | | 签收 | AD(06-25,12-25) | 各承办单位 | 巡察办 | EVERY(6M) | | 否 | 否 |
| MC10 | 一（六） | 会议牵头承办单位 | | | 会议召开 | QMD(28) | 协办 | 牵头单位 | EVERY(3M) | | 否 | 否 |
| MC12 | 二（一） | | GIVEN | | 本级作出安排 | | | 督查室 | | | 是 | 是 |
| MC13 | 二（二） | | GIVEN > WD(7)@receipt | WD(15)@receipt | 签收 | | | 督查室 | | | 是 | 是 |
| MC14 | 二（三） | | GIVEN > WD(7)@receipt | WD(15)@receipt | 签收 | | | 督查室 | EVERY(1M) | | 是 | 否 |
| MC16 | 二（四） | | GIVEN > WD(7)@receipt | WD(15)@receipt | 签收 | | | 督查室 | | 督办通知 | 是 | 否 |
| MC17 | 三（一） | 督查室 | MILESTONE | | 交办 | MILESTONE | | 督查室 | 适时 | 督办通知 | 是 | 是 |
| MC18 | 三（二） | 牵头单位 | MILESTONE | | 交办 | MILESTONE | 协办 | 督查室 | 适时 | 督查通知 | 是 | 否 |
| MC19 | 三（三） | 牵头单位 | MILESTONE | | 交办 | MILESTONE | 主办 | 督查室 | 适时 | 督查通知 | 是 | 否 |
"""

RESULTS = {
    "MC01": ("督促检查情况", BOTH),
    "MC02": ("督促检查情况", BOTH),
    "MC04": ("督促检查情况", BOTH),
    "MC05": ("督促检查情况", BOTH),
    "MC06": ("督促检查情况", BOTH),
    "MC08": ("督促检查情况", BOTH),
    "MC11": ("督促检查情况", BOTH),
    "MC10": ("督促检查情况", BOTH),
    "MC12": ("", BOTH),
    "MC13": ("", BOTH),
    "MC14": ("督促检查情况", BOTH),
    "MC16": ("查办件办理情况", HEAD),
    "MC17": ("督促检查情况", BOTH),
    "MC18": ("查办件办理情况", HEAD),
    "MC19": ("督促检查情况", HEAD),
}

RULES = """
| 规则 | 在哪里 | 是什么 |
| shiwei-0-catalog | 制度条款[shiwei-0-catalog].条款 | 一至三 |
| shiwei-0-catalog | 制度用语[shiwei-0-catalog].用语 | 党代会、全会、常委会议、书记办公会、全域性专题工作会议 |
| shiwei-1.1a-plan-10d | 报送要求[shiwei-1.1a-plan-10d].类别 | MC01 |
| shiwei-1.1a-plan-10d | 报送要求[shiwei-1.1a-plan-10d].时限 | CD(10)@arrangement |
| shiwei-1.1a-plan-10d | 报送要求[shiwei-1.1a-plan-10d].责任 | 各承办单位 |
| shiwei-1.1a-plan-10d | 报送要求[shiwei-1.1a-plan-10d].文种 | 贯彻落实方案 |
| shiwei-1.1a-plan-10d | 审批程序[shiwei-1.1a-plan-10d].步骤 | 报批 |
| shiwei-1.1a-report | 事项类别[MC01].办理时限 | GIVEN |
| shiwei-1.1b-measures-15d | 报送要求[shiwei-1.1b-measures-15d].类别 | MC02 |
| shiwei-1.1b-measures-15d | 报送要求[shiwei-1.1b-measures-15d].时限 | CD(15)@arrangement |
| shiwei-1.1b-measures-15d | 报送要求[shiwei-1.1b-measures-15d].责任 | 各承办单位 |
| shiwei-1.1b-measures-15d | 报送要求[shiwei-1.1b-measures-15d].文种 | 具体工作措施 |
| shiwei-1.1b-measures-15d | 审批程序[shiwei-1.1b-measures-15d].步骤 | 报批 |
| shiwei-1.1b-feedback-mech | 办理要素[shiwei-1.1b-feedback-mech].要素 | 反馈机制、联系人、报送频次 |
| shiwei-1.1b-feedback-mech | 办理要素[shiwei-1.1b-feedback-mech].类别 | MC02、MC02、MC02 |
| shiwei-1.1b-feedback-mech | 事项类别[MC02].办理时限 | GIVEN |
| shiwei-1.1b-feedback-mech | 事项类别[MC02].报送周期 |  |
| shiwei-1.1c-halfyear-written | 事项类别[MC04].报送周期 | ANNIV(6M)@publish |
| shiwei-1.1c-halfyear-written | 事项类别[MC04].报送对象 | 督查室 |
| shiwei-1.1c-halfyear-written | 制度用语[shiwei-1.1c-halfyear-written].对应 | 主办、进展报告 |
| shiwei-1.1-key-list | 工作时限[shiwei-1.1-key-list].周期 | 及时 |
| shiwei-1.1-key-list | 工作时限[shiwei-1.1-key-list].类别 | MC01、MC02、MC04 |
| shiwei-1.1-key-list | 办理要素[shiwei-1.1-key-list].对应列 | 督办事项.重点督办 |
| shiwei-1.1-output | 制度用语[shiwei-1.1-output].用语 | 主要负责同志、其他领导同志、督促检查情况 |
| shiwei-1.1-output | 办理要素[shiwei-1.1-output].要素 | 阅批领导 |
| shiwei-1.2-decompose | 事项类别[MC05].分解责任 | 督查室 |
| shiwei-1.2-decompose | 办理要素[shiwei-1.2-decompose].要素 | 牵头单位、责任单位、完成时限 |
| shiwei-1.2-decompose | 办理要素[shiwei-1.2-decompose].核对 | 必填、必填、必填 |
| shiwei-1.2-notice | 事项类别[MC05].下达文种 | 督办通知 |
| shiwei-1.2-one-task | 办理要素[shiwei-1.2-one-task].要素 | 专班负责人、专班成员、方案、一项任务对应一个专班、一套方案、已经办结 |
| shiwei-1.2-one-task | 办理要素[shiwei-1.2-one-task].环节 | 方案、方案、方案、方案、办结 |
| shiwei-1.2-report-q28 | 事项类别[MC05].报送周期 | QMD(28) |
| shiwei-1.2-report-q28 | 事项类别[MC05].报送对象 | 督查室 |
| shiwei-1.2-inspect | 事项类别[MC05].督查频次 | 适时 |
| shiwei-1.2-inspect | 工作时限[shiwei-1.2-inspect].周期 | 适时 |
| shiwei-1.2-output | 事项类别[MC05].成果文种 | 督促检查情况 |
| shiwei-1.2-output | 办理要素[shiwei-1.2-output].对应列 | 流转记录.批准人 |
| shiwei-1.3-decompose | 事项类别[MC06].分解责任 | 牵头单位 |
| shiwei-1.3-notice | 工作时限[shiwei-1.3-notice].周期 | 适时 |
| shiwei-1.3-notice | 工作时限[shiwei-1.3-notice].文种 | 督办通知 |
| shiwei-1.3-report-q28 | 事项类别[MC06].报送周期 | QMD(28) |
| shiwei-1.3-report-q28 | 事项类别[MC06].报送责任 | 主办 |
| shiwei-1.3-output | 工作时限[shiwei-1.3-output].类别 | MC06 |
| shiwei-1.3-output | 事项类别[MC06].呈送对象 | 主要负责同志、其他领导同志 |
| shiwei-1.4-decompose | 事项类别[MC08].分解责任 | 办公室会同责任单位 |
| shiwei-1.4-notice | 事项类别[MC08].下达文种 | 督办通知 |
| shiwei-1.4-report-m28 | 事项类别[MC08].报送周期 | MD(28) |
| shiwei-1.4-report-m28 | 事项类别[MC08].报送责任 | 各承办单位 |
| shiwei-1.4-output | 工作时限[shiwei-1.4-output].类别 | MC08 |
| shiwei-1.4-output | 事项类别[MC08].成果文种 | 督促检查情况 |
| shiwei-1.5-decompose | 事项类别[MC11].分解责任 | 主责牵头部门 |
| shiwei-1.5-decompose | 制度用语[shiwei-1.5-decompose].对应 | 主办 |
| shiwei-1.5-plan-approval | 审批程序[shiwei-1.5-plan-approval].步骤 | 报审→印发 |
| shiwei-1.5-plan-approval | 审批程序[shiwei-1.5-plan-approval].文种 | 整改方案 |
| shiwei-1.5-plan-approval | 审批程序[shiwei-1.5-plan-approval].类别 | MC11 |
| shiwei-1.5-report-0625-1225 | 事项类别[MC11].报送周期 | AD(06-25,12-25) |
| shiwei-1.5-report-0625-1225 | 事项类别[MC11].报送对象 | 巡察办 |
| shiwei-1.5-inspect-halfyear | 工作时限[shiwei-1.5-inspect-halfyear].周期 | EVERY(6M) |
| shiwei-1.5-inspect-halfyear | 工作时限[shiwei-1.5-inspect-halfyear].责任 | 巡察办、督查室 |
| shiwei-1.5-inspect-halfyear | 制度用语[shiwei-1.5-inspect-halfyear].对应 | 专项督查 |
| shiwei-1.5-output | 事项类别[MC11].成果文种 | 督促检查情况 |
| shiwei-1.6-scope | 办理要素[shiwei-1.6-scope].要素 | 主要负责同志出席、以本级名义召开、全域性工作会议 |
| shiwei-1.6-scope | 办理要素[shiwei-1.6-scope].环节 | 立项、立项、立项 |
| shiwei-1.6-decompose-7wd | 报送要求[shiwei-1.6-decompose-7wd].时限 | WD(7)@meeting |
| shiwei-1.6-decompose-7wd | 报送要求[shiwei-1.6-decompose-7wd].责任 | 主办 |
| shiwei-1.6-plan-approval | 报送要求[shiwei-1.6-decompose-7wd].报送对象 | 报审机关 |
| shiwei-1.6-decompose-7wd | 报送要求[shiwei-1.6-decompose-7wd].文种 | 任务细化分解方案 |
| shiwei-1.6-plan-approval | 审批程序[shiwei-1.6-plan-approval].步骤 | 报审→印发 |
| shiwei-1.6-plan-approval | 审批程序[shiwei-1.6-plan-approval].类别 | MC10 |
| shiwei-1.6-report-q28 | 事项类别[MC10].报送周期 | QMD(28) |
| shiwei-1.6-report-q28 | 事项类别[MC10].报送责任 | 协办 |
| shiwei-1.6-report-q28 | 事项类别[MC10].报送对象 | 牵头单位 |
| shiwei-1.6-inspect-quarterly | 工作时限[shiwei-1.6-inspect-quarterly].周期 | EVERY(3M) |
| shiwei-1.6-inspect-quarterly | 工作时限[shiwei-1.6-inspect-quarterly].责任 | 督查室、牵头单位 |
| shiwei-1.6-output | 事项类别[MC10].呈送对象 | 主要负责同志、其他领导同志 |
| shiwei-2.1-integrate | 办理要素[shiwei-2.1-integrate].要素 | 纳入政治督查、纳入纪检监察、纳入巡视巡察、纳入年度综合绩效考评 |
| shiwei-2.1-plan-5d | 报送要求[shiwei-2.1-plan-5d].时限 | CD(5)@arrangement |
| shiwei-2.1-plan-5d | 报送要求[shiwei-2.1-plan-5d].责任 | 各承办单位 |
| shiwei-2.1-plan-5d | 办理要素[shiwei-2.1-plan-5d].要素 | 责任单位、进度安排、完成时限 |
| shiwei-2.1-integrate | 工作时限[shiwei-2.1-integrate].周期 | YE |
| shiwei-2.1-unit-ledger | 办理要素[shiwei-2.1-unit-ledger].要素 | 单位工作台账 |
| shiwei-2.1-unit-ledger | 事项类别[MC12].办理时限 | GIVEN |
| shiwei-2.1-office-summary-5d | 工作时限[shiwei-2.1-office-summary-5d].周期 | CD(5)@units_due |
| shiwei-2.1-office-summary-5d | 工作时限[shiwei-2.1-office-summary-5d].责任 | 督查室 |
| shiwei-2.1-office-summary-5d | 工作时限[shiwei-2.1-office-summary-5d].类别 | MC12 |
| shiwei-2.1-upward | 审批程序[shiwei-2.1-upward].步骤 | 督查室→主要负责同志阅批→其他领导同志阅批 |
| shiwei-2.1-upward | 审批程序[shiwei-2.1-upward].用途 | 上报 |
| shiwei-2.1-upward | 事项类别[MC12].上报上级 | 是 |
| shiwei-2.1-upward | 参数[未定名成果文种].值 | 督促检查情况 |
| shiwei-2.1-rolling | 事项类别[MC12].滚动 | 是 |
| shiwei-2.1-rolling | 制度条款[shiwei-2.1-rolling].作用 | 事项类别.滚动、流转.T16、制度用语、参数.滚动报告间隔 |
| shiwei-2.2-transfer | 工作时限[shiwei-2.2-transfer].周期 | 及时 |
| shiwei-2.2-transfer | 工作时限[shiwei-2.2-transfer].类别 | MC13 |
| shiwei-2.2-due-given | 事项类别[MC13].办理时限 | GIVEN > WD(7)@receipt |
| shiwei-2.2-due-7wd | 事项类别[MC13].办理时限 | GIVEN > WD(7)@receipt |
| shiwei-2.2-cap-15wd | 事项类别[MC13].上限 | WD(15)@receipt |
| shiwei-2.2-cap-15wd | 办理要素[shiwei-2.2-cap-15wd].对应列 | 延期登记.原因、延期登记.同意人 |
| shiwei-2.2-cap-15wd | 办理要素[shiwei-2.2-cap-15wd].核对 | 必填、必填 |
| shiwei-2.2-urgent | 制度条款[shiwei-2.2-urgent].读法 | NOW |
| shiwei-2.2-urgent | 制度条款[shiwei-2.2-urgent].作用 | 事项类别.办理时限、督办事项.紧急程度 |
| shiwei-2.2-periodic | 制度条款[shiwei-2.2-periodic].作用 | 事项类别.滚动、流转.T9、反馈记录.报告类型、参数.滚动报告间隔 |
| shiwei-2.2-periodic | 制度条款[shiwei-2.2-periodic].读法 | UNTIL_DONE |
| shiwei-2.2-upward | 审批程序[shiwei-2.2-upward].步骤 | 督查室→主要负责同志阅批→其他领导同志阅批 |
| shiwei-2.2-upward | 审批程序[shiwei-2.2-upward].类别 | MC13 |
| shiwei-2.2-upward | 事项类别[MC13].上报上级 | 是 |
| shiwei-2.2-rolling | 事项类别[MC13].滚动 | 是 |
| shiwei-2.3-transfer | 工作时限[shiwei-2.3-transfer].周期 | 及时 |
| shiwei-2.3-transfer | 办理要素[shiwei-2.3-transfer].对应列 | 督办事项.重点督办 |
| shiwei-2.3-due | 事项类别[MC14].办理时限 | GIVEN > WD(7)@receipt |
| shiwei-2.3-due | 事项类别[MC14].上限 | WD(15)@receipt |
| shiwei-2.3-due | 办理要素[shiwei-2.3-due].对应列 | 延期登记.原因、延期登记.同意人 |
| shiwei-2.3-urgent-periodic | 制度条款[shiwei-2.3-urgent-periodic].读法 | NOW > UNTIL_DONE |
| shiwei-2.3-urgent-periodic | 制度条款[shiwei-2.3-urgent-periodic].类别 | MC14 |
| shiwei-2.3-ledger | 制度条款[shiwei-2.3-ledger].作用 | 督办事项.批示领导、督办事项.批示日期、督办事项.来源文号 |
| shiwei-2.3-inspect-monthly | 工作时限[shiwei-2.3-inspect-monthly].周期 | EVERY(1M) |
| shiwei-2.3-inspect-monthly | 工作时限[shiwei-2.3-inspect-monthly].类别 | MC14 |
| shiwei-2.3-output | 事项类别[MC14].呈送对象 | 主要负责同志、其他领导同志 |
| shiwei-2.3-output | 事项类别[MC14].滚动 | 是 |
| shiwei-2.4-notice | 事项类别[MC16].下达文种 | 督办通知 |
| shiwei-2.4-notice | 办理要素[shiwei-2.4-notice].要素 | 批示内容 |
| shiwei-2.4-notice | 制度用语[shiwei-2.4-notice].对应 | 主办 |
| shiwei-2.4-due | 事项类别[MC16].办理时限 | GIVEN > WD(7)@receipt |
| shiwei-2.4-due | 事项类别[MC16].上限 | WD(15)@receipt |
| shiwei-2.4-due | 制度条款[shiwei-2.4-due].读法 | GIVEN > NOW > WD(7)@receipt; cap=WD(15)@receipt |
| shiwei-2.4-due | 办理要素[shiwei-2.4-due].对应列 | 延期登记.原因、延期登记.同意人 |
| shiwei-2.4-monthly-chaban | 工作时限[shiwei-2.4-monthly-chaban].周期 | EVERY(1M) |
| shiwei-2.4-monthly-chaban | 工作时限[shiwei-2.4-monthly-chaban].文种 | 查办件办理情况 |
| shiwei-2.4-monthly-chaban | 工作时限[shiwei-2.4-monthly-chaban].报送对象 | 主要负责同志 |
| shiwei-2.4-zhuanbao | 工作时限[shiwei-2.4-zhuanbao].文种 | 督查专报 |
| shiwei-2.4-zhuanbao | 工作时限[shiwei-2.4-zhuanbao].报送对象 | 主要负责同志 |
| shiwei-2.4-zhuanbao | 办理要素[shiwei-2.4-zhuanbao].条件 | 重大 |
| shiwei-2.4-rolling | 事项类别[MC16].滚动 | 是 |
| shiwei-3.1-decompose-7wd | 工作时限[shiwei-3.1-decompose-7wd].周期 | WD(7)@assign |
| shiwei-3.1-decompose-7wd | 工作时限[shiwei-3.1-decompose-7wd].责任 | 督查室 |
| shiwei-3.1-decompose-7wd | 工作时限[shiwei-3.1-decompose-7wd].文种 | 督办通知 |
| shiwei-3.1-decompose-7wd | 办理要素[shiwei-3.1-decompose-7wd].要素 | 牵头单位、责任单位、时序进度 |
| shiwei-3.1-output-upward | 审批程序[shiwei-3.1-output-upward].步骤 | 督查室→主要负责同志阅批→其他领导同志阅批 |
| shiwei-3.1-output-upward | 工作时限[shiwei-3.1-output-upward].周期 | 适时 |
| shiwei-3.1-output-upward | 审批程序[shiwei-3.1-output-upward].文种 | 督促检查情况 |
| shiwei-3.1-output-upward | 事项类别[MC17].上报上级 | 是 |
| shiwei-3.1-rolling | 事项类别[MC17].滚动 | 是 |
| shiwei-3.2-plan-7wd | 报送要求[shiwei-3.2-plan-7wd].时限 | WD(7)@assign |
| shiwei-3.2-plan-7wd | 报送要求[shiwei-3.2-plan-7wd].责任 | 主办 |
| shiwei-3.2-plan-7wd | 报送要求[shiwei-3.2-plan-7wd].报送对象 | 督查室（抄送） |
| shiwei-3.2-plan-7wd | 办理要素[shiwei-3.2-plan-7wd].要素 | 工作措施、时序进度 |
| shiwei-3.2-milestone | 事项类别[MC18].办理时限 | MILESTONE |
| shiwei-3.2-milestone | 事项类别[MC18].报送周期 | MILESTONE |
| shiwei-3.2-milestone | 事项类别[MC18].报送责任 | 协办 |
| shiwei-3.2-milestone | 报送要求[shiwei-3.2-milestone].时限 | SOFT(及时) |
| shiwei-3.2-major-zhuanbao | 报送要求[shiwei-3.2-major-zhuanbao].文种 | 专报 |
| shiwei-3.2-major-zhuanbao | 报送要求[shiwei-3.2-major-zhuanbao].报送对象 | 主要负责同志；督查室（抄送） |
| shiwei-3.2-major-zhuanbao | 报送要求[shiwei-3.2-major-zhuanbao].时限 | SOFT(及时) |
| shiwei-3.2-notice | 事项类别[MC18].下达文种 | 督查通知 |
| shiwei-3.2-notice | 工作时限[shiwei-3.2-notice].周期 | 适时 |
| shiwei-3.2-notice | 工作时限[shiwei-3.2-notice].责任 | 督查室、牵头单位 |
| shiwei-3.2-output | 事项类别[MC18].成果文种 | 查办件办理情况 |
| shiwei-3.2-output | 事项类别[MC18].呈送对象 | 主要负责同志 |
| shiwei-3.2-output | 事项类别[MC18].滚动 | 是 |
| shiwei-3.3-plan-7wd | 报送要求[shiwei-3.3-plan-7wd].时限 | WD(7)@assign |
| shiwei-3.3-plan-7wd | 报送要求[shiwei-3.3-plan-7wd].责任 | 主办 |
| shiwei-3.3-plan-7wd | 办理要素[shiwei-3.3-plan-7wd].要素 | 交办对象、工作措施、时序进度 |
| shiwei-3.3-milestone | 事项类别[MC19].报送周期 | MILESTONE |
| shiwei-3.3-milestone | 事项类别[MC19].报送对象 | 督查室 |
| shiwei-3.3-notice-output | 事项类别[MC19].下达文种 | 督查通知 |
| shiwei-3.3-notice-output | 事项类别[MC19].成果文种 | 督促检查情况 |
| shiwei-3.3-notice-output | 事项类别[MC19].呈送对象 | 主要负责同志 |
| shiwei-4.2-problem | 办理要素[shiwei-4.2-problem].要素 | 问题、交办日、整改期限、整改结果 |
| shiwei-4.2-problem | 办理要素[shiwei-4.2-problem].对应列 | 督查记录.发现问题、督查记录.日期、督查记录.整改时限、督查记录.整改情况 |
| shiwei-4.2-problem | 问责阶梯[shiwei-4.2-problem].措施 | 限期整改 |
| shiwei-4.2-efficiency | 制度条款[shiwei-4.2-efficiency].作用 | 督办事项.办结时限、督办事项.预警、反馈记录.应报日期、流转.T21 |
| shiwei-4.3-assessment | 计分口径[绩效考核加分].取值 | |
| shiwei-4.3-assessment | 计分口径[绩效考核扣分].取值 | |
| shiwei-4.3-assessment | 工作时限[shiwei-4.3-assessment].周期 | YE |
| shiwei-4.3-yuetan | 制度用语[shiwei-4.3-yuetan].用语 | 工作不落实、整改不到位、未按时完成、未按质完成、未按量完成 |
| shiwei-4.3-yuetan | 问责阶梯[shiwei-4.3-yuetan].措施 | 约谈 |
| shiwei-4.3-yuetan | 问责阶梯[shiwei-4.3-yuetan].对象 | 承办单位负责人 |
| shiwei-4.3-yuetan | 问责阶梯[shiwei-4.3-yuetan].提出 | 督查室 |
| shiwei-4.3-yuetan | 问责阶梯[shiwei-4.3-yuetan].执行 | 本级领导 |
| shiwei-4.3-yuetan | 审批程序[shiwei-4.3-yuetan].用途 | 约谈 |
| shiwei-4.3-accountability | 问责阶梯[shiwei-4.3-accountability].触发 | 失职渎职 |
| shiwei-4.3-accountability | 问责阶梯[shiwei-4.3-accountability].措施 | 问责 |
| shiwei-4.3-accountability | 问责阶梯[shiwei-4.3-accountability].执行 | 纪委监委 |
"""

WORKED = """
| 例 | 在哪里 | 起算与到期 |
| D01 | 事项类别[MC13].办理时限 | 2026-09-24 2026-10-12 |
| D02 | 事项类别[MC13].办理时限 | 2026-09-25 2026-10-12 |
| D03 | 事项类别[MC13].上限 | 2026-09-24 2026-10-22 |
| D08 | 事项类别[MC14].办理时限 | 2026-02-13 2026-03-02 |
| D09 | 事项类别[MC16].办理时限 | 2026-02-14 2026-03-03 |
| D12 | 报送要求[shiwei-1.6-decompose-7wd].时限 | 2026-04-29 2026-05-12 |
| D17 | 工作时限[shiwei-3.1-decompose-7wd].周期 | 2026-11-23 2026-12-02 |
| D18 | 报送要求[shiwei-3.2-plan-7wd].时限 | 2026-10-09 2026-10-19 |
| D19 | 报送要求[shiwei-1.1a-plan-10d].时限 | 2026-09-24 2026-10-04 |
| D21 | 报送要求[shiwei-1.1b-measures-15d].时限 | 2026-02-10 2026-02-25 |
| D22 | 报送要求[shiwei-2.1-plan-5d].时限 | 2026-04-30 2026-05-05 |
| D23 | 工作时限[shiwei-2.1-office-summary-5d].周期 | 2026-05-05 2026-05-10 |
| D28 | 事项类别[MC04].报送周期 | 2026-08-31 2027-02-28 |
| D29 | 事项类别[MC04].报送周期 | 2026-01-31 2026-07-31 |
| D30 | 事项类别[MC05].报送周期 | 2026-09-25 2026-09-28 |
| D31 | 事项类别[MC05].报送周期 | 2026-09-28 2026-12-28 |
| D32 | 事项类别[MC06].报送周期 | 2026-01-05 2026-03-28 |
| D33 | 事项类别[MC08].报送周期 | 2026-02-02 2026-02-28 |
| D34 | 事项类别[MC11].报送周期 | 2026-07-01 2026-12-25 |
"""


UNITS = ("甲局", "乙局")


def owed(category: str, **cells: Value) -> list[Obligation]:
    """What is owed in 2026 on one matter of the category, led by 甲局 with 乙局, under the rows of the pack."""
    matter: dict[str, Value] = {field.key: None for field in SHEETS["matters"].fields}
    origin_on = cells.pop("origin_on", None)
    matter |= {"number": "1", "category": category, "lead_unit": UNITS[0], "supporting_units": UNITS[1]}
    matter |= {"status": "承办中", "assigned_on": date(2026, 1, 5), "instructed_on": origin_on, **cells}
    ledger = ledger_from_rows({**load_pack(PACK).rows, "matters": (matter,)})
    year = date(2026, 1, 1), date(2026, 12, 31)
    found = obligations(ground_of(ledger, official_workdays()), *year, as_of=year[0])
    return [*found.dated, *found.undated]


def rules(names: str) -> list[str]:
    return [f"{PACK}-{name}" for name in names.split()]


def cells_of(key: str, column: str) -> list[str]:
    return [str(row.get(column) or "") for row in load_pack(PACK).rows[key]]


def matrix() -> list[tuple[str, str]]:
    """Place and what stands there, for every cell of the matrix."""
    head, *lines = [[cell.strip() for cell in line.strip()[1:-1].split("|")] for line in MATRIX.strip().splitlines()]
    return [
        (f"事项类别[{code}].{header}", expected)
        for code, *cells in lines
        for header, expected in zip(head[1:], cells, strict=True)
    ]


@pytest.mark.parametrize(("rule", "place", "expected"), expectations(RULES))
def test_rule__says_what_the_method_says(rule: str, place: str, expected: str) -> None:
    del rule
    assert told(PACK, place) == expected


@pytest.mark.parametrize(("place", "expected"), matrix())
def test_category__decides_what_the_matrix_says(place: str, expected: str) -> None:
    assert told(PACK, place) == expected


@pytest.mark.parametrize("code", RESULTS)
def test_category__ends_in_its_document_for_its_readers(code: str) -> None:
    places = (f"事项类别[{code}].成果文种", f"事项类别[{code}].呈送对象")
    assert tuple(told(PACK, place) for place in places) == RESULTS[code]


def test_categories__fifteen_routes_and_no_other() -> None:
    assert cells_of("categories", "code") == list(RESULTS)


def test_rules__all_listed_once_in_their_order() -> None:
    assert cells_of("rules", "rule") == rules(IDS)


def test_rules__graded_as_exact_open_or_policy() -> None:
    graded = {row["rule"]: row["grade"] for row in load_pack(PACK).rows["rules"]}
    assert [rule for rule, grade in graded.items() if grade == "约定"] == rules(OPEN)
    assert [rule for rule, grade in graded.items() if grade == "查阅"] == rules(POLICY)
    assert set(graded.values()) == {"明定", "约定", "查阅"}


def test_rules__every_one_with_an_effect_is_expected_somewhere_above() -> None:
    expected = {rule for rule, _, _ in expectations(RULES)}
    assert [rule for rule in rules(IDS) if rule not in expected and rule not in rules(POLICY)] == []


def test_basis__three_documents() -> None:
    basis = split_names(told(PACK, "参数[制度依据].值"))
    assert [re.sub(".*《|》.*", "", name) for name in basis] == [
        "关于进一步统筹规范督查检查考核工作的通知",
        "推进作风革命加强机关效能建设的若干规定（试行）",
        "重点工作督促检查工作办法（试行）",
    ]


@pytest.mark.parametrize(
    ("rule", "setting"), [("2.1-office-summary-5d", "各单位报送期满"), ("2.2-periodic", "每月28日前")]
)
def test_convention__office_setting_begins_as_recommended(rule: str, setting: str) -> None:
    acts = told(PACK, f"制度条款[{PACK}-{rule}].作用")
    begins = {one.key: one.value for one in KNOWN_SETTINGS if f"参数.{one.key}" in split_names(acts)}
    assert list(begins.values()) == [setting]


@pytest.mark.parametrize("key", ["反馈机制报送频次", "未定名成果文种"])
def test_convention__own_setting_is_marked_as_ours(key: str) -> None:
    assert "本系统约定" in told(PACK, f"参数[{key}].说明")


@pytest.mark.parametrize(("example", "place", "days"), expectations(WORKED))
def test_limit__gives_the_worked_example(example: str, place: str, days: str) -> None:
    del example
    start, expected = map(date.fromisoformat, days.split())
    limit = parse_expression(told(PACK, place))
    assert due(limit, start=start, workdays=official_workdays()).due == expected


CREDITED = [
    ("MC01", "GIVEN", "1.1a-report"),
    ("MC02", "GIVEN", "1.1b-feedback-mech"),
    ("MC05", "GIVEN", "1.2-decompose"),
    ("MC12", "GIVEN", "2.1-unit-ledger"),
    ("MC13", "GIVEN", "2.2-due-given"),
    ("MC13", "WD", "2.2-due-7wd"),
    ("MC13", "NOW", "2.2-urgent"),
    ("MC14", "WD", "2.3-due"),
    ("MC14", "NOW", "2.3-urgent-periodic"),
    ("MC16", "WD", "2.4-due"),
    ("MC16", "NOW", "2.4-due"),
    ("MC18", "MILESTONE", "3.2-milestone"),
    ("MC19", "MILESTONE", "3.3-milestone"),
]


@pytest.mark.parametrize(("code", "kind", "rule"), CREDITED)
def test_limit__is_credited_to_the_rule_that_gives_it(code: str, kind: str, rule: str) -> None:
    assert index_of(ledger_of_pack(PACK).rules).by_kind(LIMIT, code)[kind] == f"{PACK}-{rule}"


@pytest.mark.parametrize(
    ("code", "rule"), [("MC13", "2.2-periodic"), ("MC14", "2.3-urgent-periodic"), ("MC16", "2.4-due")]
)
def test_progress_after_the_limit__is_credited_to_the_periodic_report(code: str, rule: str) -> None:
    assert index_of(ledger_of_pack(PACK).rules).first(ROLLING, code) == f"{PACK}-{rule}"


PERIODIC = [
    ("MC05", "1.2-report-q28", "甲局", "督查室", 4),
    ("MC06", "1.3-report-q28", "甲局", "督查室", 4),
    ("MC08", "1.4-report-m28", "甲局、乙局", "督查室", 24),
    ("MC11", "1.5-report-0625-1225", "甲局、乙局", "巡察办", 4),
    ("MC10", "1.6-report-q28", "乙局", "牵头单位", 4),
    ("MC04", "1.1c-halfyear-written", "甲局", "督查室", 2),
]


@pytest.mark.parametrize(("code", "rule", "units", "to", "count"), PERIODIC)
def test_report__owed_by_the_right_units_to_the_right_office(
    code: str, rule: str, units: str, to: str, count: int
) -> None:
    found = [one for one in owed(code, origin_on=date(2025, 12, 31)) if one.kind is OwedKind.REPORT]
    assert ("、".join(unit for unit in UNITS if unit in {one.unit for one in found}), len(found)) == (units, count)
    assert {(one.rule, one.to) for one in found} == {(f"{PACK}-{rule}", to)}


def test_cells_of_events__understood() -> None:
    assert [text for text in cells_of("categories", "anchor") if parse_event(text) is None] == []


def test_trap_01__ten_fifteen_and_five_days_are_calendar_days_seven_are_workdays() -> None:
    units: dict[Unit, set[int]] = {Unit.CALENDAR_DAYS: set(), Unit.WORKDAYS: set()}
    for text in cells_of("requirements", "time_limit") + cells_of("duties", "cycle"):
        if isinstance(limit := parse_expression(text), Span):
            units[limit.unit].add(limit.count)
    assert units == {Unit.CALENDAR_DAYS: {5, 10, 15}, Unit.WORKDAYS: {7}}


def test_trap_05__reports_do_not_all_go_to_the_office() -> None:
    elsewhere = {
        row["code"]: row["return_to"] for row in load_pack(PACK).rows["categories"] if row["return_to"] != "督查室"
    }
    assert elsewhere == {"MC01": "报批机关", "MC02": "报批机关", "MC11": "巡察办", "MC10": "牵头单位"}


def test_trap_06__three_kinds_of_results_are_for_the_head_alone() -> None:
    alone = [row["code"] for row in load_pack(PACK).rows["categories"] if row["presented_to"] == HEAD]
    assert alone == ["MC16", "MC18", "MC19"]


def test_trap_07__two_titles_of_notices_and_eight_categories_without_one() -> None:
    titles = {str(row["code"]): row.get("assignment_document", "") for row in load_pack(PACK).rows["categories"]}
    assert [code for code, title in titles.items() if title == "督查通知"] == ["MC18", "MC19"]
    assert [code for code, title in titles.items() if title == "督办通知"] == ["MC05", "MC06", "MC08", "MC16", "MC17"]
    assert list(titles.values()).count("") == 8


def test_trap_08__five_different_owners_break_the_meeting_matters_down() -> None:
    owners = [told(PACK, f"事项类别[{code}].分解责任") for code in ("MC05", "MC06", "MC08", "MC11", "MC10")]
    assert len(set(owners)) == 5


def test_trap_09__cap_is_a_total_from_the_same_receipt() -> None:
    received, workdays = date(2026, 9, 24), official_workdays()
    cap = parse_expression(told(PACK, "事项类别[MC13].上限"))
    assert isinstance(cap, Span)
    limit = parse_expression(told(PACK, "事项类别[MC13].办理时限") + "; cap=" + cap.notation())
    assert isinstance(limit, Capped)
    found = due(limit, start=received, workdays=workdays)
    assert (found.due, found.cap) == (date(2026, 10, 12), date(2026, 10, 22))
    assert end_of(cap, start=received, workdays=workdays) == found.cap


@pytest.mark.parametrize("code", ["MC13", "MC14", "MC16"])
def test_trap_11__stated_day_comes_before_the_seven_workdays(code: str) -> None:
    limit = parse_expression(told(PACK, f"事项类别[{code}].办理时限"))
    stated = date(2026, 9, 29)
    assert due(limit, start=date(2026, 9, 24), workdays=official_workdays(), given=stated).due == stated


def test_trap_12__urgent_means_every_unit_concerned() -> None:
    told_at_once = owed("MC13", urgency="特急", origin_on=date(2026, 10, 2), received_on=date(2026, 10, 3))
    assert {(one.unit, one.rule, one.due, one.remind_on) for one in told_at_once if one.kind is OwedKind.AT_ONCE} == {
        (unit, "shiwei-2.2-urgent", None, date(2026, 10, 3)) for unit in ("甲局", "乙局")
    }


def test_trap_13__two_clocks_and_nothing_goes_up_unread() -> None:
    assert told(PACK, "报送要求[shiwei-2.1-plan-5d].时限") == "CD(5)@arrangement"
    assert told(PACK, "工作时限[shiwei-2.1-office-summary-5d].周期") == "CD(5)@units_due"
    for rule in ("2.1-upward", "2.2-upward", "3.1-output-upward"):
        assert told(PACK, f"办理要素[{PACK}-{rule}].对应列") == "流转记录.批准人、流转记录.批准日期"
        assert "流转.T14" in split_names(told(PACK, f"制度条款[{PACK}-{rule}].作用"))


def test_trap_13__the_office_counts_from_the_end_of_the_units_days() -> None:
    found = {(one.rule, one.unit): one.due for one in owed("MC12", arranged_on=date(2026, 4, 30))}
    assert found["shiwei-2.1-plan-5d", "甲局"] == found["shiwei-2.1-plan-5d", "乙局"] == date(2026, 5, 5)
    assert found["shiwei-2.1-office-summary-5d", "督查室"] == date(2026, 5, 10)


def test_trap_14__half_years_are_counted_from_publication_itself() -> None:
    cycle = parse_expression(told(PACK, "事项类别[MC04].报送周期"))
    assert isinstance(cycle, Anniversary)
    assert next_occurrence(cycle, after=date(2027, 2, 28), anchor=date(2026, 8, 31)) == date(2027, 8, 31)


def test_trap_19__responsible_units_beside_a_lead_unit_support_it() -> None:
    roles = {row["name"]: row["means"] for row in load_pack(PACK).rows["terms"] if row["kind"] == "角色"}
    assert roles["责任单位"] == "协办"
    leads = ("牵头单位", "主责牵头部门", "会议牵头承办单位", "牵头落实部门", "承办单位")
    assert {roles[name] for name in leads} == {"主办"}


def test_trap_34__no_points_are_invented() -> None:
    rows = load_pack(PACK).rows
    assert {row["value"] for row in rows["scoring_settings"]} == {""}
    assert not {"scoring_rules", "scoring_sections", "scoring_steps"} & set(rows)


def test_trap_39__the_office_has_its_own_cycles() -> None:
    cycles = {row["rule"]: row["cycle"] for row in load_pack(PACK).rows["duties"] if "EVERY" in str(row["cycle"])}
    assert cycles == {
        "shiwei-1.5-inspect-halfyear": "EVERY(6M)",
        "shiwei-1.6-inspect-quarterly": "EVERY(3M)",
        "shiwei-2.3-inspect-monthly": "EVERY(1M)",
        "shiwei-2.4-monthly-chaban": "EVERY(1M)",
    }


def test_trap_40__soft_words_have_no_due_day() -> None:
    soft = [*cells_of("duties", "cycle"), *cells_of("categories", "inspection_cycle")]
    soft = [text for text in soft if text in ("及时", "适时")] + ["SOFT(及时)"]
    assert len(soft) == 20
    found = [due(parse_expression(text), start=date(2026, 9, 1), workdays=official_workdays()) for text in soft]
    assert {one.due for one in found} == {None}


def test_rolling__only_where_the_articles_say_so() -> None:
    assert [row["code"] for row in load_pack(PACK).rows["categories"] if row["rolling"]] == [
        "MC12", "MC13", "MC14", "MC16", "MC17", "MC18", "MC19",
    ]  # fmt: skip


def test_unit_reports_and_office_reports__are_different_documents() -> None:
    titles = {row["name"]: row["means"] for row in load_pack(PACK).rows["terms"] if row["kind"] == "文种"}
    assert titles["专报"] != titles["督查专报"]


def test_required_columns__exist_in_the_ledger() -> None:
    headers = {f"{sheet.tab}.{field.header}" for sheet in SHEETS.values() for field in sheet.fields}
    assert [column for column in cells_of("required_items", "column") if column and column not in headers] == []
