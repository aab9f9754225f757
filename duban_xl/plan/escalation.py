"""问责阶梯 and 通报问责 → how often each unit was criticised in the window, which steps that calls for, which were taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS
from duban_xl.model.deadline import Window
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.due import Conventions
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
    """Every counted step that a unit has reached by `as_of`: those of the present window, and older ones still open.

    Counted are the documents of the step's kind in the window, each once (rules §2.7); withdrawn ones stay on record
    and do not count. A later criticism does not cancel the duty of an earlier one, nor does the new year (weinan-amb-10).
    Units in the directory's order, steps in the ladder's.
    """
    ledger = ground.ledger
    by_unit: dict[str, list[Consequence]] = {}
    for row in ledger.consequences:
        if row.unit and row.held_on and row.held_on <= as_of:
            by_unit.setdefault(ledger.units.official_name(row.unit), []).append(row)
    ordered = sorted(by_unit, key=ledger.units.position)
    found = (
        one for unit in ordered for step in ledger.ladder for one in _reached(step, unit, by_unit[unit], as_of, ground)
    )
    return tuple(found)


def _reached(
    step: LadderStep, unit: str, rows: Sequence[Consequence], as_of: date, ground: Ground
) -> Iterator[StepDue]:
    """The times that the unit has reached the step, oldest first, without those that were dealt with in an older window."""
    window, times = parse_expression(step.window) if step.window else None, step.times
    if not isinstance(window, Window) or not times or times < 1 or step.trigger not in CONSEQUENCE_KINDS:
        return
    counted = documents_of(row for row in rows if row.type == step.trigger)
    rolling, months = ground.conventions.rolling_window, window.months
    present = window_of(months, on=as_of, rolling=rolling)
    occasions = tuple(_reaching(counted, int(times), months, ground.conventions))
    carried_out = _carried_out(occasions, [row for row in rows if row.revoked_on is None and _carries_out(row, step)])
    for reached in occasions:
        taken = carried_out.get(reached)
        if present[0] <= reached <= present[1]:
            within = in_window(counted, months, on=as_of, conventions=ground.conventions)
            yield _step_due(step, unit, rows, reached=reached, taken=taken, count=len(within), window=present)
        elif taken is None:
            older = window_of(months, on=reached, rolling=rolling)
            within = in_window(counted, months, on=min(older[1], as_of), conventions=ground.conventions)
            count = max(len(within), int(times))
            yield _step_due(step, unit, rows, reached=reached, taken=None, count=count, window=older)


def _reaching(days: Sequence[date], times: int, months: int, conventions: Conventions) -> Iterator[date]:
    """The days on which the count within the window came up to `times` from below."""
    before = 0
    last: date | None = None
    for day in days:
        count = len(in_window(days, months, on=day, conventions=conventions))
        anew = last is not None and day > window_of(months, on=last, rolling=conventions.rolling_window)[1]
        if count >= times and (before < times or anew):
            yield day
        before, last = count, day


def _carried_out(occasions: Sequence[date], rows: Sequence[Consequence]) -> Mapping[date, Consequence]:
    """Occasion → the first record after it that tells of the step; a record tells of the latest occasion before it."""
    found: dict[date, Consequence] = {}
    free = sorted(rows, key=lambda row: row.held_on or date.max)
    for reached in reversed(occasions):
        told = next((row for row in free if row.held_on and row.held_on >= reached), None)
        if told:
            found[reached] = told
            free.remove(told)
    return found


def _step_due(
    step: LadderStep,
    unit: str,
    rows: Sequence[Consequence],
    *,
    reached: date,
    taken: Consequence | None,
    count: int,
    window: tuple[date, date],
) -> StepDue:
    return StepDue(
        step=step,
        unit=unit,
        count=count,
        window=window,
        reached_on=reached,
        taken_on=taken.held_on if taken else None,
        lacking=_lacking(step, rows, reached),
    )


def documents_of(rows: Iterable[Consequence]) -> tuple[date, ...]:
    """The days of the documents in order, each document once whatever its brackets; rows without 文号 are one each.

    Rows that were withdrawn, or have no day, are none.
    """
    days: dict[str, date] = {}
    for row in rows:
        if row.revoked_on is None and row.held_on:
            number = row.document_number
            key = normalise_document_number(number) or number or f"#{row.record.row}"
            days[key] = min(row.held_on, days.get(key, row.held_on))
    return tuple(sorted(days.values()))


def _carries_out(row: Consequence, step: LadderStep) -> bool:
    """Whether the row tells that the step's 措施 was taken; one that cites another rule tells of that (weinan-amb-13)."""
    measure = step.measure.replace("年度", "")
    if row.type == step.trigger or row.type not in measure:
        return False
    cited = [word for word in row.clause.split() if word.isascii() and "-" in word]
    return not cited or step.rule in cited


def _lacking(step: LadderStep, rows: Sequence[Consequence], reached: date) -> str:
    """前置条件 if it is a kind of 通报问责 that the unit has no earlier record of."""
    wanted = step.precondition
    if wanted not in CONSEQUENCE_KINDS:
        return ""
    met = any(row.type == wanted and row.held_on and row.held_on <= reached for row in rows)
    return "" if met else wanted
