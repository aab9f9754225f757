"""Events of all units → every unit's sections: by itself first, then what depends on its group (steps 7 to 10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from duban_xl.model.columns.assessment import AS_AVERAGE
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Unit
from duban_xl.model.period import Period
from duban_xl.model.score import Outcome, PartScore
from duban_xl.score import words as w
from duban_xl.score.exact import fraction_of
from duban_xl.score.judged import Judged
from duban_xl.score.measures.data import Scores
from duban_xl.score.measures.parts import absent, measured, needs_sections
from duban_xl.score.method import Method
from duban_xl.score.sections import NOTHING, TOTAL, Intake, Place, Reckoning, Whole
from duban_xl.score.span import Span, cycle_of


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
        return {unit.name: self._whole(unit, intakes.get(unit.name, Intake()), means) for unit in self.units}

    def _whole(self, unit: Unit, intake: Intake, means: Mapping[tuple[str, str], Fraction | None]) -> Whole:
        return Reckoning(
            method=self.method,
            span=self.span,
            unit=unit,
            intake=intake,
            absent=self.absent.get(unit.name, {}),
            average=lambda section: means.get((section, unit.group)),
        ).whole()

    def means(self, wholes: Mapping[str, Whole]) -> dict[tuple[str, str], Fraction | None]:
        """(section, group) → the mean of the units to which it applies, for sections that stand for the absent (K15)."""
        asked = {number for number, section in self.method.sections.items() if section.not_applicable == AS_AVERAGE}
        missed = {place[0] for places in self.absent.values() for place, gone in places.items() if gone}
        scores: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
        for unit in self.units if asked & missed else ():
            for standing in wholes[unit.name].sections:
                if standing.section.section in asked and standing.applies and standing.score is not None:
                    scores[standing.section.section, unit.group].append(standing.score)
        return {place: sum(found, NOTHING) / len(found) for place, found in scores.items()}


def _intakes(events: Iterable[Judged], parts: Iterable[PartScore], method: Method) -> dict[str, Intake]:
    """Unit → what its sections take in, by section and period."""
    after_floor = method.says(w.REFUND_ORDER) == w.FLOOR_FIRST
    lost, back, marks = (_sums(), _sums(), _sums())
    for event in events:
        if event.counted and event.unit and (event.counts or event.outcome is Outcome.REFUND):
            late = after_floor and event.outcome is Outcome.REFUND
            sums, sign = (back, -1) if late else (lost, 1)
            sums[event.unit.name][_place(event)] += sign * fraction_of(event.counted)
    for part in parts:
        if part.marks is not None:
            marks[part.unit][part.section, part.period] += fraction_of(part.marks)
    names = {*lost, *back, *marks}
    return {name: Intake(lost=lost[name], given_back=back[name], marks=marks[name]) for name in names}


def _sums() -> defaultdict[str, defaultdict[Place, Fraction]]:
    return defaultdict(lambda: defaultdict(lambda: NOTHING))


def _place(event: Judged) -> Place:
    """The section that bears the event, and the period of its cycle."""
    if event.section is None or event.day is None:
        return TOTAL, None
    return event.section.section, cycle_of(event.section.cycle, event.day)
