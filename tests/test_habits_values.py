"""Cells of progress, states and units as offices write them: every row of the ledger habits, and others of the same kinds."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import CATALOGUE, finding, message
from duban_xl.catalogue.readings import spoken
from duban_xl.check.returns import check_return
from duban_xl.model.cell_text.progress_text import read_progress
from duban_xl.model.cell_text.scale import Scale
from duban_xl.model.cell_text.status_text import (
    DOUBTFUL_WORDS,
    OF_FORMS,
    START_WORDS,
    STATES,
    read_status,
    start_words,
    words_of,
)
from duban_xl.model.cell_text.unit_names import UnitNames, placed
from duban_xl.model.cell_text.unit_text import read_units
from duban_xl.model.office import UnitDirectory
from duban_xl.model.source import Value
from duban_xl.workflows.read_cell import Cell, CellKind, Office, read_cell
from tests.returned import form, office
from tests.tables import found, ledger_from

ON = date(2026, 3, 10)


def rows_of(table: str) -> list[tuple[str, ...]]:
    """The cells of a Markdown table; \\| is a bar, \\n a line break."""
    lines = [line.strip().replace("\\|", "\0") for line in table.strip().splitlines()]
    cells = (
        [cell.strip().replace("\0", "|").replace("\\n", "\n") for cell in line.strip("|").split("|")] for line in lines
    )
    return [tuple(row) for row in cells]


HABITS = rows_of(r"""
| 71 | progress | 80% | pct=80 | | |
| 71 | progress | 80％ | pct=80 | | |
| 72 | progress | 0.8 | pct=80 | | fraction |
| 73 | progress | 80 | pct=80 | | percent |
| 74 | progress | 1 | pct=100 | | fraction |
| 74 | progress | 1 | pct=1 | | percent |
| 74 | progress | 1 | pct=100 | yes | mixed |
| 75 | progress | 约80% | pct=80; approx | | |
| 75 | progress | 80%左右 | pct=80; approx | | |
| 76 | progress | 八成 | pct=80; approx | | |
| 77 | progress | 近九成 | pct<90; approx | | |
| 78 | progress | 过半 | pct>50; approx | | |
| 79 | progress | >90% | pct>=90 | yes | |
| 79 | progress | 90%以上 | pct>=90 | yes | |
| 80 | progress | 不足30% | pct<30 | | |
| 81 | progress | 85%-90% | pct=85..90 | yes | |
| 82 | progress | 80%（进度滞后） | pct=80; remark=进度滞后; status=滞后 | | |
| 83 | progress | 50%(未开工 | pct=50; remark=未开工; contradiction | yes | |
| 84 | progress | 98.4% | pct=98.4 | | |
| 85 | progress | 120% | pct=120 | | |
| 85 | progress | 超额完成 | pct>=100 | | |
| 86 | progress | 5个完成3个 | ratio=3/5; pct=60 | | |
| 87 | progress | 3/5 | ratio=3/5; pct=60 | | |
| 87 | progress | 2026-03-05 | ratio=3/5; pct=60 | yes | date |
| 87 | progress | 3月5日 | ratio=3/5; pct=60 | yes | |
| 88 | progress | 完成投资3.2亿元，占年度计划64% | pct=64; amount=3.2亿元 | | |
| 89 | progress | 占总投资40%，占年度计划75% | pct=75 | yes | |
| 90 | progress | 完成承诺任务的43.0% | pct=43.0 | | |
| 91 | progress | 主体完工，下月工作计划30% | milestone=主体完工; plan=30 | | |
| 92 | progress | 超序时进度7.3个百分点 | vs_schedule=+7.3 | | |
| 93 | progress | 时间过半、任务过半 | pct>50; approx | | |
| 94 | progress | 主体完工 | milestone=主体完工 | | |
| 94 | progress | 主体开工 | milestone=主体开工 | | |
| 94 | progress | 基本过半 | milestone=基本过半 | | |
| 94 | progress | 前期工作 | milestone=前期工作 | | |
| 95 | progress | 同上月 | pct=60; no-update | yes | above |
| 95 | progress | 无变化 | same; no-update | yes | |
| 96 | progress | 按计划推进 | status=正常推进 | | |
| 97 | progress | √ | done | | |
| 97 | progress | × | not done | | |
| 97 | progress | 是 | done | | |
| 97 | progress | 否 | not done | | |
| 98 | progress | 2000万 | amount=20000000 | | |
| 99 | status | 已办结 | status=办结 | | |
| 99 | status | 完成 | status=办结 | | |
| 99 | status | 已完成 | status=办结 | | |
| 99 | status | 提前完成 | status=办结; early | | |
| 99 | status | 提前或超额完成 | status=办结; early | | |
| 100 | status | 正在办理 | status=正常推进 | | |
| 100 | status | 正常推进 | status=正常推进 | | |
| 100 | status | 达进度 | status=正常推进 | | |
| 100 | status | 按序时 | status=正常推进 | | |
| 100 | status | 基本达到 | status=正常推进 | | |
| 101 | status | 超进度 | status=超序时 | | |
| 101 | status | 超序时 | status=超序时 | | |
| 102 | status | 欠进度 | status=滞后 | | |
| 102 | status | 未达序时 | status=滞后 | | |
| 102 | status | 滞后 | status=滞后 | | |
| 102 | status | 推进缓慢 | status=滞后 | | |
| 102 | status | 进度缓慢 | status=滞后 | | |
| 102 | status | 需加快 | status=滞后 | | |
| 103 | status | 未开工 | status=未启动 | | |
| 103 | status | 未启动 | status=未启动 | | |
| 103 | status | 前期工作 | status=未启动 | | |
| 104 | status | 取得阶段性成果并持续推进 | status=阶段性完成 | | |
| 105 | status | 已报送待验收 | status=办结待审 | | |
| 105 | status | 申请销号 | status=办结待审 | | |
| 106 | status | 已销号 | status=销号 | | |
| 107 | status | 长期坚持 | status=长期推进 | | |
| 108 | status | 其他 | status=不考核; reason required | yes | |
| 108 | status | 暂缓 | status=暂停; reason required | yes | |
| 108 | status | 取消 | status=不考核; reason required | yes | |
| 109 | units | 财政局、发改局、教育局 | units=财政局\|发改局\|教育局 | | |
| 109 | units | 财政局、发改局、教育局 | units=财政局\|发改局\|教育局; lead=财政局 | | first |
| 110 | units | 财政局，发改局 | units=财政局\|发改局 | | |
| 110 | units | 财政局 发改局 | units=财政局\|发改局 | | |
| 110 | units | 财政局\n发改局 | units=财政局\|发改局 | | |
| 110 | units | 财政局/发改局；；教育局、 | units=财政局\|发改局\|教育局 | | |
| 111 | units | 牵头：财政局；配合：发改局、教育局 | lead=财政局; assist=发改局\|教育局 | | |
| 112 | units | 财政局（牵头）、发改局 | lead=财政局; assist=发改局 | | |
| 113 | units | 发改局牵头，财政局、审计局按职责分工负责 | lead=发改局; assist=财政局\|审计局 | | |
| 114 | units | 财政局等5部门 | units=财政局; unresolved=4 | yes | |
| 115 | units | 各乡镇（街道） | group=各乡镇（街道） | | |
| 115 | units | 各街道、区直各部门 | group=各街道\|区直各部门 | | |
| 115 | units | 各乡镇（街道） | group=各乡镇（街道）; members=城关镇人民政府\|东街街道办事处 | | directory |
| 116 | units | 相关部门 | unresolved | yes | |
| 116 | units | 各有关单位 | unresolved | yes | |
| 117 | units | 住建局（人防办） | units=住建局（人防办） | yes | |
| 117 | units | 住建局（人防办） | units=云溪县住房和城乡建设局 | | directory |
| 117 | units | 教育局（综合办） | units=云溪县教育局\|云溪县综合事务中心 | yes | directory |
| 118 | units | 县财政局 | units=云溪县财政局 | | directory |
| 118 | units | 财政局 | units=云溪县财政局 | | directory |
| 118 | units | 财政部门 | units=云溪县财政局 | yes | directory |
| 118 | units | 市财政局 | units=市财政局; outside=市财政局 | yes | directory |
| 119 | units | 市场监管局 | units=云溪县市场监督管理局 | | directory |
| 119 | units | 教体局 | units=云溪县教育局 | | directory |
| 120 | units | 城关镇人民政府 | units=城关镇人民政府 | | directory |
| 120 | units | 城关镇 | units=城关镇人民政府 | | directory |
| 120 | units | 城关 | units=城关镇人民政府 | | directory |
| 121 | units | 张三（财政局） | person=张三; units=财政局 | | |
| 121 | units | 分管领导 | unresolved | yes | |
| 122 | units | 国网某县供电公司 | units=国网某县供电公司; outside=国网某县供电公司 | yes | |
| 122 | units | 国企 | units=国企; outside=国企 | yes | |
| 122 | units | 指挥部 | units=指挥部; outside=指挥部 | yes | |
| 122 | units | 专班 | units=专班; outside=专班 | yes | |
""")
"""Row of the ledger habits (§5.2–5.4), kind, cell, reading, to be confirmed, and what is known beside the cell."""

OTHERS = rows_of(r"""
| progress | 约七成 | pct=70; approx |  |
| progress | 近80% | pct<80; approx |  |
| progress | 不到三分之一 | ratio=1/3; pct<33.33 |  |
| progress | 百分之八十五点五 | pct=85.5 |  |
| progress | 85.5％ | pct=85.5 |  |
| progress | 100%+ | pct>=100 |  |
| progress | 完成率:80% | pct=80 |  |
| progress | 完成率：８０％ | pct=80 |  |
| progress | 已完成80% | pct=80 |  |
| progress | 完成80%左右 | pct=80; approx |  |
| progress | 80%以上 | pct>=80 | yes |
| progress | 超80% | pct>=80 | yes |
| progress | 超过八成 | pct>=80 | yes |
| progress | 80～85% | pct=80..85 | yes |
| progress | 80%至85% | pct=80..85 | yes |
| progress | 三分之二 | ratio=2/3; pct=66.67 |  |
| progress | 2／3 | ratio=2/3; pct=66.67 |  |
| progress | 10个已完成7个 | ratio=7/10; pct=70 |  |
| progress | 共12项办结9项 | ratio=9/12; pct=75 |  |
| progress | 共12项，已办结9项 | ratio=9/12; pct=75 |  |
| progress | 12个项目完成9个 | ratio=9/12; pct=75 |  |
| progress | 任务20项，完成15项 | ratio=15/20; pct=75 |  |
| progress | 已完成9个，共12个 | ratio=9/12; pct=75 |  |
| progress | 十个完成七个 | ratio=7/10; pct=70 |  |
| progress | 大半 | pct>50; approx |  |
| progress | 一半 | pct=50; approx |  |
| progress | 半数 | pct=50; approx |  |
| progress | 完成近一半 | pct<50; approx |  |
| progress | 不足一半 | pct<50 |  |
| progress | 完成过半 | pct>50; approx |  |
| progress | 任务过半 | pct>50; approx |  |
| progress | 进度70%（计划80%） | pct=70; plan=80 | yes |
| progress | 较上月增长5% | growth=+5 | yes |
| progress | 同比增长12.5% | growth=+12.5 | yes |
| progress | 环比下降3% | growth=-3 | yes |
| progress | 较去年同期提高5个百分点 | growth=+5pp | yes |
| progress | 计划完成90% | plan=90 | yes |
| progress | 力争达到90% | plan=90 | yes |
| progress | 预计9月底完成90% | plan=90 | yes |
| progress | 年底前达到90% | plan=90 | yes |
| progress | 确保年底完成100% | plan=100 | yes |
| progress | 下步完成30% | plan=30 | yes |
| progress | 主体完工，下步计划20% | milestone=主体完工; plan=20 |  |
| progress | 资金拨付到位率80% | unknown | yes |
| progress | 资金到位80% | unknown | yes |
| progress | 女性占比40% | unknown | yes |
| progress | 群众满意度95% | unknown | yes |
| progress | 已完成投资1.2亿元（总投资3亿元) | amount=1.2亿元; total=3亿元 |  |
| progress | 欠序时进度3.5个百分点 | vs_schedule=-3.5 |  |
| progress | 落后序时进度2个百分点 | vs_schedule=-2 |  |
| progress | 快于序时进度4.1个百分点 | vs_schedule=+4.1 |  |
| progress | 比序时进度慢3个百分点 | vs_schedule=-3 |  |
| progress | 快于序时 | status=超序时 |  |
| progress | 序时进度的 95% | of_schedule=95 | yes |
| progress | 达到序时进度的95% | of_schedule=95 | yes |
| progress | 主体封顶 | milestone=主体封顶 |  |
| progress | 主体已封顶 | milestone=主体已封顶 |  |
| progress | 完成主体封顶 | milestone=完成主体封顶 |  |
| progress | 与上月持平 | same; no-update | yes |
| progress | 同上期 | same; no-update | yes |
| progress | 与上期一致 | same; no-update | yes |
| progress | 暂无进展 | same; no-update | yes |
| progress | 无 | empty |  |
| progress | 暂无 | empty |  |
| progress | — | empty |  |
| progress | 2000万 | amount=20000000 |  |
| progress | 3.2亿元 | amount=320000000 |  |
| progress | 1,200万元 | amount=12000000 |  |
| progress | 500元 | amount=500 |  |
| progress | 2千元 | amount=2000 |  |
| progress | 壹佰万元 | amount=1000000 |  |
| progress | 约2000万元 | amount=20000000; approx |  |
| progress | 2000余万元 | amount>20000000; approx |  |
| progress | 0.5亿 | amount=50000000 |  |
| progress | １２００万元 | amount=12000000 |  |
| progress | 三百万元 | amount=3000000 |  |
| progress | 完成投资5000万元，占年度计划的62.5% | pct=62.5; amount=5000万元 |  |
| progress | 完成投资1.5亿元，占年度任务75% | pct=75; amount=1.5亿元 |  |
| progress | 占总投资35%，占年度计划80% | pct=80 | yes |
| progress | 占年度计划60%，占总投资30% | pct=60 | yes |
| progress | 占总投资40% | pct=40 | yes |
| progress | 完成年度计划的80% | pct=80 |  |
| progress | 完成年度任务80% | pct=80 |  |
| progress | 完成目标任务的56.7% | pct=56.7 |  |
| progress | 完成全年计划的一半 | pct=50; approx |  |
| progress | 总体进度75% | pct=75 |  |
| progress | 形象进度60% | pct=60 |  |
| progress | 工程进度65% | pct=65 |  |
| progress | 截至9月底完成80% | pct=80 |  |
| progress | 截至目前，累计完成72% | pct=72 |  |
| progress | 达85% | pct=85 |  |
| progress | 约达85% | pct=85; approx |  |
| progress | 60%（偏慢） | pct=60; remark=偏慢; status=滞后 |  |
| progress | 35%（严重滞后） | pct=35; remark=严重滞后; status=滞后 |  |
| progress | 40%（滞后 | pct=40; remark=滞后; status=滞后 |  |
| progress | 30%（未启动） | pct=30; remark=未启动; contradiction | yes |
| progress | 100%（滞后） | pct=100; remark=滞后; contradiction | yes |
| progress | 100%，正在办理 | pct=100; contradiction | yes |
| progress | 50%，未开工 | pct=50; contradiction | yes |
| progress | 80%，已办结 | pct=80; contradiction | yes |
| progress | 100%，已完成 | pct=100; status=办结 |  |
| progress | 0%，未启动 | pct=0; status=未启动 |  |
| progress | 未启动 | status=未启动 |  |
| progress | 已完成 | status=办结 |  |
| progress | 尚未完成 | not done | yes |
| progress | 未完成 | not done | yes |
| progress | 基本完成 | status=阶段性完成 | yes |
| progress | 未完成80% | unknown | yes |
| progress | 尚未完成30% | unknown | yes |
| progress | 还剩20% | remaining=20 | yes |
| progress | 剩余30%未完成 | remaining=30 | yes |
| progress | 未达到80% | pct<80 |  |
| progress | 不低于80% | pct>=80 | yes |
| progress | 至少80% | pct>=80 | yes |
| progress | 不超过20% | pct<=20 |  |
| progress | 80%以下 | pct<=80 |  |
| progress | <80% | pct<80 |  |
| progress | ≥80% | pct>=80 | yes |
| progress | 七八成 | pct=70..80; approx | yes |
| progress | 八成半 | pct=85; approx |  |
| progress | 百分之百 | pct=100 |  |
| progress | 150% | pct=150 |  |
| progress | 超额完成任务 | pct>=100 |  |
| progress | 按序时推进 | status=正常推进 |  |
| progress | 正在推进 | status=正常推进 |  |
| progress | 见附件 | unknown | yes |
| progress | 召开了3次会议 | unknown | yes |
| progress | 正在开展入户调查 | unknown | yes |
| progress | 3/0 | unknown | yes |
| progress | 7/5 | unknown | yes |
| progress | -5% | unknown | yes |
| progress | 80%（见附件） | pct=80; remark=见附件 | yes |
| progress | 主体完成80% | pct=80 | yes |
| progress | 80%、90% | unknown | yes |
| progress | 完成率由60%提高到80% | pct=80 | yes |
| progress | 10个还有3个未完成 | unknown | yes |
| progress | 完成60%，下月计划完成90% | pct=60; plan=90 |  |
| progress | 3月5日 | ratio=3/5; pct=60 | yes |
| progress | 1 | pct=100 | yes |
| progress | 0.855 | pct=85.5 | yes |
| progress | 85 | pct=85 |  |
| progress | 85.5 | pct=85.5 |  |
| progress | ✓ | done |  |
| progress | ☒ | not done |  |
| status | 办结 | status=办结 |  |
| status | 正在办理中 | status=正常推进 |  |
| status | 已全部完成 | status=办结 |  |
| status | 按期完成 | status=办结 |  |
| status | 提前办结 | status=办结; early |  |
| status | 已提前完成 | status=办结; early |  |
| status | 超期办结 | status=办结; late |  |
| status | 逾期完成 | status=办结; late |  |
| status | 逾期未办结 | status=滞后 | yes |
| status | 未按期完成 | status=滞后 | yes |
| status | 未完成 | not done | yes |
| status | 尚未办结 | not done | yes |
| status | 没有完成 | not done | yes |
| status | 未全部完成 | not done | yes |
| status | 基本完成 | status=阶段性完成 | yes |
| status | 已基本完成 | status=阶段性完成 | yes |
| status | 部分完成 | status=阶段性完成 | yes |
| status | 完成立项(一阶段) | status=阶段性完成; remark=一阶段 | yes |
| status | 阶段性完成 | status=阶段性完成 |  |
| status | 取得阶段性成果 | status=阶段性完成 |  |
| status | 不能办理 | unknown | yes |
| status | 无法办结 | unknown | yes |
| status | 不滞后 | unknown | yes |
| status | 未滞后 | unknown | yes |
| status | 拟完成 | unknown | yes |
| status | 计划完成 | unknown | yes |
| status | 即将完成 | unknown | yes |
| status | 已整改 | status=办结 |  |
| status | 整改到位 | status=办结 |  |
| status | 未整改到位 | not done | yes |
| status | 正在整改 | status=正常推进 |  |
| status | 持续整改 | status=长期推进 | yes |
| status | 持续推进 | status=长期推进 | yes |
| status | 常态化推进 | status=长期推进 |  |
| status | 未达到序时进度 | status=滞后 |  |
| status | 滞后于序时进度 | status=滞后 |  |
| status | 进展缓慢 | status=滞后 |  |
| status | 有序推进 | status=正常推进 | yes |
| status | 进展顺利 | status=正常推进 |  |
| status | 尚未启动 | status=未启动 |  |
| status | 还未开工 | status=未启动 |  |
| status | 待验收 | status=办结待审 |  |
| status | 已完成，待验收 | status=办结待审 |  |
| status | 已申请销号 | status=办结待审 |  |
| status | 销号 | status=销号 |  |
| status | 未销号 | unknown | yes |
| status | 停工 | status=暂停; reason required | yes |
| status | 取消 | status=不考核; reason required | yes |
| status | 正常推进、滞后 | unknown | yes |
| status | 办结（超期） | status=办结; remark=超期 | yes |
| status | 完成80% | unknown | yes |
| status | 马马虎虎 | unknown | yes |
| status | 已办理 | unknown | yes |
| status | 不予办理 | unknown | yes |
| units | 财政局、发改局和教育局 | units=财政局\|发改局\|教育局 |  |
| units | 财政局/发改局 | units=财政局\|发改局 |  |
| units | 财政局；发改局； | units=财政局\|发改局 |  |
| units | 人力资源和社会保障局、住房和城乡建设局 | units=人力资源和社会保障局\|住房和城乡建设局 |  |
| units | 文化和旅游局与财政局 | units=文化和旅游局\|财政局 |  |
| units | 发展和改革局及财政局 | units=发展和改革局\|财政局 |  |
| units | 牵头单位：发改局，责任单位：财政局 | lead=发改局; assist=财政局 |  |
| units | 责任单位：财政局 | lead=财政局 |  |
| units | 主办：财政局；协办：发改局 | lead=财政局; assist=发改局 |  |
| units | 由发改局牵头，财政局、教育局配合 | lead=发改局; assist=财政局\|教育局 |  |
| units | 发改局会同财政局 | lead=发改局; assist=财政局 |  |
| units | 发改局（牵头），财政局（配合） | lead=发改局; assist=财政局 |  |
| units | 财政局、发改局等8家单位 | units=财政局\|发改局; unresolved=6 | yes |
| units | 财政局、发改局等2部门 | units=财政局\|发改局 |  |
| units | 财政局等有关部门 | units=财政局; unresolved | yes |
| units | 各乡镇 | group=各乡镇 |  |
| units | 各乡镇人民政府（街道办事处） | group=各乡镇人民政府（街道办事处） |  |
| units | 县直各部门 | group=县直各部门 |  |
| units | 各镇街 | group=各镇街 |  |
| units | 教育局、各乡镇 | units=教育局; group=各乡镇 |  |
| units | 县委办、县政府办 | units=县委办\|县政府办 |  |
| units | 县纪委监委、县委组织部 | units=县纪委监委\|县委组织部 |  |
| units | 国网云溪县供电公司 | units=国网云溪县供电公司; outside=国网云溪县供电公司 | yes |
| units | 李四（教育局） | person=李四; units=教育局 |  |
| units | 县领导 | unresolved | yes |
| units | 有关单位 | unresolved | yes |
| units | 财政局、财政局 | units=财政局 |  |
| units | 财政局、发改局牵头 | lead=财政局\|发改局 | yes |
| units | 财政局或发改局 | units=财政局或发改局 | yes |
| units | 自然资源和规划局（林业局、不动产中心） | units=自然资源和规划局（林业局、不动产中心） | yes |
| units | 财 政 局 | units=财政局 |  |
| units | 城关镇、石桥乡、东街街道 | units=城关镇\|石桥乡\|东街街道 |  |
| units | 公安局交警大队 | units=公安局交警大队 |  |
| units | — | empty |  |
| units | 项目指挥部 | units=项目指挥部; outside=项目指挥部 | yes |
| units | 1.财政局 2.发改局 | units=财政局\|发改局 |  |
| progress | 完成总任务的80% | pct=80 |  |
| progress | 已完成总量的八成 | pct=80; approx |  |
| progress | 完成率达到了85% | pct=85 |  |
| progress | 目前已完成约75% | pct=75; approx |  |
| progress | 完成进度：约60% | pct=60; approx |  |
| progress | 进度约为60% | pct=60; approx |  |
| progress | 差不多80% | pct=80; approx |  |
| progress | 接近九成 | pct<90; approx |  |
| progress | 九成以上 | pct>=90 | yes |
| progress | 超九成 | pct>=90 | yes |
| progress | 不足三成 | pct<30 |  |
| progress | 不到80% | pct<80 |  |
| progress | 大于80% | pct>=80 | yes |
| progress | 80%多 | pct>80; approx |  |
| progress | 四分之三 | ratio=3/4; pct=75 |  |
| progress | 完成四分之三 | ratio=3/4; pct=75 |  |
| progress | 二分之一 | ratio=1/2; pct=50 |  |
| progress | 2/3左右 | ratio=2/3; pct=66.67; approx |  |
| progress | 9/12 | ratio=9/12; pct=75 |  |
| progress | 完成3/5 | ratio=3/5; pct=60 |  |
| progress | 15个已完工12个 | ratio=12/15; pct=80 |  |
| progress | 30户完成21户 | ratio=21/30; pct=70 |  |
| progress | 共40条，整改35条 | ratio=35/40; pct=87.5 |  |
| progress | 应办结20件，已办结18件 | ratio=18/20; pct=90 |  |
| progress | 20件已全部办结 | unknown | yes |
| progress | 5个完成6个 | unknown | yes |
| progress | 10个未开工7个 | unknown | yes |
| progress | 计划完成投资5亿元 | unknown | yes |
| progress | 下半年完成40% | plan=40 | yes |
| progress | 明年完成剩余20% | remaining=20 | yes |
| progress | 目标完成率90% | pct=90 | yes |
| progress | 争取月底前完成90% | plan=90 | yes |
| progress | 拟于10月完成80% | plan=80 | yes |
| progress | 要求达到90% | plan=90 | yes |
| progress | 年度目标80% | plan=80 | yes |
| progress | 任务完成进度达87.3% | pct=87.3 |  |
| progress | 比上月提高3.2个百分点，完成率达75% | pct=75; growth=+3.2pp | yes |
| progress | 已完成60%，较上月增长5% | pct=60; growth=+5 | yes |
| progress | 增速8% | growth=+8 | yes |
| progress | 同比减少12% | growth=-12 | yes |
| progress | 增长到80% | pct=80 | yes |
| progress | 占GDP的5% | unknown | yes |
| progress | 中标率100% | unknown | yes |
| progress | 覆盖率达98% | unknown | yes |
| progress | 达到时序进度 | status=正常推进 |  |
| progress | 超前序时进度5个百分点 | vs_schedule=+5 |  |
| progress | 滞后序时进度约5个百分点 | vs_schedule=-5 | yes |
| progress | 超序时进度7.3% | vs_schedule=+7.3 | yes |
| progress | 完成58%，超序时进度8个百分点 | pct=58; vs_schedule=+8 |  |
| progress | 完成42%，欠序时8个百分点 | pct=42; vs_schedule=-8 |  |
| progress | 基础完工 | milestone=基础完工 |  |
| progress | 已竣工验收 | milestone=已竣工验收 |  |
| progress | 设计完成，招标完成 | milestone=设计完成、招标完成 |  |
| progress | 尚未主体封顶 | unknown | yes |
| progress | 即将封顶 | unknown | yes |
| progress | 预计10月封顶 | unknown | yes |
| progress | 主体封顶，完成60% | pct=60; milestone=主体封顶 |  |
| progress | 前期手续办理中 | unknown | yes |
| progress | 完成80％。 | pct=80 |  |
| progress | （80%） | pct=80 |  |
| progress | 80%(60%) | unknown | yes |
| progress | 进度正常，80% | pct=80; status=正常推进 |  |
| progress | 80%，正常推进 | pct=80; status=正常推进 |  |
| progress | 80%左右（滞后） | pct=80; approx; remark=滞后; status=滞后 |  |
| progress | 提前完成 | status=办结; early |  |
| progress | 已超额完成 | pct>=100 |  |
| progress | 110% | pct=110 |  |
| progress | 完成105% | pct=105 |  |
| progress | 2000万元（占40%） | amount=2000万元 | yes |
| progress | 到位资金3000万元 | amount=3000万元 | yes |
| progress | 3.5万 | amount=35000 |  |
| progress | 1.2亿 | amount=120000000 |  |
| progress | 叁佰伍拾万元整 | amount=3500000 |  |
| progress | 1.234.5万元 | unknown | yes |
| progress | 2000万人 | unknown | yes |
| progress | 3万亩 | unknown | yes |
| progress | 同上月，80% | pct=80; same; no-update | yes |
| progress | 80%同上月 | pct=80 | yes |
| progress | ０．８５ | pct=85 | yes |
| progress | 完成 | status=办结 |  |
| progress | 正在招标 | unknown | yes |
| progress | 已启动 | unknown | yes |
| progress | 0 | pct=0 |  |
| progress | 零 | unknown | yes |
| progress | 100％ | pct=100 |  |
| progress | 近半 | pct<50; approx |  |
| progress | 超半数 | pct>=50 | yes |
| progress | 过半数 | pct>50; approx |  |
| progress | 时间过半，任务未过半 | pct<=50 |  |
| progress | 累计完成年度投资计划的72.5% | pct=72.5 |  |
| progress | 完成年度计划投资的72% | pct=72 |  |
| progress | 完成计划的120% | pct=120 |  |
| progress | 完成年度目标任务的81.2％，超序时进度6.2个百分点 | pct=81.2; vs_schedule=+6.2 |  |
| progress | 按计划推进（80%） | pct=80; status=正常推进 |  |
| progress | 未开工，0% | pct=0; status=未启动 |  |
| progress | 未能完成80%的目标 | unknown | yes |
| progress | 80%的任务尚未完成 | remaining=80 | yes |
| progress | 一季度完成25% | pct=25 | yes |
| progress | 1月完成5%，2月完成8% | unknown | yes |
| status | 已办 | unknown | yes |
| status | 办理中 | status=正常推进 |  |
| status | 全部完成 | status=办结 |  |
| status | 完成情况良好 | unknown | yes |
| status | 正常 | status=正常推进 |  |
| status | 已达序时进度 | status=正常推进 |  |
| status | 尚未达到序时 | status=滞后 |  |
| status | 未达到进度要求 | unknown | yes |
| status | 进度正常 | status=正常推进 |  |
| status | 严重滞后 | status=滞后 |  |
| status | 略有滞后 | status=滞后 | yes |
| status | 办结待审 | status=办结待审 |  |
| status | 待办结 | unknown | yes |
| status | 待完成 | unknown | yes |
| status | 申请办结 | status=办结待审 | yes |
| status | 申请延期 | unknown | yes |
| status | 已延期 | unknown | yes |
| status | 中止办理 | status=暂停; reason required | yes |
| status | 终止 | status=暂停; reason required | yes |
| status | 不再考核 | unknown | yes |
| status | 常态化开展 | status=长期推进 |  |
| status | 长期坚持，持续推进 | status=长期推进 | yes |
| status | 已完成并长期坚持 | unknown | yes |
| status | 阶段性完成，持续推进 | unknown | yes |
| status | 是 | done |  |
| status | 否 | not done |  |
| status | / | empty |  |
| status | ２ | unknown | yes |
| status | 完成了 | status=办结 |  |
| status | 未办结完成 | unknown | yes |
| status | 非正常推进 | unknown | yes |
| status | 难以完成 | unknown | yes |
| status | 未能按期完成 | status=滞后 | yes |
| status | 尚未按期完成 | status=滞后 | yes |
| status | 已逾期 | status=滞后 | yes |
| status | 未逾期 | unknown | yes |
| status | 前期工作中 | unknown | yes |
| progress | 约完成计划的80% | pct=80; approx | |
| progress | 百分之八十至九十 | pct=80..90 | yes |
| progress | 八十％ | pct=80 | |
| progress | 12件中10件已办结 | ratio=10/12; pct=83.33 | |
| progress | 10件已办结，共12件 | ratio=10/12; pct=83.33 | |
| progress | 滞后20% | unknown | yes |
| progress | 超额完成5% | unknown | yes |
| progress | 9月完成80% | pct=80 | yes |
| progress | 1-9月完成80% | pct=80 | |
| progress | 任务80% | pct=80 | yes |
| progress | 5个已完成3个，完成率70% | unknown | yes |
| progress | 5个已完成3个，完成率60% | ratio=3/5; pct=60 | |
| progress | 未完成（80%） | pct=80; not done | yes |
| progress | 完成投资2亿元，占计划的80%，同比增长20% | pct=80; amount=2亿元; growth=+20 | yes |
| progress | 超时序进度3个百分点 | vs_schedule=+3 | |
| status | 按时序进度推进 | status=正常推进 | |
| status | 欠时序 | status=滞后 | |
| status | 进度正常（滞后） | status=正常推进; remark=滞后 | yes |
| units | 县发展和改革局牵头；县财政局、各乡镇（街道）配合 | lead=县发展和改革局; assist=县财政局; group=各乡镇（街道） | |
| units | 由县发改局、县财政局共同牵头 | lead=县发改局\|县财政局 | yes |
| units | 县教育局【牵头】、县财政局 | lead=县教育局; assist=县财政局 | |
| units | 牵头单位：县发改局；责任单位：各乡镇人民政府、街道办事处 | lead=县发改局; group=各乡镇人民政府\|街道办事处 | |
| units | 各成员单位 | unresolved | yes |
| units | 待定 | unresolved | yes |
| units | 张三 财政局 | units=张三\|财政局 | yes |
| units | XX局 | units=XX局 | yes |
| units | 发改和财政局 | units=发改和财政局 | yes |
| units | 财政局发改局 | units=财政局发改局 | yes |
| units | 国家税务总局云溪县税务局 | units=国家税务总局云溪县税务局 | |
| units | 公安局和各乡镇 | units=公安局; group=各乡镇 | |
| units | ①财政局②发改局 | units=财政局\|发改局 | |
| units | 公安局、司法局及相关部门 | units=公安局\|司法局; unresolved | yes |
| units | 发改局、财政局，教育局配合 | units=发改局\|财政局; assist=教育局 | yes |
| progress | 65%【滞后】 | pct=65; remark=滞后; status=滞后 | |
| progress | 80%滞后 | pct=80; status=滞后 | |
| progress | 72%正常推进 | pct=72; status=正常推进 | |
| progress | 80%完成 | pct=80 | |
| progress | 80%不滞后 | unknown | yes |
| progress | 时间过半任务过半 | pct>50; approx | |
| progress | 按计划推进中 | status=正常推进 | |
| progress | 按计划有序推进 | status=正常推进 | |
| progress | 进度无变化 | same; no-update | yes |
| progress | 3∕5 | ratio=3/5; pct=60 | |
| progress | ✖ | not done | |
| progress | 75%75% | pct=75 | yes |
| progress | 本月完成30% | pct=30 | yes |
| progress | 截至本月累计完成30% | pct=30 | |
| progress | -2000万 | amount=-20000000 | yes |
| status | 提前完成任务 | status=办结; early | |
| status | 提前超额完成 | status=办结; early | |
| status | 推进中 | status=正常推进 | |
| status | 按计划推进中 | status=正常推进 | |
| status | 有序推进中 | status=正常推进 | yes |
| status | 完成中 | unknown | yes |
| status | 已完成中 | unknown | yes |
| status | 需加快推进 | status=滞后 | |
| status | 推进较慢 | status=滞后 | |
| status | 没达序时 | status=滞后 | |
| status | 暂未启动 | status=未启动 | |
| status | 未开展 | status=未启动 | |
| status | 开展前期工作 | status=未启动 | yes |
| status | 取得阶段性成效并持续推进 | status=阶段性完成 | |
| status | 未取得阶段性成效并持续推进 | unknown | yes |
| status | 已完成并持续推进 | unknown | yes |
| status | 申请销号中 | status=办结待审 | |
| status | 同意销号 | status=销号 | yes |
| status | 不同意销号 | unknown | yes |
| status | 其它 | status=不考核; reason required | yes |
| units | （1）财政局（2）发改局 | units=财政局\|发改局 | |
| units | 牵头：财政局；责任：发改局 | lead=财政局; assist=发改局 | |
| units | 牵头单位财政局，配合单位发改局 | lead=财政局; assist=发改局 | |
| units | 财政局牵头、发改局配合 | lead=财政局; assist=发改局 | |
| units | 财政局（牵头），发改局、教育局（配合） | lead=财政局; assist=发改局\|教育局 | |
| units | 各乡镇(街道) | group=各乡镇（街道） | |
""")
"""Cells of the same kinds."""

UNITS = """
    | 单位代码 | 单位名称 | 简称 | 别名 | 组别 | 启用 |
    | 1 | 云溪县财政局 | 县财政局 | 财局 | 县直部门 | 是 |
    | 2 | 云溪县发展和改革局 | 县发改局 | 发改局、发改委 | 县直部门 | 是 |
    | 3 | 云溪县住房和城乡建设局 | 县住建局 | 住建局、人防办 | 县直部门 | 是 |
    | 4 | 城关镇人民政府 | 城关镇 | 城关 | 乡镇 | 是 |
    | 5 | 东街街道办事处 | 东街街道 | | 乡镇 | 是 |
    | 6 | 石桥乡人民政府 | 石桥乡 | | 乡镇 | 否 |
    | 7 | 云溪县教育局 | | 教体局 | 县直部门 | 是 |
    | 8 | 云溪县市场监督管理局 | 县市场监管局 | 综合局 | 县直部门 | 是 |
    | 9 | 云溪县综合行政执法局 | | 综合局 | 县直部门 | 是 |
    | 10 | 云溪县综合事务中心 | | 综合办 | 县直部门 | 是 |
"""


def directory() -> UnitDirectory:
    return ledger_from(units=UNITS).units


CONDITIONS = {
    "fraction": {"scale": Scale.FRACTION},
    "percent": {"scale": Scale.PERCENT},
    "mixed": {"scale": Scale.MOSTLY_PERCENTS},
    "above": {"above": "60%"},
    "date": {},
    "": {},
}


@pytest.mark.parametrize(("number", "kind", "text", "reading", "confirm", "condition"), HABITS)
def test_row_of_the_habits__read_as_it_says(
    number: str, kind: str, text: str, reading: str, confirm: str, condition: str
) -> None:
    known = Office(directory=directory() if condition == "directory" else None, first_leads=condition == "first")
    cell = Cell(kind=CellKind(kind), text=text, on=ON, **CONDITIONS.get(condition, {}))
    read = read_cell(cell, known)
    assert (number, read.reading, read.confirm) == (number, reading, confirm == "yes")


def test_habits__every_row_is_here() -> None:
    assert {int(row[0]) for row in HABITS} == set(range(71, 123))


@pytest.mark.parametrize(("kind", "text", "reading", "confirm"), OTHERS)
def test_cell_of_the_same_kind__read_by_the_same_conventions(kind: str, text: str, reading: str, confirm: str) -> None:
    read = read_cell(Cell(kind=CellKind(kind), text=text, on=ON), Office())
    assert (read.reading, read.confirm) == (reading, confirm == "yes")


EVERY = [(row[1], row[2]) for row in HABITS] + [(row[0], row[1]) for row in OTHERS]
TOLD_APART = [(kind, text) for kind, text in EVERY if kind != "units"]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
ALIEN = "，另见会议纪要第二号"


def reading(kind: str, text: str) -> tuple[str, bool]:
    read = read_cell(Cell(kind=CellKind(kind), text=text, on=ON), Office())
    return read.reading, read.confirm


@pytest.mark.parametrize("kind", ["progress", "status"])
def test_width_and_blanks__never_change_a_reading(kind: str) -> None:
    for text in (text for of, text in TOLD_APART if of == kind):
        blanks = re.sub(r"(?<=[^\d.．])(?=[^\d.．])", "\u3000 ", text)
        as_it_is = reading(kind, text)
        assert (text, reading(kind, blanks)) == (text, as_it_is)
        wide = text.translate(WIDE)
        same = re.sub(r"remark=[^;]*", "", reading(kind, wide)[0])
        amount = re.sub(r"(?:remark|amount|total)=[^;]*", "", as_it_is[0])
        assert (text, re.sub(r"(?:amount|total)=[^;]*", "", same)) == (text, amount)


def test_blanks_in_a_name__never_part_it() -> None:
    for name in ("财政局", "人力资源和社会保障局", "住房和城乡建设局", "城关镇人民政府"):
        assert reading("units", "\u3000".join(name)) == (f"units={name}", False)
        assert reading("units", "\n".join((name[:-2], name[-2:]))) == (f"units={name}", False)


@pytest.mark.parametrize("no", ["未", "尚未", "没有", "没", "不", "并未", "未能", "无法", "不能", "非", "从未"])
def test_negated_word__never_reads_as_the_word(no: str) -> None:
    for state, said in START_WORDS.items():
        for word in (state, *said.split()):
            if word[0] in "未尚没还不":
                continue
            for text in (no + word, f"目前{no}{word}", f"{no} {word}。"):
                assert (text, read_status(text).state) != (text, state)
                assert read_progress(text).status != state


@given(
    st.integers(1, 100), st.sampled_from(["未完成", "没有完成", "尚未完成", "未能完成", "无法完成", "未实现", "没完成"])
)
def test_percent_that_is_not_done__never_counts_as_done(percent: int, no: str) -> None:
    for text in (f"{no}{percent}%", f"目前{no}年度计划的{percent}%"):
        read = read_progress(text)
        assert (read.percent, read.confirm) == (None, True)


@given(
    st.integers(1, 99),
    st.sampled_from(["计划完成", "力争达到", "预计完成", "下月完成", "同比增长", "环比下降", "较上月提高", "剩余", "还差", "女性占比", "资金到位率"]),
)  # fmt: skip
def test_plan_growth_and_other_shares__are_never_progress(percent: int, before: str) -> None:
    read = read_progress(f"{before}{percent}%")
    assert (read.percent, read.confirm, read.as_percent().value) == (None, True, None)
    assert f"pct={percent}" not in read.reading


@pytest.mark.parametrize(("kind", "text"), TOLD_APART)
def test_text_with_a_part_not_understood__is_never_confident(kind: str, text: str) -> None:
    assert reading(kind, text + ALIEN)[1]


PIECES = (
    *(
        "约",
        "近",
        "超",
        "不足",
        "80%",
        "八成",
        "三分之二",
        "3/5",
        "过半",
        "计划",
        "下月",
        "完成",
        "已",
        "未",
        "同比",
        "增长",
        "占",
    ),
    *(
        "总投资",
        "年度计划",
        "序时进度",
        "5个百分点",
        "滞后",
        "主体完工",
        "（",
        "）",
        "，",
        "、",
        "。",
        "2000万元",
        "10个",
        "7个",
    ),
    *("无变化", "同上月", "左右", "以上", "牵头", "财政局", "配合", "和", "等5部门", "各乡镇", "√", "0.8", "-"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_texts_of_usual_pieces__read_without_a_fault(text: str) -> None:
    for kind in CellKind:
        read = read_cell(Cell(kind=kind, text=text, on=ON), Office())
        assert read.reading and (read.confirm or "unknown" not in read.reading)


@given(st.text(max_size=60))
def test_any_text__read_without_a_fault(text: str) -> None:
    for kind in ("progress", "status", "units"):
        read = read_cell(Cell(kind=CellKind(kind), text=text, on=ON), Office(directory=directory()))
        assert read.reading and (read.confirm or "unknown" not in read.reading)
        assert spoken(read.reading)


@given(st.text(alphabet="完成计划进度约超已未任务总的了到达月年底前，、。（）主体招标设计滞后推进", max_size=16))
def test_text_without_a_figure__gives_no_percent(text: str) -> None:
    read = read_progress(text)
    assert read.percent is None or "超额完成" in text


@given(st.integers(0, 199), st.integers(0, 9))
def test_percent_in_every_usual_spelling__read_back(whole: int, tenth: int) -> None:
    said = f"{whole}.{tenth}"
    for text in (
        f"{said}%",
        f"完成{said}％",
        f"已完成 {said} %",
        f"完成率：{said}%",
        f"占年度计划的{said}%",
        f"总进度{said}%。",
    ):
        read = read_progress(text)
        assert (text, read.percent, read.confirm) == (text, Decimal(said), False)


def test_amount__never_zero_for_what_is_not_understood() -> None:
    for text in ("2000万", "３．２亿元", "1,200万元", "壹佰万元", "2000余万元", "500元"):
        assert not read_progress(text).reading.endswith("=0")
    assert [read_progress(text).reading for text in ("若干万元", "万元", "2000万人")] == ["unknown"] * 3


# The column of percentages


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("计划完成90%", None, "T137"),
        ("较上月增长5%", None, "T137"),
        ("占总投资40%，占年度计划75%", None, "T136"),
        ("50%（未开工）", None, "T138"),
        ("同上月", None, "T139"),
        ("不足30%", None, "T143"),
        ("接近100%", None, "T143"),
        ("主体完工", None, "T132"),
        ("2000万", None, "T132"),
        (date(2026, 3, 5), None, "T134"),
        ("完成60%，下月计划90%", 60, "T142"),
        ("90%以上", 90, "T135"),
        ("约80%", 80, "T131"),
        ("80%（进度滞后）", 80, "T133"),
        ("80%", 80, ""),
    ],
)
def test_cell_of_a_percent_column__number_only_for_what_is_done(cell: Value, value: int | None, code: str) -> None:
    read = read_progress(cell, scale=Scale.FRACTION).as_percent()
    assert (read.value, read.note) == (value, code)
    if code:
        assert read.written in message(finding(code, **read.quoted))


HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 报告类型 |"


def test_form_whose_percent_is_a_plan__row_refused_with_the_reason() -> None:
    rows = f"""
        {HEAD}
        | D-001 | 正常推进 | 计划完成90% | 已完成路面改造12公里 | 无 | 进展报告 |
        | D-002 | 正常推进 | 完成40%，同比增长5% | 已完成1座桥梁的加固 | 无 | 进展报告 |
    """
    result = check_return(form(rows), office())
    assert [code for code, _cell in found(result.findings)] == ["T137", "T142"]
    assert [(line.number, line.percent_done) for line in result.good] == [("D-002", 40)]


def test_ledger_column__read_by_the_same_reader() -> None:
    ledger = ledger_from(
        returns="| 事项编号 | 单位 | 完成率 |\n| D-001 | 甲局 | 下月计划30% |\n| D-001 | 甲局 | 八成 |",
        matters="| 事项编号 | 完成率 |\n| D-001 | 占总投资40%，占年度计划75% |",
    )
    assert [code for code, _cell in found(ledger.findings)] == ["T137", "T131", "T136"]


# The dictionary of states


def test_word_for_a_state_in_a_form__understood_and_told() -> None:
    rows = f"""
        {HEAD}
        | D-001 | 推进缓慢 | 60% | 已完成路面改造12公里 | 雨季停工两周 | 进展报告 |
        | D-002 | 按序时 | 40% | 已完成1座桥梁的加固 | 无 | 进展报告 |
    """
    result = check_return(form(rows), office())
    assert found(result.findings) == [("T190", "B3"), ("T190", "B4")]
    assert "“推进缓慢”按“滞后”理解" in message(result.findings[0])
    assert [line.progress_state for line in result.good] == ["滞后", "正常推进"]
    assert [line.record.written["progress_state"] for line in result.good] == ["推进缓慢", "按序时"]


@pytest.mark.parametrize(
    ("word", "codes"), [("有序推进", ["R329"]), ("基本完成", ["R329"]), ("暂缓", ["R329"]), ("不滞后", ["R318"]), ("未完成", ["R318"])]
)  # fmt: skip
def test_doubtful_word_in_a_form__asked_never_replaced(word: str, codes: list[str]) -> None:
    row = f"{HEAD}\n| D-001 | {word} | 60% | 已完成路面改造12公里 | 雨季 | 进展报告 |"
    result = check_return(form(row), office())
    assert [f.code for f in result.findings if f.source.cell == "B3"] == codes
    assert result.good == ()


def test_unit_says_done__waits_for_the_review() -> None:
    row = f"{HEAD}\n| D-001 | 已办结 | 100% | 已完成路面改造20公里 | 无 | 进展报告 |"
    result = check_return(form(row), office())
    assert "“已办结”按“办结待审”理解" in [message(f) for f in result.findings if f.code == "T190"]


def test_words_of_the_office__from_its_settings() -> None:
    words = words_of([("状态用语(滞后)", "慢半拍、有序推进"), ("状态用语（离谱）", "甲"), ("年度", "2026")])
    assert read_status("慢半拍", words).reading == "status=滞后"
    assert (read_status("有序推进", words).reading, read_status("有序推进").confirm) == ("status=滞后", True)
    assert read_status("甲", words).is_unknown
    settings = "| 参数 | 值 |\n| 台账编号 | L-1 |\n| 表单密钥 | k-2026 |\n| 状态用语（滞后） | 慢半拍 |"
    row = f"{HEAD}\n| D-001 | 慢半拍 | 60% | 已完成路面改造12公里 | 雨季 | 进展报告 |"
    assert [line.progress_state for line in check_return(form(row), office(settings=settings)).good] == ["滞后"]


def test_dictionary__one_state_for_each_word() -> None:
    said = [word for words in (START_WORDS, DOUBTFUL_WORDS) for text in words.values() for word in text.split()]
    assert sorted(word for word in set(said) if said.count(word) > 1) == []
    assert set(START_WORDS) == set(STATES) and set(OF_FORMS) <= set(STATES)
    assert len(start_words().certain) > 100


def test_state_in_the_ledger__asked_with_the_word_that_may_be_meant() -> None:
    from duban_xl.check.ledger import check_ledger

    ledger = ledger_from(
        matters="| 事项编号 | 状态 |\n| D-1 | 已完成 |\n| D-2 | 随便 |",
        returns="| 事项编号 | 进展状态 |\n| D-1 | 推进缓慢 |",
    )
    said = {f.source.cell + f.code: f.args.get("near") for f in check_ledger(ledger) if f.code in ("T197", "L210")}
    assert said == {"B3T197": "办结", "B4L210": None} | {"B3T197": said.get("B3T197")}
    assert sorted(f.args["near"] for f in check_ledger(ledger) if f.code == "T197") == ["办结", "滞后"]


# Units beside a directory


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        ("综合局", "unresolved=1", "T182"),
        ("林川县财政局", "units=林川县财政局; outside=林川县财政局", "T181"),
        ("东街", "units=东街街道办事处", "T185"),
        ("县发改委", "units=云溪县发展和改革局", ""),
        ("发展和改革局和财政局", "units=云溪县发展和改革局|云溪县财政局", ""),
        ("各乡镇", "group=各乡镇; members=城关镇人民政府|东街街道办事处", ""),
        ("各街道", "group=各街道; members=东街街道办事处", ""),
        ("财政局、财局", "units=云溪县财政局", "T189"),
        ("财政局牵头，财政局、教育局配合", "lead=云溪县财政局; assist=云溪县财政局|云溪县教育局", "T186"),
        ("财政局" * 800, "unknown", "T188"),
        ("财政局、城关", "units=云溪县财政局|城关镇人民政府", ""),
        ("林业局（张三）", "units=林业局（张三）", "T184"),
    ],
)
def test_units_with_a_directory__looked_up_never_guessed(text: str, said: str, code: str) -> None:
    read = read_units(text, directory=directory())
    assert (read.reading, read.note) == (said, code) or (code == "T184" and read.note == code)
    assert read.confirm is (code not in ("", "T189"))


@pytest.mark.parametrize(
    ("text", "code"),
    [("财政局等5部门", "T180"), ("各乡镇", "T183"), ("住建局（人防办）", "T184"), ("张三丰某某", "T187")],
)
def test_units_without_a_directory__doubts_are_named(text: str, code: str) -> None:
    read = read_units(text)
    assert read.note == code
    assert message(finding(code, **read.quoted))


def test_names_of_levels__kept_apart_and_not_invented() -> None:
    assert placed("云溪县财政局") == ("云溪", "县", "财政局")
    assert [placed(name).level for name in ("市场监督管理局", "开发区管委会", "区域合作局", "社区服务中心")] == [""] * 4
    assert placed("县市场监督管理局") == ("", "县", "市场监督管理局")


def test_every_name_of_the_directory__finds_its_unit() -> None:
    units = directory()
    names = UnitNames(units)
    for unit in units.units:
        for name in unit.names:
            match = names.find(name)
            assert match.unit == unit or (name == "综合局" and len(match.candidates) == 2)


# Every doubt has its sentence

DOUBTS = [
    ("progress", "90%以上", "T135"),
    ("progress", "30%、40%", "T136"),
    ("progress", "计划90%", "T137"),
    ("progress", "100%（滞后）", "T138"),
    ("progress", "无变化", "T139"),
    ("progress", "完成60%，下月计划90%", "T142"),
    ("progress", "不足30%", "T143"),
    ("progress", "0.8", "T144"),
    ("progress", "2000万", "T145"),
    ("status", "同上", "T147"),
    ("status", "正在办理", "T190"),
    ("status", "有序推进", "T191"),
    ("status", "看情况", "T192"),
    ("status", "未完成", "T193"),
    ("status", "暂缓", "T194"),
    ("status", "正常推进，滞后", "T195"),
    ("units", "相关部门", "T180"),
    ("units", "某某集团", "T181"),
    ("units", "财政局、发改局牵头", "T186"),
    ("units", "财政局、财政局", "T189"),
]


@pytest.mark.parametrize(("kind", "text", "code"), DOUBTS)
def test_doubt__told_in_its_sentence(kind: str, text: str, code: str) -> None:
    note = read_cell(Cell(kind=CellKind(kind), text=text, on=ON), Office()).note
    fixed = max(re.split(r"\{\w+\}", CATALOGUE[code].message), key=len)
    assert fixed in note
