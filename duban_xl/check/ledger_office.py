"""The office's own lists → findings: units, categories and calendar days that contradict each other."""

from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import CalendarDay, Unit, squeezed
from duban_xl.model.repeats import repeated


def unit_has_no_group(ledger: Ledger) -> Iterator[Finding]:
    """A unit in use belongs to no 组别."""
    for unit in ledger.units.units:
        if not unit.group and unit.active is not False:
            yield finding("L217", unit.source("group"), unit=unit.name)


def units_share_a_code(ledger: Ledger) -> Iterator[Finding]:
    """Two units have the same 单位代码."""
    for code, units in repeated(ledger.units.units, lambda unit: unit.code).items():
        yield finding("L219", *(unit.source("code") for unit in units), code=code, count=len(units))


def units_share_a_name(ledger: Ledger) -> Iterator[Finding]:
    """Two units answer to the same name, short name or alias."""
    bearers: dict[str, Unit] = {}
    for unit in ledger.units.units:
        for name in dict.fromkeys(map(squeezed, unit.names)):
            first = bearers.setdefault(name, unit)
            if first is not unit:
                places = unit.source(_column_of(unit, name)), first.source(_column_of(first, name))
                yield finding("L220", *places, name=name, first=first.name, second=unit.name)


def _column_of(unit: Unit, name: str) -> str:
    """The column in which the unit bears `name`."""
    if squeezed(unit.name) == name:
        return "name"
    return "short_name" if squeezed(unit.short_name) == name else "aliases"


def day_is_both_holiday_and_workday(ledger: Ledger) -> Iterator[Finding]:
    """工作日历 says 放假 and 上班 of the same day."""
    first: dict[date, CalendarDay] = {}
    for entry in ledger.calendar:
        if entry.day and entry.nature:
            earlier = first.setdefault(entry.day, entry)
            if earlier.nature != entry.nature:
                yield finding("L221", entry.source("nature"), earlier.source("nature"), day=entry.day)


def category_is_listed_twice(ledger: Ledger) -> Iterator[Finding]:
    """Two rows of 事项类别 have the same name."""
    for name, rows in repeated(ledger.categories, lambda category: category.name).items():
        yield finding("L222", *(row.source("name") for row in rows), name=name, count=len(rows))


OFFICE_CHECKS = (
    unit_has_no_group,
    units_share_a_code,
    units_share_a_name,
    day_is_both_holiday_and_workday,
    category_is_listed_twice,
)
