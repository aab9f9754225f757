"""Every word of the comparison of two scoreboards: screen, workbook and the form for what-if events."""

NEW = "序号{serial}（规则{rule}）{points}分"
GONE = "不再有序号{serial}（规则{rule}，{points}分）"
MOVED = "序号{serial}（规则{rule}）由{before}分变为{after}分"
PART = "规则{rule}得分由{before}变为{after}"
PLACE_ONLY = "得分未变，名次随其他单位变动"
NOW_INSPECTED = "已被督查，改按自己的得分"
NOT_INSPECTED = "未被督查，得分随口径和本组其他单位变动"
BAND, NO_BAND = "等次由{before}变为{after}", "无"
HELD_NOW, NO_LONGER_HELD = "后果新增：{name}", "后果不再有：{name}"
OTHERWISE = "因办法或本组其他单位变动"

WHAT_IF_TITLE = "{period}测算：假设 {name} 中的情形"
COMPARE_TITLE = "{after}与{before}得分比较"
TAB, CHART_TAB = "比较", "得分差"
HEADERS = ("单位", "组别", "原得分", "新得分", "差", "原名次", "新名次", "名次变化", "原因")
UNIT, GROUP, BEFORE, AFTER, CHANGE, RANK_BEFORE, RANK_AFTER, PLACES, REASONS = HEADERS
BAND_BEFORE, BAND_AFTER, HELD = "原等次", "新等次", "后果变化"
EVENTS_TAB, EVENTS_TITLE = "不同之处", "计分不同的事件和测算"
EVENTS_HELP = "影响：这一件使单位的得分增加多少，扣分为负数；空白为没有这一件。封顶、权重、口径引起的变化见各自的说明。"
SERIAL, DAY, RULE, CONDITION, DOCUMENT = "序号", "日期或期", "规则", "情形", "依据文件"
WAS, NOW, WHY_WAS, WHY_NOW = "原影响", "新影响", "原说明", "新说明"
HELD_ADDED, HELD_GONE = "新增：{names}", "不再有：{names}"
WHAT_IF_NOTE = (
    "原得分按台账现状计算；新得分是假设的情形都成立时的得分。测算不写入台账，也不作为成绩。名次变化：正数为前进。"
)
COMPARE_NOTE = (
    "原得分是{before}的得分，新得分是{after}的得分，都是截至各期末的年度累计或当季得分。名次变化：正数为前进。"
)
CHART = "得分差（新得分－原得分）"
FOOTER = "&L&9 {title}&C&9第 &P 页，共 &N 页"
NO_CHANGE = "各单位的得分和名次都没有变化。"
WHAT_IF_FILE = "测算_{period}.xlsx"
COMPARE_FILE = "比较_{period}_{other}.xlsx"
MADE = "得分比较表"

FORM_TITLE = "测算表"
FORM_HELP = {
    "deductions": "序号空着为假设新增的一条，状态空着按已确认计；写台账里已有的序号，填了的列代替原来的，空着的照台账，写“清空”的去掉原来的。",
    "scoring_settings": "口径名称与台账相同的，代替其取值；取值写“清空”，等于办法没有写这一条。",
    "scoring_rules": "规则号与台账相同的，填了的列代替原来的内容，写“清空”的列去掉原来的内容；新的规则号为新增的规则。",
    "scoring_steps": "表号与台账相同的，整张阶梯表换成这里的各行。",
    "indicators": "单位、周期、指标与台账相同的，填了的列代替原来的内容，写“清空”的列去掉原来的内容。",
}
CLEARED = "清空"
"""What a cell of the form says to take the ledger's value away; a blank one leaves it as it is."""
"""Sheet key → what may be typed in; the sheets of the empty form, in this order."""
FORM_MADE = "空白测算表"
FORM_EXISTS = "已有这个文件"
SUPPOSED = "（测算）"
"""认定人 of an event that is only supposed."""

PUBLISHED_TITLE = "已发布的成绩与现在算出的不同"
PUBLISHED_HEADERS = ("单位", "类别", "发布日期", "发布的得分", "现在的得分", "发布的名次", "现在的名次", "原因")
OPEN_TITLE = "待办的成绩异议"
OPEN_HEADERS = ("单位", "期", "提出日期", "答复期限", "是否超期", "异议内容")
ASK_PUBLISH = "把以上成绩记入计分发布吗？"
NEXT_AFTER_POSTING = "下一步：起草扣分情况季度通报；公示期满、异议办完以后用“计分”命令定稿。"
MISUSED_TOGETHER = "发布、更正、测算、比较每次只能做一样"
