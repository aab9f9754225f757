"""The rule sheets and the unit directory → what the checks look things up in, whether or not the method can be applied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from duban_xl.model.columns.matters import ROLES
from duban_xl.model.noun import Noun
from duban_xl.model.office import Unit, UnitDirectory
from duban_xl.model.rulebook import CapGroup, Measure, Rulebook, ScoringRule, Section
from duban_xl.score import words as w
from duban_xl.score.ladder import Ladder, ladders_of
from duban_xl.score.method import ALL_GROUPS, covers, lineage, weights_in
from duban_xl.score.words import Words

N = TypeVar("N", bound=Noun)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Book:
    """A method as it is written; of two rows with one number the first counts."""

    rulebook: Rulebook
    units: UnitDirectory

    @cached_property
    def words(self) -> Words:
        """The settings of 计分口径."""
        return Words(self.rulebook.settings)

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """分项号 → section."""
        return _by_number(self.rulebook.sections, "section")

    @cached_property
    def rules(self) -> Mapping[str, ScoringRule]:
        """规则号 → rule."""
        return _by_number(self.rulebook.rules, "rule")

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """规则号 → its row of 计分测算."""
        return _by_number(self.rulebook.measures, "rule")

    @cached_property
    def cap_groups(self) -> Mapping[str, CapGroup]:
        """组号 → cap group."""
        return _by_number(self.rulebook.cap_groups, "group")

    @cached_property
    def ladders(self) -> Mapping[str, Ladder]:
        """表号 → its steps."""
        return ladders_of(self.rulebook.steps)

    @cached_property
    def active(self) -> tuple[Unit, ...]:
        """The units that are scored."""
        return tuple(unit for unit in self.units.units if unit.active is not False)

    @cached_property
    def groups(self) -> Mapping[str, int]:
        """Group → the number of its active units."""
        names = [unit.group for unit in self.active if unit.group]
        return {name: names.count(name) for name in dict.fromkeys(names)}

    @cached_property
    def group_words(self) -> frozenset[str]:
        """Everything that 适用组别 may name: groups and units, also those that are no longer active."""
        units = self.units.units
        return frozenset(
            {*(unit.group for unit in units if unit.group), *(name for unit in units for name in unit.names)}
        )

    @cached_property
    def words_of_events(self) -> frozenset[str]:
        """The words that a 倍数条件 may meet in an event besides 情节: roles, groups, tiers."""
        tiers = {step.start for step in self.rulebook.steps if step.start}
        return frozenset({*ROLES, *self.groups, *tiers})

    @cached_property
    def tops(self) -> tuple[Section, ...]:
        """The sections without a parent."""
        return tuple(s for s in self.sections.values() if not s.parent or s.parent not in self.sections)

    @cached_property
    def _children(self) -> Mapping[str, tuple[Section, ...]]:
        found: dict[str, tuple[Section, ...]] = {}
        for section in self.sections.values():
            found[section.parent] = (*found.get(section.parent, ()), section)
        return found

    @cached_property
    def _rules_of(self) -> Mapping[str, tuple[ScoringRule, ...]]:
        found: dict[str, tuple[ScoringRule, ...]] = {}
        for rule in self.rules.values():
            section = self.section_of(rule)
            if section:
                found[section.section] = (*found.get(section.section, ()), rule)
        return found

    def children(self, section: Section) -> tuple[Section, ...]:
        """The sections right below `section`."""
        return self._children.get(section.section, ())

    def rules_of(self, section: Section) -> tuple[ScoringRule, ...]:
        """The rules that act on `section` itself."""
        return self._rules_of.get(section.section, ())

    def section_of(self, rule: ScoringRule) -> Section | None:
        """The section that bears the rule; None: the total, or an unknown one."""
        if rule.section:
            return self.sections.get(rule.section)
        return self.tops[0] if len(self.tops) == 1 else None

    def lineage(self, section: Section | None) -> Iterator[Section]:
        """`section`, its parent and so on to the top; a circle is left where it closes."""
        return lineage(section, self.sections)

    def covered(self, *cells: str) -> tuple[Unit, ...]:
        """The active units that every one of these cells 适用组别 holds."""
        return tuple(unit for unit in self.active if all(covers(cell, unit) for cell in cells))

    def weights(self, section: Section) -> Mapping[str, Decimal]:
        """各组权重 of a section: group (ALL_GROUPS: every other) → fraction."""
        return weights_in(section.weights, section.source("weights"), [])

    @cached_property
    def counted_as(self) -> Mapping[str, Decimal]:
        """The weights of 口径 计入权重."""
        return weights_in(self.words.text(w.COUNTED_AS), self.words.source(w.COUNTED_AS), [])

    @cached_property
    def most(self) -> Decimal | None:
        """The largest total: 总分上限, else 基本分, else the full marks of all sections at the top; None if none says."""
        marks = [section.full_marks for section in self.tops if section.full_marks is not None]
        stated = (self.words.number(key) for key in (w.CEILING, w.BASE))
        return next((number for number in stated if number is not None), sum(marks, Decimal(0)) if marks else None)


def weight_for(weights: Mapping[str, Decimal], group: str) -> Decimal | None:
    """The weight of a group: its own, else that of all groups."""
    return weights.get(group, weights.get(ALL_GROUPS))


def _by_number(rows: tuple[N, ...], key: str) -> Mapping[str, N]:
    found: dict[str, N] = {}
    for row in rows:
        number = row.record.text(key)
        if number:
            found.setdefault(number, row)
    return found
