"""Columns of the sheets about matters: 督办事项, 节点计划, 反馈记录, 延期登记."""

from duban_xl.model.fields import Editor, Kind, SheetDef
from duban_xl.model.fields import column as f

STATUSES = (
    "登记", "立项", "待审批", "已交办", "承办中", "延期待批", "已反馈待审", "退回重办", "审核通过", "报告",
    "办结", "归档", "滚动跟踪", "不能办理待批", "经批准不办", "已转交", "科室自督",
)  # fmt: skip
ENDED_STATUSES = ("办结", "归档", "经批准不办", "已转交")
NOT_ASSIGNED_STATUSES = ("登记", "立项", "待审批", "科室自督")
URGENCIES = ("一般", "加急", "特急")
ROLES = ("主办", "协办")
OUTCOMES = ("待批", "同意", "不同意")
_, GRANTED, REFUSED = OUTCOMES
REPORT_TYPES = ("进展报告", "阶段性报告", "办结报告", "不能办理报告")
FINAL_REPORT = "办结报告"
PROGRESS_STATES = ("未启动", "正常推进", "超序时", "滞后", "阶段性完成", "办结待审", "长期推进", "暂停")
REVIEWS = ("待审", "合格", "退回")
ALERTS = ("红", "黄", "绿", "办结", "未定")

ACTIONS = (
    "立项", "转交", "科室自督", "转入督查", "送审", "交办", "不同意", "签收", "申请延期", "批复延期", "进展", "反馈", "退回",
    "重新办理", "审核通过", "呈报", "上报", "办结", "滚动跟踪", "继续办理", "申请不办", "批准不办", "不予批准", "归档", "复核重办",
    "审批", "收文", "公开审批", "催办", "退表",
)  # fmt: skip
"""What a row of 流转记录 tells of: the moves between states, then what happens to a matter without moving it."""
FORM_SENT_BACK = ACTIONS[-1]
"""The unit's return form, or its row about the matter, went back to be corrected; 退回 is another thing: the result itself."""
REASON_TYPES = ("政策因素", "客观条件")

_PROGRAM = Editor.PROGRAM

MATTERS = SheetDef(
    key="matters",
    tab="督办事项",
    table="matters",
    title="督 办 事 项 台 账",
    help="一行一个督查事项。灰底列由程序计算，其余各列由督查室填写。",
    spellings=("督查事项", "事项台账", "台账", "督办台账"),
    told_by=("number",),
    fields=(
        f("number", "事项编号", Kind.ID, 11, "事项的唯一编号，合并、计分、文书都以它为准；不要重复使用。",
          spellings="督办编号 督查编号 编号 件号", required=True),
        f("category", "类别", Kind.TEXT, 16, "事项类别，决定默认时限、报送周期和计分条款。",
          spellings="事项类别 工作类型", lookup="categories.name", required=True),
        f("title", "事项名称", Kind.TEXT, 30, "事项的简短名称。", spellings="督办事项 督查事项 任务名称 工作任务 重点任务",
          required=True),
        f("origin", "来源", Kind.TEXT, 18, "会议、文件、批示等来源。", spellings="任务来源 督查依据"),
        f("origin_number", "来源文号", Kind.TEXT, 18, "来源文件、批示件的编号。", spellings="文号"),
        f("instructing_leader", "批示领导", Kind.TEXT, 10, "作出批示或交办的领导。", spellings="交办领导 批示人"),
        f("instructed_on", "批示日期", Kind.DATE, 12, "批示、会议、文件发布或纪要印发的日期。", spellings="批示时间"),
        f("requirement", "任务要求", Kind.LONG, 44, "要办成什么。", spellings="工作要求 目标要求 督办内容 主要内容 事项内容"),
        f("target", "量化目标", Kind.TEXT, 22, "可以核对的数量目标。", spellings="年度目标 完成标准"),
        f("lead_unit", "主办单位", Kind.TEXT, 16, "牵头承办的单位，只能有一个。",
          spellings="牵头单位 责任单位 承办单位", lookup="units.name", required=True),
        f("supporting_units", "协办单位", Kind.TEXT, 22, "配合单位，多个之间用顿号分开。", spellings="配合单位 协助单位 参与单位"),
        f("lead_leader", "牵头领导", Kind.TEXT, 10, "县领导中的牵头或联系领导。", spellings="联系领导"),
        f("responsible_leader", "责任领导", Kind.TEXT, 10, "承办单位分管领导（主要责任人）。", spellings="分管领导"),
        f("person_responsible", "责任人", Kind.TEXT, 10, "承办人员（直接责任人）。", spellings="具体责任人 经办人 承办人"),
        f("phone", "联系电话", Kind.ID, 15, "责任人的电话。", spellings="电话"),
        f("urgency", "紧急程度", Kind.TEXT, 9, "一般、加急、特急。", choices=URGENCIES),
        f("is_key", "重点督办", Kind.YES_NO, 9, "是否列入重点督办。", spellings="是否重点"),
        f("arranged_on", "安排日期", Kind.DATE, 12, "本级作出工作安排的日期。", spellings="工作安排日期"),
        f("assignment_number", "交办文号", Kind.TEXT, 18, "督查通知书等交办文书的文号。", spellings="通知文号"),
        f("assigned_on", "交办日期", Kind.DATE, 12, "督查通知书签发的日期。", spellings="交办时间 下达日期"),
        f("received_on", "签收日期", Kind.DATE, 12, "承办单位签收的日期，按日计算的时限从次日起算。", spellings="签收时间"),
        f("time_limit", "时限要求", Kind.TEXT, 20, "时限原文，如“7个工作日”“2026年6月30日前”“长期坚持”。",
          spellings="办理时限 完成时限 时限原文 整改时限 时限"),
        f("due_date", "办结时限", Kind.DATE, 12, "到期日。填了就以所填为准；空着由程序按时限要求和类别推算。",
          spellings="到期日 要求办结日期 截止日期"),
        f("due_basis", "时限依据", Kind.TEXT, 28, "到期日的算法和条款，由程序填写。", editor=_PROGRAM),
        f("extended_to", "延期至", Kind.DATE, 12, "经批准的新时限；原时限保留在“办结时限”。", spellings="延期后时限"),
        f("return_cycle", "报送周期", Kind.TEXT, 14, "如 WK(五) 每周五、HM 每半月、MD(28) 每月28日前；可直接写中文。",
          spellings="反馈周期 报送频次"),
        f("next_return_on", "下次报送", Kind.DATE, 12, "下一个应报日期，由程序推算。", editor=_PROGRAM),
        f("status", "状态", Kind.TEXT, 11, "事项所处阶段。", choices=STATUSES, spellings="办理状态 当前状态", required=True),
        f("percent_done", "完成率", Kind.PERCENT, 9, "主办单位最近一次报送的完成率。", spellings="完成进度 完成比例 进度"),
        f("progress", "最新进展", Kind.LONG, 40, "主办单位最近一次报送的进展。", spellings="进展情况 办理情况 工作进展"),
        f("difficulties", "存在问题", Kind.LONG, 24, "主办单位最近一次报送的问题。", spellings="问题和困难"),
        f("next_steps", "下步打算", Kind.LONG, 24, "主办单位最近一次报送的打算。", spellings="下一步打算 下步计划 下一步措施"),
        f("last_return_on", "最近反馈", Kind.DATE, 12, "最近一次收到主办单位反馈的日期，由程序填写。", editor=_PROGRAM),
        f("review", "审核结论", Kind.TEXT, 10, "督查室对办结报告的审核结论。", choices=REVIEWS),
        f("sent_back_count", "退回次数", Kind.INTEGER, 9, "退回重办的次数。", spellings="退办次数"),
        f("completed_on", "办结日期", Kind.DATE, 12, "审核通过的办结日期。", spellings="实际完成时间"),
        f("closed_out_by", "销号人", Kind.TEXT, 9, "批准销号的人。"),
        f("closed_out_on", "销号日期", Kind.DATE, 12, "注结销号的日期。", spellings="销号时间"),
        f("archive_number", "归档卷号", Kind.ID, 14, "归档案卷的编号。"),
        f("alert", "预警", Kind.TEXT, 8, "红 逾期，黄 临期，绿 正常，由程序填写。", choices=ALERTS, editor=_PROGRAM,
          spellings="预警灯"),
        f("remark", "备注", Kind.LONG, 20, "其他说明。"),
    ),
)  # fmt: skip

MILESTONES = SheetDef(
    key="milestones",
    tab="节点计划",
    table="milestones",
    title="节 点 计 划",
    help="经批准的时序进度，一行一个节点。",
    spellings=("时序进度", "节点"),
    fields=(
        f("number", "事项编号", Kind.ID, 11, "所属事项。", required=True),
        f("milestone", "节点", Kind.TEXT, 30, "节点名称。", required=True),
        f("planned_on", "计划日期", Kind.DATE, 12, "计划完成的日期；写了前置节点和间隔的可以空着。"),
        f("target_value", "目标值", Kind.NUMBER, 10, "到该节点应完成的数量或百分数。"),
        f("done_value", "完成值", Kind.NUMBER, 10, "实际完成的数量或百分数。"),
        f("done_on", "完成日期", Kind.DATE, 12, "实际完成的日期。"),
        f("after", "前置节点", Kind.TEXT, 20, "从哪个节点算起（写同一事项的节点名称）；计划日期已填的不看。"),
        f("interval", "间隔", Kind.TEXT, 12, "前置节点之后多久，如 20个工作日、30日、2个月。"),
    ),
)  # fmt: skip

RETURNS = SheetDef(
    key="returns",
    tab="反馈记录",
    table="returns",
    title="反 馈 记 录",
    help="一个单位、一个事项、一个报送期一行。由程序从填报表合并，替代的旧版保留。",
    spellings=("反馈", "报送记录"),
    told_by=("number", "unit", "period", "received_at"),
    fields=(
        f("number", "事项编号", Kind.ID, 11, "所报事项。", required=True),
        f("unit", "单位", Kind.TEXT, 18, "报送单位。", lookup="units.name", required=True),
        f("role", "角色", Kind.TEXT, 8, "该单位在事项中的角色。", choices=ROLES),
        f("period", "报送期", Kind.ID, 11, "如 2026Q3、2026-09、2026W39。", required=True),
        f("return_due_on", "应报日期", Kind.DATE, 12, "该报送期的应报日期。", spellings="反馈时限"),
        f("received_at", "收到时间", Kind.DATETIME, 19, "收到或保存该版本的时间。"),
        f("report_type", "报告类型", Kind.TEXT, 12, "进展、阶段性、办结或不能办理。", choices=REPORT_TYPES),
        f("progress_state", "进展状态", Kind.TEXT, 12, "单位自报的状态。", choices=PROGRESS_STATES),
        f("percent_done", "完成率", Kind.PERCENT, 9, "单位自报的完成率。"),
        f("progress", "进展情况", Kind.LONG, 44, "本期进展。", spellings="本期进展情况 办理情况"),
        f("difficulties", "存在问题", Kind.LONG, 24, "本期问题。"),
        f("next_steps", "下步打算", Kind.LONG, 24, "下一步措施。"),
        f("report_number", "报告文号", Kind.TEXT, 18, "办结报告的文号。"),
        f("signatory", "签发人", Kind.TEXT, 10, "报告的签发人。"),
        f("sealed", "公章", Kind.YES_NO, 8, "是否已盖公章。", spellings="已盖公章"),
        f("review", "审核结论", Kind.TEXT, 10, "督查室的审核结论。", choices=REVIEWS),
        f("send_back_reason", "退回理由", Kind.LONG, 20, "退回重办的理由。"),
        f("source_file", "来源文件", Kind.TEXT, 34, "填报表的文件名和行。"),
        f("superseded", "替代", Kind.TEXT, 16, "已被较新版本替代的，写明替代它的文件。"),
    ),
)  # fmt: skip

STEPS = SheetDef(
    key="steps",
    tab="流转记录",
    table="steps",
    title="流 转 记 录",
    help="事项的每一步：谁、什么时候、依据哪一条、批准了什么；也记审批步骤和收到的方案。",
    spellings=("流转", "办理过程"),
    fields=(
        f("taken_on", "日期", Kind.DATE, 12, "这一步的日期。", required=True),
        f("number", "事项编号", Kind.ID, 11, "所属事项。", required=True),
        f("action", "动作", Kind.TEXT, 12, "做了什么。", choices=ACTIONS, required=True),
        f("before", "原状态", Kind.TEXT, 11, "之前的状态。", choices=STATUSES),
        f("after", "新状态", Kind.TEXT, 11, "之后的状态；只是审批或收文的空着。", choices=STATUSES),
        f("unit", "单位", Kind.TEXT, 18, "所涉单位。", lookup="units.name"),
        f("by", "经办人", Kind.TEXT, 10, "经办的人。"),
        f("to_whom", "对象", Kind.TEXT, 14, "转交、呈报、报告给谁。"),
        f("step", "审批步骤", Kind.TEXT, 16, "审批程序中的哪一步。"),
        f("approved_by", "批准人", Kind.TEXT, 10, "批准、同意或阅批的人。"),
        f("approved_on", "批准日期", Kind.DATE, 12, "批准的日期。"),
        f("agreed", "同意", Kind.YES_NO, 7, "是否同意。"),
        f("reason_type", "理由类别", Kind.TEXT, 12, "不能办理的：政策因素或客观条件。", choices=REASON_TYPES),
        f("reason", "理由", Kind.LONG, 36, "退回、不同意、不能办理、复核反弹等的理由。"),
        f("new_limit", "新时限", Kind.DATE, 12, "退回重办或批准延期的新时限。"),
        f("material", "材料", Kind.LONG, 30, "书面意见、材料清单、方案名称等。"),
        f("rule", "规则编号", Kind.ID, 26, "依据的规则。"),
    ),
)  # fmt: skip

EXTENSIONS = SheetDef(
    key="extensions",
    tab="延期登记",
    table="extensions",
    title="延 期 登 记",
    help="延期申请和批复，一行一次申请。",
    spellings=("延期申请", "延期"),
    told_by=("number", "unit", "requested_on"),
    fields=(
        f("number", "事项编号", Kind.ID, 11, "申请延期的事项。", required=True),
        f("unit", "单位", Kind.TEXT, 18, "申请单位。", lookup="units.name", required=True),
        f("requested_on", "申请日期", Kind.DATE, 12, "应在到期日之前提出。"),
        f("original_due", "原时限", Kind.DATE, 12, "申请时的到期日。"),
        f("requested_to", "申请延至", Kind.DATE, 12, "单位申请的新时限。"),
        f("reason", "原因", Kind.LONG, 36, "延期原因。", spellings="延期原因"),
        f("progress", "进展", Kind.LONG, 36, "已做的工作和目前进展。"),
        f("approved_by", "同意人", Kind.TEXT, 10, "批准的领导。"),
        f("approved_on", "同意日期", Kind.DATE, 12, "批准的日期。"),
        f("granted_to", "批准延至", Kind.DATE, 12, "批准的新时限。"),
        f("outcome", "结论", Kind.TEXT, 10, "同意、不同意或待批。", choices=OUTCOMES),
    ),
)  # fmt: skip
