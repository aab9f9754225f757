"""Facts that contradict themselves or lack something: facts → findings, and facts → what the document must show.

Pure: the finished document is compared by `word.check_document`.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import get_args, get_type_hints

from duban_xl.catalogue import finding
from duban_xl.documents.chinese import number_text
from duban_xl.documents.facts import (
    CircularFacts,
    MatterCounts,
    NoticeFacts,
    PointSums,
    ReturnCounts,
    ScoreCircularFacts,
    ScoreTotals,
    UnitScore,
)
from duban_xl.documents.word.layout import break_title
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source, chinese_day

MOST_TITLE_LINES = 5
"""With more, little of the text is left on page 1."""

ENDLESS = Decimal("1e-12")

Shown = tuple[str, int | Decimal | str]
"""A field path and what must be read in the document: a number as a number of its own, a text as part of the text."""


def meaning(record: type, path: str) -> str:
    """What a field is called on paper: (CircularFacts, "praises.unit") → 单位; the path itself if it names no field."""
    found: object = record
    said = path
    for name in path.split("."):
        hints = get_type_hints(found, include_extras=True) if is_dataclass(found) else {}
        if name not in hints:
            return path
        annotation, *words = get_args(hints[name])
        said = str(words[0]).split("；", 1)[0]
        found = next((part for part in get_args(annotation) if is_dataclass(part)), annotation)
    return said


def title_is_long(facts: CircularFacts | ScoreCircularFacts | NoticeFacts) -> Iterator[Finding]:
    """A title of so many lines that the text begins at the foot of page 1, or on page 2."""
    count = len(break_title(facts.title.strip()))
    if count > MOST_TITLE_LINES:
        yield finding("D118", _place(facts), count=count)


# ---- 督查通报 -------------------------------------------------------------------------------------------------------


def counts_disagree(facts: CircularFacts) -> Iterator[Finding]:
    """Totals that are not the sum of their parts."""
    matters, returns = facts.matters, facts.returns
    if matters.total != matters.completed + matters.in_hand:
        yield _wrong(facts, _sum("事项", matters.total, matters.completed, matters.in_hand))
    if matters.overdue > matters.in_hand:
        yield _wrong(facts, f"逾期{matters.overdue}项多于在办{matters.in_hand}项")
    if returns.received != returns.on_time + returns.late:
        yield _wrong(facts, _sum("已报送", returns.received, returns.on_time, returns.late))
    if returns.expected != returns.received + returns.missing:
        yield _wrong(facts, _sum("应报送", returns.expected, returns.received, returns.missing))


def percents_disagree(facts: CircularFacts) -> Iterator[Finding]:
    """A printed pair of percents that does not add up to 100."""
    first, second = facts.matters.completed_percent, facts.matters.in_hand_percent
    if (first is None) != (second is None) or (first is not None and second is not None and first + second != 100):
        yield finding("D123", _place(facts), first=first, second=second)


def annex_disagrees(facts: CircularFacts) -> Iterator[Finding]:
    """An annex, or a list in the text, that does not have as many rows as the text says."""
    overdue = sum(1 for row in facts.open_matters if row.overdue_days > 0)
    named = {matter.number for problem in facts.problems for matter in problem.matters}
    for where, count, wanted in (("清单", overdue, bool(facts.open_matters)), ("存在问题", len(named), bool(named))):
        if wanted and count != facts.matters.overdue:
            yield finding("D125", _place(facts), detail=f"正文逾期{facts.matters.overdue}项，{where}列出{count}项")
    missing = sum(row.missing for row in facts.unit_returns)
    if facts.unit_returns and missing != facts.returns.missing:
        yield finding(
            "D125", _place(facts), detail=f"正文未报送{facts.returns.missing}件次，报送情况表合计{missing}件次"
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


# ---- 扣分情况季度通报 -----------------------------------------------------------------------------------------------


def sums_disagree(facts: ScoreCircularFacts) -> Iterator[Finding]:
    """Totals that are not those of the lines."""
    given, counted = _totals(facts.totals), _totals(ScoreTotals.of(facts.groups))
    for name, said in given.items():
        if said != counted[name]:
            yield _wrong(facts, f"{name}为{number_text(said)}，按明细为{number_text(counted[name])}")
    for group in facts.groups:
        if group.quarter != PointSums.of(unit.quarter for unit in group.units):
            yield _wrong(facts, f"{group.name}计分合计与各单位之和不符")


def _totals(totals: ScoreTotals) -> dict[str, int | Decimal]:
    return {
        "单位数": totals.units,
        "被扣分单位数": totals.units_deducted,
        "加分单位数": totals.units_added,
        "扣分次数": totals.deductions,
        "加分次数": totals.bonuses,
        "退回次数": totals.refunds,
        "扣分合计": totals.quarter.deducted,
        "加分合计": totals.quarter.added,
        "退回合计": totals.quarter.refunded,
    }


def unit_sums_disagree(facts: ScoreCircularFacts) -> Iterator[Finding]:
    """A unit whose sums are not those of its lines or of the board, or whose remaining points do not follow."""
    for unit in _units_of(facts):
        sums = (unit.quarter.deducted, unit.quarter.added, unit.quarter.refunded)
        kinds = (unit.deductions, unit.bonuses, unit.refunds)
        for name, said, lines in zip(("扣分", "加分", "退回"), sums, kinds, strict=True):
            counted = sum((line.points for line in lines), Decimal(0))
            if not _same(said, counted):
                yield _wrong(facts, f"{unit.unit}本季{name}{number_text(said)}，明细合计{number_text(counted)}")
        nets = (("本季", unit.quarter_points, unit.quarter), ("累计", unit.year_points, unit.year))
        for name, said, parts in nets:
            if not _same(said, parts.net):
                yield _wrong(facts, f"{unit.unit}{name}净扣分{number_text(said)}，应为{number_text(parts.net)}")
        yield from _remaining_disagrees(facts, unit)


def _remaining_disagrees(facts: ScoreCircularFacts, unit: UnitScore) -> Iterator[Finding]:
    """Of a method that takes points off a base: what remains, and a quarter that takes more than its year."""
    if unit.remaining is None:
        if not facts.shows_scores:
            yield _wrong(facts, f"{unit.unit}没有剩余分")
        return
    if facts.base_points is None:
        yield _wrong(facts, f"{unit.unit}剩余分{number_text(unit.remaining)}，但没有基本分")
        return
    left = facts.base_points - unit.year_points
    if not (_same(unit.remaining, left) or _same(unit.remaining, max(left, Decimal(0)))):  # offices differ on the floor
        yield _wrong(facts, f"{unit.unit}剩余分{number_text(unit.remaining)}，应为{number_text(max(left, Decimal(0)))}")
    if unit.quarter_points > unit.year_points:
        yield _wrong(facts, f"{unit.unit}本季扣分多于年内累计扣分")


def _same(said: Decimal, counted: Decimal) -> bool:
    """Equal but for the last digits of thirds, which are added in another order."""
    return abs(said - counted) < ENDLESS


def _units_of(facts: ScoreCircularFacts) -> Iterator[UnitScore]:
    return (unit for group in facts.groups for unit in group.units)


def score_shows(facts: ScoreCircularFacts) -> Iterator[Shown]:
    """Sums, every unit with what it has, every line with its clause."""
    yield "title", facts.title
    yield "totals.units", facts.totals.units
    if facts.base_points is not None:
        yield "base_points", facts.base_points
    if facts.totals.deductions:
        yield "totals.units_deducted", facts.totals.units_deducted
        yield "totals.deductions", facts.totals.deductions
        yield "totals.quarter.deducted", facts.totals.quarter.deducted
    if facts.totals.bonuses:
        yield "totals.quarter.added", facts.totals.quarter.added
    if facts.totals.refunds:
        yield "totals.quarter.refunded", facts.totals.quarter.refunded
    for unit in _units_of(facts):
        yield from _unit_shows(facts, unit)
    for amendment in facts.amendments:
        yield "amendments.unit", amendment.unit
        yield "amendments.belongs_to", amendment.belongs_to
    for unit in (unit for group in facts.uninspected for unit in group.units):
        yield "uninspected.units", unit
    yield from (("notes", note.rstrip("。")) for note in facts.notes)


def _unit_shows(facts: ScoreCircularFacts, unit: UnitScore) -> Iterator[Shown]:
    yield "groups.units.unit", unit.unit
    yield "groups.units.quarter_points", unit.quarter_points
    yield "groups.units.year_points", unit.year_points
    shown = {
        "remaining": unit.remaining,
        "score": unit.score if facts.shows_scores else None,
        "counted": unit.counted if facts.shows_counted else None,
        "rank": unit.rank if facts.shows_scores else None,
    }
    yield from ((f"groups.units.{name}", value) for name, value in shown.items() if value is not None)
    for section in unit.sections:
        if section.score is not None:
            yield "groups.units.sections.score", section.score
    for kind, lines in (("deductions", unit.deductions), ("bonuses", unit.bonuses), ("refunds", unit.refunds)):
        for line in lines:
            yield f"groups.units.{kind}.rule", line.rule
            yield f"groups.units.{kind}.points", line.points


# ---- 督查通知书 -----------------------------------------------------------------------------------------------------


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
            yield finding("D128", _place(facts), field=meaning(NoticeFacts, name))


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


def _place(facts: CircularFacts | ScoreCircularFacts | NoticeFacts) -> Source:
    return Source(facts.title.replace("\n", ""))


def _sum(name: str, total: int, *parts: int) -> str:
    return f"{name}{total}，各部分为{'＋'.join(map(str, parts))}"


def _wrong(facts: CircularFacts | ScoreCircularFacts, what: str) -> Finding:
    return finding("D124", _place(facts), detail=what)
