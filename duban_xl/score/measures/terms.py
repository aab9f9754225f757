"""One row of 计分测算 with its rule → exact terms to reckon with; what is missing for its kind is told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from duban_xl.catalogue import finding
from duban_xl.catalogue.measured import MISSING_TERMS
from duban_xl.model.columns.assessment import DIRECTIONS, MEASURES, MISSING_DATA, SIGNS
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import Measure, ScoringRule, Section
from duban_xl.score.exact import exact
from duban_xl.score.ladder import Ladder
from duban_xl.score.method import Method
from duban_xl.score.words import POINTS_BY

(
    BY_RATIO, BY_SHORTFALL, AROUND_TARGET, BY_STEP, ALL_OR_NOTHING, BY_MISSING, QUOTA_RATIO, AROUND_MEAN, SCHEDULE,
    RANK_STEP, RANK_DOWN, OF_BEST, SPREAD, RATED,
) = MEASURES  # fmt: skip
HIGH, LOW, IS_RANK = DIRECTIONS
PENDING, AS_ZERO, AS_FULL, LEFT_OUT = MISSING_DATA

_NUMBER = re.compile(r"\d+(?:\.\d+)?")

NEEDS: Mapping[str, tuple[str, ...]] = {
    BY_RATIO: ("marks",),
    BY_SHORTFALL: ("marks", "per_point"),
    AROUND_TARGET: ("marks", "per_point"),
    BY_STEP: ("step_table",),
    ALL_OR_NOTHING: ("marks",),
    BY_MISSING: ("marks", "per_point"),
    QUOTA_RATIO: ("marks",),
    AROUND_MEAN: ("per_point",),
    SCHEDULE: ("marks",),
    RANK_STEP: ("step_table",),
    RANK_DOWN: ("marks", "per_point"),
    OF_BEST: ("marks",),
    SPREAD: ("marks",),
    RATED: (),
}
"""测算方式 → the columns that it can't do without."""
SHORTFALLS = frozenset({BY_SHORTFALL, AROUND_TARGET, BY_MISSING, SCHEDULE})
"""Kinds that take points off, and so need no full marks where the rule deducts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a measured rule says, in exact numbers. `full` is 0 where 满分 is left empty (`has_full` is False then)."""

    rule: ScoringRule
    measure: Measure
    section: Section | None
    kind: str
    indicator: str
    full: Fraction
    has_full: bool
    target: Fraction | None
    per: Fraction | None  # 每点分值
    size: Fraction  # how much a point is: 10 where 计分规则.单位 says 10个百分点
    at_target: Fraction  # 达标得分 as a share of the full marks
    floor: Fraction | None
    ceiling: Fraction | None
    mode: str  # 点计法
    low: bool  # the lower figure is the better one
    is_rank: bool  # the figure is a rank already
    ladder: Ladder | None
    deducts: bool
    missing: str  # 缺数据
    coefficients: tuple[str, ...]

    @property
    def only_deducts(self) -> bool:
        """Whether the rule has no marks of its own and only takes points off the section."""
        return self.deducts and not self.has_full


def terms_of(rule: ScoringRule, measure: Measure, method: Method) -> Terms:
    """The terms of a measured rule."""
    full = exact(measure.marks)
    deducts = rule.sign == SIGNS[0]
    bounded = not (deducts and full is None)
    return Terms(
        rule=rule,
        measure=measure,
        section=method.section_of(rule),
        kind=measure.measure,
        indicator=measure.indicator,
        full=full or Fraction(0),
        has_full=full is not None,
        target=exact(measure.target),
        per=exact(measure.per_point),
        size=_size(rule.per),
        at_target=_share(measure),
        floor=exact(measure.floor) if measure.floor is not None or not bounded else Fraction(0),
        ceiling=exact(measure.ceiling) if measure.ceiling is not None else full,
        mode=measure.point_mode or method.says(POINTS_BY),
        low=measure.direction in (LOW, IS_RANK),
        is_rank=measure.direction == IS_RANK,
        ladder=method.ladders.get(measure.step_table),
        deducts=deducts,
        missing=measure.missing or PENDING,
        coefficients=split_names(measure.coefficients),
    )


def lacking(terms: Terms) -> Finding | None:
    """S263 if the row can't be reckoned with: an unknown kind, or a column that its kind needs is empty or unusable."""
    measure = terms.measure
    if terms.kind not in NEEDS:
        columns = ["measure"]
    else:
        needed = [column for column in ("indicator", *NEEDS[terms.kind]) if not _is_given(column, terms)]
        excused = {"marks"} if terms.only_deducts and terms.kind in SHORTFALLS else set[str]()
        columns = [column for column in needed if column not in excused]
    if measure.step_table and terms.ladder is None and "step_table" not in columns:
        columns.append("step_table")
    if not columns:
        return None
    names = "、".join(MISSING_TERMS[column] for column in columns)
    return finding("S263", measure.source(columns[0]), rule=terms.rule.rule, missing=names)


def _size(text: str) -> Fraction:
    """The number in 计分规则.单位, 1 if there is none or it is no size."""
    found = _NUMBER.search(text)
    return (Fraction(found[0]) if found else Fraction(0)) or Fraction(1)


def _share(measure: Measure) -> Fraction:
    """达标得分; left empty it is all of the marks, for 极差 (the share of the last one) nothing."""
    if measure.at_target is None:
        return Fraction(measure.measure != SPREAD)
    return Fraction(measure.at_target) / 100


def _is_given(column: str, terms: Terms) -> bool:
    given = {
        "indicator": bool(terms.indicator),
        "marks": terms.has_full,
        "per_point": terms.per is not None or (terms.kind == RANK_DOWN and terms.measure.floor is not None),
        "step_table": terms.ladder is not None,
    }
    return given[column]
