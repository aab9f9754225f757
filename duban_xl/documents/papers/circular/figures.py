"""Ledger, period → what a circular counts: matters, by category, how well they were done, returns, places."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duban_xl.catalogue import papers_publicity as words
from duban_xl.catalogue.score_readings import RANKED_BY_METHOD
from duban_xl.catalogue.wording import OWN_METHOD, UNINSPECTED_NOTES
from duban_xl.documents.papers.articles import method_title
from duban_xl.documents.papers.circular.facts import (
    CategoryCounts,
    MatterCounts,
    QualityCounts,
    RankRow,
    ReturnCounts,
    UnitReturns,
)
from duban_xl.documents.papers.scoring_notes import scoring_notes
from duban_xl.model.columns.matters import FORM_SENT_BACK
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, Matter
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.reporting import is_running
from duban_xl.model.score import UnitScore
from duban_xl.model.workdays import Workdays
from duban_xl.plan.ground import SENT_BACK_MOVE, Ground, ground_of
from duban_xl.plan.reported import report_tallies
from duban_xl.plan.summary import RED, OpenMatter, ReturnTally, open_matters
from duban_xl.score.engine import score
from duban_xl.score.exact import rounded
from duban_xl.score.words import AS_SCORED, NOT_INSPECTED, ROUNDING, Words

RANKED_PERIODS = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A period with its matters, those that are overdue, the returns of its units, and what was sent back in it.

    `name` is what the office calls the document that tells of it.
    """

    ground: Ground
    period: Period
    as_of: date
    dated_on: date
    matters: tuple[Matter, ...]
    overdue: tuple[OpenMatter, ...]
    tallies: tuple[ReturnTally, ...]
    sent_back: tuple[CourseStep, ...]
    name: str = ""

    @property
    def ledger(self) -> Ledger:
        """The ledger that it was read from."""
        return self.ground.ledger

    @property
    def workdays(self) -> Workdays:
        """The ledger's calendar."""
        return self.ground.workdays

    def official(self, name: str) -> str:
        """The full name of a unit."""
        return self.ledger.units.official_name(name)

    def unit_of(self, step: CourseStep) -> str:
        """The unit whose work went back: the one named, else the lead unit of the matter."""
        matter = self.ledger.matter(step.number)
        return self.official(step.unit or (matter.lead_unit if matter else ""))


def span_of(ledger: Ledger, period: Period, *, as_of: date, dated_on: date, workdays: Workdays) -> Span:
    """Everything that a circular about `period` counts, looked up once."""
    matters = tuple(matter for matter in ledger.matters if is_running(matter, period))
    numbers = {matter.number for matter in matters}
    ground = ground_of(ledger, workdays)
    late = (one for one in open_matters(ledger, as_of, workdays=workdays, lamp=RED) if one.matter.number in numbers)
    return Span(
        ground=ground,
        period=period,
        as_of=as_of,
        dated_on=dated_on,
        matters=matters,
        overdue=tuple(late),
        tallies=report_tallies(ground, period, today=dated_on),
        sent_back=tuple(_sent_back(ledger, period.start, as_of)),
    )


def matter_counts(span: Span) -> MatterCounts:
    """How many matters the period has, and how many are done."""
    ended = sum(1 for matter in span.matters if ended_by(matter, span.as_of))
    return MatterCounts.of(completed=ended, in_hand=len(span.matters) - ended, overdue=len(span.overdue))


def ended_by(matter: Matter, day: date) -> bool:
    """Whether the office expected nothing more of the units at the end of `day`."""
    ended = ended_on(matter)
    return matter.is_ended and (ended is None or ended <= day)


def ended_on(matter: Matter) -> date | None:
    """The day on which the matter ended: 办结日期, or 销号日期 where that is earlier or alone."""
    return min((day for day in (matter.completed_on, matter.closed_out_on) if day), default=None)


def category_counts(
    ledger: Ledger, matters: Sequence[Matter], overdue: Iterable[OpenMatter], *, as_of: date
) -> tuple[CategoryCounts, ...]:
    """The figures of every category that has matters, in the order of 事项类别; nothing if there is only one."""
    places = {category.name: place for place, category in enumerate(ledger.categories)}
    by_name: dict[str, list[Matter]] = {}
    for matter in matters:
        by_name.setdefault(category_name(ledger, matter), []).append(matter)
    if len(by_name) < 2:
        return ()
    late = Counter(category_name(ledger, one.matter) for one in overdue)
    counted: list[CategoryCounts] = []
    for name in sorted(by_name, key=lambda name: places.get(name, len(places))):
        of_category = by_name[name]
        ended = sum(1 for matter in of_category if ended_by(matter, as_of))
        counted.append(
            CategoryCounts(
                name=name,
                total=len(of_category),
                completed=ended,
                in_hand=len(of_category) - ended,
                overdue=late[name],
            )
        )
    return tuple(counted)


def category_name(ledger: Ledger, matter: Matter) -> str:
    """What 事项类别 calls the category of the matter; the matter's own word where the ledger has no such category."""
    category = ledger.category(matter.category)
    return category.name if category else matter.category or words.NO_CATEGORY


def quality_counts(span: Span) -> QualityCounts:
    """办理质量: done in time or late (the granted extension counts), and what had to be sent back."""
    ended = [matter for matter in span.matters if ended_by(matter, span.as_of)]
    limited = [(matter.effective_due, ended_on(matter)) for matter in ended]
    late = sum(1 for due, day in limited if due and day and day > due)
    unlimited = sum(1 for due, day in limited if due is None or day is None)
    results = [step for step in span.sent_back if step.action == SENT_BACK_MOVE]
    return QualityCounts(
        on_time=len(ended) - late - unlimited,
        late=late,
        unlimited=unlimited,
        sent_back=len(results),
        sent_back_matters=len({step.number for step in results}),
        forms_sent_back=len(span.sent_back) - len(results),
    )


def _sent_back(ledger: Ledger, first: date, last: date) -> Iterable[CourseStep]:
    """Results and return forms that went back to the unit within these days."""
    moves = (SENT_BACK_MOVE, FORM_SENT_BACK)
    return (s for s in ledger.steps if s.action in moves and s.taken_on and first <= s.taken_on <= last)


def return_counts(tallies: Sequence[ReturnTally]) -> ReturnCounts:
    """How the units reported, all together."""
    return ReturnCounts.of(
        on_time=sum(tally.on_time for tally in tallies),
        late=sum(tally.late for tally in tallies),
        missing=sum(len(tally.missing) for tally in tallies),
    )


def return_row(tally: ReturnTally) -> UnitReturns:
    """How one unit reported."""
    return UnitReturns(
        unit=tally.unit.name,
        expected=tally.expected,
        on_time=tally.on_time,
        late=tally.late,
        missing=len(tally.missing),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Where the units stand, how that is reckoned, and those that no inspection has reached, with their score then."""

    ranking: tuple[RankRow, ...] = ()
    note: str = ""
    uninspected: tuple[str, ...] = ()
    uninspected_note: str = ""


def standings(span: Span) -> Standings:
    """The places at the end of the period, if it is over and the method ranks; by group, then place."""
    ledger, period = span.ledger, span.period
    if period.kind not in RANKED_PERIODS or span.as_of < period.end or not ledger.rulebook.rules:
        return Standings()
    board, said = score(ledger, period), Words(ledger.rulebook.settings)
    ranked = [unit for unit in board.units if unit.rank is not None]
    treated = said.text(NOT_INSPECTED) and said.choice(NOT_INSPECTED) != AS_SCORED
    uninspected = tuple(unit.unit for unit in ranked if treated and not unit.inspected)
    notes = scoring_notes(board, said, without={NOT_INSPECTED} if uninspected else ())
    return Standings(
        note="".join((RANKED_BY_METHOD.format(method=method_title(board.title) or OWN_METHOD), *notes)),
        ranking=tuple(_place(unit, board.places, said.choice(ROUNDING)) for unit in ranked),
        uninspected=uninspected,
        uninspected_note=UNINSPECTED_NOTES.get(said.choice(NOT_INSPECTED), ""),
    )


def _place(unit: UnitScore, places: int, mode: str) -> RankRow:
    return RankRow(
        group=unit.group, rank=unit.rank or 0, unit=unit.unit, score=rounded(Fraction(unit.score or 0), places, mode)
    )
