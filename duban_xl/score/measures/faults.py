"""What keeps a measured part from being reckoned → findings at the cell to look at."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from duban_xl.catalogue import finding
from duban_xl.catalogue.measured import MISSING_TERMS
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.period import Period
from duban_xl.model.source import Source
from duban_xl.score.measures.data import Figure
from duban_xl.score.measures.kinds import Given
from duban_xl.score.measures.terms import Terms
from duban_xl.score.measures.words import listed, number, period_name

LARGEST_FRACTION = Fraction(1)
LEAST_PERCENT = Fraction(10)


def of_kind(terms: Terms, unit: str, figure: Figure, given: Given) -> Iterator[Finding]:
    """Why a kind gave no marks: S263 for a missing term, else the code that it names."""
    place = _place(terms, figure)
    about = number(given.about) if given.about is not None else ""
    rule, name = terms.rule.rule, terms.indicator
    if given.fault == "target":
        yield finding("S263", terms.measure.source("target"), rule=rule, missing=MISSING_TERMS["target"])
    elif given.fault == "S265":
        yield finding("S265", terms.measure.source("target"), unit=unit, name=name, what=_header("target"), value=about)
    elif given.fault == "S266":
        yield finding("S266", place, unit=unit, name=name, value=about, rule=rule)
    elif given.fault == "S267":
        yield finding("S267", terms.measure.source("indicator"), rule=rule, name=name, value=about)
    elif given.fault == "S269":
        yield finding("S269", place, unit=unit, name=name, value=about)


def nothing_under(terms: Terms, unit: str, figure: Figure) -> Finding:
    """S265: the denominator of a row is not above 0."""
    under = (figure.owed if figure.nothing_under == "owed" else figure.target) or Fraction(0)
    what = _header(figure.nothing_under)
    return finding("S265", figure.source, unit=unit, name=terms.indicator, what=what, value=number(under))


def without_data(
    terms: Terms, period: Period | None, without_rows: Sequence[str], without_votes: Sequence[str]
) -> Iterator[Finding]:
    """One finding for all units of a rule and period that have no data (S264), one for those without a ballot (S273)."""
    place, rule, when = terms.measure.source("indicator"), terms.rule.rule, period_name(period)
    if without_rows:
        yield finding("S264", place, rule=rule, units=listed(without_rows), name=terms.indicator, period=when)
    if without_votes:
        yield finding("S273", place, rule=rule, units=listed(without_votes), period=when)


def no_coefficient(terms: Terms, unit: str, name: str, period: Period | None) -> Finding:
    """S264: a coefficient of the unit is not entered."""
    place = terms.measure.source("coefficients")
    return finding("S264", place, rule=terms.rule.rule, units=unit, name=name, period=period_name(period))


def like_a_fraction(terms: Terms, unit: str, figure: Figure) -> Iterator[Finding]:
    """S268: a number up to 1 held against a target of 10 or more: 0.815 for 81.5 %."""
    target = terms.target
    if figure.is_rate or figure.value is None or target is None or target < LEAST_PERCENT:
        return
    if 0 < figure.value <= LARGEST_FRACTION and figure.value.denominator > 1:
        words = {"value": number(figure.value), "expected": number(target)}
        yield finding("S268", _place(terms, figure), unit=unit, name=terms.indicator, **words)


def _place(terms: Terms, figure: Figure) -> Source:
    """The figure's own cell, else that of the rule's indicator."""
    return figure.source if figure.source.cell else terms.measure.source("indicator")


def _header(column: str) -> str:
    return next(field.header for field in SHEETS["indicators"].fields if field.key == column)
