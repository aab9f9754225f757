"""Ledger, unit, period → what the unit should have reported on: the check's own view, equal to that of `plan/dispatch`.

Stages import downwards only and `check` stands above `plan`, so the few lines are said again here; a test compares both.
"""

from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.office import Unit
from duban_xl.model.period import Period

LEAD, SUPPORT = "主办", "协办"
WITHDRAWN = "经批准不办"


def due_matters(ledger: Ledger, unit: Unit, period: Period) -> tuple[Matter, ...]:
    """The matters that `unit` leads or supports and has to report on for `period`, in the ledger's order."""
    return tuple(m for m in ledger.matters if is_due(m, period) and role_of(ledger, m, unit))


def is_due(matter: Matter, period: Period) -> bool:
    """Whether the units of `matter` report on it for `period`: assigned by its end and not ended before its start."""
    if not matter.is_assigned or (matter.assigned_on is not None and matter.assigned_on > period.end):
        return False
    if not matter.is_ended:
        return True
    ends = [day for day in (matter.completed_on, matter.closed_out_on) if day is not None]
    return matter.status != WITHDRAWN and bool(ends) and min(ends) >= period.start


def role_of(ledger: Ledger, matter: Matter, unit: Unit) -> str:
    """主办 or 协办: the part of `unit` in `matter`, whatever name of the directory the row uses; "" if it has none."""
    if ledger.units.find(matter.lead_unit) == unit:
        return LEAD
    return SUPPORT if any(ledger.units.find(name) == unit for name in matter.supporting) else ""
