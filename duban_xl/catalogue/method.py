"""What `rules`, `explain`, `status` and `doctor` tell of the method in force, the calendar and the installation."""

RULES_TITLE = "{title}：{count} 条规则"
RULES_HEADERS = ("条款", "规则编号", "级别", "内容", "读法")
GRADE_WORDS = {
    "明定": "原文写明，照此执行",
    "约定": "原文留有余地，按本系统约定执行，可以改",
    "查阅": "只供查阅，程序不据此计算",
}
EXPLAIN_RULE_ROWS = (
    "规则",
    "办法",
    "条款",
    "内容",
    "读法",
    "级别",
    "适用类别",
    "在哪里起作用",
    "怎样执行",
    "可以改的参数",
)
ALL_CATEGORIES = "全部"
READING = "{notation}（{chinese}）"
OF_SETTING = "{key}：{value}（{note}）"

LADDER_TITLE = "问责阶梯：应由人决定的措施"
LADDER_HEADERS = ("单位", "触发", "次数", "计数期间", "措施", "审批", "依据", "情况")
LADDER_WINDOW = "{first} 至 {last}"
LADDER_OPEN, LADDER_TAKEN, LADDER_LACKING = "待决定", "已于 {day} 采取", "缺前置：{what}"
CALENDAR_NOTE = "{years} 年的放假安排还没有录入，{count} 个事项的到期日为暂定。"

DOCTOR_TITLE = "自检结果"
DOCTOR_HEADERS = ("项目", "结果", "说明")
GOOD, NOTED, BAD = "正常", "提示", "错误"
DOCTOR_PROGRAM = "程序"
DOCTOR_LIBRARIES = "所用的库"
DOCTOR_LEDGER = "台账"
DOCTOR_METHOD = "制度"
DOCTOR_CALENDAR = "工作日历"
DOCTOR_TEMPLATES = "文书模板"
DOCTOR_PAPERS = "文书文件"
DOCTOR_JOURNAL = "写入记录"
DOCTOR_FOLDER = "文件夹"
PROGRAM_VERSION = "duban {version}，Python {python}"
LIBRARIES_FINE = "{count} 个库都已安装"
LIBRARIES_MISSING = "没有安装：{names}；请重新安装"
NO_LEDGER = "当前文件夹里没有台账；只检查了安装"
LEDGER_COUNTS = "{matters} 个事项，{units} 个单位；{errors} 个错误，{notices} 个提示"
METHOD_IN_FORCE = "{pack}，{count} 条规则"
METHOD_EMPTY = "“制度条款”是空的：到期日和应报说不出依据哪一条"
TRIAL_UNTIL = "；试行期到 {day} 为止"
CALENDAR_KNOWN = "{years} 年的放假安排齐全"
CALENDAR_UNKNOWN = "{years} 年的放假安排还没有录入，{count} 个到期日为暂定；放假通知公布后用 duban calendar 录入"
TEMPLATES_FINE = "{count} 个模板都可以用"
TEMPLATES_FAULTY = "有问题的模板：{names}"
JOURNAL_FINE = "{count} 次写入都已完成"
PAPERS_FINE, PAPERS_ODD = "文件与文书登记一致", "文件与文书登记有 {count} 处不一致"
FOLDER_FINE, FOLDER_READ_ONLY = "可以写入", "不能写入：{why}"
