"""Ledger, day → candidates for 扣分登记 (status 候选, with their evidence) under the rules with 自动提出; a person decides on each."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from duban_xl.model.changeset import ChangeSet
from duban_xl.model.ledger import Ledger
from duban_xl.model.workdays import Workdays
from duban_xl.score.proposals.candidates import amendments, candidate, next_serials
from duban_xl.score.proposals.conduct import reminders, returns_for_rework
from duban_xl.score.proposals.criticism import criticisms
from duban_xl.score.proposals.evidence import (
    CRITICISED,
    EXTENDED,
    LATE_REPORT,
    MISSING_REPORT,
    OVERDUE,
    REMINDED,
    SENT_BACK,
    Evidence,
    Facts,
    facts_of,
)
from duban_xl.score.proposals.known import entered_rows, unentered
from duban_xl.score.proposals.limits import extensions, missed_limits
from duban_xl.score.proposals.reports import report_conduct
from duban_xl.score.proposals.rules import Match, matches, proposing_rules

__all__ = ["next_serials", "propose"]

SOURCES: Mapping[str, Callable[[Facts], Iterator[Evidence]]] = {
    OVERDUE: missed_limits,
    LATE_REPORT: report_conduct,
    MISSING_REPORT: report_conduct,
    SENT_BACK: returns_for_rework,
    REMINDED: reminders,
    CRITICISED: criticisms,
    EXTENDED: extensions,
}
"""自动提出 → where its evidence comes from. A further source is a function and a line here."""


def propose(ledger: Ledger, as_of: date, *, workdays: Workdays | None = None) -> ChangeSet:
    """Candidates for what the ledger shows by `as_of`, under the rules that say from what they are proposed.

    Nothing is proposed of which no rule says so: late periodic reports and returns for rework are no events of cangnan
    (cangnan-amb-21). Nothing comes twice: a row of 扣分登记 keeps its candidate from coming again, whatever became of it.
    Candidates that nobody has decided on follow the facts, as edits. `workdays` adds workdays to the lateness.
    """
    facts = facts_of(ledger, as_of, workdays)
    rules = proposing_rules(facts)
    sources = dict.fromkeys(SOURCES[rule.proposed_from] for rule in rules if rule.proposed_from in SOURCES)
    evidence = [one for source in sources for one in source(facts)]
    rows, found = entered_rows(facts), sorted(matches(rules, evidence, facts), key=_order(ledger))
    serials = next_serials(ledger)
    appends = (candidate(match, facts, next(serials)) for match in unentered(found, rows, facts))
    return ChangeSet(tuple(amendments(found, evidence, rows, facts)), tuple(appends))


def _order(ledger: Ledger) -> Callable[[Match], tuple[object, ...]]:
    """By day, then unit in the official order, matter and rule; the sheet's order decides the rest."""

    def order(match: Match) -> tuple[object, ...]:
        one = match.evidence
        return one.day, ledger.units.position(one.unit), one.number, match.rule.rule

    return order
