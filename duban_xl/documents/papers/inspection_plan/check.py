"""What a 督查方案 lacks or contradicts, and what it must show."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.documents.papers.checking import Shown, lacks, place_of, wrong
from duban_xl.documents.papers.inspection_plan.facts import PlanFacts
from duban_xl.model.finding import Finding


def nothing_to_inspect(facts: PlanFacts) -> Iterator[Finding]:
    """No matter is open: no plan (D128)."""
    if not facts.matters:
        yield lacks(facts, PlanFacts, "matters")


def annex_disagrees(facts: PlanFacts) -> Iterator[Finding]:
    """Counts that are not those of the matters, an annex with other matters or units than the text."""
    overdue = sum(1 for matter in facts.matters if matter.overdue_days)
    if (facts.total, facts.overdue) != (len(facts.matters), overdue):
        yield wrong(facts, f"正文{facts.total}项、逾期{facts.overdue}项，事项为{len(facts.matters)}项、逾期{overdue}项")
    listed = {row.number for row in facts.visits}
    if listed != {matter.number for matter in facts.matters} or {row.unit for row in facts.visits} != set(facts.units):
        yield finding("D125", place_of(facts), detail=f"正文{facts.total}项，附件列出{len(listed)}项，或单位不一致")


def shows(facts: PlanFacts) -> Iterator[Shown]:
    """Counts, every unit and matter of the annex, the overdue days, the problems."""
    yield "title", facts.title
    yield "total", facts.total
    yield from (("overdue", n) for n in (facts.overdue,) if n)
    for matter in facts.matters:
        yield "matters.requirement", matter.requirement
        yield "matters.target", matter.target
    for row in facts.visits:
        yield "visits.unit", row.unit
        yield "visits.number", row.number
    for matter in facts.matters:
        if matter.overdue_days:
            yield "matters.overdue_days", matter.overdue_days
    yield from (("open_problems.problem", one.problem.rstrip("。；，：、 \n")) for one in facts.open_problems)
    for name in ("manner", "days", "groups"):
        yield name, getattr(facts, name).rstrip("。；，：、 \n")
