"""问责阶梯 and 通报问责 → how often each unit was criticised in the window, which steps that calls for, which were taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS
from duban_xl.model.deadline import Window
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.method import LadderStep
from duban_xl.model.office import Consequence
from duban_xl.plan.counting import in_window, window_of
from duban_xl.plan.ground import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDue:
    """A step of the ladder that a unit has reached. The program proposes; a person decides."""

    step: LadderStep
    unit: str
    count: int  # how often, within the window
    window: tuple[date, date]  # its first and last day
    reached_on: date  # the day of the event that reached the step
    taken_on: date | None  # the day on which the step was taken; None: still to be decided
    lacking: str  # a precondition that the ledger does not tell of; "" if there is none

    @property
    def is_open(self) -> bool:
        """Whether the step is still to be decided."""
        return self.taken_on is None


def escalation(ground: Ground, as_of: date) -> tuple[StepDue, ...]:
    """Every counted step that a unit has reached by `as_of`, units in the directory's order, steps in the ladder's.

    Counted are the documents of the step's kind in the window, each once (rules §2.7); withdrawn ones stay on record
    and do not count. Steps reached earlier stay due: a second criticism does not cancel the duty of the first.
    """
    ledger = ground.ledger
    by_unit: dict[str, list[Consequence]] = {}
    for row in ledger.consequences:
        if row.unit and row.held_on and row.held_on <= as_of:
            by_unit.setdefault(ledger.units.official_name(row.unit), []).append(row)
    ordered = sorted(by_unit, key=ledger.units.position)
    found = (_reached(step, unit, by_unit[unit], as_of, ground) for unit in ordered for step in ledger.ladder)
    return tuple(one for one in found if one)


def _reached(step: LadderStep, unit: str, rows: Sequence[Consequence], as_of: date, ground: Ground) -> StepDue | None:
    window, times = parse_expression(step.window) if step.window else None, step.times
    if not isinstance(window, Window) or times is None or step.trigger not in CONSEQUENCE_KINDS:
        return None
    counted = _documents(row for row in rows if row.type == step.trigger)
    within = in_window(counted, window.months, on=as_of, conventions=ground.conventions)
    if len(within) < times:
        return None
    reached = within[int(times) - 1]
    return StepDue(
        step=step,
        unit=unit,
        count=len(within),
        window=window_of(window.months, on=as_of, rolling=ground.conventions.rolling_window),
        reached_on=reached,
        taken_on=_taken(step, rows, reached),
        lacking=_lacking(step, rows, reached),
    )


def _documents(rows: Iterable[Consequence]) -> tuple[date, ...]:
    """The days of the documents, each document once; rows without 文号 are one each."""
    days: dict[str, date] = {}
    for row in rows:
        if row.revoked_on is None and row.held_on:
            key = row.document_number or f"#{row.record.row}"
            days[key] = min(row.held_on, days.get(key, row.held_on))
    return tuple(days.values())


def _taken(step: LadderStep, rows: Sequence[Consequence], reached: date) -> date | None:
    """The day of the first record, from the day that the step was reached on, of a kind that its 措施 names."""
    measure = step.measure.replace("年度", "")
    kinds = [kind for kind in CONSEQUENCE_KINDS if kind in measure and kind != step.trigger]
    days = (row.held_on for row in rows if row.type in kinds and row.held_on and row.held_on >= reached)
    return min(days, default=None)


def _lacking(step: LadderStep, rows: Sequence[Consequence], reached: date) -> str:
    """前置条件 if it is a kind of 通报问责 that the unit has no earlier record of."""
    wanted = step.precondition
    if wanted not in CONSEQUENCE_KINDS:
        return ""
    met = any(row.type == wanted and row.held_on and row.held_on <= reached for row in rows)
    return "" if met else wanted
