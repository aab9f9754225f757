"""A ledger and a period → the scoreboard: who lost and earned what, by which clause, and where that leaves each unit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind, periods_between
from duban_xl.model.score import ZERO, Outcome, PartScore, Scoreboard, ScoredEvent, SettingLine, UnitScore
from duban_xl.score import words as w
from duban_xl.score.checks import data_findings, method_findings
from duban_xl.score.consequences import with_consequences
from duban_xl.score.echoes import without_echoes
from duban_xl.score.events import judged_events, scored_events
from duban_xl.score.exact import decimal_of, total
from duban_xl.score.judged import Judged
from duban_xl.score.method import Method, method_of
from duban_xl.score.occasions import key_findings
from duban_xl.score.passes import Passed, passed
from duban_xl.score.span import Span
from duban_xl.score.standing import (
    OwnScore,
    averages,
    in_board_order,
    inspected_units,
    is_inspected,
    ranked,
    recorded_consequences,
    standing_findings,
    unit_score,
)
from duban_xl.score.traces import with_places_told

PACK_SETTING = "制度包"


def score(ledger: Ledger, period: Period) -> Scoreboard:
    """The scores of the assessment year as of the end of `period`, a quarter or a year (or a half or month of it).

    Everything comes from the ledger's rulebook sheets. A method that would give wrong figures gives no units, only
    findings; an event that can't be scored stays in `refused` or `pending`. Never raises.
    """
    method, faults = method_of(ledger.rulebook)
    if method is None:
        return _empty(ledger, period, faults)
    span = span_of(period, method)
    if span is None:
        return _empty(ledger, period, (*faults, finding("S154", period=period.name)))
    judged = judged_events(ledger, method, span)
    events = scored_events(judged)
    board = _Board(ledger=ledger, method=method, span=span, judged=judged, events=events)
    units, in_units = board.units()
    in_method = (*faults, *method_findings(ledger.rulebook, ledger.units), *key_findings(method))
    in_method = (*in_method, *data_findings(ledger, span.year_start, span.year_end))
    in_events = tuple(found for event in judged for found in event.findings)
    return replace(
        board.scoreboard(units),
        pending=tuple(event for event in events if event.outcome is Outcome.PENDING),
        refused=tuple(event for event in events if event.outcome is Outcome.REFUSED),
        findings=without_echoes(distinct((*in_method, *in_events, *in_units))),
    )


def span_of(period: Period, method: Method) -> Span | None:
    """The year up to the end of `period` (or the period alone, as 季度计分 says); None if it reaches over the year's ends."""
    start, end = method.year_of(period.end)
    if period.kind is PeriodKind.YEAR:
        start, end = method.year_of(date(period.year, *method.words.year()[1]))
        return Span(period=period, start=start, end=end, year_start=start, year_end=end)
    if not start <= period.start <= period.end <= end:
        return None
    first = period.start if method.says(w.QUARTERLY) == w.OWN_QUARTER else start
    return Span(period=period, start=first, end=period.end, year_start=start, year_end=end)


def assessment_year(ledger: Ledger, period: Period) -> Period:
    """The assessment year that `period` is a part of, called by the year in which it ends."""
    method, _ = method_of(ledger.rulebook)
    span = span_of(period, method) if method else None
    return Period(PeriodKind.YEAR, (span.year_end if span else period.end).year)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """What the units' scores are made of."""

    ledger: Ledger
    method: Method
    span: Span
    judged: Sequence[Judged]
    events: Sequence[ScoredEvent]

    def units(self) -> tuple[tuple[UnitScore, ...], tuple[Finding, ...]]:
        """All units with scores and ranks, in the order of the board, and what was found."""
        owns, result = self._own_scores(_by_unit(self.events))
        if not owns:
            return (), (finding("S153"),)
        means = averages(owns)
        units = [unit_score(own, means[own.unit.group], method=self.method, span=self.span) for own in owns]
        in_places = ranked(units, self.method, self.ledger)
        judgement = with_consequences(in_places, self.ledger, self.method, self.span)
        told = with_places_told(judgement.units, in_places, self.method)
        placed = in_board_order(told, self.ledger, self.method)
        in_standing = standing_findings(placed, self.ledger, self.method)
        return placed, (*result.findings, *in_standing, *judgement.findings)

    def _own_scores(self, by_unit: Mapping[str, tuple[ScoredEvent, ...]]) -> tuple[list[OwnScore], Passed]:
        inspected = inspected_units(self.ledger, self.method, self.span)
        units = [u for u in self.ledger.units.units if u.active is not False or u.name in by_unit]
        result = passed(self.ledger, self.method, self.span, events=self.judged, units=units)
        parts, recorded = _by_name(result.parts), recorded_consequences(self.ledger, self.span)
        owns = [
            OwnScore(
                unit=unit,
                inspected=is_inspected(unit.name, by_unit.get(unit.name, ()), inspected),
                whole=result.wholes[unit.name],
                events=by_unit.get(unit.name, ()),
                parts=parts.get(unit.name, ()),
                recorded=recorded.get(unit.name, ()),
            )
            for unit in units
        ]
        return owns, result

    def scoreboard(self, units: tuple[UnitScore, ...]) -> Scoreboard:
        """The board around the units."""
        method, span = self.method, self.span
        groups = dict.fromkeys(unit.group for unit in units)
        return Scoreboard(
            period=span.period,
            pack=self.ledger.setting(PACK_SETTING),
            title=method.title,
            year_start=span.year_start,
            year_end=span.year_end,
            as_of=span.end,
            quarters=periods_between(PeriodKind.QUARTER, span.year_start, span.end),
            base=method.base,
            floor=method.floor,
            places=method.places,
            units=units,
            averages={group: _mean(units, group) for group in groups},
            weights=method.annual_weights,
            settings=_setting_lines(self.ledger),
        )


def _mean(units: Sequence[UnitScore], group: str) -> Decimal | None:
    scores = [unit.own_score for unit in units if unit.group == group and unit.inspected]
    return decimal_of(total(scores) / len(scores)) if scores else None


def _by_name(parts: Sequence[PartScore]) -> dict[str, tuple[PartScore, ...]]:
    """Unit → its measured parts."""
    found: dict[str, list[PartScore]] = defaultdict(list)
    for part in parts:
        found[part.unit].append(part)
    return {unit: tuple(of_unit) for unit, of_unit in found.items()}


def _by_unit(events: Sequence[ScoredEvent]) -> dict[str, tuple[ScoredEvent, ...]]:
    """Events that can be laid to a unit, by date."""
    by_unit: dict[str, list[ScoredEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda event: (event.event_on or date.max, event.serial)):
        if event.group or event.outcome is not Outcome.REFUSED:
            by_unit[event.unit].append(event)
    return {unit: tuple(found) for unit, found in by_unit.items()}


def _empty(ledger: Ledger, period: Period, findings: tuple[Finding, ...]) -> Scoreboard:
    return Scoreboard(
        period=period,
        pack=ledger.setting(PACK_SETTING),
        title="",
        year_start=period.start,
        year_end=period.end,
        as_of=period.end,
        quarters=(),
        base=ZERO,
        floor=None,
        places=0,
        settings=_setting_lines(ledger),
        findings=findings,
    )


def _setting_lines(ledger: Ledger) -> tuple[SettingLine, ...]:
    """计分口径说明: the settings as the office has them."""
    return tuple(
        SettingLine(row.key, row.value, row.note, row.clause, row.printed is True) for row in ledger.rulebook.settings
    )
