"""状态 against approvals, requests, returns and days → findings: steps that nobody put on record, and what no such matter has."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from duban_xl.catalogue import finding
from duban_xl.check.approvals import (
    SENT_FOR_APPROVAL,
    Chain,
    issuing_chain,
    lacking_in,
    latest_approvals,
    refusal,
    steps_since,
)
from duban_xl.check.ledger_course import (
    ASK_RELEASE,
    WAS_ASSIGNED,
    categories_by_name,
    ended_otherwise,
    steps_by_matter,
)
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import ENDED_STATUSES, NOT_ASSIGNED_STATUSES, OUTCOMES, REVIEWS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import (
    ARCHIVED,
    ASSIGNED,
    AWAITING_APPROVAL,
    AWAITING_EXTENSION,
    AWAITING_RELEASE,
    BY_SECTION,
    COMPLETED,
    ENTERED,
    HANDED_OVER,
    REGISTERED,
    REPORTED,
    SUPERVISED,
)
from duban_xl.model.matter import CourseStep, Matter
from duban_xl.model.method import Category
from duban_xl.model.office import squeezed
from duban_xl.model.rule_index import COURSE, index_of

TAKE_OVER, PRESENT, REOPEN = "转入督查", "呈报", "复核重办"
NOT_BEGUN = (ENTERED, REGISTERED, AWAITING_APPROVAL, ASSIGNED)
OF_THE_OFFICE = (REGISTERED, AWAITING_APPROVAL, *SUPERVISED)
"""立项 … 报告: the states of a matter that the office itself supervises."""
_, PASSED_REVIEW, SENT_BACK_REVIEW = REVIEWS


def assigned_without_approval(ledger: Ledger) -> Iterator[Finding]:
    """已交办 or later, and steps of the category's chain are not on record, or were refused (trap 17).

    weinan-07-1-unit-request, xiayi-2.1-1-issue, xiayi-2.7-1-hotline and the others of xiayi 1.3.2.
    """
    known, rules, course = categories_by_name(ledger), index_of(ledger.rules), steps_by_matter(ledger)

    @cache
    def chain_of(name: str) -> Chain | None:
        category = known[name]
        return issuing_chain(ledger, category, rule=rules.first(f"{COURSE}T5", category.code))

    for matter in ledger.matters:
        steps = course.get(matter.number, ())
        if matter.category in known and _was_assigned(matter, steps) and (chain := chain_of(matter.category)):
            yield from _chain_findings(matter, chain, steps_since(steps, *SENT_FOR_APPROVAL))


def _was_assigned(matter: Matter, steps: Sequence[CourseStep]) -> bool:
    """Whether the state says so; what was archived may have been handed over instead."""
    if matter.status != ARCHIVED:
        return matter.status in WAS_ASSIGNED
    return not any(step.after == HANDED_OVER or step.before == HANDED_OVER for step in steps)


def _chain_findings(matter: Matter, chain: Chain, rows: Sequence[CourseStep]) -> Iterator[Finding]:
    """F218 for a step that was refused, else one F217 that names every step without a complete approval."""
    latest = latest_approvals(rows)
    last = {step: rows[latest[squeezed(step)]] for step in chain.steps if squeezed(step) in latest}
    refused = [(step, row) for step, row in last.items() if row.agreed is False]
    for step, row in refused:
        places = row.source("agreed"), matter.source("status")
        yield finding("F218", *places, status=matter.status, step=step, rule=chain.rule)
    missing = [step for step in chain.steps if step not in last or lacking_in(last[step])]
    if missing and not refused:
        named = "、".join(f"“{step}”" for step in missing)
        places = matter.source("status"), matter.source("category")
        yield finding("F217", *places, status=matter.status, missing=named, rule=chain.rule)


def not_left_to_the_section(ledger: Ledger) -> Iterator[Finding]:
    """A matter of a section is the office's, and nobody took it over as 重大 (trap 18, xiayi-2.4-2-deputy-major)."""
    known, rules, course = categories_by_name(ledger), index_of(ledger.rules), steps_by_matter(ledger)
    for matter in ledger.matters:
        category: Category | None = known.get(matter.category)
        if category is None or not category.by_section or matter.status not in OF_THE_OFFICE:
            continue
        if not _has_step(course.get(matter.number, ()), TAKE_OVER):
            places = matter.source("status"), matter.source("category")
            rule = rules.first(f"{COURSE}T4", category.code) or f"{COURSE}T4"
            yield finding("F219", *places, status=matter.status, category=matter.category, rule=rule)


def completed_without_reply(ledger: Ledger) -> Iterator[Finding]:
    """办结 or 归档, and no unit ever replied (件件有回音, xiayi-2.5-3-feedback); not asked while 反馈记录 is empty."""
    course = steps_by_matter(ledger)
    told = {e.number for e in ledger.returns if e.received_at and not e.superseded and e.review != SENT_BACK_REVIEW}
    for matter in ledger.matters if ledger.returns else ():
        ended = matter.status in (COMPLETED, ARCHIVED) and not ended_otherwise(matter, course)
        if ended and matter.number not in told:
            yield finding("F220", matter.source("status"), matter.source("number"), status=matter.status)


def days_of_later_states(ledger: Ledger) -> Iterator[Finding]:
    """A matter has the day or number of an end that its state has not reached; one reopened keeps them (T20)."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        for key in _too_early(matter, course):
            if matter.record[key] is not None:
                places = matter.source(key), matter.source("status")
                yield finding("F221", *places, status=matter.status, header=SHEETS["matters"][key].header)
        completed, closed = matter.completed_on, matter.closed_out_on
        if completed and closed and closed < completed:
            places = matter.source("closed_out_on"), matter.source("completed_on")
            yield finding("F222", *places, day=closed, completed=completed)


def _too_early(matter: Matter, course: Mapping[str, tuple[CourseStep, ...]]) -> tuple[str, ...]:
    """The columns that the matter's state leaves empty. What a section keeps it may complete by itself."""
    if not matter.status or matter.status in (*ENDED_STATUSES, BY_SECTION):
        return ()
    if matter.status in NOT_ASSIGNED_STATUSES:
        return "completed_on", "closed_out_on", "archive_number"
    reopened = _has_step(course.get(matter.number, ()), REOPEN)
    return () if reopened else ("closed_out_on", "archive_number")


def waits_for_nothing(ledger: Ledger) -> Iterator[Finding]:
    """延期待批, and 延期登记 holds no undecided request; 不能办理待批, and nobody asked for the release."""
    course = steps_by_matter(ledger)
    asked = {request.number for request in ledger.extensions if request.outcome in ("", OUTCOMES[0])}
    for matter in ledger.matters:
        status = matter.status
        if status == AWAITING_EXTENSION and matter.number not in asked:
            yield finding("F223", matter.source("status"), status=status)
        if status == AWAITING_RELEASE and not _has_step(course.get(matter.number, ()), ASK_RELEASE):
            yield finding("F224", matter.source("status"), status=status, action=ASK_RELEASE)


def reported_without_presentation(ledger: Ledger) -> Iterator[Finding]:
    """报告, and 流转记录 tells of no 呈报; only a notice if it tells nothing of the matter at all (T13)."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        steps = course.get(matter.number, ())
        if matter.status == REPORTED and not _has_step(steps, PRESENT):
            code = "F224" if steps else "F225"
            yield finding(code, matter.source("status"), status=matter.status, action=PRESENT)


def closed_against_a_refusal(ledger: Ledger) -> Iterator[Finding]:
    """办结 or 归档, and whoever was to read the result said no (trap 45)."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        steps = course.get(matter.number, ())
        places = [place for place, step in enumerate(steps) if step.action == PRESENT]
        refused = refusal(steps[places[-1] :]) if places and matter.status in (COMPLETED, ARCHIVED) else None
        if refused:
            at = refused.source("agreed"), matter.source("status")
            yield finding("F227", *at, status=matter.status, step=refused.step or refused.action)


def passed_before_it_began(ledger: Ledger) -> Iterator[Finding]:
    """已交办 or earlier, and 审核结论 is 合格 already."""
    for matter in ledger.matters:
        if matter.status in NOT_BEGUN and matter.review == PASSED_REVIEW:
            places = matter.source("review"), matter.source("status")
            yield finding("F226", *places, status=matter.status, review=matter.review)


def _has_step(steps: Sequence[CourseStep], action: str) -> bool:
    return any(step.action == action for step in steps)


EVIDENCE_CHECKS = (
    assigned_without_approval,
    not_left_to_the_section,
    completed_without_reply,
    days_of_later_states,
    waits_for_nothing,
    reported_without_presentation,
    closed_against_a_refusal,
    passed_before_it_began,
)
