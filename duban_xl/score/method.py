"""The rulebook sheets → the method as the engine uses it (base, year, weights, rules), or findings why it can't be used."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.assessment import SECTION_MODES
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import Rulebook, ScoringRule, Section, Step
from duban_xl.model.source import Source
from duban_xl.score import words as w
from duban_xl.score.words import Words

LARGEST_BASE = 1000
DEDUCTION_MODE = SECTION_MODES[0]
_WEIGHT = re.compile(r"(.+?)[=＝:：]\s*(\d+(?:\.\d+)?)\s*([%％]?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """An assessment method that can be applied."""

    title: str
    base: Decimal
    floor: Decimal | None
    ceiling: Decimal | None
    places: int
    year_start: tuple[int, int]  # month, day
    year_end: tuple[int, int]
    not_inspected: str
    rank_not_inspected: bool
    reminders_count: bool  # a 催办 makes a unit inspected (cangnan-A5-average)
    highest_per_matter: bool
    circulars_per_matter: bool
    own_circulars: tuple[str, ...]
    circular_days: int
    weights: Mapping[str, Decimal]  # group → fraction; empty: the method has no weights
    rules: Mapping[str, ScoringRule]
    steps: Mapping[str, tuple[Step, ...]]

    def year_of(self, day: date) -> tuple[date, date]:
        """First and last day of the assessment year that holds `day`, or that ended last before it."""
        start = date(day.year, *self.year_start)
        if start > day:
            start = date(day.year - 1, *self.year_start)
        end = date(start.year, *self.year_end)
        return start, (end if end >= start else date(start.year + 1, *self.year_end))


def method_of(rulebook: Rulebook) -> tuple[Method | None, tuple[Finding, ...]]:
    """The method that the sheets state; None, and an error that says why, if scoring by it would give wrong figures."""
    sheets = {"scoring_sections": rulebook.sections, "scoring_rules": rulebook.rules}
    empty = [SHEETS[key].tab for key, rows in sheets.items() if not rows]
    if empty:
        return None, tuple(finding("S101", Source("", tab), tab=tab) for tab in empty)
    section, words = rulebook.sections[0], Words(rulebook.settings)
    if len(rulebook.sections) > 1 or section.mode not in ("", DEDUCTION_MODE):
        return None, (finding("S106", section.source("mode"), count=len(rulebook.sections)),)
    weights, in_weights = _weights(section)
    rules, in_rules = _rules(rulebook.rules)
    method = _method(rulebook, section, words, weights=weights, rules=rules)
    fatal = (*_impossible_base(section, words), *words.findings)
    return (None if fatal else method), (*fatal, *_disagreements(section, words), *in_weights, *in_rules)


def _method(
    rulebook: Rulebook,
    section: Section,
    words: Words,
    *,
    weights: Mapping[str, Decimal],
    rules: Mapping[str, ScoringRule],
) -> Method:
    start, end = words.year()
    steps: dict[str, tuple[Step, ...]] = {}
    for step in rulebook.steps:
        steps[step.table] = (*steps.get(step.table, ()), step)
    base, floor = words.number(w.BASE), words.number(w.FLOOR)
    return Method(
        title=words.text(w.TITLE),
        base=section.full_marks if section.full_marks is not None else (base or Decimal(0)),
        floor=section.floor if section.floor is not None else floor,
        ceiling=section.ceiling,
        places=words.whole(w.PLACES, "2", 6),
        year_start=start,
        year_end=end,
        not_inspected=words.choice(w.NOT_INSPECTED),
        rank_not_inspected=words.choice(w.RANK_NOT_INSPECTED) == "参加",
        reminders_count=words.choice(w.REMINDERS) == w.COUNTED,
        highest_per_matter=words.choice(w.SAME_MATTER) == "就高",
        circulars_per_matter=words.choice(w.CIRCULARS) == "按事项",
        own_circulars=split_names(words.text(w.OWN_CIRCULARS)),
        circular_days=words.whole(w.CIRCULAR_DAYS, "5", 92),
        weights=weights,
        rules=rules,
        steps=steps,
    )


def _impossible_base(section: Section, words: Words) -> tuple[Finding, ...]:
    """A base that can't be meant (cangnan-amb-1: the 20230 of a damaged text), unless the office insists."""
    insists = words.choice(w.LARGE_BASE) == "允许"
    places = {section.source("full_marks"): section.full_marks, words.source(w.BASE): words.number(w.BASE)}
    stated = {place: base for place, base in places.items() if base is not None} or {words.source(w.BASE): Decimal(0)}
    odd = {place: base for place, base in stated.items() if base <= 0 or (base > LARGEST_BASE and not insists)}
    return tuple(finding("S102", place, base=base) for place, base in odd.items())


def _disagreements(section: Section, words: Words) -> tuple[Finding, ...]:
    """Figures that stand in 计分口径 and, differently, in 计分分项."""
    pairs = ((w.BASE, "full_marks", section.full_marks), (w.FLOOR, "floor", section.floor))
    return tuple(
        finding("S109", words.source(key), section.source(column), key=key, setting=setting, section=figure)
        for key, column, figure in pairs
        if figure is not None and (setting := words.number(key)) is not None and setting != figure
    )


def _weights(section: Section) -> tuple[dict[str, Decimal], tuple[Finding, ...]]:
    """`乡镇=2%；县直部门=4%` → fractions by group."""
    weights: dict[str, Decimal] = {}
    faults: list[Finding] = []
    for part in filter(None, (part.strip() for part in re.split(r"[;；、，,\n]", section.weights))):
        if found := _WEIGHT.fullmatch(part):
            weights[found[1].strip()] = Decimal(found[2]) / (100 if found[3] else 1)
        else:
            faults.append(finding("S104", section.source("weights"), text=part))
    return weights, tuple(faults)


def _rules(rows: Sequence[ScoringRule]) -> tuple[dict[str, ScoringRule], tuple[Finding, ...]]:
    """The rules by number; of two with the same number the first."""
    rules: dict[str, ScoringRule] = {}
    faults: list[Finding] = []
    for row in rows:
        if row.rule in rules:
            faults.append(finding("S107", row.source("rule"), rules[row.rule].source("rule"), rule=row.rule))
        elif row.rule:
            rules[row.rule] = row
    return rules, tuple(faults)
