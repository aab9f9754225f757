"""An event on its way through the scoring steps: its row, unit and rule, what it counts so far, and why."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.rulebook import ScoringEvent, ScoringRule, Section
from duban_xl.model.score import ONE, ZERO, Outcome, Sentence
from duban_xl.model.source import Value, shown
from duban_xl.model.text import comparable

_BRACKETS = str.maketrans(dict.fromkeys("〔﹝[【(（", "[") | dict.fromkeys("〕﹞]】)）", "]"))


class Judged(NamedTuple):
    """One event of one unit; each step gives back a new one with another outcome, value, finding or sentence of the trace.

    A named tuple, because an event takes some ten steps and thousands of events are copied at each of them.

    `value` is signed: a deduction is positive, a bonus negative. A refund is an event of its own (outcome REFUND) that
    carries the row of the event whose points it gives back.
    """

    row: ScoringEvent
    unit: Unit | None = None
    rule: ScoringRule | None = None
    section: Section | None = None  # None: the total itself bears it
    day: date | None = None  # decides period and year
    role: str = ""
    sharers: int = 1  # units that share the value
    outcome: Outcome = Outcome.COUNTED
    raw: Decimal | None = None  # what the rule gives before count, step and factor
    value: Decimal | None = None  # what the rule gives; None while a person has not chosen
    nth: int | None = None
    factor: Decimal = ONE
    counted: Decimal = ZERO  # after caps
    codes: tuple[str, ...] = ()  # 后果代码 that come with it
    related: str = ""
    late: Period | None = None  # the quarter whose circular shows it as 补记 (or a revocation)
    findings: tuple[Finding, ...] = ()
    trace: tuple[Sentence, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether, as far as the steps have come, the event counts."""
        return self.outcome is Outcome.COUNTED

    @property
    def points(self) -> Decimal:
        """The value of a counting event, else 0: what it would count without caps."""
        return self.value if self.counts and self.value is not None else ZERO

    @property
    def serial(self) -> str:
        """What a finding calls the row: its 序号, or its place."""
        return self.row.serial or f"（第{self.row.record.row}行）"

    @property
    def place(self) -> str:
        """The unit's name as events are gathered: official, or as written if unknown."""
        return self.unit.name if self.unit else self.row.unit

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts events by decision, serial and content, never by their place in the sheet."""
        row = self.row
        return (
            row.decided_on or date.max,
            row.event_on or date.max,
            len(row.serial),
            row.serial,
            self.place,
            (row.number, row.rule, row.document, row.issuer, row.role, row.tier),
            *map(shown, (row.count, row.discretion, row.points)),
            row.verification,
        )

    @property
    def by_day(self) -> tuple[date, int, str]:
        """Sorts events that are in their order by the day that decides, then by serial; Python's sort keeps the rest."""
        return self.day or date.max, len(self.row.serial), self.row.serial

    def but(self, **changes: Any) -> "Judged":
        """A copy with `changes`: what `_replace` gives, in half the time, for there are thousands of copies."""
        values = list(self)
        for name, value in changes.items():
            values[_PLACES[name]] = value
        return tuple.__new__(Judged, values)

    def found(self, code: str, column: str, **args: Value) -> "Judged":
        """With one more finding at `column` of the event's row."""
        more = finding(code, self.row.source(column), **{"serial": self.serial, **args})
        return self.but(findings=(*self.findings, more))

    def ruled(self, outcome: Outcome, key: str, **values: Value) -> "Judged":
        """With `outcome` and the sentence that says why."""
        return self.but(outcome=outcome, trace=self.told(key, **values))

    def waits(self, key: str, **values: Value) -> "Judged":
        """Listed as 待定 with the sentence that says why, if it counted so far."""
        return self.ruled(Outcome.PENDING, key, **values) if self.counts else self

    def saying(self, key: str, **values: Value) -> "Judged":
        """With one more sentence in its trace."""
        return self.but(trace=self.told(key, **values))

    def told(self, key: str, **values: Value) -> tuple[Sentence, ...]:
        """Its trace and one more sentence."""
        return (*self.trace, (key, values))


_PLACES = {name: place for place, name in enumerate(Judged._fields)}


@lru_cache(maxsize=8192)
def folded(document: str) -> str:
    """A document's name or number in the form in which two spellings are equal: 〔2026〕3号 = [2026]３号."""
    return comparable(document).translate(_BRACKETS)
