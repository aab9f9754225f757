"""What the ledger holds against one unit on a day, and which step of 问责阶梯 that reaches: read once, stated by several papers.

Only what a person agreed to counts (通报问责 with 同意人); withdrawn rows never do.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_account as words
from duban_xl.documents.papers.articles import cited
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.selection import units_of
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS
from duban_xl.model.deadline import Window
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.ledger import Ledger
from duban_xl.model.method import LadderStep
from duban_xl.model.noun import split_names
from duban_xl.model.office import Consequence, Unit
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.source import Source, chinese_day
from duban_xl.plan.counting import YEAR, in_window, window_of
from duban_xl.plan.escalation import documents_of
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.plan.reminded import Reminded, reminded_days
from duban_xl.plan.summary import RED, OpenMatter, open_matters
from duban_xl.score.published import standings

PRAISE, CRITICISM, TALK, ACCOUNTABILITY = "通报表扬", "通报批评", "约谈", "问责"
MOST_RANKS = 4
THE_UNIT = "单位"
UNIT_WORDS = (THE_UNIT, "本单位", "该单位", "责任单位", "主办单位", "协办单位", "承办单位")
"""What 对象 says of the unit itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateMatter:
    """A matter of the unit that is overdue."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    due_date: Annotated[date, "办结时限"]
    overdue_days: Annotated[int, "逾期天数"]
    reminders: Annotated[int, "催办次数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticism:
    """A 通报批评 of the unit that a person agreed to."""

    held_on: Annotated[date, "通报日期"]
    document_number: Annotated[str, "通报文号；没有时为空"]
    reason: Annotated[str, "事由"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRank:
    """The unit's place in a published ranking."""

    period_name: Annotated[str, "计分期"]
    rank: Annotated[int, "名次"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A step of 问责阶梯 with what it was reached by: `count` documents within `window`, 0 where it counts nothing."""

    step: LadderStep
    count: int
    window: tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """The ledger on a day, with what every unit's case is read from."""

    ground: Ground
    as_of: date
    reminded: Reminded
    late: Mapping[str, tuple[OpenMatter, ...]]  # unit → its overdue matters as lead unit

    @property
    def ledger(self) -> Ledger:
        """The ledger that it was read from."""
        return self.ground.ledger

    def late_matters(self, unit: str) -> tuple[LateMatter, ...]:
        """The unit's overdue matters, the most pressing first."""
        return tuple(self._late(unit, one) for one in self.late.get(unit, ()))

    def _late(self, unit: str, one: OpenMatter) -> LateMatter:
        days = self.reminded.days.get((unit, one.matter.number), frozenset())
        return LateMatter(
            number=one.matter.number,
            title=one.matter.title,
            due_date=one.due_date,
            overdue_days=one.days,
            reminders=sum(day <= self.as_of for day in days),
        )

    def rows(self, unit: str, kind: str) -> tuple[Consequence, ...]:
        """The unit's rows of `kind` up to the day that were not withdrawn, agreed or not, in the order of days."""
        return tuple(row for row in self.planned(unit, kind) if row.held_on is None or row.held_on <= self.as_of)

    def planned(self, unit: str, kind: str) -> tuple[Consequence, ...]:
        """The same with those of days to come."""
        return tuple(row for row in rows_of(self.ledger, kind) if self.ledger.units.official_name(row.unit) == unit)

    def criticisms(self, unit: str, window: tuple[date, date]) -> tuple[Criticism, ...]:
        """The unit's agreed 通报批评 in `window`, one per row."""
        return tuple(
            Criticism(held_on=row.held_on, document_number=row.document_number, reason=row.facts)
            for row in agreed(self.rows(unit, CRITICISM))
            if row.held_on and window[0] <= row.held_on <= min(window[1], self.as_of)
        )

    def counted(self, unit: str, trigger: str, months: int, *, on: date) -> int:
        """How many agreed documents of the kind `trigger` the window that holds `on` counts, up to that day (rules §2.7)."""
        days = documents_of(agreed(self.rows(unit, trigger)))
        return len(in_window(days, months, on=on, conventions=self.ground.conventions))

    def window(self, months: int = YEAR, *, on: date | None = None) -> tuple[date, date]:
        """The first and last day of the window that holds `on`, the day itself if not given."""
        return window_of(months, on=on or self.as_of, rolling=self.ground.conventions.rolling_window)

    def reached(self, unit: str, *measures: str) -> Reached | None:
        """The highest step whose 措施 holds one of `measures` and that the unit's count has come up to.

        Without one: the first such step that counts nothing (it is for facts, which a person judges); None if 问责阶梯
        has none.
        """
        fitting = [step for step in self.ledger.ladder if any(word in step.measure for word in measures)]
        found = [one for step in fitting if (one := self._counted_step(unit, step))]
        if found:
            return max(found, key=lambda one: one.step.times or 0)
        free = next((step for step in fitting if not step.times), None)
        return Reached(step=free, count=0, window=self.window()) if free else None

    def _counted_step(self, unit: str, step: LadderStep) -> Reached | None:
        months = months_of(step)
        if not months or not step.times:
            return None
        count = self.counted(unit, step.trigger, months, on=self.as_of)
        return Reached(step=step, count=count, window=self.window(months)) if count >= step.times else None

    def ranks(self, unit: str) -> tuple[PublishedRank, ...]:
        """The unit's published places of the last periods, each as it stands corrected."""
        latest = {one.figure.period: one.figure for one in standings(self.ledger) if one.figure.unit == unit}
        told = [latest[period] for period in sorted(latest) if period.end <= self.as_of]
        ranks = (PublishedRank(period_name=one.period.name, rank=one.rank) for one in told if one.rank is not None)
        return tuple(ranks)[-MOST_RANKS:]


def background_of(request: Request) -> Background:
    """What the ledger holds on the day of the request."""
    ledger = request.ledger
    late: dict[str, tuple[OpenMatter, ...]] = {}
    for one in open_matters(ledger, request.as_of, workdays=request.workdays, lamp=RED):
        unit = ledger.units.official_name(one.matter.lead_unit)
        late[unit] = (*late.get(unit, ()), one)
    ground = ground_of(ledger, request.workdays)
    return Background(ground=ground, as_of=request.as_of, reminded=reminded_days(ledger), late=late)


def named_units(request: Request) -> tuple[tuple[Unit, bool], ...]:
    """The units asked for, and whether each was named itself (not by its group or 全部); raises CannotRun (C029)."""
    named = {unit.name for text in request.about if (unit := request.ledger.units.find(text))}
    return tuple((unit, unit.name in named) for unit in units_of(request))


def unit_title(pattern: str, unit: str, day: date | None, name: str, *, others: Iterable[date | None] = ()) -> str:
    """The title of a paper on a unit; the month tells it from its other papers of that kind, held on days `others`.

    A later one of the same month has the day instead: a signed document keeps its title and its number.
    """
    if day is None:
        return pattern.format(unit=unit, month="", name=name)
    is_later = any(other and other < day and Period.of(PeriodKind.MONTH, other).contains(day) for other in others)
    month = chinese_day(day) if is_later else words.MONTH.format(year=day.year, month=day.month)
    return pattern.format(unit=unit, month=month, name=name)


def rows_of(ledger: Ledger, kind: str) -> tuple[Consequence, ...]:
    """The rows of 通报问责 of that 类型 that were not withdrawn, in the order of days."""
    found = [row for row in ledger.consequences if row.type == kind and row.revoked_on is None]
    return tuple(sorted(found, key=lambda row: row.held_on or date.max))


def persons_in(ledger: Ledger, row: Consequence) -> tuple[str, ...]:
    """Whom 对象 names besides the unit itself: ("主要负责人",); () for 单位, the unit's own name or nothing."""
    names = (name.strip().removeprefix(THE_UNIT) for name in split_names(row.person))
    unit = ledger.units.official_name(row.unit)
    return tuple(name for name in names if name and name not in UNIT_WORDS and ledger.units.official_name(name) != unit)


def named_in(ledger: Ledger, row: Consequence) -> str:
    """The unit, its persons, or both: 甲镇人民政府, 甲镇人民政府主要负责人, 甲镇人民政府及其主要负责人."""
    unit = ledger.units.official_name(row.unit) if row.unit else ""
    persons = "、".join(persons_in(ledger, row))
    names = {ledger.units.official_name(name.strip()) for name in split_names(row.person)}
    is_both = bool(unit and persons) and not names.isdisjoint({unit, *UNIT_WORDS})
    return words.UNIT_AND_PERSONS.format(unit=unit, persons=persons) if is_both else f"{unit}{persons}"


def agreed(rows: Iterable[Consequence]) -> tuple[Consequence, ...]:
    """Those that a person agreed to."""
    return tuple(row for row in rows if row.approved_by)


def months_of(step: LadderStep) -> int:
    """The months of the window in which the step counts documents; 0 for a step that counts none."""
    window = parse_expression(step.window) if step.window else None
    counts = isinstance(window, Window) and step.trigger in CONSEQUENCE_KINDS and step.times and step.times >= 1
    return window.months if counts and isinstance(window, Window) else 0


def basis_of(ledger: Ledger, rows: Iterable[Consequence], step: LadderStep | None) -> str:
    """The articles on which a paper rests: those that the rows cite, else the step's."""
    clauses = [text for row in rows if (text := cited(ledger, row.clause))]
    own = cited(ledger, step.rule) if step else ""
    return "、".join(dict.fromkeys(clauses)) or own


def with_a_basis(request: Request, drafts: Iterable[Subject], *measures: str) -> Iterator[Subject]:
    """`drafts`; where 问责阶梯 has no step with one of `measures`, only the first that cites nothing, with D189."""
    if any(word in step.measure for step in request.ledger.ladder for word in measures):
        yield from drafts
        return
    is_told = False
    for draft in drafts:
        if getattr(draft.facts, "basis", ""):
            yield draft
        elif not is_told:
            is_told = True
            told = finding("D189", Source(SHEETS["ladder"].tab), kind=request.name, what=measures[0])
            yield replace(draft, findings=(*draft.findings, told))


def times_of(step: LadderStep) -> int:
    """次数 of the step as a whole number; 0 where it has none."""
    return int(step.times or Decimal(0))
