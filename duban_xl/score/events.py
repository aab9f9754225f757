"""Rows of 扣分登记 → what each counts for whom, with every step of the order applied to it (steps 1 to 7)."""

from collections.abc import Sequence

from duban_xl.model.clause import articles
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind, periods_between
from duban_xl.model.score import ZERO, Outcome, ScoredEvent
from duban_xl.score.caps import limited
from duban_xl.score.judged import Judged
from duban_xl.score.late import closings, late_in, with_late_notice
from duban_xl.score.matching import matched
from duban_xl.score.method import Method
from duban_xl.score.occasions import without_lower, without_repeats
from duban_xl.score.repetition import repeated
from duban_xl.score.span import Span
from duban_xl.score.values import as_entered, valued


def judged_events(ledger: Ledger, method: Method, span: Span) -> tuple[Judged, ...]:
    """The events of the span in the order of the operations; refunds and clearings follow as events of their own."""
    events = [valued(event, method) for event in matched(ledger, method, span)]
    events = repeated(without_repeats(events, method), method)
    events = [_coded(event) for event in without_lower(events, method)]
    within_caps = [as_entered(event) for event in limited(events, method, span)]
    return _noticed(within_caps, ledger, method, span)


def scored_events(events: Sequence[Judged]) -> tuple[ScoredEvent, ...]:
    """The events as the board shows them, in the order given."""
    return tuple(_scored(event) for event in events)


def _noticed(events: Sequence[Judged], ledger: Ledger, method: Method, span: Span) -> tuple[Judged, ...]:
    """The events with 补记 where their quarter's circular had gone out when they were decided, and the notice of it."""
    closed = closings(periods_between(PeriodKind.QUARTER, span.year_start, span.year_end), ledger, method)
    return tuple(with_late_notice(event, late_in(event, closed)) for event in events)


def _coded(event: Judged) -> Judged:
    """With the 后果代码 of its rule."""
    rule = event.rule
    return event.but(codes=(rule.consequence, *event.codes)) if rule and rule.consequence and event.counts else event


def _scored(event: Judged) -> ScoredEvent:
    row, rule, unit = event.row, event.rule, event.unit
    sentences, counts = event.trace, event.counts
    if counts and rule:
        sentences = (*sentences, ("counted", {"sign": rule.sign, "points": abs(event.counted)}))
    return ScoredEvent(
        serial=row.serial,
        event_on=event.day if event.outcome is Outcome.REFUND else row.event_on,
        unit=event.place,
        group=unit.group if unit else "",
        rule=row.rule,
        clause=articles(rule.clause) if rule else "",
        condition=rule.condition if rule else "",
        matter=row.number,
        document=row.document,
        status=row.status,
        outcome=event.outcome,
        section=event.section.section if event.section else "",
        value=event.value,
        points=event.counted if counts or event.outcome is Outcome.REFUND else ZERO,
        raw=event.raw,
        nth=event.nth,
        factor=event.factor,
        consequences=event.codes if counts else (),
        quarter=Period.of(PeriodKind.QUARTER, event.day) if event.day else None,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        late_in=event.late,
        related=event.related,
        reason=row.justification or row.reason,
        sentences=sentences,
        source=row.source("rule"),
    )
