"""Codes T15…: holiday notices (放假通知) and how they fit the ledger's 工作日历; the words of the command 日历."""

from duban_xl.catalogue.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    "T151": error(
        "“{text}”写的星期不对：{day} 是星期{value}",
        "日期和括号里的星期对不上，总有一个写错了；系统不猜，这一句没有采用。",
        "请与国务院办公厅的通知原文核对后改正，再运行一次。",
    ),
    "T152": error(
        "“{text}”写的是共 {count} 天，按日期数是 {value} 天",
        "天数和起止日期对不上，总有一个写错了；系统不猜，这一句没有采用。",
        "请与通知原文核对后改正，再运行一次。",
    ),
    "T153": error(
        "“{text}”使 {day} 既放假又上班",
        "同一天只能有一种性质；通知前后矛盾的日子没有采用。",
        "请与通知原文核对后改正，再运行一次。",
    ),
    "T154": error(
        "“{text}”里没有“{value}”这一天",
        "日历上没有的日子无从登记；这一句没有采用。",
        "请与通知原文核对后改正，再运行一次。",
    ),
    "T155": error(
        "放假通知里的这一句看不懂：“{text}”",
        "看不懂的放假安排不猜，其中的日子没有登记。",
        "请改成“5月1日至5日放假”“5月9日上班”的样子，或者自己在“工作日历”里逐日填写。",
    ),
    "T156": error(
        "“{text}”没有写明年份",
        "通知的标题和日期都没有写年份时，不知道是哪一年的放假安排。",
        "请连同通知的标题一起粘贴，或在第一个日期前写上年份。",
    ),
    "T157": error(
        "放假通知说 {day} {value}，工作日历里登记的是{text}",
        "同一天只能有一种性质；已经登记的没有改动，通知的这一天没有写入。",
        "请核对；以通知为准的，改正或删去已登记的这一行，再运行一次。",
    ),
    "T158": error(
        "“{name}”里没有读出放假安排",
        "文件里没有“5月1日至5日放假”“5月9日上班”之类的句子。",
        "请把国务院办公厅放假通知的全文存成文本文件，再指明这个文件。",
    ),
    "T159": error(
        "“{name}”不是文本文件",
        "放假通知要从纯文本读取，Word、PDF 和图片不能直接读。",
        "请打开原文，复制全部文字，粘贴到文本文件或“工作日历”的“说明”一列。",
    ),
}

NOTICE = "放假通知"
"""The reason of a change, and the 来源 of a day whose notice shows no number."""

STANDARD_INPUT = "标准输入"
YEARS_TITLE = "工作日历：各年的放假安排"
YEARS_HEADERS = ("年份", "放假安排", "依据", "工作日历登记的天数", "到期日因此暂定的事项")
KNOWN, UNKNOWN = "已知", "未录入"
ORIGINS = {
    "library": "程序自带的国务院办公厅历年安排",
    "sheet": "本台账“工作日历”",
    "none": "暂按周末和固定节日推算",
}
"""Where the calendar of a year comes from, by its name in JSON."""

NEXT_AFTER_CALENDAR = "下一步：duban refresh 按新的放假安排重算到期日。"
NEXT_FOR_UNKNOWN = "放假通知公布后：把全文粘贴到“工作日历”的“说明”一列再更新，或运行 duban calendar --notice 文件。"
