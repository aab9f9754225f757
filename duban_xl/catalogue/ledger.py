"""Codes L…: any workbook that can't be read, the ledger's sheets, columns and cells, relations between rows."""

from duban_xl.catalogue import tables
from duban_xl.catalogue.entry import Entry, error, notice

FILE_KINDS = {
    "pdf": "PDF 文件",
    "picture": "图片",
    "word": "Word 文档",
    "slides": "演示文稿",
    "web": "网页（常见于从网站导出的“假 Excel”）",
    "archive": "压缩包",
    "csv": "用逗号或制表符分隔的文本（.csv）",
    "text": "文本文件",
    "mail": "邮件",
    "unknown": "无法识别的文件",
}
"""What a file is that came instead of a spreadsheet."""

UNREAD_SHEETS = {
    "xml2003": "“XML 表格 2003”格式",
    "flat_ods": "单文件的 OpenDocument 格式（.fods）",
    "uof": "“标文通”格式（.uof、.uos）",
    "sxc": "早期的 OpenOffice 格式（.sxc）",
}
"""Formats of spreadsheets that are not read."""

FILES: dict[str, Entry] = {
    "L100": error(
        "打不开文件“{name}”：{reason}",
        "文件不在，或没有读取它的权限。",
        "请确认文件还在、没有被别的程序独占，然后重试。",
    ),
    "L101": error(
        "文件“{name}”是空的（0 字节）", "传送中断或保存失败时会留下空文件。", "请重新索取或重新保存这个文件。"
    ),
    "L102": error(
        "文件“{name}”已损坏，读不出来",
        "文件内容不完整，常见于传送中断。",
        "请重新索取；或在 Excel 中打开并修复后另存为 .xlsx。",
    ),
    "L103": error(
        "文件“{name}”设有打开密码",
        "加密的文件在输入密码之前读不到内容。",
        "请向寄来的单位问明密码，检查、合并时加上 --password 输入；或用密码打开，取消密码后另存为 .xlsx。",
    ),
    "L104": error(
        "文件“{name}”不是电子表格，而是{what}",
        "只有电子表格的内容能够读取和合并。",
        "请提供原来的表格（.xlsx）；如能用 Excel 打开，请核对编号和日期没有变样，另存为 .xlsx。",
    ),
    "L105": error("文件“{name}”中没有工作表", "工作簿里只有图表页或宏表，没有可读的单元格。", "请核对是否发错文件。"),
    "L106": error(
        "文件“{name}”大得不正常（{size}），没有读取",
        "正常的台账和填报表不会有这么大；打开它可能耗尽内存。",
        "请在 Excel 中删除数据区以外的行列，另存为新文件后再试。",
    ),
    "L107": error(
        "文件“{name}”是{what}的表格，没有读取",
        "能读的是 Excel 和 WPS 通常保存的格式，这一种要先转换。",
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再用。",
    ),
    "L108": error(
        "文件“{name}”设有打开密码，所给的密码打不开它",
        "密码区分大小写；几个文件的密码可能各不相同。",
        "请向寄来的单位核对密码后再试；密码不同的文件请分开检查。",
    ),
    "L109": error(
        "文件“{name}”的加密方式解不开",
        "这种加密不是 Excel 和 WPS 常用的，或者文件已经损坏。",
        "请用密码打开，取消密码后另存为 .xlsx。",
    ),
    "L140": error(
        "文件“{name}”内部的“{part}”{reason}，没有读取",
        "电子表格软件不会写出这样的文件；它可能已经损坏，也可能是有人做了手脚。",
        "来历不明的文件请不要使用；自己的文件请在 Excel 中打开、核对内容后另存为 .xlsx 再试。",
    ),
}

SHEETS: dict[str, Entry] = {
    "L110": tables.NO_HEADER,
    "L111": tables.COLUMN_MISSING,
    "L112": tables.COLUMN_NEAR_MISS,
    "L113": tables.OPTIONAL_MISSING,
    "L114": tables.COLUMN_TWICE,
    "L115": tables.COLUMN_UNKNOWN,
    "L116": tables.BLANK_ROWS,
    "L117": tables.HEADER_AGAIN,
    "L118": tables.OPTIONAL_NEAR_MISS,
    "L130": error("找不到台账文件“{path}”", "文件不存在，或者改名、移走了。", "请核对文件名和所在的文件夹。"),
    "L131": error(
        "“{name}”不是督查台账：没有“督办事项”工作表，也没有表头相同的工作表",
        "台账必须有一张登记事项的工作表，程序按名称和表头都没有找到。",
        "请核对是否选错文件；旧的手工台账，请先把事项抄进新建的台账。",
    ),
    "L132": error(
        "“{name}”是填报表，不是督查台账",
        "填报表由单位填写寄回，不能当台账使用。",
        "请选择台账文件；要检查填报表，请用“检查”命令。",
    ),
    "L133": notice(
        "台账中没有工作表“{tab}”，按空表处理",
        "没有这张表，相关的内容都算没有登记。",
        "旧版本建的台账没有这张表的，或者误删了的，请从新建的台账或备份中复制过来。",
    ),
    "L134": notice("工作表“{tab}”按“{expected}”读取", "工作表改了名，但名称或表头可以认出。", "建议改回“{expected}”。"),
    "L135": notice(
        "工作表“{tab}”也像“{expected}”，没有读取", "同一种表只读取一张。", "如果内容都要用，请合并到“{expected}”。"
    ),
}

CELLS: dict[str, Entry] = {
    "L121": tables.DATE_READ,
    "L122": tables.NOT_WHOLE,
    "L123": tables.NUMBER_READ,
    "L126": tables.PERCENT_SCALE,
    "L127": tables.YES_NO_UNREAD,
    "L128": tables.CELL_ERROR,
    "L129": tables.CELL_UNCALCULATED,
}

ROWS: dict[str, Entry] = {
    "L201": error("「{header}」没有填", "这一列是必填的，空着这一行就用不上。", "请补填。"),
    "L202": error(
        "事项编号 {number} 出现了 {count} 次",
        "合并、计分、文书都以事项编号为准；重号时无法判断是哪一个事项。",
        "请给其中的事项另编一个没有用过的编号。",
    ),
    "L227": error(
        "扣分登记的序号 {number} 出现了 {count} 次",
        "关联事件按序号指向别的登记；重号时分不清指的是哪一条。",
        "请给其中的登记另编一个没有用过的序号。",
    ),
    "L203": error(
        "办结时限 {due} 早于交办日期 {assigned}", "时限早于交办，逾期天数无从计算。", "核对交办通知，改正其中一个日期。"
    ),
    "L204": error(
        "签收日期 {received} 早于交办日期 {assigned}", "通知书签发之前不可能签收。", "核对签收记录，改正其中一个日期。"
    ),
    "L205": error(
        "「{header}」的“{unit}”不在单位名录中（共 {count} 行）",
        "名录中没有的单位，下发、催办、计分都找不到它。",
        "请改成名录中的名称、简称或别名；确是新单位的，先在“单位名录”中登记。",
    ),
    "L206": error(
        "类别“{category}”不在事项类别中", "类别决定默认时限、报送周期和计分条款。", "请改成“事项类别”中的类别或代码。"
    ),
    "L207": error("规则编号“{rule}”不在计分规则中", "没有对应的规则，就没有分值。", "请改成“计分规则”中的规则号。"),
    "L209": notice(
        "{day} 不在考核年度 {year} 年内",
        "事件按日期归属季度和年度，不在本年度的不计分。",
        "核对日期；属于其他年度的，请登记到那一年的台账。",
    ),
    "L210": error(
        "「{header}」填的“{value}”不在可选的词中",
        "这一列只认列表里的词，别的写法统计不到。",
        "请从中选一项：{choices}。",
    ),
    "L211": error("参数“{key}”出现了 {count} 次", "同一参数有两个取值时，无法判断以哪个为准。", "请只保留一行。"),
    "L225": error(
        "事项编号“{number}”不在督办事项中",
        "这一行找不到所属的事项。",
        "核对编号；事项尚未登记的，先在“督办事项”中登记。",
    ),
}

MATTERS: dict[str, Entry] = {
    "L215": error(
        "状态为“{status}”，却没有办结日期", "没有办结日期，无法判断是否按期办结。", "请补填办结日期，或改正状态。"
    ),
    "L216": notice(
        "状态为“{status}”，但没有销号人或销号日期",
        "销号须由有权的人批准，并记下日期。",
        "已经销号的，请补填销号人和销号日期；没有的，请按程序销号。",
    ),
    "L218": error(
        "主办单位“{unit}”同时列在协办单位中",
        "一个单位在一个事项中只能有一个角色，否则会重复下发、重复计分。",
        "请从协办单位中去掉它。",
    ),
    "L228": error(
        "主办单位填了 {count} 个单位：{units}",
        "一个事项只能有一个主办单位，由它组织协办单位共同办理并报送；几个主办等于没有主办。",
        "请只留一个主办单位，其余的填到协办单位。",
    ),
    "L224": error("办结日期 {completed} 早于交办日期 {assigned}", "交办之前不可能办结。", "核对后改正其中一个日期。"),
}

EXTENSIONS: dict[str, Entry] = {
    "L212": error(
        "结论为“同意”，但没有填{missing}",
        "延期须由有权的人批准，写明批准的日期和新时限。",
        "请补填；尚未批准的，结论改为“待批”。",
    ),
    "L213": error(
        "延期至 {to}，但延期登记中没有同意延到这一天的记录",
        "没有批准记录的延期不能改变时限。",
        "请在“延期登记”中补记批准情况，或清除“延期至”。",
    ),
    "L226": error("批准延至 {granted} 不晚于原时限 {due}", "延期后的时限应当晚于原时限。", "核对后改正其中一个日期。"),
}

OFFICE: dict[str, Entry] = {
    "L217": error(
        "单位“{unit}”没有组别", "考核按组别计分和排名，没有组别的单位排不进去。", "请填写组别，如“乡镇”“县直部门”。"
    ),
    "L219": error(
        "单位代码 {code} 有 {count} 个单位使用",
        "填报表按单位代码识别单位，重码会张冠李戴。",
        "请给每个单位一个不同的代码。",
    ),
    "L220": error(
        "“{name}”既是“{first}”又是“{second}”的名称、简称或别名",
        "同一个叫法对应两个单位，无法判断指的是哪一个。",
        "请从其中一个单位的简称或别名中删去它。",
    ),
    "L221": error(
        "{day} 既标为放假又标为上班，两行都没有采用，这一天仍按程序自带的日历计算",
        "同一天只能有一种性质，否则工作日无法计算。",
        "请核对放假通知，删去其中一行。",
    ),
    "L222": error(
        "类别“{name}”出现了 {count} 次", "同一类别有两行时，无法判断按哪一行取时限和周期。", "请删去或改名其中一行。"
    ),
    "L223": error(
        "「{header}」的“{value}”看不懂",
        "看不懂的周期或时限无法推算日期；系统不猜。",
        "改写成记法或常见的说法，如 WK(五)、每月28日前、7个工作日。",
    ),
}

ENTRIES: dict[str, Entry] = FILES | SHEETS | CELLS | ROWS | MATTERS | EXTENSIONS | OFFICE
