"""The pack weinan says what 渭南高新区《督促检查工作实施办法（试行）》 says, rule by rule (rules §1.2)."""

import re

import pytest

from duban_xl.model.deadline import Capped, FirstOf, Given, Span, Unit, cap_of
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.event import Event
from duban_xl.model.noun import split_names
from duban_xl.model.settings import KNOWN_SETTINGS
from duban_xl.packs import Pack, load_pack
from tests.packs import expectations, told

CATEGORIES = "MC01 MC02 MC03 MC04 MC05 MC06 MC07 MC08 MC10 MC13 MC14 MC15 MC17 MC18 MC19 MC21 MC22 MC23 MC27 MC28 MC29"
METHODS = "书面调度 电话催办 实地督查 调度督查 联合督查 跟踪督查 调查复核 督查调研 回访调研 专业评估 民意调查 舆论监督"
SIX_MONTHS = Span(Unit.MONTHS, 6, Event.HANDOVER)
GRADES = """
    01-basis 查阅; 02-scope 明定; 03-structure 查阅; 04-first-resp 明定; 04-head-personally 约定; 04-plan 明定; 05-levels 明定;
    06-1-decisions 明定; 06-2-instructions 明定; 06-3-annual 明定; 06-4-meetings 明定; 06-5-survey 明定; 06-6-proposals 明定;
    06-7-other 明定; 07-1-lixiang 明定; 07-1-unit-request 明定; 07-2-notice 明定; 07-2-lead-co 明定; 07-3-handle 明定;
    07-3-report 明定; 07-4-supervise 明定; 07-4-onsite 明定; 07-5-review-ok 明定; 07-5-return 明定; 07-6-one-report 明定;
    07-6-synthesis 明定; 07-7-tongbao 约定; 07-8-archive 明定; 08-required-reports 明定; 09-deadline-5wd 明定;
    09-extension 约定; 09-special-attention 明定; 10-proposal-3m 明定; 10-proposal-6m 明定; 10-disagree 明定;
    11-in-unit-name 明定; 11-quality 明定; 11-format 明定; 12-result-process 明定; 12-interim 约定; 13-00-innovate 查阅;
    13-01-written 明定; 13-02-phone 明定; 13-03-onsite 明定; 13-04-dispatch 明定; 13-05-joint 明定; 13-06-track 明定;
    13-07-recheck 明定; 13-08-research 明定; 13-09-revisit 明定; 13-10-thirdparty 明定; 13-11-survey 明定; 13-12-media 明定;
    14-1-supervise 查阅; 14-2-coordinate 明定; 14-3-know 查阅; 14-4-suggest 查阅; 14-5-tongbao-power 明定; 15-0-who 明定;
    15-1-poor-exec 明定; 15-2-shirk 明定; 15-3-false 明定; 15-4-obstruct 明定; 15-5-retaliate 明定; 15-6-other 明定;
    16-1-yuetan 明定; 16-2-dubanling 明定; 16-2-once 明定; 16-2-twice 明定; 16-3-three 明定; 16-4-assess 明定;
    16-4-deduct 约定; 17-contact 明定; 18-support 查阅; 19-training 查阅; 20-praise 明定; 21-validity 明定
"""

RULES = """
| 规则 | 在哪里 | 是什么 |
| weinan-01-basis | 参数[制度依据].值 | 陕政办发〔2015〕50号、渭南市委督促检查实施办法 |
| weinan-02-scope | 制度条款[weinan-02-scope].作用 | 事项类别.类别、督办事项.类别 |
| weinan-04-first-resp | 制度用语[weinan-04-first-resp].用语 | 第一责任人 |
| weinan-04-first-resp | 制度用语[weinan-04-first-resp].对应 | 主要负责人 |
| weinan-04-first-resp | 办理要素[weinan-04-first-resp].对应列 | 单位名录.主要负责人 |
| weinan-04-first-resp | 办理要素[weinan-04-first-resp].核对 | 必填 |
| weinan-04-head-personally | 办理要素[weinan-04-head-personally].要素 | 主要负责人亲自抓、主要负责人亲自抓 |
| weinan-04-head-personally | 办理要素[weinan-04-head-personally].条件 | 重大、特殊情况 |
| weinan-04-head-personally | 制度条款[weinan-04-head-personally].作用 | 办理要素、参数.久拖不决天数 |
| weinan-04-plan | 制度用语[weinan-04-plan].用语 | 督查工作计划 |
| weinan-04-plan | 制度用语[weinan-04-plan].种类 | 文种 |
| weinan-05-levels | 办理要素[weinan-05-levels].要素 | 级别 |
| weinan-05-levels | 制度用语[weinan-05-levels].用语 | 区督查室督查、单位自查 |
| weinan-06-1-decisions | 制度条款[weinan-06-1-decisions].类别 | MC01、MC02、MC03、MC04、MC05 |
| weinan-06-1-decisions | 事项类别[MC01].条款 | 六（一）、八 |
| weinan-06-2-instructions | 制度条款[weinan-06-2-instructions].类别 | MC13、MC14、MC15、MC27 |
| weinan-06-2-instructions | 事项类别[MC27].条款 | 六（二） |
| weinan-06-3-annual | 制度条款[weinan-06-3-annual].类别 | MC21 |
| weinan-06-3-annual | 事项类别[MC21].条款 | 六（三） |
| weinan-06-4-meetings | 制度条款[weinan-06-4-meetings].类别 | MC06、MC07、MC08、MC10 |
| weinan-06-4-meetings | 制度用语[weinan-06-4-meetings].种类 | 会议、会议、会议、会议、会议、会议 |
| weinan-06-5-survey | 制度条款[weinan-06-5-survey].类别 | MC18 |
| weinan-06-5-survey | 办理要素[weinan-06-5-survey].对应列 | 督办事项.来源 |
| weinan-06-5-survey | 办理要素[weinan-06-5-survey].说明 | 写明基层调研或现场办公 |
| weinan-06-6-proposals | 制度条款[weinan-06-6-proposals].类别 | MC23 |
| weinan-06-6-proposals | 事项类别[MC23].条款 | 六（六）、十 |
| weinan-06-7-other | 制度条款[weinan-06-7-other].类别 | MC19 |
| weinan-06-7-other | 事项类别[MC19].条款 | 六（七）、九 |
| weinan-07-1-lixiang | 事项类别[MC29].分解责任 | 区督查室牵头立项 |
| weinan-07-1-lixiang | 流转[T1] | 登记→立项 |
| weinan-07-1-unit-request | 审批程序[weinan-07-1-unit-request].用途 | 督查申请 |
| weinan-07-1-unit-request | 审批程序[weinan-07-1-unit-request].类别 | MC28 |
| weinan-07-1-unit-request | 审批程序[weinan-07-1-unit-request].步骤 | 单位申请→区督查室→党工委、管委会领导同意 |
| weinan-07-1-unit-request | 审批程序[weinan-07-1-unit-request].名义 | 党工委、管委会 |
| weinan-07-1-unit-request | 事项类别[MC28].审批链 | 单位申请→区督查室→党工委、管委会领导同意 |
| weinan-07-1-unit-request | 流转[T6] | 待审批→登记 |
| weinan-07-2-notice | 事项类别[MC01].下达文种 | 督查通知 |
| weinan-07-2-notice | 办理要素[weinan-07-2-notice].要素 | 承办单位、任务要求、办理时限、办理时限 |
| weinan-07-2-notice | 办理要素[weinan-07-2-notice].核对 | 必填、必填、必填、人工 |
| weinan-07-2-notice | 办理要素[weinan-07-2-notice].环节 | 交办、交办、交办、交办 |
| weinan-07-2-notice | 制度用语[weinan-07-2-notice].用语 | 督查通知、督查通知单、办理通知、督查交办通知、承办单位 |
| weinan-07-2-notice | 制度用语[weinan-07-2-notice].对应 | 督查通知、督查通知、督查通知、督查通知、主办 |
| weinan-07-2-lead-co | 事项类别[MC01].报送责任 | 主办 |
| weinan-07-2-lead-co | 办理要素[weinan-07-2-lead-co].对应列 | 督办事项.主办单位、督办事项.协办单位 |
| weinan-07-2-lead-co | 办理要素[weinan-07-2-lead-co].条件 | 多单位、多单位 |
| weinan-07-2-lead-co | 制度用语[weinan-07-2-lead-co].对应 | 主办、协办 |
| weinan-07-3-handle | 办理要素[weinan-07-3-handle].要素 | 签收日期、责任人、工作要求、完成时限、落实措施 |
| weinan-07-3-handle | 办理要素[weinan-07-3-handle].环节 | 签收、签收、签收、签收、签收 |
| weinan-07-3-handle | 制度条款[weinan-07-3-handle].读法 | SOFT(迅速) |
| weinan-07-3-report | 事项类别[MC21].办理时限 | GIVEN |
| weinan-07-3-report | 事项类别[MC21].报送对象 | 区督查室 |
| weinan-07-4-supervise | 办理要素[weinan-07-4-supervise].要素 | 催办时间、催办方式、催办对象、对方答复 |
| weinan-07-4-supervise | 制度用语[weinan-07-4-supervise].对应 | 催办 |
| weinan-07-4-onsite | 办理要素[weinan-07-4-onsite].条件 | 重大 |
| weinan-07-4-onsite | 办理要素[weinan-07-4-onsite].说明 | 情况复杂、矛盾突出的；记为实地督查 |
| weinan-07-5-review-ok | 流转[T12] | 已反馈待审→审核通过 |
| weinan-07-5-review-ok | 制度条款[weinan-07-5-review-ok].作用 | 督办事项.审核结论、流转.T12、流转.T13 |
| weinan-07-5-return | 办理要素[weinan-07-5-return].要素 | 退回理由、退回次数、新时限 |
| weinan-07-5-return | 办理要素[weinan-07-5-return].核对 | 必填、必填、必填 |
| weinan-07-6-one-report | 事项类别[MC14].呈送对象 | 有关领导、主要领导 |
| weinan-07-6-one-report | 办理要素[weinan-07-6-one-report].要素 | 一事一报、呈报对象 |
| weinan-07-6-synthesis | 事项类别[MC29].成果文种 | 督查办理情况报告 |
| weinan-07-6-synthesis | 办理要素[weinan-07-6-synthesis].要素 | 情况分析、建议对策 |
| weinan-07-7-tongbao | 工作时限[weinan-07-7-tongbao].周期 | 定期 |
| weinan-07-7-tongbao | 工作时限[weinan-07-7-tongbao].文种 | 督查通报 |
| weinan-07-7-tongbao | 办理要素[weinan-07-7-tongbao].要素 | 落实情况、办理质量 |
| weinan-07-8-archive | 办理要素[weinan-07-8-archive].要素 | 销号人、销号日期、归档卷号、材料清单 |
| weinan-07-8-archive | 办理要素[weinan-07-8-archive].环节 | 办结、办结、归档、归档 |
| weinan-08-required-reports | 事项类别[MC03].办理时限 | GIVEN |
| weinan-08-required-reports | 制度条款[weinan-08-required-reports].读法 | GIVEN |
| weinan-09-deadline-5wd | 事项类别[MC14].办理时限 | GIVEN > WD(5)@receipt |
| weinan-09-deadline-5wd | 事项类别[MC15].办理时限 | GIVEN > WD(5)@receipt |
| weinan-09-deadline-5wd | 事项类别[MC19].办理时限 | GIVEN > WD(5)@receipt |
| weinan-09-deadline-5wd | 事项类别[MC14].起算事件 | 签收 |
| weinan-09-extension | 办理要素[weinan-09-extension].要素 | 申请日期、原因、进展、申请新时限、同意人 |
| weinan-09-extension | 办理要素[weinan-09-extension].核对 | 日期先后、必填、必填、必填、必填 |
| weinan-09-extension | 审批程序[weinan-09-extension].用途 | 延期 |
| weinan-09-extension | 审批程序[weinan-09-extension].文种 | 延期申请 |
| weinan-09-extension | 参数[延期同意人].值 | 区督查室 |
| weinan-09-extension | 制度条款[weinan-09-extension].读法 | BEFORE(due) |
| weinan-09-special-attention | 报送要求[weinan-09-special-attention].时限 | NOW |
| weinan-09-special-attention | 报送要求[weinan-09-special-attention].条件 | 重点督办 |
| weinan-10-proposal-3m | 事项类别[MC23].办理时限 | M(3)@handover |
| weinan-10-proposal-3m | 事项类别[MC23].起算事件 | 提案交办 |
| weinan-10-proposal-6m | 事项类别[MC23].上限 | M(6)@handover |
| weinan-10-proposal-6m | 办理要素[weinan-10-proposal-6m].要素 | 延长理由 |
| weinan-10-proposal-6m | 办理要素[weinan-10-proposal-6m].类别 | MC23 |
| weinan-10-disagree | 办理要素[weinan-10-disagree].要素 | 代表、委员意见、沟通记录 |
| weinan-10-disagree | 办理要素[weinan-10-disagree].类别 | MC23、MC23 |
| weinan-11-in-unit-name | 办理要素[weinan-11-in-unit-name].对应列 | 反馈记录.单位 |
| weinan-11-in-unit-name | 办理要素[weinan-11-in-unit-name].核对 | 相符 |
| weinan-11-in-unit-name | 事项类别[MC15].报送对象 | 区督查室 |
| weinan-11-quality | 办理要素[weinan-11-quality].要素 | 观点明确、事实清楚、结论准确、格式规范 |
| weinan-11-quality | 办理要素[weinan-11-quality].核对 | 人工、人工、人工、人工 |
| weinan-11-format | 办理要素[weinan-11-format].要素 | 正式公文、发文字号、发文字号格式、签发人、单位公章 |
| weinan-11-format | 办理要素[weinan-11-format].核对 | 人工、必填、格式、必填、必填 |
| weinan-12-result-process | 办理要素[weinan-12-result-process].要素 | 办理结果、办理过程 |
| weinan-12-result-process | 事项类别[MC13].办理时限 | GIVEN |
| weinan-12-interim | 事项类别[MC13].报送周期 | UNTIL_DONE |
| weinan-12-interim | 事项类别[MC14].报送周期 | UNTIL_DONE |
| weinan-12-interim | 事项类别[MC15].报送周期 | UNTIL_DONE |
| weinan-12-interim | 制度用语[weinan-12-interim].对应 | 阶段性报告、进展报告、办结报告 |
| weinan-13-01-written | 办理要素[weinan-13-01-written].要素 | 进展情况、办理结果、存在问题、呈送对象 |
| weinan-13-01-written | 制度用语[weinan-13-01-written].对应 | 书面调度 |
| weinan-13-02-phone | 制度用语[weinan-13-02-phone].对应 | 电话催办 |
| weinan-13-02-phone | 办理要素[weinan-13-02-phone].要素 | 通话时间、通话人、通话内容、办理进展 |
| weinan-13-03-onsite | 制度用语[weinan-13-03-onsite].对应 | 实地督查、暗访调查、媒体曝光 |
| weinan-13-04-dispatch | 制度用语[weinan-13-04-dispatch].对应 | 调度督查 |
| weinan-13-04-dispatch | 办理要素[weinan-13-04-dispatch].要素 | 会议时间、参会单位、问题、措施 |
| weinan-13-05-joint | 制度用语[weinan-13-05-joint].对应 | 联合督查 |
| weinan-13-05-joint | 办理要素[weinan-13-05-joint].要素 | 督查组成员单位 |
| weinan-13-06-track | 制度用语[weinan-13-06-track].对应 | 跟踪督查 |
| weinan-13-07-recheck | 制度用语[weinan-13-07-recheck].用语 | 调查复核、回头看、再督查 |
| weinan-13-07-recheck | 办理要素[weinan-13-07-recheck].要素 | 群众意见 |
| weinan-13-07-recheck | 流转[T20] | 办结/归档→承办中 |
| weinan-13-08-research | 制度用语[weinan-13-08-research].用语 | 督查调研、调研报告 |
| weinan-13-08-research | 办理要素[weinan-13-08-research].要素 | 问题、原因、对策 |
| weinan-13-09-revisit | 制度用语[weinan-13-09-revisit].对应 | 回访调研 |
| weinan-13-09-revisit | 报送要求[weinan-13-09-revisit].类别 | MC17 |
| weinan-13-09-revisit | 报送要求[weinan-13-09-revisit].时限 | 及时 |
| weinan-13-09-revisit | 报送要求[weinan-13-09-revisit].报送对象 | 区督查室 |
| weinan-13-10-thirdparty | 制度用语[weinan-13-10-thirdparty].对应 | 专业评估 |
| weinan-13-10-thirdparty | 办理要素[weinan-13-10-thirdparty].要素 | 评估机构、评估报告 |
| weinan-13-11-survey | 制度用语[weinan-13-11-survey].用语 | 民意调查、问卷、电话、网络 |
| weinan-13-12-media | 制度用语[weinan-13-12-media].用语 | 舆论监督、媒体新闻调查、专题专栏 |
| weinan-14-2-coordinate | 审批程序[weinan-14-2-coordinate].用途 | 协调 |
| weinan-14-2-coordinate | 审批程序[weinan-14-2-coordinate].步骤 | 主要领导批准 |
| weinan-14-2-coordinate | 办理要素[weinan-14-2-coordinate].要素 | 协调会 |
| weinan-14-5-tongbao-power | 审批程序[weinan-14-5-tongbao-power].步骤 | 主要领导同意 |
| weinan-14-5-tongbao-power | 审批程序[weinan-14-5-tongbao-power].名义 | 区党工委、管委会 |
| weinan-14-5-tongbao-power | 参数[通报批评名义].值 | 区党工委、管委会 |
| weinan-15-0-who | 问责阶梯[weinan-15-0-who].提出 | 区督查室 |
| weinan-15-0-who | 问责阶梯[weinan-15-0-who].执行 | 纪检、监察、组织部门 |
| weinan-15-0-who | 问责阶梯[weinan-15-0-who].文种 | 问责建议 |
| weinan-15-1-poor-exec | 制度用语[weinan-15-1-poor-exec].用语 | 执行不力 |
| weinan-15-1-poor-exec | 制度用语[weinan-15-1-poor-exec].种类 | 情形 |
| weinan-15-2-shirk | 制度用语[weinan-15-2-shirk].用语 | 推诿不配合 |
| weinan-15-2-shirk | 办理要素[weinan-15-2-shirk].要素 | 协调次数 |
| weinan-15-3-false | 制度用语[weinan-15-3-false].用语 | 虚报瞒报 |
| weinan-15-4-obstruct | 制度用语[weinan-15-4-obstruct].用语 | 妨碍督查 |
| weinan-15-5-retaliate | 制度用语[weinan-15-5-retaliate].用语 | 打击报复、督查失职 |
| weinan-15-6-other | 制度用语[weinan-15-6-other].对应 | 其他 |
| weinan-15-6-other | 办理要素[weinan-15-6-other].核对 | 必填 |
| weinan-16-1-yuetan | 问责阶梯[weinan-16-1-yuetan].措施 | 约谈 |
| weinan-16-1-yuetan | 问责阶梯[weinan-16-1-yuetan].触发 | 不落实或执行出现偏差 |
| weinan-16-1-yuetan | 问责阶梯[weinan-16-1-yuetan].次数 |  |
| weinan-16-1-yuetan | 问责阶梯[weinan-16-1-yuetan].提出 | 区督查室 |
| weinan-16-1-yuetan | 问责阶梯[weinan-16-1-yuetan].执行 | 有关领导 |
| weinan-16-1-yuetan | 问责阶梯[weinan-16-1-yuetan].对象 | 责任单位负责人 |
| weinan-16-1-yuetan | 问责阶梯[weinan-16-1-yuetan].文种 | 约谈建议 |
| weinan-16-1-yuetan | 办理要素[weinan-16-1-yuetan].要素 | 被约谈人、整改要求 |
| weinan-16-2-dubanling | 问责阶梯[weinan-16-2-dubanling].前置条件 | 督办令 |
| weinan-16-2-dubanling | 问责阶梯[weinan-16-2-dubanling].措施 | 通报批评 |
| weinan-16-2-dubanling | 办理要素[weinan-16-2-dubanling].要素 | 督办令文号、督办令下达日、督办令限期 |
| weinan-16-2-once | 问责阶梯[weinan-16-2-once].触发 | 通报批评 |
| weinan-16-2-once | 问责阶梯[weinan-16-2-once].次数 | 1 |
| weinan-16-2-once | 问责阶梯[weinan-16-2-once].窗口 | WINDOW(1Y) |
| weinan-16-2-once | 问责阶梯[weinan-16-2-once].措施 | 书面检查 |
| weinan-16-2-once | 问责阶梯[weinan-16-2-once].执行 | 责任单位 |
| weinan-16-2-once | 问责阶梯[weinan-16-2-once].持续影响 | 书面检查报党工委、管委会 |
| weinan-16-2-twice | 问责阶梯[weinan-16-2-twice].触发 | 通报批评、通报批评 |
| weinan-16-2-twice | 问责阶梯[weinan-16-2-twice].次数 | 2、2 |
| weinan-16-2-twice | 问责阶梯[weinan-16-2-twice].窗口 | WINDOW(1Y)、WINDOW(1Y) |
| weinan-16-2-twice | 问责阶梯[weinan-16-2-twice].措施 | 约谈、取消评先树优 |
| weinan-16-2-twice | 问责阶梯[weinan-16-2-twice].对象 | 单位主要负责人、责任单位 |
| weinan-16-3-three | 问责阶梯[weinan-16-3-three].触发 | 通报批评 |
| weinan-16-3-three | 问责阶梯[weinan-16-3-three].次数 | 3 |
| weinan-16-3-three | 问责阶梯[weinan-16-3-three].窗口 | WINDOW(1Y) |
| weinan-16-3-three | 问责阶梯[weinan-16-3-three].措施 | 问责 |
| weinan-16-3-three | 问责阶梯[weinan-16-3-three].提出 | 区督查室 |
| weinan-16-3-three | 问责阶梯[weinan-16-3-three].审批 | 主要领导 |
| weinan-16-3-three | 问责阶梯[weinan-16-3-three].执行 | 纪检监察机关（问责）、党群工作部（组织处理） |
| weinan-16-3-three | 问责阶梯[weinan-16-3-three].持续影响 | 结果在一定范围公布 |
| weinan-16-4-assess | 工作时限[weinan-16-4-assess].周期 | YE |
| weinan-16-4-deduct | 参数[年度考核扣减分值].值 |  |
| weinan-16-4-deduct | 问责阶梯[weinan-16-4-deduct].触发 | 久拖不改、落实不力 |
| weinan-17-contact | 办理要素[weinan-17-contact].对应列 | 单位名录.联络员、单位名录.电话 |
| weinan-17-contact | 办理要素[weinan-17-contact].核对 | 必填、必填 |
| weinan-20-praise | 问责阶梯[weinan-20-praise].措施 | 通报表扬 |
| weinan-20-praise | 问责阶梯[weinan-20-praise].对象 | 督查机构、督查人员 |
| weinan-21-validity | 参数[试行期].值 | 2年 |
| weinan-21-validity | 参数[印发日期].值 |  |
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("weinan")


def grades() -> list[tuple[str, str]]:
    pairs = [part.split() for part in GRADES.split(";")]
    return [(f"weinan-{rule}", grade) for rule, grade in pairs]


@pytest.mark.parametrize(("rule", "place", "expected"), expectations(RULES))
def test_rule__says_what_the_method_says(rule: str, place: str, expected: str) -> None:
    assert told("weinan", place) == expected, rule


def test_rules__all_of_them_in_their_order_with_their_grades(pack: Pack) -> None:
    assert [(row["rule"], row["grade"]) for row in pack.rows["rules"]] == grades()


def test_rules__each_that_decides_something_has_an_expectation_here() -> None:
    expected = {rule for rule, _, _ in expectations(RULES)}
    assert [rule for rule, grade in grades() if grade != "查阅" and rule not in expected] == []


def test_categories__those_of_the_method_and_no_others(pack: Pack) -> None:
    codes = CATEGORIES.split()
    assert [row["code"] for row in pack.rows["categories"]] == codes
    assert len({row["name"] for row in pack.rows["categories"]}) == len(codes)


def test_categories__a_default_limit_only_for_instructions_and_proposals(pack: Pack) -> None:
    with_default = [row["code"] for row in pack.rows["categories"] if row["time_limit"] != "GIVEN"]
    assert with_default == ["MC14", "MC15", "MC19", "MC23"]


def test_categories__no_periodic_report_except_the_one_until_the_final_result(pack: Pack) -> None:
    cycles = {row["code"]: row["return_cycle"] for row in pack.rows["categories"] if row.get("return_cycle")}
    assert cycles == {"MC13": "UNTIL_DONE", "MC14": "UNTIL_DONE", "MC15": "UNTIL_DONE"}


def test_methods__the_twelve_of_article_thirteen(pack: Pack) -> None:
    ways = {row["name"] for row in pack.rows["terms"] if row["kind"] == "方式"}
    assert set(METHODS.split()) < ways
    assert ways - set(METHODS.split()) == {"督促催办", "暗访调查", "媒体曝光", "回头看", "再督查", "协调会"}


def test_meetings__the_five_that_are_named_and_any_other(pack: Pack) -> None:
    named = {row["name"]: row.get("means", "") for row in pack.rows["terms"] if row["kind"] == "会议"}
    names = {str(row["name"]): str(row["code"]) for row in pack.rows["categories"]}
    assert {meeting: names.get(str(means), "") for meeting, means in named.items()} == {
        "党工委委员会议": "MC06",
        "管委会常务会议": "MC07",
        "主任办公会": "MC08",
        "党工委管委会工作例会": "MC10",
        "专题工作会议": "MC10",
        "其他会议": "",
    }


def test_trial__two_years_and_no_date_of_issue_made_up(pack: Pack) -> None:
    assert pack.meta["effective"] == ""
    assert told("weinan", "参数[印发日期].值") == ""


def test_trap_03__days_count_from_receipt_not_from_issue(pack: Pack) -> None:
    limits = {row["code"]: parse_expression(str(row["time_limit"])) for row in pack.rows["categories"]}
    assert limits["MC14"] == FirstOf((Given(), Span(Unit.WORKDAYS, 5, Event.RECEIPT)))
    assert parse_event(told("weinan", "事项类别[MC14].起算事件")) is Event.RECEIPT


def test_trap_07__the_notice_has_its_own_title(pack: Pack) -> None:
    assert {row["assignment_document"] for row in pack.rows["categories"]} == {"督查通知"}


def test_trap_10__extension_keeps_its_date_order_and_has_no_made_up_maximum(pack: Pack) -> None:
    capped = [row["code"] for row in pack.rows["categories"] if row.get("cap")]
    assert capped == ["MC23"]
    assert told("weinan", "办理要素[weinan-09-extension].对应列").startswith("延期登记.申请日期")
    assert {row.key: row.value for row in KNOWN_SETTINGS}["延期提前工作日"] == "0"
    assert "参数.延期提前工作日" in told("weinan", "制度条款[weinan-09-extension].作用")


def test_trap_11__a_stated_limit_comes_before_the_default() -> None:
    for code in ("MC14", "MC15", "MC19"):
        limit = parse_expression(told("weinan", f"事项类别[{code}].办理时限"))
        assert isinstance(limit, FirstOf)
        assert limit.options[0] == Given()


def test_trap_14__three_and_six_months_from_the_same_day() -> None:
    limit = parse_expression(told("weinan", "事项类别[MC23].办理时限"))
    cap = cap_of(parse_expression(told("weinan", "事项类别[MC23].上限")))
    assert limit == Span(Unit.MONTHS, 3, Event.HANDOVER)
    assert cap == SIX_MONTHS
    assert parse_expression(told("weinan", "制度条款[weinan-10-proposal-6m].读法")) == Capped(None, SIX_MONTHS)


def test_trap_20__no_close_out_on_an_interim_report() -> None:
    assert told("weinan", "制度用语[weinan-12-interim].用语") == "阶段性进展、续报、最终结果"
    assert told("weinan", "流转[T15]") == "报告→办结"
    assert "流转.T15" in told("weinan", "制度条款[weinan-12-interim].作用")


def test_trap_21__sending_back_needs_reason_count_and_new_limit() -> None:
    columns = told("weinan", "办理要素[weinan-07-5-return].对应列")
    assert columns == "流转记录.理由、督办事项.退回次数、流转记录.新时限"


def test_trap_22__all_units_in_before_the_review_passes() -> None:
    assert "流转.T12" in split_names(told("weinan", "制度条款[weinan-07-2-lead-co].作用"))


def test_trap_26__a_report_needs_number_signatory_and_seal(pack: Pack) -> None:
    needed = {row.get("column") for row in pack.rows["required_items"] if row["rule"] == "weinan-11-format"}
    assert {"反馈记录.报告文号", "反馈记录.签发人", "反馈记录.公章"} < needed
    tests = {row["test"] for row in pack.rows["required_items"]}
    assert "主要负责人" not in tests  # any signatory will do here


def test_trap_27__the_number_of_the_basis_is_printed_with_proper_brackets() -> None:
    assert re.search(r"〔2015〕50号", told("weinan", "参数[制度依据].值"))


def test_trap_34__no_points_where_the_method_gives_none(pack: Pack) -> None:
    assert not [key for key in pack.rows if key.startswith("scoring")]
    assert "本系统约定" in told("weinan", "参数[年度考核扣减分值].说明")


def test_trap_35__criticism_after_an_order_only_and_every_rung_complete(pack: Pack) -> None:
    ladder = pack.rows["ladder"]
    assert [row["rule"] for row in ladder if row.get("precondition")] == ["weinan-16-2-dubanling"]
    counted = [(row["times"], row["measure"]) for row in ladder if row.get("times")]
    assert counted == [(1, "书面检查"), (2, "约谈"), (2, "取消评先树优"), (3, "问责")]
    steps = told("weinan", "审批程序[weinan-16-3-three].步骤").split("→")
    assert [step[:4] for step in steps] == ["区督查室", "主要领导", "移送纪检"]


def test_trap_35__two_kinds_of_talks_on_two_levels(pack: Pack) -> None:
    talks = [(row["executed_by"], row["target"]) for row in pack.rows["ladder"] if row["measure"] == "约谈"]
    assert talks == [("有关领导", "责任单位负责人"), ("主要领导", "单位主要负责人")]


def test_trap_36__no_circular_without_consent(pack: Pack) -> None:
    columns = told("weinan", "办理要素[weinan-14-5-tongbao-power].对应列")
    assert columns == "通报问责.同意人、通报问责.同意日期"
    circulars = [row for row in pack.rows["ladder"] if str(row["measure"]).startswith("通报")]
    assert [row.get("approved_by") for row in circulars] == ["主要领导", "主要领导"]


def test_trap_40__soft_words_stay_words(pack: Pack) -> None:
    soft = {row["rule"]: row["reading"] for row in pack.rows["rules"] if str(row.get("reading", "")).startswith("SOFT")}
    assert soft == {
        "weinan-07-3-handle": "SOFT(迅速)",
        "weinan-07-5-review-ok": "SOFT(及时)",
        "weinan-07-6-one-report": "SOFT(及时)",
        "weinan-07-7-tongbao": "SOFT(定期)",
        "weinan-13-09-revisit": "SOFT(及时)",
    }
    assert told("weinan", "工作时限[weinan-07-7-tongbao].周期") == "定期"


def test_trap_42__numbers_of_other_packs_are_not_here(pack: Pack) -> None:
    spans = {
        number
        for row in pack.rows["categories"]
        for number in re.findall(r"(?:WD|CD|M|MD|QMD)\((\d+)\)", f"{row['time_limit']} {row.get('cap', '')}")
    }
    assert spans == {"5", "3", "6"}
