"""Matters, steps and consequences → the stages (环节) of 办理要素 that they have reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from duban_xl.model.columns.matters import STATUSES
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import (
    ARCHIVED,
    ASSIGNED,
    AWAITING_EXTENSION,
    AWAITING_RELEASE,
    BY_SECTION,
    COMPLETED,
    ENTERED,
    HANDED_OVER,
    PASSED,
    REGISTERED,
    RELEASED,
    REPORTED,
    SENT_BACK,
)
from duban_xl.model.lifecycle import AWAITING_APPROVAL as AWAITING
from duban_xl.model.matter import Matter

EXPOSURE, PUBLICITY, RELEASE = "公开曝光", "公开审批", "批准不办"
APPROVAL, RECEIVED, UPWARD, SENDING_BACK = "审批", "收文", "上报", "退回"
OF_RELEASE = ("approved_by", "approved_on", "agreed", "material")
"""Columns of 流转记录 that tell who released a matter; the others of stage 不能办理 belong to the request."""
OF_READING = ("approved_by", "approved_on")
"""Columns of 流转记录 that stay empty until a leader has read what was presented."""

STAGE_OF_ACTION: Mapping[str, str] = MappingProxyType(
    {
        "立项": "立项",
        "交办": "交办",
        "转入督查": "交办",
        "签收": "签收",
        RECEIVED: "方案",
        "反馈": "报告",
        SENDING_BACK: "退回",
        "转交": "转交",
        "申请不办": "不能办理",
        RELEASE: "不能办理",
        "审核通过": "审核",
        "呈报": "呈阅",
        "办结": "办结",
        "归档": "归档",
        PUBLICITY: "公开",
    }
)
STAGE_OF_CONSEQUENCE: Mapping[str, str] = MappingProxyType(
    {"通报表扬": "通报", "通报批评": "通报", "约谈": "约谈", "问责": "问责", EXPOSURE: "公开"}
)

_BEFORE_ASSIGNMENT = (ENTERED, REGISTERED, AWAITING, BY_SECTION, HANDED_OVER)
_ENDED: Mapping[str, tuple[str, ...]] = {
    COMPLETED: ("办结",),
    ARCHIVED: ("办结", "归档"),
    RELEASED: ("不能办理",),
    HANDED_OVER: ("转交",),
    ENTERED: (),
    BY_SECTION: (),
}
_OWN: Mapping[str, tuple[str, ...]] = {
    SENT_BACK: ("退回",),
    PASSED: ("审核",),
    REPORTED: ("审核", "呈阅"),
    AWAITING_EXTENSION: ("延期",),
    AWAITING_RELEASE: ("不能办理",),
}


def _reached(status: str) -> tuple[str, ...]:
    """The stages of a matter in that state; of an ended one only those of its end."""
    if status in _ENDED:
        return _ENDED[status]
    assigned = () if status in _BEFORE_ASSIGNMENT else ("交办",)
    signed = assigned and (() if status == ASSIGNED else ("签收",))
    return ("立项", *assigned, *signed, *_OWN.get(status, ()))


REACHED: Mapping[str, tuple[str, ...]] = MappingProxyType({status: _reached(status) for status in STATUSES})
"""State → the stages that a matter in it has gone through, as far as they still matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """What 流转记录 and 通报问责 tell about matters, by their numbers."""

    planned: frozenset[str]  # a paper of the units (方案) has come in
    sent_back: frozenset[str]
    published: frozenset[str]
    upward: frozenset[str]
    approved: Mapping[str, int]  # the row of the last approval that names who gave it


def course_facts(ledger: Ledger) -> CourseFacts:
    """The facts of `ledger`, gathered once for all its rows."""
    of_action: dict[str, set[str]] = {}
    approved: dict[str, int] = {}
    for step in ledger.steps:
        if step.action != PUBLICITY or step.agreed is not False:
            of_action.setdefault(step.action, set()).add(step.number)
        if step.action == APPROVAL and step.approved_by and step.approved_on:
            approved[step.number] = step.record.row
    exposed = {row.number for row in ledger.consequences if row.type == EXPOSURE}
    return CourseFacts(
        planned=frozenset(of_action.get(RECEIVED, ())),
        sent_back=frozenset(of_action.get(SENDING_BACK, ())),
        published=frozenset(of_action.get(PUBLICITY, set[str]()) | exposed) - {""},
        upward=frozenset(of_action.get(UPWARD, ())),
        approved=MappingProxyType(approved),
    )


def stages_of(matter: Matter, course: CourseFacts) -> tuple[str, ...]:
    """The stages that `matter` has reached, by its state and by what is on record about it."""
    stages = REACHED.get(matter.status, ())
    if matter.number in course.published:
        stages = (*stages, "公开")
    if matter.is_ended:
        return stages
    if matter.number in course.planned:
        stages = (*stages, "方案")
    return (*stages, "退回") if matter.number in course.sent_back and "退回" not in stages else stages
