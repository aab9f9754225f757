"""A ledger and a period → the scoreboard: who lost how many points, by which clause, and where that leaves each unit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue.scoring import trace
from duban_xl.model.clause import articles
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind, periods_between
from duban_xl.model.score import ZERO, Outcome, Scoreboard, ScoredEvent, SettingLine, UnitScore
from duban_xl.score.judged import Judged
from duban_xl.score.late import closings, late_in, with_late_notice
from duban_xl.score.matching import matched
from duban_xl.score.method import Method, method_of
from duban_xl.score.occasions import key_findings, without_repeats
from duban_xl.score.standing import (
    Span,
    averages,
    decimal_of,
    final_scores,
    in_board_order,
    own_standing,
    ranked,
    recorded_consequences,
    standing_findings,
)
from duban_xl.score.values import rule_findings, valued

PACK_SETTING = "制度包"


def score(ledger: Ledger, period: Period) -> Scoreboard:
    """The scores of the assessment year as of the end of `period`, a quarter or a year (or a half or month of it).

    Everything comes from the ledger's rulebook sheets. A method that would give wrong figures gives no units, only
    findings; an event that can't be scored stays in `refused` or `pending`. Never raises.
    """
    method, faults = method_of(ledger.rulebook)
    if method is None:
        return _empty(ledger, period, faults)
    span = _span(period, method)
    if span is None:
        return _empty(ledger, period, (*faults, finding("S154", period=period.name)))
    judged = [valued(event, method) for event in matched(ledger, method, start=span.start, end=span.end)]
    closed = closings(_quarters(*method.year_of(period.end)), ledger, method)
    late = [(event, late_in(event, closed)) for event in without_repeats(judged, method)]
    events = [(with_late_notice(event, quarter), quarter) for event, quarter in late]
    scored = [_scored(event, quarter) for event, quarter in events]
    units = _units(ledger, scored, method, span)
    in_method = (*faults, *rule_findings(method), *key_findings(method))
    in_events = tuple(found for event, _ in events for found in event.findings)
    in_units = standing_findings(units, ledger, method) if units else (finding("S153"),)
    board = _board(ledger, method, span, units)
    return replace(
        board,
        pending=tuple(event for event in scored if event.outcome is Outcome.PENDING),
        refused=tuple(event for event in scored if event.outcome is Outcome.REFUSED),
        findings=(*in_method, *in_events, *in_units),
    )


def _span(period: Period, method: Method) -> Span | None:
    """The year up to the end of `period`; None for a period that reaches over the year's ends."""
    start, end = method.year_of(period.end)
    if period.kind is PeriodKind.YEAR:
        start, end = method.year_of(date(period.year, *method.year_end))
        return Span(period=period, start=start, end=end, quarters=_quarters(start, end))
    if not start <= period.start <= period.end <= end:
        return None
    return Span(period=period, start=start, end=period.end, quarters=_quarters(start, end))


def _quarters(start: date, end: date) -> tuple[Period, ...]:
    return periods_between(PeriodKind.QUARTER, start, end)


def _scored(event: Judged, late: Period | None) -> ScoredEvent:
    row, rule, unit = event.row, event.rule, event.unit
    sentences = event.trace
    if event.counts and rule:
        sentences = (*sentences, ("counted", {"sign": rule.sign, "points": abs(event.points)}))
    return ScoredEvent(
        serial=row.serial,
        event_on=row.event_on,
        unit=unit.name if unit else row.unit,
        group=unit.group if unit else "",
        rule=row.rule,
        clause=articles(rule.clause) if rule else "",
        condition=rule.condition if rule else "",
        matter=row.number,
        document=row.document,
        status=row.status,
        outcome=event.outcome,
        value=event.value,
        points=event.points,
        quarter=Period.of(PeriodKind.QUARTER, row.event_on) if row.event_on else None,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        late_in=late,
        related=event.related,
        reason=row.justification or row.reason,
        trace=trace(*sentences),
        source=row.source("rule"),
    )


def _units(ledger: Ledger, events: Sequence[ScoredEvent], method: Method, span: Span) -> tuple[UnitScore, ...]:
    by_unit = _by_unit(events)
    inspected = _inspected(ledger, span, reminders_count=method.reminders_count)
    own = [
        own_standing(unit, by_unit.get(unit.name, ()), method=method, span=span, inspected=unit.name in inspected)
        for unit in ledger.units.units
        if unit.active is not False or unit.name in by_unit
    ]
    final = ranked(final_scores(own, averages(own), method), method)
    told = [replace(unit, consequences=recorded_consequences(unit, ledger, span)) for unit in final]
    return in_board_order(told, ledger, method)


def _by_unit(events: Sequence[ScoredEvent]) -> Mapping[str, tuple[ScoredEvent, ...]]:
    """Events that can be laid to a unit, by date."""
    by_unit: dict[str, tuple[ScoredEvent, ...]] = {}
    for event in sorted(events, key=lambda event: (event.event_on or date.max, event.serial)):
        if event.group or event.outcome is not Outcome.REFUSED:
            by_unit[event.unit] = (*by_unit.get(event.unit, ()), event)
    return by_unit


def _inspected(ledger: Ledger, span: Span, *, reminders_count: bool) -> frozenset[str]:
    """Units with a 督查记录 in the year so far (cangnan-amb-12); that a letter reminded them is none, unless it counts.

    The ways of supervising (rules §2.9) name 电话催办, which is one, but no 催办 by letter.
    """
    rows = (row for row in ledger.inspections if row.held_on and span.start <= row.held_on <= span.end)
    rows = (row for row in rows if reminders_count or not row.is_reminder)
    return frozenset(ledger.units.official_name(name) for row in rows for name in row.units)


def _board(ledger: Ledger, method: Method, span: Span, units: tuple[UnitScore, ...]) -> Scoreboard:
    start, end = method.year_of(span.end)
    means = averages(units)
    return Scoreboard(
        period=span.period,
        pack=ledger.setting(PACK_SETTING),
        title=method.title,
        year_start=start,
        year_end=end,
        as_of=span.end,
        quarters=span.quarters,
        base=method.base,
        floor=method.floor,
        places=method.places,
        units=units,
        averages={group: decimal_of(mean) if mean is not None else None for group, mean in means.items()},
        weights=method.weights,
        settings=_setting_lines(ledger),
    )


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
