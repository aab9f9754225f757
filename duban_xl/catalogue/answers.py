"""Codes W12x: marked copies and letters to units; and every sentence of them, of 检查结果.xlsx and of 退表 in 流转记录."""

from duban_xl.catalogue.entry import Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "W120": error(
        "标注副本不能放在“{folder}”：要检查的文件就在这里",
        "副本和原件混在一起，下次检查会把副本当作寄回的表。",
        "请另选一个文件夹，如与“收件”并列的“退回”。",
    ),
    "W121": notice(
        "“{name}”不能直接标注（{reason}），已把所填内容重填到一份新表里再标注",
        "旧格式、加密或内部不合规的文件不能原样加批注。",
        "请把新表发给单位，请单位在新表上改。",
    ),
    "W122": notice(
        "“{name}”须退回，但不知道是哪个单位的，没有写回函",
        "表内没有标识，文件名里也看不出来。",
        "请查明寄件单位，把标注副本发给它。",
    ),
    "W123": notice(
        "{unit}没有登记邮箱，回函没有写收件人",
        "“单位名录”里这个单位的“邮箱”空着，也没有收到它的邮件。",
        "请在“单位名录”中填上邮箱，或在发送前填写收件人。",
    ),
    "W124": notice(
        "台账没有“{tab}”表，退回的次数没有记下",
        "退回更正记在“{tab}”里，一件事项一行。",
        "请在台账中补上“{tab}”表后再合并一次。",
    ),
    "W125": notice(
        "“{name}”的工作表“{tab}”有 {count} 处问题，批注只写了一部分",
        "批注太多，电子表格软件会打不开或很慢。",
        "全部问题列在“退回说明”里，单元格也都涂了色。",
    ),
    "W126": notice(
        "“{name}”读不出来，已附一份新表请单位重新填写",
        "原件里没有可用的内容。",
        "请把新表和回函发给单位。",
    ),
    "W127": notice(
        "“{name}”的问题都在台账一方，没有退回单位",
        "单位改不了，退回也没有用。",
        "请按“问题清单”改好台账，再检查一次。",
    ),
    "W128": notice(
        "“{name}”读不出来，也不知道报的是哪一期，没有做新表",
        "新表要写明单位和报送期。",
        "请用“下发”命令另做一份填报表发给单位。",
    ),
}

OLD_FORMAT, CHANGED_SINCE, READS_OTHERWISE = "旧格式或加密", "检查之后又被改动", "标注后读出的内容会变"
"""Why a unit's own workbook is not marked."""

# 流转记录.
BECAUSE_SENT_BACK = "{unit} {period} 的填报表须更正"
REASON_SENT_BACK = "填报表退回更正：{reasons}"
MATERIAL = "{period}｜{file}｜{digest}"
"""What 材料 says of a form that was sent back: the period, the file and the beginning of its SHA-256."""

# What a unit is told instead of the cure in the catalogue, which speaks to the office as well.
FOR_UNITS: dict[str, str] = {
    "L100": "请重新寄送填好的表。",
    "L101": "请重新保存填好的表，确认能打开后再寄。",
    "L102": "请用 Excel 或 WPS 打开原来的表，另存为 .xlsx 后再寄；打不开的，请在附上的新表里填写。",
    "L103": "请用密码打开，取消密码后另存为 .xlsx 再寄；也可以在附上的新表里填写。",
    "L104": "请寄填好的电子表格（.xlsx），不要用图片、PDF 或文档代替；也可以在附上的新表里填写。",
    "L105": "请在附上的新表里填写后寄回。",
    "L106": "请把内容填到附上的新表里寄回；粘贴时只选有内容的单元格。",
    "L107": "请用 Excel 或 WPS 打开，另存为 .xlsx 再寄；也可以在附上的新表里填写。",
    "L108": "请取消密码后另存为 .xlsx 再寄；也可以在附上的新表里填写。",
    "L109": "请用密码打开，取消密码后另存为 .xlsx 再寄；也可以在附上的新表里填写。",
    "L140": "请在附上的新表里重新填写后寄回。",
    "R110": "请在附上的表里填写后寄回，不要换成别的表。",
    "R112": "请用督查室下发的原表填写，不要把内容复制到新的工作簿里。",
    "R113": "请用督查室下发的原表填写，不要改动隐藏的工作表。",
    "R148": "请核对结果，改为直接填写内容。",
    "R155": "请另存为不带宏的 .xlsx 后再寄。",
    "R156": "请断开链接（数据—编辑链接—断开链接），保存后再寄。",
    "R157": "请查一查填表的电脑有没有病毒，在督查室下发的原表里重新填写后寄回。",
    "R159": "请删去外部数据连接，保存后再寄。",
    "R328": "请核对签发人；主要负责人有变动的，请告知我们。",
    "R333": "请报单位主要负责人签发后再报；主要负责人有变动的，请告知我们。",
    "R344": "请核对事项编号；没有定时限的事项不用申请延期。",
    "R373": "继续按期报进展的，报告类型请选“阶段性报告”或“进展报告”；确已办完的，请告知我们。",
    "R386": "请核对能不能写进表里；不能的请删去，按规定另行报送。",
    "R436": "请告知我们以哪一份为准；这一份不要的，请删去这一行。",
    "R440": "请与主办单位商量，由主办单位申请；只延协办部分的，请告知我们。",
    "R503": "请核对是否寄错；请用我们最近下发的那一份填写后寄回。",
    "R501": "这次已按文件名认定；请用下发的原表填写，不要把内容复制到新的工作簿里。",
    "R508": "灰底内容以督查室台账为准，改动没有采用；请不要改动灰底各列，台账有误的请告知我们。",
    "R520": "请另存为 .xlsx 后再寄。",
    "R521": "请核对填表电脑的日期和时间。",
    "R522": "请核对填表电脑的日期和时间。",
    "R523": "请核对是不是填错了表；没有填错的，请到期再填。",
    "R528": "请核对各处不同；应以较早一版为准的，请重新保存后再寄。",
    "R530": "请核对是否寄错了表；没有寄错的，请写本单位自己的进展。",
    "M123": "请核对填表电脑的日期和时间。",
}

SAID_TO_UNITS: dict[str, str] = {
    "L108": "文件“{name}”设有打开密码",
    "L140": "文件“{name}”的内部不合规，没有读取",
    "R331": "办结报告的「{header}」没有填，应当写明“{item}”",
    "R112": "表内的标识不见了",
    "R113": "表内的标识不完整",
    "R432": "进展情况与别的单位 {period} 所报的一字不差：“{value}”",
    "R501": "表内的标识不见了，按文件名认作{unit}、{period}",
    "R503": "这份表不是从我们现在的台账下发的",
    "R505": "表内的单位代码是{unit}的，单位名称却写“{value}”",
    "R507": "文件名写的是{value}，表内登记的是{unit}，灰底内容也与下发时不同",
    "R508": "灰底内容被改动过，或者有行被删、被加",
    "R510": "表内登记的单位代码与下发时不同：这份表是下发给{owner}的，现在写的代码是“{value}”",
    "R511": "表内登记的报送期与下发时不同：这份表是 {owner} 的，现在写的是 {value}",
    "R530": "各事项的进展情况与另一个单位寄来的一字不差",
}
"""What a unit is told instead of the message in the catalogue, which names things that nobody sees in the form."""

OFFICE_ONLY = frozenset(
    {
        *("R111", "R125", "R126"),  # read all the same
        *("R343", "R410", "R504", "R518", "R525"),  # the ledger, the directory and the bulletins are the office's
        *("R529",),  # a copy that changes nothing
        *("M113", "M114"),  # whose address it is
        *("R421", "R422", "R423", "R424", "R425", "R426", "R427"),
    }
)
"""Codes about which a unit can do nothing; they stand in 检查结果 only."""

# The page in front of a marked copy, and the letters.
ANSWER_TAB = "退回说明"
ANSWER_SUFFIX = "_退回"
LETTER_FOLDER, RECEIPT_FOLDER = "回函", "回执"
RESULT_NAME = "检查结果"
PAGE_TITLE = "填报表退回说明"
PAGE_FOOTER = "&L&9 {office}&C&9第 &P 页，共 &N 页&R&9 {unit} {period}"
PAGE_HEADERS = ("序号", "工作表", "单元格", "事项编号", "问题", "怎么改", "级别")
LEVELS = {"错误": "必须改", "提示": "请核对"}
SOMEBODY = "填报单位"
TO_UNIT = "{unit}："
OPENING = (
    "贵单位报送的{period}督查事项填报表收悉。经核对，{counts}，现予退回（第{times}次退回）。请{how}，于{day}前{where}。"
)
OPENING_UNREAD = (
    "贵单位寄来的“{file}”{period}没有能够读出填报内容，现予退回（第{times}次退回）。请{how}，于{day}前{where}。"
)
FOR_PERIOD = "（{period}填报表）"
MUST, MAY = "有 {count} 处须更正", "{count} 处请核对"
IN_COPY = "直接在本表上改好"
IN_ATTACHED = "直接在附上的表里改好"
IN_NEW = "在附上的新表里填写"
IN_THIS_NEW = "在本表里重新填写"
HOW_WITHOUT_COPY = "在督查室下发的填报表里重新填写"
SEND_TO, SEND_REPLY = "寄回{where}", "回复来信寄回"
HOW = (
    "红底的单元格必须改正，黄底的请核对，无误的不用改；鼠标停在单元格上可看批注，点下表中的单元格可以跳到那里。"
    "改好后保存寄回即可，本页、批注和颜色都不用删。"
)
REFILLED = "贵单位寄来的文件不能直接加批注，所填内容已照原样填入本表，请在本表上改，不必再改原来的文件。"
ALL_GOOD = "有 {count} 件事项（{numbers}）没有须更正的内容，照常采用，不用重填。"
FILE_LINE = "文件：{file}"
WHOLE_FILE = "整个文件"
CONTACT_LINE = "联系人：{contact}"
SIGNED = "{office}　　{day}"

SUBJECT = "关于{period}填报表的退回说明（{unit}）"
SUBJECT_AGAIN = "关于{period}填报表的退回说明（{unit}，第{times}次）"
LETTER_FILE = "【{file}】"
LETTER_ERRORS, LETTER_NOTICES = "须更正的：", "请核对的（无误的不用改）："
LETTER_LINE = "{place}. {where}：{problem}{stop}{cure}"
LETTER_MORE = "……另有 {count} 处，见附件的“退回说明”。"
LETTER_MOST = 30
LETTER_ATTACHED = "附件：{names}（有问题的单元格已涂色并加批注，第一张表“退回说明”列有全部问题）"
LETTER_NEW_FORM = "附件：{names}（新表，单位、报送期和事项都已填好，请直接填写）"
RECEIPT_SUBJECT = "{period}填报表已收到（{unit}）"
RECEIPT = "贵单位报送的{period}督查事项填报表（{file}）已于{day}收到，所报 {count} 件事项核对无误，已予采用。"
RECEIPT_DAY_UNKNOWN = "日前"
RECEIPT_NOTICES = "另有 {count} 处请核对，有误的请改好后重新寄来，无误的不用处理："

# 检查结果.xlsx.
RESULT_TITLE = "填报表检查结果"
RESULT_FOOTER = "&L&9{title}&C&9第 &P 页，共 &N 页&R&9 {day}"
SUMMARY_TAB, FINDINGS_TAB, READINGS_TAB, MISSING_TAB = "汇总", "问题清单", "识读", "未报单位"
SUMMARY_HEADERS = (
    "单位", "报送期", "文件", "收到时间", "应报日期", "迟几天", "迟几个工作日", "结论", "错误数", "提示数", "合格行数", "退回行数",
    "第几次退回", "标注副本",
)  # fmt: skip
FINDINGS_HEADERS = ("单位", "文件", "工作表", "单元格", "事项编号", "级别", "代码", "问题", "处理", "标注副本")
READINGS_HEADERS = ("单位", "文件", "工作表", "单元格", "事项编号", "列", "表中写的", "读作", "需要核对", "说明")
MISSING_HEADERS = (
    "单位", "组别", "应报日期", "迟几天", "迟几个工作日", "应报事项数", "联络员", "电话", "邮箱", "上次催办",
)  # fmt: skip
NOT_READ = "（没有读出）"
NOTHING_MISSING = "没有未报的单位"
NOTHING_FOUND = "没有发现问题"
NOTHING_READ = "没有与原文不同的识读"
SEE = "查看"
YES, NO = "是", "否"

# The commands.
PROGRESS = "写标注副本"
MADE_RESULT, MADE_MARKED, MADE_LETTERS, MADE_RECEIPTS = (
    "检查结果：汇总、问题清单、识读、未报单位", "{count} 份标注副本，退回单位更正", "{count} 份回函（.eml 和 .txt），附有标注副本",
    "{count} 份回执（.eml 和 .txt）",
)  # fmt: skip
