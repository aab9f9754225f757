"""A move and 审批程序 → which approvals are not on record, or not in their order (rules T5 and T14, xiayi 1.3.2)."""

from collections.abc import Iterator, Sequence

from duban_xl.catalogue import finding
from duban_xl.check.approvals import APPROVAL, SENT_FOR_APPROVAL, issuing_chain, lacking_in, latest_approvals, refusal
from duban_xl.check.ledger_matters import several_leads
from duban_xl.model.columns import SHEETS
from duban_xl.model.deadline import Capped, Expression, FirstOf, Given, Simple
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.lifecycle import REGISTERED
from duban_xl.model.matter import CourseStep
from duban_xl.model.method import Category
from duban_xl.model.noun import split_names
from duban_xl.model.office import squeezed
from duban_xl.plan.course_case import Case
from duban_xl.plan.matter_limit import matter_cycle, stated_limit

NO_LIMIT = ("GIVEN", "BEFORE", "SOFT", "EXTREF")
"""Kinds of limits that leave it to somebody to say a day; a given day is one (`GIVEN(2026-09-30)`)."""


def not_approved(case: Case) -> Iterator[Finding]:
    """T5: the chain of the category has not been gone through since the matter was last sent for approval (trap 17)."""
    chain = issuing_chain(case.ground.ledger, case.category, rule=case.rule)
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
    latest = latest_approvals(rows)
    reached, before = -1, ""
    for step in steps:
        place = latest.get(squeezed(step))
        row = rows[place] if place is not None else None
        if place is None or row is None:
            yield finding("F110", case.step_column("step"), step=step, rule=rule)
        elif lacking := lacking_in(row):
            yield finding("F110", row.source(lacking), step=step, rule=rule)
        elif place < reached:
            yield finding("F111", row.source("step"), step=step, name=before, rule=rule)
        else:
            reached, before = place, step


def leader_has_refused(case: Case) -> Iterator[Finding]:
    """T14, T15: whoever was to read the result said no, and has not agreed since (trap 45)."""
    presented = case.last("呈报")
    rows = (*((presented,) if presented else ()), *case.since("呈报"))
    refused = refusal(rows)
    if refused:
        said = refused.step or refused.action
        yield finding("F152", refused.source("agreed"), step=said, action=case.move.action, rule=case.rule)


def approved(rows: Sequence[CourseStep]) -> bool:
    """Whether somebody agreed, and nobody refused afterwards."""
    decided = [row for row in rows if row.action == APPROVAL]
    return bool(decided) and not lacking_in(decided[-1])


def lead_is_not_one(case: Case) -> Iterator[Finding]:
    """T5: 主办单位 names several units, and exactly one may lead (weinan-07-2-lead-co, jiangsu-4.1-lead-co)."""
    return several_leads(case.ground.ledger, case.matter)


def notice_has_no_limit(case: Case) -> Iterator[Finding]:
    """T5: neither the row nor the method says by when (weinan-07-2-notice, cangnan-3.2-notice).

    Milestones, a reporting cycle, 长期坚持 and 随到随办 are limits too; 待定 and 及时 are none.
    """
    matter, ground = case.matter, case.ground
    stated = _is_clear(case) or matter.due_date or matter.is_urgent or ground.milestones.get(matter.number)
    if not (stated or _has_limit(case.category) or matter_cycle(ground, matter)[0]):
        yield finding("F113", matter.source("time_limit"), rule=case.rule)


def _is_clear(case: Case) -> bool:
    """Whether 时限要求 gives a limit, in the notation or as people write it."""
    expression, limit = stated_limit(case.ground, case.matter)
    if expression is not None and _limits(expression):
        return True
    if expression is not None:
        return limit.is_open
    return bool(limit.due or limit.stages or limit.cycle or limit.relative or limit.is_open or limit.is_immediate)


def _has_limit(category: Category | None) -> bool:
    """Whether the category itself sets a limit."""
    limit = parse_expression(category.time_limit) if category and category.time_limit else None
    return limit is not None and _limits(limit)


def _limits(expression: Expression) -> bool:
    """Whether `expression` says by when, beyond naming who will say so."""
    limit = expression.limit if isinstance(expression, Capped) else expression
    options = limit.options if isinstance(limit, FirstOf) else (limit,)
    return any(_names_a_day(option) for option in options if option is not None)


def _names_a_day(limit: Simple) -> bool:
    return limit.kind not in NO_LIMIT or (isinstance(limit, Given) and limit.day is not None)


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
