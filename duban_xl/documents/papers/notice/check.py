"""What the documents that assign a matter lack, and what they must show."""

from collections.abc import Iterator

from duban_xl.documents.papers.checking import Shown, lacks
from duban_xl.documents.papers.notice.facts import AssignmentFacts, CopySlipFacts, HotlineNoticeFacts
from duban_xl.model.finding import Finding
from duban_xl.model.source import chinese_day


def notice_is_incomplete(facts: AssignmentFacts) -> Iterator[Finding]:
    """A notice without a unit, a requirement or a limit (cangnan 3(2): 明确任务要求和办理时限)."""
    blanks = {
        "lead_unit": not facts.lead_unit.strip(),
        "matter_title": not facts.matter_title.strip(),
        "requirements": not any(text.strip() for text in (*facts.requirements, facts.instruction)),
        "due_date": not (
            facts.due_date or facts.due_text.strip() or facts.return_cycle.strip() or any(facts.milestones)
        ),
    }
    for name, is_blank in blanks.items():
        if is_blank:
            yield lacks(facts, AssignmentFacts, name)


def slip_has_no_task(facts: CopySlipFacts) -> Iterator[Finding]:
    """A slip whose matter asks for nothing: the excerpt that a person must fill in is no task."""
    if not any(text.strip() for text in facts.requirements):
        yield lacks(facts, CopySlipFacts, "requirements")


def hotline_has_no_number(facts: HotlineNoticeFacts) -> Iterator[Finding]:
    """A notice that does not say which slip of the hotline it answers (xiayi-2.7-1-hotline: 热线通知单号)."""
    if not facts.origin_number.strip():
        yield lacks(facts, HotlineNoticeFacts, "origin_number")


def notice_shows(facts: AssignmentFacts) -> Iterator[Shown]:
    """The matter, its units, its requirements and its limit."""
    yield "title", facts.title
    yield "matter_number", facts.matter_number
    yield "lead_unit", facts.lead_unit
    for unit in facts.supporting_units:
        yield "supporting_units", unit
    for requirement in facts.requirements:
        yield "requirements", requirement.rstrip("。；， \n")
    for step in facts.milestones:
        yield "milestones.name", step.name.rstrip("。；， \n")
        if step.planned_on:
            yield "milestones.planned_on", chinese_day(step.planned_on)
    if facts.due_date:
        yield "due_date", chinese_day(facts.due_date)


def hotline_notice_shows(facts: HotlineNoticeFacts) -> Iterator[Shown]:
    """What every notice shows, the number of the hotline's slip and the approval."""
    yield from notice_shows(facts)
    yield "origin_number", facts.origin_number.rstrip("。；， \n")
    yield "approval", facts.approval.rstrip("。；， \n")


def copy_slip_shows(facts: CopySlipFacts) -> Iterator[Shown]:
    """What every notice shows, and whose slip it is."""
    yield from notice_shows(facts)
    yield "unit", facts.unit
    for unit in facts.other_units:
        yield "other_units", unit
