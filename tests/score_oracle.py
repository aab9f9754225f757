"""A slow, obvious scorer written from the taxonomy alone: one book and a period → what every unit gets.

It shares no code with `duban_xl.score`; tests compare the two.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.methods_whole import Book, Row
from tests.methods_year import year_days
from tests.score_oracle_caps import scored_events
from tests.score_oracle_events import COUNTED, REFUND, Event
from tests.score_oracle_measures import marks_of, value_of
from tests.score_oracle_rows import Sheets, last_day, maybe, names, number, rounded


@dataclass
class Result:
    """What a unit gets."""

    unit: str
    group: str
    events: list[Event]
    inspected: bool = True
    sections: dict[str, Fraction | None] = field(default_factory=dict[str, Fraction | None])
    own: Fraction | None = None
    score: Fraction | None = None
    counted: Fraction | None = None
    ranked: bool = True
    rank: int | None = None
    overall: int | None = None
    band: str = ""
    held: set[str] = field(default_factory=set[str])

    @property
    def lost(self) -> Fraction:
        return sum((event.points for event in self.events if event.points_of_deduction), Fraction(0))

    @property
    def won(self) -> Fraction:
        return -sum((event.points for event in self.events if not event.points_of_deduction), Fraction(0))


@dataclass
class Scoring:
    """The scoring of one book as of a day: one step after the other."""

    sheets: Sheets
    events: list[Event] = field(default_factory=list[Event])
    units: list[Result] = field(default_factory=list[Result])
    means: dict[tuple[str, str], Fraction | None] = field(default_factory=dict[tuple[str, str], Fraction | None])
    decided: dict[tuple[str, str], Fraction] = field(default_factory=dict[tuple[str, str], Fraction])

    def run(self) -> list[Result]:
        self.events = scored_events(self.sheets)
        for unit in self.sheets.units:
            mine = [event for event in self.events if event.unit == unit]
            self.units.append(Result(unit, self.sheets.group(unit), mine, self._inspected(unit, mine)))
        self.sheets.section_score = self._score_of
        self._means()
        for result in self.units:
            self._total(result)
        self._not_inspected()
        for result in self.units:
            result.counted = self.counted(result)
        self._ranks()
        return self.units

    # ---- who was inspected ----

    def _inspected(self, unit: str, mine: list[Event]) -> bool:
        reminders = self.sheets.setting("催办算督查") == "算"
        visited = any(
            self.sheets.unit(row["单位"]) == unit
            and (reminders or row["方式"] != "催办")
            and self.sheets.start.isoformat() <= row["日期"] <= self.sheets.as_of.isoformat()
            for row in self.sheets.rows("督查记录")
        )
        return visited or any(event.outcome == COUNTED for event in mine)

    def _not_inspected(self) -> None:
        reading = self.sheets.setting("未被督查单位")
        for result in self.units:
            if result.inspected or reading == "照常计分":
                continue
            result.ranked = result.ranked and self.sheets.setting("未被督查单位排名") != "不参加"
            same = [r.own for r in self.units if r.group == result.group and r.inspected and r.own is not None]
            mean = sum(same, Fraction(0)) / len(same) if same else None
            result.score = {"组内平均": mean, "不计分": None}.get(reading, self._base())

    def _base(self) -> Fraction:
        """基本分: the start of the only section, its marks where it is made up of others, else the setting."""
        rows = self.sheets.rows("计分分项")
        tops = [row for row in rows if not row.get("上级分项")]
        if len(tops) == 1 and tops[0].get("满分"):
            composed = any(row.get("上级分项") == tops[0]["分项号"] for row in rows)
            return number(tops[0]["满分"]) if composed else self._start(tops[0])
        return number(self.sheets.setting("基本分") or "100")

    def _start(self, section: Row) -> Fraction:
        start = maybe(section.get("起始分"))
        if start is None:
            start = number(section["满分"]) if section["计分方式"] == "扣分" else Fraction(0)
        return start

    # ---- sections ----

    def _children(self, section: str, unit: str) -> list[Row]:
        rows = [row for row in self.sheets.rows("计分分项") if row.get("上级分项", "") == section]
        return [row for row in rows if self.sheets.covers(row.get("适用组别", ""), unit)]

    def _applies(self, section: Row, unit: str) -> bool:
        return self.sheets.applies(section, unit)

    def _means(self) -> None:
        """组内平均: the mean of those of the group to whom the section applies."""
        for section in self.sheets.rows("计分分项"):
            if section.get("不适用处理") == "组内平均":
                for group in {result.group for result in self.units}:
                    same = [r for r in self.units if r.group == group and self._applies(section, r.unit)]
                    scores = [self._section(section, Result(r.unit, group, r.events))[0] for r in same]
                    known = [score for score in scores if score is not None]
                    self.means[section["分项号"], group] = sum(known, Fraction(0)) / len(known) if known else None

    def _score_of(self, name: str, unit: str) -> Fraction | None:
        """分项 X as an indicator: what the section gives the unit; None where the unit has no such section."""
        section, result = self.sheets.section(name), next(result for result in self.units if result.unit == unit)
        if section is None or not self.sheets.section_covers(section, unit):
            return None
        return self._section(section, Result(unit, result.group, result.events))[0]

    def retotal(self, result: Result, decided: dict[str, Fraction]) -> None:
        """The total again with section scores that a consequence has decided."""
        self.decided = {(result.unit, name): score for name, score in decided.items()}
        self._total(result)

    def _section(self, section: Row, result: Result) -> tuple[Fraction | None, Fraction]:
        """Its score (None: no score) and what it spills into the total."""
        if (result.unit, section["分项号"]) in self.decided:
            score, spilt = self.decided[result.unit, section["分项号"]], Fraction(0)
        elif not self._applies(section, result.unit):
            score, spilt = self._treated(section, result), Fraction(0)
        elif self._children(section["分项号"], result.unit):
            score, spilt = self._parent(section, result)
        else:
            score, spilt = self._leaf(section, result)
        places = section.get("保留小数") or (
            self.sheets.setting("保留小数") if self.sheets.setting("舍入环节") == "各分项先舍入" else ""
        )
        if score is not None and places:
            score = rounded(score, int(places), self.sheets.setting("舍入方式"))
        result.sections[section["分项号"]] = score
        return score, spilt

    def _treated(self, section: Row, result: Result) -> Fraction | None:
        treatment = section.get("不适用处理")
        if treatment == "满分":
            return number(section["满分"])
        if treatment == "组内平均":
            return self.means.get((section["分项号"], result.group))
        if treatment == "不参加排名":
            result.ranked = False
        return None if treatment == "不计分" else Fraction(0)

    def _leaf(self, section: Row, result: Result) -> tuple[Fraction, Fraction]:
        cycle = section.get("周期", "")
        periods = self.sheets.periods(cycle) if cycle else [""]
        start = self._start(section)
        limited = [
            self._limited(
                section, start + self._marks(section, result.unit, period), *self._lost(section, result, period)
            )
            for period in periods
        ]
        scores, spilt = [score for score, _ in limited], sum((below for _, below in limited), Fraction(0))
        return self._combined(section, scores), spilt

    def _lost(self, section: Row, result: Result, period: str) -> tuple[Fraction, Fraction]:
        """Points lost by the events of a section's period, and those given back that wait until after the floor."""
        later = self.sheets.setting("退回先后") == "先限后退"
        lost = back = Fraction(0)
        for event in result.events:
            home = self.sheets.section_of(event.rule)
            inside = not period or self.sheets.period(section["周期"], event.day) == period
            if home is section and inside:
                if later and event.outcome == REFUND:
                    back += event.points
                else:
                    lost += event.points
        return lost, back

    def _limited(self, section: Row, gross: Fraction, lost: Fraction, back: Fraction) -> tuple[Fraction, Fraction]:
        score, floor, spilt = gross - lost, maybe(section.get("下限")), Fraction(0)
        if floor is not None and score < floor:
            spilt = floor - score if section.get("超扣处理") == "计入总分" else Fraction(0)
            score = floor
        score -= back
        ceiling = maybe(section.get("上限"))
        mode, over = section["计分方式"], self.sheets.setting("分项可否超满分") == "可以"
        if ceiling is None and (mode == "加分" or (not over and mode not in ("累计", "合成"))):
            ceiling = maybe(section.get("满分"))
        return (score if ceiling is None else min(score, ceiling)), spilt

    def _marks(self, section: Row, unit: str, period: str) -> Fraction:
        rules = [
            r for r in self.sheets.rows("计分规则") if r["取值方式"] == "测算" and self.sheets.section_of(r) is section
        ]
        return sum((marks_of(self.sheets, rule, unit, period) for rule in rules), Fraction(0))

    def _combined(self, section: Row, scores: list[Fraction]) -> Fraction:
        how, whole = section.get("周期合成", ""), sum(scores, Fraction(0))
        if how == "平均":
            return whole / len(scores)
        if how == "最后一期":
            return scores[-1]
        if how == "去最低平均" and len(scores) > 1:
            return (whole - min(scores)) / (len(scores) - 1)
        if how == "加权":
            weights = [number(part) for part in names(section["周期权重"])][: len(scores)]
            return sum((w * s for w, s in zip(weights, scores, strict=True)), Fraction(0)) / sum(weights)
        return whole

    def _parent(self, section: Row, result: Result) -> tuple[Fraction | None, Fraction]:
        children = self._children(section["分项号"], result.unit)
        scores = {child["分项号"]: self._section(child, result) for child in children}
        spilt = sum((below for _, below in scores.values()), Fraction(0))
        if any(self._has_no_score(child, result) for child in children):
            return None, spilt
        inside = sum((self._part(child, result, scores[child["分项号"]][0]) for child in children), Fraction(0))
        lost, back = self._lost(section, result, "")
        score, below = self._limited(section, inside + self._marks(section, result.unit, ""), lost, back)
        return score, spilt + below

    def _has_no_score(self, section: Row, result: Result) -> bool:
        return result.sections[section["分项号"]] is None

    def _part(self, child: Row, result: Result, score: Fraction | None) -> Fraction:
        """What a child gives its parent: weighted, or rescaled to the marks that count."""
        part = score or Fraction(0)
        weights = [self.sheets.weight(row.get("各组权重", ""), result.unit) for row in self._siblings(child, result)]
        weight = self.sheets.weight(child.get("各组权重", ""), result.unit)
        if weight is not None and any(w is not None for w in weights):
            return part * weight / 100
        return part * self._rescaling(child, result)

    def _siblings(self, child: Row, result: Result) -> list[Row]:
        return self._children(child.get("上级分项", ""), result.unit)

    def _rescaling(self, child: Row, result: Result) -> Fraction:
        factor = Fraction(1)
        full = {row["分项号"]: maybe(row.get("满分")) or Fraction(0) for row in self._siblings(child, result)}
        gone = [
            row["分项号"]
            for row in self._siblings(child, result)
            if row.get("不适用处理") == "按适用分折算" and not self._applies(row, result.unit)
        ]
        if gone:
            left = [marks for name, marks in full.items() if name not in gone]
            factor *= sum(full.values(), Fraction(0)) / sum(left, Fraction(0))
        parent = self.sheets.section(child.get("上级分项", ""))
        if parent and self.sheets.setting("分值不等处理") == "折算" and parent.get("满分"):
            factor *= number(parent["满分"]) / sum(full.values(), Fraction(0))
        return factor

    # ---- the total ----

    def _tops(self, unit: str) -> list[Row]:
        return self._children("", unit)

    def _total(self, result: Result) -> None:
        tops = self._tops(result.unit)
        found = {top["分项号"]: self._section(top, result) for top in tops}
        spilt = sum((below for _, below in found.values()), Fraction(0))
        several = sum(not row.get("上级分项") for row in self.sheets.rows("计分分项")) > 1
        weights = self._weights(tops, result.unit) if several else {}
        if any(self._has_no_score(top, result) for top in tops):
            result.own = result.score = None
            return
        total = Fraction(0)
        for top in tops:
            score = found[top["分项号"]][0] or Fraction(0)
            total += score * weights.get(top["分项号"], Fraction(100)) / 100
        loose = [e for e in result.events if self.sheets.section_of(e.rule) is None]
        total -= spilt + sum((event.points for event in loose), Fraction(0))
        result.own = result.score = self._within(total)

    def _within(self, total: Fraction) -> Fraction:
        floor, ceiling = maybe(self.sheets.setting("得分下限")), maybe(self.sheets.setting("总分上限"))
        tops = [row for row in self.sheets.rows("计分分项") if not row.get("上级分项")]
        only = maybe(tops[0].get("下限")) if len(tops) == 1 else None
        floor = floor if only is None else only  # two figures for one thing: the section's
        total = total if floor is None else max(total, floor)
        return total if ceiling is None else min(total, ceiling)

    def _weights(self, tops: list[Row], unit: str) -> dict[str, Fraction]:
        said = {top["分项号"]: self.sheets.weight(top.get("各组权重", ""), unit) for top in tops}
        weights = {name: weight for name, weight in said.items() if weight is not None}
        if self.sheets.setting("权重折算") != "折算" or not weights:
            return weights
        places, whole = int(self.sheets.setting("权重小数")), sum(weights.values(), Fraction(0))
        scaled = {name: rounded(w * 100 / whole, places, "四舍五入") for name, w in weights.items()}
        last = list(scaled)[-1]
        others = sum((weight for name, weight in scaled.items() if name != last), Fraction(0))
        return scaled | {last: 100 - others}

    def counted(self, result: Result) -> Fraction | None:
        tops = [row for row in self.sheets.rows("计分分项") if not row.get("上级分项")]
        said = (tops[0].get("各组权重", "") if len(tops) == 1 else "") or self.sheets.setting("计入权重")
        weight = self.sheets.weight(said, result.unit) if said else Fraction(100)
        if result.score is None or weight is None:
            return None
        return self.rounded(result.score * weight / 100)

    def rounded(self, value: Fraction) -> Fraction:
        return rounded(value, int(self.sheets.setting("保留小数")), self.sheets.setting("舍入方式"))

    # ---- ranks ----

    def _ranks(self) -> None:
        ranked = [result for result in self.units if result.ranked and result.score is not None]
        for result in ranked:
            result.overall = self._rank(result, ranked)
            result.rank = self._rank(result, [other for other in ranked if other.group == result.group])

    def _rank(self, result: Result, among: list[Result]) -> int:
        mine = self._order(result)
        better = [self._order(other) for other in among if self._order(other) > mine]
        dense = self.sheets.setting("并列名次") == "同分同名次不跳号"
        return 1 + (len(set(better)) if dense else len(better))

    def _order(self, result: Result) -> tuple[Fraction, ...]:
        by_counted = self.sheets.setting("排名取分") == "折算分"
        order = [(result.counted if by_counted else result.score) or Fraction(0)]
        if self.sheets.setting("并列名次") == "按并列依据":
            order += [self._breaker(result, word) for word in names(self.sheets.setting("并列依据"))]
        return tuple(order)

    def _breaker(self, result: Result, word: str) -> Fraction:
        kind, _, subject = word.partition(" ")
        if kind == "扣分少者":
            return -result.lost
        if kind == "加分多者":
            return result.won
        if kind == "分项":
            return result.sections.get(subject) or Fraction(0)
        if kind == "指标":
            return value_of(self.sheets, result.unit, subject, "") or Fraction(-1)
        return Fraction(-self.sheets.units.index(result.unit))


def oracle(book: Book, period: str) -> Scoring:
    """The scoring of the book as of the end of `period` (2026, 2026Q1 …), before consequences."""
    start, end = year_days(book)
    sheets = Sheets(book, start, end, min(last_day(period), end))
    if sheets.setting("季度计分") == "只计当季" and "Q" in period:
        sheets.start = date(int(period[:4]), int(period[5:]) * 3 - 2, 1)
    scoring = Scoring(sheets)
    scoring.run()
    return scoring
