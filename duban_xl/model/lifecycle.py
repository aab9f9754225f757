"""The states of a matter and the moves between them (rules §2.3): what each move needs on record before it may be made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from duban_xl.model.columns.matters import STATUSES

(
    ENTERED, REGISTERED, AWAITING_APPROVAL, ASSIGNED, IN_HAND, AWAITING_EXTENSION, AWAITING_REVIEW, SENT_BACK, PASSED, REPORTED,
    COMPLETED, ARCHIVED, TRACKED, AWAITING_RELEASE, RELEASED, HANDED_OVER, BY_SECTION,
) = STATUSES  # fmt: skip
"""ST0 … ST16 of the rules, in their order."""

SUPERVISED = (
    ASSIGNED,
    IN_HAND,
    AWAITING_EXTENSION,
    AWAITING_REVIEW,
    SENT_BACK,
    PASSED,
    REPORTED,
    TRACKED,
    AWAITING_RELEASE,
)
"""The states in which units owe something on the matter."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from state to state. `of_matter` and `of_step` are the columns that must be filled before it is made."""

    number: str  # T1 … T20 of the rules
    action: str
    before: tuple[str, ...]
    after: str
    of_matter: tuple[str, ...] = ()
    of_step: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a person wants to be done with a matter: an action and what goes on record with it."""

    action: str
    taken_on: date
    by: str
    unit: str = ""
    to_whom: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    agreed: bool | None = None
    reason_type: str = ""
    reason: str = ""
    new_limit: date | None = None
    material: str = ""


TRANSITIONS = (
    Transition("T1", "立项", (ENTERED,), REGISTERED, of_matter=("category", "origin"), of_step=("by",)),
    Transition("T2", "转交", (ENTERED,), HANDED_OVER, of_step=("by", "to_whom")),
    Transition("T3", "科室自督", (ENTERED,), BY_SECTION, of_matter=("category",), of_step=("by",)),
    Transition("T4", "转入督查", (BY_SECTION,), AWAITING_APPROVAL, of_step=("by", "reason")),
    Transition("T5", "送审", (REGISTERED,), AWAITING_APPROVAL, of_step=("by",)),
    Transition(
        "T5", "交办", (AWAITING_APPROVAL, REGISTERED), ASSIGNED, ("lead_unit", "requirement", "assigned_on"), ("by",)
    ),
    Transition("T6", "不同意", (AWAITING_APPROVAL,), ENTERED, of_step=("approved_by", "reason")),
    Transition("T7", "签收", (ASSIGNED,), IN_HAND, of_matter=("received_on", "person_responsible")),
    Transition("T8", "申请延期", (IN_HAND,), AWAITING_EXTENSION),
    Transition("T8", "批复延期", (AWAITING_EXTENSION,), IN_HAND, of_step=("approved_by", "approved_on")),
    Transition("T9", "进展", (IN_HAND,), IN_HAND),
    Transition("T10", "反馈", (IN_HAND,), AWAITING_REVIEW),
    Transition("T11", "退回", (AWAITING_REVIEW,), SENT_BACK, of_step=("by", "reason", "new_limit")),
    Transition("T11", "重新办理", (SENT_BACK,), IN_HAND),
    Transition("T12", "审核通过", (AWAITING_REVIEW,), PASSED, of_step=("by",)),
    Transition("T13", "呈报", (PASSED,), REPORTED, of_step=("by", "to_whom")),
    Transition("T14", "上报", (REPORTED,), REPORTED, of_step=("by", "to_whom")),
    Transition("T15", "办结", (REPORTED,), COMPLETED, of_step=("by",)),
    Transition("T16", "滚动跟踪", (REPORTED,), TRACKED),
    Transition("T16", "继续办理", (TRACKED,), IN_HAND),
    Transition("T17", "申请不办", (IN_HAND,), AWAITING_RELEASE, of_step=("reason_type", "reason", "to_whom")),
    Transition(
        "T17", "批准不办", (AWAITING_RELEASE,), RELEASED, of_step=("to_whom", "approved_by", "approved_on", "material")
    ),
    Transition("T18", "不予批准", (AWAITING_RELEASE,), IN_HAND, of_step=("approved_by", "reason")),
    Transition("T19", "归档", (COMPLETED, RELEASED, HANDED_OVER), ARCHIVED, ("archive_number",), ("by", "material")),
    Transition("T20", "复核重办", (COMPLETED, ARCHIVED), IN_HAND, of_step=("by", "reason")),
)
"""The moves of the rules. T21 is no move: 逾期 is worked out, never kept as a state."""

BY_ACTION: Mapping[str, Transition] = {one.action: one for one in TRANSITIONS}
"""审批, 收文 and 公开审批 are absent: 流转记录 tells of them without a change of state."""
NUMBERS = tuple(dict.fromkeys((*(one.number for one in TRANSITIONS), "T21")))

OF_RETURNS = frozenset({"签收", "进展", "反馈", "重新办理"})
"""Moves that a unit's return brings about by itself; 变更日志 tells of them, 流转记录 need not."""


def reachable_by_returns(start: str) -> frozenset[str]:
    """The states that a matter in `start` may be in once units have sent returns, without anybody deciding anything."""
    found = {start}
    grown = True
    while grown:
        more = {one.after for one in TRANSITIONS if one.action in OF_RETURNS and set(one.before) & found}
        grown = not more <= found
        found |= more
    return frozenset(found)
