"""Nouns of the sheets about matters: a matter, its milestones, the units' returns and the extensions asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from duban_xl.model.columns.matters import ENDED_STATUSES, NOT_ASSIGNED_STATUSES, URGENCIES
from duban_xl.model.noun import Noun, split_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter(Noun):
    """One supervised matter (督查事项): a row of the ledger."""

    number: str
    category: str
    title: str
    origin: str
    origin_number: str
    instructing_leader: str
    instructed_on: date | None
    requirement: str
    target: str
    lead_unit: str
    supporting_units: str
    lead_leader: str
    responsible_leader: str
    person_responsible: str
    phone: str
    urgency: str
    is_key: bool | None
    arranged_on: date | None
    assignment_number: str
    assigned_on: date | None
    received_on: date | None
    time_limit: str
    due_date: date | None
    due_basis: str
    extended_to: date | None
    return_cycle: str
    next_return_on: date | None
    status: str
    percent_done: Decimal | None
    progress: str
    difficulties: str
    next_steps: str
    last_return_on: date | None
    review: str
    sent_back_count: Decimal | None
    completed_on: date | None
    closed_out_by: str
    closed_out_on: date | None
    archive_number: str
    alert: str
    remark: str

    @property
    def supporting(self) -> tuple[str, ...]:
        """The supporting units' names as written, one each."""
        return split_names(self.supporting_units)

    @property
    def effective_due(self) -> date | None:
        """The due date that counts: the granted extension, else 办结时限."""
        return self.extended_to or self.due_date

    @property
    def due_was_typed(self) -> bool:
        """Whether a person filled 办结时限: a day that the program worked out is told in 时限依据 as well."""
        day = self.due_date
        return day is not None and day.isoformat() not in self.due_basis

    @property
    def is_urgent(self) -> bool:
        """Whether it is to be handled at once (随到随办)."""
        return self.urgency == URGENCIES[-1]

    @property
    def is_ended(self) -> bool:
        """Whether the office expects nothing more of the units."""
        return self.status in ENDED_STATUSES

    @property
    def is_assigned(self) -> bool:
        """Whether the matter has reached its units."""
        return bool(self.status) and self.status not in NOT_ASSIGNED_STATUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Noun):
    """One point of a matter's approved schedule (时序进度)."""

    number: str
    milestone: str
    planned_on: date | None
    target_value: Decimal | None
    done_value: Decimal | None
    done_on: date | None
    after: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReturn(Noun):
    """What one unit reported on one matter for one period; superseded versions stay."""

    number: str
    unit: str
    role: str
    period: str
    return_due_on: date | None
    received_at: datetime | None
    report_type: str
    progress_state: str
    percent_done: Decimal | None
    progress: str
    difficulties: str
    next_steps: str
    report_number: str
    signatory: str
    sealed: bool | None
    review: str
    send_back_reason: str
    source_file: str
    superseded: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two rows versions of the same return: matter number, unit, period."""
        return self.number, self.unit, self.period


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequest(Noun):
    """A request for more time and what became of it."""

    number: str
    unit: str
    requested_on: date | None
    original_due: date | None
    requested_to: date | None
    reason: str
    progress: str
    approved_by: str
    approved_on: date | None
    granted_to: date | None
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStep(Noun):
    """One step in the course of a matter (流转记录): a move between states, an approval, a paper received."""

    taken_on: date | None
    number: str
    action: str
    before: str
    after: str
    unit: str
    by: str
    to_whom: str
    step: str
    approved_by: str
    approved_on: date | None
    agreed: bool | None
    reason_type: str
    reason: str
    new_limit: date | None
    material: str
    rule: str
