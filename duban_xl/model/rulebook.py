"""The assessment method as rows: settings, sections, rules, steps, cap groups, and the events they are applied to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duban_xl.model.noun import Noun


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringEvent(Noun):
    """One row of 扣分登记: a candidate until a person decides; only 已确认 counts."""

    serial: str
    event_on: date | None
    unit: str
    number: str
    rule: str
    role: str
    count: Decimal | None
    tier: str
    discretion: Decimal | None
    points: Decimal | None
    document: str
    issuer: str
    verification: str
    justification: str
    decided_by: str
    decided_on: date | None
    status: str
    reason: str
    related: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringSetting(Noun):
    """One row of 计分口径."""

    key: str
    value: str
    choices: str
    note: str
    clause: str
    printed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Noun):
    """One row of 计分分项."""

    section: str
    parent: str
    name: str
    full_marks: Decimal | None
    mode: str
    floor: Decimal | None
    ceiling: Decimal | None
    not_applicable: str
    groups: str
    weights: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRule(Noun):
    """One row of 计分规则: a clause of the method."""

    rule: str
    section: str
    condition: str
    per: str
    sign: str
    value_kind: str
    lead_value: Decimal | None
    support_value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    step_table: str
    factor_condition: str
    factor: Decimal | None
    count_scope: str
    progression: str
    rule_cap: Decimal | None
    cap_group: str
    dedupe_key: str
    dedupe_mode: str
    refund_share: Decimal | None
    consequence: str
    groups: str
    categories: str
    needs_verification: bool | None
    exemptible: bool | None
    proposed_from: str
    proof: str
    provider: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Noun):
    """One row of 计分阶梯."""

    table: str
    start: str
    end: str
    start_included: bool | None
    end_included: bool | None
    value: Decimal | None
    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapGroup(Noun):
    """One row of 上限组."""

    group: str
    parent: str
    bonus_cap: Decimal | None
    deduction_cap: Decimal | None
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The whole method as the sheets hold it."""

    settings: tuple[ScoringSetting, ...] = ()
    sections: tuple[Section, ...] = ()
    rules: tuple[ScoringRule, ...] = ()
    steps: tuple[Step, ...] = ()
    cap_groups: tuple[CapGroup, ...] = ()
