"""Columns of the sheets about the office: 单位名录, 事项类别, 工作时限, 问责阶梯, 工作日历, 参数, 文书登记, 变更日志."""

from duban_xl.model.fields import Editor, Kind, SheetDef
from duban_xl.model.fields import column as f

DAY_KINDS = ("放假", "上班")
DOCUMENT_STATUSES = ("草稿", "送审", "已签发", "作废")

_PROGRAM = Editor.PROGRAM

UNITS = SheetDef(
    key="units",
    tab="单位名录",
    table="units",
    title="单 位 名 录",
    help="承办单位一行一个；简称和别名用于识别来表中的单位。",
    spellings=("单位", "单位表"),
    fields=(
        f("code", "单位代码", Kind.ID, 10, "单位的固定代码，填报表据此识别单位。", required=True),
        f("name", "单位名称", Kind.TEXT, 26, "全称。", required=True),
        f("short_name", "简称", Kind.TEXT, 14, "简称。"),
        f("aliases", "别名", Kind.TEXT, 22, "其他叫法，多个之间用顿号分开。"),
        f("group", "组别", Kind.TEXT, 10, "考核组别，如 乡镇、县直部门。", required=True),
        f("parent", "上级单位", Kind.TEXT, 16, "上级单位。"),
        f("principal", "主要负责人", Kind.TEXT, 11, "主要领导（第一责任人）。"),
        f("responsible_leader", "分管领导", Kind.TEXT, 10, "分管领导（主要责任人）。"),
        f("contact", "联络员", Kind.TEXT, 10, "联络员。"),
        f("phone", "电话", Kind.ID, 15, "电话。"),
        f("email", "邮箱", Kind.TEXT, 26, "接收和寄回填报表的邮箱。"),
        f("order", "排序", Kind.INTEGER, 7, "公文中单位的先后。"),
        f("active", "启用", Kind.YES_NO, 7, "停用的单位不再下发填报表。"),
    ),
)  # fmt: skip

CATEGORIES = SheetDef(
    key="categories",
    tab="事项类别",
    table="categories",
    title="事 项 类 别",
    help="制度规定的事项类别和各自的时限、周期、文种、审批链。",
    spellings=("类别",),
    fields=(
        f("code", "类别代码", Kind.ID, 10, "类别代码。", required=True),
        f("name", "类别", Kind.TEXT, 22, "类别名称。", required=True),
        f("clause", "条款", Kind.TEXT, 22, "制度条款和规则编号。"),
        f("breakdown", "分解责任", Kind.TEXT, 22, "由谁分解立项。"),
        f("time_limit", "办理时限", Kind.TEXT, 18, "默认时限，如 GIVEN、WD(7)@receipt；可写中文。"),
        f("anchor", "起算事件", Kind.TEXT, 12, "时限从何起算。"),
        f("cap", "上限", Kind.TEXT, 14, "含延期在内的最长时限。"),
        f("return_cycle", "报送周期", Kind.TEXT, 14, "默认报送周期。"),
        f("return_to", "报送对象", Kind.TEXT, 18, "报告送给谁。"),
        f("inspection_cycle", "督查频次", Kind.TEXT, 14, "督查室多久督查一次。"),
        f("assignment_document", "下达文种", Kind.TEXT, 16, "交办用的文书。"),
        f("result_document", "成果文种", Kind.TEXT, 18, "督查后形成的文书。"),
        f("presented_to", "呈送对象", Kind.TEXT, 20, "成果呈送给谁。"),
        f("approval_chain", "审批链", Kind.TEXT, 26, "依次由谁审批。"),
        f("rolling", "滚动", Kind.YES_NO, 7, "未办结的是否滚动跟踪。"),
    ),
)  # fmt: skip

DUTIES = SheetDef(
    key="duties",
    tab="工作时限",
    table="duties",
    title="督 查 室 工 作 时 限",
    help="督查室自己的定期工作，一行一项。",
    fields=(
        f("rule", "规则编号", Kind.ID, 28, "制度规则编号。", required=True),
        f("content", "内容", Kind.LONG, 44, "要做什么。", required=True),
        f("cycle", "周期", Kind.TEXT, 22, "如 EVERY(1M)、PHASE(01-31,06-30,12-31)。"),
        f("owner", "责任", Kind.TEXT, 16, "由谁做。"),
        f("document", "文种", Kind.TEXT, 18, "形成的文书。"),
        f("remind_days", "提前提醒", Kind.INTEGER, 9, "提前几个工作日提醒。"),
    ),
)  # fmt: skip

LADDER = SheetDef(
    key="ladder",
    tab="问责阶梯",
    table="ladder",
    title="问 责 阶 梯",
    help="逐级采取的措施，一行一级；程序只提建议，由人决定。",
    fields=(
        f("rule", "规则编号", Kind.ID, 24, "制度规则编号。", required=True),
        f("trigger", "触发", Kind.TEXT, 26, "触发的情形。"),
        f("times", "次数", Kind.INTEGER, 7, "第几次起。"),
        f("window", "窗口", Kind.TEXT, 12, "计数的期间，如 WINDOW(1Y)。"),
        f("precondition", "前置条件", Kind.TEXT, 18, "先要做什么。"),
        f("measure", "措施", Kind.TEXT, 26, "采取的措施。"),
        f("target", "对象", Kind.TEXT, 14, "单位、负责人或个人。"),
        f("proposed_by", "提出", Kind.TEXT, 14, "谁提出。"),
        f("approved_by", "审批", Kind.TEXT, 14, "谁审批。"),
        f("executed_by", "执行", Kind.TEXT, 16, "谁执行。"),
        f("document", "文种", Kind.TEXT, 14, "形成的文书。"),
        f("effect", "持续影响", Kind.TEXT, 20, "持续的影响。"),
    ),
)  # fmt: skip

CALENDAR = SheetDef(
    key="calendar",
    tab="工作日历",
    table="calendar",
    title="工 作 日 历",
    help="与周一至周五不同、或要更正的日子；未公布放假安排的年份先按周末和法定假日推算并标“暂定”。",
    spellings=("日历", "节假日"),
    fields=(
        f("day", "日期", Kind.DATE, 12, "日期。", required=True),
        f("nature", "性质", Kind.TEXT, 9, "放假或上班。", choices=DAY_KINDS, required=True),
        f("note", "说明", Kind.TEXT, 30, "如 国庆节、调休上班。"),
        f("authority", "来源", Kind.TEXT, 36, "放假通知的文号。"),
    ),
)  # fmt: skip

SETTINGS = SheetDef(
    key="settings",
    tab="参数",
    table="settings",
    title="参 数",
    help="本办公室的设置，一行一项。",
    spellings=("设置",),
    fields=(
        f("key", "参数", Kind.TEXT, 24, "参数名称。", required=True),
        f("value", "值", Kind.TEXT, 40, "取值。"),
        f("note", "说明", Kind.LONG, 60, "含义；标“本系统约定”的可以改。"),
    ),
)  # fmt: skip

DOCUMENTS = SheetDef(
    key="documents",
    tab="文书登记",
    table="documents",
    title="文 书 登 记",
    help="一份文书一行；作废的保留，文号不重用。",
    fields=(
        f("kind", "文种", Kind.TEXT, 18, "文书种类。", required=True),
        f("document_number", "文号", Kind.TEXT, 20, "签发时编号。"),
        f("year", "年份", Kind.INTEGER, 7, "年份。"),
        f("serial", "序号", Kind.INTEGER, 7, "当年序号。"),
        f("title", "标题", Kind.TEXT, 44, "标题。"),
        f("number", "事项编号", Kind.ID, 14, "所涉事项。"),
        f("unit", "单位", Kind.TEXT, 18, "所涉单位。"),
        f("drafted_on", "拟稿日期", Kind.DATE, 12, "拟稿日期。"),
        f("signatory", "签发人", Kind.TEXT, 10, "签发人。"),
        f("signed_on", "签发日期", Kind.DATE, 12, "签发日期。"),
        f("status", "状态", Kind.TEXT, 9, "草稿、送审、已签发、作废。", choices=DOCUMENT_STATUSES),
        f("file", "文件", Kind.TEXT, 44, "文件所在。"),
    ),
)  # fmt: skip

LOG = SheetDef(
    key="log",
    tab="变更日志",
    table="log",
    title="变 更 日 志",
    help="程序写入的每一处改动；不要手工修改。",
    spellings=("日志",),
    fields=(
        f("at", "时间", Kind.DATETIME, 19, "写入时间。", editor=_PROGRAM, required=True),
        f("operator", "操作人", Kind.TEXT, 12, "操作人。", editor=_PROGRAM),
        f("command", "命令", Kind.TEXT, 9, "所用命令。", editor=_PROGRAM),
        f("sheet", "工作表", Kind.TEXT, 11, "被改的工作表。", editor=_PROGRAM),
        f("cell", "单元格", Kind.ID, 9, "被改的单元格。", editor=_PROGRAM),
        f("field", "字段", Kind.TEXT, 12, "被改的列。", editor=_PROGRAM),
        f("before", "原值", Kind.LONG, 30, "改动前的值。", editor=_PROGRAM),
        f("after", "新值", Kind.LONG, 30, "改动后的值。", editor=_PROGRAM),
        f("source_file", "来源文件", Kind.TEXT, 40, "改动的来由：文件、工作表、单元格或规则。", editor=_PROGRAM),
        f("batch", "批次", Kind.ID, 20, "同一次写入的批次号。", editor=_PROGRAM),
    ),
)  # fmt: skip
