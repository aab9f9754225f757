"""Codes T…: how dates, percents and time limits were read, and how due dates were worked out; the wording of a 时限依据."""

from duban_xl.catalogue.entry import Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "T101": error(
        "时限要求“{text}”看不懂",
        "看不懂的时限无法推算日期；系统不猜数字。",
        "改写成日期（如 2026-09-30），或“7个工作日”“每季度末月28日前”之类的写法。",
    ),
    "T102": notice(
        "到期日 {due} 为暂定：{years}年的节假日安排尚未录入",
        "国务院办公厅公布放假安排之前，只能按周末和固定节日推算。",
        "放假通知公布后，把该年的放假日和调休上班日填入“工作日历”，再更新一次。",
    ),
    "T103": notice(
        "没有签收日期，暂从{event}日 {start} 起算，到期日 {due}",
        "办理时限应从承办单位签收之日起算。",
        "补填签收日期，到期日会重新计算。",
    ),
    "T104": error(
        "缺少“{event}”的日期，时限“{limit}”无从起算",
        "没有起算日就没有到期日；系统不代填日期。",
        "补填对应的日期列（安排日期、交办日期、签收日期等）。",
    ),
    "T105": error(
        "延期至 {asked} 超过上限 {cap}",
        "上限从同一起算日计算，包括任何延期。",
        "延期不超过上限；仍办不完的，转入定期报告进展，并保留超上限的记录。",
    ),
    "T106": error(
        "延期申请日期 {asked_on} 晚于最迟申请日 {latest}",
        "延期应在时限届满之前提出；逾期之后的申请不改变逾期事实。",
        "按逾期处理；确有特殊情况的，由有权人员另行决定并记录。",
    ),
    "T107": error(
        "延期缺少{missing}",
        "延期须写明理由，并有同意人。",
        "在“延期登记”中补齐后再更新。",
    ),
    "T108": error(
        "时限依据“{document}”，请人工录入",
        "该文件不在本系统内，不能套用其他时限。",
        "查阅原文件，把时限填入“时限要求”。",
    ),
    "T109": notice(
        "未定期限",
        "通知和类别都没有写明时限；系统不编造日期。",
        "如有要求，请填写“时限要求”；没有要求的，保持空白。",
    ),
    "T110": notice(
        "办结时限填的是 {due}，按时限要求推算是 {value}",
        "两个日期不同，以人填的为准，程序不改。",
        "请核对；要按时限要求推算的，把“办结时限”清空后再更新。",
    ),
    "T121": error(
        "日期“{text}”不存在，是否为 {suggestion}",
        "不存在的日期不会自动顺延，以免悄悄改变时限。",
        "核对原文后改正。",
    ),
    "T122": error(
        "日期“{text}”看不懂",
        "不是一个确定的日子。",
        "改写成 2026-09-28 或 2026年9月28日。",
    ),
    "T123": notice(
        "日期“{text}”只写了两位年份，理解为 {value}",
        "两位年份可能是别的世纪，也可能是月日。",
        "核对后改写成四位年份。",
    ),
    "T124": notice(
        "日期写成了数字 {text}，理解为 {value}",
        "单元格格式被改成“常规”或“文本”时，日期会变成序号。",
        "核对后把该列设为日期格式。",
    ),
    "T125": notice(
        "日期“{text}”没有写年份，按下一个日子理解为 {value}",
        "按当年理解，这个日子已经过去。",
        "核对年份后写全。",
    ),
    "T126": error(
        "日期“{text}”分不清是几日，是否为 {suggestion}",
        "数字 3.10 存入表格后会变成 3.1，分不清 1 日和 10 日。",
        "写成“3月1日”或“3月10日”。",
    ),
    "T127": notice(
        "日期“{text}”的年份可疑，理解为 {value}",
        "年份与台账所在年度不符，常见于漏填年份或敲错数字。",
        "核对年份。",
    ),
    "T128": notice(
        "“{text}”不是确切的日子，按惯例理解为 {value}",
        "月初、年中、节前之类的说法，各单位理解不一。",
        "核对后写成确切日期。",
    ),
    "T129": notice(
        "“{text}”按“{value}”理解",
        "时限的写法没有完全确定日子，或者含有日期以外的意思。",
        "核对“办结时限”一栏；原文保留不动。",
    ),
    "T131": notice(
        "完成率“{text}”是约数，按 {value}% 记录",
        "约数不能当作准确的完成率。",
        "请填写准确的百分数；确认无误的可保留。",
    ),
    "T132": error(
        "完成率“{text}”看不懂",
        "不是一个百分数，系统不编造数字。",
        "填写 0 到 100 的百分数，如 80%；情况说明请写在进展情况一栏。",
    ),
    "T133": notice(
        "完成率“{text}”中有别的文字，按 {value}% 记录",
        "百分数之外的文字可能改变它的含义。",
        "核对后只填百分数。",
    ),
    "T134": error(
        "完成率“{text}”像是被表格改成日期的分数，是否为 {suggestion}%",
        "在单元格里输入 3/5，表格会当成 3 月 5 日。",
        "改填百分数，如 60%。",
    ),
    "T141": error(
        "“{text}”不是数字",
        "这一栏只能填数字。",
        "改填数字；单位和说明写到备注。",
    ),
}

BASIS = {
    "WD": "从{origin}的次日起算，第{count}个工作日为{due}",
    "CD": "从{origin}的次日起算，第{count}日为{due}",
    "M": "从{origin}起满{count}个月，为{due}",
    "ANNIV": "{limit}，从{anchor}推算，{start}之后的第一个日期为{due}",
    "CYCLE": "{limit}，{start}之后的第一个日期为{due}",
    "YE": "当年完成，为{due}",
    "GIVEN": "按通知（批示、文件）写明的时限，为{due}",
    "MILESTONE": "按时序进度，{start}之后的第一个节点为{due}",
    "BEFORE": "{limit}，时限为{deadline}，最迟{due}",
    "NOW": "随到随办，{start}当天提醒各涉及单位，不设具体日期，不自动判为逾期",
    "SOFT": "原文只写“{limit}”，没有具体期限，不判逾期",
    "WINDOW": "{limit}是计数的范围，不是办理时限",
    "EXTREF": "时限依据“{document}”，本系统没有该文件，须人工录入",
    "EXTENDED": "经同意延期至{due}，原时限为{original}",
    "NONE": "未定期限",
    "NO_START": "时限为“{limit}”，缺少{event}日期，暂不能推算",
}
"""Kind of a deadline → the main clause of its 时限依据."""

BASIS_WITHOUT_DATE = {
    "GIVEN": "以通知（批示、文件）写明的时限为准，尚未录入",
    "MILESTONE": "按时序进度，“节点计划”中没有{start}之后的节点",
    "BEFORE": "{limit}，时限尚未确定",
}
"""The same for kinds whose date is still missing."""

BASIS_ADDED = {
    "rolled": "遇休息日顺延到下一个工作日，原为{nominal}",
    "remind": "当天休息，提前到{remind_on}提醒",
    "cap": "含延期最长不超过{cap}",
    "over_cap": "要求延期至{asked}，超过上限，不予计算",
    "not_signed": "尚未填写签收日期，暂从{event}日起算",
    "provisional": "{years}年节假日安排尚未录入，暂定",
}
"""What is added to the main clause, in this order."""

BASIS_RULE = "依据{rule}："
EVENT_ON = "{event}（{day}）"
START_DAY = "起算日"
MISSING_REASON = "理由"
MISSING_CONSENT = "同意人"
