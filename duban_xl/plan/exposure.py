"""Ledger, days → the units that may be exposed to the public, and why others that were to be are not (cangnan-5.2-news).

A unit is exposed where a person decided so (公开曝光 with 同意人), where it was criticised by an agreed 通报批评, and where a
person approved the matter for publication; without a matter the decision itself is the approval.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.check.ledger_conduct import CRITICISM, never_public
from duban_xl.check.required_stages import EXPOSURE
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.noun import split_names
from duban_xl.model.office import Consequence
from duban_xl.plan.private_text import private_part
from duban_xl.plan.publicity import approval_of, persons_of

POSTS = ("负责", "责任", "领导", "人员", "单位", "班子")
"""Words of 对象 that tell a post or a group, not a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What may be said of units in public; `rectify_by` None where nobody has recorded the day that was set."""

    units: tuple[str, ...]
    matters: tuple[Matter, ...]
    fact: str
    rectify_by: date | None


@dataclass(frozen=True, slots=True)
class Exposures:
    """The exposures of some days, units in the directory's order, and what speaks against others."""

    exposed: tuple[Exposure, ...]
    findings: tuple[Finding, ...]


def exposures(ledger: Ledger, first: date, last: date, *, kind: str) -> Exposures:
    """The 公开曝光 of these days that may go into the document called `kind`.

    D167: none was entered; D170: nobody agreed; D117: no unit or no fact; D165: the unit was not criticised; D164: the matter is not approved for
    publication; D184: what is never published; D183: personal data or a petition in a text.
    """
    persons = persons_of(ledger)
    free: list[Exposure] = []
    found: list[Finding] = []
    for row in ledger.consequences:
        if row.type != EXPOSURE or row.revoked_on or not row.held_on or not first <= row.held_on <= last:
            continue
        one = _exposure(ledger, row, last)
        against = list(_against(ledger, row, one, last=last, kind=kind, persons=persons))
        found += against
        free += [] if against else [one]
    if not free and not found:
        found = [finding("D167", kind=kind)]
    return Exposures(tuple(sorted(free, key=lambda one: ledger.units.position(one.units[0]))), tuple(found))


def _exposure(ledger: Ledger, row: Consequence, last: date) -> Exposure:
    """What `row` exposes; where it gives no reason, that of the criticism."""
    known = (ledger.matter(number) for number in split_names(row.number))
    criticised = (one for unit in split_names(row.unit) for one in _criticisms(ledger, row, unit))
    return Exposure(
        units=tuple(map(ledger.units.official_name, split_names(row.unit))),
        matters=tuple(matter for matter in known if matter),
        fact=row.facts.strip() or next((one.facts.strip() for one in criticised), ""),
        rectify_by=_rectify_by(ledger, row, last),
    )


def _against(
    ledger: Ledger, row: Consequence, one: Exposure, *, last: date, kind: str, persons: tuple[str, ...]
) -> Iterator[Finding]:
    if not row.approved_by:
        yield finding("D170", row.source("approved_by"), kind=kind)
        return
    lacking = [field for field, said in (("unit", one.units), ("facts", one.fact)) if not said]
    if lacking:
        headers = "、".join(SHEETS["consequences"][field].header for field in lacking)
        yield finding("D117", row.source(lacking[0]), words=headers)
    for unit in one.units:
        if not _criticisms(ledger, row, unit):
            yield finding("D165", row.source("unit"), unit=unit, kind=kind)
    yield from _unapproved(ledger, row, last=last, kind=kind)
    if what := private_part(one.fact, (*persons, *_named(ledger, row))):
        yield finding("D183", row.source("facts"), header=SHEETS["consequences"]["facts"].header, what=what, kind=kind)
    for matter in one.matters:
        if what := private_part(matter.title, persons):
            header = SHEETS["matters"]["title"].header
            yield finding("D183", matter.source("title"), header=header, what=what, kind=kind)


def _named(ledger: Ledger, row: Consequence) -> Iterator[str]:
    """Whom 对象 of `row` and of the criticisms names; a post (主要负责人) or a unit is nobody."""
    rows = (row, *(one for unit in split_names(row.unit) for one in _criticisms(ledger, row, unit)))
    for name in (name for one in rows for name in split_names(one.person)):
        if len(name) > 1 and not any(word in name for word in POSTS) and ledger.units.find(name) is None:
            yield name


def _unapproved(ledger: Ledger, row: Consequence, *, last: date, kind: str) -> Iterator[Finding]:
    """The matters that may never be published, and those whose publication no named person approved."""
    for number in split_names(row.number):
        if what := never_public(ledger, number):
            yield finding("D184", row.source("number"), number=number, what=what, kind=kind)
            continue
        approval = approval_of(ledger, number, last)
        if approval is None or not approval.approved_by:
            yield finding("D164", row.source("number"), number=number, kind=kind)


def _criticisms(ledger: Ledger, row: Consequence, unit: str) -> list[Consequence]:
    """The agreed 通报批评 of `unit` up to the day of `row`, on its matters where both name any."""
    official = ledger.units.official_name
    numbers = set(split_names(row.number))
    return [
        one for one in ledger.consequences
        if one.type == CRITICISM and one.approved_by and one.revoked_on is None
        and one.held_on and row.held_on and one.held_on <= row.held_on
        and official(unit) in map(official, split_names(one.unit))
        and (not numbers or not one.number or not numbers.isdisjoint(split_names(one.number)))
    ]  # fmt: skip


def _rectify_by(ledger: Ledger, row: Consequence, last: date) -> date | None:
    """整改时限 of the last 督查记录 of these units, and matters if it names any, that lies after the exposure."""
    official = ledger.units.official_name
    units, numbers = {official(name) for name in split_names(row.unit)}, set(split_names(row.number))
    days = [
        (one.held_on, one.rectify_by) for one in ledger.inspections
        if one.held_on and one.held_on <= last and one.rectify_by and row.held_on and one.rectify_by >= row.held_on
        and not units.isdisjoint(map(official, one.units))
        and (not numbers or not one.number or not numbers.isdisjoint(split_names(one.number)))
    ]  # fmt: skip
    return max(days)[1] if days else None
