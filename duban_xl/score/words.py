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

TITLE, BASE, FLOOR, PLACES, YEAR = "方法名称", "基本分", "得分下限", "保留小数", "考核年度"
LARGE_BASE, NOT_INSPECTED, RANK_NOT_INSPECTED = "基本分超限", "未被督查单位", "未被督查单位排名"
SAME_MATTER, CIRCULARS = "同一事项多条规则", "通报计次"
OWN_CIRCULARS, CIRCULAR_DAYS = "不作扣分依据的文种", "季度通报截止"
REMINDERS, COUNTED, NOT_COUNTED = "催办算督查", "算", "不算"
AVERAGE, BASE_SCORE, NO_SCORE = "组内平均", "基本分", "不计分"

CHOICES: Mapping[str, tuple[str, ...]] = {
    LARGE_BASE: ("不允许", "允许"),
    "舍入方式": ("四舍五入",),
    "舍入环节": ("最终折算",),
    "归属日期": ("事件日期",),
    NOT_INSPECTED: (AVERAGE, BASE_SCORE, NO_SCORE),
    RANK_NOT_INSPECTED: ("参加", "不参加"),
    REMINDERS: (NOT_COUNTED, COUNTED),
    SAME_MATTER: ("逐条计", "就高"),
    CIRCULARS: ("按通报", "按事项"),
    "联合承办": ("只扣点名单位",),
    "通报表扬": ("不加分",),
    "并列名次": ("同分同名次",),
}
"""What the engine can do under each setting; the first is what holds when the sheet does not say."""

_NUMBERS = {BASE: "大于 0 的数", FLOOR: "数，或空着", PLACES: "0 到 6 的整数", CIRCULAR_DAYS: "0 到 92 的整数"}
_YEAR = re.compile(r"(\d{1,2})-(\d{1,2})(?:\.\.|~|至|—)(\d{1,2})-(\d{1,2})")


class Words:
    """The settings of 计分口径 by name; what can't be used collects in `findings`."""

    def __init__(self, rows: Sequence[ScoringSetting]) -> None:
        self._rows = {row.key: row for row in reversed(rows) if row.key}
        self.findings: list[Finding] = []
        for key in CHOICES:  # also those that only state a practice: a change without effect must not go unseen
            self.choice(key)

    def text(self, key: str) -> str:
        """The value as written, "" if there is none."""
        return self._rows[key].value if key in self._rows else ""

    def choice(self, key: str) -> str:
        """The value of a setting with choices; the first choice if the sheet does not say."""
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


def _is_day(month: int, day: int) -> bool:
    try:
        date(2001, month, day)  # no leap year: 02-29 is no day to begin a year with
    except ValueError:
        return False
    return True
