"""What papers on a talk lack or contradict, and what they must show."""

from collections.abc import Iterator

from duban_xl.documents.papers.account.case import LateMatter
from duban_xl.documents.papers.account.talks.facts import ProposalFacts, RecordFacts, SummonsFacts
from duban_xl.documents.papers.checking import Shown, lacks, wrong
from duban_xl.model.finding import Finding
from duban_xl.model.source import chinese_day


def proposal_is_incomplete(facts: ProposalFacts) -> Iterator[Finding]:
    """A proposal without a step of the method, or with nothing held against the unit."""
    if not facts.basis:
        yield lacks(facts, ProposalFacts, "basis")
    if not facts.has_cause:
        yield lacks(facts, ProposalFacts, "causes")


def criticisms_disagree(facts: ProposalFacts) -> Iterator[Finding]:
    """More documents counted than are listed, or one listed that lies outside the window."""
    if facts.count > len(facts.criticisms):
        yield wrong(facts, f"计次{facts.count}次，列出的通报批评只有{len(facts.criticisms)}份")
    for one in facts.criticisms:
        if not facts.window_from <= one.held_on <= facts.window_to:
            yield wrong(facts, f"{chinese_day(one.held_on)}的通报批评不在计次期内")


def talk_is_incomplete(facts: SummonsFacts | RecordFacts) -> Iterator[Finding]:
    """A talk that nobody agreed to, or without a cause."""
    for name in ("approved_by", "cause"):
        if not getattr(facts, name).strip():
            yield lacks(facts, type(facts), name)


def proposal_shows(facts: ProposalFacts) -> Iterator[Shown]:
    """Unit, who talks to whom, basis, and every fact with its figures."""
    yield "title", facts.title
    yield from (("unit", facts.unit), ("interviewer", facts.interviewer), ("basis", facts.basis))
    yield from _late_shown(facts.late_matters)
    for one in facts.criticisms:
        yield "criticisms.held_on", chinese_day(one.held_on)
        yield "criticisms.document_number", one.document_number
    for place in facts.ranks:
        yield "ranks.rank", place.rank


def _late_shown(matters: tuple[LateMatter, ...]) -> Iterator[Shown]:
    for matter in matters:
        yield "late_matters.number", matter.number
        yield "late_matters.overdue_days", matter.overdue_days


def summons_shows(facts: SummonsFacts) -> Iterator[Shown]:
    """Unit, cause, basis, who agreed; time and place, blank or filled in."""
    yield "title", facts.title
    for name in ("unit", "approved_by", "matter_number"):
        yield name, getattr(facts, name)
    yield from _late_shown(facts.late_matters)


def record_shows(facts: RecordFacts) -> Iterator[Shown]:
    """Unit, cause and basis."""
    yield "title", facts.title
    for name in ("unit", "cause", "basis", "approved_by"):
        yield name, getattr(facts, name)
