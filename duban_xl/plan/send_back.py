"""Checked returns and the ledger → what goes back to the units and how often, the rows of 流转记录 that tell of it, lateness."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from duban_xl.catalogue import finding, hint, message
from duban_xl.catalogue.answers import (
    BECAUSE_SENT_BACK,
    FOR_UNITS,
    MATERIAL,
    OFFICE_ONLY,
    REASON_SENT_BACK,
    SAID_TO_UNITS,
)
from duban_xl.check.returns import Checked
from duban_xl.model.answer import Copy, Fault, SendBack
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.form import META_TAB
from duban_xl.model.columns.matters import FORM_SENT_BACK
from duban_xl.model.due import Overdue
from duban_xl.model.finding import Finding, Level
from duban_xl.model.form import FormExtension, FormLine
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep
from duban_xl.model.period import parse_period
from duban_xl.model.source import Source, Value
from duban_xl.model.workdays import Workdays
from duban_xl.plan.deadlines import overdue

DIGEST = 16  # letters of a file's SHA-256 that tell it from others
_TOLD = re.compile(r"(?P<period>[^｜]*)｜.*｜(?P<digest>[0-9a-f]{8,64})", re.DOTALL)
_CONTROLS = dict.fromkeys(range(32), " ")
_NOT_YET = datetime(9999, 12, 31)  # noqa: DTZ001 - a file without a time comes last


def lateness(checked: Checked, workdays: Workdays) -> Overdue:
    """How much later than its 应报日期 the file came."""
    received = checked.received_at
    return overdue(checked.due_on, on=received.date() if received else date.min, workdays=workdays)


def faults_of(checked: Checked, *, for_unit: bool = True) -> tuple[Fault, ...]:
    """The findings of a file in their order; `for_unit` leaves out those about which a unit can do nothing."""
    numbers = {(row.record.shape.tab, row.record.row): row.number for row in rows_of(checked)}
    told = (f for f in checked.findings if not (for_unit and f.code in OFFICE_ONLY))
    return tuple(_fault(found, checked, numbers, for_unit=for_unit) for found in told)


def rows_of(checked: Checked) -> tuple[FormLine | FormExtension, ...]:
    """Every row that was read, merged or not."""
    return (*checked.good, *checked.extensions, *(row for row, _ in checked.refused))


def goes_back(checked: Checked) -> bool:
    """Whether the unit has something to correct: an error that is none of the office's own."""
    return any(f.level is Level.ERROR and f.code not in OFFICE_ONLY for f in checked.findings)


def send_back_of(checked: Checked, *, times: int) -> SendBack:
    """The file as its unit hears of it. Its copy is the unit's own workbook until that turns out to be impossible."""
    period = parse_period(checked.period or "")
    return SendBack(
        file=file_name(checked),
        unit=checked.unit.name if checked.unit else "",
        period=period.name if period else "",
        times=times,
        faults=tuple(sorted(faults_of(checked), key=lambda fault: fault.level is not Level.ERROR)),
        good=tuple(dict.fromkeys(line.number for line in checked.good if line.number)),
        copy=Copy.OWN,
    )


def plan_send_back(
    ledger: Ledger, files: Sequence[Checked], *, as_of: date, operator: str
) -> tuple[ChangeSet, tuple[Finding, ...]]:
    """A row of 流转记录 for every matter of which a unit's row is refused, once for each file, whatever its name.

    A matter that stands on no row of the ledger, or on several, can't be named there. W124 without 流转记录.
    """
    back = [c for c in _in_order(files) if c.unit and c.period and goes_back(c) and c.refused]
    if "steps" not in ledger.tables:
        tab = SHEETS["steps"].tab
        return ChangeSet(), (finding("W124", Source(ledger.file), tab=tab),) if back else ()
    held = {(*told, step.number) for step in _told_steps(ledger) if (told := _told(step, ledger))}
    counts: dict[str, int] = {}
    for matter in ledger.matters:
        counts[matter.number] = counts.get(matter.number, 0) + 1
    rows: list[RowAppend] = []
    for checked in back:
        for number, found in _refused_matters(checked).items():
            key = (*_key(checked), checked.sha256[:DIGEST], number)
            if counts.get(number) == 1 and key not in held:
                held.add(key)
                rows.append(_row(checked, number, found, as_of=as_of, operator=operator))
    return ChangeSet(appends=tuple(rows)), ()


def times_sent_back(ledger: Ledger, files: Sequence[Checked]) -> Mapping[str, int]:
    """SHA-256 of each file that goes back → the how-manieth of its unit and period it is, those on record counted first."""
    known: dict[tuple[str, str], list[str]] = {}
    for step in _told_steps(ledger):
        if told := _told(step, ledger):
            unit, period, digest = told
            digests = known.setdefault((unit, period), [])
            if digest not in digests:
                digests.append(digest)
    found: dict[str, int] = {}
    for checked in _in_order(files):
        if goes_back(checked):
            digests, digest = known.setdefault(_key(checked), []), checked.sha256[:DIGEST]
            if digest not in digests:
                digests.append(digest)
            found[checked.sha256] = digests.index(digest) + 1
    return found


def file_name(checked: Checked) -> str:
    """The file's name without its folder."""
    return checked.file.replace("\\", "/").rsplit("/", 1)[-1]


def _in_order(files: Sequence[Checked]) -> list[Checked]:
    """The files as they came; of two that came at one time the content decides, so that every computer agrees."""
    return sorted(files, key=lambda c: (c.received_at or _NOT_YET, c.sha256))


def _key(checked: Checked) -> tuple[str, str]:
    return checked.unit.name if checked.unit else "", checked.period or ""


def _fault(found: Finding, checked: Checked, numbers: Mapping[tuple[str, int], str], *, for_unit: bool) -> Fault:
    hidden = META_TAB if for_unit else ""
    places = [one for one in found.sources if one.file == checked.file and one.sheet not in ("", hidden)]
    row = _row_number(places[0].cell) if places else None
    number = numbers.get((places[0].sheet, row), "") if row else ""
    code = found.code if for_unit else ""
    return Fault(
        place=places[0] if places else Source(checked.file),
        others=tuple(places[1:]),
        number=number or found.args.get("number", ""),
        code=found.code,
        level=found.level,
        problem=_one_line(SAID_TO_UNITS.get(code, "").format_map(found.args) or message(found)),
        cure=_one_line(FOR_UNITS.get(code, "") or hint(found)),
    )


def _row_number(cell: str) -> int | None:
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdigit() else None


def _one_line(text: str) -> str:
    return " ".join(text.translate(_CONTROLS).split())


def _refused_matters(checked: Checked) -> dict[str, tuple[Finding, ...]]:
    """事项编号 → the errors for which its rows in the file are refused."""
    found: dict[str, tuple[Finding, ...]] = {}
    for row, errors in checked.refused:
        theirs = tuple(f for f in errors if f.level is Level.ERROR and f.code not in OFFICE_ONLY)
        if row.number and theirs:
            found[row.number] = (*found.get(row.number, ()), *theirs)
    return found


def _told_steps(ledger: Ledger) -> Iterator[CourseStep]:
    """The rows of 流转记录 that tell of forms sent back, oldest first."""
    steps = (step for step in ledger.steps if step.action == FORM_SENT_BACK)
    yield from sorted(steps, key=lambda step: (step.taken_on or date.min, step.record.row))


def _told(step: CourseStep, ledger: Ledger) -> tuple[str, str, str] | None:
    """Unit, period and digest of the form that a row tells of; None if a person wrote the row in other words."""
    found = _TOLD.fullmatch(step.material.strip())
    if found is None:
        return None
    return ledger.units.official_name(step.unit), found["period"], found["digest"][:DIGEST]


def period_of_form(step: CourseStep) -> str:
    """The period of the return form that a row of 流转记录 says went back; "" for any other row."""
    found = _TOLD.fullmatch(step.material.strip()) if step.action == FORM_SENT_BACK else None
    return found["period"].strip() if found else ""


def _row(checked: Checked, number: str, found: tuple[Finding, ...], *, as_of: date, operator: str) -> RowAppend:
    unit, period = _key(checked)
    reasons = "、".join(dict.fromkeys(f.code for f in found))
    material = MATERIAL.format(period=period, file=_one_line(file_name(checked)), digest=checked.sha256[:DIGEST])
    values: dict[str, Value] = {
        "taken_on": as_of,
        "number": number,
        "action": FORM_SENT_BACK,
        "unit": unit,
        "by": operator,
        "reason": REASON_SENT_BACK.format(reasons=reasons),
        "material": material,
    }
    because = Reason(BECAUSE_SENT_BACK.format(unit=unit, period=period), found[0].source)
    return RowAppend(sheet="steps", key=number, values=values, because=because)
