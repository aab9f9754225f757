"""Rows of 扣分登记 → events, one per unit, with rule and section, and whether a person let them count (steps 1 and 2)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from duban_xl.catalogue.scoring import MISSING_WORDS
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.assessment import EVERY_UNIT, SHARED
from duban_xl.model.columns.matters import ROLES
from duban_xl.model.columns.scoring import CANDIDATE, CONFIRMED, EXEMPT, REVOKED, VERIFICATIONS
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.noun import split_names
from duban_xl.model.period import parse_period
from duban_xl.model.rulebook import ScoringEvent, ScoringRule
from duban_xl.model.score import Outcome, Sentence
from duban_xl.model.source import shown
from duban_xl.score import words as w
from duban_xl.score.circulars import marks_of_own
from duban_xl.score.decisions import missing_of_revocation, signed_but_undecided
from duban_xl.score.judged import Judged, folded
from duban_xl.score.method import Method, covers
from duban_xl.score.span import Span

UNVERIFIED, TRUE, UNTRUE = VERIFICATIONS
DECISION = ("decided_by", "decided_on")
DECISIVE = ("count", "discretion", "rectified_on")
"""Columns that change what an event counts."""
_CITED: tuple[Sentence, ...] = (("clause", {}),)
_CITED_WITH_PROOF: tuple[Sentence, ...] = (*_CITED, ("document", {}))


@dataclass(frozen=True, slots=True)
class _Book:
    """What an event is held against: ledger and method, with matters and own circulars found at once."""

    ledger: Ledger
    method: Method
    matters: Mapping[str, Matter]
    own_circulars: frozenset[str]  # their names and numbers

    def is_own(self, document: str) -> bool:
        """Whether a document is one of the office's own score circulars (cangnan-amb-22)."""
        text = folded(document)
        return any(mark in text for mark in self.own_circulars)


def matched(ledger: Ledger, method: Method, span: Span) -> tuple[Judged, ...]:
    """The events of the span, and those without a date; sorted so that their place in the sheet does not matter."""
    matters = {matter.number: matter for matter in reversed(ledger.matters)}
    book = _Book(ledger, method, matters, marks_of_own(ledger, method.own_circulars))
    days = ((row, day_of(row, method)) for row in ledger.deductions)
    rows = ((row, day) for row, day in days if day is None or span.holds(day))
    events = (_judged(event, book) for row, day in rows for event in _by_unit(row, day, book))
    return tuple(sorted(events, key=lambda event: event.order))


def day_of(row: ScoringEvent, method: Method) -> date | None:
    """The day that decides period and year: of 所属期 its last, else 事件日期 or 认定日期 as 归属日期 says."""
    if row.belongs_to and row.event_on and (period := parse_period(row.belongs_to)):
        return period.end
    by_decision = method.says(w.DATED_BY) == w.BY_DECISION and row.event_on
    return (row.decided_on or row.event_on) if by_decision else row.event_on


def _by_unit(row: ScoringEvent, day: date | None, book: _Book) -> Iterator[Judged]:
    """The event once for each unit that the rule lays it to (K03)."""
    rule = book.method.rules.get(row.rule)
    section = book.method.section_of(rule) if rule else None
    cited = (_CITED_WITH_PROOF if row.document else _CITED) if rule and row.event_on else ()
    event = partial(Judged, rule=rule, section=section, day=day, trace=cited)
    find = book.ledger.units.find
    matter = book.matters.get(row.number)
    if rule and rule.subject == EVERY_UNIT and matter:
        roles = {matter.lead_unit: ROLES[0]} | dict.fromkeys(split_names(matter.supporting_units), ROLES[1])
        yield from (event(row, find(name), role=role) for name, role in roles.items() if name)
        return
    names, unit = split_names(row.unit), find(row.unit)
    if unit or len(names) < 2:
        yield event(row, unit, role=row.role)
        return
    sharers = len(names) if rule and rule.subject == SHARED else 1
    yield from (event(replace(row, unit=name), find(name), role=row.role, sharers=sharers) for name in names)


def _judged(event: Judged, book: _Book) -> Judged:
    row, rule = event.row, event.rule
    if row.event_on is None:
        return _undated(event).ruled(Outcome.REFUSED, "no_day")
    if event.unit is None:
        return event.but(trace=()).found("S121", "unit", unit=row.unit).ruled(Outcome.REFUSED, "no_unit")
    if rule is None:
        return event.found("S122", "rule", rule=row.rule).ruled(Outcome.REFUSED, "no_rule")
    if row.status == CONFIRMED and book.is_own(row.document):
        return event.found("S132", "document", document=row.document).ruled(Outcome.REFUSED, "own_circular")
    if row.status in (CONFIRMED, EXEMPT) and not _concerns(event, rule, book.method):
        return event.found("S155", "unit", unit=event.place, rule=rule.rule).ruled(Outcome.REFUSED, "not_concerned")
    decided = _STATUSES.get(row.status, _unknown_status)(event, rule)
    if not decided.counts:
        return decided
    return _with_matter(_readable(_proven(_verified(decided, rule), rule)), rule, book)


def _concerns(event: Judged, rule: ScoringRule, method: Method) -> bool:
    """Whether the rule, its section and all sections above it hold for the unit (K19)."""
    unit, lineage = event.unit, method.lineage(event.section)
    return unit is not None and covers(rule.groups, unit) and all(covers(section.groups, unit) for section in lineage)


def _undated(event: Judged) -> Judged:
    """An empty 事件日期, or one that is no day: then what stands there is quoted."""
    written = shown(event.row.record.written.get("event_on"))
    return event.found("S143", "event_on", value=written) if written else event.found("S120", "event_on")


def _candidate(event: Judged, _: ScoringRule) -> Judged:
    if signed := signed_but_undecided(event.row):
        event = event.found("S302", "status", missing="、".join(signed))
    return event.ruled(Outcome.PENDING, "candidate")


def _revoked(event: Judged, _: ScoringRule) -> Judged:
    if missing := missing_of_revocation(event.row):
        event = event.found("S301", "reason", missing="、".join(missing))
    return _because(event.ruled(Outcome.REVOKED, "revoked"))


def _exempt(event: Judged, rule: ScoringRule) -> Judged:
    """免扣 needs a rule that allows it (cangnan-amb-6), a reason, a name and a day."""
    if not rule.exemptible:
        return event.found("S125", "status", rule=rule.rule).saying("not_exempt")
    missing = _missing(event, DECISION)
    if not (event.row.justification or event.row.reason):
        missing = (MISSING_WORDS["justification"], *missing)
    if missing:
        return event.found("S126", "status", missing="、".join(missing)).ruled(Outcome.PENDING, "unnamed")
    exempt = event.ruled(Outcome.EXEMPT, "exempt")
    return _because(exempt)


def _confirmed(event: Judged, rule: ScoringRule) -> Judged:
    if event.row.justification:
        code = "S140" if rule.exemptible else "S124"
        event = event.found(code, "justification", rule=rule.rule)
        event = event if rule.exemptible else event.saying("not_exempt")
    if missing := _missing(event, DECISION):
        return event.found("S127", "decided_by", missing="、".join(missing))
    return event.saying("decided")


def _unknown_status(event: Judged, _: ScoringRule) -> Judged:
    return event.found("S141", "status", status=event.row.status).ruled(Outcome.PENDING, "candidate")


_STATUSES: Mapping[str, Callable[[Judged, ScoringRule], Judged]] = {
    CANDIDATE: _candidate,
    CONFIRMED: _confirmed,
    EXEMPT: _exempt,
    REVOKED: _revoked,
}


def _verified(event: Judged, rule: ScoringRule) -> Judged:
    """Criticism by media and in 内参 counts only 经查属实 (cangnan-A12-media, cangnan-A12-neican)."""
    verification = event.row.verification
    if not rule.needs_verification:
        code = "S142" if verification == UNTRUE else "S144"
        return event.found(code, "verification", rule=rule.rule) if verification in (UNTRUE, UNVERIFIED) else event
    if verification == UNTRUE:
        return event.ruled(Outcome.UNTRUE, "untrue")
    if verification != TRUE:
        return event.ruled(Outcome.PENDING, "unverified", verification=verification or UNVERIFIED)
    return event


def _proven(event: Judged, rule: ScoringRule) -> Judged:
    """Where the rule asks for proof, an event without 依据文件 is listed and not scored (K23)."""
    if not rule.needs_proof or event.row.document or not event.counts:
        return event
    return event.found("S156", "document", rule=rule.rule, proof=rule.proof or MISSING_WORDS["document"]).waits(
        "unproven"
    )


def _readable(event: Judged) -> Judged:
    """An event with a cell that decides its points and can't be read waits: nothing is guessed."""
    row = event.row
    odd = [column for column in DECISIVE if column in row.record.written and getattr(row, column) is None]
    if row.role and row.role not in ROLES:
        odd.append("role")
    if row.belongs_to and parse_period(row.belongs_to) is None:
        odd.append("belongs_to")
    for column in odd:
        written = shown(row.record.written.get(column)) or row.record.text(column)
        event = event.found("S172", column, header=SHEETS["deductions"][column].header, value=written)
    return event.waits("unreadable") if odd else event


def _with_matter(event: Judged, rule: ScoringRule, book: _Book) -> Judged:
    """A matter has one scoring family, by its category (cangnan-amb-26): another rule is pointed out, and counts."""
    number = event.row.number
    if not number:
        return event
    matter = book.matters.get(number)
    if matter is None:
        return event.found("S134", "number", number=number)
    allowed = split_names(rule.categories)
    category = book.ledger.category(matter.category) if allowed else None
    if category and category.code not in allowed and category.name not in allowed:
        return event.found("S133", "number", number=number, category=category.name, rule=rule.rule)
    return event


def _missing(event: Judged, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(MISSING_WORDS[key] for key in keys if not getattr(event.row, key))


def _because(event: Judged) -> Judged:
    return event.saying("because") if event.row.justification or event.row.reason else event
