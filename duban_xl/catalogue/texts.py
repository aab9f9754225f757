"""Words that commands and plans write for people, apart from findings: headings, summaries, questions."""

NO_SUCH_OPTION = "没有选项“{name}”"
COMMAND_NAMES = {
    "demo": "演示",
    "init": "新建",
    "import": "导入",
    "dispatch": "下发",
    "collect": "收件",
    "check": "检查",
    "merge": "合并",
    "refresh": "更新",
    "close-out": "销号",
    "calendar": "日历",
    "due": "时限",
    "read": "识读",
    "obligations": "应报",
    "remind": "催办",
    "score": "计分",
    "decide": "认定",
    "write": "文书",
    "sign": "签发",
    "template": "模板",
    "status": "看板",
    "log": "日志",
    "undo": "撤销",
    "explain": "说明",
    "rules": "制度",
    "doctor": "自检",
    "bench": "测速",
}
"""Command → what the office calls it: its alias, and its name in the log."""

NO_SUCH_COMMAND = "没有命令“{name}”"
NO_SUCH_COMMAND_BUT = "没有命令“{name}”，是否为“{near}”？"
OPTION_WITHOUT_VALUE = "选项“{name}”后面没有写内容，或者写了不需要的内容"
MISSING_PARAMETER = "没有写“{name}”"
BAD_PARAMETER = "“{name}”的内容不对"
EXTRA_ARGUMENT = "多写了“{name}”"
MISUSED = "命令的写法不对"
NO_LOG = "（没有写成）"

DUE_AS_TYPED = "以台账所填办结时限为准"

ASK_WRITE = "写入以上改动吗？"
ASK_FORMS = "生成以上填报表吗？"
ASK_DOCUMENTS = "起草以上文书吗？"
ASK_SCORE = "写入以上改动并生成计分表吗？"
ASK_UNDO = "撤销这一批改动吗？"
NOTHING_TO_DO = "没有需要改动的内容，台账保持原样。"
DRY_RUN = "只看不写：以上改动没有写入。"
NOT_WRITTEN = "没有写入，台账保持原样。"

VERDICTS = {
    "accepted": "合格",
    "accepted-with-warnings": "合格，有提示",
    "returned": "须退回更正",
    "unreadable": "无法读取",
}

DEMO_STEPS = {
    "init": "新建办公室：按制度包生成台账，录入单位名录和督查事项",
    "dispatch": "下发填报表：{period}",
    "receive": "收到各单位寄回的填报表：{period}",
    "merge": "检查、合并，有误的标注退回：{period}",
    "refresh": "更新到期日、下次报送和预警（以 {as_of} 为准）",
    "score": "计分：{period}",
    "write": "起草文书：{period}",
}
DEMO_SEE = {
    "ledger": "督查台账，先看“看板”，再看“督办事项”和“反馈记录”",
    "forms": "{count} 份填报表，发给各单位填写",
    "returns": "{count} 份寄回的表，其中 {faulty} 份须退回更正",
    "aside": "{count} 份记录：没有采用的行和原因",
    "marked": "{count} 份标注副本和给单位的回函；检查结果.xlsx 里有未报单位",
    "scores": "计分表，公式可以核对",
    "documents": "{count} 份公文：通报是送审稿，通知书带文号",
    "backups": "每次写入之前的台账",
    "journal": "写入记录",
}
DEMO_NEXT = (
    "打开 {folder} 里的督查台账.xlsx 看看，再运行 duban status --ledger {folder} 和 duban log --ledger {folder}。"
    "建立自己的办公室：duban init 文件夹 --pack cangnan。"
)
DEMO_AGAIN = "示范已经做过一遍：这次没有任何新的改动。"

AND_MORE = "……另有 {count} 行未列出；加 --json 可看全部。"
FINDINGS_FOUND = "发现 {errors} 个错误、{notices} 个提示"
FINDINGS_HEADERS = ("级别", "代码", "位置", "问题和处理")
FILES_MADE = ("生成的文件", "内容", "位置")

CHECK_TITLE = "检查结果"
CHECK_HEADERS = ("文件", "单位", "报送期", "结论", "错误", "提示")
MISSING_UNITS = "尚未收到合格填报表的单位（{count} 个）：{names}"
SWITCHED_CHECKS = "按参数调整的检查：{names}"
ONE_SWITCH = "{code} {level}（原为{usual}）"
PLAN_TITLE = "计划改动：{edits} 处修改，{appends} 行新增"
PLAN_HEADERS = ("工作表", "单元格或行", "事项", "列", "原值", "新值", "来由")
NEW_ROW = "新增一行"
APPLIED = "已写入 {count} 处改动，批次 {batch}。写入前的台账备份在 {backup}。"
NEXT_AFTER_MERGE = (
    "下一步：duban refresh 更新预警，duban score --period {period} 计分；有误的表请退回单位更正后再合并。"
)
REFUSED_TITLE = "没有销号的事项：{count} 件"
REFUSED_HEADERS = ("事项编号", "代码", "位置", "原因和处理")
NEXT_AFTER_CLOSE_OUT = "下一步：duban refresh 更新预警；撤销刚才的销号用 duban undo。"
NEXT_AFTER_REFRESH = "下一步：duban status 看当前情况。"
NEXT_AFTER_DISPATCH = "下一步：把“{folder}”里的填报表发给各单位；收回后把邮件或文件夹交给 duban collect 收下，再运行 duban merge 收件/{period}。"
NEXT_AFTER_SCORE = "下一步：在“扣分登记”里认定候选情形，再运行一次；然后 duban write 扣分情况季度通报 {period}。"
NEXT_AFTER_WRITE = "以上均为草稿（送审稿），签发后再编文号。"
NEXT_AFTER_INIT = "下一步：打开 {ledger}，在“参数”“单位名录”“督办事项”里填写本办公室的内容，再运行 duban dispatch。"
FORMS_TITLE = "{period}填报表：新生成 {new} 份，内容未变的 {same} 份"
FORMS_HEADERS = ("单位", "事项数", "应报日期", "文件")
SCORE_TITLE = "{period}得分"
SCORE_HEADERS = ("组别", "名次", "单位", "是否督查", "本期扣分", "累计扣分", "剩余分", "得分", "折算分")
PENDING_TITLE = "待人认定的情形"
PENDING_HEADERS = ("事件日期", "单位", "事项", "规则", "说明")
STATUS_TITLE = "{as_of} 督办情况"
STATUS_HEADERS = ("项目", "数量")
OVERDUE_TITLE = "逾期事项"
SOON_TITLE = "临期事项"
OPEN_HEADERS = ("事项编号", "事项名称", "主办单位", "到期日", "逾期（日）", "逾期（工作日）")
UNREPORTED_TITLE = "填报表没有报齐的单位"
UNREPORTED_HEADERS = ("单位", "应报", "未报", "未报事项")
UNDO_BECAUSE = "撤销批次 {batch}"
ROW_CLEARED = "清空一行"
LOG_TITLE = "写入记录"
LOG_HEADERS = ("时间", "批次", "命令", "操作人", "写入前的备份", "状态")
UNDONE = "已撤销批次 {batch}，台账恢复为写入之前的样子。"
UNDONE_CELLS = "已撤销批次 {batch}：{count} 处恢复为写入之前的内容，其余不动。"
UNDONE_TITLE = "已恢复的内容"
UNDONE_HEADERS = ("工作表", "单元格", "编号", "列", "撤销前", "撤销后")
LOG_STATES = {"done": "已写入", "undone": "已撤销", "intent": "未完成"}
LOG_EMPTY = "还没有写入过。"
LOG_NOTHING_ASKED = "没有符合条件的写入记录。"
LOG_CHANGES_TITLE = "逐处改动（共 {count} 处）"
LOG_CHANGES_HEADERS = ("时间", "批次", "工作表", "单元格", "事项编号", "单位", "字段", "原值", "新值", "来由")
LOG_BACKUPS = "备份 {count} 份，共 {size}。"
LOG_VERIFIED = "写入日志逐行相接，没有被改动；仍保留的备份与当时一致。"
LOG_UNDONE = "已撤销（{at}，{by}）"
DUE_TITLE = "时限 {expression}"
DUE_ROWS = ("含义", "到期日", "提醒日", "最长不超过", "计数", "逐日", "以后各期", "逾期", "说明")
DUE_COUNT = "{first} 至 {last} 计 {count} 次"
DUE_LATE = "逾期 {days} 日、{workdays} 个工作日"
READ_TITLE = "识读"
READ_HEADERS = ("原文", "理解为", "需核对", "说明")
PROVISIONAL = "（暂定）"
EXPLAIN_ROWS = ("代码", "级别", "内容", "原因", "处理")
EXPLAIN_SWITCH, EXPLAIN_SWITCHED = "调整", "本台账"
MAY_BE_SWITCHED = "在“参数”表里加一行“检查 {code}”，值填“关”“提示”或“错误”。"
MAY_BE_STRICTER = "不能放松；在“参数”表里加一行“检查 {code}”，值可以填“错误”。"
SWITCHED_TO = "参数里改为“{level}”（{cell}）"
WRITE_TITLE = "起草 {count} 份文书"
WRITE_HEADERS = ("文种", "标题", "文件")
PICTURES = "PDF 和图片"
PICTURE_FILE = {".pdf": "PDF", ".png": "页面图片"}
NO_PICTURE = "没有得到文件"
PICTURE_TOO_LATE = "等了 {seconds} 秒还没有转完"
TEMPLATE_FIELDS_TITLE = "{kind}的模板可用的填空项"
TEMPLATE_FIELDS_HEADERS = ("填空项", "含义")
TEMPLATE_FINE = "{file} 可以用作{kind}的模板。"
KINDS_TITLE = "可以起草的文书"
KINDS_HEADERS = ("文种", "针对", "写法")
YES, NO = "是", "否"
YES_TYPED = ("y", "yes", "是")
ASK_SUFFIX = "（输入 y 或“是”，其他为否）"
ASK_PASSWORD = "填报表的打开密码"

KEPT_ASIDE = "没有采用的 {count} 行连同原因另存在 {path}。"
EXPLAIN_HEADERS = ("项目", "内容")
EXPLAIN_PACK = "制度包"
EXPLAIN_SHEET = "工作表"
DRAFT = "草稿"
ASIDE_TITLE = "未采用的行"
ASIDE_TAB = "未采用"
ASIDE_FOOTER = "&L未采用的行&C第 &P 页，共 &N 页"
ASIDE_HEADERS = ("文件", "单位", "报送期", "工作表", "行", "事项编号", "所填内容", "没有采用的原因和处理办法")
