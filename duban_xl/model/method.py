"""Nouns of the sheets that hold the office's method: what is owed by whom, through which approvals, by which rule."""

from dataclasses import dataclass
from decimal import Decimal

from duban_xl.model.noun import Noun, split_names

ARROW = "→"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Noun):
    """A category of matters (事项类别) with everything that choosing it decides."""

    code: str
    name: str
    clause: str
    breakdown: str
    time_limit: str
    anchor: str
    cap: str
    return_cycle: str
    return_by: str
    return_to: str
    inspection_cycle: str
    assignment_document: str
    result_document: str
    presented_to: str
    approval_chain: str
    rolling: bool | None
    upward: bool | None
    by_section: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCategories(Noun):
    """A row that holds for some categories only; one that names none holds for all."""

    categories: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the categories that it names."""
        return split_names(self.categories)

    def covers(self, code: str) -> bool:
        """Whether it holds for the category with that code ("": a category that nobody knows)."""
        return not self.categories or code in self.codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(OfCategories):
    """What units owe on matters of a category beside result and periodic reports (报送要求)."""

    rule: str
    content: str
    by: str
    time_limit: str
    to: str
    document: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(OfCategories):
    """A recurring obligation of the office itself (工作时限)."""

    rule: str
    content: str
    cycle: str
    owner: str
    document: str
    remind_days: Decimal | None
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(OfCategories):
    """Who approves something, one after the other (审批程序)."""

    rule: str
    purpose: str
    steps: str
    optional: str
    in_name: str
    document: str

    @property
    def sequence(self) -> tuple[str, ...]:
        """The steps in their order."""
        return tuple(step for part in self.steps.split(ARROW) if (step := part.strip()))

    @property
    def mandatory(self) -> tuple[str, ...]:
        """The steps that may not be left out, in their order."""
        left_out = split_names(self.optional)
        return tuple(step for step in self.sequence if step not in left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredItem(OfCategories):
    """What must be there at one stage of a matter, and how it is looked for (办理要素)."""

    rule: str
    stage: str
    item: str
    column: str
    test: str
    condition: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Noun):
    """A word of the method and what the ledger calls it (制度用语)."""

    rule: str
    kind: str
    name: str
    means: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(OfCategories):
    """One rule of the method (制度条款): its article, what it asks for, and where it acts."""

    rule: str
    article: str
    content: str
    reading: str
    grade: str
    acts: str
    does: str

    @property
    def places(self) -> tuple[str, ...]:
        """Where it acts, one place each: 事项类别.报送周期, 工作时限, 参数.临期天数, 流转.T8."""
        return split_names(self.acts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep(Noun):
    """A step of the escalation ladder (问责阶梯)."""

    rule: str
    trigger: str
    times: Decimal | None
    window: str
    precondition: str
    measure: str
    target: str
    proposed_by: str
    approved_by: str
    executed_by: str
    document: str
    effect: str
