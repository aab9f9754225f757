"""Codes L…: any workbook that can't be read, the ledger's sheets, columns and cells, relations between rows."""

from duban_xl.catalogue import tables
from duban_xl.catalogue.entry import Entry, error, notice

FILE_KINDS = {
    "pdf": "PDF 文件",
    "picture": "图片",
    "word": "Word 文档",
    "slides": "演示文稿",
    "web": "网页（常见于从网站导出的“假 Excel”）",
    "xml2003": "XML 表格 2003",
    "archive": "压缩包",
    "text": "文本文件",
    "mail": "邮件",
    "unknown": "无法识别的文件",
}
"""What a file is that came instead of a spreadsheet."""

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
        "文件“{name}”设有打开密码", "加密的文件在输入密码之前读不到内容。", "请用密码打开，取消密码后另存为 .xlsx。"
    ),
    "L104": error(
        "文件“{name}”不是电子表格，而是{what}",
        "只有电子表格的内容能够读取和合并。",
        "请提供原来的表格（.xlsx）；如能用 Excel 打开，请另存为 .xlsx。",
    ),
    "L105": error("文件“{name}”中没有工作表", "工作簿里只有图表页或宏表，没有可读的单元格。", "请核对是否发错文件。"),
    "L106": error(
        "文件“{name}”大得不正常（{size}），没有读取",
        "正常的台账和填报表不会有这么大；打开它可能耗尽内存。",
        "请在 Excel 中删除数据区以外的行列，另存为新文件后再试。",
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
        "请核对是否选错文件；旧的手工台账请先用“导入”命令转换。",
    ),
    "L132": error(
        "“{name}”是填报表，不是督查台账",
        "填报表由单位填写寄回，不能当台账使用。",
        "请选择台账文件；要检查填报表，请用“检查”命令。",
    ),
    "L133": notice(
        "台账中没有工作表“{tab}”，按空表处理",
        "没有这张表，相关的内容都算没有登记。",
        "如果是误删，请从备份或新建的台账中复制回来。",
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

ENTRIES: dict[str, Entry] = FILES | SHEETS | CELLS
