"""A move → what speaks against it beyond its bare transition: the guards of rules §2.3, one function each, and who asks them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import GRANTED, REASON_TYPES, REFUSED
from duban_xl.model.finding import Finding
from duban_xl.model.matter import CourseStep, ExtensionRequest
from duban_xl.plan import course_approvals as approvals
from duban_xl.plan import course_reports as reports
from duban_xl.plan.course_case import PENDING, STEPS, Case
from duban_xl.plan.extensions import extension_findings
from duban_xl.plan.matter_limit import limit_on, matter_deadline

Guard = Callable[[Case], Iterator[Finding]]

AGREES: Mapping[str, bool] = {"不同意": False, "不予批准": False, "批准不办": True}
"""Moves that say by themselves whether somebody agreed."""
REQUEST_FIELDS = ("requested_on", "requested_to", "progress")


def history_has_no_sheet(case: Case) -> Iterator[Finding]:
    """The ledger has no 流转记录: what cannot go on record is not done."""
    if STEPS not in case.ground.ledger.tables:
        yield finding("F104", case.step_column(), tab=SHEETS[STEPS].tab, action=case.move.action)


def day_is_before_the_last_step(case: Case) -> Iterator[Finding]:
    """The move is dated before the last one on record."""
    last = max((step.taken_on for step in case.steps if step.taken_on), default=None)
    if last and case.move.taken_on < last:
        place = case.steps[-1].source("taken_on")
        yield finding("F105", place, action=case.move.action, day=case.move.taken_on, last=last)


def record_is_missing(case: Case) -> Iterator[Finding]:
    """A column is empty that the transition needs, of the matter's row or of the step itself."""
    action, needs = case.move.action, case.transition
    for key in needs.of_matter:
        if case.matter.record[key] in (None, ""):
            header = SHEETS["matters"][key].header
            yield finding("F102", case.matter.source(key), header=header, action=action, rule=case.rule)
    for key in needs.of_step:
        if getattr(case.move, key) in (None, ""):
            header = SHEETS[STEPS][key].header
            yield finding("F103", case.step_column(key), header=header, action=action, rule=case.rule)


def agreement_contradicts_the_move(case: Case) -> Iterator[Finding]:
    """同意 says one thing and the move another: 批准不办 with 否 (T17), 不同意 with 是 (T6)."""
    said, meant = case.move.agreed, AGREES.get(case.move.action)
    if said is not None and meant is not None and said is not meant:
        value = "是" if said else "否"
        yield finding("F107", case.step_column("agreed"), action=case.move.action, value=value, rule=case.rule)


def category_is_unknown(case: Case) -> Iterator[Finding]:
    """T1, T3: 类别 is none of 事项类别; nothing is said while that sheet is empty."""
    matter = case.matter
    if matter.category and case.ground.ledger.categories and case.category is None:
        yield finding("L206", matter.source("category"), category=matter.category)


def belongs_to_a_section(case: Case) -> Iterator[Finding]:
    """T1: matters of the category stay with their section unless they are 重大 (trap 18, xiayi-2.4-2-deputy-default)."""
    if case.category and case.category.by_section:
        rule = case.ground.rules.first("流转.T3", case.code) or case.rule
        yield finding("F115", case.matter.source("category"), category=case.matter.category, rule=rule)


def belongs_to_no_section(case: Case) -> Iterator[Finding]:
    """T3: the method does not leave the category to a section."""
    if case.category and not case.category.by_section:
        yield finding("F116", case.matter.source("category"), category=case.matter.category)


def notice_was_issued(case: Case) -> Iterator[Finding]:
    """T2: an instruction to a person is handed over without a notice (trap 24, cangnan-2.3-personal)."""
    number = case.matter.assignment_number
    if number:
        yield finding("F117", case.matter.source("assignment_number"), value=number, rule=case.rule)


def is_no_instruction(case: Case) -> Iterator[Finding]:
    """T2: no rule of the method hands matters of the category over; nothing is said while 制度条款 is empty."""
    if case.category and case.ground.ledger.rules and not case.recorded_rule:
        yield finding("F118", case.matter.source("category"), category=case.matter.category)


def nothing_is_asked(case: Case) -> Iterator[Finding]:
    """T8: 延期登记 holds no request of the matter that waits for an answer."""
    if case.request is None or case.request.outcome not in PENDING:
        yield finding("F120", case.matter.source("number"), rule=case.rule)


def request_is_faulty(case: Case) -> Iterator[Finding]:
    """T8: asked for too late, without reason or progress, or beyond the cap (traps 9 and 10, weinan-09-extension)."""
    request = case.request
    if request is None or request.outcome not in PENDING:
        return
    yield from _incomplete(case, request)
    yield from _against(case, request)


def decision_is_faulty(case: Case) -> Iterator[Finding]:
    """T8: no request, no word whether it is granted and until when, a day beyond the cap, or 延期登记 says otherwise."""
    request, agreed = case.request, case.agreed
    if request is None:
        yield finding("F120", case.matter.source("number"), rule=case.rule)
        return
    if agreed is None:
        yield _unsaid(case, "agreed")
    if _contradicts(case, request):
        said = request.outcome if request.outcome == REFUSED or not request.granted_to else request.granted_to
        yield finding("F122", request.source("outcome"), value=said, rule=case.rule)
    elif agreed:
        day = granted_until(case)
        if day is None:
            yield _unsaid(case, "new_limit")
        yield from _incomplete(case, request)
        yield from _against(case, replace(request, granted_to=day, original_due=None))
    approved, asked = case.move.approved_on, request.requested_on
    if approved and asked and approved < asked:
        yield finding("F123", request.source("requested_on"), day=approved, asked_on=asked, rule=case.rule)


def granted_until(case: Case) -> date | None:
    """The day until which the latest request is granted, as the move or 延期登记 says."""
    return case.move.new_limit or (case.request.granted_to if case.request else None)


def _contradicts(case: Case, request: ExtensionRequest) -> bool:
    """Whether 延期登记 holds another decision already."""
    if request.outcome in PENDING:
        return False
    other_day = request.outcome == GRANTED and request.granted_to != granted_until(case)
    return case.agreed is not (request.outcome == GRANTED) or other_day


def _incomplete(case: Case, request: ExtensionRequest) -> Iterator[Finding]:
    for key in REQUEST_FIELDS:
        if request.record[key] in (None, ""):
            header = SHEETS["extensions"][key].header
            yield finding("F121", request.source(key), header=header, rule=case.rule)


def _against(case: Case, request: ExtensionRequest) -> Iterator[Finding]:
    """What speaks against `request`, held against the limit in force when it was made: after 退回 the new one (T11)."""
    ground, asked = case.ground, case.request
    due = limit_on(ground, case.matter, asked) if asked else None
    cap = matter_deadline(ground, case.matter).cap
    yield from extension_findings(
        request, due_date=due, cap=cap, workdays=ground.workdays, conventions=ground.conventions
    )


def _unsaid(case: Case, key: str) -> Finding:
    header = SHEETS[STEPS][key].header
    return finding("F103", case.step_column(key), header=header, action=case.move.action, rule=case.rule)


def nothing_is_tracked(case: Case) -> Iterator[Finding]:
    """T16: the category is not tracked until done, and no cap has passed (shiwei-2.2-periodic)."""
    rolling = case.category is not None and case.category.rolling is True
    cap = matter_deadline(case.ground, case.matter).cap
    if not rolling and (cap is None or case.move.taken_on <= cap):
        yield finding("F160", case.matter.source("category"), category=case.matter.category, rule=case.rule)


def reason_is_no_ground(case: Case) -> Iterator[Finding]:
    """T17: neither 政策因素 nor 客观条件 (trap 23, cangnan-3.3-cannot)."""
    said = case.move.reason_type
    if said and said not in REASON_TYPES:
        choices = "、".join(REASON_TYPES)
        yield finding("F170", case.step_column("reason_type"), value=said, choices=choices, rule=case.rule)


def reason_is_not_on_record(case: Case) -> Iterator[Finding]:
    """T17: why it cannot be done stands neither on the move nor on the 申请不办 before it (trap 23)."""
    asked: CourseStep | None = case.last("申请不办")
    for key in ("reason_type", "reason"):
        if not (getattr(case.move, key) or (asked and getattr(asked, key))):
            yield _unsaid(case, key)


ALWAYS: tuple[Guard, ...] = (
    history_has_no_sheet,
    day_is_before_the_last_step,
    record_is_missing,
    agreement_contradicts_the_move,
)
GUARDS: Mapping[str, tuple[Guard, ...]] = {
    "立项": (category_is_unknown, belongs_to_a_section, approvals.leader_is_not_named),
    "转交": (is_no_instruction, notice_was_issued),
    "科室自督": (category_is_unknown, belongs_to_no_section),
    "交办": (approvals.lead_is_not_one, approvals.not_approved, approvals.notice_has_no_limit),
    "申请延期": (nothing_is_asked, request_is_faulty),
    "批复延期": (decision_is_faulty,),
    "反馈": (reports.no_new_report,),
    "退回": (reports.limit_is_not_later,),
    "审核通过": (reports.lead_is_silent, reports.supporting_units_are_silent),
    "上报": (reports.nothing_goes_upward, reports.nobody_has_read_it),
    "办结": (
        reports.lead_is_silent,
        reports.result_is_not_final,
        reports.review_is_not_passed,
        approvals.leader_has_refused,
    ),
    "滚动跟踪": (nothing_is_tracked, reports.result_is_final),
    "申请不办": (reason_is_no_ground,),
    "批准不办": (reason_is_no_ground, reason_is_not_on_record),
}
"""Action → the guards that ask about it, beside those that are always asked."""


def against(case: Case) -> tuple[Finding, ...]:
    """Everything that speaks against the move, in the order of the guards."""
    asked = (*ALWAYS, *GUARDS.get(case.move.action, ()))
    return tuple(found for guard in asked for found in guard(case))
