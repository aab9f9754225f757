"""Edge: the forms of a period in 下发/ → a letter for every unit with its form, and the signed notices that are new to it."""

from collections.abc import Iterator
from pathlib import Path

from duban_xl.catalogue import finding
from duban_xl.documents.chinese import file_name
from duban_xl.documents.papers.naming import assigning_names, unit_names
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormContent
from duban_xl.model.ledger import Ledger
from duban_xl.model.letter import Attachment
from duban_xl.model.office import DocumentEntry, Unit
from duban_xl.model.settings import FORM_KEY
from duban_xl.plan.dispatch import as_issued
from duban_xl.plan.mail_out import Outgoing, form_letter, receivers
from duban_xl.workflows.dispatch import DispatchPlan
from duban_xl.workflows.office import Run
from duban_xl.workflows.write import SIGNED, VOID

MAILS = "邮件"


def form_letters(plan: DispatchPlan, run: Run) -> tuple[tuple[Outgoing, ...], tuple[Finding, ...]]:
    """One letter for every form that lies in 下发; `tells` names the form's content, so that a new form is sent anew."""
    ledger, key = plan.ledger, plan.ledger.setting(FORM_KEY)
    letters: list[Outgoing] = []
    findings: list[Finding] = []
    for path, form in plan.forms.items():
        unit = ledger.units.by_code(form.meta.unit_code)
        if unit is None or not path.is_file():
            continue
        findings += receivers(unit)[1]
        notices, unsigned = _notices(ledger, unit, form, plan.folder.parent.parent)
        findings += unsigned
        attached = (Attachment(path.name, path.read_bytes()), *notices)
        letter = form_letter(ledger, unit, form, attached, run.as_of)
        content = as_issued(form, "", key=key).digest  # the same whenever it is planned anew
        tells = (f"{form.meta.period}:{content}:{form.meta.due_on}",)
        letters.append(
            Outgoing(code=unit.code, unit=unit.name, letter=letter, file=file_name([path.stem], ".eml"), tells=tells)
        )
    return tuple(letters), tuple(findings)


def _notices(
    ledger: Ledger, unit: Unit, form: FormContent, office: Path
) -> tuple[tuple[Attachment, ...], tuple[Finding, ...]]:
    """The signed notices on matters that the unit has not yet reported on; W146 for those that still wait for a signature."""
    found: dict[str, Attachment] = {}
    unsigned: list[Finding] = []
    for entry in _of_new_matters(ledger, unit, form):
        path = office / entry.file
        if not entry.file or not path.is_file() or not path.resolve().is_relative_to(office.resolve()):
            continue
        if entry.status == SIGNED:
            found.setdefault(entry.file, Attachment(path.name, path.read_bytes()))
        else:
            unsigned.append(finding("W146", entry.source("status"), unit=unit.name, title=entry.title))
    return tuple(found.values()), tuple(unsigned)


def _of_new_matters(ledger: Ledger, unit: Unit, form: FormContent) -> Iterator[DocumentEntry]:
    """The notices on record about the matters of the form for which it is the unit's first; no other unit's own."""
    reported = {one.number for one in ledger.returns if ledger.units.find(one.unit) == unit}
    new = {row.number for row in form.rows} - reported
    notices, own = assigning_names(ledger), unit_names(ledger)
    return (
        one
        for one in ledger.documents
        if one.kind in notices and one.number in new and one.status != VOID
        if one.kind not in own or ledger.units.find(one.unit) == unit
    )
