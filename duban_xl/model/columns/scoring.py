"""Columns of the sheets about inspection and scoring: 督查记录, 扣分登记, 通报问责 and the assessment method as data."""

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
EVENT_STATUSES = ("候选", "已确认", "免扣", "已撤销")
CANDIDATE, CONFIRMED, EXEMPT, REVOKED = EVENT_STATUSES
VERIFICATIONS = ("待核实", "属实", "不属实")
SECTION_MODES = ("扣分", "加分", "累计", "测算", "排名", "测评")
VALUE_KINDS = ("定值", "层级表", "区间", "占满分%", "阶梯表", "测算")
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
        f("count", "数量", Kind.NUMBER, 8, "次数、件数，空为 1。"),
        f("tier", "层级", Kind.TEXT, 8, "省、市、县等层级。"),
        f("discretion", "酌定值", Kind.POINTS, 9, "区间分值中由领导酌定的值。"),
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

SCORING_SETTINGS = SheetDef(
    key="scoring_settings",
    tab="计分口径",
    table="scoring_settings",
    title="计 分 口 径",
    help="考核办法的总口径，一行一项；成文时作为“计分口径说明”印出。",
    fields=(
        f("key", "口径", Kind.TEXT, 18, "口径名称。", required=True),
        f("value", "取值", Kind.TEXT, 24, "取值。"),
        f("choices", "可选值", Kind.TEXT, 30, "可以选用的值。"),
        f("note", "说明", Kind.LONG, 48, "含义；标“本系统约定”的不是办法原文。"),
        f("clause", "条款", Kind.TEXT, 20, "办法条款或规则编号。"),
        f("printed", "印入通报", Kind.YES_NO, 9, "是否印入扣分情况季度通报的口径说明。"),
    ),
)  # fmt: skip

SCORING_SECTIONS = SheetDef(
    key="scoring_sections",
    tab="计分分项",
    table="scoring_sections",
    title="计 分 分 项",
    help="得分的构成，一行一个分项。",
    fields=(
        f("section", "分项号", Kind.ID, 9, "分项编号。", required=True),
        f("parent", "上级分项", Kind.ID, 9, "所属分项，顶层为空。"),
        f("name", "名称", Kind.TEXT, 24, "分项名称。"),
        f("full_marks", "满分", Kind.POINTS, 9, "基本分。"),
        f("mode", "计分方式", Kind.TEXT, 10, "扣分、加分、累计等。", choices=SECTION_MODES),
        f("floor", "下限", Kind.POINTS, 9, "计入得分的下限。"),
        f("ceiling", "上限", Kind.POINTS, 9, "计入得分的上限。"),
        f("not_applicable", "不适用处理", Kind.TEXT, 16, "单位没有该项任务时如何计分。"),
        f("groups", "适用组别", Kind.TEXT, 18, "适用的组别，空为全部。"),
        f("weights", "各组权重", Kind.TEXT, 26, "如 乡镇=2%；县直部门=4%。"),
    ),
)  # fmt: skip

SCORING_RULES = SheetDef(
    key="scoring_rules",
    tab="计分规则",
    table="scoring_rules",
    title="计 分 规 则",
    help="考核办法的条款，一行一条规则；修改办法就是修改这些行。",
    fields=(
        f("rule", "规则号", Kind.ID, 9, "规则编号，扣分登记引用它。", spellings="规则编号", required=True),
        f("section", "分项号", Kind.ID, 8, "所属分项。"),
        f("condition", "情形", Kind.LONG, 44, "扣分情形。", required=True),
        f("per", "单位", Kind.TEXT, 8, "计数单位，如 次、件。", spellings="计数单位"),
        f("sign", "加减", Kind.TEXT, 7, "扣分或加分。", choices=("扣", "加")),
        f("value_kind", "取值方式", Kind.TEXT, 10, "定值、层级表、区间等。", choices=VALUE_KINDS),
        f("lead_value", "主办值", Kind.POINTS, 8, "主办单位的分值。"),
        f("support_value", "协办值", Kind.POINTS, 8, "协办单位的分值。"),
        f("minimum", "最小", Kind.POINTS, 8, "区间下限。"),
        f("maximum", "最大", Kind.POINTS, 8, "区间上限。"),
        f("step_table", "阶梯表号", Kind.ID, 9, "引用计分阶梯。"),
        f("factor_condition", "倍数条件", Kind.TEXT, 14, "加倍的条件。"),
        f("factor", "倍数", Kind.NUMBER, 7, "加倍的倍数。"),
        f("count_scope", "计数范围", Kind.TEXT, 10, "事项、规则、单位年度或连续。"),
        f("progression", "递进方式", Kind.TEXT, 9, "替代或累加。"),
        f("rule_cap", "单项上限", Kind.POINTS, 9, "该规则的上限。"),
        f("cap_group", "上限组", Kind.ID, 9, "引用上限组。"),
        f("dedupe_key", "去重键", Kind.TEXT, 22, "什么算同一次，如 单位+依据文件。"),
        f("dedupe_mode", "去重方式", Kind.TEXT, 10, "一次、就高等。"),
        f("refund_share", "整改退回比例", Kind.PERCENT, 10, "整改后退回的比例。"),
        f("consequence", "后果代码", Kind.TEXT, 10, "附带的后果。"),
        f("groups", "适用组别", Kind.TEXT, 14, "适用的组别或单位，空为全部。", spellings="适用组别/单位"),
        f("categories", "适用类别", Kind.TEXT, 24, "适用的事项类别代码，空为不限。"),
        f("needs_verification", "须经核实", Kind.YES_NO, 9, "是否须经查属实才计分。"),
        f("exemptible", "可免扣", Kind.YES_NO, 8, "有正当理由时是否可免扣。"),
        f("proposed_from", "自动提出", Kind.TEXT, 12, "程序据何提出候选：逾期；空为只由人登记。"),
        f("proof", "依据材料", Kind.TEXT, 22, "认定所需的材料。"),
        f("provider", "提供单位", Kind.TEXT, 16, "提供依据的单位。"),
        f("clause", "备注（原文条款号）", Kind.TEXT, 20, "办法原文条款。", spellings="备注 原文条款号 条款"),
    ),
)  # fmt: skip

SCORING_STEPS = SheetDef(
    key="scoring_steps",
    tab="计分阶梯",
    table="scoring_steps",
    title="计 分 阶 梯",
    help="分档取值表，规则按表号引用。",
    fields=(
        f("table", "表号", Kind.ID, 9, "阶梯表编号。", required=True),
        f("start", "起", Kind.TEXT, 10, "起点或层级名。"),
        f("end", "止", Kind.TEXT, 10, "终点。"),
        f("start_included", "含起", Kind.YES_NO, 7, "是否含起点。"),
        f("end_included", "含止", Kind.YES_NO, 7, "是否含终点。"),
        f("value", "值", Kind.POINTS, 9, "该档的值。"),
        f("consequence", "后果代码", Kind.TEXT, 12, "该档的后果。"),
    ),
)  # fmt: skip

CAP_GROUPS = SheetDef(
    key="cap_groups",
    tab="上限组",
    table="cap_groups",
    title="上 限 组",
    help="几条规则合计的上限。",
    fields=(
        f("group", "组号", Kind.ID, 9, "上限组编号。", required=True),
        f("parent", "上级组", Kind.ID, 9, "所属的上级组。"),
        f("bonus_cap", "加分上限", Kind.POINTS, 10, "加分合计上限。"),
        f("deduction_cap", "扣分上限", Kind.POINTS, 10, "扣分合计上限。"),
        f("period", "周期", Kind.TEXT, 10, "月、季、年。"),
    ),
)  # fmt: skip
