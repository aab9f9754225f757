"""What scoring finds: every event with its outcome and what explains it, every unit with points, score and rank, the board."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from duban_xl.model.finding import Finding
from duban_xl.model.period import Period
from duban_xl.model.source import Source, Value

ZERO, ONE = Decimal(0), Decimal(1)
Sentence = tuple[str, Mapping[str, Value]]
"""One sentence about an event: its key in the catalogue, and the values of those blanks that are no column of the event."""


class Outcome(StrEnum):
    """What became of an event."""

    COUNTED = "计分"
    PENDING = "待定"  # waits for a person: candidate, not verified, points not chosen, exemption without a name
    EXEMPT = "免扣"
    REVOKED = "已撤销"
    UNTRUE = "不属实"
    DUPLICATE = "佐证"  # the same occasion entered again
    LOWER = "就高不计"  # another rule of the same matter counts more
    OTHER_RULE = "另条已计"  # the same document counts under another rule
    REFUSED = "不计"  # can't be scored: unknown rule or unit, no date, own circular …
    REFUND = "退回"  # points given back for an earlier event that was put right or cleared; its points are negative


class ScoredEvent(NamedTuple):
    """One row of 扣分登记 after scoring. `points` is what counts (a deduction is positive), 0 unless COUNTED.

    A named tuple, because a year has thousands of them, and a frozen dataclass takes four times as long to make.
    """

    serial: str
    event_on: date | None
    unit: str  # official name, or as written if unknown
    group: str
    rule: str
    clause: str  # 附件第七条
    condition: str
    matter: str
    document: str
    status: str  # the ledger's 状态
    outcome: Outcome
    value: Decimal | None  # what the rule gives for this event, after step and factor; None while nobody has chosen
    points: Decimal  # after caps
    quarter: Period | None
    decided_by: str
    decided_on: date | None
    section: str = ""  # 分项号 of the section that bears it; "": the total itself
    raw: Decimal | None = None  # before step and factor
    nth: int | None = None  # the how-maniest in its 计数范围
    factor: Decimal = ONE
    consequences: tuple[str, ...] = ()  # 后果代码 that come with it
    late_in: Period | None = None  # the quarter whose circular shows it as 补记 (or a revocation)
    related: str = ""  # serial of the event it is 佐证 of
    reason: str = ""
    sentences: tuple[Sentence, ...] = ()  # `catalogue.scoring.trace` puts them into words
    source: Source = Source("")

    def __hash__(self) -> int:
        return hash((self.source, self.unit, self.points))  # the values of its sentences have no hash


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodScore:
    """What a section with a cycle gave in one of its periods."""

    period: Period
    points: Decimal  # lost (a bonus is negative)
    raw: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """What a unit has in one section. `points` are lost by events (a bonus is negative), `marks` come from measured parts."""

    section: str
    parent: str
    name: str
    mode: str
    full: Decimal | None
    start: Decimal
    points: Decimal
    marks: Decimal
    raw: Decimal  # before floor and ceiling
    score: Decimal | None  # None: it does not apply and has no score, or waits for data
    weight: Decimal | None = None  # of the unit's group, a fraction
    applies: bool = True
    treatment: str = ""  # 不适用处理, where it does not apply
    periods: tuple[PeriodScore, ...] = ()
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """What a measured rule gives a unit in one period (None: the assessment year)."""

    rule: str
    section: str
    unit: str
    period: Period | None
    marks: Decimal | None  # what counts for the section; None: waits for data or does not apply
    applies: bool = True
    consequences: tuple[str, ...] = ()  # 后果代码 of the step that the figure fell into
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A consequence whose conditions hold for a unit, and why: proposed by the program, decided by a person."""

    code: str
    name: str
    effect: str
    type: str  # of 通报问责
    clause: str
    because: str
    serials: tuple[str, ...] = ()  # of the events that brought it about


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """One unit's year to date. `score` is the exact score (an average is not rounded); `counted` is rounded."""

    unit: str
    group: str
    inspected: bool
    raw: Decimal  # base minus points, may lie below the floor
    own_score: Decimal  # `raw` within floor and ceiling
    score: Decimal | None  # own score, or the group's average; None: no value, a person decides
    weight: Decimal | None  # a fraction, 0.02 for 2 %; None: unknown group, or a method without weights
    counted: Decimal | None
    period_points: Decimal
    year_points: Decimal
    remaining: Decimal
    quarter_points: tuple[Decimal, ...]  # one for each of the board's quarters
    rank: int | None  # within the group; ties share a place
    consequences: tuple[str, ...]
    events: tuple[ScoredEvent, ...]  # of the year to date, by date
    sections: tuple[SectionScore, ...] = ()  # in the order of 计分分项
    parts: tuple[PartScore, ...] = ()
    overall_rank: int | None = None
    ranked: bool = True  # False: left out of the ranking
    band: str = ""  # 等次
    held: tuple[Held, ...] = ()
    trace: str = ""  # how the score came about


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """What 计分发布 says of a unit in a period: it stays as it was published, whatever is found out later."""

    period: Period
    unit: str  # official name
    kind: str  # 公示, 定稿 or 更正
    on: date
    score: Decimal | None  # None: published without a score
    counted: Decimal | None
    points: Decimal | None  # lost in the year to date
    rank: int | None
    band: str = ""
    reason: str = ""  # of a 更正


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One line of 计分口径说明, as the sheet has it."""

    key: str
    value: str
    note: str
    clause: str
    is_printed: bool = False  # in the circular as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoreboard:
    """The scores as of the end of `period`: the year from `year_start` to then. Without units it could not score."""

    period: Period
    pack: str
    title: str  # name of the method
    year_start: date
    year_end: date
    as_of: date  # last day that counts
    quarters: tuple[Period, ...]
    base: Decimal
    floor: Decimal | None
    places: int
    units: tuple[UnitScore, ...] = ()  # by group, rank, official order
    averages: Mapping[str, Decimal | None] = field(default_factory=dict[str, "Decimal | None"])  # group → mean
    weights: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])  # group → fraction
    pending: tuple[ScoredEvent, ...] = ()
    refused: tuple[ScoredEvent, ...] = ()  # not to be scored as they stand; the findings say why
    settings: tuple[SettingLine, ...] = ()
    published: tuple[PublishedFigure, ...] = ()  # of the year's periods, in the order of the days they were published
    findings: tuple[Finding, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in the order of the units."""
        return tuple(dict.fromkeys(unit.group for unit in self.units))

    @property
    def events(self) -> tuple[ScoredEvent, ...]:
        """All events of the units, by date."""
        events = (event for unit in self.units for event in unit.events)
        return tuple(sorted(events, key=lambda event: (event.event_on or date.max, event.serial)))

    @property
    def late(self) -> tuple[ScoredEvent, ...]:
        """Events of an earlier quarter decided after its circular, to be shown as 补记 in this period's circular."""
        return self._late_with(Outcome.COUNTED)

    @property
    def late_revoked(self) -> tuple[ScoredEvent, ...]:
        """Events of an earlier quarter revoked after its circular."""
        return self._late_with(Outcome.REVOKED)

    def unit(self, name: str) -> UnitScore | None:
        """The score of the unit with that official name, or None."""
        return next((unit for unit in self.units if unit.unit == name), None)

    def _late_with(self, outcome: Outcome) -> tuple[ScoredEvent, ...]:
        return tuple(
            event
            for event in self.events
            if event.outcome is outcome
            and event.late_in
            and self.period.start <= event.late_in.start <= event.late_in.end <= self.period.end
        )
