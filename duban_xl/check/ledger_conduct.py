"""督查记录, 通报问责 and 公开审批 → findings: methods that the rules do not know, publicity and criticism without consent."""

import re
from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.catalogue.ledger_method import ACCOUNTABILITY, PERSONAL, PETITION
from duban_xl.check.required_stages import EXPOSURE, PUBLICITY
from duban_xl.check.situation import code_of
from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS, METHODS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import HANDED_OVER
from duban_xl.model.matter import CourseStep
from duban_xl.model.noun import split_names
from duban_xl.model.office import Consequence
from duban_xl.model.rule_index import RuleIndex, index_of
from duban_xl.model.text import chinese_integer, one_width

METHOD_TERM, CRITICISM, ACCOUNTED = "方式", "通报批评", "问责"
PETITIONS = "MC16"
_RULE_ID = re.compile(r"[a-z]+-[\w.-]*\w", re.ASCII)
_DOCUMENT_NUMBER = re.compile(r"[\[〔(]\d{4}[\]〕)]第?\d+号")
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十百]+")


def method_is_not_of_the_rules(ledger: Ledger) -> Iterator[Finding]:
    """方式 of 督查记录 is none that the rules in force name; said once per way. Nothing is said if they name none.

    A reminder by letter is what the program itself puts down.
    """
    terms = [term for term in ledger.terms if term.kind == METHOD_TERM]
    known = {word for term in terms for word in (term.name, *split_names(term.means)) if word}
    choices = "、".join(dict.fromkeys(term.name for term in terms))
    rows: dict[str, list[int]] = {}
    for place, inspection in enumerate(ledger.inspections if terms else ()):
        if inspection.method in METHODS and inspection.method not in known and not inspection.is_reminder:
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


def criticism_without_its_precondition(ledger: Ledger) -> Iterator[Finding]:
    """A measure cites a ladder step whose 前置条件 the unit never had before (trap 35, weinan-16-2-dubanling)."""
    index = index_of(ledger.rules)
    steps = [step for step in ledger.ladder if step.precondition in CONSEQUENCE_KINDS]
    for row in ledger.consequences if steps else ():
        cited = (step for step in steps if row.type in step.measure and _cites(row.clause, step.rule, index))
        step = next(cited, None) if row.type and row.unit and row.revoked_on is None else None
        if step and not all(_had_before(ledger, row, step.precondition, unit=unit) for unit in split_names(row.unit)):
            places, wanted = (row.source("clause"), row.source("unit")), step.precondition
            yield finding("L275", *places, type=row.type, clause=row.clause, name=wanted, rule=step.rule)


def _cites(clause: str, rule: str, index: RuleIndex) -> bool:
    """Whether 依据条款 names the rule by its 规则编号, or by its article if it names no rule of the method at all."""
    named = [word for word in _RULE_ID.findall(clause) if index.by_id(word)]
    if named or rule in clause:
        return rule in named or not named
    known = index.by_id(rule)
    wanted, said = _article(known.article if known else ""), _article(clause)
    return bool(wanted) and any(said[place : place + len(wanted)] == wanted for place in range(len(said)))


def _article(text: str) -> tuple[int, ...]:
    """The numbers of an article however written: "十六（二）", "第十六条第（二）项", "16(2)" → 16, 2."""
    plain = _DOCUMENT_NUMBER.sub(" ", one_width(text))
    numbers = (chinese_integer(word) if not word.isdecimal() else int(word) for word in _NUMERAL.findall(plain))
    return tuple(number for number in numbers if number is not None)


def _had_before(ledger: Ledger, row: Consequence, kind: str, *, unit: str) -> bool:
    """Whether the unit has a record of that kind of an earlier day than `row` that was not withdrawn."""
    official = ledger.units.official_name
    earlier = (
        other for other in ledger.consequences
        if other.type == kind and other.revoked_on is None
        and other.held_on and (row.held_on is None or other.held_on < row.held_on)
    )  # fmt: skip
    return any(official(unit) in map(official, split_names(other.unit)) for other in earlier)


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
    criticism_without_its_precondition,
)
