"""Codes S26x and S27x (measured parts, ratings) and the words by which every measured part is explained."""

from collections.abc import Mapping

from duban_xl.catalogue.entry import Entry, error, notice

DATA: dict[str, Entry] = {
    "S260": error(
        "指标数据的单位“{unit}”不在单位名录中",
        "不知道是哪个单位的数据，没有用上。",
        "请改为名录中的单位，或在名录中加上这个别名。",
    ),
    "S261": error(
        "“{tab}”的周期“{period}”看不懂",
        "不知道属于哪一期，这一行没有用上。",
        "请写作 2026、2026Q3、2026-09 之类；属于考核年度的可以空着。",
    ),
    "S262": error(
        "{unit}的指标“{name}”在同一期有两行，只用第一行", "两行不知道以哪一行为准。", "请删去其中一行，或改正周期。"
    ),
    "S263": error(
        "规则 {rule} 的计分测算没有写{missing}，或者写的不能用，暂列待定",
        "缺了它算不出这一条的得分；其余各条照常计算。",
        "请在计分测算中补上或改正。",
    ),
    "S264": error(
        "规则 {rule} 没有{units}的数据（指标“{name}”，{period}），暂列待定",
        "计分测算的“缺数据”没有写怎样计分，程序不代为补数。",
        "请在指标数据或测评中补上；按零分、满分计或者不计的，在“缺数据”中写明。",
    ),
    "S265": error(
        "{unit}的指标“{name}”用作除数的{what}是 {value}，暂列待定",
        "除数必须大于 0，否则算不出比率。",
        "请改正；该单位确实没有这项任务的，“是否适用”写否。",
    ),
    "S266": error(
        "{unit}的指标“{name}”是 {value}，不在规则 {rule} 的阶梯表中，暂列待定",
        "阶梯表没有一档含有这个数，或者这一档没有写值。",
        "请补上这一档，或改正数据。",
    ),
    "S267": error(
        "规则 {rule} 与第一名相比，第一名的“{name}”是 {value}，暂列待定",
        "按比例计分，第一名的数必须大于 0。",
        "请核对数据，或改用逐名递减、名次表。",
    ),
    "S268": notice(
        "{unit}的指标“{name}”是 {value}，像是把百分数写成了小数",
        "这项指标与 {expected} 相比；照所写的数计算。",
        "是百分数的，请写作 81.5，不写 81.5% 或 0.815。",
    ),
    "S269": error("{unit}的指标“{name}”是 {value}，不是名次，暂列待定", "名次是 1 以上的数。", "请改正名次。"),
}

BALLOTS: dict[str, Entry] = {
    "S270": error(
        "测评的被评单位“{unit}”不在单位名录中", "不知道评的是哪个单位，这一行没有用上。", "请改为名录中的单位。"
    ),
    "S271": error(
        "评分人{name}给{unit}的“{value}”不是规则 {rule} 所用的等次或分值，该单位暂列待定",
        "看不懂的票不能弃之不顾，否则平均分会变。",
        "请改正这张票，或在阶梯表中加上这个等次。",
    ),
    "S272": notice(
        "评分人{name}的票不满足规则 {rule} 的“{expected}”（实为 {count}），整张票作废",
        "办法规定了各等次的名额，不满足的票不计。",
        "无需处理；票录入有误的，请改正。",
    ),
    "S273": error(
        "规则 {rule} 对{units}没有一张有效票（{period}），暂列待定",
        "没有有效票，得不出平均分。",
        "请核对测评和“有效票”的规定。",
    ),
    "S274": error(
        "评分人{name}对{unit}的同一项目有两行，只用第一行", "一张票上一项只能有一个等次或分值。", "请删去其中一行。"
    ),
    "S275": notice(
        "评分人{name}的评分组“{group}”不在规则 {rule} 的评分组权重中，没有用上",
        "没有权重的组不参加平均。",
        "请改正评分组，或补上权重。",
    ),
    "S276": notice(
        "规则 {rule} 的票有的不超过满分 {value}，有的超过，都按百分制折算",
        "不知道票面是按满分打的，还是按百分制打的。",
        "请核对；票面满分不是 100 的，请写在计分测算的“目标”中。",
    ),
}

ENTRIES: dict[str, Entry] = DATA | BALLOTS

PARTS: Mapping[str, str] = {
    "rate": "{name}{value}%（{over}÷{under}）",
    "number": "{name}{value}",
    "full": "{figure}，达到{target}，得满分{full}分",
    "ratio": "{figure}，÷{target}×{full}＝{result}分",
    "ratio_low": "{figure}，{target}÷{value}×{full}＝{result}分",
    "ratio_best": "{figure}，低到0，得{result}分",
    "short": "{figure}，达标线{target}，差{points}{unit}{counted}，每{each}扣{per}分，{start}−{change}＝{result}分",
    "over": "{figure}，达标线{target}，好于{points}{unit}{counted}，每{each}加{per}分，{start}＋{change}＝{result}分",
    "at": "{figure}，达标线{target}，恰好达到，得{result}分",
    "all": "{figure}，达到{target}，得{full}分",
    "nothing": "{figure}，没有达到{target}，得0分",
    "missing": "{figure}，定额{target}，缺{points}{counted}，每{each}扣{per}分，{start}−{change}＝{result}分",
    "schedule": "{figure}，全年目标{target}，应达到{months}/12即{expected}",
    "on_schedule": "{schedule}，跟上进度，得满分{full}分",
    "behind": "{schedule}，差{points}{unit}{counted}，每{each}扣{per}分，{start}−{change}＝{result}分",
    "behind_by": "{schedule}，落后{points}{unit}",
    "behind_ratio": "{schedule}，÷{expected}×{full}＝{result}分",
    "step": "{figure}，在“{step}”一档，{result}分",
    "below_mean": "{figure}，{scope}平均{target}，低{points}{unit}{counted}，每{each}扣{per}分，{start}−{change}＝{result}分",
    "above_mean": "{figure}，{scope}平均{target}，高{points}{unit}{counted}，每{each}加{per}分，{start}＋{change}＝{result}分",
    "worse_mean": "{figure}，{scope}平均{target}，高{points}{unit}{counted}，每{each}扣{per}分，{start}−{change}＝{result}分",
    "better_mean": "{figure}，{scope}平均{target}，低{points}{unit}{counted}，每{each}加{per}分，{start}＋{change}＝{result}分",
    "at_mean": "{figure}，{scope}平均{target}，等于平均，得{result}分",
    "ranked": "{figure}，{scope}{count}个单位中第{rank}名",
    "given_rank": "{figure}，即第{rank}名",
    "rank_step": "{rank}，按名次表得{result}分",
    "rank_down": "{rank}，{full}×（1−{per}%×{places}）＝{result}分",
    "rank_share": "{rank}，位于前{share}%",
    "rank_outside": "{rank}，名次表没有这一名，得0分",
    "rank_even": "{rank}，{full}−（{full}−{floor}）×{places}÷{last}＝{result}分",
    "spread": "{figure}，最好{best}、最差{worst}，{least}＋{range}×（{value}−{worst}）÷（{best}−{worst}）＝{result}分",
    "spread_even": "{figure}，各单位相同，得满分{full}分",
    "of_best": "{figure}，第一名{best}，{value}÷{best}×{full}＝{result}分",
    "of_best_low": "{figure}，第一名{best}，{best}÷{value}×{full}＝{result}分",
    "exempt": "{name}{value}，达到免考线{target}，得满分{full}分",
    "floor": "最低{marks}分",
    "ceiling": "最高{marks}分",
    "coefficient": "×{name}{value}",
    "after": "＝{result}分",
    "lost": "满分{full}分，扣{lost}分",
    "lost_only": "扣{lost}分",
    "no_data_full": "没有数据，按满分{full}分计",
    "no_data_zero": "没有数据，按零分计",
    "no_data_out": "没有数据，不计",
    "no_data": "没有数据，待定",
    "not_applicable": "没有该项任务，不适用",
    "unusable": "计分测算填写不全，待定",
    "undecided": "{figure}，算不出，见问题清单，待定",
}
"""How a measured part came about, by what happened."""

RATED: Mapping[str, str] = {
    "mean": "{count}票，平均{mean}",
    "trimmed": "{count}票，去掉一个最高{highest}、一个最低{lowest}，平均{mean}",
    "group": "{group}{ballots}×{weight}%",
    "weighted": "{groups}，合计{mean}",
    "scaled": "{ballots}，×{full}÷{scale}＝{result}分",
    "as_marks": "{ballots}，得{result}分",
    "low_votes": "{count}票中“{grade}”{low}票，占{share}%，超过{limit}%，固定得{result}分",
    "void": "另有{count}票作废",
}
"""How the marks of ratings came about."""

OWN_GROUP, EVERYBODY = "本组", "全部"
POINTS_UNIT, ONE_POINT = "个百分点", "点"
WHOLE_COUNTED, BEGUN_COUNTED = "（满一点才计，计{count}点）", "（不足一点按一点，计{count}点）"
WHOLE_YEAR = "考核年度"
AND_OTHERS = "{units}等{count}个单位"
"""A list of units cut short."""
MISSING_TERMS = {
    "indicator": "指标",
    "measure": "测算方式",
    "marks": "满分",
    "target": "目标",
    "per_point": "每点分值",
    "step_table": "阶梯表",
    "ballot_quota": "有效票",
    "low_votes": "低票处理",
    "rater_weights": "评分组权重",
}
