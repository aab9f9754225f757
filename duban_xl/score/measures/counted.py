"""Indicators that the ledger itself gives: how many matters a unit has and closed, how many in time, how it reported.

主办件数, 协办件数: matters that were with the unit in the period, withdrawn ones left out. 办结件数: matters it leads with
办结日期 in the period. 按时办结率: of the matters it leads whose limit (the granted one) lies in the period and has passed,
those done by then, by 办结日期 or by a final report that was not sent back. 应报次数, 按时报送率: the returns asked for in the
reporting periods that ended in the period, one for every matter, and those that came in time.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.period import Period, PeriodKind, parse_period, periods_between
from duban_xl.model.reporting import WITHDRAWN, runs_within
from duban_xl.plan.answers import answers_of, final_report
from duban_xl.plan.summary import return_tallies
from duban_xl.score.span import Span

Counts = Mapping[str, tuple[int, int | None]]
"""Unit → a count and None, or the two counts of a rate."""
HANDED_OVER = "已转交"


@dataclass(frozen=True, slots=True)
class Tallies:
    """The counts of the indicators asked for."""

    ledger: Ledger
    span: Span
    _known: dict[tuple[str, Period | None], Counts] = field(default_factory=dict[tuple[str, Period | None], Counts])

    def counts(self, indicator: str, period: Period | None) -> Counts:
        """What `indicator` (one of COUNTED) is for each unit of the directory."""
        key = indicator, period
        if key not in self._known:
            first = max(period.start, self.span.start) if period else self.span.start
            last = min(period.end, self.span.end) if period else self.span.end
            self._known[key] = COUNTED[indicator](self.ledger, first, last)
        return self._known[key]


def _led(ledger: Ledger, first: date, last: date) -> Counts:
    return _of_all(ledger, Counter(_lead(ledger, matter) for matter in _running(ledger, first, last)))


def _supported(ledger: Ledger, first: date, last: date) -> Counts:
    official = ledger.units.official_name
    found = (official(name) for matter in _running(ledger, first, last) for name in matter.supporting)
    return _of_all(ledger, Counter(found))


def _closed(ledger: Ledger, first: date, last: date) -> Counts:
    days = ((matter, matter.completed_on) for matter in ledger.matters)
    return _of_all(ledger, Counter(_lead(ledger, matter) for matter, day in days if day and first <= day <= last))


def _in_time(ledger: Ledger, first: date, last: date) -> Counts:
    due, done = Counter[str](), Counter[str]()
    returns = answers_of(ledger).returns
    for matter in ledger.matters:
        limit, lead = matter.effective_due, _lead(ledger, matter)
        if limit is None or not first <= limit <= last or not matter.is_assigned or _dropped(matter):
            continue
        days = (matter.completed_on, final_report(returns.get((matter.number, lead), ())))
        due[lead] += 1
        done[lead] += any(day is not None and day <= limit for day in days)
    return {unit.name: (done[unit.name], due[unit.name]) for unit in ledger.units.units}


def _returns(ledger: Ledger, first: date, last: date, *, as_rate: bool) -> Counts:
    owed, in_time = Counter[str](), Counter[str]()
    for period in periods_between(_reporting_kind(ledger), first, last):
        for tally in return_tallies(ledger, period) if first <= period.end <= last else ():
            owed[tally.unit.name] += tally.expected
            in_time[tally.unit.name] += tally.on_time
    if as_rate:
        return {unit.name: (in_time[unit.name], owed[unit.name]) for unit in ledger.units.units}
    return _of_all(ledger, owed)


COUNTED: Mapping[str, Callable[[Ledger, date, date], Counts]] = {
    "主办件数": _led,
    "协办件数": _supported,
    "办结件数": _closed,
    "按时办结率": _in_time,
    "应报次数": partial(_returns, as_rate=False),
    "按时报送率": partial(_returns, as_rate=True),
}
"""Indicator → how it is counted from the first to the last day."""


def _running(ledger: Ledger, first: date, last: date) -> Iterator[Matter]:
    return (m for m in ledger.matters if not _dropped(m) and runs_within(m, first, last))


def _dropped(matter: Matter) -> bool:
    return matter.status in (WITHDRAWN, HANDED_OVER)


def _lead(ledger: Ledger, matter: Matter) -> str:
    return ledger.units.official_name(matter.lead_unit)


def _of_all(ledger: Ledger, counts: Counter[str]) -> Counts:
    return {unit.name: (counts[unit.name], None) for unit in ledger.units.units}


def _reporting_kind(ledger: Ledger) -> PeriodKind:
    """How long the office's reporting periods are: as most rows of 反馈记录 say, else a quarter."""
    texts = Counter(row.period for row in ledger.returns)
    kinds = Counter[PeriodKind]()
    for text, count in texts.items():
        if period := parse_period(text):
            kinds[period.kind] += count
    return kinds.most_common(1)[0][0] if kinds else PeriodKind.QUARTER
