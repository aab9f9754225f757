"""Events of all units → every unit's sections: by itself first, then what depends on its group (steps 7 to 10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from duban_xl.model.columns.assessment import AS_AVERAGE
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.score import Outcome, PartScore
from duban_xl.score import words as w
from duban_xl.score.exact import total, total_of
from duban_xl.score.judged import Judged
from duban_xl.score.measures.data import Scores
from duban_xl.score.measures.parts import absent, measured, needs_sections
from duban_xl.score.method import Method, covers
from duban_xl.score.sections import TOTAL, Intake, Place, Reckoning, Whole
from duban_xl.score.span import Span, cycle_of
from duban_xl.score.tree import Tree, tree_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What came of all units: sections and totals by name, the measured parts, and what was found on the way."""

    wholes: Mapping[str, Whole]
    parts: tuple[PartScore, ...] = ()
    findings: tuple[Finding, ...] = ()


def passed(ledger: Ledger, method: Method, span: Span, *, events: Sequence[Judged], units: Sequence[Unit]) -> Passed:
    """Every unit's sections and total. Parts and sections that depend on others are reckoned after all others (K15–K17)."""
    first = measured(method, ledger, span)
    run = _Run(
        method=method, span=span, units=units, events=events, absent=_absences(ledger, method, span), parts=first.parts
    )
    wholes = run.averaged()
    if not needs_sections(method):
        return Passed(wholes=wholes, parts=first.parts, findings=first.findings)
    second = measured(method, ledger, span, section_scores=_section_scores(wholes))
    parts = (*first.parts, *second.parts)
    return Passed(
        wholes=replace(run, parts=parts).averaged(), parts=parts, findings=(*first.findings, *second.findings)
    )


def _absences(ledger: Ledger, method: Method, span: Span) -> dict[str, dict[Place, bool]]:
    """Unit → the sections and periods that do not apply to it."""
    found: dict[str, dict[Place, bool]] = defaultdict(dict)
    for (section, unit, period), gone in absent(method, ledger, span).items():
        found[unit][section, period] = gone
    return found


def _section_scores(wholes: Mapping[str, Whole]) -> Scores:
    """Section and period (None: as a whole) → unit → its score, for rules that stand on it."""
    scores: dict[tuple[str, Period | None], dict[str, Fraction]] = defaultdict(dict)
    for unit, whole in wholes.items():
        for standing in whole.sections:
            if standing.score is not None:
                scores[standing.section.section, None][unit] = standing.score
            for term in standing.terms:
                scores[standing.section.section, term.period][unit] = term.score
    return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One pass over all units with the parts known so far."""

    method: Method
    span: Span
    units: Sequence[Unit]
    events: Sequence[Judged]
    absent: Mapping[str, Mapping[Place, bool]]
    parts: Sequence[PartScore]

    def averaged(self) -> dict[str, Whole]:
        """Unit → its sections, with the group's mean where a section that does not apply takes it."""
        wholes = self.wholes({})
        means = self.means(wholes)
        return self.wholes(means) if means else wholes

    def wholes(self, means: Mapping[tuple[str, str], Fraction | None]) -> dict[str, Whole]:
        """Unit → its sections, given (section, group) → the mean where a section takes it."""
        intakes = _intakes(self.events, self.parts, self.method)
        trees = self._trees()
        return {
            unit.name: Reckoning(
                method=self.method,
                span=self.span,
                tree=trees[unit.name],
                intake=intakes.get(unit.name, Intake()),
                absent=self.absent.get(unit.name, {}),
                average=lambda section, group=unit.group: means.get((section, group)),
            ).whole()
            for unit in self.units
        }

    def _trees(self) -> dict[str, Tree]:
        """Unit → the sections that hold it; units of a group that the same sections hold share them."""
        trees: dict[tuple[str, frozenset[str]], Tree] = {}
        of_unit: dict[str, Tree] = {}
        for unit in self.units:
            held_by = frozenset(s.section for s in self.method.sections.values() if covers(s.groups, unit))
            if (unit.group, held_by) not in trees:
                trees[unit.group, held_by] = tree_of(self.method, self.span, unit.group, held_by)
            of_unit[unit.name] = trees[unit.group, held_by]
        return of_unit

    def means(self, wholes: Mapping[str, Whole]) -> dict[tuple[str, str], Fraction | None]:
        """(section, group) → the mean of the units to which it applies, for sections that stand for the absent (K15)."""
        asked = {number for number, section in self.method.sections.items() if section.not_applicable == AS_AVERAGE}
        missed = {place[0] for places in self.absent.values() for place, gone in places.items() if gone}
        scores: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
        for unit in self.units if asked & missed else ():
            for standing in wholes[unit.name].sections:
                if standing.section.section in asked and standing.applies and standing.score is not None:
                    scores[standing.section.section, unit.group].append(standing.score)
        return {place: total(found) / len(found) for place, found in scores.items()}


def _intakes(events: Iterable[Judged], parts: Iterable[PartScore], method: Method) -> dict[str, Intake]:
    """Unit → what its sections take in, by section and period."""
    after_floor = method.says(w.REFUND_ORDER) == w.FLOOR_FIRST
    lost, back, marks = (_figures(), _figures(), _figures())
    for event in events:
        if event.counted and event.unit and (event.counts or event.outcome is Outcome.REFUND):
            if after_floor and event.outcome is Outcome.REFUND:
                back[event.unit.name][_place(event)].append(event.counted.copy_negate())
            else:
                lost[event.unit.name][_place(event)].append(event.counted)
    for part in parts:
        if part.marks is not None:
            marks[part.unit][part.section, part.period].append(part.marks)
    return {
        unit: Intake(lost=_sums(lost[unit]), given_back=_sums(back[unit]), marks=_sums(marks[unit]))
        for unit in {*lost, *back, *marks}
    }


def _figures() -> defaultdict[str, defaultdict[Place, list[Decimal]]]:
    return defaultdict(lambda: defaultdict(list[Decimal]))


def _sums(figures: Mapping[Place, Iterable[Decimal]]) -> dict[Place, Fraction]:
    return {place: total_of(numbers) for place, numbers in figures.items()}


def _place(event: Judged) -> Place:
    """The section that bears the event, and the period of its cycle."""
    if event.section is None or event.day is None:
        return TOTAL, None
    return event.section.section, cycle_of(event.section.cycle, event.day)
