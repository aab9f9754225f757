"""Codes S3…: decisions on entries of 扣分登记 and on consequences; the words that such decisions leave in the ledger."""

from duban_xl.catalogue.entry import Entry, error, notice

_NOT_CHANGED = "这一条没有改动，其余的照常。"

ENTRIES: dict[str, Entry] = {
    "S301": notice(
        "序号 {serial} 已撤销，但没有写{missing}",
        "撤销照样生效；为什么撤销，事后应当查得到。",
        "请在“理由”中写明撤销的原因。",
    ),
    "S302": notice(
        "序号 {serial} 写了{missing}，状态仍是候选，暂不计分",
        "状态决定计不计分；认定过的，状态不应是候选。",
        "请把状态改为已确认、免扣或已撤销；还没有认定的，清空认定人和认定日期。",
    ),
    "S310": error("扣分登记中没有序号 {serial}", _NOT_CHANGED, "请核对序号；序号为空的行，先运行“计分”命令编号。"),
    "S311": error(
        "扣分登记中序号 {serial} 有 {count} 行", "不知道认定的是哪一行。" + _NOT_CHANGED, "请把其中的行改为别的序号。"
    ),
    "S312": error(
        "序号 {serial} 不能免扣：规则 {rule} 没有免扣的规定",
        "只有办法规定可以免扣的情形才可免扣。" + _NOT_CHANGED,
        "如登记有误，请撤销该事件并写明理由。",
    ),
    "S313": error(
        "序号 {serial} 的酌定值 {value} 不在规则 {rule} 的 {minimum}—{maximum} 分之内",
        "区间分值由人在规定范围内酌定。" + _NOT_CHANGED,
        "请改为范围之内的值。",
    ),
    "S314": error(
        "序号 {serial} 不能酌定分值：规则 {rule} 不是区间分值", "分值由规则确定。" + _NOT_CHANGED, "请不要写酌定值。"
    ),
    "S315": error(
        "序号 {serial} 没有写理由，不能{action}",
        "免扣、撤销、酌定和更改已有的认定，都要说明理由。" + _NOT_CHANGED,
        "请写明理由后重新运行。",
    ),
    "S316": error(
        "序号 {serial} 已经撤销，不再认定",
        "撤销的事件留作记录。" + _NOT_CHANGED,
        "确应计分的，请另行登记一条。",
    ),
    "S317": error(
        "序号 {serial} 已经是{status}，没有可以改动的", "同样的认定不重复登记。" + _NOT_CHANGED, "请核对序号。"
    ),
    "S318": error(
        "序号 {serial} 的认定日期 {day} 应在事件日期 {start} 与今天 {end} 之间",
        "没有发生的不能认定，也不能预先认定。" + _NOT_CHANGED,
        "请核对认定日期和事件日期。",
    ),
    "S319": error(
        "“{tab}”没有“{headers}”列，不能登记认定",
        "谁认定的、为什么，要有地方记。",
        "请从新建的台账里复制这几列的表头，再运行一次。",
    ),
    "S320": error(
        "{unit}在 {period} 没有后果“{code}”",
        "后果由次数、名次等条件得出；条件不成立的不登记。",
        "请核对代码、单位和期；各单位的后果见计分表和问责阶梯。",
    ),
    "S321": error(
        "{unit}在 {period} 的后果“{code}”已经登记过",
        "同一单位、同一期的同一后果只登记一次。",
        "请核对“通报问责”；登记有误的，填撤销日期后再登记。",
    ),
    "S322": error(
        "后果“{code}”没有写明记为通报问责的哪一类",
        "登记时要写类型。",
        "请在“计分后果”的“类型”中选择；没有这个代码的，加上一行。",
    ),
    "S323": error(
        "{unit}的措施“{code}”还缺前置条件：{missing}",
        "办法规定先有前置的措施，才能采取这一级。",
        "请先登记前置的措施。",
    ),
}

FORMER = "原认定：{status}（{by}）"
FORMER_EXEMPTION = "原认定：{status}（{by}），正当理由：{justification}"
FORMER_VALUE = "原酌定{value}分（{by}）"
REVOKED_BECAUSE = "撤销：{reason}"
CHANGED_BECAUSE = "改为{status}：{reason}"
CHOSEN_BECAUSE = "酌定{value}分：{reason}"
DECIDED = "{by}于{on}认定：{status}"
CHOSEN = "{by}于{on}酌定{value}分"
JOIN, LISTED = "；", "、"
NOBODY = "未写认定人"
ACTIONS = {"exempt": "免扣", "revoke": "撤销", "value": "酌定分值", "change": "更改已有的认定"}
"""What can't be done without a reason."""

HELD_MARK = "（后果 {code}，{period}）"
HELD = "{because}" + HELD_MARK
"""事由 of a consequence, and its end by which it is found again."""
STEP_REACHED = "{start}至{end}内第{count}次{trigger}，达到“{measure}”"
AGREED = "{by}于{on}同意"

REFUSED_TITLE = "没有认定的：{count} 条"
REFUSED_HEADERS = ("序号", "代码", "位置", "原因和处理")
NEXT_AFTER_DECIDE = "下一步：再运行 duban score 计分；撤销刚才的认定用 duban undo。"
ONE_DECISION = "--confirm、--exempt、--revoke、--value、--consequence 须写且只写一种；--value 可以与 --confirm 同写"
NO_NAME = "--by 须写姓名"
CONSEQUENCE_NEEDS = "--consequence 须写 --unit，不写序号；计分后果还须写 --period"
SERIALS_NEEDED = "须写要认定的序号"
BAD_VALUE = "--value 须写大于 0 的数"
