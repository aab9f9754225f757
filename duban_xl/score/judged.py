"""An event on its way through the scoring steps: its row, unit and rule, what it counts so far, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding
from duban_xl.model.office import Unit
from duban_xl.model.rulebook import ScoringEvent, ScoringRule
from duban_xl.model.score import ZERO, Outcome
from duban_xl.model.source import Value, shown
from duban_xl.model.text import comparable

_BRACKETS = str.maketrans(dict.fromkeys("〔﹝[【(（", "[") | dict.fromkeys("〕﹞]】)）", "]"))

TracePart = tuple[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One event; each step gives back a new one with another outcome, value, finding or sentence of the trace."""

    row: ScoringEvent
    unit: Unit | None = None
    rule: ScoringRule | None = None
    outcome: Outcome = Outcome.COUNTED
    value: Decimal | None = None  # what the rule gives; None while a person has not chosen
    related: str = ""
    trace: tuple[TracePart, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether, as far as the steps have come, the event counts."""
        return self.outcome is Outcome.COUNTED

    @property
    def points(self) -> Decimal:
        """What counts: the value of a counting event, else 0."""
        return self.value if self.counts and self.value is not None else ZERO

    @property
    def serial(self) -> str:
        """What a finding calls the row: its 序号, or its place."""
        return self.row.serial or f"（第{self.row.record.row}行）"

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts events by decision, serial and content, never by their place in the sheet."""
        row = self.row
        days = [str(day or "9999") for day in (row.decided_on, row.event_on)]
        content = (row.number, row.rule, row.document, row.issuer, row.role, row.tier, row.count, row.discretion)
        return (*days, len(row.serial), row.serial, *map(shown, content), shown(row.points), row.verification)

    def found(self, code: str, column: str, **args: Value) -> "Judged":
        """With one more finding at `column` of the event's row."""
        more = finding(code, self.row.source(column), **{"serial": self.serial, **args})
        return replace(self, findings=(*self.findings, more))

    def ruled(self, outcome: Outcome, key: str, **values: Value) -> "Judged":
        """With `outcome` and the sentence that says why."""
        return replace(self, outcome=outcome).saying(key, **values)

    def saying(self, key: str, **values: Value) -> "Judged":
        """With one more sentence in its trace."""
        return replace(self, trace=(*self.trace, (key, values)))


def folded(document: str) -> str:
    """A document's name or number in the form in which two spellings are equal: 〔2026〕3号 = [2026]３号."""
    return comparable(document).translate(_BRACKETS)
