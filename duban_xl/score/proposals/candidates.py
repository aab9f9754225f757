"""Candidates → the rows that 扣分登记 gets, and what changes in rows that wait undecided while the facts move on."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import proposals as said
from duban_xl.model.changeset import CellEdit, Reason, RowAppend
from duban_xl.model.columns.assessment import BY_PARTS, FIXED, PER_MATTER, STEPPED
from duban_xl.model.columns.scoring import CANDIDATE
from duban_xl.model.ledger import Ledger
from duban_xl.model.reporting import SUPPORT, role_of
from duban_xl.model.rulebook import ScoringEvent, ScoringRule
from duban_xl.model.source import Value, shown
from duban_xl.score.proposals.evidence import LATE_REPORT, MISSING_REPORT, REPORT_KINDS, Evidence, Facts
from duban_xl.score.proposals.known import Rows, row_of
from duban_xl.score.proposals.rules import Match

WORKDAY, DAYS = "工作日", ("天", "日")


def next_serials(ledger: Ledger) -> Iterator[str]:
    """序号 that continue the largest number, as wide as the widest."""
    used = [event.serial for event in ledger.deductions if event.serial.isdecimal()]
    width = max(map(len, used), default=0) if any(serial.startswith("0") for serial in used) else 0
    number = max(map(int, used), default=0)
    while True:
        number += 1
        yield str(number).zfill(width)


def candidate(match: Match, facts: Facts, serial: str) -> RowAppend:
    """The new row: nobody's decision, with its evidence. 分值 is filled only where the rule itself says it outright."""
    one, text = match.evidence, sentence(match)
    matter, unit = facts.matters.get(one.number), facts.ledger.units.find(one.unit)
    role = role_of(facts.ledger, matter, unit) if matter and unit else ""
    values: dict[str, Value] = {
        "serial": serial,
        "event_on": one.day,
        "unit": one.unit,
        "number": one.number,
        "rule": match.rule.rule,
        "role": role,
        "count": count_of(match.rule, one, facts),
        "tier": match.tier,
        "points": _points(match.rule, role),
        "document": one.document,
        "status": CANDIDATE,
        "reason": text,
    }
    values["points"] = None if values["count"] is not None else values["points"]
    filled = {key: value for key, value in values.items() if value not in ("", None)}
    because = Reason(text, one.source, match.rule.rule)
    return RowAppend(sheet="deductions", key=one.number or one.unit, values=filled, because=because)


def sentence(match: Match) -> str:
    """Why it is proposed: days, how late, the how-maniest."""
    one, rule = match.evidence, match.rule
    per_unit = rule.count_scope not in ("", PER_MATTER)
    scope = said.OF_UNIT if per_unit or not one.number else said.OF_MATTER
    form = "" if per_unit else one.words.get("form", "")
    return one.template.format_map({**one.words, "scope": form or scope, "nth": str(match.nth)})


def count_of(rule: ScoringRule, evidence: Evidence, facts: Facts) -> Decimal | None:
    """数量: days late, where the rule counts days or looks them up; workdays if it says so and the calendar is known."""
    late = evidence.late
    by_ladder = rule.value_kind == BY_PARTS or (rule.value_kind == STEPPED and not rule.count_scope)
    if late is None or not (by_ladder or any(word in rule.per for word in DAYS)):
        return None
    if WORKDAY in rule.per:
        return Decimal(late.workdays) if facts.exact else None
    return Decimal(late.calendar_days)


def _points(rule: ScoringRule, role: str) -> Decimal | None:
    plain = rule.value_kind in ("", FIXED) and not (rule.factor_condition or rule.factor or rule.count_scope)
    supports = role == SUPPORT and rule.support_value is not None
    return (rule.support_value if supports else rule.lead_value) if plain else None


def amendments(found: Sequence[Match], evidence: Sequence[Evidence], rows: Rows, facts: Facts) -> Iterator[CellEdit]:
    """Changes of candidates that nobody has decided on: more days late, another state, a report that came after all.

    A row with a decision, or with a name in 认定人, is never touched.
    """
    done: set[int] = set()
    for match in found:
        row = None if match.evidence.undated else row_of(match, rows)
        if row and _is_undecided(row) and row.record.row not in done:
            done.add(row.record.row)
            yield from _amended(match, row, facts)
    instead: dict[tuple[str, str, date], list[str]] = {}
    for match in found:
        instead.setdefault(_report(match.evidence), []).append(match.rule.rule)
    proposed_from = {rule.rule: rule.proposed_from for rule in facts.ledger.rulebook.rules}
    for one in evidence:
        if one.kind == LATE_REPORT:
            rules = instead.get(_report(one), [])
            for row in rows.get(one.unit, ()):
                same = row.number == one.number and row.event_on in (one.day, *one.also)
                if same and proposed_from.get(row.rule) == MISSING_REPORT and row.rule not in rules:
                    yield from _came_after_all(one, row, rules)


def _report(one: Evidence) -> tuple[str, str, date]:
    return one.unit, one.number, one.day


def _is_undecided(row: ScoringEvent) -> bool:
    return row.status == CANDIDATE and not row.decided_by and row.decided_on is None


def _amended(match: Match, row: ScoringEvent, facts: Facts) -> Iterator[CellEdit]:
    count, text = count_of(match.rule, match.evidence, facts), sentence(match)
    wanted: dict[str, Value] = {}
    if row.count is not None and count is not None and row.count != count:
        wanted["count"] = count
    if row.tier in REPORT_KINDS and match.tier and row.tier != match.tier:
        wanted["tier"] = match.tier
    if wanted and row.reason != text and ("tier" in wanted or _wording(row.reason) == _wording(text)):
        wanted["reason"] = text
    because = said.AMENDED.format(as_of=shown(facts.as_of), text=text)
    yield from (
        _edit(row, key, value, Reason(because, match.evidence.source, row.rule)) for key, value in wanted.items()
    )


def _came_after_all(one: Evidence, row: ScoringEvent, rules: Sequence[str]) -> Iterator[CellEdit]:
    """A report proposed as missing that came late: the row says so once, and a person revokes it."""
    if not _is_undecided(row):
        return
    other = said.PROPOSED_INSTEAD.format(rules=said.LISTED.join(rules)) if rules else ""
    text = said.CAME_AFTER_ALL.format(received=one.words["received"], late=one.words["late"], instead=other)
    if text not in row.reason:
        reason = said.JOIN.join(filter(None, (row.reason, text)))
        yield _edit(row, "reason", reason, Reason(text, one.source, row.rule))


def _wording(text: str) -> str:
    """A sentence without its figures: two of the same wording come from the program, for other days."""
    return re.sub(r"\d+", "0", text)


def _edit(row: ScoringEvent, field: str, after: Value, because: Reason) -> CellEdit:
    return CellEdit(
        sheet="deductions",
        row=row.record.row,
        key=row.serial,
        field=field,
        before=row.record[field],
        after=after,
        because=because,
    )
