"""What a 督查方案 lacks or contradicts, and what it must show."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.documents.papers.checking import Shown, lacks, place_of, wrong
from duban_xl.documents.papers.inspection_plan.facts import PlanFacts
from duban_xl.model.finding import Finding

ENDS = "。；，：、 \n"
"""What a sentence of the template may drop from the end of a text."""


def nothing_to_inspect(facts: PlanFacts) -> Iterator[Finding]:
    """No matter is open: no plan (D128)."""
    if not facts.matters:
        yield lacks(facts, PlanFacts, "matters")


def annex_disagrees(facts: PlanFacts) -> Iterator[Finding]:
    """Counts that are not those of the matters, an annex with other matters or units than the text."""
    overdue = sum(1 for matter in facts.matters if matter.overdue_days)
    if (facts.total, facts.overdue) != (len(facts.matters), overdue):
        yield wrong(facts, f"正文{facts.total}项、逾期{facts.overdue}项，事项为{len(facts.matters)}项、逾期{overdue}项")
    led = [number for row in facts.by_unit for number in row.leads]
    units = [row.unit for row in facts.by_unit]
    if sorted(led) != sorted(matter.number for matter in facts.matters) or units != [*facts.units]:
        detail = f"正文{facts.total}项、{len(facts.units)}个单位，附件列出{len(led)}项、{len(units)}个单位"
        yield finding("D125", place_of(facts), detail=detail)


def shows(facts: PlanFacts) -> Iterator[Shown]:
    """Counts, every unit and matter of the annex, the overdue days, the problems."""
    yield "title", facts.title
    yield "total", facts.total
    yield from (("overdue", n) for n in (facts.overdue,) if n)
    for matter in facts.matters:
        for name in ("number", "title", "requirement", "target", "lead_unit"):
            yield f"matters.{name}", getattr(matter, name).rstrip(ENDS)
        if matter.overdue_days:
            yield "matters.overdue_days", matter.overdue_days
    for row in facts.by_unit:
        yield "by_unit.unit", row.unit
        yield from (("by_unit.leads", number) for number in row.leads)
        yield from (("by_unit.supports", number) for number in row.supports)
    yield from (("open_problems.problem", one.problem.rstrip(ENDS)) for one in facts.open_problems)
    for name in ("manner", "days", "groups"):
        yield name, getattr(facts, name).rstrip(ENDS)
