"""Sentences and codes D17…: papers that call units to account, and the forms of the office's own desk."""

from duban_xl.catalogue.entry import Entry, notice

UNIT_TITLE, MONTH = "关于{unit}{month}有关问题的{name}", "{year}年{month}月"
RECORD_TITLE = "{unit}{month}{name}"
PRAISE_TITLE = "关于对{unit}{month}有关工作予以{name}的通报"
CRITICISM_TITLE = "关于对{unit}{month}有关问题予以{name}的通报"
PERIOD_TITLE = "关于对{period}督查工作有关单位和个人予以{name}的通报"
LADDER_COUNT = "{window}内被通报批评{count}次"
WINDOW = "{first}至{last}"
BLANKS = {
    "time": "约谈时间",
    "place": "约谈地点",
    "interviewer": "约谈人姓名及职务",
    "situation": "问责情形",
    "addressee": "受理机关",
    "leaders": "呈送的领导",
}
EVIDENCE_KINDS = {
    "criticism": "通报批评",
    "order": "督办令",
    "matter": "逾期事项",
    "deduction": "扣分认定",
    "slack": "书面检查",
}
LATE_EVIDENCE = "{title}，应于{due}前办结，逾期{days}天"
LATE_REMINDED = "{told}，催办{count}次"
DEDUCTED = "{condition}，扣{points}分"
CLOSING_STEPS = ("责任单位自验", "督查室核查", "领导审批")
EXTENSION_STEPS = ("单位分管领导", "督查室", "领导审批")
NTH_TITLE = "{name}（第{nth}次申请）"
COLOURS = {"红": "红色", "黄": "黄色"}
COLOUR_TITLE = "关于{matter}的{colour}{name}"
CRITERIA = {
    "蓝色": "离办结时限超过{soon}天，提示按时序推进",
    "黄色": "离办结时限{soon}天以内（含当天）仍未办结",
    "红色": "超过办结时限仍未办结",
}
"""Colour of the slip → when it is written: the lamps of the ledger, 参数 临期天数."""
UNIT_AND_PERSONS = "{unit}及其{persons}"
DOCUMENT_TOLD = "{name}（{number}）"
ARCHIVE_TITLE = "{period}{name}"
FORM_NAME = "{unit}{period}进展情况填报表"
REPORT_NAME = "{unit}{kind}"

ENTRIES: dict[str, Entry] = {
    "D170": notice(
        "这一行还没有同意人，没有写进“{kind}”",
        "通报和约谈由有权的人决定，程序只写已经同意的。",
        "经同意后在“同意人”“同意日期”中登记，再重新起草。",
    ),
    "D171": notice(
        "本办法规定“{kind}”以“{name}”的名义发出，署名现为“{issuer}”",
        "署名取自参数“发文机关”。",
        "以上级机关名义发出的，在 Word 或 WPS 里改好署名和红头，或另用该机关的模板。",
    ),
    "D172": notice(
        "事项 {number} 现在不是红灯、黄灯，没有写“{kind}”",
        "没有临期也没有超期的事项不发督查单；办结的、等待本室审核的也不发。",
        "请核对办结时限和状态；确需提示的，改用催办。",
    ),
    "D173": notice(
        "事项 {number} 还没有办结报告",
        "没有办结报告的事项不能销号，阶段性报告不能代替。",
        "收到承办单位的办结报告并登记以后再办理销号。",
    ),
    "D174": notice(
        "事项 {number} 没有归档卷号",
        "目录里的卷号空着，这件事还没有立卷。",
        "在“归档卷号”中填写，或在办结时一并归档。",
    ),
    "D175": notice(
        "事项 {number} 没有可以归档的文件",
        "文书登记、反馈记录和流转记录里都没有这件事的文件。",
        "请核对事项编号，漏登的文书和报告补登以后再编目录。",
    ),
}
