"""A move and 审批程序 → which approvals are not on record, or not in their order (rules T5 and T14, xiayi 1.3.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.deadline import Capped, FirstOf
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.lifecycle import REGISTERED
from duban_xl.model.matter import CourseStep
from duban_xl.model.method import ARROW, Category
from duban_xl.model.noun import split_names
from duban_xl.model.office import squeezed
from duban_xl.plan.course_case import Case
from duban_xl.plan.matter_limit import is_urgent, matter_cycle

APPROVAL = "审批"
TO_ISSUE = "下达"
SENT_FOR_APPROVAL = ("送审", "转入督查", "不同意")
"""What opens a new round of approvals, or ends one."""
NO_LIMIT = ("GIVEN", "BEFORE", "SOFT", "EXTREF")
"""Limits of a category that leave it to the notice to say a day."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The approvals that may not be left out, in their order, and the rule that asks for them."""

    steps: tuple[str, ...]
    rule: str


def procedure_for(case: Case, purpose: str) -> Chain | None:
    """The procedure of 审批程序 for `purpose`, one that names the category before one for all; None if there is none."""
    found = [p for p in case.ground.ledger.procedures if p.purpose == purpose and p.covers(case.code)]
    best = min(found, key=lambda procedure: not procedure.categories, default=None)
    return Chain(best.mandatory, best.rule) if best else None


def issuing_chain(case: Case) -> Chain | None:
    """Who approves before the matter is handed to its units: 审批程序, else 审批链 of the category."""
    found, category = procedure_for(case, TO_ISSUE), case.category
    if found or category is None or not category.approval_chain:
        return found
    steps = tuple(step for part in category.approval_chain.split(ARROW) if (step := part.strip()))
    return Chain(steps, case.rule)


def not_approved(case: Case) -> Iterator[Finding]:
    """T5: the chain of the category has not been gone through since the matter was last sent for approval (trap 17)."""
    chain = issuing_chain(case)
    if chain is None:
        return
    if case.matter.status == REGISTERED:
        places = case.matter.source("status"), case.matter.source("category")
        yield finding("F112", *places, category=case.matter.category, rule=chain.rule)
        return
    yield from approvals_lacking(case, chain.steps, rows=case.since(*SENT_FOR_APPROVAL), rule=chain.rule)


def approvals_lacking(case: Case, steps: Sequence[str], *, rows: Sequence[CourseStep], rule: str) -> Iterator[Finding]:
    """F110 a step of the chain that nobody has agreed to, F111 one that was agreed to before its predecessor.

    The last row of a step decides: who refused after agreeing has refused.
    """
    latest = {squeezed(row.step): place for place, row in enumerate(rows) if row.action == APPROVAL}
    reached, before = -1, ""
    for step in steps:
        place = latest.get(squeezed(step))
        row = rows[place] if place is not None else None
        if place is None or row is None:
            yield finding("F110", case.step_column("step"), step=step, rule=rule)
        elif lacking := _lacking(row):
            yield finding("F110", row.source(lacking), step=step, rule=rule)
        elif place < reached:
            yield finding("F111", row.source("step"), step=step, name=before, rule=rule)
        else:
            reached, before = place, step


def approved(rows: Sequence[CourseStep]) -> bool:
    """Whether somebody agreed, and nobody refused afterwards."""
    decided = [row for row in rows if row.action == APPROVAL]
    return bool(decided) and not _lacking(decided[-1])


def _lacking(row: CourseStep) -> str:
    """The column without which an approval is none; "" if it is complete."""
    if row.agreed is not True:
        return "agreed"
    return "" if row.approved_by and row.approved_on else ("approved_on" if row.approved_by else "approved_by")


def notice_has_no_limit(case: Case) -> Iterator[Finding]:
    """T5: neither the row nor the method says by when (weinan-07-2-notice, cangnan-3.2-notice).

    Milestones, a reporting cycle and 随到随办 are limits too.
    """
    matter, ground = case.matter, case.ground
    stated = matter.time_limit or matter.due_date or is_urgent(matter) or ground.milestones.get(matter.number)
    if not (stated or _has_limit(case.category) or matter_cycle(ground, matter)[0]):
        yield finding("F113", matter.source("time_limit"), rule=case.rule)


def _has_limit(category: Category | None) -> bool:
    """Whether the category itself sets a limit."""
    limit = parse_expression(category.time_limit) if category and category.time_limit else None
    limit = limit.limit if isinstance(limit, Capped) else limit
    options = limit.options if isinstance(limit, FirstOf) else (limit,)
    return any(option is not None and option.kind not in NO_LIMIT for option in options)


def leader_is_not_named(case: Case) -> Iterator[Finding]:
    """T1: the method wants to know who gave the instruction, and 批示领导 is empty (xiayi-2.1-1-issue)."""
    matter = case.matter
    for item in case.ground.ledger.required_items if not matter.instructing_leader else ():
        asked = item.stage == "立项" and item.test == "必填" and not item.condition and item.covers(case.code)
        if asked and _LEADER in split_names(item.column):
            place, header = matter.source("instructing_leader"), SHEETS["matters"]["instructing_leader"].header
            yield finding("F102", place, header=header, action=case.move.action, rule=item.rule)
            return


_LEADER = "督办事项.批示领导"
