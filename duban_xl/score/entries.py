"""Decided rows of 扣分登记 → the edits after which the sheet itself says what was scored, so that 看板 sums up the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duban_xl.catalogue.scoring import LOWER_LINK, SETTLED
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason
from duban_xl.model.columns.scoring import CONFIRMED, VERIFICATIONS
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period
from duban_xl.model.rulebook import ScoringEvent
from duban_xl.model.score import ZERO, Outcome, ScoredEvent
from duban_xl.model.source import Source, Value, shown
from duban_xl.model.workdays import Workdays
from duban_xl.score.engine import assessment_year, score
from duban_xl.score.proposals import next_serials, propose


def plan_entries(ledger: Ledger, period: Period, until: date, *, workdays: Workdays | None = None) -> ChangeSet:
    """What `score` writes into 扣分登记: rows settled as they were scored, then the candidates up to `until`.

    The whole assessment year of `period` is settled, so that it makes no difference for which quarter one asks.
    A method that can't be applied settles nothing. `workdays` tells lateness in workdays too.
    """
    ledger, serials = numbered(ledger)
    return serials + settle(ledger, period) + propose(ledger, until, workdays=workdays)


def numbered(ledger: Ledger) -> tuple[Ledger, ChangeSet]:
    """The ledger with a 序号 in every row of 扣分登记, and the edits that put it there: other rows refer to it."""
    fresh = next_serials(ledger)
    rows = tuple(row if row.serial else replace(row, serial=next(fresh)) for row in ledger.deductions)
    edits = (
        _edit(row, "serial", row.serial, "serial")
        for old, row in zip(ledger.deductions, rows, strict=True)
        if not old.serial
    )
    return replace(ledger, deductions=rows), ChangeSet(tuple(edits))


def settle(ledger: Ledger, period: Period) -> ChangeSet:
    """The edits of confirmed rows in the assessment year of `period`; none once they were written.

    A row that counts gets the points that the rule gives and no 关联事件; one that does not count because another does
    gets that one's serial. Nobody's decision is touched: neither 状态 nor a row that waits for a person's choice.
    """
    year = assessment_year(ledger, period)
    rows = {row.source("rule"): row for row in ledger.deductions if row.status == CONFIRMED}
    of_row: dict[Source, list[ScoredEvent]] = defaultdict(list)
    for event in score(ledger, year).events:
        if event.source in rows:
            of_row[event.source].append(event)
    together = (_together(events) for events in of_row.values())  # one row may name several units
    edits = [edit for event in together for edit in _Settled(ledger, event, rows[event.source]).edits()]
    return ChangeSet(tuple(sorted(edits, key=lambda edit: edit.row)))


def _together(events: Sequence[ScoredEvent]) -> ScoredEvent:
    """The events of one row as one: the first that counts, with the points of all."""
    counted = [event for event in events if event.outcome is Outcome.COUNTED]
    if not counted:
        return events[0]
    return counted[0]._replace(points=sum((event.points for event in counted), ZERO))


@dataclass(frozen=True, slots=True)
class _Settled:
    """A confirmed row and what became of it."""

    ledger: Ledger
    event: ScoredEvent
    row: ScoringEvent

    def edits(self) -> Iterator[CellEdit]:
        yield from self._unit()
        if self.event.outcome is Outcome.COUNTED:
            yield from self._points()
            if related := self.row.related:
                yield _edit(self.row, "related", None, "single", related=related)
        elif self.event.related:
            yield from self._related()
        elif self.event.outcome is Outcome.PENDING and self._lacks_verification():
            yield _edit(self.row, "verification", VERIFICATIONS[0], "unverified", rule=self.row.rule)

    def _unit(self) -> Iterator[CellEdit]:
        """看板 knows full and short names, not aliases and codes."""
        unit = self.ledger.units.find(self.row.unit)
        if unit and self.row.unit not in (unit.name, unit.short_name):
            yield _edit(self.row, "unit", unit.name, "unit")

    def _points(self) -> Iterator[CellEdit]:
        given, value = self.row.points, self.event.points
        if given != value:
            why = "points" if given is None else "corrected"
            yield _edit(self.row, "points", value, why, points=given, rule=self.row.rule, value=value)

    def _related(self) -> Iterator[CellEdit]:
        serial, lower = self.event.related, self.event.outcome is Outcome.LOWER
        link = LOWER_LINK.format(serial=serial) if lower else serial
        if self.row.related != link:
            yield _edit(self.row, "related", link, "lower" if lower else "repeated", serial=serial)

    def _lacks_verification(self) -> bool:
        rule = next((rule for rule in self.ledger.rulebook.rules if rule.rule == self.row.rule), None)
        return bool(rule and rule.needs_verification and not self.row.verification)


def _edit(row: ScoringEvent, field: str, after: Value, why: str, **args: Value) -> CellEdit:
    text = SETTLED[why].format_map({name: shown(value) for name, value in args.items()})
    because = Reason(text, row.source("rule"), row.rule)
    before = row.record[field]
    return CellEdit(
        sheet="deductions", row=row.record.row, key=row.serial, field=field, before=before, after=after, because=because
    )
