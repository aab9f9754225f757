"""Ledger, two days, calendar → who owes what to whom by when, units and office alike, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from duban_xl.model.ledger import Ledger
from duban_xl.model.obligation import Obligation
from duban_xl.plan.answers import answers_of
from duban_xl.plan.asked import LEAD_ONLY, Asked, owing, waiting
from duban_xl.plan.ground import Ground
from duban_xl.plan.owed_by_office import owed_by_office
from duban_xl.plan.owed_by_units import owed_by_units


@dataclass(frozen=True, slots=True)
class Obligations:
    """What is owed: with a day, in the order of days; without one, in the order of the ledger."""

    dated: tuple[Obligation, ...]
    undated: tuple[Obligation, ...]

    @property
    def provisional(self) -> tuple[Obligation, ...]:
        """Those whose day may still move, since a year's holidays are not entered yet."""
        return tuple(one for one in self.dated if one.provisional)


def obligations(ground: Ground, start: date, end: date, *, as_of: date) -> Obligations:
    """Everything due from `start` to `end` (both included), and what has no date.

    From matters × rules × calendar: what is expected never depends on what was received (rules §2.10). `as_of` decides
    what is 未到期 and what 未报.
    """
    ledger = ground.ledger
    leads = frozenset(term.name for term in ledger.terms if term.means == LEAD_ONLY)
    asked = Asked(ground=ground, start=start, end=end, as_of=as_of, answers=answers_of(ledger), lead_names=leads)
    matters = [one for matter in ledger.matters if (one := owing(ground, matter))]
    unassigned = [one for matter in ledger.matters if (one := waiting(ground, matter))]
    units = [owed for one in matters for owed in owed_by_units(one, asked)]
    return _sorted(ledger, [*units, *owed_by_office(matters, asked, unassigned=unassigned)])


def _sorted(ledger: Ledger, found: Iterable[Obligation]) -> Obligations:
    """By day, then matter as in the ledger (the office's work last), then unit as in the directory."""
    places = {matter.number: place for place, matter in enumerate(ledger.matters)}
    positions = {unit.name: place for place, unit in enumerate(ledger.units.units)}
    last = len(places) + len(positions)

    def order(one: Obligation) -> tuple[int, int]:
        return places.get(one.matter or "", last), positions.get(one.unit, last)

    dated = [one for one in found if one.due is not None]
    undated = [one for one in found if one.due is None]
    dated.sort(key=lambda one: (one.due or date.max, *order(one)))
    undated.sort(key=order)
    return Obligations(tuple(dated), tuple(undated))


def provisional_matters(ground: Ground) -> tuple[tuple[int, ...], int]:
    """The years without an official table that open matters' due dates touch, and how many matters that concerns."""
    years: set[int] = set()
    count = 0
    for matter in ground.ledger.matters:
        one = None if matter.is_ended else owing(ground, matter)
        if one and one.due and not matter.due_was_typed:
            found = ground.workdays.unknown_years(one.deadline.start or one.due, one.due)
            years.update(found)
            count += bool(found)
    return tuple(sorted(years)), count
