"""Columns of the return form (填报表): 事项反馈 and 延期申请; locked columns belong to the office, open ones to the unit."""

from duban_xl.model.columns.matters import PROGRESS_STATES, REPORT_TYPES, ROLES
from duban_xl.model.fields import Editor, Kind, SheetDef
from duban_xl.model.fields import column as f

CHECK_HEADER, ASKED_HEADER = FORM_EXTRA_HEADERS = ("填报自检", "填报要求")
"""Headers of the form that hold no data: readers pass over them in silence."""

GUIDE_TAB = "填报说明"
META_TAB = "_meta"
_UNIT = Editor.UNIT

RETURN_FORM = SheetDef(
    key="return_form",
    tab="事项反馈",
    table="return_form",
    title="督查事项进展情况填报表",
    help="灰底列由督查室填好，请勿改动；白底列由本单位填写。",
    spellings=("反馈", "填报", "填报表", "事项反馈表"),
    fields=(
        f("number", "事项编号", Kind.ID, 10, "督查室编定，请勿改动。", spellings="督办编号 编号", required=True),
        f("title", "事项名称", Kind.TEXT, 16, "督查室编定，请勿改动。", spellings="督办事项 督查事项 任务名称"),
        f("role", "我单位角色", Kind.TEXT, 6, "主办或协办。", choices=ROLES, spellings="角色"),
        f("requirement", "任务要求", Kind.LONG, 24, "督查室编定，请勿改动。", spellings="工作要求"),
        f("assigned_on", "交办日期", Kind.DATE, 11, "督查室编定，请勿改动。"),
        f("due_date", "办结时限", Kind.DATE, 11, "督查室编定，请勿改动；空白为未定期限。", spellings="到期日"),
        f("last_progress", "上期进展", Kind.LONG, 24, "上次报送的进展，供对照，请勿改动。"),
        f("progress", "本期进展情况", Kind.LONG, 34, "写本期做了什么、到什么程度，有数据写数据；不要照抄上期。",
          spellings="进展情况 办理情况 本期进展", editor=_UNIT, required=True),
        f("progress_state", "进展状态", Kind.TEXT, 10, "从下拉列表中选一项。", choices=PROGRESS_STATES, editor=_UNIT,
          required=True),
        f("percent_done", "完成率", Kind.PERCENT, 8, "填 0 到 100 之间的百分数，如 80%；不要写“约”。", editor=_UNIT, required=True),
        f("difficulties", "存在问题", Kind.LONG, 16, "没有问题的填“无”；进展状态为滞后、暂停的必填。", spellings="问题",
          editor=_UNIT),
        f("next_steps", "下步打算", Kind.LONG, 16, "下一步措施和时间。", spellings="下一步打算 下步计划", editor=_UNIT),
        f("expected_on", "预计完成日期", Kind.DATE, 12, "按 2026-9-28 的样子填写；晚于办结时限的，请另填“延期申请”。",
          spellings="预计办结日期", editor=_UNIT, lies_ahead=True),
        f("help_needed", "需协调事项", Kind.LONG, 11, "需要县里协调的事。", editor=_UNIT),
        f("report_type", "报告类型", Kind.TEXT, 11, "从下拉列表中选一项；办结报告须填文号、签发人和公章。", choices=REPORT_TYPES,
          editor=_UNIT, required=True),
        f("report_number", "报告文号", Kind.TEXT, 14, "如 云交〔2026〕12号；办结报告必填。", editor=_UNIT),
        f("signatory", "签发人", Kind.TEXT, 8, "办结报告必填。", editor=_UNIT),
        f("sealed", "已盖公章", Kind.YES_NO, 7, "纸质报告是否已盖公章；办结报告必填“是”。", spellings="公章", editor=_UNIT),
        f("attachments", "佐证材料", Kind.TEXT, 10, "随表寄送的材料名称。", spellings="附件", editor=_UNIT),
        f("contact", "联系人", Kind.TEXT, 8, "填表人。", editor=_UNIT),
        f("phone", "联系电话", Kind.ID, 14, "填表人的电话。", spellings="电话", editor=_UNIT),
    ),
)  # fmt: skip

EXTENSION_FORM = SheetDef(
    key="extension_form",
    tab="延期申请",
    table="extension_form",
    title="延期申请",
    help="需要延期的事项在到期日之前申请；不需要的留空。",
    fields=(
        f("number", "事项编号", Kind.ID, 11, "申请延期的事项编号。", editor=_UNIT),
        f("requested_on", "申请日期", Kind.DATE, 12, "按 2026-9-28 的样子填写，不得晚于到期日。", editor=_UNIT),
        f("requested_to", "申请延至", Kind.DATE, 12, "申请的新时限。", editor=_UNIT, lies_ahead=True),
        f("reason", "延期原因", Kind.LONG, 40, "写明原因。", spellings="原因", editor=_UNIT),
        f("progress", "目前进展", Kind.LONG, 40, "写明已做的工作。", spellings="进展", editor=_UNIT),
    ),
)  # fmt: skip
