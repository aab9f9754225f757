"""Sentences that composed documents take where the ledger gives facts but no words."""

CIRCULAR_TITLE = "关于{period}督查事项落实情况的通报"
SCORE_CIRCULAR_TITLE = "关于{period}督查扣分情况的通报"
NOTICE_TITLE = "关于办理{matter}事项的{name}"
CIRCULAR_SCOPE = "各单位承办的督查事项"
CRITICISM = "{unit}：{facts}"
REQUIRE_OVERDUE = "逾期事项的主办单位要查明原因、落实责任、倒排工期，书面报告整改情况。"
REQUIRE_MISSING = "未按要求报送进展情况的单位要立即补报，并明确专人负责。"
ASSIGNMENT = "交办要求"
REQUIRE_ALL = "各单位要对照{notice}和时序进度抓好落实。"
UNINSPECTED_NOTES = {
    "照常计分": "年内没有被督查到的单位，年度得分照本单位实际得分计算。",
    "组内平均": "年内没有被督查到的单位，年度得分分别取本组被督查单位最终得分的平均值。",
    "基本分": "年内没有被督查到的单位，年度得分取基本分。",
    "不计分": "年内没有被督查到的单位，不计年度得分。",
}
"""计分口径 未被督查单位 → what it means for the units named."""
YEAR_SPAN, YEAR_SPAN_OVER = "{start}至{end}", "{start}至次年{end}"
MONTH_DAY = "{month}月{day}日"
BLANK = "【待填：{key}】"
SIGNED_BY, NOT_SIGNED_YET = "签发人：", "（待签发）"
DRAFTED = "起草文书（模板 {file}，校验码 {digest}）"
REACHED = "完成率{percent}%"
UNDER_REVIEW = "办结报告待审核"
LATE_ENTRY, REVOKED_ENTRY = "补记", "撤销"
DEDUCTION, BONUS = "扣分", "加分"
TAKEN_BACK = "{event}（收回加分）"
NO_SCORE, NOT_RANKED = "暂无得分", "不参加排名"
ATTRIBUTIONS = {
    "事件日期": "各项计分按事件发生日期计入所属季度；事后认定的，在认定当季列为补记，不改动已印发的通报",
    "认定日期": "各项计分按认定日期计入所属季度，不改动已印发的通报",
}
"""口径 归属日期 → what the 扣分情况季度通报 says of it."""
EXTENSION_RULE = "确需延期的，应在到期前书面申请，经同意后按新时限办理。"
OWN_METHOD = "督查工作制度"
"""How a document calls the office's method where 计分口径 does not name it."""
TEMPLATE_ERRORS = (
    (r"Unexpected end of template.*needs to be closed is '(.+?)'", "“{0}”没有结束，缺少“end{0}”"),
    (r"Encountered unknown tag '(.+?)'.*needs to be closed is '(.+?)'", "“{0}”放错了地方，“{1}”还没有结束"),
    (r"Encountered unknown tag '(.+?)'", "“{0}”没有开头，或不是标记"),
    (r"unexpected (?:end of template|'/')", "花括号没有合上"),
    (r"unexpected char (.+) at", "不能写“{0}”这个字符"),
    (r"Expected an expression", "花括号里没有内容，或内容不完整"),
    (r"got '(.+?)'$", "“{0}”这里的写法不对"),
    (r"unexpected '(.+?)'", "“{0}”多余，或前面的括号没有合上"),
)
"""What the template engine says of a fault of syntax (a pattern) → the same in Chinese, with what the pattern quotes."""
TEMPLATE_ERROR = "标记的写法不对"
