"""Ledger, days → the matters that may be told to the public, and why others that were approved may not (cangnan-4.1-public)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_publicity as words
from duban_xl.check.ledger_conduct import never_public
from duban_xl.check.required_stages import PUBLICITY
from duban_xl.check.returned.secrets import card_numbers, id_numbers, mobile_numbers
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, Matter
from duban_xl.model.noun import split_names
from duban_xl.model.reporting import runs_within

PUBLIC_TEXTS = ("title", "target")
"""What the public reads of a matter besides its unit and its figures."""
_PERSONS = ("lead_leader", "responsible_leader", "person_responsible", "instructing_leader")
_PETITION = "信访"


@dataclass(frozen=True, slots=True)
class Releases:
    """The matters that may be published, in the ledger's order, and what speaks against others."""

    matters: tuple[Matter, ...]
    findings: tuple[Finding, ...]


def releases(ledger: Ledger, first: date, last: date, *, kind: str) -> Releases:
    """Matters under way between these days that a person approved, that can be counted and whose progress can be seen.

    `kind` is what the document is called. D166: nobody approved any; D182: something lacks; D183: personal
    data or a petition in a text; D184: what is never published.
    """
    persons = persons_of(ledger)
    free: list[Matter] = []
    found: list[Finding] = []
    for matter in ledger.matters:
        approval = approval_of(ledger, matter.number, last)
        if approval is None or not runs_within(matter, first, last):
            continue
        against = list(_against(ledger, matter, approval, persons, kind))
        found += against
        free += [] if against else [matter]
    if not free and not found:
        found = [finding("D166", kind=kind)]
    return Releases(tuple(free), tuple(found))


def approval_of(ledger: Ledger, number: str, last: date) -> CourseStep | None:
    """The latest 公开审批 of the matter with that number until that day, if it says yes: a later no withdraws an earlier yes."""
    steps = [s for s in ledger.steps if s.action == PUBLICITY and s.number == number]
    dated = [(day, step) for step in steps if (day := step.approved_on or step.taken_on) and day <= last]
    latest = max(dated, key=lambda pair: (pair[0], pair[1].record.row), default=None)
    return latest[1] if latest and latest[1].agreed is True else None


def _against(
    ledger: Ledger, matter: Matter, approval: CourseStep, persons: Sequence[str], kind: str
) -> Iterator[Finding]:
    if what := never_public(ledger, matter.number):
        yield finding("D184", approval.source("number"), number=matter.number, what=what, kind=kind)
        return
    if not approval.approved_by:
        yield finding("D182", approval.source("approved_by"), number=matter.number, words=words.APPROVER, kind=kind)
    if not matter.target.strip():
        yield finding("D182", matter.source("target"), number=matter.number, words=words.TARGET, kind=kind)
    if matter.percent_done is None:
        yield finding("D182", matter.source("percent_done"), number=matter.number, words=words.VISIBLE, kind=kind)
    for field in PUBLIC_TEXTS:
        if what := private_part(getattr(matter, field), persons):
            yield finding("D183", matter.source(field), header=SHEETS["matters"][field].header, what=what, kind=kind)


def private_part(text: str, persons: Sequence[str]) -> str:
    """What in `text` the public must not read, in words; "" if nothing was recognised."""
    parts = (
        (words.IDENTITY, any(id_numbers(text))),
        (words.PHONE, any(mobile_numbers(text))),
        (words.CARD, any(card_numbers(text))),
        (words.PETITION, _PETITION in text),
        (words.PERSON, any(name in text for name in persons)),
    )
    return "、".join(name for name, is_there in parts if is_there)


def persons_of(ledger: Ledger) -> tuple[str, ...]:
    """Every person whom the ledger names in a column for persons."""
    cells = [getattr(matter, field) for matter in ledger.matters for field in _PERSONS]
    cells += [name for unit in ledger.units.units for name in (unit.principal, unit.responsible_leader, unit.contact)]
    names = {name.strip() for cell in cells for name in split_names(cell)}
    return tuple(sorted(name for name in names if len(name) > 1))
