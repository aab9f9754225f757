"""扣分登记 as it stands → which candidates are in it already, whatever became of them, and which would double another."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from duban_xl.model.columns.scoring import REVOKED
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ScoringEvent
from duban_xl.score.judged import folded
from duban_xl.score.proposals.evidence import CRITICISED, REPORT_KINDS, SENT_BACK, Facts
from duban_xl.score.proposals.rules import Match, family

Rows = Mapping[str, tuple[ScoringEvent, ...]]
"""Unit → its rows of 扣分登记; a row that names several units is each one's."""


def entered_rows(facts: Facts) -> Rows:
    """The rows of 扣分登记 by unit."""
    found: dict[str, tuple[ScoringEvent, ...]] = {}
    for row in facts.ledger.deductions:
        known = facts.ledger.units.find(row.unit)
        names = (known.name,) if known else map(facts.official, split_names(row.unit))
        for name in dict.fromkeys(names):
            found[name] = (*found.get(name, ()), row)
    return found


def unentered(found: Sequence[Match], rows: Rows, facts: Facts) -> Iterator[Match]:
    """The candidates of `found` that do not stand in 扣分登记.

    A return for rework that is known without its day may stand under another day: as many as stand are left out.
    """
    rules = {rule.rule: rule.proposed_from for rule in facts.ledger.rulebook.rules}
    families = {rule.rule: family(rule) for rule in facts.ledger.rulebook.rules}
    spare, told = _spare_rows(found, rows), set[tuple[str, str, str, date, str]]()
    for one in found:
        it = one.evidence
        place = (it.unit, it.number, one.rule.rule)
        same_day = (*place, it.day, it.document if it.kind == CRITICISED else "")
        if _stands(one, rows, rules, families) or (same_day in told and not it.undated):
            continue
        if it.kind == SENT_BACK and spare.get(place, 0) > 0:
            spare[place] -= 1
            continue
        told.add(same_day)
        yield one


def row_of(match: Match, rows: Rows) -> ScoringEvent | None:
    """The row that holds the candidate: same unit, matter, rule and day; or same document, for a criticism."""
    mine = (row for row in rows.get(match.evidence.unit, ()) if row.rule == match.rule.rule)
    return next((row for row in mine if _same(match, row)), None)


def _same(match: Match, row: ScoringEvent) -> bool:
    one = match.evidence
    if one.kind == CRITICISED:
        return folded(row.document) == folded(one.document) and (row.number == one.number or not one.per_matter)
    return row.number == one.number and row.event_on in (one.day, *one.also)


def _stands(
    match: Match, rows: Rows, proposed_from: Mapping[str, str], families: Mapping[str, tuple[str, str]]
) -> bool:
    """Whether the candidate, or another that excludes it, is in the sheet."""
    if row_of(match, rows):
        return True
    for row in rows.get(match.evidence.unit, ()):
        if not _same(match, row):
            continue
        if match.evidence.kind == CRITICISED and families.get(row.rule) == family(match.rule):
            return True
        if match.evidence.kind in REPORT_KINDS and proposed_from.get(row.rule) in REPORT_KINDS:
            excludes = proposed_from[row.rule] != match.rule.proposed_from and row.status != REVOKED
            if excludes:
                return True
    return False


def _spare_rows(found: Sequence[Match], rows: Rows) -> dict[tuple[str, str, str], int]:
    """(Unit, matter, rule) → how many rows tell of a return for rework on another day than any that is known."""
    known: dict[tuple[str, str, str], list[Match]] = {}
    for one in found:
        if one.evidence.kind == SENT_BACK:
            known.setdefault((one.evidence.unit, one.evidence.number, one.rule.rule), []).append(one)
    return {
        (unit, number, rule): sum(
            row.rule == rule and row.number == number and not any(_same(one, row) for one in ones)
            for row in rows.get(unit, ())
        )
        for (unit, number, rule), ones in known.items()
    }
