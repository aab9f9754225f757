"""Rules and evidence → which evidence comes under which rule: by category, group and state, and from the how-maniest on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from duban_xl.model.columns.assessment import PER_MATTER, TIERED
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ScoringRule
from duban_xl.score.ladder import Ladder, ladders_of
from duban_xl.score.method import covers
from duban_xl.score.proposals.evidence import CRITICISED, OVERDUE, REMINDED, REPORT_KINDS, Evidence, Facts

ACROSS_RULES = "跨规则"
"""How 去重方式 begins where an occasion counts under one of several rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Evidence under a rule, the how-maniest in the rule's 计数范围."""

    rule: ScoringRule
    evidence: Evidence
    nth: int = 1
    tier: str = ""


def proposing_rules(facts: Facts) -> tuple[ScoringRule, ...]:
    """The rules with 自动提出, in the order of the sheet; of two with one number the first (S107 tells of it)."""
    first = {rule.rule: rule for rule in reversed(facts.ledger.rulebook.rules) if rule.rule}
    return tuple(rule for rule in facts.ledger.rulebook.rules if rule.proposed_from and first.get(rule.rule) is rule)


def matches(rules: Sequence[ScoringRule], evidence: Sequence[Evidence], facts: Facts) -> Iterator[Match]:
    """Every candidate that follows from `evidence`, whether or not it stands in 扣分登记 already."""
    ladders = ladders_of(facts.ledger.rulebook.steps)
    mine: dict[str, list[Evidence]] = {rule.rule: [] for rule in rules}
    for one in evidence:
        for rule in _chosen(one, [rule for rule in rules if _comes_under(rule, one, facts, ladders)]):
            mine[rule.rule].append(one)
    for rule in rules:
        for one, nth in _counted(rule, mine[rule.rule], facts):
            current = one.day >= facts.start or one.kind == OVERDUE
            if current and nth >= (rule.proposed_at or 1):
                yield Match(rule=rule, evidence=one, nth=nth, tier=tier_of(rule, one, ladders.get(rule.step_table)))


def tier_of(rule: ScoringRule, evidence: Evidence, ladder: Ladder | None) -> str:
    """The word for 层级: the most exact state that the rule's table has; "" for other rules and tables."""
    if rule.value_kind != TIERED or ladder is None:
        return ""
    return next((state for state in evidence.states if state and ladder.named(state)), "")


def family(rule: ScoringRule) -> tuple[str, str]:
    """What rules have in common under which one document counts once; another rule is a family of its own."""
    across = rule.dedupe_mode.startswith(ACROSS_RULES) and rule.dedupe_key
    return (rule.dedupe_mode, rule.dedupe_key) if across else ("", rule.rule)


def _comes_under(rule: ScoringRule, evidence: Evidence, facts: Facts, ladders: Mapping[str, Ladder]) -> bool:
    reports = evidence.kind in REPORT_KINDS and rule.proposed_from in REPORT_KINDS
    speaks = rule.proposed_from == evidence.kind or (
        reports and bool(tier_of(rule, evidence, ladders.get(rule.step_table)))
    )
    return speaks and _of_category(rule, evidence, facts) and _of_groups(rule, evidence, facts)


def _of_category(rule: ScoringRule, evidence: Evidence, facts: Facts) -> bool:
    """Whether the matter's category is one of 适用类别; an empty cell holds for all, also for what has no matter."""
    wanted, matter = split_names(rule.categories), facts.matters.get(evidence.number)
    category = facts.ground.category(matter) if matter else None
    return not wanted or (category is not None and not {category.code, category.name}.isdisjoint(wanted))


def _of_groups(rule: ScoringRule, evidence: Evidence, facts: Facts) -> bool:
    """Whether 适用组别 of the rule and of the sections above it hold the unit; one that nobody knows is in no group."""
    sections = {section.section: section for section in facts.ledger.rulebook.sections}
    limits, above = [rule.groups], sections.pop(rule.section, None)
    while above:
        limits.append(above.groups)
        above = sections.pop(above.parent, None)
    unit = facts.ledger.units.find(evidence.unit)
    return all(covers(text, unit) for text in limits) if unit else not any(limits)


def _chosen(evidence: Evidence, rules: list[ScoringRule]) -> list[ScoringRule]:
    """Of several rules those that hold: one report is late or missing; one document counts under one of a family."""
    if evidence.kind in REPORT_KINDS:
        return [rule for rule in rules if rule.proposed_from == evidence.kind] or rules
    if evidence.kind != CRITICISED:
        return rules
    cited = [rule for rule in rules if _is_cited(rule, evidence.cites)]
    kept = {family(rule): rule for rule in reversed(cited or rules)}
    return [rule for rule in rules if kept.get(family(rule)) is rule]


def _is_cited(rule: ScoringRule, clause: str) -> bool:
    """Whether 依据条款 names the rule by its number or by a word of its article."""
    number = rf"(?<![0-9A-Za-z]){re.escape(rule.rule)}(?![0-9A-Za-z])"
    return bool(clause) and (bool(re.search(number, clause)) or any(word in clause for word in rule.clause.split()))


def _counted(rule: ScoringRule, evidence: Sequence[Evidence], facts: Facts) -> Iterator[tuple[Evidence, int]]:
    """Evidence with the how-maniest it is: on its matter, or of the unit in the year if 计数范围 says so."""
    per_matter = rule.count_scope in ("", PER_MATTER)

    def scope(one: Evidence) -> tuple[str, str, bool]:
        key = one.number or one.words.get("form", "")
        return (one.unit, key, True) if per_matter else (one.unit, "", one.day >= facts.start)

    for _, group in groupby(sorted(evidence, key=lambda one: (*scope(one), not one.undated, one.day)), key=scope):
        yield from ((one, nth) for nth, one in enumerate(_occasions(group, per_matter=per_matter), 1))


def _occasions(evidence: Iterator[Evidence], *, per_matter: bool) -> Iterator[Evidence]:
    """A unit that is reminded of several matters in one letter is reminded once, where reminders are counted by unit."""
    for (_, kind), group in groupby(evidence, key=lambda one: (one.day, one.kind)):
        same = tuple(group)
        if kind != REMINDED or per_matter or len(same) == 1:
            yield from same
        else:
            yield replace(same[0], number="", document="")
