"""Ledger, reporting period → the return forms to send out, one per unit with something due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from duban_xl.catalogue import finding
from duban_xl.check.report_demands import BY_PRINCIPAL, report_demands
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.conventions import conventions_of
from duban_xl.model.cycles import rolled
from duban_xl.model.due import Conventions
from duban_xl.model.fields import Editor
from duban_xl.model.finding import Finding
from duban_xl.model.form import FORM_VERSION, FormContent, FormMeta, FormRow, RowDemands, form_digest
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.matter_days import reached_units_on
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, parse_period
from duban_xl.model.reporting import LEAD, due_by_unit, is_running, report_days, role_of, units_of
from duban_xl.model.settings import FORM_KEY, LEDGER_ID
from duban_xl.model.source import Source, shown
from duban_xl.model.workdays import Workdays

_OPEN = frozenset(field.key for field in RETURN_FORM.fields if field.editor is Editor.UNIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is sent out: for which period, when; and, where somebody said so, due when, to whom, on which matters only."""

    period: Period
    issued_at: datetime
    due_on: date | None = None
    units: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()


def plan_forms(
    ledger: Ledger, order: Order, *, workdays: Workdays
) -> tuple[tuple[FormContent, ...], tuple[Finding, ...]]:
    """One form per active unit with something due, in the directory's order.

    A form is due on the first day that the rules name for one of its rows, else on the period's last workday
    (本系统约定). Matters that the order names are asked for whatever their cycle.

    Findings: W101 a name that no unit has, W102 a named unit without matters, W103 a disabled one, W104 a setting
    without which the form can't be recognised on its return, W110 a number that no matter has, W111 a named matter
    that is not in hand.
    """
    wanted, findings = _wanted(ledger, order.units)
    due, of_matters = _named_matters(ledger, order) if order.matters else (due_by_unit(ledger, order.period), [])
    findings += [
        *of_matters,
        *(finding("W104", setting=key) for key in (LEDGER_ID, FORM_KEY) if not ledger.setting(key)),
    ]
    forms: list[FormContent] = []
    issue = _Issue(
        ledger=ledger,
        order=order,
        workdays=workdays,
        conventions=conventions_of(ledger),
        history=_newest_returns(ledger, order.period),
    )
    for unit in wanted:
        if unit.active is False:
            findings += [finding("W103", unit.source("active"), unit=unit.name)] if order.units else []
        elif matters := due.get(unit.code):
            forms.append(issue.form(unit, matters))
        elif order.units:
            findings.append(finding("W102", unit.source("name"), unit=unit.name, period=order.period.name))
    return tuple(forms), tuple(findings)


def usual_due_day(period: Period, workdays: Workdays) -> date:
    """The last workday of the period: when its returns are due if nothing else is said (本系统约定)."""
    return workdays.on_or_before(period.end)


def as_issued(form: FormContent, issued_at: str, *, key: str) -> FormMeta:
    """The identity of `form` as if it had been sent out at `issued_at`, sealed with the ledger's `key`."""
    meta = replace(form.meta, issued_at=issued_at)
    by_number = sorted(form.rows, key=lambda row: row.number)  # whoever sorts form or ledger, the digest still fits
    return replace(meta, digest=form_digest(key, meta, [row.locked() for row in by_number]))


def _wanted(ledger: Ledger, only: tuple[str, ...]) -> tuple[list[Unit], list[Finding]]:
    """The units that `only` names (by code or any name), all units if it is empty; W101 for the others."""
    if not only:
        return list(ledger.units.units), []
    found = {name: ledger.units.by_code(name) or ledger.units.find(name) for name in only}
    codes = {unit.code for unit in found.values() if unit}
    unknown = [finding("W101", Source(ledger.file), unit=name) for name, unit in found.items() if unit is None]
    return [unit for unit in ledger.units.units if unit.code in codes], unknown


def _named_matters(ledger: Ledger, order: Order) -> tuple[Mapping[str, Sequence[Matter]], list[Finding]]:
    """单位代码 → those of the named matters in which the unit has a part; W110 and W111 for the others."""
    named = frozenset(order.matters)
    chosen = [matter for matter in ledger.matters if matter.number in named]
    known = {matter.number for matter in chosen}
    found = [finding("W110", Source(ledger.file), number=one) for one in order.matters if one not in known]
    of_unit: dict[str, list[Matter]] = {}
    for matter in chosen:
        if not is_running(matter, order.period):
            status, period = matter.status or "未填", order.period.name
            found.append(finding("W111", matter.source("status"), number=matter.number, status=status, period=period))
            continue
        for code in dict.fromkeys(unit.code for unit in units_of(ledger, matter)):
            of_unit.setdefault(code, []).append(matter)
    return of_unit, found


def _newest_returns(ledger: Ledger, period: Period) -> dict[tuple[str, str], UnitReturn | None]:
    """(matter, 单位代码) → the newest valid return before `period`; None where there are only later ones."""
    newest: dict[tuple[str, str], UnitReturn | None] = {}
    ranks: dict[tuple[str, str], tuple[date, date, str]] = {}
    for entry in ledger.returns:
        unit, reported = ledger.units.find(entry.unit), parse_period(entry.period)
        if unit is None or reported is None or entry.superseded:
            continue
        key = (entry.number, unit.code)
        newest.setdefault(key, None)
        rank = (reported.end, reported.start, shown(entry.received_at))
        if reported.end < period.end and (key not in ranks or rank >= ranks[key]):
            newest[key], ranks[key] = entry, rank
    return newest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    """One sending of forms, with all that is looked up once."""

    ledger: Ledger
    order: Order
    workdays: Workdays
    conventions: Conventions
    history: Mapping[tuple[str, str], UnitReturn | None]

    def form(self, unit: Unit, matters: Sequence[Matter]) -> FormContent:
        """The form of `unit` that asks for `matters`."""
        ledger, period = self.ledger, self.order.period
        days = {} if self.order.due_on else {matter.number: day for matter in matters if (day := self._own_day(matter))}
        due_on = self.order.due_on or min(days.values(), default=usual_due_day(period, self.workdays))
        meta = FormMeta(
            version=FORM_VERSION,
            ledger_id=ledger.setting(LEDGER_ID),
            unit_code=unit.code,
            unit_name=_as_kept(unit.name),
            period=period.text,
            due_on=shown(due_on),
            issued_at=shown(self.order.issued_at),
            digest="",
        )
        form = FormContent(
            meta=meta,
            office=ledger.setting("办公室名称", "督查室"),
            contact=" ".join(part for part in (ledger.setting("联系人"), ledger.setting("联系电话")) if part),
            return_to=ledger.setting("填报表寄回"),
            period_name=period.name,
            due_on=due_on,
            rows=tuple(self._row(matter, unit) for matter in matters),
            demands={m.number: self._demands(m, unit, day=days.get(m.number, due_on), due_on=due_on) for m in matters},
        )
        return replace(form, meta=as_issued(form, meta.issued_at, key=ledger.setting(FORM_KEY)))

    def _own_day(self, matter: Matter) -> date | None:
        """The one day of the period on which the rules want a report on `matter`; None where they name none or several.

        A matter that was named is answered by its 办结时限, if that lies in the period.
        """
        period, due, reached = self.order.period, matter.effective_due, reached_units_on(matter)
        if self.order.matters and due and period.contains(due):
            return due
        days = report_days(self.ledger, matter, period, conventions=self.conventions) or ()
        if len(days) != 1 or (reached and days[0] <= reached):
            return None
        return rolled(days, workdays=self.workdays, conventions=self.conventions)[0]

    def _demands(self, matter: Matter, unit: Unit, *, day: date, due_on: date) -> RowDemands:
        asked = report_demands(self.ledger, matter)
        return RowDemands(
            final=tuple(key for key in asked.filled() if key in _OPEN),
            signatory=unit.principal if asked.asks("signatory", BY_PRINCIPAL) else "",
            due_on=day if day != due_on else None,
        )

    def _row(self, matter: Matter, unit: Unit) -> FormRow:
        role, key = role_of(self.ledger, matter, unit), (matter.number, unit.code)
        last = self.history.get(key)
        # An imported ledger has no 反馈记录 yet; its 最新进展 is then the lead unit's last report. That of an ended
        # matter tells of the end, which lies in this period or after it.
        inherited = matter.progress if role == LEAD and key not in self.history and not matter.is_ended else ""
        return FormRow(
            number=matter.number,
            title=_as_kept(matter.title),
            role=role,
            requirement=_as_kept(matter.requirement),
            assigned_on=matter.assigned_on,
            due_date=matter.effective_due,
            last_progress=_as_kept(last.progress if last else inherited),
        )


def _as_kept(text: str) -> str:
    """`text` as a workbook gives it back: XML knows one kind of line break. The digest needs the same text both times."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
