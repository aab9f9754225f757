"""督查记录, 流转记录 and 文书登记 → on which days each unit was reminded of which matter or form."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue.mailing import FORM_MARK
from duban_xl.model.columns.scoring import REMINDER, REMINDER_SLIPS
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.office import Inspection
from duban_xl.plan.answers import SIGNED


@dataclass(frozen=True, slots=True)
class Reminded:
    """(Unit, matter or period) → the days on which it was reminded by whatever means, and those logged by the program."""

    days: Mapping[tuple[str, str], frozenset[date]]
    logged: frozenset[tuple[str, str, date]]

    def count(self, unit: str, key: str, *, after: date, until: date) -> int:
        """On how many days later than `after` and earlier than `until` the unit was reminded."""
        return sum(after < day < until for day in self.days.get((unit, key), ()))

    def last(self, unit: str) -> date | None:
        """The day on which the unit was reminded last, of whatever; None if it never was."""
        return max((day for (name, _), days in self.days.items() if name == unit for day in days), default=None)

    def is_logged(self, unit: str, key: str, day: date) -> bool:
        """Whether a letter of that day is on record."""
        return (unit, key, day) in self.logged


def reminded_days(ledger: Ledger) -> Reminded:
    """Every reminder on record: 催办 and 电话催办 of 督查记录, signed 催办单 of 文书登记, and the 催办 that older versions
    put into 流转记录.

    Two records of one day are one reminder.
    """
    days: dict[tuple[str, str], set[date]] = {}
    logged: set[tuple[str, str, date]] = set()
    for unit, key, day, is_letter in (*_inspections(ledger), *_slips(ledger), *_steps(ledger)):
        days.setdefault((unit, key), set()).add(day)
        if is_letter:
            logged.add((unit, key, day))
    return Reminded({key: frozenset(found) for key, found in days.items()}, frozenset(logged))


def slip_names(ledger: Ledger) -> frozenset[str]:
    """Every word under which 文书登记 may hold a 催办单."""
    own = (term.name for term in ledger.terms if term.means in REMINDER_SLIPS)
    return frozenset({*REMINDER_SLIPS, *own})


def _slips(ledger: Ledger) -> Iterator[tuple[str, str, date, bool]]:
    """The signed 催办单; 督查记录 may tell of the same day, so none of them keeps a letter from being logged."""
    names = slip_names(ledger)
    for entry in ledger.documents:
        if entry.kind in names and entry.status == SIGNED and entry.signed_on:
            unit = ledger.units.official_name(entry.unit)
            yield from ((unit, key, entry.signed_on, False) for key in split_names(entry.number))


def _inspections(ledger: Ledger) -> Iterator[tuple[str, str, date, bool]]:
    for row in ledger.inspections:
        if row.held_on and row.method.endswith(REMINDER):
            for unit in row.units:
                name = ledger.units.official_name(unit)
                yield from ((name, key, row.held_on, row.is_reminder) for key in _told_of(row))


def _steps(ledger: Ledger) -> Iterator[tuple[str, str, date, bool]]:
    for step in ledger.steps:
        if step.taken_on and step.action == REMINDER:
            yield ledger.units.official_name(step.unit), step.number, step.taken_on, True


def _told_of(row: Inspection) -> tuple[str, ...]:
    """The period whose form it asked for; else its matters."""
    form = re.search(FORM_MARK, row.situation)
    return (form[1],) if form else split_names(row.number)
