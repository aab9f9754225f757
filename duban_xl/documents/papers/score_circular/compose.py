"""Scoreboard of a quarter → the facts of a 扣分情况季度通报 (DT19): every deduction, sums, what remains, late entries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from duban_xl.catalogue import CannotRun, Level, wording
from duban_xl.documents.papers.articles import full_articles, method_title, short_article
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.score_circular.facts import (
    Amendment,
    PointSums,
    ScoreCircularFacts,
    ScoreGroup,
    ScoreLine,
    ScoreTotals,
    SectionLine,
    UninspectedGroup,
    UnitScore,
)
from duban_xl.documents.papers.scoring_notes import scoring_notes
from duban_xl.documents.papers.selection import not_over, periods_of
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import PeriodKind
from duban_xl.model.score import ZERO, Outcome, Scoreboard, ScoredEvent, SectionScore
from duban_xl.model.score import UnitScore as Scored
from duban_xl.score.effects import ON_SECTIONS, ON_TOTAL
from duban_xl.score.engine import score
from duban_xl.score.exact import rounded
from duban_xl.score.method import BONUS
from duban_xl.score.words import DATED_BY, NOT_INSPECTED, ROUNDING, Words

EXAMPLE = "duban write 扣分情况季度通报 2026Q3"


@dataclass(frozen=True, slots=True)
class _Circular:
    """The board, the ledger it was scored from, and what the method says of them."""

    ledger: Ledger
    board: Scoreboard
    words: Words
    bonus_rules: frozenset[str]
    remains: bool  # a unit's score is what is left of a base, and nothing else
    sections: tuple[str, ...]  # those that are shown

    def rounded(self, figure: Decimal | None) -> Decimal | None:
        """An exact figure as it is printed: at most so many decimals as the method keeps."""
        if figure is None:
            return None
        return rounded(Fraction(figure), self.board.places, self.words.choice(ROUNDING))


def compose(request: Request) -> Iterator[Subject]:
    """The circular of every quarter asked for; raises CannotRun (C004, C017, D114, or why nothing could be scored)."""
    for period in periods_of(request, (PeriodKind.QUARTER,), example=EXAMPLE):
        if request.as_of < period.end:
            raise not_over(request, period)
        board = score(request.ledger, period)
        if not board.units:
            raise CannotRun(_why_not(board.findings))
        facts = score_circular_facts(request.ledger, board, dated_on=request.as_of)
        yield Subject(facts=facts, label=period.text, findings=board.findings)


def _why_not(findings: Sequence[Finding]) -> Finding:
    """The finding that kept the scores from being worked out."""
    return next((found for found in findings if found.level is Level.ERROR), findings[0])


def score_circular_facts(ledger: Ledger, board: Scoreboard, *, dated_on: date) -> ScoreCircularFacts:
    """The deduction circular of the board's quarter; amendments of earlier quarters stand apart."""
    about = _about(ledger, board)
    groups = tuple(_group(about, name) for name in board.groups)
    return ScoreCircularFacts(
        title=wording.SCORE_CIRCULAR_TITLE.format(period=board.period.name),
        dated_on=dated_on,
        period_name=board.period.name,
        period_from=board.period.start,
        period_to=board.period.end,
        as_of=board.as_of,
        method_title=method_title(board.title),
        base_points=board.base if about.remains else None,
        shows_scores=not about.remains,
        shows_counted=bool(board.weights) and not about.remains,
        shows_sections=bool(about.sections),
        has_mixed=any(unit.year.added or unit.year.refunded for group in groups for unit in group.units),
        totals=ScoreTotals.of(groups),
        groups=groups,
        attribution=wording.ATTRIBUTIONS.get(about.words.choice(DATED_BY), ""),
        amendments=tuple(_amendment(about, event) for event in (*board.late, *board.late_revoked)),
        uninspected=_uninspected(about),
        uninspected_note=wording.UNINSPECTED_NOTES.get(about.words.choice(NOT_INSPECTED), ""),
        notes=scoring_notes(board, about.words, without=_said_elsewhere(about)),
    )


def _about(ledger: Ledger, board: Scoreboard) -> _Circular:
    sections = [part for unit in board.units for part in unit.sections]
    names = {part.section for part in sections}
    tops = dict.fromkeys(part.section for part in sections if part.parent not in names)
    below = dict.fromkeys(part.section for part in sections if part.parent in tops)
    only_deducts = not any(rule.sign == BONUS or rule.refund_share for rule in ledger.rulebook.rules)
    shown = tuple(tops if len(tops) > 1 else below)
    return _Circular(
        ledger=ledger,
        board=board,
        words=Words(ledger.rulebook.settings),
        bonus_rules=frozenset(rule.rule for rule in ledger.rulebook.rules if rule.sign == BONUS),
        remains=len(names) <= 1 and only_deducts and all(_remains(board.base, unit) for unit in board.units),
        sections=shown,
    )


def _remains(base: Decimal | None, unit: Scored) -> bool:
    """Whether the unit's score is the base less its points, perhaps stopped at 0."""
    if base is None or unit.parts or any(part.periods for part in unit.sections):
        return False
    left = base - unit.year_points
    return unit.remaining in (left, max(left, ZERO))


def _said_elsewhere(about: _Circular) -> frozenset[str]:
    """The rows whose meaning stands in a sentence of its own."""
    return frozenset({DATED_BY, NOT_INSPECTED} if _uninspected(about) else {DATED_BY})


def _in_order(ledger: Ledger, units: list[Scored]) -> list[Scored]:
    return sorted(units, key=lambda unit: ledger.units.position(unit.unit))


def _group(about: _Circular, name: str) -> ScoreGroup:
    units = _in_order(about.ledger, [unit for unit in about.board.units if unit.group == name])
    return ScoreGroup.of(name, tuple(_unit(about, unit) for unit in units))


def _unit(about: _Circular, unit: Scored) -> UnitScore:
    board = about.board
    lines = _lines(about, [event for event in unit.events if event.quarter == board.period])
    return UnitScore(
        unit=unit.unit,
        quarter=_sums(lines),
        year=_sums(_lines(about, unit.events)),
        quarter_points=unit.period_points,
        year_points=unit.year_points,
        remaining=unit.remaining if about.remains else None,
        score=about.rounded(unit.score),
        counted=unit.counted if board.weights else None,
        rank=unit.rank,
        sections=tuple(_section(about, part) for part in unit.sections if part.section in about.sections),
        deductions=lines.deductions,
        bonuses=lines.bonuses,
        refunds=lines.refunds,
        remark="" if about.remains else _remark(unit),
    )


def _remark(unit: Scored) -> str:
    """Why the score or the place is not what the sections alone would give."""
    if unit.score is None:
        return wording.NO_SCORE
    effects = dict.fromkeys(held.effect for held in unit.held if held.effect in (*ON_SECTIONS, *ON_TOTAL))
    return "、".join((*effects, *(() if unit.rank is not None else (wording.NOT_RANKED,))))


def _section(about: _Circular, part: SectionScore) -> SectionLine:
    return SectionLine(name=part.name or part.section, score=about.rounded(part.score))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines by what they are; points are positive, but for a bonus that was taken back."""

    deductions: tuple[ScoreLine, ...]
    bonuses: tuple[ScoreLine, ...]
    refunds: tuple[ScoreLine, ...]


def _lines(about: _Circular, events: Sequence[ScoredEvent]) -> _Lines:
    """What the events count; those that neither the rule nor the caps give anything are left out."""
    found: dict[str, list[ScoreLine]] = {"扣": [], "加": [], "退": []}
    for event in events:
        is_refund = event.outcome is Outcome.REFUND
        if not (is_refund or event.outcome is Outcome.COUNTED) or not (event.points or event.value):
            continue
        is_bonus = event.rule in about.bonus_rules
        kind = "加" if is_bonus else "退" if is_refund else "扣"
        found[kind].append(_line(about.board, event, sign=1 if kind == "扣" else -1, taken_back=is_bonus and is_refund))
    return _Lines(tuple(found["扣"]), tuple(found["加"]), tuple(found["退"]))


def _sums(lines: _Lines) -> PointSums:
    deducted, added, refunded = (
        sum((line.points for line in kind), ZERO) for kind in (lines.deductions, lines.bonuses, lines.refunds)
    )
    return PointSums(deducted=deducted, added=added, refunded=refunded)


def _line(board: Scoreboard, event: ScoredEvent, *, sign: int, taken_back: bool) -> ScoreLine:
    given = event.points if event.value is None else event.value
    return ScoreLine(
        occurred_on=event.event_on or date.min,
        rule=short_article(event.clause) or event.rule,
        basis=_basis(board, event),
        event=wording.TAKEN_BACK.format(event=event.condition) if taken_back else event.condition,
        points=sign * event.points + ZERO,  # 0 and not -0
        full_points=None if given == event.points else sign * given + ZERO,
        document=event.document,
        matter=event.matter,
    )


def _basis(board: Scoreboard, event: ScoredEvent) -> str:
    """The article with the name of the method; the rule's number where the rule cites no article."""
    return full_articles(event.clause, method_title(board.title)) or event.clause or event.rule


def _amendment(about: _Circular, event: ScoredEvent) -> Amendment:
    board = about.board
    unit = board.unit(event.unit)
    of_quarter = [other for other in unit.events if other.quarter == event.quarter] if unit else []
    revoked = event.outcome is Outcome.REVOKED
    return Amendment(
        unit=event.unit,
        action=wording.REVOKED_ENTRY if revoked else wording.LATE_ENTRY,
        effect=wording.BONUS if event.rule in about.bonus_rules else wording.DEDUCTION,
        belongs_to=event.quarter.name if event.quarter else "",
        occurred_on=event.event_on or date.min,
        decided_on=event.decided_on or date.min,
        basis=_basis(board, event),
        event=(event.reason if revoked else "") or event.condition,
        points=abs(event.value or event.points),
        quarter=_sums(_lines(about, of_quarter)),
        document=event.document,
    )


def _uninspected(about: _Circular) -> tuple[UninspectedGroup, ...]:
    """Groups with units that no inspection has reached; nothing where the method does not ask for inspections."""
    if not about.words.text(NOT_INSPECTED):
        return ()
    found: list[UninspectedGroup] = []
    for name in about.board.groups:
        units = [unit for unit in about.board.units if unit.group == name and not unit.inspected]
        if units:
            found.append(UninspectedGroup(name=name, units=tuple(u.unit for u in _in_order(about.ledger, units))))
    return tuple(found)
