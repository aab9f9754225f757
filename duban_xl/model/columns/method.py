"""Columns of the sheets that hold the office's method: 事项类别, 报送要求, 工作时限, 审批程序, 办理要素, 制度用语, 制度条款, 问责阶梯."""

from duban_xl.model.fields import Kind, SheetDef
from duban_xl.model.fields import column as f

OWED_BY = ("主办", "协办", "各承办单位")
REQUIRED_WHEN = ("紧急", "重点督办", "多单位")
PURPOSES = (
    "下达", "上报", "通报", "呈阅", "方案", "延期", "不予办理", "约谈", "问责", "公开", "协调", "督查申请", "扣分",
)  # fmt: skip
STAGES = (
    "立项", "交办", "签收", "方案", "报告", "周期报告", "延期", "退回", "转交", "不能办理", "审核", "呈阅", "办结", "归档",
    "督查", "通报", "公开", "约谈", "问责", "短信",
)  # fmt: skip
ITEM_TESTS = ("必填", "格式", "相符", "主要负责人", "日期先后", "人工")
ITEM_CONDITIONS = ("多单位", "重点督办", "紧急", "滚动", "主办", "协办", "需整改", "查处", "重大", "特殊情况")
TERM_KINDS = ("角色", "文种", "方式", "渠道", "会议", "情形", "名单", "职权")
GRADES = ("明定", "约定", "查阅")
EXACT, CONVENTION, SHOWN_ONLY = GRADES

CATEGORIES = SheetDef(
    key="categories",
    tab="事项类别",
    table="categories",
    title="事 项 类 别",
    help="制度规定的事项类别和各自的时限、周期、文种、审批链。",
    spellings=("类别",),
    told_by=("code",),
    fields=(
        f("code", "类别代码", Kind.ID, 10, "类别代码。", required=True),
        f("name", "类别", Kind.TEXT, 22, "类别名称。", required=True),
        f("clause", "条款", Kind.TEXT, 22, "制度条款和规则编号。"),
        f("breakdown", "分解责任", Kind.TEXT, 22, "由谁分解立项。"),
        f("time_limit", "办理时限", Kind.TEXT, 18, "默认时限，如 GIVEN、WD(7)@receipt；可写中文。"),
        f("anchor", "起算事件", Kind.TEXT, 12, "时限从何起算。"),
        f("cap", "上限", Kind.TEXT, 14, "含延期在内的最长时限。"),
        f("return_cycle", "报送周期", Kind.TEXT, 14, "默认报送周期。"),
        f("return_by", "报送责任", Kind.TEXT, 14, "谁按周期报送：主办、协办，或各承办单位；空着为主办。", choices=OWED_BY),
        f("return_to", "报送对象", Kind.TEXT, 18, "报告送给谁。"),
        f("inspection_cycle", "督查频次", Kind.TEXT, 14, "督查室多久督查一次。"),
        f("assignment_document", "下达文种", Kind.TEXT, 16, "交办用的文书。"),
        f("result_document", "成果文种", Kind.TEXT, 18, "督查后形成的文书。"),
        f("presented_to", "呈送对象", Kind.TEXT, 20, "成果呈送给谁。"),
        f("approval_chain", "审批链", Kind.TEXT, 26, "依次由谁审批。"),
        f("rolling", "滚动", Kind.YES_NO, 7, "未办结的是否滚动跟踪。"),
        f("upward", "上报上级", Kind.YES_NO, 9, "成果经阅批或审定后是否报上级。"),
        f("by_section", "科室自督", Kind.YES_NO, 9, "是否先由有关科室督办，重大的才转督查室。"),
    ),
)  # fmt: skip

REQUIREMENTS = SheetDef(
    key="requirements",
    tab="报送要求",
    table="requirements",
    title="报 送 要 求",
    help="办理结果和周期报告以外，某类事项还要单位报送什么、什么时候报、报给谁；一行一项。",
    fields=(
        f("rule", "规则编号", Kind.ID, 28, "制度规则编号。", required=True),
        f("categories", "类别", Kind.TEXT, 18, "适用的类别（写类别代码，顿号分开）。", required=True),
        f("content", "内容", Kind.LONG, 40, "要报送什么。", required=True),
        f("by", "责任", Kind.TEXT, 14, "谁报送：主办、协办，或各承办单位。", choices=OWED_BY, required=True),
        f("time_limit", "时限", Kind.TEXT, 20, "如 CD(10)@arrangement、WD(7)@meeting；可写中文。", required=True),
        f("to", "报送对象", Kind.TEXT, 18, "报给谁。"),
        f("document", "文种", Kind.TEXT, 18, "报送的文书。"),
        f("condition", "条件", Kind.TEXT, 12, "只在这种情形下才要；空着为一律要。", choices=REQUIRED_WHEN),
    ),
)  # fmt: skip

DUTIES = SheetDef(
    key="duties",
    tab="工作时限",
    table="duties",
    title="督 查 室 工 作 时 限",
    help="督查室自己的定期工作，一行一项。",
    fields=(
        f("rule", "规则编号", Kind.ID, 28, "制度规则编号。", required=True),
        f("content", "内容", Kind.LONG, 44, "要做什么。", required=True),
        f("cycle", "周期", Kind.TEXT, 22, "如 EVERY(1M)、PHASE(01-31,06-30,12-31)；逐件的写时限，如 WD(7)@assign。"),
        f("owner", "责任", Kind.TEXT, 16, "由谁做。"),
        f("document", "文种", Kind.TEXT, 18, "形成的文书。"),
        f("remind_days", "提前提醒", Kind.INTEGER, 9, "提前几个工作日提醒。"),
        f("categories", "类别", Kind.TEXT, 18, "只适用于哪些类别（写类别代码，顿号分开）；空着为全部工作。"),
        f("to", "报送对象", Kind.TEXT, 20, "送给谁。"),
    ),
)  # fmt: skip

PROCEDURES = SheetDef(
    key="procedures",
    tab="审批程序",
    table="procedures",
    title="审 批 程 序",
    help="哪件事依次由谁审批；一行一条程序。",
    fields=(
        f("rule", "规则编号", Kind.ID, 28, "制度规则编号。", required=True),
        f("purpose", "用途", Kind.TEXT, 12, "为哪件事审批。", choices=PURPOSES, required=True),
        f("categories", "类别", Kind.TEXT, 18, "适用的类别（写类别代码，顿号分开）；空着为全部类别。"),
        f("steps", "步骤", Kind.TEXT, 44, "依次经过谁，用→连接。", required=True),
        f("optional", "可选步骤", Kind.TEXT, 24, "步骤中可以省去的，顿号分开。"),
        f("in_name", "名义", Kind.TEXT, 22, "以谁的名义发出。"),
        f("document", "文种", Kind.TEXT, 18, "形成的文书。"),
    ),
)  # fmt: skip

REQUIRED_ITEMS = SheetDef(
    key="required_items",
    tab="办理要素",
    table="required_items",
    title="办 理 要 素",
    help="各环节必须具备的内容和对报告的审查要求；一行一项。",
    fields=(
        f("rule", "规则编号", Kind.ID, 28, "制度规则编号。", required=True),
        f("stage", "环节", Kind.TEXT, 12, "在哪个环节要求。", choices=STAGES, required=True),
        f("categories", "类别", Kind.TEXT, 18, "适用的类别（写类别代码，顿号分开）；空着为全部类别。"),
        f("item", "要素", Kind.TEXT, 22, "要求具备的内容。", required=True),
        f("column", "对应列", Kind.TEXT, 24, "台账或填报表中记载它的列，如 督办事项.责任人；没有对应列的由人核对。"),
        f("test", "核对", Kind.TEXT, 12, "程序怎样核对；人工的由人勾选。", choices=ITEM_TESTS, required=True),
        f("condition", "条件", Kind.TEXT, 14, "只在这种情形下才要求；空着为一律要求。", choices=ITEM_CONDITIONS),
        f("note", "说明", Kind.LONG, 36, "说明。"),
    ),
)  # fmt: skip

TERMS = SheetDef(
    key="terms",
    tab="制度用语",
    table="terms",
    title="制 度 用 语",
    help="本办法的用语和它在台账里对应的叫法：角色、文种、督查方式、公布渠道等。",
    fields=(
        f("rule", "规则编号", Kind.ID, 28, "制度规则编号。", required=True),
        f("kind", "种类", Kind.TEXT, 10, "用语的种类。", choices=TERM_KINDS, required=True),
        f("name", "用语", Kind.TEXT, 24, "办法里的说法。", required=True),
        f("means", "对应", Kind.TEXT, 24, "台账里的叫法，或它所属的一类。"),
        f("note", "说明", Kind.LONG, 44, "适用范围、记录内容等。"),
    ),
)  # fmt: skip

RULES = SheetDef(
    key="rules",
    tab="制度条款",
    table="rules",
    title="制 度 条 款",
    help="现行办法的每一条规则：原文第几条、要求什么、在哪里起作用。",
    spellings=("规则", "条款"),
    fields=(
        f("rule", "规则编号", Kind.ID, 28, "规则的固定编号。", required=True),
        f("article", "条款", Kind.TEXT, 14, "办法第几条。", required=True),
        f("content", "内容", Kind.LONG, 60, "要求什么。", required=True),
        f("reading", "读法", Kind.TEXT, 34, "时限、周期等的记法。"),
        f("grade", "级别", Kind.TEXT, 9, "明定：原文写明，照此执行；约定：原文留有余地，按参数执行；查阅：只供查阅。",
          choices=GRADES, required=True),
        f("categories", "类别", Kind.TEXT, 18, "适用的类别（写类别代码，顿号分开）；空着为全部。"),
        f("acts", "作用", Kind.TEXT, 40, "在哪里起作用：工作表.列、工作表、参数.名称、流转.编号，顿号分开。", required=True),
        f("does", "做法", Kind.LONG, 60, "程序怎样做。", required=True),
    ),
)  # fmt: skip

LADDER = SheetDef(
    key="ladder",
    tab="问责阶梯",
    table="ladder",
    title="问 责 阶 梯",
    help="逐级采取的措施，一行一级；程序只提建议，由人决定。",
    fields=(
        f("rule", "规则编号", Kind.ID, 24, "制度规则编号。", required=True),
        f("trigger", "触发", Kind.TEXT, 26, "触发的情形。"),
        f("times", "次数", Kind.INTEGER, 7, "第几次起。"),
        f("window", "窗口", Kind.TEXT, 12, "计数的期间，如 WINDOW(1Y)。"),
        f("precondition", "前置条件", Kind.TEXT, 18, "先要做什么。"),
        f("measure", "措施", Kind.TEXT, 26, "采取的措施。"),
        f("target", "对象", Kind.TEXT, 14, "单位、负责人或个人。"),
        f("proposed_by", "提出", Kind.TEXT, 14, "谁提出。"),
        f("approved_by", "审批", Kind.TEXT, 14, "谁审批。"),
        f("executed_by", "执行", Kind.TEXT, 16, "谁执行。"),
        f("document", "文种", Kind.TEXT, 14, "形成的文书。"),
        f("effect", "持续影响", Kind.TEXT, 20, "持续的影响。"),
    ),
)  # fmt: skip
