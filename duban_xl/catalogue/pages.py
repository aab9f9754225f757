"""Headings and sentences of the generated reference pages, and the groups under which the codes are listed."""

from typing import NamedTuple


class Group(NamedTuple):
    """Codes that begin with `prefix` (the longest that fits), under one heading."""

    prefix: str
    title: str
    about: str


GENERATED = "本页由程序生成，请勿手改；改了列、代码或命令之后运行 `python -m duban_xl.cli.reference docs/reference`。"
YES, NONE = "是", "—"
JOINED = "、"

COLUMNS_TITLE = "工作表和列"
COLUMNS_ABOUT = (
    "台账和填报表的每一张工作表、每一列。程序按表头文字认列，不按位置：列可以移动、隐藏，可以插入自己的列；"
    "表头写成“其他写法”也能认出。工作表改了名，按名称或表头也能认出。"
)
COLUMNS_NOTES = (
    "“谁填”：督查室、承办单位手工填写；标“程序”的由程序计算，手工填写的内容会在下次更新时被覆盖。",
    "“内容”为百分比的，台账里显示为 80%；制度包和 JSON 里写 80。",
    "“程序内名称”用于制度包的数据文件。",
)
SPELLINGS_OF_TAB = "工作表的其他名称：{names}。"
TABLE_NAME = "表格名称：`{table}`。"
COLUMN_HEADERS = ("列", "其他写法", "内容", "可选值", "谁填", "必填", "列宽", "数字格式", "说明", "程序内名称")
LOOKED_UP = "取自“{tab}”的“{header}”"
LEDGER_PART, FORM_PART = "台账", "填报表"
FORM_ABOUT = "灰底列由督查室填好并锁定，改动不采用；白底列由单位填写。隐藏的标识页记下单位、报送期和校验码。"

FINDINGS_TITLE = "代码说明"
FINDINGS_ABOUT = (
    "程序给出的每一条提示都有固定的代码。“错误”须处理：有误的行不合并、不计分，命令的退出码为 1；"
    "使命令不能运行的，退出码为 2。“提示”只供核对。〈〉里是所引的内容。在终端里用 `duban explain 代码` 也能查到。"
)
WHY, TODO = "原因", "处理"
CONTENTS = "目录"
GROUPS = (
    Group("C0", "命令不能运行", "什么也没有改动。"),
    Group("C1", "命令照常运行，另有说明", "供核对。"),
    Group("C9", "程序出错", "程序自身的缺陷。"),
    Group("L10", "打不开的文件", "台账和寄回的表都适用。"),
    Group("L11", "台账的表头", "按表头认列时发现的问题。"),
    Group("L12", "台账的单元格", "读取单元格时发现的问题。"),
    Group("L13", "台账的工作表", "找台账和工作表时发现的问题。"),
    Group("L2", "台账的内容", "各行各表之间的关系。"),
    Group("F1", "流转：不能走的一步", "办理一步之前核对的内容；没有改动台账。"),
    Group("F2", "流转：状态和流转记录", "状态与本行内容、与流转记录不一致。"),
    Group("R1", "寄回的表：读取", "工作表、表头和单元格。"),
    Group("R3", "寄回的表：所填内容", "单位所填的内容。"),
    Group("R4", "寄回的表：与台账的关系", "事项、单位和上期内容，以及合并。"),
    Group("R5", "寄回的表：单位、报送期和校验码", "是谁的、哪一期的、有没有被改动。"),
    Group("T10", "到期日", "推算到期日时发现的问题。"),
    Group("T11", "所填和推算", "人填的与程序推算的不一致。"),
    Group("T12", "日期和时限的写法", "看不懂或者要核对的写法。"),
    Group("T13", "完成率的写法", "看不懂或者要核对的写法。"),
    Group("T14", "数字的写法", "看不懂的写法。"),
    Group("T15", "放假通知", "粘贴或读入的放假通知，与工作日历的关系。"),
    Group("S10", "考核办法", "计分口径、计分分项和计分规则。"),
    Group("S1", "扣分登记和得分", "一件一件的扣分，各单位的得分。"),
    Group("P1", "制度包", "新建办公室时读取。"),
    Group("D1", "文书和模板", "检查改过的模板，起草文书。"),
    Group("D12", "成文自检", "起草之后逐项核对。"),
    Group("W1", "下发填报表", "给哪些单位下发。"),
    Group("A1", "写入台账", "没有写成的，台账仍是原样。"),
    Group("A14", "撤销和日志", "撤销最近一批改动时发现的问题。"),
    Group("A15", "不能写入的工作簿", "工作簿整体的问题。"),
    Group("A16", "不能写入的单元格", "单个单元格的问题。"),
    Group("A17", "不能追加的行", "表格和新行的问题。"),
    Group("A20", "写入 Excel 中打开的台账", "台账开着时的问题。"),
)

COMMANDS_TITLE = "命令"
COMMANDS_ABOUT = (
    "写法是 `duban 命令 …`；每个命令都有中文名，如 `duban 合并` 就是 `duban merge`。",
    "不写 `--ledger` 时，用当前文件夹里唯一的台账。",
    "会写入的命令先列出改动，问过才写；`--dry-run` 只看不写，`--yes` 不问就写。在脚本里运行时，两个必须选一个。",
    "`--json` 的结果是标准输出上的一个 JSON 对象，编码 UTF-8，此外没有别的内容；日期写作 2026-09-30，分数写成文本。",
    "退出码：0 没有问题，1 有“错误”，2 没能运行。没能运行时，标准错误里有一句话，以代码开头，见[代码说明](findings.md)。",
)
COMMAND_HEADING = "{name}（{alias}）"
COMMAND_LIST = ("命令", "中文名", "作用")
OPTION_LIST = ("选项", "作用")
EXAMPLES = "例："

RULES_TITLE = "制度条款"
RULES_ABOUT = (
    "随程序提供的五个制度包里的每一条规则：第几条、要求什么、在台账的哪里起作用、程序怎样做、哪些测试检验它。"
    "“明定”是原文写明的，照此执行；“约定”是原文留有余地的，按参数执行，可以改；“查阅”只供查阅。"
    "新建台账时写入“制度条款”表，以后以台账为准。在终端里用 `duban explain 规则编号` 也能查到。"
)
METHOD_HEADING = "{name}：{title}"
COUNT_RULES = "{count} 条"
RULE_HEADERS = ("规则编号", "条款", "内容", "读法", "级别", "作用", "做法", "测试")
MOST_TESTS = 3
MORE_TESTS = "等 {count} 处"
