"""督查记录, 通报问责 and 公开审批 → findings: methods that the rules do not know, publicity and criticism without consent."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.catalogue.ledger_method import ACCOUNTABILITY, PERSONAL, PETITION
from duban_xl.check.required_stages import EXPOSURE, PUBLICITY
from duban_xl.check.situation import code_of
from duban_xl.model.columns.scoring import METHODS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import HANDED_OVER
from duban_xl.model.matter import CourseStep
from duban_xl.model.noun import split_names
from duban_xl.model.office import Consequence

METHOD_TERM, CRITICISM, ACCOUNTED = "方式", "通报批评", "问责"
PETITIONS = "MC16"


def method_is_not_of_the_rules(ledger: Ledger) -> Iterator[Finding]:
    """方式 of 督查记录 is none that the rules in force name; said once per way. Nothing is said if they name none."""
    terms = [term for term in ledger.terms if term.kind == METHOD_TERM]
    known = {word for term in terms for word in (term.name, *split_names(term.means)) if word}
    choices = "、".join(dict.fromkeys(term.name for term in terms))
    rows: dict[str, list[int]] = {}
    for place, inspection in enumerate(ledger.inspections if terms else ()):
        if inspection.method in METHODS and inspection.method not in known:
            rows.setdefault(inspection.method, []).append(place)
    for method, places in rows.items():
        sources = (ledger.inspections[place].source("method") for place in places)
        yield finding("L270", *sources, value=method, count=len(places), choices=choices)


def exposure_without_approval(ledger: Ledger) -> Iterator[Finding]:
    """公开曝光 of a matter that no person approved for publication; without a matter the row itself must say who did."""
    approved = {step.number for step in _approvals(ledger) if step.approved_by}
    for row in _exposures(ledger):
        numbers = split_names(row.number)
        if not all(number in approved for number in numbers):
            yield finding("L271", row.source("number"), row.source("approved_by"))
        elif not numbers and not row.approved_by:
            yield finding("L271", row.source("approved_by"))


def approval_of_publicity_without_a_person(ledger: Ledger) -> Iterator[Finding]:
    """A 公开审批 says yes, but not who said it."""
    for step in _approvals(ledger):
        if not step.approved_by:
            yield finding("L274", step.source("approved_by"), step.source("agreed"))


def forbidden_publication(ledger: Ledger) -> Iterator[Finding]:
    """A petition, a personal instruction or a matter with 问责 was published or approved for publication."""
    for row in (*_exposures(ledger), *_approvals(ledger)):
        what = next((why for number in split_names(row.number) if (why := never_public(ledger, number))), "")
        if what:
            yield finding("L272", row.source("number"), what=what)


def criticism_without_consent(ledger: Ledger) -> Iterator[Finding]:
    """A 通报批评 that no leader consented to (weinan-14-5-tongbao-power)."""
    for row in ledger.consequences:
        if row.type == CRITICISM and not row.approved_by:
            yield finding("L273", row.source("approved_by"))


def never_public(ledger: Ledger, number: str) -> str:
    """Why the matter may never be published, in Chinese; "" if it may be, once a person approves (rules §2.9)."""
    matter = ledger.matter(number)
    if code_of(ledger, matter).startswith(PETITIONS):
        return PETITION
    if matter and matter.status == HANDED_OVER:
        return PERSONAL
    called = (row for row in ledger.consequences if row.type == ACCOUNTED and number in split_names(row.number))
    return ACCOUNTABILITY if next(called, None) else ""


def _approvals(ledger: Ledger) -> tuple[CourseStep, ...]:
    return tuple(step for step in ledger.steps if step.action == PUBLICITY and step.agreed is True)


def _exposures(ledger: Ledger) -> tuple[Consequence, ...]:
    return tuple(row for row in ledger.consequences if row.type == EXPOSURE)


CONDUCT_CHECKS = (
    method_is_not_of_the_rules,
    exposure_without_approval,
    approval_of_publicity_without_a_person,
    forbidden_publication,
    criticism_without_consent,
)
