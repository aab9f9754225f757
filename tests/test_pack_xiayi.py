"""The pack xiayi says what the method of 2014 says, rule by rule and place by place."""

from datetime import date

import pytest

from duban_xl.model.cycles import next_occurrence, occurrences
from duban_xl.model.deadline import CYCLES, Soft, cycle_of
from duban_xl.model.deadline_text import parse_expression
from duban_xl.packs import load_pack
from tests.packs import expectations, ledger_of_pack, told

PACK = "xiayi"

IDS = """
    xiayi-0-format xiayi-0-basis xiayi-1-1-decisions xiayi-1-2-gwr xiayi-1-3-ten xiayi-1-4-meetings xiayi-1-5-instructions
    xiayi-1-6-proposals xiayi-1-7-other xiayi-2.1-1-issue xiayi-2.1-2-unit xiayi-2.1-3-upward xiayi-2.2-1-decompose
    xiayi-2.2-2-refine xiayi-2.2-2-four-dates xiayi-2.2-3-inspect xiayi-2.3-1-decompose xiayi-2.3-2-plan xiayi-2.3-2-first-resp
    xiayi-2.3-2-year-end xiayi-2.3-2-10-15 xiayi-2.3-3-methods xiayi-2.4-1-magistrate xiayi-2.4-2-deputy-default
    xiayi-2.4-2-deputy-major xiayi-2.4-3-tongbao xiayi-2.5-1-magistrate xiayi-2.5-2-deputy xiayi-2.5-3-rectify xiayi-2.5-3-law
    xiayi-2.5-3-feedback xiayi-2.5-4-tongbao xiayi-2.6-1-city xiayi-2.6-2-county xiayi-2.6-3-archive xiayi-2.7-1-hotline
    xiayi-2.7-2-unit xiayi-2.7-3-back xiayi-2.8-1-other xiayi-2.8-2-unit xiayi-2.8-3-tongbao xiayi-3.1-roles xiayi-3.1-team
    xiayi-3.2-truth xiayi-3.3-quarterly xiayi-3.3-praise xiayi-3.3-criticise xiayi-3.3-account
"""
SHOWN_ONLY = "xiayi-0-basis xiayi-3.1-team"

RULES = """
| 规则 | 在哪里 | 是什么 |
| xiayi-0-format | 参数[印发日期].值 | 2014-05-14 |
| xiayi-0-format | 参数[制度依据].值 | 夏政办〔2014〕29号《关于进一步加强政务督查工作的通知》、商丘市政府办公室有关文件 |
| xiayi-0-basis | 制度条款[xiayi-0-basis].级别 | 查阅 |
| xiayi-1-1-decisions | 事项类别[MC03].条款 | 一1、二（一） |
| xiayi-1-1-decisions | 制度条款[xiayi-1-1-decisions].类别 | MC03、MC04 |
| xiayi-1-2-gwr | 制度条款[xiayi-1-2-gwr].类别 | MC20 |
| xiayi-1-2-gwr | 办理要素[xiayi-1-2-gwr].对应列 | 督办事项.来源 |
| xiayi-1-3-ten | 事项类别[MC22a].类别 | 市定十件实事 |
| xiayi-1-3-ten | 事项类别[MC22b].类别 | 县定十件实事 |
| xiayi-1-3-ten | 办理要素[xiayi-1-3-ten].要素 | 市定、县定各十件 |
| xiayi-1-4-meetings | 制度条款[xiayi-1-4-meetings].类别 | MC07a、MC07b、MC08、MC09 |
| xiayi-1-5-instructions | 制度条款[xiayi-1-5-instructions].类别 | MC13、MC14、MC15、MC19 |
| xiayi-1-6-proposals | 制度条款[xiayi-1-6-proposals].类别 | MC23a、MC23b |
| xiayi-1-7-other | 制度条款[xiayi-1-7-other].类别 | MC19、MC24 |
| xiayi-2.1-1-issue | 事项类别[MC03].审批链 | 督查室立项分解→县政府领导审定 |
| xiayi-2.1-1-issue | 事项类别[MC03].分解责任 | 督查室立项分解 |
| xiayi-2.1-1-issue | 事项类别[MC03].下达文种 | |
| xiayi-2.1-1-issue | 审批程序[xiayi-2.1-1-issue].用途 | 下达 |
| xiayi-2.1-1-issue | 审批程序[xiayi-2.1-1-issue].步骤 | 督查室立项分解→县政府领导审定 |
| xiayi-2.1-1-issue | 审批程序[xiayi-2.1-1-issue].名义 | 县政府、县政府办公室 |
| xiayi-2.1-1-issue | 办理要素[xiayi-2.1-1-issue].要素 | 县政府领导批示、责任单位、时间节点、工作要求 |
| xiayi-2.1-1-issue | 制度条款[xiayi-2.1-1-issue].类别 | MC03、MC04、MC07a、MC13 |
| xiayi-2.1-1-issue | 参数[无专门程序事项].值 | MC04、MC07a、MC13 |
| xiayi-2.1-2-unit | 报送要求[xiayi-2.1-2-unit].文种 | 工作方案 |
| xiayi-2.1-2-unit | 报送要求[xiayi-2.1-2-unit].时限 | GIVEN |
| xiayi-2.1-2-unit | 报送要求[xiayi-2.1-2-unit].报送对象 | 督查室 |
| xiayi-2.1-2-unit | 报送要求[xiayi-2.1-2-unit].责任 | 主办 |
| xiayi-2.1-2-unit | 事项类别[MC04].办理时限 | GIVEN |
| xiayi-2.1-2-unit | 事项类别[MC03].报送对象 | 督查室 |
| xiayi-2.1-3-upward | 审批程序[xiayi-2.1-3-upward].用途 | 上报 |
| xiayi-2.1-3-upward | 审批程序[xiayi-2.1-3-upward].步骤 | 督查室审核汇总→县政府领导审定 |
| xiayi-2.1-3-upward | 事项类别[MC03].办理时限 | BEFORE(上级时限) |
| xiayi-2.1-3-upward | 事项类别[MC07a].办理时限 | BEFORE(上级时限) |
| xiayi-2.1-3-upward | 事项类别[MC13].办理时限 | BEFORE(上级时限) |
| xiayi-2.1-3-upward | 工作时限[xiayi-2.1-3-upward].周期 | GIVEN |
| xiayi-2.1-3-upward | 工作时限[xiayi-2.1-3-upward].类别 | MC03、MC07a、MC13 |
| xiayi-2.1-3-upward | 工作时限[xiayi-2.1-3-upward].报送对象 | 市政府或市政府办公室 |
| xiayi-2.1-3-upward | 事项类别[MC03].上报上级 | 是 |
| xiayi-2.1-3-upward | 事项类别[MC03].呈送对象 | 市政府或市政府办公室 |
| xiayi-2.1-3-upward | 事项类别[MC04].上报上级 | 否 |
| xiayi-2.2-1-decompose | 事项类别[MC20].审批链 | 督查室立项分解→县政府主要领导审定 |
| xiayi-2.2-1-decompose | 审批程序[xiayi-2.2-1-decompose].步骤 | 督查室立项分解→县政府主要领导审定 |
| xiayi-2.2-1-decompose | 审批程序[xiayi-2.2-1-decompose].名义 | 县政府办公室 |
| xiayi-2.2-1-decompose | 办理要素[xiayi-2.2-1-decompose].要素 | 责任单位、要求 |
| xiayi-2.2-2-refine | 办理要素[xiayi-2.2-2-refine].要素 | 量化目标、责任人 |
| xiayi-2.2-2-refine | 办理要素[xiayi-2.2-2-refine].对应列 | 督办事项.量化目标、督办事项.责任人 |
| xiayi-2.2-2-four-dates | 事项类别[MC20].报送周期 | AD(04-10,07-10,10-10,12-10) |
| xiayi-2.2-2-four-dates | 事项类别[MC20].报送责任 | 主办 |
| xiayi-2.2-2-four-dates | 事项类别[MC20].报送对象 | 督查室 |
| xiayi-2.2-3-inspect | 工作时限[xiayi-2.2-3-inspect].周期 | EVERY(3M)、及时 |
| xiayi-2.2-3-inspect | 工作时限[xiayi-2.2-3-inspect].文种 | 、督查情况报告 |
| xiayi-2.2-3-inspect | 制度用语[xiayi-2.2-3-inspect].用语 | 季度督查、重点督办、联合督导 |
| xiayi-2.2-3-inspect | 事项类别[MC20].督查频次 | EVERY(3M) |
| xiayi-2.2-3-inspect | 事项类别[MC20].呈送对象 | 市政府、县政府 |
| xiayi-2.3-1-decompose | 事项类别[MC22a].审批链 | 督查室立项分解→县政府主要领导审定 |
| xiayi-2.3-1-decompose | 审批程序[xiayi-2.3-1-decompose].类别 | MC22a、MC22b |
| xiayi-2.3-1-decompose | 审批程序[xiayi-2.3-1-decompose].步骤 | 督查室立项分解→县政府主要领导审定 |
| xiayi-2.3-1-decompose | 审批程序[xiayi-2.3-1-decompose].名义 | 县政府办公室 |
| xiayi-2.3-1-decompose | 办理要素[xiayi-2.3-1-decompose].要素 | 责任单位、时间节点、办理要求 |
| xiayi-2.3-2-plan | 报送要求[xiayi-2.3-2-plan].文种 | 实施方案 |
| xiayi-2.3-2-plan | 办理要素[xiayi-2.3-2-plan].要素 | 实施方案、量化目标 |
| xiayi-2.3-2-first-resp | 办理要素[xiayi-2.3-2-first-resp].对应列 | 单位名录.主要负责人 |
| xiayi-2.3-2-first-resp | 办理要素[xiayi-2.3-2-first-resp].类别 | MC22a、MC22b |
| xiayi-2.3-2-year-end | 事项类别[MC22a].办理时限 | YE |
| xiayi-2.3-2-year-end | 事项类别[MC22b].办理时限 | YE |
| xiayi-2.3-2-10-15 | 事项类别[MC22a].报送周期 | MD(10,15) |
| xiayi-2.3-2-10-15 | 事项类别[MC22b].报送周期 | MD(10,15) |
| xiayi-2.3-2-10-15 | 事项类别[MC22a].报送对象 | 督查室 |
| xiayi-2.3-2-10-15 | 参数[市定十件实事报送日].值 | MD(10,15) |
| xiayi-2.3-2-10-15 | 参数[县定十件实事报送日].值 | MD(10,15) |
| xiayi-2.3-3-methods | 工作时限[xiayi-2.3-3-methods].周期 | EVERY(1M) |
| xiayi-2.3-3-methods | 工作时限[xiayi-2.3-3-methods].文种 | 十件实事通报 |
| xiayi-2.3-3-methods | 工作时限[xiayi-2.3-3-methods].类别 | MC22a、MC22b |
| xiayi-2.3-3-methods | 制度用语[xiayi-2.3-3-methods].用语 | 每月通报、实地查看、专项督办、联合督查 |
| xiayi-2.4-1-magistrate | 事项类别[MC08].审批链 | 督查室起草→副主任→主任审定 |
| xiayi-2.4-1-magistrate | 事项类别[MC07b].审批链 | 督查室起草→副主任→主任审定 |
| xiayi-2.4-1-magistrate | 事项类别[MC08].下达文种 | 督查通知单 |
| xiayi-2.4-1-magistrate | 事项类别[MC08].办理时限 | GIVEN |
| xiayi-2.4-1-magistrate | 审批程序[xiayi-2.4-1-magistrate].步骤 | 督查室起草→副主任→主任审定 |
| xiayi-2.4-1-magistrate | 办理要素[xiayi-2.4-1-magistrate].要素 | 会议纪要已印发、责任单位、报送时限 |
| xiayi-2.4-1-magistrate | 办理要素[xiayi-2.4-1-magistrate].对应列 | 督办事项.批示日期、督办事项.主办单位、督办事项.时限要求 |
| xiayi-2.4-2-deputy-default | 事项类别[MC09].科室自督 | 是 |
| xiayi-2.4-2-deputy-default | 事项类别[MC09].分解责任 | 有关科室和职能部门抓督查落实 |
| xiayi-2.4-2-deputy-default | 流转[T3] | 登记→科室自督 |
| xiayi-2.4-2-deputy-major | 审批程序[xiayi-2.4-2-deputy-major].步骤 | 有关科室起草→副主任→主任审定→督查室下发 |
| xiayi-2.4-2-deputy-major | 事项类别[MC09].审批链 | 有关科室起草→副主任→主任审定→督查室下发 |
| xiayi-2.4-2-deputy-major | 事项类别[MC09].下达文种 | 督查通知单 |
| xiayi-2.4-2-deputy-major | 办理要素[xiayi-2.4-2-deputy-major].条件 | 重大 |
| xiayi-2.4-2-deputy-major | 流转[T4] | 科室自督→待审批 |
| xiayi-2.4-3-tongbao | 审批程序[xiayi-2.4-3-tongbao].步骤 | 副主任审阅→主任审阅→县长或副县长审定 |
| xiayi-2.4-3-tongbao | 审批程序[xiayi-2.4-3-tongbao].可选步骤 | 县长或副县长审定 |
| xiayi-2.4-3-tongbao | 审批程序[xiayi-2.4-3-tongbao].文种 | 督查通报 |
| xiayi-2.4-3-tongbao | 审批程序[xiayi-2.4-3-tongbao].类别 | MC07b、MC08、MC09 |
| xiayi-2.4-3-tongbao | 工作时限[xiayi-2.4-3-tongbao].周期 | 及时 |
| xiayi-2.4-3-tongbao | 事项类别[MC09].成果文种 | 督查通报 |
| xiayi-2.5-1-magistrate | 事项类别[MC14].审批链 | 督查室起草→副主任→主任审定 |
| xiayi-2.5-1-magistrate | 事项类别[MC14].下达文种 | 督查通知单 |
| xiayi-2.5-1-magistrate | 事项类别[MC14].科室自督 | 否 |
| xiayi-2.5-1-magistrate | 审批程序[xiayi-2.5-1-magistrate].步骤 | 督查室起草→副主任→主任审定 |
| xiayi-2.5-1-magistrate | 工作时限[xiayi-2.5-1-magistrate].周期 | 及时 |
| xiayi-2.5-2-deputy | 事项类别[MC15].科室自督 | 是 |
| xiayi-2.5-2-deputy | 事项类别[MC15].分解责任 | 有关科室和职能部门抓督查落实 |
| xiayi-2.5-2-deputy | 审批程序[xiayi-2.5-2-deputy].步骤 | 有关科室起草→副主任→主任审定→督查室下发 |
| xiayi-2.5-2-deputy | 事项类别[MC15].审批链 | 有关科室起草→副主任→主任审定→督查室下发 |
| xiayi-2.5-3-rectify | 办理要素[xiayi-2.5-3-rectify].要素 | 具体整改措施 |
| xiayi-2.5-3-rectify | 办理要素[xiayi-2.5-3-rectify].条件 | 需整改 |
| xiayi-2.5-3-law | 办理要素[xiayi-2.5-3-law].要素 | 事实依据、法规政策依据 |
| xiayi-2.5-3-law | 办理要素[xiayi-2.5-3-law].条件 | 查处、查处 |
| xiayi-2.5-3-feedback | 事项类别[MC14].办理时限 | GIVEN |
| xiayi-2.5-3-feedback | 事项类别[MC15].办理时限 | GIVEN |
| xiayi-2.5-3-feedback | 办理要素[xiayi-2.5-3-feedback].对应列 | 督办事项.时限要求、督办事项.最近反馈 |
| xiayi-2.5-3-feedback | 办理要素[xiayi-2.5-3-feedback].环节 | 交办、办结 |
| xiayi-2.5-4-tongbao | 审批程序[xiayi-2.5-4-tongbao].步骤 | 副主任审阅→主任审阅→县长或副县长审定 |
| xiayi-2.5-4-tongbao | 审批程序[xiayi-2.5-4-tongbao].可选步骤 | 县长或副县长审定 |
| xiayi-2.5-4-tongbao | 审批程序[xiayi-2.5-4-tongbao].类别 | MC14、MC15 |
| xiayi-2.5-4-tongbao | 事项类别[MC15].成果文种 | 督查通报 |
| xiayi-2.6-1-city | 审批程序[xiayi-2.6-1-city].步骤 | 督查室审核汇总→县政府领导审定 |
| xiayi-2.6-1-city | 审批程序[xiayi-2.6-1-city].用途 | 上报 |
| xiayi-2.6-1-city | 事项类别[MC23a].呈送对象 | 市政府办公室，或市直机关和代表、委员 |
| xiayi-2.6-1-city | 事项类别[MC23a].上报上级 | 是 |
| xiayi-2.6-1-city | 制度用语[xiayi-2.6-1-city].用语 | 函告 |
| xiayi-2.6-2-county | 事项类别[MC23b].办理时限 | GIVEN |
| xiayi-2.6-2-county | 事项类别[MC23b].上报上级 | 否 |
| xiayi-2.6-2-county | 办理要素[xiayi-2.6-2-county].要素 | 承办单位、召开交办会议、办理时限 |
| xiayi-2.6-2-county | 制度用语[xiayi-2.6-2-county].用语 | 交办会议 |
| xiayi-2.6-3-archive | 工作时限[xiayi-2.6-3-archive].周期 | YE |
| xiayi-2.6-3-archive | 工作时限[xiayi-2.6-3-archive].类别 | MC23a、MC23b |
| xiayi-2.6-3-archive | 办理要素[xiayi-2.6-3-archive].环节 | 归档、归档 |
| xiayi-2.7-1-hotline | 事项类别[MC24].审批链 | 督查室登记→副主任签阅→主任签阅→常务副县长审定 |
| xiayi-2.7-1-hotline | 事项类别[MC24].下达文种 | 督促查办事项通知单 |
| xiayi-2.7-1-hotline | 审批程序[xiayi-2.7-1-hotline].步骤 | 督查室登记→副主任签阅→主任签阅→常务副县长审定 |
| xiayi-2.7-1-hotline | 审批程序[xiayi-2.7-1-hotline].可选步骤 | |
| xiayi-2.7-1-hotline | 审批程序[xiayi-2.7-1-hotline].文种 | 督促查办事项通知单 |
| xiayi-2.7-2-unit | 办理要素[xiayi-2.7-2-unit].要素 | 承办专人、报送时限、事实依据、法规政策依据 |
| xiayi-2.7-2-unit | 事项类别[MC24].办理时限 | GIVEN |
| xiayi-2.7-2-unit | 事项类别[MC24].报送对象 | 督查室 |
| xiayi-2.7-3-back | 审批程序[xiayi-2.7-3-back].步骤 | 督查室审核汇总→副主任审阅→主任审阅→常务副县长审定 |
| xiayi-2.7-3-back | 审批程序[xiayi-2.7-3-back].可选步骤 | 常务副县长审定 |
| xiayi-2.7-3-back | 事项类别[MC24].呈送对象 | 市长热线电话室 |
| xiayi-2.7-3-back | 工作时限[xiayi-2.7-3-back].报送对象 | 市长热线电话室 |
| xiayi-2.8-1-other | 事项类别[MC19].审批链 | 督查室起草→副主任→主任审定 |
| xiayi-2.8-1-other | 事项类别[MC19].下达文种 | 督查通知单 |
| xiayi-2.8-1-other | 审批程序[xiayi-2.8-1-other].步骤 | 督查室起草→副主任→主任审定、督查室起草→副主任→主任审定 |
| xiayi-2.8-1-other | 审批程序[xiayi-2.8-1-other].用途 | 下达、方案 |
| xiayi-2.8-1-other | 审批程序[xiayi-2.8-1-other].文种 | 督查通知单、督查方案 |
| xiayi-2.8-1-other | 制度用语[xiayi-2.8-1-other].用语 | 督查通知、督查方案 |
| xiayi-2.8-1-other | 工作时限[xiayi-2.8-1-other].文种 | 督查通知、督查方案 |
| xiayi-2.8-1-other | 工作时限[xiayi-2.8-1-other].周期 | 及时、及时 |
| xiayi-2.8-2-unit | 办理要素[xiayi-2.8-2-unit].要素 | 报送时限、进度、结果 |
| xiayi-2.8-2-unit | 事项类别[MC19].办理时限 | GIVEN |
| xiayi-2.8-3-tongbao | 审批程序[xiayi-2.8-3-tongbao].步骤 | 副主任审阅→主任审阅→县委或县政府领导审定 |
| xiayi-2.8-3-tongbao | 审批程序[xiayi-2.8-3-tongbao].可选步骤 | |
| xiayi-2.8-3-tongbao | 事项类别[MC19].成果文种 | 督查通报 |
| xiayi-3.1-roles | 制度用语[xiayi-3.1-roles].对应 | 主要负责人、分管领导、听取汇报 |
| xiayi-3.1-roles | 办理要素[xiayi-3.1-roles].对应列 | 单位名录.主要负责人、单位名录.分管领导 |
| xiayi-3.1-roles | 工作时限[xiayi-3.1-roles].周期 | 定期 |
| xiayi-3.1-team | 制度条款[xiayi-3.1-team].级别 | 查阅 |
| xiayi-3.2-truth | 办理要素[xiayi-3.2-truth].要素 | 按督查内容和要求反馈、行文准确、客观全面、内容属实 |
| xiayi-3.2-truth | 办理要素[xiayi-3.2-truth].核对 | 人工、人工、人工、人工 |
| xiayi-3.3-quarterly | 制度条款[xiayi-3.3-quarterly].读法 | EVERY(3M) |
| xiayi-3.3-quarterly | 工作时限[xiayi-3.3-quarterly].周期 | AD(01-15,04-15,07-15,10-15) |
| xiayi-3.3-quarterly | 参数[季度通报印发日].值 | AD(01-15,04-15,07-15,10-15) |
| xiayi-3.3-quarterly | 工作时限[xiayi-3.3-quarterly].文种 | 季度通报 |
| xiayi-3.3-quarterly | 工作时限[xiayi-3.3-quarterly].类别 | |
| xiayi-3.3-quarterly | 工作时限[xiayi-3.3-quarterly].报送对象 | 各责任单位 |
| xiayi-3.3-praise | 问责阶梯[xiayi-3.3-praise].触发 | 落实较好，并且按时反馈 |
| xiayi-3.3-praise | 问责阶梯[xiayi-3.3-praise].措施 | 通报表扬 |
| xiayi-3.3-criticise | 问责阶梯[xiayi-3.3-criticise].触发 | 推进不力，或者未按时反馈 |
| xiayi-3.3-criticise | 问责阶梯[xiayi-3.3-criticise].措施 | 通报批评 |
| xiayi-3.3-account | 问责阶梯[xiayi-3.3-account].触发 | 弄虚作假，或者督查事项不落实且情节严重 |
| xiayi-3.3-account | 问责阶梯[xiayi-3.3-account].措施 | 责任追究 |
| xiayi-3.3-account | 问责阶梯[xiayi-3.3-account].执行 | 纪检监察机关 |
"""


@pytest.mark.parametrize(("rule", "place", "expected"), expectations(RULES))
def test_rule__says_what_the_method_says(rule: str, place: str, expected: str) -> None:
    assert told(PACK, place) == expected, rule


def test_rules__every_id_once_and_in_order() -> None:
    assert [rule.rule for rule in ledger_of_pack(PACK).rules] == IDS.split()


def test_rules__every_one_has_an_expectation() -> None:
    assert {rule for rule, _, _ in expectations(RULES)} == set(IDS.split())


def test_grades__policy_texts_are_only_shown() -> None:
    grades = {rule.rule: rule.grade for rule in ledger_of_pack(PACK).rules}
    assert grades == dict.fromkeys(IDS.split(), "明定") | dict.fromkeys(SHOWN_ONLY.split(), "查阅")


def test_categories__every_code_of_the_method() -> None:
    codes = "MC03 MC04 MC07a MC07b MC08 MC09 MC13 MC14 MC15 MC19 MC20 MC22a MC22b MC23a MC23b MC24"
    assert [category.code for category in ledger_of_pack(PACK).categories] == codes.split()


def test_limits__no_number_of_days_invented() -> None:
    limits = {category.code: category.time_limit for category in ledger_of_pack(PACK).categories}
    assert {code for code, limit in limits.items() if limit == "YE"} == {"MC22a", "MC22b"}
    assert {code for code, limit in limits.items() if not limit} == {"MC09", "MC20", "MC23a"}
    assert set(limits.values()) == {"GIVEN", "YE", "BEFORE(上级时限)", ""}
    assert {category.cap for category in ledger_of_pack(PACK).categories} == {""}


def test_approval_chains__same_words_in_category_and_procedure() -> None:
    ledger = ledger_of_pack(PACK)
    written = {one.code: one.approval_chain for one in ledger.categories if one.approval_chain}
    spelled = {code: one.steps for one in ledger.procedures if one.purpose == "下达" for code in one.codes}
    assert written == spelled


def test_setting__says_how_to_split_the_two_days() -> None:
    for key, part in (("市定", "每月10日前"), ("县定", "每月15日前")):
        note = told(PACK, f"参数[{key}十件实事报送日].说明")
        assert "本系统约定" in note and part in note
    assert [cycle_of(parse_expression(text)) is not None for text in ("每月10日前", "每月15日前")] == [True, True]


def test_trap_05__addressee_differs_between_the_two_directions() -> None:
    """Units answer to the office; the office answers to whoever sent the matter."""
    sent_on = {one.code: one.presented_to for one in ledger_of_pack(PACK).categories if one.upward}
    assert {one.return_to for one in ledger_of_pack(PACK).categories} == {"督查室"}
    assert sent_on == {
        "MC03": "市政府或市政府办公室",
        "MC07a": "市政府或市政府办公室",
        "MC13": "市政府或市政府办公室",
        "MC20": "市政府、县政府",
        "MC23a": "市政府办公室，或市直机关和代表、委员",
        "MC24": "市长热线电话室",
    }


def test_trap_07__hotline_keeps_its_own_title() -> None:
    titles = {one.code: one.assignment_document for one in ledger_of_pack(PACK).categories if one.assignment_document}
    own = {"MC24": "督促查办事项通知单"}
    assert titles == dict.fromkeys(["MC07b", "MC08", "MC09", "MC14", "MC15", "MC19"], "督查通知单") | own


def test_trap_15__four_dates_are_not_quarter_ends() -> None:
    cycle = cycle_of(parse_expression(told(PACK, "事项类别[MC20].报送周期")))
    assert cycle is not None
    assert occurrences(cycle, after=date(2026, 1, 1), until=date(2027, 4, 10)) == (
        date(2026, 4, 10),
        date(2026, 7, 10),
        date(2026, 10, 10),
        date(2026, 12, 10),
        date(2027, 4, 10),
    )


@pytest.mark.parametrize("code", ["MC22a", "MC22b"])
def test_trap_16__both_days_for_both_lists(code: str) -> None:
    cycle = cycle_of(parse_expression(told(PACK, f"事项类别[{code}].报送周期")))
    assert cycle is not None
    assert next_occurrence(cycle, after=date(2026, 2, 10)) == date(2026, 2, 15)
    assert len(occurrences(cycle, after=date(2025, 12, 31), until=date(2026, 12, 31))) == 24


FINAL_WORD = """
    MC03 县政府领导审定; MC20 县政府主要领导审定; MC22a 县政府主要领导审定; MC22b 县政府主要领导审定; MC07b 主任审定; MC08 主任审定;
    MC14 主任审定; MC19 主任审定; MC24 常务副县长审定
"""


@pytest.mark.parametrize(("code", "last"), [part.split() for part in FINAL_WORD.split(";")])
def test_trap_17__who_has_the_final_word_differs(code: str, last: str) -> None:
    (chain,) = [one for one in ledger_of_pack(PACK).procedures if one.purpose == "下达" and code in one.codes]
    assert chain.mandatory[-1] == last
    assert chain.optional == ""


def test_trap_17__or_report_may_be_left_out_then_report_may_not() -> None:
    last = {
        one.rule: (one.sequence[-1], one.mandatory[-1])
        for one in ledger_of_pack(PACK).procedures
        if "审阅" in one.steps
    }
    assert last == {
        "xiayi-2.4-3-tongbao": ("县长或副县长审定", "主任审阅"),
        "xiayi-2.5-4-tongbao": ("县长或副县长审定", "主任审阅"),
        "xiayi-2.7-3-back": ("常务副县长审定", "主任审阅"),
        "xiayi-2.8-3-tongbao": ("县委或县政府领导审定", "县委或县政府领导审定"),
    }


def test_trap_18__deputies_matters_stay_with_the_section() -> None:
    assert [one.code for one in ledger_of_pack(PACK).categories if one.by_section] == ["MC09", "MC15"]


def test_trap_19__responsible_unit_leads_and_deputy_head_answers_directly() -> None:
    means = {one.name: one.means for one in ledger_of_pack(PACK).terms if one.kind == "角色"}
    wanted = {
        "责任单位": "主办",
        "承办单位": "主办",
        "有关科室": "主办",
        "第一责任人": "主要负责人",
        "直接责任人": "分管领导",
    }
    assert {name: means[name] for name in wanted} == wanted
    assert "协办" not in means.values()


def test_trap_34__no_points_anywhere() -> None:
    assert [key for key in load_pack(PACK).rows if key.startswith("scoring")] == []


def test_trap_37__praise_beside_criticism_and_nobody_without_an_answer() -> None:
    assert [one.measure for one in ledger_of_pack(PACK).ladder] == ["通报表扬", "通报批评", "责任追究"]
    assert "至少一次反馈" in told(PACK, "办理要素[xiayi-2.5-3-feedback].要素")


def test_trap_39__the_office_has_its_own_cycles() -> None:
    cycles = {
        one.rule: one.cycle for one in ledger_of_pack(PACK).duties if isinstance(parse_expression(one.cycle), CYCLES)
    }
    assert cycles == {
        "xiayi-2.2-3-inspect": "EVERY(3M)",
        "xiayi-2.3-3-methods": "EVERY(1M)",
        "xiayi-3.3-quarterly": "AD(01-15,04-15,07-15,10-15)",
    }


SOFT = """
    xiayi-2.2-3-inspect xiayi-2.4-3-tongbao xiayi-2.5-1-magistrate xiayi-2.5-4-tongbao xiayi-2.6-1-city xiayi-2.7-3-back
    xiayi-2.8-1-other xiayi-2.8-1-other xiayi-3.1-roles
"""


def test_trap_40__soft_words_stay_soft() -> None:
    duties = ledger_of_pack(PACK).duties
    assert [one.rule for one in duties if isinstance(parse_expression(one.cycle), Soft)] == SOFT.split()


def test_trap_45__every_issuing_chain_ends_with_a_person_or_the_office_that_sends_it() -> None:
    steps = [one.mandatory for one in ledger_of_pack(PACK).procedures if one.purpose in ("下达", "上报")]
    assert [one for one in steps if not any(step.endswith(("审定", "审阅")) for step in one)] == []
