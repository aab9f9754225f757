"""Columns of the sheets about what was found and decided: 督查记录, 扣分登记, 通报问责."""

from duban_xl.model.columns.matters import ROLES
from duban_xl.model.fields import Kind, SheetDef
from duban_xl.model.fields import column as f

METHODS = (
    "书面调度", "书面督查", "电话催办", "催办", "实地督查", "实地查看", "现场检查", "暗访调查", "媒体曝光", "调度督查", "调度",
    "联合督查", "联合督导", "跟踪督查", "调查复核", "回头看", "督查调研", "回访调研", "专业评估", "民意调查", "舆论监督",
    "新闻调查", "新闻公开", "专项督查", "专项督办", "季度督查", "重点督办", "交叉检查", "现场点评", "短信督查", "网络公布",
    "邀请视察检查", "全面自查", "组织抽查", "集中督查", "信息化督查", "协调会", "每月通报", "督查活动", "听取汇报",
)  # fmt: skip
"""Every way of supervising that any of the methods names; the ledger's 制度用语 says which of them its own method has."""
REMINDER = "催办"
REMINDER_SLIPS = ("催办单", "催办函", "催办通知")
"""文种 of 文书登记 that remind."""
EVENT_STATUSES = ("候选", "已确认", "免扣", "已撤销")
CANDIDATE, CONFIRMED, EXEMPT, REVOKED = EVENT_STATUSES
VERIFICATIONS = ("待核实", "属实", "不属实")
CONSEQUENCE_KINDS = ("通报表扬", "通报批评", "约谈", "督办令", "书面检查", "问责", "取消评先树优", "公开曝光")

INSPECTIONS = SheetDef(
    key="inspections",
    tab="督查记录",
    table="inspections",
    title="督 查 记 录",
    help="一次督查、催办或检查一行；年内有记录的单位算“被督查到”，只有催办的不算（可用计分口径“催办算督查”改）。",
    spellings=("督查活动", "检查记录"),
    fields=(
        f("held_on", "日期", Kind.DATE, 12, "督查日期。", required=True),
        f("method", "方式", Kind.TEXT, 12, "督查方式。", choices=METHODS, spellings="督查方式"),
        f("number", "事项编号", Kind.ID, 11, "所督查的事项，可空。"),
        f("unit", "单位", Kind.TEXT, 24, "被督查单位，多个之间用顿号分开。", lookup="units.name", required=True),
        f("people", "人员", Kind.TEXT, 18, "督查人员。"),
        f("situation", "情况", Kind.LONG, 40, "督查情况。"),
        f("problems", "发现问题", Kind.LONG, 36, "发现的问题。"),
        f("rectify_by", "整改时限", Kind.DATE, 12, "整改期限。"),
        f("rectification", "整改情况", Kind.LONG, 30, "整改结果。"),
    ),
)  # fmt: skip

DEDUCTIONS = SheetDef(
    key="deductions",
    tab="扣分登记",
    table="deductions",
    title="扣 分 登 记",
    help="一次计分情形一行。程序提出的为候选，经有权的人认定才计分。",
    spellings=("扣分", "计分事件"),
    told_by=("serial", "event_on", "unit", "rule"),
    fields=(
        f("serial", "序号", Kind.ID, 8, "登记顺序号。"),
        f("event_on", "事件日期", Kind.DATE, 12, "文件、会议、报道或超时限的日期，决定归属的季度和年度。", required=True),
        f("unit", "单位", Kind.TEXT, 18, "被扣分的单位。", lookup="units.name", required=True),
        f("number", "事项编号", Kind.ID, 11, "相关事项，可空。"),
        f("rule", "规则编号", Kind.ID, 10, "计分规则表中的规则号。", spellings="规则号 条款", lookup="scoring_rules.rule",
          required=True),
        f("role", "角色", Kind.TEXT, 8, "该单位在事项中的角色。", choices=ROLES),
        f("count", "数量", Kind.NUMBER, 8, "次数、件数，空为 1。要数第几次、累计几次的，一次写一行。"),
        f("tier", "层级", Kind.TEXT, 8, "省、市、县等层级，或按时、迟报、未报等状态：查阶梯表用。"),
        f("circumstances", "情节", Kind.TEXT, 14, "影响倍数的情节，用计分规则“倍数条件”中的词，顿号分开。"),
        f("discretion", "酌定值", Kind.POINTS, 9, "区间分值中由领导酌定的值；理由写在“理由”里。"),
        f("discretion_by", "酌定人", Kind.TEXT, 10, "酌定分值的人；空着为认定人。"),
        f("points", "分值", Kind.POINTS, 9, "应扣分值；空着按规则取。"),
        f("document", "依据文件", Kind.TEXT, 28, "通报文号、批示件编号、报道等。"),
        f("issuer", "发文机关", Kind.TEXT, 20, "依据文件的发文机关。"),
        f("verification", "核实", Kind.TEXT, 9, "媒体、内参批评须经查属实。", choices=VERIFICATIONS),
        f("justification", "正当理由", Kind.LONG, 24, "经认定的正当理由。"),
        f("decided_by", "认定人", Kind.TEXT, 10, "认定扣分或免扣的人。"),
        f("decided_on", "认定日期", Kind.DATE, 12, "认定的日期。"),
        f("status", "状态", Kind.TEXT, 9, "候选、已确认、免扣、已撤销；只有已确认的计分。", choices=EVENT_STATUSES, required=True),
        f("reason", "理由", Kind.LONG, 24, "提出、免扣或撤销的理由。"),
        f("related", "关联事件", Kind.ID, 10, "同一依据重复登记时所关联的序号。"),
        f("occasion", "同一事", Kind.ID, 10, "几条登记说的是同一件事（同一案例、同一篇稿件）时写相同的号，去重键用。"),
        f("belongs_to", "所属期", Kind.TEXT, 10, "按办法归入别的期时填写，如 2026Q3、2026-09；空着按事件日期。"),
        f("rectified_on", "整改日期", Kind.DATE, 12, "整改到位的日期；规则有整改退回比例的，从这一天起退回。"),
    ),
)  # fmt: skip

CONSEQUENCES = SheetDef(
    key="consequences",
    tab="通报问责",
    table="consequences",
    title="通 报 问 责",
    help="表扬、批评、约谈、问责等，一行一次。由人决定，程序只提建议。",
    spellings=("问责", "通报"),
    fields=(
        f("held_on", "日期", Kind.DATE, 12, "日期。", required=True),
        f("type", "类型", Kind.TEXT, 12, "类型。", choices=CONSEQUENCE_KINDS, required=True),
        f("unit", "单位", Kind.TEXT, 18, "所涉单位。", lookup="units.name"),
        f("person", "对象", Kind.TEXT, 12, "个人或单位。"),
        f("number", "事项编号", Kind.ID, 11, "相关事项。"),
        f("facts", "事由", Kind.LONG, 40, "事实。"),
        f("clause", "依据条款", Kind.TEXT, 18, "办法条款。"),
        f("document_number", "文号", Kind.TEXT, 18, "文书文号。"),
        f("proposed_by", "提出人", Kind.TEXT, 12, "提出的人。"),
        f("approved_by", "同意人", Kind.TEXT, 10, "同意的领导。"),
        f("approved_on", "同意日期", Kind.DATE, 12, "同意的日期。"),
        f("follow_up", "落实情况", Kind.LONG, 30, "落实结果。"),
        f("revoked_on", "撤销日期", Kind.DATE, 12, "撤销的日期；撤销的保留在此，不再计数。"),
    ),
)  # fmt: skip
