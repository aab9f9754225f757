"""Words of the documents that assign and press, and what speaks against them."""

from duban_xl.catalogue.entry import Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "D150": notice(
        "参数“{key}”空着，通知里没有写",
        "承办单位要知道向谁询问、向谁反馈。",
        "请在“参数”里填上“{key}”，再写一次。",
    ),
    "D151": notice(
        "事项“{number}”没有催办、督查的记录，却要下督办令",
        "督办令用于多次督办仍无进展的事项，此前的督办应有记录。",
        "请核对；确已催办、督查过的，先在“督查记录”里补记，再写一次。",
    ),
    "D152": error(
        "事项“{number}”的状态是“{status}”，不能再下{kind}",
        "督办令用于还没有办结的事项。",
        "请核对事项编号；状态登记有误的，先在“督办事项”里改正。",
    ),
    "D153": notice(
        "事项{number}的{header}空着，通知里没有写（{rule}）",
        "本办法要求各事项明确责任领导和责任人，最迟在签收时填报。",
        "已经明确的，在“督办事项”的“{header}”填好后重新起草；由单位在签收时报的，收到回执后补填。",
    ),
    "D187": error(
        "事项{number}属于“{category}”，应当用“{expected}”，这里写的是“{kind}”",
        "“事项类别”规定了各类事项的下达文种；督促查办事项通知单只用于市长热线事项，来源文号会写成热线通知单号。",
        "类别登记错了的，在“督办事项”中改正；类别没有错的，改写“{expected}”。",
    ),
}

# what the ledger calls things

INSTRUCTION, REQUIREMENT_COLUMN = "批示内容", "督办事项.任务要求"
"""办理要素 of a method that wants the words of the instruction in 任务要求."""

# blanks

MUST_BE_FILLED = "必填"
STAGES_OF_NOTICE = ("立项", "交办", "签收")
"""Stages of 办理要素 that a notice begins, or that the unit fills in on receipt."""
HANDING_OVER = ("交办", "转交")
SUPPORTING, JOIN = "配合{role}{unit}办理：{tasks}", "；"
APPROVAL, EXCERPT, TASK = "审定意见", "批示原文摘要", "本单位任务"
NEW_LIMIT, ADDRESSEE, REPLY = "限期", "函告对象", "答复意见"

# sentences

AGREED = "同意"
SLIP_TITLE = "关于抓紧办理督查事项的{name}"
NOT_RECEIVED = "未收到"
RECEIVED = "{day}收到{type}"
SENT_BACK = "{day}报来的{type}已退回，未再报"
MATERIAL = "材料"
SLIP_LINES, SLIP_COUNT = "所列事项的项数", "催办次数"
REGISTERED = "下达{kind}"
REGISTERED_NUMBER = "下达{kind}（{number}）"
MORE_PRESSED = "催办、督查{pressed}次，此前督办只列了{count}次"
AFTER_ORDER = "{trigger}的，{measure}"
LETTER_TITLE = "关于{matter}办理情况的函"
LETTERS = ("建议", "提案", "来信", "来函", "热线", "留言")
"""What the names of categories say whose matters others wrote to the office."""
