"""Facts of a 督查通报 that contradict themselves, and what the document must show."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.documents.papers.checking import Shown, place_of, sum_of, wrong
from duban_xl.documents.papers.circular.facts import CircularFacts, MatterCounts, ReturnCounts
from duban_xl.model.finding import Finding
from duban_xl.model.source import chinese_day


def counts_disagree(facts: CircularFacts) -> Iterator[Finding]:
    """Totals that are not the sum of their parts."""
    matters, returns = facts.matters, facts.returns
    if matters.total != matters.completed + matters.in_hand:
        yield wrong(facts, sum_of("事项", matters.total, matters.completed, matters.in_hand))
    if matters.overdue > matters.in_hand:
        yield wrong(facts, f"逾期{matters.overdue}项多于在办{matters.in_hand}项")
    if returns.received != returns.on_time + returns.late:
        yield wrong(facts, sum_of("已报送", returns.received, returns.on_time, returns.late))
    if returns.expected != returns.received + returns.missing:
        yield wrong(facts, sum_of("应报送", returns.expected, returns.received, returns.missing))


def percents_disagree(facts: CircularFacts) -> Iterator[Finding]:
    """A printed pair of percents that does not add up to 100."""
    first, second = facts.matters.completed_percent, facts.matters.in_hand_percent
    if (first is None) != (second is None) or (first is not None and second is not None and first + second != 100):
        yield finding("D123", place_of(facts), first=first, second=second)


def annex_disagrees(facts: CircularFacts) -> Iterator[Finding]:
    """An annex, or a list in the text, that does not have as many rows as the text says."""
    overdue = sum(1 for row in facts.open_matters if row.overdue_days > 0)
    named = {matter.number for problem in facts.problems for matter in problem.matters}
    for where, count, wanted in (("清单", overdue, bool(facts.open_matters)), ("存在问题", len(named), bool(named))):
        if wanted and count != facts.matters.overdue:
            yield finding("D125", place_of(facts), detail=f"正文逾期{facts.matters.overdue}项，{where}列出{count}项")
    missing = sum(row.missing for row in facts.unit_returns)
    if facts.unit_returns and missing != facts.returns.missing:
        yield finding(
            "D125", place_of(facts), detail=f"正文未报送{facts.returns.missing}件次，报送情况表合计{missing}件次"
        )


def circular_shows(facts: CircularFacts) -> Iterator[Shown]:
    """Figures, units and matter numbers that a 督查通报 must show."""
    yield "title", facts.title
    if facts.matters.total:
        yield from _figures("matters", facts.matters)
    if facts.returns.expected:
        yield from _figures("returns", facts.returns)
    yield from (("praises.unit", praise.unit) for praise in facts.praises)
    yield from (("problems.unit", problem.unit) for problem in facts.problems)
    matters = (matter for problem in facts.problems for matter in problem.matters)
    yield from (("problems.matters.number", matter.number) for matter in matters)
    yield from (("missing_units", unit) for unit in facts.missing_units)
    yield from (("open_matters.number", row.number) for row in facts.open_matters)
    if facts.next_return_on:
        yield "next_return_on", chinese_day(facts.next_return_on)


def _figures(name: str, counts: MatterCounts | ReturnCounts) -> Iterator[Shown]:
    """Every figure of `counts`; nothing overdue is said in words."""
    for item in fields(counts):
        value: int | Decimal | None = getattr(counts, item.name)
        if value is not None and (item.name, value) != ("overdue", 0):
            yield f"{name}.{item.name}", value
