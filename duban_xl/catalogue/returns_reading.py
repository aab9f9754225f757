"""Codes R11x–R13x: what reading a returned form meets (a file that can't be read at all has an L10x code)."""

from duban_xl.catalogue import tables
from duban_xl.catalogue.entry import Entry, error, notice

FORM: dict[str, Entry] = {
    "R110": error(
        "没有找到“事项反馈”表",
        "按工作表名称和表头都没有找到填报内容。",
        "请用督查室下发的填报表填写，不要删除表头，也不要换成别的表。",
    ),
    "R111": notice(
        "工作表“{tab}”按“{expected}”读取",
        "工作表改了名，但名称或表头可以认出。",
        "无需处理；下次请不要改工作表的名称。",
    ),
    "R112": notice(
        "没有找到表内标识（隐藏的“_meta”工作表）",
        "内容可能被复制到了新的工作簿里，无法由标识确认单位和报送期。",
        "请在督查室下发的原表中填写后寄回。",
    ),
    "R113": notice(
        "表内标识不完整，缺少：{words}", "隐藏的“_meta”工作表被改动过。", "请在督查室下发的原表中填写后寄回。"
    ),
    "R114": notice(
        "工作表“{tab}”也像“{expected}”，没有读取", "同一种表只读取一张。", "如果内容都要报，请合并到“{expected}”。"
    ),
    "R115": error("“{tab}”的前 30 行里没有找到表头", "程序按表头文字识别各列。", "请恢复表头行，列名应为：{headers}。"),
}

STRUCTURE: dict[str, Entry] = {
    "R120": tables.COLUMN_UNKNOWN,
    "R121": tables.COLUMN_MISSING,
    "R122": tables.COLUMN_TWICE,
    "R123": tables.COLUMN_NEAR_MISS,
    "R124": tables.OPTIONAL_MISSING,
    "R125": tables.BLANK_ROWS,
    "R126": tables.HEADER_AGAIN,
    "R127": tables.OPTIONAL_NEAR_MISS,
}

CELLS: dict[str, Entry] = {
    "R131": tables.DATE_READ,
    "R132": tables.NOT_WHOLE,
    "R133": tables.NUMBER_READ,
    "R136": tables.PERCENT_SCALE,
    "R137": tables.YES_NO_UNREAD,
    "R138": tables.CELL_ERROR,
    "R139": tables.CELL_UNCALCULATED,
}

ENTRIES: dict[str, Entry] = FORM | STRUCTURE | CELLS
