"""Area score: so many events over 200 units under one method that uses every kind of rule (K01–K26) → the scoreboard."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from duban_xl.bench.measure import Measured, measured
from duban_xl.bench.score_ledger import YEAR, make_ledger
from duban_xl.catalogue import bench as words
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.source import Value
from duban_xl.score.engine import score, span_of
from duban_xl.score.events import judged_events, scored_events
from duban_xl.score.method import Method, method_of


def run(events: int = 5000, *, runs: int = 5, seed: int = 1) -> tuple[Measured, ...]:
    """The whole scoring of a year; the events alone; and the floor, a sum by unit that knows no rules."""
    ledger = make_ledger(events, seed=seed)
    method, _ = method_of(ledger.rulebook)
    assert method is not None  # the benchmark's own method is a sound one
    year = Period(PeriodKind.YEAR, YEAR)
    named: tuple[tuple[str, Callable[[], str]], ...] = (
        (words.SCORE, lambda: _scored(ledger, year)),
        (words.EVENTS, lambda: _events(ledger, method, year)),
        (words.BARE_SUM, lambda: _bare_sum(ledger)),
    )
    return tuple(measured(name.format(events=events), work, runs=runs) for name, work in named)


def _scored(ledger: Ledger, year: Period) -> str:
    board = score(ledger, year)
    return words.BOARD.format(units=len(board.units), pending=len(board.pending), findings=len(board.findings))


def _events(ledger: Ledger, method: Method, year: Period) -> str:
    span = span_of(year, method)
    assert span is not None  # the year of the benchmark is the method's
    events = scored_events(judged_events(ledger, method, span))
    return words.COUNTED.format(count=sum(1 for event in events if event.points))


def _bare_sum(ledger: Ledger) -> str:
    sums: dict[Value, Decimal] = defaultdict(Decimal)
    for row in ledger.deductions:
        sums[row.unit] += row.points or Decimal(1)
    return words.UNITS.format(count=len(sums))
