"""状态 against the row and against 流转记录 → findings: states without their evidence, and jumps over what the rules ask for."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from duban_xl.catalogue import finding
from duban_xl.catalogue.course import NOTHING
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import REVIEWS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import (
    ARCHIVED,
    ASSIGNED,
    AWAITING_REVIEW,
    BY_ACTION,
    BY_SECTION,
    COMPLETED,
    HANDED_OVER,
    IN_HAND,
    PASSED,
    RELEASED,
    REPORTED,
    SENT_BACK,
    SUPERVISED,
    TRACKED,
    reachable_by_returns,
)
from duban_xl.model.matter import CourseStep, Matter
from duban_xl.model.method import Category
from duban_xl.model.rule_index import COURSE, index_of

WAS_ASSIGNED = (*SUPERVISED, COMPLETED, RELEASED)
WAS_RECEIVED = tuple(status for status in WAS_ASSIGNED if status != ASSIGNED)
WAS_PASSED = (PASSED, REPORTED, COMPLETED, ARCHIVED)
_, PASSED_REVIEW, SENT_BACK_REVIEW = REVIEWS
RELEASE, ASK_RELEASE, HAND_OVER, SEND_BACK = "批准不办", "申请不办", "转交", "退回"
PROOF_OF_RELEASE = ("to_whom", "approved_by", "approved_on", "material")
GROUNDS = ("reason_type", "reason")
HANDING_OVER = f"{COURSE}{BY_ACTION[HAND_OVER].number}"
"""Where the rules act that let a matter be handed over (T2)."""
WITHDRAWN = frozenset({ASSIGNED, IN_HAND, SENT_BACK})
"""Where a matter goes back to when the report that awaited review was replaced by one that is none."""

Course = Mapping[str, tuple[CourseStep, ...]]
"""Matter number → its 流转记录, oldest first."""


def steps_by_matter(ledger: Ledger) -> Course:
    """The dated rows of 流转记录 by matter; those of one day in the order of the sheet."""
    found: dict[str, list[CourseStep]] = {}
    dated = [(step.taken_on, step.record.row, step) for step in ledger.steps if step.taken_on]
    for _day, _row, step in sorted(dated, key=lambda one: one[:2]):
        found.setdefault(step.number, []).append(step)
    return {number: tuple(steps) for number, steps in found.items()}


def assigned_without_a_day(ledger: Ledger) -> Iterator[Finding]:
    """已交办 or later, and no 交办日期. (An empty 主办单位 is told with the other required cells.)"""
    for matter in ledger.matters:
        if matter.status in WAS_ASSIGNED and _is_empty(matter, "assigned_on"):
            yield finding("F201", matter.source("assigned_on"), matter.source("status"), status=matter.status)


def in_hand_without_receipt(ledger: Ledger) -> Iterator[Finding]:
    """承办中 or later, and no 签收日期."""
    for matter in ledger.matters:
        if matter.status in WAS_RECEIVED and _is_empty(matter, "received_on"):
            yield finding("F202", matter.source("received_on"), matter.source("status"), status=matter.status)


def sent_back_without_proof(ledger: Ledger) -> Iterator[Finding]:
    """退回重办, and it was never counted, nobody said why, or no new limit was set (trap 21, weinan-07-5-return)."""
    course = steps_by_matter(ledger)
    told = {entry.number for entry in ledger.returns if entry.review == SENT_BACK_REVIEW and entry.send_back_reason}
    for matter in ledger.matters:
        if matter.status != SENT_BACK:
            continue
        status = matter.status
        if not matter.sent_back_count or matter.sent_back_count < 1:
            yield finding("F203", matter.source("sent_back_count"), matter.source("status"), status=status)
        moves = [step for step in course.get(matter.number, ()) if step.action == SEND_BACK]
        if not any(step.reason for step in moves) and matter.number not in told:
            yield finding("F204", matter.source("status"), status=status)
        elif moves and moves[-1].new_limit is None:
            yield finding("F205", moves[-1].source("new_limit"), matter.source("status"), status=status)


def passed_without_review(ledger: Ledger) -> Iterator[Finding]:
    """审核通过 or later, and 审核结论 is not 合格 (trap 20); what was archived without ever being completed needs none."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        if matter.status not in WAS_PASSED or matter.review == PASSED_REVIEW or ended_otherwise(matter, course):
            continue
        places = matter.source("review"), matter.source("status")
        if matter.review == SENT_BACK_REVIEW:
            yield finding("F206", *places, status=matter.status, review=matter.review)
        elif "review" in matter.record.shape.columns:
            yield finding("F207", *places, status=matter.status)


def ended_otherwise(matter: Matter, course: Course) -> bool:
    """Whether an archived matter was handed over or released, so that it was never completed (T19)."""
    before = [step.before for step in course.get(matter.number, ()) if step.after == ARCHIVED]
    return matter.status == ARCHIVED and bool(before) and before[-1] in (RELEASED, HANDED_OVER)


def released_without_proof(ledger: Ledger) -> Iterator[Finding]:
    """经批准不办, and 流转记录 does not tell on what ground, by whom, when and in what paper (trap 23)."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        if matter.status == RELEASED and (lacking := _lacking_proof(course.get(matter.number, ()))):
            missing = "、".join(f"“{SHEETS['steps'][key].header}”" for key in lacking)
            yield finding("F208", matter.source("status"), status=matter.status, missing=missing)


def _lacking_proof(steps: tuple[CourseStep, ...]) -> tuple[str, ...]:
    """The columns that neither the last 批准不办 nor, for the ground, the 申请不办 before it holds."""
    moves = [step for step in steps if step.action == RELEASE]
    asked = [step for step in steps if step.action == ASK_RELEASE]
    on_record = moves[-1:] if moves and moves[-1].agreed is not False else []
    proof = [key for key in PROOF_OF_RELEASE if not any(getattr(step, key) for step in on_record)]
    grounds = [key for key in GROUNDS if not any(getattr(step, key) for step in (*on_record, *asked[-1:]))]
    return (*grounds, *proof)


def handed_over_without_proof(ledger: Ledger) -> Iterator[Finding]:
    """已转交, and no 转交 says by whom and to whom; or a notice was issued all the same (trap 24)."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        if matter.status != HANDED_OVER:
            continue
        moves = [step for step in course.get(matter.number, ()) if step.action == HAND_OVER]
        if not any(step.by and step.to_whom for step in moves):
            yield finding("F209", matter.source("status"), status=matter.status)
        if number := matter.assignment_number:
            places = matter.source("assignment_number"), matter.source("status")
            yield finding("F213", *places, status=matter.status, value=number)


def archived_without_number(ledger: Ledger) -> Iterator[Finding]:
    """归档, and no 归档卷号 (weinan-07-8-archive)."""
    for matter in ledger.matters:
        if matter.status == ARCHIVED and _is_empty(matter, "archive_number"):
            yield finding("F210", matter.source("archive_number"), matter.source("status"), status=matter.status)


def state_is_not_provided(ledger: Ledger) -> Iterator[Finding]:
    """滚动跟踪, 科室自督 or 已转交, and the category knows none of them; one with a cap may be tracked beyond it."""
    known, rules = categories_by_name(ledger), index_of(ledger.rules)
    for matter in ledger.matters:
        category = known.get(matter.category)
        if category is None:
            continue
        places = matter.source("status"), category.source("rolling" if matter.status == TRACKED else "by_section")
        if matter.status == TRACKED and not (category.rolling or category.cap):
            yield finding("F211", *places, status=matter.status, category=matter.category)
        if matter.status == BY_SECTION and not category.by_section:
            yield finding("F212", *places, status=matter.status, category=matter.category)
        if matter.status == HANDED_OVER and ledger.rules and not rules.first(HANDING_OVER, category.code):
            places = matter.source("status"), matter.source("category")
            yield finding("F228", *places, status=matter.status, category=matter.category)


def categories_by_name(ledger: Ledger) -> Mapping[str, Category]:
    """The categories by everything that 类别 may call them: name or code."""
    known: dict[str, Category] = {}
    for category in ledger.categories:
        known.setdefault(category.name, category)
        known.setdefault(category.code, category)
    return known


def course_jumps(ledger: Ledger) -> Iterator[Finding]:
    """A step that is none of the rules', a gap between two steps, or a state that the last step does not lead to."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        steps = course.get(matter.number, ())
        for step in steps:
            yield from _wrong_step(step)
        moves = [step for step in steps if _after(step)]
        for earlier, later in pairwise(moves):
            if later.before and later.before not in reachable(_after(earlier)):
                places = later.source("before"), earlier.source("after")
                yield finding("F215", *places, before=later.before, status=_after(earlier))
        if moves and matter.status and matter.status not in reachable(_after(moves[-1])):
            places = matter.source("status"), moves[-1].source("after")
            yield finding("F216", *places, status=matter.status, before=_after(moves[-1]))


def _wrong_step(step: CourseStep) -> Iterator[Finding]:
    """The step's own states are not those of its action; what moves nothing may name none, or the same twice."""
    transition = BY_ACTION.get(step.action)
    if transition is None:
        wrong = step.before != step.after and bool(step.after)
    else:
        wrong = step.after not in ("", transition.after) or (bool(step.before) and step.before not in transition.before)
    if wrong:
        before, status = step.before or NOTHING, step.after or (transition.after if transition else NOTHING)
        places = step.source("after"), step.source("before")
        yield finding("F214", *places, action=step.action, before=before, status=status)


def _after(step: CourseStep) -> str:
    """The state after a step, as it says or as its action means; "" for what moves nothing."""
    transition = BY_ACTION.get(step.action)
    return step.after or (transition.after if transition else "")


@cache
def reachable(state: str) -> frozenset[str]:
    """The states that may follow `state` without a person's decision: units' returns, or a report that was withdrawn."""
    onwards = reachable_by_returns(state)
    return onwards | WITHDRAWN if state == AWAITING_REVIEW else onwards


def _is_empty(matter: Matter, key: str) -> bool:
    """Whether the sheet has the column and the row holds nothing there; what was not understood is told elsewhere."""
    record = matter.record
    return key in record.shape.columns and record[key] is None and key not in record.written


COURSE_CHECKS = (
    assigned_without_a_day,
    in_hand_without_receipt,
    sent_back_without_proof,
    passed_without_review,
    released_without_proof,
    handed_over_without_proof,
    archived_without_number,
    state_is_not_provided,
    course_jumps,
)
