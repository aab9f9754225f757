"""What a 督查通知书 lacks, and what it must show."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.documents.papers.checking import Shown, meaning, place_of
from duban_xl.documents.papers.notice.facts import NoticeFacts
from duban_xl.model.finding import Finding
from duban_xl.model.source import chinese_day


def notice_is_incomplete(facts: NoticeFacts) -> Iterator[Finding]:
    """A notice without a unit, a requirement or a limit (cangnan 3(2): 明确任务要求和办理时限)."""
    blanks = {
        "lead_unit": not facts.lead_unit.strip(),
        "matter_title": not facts.matter_title.strip(),
        "requirements": not any(text.strip() for text in facts.requirements),
        "due_date": facts.due_date is None and not facts.due_text.strip() and not facts.return_cycle.strip(),
    }
    for name, is_blank in blanks.items():
        if is_blank:
            yield finding("D128", place_of(facts), field=meaning(NoticeFacts, name))


def notice_shows(facts: NoticeFacts) -> Iterator[Shown]:
    """The matter, its units, its requirements and its limit."""
    yield "title", facts.title
    yield "matter_number", facts.matter_number
    yield "lead_unit", facts.lead_unit
    for unit in facts.supporting_units:
        yield "supporting_units", unit
    for requirement in facts.requirements:
        yield "requirements", requirement.rstrip("。；， \n")
    if facts.due_date:
        yield "due_date", chinese_day(facts.due_date)
