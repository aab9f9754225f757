"""审批程序 and a matter's 流转记录 → who must approve before the matter goes on, and which approval is not on record (T5, T14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep
from duban_xl.model.method import ARROW, Category
from duban_xl.model.office import squeezed

APPROVAL = "审批"
TO_ISSUE, AT_UNITS_REQUEST = "下达", "督查申请"
SENT_FOR_APPROVAL = ("送审", "转入督查", "不同意")
"""What opens a new round of approvals, or ends one."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The approvals that may not be left out, in their order, and the rule that asks for them."""

    steps: tuple[str, ...]
    rule: str


def procedure_for(ledger: Ledger, purpose: str, *, code: str) -> Chain | None:
    """The procedure of 审批程序 for `purpose`, one that names the category before one for all; None if there is none."""
    found = [p for p in ledger.procedures if p.purpose == purpose and p.covers(code)]
    best = min(found, key=lambda procedure: not procedure.categories, default=None)
    return Chain(best.mandatory, best.rule) if best else None


def issuing_chain(ledger: Ledger, category: Category | None, *, rule: str) -> Chain | None:
    """Who approves before matters of `category` are handed to their units: 审批程序, else its 审批链, which `rule` asks for.

    Where a unit requests the supervision (督查申请), its request goes through the chain of that purpose, if that names
    the category (weinan-07-1-unit-request).
    """
    code = category.code if category else ""
    found = procedure_for(ledger, TO_ISSUE, code=code)
    if found is None and any(p.purpose == AT_UNITS_REQUEST and code in p.codes for p in ledger.procedures):
        found = procedure_for(ledger, AT_UNITS_REQUEST, code=code)
    if found or category is None or not category.approval_chain:
        return found
    steps = tuple(step for part in category.approval_chain.split(ARROW) if (step := part.strip()))
    return Chain(steps, rule)


def steps_since(steps: Sequence[CourseStep], *actions: str) -> tuple[CourseStep, ...]:
    """The steps after the last one of `actions`; all of them if there was none."""
    places = [place for place, step in enumerate(steps) if step.action in actions]
    return tuple(steps[places[-1] + 1 :] if places else steps)


def latest_approvals(rows: Sequence[CourseStep]) -> Mapping[str, int]:
    """审批步骤 (squeezed) → the place of its last row, which decides: who refused after agreeing has refused."""
    return {squeezed(row.step): place for place, row in enumerate(rows) if row.action == APPROVAL}


def lacking_in(row: CourseStep) -> str:
    """The column without which an approval is none; "" if it is complete."""
    if row.agreed is not True:
        return "agreed"
    return "" if row.approved_by and row.approved_on else ("approved_on" if row.approved_by else "approved_by")


def refusal(rows: Sequence[CourseStep]) -> CourseStep | None:
    """The first 呈报 or 审批 of `rows` that somebody refused and nobody agreed to afterwards; None if there is none.

    Only who refused can take it back, unless one of the two rows does not say which step it is.
    """
    decided = [row for row in rows if row.action in (APPROVAL, "呈报") and row.agreed is not None]
    for place, row in enumerate(decided):
        later = (other for other in decided[place + 1 :] if other.agreed)
        if row.agreed is False and not any(_same_step(row, other) for other in later):
            return row
    return None


def _same_step(row: CourseStep, other: CourseStep) -> bool:
    return not row.step or not other.step or squeezed(row.step) == squeezed(other.step)
