"""Columns of the sheets about the office: 单位名录, 工作日历, 参数, 文书登记, 变更日志."""

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
    told_by=("code",),
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
        f("note", "说明", Kind.TEXT, 30, "如 国庆节、调休上班；放假通知的全文也可以粘贴在这一列，更新时逐日登记。"),
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
    told_by=("kind", "number", "title"),
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
        f("approvals", "审批记录", Kind.LONG, 36, "谁审批过：一步一行，依次写步骤、姓名、日期、意见，中间空一格。"),
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
