"""Sentences about tables and cells that the ledger and returned forms share; each family gives them its own codes."""

from duban_xl.catalogue.entry import error, notice

NO_HEADER = error(
    "工作表“{tab}”开头 30 个有内容的行里没有找到表头",
    "程序按表头文字识别各列；找不到表头，整张表都读不出来。",
    "请恢复表头行，列名应为：{headers}。",
)
COLUMN_MISSING = error(
    "缺少列「{header}」", "这一列是必需的，缺了它，表中各行无法使用。", "请补上这一列，表头写作“{header}”。"
)
COLUMN_NEAR_MISS = error(
    "缺少列「{header}」；是否为「{near}」？",
    "这一列是必需的；有一个相近的表头，但程序不猜。",
    "如果就是这一列，请把表头改为“{header}”。",
)
OPTIONAL_MISSING = notice(
    "没有以下列，按空白处理：{headers}", "这些列不是必需的，其余各列照常读取。", "如需使用，请补上相应的列。"
)
OPTIONAL_NEAR_MISS = notice(
    "没有列「{header}」，按空白处理；是否为「{near}」？",
    "有一个相近的表头，但程序不猜，那一列的内容没有读取。",
    "如果就是这一列，请把表头改为“{header}”。",
)
COLUMN_TWICE = error(
    "列「{header}」出现了两次，只读取了第一处（{first}）",
    "同一列有两处时，无法判断以哪处为准。",
    "请删除或改名其中一列。",
)
COLUMN_UNKNOWN = notice(
    "以下列不是本表的列，未作读取，原样保留：{headers}",
    "程序只读取已知的列。",
    "自己加的列可以保留；如果是表头写错，请改正。",
)
BLANK_ROWS = notice(
    "表中夹有 {count} 个空行，已略过，下面的数据照常读取", "空行不代表表格结束。", "无需处理；删除空行更便于查看。"
)
HEADER_AGAIN = notice("第 {row} 行是重复的表头，已略过", "粘贴时常会把表头一起带入。", "无需处理；可以删除这一行。")

DATE_READ = notice(
    "「{header}」的“{value}”读作 {reading}",
    "写法不是标准日期，但可以确定是哪一天。",
    "读得对就不用改；不对请按 2026-9-28 的样子填写。",
)
NOT_WHOLE = error("「{header}」的“{value}”不是整数", "这一列只填整数，按未填处理。", "请填整数。")
NUMBER_READ = notice(
    "「{header}」的“{value}”读作 {reading}", "单元格里是文字，但可以确定数值。", "读得对就不用改；不对请只填数字。"
)
PERCENT_SCALE = notice(
    "「{header}」的“{value}”按 {reading} 理解：它与同列多数的写法不同，在百分比格式的单元格里会显示为 {shown}",
    "0.8 和 80 混在一列：1.5 以下的按小数理解（0.8 是 80%），更大的按百分数理解；少数的一方可能填错。",
    "请核对；整列统一按 80% 的样子填写。",
)
YES_NO_UNREAD = error("「{header}」的“{value}”看不出是或否", "这一列只填“是”或“否”，按未填处理。", "请填“是”或“否”。")
CELL_ERROR = error(
    "「{header}」的单元格显示为错误值 {value}",
    "公式出错的单元格没有可用的内容，按未填处理。",
    "请改正公式，或直接填写内容。",
)
CELL_UNCALCULATED = error(
    "「{header}」的单元格是没有计算结果的公式",
    "文件保存时公式没有计算，读不到结果，按未填处理。",
    "请用 Excel 或 WPS 打开并重新保存，或直接填写内容。",
)
