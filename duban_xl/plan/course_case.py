"""A matter, a move and the ledger around them → what the guards of the move ask about: category, rule, history, returns."""

from dataclasses import dataclass
from datetime import date

from duban_xl.check.approvals import steps_since
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import GRANTED, OUTCOMES, REFUSED
from duban_xl.model.lifecycle import Move, Transition
from duban_xl.model.matter import CourseStep, ExtensionRequest, Matter, UnitReturn
from duban_xl.model.method import Category
from duban_xl.model.rule_index import COURSE
from duban_xl.model.source import Source
from duban_xl.plan.answers import SENT_BACK_REVIEW, Answers
from duban_xl.plan.ground import Ground

STEPS = "steps"
PENDING = ("", OUTCOMES[0])
STARTS_ANEW = ("退回", "复核重办")
"""Moves after which reports of before no longer count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One move that somebody wants to make."""

    ground: Ground
    answers: Answers
    matter: Matter
    move: Move
    transition: Transition

    @property
    def category(self) -> Category | None:
        """The matter's category, if the method has it."""
        return self.ground.category(self.matter)

    @property
    def code(self) -> str:
        """The category's code, "" for an unknown one."""
        return self.category.code if self.category else ""

    @property
    def recorded_rule(self) -> str:
        """The 规则编号 that goes on record: the method's first rule for this move, "" if it has none."""
        return self.ground.rules.first(f"{COURSE}{self.transition.number}", self.code)

    @property
    def rule(self) -> str:
        """What findings cite: the method's rule, else the move's place in the course."""
        return self.recorded_rule or f"{COURSE}{self.transition.number}"

    @property
    def steps(self) -> tuple[CourseStep, ...]:
        """The matter's 流转记录, oldest first."""
        return self.answers.steps.get(self.matter.number, ())

    def since(self, *actions: str) -> tuple[CourseStep, ...]:
        """The steps after the last one of `actions`; all of them if there was none."""
        return steps_since(self.steps, *actions)

    def last(self, action: str) -> CourseStep | None:
        """The last step with that action."""
        return next((step for step in reversed(self.steps) if step.action == action), None)

    @property
    def lead(self) -> str:
        """The lead unit's full name."""
        return self.ground.ledger.units.official_name(self.matter.lead_unit)

    def valid_returns(self, unit: str) -> tuple[UnitReturn, ...]:
        """What the unit (full name) reported on the matter and was neither replaced nor sent back, oldest first."""
        found = self.answers.returns.get((self.matter.number, unit), ())
        return tuple(entry for entry in found if entry.review != SENT_BACK_REVIEW)

    def new_returns(self, unit: str) -> tuple[UnitReturn, ...]:
        """Those of them that came later than the day on which the matter was last sent back or opened again."""
        since = max((s.taken_on for s in self.steps if s.action in STARTS_ANEW and s.taken_on), default=None)
        found = self.valid_returns(unit)
        return tuple(e for e in found if since is None or (e.received_at and e.received_at.date() > since))

    @property
    def request(self) -> ExtensionRequest | None:
        """The matter's latest request for more time."""
        asked = self.ground.requests.get(self.matter.number, ())
        return max(asked, key=lambda r: (r.requested_on or date.min, r.record.row), default=None)

    @property
    def agreed(self) -> bool | None:
        """Whether the latest request is granted: as the move says, else as 延期登记 says already."""
        if self.move.agreed is not None or self.request is None:
            return self.move.agreed
        return {GRANTED: True, REFUSED: False}.get(self.request.outcome)

    def step_column(self, key: str = "") -> Source:
        """The head of a column of 流转记录: where something that should go on record is missing."""
        table = self.ground.ledger.tables.get(STEPS)
        return table.shape.header(key) if table else Source(self.ground.ledger.file, SHEETS[STEPS].tab)
