"""Ledger, unit, reporting period → the matters that the unit has to report on, and its part in each of them."""

from collections.abc import Iterator

from duban_xl.model.columns.matters import ROLES
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.office import Unit
from duban_xl.model.period import Period

LEAD, SUPPORT = ROLES
WITHDRAWN = "经批准不办"


def due_matters(ledger: Ledger, unit: Unit, period: Period) -> tuple[Matter, ...]:
    """The matters that `unit` leads or supports and has to report on for `period`, in the ledger's order."""
    return tuple(m for m in ledger.matters if is_due(m, period) and role_of(ledger, m, unit))


def due_by_unit(ledger: Ledger, period: Period) -> dict[str, tuple[Matter, ...]]:
    """`due_matters` of every unit at once: 单位代码 → matters, units in the directory's order, none without matters."""
    found: dict[str, list[Matter]] = {unit.code: [] for unit in ledger.units.units}
    for matter in ledger.matters:
        if is_due(matter, period):
            for code in dict.fromkeys(unit.code for unit in units_of(ledger, matter)):
                found[code].append(matter)
    return {code: tuple(matters) for code, matters in found.items() if matters}


def is_due(matter: Matter, period: Period) -> bool:
    """Whether the units of `matter` report on it for `period`: assigned by its end, not ended before its start.

    A matter that ended within the period (or later) is still reported on. One that ended on no known day is not:
    nothing shows that it was open in the period, and the office expects nothing more.
    """
    if not matter.is_assigned or (matter.assigned_on is not None and matter.assigned_on > period.end):
        return False
    if not matter.is_ended:
        return True
    ends = [day for day in (matter.completed_on, matter.closed_out_on) if day is not None]
    return matter.status != WITHDRAWN and bool(ends) and min(ends) >= period.start


def role_of(ledger: Ledger, matter: Matter, unit: Unit) -> str:
    """主办 or 协办: the part of `unit` in `matter`; "" if it has none. Any spelling of the directory counts."""
    if ledger.units.find(matter.lead_unit) == unit:
        return LEAD
    return SUPPORT if any(ledger.units.find(name) == unit for name in matter.supporting) else ""


def units_of(ledger: Ledger, matter: Matter) -> Iterator[Unit]:
    """The units of `matter`, lead first; names that the directory doesn't know are left out."""
    for name in (matter.lead_unit, *matter.supporting):
        if unit := ledger.units.find(name):
            yield unit
