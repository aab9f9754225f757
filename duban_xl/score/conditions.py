"""One row of 计分后果 and a unit → whether its condition holds, and why: counts, points, scores, ranks, bands (K14, K24)."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from duban_xl.catalogue.outcomes import ANY_RULE, BECAUSE, COMPARED, RULES, SERIALS, SHARE
from duban_xl.model.columns.assessment import COMPARISONS, TRIGGERS
from duban_xl.model.noun import split_names
from duban_xl.model.period import Period
from duban_xl.model.rulebook import ConsequenceRule
from duban_xl.model.score import Outcome, ScoredEvent, SectionScore, UnitScore
from duban_xl.model.source import plain
from duban_xl.score.measures.data import Data, Figures
from duban_xl.score.measures.words import number
from duban_xl.score.method import Method
from duban_xl.score.span import Span

(
    BY_EVENT, RULE_COUNT, MATTER_COUNT, LOST, EARNED, SCORE, SECTION, GROUP_RANK, OVERALL_RANK, BAND, INDICATOR, CODE_COUNT,
) = TRIGGERS  # fmt: skip
AT_LEAST, AT_MOST, ABOVE, BELOW, EQUAL, FIRST, LAST, UNDER_MEAN, OVER_MEAN = COMPARISONS
EVERYBODY = "全部"
_COMPARE: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    AT_LEAST: operator.ge,
    AT_MOST: operator.le,
    ABOVE: operator.gt,
    BELOW: operator.lt,
    EQUAL: operator.eq,
    UNDER_MEAN: operator.lt,
    OVER_MEAN: operator.gt,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a condition holds: a sentence, and the serials of the events."""

    because: str
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the conditions of all units are looked up in; `missed` collects (code, indicator) → units without data."""

    units: Sequence[UnitScore]
    method: Method
    span: Span
    data: Data
    missed: dict[tuple[str, str], list[str]] = field(default_factory=dict[tuple[str, str], list[str]])
    means: dict[tuple[int, str], Fraction | None] = field(default_factory=dict[tuple[int, str], "Fraction | None"])
    ranks: dict[tuple[str, str, str], Mapping[str, int]] = field(
        default_factory=dict[tuple[str, str, str], Mapping[str, int]]
    )

    def holds(self, row: ConsequenceRule, unit: UnitScore, codes: frozenset[str]) -> Reason | None:
        """Why the row's condition holds for the unit; None if it does not. `codes`: what it holds by other conditions."""
        match row.trigger:
            case "事件":
                return self._event(row, unit)
            case "规则次数" | "事项数" | "扣分" | "加分":
                return next(self._summed(row, unit), None)
            case "得分" | "分项得分":
                return self._scored(row, unit)
            case "组内名次" | "总名次":
                return self._ranked(row, unit)
            case "等次":
                return Reason(BECAUSE["band"].format(figure=unit.band)) if unit.band in _names(row) else None
            case "指标":
                return self._indicator(row, unit)
            case "后果数":
                return self._codes(row, codes)
            case _:
                return None

    def _event(self, row: ConsequenceRule, unit: UnitScore) -> Reason | None:
        names = _names(row)
        events = [e for e in counted(unit) if (e.rule in names if names else row.code in e.consequences)]
        if not _compares(row, Fraction(len(events))) or not events:
            return None
        return by_events(events)

    def _summed(self, row: ConsequenceRule, unit: UnitScore) -> Iterator[Reason]:
        """The window in which a count or sum of events meets the row's number, with its events."""
        key, figure_of = _SUMS[row.trigger]
        mine = [event for event in _bearing(unit) if self._concerns(row, event)]
        rules = RULES.format(rules="、".join(_names(row))) if _names(row) else ANY_RULE
        for window in self.span.cycles(row.window):
            events = [e for e in mine if window is None or (e.event_on and window.contains(e.event_on))]
            figure = figure_of(events, self.method)
            if _compares(row, figure):
                words = {"when": window.name if window else "", "rules": rules, "figure": number(figure)}
                serials = _serials(events)
                said = BECAUSE[key].format(**words, compared=_compared(row))
                yield Reason(said + (SERIALS.format(serials="、".join(serials)) if serials else ""), serials)

    def _concerns(self, row: ConsequenceRule, event: ScoredEvent) -> bool:
        """Whether the row's 对象 names the event's rule or section, or nothing."""
        names = _names(row)
        if not names or event.rule in names:
            return True
        section = self.method.sections.get(event.section)
        return section is not None and (section.section in names or section.name in names)

    def _scored(self, row: ConsequenceRule, unit: UnitScore) -> Reason | None:
        """By the score, or that of a section; with 窗口 in any period of it."""
        if row.trigger == SECTION or row.window:
            told = (self._of_section(row, unit, section) for section in self._sections(row, unit))
            return next((reason for reason in told if reason), None)
        if unit.score is None:
            return None
        figure, line = Fraction(unit.score), self._line(row, unit, _total)
        if not _compares(row, figure, line):
            return None
        return Reason(BECAUSE["score"].format(when="", figure=number(figure), compared=_compared(row, line)))

    def _of_section(self, row: ConsequenceRule, unit: UnitScore, section: SectionScore) -> Reason | None:
        line = self._line(row, unit, partial(_score_in, section=section.section))
        for period, figure in _figures(section, bool(row.window)):
            if figure is not None and _compares(row, figure, line):
                words = {"when": period.name if period else "", "name": section.name, "figure": number(figure)}
                return Reason(BECAUSE["section"].format(**words, compared=_compared(row, line)))
        return None

    def _sections(self, row: ConsequenceRule, unit: UnitScore) -> list[SectionScore]:
        """The sections that 对象 names; for 得分 with a window the only one at the top."""
        names = _names(row) if row.trigger == SECTION else tuple(top.section for top in self.method.tops[:1])
        return [s for s in unit.sections if s.section in names or s.name in names]

    def _line(
        self, row: ConsequenceRule, unit: UnitScore, figure_of: Callable[[UnitScore], Fraction | None]
    ) -> Fraction | None:
        """The mean of the unit's group (of all, if 对象 says 全部) that a row compares with; None for a row with a number."""
        if row.comparison not in (UNDER_MEAN, OVER_MEAN):
            return None
        group = "" if EVERYBODY in _names(row) else unit.group
        key = row.record.row, group
        if key not in self.means:
            others = (other for other in self.units if not group or other.group == group)
            known = [figure for other in others if (figure := figure_of(other)) is not None]
            self.means[key] = sum(known, Fraction(0)) / len(known) if known else None
        return self.means[key]

    def _ranked(self, row: ConsequenceRule, unit: UnitScore) -> Reason | None:
        """By the board's ranks, or by the scores of the section that 对象 names."""
        names = _names(row)
        section = next((s for s in self.method.sections.values() if s.section in names or s.name in names), None)
        if names and section is None and not ({unit.group, unit.unit, EVERYBODY} & {*names}):
            return None
        ranks = self._ranks(row, unit, section.section if section else "")
        rank = ranks.get(unit.unit)
        return None if rank is None else _rank_reason(row, rank, [*ranks.values()], section.name if section else "")

    def _ranks(self, row: ConsequenceRule, unit: UnitScore, section: str) -> Mapping[str, int]:
        """The ranks in the unit's group or over all: the board's, or by a section's scores."""
        within = row.trigger == GROUP_RANK
        key = row.trigger, section, unit.group if within else ""
        if key not in self.ranks:
            others = [other for other in self.units if not within or other.group == unit.group]
            if section:
                scores = {o.unit: score for o in others if (score := _score_in(o, section=section)) is not None}
                self.ranks[key] = _ranks(scores)
            else:
                given = ((o.unit, o.rank if within else o.overall_rank) for o in others)
                self.ranks[key] = {name: rank for name, rank in given if rank is not None}
        return self.ranks[key]

    def _indicator(self, row: ConsequenceRule, unit: UnitScore) -> Reason | None:
        for name in _names(row):
            figures = self.data.figures(name, None)
            figure = figures.get(unit.unit)
            if figure is None or (figure.value is None and figure.applies):
                if name != EVERYBODY:
                    self.missed.setdefault((row.code, name), []).append(unit.unit)
            elif figure.value is not None:
                line = self._line(row, unit, partial(_value_of, figures))
                if _compares(row, figure.value, line):
                    words = {"name": name, "figure": number(figure.value) + "%" * figure.is_rate}
                    return Reason(BECAUSE["indicator"].format(**words, compared=_compared(row, line)))
        return None

    def _codes(self, row: ConsequenceRule, codes: frozenset[str]) -> Reason | None:
        names = [code for code in _names(row) or sorted(codes - {row.code}) if code in codes]
        figure = Fraction(len(names))
        if not _compares(row, figure):
            return None
        words = {"names": "、".join(names), "figure": number(figure), "compared": _compared(row)}
        return Reason(BECAUSE["code_count"].format(**words))


def counted(unit: UnitScore) -> list[ScoredEvent]:
    """The unit's events that count."""
    return [event for event in unit.events if event.outcome is Outcome.COUNTED]


def by_events(events: Sequence[ScoredEvent]) -> Reason:
    """The reason that events bring a code with them."""
    rules = "、".join(dict.fromkeys(event.rule for event in events))
    return Reason(BECAUSE["event"].format(serials="、".join(_serials(events)), rules=rules), _serials(events))


def _bearing(unit: UnitScore) -> list[ScoredEvent]:
    return [event for event in unit.events if event.outcome in (Outcome.COUNTED, Outcome.REFUND)]


def _times(events: Sequence[ScoredEvent], _: Method) -> Fraction:
    return Fraction(sum(event.outcome is Outcome.COUNTED for event in events))


def _matters(events: Sequence[ScoredEvent], _: Method) -> Fraction:
    return Fraction(len({e.matter for e in events if e.matter and e.outcome is Outcome.COUNTED}))


def _lost(events: Sequence[ScoredEvent], method: Method) -> Fraction:
    return sum((Fraction(e.points) for e in events if not method.is_bonus(e.rule)), Fraction(0))


def _earned(events: Sequence[ScoredEvent], method: Method) -> Fraction:
    return -sum((Fraction(e.points) for e in events if method.is_bonus(e.rule)), Fraction(0))


_SUMS: Mapping[str, tuple[str, Callable[[Sequence[ScoredEvent], Method], Fraction]]] = {
    RULE_COUNT: ("rule_count", _times),
    MATTER_COUNT: ("matter_count", _matters),
    LOST: ("lost", _lost),
    EARNED: ("earned", _earned),
}


def _names(row: ConsequenceRule) -> tuple[str, ...]:
    return split_names(row.subject)


def _serials(events: Iterable[ScoredEvent]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event.serial for event in events if event.serial))


def _compares(row: ConsequenceRule, figure: Fraction, line: Fraction | None = None) -> bool:
    compare = _COMPARE.get(row.comparison or AT_LEAST)
    if compare is None or (line is None and row.comparison in (UNDER_MEAN, OVER_MEAN)):
        return False
    return compare(figure, _number(row) if line is None else line)


def _number(row: ConsequenceRule) -> Fraction:
    return Fraction(1) if row.number is None else Fraction(row.number)


def _compared(row: ConsequenceRule, line: Fraction | None = None) -> str:
    return COMPARED[row.comparison or AT_LEAST].format(number=number(_number(row) if line is None else line))


def _figures(section: SectionScore, by_period: bool) -> list[tuple[Period | None, Fraction | None]]:
    """The section's score, or that of each of its periods."""
    if by_period and section.periods:
        return [(one.period, Fraction(one.score)) for one in section.periods]
    return [(None, None if section.score is None or not section.applies else Fraction(section.score))]


def _total(unit: UnitScore) -> Fraction | None:
    return None if unit.score is None else Fraction(unit.score)


def _score_in(unit: UnitScore, section: str) -> Fraction | None:
    found = next((s for s in unit.sections if s.section == section and s.applies), None)
    return None if found is None or found.score is None else Fraction(found.score)


def _value_of(figures: Figures, unit: UnitScore) -> Fraction | None:
    figure = figures.get(unit.unit)
    return figure.value if figure else None


def _ranks(scores: Mapping[str, Fraction]) -> dict[str, int]:
    places: dict[Fraction, int] = {}
    for place, score in enumerate(sorted(scores.values(), reverse=True), 1):
        places.setdefault(score, place)
    return {unit: places[score] for unit, score in scores.items()}


def _rank_reason(row: ConsequenceRule, rank: int, ranks: Sequence[int], name: str) -> Reason | None:
    """前 n and 后 n; below 1 the number is a share of the units, rounded down, at least one."""
    size, asked = len(ranks), _number(row)
    share = row.comparison in (FIRST, LAST) and 0 < asked < 1
    limit = max(asked.numerator * size // asked.denominator, 1) if share else asked
    if row.comparison == FIRST:
        holds = rank <= limit
    elif row.comparison == LAST:
        holds = sum(other > rank for other in ranks) < limit
    else:
        holds = _compares(row, Fraction(rank))
    if not holds:
        return None
    told = SHARE.format(share=plain(row.number * 100), count=limit) if share and row.number else number(Fraction(limit))
    compared = COMPARED[row.comparison or AT_LEAST].format(number=told)
    key = "group_rank" if row.trigger == GROUP_RANK else "overall_rank"
    return Reason(BECAUSE[key].format(name=name, figure=rank, count=size, compared=compared))
