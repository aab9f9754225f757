"""Columns of the assessment method as data: settings, sections, rules, measured parts, steps, caps and consequences."""

from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS
from duban_xl.model.fields import Kind, SheetDef
from duban_xl.model.fields import column as f

SECTION_MODES = ("扣分", "加分", "累计", "测算", "排名", "测评", "合成")
DEDUCT, ADD, ACCUMULATE, MEASURED, RANKED, RATED, COMPOSED = SECTION_MODES
VALUE_KINDS = ("定值", "层级表", "区间", "占满分%", "阶梯表", "分段累计", "测算", "清零")
FIXED, TIERED, RANGE, SHARE, STEPPED, BY_PARTS, BY_MEASURE, CLEARING = VALUE_KINDS
SIGNS = ("扣", "加")
CAP_SCOPES = ("事项", "同一事")
CAP_PER_MATTER, CAP_PER_OCCASION = CAP_SCOPES
CYCLES = ("周", "月", "季", "半年", "年")
COMBINATIONS = ("合计", "平均", "加权", "最后一期", "去最低平均")
SUM, MEAN, WEIGHTED, LAST, WITHOUT_WORST = COMBINATIONS
NOT_APPLICABLE = ("满分", "不参加排名", "组内平均", "按适用分折算", "不计分", "零分")
AS_FULL, UNRANKED, AS_AVERAGE, RESCALED, NO_SCORE, AS_ZERO = NOT_APPLICABLE
BELOW_FLOOR = ("不计", "计入总分")
SPILLS = BELOW_FLOOR[1]
SUBJECTS = ("登记单位", "各承办单位", "平分")
NAMED, EVERY_UNIT, SHARED = SUBJECTS
COUNT_SCOPES = ("事项", "规则", "单位年度", "连续")
PER_MATTER, PER_RULE, PER_UNIT, IN_A_ROW = COUNT_SCOPES
PROGRESSIONS = ("替代", "累加")
REPLACES, ADDS = PROGRESSIONS
DEDUPE_MODES = ("一次", "跨规则一次", "就高", "跨规则就高", "分档", "不去重")
ONCE, ONCE_ACROSS, HIGHEST, HIGHEST_ACROSS, TIERED_SHARES, EACH = DEDUPE_MODES
PROPOSED_FROM = ("逾期", "迟报", "未报", "退回", "催办", "通报批评", "延期")
MEASURES = (
    "按比例", "差点扣分", "达标加减", "分档", "全有全无", "缺额扣分", "定额按比例", "比组均", "序时进度",
    "名次表", "逐名递减", "比首位", "极差", "测评",
)  # fmt: skip
DIRECTIONS = ("高者优", "低者优", "数值即名次")
POINT_MODES = ("按比例", "满一个点", "不足一点按一点")
PROPORTIONAL, WHOLE_POINTS, BEGUN_POINTS = POINT_MODES
COMPARED = ("组内", "全部")
MISSING_DATA = ("待定", "零分", "满分", "不计")
TRIGGERS = (
    "事件", "规则次数", "事项数", "扣分", "加分", "得分", "分项得分", "组内名次", "总名次", "等次", "指标", "后果数",
)  # fmt: skip
COMPARISONS = ("≥", "≤", ">", "<", "=", "前", "后", "低于均值", "高于均值")
EFFECTS = (
    "提出建议", "取消评优", "等次降一等", "定为等次", "分项得零", "总分得零", "不参加排名",
    "总分不超过", "总分按比例", "分项不超过", "分项按比例",
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
    help="得分的构成，一行一个分项；可以分级。顶层分项有权重的按权重合成，没有权重的在加权以后另加。",
    fields=(
        f("section", "分项号", Kind.ID, 9, "分项编号。", required=True),
        f("parent", "上级分项", Kind.ID, 9, "所属分项，顶层为空。"),
        f("name", "名称", Kind.TEXT, 24, "分项名称。"),
        f("full_marks", "满分", Kind.POINTS, 9, "本分项的满分（基本分）；有周期的，是一期的满分。"),
        f("mode", "计分方式", Kind.TEXT, 10, "扣分：从满分往下扣；加分：从 0 往上加，不超过满分；累计：加减都从 0 计；测算、排名、"
          "测评：由数据得出；"
          "合成：只由下级分项合成。", choices=SECTION_MODES),
        f("start", "起始分", Kind.POINTS, 9, "开始时给的分；空着的，扣分为满分，其余为 0。"),
        f("floor", "下限", Kind.POINTS, 9, "最低得分：0 为扣完为止；空着为不设下限，扣穿的由总分承担。"),
        f("below_floor", "超扣处理", Kind.TEXT, 10, "扣到下限以后多扣的分：不计，或计入总分。", choices=BELOW_FLOOR),
        f("ceiling", "上限", Kind.POINTS, 9, "最高得分；空着按口径“分项可否超满分”。"),
        f("cycle", "周期", Kind.TEXT, 7, "每期各算一次；空着为全年一次。有下级分项的，写在下级分项。", choices=CYCLES),
        f("combined", "周期合成", Kind.TEXT, 9, "各期得分怎样合成：合计、平均、加权、最后一期，或去掉最低的一期再平均。", choices=COMBINATIONS),
        f("cycle_weights", "周期权重", Kind.TEXT, 22, "合成为加权时，依次写各期的百分比，如 20%、20%、20%、40%。"),
        f("not_applicable", "不适用处理", Kind.TEXT, 13, "单位没有该项任务时（指标数据中“是否适用”为否）如何计分。", choices=NOT_APPLICABLE),
        f("groups", "适用组别", Kind.TEXT, 18, "适用的组别或单位，顿号分开，空为全部。"),
        f("weights", "各组权重", Kind.TEXT, 26, "如 乡镇=2%；县直部门=4%；各组相同的只写 30%。"),
        f("places", "保留小数", Kind.INTEGER, 8, "本分项先舍入到几位再合成；空着不舍入。"),
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
        f("section", "分项号", Kind.ID, 8, "所属分项；有几个顶层分项时空着，直接计入总分。"),
        f("condition", "情形", Kind.LONG, 44, "扣分或加分的情形。", required=True),
        f("per", "单位", Kind.TEXT, 8, "计数单位，如 次、件、天；每几个计一次的写数，如 3件。", spellings="计数单位"),
        f("sign", "加减", Kind.TEXT, 7, "扣分或加分。", choices=SIGNS),
        f("value_kind", "取值方式", Kind.TEXT, 10, "定值：主办值、协办值；层级表：按事件的层级查阶梯表；区间：由人在最小、"
          "最大之间酌定；占满分%：满分的百分之主办值；"
          "阶梯表：按数量（或第几次）查阶梯表；分段累计：数量落在各档的部分各乘该档的值，再相加；"
          "测算：见计分测算；清零：抵销以前的扣分。", choices=VALUE_KINDS),
        f("lead_value", "主办值", Kind.POINTS, 8, "主办单位的分值；占满分%时是百分数。"),
        f("support_value", "协办值", Kind.POINTS, 8, "协办单位的分值；空着按口径“协办默认”。"),
        f("minimum", "最小", Kind.POINTS, 8, "区间下限。"),
        f("maximum", "最大", Kind.POINTS, 8, "区间上限。"),
        f("step_table", "阶梯表号", Kind.ID, 9, "引用计分阶梯。"),
        f("subject", "计分对象", Kind.TEXT, 11, "计给谁：登记单位；各承办单位（主办、协办各计）；平分（登记的几个单位平分）。",
          choices=SUBJECTS),
        f("factor_condition", "倍数条件", Kind.TEXT, 22, "加倍的条件：层级、角色、组别、情节中的词，或第2次、第2次起；"
          "几个条件写作 媒体曝光=2；重复=1.5。"),
        f("factor", "倍数", Kind.NUMBER, 7, "加倍的倍数；条件里写了的以条件为准。"),
        f("count_scope", "计数范围", Kind.TEXT, 10, "第几次在什么范围内数：同一事项、同一规则、单位年度（同一阶梯表号的各条规则）、"
          "连续（连着几期，分项没有周期的按季）。", choices=COUNT_SCOPES),
        f("progression", "递进方式", Kind.TEXT, 9, "第几次的分值替代以前各次，还是累加；空着按口径“递进方式”。", choices=PROGRESSIONS),
        f("rule_cap", "单项上限", Kind.POINTS, 9, "该规则一年合计的上限。"),
        f("count_cap", "次数上限", Kind.TEXT, 11, "最多计几次，如 3；分期的写作 季1；年3。"),
        f("cap_group", "上限组", Kind.ID, 9, "引用上限组。"),
        f("dedupe_key", "去重键", Kind.TEXT, 22, "什么算同一次，如 单位+依据文件；由单位、事项、时限、认定、日期、角色、层级、"
          "同一事、文件、周、月、季、年等相连。"),
        f("dedupe_mode", "去重方式", Kind.TEXT, 12, "同一次登记了几回：一次、就高、分档（最高的全计，其余按口径“分档比例”）、"
          "不去重；“跨规则”的和分档的，去重键相同的各条规则放在一起比。",
          choices=DEDUPE_MODES),
        f("refund_share", "整改退回比例", Kind.PERCENT, 10, "整改后（扣分登记的整改日期）退回的比例；清零规则中是抵销的比例，空着为全部。"),
        f("targets", "针对规则", Kind.TEXT, 16, "清零规则抵销哪些规则以前的扣分，顿号分开；空着为本分项。"),
        f("consequence", "后果代码", Kind.TEXT, 10, "附带的后果，见计分后果。"),
        f("groups", "适用组别", Kind.TEXT, 14, "适用的组别或单位，空为全部。", spellings="适用组别/单位"),
        f("categories", "适用类别", Kind.TEXT, 24, "适用的事项类别代码，空为不限。"),
        f("needs_verification", "须经核实", Kind.YES_NO, 9, "是否须经查属实才计分。"),
        f("needs_proof", "须有依据", Kind.YES_NO, 9, "没有依据文件的是否列为待定，不计分。"),
        f("exemptible", "可免扣", Kind.YES_NO, 8, "有正当理由时是否可免扣。"),
        f("proposed_from", "自动提出", Kind.TEXT, 12, "程序据何提出候选；空为只由人登记。", choices=PROPOSED_FROM),
        f("proposed_at", "提出次数", Kind.INTEGER, 9, "退回、催办等满几次提出；空为每次。"),
        f("proof", "依据材料", Kind.TEXT, 22, "认定所需的材料。"),
        f("provider", "提供单位", Kind.TEXT, 16, "提供依据的单位。"),
        f("clause", "备注（原文条款号）", Kind.TEXT, 20, "办法原文条款。", spellings="备注 原文条款号 条款"),
    ),
)  # fmt: skip

SCORING_MEASURES = SheetDef(
    key="scoring_measures",
    tab="计分测算",
    table="scoring_measures",
    title="计 分 测 算",
    help="取值方式为“测算”的规则怎样由指标、名次或测评得分，一条规则一行；只按事件扣分的办法不用填。",
    optional=True,
    fields=(
        f("rule", "规则号", Kind.ID, 9, "计分规则中取值方式为测算的规则。", lookup="scoring_rules.rule", required=True),
        f("indicator", "指标", Kind.TEXT, 20, "指标数据中的指标，或测评中的项目；写“分项 2”为该分项（同一期）的得分，写“主办件数”等为台账算出的数。"),
        f("measure", "测算方式", Kind.TEXT, 12, "按比例：完成率×满分；差点扣分：达到目标得满分，每差一点扣每点分值；达标加减："
          "达到目标得达标得分，高低一点加减每点分值；分档：查阶梯表；"
          "全有全无：达到目标得满分，否则 0；缺额扣分：每少一个扣每点分值；定额按比例：达到目标得满分，否则按比例；比组均："
          "每低于（高于）平均一点扣（加）每点分值；"
          "序时进度：与月份/12 比；名次表：按名次查阶梯表；逐名递减：每低一名减满分的百分之几；比首位：第一得满分，其余按比例；"
          "极差：在最好与最差之间按比例；"
          "测评：评分人打分。",
          choices=MEASURES, required=True),
        f("marks", "满分", Kind.POINTS, 8, "这一条的满分。"),
        f("target", "目标", Kind.NUMBER, 9, "目标值或达标线；空着用指标数据中的目标。"),
        f("per_point", "每点分值", Kind.NUMBER, 9, "每差（超）一点扣（加）几分；逐名递减时是每低一名减满分的百分之几。"),
        f("point_mode", "点计法", Kind.TEXT, 13, "不满一点的怎样算；空着按口径“每百分点计法”。", choices=POINT_MODES),
        f("at_target", "达标得分", Kind.PERCENT, 9, "达标加减：恰好达到目标时得满分的百分之几。"),
        f("floor", "最低", Kind.POINTS, 8, "这一条最低得几分；空着为 0。"),
        f("ceiling", "最高", Kind.POINTS, 8, "这一条最高得几分；空着为满分。"),
        f("step_table", "阶梯表号", Kind.ID, 9, "分档、名次表、测评等次所用的阶梯表。"),
        f("direction", "方向", Kind.TEXT, 11, "数值高的好、低的好，还是数值本身就是名次（上级排的名次）。", choices=DIRECTIONS),
        f("compared", "比较范围", Kind.TEXT, 9, "与本组的单位比，还是与全部单位比。", choices=COMPARED),
        f("exempt_indicator", "免考指标", Kind.TEXT, 16, "这个指标达到免考线的，得满分。"),
        f("exempt_from", "免考线", Kind.NUMBER, 8, "免考指标的线。"),
        f("coefficients", "系数", Kind.TEXT, 18, "得分再乘的系数，写指标名，如 难度系数、工作量系数。"),
        f("rater_weights", "评分组权重", Kind.TEXT, 26, "如 县领导=60%；部门互评=40%；空着各票平均。"),
        f("trim_above", "去极值", Kind.INTEGER, 8, "一个单位的票数多于几张时，去掉一个最高、一个最低。"),
        f("ballot_quota", "有效票", Kind.TEXT, 20, "一个评分人的票要满足的名额，如 优秀≤3；较差≥1；不满足的整张票作废。"),
        f("low_votes", "低票处理", Kind.TEXT, 18, "某等次的票超过多少，就固定得几分，如 较差>30%=60。"),
        f("missing", "缺数据", Kind.TEXT, 9, "没有数据时：待定、零分、满分、不计。空着为待定。", choices=MISSING_DATA),
    ),
)  # fmt: skip

SCORING_STEPS = SheetDef(
    key="scoring_steps",
    tab="计分阶梯",
    table="scoring_steps",
    title="计 分 阶 梯",
    help="分档取值表，规则按表号引用；逾期天数、第几次、层级、名次、规模、等次共用。",
    fields=(
        f("table", "表号", Kind.ID, 9, "阶梯表编号。", required=True),
        f("start", "起", Kind.TEXT, 10, "起点，或层级、等次、状态的名称；空着为不限。"),
        f("end", "止", Kind.TEXT, 10, "终点；空着为不限。"),
        f("start_included", "含起", Kind.YES_NO, 7, "是否含起点；空着为含。"),
        f("end_included", "含止", Kind.YES_NO, 7, "是否含终点；空着为含，另一档正从这里起的除外。"),
        f("value", "值", Kind.POINTS, 9, "该档的值。"),
        f("name", "名称", Kind.TEXT, 12, "该档的名称，如 优秀；只按名次给的等次只写名称，各档按高低顺序写。"),
        f("consequence", "后果代码", Kind.TEXT, 12, "该档的后果。"),
    ),
)  # fmt: skip

CAP_GROUPS = SheetDef(
    key="cap_groups",
    tab="上限组",
    table="cap_groups",
    title="上 限 组",
    help="几条规则合计的上限；组可以套组。",
    fields=(
        f("group", "组号", Kind.ID, 9, "上限组编号。", required=True),
        f("parent", "上级组", Kind.ID, 9, "所属的上级组。"),
        f("bonus_cap", "加分上限", Kind.POINTS, 10, "加分合计上限，空着不限。"),
        f("deduction_cap", "扣分上限", Kind.POINTS, 10, "扣分合计上限，空着不限。"),
        f("period", "周期", Kind.TEXT, 10, "每期各有一个上限；空着为全年。", choices=CYCLES),
        f("scope", "范围", Kind.TEXT, 9, "每个事项、同一事（如一次会议）各有一个上限；空着为一个单位合起来一个。", choices=CAP_SCOPES),
    ),
)  # fmt: skip

SCORING_CONSEQUENCES = SheetDef(
    key="scoring_consequences",
    tab="计分后果",
    table="scoring_consequences",
    title="计 分 后 果",
    help="分数以外的后果：约谈、取消评优、降等、一票否决等。一行一个条件；同一代码、同一条件组的各行须同时成立，不同条件组有一组成立即可。",
    optional=True,
    told_by=("code", "alternative", "trigger", "subject"),
    fields=(
        f("code", "代码", Kind.ID, 10, "后果代码，计分规则、计分阶梯引用它。", required=True),
        f("alternative", "条件组", Kind.ID, 8, "同一组的各行须同时成立；空着为同一组。"),
        f("trigger", "触发", Kind.TEXT, 11, "看什么：事件（规则或阶梯带着这个代码）、规则次数（登记的行数）、事项数、扣分、得分、名次等。",
          choices=TRIGGERS, required=True),
        f("subject", "对象", Kind.TEXT, 20, "规则号（顿号分开）、分项号、指标名、等次名或后果代码；空着为全部。"),
        f("comparison", "比较", Kind.TEXT, 7, "达到（≥）、不足（<）等；名次用 前、后。空着为 ≥。", choices=COMPARISONS),
        f("number", "数值", Kind.NUMBER, 8, "与之比较的数；名次为第几名以内，空着为 1。"),
        f("window", "窗口", Kind.TEXT, 9, "在多长时间内数：月、季、半年、年；空着为考核年度。", choices=CYCLES),
        f("name", "名称", Kind.TEXT, 22, "后果的名称，如 取消年度评先树优资格。"),
        f("effect", "效果", Kind.TEXT, 12, "对成绩的效果；提出建议的不影响成绩。", choices=EFFECTS),
        f("band", "等次或分项", Kind.TEXT, 12, "定为哪个等次（几个同时成立，写在后面的算），哪个分项得零；总分不超过写 79，"
          "总分按比例写 90%，分项写 3=50%。"),
        f("type", "类型", Kind.TEXT, 12, "由人同意后记入通报问责的类型。", choices=CONSEQUENCE_KINDS),
        f("clause", "条款", Kind.TEXT, 18, "办法条款。"),
    ),
)  # fmt: skip

INDICATORS = SheetDef(
    key="indicators",
    tab="指标数据",
    table="indicators",
    title="指 标 数 据",
    help="测算分项所用的数据，一个单位一期一个指标一行；单位没有该项任务的，“是否适用”写否。",
    optional=True,
    told_by=("unit", "period", "indicator"),
    fields=(
        f("unit", "单位", Kind.TEXT, 20, "单位。", lookup="units.name", required=True),
        f("period", "周期", Kind.TEXT, 11, "属于哪一期，如 2026、2026Q3、2026-09；空着为考核年度。"),
        f("indicator", "指标", Kind.TEXT, 22, "指标名称，或分项号（只写是否适用）。", required=True),
        f("target", "目标", Kind.NUMBER, 11, "目标值。"),
        f("actual", "实绩", Kind.NUMBER, 11, "完成值；没有目标和应办数的，就是比率（百分数）或名次本身。"),
        f("owed", "应办", Kind.NUMBER, 9, "应办件数；写了的，完成率=实绩÷（应办−延期件）。"),
        f("deferred", "延期件", Kind.NUMBER, 9, "经批准延期、暂缓的件数，不计入应办。"),
        f("applicable", "是否适用", Kind.YES_NO, 9, "单位没有该项任务的写否。"),
        f("origin", "数据来源", Kind.TEXT, 20, "谁提供的数据。"),
    ),
)  # fmt: skip

RATINGS = SheetDef(
    key="ratings",
    tab="测评",
    table="ratings",
    title="测 评",
    help="评分人对单位的评分，一张票上的一项一行。",
    optional=True,
    told_by=("rater", "unit", "period", "item"),
    fields=(
        f("rater", "评分人", Kind.TEXT, 14, "评分人，或票号。", required=True),
        f("rater_group", "评分组", Kind.TEXT, 14, "评分人所属的组，如 县领导、部门互评。"),
        f("unit", "被评单位", Kind.TEXT, 20, "被评的单位。", lookup="units.name", required=True),
        f("period", "周期", Kind.TEXT, 11, "属于哪一期；空着为考核年度。"),
        f("item", "项目", Kind.TEXT, 20, "测评项目，计分测算的“指标”引用它。"),
        f("grade", "等次或分值", Kind.TEXT, 11, "等次的词、分值，或名次。", spellings="等次/分值 等次 分值"),
    ),
)  # fmt: skip

PUBLISHED_SCORES = SheetDef(
    key="published_scores",
    tab="计分发布",
    table="published_scores",
    title="计 分 发 布",
    help="已公示、已定稿的成绩，一个单位一期一行；此后的变化只作为更正另列一行，发布过的数不改。",
    optional=True,
    told_by=("period", "unit", "kind", "published_on"),
    fields=(
        f("period", "期", Kind.TEXT, 10, "哪一期，如 2026Q3、2026。", required=True),
        f("unit", "单位", Kind.TEXT, 20, "单位。", lookup="units.name", required=True),
        f("kind", "类别", Kind.TEXT, 8, "公示、定稿或更正。", choices=("公示", "定稿", "更正"), required=True),
        f("score", "得分", Kind.TEXT, 12, "发布时的得分，照原样的十进制数。"),
        f("counted", "折算分", Kind.TEXT, 12, "发布时的折算分。"),
        f("points", "累计扣分", Kind.TEXT, 10, "发布时的年度累计扣分。"),
        f("rank", "组内名次", Kind.INTEGER, 9, "发布时的组内名次。"),
        f("band", "等次", Kind.TEXT, 9, "发布时的等次。"),
        f("published_on", "发布日期", Kind.DATE, 12, "公示、定稿或更正的日期。", required=True),
        f("objections_until", "异议截止", Kind.DATE, 12, "公示期最后一天，可以提出书面异议。"),
        f("document_number", "文号", Kind.TEXT, 20, "发布的文书文号。"),
        f("method_version", "办法版本", Kind.TEXT, 18, "发布时规则表的版本（内容摘要）。"),
        f("ledger_version", "台账版本", Kind.TEXT, 18, "发布时台账的版本（内容摘要）。"),
        f("reason", "理由", Kind.LONG, 30, "更正的理由。"),
        f("decided_by", "决定人", Kind.TEXT, 12, "决定发布或更正的人。"),
    ),
)  # fmt: skip

OBJECTIONS = SheetDef(
    key="objections",
    tab="成绩异议",
    table="objections",
    title="成 绩 异 议",
    help="单位对公示成绩的书面异议和复核结果，一次一行。",
    optional=True,
    told_by=("unit", "period", "raised_on"),
    fields=(
        f("raised_on", "提出日期", Kind.DATE, 12, "收到书面异议的日期。", required=True),
        f("unit", "单位", Kind.TEXT, 20, "提出的单位。", lookup="units.name", required=True),
        f("period", "期", Kind.TEXT, 10, "对哪一期的成绩。", required=True),
        f("serial", "序号", Kind.ID, 8, "所涉的扣分登记序号。"),
        f("content", "异议内容", Kind.LONG, 40, "异议的内容和依据。"),
        f("answer_by", "答复期限", Kind.DATE, 12, "最迟哪一天答复；空着按口径“异议答复工作日”。"),
        f("result", "复核结论", Kind.TEXT, 11, "维持、更正或部分更正。", choices=("维持", "更正", "部分更正")),
        f("answered_on", "答复日期", Kind.DATE, 12, "答复的日期。"),
        f("decided_by", "复核人", Kind.TEXT, 12, "复核的人。"),
        f("note", "说明", Kind.LONG, 30, "说明。"),
    ),
)  # fmt: skip
