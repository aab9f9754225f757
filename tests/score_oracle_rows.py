"""The sheets of a method as plain rows, read in the plainest way: numbers, days, periods, settings, steps, units."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tests.methods_whole import Book, Row

DEFAULTS = {
    "舍入方式": "四舍五入", "舍入环节": "最终折算", "归属日期": "事件日期", "未被督查单位": "照常计分", "未被督查单位排名": "参加",
    "催办算督查": "不算", "同一事项多条规则": "逐条计", "通报计次": "按通报", "联合承办": "只扣点名单位", "并列名次": "同分同名次",
    "季度计分": "年初累计", "递进方式": "替代", "倍数含义": "总倍数", "几个倍数": "相乘", "协办默认": "同主办",
    "分项可否超满分": "不可以", "每百分点计法": "按比例", "不足一个计数单位": "不计", "退回先后": "先退后限", "分值不等处理": "照印",
    "权重折算": "不折算", "等次取分": "舍入后", "排名取分": "得分", "保留小数": "2", "权重小数": "1", "考核年度": "01-01..12-31",
    "分档比例": "50",
}  # fmt: skip


def number(text: str) -> Fraction:
    """The number in a cell; a percentage as the number before the sign."""
    return Fraction(text.strip().rstrip("%"))


def maybe(text: str | None) -> Fraction | None:
    return number(text) if text and text.strip() else None


def names(text: str) -> list[str]:
    """The names in a cell; a 、 within brackets separates nothing."""
    found: list[str] = []
    depth, name = 0, ""
    for sign in text:
        depth += (sign in "（(") - (sign in "）)")
        if sign in "、；" and depth == 0:
            found.append(name.strip())
            name = ""
        else:
            name += sign
    return [name for name in (*found, name.strip()) if name]


def rounded(value: Fraction, places: int, mode: str) -> Fraction:
    """`value` at that many decimals."""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled, 1)
    if mode == "四舍五入":
        up = rest >= Fraction(1, 2)
    elif mode == "四舍六入五成双":
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    else:
        up = mode == "进一" and rest > 0
    return (1 if value >= 0 else -1) * Fraction(int(whole) + up, 10**places)


def factor_words(text: str) -> list[tuple[str, Fraction | None]]:
    """媒体曝光=2；重复=1.5 → the words, each with its own factor or None."""
    parts = [part.partition("=") for part in names(text)]
    return [(word.strip(), maybe(factor)) for word, _, factor in parts]


@dataclass
class Sheets:
    """One book with its as-of day; `start` and `end` are the whole assessment year."""

    book: Book
    start: date
    end: date
    as_of: date
    told: dict[tuple[str, str], list[Row]] = field(default_factory=dict[tuple[str, str], list[Row]])
    section_score: Callable[[str, str], Fraction | None] = lambda _section, _unit: None
    """(分项号, unit) → the score of the section, for measures that look at another section."""

    def rows(self, tab: str) -> list[Row]:
        return self.book.get(tab, [])

    def setting(self, key: str) -> str:
        said = next((row["取值"] for row in self.rows("计分口径") if row["口径"] == key), None)
        return DEFAULTS.get(key, "") if said is None else said

    # ---- units ----

    @property
    def units(self) -> list[str]:
        return [row["单位名称"] for row in self.rows("单位名录")]

    def unit(self, written: str) -> str | None:
        for row in self.rows("单位名录"):
            if written in (row["单位名称"], row.get("简称")):
                return row["单位名称"]
        return None

    def group(self, unit: str) -> str:
        return next(row["组别"] for row in self.rows("单位名录") if row["单位名称"] == unit)

    def covers(self, groups: str, unit: str) -> bool:
        """Whether 适用组别 holds the unit."""
        return not groups or unit in names(groups) or self.group(unit) in names(groups)

    def weight(self, text: str, unit: str) -> Fraction | None:
        """The group's weight in percent: 乡镇=2%；县直部门=4%, or 30% for all."""
        for part in text.split("；"):
            group, equals, figure = part.rpartition("=")
            if figure and (not equals or group.strip() == self.group(unit)):
                return number(figure)
        return None

    # ---- rules and sections ----

    def rule(self, name: str) -> Row | None:
        return next((row for row in self.rows("计分规则") if row["规则号"] == name), None)

    def section(self, name: str) -> Row | None:
        return next((row for row in self.rows("计分分项") if row["分项号"] == name), None)

    def section_of(self, rule: Row) -> Row | None:
        tops = [row for row in self.rows("计分分项") if not row.get("上级分项")]
        return self.section(rule.get("分项号", "")) or (tops[0] if len(tops) == 1 else None)

    def indicator(self, unit: str, name: str) -> list[Row]:
        """The rows of 指标数据 about a unit and an indicator."""
        if not self.told:
            for row in self.rows("指标数据"):
                self.told.setdefault((self.unit(row["单位"]) or "", row["指标"]), []).append(row)
        return self.told.get((unit, name), [])

    def applies(self, section: Row, unit: str) -> bool:
        """Whether no row says 是否适用 否 for the section, by number or name."""
        named = (section["分项号"], section["名称"])
        return not any(row.get("是否适用") == "否" for name in named for row in self.indicator(unit, name))

    def rule_covers(self, rule: Row, unit: str) -> bool:
        """Whether the rule, its section and the sections above hold for the unit."""
        section = self.section_of(rule)
        return self.covers(rule.get("适用组别", ""), unit) and (section is None or self.section_covers(section, unit))

    def section_covers(self, section: Row, unit: str) -> bool:
        above = self.section(section.get("上级分项", ""))
        return self.covers(section.get("适用组别", ""), unit) and (above is None or self.section_covers(above, unit))

    # ---- steps ----

    def steps(self, table: str) -> list[Row]:
        return [row for row in self.rows("计分阶梯") if row["表号"] == table]

    def step_at(self, table: str, figure: Fraction) -> Row | None:
        rows = self.steps(table)
        starts = {row["起"] for row in rows if row.get("含起") != "否"}
        for row in rows:
            low, high = _edge(row["起"]), _edge(row.get("止", ""))
            if (row["起"] and low is None) or (low is None and high is None):
                continue
            above = low is None or figure > low or (figure == low and row.get("含起") != "否")
            said = row.get("含止", "")
            takes_end = said == "是" or (not said and (row["起"] == row.get("止") or row.get("止") not in starts))
            below = high is None or figure < high or (figure == high and takes_end)
            if above and below:
                return row
        return None

    def step_named(self, table: str, word: str) -> Row | None:
        rows = self.steps(table)
        return next((row for row in rows if word and word in (row["起"], row.get("名称"))), None)

    # ---- periods ----

    def period(self, cycle: str, day: date) -> str:
        """The period of a 周期 that holds the day; the assessment year for 年 and blank."""
        if cycle == "周":
            year, week, _ = day.isocalendar()
            return f"{year}W{week:02d}"
        if cycle == "月":
            return f"{day.year}-{day.month:02d}"
        if cycle == "季":
            return f"{day.year}Q{(day.month + 2) // 3}"
        if cycle == "半年":
            return f"{day.year}H{1 if day.month <= 6 else 2}"
        return str(self.end.year)

    def periods(self, cycle: str) -> list[str]:
        """The periods begun from the start of the year to the as-of day, in order."""
        return list(dict.fromkeys(self.period(cycle, day) for day in self.days()))

    def days(self) -> Iterable[date]:
        day = self.start
        while day <= self.as_of:
            yield day
            day += timedelta(days=1)


def last_day(period: str) -> date:
    """The last day of 2026, 2026Q3 or 2026-09."""
    year = int(period[:4])
    months = int(period[5:] or 12)
    month = months * 3 if "Q" in period else months
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _edge(text: str) -> Fraction | None:
    return Fraction(text.rstrip("%")) if re.fullmatch(r"-?\d+(\.\d+)?%?", text) else None
