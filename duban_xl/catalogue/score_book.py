"""Every word that stands in the score workbook (计分表)."""

from duban_xl.model.period import PeriodKind

TITLE = "督查考核得分汇总表（{period}）"
SUBTITLE = (
    "依据{title}，统计截至 {as_of}；考核年度 {start} 至 {end}；{base}；折算分 = 得分 × 权重，保留 {places} 位小数"
)
BASE_IS, SECTIONS_ARE, SECTIONS_WEIGHTED = "基本分 {base} 分", "分项满分：{sections}，按权重合成", "各分项按权重合成"
UNNAMED_METHOD = "本单位考核办法"
BOOK_NAME = "督查计分表"
FOOTER = "&L&9 {title}&C&9第 &P 页，共 &N 页&R&9统计截至 {as_of}"

SUMMARY, DETAILS, QUARTERS, CHARTS, NOTES = "汇总", "明细", "季度", "图表", "口径说明"
SECTIONS, CYCLES, MEASURED, CLAUSES, OPEN, PAGES = "分项", "周期", "测算", "条款", "待定", "单位成绩单"
YES, NO = "是", "否"
NOTHING = "—"
BY_PROGRAM, BY_FORMULA = "由程序计算", "公式"
RECKONED_FIGURES = "由程序计算：{figures}"
LEGEND = "灰底斜体的数由程序计算，依据见“说明”"
WHOLE, SECTION_NUMBER, WHOLE_YEAR = "总分", "分项{section}", "全年"

RANK, UNIT, GROUP, INSPECTED = "名次", "单位", "组别", "是否督查"
POINTS, RAW, OWN, SCORE, WEIGHT, COUNTED = "扣分合计", "原始分", "限底后", "得分", "权重", "折算分"
OVERALL_RANK, TAKES_PART, BONUSES, COMPOSED, BAND = "总名次", "参加排名", "加分合计", "合成分", "等次"
PERIOD_HEADERS = {
    PeriodKind.QUARTER: ("本季扣分", "本季净扣分"),
    PeriodKind.YEAR: ("本年扣分", "本年净扣分"),
}
"""Kind of period → the column of its own points; the second where anything can add points."""
OTHER_PERIOD = ("本期扣分", "本期净扣分")
TO_DATE, TO_DATE_NET, REMAINING, CONSEQUENCES = "累计扣分", "累计净扣分", "剩余分", "后果"
DECIDED_ON = "已作出：{what}"
WAITS_FOR_CONSENT = "已提出、待同意：{what}"
WITHDRAWN = "已撤销（{day}）：{what}"
AGREED_BY = "{by}同意"
IN_THE_SCORE = "已按办法计入成绩：{name}（{effect}；{because}）"
PROPOSED = "建议、尚未决定：{name}（{because}）"
MANY_SERIALS = "序号{serials}等{count}件"
HELP = {
    RANK: "组内名次，得分相同的并列，其后名次顺延。",
    INSPECTED: "年内有督查记录或有已确认扣分的为“是”；没有扣分不等于没有被督查。",
    POINTS: "“明细”中计分的各行之和，截至统计日期。",
    RAW: "基本分（起始分）减扣分、加加分和测算得分；低于下限、高于上限的也照实列出。",
    OWN: "低于下限的按下限计，高于上限的按上限计。",
    SCORE: "被督查单位取限底后的分数；未被督查单位按口径，取本组被督查单位的平均分（不先舍入）。",
    COUNTED: "得分乘以本组权重，四舍五入。",
    TO_DATE: "“季度”中各季度之和，应与扣分合计相等。",
    REMAINING: "还有多少分可扣：基本分减累计扣分；由分项合成的，按办法所得的分。",
    OVERALL_RANK: "全部单位一起排的名次。",
    TAKES_PART: "参加排名的为“是”；名次只在参加的单位之间排。",
    BONUSES: "“明细”中加分的各行之和，截至统计日期。",
    COMPOSED: "“分项”中顶层各分项按权重合成，再减直接计入总分的扣分。",
    BAND: "按“口径说明”中的等次表查得；由后果改定的，由程序写出。",
    CONSEQUENCES: "“已作出”的登记在通报问责，有文号或同意人；“建议、尚未决定”的由程序按办法提出，由有权的人决定。",
    "本季净扣分": "本季扣分减加分。",
    "本年净扣分": "本年扣分减加分。",
    "本期净扣分": "本期扣分减加分。",
    TO_DATE_NET: "扣分减加分，年初至统计截止。",
    "号": "本表的行号，单位成绩单引用它。",
    "原值": "规则给的分值，未算第几次和倍数。",
    "次": "在规则的计数范围内是第几次。",
    "分值": "算过第几次和倍数以后的分值；加分为负数。",
    "封顶范围": "与哪些行合在一起封顶。",
    "上限": "最高分，或合在一起的最高限额。",
    "核减": "因封顶、次数已满等不再计的分；合在一起封顶的，先发生的先计。",
    "扣分": "计入得分的扣分；加分为负数，退回的分也为负数。",
    "认定": "认定的人和日期。",
    "测算得分": "“测算”中各项得分之和。",
    "下级合成": "下级各分项得分（有权重的按权重）之和。",
    "超扣": "扣到下限以后多扣的分，按办法计入总分。",
    "加权得分": "得分乘以权重；没有权重的就是得分。",
    "计算": "本行各数是公式，还是由程序计算。",
}

DETAILS_TITLE = "扣分明细"
DETAILS_HELP = "一次事件一行，只有“计分”为“是”的才扣分；改动分值、日期或“计分”，其他各表随之重算。"
DAY, QUARTER, RULE, CLAUSE, CONDITION, VALUE = "事件日期", "季度", "规则", "条款", "情形", "分值"
COUNTS, DEDUCTED, MATTER, DOCUMENT, OUTCOME, TRACE = "计分", "扣分", "事项编号", "依据文件", "处理", "说明"
NUMBER, SECTION, SIGN, OWN_VALUE, NTH, FACTOR = "号", "分项", "加减", "原值", "次", "倍数"
CAP_SCOPE, CAP, HELD_BACK, DECIDED = "封顶范围", "上限", "核减", "认定"
RULE_SCOPE, GROUP_SCOPE = "规则{rule}", "组{group}{sign}{period}"
LATE = "{outcome}（{quarter}补记）"
NUMERALS = "一二三四"

QUARTERS_TITLE = "各季度扣分情况表"
QUARTERS_HELP = "按累计扣分从多到少排列；扣分计入事件发生的季度，事后认定的也是如此。"

SECTIONS_TITLE = "分项得分表"
SECTIONS_HELP = "一个单位的一个分项一行，顶层分项为蓝底；灰底斜体的数由程序计算，依据见“说明”。各行互相引用，请勿排序。"
ABSENT = "没有该项任务，不适用处理：{treatment}"
ABOVE, MODE, FULL, START, LOST, GAINED = "上级", "方式", "满分", "起始分", "扣分", "加分"
MARKS, BELOW, LEAST, MOST, WEIGHTED, RECKONED, SPILLED = (
    "测算得分",
    "下级合成",
    "下限",
    "上限",
    "加权得分",
    "计算",
    "超扣",
)

CYCLES_TITLE = "分期得分表"
CYCLES_HELP = "按周、月、季等分期计分的分项，一期一行；各期怎样合成见“口径说明”。"
CYCLE, FROM, TO = "期", "起", "止"

MEASURED_TITLE = "测算得分表"
MEASURED_HELP = "由指标、名次、测评得出的分，一律由程序计算，依据见“说明”；改动得分，“分项”和“汇总”随之重算。"
INDICATOR, MEASURE, WAITS, NOT_APPLICABLE = "指标", "测算方式", "待定", "不适用"

CLAUSES_TITLE = "各条款计分情况"
CLAUSES_HELP = "按扣分从多到少排列；加分的为负数。"
TIMES, COST = "次数", "扣分合计"

OPEN_TITLE = "待定和不计的登记"
OPEN_HELP = "等人核实、酌定、补依据，或照现在的登记不能计分的；都没有计入任何合计。"
SERIAL, STATUS, MISSING = "序号", "状态", "还缺什么"

PUBLISHED = "发布"
PUBLISHED_TITLE = "已发布的成绩"
PUBLISHED_HELP = "公示、定稿、更正照当时所写，不改；“现得分”是按现在的台账算出的，只对本期。"
KIND, PUBLISHED_ON, NOW, CHANGE, REASON = "类别", "发布日期", "现得分", "差", "理由"

PAGE_TITLE = "单位成绩单"
PAGE_HEAD = "{period}　统计截至{as_of}　依据{title}"
PAGE_SECTIONS, PAGE_EVENTS, PAGE_MEASURED = "分项得分", "计分事件（扣分为正，加分、退回为负）", "测算得分"
PAGE_OPEN, PAGE_CONSEQUENCES, PAGE_TRACE = "待定，未计分", "后果", "计算说明"
PAGE_HEADING, PAGE_NUMERALS = "{numeral}、{text}", "一二三四五六七八"
PAGE_OBJECTIONS = "公示与异议"
CONTINUED = "{name}（续）"
EVENT_NAMED = "序号{serial}"
HOW_TO_OBJECT = (
    "对以上各项有异议的，自公示之日起 {days} 个工作日内书面向督查室提出，写明事件的序号、理由并附证明材料；"
    "督查室自收到之日起 {answer} 个工作日内复核并书面答复。"
)
NO_PUBLICITY = (
    "本办法不设公示期；有异议的书面向督查室提出，写明事件的序号、理由并附证明材料，督查室自收到之日起 {answer} 个工作日内"
    "复核并书面答复。"
)
BY_CONVENTION = "（天数办法未写全的，按本系统约定）"
PUBLISHED_AS = "成绩于 {day} {kind}{until}。"
OBJECT_UNTIL = "，异议截止 {day}"
OBJECTED = "{day} 提出异议：{content}——复核结论：{result}（{answer}）"
NOT_ANSWERED = "待答复"
PAGE_SUM = "合计"
PAGE_SIGN = ("单位核对意见：", "单位负责人（签字盖章）：", "督查室经办人：", "日期：　　　年　　月　　日")
RULE_AND_CLAUSE = "规则与条款"

RANKING_CHART = "{group}得分"
AXIS_FROM = "横轴自 {start} 分起"
QUARTERS_CHART = "各单位分季度扣分"
QUARTERS_NET_CHART = "各单位分季度净扣分（扣分减加分）"
SECTIONS_CHART = "{group}各分项得分"
WEIGHTED_SECTIONS_CHART = "{group}各分项得分（未乘权重，不相加）"
CLAUSES_CHART = "扣分最多的条款"

NOTES_TITLE = "计分口径说明"
KEY, TAKEN, NOTE, SOURCE = "口径", "取值", "说明", "条款或规则编号"
CONVENTION, CONVENTION_MARK = "本系统约定", "※"
CONVENTION_NOTE = "标“※”的是本系统约定，不是办法原文；本单位另有规定的，在台账“计分口径”中改。"
PARAMETERS = "计算参数（各表公式引用，请勿移动）"
BASE, FLOOR, PLACES = "基本分", "得分下限", "保留小数"
YEAR_FROM, PERIOD_FROM, AS_OF = "年度起", "本期起", "统计截止"
CEILING, NO_FLOOR, NO_CEILING, NO_BASE = "总分上限", "不设下限", "不设上限", "各分项按权重合成，不另设"
GROUPS_TITLE = "分组情况"
UNITS, INSPECTED_UNITS, AVERAGE, MEAN = "单位数", "被督查", "被督查单位平均分", "平均分"
BANDS_TITLE = "等次表（“汇总”的等次按此查得）"
BAND_NAMES, BAND_FROM, BAND_HOLDS_FROM, BAND_TO, BAND_HOLDS_TO = "等次名", "等次起", "等次含起", "等次止", "等次含止"
BAND_HEADS = ("等次", "起", "含起", "止", "含止")
BAND_LIMIT = '[>=1E+98]"不限";[<=-1E+98]"不限";General'
READINGS_TITLE = "计分口径说明（可印入通报）"
PROBLEMS_TITLE = "问题清单"
LEVEL, PLACE, PROBLEM, CURE = "级别", "位置", "问题", "处理"
NONE = "无"
