"""A unit's figure and the terms of a rule → marks and how they came about, one function for each 测算方式 (K16, K17)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from duban_xl.catalogue.measured import BEGUN_COUNTED, ONE_POINT, POINTS_UNIT, WHOLE_COUNTED
from duban_xl.model.columns.assessment import BEGUN_POINTS, WHOLE_POINTS
from duban_xl.model.noun import split_names
from duban_xl.model.text import comparable
from duban_xl.score.ladder import Ladder
from duban_xl.score.measures import terms as t
from duban_xl.score.measures.data import HUNDRED, Figure
from duban_xl.score.measures.ranks import Field
from duban_xl.score.measures.terms import Terms
from duban_xl.score.measures.words import number, said

MONTHS = 12
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Given:
    """What a kind gives before floor, ceiling and coefficients. `fault` says why there is nothing: a code, or a column."""

    marks: Fraction | None
    said: str = ""
    fault: str = ""
    about: Fraction | None = None  # the number that the fault is about
    codes: tuple[str, ...] = ()  # 后果代码 of the step


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One unit's figure under one rule: with the words for it, the field it is compared in, and the months gone by."""

    terms: Terms
    figure: Figure
    value: Fraction
    words: str
    field: Field | None
    scope: str
    months: int

    def shown(self, number_: Fraction) -> str:
        """A number in the unit of the figure."""
        return number(number_) + "%" * self.figure.is_rate

    @property
    def target(self) -> Fraction | None:
        """What the figure is held against: 计分测算, else the row's own target for a rate of 应办, else 100 %."""
        if self.terms.target is not None:
            return self.terms.target
        if self.figure.owed is not None and self.figure.target is not None:
            return self.figure.target
        return HUNDRED if self.figure.is_rate else None

    def better_by(self, target: Fraction, value: Fraction | None = None) -> Fraction:
        """By how much the figure is better than `target`; negative if it is worse."""
        found = self.value if value is None else value
        return target - found if self.terms.low else found - target


def counted_points(points: Fraction, mode: str) -> tuple[Fraction, str]:
    """Points short or over by 点计法 (contract of 每百分点计法), and how a sentence says it."""
    if mode == WHOLE_POINTS:
        whole = Fraction(points.numerator // points.denominator)
        return whole, WHOLE_COUNTED.format(count=number(whole))
    if mode == BEGUN_POINTS:
        begun = Fraction(-(-points.numerator // points.denominator))
        return begun, BEGUN_COUNTED.format(count=number(begun))
    return points, ""


def by_ratio(case: Case) -> Given:
    """完成率×满分: the figure as a share of its target (of 100 for a rate); lower is better: the target as a share of it."""
    target = case.target
    if target is None:
        target = None if case.terms.low else HUNDRED
    return _ratio(case, target)


def by_quota(case: Case) -> Given:
    """定额按比例: the target reached gives the full marks, else its share."""
    target = case.target
    if target is not None and case.better_by(target) >= 0:
        return _full(case, target)
    return _ratio(case, target)


def by_shortfall(case: Case) -> Given:
    """差点扣分: the target reached gives the full marks, every point short costs 每点分值."""
    target = case.target
    if target is None:
        return Given(None, fault="target")
    if case.better_by(target) >= 0:
        return _full(case, target)
    return _stepped(case, "short", case.terms.full, -case.better_by(target), target=case.shown(target))


def around_target(case: Case) -> Given:
    """达标加减: exactly at the target a share of the marks, from there 每点分值 up or down."""
    target = case.target
    if target is None:
        return Given(None, fault="target")
    start = case.terms.full * case.terms.at_target
    better = case.better_by(target)
    shown = case.shown(target)
    if better == 0:
        return Given(start, said("at", figure=case.words, target=shown, result=number(start)))
    return _stepped(case, "over" if better > 0 else "short", start, abs(better), target=shown, up=better > 0)


def all_or_nothing(case: Case) -> Given:
    """全有全无."""
    target = case.target
    if target is None:
        return Given(None, fault="target")
    reached = case.better_by(target) >= 0
    words = {"figure": case.words, "target": case.shown(target)}
    marks = case.terms.full if reached else ZERO
    return Given(marks, said("all", **words, full=number(marks)) if reached else said("nothing", **words))


def by_missing(case: Case) -> Given:
    """缺额扣分: numbers, not rates: every one missing from the target (or from 应办) costs 每点分值."""
    figure, terms = case.figure, case.terms
    quota = next((q for q in (terms.target, figure.target, figure.owed) if q is not None), None)
    if quota is None:
        return Given(None, fault="target")
    amount = figure.amount if figure.amount is not None else case.value
    better = case.better_by(quota, amount)
    counted = said("number", name=terms.indicator, value=number(amount))
    if better >= 0:
        return Given(terms.full, said("full", figure=counted, target=number(quota), full=number(terms.full)))
    return _stepped(case, "missing", terms.full, -better, target=number(quota), figure=counted)


def by_schedule(case: Case) -> Given:
    """序时进度: what the year's target asks for by this month. Behind it 阶梯表 or 每点分值 by the percent points behind, else
    in proportion. Numbers are held against the target in percent of it."""
    target, terms = case.target, case.terms
    if target is None:
        return Given(None, fault="target")
    expected = target * case.months / MONTHS
    shown = {"target": case.shown(target), "months": str(case.months), "expected": case.shown(expected)}
    schedule = said("schedule", figure=case.words, **shown)
    behind = max(-case.better_by(expected), ZERO)
    if target <= 0:
        return Given(None, fault="S265", about=target)
    points = behind if case.figure.is_rate else behind * HUNDRED / target
    if terms.ladder:
        words = said("behind_by", schedule=schedule, points=number(points), unit=POINTS_UNIT)
        return _step(case.terms.ladder, points, words, "step")
    if behind == 0:
        return Given(terms.full, said("on_schedule", schedule=schedule, full=number(terms.full)))
    if terms.per is not None:
        return _stepped(case, "behind", terms.full, points, schedule=schedule, unit=POINTS_UNIT)
    marks = (expected / case.value if terms.low else case.value / expected) * terms.full
    words = {"expected": number(expected), "full": number(terms.full), "result": number(marks)}
    return Given(marks, said("behind_ratio", schedule=schedule, **words))


def by_step(case: Case) -> Given:
    """分档: the value of the step that holds the figure."""
    return _step(case.terms.ladder, case.value, case.words, "step")


def around_mean(case: Case) -> Given:
    """比组均 (K16 i): the mean gives the full marks (or 达标得分 of them), every point below costs, above earns."""
    field = case.field
    if field is None:
        return Given(None, fault="S264")
    start = case.terms.full * case.terms.at_target
    better = case.better_by(field.mean)
    words = {"scope": case.scope, "target": case.shown(field.mean)}
    if better == 0:
        return Given(start, said("at_mean", figure=case.words, **words, result=number(start)))
    low = case.terms.low
    key = ("better_mean" if low else "above_mean") if better > 0 else ("worse_mean" if low else "below_mean")
    return _stepped(case, key, start, abs(better), up=better > 0, **words)


def by_rank_table(case: Case) -> Given:
    """名次表: the value of the step that holds the rank, or its percent of all ranks where the steps are in percent.

    A rank that no step holds gives nothing, and takes nothing off.
    """
    rank, words = _rank(case)
    if rank is None:
        return Given(None, fault="S269", about=case.value)
    ladder, size = case.terms.ladder, case.field.size if case.field else 1
    share = rank * HUNDRED / size
    if ladder and any("%" in comparable(step.start + step.end) for step in ladder.steps):
        words, rank = said("rank_share", rank=words, share=number(share)), share
        ladder = ladder.with_ends_held()  # 前25% holds the unit that is exactly at 25 %
    if ladder and ladder.at(rank) is None:
        return Given(ZERO, said("rank_outside", rank=words))
    return _step(ladder, rank, words, "rank_step")


def by_rank_down(case: Case) -> Given:
    """逐名递减: every rank below the first costs 每点分值 percent of the full marks; left empty, the last has 最低."""
    rank, words = _rank(case)
    if rank is None:
        return Given(None, fault="S269", about=case.value)
    terms = case.terms
    if terms.per is None:
        return _evenly_down(case, rank, words)
    marks = rank_down(rank, terms)
    shown = {"full": number(terms.full), "per": number(terms.per), "places": number(rank - 1)}
    return Given(marks, said("rank_down", rank=words, **shown, result=number(marks)))


def _evenly_down(case: Case, rank: Fraction, words: str) -> Given:
    """The first has 满分, the last 最低, those between in even steps."""
    terms, size = case.terms, case.field.size if case.field else 1
    floor = terms.floor or ZERO
    marks = terms.full if size == 1 else terms.full - (terms.full - floor) * (rank - 1) / (size - 1)
    shown = {"full": number(terms.full), "floor": number(floor), "places": number(rank - 1), "last": str(size - 1)}
    return Given(marks, said("rank_even", rank=words, **shown, result=number(marks)))


def rank_down(rank: Fraction, terms: Terms) -> Fraction:
    """满分 × (1 − 每点分值% × (rank − 1))."""
    return terms.full * (1 - (terms.per or ZERO) * (rank - 1) / HUNDRED)


def spread(case: Case) -> Given:
    """极差: between the best, who has the full marks, and the worst, who has 达标得分 of them (empty: none)."""
    terms, field = case.terms, case.field
    if field is None:
        return Given(None, fault="S264")
    best, worst = field.best, field.worst
    if best == worst:
        return Given(terms.full, said("spread_even", figure=case.words, full=number(terms.full)))
    least = terms.full * terms.at_target
    marks = least + (terms.full - least) * (case.value - worst) / (best - worst)
    shown = {"value": number(case.value), "best": number(best), "worst": number(worst)}
    shown |= {"least": number(least), "range": number(terms.full - least), "result": number(marks)}
    return Given(marks, said("spread", figure=case.words, **shown))


def of_best(case: Case) -> Given:
    """比首位: the first has the full marks, the others in proportion to it."""
    terms, field = case.terms, case.field
    if field is None:
        return Given(None, fault="S264")
    if field.best < 0 or (field.best == 0 and not terms.low):
        return Given(None, fault="S267", about=field.best)
    over, under = (field.best, case.value) if terms.low else (case.value, field.best)
    marks = terms.full if over == under else over / under * terms.full
    shown = {"best": case.shown(field.best), "value": case.shown(case.value), "full": number(terms.full)}
    key = "of_best_low" if terms.low else "of_best"
    return Given(marks, said(key, figure=case.words, **shown, result=number(marks)))


KINDS: Mapping[str, Callable[[Case], Given]] = {
    t.BY_RATIO: by_ratio,
    t.BY_SHORTFALL: by_shortfall,
    t.AROUND_TARGET: around_target,
    t.BY_STEP: by_step,
    t.ALL_OR_NOTHING: all_or_nothing,
    t.BY_MISSING: by_missing,
    t.QUOTA_RATIO: by_quota,
    t.AROUND_MEAN: around_mean,
    t.SCHEDULE: by_schedule,
    t.RANK_STEP: by_rank_table,
    t.RANK_DOWN: by_rank_down,
    t.OF_BEST: of_best,
    t.SPREAD: spread,
}
"""测算方式 → its function; 测评 is reckoned from ballots."""
COMPARING = frozenset({t.AROUND_MEAN, t.RANK_STEP, t.RANK_DOWN, t.OF_BEST, t.SPREAD})
"""Kinds for which a unit is held against others."""


def _full(case: Case, target: Fraction) -> Given:
    full = case.terms.full
    return Given(full, said("full", figure=case.words, target=case.shown(target), full=number(full)))


def _ratio(case: Case, target: Fraction | None) -> Given:
    terms, value = case.terms, case.value
    if target is None:
        return Given(None, fault="target")
    if target <= 0:
        return Given(None, fault="S265", about=target)
    words = {"figure": case.words, "target": case.shown(target), "full": number(terms.full)}
    if not terms.low:
        marks = value / target * terms.full
        return Given(marks, said("ratio", **words, result=number(marks)))
    if value <= 0:
        most = terms.full if terms.ceiling is None else terms.ceiling
        return Given(most, said("ratio_best", figure=case.words, result=number(most)))
    marks = target / value * terms.full
    return Given(marks, said("ratio_low", **words, value=case.shown(value), result=number(marks)))


def _stepped(
    case: Case, key: str, start: Fraction, points: Fraction, *, up: bool = False, figure: str = "", **words: str
) -> Given:
    """`start` with 每点分值 for each of `points` added or taken off."""
    terms = case.terms
    per = terms.per or ZERO
    unit = words.get("unit", POINTS_UNIT if case.figure.is_rate else "")
    counted, how = counted_points(points / terms.size, terms.mode)
    change = counted * per
    marks = start + change if up else start - change
    shown = {
        "figure": figure or case.words,
        "points": number(points),
        "unit": unit,
        "counted": how,
        "each": ONE_POINT if terms.size == 1 else number(terms.size) + unit,
        "per": number(per),
        "start": number(start),
        "change": number(change),
    }
    return Given(marks, said(key, **(shown | words), result=number(marks)))


def _step(ladder: Ladder | None, place: Fraction, words: str, key: str) -> Given:
    step = ladder.at(place) if ladder else None
    if step is None or step.value is None:
        return Given(None, fault="S266", about=place)
    marks = Fraction(step.value)
    shown = {"step": step.name or "—".join(part for part in (step.start, step.end) if part)}
    codes = split_names(step.consequence)
    return Given(marks, said(key, figure=words, rank=words, **shown, result=number(marks)), codes=codes)


def _rank(case: Case) -> tuple[Fraction | None, str]:
    """The how-maniest the unit is, and how a sentence says it; None if the figure is to be a rank and is none."""
    if case.terms.is_rank:
        rank = case.value if case.value >= 1 else None
        return rank, said("given_rank", figure=case.words, rank=number(case.value))
    if case.field is None:
        return None, case.words
    rank = case.field.ranks[case.value]
    words = {"scope": case.scope, "count": str(case.field.size), "rank": str(rank)}
    return Fraction(rank), said("ranked", figure=case.words, **words)
