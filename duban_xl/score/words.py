"""计分口径 rows → the settings by name: choices, numbers and the assessment year, each checked as it is asked for."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.rulebook import ScoringSetting
from duban_xl.model.source import Source

TITLE, VERSION, BASE, FLOOR, CEILING, PLACES, YEAR = (
    "方法名称", "版本", "基本分", "得分下限", "总分上限", "保留小数", "考核年度",
)  # fmt: skip
LARGE_BASE, NOT_INSPECTED, RANK_NOT_INSPECTED = "基本分超限", "未被督查单位", "未被督查单位排名"
SAME_MATTER, CIRCULARS = "同一事项多条规则", "通报计次"
OWN_CIRCULARS, CIRCULAR_DAYS = "不作扣分依据的文种", "季度通报截止"
REMINDERS, COUNTED, NOT_COUNTED = "催办算督查", "算", "不算"
AS_SCORED, AVERAGE, BASE_SCORE, NO_SCORE = "照常计分", "组内平均", "基本分", "不计分"
ROUNDING, ROUNDED_AT, DATED_BY, TIES, TIE_BREAK = "舍入方式", "舍入环节", "归属日期", "并列名次", "并列依据"
HALF_UP, TO_EVEN, DOWN, UP = "四舍五入", "四舍六入五成双", "舍去", "进一"
AT_THE_END, EACH_PART = "最终折算", "各分项先舍入"
BY_EVENT, BY_DECISION = "事件日期", "认定日期"
SHARED_RANK, DENSE_RANK, BY_TIE_BREAK = "同分同名次", "同分同名次不跳号", "按并列依据"
QUARTERLY, TO_DATE, OWN_QUARTER = "季度计分", "年初累计", "只计当季"
PROGRESSION, FACTOR_MEANS, SEVERAL_FACTORS = "递进方式", "倍数含义", "几个倍数"
TOTAL_FACTOR, EXTRA_FACTOR = "总倍数", "另加倍数"
MULTIPLIED, LARGEST = "相乘", "取最大"
SUPPORT, OVER_FULL, POINTS_BY, PART_OF_COUNT = "协办默认", "分项可否超满分", "每百分点计法", "不足一个计数单位"
REFUND_ORDER, REFUND_FIRST, FLOOR_FIRST = "退回先后", "先退后限", "先限后退"
UNEQUAL_MARKS, AS_PRINTED, TO_TOTAL = "分值不等处理", "照印", "折算"
WEIGHTS_TO_100, WEIGHT_PLACES, COUNTED_AS = "权重折算", "权重小数", "计入权重"
BANDS, BAND_BY, LOWER_SHARE = "等次表", "等次取分", "分档比例"
JOINT_MATTERS, ONLY_NAMED, AS_RULE_SAYS = "联合承办", "只扣点名单位", "按规则的计分对象"
PRAISE, WITHOUT_POINTS, WITH_POINTS = "通报表扬", "不加分", "按规则加分"
PUBLICITY_DAYS, ANSWER_DAYS, RANKED_BY = "公示工作日", "异议答复工作日", "排名取分"

CHOICES: Mapping[str, tuple[str, ...]] = {
    LARGE_BASE: ("不允许", "允许"),
    ROUNDING: (HALF_UP, TO_EVEN, DOWN, UP),
    ROUNDED_AT: (AT_THE_END, EACH_PART),
    DATED_BY: (BY_EVENT, BY_DECISION),
    NOT_INSPECTED: (AS_SCORED, AVERAGE, BASE_SCORE, NO_SCORE),
    RANK_NOT_INSPECTED: ("参加", "不参加"),
    REMINDERS: (NOT_COUNTED, COUNTED),
    SAME_MATTER: ("逐条计", "就高"),
    CIRCULARS: ("按通报", "按事项"),
    JOINT_MATTERS: (ONLY_NAMED, AS_RULE_SAYS),
    PRAISE: (WITHOUT_POINTS, WITH_POINTS),
    TIES: (SHARED_RANK, DENSE_RANK, BY_TIE_BREAK),
    QUARTERLY: (TO_DATE, OWN_QUARTER),
    PROGRESSION: ("替代", "累加"),
    FACTOR_MEANS: (TOTAL_FACTOR, EXTRA_FACTOR),
    SEVERAL_FACTORS: (MULTIPLIED, LARGEST),
    SUPPORT: ("同主办", "减半", "不计"),
    OVER_FULL: ("不可以", "可以"),
    POINTS_BY: ("按比例", "满一个点", "不足一点按一点"),
    PART_OF_COUNT: ("不计", "按比例", "按一个"),
    REFUND_ORDER: (REFUND_FIRST, FLOOR_FIRST),
    UNEQUAL_MARKS: (AS_PRINTED, TO_TOTAL),
    WEIGHTS_TO_100: ("不折算", "折算"),
    BAND_BY: ("舍入后", "舍入前"),
    RANKED_BY: ("得分", "折算分"),
}
"""What the engine can do under each setting; the first is what holds when the sheet does not say."""

_NUMBERS = {
    BASE: "大于 0 的数",
    FLOOR: "数，或空着",
    CEILING: "数，或空着",
    PLACES: "0 到 6 的整数",
    CIRCULAR_DAYS: "0 到 92 的整数",
    WEIGHT_PLACES: "0 到 6 的整数",
    LOWER_SHARE: "0 到 100 的百分数",
    PUBLICITY_DAYS: "0 到 92 的整数",
    ANSWER_DAYS: "0 到 92 的整数",
}
_LISTED = re.compile(r"[;；、，,\n]")
_YEAR = re.compile(r"(\d{1,2})-(\d{1,2})(?:\.\.|~|至|—)(\d{1,2})-(\d{1,2})")


class Words:
    """The settings of 计分口径 by name; what can't be used collects in `findings`."""

    def __init__(self, rows: Sequence[ScoringSetting]) -> None:
        self._rows = {row.key: row for row in reversed(rows) if row.key}
        self.findings: list[Finding] = []
        # also those that only state a practice: a change without effect must not go unseen
        self._chosen = {key: self._choice(key) for key in CHOICES}
        for key in _NUMBERS:
            self.number(key)
        self.year()

    def text(self, key: str) -> str:
        """The value as written, "" if there is none."""
        return self._rows[key].value if key in self._rows else ""

    def choice(self, key: str) -> str:
        """The value of a setting with choices; the first choice if the sheet does not say."""
        return self._chosen[key]

    def _choice(self, key: str) -> str:
        value = self.text(key) or CHOICES[key][0]
        if value not in CHOICES[key]:
            self._refuse(key, "、".join(CHOICES[key]))
        return value

    def number(self, key: str, default: str = "") -> Decimal | None:
        """The number in a setting, None if it is left empty; `default` if the sheet has no such row."""
        text = self.text(key) if key in self._rows else default
        try:
            number = Decimal(text) if text else None
        except InvalidOperation:
            number = Decimal("NaN")
        if number is None or number.is_finite():
            return number
        self._refuse(key, _NUMBERS[key])
        return None

    def whole(self, key: str, default: str, largest: int) -> int:
        """A whole number from 0 to `largest`."""
        number = self.number(key, default)
        if number is None or number != int(number) or not 0 <= number <= largest:
            self._refuse(key, _NUMBERS[key])
            return int(default)
        return int(number)

    def year(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """考核年度 as (month, day) of its first and last day; the calendar year if the sheet does not say."""
        text = self.text(YEAR) or "01-01..12-31"
        found = _YEAR.fullmatch(text.replace(" ", ""))
        days = [int(part) for part in found.groups()] if found else []
        if not days or not (_is_day(days[0], days[1]) and _is_day(days[2], days[3])):
            self._refuse(YEAR, "“月-日..月-日”，如 01-01..12-31")
            return (1, 1), (12, 31)
        return (days[0], days[1]), (days[2], days[3])

    def source(self, key: str) -> Source:
        """The cell of a setting's value; the sheet if there is no such row."""
        return self._rows[key].source("value") if key in self._rows else Source("", SHEETS["scoring_settings"].tab)

    def _refuse(self, key: str, choices: str) -> None:
        fault = finding("S103", self.source(key), key=key, value=self.text(key), choices=choices)
        if fault not in self.findings:
            self.findings.append(fault)


def listed(text: str) -> tuple[str, ...]:
    """The parts of a setting that lists several, blanks within a part kept: 扣分少者、分项 2 → (扣分少者, 分项 2)."""
    return tuple(part.strip() for part in _LISTED.split(text) if part.strip())


def _is_day(month: int, day: int) -> bool:
    try:
        date(2001, month, day)  # no leap year: 02-29 is no day to begin a year with
    except ValueError:
        return False
    return True
