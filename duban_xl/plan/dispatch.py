"""Ledger, reporting period → the return forms to send out, one per unit with something due."""

from datetime import date, datetime

from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding
from duban_xl.model.form import FORM_VERSION, FormContent, FormMeta, FormRow, locked_digest
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, parse_period
from duban_xl.model.reporting import LEAD, due_by_unit, role_of
from duban_xl.model.source import Source, shown


def plan_forms(
    ledger: Ledger, period: Period, *, due_on: date, issued_at: datetime, only: tuple[str, ...] = ()
) -> tuple[tuple[FormContent, ...], tuple[Finding, ...]]:
    """One form per active unit with something due, in the directory's order; `only` names the units to serve.

    Findings: W101 a name that no unit has, W102 a named unit without matters, W103 a disabled one, W104 a setting
    without which the form can't be recognised on its return.
    """
    wanted, findings = _wanted(ledger, only)
    due = due_by_unit(ledger, period)
    forms: list[FormContent] = []
    findings.extend(finding("W104", setting=key) for key in ("台账编号", "表单密钥") if not ledger.setting(key))
    history = _newest_returns(ledger, period)
    for unit in wanted:
        if unit.active is False:
            findings += [finding("W103", unit.source("active"), unit=unit.name)] if only else []
        elif matters := due.get(unit.code):
            rows = tuple(_form_row(ledger, m, unit, history=history) for m in matters)
            forms.append(_form(ledger, unit, period, rows=rows, due_on=due_on, issued_at=issued_at))
        elif only:
            findings.append(finding("W102", unit.source("name"), unit=unit.name, period=period.name))
    return tuple(forms), tuple(findings)


def _wanted(ledger: Ledger, only: tuple[str, ...]) -> tuple[list[Unit], list[Finding]]:
    """The units that `only` names (by code or any name), all units if it is empty; W101 for the others."""
    if not only:
        return list(ledger.units.units), []
    found = {name: ledger.units.by_code(name) or ledger.units.find(name) for name in only}
    codes = {unit.code for unit in found.values() if unit}
    unknown = [finding("W101", Source(ledger.file), unit=name) for name, unit in found.items() if unit is None]
    return [unit for unit in ledger.units.units if unit.code in codes], unknown


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


def _form_row(
    ledger: Ledger, matter: Matter, unit: Unit, *, history: dict[tuple[str, str], UnitReturn | None]
) -> FormRow:
    role, key = role_of(ledger, matter, unit), (matter.number, unit.code)
    last = history.get(key)
    # An imported ledger has no 反馈记录 yet; its 最新进展 is then the lead unit's last report. That of an ended matter
    # tells of the end, which lies in this period or after it.
    inherited = matter.progress if role == LEAD and key not in history and not matter.is_ended else ""
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


def _form(
    ledger: Ledger, unit: Unit, period: Period, *, rows: tuple[FormRow, ...], due_on: date, issued_at: datetime
) -> FormContent:
    identity = (ledger.setting("台账编号"), unit.code, period.text)
    by_number = sorted(rows, key=lambda row: row.number)  # whoever sorts the form or the ledger, the digest still fits
    meta = FormMeta(
        version=FORM_VERSION,
        ledger_id=identity[0],
        unit_code=unit.code,
        unit_name=unit.name,
        period=period.text,
        due_on=shown(due_on),
        issued_at=shown(issued_at),
        digest=locked_digest(ledger.setting("表单密钥"), identity, [row.locked() for row in by_number]),
    )
    return FormContent(
        meta=meta,
        office=ledger.setting("办公室名称", "督查室"),
        contact=" ".join(part for part in (ledger.setting("联系人"), ledger.setting("联系电话")) if part),
        return_to=ledger.setting("填报表寄回"),
        period_name=period.name,
        due_on=due_on,
        rows=rows,
    )
