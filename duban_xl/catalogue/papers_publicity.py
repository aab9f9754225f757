"""Sentences and codes D180–D189 of circulars, public copies and plans."""

from duban_xl.catalogue.entry import Entry, error, notice

NO_CATEGORY = "未分类"
FOUND_PROBLEM = "{unit}：{problem}{limit}"
RECTIFY_BY = "（{day}前整改到位）"
BRIEF_TITLE = "{period}督查事项落实情况"
PRACTICE, ANALYSIS = "经验做法", "原因分析"
QUARTER_TITLE = "关于{period}各责任单位落实情况的通报"
FIGURES_OF_UNIT = (
    "主办{matters}项，办结{completed}项，逾期{overdue}项；应报{expected}件次，按时{on_time}件次，逾期{late}件次，"
    "未报{missing}件次；退回{sent_back}次"
)
TEN_THINGS_TITLE = "关于{period}十件实事落实情况的通报"
TASKS_TITLE = "关于{scope}的{name}"
MANNER, MANNER_OF, DAYS, GROUPS = "督查方式", "督查方式，从{choice}中选定", "督查时间", "督查分组和各组人员"
MORE = "等"
ALL_TASKS = "重点督查事项"
REPORT_CYCLE, THE_OFFICE = "办理期间，{cycle}向{to}报送进展情况", "督查室"
DUE_DATE = "完成时限"
EXPOSURE_TITLE = "关于{period}办理督办事项不力单位的{name}"
RECTIFY_BY_DAY = "整改时限"
MESSAGES_TITLE = "关于{period}重点工作进展情况的{name}"
AUDIENCE = "收件范围"
MESSAGE_HEAD, MESSAGE_END, MESSAGE_BREAK = "{office}：截至{month}月{day}日，", "。", "；"
MESSAGE_ITEM, MESSAGE_SERIAL = "{title}（{unit}）{state}，目标{target}", "（{serial}/{count}）"
MESSAGE_DONE, MESSAGE_REACHED = "已完成", "完成{percent}%"
RELEASE_TITLE = "关于{period}重点工作进展情况的{name}"
RESPONSIBLE = "责任人"
APPROVER, TARGET, VISIBLE = "批准人", "量化目标", "形象进度（完成率）"
PHONE, IDENTITY, CARD, PETITION, PERSON = "电话号码", "身份证号码", "银行卡号", "信访情况", "个人姓名"
ADDRESS, DISCIPLINE, LEADERS_WORDS = "住址", "问责情况", "领导批示"
NONE_READY, AND_MORE = "没有", "等{count}项"

ENTRIES: dict[str, Entry] = {
    "D163": error(
        "事项{number}的短信有{length}个字，比每条最多{most}个字多{over}个字，没有写进短信稿",
        "短信有字数上限；程序按整件事项分条，不截断一件事项的内容。",
        "请缩短事项名称或量化目标，在“单位名录”填写简称，或者改参数“短信字数上限”，再重新起草。",
    ),
    "D164": error(
        "事项{number}没有经人批准公开，没有写进{kind}",
        "曝光事项的情况等于向社会公开，须有人批准。",
        "批准公开的，在“流转记录”登记公开审批，写明批准人，再重新起草。",
    ),
    "D165": error(
        "{unit}没有经人同意的通报批评，没有写进{kind}",
        "只曝光已经通报批评的单位；通报批评须经人同意。",
        "同意批评的，在“通报问责”中登记通报批评，写明事由和同意人，再重新起草；不曝光的，填写撤销日期。",
    ),
    "D167": notice(
        "这一期没有登记公开曝光，{kind}没有内容可写",
        "曝光由人决定，程序不替人提出。",
        "同意曝光的，在“通报问责”登记公开曝光，写明单位、事由和同意人，再起草。",
    ),
    "D180": notice(
        "可以考虑通报表扬{unit}（{detail}）",
        "落实较好、按时反馈的可以通报表扬；表扬由人决定，没有写进通报。",
        "同意表扬的，在“通报问责”中登记通报表扬，写明同意人，再重新起草。",
    ),
    "D181": notice(
        "可以考虑通报批评{unit}（{detail}）",
        "推进不力或未按时反馈的可以通报批评；批评须经人同意，没有写进通报的批评名单。",
        "同意批评的，在“通报问责”中登记通报批评，写明事由和同意人，再重新起草。",
    ),
    "D182": notice(
        "事项{number}已批准公开，但缺少{words}，没有写进{kind}",
        "适宜公开、可以量化、有形象进度并经人批准的才公开，缺一不可。",
        "补填后重新起草；不公开的不用改。",
    ),
    "D183": error(
        "「{header}」里有{what}，没有写进{kind}",
        "公开的内容不得有个人信息，信访情况不得公开。",
        "请在台账中删去这些内容后重新起草；确需公开的，由批准公开的人决定。",
    ),
    "D184": error(
        "事项{number}不得公开（{what}），没有写进{kind}",
        "信访件、领导个人批示和问责的情况一律不向社会公开。",
        "请在“流转记录”“通报问责”中改正这条公开审批或公开曝光。",
    ),
    "D185": error(
        "事项{number}的量化目标“{value}”没有可以核对的数字或结果，没有写进{kind}",
        "公开的事项要可以量化；“尽快”“按要求”之类到期无从核对。",
        "请在“督办事项”的量化目标中写明数字（如“新增学位3200个”），或写明看得见的结果（如“建成通车”“全覆盖”），再重新起草。",
    ),
    "D186": error(
        "没有可以公开的事项，没有写出文件；期内在办{count}项，其中只差公开审批的：{detail}",
        "只公开经人批准、目标可以量化、填有完成率，并且没有个人信息、不属于信访问责的事项。",
        "请在“流转记录”为同意公开的事项登记公开审批：动作填“公开审批”，写明批准人，同意填“是”；"
        "没有列出的，先在“督办事项”填写量化目标和完成率。",
    ),
    "D188": notice(
        "事项{number}缺少{words}，任务分解表中以占位文字标出",
        "分解任务要写明由谁主办和完成时限。",
        "在“督办事项”中补填后重新起草。",
    ),
    "D189": error(
        "本办法没有规定{what}，“{kind}”没有依据，没有写出文件",
        "“问责阶梯”里没有措施为{what}的一级，“通报问责”里也没有写明依据条款；各单位都一样，只说一次。",
        "办法确有规定的，在“问责阶梯”中补上这一级；依据别的文件的，在“通报问责”登记{what}，写明依据条款。",
    ),
}
