"""Scoreboard of a quarter → the facts of a 扣分情况季度通报 (DT19): every deduction, sums, what remains, late entries."""

from datetime import date

from duban_xl.catalogue import wording
from duban_xl.catalogue.score_book import CONVENTION
from duban_xl.documents.compose.articles import full_articles, method_title, short_article
from duban_xl.documents.facts import (
    Amendment,
    DeductionLine,
    ScoreCircularFacts,
    ScoreGroup,
    UninspectedGroup,
    UnitScore,
)
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period
from duban_xl.model.score import Outcome, Scoreboard, ScoredEvent, SettingLine
from duban_xl.model.score import UnitScore as Scored
from duban_xl.score.words import NOT_INSPECTED, YEAR, Words


def score_circular_facts(ledger: Ledger, board: Scoreboard, *, dated_on: date) -> ScoreCircularFacts:
    """The deduction circular of the board's quarter; amendments of earlier quarters stand apart."""
    groups = tuple(_group(ledger, board, name) for name in board.groups)
    words = Words(ledger.rulebook.settings)
    total, deducted, events, points = ScoreCircularFacts.sums(groups)
    return ScoreCircularFacts(
        title=wording.SCORE_CIRCULAR_TITLE.format(period=board.period.name),
        dated_on=dated_on,
        period_name=board.period.name,
        period_from=board.period.start,
        period_to=board.period.end,
        as_of=board.as_of,
        method_title=method_title(board.title),
        base_points=board.base,
        units_total=total,
        units_deducted=deducted,
        events_total=events,
        points_total=points,
        groups=groups,
        amendments=tuple(_amendment(board, event) for event in (*board.late, *board.late_revoked)),
        uninspected=_uninspected(ledger, board),
        uninspected_note=wording.UNINSPECTED_NOTES.get(words.choice(NOT_INSPECTED), ""),
        notes=tuple(_note(line, words) for line in board.settings if line.is_printed),
    )


def _note(line: SettingLine, words: Words) -> str:
    """One line of 口径说明; what the method does not say itself is marked as a convention."""
    mark = f"（{CONVENTION}）" if CONVENTION in line.note else ""
    value = _year_in_words(words) if line.key == YEAR else line.value
    return wording.NOTE_LINE.format(key=line.key, value=value or wording.NOT_SET, mark=mark)


def _year_in_words(words: Words) -> str:
    """考核年度 "01-01..12-31" → 1月1日至12月31日."""
    start, end = words.year()
    first, last = (wording.MONTH_DAY.format(month=month, day=day) for month, day in (start, end))
    return (wording.YEAR_SPAN if start < end else wording.YEAR_SPAN_OVER).format(start=first, end=last)


def _in_order(ledger: Ledger, units: list[Scored]) -> list[Scored]:
    return sorted(units, key=lambda unit: ledger.units.position(unit.unit))


def _group(ledger: Ledger, board: Scoreboard, name: str) -> ScoreGroup:
    units = _in_order(ledger, [unit for unit in board.units if unit.group == name])
    return ScoreGroup.of(name, tuple(_unit(board, unit) for unit in units))


def _unit(board: Scoreboard, unit: Scored) -> UnitScore:
    return UnitScore(
        unit=unit.unit,
        quarter_points=unit.period_points,
        year_points=unit.year_points,
        remaining=unit.remaining,
        deductions=tuple(_line(board, event) for event in unit.events if _counts_in(event, board.period)),
    )


def _counts_in(event: ScoredEvent, period: Period) -> bool:
    """Whether it is among what makes up the period's points: what counted, and what was given back."""
    counts = event.outcome in (Outcome.COUNTED, Outcome.REFUND)
    return counts and event.event_on is not None and period.contains(event.event_on)


def _line(board: Scoreboard, event: ScoredEvent) -> DeductionLine:
    return DeductionLine(
        occurred_on=event.event_on or date.min,
        rule=short_article(event.clause) or event.rule,
        basis=_basis(board, event),
        event=f"{event.condition}（{event.outcome}）" if event.outcome is Outcome.REFUND else event.condition,
        points=event.points,
        document=event.document,
        matter=event.matter,
    )


def _basis(board: Scoreboard, event: ScoredEvent) -> str:
    """The article with the name of the method; the rule's number where the rule cites no article."""
    return full_articles(event.clause, method_title(board.title)) or event.clause or event.rule


def _amendment(board: Scoreboard, event: ScoredEvent) -> Amendment:
    unit = board.unit(event.unit)
    position = board.quarters.index(event.quarter) if event.quarter in board.quarters else None
    corrected = unit.quarter_points[position] if unit and position is not None else event.points
    revoked = event.outcome is Outcome.REVOKED
    return Amendment(
        unit=event.unit,
        action=wording.REVOKED_ENTRY if revoked else wording.LATE_ENTRY,
        belongs_to=event.quarter.name if event.quarter else "",
        occurred_on=event.event_on or date.min,
        decided_on=event.decided_on or date.min,
        basis=_basis(board, event),
        event=(event.reason if revoked else "") or event.condition,
        points=event.value or event.points,
        quarter_points=corrected,
        document=event.document,
    )


def _uninspected(ledger: Ledger, board: Scoreboard) -> tuple[UninspectedGroup, ...]:
    found: list[UninspectedGroup] = []
    for name in board.groups:
        units = _in_order(ledger, [unit for unit in board.units if unit.group == name and not unit.inspected])
        if units:
            found.append(UninspectedGroup(name=name, units=tuple(unit.unit for unit in units)))
    return tuple(found)
