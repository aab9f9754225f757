"""Facts of a 扣分情况季度通报 that contradict themselves, and what the document must show."""

from collections.abc import Iterator
from decimal import Decimal

from duban_xl.documents.chinese import number_text
from duban_xl.documents.papers.checking import Shown, wrong
from duban_xl.documents.papers.score_circular.facts import PointSums, ScoreCircularFacts, ScoreTotals, UnitScore
from duban_xl.model.finding import Finding

ENDLESS = Decimal("1e-12")


def sums_disagree(facts: ScoreCircularFacts) -> Iterator[Finding]:
    """Totals that are not those of the lines."""
    given, counted = _totals(facts.totals), _totals(ScoreTotals.of(facts.groups))
    for name, said in given.items():
        if said != counted[name]:
            yield wrong(facts, f"{name}为{number_text(said)}，按明细为{number_text(counted[name])}")
    for group in facts.groups:
        if group.quarter != PointSums.of(unit.quarter for unit in group.units):
            yield wrong(facts, f"{group.name}计分合计与各单位之和不符")


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
                yield wrong(facts, f"{unit.unit}本季{name}{number_text(said)}，明细合计{number_text(counted)}")
        nets = (("本季", unit.quarter_points, unit.quarter), ("累计", unit.year_points, unit.year))
        for name, said, parts in nets:
            if not _same(said, parts.net):
                yield wrong(facts, f"{unit.unit}{name}净扣分{number_text(said)}，应为{number_text(parts.net)}")
        yield from _remaining_disagrees(facts, unit)


def _remaining_disagrees(facts: ScoreCircularFacts, unit: UnitScore) -> Iterator[Finding]:
    """Of a method that takes points off a base: what remains, and a quarter that takes more than its year."""
    if unit.remaining is None:
        if not facts.shows_scores:
            yield wrong(facts, f"{unit.unit}没有剩余分")
        return
    if facts.base_points is None:
        yield wrong(facts, f"{unit.unit}剩余分{number_text(unit.remaining)}，但没有基本分")
        return
    left = facts.base_points - unit.year_points
    if not (_same(unit.remaining, left) or _same(unit.remaining, max(left, Decimal(0)))):  # offices differ on the floor
        yield wrong(facts, f"{unit.unit}剩余分{number_text(unit.remaining)}，应为{number_text(max(left, Decimal(0)))}")
    if unit.quarter_points > unit.year_points:
        yield wrong(facts, f"{unit.unit}本季扣分多于年内累计扣分")


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
