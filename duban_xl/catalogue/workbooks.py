"""Codes W…: workbooks that are issued; and every sentence that stands in the ledger template and the return form."""

from datetime import date

from duban_xl.catalogue.entry import Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "W101": error(
        "单位名录中没有“{unit}”",
        "单位代码、单位名称、简称和别名中都没有这个叫法，无法确定给谁下发。",
        "请核对名称，或先在“单位名录”中登记该单位或加上这个别名。",
    ),
    "W102": notice(
        "{unit}在{period}没有应报事项，未生成填报表",
        "该单位在此报送期内没有已交办、未办结的主办或协办事项。",
        "如有遗漏，请核对“督办事项”中的主办单位、协办单位、状态和交办日期。",
    ),
    "W103": notice(
        "{unit}已停用，未生成填报表",
        "“单位名录”中该单位的“启用”为“否”。",
        "如要下发，请先把“启用”改为“是”。",
    ),
    "W104": notice(
        "参数“{setting}”为空，填报表缺少防改动校验所需的内容",
        "没有台账编号和表单密钥，收回填报表时无法确认它是本台账发出的、灰底内容未被改动。",
        "请在“参数”中填上后重新下发；新建的台账会自动带上这两项。",
    ),
    "W110": error(
        "台账中没有编号为“{number}”的事项",
        "“督办事项”的“事项编号”里找不到它，无法下发。",
        "请核对编号后重新运行；新的事项请先登记。",
    ),
    "W111": notice(
        "事项{number}在{period}不在办理中（状态：{status}），未列入填报表",
        "事项尚未交办，或在报送期开始前已经结束。",
        "请核对“状态”“交办日期”“办结日期”，或改用别的报送期。",
    ),
}

# What Excel says when a value does not fit its column; Excel itself adds the question whether to go on.
COMPUTED = "这一列由程序计算，手工填写的内容会在下次更新时被覆盖。"
CHOOSE = "请从下拉列表中选一项。"
LOOK_UP = "列表中没有这个叫法。请优先从下拉列表中选；确有必要的（如简称、多个单位）可以保留。"
NOT_A_DAY = "请填日期，如 2026-9-28、2026.9.28、9月28日；月底等说法请换成具体日期。"
NOT_A_PERCENT = "请填 0 到 200% 之间的百分数，如 80%。"
NOT_AN_INTEGER = "请填不小于 0 的整数。"
NOT_A_NUMBER = "请填数字，不带单位。"

# The ledger template.
LEDGER_NAME = "督查台账"
LEGEND = "深色表头为必填列，灰底列由程序计算。"
FOOTER = "&L&9{title}&C&9第 &P 页，共 &N 页&R&9打印日期 &D"

# 看板.
BOARD_TITLE = "督 查 工 作 看 板"
BOARD_AS_OF = "统计日期"
BOARD_AS_OF_HELP = "默认为今天；可改填别的日期，看那一天的逾期和到期情况。清空后填 =TODAY() 恢复。"
BOARD_PERIOD = "报送期"
BOARD_PERIOD_HELP = "默认为统计日期所在的季度；可改填 2026Q3、2026-09、2026W39 等，看哪些单位未报。"
BOARD_HINT = "浅黄色两格可以改填"
BOARD_SOON = "临期天数"
BOARD_SETTINGS = "看板取数（图表用，请勿改动）"
TILES = ("督办事项", "在办", "已办结", "逾期", "临近到期", "本期未报单位", "本年登记分值", "待审定")
LAMPS_TITLE, STATUS_TITLE, CATEGORY_TITLE = "预警灯（截至上次更新）", "各状态事项数", "各类别事项数（前十）"
OTHER_STATUSES = "其余状态"
UNITS_TITLE = "主办单位（按逾期、登记分值、在办排序）"
UNITS_HEAD = ("单位", "在办", "逾期", "本期", "分值")
TILE_POINTS_NOTE = " 条，未计退回"  # 退回 has no row in 扣分登记: what counts in the end is in the score workbook
SOON_TITLE, OVERDUE_TITLE = "临近到期事项", "逾期事项（逾期最久的在前）"
SOON_HEAD = ("事项编号", "事项名称", "主办单位", "办结时限", "剩余天")
OVERDUE_HEAD = ("事项编号", "事项名称", "主办单位", "办结时限", "逾期天")
NONE_SOON, NONE_OVERDUE = "近期没有到期事项", "没有逾期事项"
REPORTED, UNREPORTED = "已报", "未报"

# The return form.
SEVERAL = "{first}等{count}件"
FORM_HEADER = '&C&"黑体,常规"&16{title}\n&"宋体,常规"&10{info}'
FORM_FOOTER = "&L&9{tab}&R&9第 &P 页，共 &N 页"
FORM_INFO = "填报单位：{unit}　　报送期：{period}　　应报日期：{due}"
FORM_COLOURS = "灰底：督查室已填，不能改。白底：请填写。黄底：必填而未填。最左边一列随填随查，全部为“√”即可寄回。"
SIGNATURE = "　　　　".join(
    (
        "签发人（签字）：　　　　　",
        "公章（盖章）：　　　　　",
        "填报日期：　　　年　　月　　日",
        "联系人及电话：　　　　　",
    )
)
EXTENSION_INFO = "申请单位：{unit}　　{help}"
NOTHING_ASKED = "本期没有应报事项"
COMPLETE, LACKS, DOUBTS = "√", "缺：", "核对："
ALL_FILLED, ALL_BUT = "已填完，可以寄回", ("已填完，请核对 ", " 行")
STILL = ("还有 ", " 处未填")
NO_REQUEST = "不申请延期的，本表留空"

# What the form asks of a single row; the last column of the form says it, and the self-check reads it there.
ROW_DUE = "{due}前报"
ROW_FINAL = "办结报告须填：{headers}"
ROW_SIGNATORY = "签发人应为"  # the name follows, at the very end

# What the self-check doubts.
DONE_NOT_FINAL = "完成率100%应报办结报告"
FINAL_NOT_DONE = "办结报告的完成率应为100%"
OVER_ALL = "完成率超过100%"
STATE_AGAINST_PERCENT = "进展状态与完成率不符"
STATE_AGAINST_REPORT = "办结报告的进展状态应选“办结待审”"
SAME_AS_LAST = "本期进展与上期一字不差"
TOO_SHORT = "本期进展过短"
LATER_THAN_DUE = "预计晚于办结时限，请填延期申请"
BEFORE_ASSIGNMENT = "预计完成日期早于交办日期"
NUMBER_INCOMPLETE = "报告文号不完整"
NOT_THE_PRINCIPAL = "签发人与要求不符"
NOT_ON_THE_FORM = "事项编号不在本表"
ASKED_TOO_LATE = "申请日期已过办结时限"
NOT_LATER = "申请延至的日期不晚于现时限"

GUIDE_TITLE = "督查事项填报说明"
GUIDE_UNIT, GUIDE_PERIOD, GUIDE_DUE, GUIDE_MATTERS = "填报单位", "报送期", "应报日期", "应报事项"
GUIDE_OFFICE, GUIDE_CONTACT, GUIDE_RETURN_TO = "下发单位", "联系人", "填好寄回"
GUIDE_COUNT = "{count} 件，见“事项反馈”"
GUIDE_ASK, GUIDE_REPLY = "见随表来信", "直接回复来信，把本文件作为附件"
GUIDE_HOW = "怎么填"
GUIDE_STEPS = (
    "打开“{tab}”，一行一件事项，只填白底各列；灰底内容由督查室填好，已经锁定。",
    "“进展状态”“报告类型”“已盖公章”点单元格右侧的箭头选一项；“完成率”填百分数；日期按 2026-9-28 的样子填。",
    "黄底的格子是必填而未填的；最左边“填报自检”写明还缺什么、哪里自相矛盾，全部显示“√”，左上角显示“已填完”，就可以寄回。",
    "办结报告还要填的内容，见每行最右边的“填报要求”；纸质件由签发人签字、加盖公章，表下有签字栏。",
    "需要延期的，在到期日之前填“延期申请”；不需要的留空。列宽、行高可以调整，行高会随内容自动增高。",
    "填好后直接保存，不要改文件里的工作表和表头，不要转成图片或 PDF；请于{due}前寄回。",
)
GUIDE_EXAMPLE = "各栏怎么填（右边是一行填好的样子）"
GUIDE_COLUMNS = ("栏目", "填写要求", "示例")
EXAMPLE = {
    "progress_state": "正常推进",
    "percent_done": "65%",
    "progress": "已完成3个小区的外墙保温和雨污分流，正在铺设供热管网；累计完成投资1820万元，占年度计划的65%。",
    "difficulties": "2户临街商铺尚未签订拆除协议，影响主入口施工。",
    "next_steps": "10月20日前完成签约，11月底前完成剩余2个小区管网改造并组织验收。",
    "expected_on": "2026-11-30",
    "help_needed": "请县自然资源局协助办理临时用地手续。",
    "report_type": "进展报告",
    "report_number": "云建〔2026〕45号",
    "signatory": "王建国",
    "sealed": "是",
    "attachments": "现场照片、监理月报",
    "contact": "张伟",
    "phone": "0500-55501234",
}
_WEEKDAYS = "一二三四五六日"


def chinese_day(day: date) -> str:
    """2026年9月28日（周一）."""
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
