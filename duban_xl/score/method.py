"""The rulebook sheets → the method as the engine uses it: settings, tree of sections, rules, ladders; or why it can't be used."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TypeVar

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.assessment import ACCUMULATE, ADD, COMPOSED, DEDUCT, SIGNS
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.office import Unit
from duban_xl.model.rulebook import CapGroup, ConsequenceRule, Measure, Rulebook, ScoringRule, Section
from duban_xl.model.source import Source
from duban_xl.score import words as w
from duban_xl.score.ladder import Ladder, ladders_of
from duban_xl.score.words import Words

LARGEST_BASE = 1000
ALL_GROUPS = ""
BONUS = SIGNS[1]
_WEIGHT = re.compile(r"(?:(.+?)[=＝:：])?\s*(\d+(?:\.\d+)?)\s*([%％]?)")
_PARTS = re.compile(r"[;；、，,\n](?![^（(]*[)）])")  # 县（市、区） is one group
T = TypeVar("T", Section, ScoringRule, Measure, CapGroup)


@dataclass(frozen=True, kw_only=True)
class Method:
    """An assessment method that can be applied."""

    words: Words
    sections: Mapping[str, Section]  # by 分项号, in the order of the sheet
    rules: Mapping[str, ScoringRule]
    measures: Mapping[str, Measure]  # by rule
    ladders: Mapping[str, Ladder]
    cap_groups: Mapping[str, CapGroup]
    consequences: tuple[ConsequenceRule, ...]
    section_weights: Mapping[str, Mapping[str, Decimal]]  # section → group (ALL_GROUPS: every other) → fraction
    annual_weights: Mapping[str, Decimal]  # group → fraction: how the score counts in the annual evaluation

    @cached_property
    def title(self) -> str:
        """The method's name."""
        return self.words.text(w.TITLE)

    @cached_property
    def tops(self) -> tuple[Section, ...]:
        """The sections that make up the total."""
        return tuple(s for s in self.sections.values() if not s.parent or s.parent not in self.sections)

    @cached_property
    def base(self) -> Decimal:
        """What a unit has before anything happens: the only section's start, or the marks of one made up of others.

        Of several sections what 口径 基本分 says, else their marks together, weighted where they have weights.
        """
        if len(self.tops) == 1 and self.tops[0].full_marks is not None:
            only = self.tops[0]
            return only.full_marks or Decimal(0) if self.children(only) else self.start_of(only)
        stated = self.words.number(w.BASE)
        return stated if stated is not None else self._marks()

    def _marks(self) -> Decimal:
        """The marks of the top sections together: weighted as the group does that has the most of them."""
        groups = {group for top in self.tops for group in self.section_weights.get(top.section, {})}
        if len(self.tops) < 2 or not groups:
            return sum((top.full_marks or Decimal(0) for top in self.tops), Decimal(0))
        return max(
            sum(
                ((t.full_marks or Decimal(0)) * (self.weight_in(t, group) or Decimal(0)) for t in self.tops), Decimal(0)
            )
            for group in groups
        )

    @cached_property
    def floor(self) -> Decimal | None:
        """The least total."""
        only = self.tops[0].floor if len(self.tops) == 1 else None
        return only if only is not None else self.words.number(w.FLOOR)

    @cached_property
    def ceiling(self) -> Decimal | None:
        """The largest total."""
        return self.words.number(w.CEILING)

    @cached_property
    def places(self) -> int:
        """Decimals of the figure that counts."""
        return self.words.whole(w.PLACES, "2", 6)

    @cached_property
    def own_circulars(self) -> tuple[str, ...]:
        """Kinds of documents that are no basis of an event (cangnan-amb-22)."""
        return split_names(self.words.text(w.OWN_CIRCULARS))

    def says(self, key: str) -> str:
        """The chosen value of a setting of 计分口径."""
        return self.words.choice(key)

    def year_of(self, day: date) -> tuple[date, date]:
        """First and last day of the assessment year that holds `day`, or that ended last before it."""
        first, last = self.words.year()
        start = date(day.year, *first)
        if start > day:
            start = date(day.year - 1, *first)
        end = date(start.year, *last)
        return start, (end if end >= start else date(start.year + 1, *last))

    def children(self, section: Section) -> tuple[Section, ...]:
        """The sections right below `section`."""
        return self._below.get(section.section, ())

    @cached_property
    def _below(self) -> Mapping[str, tuple[Section, ...]]:
        below: dict[str, tuple[Section, ...]] = {}
        for section in self.sections.values():
            below[section.parent] = (*below.get(section.parent, ()), section)
        return below

    def lineage(self, section: Section | None) -> tuple[Section, ...]:
        """`section`, its parent and so on to the top; a circle is left where it closes."""
        return self._lineages[section.section] if section else ()

    @cached_property
    def _lineages(self) -> Mapping[str, tuple[Section, ...]]:
        return {number: tuple(lineage(section, self.sections)) for number, section in self.sections.items()}

    def section_of(self, rule: ScoringRule) -> Section | None:
        """The section that bears the rule; None: the total itself."""
        if rule.section:
            return self.sections.get(rule.section)
        return self.tops[0] if len(self.tops) == 1 else None

    def is_bonus(self, rule: str) -> bool:
        """Whether the rule with that number adds points; what is given back of a deduction is no bonus."""
        return rule in self.rules and self.rules[rule].sign == BONUS

    def start_of(self, section: Section) -> Decimal:
        """What the section has before anything happens: 起始分, else 满分 where points are taken off, else 0."""
        if section.start is not None:
            return section.start
        deducts = section.mode in ("", DEDUCT) and not self.children(section)
        full = section.full_marks if section.full_marks is not None else self.words.number(w.BASE)
        return (full or Decimal(0)) if deducts else Decimal(0)

    def ceiling_of(self, section: Section) -> Decimal | None:
        """The most that the section can give: 上限, else 满分 where the office lets no section exceed it."""
        if section.ceiling is not None or section.mode in (ACCUMULATE, COMPOSED):
            return section.ceiling
        limited = section.mode == ADD or self.says(w.OVER_FULL) == "不可以"
        return section.full_marks if limited else None

    def weight_in(self, section: Section, group: str) -> Decimal | None:
        """The section's weight for a group, a fraction; None: none stated."""
        weights = self.section_weights.get(section.section, {})
        return weights.get(group, weights.get(ALL_GROUPS))


def covers(names: str, unit: Unit) -> bool:
    """Whether a cell 适用组别 holds the unit: empty, or naming its group or itself."""
    said = _groups_in(names)
    return not said or unit.group in said or any(name in said for name in unit.names)


@lru_cache(maxsize=256)
def _groups_in(names: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTS.split(names) if part.strip())


def method_of(rulebook: Rulebook) -> tuple[Method | None, tuple[Finding, ...]]:
    """The method that the sheets state; None, and an error that says why, if scoring by it would give wrong figures."""
    sheets = {"scoring_sections": rulebook.sections, "scoring_rules": rulebook.rules}
    empty = [SHEETS[key].tab for key, rows in sheets.items() if not rows]
    if empty:
        return None, tuple(finding("S101", Source("", tab), tab=tab) for tab in empty)
    words, faults = Words(rulebook.settings), list[Finding]()
    weights = {s.section: weights_in(s.weights, s.source("weights"), faults) for s in rulebook.sections}
    rules = _by_number(rulebook.rules, "rule", faults)
    sections = _by_number(rulebook.sections, "section", faults)
    only = _only_top(sections)
    annual = weights[only.section] if only else {}
    if not annual:
        annual = weights_in(words.text(w.COUNTED_AS), words.source(w.COUNTED_AS), faults)
    method = Method(
        words=words,
        sections=sections,
        rules=rules,
        measures={row.rule: row for row in reversed(rulebook.measures) if row.rule},
        ladders=ladders_of(rulebook.steps),
        cap_groups={row.group: row for row in reversed(rulebook.cap_groups) if row.group},
        consequences=rulebook.consequences,
        section_weights={number: shares for number, shares in weights.items() if not only or number != only.section},
        annual_weights=annual,
    )
    fatal = (*_impossible_marks(method), *words.findings)
    return (None if fatal else method), (*fatal, *_disagreements(only, words), *faults)


def _only_top(sections: Mapping[str, Section]) -> Section | None:
    """The section at the top, if there is just one."""
    tops = [section for section in sections.values() if not section.parent or section.parent not in sections]
    return tops[0] if len(tops) == 1 else None


def _impossible_marks(method: Method) -> tuple[Finding, ...]:
    """Marks that can't be meant (cangnan-amb-1: the 20230 of a damaged text), unless the office insists."""
    words, insists = method.words, method.words.choice(w.LARGE_BASE) == "允许"
    stated = {s.source("full_marks"): s.full_marks for s in method.sections.values()}
    stated[words.source(w.BASE)] = words.number(w.BASE)
    figures = {place: figure for place, figure in stated.items() if figure is not None}
    if not figures and any(s.mode in ("", DEDUCT) for s in method.tops):
        figures = {words.source(w.BASE): Decimal(0)}
    odd = {place: base for place, base in figures.items() if base <= 0 or (base > LARGEST_BASE and not insists)}
    return tuple(finding("S102", place, base=base) for place, base in odd.items())


def _disagreements(section: Section | None, words: Words) -> tuple[Finding, ...]:
    """Figures that stand in 计分口径 and, differently, in the only section of 计分分项."""
    if section is None:
        return ()
    pairs = ((w.BASE, "full_marks", section.full_marks), (w.FLOOR, "floor", section.floor))
    return tuple(
        finding("S109", words.source(key), section.source(column), key=key, setting=setting, section=figure)
        for key, column, figure in pairs
        if figure is not None and (setting := words.number(key)) is not None and setting != figure
    )


def lineage(section: Section | None, sections: Mapping[str, Section]) -> Iterator[Section]:
    """`section`, its parent and so on to the top; a circle is left where it closes."""
    seen: set[str] = set()
    while section and section.section not in seen:
        yield section
        seen.add(section.section)
        section = sections.get(section.parent)


def weights_in(text: str, source: Source, faults: list[Finding]) -> dict[str, Decimal]:
    """`乡镇=2%；县直部门=4%` or `30%` → fractions by group; what can't be read goes to `faults`."""
    weights: dict[str, Decimal] = {}
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        if found := _WEIGHT.fullmatch(part):
            weights[(found[1] or ALL_GROUPS).strip()] = Decimal(found[2]) / (100 if found[3] else 1)
        else:
            faults.append(finding("S104", source, text=part))
    return weights


def _by_number(rows: Sequence[T], key: str, faults: list[Finding]) -> dict[str, T]:
    """The rows by number; of two with the same number the first."""
    found: dict[str, T] = {}
    for row in rows:
        number = row.record.text(key)
        if number in found:
            faults.append(finding("S107", row.source(key), found[number].source(key), rule=number))
        elif number:
            found[number] = row
    return found
