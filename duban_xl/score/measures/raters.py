"""测评 rows → each unit's mean of an item, void ballots left out, extremes dropped, rater groups weighted (K18)."""

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duban_xl.catalogue import finding
from duban_xl.catalogue.measured import MISSING_TERMS
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period
from duban_xl.model.rulebook import Ballot
from duban_xl.model.text import comparable
from duban_xl.score.exact import exact, total
from duban_xl.score.ladder import number_in
from duban_xl.score.measures.data import HUNDRED, period_reader
from duban_xl.score.measures.terms import Terms
from duban_xl.score.measures.words import number, rated
from duban_xl.score.span import Span

_PARTS = re.compile(r"[;；、，,\n]")
_WEIGHT = re.compile(r"(.+?)\s*[=＝:：]\s*(\d+(?:\.\d+)?)\s*[%％]?")
_QUOTA = re.compile(r"(.+?)\s*(≤|≥|<=|>=|＜|＞|<|>|=|＝)\s*(\d+(?:\.\d+)?)\s*([%％]?)")
_LOW = re.compile(r"(.+?)\s*(≥|>=|＞|>)\s*(\d+(?:\.\d+)?)\s*[%％]\s*[=＝]\s*(\d+(?:\.\d+)?)")
_COMPARED: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "≤": operator.le, "<=": operator.le, "≥": operator.ge, ">=": operator.ge,
    "<": operator.lt, "＜": operator.lt, ">": operator.gt, "＞": operator.gt, "=": operator.eq, "＝": operator.eq,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vote:
    """One ballot as it counts: its number, and the words that its grade goes by."""

    ballot: Ballot
    unit: str
    number: Fraction | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What a unit's ballots come to. `fixed`: the marks that too many low votes fix; `value` None: can't be told."""

    value: Fraction | None
    said: str = ""
    fixed: Fraction | None = None
    told: bool = False  # a finding says why there is no value


@dataclass(frozen=True, slots=True)
class Ballots:
    """The ballots by item and period; `findings` tell of those that can't be used."""

    rows: Mapping[tuple[str, Period | None], tuple[tuple[str, Ballot], ...]]
    findings: tuple[Finding, ...]
    own: Period  # the board's

    def of(self, item: str, period: Period | None) -> tuple[tuple[str, Ballot], ...]:
        """(official name of the unit, ballot) of an item in a period; for the year (None) else those of the board's."""
        name = comparable(item)
        rows = self.rows.get((name, period), ())
        return rows if rows or period is not None else self.rows.get((name, self.own), ())

    def has(self, item: str) -> bool:
        """Whether anybody was rated for the item in any period."""
        name = comparable(item)
        return any(key == name for key, _ in self.rows)


def ballots_of(ledger: Ledger, span: Span) -> Ballots:
    """The rows of 测评; of two rows of one rater for the same unit, item and period the first counts."""
    rows: dict[tuple[str, Period | None], dict[tuple[str, str, str], tuple[str, Ballot]]] = {}
    found: list[Finding] = []
    read = period_reader(span)
    for row in ledger.ratings:
        unit = ledger.units.find(row.unit)
        known, period = read(row.period)
        if unit is None:
            found.append(finding("S270", row.source("unit"), unit=row.unit))
        elif not known:
            found.append(finding("S261", row.source("period"), tab=SHEETS["ratings"].tab, period=row.period))
        elif row.grade:
            of_item = rows.setdefault((comparable(row.item), period), {})
            _, kept = of_item.setdefault((row.rater, row.rater_group, unit.name), (unit.name, row))
            if kept is not row:
                places = row.source("grade"), kept.source("grade")
                found.append(finding("S274", *places, name=row.rater, unit=unit.name))
    return Ballots({key: tuple(of_item.values()) for key, of_item in rows.items()}, tuple(found), span.period)


def ratings(
    terms: Terms, rows: Sequence[tuple[str, Ballot]], convert: Callable[[Fraction], Fraction | None] | None = None
) -> tuple[Mapping[str, Rated], tuple[Finding, ...]]:
    """Each rated unit's mean. `convert` turns a ballot's number into marks first (a rank, by 名次表 or 逐名递减).

    A ballot whose rater breaks 有效票 is void as a whole; a grade that is no number and stands in no step leaves the
    unit without a value. With 评分组权重 the mean is taken within each group, then weighted; a unit that a weighted
    group did not rate has no value.
    """
    grades = {grade: _read(grade, terms, convert) for grade in dict.fromkeys(ballot.grade for _, ballot in rows)}
    votes = [Vote(ballot, unit, *grades[ballot.grade]) for unit, ballot in rows]
    valid, findings = _valid(votes, terms)
    by_unit: dict[str, list[Vote]] = {}
    for vote in votes:
        by_unit.setdefault(vote.unit, [])
    for vote in valid:
        by_unit[vote.unit].append(vote)
    weights, strange = _weights(valid, terms)
    findings += [*strange, *_unread(terms, "low_votes", _LOW)]
    found: dict[str, Rated] = {}
    for unit, of_unit in by_unit.items():
        found[unit], faults = _rated(unit, of_unit, weights, terms)
        findings += faults
    return found, tuple(findings)


def _read(
    grade: str, terms: Terms, convert: Callable[[Fraction], Fraction | None] | None
) -> tuple[Fraction | None, frozenset[str]]:
    """The number of a ballot with that grade, and the words that the grade goes by."""
    words = {comparable(grade)}
    value = exact(number_in(grade))
    step = terms.ladder.named(grade) if terms.ladder and convert is None else None
    if step:
        words |= {comparable(word) for word in (step.name, step.start) if word}
        value = exact(step.value) if step.value is not None else value
    elif terms.ladder and convert is None:
        value = None
    if convert and value is not None:
        value = convert(value)
    return value, frozenset(words)


def _valid(votes: Sequence[Vote], terms: Terms) -> tuple[list[Vote], list[Finding]]:
    """The votes without those of raters who break a quota."""
    quotas = [found for part in _parts(terms.measure.ballot_quota) if (found := _QUOTA.fullmatch(part))]
    findings = _unread(terms, "ballot_quota", _QUOTA)
    if not quotas:
        return list(votes), findings
    by_rater: dict[tuple[str, str], list[Vote]] = {}
    for vote in votes:
        by_rater.setdefault((vote.ballot.rater_group, vote.ballot.rater), []).append(vote)
    valid: list[Vote] = []
    for (_, rater), cast in by_rater.items():
        broken = next((quota for quota in quotas if not _keeps(cast, quota)), None)
        if broken is None:
            valid += cast
            continue
        count = _count(cast, broken[1])
        words = {"rule": terms.rule.rule, "expected": broken[0], "count": str(count)}
        findings.append(finding("S272", cast[0].ballot.source("grade"), name=rater, **words))
    return valid, findings


def _keeps(cast: Sequence[Vote], quota: re.Match[str]) -> bool:
    count = Fraction(_count(cast, quota[1]))
    if quota[4]:
        count = count * HUNDRED / len(cast)
    return _COMPARED[quota[2]](count, Fraction(quota[3]))


def _count(votes: Iterable[Vote], grade: str) -> int:
    said = comparable(grade)
    return sum(said in vote.words for vote in votes)


def _weights(votes: Iterable[Vote], terms: Terms) -> tuple[Mapping[str, Fraction], list[Finding]]:
    """Rater group → its weight, without weights for a method that counts all ballots alike; groups that have none."""
    text = terms.measure.rater_weights
    weights = {found[1].strip(): Fraction(found[2]) for part in _parts(text) if (found := _WEIGHT.fullmatch(part))}
    findings = _unread(terms, "rater_weights", _WEIGHT)
    if not weights:
        return {}, findings
    strange = {vote.ballot.rater_group: vote.ballot for vote in votes if vote.ballot.rater_group not in weights}
    for group, ballot in strange.items():
        place = ballot.source("rater_group")
        findings.append(finding("S275", place, name=ballot.rater, group=group, rule=terms.rule.rule))
    return weights, findings


def _rated(
    unit: str, votes: Sequence[Vote], weights: Mapping[str, Fraction], terms: Terms
) -> tuple[Rated, list[Finding]]:
    unknown = [vote.ballot for vote in votes if vote.number is None]
    if unknown:
        findings = [
            finding("S271", b.source("grade"), name=b.rater, unit=unit, value=b.grade, rule=terms.rule.rule)
            for b in unknown
        ]
        return Rated(value=None, told=True), findings
    if low := _low_votes(votes, terms):
        return low, []
    if not weights:
        value, words = _mean([vote.number for vote in votes if vote.number is not None], terms)
        return Rated(value=value, said=words), []
    return _weighted(votes, weights, terms), []


def _low_votes(votes: Sequence[Vote], terms: Terms) -> Rated | None:
    """The marks that 低票处理 fixes, if more than its share of the votes is of the grade."""
    for part in _parts(terms.measure.low_votes):
        found = _LOW.fullmatch(part)
        if found and votes:
            share = HUNDRED * _count(votes, found[1]) / len(votes)
            if _COMPARED[found[2]](share, Fraction(found[3])):
                fixed = Fraction(found[4])
                words = {"count": str(len(votes)), "grade": found[1], "low": str(_count(votes, found[1]))}
                words |= {"share": number(share), "limit": found[3], "result": number(fixed)}
                return Rated(value=fixed, fixed=fixed, said=rated("low_votes", **words))
    return None


def _weighted(votes: Sequence[Vote], weights: Mapping[str, Fraction], terms: Terms) -> Rated:
    whole = total(weights.values())
    mean, said = Fraction(0), list[str]()
    for group, weight in weights.items():
        figures = [v.number for v in votes if v.ballot.rater_group == group and v.number is not None]
        value, words = _mean(figures, terms)
        if value is None or not whole:
            return Rated(value=None)
        mean += value * weight / whole
        said.append(rated("group", group=group, ballots=words, weight=number(weight * HUNDRED / whole)))
    return Rated(value=mean, said=rated("weighted", groups="；".join(said), mean=number(mean)))


def _mean(figures: Sequence[Fraction], terms: Terms) -> tuple[Fraction | None, str]:
    """The mean, without one highest and one lowest where there are more than 去极值; None without any."""
    if not figures:
        return None, ""
    most, ordered = terms.measure.trim_above, sorted(figures)
    count = str(len(ordered))
    if most is None or len(ordered) <= max(int(most), 2):
        mean = total(ordered) / len(ordered)
        return mean, rated("mean", count=count, mean=number(mean))
    kept = ordered[1:-1]
    mean = total(kept) / len(kept)
    edges = {"highest": number(ordered[-1]), "lowest": number(ordered[0])}
    return mean, rated("trimmed", count=count, **edges, mean=number(mean))


def _unread(terms: Terms, column: str, shape: re.Pattern[str]) -> list[Finding]:
    """S263 if a part of a column is not written as it should be."""
    if all(shape.fullmatch(part) for part in _parts(terms.measure.record.text(column))):
        return []
    return [finding("S263", terms.measure.source(column), rule=terms.rule.rule, missing=MISSING_TERMS[column])]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def scale_of(terms: Terms, rows: Sequence[tuple[str, Ballot]]) -> tuple[Fraction | None, Finding | None]:
    """What a full ballot is: 目标, else 100 where numbers exceed 满分; None if the numbers stand as marks, by grade or not.

    Numbers on both sides of 满分 leave it open which was meant: S276.
    """
    full = terms.full
    if not terms.has_full or (terms.ladder and any(step.value is not None for step in terms.ladder.steps)):
        return None, None
    if terms.target is not None:
        return terms.target, None
    given = [(number_in(ballot.grade), ballot) for _, ballot in rows]
    above = [ballot for figure, ballot in given if figure is not None and figure > full]
    if not above and full <= HUNDRED:
        return None, None
    below = any(figure is not None and figure <= full for figure, _ in given) and full < HUNDRED
    words = {"rule": terms.rule.rule, "value": number(full)}
    return HUNDRED, finding("S276", above[0].source("grade"), **words) if above and below else None
