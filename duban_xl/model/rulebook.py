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
    circumstances: str
    discretion: Decimal | None
    discretion_by: str
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
    occasion: str
    belongs_to: str
    rectified_on: date | None


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
    start: Decimal | None
    floor: Decimal | None
    below_floor: str
    ceiling: Decimal | None
    cycle: str
    combined: str
    cycle_weights: str
    not_applicable: str
    groups: str
    weights: str
    places: Decimal | None


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
    subject: str
    factor_condition: str
    factor: Decimal | None
    count_scope: str
    progression: str
    rule_cap: Decimal | None
    count_cap: str
    cap_group: str
    dedupe_key: str
    dedupe_mode: str
    refund_share: Decimal | None
    targets: str
    consequence: str
    groups: str
    categories: str
    needs_verification: bool | None
    needs_proof: bool | None
    exemptible: bool | None
    proposed_from: str
    proposed_at: Decimal | None
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
    name: str
    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapGroup(Noun):
    """One row of 上限组."""

    group: str
    parent: str
    bonus_cap: Decimal | None
    deduction_cap: Decimal | None
    period: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Noun):
    """One row of 计分测算: how a rule's marks follow from an indicator, a rank or ratings."""

    rule: str
    indicator: str
    measure: str
    marks: Decimal | None
    target: Decimal | None
    per_point: Decimal | None
    point_mode: str
    at_target: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None
    step_table: str
    direction: str
    compared: str
    exempt_indicator: str
    exempt_from: Decimal | None
    coefficients: str
    rater_weights: str
    trim_above: Decimal | None
    ballot_quota: str
    low_votes: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsequenceRule(Noun):
    """One row of 计分后果: one condition of a consequence; rows of one code and 条件组 must hold together."""

    code: str
    alternative: str
    trigger: str
    subject: str
    comparison: str
    number: Decimal | None
    window: str
    name: str
    effect: str
    band: str
    type: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Noun):
    """One row of 指标数据: what a unit reached in a period."""

    unit: str
    period: str
    indicator: str
    target: Decimal | None
    actual: Decimal | None
    owed: Decimal | None
    deferred: Decimal | None
    applicable: bool | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Noun):
    """One row of 测评: what one rater gave one unit for one item."""

    rater: str
    rater_group: str
    unit: str
    period: str
    item: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedScore(Noun):
    """One row of 计分发布: a unit's figures as they were published, or a correction of them."""

    period: str
    unit: str
    kind: str
    score: str
    counted: str
    points: str
    rank: Decimal | None
    band: str
    published_on: date | None
    objections_until: date | None
    document_number: str
    method_version: str
    ledger_version: str
    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection(Noun):
    """One row of 成绩异议: a unit's written objection to a published score, and the answer."""

    raised_on: date | None
    unit: str
    period: str
    serial: str
    content: str
    answer_by: date | None
    result: str
    answered_on: date | None
    decided_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The whole method as the sheets hold it."""

    settings: tuple[ScoringSetting, ...] = ()
    sections: tuple[Section, ...] = ()
    rules: tuple[ScoringRule, ...] = ()
    steps: tuple[Step, ...] = ()
    cap_groups: tuple[CapGroup, ...] = ()
    measures: tuple[Measure, ...] = ()
    consequences: tuple[ConsequenceRule, ...] = ()
