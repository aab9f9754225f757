"""Rows of 扣分登记 → each with its unit and rule, and whether a person let it count (steps 1 and 2 of the order)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from duban_xl.catalogue.scoring import MISSING_WORDS
from duban_xl.model.clause import articles
from duban_xl.model.columns.scoring import CANDIDATE, CONFIRMED, EXEMPT, REVOKED, VERIFICATIONS
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ScoringRule
from duban_xl.model.score import Outcome
from duban_xl.model.source import shown
from duban_xl.score.judged import Judged, folded
from duban_xl.score.method import Method

UNVERIFIED, TRUE, UNTRUE = VERIFICATIONS
DECISION = ("decided_by", "decided_on")


def matched(ledger: Ledger, method: Method, *, start: date, end: date) -> tuple[Judged, ...]:
    """The events dated from `start` to `end`, and those without a date; sorted so that their place does not matter."""
    rows = (row for row in ledger.deductions if row.event_on is None or start <= row.event_on <= end)
    own = _own_circulars(ledger, method)
    events = (_judged(Judged(row=row), ledger, method, own) for row in rows)
    return tuple(sorted(events, key=lambda event: event.order))


def _judged(event: Judged, ledger: Ledger, method: Method, own: Callable[[str], bool]) -> Judged:
    row = event.row
    rule = method.rules.get(row.rule)
    event = replace(event, unit=ledger.units.find(row.unit), rule=rule)
    if row.event_on is None:
        return _undated(event).ruled(Outcome.REFUSED, "refused")
    if event.unit is None:
        return event.found("S121", "unit", unit=row.unit).ruled(Outcome.REFUSED, "refused")
    if rule is None:
        return event.found("S122", "rule", rule=row.rule).ruled(Outcome.REFUSED, "refused")
    event = event.saying("clause", clause=articles(rule.clause), rule=row.rule)
    if row.document:
        event = event.saying("document", document=row.document)
    if row.status == CONFIRMED and own(row.document):
        return event.found("S132", "document", document=row.document).ruled(Outcome.REFUSED, "refused")
    decided = _STATUSES.get(row.status, _unknown_status)(event, rule)
    return _with_matter(_verified(decided, rule), rule, ledger) if decided.counts else decided


def _undated(event: Judged) -> Judged:
    """An empty 事件日期, or one that is no day: then what stands there is quoted."""
    written = shown(event.row.record.written.get("event_on"))
    return event.found("S143", "event_on", value=written) if written else event.found("S120", "event_on")


def _candidate(event: Judged, _: ScoringRule) -> Judged:
    return event.ruled(Outcome.PENDING, "candidate")


def _revoked(event: Judged, _: ScoringRule) -> Judged:
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
    exempt = event.ruled(Outcome.EXEMPT, "exempt", by=event.row.decided_by, on=event.row.decided_on)
    return _because(exempt)


def _confirmed(event: Judged, rule: ScoringRule) -> Judged:
    if event.row.justification:
        code = "S140" if rule.exemptible else "S124"
        event = event.found(code, "justification", rule=rule.rule)
        event = event if rule.exemptible else event.saying("not_exempt")
    if missing := _missing(event, DECISION):
        return event.found("S127", "decided_by", missing="、".join(missing))
    return event.saying("decided", by=event.row.decided_by, on=event.row.decided_on)


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


def _with_matter(event: Judged, rule: ScoringRule, ledger: Ledger) -> Judged:
    """A matter has one scoring family, by its category (cangnan-amb-26): another rule is pointed out, and counts."""
    number = event.row.number
    if not number:
        return event
    matter = ledger.matter(number)
    if matter is None:
        return event.found("S134", "number", number=number)
    category, allowed = ledger.category(matter.category), split_names(rule.categories)
    if category and allowed and category.code not in allowed and category.name not in allowed:
        return event.found("S133", "number", number=number, category=category.name, rule=rule.rule)
    return event


def _own_circulars(ledger: Ledger, method: Method) -> Callable[[str], bool]:
    """Whether a document is one of the office's own score circulars, which feed nothing back (cangnan-amb-22)."""
    names = [folded(name) for name in method.own_circulars]
    numbers = {
        folded(entry.document_number)
        for entry in ledger.documents
        if entry.document_number and any(name in folded(entry.kind + entry.title) for name in names)
    }

    def is_own(document: str) -> bool:
        text = folded(document)
        return any(name in text for name in names) or any(number in text for number in numbers)

    return is_own


def _missing(event: Judged, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(MISSING_WORDS[key] for key in keys if not getattr(event.row, key))


def _because(event: Judged) -> Judged:
    reason = event.row.justification or event.row.reason
    return event.saying("because", reason=reason) if reason else event
