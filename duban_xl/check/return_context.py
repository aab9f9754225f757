"""One returned form beside the ledger: what every check of its rows may ask."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from duban_xl.model.finding import Finding
from duban_xl.model.form import FormExtension, FormLine, ReturnedFile
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.reporting import role_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext:
    """A form with its identity. `verified` says that its digest proves the locked cells and the identity."""

    returned: ReturnedFile
    ledger: Ledger
    unit: Unit
    period: Period
    verified: bool
    doubtful: bool  # an error speaks against the identity itself
    matters: Mapping[str, Matter]  # those whose number stands on one row of the ledger only
    repeated: Mapping[str, tuple[int, ...]]  # 事项编号 → its rows of the ledger, if it stands on several
    history: Mapping[str, tuple[UnitReturn, ...]]  # 事项编号 → the unit's rows of 反馈记录
    sender: Unit | None  # the one other unit whose rows these are, if none is the unit's own

    @property
    def lines(self) -> tuple[FormLine, ...]:
        """The rows of 事项反馈."""
        return self.returned.lines or ()

    def matter_of(self, row: FormLine | FormExtension) -> Matter | None:
        """The ledger's matter that `row` reports on; None if there is none, or if several bear its number."""
        return self.matters.get(row.number)

    def own_matter(self, row: FormLine | FormExtension) -> Matter | None:
        """The ledger's matter of `row` if the unit has a part in it, or None."""
        matter = self.matter_of(row)
        return matter if matter and role_of(self.ledger, matter, self.unit) else None


def context_of(
    returned: ReturnedFile, ledger: Ledger, *, unit: Unit, period: Period, verified: bool, doubtful: bool
) -> FormContext:
    """The form beside the ledger, with what several checks look up."""
    rows: dict[str, list[Matter]] = {}
    for matter in ledger.matters:
        rows.setdefault(matter.number, []).append(matter)
    matters = {number: found[0] for number, found in rows.items() if len(found) == 1}
    history: dict[str, tuple[UnitReturn, ...]] = {}
    for entry in ledger.returns:
        if ledger.units.find(entry.unit) == unit:
            history[entry.number] = (*history.get(entry.number, ()), entry)
    known = [matters[line.number] for line in returned.lines or () if line.number in matters]
    return FormContext(
        returned=returned,
        ledger=ledger,
        unit=unit,
        period=period,
        verified=verified,
        doubtful=doubtful,
        matters=matters,
        repeated={number: tuple(m.record.row for m in found) for number, found in rows.items() if len(found) > 1},
        history=history,
        sender=_other_owner(ledger, unit, known),
    )


def _other_owner(ledger: Ledger, unit: Unit, matters: list[Matter]) -> Unit | None:
    """The one other unit that has a part in every matter, when `unit` has a part in none."""
    if not matters or any(role_of(ledger, matter, unit) for matter in matters):
        return None
    others = (ledger.units.find(name) for name in (matters[0].lead_unit, *matters[0].supporting))
    return next((other for other in others if other and all(role_of(ledger, m, other) for m in matters)), None)


FormCheck: TypeAlias = Callable[[FormContext], Iterator[Finding]]
LineCheck: TypeAlias = Callable[[FormLine], Iterator[Finding]]
LedgerCheck: TypeAlias = Callable[[FormLine, FormContext], Iterator[Finding]]
ExtensionCheck: TypeAlias = Callable[[FormExtension, FormContext], Iterator[Finding]]
