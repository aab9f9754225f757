"""Every word that stands in the score workbook (计分表)."""

TITLE = "督查考核得分汇总表（{period}）"
SUBTITLE = "依据{title}，统计截至 {as_of}；考核年度 {start} 至 {end}；基本分 {base} 分；折算分 = 得分 × 权重，保留 {places} 位小数"
BOOK_NAME = "督查计分表"
FOOTER = "&L&9{title}&C&9第 &P 页，共 &N 页&R&9统计截至 {as_of}"

SUMMARY, DETAILS, QUARTERS, CHARTS, NOTES = "汇总", "明细", "季度", "图表", "口径说明"
YES, NO = "是", "否"

RANK, UNIT, GROUP, INSPECTED = "名次", "单位", "组别", "是否督查"
POINTS, RAW, OWN, SCORE, WEIGHT, COUNTED = "扣分合计", "原始分", "限底后", "得分", "权重", "折算分"
THIS_QUARTER, THIS_YEAR, THIS_PERIOD = "本季扣分", "本年扣分", "本期扣分"
TO_DATE, REMAINING, CONSEQUENCES = "累计扣分", "剩余分", "后果"
HELP = {
    RANK: "组内名次，得分相同的并列，其后名次顺延。",
    INSPECTED: "年内有督查记录或有已确认扣分的为“是”；没有扣分不等于没有被督查。",
    POINTS: "“明细”中计分的各行之和，截至统计日期。",
    RAW: "基本分减扣分合计，低于下限的也照实列出。",
    OWN: "原始分低于得分下限的，按下限计。",
    SCORE: "被督查单位取限底后的分数；未被督查单位按口径，取本组被督查单位的平均分（不先舍入）。",
    COUNTED: "得分乘以本组权重，四舍五入。",
    TO_DATE: "“季度”中各季度之和，应与扣分合计相等。",
    REMAINING: "基本分减累计扣分。",
}

DETAILS_TITLE = "扣分明细"
DETAILS_HELP = "一次事件一行，只有“计分”为“是”的才扣分；改动分值、日期或“计分”，其他各表随之重算。"
DAY, QUARTER, RULE, CLAUSE, CONDITION, VALUE = "事件日期", "季度", "规则", "条款", "情形", "分值"
COUNTS, DEDUCTED, MATTER, DOCUMENT, OUTCOME, TRACE = "计分", "扣分", "事项编号", "依据文件", "处理", "说明"
LATE = "{outcome}（{quarter}补记）"
NUMERALS = "一二三四"

QUARTERS_TITLE = "各季度扣分情况表"
QUARTERS_HELP = "按累计扣分从多到少排列；扣分计入事件发生的季度，事后认定的也是如此。"

RANKING_CHART = "{group}得分"
AXIS_FROM = "横轴自 {start} 分起"
QUARTERS_CHART = "各单位分季度扣分"

NOTES_TITLE = "计分口径说明"
KEY, TAKEN, NOTE, SOURCE = "口径", "取值", "说明", "条款或规则编号"
CONVENTION, CONVENTION_MARK = "本系统约定", "※"
CONVENTION_NOTE = "标“※”的是本系统约定，不是办法原文；本单位另有规定的，在台账“计分口径”中改。"
PARAMETERS = "计算参数（各表公式引用，请勿移动）"
BASE, FLOOR, PLACES = "基本分", "得分下限", "保留小数"
YEAR_FROM, PERIOD_FROM, AS_OF = "年度起", "本期起", "统计截止"
NO_FLOOR = "不设下限"
GROUPS_TITLE = "分组情况"
UNITS, INSPECTED_UNITS, AVERAGE = "单位数", "被督查", "被督查单位平均分"
PENDING_TITLE = "待人认定的事件（未计分）"
PROBLEMS_TITLE = "问题清单"
LEVEL, PLACE, PROBLEM, CURE = "级别", "位置", "问题", "处理"
NONE = "无"
