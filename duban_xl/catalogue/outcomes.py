"""Codes S28x (bands and consequences) and the words that say why a consequence holds for a unit."""

from collections.abc import Mapping

from duban_xl.catalogue.entry import Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "S280": notice(
        "{unit}的得分 {value} 不在等次表的任何一档中，没有等次",
        "等次表各档之间有空隙，或者没有写到这个分数。",
        "请补上这一档，或核对各档的起止和含起、含止。",
    ),
    "S281": error(
        "后果 {code} 的效果“{what}”不能执行：等次或分项写的是“{value}”",
        "要写清定为哪个等次、哪个分项，或者到多少分、百分之几。",
        "请改正：等次写等次表中的名称，分项写分项号，如 79、90%、3=50%。",
    ),
    "S282": notice(
        "后果 {code} 要看指标“{name}”，{units}没有数据，暂按不成立",
        "没有数据不能断定条件成立。",
        "请在指标数据中补上，再看后果。",
    ),
}

BECAUSE: Mapping[str, str] = {
    "event": "序号{serials}的情形（规则{rules}）",
    "step": "规则{rules}的测算落入带有这一后果的一档",
    "band_step": "等次为“{band}”",
    "rule_count": "{when}{rules}登记{figure}次，{compared}次",
    "matter_count": "{when}{rules}涉及{figure}个事项，{compared}个",
    "lost": "{when}{rules}扣{figure}分，{compared}分",
    "earned": "{when}{rules}加{figure}分，{compared}分",
    "score": "{when}得分{figure}，{compared}",
    "section": "{when}分项“{name}”得分{figure}，{compared}",
    "group_rank": "{name}组内第{figure}名（共{count}个单位），{compared}",
    "overall_rank": "{name}总名次第{figure}（共{count}个单位），{compared}",
    "band": "等次为“{figure}”",
    "indicator": "{name}{figure}，{compared}",
    "code_count": "已有后果{names}，共{figure}项，{compared}项",
    "ladder": "{first}至{last}{trigger}{count}次，{day}达到第{times}次",
}
"""What each trigger says of a unit for which it holds."""
COMPARED: Mapping[str, str] = {
    "≥": "达到{number}",
    "≤": "不超过{number}",
    ">": "超过{number}",
    "<": "低于{number}",
    "=": "等于{number}",
    "前": "在前{number}名",
    "后": "在后{number}名",
    "低于均值": "低于平均{number}",
    "高于均值": "高于平均{number}",
}
AND = "，且"
SERIALS = "（序号{serials}）"
ANY_RULE, RULES = "各条规则", "规则{rules}"
SHARE = "{share}%即{count}"
EFFECT_ON_SCORE = "{name}：得分由{before}改为{after}"
