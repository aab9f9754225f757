"""Facts of a 督查通报 that contradict themselves, and what the document must show."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.documents.papers.checking import Shown, meaning, place_of, sum_of, wrong
from duban_xl.documents.papers.circular.facts import (
    CategoryCounts,
    CircularFacts,
    MatterCounts,
    PeriodFacts,
    ReturnCounts,
)
from duban_xl.model.finding import Finding
from duban_xl.model.source import chinese_day


def counts_disagree(facts: PeriodFacts) -> Iterator[Finding]:
    """Totals that are not the sum of their parts."""
    matters, returns, quality = facts.matters, facts.returns, facts.quality
    sums = (
        ("事项", matters.total, (matters.completed, matters.in_hand)),
        ("已办结", matters.completed, (quality.on_time, quality.late, quality.unlimited)),
        ("已报送", returns.received, (returns.on_time, returns.late)),
        ("应报送", returns.expected, (returns.received, returns.missing)),
    )
    yield from (wrong(facts, sum_of(name, total, *parts)) for name, total, parts in sums if total != sum(parts))
    if matters.overdue > matters.in_hand:
        yield wrong(facts, f"逾期{matters.overdue}项多于在办{matters.in_hand}项")
    for name in ("total", "completed", "in_hand", "overdue") if facts.by_category else ():
        parts = [getattr(row, name) for row in facts.by_category]
        if (total := getattr(matters, name)) != sum(parts):
            yield wrong(facts, sum_of(meaning(CategoryCounts, name), total, *parts))


def percents_disagree(facts: PeriodFacts) -> Iterator[Finding]:
    """A printed pair of percents that does not add up to 100."""
    first, second = facts.matters.completed_percent, facts.matters.in_hand_percent
    if (first is None) != (second is None) or (first is not None and second is not None and first + second != 100):
        yield finding("D123", place_of(facts), first=first, second=second)


def annex_disagrees(facts: PeriodFacts) -> Iterator[Finding]:
    """An annex, or a list in the text, that does not have as many rows as the text says."""
    overdue = sum(1 for row in facts.open_matters if row.overdue_days > 0)
    named = {matter.number for problem in facts.problems for matter in problem.matters}
    for where, count, wanted in (("清单", overdue, bool(facts.open_matters)), ("存在问题", len(named), bool(named))):
        if wanted and count != facts.matters.overdue:
            yield finding("D125", place_of(facts), detail=f"正文逾期{facts.matters.overdue}项，{where}列出{count}项")
    open_still = facts.problems_found - facts.problems_rectified
    if open_still != len(facts.other_problems):
        yield finding(
            "D125", place_of(facts), detail=f"正文未整改问题{open_still}条，列出{len(facts.other_problems)}条"
        )


def returns_disagree(facts: CircularFacts) -> Iterator[Finding]:
    """An annex whose missing returns are not those of the text."""
    missing = sum(row.missing for row in facts.unit_returns)
    if facts.unit_returns and missing != facts.returns.missing:
        yield finding(
            "D125", place_of(facts), detail=f"正文未报送{facts.returns.missing}件次，报送情况表合计{missing}件次"
        )


def period_shows(facts: PeriodFacts) -> Iterator[Shown]:
    """Figures, units and matter numbers that a circular about a period must show."""
    yield "title", facts.title
    if facts.matters.total:
        yield from _figures("matters", facts.matters)
    if facts.matters.completed:
        yield from (("quality.on_time", n) for n in (facts.quality.on_time,) if n)
        yield from (("quality.late", n) for n in (facts.quality.late,) if n)
    if facts.quality.sent_back:
        yield "quality.sent_back", facts.quality.sent_back
    if facts.returns.expected:
        yield from _figures("returns", facts.returns)
    if facts.problems_found:
        yield "problems_found", facts.problems_found
    yield from (("by_category.name", row.name) for row in facts.by_category)
    yield from _named(facts)
    yield from (("problems.unit", problem.unit) for problem in facts.problems)
    matters = (matter for problem in facts.problems for matter in problem.matters)
    yield from (("problems.matters.number", matter.number) for matter in matters)
    yield from (("missing_units", unit) for unit in facts.missing_units)
    yield from (("open_matters.number", row.number) for row in facts.open_matters)
    for row in facts.ranking:
        yield "ranking.unit", row.unit
        yield "ranking.score", row.score
    yield from (("uninspected", unit) for unit in facts.uninspected)
    if facts.next_return_on:
        yield "next_return_on", chinese_day(facts.next_return_on)


def _named(facts: PeriodFacts) -> Iterator[Shown]:
    """Whom it praises and criticises, and whom other documents did, with their numbers."""
    yield from (("praises.unit", praise.unit) for praise in facts.praises)
    for praise in facts.told_praises:
        yield "told_praises.unit", praise.unit
        yield "told_praises.document_number", praise.document_number
    for row in facts.criticisms:
        yield "criticisms.unit", row.unit
        yield "criticisms.number", row.number
    for row in facts.told_criticisms:
        yield "told_criticisms.unit", row.unit
        yield "told_criticisms.number", row.number
        yield "told_criticisms.document_number", row.document_number


def _figures(name: str, counts: MatterCounts | ReturnCounts) -> Iterator[Shown]:
    """Every figure of `counts`; nothing overdue is said in words."""
    for item in fields(counts):
        value: int | Decimal | None = getattr(counts, item.name)
        if value is not None and (item.name, value) != ("overdue", 0):
            yield f"{name}.{item.name}", value
