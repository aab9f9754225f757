"""Codes S1… (assessment method, scoring events, units' scores), and the words of scoring traces."""

from collections.abc import Mapping

from duban_xl.catalogue.entry import Entry, error, notice
from duban_xl.model.score import ScoredEvent
from duban_xl.model.source import Value, shown

_NOT_SCORED = "为避免得出错误的分数，这次没有计分。"

METHOD: dict[str, Entry] = {
    "S101": error(
        "台账中没有计分制度：“{tab}”是空的",
        _NOT_SCORED,
        "请在该工作表中填写本单位的考核办法；所选的制度包没有计分规则的，办法由本单位定。",
    ),
    "S102": error(
        "基本分 {base} 不合理，应大于 0、不超过 1000",
        _NOT_SCORED,
        "请改正基本分；从零起算的积分制，基本分空着；确需更大的，把口径“基本分超限”改为“允许”。",
    ),
    "S103": error(
        "计分口径“{key}”的取值“{value}”不能用",
        "这一项决定怎样算，看不懂就不能算。" + _NOT_SCORED,
        "只能写：{choices}。请照写其中一个。",
    ),
    "S104": error(
        "各组权重中的“{text}”看不懂", "权重应写作“组别=百分数”，如“乡镇=2%”。看不懂的组别没有权重。", "请改正该处。"
    ),
    "S107": error(
        "编号 {rule} 出现了两次",
        "扣分登记和别的表引用这个编号，重复的无法分辨；只用第一条。",
        "请把其中一条改为别的编号。",
    ),
    "S108": error(
        "规则 {rule} 的去重键中“{part}”没有这种说法",
        "去重键决定什么算同一次；看不懂的一项没有参与比较。",
        "可用：{parts}。",
    ),
    "S109": error(
        "计分口径的“{key}”是 {setting}，计分分项却是 {section}",
        "两处应当一致；这次按计分分项计算。",
        "请改正其中一处；起评分与满分不同的（如起评80、满分100），起评分写在分项的“起始分”，基本分空着。",
    ),
}

EVENTS: dict[str, Entry] = {
    "S120": error(
        "扣分登记序号 {serial} 没有事件日期",
        "事件日期决定归属的季度和年度，没有日期的不计分。",
        "请填写文件、会议、报道或超时限的日期。",
    ),
    "S121": error(
        "扣分登记序号 {serial} 的单位“{unit}”不在单位名录中",
        "不知道是哪个单位，不计分。",
        "请改为名录中的单位，或在名录中加上这个别名。",
    ),
    "S122": error(
        "扣分登记序号 {serial} 的规则“{rule}”不在计分规则中", "没有这条规则，不计分。", "请改为计分规则表中的规则号。"
    ),
    "S123": notice(
        "扣分登记序号 {serial} 填的分值 {points} 与规则 {rule} 的 {value} 不同，按规则计",
        "分值由规则确定，不能随事件更改。",
        "请核对：或改分值，或改所引的规则。",
    ),
    "S172": error(
        "扣分登记序号 {serial} 的“{header}”写的“{value}”看不懂，暂列待定",
        "看不懂就不知道该计多少，程序不猜。",
        "请改正这一格，再运行一次。",
    ),
    "S171": notice(
        "扣分登记序号 {serial} 的数量是 {count}，规则 {rule} 却按第几次计，这一行只算第 {nth} 次",
        "按次数递进的，一行是一次；数量只是把这一次的分值乘上去。",
        "请核对：发生了几次的，一次登记一行；一次里有几件的，无需处理。",
    ),
    "S124": notice(
        "序号 {serial} 写了正当理由，但规则 {rule} 没有免扣的规定，照常计分",
        "只有办法规定“无正当理由”的情形才可免扣。",
        "如认定有误，请撤销该事件并写明理由。",
    ),
    "S125": error(
        "序号 {serial} 标为免扣，但规则 {rule} 没有免扣的规定，照常计分",
        "只有办法规定“无正当理由”的情形才可免扣。",
        "请改为已确认；如登记有误，请改为已撤销并写明理由。",
    ),
    "S126": error(
        "序号 {serial} 标为免扣，但缺{missing}，暂列待定",
        "正当理由须由有权的人认定，并记下理由、姓名和日期。",
        "请补填后再计分。",
    ),
    "S127": notice(
        "序号 {serial} 已确认，但没有写{missing}", "扣分由人认定，应当能查到是谁、在哪一天认定的。", "请补填。"
    ),
    "S128": notice(
        "序号 {serial} 没有{missing}", "缺了它，同一次重复登记时无法识别。规则 {rule} 的依据材料：{proof}。", "请补填。"
    ),
    "S129": notice(
        "序号 {serial} 与序号 {kept} 是同一次，作为佐证，不另计分",
        "规则 {rule} 同一{key}只计一次。",
        "无需处理；如确是两次，请分别写明依据文件或日期。",
    ),
    "S130": error(
        "{unit}因同一份“{document}”按几条规则登记（{rules}），只计规则 {kept}",
        "同一份通报对同一单位只能按一条规则扣分，按发文机关确定。",
        "请撤销其余的登记。",
    ),
    "S131": notice(
        "序号 {serial} 的发文机关“{issuer}”不像规则 {rule} 所指，应当是规则 {other}",
        "省、市部门，县有关部门，本室的通报分别适用不同的规则。",
        "请核对发文机关和规则号。",
    ),
    "S132": error(
        "序号 {serial} 以“{document}”为依据，不计分",
        "本室的扣分通报只列示已认定的扣分，不能再作为扣分依据。",
        "请改写真正的依据，或撤销该事件。",
    ),
    "S133": notice(
        "序号 {serial} 的事项 {number} 属“{category}”，规则 {rule} 不适用于该类别",
        "一个事项按其类别只适用一组规则。",
        "请核对事项的类别或规则号。",
    ),
    "S134": notice("序号 {serial} 的事项 {number} 不在督办事项中", "无法核对类别和时限。", "请核对事项编号。"),
    "S135": notice(
        "序号 {serial} 的数量是 {count}，规则 {rule} 按次计分，只计一次",
        "同一{key}无论几件、几天，都是一次。",
        "如确有几次，请分行登记。",
    ),
    "S136": notice(
        "序号 {serial} 属于{quarter}，在该季度通报之后才{action}，在{late}的通报中列为{heading}",
        "已印发的通报不改动；累计扣分已按更正后的数计算。",
        "无需处理。",
    ),
    "S137": error(
        "序号 {serial} 的酌定值 {value} 不在规则 {rule} 的 {minimum}—{maximum} 分之内，暂列待定",
        "区间分值由人在规定范围内酌定。",
        "请改正酌定值。",
    ),
    "S138": notice(
        "序号 {serial} 已确认，但没有酌定值，暂列待定",
        "规则 {rule} 的分值由人在 {minimum}—{maximum} 分之间酌定，程序不代为选定。",
        "请填写酌定值和理由。",
    ),
    "S139": error(
        "序号 {serial} 的层级“{tier}”不在规则 {rule} 的阶梯表中，暂列待定", "层级决定分值。", "请改为阶梯表中的层级。"
    ),
    "S140": notice(
        "序号 {serial} 写了正当理由，但状态是已确认，照常计分",
        "状态由人决定；认定免扣的，状态应为“免扣”。",
        "如应免扣，请把状态改为免扣。",
    ),
    "S141": error(
        "序号 {serial} 的状态“{status}”看不懂，暂列待定", "状态只能是候选、已确认、免扣、已撤销。", "请改正状态。"
    ),
    "S142": error(
        "序号 {serial} 的依据经查不属实，却仍是已确认；规则 {rule} 没有核实的规定，照常计分",
        "不属实的事件不应扣分。",
        "请改为已撤销并写明理由。",
    ),
    "S143": error(
        "扣分登记序号 {serial} 的事件日期“{value}”不是日期",
        "事件日期决定归属的季度和年度，认不出日期的不计分。",
        "请改为日期，如 2026-9-28。",
    ),
    "S144": notice(
        "序号 {serial} 的核实是“待核实”，但规则 {rule} 没有核实的规定，照常计分",
        "看板不计待核实的事件，两处因此不同。",
        "请核实后改为“属实”，或把“核实”清空。",
    ),
}

VALUES: dict[str, Entry] = {
    "S155": error(
        "扣分登记序号 {serial} 的单位“{unit}”不在规则 {rule} 的适用组别内，不计分",
        "规则或它所在的分项只适用于写明的组别、单位。",
        "请核对单位和规则号；确实适用的，在计分规则、计分分项的“适用组别”中写上。",
    ),
    "S156": error(
        "扣分登记序号 {serial} 没有依据文件，暂列待定，不计分",
        "规则 {rule} 须有依据才计分。应有的依据：{proof}。",
        "请填写依据文件；没有依据的，请撤销并写明理由。",
    ),
    "S157": error(
        "扣分登记序号 {serial} 所引的规则 {rule} 没有写分值，暂列待定",
        "不知道扣几分、加几分，程序不推测。",
        "请在计分规则中填写主办值；占分项百分比的，还要填写分项的满分。",
    ),
    "S158": error(
        "扣分登记序号 {serial}：规则 {rule} 的阶梯表“{table}”里没有“{count}”这一档，暂列待定",
        "数量或第几次落在各档之外，程序不推测分值。",
        "请核对数量，或在计分阶梯中补上这一档。",
    ),
    "S159": error(
        "扣分登记序号 {serial} 引了规则 {rule}，这条规则由指标、名次或测评得分，不按事件计分",
        "取值方式为测算的规则不看扣分登记，登记在这里的不计分。",
        "请改引别的规则，或把数据填入指标数据、测评。",
    ),
    "S160": error(
        "扣分登记序号 {serial} 的酌定值 {value} 没有写明谁酌定、为什么，暂列待定",
        "规则 {rule} 的分值由人在区间内酌定，须记下姓名和理由才能向各单位说明。",
        "请填写酌定人（或认定人）和理由。",
    ),
}

UNITS: dict[str, Entry] = {
    "S150": error(
        "{unit}的组别“{group}”没有权重，不能折算",
        "权重只对办法写明的组别有效，程序不推测。",
        "请在单位名录中改正组别，或在计分分项的“各组权重”中写明。",
    ),
    "S151": error(
        "“{group}”组年内没有被督查的单位，{count}个未被督查的单位没有得分",
        "没有可以平均的得分。",
        "请由有权的人决定如何计分。",
    ),
    "S152": notice(
        "{unit}扣分合计 {points}，超过基本分，原始分 {raw}，按下限 {floor} 计",
        "得分不低于下限；原始分照实列出。",
        "无需处理。",
    ),
    "S153": error("单位名录中没有启用的单位，无法计分", "得分按单位名录列出。", "请填写单位名录。"),
    "S154": error("{period}不是考核年度或其中的一段，不能计分", "计分按季度或年度进行。", "请写作 2026Q3 或 2026。"),
}

ENTRIES: dict[str, Entry] = METHOD | EVENTS | VALUES | UNITS

_TRACE = {
    "clause": "{clause}（规则{rule}）",
    "value": "每{per}{sign}{value}分",
    "count": "{count}{per}",
    "range": "{minimum}—{maximum}分，酌定{value}分",
    "tier": "层级“{tier}”{value}分",
    "share": "{marks}分的{percent}%，{value}分",
    "step": "{count}{per}，查阶梯表{value}分",
    "parts": "{count}{per}，分段累计{value}分",
    "times": "{count}按每{per}计{times}次",
    "shared": "{count}个单位平分",
    "nth": "第{nth}次，{value}分",
    "factor": "{words}，乘{factor}",
    "replaces": "第{nth}次应计{value}分，替代以前各次的{before}分",
    "times_up": "一{cycle}最多计{most}次，此次不计",
    "lower_share": "同一件事已按序号{serial}计，此条只计{share}%",
    "capped": "应计{value}分，已到上限，实计{points}分",
    "refunded": "{on}整改到位，退回{share}%",
    "cleared": "由序号{serial}清零，抵销{share}%",
    "unproven": "没有依据文件，暂不计分",
    "measured_rule": "规则不按事件计分",
    "counted": "计{sign}{points}分",
    "document": "依据{document}",
    "decided": "{decided_by}于{decided_on}认定",
    "late": "属{quarter}，{late}补记",
    "candidate": "候选，待人认定，暂不计分",
    "unverified": "须经查属实，现{verification}，暂不计分",
    "untrue": "经查不属实，不计分",
    "undecided": "分值待人酌定，暂不计分",
    "unnamed": "免扣缺少认定手续，待补",
    "exempt": "{decided_by}于{decided_on}认定有正当理由，免扣",
    "not_exempt": "该规则没有免扣规定",
    "revoked": "已撤销，不计分",
    "because": "理由：{reason}",
    "duplicate": "与序号{serial}为同一次，作为佐证，不另计分",
    "lower": "同一事项就高，已按规则{rule}计分，不另计",
    "other_rule": "同一份文件已按规则{rule}计分，不另计",
    "no_step": "阶梯表里没有这一档，暂不计分",
    "no_value": "规则没有写分值，暂不计分",
    "unreadable": "有一格看不懂，暂不计分",
    "no_day": "事件日期没有填或不是日期，不能计分",
    "no_unit": "单位名录里没有这个单位，不能计分",
    "no_rule": "计分规则里没有这一条，不能计分",
    "own_circular": "依据是本室的扣分通报，不能再作扣分依据",
    "not_concerned": "这条规则不适用于这个单位，不计分",
}

_FIRST = (
    "clause", "value", "range", "tier", "share", "step", "parts", "nth", "count", "times", "factor", "shared", "document", "decided",
)  # fmt: skip
_PLACES = dict.fromkeys(_TRACE, len(_FIRST)) | {key: place for place, key in enumerate(_FIRST)}


_OF_THE_EVENT = ("clause", "rule", "document", "decided_by", "decided_on", "reason")
"""Blanks that a sentence fills from the event itself, where it has no value of its own for them."""


def trace(event: ScoredEvent) -> str:
    """One line that explains an event: its sentences in words, clause and value first, points last."""
    known: dict[str, Value] = {name: getattr(event, name) for name in _OF_THE_EVENT}
    ordered = sorted(event.sentences, key=lambda sentence: _PLACES[sentence[0]])
    return "；".join(_said(key, {**known, **values}) for key, values in ordered)


def _said(key: str, values: Mapping[str, Value]) -> str:
    return _TRACE[key].format_map({name: shown(value) for name, value in values.items()})


MISSING_WORDS = {
    "decided_by": "认定人",
    "decided_on": "认定日期",
    "justification": "正当理由",
    "document": "依据文件",
    "number": "事项编号",
    "event_on": "事件日期",
    "role": "角色",
    "tier": "层级",
    "occasion": "同一事的号",
}
RECORDED = "{type}（{details}）"
"""A consequence that a person recorded, as the score book lists it."""

PROPOSED = {
    "open": "办结时限{due}已过，截至{as_of}没有审核合格的办结报告，逾期{late}",
    "delivered": "办结时限{due}，{delivered}才报来办结报告，逾期{late}",
    "extended": "延期于{asked}才申请，已在原时限{due}之后，原时限视为超过，逾期{late}",
}
"""Why a candidate is proposed from a missed limit; `late` is in calendar days, and workdays where they are known."""
SETTLED = {
    "serial": "序号为空，按登记顺序续编",
    "unit": "名录中的别名，改用单位名称，各表按名称汇总",
    "points": "分值为空，按规则{rule}填入",
    "corrected": "填的分值是{points}，规则{rule}是{value}，按规则计；如所引的规则有误，请改规则编号",
    "repeated": "与序号{serial}为同一次或同一份文件，不另计分",
    "lower": "同一事项就高，已按序号{serial}计分",
    "single": "“{related}”不是计分的同一次，本条照常计分",
    "unverified": "规则{rule}须经核实，尚未填写",
}
"""Why `score` edits a decided row of 扣分登记."""
LOWER_LINK = "{serial}（就高）"
"""关联事件 of a row that does not count because another of its matter counts more: no link to the same occasion."""
