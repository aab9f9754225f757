"""Codes A20…: writing into a ledger that is open in Excel."""

from duban_xl.catalogue.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    "A200": error(
        "Excel 正忙，现在不能写入台账“{name}”",
        "有单元格正在编辑，或者开着对话框，这时 Excel 不接受别的程序的改动；台账仍是原样。",
        "请在 Excel 中按 Esc 结束编辑、关闭对话框后重试。",
    ),
    "A201": error(
        "Excel 中打开的“{name}”不是本机文件",
        "它还没有保存过，或者在网上（OneDrive、SharePoint）打开，无法在旁边留备份。",
        "请把台账另存到本机或单位网络盘的文件夹，重新打开后再试。",
    ),
    "A202": error(
        "台账“{name}”在 Excel 中是只读打开的",
        "别人或另一个 Excel 窗口正打开着它，或者文件设成了只读，改动存不回去。",
        "请关闭其他打开它的窗口或取消只读，重新打开后再试。",
    ),
    "A203": error(
        "工作表“{tab}”设有保护，不能写入",
        "工作表保护打开时，Excel 不允许改动单元格和扩展表格。",
        "请在 Excel 的“审阅”中撤消这张工作表的保护后重试。",
    ),
    "A204": error(
        "台账“{name}”在 Excel 中有没保存的修改：单元格存盘时是“{before}”，现为“{now}”",
        "计划是按存盘的台账作的；照旧写入可能写错地方。",
        "请先在 Excel 中保存（或撤消）这些修改，再重新运行命令。",
    ),
    "A205": error(
        "Excel 没有写成：{reason}；写过的单元格都已恢复",
        "Excel 拒绝了其中一步，整批改动就都不写。",
        "请按提示处理后重试；也可以关闭台账后再运行命令。",
    ),
    "A206": error(
        "Excel 没有写成，也没能把写过的单元格全部恢复；存盘的台账仍是原样",
        "写入途中 Excel 停止了响应或被关闭。",
        "请不要保存，关闭台账后重新打开；改动前的台账也在“{backup}”。",
    ),
}
