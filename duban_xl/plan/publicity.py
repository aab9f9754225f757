"""Ledger, days → the matters that may be told to the public, and why others that were approved may not (cangnan-4.1-public)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_publicity as words
from duban_xl.check.ledger_conduct import never_public
from duban_xl.check.required_stages import PUBLICITY
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, Matter
from duban_xl.model.noun import split_names
from duban_xl.model.reporting import runs_within
from duban_xl.plan.private_text import can_be_counted, private_part

MOST_NAMED = 10
"""As many matters are named in one finding."""
PUBLIC_TEXTS = ("title", "target")
"""What the public reads of a matter besides its unit and its figures."""
_PERSONS = ("lead_leader", "responsible_leader", "person_responsible", "instructing_leader")


@dataclass(frozen=True, slots=True)
class Releases:
    """The matters that may be published, in the ledger's order, and what speaks against others."""

    matters: tuple[Matter, ...]
    findings: tuple[Finding, ...]


def releases(ledger: Ledger, first: date, last: date, *, kind: str) -> Releases:
    """Matters under way between these days that a person approved, that can be counted and whose progress can be seen.

    `kind` is what the document is called. D182: something lacks; D183: personal data or a petition in a text; D184: what is
    never published; D185: a target that can't be checked; D186: nothing at all may be published.
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
    if not free:
        found.append(_nothing(ledger, first, last, persons))
    return Releases(tuple(free), tuple(found))


def _nothing(ledger: Ledger, first: date, last: date, persons: tuple[str, ...]) -> Finding:
    """D186, at the matters that only lack the word of a person, else at those that could be published if more were known."""
    running = [m for m in ledger.matters if runs_within(m, first, last) and not never_public(ledger, m.number)]
    unsaid = [m for m in running if approval_of(ledger, m.number, last) is None and not _shows_private(m, persons)]
    ready = [m for m in unsaid if can_be_counted(m.target) and m.percent_done is not None]
    sources = tuple(matter.source("number") for matter in ready[:MOST_NAMED])
    named = "、".join(matter.number for matter in ready[:MOST_NAMED]) or words.NONE_READY
    more = words.AND_MORE.format(count=len(ready)) if len(ready) > MOST_NAMED else ""
    return finding("D186", *sources, count=len(running), detail=named + more)


def _shows_private(matter: Matter, persons: tuple[str, ...]) -> bool:
    return any(private_part(getattr(matter, field), persons) for field in PUBLIC_TEXTS)


def approval_of(ledger: Ledger, number: str, last: date) -> CourseStep | None:
    """The latest 公开审批 of the matter with that number until that day, if it says yes: a later no withdraws an earlier yes."""
    steps = [s for s in ledger.steps if s.action == PUBLICITY and s.number == number]
    dated = [(day, step) for step in steps if (day := step.approved_on or step.taken_on) and day <= last]
    latest = max(dated, key=lambda pair: (pair[0], pair[1].record.row), default=None)
    return latest[1] if latest and latest[1].agreed is True else None


def _against(
    ledger: Ledger, matter: Matter, approval: CourseStep, persons: tuple[str, ...], kind: str
) -> Iterator[Finding]:
    if what := never_public(ledger, matter.number):
        yield finding("D184", approval.source("number"), number=matter.number, what=what, kind=kind)
        return
    if not approval.approved_by:
        yield finding("D182", approval.source("approved_by"), number=matter.number, words=words.APPROVER, kind=kind)
    if not matter.target.strip():
        yield finding("D182", matter.source("target"), number=matter.number, words=words.TARGET, kind=kind)
    elif not can_be_counted(matter.target):
        yield finding("D185", matter.source("target"), number=matter.number, value=matter.target, kind=kind)
    if matter.percent_done is None:
        yield finding("D182", matter.source("percent_done"), number=matter.number, words=words.VISIBLE, kind=kind)
    for field in PUBLIC_TEXTS:
        if what := private_part(getattr(matter, field), persons):
            yield finding("D183", matter.source(field), header=SHEETS["matters"][field].header, what=what, kind=kind)


def persons_of(ledger: Ledger) -> tuple[str, ...]:
    """Every person whom the ledger names in a column for persons."""
    cells = [getattr(matter, field) for matter in ledger.matters for field in _PERSONS]
    cells += [name for unit in ledger.units.units for name in (unit.principal, unit.responsible_leader, unit.contact)]
    names = {name.strip() for cell in cells for name in split_names(cell)}
    return tuple(sorted(name for name in names if len(name) > 1))
