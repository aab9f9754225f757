"""A text typed by a unit → whether it says nothing, names a state of ours, or holds what must not stand in a ledger."""

import re

from duban_xl.model.cell_text.reading import BLANK_SIGNS
from duban_xl.model.cell_text.status_text import state_meant
from duban_xl.model.text import one_width, squeeze

PLACEHOLDERS = frozenset(
    ("待填", "待填写", "待补", "待补充", "待定", "待报", "未填", "空", "某某", "测试", "进展情况", "本期进展情况")
)
_MARKS_ONLY = re.compile(r"[xX×＊*.。·…\-—_/\\?？、，,0\s]+")

_REFERRALS = re.compile(
    r"(?:同上|同前|如上|如前|(?:同|与)?上(?:期|次|月|周|季度?|半月)(?:相同|一致|一样)?|(?:详?见|参见)附[件表]|无(?:新)?变化|(?:暂)?无(?:新的?)?进展)[。.！!]?"
)
_FILLERS = (
    "该项|各项|此项|本项|本|该|各|工作|事项|任务|项目|目前|现在|已经|已|正在|正|在|按照|按|照|依据|计划|要求|节点|时序|序时|进度|方案|"
    "稳步|有序|扎实|积极|全力|加快|大力|认真|持续|深入|正常|顺利|良好|有效|平稳|抓好|抓紧|做好|"
    "推进|开展|进行|落实|实施|办理|推动|进展|之中|当中|过程中|中|内|得到|情况|均|都|地|的|了|，|、|。|；|,|;|\\."
)  # fmt: skip
_EMPTY_TALK = re.compile(f"(?>{_FILLERS})++")  # possessive: a long text must not be split in every possible way

_REPORT_WORDS = {
    "进展报告": ("进展", "进度报告", "续报"),
    "阶段性报告": ("阶段报告", "阶段性"),
    "办结报告": ("办结", "终结报告", "完成报告"),
    "不能办理报告": ("不能办理", "无法办理"),
}
_MEANT = {word: kind for kind, said in _REPORT_WORDS.items() for word in said}

_DIVISION_WORDS = (
    "综合|业务|法规|政策|人事|财务|计财|秘书|文秘|政工|党建|督查|督办|工程|规划|行政|信息|监察|监督|审批|审计|宣传|建设|管理|"
    "执法|安全|运输|公路|项目|组织|干部|研究|农业|社会|城建|预算|内设"
)
_INNER_DIVISION = re.compile(rf".*(?:办公室|科室|(?:{_DIVISION_WORDS})[科股处室]|[一二三四五六七八九][科处])")


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, "无", "/", "——"."""
    return squeeze(text) in BLANK_SIGNS


def is_placeholder(text: str) -> bool:
    """Whether a text only holds the place of one: "无", "XX", "……", "待填"."""
    said = squeeze(text)
    return is_blank(text) or said in PLACEHOLDERS or bool(_MARKS_ONLY.fullmatch(said))


def is_empty_talk(text: str, phrases: tuple[str, ...] = ()) -> bool:
    """Whether a text is made of stock phrases only: "正在按计划有序推进中。", "同上期", "详见附件"; `phrases` adds to them."""
    said = squeeze(text)
    for phrase in sorted(map(squeeze, phrases), key=len, reverse=True):
        said = said.replace(phrase, "，")
    return bool(_REFERRALS.fullmatch(said) or _EMPTY_TALK.fullmatch(said))


def letters(text: str) -> int:
    """How many letters, digits and Chinese characters a text has; marks and blanks don't count."""
    return sum(sign.isalnum() for sign in text)


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, apart from blanks, widths and the last stop."""
    return bool(one and other) and bare(one) == bare(other)


def meant_by(text: str, choices: tuple[str, ...]) -> str:
    """The word of `choices` that people mean by `text`; "" if that is not known."""
    said = squeeze(text).strip("。.")
    return next((word for word in (said, _MEANT.get(said, "")) if word in choices), "") or state_meant(text, choices)


def is_inner_division(text: str) -> bool:
    """Whether a signature names an office of the unit (综合科, 办公室) instead of a person."""
    return bool(_INNER_DIVISION.fullmatch(squeeze(text).strip("（）()")))


def quoted(text: str, most: int = 30) -> str:
    """`text` in one line, shortened for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def bare(text: str) -> str:
    """What two texts have in common that say the same: without blanks, in one width, without the last stop."""
    return one_width(text).rstrip(".。;")
