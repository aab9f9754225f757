"""Measured rules × units × periods → a part each, with its marks and how they came about (steps 9 to 11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from duban_xl.catalogue.measured import EVERYBODY, OWN_GROUP
from duban_xl.model.columns.assessment import BY_MEASURE
from duban_xl.model.finding import Finding, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.rulebook import Measure, ScoringRule
from duban_xl.model.score import PartScore
from duban_xl.score.exact import decimal_of, exact
from duban_xl.score.measures import faults
from duban_xl.score.measures import terms as t
from duban_xl.score.measures.data import Data, Figure, Figures, Scores, data_of, section_meant
from duban_xl.score.measures.kinds import COMPARING, KINDS, MONTHS, Case, Given, rank_down
from duban_xl.score.measures.ranks import ALL_UNITS, Field, fields_of
from duban_xl.score.measures.raters import Ballots, Rated, ballots_of, ratings, scale_of
from duban_xl.score.measures.terms import Terms, lacking, terms_of
from duban_xl.score.measures.words import number, rated, said
from duban_xl.score.method import Method, covers
from duban_xl.score.span import Span

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All measured parts, by rule, period and unit, and what was found on the way."""

    parts: tuple[PartScore, ...]
    findings: tuple[Finding, ...]


def measured(method: Method, ledger: Ledger, span: Span, *, section_scores: Scores | None = None) -> Measured:
    """The parts of the measured rules; those that stand on a section's score (`needs_sections`) only with `section_scores`.

    Given `section_scores`, only those rules are reckoned: their parts come on top of the first pass's.
    """
    second = needs_sections(method)
    board = _Board(
        method=method,
        span=span,
        data=data_of(method, ledger, span, section_scores or {}),
        ballots=ballots_of(ledger, span),
        units=tuple(unit for unit in ledger.units.units if unit.active is not False),
    )
    found: list[Finding] = [] if section_scores else [*board.data.findings, *board.ballots.findings]
    parts: list[PartScore] = []
    for rule, measure in _rules(method):
        if (rule.rule in second) == (section_scores is not None):
            terms = terms_of(rule, measure, method)
            for period in span.cycles(terms.section.cycle if terms.section else ""):
                column = _Column(board, terms, period, found)
                parts += column.parts()
    return Measured(parts=tuple(parts), findings=distinct(found))


def needs_sections(method: Method) -> frozenset[str]:
    """The rules that stand on a section's score (指标 `分项 X`): measurable once the sections have their scores."""
    return frozenset(
        rule.rule
        for rule, measure in _rules(method)
        if any(section_meant(method, name) for name in (measure.indicator, *_further(measure)))
    )


def absent(method: Method, ledger: Ledger, span: Span) -> Mapping[tuple[str, str, Period | None], bool]:
    """(section, unit, period) → True where 指标数据 says that the section does not apply; period None: all year.

    A row says so under the section's number or name; or the rows of all its rules do, if it has nothing but measured ones.
    """
    if all(row.applicable is not False for row in ledger.indicators):
        return {}
    data = data_of(method, ledger, span, {})
    rules = _only_measured(method)
    found: dict[tuple[str, str, Period | None], bool] = {}
    for number_, section in method.sections.items():
        cycles = tuple(span.cycles(section.cycle))
        for unit in ledger.units.units:
            names = [measure.indicator for rule, measure in rules.get(number_, ()) if covers(rule.groups, unit)]
            for period in dict.fromkeys((None, *cycles)):
                if data.says_no((number_, section.name), unit.name, period) or _all_say_no(
                    data, names, unit.name, period
                ):
                    found[number_, unit.name, period] = True
            if cycles and all((number_, unit.name, period) in found for period in cycles):
                found[number_, unit.name, None] = True
    return found


def _only_measured(method: Method) -> Mapping[str, Sequence[tuple[ScoringRule, Measure]]]:
    """The rules of the sections in which nothing but measured rules gives marks."""
    measured_rules: dict[str, list[tuple[ScoringRule, Measure]]] = {}
    for rule, measure in _rules(method):
        if section := method.section_of(rule):
            measured_rules.setdefault(section.section, []).append((rule, measure))
    others = {
        s.section for rule in method.rules.values() if rule.value_kind != BY_MEASURE and (s := method.section_of(rule))
    }
    return {n: of for n, of in measured_rules.items() if n not in others and not method.children(method.sections[n])}


def _rules(method: Method) -> Iterator[tuple[ScoringRule, Measure]]:
    for number_, measure in method.measures.items():
        rule = method.rules.get(number_)
        if rule and rule.value_kind == BY_MEASURE:
            yield rule, measure


def _further(measure: Measure) -> tuple[str, ...]:
    return tuple(filter(None, (measure.exempt_indicator, *split_names(measure.coefficients))))


def _all_say_no(data: Data, indicators: list[str], unit: str, period: Period | None) -> bool:
    figures = [data.figures(name, period).get(unit) for name in indicators]
    return bool(figures) and all(figure is not None and not figure.applies for figure in figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """What all rules share."""

    method: Method
    span: Span
    data: Data
    ballots: Ballots
    units: tuple[Unit, ...]

    def months(self, period: Period | None) -> int:
        """Months of the assessment year that have gone by at the end of the period."""
        start, end = self.span.year_start, min(period.end, self.span.end) if period else self.span.end
        return min((end.year - start.year) * MONTHS + end.month - start.month + 1, MONTHS)


class _Column:
    """One measured rule in one period, over all units."""

    def __init__(self, board: _Board, terms: Terms, period: Period | None, found: list[Finding]) -> None:
        self.board, self.terms, self.period, self.found = board, terms, period, found
        self.section = terms.section.section if terms.section else ""
        self.units = [unit for unit in board.units if self._covers(unit)]
        self.unusable = lacking(terms)
        self.months = board.months(period)
        self.rated: Mapping[str, Rated] = {}
        self.scale: Fraction | None = None
        self.figures = self._figures()
        self.fields = self._fields()
        self.without_data: list[str] = []
        self.without_votes: list[str] = []

    def parts(self) -> Iterator[PartScore]:
        """A part for every unit that the rule concerns."""
        if self.unusable:
            self.found.append(self.unusable)
        for unit in self.units:
            yield self._part(unit)
        self.found += faults.without_data(self.terms, self.period, self.without_data, self.without_votes)

    def _covers(self, unit: Unit) -> bool:
        """Whether the rule, its section and the sections above hold the unit."""
        names, section = [self.terms.rule.groups], self.terms.section
        sections, seen = self.board.method.sections, set[str]()
        while section and section.section not in seen:
            names.append(section.groups)
            seen.add(section.section)
            section = sections.get(section.parent)
        return all(covers(groups, unit) for groups in names)

    def _figures(self) -> Figures:
        """Each unit's figure: of ballots for a rated item, else of the indicator."""
        terms, data, ballots = self.terms, self.board.data, self.board.ballots
        is_rated = terms.kind == t.RATED or (ballots.has(terms.indicator) and not data.has(terms.indicator))
        if self.unusable or not is_rated:
            return {} if self.unusable else data.figures(terms.indicator, self.period)
        rows = ballots.of(terms.indicator, self.period)
        convert = self._ballot_as_rank if self._ballots_are_ranks() else None
        self.rated, faulty = ratings(terms, rows, convert)
        self.found += faulty
        if terms.kind == t.RATED:
            self.scale, doubtful = scale_of(terms, rows)
            self.found += [doubtful] if doubtful else []
        figures: dict[str, Figure] = {unit: Figure(value=rated_.value) for unit, rated_ in self.rated.items()}
        refused = data.figures(terms.indicator, self.period).items()
        return figures | {unit: figure for unit, figure in refused if not figure.applies}

    def _ballots_are_ranks(self) -> bool:
        """Whether each ballot is a rank to be turned into marks by itself, not a figure that the units are ranked by."""
        return self.terms.kind in (t.RANK_STEP, t.RANK_DOWN) and self.terms.measure.direction != t.HIGH

    def _ballot_as_rank(self, rank: Fraction) -> Fraction | None:
        if rank < 1:
            return None
        if self.terms.kind == t.RANK_DOWN:
            return rank_down(rank, self.terms)
        step = self.terms.ladder.at(rank) if self.terms.ladder else None
        return ZERO if step is None else exact(step.value)

    def _fields(self) -> Mapping[str, Field]:
        """What each unit is compared with, for kinds that compare."""
        terms = self.terms
        if terms.kind not in COMPARING or self.unusable or (self.rated and self._ballots_are_ranks()):
            return {}
        groups = {unit.name: unit.group for unit in self.units if self._applies(unit.name)}
        values = {
            unit: figure.value for unit in groups if (figure := self.figures.get(unit)) and figure.value is not None
        }
        return fields_of(values, groups, compared=terms.measure.compared, low=terms.low)

    def _applies(self, unit: str) -> bool:
        figure, section = self.figures.get(unit), self.terms.section
        if figure is not None and not figure.applies:
            return False
        names = (section.section, section.name) if section else ()
        return not self.board.data.says_no(names, unit, self.period)

    def _part(self, unit: Unit) -> PartScore:
        if not self._applies(unit.name):
            return self._told(unit, None, said("not_applicable"), applies=False)
        if self.unusable:
            return self._told(unit, None, said("unusable"))
        if exempted := self._exempted(unit.name):
            return self._finished(unit, exempted)
        figure = self.figures.get(unit.name)
        if figure is None or figure.value is None:
            return self._without(unit, figure)
        given = self._rated(unit.name) if unit.name in self.rated else None
        given = given or self._reckoned(unit.name, figure, figure.value)
        if given.marks is None:
            self.found += faults.of_kind(self.terms, unit.name, figure, given)
            return self._told(unit, None, given.said or said("undecided", figure=self._words(figure, figure.value)))
        return self._finished(unit, given)

    def _without(self, unit: Unit, figure: Figure | None) -> PartScore:
        """A unit without a figure: a faulty row, ballots that can't be used, or what 缺数据 says."""
        terms, rated_ = self.terms, self.rated.get(unit.name)
        if figure is not None and figure.nothing_under:
            self.found.append(faults.nothing_under(terms, unit.name, figure))
            return self._told(unit, None, said("no_data"))
        if rated_ is not None and rated_.told:
            return self._told(unit, None, said("no_data"))
        if terms.missing == t.LEFT_OUT:
            return self._told(unit, None, said("no_data_out"), applies=False)
        if terms.missing == t.AS_FULL:
            return self._finished(unit, Given(terms.full, said("no_data_full", full=number(terms.full))))
        if terms.missing == t.AS_ZERO:
            return self._marked(unit, ZERO, [said("no_data_zero")])  # 最低 is for those who have a figure
        (self.without_votes if rated_ is not None else self.without_data).append(unit.name)
        return self._told(unit, None, said("no_data"))

    def _exempted(self, unit: str) -> Given | None:
        """The full marks for a unit whose 免考指标 reaches 免考线 (K16 j)."""
        name, line = self.terms.measure.exempt_indicator, exact(self.terms.measure.exempt_from)
        figure = self.board.data.figures(name, self.period).get(unit) if name and line is not None else None
        if figure is None or line is None or figure.value is None or figure.value < line:
            return None
        full = self.terms.full
        words = {"name": name, "value": number(figure.value), "target": number(line), "full": number(full)}
        return Given(full, said("exempt", **words))

    def _rated(self, unit: str) -> Given | None:
        """What ballots give by themselves: 测评, and ballots that are ranks; None for a mean to be reckoned with."""
        terms, rated_ = self.terms, self.rated[unit]
        if rated_.value is None or (terms.kind != t.RATED and not self._ballots_are_ranks() and rated_.fixed is None):
            return None
        if rated_.fixed is not None:
            return Given(rated_.fixed, rated_.said)
        if self.scale is None:
            return Given(rated_.value, rated("as_marks", ballots=rated_.said, result=number(rated_.value)))
        marks = rated_.value * terms.full / self.scale
        shown = {"full": number(terms.full), "scale": number(self.scale), "result": number(marks)}
        return Given(marks, rated("scaled", ballots=rated_.said, **shown))

    def _reckoned(self, unit: str, figure: Figure, value: Fraction) -> Given:
        terms = self.terms
        self.found += faults.like_a_fraction(terms, unit, figure)
        case = Case(
            terms=terms,
            figure=figure,
            value=value,
            words=self._words(figure, value),
            field=self.fields.get(unit),
            scope=EVERYBODY if terms.measure.compared == ALL_UNITS else OWN_GROUP,
            months=self.months,
        )
        given = KINDS[terms.kind](case)
        if terms.only_deducts and terms.kind in (t.BY_STEP, t.RANK_STEP) and given.marks is not None:
            return replace(given, marks=-given.marks)
        return given

    def _words(self, figure: Figure, value: Fraction) -> str:
        name = self.terms.indicator
        if figure.is_rate:
            return said("rate", name=name, value=number(value), over=figure.over, under=figure.under)
        return said("number", name=name, value=number(value))

    def _finished(self, unit: Unit, given: Given) -> PartScore:
        """The marks within 最低 and 最高, times the coefficients; what is taken off where the rule deducts."""
        terms, marks, words = self.terms, given.marks or ZERO, [given.said]
        marks = self._bounded(marks, terms.floor, terms.ceiling, words)
        if terms.coefficients:
            product = self._product(unit.name, words)
            if product is None:
                return self._told(unit, None, "，".join(words))
            measure = terms.measure
            marks = marks * product
            words.append(said("after", result=number(marks)))
            marks = self._bounded(marks, exact(measure.floor), exact(measure.ceiling), words)
        return self._marked(unit, marks, words, given.codes)

    def _marked(self, unit: Unit, marks: Fraction, words: list[str], codes: tuple[str, ...] = ()) -> PartScore:
        """The marks as the rule counts them: what is taken off where it deducts."""
        terms = self.terms
        if terms.deducts:
            lost = terms.full - marks
            words.append(said("lost" if terms.has_full else "lost_only", full=number(terms.full), lost=number(lost)))
            marks = -lost
        return self._told(unit, decimal_of(marks), "，".join(words), codes=codes)

    @staticmethod
    def _bounded(marks: Fraction, floor: Fraction | None, ceiling: Fraction | None, words: list[str]) -> Fraction:
        if ceiling is not None and marks > ceiling:
            words.append(said("ceiling", marks=number(ceiling)))
            marks = ceiling
        if floor is not None and marks < floor:
            words.append(said("floor", marks=number(floor)))
            marks = floor
        return marks

    def _product(self, unit: str, words: list[str]) -> Fraction | None:
        """The coefficients of the unit, multiplied; None if one of them is not entered."""
        product = Fraction(1)
        for name in self.terms.coefficients:
            figure = self.board.data.figures(name, self.period).get(unit)
            if figure is None or figure.value is None:
                self.found.append(faults.no_coefficient(self.terms, unit, name, self.period))
                words.append(said("no_data"))
                return None
            product *= figure.value
            words.append(said("coefficient", name=name, value=number(figure.value)))
        return product

    def _told(
        self, unit: Unit, marks: Decimal | None, trace: str, *, applies: bool = True, codes: tuple[str, ...] = ()
    ) -> PartScore:
        return PartScore(
            rule=self.terms.rule.rule,
            section=self.section,
            unit=unit.name,
            period=self.period,
            marks=marks,
            applies=applies,
            consequences=codes,
            trace=trace,
        )
