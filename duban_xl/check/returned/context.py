"""One returned form beside the ledger: what every check of its rows may ask."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.conventions import conventions_of
from duban_xl.model.due import Conventions
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormExtension, FormLine, ReturnedFile
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, parse_period
from duban_xl.model.reporting import role_of
from duban_xl.model.source import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTime:
    """How far an extension of a matter may go, as its limit says: the last day to ask for it, and the latest new date."""

    ask_by: date | None = None
    cap: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every form is held against, looked up once: the ledger by matter, its earlier returns, the conventions."""

    ledger: Ledger
    conventions: Conventions
    matters: Mapping[str, Matter]  # those whose number stands on one row of the ledger only
    repeated: Mapping[str, tuple[int, ...]]  # 事项编号 → its rows of the ledger, if it stands on several
    returns: Mapping[str, tuple[UnitReturn, ...]]  # 事项编号 → its rows of 反馈记录
    codes: Mapping[str, frozenset[str]]  # 机关代字 of a 报告文号 → the units that reported with it
    more_time: Mapping[str, MoreTime]  # 事项编号 → what the method allows; absent: nothing is known


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext:
    """A form with its identity. `verified` says that its digest proves the locked cells and the identity."""

    returned: ReturnedFile
    around: Surroundings
    unit: Unit
    period: Period
    verified: bool
    doubtful: bool  # an error speaks against the identity itself
    sender: Unit | None  # the one other unit whose rows these are, if none is the unit's own

    @property
    def ledger(self) -> Ledger:
        """The ledger that the form is held against."""
        return self.around.ledger

    @property
    def conventions(self) -> Conventions:
        """What 参数 settles."""
        return self.around.conventions

    @property
    def repeated(self) -> Mapping[str, tuple[int, ...]]:
        """事项编号 → its rows of the ledger, if it stands on several."""
        return self.around.repeated

    @property
    def lines(self) -> tuple[FormLine, ...]:
        """The rows of 事项反馈."""
        return self.returned.lines or ()

    def matter_of(self, row: FormLine | FormExtension) -> Matter | None:
        """The ledger's matter that `row` reports on; None if there is none, or if several bear its number."""
        return self.around.matters.get(row.number)

    def own_matter(self, row: FormLine | FormExtension) -> Matter | None:
        """The ledger's matter of `row` if the unit has a part in it, or None."""
        return self.matter_of(row) if self.role_of(row) else None

    def role_of(self, row: FormLine | FormExtension) -> str:
        """主办 or 协办: the unit's part in the matter of `row`; "" if it has none."""
        matter = self.matter_of(row)
        return role_of(self.ledger, matter, self.unit) if matter else ""

    def history_of(self, number: str) -> tuple[UnitReturn, ...]:
        """The unit's own rows of 反馈记录 about a matter."""
        return tuple(e for e in self.around.returns.get(number, ()) if self.ledger.units.find(e.unit) == self.unit)

    def returns_of_others(self, number: str) -> tuple[UnitReturn, ...]:
        """The rows of 反馈记录 about a matter that come from other units."""
        return tuple(e for e in self.around.returns.get(number, ()) if self.ledger.units.find(e.unit) != self.unit)

    def earlier_return(self, number: str) -> UnitReturn | None:
        """What the unit reported on a matter for the newest period before this one, None if nothing is held."""
        earlier = [
            (period.end, period.start, shown(entry.received_at), entry)
            for entry in self.history_of(number)
            if not entry.superseded and (period := parse_period(entry.period)) and period.end < self.period.end
        ]
        return max(earlier, key=lambda e: e[:3])[3] if earlier else None


def surroundings_of(ledger: Ledger, more_time: Mapping[str, MoreTime] | None = None) -> Surroundings:
    """What the checks look up in `ledger`; `more_time` comes from the plan, which knows the limits."""
    rows: dict[str, list[Matter]] = {}
    for matter in ledger.matters:
        rows.setdefault(matter.number, []).append(matter)
    returns: dict[str, list[UnitReturn]] = {}
    codes: dict[str, set[str]] = {}
    for entry in ledger.returns:
        returns.setdefault(entry.number, []).append(entry)
        if number := normalise_document_number(entry.report_number):
            codes.setdefault(number.partition("〔")[0], set()).add(ledger.units.official_name(entry.unit))
    return Surroundings(
        ledger=ledger,
        conventions=conventions_of(ledger),
        matters={number: found[0] for number, found in rows.items() if len(found) == 1},
        repeated={number: tuple(m.record.row for m in found) for number, found in rows.items() if len(found) > 1},
        returns={number: tuple(entries) for number, entries in returns.items()},
        codes={code: frozenset(names) for code, names in codes.items()},
        more_time=more_time or {},
    )


def context_of(
    returned: ReturnedFile, around: Surroundings, *, unit: Unit, period: Period, verified: bool, doubtful: bool
) -> FormContext:
    """The form beside the ledger."""
    known = [around.matters[line.number] for line in returned.lines or () if line.number in around.matters]
    return FormContext(
        returned=returned,
        around=around,
        unit=unit,
        period=period,
        verified=verified,
        doubtful=doubtful,
        sender=_other_owner(around.ledger, unit, known),
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
