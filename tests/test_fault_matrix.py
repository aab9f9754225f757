"""Every code of a returned form comes about, at its cell, and reads as a clerk should read it: the value, then what to do.

The sentences stand in golden/fault_matrix.txt, one a line, as they were looked through.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from duban_xl.catalogue import CATALOGUE, hint, message, told
from duban_xl.check.switches import is_of_returns
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.form import META_TAB
from duban_xl.model.grid import Marks, Merged, Note
from tests.fault_matrix import (
    ASKED_HEAD,
    BETTER,
    BY_THE_HEAD,
    CORRECTED,
    DONE,
    DUE_IN_AUGUST,
    FAR_OFF,
    FINAL_HEAD,
    FORM,
    GOING,
    HEAD,
    HELD,
    HELD_FINAL,
    ISSUED,
    LAST,
    LAST_HEAD,
    LATER,
    LINES,
    LONG_HEAD,
    LONG_TERM,
    ONE_NUMBER,
    PENDING,
    PROBLEMS_WANTED,
    REVIEWED,
    SECOND,
    SHARED,
    TWICE,
    WITH_CODE,
    Fault,
    asked,
    at_time,
    book,
    carrying,
    count,
    dated,
    limited,
    marked,
    merging,
    of,
    read,
    row,
    seen,
    sent,
    share,
    sheet,
    switched,
    tab,
)
from tests.returned import GOOD_LINES, form
from tests.tables import returned_from

SENTENCES = Path(__file__).parent / "golden" / "fault_matrix.txt"

READING = (
    book("R110", "", sheet("说明", ("填表说明",))),
    book("R111", "", sheet("Sheet2", (), *LINES)),
    book("R112", "", FORM, meta=False),
    book("R113", "", FORM, sheet(META_TAB, ("单位代码", "U01"), ("报送期", "2026Q3")), meta=False),
    book("R114", "", FORM, sheet("事项反馈 (2)", (), *LINES)),
    book("R115", "A1", sheet(RETURN_FORM.tab, ("甲", "乙"))),
    book("R520", "", FORM, tells_time=False),
    read("R120", "B2", f"| 事项编号 | 备忘 |{HEAD[7:]}\n| D-001 | 甲 | {GOING} | 无 | 进展报告 |"),
    read("R121", "", "| 事项编号 | 完成率 | 本期进展情况 | 报告类型 |\n| D-001 | 60% | 已完成12公里 | 进展报告 |"),
    read(
        "R122", "D2", "| 事项编号 | 完成率 | 进展情况 | 办理情况 | 进展状态 | 报告类型 |\n| D-001 | 60% | 甲 | 乙 | | |"
    ),
    read("R123", "E2", "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 报告类形 |\n| D-001 | | 60% | 甲 | 进展报告 |"),
    read("R124", "", "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 报告类型 |\n| D-001 | | 60% | 甲 | 进展报告 |"),
    read("R125", "A4", f"{HEAD}\n| D-001 | {GOING} | 无 | |\n| | | | | | |\n| D-002 | {GOING} | 无 | |"),
    read("R126", "A4", f"{HEAD}\n| D-001 | {GOING} | 无 | |\n{HEAD}\n| D-002 | {GOING} | 无 | |"),
    read("R127", "E2", f"{HEAD.replace('存在问题', '存在的问题')}\n| D-001 | {GOING} | 无 | |"),
    dated("R131", "'2026.9.28'"),
    count("R132", "2.5"),
    count("R133", "两次"),
    read("R136", "C5", f"{HEAD}\n| D-001 | | 0.6 | 甲 | | |\n| D-002 | | 0.7 | 甲 | | |\n| D-003 | | 15 | 甲 | | |"),
    read("R137", "H3", f"{FINAL_HEAD}\n| D-001 | {DONE} | 办结报告 | 云交〔2026〕12号 | 赵一 | 盖了 | | | |"),
    read("R138", "C3", f"{HEAD}\n| D-001 | 正常推进 | | 甲 | | |", faults={(3, 3): "#REF!"}),
    read("R139", "C3", f"{HEAD}\n| D-001 | 正常推进 | | 甲 | | |", faults={(3, 3): ""}),
    dated("T121", "2026年11月31日"),
    dated("T122", "看情况"),
    dated("T123", "'26.9.28'"),
    dated("T124", "'46293'"),
    dated("T126", "3.1"),
    dated("T127", "2019-03-01"),
    read("T131", "C3", f"{HEAD}\n| D-001 | 正常推进 | '约80%' | 甲 | | |"),
    read("T132", "C3", f"{HEAD}\n| D-001 | 正常推进 | 基本完成 | 甲 | | |"),
    read("T133", "C3", f"{HEAD}\n| D-001 | 正常推进 | '80%（进度滞后）' | 甲 | | |"),
    read("T134", "C3", f"{HEAD}\n| D-001 | 正常推进 | 2026-03-05 | 甲 | | |"),
)

WIDE = f"{HEAD} 事项名称 | 我单位角色 | 任务要求 | 交办日期 | 办结时限 |"
HALF = f"{HEAD}\n| D-001 | {GOING} | 无 | 进展报告 |"
OTHER_HALF = f"{WIDE}\n| D-002 | {GOING} | 无 | 进展报告 |"
UNFILLED = f"{HEAD}\n| D-001 | | | | | |\n| D-002 | | | | | |"
WHOLE = f"{WIDE}\n| D-001 | {GOING} | 无 | 进展报告 |\n{SECOND}"
IN_TWO_ROWS = f"| 事项编号 | 本期办理的情形 | | | | 报告类型 |\n{HEAD.replace('报告类型', '')}"
FORMULA = {(3, 4): "D4"}

SHAPES = (
    seen("R140", "A3", f"{IN_TWO_ROWS}\n| D-001 | {GOING} | 无 | 进展报告 |"),
    seen("R141", "A4", hidden_rows=frozenset((4,))),
    seen("R142", "E2", hidden_columns=frozenset((5,))),
    read("R143", "A4", f"{HALF}\n| 合计 | | 0.6 | | | |\n| 填表人：张伟 | | | | | |"),
    book("R144", "A4", tab(RETURN_FORM.tab, HALF), tab("2026Q2", WHOLE)),
    book("R145", "", tab(RETURN_FORM.tab, HALF), tab("续表", OTHER_HALF)),
    seen("R146", "D3", f"{HALF}\n| D-002 | 正常推进 | 40% | | 无 | 进展报告 |", merged=(Merged(3, 4, 4, 4),)),
    seen("R147", "D3", formulas=FORMULA),
    seen("R148", "D3", formulas={(3, 4): "'D:\\文件\\[旧表.xlsx]甲'!B2"}),
    seen("R149", "D3", GOOD_LINES.replace("已完成路面", "=SUM(A1:A9)已完成路面")),
    read("R150", "A3", f"{HEAD}\n| '2026001.0' | {GOING} | 无 | 进展报告 |"),
    read("R151", "A3", f"{HEAD}\n| 2026-03-05 | {GOING} | 无 | 进展报告 |"),
    read("R152", "A3", f"{HEAD}\n| 2026001 | {GOING} | 无 | 进展报告 |"),
    seen("R153", "D3", struck=frozenset(((3, 4),))),
    seen("R154", "D3", notes=(Note(3, 4, "详见附件照片"),)),
    carrying("R155", macros=True),
    carrying("R156", links=("D:\\文件\\旧表.xlsx",)),
    carrying("R157", commands=("cmd|/c calc",)),
    carrying("R158", embedded=1),
    carrying("R159", connections=1),
    seen("R160", "", pictures=2),
    book("R161", "", replace(sheet("扫描件"), marks=Marks(pictures=1))),
    book("R164", "", tab(RETURN_FORM.tab, UNFILLED), tab("事项反馈 (2)", WHOLE)),
    share("T135", "80%以上"),
    share("T136", "完成年度计划的80%，占总投资40%"),
    share("T137", "计划80%"),
    share("T138", "50%，未开工"),
    share("T139", "同上期"),
    share("T142", "60%，增长8%"),
    share("T143", "不足50%"),
    dated("T165", "9月28日（周五）"),
    dated("T166", "3/4/2026"),
    row("T190", "B3", "D-001 | 推进缓慢 | 60% | 已完成路面改造12公里 | 征地受阻 | 进展报告"),
)

CELLS = (
    row("R301", "C3", "D-001 | 正常推进 | | 已完成路面改造12公里 | 无 | 进展报告"),
    row("R302", "D3", "D-001 | | | | |"),
    row("R303", "D3", "D-001 | 正常推进 | 60% | 已开工 | 无 | 进展报告"),
    row("R304", "C3", "D-001 | 正常推进 | -0.05 | 已完成路面改造12公里 | 无 | 进展报告"),
    row("R305", "C3", "D-001 | 超序时 | 120% | 已完成路面改造24公里 | 无 | 办结报告"),
    row("R306", "D3", "D-001 | 正常推进 | 60% | 正在按计划有序推进。 | 无 | 进展报告"),
    row("R307", "D3", "D-001 | 正常推进 | 60% | XX…… | 无 | 进展报告"),
    row(
        "R308", "E3", "D-001 | 已改造10公里，铺设管线。 | 正常推进 | 60% | 已改造10公里，铺设管线 | 进展报告", LAST_HEAD
    ),
    row("R309", "F3", "D-001 | 超序时 | 100% | 已完成路面改造20公里 | 无 | 进展报告"),
    row("R310", "F3", f"D-001 | {DONE} | 办结报告 | | 赵一 | 是 | | | ", FINAL_HEAD),
    row("R311", "G3", f"D-001 | {DONE} | 办结报告 | 云交〔2026〕12号 | | 是 | | | ", FINAL_HEAD),
    row("R312", "H3", f"D-001 | {DONE} | 办结报告 | 云交〔2026〕12号 | 赵一 | 否 | | | ", FINAL_HEAD),
    row("R313", "F3", f"D-001 | {DONE} | 办结报告 | 第12号便函 | 赵一 | 是 | | | ", FINAL_HEAD),
    row("R314", "F3", f"D-001 | {GOING} | 进展报告 | 便函 | | | | | ", FINAL_HEAD),
    row("R315", "C3", "D-001 | 正常推进 | 90% | 已完成路面改造18公里 | 无 | 办结报告"),
    row("R316", "B3", "D-001 | 未启动 | 50% | 已完成路面改造10公里 | 无 | 进展报告"),
    row("R317", "B3", "D-001 | 正常推进 | 100% | 已完成路面改造20公里 | 无 | 办结报告"),
    row("R318", "B3", "D-001 | 马马虎虎 | 60% | 已完成路面改造12公里 | 无 | 进展报告"),
    row("R319", "I3", f"D-001 | {GOING} | 无 | 继续 | | 进展报告 | 2025-12-30", LONG_HEAD),
    row("R320", "I3", f"D-001 | {GOING} | 无 | 继续 | | 进展报告 | 2026-08-31", LONG_HEAD),
    row("R321", "I3", f"D-001 | {GOING} | 无 | 继续 | | 进展报告 | 2026-11-30", LONG_HEAD),
    row("R322", "E3", f"D-001 | {GOING} | 没有问题的填“无”；进展状态为滞后、暂停的必填。 | 进展报告"),
    row("R323", "D3", "D-001 | 正常推进 | 60% | 已向张三330327199001011234兑付补偿款 | 无 | 进展报告"),
    row("R324", "D3", "D-001 | 正常推进 | 60% | 已与业主13812345678签订合同 | 无 | 进展报告"),
    row("R325", "D3", "D-001 | 正常推进 | 60% | 机密★1年 已完成路面改造 | 无 | 进展报告"),
    row("R326", "E3", "D-001 | 滞后 | 60% | 已完成路面改造12公里 | 无 | 进展报告"),
    row("R327", "F3", "D-001 | 暂停 | 60% | 已完成路面改造12公里 | 上级文件要求停建 | 不能办理报告"),
    row("R328", "G3", f"D-001 | {DONE} | 办结报告 | 云交〔2026〕12号 | 吴六 | 是 | | | ", FINAL_HEAD, **BY_THE_HEAD),
    row("R329", "B3", "D-001 | 有序推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告"),
    row("R330", "D3", f"D-001 | 正常推进 | 60% | {'完成改造' * 9000} | 无 | 进展报告"),
    row("R331", "E3", f"D-001 | {DONE} | | 办结报告", required_items=PROBLEMS_WANTED),
    row("R332", "G3", f"D-001 | {DONE} | 办结报告 | 云交〔2026〕12号 | 综合科 | 是 | | | ", FINAL_HEAD),
    row("R333", "G3", f"D-001 | {DONE} | 办结报告 | 云交〔2026〕12号 | 周五 | 是 | | | ", FINAL_HEAD, **BY_THE_HEAD),
    row("R345", "D3", "D-001 | 正常推进 | 60% | 计划下季度完成招标，力争年内开工。 | 无 | 进展报告"),
    row("R346", "D3", "D-001 | 正常推进 | 60% | 任务已全部完成，改造路面20公里 | 无 | 进展报告"),
    row("R347", "D3", "D-001 | 正常推进 | 50% | 该项目尚未启动，资金没有到位 | 无 | 进展报告"),
    row("R348", "D3", "D-001 | 正常推进 | 60% | 路基完工，总体进度达到85% | 无 | 进展报告"),
    row("R349", "E3", f"D-001 | {GOING} | 征地受阻，申请延期两个月 | 进展报告"),
    row("R350", "D3", "D-001 | 办结待审 | 100% | 改造20公里，取得阶段性成果 | 无 | 办结报告"),
    row("R351", "I3", "D-001 | 正常推进 | 60% | 已改造12公里，详见附件1 | 进展报告 | | | | | | ", FINAL_HEAD),
    row("R352", "K3", f"D-001 | {GOING} | 进展报告 | | | | | 李四 | '138123456' ", FINAL_HEAD),
    row("R353", "J3", f"D-001 | {GOING} | 进展报告 | | | | | 综合科 | ", FINAL_HEAD),
    row("R354", "G3", f"D-001 | {DONE} | 办结报告 | 云交〔2026〕12号 | 李四 | 是 | | 李四 | ", FINAL_HEAD),
    row("R355", "G3", f"D-001 | {DONE} | 办结报告 | 云交〔2026〕12号 | 已签发 | 是 | | | ", FINAL_HEAD),
    row("R356", "D3", "D-001 | 正常推进 | 60% | 完成投资3.2亿万元 | 无 | 进展报告"),
    row("R357", "D3", "D-001 | 正常推进 | 60% | 已完成路面改造XX公里 | 无 | 进展报告"),
    row("R358", "D3", "D-001 | 正常推进 | 60% | 截至2026年3月底，改造路面12公里 | 无 | 进展报告"),
    row("R359", "D3", "D-001 | 正常推进 | 60% | 截至12月底，改造路面12公里 | 无 | 进展报告"),
    row("R360", "E3", "D-001 | 暂停 | 60% | 根据规定停建，已改造12公里 | 无 | 不能办理报告"),
    row("R361", "E3", "D-001 | 暂停 | 60% | 已完成路面改造12公里 | 村民不愿意 | 不能办理报告"),
    row("R362", "F3", "D-001 | 阶段性完成 | 60% | 已改造12公里 | 无 | 无 | | 阶段性报告 | ", LONG_HEAD),
    row("R363", "F3", "D-001 | 阶段性完成 | 60% | 已改造12公里 | 无 | 抓好排水沟施工 | | 阶段性报告 | ", LONG_HEAD),
    row("R364", "G3", f"D-001 | {GOING} | 请县里协调解决征地 | 继续 | | 进展报告 | ", LONG_HEAD),
    row("R365", "G3", f"D-001 | {GOING} | 无 | 继续 | 需要 | 进展报告 | ", LONG_HEAD),
    row("R366", "F3", f"D-001 | {DONE} | 办结报告 | 云交〔2025〕12号 | 赵一 | 是 | | | ", FINAL_HEAD),
    row("R367", "F3", f"D-001 | {DONE} | 办结报告 | 云交〔2027〕12号 | 赵一 | 是 | | | ", FINAL_HEAD),
    row("R368", "F3", f"D-001 | {DONE} | 办结报告 | 云督[2026]7号 | 赵一 | 是 | | | ", FINAL_HEAD, settings=WITH_CODE),
    Fault("R369", "F4", of(form(f"{FINAL_HEAD}\n{ONE_NUMBER.format('D-001')}\n{ONE_NUMBER.format('D-002')}"))),
    row("R370", "F3", f"D-001 | {DONE} | 办结报告 | 云财〔2026〕9号 | 赵一 | 是 | | | ", FINAL_HEAD, returns=HELD),
    row("R371", "B3", "D-001 | 超序时 | 0% | 已召开动员会两次 | 无 | 进展报告"),
    row("R372", "B3", f"D-001 | {GOING} | 无 | 进展报告", matters=DUE_IN_AUGUST),
    row("R373", "F3", f"D-001 | {DONE} | 无 | 办结报告", matters=LONG_TERM),
    row("R374", "I3", f"D-001 | {DONE} | 无 | 无 | | 办结报告 | 2026-10-20", LONG_HEAD),
    row("R375", "F3", f"D-001 | {GOING} | 无 | 已完成路面改造12公里 | | 进展报告 | ", LONG_HEAD),
    row("R385", "D3", "D-001 | 正常推进 | 60% | 补偿款已汇入6222021234567890128 | 无 | 进展报告"),
    row("R386", "D3", "D-001 | 正常推进 | 60% | 内部资料，注意保存。已改造12公里 | 无 | 进展报告"),
)

EXTENSIONS = (
    asked("R340", "D3", "| D-001 | 2026-09-20 | 2026-12-31 | | 完成六成 |"),
    asked("R341", "B3", "| D-001 | 2026-11-02 | 2026-12-31 | 征地受阻 | 完成六成 |"),
    asked("R342", "C3", "| D-001 | 2026-09-20 | 2026-10-31 | 征地受阻 | 完成六成 |"),
    asked("R343", "B3", "| D-001 | 2026-08-30 | 2026-12-31 | 征地受阻 | 完成六成 |", matters=DUE_IN_AUGUST),
    asked("R344", "A3", "| D-001 | 2026-09-20 | 2026-12-31 | 征地受阻 | 完成六成 |", matters=LONG_TERM),
    Fault("R434", "C3", limited(form(GOOD_LINES, extensions=f"{ASKED_HEAD}\n{FAR_OFF}"))),
    Fault("R435", "B3", limited(form(GOOD_LINES, extensions=f"{ASKED_HEAD}\n{FAR_OFF}"))),
    asked("R436", "C3", FAR_OFF, extensions=PENDING),
    asked("R437", "A3", FAR_OFF, lines=f"{HEAD}\n| D-001 | {DONE} | 无 | 办结报告 |"),
    asked("R438", "A3", f"{FAR_OFF}\n| D-001 | 2026-09-20 | 2027-01-31 | 征地受阻 | 完成六成 |"),
    asked("R439", "D3", "| D-001 | 2026-09-20 | 2026-12-31 | 待定 | 完成六成 |"),
    Fault(
        "R440",
        "A3",
        of(
            form(
                f"{HEAD}\n| D-001 | {GOING} | 无 | 进展报告 |",
                extensions=f"{ASKED_HEAD}\n{FAR_OFF}",
                unit="U02",
                name="县财政局",
            )
        ),
    ),
    asked("R441", "B3", "| D-001 | 2026-02-20 | 2026-12-31 | 征地受阻 | 完成六成 |"),
    asked("R442", "B3", "| D-001 | 2026-10-20 | 2026-12-31 | 征地受阻 | 完成六成 |"),
)

RELATION = (
    row("R401", "A3", f"D-099 | {GOING} | 无 | 进展报告"),
    row("R402", "A3", f" | {GOING} | 无 | 进展报告"),
    Fault("R403", "A4", of(form(f"{HEAD}\n{SECOND}\n| D-003 | {GOING} | 无 | 进展报告 |"))),
    Fault("R404", "A4", of(form(f"{HEAD}\n{SECOND}\n{SECOND}"))),
    Fault("R405", "A2", of(form(f"{HEAD}\n{SECOND}", sealed=False))),
    row("R406", "A3", f"D-006 | {GOING} | 无 | 进展报告"),
    row("R407", "A3", f"D-004 | {GOING} | 无 | 进展报告"),
    row("R408", "A3", f"D-005 | {GOING} | 无 | 进展报告"),
    row("R409", "C3", f"D-001 | {GOING} | 无 | 进展报告", returns=HELD),
    row("R410", "A3", f"D-001 | {GOING} | 无 | 进展报告", matters=TWICE),
    row("R428", "F3", f"D-001 | {GOING} | 无 | 进展报告", returns=HELD_FINAL),
    row("R429", "D3", "D-001 | 正常推进 | 80% | 路基和桥涵已经完工，正在铺设沥青路面 | 无 | 进展报告", returns=HELD),
    row("R430", "B3", "D-001 | 正常推进 | 70% | 路基和桥涵已完工，正在铺设沥青路面 | 无 | 进展报告", returns=HELD),
    Fault("R431", "D4", of(form(f"{HEAD}\n| D-001 | {GOING} | 无 | 进展报告 |\n| D-002 | {GOING} | 无 | 进展报告 |"))),
    row("R432", "D3", "D-001 | 正常推进 | 80% | 资金已按进度拨付到乡镇 | 无 | 进展报告", returns=HELD),
    merging("R421", "A3", form(BETTER, saved_at=LATER, file="更正.xlsx"), form(GOOD_LINES)),
    merging(
        "R422", "A3", form(GOOD_LINES), form(BETTER, saved_at=LATER, file="更正.xlsx"), form(GOOD_LINES, saved_at=LAST)
    ),
    merging("R423", "A3", form(GOOD_LINES), returns=CORRECTED),
    merging("R424", "A3", form(f"{FINAL_HEAD}\n{ONE_NUMBER.format('D-001')}")),
    merging("R425", "A3", form(f"{FINAL_HEAD}\n{ONE_NUMBER.format('D-001')}"), matters=REVIEWED),
    merging("R426", "", form(GOOD_LINES), form(GOOD_LINES, file="又一份.xlsx")),
    merging(
        "R427",
        "A3",
        form(GOOD_LINES),
        returns=CORRECTED.replace("2026Q3_县交通局.xlsx", "a.xlsx").replace("09-25", "09-20"),
    ),
)

IDENTITY = (
    Fault("R501", "", of(replace(returned_from(GOOD_LINES, meta=None), file="2026Q3_县交通局(1).xlsx"))),
    Fault("R502", "", of(replace(returned_from(GOOD_LINES, meta=None), file="填报表.xlsx"))),
    marked("R503", {"ledger_id": "L-2"}),
    marked("R504", {"unit_code": "U99", "unit_name": "某局", "digest": "0"}),
    marked("R505", {"unit_name": "县财政局", "digest": "0"}),
    Fault("R506", "", of(form(GOOD_LINES, file="2026Q3_县财政局.xlsx"))),
    Fault("R507", "", of(form(GOOD_LINES, file="2026Q3_县财政局.xlsx", sealed=False))),
    Fault("R508", "", of(form(GOOD_LINES, sealed=False))),
    Fault(
        "R509",
        "B3",
        of(form(f"| 事项编号 | 事项名称 |{HEAD[7:]}\n| D-001 | 桥梁拆除 | {GOING} | 无 | 进展报告 |", sealed=False)),
    ),
    marked("R510", {"unit_code": "U02", "unit_name": "县财政局"}),
    marked("R511", {"period": "2026Q2"}),
    marked("R512", {"period": "三季"}),
    Fault("R513", "", of(form(GOOD_LINES, file="2026Q2_县交通局.xlsx"))),
    marked("R514", {"version": "0"}),
    Fault("R516", "A3", of(form(f"{HEAD}\n{SECOND}", unit="U02", name="县财政局"))),
    Fault("R518", "", of(form(f"{HEAD}\n{SECOND}", unit="U04", name="丁镇人民政府"))),
    Fault("R519", "", of(replace(form(GOOD_LINES), lines=()))),
    at_time("R521", "2099-01-01 00:00:00"),
    at_time("R522", "1900-01-01 00:00:00"),
    Fault("R523", "", of(form(GOOD_LINES, period="2026Q4"))),
    Fault("R524", "", of(form(GOOD_LINES, period="2026Q1"))),
    Fault("R525", "", of(form(GOOD_LINES, period="2026Q2"), documents=ISSUED)),
    Fault("R526", "", of(form(GOOD_LINES, period="2025Q4"), settings=WITH_CODE)),
    Fault("R527", "", of(form(GOOD_LINES, file="2026Q3_县交通局（草稿）.xlsx"))),
    Fault("R528", "", of(form(GOOD_LINES), form(BETTER, saved_at=LATER, file="2026Q3_县交通局（更正）.xlsx"))),
    Fault("R529", "", of(form(GOOD_LINES), form(GOOD_LINES, saved_at=LATER, file="2026Q3_县交通局(1).xlsx"))),
    Fault("R530", "", of(form(SHARED), form(SHARED, file="2026Q3_县财政局.xlsx", unit="U02", name="县财政局"))),
    Fault("R531", "", of(form(GOOD_LINES, file="2026Q3_县交通局_机密.xlsx"))),
    Fault("R532", "", of(form(GOOD_LINES, file="2026Q3_县交通局13812345678.xlsx"))),
)

MAILS = (
    sent("M113", "czj@yunxi.example"),
    sent("M114", "zhangwei@mail.example"),
    at_time("M123", "2026-10-08 09:00:00", "2026-10-09 08:00:00", received="2026-09-25 10:30:00"),
)

SWITCHES = (
    switched("R540", "A3", "检查 R999 | 关"),
    switched("R541", "B3", "检查 R303 | 不查"),
    switched("R542", "B3", "检查 R325 | 关"),
)

FAULTS = (*READING, *SHAPES, *CELLS, *EXTENSIONS, *RELATION, *IDENTITY, *MAILS, *SWITCHES)

SAID = dict(line.split(" ", 1) for line in SENTENCES.read_text(encoding="utf-8").splitlines())
"""Code → the whole sentence with its cure."""

NOTHING_TO_QUOTE = frozenset(
    (
        "R110",
        "R112",
        "R155",
        "R310",
        "R311",
        "R312",
        "R402",
        "R426",
        "R508",
        "R519",
    )  # something is missing, or the whole is meant
)

ELSEWHERE = frozenset(("T125", "T128", "T129", "T141", "T144", "T145", "T147"))
"""Codes of days, amounts and numbers that no column of a returned form can give: it has no amounts, and its days are full."""


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.code for fault in FAULTS])
def test_fault__is_found_at_its_cell_and_says_what_to_do(fault: Fault) -> None:
    [found, *_] = [found for found in fault.findings() if found.code == fault.code]
    assert (found.source.cell, told(found)) == (fault.cell, SAID[fault.code])
    assert fault.code in NOTHING_TO_QUOTE or any(value and value in message(found) for value in found.args.values())
    assert len(hint(found)) >= len("无需处理。")


def test_matrix__has_a_row_for_every_code_of_returned_forms() -> None:
    rows = [fault.code for fault in FAULTS]
    assert len(rows) == len(set(rows))
    assert set(rows) == set(SAID)
    assert {code for code in CATALOGUE if is_of_returns(code) or code.startswith("R")} - set(rows) == ELSEWHERE
    assert len(rows) >= 80


def test_sentences__never_blame_the_form() -> None:
    assert [said for said in SAID.values() if "模板错误" in said or "格式错误" in said] == []
