"""Reports that contradict themselves, and what they must show."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.documents.papers.checking import Shown, lacks, place_of, sum_of, wrong
from duban_xl.documents.papers.reports.facts import MattersFacts
from duban_xl.model.finding import Finding


def no_matters(facts: MattersFacts) -> Iterator[Finding]:
    """Nothing to report on: no document (D128)."""
    if not facts.matters:
        yield lacks(facts, type(facts), "matters")


def counts_disagree(facts: MattersFacts) -> Iterator[Finding]:
    """Totals that are not the sum of their parts, a pair of percents that is not 100."""
    counts = facts.counts
    if counts.total != counts.completed + counts.in_hand:
        yield wrong(facts, sum_of("事项", counts.total, counts.completed, counts.in_hand))
    if counts.overdue > counts.in_hand:
        yield wrong(facts, f"逾期{counts.overdue}项多于在办{counts.in_hand}项")
    first, second = counts.completed_percent, counts.in_hand_percent
    if first is not None and second is not None and first + second != 100:
        yield finding("D123", place_of(facts), first=first, second=second)


def rows_disagree(facts: MattersFacts) -> Iterator[Finding]:
    """An annex that does not have the matters that the text counts."""
    ended = sum(1 for row in facts.matters if row.is_ended)
    late = sum(1 for row in facts.matters if row.overdue_days)
    counts = facts.counts
    pairs = (
        ("共", counts.total, len(facts.matters)),
        ("已办结", counts.completed, ended),
        ("逾期", counts.overdue, late),
    )
    for name, said, listed in pairs:
        if said != listed:
            yield finding("D125", place_of(facts), detail=f"正文{name}{said}项，附件列出{listed}项")


def matters_show(facts: MattersFacts) -> Iterator[Shown]:
    """Whom it goes to, the figures, and every matter with its unit and the whole of what was reported."""
    yield "title", facts.title
    yield "recipients", facts.recipients
    for name in ("total", "completed", "in_hand"):
        yield f"counts.{name}", getattr(facts.counts, name)
    if facts.counts.overdue:
        yield "counts.overdue", facts.counts.overdue
    for row in facts.matters:
        yield "matters.number", row.number
        yield "matters.lead_unit", row.lead_unit
        yield "matters.instruction", row.instruction
        yield "matters.progress", row.progress.whole
        yield "matters.difficulties", row.difficulties.whole
