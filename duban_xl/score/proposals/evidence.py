"""What the ledger shows about a unit's conduct, as evidence for an entry of 扣分登记; and the ledger looked up once for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from duban_xl.catalogue.proposals import CALENDAR_DAYS, WORKDAYS
from duban_xl.model.columns.assessment import PROPOSED_FROM
from duban_xl.model.due import Overdue
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.source import Source
from duban_xl.model.workdays import Workdays
from duban_xl.plan.deadlines import overdue
from duban_xl.plan.ground import Ground, ground_of, ledger_workdays
from duban_xl.score.words import Words

OVERDUE, LATE_REPORT, MISSING_REPORT, SENT_BACK, REMINDED, CRITICISED, EXTENDED = PROPOSED_FROM
REPORT_KINDS = (LATE_REPORT, MISSING_REPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that may cost a unit points under a rule whose 自动提出 is `kind`.

    `template` and `words` make the sentence; {scope} and {nth} are filled in for the rule that it comes under.
    """

    kind: str
    unit: str  # official name
    day: date  # the event's date
    template: str
    words: Mapping[str, str]
    source: Source
    number: str = ""  # the matter
    document: str = ""
    late: Overdue | None = None
    states: tuple[str, ...] = ()  # words that a 层级表 may have for it, the most exact first
    also: tuple[date, ...] = ()  # other days under which the same thing may have been entered
    cites: str = ""  # a clause that names the rule
    per_matter: bool = False  # whether a document is an event for each of its matters
    undated: bool = False  # the ledger tells of it without a day: `day` is that of looking


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A ledger on the day of looking, with what is looked up once."""

    ground: Ground
    as_of: date
    start: date  # first day of the assessment year
    words: Words
    exact: bool  # whether the official calendar is known, so that workdays may be told
    matters: Mapping[str, Matter]
    returns: Mapping[str, tuple[UnitReturn, ...]] = field(default_factory=dict[str, "tuple[UnitReturn, ...]"])

    @property
    def ledger(self) -> Ledger:
        """The ledger itself."""
        return self.ground.ledger

    def official(self, name: str) -> str:
        """The full name of the unit that a cell calls `name`."""
        return self.ledger.units.official_name(name)

    def late(self, due: date, until: date) -> Overdue:
        """How much later than `due` the day `until` is."""
        return overdue(due, on=until, workdays=self.ground.workdays)

    def told(self, late: Overdue) -> str:
        """Lateness in words: 10日（8个工作日）."""
        text = WORKDAYS if self.exact else CALENDAR_DAYS
        return text.format(days=late.calendar_days, workdays=late.workdays)

    def assignment(self, number: str) -> str:
        """The document by which the matter was assigned, "" if none is known."""
        matter = self.matters.get(number)
        return (matter.assignment_number or matter.origin_number) if matter else ""


def facts_of(ledger: Ledger, as_of: date, workdays: Workdays | None) -> Facts:
    """The facts of `ledger` on `as_of`; without `workdays` only the ledger's own calendar is known."""
    words = Words(ledger.rulebook.settings)
    (month, day), _ = words.year()
    start = date(as_of.year, month, day)
    returns: dict[str, list[UnitReturn]] = {}
    for entry in ledger.returns:
        returns.setdefault(entry.number, []).append(entry)
    return Facts(
        ground=ground_of(ledger, workdays or ledger_workdays(ledger, Workdays())),
        as_of=as_of,
        start=start if start <= as_of else date(as_of.year - 1, month, day),
        words=words,
        exact=workdays is not None,
        matters={matter.number: matter for matter in reversed(ledger.matters) if matter.number},
        returns={number: tuple(rows) for number, rows in returns.items()},
    )
