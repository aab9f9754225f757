"""计分测算 → the marks of every measured rule by unit and period: indicators, ranks, ratings; plain rows, no shortcuts."""

import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction

from tests.methods_whole import Row
from tests.score_oracle_rows import Sheets, maybe, names, number

NOT_TO_BE_DONE = ("经批准不办", "已转交")
RANKED = ("名次表", "逐名递减", "比首位", "极差")
COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "≥": operator.ge, "≤": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq,
}  # fmt: skip


def marks_of(sheets: Sheets, rule: Row, unit: str, period: str) -> Fraction:
    """What the measured rule gives the unit in that period ("": the year); 0 where it waits or does not apply."""
    measure = next(row for row in sheets.rows("计分测算") if row["规则号"] == rule["规则号"])
    if _row_says_no(sheets, unit, measure["指标"], period) or not sheets.rule_covers(rule, unit):
        return Fraction(0)
    full = maybe(measure.get("满分"))
    result = _result(sheets, rule, measure, unit, period)
    if result is None:
        return _missing(rule, measure, full)
    for name in names(measure.get("系数", "")):
        coefficient = value_of(sheets, unit, name, period)
        if coefficient is None:
            return Fraction(0)
        result *= coefficient
    if rule["加减"] == "扣" and full is not None:
        return result - full
    return -result if rule["加减"] == "扣" else result


def value_of(sheets: Sheets, unit: str, indicator: str, period: str) -> Fraction | None:
    """实绩÷（应办−延期件）, 实绩÷目标 (both in percent), or 实绩 itself."""
    if indicator.startswith("分项 "):
        return sheets.section_score(indicator.removeprefix("分项 "), unit)
    if indicator == "按时办结率":
        return _on_time(sheets, unit)
    if indicator in ("主办件数", "协办件数", "办结件数"):
        return Fraction(sum(_handled(sheets, matter, unit, indicator) for matter in sheets.rows("督办事项")))
    row = _row(sheets, unit, indicator, period)
    if row is None or not row.get("实绩") or row.get("是否适用") == "否":
        return None
    actual, owed, target = number(row["实绩"]), maybe(row.get("应办")), maybe(row.get("目标"))
    if owed is not None:
        return actual / (owed - (maybe(row.get("延期件")) or 0)) * 100
    return actual / target * 100 if target is not None else actual


def _handled(sheets: Sheets, matter: Row, unit: str, indicator: str) -> bool:
    """Whether the matter, unless it needs not be done, was with the unit (or was closed by it) within the days that count."""
    first, last = sheets.start.isoformat(), sheets.as_of.isoformat()
    closed, mine = matter["办结日期"], matter["主办单位"] == unit
    if matter["状态"] in NOT_TO_BE_DONE:
        return False
    if indicator == "办结件数":
        return mine and first <= closed <= last
    if indicator == "协办件数":
        mine = unit in names(matter["协办单位"])
    return mine and "" < matter["交办日期"] <= last and (not closed or closed >= first)


def _on_time(sheets: Sheets, unit: str) -> Fraction | None:
    """Of the matters led whose (extended) limit fell before the as-of day or on it: closed within it, in percent."""
    kept: list[bool] = []
    for matter in sheets.rows("督办事项"):
        due = matter.get("延期至") or matter.get("办结时限", "")
        due_by_now = sheets.start.isoformat() <= due <= sheets.as_of.isoformat()
        if matter["主办单位"] == unit and matter["状态"] not in NOT_TO_BE_DONE and due_by_now:
            kept.append("" < matter["办结日期"] <= due)
    return Fraction(sum(kept) * 100, len(kept)) if kept else None


def _row(sheets: Sheets, unit: str, indicator: str, period: str) -> Row | None:
    year = str(sheets.end.year)
    wanted = ("", year) if period in ("", year) else (period,)
    return next((row for row in sheets.indicator(unit, indicator) if row["周期"] in wanted), None)


def _row_says_no(sheets: Sheets, unit: str, indicator: str, period: str) -> bool:
    row = _row(sheets, unit, indicator, period)
    return row is not None and row.get("是否适用") == "否"


def _missing(rule: Row, measure: Row, full: Fraction | None) -> Fraction:
    highest = maybe(measure.get("最高"))
    most = full or Fraction(0) if highest is None else min(full or Fraction(0), highest)
    marks = most if measure.get("缺数据") == "满分" else Fraction(0)  # 零分 is zero, whatever 最低 says of figures
    waits = measure.get("缺数据") in ("", "待定", "不计")
    return marks - (full or 0) if rule["加减"] == "扣" and not waits else marks


def _result(sheets: Sheets, rule: Row, measure: Row, unit: str, period: str) -> Fraction | None:
    """The marks between 最低 and 最高; None without data."""
    kind, full = measure["测算方式"], maybe(measure.get("满分"))
    if measure.get("免考指标"):
        exempt = value_of(sheets, unit, measure["免考指标"], period)
        if exempt is not None and exempt >= number(measure["免考线"]):
            return full
    if kind == "测评" or _rated(sheets, measure):
        return _ratings(sheets, measure, unit)
    value = value_of(sheets, unit, measure["指标"], period)
    if value is None:
        return None
    compares = kind in (*RANKED, "比组均")
    compared = _compared(sheets, rule, measure, unit, period, value) if compares else None
    result = compared if compares else _alone(sheets, measure, unit, period, value)
    if result is None:
        return None
    lowest, highest = maybe(measure.get("最低")) or Fraction(0), maybe(measure.get("最高"))
    highest = full if highest is None else highest
    result = result if highest is None else min(result, highest)
    return max(result, lowest)


def _alone(sheets: Sheets, measure: Row, unit: str, period: str, value: Fraction) -> Fraction | None:
    kind, full = measure["测算方式"], maybe(measure.get("满分")) or Fraction(0)
    row = _row(sheets, unit, measure["指标"], period) or {}
    is_rate = bool(row.get("目标") or row.get("应办"))
    line = maybe(measure.get("目标"))
    line = line if line is not None else Fraction(100) if is_rate else Fraction(0)
    behind = value - line if measure.get("方向") == "低者优" else line - value
    per_point = maybe(measure.get("每点分值")) or Fraction(0)
    if kind == "按比例":
        return full * value / 100
    if kind == "差点扣分":
        return full - per_point * _points(sheets, measure, max(behind, Fraction(0)))
    if kind == "达标加减":
        at_line = full * number(measure["达标得分"]) / 100
        return at_line - (1 if behind > 0 else -1) * per_point * _points(sheets, measure, abs(behind))
    if kind == "全有全无":
        return full if behind <= 0 else Fraction(0)
    if kind == "定额按比例":
        return full if behind <= 0 else full * value / line
    if kind == "缺额扣分":
        wanted = maybe(measure.get("目标")) or maybe(row.get("目标")) or Fraction(0)
        return full - per_point * max(wanted - number(row["实绩"]), Fraction(0))
    if kind == "分档":
        step = sheets.step_at(measure["阶梯表号"], value)
        return number(step["值"]) if step else None
    return _on_schedule(sheets, full, line, value)


def _on_schedule(sheets: Sheets, full: Fraction, line: Fraction, value: Fraction) -> Fraction:
    """序时进度: against the part of the target that the months of the year so far make due."""
    months = (sheets.as_of.year - sheets.start.year) * 12 + sheets.as_of.month - sheets.start.month + 1
    return min(full, full * value / (line * months / 12))


def _points(sheets: Sheets, measure: Row, points: Fraction) -> Fraction:
    rule = sheets.rule(measure["规则号"]) or {}
    size = re.match(r"\d+(\.\d+)?", rule.get("单位", ""))  # 每低 10个百分点
    points = points / number(size[0]) if size else points
    mode = measure.get("点计法") or sheets.setting("每百分点计法")
    if mode == "按比例":
        return points
    return Fraction(math.floor(points) if mode == "满一个点" else math.ceil(points))


def _compared(sheets: Sheets, rule: Row, measure: Row, unit: str, period: str, value: Fraction) -> Fraction | None:
    kind, full = measure["测算方式"], maybe(measure.get("满分")) or Fraction(0)
    others: list[Fraction] = []
    for other in sheets.units:
        same = measure.get("比较范围") == "全部" or sheets.group(other) == sheets.group(unit)
        reached = value_of(sheets, other, measure["指标"], period)
        section = sheets.section_of(rule)
        concerned = sheets.rule_covers(rule, other) and (section is None or sheets.applies(section, other))
        if same and reached is not None and concerned:
            others.append(reached)
    lower_is_better = measure.get("方向") == "低者优"
    per_point = maybe(measure.get("每点分值")) or Fraction(0)
    if kind == "比组均":
        ahead = value - sum(others, Fraction(0)) / len(others)
        ahead = -ahead if lower_is_better else ahead
        return full + (1 if ahead >= 0 else -1) * per_point * _points(sheets, measure, abs(ahead))
    best, worst = (min(others), max(others)) if lower_is_better else (max(others), min(others))
    if kind == "比首位":
        over, under = (best, value) if lower_is_better else (value, best)
        return full * over / under if under else full if lower_is_better else Fraction(0)
    if kind == "极差":
        start = (maybe(measure.get("达标得分")) or Fraction(0)) / 100
        return full if best == worst else full * (start + (1 - start) * (value - worst) / (best - worst))
    rank = 1 + sum(other < value if lower_is_better else other > value for other in others)
    place = value if measure.get("方向") == "数值即名次" else Fraction(rank)
    if any("%" in row["起"] + row.get("止", "") for row in sheets.steps(measure.get("阶梯表号", ""))):
        place = place / len(others) * 100  # 前25%
    return _at_rank(sheets, measure, place)


def _at_rank(sheets: Sheets, measure: Row, rank: Fraction) -> Fraction:
    if measure["测算方式"] == "名次表":
        step = sheets.step_at(measure["阶梯表号"], rank)
        return number(step["值"]) if step else Fraction(0)
    each = number(measure["每点分值"]) / 100
    return max(Fraction(0), number(measure["满分"]) * (1 - each * (rank - 1)))


# ---- ratings ----


def _rated(sheets: Sheets, measure: Row) -> bool:
    return any(row["项目"] == measure["指标"] for row in sheets.rows("测评"))


def _ratings(sheets: Sheets, measure: Row, unit: str) -> Fraction | None:
    ballots = [row for row in sheets.rows("测评") if row["项目"] == measure["指标"]]
    raters = dict.fromkeys(row["评分人"] for row in ballots)
    valid = [rater for rater in raters if _keeps_quota(measure, [row for row in ballots if row["评分人"] == rater])]
    mine = [row for row in ballots if row["评分人"] in valid and sheets.unit(row["被评单位"]) == unit]
    if not mine:
        return None
    if fixed := re.fullmatch(r"(.+)>(\d+)%=(\S+)", measure.get("低票处理", "")):
        low = sum(row["等次或分值"] == fixed[1] for row in mine)
        if Fraction(low, len(mine)) * 100 > number(fixed[2]):
            return number(fixed[3])
    weights = [part.partition("=") for part in names(measure.get("评分组权重", ""))]
    if not weights:
        return _mean(sheets, measure, mine)
    means = [
        (number(weight), _mean(sheets, measure, [row for row in mine if row["评分组"] == group]))
        for group, _, weight in weights
        if any(row["评分组"] == group for row in mine)
    ]
    return sum((weight * mean for weight, mean in means), Fraction(0)) / sum(weight for weight, _ in means)


def _keeps_quota(measure: Row, ballots: list[Row]) -> bool:
    """有效票 好≤4；差≥1: how often a rater may and must give a grade."""
    for part in names(measure.get("有效票", "")):
        grade, sign, limit = re.split("([≤≥<>=])", part)
        given = sum(row["等次或分值"] == grade for row in ballots)
        if not COMPARISONS[sign](Fraction(given), Fraction(limit)):
            return False
    return True


def _mean(sheets: Sheets, measure: Row, ballots: list[Row]) -> Fraction:
    marks = sorted(_marks(sheets, measure, row["等次或分值"]) for row in ballots)
    above = maybe(measure.get("去极值"))
    if above is not None and len(marks) > above:
        marks = marks[1:-1]
    return sum(marks, Fraction(0)) / len(marks)


def _marks(sheets: Sheets, measure: Row, grade: str) -> Fraction:
    if measure["测算方式"] != "测评":
        return _at_rank(sheets, measure, number(grade))
    if measure.get("阶梯表号"):
        step = sheets.step_named(measure["阶梯表号"], grade)
        return number(step["值"]) if step else Fraction(0)
    full = maybe(measure.get("满分"))
    return number(grade) if full is None else number(grade) * full / 100
