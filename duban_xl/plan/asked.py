"""What obligations are asked about: two days, the day of looking, the ledger's records; and a matter with all that is looked up once."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from duban_xl.model.cycles import occurrences, rolled
from duban_xl.model.deadline import Anniversary, Cycle
from duban_xl.model.due import Deadline
from duban_xl.model.lifecycle import BY_SECTION, HANDED_OVER, RELEASED
from duban_xl.model.matter import Matter
from duban_xl.model.method import Category, Requirement
from duban_xl.plan.answers import Answers
from duban_xl.plan.ground import Ground
from duban_xl.plan.matter_limit import matter_deadline, settled_due

ONE_DAY = timedelta(days=1)
LEAD_ONLY, SUPPORT_ONLY, ALL = "主办", "协办", "各承办单位"
NOTHING_OWED, DROPPED = HANDED_OVER, RELEASED
NOT_THE_OFFICE = ("", BY_SECTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The days asked about and everything that answers stand on."""

    ground: Ground
    start: date
    end: date
    as_of: date
    answers: Answers
    lead_names: frozenset[str] = frozenset()  # what 制度用语 calls the lead unit (shiwei-1.6-report-q28: 牵头单位)
    papers: dict[tuple[int, int], Deadline] = field(default_factory=dict[tuple[int, int], Deadline])
    _required: dict[str, tuple[Requirement, ...]] = field(default_factory=dict[str, tuple[Requirement, ...]])
    _cycles: dict[Cycle, tuple[date, ...]] = field(default_factory=dict["Cycle", tuple[date, ...]])
    _days: dict[date, tuple[date, bool]] = field(default_factory=dict[date, tuple[date, bool]])

    def required(self, code: str) -> tuple[Requirement, ...]:
        """What the category asks of units beside result and reports."""
        if code not in self._required:
            rows = self.ground.ledger.requirements
            self._required[code] = tuple(row for row in rows if code in row.codes)
        return self._required[code]

    def holds(self, day: date | None) -> bool:
        """Whether `day` is one of the days asked about."""
        return day is not None and self.start <= day <= self.end

    def dates(self, cycle: Cycle, *, after: date, until: date, anchor: date) -> Sequence[date]:
        """The due dates of `cycle` among the days asked about, later than `after` and not later than `until`."""
        before, usual = self.start - ONE_DAY, self.ground.conventions
        if isinstance(cycle, Anniversary):
            first, last = max(after, before), min(until, self.end)
            return self._taken(occurrences(cycle, after=first, until=last, anchor=anchor, conventions=usual))
        if cycle not in self._cycles:
            self._cycles[cycle] = occurrences(cycle, after=before, until=self.end, conventions=usual)
        days = self._cycles[cycle]
        return self._taken(days[bisect_right(days, after) : bisect_right(days, until)])

    def _taken(self, days: Sequence[date]) -> Sequence[date]:
        ground = self.ground
        return rolled(days, workdays=ground.workdays, conventions=ground.conventions)

    def reminder(self, day: date) -> tuple[date, bool]:
        """The last workday on or before `day`, and whether its year has no official table yet."""
        if day not in self._days:
            workdays = self.ground.workdays
            self._days[day] = workdays.on_or_before(day), day.year not in workdays.years
        return self._days[day]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """A matter that units work on."""

    matter: Matter
    category: Category | None
    lead: str
    supporting: tuple[str, ...]
    deadline: Deadline
    due: date | None
    until: date  # the last day on which anything may fall due: the end of the matter, or far away

    @property
    def code(self) -> str:
        """The code of its category; "" if that is unknown."""
        return self.category.code if self.category else ""

    @property
    def to(self) -> str:
        """To whom its reports go."""
        return self.category.return_to if self.category else ""

    def debtors(self, by: str) -> tuple[str, ...]:
        """The units that 责任 names; a matter without supporting units owes by its lead."""
        everybody = tuple(dict.fromkeys((self.lead, *self.supporting)))
        chosen = {SUPPORT_ONLY: self.supporting, ALL: everybody}.get(by, (self.lead,))
        return tuple(name for name in chosen or (self.lead,) if name)


def owing(ground: Ground, matter: Matter) -> Owing | None:
    """The matter as its units owe on it; None if it never reached them or the office expects nothing of them."""
    return _owing(ground, matter) if matter.is_assigned and matter.status != NOTHING_OWED else None


def waiting(ground: Ground, matter: Matter) -> Owing | None:
    """A matter that the office has not handed on yet; None for any other."""
    return None if matter.is_assigned or matter.status in NOT_THE_OFFICE else _owing(ground, matter)


def _owing(ground: Ground, matter: Matter) -> Owing | None:
    released = ground.released_on.get(matter.number) if matter.status == DROPPED else None
    ended = [day for day in (matter.completed_on, matter.closed_out_on, released) if day]
    if matter.is_ended and not ended:
        return None
    official = ground.ledger.units.official_name
    deadline = matter_deadline(ground, matter)
    return Owing(
        matter=matter,
        category=ground.category(matter),
        lead=official(matter.lead_unit),
        supporting=tuple(map(official, matter.supporting)),
        deadline=deadline,
        due=settled_due(ground, matter, deadline),
        until=min(ended) if matter.is_ended else date.max,
    )
